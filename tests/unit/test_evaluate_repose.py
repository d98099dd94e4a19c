"""The evaluation of repose: flat pictures, identity, sureness, and a whole run with an untaught network."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.stages.repose import Reposed
from tests.tiny_repose import write_tiny_repose
from train.evaluate import frames, repose
from train.evaluate.__main__ import run
from train.evaluate.example import Example
from train.evaluate.options import Options
from train.evaluate.truth import Truth

SMALL = (128, 192)


@pytest.fixture(scope="module")
def five() -> list[Example]:
    """Five pictures of a character, small."""
    return list(frames.framed("test", 1, repose.PASSES, SMALL, frames.BODIES))


def test_pictures_are_laid_flat(five: list[Example]) -> None:
    example = five[0]
    flat = repose.flat(example)
    figure = example.picture[..., 3] == 255
    clear = figure & (example.passes["lines"] == 255)
    assert np.array_equal(flat.picture[clear][:, :3], example.passes["albedo"][clear])
    inked = figure & (example.passes["lines"] < 160)
    assert flat.picture[inked][:, :3].mean() < 0.8 * example.passes["albedo"][inked].mean()
    assert np.array_equal(flat.picture[..., 3], example.picture[..., 3])


def test_a_character_is_most_like_itself(five: list[Example]) -> None:
    judge = repose.Judge()
    seen = judge.features(five[0].picture)
    moved = np.roll(five[0].picture, 9, 1)
    other = five[0].picture.copy()
    other[..., :3] = 255 - other[..., :3]

    def apart(picture: np.ndarray) -> float:
        return float(np.linalg.norm(judge.features(picture) - seen))

    assert apart(five[0].picture) == 0
    assert apart(moved) < 0.5 * apart(other)


def test_sureness_is_held_against_the_error(five: list[Example]) -> None:
    truth = Truth(five[0])
    made = np.dstack([truth.picture, np.full(truth.figure.shape, 255, np.uint8)])
    made[:96, :, :3] = 255 - made[:96, :, :3]
    sure = np.ones(made.shape[:2], np.float32)
    sure[:96] = 0
    lines = np.full(made.shape[:2], 255, np.uint8)
    right = Reposed(made, sure, lines, None, "repose")
    wrong = Reposed(made, 1 - sure, lines, None, "repose")
    assert repose.sure_rank(right, truth) > 0.3 > -0.3 > repose.sure_rank(wrong, truth)


def test_a_run_from_end_to_end(five: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "framed", lambda *_, **__: iter([*five, *five]))
    weights = write_tiny_repose(tmp_path)
    out = tmp_path / "out"
    options = Options(out=out, count=2, weights=weights / "repose.safetensors", engine="torch")
    table = run("repose", options)
    written = json.loads((out / "metrics.json").read_text())
    rows = written["rows"]
    assert {"ours", "warp", "copy", "other", "ours-warp", "ours-copy"} <= set(rows)
    told = {"psnr:figure/one", "psnr:head/four", "identity/four", "kid/one", "sure_rank/one", "seconds/four"}
    assert told <= set(rows["ours"])
    assert rows["warp"]["alpha_iou/one"]["value"] > rows["copy"]["alpha_iou/one"]["value"]
    assert rows["other"]["identity/one"]["value"] == pytest.approx(1), "both times the same character"
    assert len(written["bars"]) == 6 and "bars are met" in table
    assert Image.open(out / "worst.png").width > 400


def test_drawings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--drawings"):
        run("repose", Options(out=tmp_path, drawings=tmp_path))
