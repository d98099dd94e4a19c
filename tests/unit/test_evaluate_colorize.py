"""The evaluation of colorization: its figures, and a whole run with a network that knows nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anigen_core.networks import colorizer_peers
from tests.tiny_colorizer import write_tiny_colorizer
from train import runs
from train.evaluate import colorize, frames, peers, sources
from train.evaluate.__main__ import run
from train.evaluate.example import Example
from train.evaluate.options import Options


def test_hints_are_judged_by_the_color_under_them() -> None:
    picture, lines = np.full((40, 40, 3), 200, np.uint8), np.full((40, 40), 255, np.uint8)
    hints = np.zeros((40, 40, 4), np.uint8)
    assert len(colorize.hint_errors(picture, hints, lines)) == 0
    hints[4:8, 4:8] = (200, 200, 200, 255)
    hints[20:24, 20:24] = (20, 200, 20, 255)
    hints[24:28, 20:24] = (200, 200, 200, 255)  # touches the other one
    picture[5, 4:8], lines[5, 4:8] = 0, 0  # ink over a hint is not held against the picture
    errors = np.sort(colorize.hint_errors(picture, hints, lines))
    assert len(errors) == 3 and errors[:2].max() == 0 and errors[2] > 30


@pytest.fixture(scope="module")
def character() -> list[Example]:
    """One picture, three times, as if they were three."""
    passes = ("beauty", "part", "lines", "albedo")
    one = next(iter(sources.characters("test", 1, (256, 384), passes, workers=1)))
    tags = {**one.labels["tags"], "style": "cel"}  # of a gray style no part's color is judged
    return [replace(one, labels={**one.labels, "tags": tags})] * 3


def test_dots_have_the_picture_s_colors(character: list[Example]) -> None:
    example = character[0]
    seen = (example.picture, example.passes["part"], example.passes["lines"])
    hints = colorize.dots(*seen, 3)
    assert np.array_equal(hints, colorize.dots(*seen, 3))
    assert (
        set(np.unique(hints[..., 3])) == {0, 255}
        and 20 <= (hints[..., 3] > 0).sum() < 0.1 * hints[..., 3].size
    )
    white = np.full(hints.shape[:2], 255, np.uint8)
    assert np.median(colorize.hint_errors(sources.on_paper(example.picture), hints, white)) < 12
    truth = colorize.Truth(example)
    assert set(truth.part_errors(truth.picture, truth).values()) == {0.0}


def test_a_run_from_end_to_end(
    character: list[Example], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "framed", lambda *_, **__: iter(character))
    weights = write_tiny_colorizer(tmp_path)
    torch.manual_seed(0)
    others = tmp_path / "peers"
    others.mkdir()
    for name, network in (
        ("colorizer_original", colorizer_peers.Original((8, 8, 8, 8, 8), 8)),
        ("colorizer_pix2pix", colorizer_peers.Pix2Pix(4)),
    ):
        config = {"width": 4} if name.endswith("pix2pix") else {"widths": [8] * 5, "style": 8}
        card = {"architecture": name, "config": config, "scale": 0, "data": "none", "recipe": "never trained"}
        runs.export(others / f"{name}.safetensors", network.state_dict(), card)
    out = tmp_path / "out"
    options = Options(
        out=out, count=1, workers=1, weights=weights / "colorize.safetensors", engine="torch", peer=others
    )
    table = run("colorize", options)
    written = json.loads((out / "metrics.json").read_text())
    rows = written["rows"]
    assert {"ours", "fallback", "original", "pix2pix", "ours-fallback", "ours-original"} <= set(rows)
    assert {"psnr:figure/hints", "hint_delta_e/hints", "part_delta_e/reference", "seconds/nothing"} <= set(
        rows["ours"]
    )
    assert rows["ours"]["hint_delta_e/hints"]["value"] < 4
    assert rows["truth"]["hint_delta_e/hints"]["value"] < 8
    assert len(written["bars"]) == 5 and "bars are met" in table
    assert Image.open(out / "worst.png").width > 400


def test_peers_of_colorization_have_rows_of_their_own(tmp_path: Path) -> None:
    from anigen_core.errors import InputError

    with pytest.raises(InputError, match="colorizer_pix2pix"):
        peers.painters(tmp_path, peers.COLORISTS)


def test_drawings_are_looked_at(character: list[Example], tmp_path: Path) -> None:
    folder = tmp_path / "drawings"
    folder.mkdir()
    picture = sources.on_paper(character[0].picture)
    Image.fromarray(picture).save(folder / "a.png")
    Image.fromarray(character[0].passes["lines"]).save(folder / "b.png")
    weights = write_tiny_colorizer(tmp_path) / "colorize.safetensors"
    run("colorize", Options(out=tmp_path / "out", drawings=folder, weights=weights, engine="torch"))
    assert Image.open(tmp_path / "out" / "random.png").height > 100
