"""Avatars from files that the tests write themselves: figures of boxes as GLB, VRM and PMX; damaged ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from tests.avatar_files import make_glb, make_pmx, png
from tests.support import require
from train.factory.avatars import gltf, pmx
from train.factory.avatars import raw as avatar_raw
from train.factory.avatars.avatars import load_avatar
from train.factory.avatars.bones import bone_of
from train.factory.avatars.parts import Recolor, class_of, skin_tone
from train.factory.avatars.shots import Guise, avatar_files, avatar_pictures, avatar_split
from train.factory.avatars.vrm import humanoid_of
from train.factory.holdout import split_of
from train.factory.parts import Part
from train.factory.poses.poses import named
from train.factory.poses.stance import Stance
from train.factory.render.renderer import Renderer

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
    assert plain is not None and one is not None and again is not None and other is not None
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


def test_skin_changes_without_the_whites_and_irises_take_the_eyes_hue():
    from anigen_core.color import srgb_to_oklab

    lab = srgb_to_oklab(
        np.array([[250, 215, 195], [240, 200, 180], [252, 252, 252], [40, 90, 200]], np.uint8)
    )
    seed = next(
        s for s in range(50) if Recolor(s).mapped(lab, "face", "f", skin_tone(lab[:2]), 0.02)[0, 0] < 0.8
    )
    moved = Recolor(seed).mapped(lab, "face", "f", skin_tone(lab[:2]), 0.02) - lab
    assert (moved[:2, 0] < -0.05).all() and np.abs(moved[2]).max() < 0.01
    iris = (lab + moved)[3, 1:]
    eye = srgb_to_oklab(np.rint(np.array([Recolor(seed).palette.left_eye]) * 255).astype(np.uint8))[0, 1:]
    assert iris @ eye > 0.98 * np.linalg.norm(iris) * np.linalg.norm(eye)


def test_avatars_are_found_and_split_by_their_bytes(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.VRM").write_bytes(make_glb())
    (tmp_path / "b.glb").write_bytes(make_glb())
    (tmp_path / "notes.txt").write_text("no avatar")
    files = avatar_files(tmp_path)
    assert sorted(f.name for f in files) == ["a.VRM", "b.glb"]
    assert avatar_split(files[0]) == avatar_split(files[1])  # a copy stays in its split
    for where, words in (
        (tmp_path / "none", "no avatar file or folder"),
        (tmp_path / "deep" / "er" / "x", "no avatar"),
    ):
        with pytest.raises(InputError, match=words):
            avatar_files(where)


def test_an_avatar_wears_a_seeds_colors_and_hair(tmp_path):
    path = tmp_path / "a.glb"
    path.write_bytes(make_glb())
    avatar = load_avatar(path)
    own, other = Guise(avatar, 5, hair=False), Guise(avatar, 5, hair=True)
    assert own.hair is None and "hair_style" not in own.tags and own.tags["avatar"] == "a"
    assert other.hair is not None and other.figure.size > own.figure.size
    assert {"hair_style", "hair_length", "hair_color"} <= set(other.tags)
    assert np.isfinite(other.pose(named("walk")).positions).all()


def test_pictures_of_avatars_carry_labels(tmp_path):
    try:
        Renderer().release()
    except InputError as error:
        require("egl", False, str(error))
    path = tmp_path / "a.glb"
    path.write_bytes(make_glb())
    one, two = avatar_pictures(tmp_path, (96, 144), ("beauty", "part", "lines"), 2, seed=3)
    assert one.labels["joints"] != two.labels["joints"]
    assert split_of(one.labels["seed"]) == avatar_split(path)
    for sample in (one, two):
        assert sample.picture.beauty is not None and sample.picture.beauty.shape == (144, 96, 4)
        assert np.array(sample.labels["joints"]).shape == (18, 4) and sample.labels["body_height"] > 0
        assert sample.labels["landmarks"] == {} and sample.labels["tags"]["expression"] == "neutral"
        assert sample.labels["tags"]["avatar"] == "a"


ROOT = Path(__file__).parents[2]

BAD = {
    "cut.glb": b"glTF\x02\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 40,
    "text.vrm": b"this is no avatar",
    "cut.pmx": b"PMX \x00\x00\x00\x40\x08" + b"\x01" * 20,
    "empty.glb": b"",
    "other.obj": b"v 0 0 0",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_avatars_are_one_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    command = [sys.executable, "-m", "train.factory", "avatar", str(tmp_path / name)]
    command += ["--out", str(tmp_path / "sheet.png")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode != 0 and not (tmp_path / "sheet.png").exists()
    words = (done.stderr + done.stdout).strip()
    assert "Traceback" not in words and words.endswith(".") and words.count("\n") == 0, words


@pytest.mark.parametrize("node", [True, False])
def test_a_bone_that_is_true_or_false_is_no_bone(node):
    """Python takes true for 1, and numpy for a mask (found by fuzzing)."""
    document = {"extensions": {"VRMC_vrm": {"humanoid": {"humanBones": {"hips": {"node": node}}}}}}
    assert humanoid_of(document, 2) == {}
