"""Binary glTF 2.0 (GLB, and VRM, which is one): nodes, skins, surfaces, materials, embedded textures."""

from __future__ import annotations

import json
from typing import Any

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
from .vrm import humanoid_of, main_pictures

_TYPES = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_CODED = ("KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_mesh_quantization")


def _bad(words: str) -> InputError:
    return InputError(f"The GLB file is damaged: {words}.")


class _Document:
    """The JSON and binary chunk of a file, with bounds-checked access."""

    def __init__(self, data: bytes) -> None:
        reader = Bytes(data, "GLB")
        magic, version, length = reader.read("4sII")
        if magic != b"glTF" or version != 2:
            raise InputError("This is not a GLB or VRM file (binary glTF, version 2).")
        if length > len(data):
            raise _bad("it ends before its GLB data does")
        self.json: dict[str, Any] = {}
        self.binary = b""
        while reader.at + 8 <= min(length, len(data)):
            size, kind = reader.read("I4s")
            chunk = reader.take(size)
            if kind == b"JSON":
                try:
                    self.json = json.loads(chunk)
                except (ValueError, RecursionError):
                    raise _bad("its JSON part cannot be read") from None
            elif kind == b"BIN\0" and not self.binary:
                self.binary = chunk
        if not isinstance(self.json, dict) or not self.json:
            raise _bad("its JSON part is missing")
        for name in _CODED:
            if name in self.rows("extensionsRequired"):
                raise InputError(
                    f"The GLB file uses {name}, which is not read; export it without compression."
                )

    def rows(self, key: str) -> list:
        """A list at the top of the JSON."""
        value = self.json.get(key, [])
        if not isinstance(value, list):
            raise _bad(f"its {key} are not a list")
        return value

    def row(self, key: str, index: Any) -> dict:
        """One entry of such a list."""
        rows = self.rows(key)
        if not isinstance(index, int) or not 0 <= index < len(rows) or not isinstance(rows[index], dict):
            raise _bad(f"number {index!r} of its {key} is missing")
        return rows[index]

    def view(self, index: Any) -> tuple[memoryview, int]:
        """The bytes of a buffer view, and its stride (0 = packed)."""
        view = self.row("bufferViews", index)
        buffer = self.row("buffers", view.get("buffer", 0))
        if buffer.get("uri") is not None or view.get("buffer", 0) != 0:
            raise InputError("The GLB file keeps data outside of itself; export it with everything embedded.")
        start, size, stride = (view.get(k, 0) for k in ("byteOffset", "byteLength", "byteStride"))
        if not all(isinstance(v, int) and v >= 0 for v in (start, size, stride)):
            raise _bad(f"buffer view {index} has no valid place")
        if start + size > len(self.binary):
            raise _bad(f"buffer view {index} reaches past the end of the data")
        return memoryview(self.binary)[start : start + size], stride

    def array(self, index: Any, limit: int) -> np.ndarray:
        """(count, width) values of an accessor; normalized integers become 0..1."""
        a = self.row("accessors", index)
        dtype = np.dtype(_TYPES.get(a.get("componentType", 0), "V0"))
        width, count, start = _WIDTHS.get(a.get("type", ""), 0), a.get("count"), a.get("byteOffset", 0)
        if not dtype.itemsize or not width or not isinstance(count, int) or not isinstance(start, int):
            raise _bad(f"accessor {index} has no valid type")
        if not 0 <= count <= limit:
            raise InputError(f"The GLB file has an array of {count} entries; at most {limit} are read.")
        if "sparse" in a:
            raise InputError("The GLB file uses sparse arrays for its surfaces, which are not read.")
        out = np.zeros((count, width), dtype)
        if "bufferView" in a and count:
            view, stride = self.view(a["bufferView"])
            row = dtype.itemsize * width
            stride = stride or row
            if start < 0 or stride < row or start + stride * (count - 1) + row > len(view):
                raise _bad(f"accessor {index} reaches past its buffer view")
            out = np.ndarray((count, width), dtype, view, start, (stride, dtype.itemsize)).copy()
        if a.get("normalized") and dtype.kind in "iu":
            return np.maximum(out.astype(np.float32) / np.iinfo(dtype).max, -1)
        return out


def _numbers(values: Any, count: int, default: list[float]) -> np.ndarray:
    try:
        out = np.asarray(default if values is None else values, np.float64)
    except (TypeError, ValueError):
        out = np.zeros(0)
    if out.shape != (count,) or not np.isfinite(out).all():
        raise _bad(f"a node or material has {count} numbers that cannot be read")
    return out


def _local(node: dict) -> np.ndarray:
    """(4, 4) a node's own transform."""
    if "matrix" in node:
        return _numbers(node["matrix"], 16, []).reshape(4, 4).T
    x, y, z, w = _numbers(node.get("rotation"), 4, [0, 0, 0, 1])
    scale = _numbers(node.get("scale"), 3, [1, 1, 1])
    turn = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    out = np.eye(4)
    out[:3, :3] = turn * scale
    out[:3, 3] = _numbers(node.get("translation"), 3, [0, 0, 0])
    return out


def _nodes(doc: _Document) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names, parents and (n, 4, 4) world transforms."""
    nodes = doc.rows("nodes")
    if not 0 < len(nodes) <= MAX_NODES:
        raise InputError(f"The GLB file has {len(nodes)} nodes; 1 to {MAX_NODES} are read.")
    parents = np.full(len(nodes), -1)
    for i in range(len(nodes)):
        for child in doc.row("nodes", i).get("children", []):
            doc.row("nodes", child)
            parents[child] = i
    world: dict[int, np.ndarray] = {}
    for i in range(len(nodes)):
        chain = [i]
        while chain[-1] not in world and parents[chain[-1]] >= 0:
            chain.append(int(parents[chain[-1]]))
            if len(chain) > len(nodes):
                raise _bad("its nodes form a ring")
        for j in reversed(chain):
            if j not in world:
                own = _local(nodes[j])
                world[j] = world[int(parents[j])] @ own if parents[j] >= 0 else own
    return [str(n.get("name", "")) for n in nodes], parents, np.stack([world[i] for i in range(len(nodes))])


def _materials(doc: _Document) -> list[RawMaterial]:
    from anigen_core.color import linear_to_srgb

    if len(doc.rows("materials")) > MAX_MATERIALS:
        raise InputError(f"The GLB file has more than {MAX_MATERIALS} materials.")
    pictures: dict[int, np.ndarray | None] = {}
    preferred = main_pictures(doc.json)
    out = []
    for i in range(len(doc.rows("materials"))):
        m = doc.row("materials", i)
        pbr = m.get("pbrMetallicRoughness", {})
        factor = _numbers(pbr.get("baseColorFactor"), 4, [1, 1, 1, 1])
        color = linear_to_srgb(factor[:3]).astype(float) / 255
        where = preferred.get(i, pbr.get("baseColorTexture", {}).get("index"))
        texture = None
        if where is not None:
            slot = doc.row("textures", where)
            source = slot.get("extensions", {}).get("EXT_texture_webp", {}).get("source", slot.get("source"))
            if source not in pictures:
                image = doc.row("images", source)
                if "bufferView" not in image:
                    raise InputError("The GLB file keeps a texture outside of itself; embed its textures.")
                pictures[source] = picture(bytes(doc.view(image["bufferView"])[0]), "GLB")
            texture = pictures[source]
        mode = m.get("alphaMode", "OPAQUE")
        alpha = float(factor[3]) if mode == "BLEND" else 1.0
        out.append(
            RawMaterial(
                str(m.get("name", f"material {i}")),
                (float(color[0]), float(color[1]), float(color[2])),
                alpha,
                texture,
                mode != "OPAQUE",
                bool(m.get("doubleSided", False)),
            )
        )
    return out or [RawMaterial("material")]


def read_glb(data: bytes) -> RawAvatar:
    """A GLB or VRM file.

    Raises:
        InputError: damaged, too large, or with parts outside of the file.
    """
    doc = _Document(data)
    try:
        return _read(doc)
    except (TypeError, AttributeError, KeyError, OverflowError):
        raise _bad("its JSON part has entries of the wrong kind") from None


def _read(doc: _Document) -> RawAvatar:
    names, parents, world = _nodes(doc)
    materials = _materials(doc)
    surfaces: list[RawSurface] = []
    vertices = triangles = 0
    for i, node in enumerate(doc.rows("nodes")):
        if "mesh" not in node:
            continue
        mesh = doc.row("meshes", node["mesh"])
        skin = doc.row("skins", node["skin"]) if "skin" in node else None
        for part in mesh.get("primitives", []):
            if part.get("mode", 4) != 4 or "POSITION" not in part.get("attributes", {}):
                continue
            surface = _surface(doc, part, skin, i, world, len(materials), str(mesh.get("name", "")))
            check_surface(surface, len(names), "GLB")
            surfaces.append(surface)
            vertices, triangles = vertices + len(surface.positions), triangles + len(surface.faces)
            if vertices > MAX_VERTICES or triangles > MAX_TRIANGLES:
                raise InputError(
                    f"The GLB file has more than {MAX_VERTICES} vertices or {MAX_TRIANGLES} triangles."
                )
    return RawAvatar(
        names, parents, world[:, :3, 3], materials, surfaces, humanoid=humanoid_of(doc.json, len(names))
    )


def _surface(
    doc: _Document, part: dict, skin: dict | None, node: int, world: np.ndarray, materials: int, name: str
) -> RawSurface:
    given = part["attributes"]
    positions = doc.array(given["POSITION"], MAX_VERTICES).astype(np.float64)
    n = len(positions)

    def attribute(key: str, width: int) -> np.ndarray:
        values = doc.array(given[key], MAX_VERTICES) if key in given else np.zeros((n, width))
        if values.shape != (n, width):
            raise _bad(f"{key} of {name!r} does not fit its vertices")
        return values

    if positions.shape[1:] != (3,):
        raise _bad(f"the vertices of {name!r} are not points")
    faces = (
        doc.array(part["indices"], 3 * MAX_TRIANGLES).astype(np.int64).ravel()
        if "indices" in part
        else np.arange(n)
    )
    points = np.concatenate([positions, np.ones((n, 1))], 1)
    if skin is not None and "JOINTS_0" in given:
        joints = np.array([j if isinstance(j, int) else -1 for j in skin.get("joints", [])], np.int64)
        if not len(joints) or joints.min() < 0 or joints.max() >= len(world):
            raise _bad("a skin names a missing bone")
        inverse = np.tile(np.eye(4), (len(joints), 1, 1))
        if "inverseBindMatrices" in skin:
            read = doc.array(skin["inverseBindMatrices"], MAX_NODES)
            if read.shape != (len(joints), 16):
                raise _bad("a skin has the wrong number of bind matrices")
            inverse = read.astype(np.float64).reshape(-1, 4, 4).transpose(0, 2, 1)
        rows = attribute("JOINTS_0", 4).astype(np.int64)
        if rows.size and rows.max() >= len(joints):
            raise _bad(f"a vertex of {name!r} names a missing bone")
        weights = np.clip(attribute("WEIGHTS_0", 4).astype(np.float64), 0, None)
        total = weights.sum(1, keepdims=True)
        weights = np.where(total > 1e-6, weights / np.maximum(total, 1e-9), [1.0, 0, 0, 0])
        blend = np.einsum("nk,nkij->nij", weights, (world[joints] @ inverse)[rows])
        positions = np.einsum("nij,nj->ni", blend[:, :3], points)
        nodes = joints[rows]
    else:
        positions = points @ world[node, :3].T
        nodes, weights = np.full((n, 1), node), np.ones((n, 1))
    material = part.get("material", 0)
    if not isinstance(material, int) or not 0 <= material < materials:
        raise _bad(f"{name!r} names a missing material")
    uv = attribute("TEXCOORD_0", 2).astype(np.float32)
    return RawSurface(
        positions, uv, faces[: len(faces) // 3 * 3].reshape(-1, 3), nodes, weights, material, name
    )
