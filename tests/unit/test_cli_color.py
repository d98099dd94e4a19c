"""`anigen colorize` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.document import Document
from anigen_core.imaging import encode_png
from tests.unit.test_cli import anigen
from tests.unit.test_colorize import FIGURE, LINES, PAINTS, SPOTS, hints


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "l.png").write_bytes(encode_png(LINES))
    (tmp_path / "h.png").write_bytes(encode_png(hints()))
    (tmp_path / "r.png").write_bytes(encode_png(np.ascontiguousarray(FIGURE.colors[60:])))
    return tmp_path


def test_hints_palette_and_reference_go_into_the_file(folder: Path) -> None:
    given = ["--hints", "h.png", "--palette", "socks=#102030", "--flats", "--seed", 3]
    done = anigen("colorize", "l.png", *given, "--out", "o.png", "--json", cwd=folder)
    report = json.loads(done.stdout)
    assert report["files"] == ["o.png"] and report["size"] == [256, 384]
    picture = np.asarray(Image.open(folder / "o.png"))
    for name, (x, y) in SPOTS.items():
        assert np.abs(picture[y, x].astype(int) - PAINTS[name]).max() <= 12
    document = Document.from_png(folder / "o.png")
    assert document.settings.painter == "colorize" and document.settings.flats
    assert document.settings.seed == 3 and document.settings.character.color("socks") == "#102030"
    anigen("colorize", "l.png", "--reference", "r.png", "--out", "o.anigen", cwd=folder)
    style = Document.load(folder / "o.anigen").style
    assert style is not None and style.shape == (324, 256, 4)


def test_wrong_use_is_one_sentence(folder: Path) -> None:
    (folder / "small.png").write_bytes(encode_png(hints()[:200]))
    for arguments, words in (
        (["l.png", "--out", "o.jpg"], "should end in"),
        (["l.png", "--out", "l.png"], "another name"),
        (["l.png", "--palette", "hair=pink", "--out", "o.png"], "pink"),
        (["l.png", "--palette", "hair_color=pink", "--out", "o.png"], "colors of parts only"),
        (["l.png", "--hints", "small.png", "--out", "o.png"], "same size"),
        (["l.png", "--hints", "l.png", "--out", "o.png"], "no transparency"),
        (["none.png", "--out", "o.png"], "none.png"),
    ):
        done = anigen("colorize", *arguments, cwd=folder, expect=2)
        assert words in done.stderr and done.stderr.count("\n") == 1
