"""PMX 2.0 and 2.1 (MikuMikuDance models): vertices, triangles, materials, bones. Morphs and physics are not
read."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from anigen_core.errors import InputError

from .raw import (
    MAX_MATERIALS,
    MAX_NODES,
    MAX_TRIANGLES,
    MAX_VERTICES,
    Bytes,
    RawAvatar,
    RawMaterial,
    RawSurface,
    check_surface,
    picture,
)

_SIGNED = {1: "b", 2: "h", 4: "i"}
_FACES = {1: "u1", 2: "<u2", 4: "<i4"}
_MIRROR = np.array([1.0, 1.0, -1.0])  # PMX is left-handed and its figures face -z
_LAYOUTS = {0: (1, 0, 0), 1: (2, 1, 0), 2: (4, 4, 0), 3: (2, 1, 36), 4: (4, 4, 0)}
"""Kind of binding to its number of bones, stored weights, and extra bytes."""


class _Reader(Bytes):
    def __init__(self, data: bytes) -> None:
        super().__init__(data, "PMX")
        if self.take(4) != b"PMX ":
            raise InputError("This is not a PMX file.")
        version = self.one("f")
        if not 1.9 < version < 2.2:
            raise InputError("Only PMX 2.0 and 2.1 are read; save the model as PMX 2.0.")
        head = self.take(self.one("B"))
        if len(head) < 8 or head[0] > 1 or head[1] > 4 or any(v not in _SIGNED for v in head[2:8]):
            raise InputError("The PMX file is damaged: its header cannot be read.")
        self.coding = "utf-8" if head[0] else "utf-16-le"
        self.extra = head[1]
        self.vertex, self.texture, self.bone = head[2], head[3], head[5]

    def text(self) -> str:
        return self.take(self.count(1 << 20, "bytes of text")).decode(self.coding, "replace")

    def index(self, size: int) -> int:
        return self.one(_SIGNED[size])


def _vertices(r: _Reader) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    n = r.count(MAX_VERTICES, "vertices")
    points = np.zeros((n, 3))
    uv = np.zeros((n, 2), np.float32)
    bones = np.full((n, 4), -1)
    weights = np.zeros((n, 4))
    for i in range(n):
        values = r.read("8f")
        points[i], uv[i] = values[:3], values[6:]
        r.take(16 * r.extra)
        kind = r.one("B")
        if kind not in _LAYOUTS:
            raise InputError("The PMX file is damaged: a vertex is bound in an unknown way.")
        count, stored, more = _LAYOUTS[kind]
        bones[i, :count] = r.read(_SIGNED[r.bone] * count)
        if stored == 4:
            weights[i] = r.read("4f")
        elif stored == 1:
            share = r.one("f")
            weights[i, :2] = share, 1 - share
        else:
            weights[i, 0] = 1
        r.take(more + 4)
    weights = np.where(bones >= 0, np.clip(weights, 0, None), 0)
    total = weights.sum(1, keepdims=True)
    weights = np.where(total > 1e-6, weights / np.maximum(total, 1e-9), [1.0, 0, 0, 0])
    return points * _MIRROR, uv, np.maximum(bones, 0), weights


def _bones(r: _Reader) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Names, parents, what each follows, and places."""
    n = r.count(MAX_NODES, "bones")
    names, parents, follows, places = [], np.full(n, -1), np.full(n, -1), np.zeros((n, 3))
    for i in range(n):
        names.append(r.text())
        r.text()
        places[i] = r.read("3f")
        parents[i] = follows[i] = r.index(r.bone)
        r.one("i")
        flags = r.one("H")
        r.take(r.bone if flags & 0x1 else 12)
        if flags & 0x300:
            giver, share = r.index(r.bone), r.one("f")
            if flags & 0x100 and share > 0.5:  # takes another bone's turns
                follows[i] = giver
        r.take((12 if flags & 0x400 else 0) + (24 if flags & 0x800 else 0) + (4 if flags & 0x2000 else 0))
        if flags & 0x20:
            r.take(r.bone + 8)
            for _ in range(r.count(MAX_NODES, "links of a chain")):
                r.take(r.bone)
                r.take(24 if r.one("B") else 0)
    for rows in (parents, follows):
        if n and (rows.max() >= n or rows.min() < -1):
            raise InputError("The PMX file is damaged: a bone hangs on a missing bone.")
    return names, parents, follows, places * _MIRROR


def _load(folder: Path | None, name: str) -> np.ndarray | None:
    """A texture beside the model, never outside its folder; None where it is missing."""
    if folder is None:
        return None
    root = folder.resolve()
    try:
        path = (root / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > 64 << 20:
            return None
        return picture(path.read_bytes(), "PMX")
    except (OSError, ValueError):  # a name that is no path
        return None


def read_pmx(data: bytes, folder: Path | None = None) -> RawAvatar:
    """A PMX file; textures are looked for in and below `folder` only.

    Raises:
        InputError: damaged or too large.
    """
    r = _Reader(data)
    for _ in range(4):
        r.text()
    points, uv, nodes, weights = _vertices(r)
    count = r.count(3 * MAX_TRIANGLES, "corners")
    faces = np.frombuffer(r.take(count * r.vertex), _FACES[r.vertex]).astype(np.int64)
    faces = faces[: count // 3 * 3].reshape(-1, 3)[:, ::-1]
    pictures = [_load(folder, r.text()) for _ in range(r.count(MAX_MATERIALS, "textures"))]
    materials, surfaces, start = [], [], 0
    for i in range(r.count(MAX_MATERIALS, "materials")):
        name, _ = r.text(), r.text()
        diffuse = np.nan_to_num(r.read("11f"))
        flags = r.one("B")
        r.take(20)
        texture = r.index(r.texture)
        r.take(r.texture + 1)
        r.take(1 if r.one("B") else r.texture)
        r.text()
        corners = r.count(3 * MAX_TRIANGLES, "corners")
        image = pictures[texture] if 0 <= texture < len(pictures) else None
        red, green, blue, alpha = (float(v) for v in np.clip(diffuse[:4], 0, 1))
        materials.append(
            RawMaterial(name, (red, green, blue), alpha, image, image is not None, bool(flags & 1))
        )
        mine = faces[start // 3 : (start + corners) // 3]
        start += corners
        used, again = np.unique(mine, return_inverse=True)
        if len(used) and (used[-1] >= len(points) or used[0] < 0):
            raise InputError(f"The PMX file is damaged: a triangle of {name!r} names a missing vertex.")
        fresh = again.reshape(-1, 3)
        surfaces.append(RawSurface(points[used], uv[used], fresh, nodes[used], weights[used], i, name))
    names, parents, follows, places = _bones(r)
    for surface in surfaces:
        check_surface(surface, len(names), "PMX")
    return RawAvatar(names, parents, places, materials, surfaces, follows)
