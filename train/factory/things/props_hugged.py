"""Things held with both arms before the trunk: y up, z forwards, x to the left, the origin on the chest's
front."""

from __future__ import annotations

import numpy as np

from ..geometry.textures import shade
from .headwear_parts import Dyes
from .kit import Kit, rotated, smoothed
from .props_long import DARK_WOOD, INK


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
        k.ball(
            (0.026, 0.034, 0.02),
            INK,
            at=(0.095 * s, 0.30, 0.415),
            rows=4,
            columns=8,
            detail=True,
            outline=0.0,
        )
        if d.turn % 0.5 < 0.25:
            k.ball((0.085, 0.085, 0.05), fur, at=(0.18 * s, 0.45, 0.20), rows=6, columns=10, detail=True)
            k.ball(
                (0.05, 0.05, 0.03),
                pale,
                at=(0.18 * s, 0.45, 0.235),
                rows=4,
                columns=8,
                detail=True,
                outline=0.0,
            )
        else:
            k.moved((0.12 * s, 0.64, 0.18), rotated(z=-10 * s)).ball(
                (0.065, 0.23, 0.045), fur, rows=7, columns=10, detail=True
            )
            k.moved((0.12 * s, 0.64, 0.21), rotated(z=-10 * s)).ball(
                (0.036, 0.17, 0.03), pale, rows=5, columns=8, detail=True, outline=0.0
            )
        k.moved((0.14 * s, -0.36, 0.30), rotated(x=-50, z=16 * s)).ball(
            (0.085, 0.15, 0.085), fur, rows=6, columns=10, detail=True
        )
        k.moved((0.23 * s, -0.02, 0.30), rotated(x=-46, z=-20 * s)).ball(
            (0.07, 0.13, 0.07), fur, rows=6, columns=10, detail=True
        )
    k.moved((0, 0.055, 0.40)).ball((0.035, 0.035, 0.03), d.main, rows=4, columns=8, detail=True)
    for s in (1, -1):
        k.moved((0.075 * s, 0.055, 0.385), rotated(z=14 * s)).ball(
            (0.07, 0.045, 0.025), d.main, rows=4, columns=8, detail=True
        )
    del sign


def ball(k: Kit, d: Dyes, sign: float) -> None:
    """A beach ball or a basketball held with both hands."""
    del sign
    t = k.moved((0, -0.10, 0.40), rotated(x=24, z=18))
    stripes = d.turn < 0.55
    base = d.light if stripes else (0.85, 0.48, 0.22)
    a = np.linspace(-np.pi / 2, np.pi / 2, 15)[1:-1]
    for i in range(6 if stripes else 1):
        span = (
            np.linspace(i * np.pi / 3, (i + 1) * np.pi / 3, 6) if stripes else np.linspace(0, 2 * np.pi, 25)
        )
        outer = (
            np.stack(
                [
                    np.cos(a)[:, None] * np.cos(span),
                    np.sin(a)[:, None] + 0 * span,
                    np.cos(a)[:, None] * np.sin(span),
                ],
                -1,
            )
            * 0.36
        )
        tint = (base, d.accent, base, d.main, base, (0.95, 0.80, 0.35))[i] if stripes else base
        if stripes:
            rings = np.concatenate([outer, outer[:, ::-1] * 0.8], 1)
            t.rings(rings, tint, kind="leather", detail=True)
        else:
            t.ball(0.36, base, rows=13, columns=24, kind="leather")
    if not stripes:
        b = np.linspace(0, 2 * np.pi, 33)
        for turn in (rotated(), rotated(x=90), rotated(z=90)):
            t.moved((0, 0, 0), turn).tube(
                np.stack([np.cos(b), 0 * b, np.sin(b)], 1) * 0.362,
                0.009,
                INK,
                columns=4,
                out=(0, 1, 0),
                detail=True,
                outline=0.0,
            )


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
        o = smoothed(
            [
                (-0.46, 0.0),
                (-0.40, 0.24),
                (-0.16, 0.32),
                (0.06, 0.20),
                (0.26, 0.24),
                (0.40, 0.10),
                (0.40, -0.10),
                (0.26, -0.24),
                (0.06, -0.20),
                (-0.16, -0.32),
                (-0.40, -0.24),
                (-0.46, 0.0),
            ],
            33,
        )[:-1]
        t.plate(o, 0.18, shade(wood, 0.8), middle=(0, 0), bevel=0.96, kind="leather", rows=0)
        t.moved((0, 0, 0.085)).plate(
            o * 0.95, 0.02, wood, middle=(0, 0), kind="leather", rows=0, detail=True, outline=0.4
        )
        a = np.arange(18) / 18 * 2 * np.pi
        t.moved((0.10, 0, 0.096)).plate(
            np.stack([np.cos(a), np.sin(a)], 1) * 0.095, 0.01, INK, rows=0, detail=True, outline=0.0
        )
        t.moved((-0.22, 0, 0.10)).box((0.025, 0.09, 0.012), DARK_WOOD, detail=True)
    else:
        o = smoothed(
            [
                (-0.44, 0.0),
                (-0.38, 0.22),
                (-0.18, 0.26),
                (0.02, 0.17),
                (0.22, 0.24),
                (0.40, 0.26),
                (0.30, 0.10),
                (0.26, 0.0),
                (0.28, -0.10),
                (0.34, -0.24),
                (0.16, -0.22),
                (0.02, -0.17),
                (-0.18, -0.26),
                (-0.38, -0.22),
                (-0.44, 0.0),
            ],
            39,
        )[:-1]
        t.plate(o, 0.10, wood, middle=(0, 0), kind="leather", rows=1, bulge=0.01)
        t.moved((-0.02, -0.03, 0.058)).plate(
            o * (0.6, 0.6), 0.014, d.light, middle=(0, 0), kind="leather", rows=0, detail=True, outline=0.3
        )
        for x in (-0.05, 0.12):
            t.moved((x, 0, 0.07)).box((0.03, 0.08, 0.014), INK, detail=True)
        t.moved((-0.24, 0, 0.06)).box((0.03, 0.09, 0.014), d.metal, kind="metal", detail=True)
    t.moved((0.78, 0, 0.075)).box((0.56, 0.044, 0.026), DARK_WOOD, round_=0.5, detail=True)
    for x in np.linspace(0.40, 1.24, 8):
        t.moved((x, 0, 0.103)).box((0.005, 0.042, 0.003), d.metal, detail=True, outline=0.0)
    t.moved((1.44, 0.01, 0.06)).plate(
        [(-0.12, -0.05), (0.02, -0.08), (0.16, -0.07), (0.18, 0.06), (0.02, 0.08), (-0.12, 0.05)],
        0.04,
        wood,
        rows=0,
        detail=True,
    )
    for s in (1, -1):
        for x in (1.40, 1.49, 1.57):
            t.ball(
                (0.02, 0.026, 0.02),
                d.metal,
                at=(x, 0.10 * s, 0.06),
                rows=4,
                columns=6,
                kind="metal",
                detail=True,
                outline=0.4,
            )
    for y in (-0.022, 0.0, 0.022):
        t.tube(
            [(-0.24, y, 0.112), (1.34, y, 0.108)],
            0.004,
            (0.93, 0.93, 0.90),
            columns=4,
            outline=0.0,
            detail=True,
        )
