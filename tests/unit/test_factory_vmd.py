"""Motion files of MikuMikuDance: read safely, and carried over to the factory's skeleton."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from train.factory.body.bones import BONE
from train.factory.body.skeleton import Proportions, Skeleton, make_skeleton
from train.factory.poses.stance import Stance, angles_of, local_turns, rotation
from train.factory.poses.vmd import Motion, load_motion, parse_motion
from train.factory.poses.vmd_stance import ARM, HIP_HEIGHT, bend, stance_at

LINEAR = (20, 107)  # both inner points on the diagonal
X, Y, Z = np.eye(3)


def quaternion(axis: np.ndarray, degrees: float) -> tuple[float, ...]:
    """In the file's own axes, of a rotation in ours."""
    x, y, z = np.asarray(axis) * np.sin(np.radians(degrees / 2))
    return (-x, -y, z, np.cos(np.radians(degrees / 2)))


def key(name: str, frame: int, place=(0, 0, 0), turn=(0, 0, 0, 1), curve=(20, 20, 107, 107)) -> bytes:
    """One key of a bone; place in our axes, the same curve for all channels."""
    first = bytes(v for v in curve for _ in range(4))
    rows = b"".join(first[i:] + b"\x01" + bytes(max(i - 1, 0)) if i else first for i in range(4))
    raw = name.encode("cp932")[:15].ljust(15, b"\0")
    return (
        raw + struct.pack("<I3f4f", frame, place[0], place[1], -place[2], *turn) + rows[:64].ljust(64, b"\0")
    )


def vmd(*keys: bytes, count: int | None = None) -> bytes:
    """A motion file."""
    head = b"Vocaloid Motion Data 0002".ljust(30, b"\0") + "試験".encode("cp932").ljust(20, b"\0")
    return head + struct.pack("<I", len(keys) if count is None else count) + b"".join(keys) + bytes(12)


@pytest.fixture(scope="module")
def skeleton() -> Skeleton:
    return make_skeleton(Proportions())


def posed(skeleton: Skeleton, motion: Motion, frame: float = 0):
    return skeleton.pose(stance_at(motion, frame, skeleton))


def test_keys_are_read_in_order_with_names_places_turns_and_curves() -> None:
    motion = parse_motion(
        vmd(
            key("センター", 30, (1, 2, 3)),
            key("センター", 0, turn=quaternion(Y, 40), curve=(0, 127, 127, 0)),
            key("左腕", 10),
        )
    )
    assert motion.model == "試験" and set(motion.tracks) == {"センター", "左腕"} and motion.last == 30
    track = motion.tracks["センター"]
    assert track.frames.tolist() == [0, 30] and np.allclose(track.places[1], (1, 2, 3))
    assert np.allclose(motion.turn("センター", 0), rotation(Y, 40), atol=1e-6)
    assert np.allclose(track.curves[0], (0, 1, 1, 0)) and np.allclose(
        track.curves[1] * 127, (20, 20, 107, 107)
    )
    assert np.allclose(motion.place("頭", 5), 0) and np.allclose(motion.turn("頭", 5), np.eye(3))


def test_curves_ease_between_keys() -> None:
    slow = (127, 0, 127, 0)  # late
    motion = parse_motion(
        vmd(
            key("センター", 0),
            key("センター", 10, (10, 0, 0), quaternion(Y, 90)),
            key("センター", 20, (20, 0, 0), quaternion(Y, 90), slow),
        )
    )
    assert motion.place("センター", 4)[0] == pytest.approx(4, abs=1e-3)
    assert np.allclose(motion.turn("センター", 5), rotation(Y, 45), atol=1e-3)
    assert 10 < motion.place("センター", 15)[0] < 12.6
    assert motion.place("センター", -3)[0] == 0 and motion.place("センター", 99)[0] == 20


def test_an_empty_motion_is_the_a_pose(skeleton: Skeleton) -> None:
    frames = posed(skeleton, parse_motion(vmd(key("頭", 0))))
    way = frames.joint("leftHand") - frames.joint("leftUpperArm")
    assert np.degrees(np.arctan2(-way[1], way[0])) == pytest.approx(ARM, abs=2)
    assert np.allclose(frames.joint("hips"), skeleton.rest[BONE["hips"]], atol=0.02)
    for name in ("leftFoot", "rightFoot", "head"):
        assert np.allclose(frames.joint(name), skeleton.rest[BONE[name]], atol=0.03), name


@pytest.mark.parametrize("side", ["left", "right"])
def test_arms_point_where_the_motion_points_them(skeleton: Skeleton, side: str) -> None:
    mark, sign = ("左", 1) if side == "left" else ("右", -1)
    up = vmd(key(f"{mark}腕", 0, turn=quaternion(Z, sign * (ARM + 60))))
    frames = posed(skeleton, parse_motion(up))
    way = frames.joint(side + "Hand") - frames.joint(side + "UpperArm")
    assert np.degrees(np.arctan2(way[1], sign * way[0])) == pytest.approx(60, abs=2)
    across = rotation(Z, -sign * ARM) @ Y  # square to the arm as it stands there
    bent = vmd(
        key(f"{mark}腕", 0, turn=quaternion(Z, sign * ARM)),
        key(f"{mark}ひじ", 0, turn=quaternion(across, -sign * 90)),
    )
    frames = posed(skeleton, parse_motion(bent))
    upper = frames.joint(side + "LowerArm") - frames.joint(side + "UpperArm")
    lower = frames.joint(side + "Hand") - frames.joint(side + "LowerArm")
    assert abs(upper[0]) > 0.97 * np.linalg.norm(upper)  # to the side
    assert lower[2] > 0.97 * np.linalg.norm(lower)  # and forward from the elbow


def test_fingers_bend_towards_the_palm(skeleton: Skeleton) -> None:
    straight = stance_at(parse_motion(vmd(key("頭", 0))), 0, skeleton)
    fist = stance_at(parse_motion(vmd(key("左人指１", 0, turn=quaternion(Z, -70)))), 0, skeleton)
    row = BONE["leftIndexProximal"]
    assert fist.angles[row, 0] - straight.angles[row, 0] > 40


@pytest.mark.parametrize("heads", [4.0, 6.3])
def test_ankles_stand_on_their_targets(heads: float) -> None:
    skeleton = make_skeleton(Proportions(heads=heads))
    unit = skeleton.leg / HIP_HEIGHT
    data = vmd(
        key("センター", 0, (0, -1.2, 0)),
        key("左足ＩＫ", 0, (1.0, 0, 1.0)),
        key("右足ＩＫ", 0, (-0.5, 0, -0.5), quaternion(Y, -20)),
    )
    frames = posed(skeleton, parse_motion(data))
    for side, move in (("left", (1.0, 0, 1.0)), ("right", (-0.5, 0, -0.5))):
        foot = skeleton.rest[BONE[side + "Foot"]] + unit * np.array(move)
        assert np.allclose(frames.joint(side + "Foot"), foot, atol=0.03), side
        knee = frames.joint(side + "LowerLeg")
        middle = (foot + frames.joint(side + "UpperLeg")) / 2
        assert knee[2] > middle[2] + 0.05  # knees bend forward
    assert frames.turns[BONE["leftFoot"], 1, 1] > 0.999  # and soles stay flat
    assert frames.turns[BONE["rightFoot"], 0, 2] < -0.2
    assert frames.joint("hips")[1] == pytest.approx(skeleton.rest[BONE["hips"], 1] - 1.2 * unit, abs=0.03)


def test_legs_move_by_their_own_bones_where_the_targets_rest(skeleton: Skeleton) -> None:
    data = vmd(key("左足", 0, turn=quaternion(X, -60)), key("左ひざ", 0, turn=quaternion(X, 70)))
    stance = stance_at(parse_motion(data), 0, skeleton)
    assert stance.angles[BONE["leftUpperLeg"], 0] == pytest.approx(60, abs=1)
    assert stance.angles[BONE["leftLowerLeg"], 0] == pytest.approx(70, abs=1)


def test_jumps_leave_the_ground_and_turns_go_all_round(skeleton: Skeleton) -> None:
    data = vmd(
        key("センター", 0, (0, 3, 0), quaternion(Y, 170)),
        key("左足ＩＫ", 0, (0, 3, 0)),
        key("右足ＩＫ", 0, (0, 3, 0)),
    )
    frames = posed(skeleton, parse_motion(data))
    assert frames.joint("leftFoot")[1] > 0.5
    assert frames.turns[BONE["hips"], 2, 2] < -0.9


def test_stances_stay_within_limits_and_the_trunk_shares_a_bow(skeleton: Skeleton) -> None:
    rng = np.random.default_rng(2)
    names = (
        "センター",
        "上半身",
        "上半身2",
        "頭",
        "左腕",
        "左ひじ",
        "右腕",
        "右ひじ",
        "左手首",
        "左足ＩＫ",
        "右足ＩＫ",
    )
    keys = []
    for frame in (0, 15, 30):
        for name in names:
            turn = rng.normal(size=4)
            keys.append(key(name, frame, rng.normal(0, 2, 3), tuple(turn / np.linalg.norm(turn))))
    motion = parse_motion(vmd(*keys))
    for frame in np.linspace(0, 30, 7):
        stance = stance_at(motion, float(frame), skeleton)
        assert stance.within_limits() and np.isfinite(stance.offset).all()
    bow = stance_at(parse_motion(vmd(key("上半身", 0, turn=quaternion(X, 40)))), 0, skeleton)
    assert min(bow.angles[BONE[n], 0] for n in ("spine", "chest", "upperChest")) > 5


def test_angles_and_turns_are_each_others_inverse() -> None:
    wanted = Stance.of({"leftUpperArm": (30, 100, -20), "rightUpperLeg": (80, 20, -10), "head": (5, 6, 7)})
    turns = local_turns(wanted.angles)
    for name in ("leftUpperArm", "rightUpperLeg", "head"):
        assert np.allclose(angles_of(turns[BONE[name]], BONE[name]), wanted.angles[BONE[name]], atol=1e-6)


def test_a_chain_of_two_bones_reaches_as_far_as_it_should() -> None:
    a, b = np.array([0.0, -1.6, 0.02]), np.array([0.0, -1.5, -0.07])
    for distance in (0.8, 2.0, 3.0):
        reach = a + rotation(X, bend(a, b, distance)) @ b
        assert np.linalg.norm(reach) == pytest.approx(distance, abs=1e-6)
    assert np.linalg.norm(a + rotation(X, bend(a, b, 9.0)) @ b) == pytest.approx(3.1, abs=0.01)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no motion file"),
        (b"Vocaloid Motion Dat", "no motion file"),
        (vmd()[:40], "within its head"),
        (vmd(), "moves no bones"),
        (vmd(key("頭", 0), count=2**32 - 1), "cut short"),
        (vmd(key("頭", 0))[:-40], "cut short"),
        (vmd(key("頭", 0, (np.nan, 0, 0))), "not finite"),
        (vmd(key("頭", 2**31)), "out of all measure"),
        (vmd(key("", 0)), "no names"),
    ],
)
def test_damaged_files_are_refused_by_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_motion(data)


def test_missing_files_are_refused_and_zero_turns_are_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_motion(tmp_path / "none.vmd")
    path = tmp_path / "a.vmd"
    path.write_bytes(vmd(key("頭", 0, turn=(0, 0, 0, 0))))
    assert np.allclose(load_motion(path).turn("頭", 0), np.eye(3))
