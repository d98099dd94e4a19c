"""Many meshes as one: what goes to the renderer, and their vertices in a stance (linear-blend skinning)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..body.skeleton import Frames
from ..cloth.folds import Folded
from ..render.material import Material
from .mesh import Array, Mesh, unit, weld


@dataclass(frozen=True, eq=False)
class Posed:
    """All vertices of a figure in a stance, float32 (n, 3): positions, hull and light normals, and the
    positions at the next frame (the same array where nothing moves). frames: the skeleton's."""

    positions: Array
    hull: Array
    normals: Array
    following: Array
    frames: Frames


_WHOLE = np.array([1, 0, 0, 0], np.float32)


class _Weld:
    """Finds a mesh's normals again after its vertices moved, in about a millisecond for ten thousand
    triangles."""

    def __init__(self, mesh: Mesh) -> None:
        welded = weld(mesh.positions)
        self.welded = welded
        self.index = welded[mesh.faces.T].ravel()
        self.count = int(welded.max()) + 1
        self.corners = np.ascontiguousarray(mesh.faces.T)

    def __call__(self, p: Array) -> Array:
        a, b, c = (p.T.copy()[:, corner] for corner in self.corners)  # planes are far quicker
        (ax, ay, az), (bx, by, bz) = b - a, c - a
        flat = (ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
        sums = [np.bincount(self.index, np.tile(v, 3), self.count) for v in flat]
        return unit(np.stack(sums, 1)).astype(np.float32)[self.welded]


class Figure:
    """The meshes of one character, joined. Everything that does not depend on the stance lies in its
    attributes.

    meshes: as given. slices: rows of each mesh among all vertices. faces: one (m, 3) int32 array for each
    mesh, numbered over all vertices. materials: without repeats; material_of: the number of each mesh's
    material.
    """

    def __init__(self, meshes: Sequence[Mesh]) -> None:
        self.meshes = tuple(meshes)
        stops = np.cumsum([0, *(len(m.positions) for m in meshes)])
        self.slices = [slice(int(a), int(b)) for a, b in itertools.pairwise(stops)]
        self.faces = [m.faces + s.start for m, s in zip(self.meshes, self.slices, strict=True)]
        self.materials: list[Material] = []
        self.material_of: list[int] = []
        known: dict[int, int] = {}
        for mesh in self.meshes:
            key = id(mesh.material)
            if key not in known:
                known[key] = len(self.materials)
                self.materials.append(mesh.material)
            self.material_of.append(known[key])
        self.size = int(stops[-1])
        self.rest = self._join("positions")
        # rest planes (3, n): places, then directions
        self._planes = [
            np.ascontiguousarray(v.T) for v in (self.rest, self._join("hull"), self._join("normals"))
        ]
        self._plan = self._order()
        self._strokes = self._folded()
        self._welds = [_Weld(m) if m.deform is not None else None for m in self.meshes]

    def _join(self, name: str) -> Array:
        return np.concatenate([getattr(m, name) for m in self.meshes])

    @property
    def triangles(self) -> int:
        """How many."""
        return sum(len(f) for f in self.faces)

    def _order(self) -> list[tuple[slice, Array, Array | None]]:
        """Runs of vertices, the bones they use, and their weights (bones, n) on these; None: all on one."""
        plan: list[tuple[slice, Array, Array | None]] = []
        for mesh, rows in zip(self.meshes, self.slices, strict=True):
            weights = np.where(mesh.weights[:, :1] >= 0.9999, _WHOLE, mesh.weights)
            heavy = weights > 0
            used = np.flatnonzero(np.bincount(mesh.bones[heavy], minlength=1))
            if len(used) == 1:
                if plan and plan[-1][2] is None and plan[-1][1][0] == used[0]:
                    rows = slice(plan.pop()[0].start, rows.stop)
                plan.append((rows, used, None))
                continue
            column = np.zeros(256, np.int64)
            column[used] = np.arange(len(used))
            n = len(mesh.bones)
            place = (column[mesh.bones] * n + np.arange(n)[:, None])[heavy]
            dense = np.bincount(place, weights[heavy], len(used) * n)
            plan.append((rows, used, dense.reshape(len(used), n).astype(np.float32)))
        return plan

    def _skin(self, every: Sequence[Frames]) -> tuple[list[Array], Array, Array]:
        """Posed positions (n, 3) for each of the frames, hull and light normals for the first."""
        # by output row and column of a matrix, then by bone: a run's blended matrices come out as planes
        matrices = [f.matrices.astype(np.float32).transpose(1, 2, 0).reshape(12, -1) for f in every]
        whole = np.concatenate(matrices)
        blended = np.empty((12 * len(every), self.size), np.float32)
        for rows, bones, dense in self._plan:
            part = whole[:, bones]
            if dense is None:
                blended[:, rows] = part
            else:
                np.matmul(part, dense, out=blended[:, rows])
        x, y, z = self._planes[0]
        places = []
        for number in range(len(every)):
            m = blended[12 * number : 12 * number + 12]
            out = np.empty((self.size, 3), np.float32)
            for i in range(3):
                a, b, c, d = m[4 * i : 4 * i + 4]
                out[:, i] = a * x + b * y + c * z + d
            places.append(out)
        ways = []
        for u, v, w in self._planes[1:]:
            out = np.empty((self.size, 3), np.float32)
            for i in range(3):
                a, b, c = blended[4 * i : 4 * i + 3]
                out[:, i] = a * u + b * v + c * w
            ways.append(out)
        return places, ways[0], ways[1]

    def posed(self, frames: Frames, following: Frames | None = None) -> Posed:
        """Skin everything, then let the meshes' deforms act. following: the stance at the next frame."""
        if following and np.array_equal(frames.matrices, following.matrices):
            posed = self.posed(frames)  # nothing moves
            return Posed(posed.positions, posed.hull, posed.normals, posed.positions.copy(), frames)
        places, hull, normals = self._skin([frames, following] if following else [frames])
        positions, after = places[0], places[-1]
        every = [(after, following), (positions, frames)] if following else [(positions, frames)]
        for p, at in every:
            for mesh, rows in zip(self.meshes, self.slices, strict=True):
                if isinstance(mesh.deform, Folded):
                    cloth = slice(rows.start, rows.start + mesh.deform.count)
                    p[cloth] = mesh.deform.cloth(p[cloth], at)
                elif mesh.deform is not None:
                    p[rows] = mesh.deform(p[rows], at)
            if self._strokes is not None:
                fold, drawn = self._strokes
                p[drawn] = fold.lines(p, fold.opened(at))
        for mesh, rows, again in zip(self.meshes, self.slices, self._welds, strict=True):
            if again is not None and mesh.renormal > 0:
                hull[rows] = again(positions[rows])
                normals[rows] = unit(normals[rows] * (1 - mesh.renormal) + hull[rows] * mesh.renormal)
        return Posed(positions, hull, normals, after, frames)

    def _folded(self) -> tuple[Folded, Array] | None:
        """All strokes of folds as one, and their vertices."""
        folds = [(m.deform, s) for m, s in zip(self.meshes, self.slices, strict=True)]
        some = [(fold, rows) for fold, rows in folds if isinstance(fold, Folded)]
        if not some:
            return None
        drawn = np.concatenate([np.arange(rows.start + fold.count, rows.stop) for fold, rows in some])
        return Folded.together([fold for fold, _ in some], [rows.start for _, rows in some]), drawn
