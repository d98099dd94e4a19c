"""Named and random poses, and cameras fitted to them."""

from __future__ import annotations

import numpy as np
import pytest

from anigen_core.errors import InputError
from train.factory.body.body import Body, skin
from train.factory.body.bones import BONE, LIMITS
from train.factory.body.skeleton import Proportions
from train.factory.geometry.skinning import Figure
from train.factory.poses.named import FAMILIES, NAMED, SUPPORT
from train.factory.poses.poses import (
    DrawnPose,
    balanced,
    between,
    center_of_mass,
    draw_pose,
    imbalance,
    intrusion,
    modest,
    named,
    reaching,
    swayed,
    varied,
)
from train.factory.poses.shorthand import AT_FACE, SHAPES, hand
from train.factory.poses.stance import Stance
from train.factory.render.camera import FRAMINGS
from train.factory.render.cameras import DYNAMIC, VIEWS, Outline, Shot, draw_shot, fit, suited, view_of


@pytest.fixture(scope="module")
def body() -> Body:
    return Body(Proportions())


@pytest.fixture(scope="module")
def outline(body: Body) -> Outline:
    return Outline.of(Figure(skin(body, (1.0, 0.9, 0.8))))


def test_there_are_many_named_poses_within_the_limits_and_none_like_another() -> None:
    assert len(NAMED) >= 130 and set(NAMED) == set(SUPPORT)
    for name, stance in NAMED.items():
        assert stance.within_limits(), name
    table = np.array([s.angles.ravel() for s in NAMED.values()])
    apart = np.abs(table[:, None] - table[None]).max(-1) + 1e3 * np.eye(len(table))
    assert apart.min() > 10


def test_families_hold_every_pose_once_and_figures_stand_on_one_leg_more_than_on_two() -> None:
    names = [name for rows in FAMILIES.values() for name in rows]
    assert len(names) == len(set(names)) and set(names) < set(NAMED) and set(AT_FACE) < set(NAMED)
    assert all(len(rows) >= 12 for rows in FAMILIES.values())
    standing = [NAMED[n] for n in FAMILIES["standing"]]
    uneven = [s for s in standing if np.abs(s.mirrored().angles - s.angles).max() > 12]
    assert len(uneven) > 0.8 * len(standing)


def test_unknown_poses_are_refused_by_a_sentence() -> None:
    with pytest.raises(InputError, match="no pose"):
        named("somersault")


def test_hands_have_shapes() -> None:
    fist, flat = hand("left", "fist"), hand("left", "flat")
    assert fist.keys() == flat.keys() and len(fist) == 15
    assert fist["leftIndexProximal"][0] > 60 > flat["leftIndexProximal"][0]
    for shape in SHAPES:
        assert Stance.of(hand("both", shape)).within_limits(), shape


def test_interpolation_ends_where_it_should_and_stays_within_limits() -> None:
    path = between(["stand", "wave", "sit"], 6)
    assert len(path) == 13
    assert np.allclose(path[6].angles, NAMED["wave"].angles)
    assert np.allclose(path[-1].angles, NAMED["sit"].angles)
    assert all(s.within_limits() for s in path)
    first, middle = (np.abs(path[i + 1].angles - path[i].angles).max() for i in (0, 2))
    assert first < middle  # slow at the start


def test_leaning_restores_balance(body: Body) -> None:
    leaning = Stance.of(hips=16, bothUpperArm=60)
    before = imbalance(body.skeleton.pose(leaning))
    after = imbalance(body.skeleton.pose(balanced(leaning, body)))
    assert np.abs(before).max() > 0.1 > 0.03 > np.abs(after).max()


@pytest.mark.parametrize("heads", [3.0, 6.3, 7.5])
def test_standing_named_poses_are_near_balance(heads: float) -> None:
    body = Body(Proportions(heads=heads))
    for name in (n for n, support in SUPPORT.items() if support == "feet"):
        frames = body.skeleton.pose(balanced(NAMED[name], body))
        assert np.abs(imbalance(frames)).max() < 0.08 * heads / 6, name
        assert 0.24 * heads < center_of_mass(frames)[1] < 0.75 * heads, name


def test_random_poses_obey_limits_and_keep_hands_out_of_the_body(body: Body) -> None:
    rng = np.random.default_rng(3)
    drawn = [draw_pose(rng, body) for _ in range(80)]
    assert all(d.stance.within_limits() and d.following.within_limits(1e-3) for d in drawn)
    names = {d.name for d in drawn}
    assert {"free", "between"} < names and len(names) > 20
    assert {d.mirrored for d in drawn} == {True, False}
    depth = np.array([intrusion(body.skeleton.pose(d.stance), body) for d in drawn if d.name == "free"])
    assert (depth < 0.05).mean() > 0.8
    again = np.random.default_rng(3)
    assert all(np.array_equal(draw_pose(again, body).stance.angles, d.stance.angles) for d in drawn[:5])


def test_weight_shifts_to_the_leg_of_the_high_hip(body: Body) -> None:
    plain = NAMED["attention"]
    frames = body.skeleton.pose(swayed(plain, 11.0))
    right, left = (frames.joint(s + "UpperLeg") for s in ("right", "left"))
    assert right[1] - left[1] > 0.05
    shoulders = frames.joint("rightUpperArm")[1] - frames.joint("leftUpperArm")[1]
    assert shoulders < -0.02  # against the hips
    assert swayed(plain, 11.0).angles[BONE["leftLowerLeg"], 0] > 10
    other = swayed(plain, -11.0)
    assert np.allclose(other.angles, swayed(plain, 11.0).mirrored().angles)
    assert swayed(NAMED["sit"], 11.0) is NAMED["sit"]
    settled = balanced(swayed(plain, 11.0), body)
    assert np.abs(imbalance(body.skeleton.pose(settled))).max() < 0.05


@pytest.mark.parametrize("way", [(0.2, 0.1, 1.0), (-0.6, 0.5, 0.7), (0.5, -0.5, 0.8)])
def test_an_arm_reaches_where_it_is_told_to(body: Body, way: tuple[float, float, float]) -> None:
    for name in ("stand", "sit", "contrapposto"):
        frames = body.skeleton.pose(reaching(NAMED[name], body, "right", np.array(way)))
        arm = frames.joint("rightHand") - frames.joint("rightUpperArm")
        assert arm @ way > 0.93 * np.linalg.norm(arm) * np.linalg.norm(way), name


def test_variation_stays_within_limits_at_any_strength() -> None:
    rng = np.random.default_rng(0)
    for amount in (0.05, 0.5, 1.0):
        stance = varied(NAMED["sit"], rng, amount)
        assert stance.within_limits()
        far = np.abs(stance.angles - NAMED["sit"].angles) / np.maximum(np.ptp(LIMITS, axis=-1), 1e-9)
        assert 0 < far.max() < 0.25 + amount


@pytest.mark.parametrize("name", ["stand", "sit", "lie_on_back", "star_jump", "bow"])
def test_every_framing_shows_what_it_promises(body: Body, outline: Outline, name: str) -> None:
    frames = body.skeleton.pose(NAMED[name])
    for framing in FRAMINGS:
        for yaw in (0.0, 50.0, 180.0):
            camera = fit(Shot(framing, yaw, 6.0, 0.0, 20.0), outline, frames, (200, 300))
            head = camera.project(frames.joint("head"))
            assert 0 < head[0] < 200 and 0 < head[1] < 300
            if framing == "full":
                points = camera.project(outline.posed(frames))
                assert (points[:, :2] > 0).all() and (points[:, :2] < (200, 300)).all()
                assert np.ptp(points[:, 1]) > 200 or np.ptp(points[:, 0]) > 140
    near = [fit(Shot(f), outline, frames).pixels_per_head for f in FRAMINGS]
    assert near[0] < near[2] < near[3] and near[1] <= near[2]


def test_cameras_move_continuously_with_the_joints(body: Body, outline: Outline) -> None:
    rng = np.random.default_rng(1)
    stance = draw_pose(rng, body).stance
    frames = body.skeleton.pose(stance)
    nudged = body.skeleton.pose(Stance(stance.angles + 1e-7, stance.offset))
    for number in range(60):
        shot = draw_shot(rng, FRAMINGS[number % len(FRAMINGS)])
        a, b = (fit(shot, outline, f).project(f.body18()) for f in (frames, nudged))
        assert np.abs(a - b).max() < 1e-4  # tiny differences between machines stay tiny


def test_views_have_names(body: Body, outline: Outline) -> None:
    frames = body.skeleton.pose(NAMED["stand"])
    found = [view_of(fit(Shot("full", yaw), outline, frames), frames)[0] for yaw in (0, 40, -90, 130, 180)]
    assert found == list(VIEWS)
    _, yaw = view_of(fit(Shot("full", 40), outline, frames), frames)
    assert yaw == pytest.approx(-40, abs=2)  # the camera went to its left: it faces the picture's left


def test_shots_come_mostly_from_the_front() -> None:
    rng = np.random.default_rng(5)
    shots = [draw_shot(rng) for _ in range(1500)]
    yaw = np.abs([s.yaw for s in shots])
    assert 0.65 < (yaw < 60).mean() < 0.9 and (yaw > 110).mean() > 0.05
    assert {s.framing for s in shots} == set(FRAMINGS)
    odd = [not (-14 <= s.pitch <= 24 and s.fov <= 26 and abs(s.roll) <= 8) for s in shots]
    assert 0.6 * DYNAMIC < np.mean(odd) < DYNAMIC + 0.02
    pitch, roll, fov = (np.array([getattr(s, n) for s in shots]) for n in ("pitch", "roll", "fov"))
    assert -40 <= pitch.min() < -30 and 44 < pitch.max() <= 50
    assert 16 < np.abs(roll).max() <= 20 and 55 < fov.max() <= 60
    whole = [s for s in shots if s.framing in ("full", "knees")]
    assert min(s.pitch for s in whole) >= -24  # whole figures are hardly seen from below
    near = [s for s in shots if s.framing != "full"]
    assert 0.05 < np.mean([s.margin < 0.95 or abs(s.shift[0]) > 0.1 for s in near]) < 0.2


def test_nothing_comes_too_near_to_a_wide_camera(body: Body, outline: Outline) -> None:
    stance = reaching(NAMED["stand"], body, "right", np.array([0.0, 0.0, 1.0]))
    frames = body.skeleton.pose(stance)
    for framing in FRAMINGS:
        camera = fit(Shot(framing, 0.0, 5.0, 0.0, 58.0), outline, frames)
        depth = camera.project(outline.posed(frames))[:, 2]
        assert depth.min() > 1.0
        hand_, head = (camera.project(frames.joint(n)) for n in ("rightHand", "head"))
        assert hand_[2] < 0.8 * head[2]  # foreshortened
        assert 0 < head[0] < 512 and 0 < head[1] < 768


def test_who_lies_is_seen_from_above(body: Body) -> None:
    frames = body.skeleton.pose(NAMED["lie_star"])
    found = suited(Shot("full", 10.0, -20.0), frames)
    assert found.pitch == 38 and found.yaw == 50
    assert suited(Shot("full", -10.0, 45.0), frames).pitch == 50


def test_the_head_turns_where_its_bones_say(body: Body) -> None:
    frames = body.skeleton.pose(NAMED["look_back"])
    assert frames.turns[BONE["head"], 2, 2] < 0  # the face looks over the shoulder to the back


def test_joints_of_a_fixed_shot_are_where_they_were_on_another_machine(body: Body) -> None:
    frames = body.skeleton.pose(balanced(NAMED["reach_out"], body))
    nothing = Outline(np.zeros((1, 3)), np.zeros(1, np.int64))
    camera = fit(Shot("knees", 35, 5, 3, 20.0, 1.1, (0.02, -0.03)), nothing, frames)
    found = camera.project(frames.body18())[[0, 4, 9], :2]  # nose, right wrist, right knee
    known = [[168.85043, 189.03333], [174.07540, 395.91168], [313.18697, 693.79921]]
    assert np.abs(found - known).max() < 1e-3


def test_who_wears_a_skirt_keeps_the_knees_together() -> None:
    body = Body(Proportions())
    for name in ("squat", "half_squat", "sit", "stand"):
        drawn = DrawnPose(name, False, named(name), named(name))
        before, after = (body.skeleton.pose(pose.stance) for pose in (drawn, modest(drawn)))
        apart = [
            abs(float(f.joint("leftLowerLeg")[0] - f.joint("rightLowerLeg")[0])) for f in (before, after)
        ]
        assert apart[1] <= apart[0] + 1e-6
        assert (apart[1] < apart[0] - 0.1) == (name != "stand")
