"""What is worn in the hair: ties, bows, bands, clips, flowers, sticks, beads, tiaras."""

from __future__ import annotations

import numpy as np

from ..face.head import Head
from ..geometry.mesh import Array, Mesh, circle, loft, outward, rigid, sweep, unit
from ..palette import RGB, Palette, shifted
from ..parts import Part
from ..render.material import Kind, plain

Rng = np.random.Generator


def surface(points: Array, head: Head, d: Array, spread: float = 7.0) -> Array:
    """(..., 3) where hair ends outwards in unit directions d (..., 3). points: (n, 3) of the hair."""
    rel = points - head.center
    far = np.linalg.norm(rel, axis=1)
    close = (rel / far[:, None]) @ np.reshape(d, (-1, 3)).T > np.cos(np.radians(spread))
    skull = 1.06 / np.linalg.norm(np.reshape(d, (-1, 3)) / head.radii, axis=1)
    reach = np.minimum(np.where(close, far[:, None], 0.0).max(0), 0.72)
    return head.center + d * np.maximum(reach, skull).reshape(*np.shape(d)[:-1], 1)


def direction(around: float, up: float) -> Array:
    """(3,) unit: degrees around the head (0 = front, positive to its left) and over the level."""
    a, e = np.radians(around), np.radians(up)
    return np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)])


def axes(normal: Array, roll: float = 0.0) -> tuple[Array, Array, Array]:
    """Side, up and normal of a place on the head; roll: degrees."""
    normal = unit(normal)
    side = unit(np.cross((0.0, 1.0, 0.02), normal))
    up = np.cross(normal, side)
    c, s = np.cos(np.radians(roll)), np.sin(np.radians(roll))
    return side * c + up * s, up * c - side * s, normal


def mesh(points: Array, faces: Array, color: RGB, kind: Kind, edge: int, outline: float = 0.6) -> Mesh:
    """An ornament fixed to the head, its faces turned outwards."""
    faces = faces if outward(points - points.mean(0), faces) > 0 else faces[:, ::-1]
    bones, weights = rigid(len(points), "head")
    part = Part.HAIR_ORNAMENT
    return Mesh(
        "ornament", points, faces, bones, weights, part, plain(kind), colors=color, edge=edge, outline=outline
    )


def _tube(
    path: Array, out: Array, wide: Array | float, high: Array | float, k: int = 8, square: float = 2.0
) -> tuple[Array, Array]:
    """A closed tube along a path (m, 3)."""
    m = len(path)
    points, _ = sweep(path, out, circle(k, square), np.broadcast_to(wide, (m,)), np.broadcast_to(high, (m,)))
    return loft(points.reshape(m, k, 3), caps=(True, True))


def ring(
    place: Array, normal: Array, color: RGB, *, radius: float = 0.078, tube: float = 0.032, ruffle: int = 0
) -> Mesh:
    """A hair tie; ruffle: folds of a scrunchie."""
    side, up, n = axes(normal)
    k, j = max(14, 4 * ruffle), 7
    a, b = np.arange(k) / k * 2 * np.pi, np.arange(j) / j * 2 * np.pi
    fold = 1 + (0.28 * np.cos(ruffle * a) if ruffle else 0 * a)
    r = radius + tube * fold[:, None] * np.cos(b)
    p = (np.cos(a)[:, None] * r)[..., None] * side + (np.sin(a)[:, None] * r)[..., None] * up
    p = p + n * (tube * (1.25 if ruffle else 1.0) * np.sin(b))[None, :, None]
    if ruffle:
        p = p + n * (0.012 * np.sin(ruffle * a))[:, None, None]
    points = (place + p).reshape(-1, 3)
    i, c = np.arange(k)[:, None], np.arange(j)[None]
    v00, v01 = i * j + c, i * j + (c + 1) % j
    v10, v11 = (i + 1) % k * j + c, (i + 1) % k * j + (c + 1) % j
    faces = np.concatenate(
        [np.stack([v00, v10, v11], -1).reshape(-1, 3), np.stack([v00, v11, v01], -1).reshape(-1, 3)]
    )
    return mesh(points, faces, color, "cloth", 231)


def bow(
    place: Array, normal: Array, color: RGB, size: float, *, roll: float = 0.0, tails: float = 1.0
) -> list[Mesh]:
    """A ribbon bow: two loops, a knot, two ends. size: length of a loop."""
    side, up, n = axes(normal, roll)
    u = np.linspace(0, 1, 9)
    out = []
    for i, sign in enumerate((1.0, -1.0)):
        path = (
            place + (side * sign * size) * u[:, None] + n * (0.012 + 0.22 * size * np.sin(u * np.pi))[:, None]
        )
        path = path + up * (0.16 * size * u**1.5)[:, None]
        wide = size * (0.13 + 0.44 * np.sin(u**1.1 * np.pi * 0.66) ** 1.2) * np.where(u > 0.97, 0.72, 1.0)
        out.append(
            mesh(
                *_tube(path, n, wide, 0.16 * size * np.sin(np.clip(u * 0.9 + 0.1, 0, 1) * np.pi) + 0.014),
                color,
                "cloth",
                232 + i,
            )
        )
        if tails > 0:
            down = tails * size * 1.25
            path = (
                place
                + side * (sign * 0.55 * size * u**0.8)[:, None]
                - up * (down * u)[:, None]
                + n * (0.012 + 0.05 * np.sin(u * 2.4))[:, None]
            )
            wide = size * (0.10 + 0.16 * u) * np.where(u > 0.97, 0.55, 1.0)
            out.append(mesh(*_tube(path, n, wide, 0.012 + 0 * u, 6), shifted(color, -0.04), "cloth", 234 + i))
    knot = np.linspace(-1, 1, 7)
    path = place + up * (knot * 0.2 * size)[:, None] + n * 0.035
    out.append(
        mesh(
            *_tube(path, n, size * 0.20 * np.sqrt(1.05 - knot**2), size * 0.17 * np.sqrt(1.05 - knot**2)),
            shifted(color, 0.03),
            "cloth",
            236,
        )
    )
    return out


def _arc(points: Array, head: Head, angle: Array, lean: float, lift: float) -> tuple[Array, Array]:
    """(m, 3) places and directions of an arc over the head; angle (m,) degrees from the top to the ears;
    lean: degrees the arc lies before the top."""
    a, e = np.radians(angle), np.radians(lean)
    d = np.stack([np.sin(a), np.cos(a) * np.cos(e), np.cos(a) * np.sin(e)], 1)
    far = np.linalg.norm(surface(points, head, d, 5.0) - head.center, axis=1)
    for _ in range(3):  # it is stiff: no dents
        wide = np.concatenate([far[:1], far, far[-1:]])
        far = np.maximum(far, (wide[:-2] + wide[2:]) / 2) * 0.5 + 0.25 * (wide[:-2] + wide[2:])
    return head.center + d * (far + lift)[:, None], d


def hairband(points: Array, head: Head, color: RGB, rng: Rng) -> list[Mesh]:
    """A band over the head from ear to ear, narrow or broad, some with a bow."""
    wide = float(rng.choice([0.022, 0.034, 0.055]))
    lean = rng.uniform(8, 24)
    path, d = _arc(points, head, np.linspace(-92, 92, 33), lean, 0.004)
    out = [mesh(*_tube(path, d, wide, 0.018, 8, 3.0), color, "cloth", 237)]
    if rng.random() < 0.35:
        i = 16 + int(rng.choice([-1, 1])) * int(rng.integers(5, 9))
        out += bow(
            path[i] + d[i] * 0.015, d[i] + np.array([0, 0, 0.5]), color, rng.uniform(0.12, 0.17), tails=0.0
        )
    return out


def tiara(points: Array, head: Head, metal: RGB, gem: RGB) -> list[Mesh]:
    """A narrow band above the forehead with points, the middle one highest, and a stone."""
    a = np.radians(np.linspace(-58, 58, 45))
    e = np.radians(40 - 10 * (np.abs(a) / a.max()) ** 2)
    d = np.stack([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)], 1)
    far = np.linalg.norm(surface(points, head, d, 6.0) - head.center, axis=1)
    far = np.convolve(np.pad(far, 4, mode="edge"), np.ones(9) / 9, "valid") + 0.012
    path = head.center + d * far[:, None]
    crest = 0.013 + 0.080 * np.abs(np.cos(a * 7.1)) ** 3 * np.cos(a * 1.3) ** 1.5
    path = path + np.array([0, 1.0, 0.15]) * (crest - 0.013)[:, None]
    out = [mesh(*_tube(path, d, crest, 0.007, 8), metal, "metal", 238)]
    u = np.linspace(-1, 1, 7)
    middle = path[22] + d[22] * 0.02
    ball = middle + np.array([0, 1.0, 0]) * (u * 0.034)[:, None]
    out.append(mesh(*_tube(ball, d[22], 0.028 * np.sqrt(1.05 - u**2), 0.02), gem, "metal", 239, 0.4))
    return out


def clip(place: Array, normal: Array, style: str, color: RGB, roll: float) -> list[Mesh]:
    """A clip in the fringe: "bars", "cross" or "star"."""
    side, up, n = axes(normal, roll)
    place = place + n * 0.012
    u = np.linspace(-1, 1, 8)
    round_ = np.sqrt(np.clip(1.02 - u**6, 0, 1))

    def bar(shift: Array, way: Array, edge: int) -> Mesh:
        path = place + shift + way * (u * 0.085)[:, None] - n * (0.02 * u**2)[:, None]
        return mesh(*_tube(path, n, 0.019 * round_, 0.016 * round_, 6), color, "leather", edge)

    if style == "bars":
        return [bar(up * 0.028, side, 240), bar(-up * 0.028, side, 241)]
    if style == "cross":
        return [bar(0 * up, unit(side + up), 240), bar(n * 0.012, unit(side - up), 241)]
    k = 10
    a = np.arange(k) / k * 2 * np.pi + np.pi / 2
    r = np.where(np.arange(k) % 2 == 0, 0.082, 0.040)
    flat = side * (np.cos(a) * r)[:, None] + up * (np.sin(a) * r)[:, None]
    rings = np.stack(
        [place + flat - n * 0.015, place + flat * 1.0 + n * 0.010, place + flat * 0.45 + n * 0.030]
    )
    return [mesh(*loft(rings, caps=(True, True)), color, "leather", 240)]


def flower(place: Array, normal: Array, color: RGB, heart: RGB, rng: Rng) -> list[Mesh]:
    """A blossom of five to seven petals, or two."""
    side, up, n = axes(normal, float(rng.uniform(0, 70)))
    petals, size = int(rng.integers(5, 8)), rng.uniform(0.075, 0.105)
    u = np.linspace(0, 1, 6)
    out = []
    for i in range(petals):
        a = i / petals * 2 * np.pi
        way = side * np.cos(a) + up * np.sin(a)
        path = place + way * (size * u)[:, None] + n * (0.016 + 0.035 * u - 0.01 * (i % 2))[:, None]
        wide = size * (0.16 + 0.42 * np.sin(np.clip(u * 0.86, 0, 1) ** 1.3 * np.pi) ** 0.7)
        out.append(
            mesh(
                *_tube(path, n, wide, 0.012 + 0 * u, 6),
                shifted(color, 0.02 * (i % 2)),
                "cloth",
                240 + i % 6,
                0.5,
            )
        )
    u = np.linspace(-1, 1, 6)
    path = place + n * (0.035 + 0.022 * u)[:, None]
    out.append(
        mesh(
            *_tube(path, up, 0.030 * np.sqrt(1.05 - u**2), 0.030 * np.sqrt(1.05 - u**2)),
            heart,
            "cloth",
            247,
            0.4,
        )
    )
    return out


def stick(place: Array, normal: Array, color: RGB, metal: RGB, rng: Rng) -> list[Mesh]:
    """A long pin through tied hair, a ball at its end and a chain of beads that hangs from it."""
    side, up, _ = axes(normal, float(rng.choice([-1, 1]) * rng.uniform(20, 40)))
    u = np.linspace(-1, 1, 9)
    half = 0.34
    path = place + side * (u * half)[:, None] + up * (0.02 * u)[:, None]
    out = [mesh(*_tube(path, up, 0.016 * (1 - 0.3 * np.abs(u)), 0.016, 6), metal, "metal", 243)]
    end = path[-1] if path[-1][1] > path[0][1] else path[0]
    out.append(bead(end, 0.042, color, 244))
    for i in range(3):
        out.append(
            bead(
                end - np.array([0, 0.075 + 0.052 * i, 0]),
                0.021 + 0.006 * (i == 2),
                (color, metal, color)[i],
                245,
            )
        )
    return out


def bead(place: Array, radius: float, color: RGB, edge: int = 246) -> Mesh:
    """A ball."""
    u = np.linspace(-1, 1, 7)
    path = place + np.array([0, 1.0, 0]) * (u * radius)[:, None]
    wide = radius * np.sqrt(1.04 - u**2)
    return mesh(*_tube(path, np.array([0, 0, 1.0]), wide, wide, 8), color, "leather", edge, 0.5)


def colors(palette: Palette, rng: Rng) -> tuple[RGB, RGB]:
    """Two colors for ornaments, which stand out from the hair."""
    choices = [palette.accent, palette.accent, palette.light, palette.dark, palette.main, palette.second]
    gap = [
        abs(sum(c) - sum(palette.hair)) + sum(abs(a - b) for a, b in zip(c, palette.hair, strict=True))
        for c in choices
    ]
    able = [c for c, g in zip(choices, gap, strict=True) if g > 0.5] or [palette.light]
    one = able[int(rng.integers(len(able)))]
    return one, able[int(rng.integers(len(able)))]
