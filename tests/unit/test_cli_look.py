"""tags, pose, landmarks and cutout on pictures of all kinds: a plain result or one sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anigen_core.cli import main
from tests.figure import draw_figure


def landscape() -> np.ndarray:
    ground = np.zeros((90, 140, 3))
    ground[:45] = np.linspace(120, 250, 45)[:, None, None] * (0.6, 0.8, 1.0)
    ground[45:] = (70, 140, 60)
    return np.clip(ground + np.random.default_rng(0).normal(0, 6, ground.shape), 0, 255).astype(np.uint8)


def crowd() -> np.ndarray:
    """Ten figures side by side."""
    figure = np.asarray(Image.fromarray(draw_figure().colors).resize((96, 144)))
    return np.hstack([figure] * 10)


PICTURES = {
    "figure": lambda: draw_figure().colors,
    "crowd": crowd,
    "landscape": landscape,
    "noise": lambda: np.random.default_rng(1).integers(0, 256, (80, 64, 3), np.uint8),
    "black": lambda: np.zeros((64, 48, 3), np.uint8),
    "clear": lambda: np.zeros((64, 48, 4), np.uint8),
    "gray": lambda: np.full((16, 400), 200, np.uint8),
}


def anigen(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["anigen", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("kind", PICTURES)
def test_every_picture_gets_a_plain_answer(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    array = PICTURES[kind]()
    picture, out = tmp_path / "p.png", tmp_path / "out.png"
    Image.fromarray(array).save(picture)

    def asked(*words: object) -> dict[str, Any]:
        assert anigen(monkeypatch, *words, "--json") == 0
        return json.loads(capsys.readouterr().out)

    assert all(0 <= tag["chance"] <= 1 for group in asked("tags", picture)["tags"].values() for tag in group)
    pose = asked("pose", picture)
    assert len(pose["people"][0]["pose_keypoints_2d"]) == 54
    for face in asked("landmarks", picture)["faces"]:
        assert len(face["box"]) == 4 and len(face["points"]["left_eye"]) == 8
    cut = asked("cutout", picture, "--out", out)
    made = Image.open(out)
    assert made.mode == "RGBA" and made.size == (array.shape[1], array.shape[0])
    assert cut["found"] or not pose["found"]
    if kind in ("black", "clear", "gray"):
        assert not pose["found"] and np.asarray(made)[..., 3].max() == 0
        written = tmp_path / "pose.json"
        assert anigen(monkeypatch, "pose", picture, "--out", written) == 0
        assert "no figure" in capsys.readouterr().out and not written.exists()
        assert anigen(monkeypatch, "landmarks", picture) == 0
        assert "no face" in capsys.readouterr().out


def test_what_is_no_picture_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.png").write_text("hello")
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.png")
    for command in ("tags", "pose", "landmarks", "cutout"):
        for name in ("text.png", "dot.png", "none.png"):
            out = ["--out", tmp_path / "o.png"] if command == "cutout" else []
            assert anigen(monkeypatch, command, tmp_path / name, *out) == 2
            told = capsys.readouterr().err
            assert name in told and told.strip().endswith(".") and "Traceback" not in told
    assert not (tmp_path / "o.png").exists()


def test_lines_as_png_and_svg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture, png, svg = (tmp_path / name for name in ("p.png", "l.png", "l.svg"))
    Image.fromarray(draw_figure().colors).save(picture)
    assert anigen(monkeypatch, "lines", picture, "--out", png, "--rules", "--transparent", "--detail", 1) == 0
    clear = np.asarray(Image.open(png))
    assert clear.shape[2] == 4 and (clear[..., 3] > 128).any() and (clear[..., 3] == 0).mean() > 0.5
    assert anigen(monkeypatch, "lines", picture, "--out", svg, "--rules", "--width", 2) == 0
    assert svg.read_text().startswith("<svg") and "<path" in svg.read_text()
    assert anigen(monkeypatch, "lines", picture, "--out", tmp_path / "l.jpg") == 2
    assert anigen(monkeypatch, "lines", picture, "--out", svg, "--detail", 2) == 2
