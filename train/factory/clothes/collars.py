"""Collars: leaves that are turned down, standing bands, rolled necks, frills."""

from __future__ import annotations

import numpy as np

from ..body.body import Body
from ..geometry.loft import Loft
from ..geometry.mesh import Array, Mesh, bind_dense, curve, loft, outward, smooth, unit
from ..palette import RGB
from ..parts import Part
from ..render.material import Kind, Material

_HIGH, _LOW, _ROWS, _COLUMNS = 5.60, 3.5, 74, 64


def lay(body: Body, angle: Array, y: Array, inflate: Array | float) -> tuple[Array, Array, Array]:
    """Places on the torso: points (..., 3), weights (..., 64) and outward normals (..., 3) at angles (as
    loft.around: 0 behind, pi in front) and reference heights of the same shape, pushed out by heads."""
    surface: Loft | None = body.__dict__.get("_laid")
    if surface is None:
        surface = body.torso(_LOW, _HIGH, 0.0, rows=_ROWS, columns=_COLUMNS)
        body.__dict__["_laid"] = surface
        body.__dict__["_laid_out"] = surface.outward()
    normal = body.__dict__["_laid_out"]
    angle, y = np.broadcast_arrays(angle, y)
    column = (angle % (2 * np.pi)) / (2 * np.pi) * _COLUMNS
    left = np.floor(column).astype(int) % _COLUMNS
    right = (left + 1) % _COLUMNS
    f = (column - np.floor(column))[..., None]
    at = np.clip((_HIGH - y) / (_HIGH - _LOW) * (_ROWS - 1), 0, _ROWS - 1.001)
    row = at.astype(int)
    g = (at - row)[..., None]

    def pick(v: Array) -> Array:
        above = v[row, left] * (1 - f) + v[row, right] * f
        return above * (1 - g) + (v[row + 1, left] * (1 - f) + v[row + 1, right] * f) * g

    out = unit(pick(normal))
    away = np.broadcast_to(inflate, angle.shape)[..., None]
    return pick(surface.rings) + out * away, pick(surface.shares), out


def sheet(
    body: Body, angle: Array, y: Array, inflate: Array, name: str, part: int, color: RGB, **more
) -> Mesh:
    """A sheet of cloth on the torso: rows run down on its outer side, columns from the right by the back to
    the left."""
    points, shares, out = lay(body, angle, y, inflate)
    flat, faces = loft(points, wrap=False)
    m, k = points.shape[:2]
    tri = faces[((m - 1) // 2) * 2 * (k - 1) + k // 2]
    side = np.cross(flat[tri[1]] - flat[tri[0]], flat[tri[2]] - flat[tri[0]])
    if side @ out.reshape(-1, 3)[tri[0]] < 0:
        faces = faces[:, ::-1]
    return Mesh(
        name, flat, faces, *bind_dense(shares.reshape(-1, shares.shape[-1])), part,
        Material("cloth", double_sided=True, inner=0.86), colors=color, **more,
    )  # fmt: skip


def leaf(
    body: Body, color: RGB, *, rise: float = 5.36, front: float = 5.255, gap: float = 0.34,
    behind: float = 0.13, tip: float = 5.03, tip_gap: float = 0.36, lift: float = 0.0, shape: str = "point",
    part: int = Part.COLLAR, name: str = "collar", edge: int | None = None,
) -> Mesh:  # fmt: skip
    """A turned-down collar. rise, front: height of its fold behind and in front; gap: radians it is open on
    each side of the front at the fold, tip_gap at its lower edge; behind: how far it falls at the back;
    tip: height of its points; lift: how far it stands off; shape: "point", "round" or "frill"."""
    k = 45
    q = np.linspace(-1, 1, k)
    far = np.abs(q)
    fold = rise + (front - rise) * smooth(0.35, 1.0, far)
    fall = behind + 0.03 * smooth(0.2, 0.6, far)
    long = front - tip
    if shape == "round":
        fall = fall + (long - fall) * smooth(0.5, 0.75, far)
        fall = fall * np.sqrt(np.clip(1 - (np.clip(far - 0.80, 0, 1) / 0.205) ** 2, 0.02, 1))
    elif shape == "frill":
        fall = fall + (long - fall) * smooth(0.4, 0.9, far)
    else:
        fall = fall + (long - fall) * smooth(0.60, 1.0, far) ** 1.6
    down = np.array([0, 0.3, 0.65, 1.0])
    start, stop = q * (np.pi - gap), q * (np.pi - tip_gap)
    angles = [start * 1.0, start, start]
    heights = [fold - 0.17, fold - 0.08, fold - 0.005]
    away = [np.full(k, 0.012), np.full(k, 0.012), np.full(k, 0.016)]
    for s in down:
        angles.append(start + (stop - start) * s)
        heights.append(fold + 0.006 - fall * s)
        # a leaf arches out from its fold and comes to lie on the cloth
        out = 0.030 + 0.020 * np.sin(s * np.pi) + (0.016 + lift) * s
        wave = 0.026 * s * np.sin(18 * q * np.pi) if shape == "frill" else 0.0
        away.append(out + wave + np.zeros(k))
    for share, inner in ((1.0, 0.016), (0.8, 0.024)):
        angles.append(start + (stop - start) * share)
        heights.append(fold + 0.006 - fall * share)
        away.append(away[6] - inner)
    grid = np.stack(angles), np.stack(heights), np.stack(away)
    return sheet(body, grid[0], grid[1], grid[2], name, part, color, edge=edge)


def stand(
    body: Body, color: RGB, *, high: float = 5.40, front: float = 5.33, low: float = 5.13, gap: float = 0.10,
    inflate: float = 0.022, part: int = Part.COLLAR, name: str = "stand collar", edge: int | None = None,
) -> Mesh:  # fmt: skip
    """A standing collar that is open by `gap` radians on each side of the front."""
    k = 37
    q = np.linspace(-1, 1, k)
    top = high + (front - high) * smooth(0.4, 1.0, np.abs(q))
    angle, rows, away = q * (np.pi - gap), [], []
    for y, out in (
        (low + 0.06 + 0 * q, 0.006), (top - 0.01, 0.010), (top, 0.016), (top - 0.008, inflate + 0.006),
        ((top + low) / 2, inflate + 0.004), (low + 0 * q, inflate + 0.018),
    ):  # fmt: skip
        rows.append(y)
        away.append(np.full(k, out))
    return sheet(body, np.tile(angle, (6, 1)), np.stack(rows), np.stack(away), name, part, color, edge=edge)


def roll(body: Body, color: RGB, *, high: float = 5.47, folded: bool = True, part: int = Part.COLLAR) -> Mesh:
    """A turtle neck: a knitted band up the neck, folded over."""
    k = 32
    angle = np.arange(k + 1) / k * 2 * np.pi
    profile = [(high - 0.10, 0.012), (high - 0.01, 0.014), (high, 0.028)]
    if folded:
        profile += [(high - 0.03, 0.050), (high - 0.10, 0.054), (high - 0.145, 0.046), (high - 0.15, 0.028)]
    profile += [(5.24, 0.030), (5.12, 0.046)]
    sink = 0.03 * (1 - np.cos(angle)) / 2
    y = np.stack([np.full(k + 1, v) - sink for v, _ in profile])
    away = np.stack([np.full(k + 1, v) for _, v in profile])
    return sheet(body, np.tile(angle, (len(profile), 1)), y, away, "turtle neck", part, color)


def strap(
    body: Body, places: list[tuple[float, float]], color: RGB, *, width: float = 0.06, inflate: float = 0.06,
    part: int = Part.BELT, name: str = "strap", edge: int | None = None, kind: Kind = "cloth", rows: int = 26,
) -> Mesh:  # fmt: skip
    """A flat band that lies on the torso along (angle, height) places. width: heads."""
    p = np.array(places, float)
    way = np.concatenate([[0], np.cumsum(np.hypot(*(np.diff(p, axis=0) * (0.4, 1.0)).T))])
    at = curve(way, p, np.linspace(0, way[-1], rows))
    points, shares, out = lay(body, at[:, 0], at[:, 1], inflate)
    along = unit(np.gradient(points, axis=0))
    across = unit(np.cross(out, along))
    half, thick = width / 2 * body.proportions.width, 0.012
    corners = ((-1, 0.3), (-0.9, 1), (0.9, 1), (1, 0.3), (0.9, -1), (-0.9, -1))
    rings = np.stack([points + across * (u * half) + out * (v * thick) for u, v in corners], 1)
    flat, faces = loft(rings, caps=(True, True))
    if outward(flat, faces) < 0:
        faces = faces[:, ::-1]
    dense = np.concatenate([np.repeat(shares, 6, 0), shares[:1], shares[-1:]])
    return Mesh(name, flat, faces, *bind_dense(dense), part, Material(kind), colors=color, edge=edge)
