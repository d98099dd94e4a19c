"""The painter "colorize" through the chain: finish, preview, candidates, redo, layers and their names."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from anigen_core.artwork import reduced_hints
from anigen_core.character import Character
from anigen_core.document import Document, Settings
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize, to_rgba
from anigen_core.layering.regions import regions
from anigen_core.layers import composite, decompose, flats_of
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_poses
from tests.figure import PAINTS
from tests.unit.test_colorize import LINES, NOTHING, PARTS, SPOTS, hints

SETTINGS = Settings(painter="colorize", flats=True)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """Without any weights."""
    return Studio(weights=tmp_path_factory.mktemp("none"))


def test_hints_become_a_picture_with_the_artist_s_lines(studio: Studio) -> None:
    document = Document.compose(LINES, hints(), settings=SETTINGS)
    result = studio.finish(document)
    for name, (x, y) in SPOTS.items():
        assert tuple(result.picture[y, x]) == PAINTS[name]
    assert np.array_equal(composite(result.layers)[..., :3], result.picture)
    assert "segment fill" in result.engine and "weights of the colorizer are not here" in result.engine
    lines = next(layer for layer in result.layers if layer.name == "lines")
    assert np.array_equal(lines.image[..., 3], 255 - LINES)


def test_previews_and_larger_pictures_keep_the_hints(studio: Studio) -> None:
    large = Document.compose(
        resize(LINES, Extent(1024, 1536)), resize(hints(), Extent(1024, 1536)), settings=SETTINGS
    )
    small = studio.finish(large, preview=True).picture
    for name, (x, y) in SPOTS.items():
        assert tuple(small[y, x]) == PAINTS[name]
    document = Document.compose(
        LINES, hints(), settings=replace(SETTINGS, upscale=2, upscaler="lanczos", transparent=True)
    )
    result = studio.finish(document)
    assert result.picture.shape == (768, 512, 4) and result.picture[4, 4, 3] == 0
    x, y = SPOTS["hair"]
    assert np.abs(result.picture[2 * y, 2 * x, :3].astype(int) - PAINTS["hair"]).max() <= 3


def test_lines_alone_are_colored_and_the_note_says_so(studio: Studio) -> None:
    document = Document.compose(LINES, settings=SETTINGS)
    result = studio.finish(document)
    assert any("another seed chooses others" in note for note in result.notes)
    assert (result.picture[LINES == 255] != 255).any()
    wish = Character(colors=(("hair", "#102030"),))
    told = studio.finish(replace(document, settings=replace(SETTINGS, character=wish)))
    assert not told.notes
    x, y = SPOTS["hair"]
    assert tuple(told.picture[y, x]) == (16, 32, 48)


def test_without_lines_there_is_nothing_to_color(studio: Studio) -> None:
    with pytest.raises(InputError, match="no lines"):
        studio.finish(Document.compose(colors=hints(), settings=SETTINGS))


def test_candidates_differ_and_a_reference_leaves_none(studio: Studio) -> None:
    document = Document.compose(LINES, hints(hair=SPOTS["hair"]), settings=SETTINGS)
    assert studio.varies(document) == "drawing"
    found = studio.candidates(replace(document, colors=None), 2)
    assert len(found) == 2 and (found[0].picture != found[1].picture).any()
    with pytest.raises(InputError, match="reference"):
        studio.varies(replace(document, style=to_rgba(np.full((32, 32, 3), 90, np.uint8))))


def test_a_part_is_colored_anew_and_the_rest_stays(studio: Studio) -> None:
    document = Document.compose(LINES, hints(), settings=SETTINGS)
    before = studio.finish(document).picture
    other = hints()
    other[other[..., 3] > 0] = np.where(
        (other[other[..., 3] > 0][:, :3] == PAINTS["dress"]).all(1)[:, None],
        np.array([10, 200, 30, 255], np.uint8),
        other[other[..., 3] > 0],
    )
    selection = np.zeros(LINES.shape, np.uint8)
    selection[150:260, 60:200] = 255
    result = studio.redo(replace(document, colors=other), before, selection)
    assert np.array_equal(result.picture[selection == 0], before[selection == 0])
    x, y = SPOTS["dress"]
    assert tuple(result.picture[y + 20, x]) == (10, 200, 30)


def test_a_pose_adds_lines_and_the_character_its_colors(studio: Studio) -> None:
    pose = next(iter(named_poses().values())).pose(Extent(256, 384))
    wish = Character(colors=(("top", "#c81e28"),))
    lines = np.full_like(LINES, 255)
    cv2.ellipse(lines, (128, 50), (40, 36), 0, 0, 360, 0, 2)
    document = Document.compose(lines, hints(hair=SPOTS["hair"]), pose, replace(SETTINGS, character=wish))
    result = studio.finish(document)
    assert "oined with a posed mannequin" in result.engine
    assert tuple(result.picture[21, 128]) == PAINTS["hair"]


def test_regions_are_named_by_part() -> None:
    flats = np.zeros((*PARTS.shape, 4), np.uint8)
    flats[PARTS > 0] = (200, 100, 50, 255)
    flats[(PARTS == 8) & (np.arange(PARTS.shape[1]) > 128)] = (20, 60, 180, 255)
    labels, found = regions(flats, PARTS)
    names = [region.name for region in found]
    assert names == [
        *("skin, orange", "mouth, orange", "shoes, orange", "top, orange", "top, dark blue", "hair, orange"),
        "eyes, orange",
    ]
    assert [region.group for region in found] == ["skin"] * 2 + ["clothes"] * 3 + ["hair", "eyes"]
    assert labels.max() == len(names) and (labels[PARTS == 0] == 0).all()
    assert regions(np.zeros_like(flats), PARTS)[1] == []
    layers = decompose(flats, flats, LINES, parts=PARTS)
    assert {layer.group: layer.name for layer in flats_of(layers)}["hair"] == "hair, orange"


def test_many_regions_join_the_nearest_of_their_part() -> None:
    rng = np.random.default_rng(0)
    flats = np.dstack([rng.integers(0, 256, (64, 64, 3), np.uint8), np.full((64, 64), 255, np.uint8)])
    labels, found = regions(flats, np.full((64, 64), 6, np.uint8), most=5)
    assert len({region.name for region in found}) == 5 and labels.min() == 1
    assert {region.group for region in found} == {"hair"}


def test_small_dots_outlive_scaling_down() -> None:
    dots = NOTHING.copy()
    dots[101, 101] = dots[201, 53] = (1, 2, 3, 255)
    small = resize(reduced_hints(dots, Extent(32, 48)), Extent(32, 48), Image.Resampling.NEAREST)
    assert len(np.argwhere(small[..., 3] > 0)) >= 2
    assert reduced_hints(dots, Extent(256, 384)) is dots
