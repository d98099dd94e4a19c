"""Details for irises that were left blank: gradient, ring, pupil and highlights on the iris's own ellipse.

Paper     Akita, Morimoto, Tsuruno 2020, "Colorization of Line Drawings with Empty Pupils".
Differs   Theirs takes the details out of another picture with a network; here they are drawn, where the iris
          lies and looks.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from anigen_core.color import oklab_to_srgb, srgb_to_oklab
from anigen_core.painting.iris import Iris
from anigen_core.painting.tint import smooth_step

LEAST = 4.0
"""Pixels of the smaller radius: whether less is blank nobody can tell, and nobody would see details in it."""

_FLAT = 0.045
"""Distance in OKLab from the iris's color that counts as none."""

_SHARE = 0.86
"""Share of an iris, its edge left out, that has one color when it is blank."""

_RATIO = 1.15
"""Height to width of an iris of which lids hide much."""


class Ellipse(NamedTuple):
    """Center and radii in pixels of a crop; an upright ellipse."""

    x: float
    y: float
    rx: float
    ry: float

    def normalized(self, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """(h, w) each: right and down from the center, 1 on the ellipse."""
        y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
        return (x - self.x) / self.rx, (y - self.y) / self.ry


def fitted(weight: np.ndarray) -> Ellipse:
    """The whole iris of which (h, w) weights 0..1 show what lids and hair leave free.

    Above and below what is seen the ellipse may go on; beside it, it may not.
    """
    seen = weight > 0.5
    rows, columns = np.nonzero(seen)
    if not len(rows):
        raise ValueError("There is no iris to fit an ellipse to.")
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    piece = seen[top : bottom + 1, left : right + 1]
    y, x = np.mgrid[: piece.shape[0], : piece.shape[1]] + 0.5
    height, width = piece.shape
    found = np.array([width / 2, height / 2, width / 2, max(height / 2, 0.45 * width)])
    worst = _misfit(found, piece, x, y)
    for step in (0.12, 0.06, 0.03):
        better = True
        while better:
            better = False
            for axis in range(4):
                for sign in (-1, 1):
                    tried = found.copy()
                    tried[axis] += sign * step * max(width, height) / 2
                    if tried[2:].min() < 1 or not 0.7 < tried[3] / tried[2] < 1.9:
                        continue
                    misfit = _misfit(tried, piece, x, y)
                    if misfit < worst - 1e-9:
                        found, worst, better = tried, misfit, True
    return Ellipse(left + found[0] - 0.5, top + found[1] - 0.5, found[2], found[3])


def _misfit(ellipse: np.ndarray, seen: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    inside = ((x - ellipse[0]) / ellipse[2]) ** 2 + ((y - ellipse[1]) / ellipse[3]) ** 2 <= 1
    apart = float((inside ^ seen).sum()) / seen.sum()
    unlike = 0.04 * abs(np.log(ellipse[3] / ellipse[2] / _RATIO))
    return apart + unlike


def is_blank(rgb: np.ndarray, iris: Iris) -> bool:
    """Whether an iris has one flat color, or the paper's: neither pupil nor gradient nor highlight."""
    inside = iris.weight > 0.6
    if inside.sum() < 12 or min(iris.radii) < LEAST:
        return False
    whole = fitted(iris.weight)
    u, v = whole.normalized(inside.shape)
    heart = inside & (np.hypot(u, v) < 0.8)
    if heart.sum() < 12:
        return False
    lab = srgb_to_oklab(rgb[heart])
    apart = np.linalg.norm(lab - np.median(lab, axis=0), axis=1)
    return bool((apart < _FLAT).mean() >= _SHARE)


def detailed(
    rgb: np.ndarray,
    iris: Iris,
    color: tuple[int, int, int] | None = None,
    *,
    light: Literal["left", "right"] = "left",
) -> np.ndarray:
    """(h, w, 3) uint8: the crop with details in its iris; where `iris.weight` is 0 nothing changes.

    color: of the iris as a whole; None: the one that it has. light: the side of the picture the light is on.
    """
    changed = iris.weight > 0
    if not changed.any():
        return rgb.copy()
    whole = fitted(iris.weight)
    u, v = whole.normalized(iris.weight.shape)
    lab = srgb_to_oklab(rgb)
    base = np.median(lab[iris.core], axis=0) if color is None else srgb_to_oklab(np.array(color, np.uint8))
    painted, plain = _drawn(u, v, base, 1 / min(whole.rx, whole.ry), 1 if light == "right" else -1)
    body = changed & plain
    if body.any():  # as a whole it is the color that was asked for
        painted[plain] += base - np.median(painted[body], axis=0)
    mixed = lab + (painted - lab) * iris.weight[..., None]
    out = rgb.copy()
    out[changed] = oklab_to_srgb(mixed[changed])
    return out


def _drawn(
    u: np.ndarray, v: np.ndarray, base: np.ndarray, pixel: float, side: int
) -> tuple[np.ndarray, np.ndarray]:
    """(h, w, 3) OKLab of an iris round its normalized coordinates, and where neither pupil nor highlight is.

    pixel: size of one, to draw edges as soft as it is.
    """
    radius = np.hypot(u, v)

    def disk(x: float, y: float, rx: float, ry: float) -> np.ndarray:
        """Coverage of an ellipse in normalized coordinates."""
        apart = (np.hypot((u - x) / rx, (v - y) / ry) - 1) * min(rx, ry)
        return np.clip(0.5 - apart / pixel, 0, 1)

    room = min(base[0], 1 - 0.6 * base[0])  # a black iris cannot get much darker, a white one not lighter
    light = base[0] + room * (0.42 * np.clip(v, -1, 1) + 0.05)
    light -= room * 0.5 * np.clip(1 - disk(0, 0.42, 1.25, 1.2), 0, 1)  # the lid's shadow
    glow = np.clip(1 - np.hypot(u / 0.75, (v - 0.62) / 0.42), 0, 1)
    light += room * 0.45 * glow
    ring = _rise(radius, 0.78, 0.97)
    light -= room * 0.5 * ring
    warmth = 1 + 0.25 * glow - 0.2 * ring - 0.15 * np.clip(-v, 0, 1)
    out = np.stack([light, base[1] * warmth, base[2] * warmth], axis=-1)
    pupil = disk(0, 0.04, 0.36, 0.4)
    dark = np.array([0.3 * min(base[0], 0.6) + 0.04, 0.45 * base[1], 0.45 * base[2]])
    out += (dark - out) * (0.94 * pupil)[..., None]
    # Two in a large iris, and one that is seen in a small one.
    small = smooth_step(pixel, 0.1, 0.25)
    shine = disk(0.34 * side, -0.42, 0.27 + 0.1 * small, 0.23 + 0.1 * small)
    second = disk(-0.34 * side, 0.42, 0.13, 0.12) * (1 - small) * 0.85
    for cover in (shine, second):
        out += (np.array([0.99, 0.0, 0.0]) - out) * cover[..., None]
    return out, (pupil < 0.5) & (shine < 0.5) & (second < 0.5) & (radius < 1.05)


def _rise(values: np.ndarray, low: float, high: float) -> np.ndarray:
    t = np.clip((values - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
