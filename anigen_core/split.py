"""A finished picture taken apart into what an artist would have drawn: lines, and color blocks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PIL import Image

from anigen_core.imaging import Extent, check_size, resize
from anigen_core.painting.blocks import color_blocks
from anigen_core.planning import working_extent
from anigen_core.progress import Progress, portion
from anigen_core.stages.lines import Lines, LinesOptions


class Split(NamedTuple):
    """lines: (H, W) uint8, 0 = ink. colors: (H, W, 4) uint8, alpha 0 = not painted."""

    lines: np.ndarray
    colors: np.ndarray


def split_picture(
    picture: np.ndarray,
    *,
    count: int = 16,
    options: LinesOptions | None = None,
    progress: Progress | None = None,
) -> Split:
    """Lines and color blocks that `Studio.finish` puts together again.

    Args:
        picture: (H, W, 3) or (H, W, 4) uint8.
        count: colors at most, 2 to 64.
        options: how the lines are drawn; None recognizes what the picture is.
        progress: called with the finished fraction.

    Raises:
        InputError: count out of range, a fully transparent picture, or one too small to hold a drawing.
    """
    check_size((picture.shape[1], picture.shape[0]))
    lines = Lines()(picture, options or LinesOptions(), progress=portion(progress, 0.0, 0.6))
    # Blocks are coarse by nature: those of a large picture are found on a copy of the size it is painted at.
    extent = Extent.of(picture)
    small = resize(picture, working_extent(extent))
    colors = resize(color_blocks(small, count), extent, Image.Resampling.NEAREST)
    if progress is not None:
        progress(1.0)
    return Split(lines, colors)
