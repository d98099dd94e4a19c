"""The command line as a user runs it: real files in and out; for bad input one sentence and status 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from anigen_core.document import Document

ROOT = Path(__file__).parents[2]


def anigen(*arguments: object, cwd: Path, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `anigen` in a process of its own."""
    code = "from anigen_core.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=_environment())
    assert done.returncode == expect, done.stdout + done.stderr
    return done


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """A folder with l.png and c.png: a head with two eyes, roughly colored."""
    lines, colors = Image.new("L", (160, 200), 255), Image.new("RGBA", (160, 200))
    pen, brush = ImageDraw.Draw(lines), ImageDraw.Draw(colors)
    pen.ellipse((30, 30, 130, 160), outline=0, width=3)
    brush.ellipse((36, 38, 120, 150), fill=(245, 205, 180, 255))
    for x in (55, 90):
        pen.ellipse((x, 80, x + 18, 104), outline=0, width=2)
        brush.ellipse((x + 3, 84, x + 16, 101), fill=(40, 90, 200, 255))
    lines.save(tmp_path / "l.png")
    colors.save(tmp_path / "c.png")
    return tmp_path


def test_draw_writes_every_kind_and_the_document_gives_the_same_pixels(drawing: Path) -> None:
    made = ["--out", "out.png", "--psd", "out.psd", "--ora", "out.ora", "--document", "d.anigen"]
    done = anigen(
        "draw", "--lines", "l.png", "--colors", "c.png", *made, "--upscale", 2, "--json", cwd=drawing
    )
    report = json.loads(done.stdout)
    assert report["size"] == [320, 400]
    assert report["files"] == ["out.png", "out.psd", "out.ora", "d.anigen"]

    anigen("draw", "d.anigen", "--out", "again.png", cwd=drawing)
    anigen("draw", "out.png", "--out", "recipe.png", cwd=drawing)
    first = np.asarray(Image.open(drawing / "out.png"))
    assert np.array_equal(first, np.asarray(Image.open(drawing / "again.png")))
    assert np.array_equal(first, np.asarray(Image.open(drawing / "recipe.png")))

    kept = Document.load(drawing / "d.anigen")
    assert kept.lines is not None and kept.colors is not None
    assert np.array_equal(kept.lines, np.asarray(Image.open(drawing / "l.png")))
    assert np.array_equal(kept.colors, np.asarray(Image.open(drawing / "c.png")))


def test_draw_previews_and_refuses_what_makes_no_sense(drawing: Path) -> None:
    given = ("draw", "--lines", "l.png", "--colors", "c.png", "--out", "o.png")
    done = anigen(*given, "--preview", "--painter", "fill", "--strength", 0.4, "--json", cwd=drawing)
    report = json.loads(done.stdout)
    assert report["size"] == [160, 200] and "segment fill" in report["engine"]
    settings = Document.from_png(drawing / "o.png").settings
    assert (settings.painter, settings.strength, settings.refine) == ("fill", 0.4, 1)
    for wrong, word in (
        (("--painter", "fill", "--variations", 2), "PI-REC"),
        (("--variations", 99), "1 to 16"),
        (("--ranked",), "--variations"),
        (("--refine", 4), "0 to 3"),
        (("--preview", "--psd", "o.psd"), "no layers"),
    ):
        assert word in anigen(*given, *wrong, cwd=drawing, expect=2).stderr


def test_variations_are_ranked_before_they_are_written(drawing: Path) -> None:
    given = ("draw", "--lines", "l.png", "--colors", "c.png", "--out", "v.png", "--preview", "--seed", 8)
    done = anigen(*given, "--variations", 2, "--ranked", "--json", cwd=drawing)
    report = json.loads(done.stdout)
    seeds = [Document.from_png(drawing / name).settings.seed for name in ("v_1.png", "v_2.png")]
    assert sorted(seeds) == [8, 9] and report["files"] == ["v_1.png", "v_2.png"]
    for place, (seed, reason) in enumerate(zip(seeds, report["reasons"], strict=True), start=1):
        assert reason.startswith(f"{place}: seed {seed}. ") and reason.endswith(".")


def test_split_then_draw_keeps_the_picture(drawing: Path) -> None:
    anigen("draw", "--lines", "l.png", "--colors", "c.png", "--out", "out.png", cwd=drawing)
    anigen("split", "out.png", "--lines", "l2.png", "--colors", "c2.png", cwd=drawing)
    anigen("draw", "--lines", "l2.png", "--colors", "c2.png", "--out", "out2.png", cwd=drawing)
    first, second = (
        np.asarray(Image.open(drawing / n).convert("RGB"), float) for n in ("out.png", "out2.png")
    )
    assert np.abs(first - second).mean() < 12


def test_pose_alone_makes_a_figure(tmp_path: Path) -> None:
    names = [p["name"] for p in json.loads(anigen("pose", "list", "--json", cwd=tmp_path).stdout)["poses"]]
    assert len(names) >= 20
    anigen("draw", "--pose", names[0], "--out", "out.png", cwd=tmp_path)
    picture = np.asarray(Image.open(tmp_path / "out.png").convert("RGB"))
    assert picture.shape == (768, 512, 3)
    assert (picture != 255).any(axis=2).mean() > 0.05


def test_pose_commands(tmp_path: Path) -> None:
    name = json.loads(anigen("pose", "list", "--json", cwd=tmp_path).stdout)["poses"][0]["name"]
    anigen("pose", "convert", name, "--out", "p.json", "--size", "256x384", cwd=tmp_path)
    anigen("pose", "mirror", "p.json", "--out", "m.json", cwd=tmp_path)
    anigen("pose", "mirror", "m.json", "--out", "mm.json", cwd=tmp_path)
    assert json.loads((tmp_path / "p.json").read_text()) == json.loads((tmp_path / "mm.json").read_text())
    anigen("pose", "render", "p.json", "--out", "p.png", cwd=tmp_path)
    assert Image.open(tmp_path / "p.png").size == (256, 384)


def test_lines_upscale_and_eyes(drawing: Path) -> None:
    anigen("draw", "--lines", "l.png", "--colors", "c.png", "--out", "out.png", cwd=drawing)
    anigen("lines", "out.png", "--out", "lines.png", "--transparent", cwd=drawing)
    assert Image.open(drawing / "lines.png").mode == "RGBA"
    anigen("lines", "out.png", "--out", "found.png", "--detector", "canny", cwd=drawing)
    assert (np.asarray(Image.open(drawing / "found.png")) < 128).any()
    anigen("upscale", "out.png", "--out", "big.png", "--factor", 2, cwd=drawing)
    assert Image.open(drawing / "big.png").size == (320, 400)
    boxes = ["--right-box", "52,78,25,29", "--left-box", "87,78,25,29"]
    eyes = ["--left", "#1fa055", "--right", "#c0392b", *boxes]
    anigen("eyes", "out.png", *eyes, "--out", "eyes.png", cwd=drawing)
    before, after = (np.asarray(Image.open(drawing / n).convert("RGB"), int) for n in ("out.png", "eyes.png"))
    assert after[92, 64, 0] > after[92, 64, 2] and after[92, 99, 1] > after[92, 99, 2]
    assert np.array_equal(before[:70], after[:70])


BAD: list[tuple[list[str], str]] = [
    (["draw", "--out", "o.png"], "nothing to draw"),
    (["draw", "--lines", "l.png", "--colors", "c.png"], "Say what to write"),
    (["draw", "--lines", "l.png", "--painter", "fill", "--out", "o.png"], "no colors"),
    (["draw", "--colors", "c.png", "--painter", "fill", "--out", "o.png"], "no lines"),
    (["draw", "--lines", "missing.png", "--out", "o.png"], "cannot be read"),
    (["draw", "--lines", "text.png", "--out", "o.png"], "not a picture"),
    (["draw", "--lines", "l.png", "--colors", "c.png", "--out", "o.jpg"], ".png"),
    (["draw", "--lines", "l.png", "--colors", "c.png", "--out", "no/such/o.png"], "cannot be written"),
    (["draw", "--lines", "l.png", "--colors", "c.png", "--upscale", "3", "--out", "o.png"], "upscale"),
    (["draw", "--lines", "l.png", "--colors", "c.png", "--pose", "no_such", "--out", "o.png"], "pose list"),
    (["draw", "text.png", "--out", "o.png"], "document"),
    (["eyes", "l.png", "--out", "o.png"], "--left"),
    (["eyes", "l.png", "--left", "blue", "--left-box", "1,1,9,9", "--out", "o.png"], "#3a7bd5"),
    (["upscale", "l.png", "--factor", "3", "--out", "o.png"], "2"),
    (["pose", "convert", "text.png", "--out", "o.json"], "JSON"),
    (["split", "l.png", "--lines", "o.png", "--colors", "o.png"], "two names"),
    (["split", "l.png", "--lines", "l.png", "--colors", "o.png"], "another name"),
    (["draw", "--lines", "l.png", "--colors", "c.png", "--out", "c.png"], "another name"),
    (["upscale", "l.png", "--out", "./l.png"], "another name"),
    (["upscale", "l.png", "--factor", "two", "--out", "o.png"], "anigen upscale --help"),
    (["lines", "--out", "o.png"], "anigen lines --help"),
    (["paint"], "anigen --help"),
]


@pytest.mark.parametrize(
    ("arguments", "word"), BAD, ids=lambda v: " ".join(v)[:40] if isinstance(v, list) else ""
)
def test_bad_input_is_one_sentence_and_status_2(drawing: Path, arguments: list[str], word: str) -> None:
    (drawing / "text.png").write_text("this is no picture")
    done = anigen(*arguments, cwd=drawing, expect=2)
    complaint = done.stderr.strip()
    assert word.lower() in complaint.lower()
    assert complaint.count("\n") == 0 and complaint.endswith(".")
    assert not (drawing / "o.png").exists()


def test_errors_as_json(drawing: Path) -> None:
    fill = ("--lines", "l.png", "--painter", "fill", "--out", "o.png")
    done = anigen("draw", *fill, "--json", cwd=drawing, expect=2)
    assert "no colors" in json.loads(done.stdout)["error"]
    done = anigen("draw", "--upscale", "two", "--json", cwd=drawing, expect=2)
    assert "--upscale" in json.loads(done.stdout)["error"]


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    assert "split" in anigen(cwd=tmp_path, expect=2).stderr
    assert "--colors" in anigen("draw", "--help", cwd=tmp_path).stdout
