"""Ribbons, ties, scarves."""

from __future__ import annotations

import numpy as np

from ..body.body import Body
from ..geometry.mesh import Array, Mesh, bind_dense, circle, loft, outward, smooth
from ..geometry.textures import shade
from ..palette import RGB
from ..parts import Part


def closed(rings: Array, name: str, part: int, binding, **more) -> Mesh:
    """A stack of rings closed at both ends, right side out."""
    points, faces = loft(rings, caps=(True, True))
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    bones, weights = binding(len(points))
    return Mesh(name, points, faces, bones, weights, part, **more)


def chest_spot(body: Body, y: float, inflate: float) -> tuple[Array, Array]:
    """The middle of the chest's front at a reference height (3,), and its weights (64,)."""
    ring = body.torso(y - 0.03, y + 0.03, inflate, rows=3, columns=8)
    return ring.rings[1, 4], ring.shares[1, 4]


def bow(
    body: Body, y: float, color: RGB, *, inflate: float = 0.08, size: float = 1.0, tails: float = 0.30
) -> list[Mesh]:
    """A ribbon tied in a bow: two loops, two tails, a knot."""
    spot, share = chest_spot(body, y, inflate)
    size *= min(1.0, 0.72 + 0.28 * body.proportions.scale)

    def bound(n: int):
        return bind_dense(np.repeat(share[None], n, 0))

    out = []
    a = circle(12)
    for s in (1.0, -1.0):
        u = np.linspace(0, 1, 9)
        x = s * (0.015 + 0.20 * u) * size
        high = (
            size
            * (0.028 + 0.075 * smooth(0, 0.7, u))
            * np.sqrt(np.clip(1 - smooth(0.8, 1.02, u) * 0.55, 0.05, 1))
        )
        thick = size * (0.022 + 0.028 * np.sin(u * np.pi * 0.85))
        pinch = 1 - 0.35 * smooth(0.3, 0.0, u)
        rings = np.stack(
            [
                np.broadcast_to(x[:, None], (9, 12)),
                a[None, :, 1] * (high * pinch)[:, None] + (0.02 * u * size)[:, None],
                a[None, :, 0] * thick[:, None] - (0.07 * u**2 * size)[:, None],
            ],
            -1,
        )
        out.append(closed(rings + spot, "bow", Part.NECKWEAR, bound, colors=color))
        u = np.linspace(0, 1, 8)
        wide = size * (0.030 + 0.040 * u)
        x = s * size * (0.02 + 0.085 * u)
        rings = np.stack(
            [
                x[:, None] + a[None, :, 0] * wide[:, None],
                np.broadcast_to((-tails * size * u)[:, None], (8, 12))
                - 0.03 * size * (u > 0.9)[:, None] * a[None, :, 0] * s,
                a[None, :, 1] * 0.010 - 0.012 + (0.015 * np.sin(u * 3))[:, None],
            ],
            -1,
        )
        if tails > 0:
            out.append(
                closed(rings + spot, "ribbon tail", Part.NECKWEAR, bound, colors=shade(color, 0.92), edge=146)
            )
    u = np.linspace(-1, 1, 7)
    r = np.sqrt(np.clip(1 - u**2 * 0.96, 0.04, 1))
    rings = np.stack(
        [
            a[None, :, 0] * 0.036 * size * r[:, None],
            np.broadcast_to(u[:, None] * 0.042 * size, (7, 12)),
            a[None, :, 1] * 0.040 * size * r[:, None] + 0.012,
        ],
        -1,
    )
    out.append(closed(rings + spot, "knot", Part.NECKWEAR, bound, colors=shade(color, 0.9), edge=145))
    return out


def tie(body: Body, top: float, low: float, color: RGB, *, inflate: float = 0.055) -> list[Mesh]:
    """A necktie that lies on the chest."""
    y = np.linspace(top, low, 18)
    away = inflate + 0.05 * (1 - smooth(4.1, 4.74, y))  # shirts hang from the chest
    strip = body.torso(low, top, away, rows=18, columns=8)
    front, share = strip.rings[:, 4], strip.shares[:, 4]
    s = (top - y) / (top - low)
    half = np.interp(
        s, [0, 0.05, 0.09, 0.12, 0.80, 0.90, 1.0], [0.040, 0.046, 0.030, 0.026, 0.058, 0.056, 0.004]
    )
    half = half * body.proportions.width
    k = 8
    ring = circle(k, 3.0)
    rings = front[:, None] + np.stack(
        [
            ring[None, :, 0] * half[:, None],
            np.zeros((18, k)),
            ring[None, :, 1] * 0.014 + 0.004 + 0.012 * (s < 0.1)[:, None],
        ],
        -1,
    )
    dense = np.concatenate([np.repeat(share, k, 0), share[:1], share[-1:]])

    def bound(n: int):
        return bind_dense(dense)

    return [closed(rings, "tie", Part.NECKWEAR, bound, colors=color)]


def scarf(body: Body, color: RGB, stripe: RGB) -> list[Mesh]:
    """A scarf around the neck with one hanging end."""
    w = body.proportions.width
    k, m = 36, 14
    a = np.arange(k) / k * 2 * np.pi
    front = (1 - np.cos(a)) / 2
    thick = (0.085 + 0.012 * np.sin(3 * a)) * w
    center = np.stack(
        [np.sin(a) * 0.205 * w, body.proportions.y(5.27) - 0.085 * front, (-np.cos(a) * 0.185 - 0.045) * w], 1
    )
    away = np.stack([np.sin(a), np.zeros(k), -np.cos(a)], 1)
    b = np.arange(m + 1) / m * 2 * np.pi
    tube = center[None] + away[None] * (np.cos(b)[:, None] * thick)[..., None]
    tube = tube + np.array([0, 1.0, 0]) * (np.sin(b)[:, None] * thick * 1.15)[..., None]
    points, faces = loft(tube)
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    shares = body._torso_shares(tube[:1], np.array([5.16]))[0]
    dense = np.tile(shares[None], (m + 1, 1, 1)).reshape(-1, shares.shape[-1])
    out = [Mesh("scarf", points, faces, *bind_dense(dense), Part.SCARF, colors=color)]
    strip = body.torso(4.25, 5.14, 0.105, rows=16, columns=16)
    front_line, share = strip.rings[:, 9], strip.shares[:, 9]
    half = 0.095 * w
    ring = circle(10, 3.0)
    rings = front_line[:, None] + np.stack(
        [
            ring[None, :, 0] * half + np.zeros((16, 1)),
            np.zeros((16, 10)),
            ring[None, :, 1] * 0.028 + np.zeros((16, 1)),
        ],
        -1,
    )
    dense = np.concatenate([np.repeat(share, 10, 0), share[:1], share[-1:]])
    rows = np.repeat(np.arange(16), 10)
    tint = np.where(np.isin(rows, [11, 13])[:, None], np.array(stripe), np.array(color))
    tint = np.concatenate([tint, [color], [color]])
    out.append(closed(rings, "scarf end", Part.SCARF, lambda n: bind_dense(dense), colors=tint, edge=147))
    return out
