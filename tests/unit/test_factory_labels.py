"""Passes and labels agree with each other and with the figure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.pose import Pose
from tests.support import require
from train.factory.character import Character, build_character
from train.factory.geometry.skinning import Posed
from train.factory.labels import eye_pixels, label
from train.factory.parts import CLASS_OF, CLASSES, Part
from train.factory.poses.named import NAMED
from train.factory.render.camera import Camera, Framing
from train.factory.render.cameras import Outline, Shot, fit
from train.factory.render.passes import write_passes
from train.factory.render.renderer import Renderer

SIZE = (256, 384)


@dataclass
class Scene:
    """One character in one pose from one camera."""

    character: Character
    posed: Posed
    camera: Camera
    now: Any  # Picture with every pass
    after: Any

    def labels(self, **more) -> dict:
        return label(self.character, self.posed, self.camera, self.now, **more)


class Set:
    """Makes scenes of one character."""

    def __init__(self) -> None:
        try:
            self.renderer = Renderer()
        except InputError as error:
            require("egl", False, str(error))
        self.character = build_character(3)
        self.outline = Outline.of(self.character.figure)
        self.loaded = self.renderer.load(self.character.figure)

    def scene(self, name: str, framing: Framing = "full", yaw: float = 20.0) -> Scene:
        stance, step = NAMED[name], NAMED[name].blended(NAMED["arms_up"], 0.04)
        posed = self.character.pose(stance, step)
        camera = fit(Shot(framing, yaw, 4.0), self.outline, posed.frames, SIZE)
        now = self.renderer.render(self.loaded, posed, camera)
        after = self.renderer.render(self.loaded, self.character.pose(step), camera)
        return Scene(self.character, posed, camera, now, after)


@pytest.fixture(scope="module")
def stage():
    scenes = Set()
    yield scenes
    scenes.loaded.release()
    scenes.renderer.release()


@pytest.fixture(scope="module")
def standing(stage: Set) -> Scene:
    return stage.scene("stand")


def test_joints_lie_on_the_body_and_fit_the_pose_type(standing: Scene) -> None:
    labels = standing.labels()
    joints = np.array(labels["joints"])
    assert joints.shape == (18, 4)
    inside = standing.now.part > 0
    assert all(inside[int(y), int(x)] for x, y, _, _ in joints)
    visible = joints[:, 2] == 1
    assert visible[[0, 3, 5, 6, 14, 15]].all() and visible.sum() >= 12  # a braid lies over one shoulder
    Pose(joints[:, :3], *SIZE, *(np.array(labels[s + "_hand"])[:, :3] for s in ("left", "right")))


def test_joints_lie_on_their_own_parts(standing: Scene) -> None:
    joints = np.array(standing.labels()["joints"])
    for row, names in ((4, ("RIGHT",)), (7, ("LEFT",)), (9, ("RIGHT", "LEFT")), (10, ("RIGHT",))):
        x, y, seen, _ = joints[row]
        part = Part(standing.now.part[int(y), int(x)]).name
        if seen and any(side in part for side in ("LEFT", "RIGHT")):
            assert part.startswith(names), (row, part)


def test_what_is_behind_is_not_visible(stage: Set) -> None:
    back = stage.scene("stand", yaw=180.0)
    joints = np.array(back.labels()["joints"])
    assert not joints[[0, 14, 15], 2].any()  # nose and eyes
    assert back.labels()["tags"]["eyes_seen"] == []
    assert not any(v for name in ("left_eye", "mouth", "nose") for *_, v in back.labels()["landmarks"][name])
    side = stage.scene("stand", yaw=90.0)  # from its left
    found = np.array(side.labels()["joints"])
    assert found[15, 2] == 1 and found[14, 2] == 0
    assert found[6, 2] == 1 and found[3, 2] == 0  # the left elbow hides the right one


def test_eyes_lie_where_their_pixels_are(stage: Set) -> None:
    face = stage.scene("stand", "face", yaw=15.0)
    labels = face.labels()
    assert min(eye_pixels(face.now).values()) > 100
    for side, row in (("LEFT", 15), ("RIGHT", 14)):
        y, x = np.nonzero(np.isin(face.now.part, [Part[f"{side}_IRIS"], Part[f"{side}_PUPIL"]]))
        width = np.ptp(x)
        assert np.hypot(*(np.array([x.mean(), y.mean()]) - labels["joints"][row][:2])) < width
    assert labels["tags"]["face_view"] == "front" and labels["tags"]["eyes_seen"] == ["left", "right"]


def test_albedo_times_shading_is_the_beauty(standing: Scene) -> None:
    now = standing.now
    plain = (now.part > 0) & (now.lines == 255) & (now.beauty[..., 3] == 255)
    no_gloss = CLASS_OF[now.part] == CLASSES.index("skin")
    expected = now.albedo * (now.shading / 255.0)
    error = np.abs(now.beauty[..., :3] - expected).max(-1)
    assert (plain & no_gloss).sum() > 500
    assert np.median(error[plain & no_gloss]) < 3
    assert np.median(error[plain]) < 4


def test_lines_run_along_the_edges_of_parts_depth_and_normals(standing: Scene) -> None:
    now = standing.now
    ink = now.lines < 96
    depth = np.where(np.isfinite(now.depth), now.depth, 99.0)
    edge = np.zeros(ink.shape, bool)
    for axis in (0, 1):
        for step in (1, -1):
            edge |= np.roll(now.part, step, axis) != now.part
            edge |= np.abs(np.roll(depth, step, axis) - depth) > 0.02
            edge |= np.abs(np.roll(now.normal, step, axis) - now.normal).max(-1) > 0.35
    edge |= CLASS_OF[now.part] >= CLASSES.index("brow")  # painted line art lies within its part
    near = edge.copy()
    for axis in (0, 1):
        near |= np.roll(near, 1, axis) | np.roll(near, -1, axis)
    assert ink.sum() > 300
    assert near[ink].mean() > 0.93
    body = now.part > 0
    border = body & ~(np.roll(body, 1, 1) & np.roll(body, -1, 1) & np.roll(body, 1, 0) & np.roll(body, -1, 0))
    drawn = now.lines < 224
    for axis in (0, 1):
        drawn = drawn | np.roll(drawn, 1, axis) | np.roll(drawn, -1, axis)
    assert drawn[border].mean() > 0.9  # the outline goes all round


@pytest.mark.parametrize("name", ["walk", "sit"])
def test_motion_carries_this_frame_onto_the_next(stage: Set, name: str) -> None:
    scene = stage.scene(name)
    y, x = np.nonzero(scene.now.part > 0)
    to_x, to_y = (np.rint(p + scene.now.motion[y, x, i]).astype(int) for i, p in enumerate((x, y)))
    kept = (to_x >= 0) & (to_x < SIZE[0]) & (to_y >= 0) & (to_y < SIZE[1])
    here = scene.now.rest[y[kept], x[kept]]
    there = scene.after.rest[to_y[kept], to_x[kept]]
    moved = np.hypot(*scene.now.motion[y, x].T)
    apart = np.linalg.norm(here - there, axis=-1)
    assert moved.max() > 2
    assert np.nanmedian(apart) < 0.02  # heads: about a pixel
    assert (np.nan_to_num(apart, nan=9.0) < 0.08).mean() > 0.9


def test_depth_agrees_with_the_camera(standing: Scene) -> None:
    flat = standing.camera.project(standing.posed.positions.astype(np.float64))
    now = standing.now
    inside = np.isfinite(now.depth)
    assert (
        flat[:, 2].min() - 0.01 < now.depth[inside].min() < now.depth[inside].max() < flat[:, 2].max() + 0.01
    )
    length = np.linalg.norm(now.normal[inside], axis=-1)
    assert np.abs(length - 1).max() < 0.02
    assert (now.normal[inside][:, 2] > -0.3).mean() > 0.97


def test_tags_agree_with_the_masks(stage: Set) -> None:
    bust = stage.scene("stand", "bust", yaw=-40.0)
    labels = bust.labels(tags={"framing": "bust"}, expression="neutral")
    tags = labels["tags"]
    assert tags["framing"] == "bust" and tags["view"] == "three_quarter" and tags["yaw"] > 20
    count = np.bincount(CLASS_OF[bust.now.part].ravel(), minlength=len(CLASSES))
    for name in tags["seen"]:
        assert count[CLASSES.index(name)] > 0
    assert "shoe" not in tags["seen"] and "hair_front" in tags["seen"] and "skin" in tags["seen"]
    x0, y0, x1, y1 = labels["box"]
    assert (bust.now.part[y0:y1, x0:x1] > 0).sum() == (bust.now.part > 0).sum()
    json.dumps(labels)


def test_everything_is_written_to_files(standing: Scene, tmp_path: Path) -> None:
    paths = write_passes(standing.now, tmp_path)
    assert len(paths) >= 10 and all(p.stat().st_size > 200 for p in paths)
    with np.load(tmp_path / "passes.npz") as exact:
        assert np.array_equal(exact["part"], standing.now.part)
        assert exact["motion"].shape == (384, 256, 2)
    names = json.loads((tmp_path / "parts.json").read_text(encoding="utf-8"))
    assert names["hair_front"] and str(int(Part.FACE)) in names["skin"]
