"""From the values of inputs to a document, without a browser."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.character import ANYBODY, Character
from anigen_core.errors import InputError
from anigen_core.intake import read_box
from anigen_core.options import character_of, whole
from anigen_core.pose import TWINS
from anigen_core.pose_library import named_pose
from anigen_core.settings import Settings
from anigen_core.ui.api_parts import composed, posed
from anigen_core.ui.form import Choices, hex_color, shown, written

EMPTY = Choices(
    painter="pirec",
    strength=0.6,
    refine=1,
    seed=0,
    shading=0.5,
    light="left",
    ink="colored",
    mix=0.5,
    transparent=False,
    upscale=1,
    upscaler="compact",
    denoise=0,
    left_eye=None,
    left_box="",
    right_eye=None,
    right_box="",
    figure="psgan",
    character="",
    flats=False,
    weights=None,
    off=None,
)


def png(path: Path, mode: str, size: tuple[int, int]) -> Path:
    Image.new(mode, size).save(path)
    return path


def test_the_pose_is_put_on_the_drawings_canvas(tmp_path: Path):
    lines = png(tmp_path / "lines.png", "L", (120, 90))
    document, notes = composed(Settings(), lines, pose="standing")
    assert document.pose is not None and document.pose.extent == (120, 90) == document.extent
    assert notes == []


def test_a_pose_alone_has_the_canvas_of_the_pose():
    document, _ = composed(Settings(), pose="standing")
    assert document.extent == (512, 768)


def test_opaque_colors_are_pointed_out(tmp_path: Path):
    _, notes = composed(Settings(), colors=png(tmp_path / "c.png", "RGB", (64, 64)))
    assert len(notes) == 1 and "counts as painted" in notes[0]
    _, notes = composed(Settings(), colors=png(tmp_path / "d.png", "RGBA", (64, 64)))
    assert notes == []


def test_pictures_of_different_sizes_are_refused(tmp_path: Path):
    lines, colors = png(tmp_path / "l.png", "L", (64, 64)), png(tmp_path / "c.png", "RGBA", (64, 65))
    with pytest.raises(InputError, match="same size"):
        composed(Settings(), lines, colors)


def test_mirrored_swaps_left_and_right():
    pose, mirror = posed("waving", None), posed("waving", None, mirror=True)
    assert pose is not None and mirror is not None
    flipped = pose.joints[list(TWINS)] * (-1, 1, 1) + (pose.width, 0, 0)
    assert np.allclose(mirror.joints, flipped)


def test_a_pose_file_replaces_a_name_but_not_both():
    data = named_pose("sitting_floor").to_json().encode()
    assert posed(None, data) is not None
    with pytest.raises(InputError, match="not both"):
        posed("standing", data)


def test_eyes_are_wished_for_only_where_a_color_is_given():
    settings = replace(EMPTY, right_eye="rgba(58, 123.4, 213, 1)", right_box="10 20 30 40").settings()
    [eye] = settings.eyes
    assert (eye.side, eye.color, eye.box) == ("right", "#3a7bd5", (10, 20, 30, 40))


def test_what_the_painter_is_told():
    settings = replace(EMPTY, painter="fill", strength=0.25, refine=3.0, seed=7.0).settings()
    assert (settings.painter, settings.strength, settings.refine, settings.seed) == ("fill", 0.25, 3, 7)
    for wrong in ({"painter": "oil"}, {"strength": 2}, {"refine": 4}, {"refine": 1.5}, {"refine": None}):
        with pytest.raises(InputError):
            replace(EMPTY, **wrong).settings()


def test_settings_come_back_into_the_controls_as_they_were():
    choices = {"painter": "fill", "refine": 2, "seed": 4, "light": "right", "upscale": 2, "transparent": True}
    eyes = {"left_eye": "#20c060", "left_box": "100, 50, 20, 14", "right_eye": "#ff0000"}
    settings = replace(EMPTY, **choices, **eyes).settings()
    assert Choices(**shown(settings)).settings() == settings
    assert shown(settings)["right_box"] == "" and shown(Settings())["left_eye"] is None


def test_a_character_comes_as_json_or_in_words_and_goes_back_to_the_panel():
    wished = Character.parse("hair=twin_tails, hair_color=pink, accessories=glasses+ribbon, top=#3a7bd5", 3)
    assert character_of(written(wished)) == wished
    assert character_of("hair=twin_tails, top=#3a7bd5").color("top") == "#3a7bd5"
    assert character_of(None) == character_of("") == ANYBODY
    settings = replace(EMPTY, character=written(wished), figure="mannequin").settings()
    assert settings.character == wished and settings.figure == "mannequin"
    assert Choices(**shown(settings)).settings() == settings


@pytest.mark.parametrize(
    "text", ["{", "{}]", '{"wishes": 3}', '{"wishes": {"hair": ["antlers"]}}', "hair", "[" * 30_000, 7]
)
def test_what_is_no_character_is_refused_in_a_sentence(text: object):
    with pytest.raises(InputError, match=r"\.$"):
        character_of(text)


@pytest.mark.parametrize("text", ["#3A7BD5", "3a7bd5", "rgb(58,123,213)", "rgba(58, 123, 213, 0.5)"])
def test_colors_as_pickers_send_them(text: str):
    assert hex_color(text) == "#3a7bd5"


@pytest.mark.parametrize("text", ["blue", "rgba(1,2)", "#12345"])
def test_other_colors_are_refused(text: str):
    with pytest.raises(InputError):
        hex_color(text)


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "-1,2,3,4", "1,2,3,4,5"])
def test_places_that_cannot_be_read(text: str):
    with pytest.raises(InputError, match="place of an eye"):
        read_box(text)


@pytest.mark.parametrize("value", [None, True, "3", 2.5, math.nan, math.inf])
def test_whole_numbers_only(value: object):
    with pytest.raises(InputError, match="whole number"):
        whole(value, "The seed")
    assert whole(3.0, "The seed") == 3
