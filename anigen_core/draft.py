"""Help for a draft: a posed figure to draw over, where the sketch leaves the skeleton, and the skeleton moved
onto the sketch (pose_fitting.py)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anigen_core.imaging import Extent, resize, to_rgb
from anigen_core.inking.thinning import distance_to
from anigen_core.mannequin.drawing import mannequin
from anigen_core.pose import (
    L_ANKLE,
    L_ELBOW,
    L_HIP,
    L_KNEE,
    L_SHOULDER,
    L_WRIST,
    NECK,
    NOSE,
    R_ANKLE,
    R_ELBOW,
    R_HIP,
    R_KNEE,
    R_SHOULDER,
    R_WRIST,
    Pose,
)
from anigen_core.pose_fitting import fitted
from anigen_core.silhouette import silhouette

__all__ = ["BONES", "Stray", "fitted", "guide", "stray"]

PENCIL, WASH = (58, 122, 190), (150, 196, 236)
"""Line and body of the guide: the blue that drafts are drawn in, which no ink is mistaken for."""

LINE_ALPHA, WASH_ALPHA = 210, 96

SIDE = 384
"""Longer side in pixels at which a sketch is compared with its pose."""

INK = 205
"""Pixels darker than this are ink, also of a thin line that was made smaller."""

LOST = 0.6
"""Share of a bone that must lie on empty paper, outside the figure, before it is said to have no lines."""

MISSING = 0.25
"""Share of the bones that may lack lines in a figure that is all but finished. Where more do, they are not
drawn yet, and nothing is said."""


@dataclass(frozen=True)
class Stray:
    """A limb that the sketch has elsewhere than the pose.

    limb: a name of `BONES`. x, y, radius: the place in pixels of the pose's canvas, round the bone. words: a
    sentence.
    """

    limb: str
    x: float
    y: float
    radius: float
    words: str


BONES: dict[str, tuple[int, int, float]] = {
    "r_upper_arm": (R_SHOULDER, R_ELBOW, 0.14),
    "r_forearm": (R_ELBOW, R_WRIST, 0.12),
    "l_upper_arm": (L_SHOULDER, L_ELBOW, 0.14),
    "l_forearm": (L_ELBOW, L_WRIST, 0.12),
    "r_thigh": (R_HIP, R_KNEE, 0.22),
    "r_shin": (R_KNEE, R_ANKLE, 0.16),
    "l_thigh": (L_HIP, L_KNEE, 0.22),
    "l_shin": (L_KNEE, L_ANKLE, 0.16),
    "head": (NECK, NOSE, 0.40),
}
"""By name: both joints, and how far from the bone its outline may run, in heads."""

_NAMES = {
    "upper_arm": "upper arm",
    "forearm": "forearm",
    "thigh": "thigh",
    "shin": "lower leg",
}


def guide(pose: Pose, extent: tuple[int, int] | None = None) -> np.ndarray:
    """A mannequin fitted to the skeleton, faint, to lie under the sketch.

    extent: (width, height) of the picture; None = the pose's canvas.
    Returns (height, width, 4) uint8, straight alpha, empty around the figure.

    Raises:
        InputError: the pose shows too little of a body.
    """
    drawn = mannequin(pose if extent is None else pose.resized(extent))
    ink = (255 - drawn.lines).astype(np.uint16)[..., None]
    wash = (drawn.colors[..., 3:] > 0) * np.uint16(WASH_ALPHA)
    color = (np.array(PENCIL, np.uint16) * ink + np.array(WASH, np.uint16) * (255 - ink) + 127) // 255
    alpha = (LINE_ALPHA * ink + wash * (255 - ink) + 127) // 255
    return np.concatenate([color, alpha], axis=2).astype(np.uint8)


def stray(lines: np.ndarray, pose: Pose) -> list[Stray]:
    """Where the sketch leaves the skeleton: limbs of the pose on empty paper, that are drawn elsewhere.

    Says nothing about what is not drawn yet.

    Args:
        lines: (H, W) uint8, 0 = ink, of any size with the proportions of the pose's canvas.
        pose: the skeleton.
    """
    sketch = _Sketch(lines, pose)
    shown = [limb for limb in BONES if sketch.shows(limb)]
    empty = [limb for limb in shown if sketch.is_empty(limb)]
    return [sketch.told(limb) for limb in empty] if len(empty) <= MISSING * len(shown) else []


class _Sketch:
    """A sketch beside its pose, both small."""

    def __init__(self, lines: np.ndarray, pose: Pose) -> None:
        extent = Extent.of(lines)
        small = extent.fitted(Extent(SIDE, SIDE))
        self.lines = resize(lines, small) if small.width < extent.width else lines
        self.ink = self.lines < INK
        self.pose = pose.resized(Extent.of(self.lines))
        self.scale = pose.width / self.lines.shape[1]
        self.head = self.pose.head_size()
        self.away = distance_to(self.ink)
        self.inside = silhouette(to_rgb(self.lines)) > 0.5

    def told(self, limb: str) -> Stray:
        a, b = self._ends(limb)
        x, y = (a + 0.6 * (b - a)) * self.scale
        radius = 0.6 * float(np.hypot(*(b - a))) * self.scale
        return Stray(limb, float(x), float(y), radius, _sentence(limb))

    def shows(self, limb: str) -> bool:
        """Whether the pose has this bone."""
        return bool(self.pose.visible[[*BONES[limb][:2]]].all())

    def is_empty(self, limb: str) -> bool:
        """Whether most of a bone lies on empty paper outside the figure."""
        reach = BONES[limb][2]
        a, b = self._ends(limb)
        length = float(np.hypot(*(b - a)))
        points = a + np.linspace(0.4, 1.0, 10)[:, None] * (b - a)
        height, width = self.ink.shape
        column, row = np.floor(points).astype(int).T
        there = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        if length < 0.4 * self.head or there.mean() < 0.5:
            return False  # seen end on, or outside the picture
        column, row = column[there], row[there]
        empty = (self.away[row, column] > reach * self.head) & ~self.inside[row, column]
        return bool(empty.mean() >= LOST)

    def _ends(self, limb: str) -> tuple[np.ndarray, np.ndarray]:
        start, end, _ = BONES[limb]
        return self.pose.joints[start, :2], self.pose.joints[end, :2]


def _sentence(limb: str) -> str:
    if limb == "head":
        return "Her head has no lines near it."
    side = "left" if limb.startswith("l_") else "right"
    return f"Her {side} {_NAMES[limb[2:]]} has no lines near it."
