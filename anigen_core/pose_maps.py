"""Pictures of a pose: condition maps for networks, and the colored skeleton that ControlNet reads."""

from __future__ import annotations

import colorsys

import cv2
import numpy as np

from anigen_core.pose import LIMBS, Pose

_SHIFT = 4  # cv2 draws at 1/16 pixel


def joint_maps(pose: Pose, sigma: float | None = None) -> np.ndarray:
    """(18, height, width) float32: for each joint a Gaussian of peak = its confidence; zeros where hidden.

    sigma: pixels; default 1/64 of the canvas's longer side (12 at 768).
    """
    sigma = sigma or max(pose.extent) / 64
    xs, ys = np.arange(pose.width) + 0.5, np.arange(pose.height) + 0.5
    maps = np.zeros((len(pose.joints), pose.height, pose.width), np.float32)
    for plane, (x, y, confidence) in zip(maps, pose.joints, strict=True):
        if confidence > 0:
            across = np.exp(-0.5 * ((xs - x) / sigma) ** 2)
            plane[:] = confidence * np.outer(np.exp(-0.5 * ((ys - y) / sigma) ** 2), across)
    return maps


def limb_maps(pose: Pose, width: float | None = None) -> np.ndarray:
    """(17, height, width) float32: for each of `LIMBS` a soft stroke, 1 on the bone, 0 `width` pixels off it.

    width: default 1/48 of the canvas's longer side (16 at 768). Zeros where either end is hidden.
    """
    width = width or max(pose.extent) / 48
    maps = np.zeros((len(LIMBS), pose.height, pose.width), np.float32)
    ys, xs = np.mgrid[: pose.height, : pose.width].astype(np.float32) + 0.5
    for plane, (start, end) in zip(maps, LIMBS, strict=True):
        if not pose.visible[[start, end]].all():
            continue
        a, b = pose.joints[start, :2], pose.joints[end, :2]
        # Only the bone's own neighborhood is looked at; the rest of the plane stays 0.
        low = np.maximum(np.floor(np.minimum(a, b) - width), 0).astype(int)
        high = np.minimum(np.ceil(np.maximum(a, b) + width) + 1, (pose.width, pose.height)).astype(int)
        if (low >= high).any():
            continue
        window = (slice(low[1], high[1]), slice(low[0], high[0]))
        bone = b - a
        px, py = xs[window] - a[0], ys[window] - a[1]
        along = ((px * bone[0] + py * bone[1]) / max(float(bone @ bone), 1e-9)).clip(0, 1)
        distance = np.hypot(px - along * bone[0], py - along * bone[1])
        plane[window] = (1 - distance / width).clip(0, 1)
    return maps


def draw_skeleton(
    pose: Pose, *, background: tuple[int, int, int] = (0, 0, 0), line_width: float | None = None
) -> np.ndarray:
    """(height, width, 3) uint8 RGB: the skeleton in OpenPose's rainbow, anti-aliased, hands included.

    background: black is what ControlNet expects. line_width: pixels; default 1/64 of the figure's height.
    """
    line = line_width or max(pose.body_height() / 64, 1.5)
    picture = np.empty((pose.height, pose.width, 3), np.uint8)
    picture[:] = background
    for number, (start, end) in enumerate(LIMBS):
        if pose.visible[[start, end]].all():
            # Darker than the joints, so that these stay readable on top.
            color = tuple(round(0.6 * c) for c in rainbow(number))
            _bone(picture, pose.joints[start, :2], pose.joints[end, :2], line * 0.5, color)
    for number, (x, y, confidence) in enumerate(pose.joints):
        if confidence > 0:
            _disc(picture, (x, y), line * 0.5, rainbow(number))
    for hand in (pose.right_hand, pose.left_hand):
        if hand is not None:
            _draw_hand(picture, hand, line * 0.35)
    return picture


def rainbow(number: int) -> tuple[int, int, int]:
    """RGB of a joint or limb: OpenPose's scheme, the hue moving on by 20 degrees a step."""
    r, g, b = colorsys.hsv_to_rgb(number * 20 / 360, 1.0, 1.0)
    return round(r * 255), round(g * 255), round(b * 255)


def _draw_hand(picture: np.ndarray, hand: np.ndarray, line: float) -> None:
    for point in range(1, 21):
        start = 0 if point % 4 == 1 else point - 1
        if hand[start, 2] > 0 and hand[point, 2] > 0:
            r, g, b = colorsys.hsv_to_rgb((point - 1) / 20, 1.0, 0.9)
            color = (round(r * 255), round(g * 255), round(b * 255))
            _stroke(picture, hand[start, :2], hand[point, :2], line, color)
    for x, y, confidence in hand:
        if confidence > 0:
            _disc(picture, (x, y), line * 0.4, (0, 0, 255))


def _fixed(point: np.ndarray | tuple[float, float]) -> tuple[int, int]:
    # A pixel's center is at +0.5 in canvas coordinates and at 0 in cv2's.
    return round((float(point[0]) - 0.5) * 2**_SHIFT), round((float(point[1]) - 0.5) * 2**_SHIFT)


def _bone(picture: np.ndarray, a: np.ndarray, b: np.ndarray, half: float, color: tuple[int, ...]) -> None:
    """OpenPose's spindle: an ellipse from joint to joint."""
    bone = b - a
    length = float(np.hypot(*bone))
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    along = bone / length if length > 1e-6 else np.array([1.0, 0.0])
    across = np.array([-along[1], along[0]])
    rim = (a + b) / 2 + np.outer(np.cos(turn) * length / 2, along) + np.outer(np.sin(turn) * half, across)
    points = np.array([_fixed(p) for p in rim], np.int32)
    cv2.fillPoly(picture, [points], color, cv2.LINE_AA, _SHIFT)


def _stroke(picture: np.ndarray, a: np.ndarray, b: np.ndarray, line: float, color: tuple[int, ...]) -> None:
    cv2.line(picture, _fixed(a), _fixed(b), color, max(round(line), 1), cv2.LINE_AA, _SHIFT)


def _disc(picture: np.ndarray, at: tuple[float, float], radius: float, color: tuple[int, ...]) -> None:
    cv2.circle(picture, _fixed(at), max(round(radius * 2**_SHIFT), 1), color, -1, cv2.LINE_AA, _SHIFT)
