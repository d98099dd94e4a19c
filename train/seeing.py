"""What the recipes of the seeing networks share: the store of factory pictures, and views of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import torch
from torch import Tensor

from train import views
from train.pictures import Pictures
from train.recipe import Options, Recipe, Step

SIZE = (256, 384)
PASSES = ("beauty", "part", "lines")
"""One store for all of them: drawing a picture costs more than a step on it."""


@dataclass(frozen=True)
class SeeingOptions(Options):
    """What all of these scripts understand besides."""

    lines: Annotated[float, "share of line drawings among the views"] = 0.5
    # enough for two digits, and drawn in half a minute
    checks: Annotated[int, "validation pictures"] = 96


class Seeing(Recipe):
    """A recipe with a store for training and one for validation."""

    name = "seeing"
    shuffle_seed = 0

    def __init__(self, options: Any, device: torch.device, rank: int = 0, world: int = 1) -> None:
        super().__init__(options, device, rank, world)
        self.setup()

    def setup(self) -> None:
        """What a recipe needs besides."""

    def _store(self, split: Any, count: int, each: int, seed: int) -> Pictures:
        o = self.options
        made = Pictures(
            split, SIZE, PASSES, count=count, each=each, workers=o.workers, folder=o.store, shuffle_seed=seed
        )
        self._stores.append(made)
        return made.to(self.device) if self.device.type != "cpu" else made

    @cached_property
    def store(self) -> Pictures:
        """Training characters."""
        return self._store("train", self.options.pictures, self.options.each, self.shuffle_seed)

    @cached_property
    def checked(self) -> Pictures:
        """Validation characters, four pictures of each."""
        return self._store("val", self.options.checks, 4, 0)

    def pick(self, step: Step) -> Tensor:
        """Numbers of this step's pictures, out of the first few and more as the run goes on."""
        return self.store.pick(step.host, step.size, self.among(step))

    def among(self, step: Step) -> int:
        """How many pictures this step may use: drawn about as fast as a core trains (5 a step of 24)."""
        return self.store.visible(step.number, min(self.store.count, 64), step.size * step.world / 5)

    def look(
        self,
        pictures: dict[str, Tensor],
        chance: views.Chance,
        view: tuple[int, int],
        moves: views.Moves,
        lines: float,
        *,
        hue: float = 0.0,
        gray: float = 0.0,
        matrix: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Views (B, 3, h, w) in 0..1, source-to-view matrices (B, 3, 3), and which are line drawings (B,).

        The first `lines` of the batch are line drawings: pictures were picked at random, and only they need a
        simulated hand.
        """
        count, _, height, width = pictures["beauty"].shape
        if matrix is None:
            matrix = views.affine(chance, count, (height, width), view, moves)
        share = round(count * lines)
        parts = []
        if share:
            first = {name: value[:share] for name, value in pictures.items()}
            ink = views.resample(1 - views.drawn(first, chance), matrix[:share], view)
            parts.append((1 - ink).expand(-1, 3, -1, -1))
        if share < count:
            seen = views.painted(pictures["beauty"][share:], matrix[share:], view, chance)
            parts.append(views.worn(seen, chance, hue=hue, gray=gray))
        drawn = torch.arange(count, device=self.device) < share
        return torch.cat(parts), matrix, drawn
