"""A motion of MikuMikuDance on a skeleton of the factory: at any time a stance.

The format turns bones against their place in the model's own A-pose, whose arms hang a little less than
those of the factory. Arms: upper arm and forearm point where the motion points them; the bend goes to the
elbow, which is a hinge, and what is left of the turn to the upper arm and the wrist. Legs follow the targets
of their ankles (左足ＩＫ and 右足ＩＫ) as chains of two bones, as they do there, unless the motion moves the
legs' own bones and leaves the targets alone.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body.bones import AXES, BONE, LIMITS, PARENTS, SIDES
from ..body.skeleton import REST_ARM, Skeleton
from .stance import Stance, aiming, angles_of, rotation
from .vmd import Motion

ARM = 37.0
"""Degrees that the arms of the format's models stand below the horizontal."""

HIP_HEIGHT = 10.8
"""Height of the hip joints of its models; one of its units is our leg by this."""

_CENTER_HEIGHT = 8.0 / HIP_HEIGHT  # of the pivot of センター, as a share of the hip joint's height
_SIDE = {"left": "左", "right": "右"}
_TRUNK = (("spine", 0.42), ("chest", 0.36), ("upperChest", 0.22))
_FINGERS = {
    "Thumb": ("親指０", "親指１", "親指２"),
    "Index": ("人指１", "人指２", "人指３"),
    "Middle": ("中指１", "中指２", "中指３"),
    "Ring": ("薬指１", "薬指２", "薬指３"),
    "Little": ("小指１", "小指２", "小指３"),
}
_X = np.array([1.0, 0.0, 0.0])


def part_of(turn: np.ndarray, share: float) -> np.ndarray:
    """The rotation a share of the way of `turn` (3, 3)."""
    sine = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    length = float(np.linalg.norm(sine))
    if length < 1e-9:
        return np.eye(3)
    return rotation(sine / length, share * np.degrees(np.arctan2(length, np.trace(turn) - 1)))


def bend(upper: np.ndarray, lower: np.ndarray, distance: float) -> float:
    """Degrees about x that the second of two bones (at rest the vectors `upper` and `lower`) must turn so
    that the chain reaches as far as `distance`; as far as it goes where that is too far or too near."""
    flat = upper[0] * lower[0]
    along = upper[1] * lower[1] + upper[2] * lower[2]
    across = upper[2] * lower[1] - upper[1] * lower[2]
    wanted = (distance**2 - upper @ upper - lower @ lower) / 2 - flat
    size = float(np.hypot(along, across))
    return float(np.degrees(np.arctan2(across, along) + np.arccos(np.clip(wanted / size, -1, 1))))


class _Dancer:
    """One moment of a motion on one skeleton: the world turns of our bones are filled in one by one."""

    def __init__(self, motion: Motion, frame: float, skeleton: Skeleton) -> None:
        self.motion, self.frame, self.skeleton = motion, frame, skeleton
        self.turns = np.tile(np.eye(3), (len(PARENTS), 1, 1))
        self.angles = np.zeros((len(PARENTS), 3))
        self.unit = skeleton.leg / HIP_HEIGHT

    def _own(self, *names: str) -> np.ndarray:
        """The rotation of bones of the format, one after the other."""
        out = np.eye(3)
        for name in names:
            out = out @ self.motion.turn(name, self.frame)
        return out

    def _shift(self, *names: str) -> np.ndarray:
        return self.unit * sum((self.motion.place(n, self.frame) for n in names), np.zeros(3))

    def _set(self, name: str, turn: np.ndarray, *, limited: bool = True) -> None:
        """A bone's world turn; it becomes what the joint can do of it."""
        i, neutral = BONE[name], self.skeleton.neutral
        parent = PARENTS[i]
        above = np.eye(3) if parent < 0 else self.turns[parent] @ neutral[parent].T
        self.angles[i] = angles_of(above.T @ turn @ neutral[i].T, i)
        if limited:
            self.angles[i] = np.clip(self.angles[i], LIMITS[i, :, 0], LIMITS[i, :, 1])
        own = rotation(AXES[i], self.angles[i])
        self.turns[i] = above @ own[0] @ own[1] @ own[2] @ neutral[i]

    def trunk(self) -> np.ndarray:
        """Hips to head; returns the hips' place (3,) in the world."""
        rest = self.skeleton.rest
        carried = self._own("全ての親")
        root = carried @ self._own("センター", "グルーブ", "腰")
        lower = root @ self._own("下半身")
        upper = root @ self._own("上半身", "上半身2")
        upper2 = upper @ self._own("上半身２")
        self._set("hips", lower)
        done = 0.0
        whole = self.turns[BONE["hips"]].T @ upper2
        for name, share in _TRUNK:
            done += share
            self._set(name, self.turns[BONE["hips"]] @ part_of(whole, done))
        self._set("neck", upper2 @ self._own("首"))
        self._set("head", upper2 @ self._own("首", "頭"))
        pivot = np.array([0.0, _CENTER_HEIGHT * self.skeleton.leg, 0.0])
        waist, hips = rest[BONE["spine"]], rest[BONE["hips"]]
        place = carried @ (pivot + self._shift("センター", "グルーブ")) + self._shift("全ての親")
        return place + root @ (waist - pivot) + lower @ (hips - waist)

    def arm(self, side: str) -> None:
        """Shoulder to fingertips."""
        mark, rest = _SIDE[side], self.skeleton.rest
        rows = [BONE[side + n] for n in ("UpperArm", "LowerArm", "Hand")]
        lifted = rotation(np.array([0.0, 0.0, 1.0]), (REST_ARM - ARM) * (1 if side == "left" else -1))
        shoulder = self.turns[BONE["upperChest"]] @ self._own(mark + "肩P", mark + "肩")
        self._set(side + "Shoulder", shoulder)
        upper = shoulder @ self._own(mark + "肩C", mark + "腕", mark + "腕捩")
        lower = upper @ self._own(mark + "ひじ")
        hand = lower @ self._own(mark + "手捩", mark + "手首")
        upper, lower, hand = (m @ lifted for m in (upper, lower, hand))
        a, b = rest[rows[1]] - rest[rows[0]], rest[rows[2]] - rest[rows[1]]
        neutral = self.skeleton.neutral[rows[0]]
        hinge_rest = neutral.T @ AXES[rows[1], 0]
        u, v = upper @ a / np.linalg.norm(a), lower @ b / np.linalg.norm(b)
        across = np.cross(u, v)
        sure = float(np.clip((np.linalg.norm(across) - 0.05) / 0.2, 0, 1))
        hinge = upper @ hinge_rest
        if sure > 0:  # a bent elbow says where its hinge is, a straight one does not
            hinge = (1 - sure) * hinge + sure * across / np.linalg.norm(across)
        hinge = hinge - u * (hinge @ u)
        aimed = aiming(a, u)
        here = aimed @ hinge_rest
        around = np.degrees(np.arctan2(np.cross(here, hinge) @ u, here @ hinge))
        self._set(side + "UpperArm", rotation(u, around) @ aimed)
        flex = np.degrees(np.arctan2(np.linalg.norm(across), u @ v))
        self._set(side + "LowerArm", self.turns[rows[0]] @ rotation(hinge_rest, flex))
        self._set(side + "Hand", hand)
        for finger, names in _FINGERS.items():
            joints = ("Metacarpal", "Proximal", "Distal")
            if finger != "Thumb":
                joints = ("Proximal", "Intermediate", "Distal")
            for joint, name in zip(joints, names, strict=True):
                bone, own = BONE[f"{side}{finger}{joint}"], self._own(mark + name)
                if finger == "Thumb":  # its axes are not square to each other: only how far it bends counts
                    axis = neutral.T @ AXES[bone, 0]
                    turned = np.array([own[2, 1] - own[1, 2], own[0, 2] - own[2, 0], own[1, 0] - own[0, 1]])
                    self.angles[bone, 0] = np.degrees(np.arcsin(np.clip(turned @ axis / 2, -1, 1)))
                else:
                    self._set(f"{side}{finger}{joint}", self.turns[PARENTS[bone]] @ lifted.T @ own @ lifted)

    def leg(self, side: str, hips: np.ndarray) -> None:
        """Hip joint to toes. hips: (3,) where the hips are."""
        mark, rest = _SIDE[side], self.skeleton.rest
        rows = [BONE[side + n] for n in ("UpperLeg", "LowerLeg", "Foot")]
        lower = self.turns[BONE["hips"]]
        thigh = lower @ self._own(mark + "足")
        if not _has_target(self.motion, mark):
            self._set(side + "UpperLeg", thigh)
            self._set(side + "LowerLeg", thigh @ self._own(mark + "ひざ"))
            self._set(side + "Foot", thigh @ self._own(mark + "ひざ", mark + "足首"))
            return
        a, b = rest[rows[1]] - rest[rows[0]], rest[rows[2]] - rest[rows[1]]
        joint = hips + lower @ (rest[rows[0]] - rest[BONE["hips"]])
        names = (mark + "足IK親", mark + "足ＩＫ")
        carried = self._own("全ての親")
        target = carried @ (rest[rows[2]] + self._shift(*names)) + self._shift("全ての親")
        way = target - joint
        knee = np.clip(bend(a, b, float(np.linalg.norm(way))), 0, LIMITS[rows[1], 0, 1])
        reach = a + rotation(_X, knee) @ b
        aimed = aiming(thigh @ reach, way) @ thigh
        self._set(side + "UpperLeg", aimed)
        self._set(side + "LowerLeg", self.turns[rows[0]] @ rotation(_X, knee))
        self._set(side + "Foot", carried @ self._own(*names))

    def stance(self) -> Stance:
        """All of it. The offset puts the hips where the motion has them, never into the ground."""
        hips = self.trunk()
        for side in SIDES:
            self.arm(side)
            self.leg(side, hips)
        stance = Stance(self.angles, np.zeros(3)).clamped()
        off = (hips - self.skeleton.pose(stance).joint("hips")) / self.skeleton.leg
        return replace(stance, offset=np.array([off[0], max(off[1], 0.0), off[2]]))


def _has_target(motion: Motion, mark: str) -> bool:
    """Whether a leg follows the target of its ankle."""
    tracks = motion.tracks
    if mark + "足ＩＫ" in tracks and tracks[mark + "足ＩＫ"].moves:
        return True
    return not any(n in tracks and tracks[n].moves for n in (mark + "足", mark + "ひざ"))


def stance_at(motion: Motion, frame: float, skeleton: Skeleton) -> Stance:
    """The stance of a skeleton at a frame of a motion (30 a second, between frames too), within the joints'
    limits."""
    return _Dancer(motion, frame, skeleton).stance()
