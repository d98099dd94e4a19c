"""An iris in another color, in OKLab: light and dark keep their order, highlights and pupil stay."""

from __future__ import annotations

import numpy as np

from anigen_core.color import oklab_to_srgb, srgb_to_oklab
from anigen_core.painting.iris import Iris

_ROUNDS = 3
"""How often the result's own color is looked at, and what is missing added."""

_FURTHER = 0.12
"""The most, in OKLab, by which a round may overdo the wish to meet it."""

_FADE = 0.6
"""Exponent with which chroma fades towards black and white."""


def tinted(rgb: np.ndarray, iris: Iris, color: tuple[int, int, int]) -> np.ndarray:
    """(h, w, 3) uint8: the crop with its iris in another color; the median of `iris.core` is that color.

    rgb: (h, w, 3) uint8. Where `iris.weight` is 0 nothing changes.
    """
    changed = iris.weight > 0
    if not changed.any():
        return rgb.copy()
    lab = srgb_to_oklab(rgb[changed])
    wish = srgb_to_oklab(np.array(color, np.uint8))
    weight, darkness, core = iris.weight[changed], iris.darkness[changed], iris.core[changed]
    target, made = wish, rgb[changed]
    for _ in range(_ROUNDS):
        made = oklab_to_srgb(_toward(lab, target, iris, weight, darkness))
        if not core.any():
            break
        missing = wish - np.median(srgb_to_oklab(made[core]), axis=0)
        target = wish + np.clip(target + missing - wish, -_FURTHER, _FURTHER)
    out = rgb.copy()
    out[changed] = made
    return out


def _toward(
    lab: np.ndarray, target: np.ndarray, iris: Iris, weight: np.ndarray, darkness: np.ndarray
) -> np.ndarray:
    """(n, 3) OKLab of pixels (n, 3) with the iris's median at the target.

    Lightness runs through a curve with L=0 -> 0, the iris's median -> the target, 1 -> 1, rising everywhere.
    Chroma is the target's, in the proportion each pixel had to the iris's own, fading towards white and
    black.
    """
    light, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    wish, median = float(np.clip(target[0], 0.02, 0.98)), float(np.clip(iris.lightness, 0.02, 0.98))
    # Below the median: in proportion when darkening. When lightening, proportion would tear a dark iris
    # apart, so its slope is limited; what is far darker than the iris (pupil, outline) is left as it is.
    below = wish - (median - light) * min(wish / median, 1.5)
    # Above it: up to white, where the highlights are. A white iris has none to be told from it.
    rise = (1 - wish) / (1 - median)
    above = wish + (light - median) * (rise if iris.lightness < 0.93 else min(rise, 4.0))
    tone = np.clip(np.where(light < median, below, above), 0, 1)
    if wish > median:
        weight = weight * (1 - darkness)
    # A grey iris has no proportions of chroma to keep; one that has color does, and its whites stay white.
    colored = smooth_step(iris.chroma, 0.02, 0.05)
    share = colored * np.minimum(chroma / max(iris.chroma, 1e-3), 1.4) + (1 - colored)
    fade = np.where(tone > wish, (1 - tone) / (1 - wish), tone / wish)
    share = share * np.clip(fade, 0, 1) ** _FADE
    new = np.stack([tone, target[1] * share, target[2] * share], axis=-1)
    return lab + (new - lab) * weight[:, None]


def smooth_step(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, smooth between."""
    t = min(max((value - low) / (high - low), 0.0), 1.0)
    return t * t * (3 - 2 * t)
