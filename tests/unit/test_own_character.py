"""Pictures of one's own character from file to result: the studio and the command line."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.document import Document
from anigen_core.errors import Cancelled, InputError
from anigen_core.imaging import encode_png
from anigen_core.layers import composite
from anigen_core.own_character import Look, check_same, find_reference, references_of, strangers
from anigen_core.own_pose import likely_pose
from anigen_core.pipeline import Studio
from anigen_core.pose import NECK, Pose
from anigen_core.progress import Event
from anigen_core.result import Result
from anigen_core.settings import Settings
from tests.figure import draw_figure
from tests.own_figure import near, own_picture, own_pose, own_reference, waving
from tests.unit.test_cli import anigen


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(weights=tmp_path_factory.mktemp("none"))


def wanted(**settings: object) -> Document:
    """The character's picture and the pose that it is wanted in."""
    chosen = Settings.from_json({"transparent": True, **settings})
    return Document.compose(pose=waving(), settings=chosen, references=[(own_picture(), own_pose())])


@pytest.fixture(scope="module")
def result(studio: Studio) -> Result:
    return studio.repose(wanted())


def test_the_character_comes_in_the_pose_and_in_layers(result: Result) -> None:
    assert near(result.picture, 30, 149, "skin") and near(result.picture, 128, 180, "dress")
    assert np.array_equal(composite([layer for layer in result.layers if layer.visible]), result.picture)
    assert "carried by their bones" in result.engine and result.document == wanted()
    again = Document.from_png(result.to_bytes(".png"))
    assert len(again.references) == 1 and again.pose == waving()


def test_ground_and_size_are_those_of_the_settings(studio: Studio) -> None:
    events: list[Event] = []
    made = studio.repose(wanted(transparent=False, upscale=2), progress=events.append)
    assert made.picture.shape == (768, 512, 3) and (made.picture[:20, :20] == 255).all()
    assert events[-1].fraction >= 0.75 and any(event.picture is not None for event in events)


def test_a_large_head_is_not_cut_off(studio: Studio) -> None:
    given = [(own_picture(), own_pose())]
    chosen = Settings.from_json({"transparent": True})
    high = Document.compose(pose=own_pose().translated(0, -24), settings=chosen, references=given)
    made = studio.repose(high)
    assert any("smaller" in note for note in made.notes)
    assert (made.picture[0, :, 3] >= 128).sum() < 0.02 * 384 and near(made.picture, 113, 325, "boots")


def test_a_picture_without_a_pose_is_looked_at() -> None:
    found = find_reference(own_picture())
    assert found.pose.extent == (256, 384) and found.pose.visible.sum() >= 6
    assert found.figure[0, 0, 3] == 0 and found.lines is not None and (found.lines < 128).any()
    document = Document.compose(
        pose=waving(), references=[(own_picture(), None), (own_picture(), own_pose())]
    )
    poses = [reference.pose for reference in references_of(document)]
    assert poses[0] == found.pose and poses[1] == own_pose()


def test_what_is_doubtful_in_a_found_pose_is_put_where_it_mostly_is() -> None:
    inside = (own_picture()[..., 3] > 0).astype(np.float32)
    doubtful = own_pose().joints.copy()
    doubtful[[3, 4, 8, 11], :2] = 20  # an arm and the hips nowhere
    doubtful[[3, 4, 8, 11], 2] = 0.2
    likely = likely_pose(Pose(doubtful, 256, 384), inside)
    head = own_pose().head_size()
    away = np.hypot(*(likely.joints - own_pose().joints)[[3, 8, 11], :2].T)
    assert (away < 0.9 * head).all() and likely.visible[[3, 8, 11]].all()
    assert np.array_equal(likely.joints[[0, 5, 6, 7, 9]], own_pose().joints[[0, 5, 6, 7, 9]])
    doubtful[:8, 2] = 0.1
    with pytest.raises(InputError, match="Too little of a body"):
        likely_pose(Pose(doubtful, 256, 384), inside)


def test_a_neck_far_from_the_shoulders_is_put_between_them() -> None:
    inside = (own_picture()[..., 3] > 0).astype(np.float32)
    wrong = own_pose().with_joint(NECK, 110, 330)
    assert np.allclose(likely_pose(wrong, inside).joints[NECK, :2], (128, 154), atol=1)
    assert np.array_equal(likely_pose(own_pose(), inside).joints[NECK], own_pose().joints[NECK])


def test_pictures_of_two_characters_are_told_apart() -> None:
    def look(hair: float, top: float, said: list[float]) -> Look:
        return Look({"hair": np.array([0.6, hair, 0.0]), "top": np.array([0.5, 0.0, top])}, np.array(said))

    pink, same, other = look(0.2, 0.1, [1, 0, 1]), look(0.19, 0.1, [1, 0.2, 1]), look(0.0, -0.2, [0, 1, 0.2])
    assert not strangers(pink, same) and strangers(pink, other)
    assert not strangers(pink, look(0.0, -0.2, [1, 0, 0.9]))  # dyed and dressed anew, or in other light
    assert not strangers(look(0.0, 0.0, [1, 0, 0]), other)  # a drawing without colors
    check_same([own_reference()] * 2)  # nobody looks


def test_what_is_missing_is_one_sentence(studio: Studio) -> None:
    picture, pose = own_picture(), own_pose()
    blank = np.full((384, 256, 3), 255, np.uint8)
    few = pose.hidden(*range(2, 18))
    for call, words in (
        (lambda: studio.repose(Document.compose(pose=pose)), "no picture of your character"),
        (lambda: studio.repose(Document.compose(size=(64, 64), references=[(picture, pose)])), "no pose"),
        (lambda: find_reference(blank), "No figure is found"),
        (lambda: find_reference(picture, pose=few), "too little of the body"),
        (lambda: find_reference(picture[:8]), "at least 16"),
        (
            lambda: studio.repose(
                Document.compose(pose=pose, references=[(picture, pose), (to_rgba_blank(blank), None)])
            ),
            "Picture 2: No figure",
        ),
        (lambda: studio.between(Document.compose(size=(64, 64)), wanted()), "first drawing has no pose"),
    ):
        with pytest.raises(InputError, match=words):
            call()


def to_rgba_blank(blank: np.ndarray) -> np.ndarray:
    return np.dstack([blank, blank[..., 0]])


def test_it_can_be_stopped(studio: Studio) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        studio.repose(wanted(), cancel=stop)


def test_between_two_drawings(studio: Studio) -> None:
    figure = draw_figure()
    chosen = Settings.from_json({"painter": "fill"})
    first = Document.compose(figure.lines, figure.colors, own_pose(), chosen)
    made = studio.between(first, first, 3, easing="linear")
    assert len(made.pictures) == 3 and made.pictures[1].shape == (384, 256, 4)
    assert np.array_equal(made.lines[0], figure.lines) and near(made.pictures[1], 128, 180, "dress")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "girl.png").write_bytes(encode_png(own_picture()))
    for name, pose in (("stands", own_pose()), ("waves", waving())):
        (tmp_path / f"{name}.json").write_text(pose.to_json(), "utf-8")
    return tmp_path


def test_the_command_writes_the_character(folder: Path) -> None:
    given = ["--reference", "girl.png", "--reference-pose", "stands.json", "--pose", "waves.json"]
    done = anigen("repose", *given, "--out", "o.png", "--json", cwd=folder)
    report = json.loads(done.stdout)
    assert report["files"] == ["o.png"] and report["size"] == [256, 384]
    assert near(np.asarray(Image.open(folder / "o.png")), 30, 149, "skin")


def test_wrong_use_of_the_commands_is_one_sentence(folder: Path) -> None:
    girl, pose = ["--reference", "girl.png"], ["--pose", "waves.json"]
    poses = ["--reference-pose", "stands.json"] * 2
    for arguments, words in (
        (["repose", *girl, *pose, "--out", "o.jpg"], "should end in"),
        (["repose", *girl, *poses, *pose, "--out", "o.png"], "once for each"),
        (["repose", *girl * 5, *pose, "--out", "o.png"], "at most 4"),
        (["between", "girl.png", "girl.png", "--out", "o.webp"], "recipe"),
    ):
        done = anigen(*arguments, cwd=folder, expect=2)
        assert words in done.stderr and done.stderr.count("\n") == 1, done.stderr
