"""Avatar files written by code: a figure of boxes as GLB, VRM and PMX."""

from __future__ import annotations

import io
import json
import struct

import numpy as np
from PIL import Image

_MIDDLE = {"hips": (0, 0.9, 0), "spine": (0, 1.0, 0), "neck": (0, 1.4, 0), "head": (0, 1.48, 0)}
_LEFT = {
    "UpperArm": (0.15, 1.36, 0), "LowerArm": (0.4, 1.36, 0), "Hand": (0.62, 1.36, 0),
    "UpperLeg": (0.09, 0.86, 0), "LowerLeg": (0.09, 0.48, 0.01), "Foot": (0.09, 0.08, 0),
}  # fmt: skip
_PARENT = {"spine": "hips", "neck": "spine", "head": "neck", "UpperArm": "spine", "LowerArm": "UpperArm"}
_PARENT |= {"Hand": "LowerArm", "UpperLeg": "hips", "LowerLeg": "UpperLeg", "Foot": "LowerLeg"}
_JAPANESE = {
    "hips": "下半身", "spine": "上半身", "neck": "首", "head": "頭", "UpperArm": "腕", "LowerArm": "ひじ",
    "Hand": "手首", "UpperLeg": "足", "LowerLeg": "ひざ", "Foot": "足首",
}  # fmt: skip
_ENDS = {"hips": (0, 1.0, 0), "spine": (0, 1.4, 0), "neck": (0, 1.48, 0), "head": (0, 1.72, 0)}
_ENDS |= {"UpperArm": _LEFT["LowerArm"], "LowerArm": _LEFT["Hand"], "Hand": (0.75, 1.36, 0)}
_ENDS |= {"UpperLeg": _LEFT["LowerLeg"], "LowerLeg": _LEFT["Foot"], "Foot": (0.09, 0.02, 0.14)}


def figure() -> tuple[list[str], list[int], np.ndarray, np.ndarray]:
    """Names, parents, joints and ends of bones, in metres, facing +z, in a T."""
    names, places, ends = [], [], []
    for name, place in _MIDDLE.items():
        names, places, ends = [*names, name], [*places, place], [*ends, _ENDS[name]]
    for side, sign in (("left", 1), ("right", -1)):
        for name, place in _LEFT.items():
            names.append(side + name)
            places.append(np.multiply(place, (sign, 1, 1)))
            ends.append(np.multiply(_ENDS[name], (sign, 1, 1)))
    parents = []
    for name in names:
        side = "left" if name.startswith("left") else "right" if name.startswith("right") else ""
        parent = _PARENT.get(name.removeprefix(side))
        parents.append(-1 if parent is None else names.index(parent if parent in names else side + parent))
    return names, parents, np.array(places, float), np.array(ends, float)


def boxes() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A box around each bone: (n, 3) vertices, (m, 3) faces, (n,) bones."""
    _, _, places, ends = figure()
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    triangles = np.array([(q[0], q[i], q[i + 1]) for q in quads for i in (1, 2)])
    points, faces, bones = [], [], []
    for i, (a, b) in enumerate(zip(places, ends, strict=True)):
        low, high = np.minimum(a, b) - 0.02, np.maximum(a, b) + 0.02
        points.append((low + high) / 2 + corners * (high - low) / 2)
        faces.append(triangles + 8 * i)
        bones += [i] * 8
    return np.concatenate(points), np.concatenate(faces), np.array(bones)


def png(color: tuple[int, int, int], size: int = 8) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (size, size), color).save(out, "PNG")
    return out.getvalue()


def make_glb(
    extension: str = "", facing: float = 1.0, change=None, cut: int = 0, texture: bytes = b""
) -> bytes:
    names, parents, places, _ = figure()
    points, faces, bones = boxes()
    turn = np.array([facing, 1, facing])  # half a turn about the vertical
    places, points = places * turn, points * turn
    inverse = np.tile(np.eye(4), (len(names), 1, 1))
    inverse[:, :3, 3] = -places
    joints = np.zeros((len(points), 4), "<u2")
    joints[:, 0] = bones
    arrays = [
        (points.astype("<f4"), 5126, "VEC3"),
        (faces.astype("<u4").reshape(-1, 1), 5125, "SCALAR"),
        (joints, 5123, "VEC4"),
        (np.tile(np.array([1, 0, 0, 0], "<f4"), (len(points), 1)), 5126, "VEC4"),
        (inverse.transpose(0, 2, 1).reshape(-1, 16).astype("<f4"), 5126, "MAT4"),
        (np.full((len(points), 2), 0.5, "<f4"), 5126, "VEC2"),
    ]
    blocks = [a.tobytes() for a, _, _ in arrays] + [texture or png((40, 60, 160))]
    starts = np.cumsum([0, *(len(b) + -len(b) % 4 for b in blocks)])
    views = [
        {"buffer": 0, "byteOffset": int(s), "byteLength": len(b)}
        for s, b in zip(starts, blocks, strict=False)
    ]
    nodes: list[dict] = []
    for i, name in enumerate(names):
        parent = places[parents[i]] if parents[i] >= 0 else np.zeros(3)
        node = {"name": f"bone{i}" if extension else name, "translation": (places[i] - parent).tolist()}
        children = [j for j, p in enumerate(parents) if p == i]
        nodes.append(node | ({"children": children} if children else {}))
    nodes.append({"name": "body", "mesh": 0, "skin": 0})
    document = {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": int(starts[-1])}],
        "bufferViews": views,
        "accessors": [
            {"bufferView": i, "componentType": c, "type": t, "count": len(a)}
            for i, (a, c, t) in enumerate(arrays)
        ],
        "images": [{"bufferView": 6, "mimeType": "image/png"}],
        "textures": [{"source": 0}],
        "materials": [{"name": "shirt", "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        "meshes": [
            {
                "name": "body",
                "primitives": [
                    {
                        "attributes": {"POSITION": 0, "JOINTS_0": 2, "WEIGHTS_0": 3, "TEXCOORD_0": 5},
                        "indices": 1,
                        "material": 0,
                    }
                ],
            }
        ],
        "skins": [{"joints": list(range(len(names))), "inverseBindMatrices": 4}],
        "nodes": nodes,
    }
    if extension == "VRM":
        human = [{"bone": n, "node": i} for i, n in enumerate(names)]
        document["extensions"] = {"VRM": {"humanoid": {"humanBones": human}}}
    elif extension == "VRMC_vrm":
        document["extensions"] = {
            "VRMC_vrm": {"humanoid": {"humanBones": {n: {"node": i} for i, n in enumerate(names)}}}
        }
    if change:
        change(document)
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary = b"".join(b + b"\0" * (-len(b) % 4) for b in blocks)
    body = (
        struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    )
    out = struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body
    return out[: len(out) - cut]


def make_pmx(
    drop: str = "", vertices: int | None = None, cut: int = 0, texture: str = "tex\\coat.png"
) -> bytes:
    names, parents, places, _ = figure()
    points, faces, bones = boxes()
    mirror = np.array([1, 1, -1.0])

    def text(words: str) -> bytes:
        data = words.encode("utf-16-le")
        return struct.pack("<i", len(data)) + data

    out = b"PMX " + struct.pack("<fB8B", 2.0, 8, 0, 0, 2, 1, 1, 2, 2, 2) + text("box") * 4
    out += struct.pack("<i", len(points) if vertices is None else vertices)
    for p, bone in zip(points * mirror, bones, strict=True):
        out += struct.pack("<8f", *p, 0, 0, 1, 0.5, 0.5) + struct.pack("<Bhf", 0, bone, 1.0)
    out += struct.pack("<i", faces.size) + faces[:, ::-1].astype("<u2").tobytes()
    out += struct.pack("<i", 1) + text(texture)
    out += struct.pack("<i", 1) + text("服") + text("clothes") + struct.pack("<11f", *[1.0] * 11)
    out += struct.pack("<B5fbbBBb", 1, *[0.0] * 5, 0, -1, 0, 1, 0) + text("") + struct.pack("<i", faces.size)
    out += struct.pack("<i", len(names))
    for name, parent, place in zip(names, parents, places * mirror, strict=True):
        side = "left" if name.startswith("left") else "right" if name.startswith("right") else ""
        word = {"left": "左", "right": "右", "": ""}[side] + _JAPANESE[name.removeprefix(side)]
        out += (
            text("x" if name == drop else word)
            + text("")
            + struct.pack("<3fhiH3f", *place, parent, 0, 0, 0, 0, 0)
        )
    return out[: len(out) - cut]
