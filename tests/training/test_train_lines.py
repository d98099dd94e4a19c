"""The line network: its face and cost, its loss, and a few steps of training."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from anigen_core.errors import InputError
from anigen_core.networks.lines import Lines, planes
from anigen_core.weights import build
from tests.support import require
from train import lines, loop
from train.factory.render.renderer import Renderer


def test_cost_is_that_in_the_header() -> None:
    network = Lines()
    assert sum(p.numel() for p in network.parameters()) == 2_014_510
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network.to("meta")(torch.zeros(1, 4, 768, 512, device="meta"))
    assert round(counter.get_total_flops() / 2e9, 1) == 8.2


def test_the_flag_is_heard_and_silence_is_the_start() -> None:
    torch.manual_seed(0)
    network = Lines((8, 8, 8), (1, 1, 1), 4)
    rgb = torch.rand(1, 3, 32, 64)
    one, other = (network(planes(rgb, torch.tensor([flag]))) for flag in (False, True))
    assert one.shape == (1, 1, 32, 64)
    assert float((one - other).detach().abs().max()) > 1e-5
    assert float(one.detach().sigmoid().mean()) < 0.1


def test_near_lines_are_forgiven() -> None:
    goal = torch.zeros(1, 1, 40, 40)
    goal[..., 20] = 1
    weight = torch.ones(1)
    exact, near, far = (float(lines.missed(goal.roll(by, 3), goal, weight)) for by in (0, 2, 9))
    assert exact == near < 0.01 < 0.9 < far
    assert float(lines.missed(goal.roll(9, 3), goal, torch.zeros(1))) == 0


def test_a_short_run_ends_with_weights_that_load(tmp_path: Path) -> None:
    try:
        Renderer().release()
    except InputError as error:
        require("egl", False, str(error))
    options = lines.Options(
        out=tmp_path / "run",
        store=tmp_path / "store",
        steps=4,
        batch=4,
        tall=192,
        views=2,
        pictures=4,
        each=1,
        checks=4,
        widths="8,8,8,8,8",
        device="cpu",
        tensorboard=False,
    )
    out = loop.run(lines.Recipe, options)
    assert (out / "sample.png").is_file()
    assert build("lines", out)(torch.zeros(1, 4, 32, 32)).shape == (1, 1, 32, 32)


def test_a_height_that_does_not_divide_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="multiple of 192"):
        lines.Recipe(lines.Options(out=tmp_path, tall=100), torch.device("cpu"))
    with pytest.raises(InputError, match="multiple of 96"):
        lines.Recipe(lines.Options(out=tmp_path, view=100), torch.device("cpu"))
