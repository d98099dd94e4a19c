"""Lines by our network (networks/lines.py), in NumPy: a picture or a sketch in, ink out. No torch here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from anigen_core.imaging import Extent, pad_to_multiple, resize
from anigen_core.inking.thinning import draw_skeleton, prune, remove_specks, thin

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "lines"
"""Of the weights."""
STRIDE = 32
"""As in networks/lines.py."""

USUAL = 627.0
"""Square root of the pixels of 512x768, the size that the network was shown most."""

SIZES = (0.8, 1.25)
"""Pictures are looked at scaled so that their side, over `USUAL`, lies in this range."""


def find_ink(runner: Runner, rgb: np.ndarray, *, sketch: bool) -> np.ndarray:
    """How surely each pixel is a line, (h, w) float32 0..1, at the size the network looks at.

    Args:
        runner: an engine with the weights `NAME`.
        rgb: (H, W, 3) uint8; a sketch is gray on white.
        sketch: a rough drawing and not a picture.
    """
    side = float(np.sqrt(rgb.shape[0] * rgb.shape[1])) / USUAL
    factor = float(np.clip(side, *SIZES)) / max(side, 1e-9)
    work = rgb if factor == 1 else resize(rgb, Extent.of(rgb).scaled(factor))
    padded, extent = pad_to_multiple(work, STRIDE)
    planes = np.empty((1, 4, *padded.shape[:2]), np.float32)
    planes[0, :3] = padded.transpose(2, 0, 1) * np.float32(1 / 255)
    planes[0, 3] = sketch
    logits = runner.run(NAME, planes)[0, 0, : extent.height, : extent.width]
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def strokes(ink: np.ndarray, *, detail: float) -> np.ndarray:
    """(h, w) bool, one pixel wide: where lines run. detail: 0 the surest only, 1 every trace of one."""
    high = 0.7 - 0.3 * detail
    # A line goes on where it is less sure, as long as it hangs on a sure place.
    skeleton = thin(pieces(ink > 0.85 * high, ink > high))
    side = float(np.sqrt(ink.size)) / USUAL
    # Where the network answers with a band in place of a line, the band's skeleton has thorns.
    smooth = prune(skeleton, round(5 * side))
    alone = skeleton & ~pieces(skeleton, smooth)
    return remove_specks(smooth | alone, max(2, round((1 - detail) * 14 * side)))


def pieces(mask: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """(H, W) bool: the 8-connected pieces of a mask that hold a pixel of `seeds`."""
    count, found = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    labels = np.asarray(found, np.int32)
    chosen = np.zeros(count, bool)
    chosen[labels[seeds & mask]] = True
    return chosen[labels]


def drawn(ink: np.ndarray, extent: Extent, *, width: float | None, detail: float) -> np.ndarray:
    """(H, W) uint8 lines, 0 = ink, of the network's answer at the picture's own size.

    width: of every stroke in px; None: about 1.6 px of 512x768.
    """
    skeleton = strokes(ink, detail=detail)
    scale = float(np.sqrt(extent.width * extent.height) / np.sqrt(ink.size))
    pen = max(1.6 * scale * float(np.sqrt(ink.size)) / USUAL, 1.2) if width is None else width
    if scale <= 1:
        return resize(draw_skeleton(skeleton, max(pen / scale, 1.2)), extent)
    # A smooth stroke enlarged is still smooth; a skeleton enlarged is a staircase.
    large = resize(draw_skeleton(skeleton, 1.6), extent, Image.Resampling.BICUBIC)
    return draw_skeleton(thin(large < 145), pen)
