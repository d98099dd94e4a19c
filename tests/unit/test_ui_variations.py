"""What goes down to the variation sheet, and what comes back from it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anigen_core.character import Character
from anigen_core.document import Document, Settings
from anigen_core.errors import InputError
from anigen_core.pose_library import named_pose
from anigen_core.stages.pick import REASONS, Candidate, Scores, reasons
from anigen_core.ui.form import character_of
from anigen_core.ui.stage import I18N, StageData
from anigen_core.ui.variations import VIEW, Offered, asked, kept, picked, regions
from anigen_core.varying import Variant, Wanted

MIKA = Character.parse("hair=bob, top=#3a7bd5", 5)


@pytest.fixture
def offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Offered:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    picture = np.zeros((1536, 1024, 4), np.uint8)
    document = Document.compose(size=(64, 96), settings=Settings(character=MIKA))
    other = replace(document, settings=replace(document.settings, character=replace(MIKA, seed=7)))
    posed = replace(document, pose=named_pose("waving", (64, 96)), settings=Settings(seed=8))
    return Offered(
        document,
        (
            Candidate(
                picture, 7, "character", words="It keeps the pose.", variant=Variant(other, 7, "character")
            ),
            Candidate(
                picture[::2, ::2, :3],
                8,
                shown=False,
                variant=Variant(posed, 8, "drawing", (("#111111", "#222222"),)),
            ),
        ),
        Wanted(["colors"]),
    )


def test_candidates_are_shown_small_and_on_white_and_keep_their_order(offered: Offered, tmp_path: Path):
    sheet = offered.told()
    assert (sheet["of"], sheet["free"], sheet["keep"]) == (
        "character",
        ["pose", "colors", "face", "clothes"],
        [],
    )
    one, other = sheet["candidates"]
    assert (one["seed"], one["words"], one["shown"], one["pose"]) == (7, "It keeps the pose.", True, None)
    assert (other["seed"], other["shown"], other["recolored"]) == (8, False, [("#111111", "#222222")])
    assert other["pose"]["people"]
    assert one["width"] <= VIEW.width and one["height"] <= VIEW.height
    files = [Image.open(path) for path in sorted(tmp_path.rglob("*.jpg"))]
    assert sorted(max(file.getchannel(0).tobytes()) > 200 for file in files) == [False, True], (
        "nothing is on white"
    )


def test_a_candidate_that_is_picked_turns_the_choices_and_one_that_is_kept_has_its_recipe(
    offered: Offered, tmp_path: Path
):
    turned = picked(offered, {"number": 0})
    assert turned["seed"] == 0 and character_of(turned["character"]) == replace(MIKA, seed=7)
    told = kept(offered, {"number": 1})
    [path] = tmp_path.rglob("anigen_candidate.png")
    assert told["url"].endswith("anigen_candidate.png")
    assert Document.from_png(path) == offered.candidates[1].variant.document  # type: ignore[union-attr]


@pytest.mark.parametrize("data", [None, {}, {"number": 2}, {"number": -1}, {"number": "0"}, {"number": True}])
def test_anything_else_is_refused(offered: Offered, data: Any):
    with pytest.raises(InputError, match="not known"):
        picked(offered, data)
    with pytest.raises(InputError, match="not known"):
        picked(None, {"number": 0})
    assert kept(offered, data)["url"] is None and kept(None, data)["words"].endswith(".")


@pytest.mark.parametrize(
    "sent",
    [{"count": "many"}, {"locks": ["hat"]}, {"locks": 3}, {"turn": -1}, {"turn": 1.5}, {"locks": [[]]}],
)
def test_what_the_sheet_does_not_send_is_refused(sent: dict[str, Any]):
    with pytest.raises(InputError, match=r"\.$"):
        asked(StageData(width=8, height=8, asked=sent))


def test_what_is_not_said_is_usual():
    count, wanted = asked(StageData(width=8, height=8))
    assert (count, wanted.locks, wanted.near, wanted.turn) == (8, ("pose", "colors"), False, 0)
    assert regions(StageData(width=8, height=8, asked={"keep": []})) is None


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
