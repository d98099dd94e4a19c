"""Swords, spears, bows, shields. Axes as in holding.py; 1 is a head at adult size, the grip is at the
origin."""

from __future__ import annotations

import numpy as np

from ..geometry.textures import shade
from .headwear_parts import STEEL, WHITE, Dyes
from .kit import Kit, rotated, smoothed
from .props_long import DARK_WOOD, WOOD, star_outline


def blade(k: Kit, d: Dyes, *, katana: bool, drawn: bool = True) -> None:
    """A sword along y with its grip at the origin. Sheathed it has no bare steel."""
    grip = d.dark if d.turn < 0.6 else d.accent
    end = -0.34 if katana else -0.24
    y = np.linspace(end, 0.20, 10)
    k.tube(np.stack([0 * y, y, 0 * y], 1), 0.040 + 0.005 * (np.arange(10) % 2), grip, columns=8, flat=1.15)
    k.ball((0.055, 0.05, 0.055), d.metal, at=(0, end - 0.02, 0), rows=4, columns=8, kind="metal", detail=True)
    long = 2.15 if katana else 2.05
    t = np.linspace(0.0, 1.0, 12)
    back = -0.14 * t**2 if katana else 0 * t
    path = np.stack([0 * t, 0.24 + t * long, back], 1)
    wide = np.interp(
        t, [0, 0.02, 0.86, 1], [0.075, 0.082, 0.066, 0.004] if katana else [0.10, 0.11, 0.088, 0.004]
    )
    if drawn:
        diamond = np.array(
            [(1, 0), (0.5, 0.5), (0, 1), (-0.5, 0.5), (-1, 0), (-0.5, -0.5), (0, -1), (0.5, -0.5)]
        )
        rings = path[:, None] + np.stack(
            [
                diamond[None, :, 1] * wide[:, None] * 0.20,
                0 * wide[:, None] + 0 * diamond[None, :, 0],
                diamond[None, :, 0] * wide[:, None],
            ],
            -1,
        )
        k.rings(rings, STEEL, kind="metal")
        if not katana:
            k.tube(
                path[:8] * (1, 1, 1),
                0.024,
                shade(STEEL, 0.82),
                columns=6,
                flat=0.9,
                kind="metal",
                detail=True,
                outline=0.0,
            )
    else:
        cover = d.main if d.turn > 0.3 else d.dark
        k.tube(
            path,
            np.maximum(wide, 0.03) * 1.0 + 0.012,
            cover,
            columns=10,
            flat=0.62,
            out=(1, 0, 0),
            kind="leather",
        )
        for at in (0.0, 0.93):
            p = path[int(at * 11)]
            k.moved(p, rotated(x=-6 * at if katana else 0)).turned(
                [(-0.02, 0.08), (0.0, 0.10), (0.14, 0.092), (0.16, 0.07)],
                d.metal,
                columns=12,
                wide=0.66,
                kind="metal",
                detail=True,
            )
    if katana:
        k.turned(
            [(0.195, 0.06), (0.20, 0.125), (0.225, 0.125), (0.23, 0.06)],
            d.metal,
            columns=18,
            kind="metal",
            detail=True,
        )
    else:
        bar = smoothed(
            [(0, 0.27, -0.34), (0, 0.225, -0.18), (0, 0.21, 0), (0, 0.225, 0.18), (0, 0.27, 0.34)], 11
        )
        k.tube(
            bar,
            np.interp(np.linspace(0, 1, 11), [0, 0.15, 0.5, 0.85, 1], [0.05, 0.036, 0.05, 0.036, 0.05]),
            d.metal,
            columns=8,
            kind="metal",
            out=(1, 0, 0),
            detail=True,
        )
        k.ball(
            (0.055, 0.05, 0.05), d.accent, at=(0, 0.215, 0), rows=4, columns=8, kind="leather", detail=True
        )


def sword(k: Kit, d: Dyes, sign: float) -> None:
    """A straight sword."""
    del sign
    blade(k, d, katana=False)


def katana(k: Kit, d: Dyes, sign: float) -> None:
    """A curved sword."""
    del sign
    blade(k, d, katana=True)


def kunai(k: Kit, d: Dyes, sign: float) -> None:
    """A throwing knife with a ring."""
    del sign
    k.tube([(0, -0.16, 0), (0, 0, 0), (0, 0.16, 0)], 0.028, d.dark, columns=7)
    k.moved((0, -0.22, 0), rotated(z=90)).ring(0.05, 0.014, STEEL, columns=12, kind="metal", detail=True)
    k.moved((0, 0.16, 0), rotated(y=90)).plate(
        [(0, 0.46), (0.085, 0.08), (0.03, 0.0), (-0.03, 0.0), (-0.085, 0.08)],
        0.04,
        shade(STEEL, 0.75),
        middle=(0, 0.12),
        bulge=0.012,
        rows=1,
        kind="metal",
        detail=True,
    )


def axe(k: Kit, d: Dyes, sign: float) -> None:
    """An axe."""
    del sign
    y = np.linspace(-0.7, 1.35, 9)
    k.tube(np.stack([0 * y, y, 0 * y], 1), 0.042, DARK_WOOD, columns=8, kind="leather")
    head = k.moved((0, 1.15, 0), rotated(y=-90))
    edge = smoothed([(0.36, 0.36), (0.46, 0.0), (0.36, -0.36)], 9)
    o = np.concatenate([[(-0.16, 0.09)], [(0.1, 0.10)], edge, [(0.1, -0.10)], [(-0.16, -0.09)]])
    head.plate(o, 0.07, STEEL, middle=(0.12, 0), bulge=0.02, kind="metal", rows=1, detail=True)
    k.turned(
        [(0.98, 0.05), (1.0, 0.07), (1.30, 0.07), (1.34, 0.05)],
        d.metal,
        columns=10,
        kind="metal",
        detail=True,
    )
    k.ring(0.046, 0.02, d.accent, at=(0, -0.16, 0), columns=12, detail=True)


def spear(k: Kit, d: Dyes, sign: float) -> None:
    """A spear with a ribbon."""
    del sign
    y = np.linspace(-3.9 * k.stretch, 1.7, 12)
    k.tube(
        np.stack([0 * y, y, 0 * y], 1), 0.04, DARK_WOOD if d.turn < 0.5 else d.dark, columns=8, kind="leather"
    )
    o = [(0, 0.62), (0.09, 0.25), (0.13, 0.06), (0.05, -0.05), (-0.05, -0.05), (-0.13, 0.06), (-0.09, 0.25)]
    k.moved((0, 1.78, 0), rotated(y=90)).plate(
        o, 0.05, STEEL, bulge=0.015, middle=(0, 0.15), kind="metal", detail=True
    )
    k.turned(
        [(1.60, 0.05), (1.62, 0.075), (1.72, 0.075), (1.76, 0.04)],
        d.metal,
        columns=10,
        kind="metal",
        detail=True,
    )
    for s in (1, -1):
        k.moved((0, 1.52, 0.05 * s), rotated(y=90, x=12 * s)).plate(
            [(-0.03, 0.1), (0.03, 0.1), (0.07, -0.25), (0.0, -0.40), (-0.05, -0.3)],
            0.014,
            d.accent,
            detail=True,
        )


def bow(k: Kit, d: Dyes, sign: float) -> None:
    """A bow with its string."""
    del sign
    wood = (WOOD, DARK_WOOD, WHITE)[int(d.turn * 2.99)]
    path = smoothed(
        [
            (0, -1.10, -0.24),
            (0, -1.0, -0.30),
            (0, -0.72, -0.16),
            (0, -0.28, 0.02),
            (0, 0, 0),
            (0, 0.28, 0.02),
            (0, 0.72, -0.16),
            (0, 1.0, -0.30),
            (0, 1.10, -0.24),
        ],
        30,
    )
    wide = np.interp(np.abs(path[:, 1]), [0, 0.3, 1.1], [0.042, 0.046, 0.016])
    k.tube(path, wide, wood, columns=8, out=(1, 0, 0), kind="leather")
    k.tube([(0, -0.18, 0.0), (0, 0, 0), (0, 0.18, 0.0)], 0.052, d.accent, columns=8, detail=True)
    k.tube(
        [(0, -1.06, -0.27), (0, 0, -0.29), (0, 1.06, -0.27)],
        0.009,
        d.light,
        columns=4,
        out=(1, 0, 0),
        detail=True,
        outline=0.4,
    )
    for s in (1, -1):
        k.ring(
            0.036,
            0.014,
            d.metal,
            at=(0, 0.62 * s, -0.115),
            columns=10,
            kind="metal",
            detail=True,
            outline=0.4,
        )


def shield(k: Kit, d: Dyes, sign: float) -> None:
    """A shield before the fist, its face outwards."""
    front = k.moved((0.13 * sign, 0.0, -0.05), rotated(y=90 * sign))  # its z looks away from the palm
    front = front.moved((0, 0, 0))
    if d.turn < 0.55:
        o = smoothed(
            [
                (0, -0.85),
                (0.34, -0.55),
                (0.50, -0.1),
                (0.52, 0.42),
                (0.27, 0.50),
                (0.0, 0.56),
                (-0.27, 0.50),
                (-0.52, 0.42),
                (-0.50, -0.1),
                (-0.34, -0.55),
                (0, -0.85),
            ],
            31,
        )[:-1]
    else:
        a = np.arange(30) / 30 * 2 * np.pi
        o = np.stack([np.sin(a), np.cos(a)], 1) * 0.55
    front.plate(o, 0.05, d.metal, bulge=0.04, bend=0.30, middle=(0, 0), kind="metal", rows=3)
    front.moved((0, 0, 0.03)).plate(
        o * 0.84, 0.04, d.main, bulge=0.045, bend=0.30, middle=(0, 0), rows=3, detail=True
    )
    if d.turn < 0.3:
        for half in ((0.05, 0.44), (0.36, 0.05)):
            front.moved((0, 0.02, 0.075)).plate(
                [(-half[0], -half[1]), (half[0], -half[1]), (half[0], half[1]), (-half[0], half[1])],
                0.03,
                d.light,
                bend=0.2,
                detail=True,
            )
    else:
        front.moved((0, 0, 0.09)).plate(
            star_outline(4, 0.35, 0.30), 0.03, d.metal, bulge=0.02, kind="metal", detail=True
        )
    k.tube([(0, -0.2, 0), (0, 0.2, 0)], 0.03, DARK_WOOD, columns=6)
    for y in (-0.2, 0.2):
        k.tube([(0, y, 0), (0.12 * sign, y * 1.1, -0.02)], 0.025, DARK_WOOD, columns=6, detail=True)
