"""The wishes that fit a picture of the factory."""

from __future__ import annotations

import numpy as np

from anigen_core.character import PALETTE, SETS, Character, groups
from anigen_core.color import delta_e, parse_color
from train.evaluate import sources
from train.factory.parts import Part
from train.tags import SETS as TAG_SETS
from train.tags import SINGLE
from train.wishes import LEAST, PALETTE_OF, TAG_OF, palette_of, wishes_of

TAGS = {
    "presentation": "girl",
    "hair_style": "twin_tails",
    "hair_length": "very long",
    "hair_color": "pink",
    "fringe": "none",
    "ahoge": "yes",
    "eye_shape": "tareme",
    "outfit": "knight",
    "top": "sailor blouse",
    "accessories": ["glasses", "held thing", "belt"],
    "marks": ["freckles"],
    "style": "cel",
    "expression": "smile",
}


def test_words_become_wishes() -> None:
    found = wishes_of({"seed": 7, "tags": TAGS})
    assert found == Character.parse(
        "presentation=girl,hair=twin_tails,hair_length=very_long,hair_color=pink,fringe=none,eyes=tareme,"
        "top=sailor_blouse,accessories=glasses+held_thing+belt,details=ahoge+freckles,style=cel,"
        "expression=smile",
        seed=7,
    )
    assert found.word("outfit") is None  # a kind that training never shows cannot be wished for


def test_of_somebody_without_anything_nothing_is_wished() -> None:
    assert wishes_of({"tags": {"accessories": ["none"], "ahoge": "no"}}) == Character()


def test_every_tag_that_training_knows_can_be_wished_for() -> None:
    for group, words in groups().items():
        known = {**SINGLE, **TAG_SETS}[TAG_OF.get(group, group)]
        spelled = {word.replace(" ", "_") for word in known}
        assert spelled - {"left_eye_seen", "right_eye_seen"} == set(words)
    assert set(SETS) == set(TAG_SETS)


def test_each_part_has_its_color() -> None:
    part = np.zeros((20, 40), np.uint8)
    albedo = np.full((20, 40, 3), 9, np.uint8)
    for row, (number, color) in enumerate(
        [
            (Part.FACE, (240, 200, 180)),
            (Part.HAIR_BACK, (200, 40, 90)),
            (Part.RIGHT_IRIS, (30, 90, 220)),
            (Part.LEFT_SLEEVE, (250, 250, 250)),
            (Part.APRON, (10, 200, 10)),
            (Part.BOTTOM, (20, 20, 80)),
            (Part.LEFT_SOCK, (0, 0, 1)),
            (Part.RIGHT_SHOE, (90, 50, 20)),
            (Part.COLLAR, (255, 0, 0)),
        ]
    ):
        part[2 * row : 2 * row + 2, :30], albedo[2 * row : 2 * row + 2, :30] = number, color
    found = palette_of(albedo, part)
    assert tuple(found) == PALETTE
    assert found["hair"] == "#c8285a" and found["eyes"] == "#1e5adc" and found["top"] == "#fafafa"
    assert palette_of(albedo, part, "pencil") == {}
    part[part == Part.RIGHT_IRIS] = Part.RIGHT_PUPIL
    part[4, : LEAST - 1] = Part.LEFT_IRIS
    assert "eyes" not in palette_of(albedo, part)
    part[4, LEAST] = Part.RIGHT_IRIS
    assert "eyes" in palette_of(albedo, part)


def test_a_median_is_a_color_that_is_there() -> None:
    part = np.full((40, 400), Part.TOP, np.uint8)
    albedo = np.zeros((40, 400, 3), np.uint8)
    albedo[:20] = (255, 0, 0)
    albedo[20:] = (0, 0, 255)
    assert palette_of(albedo, part)["top"] in ("#ff0000", "#0000ff")
    albedo[:2] = (0, 255, 0)
    albedo[2:, :250] = (7, 8, 9)
    assert palette_of(albedo, part)["top"] == "#070809"


def test_parts_of_nothing_have_no_color() -> None:
    assert PALETTE_OF[Part.NONE] == PALETTE_OF[Part.PROP] == PALETTE_OF[Part.LEFT_LASH] == len(PALETTE)


def test_a_character_keeps_words_and_colors_from_picture_to_picture() -> None:
    from train.factory.shots import Studio

    studio = Studio((192, 288), ("beauty", "part", "albedo"))
    try:
        made = list(studio.pictures(sources.choose_seeds("val", 1)[0], range(3)))
    finally:
        studio.release()
    first, *others = (wishes_of(sample.labels) for sample in made)
    by_picture = ("expression", "style")
    for other in others:
        assert [w for w in other.wishes if w[0] not in by_picture] == [
            w for w in first.wishes if w[0] not in by_picture
        ]
    colors = []
    for sample in made:
        assert sample.picture.albedo is not None and sample.picture.part is not None
        colors.append(palette_of(sample.picture.albedo, sample.picture.part))
    for part in set.intersection(*map(set, colors)) & {"skin", "hair"}:
        pair = [np.array([[parse_color(c[part])]], np.uint8) for c in colors[:2]]
        assert delta_e(*pair).max() < 8
