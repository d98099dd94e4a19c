"""Blank irises get details where the iris lies, and only there; another eye's colors go where they belong."""

from __future__ import annotations

import numpy as np
import pytest

from anigen_core.color import delta_e, oklab_to_srgb, srgb_to_oklab
from anigen_core.painting.eye_reference import colors_of, like
from anigen_core.painting.iris import Iris, recounted
from anigen_core.painting.pupils import detailed, fitted, is_blank
from anigen_core.painting.tint import tinted

SIZE = 80
BLUE, BROWN = (58, 123, 213), (150, 90, 50)


def disk(x: float, y: float, rx: float, ry: float, top: float = -1.0) -> np.ndarray:
    """(80, 80) bool: an ellipse, cut off above the row `top` as by a lid."""
    row, column = np.mgrid[:SIZE, :SIZE]
    return (((column - x) / rx) ** 2 + ((row - y) / ry) ** 2 <= 1) & (row >= top)


def eye(inside: np.ndarray, color: tuple[int, int, int]) -> tuple[np.ndarray, Iris]:
    """A picture of skin with a flat iris, and the iris."""
    rgb = np.full((SIZE, SIZE, 3), (250, 222, 205), np.uint8)
    rgb[inside] = color
    rows, columns = np.nonzero(inside)
    center = float(columns.mean()), float(rows.mean())
    radii = float(np.ptp(columns) + 1) / 2, float(np.ptp(rows) + 1) / 2
    blank = np.zeros((SIZE, SIZE), np.float32)
    iris = Iris(center, radii, inside.astype(np.float32), blank, inside, 0.0, 0.0)
    return rgb, recounted(rgb, iris)


@pytest.mark.parametrize("radii", [(14, 18), (20, 20), (9, 12)])
@pytest.mark.parametrize("cut", [0.0, 0.35, 0.8])
def test_the_whole_iris_is_told_from_what_lids_leave(radii: tuple[int, int], cut: float):
    rx, ry = radii
    inside = disk(41, 38, rx, ry, 38 - ry + cut * ry)
    whole = fitted(inside.astype(np.float32))
    assert abs(whole.x - 41) < 0.12 * rx and abs(whole.rx / rx - 1) < 0.12
    assert abs(whole.y - 38) < 0.25 * ry and abs(whole.ry / ry - 1) < 0.3


def test_nothing_cannot_be_fitted():
    with pytest.raises(ValueError, match="no iris"):
        fitted(np.zeros((8, 8), np.float32))


@pytest.mark.parametrize("color", [BLUE, BROWN, (250, 250, 250), (30, 28, 32)])
def test_blank_is_one_color_and_details_end_that(color: tuple[int, int, int]):
    inside = disk(40, 40, 16, 20, 26)
    rgb, iris = eye(inside, color)
    assert is_blank(rgb, iris)
    made = detailed(rgb, iris)
    assert not is_blank(made, recounted(made, iris))
    assert (made[~inside] == rgb[~inside]).all(), "not one bit outside of the iris"


def test_too_small_to_tell_is_not_blank():
    rgb, iris = eye(disk(40, 40, 3, 3.5), BLUE)
    assert not is_blank(rgb, iris)


@pytest.mark.parametrize("light", ["left", "right"])
def test_details_are_where_they_belong(light: str):
    rgb, iris = eye(disk(40, 40, 18, 20), BROWN)
    made = detailed(rgb, iris, BLUE, light=light)  # type: ignore[arg-type]
    level = srgb_to_oklab(made)[..., 0]
    shine = np.argwhere((level > 0.95) & (iris.weight > 0))
    assert len(shine) > 20
    assert (shine[:, 1].mean() < 40) == (light == "left") and shine[:, 0].mean() < 40
    assert level[41, 40] < 0.3, "the pupil is in the middle"
    assert level[53:56, 38:43].mean() > level[23:26, 38:43].mean() + 0.1, "lighter below, shaded by the lid"
    whole = np.median(made[iris.weight > 0], axis=0).astype(np.uint8)
    assert delta_e(whole, np.array(BLUE, np.uint8)) < 12


def gradient(color: tuple[int, int, int], turn: float) -> np.ndarray:
    """(80, 80, 3) uint8 of skin with an iris in it that gets lighter downwards (turn > 0) or upwards."""
    rgb, iris = eye(disk(40, 40, 16, 20), color)
    lab = srgb_to_oklab(rgb)
    lab[..., 0] += turn * (np.mgrid[:SIZE, :SIZE][0] - 40) / 40
    return np.where(iris.weight[..., None] > 0, oklab_to_srgb(lab), rgb)


def test_another_eyes_colors_and_gradient_are_carried_over():
    _, iris = eye(disk(40, 40, 16, 20), BLUE)
    mine, other = gradient(BROWN, 0.3), gradient(BLUE, -0.4)
    mine_iris, other_iris = recounted(mine, iris), recounted(other, iris)
    look = colors_of(other, other_iris)
    assert delta_e(np.array(look.color, np.uint8), np.array(BLUE, np.uint8)) < 4
    made = like(mine, mine_iris, look)
    assert (made[iris.weight == 0] == mine[iris.weight == 0]).all()
    inside = iris.weight > 0
    assert np.median(delta_e(made[inside], other[inside])) < 4, "as the other one, place by place"
    assert np.median(delta_e(mine[inside], other[inside])) > 20


def test_an_iris_meets_its_wish_whatever_it_was():
    _, iris = eye(disk(40, 40, 16, 20), BLUE)
    for start in (BROWN, (250, 250, 250), (20, 18, 22), BLUE):
        picture = gradient(start, 0.15)
        mine = recounted(picture, iris)
        for wish in ((240, 192, 48), (32, 32, 40), (242, 242, 242), (192, 32, 64)):
            made = tinted(picture, mine, wish)
            middle = np.median(srgb_to_oklab(made[mine.core]), axis=0)
            assert delta_e(oklab_to_srgb(middle), np.array(wish, np.uint8)) < 3, (start, wish)
            assert (made[iris.weight == 0] == picture[iris.weight == 0]).all()


def test_without_an_iris_nothing_changes():
    rgb, iris = eye(disk(40, 40, 16, 20), BLUE)
    none = iris.__class__(iris.center, iris.radii, iris.weight * 0, iris.darkness, iris.core, 0.5, 0.1)
    assert (tinted(rgb, none, BROWN) == rgb).all() and (detailed(rgb, none) == rgb).all()
