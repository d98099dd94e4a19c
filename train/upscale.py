"""Train the compact upscaler: twice the size, for pictures as soft as our own.

    python -m train.upscale --minutes 30 --device cpu --out runs/upscaler
    python -m train.upscale --minutes 5 --tall 768 --crop 256 --batch 64 --pictures 4096 --workers 16 \\
        --fresh 2 --out runs/upscaler                                            # one H100

Pairs are parts of factory pictures and what is left of them at half the size: a slight blur (what a generator
leaves), one of three ways to reduce, eight bits, now and then JPEG.

Losses    Charbonnier and gradients; a critic with a weight of 0.02 in the last seventh only, for it must not
          invent lines.
CPU       --tall 384 --crop 96, the defaults.
H100      --tall 768: a picture takes 1.6 MB of GPU memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.errors import InputError
from anigen_core.networks.upscaler import Upscaler
from anigen_core.stages.upscale import lanczos
from train import backgrounds, loop, losses, views
from train.critic import Critic
from train.evaluate.metrics import psnr
from train.pictures import Pictures
from train.pirec_views import crop, to_uint8
from train.recipe import Options as Common
from train.recipe import Step
from train.strokes_filters import blur

SOFT = (0.0, 0.9)
"""Sigma in pixels of the large picture: what our generators leave of an edge of one pixel."""


@dataclass(frozen=True)
class Options(Common):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step"] = 12
    rate: Annotated[float, "the highest learning rate"] = 4e-4
    tall: Annotated[int, "height of the pictures, two thirds as wide; 768 where there is a GPU"] = 384
    crop: Annotated[int, "side of the large views, a multiple of 4"] = 96
    fresh: Annotated[float, "pictures that join with each step"] = 2.0
    checks: Annotated[int, "validation pictures"] = 16
    width: Annotated[int, "channels, for trials"] = 64


class Recipe(loop.Recipe):
    """See the module."""

    name = "upscaler"
    architecture = "upscaler"
    Options = Options
    critic_from = 0.86

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        if options.crop % 4 or not 64 <= options.crop <= options.tall * 2 // 3 or options.tall % 12:
            raise InputError(
                "The side --crop must be a multiple of 4, 64 to two thirds of --tall (384 or 768)."
            )
        self.size = (options.tall * 2 // 3, options.tall)
        self.each = min(4, max(1, options.checks // 4))  # pictures of each validation character

    @cached_property
    def store(self) -> Pictures:
        return self.draw("train", self.size, ("beauty",))

    @cached_property
    def checked(self) -> Pictures:
        return self.draw("val", self.size, ("beauty",), count=self.options.checks, each=self.each)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Arguments of the network."""
        return {} if self.options.width == 64 else {"width": self.options.width, "depth": 4}

    def network(self) -> nn.Module:
        return Upscaler(**self.config)

    def critic(self) -> nn.Module:
        return Critic(3, (32, 64, 128))

    def batch(self, step: Step) -> dict[str, Tensor]:
        among = self.store.visible(step.number, min(self.store.count, 64), self.options.fresh * step.world)
        beauty = self.store.batch(self.store.pick(step.host, step.size, among))["beauty"]
        chance = views.Chance(step.generator, self.device)
        side = self.options.crop
        # Where chance falls on the ground there is nothing to learn: the figure's middle counts more.
        room = views.constant((self.size[0] - side, self.size[1] - side), self.device)
        corner = ((chance.uniform(step.size, 2) + chance.uniform(step.size, 2)) / 2 * room).long()
        goal = backgrounds.behind(crop(beauty, corner, (side, side)), chance.below(step.size, 2**31 - 1))
        goal = torch.where(chance.yes(step.size, 0.5)[:, None, None, None], goal.flip(3), goal)
        return {"small": reduced(goal, chance), "goal": goal}

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        made, goal = network(batch["small"]).float(), batch["goal"]
        terms = {
            "pixels": losses.charbonnier(made, goal),
            "gradient": 0.5 * losses.gradient(made, goal, scales=2),
        }
        if isinstance(step.critic, Critic):
            terms["gan"] = 0.02 * losses.hinge_maker(step.critic(made))
            batch["made"] = made.detach()
        return terms

    def critic_loss(
        self, critic: nn.Module, network: nn.Module, batch: dict[str, Tensor], step: Step
    ) -> dict[str, Tensor]:
        terms = {"hinge": losses.hinge_critic(critic(batch["goal"]), critic(batch["made"]))}
        if step.r1:
            terms["r1"] = losses.r1(critic, batch["goal"])
        return terms

    @cached_property
    def known(self) -> tuple[Tensor, Tensor, float]:
        """Validation pictures on white, small and large, and Lanczos' PSNR."""
        beauty = self.checked.batch(torch.arange(self.options.checks))["beauty"].float() / 255
        goal = beauty[:, :3] * beauty[:, 3:] + 1 - beauty[:, 3:]
        small = reduced(goal, views.Chance(torch.Generator().manual_seed(7), self.device))
        pairs = zip(to_uint8(small), to_uint8(goal), strict=True)
        scores = [psnr(lanczos(np.ascontiguousarray(s)), g) for s, g in pairs]
        return small, goal, float(np.mean(scores))

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """PSNR on whole pictures, beside Lanczos with unsharp masking."""
        small, goal, plain = self.known
        scores = [
            psnr(to_uint8(network(s).float())[0], to_uint8(g)[0])
            for s, g in zip(small.split(1), goal.split(1), strict=True)
        ]
        return {"psnr": float(np.mean(scores)), "psnr_lanczos": plain}

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """The upper middle of eight pictures: enlarged bilinearly, by the network, the truth."""
        small, goal, _ = self.known
        small, goal = small[:8], goal[:8]
        height, width = goal.shape[2:]
        plain = functional.interpolate(small, (height, width), mode="bilinear")
        rows = [plain, network(small).float(), goal]
        part = [x[:, :, : height // 2, width // 4 : width * 3 // 4] for x in rows]
        return views.strip(torch.cat(part), len(goal)).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 2, "config": self.config, "recipe": "Charbonnier and gradients; train/upscale.py"}


def reduced(goal: Tensor, chance: views.Chance) -> Tensor:
    """(B, 3, H, W) to half the size: soft, reduced in one of three ways, in eight bits, sometimes as JPEG."""
    count = len(goal)
    soft = blur(goal, chance.uniform(count, low=SOFT[0], high=SOFT[1]))
    half = {"scale_factor": 0.5, "antialias": True}
    ways = [
        functional.avg_pool2d(soft, 2),
        functional.interpolate(soft, mode="bicubic", **half),
        functional.interpolate(soft, mode="bilinear", **half),
    ]
    which = chance.below(count, 3)[:, None, None, None]
    small = torch.where(which == 0, ways[0], torch.where(which == 1, ways[1], ways[2])).clamp(0, 1)
    small = torch.where(chance.yes(count, 0.2)[:, None, None, None], views.jpeg(small, chance), small)
    return (small.clamp(0, 1) * 255).round() / 255


if __name__ == "__main__":
    loop.main(Recipe)
