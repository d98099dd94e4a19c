"""The study's second baseline: an ensemble of regression trees (Kazemi and Sullivan 2014) by dlib.

    python -m train.landmarks_crops --out runs/crops.safetensors
    python -m train.landmarks_trees --crops runs/crops.safetensors --out runs/trees --count 2000

The first crops of the file, the validation faces and the figure of train/landmarks.py. Needs the package
dlib-bin; it is a baseline only and is not shipped.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch

from anigen_core.errors import InputError
from anigen_core.networks.landmarks import CROP, POINTS
from train import options as command
from train.landmarks import Options as LandmarkOptions
from train.landmarks import Recipe

SCALE = 2
"""dlib wants whole pixels for the truth: crops are doubled so that rounding costs a quarter pixel."""


@dataclass(frozen=True)
class TreeOptions(LandmarkOptions):
    """Those of train/landmarks.py; what only concerns networks is ignored."""

    count: Annotated[int, "crops to learn from"] = 2000
    threads: Annotated[int, "threads of dlib"] = 1


def main(words: list[str]) -> None:
    """Train, measure, write predictor.dat and result.json into the run folder."""
    options = command.parse(TreeOptions, words)
    if options.crops is None:
        raise InputError("The trees learn from --crops FILE; make it by train.landmarks_crops.")
    dlib = _dlib()
    recipe = Recipe(options, torch.device("cpu"))
    try:
        began = time.monotonic()
        kept = recipe.kept
        pictures = [_gray(picture.float() / 255) for picture in kept["picture"][: options.count]]
        boxes = []
        for places in kept["points"][: len(pictures)].tolist():
            parts = [dlib.point(*(round(v * CROP * SCALE) for v in xy)) for xy in places]
            boxes.append([dlib.full_object_detection(_box(dlib), parts)])
        settings = dlib.shape_predictor_training_options()
        settings.be_verbose = False
        settings.num_threads = options.threads
        settings.oversampling_amount = 5  # the crops are jittered already; the paper's 20 is for few pictures
        settings.random_seed = str(options.seed)
        predictor = dlib.train_shape_predictor(pictures, boxes, settings)
        seconds = time.monotonic() - began
        options.out.mkdir(parents=True, exist_ok=True)
        predictor.save(str(options.out / "predictor.dat"))
        figures = recipe.measure(Trees(predictor))
        figures = {k: v for k, v in figures.items() if k.endswith("nme")}
        result = {**figures, "crops": len(pictures), "seconds": round(seconds, 1)}
        (options.out / "result.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
        logging.getLogger("train").info("%s", json.dumps(result))
    finally:
        recipe.close()


class Trees(torch.nn.Module):
    """A predictor that answers like the networks do: (B, 3, 128, 128) to (B, 3 * POINTS, 1, 1)."""

    def __init__(self, predictor: Any) -> None:
        super().__init__()
        self._box, self._predictor = _box(_dlib()), predictor

    @classmethod
    def load(cls, file: Path) -> Trees:
        """From predictor.dat."""
        return cls(_dlib().shape_predictor(str(file)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out = torch.zeros(len(x), 3 * POINTS, 1, 1)
        for i, picture in enumerate(x):
            parts = self._predictor(_gray(picture), self._box).parts()
            places = torch.tensor([[part.x, part.y] for part in parts]) / (CROP * SCALE)
            out[i, : 2 * POINTS, 0, 0] = places.T.flatten()
        return out


def _dlib() -> Any:
    try:
        import dlib
    except ImportError as error:
        raise InputError("The trees need dlib; install the package dlib-bin.") from error
    return dlib


def _gray(picture: torch.Tensor) -> np.ndarray:
    large = torch.nn.functional.interpolate(picture.mean(0)[None, None], scale_factor=SCALE, mode="bilinear")
    return (large[0, 0].clamp(0, 1) * 255).round().byte().numpy()


def _box(dlib: Any) -> Any:
    """The face in the middle of a crop."""
    margin = round(CROP * SCALE / 6)
    return dlib.rectangle(margin, margin, CROP * SCALE - margin - 1, CROP * SCALE - margin - 1)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        main(sys.argv[1:])
    except InputError as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(2) from None
