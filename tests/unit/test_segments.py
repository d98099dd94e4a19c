"""Segments, flats and color blocks, on drawings whose right answer is known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anigen_core.color import delta_e
from anigen_core.errors import InputError
from anigen_core.painting.blocks import color_blocks
from anigen_core.painting.fill import BARE, GUESSED, PAINTED
from anigen_core.painting.segments import fill_flats, segment
from tests.figure import PAINTS, Figure, draw_figure, shifted


def flats_of(figure: Figure, colors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return fill_flats(segment(figure.lines), figure.lines, colors)


def wrong(figure: Figure, flats: np.ndarray) -> float:
    """Share of the pixels off the ink whose flat is not the true one."""
    off = figure.lines > 200
    return float((flats != figure.colors).any(axis=2)[off].mean())


def box(gap: int = 0, size: int = 120) -> np.ndarray:
    """A square outline with `gap` pixels missing in its right side."""
    lines = np.full((size, size), 255, np.uint8)
    cv2.rectangle(lines, (20, 20), (size - 21, size - 21), 0, 2)
    middle = size // 2
    lines[middle - gap // 2 : middle - gap // 2 + gap, size - 26 :] = 255
    return lines


# --- segment -----------------------------------------------------------------------------------------------


def test_every_pixel_has_a_cell_and_cells_are_numbered_through() -> None:
    labels = segment(draw_figure().lines)
    assert labels.dtype == np.int32
    assert np.array_equal(np.unique(labels), np.arange(labels.max() + 1))


def test_cells_are_the_parts_of_the_figure() -> None:
    figure = draw_figure(scale=2)
    labels = segment(figure.lines)
    off = figure.lines > 200
    for label in range(labels.max() + 1):
        _, counts = np.unique(figure.part[(labels == label) & off], return_counts=True)
        assert counts.max() >= 0.995 * counts.sum(), "a cell reaches over a line"
    # Background, two pieces of hair, face, neck, arms, legs, boots, dress, eyes (white and iris), mouth.
    assert 15 <= labels.max() + 1 <= 24


@pytest.mark.parametrize("gap", [0, 2, 5, 8])
def test_gaps_up_to_the_given_width_are_closed(gap: int) -> None:
    labels = segment(box(gap), gap=8)
    assert labels.max() == 1
    assert labels[60, 60] != labels[3, 3]
    assert (labels == labels[60, 60]).sum() == pytest.approx(78 * 78, rel=0.06)


def test_wider_gaps_leak() -> None:
    assert segment(box(20), gap=8).max() == 0


def test_a_small_cell_that_leaks_is_closed_by_smaller_balls() -> None:
    lines = np.full((200, 200), 255, np.uint8)
    cv2.circle(lines, (100, 100), 9, 0, 2)  # an iris, smaller than the largest ball
    lines[98:102, 104:112] = 255
    labels = segment(lines, gap=24)
    assert labels[100, 100] != labels[20, 20]
    assert 120 < (labels == labels[100, 100]).sum() < 400


def test_corners_tapers_and_wobbles_make_no_cells_of_their_own() -> None:
    lines = np.full((200, 300), 255, np.uint8)
    cv2.polylines(lines, [np.array([[10, 100], [290, 40], [290, 160]], np.int32)], True, 0, 2)
    assert segment(lines, gap=10).max() == 1
    channel = np.full((200, 300), 255, np.uint8)
    x = np.arange(300)
    for offset in (90, 102):
        y = offset + 1.5 * np.sin(x / 9 + offset)
        cv2.polylines(channel, [np.stack([x, y], axis=1).round().astype(np.int32)], False, 0, 2)
    assert segment(channel, gap=16).max() == 2


def test_eyes_stay_and_dust_goes() -> None:
    lines = np.full((300, 300), 255, np.uint8)
    cv2.circle(lines, (100, 100), 5, 0, 1)
    cv2.circle(lines, (200, 100), 2, 0, 1)  # five pixels of paper inside
    labels = segment(lines)
    assert labels[100, 100] != labels[5, 5]
    assert labels[100, 200] == labels[5, 5]


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (16, 16), (3, 200), (0, 0)])
@pytest.mark.parametrize("value", [0, 255])
def test_empty_and_full_drawings_are_one_cell(shape: tuple[int, int], value: int) -> None:
    labels = segment(np.full(shape, value, np.uint8))
    assert labels.shape == shape
    assert not labels.any()


def test_segmenting_is_deterministic_and_leaves_its_input_alone() -> None:
    lines = draw_figure().lines
    before = lines.copy()
    assert np.array_equal(segment(lines), segment(lines))
    assert np.array_equal(lines, before)


def test_cells_are_remembered_for_the_very_same_drawing_alone() -> None:
    lines = box(0)
    cells = segment(lines)
    assert segment(lines.copy()) is cells
    with pytest.raises(ValueError, match="read-only"):
        cells[0, 0] = 1
    assert segment(lines, gap=40) is not cells
    lines[:] = 255
    assert segment(lines).max() == 0 < cells.max()


# --- fill_flats --------------------------------------------------------------------------------------------


def test_exact_blocks_give_the_exact_picture() -> None:
    figure = draw_figure(scale=2)
    flats, kind = flats_of(figure, figure.colors)
    assert wrong(figure, flats) < 2e-5
    assert np.array_equal(flats[..., 3] > 0, kind != BARE)
    assert not (kind == GUESSED).any()
    assert set(np.unique(flats[..., 3])) == {0, 255}


@pytest.mark.parametrize("offset", [(6, -4), (-7, 3), (0, 8)])
def test_shifted_blocks_are_brought_back(offset: tuple[int, int]) -> None:
    figure = draw_figure(scale=2)
    flats, _ = flats_of(figure, shifted(figure.colors, *offset))
    assert wrong(figure, flats) < 0.002


def test_shifted_blocks_bleed_little_even_where_they_stay() -> None:
    figure = draw_figure(scale=2)
    colors = shifted(figure.colors, 6, -4)
    flats, _ = fill_flats(segment(figure.lines), figure.lines, colors, fit=False)
    assert wrong(figure, flats) < 0.02
    assert flats[..., 3][(figure.part == "") & (figure.lines > 200)].mean() < 0.01, "bled over the outline"


def test_coarse_blobs_are_cut_by_the_lines() -> None:
    figure = draw_figure(scale=2)
    small = cv2.resize(figure.colors, None, fx=1 / 16, fy=1 / 16, interpolation=cv2.INTER_NEAREST)
    size = (figure.lines.shape[1], figure.lines.shape[0])
    coarse = cv2.resize(small, size, interpolation=cv2.INTER_NEAREST)
    flats, _ = flats_of(figure, coarse)
    off = figure.lines > 200
    before = (coarse != figure.colors).any(axis=2)[off].mean()
    assert wrong(figure, flats) < 0.25 * before
    assert flats[..., 3][(figure.part == "") & off].mean() < 0.01 * 255


def test_one_stroke_of_paint_fills_its_cell() -> None:
    lines = box()
    colors = np.zeros((120, 120, 4), np.uint8)
    cv2.line(colors, (45, 50), (70, 66), (10, 120, 200, 255), 9)
    flats, kind = fill_flats(segment(lines), lines, colors)
    inside = segment(lines) == segment(lines)[60, 60]
    assert (flats[inside] == (10, 120, 200, 255)).all()
    assert not flats[~inside].any()
    assert (kind[inside] == PAINTED).all()


def test_broken_outline_falls_back_to_the_blocks() -> None:
    # 16 pixels are missing in two outlines: far more than is closed.
    figure = draw_figure(scale=2, gap=16)
    labels = segment(figure.lines)
    dress, beside = labels[400, 256], labels[10, 10]
    assert dress == beside, "this drawing is meant to leak"
    flats, _ = fill_flats(labels, figure.lines, figure.colors)
    assert wrong(figure, flats) < 0.01


def test_two_colors_without_a_line_between_stay_two() -> None:
    lines = box(size=200)
    colors = np.zeros((200, 200, 4), np.uint8)
    colors[30:170, 30:95] = 200, 40, 40, 255
    colors[30:170, 105:170] = 40, 40, 200, 255
    flats, _ = fill_flats(segment(lines), lines, colors)
    assert flats[100, 40].tolist() == [200, 40, 40, 255]
    assert flats[100, 160].tolist() == [40, 40, 200, 255]
    change = np.flatnonzero(np.diff(flats[100, 25:175, 0].astype(int)))
    assert len(change) == 1
    assert abs(change[0] + 25 - 100) < 6


def test_a_faint_stroke_parts_two_colors_that_lie_far_from_it() -> None:
    lines = box(size=200)
    lines[22:178, 70:72] = 190  # too light to be ink
    colors = np.zeros((200, 200, 4), np.uint8)
    cv2.line(colors, (40, 60), (44, 120), (200, 40, 40, 255), 9)
    cv2.line(colors, (150, 60), (150, 120), (40, 40, 200, 255), 9)
    flats, _ = fill_flats(segment(lines), lines, colors)
    inside = np.s_[24:176, 24:176]
    expected = np.where(np.arange(24, 176) < 71, 200, 40)
    assert (flats[inside][..., 0] == expected[None]).mean() > 0.97


def test_a_small_part_without_lines_keeps_its_color() -> None:
    lines = box(size=200)
    colors = np.zeros((200, 200, 4), np.uint8)
    colors[22:178, 22:178] = 250, 219, 196, 255
    cv2.circle(colors, (80, 90), 5, (196, 72, 84, 255), -1)
    flats, _ = fill_flats(segment(lines), lines, colors)
    assert flats[90, 80].tolist() == [196, 72, 84, 255]
    assert ((flats[..., :3] == (196, 72, 84)).all(axis=2)).sum() == pytest.approx(81, abs=25)


def test_a_missing_block_is_guessed_from_the_neighbors_never_grey() -> None:
    figure = draw_figure(scale=2)
    colors = figure.colors.copy()
    for part in ("skin", "mouth", "boots"):
        colors[figure.part == part] = 0
    flats, kind = flats_of(figure, colors)
    inside = (figure.part == "skin") & (figure.lines > 200)
    assert (flats[inside][:, 3] == 255).mean() > 0.95
    assert (kind[inside] == GUESSED).mean() > 0.95
    used = {tuple(color) for color in np.unique(flats[flats[..., 3] > 0][:, :3], axis=0).tolist()}
    assert used <= set(PAINTS.values())


def test_unpainted_background_stays_bare_and_painted_background_is_kept() -> None:
    figure = draw_figure()
    flats, _ = flats_of(figure, figure.colors)
    outside = (figure.part == "") & (figure.lines > 200)
    assert not flats[outside].any()
    full = figure.colors.copy()
    full[figure.part == ""] = 180, 220, 240, 255
    flats, kind = flats_of(figure, full)
    assert (flats[outside] == (180, 220, 240, 255)).all()
    assert (kind == PAINTED).all()


def test_what_exact_blocks_leave_out_stays_bare() -> None:
    lines = np.full((200, 200), 255, np.uint8)
    cv2.circle(lines, (100, 100), 80, 0, 2)
    cv2.circle(lines, (120, 100), 15, 0, 2)  # a gap between arm and body
    colors = np.zeros((200, 200, 4), np.uint8)
    cv2.circle(colors, (100, 100), 80, (60, 90, 160, 255), -1)
    cv2.circle(colors, (120, 100), 15, (0, 0, 0, 0), -1)
    flats, kind = fill_flats(segment(lines), lines, colors)
    assert flats[100, 120, 3] == 0
    assert kind[100, 120] == BARE
    assert flats[100, 60, 3] == 255


def test_no_lines_at_all_leaves_the_blocks_as_they_are() -> None:
    figure = draw_figure()
    paper = np.full_like(figure.lines, 255)
    flats, _ = fill_flats(segment(paper), paper, figure.colors)
    assert (flats != figure.colors).any(axis=2).mean() < 0.02


def test_only_one_color() -> None:
    figure = draw_figure()
    colors = np.full((*figure.lines.shape, 4), (10, 20, 30, 255), np.uint8)
    flats, _ = flats_of(figure, colors)
    assert np.array_equal(flats, colors)


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (1, 40), (0, 0)])
@pytest.mark.parametrize("ink", [0, 255])
@pytest.mark.parametrize("alpha", [0, 255])
def test_the_smallest_canvases(shape: tuple[int, int], ink: int, alpha: int) -> None:
    lines, colors = np.full(shape, ink, np.uint8), np.full((*shape, 4), 90, np.uint8)
    colors[..., 3] = alpha
    flats, kind = fill_flats(segment(lines), lines, colors)
    assert flats.shape == (*shape, 4)
    assert (flats[..., 3] == alpha).all()
    assert (kind == (PAINTED if alpha else BARE)).all()


def test_faint_paint_is_no_paint() -> None:
    lines, colors = box(), np.full((120, 120, 4), 127, np.uint8)
    flats, _ = fill_flats(segment(lines), lines, colors)
    assert not flats.any()


# --- color_blocks ------------------------------------------------------------------------------------------


def picture_of(figure: Figure) -> np.ndarray:
    """The finished picture: colors under black ink, transparent outside."""
    ink = (255 - figure.lines.astype(np.float32))[..., None] / 255
    rgb = figure.colors[..., :3] * (1 - ink)
    alpha = np.maximum(figure.colors[..., 3], 255 - figure.lines)
    return np.dstack([rgb.round().astype(np.uint8), alpha])


def test_blocks_hold_every_part_in_its_color_and_no_ink() -> None:
    figure = draw_figure(scale=2, ink=2)
    blocks = color_blocks(picture_of(figure))
    assert blocks.shape == figure.colors.shape
    assert set(np.unique(blocks[..., 3])) == {0, 255}
    for name, paint in PAINTS.items():
        inside = cv2.erode((figure.part == name).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        inside &= figure.lines > 250
        off = delta_e(blocks[inside][:, :3], np.array(paint, np.uint8))
        assert np.median(off) < 1.5, name
    painted = blocks[blocks[..., 3] > 0][:, :3]
    assert (painted.max(axis=1) > 30).mean() > 0.995, "ink was left in the blocks"


def test_splitting_and_filling_gives_the_figure_back() -> None:
    figure = draw_figure(scale=2)
    flats, _ = flats_of(figure, color_blocks(picture_of(figure)))
    both = (figure.lines > 200) & (figure.part != "")
    off = delta_e(flats[..., :3], figure.colors[..., :3])[both]
    assert off.mean() < 1.5
    assert (off > 5).mean() < 0.02


def test_paper_is_left_out_but_white_cloth_stays() -> None:
    figure = draw_figure(scale=2, ink=2)
    colors = figure.colors.copy()
    colors[figure.part == "dress"] = 255, 255, 255, 255
    paper = Figure(figure.lines, colors, figure.part)
    rgba = picture_of(paper).astype(np.float32)
    alpha = rgba[..., 3:] / 255
    rgb = (rgba[..., :3] * alpha + 255 * (1 - alpha)).round().astype(np.uint8)
    blocks = color_blocks(rgb)
    assert blocks[5, 5, 3] == 0
    assert blocks[400, 256].tolist()[3] == 255
    assert blocks[400, 256, :3].min() > 245
    outside = (figure.part == "") & (figure.lines > 250)
    assert (blocks[outside][:, 3] == 0).mean() > 0.95


@pytest.mark.parametrize("shape", [(6144, 16), (16, 6144), (2, 3000), (1, 1)])
def test_blocks_of_strips(shape: tuple[int, int]) -> None:
    # A filter wider than the picture made OpenCV write past its memory, which ends the whole program.
    picture = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    blocks = color_blocks(picture, 16)
    assert blocks.shape == (*shape, 4) and blocks.dtype == np.uint8
    assert set(np.unique(blocks[..., 3])) <= {0, 255}


def test_a_soft_shadow_joins_its_color() -> None:
    picture = np.full((200, 200, 3), (110, 140, 190), np.uint8).astype(np.float32)
    shade = 1 - 0.25 / (1 + np.exp(-(np.arange(200) - 130) / 12))
    blocks = color_blocks((picture * shade[None, :, None]).astype(np.uint8))
    assert len(np.unique(blocks.reshape(-1, 4), axis=0)) == 1


def test_blocks_are_deterministic_and_refuse_plainly() -> None:
    picture = picture_of(draw_figure())
    assert np.array_equal(color_blocks(picture, seed=3), color_blocks(picture, seed=3))
    assert color_blocks(np.full((1, 1, 3), 9, np.uint8)).tolist() == [[[9, 9, 9, 255]]]
    assert color_blocks(np.full((16, 16, 3), 255, np.uint8)).shape == (16, 16, 4)
    with pytest.raises(InputError, match="between 2 and 64"):
        color_blocks(picture, 1)
    with pytest.raises(InputError, match="transparent"):
        color_blocks(np.zeros((8, 8, 4), np.uint8))
