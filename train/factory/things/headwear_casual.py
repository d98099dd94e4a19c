"""Hats of every day, and flowers."""

from __future__ import annotations

import numpy as np

from ..geometry.textures import shade
from ..parts import Part
from .headwear_fit import DOME
from .headwear_parts import STRAW, WHITE, Dyes, band, brim, flower, shell, star, visor
from .kit import Kit, rotated, smoothed


def beret(k: Kit, d: Dyes) -> None:
    k.turned(
        [
            (0.62, 0.012),
            (0.615, 0.15),
            (0.60, 0.30),
            (0.56, 0.44),
            (0.49, 0.53),
            (0.41, 0.56),
            (0.34, 0.54),
            (0.29, 0.49),
            (0.27, 0.455),
            (0.22, 0.465),
            (0.21, 0.40),
        ],
        d.main,
        columns=36,
        deep=1.02,
    )
    k.turned([(0.69, 0.012), (0.685, 0.022), (0.61, 0.020)], d.main, columns=8, detail=True)
    k.turned(
        [(0.285, 0.45), (0.275, 0.474), (0.222, 0.476), (0.215, 0.45)],
        shade(d.main, 0.8),
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    if d.turn < 0.35:
        k.moved((0.30, 0.27, 0.37), rotated(y=38)).ball(
            (0.035, 0.035, 0.014), d.metal, kind="metal", detail=True
        )


def straw(k: Kit, d: Dyes) -> None:
    k.turned(
        [
            (0.60, 0.03),
            (0.595, 0.15),
            (0.57, 0.29),
            (0.51, 0.41),
            (0.42, 0.49),
            (0.32, 0.53),
            (0.19, 0.545),
            (0.17, 0.50),
        ],
        STRAW,
        columns=36,
        deep=1.02,
    )
    k.turned(
        [(0.30, 0.50), (0.30, 0.547), (0.205, 0.562), (0.19, 0.50)],
        d.accent,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    brim(k, [(0.20, 0.46), (0.212, 0.56), (0.19, 0.70), (0.14, 0.84)], shade(STRAW, 0.97), sway=0.02, edge=98)
    if d.turn < 0.55:  # a bow at the side
        side = k.moved((0.40, 0.25, -0.40), rotated(y=135))
        for s in (1, -1):
            side.moved((0.07 * s, 0.0, 0.02), rotated(z=14 * s)).ball(
                (0.085, 0.06, 0.03), d.accent, detail=True
            )
            side.moved((0.045 * s, -0.13, 0.03), rotated(z=12 * s)).plate(
                [(-0.035, 0.1), (0.035, 0.1), (0.05, -0.12), (0.0, -0.09), (-0.05, -0.12)],
                0.012,
                shade(d.accent, 0.92),
                detail=True,
            )
        side.ball((0.03, 0.04, 0.04), shade(d.accent, 0.9), detail=True)
    elif d.turn > 0.8:
        flower(k.moved((0.40, 0.26, 0.39), rotated(y=46)), 0.085, d.light, d.accent)


def cap(k: Kit, d: Dyes) -> None:
    shell(k, 0.15, d.main)
    visor(k, 0.33, d.trim)
    k.turned([(0.622, 0.01), (0.618, 0.03), (0.60, 0.035)], d.trim, columns=10, detail=True)
    phi = np.linspace(0, 2 * np.pi, 7)[:-1] + 0.0
    for a in phi:  # seams
        y = np.linspace(0.60, 0.17, 9)
        r = np.interp(-y, -DOME[:, 0], DOME[:, 1]) + 0.002
        k.tube(
            np.stack([np.sin(a) * r, y, np.cos(a) * r * 1.02], 1),
            0.005,
            shade(d.main, 0.72),
            columns=4,
            out=(np.sin(a), 0.3, np.cos(a)),
            outline=0.0,
        )
    if d.turn < 0.6:
        badge = k.moved((0, 0.32, 0.528), rotated(x=-14))
        if d.turn < 0.3:
            star(badge, 0.085, d.light)
        else:
            badge.ball((0.085, 0.075, 0.012), d.light, detail=True)
            badge.moved((0, 0, 0.012)).ball((0.045, 0.04, 0.008), d.accent, detail=True)


def cap_back(k: Kit, d: Dyes) -> None:
    cap(k.moved((0, 0, 0), rotated(y=180)), d)


def bandana(k: Kit, d: Dyes) -> None:
    k = k.moved((0, -0.045, 0))
    phi = np.abs((np.arange(36) / 36 * 360 + 180) % 360 - 180)
    shell(k, np.interp(phi, [0, 60, 110, 180], [0.20, 0.17, 0.06, -0.06]), d.main, scale=0.985)
    band(k, 0.16, 0.225, shade(d.main, 0.9), out=0.014)
    knot = k.moved((0, -0.02, -0.57))
    knot.ball((0.055, 0.05, 0.045), d.main, detail=True)
    for s in (1, -1):
        knot.moved((0.06 * s, -0.03, -0.02), rotated(y=-20 * s, z=38 * s)).plate(
            [(-0.03, 0.03), (0.03, 0.03), (0.075, -0.16), (0.0, -0.24), (-0.06, -0.17)],
            0.014,
            d.main,
            detail=True,
        )
    for a in np.radians([-50, -18, 16, 48, 90, -90, 130, -130]):
        for high in (0.30, 0.46):
            r = float(np.interp(-high, -DOME[:, 0], DOME[:, 1]))
            spot = k.moved(
                (np.sin(a + high) * r, high, np.cos(a + high) * r * 1.02),
                rotated(y=np.degrees(a + high)) @ rotated(x=-55 * (high - 0.1) / 0.4),
            )
            spot.ball((0.032, 0.032, 0.004), d.light, rows=3, columns=8, outline=0.0, edge=int(Part.HAT))


def beanie(k: Kit, d: Dyes) -> None:
    shell(k, 0.14, d.main, scale=1.03, columns=60, waves=(30, 0.012))
    a = np.arange(60) / 60 * 2 * np.pi
    rib = 1 + 0.012 * np.cos(a * 30)
    p = smoothed([(0.10, 0.545), (0.115, 0.58), (0.19, 0.592), (0.265, 0.575), (0.27, 0.53)], 9)
    rings = np.stack(
        [np.sin(a) * p[:, 1:] * rib, np.broadcast_to(p[:, :1], (9, 60)), np.cos(a) * p[:, 1:] * rib * 1.02],
        -1,
    )
    k.rings(rings, d.trim, caps=(False, False), detail=True)
    if d.turn < 0.6:
        k.moved((0, 0.70, 0)).turned(
            [(-0.11, 0.03), (-0.08, 0.10), (0.0, 0.135), (0.08, 0.10), (0.115, 0.02)],
            d.trim,
            columns=24,
            waves=(8, 0.07),
            detail=True,
        )


def hachimaki(k: Kit, d: Dyes) -> None:
    color = WHITE if d.turn < 0.4 else d.accent
    k.turned(
        [(0.175, 0.50), (0.17, 0.552), (0.265, 0.548), (0.26, 0.50)],
        color,
        columns=36,
        deep=1.02,
        caps=(False, False),
    )
    if d.turn < 0.2:
        k.moved((0, 0.22, 0.555)).ball(
            (0.045, 0.045, 0.012), (0.80, 0.14, 0.18), rows=4, columns=12, outline=0.0, detail=True
        )
    knot = k.moved((0, 0.21, -0.57))
    knot.ball((0.05, 0.055, 0.04), color, detail=True)
    for s in (1, -1):
        knot.moved((0.08 * s, -0.02, -0.02), rotated(y=-10 * s, z=18 * s)).plate(
            [(-0.03, 0.03), (0.03, 0.03), (0.05, -0.50), (0.0, -0.46), (-0.05, -0.50)],
            0.014,
            color,
            middle=(0, -0.25),
            detail=True,
        )


def sun_visor(k: Kit, d: Dyes) -> None:
    k.turned(
        [(0.15, 0.50), (0.145, 0.55), (0.26, 0.545), (0.255, 0.50)],
        d.main,
        columns=36,
        deep=1.02,
        caps=(False, False),
    )
    visor(k, 0.36, d.trim, y=0.17, drop=0.09)


def flower_crown(k: Kit, d: Dyes) -> None:
    k.ring(0.535, 0.022, (0.42, 0.58, 0.34), at=(0, 0.235, 0), columns=32)
    rng = np.random.default_rng(int(d.turn * 1e6))
    colors = (d.light, d.accent, shade(d.accent, 1.25), d.trim)
    for i in range(15):
        a = i / 15 * 2 * np.pi
        out = k.moved(
            (np.sin(a) * 0.55, 0.235 + rng.uniform(-0.02, 0.03), np.cos(a) * 0.56),
            rotated(y=np.degrees(a)) @ rotated(x=-18),
        )
        if i % 3 == 1:
            for s in (1, -1):
                out.moved((0.03 * s, 0.0, 0), rotated(z=50 * s)).plate(
                    [(0, -0.05), (0.03, 0.0), (0, 0.10), (-0.03, 0)],
                    0.012,
                    (0.45, 0.64, 0.36),
                    detail=True,
                    outline=0.5,
                )
        flower(out, 0.125 if i % 2 else 0.10, colors[i % 4], (0.95, 0.80, 0.35))


def blossom(k: Kit, d: Dyes) -> None:
    side = k.moved((0.43, 0.20, 0.30), rotated(y=52) @ rotated(x=-14))
    colors = (d.accent, d.light, shade(d.accent, 1.25))
    for x, y, size, i in ((0.0, 0.05, 0.17, 0), (-0.15, -0.02, 0.11, 1), (0.10, -0.10, 0.12, 2)):
        flower(
            side.moved((x, y, 0.11 - 0.02 * i), rotated(z=25 * i)),
            size,
            colors[i],
            (0.95, 0.80, 0.35),
            6 if i else 5,
        )
    for turn in (70, -80, 170):
        side.moved((0, 0, 0.07), rotated(z=turn)).plate(
            [(0, 0.05), (0.05, 0.15), (0, 0.28), (-0.05, 0.15)],
            0.014,
            (0.42, 0.60, 0.38),
            rows=0,
            middle=(0, 0.15),
            detail=True,
        )
