"""Lofts: stacks of rings with skin weights, from which the body, and clothes over it, are made.

All lofts run downwards (torso: neck to crotch; limbs: shoulder to wrist, hip to ankle; in the hanging
stance) and all rings begin at the back and go by the character's left and the front to its right, so that u
= 0.5 is the front and v grows downwards. Clothes are the body's own lofts, inflated: they inherit its
weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .mesh import Array, Mesh, bind_dense, cross, loft, unit


def around(columns: int) -> Array:
    """(columns,) angles of a ring: 0 back, pi/2 left (+x), pi front, 3 pi/2 right."""
    return np.arange(columns) / columns * 2 * np.pi


def section(columns: int, exponent: Array | float) -> Array:
    """(m or 1, columns, 2) x and z of unit superellipses of the exponents (m,)."""
    a = around(columns)
    x, z = np.sin(a), -np.cos(a)
    e = np.reshape(exponent, (-1, 1))
    r = (np.abs(x) ** e + np.abs(z) ** e) ** (-1 / e)
    return np.stack([x * r, z * r], -1)


def places(low: float, high: float, rows: int, dense: Sequence[float] = (), width: float = 0.16) -> Array:
    """(rows,) from low to high, three times as close together about the values `dense`."""
    x = np.linspace(low, high, 200)
    weight = 1 + 2.2 * sum((np.exp(-(((x - at) / width) ** 2)) for at in dense), np.zeros(200))
    way = np.concatenate([[0], np.cumsum((weight[1:] + weight[:-1]) / 2)])
    return np.interp(np.linspace(0, way[-1], rows), way, x)


@dataclass(frozen=True, eq=False)
class Loft:
    """Rings with weights.

    rings (m, k, 3) at rest; shares (m, k, 64) float32 weights by `SKIN_BONES`; along (m,) the parameter of
    each ring (torso: height on the reference body; arm: 0 shoulder, 1 elbow, 2 wrist; leg: 0 hip, 1 knee, 2
    ankle).
    """

    rings: Array
    shares: Array
    along: Array

    @property
    def angles(self) -> Array:
        """(k,) angle of each column, see `around`."""
        return around(self.rings.shape[1])

    def outward(self) -> Array:
        """(m, k, 3) unit normals of the surface."""
        p = self.rings
        wide = np.concatenate([p[:, -1:], p, p[:, :1]], 1)
        down = np.empty_like(p)
        down[1:-1], down[0], down[-1] = (p[2:] - p[:-2]) / 2, p[1] - p[0], p[-1] - p[-2]
        return unit(cross(wide[:, 2:] - wide[:, :-2], down))

    def inflated(self, amount: Array | float) -> Loft:
        """Pushed outwards by heads: a number, (m,) or (m, k)."""
        amount = np.asarray(amount, np.float64)
        amount = amount[:, None] if amount.ndim == 1 else amount
        return replace(
            self, rings=self.rings + self.outward() * np.broadcast_to(amount, self.rings.shape[:2])[..., None]
        )

    def moved(self, shift: Array) -> Loft:
        """Displaced by (3,), (m, 1, 3) or (m, k, 3)."""
        return replace(self, rings=self.rings + shift)

    def cut(self, start: int, stop: int) -> Loft:
        """Rows start to stop."""
        return Loft(self.rings[start:stop], self.shares[start:stop], self.along[start:stop])

    def hemmed(self, thickness: float, *, start: bool = False, end: bool = True, depth: float = 0.05) -> Loft:
        """With its ends turned inwards, as cloth has thickness: a ring on the edge and one inside."""
        rings, shares, along = self.rings, self.shares, self.along
        inner = self.inflated(-thickness).rings
        for last, wanted in ((True, end), (False, start)):
            if not wanted:
                continue
            i, j = (-1, -2) if last else (0, 1)
            back = inner[i] + unit((inner[j] - inner[i]).mean(0)) * depth
            extra = np.stack([inner[i], back] if last else [back, inner[i]])
            put = (lambda a, b: np.concatenate([a, b])) if last else (lambda a, b: np.concatenate([b, a]))
            rings, shares = put(rings, extra), put(shares, np.repeat(self.shares[i][None], 2, 0))
            along = put(along, np.repeat(self.along[i], 2))
        return Loft(rings, shares, along)

    def uv(self) -> Array:
        """(m, k, 2): u around (0.5 = front), v by arc length downwards, 0..1."""
        _m, k = self.rings.shape[:2]
        step = np.linalg.norm(np.diff(self.rings.mean(1), axis=0), axis=1)
        v = np.concatenate([[0], np.cumsum(step)]) / max(step.sum(), 1e-9)
        return np.stack(np.broadcast_arrays(np.arange(k)[None] / k, v[:, None]), -1)

    def mesh(
        self,
        name: str,
        part: int,
        *,
        caps: tuple[bool, bool] = (False, False),
        seam: bool = False,
        **more: Any,
    ) -> Mesh:
        """As a mesh; `more` goes to `Mesh` (per-vertex arrays there are (m, k, ...) or flat). seam: the
        first column is repeated as the last, at u = 1: needed for textures that run around."""
        rings, shares, uv = self.rings, self.shares, self.uv()
        if seam:
            rings, shares = (np.concatenate([a, a[:, :1]], 1) for a in (rings, shares))
            uv = np.concatenate([uv, uv[:, :1] + (1, 0)], 1)
        positions, faces = loft(rings, wrap=not seam, caps=(False, False) if seam else caps)
        extra = len(positions) - rings.shape[0] * rings.shape[1]
        dense = shares.reshape(-1, shares.shape[-1])
        flat_uv = uv.reshape(-1, 2)
        if extra:
            ends = [end for end, wanted in zip((0, -1), caps, strict=True) if wanted]
            dense = np.concatenate([dense, *(shares[e].mean(0, keepdims=True) for e in ends)])
            flat_uv = np.concatenate([flat_uv, *(uv[e].mean(0, keepdims=True) for e in ends)])
        for key, value in more.items():
            if isinstance(value, np.ndarray) and value.shape[:2] == self.rings.shape[:2]:
                value = np.concatenate([value, value[:, :1]], 1) if seam else value
                value = value.reshape(-1, *value.shape[2:])
                more[key] = np.concatenate([value, np.repeat(value[-1:], extra, 0)]) if extra else value
        bones, weights = bind_dense(dense)
        more.setdefault("uv", flat_uv)
        return Mesh(name, positions, faces, bones, weights, part, **more)
