"""Condition maps and the drawn skeleton."""

import numpy as np
import pytest

from anigen_core.pose import LIMBS
from anigen_core.pose_library import named_pose
from anigen_core.pose_maps import draw_skeleton, joint_maps, limb_maps, rainbow


def test_joint_maps_peak_at_the_joints_and_vanish_when_hidden():
    pose = named_pose("waving", (128, 192)).hidden("l_knee")
    maps = joint_maps(pose, sigma=3)
    assert maps.shape == (18, 192, 128) and maps.dtype == np.float32
    assert not maps[12].any()
    for plane, (x, y, confidence) in zip(maps, pose.joints, strict=True):
        if confidence:
            row, column = np.unravel_index(plane.argmax(), plane.shape)
            assert abs(column + 0.5 - x) <= 0.5 + 1e-6 and abs(row + 0.5 - y) <= 0.5 + 1e-6
            assert 0.9 < plane.max() <= 1
            assert plane.sum() == pytest.approx(2 * np.pi * 9, rel=0.05)


def test_limb_maps_follow_the_bones():
    pose = named_pose("standing", (128, 192)).hidden("r_wrist")
    maps = limb_maps(pose, width=4)
    assert maps.shape == (17, 192, 128) and maps.dtype == np.float32
    for plane, (a, b) in zip(maps, LIMBS, strict=True):
        if not pose.visible[[a, b]].all():
            assert not plane.any()
            continue
        x, y = (pose.joints[a, :2] + pose.joints[b, :2]) / 2
        assert plane[int(y), int(x)] > 0.75
        assert plane.min() == 0 and plane.max() <= 1


def test_maps_of_a_figure_off_the_canvas_are_empty():
    pose = named_pose("standing", (64, 96)).translated(5000, 0)
    assert not joint_maps(pose).any() and not limb_maps(pose).any()
    assert not draw_skeleton(pose).any()


def test_skeleton_picture():
    pose = named_pose("peace_sign")
    picture = draw_skeleton(pose)
    assert picture.shape == (768, 512, 3) and picture.dtype == np.uint8
    x, y = pose.joints[10, :2].astype(int)
    assert tuple(picture[y, x]) == rainbow(10)
    assert (draw_skeleton(pose, background=(255, 255, 255))[0, 0] == 255).all()
    # A mirrored figure has the mirrored silhouette, with the colors of the other side.
    mirrored = draw_skeleton(pose.mirrored())
    silhouettes = picture.any(axis=2), mirrored[:, ::-1].any(axis=2)
    assert (silhouettes[0] != silhouettes[1]).mean() < 0.005
