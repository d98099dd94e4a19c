"""Gaps between color blocks and the ink around them, closed.

Nobody paints up to the line. The network takes bare paper as a place where it may choose, and stains it: a
gray rim along the ink, a frame round a painted background.
"""

from __future__ import annotations

import numpy as np

from anigen_core.color import pack_rgb, unpack_rgb
from anigen_core.painting.segments import segment

PAINTED = 0.6
"""Share of a cell that is painted, from which the rest of it is a gap and not meant to be bare."""

PURE = 0.9
"""Share of that paint which one color has: of two, nobody knows which goes on."""


def closed_gaps(lines: np.ndarray, colors: np.ndarray, *, gap: int | None = None) -> np.ndarray:
    """Color blocks, each cell of the drawing that is nearly filled with one color filled wholly.

    Args:
        lines: (H, W) uint8, 0 = ink and 255 = paper.
        colors: (H, W, 4) uint8; alpha from 128 on = painted, and that is never changed.
        gap: widest hole in a stroke that parts two cells all the same, as `segments.segment` takes it.

    Returns:
        (H, W, 4) uint8; `colors` itself where there is nothing to close.
    """
    painted = colors[..., 3] >= 128
    if not painted.any() or painted.all():
        return colors
    cells = segment(lines, gap=gap)
    count = int(cells.max()) + 1
    paint = cells[painted].astype(np.int64) << 24 | pack_rgb(colors[painted][:, :3])
    kinds, pixels = np.unique(paint, return_counts=True)
    cell, color = kinds >> 24, kinds & 0xFFFFFF
    all_paint = np.bincount(cell, pixels, minlength=count)
    order = np.lexsort((pixels, cell))  # the last of a cell has most pixels
    main, most = np.zeros(count, np.int64), np.zeros(count)
    main[cell[order]], most[cell[order]] = color[order], pixels[order]
    filled = (all_paint >= PAINTED * np.bincount(cells.reshape(-1), minlength=count)) & (
        most >= PURE * all_paint
    )
    hole = ~painted & filled[cells]
    if not hole.any():
        return colors
    closed = colors.copy()
    closed[hole, :3] = unpack_rgb(main[cells[hole]])
    closed[hole, 3] = 255
    return closed
