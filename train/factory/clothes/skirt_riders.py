"""Pieces that ride on a skirt: frills, aprons, panels, tails of sashes and plates that go where it goes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from ..body.skeleton import Frames
from ..cloth.cloth import Hang
from ..geometry.mesh import Array, Mesh, cross, grid_faces, rigid, unit
from ..palette import RGB
from ..parts import Part


@dataclass(frozen=True, eq=False)
class Draped(Hang):
    """A skirt's deform that remembers its last two results, so that riders need not drape it again."""

    @cached_property
    def _kept(self) -> list[tuple[Frames, Array]]:
        return []

    def __call__(self, positions: Array, frames: Frames) -> Array:
        out = super().__call__(positions, frames)
        self._kept[:] = [*self._kept[-1:], (frames, out)]
        return out

    def found(self, frames: Frames) -> Array | None:
        """The cloth of these frames if it was draped last."""
        return next((out for known, out in self._kept if known is frames), None)


def draped(skirt: Mesh) -> Mesh:
    """A skirt on which others may ride."""
    hang = skirt.deform
    assert isinstance(hang, Hang)
    return replace(skirt, deform=Draped(**{f.name: getattr(hang, f.name) for f in fields(hang)}))


class Track:
    """A skirt's surface by turn and height: where riders lie."""

    def __init__(self, skirt: Mesh) -> None:
        assert isinstance(skirt.deform, Draped)
        self.skirt, self.hang = skirt, skirt.deform
        self.rows, self.columns = self.hang.rest.shape[0] - 2, self.hang.rest.shape[1]

    def grid(self, frames: Frames) -> Array:
        """(rows, columns, 3) the posed cloth without its hem."""
        out = self.hang.found(frames)
        if out is None:
            m = frames.matrices.astype(np.float32)[self.skirt.bones]
            moved = np.einsum("nkij,nj->nki", m[..., :3], self.skirt.positions) + m[..., 3]
            out = self.hang((moved * self.skirt.weights[..., None]).sum(1), frames)
        return out.reshape(self.rows + 2, self.columns, 3)[: self.rows]

    def rest(self) -> Array:
        """(rows, columns, 3) the cloth at rest without its hem."""
        return self.hang.rest[: self.rows].astype(np.float32)


@dataclass(frozen=True, eq=False)
class Ride:
    """The deform of a rider. degrees, height (n,): where on the skirt (0 = front, + = left; 0 waist, 1 hem);
    out, down (n,): heads off it, and further down along it."""

    track: Track
    degrees: Array
    height: Array
    out: Array
    down: Array

    @cached_property
    def _places(self) -> tuple[Array, ...]:
        t = self.track
        r = np.clip(self.height, 0, 1) * (t.rows - 1)
        c = (np.asarray(self.degrees) / -360.0 + 0.5) % 1.0 * (t.columns - 1)
        r0 = np.clip(r.astype(int), 0, t.rows - 2)
        c0 = np.clip(c.astype(int), 0, t.columns - 2)
        fr, fc = (v.astype(np.float32)[:, None] for v in (r - r0, c - c0))
        return r0, c0, fr, fc

    def place(self, grid: Array) -> Array:
        """(n, 3) on a grid of cloth."""
        r0, c0, fr, fc = self._places
        a, b = grid[r0, c0], grid[r0, c0 + 1]
        c, d = grid[r0 + 1, c0], grid[r0 + 1, c0 + 1]
        top, low = a + (b - a) * fc, c + (d - c) * fc
        # over several columns, so that pleats do not turn it
        last = self.track.columns - 1
        wide = max(2, last // 20)
        across = grid[r0, (c0 + wide) % last] - grid[r0, (c0 - wide) % last]
        way = unit(low - top)
        normal = unit(cross(across, way))
        p = top + (low - top) * fr
        return p + normal * self.out[:, None] + way * self.down[:, None]

    def __call__(self, positions: Array, frames: Frames) -> Array:
        del positions
        out = self.place(self.track.grid(frames)).astype(np.float32)
        out[:, 1] = np.maximum(out[:, 1], 0.012)
        return out


def rider(
    track: Track,
    name: str,
    part: int,
    faces: Array,
    degrees: Array,
    height: Array,
    out: Array,
    down: Array | None = None,
    **more,
) -> Mesh:
    """A mesh that rides on a skirt; arrays (n,) as in `Ride`."""
    flat = [np.asarray(v, np.float32).ravel() for v in (degrees, height, out)]
    low = np.zeros(len(flat[0]), np.float32) if down is None else np.asarray(down, np.float32).ravel()
    ride = Ride(track, flat[0], flat[1], flat[2], low)
    rest = ride.place(track.rest())
    return Mesh(name, rest, faces, *rigid(len(rest), "hips"), part, deform=ride, **more)


def slab(rows: int, columns: int) -> tuple[Array, Array]:
    """Triangles of a sheet with thickness: its outer side (rows, columns), then its inner side, joined at
    the border; and (2, rows, columns) vertex numbers."""
    n = rows * columns
    top = grid_faces(rows, columns, wrap=False)
    ids = np.arange(2 * n).reshape(2, rows, columns)
    ring = np.concatenate([ids[0, 0, :], ids[0, 1:, -1], ids[0, -1, -2::-1], ids[0, -2:0:-1, 0]])
    under = ring + n
    nxt, unxt = np.roll(ring, -1), np.roll(under, -1)
    side = np.concatenate([np.stack([ring, under, nxt], 1), np.stack([nxt, under, unxt], 1)])
    return np.concatenate([top, top[:, ::-1] + n, side]), ids


def panel(
    track: Track,
    name: str,
    part: int,
    *,
    middle: float,
    half: tuple[float, float],
    top: float,
    low: float,
    out: float,
    away: float = 0.0,
    further: float = 0.0,
    rows: int = 12,
    columns: int = 13,
    wave: float = 0.0,
    thickness: float = 0.014,
    **more,
) -> Mesh:
    """A sheet on a skirt: aprons, tabards, tails. middle: degrees; half: half width in degrees at its top
    and its end; top, low: 0 waist to 1 hem; out, away: heads off the skirt at its top and at its end;
    further: heads it hangs below `low`; wave: folds at its end. u runs from its right to its left side as
    seen from outside, v down."""
    s = np.linspace(0, 1, rows)[:, None]
    x = np.linspace(1, -1, columns)[None]
    degrees = middle + x * (half[0] + (half[1] - half[0]) * s)
    height = top + (low - top) * s + 0 * x
    off = out + away * s + wave * s * np.sin(x * np.pi * columns / 4.5) + 0 * x
    down = further * np.clip((s - 0.5) * 2, 0, 1) + 0 * x
    faces, _ = slab(rows, columns)
    uv = np.stack(np.broadcast_arrays((1 - x) / 2, s), -1).reshape(-1, 2)
    both = [np.concatenate([v.ravel(), v.ravel()]) for v in (degrees, height)]
    outs = np.concatenate([off.ravel(), off.ravel() - thickness])
    downs = np.concatenate([down.ravel(), down.ravel()])
    mesh = rider(track, name, part, faces, both[0], both[1], outs, downs, uv=np.concatenate([uv, uv]), **more)
    return _outside(mesh, rows, columns)


def _outside(mesh: Mesh, rows: int, columns: int) -> Mesh:
    """With its triangles turned so that the first layer looks away from the second."""
    n = rows * columns
    p = mesh.positions
    f = mesh.faces[: 2 * (rows - 1) * (columns - 1)]
    normal = np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]])
    if float((normal * (p[f[:, 0]] - p[f[:, 0] + n])).sum()) < 0:
        return replace(mesh, faces=mesh.faces[:, ::-1], hull=None, normals=None)
    return mesh


def frill(
    track: Track,
    color: RGB,
    *,
    at: float = 0.97,
    long: float = 0.12,
    waves: int = 34,
    depth: float = 0.045,
    out: float = 0.012,
    stand: float = 0.04,
    part: int = Part.BOTTOM,
    span: float = 180.0,
    middle: float = 0.0,
    edge: int | None = 160,
    tip: RGB | None = None,
    name: str = "frill",
) -> Mesh:
    """A gathered strip sewn to a skirt at a height, heads long, standing off, `span` degrees to each side of
    `middle`. tip: color of its edge."""
    columns, share = waves * 3 + 1, np.array([0.0, 0.55, 1.0])[:, None]
    x = np.linspace(1, -1, columns)[None]
    wave = np.sin(np.arange(columns) * 2 * np.pi / 3 + 0.5)[None]
    degrees = middle + x * span + 0 * share
    off = out + stand * share + depth * wave * np.sqrt(share)
    down = long * share * (1 + 0.04 * wave) + 0 * x
    height = np.full(off.shape, at)
    faces, _ = slab(3, columns)
    both = [np.concatenate([v.ravel(), v.ravel()]) for v in (degrees, height, down)]
    outs = np.concatenate([off.ravel(), off.ravel() - 0.016])
    tint = np.tile(np.array(color, np.float32), (3, columns, 1))
    tint[2] = color if tip is None else tip
    bias = np.clip(-wave, 0, 1) * -0.35 * share + 0 * x
    mesh = rider(
        track,
        name,
        part,
        faces,
        both[0],
        both[1],
        outs,
        both[2],
        colors=np.concatenate([tint.reshape(-1, 3)] * 2),
        bias=np.concatenate([bias.ravel(), bias.ravel() - 0.4]),
        edge=edge,
        outline=0.8,
    )
    return _outside(mesh, 3, columns)
