"""Hats of tales, courts and wars."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import smooth
from ..geometry.textures import shade
from .headwear_fit import DOME
from .headwear_parts import GOLD, STEEL, WHITE, Dyes, band, brim, feather, shell, star
from .kit import Kit, rotated, smoothed


def witch(k: Kit, d: Dyes) -> None:
    cone = smoothed(
        [
            (0, 0.17, 0),
            (0, 0.38, -0.01),
            (0, 0.60, -0.04),
            (0.02, 0.83, -0.11),
            (0.08, 1.02, -0.19),
            (0.20, 1.13, -0.24),
            (0.34, 1.11, -0.26),
            (0.42, 1.02, -0.26),
        ],
        20,
    )
    wide = np.interp(
        np.linspace(0, 1, 20), [0, 0.2, 0.4, 0.6, 0.8, 1], [0.545, 0.475, 0.32, 0.185, 0.095, 0.012]
    )
    wide = wide * (1 + 0.05 * np.sin(np.linspace(0, 20, 20)) * smooth(0.3, 0.5, np.linspace(0, 1, 20)))
    k.tube(cone, wide, d.main, columns=28, out=(0, 0, 1.0))
    brim(
        k, [(0.20, 0.47), (0.20, 0.60), (0.165, 0.80), (0.15, 1.02)], shade(d.main, 0.94), sway=0.06, edge=98
    )
    k.turned(
        [(0.19, 0.48), (0.195, 0.56), (0.30, 0.522), (0.305, 0.46)],
        d.accent,
        columns=32,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    if d.turn < 0.6:
        buckle = k.moved((0, 0.245, 0.555), rotated(x=-18))
        o = [(-0.075, -0.055), (0.075, -0.055), (0.075, 0.055), (-0.075, 0.055)]
        buckle.tube(
            [(x, y, 0) for x, y in [*o, o[0], o[1]]], 0.014, GOLD, columns=6, kind="metal", detail=True
        )
    else:
        star(k.moved((0.30, 0.29, 0.43), rotated(y=33, x=-12)), 0.085, GOLD)


def helmet(k: Kit, d: Dyes) -> None:
    phi = np.abs((np.arange(44) / 44 * 360 + 180) % 360 - 180)
    line = np.interp(
        phi, [0, 30, 50, 58, 72, 100, 140, 180], [0.245, 0.235, 0.17, 0.0, -0.40, -0.44, -0.40, -0.42]
    )
    line[0] = 0.17
    shell(k, line, STEEL, scale=1.03, thick=0.035, columns=44, rows=13, kind="metal")
    ridge = [
        (0, 0.28, 0.575),
        (0, 0.45, 0.50),
        (0, 0.59, 0.33),
        (0, 0.655, 0.05),
        (0, 0.60, -0.30),
        (0, 0.40, -0.53),
        (0, 0.1, -0.585),
        (0, -0.2, -0.565),
    ]
    k.tube(
        smoothed(ridge, 20), 0.030, d.metal, columns=6, flat=0.8, out=(0, 1, 0.2), kind="metal", detail=True
    )
    front = np.radians(np.linspace(-52, 52, 15))
    brow = np.interp(np.abs(np.degrees(front)), [0, 30, 52], [0.235, 0.225, 0.15])
    k.tube(
        np.stack([np.sin(front) * 0.565, brow, np.cos(front) * 0.577], 1),
        0.026,
        d.metal,
        columns=6,
        flat=0.6,
        out=(0, 0, 1),
        kind="metal",
        detail=True,
    )
    for s in (1, -1):
        pivot = k.moved((0.565 * s, 0.14, 0.05), rotated(z=-90 * s))
        pivot.turned(
            [(0.03, 0.02), (0.025, 0.05), (0.0, 0.065), (-0.02, 0.065)],
            d.metal,
            columns=12,
            kind="metal",
            detail=True,
        )
    if d.turn < 0.5:  # a plume
        path = smoothed(
            [(0, 0.66, -0.12), (0, 0.86, -0.22), (0, 0.93, -0.48), (0, 0.74, -0.76), (0, 0.42, -0.92)], 14
        )
        wide = np.interp(np.linspace(0, 1, 14), [0, 0.2, 0.6, 1], [0.03, 0.09, 0.12, 0.01])
        k.tube(path, wide, d.accent, flat=0.55, out=(0, 1, 1), detail=True)
    elif d.turn > 0.78:  # two small wings
        for s in (1, -1):
            for i in range(3):
                feather = k.moved(
                    (0.57 * s, 0.24 - 0.05 * i, -0.02), rotated(y=62 * s, z=(18 - 20 * i) * s, x=0)
                )
                feather.plate(
                    [(0, -0.03), (-0.2 * s, -0.035), (-0.36 * s, 0.02), (-0.2 * s, 0.05), (0, 0.04)],
                    0.02,
                    WHITE,
                    bulge=0.01,
                    detail=True,
                )


def horned_helmet(k: Kit, d: Dyes) -> None:
    shell(k, 0.14, STEEL, scale=1.04, thick=0.03, kind="metal")
    band(k, 0.13, 0.22, d.metal, out=0.04, kind="metal")
    k.tube(
        smoothed(
            [
                (0, 0.20, 0.59),
                (0, 0.45, 0.52),
                (0, 0.63, 0.2),
                (0, 0.64, -0.2),
                (0, 0.40, -0.53),
                (0, 0.18, -0.59),
            ],
            16,
        ),
        0.036,
        d.metal,
        columns=6,
        flat=0.6,
        out=(0, 1, 0.2),
        kind="metal",
        detail=True,
    )
    for s in (1, -1):
        path = smoothed(
            [(0.50, 0.28, 0.0), (0.72, 0.36, 0.02), (0.84, 0.56, 0.04), (0.80, 0.84, 0.06)], 14
        ) * (s, 1, 1)
        k.tube(
            path,
            np.interp(np.linspace(0, 1, 14), [0, 0.4, 1], [0.12, 0.095, 0.008]),
            (0.92, 0.87, 0.76),
            columns=10,
            kind="leather",
            detail=True,
        )
        k.moved((0.53 * s, 0.29, 0.0), rotated(z=-70 * s)).ring(
            0.125, 0.024, d.metal, columns=16, kind="metal", detail=True
        )


def crown(k: Kit, d: Dyes) -> None:
    small = d.turn < 0.6
    n = 5 if small else 8
    r, y, h = (0.24, 0.505, 0.25) if small else (0.37, 0.41, 0.27)
    a = np.arange(n * 8) / (n * 8) * 2 * np.pi
    spike = (1 + np.cos(a * n)) / 2
    top = y + 0.07 + (h - 0.07) * spike**1.6
    flare = 1.0 + 0.16 * spike

    def ring(radius, high):
        return np.stack([np.sin(a) * radius, np.broadcast_to(high, a.shape), np.cos(a) * radius], -1)

    k.rings(
        np.stack(
            [
                ring(r - 0.03, y),
                ring(r, y),
                ring(r * 1.02, y + 0.05),
                ring(r * flare, top),
                ring(r * flare - 0.02, top - 0.005),
                ring(r - 0.02, y + 0.05),
                ring(r - 0.03, y),
            ]
        ),
        d.metal,
        caps=(False, False),
        kind="metal",
    )
    k.ring(r + 0.004, 0.024, d.metal, at=(0, y + 0.012, 0), columns=28, kind="metal", detail=True)
    for i in range(n):
        b = i / n * 2 * np.pi
        out = np.array([np.sin(b), 0, np.cos(b)])
        k.ball(
            0.026,
            d.metal,
            at=tuple(out * r * 1.16 + (0, y + h + 0.012, 0)),
            rows=4,
            columns=8,
            kind="metal",
            detail=True,
        )
        k.ball(
            0.028,
            d.accent,
            at=tuple(out * (r + 0.012) + (0, y + 0.075, 0)),
            rows=4,
            columns=8,
            kind="leather",
            detail=True,
        )


def tiara(k: Kit, d: Dyes) -> None:
    a = np.radians(np.linspace(-82, 82, 41))
    peak = np.exp(-((np.degrees(a) / 14) ** 2)) * 0.16 + 0.07 * np.cos(a * 8) ** 4 * np.cos(a) + 0.03
    place = k.moved((0, 0.33, 0.02), rotated(x=-22))
    r = 0.50
    low = np.stack([np.sin(a) * r, 0 * a, np.cos(a) * r], -1)
    high = low * [1.01, 1, 1.01] + peak[:, None] * [0, 1, 0]
    rings = np.stack([low, high, high * [0.97, 1, 0.97], low * [0.97, 1, 0.97]], 1)
    place.rings(rings, d.metal, kind="metal")
    place.tube(low, 0.018, d.metal, columns=6, kind="metal", detail=True)
    place.moved((0, 0.10, 0.515)).ball(
        (0.035, 0.045, 0.02), d.accent, rows=5, columns=8, kind="leather", detail=True
    )
    for s in (1, -1):
        place.moved((0.26 * s, 0.05, 0.445)).ball(
            0.022, d.accent, rows=4, columns=8, kind="leather", detail=True
        )


def top_hat(k: Kit, d: Dyes) -> None:
    k.turned(
        [
            (0.17, 0.50),
            (0.19, 0.545),
            (0.45, 0.50),
            (0.75, 0.505),
            (0.90, 0.54),
            (0.925, 0.53),
            (0.925, 0.02),
        ],
        d.main,
        columns=36,
        deep=1.02,
    )
    brim(k, [(0.19, 0.46), (0.19, 0.58), (0.20, 0.70), (0.235, 0.76)], d.main, sway=-0.05, edge=98)
    k.turned(
        [(0.20, 0.50), (0.20, 0.556), (0.36, 0.530), (0.36, 0.48)],
        d.accent,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    if d.turn < 0.5:
        feather(k.moved((0.50, 0.32, 0.06), rotated(z=-12, x=-14)), d.light)


def mini_hat(k: Kit, d: Dyes) -> None:
    m = k.moved((0.24, 0.50, 0.10), rotated(z=-26, x=8), 0.42)
    m.turned(
        [(-0.05, 0.42), (0.0, 0.44), (0.30, 0.40), (0.62, 0.44), (0.65, 0.42), (0.65, 0.02)],
        d.main,
        columns=24,
    )
    m.turned(
        [(-0.06, 0.30), (-0.06, 0.70), (-0.02, 0.72), (0.01, 0.66), (0.0, 0.30)],
        d.main,
        columns=24,
        detail=True,
    )
    m.turned(
        [(0.0, 0.40), (0.0, 0.46), (0.18, 0.44), (0.18, 0.38)],
        d.accent,
        columns=24,
        caps=(False, False),
        detail=True,
    )
    for s in (1, -1):
        m.moved((0.15 * s, 0.09, 0.44), rotated(z=16 * s)).ball((0.17, 0.11, 0.06), d.accent, detail=True)
    m.moved((0, 0.09, 0.47)).ball((0.06, 0.07, 0.06), shade(d.accent, 0.85), rows=4, columns=8, detail=True)


def feather_hat(k: Kit, d: Dyes) -> None:
    k.turned(
        [(0.62, 0.02), (0.615, 0.2), (0.585, 0.36), (0.50, 0.46), (0.36, 0.52), (0.17, 0.545), (0.16, 0.50)],
        d.main,
        columns=36,
        deep=1.02,
    )
    brim(k, [(0.20, 0.46), (0.20, 0.58), (0.21, 0.76), (0.25, 0.90)], d.main, sway=-0.11, edge=98)
    k.turned(
        [(0.20, 0.50), (0.20, 0.556), (0.29, 0.545), (0.29, 0.48)],
        d.accent,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    for i, x in enumerate((-52, -66)):
        feather(k.moved((0.50, 0.28, -0.02 - 0.05 * i), rotated(x=x, z=-10)), (d.light, d.accent)[i], 0.58)


def tricorn(k: Kit, d: Dyes) -> None:
    k.turned(
        [(0.17, 0.50), (0.19, 0.545), (0.40, 0.50), (0.54, 0.40), (0.60, 0.22), (0.61, 0.02)],
        d.main,
        columns=36,
        deep=1.02,
    )
    a = np.arange(60) / 60 * 2 * np.pi
    point = (1 + np.cos(3 * a)) / 2  # three corners, one in front
    far = 0.66 + 0.30 * point**1.5
    high = 0.40 - 0.20 * point
    rows = []
    for u in np.concatenate([np.linspace(0, 1, 6), np.linspace(1, 0, 6)]):
        r, y = 0.50 + (far - 0.50) * u, 0.19 + (high - 0.19) * u**1.4
        rows.append((r, y))
    rings = np.stack(
        [
            np.stack([np.sin(a) * r, y - (0.02 if i > 5 else 0.0), np.cos(a) * r], -1)
            for i, (r, y) in enumerate(rows)
        ]
    )
    k.rings(rings, shade(d.main, 0.95), caps=(False, False), edge=98)
    rim = np.stack([np.sin(a) * far, high, np.cos(a) * far], 1)
    k.tube(np.concatenate([rim, rim[:2]]), 0.018, GOLD, columns=5, out=(0, 1, 0), kind="metal", detail=True)
    if d.turn < 0.5:
        feather(k.moved((0.46, 0.30, -0.16), rotated(x=-52, z=-10)), d.light, 0.55)


def turban(k: Kit, d: Dyes) -> None:
    shell(k, 0.16, d.main, scale=1.02)
    for i in range(5):  # wound cloth
        a = np.linspace(0, 2 * np.pi, 33)
        high = 0.24 + 0.085 * i + 0.07 * np.cos(a + 0.5 + 0.9 * (i % 2))
        r = np.interp(-high, -DOME[:, 0], DOME[:, 1]) + 0.035
        k.tube(
            np.stack([np.sin(a) * r, high, np.cos(a) * r], 1),
            0.082,
            shade(d.main, 1 - 0.05 * (i % 2)),
            columns=8,
            flat=0.75,
            out=(0, 1, 0),
            detail=True,
        )
    k.moved((0, 0.34, 0.63), rotated(x=-14)).ball((0.06, 0.075, 0.035), d.accent, kind="leather", detail=True)
    feather(k.moved((0, 0.42, 0.60), rotated(x=-12)), d.light, 0.42)


def mitre(k: Kit, d: Dyes) -> None:
    a = np.arange(36) / 36 * 2 * np.pi
    rows = []
    for u in np.concatenate([np.linspace(0, 1, 7), [0.98]]):
        peak = 0.18 + u * (0.42 + 0.42 * np.abs(np.cos(a)) ** 1.5)
        r = 0.55 - 0.05 * u
        flat = 1 - 0.72 * u**1.6
        rows.append(
            np.stack([np.sin(a) * r * (1 + 0.06 * np.sin(u * np.pi)), peak, np.cos(a) * r * flat], -1)
        )
    k.rings(np.stack(rows), WHITE)
    k.turned(
        [(0.165, 0.50), (0.17, 0.562), (0.27, 0.556), (0.27, 0.50)],
        d.accent,
        columns=36,
        deep=1.02,
        caps=(False, False),
        detail=True,
    )
    for o in (
        [(-0.028, -0.18), (0.028, -0.18), (0.028, 0.16), (-0.028, 0.16)],
        [(-0.10, -0.0), (0.10, -0.0), (0.10, 0.055), (-0.10, 0.055)],
    ):
        k.moved((0, 0.52, 0.44), rotated(x=-24)).plate(o, 0.03, GOLD, kind="metal", rows=0, detail=True)
