"""Colors that go together, and colors as other eyes see them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from anigen_core.color import parse_color, srgb_to_oklab
from anigen_core.color_vision import MATRICES, seen_as
from anigen_core.errors import InputError
from anigen_core.harmonies import SCHEMES, harmonies

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "color.json").read_text())


@pytest.mark.parametrize("row", VECTORS["colors"], ids=lambda row: row["color"])
def test_python_and_the_page_agree(row: dict):
    assert {name: list(colors) for name, colors in harmonies(row["color"]).items()} == row["harmonies"]
    for deficiency, expected in row["seen"].items():
        seen = seen_as(np.array(parse_color(row["color"]), np.uint8), deficiency)
        assert seen.tolist() == expected


@pytest.mark.parametrize("scheme", SCHEMES)
def test_harmonies_are_equally_light_and_turned(scheme: str):
    lab = srgb_to_oklab(np.array(parse_color("#8a6a9a"), np.uint8))
    for turn, color in zip(SCHEMES[scheme], harmonies("#8a6a9a")[scheme], strict=True):
        other = srgb_to_oklab(np.array(parse_color(color), np.uint8))
        assert abs(other[0] - lab[0]) < 0.01
        between = np.degrees(np.arctan2(other[2], other[1]) - np.arctan2(lab[2], lab[1]))
        assert abs((between - turn + 180) % 360 - 180) < 2


def test_grays_look_the_same_to_all_and_alpha_stays():
    assert VECTORS["matrices"] == {name: [list(row) for row in rows] for name, rows in MATRICES.items()}
    grays = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 4, axis=1)
    for deficiency in MATRICES:
        assert np.abs(seen_as(grays, deficiency).astype(int) - grays).max() <= 1
    with pytest.raises(InputError, match="protan, deutan, tritan"):
        seen_as(grays, "nobody")


def test_red_and_green_come_closer_without_green_cones():
    red, green = np.array([[200, 60, 60], [90, 140, 40]], np.uint8)
    apart = np.abs(srgb_to_oklab(red) - srgb_to_oklab(green)).sum()
    seen = np.abs(srgb_to_oklab(seen_as(red, "deutan")) - srgb_to_oklab(seen_as(green, "deutan"))).sum()
    assert seen < 0.6 * apart
