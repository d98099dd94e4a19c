"""Gathered strips and small trims with thickness: frills at necks, cuffs, shoulders and bibs; braid, buttons,
stars, buckles and pouches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body.body import Body
from ..body.bones import SIDES
from ..geometry.loft import Loft
from ..geometry.mesh import Array, Mesh, bind_dense, circle, loft, outward, unit
from ..palette import RGB
from ..parts import Part, sided
from ..render.material import Kind, plain
from .skirt_riders import Track, frill, slab


def ruffle(
    points: Array,
    out: Array,
    away: Array,
    shares: Array,
    width: Array | float,
    color: RGB,
    *,
    waves: int,
    depth: float = 0.03,
    lift: float = 0.02,
    name: str = "ruffle",
    part: int = Part.TOP,
    edge: int = 161,
    tip: RGB | None = None,
    thickness: float = 0.014,
) -> Mesh:
    """A gathered strip along a seam.

    points (m, 3) of the seam, out (m, 3) unit normals of what it is sewn to, away (m, 3) unit directions it
    stretches to, shares (m, 64) weights; width: heads, a number or (m,); depth: of its waves; lift: how far
    its edge stands off; tip: color of its edge.
    """
    m = len(points)
    s = np.array([0.0, 0.55, 1.0])[:, None]
    wave = np.sin(np.arange(m) / max(m - 1, 1) * waves * 2 * np.pi)[None]
    wide = np.broadcast_to(np.asarray(width, float), (m,))[None] * s
    off = 0.006 + lift * s + depth * wave * np.sqrt(s)
    top = points[None] + away[None] * wide[..., None] + out[None] * off[..., None]
    low = top - out[None] * thickness
    faces, _ = slab(3, m)
    p = np.concatenate([top.reshape(-1, 3), low.reshape(-1, 3)])
    f = faces[: 4 * (m - 1)]
    normal = np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]])
    if float((normal * (p[f[:, 0]] - p[f[:, 0] + 3 * m])).sum()) < 0:
        faces = faces[:, ::-1]
    tint = np.tile(np.array(color, np.float32), (3, m, 1))
    if tip is not None:
        tint[2] = tip
    bias = (np.clip(-wave, 0, 1) * -0.35 * s).ravel()
    dense = np.tile(shares[None], (6, 1, 1)).reshape(-1, shares.shape[-1])
    return Mesh(
        name,
        p,
        faces,
        *bind_dense(dense),
        part,
        colors=np.concatenate([tint.reshape(-1, 3)] * 2),
        bias=np.concatenate([bias, bias - 0.4]),
        edge=edge,
        outline=0.8,
    )


def _ring(loft3: Loft, row: int = 1) -> tuple[Array, Array, Array, Array]:
    """Points, normals, downward directions and weights of a ring, closed, of a loft of three rows."""
    points, out = loft3.rings[row], loft3.outward()[row]
    down = unit(loft3.rings[2] - loft3.rings[0])
    ring = [points, out, down, loft3.shares[row]]
    return tuple(np.concatenate([v, v[:1]]) for v in ring)  # type: ignore[return-value]


def trunk_ruffle(
    body: Body,
    y: float,
    inflate: float,
    width: float,
    color: RGB,
    *,
    spread: float = 0.4,
    up: bool = False,
    waves: int = 22,
    part: int = Part.COLLAR,
    **more,
) -> Mesh:
    """A frill around the trunk or neck at a height. spread: 0 it lies along the body, 1 it stands off."""
    ring = body.torso(y - 0.03, y + 0.03, inflate, rows=3, columns=waves * 3)
    points, out, down, shares = _ring(ring)
    down = -down if up else down
    away = unit(down * (1 - spread) + out * spread)
    side = unit(out - away * (out * away).sum(-1, keepdims=True))
    return ruffle(points, side, away, shares, width, color, waves=waves, part=part, **more)


def arm_ruffles(
    body: Body,
    t: float,
    inflate: float,
    width: float,
    color: RGB,
    *,
    spread: float = 0.45,
    waves: int = 11,
    **more,
) -> list[Mesh]:
    """Frills about both arms at t, falling towards the hands."""
    out_ = []
    for side in SIDES:
        ring = body.arm(side, t - 0.06, min(t + 0.06, 2.1), inflate, rows=3, columns=waves * 3)
        points, out, down, shares = _ring(ring)
        away = unit(down * (1 - spread) + out * spread)
        normal = unit(out - away * (out * away).sum(-1, keepdims=True))
        out_.append(
            ruffle(points, normal, away, shares, width, color, waves=waves, part=sided("CUFF", side), **more)
        )
    return out_


def leg_ruffles(
    body: Body, t: float, inflate: float, width: float, color: RGB, *, part: str = "SOCK", waves: int = 12
) -> list[Mesh]:
    """Frills about both legs at t, upwards: at the tops of socks."""
    out_ = []
    for side in SIDES:
        ring = body.leg(side, t - 0.06, t + 0.06, inflate, rows=3, columns=waves * 3)
        points, out, down, shares = _ring(ring)
        away = unit(-down + 0.5 * out)
        normal = unit(out - away * (out * away).sum(-1, keepdims=True))
        out_.append(
            ruffle(
                points, normal, away, shares, width, color, waves=waves, part=sided(part, side), depth=0.018
            )
        )
    return out_


def on_trunk(body: Body, xs: Array, ys: Array, inflate: float, *, back: bool = False) -> tuple[Array, ...]:
    """Points, normals and weights of the trunk's front (or back) at x (heads of the reference body) and
    reference heights, both (n,)."""
    k, m = 64, 24
    low, high = float(ys.min()) - 0.06, float(ys.max()) + 0.06
    surface = body.torso(low, high, inflate, rows=m, columns=k)
    normal = surface.outward()
    half = slice(k // 4, 3 * k // 4 + 1)
    rings, normals, shares = (v[:, half] for v in (surface.rings, normal, surface.shares))
    if back:
        order = np.r_[np.arange(3 * k // 4, k), np.arange(0, k // 4 + 1)]
        rings, normals, shares = (v[:, order] for v in (surface.rings, normal, surface.shares))
    r = np.clip(((high - ys) / (high - low) * (m - 1)).round().astype(int), 0, m - 1)
    x = rings[r, :, 0] / body.proportions.width
    c = np.abs(x - xs[:, None]).argmin(1)
    return rings[r, c], normals[r, c], shares[r, c]


def bib_ruffles(
    body: Body,
    color: RGB,
    *,
    inflate: float = 0.06,
    low: float = 4.2,
    inner: float = 0.20,
    width: float = 0.14,
) -> list[Mesh]:
    """Frills of an apron: up from the waist over both shoulders and down the back."""
    out = []
    for s in (1.0, -1.0):
        front = np.linspace(low, 5.10, 22)
        x = s * np.interp(front, [low, 4.7, 5.1], [inner * 0.62, inner, inner * 1.22])
        a = on_trunk(body, x, front, inflate)
        b = on_trunk(body, x[::-1], front[::-1], inflate, back=True)
        points, normals, shares = (np.concatenate([u, v]) for u, v in zip(a, b, strict=True))
        points, normals = _even(points), unit(_even(normals))
        shares = _even(shares)
        way = unit(np.gradient(points, axis=0))
        away = unit(np.cross(way, normals))
        away = away * np.sign((away[:, :1] * s).sum() or 1)
        normals = unit(normals + 0.5 * away)
        away = unit(away + 0.35 * normals)
        wide = width * np.interp(
            np.linspace(0, 1, len(points)), [0, 0.25, 0.5, 0.75, 1], [0.3, 0.9, 1.25, 0.9, 0.3]
        )
        out.append(
            ruffle(
                points,
                normals,
                away,
                shares,
                wide,
                color,
                waves=13,
                depth=0.024,
                lift=0.01,
                part=Part.APRON,
                edge=162,
                name="apron frill",
            )
        )
    return out


def _even(values: Array, count: int = 56) -> Array:
    """Rows (m, d) smoothed and resampled."""
    for _ in range(3):
        values = values.copy()
        values[1:-1] = 0.25 * values[:-2] + 0.5 * values[1:-1] + 0.25 * values[2:]
    at = np.linspace(0, len(values) - 1, count)
    low = np.clip(at.astype(int), 0, len(values) - 2)
    f = (at - low)[:, None]
    return values[low] * (1 - f) + values[low + 1] * f


def jabot(body: Body, color: RGB, *, top: float = 5.16, inflate: float = 0.06, tiers: int = 3) -> list[Mesh]:
    """A cascade of frills below the throat."""
    out = []
    for i in range(tiers):
        y = top - 0.13 * i
        xs = np.linspace(0.065 + 0.022 * i, -0.065 - 0.022 * i, 33)
        points, normals, shares = on_trunk(body, xs, np.full(33, y), inflate + 0.012 * (tiers - i))
        shares = np.tile(shares.mean(0), (33, 1))
        points, normals = _even(points, 33), unit(_even(normals, 33))
        away = unit(np.array([0, -1.0, 0.25]) + 0 * points)
        out.append(
            ruffle(
                points,
                normals,
                away,
                shares,
                0.19 - 0.08 * np.linspace(-1, 1, 33) ** 2,
                color,
                waves=3,
                depth=0.034,
                lift=0.03,
                part=Part.NECKWEAR,
                edge=163 + i,
                name="jabot",
            )
        )
    return out


def pill(
    center: Array,
    shares: Array,
    size: tuple[float, float, float],
    color: RGB,
    *,
    name: str,
    part: int,
    kind: Kind = "cloth",
    normal: Array | None = None,
    edge: int | None = None,
    square: float = 2.0,
) -> Mesh:
    """A rounded solid: buttons, gems, pouches, knots. size: half width, half height, half depth along
    `normal` (default forwards); square: exponent of its outline."""
    z = unit(np.array([0, 0, 1.0]) if normal is None else np.asarray(normal, float))
    x = unit(np.cross([0, 1.0, 0], z))
    y = np.cross(z, x)
    u = np.array([-1.0, -0.5, 0.55, 0.9, 1.0])
    r = np.sqrt(np.clip(1 - np.abs(u) ** 3, 0.06, 1))
    ring = circle(10 if max(size) < 0.06 else 14, square)
    rings = (
        center
        + (ring[None, :, :1] * r[:, None, None] * size[0]) * x
        + (ring[None, :, 1:] * r[:, None, None] * size[1]) * y
        + u[:, None, None] * size[2] * z
    )
    points, faces = loft(rings, caps=(True, True))
    if outward(points - center, faces) < 0:
        faces = faces[:, ::-1]
    dense = np.repeat(shares[None], len(points), 0)
    return Mesh(name, points, faces, *bind_dense(dense), part, plain(kind), colors=color, edge=edge)


def star_badge(
    center: Array, shares: Array, r: float, color: RGB, *, part: int, points: int = 5, kind: Kind = "metal"
) -> Mesh:
    """A thick star that looks forwards."""
    k = 2 * points
    a = np.arange(k) / k * 2 * np.pi + np.pi / 2
    far = np.where(np.arange(k) % 2, 0.46, 1.0) * r
    flat = np.stack([np.cos(a) * far, np.sin(a) * far], 1)
    rings = np.stack(
        [
            np.concatenate([flat * s, np.full((k, 1), z)], 1)
            for s, z in ((0.9, -0.02), (1.0, 0.0), (0.8, 0.022))
        ]
    )
    p, f = loft(rings + center, caps=(True, True))
    if outward(p - center, f) < 0:
        f = f[:, ::-1]
    return Mesh(
        "star", p, f, *bind_dense(np.repeat(shares[None], len(p), 0)), part, plain(kind), colors=color
    )


def fur_hem(track: Track, color: RGB) -> Mesh:
    """A thick band of fur at a skirt's hem."""
    return frill(
        track,
        color,
        at=0.94,
        long=0.16,
        waves=44,
        depth=0.014,
        out=0.03,
        stand=0.02,
        part=Part.OUTER,
        edge=216,
        name="fur",
    )


def fluffy(mesh: Mesh) -> Mesh:
    """A band as thick fur: its edge in small teeth."""
    p = (
        mesh.positions
        + np.asarray(mesh.hull) * (0.012 * np.sin(np.arange(len(mesh.positions)) * 2.1))[:, None]
    )
    return replace(mesh, positions=p, hull=None, normals=None)
