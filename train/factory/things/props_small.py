"""Small things to hold. Axes as in holding.py; 1 is a head at adult size, the grip is at the origin. The
palm looks to -x times `sign` (1 left, -1 right)."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import circle
from ..geometry.textures import shade
from ..palette import RGB
from .headwear_parts import WHITE, Dyes
from .kit import Kit, rotated
from .props_long import DARK_WOOD, INK, LEATHER, WOOD


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
        y = (
            0.10 * np.abs(t) ** 1.3
            - 0.04
            + (0.05 * np.sin(np.clip(np.abs(t), 0, 1) * np.pi) ** 0.8 if rise else 0)
            + rise
        )
        z = 0.30 if not rise else 0.275
        ring = [
            np.stack([x, y + thick * v, np.full(17, w)], 1)
            for v, w in ((0.5, -z), (0.5, z), (-0.5, z), (-0.5, -z))
        ]
        up.rings(np.stack(ring, 1), color, detail=bool(rise), kind="leather" if not rise else "cloth")
    for s in (1, -1):  # lines of print
        for i in range(5):
            z = -0.2 + i * 0.095
            x = np.linspace(0.09, 0.33, 6)
            u = x / 0.42
            y = 0.10 * u**1.3 - 0.04 + 0.05 * np.sin(u * np.pi) ** 0.8 + 0.028 + 0.027
            up.tube(
                np.stack([x * s, y, np.full(6, z)], 1),
                0.006,
                (0.55, 0.53, 0.52),
                columns=4,
                flat=0.5,
                out=(0, 1, 0),
                outline=0.0,
                detail=True,
            )


def microphone(k: Kit, d: Dyes, sign: float) -> None:
    """A microphone."""
    del sign
    body = (INK, d.accent, d.light)[int(d.turn * 2.99)]
    k.turned(
        [(-0.24, 0.02), (-0.235, 0.036), (0.0, 0.045), (0.16, 0.058), (0.18, 0.05)],
        body,
        columns=12,
        kind="leather",
    )
    k.turned(
        [(0.165, 0.06), (0.17, 0.082), (0.205, 0.085), (0.215, 0.07)],
        d.metal,
        columns=14,
        kind="metal",
        detail=True,
    )
    k.ball(
        (0.088, 0.098, 0.088),
        (0.62, 0.63, 0.68),
        at=(0, 0.265, 0),
        rows=7,
        columns=14,
        kind="metal",
        detail=True,
    )


def phone(k: Kit, d: Dyes, sign: float) -> None:
    """A phone, its screen to the palm's side."""
    p = k.moved((0.012 * sign, 0.05, -0.065), rotated(y=-90 * sign))  # z looks where the palm looks
    o = circle(28, 7.0) * (0.098, 0.205)
    p.plate(
        o, 0.034, (d.accent, d.light, INK, d.main)[int(d.turn * 3.99)], rows=0, bevel=0.93, kind="leather"
    )
    p.moved((0, 0, 0.019)).plate(
        o * (0.87, 0.93),
        0.006,
        (0.30, 0.42, 0.58),
        rows=0,
        bevel=0.95,
        kind="leather",
        detail=True,
        outline=0.2,
    )
    p.moved((-0.05, 0.14, -0.02)).ball(
        (0.03, 0.03, 0.012), INK, rows=4, columns=8, kind="leather", detail=True, outline=0.3
    )


def cup(k: Kit, d: Dyes, sign: float) -> None:
    """A mug, or a paper cup with a lid."""
    color = (d.light, d.accent, d.main)[int(d.turn * 2.99)]
    if d.turn % 0.4 < 0.22:
        k.turned([(-0.14, 0.02), (-0.14, 0.078), (0.0, 0.092), (0.12, 0.10)], WHITE, columns=18)
        k.turned(
            [(-0.09, 0.07), (-0.085, 0.088), (0.045, 0.1), (0.05, 0.08)],
            color if color != d.light else LEATHER,
            columns=18,
            caps=(False, False),
            detail=True,
        )
        k.turned(
            [(0.115, 0.08), (0.12, 0.112), (0.15, 0.112), (0.155, 0.09), (0.17, 0.085), (0.17, 0.02)],
            INK,
            columns=18,
            detail=True,
        )
    else:
        k.turned(
            [
                (-0.13, 0.02),
                (-0.13, 0.085),
                (-0.11, 0.098),
                (0.12, 0.10),
                (0.13, 0.096),
                (0.12, 0.088),
                (0.08, 0.086),
            ],
            color,
            columns=18,
            kind="leather",
        )
        k.turned([(0.085, 0.088), (0.088, 0.02)], (0.42, 0.27, 0.18), columns=18, detail=True, outline=0.0)
        a = np.radians(np.linspace(-82, 82, 10))
        k.tube(
            np.stack([0 * a, np.sin(a) * 0.075, 0.095 + np.cos(a) * 0.07], 1),
            0.018,
            color,
            columns=6,
            out=(1, 0, 0),
            kind="leather",
            detail=True,
        )
    del sign


def lollipop(k: Kit, d: Dyes, sign: float) -> None:
    """A swirl on a stick."""
    k.tube([(0, -0.20, 0), (0, 0.0, 0), (0, 0.34, 0)], 0.017, WHITE, columns=6)
    top = k.moved((0, 0.46, 0), rotated(y=-90 * sign))
    a = np.arange(22) / 22 * 2 * np.pi
    top.plate(
        np.stack([np.cos(a), np.sin(a)], 1) * 0.175,
        0.06,
        d.light,
        bulge=0.01,
        rows=1,
        kind="leather",
        detail=True,
    )
    t = np.linspace(0.4, 4.4 * np.pi, 40)
    for s in (1, -1):
        top.tube(
            np.stack([np.cos(t) * t * 0.0115, np.sin(t) * t * 0.0115, 0 * t + 0.037 * s], 1),
            0.014,
            d.accent,
            columns=4,
            flat=0.5,
            detail=True,
            outline=0.0,
        )


def ice_cream(k: Kit, d: Dyes, sign: float) -> None:
    """A cone with two scoops."""
    del sign
    k.turned(
        [(-0.28, 0.006), (0.0, 0.066), (0.14, 0.105), (0.155, 0.11), (0.16, 0.09)],
        (0.85, 0.62, 0.36),
        columns=14,
        kind="leather",
    )
    flavors: tuple[RGB, ...] = (
        (0.98, 0.93, 0.82),
        (0.96, 0.68, 0.74),
        (0.62, 0.84, 0.70),
        (0.50, 0.33, 0.24),
    )
    first = int(d.turn * 3.99)
    k.moved((0, 0.21, 0)).turned(
        [(-0.07, 0.09), (-0.05, 0.135), (0.02, 0.13), (0.09, 0.08), (0.12, 0.01)],
        flavors[first],
        columns=18,
        waves=(6, 0.04),
        detail=True,
    )
    k.moved((0.01, 0.36, 0)).turned(
        [(-0.05, 0.08), (-0.03, 0.11), (0.03, 0.105), (0.08, 0.06), (0.10, 0.01)],
        flavors[(first + 1) % 4],
        columns=16,
        waves=(6, 0.04),
        detail=True,
    )
    k.ball(0.035, (0.80, 0.16, 0.20), at=(0.01, 0.485, 0), rows=4, columns=8, kind="leather", detail=True)


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
            p.moved((0, 0, 0.013 * s)).plate(
                o * 0.5 + (0.07, -0.05), 0.004, d.accent, rows=0, detail=True, outline=0.0
            )
        for s in (-0.4, 0, 0.4):
            p.moved((0, 0, 0)).tube(
                [(0, -0.28, 0.016), (s * 0.4, 0.0, 0.016)],
                0.008,
                shade(WOOD, 1.3),
                columns=4,
                detail=True,
                outline=0.0,
            )
    else:
        a = np.radians(np.linspace(18, 162, 25))
        zig = 0.012 * (np.arange(25) % 2) - 0.006
        inner, outer = (np.stack([np.cos(a) * r, np.sin(a) * r, zig], 1) for r in (0.22, 0.56))
        back = np.array([0, 0, -0.02])
        flat.rings(np.stack([inner, outer, outer + back, inner + back], 1), d.accent, outline=0.7)
        for i in range(0, 25, 4):
            flat.tube(
                [(0, 0, 0), tuple(inner[i]), tuple(outer[i] * 0.98)],
                [0.012, 0.014, 0.010],
                DARK_WOOD,
                columns=4,
                flat=0.9,
                detail=True,
            )


def camera(k: Kit, d: Dyes, sign: float) -> None:
    """A camera between two hands; it looks along z and the grip is its side."""
    b = k.moved((0.20 * -sign, 0.05, 0.0))
    b.box((0.22, 0.135, 0.075), INK if d.turn < 0.6 else d.accent, round_=0.5, kind="leather")
    b.box((0.225, 0.035, 0.08), (0.78, 0.78, 0.80), at=(0, 0.115, 0), round_=0.4, kind="metal", detail=True)
    b.box((0.08, 0.04, 0.06), (0.78, 0.78, 0.80), at=(0, 0.165, 0), round_=0.4, kind="metal", detail=True)
    lens = b.moved((0, -0.015, 0.07), rotated(x=90))
    lens.turned(
        [(0.0, 0.10), (0.03, 0.115), (0.11, 0.11), (0.13, 0.10), (0.12, 0.08)],
        INK,
        columns=18,
        kind="leather",
        detail=True,
    )
    lens.turned(
        [(0.10, 0.085), (0.11, 0.06), (0.115, 0.01)],
        (0.35, 0.45, 0.62),
        columns=14,
        kind="leather",
        detail=True,
        outline=0.0,
    )


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
        up.moved((-0.30 + 0.075 * i, 0.01, 0.44), rotated(z=90)).ring(
            0.03, 0.008, d.metal, columns=8, kind="metal", detail=True, outline=0.3
        )


def rose(k: Kit, d: Dyes, sign: float) -> None:
    """One rose."""
    del sign
    green = (0.32, 0.50, 0.30)
    k.tube([(0, -0.35, 0), (0.02, 0.0, 0), (0, 0.36, 0)], 0.016, green, columns=6)
    color = (0.78, 0.14, 0.22) if d.turn < 0.5 else d.accent
    top = k.moved((0, 0.42, 0))
    top.turned(
        [(-0.09, 0.02), (-0.06, 0.09), (0.02, 0.13), (0.10, 0.12), (0.09, 0.09)],
        color,
        columns=20,
        waves=(5, 0.07),
        detail=True,
    )
    top.turned(
        [(0.0, 0.06), (0.08, 0.09), (0.13, 0.075), (0.12, 0.05)],
        shade(color, 0.85),
        columns=16,
        waves=(4, 0.09),
        detail=True,
    )
    top.ball((0.045, 0.06, 0.045), shade(color, 0.72), at=(0, 0.10, 0), rows=5, columns=10, detail=True)
    for s in (1, -1):
        k.moved((0.02 * s, 0.12 + 0.06 * s, 0), rotated(z=-58 * s)).plate(
            [(0, 0), (0.05, 0.09), (0, 0.2), (-0.05, 0.09)],
            0.014,
            green,
            middle=(0, 0.1),
            rows=0,
            detail=True,
        )


def pompom(k: Kit, d: Dyes, sign: float) -> None:
    """A cheerleader's pompom round the fist."""
    del sign
    rng = np.random.default_rng(int(d.turn * 1e6))
    for i in range(46):
        way = rng.normal(size=3)
        way /= np.linalg.norm(way)
        end = way * rng.uniform(0.26, 0.34)
        k.tube(
            np.array([way * 0.03, end * 0.6, end + np.array([0, 0, 0.03])]),
            [0.02, 0.034, 0.012],
            (d.accent, d.light, shade(d.accent, 1.2))[i % 3],
            columns=4,
            flat=0.4,
            out=tuple(np.cross(way, [0.3, 1, 0.2])),
            edge=100 + (i * 7) % 140,
            outline=0.6,
        )
