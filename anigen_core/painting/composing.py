"""Flats, shadow and ink in one picture."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.painting.cel import ink_color, shaded, soften
from anigen_core.painting.keeping import clean_ink, inked

PAPER = 228
"""What is lighter than this, of 255, once the paper is even, is paper."""


def cel_picture(
    flats: np.ndarray, shade: np.ndarray, lines: np.ndarray, *, depth: float, colored: bool
) -> np.ndarray:
    """A cel picture, (H, W, 4) uint8 straight alpha.

    Args:
        flats: (H, W, 4) uint8, alpha 255 or 0.
        shade: (H, W) float32 in 0..1 of `cel.cel_shadow`; of no use where `depth` is 0.
        lines: (H, W) uint8, 0 = ink.
        depth: of the shadow, 0..1. colored: whether the ink is tinted by what it borders.
    """
    ink = ink_color(flats, lines) if colored else np.zeros_like(flats[..., :3])
    paint = soften(flats)
    rgb = paint[..., :3].astype(np.float32)
    if depth > 0:
        where = shade > 0
        dark = shaded(paint[where][:, :3], depth).astype(np.float32)
        rgb[where] += (dark - rgb[where]) * shade[where][:, None]
    return inked(np.dstack([rgb, paint[..., 3]]), lines, ink)


def flat_picture(flats: np.ndarray, lines: np.ndarray, *, colored: bool) -> np.ndarray:
    """Flats with lines over them and nothing else; where there is no ink they are there to the bit."""
    ink = ink_color(flats, lines) if colored else np.zeros_like(flats[..., :3])
    return inked(flats, lines, ink)


def laid_lines(lines: np.ndarray) -> np.ndarray:
    """(H, W) uint8 lines as they are laid over a picture: clean ones as they are, the same array; of a sketch
    or a scan the paper's own gray is divided out, for it is no ink."""
    if clean_ink(lines) or lines.min() == 255:
        return lines
    height, width = lines.shape
    size = (max(4, width // 8), max(4, height // 8))
    small = cv2.dilate(cv2.resize(lines, size, interpolation=cv2.INTER_AREA), np.ones((9, 9), np.uint8))
    paper = cv2.resize(cv2.GaussianBlur(small, (0, 0), 3), (width, height), interpolation=cv2.INTER_LINEAR)
    even = lines.astype(np.float32) * 255 / np.maximum(paper, 128)
    return np.where(even >= PAPER, np.uint8(255), np.clip(even, 0, 255).astype(np.uint8))
