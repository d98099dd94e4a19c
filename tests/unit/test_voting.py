"""Regions vote about what they show: mistakes of whoever looked are put right, and doubt is told."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from anigen_core.color import to_hex
from anigen_core.imaging import Extent
from anigen_core.layering.flats import enlarge_regions
from anigen_core.layering.naming import color_name
from anigen_core.layering.regions import OTHER
from anigen_core.layering.voting import voted_parts

SKIN, HAIR, SHIRT, GROUND, IRIS, RED = (
    (250, 220, 200), (120, 70, 40), (40, 60, 160), (200, 230, 245), (60, 160, 90), (210, 60, 70),
)  # fmt: skip
AREAS = {
    "hair": (slice(20, 70), slice(60, 140), HAIR, 6),
    "face": (slice(50, 100), slice(70, 130), SKIN, 1),
    "iris": (slice(65, 75), slice(80, 90), IRIS, 4),
    "mouth": (slice(88, 93), slice(95, 108), RED, 4),
    "shirt": (slice(100, 180), slice(50, 150), SHIRT, 8),
    "legs": (slice(180, 260), slice(70, 130), SKIN, 9),
    "shoes": (slice(260, 280), slice(70, 130), HAIR, 11),
    "hole": (slice(120, 140), slice(55, 75), GROUND, 8),
    "star": (slice(20, 30), slice(170, 180), RED, 0),
}


@pytest.fixture
def figure() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Flats, lines and what somebody saw: legs as trousers, the mouth as an eye, a hole as shirt."""
    flats = np.full((300, 200, 4), (*GROUND, 255), np.uint8)
    lines, parts = np.full((300, 200), 255, np.uint8), np.zeros((300, 200), np.uint8)
    for rows, columns, color, part in AREAS.values():
        flats[rows, columns, :3], parts[rows, columns] = color, part
        cv2.rectangle(lines, (columns.start, rows.start), (columns.stop, rows.stop), 0, 1)
    return flats, lines, parts


def told(parts: np.ndarray, area: str) -> int:
    rows, columns = AREAS[area][:2]
    inner = parts[rows.start + 2 : rows.start + 5, columns.start + 2 : columns.start + 5]
    assert len(np.unique(inner)) == 1
    return int(inner[0, 0])


def test_regions_put_mistakes_right(figure: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    result = voted_parts(*figure)
    expected = {"hair": 6, "iris": 4, "mouth": 5, "shirt": 8, "legs": 2, "shoes": 11, "hole": 0, "star": 12}
    assert {area: told(result, area) for area in expected} == expected
    assert told(result, "face") in (1, 2) and result[5, 5] == 0


def test_who_is_not_sure_says_so(figure: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    flats, lines, parts = figure
    rows, columns = AREAS["shirt"][:2]
    parts[rows, columns] = np.array([4, 8, 12], np.uint8)[np.arange(100) % 3]
    assert told(voted_parts(flats, lines, parts), "shirt") == OTHER


def test_nothing_is_nothing() -> None:
    blank = np.zeros((16, 16), np.uint8)
    assert not voted_parts(np.zeros((16, 16, 4), np.uint8), blank, blank).any()


def test_flats_and_parts_are_enlarged_along_the_same_curves(
    figure: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    flats, lines, parts = figure
    large, of = enlarge_regions(flats, voted_parts(flats, lines, parts), Extent(400, 600))
    assert of is not None and of.shape == (600, 400)
    pairs = {(to_hex(large[y, x, :3]), int(of[y, x])) for y, x in np.ndindex(600, 400)}
    assert (to_hex(SKIN), 6) not in pairs and (to_hex(HAIR), 6) in pairs and len(pairs) <= 11


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((0, 0, 0), "black"), ((255, 255, 255), "white"), ((128, 128, 128), "gray"), ((214, 62, 76), "red"),
        ((236, 176, 120), "light orange"), ((120, 72, 52), "brown"), ((255, 226, 206), "beige"),
        ((44, 48, 96), "dark blue"), ((86, 164, 92), "green"), ((156, 148, 214), "purple"),
        ((255, 220, 60), "yellow"), ((70, 176, 168), "teal"), ((246, 165, 190), "pink"),
    ],
)  # fmt: skip
def test_colors_have_plain_names(rgb: tuple[int, int, int], name: str) -> None:
    assert color_name(rgb).removeprefix("light ") == name.removeprefix("light ")
