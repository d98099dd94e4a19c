"""Scanned or photographed pencil drawings made white paper with grey strokes.

Uneven light is divided out (the paper's own brightness is what a morphological closing leaves once the
strokes are gone), ruled or squared paper is recognized by its period and taken away along its lines only,
and what the paper's grain alone could have made is paper. The pressure of the pencil stays.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.imaging import to_rgb
from anigen_core.inking.rulings import find_rulings, remove_ruling


def clean_pencil(picture: np.ndarray, *, strength: float = 0.5) -> np.ndarray:
    """Strokes of a pencil drawing on paper that is exactly white.

    Args:
        picture: (H, W), (H, W, 3) or (H, W, 4) uint8: scan or photograph of dark strokes on lighter paper.
        strength: 0 keeps the faintest marks and some grain, 1 keeps clear strokes only.

    Returns:
        (H, W) uint8 lines, 0 = ink; grey values keep the pressure, paper is exactly 255.
    """
    rgb = to_rgb(picture)
    if min(rgb.shape[:2]) < 8:
        return rgb.min(axis=2)
    size = float(np.sqrt(rgb.shape[0] * rgb.shape[1]))
    flat, outside = _flatten(rgb, size)
    dark = 1.0 - flat
    dark[outside] = 0.0
    for ruling in find_rulings(dark):
        dark = remove_ruling(dark, ruling)
    return _cut(dark, size, strength)


def _flatten(rgb: np.ndarray, size: float) -> tuple[np.ndarray, np.ndarray]:
    """(H, W) float32 brightness relative to the paper, 0..1, and (H, W) bool what lies outside the sheet."""
    values = rgb.astype(np.float32)
    paper = _paper(values, size)
    ratio = np.clip(values / np.maximum(paper, 1.0), 0, 1)
    # Rulings and stains are colored, graphite is not: its strokes are dark in every channel. Where the
    # drawing itself is colored, its brightness is taken instead.
    grey = ratio @ np.array([0.299, 0.587, 0.114], np.float32)
    strong = grey < min(0.6, float(np.quantile(grey, 0.03)) + 0.05)
    color = np.ptp(ratio[strong], axis=1)
    relative = grey if len(color) and np.median(color) > 0.2 else np.maximum.reduce(cv2.split(ratio))
    return relative, outside_sheet(rgb)


def _paper(values: np.ndarray, size: float) -> np.ndarray:
    """(H, W, 3) float32 brightness of the bare paper under every pixel."""
    near, far = _closed(values, size, 512, 0.04), _closed(values, size, 128, 0.25)
    # The edge of a shadow is followed closely, but what is far darker than any shadow is a blackened area.
    ratio = np.minimum.reduce(cv2.split(near / np.maximum(far, 1.0)))[..., None]
    trust = np.clip((ratio - 0.6) / 0.15, 0, 1)
    return near * trust + far * (1 - trust)


def _closed(values: np.ndarray, size: float, working: int, fraction: float) -> np.ndarray:
    """Brightness without what is dark and thinner than `fraction` of the picture; found at a smaller size."""
    height, width = values.shape[:2]
    shrink = max(1.0, size / working)
    small_size = (max(4, round(width / shrink)), max(4, round(height / shrink)))
    small = cv2.resize(values, small_size, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, 3)
    kernel = max(3, round(np.sqrt(small_size[0] * small_size[1]) * fraction)) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (kernel, kernel))
    closed = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc), (0, 0), kernel / 5)
    return cv2.resize(closed, (width, height), interpolation=cv2.INTER_LINEAR)


def outside_sheet(rgb: np.ndarray) -> np.ndarray:
    """The desk around a photographed sheet: far darker than paper, along a good part of the picture's rim.

    Args:
        rgb: (H, W, 3) uint8.

    Returns:
        (H, W) bool with a small margin; all False where the sheet fills the picture.
    """
    size = float(np.sqrt(rgb.shape[0] * rgb.shape[1]))
    level = _closed(rgb.astype(np.float32), size, 512, 0.015).mean(axis=2)
    threshold = 0.5 * float(np.quantile(level, 0.8))
    count, labels = cv2.connectedComponents((level < threshold).astype(np.uint8))
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    # A blackened part of the drawing may reach the rim as well, but not run along it.
    desk = np.bincount(rim, minlength=count) > 0.12 * len(rim)
    desk[0] = False
    if not desk.any():
        return np.zeros(level.shape, bool)
    margin = max(3, round(0.008 * size))
    return cv2.dilate(desk[labels].astype(np.uint8), np.ones((margin, margin), np.uint8)) > 0


def _cut(dark: np.ndarray, size: float, strength: float) -> np.ndarray:
    """Darkness to lines: grain to paper, the hardest strokes to black, specks away."""
    smooth = cv2.GaussianBlur(dark, (0, 0), 0.6)
    faint = smooth[smooth < 0.25]
    grain = 1.4826 * float(np.median(np.abs(faint - np.median(faint)))) if len(faint) else 0.0
    level = float(np.median(faint)) if len(faint) else 0.0
    low = level + max((2.0 + 3.0 * strength) * grain, 0.02 + 0.05 * strength)
    high = low + max(2.5 * grain, 0.04 + 0.06 * strength)
    weak = (smooth > low).astype(np.uint8)
    count, found, stats, _ = cv2.connectedComponentsWithStats(weak, connectivity=8)
    labels = np.asarray(found, np.int32)
    strong = np.zeros(count, bool)
    strong[labels[smooth > high]] = True
    keep = strong & (stats[:, cv2.CC_STAT_AREA] >= max(3, round(size * (0.004 + 0.012 * strength))))
    keep[0] = False
    kept = cv2.dilate(keep[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if not kept.any():
        return np.full(dark.shape, 255, np.uint8)
    top = max(float(np.quantile(dark[kept], 0.97)), low + 0.15)
    ink = np.where(kept, np.clip((dark - 0.7 * low) / (top - 0.7 * low), 0, 1), 0)
    return (255.5 - 255 * ink).astype(np.uint8)
