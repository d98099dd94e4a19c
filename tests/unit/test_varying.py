"""Variations with locks: what is locked is the same in every candidate, what is open is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from anigen_core.character import Character
from anigen_core.document import Document, Settings
from anigen_core.errors import InputError
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.varying import LOCKS, Wanted, kept_region
from tests.figure import draw_figure
from tests.tiny_painter import write_tiny_painter

POSE = named_pose("standing", (256, 384))
MIKA = Character.parse("hair=twin_tails, hair_color=pink, outfit=sailor, expression=smile")
BODY = Document.compose(pose=POSE, settings=Settings(character=MIKA))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio("torch", weights=write_tiny_painter(tmp_path_factory.mktemp("weights")))


def without(*free: str) -> Wanted:
    return Wanted([lock for lock in LOCKS if lock not in free])


def test_a_locked_face_and_locked_clothes_are_drawn_alike_to_the_bit(studio: Studio) -> None:
    """Both are seen in the picture: the head does not change with the clothes, nor they with the head."""
    first = studio.body(POSE, MIKA, size=(256, 384))
    head = np.isin(first.parts, (1, 3, 4, 5, 6))
    for one in studio.variations(BODY, 4, without("clothes")):
        assert (
            one.variant is not None and one.variant.document.settings.character.word("hair") == "twin_tails"
        )
        assert (one.picture[head] == first.picture[head]).all(1).mean() > 0.97, "collars lie over some hair"
    body = np.isin(first.parts, (9, 10, 11))
    looks = set()
    for one in studio.variations(BODY, 4, without("face")):
        assert one.variant is not None and one.variant.document.settings.character.word("outfit") == "sailor"
        seen = (one.picture[body] == first.picture[body]).all(1)
        assert seen.mean() > 0.75, "long hair may hang over it"
        looks.add(one.picture.tobytes())
    assert len(looks) == 4


def test_locked_colors_are_those_that_are_seen_and_open_ones_are_others(studio: Studio) -> None:
    from anigen_core.varying import seen_colors

    for one in studio.variations(BODY, 3, without("face", "clothes")):
        assert one.variant is not None
        assert seen_colors(one.variant.document.settings.character) == seen_colors(MIKA)
    colors = {
        one.variant.document.settings.character.colors
        for one in studio.variations(BODY, 3, without("colors"))
        if one.variant is not None
    }
    parts = [dict(some) for some in colors]
    assert {one["hair"] for one in parts} == {seen_colors(MIKA)["hair"]}, "the hair belongs to the face"
    assert len({one.picture.tobytes() for one in studio.variations(BODY, 3, without("colors"))}) == 3


def test_an_open_pose_is_another_one_unless_it_is_drawn(studio: Studio) -> None:
    found = studio.variations(BODY, 3, without("pose"))
    poses = [one.variant.document.pose for one in found if one.variant is not None]
    assert all(pose != POSE for pose in poses) and len({pose.to_json() for pose in poses if pose}) == 3
    with pytest.raises(InputError, match="locked"):
        studio.variations(BODY, 3)


def test_a_drawing_keeps_a_locked_region_of_its_picture_and_varies_around_it(studio: Studio) -> None:
    figure = draw_figure(scale=1)
    document = Document.compose(figure.lines, figure.colors, settings=Settings())
    picture = studio.finish(document).picture
    parts = studio.parts_of(document, picture)
    assert parts is not None
    keep = kept_region(parts, ["clothes"], document.colors)
    assert 0.01 < keep.mean() < 0.9
    found = studio.variations(document, 3, Wanted(["pose", "clothes"], picture))
    for one in found:
        assert one.picture.shape == picture.shape
        assert np.array_equal(one.picture[keep], picture[keep]), "kept to the bit"
        assert (one.picture[~keep] != picture[~keep]).any()
        assert one.variant is not None and one.variant.recolored
        made = one.variant.document.colors
        assert made is not None and document.colors is not None
        assert np.array_equal(made[..., 3], document.colors[..., 3])
    whole = replace(document, replaced={"paint": np.full((8, 8, 4), 255, np.uint8)})
    with pytest.raises(InputError, match="take it out"):
        studio.variations(whole, 3)
