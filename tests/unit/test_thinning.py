"""Skeletons: one pixel wide, same topology; stroke widths; gaps and specks."""

import cv2
import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.inking.thinning import (
    bridge,
    draw_skeleton,
    end_points,
    neighborhood,
    normalize_width,
    prune,
    remove_specks,
    thin,
)


def topology(mask: np.ndarray) -> tuple[int, int]:
    """Number of 8-connected pieces and of 4-connected holes."""
    pieces = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)[0] - 1
    outside = np.pad(~mask, 1, constant_values=True).astype(np.uint8)
    return pieces, cv2.connectedComponents(outside, connectivity=4)[0] - 2


def blobs(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    noise = rng.random(rng.integers(2, 60, 2)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), rng.uniform(0.3, 2.5))
    return smooth > np.quantile(smooth, rng.uniform(0.2, 0.8))


@pytest.mark.parametrize("seed", range(80))
def test_thin_keeps_pieces_and_holes_of_any_mask(seed):
    mask = blobs(seed)
    skeleton = thin(mask)
    assert not (skeleton & ~mask).any()
    assert topology(skeleton) == topology(mask)


@pytest.mark.parametrize("seed", range(80))
def test_skeleton_is_one_pixel_wide(seed):
    skeleton = thin(blobs(seed))
    # A pixel that could go without breaking anything, and is no end of a stroke, would be a second pixel.
    codes = neighborhood(skeleton)
    for y, x in np.argwhere(skeleton):
        around = [int(codes[y, x]) >> i & 1 for i in range(8)]
        crossings = sum(
            (1 - around[i]) - (1 - around[i]) * (1 - around[i + 1]) * (1 - around[(i + 2) % 8])
            for i in (0, 2, 4, 6)
        )
        assert crossings != 1 or sum(around) < 2


def test_thin_finds_the_middle_of_a_bar():
    ink = np.zeros((21, 60), bool)
    ink[6:15, 5:55] = True
    skeleton = thin(ink)
    assert skeleton[10, 12:48].all()
    assert skeleton[:, 12:48].sum() == 36


def test_thin_reads_lines_below_128_as_ink():
    lines = np.full((9, 20), 255, np.uint8)
    lines[3:6, 2:18] = 90
    assert np.array_equal(thin(lines), thin(lines < 128))


def test_a_long_stroke_survives_pruning_and_its_spur_does_not():
    skeleton = np.zeros((30, 60), bool)
    skeleton[15, 5:55] = True
    skeleton[12:15, 30] = True
    pruned = prune(skeleton, 5)
    assert pruned[15, 5:55].all()
    assert not pruned[12:14, 30].any()


def test_a_gap_is_bridged_only_where_strokes_point_at_each_other():
    skeleton = np.zeros((60, 80), bool)
    skeleton[20, 5:30] = skeleton[20, 36:70] = True
    joined = bridge(skeleton, 8)
    assert joined[20, 5:70].all()
    assert np.array_equal(bridge(skeleton, 3), skeleton)

    aside = np.zeros((60, 80), bool)
    aside[20, 5:30] = aside[26, 30:70] = True
    assert np.array_equal(bridge(aside, 8), aside)


def test_an_end_runs_on_to_the_stroke_it_points_at():
    skeleton = np.zeros((60, 80), bool)
    skeleton[20, 5:36] = True
    skeleton[5:50, 40] = True
    assert bridge(skeleton, 12)[20, 5:41].all()
    assert np.array_equal(bridge(skeleton, 6), skeleton)


def test_remove_specks_spares_what_is_sure():
    mask = np.zeros((20, 40), bool)
    mask[5, 5:8] = mask[15, 5:8] = mask[10, 10:35] = True
    sure = np.zeros_like(mask)
    sure[15, 6] = True
    kept = remove_specks(mask, 10, sure=sure)
    assert not kept[5].any()
    assert kept[15, 5:8].all() and kept[10, 10:35].all()


@pytest.mark.parametrize("width", [1.0, 2.0, 3.5, 6.0])
@pytest.mark.parametrize("angle", [0, 20, 45, 70])
def test_redrawn_strokes_have_the_width_asked_for(width, angle):
    lines = np.full((160, 160), 255, np.uint8)
    way = 55 * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    start, end = (np.rint(80 + s * way).astype(int).tolist() for s in (-1, 1))
    cv2.line(lines, start, end, 0, 5, cv2.LINE_AA)
    redrawn = normalize_width(lines, width)
    ink = (255.0 - redrawn).sum() / 255
    assert ink / 110 == pytest.approx(width, rel=0.12, abs=0.3)


def test_strokes_of_all_weights_become_one_and_specks_go():
    lines = np.full((200, 200), 255, np.uint8)
    for i, thickness in enumerate((1, 2, 4, 7)):
        cv2.line(lines, (20, 30 + 45 * i), (180, 30 + 45 * i), 0, thickness)
    lines[10:12, 10:12] = 0
    redrawn = normalize_width(lines, 2.0)
    per_stroke = [(255.0 - redrawn[15 + 45 * i : 45 + 45 * i, 60:140]).sum() / 255 / 80 for i in range(4)]
    assert np.ptp(per_stroke) < 0.1
    assert (redrawn[:14, :14] == 255).all()


def test_a_solid_area_becomes_its_outline():
    lines = np.full((120, 120), 255, np.uint8)
    cv2.circle(lines, (60, 60), 35, 0, -1)
    redrawn = normalize_width(lines, 2.0)
    assert redrawn[60, 60] == 255
    assert topology(redrawn < 128) == (1, 1)
    assert np.hypot(*(np.argwhere(redrawn < 128) - 60).T).mean() == pytest.approx(34, abs=1.5)


def test_drawing_an_empty_skeleton_is_paper():
    assert (draw_skeleton(np.zeros((5, 5), bool)) == 255).all()
    assert not end_points(np.zeros((5, 5), bool)).any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (16, 16)])
@pytest.mark.parametrize("value", [0, 255])
def test_smallest_and_plainest_drawings(shape, value):
    lines = np.full(shape, value, np.uint8)
    assert normalize_width(lines).shape == shape
    assert thin(lines).any() == (value == 0)


def test_a_width_out_of_range_is_refused():
    with pytest.raises(InputError, match="between"):
        normalize_width(np.full((4, 4), 255, np.uint8), 0.1)
