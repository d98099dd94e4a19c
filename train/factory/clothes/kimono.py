"""Pieces of Japanese and Chinese dress: obi and its bow, crossed collars, frog buttons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body.body import Body
from ..cloth.cape import ribbon_end
from ..geometry.mesh import Mesh, bind_dense
from ..geometry.textures import Atlas, ink_of, path, shade
from ..palette import RGB
from ..parts import Part
from . import ties


def crossed(
    atlas: Atlas, trim: RGB, *, low: float = 4.06, width: float = 0.10, under: RGB | None = None
) -> None:
    """A crossed collar, the left side over the right, and the opening above it. under: an inner collar that
    shows along it."""
    atlas.hole(path([(-0.27, 5.5), (-0.20, 5.24), (0.0, 4.92), (0.20, 5.24), (0.27, 5.5)]))
    layers = [(0.0, trim)] if under is None else [(-0.045, under), (0.0, trim)]
    for shift, color in layers:
        for s in (-1, 1):
            edge = [(s * (0.20 + shift), 5.28), (s * (0.02 + shift), 4.90), (-s * (0.30 - shift), low)]
            if s < 0:
                edge = [(s * (0.20 + shift), 5.28), (0.0, 4.92)]
            line = path(edge, closed=False)
            atlas.line(line, width=width + 0.018, color=ink_of(color))
            atlas.stripe(line, color, width)
    back = path([(-0.26, 5.21), (0.26, 5.21)], closed=False)
    atlas.line(back, width=width + 0.018, color=ink_of(trim), side="back")
    atlas.stripe(back, trim, width, side="back")


def obi(
    body: Body,
    color: RGB,
    cord: RGB,
    *,
    top: float = 4.50,
    low: float = 4.02,
    inflate: float = 0.085,
    pattern: RGB | None = None,
) -> list[Mesh]:
    """A wide sash with a cord; pattern: color of a pattern of rows."""
    atlas = Atlas(top, low, color)
    if pattern is not None:
        middle = (top + low) / 2
        for y in (top - 0.06, low + 0.06):
            atlas.stripe(path([(-2, y), (2, y)], closed=False), pattern, 0.025, side="both")
        for i in range(-6, 7):
            x = i * 0.2
            shape = path([(x, middle + 0.09), (x + 0.07, middle), (x, middle - 0.09), (x - 0.07, middle)])
            atlas.fill(shape, pattern, side="both")
    atlas.line(
        path([(-2, low + (top - low) * 0.72), (-0.1, low + (top - low) * 0.6)], closed=False), width=0.007
    )
    band = body.torso(low, top, inflate, rows=10, columns=40).hemmed(0.03, start=True)
    out = [atlas.mesh(band, "obi", Part.BELT, body.proportions.width, edge=188)]
    m = (top + low) / 2
    tie = body.torso(m - 0.03, m + 0.03, inflate + 0.018, rows=4, columns=40).hemmed(0.02, start=True)
    out.append(tie.mesh("obi cord", Part.BELT, colors=cord, edge=189))
    return out


def back_bow(
    body: Body,
    y: float,
    color: RGB,
    *,
    size: float = 1.6,
    tails: float = 0.5,
    inflate: float = 0.10,
    part: int = Part.BELT,
) -> list[Mesh]:
    """A large bow on the back."""
    front, _ = ties.chest_spot(body, y, inflate)
    ring = body.torso(y - 0.03, y + 0.03, inflate, rows=3, columns=8)
    rear, share = ring.rings[1, 0], ring.shares[1, 0]
    out = []
    for mesh in ties.bow(body, y, color, inflate=inflate, size=size, tails=0.0):
        p = (mesh.positions - front) * np.array([-1.0, 1.0, -1.0]) + rear
        bones, weights = bind_dense(np.repeat(share[None], len(p), 0))
        out.append(
            replace(mesh, positions=p, bones=bones, weights=weights, part=part, hull=None, normals=None)
        )
    scale = 0.35 + 0.65 * min(body.proportions.scale, 1.0)
    for s in (1.0, -1.0) if tails > 0 else ():
        out.append(
            ribbon_end(
                body,
                rear + np.array([0.02 * s, 0, -0.012]),
                "hips" if y < 4.2 else "spine",
                shade(color, 0.93),
                length=tails * size * scale,
                width=0.10 * size * scale,
                way=(0.16 * s, -1.0, -0.12),
                out=(0.0, 0.0, -1.0),
                part=part,
                name="bow tail",
                edge=231 + (s > 0),
                notch=0.05 * size,
            )
        )
    return out


def frogs(atlas: Atlas, places: list[tuple[float, float]], color: RGB, *, size: float = 0.09) -> None:
    """Chinese knot buttons with loops to both sides, painted."""
    for x, y in places:
        for s in (1, -1):
            loop = [(x, y), (x + s * size, y + 0.025), (x + s * size * 1.25, y), (x + s * size, y - 0.025)]
            atlas.stripe(path(loop, soft=True), color, 0.018)
            atlas.line(path(loop, soft=True), width=0.006)
        atlas.button(x, y, color, 0.024)


def disc(x: float, y: float, r: float) -> list[tuple[float, float]]:
    a = np.linspace(0, 2 * np.pi, 12)
    return [(x + r * float(np.cos(v)), y + r * float(np.sin(v))) for v in a]


def cloud(atlas: Atlas, x: float, y: float, color: RGB, side: str) -> None:
    """A curl of embroidery."""
    a = np.linspace(0, 5, 18)
    for s in (1, -1):
        curl = [
            (x + s * 0.055 + 0.05 * float(np.cos(v)) * (1 - v / 8), y + 0.05 * float(np.sin(v)) * (1 - v / 8))
            for v in a
        ]
        atlas.stripe(path(curl, closed=False), color, 0.014, side=side)
    atlas.stripe(path([(x - 0.12, y - 0.05), (x + 0.12, y - 0.05)], closed=False), color, 0.014, side=side)


def curl(atlas: Atlas, x: float, y: float, color: RGB) -> None:
    a = np.linspace(0, 9, 26)
    line = [
        (x + 0.07 * float(np.cos(v)) * (1 - v / 10), y + 0.09 * float(np.sin(v)) * (1 - v / 10)) for v in a
    ]
    atlas.stripe(path(line, closed=False), color, 0.016)
    atlas.stripe(path(line, closed=False), color, 0.016, side="back")
