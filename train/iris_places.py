"""Where a picture shows no open eye: closed or hidden ones, skin, hair, clothes. For a network that must not
see an eye in everything."""

from __future__ import annotations

from typing import Any

import numpy as np

from train.factory.parts import Part

SIDES = ("left", "right")
NOBODY = len(SIDES)
"""The number of a side for a place that is nobody's eye: all of it is outside."""

OPEN = ("SCLERA", "IRIS", "PUPIL", "HIGHLIGHT")
"""Parts that only an open eye shows."""

FEW = 4
"""Pixels of an open eye that a place without one may show."""

LEAST = 10.0
"""Pixels: the smallest side of a box; less of skin says nothing."""

_RANDOM = 6
"""Boxes anywhere on the figure, of each picture."""


def eyeless(labels: dict[str, Any], part: np.ndarray, seed: int) -> list[tuple[int, np.ndarray]]:
    """Number in `SIDES`, or `NOBODY`, and box (4,) float32 x0, y0, x1, y1 of places with no open eye in them.

    labels: of the factory. part: (H, W) uint8, numbers of `factory.parts.Part`. seed: which places.
    """
    rng = np.random.default_rng([seed, 0xE1E])
    shown = np.isin(part, [Part[f"{side.upper()}_{name}"] for side in SIDES for name in OPEN])
    found, sizes = [], []
    for number, side in enumerate(SIDES):
        marks = [labels["landmarks"].get(f"{side}_{name}", []) for name in ("eye", "iris")]
        rows = [row for group in marks for row in group]
        if not rows:
            continue
        points = np.array(rows, np.float32)[:, :2]
        box = np.concatenate([points.min(0), points.max(0)])
        size = float((box[2:] - box[:2]).max())
        sizes.append(size)
        if side not in labels["tags"]["eyes_seen"] and size >= LEAST and _bare(shown, box):
            found.append((number, box))
    places = np.argwhere(part > 0)
    near = _around(places, labels, sizes)
    for n in range(_RANDOM):
        among = near if n % 2 and len(near) else places
        if not len(among):
            break
        y, x = among[rng.integers(len(among))]
        wanted = max(sizes) * rng.uniform(0.6, 1.6) if sizes else rng.uniform(LEAST, 50)
        half = max(LEAST, wanted) / 2
        box = np.array([x - half, y - half, x + half, y + half], np.float32)
        if _bare(shown, box):
            found.append((NOBODY, box))
    return found


def _around(places: np.ndarray, labels: dict[str, Any], sizes: list[float]) -> np.ndarray:
    """Those of the places (y, x) near an eye, where boxes that are wrong mostly lie."""
    marks = [row[:2] for side in SIDES for row in labels["landmarks"].get(f"{side}_eye", [])]
    if not marks:
        return places[:0]
    middle, reach = np.mean(marks, axis=0), 4 * max(sizes)
    return places[np.abs(places[:, ::-1] - middle).max(1) < reach]


def _bare(shown: np.ndarray, box: np.ndarray) -> bool:
    """Whether a box, and a quarter of it round it, lies in the picture and has no open eye in it."""
    height, width = shown.shape
    middle = (box[:2] + box[2:]) / 2
    if not (0 <= middle[0] < width and 0 <= middle[1] < height):
        return False
    room = 0.25 * (box[2:] - box[:2])
    x0, y0 = np.maximum(0, box[:2] - room).astype(int)
    x1, y1 = np.ceil(box[2:] + room).astype(int)
    return int(shown[y0:y1, x0:x1].sum()) < FEW
