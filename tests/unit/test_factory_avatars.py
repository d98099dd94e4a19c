"""Avatar files that are damaged or no avatars get one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BAD = {
    "cut.glb": b"glTF\x02\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 40,
    "text.vrm": b"this is no avatar",
    "cut.pmx": b"PMX \x00\x00\x00\x40\x08" + b"\x01" * 20,
    "empty.glb": b"",
    "other.obj": b"v 0 0 0",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_avatars_are_one_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    command = [sys.executable, "-m", "train.factory", "avatar", str(tmp_path / name)]
    command += ["--out", str(tmp_path / "sheet.png")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode != 0 and not (tmp_path / "sheet.png").exists()
    words = (done.stderr + done.stdout).strip()
    assert "Traceback" not in words and words.endswith(".") and words.count("\n") == 0, words
