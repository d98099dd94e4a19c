"""`anigen faces` as a user runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.cli import main
from tests.unit.test_cli import anigen


def test_faces_of_seeds_that_follow(tmp_path: Path) -> None:
    given = (
        "faces",
        "--hair",
        "pink twin_tails",
        "--eyes",
        "green",
        "--seed",
        1,
        "--count",
        2,
        "--size",
        128,
    )
    done = anigen(*given, "--lines", "--sheet", "all.png", "--out", "new/DIR", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    names = [f"new/DIR/face_{seed}{part}.png" for seed in (1, 2) for part in ("", "_lines")]
    assert report["files"] == [*names, "all.png"] and "face" in report["engine"]
    who = report["characters"][1]
    assert (
        who["seed"] == 2
        and who["wishes"]["hair"] == ["twin_tails"]
        and who["wishes"]["eye_color"] == ["green"]
    )
    assert np.asarray(Image.open(tmp_path / "new/DIR/face_1.png")).shape == (128, 128, 4)
    assert np.asarray(Image.open(tmp_path / "new/DIR/face_1_lines.png")).shape == (128, 128)
    assert np.asarray(Image.open(tmp_path / "all.png")).shape == (128, 256, 3)


def test_a_morph_to_a_folder_and_one_face_to_a_file(tmp_path: Path) -> None:
    given = ("faces", "--wish", "hair=bob,skin=tan", "--morph", "hair=spiky", "--count", 3, "--size", 128)
    anigen(*given, "--out", "walk", "--sheet", "strip.png", cwd=tmp_path)
    assert sorted(p.name for p in (tmp_path / "walk").iterdir()) == [f"face_0{n}.png" for n in range(3)]
    assert np.asarray(Image.open(tmp_path / "strip.png")).shape == (128, 384, 3)
    anigen("faces", "--out", "one.png", "--size", 128, "--paper", cwd=tmp_path)
    assert np.asarray(Image.open(tmp_path / "one.png")).shape == (128, 128, 3)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--hair", "plaid"), "not a word for hair"),
        (("--count", "0"), "--count"),
        (("--count", "3"), "one file for 3"),
        (("--morph", "hair=bob"), "from 2 on"),
        (("--wish", "hat=yes"), "There is no wish"),
        (("--sheet", "x.jpg"), ".png"),
    ],
)
def test_wrong_input_is_one_sentence(
    words: tuple[str, ...],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["anigen", "faces", "--out", str(tmp_path / "a.png"), *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert sentence in told and told.count("\n") == 1
    assert not list(tmp_path.iterdir())
