"""Collision after skinning: a posed body as round cones, and pushing cloth and hair out of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from .bones import SIDES
from .skeleton import Frames, Proportions

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Cones:
    """c round cones: ends a and b (c, 3), radii ra and rb (c,), float32."""

    a: Array
    b: Array
    ra: Array
    rb: Array

    def some(self, rows: list[int]) -> Cones:
        """A selection."""
        return Cones(self.a[rows], self.b[rows], self.ra[rows], self.rb[rows])


# from, to, radius at each, in heads on the reference body; sides are filled in. Radii follow the body's
# profiles.
_LIMBS = (
    ("UpperLeg", 0.0, "LowerLeg", 0.45, 0.225, 0.195),
    ("UpperLeg", 0.45, "LowerLeg", 1.0, 0.195, 0.132),
    ("LowerLeg", 0.0, "Foot", 0.35, 0.130, 0.142),
    ("LowerLeg", 0.35, "Foot", 1.0, 0.142, 0.074),
    ("UpperArm", 0.0, "LowerArm", 1.0, 0.122, 0.094),
    ("LowerArm", 0.0, "Hand", 1.0, 0.098, 0.062),
)
NAMES = tuple(
    [
        f"{side}{a}{i}"
        for side in SIDES
        for a, i in (("Thigh", 0), ("Thigh", 1), ("Calf", 0), ("Calf", 1), ("Arm", 0), ("Forearm", 0))
    ]
    + ["pelvis", "waist", "chest", "shoulders", "neck"]
)
LEGS = [i for i, name in enumerate(NAMES) if "Thigh" in name or "Calf" in name]
ARMS = [i for i, name in enumerate(NAMES) if "Arm" in name or "Forearm" in name]
TRUNK = [NAMES.index(name) for name in ("pelvis", "waist", "chest", "shoulders", "neck")]


@cache
def _radii(p: Proportions) -> Array:
    w = p.width
    limbs = [[ra * w, rb * w] for _ in SIDES for *_, ra, rb in _LIMBS]
    trunk = [[0.27, 0.27], [0.21, 0.21], [0.235, 0.235], [0.17, 0.17], [0.14, 0.135]]
    return np.array(limbs + [[a * w, b * w] for a, b in trunk], np.float32)


@lru_cache(maxsize=8)
def cones(proportions: Proportions, frames: Frames) -> Cones:
    """The posed body as 17 round cones in the order of `NAMES` (6 for each side, 5 of the trunk)."""
    a, b = [], []
    for side in SIDES:
        for start, s, stop, t, _, _ in _LIMBS:
            first, last = frames.joint(side + start), frames.joint(side + stop)
            a.append(first + (last - first) * (s if s < 1 else 1))
            b.append(first + (last - first) * t)
    p, w = proportions, proportions.width

    def at(bone: str, x: float, y: float, z: float) -> Array:
        return frames.carry(bone, np.array([x * w, p.y(y), z * w]))

    for bone, left, y, z in (
        ("hips", 0.20, 3.55, -0.02),
        ("spine", 0.13, 4.15, 0.01),
        ("upperChest", 0.17, 4.68, 0.01),
        ("upperChest", 0.26, 5.0, -0.04),
    ):
        a.append(at(bone, -left, y, z))
        b.append(at(bone, left, y, z))
    a.append(at("neck", 0, 5.25, -0.07))
    b.append(at("neck", 0, 5.62, -0.055))
    r = _radii(p)
    return Cones(np.array(a, np.float32), np.array(b, np.float32), r[:, 0], r[:, 1])


def push_out(points: Array, cones: Cones, margin: Array | float = 0.0, *, rounds: int = 1) -> Array:
    """Points (n, 3) moved to the surface of the cones they are inside of, plus `margin` (a number or
    (n,))."""
    p = np.asarray(points, np.float32).copy()
    d = cones.b - cones.a
    length2 = np.maximum((d * d).sum(1), 1e-8)
    for _ in range(rounds):
        for i in range(len(d)):
            e = p - cones.a[i]
            t = np.clip(e @ d[i] / length2[i], 0, 1)
            e -= t[:, None] * d[i]
            reach = cones.ra[i] + (cones.rb[i] - cones.ra[i]) * t + margin
            far = np.sqrt((e * e).sum(1))
            inside = far < reach
            if inside.any():
                p[inside] += e[inside] * (reach[inside] / np.maximum(far[inside], 1e-6) - 1)[:, None]
    return p


def push(points: Array, shapes: Cones, margin: Array | float) -> Array:
    """Points (n, 3) float32 out of the round cone each is deepest in, all cones at once."""
    d = shapes.b - shapes.a
    length2 = np.maximum((d * d).sum(1), 1e-8)
    # everything as (c, n) planes: far quicker than (n, c, 3)
    x, y, z = np.ascontiguousarray(points.T)
    ex, ey, ez = (v[None] - shapes.a[:, i, None] for i, v in enumerate((x, y, z)))
    t = np.clip((ex * d[:, :1] + ey * d[:, 1:2] + ez * d[:, 2:]) / length2[:, None], 0, 1)
    ex -= t * d[:, :1]
    ey -= t * d[:, 1:2]
    ez -= t * d[:, 2:]
    reach = shapes.ra[:, None] + (shapes.rb - shapes.ra)[:, None] * t + margin
    far = np.sqrt(ex * ex + ey * ey + ez * ez)
    depth = reach - far
    worst = np.argmax(depth, 0)
    every = np.arange(len(points))
    deep = np.maximum(depth[worst, every], 0)
    scale = deep / np.maximum(far[worst, every], 1e-4)
    out = np.stack([ex[worst, every], ey[worst, every], ez[worst, every]], 1)
    return points + out * scale[:, None]
