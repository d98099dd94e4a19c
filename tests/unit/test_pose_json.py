"""OpenPose JSON: every variant that tools write, and one sentence for everything else."""

import json
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.pose import Pose
from anigen_core.pose_library import named_pose, named_poses

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "pose.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS["parse"], ids=lambda case: case["note"])
def test_parse_vectors(case):
    for data in (case["json"], json.dumps(case["json"]), json.dumps(case["json"]).encode()):
        if case.get("error"):
            with pytest.raises(InputError, match=r"^[A-Z].*\.$") as caught:
                Pose.from_json(data, person=case.get("person", 0))
            assert str(caught.value) == case["message"]
            continue
        pose = Pose.from_json(data, person=case.get("person", 0))
        assert list(pose.extent) == case["canvas"]
        assert pose.joints == pytest.approx(np.array(case["want"]), abs=1e-6)
        assert pose.left_hand is None and pose.right_hand is None


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n not json",
        "",
        "{",
        "[" * 100_000,
        '{"people":' * 5_000,
        "1" * 10_000,
        '{"people":[{"pose_keypoints_2d":[' + "NaN," * 53 + "1]}]}",
        '{"people":[{"pose_keypoints_2d":[' + "Infinity," * 53 + "1]}]}",
        '{"people":[{"pose_keypoints_2d":[' + "1e400," * 53 + "1]}]}",
        '{"people":[{"pose_keypoints_2d":[1' + "0" * 400 + "," + "1," * 52 + "1]}]}",
        '{"people":[{"pose_keypoints_2d":[1e15,' + "1," * 52 + "1]}]}",
        b" " * 1_000_001,
        "null",
        "[]",
        '{"people": [[]]}',
    ],
    ids=lambda data: repr(data[:36]),
)
def test_damaged_data_gets_one_sentence(data):
    with pytest.raises(InputError, match=r"^[A-Z][^.]*\.$"):
        Pose.from_json(data)


def test_number_of_people_is_said():
    one = named_pose("standing").to_dict()
    two = {**one, "people": one["people"] * 2}
    with pytest.raises(InputError, match=r"2 people.*from 0 to 1"):
        Pose.from_json(two, person=2)
    with pytest.raises(InputError, match="1 person"):
        Pose.from_json(one, person=-1)


def test_frames_can_be_chosen():
    frames = [named_pose(name).to_dict() for name in ("standing", "running")]
    assert Pose.from_json(frames, frame=1).joints == pytest.approx(named_pose("running").joints, abs=1e-6)
    with pytest.raises(InputError, match="2 frames"):
        Pose.from_json(frames, frame=2)


@pytest.mark.parametrize("name", list(named_poses()))
def test_round_trip_is_exact_to_a_millionth_of_a_pixel(name):
    pose = named_pose(name, (500, 701)).rotated(0.7)  # no round numbers
    text = pose.to_json()
    again = Pose.from_json(text)
    for a, b in ((pose.joints, again.joints), (pose.left_hand, again.left_hand)):
        assert (a is None) == (b is None)
        if a is not None and b is not None:
            assert np.abs(a - b).max() <= 1e-6
    assert again.to_json() == text and Pose.from_json(again.to_json()) == again
    assert Pose.from_json(pose.hidden("nose").to_json()).shown("nose").joints == pytest.approx(
        pose.shown("nose").joints, abs=1e-6
    )


def test_missing_canvas_takes_the_callers():
    bare = {"people": named_pose("standing").to_dict()["people"]}
    assert Pose.from_json(bare, extent=(600, 900)).extent == (600, 900)


def test_files(tmp_path):
    path = tmp_path / "pose.json"
    path.write_text(named_pose("bow").to_json(indent=1), encoding="utf-8-sig")
    assert Pose.load(path) == Pose.from_json(named_pose("bow").to_json())
    with pytest.raises(InputError, match=r"nothing\.json"):
        Pose.load(tmp_path / "nothing.json")
    with pytest.raises(InputError):
        Pose.load(tmp_path)
