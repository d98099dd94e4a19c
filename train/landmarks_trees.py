"""The study's second baseline: an ensemble of regression trees (Kazemi and Sullivan 2014) by dlib.

    python -m train.landmarks_trees --out runs/trees --pictures 1024

Same crops, same validation faces and same figure as train/landmarks.py. Needs the package dlib-bin; it is a
baseline only and is not shipped.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import torch

from anigen_core.errors import InputError
from anigen_core.networks.landmarks import CROP, POINTS
from train import options as command
from train import views
from train.landmarks import Options as LandmarkOptions
from train.landmarks import Recipe

SCALE = 2
"""dlib wants whole pixels for the truth: crops are doubled so that rounding costs a quarter pixel."""


@dataclass(frozen=True)
class Options(LandmarkOptions):
    """Those of train/landmarks.py; what only concerns networks is ignored."""

    crops: Annotated[int, "crops to learn from"] = 1000
    threads: Annotated[int, "threads of dlib"] = 1


def main(words: list[str]) -> None:
    """Train, measure, write predictor.dat and result.json into the run folder."""
    try:
        import dlib
    except ImportError as error:
        raise InputError("The trees need dlib; install the package dlib-bin.") from error
    options = command.parse(Options, words)
    recipe = Recipe(options, torch.device("cpu"))
    try:
        began = time.monotonic()
        generator = torch.Generator().manual_seed(options.seed)
        chance = views.Chance(generator, "cpu")
        pictures: list[np.ndarray] = []
        boxes: list[list[Any]] = []
        while len(pictures) < options.crops:
            numbers, points = recipe.faces(recipe.store, generator, 32, options.pictures)
            crops = recipe.crops(recipe.store, numbers, points, chance, options.lines, wild=1.0)
            for picture, places in zip(crops["picture"], crops["points"], strict=True):
                pictures.append(_gray(picture))
                parts = [dlib.point(*(round(v * CROP * SCALE) for v in xy)) for xy in places.tolist()]
                boxes.append([dlib.full_object_detection(_box(dlib), parts)])
        settings = dlib.shape_predictor_training_options()
        settings.be_verbose = False
        settings.num_threads = options.threads
        settings.oversampling_amount = 5  # the crops are jittered already; the paper's 20 is for few pictures
        settings.random_seed = str(options.seed)
        predictor = dlib.train_shape_predictor(pictures, boxes, settings)
        options.out.mkdir(parents=True, exist_ok=True)
        predictor.save(str(options.out / "predictor.dat"))
        figures = recipe.measure(_Trees(dlib, predictor))
        figures = {k: v for k, v in figures.items() if k.endswith("nme")}
        result = {**figures, "crops": len(pictures), "seconds": round(time.monotonic() - began, 1)}
        (options.out / "result.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
        print(json.dumps(result))
    finally:
        recipe.close()


class _Trees(torch.nn.Module):
    """A predictor that answers like the networks do."""

    def __init__(self, dlib: Any, predictor: Any) -> None:
        super().__init__()
        self._dlib, self._predictor = dlib, predictor

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = torch.zeros(len(x), 3 * POINTS, 1, 1)
        for i, picture in enumerate(x):
            found = self._predictor(_gray(picture), _box(self._dlib))
            for j in range(POINTS):
                out[i, j] = found.part(j).x / (CROP * SCALE)
                out[i, POINTS + j] = found.part(j).y / (CROP * SCALE)
        return out


def _gray(picture: torch.Tensor) -> np.ndarray:
    large = torch.nn.functional.interpolate(picture.mean(0)[None, None], scale_factor=SCALE, mode="bilinear")
    return (large[0, 0].clamp(0, 1) * 255).round().byte().numpy()


def _box(dlib: Any) -> Any:
    """The face in the middle of a crop."""
    margin = round(CROP * SCALE / 6)
    return dlib.rectangle(margin, margin, CROP * SCALE - margin - 1, CROP * SCALE - margin - 1)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except InputError as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(2) from None
