"""What other pieces hide of a piece of a drawn figure, made up: its likely shape in its nearest colors."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import nearest_known
from anigen_core.reposing.rig import Bone, Rig, kind_of

_WIDTHS = {"neck": (0.07, 0.14), "upper_arm": (0.06, 0.15), "forearm": (0.05, 0.13)}
_WIDTHS |= {"thigh": (0.1, 0.2), "shin": (0.06, 0.15)}
"""Least and greatest half width that is made up, in heads."""


def hidden(name: str, own: np.ndarray, figure: np.ndarray, rig: Rig) -> np.ndarray:
    """(H, W) bool: where a piece goes on under others. own: (H, W) bool, its pixels; figure: (H, W) bool."""
    bone, kind = rig.bones[name], kind_of(name)
    if kind in ("trunk", "head"):
        return _hull(own, rig.head) & _round(bone, kind, own.shape, rig) & figure & ~own
    y, x = np.mgrid[: own.shape[0], : own.shape[1]] + 0.5
    away = bone.distance(x, y)
    low, high = (share * rig.head for share in _WIDTHS[kind])
    # Twice the mean distance of what is seen from its middle is its half width.
    beside = own & (away < high)
    half = float(np.clip(2 * away[beside].mean(), low, high)) if beside.sum() > 16 else (low + high) / 2
    return (away < half) & figure & ~own


def colored(figure: np.ndarray, own: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """(H, W, 3) uint8: the figure's colors, and where they are wanted and not its own, the nearest own ones
    without lines, softly."""
    rgb = figure[..., :3]
    if not wanted.any() or not own.any():
        return rgb
    x, y, w, h = cv2.boundingRect((wanted | own).astype(np.uint8))
    window = (slice(y, y + h), slice(x, x + w))
    seen, want = own[window], wanted[window]
    # Lines are thin and dark: the brightest of a small neighborhood is the area beside them.
    brush = np.ones((5, 5), np.uint8)
    bright = cv2.morphologyEx(np.ascontiguousarray(rgb[window]), cv2.MORPH_CLOSE, brush)
    inner = cv2.erode(seen.astype(np.uint8), brush) > 0
    known = inner if inner.any() else seen
    spread = bright.reshape(-1, 3)[nearest_known(known)]
    soft = cv2.GaussianBlur(spread, (0, 0), max(1.0, 0.02 * max(w, h)))
    out = rgb.copy()
    part = out[window]
    part[want] = soft[want]
    return out


def _hull(own: np.ndarray, head: float) -> np.ndarray:
    """(H, W) bool: the convex hull of a piece without its thin ends."""
    size = 2 * max(1, round(0.06 * head)) + 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    solid = cv2.morphologyEx(own.astype(np.uint8), cv2.MORPH_OPEN, brush)
    points = cv2.findNonZero(solid)
    drawn = np.zeros(own.shape, np.uint8)
    if points is not None:
        cv2.fillConvexPoly(drawn, cv2.convexHull(points), 1)
    return drawn > 0


def _round(bone: Bone, kind: str, shape: tuple[int, ...], rig: Rig) -> np.ndarray:
    """(H, W) bool: where a trunk or a skull can be at most."""
    y, x = np.mgrid[: shape[0], : shape[1]] + 0.5
    if kind == "trunk":
        return bone.distance(x, y) < 1.15 * rig.breadth
    middle = (bone.start + bone.end) / 2
    return np.hypot(x - middle[0], y - middle[1]) < 0.5 * rig.head
