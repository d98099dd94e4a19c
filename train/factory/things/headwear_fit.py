"""How hats lie on a head: where they sit, and how far they press the hair down."""

from __future__ import annotations

import numpy as np

from ..face.head import Head
from ..geometry.mesh import Array
from .kit import rotated

# height over the skull's middle, radius of the outside of a hat that fits closely, from the top down
DOME = np.array(
    [
        (0.605, 0.01),
        (0.600, 0.12),
        (0.580, 0.25),
        (0.545, 0.34),
        (0.49, 0.42),
        (0.42, 0.48),
        (0.32, 0.520),
        (0.20, 0.540),
        (0.08, 0.548),
        (-0.10, 0.548),
        (-0.30, 0.525),
        (-0.50, 0.48),
    ]
)
_SNUG = ([0.06, 0.15, 0.22, 0.32, 0.42, 0.51, 0.565], [0.62, 0.49, 0.49, 0.475, 0.43, 0.35, 0.20])
_ROOM = {
    "dome": _SNUG,
    "low": ([0.03, 0.12, 0.19, 0.29, 0.39, 0.47, 0.52], [0.62, 0.48, 0.48, 0.46, 0.41, 0.33, 0.20]),
    "beret": ([0.08, 0.17, 0.27, 0.36, 0.45, 0.53, 0.57], [0.60, 0.44, 0.43, 0.49, 0.48, 0.38, 0.20]),
    "helmet": (
        [-0.42, -0.3, 0.0, 0.22, 0.32, 0.42, 0.51, 0.565],
        [0.6, 0.485, 0.50, 0.49, 0.475, 0.43, 0.35, 0.20],
    ),
    "flat": ([0.06, 0.15, 0.22, 0.28, 0.33], [0.62, 0.49, 0.48, 0.44, 0.30]),
    "crown": ([0.40, 0.44, 0.50, 0.545, 0.58], [0.60, 0.42, 0.35, 0.27, 0.20]),
    "wreath": ([0.08, 0.14, 0.20, 0.30, 0.36], [0.70, 0.53, 0.525, 0.52, 0.66]),
    "goggles": ([0.02, 0.09, 0.22, 0.36, 0.44], [0.70, 0.49, 0.485, 0.48, 0.62]),
}
"""Heights over the skull's middle, and how wide the hair below a hat may be there."""

_FITS: dict[str, tuple[str, float, float]] = {  # the room, degrees tipped forward, degrees tipped to the left
    "beret": ("beret", -10, 9),
    "straw": ("dome", 4, 0),
    "witch": ("dome", -7, 2),
    "cap": ("dome", -2, 0),
    "cap_back": ("dome", -6, 0),
    "helmet": ("helmet", 0, 0),
    "crown": ("crown", -4, 6),
    "bandana": ("low", -5, 0),
    "beanie": ("dome", -9, 0),
    "top_hat": ("dome", -2, 5),
    "sailor_hat": ("dome", -10, 7),
    "peaked_cap": ("flat", -3, 2),
    "chef": ("dome", -6, 4),
    "santa": ("dome", -5, 3),
    "hard_hat": ("dome", -3, 0),
    "flower_crown": ("wreath", -12, 0),
    "feather_hat": ("dome", 3, 7),
    "goggles": ("goggles", -8, 0),
    "fox_mask": ("wreath", -10, 0),
    "shako": ("dome", -2, 0),
    "horned_helmet": ("dome", -4, 0),
    "turban": ("dome", -8, 3),
    "tricorn": ("dome", -2, 4),
    "hachimaki": ("wreath", -10, 0),
    "mitre": ("dome", -6, 0),
    "visor": ("wreath", -4, 0),
}
_OPEN = ("crown", "wreath", "goggles")
COVERS = frozenset(kind for kind, (room, _, _) in _FITS.items() if room not in _OPEN)
"""Hats that cover the crown of the head: no hair is tied or stands up through them."""

_BANDS = {"headband": 0.04, "maid": 0.05, "headphones": -0.03}
"""Bows over the head from ear to ear, with their place along z before the skull's middle."""


def lie(kind: str) -> Array:
    """(3, 3) how a hat is tipped."""
    _, forward, left = _FITS.get(kind, ("", 0.0, 0.0))
    return rotated(z=left) @ rotated(x=forward)


def press(points: Array, head: Head, kind: str) -> Array:
    """Points (n, 3) of hair at rest, pressed below the crown of a hat or a band over the head; unchanged for
    other kinds."""
    if kind in _BANDS:
        p = points - head.center
        near = np.exp(-(((p[:, 2] - _BANDS[kind]) / 0.10) ** 2)) * (p[:, 1] > 0.05)
        far = np.maximum(np.hypot(p[:, 0], p[:, 1]), 1e-6)
        p[:, :2] *= (1 - near * np.maximum(0.0, 1 - 0.535 / far))[:, None]
        if kind == "headphones":  # and under the cups
            away = np.hypot(p[:, 1] + 0.195, p[:, 2] + 0.01)
            room = 0.49 + 0.5 * np.maximum(0.0, away - 0.19)
            p[:, 0] = np.where(away < 0.34, np.clip(p[:, 0], -room, room), p[:, 0])
        return p + head.center
    if kind not in _FITS:
        return points
    turn = lie(kind)
    p = (points - head.center) @ turn
    room, *_ = _FITS[kind]
    high, wide = _ROOM[room]
    inside = p[:, 1] > high[0]
    if room not in ("wreath", "goggles"):
        p[:, 1] = np.minimum(p[:, 1], high[-1])
    else:
        inside &= p[:, 1] < high[-1]
    far = np.hypot(p[:, 0], p[:, 2] / 1.02)
    limit = np.where(inside, np.interp(p[:, 1], high, wide), np.inf)
    p[:, [0, 2]] *= np.minimum(1.0, limit / np.maximum(far, 1e-6))[:, None]
    return p @ turn.T + head.center
