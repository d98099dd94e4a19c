"""Help for a draft: the guide, limbs that the sketch leaves, the skeleton on the sketch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anigen_core.document import Document
from anigen_core.draft import fitted, guide, stray
from anigen_core.mannequin.drawing import mannequin
from anigen_core.pose import L_ELBOW, L_WRIST, Pose
from anigen_core.pose_library import named_pose
from anigen_core.pose_moves import drag_chain

EXAMPLES = sorted((Path(__file__).parents[2] / "assets" / "examples").glob("*.anigen"))
EXTENT = (384, 576)


@pytest.fixture(scope="module")
def sketch() -> tuple[np.ndarray, Pose]:
    """The lines of a figure that waves, and its pose."""
    pose = named_pose("waving", EXTENT)
    return mannequin(pose).lines, pose


def arm_down(pose: Pose) -> Pose:
    """Her waving hand, which is her right one, held out to the side instead."""
    shoulder, elbow = pose.joints[2:4, :2]
    down = drag_chain(pose, "r_elbow", *(shoulder - elbow + np.array([-70, 40])))
    elbow, wrist = down.joints[3:5, :2]
    return drag_chain(down, "r_wrist", *(elbow - wrist + np.array([-30, 60])))


def test_the_guide_is_faint_and_lies_where_the_skeleton_is():
    pose = named_pose("waving", (512, 768))
    drawn = guide(pose, (256, 384))
    assert drawn.shape == (384, 256, 4) and drawn.dtype == np.uint8
    assert 0 < drawn[..., 3].max() < 255
    small = pose.resized((256, 384))
    x, y = (small.joints[[1, 9, 12], :2].astype(int)).T
    assert (drawn[y, x, 3] > 0).all() and not drawn[:5, :, 3].any()


def test_a_sketch_of_the_pose_is_left_alone(sketch: tuple[np.ndarray, Pose]):
    lines, pose = sketch
    assert stray(lines, pose) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_left_alone(path: Path):
    document = Document.load(path)
    if document.lines is not None and document.pose is not None:
        assert stray(document.lines, document.pose) == []


def test_a_limb_that_was_moved_away_is_named_with_its_place(sketch: tuple[np.ndarray, Pose]):
    lines, pose = sketch
    found = stray(lines, moved := arm_down(pose))
    assert [one.limb for one in found] == ["r_forearm"] or {one.limb for one in found} == {
        "r_upper_arm",
        "r_forearm",
    }
    forearm = next(one for one in found if one.limb == "r_forearm")
    assert forearm.words == "Her right forearm has no lines near it."
    middle = moved.joints[3:5, :2].mean(0)
    assert np.hypot(*(np.array([forearm.x, forearm.y]) - middle)) < forearm.radius


def test_what_is_not_drawn_yet_is_not_missed(sketch: tuple[np.ndarray, Pose]):
    lines, pose = sketch
    begun = lines.copy()
    begun[250:] = 255
    assert stray(begun, pose) == []
    assert stray(np.full_like(lines, 255), pose) == []


def test_the_skeleton_comes_back_onto_the_sketch(sketch: tuple[np.ndarray, Pose]):
    lines, pose = sketch
    moved = arm_down(pose)
    back = fitted(moved, lines, pose)

    def error(one: Pose) -> float:
        return float(np.hypot(*(one.joints[2:14, :2] - pose.joints[2:14, :2]).T).mean())

    assert error(back) < 0.3 * error(moved)
    assert error(fitted(pose, lines)) < 0.03 * pose.height, "what fits stays"


def test_joints_that_are_mixed_up_are_told_apart(sketch: tuple[np.ndarray, Pose]):
    lines, pose = sketch
    mixed = pose.joints.copy()
    mixed[[10, 13]] = mixed[[13, 10]]
    mixed[[9, 12]] = mixed[[12, 9]]
    back = fitted(pose, lines, Pose(mixed, *EXTENT))
    assert (np.hypot(*(back.joints[9:14, :2] - pose.joints[9:14, :2]).T) < 20).all()


def test_no_lines_leave_the_pose_as_it_is(sketch: tuple[np.ndarray, Pose]):
    pose = sketch[1].hidden(L_ELBOW, L_WRIST)
    assert fitted(pose, np.full((96, 64), 255, np.uint8)) == pose
    assert not fitted(pose, sketch[0]).visible[[L_ELBOW, L_WRIST]].any()
