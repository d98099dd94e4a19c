"""Adapting: the own pictures, how they are mixed in, and a few steps from tiny weights to a file and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anigen_core.adapted import open_adapted
from anigen_core.errors import InputError
from anigen_core.imaging import encode_png
from anigen_core.weights import load_weights
from tests.avatar_files import make_glb
from tests.figure import draw_figure
from tests.tiny_body import write_tiny_body
from tests.tiny_colorizer import write_tiny_colorizer
from tests.tiny_painter import write_tiny_painter
from train.adapt import Options, adapt, main
from train.adapt_material import UNSEEN, Material, check_same, of_avatar, of_drawings
from train.adapt_store import Mixed
from train.evaluate import __main__ as evaluate
from train.evaluate.options import Options as Evaluated
from train.factory.poses.poses import NAMED
from train.pictures import Pictures

SIZE = (128, 192)


def drawing(turn: int) -> np.ndarray:
    """The test figure on nothing, its colors turned."""
    figure = draw_figure(scale=1)
    colors = np.roll(figure.colors[..., :3], turn, 2)
    alpha = figure.colors[..., 3:]
    return np.dstack([np.minimum(colors, figure.lines[..., None]), alpha])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four drawings of one figure, each a little smaller than the one before."""
    folder = tmp_path_factory.mktemp("rin")
    image = Image.fromarray(drawing(0))
    for number in range(4):
        small = image.resize((256 - 8 * number, 384 - 12 * number))
        (folder / f"{number}.png").write_bytes(encode_png(np.asarray(small)))
    return folder


@pytest.fixture(scope="module")
def material(folder: Path) -> Material:
    return of_drawings(folder, SIZE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the factory's pictures are kept: they are drawn once."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_painter(tmp_path_factory.mktemp("shipped"))


# ---- the own pictures


def test_a_drawing_is_seen_whole_and_in_parts(material: Material) -> None:
    assert len(material) == 16 and material.size == SIZE
    whole, top, _, bottom = (material.passes["beauty"][n] for n in range(4))
    assert whole[..., 3].any(1).sum() > 180
    assert top[0, :, 3].any() or top[1, :, 3].any()
    assert bottom[-1, :, 3].any() or bottom[-2, :, 3].any()
    for labels in material.labels:
        assert np.asarray(labels["joints"]).shape == (18, 4)
    assert (material.passes["lines"] < 128).any() and len(np.unique(material.passes["part"])) > 2


def test_material_is_kept(material: Material, tmp_path: Path) -> None:
    material.save(tmp_path / "own.npz")
    again = Material.load(tmp_path / "own.npz")
    assert again.digest() == material.digest() and list(again.labels) == list(material.labels)
    (tmp_path / "own.npz").write_bytes(b"PK")
    with pytest.raises(InputError, match="damaged"):
        Material.load(tmp_path / "own.npz")


def test_few_drawings_and_two_characters_are_told(folder: Path, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.png").write_bytes((folder / f"{number}.png").read_bytes())
    with pytest.raises(InputError, match=r"There are 3 drawings of a figure .* at least 4"):
        of_drawings(tmp_path, SIZE)
    (tmp_path / "odd.png").write_bytes(encode_png(drawing(1)))
    with pytest.raises(InputError, match=r"odd\.png seems to show another character"):
        of_drawings(tmp_path, SIZE)
    assert len(of_drawings(tmp_path, SIZE, whole=True, style=True)) == 4
    check_same({"a": drawing(0), "b": drawing(0)[::-1]})
    with pytest.raises(InputError, match="no folder"):
        of_drawings(tmp_path / "gone", SIZE)


def test_an_avatar_is_drawn_in_other_poses_than_it_is_asked_for(opengl: None, tmp_path: Path) -> None:
    assert set(UNSEEN) <= set(NAMED)
    (tmp_path / "box.glb").write_bytes(make_glb())
    own = of_avatar(tmp_path / "box.glb", (64, 96), 3)
    asked = of_avatar(tmp_path / "box.glb", (64, 96), 3, unseen=True)
    assert not {labels["tags"]["pose"] for labels in own.labels} & set(UNSEEN)
    assert [labels["tags"]["pose"] for labels in asked.labels] == list(UNSEEN[:3])
    assert of_avatar(tmp_path / "box.glb", (64, 96), 2).passes["beauty"].tobytes() == (
        own.passes["beauty"][:2].tobytes()
    )
    (tmp_path / "text.vrm").write_text("nothing")
    with pytest.raises(InputError, match="not an avatar that can be read"):
        of_avatar(tmp_path / "text.vrm", (64, 96), 2)


# ---- the store


def test_own_pictures_come_in_whole_blocks(material: Material) -> None:
    store = Mixed(material, None, each=4, share=0.5)
    picked = store.pick(torch.Generator().manual_seed(0), 50, 0)
    assert store.count == 16 and sorted(set(store.own(picked).tolist()))[0] >= 0
    batch = store.batch([3, 0])
    np.testing.assert_array_equal(batch["beauty"][0].permute(1, 2, 0).numpy(), material.passes["beauty"][3])
    boxes = store.heads(torch.tensor([0, 1]), torch.zeros(2, 4))
    np.testing.assert_array_equal(boxes.numpy(), material.heads[:2])
    assert store.labels(2) is material.labels[2]


def test_own_pictures_and_the_factorys_share_a_batch(opengl: None, material: Material, store: Path) -> None:
    with Pictures("train", SIZE, tuple(material.passes), count=4, each=1, folder=store) as theirs:
        both = Mixed(material, theirs, each=1, share=0.5)
        generator = torch.Generator().manual_seed(0)
        picked = torch.cat([both.pick(generator, 8, 4) for _ in range(8)])
        own = both.own(picked)
        assert int((own >= 0).sum()) == 32 and int(picked[own < 0].max()) < 4
        batch = both.batch([1, both.first + 2])
        assert torch.equal(batch["part"][0], theirs.batch([1])["part"][0])
        np.testing.assert_array_equal(batch["part"][1, 0].numpy(), material.passes["part"][2, :, :, 0])
        assert both.labels(1)["seed"] == theirs.labels(1)["seed"]
    with pytest.raises(InputError, match="one size"):
        Mixed(material, theirs, each=4, share=0.5)


# ---- a run


def test_a_run_ends_in_a_file_and_goes_on(folder: Path, shipped: Path, tmp_path: Path) -> None:
    out = tmp_path / "rin.pirec.safetensors"
    options = Options(out, drawings=folder, steps=2, share=1.0, tall=192, shipped=shipped, device="cpu")
    assert adapt(replace(options, store=tmp_path / "store")) == out
    own = open_adapted(out, shipped)
    assert own.name == "rin" and "2 steps" in own.card.recipe and folder.name in own.card.data
    before, after = load_weights("pirec", shipped), own.load(shipped)
    assert any(np.abs(after[name] - before[name]).max() > 0 for name in before)
    told = json.loads((tmp_path / "rin.pirec.run" / "progress.json").read_text())
    assert (told["state"], told["fraction"], told["steps"]) == ("done", 1.0, 2)
    adapt(replace(options, store=tmp_path / "store", steps=3, delta=True))
    again = open_adapted(out, shipped)
    assert "3 steps" in again.card.recipe and out.stat().st_size <= 2 << 20
    assert set(again.load(shipped)) == set(before)
    with pytest.raises(InputError, match="holds a run with rate"):
        adapt(replace(options, store=tmp_path / "store", steps=4, rate=1e-5))
    told = json.loads((tmp_path / "rin.pirec.run" / "progress.json").read_text())
    assert told["state"] == "failed" and "holds a run" in told["message"]


def learned(options: Options, shipped: Path) -> bool:
    """Whether adapting changes the weights."""
    before, after = load_weights(options.model, shipped), open_adapted(adapt(options), shipped).load(shipped)
    return any(np.abs(after[name] - before[name]).max() > 0 for name in before)


def test_the_colorizer_learns_from_the_same_pictures(folder: Path, tmp_path: Path) -> None:
    write_tiny_colorizer(tmp_path)
    options = Options(tmp_path / "rin.safetensors", drawings=folder, model="colorize", steps=1, share=1.0)
    assert learned(replace(options, tall=192, shipped=tmp_path, device="cpu", store=tmp_path), tmp_path)


def test_psgan_learns_beside_what_it_drew_before(
    opengl: None, folder: Path, store: Path, tmp_path: Path
) -> None:
    write_tiny_body(tmp_path)
    options = Options(tmp_path / "rin.safetensors", drawings=folder, model="psgan", steps=1, pictures=4)
    options = replace(options, each=1, batch=8, tall=192, shipped=tmp_path, device="cpu", store=store)
    assert learned(options, tmp_path)


def test_what_makes_no_sense_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "a.safetensors")]
    drawings = ["--drawings", str(folder)]
    for words, sentence in (
        (out, "--avatar FILE or --drawings FOLDER"),
        ([*out, *drawings, "--minutes", "2", "--steps", "3"], "either --minutes"),
        ([*out, *drawings, "--share", "0"], "--share"),
        ([*out, *drawings, "--model", "tagger"], "--model is one of"),
        (["--out", str(tmp_path / "a.pt"), *drawings], "should end in .safetensors"),
        ([*out, *drawings, "--shipped", str(tmp_path)], "cannot be adapted"),
    ):
        assert main(words) == 2
        assert sentence in capsys.readouterr().err


def test_what_is_measured_needs_weights(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give --weights"):
        evaluate.run("adapt", Evaluated(tmp_path / "out"))
