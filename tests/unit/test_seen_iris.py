"""The shipped network sees irises that it never learned: those that the tests draw."""

from __future__ import annotations

import numpy as np
import pytest

from anigen_core.color import delta_e, parse_color
from anigen_core.painting.seen_iris import NAME, see_iris
from anigen_core.runner import pick_runner
from anigen_core.stages.eyes import Eyes, EyesOptions, EyeSpec, boxes_of_face
from tests.unit.test_eyes import IRISES, SKINS, draw_eye, middle_color


@pytest.fixture(scope="module")
def runner():
    return pick_runner("torch")


def placed(
    size: int, iris: str, skin: str = "fair"
) -> tuple[np.ndarray, np.ndarray, tuple[int, int, int, int]]:
    """A face's worth of skin with an eye in it; which pixels are its iris; the eye's box."""
    eye = draw_eye(size, IRISES[iris], SKINS[skin])
    height, width = eye.image.shape[:2]
    picture = np.empty((3 * height, 3 * width, 3), np.uint8)
    picture[:] = SKINS[skin]
    body = np.zeros(picture.shape[:2], bool)
    picture[height : 2 * height, width : 2 * width] = eye.image
    body[height : 2 * height, width : 2 * width] = eye.body
    return picture, body, (width, height, width, height)


def test_the_weights_are_there(runner):
    assert runner.card(NAME) is not None


@pytest.mark.parametrize("size", [24, 48, 96])
def test_irises_of_all_sizes_are_seen(runner, size):
    found = []
    for iris in ("blue", "brown", "red", "gold"):
        picture, body, box = placed(size, iris)
        seen = see_iris(runner, picture, box)
        if seen is None:
            continue
        (x, y), weight = seen.corner, seen.iris.weight
        inside = np.zeros(body.shape, bool)
        inside[y : y + weight.shape[0], x : x + weight.shape[1]] = weight > 0.5
        found.append((inside & body).sum() / body.sum())
    assert len(found) >= 3 and np.median(found) > 0.7


def test_nothing_is_seen_in_plain_skin_and_paper(runner):
    for color in ((250, 222, 205), (255, 255, 255)):
        picture = np.full((60, 60, 3), color, np.uint8)
        assert see_iris(runner, picture, (20, 20, 20, 20)) is None


def test_an_arc_is_a_closed_eye(runner):
    picture = np.full((120, 120, 3), SKINS["fair"], np.uint8)
    row, column = np.mgrid[:120, :120]
    away = np.hypot((column - 60) / 16, (row - 66) / 14)
    picture[(away > 0.8) & (away < 1.05) & (row < 62)] = (70, 60, 75)
    assert see_iris(runner, picture, (42, 46, 36, 28)) is None


def test_the_wish_is_met_and_nothing_else_changes(runner):
    picture, body, box = placed(64, "blue")
    x, y, width, height = box
    result = Eyes(runner)(picture, EyesOptions(left=EyeSpec("#c02040", box)))
    changed = (result != picture).any(2)
    assert changed.any() and not changed[:y].any() and not changed[:, :x].any()
    assert not changed[y + height :].any() and not changed[:, x + width :].any()
    wish = np.array(parse_color("#c02040"), np.uint8)
    assert float(delta_e(middle_color(result, body & changed), wish)) < 6


def test_boxes_of_a_face_lie_round_its_open_eyes():
    ring = np.array([[-10, 0], [0, -6], [10, 0], [0, 6]] * 2, float)
    eye = np.c_[ring + np.array([100, 80]), np.ones(8)]
    groups = {
        "left_eye": eye,
        "left_iris": eye[:5],
        "right_eye": eye * (1, 1, 0),
        "right_iris": eye[:5] * (1, 1, 0),
    }
    boxes = boxes_of_face(groups, (200, 200))
    assert set(boxes) == {"left"}  # the other one is hardly seen
    x, y, width, height = boxes["left"]
    assert x < 90 and y < 74 and x + width > 110 and y + height > 86 and width < 40
    assert boxes_of_face(groups, (105, 200))["left"][0] + boxes_of_face(groups, (105, 200))["left"][2] <= 105
