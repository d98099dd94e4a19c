"""The iris as the network sees it (networks/iris.py), in the terms of `painting.iris`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.painting.iris import Iris, darkness_of
from anigen_core.painting.iris_edges import sharpened

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "iris"
CROP = 128
MARGIN = 2.0
"""Side of the network's crop over the longer side of the eye's box, as in training."""

_IRIS = 2
_INSIDE = (2, 3, 4)
"""Iris, pupil and highlight among the network's classes. What in them is dark is told by the colors: a pupil
that the network only guesses in a plain iris is to get the wished color too."""

CONTRAST = 0.02
"""Least distance in OKLab of an iris from what is round it."""

LEAST = 6.0
"""Pixels of the picture that must be iris or pupil: less is a closed eye, or none."""

SURE = 0.25
"""Share of what may be iris that must surely be: less is hair, or a shadow."""

FILL, CERTAIN = 0.65, 0.85
"""Share of the ellipse round it that an iris fills: an arc is a closed eye's lash, or a mouth. One of which
the network is this sure may be hidden by hair that much."""

EDGE = (0.5, 0.62)
"""How surely a pixel must be iris to be colored at all, and wholly."""


class Seen(NamedTuple):
    """An iris, the corner (x, y) in the picture of the crop that its arrays cover, and in that crop the
    chances (6, h, w) float32 of the network's classes (None: found without it)."""

    iris: Iris
    corner: tuple[int, int]
    chances: np.ndarray | None = None

    @property
    def piece(self) -> tuple[slice, slice]:
        """The rows and columns of the picture that the arrays cover."""
        (x, y), (height, width) = self.corner, self.iris.weight.shape
        return slice(y, y + height), slice(x, x + width)


def see_iris(runner: Runner, rgb: np.ndarray, box: tuple[float, float, float, float]) -> Seen | None:
    """The iris of the eye in a box; None where there is none, as in a closed eye.

    rgb: (H, W, 3) uint8. box: x, y, width, height in pixels, which may be a quarter off.
    """
    x, y, width, height = box
    middle, side = np.array([x + width / 2, y + height / 2]), max(width, height) * MARGIN
    chance, corner, crop = _look(runner, rgb, middle, side)
    inside = chance[list(_INSIDE)].sum(0) > 0.5
    if inside.sum() * (side / CROP) ** 2 < LEAST:
        return None
    # Once more with the eye in the middle, and as large as it was in training.
    rows, columns = np.nonzero(chance[1:5].sum(0) > 0.5)
    if len(rows) > 20:
        found = np.array([[columns.min(), rows.min()], [columns.max() + 1, rows.max() + 1]]) * side / CROP
        middle = corner + found.mean(0)
        side = float(np.clip((found[1] - found[0]).max() * MARGIN, 0.6 * side, 1.6 * side))
        chance, corner, crop = _look(runner, rgb, middle, side)
    guess = chance[list(_INSIDE)].sum(0)
    if (guess > 0.8).sum() < SURE * (guess > 0.3).sum():
        return None
    return _placed(rgb, np.concatenate([chance, sharpened(crop, guess)[None]]), corner, side)


def _look(
    runner: Runner, rgb: np.ndarray, middle: np.ndarray, side: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(6, 128, 128) chances of the network's classes in a square crop, its corner (x, y), and itself."""
    corner = middle - side / 2
    scale = CROP / side
    matrix = np.array([[scale, 0, -corner[0] * scale], [0, scale, -corner[1] * scale]])
    # cv2 counts from the middle of a pixel.
    matrix[:, 2] += 0.5 * scale - 0.5
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    if scale < 0.5:  # means first: lashes would fall between the samples
        less = max(2, int(1 / scale))
        size = (max(1, rgb.shape[1] // less), max(1, rgb.shape[0] // less))
        factor = np.array(size) / (rgb.shape[1], rgb.shape[0])
        rgb, how = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.INTER_LINEAR
        matrix[:, :2] /= factor
    crop = cv2.warpAffine(rgb, matrix, (CROP, CROP), flags=how, borderMode=cv2.BORDER_REPLICATE)
    out = runner.run(NAME, crop.astype(np.float32).transpose(2, 0, 1)[None] / 255)[0]
    chance = np.exp(out - out.max(0))
    chance /= chance.sum(0)
    large = cv2.resize(chance.transpose(1, 2, 0), (CROP, CROP), interpolation=cv2.INTER_LINEAR)
    return large.transpose(2, 0, 1), corner, crop


def _placed(rgb: np.ndarray, chance: np.ndarray, corner: np.ndarray, side: float) -> Seen | None:
    """The network's crop back on the picture's pixels. chance: of the classes, and of the iris sharpened."""
    height, width = rgb.shape[:2]
    x0, y0 = (max(0, int(np.floor(v))) for v in corner)
    x1, y1 = min(width, int(np.ceil(corner[0] + side))), min(height, int(np.ceil(corner[1] + side)))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return None
    scale = side / CROP
    shift = corner - (x0, y0) + 0.5 * scale - 0.5
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    planes = [
        cv2.warpAffine(np.ascontiguousarray(plane), matrix, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
        for plane in chance
    ]
    sure, planes = planes[-1], np.stack(planes[:-1]).astype(np.float32)
    weight = np.clip((sure - EDGE[0]) / (EDGE[1] - EDGE[0]), 0, 1).astype(np.float32)
    inside = sure > 0.5
    core = inside & (planes[_IRIS] > 0.5)
    if inside.sum() < LEAST:
        return None
    if core.sum() < LEAST:
        core = inside
    lab = srgb_to_oklab(np.ascontiguousarray(rgb[y0:y1, x0:x1]))
    # The network has only ever been shown eyes, and sees one in plain skin: an iris must stand out.
    outside = sure < 0.1
    if outside.any() and np.linalg.norm(np.median(lab[inside], 0) - np.median(lab[outside], 0)) < CONTRAST:
        return None
    rows, columns = np.nonzero(inside)
    radii = float(np.ptp(columns) + 1) / 2, float(np.ptp(rows) + 1) / 2
    sureness = float(planes[list(_INSIDE)].sum(0)[inside].mean())
    if inside.sum() < FILL * np.pi * radii[0] * radii[1] and sureness < CERTAIN:
        return None
    iris = Iris(
        center=(float(columns.mean()), float(rows.mean())),
        radii=radii,
        weight=weight,
        darkness=darkness_of(lab[..., 0], np.hypot(lab[..., 1], lab[..., 2]), core),
        core=core,
        lightness=float(np.median(lab[core][:, 0])),
        chroma=float(np.median(np.hypot(lab[core][:, 1], lab[core][:, 2]))),
    )
    return Seen(iris, (x0, y0), planes)
