"""Tags of a picture as wishes, and the colors of its parts."""

from __future__ import annotations

import numpy as np
import pytest

from anigen_core.character import Character
from anigen_core.color import delta_e, parse_color
from anigen_core.errors import InputError
from anigen_core.part_colors import part_colors
from anigen_core.pose_library import named_pose
from anigen_core.stages.generate import draw_body
from anigen_core.stages.parse import Parsed
from anigen_core.tagging import Tag
from anigen_core.wishes_of_tags import wishes_of_tags


def test_sure_tags_become_wishes_by_their_own_names():
    tags = [
        Tag("hair_style", "twin_tails", 0.9),
        Tag("eye_shape", "round", 0.7),
        Tag("hair_color", "pink", 0.95),
        Tag("accessories", "cat ears", 0.8),
        Tag("accessories", "glasses", 0.55),
        Tag("outfit", "maid", 0.2),
        Tag("expression", "smile", 0.99),
        Tag("view", "front", 1.0),
        Tag("color", "#ff0000", 1.0),
    ]
    wished = wishes_of_tags(tags, {"hair": "#ff88aa"}, seed=7)
    assert wished.word("hair") == "twin_tails" and wished.word("eyes") == "round"
    assert wished.words("accessories") == ("cat_ears",) and wished.word("outfit") is None
    assert wished.word("expression") is None and wished.color("hair") == "#ff88aa" and wished.seed == 7


def test_of_two_words_of_a_group_the_surer_one_is_wished_for():
    wished = wishes_of_tags([Tag("hair_color", "pink", 0.45), Tag("hair_color", "red", 0.5)])
    assert wished == Character((("hair_color", ("red",)),))


def test_a_picture_of_which_nothing_is_sure_is_told():
    with pytest.raises(InputError, match="sure enough"):
        wishes_of_tags([Tag("hair_color", "pink", 0.2), Tag("view", "front", 1.0)])


def test_colors_of_parts_are_those_that_were_drawn():
    wanted = Character(colors=(("hair", "#c04040"), ("top", "#2060e0"), ("bottom", "#30a050")))
    body = draw_body(named_pose("standing", (192, 288)), character_options(wanted))
    parsed = Parsed(
        body.parts,
        named_pose("standing", (192, 288)),
        (body.picture[..., 3] / 255).astype(np.float32),
        "rules",
    )
    found = part_colors(body.picture, parsed)
    assert {"skin", "hair", "top", "bottom"} <= found.keys()
    for part, color in wanted.colors:
        assert delta_e(np.array(parse_color(found[part])), np.array(parse_color(color))) < 14, part
    nothing = Parsed(np.zeros_like(body.parts), parsed.pose, np.zeros(body.parts.shape, np.float32), "rules")
    assert part_colors(body.picture, nothing) == {}


def character_options(character: Character):
    from anigen_core.stages.generate import GenerateOptions

    return GenerateOptions(character, figure="mannequin")
