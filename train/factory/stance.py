"""How a skeleton stands: angles within joint limits, mirrored, blended, and turned into rotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from anigen_core.errors import InputError

from .bones import AXES, BONE, BONES, IS_CENTER, LIMITS, SIDES, TWINS


def rotation(axis: np.ndarray, degrees: np.ndarray | float) -> np.ndarray:
    """Rotation matrices about unit axes. axis (..., 3), degrees (...) -> (..., 3, 3) float64."""
    axis = np.asarray(axis, np.float64)
    angle = np.radians(np.asarray(degrees, np.float64))[..., None, None]
    x, y, z = np.moveaxis(axis, -1, 0)
    zero = np.zeros_like(x)
    cross = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], -1).reshape(*x.shape, 3, 3)
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross)


def halved(turn: np.ndarray) -> np.ndarray:
    """The rotation half as far as each of `turn` (..., 3, 3); turns stay below 180 degrees."""
    sine = np.stack(
        [
            turn[..., 2, 1] - turn[..., 1, 2],
            turn[..., 0, 2] - turn[..., 2, 0],
            turn[..., 1, 0] - turn[..., 0, 1],
        ],
        -1,
    )
    length = np.linalg.norm(sine, axis=-1)
    angle = np.degrees(np.arctan2(length, np.trace(turn, axis1=-2, axis2=-1) - 1))
    axis = np.where(length[..., None] > 1e-9, sine / np.maximum(length, 1e-9)[..., None], [1.0, 0.0, 0.0])
    return rotation(axis, angle / 2)


def local_turns(angles: np.ndarray) -> np.ndarray:
    """Angles (54, 3) degrees to each bone's turn in the neutral stance, (54, 3, 3): flex after spread after
    twist."""
    turns = rotation(AXES, angles)
    return turns[:, 0] @ turns[:, 1] @ turns[:, 2]


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


_RELAXED = {
    "bothThumbMetacarpal": (8, 4, 0),
    "bothThumbProximal": 10,
    "bothThumbDistal": 14,
    "bothIndexProximal": 12,
    "bothIndexIntermediate": 18,
    "bothIndexDistal": 8,
    "bothMiddleProximal": 16,
    "bothMiddleIntermediate": 20,
    "bothMiddleDistal": 10,
    "bothRingProximal": 19,
    "bothRingIntermediate": 22,
    "bothRingDistal": 10,
    "bothLittleProximal": 21,
    "bothLittleIntermediate": 22,
    "bothLittleDistal": 10,
}


def relaxed(angles: Mapping[str, tuple[float, float, float] | float] | None = None, **more) -> Stance:
    """A stance over loosely curled hands and slightly bent elbows; `offset` may be among `more`."""
    offset = more.pop("offset", (0.0, 0.0, 0.0))
    base = {"bothUpperArm": (0, 12, 0), "bothLowerArm": 12, **_RELAXED}
    return Stance.of({**base, **(angles or {}), **more}, offset=offset)


BASIC = {
    "stand": relaxed(),
    "walk": relaxed(
        leftUpperArm=(-24, 10, 0), rightUpperArm=(26, 10, 0), leftLowerArm=14, rightLowerArm=28,
        leftUpperLeg=26, leftLowerLeg=8, rightUpperLeg=-20, rightLowerLeg=22, rightFoot=-14,
        chest=(0, 0, 8), hips=(2, 0, -5),
    ),
    "wave": relaxed(
        rightUpperArm=(20, 82, -40), rightLowerArm=(100, 0, 0), rightHand=(0, 6, 0),
        rightIndexProximal=2, rightIndexIntermediate=4, rightMiddleProximal=2, rightMiddleIntermediate=4,
        rightRingProximal=2, rightRingIntermediate=4, rightLittleProximal=2, rightLittleIntermediate=4,
        head=(0, 8, 0), hips=(0, -2, 0),
    ),
    "arms_up": relaxed(bothUpperArm=(0, 160, 0), bothLowerArm=14, chest=(-6, 0, 0), head=-8),
    "sit": relaxed(
        bothUpperLeg=(86, 6, 0), bothLowerLeg=86, bothUpperArm=(28, 8, 20), bothLowerArm=46
    ),
    "run": relaxed(
        leftUpperArm=(-48, 14, 0), leftLowerArm=88, rightUpperArm=(46, 10, 0), rightLowerArm=96,
        leftUpperLeg=66, leftLowerLeg=72, rightUpperLeg=-22, rightLowerLeg=58, rightFoot=-28,
        spine=10, chest=(6, 0, 10), head=-8, hips=(8, 0, -8),
    ),
    "kneel": relaxed(
        bothUpperLeg=(52, 4, 0), bothLowerLeg=128, bothFoot=-46, bothUpperArm=(30, 8, 25), bothLowerArm=42,
        hips=(-2, 0, 0), spine=4,
    ),
    "hand_on_hip": relaxed(
        leftUpperArm=(-18, 46, 52), leftLowerArm=96, leftHand=(10, -10, 30),
        hips=(0, 4, 0), spine=(0, -5, 0), leftUpperLeg=(4, 4, -8), rightUpperLeg=(0, -2, 0), head=(0, 5, 0),
    ),
}  # fmt: skip
"""A handful of stances to look at characters in: the stress stances among them."""
