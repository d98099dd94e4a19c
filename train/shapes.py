"""Face landmarks of a factory picture as one array, and the boxes of face and head."""

from __future__ import annotations

from typing import Any

import numpy as np

from anigen_core.networks.landmarks import GROUPS, POINTS
from train.factory.parts import Part

LEAST_SEEN = 12
"""A face counts when this many of its 45 points are seen: half a face, or one behind hair."""


def flat_points(labels: dict[str, Any]) -> np.ndarray:
    """(POINTS, 3) float32 x, y, visible in the order of `GROUPS`; zeros without landmarks."""
    rows = [
        row for name, count in GROUPS.items() for row in labels["landmarks"].get(name, [[0, 0, 0]] * count)
    ]
    out = np.array(rows, np.float32)
    assert out.shape == (POINTS, 3), "the factory's scheme has changed"
    return out


def face_box(points: np.ndarray) -> tuple[float, float, float, float] | None:
    """x0, y0, x1, y1 round all points of a face, hidden ones too; None where hardly anything is seen."""
    if points[:, 2].sum() < LEAST_SEEN:
        return None
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    if min(high - low) < 1:
        return None
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def head_of(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    """The box of a head, hair included, from that of its face."""
    wide, tall = x1 - x0, y1 - y0
    return x0 - 0.35 * wide, y0 - 0.7 * tall, x1 + 0.35 * wide, y1 + 0.1 * tall


def head_in(part: np.ndarray) -> tuple[float, float, float, float] | None:
    """The box of a head from a part map (H, W) alone; None where hardly any face is seen."""
    rows, columns = np.nonzero(part == Part.FACE)
    if len(rows) < 64:
        return None
    x0, x1 = np.quantile(columns, (0.02, 0.98))
    y0, y1 = np.quantile(rows, (0.02, 0.98))
    return head_of(float(x0), float(y0), float(x1), float(y1))


def head_box(labels: dict[str, Any], part: np.ndarray) -> tuple[float, float, float, float] | None:
    """The box of the head of a picture by its landmarks, or of an avatar, which has none, by its part map
    (H, W); None where hardly any face is seen."""
    if not labels.get("landmarks"):
        return head_in(part)
    box = face_box(flat_points(labels))
    return None if box is None else head_of(*box)


def twins() -> list[int]:
    """For each point the one whose place it takes when the picture is mirrored."""
    start, at = {}, 0
    for name, count in GROUPS.items():
        start[name], at = at, at + count
    order = list(range(POINTS))
    for name, count in GROUPS.items():
        other = name.replace("left", "RIGHT").replace("right", "left").replace("RIGHT", "right")
        for i in range(count):
            j = i
            if name == "jaw":
                j = count - 1 - i
            elif name == "mouth":
                j = (2, 1, 0, 3)[i]
            order[start[name] + i] = start[other] + j
    return order
