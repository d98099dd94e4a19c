"""The pose of a picture of one's own character: what the parser is sure of, and the rest as people mostly
stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from anigen_core.errors import InputError
from anigen_core.mannequin.skeleton import FOREARM, HIP, SHIN, SHOULDER, SPINE, THIGH, UPPER_ARM
from anigen_core.pose import L_HIP, L_SHOULDER, NECK, NOSE, R_HIP, R_SHOULDER, Pose

SURE = 0.28
"""Confidence from which on a joint that the parser finds is taken to be there: on drawings that are not like
those it learned from, what it gets wrong stays below."""

GUESSED = 0.3
"""Confidence of a joint that is put where it mostly is."""

TOO_LITTLE = (
    "Too little of a body is found in the picture of the character; give a picture that shows more of it, or "
    "put its pose there by hand."
)

_FAR = 0.6
"""How far from the middle of the shoulders the neck may be, of what the shoulders and the head span."""

_NEAR = 0.25
"""How far a guessed joint is moved to lie in the figure, heads."""

_NOSE_UP = 0.56
"""Height of the nose over the neck, heads."""

_HANGING = (
    ((R_SHOULDER, 3, 4), -0.12, (UPPER_ARM, FOREARM)),
    ((L_SHOULDER, 6, 7), 0.12, (UPPER_ARM, FOREARM)),
    ((R_HIP, 9, 10), -0.03, (THIGH, SHIN)),
    ((L_HIP, 12, 13), 0.03, (THIGH, SHIN)),
)
"""Joints of a limb, how far it leans to the picture's right over its length, and its bones' lengths in heads:
for a figure that faces the viewer."""


def likely_pose(found: Pose, figure: np.ndarray) -> Pose:
    """A found pose without what is doubtful in it, and with what is missing where it mostly is.

    Args:
        found: by the network, with its confidences.
        figure: (H, W) float32, how surely each pixel is figure.

    Raises:
        InputError: not even head and shoulders are found.
    """
    joints = found.joints.copy()
    joints[joints[:, 2] < SURE, 2] = 0.0
    _mend_neck(joints)
    sure = joints[:, 2] > 0
    if not (sure[NOSE] and sure[NECK] and (sure[R_SHOULDER] or sure[L_SHOULDER])):
        raise InputError(TOO_LITTLE)
    up = joints[NOSE, :2] - joints[NECK, :2]
    head = float(np.hypot(*up)) / _NOSE_UP
    if sure[R_SHOULDER] and sure[L_SHOULDER]:
        wide = float(np.hypot(*(joints[L_SHOULDER, :2] - joints[R_SHOULDER, :2]))) / (2 * SHOULDER)
        head = max(head, wide)
    if head < 4:
        raise InputError(TOO_LITTLE)
    up = up / max(float(np.hypot(*up)), 1e-6) + np.array([0.0, -1.0])  # bodies stand straighter than heads
    up /= max(float(np.hypot(*up)), 1e-6)
    across = np.array([-up[1], up[0]])  # to the right of the picture for an upright figure
    facing = 1.0
    if sure[R_SHOULDER] and sure[L_SHOULDER]:
        facing = np.sign((joints[L_SHOULDER, :2] - joints[R_SHOULDER, :2]) @ across) or 1.0
    for pair, half in (((R_SHOULDER, L_SHOULDER), SHOULDER), ((R_HIP, L_HIP), HIP)):
        low = joints[NECK, :2] - (SPINE * head * up if pair[0] == R_HIP else 0)
        for joint, side in zip(pair, (-1, 1), strict=True):
            twin = pair[0] if side > 0 else pair[1]
            if not sure[joint]:
                spot = low + side * facing * half * head * across
                if sure[twin]:
                    spot = joints[twin, :2] + side * facing * 2 * half * head * across
                _put(joints, joint, spot, figure, _NEAR * head)
    for (root, middle, end), lean, lengths in _HANGING:
        way = (lean * facing * across - up) / np.hypot(1, lean)
        for start, joint, length in ((root, middle, lengths[0]), (middle, end, lengths[1])):
            if not sure[joint] and joints[start, 2] > 0:
                _put(joints, joint, joints[start, :2] + length * head * way, figure, _NEAR * head)
    return replace(found, joints=joints)


def _mend_neck(joints: np.ndarray) -> None:
    """Shoulders are found more surely than the neck, which is put between them where it lies far off; in
    place."""
    if not (joints[[NOSE, R_SHOULDER, L_SHOULDER], 2] > 0).all():
        return
    right, left = joints[R_SHOULDER, :2], joints[L_SHOULDER, :2]
    middle = (right + left) / 2
    span = np.hypot(*(left - right)) + np.hypot(*(joints[NOSE, :2] - middle))
    if joints[NECK, 2] == 0 or np.hypot(*(joints[NECK, :2] - middle)) > _FAR * span:
        joints[NECK] = *middle, GUESSED


def _put(joints: np.ndarray, joint: int, spot: np.ndarray, figure: np.ndarray, reach: float) -> None:
    """A joint at a place, or at the nearest one within `reach` pixels where there is figure; in place."""
    x0, y0 = (max(0, int(value - reach)) for value in spot)
    near = figure[y0 : int(spot[1] + reach) + 1, x0 : int(spot[0] + reach) + 1] > 0.5
    joints[joint, 2] = 0.0
    if near.any():
        rows, columns = np.nonzero(near)
        away = np.hypot(columns + x0 + 0.5 - spot[0], rows + y0 + 0.5 - spot[1])
        best = int(away.argmin())
        if away[best] <= reach:
            joints[joint] = columns[best] + x0 + 0.5, rows[best] + y0 + 0.5, GUESSED
