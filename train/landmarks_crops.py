"""Face crops for the landmark study, made once: every method of it learns from the same ones.

    python -m train.landmarks_crops --out runs/crops.safetensors --count 4000

A file of safetensors: picture (N, 3, 128, 128) uint8, points (N, POINTS, 2) 0..1 of the crop, seen and inside
(N, POINTS), size (N,) sqrt(w h) of the face's box in shares of the crop. Half are line drawings (--lines).
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from typing import Annotated

import torch
from safetensors.torch import save_file
from torch import Tensor

from anigen_core.errors import InputError
from train import options as command
from train import views
from train.landmarks import Options as LandmarkOptions
from train.landmarks import Recipe

BATCH = 32


@dataclass(frozen=True)
class CropOptions(LandmarkOptions):
    """Those of train/landmarks.py; what only concerns networks is ignored."""

    count: Annotated[int, "crops to make"] = 4000


def make(options: CropOptions) -> dict[str, Tensor]:
    """The crops; the same for the same options."""
    recipe = Recipe(options, torch.device("cpu"))
    parts: dict[str, list[Tensor]] = {}
    try:
        for first in range(0, options.count, BATCH):
            generator = torch.Generator().manual_seed(options.seed * 1_000_003 + first)
            chance = views.Chance(generator, "cpu")
            size = min(BATCH, options.count - first)
            numbers, points = recipe.faces(recipe.store, generator, size, options.pictures)
            crops = recipe.crops(recipe.store, numbers, points, chance, options.lines, wild=1.0)
            crops["picture"] = (crops["picture"].clamp(0, 1) * 255).round().to(torch.uint8)
            for name, value in crops.items():
                parts.setdefault(name, []).append(value.contiguous())
            logging.getLogger("train").info("%d of %d crops", first + size, options.count)
    finally:
        recipe.close()
    return {name: torch.cat(values).contiguous() for name, values in parts.items()}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        asked = command.parse(CropOptions, sys.argv[1:])
        if asked.count < 1:
            raise InputError("At least one crop must be asked for.")
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        save_file(make(asked), asked.out)
    except InputError as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(2) from None
