"""What the Eyes panel is told, and what it may say, without a page."""

from __future__ import annotations

import base64
import io

import cv2
import numpy as np
import pytest
from PIL import Image

from anigen_core.imaging import Extent, resize
from anigen_core.ui import eyes
from anigen_core.ui.engine import Engine
from anigen_core.ui.parking import Parked
from tests.unit.test_finished_eyes import LEFT, RIGHT, SIZE, box, result


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = Engine()
    engine.start()
    return engine


@pytest.fixture
def kept(engine: Engine) -> eyes.Kept:
    found = eyes.look(engine, Parked(result()), None)
    assert found is not None
    for side, corner in (("left", LEFT), ("right", RIGHT)):
        told = eyes.placed(engine, found, {"run": 1, "side": side, "box": list(map(float, box(corner)))})
        assert told["words"] == "" and told["eye"]["found"], told
    return found


def seen(url: str) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGB"))


def near(url: str, piece: np.ndarray) -> bool:
    """Whether a picture is that piece, enlarged to the size of an eye in the panel."""
    shown = seen(url)
    assert max(shown.shape) == eyes.SMALLEST
    return int(cv2.absdiff(shown, resize(piece, Extent.of(shown))).max()) <= 1


def test_both_eyes_are_told_near_by(kept: eyes.Kept):
    told = kept.told()
    assert told["run"] == 1 and (told["width"], told["height"]) == (200, 160)
    for side, corner in (("left", LEFT), ("right", RIGHT)):
        eye = told["eyes"][side]
        x, y, width, height = eye["region"]
        assert x <= corner[0] and x + width >= corner[0] + SIZE and y <= corner[1] + 4
        assert near(eye["before"], kept.eyes.base[y : y + height, x : x + width])
        assert eye["after"] is None and eye["color"] is None and eye["own"].startswith("#")
        assert not eye["blank"]


def test_a_color_comes_back_as_a_picture_of_that_eye(kept: eyes.Kept):
    told = eyes.recolored(kept, {"run": 1, "side": "left", "color": "#2e9e5b"})
    assert told["side"] == "left" and told["words"] == ""
    assert set(told["eye"]) == {"found", "color", "after"}, "no more than what changed"
    x, y, width, height = kept.told()["eyes"]["left"]["region"]
    assert near(told["eye"]["after"], kept.eyes.picture()[y : y + height, x : x + width])
    back = eyes.recolored(kept, {"run": 1, "side": "left", "color": None})
    assert back["eye"]["after"] is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"run": 7, "side": "left", "color": "#ffffff"},
        {"run": 1, "side": "middle", "color": "#ffffff"},
        {"run": 1, "side": ["left"], "color": "#ffffff"},
        {"run": 1, "side": "left", "color": 5},
        {"run": 1, "side": "left", "color": "sky"},
    ],
)
def test_what_is_no_color_of_these_eyes_is_a_sentence(kept: eyes.Kept, data):
    told = eyes.recolored(kept, data)
    assert told["words"].endswith(".") and not kept.eyes.colors
    assert eyes.recolored(None, data)["eye"] is None


@pytest.mark.parametrize(
    "place", [None, [1, 2, 3], [1, 2, 3, "4"], [0, 0, 1e9, 1e9], [float("nan")] * 4, [9] * 4]
)
def test_what_is_no_place_is_a_sentence(engine: Engine, kept: eyes.Kept, place):
    told = eyes.placed(engine, kept, {"run": 1, "side": "left", "box": place})
    assert told["words"].endswith(".") and told["eye"]["found"], "the eye that was known stays"


def test_an_eye_that_was_missed_has_a_place_to_look_in(engine: Engine):
    plain = result()
    plain.picture[:] = 255
    found = eyes.look(engine, Parked(plain), None)
    assert found is not None
    eye = found.told()["eyes"]["left"]
    assert not eye["found"] and eye["wide"]["region"] == [0, 0, 200, 160]
    assert seen(eye["wide"]["url"]).shape == (256, 320, 3)


def test_what_is_seen_is_what_is_kept(kept: eyes.Kept, engine: Engine, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    eyes.recolored(kept, {"run": 1, "side": "right", "color": "#c0392b"})
    assert eyes.settled(kept, {"run": 2}) is None and eyes.settled(None, {"run": 1}) is None
    change = eyes.settled(kept, {"run": 1})
    assert change is not None and len(change["files"]) == 4
    saved = np.asarray(Image.open(change["files"][0]).convert("RGB"))
    assert (saved == kept.eyes.picture()).all()
    (wish,) = change["made"].light.document.settings.eyes
    assert (wish.side, wish.color) == ("right", "#c0392b")
    assert eyes.look(engine, change["made"], kept) is kept, "its eyes are known"
    newer = eyes.look(engine, Parked(result()), kept)
    assert newer is not None and newer.run == 2
