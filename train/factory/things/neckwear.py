"""What is worn on the ears and around the neck."""

from __future__ import annotations

import numpy as np

from ..body.body import Body
from ..face.head import Head
from ..geometry.mesh import Mesh, bind_dense
from ..parts import Part
from .facewear import face_kit
from .headwear_parts import GOLD, Dyes
from .kit import Kit, rotated, smoothed


def headphones(head: Head, body: Body, dyes: Dyes) -> list[Mesh]:
    """Around the ears."""
    del body
    kit = face_kit(head, Part.HEADPHONES)
    a = np.radians(np.linspace(-6, 186, 25))
    arch = np.stack([np.cos(a) * 0.578, 0.52 + np.sin(a) * 0.645, np.full(25, -0.055)], 1)
    kit.tube(arch, 0.05, dyes.main, columns=8, flat=0.42, out=(0, 0, 1))
    kit.tube(arch[6:19] - (0, 0.028, 0), 0.042, dyes.dark, columns=6, flat=0.4, out=(0, 0, 1), detail=True)
    for s in (1, -1):
        cup = kit.moved((0.515 * s, 0.36, -0.045), rotated(z=-90 * s) @ rotated(x=6), 1.15)
        cup.turned(
            [(-0.06, 0.06), (-0.055, 0.125), (0.0, 0.145), (0.03, 0.13)], dyes.dark, columns=20, deep=1.15
        )
        cup.turned(
            [(0.02, 0.10), (0.025, 0.155), (0.07, 0.150), (0.10, 0.115), (0.105, 0.02)],
            dyes.main,
            columns=20,
            deep=1.15,
            kind="leather",
            detail=True,
        )
        cup.turned(
            [(0.10, 0.02), (0.115, 0.06), (0.12, 0.055), (0.12, 0.01)],
            dyes.accent,
            columns=16,
            kind="leather",
            detail=True,
        )
        kit.moved((0.575 * s, 0.52, -0.055)).box((0.022, 0.10, 0.035), dyes.metal, kind="metal", detail=True)
    return kit.meshes


def neck_phones(head: Head, body: Body, dyes: Dyes) -> list[Mesh]:
    """Headphones that hang around the neck, over any collar."""
    del head
    p, w = body.proportions, body.proportions.width
    ring = body.torso(5.16, 5.24, 0.10, rows=3, columns=8)
    share = ring.shares[1].mean(0)
    kit = Kit(
        Part.HEADPHONES,
        lambda n: bind_dense(np.repeat(share[None], n, 0)),
        np.array([0, p.y(5.22), -0.045 * w]),
        size=max(w, 0.75),
    )
    a = np.radians(np.linspace(62, 298, 25))
    path = np.stack([np.sin(a) * 0.275, 0.045 - 0.02 * np.cos(a), np.cos(a) * 0.255], 1)
    kit.tube(path, 0.036, dyes.main, columns=8, flat=0.55, out=(0, 1, 0))
    for s in (1, -1):
        cup = kit.moved((0.235 * s, -0.035, 0.185), rotated(y=-32 * s) @ rotated(x=-62))
        cup.turned([(-0.05, 0.05), (-0.045, 0.105), (0.0, 0.12), (0.02, 0.11)], dyes.dark, columns=18)
        cup.turned(
            [(0.015, 0.09), (0.02, 0.128), (0.06, 0.122), (0.08, 0.09), (0.085, 0.02)],
            dyes.main,
            columns=18,
            kind="leather",
            detail=True,
        )
        cup.turned(
            [(0.08, 0.02), (0.092, 0.05), (0.094, 0.01)], dyes.accent, columns=14, kind="leather", detail=True
        )
    return kit.meshes


def earrings(head: Head, dyes: Dyes) -> list[Mesh]:
    """Drops, rings or studs at the lobes."""
    kit = face_kit(head, Part.ORNAMENT)
    for s in (1, -1):
        lobe = kit.moved((0.425 * s, 0.235, -0.02))
        if dyes.turn < 0.4:
            lobe.moved((0, -0.07, 0)).turned(
                [(0.075, 0.004), (0.0, 0.022), (-0.05, 0.032), (-0.075, 0.004)],
                dyes.accent,
                columns=8,
                kind="leather",
            )
            lobe.ball(0.02, dyes.metal, rows=4, columns=8, kind="metal", detail=True)
        elif dyes.turn < 0.7:
            lobe.moved((0, -0.06, 0), rotated(x=90, y=0)).ring(
                0.062, 0.011, dyes.metal, columns=16, kind="metal", outline=0.5
            )
        else:
            lobe.moved((0, -0.02, 0.0)).ball(0.03, dyes.accent, rows=4, columns=8, kind="leather")
            lobe.moved((0.01 * s, -0.15, 0)).plate(
                [(0, 0.10), (0.035, 0.0), (0, -0.06), (-0.035, 0)],
                0.02,
                dyes.metal,
                kind="metal",
                detail=True,
            )
    return kit.meshes


def choker(body: Body, dyes: Dyes) -> list[Mesh]:
    """A band around the neck, with a pendant or a bell."""
    band = body.torso(5.40, 5.485, 0.014, rows=4, columns=28).hemmed(0.012, start=True, depth=0.01)
    out = [
        band.mesh("choker", Part.NECKWEAR, colors=dyes.dark if dyes.turn < 0.6 else dyes.accent, outline=0.7)
    ]
    ring = body.torso(5.40, 5.48, 0.02, rows=3, columns=8)
    share = ring.shares[1, 4]
    kit = Kit(Part.ORNAMENT, lambda n: bind_dense(np.repeat(share[None], n, 0)), ring.rings[1, 4])
    if dyes.turn < 0.35:
        kit.ball(0.036, GOLD, at=(0, -0.045, 0.012), rows=6, columns=10, kind="metal")
    elif dyes.turn < 0.75:
        kit.plate(
            [(0, 0.03), (0.028, 0), (0, -0.045), (-0.028, 0)], 0.02, dyes.metal, kind="metal", bulge=0.006
        )
    return out + kit.meshes


def necklace(body: Body, dyes: Dyes, out: float) -> list[Mesh]:
    """A chain that lies on what is worn, with a pendant on the chest."""
    drop = body.torso(4.72, 5.24, out, rows=12, columns=24)
    left = [
        drop.rings[i, 12 - round(j)] for i, j in zip(range(11, -1, -1), np.linspace(0, 5, 12), strict=True)
    ]
    way = np.array(left)
    kit_share = drop.shares[11, 12]
    kit = Kit(Part.ORNAMENT, lambda n: bind_dense(np.repeat(kit_share[None], n, 0)), np.zeros(3))
    for s in (1, -1):
        kit.tube(
            smoothed((way * (s, 1, 1))[::2], 14), 0.010, dyes.metal, columns=5, kind="metal", outline=0.4
        )
    pendant = kit.moved(way[0] + (0, -0.05, 0.012))
    if dyes.turn < 0.4:
        pendant.plate(
            [(0, 0.06), (0.04, 0.0), (0, -0.07), (-0.04, 0)], 0.03, dyes.accent, bulge=0.012, kind="leather"
        )
    elif dyes.turn < 0.7:
        pendant.ball((0.05, 0.05, 0.02), dyes.metal, kind="metal")
        pendant.moved((0, 0, 0.015)).ball(
            (0.028, 0.028, 0.014), dyes.accent, rows=4, columns=8, kind="leather", detail=True
        )
    else:
        for o in (
            [(-0.014, -0.08), (0.014, -0.08), (0.014, 0.05), (-0.014, 0.05)],
            [(-0.05, -0.005), (0.05, -0.005), (0.05, 0.022), (-0.05, 0.022)],
        ):
            pendant.plate(o, 0.016, dyes.metal, kind="metal", rows=0)
    return kit.meshes
