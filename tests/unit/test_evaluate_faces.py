"""The evaluation of faces: what is asked for, and a whole run with an untaught network."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.facemaking.wishing import face_groups
from tests.tiny_faces import write_tiny_faces
from train.evaluate import faces
from train.evaluate.__main__ import run
from train.evaluate.options import Options


def test_what_a_true_face_shows_is_wished_for(tmp_path: Path) -> None:
    ones = list(faces.asked(Options(out=tmp_path, count=2)))
    assert ones
    for one in ones:
        assert one.truth.shape == (128, 128, 3) and one.truth.dtype == np.uint8
        assert one.character.color("hair") or one.character.color("skin")
        for group, words in one.character.wishes:
            assert set(words) <= set(face_groups()[group])


def test_a_whole_run_measures_and_draws_sheets(tmp_path: Path) -> None:
    weights = write_tiny_faces(tmp_path) / "faces.safetensors"
    told = run("faces", Options(out=tmp_path / "out", count=2, weights=weights))
    rows = json.loads((tmp_path / "out" / "metrics.json").read_text())["rows"]
    assert {"ours", "fallback", "render"} <= set(rows) and "kid" in told
    assert 0 <= rows["fallback"]["diversity"]["value"] < 1
    for name, size in (("ours_64", (2048, 2048)), ("fallback_morph", (2304, 256))):
        with Image.open(tmp_path / "out" / f"{name}.png") as sheet:
            assert sheet.size == size


def test_drawings_have_no_wishes(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no wishes are known"):
        run("faces", Options(out=tmp_path, drawings=tmp_path))
