"""How the paper trains its PSGAN: WGAN-GP, a growing critic that sees the pose at every size.

Paper     Hamada et al. 2018; Karras et al. 2018 for what it builds on.
Differs   One budget for all sizes (train/psgan.py: `GROWTH`), our optimizer, half the channels. The
          characters are the factory's, not 79 costumes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.psgan_peers import SMALLEST, Equalized, Original, keypoint_maps
from train.recipe import Step

PENALTY, DRIFT = 10.0, 1e-3


class Critic(nn.Module):
    """The generator of these widths turned round: from the picture down to 6x4, the pose's maps at every
    size."""

    def __init__(self, widths: Sequence[int] = Original.WIDTHS) -> None:
        super().__init__()
        self.largest = SMALLEST[0] * 2 ** (len(widths) - 1)
        self.eyes = nn.ModuleList(Equalized(3, w, 1) for w in widths)
        self.first = nn.ModuleList(Equalized(w + 18 + (i == 0), w) for i, w in enumerate(widths))
        self.down = nn.ModuleList(Equalized(w, widths[max(i - 1, 0)]) for i, w in enumerate(widths))
        self.last = nn.Linear(widths[0] * SMALLEST[0] * SMALLEST[1], 1)

    def forward(self, rgb: Tensor, points: Tensor, fade: float) -> Tensor:
        """(B,) opinions of (B, 3, H, W) in -1..1."""
        top = (rgb.shape[2] // SMALLEST[0]).bit_length() - 1
        x = functional.leaky_relu(self.eyes[top](rgb), 0.2)
        for i in range(top, -1, -1):
            maps = [keypoint_maps(points, x.shape[2], self.largest).to(x.dtype)]
            if i == 0:  # how much the pictures of a batch differ
                spread = (x.float().var(0, correction=0) + 1e-8).sqrt().mean()
                maps.append(spread.to(x.dtype).expand(len(x), 1, *x.shape[2:]))
            x = functional.leaky_relu(self.first[i](torch.cat([x, *maps], 1)), 0.2)
            x = functional.leaky_relu(self.down[i](x), 0.2)
            if i:
                x = functional.avg_pool2d(x, 2)
                if i == top and fade < 1:
                    old = functional.leaky_relu(self.eyes[i - 1](functional.avg_pool2d(rgb, 2)), 0.2)
                    x = old + (x - old) * fade
        return self.last(x.flatten(1).float())[:, 0]


def loss(network: Any, batch: dict[str, Tensor], step: Step, fade: float, levels: int) -> dict[str, Tensor]:
    """The generator's: what the critic thinks of pictures of random latents."""
    wish = batch["noise"]
    made = network.generator.grown(batch["points"], wish, levels, fade)[-1][:, :3]
    batch["made"] = made.detach()
    assert isinstance(step.critic, Critic)
    return {"gan": -step.critic(made * 2 - 1, batch["points"], fade).mean()}


def critic_loss(critic: Any, batch: dict[str, Tensor], fade: float) -> dict[str, Tensor]:
    """Wasserstein distance, the penalty on gradients between true and made pictures, and the drift."""
    real, made, points = batch["goal"][:, :3] * 2 - 1, batch["made"] * 2 - 1, batch["points"]
    true, false = critic(real, points, fade), critic(made, points, fade)
    share = torch.rand(len(real), 1, 1, 1, device=real.device)
    with torch.enable_grad(), torch.autocast(real.device.type, enabled=False):
        between = (real + (made - real) * share).requires_grad_(True)
        (slope,) = torch.autograd.grad(critic(between, points, fade).sum(), between, create_graph=True)
        penalty = (slope.flatten(1).norm(dim=1) - 1).square().mean()
    return {
        "distance": false.mean() - true.mean(),
        "penalty": PENALTY * penalty,
        "drift": DRIFT * true.square().mean(),
    }
