"""Train the line network: a picture becomes its lines, a rough sketch becomes clean lines.

    python -m train.lines --minutes 40 --device cpu --pictures 1600 --each 4 --view 192 --views 6 \\
        --widths 16,32,64,96,128 --rate 2e-3 --ema 0.99 --out runs/lines
    python -m train.lines --minutes 8 --batch 64 --pictures 8192 --each 4 --workers 16 --out runs/lines

Targets are the factory's lines, which run where shapes meet or fold, whatever the colors do. A picture is
shown on any ground and worn by scans and JPEG. A sketch is drawn by a hand of any level; its lines lie off
the truth by some pixels, and what is asked for is the truth: the network learns what was meant.

Losses    Cross-entropy with lines three times as heavy, Dice, gradients; for sketches also overlap within 3
          pixels, which is what they are measured by: exact places cannot be known there, and without it the
          network answers with blur.
CPU       Views of 128x192 by a network half as dear, six of each simulated drawing: on one core of an AMD
          EPYC with bf16 a drawing of 512x768 takes 0.23 s, a view through the network and back 0.02 s.
H100      Views of 256x384, each of a drawing of its own. A picture takes 3.5 MB of GPU memory (the store is
          the same as train/pirec.py's): 8,192 are 29 GB.
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
from anigen_core.networks.lines import STRIDE, Lines, planes
from anigen_core.stages.lines import Lines as Fallback
from train import loop, losses, views
from train.evaluate.metrics import line_f1
from train.pictures import Pictures
from train.recipe import Step, small
from train.seeing import Seeing, SeeingOptions

PASSES = ("beauty", "part", "lines", "albedo")
"""Those of train/pirec.py, so that both share one store; albedo is not looked at."""

SIZES = (0.45, 1.1)
"""How large views show the picture: from half its size to a little more than its own."""

AROUND = (0.3, 0.42)
"""How far from the picture's middle a view's middle may lie, in shares of width and height."""

STILL = views.Moves(zoom=(1.0, 1.0), angle=0.0, shift=0.0, flip=0.0)
NEAR = 3
"""Pixels by which a sketch's lines may lie beside the truth."""


@dataclass(frozen=True)
class Options(SeeingOptions):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step"] = 12
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    tall: Annotated[int, "height of the pictures, two thirds as wide"] = 768
    view: Annotated[int, "height of the views, two thirds as wide; 0: half the picture's"] = 0
    views: Annotated[int, "views of each simulated drawing"] = 1
    fresh: Annotated[float, "pictures that join with each step"] = 2.0
    checks: Annotated[int, "validation pictures"] = 16
    widths: Annotated[str, "channels by level, for trials; empty: as shipped"] = ""


class Recipe(Seeing):
    """See the module."""

    name = "lines"
    architecture = "lines"
    Options = Options

    def setup(self) -> None:
        tall = self.options.tall
        view = self.options.view or tall // 2
        if tall % (6 * STRIDE):
            raise InputError(f"The height --tall must be a multiple of {6 * STRIDE}: 384 or 768.")
        if view % (3 * STRIDE) or not 0 < view <= tall:
            raise InputError(f"The height --view must be a multiple of {3 * STRIDE}, at most --tall.")
        if self.options.views < 1:
            raise InputError("--views starts at 1.")
        self.full = (tall, tall * 2 // 3)
        self.view = (view, view * 2 // 3)

    def _store(self, split: Any, count: int, each: int, seed: int) -> Pictures:
        return self.draw(split, self.full[::-1], PASSES, count=count, each=min(each, max(1, count // 4)))

    def among(self, step: Step) -> int:
        return self.store.visible(step.number, min(self.store.count, 64), self.options.fresh * step.world)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Arguments of the network."""
        return small(self.options.widths)

    def network(self) -> nn.Module:
        return Lines(**self.config)

    def batch(self, step: Step) -> dict[str, Tensor]:
        chance = views.Chance(step.host, self.device)
        indices = self.pick(step)
        share = round(len(indices) * self.options.lines)
        indices[:share] = indices[: -(-share // self.options.views)].repeat_interleave(self.options.views)[
            :share
        ]
        return self.facts(self.store, indices, chance, self.view, share, self.options.views)

    def facts(
        self,
        store: Pictures,
        indices: Tensor,
        chance: views.Chance,
        view: tuple[int, int],
        share: int,
        each: int = 1,
        *,
        still: bool = False,
    ) -> dict[str, Tensor]:
        """input (B, 4, h, w); goal (B, 1, h, w) ink of the truth; sketch (B,) which are sketches.

        The first `share` are sketches, `each` of them in a row of the same picture and one drawing of it.
        still: the whole pictures, unworn, in place of views.
        """
        pictures = store.batch(indices)
        count = len(indices)
        matrix = self._views(chance, count, view, still)
        parts = []
        if share:
            first = {name: value[:share:each] for name, value in pictures.items()}
            ink = (1 - views.drawn(first, chance)).repeat_interleave(each, 0)[:share]
            parts.append((1 - views.resample(ink, matrix[:share], view)).expand(-1, 3, -1, -1))
        if share < count:
            seen = views.painted(pictures["beauty"][share:], matrix[share:], view, chance)
            parts.append(seen if still else views.worn(seen, chance, hue=3.1416))
        drawn = torch.arange(count, device=self.device) < share
        ink = views.resample((255 - pictures["lines"].float()) / 255, matrix, view)
        # Reduced lines fade; as targets they are to be as dark as any.
        goal = (ink * 1.4).clamp(0, 1)
        return {"input": planes(torch.cat(parts), drawn), "goal": goal, "sketch": drawn}

    def _views(self, chance: views.Chance, count: int, view: tuple[int, int], still: bool) -> Tensor:
        """(count, 3, 3) source-to-view matrices: somewhere in the picture, at any of `SIZES`."""
        if still:
            return views.affine(chance, count, self.full, view, STILL)
        zoom = self.full[0] / view[0]
        moves = views.Moves(zoom=(SIZES[0] * zoom, SIZES[1] * zoom), angle=10.0, shift=0.0)
        matrix = views.affine(chance, count, self.full, view, moves)
        sides = views.constant((self.full[1], self.full[0]), self.device)
        around = views.constant(AROUND, self.device)
        off = chance.uniform(count, 2, low=-1, high=1) * around * sides
        matrix[:, :2, 2] -= (matrix[:, :2, :2] @ off[..., None])[..., 0]
        return matrix

    def loss(self, network: nn.Module, batch: dict[str, Tensor], step: Step) -> dict[str, Tensor]:
        logits, goal = network(batch["input"]).float(), batch["goal"]
        ink = logits.sigmoid()
        return {
            "cross": losses.bce(logits, goal, positive=3.0),
            "dice": 0.5 * losses.dice(ink, goal),
            "gradient": 0.2 * losses.gradient(ink, goal),
            "near": 0.5 * missed(ink, goal, batch["sketch"].float()),
        }

    @cached_property
    def known(self) -> dict[str, Any]:
        """Validation: what is shown, the true lines, and the rules' answer, as pictures and as sketches."""
        out = {}
        indices = torch.arange(self.options.checks)
        for kind, share in (("picture", 0), ("sketch", len(indices))):
            chance = views.Chance(torch.Generator().manual_seed(5), self.device)
            facts = self.facts(self.checked, indices, chance, self.full, share, still=True)
            truth = to_lines(facts["goal"])
            shown = (facts["input"][:, :3] * 255).round().byte().permute(0, 2, 3, 1).cpu().numpy()
            rules = np.stack([Fallback()(np.ascontiguousarray(picture)) for picture in shown])
            out[kind] = facts["input"], truth, rules
        return out

    @torch.no_grad()
    def measure(self, network: nn.Module) -> dict[str, float]:
        """Boundary F1, within 2 px for pictures and 3 px for sketches, and that of the rules."""
        figures = {}
        for kind, (shown, truth, rules) in self.known.items():
            made = np.concatenate([to_lines(network(x).float().sigmoid()) for x in shown.split(4)])
            by = 2.0 if kind == "picture" else 3.0
            for name, found in ((kind, made), (f"{kind}_rules", rules)):
                scores = [line_f1(f, t, by) for f, t in zip(found, truth, strict=True)]
                figures[f"{name}_f1"] = float(np.mean(scores))
        return figures

    @torch.no_grad()
    def sample(self, network: nn.Module) -> np.ndarray:
        """Eight validation views, half of them sketches: what is shown, what is found, the truth."""
        chance = views.Chance(torch.Generator().manual_seed(6), self.device)
        indices = torch.arange(min(8, self.options.checks))
        facts = self.facts(self.checked, indices, chance, self.view, len(indices) // 2)
        found = 1 - network(facts["input"]).float().sigmoid()
        rows = [facts["input"][:, :3], found.expand(-1, 3, -1, -1), (1 - facts["goal"]).expand(-1, 3, -1, -1)]
        return views.strip(torch.cat(rows), len(indices)).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 0, "config": self.config, "recipe": "cross-entropy, Dice, overlap; train/lines.py"}


def missed(ink: Tensor, goal: Tensor, weight: Tensor) -> Tensor:
    """1 minus F1 within `NEAR` pixels, soft: the mean over pictures, weighted (B,)."""
    side = 2 * NEAR + 1
    around = functional.max_pool2d(goal, side, 1, NEAR)
    reached = functional.max_pool2d(ink, side, 1, NEAR)
    precision = ((ink * around).sum((1, 2, 3)) + 1) / (ink.sum((1, 2, 3)) + 1)
    recall = ((goal * reached).sum((1, 2, 3)) + 1) / (goal.sum((1, 2, 3)) + 1)
    f1 = 2 * precision * recall / (precision + recall)
    return ((1 - f1) * weight).sum() / weight.sum().clamp_min(1)


def to_lines(ink: Tensor) -> np.ndarray:
    """(B, 1, H, W) ink in 0..1 to (B, H, W) uint8, 0 = ink."""
    return ((1 - ink[:, 0]) * 255).round().clamp(0, 255).byte().cpu().numpy()


if __name__ == "__main__":
    loop.main(Recipe)
