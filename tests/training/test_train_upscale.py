"""The compact upscaler: its face and cost, what it starts from, and a few steps of training."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from anigen_core.errors import InputError
from anigen_core.networks.upscaler import Upscaler
from anigen_core.weights import build
from tests.support import require
from train import loop, upscale, views
from train.factory.render.renderer import Renderer


def test_cost_is_that_in_the_header() -> None:
    network = Upscaler()
    assert sum(p.numel() for p in network.parameters()) == 330_672
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network.to("meta")(torch.zeros(1, 3, 768, 512, device="meta"))
    assert round(counter.get_total_flops() / 2e9, 1) == 32.4


def test_it_begins_with_the_enlarged_picture_and_tiles_fit() -> None:
    torch.manual_seed(0)
    network, x = Upscaler(16, 8), torch.rand(1, 3, 128, 64)
    whole = network(x)
    plain = functional.interpolate(x, scale_factor=2.0, mode="bilinear")
    assert whole.shape == (1, 3, 256, 128)
    assert float((whole - plain).abs().mean()) < 0.05
    tile = network(x[:, :, :84])[:, :, :128]
    assert torch.allclose(tile, whole[:, :, :128], atol=1e-5)  # 64 rows and the margin of 20


def test_a_flat_area_keeps_its_color_to_the_bit() -> None:
    torch.manual_seed(0)
    network = Upscaler(8, 2)
    torch.nn.init.normal_(network.last.weight)  # whatever it has learned
    flat = torch.tensor([250.0, 219.0, 196.0])[None, :, None, None].expand(1, 3, 24, 16) / 255
    assert torch.equal(network(flat), flat.repeat(1, 1, 2, 2))


def test_pairs_are_small_pictures_in_eight_bits() -> None:
    goal = torch.rand(6, 3, 64, 64)
    small = upscale.reduced(goal, views.Chance(torch.Generator().manual_seed(0), "cpu"))
    assert small.shape == (6, 3, 32, 32)
    assert torch.equal((small * 255).round() / 255, small)
    assert float((small - functional.avg_pool2d(goal, 2)).abs().mean()) < 0.1


def test_a_short_run_ends_with_weights_that_load(tmp_path: Path) -> None:
    try:
        Renderer().release()
    except InputError as error:
        require("egl", False, str(error))
    options = upscale.Options(
        out=tmp_path / "run",
        store=tmp_path / "store",
        steps=8,
        batch=2,
        tall=192,
        crop=64,
        pictures=4,
        each=1,
        checks=4,
        width=8,
        painted=2,
        device="cpu",
        tensorboard=False,
    )
    out = loop.run(upscale.Recipe, options)
    assert (out / "sample.png").is_file()
    assert build("upscale", out)(torch.zeros(1, 3, 32, 32)).shape == (1, 3, 64, 64)


def test_a_crop_larger_than_the_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--crop"):
        upscale.Recipe(upscale.Options(out=tmp_path, tall=192, crop=192), torch.device("cpu"))
