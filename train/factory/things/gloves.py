"""Gloves: short, long, without fingers."""

from __future__ import annotations

import numpy as np

from ..body.body import Body, Cover
from ..body.bones import SIDES
from ..body.hands import hand
from ..geometry.mesh import Mesh
from ..geometry.textures import shade
from ..palette import RGB
from ..parts import sided

GLOVES = ("short", "long", "fingerless")
_RING = 10  # vertices of a finger's ring


def gloves(kind: str, body: Body, color: RGB) -> tuple[list[Mesh], list[Cover]]:
    """Both gloves, and what they hide."""
    meshes: list[Mesh] = []
    covers: list[Cover] = []
    open_ = kind == "fingerless"
    for side in SIDES:
        part = sided("GLOVE", side)
        for mesh in hand(body, side, color, inflate=0.011 if not open_ else 0.012, part=part):
            if open_ and "palm" not in mesh.name:
                keep = np.all(mesh.faces < 5 * _RING, axis=1)
                mesh = mesh.kept(keep)
            meshes.append(mesh)
        low = 1.16 if kind == "long" else 1.80
        arm = body.arm(
            side,
            low,
            2.06,
            np.linspace(0.024, 0.016, 8 if kind != "long" else 20),
            rows=8 if kind != "long" else 20,
        )
        arm = arm.hemmed(0.012, start=True, end=False)
        meshes.append(arm.mesh(f"{side} glove", part, colors=color, outline=0.8))
        cuff = body.arm(side, low - 0.005, low + (0.07 if kind == "long" else 0.05), 0.032, rows=4).hemmed(
            0.015, start=True
        )
        meshes.append(cuff.mesh(f"{side} glove cuff", part, colors=shade(color, 0.86), edge=96, outline=0.7))
        if not open_:
            covers.append(Cover(f"{side}Hand", 0, 3))
        covers.append(Cover(f"{side}Arm", low + 0.1, 2.2))
    return meshes, covers
