"""A tiny recipe with a real network and real (drawn) pictures, run by the tests of the trainer.

It is also a script: `python -m tests.unit.train_toy --steps 30 --out FOLDER`. With a kill file in the
environment it kills itself, without any chance to tidy up, after the step that the environment names.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.upconv7 import UpConv7
from train import loop, losses
from train.critic import Critic


@dataclass(frozen=True)
class Options(loop.Options):
    batch: int = 2
    rate: float = 1e-3
    adversarial: bool = False


class Recipe(loop.Recipe):
    name = "toy"
    architecture = "upconv_7"
    Options = Options
    critic_from = 0.3

    def network(self) -> nn.Module:
        return UpConv7()

    def critic(self) -> nn.Module | None:
        return Critic(3, (8, 8)) if self.options.adversarial else None

    def batch(self, step: loop.Step) -> dict[str, Tensor]:
        if os.environ.get("TOY_KILL_AT") == str(step.number):
            os.kill(os.getpid(), signal.SIGKILL)
        picture = waves(torch.rand(step.size, 3, 3, generator=step.generator))
        return {"small": functional.avg_pool2d(picture, 2), "picture": picture[..., 14:-14, 14:-14]}

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: loop.Step) -> dict[str, Tensor]:
        made = network(functional.dropout(batch["small"], 0.1))  # from torch's global generator
        terms = {"charbonnier": losses.charbonnier(made, batch["picture"])}
        if isinstance(step.critic, Critic):
            opinions, _ = step.critic.judge(made)
            terms["gan"] = 0.05 * losses.hinge_maker(opinions)
            batch["made"] = made.detach()
        return terms

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: loop.Step
    ) -> dict[str, Tensor]:
        terms = {"hinge": losses.hinge_critic(critic(batch["picture"]), critic(batch["made"]))}
        if step.r1:
            terms["r1"] = losses.r1(critic, batch["picture"])
        return terms

    def sample(self, network: nn.Module) -> np.ndarray:
        made = network(functional.avg_pool2d(waves(torch.full((1, 3, 3), 0.5)), 2)).clamp(0, 1)
        return (made[0].permute(1, 2, 0) * 255).byte().cpu().numpy()

    def measure(self, network: nn.Module) -> dict[str, float]:
        picture = waves(torch.full((1, 3, 3), 0.5))
        made = network(functional.avg_pool2d(picture, 2))
        return {"error": float((made - picture[..., 14:-14, 14:-14]).abs().mean())}


def waves(numbers: Tensor) -> Tensor:
    """(B, 3, 3) in 0..1 to colored stripes (B, 3, 64, 64): direction, width and phase of every channel."""
    y, x = torch.meshgrid(torch.linspace(0, 1, 64), torch.linspace(0, 1, 64), indexing="ij")
    turn, wide, phase = (numbers[..., i, None, None] * 6.28 for i in range(3))
    return 0.5 + 0.5 * torch.sin((x * turn.cos() + y * turn.sin()) * (3 + wide) + phase)


if __name__ == "__main__":
    loop.main(Recipe)
