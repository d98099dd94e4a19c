"""The colors of one picture's eye for another's: what lies where in the iris, whatever its size and shape.

Paper     Jiang et al. 2020, "PSGAN: Pose and Expression Robust Spatial-Aware GAN": attention between pixels
          of the same region, by where they lie in the face.
Differs   The regions are the iris and its pupil, places are those in the iris's ellipse, and what is carried
          over are colors themselves: the iris's color as a whole, and how it changes from place to place. The
          fine drawing stays the picture's own.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.color import oklab_to_srgb, srgb_to_oklab
from anigen_core.painting.iris import Iris
from anigen_core.painting.pupils import Ellipse, fitted
from anigen_core.painting.tint import tinted

_GRID = 17
"""Places each way across an iris, from -1.2 to 1.2 of its radii."""

_REACH = 1.2
_BLUR = 1.6
"""Places over which colors are averaged: gradients and rings are carried over, hatching is not."""

_MOST = 0.22
"""The most, in OKLab, by which a place may differ from the iris as a whole."""


class EyeColors(NamedTuple):
    """What an iris looks like.

    color: the median without pupil and highlights. places: (17, 17, 3) float32, how much OKLab differs from
    it at each place of the ellipse. pupil: (3,) OKLab; None: none seen.
    """

    color: tuple[int, int, int]
    places: np.ndarray
    pupil: np.ndarray | None


def colors_of(rgb: np.ndarray, iris: Iris, chances: np.ndarray | None = None) -> EyeColors:
    """The colors of an iris in a crop (h, w, 3) uint8. chances: of the network's classes, where it looked."""
    lab = srgb_to_oklab(rgb)
    middle = np.median(lab[iris.core], axis=0)
    places = _places(lab, iris, fitted(iris.weight), middle)
    dark = _pupil(lab, iris, chances)
    color = oklab_to_srgb(middle)
    pupil = np.median(lab[dark], axis=0) if dark.sum() >= 4 else None
    return EyeColors((int(color[0]), int(color[1]), int(color[2])), places, pupil)


def like(rgb: np.ndarray, iris: Iris, colors: EyeColors, chances: np.ndarray | None = None) -> np.ndarray:
    """(h, w, 3) uint8: the crop with its iris in another eye's colors; where `iris.weight` is 0 nothing
    changes."""
    made = tinted(rgb, iris, colors.color)
    lab = srgb_to_oklab(made)
    whole = fitted(iris.weight)
    own = _places(lab, iris, whole, np.median(lab[iris.core], axis=0))
    u, v = whole.normalized(iris.weight.shape)
    across, down = (((plane / _REACH + 1) * (_GRID - 1) / 2).astype(np.float32) for plane in (u, v))
    shift = cv2.remap(colors.places - own, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    # Highlights and the darkest keep what they are: they are drawing, not color.
    drawn = np.clip((lab[..., 0] - 0.9) / 0.06, 0, 1) * np.clip(
        1.5 - np.hypot(lab[..., 1], lab[..., 2]) / 0.04, 0, 1
    )
    free = iris.weight * (1 - drawn) * (1 - iris.darkness)
    lab = lab + shift * free[..., None]
    if colors.pupil is not None:
        pupil = _pupil(srgb_to_oklab(rgb), iris, chances)
        hue = np.where(pupil & (drawn < 0.5), iris.weight, 0)[..., None]
        lab[..., 1:] += (colors.pupil[1:] - lab[..., 1:]) * hue
    changed = iris.weight > 0
    out = rgb.copy()
    out[changed] = oklab_to_srgb(lab[changed])
    return out


def _pupil(lab: np.ndarray, iris: Iris, chances: np.ndarray | None) -> np.ndarray:
    """(h, w) bool: what is pupil."""
    if chances is not None:
        return (chances[3] > 0.5) & (iris.weight > 0.5) & (lab[..., 0] < iris.lightness)
    return (iris.darkness > 0.5) & (iris.weight > 0.5)


def _places(lab: np.ndarray, iris: Iris, whole: Ellipse, middle: np.ndarray) -> np.ndarray:
    """(17, 17, 3) float32: mean difference from the middle color at the places of an ellipse; where a lid
    hides a place, the nearest that are seen say it."""
    u, v = whole.normalized(iris.weight.shape)
    known = iris.core & (np.maximum(abs(u), abs(v)) < _REACH)
    column, row = (np.rint((p[known] / _REACH + 1) * (_GRID - 1) / 2).astype(int) for p in (u, v))
    cell = row * _GRID + column
    apart = np.clip(lab[known] - middle, -_MOST, _MOST)
    count = np.bincount(cell, minlength=_GRID**2).reshape(_GRID, _GRID).astype(np.float32)
    sums = [np.bincount(cell, apart[:, i], _GRID**2).reshape(_GRID, _GRID) for i in range(3)]
    planes = np.stack([*sums, count], axis=-1).astype(np.float32)
    near, far = (cv2.GaussianBlur(planes, (0, 0), sigma) for sigma in (_BLUR, 3 * _BLUR))
    trust = near[..., 3:] / (near[..., 3:] + 0.02)
    means = [p[..., :3] / np.maximum(p[..., 3:], 1e-6) for p in (near, far)]
    found = means[0] * trust + means[1] * (1 - trust)
    return (found * (far[..., 3:] > 1e-5)).astype(np.float32)
