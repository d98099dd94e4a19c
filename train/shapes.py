"""Face landmarks of a factory picture as one array, and the box of a face."""

from __future__ import annotations

from typing import Any

import numpy as np

from anigen_core.networks.landmarks import GROUPS, POINTS

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
