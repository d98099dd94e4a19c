"""The measuring of enlarging, with a tiny network made on the spot: which figures, and of what."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anigen_core.calibration import calibration_picture
from anigen_core.networks.upscaler import Upscaler
from train import runs
from train.evaluate import upscale
from train.evaluate.__main__ import run
from train.evaluate.example import Example
from train.evaluate.options import Options
from train.evaluate.report import Report


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that has learned nothing: it enlarges bilinearly."""
    path = tmp_path_factory.mktemp("weights") / "upscale.safetensors"
    config = {"width": 8, "depth": 2}
    card = {"architecture": "upscale", "scale": 2, "config": config, "data": "none", "recipe": "none"}
    runs.export(path, Upscaler(8, 2).state_dict(), card)
    return path


def test_drawings_are_made_small_and_enlarged(weights: Path, tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    Image.fromarray(calibration_picture(96)[:, :71]).save(tmp_path / "art" / "face.png")
    out = tmp_path / "out"
    options = Options(out=out, drawings=tmp_path / "art", weights=weights, engine="torch")
    assert "lanczos" in run("upscale", options)
    rows = json.loads((out / "metrics.json").read_text())["rows"]
    assert {"ours", "lanczos", "cunet"} <= set(rows) and "upconv_7" not in rows
    for row in ("ours", "lanczos", "cunet"):
        assert set(rows[row]) == {"seconds", "psnr:picture", "ssim:picture", "psnr:sharp_picture"}
        assert 12 < rows[row]["psnr:picture"]["value"] < 40
    assert rows["cunet"]["psnr:sharp_picture"]["value"] > rows["ours"]["psnr:sharp_picture"]["value"] + 2
    assert (out / "random.png").is_file()


def test_of_a_character_our_own_result_is_measured(weights: Path, tmp_path: Path) -> None:
    """A disk with an outline takes a character's place."""
    y, x = np.mgrid[0:96, 0:64]
    far = np.hypot(x - 32, y - 48)
    inside = far < 24
    beauty = np.zeros((96, 64, 4), np.uint8)
    beauty[inside] = (230, 120, 90, 255)
    passes = {
        "beauty": beauty,
        "albedo": beauty[..., :3].copy(),
        "part": inside.astype(np.uint8),
        "lines": np.where(abs(far - 24) < 1, 0, 255).astype(np.uint8),
    }
    example = Example("7", "new_draw", beauty, passes)
    report = Report("upscale")
    ways = {"ours": lambda p: p.repeat(2, 0).repeat(2, 1), "lanczos": upscale.lanczos}
    own = upscale._painted(upscale.Reconstruct(), example, Options(out=tmp_path))
    assert own.shape == (96, 64, 4) and own[48, 32, 3] == 255 and own[0, 0, 3] == 0
    truth = upscale.sources.on_paper(own)
    upscale._judge(report, {**ways, "cunet": ways["lanczos"]}, example, "", truth)
    figures = report.figures()
    assert set(figures["ours"]) == {"seconds", "psnr", "ssim", "psnr:sharp"}
    assert "psnr" in figures["lanczos/new_draw"]
    # Reduced by means alone more is left of it than where it was softened first.
    assert figures["lanczos"]["psnr:sharp"]["value"] > figures["lanczos"]["psnr"]["value"]


def test_odd_sides_lose_their_last_row() -> None:
    assert upscale._even(np.zeros((7, 10, 3), np.uint8)).shape == (6, 10, 3)


def test_the_softness_of_our_results_is_softness_alone() -> None:
    """Neither bent nor through JPEG: a picture without any edge stays as it is."""
    from train.upscale import reduced
    from train.views import Chance

    ramp = torch.linspace(0.2, 0.8, 64)[None, None, None].expand(8, 3, 64, 64).contiguous()
    small = reduced(ramp, Chance(torch.Generator().manual_seed(0), "cpu"), ours=True)
    middle = torch.nn.functional.avg_pool2d(ramp, 2)[..., 4:-4]
    assert float((small[..., 4:-4] - middle).abs().max()) < 1.01 / 255
