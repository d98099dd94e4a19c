"""Small things to hold, things to carry by a handle, and things held with both arms. Axes as in holding.py; 1
is a head at adult size, the grip is at the origin. The palm looks to -x times `sign` (1 left, -1 right)."""

from __future__ import annotations

import numpy as np

from .headwear import GOLD, WHITE, Dyes, _flower
from .mesh import circle
from .palette import RGB
from .props_long import DARK_WOOD, WOOD
from .textures import shade
from .things_kit import Kit, rotated, smoothed

INK: RGB = (0.15, 0.15, 0.18)
LEATHER: RGB = (0.50, 0.32, 0.20)


def book_closed(k: Kit, d: Dyes, sign: float) -> None:
    """A book along the forearm, the fingers under its lower edge."""
    b = k.moved((-0.01 * sign, 0, -0.33))
    cover = (d.accent, d.main, LEATHER, d.dark)[int(d.turn * 3.99)]
    b.box((0.048, 0.235, 0.325), (0.95, 0.92, 0.84), round_=0.15)
    for s in (1, -1):
        b.box((0.012, 0.26, 0.345), cover, at=(0.055 * s, 0, 0), round_=0.4, kind="leather", detail=True)
    b.box((0.066, 0.02, 0.345), cover, at=(0, -0.25, 0), round_=0.6, kind="leather", detail=True)
    b.box((0.07, 0.262, 0.02), shade(cover, 1.3), at=(0, 0, -0.2), round_=0.3, detail=True, outline=0.2)


def book_open(k: Kit, d: Dyes, sign: float) -> None:
    """An open book on the palm, which looks up."""
    cover = (d.accent, d.main, LEATHER, d.dark)[int(d.turn * 3.99)]
    up = k.moved((0.0, -0.20, 0.16), rotated(z=90 * sign))  # y away from the palm's back, x along the fist
    t = np.linspace(-1, 1, 17)
    for half, thick, color, rise in ((0.46, 0.024, cover, 0.0), (0.42, 0.05, (0.97, 0.95, 0.89), 0.028)):
        x = t * half
        y = 0.10 * np.abs(t) ** 1.3 - 0.04 + (0.05 * np.sin(np.clip(np.abs(t), 0, 1) * np.pi) ** 0.8 if rise else 0) + rise
        z = 0.30 if not rise else 0.275
        ring = [np.stack([x, y + thick * v, np.full(17, w)], 1) for v, w in ((0.5, -z), (0.5, z), (-0.5, z), (-0.5, -z))]
        up.rings(np.stack(ring, 1), color, detail=bool(rise), kind="leather" if not rise else "cloth")
    for s in (1, -1):  # lines of print
        for i in range(5):
            z = -0.2 + i * 0.095
            x = np.linspace(0.09, 0.33, 6)
            u = x / 0.42
            y = 0.10 * u**1.3 - 0.04 + 0.05 * np.sin(u * np.pi) ** 0.8 + 0.028 + 0.027
            up.tube(np.stack([x * s, y, np.full(6, z)], 1), 0.006, (0.55, 0.53, 0.52), columns=4, flat=0.5, out=(0, 1, 0), outline=0.0, detail=True)


def _handle(k: Kit, half: float, high: float, color: RGB, *, z: float = 1.0, radius: float = 0.026) -> None:
    """A bow along y through the grip, down to where the bag begins (z)."""
    path = smoothed([(0, -half, high), (0, -half * 0.85, high * 0.35), (0, -half * 0.4, 0.0), (0, 0, 0), (0, half * 0.4, 0), (0, half * 0.85, high * 0.35), (0, half, high)], 16)
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
        path = smoothed([(0.05 * s, -0.20, 0.42), (0.02 * s, -0.14, 0.15), (0, -0.05, 0.01), (0, 0.05, 0.01), (0.02 * s, 0.14, 0.15), (0.05 * s, 0.20, 0.42)], 14)
        k.tube(path, 0.030, shade(cloth, 0.9), columns=6, flat=0.4, out=(1, 0, 0))
    rows = [(0.36, 0.34, 0.05), (0.38, 0.36, 0.075), (0.55, 0.37, 0.11), (0.80, 0.385, 0.13), (0.98, 0.36, 0.11), (1.02, 0.33, 0.07)]
    a = np.arange(24) / 24 * 2 * np.pi
    c, s_ = np.cos(a), np.sin(a)
    e = 2 / 4
    ring = np.stack([np.sign(c) * np.abs(c) ** e, np.sign(s_) * np.abs(s_) ** e], 1)
    k.rings(np.array([[(x * w, y * h, z) for x, y in ring] for z, h, w in rows]), cloth)
    for s in (1, -1):
        k.moved((0.128 * s, 0.0, 0.70), rotated(y=90 * s, x=0) @ rotated(z=90)).plate(
            [(0.12 * np.cos(t), 0.12 * np.sin(t)) for t in np.arange(14) / 14 * 2 * np.pi], 0.012, d.accent if cloth != d.accent else d.light, detail=True, outline=0.3)  # fmt: skip


def basket(k: Kit, d: Dyes, sign: float) -> None:
    """A wicker basket that hangs below the palm."""
    down = k.moved((0, 0, 0), rotated(z=-90 * sign))  # y is up when the palm looks down
    wicker = (0.74, 0.55, 0.34)
    path = smoothed([(-0.36, -0.46, 0), (-0.30, -0.16, 0), (-0.10, 0, 0), (0.10, 0, 0), (0.30, -0.16, 0), (0.36, -0.46, 0)], 16)
    down.tube(path, 0.030, wicker, columns=7)
    rows = [(-0.80, 0.30), (-0.78, 0.34), (-0.64, 0.375), (-0.52, 0.40), (-0.44, 0.42), (-0.40, 0.40), (-0.44, 0.35)]
    tint = np.array([shade(wicker, 1 - 0.09 * (i % 2)) for i in range(7)])
    down.turned(rows, tint, columns=28, deep=0.72, waves=(14, 0.018), detail=True)
    rng = np.random.default_rng(int(d.turn * 1e6))
    for i in range(7):
        a = i * 2.4
        at = (0.24 * np.cos(a) * (0.4 + 0.09 * i), -0.40 + 0.03 * rng.random(), 0.17 * np.sin(a) * (0.4 + 0.09 * i))
        if d.turn < 0.5:
            down.ball(0.085, ((0.82, 0.20, 0.22), (0.90, 0.55, 0.2), (0.60, 0.72, 0.3))[i % 3], at=at, rows=5, columns=10, kind="leather", detail=True)
        else:
            _flower(down.moved((at[0], at[1] + 0.06, at[2]), rotated(x=-70 + 10 * np.sin(a), z=20 * np.cos(a))), 0.11, (d.light, d.accent)[i % 2], GOLD)


def lantern(k: Kit, d: Dyes, sign: float) -> None:
    """A lantern that hangs below the palm."""
    down = k.moved((0, 0, 0), rotated(z=-90 * sign), 1.3)
    a = np.radians(np.linspace(0, 180, 14))
    down.tube(np.stack([np.cos(a) * 0.11, np.sin(a) * 0.11 - 0.11, 0 * a], 1), 0.020, INK, columns=6, kind="metal")
    down.turned([(-0.10, 0.02), (-0.14, 0.09), (-0.20, 0.19), (-0.22, 0.20), (-0.25, 0.17)], d.dark, columns=8, kind="metal", detail=True)
    down.turned([(-0.25, 0.12), (-0.30, 0.14), (-0.55, 0.14), (-0.60, 0.12)], (1.0, 0.87, 0.50), columns=12, kind="flat", detail=True)
    down.turned([(-0.58, 0.14), (-0.60, 0.19), (-0.66, 0.20), (-0.68, 0.15)], d.dark, columns=8, kind="metal", detail=True)
    for i in range(4):
        b = (i + 0.5) / 4 * 2 * np.pi
        down.tube([(np.cos(b) * 0.165, -0.24, np.sin(b) * 0.165), (np.cos(b) * 0.165, -0.62, np.sin(b) * 0.165)], 0.018, d.dark, columns=5, kind="metal", detail=True)


def microphone(k: Kit, d: Dyes, sign: float) -> None:
    """A microphone."""
    del sign
    body = (INK, d.accent, d.light)[int(d.turn * 2.99)]
    k.turned([(-0.24, 0.02), (-0.235, 0.036), (0.0, 0.045), (0.16, 0.058), (0.18, 0.05)], body, columns=12, kind="leather")
    k.turned([(0.165, 0.06), (0.17, 0.082), (0.205, 0.085), (0.215, 0.07)], d.metal, columns=14, kind="metal", detail=True)
    k.ball((0.088, 0.098, 0.088), (0.62, 0.63, 0.68), at=(0, 0.265, 0), rows=7, columns=14, kind="metal", detail=True)


def phone(k: Kit, d: Dyes, sign: float) -> None:
    """A phone, its screen to the palm's side."""
    p = k.moved((0.012 * sign, 0.05, -0.065), rotated(y=-90 * sign))  # z looks where the palm looks
    o = circle(28, 7.0) * (0.098, 0.205)
    p.plate(o, 0.034, (d.accent, d.light, INK, d.main)[int(d.turn * 3.99)], rows=0, bevel=0.93, kind="leather")
    p.moved((0, 0, 0.019)).plate(o * (0.87, 0.93), 0.006, (0.30, 0.42, 0.58), rows=0, bevel=0.95, kind="leather", detail=True, outline=0.2)
    p.moved((-0.05, 0.14, -0.02)).ball((0.03, 0.03, 0.012), INK, rows=4, columns=8, kind="leather", detail=True, outline=0.3)


def cup(k: Kit, d: Dyes, sign: float) -> None:
    """A mug, or a paper cup with a lid."""
    color = (d.light, d.accent, d.main)[int(d.turn * 2.99)]
    if d.turn % 0.4 < 0.22:
        k.turned([(-0.14, 0.02), (-0.14, 0.078), (0.0, 0.092), (0.12, 0.10)], WHITE, columns=18)
        k.turned([(-0.09, 0.07), (-0.085, 0.088), (0.045, 0.1), (0.05, 0.08)], color if color != d.light else LEATHER, columns=18, caps=(False, False), detail=True)
        k.turned([(0.115, 0.08), (0.12, 0.112), (0.15, 0.112), (0.155, 0.09), (0.17, 0.085), (0.17, 0.02)], INK, columns=18, detail=True)
    else:
        k.turned([(-0.13, 0.02), (-0.13, 0.085), (-0.11, 0.098), (0.12, 0.10), (0.13, 0.096), (0.12, 0.088), (0.08, 0.086)], color, columns=18, kind="leather")
        k.turned([(0.085, 0.088), (0.088, 0.02)], (0.42, 0.27, 0.18), columns=18, detail=True, outline=0.0)
        a = np.radians(np.linspace(-82, 82, 10))
        k.tube(np.stack([0 * a, np.sin(a) * 0.075, 0.095 + np.cos(a) * 0.07], 1), 0.018, color, columns=6, out=(1, 0, 0), kind="leather", detail=True)
    del sign


def lollipop(k: Kit, d: Dyes, sign: float) -> None:
    """A swirl on a stick."""
    k.tube([(0, -0.20, 0), (0, 0.0, 0), (0, 0.34, 0)], 0.017, WHITE, columns=6)
    top = k.moved((0, 0.46, 0), rotated(y=-90 * sign))
    a = np.arange(22) / 22 * 2 * np.pi
    top.plate(np.stack([np.cos(a), np.sin(a)], 1) * 0.175, 0.06, d.light, bulge=0.01, rows=1, kind="leather", detail=True)
    t = np.linspace(0.4, 4.4 * np.pi, 40)
    for s in (1, -1):
        top.tube(np.stack([np.cos(t) * t * 0.0115, np.sin(t) * t * 0.0115, 0 * t + 0.037 * s], 1), 0.014, d.accent, columns=4, flat=0.5, detail=True, outline=0.0)


def ice_cream(k: Kit, d: Dyes, sign: float) -> None:
    """A cone with two scoops."""
    del sign
    k.turned([(-0.28, 0.006), (0.0, 0.066), (0.14, 0.105), (0.155, 0.11), (0.16, 0.09)], (0.85, 0.62, 0.36), columns=14, kind="leather")
    flavors: tuple[RGB, ...] = ((0.98, 0.93, 0.82), (0.96, 0.68, 0.74), (0.62, 0.84, 0.70), (0.50, 0.33, 0.24))
    first = int(d.turn * 3.99)
    k.moved((0, 0.21, 0)).turned([(-0.07, 0.09), (-0.05, 0.135), (0.02, 0.13), (0.09, 0.08), (0.12, 0.01)], flavors[first], columns=18, waves=(6, 0.04), detail=True)
    k.moved((0.01, 0.36, 0)).turned([(-0.05, 0.08), (-0.03, 0.11), (0.03, 0.105), (0.08, 0.06), (0.10, 0.01)], flavors[(first + 1) % 4], columns=16, waves=(6, 0.04), detail=True)
    k.ball(0.035, (0.80, 0.16, 0.20), at=(0.01, 0.485, 0), rows=4, columns=8, kind="leather", detail=True)


def bouquet(k: Kit, d: Dyes, sign: float) -> None:
    """Flowers in paper."""
    del sign
    paper = (d.light, (0.93, 0.86, 0.74), shade(d.accent, 1.25))[int(d.turn * 2.99)]
    k.turned([(-0.34, 0.115), (-0.22, 0.075), (0.0, 0.058), (0.16, 0.12), (0.42, 0.30), (0.44, 0.27), (0.30, 0.15)], paper, columns=24, waves=(6, 0.07))
    k.turned([(-0.06, 0.066), (-0.04, 0.08), (0.04, 0.082), (0.06, 0.078)], d.accent, columns=14, caps=(False, False), detail=True)
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
            _flower(f, 0.17, colors[(i + int(d.turn * 9)) % 4], GOLD)


def fan(k: Kit, d: Dyes, sign: float) -> None:
    """A round fan, or a folding one."""
    flat = k.moved((0, 0, 0), rotated(y=-90 * sign))
    if d.turn < 0.5:
        k.tube([(0, -0.24, 0), (0, 0.22, 0)], 0.024, WOOD, columns=6)
        a = np.arange(26) / 26 * 2 * np.pi
        o = np.stack([np.cos(a) * 0.30, np.sin(a) * 0.28], 1)
        p = flat.moved((0, 0.42, 0))
        p.plate(o, 0.024, d.light, rows=1)
        for s in (1, -1):
            p.moved((0, 0, 0.013 * s)).plate(o * 0.5 + (0.07, -0.05), 0.004, d.accent, rows=0, detail=True, outline=0.0)
        for s in (-0.4, 0, 0.4):
            p.moved((0, 0, 0)).tube([(0, -0.28, 0.016), (s * 0.4, 0.0, 0.016)], 0.008, shade(WOOD, 1.3), columns=4, detail=True, outline=0.0)
    else:
        a = np.radians(np.linspace(18, 162, 25))
        zig = 0.012 * (np.arange(25) % 2) - 0.006
        inner, outer = (np.stack([np.cos(a) * r, np.sin(a) * r, zig], 1) for r in (0.22, 0.56))
        back = np.array([0, 0, -0.02])
        flat.rings(np.stack([inner, outer, outer + back, inner + back], 1), d.accent, outline=0.7)
        for i in range(0, 25, 4):
            flat.tube([(0, 0, 0), tuple(inner[i]), tuple(outer[i] * 0.98)], [0.012, 0.014, 0.010], DARK_WOOD, columns=4, flat=0.9, detail=True)


def camera(k: Kit, d: Dyes, sign: float) -> None:
    """A camera between two hands; it looks along z and the grip is its side."""
    b = k.moved((0.20 * -sign, 0.05, 0.0))
    b.box((0.22, 0.135, 0.075), INK if d.turn < 0.6 else d.accent, round_=0.5, kind="leather")
    b.box((0.225, 0.035, 0.08), (0.78, 0.78, 0.80), at=(0, 0.115, 0), round_=0.4, kind="metal", detail=True)
    b.box((0.08, 0.04, 0.06), (0.78, 0.78, 0.80), at=(0, 0.165, 0), round_=0.4, kind="metal", detail=True)
    lens = b.moved((0, -0.015, 0.07), rotated(x=90))
    lens.turned([(0.0, 0.10), (0.03, 0.115), (0.11, 0.11), (0.13, 0.10), (0.12, 0.08)], INK, columns=18, kind="leather", detail=True)
    lens.turned([(0.10, 0.085), (0.11, 0.06), (0.115, 0.01)], (0.35, 0.45, 0.62), columns=14, kind="leather", detail=True, outline=0.0)


def tray(k: Kit, d: Dyes, sign: float) -> None:
    """A tray on the palm with a pot and a cup."""
    up = k.moved((0.0, -0.05, 0.05), rotated(z=90 * sign))
    up.turned([(0.0, 0.02), (0.0, 0.40), (0.05, 0.43), (0.06, 0.42), (0.02, 0.39), (0.02, 0.02)], d.metal, columns=28, kind="metal")
    pot = up.moved((0.10, 0.02, -0.05))
    pot.turned([(0.0, 0.02), (0.0, 0.11), (0.10, 0.16), (0.22, 0.12), (0.25, 0.06), (0.28, 0.03), (0.29, 0.01)], WHITE, columns=18, kind="leather", detail=True)
    pot.tube(smoothed([(0.13, 0.08, 0), (0.22, 0.13, 0), (0.25, 0.23, 0)], 6), [0.04, 0.035, 0.03, 0.027, 0.024, 0.02], WHITE, columns=6, kind="leather", detail=True)
    c = up.moved((-0.17, 0.02, 0.10))
    c.turned([(0.0, 0.02), (0.0, 0.05), (0.08, 0.085), (0.12, 0.09), (0.115, 0.08), (0.09, 0.01)], d.accent, columns=14, kind="leather", detail=True)


def pencil(k: Kit, d: Dyes, sign: float) -> None:
    """A pencil or a brush; its point is low."""
    k.tube([(0, -0.22, 0), (0, 0.30, 0)], 0.020, d.accent, columns=6)
    k.tube([(0, -0.31, 0), (0, -0.22, 0)], [0.003, 0.020], (0.85, 0.68, 0.48), columns=6, detail=True)
    del sign


def sketchbook(k: Kit, d: Dyes, sign: float) -> None:
    """A pad on the palm and forearm."""
    up = k.moved((0.0, -0.14, 0.02), rotated(z=90 * sign))
    up.box((0.36, 0.012, 0.44), d.main, round_=0.8, at=(0, -0.005, 0))
    up.box((0.34, 0.012, 0.42), (0.97, 0.96, 0.93), round_=0.8, at=(0, 0.02, 0), detail=True)
    for i in range(9):
        up.moved((-0.30 + 0.075 * i, 0.01, 0.44), rotated(z=90)).ring(0.03, 0.008, d.metal, columns=8, kind="metal", detail=True, outline=0.3)


def rose(k: Kit, d: Dyes, sign: float) -> None:
    """One rose."""
    del sign
    green = (0.32, 0.50, 0.30)
    k.tube([(0, -0.35, 0), (0.02, 0.0, 0), (0, 0.36, 0)], 0.016, green, columns=6)
    color = (0.78, 0.14, 0.22) if d.turn < 0.5 else d.accent
    top = k.moved((0, 0.42, 0))
    top.turned([(-0.09, 0.02), (-0.06, 0.09), (0.02, 0.13), (0.10, 0.12), (0.09, 0.09)], color, columns=20, waves=(5, 0.07), detail=True)
    top.turned([(0.0, 0.06), (0.08, 0.09), (0.13, 0.075), (0.12, 0.05)], shade(color, 0.85), columns=16, waves=(4, 0.09), detail=True)
    top.ball((0.045, 0.06, 0.045), shade(color, 0.72), at=(0, 0.10, 0), rows=5, columns=10, detail=True)
    for s in (1, -1):
        k.moved((0.02 * s, 0.12 + 0.06 * s, 0), rotated(z=-58 * s)).plate([(0, 0), (0.05, 0.09), (0, 0.2), (-0.05, 0.09)], 0.014, green, middle=(0, 0.1), rows=0, detail=True)


def pompom(k: Kit, d: Dyes, sign: float) -> None:
    """A cheerleader's pompom round the fist."""
    del sign
    rng = np.random.default_rng(int(d.turn * 1e6))
    for i in range(46):
        way = rng.normal(size=3)
        way /= np.linalg.norm(way)
        end = way * rng.uniform(0.26, 0.34)
        k.tube(np.array([way * 0.03, end * 0.6, end + (0, 0, 0.03)]), [0.02, 0.034, 0.012], (d.accent, d.light, shade(d.accent, 1.2))[i % 3], columns=4, flat=0.4,
               out=tuple(np.cross(way, [0.3, 1, 0.2])), edge=100 + (i * 7) % 140, outline=0.6)  # fmt: skip


# ---- held with both arms before the trunk: y up, z forwards, x to the left, origin on the chest's front


def plush(k: Kit, d: Dyes, sign: float) -> None:
    """A plush bear or rabbit in the arms."""
    fur = ((0.80, 0.62, 0.44), (0.96, 0.90, 0.86), d.accent, (0.70, 0.72, 0.80))[int(d.turn * 3.99)]
    pale = shade(fur, 1.18)
    k.ball((0.24, 0.27, 0.20), fur, at=(0, -0.12, 0.20), rows=9, columns=16)
    k.ball((0.15, 0.17, 0.06), pale, at=(0, -0.12, 0.35), rows=6, columns=12, detail=True, outline=0.3)
    k.ball((0.25, 0.225, 0.215), fur, at=(0, 0.27, 0.22), rows=9, columns=16, detail=True)
    k.ball((0.10, 0.075, 0.06), pale, at=(0, 0.21, 0.41), rows=5, columns=10, detail=True, outline=0.4)
    k.ball((0.034, 0.026, 0.02), INK, at=(0, 0.235, 0.465), rows=4, columns=8, detail=True, outline=0.0)
    for s in (1, -1):
        k.ball((0.026, 0.034, 0.02), INK, at=(0.095 * s, 0.30, 0.415), rows=4, columns=8, detail=True, outline=0.0)
        if d.turn % 0.5 < 0.25:
            k.ball((0.085, 0.085, 0.05), fur, at=(0.18 * s, 0.45, 0.20), rows=6, columns=10, detail=True)
            k.ball((0.05, 0.05, 0.03), pale, at=(0.18 * s, 0.45, 0.235), rows=4, columns=8, detail=True, outline=0.0)
        else:
            k.moved((0.12 * s, 0.64, 0.18), rotated(z=-10 * s)).ball((0.065, 0.23, 0.045), fur, rows=7, columns=10, detail=True)
            k.moved((0.12 * s, 0.64, 0.21), rotated(z=-10 * s)).ball((0.036, 0.17, 0.03), pale, rows=5, columns=8, detail=True, outline=0.0)
        k.moved((0.14 * s, -0.36, 0.30), rotated(x=-50, z=16 * s)).ball((0.085, 0.15, 0.085), fur, rows=6, columns=10, detail=True)
        k.moved((0.23 * s, -0.02, 0.30), rotated(x=-46, z=-20 * s)).ball((0.07, 0.13, 0.07), fur, rows=6, columns=10, detail=True)
    k.moved((0, 0.055, 0.40)).ball((0.035, 0.035, 0.03), d.main, rows=4, columns=8, detail=True)
    for s in (1, -1):
        k.moved((0.075 * s, 0.055, 0.385), rotated(z=14 * s)).ball((0.07, 0.045, 0.025), d.main, rows=4, columns=8, detail=True)
    del sign


def ball(k: Kit, d: Dyes, sign: float) -> None:
    """A beach ball or a basketball held with both hands."""
    del sign
    t = k.moved((0, -0.10, 0.40), rotated(x=24, z=18))
    stripes = d.turn < 0.55
    base = d.light if stripes else (0.85, 0.48, 0.22)
    a = np.linspace(-np.pi / 2, np.pi / 2, 15)[1:-1]
    for i in range(6 if stripes else 1):
        span = np.linspace(i * np.pi / 3, (i + 1) * np.pi / 3, 6) if stripes else np.linspace(0, 2 * np.pi, 25)
        outer = np.stack([np.cos(a)[:, None] * np.cos(span), np.sin(a)[:, None] + 0 * span, np.cos(a)[:, None] * np.sin(span)], -1) * 0.36
        tint = (base, d.accent, base, d.main, base, (0.95, 0.80, 0.35))[i] if stripes else base
        if stripes:
            rings = np.concatenate([outer, outer[:, ::-1] * 0.8], 1)
            t.rings(rings, tint, kind="leather", detail=True)
        else:
            t.ball(0.36, base, rows=13, columns=24, kind="leather")
    if not stripes:
        b = np.linspace(0, 2 * np.pi, 33)
        for turn in (rotated(), rotated(x=90), rotated(z=90)):
            t.moved((0, 0, 0), turn).tube(np.stack([np.cos(b), 0 * b, np.sin(b)], 1) * 0.362, 0.009, INK, columns=4, out=(0, 1, 0), detail=True, outline=0.0)


def gift(k: Kit, d: Dyes, sign: float) -> None:
    """A parcel with a bow."""
    del sign
    b = k.moved((0, -0.14, 0.36), rotated(y=8))
    paper = (d.accent, d.main, d.light)[int(d.turn * 2.99)]
    ribbon = d.light if paper != d.light else d.accent
    b.box((0.30, 0.22, 0.22), paper, round_=0.12)
    b.box((0.055, 0.225, 0.226), ribbon, round_=0.12, detail=True)
    b.box((0.306, 0.225, 0.05), ribbon, round_=0.12, detail=True)
    b.box((0.32, 0.05, 0.24), shade(paper, 1.06), at=(0, 0.20, 0), round_=0.2, detail=True)
    b.box((0.06, 0.052, 0.245), ribbon, at=(0, 0.202, 0), round_=0.2, detail=True)
    for s in (1, -1):
        b.moved((0.10 * s, 0.31, 0), rotated(z=24 * s)).ball((0.11, 0.065, 0.05), ribbon, detail=True)
    b.ball((0.04, 0.045, 0.045), shade(ribbon, 0.85), at=(0, 0.29, 0), rows=4, columns=8, detail=True)


GUITAR_NECK = (0.44, 0.02, 0.23)
GUITAR_STRINGS = (-0.24, -0.42, 0.31)
"""Where the hands go, from the chest's front, at size 1."""


def guitar(k: Kit, d: Dyes, sign: float) -> None:
    """A guitar across the trunk, its neck to the left."""
    del sign
    t = k.moved((-0.24, -0.46, 0.15), rotated(z=35) @ rotated(x=-4))  # x along the neck
    wood = ((0.80, 0.52, 0.26), d.accent, (0.58, 0.22, 0.16), INK)[int(d.turn * 3.99)]
    if d.turn % 0.5 < 0.3:
        o = smoothed([(-0.46, 0.0), (-0.40, 0.24), (-0.16, 0.32), (0.06, 0.20), (0.26, 0.24), (0.40, 0.10), (0.40, -0.10), (0.26, -0.24), (0.06, -0.20),
                      (-0.16, -0.32), (-0.40, -0.24), (-0.46, 0.0)], 33)[:-1]  # fmt: skip
        t.plate(o, 0.18, shade(wood, 0.8), middle=(0, 0), bevel=0.96, kind="leather", rows=0)
        t.moved((0, 0, 0.085)).plate(o * 0.95, 0.02, wood, middle=(0, 0), kind="leather", rows=0, detail=True, outline=0.4)
        a = np.arange(18) / 18 * 2 * np.pi
        t.moved((0.10, 0, 0.096)).plate(np.stack([np.cos(a), np.sin(a)], 1) * 0.095, 0.01, INK, rows=0, detail=True, outline=0.0)
        t.moved((-0.22, 0, 0.10)).box((0.025, 0.09, 0.012), DARK_WOOD, detail=True)
    else:
        o = smoothed([(-0.44, 0.0), (-0.38, 0.22), (-0.18, 0.26), (0.02, 0.17), (0.22, 0.24), (0.40, 0.26), (0.30, 0.10), (0.26, 0.0), (0.28, -0.10), (0.34, -0.24),
                      (0.16, -0.22), (0.02, -0.17), (-0.18, -0.26), (-0.38, -0.22), (-0.44, 0.0)], 39)[:-1]  # fmt: skip
        t.plate(o, 0.10, wood, middle=(0, 0), kind="leather", rows=1, bulge=0.01)
        t.moved((-0.02, -0.03, 0.058)).plate(o * (0.6, 0.6), 0.014, d.light, middle=(0, 0), kind="leather", rows=0, detail=True, outline=0.3)
        for x in (-0.05, 0.12):
            t.moved((x, 0, 0.07)).box((0.03, 0.08, 0.014), INK, detail=True)
        t.moved((-0.24, 0, 0.06)).box((0.03, 0.09, 0.014), d.metal, kind="metal", detail=True)
    t.moved((0.78, 0, 0.075)).box((0.56, 0.044, 0.026), DARK_WOOD, round_=0.5, detail=True)
    for x in np.linspace(0.40, 1.24, 8):
        t.moved((x, 0, 0.103)).box((0.005, 0.042, 0.003), d.metal, detail=True, outline=0.0)
    t.moved((1.44, 0.01, 0.06)).plate([(-0.12, -0.05), (0.02, -0.08), (0.16, -0.07), (0.18, 0.06), (0.02, 0.08), (-0.12, 0.05)], 0.04, wood, rows=0, detail=True)
    for s in (1, -1):
        for x in (1.40, 1.49, 1.57):
            t.ball((0.02, 0.026, 0.02), d.metal, at=(x, 0.10 * s, 0.06), rows=4, columns=6, kind="metal", detail=True, outline=0.4)
    for y in (-0.022, 0.0, 0.022):
        t.tube([(-0.24, y, 0.112), (1.34, y, 0.108)], 0.004, (0.93, 0.93, 0.90), columns=4, outline=0.0, detail=True)
