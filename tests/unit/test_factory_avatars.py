"""Avatars from files that the tests write themselves: figures of boxes as GLB, VRM and PMX; damaged ones."""

from __future__ import annotations

import io
import json
import struct

import numpy as np
import pytest
from PIL import Image

from anigen_core.errors import InputError
from train.factory import avatar_raw, gltf, pmx
from train.factory.avatar_bones import bone_of
from train.factory.avatar_parts import Recolor, class_of, skin_tone
from train.factory.avatars import load_avatar
from train.factory.parts import Part
from train.factory.poses import named
from train.factory.stance import Stance

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


FILES = {
    "names.glb": lambda: make_glb(),
    "old.vrm": lambda: make_glb("VRM", facing=-1.0),
    "new.vrm": lambda: make_glb("VRMC_vrm"),
    "model.pmx": make_pmx,
}


@pytest.fixture(params=FILES)
def avatar(request, tmp_path):
    path = tmp_path / request.param
    path.write_bytes(FILES[request.param]())
    return load_avatar(path)


def test_every_kind_of_file_gives_the_same_figure(avatar):
    skeleton = avatar.skeleton
    arm, hand = (
        skeleton.pose(named("t_pose")).joint("leftUpperArm"),
        skeleton.pose(named("t_pose")).joint("leftHand"),
    )
    assert hand[0] - arm[0] > 0.9 * np.linalg.norm(hand - arm)  # its left is +x
    figure = avatar.figure()
    assert abs(figure.rest[:, 1].min()) < 0.02  # stands on the ground
    assert 4 < figure.rest[:, 1].max() < 9
    toes = figure.rest[figure.rest[:, 1] < 0.3]
    assert toes[:, 2].max() > 0.3 > -toes[:, 2].min()  # faces +z


def test_limbs_follow_the_joints(avatar):
    stance = Stance.of(
        {"bothUpperArm": (0, 0, 0), "leftLowerArm": 90, "rightLowerLeg": 90, "rightUpperLeg": 90}
    )
    frames = avatar.skeleton.pose(stance)
    shoulder, elbow, wrist = (frames.joint("left" + n) for n in ("UpperArm", "LowerArm", "Hand"))
    upper, lower = elbow - shoulder, wrist - elbow
    assert upper[1] < -0.98 * np.linalg.norm(upper)  # a T hangs down in the neutral stance
    assert lower[2] > 0.98 * np.linalg.norm(lower)  # and a bent elbow points forward
    hip, knee, ankle = (frames.joint("right" + n) for n in ("UpperLeg", "LowerLeg", "Foot"))
    assert (knee - hip)[2] > 0.95 * np.linalg.norm(knee - hip)
    assert (ankle - knee)[1] < -0.95 * np.linalg.norm(ankle - knee)
    posed = avatar.pose(avatar.figure(), stance)
    assert np.isfinite(posed.positions).all()
    near = np.linalg.norm(posed.positions - wrist, axis=1)
    assert near.min() < 0.5  # the hand's box went along


@pytest.mark.parametrize("name", ["sit", "run", "cheer", "kneel"])
def test_nothing_explodes(avatar, name):
    figure = avatar.figure()
    posed = avatar.pose(figure, named(name))
    edges = np.concatenate(figure.faces)
    before = np.linalg.norm(figure.rest[edges[:, 0]] - figure.rest[edges[:, 1]], axis=1)
    after = np.linalg.norm(posed.positions[edges[:, 0]] - posed.positions[edges[:, 1]], axis=1)
    assert after.max() < 2.5 * before.max()


def test_colors_change_by_seed_and_only_by_seed(tmp_path):
    path = tmp_path / "a.glb"
    path.write_bytes(make_glb())
    avatar = load_avatar(path)
    plain, one, again, other = (avatar.figure(s).materials[0].texture for s in (None, 1, 1, 2))
    assert (plain[..., :3] == (40, 60, 160)).all()
    assert np.array_equal(one, again)
    assert not np.array_equal(one, plain) and not np.array_equal(one, other)
    assert np.isin(avatar.figure().meshes[0].part, [Part.TOP, Part.LEFT_SLEEVE, Part.RIGHT_SLEEVE]).all()


def test_texture_beside_a_pmx_is_read_but_none_outside(tmp_path):
    (tmp_path / "m" / "tex").mkdir(parents=True)
    (tmp_path / "m" / "tex" / "coat.png").write_bytes(png((200, 30, 30)))
    (tmp_path / "secret.png").write_bytes(png((1, 2, 3)))
    inside = pmx.read_pmx(make_pmx(), tmp_path / "m").materials[0].texture
    assert inside is not None and tuple(inside[0, 0, :3]) == (200, 30, 30)
    for name in ("..\\secret.png", str(tmp_path / "secret.png")):
        assert pmx.read_pmx(make_pmx(texture=name), tmp_path / "m").materials[0].texture is None


def _outside(d):
    d["images"][0] = {"uri": "http://example.org/a.png"}


def _buffer_outside(d):
    d["buffers"][0]["uri"] = "data.bin"


def _ring(d):
    d["nodes"][3]["children"] = [0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_outside, "embed its textures"),
        (_buffer_outside, "everything embedded"),
        (_ring, "ring"),
        (lambda d: d["accessors"][0].update(count=10**9), "at most"),
        (lambda d: d["accessors"][0].update(byteOffset=10**6), "past its buffer view"),
        (lambda d: d["bufferViews"][1].update(byteLength=10**7), "past the end"),
        (lambda d: d["skins"][0].update(joints=[99]), "missing bone"),
        (lambda d: d["skins"][0].update(joints=[0]), "bind matrices"),
        (lambda d: d["meshes"][0]["primitives"][0].update(material=7), "missing material"),
        (lambda d: d["nodes"][2].update(translation=["a", 0, 0]), "cannot be read"),
        (lambda d: d.update(nodes="x"), "not a list"),
        (lambda d: d["nodes"][5].update(name="tentacle"), "leftLowerArm"),
        (lambda d: d["nodes"][-1].pop("mesh"), "no surfaces"),
        (lambda d: d.update(extensionsRequired=["KHR_draco_mesh_compression"]), "without compression"),
        (lambda d: d["meshes"][0].update(primitives=7), "wrong kind"),
    ],
)
def test_damaged_glb_is_one_sentence(tmp_path, change, words):
    path = tmp_path / "bad.glb"
    path.write_bytes(make_glb(change=change))
    with pytest.raises(InputError, match=words) as caught:
        load_avatar(path)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


@pytest.mark.parametrize("cut", [1, 500, 3000])
def test_cut_files_are_refused(tmp_path, cut):
    for name, data in (("a.glb", make_glb(cut=cut)), ("a.pmx", make_pmx(cut=cut))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match="damaged"):
            load_avatar(tmp_path / name)


def test_every_flipped_byte_is_read_or_refused(tmp_path):
    rng = np.random.default_rng(0)
    path = tmp_path / "a"
    for data in (make_glb("VRM"), make_pmx()):
        for _ in range(60):
            broken = bytearray(data)
            for at in rng.integers(4, len(data), 3):
                broken[at] = int(rng.integers(256))
            path.write_bytes(bytes(broken))
            try:
                load_avatar(path)
            except InputError as error:
                assert str(error).endswith(".")


def test_refusals_name_what_is_missing(tmp_path, monkeypatch):
    (tmp_path / "a.pmx").write_bytes(make_pmx(drop="head"))
    with pytest.raises(InputError, match="no bone for head"):
        load_avatar(tmp_path / "a.pmx")
    (tmp_path / "b.vrm").write_bytes(b"hello")
    with pytest.raises(InputError, match="VRM, GLB or PMX"):
        load_avatar(tmp_path / "b.vrm")
    with pytest.raises(InputError, match="no readable avatar"):
        load_avatar(tmp_path / "none.vrm")
    with pytest.raises(InputError, match="vertices"):
        pmx.read_pmx(make_pmx(vertices=10**8))
    monkeypatch.setattr(avatar_raw, "MAX_PIXELS", 16)
    with pytest.raises(InputError, match="4096"):
        gltf.read_glb(make_glb())


def test_names_of_bones_and_materials():
    assert bone_of("J_Bip_L_UpperArm") == "leftUpperArm"
    assert bone_of("mixamorig:RightLeg") == "rightLowerLeg"
    assert bone_of("f_index.02.R") == "rightIndexIntermediate"
    assert bone_of("左人指１") == "leftIndexProximal"
    assert bone_of("robo_hand.L") is None
    assert [class_of(n) for n in ("N00_FaceMouth", "F00_HairBack", "ボトムス", "body_bake")] == [
        "mouth", "hair", "bottom", None,
    ]  # fmt: skip


def test_skin_changes_without_the_eyes():
    from anigen_core.color import srgb_to_oklab

    lab = srgb_to_oklab(
        np.array([[250, 215, 195], [240, 200, 180], [252, 252, 252], [40, 90, 200]], np.uint8)
    )
    seed = next(
        s for s in range(50) if Recolor(s).mapped(lab, "face", "f", skin_tone(lab[:2]), 0.02)[0, 0] < 0.8
    )
    moved = Recolor(seed).mapped(lab, "face", "f", skin_tone(lab[:2]), 0.02) - lab
    assert (moved[:2, 0] < -0.05).all() and np.abs(moved[2:]).max() < 0.01
