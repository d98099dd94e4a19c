"""Train the line network: a picture becomes its lines, a rough sketch becomes clean lines.

    python -m train.lines --minutes 30 --device cpu --out runs/lines
    python -m train.lines --minutes 6 --tall 768 --batch 64 --pictures 8192 --workers 16 --fresh 2 \\
        --out runs/lines                                                         # one H100

Targets are the factory's lines, which run where shapes meet or fold, whatever the colors do. A picture is
shown on any ground and worn by scans and JPEG. A sketch is drawn by a hand of any level; its lines lie off
the truth by some pixels, and what is asked for is the truth: the network learns what was meant.

Losses    Cross-entropy with lines three times as heavy, Dice, gradients; for sketches also overlap within 3
          pixels, which is what they are measured by: exact places cannot be known there, and without it the
          network answers with blur.
CPU       --tall 384: views of 128x192.
H100      --tall 768: views of 256x384. A picture takes 2.4 MB of GPU memory: 8,192 are 19 GB.
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
from train.recipe import Step
from train.seeing import PASSES, Seeing, SeeingOptions

MOVES = views.Moves(zoom=(0.9, 2.2), angle=10.0, shift=0.35)
"""A view has half the picture's sides: from the whole figure to parts at their full size."""

STILL = views.Moves(zoom=(1.0, 1.0), angle=0.0, shift=0.0, flip=0.0)
NEAR = 3
"""Pixels by which a sketch's lines may lie beside the truth."""


@dataclass(frozen=True)
class Options(SeeingOptions):
    """Options of this script; those of all scripts are in train/recipe.py."""

    batch: Annotated[int, "pictures a step"] = 12
    rate: Annotated[float, "the highest learning rate"] = 1e-3  # standardized weights stand high rates
    tall: Annotated[int, "height of the pictures, two thirds as wide; 768 where there is a GPU"] = 384
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
        if tall % (6 * STRIDE):
            raise InputError(f"The height --tall must be a multiple of {6 * STRIDE}: 384 or 768.")
        self.full = (tall, tall * 2 // 3)
        self.view = (tall // 2, tall // 3)

    def _store(self, split: Any, count: int, each: int, seed: int) -> Pictures:
        return self.draw(split, self.full[::-1], PASSES, count=count, each=min(each, max(1, count // 4)))

    def among(self, step: Step) -> int:
        return self.store.visible(step.number, min(self.store.count, 64), self.options.fresh * step.world)

    @cached_property
    def config(self) -> dict[str, Any]:
        """Arguments of the network."""
        if not self.options.widths:
            return {}
        widths = [int(w) for w in self.options.widths.split(",")]
        return {"widths": widths, "blocks": [1] * len(widths)}

    def network(self) -> nn.Module:
        return Lines(**self.config)

    def batch(self, step: Step) -> dict[str, Tensor]:
        chance = views.Chance(step.host, self.device)
        return self.facts(
            self.store, self.pick(step), chance, self.view, MOVES, self.options.lines, hue=3.1416
        )

    def facts(
        self,
        store: Any,
        indices: Tensor,
        chance: views.Chance,
        view: tuple[int, int],
        moves: views.Moves,
        lines: float,
        **edits: float,
    ) -> dict[str, Tensor]:
        """input (B, 4, h, w); goal (B, 1, h, w) ink of the truth; sketch (B,) which are sketches."""
        pictures = store.batch(indices)
        rgb, matrix, drawn = self.look(pictures, chance, view, moves, lines, **edits)
        ink = views.resample((255 - pictures["lines"].float()) / 255, matrix, view)
        # Reduced lines fade; as targets they are to be as dark as any.
        return {"input": planes(rgb, drawn), "goal": (ink * 1.4).clamp(0, 1), "sketch": drawn}

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
        for kind, share in (("picture", 0.0), ("sketch", 1.0)):
            chance = views.Chance(torch.Generator().manual_seed(5), self.device)
            facts = self.facts(self.checked, indices, chance, self.full, STILL, share)
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
        facts = self.facts(self.checked, indices, chance, self.view, MOVES, 0.5)
        found = 1 - network(facts["input"]).float().sigmoid()
        rows = [facts["input"][:, :3], found.expand(-1, 3, -1, -1), (1 - facts["goal"]).expand(-1, 3, -1, -1)]
        return views.strip(torch.cat(rows), len(indices)).numpy()

    def card(self) -> dict[str, Any]:
        return {"scale": 1, "config": self.config, "recipe": "cross-entropy, Dice, overlap; train/lines.py"}


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
