"""What goes down to the variation sheet, and what comes back from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anigen_core.character import Character
from anigen_core.document import Document, Settings
from anigen_core.errors import InputError
from anigen_core.stages.pick import REASONS, Candidate, Scores, reasons
from anigen_core.ui.form import character_of, written
from anigen_core.ui.stage import I18N
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


@pytest.mark.parametrize("language", ["en", "ja", "zh"])
def test_every_reason_can_be_said_in_every_language(language: str):
    texts = json.loads((I18N / f"{language}.json").read_text(encoding="utf-8"))["sheet"]
    assert not [key for key in REASONS if not texts.get(f"why_{key}")]


def test_reasons_go_down_with_what_they_count():
    scores = Scores(joints=(7, 9), found=0.953, critic=0.9, apart=0.4)
    assert reasons(scores, 8) == [
        ("joints", {"right": 7, "of": 9}), ("lines", {"percent": 95}), ("more", {}), ("apart", {}),
    ]  # fmt: skip
    assert reasons(Scores(), 1) == [("only", {})]
