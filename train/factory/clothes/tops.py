"""What the upper body wears: shirts, vests, jackets, hoodies, their sleeves and collars."""

from __future__ import annotations

import numpy as np

from ..body.body import Body
from ..geometry.loft import Loft
from ..geometry.mesh import Array, Mesh, bind_dense, loft, outward, smooth
from ..geometry.textures import Atlas, path
from ..palette import RGB
from ..parts import Part
from ..render.material import Material
from .sleeves import cuffs as cuffs
from .sleeves import sleeves as sleeves

COLUMNS = 40
TRUNK_LINE = 133
"""Line group of trunks: lines between it and sleeves fade where they join."""


def shell(
    body: Body,
    low: float,
    high: float,
    inflate: float,
    *,
    loose: float = 0.0,
    rows: int = 25,
    open_neck: bool = True,
    tuck: bool = False,
    hang: float = 0.0,
) -> Loft:
    """A torso's garment from height `high` down to `low`. loose: how much fuller than the body below the
    chest (heads), as cloth hangs from the chest; tuck: drawn in at the waist; hang: how much it stands out
    towards its hem."""
    y = np.linspace(high, low, rows)
    amount = inflate + loose * (1 - smooth(4.05, 4.72, y))
    if tuck:
        amount = amount - (loose + 0.012) * (1 - smooth(4.03, 4.17, y))
    amount = amount + hang * np.clip(4.02 - y, 0, 1)
    base = body.torso(low, high, amount, rows=rows, columns=COLUMNS)
    if loose > 0.03:  # hang straight down from the chest, gather a little at the hem
        a = base.angles[None]
        wave = 0.010 * (1 - smooth(3.9, 4.5, y))[:, None] * np.sin(5 * a + 1.3 * np.sin(2 * a))
        base = base.inflated(wave)
    return base.hemmed(0.018, start=open_neck)


def collar(
    body: Body,
    color: RGB,
    *,
    rise: float = 5.33,
    fall: float = 0.13,
    tips: float = 0.10,
    gap: float = 0.16,
    spread: float = 0.075,
    lift: float = 0.0,
    name: str = "collar",
    edge: int | None = None,
) -> Mesh:
    """A turned-down collar: up the neck, over, and down over the shoulders. fall: how far its outer side
    comes down; tips: how much further at the front; gap: radians it is open on each side of the front; lift:
    how far it stands off (over a jacket)."""
    k = 41
    a = np.linspace(-np.pi + gap, np.pi - gap, k)  # from the front's right by the back to its left
    inner_y = np.array([5.16, 5.24, rise - 0.01, rise])
    front = smooth(1.3, np.pi - 0.35, np.abs(a))  # 0 behind, 1 at the front
    sink = 0.10 * front
    rows = []

    def ring(y: Array, inflate: Array) -> Array:
        """Points of the torso's surface at heights (k,) and angles a, inflated (k,)."""
        grid = np.linspace(5.45, 4.75, 36)
        surface = body.torso(4.75, 5.45, 0.0, rows=36, columns=64)
        normal = surface.outward()
        column = (a % (2 * np.pi)) / (2 * np.pi) * 64
        lo = np.floor(column).astype(int) % 64
        f = (column - np.floor(column))[:, None]
        hi = (lo + 1) % 64
        at = (5.45 - np.clip(y, 4.76, 5.44)) / (grid[0] - grid[1])
        r = np.clip(at.astype(int), 0, 34)
        g = (at - r)[:, None]

        def pick(v: Array) -> Array:
            return (v[r, lo] * (1 - f) + v[r, hi] * f) * (1 - g) + (
                v[r + 1, lo] * (1 - f) + v[r + 1, hi] * f
            ) * g

        shares.append(pick(surface.shares))
        return pick(surface.rings) + pick(normal) * inflate[:, None]

    shares: list[Array] = []
    for y in inner_y:
        rows.append(ring(y - sink, np.full(k, 0.016)))
    rows.append(ring(rise + 0.006 - sink, np.full(k, 0.034)))
    drop = fall + tips * np.exp(-(((np.pi - gap - np.abs(a)) / 0.42) ** 2))
    for share, away in ((0.3, 0.045), (0.65, 0.058), (1.0, spread)):
        rows.append(ring(rise - sink - drop * share, np.full(k, away + lift * share) + 0.006 * front))
    rows.append(ring(rise - sink - drop * 0.99, np.full(k, spread + lift - 0.02)))
    rows.append(ring(rise - sink - drop * 0.80, np.full(k, 0.036)))
    rings = np.stack(rows)
    points, faces = loft(rings, wrap=False)
    # outside is away from the neck on the falling rows
    tri = points[faces[5 * (k - 1) + k // 2]]
    normal = np.cross(tri[1] - tri[0], tri[2] - tri[0])
    if normal[2] > 0:  # at the back it must look backwards
        faces = faces[:, ::-1]
    dense = np.concatenate(shares)
    return Mesh(
        name, points, faces, *bind_dense(dense), Part.COLLAR,
        Material("cloth", double_sided=True, inner=0.86), colors=color, edge=edge,
    )  # fmt: skip


def band_collar(
    body: Body,
    color: RGB,
    *,
    high: float = 5.40,
    low: float = 5.12,
    inflate: float = 0.024,
    part: int = Part.COLLAR,
) -> Mesh:
    """A standing collar, turtle neck, or ribbed neckline."""
    y = np.linspace(high, low, 8)
    ring = body.torso(low, high, inflate + 0.02 * smooth(0, 1, (y - low) / (high - low)), rows=8, columns=36)
    return ring.hemmed(0.016, start=True, end=True).mesh("band collar", part, colors=color)


def neck_atlas(atlas: Atlas, depth: float, width: float, *, kind: str = "round") -> None:
    """Cuts the neckline: depth and half width at the top, "round" or "v"."""
    if kind == "v":
        shape = path([(-width, 5.5), (-width, 5.26), (0, depth), (width, 5.26), (width, 5.5)])
    else:
        y = 5.24
        a = np.linspace(0, np.pi, 17)
        arc = [(float(width * np.cos(v)), float(y - (y - depth) * np.sin(v))) for v in a]
        shape = path([(width, 5.6), *arc, (-width, 5.6)])
    atlas.hole(shape)
    atlas.line(shape)


def folds(atlas: Atlas, low: float, *, strength: float = 0.05) -> None:
    """Faint soft folds: from the armpits, at the waist. The drawn ones come with the mesh (folds.folded)."""
    for s in (1, -1):
        for side in ("front", "back"):
            atlas.fold([(s * 0.42, 4.72), (s * 0.30, 4.60), (s * 0.24, 4.44)], side=side, alpha=strength)
            atlas.fold([(s * 0.40, 4.30), (s * 0.26, 4.20), (s * 0.16, 4.16)], side=side, alpha=strength)
            atlas.fold([(s * 0.40, low + 0.22), (s * 0.28, low + 0.12)], side=side, alpha=strength)


def hood(body: Body, color: RGB) -> Mesh:
    """A hood that lies on the shoulders: a thick roll that is low behind and thin in front."""
    k, m = 36, 14
    a = np.arange(k) / k * 2 * np.pi
    w = body.proportions.width
    back = (1 + np.cos(a)) / 2
    center_y = body.proportions.y(5.17) - 0.07 * (1 - back) + 0.02 * back
    radius = 0.262 + 0.03 * back
    thick = (0.058 + 0.085 * back**1.5) * w
    center = np.stack(
        [np.sin(a) * radius * 1.02 * w, center_y, (-np.cos(a) * radius - 0.055 - 0.05 * back) * w], 1
    )
    out = np.stack([np.sin(a), np.zeros(k), -np.cos(a)], 1)
    b = np.arange(m) / m * 2 * np.pi
    tube = (
        center[None]
        + out[None] * (np.cos(b)[:, None] * thick)[..., None]
        + np.array([0, 1.0, 0]) * (np.sin(b)[:, None] * thick * (1.0 + 0.7 * back))[..., None]
    )
    tube[..., 1] -= (0.10 * back**2)[None] * w * np.clip(np.cos(b), 0, 1)[:, None]
    closed = np.concatenate([tube, tube[:1]])
    points, faces = loft(closed)
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    shares = body._torso_shares(tube[:1], np.array([5.10]))[0]
    dense = np.tile(shares[None], (m + 1, 1, 1)).reshape(-1, shares.shape[-1])
    return Mesh("hood", points, faces, *bind_dense(dense), Part.HOOD, colors=color)
