"""How a picture is drawn, in seven numbers: not what it shows, but by what means."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.imaging import Extent, resize

SIDE = 256

NAMES = ("light", "contrast", "colorful", "many colors", "ink", "flat", "soft")
"""What the numbers tell; all 0..1."""

_SPREAD = np.array([0.15, 0.08, 0.05, 0.06, 0.08, 0.15, 0.1], np.float32)
"""How much each of them differs between pictures that nobody would call alike."""


def style_of(rgb: np.ndarray, figure: np.ndarray) -> np.ndarray:
    """(7,) float32 0..1, see `NAMES`.

    Args:
        rgb: (H, W, 3) uint8. figure: (H, W) float32 0..1; all 0 = the whole picture counts.
    """
    size = Extent.of(rgb).fitted(Extent(SIDE, SIDE))
    small = resize(rgb, size)
    inside = resize(np.rint(figure * 255).astype(np.uint8), size) > 127
    if inside.sum() < 64:
        inside = np.ones(small.shape[:2], bool)
    lab = srgb_to_oklab(small)
    light, chroma = lab[..., 0], np.hypot(lab[..., 1], lab[..., 2])
    slope = np.hypot(cv2.Sobel(light, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(light, cv2.CV_32F, 0, 1) / 8)
    dark = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)) - light
    hues = np.array([lab[..., 1][inside].std(), lab[..., 2][inside].std()])
    return np.clip(
        [
            light[inside].mean(),
            light[inside].std() * 2,
            chroma[inside].mean() * 4,
            float(np.hypot(*hues)) * 4,
            (dark[inside] > 0.12).mean() * 2,
            (slope[inside] < 0.006).mean(),
            ((slope[inside] > 0.006) & (slope[inside] < 0.03)).mean() * 2,
        ],
        0,
        1,
    ).astype(np.float32)


def style_distances(wanted: np.ndarray, styles: np.ndarray) -> np.ndarray:
    """(N,) float32 0..1 of (7,) against (N, 7) float32."""
    apart = ((styles - wanted) / _SPREAD) ** 2
    return (1 - np.exp(-apart.mean(1) / 4)).astype(np.float32)
