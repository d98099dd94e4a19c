"""Hats of uniforms, trades and feasts."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Array, smooth
from ..geometry.textures import shade
from .headwear_parts import GOLD, WHITE, Dyes, shell, visor
from .kit import Kit, rotated, smoothed


def _over(r: float, high: float, z: float = 0.04, low: float = -14, count: int = 21) -> Array:
    """A bow over the head from ear to ear (count, 3)."""
    a = np.radians(np.linspace(low, 180 - low, count))
    return np.stack([np.cos(a) * r, np.sin(a) * high, np.full(count, z)], 1)


def maid(k: Kit, d: Dyes) -> None:
    k.tube(_over(0.565, 0.605, 0.03), 0.05, WHITE, columns=8, flat=0.3)
    a = np.radians(np.linspace(28, 152, 76))
    frill = 0.11 + 0.020 * np.cos(np.arange(76) * 1.1) + 0.04 * np.sin((a - a[0]) / np.ptp(a) * np.pi)
    wave = 0.028 * np.sin(np.arange(76) * 1.1)
    low = np.stack([np.cos(a) * 0.565, np.sin(a) * 0.60, 0.055 + 0 * a], 1)
    out = np.stack([np.cos(a), np.sin(a), 0.25 + 0 * a], 1)
    high = low + out * frill[:, None] + wave[:, None] * [0, 0, 1.0]
    back = np.array([0, 0, -0.016])
    k.rings(np.stack([low, high, high + back, low + back], 1), WHITE, detail=True)
    k.tube(_over(0.575, 0.618, 0.06, 26), 0.016, d.dark, columns=6, flat=0.5, detail=True)
    for s in (1, -1):
        for t in (1, -1):
            k.moved((0.57 * s, 0.08, 0.03 + 0.05 * t), rotated(y=80 * s, z=30 * t)).ball(
                (0.07, 0.045, 0.03), d.dark, detail=True
            )


def nurse(k: Kit, d: Dyes) -> None:
    place = k.moved((0, 0.52, 0.16), rotated(x=-32))
    a = np.radians(np.linspace(-78, 78, 15))
    low = np.stack([np.sin(a) * 0.27, 0 * a, np.cos(a) * 0.20 - 0.05], -1)
    high = np.stack([np.sin(a) * 0.33, 0.20 - 0.05 * np.abs(np.sin(a)), np.cos(a) * 0.24 - 0.05], -1)
    rings = np.stack([low, high, high * [0.93, 0.97, 0.9], low * [0.93, 1, 0.9]], 1)
    place.rings(rings, WHITE)
    place.rings(
        np.stack(
            [
                [(x, 0.155, -0.2), (x, 0.17, -0.2), (x, 0.17, 0.05), (x, 0.155, 0.12)]
                for x in (-0.27, 0.0, 0.27)
            ]
        ),
        shade(WHITE, 0.96),
        detail=True,
    )
    for o in (
        [(-0.06, -0.02), (0.06, -0.02), (0.06, 0.02), (-0.06, 0.02)],
        [(-0.02, -0.06), (0.02, -0.06), (0.02, 0.06), (-0.02, 0.06)],
    ):
        place.moved((0, 0.10, 0.19), rotated(x=-8)).plate(o, 0.02, d.accent, detail=True, outline=0.0)


def chef(k: Kit, d: Dyes) -> None:
    tall = d.turn < 0.5
    h = 0.40 if tall else 0.22
    p = smoothed(
        [
            (0.30, 0.49),
            (0.36, 0.54),
            (0.36 + h * 0.6, 0.64),
            (0.36 + h, 0.66),
            (0.36 + h * 1.3, 0.55),
            (0.36 + h * 1.35, 0.3),
            (0.36 + h * 1.35, 0.02),
        ],
        16,
    )
    k.turned([(float(a), float(b)) for a, b in p], WHITE, columns=56, waves=(14, 0.035))
    k.turned(
        [(0.14, 0.49), (0.145, 0.545), (0.36, 0.515), (0.365, 0.45)],
        WHITE,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )


def sailor_hat(k: Kit, d: Dyes) -> None:
    p = smoothed(
        [(0.22, 0.49), (0.30, 0.50), (0.38, 0.555), (0.46, 0.575), (0.52, 0.53), (0.56, 0.36), (0.565, 0.02)],
        14,
    )
    k.turned([(float(a), float(b)) for a, b in p], WHITE, columns=32, deep=1.02)
    k.turned(
        [(0.17, 0.47), (0.17, 0.505), (0.31, 0.515), (0.315, 0.47)],
        d.dark,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    k.turned(
        [(0.225, 0.50), (0.225, 0.518), (0.25, 0.519), (0.25, 0.50)],
        d.light,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
        outline=0.0,
    )
    for s in (1, -1):
        k.moved((0.06 * s, 0.06, -0.53), rotated(z=9 * s)).plate(
            [(-0.045, 0.15), (0.045, 0.15), (0.055, -0.25), (0.0, -0.20), (-0.055, -0.25)],
            0.012,
            d.dark,
            detail=True,
        )


def peaked_cap(k: Kit, d: Dyes) -> None:
    phi = np.arange(40) / 40 * 2 * np.pi
    p = np.array(
        [
            (0.27, 0.50),
            (0.30, 0.535),
            (0.42, 0.61),
            (0.475, 0.66),
            (0.495, 0.655),
            (0.525, 0.52),
            (0.54, 0.02),
        ]
    )
    rise = 0.13 * np.cos(phi)[None] * smooth(0.28, 0.45, p[:, :1])
    rings = np.stack([np.sin(phi) * p[:, 1:], p[:, :1] + rise, np.cos(phi) * p[:, 1:] * 1.02], -1)
    k.rings(rings, d.main)
    top = np.array([np.sin(phi) * 0.66, 0.475 + 0.13 * np.cos(phi), np.cos(phi) * 0.673]).T
    k.tube(np.concatenate([top, top[:2]]), 0.014, d.accent, columns=5, out=(0, 1, 0), detail=True)
    k.turned(
        [(0.14, 0.49), (0.145, 0.545), (0.295, 0.54), (0.30, 0.49)],
        d.accent if d.turn > 0.5 else d.dark,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    visor(k, 0.22, (0.13, 0.13, 0.16), y=0.165, drop=0.13, span=58, kind="leather")
    cord = np.radians(np.linspace(-62, 62, 13))
    k.tube(
        np.stack([np.sin(cord) * 0.556, 0.178 + 0 * cord, np.cos(cord) * 0.566], 1),
        0.014,
        GOLD,
        columns=5,
        kind="metal",
        detail=True,
    )
    badge = k.moved((0, 0.40, 0.625), rotated(x=28))
    badge.ball((0.06, 0.075, 0.02), GOLD, kind="metal", detail=True)
    for s in (1, -1):
        badge.moved((0.095 * s, 0.01, -0.01), rotated(z=22 * s, y=10 * s)).ball(
            (0.055, 0.022, 0.012), GOLD, kind="metal", detail=True
        )


def hard_hat(k: Kit, d: Dyes) -> None:
    shell(k, 0.15, d.accent, scale=1.05, kind="leather")
    visor(k, 0.16, d.accent, y=0.17, drop=0.05, span=80, kind="leather")
    for x in (0.0, 0.14, -0.14):
        y = np.linspace(0.5, -0.5, 15)
        high = 0.635 * np.sqrt(np.clip(1 - (y / 0.575) ** 2 - (x / 0.62) ** 2, 0, 1))
        keep = high > 0.18
        k.tube(
            np.stack([x + 0 * y, high + 0.004, y], 1)[keep],
            0.03,
            shade(d.accent, 1.04),
            columns=6,
            flat=0.6,
            out=(0, 1, 0),
            kind="leather",
            detail=True,
        )


def shako(k: Kit, d: Dyes) -> None:
    k.turned(
        [(0.15, 0.50), (0.18, 0.545), (0.50, 0.49), (0.80, 0.52), (0.84, 0.53), (0.85, 0.50), (0.85, 0.02)],
        d.main,
        columns=32,
        deep=1.02,
    )
    for low, high, color in ((0.165, 0.235, d.accent), (0.77, 0.85, d.accent)):
        wide = 0.555 if low < 0.5 else 0.535
        k.turned(
            [(low, wide - 0.06), (low, wide), (high, wide), (high, wide - 0.06)],
            color,
            columns=32,
            deep=1.02,
            caps=(False, False),
            detail=True,
        )
    visor(k, 0.17, (0.13, 0.13, 0.16), y=0.165, drop=0.10, span=56, kind="leather")
    k.moved((0, 0.50, 0.50), rotated(x=2)).ball((0.08, 0.10, 0.025), GOLD, kind="metal", detail=True)
    k.tube(
        smoothed([(0, 0.72, 0.52), (0, 0.92, 0.53), (0, 1.08, 0.52), (0, 1.14, 0.50)], 8),
        [0.03, 0.06, 0.08, 0.085, 0.08, 0.07, 0.05, 0.01],
        d.light,
        columns=10,
        detail=True,
    )


def santa(k: Kit, d: Dyes) -> None:
    red = (0.80, 0.16, 0.19)
    cone = smoothed(
        [
            (0, 0.16, 0),
            (0, 0.42, -0.02),
            (0.06, 0.66, -0.06),
            (0.24, 0.80, -0.12),
            (0.46, 0.72, -0.18),
            (0.60, 0.46, -0.22),
        ],
        16,
    )
    wide = np.interp(np.linspace(0, 1, 16), [0, 0.25, 0.5, 0.75, 1], [0.545, 0.47, 0.30, 0.17, 0.07])
    k.tube(cone, wide, red, columns=24)
    p = smoothed([(0.10, 0.53), (0.12, 0.60), (0.19, 0.625), (0.26, 0.60), (0.28, 0.52)], 9)
    k.turned(
        [(float(a), float(b)) for a, b in p],
        WHITE,
        columns=40,
        deep=1.02,
        caps=(False, False),
        waves=(20, 0.008),
        detail=True,
    )
    k.moved((0.60, 0.40, -0.22)).ball(0.115, WHITE, rows=8, columns=14, detail=True)
    del d
