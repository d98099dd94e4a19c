"""Many meshes as one: what goes to the renderer, and their vertices in a stance (linear-blend skinning)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..body.skeleton import Frames
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


class _Weld:
    """Finds a mesh's normals again after its vertices moved, in about a millisecond for ten thousand
    triangles."""

    def __init__(self, mesh: Mesh) -> None:
        welded = weld(mesh.positions)
        self.welded = welded
        self.index = welded[mesh.faces.T].ravel()
        self.count = int(welded.max()) + 1
        self.faces = mesh.faces

    def __call__(self, p: Array) -> Array:
        a = p[self.faces[:, 0]]
        flat = np.cross(p[self.faces[:, 1]] - a, p[self.faces[:, 2]] - a)
        sums = [np.bincount(self.index, np.tile(flat[:, c], 3), self.count) for c in range(3)]
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
        self._rest3 = np.stack([self.rest, self._join("hull"), self._join("normals")], 1)  # (n, 3, 3)
        self._plan = self._order()
        self._welds = [_Weld(m) if m.deform is not None else None for m in self.meshes]

    def _join(self, name: str) -> Array:
        return np.concatenate([getattr(m, name) for m in self.meshes])

    @property
    def triangles(self) -> int:
        """How many."""
        return sum(len(f) for f in self.faces)

    def _order(self) -> list[tuple[Array | slice, Array, Array | None]]:
        """Vertices fixed to one bone by bone; the others together with dense weights on the bones they
        use."""
        bones, weights = self._join("bones"), self._join("weights")
        single = weights[:, 0] >= 0.9999
        plan: list[tuple[Array | slice, Array, Array | None]] = []
        for bone in np.unique(bones[single, 0]):
            plan.append((np.flatnonzero(single & (bones[:, 0] == bone)), np.array([bone]), None))
        mixed = np.flatnonzero(~single)
        if len(mixed):
            used, columns = np.unique(bones[mixed], return_inverse=True)
            dense = np.zeros((len(mixed), len(used)), np.float32)
            rows = np.repeat(np.arange(len(mixed)), 4)
            np.add.at(dense, (rows, columns.reshape(-1)), weights[mixed].reshape(-1))
            plan.append((mixed, used, dense))
        return plan

    def _skin(self, frames: Frames, *, normals: bool) -> Array:
        """(n, 3, 3) posed positions, hull and light normals, or (n, 1, 3) positions only."""
        matrices = frames.matrices.astype(np.float32)
        rest = self._rest3 if normals else self._rest3[:, :1]
        out = np.empty_like(rest)
        for rows, bones, dense in self._plan:
            if dense is None:
                m = matrices[bones[0]]
                block = rest[rows] @ m[:, :3].T
                block[:, 0] += m[:, 3]
            else:
                m = (dense @ matrices[bones].reshape(len(bones), 12)).reshape(-1, 3, 4)
                block = np.matmul(rest[rows], m[..., :3].transpose(0, 2, 1))
                block[:, 0] += m[..., 3]
            out[rows] = block
        return out

    def posed(self, frames: Frames, following: Frames | None = None) -> Posed:
        """Skin everything, then let the meshes' deforms act. following: the stance at the next frame."""
        posed = self._skin(frames, normals=True)
        positions, hull, normals = (np.ascontiguousarray(posed[:, i]) for i in range(3))
        after = np.ascontiguousarray(self._skin(following, normals=False)[:, 0]) if following else positions
        for mesh, rows, again in zip(self.meshes, self.slices, self._welds, strict=True):
            if mesh.deform is None or again is None:
                continue
            if following:
                after[rows] = mesh.deform(after[rows], following)
            positions[rows] = mesh.deform(positions[rows], frames)
            if mesh.renormal > 0:
                hull[rows] = again(positions[rows])
                normals[rows] = unit(normals[rows] * (1 - mesh.renormal) + hull[rows] * mesh.renormal)
        return Posed(positions, hull, normals, after, frames)
