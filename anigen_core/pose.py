"""A figure's pose: 18 body joints in OpenPose's COCO order, with optional hands.

Coordinates are canvas pixels (x to the right, y down). Left and right are always the character's own: the
right shoulder of a figure that faces the viewer is on the left side of the picture. A hidden joint has
confidence 0 and keeps its place, so that it can be shown again. Everything here is plain numpy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.errors import InputError

JOINTS = (
    *("nose", "neck", "r_shoulder", "r_elbow", "r_wrist", "l_shoulder", "l_elbow", "l_wrist"),
    *("r_hip", "r_knee", "r_ankle", "l_hip", "l_knee", "l_ankle", "r_eye", "l_eye", "r_ear", "l_ear"),
)
"""Names of the 18 joints, in the order of the rows of `Pose.joints`."""

NOSE, NECK, R_SHOULDER, R_ELBOW, R_WRIST, L_SHOULDER, L_ELBOW, L_WRIST = range(8)
R_HIP, R_KNEE, R_ANKLE, L_HIP, L_KNEE, L_ANKLE, R_EYE, L_EYE, R_EAR, L_EAR = range(8, 18)

LIMBS = (
    *((NECK, R_SHOULDER), (NECK, L_SHOULDER), (R_SHOULDER, R_ELBOW), (R_ELBOW, R_WRIST)),
    *((L_SHOULDER, L_ELBOW), (L_ELBOW, L_WRIST), (NECK, R_HIP), (R_HIP, R_KNEE), (R_KNEE, R_ANKLE)),
    *((NECK, L_HIP), (L_HIP, L_KNEE), (L_KNEE, L_ANKLE), (NECK, NOSE), (NOSE, R_EYE), (R_EYE, R_EAR)),
    *((NOSE, L_EYE), (L_EYE, L_EAR)),
)
"""The 17 limbs as (parent, child) joint numbers, in the order OpenPose draws them."""

PARENTS = (
    *(NECK, -1, NECK, R_SHOULDER, R_ELBOW, NECK, L_SHOULDER, L_ELBOW),
    *(NECK, R_HIP, R_KNEE, NECK, L_HIP, L_KNEE, NOSE, NOSE, R_EYE, L_EYE),
)
"""Parent of each joint; the neck is the root (-1). The same tree as `LIMBS`."""

FACE_JOINTS = (NOSE, R_EYE, L_EYE, R_EAR, L_EAR)

TWINS = (0, 1, 5, 6, 7, 2, 3, 4, 11, 12, 13, 8, 9, 10, 15, 14, 17, 16)
"""For each joint the same joint of the other side; nose and neck are their own."""

HAND_PARENTS = (-1, *(p for finger in range(5) for p in (0, *range(finger * 4 + 1, finger * 4 + 4))))
"""Parent of each of the 21 hand points: 0 wrist, then four points each for thumb to little finger."""

DEFAULT_EXTENT = (512, 768)
"""Canvas (width, height) in pixels where nothing says otherwise: a full body."""

MAX_SIDE = 16384  # pixels; generous for any drawing, small enough that no arithmetic on it overflows
MAX_COORDINATE = 65536.0


def joint_index(joint: int | str) -> int:
    """Row of a joint given by name or number; InputError lists the names."""
    if isinstance(joint, str):
        if joint in JOINTS:
            return JOINTS.index(joint)
    elif 0 <= joint < len(JOINTS):
        return int(joint)
    raise InputError(f"There is no joint {joint!r}; use one of {', '.join(JOINTS)}.")


@dataclass(frozen=True, eq=False)
class Pose:
    """One figure on one canvas.

    joints: (18, 3) float64 x, y, confidence; pixels, confidence 0 (hidden) to 1; may lie off the canvas.
    width, height: the canvas in pixels.
    left_hand, right_hand: (21, 3) float64 like `joints`, or None.
    The arrays are copied and made read-only. InputError when shapes, sizes or numbers make no sense.
    """

    joints: np.ndarray
    width: int = DEFAULT_EXTENT[0]
    height: int = DEFAULT_EXTENT[1]
    left_hand: np.ndarray | None = None
    right_hand: np.ndarray | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "joints", _points(self.joints, 18, "body"))
        for name in ("left_hand", "right_hand"):
            hand = getattr(self, name)
            if hand is not None:
                object.__setattr__(self, name, _points(hand, 21, name.replace("_", " ")))
        if not (1 <= self.width <= MAX_SIDE and 1 <= self.height <= MAX_SIDE):
            raise InputError(
                f"The pose's canvas is {self.width} x {self.height} pixels; "
                f"give it sides between 1 and {MAX_SIDE} pixels."
            )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pose):
            return NotImplemented
        return (self.width, self.height) == (other.width, other.height) and all(
            (a is None and b is None) or (a is not None and b is not None and np.array_equal(a, b))
            for a, b in zip(self._arrays(), other._arrays(), strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    # ---- reading and writing (details in pose_json.py)

    @classmethod
    def from_json(
        cls,
        data: str | bytes | dict | list,
        *,
        person: int = 0,
        frame: int = 0,
        extent: tuple[int, int] | None = None,
    ) -> Pose:
        """Read OpenPose JSON: text, bytes, or what `json.loads` gave. See `pose_json.read_pose`."""
        from anigen_core.pose_json import read_pose

        return read_pose(data, person=person, frame=frame, extent=extent)

    @classmethod
    def load(cls, path: str | Path, *, person: int = 0, extent: tuple[int, int] | None = None) -> Pose:
        """Read a file of OpenPose JSON; InputError when it cannot be read."""
        from anigen_core.pose_json import load_pose

        return load_pose(path, person=person, extent=extent)

    def to_dict(self) -> dict[str, Any]:
        """Standard OpenPose JSON as a dict: `people`, `canvas_width`, `canvas_height`. See `pose_json`."""
        from anigen_core.pose_json import pose_to_dict

        return pose_to_dict(self)

    def to_json(self, indent: int | None = None) -> str:
        """Standard OpenPose JSON as text; reading it back gives an equal pose (coordinates to 1e-6 pixel)."""
        from anigen_core.pose_json import write_pose

        return write_pose(self, indent=indent)

    # ---- questions

    @property
    def extent(self) -> tuple[int, int]:
        """Canvas (width, height) in pixels."""
        return self.width, self.height

    @property
    def visible(self) -> np.ndarray:
        """(18,) bool: joints with confidence above 0."""
        return self.joints[:, 2] > 0

    def point(self, joint: int | str) -> np.ndarray | None:
        """(2,) float64 pixel position of a visible joint, None if it is hidden."""
        row = self.joints[joint_index(joint)]
        return row[:2].copy() if row[2] > 0 else None

    def box(self) -> tuple[float, float, float, float]:
        """(x, y, width, height) in pixels around all visible joints and hand points."""
        points = self._visible_points()
        low, high = points.min(axis=0), points.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])

    def figure_box(self) -> tuple[float, float, float, float]:
        """(x, y, width, height) in pixels around the flesh: the box of the joints, and skull, hands, feet."""
        head = self.head_size()
        points = [self._visible_points()]
        face = self.joints[list(FACE_JOINTS)]
        if (face[:, 2] > 0).any():
            middle = face[face[:, 2] > 0, :2].mean(axis=0)
            neck = self.point(NECK)
            up = middle - neck if neck is not None else np.array([0.0, -1.0])
            center = middle + 0.15 * head * up / max(float(np.hypot(*up)), 1e-6)
            points += [center + 0.62 * head * np.array(side) for side in ((-1, 0), (1, 0), (0, -1), (0, 1))]
        for start, end, reach in (
            *((R_ELBOW, R_WRIST, 0.55), (L_ELBOW, L_WRIST, 0.55)),
            *((R_KNEE, R_ANKLE, 0.3), (L_KNEE, L_ANKLE, 0.3)),
        ):
            a, b = self.point(start), self.point(end)
            if a is not None and b is not None:
                points.append(b + reach * head * (b - a) / max(float(np.hypot(*(b - a))), 1e-6))
        rows = np.concatenate([np.atleast_2d(p) for p in points])
        low, high = rows.min(axis=0), rows.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])

    def body_height(self) -> float:
        """Standing height of the figure in pixels (crown to sole), however it sits or kneels.

        Each visible bone votes for the size of the body with its usual share of the height. Foreshortening
        only ever shortens a bone, so the 80th percentile of the votes is taken rather than their mean.
        """
        votes = []
        for chain, share in _HEIGHT_SHARES:
            points = [self.point(joint) for joint in chain]
            shown = [p for p in points if p is not None]
            if len(shown) == len(points):
                steps = np.diff(np.array(shown), axis=0)
                votes.append(float(np.hypot(steps[:, 0], steps[:, 1]).sum()) / share)
        votes = [vote for vote in votes if vote > 0]
        if not votes:
            return 0.8 * self.height
        return float(np.percentile(votes, 80))

    def head_size(self) -> float:
        """Height of the head, chin to crown, in pixels, by the proportions of a figure 6.3 heads tall."""
        return self.body_height() / 6.3

    # ---- changes (each returns a new pose)

    def with_joint(self, joint: int | str, x: float, y: float) -> Pose:
        """Move one joint, leaving all others; it becomes visible if it was hidden."""
        index = joint_index(joint)
        joints = self.joints.copy()
        joints[index] = x, y, joints[index, 2] or 1.0
        return replace(self, joints=joints)

    def hidden(self, *joints: int | str) -> Pose:
        """Hide joints: confidence 0, place kept."""
        rows = self.joints.copy()
        rows[[joint_index(j) for j in joints], 2] = 0.0
        return replace(self, joints=rows)

    def shown(self, *joints: int | str) -> Pose:
        """Show joints again where they are; confidence 1 for those that were hidden."""
        rows = self.joints.copy()
        for index in (joint_index(j) for j in joints):
            rows[index, 2] = rows[index, 2] or 1.0
        return replace(self, joints=rows)

    def mirrored(self) -> Pose:
        """True mirror image: x flipped about the canvas AND left and right swapped, joints and hands."""
        flip = np.array([[-1.0, 0.0, self.width], [0.0, 1.0, 0.0]])
        turned = self.transformed(flip)
        return replace(
            turned,
            joints=turned.joints[list(TWINS)],
            left_hand=turned.right_hand,
            right_hand=turned.left_hand,
        )

    def transformed(self, matrix: np.ndarray) -> Pose:
        """Apply a (2, 3) affine matrix to every point, hidden ones too; the canvas stays."""

        def apply(points: np.ndarray | None) -> np.ndarray | None:
            if points is None:
                return None
            return np.concatenate([points[:, :2] @ matrix[:, :2].T + matrix[:, 2], points[:, 2:]], axis=1)

        joints = apply(self.joints)
        assert joints is not None
        return replace(
            self, joints=joints, left_hand=apply(self.left_hand), right_hand=apply(self.right_hand)
        )

    def translated(self, dx: float, dy: float) -> Pose:
        """Move the figure by pixels."""
        return self.transformed(np.array([[1.0, 0.0, dx], [0.0, 1.0, dy]]))

    def scaled(self, factor: float, center: tuple[float, float] | None = None) -> Pose:
        """Scale the figure about `center` (default: the middle of its box)."""
        if not (np.isfinite(factor) and factor > 0):
            raise InputError("A pose can only be scaled by a number above 0.")
        cx, cy = center or self._middle()
        return self.transformed(np.array([[factor, 0.0, cx - factor * cx], [0.0, factor, cy - factor * cy]]))

    def rotated(self, degrees: float, center: tuple[float, float] | None = None) -> Pose:
        """Turn the figure in the picture, clockwise, about `center` (default: the middle of its box)."""
        cx, cy = center or self._middle()
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        return self.transformed(np.array([[c, -s, cx - c * cx + s * cy], [s, c, cy - s * cx - c * cy]]))

    def resized(self, extent: tuple[int, int]) -> Pose:
        """The same picture on a canvas of another size: uniform scale, centered, so nothing is squashed."""
        width, height = int(extent[0]), int(extent[1])
        k = min(width / self.width, height / self.height)
        matrix = np.array([[k, 0.0, (width - k * self.width) / 2], [0.0, k, (height - k * self.height) / 2]])
        return replace(self.transformed(matrix), width=width, height=height)

    def fitted(self, extent: tuple[int, int] | None = None, margin: float = 0.05) -> Pose:
        """Scale and move so that the whole figure fills the canvas but for `margin` (of its short side)."""
        width, height = extent or self.extent
        if not 0 <= margin < 0.5:
            raise InputError("The margin is a share of the canvas; choose one from 0 to below 0.5.")
        x, y, w, h = self.figure_box()
        gap = margin * min(width, height)
        k = min((width - 2 * gap) / max(w, 1e-6), (height - 2 * gap) / max(h, 1e-6))
        move = np.array([[k, 0, width / 2 - k * (x + w / 2)], [0, k, height / 2 - k * (y + h / 2)]])
        return replace(self.transformed(move), width=int(width), height=int(height))

    # ---- private

    def _arrays(self) -> tuple[np.ndarray | None, ...]:
        return self.joints, self.left_hand, self.right_hand

    def _visible_points(self) -> np.ndarray:
        points = np.concatenate([a for a in self._arrays() if a is not None])
        points = points[points[:, 2] > 0, :2]
        if not len(points):
            raise InputError("All joints of this pose are hidden; show at least one joint.")
        return points

    def _middle(self) -> tuple[float, float]:
        x, y, w, h = self.box()
        return x + w / 2, y + h / 2


_HEIGHT_SHARES: tuple[tuple[tuple[int, ...], float], ...] = (
    *(((R_HIP, R_KNEE), 0.230), ((L_HIP, L_KNEE), 0.230)),
    *(((R_KNEE, R_ANKLE), 0.222), ((L_KNEE, L_ANKLE), 0.222)),
    *(((R_SHOULDER, R_ELBOW), 0.171), ((L_SHOULDER, L_ELBOW), 0.171)),
    *(((R_ELBOW, R_WRIST), 0.151), ((L_ELBOW, L_WRIST), 0.151)),
    *(((NECK, R_HIP), 0.290), ((NECK, L_HIP), 0.290)),
    *(((NECK, NOSE), 0.089), ((R_SHOULDER, L_SHOULDER), 0.133)),
)
"""Usual length of a bone as a share of the standing height, for a figure 6.3 heads tall."""


def _points(values: Iterable[Any] | np.ndarray, count: int, what: str) -> np.ndarray:
    """Copy of `values` as a read-only (count, 3) float64 array; InputError where they are not points."""
    try:
        points = np.array(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise InputError(f"The {what} of the pose must be {count} points of three numbers each.") from None
    if points.shape != (count, 3):
        raise InputError(f"The {what} of the pose must be {count} points of three numbers each.")
    if not np.isfinite(points).all():
        raise InputError(f"The {what} of the pose contains a value that is not a finite number; correct it.")
    if np.abs(points[:, :2]).max() > MAX_COORDINATE:
        raise InputError(f"A point of the {what} lies far outside the canvas; move it back into the picture.")
    points[:, 2] = points[:, 2].clip(0.0, 1.0)
    points.setflags(write=False)
    return points
