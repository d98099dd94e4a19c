"""What a library finds: by picture, drawing, words, colors, pose and style; chains, copies, and what is too
close."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from anigen_core.color import srgb_to_oklab
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.library import Library, Looked, Query
from anigen_core.library import known as known_module
from anigen_core.library.codes import Codes
from anigen_core.library.figures import describe, figure_distances, flipped
from anigen_core.library.known import too_close
from anigen_core.library.looking import Looker, canvas_picture
from anigen_core.library.palettes import color_name, palette_of, parse_palette
from anigen_core.library.reasons import why
from anigen_core.library.sheets import cards_of, contact_sheet
from anigen_core.library.walking import monotonicity, shortest_path, walk
from anigen_core.pose_library import named_pose, named_poses
from anigen_core.tagging import Tag
from tests.shelf import BLUE, GRAY, GREEN, PINK, small_figure

LOOKER = Looker()
RNG = np.random.default_rng(3)


@pytest.fixture(scope="module")
def library() -> Library:
    """Twelve figures: three colors of hair by four of clothes."""
    library = Library.in_memory()
    for hair, color in (("pink", PINK), ("blue", BLUE), ("green", GREEN)):
        for dress, other in (("pink", PINK), ("blue", BLUE), ("green", GREEN), ("gray", GRAY)):
            library.add_picture(small_figure(color, other), f"{hair} {dress}", LOOKER)
    return library


def looked(code: np.ndarray, **more: object) -> Looked:
    """What a look might have told."""
    base = Looked(code, "test", [], np.zeros((0, 4), np.float32), None, np.zeros(7, np.float32))
    return dataclasses.replace(base, **more)  # type: ignore[arg-type]


def random_codes(count: int) -> np.ndarray:
    return RNG.integers(0, 256, (count, 64), np.uint8)


def test_a_picture_finds_itself_first_and_then_its_like(library: Library) -> None:
    seen = LOOKER(small_figure(PINK, BLUE))
    hits = library.search(Query.like(seen), 4)
    assert (hits[0].entry.name, hits[0].why, hits[0].distance) == ("pink blue", "the same picture", 0)
    assert [hit.distance for hit in hits] == sorted(hit.distance for hit in hits)
    without = library.search(Query.like(seen, without=frozenset({hits[0].entry.id})), 4)
    assert hits[0].entry.name not in [hit.entry.name for hit in without]
    assert len(without) == 4


def test_colors_are_found_whatever_wears_them(library: Library) -> None:
    hits = library.search(Query(palette=parse_palette("#3c9650")), 3)
    assert hits[0].entry.name == "green green"
    assert "green" in hits[0].why
    hits = library.search(Query(palette=parse_palette("#ec82aa,#3c5abe")), 2)
    assert {hit.entry.name for hit in hits} == {"pink blue", "blue pink"}


def test_colors_have_names_and_drawings_without_colors_have_no_palette() -> None:
    for name, rgb in (("black", (10, 10, 10)), ("white", (255, 255, 255)), ("red", (220, 40, 40))):
        assert color_name(srgb_to_oklab(np.array(rgb, np.uint8))) == name
    lines = np.full((90, 60, 3), 255, np.uint8)
    lines[20:70, 30:33] = 0
    assert palette_of(lines, np.zeros((90, 60), np.float32)).shape == (0, 4)
    with pytest.raises(InputError, match="one to 6 colors"):
        parse_palette("")
    with pytest.raises(InputError, match="not a color"):
        parse_palette("pink")


def test_a_drawing_on_the_canvas_is_looked_for(library: Library) -> None:
    picture = small_figure(BLUE, GREEN)
    colors = np.dstack([picture, np.where((picture == 255).all(2), 0, 255).astype(np.uint8)])
    gray = (225 + RNG.normal(0, 3, (144, 96)) + np.linspace(0, 15, 96)).astype(np.uint8)
    gray[:, 10:12] = 90  # a pencil line on gray paper
    document = Document.compose(lines=gray, colors=colors, pose=named_pose("standing"))
    shown = canvas_picture(document)
    assert shown[:8, 60:].min() == 255  # the paper's gray is no color of the drawing
    assert shown[70, 10].max() < 160
    seen = LOOKER.canvas(document)
    assert seen.pose is document.pose
    best = library.search(Query.like(seen, ("palette",)), 2)
    assert "blue green" in [hit.entry.name for hit in best]


def test_a_sketch_is_found_by_its_outlines() -> None:
    library = Library.in_memory()
    arms = (0, 30, 60)
    for arm in arms:
        for dress in (PINK, BLUE):
            library.add_picture(small_figure(GREEN, dress, arm), f"arm {arm}", LOOKER)
    for arm in arms:
        ink = cv2.Canny(small_figure(GREEN, GRAY, arm), 40, 80)
        sketch = LOOKER(np.repeat(255 - cv2.dilate(ink, np.ones((2, 2), np.uint8))[..., None], 3, axis=2))
        query = Query.like(sketch)
        assert query.asked == {"code": 1.0, "form": 2.0}  # it has no colors to be found by
        hits = library.search(query, 2)
        assert [hit.entry.name for hit in hits] == [f"arm {arm}"] * 2
        assert "outlines" in hits[0].why
    assert "form" not in Query.like(LOOKER(small_figure(PINK, BLUE))).asked


def test_words_are_found_and_unwanted_ones_left_out() -> None:
    library = Library.in_memory()
    tagged = {"a": [Tag("hair_color", "pink", 0.9)], "b": [Tag("hair_color", "blue", 0.8)]}
    tagged["c"] = [Tag("hair_color", "pink", 0.7), Tag("accessories", "glasses", 0.9)]

    class Told(Looker):
        def __call__(self, picture: np.ndarray, **_: object) -> Looked:
            return looked(random_codes(1)[0], tags=tagged["abc"[int(picture[0, 0, 0])]])

    for number, name in enumerate("abc"):
        library.add_picture(np.full((20, 20, 3), number, np.uint8), name, Told())
    assert [hit.entry.name for hit in library.search(Query(tags=("pink",)), 2)] == ["a", "c"]
    assert [hit.entry.name for hit in library.search(Query(tags=("hair_color=pink", "glasses")), 1)] == ["c"]
    hit = library.search(Query(tags=("pink", "-glasses")), 3)[0]
    assert (hit.entry.name, hit.why) == ("a", "pink (90%)")
    assert library.search(Query(tags=("pink", "-horns")), 1)[0].entry.name == "a"
    with pytest.raises(InputError, match=r"tagged 'pinkk'; there are pink"):
        library.search(Query(tags=("pinkk",)))


def test_poses_do_not_depend_on_place_size_or_side() -> None:
    poses = named_poses()
    described = np.array([describe(pose.pose()) for pose in poses.values()])
    standing = named_pose("standing")
    moved = standing.scaled(0.4).translated(40, -30)
    assert figure_distances(describe(standing), describe(moved)[None])[0] < 1e-3
    for number, pose in enumerate(poses.values()):
        assert figure_distances(described[number], described).argmin() == number
        mirror = describe(pose.pose().mirrored())
        assert figure_distances(flipped(described[number]), mirror[None])[0] < 1e-3
    unknown = np.full((1, described.shape[1]), np.nan, np.float32)
    assert figure_distances(described[0], unknown)[0] == 1


def test_a_pose_is_found_in_the_mirror_too() -> None:
    library = Library.in_memory()
    wave = named_poses()["waving"].pose() if "waving" in named_poses() else named_pose("contrapposto")

    class Posed(Looker):
        def __call__(self, picture: np.ndarray, **_: object) -> Looked:
            poses = (named_pose("standing"), wave.mirrored(), None)
            return looked(random_codes(1)[0], pose=poses[int(picture[0, 0, 0])])

    for number, name in enumerate(("standing", "mirrored", "unknown")):
        library.add_picture(np.full((20, 20, 3), number, np.uint8), name, Posed())
    hit = library.search(Query(pose=wave), 1)[0]
    assert (hit.entry.name, hit.mirrored) == ("mirrored", True)
    assert hit.why.endswith("mirrored")
    assert library.search(Query(pose=wave, mirrored=False), 3)[0].mirrored is False
    assert library.search(Query(pose=wave), 3)[-1].entry.name == "unknown"


def test_aspects_are_weighed(library: Library) -> None:
    seen = LOOKER(small_figure(PINK, BLUE))
    green = parse_palette("#3c9650")
    for weights, name in (({"palette": 0.01}, "pink blue"), ({"code": 0.01}, "green green")):
        query = Query(code=seen.code, coder=seen.coder, palette=green, weights=weights)
        assert library.search(query, 1)[0].entry.name == name


def test_questions_that_make_no_sense(library: Library) -> None:
    seen = LOOKER(small_figure(PINK, BLUE))
    for build, sentence in (
        (lambda: Query(), "Nothing is looked for"),
        (lambda: Query(code=seen.code, weights={"code": 0.0}), "Nothing is looked for"),
        (lambda: Query(code=seen.code, weights={"smell": 1.0}), "no weight 'smell'"),
        (lambda: Query(code=seen.code, weights={"code": float("nan")}), "at least 0"),
        (lambda: Query.like(seen, ("pose",)), "No pose is found"),
        (lambda: Query.like(seen, ("smell",)), "not compared by 'smell'"),
        (lambda: library.search(Query(code=seen.code, coder="nobody")), "add its folders once more"),
        (lambda: library.search(Query.like(seen), 0), "1 to 1000"),
        (lambda: library.between(seen.code, seen.code, 0), "1 to 100"),
        (lambda: Library.in_memory().search(Query.like(seen)), "The library is empty"),
    ):
        with pytest.raises(InputError, match=sentence):
            build()


def test_why_says_what_two_pictures_share() -> None:
    both = [Tag("hair_color", "pink", 0.9), Tag("posture", "sitting", 0.9), Tag("outfit", "maid", 0.3)]
    one = looked(random_codes(1)[0], tags=both)
    query = Query(code=one.code, coder="test", seen=one)
    assert why(query, one, {"code": 0.3}, False) == "looks much alike; both pink hair, sitting"
    assert why(query, one, {"code": 0.99}, False) == "nothing nearer is here"


def test_the_nearest_codes_are_exact() -> None:
    codes = random_codes(3000)
    index = Codes(codes)
    for row in range(0, 3000, 500):
        expected = np.bitwise_count(codes ^ codes[row]).sum(1)
        assert np.array_equal(index.distances(codes[row]), expected)
        far, who = index.nearest(codes[row], 20)
        assert np.array_equal(who, np.argsort(expected, kind="stable")[:20])
        assert np.array_equal(far, expected[who])


def test_the_graph_of_many_codes_finds_neighbors(monkeypatch: pytest.MonkeyPatch) -> None:
    centers = random_codes(60)
    flips = np.packbits(RNG.random((60, 12, 512)) < 0.02, axis=2)
    codes = (centers[:, None] ^ flips).reshape(-1, 64)
    exact_far, _ = Codes(codes).neighbors(5)
    monkeypatch.setattr("anigen_core.library.codes.EXACT", 10)
    far, who = Codes(codes).neighbors(5)
    assert (who != np.arange(len(codes))[:, None]).all()
    assert (far == exact_far).mean() > 0.95


def test_a_chain_leads_step_by_step() -> None:
    """Codes along a line: each picture turns eight bits more."""
    line = np.zeros((33, 512), np.uint8)
    for step in range(33):
        line[step, : 8 * step] = 1
    codes = np.packbits(line, axis=1)
    rows = walk(codes[0], codes[-1], Codes(np.concatenate([codes[1:-1], random_codes(20)])), 4)
    assert len(rows) == 4
    assert rows == sorted(rows)
    assert max(rows) < 31
    chain = codes[1:-1][rows]
    assert monotonicity(codes[0], chain, codes[-1]) == 1
    steps = np.diff([0, *(row + 1 for row in rows), 32])
    assert steps.max() - steps.min() <= 3


def test_parts_that_hang_together_by_nothing_are_bridged() -> None:
    one, other = random_codes(2)
    near = np.packbits(RNG.random((2, 30, 512)) < 0.01, axis=2)
    codes = np.concatenate([one ^ near[0], other ^ near[1]])
    path = shortest_path(Codes(codes), 0, 59)
    assert path[0] == 0
    assert path[-1] == 59
    assert walk(one, one, Codes(np.repeat(one[None], 3, 0)), 4) == []


def test_a_chain_of_pictures(library: Library) -> None:
    ends = [LOOKER(small_figure(PINK, BLUE)), LOOKER(small_figure(GREEN, GRAY))]
    hits = library.between(ends[0].code, ends[1].code, 3)
    assert 1 <= len(hits) <= 3
    names = [hit.entry.name for hit in hits]
    assert len(set(names)) == len(names)
    assert not {"pink blue", "green gray"} & set(names)


def test_copies_are_found_and_likenesses_are_not(tmp_path: Path) -> None:
    figure = small_figure(PINK, BLUE, size=(240, 360))
    for number, size in enumerate(((240, 360), (120, 180), (300, 450))):
        Image.fromarray(figure).resize(size).save(tmp_path / f"copy{number}.jpg", quality=70 + 10 * number)
    Image.fromarray(small_figure(PINK, BLUE, arm=0, size=(240, 360))).save(tmp_path / "other.png")
    Image.fromarray(figure[:, ::-1]).save(tmp_path / "mirror.png")
    library = Library.open(tmp_path / "l.sqlite")
    library.add(tmp_path, LOOKER)
    groups = [sorted(entry.name for entry in group) for group in library.groups()]
    assert groups == [["copy0.jpg", "copy1.jpg", "copy2.jpg"]]


def test_what_is_too_close_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = small_figure(PINK, BLUE, size=(256, 384))
    library = Library.in_memory()
    library.add_picture(figure, "pink blue", LOOKER)
    copy = LOOKER(np.minimum(figure, 254))
    near = too_close(copy.code, copy.coder, library)
    assert near is not None
    assert near.sentence == "This is very close to 'pink blue' of your library."
    assert near.entry is not None
    far = LOOKER(RNG.integers(0, 256, (144, 96, 3), np.uint8))
    assert too_close(far.code, far.coder, library) is None
    assert too_close(copy.code, "another coder", library) is None

    place = tmp_path / "renders.safetensors"
    save_file({"codes": copy.code[None]}, place, {"coder": copy.coder, "close": "9"})
    shipped = known_module.shipped_codes(place)
    assert shipped is not None
    assert (shipped.coder, shipped.close, len(shipped.codes)) == (copy.coder, 9, 1)
    monkeypatch.setattr(known_module, "shipped_codes", lambda: shipped)
    near = too_close(copy.code, copy.coder)
    assert near is not None
    assert "networks learned from" in near.sentence
    assert too_close(copy.code, "another coder") is None
    assert too_close(far.code, far.coder) is None


def test_no_shipped_codes_or_damaged_ones_say_nothing(tmp_path: Path) -> None:
    assert known_module.shipped_codes(tmp_path / "none.safetensors") is None
    (tmp_path / "bad.safetensors").write_bytes(b"nothing")
    assert known_module.shipped_codes(tmp_path / "bad.safetensors") is None


def test_a_sheet_shows_the_hits(library: Library) -> None:
    hits = library.search(Query.like(LOOKER(small_figure(PINK, BLUE))), 8)
    sheet = contact_sheet(cards_of(library, hits))
    assert sheet.shape == (2 * (240 + 44 + 12) + 12, 6 * 212 + 12, 3)
    assert sheet.dtype == np.uint8
    assert len(np.unique(sheet.reshape(-1, 3), axis=0)) > 100
