"""The factory's foundation: skeleton, meshes, body, seeds, and one rendered picture."""

from __future__ import annotations

import numpy as np
import pytest

from anigen_core.errors import InputError
from train.factory.body.body import Body, base_layer, skin
from train.factory.body.bones import BONE, BONES, PARENTS, SIDES
from train.factory.body.collide import TRUNK, cones, push_out
from train.factory.body.skeleton import Proportions, make_skeleton
from train.factory.character import build_character, draw_character
from train.factory.geometry.mesh import circle, curve, loft, outward, sweep, vertex_normals
from train.factory.geometry.skinning import Figure
from train.factory.holdout import HELD_OUT, held_pair, novelty_of, split_of
from train.factory.parts import CLASS_OF, CLASSES, Part
from train.factory.poses.stance import BASIC, Stance, halved, relaxed, rotation
from train.factory.render.camera import Camera, frame
from train.factory.render.context import no_opengl
from train.factory.seeds import Draw


def test_bones_come_after_their_parents_and_have_twins() -> None:
    assert len(BONES) == 54
    assert all(parent < i for i, parent in enumerate(PARENTS))
    assert all(("right" + name[4:]) in BONE for name in BONES if name.startswith("left"))


@pytest.mark.parametrize("heads", [3.0, 4.5, 6.3, 7.5])
def test_a_skeleton_stands_on_its_feet_and_is_symmetrical(heads: float) -> None:
    skeleton = make_skeleton(Proportions(heads=heads))
    assert skeleton.rest[BONE["head"], 1] == pytest.approx(heads - 0.9)
    for name in BONES:
        if name.startswith("left"):
            mirrored = skeleton.rest[BONE["right" + name[4:]]] * [-1, 1, 1]
            assert np.allclose(skeleton.rest[BONE[name]], mirrored)
    assert 0 < skeleton.tips["leftToesTip"][1] < 0.1


def test_limbs_keep_their_lengths_in_every_stance() -> None:
    skeleton = make_skeleton(Proportions())
    for stance in BASIC.values():
        assert stance.within_limits()
        frames = skeleton.pose(stance)
        for i, parent in enumerate(PARENTS):
            if parent >= 0:
                rest = np.linalg.norm(skeleton.rest[i] - skeleton.rest[parent])
                assert np.linalg.norm(frames.joints[i] - frames.joints[parent]) == pytest.approx(rest)


def test_a_mirrored_stance_mirrors_the_figure() -> None:
    skeleton = make_skeleton(Proportions())
    frames, mirrored = (skeleton.pose(s) for s in (BASIC["run"], BASIC["run"].mirrored()))
    assert np.allclose(mirrored.joint("leftHand") * [-1, 1, 1], frames.joint("rightHand"))
    assert np.allclose(mirrored.hand21("right") * [-1, 1, 1], frames.hand21("left"))
    eyes = Stance.of(bothEye=(5, 0, 20))
    assert np.allclose(eyes.mirrored().angles[BONE["leftEye"]], (5, 0, -20))


def test_angles_mean_what_they_say() -> None:
    skeleton = make_skeleton(Proportions())
    hanging = skeleton.pose(Stance.of())
    assert hanging.joint("leftHand")[0] == pytest.approx(hanging.joint("leftUpperArm")[0], abs=0.01)
    forward = skeleton.pose(Stance.of(leftUpperArm=90, leftUpperLeg=60, rightLowerLeg=90))
    assert forward.joint("leftHand")[2] > 1.5
    assert forward.joint("leftLowerLeg")[2] > 1.0
    assert forward.joint("rightFoot")[2] < -0.5
    up = skeleton.pose(Stance.of(bothUpperArm=(0, 170, 0)))
    assert up.joint("leftHand")[1] > up.joint("head")[1] + 0.5
    assert (
        up.joint("leftUpperArm")[1] > hanging.joint("leftUpperArm")[1] + 0.1
    )  # the shoulder rose with the arm


def test_unknown_bones_are_refused() -> None:
    with pytest.raises(InputError, match="no bone"):
        Stance.of(leftWing=10)


def test_half_turns() -> None:
    turns = rotation(np.array([[0.0, 0, 1], [1, 0, 0]]), np.array([90.0, 40.0]))
    assert np.allclose(halved(turns) @ halved(turns), turns)


def test_body18_follows_the_order_of_the_joints() -> None:
    points = make_skeleton(Proportions()).pose(relaxed()).body18()
    assert points.shape == (18, 3)
    assert points[2, 0] < 0 < points[5, 0]  # right shoulder, left shoulder
    assert points[0, 1] > points[1, 1] > points[8, 1] > points[9, 1] > points[10, 1]


def test_lofts_and_sweeps_face_outwards() -> None:
    ring = circle(12)
    rings = np.stack([np.stack([ring[:, 0], np.full(12, y), -ring[:, 1]], 1) for y in (0.0, 1.0)])
    points, faces = loft(rings, caps=(True, True))
    assert outward(points, faces) > 2.5
    path = np.stack([np.zeros(6), np.linspace(1, 0, 6), np.zeros(6)], 1)
    points, faces = sweep(path, np.array([0.0, 0, 1]), ring, np.full(6, 0.2))
    normals = vertex_normals(points, faces)
    assert (np.einsum("ij,ij->i", normals, points * (1, 0, 1)) > 0).mean() in (0.0, 1.0)


def test_curves_do_not_overshoot() -> None:
    x = np.linspace(-1, 4, 200)
    y = curve([0, 1, 2, 3], [0, 1, 1, 0.2], x)
    assert y.min() >= 0 and y.max() <= 1


@pytest.mark.parametrize("heads", [3.0, 6.3, 7.5])
def test_the_body_is_closed_smooth_and_bound(heads: float) -> None:
    body = Body(Proportions(heads=heads))
    meshes = skin(body, (1.0, 0.9, 0.8)) + base_layer(body, (0.2, 0.2, 0.3))
    for mesh in meshes:
        assert np.isfinite(mesh.positions).all()
        assert np.allclose(mesh.weights.sum(1), 1, atol=1e-4)
        assert mesh.hull is not None and np.allclose(np.linalg.norm(mesh.hull, axis=1), 1, atol=1e-3)
        center = mesh.positions.mean(0)
        if "leg" in mesh.name or "arm" in mesh.name:
            assert outward(mesh.positions - center, mesh.faces) > 0, mesh.name


def test_skinning_at_rest_gives_the_rest_back() -> None:
    body = Body(Proportions())
    figure = Figure(skin(body, (1.0, 0.9, 0.8)))
    skeleton = body.skeleton
    frames = skeleton.pose(relaxed())
    still = type(frames)(skeleton, np.tile(np.eye(3), (64, 1, 1)), skeleton.skin_rest)
    assert np.allclose(figure.posed(still).positions, figure.rest, atol=1e-5)


def test_cones_push_points_to_their_surface() -> None:
    body = Body(Proportions())
    shapes = cones(body.proportions, body.skeleton.pose(relaxed()))
    inside = (shapes.a[TRUNK] + shapes.b[TRUNK]) / 2 + [0, 0, 0.01]
    out = push_out(inside, shapes.some(TRUNK), 0.02, rounds=3)
    assert (np.linalg.norm(out - inside, axis=1) > 0.1).all()


def test_seeds_have_splits_and_training_never_sees_what_is_held_out() -> None:
    assert (split_of(0), split_of(800_000), split_of(999_999)) == ("train", "val", "test")
    with pytest.raises(InputError, match="no split"):
        split_of(1_000_000)
    for seed in range(60):
        spec = draw_character(seed)
        assert spec.hair.kind not in HELD_OUT["hair"]
        assert spec.outfit.kind not in HELD_OUT["outfit"]
        assert spec.face.kind not in HELD_OUT["face"]
        assert not held_pair(spec.hair.kind, spec.outfit.kind)
    for seed in range(900_000, 900_040):
        spec, novelty = draw_character(seed), novelty_of(seed)
        assert (novelty is None) == (seed % 2 == 0)
        assert (spec.hair.kind in HELD_OUT["hair"]) == (novelty == "hair")


def test_streams_are_independent_and_repeatable() -> None:
    draw = Draw(5)
    assert draw.rng("hair").random() == Draw(5).rng("hair").random() != draw.rng("face").random()
    assert draw_character(11) == draw_character(11)


def test_every_part_has_a_class() -> None:
    assert all(CLASS_OF[part] for part in Part if part != Part.NONE)
    assert CLASSES[CLASS_OF[Part.LEFT_IRIS]] == "iris"


def test_projection_is_in_pixels() -> None:
    camera = Camera(np.array([0.0, 3.0, 0.0]), 20.0, width=200, height=300)
    middle, up = camera.project(np.array([[0.0, 3.0, 0.0], [0.0, 4.0, 0.0]]))
    assert np.allclose(middle, [100, 150, 20])
    assert 150 - up[1] == pytest.approx(camera.pixels_per_head)
    side = Camera(
        np.zeros(3), 20.0, yaw=90, width=200, height=300
    )  # from the character's left: it faces left
    assert side.project(np.array([0.0, 0.0, 1.0]))[0] < 100


def test_a_character_is_rendered_with_all_its_labels() -> None:
    pytest.importorskip("moderngl")
    from train.factory.render.renderer import Renderer

    try:
        renderer = Renderer()
    except InputError as error:
        pytest.skip(str(error))
    character = build_character(3)
    posed = character.pose(BASIC["stand"], BASIC["walk"])
    camera = frame(posed.positions, posed.frames, yaw=20, size=(192, 288))
    loaded = renderer.load(character.figure)
    picture = renderer.render(loaded, posed, camera)
    loaded.release()
    renderer.release()
    assert picture.beauty is not None and picture.part is not None and picture.depth is not None
    assert picture.albedo is not None and picture.shading is not None and picture.lines is not None
    inside = picture.part > 0
    assert 0.08 < inside.mean() < 0.6
    assert (picture.beauty[..., 3] > 0)[inside].mean() > 0.99
    assert np.isfinite(picture.depth[inside]).all() and np.isinf(picture.depth[~inside]).all()
    joints = camera.project(posed.frames.body18())
    for side, first in zip(SIDES[::-1], (8, 11), strict=True):  # hips, knees, ankles lie on the body
        for x, y, _ in joints[first : first + 3]:
            assert inside[int(y), int(x)], side
    expected = picture.albedo.astype(float) * picture.shading / 255
    plain = inside & (picture.lines == 255) & (picture.beauty[..., 3] == 255)
    plain &= ~np.isin(picture.part, [p for p in Part if "HAIR" in p.name or "SHOE" in p.name])
    error = np.abs(picture.beauty[..., :3] - expected).max(-1)[plain]
    assert np.median(error) < 4


def test_without_opengl_a_sentence_says_what_to_install():
    assert "libegl1" in no_opengl("linux")
    assert "macOS" in no_opengl("darwin")
    assert "driver" in no_opengl("win32")
