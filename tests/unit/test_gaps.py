"""Gaps between blocks and ink are closed where it is plain what was meant, and nowhere else."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anigen_core.painting.gaps import closed_gaps

RED, BLUE = (200, 30, 40, 255), (20, 40, 200, 255)


@pytest.fixture
def lines() -> np.ndarray:
    """Two squares side by side on paper, 96 high and 160 wide."""
    drawn = np.full((96, 160), 255, np.uint8)
    cv2.rectangle(drawn, (16, 16), (72, 80), 0, 2)
    cv2.rectangle(drawn, (88, 16), (144, 80), 0, 2)
    return drawn


def blocks(*painted: tuple[tuple[int, int, int, int], tuple[int, int, int, int]]) -> np.ndarray:
    colors = np.zeros((96, 160, 4), np.uint8)
    for (left, top, right, bottom), color in painted:
        colors[top:bottom, left:right] = color
    return colors


def test_what_is_nearly_filled_is_filled(lines: np.ndarray) -> None:
    colors = blocks(((22, 22, 66, 74), RED))
    closed = closed_gaps(lines, colors)
    assert (closed[20:77, 20:69] == RED).all()
    assert not closed[:, 84:, 3].any(), "the other square and the paper stay bare"
    assert (closed[colors[..., 3] > 0] == RED).all()


def test_little_paint_is_a_wish_and_no_gap(lines: np.ndarray) -> None:
    colors = blocks(((30, 30, 50, 50), RED))
    assert closed_gaps(lines, colors) is colors


def test_of_two_colors_nobody_knows_which_goes_on(lines: np.ndarray) -> None:
    colors = blocks(((22, 22, 44, 74), RED), ((44, 22, 66, 74), BLUE))
    assert closed_gaps(lines, colors) is colors


def test_a_ground_goes_up_to_the_frame(lines: np.ndarray) -> None:
    colors = blocks(((4, 4, 156, 92), BLUE), ((22, 22, 66, 74), RED), ((94, 22, 138, 74), RED))
    closed = closed_gaps(lines, colors)
    assert (closed[0] == BLUE).all() and (closed[:, -1] == BLUE).all()
    assert (closed[30, 30] == RED).all()


def test_no_paint_and_nothing_but_paint_stay(lines: np.ndarray) -> None:
    for colors in (blocks(), blocks(((0, 0, 160, 96), RED))):
        assert closed_gaps(lines, colors) is colors
