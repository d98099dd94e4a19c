"""Movements through key poses: keys are met exactly, bones keep their lengths, nothing leaves the picture."""

import json
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.motion import MAX_FRAMES, move
from anigen_core.pose import L_WRIST, R_ELBOW, R_WRIST, Pose
from anigen_core.pose_library import named_pose

STAND, WAVE, BOW = (named_pose(name) for name in ("standing", "waving", "bow"))


def plain(name: str) -> Pose:
    """A named pose without hands, well inside of its canvas."""
    pose = named_pose(name)
    return Pose(pose.joints, pose.width, pose.height).scaled(0.6)


def test_every_key_is_a_frame_whatever_the_number_of_frames():
    keys = [plain(name) for name in ("standing", "waving", "bow", "standing")]
    for frames in (4, 5, 11, 24, 60):
        motion = move(keys, frames)
        assert len(motion.poses) == len(motion.shares) == frames
        assert motion.order == tuple(range(frames)) and not motion.repeats
        found = [next(i for i, pose in enumerate(motion.poses) if pose == key) for key in keys[:3]]
        assert found == sorted(set(found)) and found[0] == 0 and motion.poses[-1] == keys[3]
        assert motion.shares[0] == 0 and motion.shares[-1] == 1


def test_courses():
    keys = [plain("standing"), plain("waving"), plain("bow")]
    there_and_back = move(keys, 9, course="pingpong")
    assert there_and_back.order == (*range(9), *range(7, 0, -1)) and there_and_back.repeats
    assert len(there_and_back.poses) == 9

    loop = move(keys, 12, course="loop", easing="linear")
    assert loop.order == tuple(range(12)) and loop.repeats
    assert [loop.poses[i] for i in (0, 4, 8)] == keys
    step = np.abs(loop.poses[11].joints - loop.poses[0].joints).max()
    assert 0 < step <= np.abs(keys[2].joints - keys[0].joints).max() / 3  # on from the last key to the first
    assert loop.shares[0] == 0 and loop.shares[6] == 1 and loop.shares[3] == loop.shares[9] == 0.5


def test_easing_is_felt_between_each_two_keys():
    keys = [plain("standing"), plain("waving"), plain("standing")]
    wrist = {e: [p.joints[R_WRIST] for p in move(keys, 21, easing=e).poses] for e in ("linear", "smooth")}
    steps = {e: np.hypot(*np.diff(np.array(points)[:, :2], axis=0).T) for e, points in wrist.items()}
    assert steps["linear"][0] == pytest.approx(steps["linear"][9], rel=0.35)
    assert steps["smooth"][[0, 9, 10, 19]].max() < 0.5 * steps["smooth"][4]


def test_one_key_is_held():
    motion = move([WAVE], 5)
    assert all(pose == WAVE for pose in motion.poses)
    assert motion.shares == pytest.approx((0, 0.15625, 0.5, 0.84375, 1))


def test_a_hand_that_one_key_has_is_lent_to_the_others():
    pose = named_pose("waving")
    assert pose.right_hand is not None
    bare = Pose(STAND.joints).scaled(0.7)
    motion = move([bare, pose, bare], 15)
    for shown in motion.poses:
        assert shown.right_hand is not None
        assert shown.right_hand[0, :2] == pytest.approx(shown.joints[R_WRIST, :2], abs=1)

    def finger(shown: Pose) -> np.ndarray:
        assert shown.right_hand is not None
        return shown.right_hand[12, :2] - shown.right_hand[0, :2]

    first = motion.poses[0]
    forearm = first.joints[R_WRIST, :2] - first.joints[R_ELBOW, :2]
    assert finger(first) @ forearm > 0  # the fingers go on where the forearm points
    ratio = np.hypot(*finger(first)) / np.hypot(*finger(pose))
    assert ratio == pytest.approx(bare.body_height() / pose.body_height(), rel=1e-3)


def test_a_swinging_arm_stays_in_the_picture():
    up = named_pose("arms_up")
    shoulder, elbow, wrist = (named_pose("standing").joints[i, :2] for i in (5, 6, L_WRIST))
    longer = STAND.with_joint("l_wrist", *(shoulder + 1.25 * (wrist - shoulder)))
    longer = longer.with_joint("l_elbow", *(shoulder + 1.25 * (elbow - shoulder)))
    motion = move([longer, up], 24)
    for pose in motion.poses:
        x, y, width, height = pose.figure_box()
        assert x >= 0 and y >= 0 and x + width <= 512 and y + height <= 768
    assert motion.poses[0] != longer
    assert motion.poses[0].body_height() < longer.body_height()
    # Between drawings all stays as large as it is drawn.
    drawn = move([longer, up], 24, inside=False)
    assert np.array_equal(drawn.poses[0].joints, longer.joints) and drawn.poses[-1] == up
    # A figure that leaves the canvas by its own keys may go on doing so.
    away = [plain("standing").translated(dx, 0) for dx in (-300, 300)]
    assert move(away, 8).poses[0] == away[0]


def test_other_canvases_follow_the_first():
    motion = move([STAND, named_pose("waving", (256, 384))], 6)
    assert {pose.extent for pose in motion.poses} == {(512, 768)}
    assert motion.poses[-1].body_height() == pytest.approx(WAVE.body_height(), rel=1e-3)


@pytest.mark.parametrize(
    ("keys", "frames", "options"),
    [
        ([], 8, {}),
        ([STAND] * 30, 60, {}),
        ([STAND, WAVE, BOW], 2, {}),
        ([STAND, WAVE], MAX_FRAMES + 1, {}),
        ([STAND], 1, {}),
        ([STAND, WAVE], 8.5, {}),
        ([STAND, WAVE], True, {}),
        ([STAND, WAVE], 8, {"easing": "bouncy"}),
        ([STAND, WAVE], 8, {"course": "sideways"}),
    ],
)
def test_what_cannot_be_is_one_sentence(keys, frames, options):
    with pytest.raises(InputError, match=r"^[^.]*\.$"):
        move(keys, frames, **options)
    assert len(move([STAND, WAVE], MAX_FRAMES * 2, course="loop").poses) == MAX_FRAMES * 2


VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "motion.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["movements"], ids=lambda case: case["note"])
def test_movement_vectors(case):
    """The page's strip shows the same movement before it is drawn."""
    keys = [Pose.from_json(key) for key in case["keys"]]
    motion = move(keys, case["frames"], easing=case["easing"], course=case["course"])
    assert list(motion.order) == case["order"]
    for frame, want in case["some"].items():
        for part in ("joints", "left_hand", "right_hand"):
            have = getattr(motion.poses[int(frame)], part)
            assert (have is None) == (want[part] is None)
            if have is not None:
                assert have == pytest.approx(np.array(want[part]), abs=1e-3)
