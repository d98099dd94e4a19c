"""Train the compact upscaler: twice the size, for pictures as soft as our own.

    python -m train.upscale --minutes 35 --device cpu --out runs/upscale
    python -m train.upscale --minutes 5 --crop 192 --batch 64 --pictures 4096 --workers 16 --fresh 2 \\
        --out runs/upscale                                                        # one H100

Pairs are parts of pictures and what is left of them at half the size (`reduced`). Half are factory pictures,
half what our weight-free painter makes of simulated drawings of them: their lines are strokes of a pen, not
the outlines of a model, and their edges are softer.

How soft  A step in the painter's results is as wide as a sharp one blurred with a sigma of 0.5 to 1.1 pixels
          (medians of four pictures, by the greatest slope over the height of the step). In a picture reduced
          by 2 that takes a sigma of 0.6 to 1.8 large pixels beforehand, its own softness and the pixel's area
          counted.
Losses    Charbonnier and gradients. On a GPU a critic with a weight of 0.02 joins in the last seventh, for it
          must not invent lines; on a CPU it is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.errors import InputError
from anigen_core.networks.upscaler import Upscaler
from anigen_core.stages.reconstruct import Reconstruct
from anigen_core.stages.upscale import lanczos
from train import backgrounds, loop, losses, strokes, views
from train.critic import Critic
from train.evaluate.metrics import psnr
from train.pictures import Pictures
from train.pirec_views import crop, to_uint8
from train.recipe import Options as Common
from train.recipe import Step
from train.strokes_filters import blur, displaced

PASSES = ("beauty", "part", "lines", "albedo")
"""What a simulated hand needs to see; the store is then also PI-REC's."""

SOFT, OWN_SOFT = (0.0, 1.8), (0.6, 1.8)
"""Sigma in pixels of the large picture: for training, where sharp pictures are to stay what they are; and
where only pictures as soft as what our painters leave are meant."""

BENT, BEND = 0.2, 0.5
"""Share of pairs whose small picture is bent, and by how many pixels of the large one at most (sigma)."""

JPEG = 0.08
"""Share of small pictures that went through JPEG: not ours, but what people bring."""

OURS = 1 / 2
"""Share of painted pictures."""


@dataclass(frozen=True)
class Options(Common):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step"] = 16
    rate: Annotated[float, "the highest learning rate"] = 6e-4
    tall: Annotated[int, "height of the pictures, two thirds as wide"] = 768
    crop: Annotated[int, "side of the large views, a multiple of 4"] = 96
    fresh: Annotated[float, "pictures that join with each step"] = 2.0
    painted: Annotated[int, "pictures that our own painter paints at the start, half a second each"] = 96
    checks: Annotated[int, "validation pictures"] = 16
    width: Annotated[int, "channels, for trials"] = 64


class Recipe(loop.Recipe):
    """See the module."""

    name = "upscale"
    architecture = "upscale"
    Options = Options
    critic_from = 0.86

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        if options.crop % 4 or not 64 <= options.crop <= options.tall * 2 // 3 or options.tall % 12:
            raise InputError("The side --crop must be a multiple of 4, 64 to two thirds of --tall (768).")
        self.size = (options.tall * 2 // 3, options.tall)
        self.each = min(4, max(1, options.checks // 4))  # pictures of each validation character

    @cached_property
    def store(self) -> Pictures:
        return self.draw("train", self.size, PASSES)

    @cached_property
    def checked(self) -> Pictures:
        return self.draw("val", self.size, PASSES, count=self.options.checks, each=self.each)

    @cached_property
    def painted(self) -> Tensor:
        """(N, 4, H, W) uint8: what our painter makes of drawings of the store's first pictures."""
        made: list[np.ndarray] = []
        for n in range(0, self.options.painted, 4):
            seeds = torch.arange(n, min(n + 4, self.options.painted))
            pictures = {k: v.cpu() for k, v in self.store.batch(seeds).items()}
            made += own_results(pictures, seeds, "usual" if n % 8 else "clean")
        both = np.stack(made) if made else np.zeros((0, *self.size[::-1], 4), np.uint8)
        return torch.from_numpy(both).permute(0, 3, 1, 2).to(self.device)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Arguments of the network."""
        return {} if self.options.width == 64 else {"width": self.options.width, "depth": 4}

    def network(self) -> nn.Module:
        return Upscaler(**self.config)

    def critic(self) -> nn.Module | None:
        return Critic(3, (32, 64, 128)) if self.device.type == "cuda" else None

    def batch(self, step: Step) -> dict[str, Tensor]:
        among = self.store.visible(step.number, min(self.store.count, 64), self.options.fresh * step.world)
        beauty = self.store.batch(self.store.pick(step.host, step.size, among), ("beauty",))["beauty"]
        chance = views.Chance(step.generator, self.device)
        if len(self.painted):
            count = max(1, round(step.size * OURS))
            which = chance.below(count, len(self.painted))
            beauty = torch.cat([beauty[count:], self.painted[which]])
        goal = self._view(beauty, chance)
        return {"small": reduced(goal, chance), "goal": goal}

    def _view(self, beauty: Tensor, chance: views.Chance) -> Tensor:
        """(B, 3, side, side) in 0..1: of two places in each picture the one with more in it, turned and
        mirrored at will, on a ground."""
        count, side = len(beauty), self.options.crop
        room = views.constant((self.size[0] - side, self.size[1] - side), self.device)
        places = []
        for _ in range(2):
            # Where chance falls on the ground there is nothing to learn: the figure's middle counts more.
            corner = ((chance.uniform(count, 2) + chance.uniform(count, 2)) / 2 * room).long()
            places.append(crop(beauty, corner, (side, side)))
        inside = [(p[:, 1].float() * p[:, 3] / 255) for p in places]
        much = [(x[:, 1:] - x[:, :-1]).abs().mean((1, 2)) for x in inside]
        view = torch.where((much[0] > much[1])[:, None, None, None], *places)
        goal = backgrounds.behind(view, chance.below(count, 2**31 - 1))
        for turned in (lambda x: x.flip(3), lambda x: x.flip(2), lambda x: x.transpose(2, 3)):
            goal = torch.where(chance.yes(count, 0.5)[:, None, None, None], turned(goal), goal)
        return goal

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
        beauty = self.checked.batch(torch.arange(self.options.checks), ("beauty",))["beauty"].float() / 255
        goal = beauty[:, :3] * beauty[:, 3:] + 1 - beauty[:, 3:]
        small = reduced(goal, views.Chance(torch.Generator().manual_seed(7), self.device), ours=True)
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
        data = (
            "characters drawn by train/factory, and what stages/reconstruct.py paints of simulated drawings"
        )
        return {"scale": 2, "config": self.config, "data": data}


def own_results(
    pictures: dict[str, Tensor], seeds: Tensor, level: Literal["clean", "usual", "rough"]
) -> list[np.ndarray]:
    """What the tool makes, without weights, of simulated drawings. pictures: `PASSES`, (B, C, H, W) uint8 on
    the CPU. seeds: (B,) of the hands. Returns (H, W, 4) uint8 straight alpha each."""
    drawn = strokes.draw(pictures, seeds, level, colors=True)
    stage = Reconstruct()
    return [
        stage(np.ascontiguousarray(lines[..., 0]), np.ascontiguousarray(colors))
        for lines, colors in zip(to_uint8(drawn.lines), to_uint8(drawn.colors), strict=True)
    ]


def reduced(goal: Tensor, chance: views.Chance, *, ours: bool = False) -> Tensor:
    """(B, 3, H, W) to half the size: soft, reduced in one of three ways, in eight bits; and, but not where it
    is to be like our own results only (`ours`), sometimes bent, sometimes JPEG."""
    count, _, height, width = goal.shape
    low, high = OWN_SOFT if ours else SOFT
    soft = blur(goal, chance.uniform(count, low=low, high=high))
    if not ours:
        coarse = chance.normal(count, 2, max(2, height // 12), max(2, width // 12))
        bend = functional.interpolate(coarse, (height, width), mode="bicubic")
        much = chance.yes(count, BENT).float() * chance.uniform(count, high=BEND)
        soft = torch.where(
            much[:, None, None, None] > 0, displaced(soft, bend * much[:, None, None, None]), soft
        )
    half = {"scale_factor": 0.5, "antialias": True}
    ways = [
        functional.avg_pool2d(soft, 2),
        functional.interpolate(soft, mode="bicubic", **half),
        functional.interpolate(soft, mode="bilinear", **half),
    ]
    which = chance.below(count, 3)[:, None, None, None]
    small = torch.where(which == 0, ways[0], torch.where(which == 1, ways[1], ways[2])).clamp(0, 1)
    if not ours:
        small = torch.where(chance.yes(count, JPEG)[:, None, None, None], views.jpeg(small, chance), small)
    return (small.clamp(0, 1) * 255).round() / 255


if __name__ == "__main__":
    loop.main(Recipe)
