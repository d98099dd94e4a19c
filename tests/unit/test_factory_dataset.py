"""Pictures by seed and number, the dataset and its worker processes, the bench."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from anigen_core.errors import InputError
from tests.support import require
from train.factory.bench import Figures, measure
from train.factory.holdout import HELD_OUT
from train.factory.render.renderer import PASSES, Renderer
from train.factory.shots import Studio, check_passes

SIZE = (96, 144)


@pytest.fixture(scope="module", autouse=True)
def _opengl() -> None:
    try:
        Renderer().release()
    except InputError as error:
        require("egl", False, str(error))


@pytest.fixture(scope="module")
def samples():
    studio = Studio(SIZE)
    out = list(studio.pictures(21, range(3)))
    studio.release()
    return out


def test_pictures_of_a_seed_differ_in_pose_and_view_but_not_in_who(samples) -> None:
    tags = [s.labels["tags"] for s in samples]
    assert len({json.dumps(s.labels["joints"]) for s in samples}) == 3
    assert len({t["hair_color"] for t in tags}) == 1 and [t["number"] for t in tags] == [0, 1, 2]
    for sample in samples:
        for name in PASSES:
            assert getattr(sample.picture, name).shape[:2] == SIZE[::-1], name
        assert (sample.picture.part > 0).mean() > 0.02
        joints = np.array(sample.labels["joints"])
        assert np.isfinite(joints).all() and joints.shape == (18, 4)
        json.dumps(sample.labels)


def test_a_picture_depends_on_its_seed_and_number_alone(samples) -> None:
    studio = Studio(SIZE, ("beauty",))
    list(studio.pictures(22, [0]))
    (again,) = studio.pictures(21, [2])
    studio.release()
    assert again.labels == samples[2].labels
    assert again.picture.beauty is not None
    assert np.array_equal(again.picture.beauty, samples[2].picture.beauty)


def test_labels_scale_with_the_size(samples) -> None:
    studio = Studio((192, 288), ("part",))
    (large,) = studio.pictures(21, [1])
    studio.release()
    small = np.array(samples[1].labels["joints"])[:, :2]
    assert np.abs(np.array(large.labels["joints"])[:, :2] - 2 * small).max() < 1e-3


def test_labels_do_not_hang_on_rounding() -> None:
    """Joints are equal on every machine to a thousandth of a pixel: single-precision noise stays small."""
    from train.factory.character import build_character
    from train.factory.render.cameras import Outline, fit
    from train.factory.shots import plan

    character = build_character(21)
    exact = Outline.of(character.figure)
    rough = Outline(exact.points + 1e-7 * np.sin(np.arange(exact.points.size)).reshape(-1, 3), exact.bones)
    for number in range(4):
        p = plan(character, number)
        frames = character.body.skeleton.pose(p.pose.stance)
        a, b = (fit(p.shot, o, frames, (512, 768)).project(frames.body18()) for o in (exact, rough))
        assert np.abs(a - b).max() < 1e-3


def test_unknown_passes_are_refused() -> None:
    assert check_passes(["part", "beauty"]) == ("beauty", "part")
    with pytest.raises(InputError, match="Passes are some of"):
        check_passes(["colour"])
    with pytest.raises(InputError):
        check_passes([])


def test_held_out_styles_stay_out_of_training() -> None:
    from train.factory.seeds import Draw
    from train.factory.shots import STYLES

    for seed in range(150):
        draw = Draw(seed)
        assert draw.choose("style", STYLES, draw.rng("x")) not in HELD_OUT["style"]
    new = [s for s in range(900_000, 900_040) if Draw(s).novelty == "style"]
    assert new and all(Draw(s).choose("style", STYLES, Draw(s).rng("x")) in HELD_OUT["style"] for s in new)


def test_workers_do_not_import_torch() -> None:
    code = (
        "import sys, train.factory.stream, train.factory.shots as s;"
        "studio = s.Studio((64, 96), ('part',)); list(studio.pictures(1, [0]));"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_the_dataset_streams_and_ends_its_workers() -> None:
    torch = pytest.importorskip("torch")
    from train.factory.dataset import CharacterDataset

    data = CharacterDataset("val", SIZE, ("beauty", "depth"), seeds=[800_001, 800_002], pictures=2, workers=2)
    items = list(torch.utils.data.DataLoader(data, batch_size=2))
    assert [i["seed"].tolist() for i in items] == [[800_001, 800_002]] * 2  # workers take turns
    assert items[0]["beauty"].shape == (2, 4, 144, 96) and items[0]["beauty"].dtype == torch.uint8
    assert items[0]["depth"].shape == (2, 1, 144, 96) and items[0]["joints"].shape == (2, 18, 4)
    assert json.loads(items[1]["labels"][0])["tags"]["number"] == 1
    with CharacterDataset("val", SIZE, ("beauty",), seeds=[800_001, 800_002]) as data:
        stream = iter(data)
        first = next(stream)
        (process,) = [w.process for w in data._running]
        assert process.poll() is None
    assert process.poll() is not None  # left half-way, and gone
    assert torch.equal(first["beauty"], items[0]["beauty"][0])


def test_avatars_take_a_share_of_the_seeds(tmp_path) -> None:
    pytest.importorskip("torch")
    from tests.avatar_files import make_glb
    from train.factory.avatars.shots import avatar_split
    from train.factory.dataset import CharacterDataset
    from train.factory.holdout import RANGES

    path = tmp_path / "a.glb"
    path.write_bytes(make_glb())
    own = avatar_split(path)
    seeds = [RANGES[own].start + i for i in range(2)]
    options = {"seeds": seeds, "pictures": 1, "avatars": tmp_path}
    for share, count in ((1.0, 2), (0.0, 0)):
        with CharacterDataset(own, SIZE, ("beauty",), avatar_share=share, **options) as data:
            tags = [json.loads(item["labels"])["tags"] for item in data]
        assert sum(t.get("avatar") == "a" for t in tags) == count
    for split in set(RANGES) - {own}:
        assert CharacterDataset(split, SIZE, avatars=tmp_path).avatars == []
    with pytest.raises(InputError, match="share"):
        CharacterDataset(own, avatar_share=2.0)


def test_wrong_seeds_and_splits_are_refused() -> None:
    pytest.importorskip("torch")
    from train.factory.dataset import CharacterDataset

    with pytest.raises(InputError, match="of the split 'test'"):
        CharacterDataset("train", seeds=[900_000])
    with pytest.raises(InputError, match="no split"):
        CharacterDataset("test", seeds=[1_000_000])
    with pytest.raises(InputError, match="A split is one of"):
        CharacterDataset("all")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="out of range"):
        CharacterDataset("train", (8, 8))


def test_all_seeds_of_a_split_are_shuffled_by_epoch() -> None:
    pytest.importorskip("torch")
    from train.factory.dataset import CharacterDataset

    first, second = (CharacterDataset("val", epoch=e)._order() for e in (0, 1))
    assert first != second and sorted(first) == sorted(second) == list(range(800_000, 900_000))


def test_a_failing_worker_says_why() -> None:
    from train.factory.stream import Worker

    worker = Worker({"seeds": [-1], "numbers": 1, "size": SIZE, "passes": ["part"]})
    with pytest.raises(RuntimeError, match=r"Seed -1: InputError: .*no split"):
        worker.read()
    worker.close()


def test_the_bench_counts() -> None:
    figures = measure(0.01, (64, 96), 2, first=5, passes=("part",))
    assert isinstance(figures, Figures) and figures.count == 2 and figures.rate > 0
    assert figures.peak > 50 and "2 pictures of each character" in figures.lines()
