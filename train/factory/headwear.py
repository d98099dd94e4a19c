"""Hats and what else lies on the head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .head import Head
from .headwear_fit import DOME, lie
from .mesh import Array, Mesh, smooth
from .palette import RGB
from .parts import Part
from .textures import shade
from .things_kit import Kit, rotated, smoothed

STRAW: RGB = (0.90, 0.80, 0.58)
WHITE: RGB = (0.96, 0.96, 0.97)
GOLD: RGB = (0.93, 0.76, 0.36)
STEEL: RGB = (0.74, 0.77, 0.83)


@dataclass(frozen=True)
class Dyes:
    """Colors of a thing: most of it, its trim, ribbons, dark and light parts, metal. turn: 0..1, details."""

    main: RGB
    trim: RGB
    accent: RGB
    dark: RGB
    light: RGB
    metal: RGB
    turn: float = 0.5


def shell(
    kit: Kit, line: Array | float, color: RGB, *, scale: float = 1.0, thick: float = 0.02, columns: int = 36,
    rows: int = 9, waves: tuple[int, float] = (0, 0.0), **more,
) -> None:  # fmt: skip
    """A cap of even thickness over the head down to `line` (height over the skull's middle, one number or
    one for each column from the front over the left around)."""
    phi = np.arange(columns) / columns * 2 * np.pi
    way = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(DOME, axis=0), axis=1))])
    stop = np.interp(-np.broadcast_to(np.asarray(line, float), (columns,)), -DOME[:, 0], way)
    s = np.linspace(0, 1, rows)[:, None] ** 0.85 * stop[None]
    y, r = (np.interp(s, way, DOME[:, i]) for i in (0, 1))
    r = r * (1 + waves[1] * np.cos(waves[0] * phi))[None]

    def surface(y: Array, r: Array) -> Array:
        return np.stack([np.sin(phi) * r, y, np.cos(phi) * r * 1.02], -1) * scale

    inside = slice(None, None, -3)
    rings = np.concatenate([surface(y, r), surface(y[inside] - 0.3 * thick, np.maximum(r[inside] - thick, 0.004))])
    kit.rings(rings, color, **more)


def band(kit: Kit, low: float, high: float, color: RGB, *, out: float = 0.012, wide: float = 1.0, **more) -> None:
    """A flat ribbon around a hat that fits closely, between two heights."""
    y = np.array([low, low, high, high])
    r = np.interp(-y, -DOME[:, 0], DOME[:, 1]) * wide + np.array([-0.02, out, out, -0.02])
    more.setdefault("detail", True)
    kit.turned(list(zip(y, r, strict=True)), color, columns=36, deep=1.02, caps=(False, False), **more)


def visor(kit: Kit, reach: float, color: RGB, *, y: float = 0.16, drop: float = 0.10, span: float = 62, **more) -> None:
    """A stiff peak over the brow."""
    a = np.radians(np.linspace(-span, span, 17))
    u = np.linspace(0, 1, 5)
    edge = np.cos(a * 90 / span) ** 0.6
    r = 0.50 + (0.035 + reach * edge[None]) * u[:, None]
    x, z = np.sin(a) * r, np.cos(a) * r * 1.02
    high = y - drop * u[:, None] ** 1.3 + 0.10 * (1 - np.cos(a))[None] * -0.6 * u[:, None]
    high = high - 0.05 * (np.abs(a) / a.max())[None] ** 2 * u[:, None]
    top = np.stack([x, np.broadcast_to(high, x.shape), z], -1)
    rings = np.concatenate([top, (top - (0, 0.018, 0))[:, ::-1]], 1)  # each row goes out and back below
    more.setdefault("detail", True)
    kit.rings(rings, color, **more)


def brim(kit: Kit, profile: list[tuple[float, float]], color: RGB, *, sway: float = 0.0, **more) -> None:
    """A brim: profile of (height, radius) outwards on top; sway: its sides rise and its front falls."""
    p = smoothed(profile, 7)
    under = (p - (0.016, 0.0))[::-1]
    p = np.concatenate([p, under])
    phi = np.arange(40) / 40 * 2 * np.pi
    out = (p[:, 1:] - p[:, 1].min()) / np.ptp(p[:, 1])
    y = p[:, :1] + sway * out * -np.cos(2 * phi)[None]
    rings = np.stack([np.sin(phi) * p[:, 1:], y, np.cos(phi) * p[:, 1:] * 1.02], -1)
    kit.rings(rings, color, caps=(False, False), **more)


def _beret(k: Kit, d: Dyes) -> None:
    k.turned(
        [(0.62, 0.012), (0.615, 0.15), (0.60, 0.30), (0.56, 0.44), (0.49, 0.53), (0.41, 0.56), (0.34, 0.54),
         (0.29, 0.49), (0.27, 0.455), (0.22, 0.465), (0.21, 0.40)], d.main, columns=36, deep=1.02,
    )  # fmt: skip
    k.turned([(0.69, 0.012), (0.685, 0.022), (0.61, 0.020)], d.main, columns=8, detail=True)
    k.turned([(0.285, 0.45), (0.275, 0.474), (0.222, 0.476), (0.215, 0.45)], shade(d.main, 0.8), columns=36,
             deep=1.02, caps=(False, False), detail=True)  # fmt: skip
    if d.turn < 0.35:
        k.moved((0.30, 0.27, 0.37), rotated(y=38)).ball((0.035, 0.035, 0.014), d.metal, kind="metal", detail=True)


def _straw(k: Kit, d: Dyes) -> None:
    k.turned([(0.60, 0.03), (0.595, 0.15), (0.57, 0.29), (0.51, 0.41), (0.42, 0.49), (0.32, 0.53), (0.19, 0.545),
              (0.17, 0.50)], STRAW, columns=36, deep=1.02)  # fmt: skip
    k.turned([(0.30, 0.50), (0.30, 0.547), (0.205, 0.562), (0.19, 0.50)], d.accent, columns=36, deep=1.02,
             caps=(False, False), detail=True)  # fmt: skip
    brim(k, [(0.20, 0.46), (0.212, 0.56), (0.19, 0.70), (0.14, 0.84)], shade(STRAW, 0.97), sway=0.02, edge=98)
    if d.turn < 0.55:  # a bow at the side
        side = k.moved((0.40, 0.25, -0.40), rotated(y=135))
        for s in (1, -1):
            side.moved((0.07 * s, 0.0, 0.02), rotated(z=14 * s)).ball((0.085, 0.06, 0.03), d.accent, detail=True)
            side.moved((0.045 * s, -0.13, 0.03), rotated(z=12 * s)).plate(
                [(-0.035, 0.1), (0.035, 0.1), (0.05, -0.12), (0.0, -0.09), (-0.05, -0.12)], 0.012, shade(d.accent, 0.92),
                detail=True)  # fmt: skip
        side.ball((0.03, 0.04, 0.04), shade(d.accent, 0.9), detail=True)
    elif d.turn > 0.8:
        _flower(k.moved((0.40, 0.26, 0.39), rotated(y=46)), 0.085, d.light, d.accent)


def _witch(k: Kit, d: Dyes) -> None:
    cone = smoothed(
        [(0, 0.17, 0), (0, 0.38, -0.01), (0, 0.60, -0.04), (0.02, 0.83, -0.11), (0.08, 1.02, -0.19),
         (0.20, 1.13, -0.24), (0.34, 1.11, -0.26), (0.42, 1.02, -0.26)], 20)  # fmt: skip
    wide = np.interp(np.linspace(0, 1, 20), [0, 0.2, 0.4, 0.6, 0.8, 1], [0.545, 0.475, 0.32, 0.185, 0.095, 0.012])
    wide = wide * (1 + 0.05 * np.sin(np.linspace(0, 20, 20)) * smooth(0.3, 0.5, np.linspace(0, 1, 20)))
    k.tube(cone, wide, d.main, columns=28, out=(0, 0, 1.0))
    brim(k, [(0.20, 0.47), (0.20, 0.60), (0.165, 0.80), (0.15, 1.02)], shade(d.main, 0.94), sway=0.06, edge=98)
    k.turned([(0.19, 0.48), (0.195, 0.56), (0.30, 0.522), (0.305, 0.46)], d.accent, columns=32, deep=1.02,
             caps=(False, False), detail=True)  # fmt: skip
    if d.turn < 0.6:
        buckle = k.moved((0, 0.245, 0.555), rotated(x=-18))
        o = [(-0.075, -0.055), (0.075, -0.055), (0.075, 0.055), (-0.075, 0.055)]
        buckle.tube([(x, y, 0) for x, y in [*o, o[0], o[1]]], 0.014, GOLD, columns=6, kind="metal", detail=True)
    else:
        _star(k.moved((0.30, 0.29, 0.43), rotated(y=33, x=-12)), 0.085, GOLD)


def _star(k: Kit, size: float, color: RGB) -> None:
    a = np.arange(10) / 10 * 2 * np.pi + np.pi / 2
    r = np.where(np.arange(10) % 2, 0.42, 1.0) * size
    k.plate(np.stack([np.cos(a) * r, np.sin(a) * r], 1), 0.02, color, bulge=0.01, kind="metal", detail=True)


def _flower(k: Kit, size: float, petal: RGB, heart: RGB, petals: int = 5) -> None:
    """A flower that looks along z."""
    a = np.linspace(0, 2 * np.pi, petals * 4, endpoint=False)
    r = size * (0.72 + 0.28 * np.cos(a * petals))
    k.plate(np.stack([np.sin(a) * r, np.cos(a) * r], 1), size * 0.2, petal, rows=0, bevel=0.7, detail=True, outline=0.6)
    k.moved((0, 0, size * 0.12)).ball((size * 0.28, size * 0.28, size * 0.16), heart, rows=4, columns=8, detail=True)


def _cap(k: Kit, d: Dyes) -> None:
    shell(k, 0.15, d.main)
    visor(k, 0.33, d.trim)
    k.turned([(0.622, 0.01), (0.618, 0.03), (0.60, 0.035)], d.trim, columns=10, detail=True)
    phi = np.linspace(0, 2 * np.pi, 7)[:-1] + 0.0
    for a in phi:  # seams
        y = np.linspace(0.60, 0.17, 9)
        r = np.interp(-y, -DOME[:, 0], DOME[:, 1]) + 0.002
        k.tube(np.stack([np.sin(a) * r, y, np.cos(a) * r * 1.02], 1), 0.005, shade(d.main, 0.72), columns=4,
               out=(np.sin(a), 0.3, np.cos(a)), outline=0.0)  # fmt: skip
    if d.turn < 0.6:
        badge = k.moved((0, 0.32, 0.528), rotated(x=-14))
        if d.turn < 0.3:
            _star(badge, 0.085, d.light)
        else:
            badge.ball((0.085, 0.075, 0.012), d.light, detail=True)
            badge.moved((0, 0, 0.012)).ball((0.045, 0.04, 0.008), d.accent, detail=True)


def _cap_back(k: Kit, d: Dyes) -> None:
    _cap(k.moved((0, 0, 0), rotated(y=180)), d)


def _helmet(k: Kit, d: Dyes) -> None:
    phi = np.abs((np.arange(44) / 44 * 360 + 180) % 360 - 180)
    line = np.interp(phi, [0, 30, 50, 58, 72, 100, 140, 180], [0.245, 0.235, 0.17, 0.0, -0.40, -0.44, -0.40, -0.42])
    line[0] = 0.17
    shell(k, line, STEEL, scale=1.03, thick=0.035, columns=44, rows=13, kind="metal")
    y = np.linspace(-0.30, 0.33, 18)
    del y
    ridge = [(0, 0.28, 0.575), (0, 0.45, 0.50), (0, 0.59, 0.33), (0, 0.655, 0.05), (0, 0.60, -0.30), (0, 0.40, -0.53),
             (0, 0.1, -0.585), (0, -0.2, -0.565)]  # fmt: skip
    k.tube(smoothed(ridge, 20), 0.030, d.metal, columns=6, flat=0.8, out=(0, 1, 0.2), kind="metal", detail=True)
    front = np.radians(np.linspace(-52, 52, 15))
    brow = np.interp(np.abs(np.degrees(front)), [0, 30, 52], [0.235, 0.225, 0.15])
    k.tube(np.stack([np.sin(front) * 0.565, brow, np.cos(front) * 0.577], 1), 0.026, d.metal, columns=6, flat=0.6,
           out=(0, 0, 1), kind="metal", detail=True)  # fmt: skip
    for s in (1, -1):
        pivot = k.moved((0.565 * s, 0.14, 0.05), rotated(z=-90 * s))
        pivot.turned([(0.03, 0.02), (0.025, 0.05), (0.0, 0.065), (-0.02, 0.065)], d.metal, columns=12, kind="metal", detail=True)
    if d.turn < 0.5:  # a plume
        path = smoothed([(0, 0.66, -0.12), (0, 0.86, -0.22), (0, 0.93, -0.48), (0, 0.74, -0.76), (0, 0.42, -0.92)], 14)
        wide = np.interp(np.linspace(0, 1, 14), [0, 0.2, 0.6, 1], [0.03, 0.09, 0.12, 0.01])
        k.tube(path, wide, d.accent, flat=0.55, out=(0, 1, 1), detail=True)
    elif d.turn > 0.78:  # two small wings
        for s in (1, -1):
            for i in range(3):
                feather = k.moved((0.57 * s, 0.24 - 0.05 * i, -0.02), rotated(y=62 * s, z=(18 - 20 * i) * s, x=0))
                feather.plate([(0, -0.03), (-0.2 * s, -0.035), (-0.36 * s, 0.02), (-0.2 * s, 0.05), (0, 0.04)], 0.02, WHITE,
                              bulge=0.01, detail=True)  # fmt: skip


def _crown(k: Kit, d: Dyes) -> None:
    small = d.turn < 0.6
    n = 5 if small else 8
    r, y, h = (0.24, 0.505, 0.25) if small else (0.37, 0.41, 0.27)
    a = np.arange(n * 8) / (n * 8) * 2 * np.pi
    spike = (1 + np.cos(a * n)) / 2
    top = y + 0.07 + (h - 0.07) * spike**1.6
    flare = 1.0 + 0.16 * spike

    def ring(radius, high):
        return np.stack([np.sin(a) * radius, np.broadcast_to(high, a.shape), np.cos(a) * radius], -1)

    k.rings(np.stack([ring(r - 0.03, y), ring(r, y), ring(r * 1.02, y + 0.05), ring(r * flare, top), ring(r * flare - 0.02, top - 0.005),
                      ring(r - 0.02, y + 0.05), ring(r - 0.03, y)]), d.metal, caps=(False, False), kind="metal")  # fmt: skip
    k.ring(r + 0.004, 0.024, d.metal, at=(0, y + 0.012, 0), columns=28, kind="metal", detail=True)
    for i in range(n):
        b = i / n * 2 * np.pi
        out = np.array([np.sin(b), 0, np.cos(b)])
        k.ball(0.026, d.metal, at=tuple(out * r * 1.16 + (0, y + h + 0.012, 0)), rows=4, columns=8, kind="metal", detail=True)
        k.ball(0.028, d.accent, at=tuple(out * (r + 0.012) + (0, y + 0.075, 0)), rows=4, columns=8, kind="leather", detail=True)


def _tiara(k: Kit, d: Dyes) -> None:
    a = np.radians(np.linspace(-82, 82, 41))
    peak = np.exp(-((np.degrees(a) / 14) ** 2)) * 0.16 + 0.07 * np.cos(a * 8) ** 4 * np.cos(a) + 0.03
    place = k.moved((0, 0.33, 0.02), rotated(x=-22))
    r = 0.50
    low = np.stack([np.sin(a) * r, 0 * a, np.cos(a) * r], -1)
    high = low * [1.01, 1, 1.01] + peak[:, None] * [0, 1, 0]
    rings = np.stack([low, high, high * [0.97, 1, 0.97], low * [0.97, 1, 0.97]], 1)
    place.rings(rings, d.metal, kind="metal")
    place.tube(low, 0.018, d.metal, columns=6, kind="metal", detail=True)
    place.moved((0, 0.10, 0.515)).ball((0.035, 0.045, 0.02), d.accent, rows=5, columns=8, kind="leather", detail=True)
    for s in (1, -1):
        place.moved((0.26 * s, 0.05, 0.445)).ball(0.022, d.accent, rows=4, columns=8, kind="leather", detail=True)


def _over(r: float, high: float, z: float = 0.04, low: float = -14, count: int = 21) -> Array:
    """A bow over the head from ear to ear (count, 3)."""
    a = np.radians(np.linspace(low, 180 - low, count))
    return np.stack([np.cos(a) * r, np.sin(a) * high, np.full(count, z)], 1)


def _headband(k: Kit, d: Dyes) -> None:
    wide = 0.032 if d.turn < 0.6 else 0.055
    k.tube(_over(0.555, 0.600), wide, d.accent, columns=8, flat=0.35, out=(0, 0, 1))
    for mesh in k.meshes[-1:]:
        del mesh
    if d.turn < 0.55:  # a bow on one side
        b = k.moved((0.27, 0.545, 0.06), rotated(z=-27))
        for s in (1, -1):
            b.moved((0.115 * s, 0.05, 0), rotated(z=16 * s)).plate(
                [(-0.10 * s, 0.015), (0.0, 0.075), (0.10 * s, 0.10), (0.12 * s, 0.0), (0.10 * s, -0.09), (0.0, -0.055), (-0.10 * s, -0.02)],
                0.05, d.accent, bulge=0.03, detail=True)  # fmt: skip
        b.moved((0, 0.05, 0)).ball((0.035, 0.045, 0.05), shade(d.accent, 0.86), rows=5, columns=8, detail=True)


def _maid(k: Kit, d: Dyes) -> None:
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
            k.moved((0.57 * s, 0.08, 0.03 + 0.05 * t), rotated(y=80 * s, z=30 * t)).ball((0.07, 0.045, 0.03), d.dark, detail=True)


def _bandana(k: Kit, d: Dyes) -> None:
    phi = np.abs((np.arange(36) / 36 * 360 + 180) % 360 - 180)
    shell(k, np.interp(phi, [0, 60, 110, 180], [0.20, 0.17, 0.06, -0.06]), d.main, scale=0.985)
    band(k, 0.16, 0.225, shade(d.main, 0.9), out=0.014)
    knot = k.moved((0, -0.02, -0.57))
    knot.ball((0.055, 0.05, 0.045), d.main, detail=True)
    for s in (1, -1):
        knot.moved((0.06 * s, -0.03, -0.02), rotated(y=-20 * s, z=38 * s)).plate(
            [(-0.03, 0.03), (0.03, 0.03), (0.075, -0.16), (0.0, -0.24), (-0.06, -0.17)], 0.014, d.main, detail=True)  # fmt: skip
    for a in np.radians([-50, -18, 16, 48, 90, -90, 130, -130]):
        for high in (0.30, 0.46):
            r = float(np.interp(-high, -DOME[:, 0], DOME[:, 1]))
            spot = k.moved((np.sin(a + high) * r, high, np.cos(a + high) * r * 1.02), rotated(y=np.degrees(a + high)) @ rotated(x=-55 * (high - 0.1) / 0.4))
            spot.ball((0.032, 0.032, 0.004), d.light, rows=3, columns=8, outline=0.0, edge=int(Part.HAT))


def _beanie(k: Kit, d: Dyes) -> None:
    shell(k, 0.14, d.main, scale=1.03, columns=60, waves=(30, 0.012))
    a = np.arange(60) / 60 * 2 * np.pi
    rib = 1 + 0.012 * np.cos(a * 30)
    p = smoothed([(0.10, 0.545), (0.115, 0.58), (0.19, 0.592), (0.265, 0.575), (0.27, 0.53)], 9)
    rings = np.stack([np.sin(a) * p[:, 1:] * rib, np.broadcast_to(p[:, :1], (9, 60)), np.cos(a) * p[:, 1:] * rib * 1.02], -1)
    k.rings(rings, d.trim, caps=(False, False), detail=True)
    if d.turn < 0.6:
        k.moved((0, 0.70, 0)).turned([(-0.11, 0.03), (-0.08, 0.10), (0.0, 0.135), (0.08, 0.10), (0.115, 0.02)], d.trim,
                                     columns=24, waves=(8, 0.07), detail=True)  # fmt: skip


def _top_hat(k: Kit, d: Dyes) -> None:
    k.turned([(0.17, 0.50), (0.19, 0.545), (0.45, 0.50), (0.75, 0.505), (0.90, 0.54), (0.925, 0.53), (0.925, 0.02)], d.main,
             columns=36, deep=1.02)  # fmt: skip
    brim(k, [(0.19, 0.46), (0.19, 0.58), (0.20, 0.70), (0.235, 0.76)], d.main, sway=-0.05, edge=98)
    k.turned([(0.20, 0.50), (0.20, 0.556), (0.36, 0.530), (0.36, 0.48)], d.accent, columns=36, deep=1.02, caps=(False, False), detail=True)
    if d.turn < 0.5:
        _feather(k.moved((0.50, 0.32, 0.06), rotated(z=-12, x=-14)), d.light)


def _feather(k: Kit, color: RGB, length: float = 0.5) -> None:
    """A feather that stands up along y and leans back."""
    o = np.array([(0, 0), (0.06, 0.14), (0.085, 0.3), (0.06, 0.44), (0.0, 0.5), (-0.05, 0.42), (-0.06, 0.26), (-0.03, 0.1)]) * length * 2
    k.moved((0, 0, 0), rotated(y=78)).plate(o, 0.014, color, middle=(0.0, length * 0.55), detail=True)
    k.tube([(0, -0.05, 0), (0, length * 0.9, 0.0)], [0.012, 0.004], shade(color, 0.8), columns=5, detail=True)


def _feather_hat(k: Kit, d: Dyes) -> None:
    k.turned([(0.62, 0.02), (0.615, 0.2), (0.585, 0.36), (0.50, 0.46), (0.36, 0.52), (0.17, 0.545), (0.16, 0.50)], d.main, columns=36, deep=1.02)
    brim(k, [(0.20, 0.46), (0.20, 0.58), (0.21, 0.76), (0.25, 0.90)], d.main, sway=-0.11, edge=98)
    k.turned([(0.20, 0.50), (0.20, 0.556), (0.29, 0.545), (0.29, 0.48)], d.accent, columns=36, deep=1.02, caps=(False, False), detail=True)
    for i, x in enumerate((-52, -66)):
        _feather(k.moved((0.50, 0.28, -0.02 - 0.05 * i), rotated(x=x, z=-10)), (d.light, d.accent)[i], 0.58)


def _sailor_hat(k: Kit, d: Dyes) -> None:
    p = smoothed([(0.22, 0.49), (0.30, 0.50), (0.38, 0.555), (0.46, 0.575), (0.52, 0.53), (0.56, 0.36), (0.565, 0.02)], 14)
    k.turned([(float(a), float(b)) for a, b in p], WHITE, columns=32, deep=1.02)
    k.turned([(0.17, 0.47), (0.17, 0.505), (0.31, 0.515), (0.315, 0.47)], d.dark, columns=36, deep=1.02, caps=(False, False), detail=True)
    k.turned([(0.225, 0.50), (0.225, 0.518), (0.25, 0.519), (0.25, 0.50)], d.light, columns=36, deep=1.02, caps=(False, False), detail=True, outline=0.0)
    for s in (1, -1):
        k.moved((0.06 * s, 0.06, -0.53), rotated(z=9 * s)).plate(
            [(-0.045, 0.15), (0.045, 0.15), (0.055, -0.25), (0.0, -0.20), (-0.055, -0.25)], 0.012, d.dark, detail=True)  # fmt: skip


def _peaked_cap(k: Kit, d: Dyes) -> None:
    phi = np.arange(40) / 40 * 2 * np.pi
    p = np.array([(0.27, 0.50), (0.30, 0.535), (0.42, 0.61), (0.475, 0.66), (0.495, 0.655), (0.525, 0.52), (0.54, 0.02)])
    rise = 0.13 * np.cos(phi)[None] * smooth(0.28, 0.45, p[:, :1])
    rings = np.stack([np.sin(phi) * p[:, 1:], p[:, :1] + rise, np.cos(phi) * p[:, 1:] * 1.02], -1)
    k.rings(rings, d.main)
    top = np.array([np.sin(phi) * 0.66, 0.475 + 0.13 * np.cos(phi), np.cos(phi) * 0.673]).T
    k.tube(np.concatenate([top, top[:2]]), 0.014, d.accent, columns=5, out=(0, 1, 0), detail=True)
    k.turned([(0.14, 0.49), (0.145, 0.545), (0.295, 0.54), (0.30, 0.49)], d.accent if d.turn > 0.5 else d.dark, columns=36, deep=1.02,
             caps=(False, False), detail=True)  # fmt: skip
    visor(k, 0.22, (0.13, 0.13, 0.16), y=0.165, drop=0.13, span=58, kind="leather")
    cord = np.radians(np.linspace(-62, 62, 13))
    k.tube(np.stack([np.sin(cord) * 0.556, 0.178 + 0 * cord, np.cos(cord) * 0.566], 1), 0.014, GOLD, columns=5, kind="metal", detail=True)
    badge = k.moved((0, 0.40, 0.625), rotated(x=28))
    badge.ball((0.06, 0.075, 0.02), GOLD, kind="metal", detail=True)
    for s in (1, -1):
        badge.moved((0.095 * s, 0.01, -0.01), rotated(z=22 * s, y=10 * s)).ball((0.055, 0.022, 0.012), GOLD, kind="metal", detail=True)


def _chef(k: Kit, d: Dyes) -> None:
    tall = d.turn < 0.5
    h = 0.40 if tall else 0.22
    p = smoothed([(0.30, 0.49), (0.36, 0.54), (0.36 + h * 0.6, 0.64), (0.36 + h, 0.66), (0.36 + h * 1.3, 0.55), (0.36 + h * 1.35, 0.3),
                  (0.36 + h * 1.35, 0.02)], 16)  # fmt: skip
    k.turned([(float(a), float(b)) for a, b in p], WHITE, columns=56, waves=(14, 0.035))
    k.turned([(0.14, 0.49), (0.145, 0.545), (0.36, 0.515), (0.365, 0.45)], WHITE, columns=36, deep=1.02, caps=(False, False), detail=True)


def _santa(k: Kit, d: Dyes) -> None:
    red = (0.80, 0.16, 0.19)
    cone = smoothed([(0, 0.16, 0), (0, 0.42, -0.02), (0.06, 0.66, -0.06), (0.24, 0.80, -0.12), (0.46, 0.72, -0.18), (0.60, 0.46, -0.22)], 16)
    wide = np.interp(np.linspace(0, 1, 16), [0, 0.25, 0.5, 0.75, 1], [0.545, 0.47, 0.30, 0.17, 0.07])
    k.tube(cone, wide, red, columns=24)
    p = smoothed([(0.10, 0.53), (0.12, 0.60), (0.19, 0.625), (0.26, 0.60), (0.28, 0.52)], 9)
    k.turned([(float(a), float(b)) for a, b in p], WHITE, columns=40, deep=1.02, caps=(False, False), waves=(20, 0.008), detail=True)
    k.moved((0.60, 0.40, -0.22)).ball(0.115, WHITE, rows=8, columns=14, detail=True)
    del d


def _hard_hat(k: Kit, d: Dyes) -> None:
    shell(k, 0.15, d.accent, scale=1.05, kind="leather")
    visor(k, 0.16, d.accent, y=0.17, drop=0.05, span=80, kind="leather")
    for x in (0.0, 0.14, -0.14):
        y = np.linspace(0.5, -0.5, 15)
        high = 0.635 * np.sqrt(np.clip(1 - (y / 0.575) ** 2 - (x / 0.62) ** 2, 0, 1))
        keep = high > 0.18
        k.tube(np.stack([x + 0 * y, high + 0.004, y], 1)[keep], 0.03, shade(d.accent, 1.04), columns=6, flat=0.6, out=(0, 1, 0), kind="leather",
               detail=True)  # fmt: skip


def _flower_crown(k: Kit, d: Dyes) -> None:
    k.ring(0.535, 0.022, (0.42, 0.58, 0.34), at=(0, 0.235, 0), columns=32)
    rng = np.random.default_rng(int(d.turn * 1e6))
    colors = (d.light, d.accent, shade(d.accent, 1.25), d.trim)
    for i in range(15):
        a = i / 15 * 2 * np.pi
        out = k.moved((np.sin(a) * 0.55, 0.235 + rng.uniform(-0.02, 0.03), np.cos(a) * 0.56), rotated(y=np.degrees(a)) @ rotated(x=-18))
        if i % 3 == 1:
            for s in (1, -1):
                out.moved((0.03 * s, 0.0, 0), rotated(z=50 * s)).plate(
                    [(0, -0.05), (0.03, 0.0), (0, 0.10), (-0.03, 0)], 0.012, (0.45, 0.64, 0.36), detail=True, outline=0.5)  # fmt: skip
        _flower(out, 0.125 if i % 2 else 0.10, colors[i % 4], (0.95, 0.80, 0.35))


def _nurse(k: Kit, d: Dyes) -> None:
    place = k.moved((0, 0.52, 0.16), rotated(x=-32))
    a = np.radians(np.linspace(-78, 78, 15))
    low = np.stack([np.sin(a) * 0.27, 0 * a, np.cos(a) * 0.20 - 0.05], -1)
    high = np.stack([np.sin(a) * 0.33, 0.20 - 0.05 * np.abs(np.sin(a)), np.cos(a) * 0.24 - 0.05], -1)
    rings = np.stack([low, high, high * [0.93, 0.97, 0.9], low * [0.93, 1, 0.9]], 1)
    place.rings(rings, WHITE)
    place.rings(np.stack([[(x, 0.155, -0.2), (x, 0.17, -0.2), (x, 0.17, 0.05), (x, 0.155, 0.12)] for x in (-0.27, 0.0, 0.27)]), shade(WHITE, 0.96), detail=True)
    for o in ([(-0.06, -0.02), (0.06, -0.02), (0.06, 0.02), (-0.06, 0.02)], [(-0.02, -0.06), (0.02, -0.06), (0.02, 0.06), (-0.02, 0.06)]):
        place.moved((0, 0.10, 0.19), rotated(x=-8)).plate(o, 0.02, d.accent, detail=True, outline=0.0)


def _mini_hat(k: Kit, d: Dyes) -> None:
    m = k.moved((0.24, 0.50, 0.10), rotated(z=-26, x=8), 0.42)
    m.turned([(-0.05, 0.42), (0.0, 0.44), (0.30, 0.40), (0.62, 0.44), (0.65, 0.42), (0.65, 0.02)], d.main, columns=24)
    m.turned([(-0.06, 0.30), (-0.06, 0.70), (-0.02, 0.72), (0.01, 0.66), (0.0, 0.30)], d.main, columns=24, detail=True)
    m.turned([(0.0, 0.40), (0.0, 0.46), (0.18, 0.44), (0.18, 0.38)], d.accent, columns=24, caps=(False, False), detail=True)
    for s in (1, -1):
        m.moved((0.15 * s, 0.09, 0.44), rotated(z=16 * s)).ball((0.17, 0.11, 0.06), d.accent, detail=True)
    m.moved((0, 0.09, 0.47)).ball((0.06, 0.07, 0.06), shade(d.accent, 0.85), rows=4, columns=8, detail=True)


def _shako(k: Kit, d: Dyes) -> None:
    k.turned([(0.15, 0.50), (0.18, 0.545), (0.50, 0.49), (0.80, 0.52), (0.84, 0.53), (0.85, 0.50), (0.85, 0.02)], d.main, columns=32, deep=1.02)
    for low, high, color in ((0.165, 0.235, d.accent), (0.77, 0.85, d.accent)):
        wide = 0.555 if low < 0.5 else 0.535
        k.turned([(low, wide - 0.06), (low, wide), (high, wide), (high, wide - 0.06)], color, columns=32, deep=1.02, caps=(False, False), detail=True)
    visor(k, 0.17, (0.13, 0.13, 0.16), y=0.165, drop=0.10, span=56, kind="leather")
    k.moved((0, 0.50, 0.50), rotated(x=2)).ball((0.08, 0.10, 0.025), GOLD, kind="metal", detail=True)
    k.tube(smoothed([(0, 0.72, 0.52), (0, 0.92, 0.53), (0, 1.08, 0.52), (0, 1.14, 0.50)], 8), [0.03, 0.06, 0.08, 0.085, 0.08, 0.07, 0.05, 0.01], d.light, columns=10, detail=True)


def _horned_helmet(k: Kit, d: Dyes) -> None:
    shell(k, 0.14, STEEL, scale=1.04, thick=0.03, kind="metal")
    band(k, 0.13, 0.22, d.metal, out=0.04, kind="metal")
    k.tube(smoothed([(0, 0.20, 0.59), (0, 0.45, 0.52), (0, 0.63, 0.2), (0, 0.64, -0.2), (0, 0.40, -0.53), (0, 0.18, -0.59)], 16), 0.036, d.metal, columns=6, flat=0.6,
           out=(0, 1, 0.2), kind="metal", detail=True)  # fmt: skip
    for s in (1, -1):
        path = smoothed([(0.50, 0.28, 0.0), (0.72, 0.36, 0.02), (0.84, 0.56, 0.04), (0.80, 0.84, 0.06)], 14) * (s, 1, 1)
        k.tube(path, np.interp(np.linspace(0, 1, 14), [0, 0.4, 1], [0.12, 0.095, 0.008]), (0.92, 0.87, 0.76), columns=10, kind="leather", detail=True)
        k.moved((0.53 * s, 0.29, 0.0), rotated(z=-70 * s)).ring(0.125, 0.024, d.metal, columns=16, kind="metal", detail=True)


def _turban(k: Kit, d: Dyes) -> None:
    shell(k, 0.16, d.main, scale=1.02)
    for i in range(5):  # wound cloth
        a = np.linspace(0, 2 * np.pi, 33)
        high = 0.24 + 0.085 * i + 0.07 * np.cos(a + 0.5 + 0.9 * (i % 2))
        r = np.interp(-high, -DOME[:, 0], DOME[:, 1]) + 0.035
        k.tube(np.stack([np.sin(a) * r, high, np.cos(a) * r], 1), 0.082, shade(d.main, 1 - 0.05 * (i % 2)), columns=8, flat=0.75, out=(0, 1, 0), detail=True)
    k.moved((0, 0.34, 0.63), rotated(x=-14)).ball((0.06, 0.075, 0.035), d.accent, kind="leather", detail=True)
    _feather(k.moved((0, 0.42, 0.60), rotated(x=-12)), d.light, 0.42)


def _tricorn(k: Kit, d: Dyes) -> None:
    k.turned([(0.17, 0.50), (0.19, 0.545), (0.40, 0.50), (0.54, 0.40), (0.60, 0.22), (0.61, 0.02)], d.main, columns=36, deep=1.02)
    a = np.arange(60) / 60 * 2 * np.pi
    point = (1 + np.cos(3 * a)) / 2  # three corners, one in front
    far = 0.66 + 0.30 * point**1.5
    high = 0.40 - 0.20 * point
    rows = []
    for u in np.concatenate([np.linspace(0, 1, 6), np.linspace(1, 0, 6)]):
        r, y = 0.50 + (far - 0.50) * u, 0.19 + (high - 0.19) * u**1.4
        rows.append((r, y))
    rings = np.stack([np.stack([np.sin(a) * r, y - (0.02 if i > 5 else 0.0), np.cos(a) * r], -1) for i, (r, y) in enumerate(rows)])
    k.rings(rings, shade(d.main, 0.95), caps=(False, False), edge=98)
    rim = np.stack([np.sin(a) * far, high, np.cos(a) * far], 1)
    k.tube(np.concatenate([rim, rim[:2]]), 0.018, GOLD, columns=5, out=(0, 1, 0), kind="metal", detail=True)
    if d.turn < 0.5:
        _feather(k.moved((0.46, 0.30, -0.16), rotated(x=-52, z=-10)), d.light, 0.55)


def _hachimaki(k: Kit, d: Dyes) -> None:
    color = WHITE if d.turn < 0.4 else d.accent
    k.turned([(0.175, 0.50), (0.17, 0.552), (0.265, 0.548), (0.26, 0.50)], color, columns=36, deep=1.02, caps=(False, False))
    if d.turn < 0.2:
        k.moved((0, 0.22, 0.555)).ball((0.045, 0.045, 0.012), (0.80, 0.14, 0.18), rows=4, columns=12, outline=0.0, detail=True)
    knot = k.moved((0, 0.21, -0.57))
    knot.ball((0.05, 0.055, 0.04), color, detail=True)
    for s in (1, -1):
        knot.moved((0.08 * s, -0.02, -0.02), rotated(y=-10 * s, z=18 * s)).plate(
            [(-0.03, 0.03), (0.03, 0.03), (0.05, -0.50), (0.0, -0.46), (-0.05, -0.50)], 0.014, color, middle=(0, -0.25), detail=True)  # fmt: skip


def _mitre(k: Kit, d: Dyes) -> None:
    a = np.arange(36) / 36 * 2 * np.pi
    rows = []
    for u in np.concatenate([np.linspace(0, 1, 7), [0.98]]):
        peak = 0.18 + u * (0.42 + 0.42 * np.abs(np.cos(a)) ** 1.5)
        r = 0.55 - 0.05 * u
        flat = 1 - 0.72 * u**1.6
        rows.append(np.stack([np.sin(a) * r * (1 + 0.06 * np.sin(u * np.pi)), peak, np.cos(a) * r * flat], -1))
    k.rings(np.stack(rows), WHITE)
    k.turned([(0.165, 0.50), (0.17, 0.562), (0.27, 0.556), (0.27, 0.50)], d.accent, columns=36, deep=1.02, caps=(False, False), detail=True)
    for o in ([(-0.028, -0.18), (0.028, -0.18), (0.028, 0.16), (-0.028, 0.16)], [(-0.10, -0.0), (0.10, -0.0), (0.10, 0.055), (-0.10, 0.055)]):
        k.moved((0, 0.52, 0.44), rotated(x=-24)).plate(o, 0.03, GOLD, kind="metal", rows=0, detail=True)


def _blossom(k: Kit, d: Dyes) -> None:
    side = k.moved((0.43, 0.20, 0.30), rotated(y=52) @ rotated(x=-14))
    colors = (d.accent, d.light, shade(d.accent, 1.25))
    for x, y, size, i in ((0.0, 0.05, 0.17, 0), (-0.15, -0.02, 0.11, 1), (0.10, -0.10, 0.12, 2)):
        _flower(side.moved((x, y, 0.11 - 0.02 * i), rotated(z=25 * i)), size, colors[i], (0.95, 0.80, 0.35), 6 if i else 5)
    for turn in (70, -80, 170):
        side.moved((0, 0, 0.07), rotated(z=turn)).plate([(0, 0.05), (0.05, 0.15), (0, 0.28), (-0.05, 0.15)], 0.014, (0.42, 0.60, 0.38), rows=0, middle=(0, 0.15), detail=True)


def _sun_visor(k: Kit, d: Dyes) -> None:
    k.turned([(0.15, 0.50), (0.145, 0.55), (0.26, 0.545), (0.255, 0.50)], d.main, columns=36, deep=1.02, caps=(False, False))
    visor(k, 0.36, d.trim, y=0.17, drop=0.09)


HATS: dict[str, Callable[[Kit, Dyes], None]] = {
    "beret": _beret, "straw": _straw, "witch": _witch, "cap": _cap, "cap_back": _cap_back, "helmet": _helmet,
    "crown": _crown, "tiara": _tiara, "headband": _headband, "maid": _maid, "bandana": _bandana, "beanie": _beanie,
    "top_hat": _top_hat, "feather_hat": _feather_hat, "sailor_hat": _sailor_hat, "peaked_cap": _peaked_cap,
    "chef": _chef, "santa": _santa, "hard_hat": _hard_hat, "flower_crown": _flower_crown, "nurse": _nurse,
    "mini_hat": _mini_hat, "shako": _shako, "horned_helmet": _horned_helmet, "turban": _turban, "tricorn": _tricorn, "hachimaki": _hachimaki,
    "mitre": _mitre, "flower": _blossom, "visor": _sun_visor,
}  # fmt: skip
"""Everything that lies on the head, by name."""


def hat(kind: str, head: Head, dyes: Dyes) -> list[Mesh]:
    """A hat on a head."""
    kit = Kit.on(Part.HAT, "head", head.center, lie(kind))
    HATS[kind](kit, dyes)
    return kit.meshes
