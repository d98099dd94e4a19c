"""What a figure is put together from: ellipsoids, which body part each is of, and what it is made of.

Ellipsoids are the one shape a picture needs here: their outline, depth and surface direction at a pixel have
a closed form, so drawing order, creases and shading all follow from geometry (surface.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

PARTS = (
    *("none", "head", "hair", "neck", "torso"),
    *("r_upper_arm", "r_forearm", "r_hand", "l_upper_arm", "l_forearm", "l_hand"),
    *("r_thigh", "r_shin", "r_foot", "l_thigh", "l_shin", "l_foot"),
)
"""Names of the body parts; the index is the part's number in `drawing.Mannequin.parts`."""

MATERIALS = ("skin", "hair", "top", "bottom", "shoes", "face", "socks")
"""What a part is made of; the face is skin that is lit more softly."""

SKIN, HAIR, TOP, BOTTOM, SHOES, FACE_SKIN, SOCKS = range(7)

_STEP = 0.04  # distance of ellipsoids along a sweep; the scallops this leaves are under a third of a pixel


@dataclass
class Solid:
    """Ellipsoids gathered for one figure. Row i of each list describes one of them.

    centers: (3,). axes: (3, 3) with the half axes as columns. parts, materials: numbers into the tuples
        above.
    pieces: number of the sweep it belongs to. fringe: it is cut away over the face (the front of the hair).
    marks: (n, 3) strokes of ink on the surface, drawn where they can be seen.
    """

    centers: list[np.ndarray] = field(default_factory=list)
    axes: list[np.ndarray] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    materials: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    fringe: list[bool] = field(default_factory=list)
    marks: list[np.ndarray] = field(default_factory=list)
    piece: int = 0

    def start(self) -> None:
        """Begin a new sweep."""
        self.piece += 1

    def add(
        self, center: np.ndarray, axes: np.ndarray | float, part: str, material: int, *, fringe: bool = False
    ) -> None:
        """Add one ellipsoid; a number for `axes` is the radius of a sphere."""
        self.centers.append(center)
        self.axes.append(axes if isinstance(axes, np.ndarray) else np.eye(3) * axes)
        self.parts.append(PARTS.index(part))
        self.materials.append(material)
        self.pieces.append(self.piece)
        self.fringe.append(fringe)


def sweep(
    solid: Solid,
    h: float,
    a: np.ndarray,
    b: np.ndarray,
    radii: Sequence[tuple[float, float]],
    part: str,
    material: int,
    *,
    bow: tuple[np.ndarray, Sequence[tuple[float, float]]] | None = None,
    covered: tuple[float, int, float] | None = None,
    stocking: float = 0.0,
) -> None:
    """Spheres from a to b. radii: (share of the way, radius in heads). bow: direction and offsets off the
    bone.

    covered: (share, material, extra radius) of cloth over the beginning; it flares toward its hem. stocking:
    the share at the end that is in socks, where no cloth is over it.
    """
    length = float(np.linalg.norm(b - a))
    count = int(np.clip(np.ceil(length / (_STEP * h)), 2, 200))
    knots = np.array(radii)
    for t in np.linspace(0, 1, count + 1):
        radius = float(np.interp(t, knots[:, 0], knots[:, 1]))
        center = a + t * (b - a)
        if bow is not None:
            offsets = np.array(bow[1])
            center = center + bow[0] * float(np.interp(t, offsets[:, 0], offsets[:, 1])) * h
        made_of = SOCKS if t > 1 - stocking else material
        if covered is not None and t <= covered[0]:
            made_of = covered[1]
            radius += covered[2] * t / covered[0]
        solid.add(center, radius * h, part, made_of)


def unit(vector: np.ndarray) -> np.ndarray:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
