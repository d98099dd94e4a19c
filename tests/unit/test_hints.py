"""Marks of hints, the cells they speak of, and what cells take that nobody spoke of."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anigen_core.painting.hints import carried_on, hinted, meaning, paper_of, read_marks, with_open_figures
from anigen_core.painting.segments import segment

RED, BLUE, GREEN = (200, 30, 40), (20, 60, 180), (40, 160, 70)


def boxes(*corners: tuple[int, int, int, int], size: tuple[int, int] = (200, 160)) -> np.ndarray:
    """Lines (H, W): outlines of (x0, y0, x1, y1), two pixels wide."""
    lines = np.full(size, 255, np.uint8)
    for x0, y0, x1, y1 in corners:
        cv2.rectangle(lines, (x0, y0), (x1, y1), 0, 2)
    return lines


TWO = boxes((30, 30, 130, 90), (30, 90, 130, 170))
"""A box on another one, on paper."""


def dotted(*marks: tuple[int, int, tuple[int, int, int]], radius: int = 4) -> np.ndarray:
    hints = np.zeros((*TWO.shape, 4), np.uint8)
    for x, y, color in marks:
        cv2.circle(hints, (x, y), radius, (*color, 255), -1)
    return hints


def painted(hints: np.ndarray, lines: np.ndarray = TWO, kinds: np.ndarray | None = None) -> np.ndarray:
    """(H, W, 3): the color of the hint that counts at each pixel, 0 where none does."""
    labels = segment(lines)
    marks = read_marks(hints, lines)
    meant = meaning(marks, labels, lines)
    region, whole = hinted(marks, meant, labels, lines)
    return marks.colors[carried_on(region, whole, labels, lines, meant.outside, kinds)]


def test_a_dot_colors_its_cell_and_no_other_that_has_one() -> None:
    made = painted(dotted((80, 60, RED), (80, 130, BLUE)))
    assert (made[40:80, 40:120] == RED).all() and (made[100:160, 40:120] == BLUE).all()
    assert (made[:20] == 0).all() and (made[180:] == 0).all()


def test_a_dot_that_lies_mostly_in_a_cell_means_it() -> None:
    made = painted(dotted((80, 60, RED), (80, 95, BLUE)))  # its rim crosses the line at 90
    assert (made[40:80, 40:120] == RED).all() and (made[100:160, 40:120] == BLUE).all()


def test_a_dot_just_off_the_figure_means_what_it_touches_and_one_far_off_means_the_paper() -> None:
    made = painted(dotted((80, 60, RED), (26, 130, BLUE)))
    assert (made[100:160, 40:120] == BLUE).all() and (made[:20] == 0).all()
    made = painted(dotted((80, 60, RED), (8, 190, GREEN)))
    assert (made[:20] == GREEN).all() and (made[180:] == GREEN).all() and (made[40:80, 40:120] == RED).all()


def test_a_stroke_through_two_cells_means_both() -> None:
    hints = np.zeros((*TWO.shape, 4), np.uint8)
    cv2.line(hints, (80, 45), (80, 150), (*GREEN, 255), 5)
    made = painted(hints)
    assert (made[40:80, 40:120] == GREEN).all() and (made[100:160, 40:120] == GREEN).all()


def test_a_cell_with_two_colors_is_divided_between_them() -> None:
    one = boxes((30, 30, 130, 170))
    made = painted(dotted((80, 50, RED), (80, 150, BLUE)), one)
    assert (made[45, 40:120] == RED).all() and (made[155, 40:120] == BLUE).all()
    assert {tuple(c) for c in made[40:160, 80].tolist()} == {RED, BLUE}


def test_a_bare_cell_takes_the_nearest_color_or_that_of_its_kind() -> None:
    three = boxes((10, 10, 150, 60), (10, 60, 150, 110), (10, 110, 150, 190))
    hints = dotted((80, 30, RED), (80, 150, BLUE))
    labels = segment(three)
    middle = labels[85, 80]
    assert set(map(tuple, painted(hints, three)[labels == middle].tolist())) <= {RED, BLUE}
    for like, color in ((150, BLUE), (30, RED)):
        kinds = np.arange(labels.max() + 1)
        kinds[middle] = kinds[labels[like, 80]]
        assert (painted(hints, three, kinds)[labels == middle] == color).all()
    alone = painted(hints, three, np.arange(labels.max() + 1))
    assert (alone[labels == middle] == 0).all()


def test_what_no_line_divides_is_one_thing() -> None:
    lines = boxes((30, 30, 130, 90), (30, 90, 130, 170))
    lines[88:93, 78:82] = 255  # a gap that the cells close
    labels = segment(lines)
    assert labels[60, 80] != labels[130, 80]
    open_ = boxes((30, 30, 130, 90), (30, 90, 130, 170))
    open_[88:93, 45:115] = 255
    made = painted(dotted((80, 60, RED)), open_)
    assert (made[110:160, 60:100] == RED).all()


def test_a_dot_inside_an_open_outline_does_not_color_the_paper() -> None:
    lines = boxes((30, 30, 130, 170))
    lines[60:120, 125:135] = 255  # far too wide a gap to be closed
    hints = dotted((60, 100, RED))
    marks = read_marks(hints, lines)
    labels = with_open_figures(segment(lines), marks, lines)
    meant = meaning(marks, labels, lines)
    region, _ = hinted(marks, meant, labels, lines)
    assert (region[80:120, 50:100] > 0).mean() > 0.9 and not region[:20].any() and not region[:, 145:].any()
    marks = read_marks(dotted((8, 8, RED)), lines)
    assert with_open_figures(segment(lines), marks, lines).max() == segment(lines).max()


def test_soft_rims_belong_to_the_color_beside_them() -> None:
    hints = dotted((80, 60, RED), radius=6)
    soft = cv2.GaussianBlur(hints[..., 3], (0, 0), 1.0)
    hints[..., :3] = np.where(soft[..., None] > 0, RED, 0)
    hints[53:55, 80] = (90, 20, 20, 255)
    hints[..., 3] = np.maximum(soft, hints[..., 3])
    assert len(read_marks(hints, TWO)) == 1


def test_a_painting_of_many_colors_is_read_too() -> None:
    rng = np.random.default_rng(1)
    hints = np.full((*TWO.shape, 4), 255, np.uint8)
    hints[..., :3] = cv2.GaussianBlur(rng.integers(0, 256, hints[..., :3].shape, np.uint8), (0, 0), 6)
    marks = read_marks(hints, TWO)
    assert marks.number.min() >= 1 and len(marks) < 5000


@pytest.mark.parametrize("hints", [np.zeros((200, 160, 4), np.uint8)])
def test_no_hints_say_nothing(hints: np.ndarray) -> None:
    assert len(read_marks(hints, TWO)) == 0
    assert (painted(hints) == 0).all()


def test_a_figure_that_the_frame_cuts_off_is_no_paper() -> None:
    bust = boxes((40, 60, 120, 240))
    labels = segment(bust)
    outside = paper_of(labels)
    assert outside[labels[5, 5]] and not outside[labels[190, 80]]


def test_color_blocks_may_be_given_as_hints() -> None:
    """A ground painted round the figure is the ground; a shard of a block beyond its line says nothing."""
    hints = np.zeros((*TWO.shape, 4), np.uint8)
    hints[4:196, 4:156] = (*GREEN, 255)
    hints[28:92, 28:132] = (*RED, 255)
    hints[94:172, 28:132] = (*BLUE, 255)
    hints[90:94, 28:132] = 0
    hints[96:99, 60:80] = (*RED, 255)
    made = painted(hints)
    assert (made[:20] == GREEN).all() and (made[180:] == GREEN).all()
    assert (made[40:80, 40:120] == RED).all() and (made[104:160, 40:120] == BLUE).all()
    assert not (made[94:160, 34:126] == RED).all(2).any()


def test_a_ground_that_runs_into_a_bay_of_the_figure_stays_ground() -> None:
    lines = np.full(TWO.shape, 255, np.uint8)
    cv2.polylines(lines, [np.array([(40, 150), (40, 30), (120, 30), (120, 150)])], False, 0, 2)
    hints = np.zeros((*TWO.shape, 4), np.uint8)
    hints[6:194, 6:154] = (*GREEN, 255)
    assert (painted(hints, lines) == GREEN).all()
