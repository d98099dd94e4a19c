"""What is known about a picture beyond its pixels: joints, hands, landmarks, tags."""

from __future__ import annotations

from typing import Any

import numpy as np

from .camera import Camera
from .character import Character
from .renderer import Picture
from .skinning import Posed

NEAR = 0.30
"""A joint counts as visible when the surface seen at its pixel is at most this far (heads) in front of it:
joints lie inside the body."""


def _seen(points: np.ndarray, picture: Picture, near: float) -> np.ndarray:
    """(k,) bool for projected points (k, 3): inside the picture, and nothing far in front."""
    assert picture.depth is not None
    height, width = picture.depth.shape
    x, y = np.floor(points[:, 0]).astype(int), np.floor(points[:, 1]).astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    depth = picture.depth[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
    return inside & np.isfinite(depth) & (depth > points[:, 2] - near)


def label(
    character: Character,
    posed: Posed,
    camera: Camera,
    picture: Picture,
    *,
    expression: str = "neutral",
    gaze: tuple[float, float] = (0.0, 0.0),
    tags: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """JSON-ready labels. joints, left_hand, right_hand: rows of x, y (pixels), visible (0 or 1), depth
    (heads along the view); landmarks: name to rows of x, y, visible. The picture must have its depth pass."""
    frames = posed.frames

    def rows(points: np.ndarray, near: float) -> list[list[float]]:
        flat = camera.project(points)
        seen = _seen(flat, picture, near)
        return [[float(p[0]), float(p[1]), int(v), float(p[2])] for p, v in zip(flat, seen, strict=True)]

    face = character.landmarks(frames, expression, gaze)
    return {
        "seed": character.spec.seed,
        "size": [camera.width, camera.height],
        "joints": rows(frames.body18(), NEAR),
        "left_hand": rows(frames.hand21("left"), 0.10),
        "right_hand": rows(frames.hand21("right"), 0.10),
        "landmarks": {name: [r[:3] for r in rows(points, 0.08)] for name, points in face.items()},
        "tags": {**character.tags, "expression": expression, **(tags or {})},
    }
