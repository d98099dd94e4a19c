"""Ribbons, ties, scarves, glasses, hats, cat ears."""

from __future__ import annotations

import numpy as np

from .body import Body
from .head import Head
from .loft import section
from .material import plain
from .mesh import Array, Mesh, bind_dense, circle, loft, outward, rigid, smooth, sweep
from .palette import RGB
from .parts import Part
from .textures import shade


def _closed(rings: Array, name: str, part: int, binding, **more) -> Mesh:
    points, faces = loft(rings, caps=(True, True))
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    bones, weights = binding(len(points))
    return Mesh(name, points, faces, bones, weights, part, **more)


def chest_spot(body: Body, y: float, inflate: float) -> tuple[Array, Array]:
    """The middle of the chest's front at a reference height (3,), and its weights (64,)."""
    ring = body.torso(y - 0.03, y + 0.03, inflate, rows=3, columns=8)
    return ring.rings[1, 4], ring.shares[1, 4]


def bow(body: Body, y: float, color: RGB, *, inflate: float = 0.08, size: float = 1.0, tails: float = 0.30) -> list[Mesh]:
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
        high = size * (0.028 + 0.075 * smooth(0, 0.7, u)) * np.sqrt(np.clip(1 - smooth(0.8, 1.02, u) * 0.55, 0.05, 1))
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
        out.append(_closed(rings + spot, "bow", Part.NECKWEAR, bound, colors=color))
        u = np.linspace(0, 1, 8)
        wide = size * (0.030 + 0.040 * u)
        x = s * size * (0.02 + 0.085 * u)
        rings = np.stack(
            [
                x[:, None] + a[None, :, 0] * wide[:, None],
                np.broadcast_to((-tails * size * u)[:, None], (8, 12)) - 0.03 * size * (u > 0.9)[:, None] * a[None, :, 0] * s,
                a[None, :, 1] * 0.010 - 0.012 + (0.015 * np.sin(u * 3))[:, None],
            ],
            -1,
        )
        if tails > 0:
            out.append(_closed(rings + spot, "ribbon tail", Part.NECKWEAR, bound, colors=shade(color, 0.92), edge=146))
    u = np.linspace(-1, 1, 7)
    r = np.sqrt(np.clip(1 - u**2 * 0.96, 0.04, 1))
    rings = np.stack(
        [a[None, :, 0] * 0.036 * size * r[:, None], np.broadcast_to(u[:, None] * 0.042 * size, (7, 12)), a[None, :, 1] * 0.040 * size * r[:, None] + 0.012],
        -1,
    )
    out.append(_closed(rings + spot, "knot", Part.NECKWEAR, bound, colors=shade(color, 0.9), edge=145))
    return out


def tie(body: Body, top: float, low: float, color: RGB, *, inflate: float = 0.055) -> list[Mesh]:
    """A necktie that lies on the chest."""
    y = np.linspace(top, low, 18)
    strip = body.torso(low, top, inflate, rows=18, columns=8)
    front, share = strip.rings[:, 4], strip.shares[:, 4]
    s = (top - y) / (top - low)
    half = np.interp(s, [0, 0.05, 0.09, 0.12, 0.80, 0.90, 1.0], [0.040, 0.046, 0.030, 0.026, 0.058, 0.056, 0.004])
    half = half * body.proportions.width
    k = 8
    ring = circle(k, 3.0)
    rings = front[:, None] + np.stack(
        [ring[None, :, 0] * half[:, None], np.zeros((18, k)), ring[None, :, 1] * 0.014 + 0.004 + 0.012 * (s < 0.1)[:, None]], -1
    )
    dense = np.concatenate([np.repeat(share, k, 0), share[:1], share[-1:]])

    def bound(n: int):
        return bind_dense(dense)

    return [_closed(rings, "tie", Part.NECKWEAR, bound, colors=color)]


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
    y = np.linspace(5.14, 4.25, 16)
    strip = body.torso(4.25, 5.14, 0.105, rows=16, columns=16)
    front_line, share = strip.rings[:, 9], strip.shares[:, 9]
    half = 0.095 * w
    ring = circle(10, 3.0)
    rings = front_line[:, None] + np.stack(
        [ring[None, :, 0] * half + np.zeros((16, 1)), np.zeros((16, 10)), ring[None, :, 1] * 0.028 + np.zeros((16, 1))], -1
    )
    del y
    dense = np.concatenate([np.repeat(share, 10, 0), share[:1], share[-1:]])
    rows = np.repeat(np.arange(16), 10)
    tint = np.where(np.isin(rows, [11, 13])[:, None], np.array(stripe), np.array(color))
    tint = np.concatenate([tint, [color], [color]])
    out.append(_closed(rings, "scarf end", Part.SCARF, lambda n: bind_dense(dense), colors=tint, edge=147))
    return out


def glasses(head: Head, color: RGB, *, round_: bool = True) -> list[Mesh]:
    """Frames before the eyes, a bridge, and temples to the ears."""
    out = []
    a = np.linspace(0, 2 * np.pi, 25)
    ring = circle(6)
    exponent = 2.0 if round_ else 3.6
    c, s = np.cos(a), np.sin(a)
    x, y = (np.sign(v) * np.abs(v) ** (2 / exponent) for v in (c, s))
    bridge_ends = []
    for side, sign in (("left", 1.0), ("right", -1.0)):
        eye = head.points[side + "Eye"]
        middle = np.array([eye[0] * 1.0, eye[1] - 0.012, 0.0])
        rx, ry = (0.118, 0.108) if round_ else (0.126, 0.088)
        px, py = middle[0] + x * rx, middle[1] + y * ry
        pz = 0.412 - 1.1 * np.clip(np.abs(px) - 0.07, 0, 1) ** 2
        path = np.stack([px, py, pz], 1)
        points, faces = sweep(path, np.array([0.0, 0.0, 1.0]), ring, np.full(25, 0.0085))
        faces = faces if outward(points, faces) > 0 else faces[:, ::-1]
        out.append(Mesh("rim", points, faces, *rigid(len(points), "head"), Part.GLASSES, plain("metal"), colors=color, outline=0.4))
        bridge_ends.append(np.array([sign * (abs(middle[0]) - rx), middle[1] + 0.02, 0.41]))
        outer = np.array([sign * (abs(middle[0]) + rx), middle[1] + 0.02, pz[0 if sign > 0 else 12]])
        ear = np.array([sign * 0.425, head.points[side + "Ear"][1] + 0.05, -0.06])
        u = np.linspace(0, 1, 6)[:, None]
        line = outer * (1 - u) + ear * u + np.array([sign * 0.045, 0, 0]) * np.sin(u * np.pi)
        out.append(_rod(line, 0.008, color))
    u = np.linspace(0, 1, 5)[:, None]
    line = bridge_ends[0] * (1 - u) + bridge_ends[1] * u + np.array([0, 0.016, 0.006]) * np.sin(u * np.pi)
    out.append(_rod(line, 0.008, color))
    return out


def _rod(line: Array, radius: float, color: RGB) -> Mesh:
    points, faces = sweep(line, np.array([0.0, 1.0, 0.02]), circle(6), np.full(len(line), radius))
    faces = faces if outward(points, faces) > 0 else faces[:, ::-1]
    return Mesh("rod", points, faces, *rigid(len(points), "head"), Part.GLASSES, plain("metal"), colors=color, outline=0.4)


def hat(head: Head, kind: str, color: RGB, band: RGB) -> list[Mesh]:
    """ "beret" or "straw" (a brimmed hat) over the hair."""
    center = head.center
    out = []
    k = 40
    ring = section(k, 2.0)[0]
    tilt = np.radians(-10 if kind == "beret" else 4)
    turn = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    roll = np.radians(9 if kind == "beret" else 0)
    turn = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]) @ turn

    def stack(profile: Array, name: str, tint: RGB, edge: int | None = None) -> Mesh:
        rings = np.stack(
            [
                profile[:, 1:2] * ring[None, :, 0],
                np.broadcast_to(profile[:, :1], (len(profile), k)),
                profile[:, 1:2] * 1.02 * ring[None, :, 1],
            ],
            -1,
        )
        points, faces = loft(rings @ turn.T + center, caps=(True, True))
        faces = faces if outward(points, faces) > 0 else faces[:, ::-1]
        return Mesh(name, points, faces, *rigid(len(points), "head"), Part.HAT, colors=tint, edge=edge)

    if kind == "beret":
        profile = np.array([(0.62, 0.012), (0.615, 0.15), (0.60, 0.30), (0.56, 0.44), (0.49, 0.53), (0.41, 0.56), (0.34, 0.54), (0.29, 0.49), (0.27, 0.455), (0.22, 0.465), (0.21, 0.40)])
        out.append(stack(profile, "beret", color))
        stem = np.array([(0.69, 0.012), (0.685, 0.022), (0.62, 0.020)])
        out.append(stack(stem, "stem", color, edge=148))
    else:
        dome = np.array([(0.60, 0.03), (0.595, 0.15), (0.57, 0.29), (0.51, 0.40), (0.42, 0.475), (0.32, 0.515), (0.20, 0.535), (0.17, 0.50)])
        out.append(stack(dome, "crown", color))
        out.append(stack(np.array([(0.30, 0.50), (0.30, 0.535), (0.21, 0.553), (0.20, 0.50)]), "hat band", band, edge=149))
        brim = np.array([(0.215, 0.45), (0.212, 0.54), (0.19, 0.66), (0.155, 0.78), (0.140, 0.785), (0.165, 0.66), (0.185, 0.54), (0.19, 0.45)])
        out.append(stack(brim, "brim", shade(color, 0.97), edge=150))
    return out


def cat_ears(head: Head, color: RGB, inner: RGB) -> list[Mesh]:
    """Two cat ears of hair's color."""
    out = []
    k = 16
    u = np.linspace(0, 1, 8)
    a = circle(k)
    for sign in (1.0, -1.0):
        base = head.center + np.array([sign * 0.27, 0.37, 0.02])
        tip = head.center + np.array([sign * 0.40, 0.74, 0.03])
        side = np.array([0.92, -0.30 * sign, 0.0])
        wide = 0.165 * (1 - u) ** 0.75 * (1 + 0.25 * np.sin(u * np.pi)) + 0.004
        middle = base + (tip - base) * u[:, None] + np.array([sign * 0.03, 0, 0]) * np.sin(u * np.pi)[:, None]
        rings = (
            middle[:, None]
            + side * (a[None, :, 0] * wide[:, None])[..., None]
            + np.array([0, 0, 1.0]) * (a[None, :, 1] * wide[:, None] * 0.42)[..., None]
        )
        out.append(_closed(rings, "cat ear", Part.ANIMAL_EARS, lambda n: rigid(n, "head"), colors=color, outline=0.9))
        half = rings * 0.60 + (middle * 0.40 + np.array([0, 0.0, 0.034]))[:, None]
        flat = half[:-1]
        out.append(_closed(flat, "cat ear inside", Part.ANIMAL_EARS, lambda n: rigid(n, "head"), colors=inner, edge=151, outline=0.0))
    return out
