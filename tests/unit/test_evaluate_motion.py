"""The evaluation of movement: what is carried along by the true motion, and all of it on tiny pictures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from tests.tiny_body import write_tiny_body
from train.evaluate import motion
from train.evaluate.__main__ import run
from train.evaluate.motion import Step, apart, steps
from train.evaluate.options import Options

SMALL = (128, 192)


@pytest.fixture(scope="module")
def some() -> list[Step]:
    """The steps of one character, small."""
    return list(steps("test", 1, SMALL))


def test_steps_are_of_one_character_and_move(some: list[Step]) -> None:
    assert len(some) == motion.STEPS and len({step.who for step in some}) == 1
    for step in some:
        assert all(picture.shape == (192, 128, 4) for picture in step.truth)
        assert all(pose.extent == SMALL for pose in step.poses) and step.poses[0] != step.poses[1]
        first, second = step.poses
        assert (first.left_hand is None) == (second.left_hand is None)
        figure = step.truth[0][..., 3] >= 128
        assert (
            step.both.sum() > 0.4 * figure.sum()
            and not step.both[~figure & (step.truth[0][..., 3] == 0)].any()
        )
    assert len({step.character.word("hair") for step in some}) == 1


def test_the_render_carried_by_its_motion_is_the_next_render(some: list[Step]) -> None:
    """Otherwise the figure would tell nothing: still is much further away than carried."""
    for step in some:
        first, second = (picture[..., :3].copy() for picture in step.truth)
        carried = apart(first, second, step.motion)[step.both].mean()
        still = apart(first, second, np.zeros_like(step.motion))[step.both].mean()
        assert carried <= still
    moved = [np.abs(step.motion[step.both]).max() for step in some]
    assert max(moved) > 1


def test_a_shifted_picture_does_not_flicker_and_a_stuck_one_does() -> None:
    rng = np.random.default_rng(0)
    first = rng.integers(0, 256, (40, 30, 3)).astype(np.uint8)
    second = np.roll(first, (2, 3), (0, 1))
    shift = np.full((40, 30, 2), (3, 2), np.float32)
    inner = np.s_[4:-4, 4:-4]
    assert apart(first, second, shift)[inner].max() == 0
    assert apart(first, first, shift)[inner].mean() > 40


def test_everything_tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = motion.steps
    monkeypatch.setattr(motion, "steps", lambda split, count: whole(split, count, SMALL))
    write_tiny_body(tmp_path / "weights")
    weights = tmp_path / "weights" / "psgan.safetensors"
    table = run("motion", Options(tmp_path / "out", count=1, weights=weights, engine="torch"))
    rows = json.loads((tmp_path / "out" / "metrics.json").read_text())["rows"]
    assert {"ours", "mannequin", "render", "ours-mannequin"} <= set(rows)
    assert rows["ours"]["flicker_share"]["value"] > 0 and rows["render"]["flicker"]["value"] > 0
    assert {"flicker", "flicker_share", "detail", "seconds"} <= set(rows["ours"])
    assert "frame to frame" in table and (tmp_path / "out" / "random.png").is_file()
    with pytest.raises(InputError):
        run("motion", Options(tmp_path / "out", avatars=tmp_path))
