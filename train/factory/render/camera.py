"""Where the picture is taken from: a perspective camera, and framings of a posed figure.

Pixel coordinates are continuous: pixel (i, j) covers [i, i + 1) x [j, j + 1), x to the right, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from ..body.skeleton import Frames
from ..poses.stance import rotation

Framing = Literal["full", "knees", "bust", "face"]
FRAMINGS: tuple[Framing, ...] = ("full", "knees", "bust", "face")


@dataclass(frozen=True, eq=False)
class Camera:
    """A camera that looks at `target` (3,) from `distance` heads away.

    yaw: degrees the camera goes around the figure; 0 = its front, positive = towards the character's left
    side, so that the character seems to turn to its right (the left of the picture). pitch: positive looks
    down on it. fov: vertical, degrees. width, height: pixels.
    """

    target: np.ndarray
    distance: float
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    fov: float = 14.0
    width: int = 512
    height: int = 768

    @cached_property
    def turn(self) -> np.ndarray:
        """(3, 3) world to view rotation; rows are the picture's right, up and towards the camera."""
        x, y, z = np.eye(3)
        return rotation(z, self.roll) @ rotation(x, self.pitch) @ rotation(y, -self.yaw)

    @cached_property
    def view(self) -> np.ndarray:
        """(4, 4) world to view: the camera looks along -z."""
        out = np.eye(4)
        out[:3, :3] = self.turn
        out[:3, 3] = -self.turn @ self.target - (0, 0, self.distance)
        return out

    @cached_property
    def projection(self) -> np.ndarray:
        """(4, 4) view to clip coordinates."""
        f = 1 / np.tan(np.radians(self.fov / 2))
        near, far = max(self.distance - 6.0, 0.3), self.distance + 6.0
        out = np.zeros((4, 4))
        out[0, 0], out[1, 1] = f * self.height / self.width, f
        out[2, 2:] = (far + near) / (near - far), 2 * far * near / (near - far)
        out[3, 2] = -1
        return out

    @cached_property
    def _whole(self) -> np.ndarray:
        return self.projection @ self.view

    @cached_property
    def pixels_per_head(self) -> float:
        """Size of one head at the target, in pixels."""
        return self.height / (2 * self.distance * np.tan(np.radians(self.fov / 2)))

    def project(self, points: np.ndarray) -> np.ndarray:
        """World (..., 3) to (..., 3) float64: x, y in pixels, and depth, the distance along the view in
        heads."""
        clip = np.asarray(points, np.float64) @ self._whole[:, :3].T + self._whole[:, 3]
        x = (clip[..., 0] / clip[..., 3] * 0.5 + 0.5) * self.width
        y = (0.5 - clip[..., 1] / clip[..., 3] * 0.5) * self.height
        return np.stack([x, y, clip[..., 3]], -1)


def frame(
    positions: np.ndarray,
    frames: Frames,
    framing: Framing = "full",
    *,
    yaw: float = 0.0,
    pitch: float = 0.0,
    fov: float = 14.0,
    size: tuple[int, int] = (512, 768),
    margin: float = 1.06,
) -> Camera:
    """A camera that shows a posed figure.

    positions: (n, 3) posed vertices (full body is fitted to them). The others are fitted to joints: knees
    (from above the hair to below the knees), bust, face. size: (width, height).
    """
    width, height = size
    turn = Camera(np.zeros(3), 1.0, yaw, pitch).turn
    slope = np.tan(np.radians(fov / 2))
    head = frames.carry("head", frames.skeleton.rest[5] + (0, 0.36, 0.02))  # the middle of the head
    if framing == "full":
        seen = positions[:: max(1, len(positions) // 6000)] @ turn.T
    else:
        ends = {"knees": ("leftLowerLeg", "rightLowerLeg"), "bust": ("chest",), "face": ("neck",)}[framing]
        low = np.mean([frames.joint(name) for name in ends], 0)
        top = frames.carry("head", frames.skeleton.rest[5] + (0, 1.02, 0))
        seen = np.array([low, top, head]) @ turn.T
        if framing == "face":
            seen = np.array([head + turn.T @ (0, d, 0) for d in (-0.66, 0.66)]) @ turn.T
    low, high = seen.min(0), seen.max(0)
    center = (low + high) / 2
    if framing != "full":
        center[0] = (head @ turn.T)[0] if framing != "knees" else center[0]
    half = max((high - low)[1] / 2, (high - low)[0] / 2 * height / width if framing == "full" else 0.0)
    distance = half * margin / slope + (high[2] - center[2] if framing == "full" else 0.3)
    return Camera(turn.T @ center, float(distance), yaw, pitch, 0.0, fov, width, height)
