"""How a skeleton stands: angles within joint limits, mirrored, blended, and turned into rotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from anigen_core.errors import InputError

from ..body.bones import AXES, BONE, BONES, IS_CENTER, LIMITS, SIDES, TWINS

_RADIANS = np.pi / 180
_EYE = np.eye(3)
_CROSS = np.cross(AXES[..., None, :], -_EYE)  # (54, 3, 3, 3): times a vector, its cross product with the axis
_CROSS2 = _CROSS @ _CROSS


def rotation(axis: np.ndarray, degrees: np.ndarray | float) -> np.ndarray:
    """Rotation matrices about unit axes. axis (..., 3), degrees (...) -> (..., 3, 3) float64."""
    axis = np.asarray(axis, np.float64)
    angle = np.asarray(degrees, np.float64) * _RADIANS
    c, s = np.cos(angle), np.sin(angle)
    x, y, z = axis[..., 0], axis[..., 1], axis[..., 2]
    k = 1 - c
    kx, ky, kz = k * x, k * y, k * z
    sx, sy, sz = s * x, s * y, s * z
    kxy, kxz, kyz = kx * y, kx * z, ky * z
    out = np.empty((*np.shape(kx), 3, 3))
    out[..., 0, 0], out[..., 0, 1], out[..., 0, 2] = c + kx * x, kxy - sz, kxz + sy
    out[..., 1, 0], out[..., 1, 1], out[..., 1, 2] = kxy + sz, c + ky * y, kyz - sx
    out[..., 2, 0], out[..., 2, 1], out[..., 2, 2] = kxz - sy, kyz + sx, c + kz * z
    return out


def halved(turn: np.ndarray) -> np.ndarray:
    """The rotation half as far as each of `turn` (..., 3, 3); turns stay below 180 degrees."""
    sine = turn[..., (2, 0, 1), (1, 2, 0)] - turn[..., (1, 2, 0), (2, 0, 1)]
    length = np.sqrt((sine * sine).sum(-1))
    trace = turn[..., 0, 0] + turn[..., 1, 1] + turn[..., 2, 2]
    angle = np.degrees(np.arctan2(length, trace - 1))
    axis = np.where(length[..., None] > 1e-9, sine / np.maximum(length, 1e-9)[..., None], [1.0, 0.0, 0.0])
    return rotation(axis, angle / 2)


def local_turns(angles: np.ndarray) -> np.ndarray:
    """Angles (54, 3) degrees to each bone's turn in the neutral stance, (54, 3, 3): flex after spread after
    twist."""
    angle = (angles * _RADIANS)[..., None, None]
    turns = np.sin(angle) * _CROSS + (1 - np.cos(angle)) * _CROSS2
    turns += _EYE
    return turns[:, 0] @ turns[:, 1] @ turns[:, 2]


def angles_of(turn: np.ndarray, bone: int) -> np.ndarray:
    """(3,) flex, spread and twist of a bone's turn (3, 3) in the neutral stance: of the two ways to write it
    the one that the joint can do better."""
    axes = AXES[bone]
    sign = 1.0 if np.linalg.det(axes) > 0 else -1.0
    m = axes @ turn @ axes.T
    middle = np.degrees(np.arcsin(np.clip(m[0, 2], -1, 1)))
    first = np.degrees(np.arctan2(-m[1, 2], m[2, 2]))
    last = np.degrees(np.arctan2(-m[0, 1], m[0, 0]))
    ways = np.array([(first, middle, last), (first + 180, 180 - middle, last + 180)]) * sign
    ways = (ways + 180) % 360 - 180
    beyond = np.maximum(LIMITS[bone, :, 0] - ways, ways - LIMITS[bone, :, 1]).clip(0).sum(1)
    return ways[int(np.argmin(beyond + np.array([0, 1e-6])))]


def aiming(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The smallest rotation that turns direction a into direction b."""
    a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    axis, cosine = np.cross(a, b), float(a @ b)
    length = float(np.linalg.norm(axis))
    if length < 1e-9:
        return np.eye(3) if cosine > 0 else rotation(np.array([1.0, 0.0, 0.0]), 180.0)
    return rotation(axis / length, np.degrees(np.arctan2(length, cosine)))


@dataclass(frozen=True, eq=False)
class Stance:
    """A pose of any skeleton.

    angles: (54, 3) float64 degrees, rows in the order of `BONES`, columns flex, spread, twist (bones.py).
    offset: (3,) displacement of the hips in units of the character's leg length, so that it fits all sizes;
    added after the figure has been set on the ground.
    """

    angles: np.ndarray
    offset: np.ndarray

    @classmethod
    def of(
        cls,
        angles: Mapping[str, tuple[float, float, float] | float] | None = None,
        offset=(0.0, 0.0, 0.0),
        **more,
    ) -> Stance:
        """From names. A single number is the flex. `both` in place of a side sets both: `bothUpperArm`."""
        table = np.zeros((len(BONES), 3))
        for name, value in {**(angles or {}), **more}.items():
            triple = np.zeros(3)
            triple[: np.size(value)] = value
            names = [side + name[4:] for side in SIDES] if name.startswith("both") else [name]
            for one in names:
                if one not in BONE:
                    raise InputError(
                        f"There is no bone {name!r}; use VRM names such as leftUpperArm or bothHand."
                    )
                table[BONE[one]] = triple
        return cls(table, np.asarray(offset, np.float64))

    def mirrored(self) -> Stance:
        """Left and right changed places."""
        angles = self.angles[TWINS].copy()
        turn_together = IS_CENTER | np.array([name.endswith("Eye") for name in BONES])
        angles[turn_together] *= [1, -1, -1]
        return Stance(angles, self.offset * [-1, 1, 1])

    def blended(self, other: Stance, share: float) -> Stance:
        """The stance `share` (0..1) of the way to `other`."""
        return Stance(
            self.angles + (other.angles - self.angles) * share,
            self.offset + (other.offset - self.offset) * share,
        )

    def clamped(self) -> Stance:
        """Every angle within the joint's limits."""
        return replace(self, angles=np.clip(self.angles, LIMITS[..., 0], LIMITS[..., 1]))

    def within_limits(self, tolerance: float = 1e-6) -> bool:
        """Whether no joint goes beyond its limits."""
        low, high = LIMITS[..., 0] - tolerance, LIMITS[..., 1] + tolerance
        return bool(np.all((self.angles >= low) & (self.angles <= high)))


_RELAXED = {  # fingers curl more towards the little one
    "bothThumbMetacarpal": (10, 6, 0),
    "bothThumbProximal": 12,
    "bothThumbDistal": 18,
    "bothIndexProximal": (14, 2, 0),
    "bothIndexIntermediate": 22,
    "bothIndexDistal": 12,
    "bothMiddleProximal": 20,
    "bothMiddleIntermediate": 26,
    "bothMiddleDistal": 14,
    "bothRingProximal": 25,
    "bothRingIntermediate": 30,
    "bothRingDistal": 16,
    "bothLittleProximal": (28, -4, 0),
    "bothLittleIntermediate": 32,
    "bothLittleDistal": 16,
}
_POSTURE = {  # seen from the side a figure is an S: hollow back, chest out, neck forward; feet turn out
    "spine": (-6, 0, 0),
    "chest": (-4, 0, 0),
    "upperChest": (5, 0, 0),
    "neck": (8, 0, 0),
    "head": (-4, 0, 0),
    "bothUpperArm": (-3, 12, 6),
    "bothLowerArm": 18,
    "bothHand": (6, 0, 4),
    "bothUpperLeg": (1, 2, -7),
    "bothLowerLeg": 3,
    "bothFoot": 2,
}


def relaxed(angles: Mapping[str, tuple[float, float, float] | float] | None = None, **more) -> Stance:
    """A stance over loosely curled hands, slightly bent elbows and an easy bearing; `offset` may be among
    `more`."""
    offset = more.pop("offset", (0.0, 0.0, 0.0))
    base = {**_POSTURE, **_RELAXED}
    return Stance.of({**base, **(angles or {}), **more}, offset=offset)


BASIC = {
    "stand": relaxed(
        hips=(1, 2, 0), spine=(-6, -2, 0), head=(-4, 3, 3), leftUpperArm=(1, 11, 8),
        rightUpperArm=(-5, 13, 5),
        leftUpperLeg=(6, 4, -11), leftLowerLeg=10, leftFoot=5, rightUpperLeg=(1, -1, -7),
    ),
    "walk": relaxed(
        leftUpperArm=(-24, 10, 0), rightUpperArm=(26, 10, 0), leftLowerArm=14, rightLowerArm=28,
        leftUpperLeg=26, leftLowerLeg=8, rightUpperLeg=-20, rightLowerLeg=22, rightFoot=-14,
        chest=(-4, -3, 9), spine=(-6, -5, 2), hips=(3, 5, -7), head=(-4, 4, 2), rightToes=26,
    ),
    "wave": relaxed(
        rightUpperArm=(49, 36, -23), rightLowerArm=128, rightHand=(-9, -20, 46),
        rightIndexProximal=(2, 6, 0), rightIndexIntermediate=4, rightMiddleProximal=2,
        rightMiddleIntermediate=4,
        rightRingProximal=(4, -4, 0), rightRingIntermediate=6, rightLittleProximal=(6, -9, 0),
        rightLittleIntermediate=8, head=(-2, 13, 4), hips=(3, 9, 4), spine=(-8, -10, -3), chest=(-5, -6, 0),
        rightUpperLeg=(2, -14, -5), leftUpperLeg=(17, 15, -13), leftLowerLeg=26, leftFoot=10,
        leftUpperArm=(-6, 16, 8), leftLowerArm=26,
    ),
    "arms_up": relaxed(bothUpperArm=(0, 160, 0), bothLowerArm=14, chest=(-6, 0, 0), head=-8),
    "sit": relaxed(
        bothUpperLeg=(86, 6, 0), bothLowerLeg=86, bothUpperArm=(13, 18, 42), bothLowerArm=69,
        bothHand=(-18, 2, 49), spine=(-3, 0, 0),
    ),
    "run": relaxed(
        leftUpperArm=(-48, 14, 0), leftLowerArm=88, rightUpperArm=(46, 10, 0), rightLowerArm=96,
        leftUpperLeg=66, leftLowerLeg=72, rightUpperLeg=-22, rightLowerLeg=58, rightFoot=-28,
        spine=10, chest=(6, 0, 10), head=-8, hips=(8, 0, -8),
    ),
    "kneel": relaxed(
        bothUpperLeg=(52, 4, 0), bothLowerLeg=148, bothFoot=-48,
        bothUpperArm=(27, 3, 50), bothLowerArm=20, bothHand=(-6, 12, 33),
        hips=(-2, 0, 0), spine=4,
    ),
    "hand_on_hip": relaxed(
        leftUpperArm=(-18, 46, 52), leftLowerArm=96, leftHand=(10, -10, 30),
        hips=(3, 11, -5), spine=(-8, -13, 3), chest=(-5, -8, 4), upperChest=(4, -4, 2), neck=(8, 4, 0),
        rightUpperLeg=(3, -17, -6), leftUpperLeg=(17, 20, -18), leftLowerLeg=25, leftFoot=10,
        head=(-3, 9, 6), rightUpperArm=(-8, 22, 6), rightLowerArm=26,
    ),
}  # fmt: skip
"""A handful of stances to look at characters in: the stress stances among them."""
