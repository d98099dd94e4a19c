"""The bones by which a drawn figure is cut up and carried.

A pose becomes a bone for each piece of a body, with its depth, and with the piece that it hangs on. All
sizes are in heads where they are the same for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from anigen_core.mannequin.skeleton import SPINE, Skeleton, lift
from anigen_core.pose import L_HIP, L_SHOULDER, NECK, NOSE, R_HIP, R_SHOULDER, Pose

PIECES = (
    *("trunk", "neck", "head", "r_upper_arm", "r_forearm", "l_upper_arm", "l_forearm"),
    *("r_thigh", "r_shin", "l_thigh", "l_shin"),
)
"""Names of the pieces of a body; hands and feet go with what they hang on."""

HANGS_ON = {
    "neck": "trunk",
    "head": "neck",
    **{f"{side}_upper_arm": "trunk" for side in "rl"},
    **{f"{side}_forearm": f"{side}_upper_arm" for side in "rl"},
    **{f"{side}_thigh": "trunk" for side in "rl"},
    **{f"{side}_shin": f"{side}_thigh" for side in "rl"},
}

_LIMBS = {
    "r_upper_arm": (2, 3),
    "r_forearm": (3, 4),
    "l_upper_arm": (5, 6),
    "l_forearm": (6, 7),
    "r_thigh": (8, 9),
    "r_shin": (9, 10),
    "l_thigh": (11, 12),
    "l_shin": (12, 13),
}

_DEEP = 0.28
"""Half of how deep a trunk is from front to back, in heads."""

_ON_TOP = {"upper_arm": 0.12, "forearm": 0.2, "thigh": -0.12, "shin": -0.1, "neck": -0.02, "head": 0.1}
"""What lies over the trunk, or under it, where depth says nothing, in heads."""


def kind_of(piece: str) -> str:
    """The name of a piece without its side."""
    return piece[2:] if piece[1] == "_" else piece


class Bone(NamedTuple):
    """start, end: (2,) float64 in pixels. depth: of its middle in heads before the neck, with what lies on
    top of what where the pose does not say."""

    start: np.ndarray
    end: np.ndarray
    depth: float

    @property
    def length(self) -> float:
        """In pixels, never 0."""
        return max(float(np.hypot(*(self.end - self.start))), 1e-3)

    @property
    def angle(self) -> float:
        """Of its direction in the picture, radians."""
        way = self.end - self.start
        return float(np.arctan2(way[1], way[0]))

    def distance(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Of places (pixels) from the bone, pixels."""
        way = self.end - self.start
        along = ((x - self.start[0]) * way[0] + (y - self.start[1]) * way[1]) / self.length**2
        along = along.clip(0, 1)
        return np.hypot(x - self.start[0] - along * way[0], y - self.start[1] - along * way[1])


@dataclass(frozen=True, eq=False)
class Rig:
    """The bones of a figure by piece, those that its pose shows. head: its size in pixels. breadth: half the
    trunk's width as it is seen, in pixels. forward: (3,) unit vector to where the trunk faces. looks: (3,)
    where the face does, the same where there is none. shoulders: (2, 2) her right and left, pixels; hips
    alike."""

    bones: dict[str, Bone]
    head: float
    breadth: float
    forward: np.ndarray
    looks: np.ndarray
    shoulders: np.ndarray
    hips: np.ndarray


def from_behind(rig: Rig) -> bool:
    """Whether a head shows its hair and no face."""
    return float(rig.looks[2]) < -0.35


def rig_of(pose: Pose) -> Rig:
    """The bones of a pose.

    Raises:
        InputError: the pose shows too little of a body.
    """
    skeleton = lift(pose)
    points, shown, head = skeleton.points, skeleton.shown, skeleton.head
    bones = {} if not shown[NECK] else _middle(skeleton)
    if not shown[NECK] and shown[R_HIP] and shown[L_HIP]:
        hips = points[[R_HIP, L_HIP], :2].mean(0)
        bones["trunk"] = Bone(hips + skeleton.up[:2] * SPINE * head, hips, 0.0)
    for name, (a, b) in _LIMBS.items():
        if shown[a] and shown[b]:
            bones[name] = _bone(points[a], points[b], kind_of(name), head)
    trunk = bones.get("trunk")
    shoulders, hips = points[[R_SHOULDER, L_SHOULDER], :2], points[[R_HIP, L_HIP], :2]
    wide = 0.43 * abs(float(skeleton.forward[2])) * head
    if trunk is not None and shown[R_SHOULDER] and shown[L_SHOULDER]:
        way = (trunk.end - trunk.start) / trunk.length
        across = shoulders[1] - shoulders[0]
        wide = abs(float(across[0] * way[1] - across[1] * way[0])) / 2
    looks = skeleton.forward if skeleton.face is None else skeleton.face[:, 2]
    breadth = float(np.hypot(wide, _DEEP * head))
    return Rig(bones, head, breadth, skeleton.forward, looks, shoulders, hips)


def _middle(skeleton: Skeleton) -> dict[str, Bone]:
    """Trunk, neck and head of a figure whose neck is known."""
    points, shown, head = skeleton.points, skeleton.shown, skeleton.head
    neck, up = points[NECK], skeleton.up[:2]
    if shown[R_HIP] and shown[L_HIP]:
        hips = points[[R_HIP, L_HIP], :2].mean(0)
    else:
        hips = neck[:2] - up * SPINE * head
    bones = {"trunk": Bone(neck[:2].copy(), hips, 0.0)}
    top = up
    if skeleton.face is not None and np.hypot(*skeleton.face[:2, 1]) > 0.3:
        top = skeleton.face[:2, 1] / np.hypot(*skeleton.face[:2, 1])
    if skeleton.chin is not None or shown[NOSE]:
        chin = neck[:2] + 0.3 * head * top if skeleton.chin is None else skeleton.chin[:2]
        front = 1.0 if skeleton.forward[2] >= -0.2 else -1.0
        bones["neck"] = Bone(neck[:2].copy(), chin, _ON_TOP["neck"])
        bones["head"] = Bone(chin, chin + head * top, _ON_TOP["head"] * front + 0.25)
    return bones


def _bone(a: np.ndarray, b: np.ndarray, kind: str, head: float) -> Bone:
    depth = float(a[2] + b[2]) / 2 / head
    return Bone(a[:2].copy(), b[:2].copy(), depth + _ON_TOP[kind])
