"""What one picture is worth: likeness to the truth, faithfulness to lines and color blocks.

Pictures are HW3 uint8 RGB, lines HW uint8 (0 = ink, 255 = paper), blocks HW4 uint8 RGBA (alpha 0 = not
painted), masks HW bool. Delta E is CIEDE2000 under D65. A figure that has no meaning for a picture (no ink,
no block, an empty mask) is NaN.
"""

from __future__ import annotations

import cv2
import numpy as np
from skimage.metrics import structural_similarity

from anigen_core.color import delta_e

INK = 128
"""Lines darker than this are ink."""

TOLERANCE = 2.0
"""Pixels by which a line may lie beside its counterpart."""

SMALLEST_BLOCK = 16
"""Pixels; smaller blocks are not judged: after erosion nothing of them is left."""


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
    return _ssim(picture, truth, channel_axis=2)


def gradient_ssim(picture: np.ndarray, truth: np.ndarray) -> float:
    """Structural similarity of the gradients' strength: whether edges are where they belong, and as sharp."""
    _same(picture, truth)
    return _ssim(_gradient(picture), _gradient(truth))


def _ssim(first: np.ndarray, second: np.ndarray, channel_axis: int | None = None) -> float:
    value = structural_similarity(
        first,
        second,
        data_range=255,
        channel_axis=channel_axis,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )
    return float(value)  # type: ignore[arg-type]


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


def block_delta_e(picture: np.ndarray, blocks: np.ndarray) -> float:
    """How far the picture's colors are from the blocks': delta E between each connected block's color and the
    median of the picture inside it (a pixel from its border), mean over blocks by area."""
    _same(picture, blocks[..., :3])
    painted = blocks[..., 3] >= 128
    packed = blocks[..., 0].astype(np.int32) << 16 | blocks[..., 1].astype(np.int32) << 8 | blocks[..., 2]
    total = weight = 0.0
    for color in np.unique(packed[painted]):
        mask = (painted & (packed == color)).astype(np.uint8)
        inner = cv2.erode(mask, np.ones((3, 3), np.uint8), borderValue=0)
        count, labels = cv2.connectedComponents(inner, connectivity=4)
        wanted = np.array([[[color >> 16, color >> 8 & 255, color & 255]]], np.uint8)
        for number in range(1, count):
            pixels = picture[labels == number]
            if len(pixels) < SMALLEST_BLOCK:
                continue
            got = np.median(pixels, 0)[None, None].astype(np.uint8)
            total += float(delta_e(got, wanted)[0, 0]) * len(pixels)
            weight += len(pixels)
    return total / weight if weight else float("nan")


def region_delta_e(picture: np.ndarray, truth: np.ndarray, mask: np.ndarray) -> float:
    """Mean delta E between picture and truth inside a mask; with the eyes' mask it is `eye_error`."""
    _same(picture, truth)
    if not mask.any():
        return float("nan")
    return float(delta_e(picture[mask][None], truth[mask][None]).mean())


def _same(first: np.ndarray, second: np.ndarray) -> None:
    if first.shape != second.shape:
        raise ValueError(
            f"Pictures of {first.shape} and {second.shape} cannot be compared; give them one size."
        )
