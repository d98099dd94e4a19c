"""Staffs, brooms, umbrellas and sticks. Axes as in holding.py; 1 is a head at adult size, the grip is at the
origin."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import circle
from ..geometry.textures import shade
from ..palette import RGB
from .headwear_parts import GOLD, WHITE, Dyes
from .kit import Kit, rotated, smoothed

WOOD: RGB = (0.55, 0.38, 0.25)


DARK_WOOD: RGB = (0.36, 0.24, 0.18)


INK: RGB = (0.15, 0.15, 0.18)


LEATHER: RGB = (0.50, 0.32, 0.20)


def star_outline(count: int, inner: float, size: float) -> np.ndarray:
    a = np.arange(count * 2) / (count * 2) * 2 * np.pi + np.pi / 2
    r = np.where(np.arange(count * 2) % 2, inner, 1.0) * size
    return np.stack([np.cos(a) * r, np.sin(a) * r], 1)


def staff(k: Kit, d: Dyes, sign: float) -> None:
    """A mage's staff with an ornament on top."""
    del sign
    wood = (WOOD, DARK_WOOD, WHITE, d.dark)[int(d.turn * 3.99)]
    end = -3.9 * k.stretch
    y = np.linspace(end, 1.25, 16)
    k.tube(
        np.stack([0 * y, y, 0 * y], 1),
        np.interp(y, [end, 0, 1.25], [0.036, 0.044, 0.052]),
        wood,
        columns=8,
        kind="leather",
    )
    for low in (end, 1.05):
        k.turned(
            [(low, 0.045), (low + 0.02, 0.058), (low + 0.14, 0.058), (low + 0.16, 0.045)],
            d.metal,
            columns=10,
            kind="metal",
            detail=True,
        )
    top = k.moved((0, 1.45, 0))
    way = (d.turn * 5) % 1
    if way < 0.35:  # a ring with a stone in it
        top.moved((0, 0.12, 0), rotated(z=0, x=90)).ring(
            0.27, 0.042, d.metal, columns=26, kind="metal", detail=True
        )
        top.moved((0, 0.12, 0)).turned(
            [(-0.17, 0.01), (0, 0.105), (0.17, 0.01)], d.accent, columns=8, kind="leather", detail=True
        )
        for s in (1, -1):
            top.moved((0.33 * s, 0.16, 0), rotated(z=-32 * s)).plate(
                [(-0.04, -0.07), (0.04, -0.07), (0, 0.22)], 0.04, d.metal, kind="metal", detail=True
            )
    elif way < 0.65:  # a crescent
        a = np.radians(np.linspace(-60, 240, 22))
        wide = np.interp(np.linspace(0, 1, 22), [0, 0.5, 1], [0.012, 0.085, 0.012])
        top.tube(
            np.stack([np.cos(a) * 0.27, np.sin(a) * -0.27 + 0.12, 0 * a], 1),
            wide,
            GOLD,
            columns=8,
            flat=0.5,
            kind="metal",
            detail=True,
        )
        top.moved((0, 0.15, 0)).ball(0.12, d.accent, kind="leather", detail=True)
    else:  # a crook with a stone
        path = smoothed(
            [
                (0, -0.25, 0),
                (-0.10, 0.0, 0),
                (-0.16, 0.22, 0),
                (0.0, 0.42, 0),
                (0.20, 0.30, 0),
                (0.16, 0.10, 0),
                (0.05, 0.06, 0),
            ],
            20,
        )
        top.tube(path, np.linspace(0.055, 0.028, 20), wood, columns=8, kind="leather")
        top.moved((0.03, 0.20, 0)).ball(0.085, d.accent, kind="leather", detail=True)


def wand(k: Kit, d: Dyes, sign: float) -> None:
    """A short wand with a star or a heart."""
    del sign
    k.tube([(0, -0.26, 0), (0, 0, 0), (0, 0.52, 0)], 0.026, d.light if d.turn < 0.5 else WOOD, columns=8)
    k.ball(0.042, d.metal, at=(0, -0.27, 0), rows=4, columns=8, kind="metal", detail=True)
    top = k.moved((0, 0.68, 0))
    if d.turn < 0.6:
        top.plate(star_outline(5, 0.46, 0.20), 0.07, GOLD, bulge=0.02, kind="metal", detail=True)
        for s in (1, -1):
            top.moved((0.10 * s, -0.17, 0.02), rotated(z=24 * s)).ball(
                (0.085, 0.05, 0.03), d.accent, rows=4, columns=8, detail=True
            )
    else:
        a = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        o = np.stack(
            [
                0.012 * 16 * np.sin(a) ** 3,
                0.012 * (13 * np.cos(a) - 5 * np.cos(2 * a) - 2 * np.cos(3 * a) - np.cos(4 * a)),
            ],
            1,
        )
        top.plate(o, 0.08, d.accent, bulge=0.03, middle=(0, 0.02), kind="leather", detail=True)
    k.turned(
        [(0.44, 0.03), (0.46, 0.05), (0.50, 0.05), (0.52, 0.03)],
        d.metal,
        columns=8,
        kind="metal",
        detail=True,
    )


def broom(k: Kit, d: Dyes, sign: float) -> None:
    """A broom of twigs, as witches and sweepers have."""
    del sign
    end = -2.2 * k.stretch
    y = np.linspace(end, 1.1, 9)
    k.tube(np.stack([0.02 * np.sin(y * 3), y, 0 * y], 1), 0.042, WOOD, columns=8, kind="leather")
    straw = (0.82, 0.68, 0.40)
    p = smoothed(
        [(end + 0.2, 0.045), (end + 0.08, 0.10), (end - 0.25, 0.22), (end - 0.70, 0.31), (end - 0.95, 0.29)],
        10,
    )
    rows = np.array([shade(straw, 1 - 0.08 * (i % 2)) for i in range(10)])
    k.turned([(float(a), float(b)) for a, b in p], rows, columns=28, waves=(14, 0.06), detail=True)
    for at, r in ((end + 0.05, 0.12), (end - 0.08, 0.16)):
        k.ring(r, 0.022, d.accent, at=(0, at, 0), columns=16, detail=True)


def umbrella_open(k: Kit, d: Dyes, sign: float) -> None:
    """An open umbrella over the head."""
    color = d.accent if d.turn < 0.5 else d.main
    top = k.above + 0.72
    k.tube([(0, -0.35, 0), (0, 1.0, 0), (0, top, 0)], 0.022, d.metal, columns=7, kind="metal")
    k.tube(
        smoothed(
            [
                (0, 0.18, 0),
                (0, -0.10, 0),
                (0, -0.32, 0),
                (0.06 * sign, -0.42, 0),
                (0.14 * sign, -0.38, 0),
                (0.15 * sign, -0.28, 0),
            ],
            14,
        ),
        0.038,
        DARK_WOOD,
        columns=8,
        kind="leather",
        detail=True,
    )
    n, columns = 8, 48
    a = np.arange(columns) / columns * 2 * np.pi
    ray = np.abs(np.cos(a * n / 2))  # 1 at a rib
    u = np.linspace(0.01, 1, 8)
    r = 1.34 * np.sin(u * 1.22) / np.sin(1.22)
    y = top - 0.06 - 0.52 * (1 - np.cos(u * 1.22)) / (1 - np.cos(1.22))
    sag = (1 - ray)[None] * u[:, None] ** 2
    outer = np.stack(
        [
            np.sin(a) * r[:, None] * (1 - 0.055 * sag),
            y[:, None] + 0.10 * sag * u[:, None],
            np.cos(a) * r[:, None] * (1 - 0.055 * sag),
        ],
        -1,
    )
    inner = outer[::-2] - (0, 0.025, 0)
    tint = np.concatenate(
        [
            np.repeat([color], 7, 0),
            [d.light] if d.turn % 0.5 < 0.25 else [color],
            np.repeat([shade(color, 0.78)], 4, 0),
        ]
    )
    k.rings(np.concatenate([outer, inner]), tint)
    for i in range(n):
        b = i / n * 2 * np.pi
        way = np.stack([np.sin(b) * r, y + 0.006, np.cos(b) * r], 1)
        k.tube(
            way,
            0.010,
            shade(color, 0.75),
            columns=4,
            out=(np.sin(b), 0.5, np.cos(b)),
            detail=True,
            outline=0.0,
        )
    k.tube(
        [(0, top - 0.08, 0), (0, top + 0.02, 0), (0, top + 0.12, 0)],
        [0.035, 0.025, 0.008],
        d.metal,
        columns=7,
        kind="metal",
        detail=True,
    )


def umbrella_closed(k: Kit, d: Dyes, sign: float) -> None:
    """A rolled umbrella, its tip down."""
    color = d.accent if d.turn < 0.5 else d.main
    hook = smoothed(
        [(0, -0.25, 0), (0, 0.0, 0), (0, 0.16, 0), (0.0, 0.27, 0.05), (0, 0.28, 0.15), (0, 0.18, 0.19)], 14
    )
    k.tube(hook, 0.042, DARK_WOOD, columns=8, kind="leather", out=(1, 0, 0))
    p = smoothed(
        [
            (-0.24, 0.04),
            (-0.36, 0.095),
            (-0.75, 0.125),
            (0.3 - 2.4 * k.stretch, 0.06),
            (0.1 - 2.4 * k.stretch, 0.03),
        ],
        12,
    )
    ring = circle(24)
    a = np.arange(24) / 24 * 2 * np.pi
    twist = np.linspace(0, 1.2, 12)
    rings = np.stack(
        [
            np.stack(
                [
                    ring[:, 0] * r * (1 + 0.16 * np.cos(4 * (a + t))),
                    np.full(24, y),
                    ring[:, 1] * r * (1 + 0.16 * np.cos(4 * (a + t))),
                ],
                -1,
            )
            for (y, r), t in zip(p, twist, strict=True)
        ]
    )
    k.rings(rings, color)
    k.ring(0.126, 0.018, shade(color, 0.8), at=(0, -0.62, 0), columns=16, detail=True)
    k.tube(
        [(0, 0.14 - 2.4 * k.stretch, 0), (0, -0.14 - 2.4 * k.stretch, 0)],
        [0.026, 0.012],
        d.metal,
        columns=6,
        kind="metal",
        detail=True,
    )
    del sign


def cane(k: Kit, d: Dyes, sign: float) -> None:
    """A walking stick with a knob."""
    del sign
    k.tube(
        [(0, 0.05, 0), (0, -1.0, 0), (0, -2.7 * k.stretch, 0)],
        [0.034, 0.03, 0.022],
        DARK_WOOD if d.turn < 0.6 else d.dark,
        columns=8,
        kind="leather",
    )
    k.turned(
        [(0.02, 0.03), (0.04, 0.055), (0.10, 0.05), (0.15, 0.072), (0.21, 0.06), (0.235, 0.01)],
        d.metal,
        columns=12,
        kind="metal",
        detail=True,
    )


def gohei(k: Kit, d: Dyes, sign: float) -> None:
    """A shrine's wand with folded paper."""
    del d, sign
    k.tube([(0, -0.3, 0), (0, 0.2, 0), (0, 0.85, 0)], 0.024, WOOD, columns=6)
    for s in (1, -1):
        for i in range(4):
            x = 0.10 + 0.05 * i
            k.moved(
                (0.0, 0.74 - 0.19 * i, x * s), rotated(y=90, x=0) @ rotated(z=22 * (1 if i % 2 else -1))
            ).plate(
                [(-0.075, -0.11), (0.075, -0.11), (0.075, 0.11), (-0.075, 0.11)],
                0.012,
                WHITE,
                rows=0,
                detail=True,
            )
