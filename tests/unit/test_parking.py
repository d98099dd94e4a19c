"""Layers of finished pictures are packed and come out as they were."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anigen_core.document import Document
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.result import Result
from anigen_core.settings import EyeWish, Settings
from anigen_core.ui import eyes
from anigen_core.ui.engine import Engine
from anigen_core.ui.parking import Parked


@pytest.fixture(scope="module")
def result() -> Result:
    document = Document.compose(pose=named_pose("standing", (192, 288)), settings=Settings(upscale=2))
    made = Studio().finish(document)
    repeated = np.broadcast_to(np.array([255, 255, 255, 255], np.uint8), (576, 384, 4))
    return replace(made, layers=(replace(made.layers[0], image=repeated), *made.layers[1:]))


def same(one: Result, other: Result) -> bool:
    pairs = zip(one.layers, other.layers, strict=True)
    return all(
        np.array_equal(a.image, b.image) and replace(a, image=b.image).__dict__ == b.__dict__
        for a, b in pairs
    )


def test_packed_twice_it_comes_out_the_same(result: Result) -> None:
    parked = Parked(result)
    assert same(parked.whole(), result) and not parked.light.layers
    parked.pack()
    parked.pack()
    assert same(parked.whole(), result)
    assert parked.whole().picture is result.picture
    assert parked.whole().layers[1].image.flags.writeable
    assert parked.whole().layers[0].image is result.layers[0].image, "it takes no room as it is"


def test_it_takes_little_room(result: Result) -> None:
    parked = Parked(result)
    parked.pack()
    packed = sum(len(one.image) for one in parked._layers if not isinstance(one.image, np.ndarray))
    assert 0 < packed < sum(layer.image.nbytes for layer in result.layers[1:]) / 8


def test_eyes_are_colored_of_a_packed_result(result: Result) -> None:
    engine, made = Engine(), Parked(result)
    made.pack()
    kept = eyes.look(engine, made, None)
    assert kept is not None and eyes.look(engine, made, kept) is kept
    kept.eyes.color("left", "#c0392b")
    change = eyes.settled(kept, {"run": kept.run})
    assert change is not None and kept.made is change["made"] and not kept.eyes.result.layers
    after = kept.made.whole()
    assert after.document.settings.eyes == (EyeWish("left", "#c0392b"),)
    assert len(after.layers) >= len(result.layers) and not np.array_equal(after.picture, result.picture)
