"""What lies on shoulders: boards, fringed epaulettes, the fur of a hood."""

from __future__ import annotations

import numpy as np

from ..body.body import Body
from ..body.bones import SIDES
from ..geometry.mesh import Mesh, bind_dense, loft, outward, unit
from ..palette import RGB
from ..parts import Part
from . import collars
from .frills import pill, ruffle


def boards(body: Body, color: RGB, middle: RGB, *, fringed: bool) -> list[Mesh]:
    """Boards on both shoulders, with fringes at their ends. They turn half with the arms."""
    out = []
    w = body.proportions.width
    for i, s in enumerate((1, -1)):
        places = [(np.pi - s * 1.57, 5.215), (np.pi - s * 1.57, 5.14), (np.pi - s * 1.57, 5.055)]
        out.append(
            collars.strap(
                body,
                places,
                middle,
                width=0.17,
                inflate=0.088,
                rows=6,
                part=Part.ORNAMENT,
                edge=174 + i,
                name="epaulette",
            )
        )
        end, share, _ = (
            v[0] for v in collars.lay(body, np.array([np.pi - s * 1.57]), np.array([5.06]), 0.075)
        )
        k, turn = 20, np.linspace(0, 2 * np.pi, 20, endpoint=False)
        size = np.array([0.095, 0.125]) * w
        disc = np.stack([np.cos(turn) * size[0], 0 * turn, np.sin(turn) * size[1]], 1)
        slope = np.array([s * 0.05, 0.0, 0.0])
        levels = (
            (0.035, 0.80),
            (0.03, 1.0),
            (0.0, 1.05),
            (-0.10 if fringed else -0.01, 1.10),
            (-0.105 if fringed else -0.02, 0.9),
        )
        rings = np.stack(
            [
                end + slope + disc * f + np.array([0, y * w, 0]) - np.array([0, 0.35, 0]) * (disc[:, :1] * s)
                for y, f in levels
            ]
        )
        if fringed:
            rings[3, ::2, 1] -= 0.02 * w
        points, faces = loft(rings, caps=(True, True))
        if outward(points, faces) < 0:
            faces = faces[:, ::-1]
        dense = np.repeat(share[None], len(points), 0)
        tint = np.tile(np.array(color, np.float32), (len(points), 1))
        tint[2 * k : 5 * k : 2] *= 0.80
        out.append(
            Mesh("epaulette end", points, faces, *bind_dense(dense), Part.ORNAMENT, colors=tint, edge=176 + i)
        )
    return out


def epaulettes(body: Body, color: RGB, fringe: RGB, *, size: float = 1.0) -> list[Mesh]:
    """Stiff pads on both shoulders with a fringe of cords."""
    out = []
    w = body.proportions.width
    for side in SIDES:
        sign = 1.0 if side == "left" else -1.0
        ring = body.arm(side, -0.06, 0.06, 0.07, rows=3, columns=40)
        k = 10 if side == "left" else 30
        top, share = ring.rings[1, k], ring.shares[1, k]
        out.append(
            pill(
                top + np.array([-0.06 * sign, -0.005, 0]) * w,
                share,
                (0.13 * size * w, 0.15 * size * w, 0.03 * w),
                color,
                name="epaulette",
                part=Part.ARMOR,
                normal=np.array([0.35 * sign, 1.0, 0.001]),
                edge=183,
            )
        )
        span = np.arange(k - 9, k + 10)
        rows = body.arm(side, 0.02, 0.14, 0.085, rows=3, columns=40)
        points, shares = rows.rings[0, span], np.repeat(share[None], len(span), 0)
        at = np.linspace(0, len(span) - 1, 37)
        points, shares = (
            np.stack([np.interp(at, np.arange(len(span)), v[:, j]) for j in range(v.shape[1])], 1)
            for v in (points, shares)
        )
        center = rows.rings[0].mean(0)
        normals = unit(points - center)
        away = unit(np.array([0.45 * sign, -1.0, 0]) + 0.2 * normals)
        out.append(
            ruffle(
                points + normals * 0.01,
                normals,
                away,
                shares,
                0.13 * size * w,
                fringe,
                waves=12,
                depth=0.014,
                lift=0.0,
                part=Part.ARMOR,
                edge=184,
                name="fringe",
            )
        )
    return out


def fur(body: Body, color: RGB) -> list[Mesh]:
    """A roll of fur round the edge of a hood that lies on the shoulders."""
    k, m = 40, 8
    a = np.linspace(0.62, 2 * np.pi - 0.62, k)
    y = 5.20 - 0.10 * (1 - np.cos(a)) / 2
    center, shares, out = collars.lay(body, a, y, 0.15 + 0.03 * np.cos(a))
    center = center + np.array([0, 1.0, 0]) * (0.07 + 0.05 * np.cos(a)[:, None])
    thick = 0.066 * body.proportions.width * (1 + 0.18 * np.sin(a * 13))
    b = np.arange(m) / m * 2 * np.pi
    ring = out[:, None] * (np.cos(b)[None] * thick[:, None])[..., None]
    ring = ring + np.array([0, 1.0, 0]) * (np.sin(b)[None] * thick[:, None])[..., None]
    points, faces = loft(center[:, None] + ring, caps=(True, True))
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    dense = np.concatenate([np.repeat(shares, m, 0), shares[:1], shares[-1:]])
    return [Mesh("fur", points, faces, *bind_dense(dense), Part.HOOD, colors=color, edge=168)]
