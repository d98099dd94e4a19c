"""Bags, baskets and bunches to carry in the hand. Axes as in holding.py; the palm looks to -x times `sign` (1
left, -1 right)."""

from __future__ import annotations

import numpy as np

from ..geometry.textures import shade
from ..palette import RGB
from .headwear_parts import GOLD, WHITE, Dyes, flower
from .kit import Kit, rotated, smoothed
from .props_long import INK, LEATHER


def _handle(k: Kit, half: float, high: float, color: RGB, *, z: float = 1.0, radius: float = 0.026) -> None:
    """A bow along y through the grip, down to where the bag begins (z)."""
    path = smoothed(
        [
            (0, -half, high),
            (0, -half * 0.85, high * 0.35),
            (0, -half * 0.4, 0.0),
            (0, 0, 0),
            (0, half * 0.4, 0),
            (0, half * 0.85, high * 0.35),
            (0, half, high),
        ],
        16,
    )
    k.tube(path * (1, 1, z), radius, color, columns=7, out=(1, 0, 0), kind="leather")


def school_bag(k: Kit, d: Dyes, sign: float) -> None:
    """A school bag that hangs from the hand."""
    del sign
    hide = (LEATHER, INK, d.dark, (0.36, 0.22, 0.17))[int(d.turn * 3.99)]
    _handle(k, 0.20, 0.14, hide)
    b = k.moved((0, 0, 0.47), rotated(x=90))  # y is down now: z of the hand
    b.box((0.13, 0.35, 0.50), hide, round_=0.35, kind="leather")
    b.box((0.142, 0.18, 0.508), shade(hide, 0.9), at=(0, -0.19, 0), round_=0.35, kind="leather", detail=True)
    for s in (1, -1):
        for z in (0.28, -0.28):
            b.box((0.02, 0.04, 0.035), GOLD, at=(0.145 * s, -0.04, z), round_=0.3, kind="metal", detail=True)
    if d.turn % 0.5 < 0.25:  # a charm
        charm = k.moved((0.12, 0.30, 0.30))
        charm.tube([(0, 0, -0.06), (0.02, 0, 0.1)], 0.010, d.light, columns=4, out=(0, 1, 0), detail=True)
        charm.moved((0.03, 0, 0.17)).ball((0.06, 0.07, 0.07), d.accent, detail=True)
        for s in (1, -1):
            charm.moved((0.03, 0.05 * s, 0.11)).ball(0.03, d.accent, rows=4, columns=8, detail=True)


def tote(k: Kit, d: Dyes, sign: float) -> None:
    """A cloth bag that hangs from the hand."""
    del sign
    cloth = ((0.93, 0.90, 0.82), d.main, d.accent, d.light)[int(d.turn * 3.99)]
    for s in (1, -1):
        path = smoothed(
            [
                (0.05 * s, -0.20, 0.42),
                (0.02 * s, -0.14, 0.15),
                (0, -0.05, 0.01),
                (0, 0.05, 0.01),
                (0.02 * s, 0.14, 0.15),
                (0.05 * s, 0.20, 0.42),
            ],
            14,
        )
        k.tube(path, 0.030, shade(cloth, 0.9), columns=6, flat=0.4, out=(1, 0, 0))
    rows = [
        (0.36, 0.34, 0.05),
        (0.38, 0.36, 0.075),
        (0.55, 0.37, 0.11),
        (0.80, 0.385, 0.13),
        (0.98, 0.36, 0.11),
        (1.02, 0.33, 0.07),
    ]
    a = np.arange(24) / 24 * 2 * np.pi
    c, s_ = np.cos(a), np.sin(a)
    e = 2 / 4
    ring = np.stack([np.sign(c) * np.abs(c) ** e, np.sign(s_) * np.abs(s_) ** e], 1)
    k.rings(np.array([[(x * w, y * h, z) for x, y in ring] for z, h, w in rows]), cloth)
    for s in (1, -1):
        k.moved((0.128 * s, 0.0, 0.70), rotated(y=90 * s, x=0) @ rotated(z=90)).plate(
            [(0.12 * np.cos(t), 0.12 * np.sin(t)) for t in np.arange(14) / 14 * 2 * np.pi],
            0.012,
            d.accent if cloth != d.accent else d.light,
            detail=True,
            outline=0.3,
        )


def basket(k: Kit, d: Dyes, sign: float) -> None:
    """A wicker basket that hangs below the palm."""
    down = k.moved((0, 0, 0), rotated(z=-90 * sign))  # y is up when the palm looks down
    wicker = (0.74, 0.55, 0.34)
    path = smoothed(
        [
            (-0.36, -0.46, 0),
            (-0.30, -0.16, 0),
            (-0.10, 0, 0),
            (0.10, 0, 0),
            (0.30, -0.16, 0),
            (0.36, -0.46, 0),
        ],
        16,
    )
    down.tube(path, 0.030, wicker, columns=7)
    rows = [
        (-0.80, 0.30),
        (-0.78, 0.34),
        (-0.64, 0.375),
        (-0.52, 0.40),
        (-0.44, 0.42),
        (-0.40, 0.40),
        (-0.44, 0.35),
    ]
    tint = np.array([shade(wicker, 1 - 0.09 * (i % 2)) for i in range(7)])
    down.turned(rows, tint, columns=28, deep=0.72, waves=(14, 0.018), detail=True)
    rng = np.random.default_rng(int(d.turn * 1e6))
    for i in range(7):
        a = i * 2.4
        at = (
            0.24 * np.cos(a) * (0.4 + 0.09 * i),
            -0.40 + 0.03 * rng.random(),
            0.17 * np.sin(a) * (0.4 + 0.09 * i),
        )
        if d.turn < 0.5:
            down.ball(
                0.085,
                ((0.82, 0.20, 0.22), (0.90, 0.55, 0.2), (0.60, 0.72, 0.3))[i % 3],
                at=at,
                rows=5,
                columns=10,
                kind="leather",
                detail=True,
            )
        else:
            flower(
                down.moved((at[0], at[1] + 0.06, at[2]), rotated(x=-70 + 10 * np.sin(a), z=20 * np.cos(a))),
                0.11,
                (d.light, d.accent)[i % 2],
                GOLD,
            )


def lantern(k: Kit, d: Dyes, sign: float) -> None:
    """A lantern that hangs below the palm."""
    down = k.moved((0, 0, 0), rotated(z=-90 * sign), 1.3)
    a = np.radians(np.linspace(0, 180, 14))
    down.tube(
        np.stack([np.cos(a) * 0.11, np.sin(a) * 0.11 - 0.11, 0 * a], 1), 0.020, INK, columns=6, kind="metal"
    )
    down.turned(
        [(-0.10, 0.02), (-0.14, 0.09), (-0.20, 0.19), (-0.22, 0.20), (-0.25, 0.17)],
        d.dark,
        columns=8,
        kind="metal",
        detail=True,
    )
    down.turned(
        [(-0.25, 0.12), (-0.30, 0.14), (-0.55, 0.14), (-0.60, 0.12)],
        (1.0, 0.87, 0.50),
        columns=12,
        kind="flat",
        detail=True,
    )
    down.turned(
        [(-0.58, 0.14), (-0.60, 0.19), (-0.66, 0.20), (-0.68, 0.15)],
        d.dark,
        columns=8,
        kind="metal",
        detail=True,
    )
    for i in range(4):
        b = (i + 0.5) / 4 * 2 * np.pi
        down.tube(
            [(np.cos(b) * 0.165, -0.24, np.sin(b) * 0.165), (np.cos(b) * 0.165, -0.62, np.sin(b) * 0.165)],
            0.018,
            d.dark,
            columns=5,
            kind="metal",
            detail=True,
        )


def bouquet(k: Kit, d: Dyes, sign: float) -> None:
    """Flowers in paper."""
    del sign
    paper = (d.light, (0.93, 0.86, 0.74), shade(d.accent, 1.25))[int(d.turn * 2.99)]
    k.turned(
        [
            (-0.34, 0.115),
            (-0.22, 0.075),
            (0.0, 0.058),
            (0.16, 0.12),
            (0.42, 0.30),
            (0.44, 0.27),
            (0.30, 0.15),
        ],
        paper,
        columns=24,
        waves=(6, 0.07),
    )
    k.turned(
        [(-0.06, 0.066), (-0.04, 0.08), (0.04, 0.082), (0.06, 0.078)],
        d.accent,
        columns=14,
        caps=(False, False),
        detail=True,
    )
    rng = np.random.default_rng(int(d.turn * 1e6))
    colors = (d.accent, shade(d.accent, 1.3), WHITE, (0.96, 0.80, 0.42))
    for i in range(9):
        a, r = i * 2.4, 0.105 * np.sqrt(i)
        tilt = rotated(y=np.degrees(a)) @ rotated(x=-90 + 130 * r)
        at = (np.sin(a) * r, 0.50 - 0.5 * r * r + rng.uniform(-0.02, 0.03), np.cos(a) * r)
        f = k.moved(at, tilt)
        if i % 4 == 3:
            f.ball((0.07, 0.07, 0.10), (0.46, 0.62, 0.38), rows=4, columns=8, detail=True)
        else:
            flower(f, 0.20, colors[(i + int(d.turn * 9)) % 4], GOLD)


def tray(k: Kit, d: Dyes, sign: float) -> None:
    """A tray on the palm with a pot and a cup."""
    up = k.moved((0.0, -0.05, 0.05), rotated(z=90 * sign))
    up.turned(
        [(0.0, 0.02), (0.0, 0.40), (0.05, 0.43), (0.06, 0.42), (0.02, 0.39), (0.02, 0.02)],
        d.metal,
        columns=28,
        kind="metal",
    )
    pot = up.moved((0.10, 0.02, -0.05))
    pot.turned(
        [(0.0, 0.02), (0.0, 0.11), (0.10, 0.16), (0.22, 0.12), (0.25, 0.06), (0.28, 0.03), (0.29, 0.01)],
        WHITE,
        columns=18,
        kind="leather",
        detail=True,
    )
    pot.tube(
        smoothed([(0.13, 0.08, 0), (0.22, 0.13, 0), (0.25, 0.23, 0)], 6),
        [0.04, 0.035, 0.03, 0.027, 0.024, 0.02],
        WHITE,
        columns=6,
        kind="leather",
        detail=True,
    )
    c = up.moved((-0.17, 0.02, 0.10))
    c.turned(
        [(0.0, 0.02), (0.0, 0.05), (0.08, 0.085), (0.12, 0.09), (0.115, 0.08), (0.09, 0.01)],
        d.accent,
        columns=14,
        kind="leather",
        detail=True,
    )
