"""Eyes of a finished picture: colored again and again, in the picture, its layers and its document."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.eye_coloring import details_of, eyes_like
from anigen_core.finished_eyes import FinishedEyes
from anigen_core.imaging import Extent
from anigen_core.layers import composite, decompose
from anigen_core.painting.eye_reference import EyeColors
from anigen_core.result import Result, arranged
from anigen_core.runner import pick_runner
from anigen_core.settings import EyeWish, Settings
from tests.unit.test_eyes import IRISES, SKINS, draw_eye

SIZE = 48
WIDTH, HEIGHT = 200, 160
RIGHT, LEFT = (30, 60), (120, 60)
"""Corners of her two eyes: her right one is on the left."""


def box(corner: tuple[int, int]) -> tuple[int, int, int, int]:
    return (*corner, round(SIZE * 1.15), SIZE)


def result(*wishes: EyeWish, scale: int = 1) -> Result:
    """A face of skin with two eyes, in layers; of a document whose pixels are `scale` of the picture's."""
    picture = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    picture[:] = SKINS["fair"]
    for (x, y), iris in ((RIGHT, "blue"), (LEFT, "brown")):
        drawn = draw_eye(SIZE, IRISES[iris], SKINS["fair"]).image
        picture[y : y + drawn.shape[0], x : x + drawn.shape[1]] = drawn
    lines = np.full((HEIGHT // scale, WIDTH // scale), 255, np.uint8)
    document = Document.compose(lines, settings=Settings(eyes=wishes))
    flats = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    ink = np.full((HEIGHT, WIDTH), 255, np.uint8)
    return arranged(document, decompose(picture, flats, ink))


@pytest.fixture(scope="module")
def runner():
    return pick_runner("torch")


@pytest.fixture
def eyes(runner) -> FinishedEyes:
    found = FinishedEyes(result(), runner)
    found.place("left", box(LEFT), runner)
    found.place("right", box(RIGHT), runner)
    return found


def test_a_color_changes_its_iris_alone(eyes: FinishedEyes):
    eyes.color("left", "#2e9e5b")
    made = eyes.picture()
    changed = (made != eyes.base).any(2)
    x, y, width, height = box(LEFT)
    assert changed[y : y + height, x : x + width].sum() > 100
    changed[y - 4 : y + height + 4, x - 4 : x + width + 4] = False
    assert not changed.any()
    eyes.color("left", None)
    assert (eyes.picture() == eyes.base).all()


def test_the_result_keeps_it_everywhere(eyes: FinishedEyes):
    eyes.color("left", "#2E9E5B")
    eyes.color("right", "#c0392b")
    made = eyes.finished()
    assert (made.picture == eyes.picture()).all()
    visible = [layer for layer in made.layers if layer.group != "sketch"]
    assert (composite(visible, Extent.of(made.picture))[..., :3] == made.picture).all()
    assert made.plain is not None and (made.plain == eyes.base).all()
    assert {wish.side: wish.color for wish in made.document.settings.eyes} == {
        "left": "#2e9e5b",
        "right": "#c0392b",
    }
    assert all(wish.box is not None for wish in made.document.settings.eyes), "a person placed them"
    again = FinishedEyes(made, None)
    assert (again.base == eyes.base).all() and again.colors == eyes.colors


def test_boxes_are_kept_in_pixels_of_the_canvas(runner):
    eyes = FinishedEyes(result(scale=2), runner)
    eyes.place("left", box(LEFT), runner)
    eyes.color("left", "#2e9e5b")
    (wish,) = eyes.wishes()
    assert wish.box is not None
    assert np.allclose(np.array(wish.box) * 2, box(LEFT), atol=2)
    assert FinishedEyes(result(wish, scale=2), runner).eyes["left"].box == tuple(2 * v for v in wish.box)


def test_what_cannot_be_is_said(eyes: FinishedEyes, runner):
    with pytest.raises(InputError, match="outside"):
        eyes.place("left", (500, 500, 40, 40), runner)
    with pytest.raises(InputError, match="outside"):
        eyes.place("middle", box(LEFT), runner)
    with pytest.raises(InputError, match="No iris"):
        eyes.place("left", (84, 120, 30, 30), runner)
    with pytest.raises(InputError, match="color"):
        eyes.color("left", "sky")
    with pytest.raises(InputError, match="not found"):
        FinishedEyes(result(), None).color("left", "#ffffff")


def test_an_iris_that_was_left_blank_is_known(runner):
    blank = result()
    x, y = LEFT
    piece = blank.picture[y : y + SIZE, x : x + SIZE]
    row, column = np.mgrid[:SIZE, :SIZE]
    inside = np.hypot((column - SIZE * 0.575) / (SIZE * 0.22), (row - SIZE * 0.52) / (SIZE * 0.28)) < 1
    piece[inside & (piece.astype(int).sum(2) > 0)] = (60, 110, 200)
    eyes = FinishedEyes(replace(blank, plain=blank.picture), runner)
    eyes.place("left", box(LEFT), runner)
    assert eyes.eyes["left"].blank
    eyes.color("left", eyes.eyes["left"].own)
    colors = [
        len(np.unique(one.reshape(-1, 3), axis=0))
        for one in (eyes.base[eyes.eyes["left"].seen.piece], eyes.painted("left"))
    ]
    assert colors[1] > colors[0] + 100, "a gradient, and more"


def test_flat_pictures_stay_flat():
    assert details_of(Settings()) == "auto"
    assert details_of(Settings(painter="colorize", flats=True)) == "never"


def test_a_reference_says_what_no_color_says():
    looks = {side: EyeColors((1, 2, 3), np.zeros((17, 17, 3)), None) for side in ("left", "right")}
    given = {"left": "10,10,20,20", "right": None}
    made = eyes_like(looks, [EyeWish("left", "#ffffff")], given, None, {"right": (50, 10, 20, 20)})
    assert made.left is not None and made.left.color == "#ffffff" and made.left.box == (10, 10, 20, 20)
    assert made.right is not None and made.right.color is looks["right"]
    with pytest.raises(InputError, match="No eyes"):
        eyes_like(looks, [], {"left": None, "right": None}, None, {})
