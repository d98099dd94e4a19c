"""Collision after skinning: a posed body as round cones, and pushing cloth and hair out of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from .bones import BONE, SIDES
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
        key = tuple(rows)
        if key not in self._some:
            self._some[key] = Cones(self.a[rows], self.b[rows], self.ra[rows], self.rb[rows])
        return self._some[key]

    @cached_property
    def _some(self) -> dict[tuple[int, ...], Cones]:
        return {}

    @cached_property
    def _planes(self) -> tuple[Array, ...]:
        """Ends a (3, c, 1), ways to b (3, c, 1), these over their squared lengths (c, 3), and radii at a and
        their changes (c, 1)."""
        d = self.b - self.a
        share = d / np.maximum((d * d).sum(1, keepdims=True), 1e-8)
        a, way = (np.ascontiguousarray(v.T)[..., None] for v in (self.a, d))
        return a, way, share, (self.a * share).sum(1)[:, None], self.ra[:, None], (self.rb - self.ra)[:, None]

    def off(self, p: Array, margin: Array | float) -> tuple[Array, Array]:
        """How far points (3, n) float32 are off the axis of each cone, (3, c, n), and how far they must be
        to be `margin` outside, (c, n)."""
        a, way, share, start, ra, more = self._planes
        t = share @ p
        t -= start
        np.maximum(t, 0, out=t)
        np.minimum(t, 1, out=t)
        e = way * t
        e += a
        np.subtract(p[:, None], e, out=e)
        t *= more
        t += ra
        t += margin
        return e, t


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
    start, stop, low, high = _LIMB_ENDS
    first = frames.joints[start]
    way = frames.joints[stop] - first
    rows, places = _trunk_ends(proportions)
    ends = frames.carry_each(rows, places)
    a, b = np.concatenate([first + way * low, ends[::2]]), np.concatenate([first + way * high, ends[1::2]])
    r = _radii(proportions)
    return Cones(a.astype(np.float32), b.astype(np.float32), r[:, 0], r[:, 1])


_ENDS = [(BONE[side + a], BONE[side + b], s, t) for side in SIDES for a, s, b, t, _, _ in _LIMBS]
_LIMB_ENDS = (
    np.array([e[0] for e in _ENDS]),
    np.array([e[1] for e in _ENDS]),
    np.array([[e[2]] for e in _ENDS]),
    np.array([[e[3]] for e in _ENDS]),
)
"""Bones at which limbs start and stop (12,), and which shares of the way a cone goes from and to (12, 1)."""


@cache
def _trunk_ends(p: Proportions) -> tuple[Array, Array]:
    """Bones (10,) and rest places (10, 3) of the ends of the trunk's cones, a and b by turns."""
    w, bones, places = p.width, [], []
    for bone, left, y, z in (
        ("hips", 0.20, 3.55, -0.02),
        ("spine", 0.13, 4.15, 0.01),
        ("upperChest", 0.17, 4.68, 0.01),
        ("upperChest", 0.26, 5.0, -0.04),
    ):
        bones += [bone, bone]
        places += [(-left * w, p.y(y), z * w), (left * w, p.y(y), z * w)]
    bones += ["neck", "neck"]
    places += [(0, p.y(5.25), -0.07 * w), (0, p.y(5.62), -0.055 * w)]
    return np.array([BONE[bone] for bone in bones]), np.array(places, np.float64)


def push_out(points: Array, cones: Cones, margin: Array | float = 0.0, *, rounds: int = 1) -> Array:
    """Points (n, 3) moved to the surface of the cones they are inside of, one cone after the other, plus
    `margin` (a number or (n,))."""
    out = np.array(points, np.float32)
    margins = np.broadcast_to(np.asarray(margin, np.float32), len(out))
    order = np.arange(len(cones.a))[:, None]
    for _ in range(rounds):
        # every point goes on to the next cone it is inside of, until there is none
        rows, before = np.arange(len(out)), np.full(len(out), -1)
        while len(rows):
            p = out[rows].T.copy()
            e, reach = cones.off(p, margins[rows])
            far = np.sqrt(e[0] * e[0] + e[1] * e[1] + e[2] * e[2])
            inside = (far < reach) & (order > before)
            some = np.flatnonzero(inside.any(0))
            if not len(some):
                break
            first = inside[:, some].argmax(0)
            rows, before = rows[some], first
            grow = reach[first, some] / np.maximum(far[first, some], 1e-6) - 1
            out[rows] += (e[:, first, some] * grow).T
    return out


def push(points: Array, shapes: Cones, margin: Array | float) -> Array:
    """Points (n, 3) float32 out of the round cone each is deepest in, all cones at once."""
    return push_planes(points.T.copy(), shapes, margin).T.copy()


def push_planes(p: Array, shapes: Cones, margin: Array | float) -> Array:
    """`push` of points (3, n) float32, in place; far quicker than rows of three."""
    e, reach = shapes.off(p, margin)
    far = e[0] * e[0]
    far += e[1] * e[1]
    far += e[2] * e[2]
    np.sqrt(far, out=far)
    reach -= far
    rows = np.flatnonzero(reach.max(0) > 0)
    if len(rows):
        depth = reach[:, rows]
        worst = depth.argmax(0)
        deep = depth[worst, np.arange(len(rows))]
        p[:, rows] += e[:, worst, rows] * (deep / np.maximum(far[worst, rows], 1e-4))
    return p
