"""Cells of a line drawing, and their flat colors.

Trapped-ball segmentation after Zhang et al. 2009 ("Vectorizing Cartoon Animations"): a ball that is wider
than a gap in a stroke cannot roll through it. A ball of radius r can stand where the nearest ink is farther
than r, so here all radii are read off one distance transform instead of rolling every ball: what a large
ball reaches seeds a cell, what only smaller balls reach seeds cells of its own (eyes, buttons), and all
seeds then grow until they meet, at last under the ink.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from anigen_core.color import nearest_known
from anigen_core.painting.fill import fill_flats
from anigen_core.painting.paint import INK, Groups, pairs

__all__ = ["fill_flats", "segment"]


def segment(
    lines: np.ndarray, *, gap: int | None = None, threshold: int = INK, smallest: int | None = None
) -> np.ndarray:
    """Cut a line drawing into cells.

    Args:
        lines: (H, W) uint8, 0 = ink and 255 = paper.
        gap: widest hole in a stroke, in pixels, that is still closed; None takes 1 of every 55 pixels of
            the longer side, at least 3.
        threshold: pixels darker than this are ink.
        smallest: cells of fewer pixels are given to a neighbor; None takes 6 pixels per half megapixel,
            at least 6, so that the white of a small eye remains.

    Returns:
        (H, W) int32, cells numbered from 0 without holes in the numbering. Every pixel has a cell, ink too.
        Read-only: the last two drawings' cells are remembered, as several steps of one picture ask for them.
    """
    gap = max(3, round(max(lines.shape) / 55)) if gap is None else gap
    smallest = max(6, round(12 * lines.size / 1e6)) if smallest is None else smallest
    return _cells(lines.tobytes(), lines.shape, gap, threshold, smallest)


@lru_cache(maxsize=2)
def _cells(drawing: bytes, shape: tuple[int, int], gap: int, threshold: int, smallest: int) -> np.ndarray:
    cells = _segmented(np.frombuffer(drawing, np.uint8).reshape(shape), gap, threshold, smallest)
    cells.setflags(write=False)
    return cells


def _segmented(lines: np.ndarray, gap: int, threshold: int, smallest: int) -> np.ndarray:
    if not lines.size:
        return np.zeros(lines.shape, np.int32)
    free = np.where(lines >= threshold, np.uint8(255), np.uint8(0))
    if not free.any():
        return np.zeros(lines.shape, np.int32)
    # Beyond the frame there is neither ink nor paper; the frame itself must not narrow a cell.
    room = cv2.distanceTransform(free, cv2.DIST_L2, 5) if not free.all() else np.full(free.shape, 1e3, "f4")
    seeds = _seeds(room, gap / 2)
    labels = _grow(seeds, free)
    labels = _join(labels, free, room, gap, smallest)
    return _compact(labels.reshape(-1)[nearest_known(labels > 0)])


def _seeds(room: np.ndarray, largest: float) -> np.ndarray:
    """(H, W) int32 seeds from 1 up: what the largest ball reaches, then what only smaller ones do."""
    seeds = np.zeros(room.shape, np.int32)
    count = 0
    steps = max(1, int(np.ceil(largest / 0.75)))
    for radius in np.linspace(largest, 0.0, steps + 1):
        total, parts = cv2.connectedComponents(
            np.where(room > radius, np.uint8(1), np.uint8(0)), connectivity=4, ltype=cv2.CV_32S
        )
        parts = np.asarray(parts, np.int32)
        taken = np.zeros(total, bool)
        taken[parts[seeds > 0]] = True
        taken[0] = True
        number = np.cumsum(~taken, dtype=np.int32) + count
        number[taken] = 0
        seeds = np.where(seeds > 0, seeds, number[parts])
        count += int((~taken).sum())
    return seeds


def _grow(seeds: np.ndarray, free: np.ndarray) -> np.ndarray:
    """Grow seeds over free pixels, breadth first; ink stays 0."""
    # OpenCV's watershed floods in the order of color steps between neighbors: on a two-colored picture
    # that is a breadth-first walk that never crosses the ink before everything free is taken.
    wall = int(seeds.max()) + 1
    markers = np.where(free > 0, seeds, wall)
    markers = cv2.copyMakeBorder(markers, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=wall)
    picture = cv2.copyMakeBorder(free, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.watershed(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), markers)
    grown = markers[1:-1, 1:-1].copy()
    grown[(grown == wall) | (free == 0)] = 0
    lost = (grown <= 0) & (free > 0)
    grown[grown < 0] = 0
    if lost.any() and grown.any():
        # The one-pixel dams between cells. The nearest label may lie across a stroke only where the dam
        # itself touches the stroke, so it is looked up among direct neighbors first.
        for _ in range(3):
            spread = cv2.dilate(grown.astype(np.float32), np.ones((3, 3), np.uint8)).astype(np.int32)
            grown = np.where(lost & (grown == 0), spread, grown)
    return grown


def _join(labels: np.ndarray, free: np.ndarray, room: np.ndarray, gap: int, smallest: int) -> np.ndarray:
    """Undo cuts that are no gaps: a neck almost as wide as the cell behind it; and cells too tiny to see."""
    count = int(labels.max()) + 1
    flat, wide = labels.reshape(-1), room.reshape(-1)
    peak = np.zeros(count, np.float32)
    np.maximum.at(peak, flat, wide)
    area = np.bincount(flat, minlength=count)
    first, second = pairs(labels)
    a, b = flat[first], flat[second]
    known = (a > 0) & (b > 0)
    a, b, neck = a[known], b[known], np.minimum(wide[first[known]], wide[second[known]])
    low, high = np.minimum(a, b), np.maximum(a, b)
    key, where = np.unique(low.astype(np.int64) * count + high, return_inverse=True)
    saddle = np.zeros(len(key), np.float32)
    np.maximum.at(saddle, where, neck)
    length = np.bincount(where, minlength=len(key))
    low, high = key // count, key % count

    groups = Groups(count)
    for k in np.argsort(-saddle, kind="stable"):
        i, j = groups.name(int(low[k])), groups.name(int(high[k]))
        if i == j:
            continue
        narrow = min(peak[i], peak[j])
        tiny = min(area[i], area[j]) < smallest * 4
        if saddle[k] > 0.72 * narrow or 2 * saddle[k] > gap + 1.5 or (tiny and length[k] >= 2):
            groups.join(i, j)
            peak[i] = max(peak[i], peak[j])
            area[i] += area[j]
    joined = groups.names()[labels]
    # Closed specks between strokes (hatching, dust) have no open neighbor: the nearest cell takes them.
    area = np.bincount(joined.reshape(-1), minlength=count)
    area[0] = 0
    if (area >= smallest).any():
        joined[area[joined] < smallest] = 0
    return joined


def _compact(labels: np.ndarray) -> np.ndarray:
    used = np.zeros(int(labels.max()) + 1, bool)
    used[labels] = True
    return (np.cumsum(used) - 1).astype(np.int32)[labels]
