"""Inverse kinematics, dragging and in-betweens, by the vectors that other implementations share."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.pose import LIMBS, NECK, Pose
from anigen_core.pose_library import named_pose
from anigen_core.pose_moves import drag_chain, drag_joint, ease, frames, interpolate, solve_ik

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "pose.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["ik"], ids=lambda case: case["note"])
def test_ik_vectors(case):
    middle, end = solve_ik(case["root"], case["middle"], case["end"], case["target"], case["bend"])
    assert middle == pytest.approx(case["want_middle"], abs=1e-9)
    assert end == pytest.approx(case["want_end"], abs=1e-9)


def test_ik_keeps_lengths_and_side_for_any_target():
    rng = np.random.default_rng(7)
    for _ in range(300):
        a, b, c, goal = rng.uniform(-100, 100, (4, 2))
        middle, end = solve_ik(a, b, c, goal)
        assert math.dist(a, middle) == pytest.approx(math.dist(a, b))
        assert math.dist(middle, end) == pytest.approx(math.dist(b, c))
        reachable = (
            abs(math.dist(a, b) - math.dist(b, c)) <= math.dist(a, goal) <= math.dist(a, b) + math.dist(b, c)
        )
        if reachable:
            assert end == pytest.approx(goal)
            before, after = (np.linalg.det([q - a, p - a]) for p, q in ((b, c), (middle, end)))
            assert before * after >= -1e-6


@pytest.mark.parametrize("case", VECTORS["drag"], ids=lambda case: case["joint"])
def test_drag_vectors(case):
    pose = drag_joint(Pose.from_json(case["pose"]), case["joint"], case["x"], case["y"], lock=case["lock"])
    assert pose.joints == pytest.approx(np.array(case["want"]), abs=1e-6)


@pytest.mark.parametrize("case", VECTORS["mirror"], ids=lambda case: case["note"])
def test_mirror_vectors(case):
    names = {"joints": "want", "left_hand": "want_left_hand", "right_hand": "want_right_hand"}
    assert_same(Pose.from_json(case["pose"]).mirrored(), {name: case.get(key) for name, key in names.items()})


@pytest.mark.parametrize("case", VECTORS["chain"], ids=lambda case: case["joint"])
def test_chain_vectors(case):
    assert_same(drag_chain(Pose.from_json(case["pose"]), case["joint"], case["dx"], case["dy"]), case["want"])


@pytest.mark.parametrize("case", VECTORS["hands"], ids=lambda case: case["note"])
def test_hands_follow_their_wrists_by_vectors(case):
    pose = drag_joint(Pose.from_json(case["pose"]), case["joint"], case["x"], case["y"], lock=case["lock"])
    assert_same(pose, case["want"])


@pytest.mark.parametrize("case", VECTORS["place"], ids=lambda case: f"{case['how']}{case['args']}")
def test_placing_vectors(case):
    pose = getattr(Pose.from_json(case["pose"]), case["how"])(*case["args"])
    assert list(pose.extent) == case["canvas"]
    assert_same(pose, case["want"])


@pytest.mark.parametrize("case", VECTORS["measure"])
def test_measuring_vectors(case):
    pose = Pose.from_json(case["pose"])
    assert pose.body_height() == pytest.approx(case["height"], abs=1e-6)
    assert pose.box() == pytest.approx(case["box"], abs=1e-6)
    assert pose.figure_box() == pytest.approx(case["figure_box"], abs=1e-6)


@pytest.mark.parametrize("case", VECTORS["interpolate"], ids=lambda case: f"t={case['t']}")
def test_interpolation_vectors(case):
    pose = interpolate(Pose.from_json(case["a"]), Pose.from_json(case["b"]), case["t"])
    assert pose.joints == pytest.approx(np.array(case["want"]), abs=1e-6)


def assert_same(pose: Pose, want: dict):
    for name, points in want.items():
        have = getattr(pose, name)
        assert (have is None) == (points is None), name
        if points is not None:
            assert have == pytest.approx(np.array(points), abs=2e-6), name


def lengths(pose: Pose) -> np.ndarray:
    return np.array([math.dist(pose.joints[a, :2], pose.joints[b, :2]) for a, b in LIMBS])


def test_dragging_a_hand_locks_the_arm_and_carries_the_fingers():
    pose = named_pose("waving")
    moved = drag_joint(pose, "r_wrist", 120, 300)
    assert lengths(moved) == pytest.approx(lengths(pose))
    assert moved.point("r_wrist") == pytest.approx([120, 300])
    assert moved.right_hand is not None and pose.right_hand is not None
    spans = [np.hypot(*(h[12, :2] - h[0, :2])) for h in (pose.right_hand, moved.right_hand)]
    assert spans[0] == pytest.approx(spans[1])
    assert moved.right_hand[0, :2] == pytest.approx([120, 300], abs=1e-6)


def test_dragging_the_neck_carries_everything():
    pose = named_pose("peace_sign")
    x, y = pose.joints[NECK, :2]
    moved = drag_joint(pose, "neck", x + 7, y - 3)
    assert moved.joints[:, :2] == pytest.approx(pose.joints[:, :2] + [7, -3])
    assert moved.left_hand is not None and pose.left_hand is not None
    assert moved.left_hand[:, :2] == pytest.approx(pose.left_hand[:, :2] + [7, -3])
    arm = drag_chain(pose, "l_elbow", 5, 0)
    changed = np.flatnonzero((arm.joints != pose.joints).any(axis=1))
    assert changed.tolist() == [6, 7]


def test_in_betweens_swing_instead_of_shrinking():
    pose = named_pose("standing")
    shoulder, wrist = pose.joints[2, :2], pose.joints[4, :2]
    up = pose.with_joint("r_elbow", *(2 * shoulder - pose.joints[3, :2])).with_joint(
        "r_wrist", *(2 * shoulder - wrist)
    )
    half = interpolate(pose, up, 0.5)
    assert lengths(half) == pytest.approx(lengths(pose))
    assert abs(half.joints[4, 1] - shoulder[1]) < 40  # the arm points to the side


def test_hidden_joints_in_in_betweens():
    a = named_pose("standing").hidden("l_wrist", "nose")
    b = named_pose("arms_up").hidden("nose", "r_knee")
    early, late = interpolate(a, b, 0.3), interpolate(a, b, 0.7)
    assert not early.visible[7] and late.visible[7]
    assert early.visible[9] and not late.visible[9]
    assert not early.visible[0] and not late.visible[0]
    assert interpolate(a, b, 0.0) == a and interpolate(a, b, 1.0) == b


def test_frames_run_through_the_keys():
    keys = [named_pose(name) for name in ("standing", "waving", "bow")]
    shots = frames(keys, 9)
    assert len(shots) == 9 and shots[0] == keys[0] and shots[4] == keys[1] and shots[8] == keys[2]
    assert [round(ease(0.25, e), 4) for e in ("linear", "smooth", "in", "out")] == [
        0.25,
        0.1562,
        0.0625,
        0.4375,
    ]
    for call in (
        lambda: frames(keys[:1], 5),
        lambda: frames(keys, 1),
        lambda: frames(keys, 5, "bouncy"),  # type: ignore[arg-type]
        lambda: interpolate(keys[0], keys[1], 1.5),
    ):
        with pytest.raises(InputError):
            call()


def test_in_between_of_two_canvases_stays_on_the_first():
    a, b = named_pose("standing", (256, 384)), named_pose("waving")
    assert interpolate(a, b, 0.5).extent == (256, 384)
