"""`anigen body` and `anigen animate` as a user runs them: files in and out, one sentence if it cannot be."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.cli import main
from anigen_core.pose_library import named_pose
from tests.unit.test_cli import anigen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """a.json and b.json: two poses; other.json: one as another tool writes it; three.json: three joints."""
    for name, pose in (("a", "standing"), ("b", "waving")):
        (tmp_path / f"{name}.json").write_text(named_pose(pose, (96, 144)).to_json())
    joints = named_pose("running").joints
    shares = [v for x, y, c in joints.tolist() for v in ((x / 512, y / 768, c) if c else (0, 0, 0))]
    person = {"pose_keypoints_2d": shares, "hand_left_keypoints_2d": None}
    (tmp_path / "other.json").write_text(
        json.dumps([{"people": [person], "canvas_width": 96, "canvas_height": 144}])
    )
    three = [v for i in range(18) for v in ((40, 50 + i, 1) if i < 3 else (0, 0, 0))]
    (tmp_path / "three.json").write_text(json.dumps({"people": [{"pose_keypoints_2d": three}]}))
    return tmp_path


def test_bodies_of_seeds_that_follow(folder: Path) -> None:
    wish = "hair=twin_tails,hair_color=pink,outfit=sailor,top=#c02020"
    given = ("body", "--pose", "a.json", "--wish", wish, "--figure", "mannequin")
    done = anigen(*given, "--seed", 3, "--count", 2, "--parts", "--out", "new/DIR", "--json", cwd=folder)
    report = json.loads(done.stdout)
    assert report["seeds"] == [3, 4] and "mannequin" in report["engine"]
    assert report["files"] == [
        f"new/DIR/body_{seed}{part}.png" for seed in (3, 4) for part in ("", "_lines", "_colors")
    ]
    picture = np.asarray(Image.open(folder / "new/DIR/body_3.png"))
    assert picture.shape == (144, 96, 4) and picture[0, 0, 3] == 0
    reddish = (picture[..., 0] > 150) & (picture[..., 1] < 80) & (picture[..., 3] == 255)
    assert reddish.sum() > 200
    assert np.asarray(Image.open(folder / "new/DIR/body_3_lines.png")).shape == (144, 96)

    anigen("body", "--pose", "other.json", "--out", "o.png", "--paper", "--size", "64x96", cwd=folder)
    assert np.asarray(Image.open(folder / "o.png")).shape == (96, 64, 3)


def test_animation_of_several_poses_after_one_option(folder: Path) -> None:
    given = ("animate", "--poses", "a.json", "b.json", "--frames", 4, "--course", "pingpong")
    done = anigen(*given, "--out", "walk.webp", "--json", cwd=folder)
    report = json.loads(done.stdout)
    assert (report["frames"], report["drawn"], report["size"]) == (6, 4, [96, 144])
    with Image.open(folder / "walk.webp") as made:
        assert getattr(made, "n_frames", 1) == 6 and made.size == (96, 144)

    mixed = ("animate", "--poses", "a.json", "other.json", "--out", "sheet.png", "--poses", "arms_up")
    said = anigen(*mixed, "--frames", 3, "--easing", "linear", "--toward", "top=#2020c0", cwd=folder).stdout
    assert said.splitlines()[-2:] == ["sheet.png", "sheet.json"]
    assert len(json.loads((folder / "sheet.json").read_text())["frames"]) == 3


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("body", "--pose", "three.json", "--out", "x.png"), "too little of the body"),
        (("body", "--pose", "nobody.json", "--out", "x.png"), "no pose file"),
        (("body", "--pose", "a.json", "--out", "x.jpg"), "folder"),
        (("body", "--pose", "a.json", "--out", "x.png", "--count", 2), "folder"),
        (("body", "--pose", "a.json", "--out", "D", "--count", 0), "1 to 64"),
        (("body", "--pose", "a.json", "--out", "D", "--wish", "hair=green"), "not a wish"),
        (("body", "--pose", "a.json", "--out", "a.json/D"), "cannot be made"),
        (("animate", "--poses", "a.json", "three.json", "--out", "x.gif"), "too little of the body"),
        (("animate", "--poses", "a.json", "--out", "x.gif"), "does not move"),
        (("animate", "--poses", "a.json", "b.json", "--out", "x.mp4"), ".webp"),
        (("animate", "--poses", "a.json", "b.json", "--out", "x.gif", "--frames", 1), "2 to 60"),
        (("animate", "--poses", "a.json", "b.json", "--out", "x.gif", "--easing", "bouncy"), "easing"),
        (("animate", "--out", "x.gif"), "poses"),
    ],
)
def test_what_cannot_be_is_one_line_and_status_2(
    arguments: tuple, word: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["anigen", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        main()
    out, error = capsys.readouterr()
    assert left.value.code == 2
    assert word in error and error.startswith("anigen: ") and len(error.splitlines()) == 1
    assert not out and not (folder / "x.png").exists() and not (folder / "x.gif").exists()
