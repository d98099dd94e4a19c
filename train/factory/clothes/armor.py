"""Plates: breastplates with painted lines and rims, pauldrons, gauntlets, greaves; hard, shiny pieces."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body.body import Body
from ..body.bones import SIDES
from ..geometry.mesh import Mesh, smooth
from ..geometry.textures import Atlas, path, shade
from ..palette import RGB
from ..parts import Part, sided
from ..render.material import Kind, plain
from . import tops
from .frills import pill


def hard(mesh: Mesh, kind: Kind = "metal") -> Mesh:
    """A mesh of another kind of material."""
    return replace(mesh, material=replace(mesh.material, kind=kind))


def breastplate(
    body: Body,
    color: RGB,
    rim: RGB,
    *,
    low: float = 4.02,
    style: int = 0,
    emblem: RGB | None = None,
    kind: Kind = "metal",
    inflate: float = 0.072,
) -> list[Mesh]:
    """A breastplate from the collarbones to the waist with a ridge. style: 0 ridge and rim, 1 crossed lines
    with an emblem, 2 a short plate over lames."""
    atlas = Atlas(5.18, low, color, density=190)
    neck = path(
        [(-0.30, 5.5), (-0.25, 5.17), (-0.14, 5.06), (0, 5.03), (0.14, 5.06), (0.25, 5.17), (0.30, 5.5)]
    )
    rear = path([(-0.30, 5.5), (-0.25, 5.17), (0, 5.12), (0.25, 5.17), (0.30, 5.5)])
    for side, hole in (("front", neck), ("back", rear)):
        atlas.stripe(hole, rim, 0.09, side=side)
        atlas.line(hole, width=0.10, color=shade(rim, 0.45), side=side)
        atlas.stripe(hole, rim, 0.085, side=side)
        atlas.hole(hole, side=side)
        for s in (1, -1):  # the arms' openings
            arm = [(s * 0.38, 5.30), (s * 0.355, 5.0), (s * 0.40, 4.78), (s * 0.80, 4.70), (s * 0.8, 5.3)]
            edge = path(arm[:4], closed=False, soft=True)
            atlas.line(edge, width=0.085, color=shade(rim, 0.45), side=side)
            atlas.stripe(edge, rim, 0.07, side=side)
            atlas.hole(path(arm), side=side)
    dark, pale = shade(color, 0.62), shade(color, 1.6)
    atlas.stripe(path([(-2, low + 0.03), (2, low + 0.03)], closed=False), rim, 0.07, side="both")
    atlas.line(path([(-2, low + 0.065), (2, low + 0.065)], closed=False), width=0.008, side="both")
    if style == 2:
        for y in (4.50, 4.38, 4.26, 4.14):
            sag = [(-2, y), (-0.3, y), (0, y - 0.05), (0.3, y), (2, y)]
            atlas.stripe(path(sag, closed=False), dark, 0.03)
            atlas.line(path(sag, closed=False), width=0.011)
            atlas.line(path([(-2, y), (2, y)], closed=False), width=0.009, side="back")
    for s in (1, -1):
        atlas.line(
            path([(s * 0.02, 4.62), (s * 0.18, 4.52), (s * 0.34, 4.62)], closed=False, soft=True), width=0.011
        )
        atlas.stripe(path([(s * 0.10, 4.98), (s * 0.24, 4.80)], closed=False), pale, 0.035, alpha=0.8)
        atlas.line(
            path([(s * 0.36, 4.45), (s * 0.22, 4.30), (s * 0.20, low)], closed=False, soft=True), width=0.009
        )
        atlas.line(
            path([(s * 0.30, 4.95), (s * 0.14, 4.5), (s * 0.16, low)], closed=False, soft=True),
            width=0.008,
            side="back",
        )
    atlas.line(path([(0, 5.0), (0, low)], closed=False), width=0.010, side="both")
    if style == 1:
        for s in (1, -1):
            strap = path([(s * 0.30, 5.1), (-s * 0.34, 4.14)], closed=False)
            atlas.line(strap, width=0.075)
            atlas.stripe(strap, rim, 0.058)
    if emblem is not None:
        crest = [(0, 4.86), (0.075, 4.74), (0.06, 4.58), (0, 4.50), (-0.06, 4.58), (-0.075, 4.74)]
        atlas.fill(path(crest), rim, outlined=0.010)
        atlas.fill(path([(0, 4.80), (0.04, 4.70), (0, 4.56), (-0.04, 4.70)]), emblem, outlined=0.007)
    y = np.linspace(5.18, low, 18)
    trunk = body.torso(low, 5.18, inflate, rows=18, columns=tops.COLUMNS)
    a = trunk.angles[None]
    ridge = np.exp(-(((a - np.pi) / 0.22) ** 2)) * smooth(5.1, 4.85, y)[:, None]
    flare = 0.05 * np.clip((low + 0.14 - y) / 0.14, 0, 1)[:, None] ** 2
    loft = trunk.inflated(0.022 * ridge + flare).hemmed(0.03)
    mesh = atlas.mesh(loft, "breastplate", Part.ARMOR, body.proportions.width)
    return [hard(mesh, kind)]


def pauldrons(
    body: Body,
    color: RGB,
    rim: RGB,
    *,
    lames: int = 3,
    size: float = 1.0,
    kind: Kind = "metal",
    spike: bool = False,
) -> list[Mesh]:
    """Domes of overlapping plates on both shoulders, each with a rim."""
    out = []
    starts = np.linspace(-0.20, 0.24, lames + 1)
    for side in SIDES:
        for i in range(lames):
            low, high = float(starts[i]), float(starts[i + 1]) + 0.05
            rows = 7 if i == 0 else 4
            s = np.linspace(0, 1, rows)
            dome = (
                (0.045 + 0.075 * np.sin(np.clip(s * 1.15, 0, 1) * np.pi / 2)) * size
                if i == 0
                else (0.085 + 0.035 * s - 0.018 * i) * size
            )
            arm = body.arm(side, low, high, 0.0, rows=rows, columns=20)
            up = np.clip(np.sin(arm.angles) * (1 if side == "left" else -1), -1, 1)[None]
            lift = dome[:, None] * (0.55 + 0.45 * up)
            plate = arm.inflated(lift)
            part = Part.ARMOR
            out.append(
                plate.hemmed(0.022).mesh(
                    f"{side} pauldron",
                    part,
                    material=plain(kind),
                    colors=shade(color, 1 - 0.06 * i),
                    edge=170 + i,
                )
            )
            band = body.arm(side, high - 0.035, high + 0.012, 0.0, rows=2, columns=20)
            band = band.inflated(np.repeat(lift[-1:], 2, 0) + 0.014)
            out.append(
                band.hemmed(0.02, start=True, depth=0.02).mesh(
                    f"{side} pauldron rim", part, material=plain(kind), colors=rim, edge=174 + i
                )
            )
        if spike:
            ring = body.arm(side, 0.0, 0.06, 0.13 * size, rows=3, columns=20)
            k = 5 if side == "left" else 15
            out.append(
                pill(
                    ring.rings[1, k],
                    ring.shares[1, k],
                    (0.05, 0.05, 0.05),
                    rim,
                    name="stud",
                    part=Part.ARMOR,
                    kind=kind,
                    normal=ring.outward()[1, k],
                )
            )
    return out


def gauntlets(body: Body, color: RGB, rim: RGB, *, start: float = 1.30, kind: Kind = "metal") -> list[Mesh]:
    """Plates about the forearms that flare towards the elbows, with lames at the wrists."""
    out = []
    for side in SIDES:
        t = np.linspace(start, 1.98, 9)
        amount = 0.034 + 0.035 * smooth(start + 0.35, start, t) + 0.016 * (t > 1.86)
        arm = body.arm(side, start, 1.98, amount, rows=9, columns=20).hemmed(0.02, start=True)
        part = sided("GLOVE", side)
        out.append(arm.mesh(f"{side} gauntlet", part, material=plain(kind), colors=color, edge=177))
        for at, off in ((start, 0.078), (1.82, 0.052)):
            band = body.arm(side, at, at + 0.07, off, rows=2, columns=16).hemmed(0.02, start=True)
            out.append(band.mesh(f"{side} gauntlet rim", part, material=plain(kind), colors=rim, edge=178))
    return out


def greaves(body: Body, color: RGB, rim: RGB, *, start: float = 1.12, kind: Kind = "metal") -> list[Mesh]:
    """Shin plates, with caps on the knees."""
    out = []
    for side in SIDES:
        t = np.linspace(start, 2.04, 12)
        leg = body.leg(side, start, 2.04, 0.0, rows=12, columns=20)
        ahead = np.clip(-np.cos(leg.angles), 0, 1)[None] ** 4
        amount = 0.040 + 0.022 * ahead + (0.02 * smooth(1.8, 1.93, t))[:, None]
        part = sided("SHOE", side)
        out.append(
            leg.inflated(amount)
            .hemmed(0.02, start=True)
            .mesh(f"{side} greave", part, material=plain(kind), colors=color, edge=179)
        )
        for at, off in ((start - 0.01, 0.062), (1.80, 0.078)):
            band = body.leg(side, at, at + 0.06, off, rows=2, columns=16).hemmed(0.02, start=True)
            out.append(band.mesh(f"{side} greave rim", part, material=plain(kind), colors=rim, edge=180))
        knee = body.leg(side, 0.92, 1.06, 0.03, rows=3, columns=20)
        w = body.proportions.width
        for size, tint, off in ((1.0, rim, 0.0), (0.74, color, 0.03)):
            out.append(
                pill(
                    knee.rings[1, 10] + np.array([0, 0, off * w]),
                    knee.shares[1, 10],
                    (0.125 * size * w, 0.15 * size * w, 0.055 * w),
                    tint,
                    name=f"{side} knee",
                    part=part,
                    kind=kind,
                    edge=181 + (size < 1),
                )
            )
    return out
