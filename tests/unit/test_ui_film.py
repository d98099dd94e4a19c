"""What the film strip sends, read as strangers' data; and what goes down while its frames are drawn."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from gradio.route_utils import API_PREFIX
from PIL import Image

from anigen_core.character import ANYBODY
from anigen_core.errors import InputError
from anigen_core.pose_library import named_pose
from anigen_core.settings import Settings
from anigen_core.ui import film
from anigen_core.ui.engine import Engine

SETTINGS = Settings(character=ANYBODY.colored("top", "#c02020"))


def asked(**other: Any) -> dict[str, Any]:
    keys = [named_pose(name, (96, 144)).to_dict() for name in ("standing", "waving")]
    plain = {"run": 3, "keys": keys, "frames": 3, "easing": "smooth", "course": "pingpong", "fps": 12}
    return plain | {"side": 384, "turns": "nobody", "chance": 7, "paper": False} | other


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("no_weights"))


def test_what_is_asked_for():
    read = film.read(None, asked(), SETTINGS)
    assert (read.run, read.frames, read.fps, read.size) == (3, 3, 12.0, (256, 384))
    assert read.character is SETTINGS.character and read.toward is None and len(read.keys) == 2
    sibling = film.read(None, asked(turns="seed"), SETTINGS).toward
    assert sibling is not None and sibling.seed == 7 and sibling.colors == SETTINGS.character.colors
    somebody = film.read(None, asked(turns="somebody"), SETTINGS).toward
    assert (
        somebody is not None
        and somebody.wishes
        and somebody == film.read(None, asked(turns="somebody"), SETTINGS).toward
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"keys": None},
        {"keys": []},
        {"keys": [{"people": []}]},
        {"keys": asked()["keys"] * 20},
        {"run": "x"},
        {"run": True},
        {"frames": 500},
        {"frames": 2.5},
        {"side": 4000},
        {"fps": "fast"},
        {"turns": "seed", "chance": -1},
    ],
)
def test_anything_else_is_one_sentence(wrong: dict[str, Any]):
    with pytest.raises(InputError, match=r"\.$"):
        film.read(None, asked() | wrong, SETTINGS)
    with pytest.raises(InputError):
        film.read(None, "nonsense", SETTINGS)


def path_of(url: str) -> Path:
    return Path(unquote(url.removeprefix(f"{API_PREFIX}/file=")))


def test_frames_then_the_animation_then_its_files(engine: Engine):
    news = list(film.draw(engine, film.read(None, asked(paper=True), SETTINGS), threading.Event()))
    states = [message["state"] for message in news]
    assert states[-2:] == ["drawn", "files"] and set(states[:-2]) <= {"waiting", "drawing"}
    counts = [len(message["urls"]) for message in news if message["state"] == "drawing"]
    assert counts == sorted(counts)
    drawn = news[-2]
    assert drawn["order"] == [0, 1, 2, 1] and drawn["repeats"] and "mannequin" in drawn["words"]
    first = np.asarray(Image.open(path_of(drawn["urls"][0])).convert("RGBA"))
    assert first.shape == (384, 256, 4) and first[0, 0, 3] == 0
    files = news[-1]["files"]
    assert list(files) == ["webp", "gif", "zip", "sheet"] and not news[-1]["failed"]
    assert all(path_of(url).stat().st_size > 1000 for url in files.values())
    paper = np.asarray(Image.open(path_of(files["webp"])).convert("RGBA"))
    assert (paper[0, 0] == 255).all()  # the files are on paper, the screen brings its own


def test_what_goes_wrong_is_the_last_word(engine: Engine):
    [*_, last] = film.draw(engine, film.read(None, asked(frames=1), SETTINGS), threading.Event())
    assert last["state"] == "failed" and "2 to" in last["words"]
    stop = threading.Event()
    stop.set()
    assert [*film.draw(engine, film.read(None, asked(), SETTINGS), stop)][-1]["state"] == "stopped"
