"""What the character panel shows: a picture or a color of every wish, and a name of it in every language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from anigen_core.character import DICE, PALETTE, SETS, groups
from anigen_core.color import parse_color
from anigen_core.imaging import open_image
from anigen_core.ui.character import CharacterPanel, known
from anigen_core.ui.texts import FOLDER, LANGUAGES

PICTURES = Path(__file__).parents[2] / "anigen_core" / "ui" / "static" / "stage" / "character"
ROOM = 700_000
"""Bytes that the pictures may take of everybody's first visit."""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return json.loads((PICTURES / "wishes.json").read_text("utf-8"))


def test_every_wish_has_a_picture_or_a_color(told: dict[str, Any]):
    for group, words in groups().items():
        shown = told["swatches"].get(group) or told["pictures"][group]["at"]
        assert set(shown) == set(words), group
    for colors in told["swatches"].values():
        assert all(parse_color(color) for color in colors.values())


def test_the_pictures_lie_inside_the_atlas_and_none_on_another(told: dict[str, Any]):
    atlas = open_image(PICTURES / "wishes.webp")
    assert list(atlas.size) == told["size"]
    assert (PICTURES / "wishes.webp").stat().st_size < ROOM
    taken: set[tuple[int, int]] = set()
    for entry in told["pictures"].values():
        width, height = entry["size"]
        for x, y in entry["at"].values():
            assert 0 <= x <= atlas.width - width and 0 <= y <= atlas.height - height
            corner = {(x + dx, y + dy) for dx in (0, width // 2) for dy in (0, height // 2)}
            assert not corner & taken
            taken |= corner


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wish_has_a_name(language: str):
    texts = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    for group, words in groups().items():
        assert texts["wish"]["groups"][group]
        names = texts["wish"][group]
        assert set(names) == {re.sub("[^a-z]", "_", word) for word in words}
        assert len(set(names.values())) == len(names), f"{language}: two wishes for {group} share a name"
    assert all(texts["character"][f"part_{part}"] for part in PALETTE)


def test_the_panel_knows_what_the_character_knows():
    catalog = known()
    assert set(catalog["groups"]) == set(groups()) and catalog["parts"] == list(PALETTE)
    assert set(catalog["sets"]) == set(SETS) and catalog["dice"] == list(DICE)
    json.dumps(catalog)


def test_the_page_of_every_group_is_on_the_panel():
    source = (PICTURES / "panel.js").read_text("utf-8")
    pages = source[source.index("const PAGES") : source.index("const PAGE_KEY")]
    assert set(re.findall(r'"(\w+)"', pages)) == set(groups())


def test_the_panel_begins_with_nobody_in_particular():
    assert json.loads(CharacterPanel().value) == {"wishes": {}, "colors": {}, "seed": 0}
