"""What things are modeled with: turned shapes, tubes, plates and boxes in a place of their own, hung on a
bone.

A `Kit` has its own axes: it is told once where it lies on the character at rest, and every piece is made
around its origin. Pieces of one kit get lines between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..geometry.mesh import Array, Mesh, circle, loft, outward, rigid, sweep, unit
from ..palette import RGB
from ..render.material import Kind, plain

Bind = Callable[[int], tuple[Array, Array]]

_DETAILS = range(89, 100)  # line groups that are no part's own; lines against them never fade


def rotated(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Array:
    """(3, 3) a turn about z, then y, then x, degrees."""
    a, b, c = np.radians([x, y, z])
    rx = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    ry = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    rz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return rx @ ry @ rz


def smoothed(points: Array | Sequence[Sequence[float]], count: int) -> Array:
    """(count, d) a smooth curve through points, by chord length (Catmull-Rom)."""
    p = np.asarray(points, np.float64)
    t = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    slope = np.gradient(p, t, axis=0)
    x = np.linspace(0, t[-1], count)
    i = np.clip(np.searchsorted(t, x, side="right") - 1, 0, len(t) - 2)
    h = (t[i + 1] - t[i])[:, None]
    s = (x - t[i])[:, None] / h
    return (
        (2 * s**3 - 3 * s**2 + 1) * p[i]
        + (s**3 - 2 * s**2 + s) * h * slope[i]
        + (3 * s**2 - 2 * s**3) * p[i + 1]
        + (s**3 - s**2) * h * slope[i + 1]
    )


@dataclass
class Kit:
    """Gathers pieces.

    part: number of what they are; bind: bones and weights of n vertices; at (3,), turn (3, 3), size: where
    the kit's axes lie on the character at rest, in heads. meshes: what has been made so far. stretch: by how
    much long things are longer or shorter than on an adult; above: from the grip to the top of the hair.
    """

    part: int
    bind: Bind
    at: Array = field(default_factory=lambda: np.zeros(3))
    turn: Array = field(default_factory=lambda: np.eye(3))
    size: float | Array = 1.0
    meshes: list[Mesh] = field(default_factory=list)
    stretch: float = 1.0
    above: float = 2.0

    @classmethod
    def on(cls, part: int, bone: str, at: Array, turn: Array | None = None, size: float = 1.0) -> Kit:
        """Hung on one bone."""
        return cls(part, lambda n: rigid(n, bone), np.asarray(at), np.eye(3) if turn is None else turn, size)

    def moved(self, at: Sequence[float], turn: Array | None = None, size: float = 1.0) -> Kit:
        """Axes within these axes; its pieces join the same list."""
        inner = self.turn if turn is None else self.turn @ turn
        return replace(
            self, at=self.at + self.turn @ (np.asarray(at) * self.size), turn=inner, size=self.size * size
        )

    def put(
        self,
        points: Array,
        faces: Array,
        color: RGB | Array,
        *,
        kind: Kind = "cloth",
        outline: float | Array = 0.8,
        detail: bool = False,
        part: int | None = None,
        edge: int | None = None,
        bias: float | Array = 0.0,
    ) -> None:
        """A closed shape as it is. detail: gets lines of its own against the rest; edge: a line group that it
        shares with others."""
        if outward(points, faces) < 0:
            faces = faces[:, ::-1]
        if detail and edge is None:
            edge = _DETAILS[len(self.meshes) % len(_DETAILS)]
        place = (points * self.size) @ self.turn.T + self.at
        self.meshes.append(
            Mesh(
                "thing",
                place,
                faces,
                *self.bind(len(points)),
                self.part if part is None else part,
                plain(kind),
                colors=color if np.ndim(color) == 2 else tuple(color),  # type: ignore[arg-type]
                edge=edge,
                outline=outline,
                bias=bias,
            )
        )

    def rings(
        self, rings: Array, color: RGB | Array, *, caps: tuple[bool, bool] = (True, True), **more
    ) -> None:
        """A stack of rings (m, k, 3); color (3,) or of each ring (m, 3)."""
        points, faces = loft(rings, caps=caps)
        if np.ndim(color) == 2:
            color = np.asarray(color)
            rows = np.repeat(color, rings.shape[1], 0)
            ends = [color[e][None] for e, c in zip((0, -1), caps, strict=True) if c]
            color = np.concatenate([rows, *ends])
        self.put(points, faces, color, **more)

    def turned(
        self,
        profile: Sequence[tuple[float, float]],
        color: RGB | Array,
        *,
        columns: int = 20,
        wide: float = 1.0,
        deep: float = 1.0,
        power: float = 2.0,
        waves: tuple[int, float] = (0, 0.0),
        count: int = 0,
        **more,
    ) -> None:
        """A shape turned about y: a profile of (height, radius) from one pole to the other. count: rows of a
        smooth curve through it, 0 = as given. wide, deep: factors along x and z; power: 2 round, 6 nearly
        square. waves: how many, and how deep, around."""
        p = smoothed(profile, count) if count else np.asarray(profile, np.float64)
        ring = circle(columns, power)
        a = np.arange(columns) / columns * 2 * np.pi
        ring = ring * (1 + waves[1] * np.cos(a * waves[0]))[:, None]
        r = np.maximum(p[:, 1], 1e-4)[:, None]
        rings = np.stack(
            [
                ring[None, :, 0] * r * wide,
                np.broadcast_to(p[:, :1], (len(p), columns)),
                ring[None, :, 1] * r * deep,
            ],
            -1,
        )
        self.rings(rings, color, **more)

    def tube(
        self,
        path: Array | Sequence[Sequence[float]],
        radius: float | Array | Sequence[float],
        color: RGB | Array,
        *,
        columns: int = 8,
        flat: float = 1.0,
        out: Array | Sequence[float] = (0.0, 0.0, 1.0),
        **more,
    ) -> None:
        """A closed tube along a path (m, 3); flat: how thick it is towards `out` against its width."""
        path = np.asarray(path, np.float64)
        radii = np.broadcast_to(np.asarray(radius, np.float64), (len(path),))
        points, _ = sweep(path, np.asarray(out) + 1e-4, circle(columns), radii, radii * flat)
        self.rings(points.reshape(len(path), columns, 3), color, **more)

    def plate(
        self,
        outline_: Array | Sequence[Sequence[float]],
        thick: float,
        color: RGB,
        *,
        bulge: float = 0.0,
        bend: float = 0.0,
        bevel: float = 0.88,
        middle: Array | Sequence[float] | None = None,
        rows: int = 2,
        **more,
    ) -> None:
        """A flat piece in x, y with an outline (k, 2) that its middle can see; thick along z. bulge: how far
        its middle stands out to both sides; bend: z of its ends falls by bend x squared."""
        o = np.asarray(outline_, np.float64)
        c = o.mean(0) if middle is None else np.asarray(middle)
        steps = [(bevel, 0.5), (1.0, 0.2)]
        inner = np.linspace(0.05, bevel, rows + 1)[:-1]
        front = [(s, 0.5 + bulge / max(thick, 1e-6) * (1 - s * s)) for s in inner] + steps
        both = np.array(front + [(s, -h) for s, h in front[::-1]])
        flat = c + (o - c) * both[:, 0, None, None]
        z = np.broadcast_to((both[:, 1] * thick)[:, None], flat.shape[:2]) - bend * (flat[..., 0] - c[0]) ** 2
        self.rings(np.concatenate([flat, z[..., None]], -1), color, **more)

    def box(
        self,
        half: Sequence[float],
        color: RGB,
        *,
        round_: float = 0.2,
        at: Sequence[float] = (0, 0, 0),
        **more,
    ) -> None:
        """A box with rounded edges; half sizes along x, y, z."""
        x, y, z = half
        r = round_ * min(half)
        levels = [(-y, 1 - r / min(x, z)), (-y + r * 0.4, 1 - 0.25 * r / min(x, z)), (-y + r, 1.0)]
        levels += [(-h, s) for h, s in levels[::-1]]
        ring = circle(20, 2 + 1.2 / max(round_, 0.12))
        rings = np.array([[(px * x * s, h, pz * z * s) for px, pz in ring] for h, s in levels])
        self.rings(rings + np.asarray(at), color, **more)

    def ball(
        self,
        radius: float | Sequence[float],
        color: RGB,
        *,
        at: Sequence[float] = (0, 0, 0),
        rows: int = 7,
        columns: int = 12,
        **more,
    ) -> None:
        """An ellipsoid; radius: one or three."""
        r = np.broadcast_to(np.asarray(radius, np.float64), (3,))
        a = np.linspace(-np.pi / 2, np.pi / 2, rows + 2)[1:-1]
        ring = circle(columns)
        rings = np.stack(
            [
                ring[None, :, 0] * np.cos(a)[:, None],
                np.broadcast_to(np.sin(a)[:, None], (rows, columns)),
                ring[None, :, 1] * np.cos(a)[:, None],
            ],
            -1,
        )
        self.rings(rings * r + np.asarray(at), color, **more)

    def ring(
        self,
        radius: float,
        thick: float,
        color: RGB,
        *,
        at: Sequence[float] = (0, 0, 0),
        columns: int = 24,
        wide: float = 1.0,
        flat: float = 1.0,
        **more,
    ) -> None:
        """A torus about y."""
        a = np.arange(columns + 1) / columns * 2 * np.pi
        b = circle(6)
        away = np.stack([np.cos(a) * wide, 0 * a, np.sin(a)], -1)
        tube = (
            away[:, None] * (radius + thick * b[None, :, :1])
            + np.array([0, flat, 0]) * thick * b[None, :, 1:]
        )
        self.rings(tube + np.asarray(at), color, caps=(False, False), **more)


def between(start: Array, end: Array) -> Array:
    """(3, 3) the shortest turn that takes one direction to another."""
    a, b = unit(np.asarray(start, np.float64)), unit(np.asarray(end, np.float64))
    v, c = np.cross(a, b), float(a @ b)
    if c < -0.9999:
        return np.diag([1.0, -1.0, -1.0]) if abs(a[0]) > 0.9 else np.diag([-1.0, -1.0, 1.0])
    x = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.eye(3) + x + x @ x / (1 + c)
