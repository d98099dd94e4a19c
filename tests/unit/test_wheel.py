"""The wheel works on its own: built here, installed into an empty environment, and drawn with."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return next(out.glob("*.whl"))


def test_wheel_carries_the_package_and_its_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith(".safetensors") for name in names)
    assert "anigen_core/assets/weights/CREDITS.md" in names
    assert "anigen_core/data/poses.json" in names
    assert not [n for n in names if n.split("/")[0] in {"train", "tests", "app.py"} or n.endswith(".pyi")]


def test_wheel_draws_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]

    lines, colors = Image.new("L", (128, 192), 255), Image.new("RGBA", (128, 192))
    ImageDraw.Draw(lines).ellipse((30, 30, 98, 150), outline=0, width=3)
    ImageDraw.Draw(colors).ellipse((40, 40, 88, 140), fill=(240, 180, 160, 255))
    lines.save(tmp_path / "l.png")
    colors.save(tmp_path / "c.png")
    draw = [str(scripts / "anigen"), "draw", "--lines", "l.png", "--colors", "c.png"]
    draw += ["--upscale", "2", "--out", "out.png", "--psd", "out.psd"]
    # A clean environment: nothing of this checkout may leak in through PYTHONPATH.
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(draw, capture_output=True, text=True, cwd=tmp_path, env=clean)
    assert done.returncode == 0, done.stderr[-2000:]
    with Image.open(tmp_path / "out.png") as picture:
        assert picture.size == (256, 384)
        assert "PI-REC (weights pirec" in done.stdout and "our compact network" in done.stdout
    assert (tmp_path / "out.psd").stat().st_size > 1000
