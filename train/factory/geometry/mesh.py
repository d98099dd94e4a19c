"""Meshes bound to a skeleton, and the tools that build them: lofts, sweeps, normals, winding.

Triangles are counter-clockwise seen from outside. Two normals per vertex: `hull` is the true one (outline),
`normals` is the one light falls on, and may be an artist's choice (an ellipsoid on a face, a blend on a
clump of hair).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ..body.bones import SKIN_BONE, SKIN_BONES
from ..body.skeleton import Frames
from ..parts import EDGE_OF
from ..render.material import Material, plain

Array = np.ndarray
Deform = Callable[[Array, Frames], Array]
"""Moves the skinned vertices (n, 3) float32 of a mesh after skinning: collision, gravity. Returns (n, 3)."""


@dataclass(frozen=True, eq=False)
class Mesh:
    """A piece of a character at rest, n vertices and m triangles.

    positions (n, 3), faces (m, 3) int32; bones (n, 4) uint8 rows of `SKIN_BONES` with weights (n, 4) that sum
    to 1; normals, hull (n, 3) unit or None (then found from the faces); uv (n, 2), v down; colors (n, 3)
    sRGB 0..1; part: one number or (n,) (a triangle has the part of its last vertex); edge: line group,
    number or (n,), None = by the part; outline: relative outline width, number or (n,), 0 = none; bias (n,)
    or number: added to N.L (negative = darker: folds, occlusion); shine (n, 2) or None: hair only, (across
    the clump -1..1, angle from the crown in radians). deform: what happens after skinning; normals are then
    found anew and blended as `renormal` says (0..1).
    """

    name: str
    positions: Array
    faces: Array
    bones: Array
    weights: Array
    part: int | Array
    material: Material = field(default_factory=lambda: plain("cloth"))
    normals: Array | None = None
    hull: Array | None = None
    uv: Array | None = None
    colors: Array | tuple[float, float, float] = (1.0, 1.0, 1.0)
    edge: int | Array | None = None
    outline: float | Array = 1.0
    bias: float | Array = 0.0
    shine: Array | None = None
    deform: Deform | None = None
    renormal: float = 1.0

    def __post_init__(self) -> None:
        n = len(self.positions)
        put = object.__setattr__
        put(self, "positions", np.ascontiguousarray(self.positions, np.float32))
        put(self, "faces", np.ascontiguousarray(self.faces, np.int32))
        if self.hull is None:
            put(self, "hull", vertex_normals(self.positions, self.faces))
        if self.normals is None:
            put(self, "normals", self.hull)
        for name, shape in (("part", (n,)), ("colors", (n, 3)), ("outline", (n,)), ("bias", (n,))):
            kind = np.uint8 if name == "part" else np.float32
            put(self, name, np.broadcast_to(np.asarray(getattr(self, name), kind), shape))
        for name in ("uv", "shine"):
            value = getattr(self, name)
            put(self, name, np.zeros((n, 2), np.float32) if value is None else np.asarray(value, np.float32))

    @property
    def edges(self) -> Array:
        """(n,) uint8 line group of each vertex."""
        if self.edge is None:
            return EDGE_OF[self.part]
        return np.broadcast_to(np.asarray(self.edge, np.uint8), (len(self.positions),))

    def kept(self, faces: Array) -> Mesh:
        """Only the triangles where `faces` (m,) bool is set; unused vertices go. Not for meshes with a
        deform."""
        used = np.zeros(len(self.positions), bool)
        used[self.faces[faces].ravel()] = True
        renumber = np.cumsum(used) - 1
        names = (
            "positions",
            "bones",
            "weights",
            "part",
            "normals",
            "hull",
            "uv",
            "colors",
            "outline",
            "bias",
            "shine",
        )
        cut = {name: np.asarray(getattr(self, name))[used] for name in names}
        if isinstance(self.edge, np.ndarray):
            cut["edge"] = np.asarray(self.edge)[used]
        return replace(self, faces=renumber[self.faces[faces]].astype(np.int32), **cut)


# ---- binding


def bind(n: int, shares: Mapping[str, Array | float]) -> tuple[Array, Array]:
    """Bones and weights of n vertices from shares by bone name; the four greatest are kept and made to sum
    to 1."""
    dense = np.zeros((n, len(SKIN_BONES)), np.float32)
    for name, share in shares.items():
        dense[:, SKIN_BONE[name]] += share
    return bind_dense(dense)


def bind_dense(dense: Array) -> tuple[Array, Array]:
    """(n, 64) weights to bones (n, 4) uint8 and weights (n, 4) float32."""
    bones = np.argpartition(-dense, 3, axis=1)[:, :4]
    weights = dense[np.arange(len(dense))[:, None], bones]
    return bones.astype(np.uint8), (weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)).astype(
        np.float32
    )


def rigid(n: int, bone: str) -> tuple[Array, Array]:
    """n vertices fixed to one bone."""
    weights = np.zeros((n, 4), np.float32)
    weights[:, 0] = 1
    return np.full((n, 4), SKIN_BONE[bone], np.uint8), weights


# ---- shapes


def unit(v: Array) -> Array:
    """Vectors (..., 3) made one long."""
    v = np.asarray(v)
    return v / np.maximum(np.sqrt(np.einsum("...i,...i->...", v, v)), 1e-9)[..., None]


def cross(a: Array, b: Array) -> Array:
    """Cross products of vectors (..., 3), several times quicker than numpy's."""
    ax, ay, az = a[..., 0], a[..., 1], a[..., 2]
    bx, by, bz = b[..., 0], b[..., 1], b[..., 2]
    x = ay * bz - az * by
    out = np.empty((*x.shape, 3), x.dtype)
    out[..., 0], out[..., 1], out[..., 2] = x, az * bx - ax * bz, ax * by - ay * bx
    return out


def smooth(low: float, high: float, x: Array | float) -> Array:
    """Smoothstep: 0 below `low`, 1 above `high` (or the other way round)."""
    if isinstance(x, float):
        t = min(max((x - low) / (high - low), 0.0), 1.0)
        return np.float64(t * t * (3 - 2 * t))  # type: ignore[return-value]
    t = np.minimum(np.maximum((np.asarray(x, np.float64) - low) / (high - low), 0), 1)
    return t * t * (3 - 2 * t)


def curve(xs: Array | list[float], ys: Array | list[float], x: Array | float) -> Array:
    """Monotone cubic through points (Fritsch-Carlson with harmonic slopes): profiles without overshoot. ys
    may be (k,) or (k, d); constant beyond the ends."""
    xs, ys = np.asarray(xs, np.float64), np.asarray(ys, np.float64)
    flat = ys.ndim == 1
    ys = ys[:, None] if flat else ys
    h = np.diff(xs)
    d = np.diff(ys, axis=0) / h[:, None]
    slope = np.zeros_like(ys)
    slope[0], slope[-1] = d[0], d[-1]
    a, b = d[:-1], d[1:]
    slope[1:-1] = np.where(a * b > 0, 2 * a * b / np.where(a * b > 0, a + b, 1), 0)
    x = np.clip(np.asarray(x, np.float64), xs[0], xs[-1])
    i = np.clip(np.searchsorted(xs, x, side="right") - 1, 0, len(xs) - 2)
    t = ((x - xs[i]) / h[i])[..., None]
    hi = h[i][..., None]
    out = (
        (2 * t**3 - 3 * t**2 + 1) * ys[i]
        + (t**3 - 2 * t**2 + t) * hi * slope[i]
        + (3 * t**2 - 2 * t**3) * ys[i + 1]
        + (t**3 - t**2) * hi * slope[i + 1]
    )
    return out[..., 0] if flat else out


def grid_faces(rows: int, columns: int, *, wrap: bool = True) -> Array:
    """Triangles of a grid of vertices, row-major. Outside is where (along a row) x (along a column)
    points."""
    i = np.arange(rows - 1)[:, None]
    j = np.arange(columns if wrap else columns - 1)[None]
    a, b = i * columns + j, i * columns + (j + 1) % columns
    c, d = a + columns, b + columns
    return np.concatenate([np.stack([a, b, d], -1).reshape(-1, 3), np.stack([a, d, c], -1).reshape(-1, 3)])


def loft(rings: Array, *, wrap: bool = True, caps: tuple[bool, bool] = (False, False)) -> tuple[Array, Array]:
    """Rings (m, k, 3) to vertices (m k + caps, 3) and triangles. Rings that run counter-clockwise seen
    against the direction of the loft (for a loft upwards: seen from above, x to the right, z down the page)
    face outwards. A cap closes an end by a fan about the ring's middle; cap vertices come last, first end
    first."""
    m, k = rings.shape[:2]
    points, faces = [rings.reshape(-1, 3)], [grid_faces(m, k, wrap=wrap)]
    n = m * k
    for end, wanted in enumerate(caps):
        if wanted:
            start = 0 if end == 0 else (m - 1) * k
            j = np.arange(k)
            fan = np.stack([start + j, start + (j + 1) % k, np.full(k, n)], 1)
            faces.append(fan[:, ::-1] if end == 0 else fan)
            points.append(rings[0 if end == 0 else -1].mean(0, keepdims=True))
            n += 1
    return np.concatenate(points), np.concatenate(faces)


def along(paths: Array, out: Array) -> tuple[Array, Array, Array]:
    """Frames of curves (..., m, 3): tangent, side = out x tangent, and up = tangent x side (nearest to `out`,
    broadcastable to the curves). All unit, shape (..., m, 3)."""
    tangent = unit(np.gradient(paths, axis=-2))
    side = unit(np.cross(np.broadcast_to(out, paths.shape), tangent))
    return tangent, side, np.cross(tangent, side)


def sweep(
    paths: Array, out: Array, section: Array, widths: Array, heights: Array | None = None
) -> tuple[Array, Array]:
    """Tubes along curves, all at once.

    paths (s, m, 3) or (m, 3); out: direction of the section's second axis, broadcastable; section (k, 2) or
    (m, k, 2), counter-clockwise; widths (s, m) or (m,) scale its first axis, heights its second (default:
    widths). Returns vertices (s m k, 3) and triangles of all of them.
    """
    single = paths.ndim == 2
    paths = paths[None] if single else paths
    _, side, up = along(paths, out)
    widths = np.broadcast_to(widths, paths.shape[:2])[..., None, None]
    heights = widths if heights is None else np.broadcast_to(heights, paths.shape[:2])[..., None, None]
    s = np.broadcast_to(section, (paths.shape[1], *np.shape(section)[-2:]))[None]
    rings = paths[:, :, None] + side[:, :, None] * widths * s[..., :1] + up[:, :, None] * heights * s[..., 1:]
    count, m, k = rings.shape[:3]
    one = grid_faces(m, k)
    faces = (one[None] + (np.arange(count) * m * k)[:, None, None]).reshape(-1, 3)
    return rings.reshape(-1, 3), faces


def circle(k: int, exponent: float = 2.0) -> Array:
    """(k, 2) a unit superellipse, counter-clockwise from (1, 0)."""
    a = np.arange(k) / k * 2 * np.pi
    c, s = np.cos(a), np.sin(a)
    if exponent != 2.0:
        c, s = np.sign(c) * np.abs(c) ** (2 / exponent), np.sign(s) * np.abs(s) ** (2 / exponent)
    return np.stack([c, s], 1)


def weld(positions: Array) -> Array:
    """(n,) the same number for vertices at the same place (to 1e-5 head)."""
    q = np.round(np.asarray(positions, np.float64) * 1e5).astype(np.int64)
    key = (q[:, 0] * 2_097_169 + q[:, 1]) * 2_097_169 + q[:, 2]
    return np.unique(key, return_inverse=True)[1]


def vertex_normals(positions: Array, faces: Array, welded: Array | None = None) -> Array:
    """(n, 3) float32 area-weighted normals; seams are closed (pass `weld(...)` to save its time, or an
    arange)."""
    p = np.asarray(positions, np.float32)
    corners = np.ascontiguousarray(faces.T)
    a, b, c = (p.T.copy()[:, corner] for corner in corners)
    (ax, ay, az), (bx, by, bz) = b - a, c - a
    flat = (ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    welded = weld(p) if welded is None else welded
    index = welded[corners].ravel()
    n = int(welded.max()) + 1
    total = np.stack([np.bincount(index, np.tile(v, 3), n) for v in flat], 1)
    return unit(total)[welded].astype(np.float32)


def outward(positions: Array, faces: Array) -> float:
    """Signed volume of a closed mesh: positive when the winding is right."""
    p = np.asarray(positions, np.float64)
    return float(np.einsum("ij,ij->i", p[faces[:, 0]], np.cross(p[faces[:, 1]], p[faces[:, 2]])).sum() / 6)
