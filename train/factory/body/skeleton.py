"""A character's skeleton: proportions, joints at rest, and forward kinematics.

The unit of length everywhere in the factory is one head: chin to skull top is 1, the ground is y = 0, the
chin of a character of `heads` heads stands at y = heads - 1. The rest stance is an A: arms 45 degrees below
the horizontal, palms down and inwards, fingers straight, feet parallel. At rest every bone's frame is the
world's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..poses.stance import Stance, halved, local_turns, rotation
from .bones import AXES, BONE, BONES, FINGERS, HELPERS, LEVELS, PARENTS, SIDES, SKIN_BONES, TIP_PARENT, TIPS

REST_ARM = 45.0
"""Degrees between the hanging arm and the arm at rest."""

_HIP, _CHIN = 3.48, 5.5  # the reference body of 6.5 heads: height of the hip joints and of the chin
_HEAD_POINTS = {
    "nose": (0.0, 0.242, 0.365),
    "leftEye": (0.183, 0.352, 0.315),
    "rightEye": (-0.183, 0.352, 0.315),
    "leftEar": (0.40, 0.36, -0.06),
    "rightEar": (-0.40, 0.36, -0.06),
}


@dataclass(frozen=True)
class Proportions:
    """What makes one body differ from another.

    heads: height in heads, 3 (chibi) to 7.5 (tall). The others are factors about 1: build (slim .9 to
    stout 1.15), shoulders and hips (widths), waist, legs (share of the height), arms, hands, feet, neck.
    chest: 0 (flat) to 1, a modest fullness of the clothed chest. muscle: 0 to 1, how marked calf and arm are.
    """

    heads: float = 6.3
    build: float = 1.0
    shoulders: float = 1.0
    hips: float = 1.0
    waist: float = 1.0
    legs: float = 1.0
    arms: float = 1.0
    hands: float = 1.0
    feet: float = 1.0
    neck: float = 1.0
    chest: float = 0.4
    muscle: float = 0.5

    @cached_property
    def scale(self) -> float:
        """Size of the body against the reference body."""
        return (self.heads - 1 + 0.1) / 5.6

    @cached_property
    def width(self) -> float:
        """Factor on all widths: a shorter figure is narrower, but less than it is shorter."""
        return self.build * min(self.scale, 1.05) ** 0.62

    @cached_property
    def extremity(self) -> float:
        """Factor on hands and feet."""
        return min(self.scale, 1.05) ** 0.45

    def y(self, reference: np.ndarray | float) -> np.ndarray:
        """Height on the reference body (0 ground, 3.48 hip joints, 5.5 chin) to this body's height in
        heads."""
        chin = self.heads - 1
        hip = _HIP / _CHIN * chin * self.legs * min(1.0, 0.86 + 0.14 * (self.heads - 3) / 3)
        return np.interp(reference, [0, _HIP, _CHIN], [0, hip, chin]) + np.maximum(
            np.subtract(reference, _CHIN), 0
        )

    @property
    def chin(self) -> float:
        """Height of the chin: the origin of everything on the head is (0, chin, 0)."""
        return self.heads - 1


@dataclass(frozen=True, eq=False)
class Frames:
    """A skeleton in a stance.

    turns: (64, 3, 3) world rotation, joints: (64, 3) world position, rows in the order of `SKIN_BONES`.
    skeleton: whose.
    """

    skeleton: Skeleton
    turns: np.ndarray
    joints: np.ndarray

    @cached_property
    def matrices(self) -> np.ndarray:
        """(64, 3, 4) float64 skinning matrices: a rest point's homogeneous coordinates to its posed place."""
        shift = self.joints - (self.turns @ self.skeleton.skin_rest[..., None])[..., 0]
        return np.concatenate([self.turns, shift[..., None]], -1)

    def joint(self, name: str) -> np.ndarray:
        """(3,) where a joint or a tip is."""
        if name in TIP_PARENT:
            return self.carry(TIP_PARENT[name], self.skeleton.tips[name])
        return self.joints[BONE[name]]

    def carry(self, bone: int | str, points: np.ndarray) -> np.ndarray:
        """Rest points (..., 3) fixed to one bone, posed."""
        m = self.matrices[BONE[bone] if isinstance(bone, str) else bone]
        return points @ m[:, :3].T + m[:, 3]

    def carry_each(self, bones: np.ndarray, points: np.ndarray) -> np.ndarray:
        """Rest points (n, 3), each fixed to a bone of its own (n,), posed."""
        m = self.matrices[bones]
        return (m[:, :, :3] @ points[:, :, None])[..., 0] + m[:, :, 3]

    def moved(self, shift: np.ndarray) -> Frames:
        """The same, displaced by (3,)."""
        return Frames(self.skeleton, self.turns, self.joints + shift)

    def body18(self) -> np.ndarray:
        """(18, 3) places of the OpenPose joints in the order of `anigen_core.pose.JOINTS`."""
        arms = [self.joint(s + n) for s in ("right", "left") for n in ("UpperArm", "LowerArm", "Hand")]
        legs = [self.joint(s + n) for s in ("right", "left") for n in ("UpperLeg", "LowerLeg", "Foot")]
        neck = (self.joint("leftUpperArm") + self.joint("rightUpperArm")) / 2
        head = {name: self.carry("head", p) for name, p in self.skeleton.head_points.items()}
        face = [head[n] for n in ("rightEye", "leftEye", "rightEar", "leftEar")]
        return np.array([head["nose"], neck, *arms, *legs, *face])

    def hand21(self, side: str) -> np.ndarray:
        """(21, 3) the points of one hand: wrist, then four for each finger from thumb to little finger."""
        points = [self.joint(side + "Hand")]
        for finger in FINGERS:
            bones = (
                ("Metacarpal", "Proximal", "Distal")
                if finger == "Thumb"
                else ("Proximal", "Intermediate", "Distal")
            )
            points += [self.joint(side + finger + b) for b in bones] + [self.joint(side + finger + "Tip")]
        return np.array(points)


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Joints at rest.

    rest: (54, 3) float64 in the order of `BONES`. tips: ends of fingers and toes. head_points: nose, eyes
    and ears at rest, for the 18 joints (a head builder may replace them). neutral: (54, 3, 3) the turn that
    takes each bone from rest to the neutral stance of bones.py.
    """

    rest: np.ndarray
    tips: dict[str, np.ndarray]
    head_points: dict[str, np.ndarray]
    neutral: np.ndarray

    @cached_property
    def skin_rest(self) -> np.ndarray:
        """(64, 3) joints of `SKIN_BONES` at rest."""
        return np.concatenate([self.rest, [self.rest[BONE[_origin(name)]] for name in HELPERS]])

    @property
    def leg(self) -> float:
        """Height of the hip joint."""
        return float(self.rest[BONE["leftUpperLeg"], 1])

    def pose(self, stance: Stance, *, grounded: bool = True) -> Frames:
        """Forward kinematics. grounded: afterwards the figure is lifted or lowered until its lowest foot or
        knee joint stands as high as it does at rest. The stance's offset is added last (its y is a jump's
        height)."""
        anatomical = local_turns(stance.angles)
        _raise_shoulders(anatomical)
        before, way, clear = self._chain
        local = before @ anatomical @ self.neutral
        turns = np.empty((len(SKIN_BONES), 3, 3))
        turns[0] = local[0]
        for rows, parents in LEVELS:
            turns[rows] = turns[parents] @ local[rows]
        # every joint stands where the links from the hips to it add up to
        joints = np.empty((len(SKIN_BONES), 3))
        links = (turns[_PARENT_ROWS] @ way[:, :, None])[..., 0]
        joints[: len(BONES)] = self.rest[0] + _ABOVE @ links
        joints[len(BONES) :] = joints[_HELPED]
        share = local[_HELPED]
        share[_TWISTS] = _twist_of(local[_HANDS], self.rest[_HANDS] - self.rest[_FOREARMS])
        turns[len(BONES) :] = turns[_HELPED_ON] @ halved(share)
        joints += stance.offset * self.leg
        if grounded:  # as far up as makes the figure stand on the ground
            joints[:, 1] += (clear - (joints[_GROUNDED, 1] - stance.offset[1] * self.leg)).max()
        return Frames(self, turns, joints)

    @cached_property
    def _chain(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What forward kinematics need of the rest: (54, 3, 3) before each bone's own turn, (54, 3) the way
        from the parent's joint, (7,) heights of the `_GROUNDED` joints of somebody who stands."""
        before = np.swapaxes(self.neutral[_PARENT_ROWS], 1, 2).copy()
        before[0] = np.eye(3)
        leg = [0.11, *(float(self.rest[BONE["left" + n], 1]) for n in ("Foot", "Toes"))]
        clear = np.array([*leg, *leg, 0.42 * self.leg / 3.3])
        return before, self.rest - self.rest[_PARENT_ROWS], clear


def _origin(helper: str) -> str:
    return helper.removesuffix("Half").removesuffix("Twist")


_PARENT_ROWS = np.maximum(PARENTS, 0)
_HELPED = np.array([BONE[_origin(name)] for name in HELPERS])
_TWISTS = np.array([i for i, name in enumerate(HELPERS) if name.endswith("Twist")])
_HELPED_ON = np.array(  # what a helper turns with: halves with the parent, a twist with its own bone
    [b if name.endswith("Twist") else PARENTS[b] for name, b in zip(HELPERS, _HELPED, strict=True)]
)
_FOREARMS = _HELPED[_TWISTS]
_HANDS = np.array([BONE[s + "Hand"] for s in SIDES])
_GROUNDED = np.array([BONE[s + n] for s in SIDES for n in ("LowerLeg", "Foot", "Toes")] + [BONE["hips"]])
_SHOULDERS, _UPPER_ARMS = (np.array([BONE[s + n] for s in SIDES]) for n in ("Shoulder", "UpperArm"))


def _above() -> np.ndarray:
    """(54, 54) 1 where the column's bone is the row's or one between it and the hips."""
    out = np.eye(len(BONES))
    for i, parent in enumerate(PARENTS):
        if parent >= 0:
            out[i] += out[parent]
    return out


_ABOVE = _above()


def _raise_shoulders(turns: np.ndarray) -> None:
    """Each collarbone takes a third of what its arm rises over 45 degrees. The arm still points where it was
    told to."""
    cosine = turns[_UPPER_ARMS, 1, 1]  # of the hanging arm's direction, -y
    rise = np.degrees(np.arccos(np.minimum(np.maximum(cosine, -1), 1)))
    lift = rotation(AXES[_SHOULDERS, 1], 0.36 * np.maximum(0.0, rise - 45))
    turns[_SHOULDERS] = lift @ turns[_SHOULDERS]
    turns[_UPPER_ARMS] = np.swapaxes(lift, 1, 2) @ turns[_UPPER_ARMS]


def _twist_of(turn: np.ndarray, axis: np.ndarray) -> np.ndarray:
    """The parts of rotations (k, 3, 3) that turn about `axis` (k, 3)."""
    axis = axis / np.sqrt((axis * axis).sum(-1, keepdims=True))
    side = np.stack([axis[:, 1], -axis[:, 0], np.zeros(len(axis))], -1)  # axis x z
    side /= np.sqrt((side * side).sum(-1, keepdims=True))
    moved = (turn @ side[..., None])[..., 0]
    moved -= (moved * axis).sum(-1, keepdims=True) * axis
    up = np.cross(side, moved)
    return rotation(axis, np.degrees(np.arctan2((up * axis).sum(-1), (side * moved).sum(-1))))


_HAND = {  # from the wrist, hanging, left: towards +z is the thumb; lengths in heads at hand size 1
    "Index": ((0.0, -0.245, 0.078), (0.03, -1.0, 0.05), (0.098, 0.064, 0.055)),
    "Middle": ((0.004, -0.255, 0.026), (0.03, -1.0, 0.0), (0.108, 0.074, 0.058)),
    "Ring": ((0.0, -0.245, -0.026), (0.03, -1.0, -0.05), (0.100, 0.068, 0.056)),
    "Little": ((-0.008, -0.222, -0.072), (0.03, -1.0, -0.11), (0.076, 0.050, 0.048)),
    "Thumb": ((-0.03, -0.055, 0.062), (-0.28, -0.80, 0.52), (0.105, 0.082, 0.066)),
}


def make_skeleton(p: Proportions) -> Skeleton:
    """The skeleton of a body with proportions `p`."""
    rest = np.zeros((len(BONES), 3))
    tips: dict[str, np.ndarray] = {}
    neutral = np.tile(np.eye(3), (len(BONES), 1, 1))
    w = p.width
    for name, y, z in (
        ("hips", 3.62, -0.01),
        ("spine", 3.95, 0.0),
        ("chest", 4.3, 0.015),
        ("upperChest", 4.7, -0.01),
        ("neck", 5.26, -0.07),
    ):
        rest[BONE[name]] = (0, p.y(y), z * w)
    rest[BONE["head"]] = (0, p.chin + 0.10, -0.06)
    to_hang = rotation(np.array([0.0, 0.0, 1.0]), -REST_ARM)
    hand = 0.98 * p.hands * p.extremity
    for side, sign in (("left", 1.0), ("right", -1.0)):
        flip = np.array([sign, 1.0, 1.0])
        turn = to_hang if sign > 0 else to_hang.T

        def put(name: str, place: np.ndarray, side=side, flip=flip) -> None:
            if side + name in BONE:
                rest[BONE[side + name]] = place * flip
            else:
                tips[side + name] = place * flip

        put("Eye", np.array([0.183, p.chin + 0.352, 0.22]))
        shoulder = np.array([0.432 * w * p.shoulders, p.y(4.985), -0.045 * w])
        put("Shoulder", np.array([0.10 * w, p.y(5.10), -0.045 * w]))
        arm = (p.y(4.985) - p.y(3.0)) * p.arms  # the wrist hangs at crotch height
        back = to_hang.T  # hanging to rest, left
        spots = {"UpperArm": (0, 0, 0), "LowerArm": (0, -0.535 * arm, -0.012), "Hand": (0, -arm, 0.012)}
        wrist = np.array(spots["Hand"])
        for finger, (start, way, lengths) in _HAND.items():
            way_ = np.array(way) / np.linalg.norm(way)
            bones = (
                ("Metacarpal", "Proximal", "Distal")
                if finger == "Thumb"
                else ("Proximal", "Intermediate", "Distal")
            )
            stops = np.concatenate([[0.0], np.cumsum(lengths)])
            for bone, stop in zip((*bones, "Tip"), stops, strict=True):
                spots[finger + bone] = wrist + hand * (np.array(start) + way_ * stop)
        for name, spot in spots.items():
            put(name, shoulder + back @ np.array(spot))
            if side + name in BONE:
                neutral[BONE[side + name]] = turn
        hip = 0.232 * w * p.hips
        foot = p.feet * p.extremity
        put("UpperLeg", np.array([hip, p.y(3.48), 0.0]))
        put("LowerLeg", np.array([hip * 0.95, p.y(1.84), 0.025 * w]))
        put("Foot", np.array([hip * 0.95, 0.27 * foot, -0.05 * w]))
        put("Toes", np.array([hip * 1.0, 0.07 * foot, 0.27 * foot - 0.05 * w]))
        put("ToesTip", np.array([hip * 1.02, 0.05 * foot, 0.50 * foot - 0.05 * w]))
    head_points = {name: np.add(point, (0, p.chin, 0)) for name, point in _HEAD_POINTS.items()}
    assert set(tips) == set(TIPS)
    return Skeleton(rest, tips, head_points, neutral)
