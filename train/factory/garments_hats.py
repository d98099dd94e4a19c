"""What sits on the head: glasses, hats, cat ears."""

from __future__ import annotations

import numpy as np

from .garments_extras import closed
from .head import Head
from .loft import section
from .material import plain
from .mesh import Array, Mesh, circle, loft, outward, rigid, sweep
from .palette import RGB
from .parts import Part
from .textures import shade


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
        out.append(
            Mesh(
                "rim",
                points,
                faces,
                *rigid(len(points), "head"),
                Part.GLASSES,
                plain("metal"),
                colors=color,
                outline=0.4,
            )
        )
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
    return Mesh(
        "rod",
        points,
        faces,
        *rigid(len(points), "head"),
        Part.GLASSES,
        plain("metal"),
        colors=color,
        outline=0.4,
    )


_ROOM = {
    "beret": ([0.08, 0.17, 0.27, 0.36, 0.45, 0.53, 0.57], [0.60, 0.44, 0.43, 0.49, 0.48, 0.38, 0.20]),
    "straw": ([0.12, 0.17, 0.22, 0.32, 0.42, 0.51, 0.575], [0.60, 0.475, 0.48, 0.475, 0.435, 0.36, 0.22]),
}
"""Heights over the skull's middle and how wide the hair below a hat may be there."""


def _tilt(kind: str) -> Array:
    tilt = np.radians(-10 if kind == "beret" else 4)
    roll = np.radians(9 if kind == "beret" else 0)
    turn = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    return np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]) @ turn


def press(points: Array, head: Head, kind: str) -> Array:
    """Points (n, 3) of hair at rest, pressed below the crown of a hat; unchanged for other kinds."""
    if kind not in _ROOM:
        return points
    turn = _tilt(kind)
    p = (points - head.center) @ turn
    high, wide = _ROOM[kind]
    p[:, 1] = np.minimum(p[:, 1], high[-1])
    far = np.hypot(p[:, 0], p[:, 2] / 1.02)
    room = np.where(p[:, 1] > high[0], np.interp(p[:, 1], high, wide), np.inf)
    p[:, [0, 2]] *= np.minimum(1.0, room / np.maximum(far, 1e-6))[:, None]
    return p @ turn.T + head.center


def hat(head: Head, kind: str, color: RGB, band: RGB) -> list[Mesh]:
    """ "beret" or "straw" (a brimmed hat) over the hair."""
    center = head.center
    out = []
    k = 40
    ring = section(k, 2.0)[0]
    turn = _tilt(kind)

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
        profile = np.array(
            [
                (0.62, 0.012),
                (0.615, 0.15),
                (0.60, 0.30),
                (0.56, 0.44),
                (0.49, 0.53),
                (0.41, 0.56),
                (0.34, 0.54),
                (0.29, 0.49),
                (0.27, 0.455),
                (0.22, 0.465),
                (0.21, 0.40),
            ]
        )
        out.append(stack(profile, "beret", color))
        stem = np.array([(0.69, 0.012), (0.685, 0.022), (0.62, 0.020)])
        out.append(stack(stem, "stem", color, edge=148))
    else:
        dome = np.array(
            [
                (0.60, 0.03),
                (0.595, 0.15),
                (0.57, 0.29),
                (0.51, 0.40),
                (0.42, 0.475),
                (0.32, 0.515),
                (0.20, 0.535),
                (0.17, 0.50),
            ]
        )
        out.append(stack(dome, "crown", color))
        out.append(
            stack(
                np.array([(0.30, 0.50), (0.30, 0.535), (0.21, 0.553), (0.20, 0.50)]),
                "hat band",
                band,
                edge=149,
            )
        )
        brim = np.array(
            [
                (0.215, 0.45),
                (0.212, 0.54),
                (0.19, 0.66),
                (0.155, 0.78),
                (0.140, 0.785),
                (0.165, 0.66),
                (0.185, 0.54),
                (0.19, 0.45),
            ]
        )
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
        out.append(
            closed(rings, "cat ear", Part.ANIMAL_EARS, lambda n: rigid(n, "head"), colors=color, outline=0.9)
        )
        half = rings * 0.60 + (middle * 0.40 + np.array([0, 0.0, 0.034]))[:, None]
        flat = half[:-1]
        out.append(
            closed(
                flat,
                "cat ear inside",
                Part.ANIMAL_EARS,
                lambda n: rigid(n, "head"),
                colors=inner,
                edge=151,
                outline=0.0,
            )
        )
    return out
