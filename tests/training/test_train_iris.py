"""The eye's network: what it is told of the factory's eyes, and a few steps of training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from anigen_core.networks.iris import CLASSES, CROP, Iris
from anigen_core.weights import build
from train import iris, loop
from train.factory.parts import Part


def test_an_eye_is_one_sides_own() -> None:
    left, right = (iris.part_table(side) for side in iris.SIDES)
    assert CLASSES[left[Part.LEFT_IRIS]] == CLASSES[right[Part.RIGHT_IRIS]] == "iris"
    assert CLASSES[left[Part.LEFT_LASH]] == "lash" and CLASSES[right[Part.RIGHT_HIGHLIGHT]] == "highlight"
    assert left[Part.RIGHT_IRIS] == right[Part.LEFT_SCLERA] == left[Part.FACE] == 0
    assert len(iris.WEIGHTS) == len(CLASSES) == len(iris.MEMBERS) + 1


def test_only_open_eyes_that_are_large_enough_are_learned_from() -> None:
    ring = [[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]

    def labels(seen: list[str], size: float) -> dict:
        eye = [[50 + 2 * size * x, 40 + size * y, 1] for x, y in ring * 2]
        middle = [[50 + size * x, 40 + size * y, 1] for x, y in ring]
        marks = {
            f"{side}_{name}": rows for side in iris.SIDES for name, rows in (("eye", eye), ("iris", middle))
        }
        return {"tags": {"eyes_seen": seen}, "landmarks": marks}

    ((side, box),) = iris.open_eyes(labels(["right"], 6.0))
    assert iris.SIDES[side] == "right" and np.allclose(box, (38, 34, 62, 46))
    assert not iris.open_eyes(labels([], 6.0)) and not iris.open_eyes(labels(["left"], 2.0))


def test_what_goes_in_and_out() -> None:
    network = Iris((8, 8), (0, 0))
    assert network(torch.zeros(2, 3, CROP, CROP)).shape == (2, len(CLASSES), CROP // 2, CROP // 2)
    assert sum(p.numel() for p in Iris().parameters()) == 503_422


def test_a_short_run_ends_with_weights_that_load(tmp_path: Path, opengl: None) -> None:
    options = iris.Options(
        out=tmp_path / "run",
        store=tmp_path / "store",
        steps=3,
        batch=4,
        pictures=16,
        each=4,
        checks=16,
        device="cpu",
        tensorboard=False,
        log_every=1,
    )
    out = loop.run(iris.Recipe, options)
    told = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    assert {name for entry in told for name in entry.get("loss", {})} == {"parts", "dice"}
    figures = next(entry["ema"] for entry in reversed(told) if "ema" in entry)
    assert {"picture_iris", "picture_pupil", "lines_iris"} <= figures.keys()
    assert (out / "sample.png").is_file()
    assert build("iris", out)(torch.zeros(1, 3, CROP, CROP)).shape == (1, 6, 64, 64)
