"""The colorizer: costs, what is told and left out, and short runs of ours and of its peers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from anigen_core.networks.colorizer import OUTPUTS, Colorizer
from anigen_core.networks.colorizer_peers import Original, Pix2Pix
from anigen_core.weights import build
from train import colorize, loop
from train import colorize_told as told_of
from train.factory.parts import Part
from train.views import Chance


def giga(network: nn.Module) -> float:
    """GMAC at 512x768, counted without computing."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        small = torch.zeros(1, 5, 384, 256, device="meta")
        network.to("meta")(
            torch.zeros(1, 5, 768, 512, device="meta"), small, torch.zeros(1, 32, device="meta")
        )
    return counter.get_total_flops() / 2e9


@pytest.mark.parametrize(
    ("kind", "million", "cost"), [(Colorizer, 2.49, 7.7), (Original, 2.45, 8.5), (Pix2Pix, 2.04, 7.5)]
)
def test_costs_are_those_in_the_headers(kind: type[nn.Module], million: float, cost: float) -> None:
    network = kind()
    count = sum(p.numel() for p in network.parameters()) / 1e6
    assert count == pytest.approx(million, abs=0.01)
    assert giga(network) == pytest.approx(cost, abs=0.1)


def facts(count: int = 6) -> dict[str, torch.Tensor]:
    """Figures of two parts, red above and blue below, on white."""
    colors = torch.ones(count, 3, 96, 64)
    part = torch.zeros(count, 1, 96, 64, dtype=torch.uint8)
    colors[:, :, 10:50, 10:50] = torch.tensor([0.9, 0.1, 0.1]).view(3, 1, 1)
    colors[:, :, 50:90, 10:50] = torch.tensor([0.1, 0.1, 0.9]).view(3, 1, 1)
    part[:, :, 10:50, 10:50] = int(Part.HAIR_FRONT)
    part[:, :, 50:90, 10:50] = int(Part.TOP)
    return {"colors": colors, "part": part, "figure": (part > 0).float()}


def chance(seed: int = 0) -> Chance:
    return Chance(torch.Generator().manual_seed(seed), "cpu")


def test_hints_say_the_color_near_which_they_lie() -> None:
    some = facts()
    made = told_of.hints(some["colors"], some["colors"], some["part"], some["figure"], chance())
    again = told_of.hints(some["colors"], some["colors"], some["part"], some["figure"], chance())
    assert made.shape == (6, 4, 96, 64) and torch.equal(made, again)
    there = made[:, 3] > 0
    assert set(made[:, 3].unique().tolist()) == {0.0, 1.0}
    assert not made[:, :3].permute(0, 2, 3, 1)[~there].any()
    off = (made[:, :3] - some["colors"]).abs().amax(1)[there]
    assert (off < 0.05).float().mean() > 0.7
    areas = there.float().mean((1, 2))
    assert areas.min() > 0 and areas.max() < 0.35 and areas.max() > 2 * areas.min()


def test_so_many_dots_are_set_where_that_is_asked_for() -> None:
    some = facts()
    made = told_of.hints(some["colors"], some["colors"], some["part"], some["figure"], chance(), most=20)
    there = made[:, 3] > 0
    assert ((made[:, :3] - some["colors"]).abs().amax(1)[there] < 0.4).float().mean() > 0.95
    assert (there.sum((1, 2)) >= 40).all() and (there.sum((1, 2)) <= 20 * 40).all()


def test_palettes_are_the_parts_mean_colors() -> None:
    some = facts()
    made = told_of.palette(some["colors"], some["part"])
    assert made.shape == (6, 8, 4)
    assert torch.allclose(made[0, 1], torch.tensor([0.9, 0.1, 0.1, 1.0]), atol=0.01)
    assert torch.allclose(made[0, 3], torch.tensor([0.1, 0.1, 0.9, 1.0]), atol=0.01)
    assert made[..., 3].sum() == 12 and not made[:, 0].any()


def test_some_are_told_nothing_and_some_everything() -> None:
    full = {
        "hints": torch.ones(400, 4, 2, 2),
        "reference": torch.ones(400, 5, 2, 2),
        "palette": torch.ones(400, 8, 4),
    }
    told = told_of.left_open(full, chance())
    given = torch.stack([value.flatten(1).amax(1) for value in told.values()], 1)
    assert set(given.unique().tolist()) == {0.0, 1.0}
    shares = given.mean(0)
    assert torch.allclose(shares, torch.tensor([0.5, 0.45, 0.33]), atol=0.08)
    assert 0.1 < (given.sum(1) == 0).float().mean() < 0.3
    colors = told["palette"][given[:, 2] > 0].amax(2)
    assert 0.3 < colors.mean() < 0.95


def test_references_are_another_picture_or_the_same_one_bent() -> None:
    own, other = torch.zeros(40, 4, 96, 64), torch.zeros(40, 4, 96, 64)
    own[:, [0, 3], 20:80, 10:50] = 1  # red
    other[:, [1, 3], 20:80, 10:50] = 1  # green
    made = told_of.reference(own, other, chance())
    red = made[:, 0, 50, 32] > made[:, 1, 50, 32]
    assert made.shape == (40, 5, 96, 64) and (made[:, 4] == 1).all() and 4 <= int(red.sum()) <= 24
    assert (made[:, :3, 2, 2] == 1).all()  # over white
    assert not torch.allclose(made[red][0, 3], own[0, 3])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.mark.parametrize("model", ["ours", "original", "pix2pix"])
def test_a_short_run_ends_with_weights_that_load(
    tmp_path: Path, opengl: None, store: Path, model: str
) -> None:
    options = colorize.Options(
        out=tmp_path / "run",
        store=store,
        model=model,  # type: ignore[arg-type]
        steps=5,
        batch=4,
        tall=192,
        pictures=8,
        each=2,
        checks=2,
        device="cpu",
        tensorboard=False,
        log_every=1,
    )
    out = loop.run(colorize.Recipe, options)
    told = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    losses = {name for entry in told for name in entry.get("loss", {})}
    assert {"pixels", "gray", "color", "gan", "critic_style"} <= losses
    assert ({"parts", "fetched"} <= losses) == (model == "ours")
    assert ("critic_made" in losses) == (model == "original")
    figures = next(entry["ema"] for entry in reversed(told) if "ema" in entry)
    assert set(colorize.CONDITIONS) <= figures.keys()
    name = {"ours": "colorize"}.get(model, f"colorizer_{model}")
    network = build(name, out)  # the guide decoders are not shipped
    assert "guides" not in "".join(network.state_dict())
    small = torch.rand(1, 5, 64, 64)
    assert network(small, small, torch.zeros(1, 32)).shape == (1, OUTPUTS, 32, 32)
