"""Poses as numbers that can be compared: where and how large a figure stands, and how long its limbs are
drawn, does not matter."""

from __future__ import annotations

import numpy as np

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

BONES = (
    *((NECK, NOSE, 0.089, 1.0), (NECK, R_SHOULDER, 0.07, 0.7), (NECK, L_SHOULDER, 0.07, 0.7)),
    *((NECK, R_HIP, 0.29, 1.0), (NECK, L_HIP, 0.29, 1.0)),
    *((R_SHOULDER, R_ELBOW, 0.171, 1.0), (R_ELBOW, R_WRIST, 0.151, 1.0)),
    *((L_SHOULDER, L_ELBOW, 0.171, 1.0), (L_ELBOW, L_WRIST, 0.151, 1.0)),
    *((R_HIP, R_KNEE, 0.23, 1.0), (R_KNEE, R_ANKLE, 0.222, 1.0)),
    *((L_HIP, L_KNEE, 0.23, 1.0), (L_KNEE, L_ANKLE, 0.222, 1.0)),
)
"""Joint, joint, usual length as a share of the standing height, weight in the comparison."""

_TWINS = (0, 2, 1, 4, 3, 7, 8, 5, 6, 11, 12, 9, 10)
_WEIGHTS = np.array([bone[3] for bone in BONES], np.float32)

LEAST = 6
"""Bones that must be seen in both figures to compare them."""

NUMBERS = 2 * len(BONES)


def describe(pose: Pose | None) -> np.ndarray:
    """(26,) float32: each of `BONES` as a vector over its usual length, at most 1.2 long (so that a limb that
    points at the viewer is short); NaN where it is not seen."""
    out = np.full((len(BONES), 2), np.nan, np.float32)
    if pose is None or not pose.visible.any():
        return out.ravel()
    tall = max(pose.body_height(), 1e-6)
    for row, (start, end, share, _) in enumerate(BONES):
        a, b = pose.point(start), pose.point(end)
        if a is not None and b is not None:
            vector = (b - a) / (share * tall)
            out[row] = vector / max(1.0, float(np.hypot(*vector)) / 1.2)
    return out.ravel()


def flipped(described: np.ndarray) -> np.ndarray:
    """The description of the mirror image, (26,) float32: left and right change places."""
    turned = described.reshape(-1, 2)[list(_TWINS)] * np.array([-1, 1], np.float32)
    return turned.ravel()


def figure_distances(wanted: np.ndarray, described: np.ndarray) -> np.ndarray:
    """How far poses are from a wanted one.

    Args:
        wanted: (26,) float32 of `describe`. described: (N, 26) float32.

    Returns:
        (N,) float32 0..1: the root mean square of what each bone is off, cut at 1; 1 where fewer than
        `LEAST` bones are seen in both. Bones seen in only one of both count as half off.
    """
    apart = described.reshape(len(described), -1, 2) - wanted.reshape(1, -1, 2)
    square = (apart**2).sum(-1)
    both = np.isfinite(square)
    asked = np.isfinite(wanted.reshape(-1, 2)[:, 0])
    square = np.where(both, square, 0.25) * _WEIGHTS * asked
    rms = np.sqrt(square.sum(1) / max(float((_WEIGHTS * asked).sum()), 1e-6))
    return np.where(both.sum(1) >= LEAST, np.minimum(rms, 1.0), 1.0).astype(np.float32)
