"""Where exactly an iris ends: a network's coarse guess, sharpened by the colors of the picture.

A color that mostly lies where the guess says iris is iris elsewhere nearby too, and the other way round; then
a guided filter (He, Sun, Tang 2010) pulls the guess's edge to the edges of the colors.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab

_BINS = (16, 32, 32)
"""Of OKLab's L in 0..1 and a, b in -0.4..0.4: one is about the step that eyes see in a painted surface."""

_AROUND = 8
"""Pixels round the guess whose colors have a say: skin far off tells nothing about lids."""

_VOTE, _MOST = 1.5, 3.0
"""Weight of what colors say, and the most they can, beside the guess; log odds."""

_RADIUS, _SMOOTH = 8, 1e-4
"""Of the guided filter: pixels, and the variance of colors that counts as none."""

_HEART = 36.0
"""Pixels from the middle of the crop within which the eye that is meant should lie."""


def sharpened(rgb: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """(h, w) float32 0..1: how surely each pixel is iris.

    rgb: (h, w, 3) uint8, a crop with the eye in its middle. chance: (h, w) float32 0..1, the guess.
    """
    lab = srgb_to_oklab(rgb)
    voted = _voted(lab, chance)
    return _one(np.clip(_guided(lab, voted), 0, 1))


def _voted(lab: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """The guess with what the colors say about it."""
    around = cv2.dilate((chance > 0.5).astype(np.uint8), np.ones((2 * _AROUND + 1,) * 2, np.uint8)) > 0
    if not around.any():
        return chance
    scaled = np.moveaxis(lab * (_BINS[0], 40, 40) + (0, 16, 16), 2, 0).astype(int)
    cells = tuple(np.clip(plane, 0, size - 1) for plane, size in zip(scaled, _BINS, strict=True))
    flat = np.asarray(np.ravel_multi_index(cells, _BINS))
    inside, outside = (_counted(flat[around], share[around])[flat] for share in (chance, 1 - chance))
    apart = np.log((chance[around].sum() + 0.5) / ((1 - chance)[around].sum() + 0.5))
    says = np.log((inside + 0.5) / (outside + 0.5)) - apart
    guess = np.clip(chance, 1e-3, 1 - 1e-3)
    odds = np.log(guess / (1 - guess)) + _VOTE * np.clip(says, -_MOST, _MOST)
    return (1 / (1 + np.exp(-odds))).astype(np.float32)


def _counted(cells: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weight of each color cell with its neighbors', flat."""
    counts = np.bincount(cells, weights, minlength=int(np.prod(_BINS))).reshape(_BINS)
    for axis in range(3):
        wide = np.pad(np.moveaxis(counts, axis, 0), ((1, 1), (0, 0), (0, 0)))
        counts = np.moveaxis(0.25 * wide[:-2] + 0.5 * wide[1:-1] + 0.25 * wide[2:], 0, axis)
    return counts.ravel()


def _guided(guide: np.ndarray, values: np.ndarray) -> np.ndarray:
    """(h, w) float32: values (h, w) as, in each small window, a linear function of the guide (h, w, 3)."""

    def mean(plane: np.ndarray) -> np.ndarray:
        return cv2.blur(plane, (2 * _RADIUS + 1,) * 2, borderType=cv2.BORDER_REFLECT)

    guide, values = guide.astype(np.float32), values.astype(np.float32)
    middle, level = mean(guide), mean(values)
    both = mean(guide * values[..., None]) - middle * level[..., None]
    spread = np.empty((*guide.shape[:2], 3, 3), np.float32)
    for i in range(3):
        product = mean(guide * guide[..., i : i + 1]) - middle * middle[..., i : i + 1]
        spread[..., i, :] = product
        spread[..., i, i] += _SMOOTH
    slope = np.linalg.solve(spread, both[..., None])[..., 0]
    offset = level - (slope * middle).sum(2)
    return (mean(slope) * guide).sum(2) + mean(offset)


def _one(chance: np.ndarray) -> np.ndarray:
    """The iris in the middle alone, in all its pieces: hair may cross it. Another eye's goes."""
    count, labels, stats, middles = cv2.connectedComponentsWithStats(
        (chance > 0.5).astype(np.uint8), connectivity=8
    )
    if count <= 2:
        return chance
    height, width = chance.shape
    y, x = np.mgrid[:height, :width]
    near = np.exp(-((x - width / 2) ** 2 + (y - height / 2) ** 2) / _HEART**2) * chance
    score = np.bincount(labels.ravel(), near.ravel(), minlength=count)
    score[0] = 0
    left, top, wide, high, _ = stats[int(score.argmax())]
    across, down = (middles[:, 0] - left) / wide, (middles[:, 1] - top) / high
    kept = (np.minimum(across, down) > -0.3) & (np.maximum(across, down) < 1.3)
    kept[0] = False
    return chance * cv2.dilate(kept[labels].astype(np.uint8), np.ones((7, 7), np.uint8))
