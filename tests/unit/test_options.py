"""One table of choices, and what the doors make of it."""

from __future__ import annotations

import inspect
from dataclasses import fields
from typing import Any, get_args, get_type_hints

import gradio as gr
import pytest
from typer.main import get_command

from anigen_core.character import Character
from anigen_core.cli import app
from anigen_core.errors import InputError
from anigen_core.options import BY_NAME, OPTIONS, Option, changed, check
from anigen_core.settings import EyeWish, Settings
from anigen_core.ui.form import Choices, shown

DEFAULTS = Settings()
NUMBERS = [option for option in OPTIONS if option.kind in ("fraction", "whole")]
WORDS = [option for option in OPTIONS if option.kind in ("word", "level", "words")]


def given(option: Option, value: Any) -> Settings:
    """Settings with one choice made, beside what that choice needs."""
    needed = {"denoise": {"upscaler": "cunet"}}.get(option.name, {})
    return changed(DEFAULTS, {**needed, option.name: value})


def test_every_setting_is_in_the_table() -> None:
    assert {option.field or option.name for option in OPTIONS} == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("option", [one for one in OPTIONS if not one.field], ids=lambda one: one.name)
def test_defaults_and_choices_are_those_of_the_settings(option: Option) -> None:
    default = getattr(DEFAULTS, option.name)
    assert option.default == (list(default) if isinstance(default, tuple) else default)
    assert changed(DEFAULTS, {option.name: option.default}) == DEFAULTS
    hint = get_type_hints(Settings)[option.name]
    if option in WORDS:
        assert option.choices == (get_args(get_args(hint)[0]) if option.kind == "words" else get_args(hint))


@pytest.mark.parametrize("option", NUMBERS, ids=lambda one: one.name)
def test_the_range_is_the_one_that_settings_allow(option: Option) -> None:
    for value in (option.low, option.high):
        assert given(option, value) is not None
    step = 0.01 if option.kind == "fraction" else 1
    for value in (option.low - step, option.high + step):
        with pytest.raises(InputError, match=r"\.$"):
            given(option, value)


@pytest.mark.parametrize("option", WORDS, ids=lambda one: one.name)
def test_every_choice_can_be_made_and_no_other(option: Option) -> None:
    for value in option.choices:
        made = getattr(given(option, [value] if option.kind == "words" else value), option.name)
        assert made == ((value,) if option.kind == "words" else value)
    with pytest.raises(InputError, match=r"\.$"):
        given(option, 7 if option.kind == "level" else "antlers")


@pytest.mark.parametrize("name", ["draw", "batch"])
def test_the_command_line_has_every_option(name: str) -> None:
    command: Any = get_command(app)
    options = {parameter.name: parameter for parameter in command.commands[name].params}
    for option in OPTIONS:
        made = options[option.name]
        assert made.default is None, "the document decides where nobody chooses"
        flags = {*made.opts, *made.secondary_opts}
        assert "--" + option.name.replace("_", "-") in flags
        if option.name == "weights":
            continue  # files, too
        assert option.words in made.help
        told = f"{made.help} {inspect.signature(command.commands[name].callback).parameters[option.name]}"
        for value in (option.low, option.high) if option in NUMBERS else option.choices:
            assert str(value) in told


def test_the_page_has_every_option_with_its_range_and_default() -> None:
    from anigen_core.ui.adapting import Teacher
    from anigen_core.ui.colorize import ColorizePanel
    from anigen_core.ui.engine import Engine
    from anigen_core.ui.inputs import Inputs
    from anigen_core.ui.results import Results

    names = {field.name for field in fields(Choices)}
    # The character's seed is part of the character's panel.
    assert names == {*BY_NAME} - {"character_seed"} == {*shown(DEFAULTS)}
    with gr.Blocks():
        inputs = Inputs(Engine(), ColorizePanel(), Results().steps, Teacher())
    for name in names & {*inputs.by_name}:
        control, option = inputs[name], BY_NAME[name]
        if hasattr(control, "choices") and option.choices:
            assert {value for _, value in control.choices} == {*option.choices}
        if option in NUMBERS:
            assert (control.minimum, control.maximum) == (option.low, option.high)
        if not option.field and option.kind != "words":
            assert control.value == option.default or isinstance(control, gr.HTML)


def test_the_schemas_say_what_the_settings_take() -> None:
    for option in OPTIONS:
        schema, optional = option.schema(), option.schema(optional=True)
        assert schema["description"] == optional["description"] == f"{option.words}."
        assert schema["default"] == option.default and optional["default"] is None
        assert optional["anyOf"][-1] == {"type": "null"}
    assert BY_NAME["refine"].schema()["maximum"] == 3
    assert BY_NAME["upscale"].schema()["enum"] == [1, 2, 4]


def test_only_what_is_chosen_changes_and_each_eye_on_its_own() -> None:
    left, right = EyeWish("left", "#112233", (1, 2, 30, 40)), EyeWish("right", "#445566")
    settings = Settings(eyes=(left, right), seed=4, character=Character.parse("hair=twin_tails", 3))
    nothing = dict.fromkeys(BY_NAME)
    assert changed(settings, nothing) == settings == changed(settings, {})
    one = changed(settings, {"left_eye": "#abc"}).eyes
    assert one == (EyeWish("left", "#aabbcc", (1, 2, 30, 40)), right)
    assert changed(settings, {"right_eye": "none"}).eyes == (left,)
    assert changed(settings, {"right_box": "5 6 7 8"}).eyes[1].box == (5, 6, 7, 8)
    who = changed(settings, {"character_seed": 9}).character
    assert (who.word("hair"), who.seed) == ("twin_tails", 9)
    assert changed(settings, {"character": "top=#fff", "character_seed": 2}).character.seed == 2
    assert changed(Settings(weights="mina"), {"weights": ""}).weights == ""


def test_what_is_wrong_for_any_drawing_is_told_before_the_first() -> None:
    check({"denoise": 3, "left_box": "1,2,3,4"})  # right for a drawing that says the rest
    for wrong in ({"refine": 9}, {"left_eye": "blue"}, {"off": ["hands"]}, {"upscale": 3}, {"seed": 0.5}):
        with pytest.raises(InputError, match=r"\.$"):
            check(wrong)


def test_python_has_the_same_names() -> None:
    import anigen_core

    for name in ("Studio", "Document", "Pose", "Settings", "EyeWish", "Character", "Result", "InputError"):
        assert inspect.isclass(getattr(anigen_core, name))


@pytest.mark.parametrize("value", [True, 7, 0.5, {"eyes": 1}])
def test_steps_that_are_no_list_are_refused_in_a_sentence(value: object) -> None:
    with pytest.raises(InputError, match=r"list of names.*\.$"):
        changed(Settings(), {"off": value})
