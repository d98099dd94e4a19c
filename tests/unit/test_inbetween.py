"""Frames between two drawings of one character."""

from __future__ import annotations

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.inbetween import Inbetweens, Key, between, onion_skin
from anigen_core.pose import R_ELBOW, R_WRIST, Pose
from anigen_core.stages.repose import Reference, repose
from tests.figure import draw_figure
from tests.own_figure import near, own_parts, own_picture, own_pose, own_reference, waving


@pytest.fixture(scope="module")
def keys() -> tuple[Key, Key]:
    posed = repose([own_reference()], waving())
    first = Key(own_picture(), own_pose(), draw_figure().lines)
    return first, Key(posed.picture, waving(), posed.lines)


@pytest.fixture(scope="module")
def made(keys: tuple[Key, Key]) -> Inbetweens:
    return between(*keys, 5, "linear")


def test_the_keys_are_met_to_the_bit(keys: tuple[Key, Key], made: Inbetweens) -> None:
    assert len(made.pictures) == len(made.lines) == len(made.sure) == len(made.poses) == 5
    for key, number in ((keys[0], 0), (keys[1], -1)):
        assert np.array_equal(made.pictures[number], key.picture)
        assert key.lines is not None and np.array_equal(made.lines[number], key.lines)
        assert made.poses[number] == key.pose and made.certainty[number] == 1


def test_an_arm_swings_from_the_one_to_the_other(made: Inbetweens) -> None:
    for picture, pose, lines in zip(made.pictures, made.poses, made.lines, strict=True):
        elbow, wrist = pose.joints[3, :2], pose.joints[4, :2]
        spot = elbow + 0.6 * (wrist - elbow)
        assert near(picture, spot[0], spot[1], "skin")
        assert near(picture, 128, 180, "dress") and near(picture, 128, 40, "hair")
        assert 0.3 < (lines < 128).sum() / (made.lines[0] < 128).sum() < 2
    heights = [pose.joints[4, 1] for pose in made.poses]
    assert heights == sorted(heights, reverse=True)


def test_two_keys_of_one_pose_stay_as_they_are(keys: tuple[Key, Key]) -> None:
    held = between(keys[0], keys[0], 3)
    apart = np.abs(held.pictures[1].astype(int) - held.pictures[0])
    assert apart.mean() < 2 and held.certainty[1] > 0.8 and held.unsure == ()


def test_a_figure_keeps_its_size_where_an_arm_leaves_the_picture() -> None:
    cut = 44
    picture, parts = own_picture()[:, cut:], own_parts()[:, cut:]
    joints = own_pose().joints - (cut, 0, 0)
    pose = Pose(joints, picture.shape[1], picture.shape[0])
    x, y = joints[2, :2]
    raised = pose.with_joint(R_ELBOW, x - 10, y - 44).with_joint(R_WRIST, x - 10, y - 88)
    other = repose([Reference(picture, pose, parts)], raised).picture
    made = between(Key(picture, pose), Key(other, raised), 5, anyway=True)
    assert min(frame.joints[4, 0] for frame in made.poses) < 0  # out of the picture
    for frame in made.pictures:
        assert near(frame, 128 - cut, 180, "dress") and near(frame, 128 - cut, 40, "hair")
        assert np.flatnonzero((frame[..., 3] >= 128).any(1))[-1] > 340


def test_what_is_not_sure_is_flagged(keys: tuple[Key, Key]) -> None:
    other = keys[1].picture.copy()
    other[..., :3] = 255 - other[..., :3]
    strange = between(keys[0], Key(other, keys[1].pose, keys[1].lines), 3, anyway=True)
    assert strange.certainty[1] < between(*keys, 3).certainty[1] - 0.2
    assert strange.unsure == (1,)


def test_news_of_every_frame_and_a_film(keys: tuple[Key, Key], made: Inbetweens) -> None:
    shown: list[int] = []
    done: list[float] = []
    between(*keys, 3, progress=done.append, show=lambda number, picture: shown.append(number))
    assert shown == [0, 1, 2] and done[-1] == 1 and done == sorted(done)
    film = made.animation(8.0)
    assert film.fps == 8 and film.order == (0, 1, 2, 3, 4) and film.poses == made.poses
    assert made.animation(lines=True).pictures[0].shape == (384, 256, 3)
    assert "In-betweens" in made.engine


def test_an_onion_skin_is_red_before_and_blue_behind(made: Inbetweens) -> None:
    skin = onion_skin(made.lines, 2, 1)
    assert skin.shape == (384, 256, 4)
    before, behind = made.lines[1], made.lines[3]
    red, blue = skin[(before < 60) & (behind == 255)], skin[(behind < 60) & (before == 255)]
    assert (red[:, 0] > red[:, 2]).mean() > 0.95 and (blue[:, 2] > blue[:, 0]).mean() > 0.95
    assert skin[0, 0, 3] == 0 and onion_skin(made.lines, 0)[..., 3].any()
    with pytest.raises(InputError, match="5 frames"):
        onion_skin(made.lines, 5)


def test_wrong_keys_are_one_sentence(keys: tuple[Key, Key]) -> None:
    first, last = keys
    small = Key(first.picture[:200], first.pose)
    empty = Key(np.zeros_like(first.picture), first.pose)
    hidden = Key(first.picture, Pose(np.zeros((18, 3)), 256, 384))
    for pair, frames, words in (
        ((first, small), 5, "one size"),
        ((first, last), 1, "2 to 60"),
        ((first, empty), 3, "No figure"),
        ((first, hidden), 3, "too little of the body"),
    ):
        with pytest.raises(InputError, match=words):
            between(*pair, frames)
