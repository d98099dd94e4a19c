"""The door to controlnet-aux: two detectors, no import before the first use, one sentence when it fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from anigen_core import adapters
from anigen_core.calibration import calibration_picture
from anigen_core.errors import InputError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", adapters.DETECTORS)
@pytest.mark.parametrize("size", [(96, 120), (200, 64), (20, 30)])
def test_detectors_draw_ink_on_paper(name: str, size: tuple[int, int]) -> None:
    picture = calibration_picture(200)[: size[0], : size[1]]
    lines = adapters.detect_lines(name, picture)
    assert lines.shape == size and lines.dtype == np.uint8
    assert np.median(lines) > 200


def test_ink_lies_where_the_picture_has_lines() -> None:
    picture = np.full((128, 128, 3), 230, np.uint8)
    picture[60:63] = 20
    for name in adapters.DETECTORS:
        lines = adapters.detect_lines(name, picture)
        assert lines[57:66].min(0).max() < 140
        assert lines[:40].min() > 240


def test_only_detectors_that_download_nothing_are_offered() -> None:
    with pytest.raises(InputError, match="choose canny or lineart_standard"):
        adapters.detect_lines("openpose", np.zeros((64, 64, 3), np.uint8))


def test_nothing_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, anigen_core.adapters\n"
        "print([m for m in ('torch', 'torchvision', 'controlnet_aux', 'timm') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("missing", ["torchvision", "controlnet_aux"])
def test_a_mismatched_install_costs_one_sentence(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("torchvision", "controlnet_aux"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    if missing == "controlnet_aux":
        monkeypatch.setitem(sys.modules, "torchvision", sys)  # any loaded module will do
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError) as caught:
        adapters.detect_lines("canny", np.zeros((64, 64, 3), np.uint8))
    sentence = str(caught.value)
    assert sentence.startswith("The line detectors of controlnet-aux cannot be used, because")
    assert sentence.endswith(", or use another line method.") and "\n" not in sentence


def test_weights_are_only_looked_for_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANIGEN_HOME", str(tmp_path))
    picture = np.full((64, 64, 3), 255, np.uint8)
    for name, call in (("openpose", adapters.detect_pose), ("lineart_anime", None)):
        if adapters.weights_at_hand(name) is not None:
            continue  # somebody has them where huggingface_hub keeps them
        with pytest.raises(InputError, match=f"The weights of {name} are not on this machine; put"):
            call(picture) if call else adapters.detect_lines(name, picture)
    (tmp_path / "annotators").mkdir()
    (tmp_path / "annotators" / "netG.pth").write_bytes(b"")
    assert adapters.weights_at_hand("lineart_anime") == tmp_path / "annotators" / "netG.pth"
