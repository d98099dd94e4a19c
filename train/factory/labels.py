"""What is known about a picture beyond its pixels: joints, hands, landmarks, tags.

Visible means: within the picture, and nothing lies in front. A joint lies inside the body, so the surface at
its pixel may be nearer than the joint by a depth that fits it (`_BELOW`). The joint of an eye is visible
when at least `EYE_PIXELS` pixels of it (white, iris, pupil, highlight or lash) are seen; the tag `eyes_seen`
follows the stricter rule of face.py (`visible_eyes`): open, and enough of it to paint.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .body.bones import BONE
from .character import Character
from .face.face import visible_eyes
from .geometry.skinning import Posed
from .parts import CLASS_OF, CLASSES, Part
from .render.camera import Camera
from .render.cameras import view_of
from .render.renderer import Picture

EYE_PIXELS = 4
"""Least number of pixels by which an eye is visible."""

SEEN_SHARE = 0.0005
"""A class of parts is listed as seen from this share of the picture's pixels on."""

_BELOW = np.array([0.12, 0.40, *(0.30, 0.26, 0.18) * 2, *(0.42, 0.32, 0.26) * 2, *(0.12, 0.12, 0.14, 0.14)])
"""(18,) how far (heads, at adult width) each joint may lie below the surface, clothes included."""

_EYES = {
    side: [Part[f"{side.upper()}_{name}"] for name in ("SCLERA", "IRIS", "PUPIL", "HIGHLIGHT", "LASH")]
    for side in ("left", "right")
}


def _seen(points: np.ndarray, picture: Picture, below: np.ndarray | float) -> np.ndarray:
    """(k,) bool for projected points (k, 3): inside the picture, and nothing far in front."""
    assert picture.depth is not None
    height, width = picture.depth.shape
    x, y = np.floor(points[:, 0]).astype(int), np.floor(points[:, 1]).astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    depth = picture.depth[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
    return inside & np.isfinite(depth) & (depth > points[:, 2] - below)


def part_pixels(picture: Picture) -> np.ndarray:
    """(256,) pixels of each part number in the part pass."""
    assert picture.part is not None
    return np.bincount(picture.part.ravel(), minlength=256)


def eye_pixels(picture: Picture, count: np.ndarray | None = None) -> dict[str, int]:
    """Pixels of each eye ("left", "right") in the part pass. count: its `part_pixels`, if known."""
    count = part_pixels(picture) if count is None else count
    return {side: int(count[parts].sum()) for side, parts in _EYES.items()}


def seen_classes(picture: Picture, count: np.ndarray | None = None) -> list[str]:
    """Classes of parts (parts.py) with at least `SEEN_SHARE` of the picture's pixels. count: its
    `part_pixels`, if known."""
    assert picture.part is not None
    count = part_pixels(picture) if count is None else count
    classes = np.bincount(CLASS_OF, count, len(CLASSES))
    least = SEEN_SHARE * picture.part.size
    return [name for name, n in zip(CLASSES, classes, strict=True) if name != "background" and n >= least]


def box(picture: Picture) -> list[int] | None:
    """The smallest box around the figure: x0, y0, x1, y1 (exclusive); None in an empty picture."""
    assert picture.part is not None
    rows, columns = np.flatnonzero(picture.part.any(1)), np.flatnonzero(picture.part.any(0))
    if not len(rows):
        return None
    return [int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1]


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
    """JSON-ready labels of a picture, which must have its depth and part passes.

    joints (18 rows, `anigen_core.pose.JOINTS`), left_hand, right_hand (21 rows each): x, y (pixels, exact on
    every machine to a thousandth), visible (0 or 1), depth (heads along the view). landmarks: name to rows
    of x, y, visible, in the scheme of face.py. tags: words; `view` is the trunk's and `face_view` the head's
    (cameras.py), `seen` the classes of parts in the picture. box: see `box`. body_height: pixels the body
    would be high, standing upright where the camera looks: the measure of how far off a joint is.
    """
    frames = posed.frames
    count = part_pixels(picture)
    eyes = eye_pixels(picture, count)

    def rows(points: np.ndarray, below: np.ndarray | float) -> list[list[float]]:
        flat = camera.project(points)
        seen = _seen(flat, picture, below)
        return [[float(p[0]), float(p[1]), int(v), float(p[2])] for p, v in zip(flat, seen, strict=True)]

    joints = rows(frames.body18(), _BELOW * max(character.spec.traits.proportions.width, 0.75))
    for row, side in ((14, "right"), (15, "left")):
        x, y, _, _ = joints[row]
        inside = 0 <= x < camera.width and 0 <= y < camera.height
        joints[row][2] = int(inside and eyes[side] >= EYE_PIXELS)
    marks = {
        name: points for name, points in character.landmarks(frames, expression, gaze).items() if len(points)
    }
    face: dict[str, list[list[float]]] = {}
    if marks:
        flat, start = rows(np.concatenate(list(marks.values())), 0.08), 0
        for name, points in marks.items():
            face[name] = flat[start : start + len(points)]
            start += len(points)
    corners = {s: np.array(face[f"{s}_eye"])[:, :2] for s in ("left", "right") if f"{s}_eye" in face}
    open_eyes = visible_eyes(count, corners)
    view, yaw = view_of(camera, frames)
    face_view, face_yaw = view_of(camera, frames, "head")
    return {
        "seed": character.spec.seed,
        "size": [camera.width, camera.height],
        "joints": joints,
        "left_hand": rows(frames.hand21("left"), 0.10),
        "right_hand": rows(frames.hand21("right"), 0.10),
        "landmarks": {name: [row[:3] for row in points] for name, points in face.items()},
        "box": box(picture),
        "body_height": round(float(frames.skeleton.rest[BONE["head"], 1] + 1) * camera.pixels_per_head, 3),
        "tags": {
            **character.tags,
            "expression": expression,
            "view": view,
            "yaw": round(yaw, 2),
            "face_view": face_view,
            "face_yaw": round(face_yaw, 2),
            "pitch": round(camera.pitch, 2),
            "eyes_seen": [side for side in ("left", "right") if open_eyes.get(side)],
            "seen": seen_classes(picture, count),
            **(tags or {}),
        },
    }
