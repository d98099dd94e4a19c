"""What one picture is worth: likeness to the truth, faithfulness to lines and color blocks.

Pictures are HW3 uint8 RGB, lines HW uint8 (0 = ink, 255 = paper), blocks HW4 uint8 RGBA (alpha 0 = not
painted), masks HW bool. Delta E is CIEDE2000 under D65. A figure that has no meaning for a picture (no ink,
no block, an empty mask) is NaN.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import delta_e, pack_rgb, srgb_to_cielab, unpack_rgb
from anigen_core.lineart import canny

INK = 128
"""Lines darker than this are ink."""

TOLERANCE = 2.0
"""Pixels by which a line may lie beside its counterpart."""

SMALLEST_BLOCK = 64
"""Pixels; smaller blocks are not judged: a highlight or a line may fill them."""

EDGES = (1.0, 0.02, 0.05)
"""Sigma and the two thresholds of `edges`: those that find most of what factory pictures are known to hold,
and least besides (F1 0.93 at 3 px on the truth)."""


def psnr(picture: np.ndarray, truth: np.ndarray, mask: np.ndarray | None = None) -> float:
    """Peak signal-to-noise ratio in dB, at most 100, over the mask's pixels (None: all)."""
    _same(picture, truth)
    difference = picture.astype(np.float64) - truth
    if mask is not None:
        difference = difference[mask]
    if not difference.size:
        return float("nan")
    error = np.mean(difference**2)
    return float(min(100.0, 10 * np.log10(255.0**2 / error))) if error else 100.0


def ssim(picture: np.ndarray, truth: np.ndarray) -> float:
    """Structural similarity (Wang 2004), Gaussian window of sigma 1.5, mean over RGB."""
    _same(picture, truth)
    return _ssim(picture, truth)


def gradient_ssim(picture: np.ndarray, truth: np.ndarray) -> float:
    """Structural similarity of the gradients' strength: whether edges are where they belong, and as sharp."""
    _same(picture, truth)
    return _ssim(_gradient(picture), _gradient(truth))


def _ssim(first: np.ndarray, second: np.ndarray) -> float:
    """Of arrays (H, W) or (H, W, 3) in 0..255, the border of half a window left out. OpenCV's blur: several
    times faster than scikit-image's, with which it agrees."""
    x, y = first.astype(np.float32), second.astype(np.float32)

    def blur(value: np.ndarray) -> np.ndarray:
        return cv2.GaussianBlur(value, (11, 11), 1.5, borderType=cv2.BORDER_REFLECT)

    mx, my = blur(x), blur(y)
    vx, vy, both = blur(x * x) - mx * mx, blur(y * y) - my * my, blur(x * y) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    map_ = ((2 * mx * my + c1) * (2 * both + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))
    inner = map_[5:-5, 5:-5] if min(map_.shape[:2]) > 10 else map_
    return float(inner.mean(dtype=np.float64))


def gradient_energy(picture: np.ndarray, mask: np.ndarray | None = None) -> float:
    """Sum of the squared gradient's strength over the mask's pixels (None: all): how much detail there is."""
    energy = np.square(_gradient(picture).astype(np.float64))
    return float((energy if mask is None else energy[mask]).sum())


def lit_color(pixels: np.ndarray) -> np.ndarray:
    """(3,) uint8, the median of the lighter half of some pixels (n, 3) uint8: their color without shadows and
    lines."""
    light = srgb_to_cielab(pixels[None])[0, :, 0]
    return np.rint(np.median(pixels[light >= np.median(light)], 0)).astype(np.uint8)


def _gradient(picture: np.ndarray) -> np.ndarray:
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    x, y = cv2.Scharr(gray, cv2.CV_32F, 1, 0), cv2.Scharr(gray, cv2.CV_32F, 0, 1)
    return np.clip(np.hypot(x, y) / 16, 0, 255).astype(np.float32)  # 16 = sum of a Scharr kernel's half


def _near(lines: np.ndarray, tolerance: float) -> np.ndarray:
    """(H, W) bool: within `tolerance` pixels of ink."""
    paper = (lines >= INK).astype(np.uint8)
    return cv2.distanceTransform(paper, cv2.DIST_L2, 5) <= tolerance


def line_recall(found: np.ndarray, drawn: np.ndarray, tolerance: float = TOLERANCE) -> float:
    """Share of the drawn ink near which there is found ink: what became of the artist's lines."""
    _same(found, drawn)
    ink = drawn < INK
    if not ink.any():
        return float("nan")
    return float(_near(found, tolerance)[ink].mean()) if (found < INK).any() else 0.0


def line_f1(found: np.ndarray, drawn: np.ndarray, tolerance: float = TOLERANCE) -> float:
    """Harmonic mean of `line_recall` both ways (boundary F1)."""
    recall, precision = line_recall(found, drawn, tolerance), line_recall(drawn, found, tolerance)
    if np.isnan(recall) or np.isnan(precision):
        return 1.0 if np.isnan(recall) and np.isnan(precision) else 0.0
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def edges(picture: np.ndarray) -> np.ndarray:
    """Lines and borders that are seen in a finished picture, (H, W) uint8, 0 = ink: Canny's, in OKLab."""
    sigma, low, high = EDGES
    return np.where(canny(picture, sigma, low=low, high=high), np.uint8(0), np.uint8(255))


def block_errors(picture: np.ndarray, blocks: np.ndarray, figure: np.ndarray | None = None) -> np.ndarray:
    """(n,) how far a picture is from each connected block of one color: delta E between that color and the
    median lit tone of the picture inside (a pixel from the border). The lit tone is the lighter half of what
    is there: shadows and lines are not what a block asks for. figure: (H, W) bool, nothing beside it is
    judged, for there a block lies on paper."""
    _same(picture, blocks[..., :3])
    painted = blocks[..., 3] >= 128
    packed = pack_rgb(blocks[..., :3])
    light = srgb_to_cielab(picture)[..., 0]
    wanted, got = [], []
    for color in np.unique(packed[painted]):
        mask = (painted & (packed == color)).astype(np.uint8)
        inner = cv2.erode(mask, np.ones((3, 3), np.uint8), borderValue=0)
        if figure is not None:
            inner &= figure
        count, labels, facts, _ = cv2.connectedComponentsWithStats(inner, connectivity=4)
        for number in range(1, count):
            if facts[number, cv2.CC_STAT_AREA] < SMALLEST_BLOCK:
                continue
            x, y, w, h = facts[number, :4]
            at = slice(y, y + h), slice(x, x + w)
            inside = labels[at] == number
            tone = light[at][inside]
            got.append(np.median(picture[at][inside][tone >= np.median(tone)], 0))
            wanted.append(color)
    if not wanted:
        return np.zeros(0)
    return delta_e(np.rint(got).astype(np.uint8), unpack_rgb(np.array(wanted)))


def region_delta_e(picture: np.ndarray, truth: np.ndarray, mask: np.ndarray) -> float:
    """Mean delta E between picture and truth inside a mask; with the eyes' mask it is `eye_error`."""
    _same(picture, truth)
    if not mask.any():
        return float("nan")
    return float(delta_e(picture[mask][None], truth[mask][None]).mean())


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's, of two arrays (n,) of numbers; NaN where one of them has one value only."""
    ranks = []
    for values in (first, second):
        _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
        if len(counts) < 2:
            return float("nan")
        ranks.append((np.cumsum(counts) - (counts - 1) / 2)[place])  # equal values share a rank
    return float(np.corrcoef(*ranks)[0, 1])


def _same(first: np.ndarray, second: np.ndarray) -> None:
    if first.shape != second.shape:
        raise ValueError(
            f"Pictures of {first.shape} and {second.shape} cannot be compared; give them one size."
        )
