"""Colorization without a network: hints obeyed, flats exact, references and palettes, and what is refused."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anigen_core.color import delta_e, srgb_to_oklab
from anigen_core.errors import Cancelled, InputError
from anigen_core.painting.composing import laid_lines
from anigen_core.painting.guessing import EYE, FACE, HAIR, SHOE, TOP, parts_by_place, wished
from anigen_core.painting.hints import paper_of
from anigen_core.painting.segments import segment
from anigen_core.stages.colorize import Colorize, ColorizeOptions, Seen, by_whom, colorize
from tests.figure import PAINTS, draw_figure

FIGURE = draw_figure()
LINES = FIGURE.lines
SPOTS = {"hair": (128, 21), "skin": (128, 96), "dress": (125, 175), "boots": (110, 345)}
SHOWN = {
    "": 0,
    "hair": HAIR,
    "skin": FACE,
    "white": EYE,
    "iris": EYE,
    "mouth": 5,
    "dress": TOP,
    "boots": SHOE,
}
PARTS = np.vectorize(SHOWN.get)(FIGURE.part).astype(np.uint8)
NOTHING = np.zeros((*LINES.shape, 4), np.uint8)


def hints(**spots: tuple[int, int]) -> np.ndarray:
    """A dot of each paint at its place."""
    out = NOTHING.copy()
    for name, place in (spots or SPOTS).items():
        cv2.circle(out, place, 3, (*PAINTS[name], 255), -1)
    return out


def test_flats_have_the_hints_own_colors_and_nothing_bleeds() -> None:
    made = colorize(LINES, hints(), ColorizeOptions(flats=True))
    for name, (x, y) in SPOTS.items():
        assert tuple(made.flats[y, x, :3]) == PAINTS[name]
    for name in ("hair", "dress", "boots"):
        inside = cv2.erode((FIGURE.part == name).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        inside &= cv2.erode(LINES, np.ones((3, 3), np.uint8)) == 255
        assert (made.flats[inside][:, :3] == PAINTS[name]).mean() > 0.99
        assert (made.picture[inside][:, :3] == PAINTS[name]).mean() > 0.99
    assert (made.flats[:8, :8] == 0).all() and (made.picture[:8, :8, 3] == 0).all()
    assert set(np.unique(made.flats[..., 3])) == {0, 255}
    assert made.lines is LINES and made.own


def test_without_flats_there_is_light_and_shade() -> None:
    flat = colorize(LINES, hints(), ColorizeOptions(shading=0.0)).picture
    shaded = colorize(LINES, hints()).picture
    assert (flat != shaded).any(2).mean() > 0.01
    x, y = SPOTS["skin"]
    assert delta_e(shaded[y, x, :3], np.array(PAINTS["skin"], np.uint8)) < 12


def test_known_parts_carry_a_hint_to_what_shows_the_same() -> None:
    made = colorize(LINES, hints(boots=(110, 345)), seen=Seen(lines=PARTS))
    right = (FIGURE.part == "boots") & (np.arange(LINES.shape[1]) > 128)
    assert (made.flats[right & (LINES == 255)][:, :3] == PAINTS["boots"]).all()
    assert made.parts is not None
    # What no hint speaks of is chosen, and is not of the boots' color.
    assert tuple(made.flats[175, 125, :3]) not in {PAINTS["boots"], (0, 0, 0)}


def test_a_palette_colors_its_parts_and_a_seed_the_others() -> None:
    seen, red = Seen(lines=PARTS), (180, 20, 30)
    first = colorize(LINES, NOTHING, ColorizeOptions(palette={"hair": red}, seed=1), seen=seen)
    second = colorize(LINES, NOTHING, ColorizeOptions(palette={"hair": red}, seed=2), seen=seen)
    again = colorize(LINES, NOTHING, ColorizeOptions(palette={"hair": red}, seed=2), seen=seen)
    x, y = SPOTS["hair"]
    assert tuple(first.flats[y, x, :3]) == tuple(second.flats[y, x, :3]) == red
    assert (first.flats != second.flats).any() and np.array_equal(second.picture, again.picture)
    x, y = SPOTS["dress"]
    assert tuple(second.flats[y, x, :3]) == wished({"hair": red}, 2)["top"]


def test_eyes_have_whites_and_irises() -> None:
    made = colorize(LINES, NOTHING, ColorizeOptions(palette={"eyes": (10, 90, 200)}), seen=Seen(lines=PARTS))
    assert tuple(made.flats[92, 110, :3]) == tuple(made.flats[92, 146, :3]) == (10, 90, 200)
    assert made.flats[92, 101, :3].min() > 240


def test_a_reference_s_parts_give_their_colors() -> None:
    mirrored = np.ascontiguousarray(FIGURE.colors[:, ::-1])
    seen = Seen(PARTS, np.ascontiguousarray(PARTS[:, ::-1]))
    made = colorize(LINES, NOTHING, reference=mirrored, seen=seen)
    for name in ("hair", "skin", "dress", "boots"):
        x, y = SPOTS[name]
        assert delta_e(made.flats[y, x, :3], np.array(PAINTS[name], np.uint8)) < 4
    hair = (1, 200, 1)
    made = colorize(LINES, NOTHING, ColorizeOptions(palette={"hair": hair}), reference=mirrored, seen=seen)
    assert tuple(made.flats[SPOTS["hair"][1], SPOTS["hair"][0], :3]) == hair
    dot = NOTHING.copy()
    cv2.circle(dot, SPOTS["hair"], 3, (*hair, 255), -1)
    made = colorize(LINES, dot, reference=mirrored, seen=seen)
    assert tuple(made.flats[SPOTS["hair"][1], SPOTS["hair"][0], :3]) == hair


def test_a_reference_of_which_nothing_is_known_is_read_by_color_and_place() -> None:
    on_white = np.where(FIGURE.colors[..., 3:] > 0, FIGURE.colors[..., :3], np.uint8(255))
    made = colorize(LINES, NOTHING, reference=on_white)
    x, y = SPOTS["hair"]
    got, wanted = srgb_to_oklab(made.flats[y, x, :3]), srgb_to_oklab(np.array(PAINTS["hair"], np.uint8))
    assert np.linalg.norm(got - wanted) < 0.1


def test_parts_are_told_by_place() -> None:
    labels = segment(LINES)
    parts = parts_by_place(labels, paper_of(labels))
    for part, name in ((HAIR, "hair"), (FACE, "skin"), (TOP, "dress"), (SHOE, "boots")):
        x, y = SPOTS[name]
        assert parts[y, x] == part
    assert parts[92, 110] == EYE and parts[2, 2] == 0
    assert not parts_by_place(np.zeros((20, 20), np.int32), np.array([True])).any()


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"seed": -1}, "seed"),
        ({"palette": {"nose": (1, 2, 3)}}, "nose"),
        ({"ink": "red"}, "ink"),
        ({"gap": -1}, "gap"),
        ({"painter": "pirec"}, "painter"),
        ({"shading": 2}, "Shading"),
        ({"light": "top"}, "light"),
    ],
)
def test_options_refuse(values: dict, word: str) -> None:
    with pytest.raises(InputError, match=word):
        ColorizeOptions(**values)


def test_wrong_pictures_are_refused() -> None:
    for lines, dots, reference in (
        (LINES[..., None], NOTHING, None),
        (LINES, NOTHING[..., :3], None),
        (LINES, NOTHING[:-1], None),
        (LINES, NOTHING, LINES),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            colorize(lines, dots, reference=reference)


def test_it_can_be_stopped_and_says_how_far_it_is() -> None:
    told: list[float] = []
    Colorize()(LINES, hints(), progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0

    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Colorize()(LINES, hints(), progress=stop)


def test_a_scan_s_gray_paper_is_no_ink() -> None:
    assert laid_lines(LINES) is LINES
    x = np.arange(LINES.shape[1])
    scan = np.clip(LINES * (0.8 + 0.15 * x / x.max()), 0, 255).astype(np.uint8)
    laid = laid_lines(scan)
    away = cv2.erode(LINES, np.ones((5, 5), np.uint8)) == 255
    assert (laid[away] == 255).mean() > 0.98 and laid[LINES < 90].mean() < 110
    made = colorize(scan, hints(), ColorizeOptions(flats=True))
    assert not made.own and made.lines.mean() > scan.mean()


def test_nothing_at_all_is_no_crash() -> None:
    empty = np.zeros((0, 0), np.uint8)
    assert colorize(empty, np.zeros((0, 0, 4), np.uint8)).picture.shape == (0, 0, 4)
    blank = np.full((32, 32), 255, np.uint8)
    assert not colorize(blank, np.zeros((32, 32, 4), np.uint8)).picture[..., 3].any()


def test_it_says_who_colored() -> None:
    assert "weights of the colorizer are not here" in by_whom(None, ColorizeOptions())
    assert "not here" not in by_whom(None, ColorizeOptions(painter="fill", flats=True))
    assert "one color for each cell" in by_whom(None, ColorizeOptions(flats=True))
