"""The ranking of candidates: what is measured, in which order they come, and what is said about it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.pose import Pose, joint_index
from anigen_core.pose_library import named_pose
from anigen_core.stages.pick import (
    SLACK,
    Entry,
    Pick,
    PickOptions,
    Scores,
    explained,
    line_agreement,
    pose_agreement,
)

POSE = named_pose("standing", (128, 192))


def plain(color: tuple[int, int, int]) -> np.ndarray:
    return np.full((192, 128, 3), color, np.uint8)


def off(pose: Pose, *joints: str) -> Pose:
    """The pose with some joints far away."""
    for joint in joints:
        x, y = pose.joints[joint_index(joint), :2]
        pose = pose.with_joint(joint, x + 60, y)
    return pose


def circle(radius: int, shift: int = 0) -> np.ndarray:
    lines = np.full((192, 128), 255, np.uint8)
    cv2.circle(lines, (64 + shift, 96), radius, 0, 2, cv2.LINE_AA)
    return lines


# ---- measures


def test_joints_count_where_they_are_within_a_share_of_the_height() -> None:
    asked = int((POSE.joints[:, 2] > 0).sum())
    assert pose_agreement(POSE, POSE) == (1.0, (asked, asked))
    share, joints = pose_agreement(off(POSE, "r_wrist", "l_knee"), POSE)
    assert joints == (asked - 2, asked) and share == pytest.approx((asked - 2) / asked)
    near = 0.05 * POSE.body_height()
    share, joints = pose_agreement(POSE.translated(0.75 * near, 0), POSE)
    assert joints == (asked, asked) and share == pytest.approx(2 / 3)


def test_a_joint_that_is_not_seen_is_not_in_place_and_one_not_wanted_does_not_count() -> None:
    asked = int((POSE.joints[:, 2] > 0).sum())
    assert pose_agreement(POSE.hidden("nose"), POSE)[1] == (asked - 1, asked)
    assert pose_agreement(POSE, POSE.hidden("nose"))[1] == (asked - 1, asked - 1)
    nobody = POSE.hidden(*range(18))
    assert pose_agreement(POSE, nobody) == (None, None)


def test_the_canvas_of_the_wanted_pose_may_be_another() -> None:
    assert pose_agreement(POSE, POSE.resized((512, 768)))[0] == 1.0


def test_lines_agree_where_the_artist_drew() -> None:
    artist = circle(40)
    assert line_agreement(artist, artist) == (1.0, 1.0)
    # What lies outside of the drawing is the body's affair; what lies inside and was not drawn is not.
    beside, inside = circle(40), circle(40)
    beside[:20, :20] = 0
    cv2.line(inside, (40, 96), (88, 96), 0, 2)
    assert line_agreement(beside, artist) == (1.0, 1.0)
    score, found = line_agreement(inside, artist)
    assert score is not None and 0.9 < score < 1 and found == 1.0
    scores = [line_agreement(circle(40, shift), artist)[0] or 0.0 for shift in (0, 3, 12)]
    assert scores == sorted(scores, reverse=True) and scores[2] < 0.6
    blank = np.full_like(artist, 255)
    assert line_agreement(blank, artist) == (0.0, 0.0) and line_agreement(artist, blank) == (None, None)


# ---- order


def test_the_best_comes_first_and_then_what_differs_most() -> None:
    colors = [(250, 0, 0), (248, 0, 0), (0, 0, 250), (0, 250, 0)]
    poses = [POSE, POSE, POSE, off(POSE, "nose", "neck", "l_hip", "l_knee", "l_ankle")]
    entries = [Entry(plain(c), i, pose=p) for i, (c, p) in enumerate(zip(colors, poses, strict=True))]
    ranked = Pick()(entries, PickOptions(pose=POSE, show=2))
    assert [one.seed for one in ranked] == [0, 2, 1, 3], "odd is not good, and a double waits"
    assert [one.shown for one in ranked] == [True, True, False, False]
    assert ranked[0].scores.total - ranked[3].scores.total > SLACK
    assert "much like" in ranked[2].words and "differs" in ranked[1].words
    asked = int((POSE.joints[:, 2] > 0).sum())
    assert f"{asked - 5} of {asked} joints" in ranked[3].words


def test_without_anything_to_agree_with_they_are_spread() -> None:
    entries = [Entry(plain((v, v, v)), v) for v in (120, 125, 130, 250, 0)]
    ranked = Pick()(entries)
    assert ranked[0].seed == 120 and {one.seed for one in ranked[:3]} == {120, 250, 0}
    assert all(one.scores.total == 1 for one in ranked)


def test_the_critic_is_asked_only_for_places() -> None:
    entries = [Entry(plain((v, v, v)), v, critic=float(v)) for v in (10, 200, 30)]
    ranked = Pick()(entries)
    assert [one.seed for one in ranked] == [200, 30, 10]
    assert [one.scores.critic for one in ranked] == [1.0, 0.5, 0.0]
    scaled = Pick()([Entry(e.picture, e.seed, critic=1e3 * (e.critic or 0) - 7) for e in entries])
    assert [one.scores for one in scaled] == [one.scores for one in ranked]


def test_eyes_that_understand_no_candidate_are_not_believed() -> None:
    lost = off(POSE, *("nose", "neck", "l_hip", "l_knee", "l_ankle", "r_hip", "r_knee"))
    lost = lost.hidden("r_wrist", "l_wrist", "r_elbow", "l_elbow")
    worse = lost.hidden("r_ankle")
    ranked = Pick()(
        [Entry(plain((9, 9, 9)), 1, pose=worse), Entry(plain((90, 9, 9)), 2, pose=lost)],
        PickOptions(pose=POSE),
    )
    assert all(one.scores.pose is None and one.scores.total == 1 for one in ranked)
    assert "joints" not in ranked[0].words


def test_lines_of_a_picture_are_found_where_none_are_given() -> None:
    artist = circle(40)
    right = np.dstack([artist] * 3)
    wrong = np.dstack([circle(40, 15)] * 3)
    entries = [Entry(wrong, 1), Entry(right, 2), Entry(wrong, 3, lines=artist)]
    ranked = {one.seed: one.scores.lines for one in Pick()(entries, PickOptions(lines=artist))}
    assert (ranked[2] or 0) > 0.9 and (ranked[1] or 0) < 0.5 and ranked[3] == 1.0


def test_the_same_entries_the_same_order_and_progress_to_the_end() -> None:
    rng = np.random.default_rng(0)
    entries = [Entry(rng.integers(0, 256, (96, 64, 4), np.uint8), i) for i in range(5)]
    fractions: list[float] = []
    first = Pick()(entries, progress=fractions.append)
    assert [one.seed for one in first] == [one.seed for one in Pick()(entries)]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0


# ---- words and errors


def test_every_place_has_one_sentence() -> None:
    for scores in (
        Scores(),
        Scores(apart=0.3),
        Scores(joints=(3, 3), found=0.914, critic=0.9, apart=0.3),
        Scores(joints=(2, 3), critic=0.1, apart=0.0),
        Scores(found=1.0, critic=0.5),
    ):
        for count in (1, 8):
            words = explained(scores, count)
            assert words[0].isupper() or words[0].isdigit()
            assert words.endswith(".") and words.count(".") == 1
    assert explained(Scores(), 1) == "It is the only one."
    assert explained(Scores(), 8) == "Only how they differ is known of these."
    assert explained(Scores(joints=(3, 3), found=0.914, apart=0.3), 8) == (
        "It keeps the pose, 91% of your lines are in it, and it differs from those before it."
    )


def test_what_cannot_be_ranked_is_said() -> None:
    with pytest.raises(InputError, match="one or more"):
        Pick()([])
    with pytest.raises(InputError, match="same size"):
        Pick()([Entry(plain((0, 0, 0)), 0), Entry(plain((0, 0, 0))[:-1], 1)])
    with pytest.raises(InputError, match="size of the candidates"):
        Pick()([Entry(plain((0, 0, 0)), 0)], PickOptions(lines=circle(40)[:-1]))
    with pytest.raises(InputError, match="At least one"):
        PickOptions(show=0)
