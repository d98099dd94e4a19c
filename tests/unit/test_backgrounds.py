"""Grounds: of every kind, the same for a seed in any company, with shapes among them."""

from __future__ import annotations

import torch

from train import backgrounds
from train.strokes_chance import Chance

SEEDS = torch.arange(400)


def kind_of(seeds: torch.Tensor) -> torch.Tensor:
    return Chance(seeds).choice("ground", [share for _, share in backgrounds.KINDS])


def test_every_kind_is_drawn_and_colors_stay_within_bounds() -> None:
    kind = kind_of(SEEDS)
    count = torch.bincount(kind, minlength=len(backgrounds.KINDS)) / len(SEEDS)
    wanted = torch.tensor([share for _, share in backgrounds.KINDS])
    assert float(wanted.sum()) == 1.0 or abs(float(wanted.sum()) - 1) < 1e-6
    assert float((count - wanted).abs().max()) < 0.06
    made = backgrounds.grounds(24, 16, SEEDS[:80])
    assert made.shape == (80, 3, 24, 16) and bool(torch.isfinite(made).all())
    assert float(made.min()) >= 0 and float(made.max()) <= 1


def test_shapes_are_many_flat_colored_and_belong_to_their_seed() -> None:
    number = [name for name, _ in backgrounds.KINDS].index("shapes")
    seeds = SEEDS[kind_of(SEEDS) == number][:30]
    made = backgrounds.grounds(96, 64, seeds)
    assert torch.equal(backgrounds.grounds(96, 64, seeds[4:6]), made[4:6])
    shapes = Chance(seeds).choice("shape", [1, 0.6, 1.4, 0.8, 0.6, 1, 1, 1, 1.2])
    assert len(shapes.unique()) >= 7
    spread = made.flatten(2).std(2).amax(1)
    assert float((spread > 0.005).float().mean()) > 0.9  # something is to be seen on nearly all
