"""What goes down to the variation sheet, and what comes back from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anigen_core.character import Character
from anigen_core.document import Document, Settings
from anigen_core.errors import InputError
from anigen_core.stages.pick import Candidate
from anigen_core.ui.form import character_of, written
from anigen_core.ui.variations import VIEW, picked, told

MIKA = Character.parse("hair=bob, top=#3a7bd5", 5)


def test_candidates_are_shown_small_and_on_white_and_keep_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    picture = np.zeros((1536, 1024, 4), np.uint8)
    document = Document.compose(size=(64, 96), settings=Settings(character=MIKA))
    first = Candidate(picture, 7, "character", words="It keeps the pose.")
    sheet = told(document, (first, Candidate(picture[::2, ::2, :3], 8, shown=False)))
    assert character_of(sheet["character"]) == MIKA
    one, other = sheet["candidates"]
    assert (one["seed"], one["owner"], one["words"], one["shown"]) == (
        7, "character", "It keeps the pose.", True,
    )  # fmt: skip
    assert (other["seed"], other["owner"], other["shown"]) == (8, "drawing", False)
    assert one["width"] <= VIEW.width and one["height"] <= VIEW.height
    files = [Image.open(path) for path in sorted(tmp_path.rglob("*.jpg"))]
    assert sorted(max(file.getchannel(0).tobytes()) > 200 for file in files) == [False, True], (
        "nothing is on white"
    )


def test_a_candidate_that_is_picked_turns_one_control():
    assert picked({"owner": "drawing", "seed": 3.0, "character": ""}) == {"seed": 3}
    turned = picked({"owner": "character", "seed": 9, "character": written(MIKA)})
    assert character_of(turned["character"]) == Character(MIKA.wishes, MIKA.colors, 9)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"owner": "nobody", "seed": 1},
        {"owner": "drawing", "seed": "1"},
        {"owner": "character", "seed": -1, "character": "{}"},
        {"owner": "character", "seed": 1, "character": "{"},
    ],
)
def test_anything_else_is_refused(data: Any):
    with pytest.raises(InputError, match=r"\.$"):
        picked(data)
