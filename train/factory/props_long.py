"""Long things to hold: staffs, swords, umbrellas, brooms, bows, shields. Axes as in holding.py; 1 is a head at
adult size, the grip is at the origin."""

from __future__ import annotations

import numpy as np

from .headwear import GOLD, STEEL, WHITE, Dyes
from .mesh import circle
from .palette import RGB
from .textures import shade
from .things_kit import Kit, rotated, smoothed

WOOD: RGB = (0.55, 0.38, 0.25)
DARK_WOOD: RGB = (0.36, 0.24, 0.18)


def _star(count: int, inner: float, size: float) -> np.ndarray:
    a = np.arange(count * 2) / (count * 2) * 2 * np.pi + np.pi / 2
    r = np.where(np.arange(count * 2) % 2, inner, 1.0) * size
    return np.stack([np.cos(a) * r, np.sin(a) * r], 1)


def staff(k: Kit, d: Dyes, sign: float) -> None:
    """A mage's staff with an ornament on top."""
    del sign
    wood = (WOOD, DARK_WOOD, WHITE, d.dark)[int(d.turn * 3.99)]
    end = -3.9 * k.stretch
    y = np.linspace(end, 1.25, 16)
    k.tube(np.stack([0 * y, y, 0 * y], 1), np.interp(y, [end, 0, 1.25], [0.036, 0.044, 0.052]), wood, columns=8, kind="leather")
    for low in (end, 1.05):
        k.turned([(low, 0.045), (low + 0.02, 0.058), (low + 0.14, 0.058), (low + 0.16, 0.045)], d.metal, columns=10, kind="metal", detail=True)
    top = k.moved((0, 1.45, 0))
    way = (d.turn * 5) % 1
    if way < 0.35:  # a ring with a stone in it
        top.moved((0, 0.12, 0), rotated(z=0, x=90)).ring(0.27, 0.042, d.metal, columns=26, kind="metal", detail=True)
        top.moved((0, 0.12, 0)).turned([(-0.17, 0.01), (0, 0.105), (0.17, 0.01)], d.accent, columns=8, kind="leather", detail=True)
        for s in (1, -1):
            top.moved((0.33 * s, 0.16, 0), rotated(z=-32 * s)).plate([(-0.04, -0.07), (0.04, -0.07), (0, 0.22)], 0.04, d.metal, kind="metal", detail=True)
    elif way < 0.65:  # a crescent
        a = np.radians(np.linspace(-60, 240, 22))
        wide = np.interp(np.linspace(0, 1, 22), [0, 0.5, 1], [0.012, 0.085, 0.012])
        top.tube(np.stack([np.cos(a) * 0.27, np.sin(a) * -0.27 + 0.12, 0 * a], 1), wide, GOLD, columns=8, flat=0.5, kind="metal", detail=True)
        top.moved((0, 0.15, 0)).ball(0.12, d.accent, kind="leather", detail=True)
    else:  # a crook with a stone
        path = smoothed([(0, -0.25, 0), (-0.10, 0.0, 0), (-0.16, 0.22, 0), (0.0, 0.42, 0), (0.20, 0.30, 0), (0.16, 0.10, 0), (0.05, 0.06, 0)], 20)
        top.tube(path, np.linspace(0.055, 0.028, 20), wood, columns=8, kind="leather")
        top.moved((0.03, 0.20, 0)).ball(0.085, d.accent, kind="leather", detail=True)


def wand(k: Kit, d: Dyes, sign: float) -> None:
    """A short wand with a star or a heart."""
    del sign
    k.tube([(0, -0.26, 0), (0, 0, 0), (0, 0.52, 0)], 0.026, d.light if d.turn < 0.5 else WOOD, columns=8)
    k.ball(0.042, d.metal, at=(0, -0.27, 0), rows=4, columns=8, kind="metal", detail=True)
    top = k.moved((0, 0.68, 0))
    if d.turn < 0.6:
        top.plate(_star(5, 0.46, 0.20), 0.07, GOLD, bulge=0.02, kind="metal", detail=True)
        for s in (1, -1):
            top.moved((0.10 * s, -0.17, 0.02), rotated(z=24 * s)).ball((0.085, 0.05, 0.03), d.accent, rows=4, columns=8, detail=True)
    else:
        a = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        o = np.stack([0.012 * 16 * np.sin(a) ** 3, 0.012 * (13 * np.cos(a) - 5 * np.cos(2 * a) - 2 * np.cos(3 * a) - np.cos(4 * a))], 1)
        top.plate(o, 0.08, d.accent, bulge=0.03, middle=(0, 0.02), kind="leather", detail=True)
    k.turned([(0.44, 0.03), (0.46, 0.05), (0.50, 0.05), (0.52, 0.03)], d.metal, columns=8, kind="metal", detail=True)


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
    wide = np.interp(t, [0, 0.02, 0.86, 1], [0.075, 0.082, 0.066, 0.004] if katana else [0.10, 0.11, 0.088, 0.004])
    if drawn:
        diamond = np.array([(1, 0), (0.5, 0.5), (0, 1), (-0.5, 0.5), (-1, 0), (-0.5, -0.5), (0, -1), (0.5, -0.5)])
        rings = path[:, None] + np.stack([diamond[None, :, 1] * wide[:, None] * 0.20, 0 * wide[:, None] + 0 * diamond[None, :, 0],
                                          diamond[None, :, 0] * wide[:, None]], -1)  # fmt: skip
        k.rings(rings, STEEL, kind="metal")
        if not katana:
            k.tube(path[:8] * (1, 1, 1), 0.024, shade(STEEL, 0.82), columns=6, flat=0.9, kind="metal", detail=True, outline=0.0)
    else:
        cover = d.main if d.turn > 0.3 else d.dark
        k.tube(path, np.maximum(wide, 0.03) * 1.0 + 0.012, cover, columns=10, flat=0.62, out=(1, 0, 0), kind="leather")
        for at in (0.0, 0.93):
            p = path[int(at * 11)]
            k.moved(p, rotated(x=-6 * at if katana else 0)).turned([(-0.02, 0.08), (0.0, 0.10), (0.14, 0.092), (0.16, 0.07)], d.metal, columns=12,
                                                                   wide=0.66, kind="metal", detail=True)  # fmt: skip
    if katana:
        k.turned([(0.195, 0.06), (0.20, 0.125), (0.225, 0.125), (0.23, 0.06)], d.metal, columns=18, kind="metal", detail=True)
    else:
        bar = smoothed([(0, 0.27, -0.34), (0, 0.225, -0.18), (0, 0.21, 0), (0, 0.225, 0.18), (0, 0.27, 0.34)], 11)
        k.tube(bar, np.interp(np.linspace(0, 1, 11), [0, 0.15, 0.5, 0.85, 1], [0.05, 0.036, 0.05, 0.036, 0.05]), d.metal, columns=8, kind="metal", out=(1, 0, 0), detail=True)
        k.ball((0.055, 0.05, 0.05), d.accent, at=(0, 0.215, 0), rows=4, columns=8, kind="leather", detail=True)


def sword(k: Kit, d: Dyes, sign: float) -> None:
    """A straight sword."""
    del sign
    blade(k, d, katana=False)


def katana(k: Kit, d: Dyes, sign: float) -> None:
    """A curved sword."""
    del sign
    blade(k, d, katana=True)


def spear(k: Kit, d: Dyes, sign: float) -> None:
    """A spear with a ribbon."""
    del sign
    y = np.linspace(-3.9 * k.stretch, 1.7, 12)
    k.tube(np.stack([0 * y, y, 0 * y], 1), 0.04, DARK_WOOD if d.turn < 0.5 else d.dark, columns=8, kind="leather")
    o = [(0, 0.62), (0.09, 0.25), (0.13, 0.06), (0.05, -0.05), (-0.05, -0.05), (-0.13, 0.06), (-0.09, 0.25)]
    k.moved((0, 1.78, 0), rotated(y=90)).plate(o, 0.05, STEEL, bulge=0.015, middle=(0, 0.15), kind="metal", detail=True)
    k.turned([(1.60, 0.05), (1.62, 0.075), (1.72, 0.075), (1.76, 0.04)], d.metal, columns=10, kind="metal", detail=True)
    for s in (1, -1):
        k.moved((0, 1.52, 0.05 * s), rotated(y=90, x=12 * s)).plate(
            [(-0.03, 0.1), (0.03, 0.1), (0.07, -0.25), (0.0, -0.40), (-0.05, -0.3)], 0.014, d.accent, detail=True)  # fmt: skip


def broom(k: Kit, d: Dyes, sign: float) -> None:
    """A broom of twigs, as witches and sweepers have."""
    del sign
    end = -2.2 * k.stretch
    y = np.linspace(end, 1.1, 9)
    k.tube(np.stack([0.02 * np.sin(y * 3), y, 0 * y], 1), 0.042, WOOD, columns=8, kind="leather")
    straw = (0.82, 0.68, 0.40)
    p = smoothed([(end + 0.2, 0.045), (end + 0.08, 0.10), (end - 0.25, 0.22), (end - 0.70, 0.31), (end - 0.95, 0.29)], 10)
    rows = np.array([shade(straw, 1 - 0.08 * (i % 2)) for i in range(10)])
    k.turned([(float(a), float(b)) for a, b in p], rows, columns=28, waves=(14, 0.06), detail=True)
    for at, r in ((end + 0.05, 0.12), (end - 0.08, 0.16)):
        k.ring(r, 0.022, d.accent, at=(0, at, 0), columns=16, detail=True)


def umbrella_open(k: Kit, d: Dyes, sign: float) -> None:
    """An open umbrella over the head."""
    color = d.accent if d.turn < 0.5 else d.main
    top = k.above + 0.62
    k.tube([(0, -0.35, 0), (0, 1.0, 0), (0, top, 0)], 0.022, d.metal, columns=7, kind="metal")
    k.tube(smoothed([(0, 0.18, 0), (0, -0.10, 0), (0, -0.32, 0), (0.06 * sign, -0.42, 0), (0.14 * sign, -0.38, 0), (0.15 * sign, -0.28, 0)], 14), 0.038, DARK_WOOD, columns=8,
           kind="leather", detail=True)  # fmt: skip
    n, columns = 8, 48
    a = np.arange(columns) / columns * 2 * np.pi
    ray = np.abs(np.cos(a * n / 2))  # 1 at a rib
    u = np.linspace(0.01, 1, 8)
    r = 1.34 * np.sin(u * 1.22) / np.sin(1.22)
    y = top - 0.06 - 0.52 * (1 - np.cos(u * 1.22)) / (1 - np.cos(1.22))
    sag = (1 - ray)[None] * u[:, None] ** 2
    outer = np.stack([np.sin(a) * r[:, None] * (1 - 0.055 * sag), y[:, None] + 0.10 * sag * u[:, None], np.cos(a) * r[:, None] * (1 - 0.055 * sag)], -1)
    inner = outer[::-2] - (0, 0.025, 0)
    tint = np.concatenate([np.repeat([color], 7, 0), [d.light] if d.turn % 0.5 < 0.25 else [color], np.repeat([shade(color, 0.78)], 4, 0)])
    k.rings(np.concatenate([outer, inner]), tint)
    for i in range(n):
        b = i / n * 2 * np.pi
        way = np.stack([np.sin(b) * r, y + 0.006, np.cos(b) * r], 1)
        k.tube(way, 0.010, shade(color, 0.75), columns=4, out=(np.sin(b), 0.5, np.cos(b)), detail=True, outline=0.0)
    k.tube([(0, top - 0.08, 0), (0, top + 0.02, 0), (0, top + 0.12, 0)], [0.035, 0.025, 0.008], d.metal, columns=7, kind="metal", detail=True)


def umbrella_closed(k: Kit, d: Dyes, sign: float) -> None:
    """A rolled umbrella, its tip down."""
    color = d.accent if d.turn < 0.5 else d.main
    hook = smoothed([(0, -0.25, 0), (0, 0.0, 0), (0, 0.16, 0), (0.0, 0.27, 0.05), (0, 0.28, 0.15), (0, 0.18, 0.19)], 14)
    k.tube(hook, 0.042, DARK_WOOD, columns=8, kind="leather", out=(1, 0, 0))
    p = smoothed([(-0.24, 0.04), (-0.36, 0.095), (-0.75, 0.125), (0.3 - 2.4 * k.stretch, 0.06), (0.1 - 2.4 * k.stretch, 0.03)], 12)
    ring = circle(24)
    a = np.arange(24) / 24 * 2 * np.pi
    twist = np.linspace(0, 1.2, 12)
    rings = np.stack([np.stack([ring[:, 0] * r * (1 + 0.16 * np.cos(4 * (a + t))), np.full(24, y), ring[:, 1] * r * (1 + 0.16 * np.cos(4 * (a + t)))], -1)
                      for (y, r), t in zip(p, twist, strict=True)])  # fmt: skip
    k.rings(rings, color)
    k.ring(0.126, 0.018, shade(color, 0.8), at=(0, -0.62, 0), columns=16, detail=True)
    k.tube([(0, 0.14 - 2.4 * k.stretch, 0), (0, -0.14 - 2.4 * k.stretch, 0)], [0.026, 0.012], d.metal, columns=6, kind="metal", detail=True)
    del sign


def bow(k: Kit, d: Dyes, sign: float) -> None:
    """A bow with its string."""
    del sign
    wood = (WOOD, DARK_WOOD, WHITE)[int(d.turn * 2.99)]
    path = smoothed([(0, -1.10, -0.24), (0, -1.0, -0.30), (0, -0.72, -0.16), (0, -0.28, 0.02), (0, 0, 0), (0, 0.28, 0.02), (0, 0.72, -0.16), (0, 1.0, -0.30),
                     (0, 1.10, -0.24)], 30)  # fmt: skip
    wide = np.interp(np.abs(path[:, 1]), [0, 0.3, 1.1], [0.042, 0.046, 0.016])
    k.tube(path, wide, wood, columns=8, out=(1, 0, 0), kind="leather")
    k.tube([(0, -0.18, 0.0), (0, 0, 0), (0, 0.18, 0.0)], 0.052, d.accent, columns=8, detail=True)
    k.tube([(0, -1.06, -0.27), (0, 0, -0.29), (0, 1.06, -0.27)], 0.009, d.light, columns=4, out=(1, 0, 0), detail=True, outline=0.4)
    for s in (1, -1):
        k.ring(0.036, 0.014, d.metal, at=(0, 0.62 * s, -0.115), columns=10, kind="metal", detail=True, outline=0.4)


def shield(k: Kit, d: Dyes, sign: float) -> None:
    """A shield before the fist, its face outwards."""
    front = k.moved((0.13 * sign, 0.0, -0.05), rotated(y=90 * sign))  # its z looks away from the palm
    front = front.moved((0, 0, 0))
    if d.turn < 0.55:
        o = smoothed([(0, -0.85), (0.34, -0.55), (0.50, -0.1), (0.52, 0.42), (0.27, 0.50), (0.0, 0.56), (-0.27, 0.50), (-0.52, 0.42), (-0.50, -0.1),
                      (-0.34, -0.55), (0, -0.85)], 31)[:-1]  # fmt: skip
    else:
        a = np.arange(30) / 30 * 2 * np.pi
        o = np.stack([np.sin(a), np.cos(a)], 1) * 0.55
    front.plate(o, 0.05, d.metal, bulge=0.04, bend=0.30, middle=(0, 0), kind="metal", rows=3)
    front.moved((0, 0, 0.03)).plate(o * 0.84, 0.04, d.main, bulge=0.045, bend=0.30, middle=(0, 0), rows=3, detail=True)
    if d.turn < 0.3:
        for half in ((0.05, 0.44), (0.36, 0.05)):
            front.moved((0, 0.02, 0.075)).plate([(-half[0], -half[1]), (half[0], -half[1]), (half[0], half[1]), (-half[0], half[1])], 0.03, d.light, bend=0.2, detail=True)
    else:
        front.moved((0, 0, 0.09)).plate(_star(4, 0.35, 0.30), 0.03, d.metal, bulge=0.02, kind="metal", detail=True)
    k.tube([(0, -0.2, 0), (0, 0.2, 0)], 0.03, DARK_WOOD, columns=6)
    for y in (-0.2, 0.2):
        k.tube([(0, y, 0), (0.12 * sign, y * 1.1, -0.02)], 0.025, DARK_WOOD, columns=6, detail=True)


def axe(k: Kit, d: Dyes, sign: float) -> None:
    """An axe."""
    del sign
    y = np.linspace(-0.7, 1.35, 9)
    k.tube(np.stack([0 * y, y, 0 * y], 1), 0.042, DARK_WOOD, columns=8, kind="leather")
    head = k.moved((0, 1.15, 0), rotated(y=-90))
    edge = smoothed([(0.36, 0.36), (0.46, 0.0), (0.36, -0.36)], 9)
    o = np.concatenate([[(-0.16, 0.09)], [(0.1, 0.10)], edge, [(0.1, -0.10)], [(-0.16, -0.09)]])
    head.plate(o, 0.07, STEEL, middle=(0.12, 0), bulge=0.02, kind="metal", rows=1, detail=True)
    k.turned([(0.98, 0.05), (1.0, 0.07), (1.30, 0.07), (1.34, 0.05)], d.metal, columns=10, kind="metal", detail=True)
    k.ring(0.046, 0.02, d.accent, at=(0, -0.16, 0), columns=12, detail=True)


def cane(k: Kit, d: Dyes, sign: float) -> None:
    """A walking stick with a knob."""
    del sign
    k.tube([(0, 0.05, 0), (0, -1.0, 0), (0, -2.7 * k.stretch, 0)], [0.034, 0.03, 0.022], DARK_WOOD if d.turn < 0.6 else d.dark, columns=8, kind="leather")
    k.turned([(0.02, 0.03), (0.04, 0.055), (0.10, 0.05), (0.15, 0.072), (0.21, 0.06), (0.235, 0.01)], d.metal, columns=12, kind="metal", detail=True)


def kunai(k: Kit, d: Dyes, sign: float) -> None:
    """A throwing knife with a ring."""
    del sign
    k.tube([(0, -0.16, 0), (0, 0, 0), (0, 0.16, 0)], 0.028, d.dark, columns=7)
    k.moved((0, -0.22, 0), rotated(z=90)).ring(0.05, 0.014, STEEL, columns=12, kind="metal", detail=True)
    k.moved((0, 0.16, 0), rotated(y=90)).plate([(0, 0.46), (0.085, 0.08), (0.03, 0.0), (-0.03, 0.0), (-0.085, 0.08)], 0.04, shade(STEEL, 0.75), middle=(0, 0.12),
                                              bulge=0.012, rows=1, kind="metal", detail=True)  # fmt: skip


def gohei(k: Kit, d: Dyes, sign: float) -> None:
    """A shrine's wand with folded paper."""
    del d, sign
    k.tube([(0, -0.3, 0), (0, 0.2, 0), (0, 0.85, 0)], 0.024, WOOD, columns=6)
    for s in (1, -1):
        for i in range(4):
            x = 0.10 + 0.05 * i
            k.moved((0.0, 0.74 - 0.19 * i, x * s), rotated(y=90, x=0) @ rotated(z=22 * (1 if i % 2 else -1))).plate(
                [(-0.075, -0.11), (0.075, -0.11), (0.075, 0.11), (-0.075, 0.11)], 0.012, WHITE, rows=0, detail=True)  # fmt: skip
