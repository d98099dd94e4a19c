"""The eye's network: what it is told of the factory's eyes, and a few steps of training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from anigen_core.networks.iris import CLASSES, CROP, Iris
from anigen_core.weights import build
from train import iris, iris_places, loop, views
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


def _labels(seen: list[str]) -> dict:
    """Two eyes, 20 pixels wide: her right one round (30, 40), her left one round (70, 40)."""
    marks = {}
    for side, x in (("right", 30), ("left", 70)):
        marks[f"{side}_eye"] = [[x - 10, 40, 1], [x + 10, 40, 1], [x, 34, 1], [x, 46, 1]]
        marks[f"{side}_iris"] = [[x - 5, 40, 1], [x + 5, 40, 1]]
    return {"tags": {"eyes_seen": seen}, "landmarks": marks}


def test_places_without_an_eye_have_none() -> None:
    part = np.full((120, 100), Part.FACE, np.uint8)
    part[36:45, 20:41] = Part.RIGHT_SCLERA
    part[36:45, 25:36] = Part.RIGHT_IRIS
    part[39:42, 60:81] = Part.LEFT_LASH  # her left eye is closed
    closed = 0
    for seed in range(20):
        for number, (x0, y0, x1, y1) in iris_places.eyeless(_labels(["right"]), part, seed):
            assert number != iris_places.SIDES.index("right")
            inner = part[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)]
            open_ones = (inner == Part.RIGHT_IRIS) | (inner == Part.RIGHT_SCLERA)
            assert open_ones.sum() < iris_places.FEW
            closed += number == iris_places.SIDES.index("left")
    assert closed == 20
    again = [iris_places.eyeless(_labels(["right"]), part, 3) for _ in range(2)]
    assert all(a[0] == b[0] and np.array_equal(a[1], b[1]) for a, b in zip(*again, strict=True))


def test_a_picture_of_eyes_alone_has_no_such_place() -> None:
    part = np.full((60, 100), Part.RIGHT_IRIS, np.uint8)
    assert iris_places.eyeless(_labels(["left", "right"]), part, 0) == []
    assert iris_places.eyeless({"tags": {"eyes_seen": []}, "landmarks": {}}, part * 0, 0) == []


def test_flat_irises_have_one_color_and_neither_pupil_nor_highlight() -> None:
    generator = torch.Generator().manual_seed(0)
    beauty = torch.randint(0, 256, (40, 4, 8, 8), generator=generator).to(torch.uint8)
    part = torch.full((40, 1, 8, 8), int(Part.FACE), dtype=torch.uint8)
    part[:, :, 2:6, 2:6] = int(Part.LEFT_IRIS)
    part[:, :, 3:5, 3:5] = int(Part.LEFT_PUPIL)
    part[:, :, 2, 2] = int(Part.RIGHT_HIGHLIGHT)
    which = torch.arange(40) % 2 == 0
    chance = views.Chance(generator, "cpu")
    made = iris.flat_irises({"beauty": beauty, "part": part}, which, chance)
    assert torch.equal(made["beauty"][~which], beauty[~which]) and torch.equal(
        made["part"][~which], part[~which]
    )
    assert torch.equal(made["beauty"][:, :, :2], beauty[:, :, :2])
    inner = made["beauty"][which][:, :3, 2:6, 2:6].flatten(2).float()
    assert (inner.std(-1) == 0).all() and 0 < (inner[:, 0, 0] == 245).float().mean() < 1
    assert set(made["part"][which].unique().tolist()) == {Part.FACE, Part.LEFT_IRIS, Part.RIGHT_IRIS}


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
    assert {"picture_nothing", "lines_nothing"} <= figures.keys()
    assert (out / "sample.png").is_file()
    assert build("iris", out)(torch.zeros(1, 3, CROP, CROP)).shape == (1, 6, 64, 64)
