"""Every choice of `Settings` as the doors offer it: its name, its words, and what it may be.

The command line, a batch and the HTTP API build their options from `OPTIONS`, so that all of them have the
same names, defaults, choices and ranges, and `changed` reads the values of all of them. What a choice does is
said once, here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from anigen_core.character import ANYBODY, Character
from anigen_core.character import MAX_SEED as MAX_CHARACTER_SEED
from anigen_core.errors import InputError
from anigen_core.settings import (
    MAX_NAME,
    MAX_REFINE,
    MAX_SEED,
    EyeWish,
    Figure,
    Ink,
    Painter,
    Settings,
    Side,
    Upscaler,
)
from anigen_core.steps import STEPS, StepName, check_names

Kind = Literal["word", "words", "fraction", "whole", "level", "switch", "text"]

MAX_TEXT = 20_000
"""Most characters of a value: far more than a wish for everything has."""

DEFAULTS = Settings()

NO_EYE = "none"
"""In the place of an eye's color: leave this eye as it is painted, whatever the document says."""

UNREADABLE = "The character did not arrive whole; choose it again."

PLACE = "x, y, width, height in pixels of the drawing; found by itself where it is not given"


@dataclass(frozen=True)
class Option:
    """One choice.

    Attributes:
        name: at every door; `--its-name` on the command line.
        kind: "word" is one of `choices`, "words" any number of them, "level" one that is a number;
            "fraction" and "whole" are numbers from `low` to `high`; "switch" is yes or no; "text" is read by
            `changed`.
        words: what it does, the beginning of a sentence.
        field: of `Settings` that its value is read into, where it is not the field's own value.
        flags: on the command line, where they are not `--its-name`.
        pattern: of a text, as a regular expression; for the schema alone.
    """

    name: str
    kind: Kind
    words: str
    choices: tuple[Any, ...] = ()
    low: int = 0
    high: int = 1
    field: str = ""
    flags: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def default(self) -> Any:
        """What it is where nobody chooses; None of a text that is not given."""
        if self.field:
            return None
        value = getattr(DEFAULTS, self.name)
        return list(value) if self.kind == "words" else value

    def schema(self, *, optional: bool = False) -> dict[str, Any]:
        """JSON Schema of its values.

        optional: None is the default and leaves things as they are.
        """
        described: dict[str, Any] = {"description": self.words + "."}
        match self.kind:
            case "word" | "level":
                one: dict[str, Any] = {"type": "string" if self.kind == "word" else "integer"}
                one["enum"] = list(self.choices)
            case "words":
                one = {"type": "array", "items": {"type": "string", "enum": list(self.choices)}}
            case "fraction" | "whole":
                one = {"type": "number" if self.kind == "fraction" else "integer"}
                one |= {"minimum": self.low, "maximum": self.high}
            case "switch":
                one = {"type": "boolean"}
            case "text":
                one = {"type": "string"} | ({"pattern": self.pattern} if self.pattern else {})
        if not optional and self.default is not None:
            return one | described | {"default": self.default}
        return {"anyOf": [one, {"type": "null"}]} | described | {"default": None}


OPTIONS: tuple[Option, ...] = (
    Option(
        "painter",
        "word",
        "Who paints: pirec, the network that reads colors as blocks; colorize, the one that takes them as "
        "hints; or fill, which fills cells and shades them by rule",
        get_args(Painter),
    ),
    Option("strength", "fraction", "How strictly PI-REC follows lines and colors"),
    Option("refine", "whole", "Passes in which PI-REC refines its picture", high=MAX_REFINE),
    Option("seed", "whole", "0 is the likeliest picture, others vary what is left open", high=MAX_SEED),
    Option("shading", "fraction", "Depth of the cel shadow (painter fill)"),
    Option("light", "word", "Side of the picture the light comes from (painter fill)", get_args(Side)),
    Option("ink", "word", "Tint the lines after what they border, or leave them black", get_args(Ink)),
    Option(
        "mix", "fraction", "Posed body: 0 my drawing only, 0.5 where I left room, 1 the body is all there is"
    ),
    Option(
        "figure",
        "word",
        "Who draws the posed body: the network psgan, the mannequin by rule, or auto",
        get_args(Figure),
    ),
    Option(
        "character",
        "text",
        "Who it is, as wishes and colors like hair=twin_tails, hair_color=pink, top=#3a7bd5, or as JSON",
        field="character",
        flags=("--character", "--wish"),
    ),
    Option(
        "character_seed",
        "whole",
        "Decides what the wishes leave open; the same seed is the same person",
        high=MAX_CHARACTER_SEED,
        field="character",
    ),
    Option("transparent", "switch", "Leave the background out", flags=("--transparent/--paper",)),
    Option("upscale", "level", "Enlarge the finished picture so many times", (1, 2, 4)),
    Option(
        "upscaler", "word", "How to enlarge: compact is ours and fast, cunet is waifu2x", get_args(Upscaler)
    ),
    Option("denoise", "level", "How much the upscaler cleans (cunet only)", (0, 1, 3)),
    *(
        option
        for side, other in (("left", "right"), ("right", "left"))
        for option in (
            Option(
                f"{side}_eye",
                "text",
                f"Color of her {side} eye ({other} in the picture), like #3a7bd5; none leaves it as painted",
                field="eyes",
            ),
            Option(
                f"{side}_box",
                "text",
                f"Place of her {side} eye: {PLACE}",
                field="eyes",
                flags=(f"--{side}-box", f"--{side}-eye-box"),
                pattern=r"^\s*\d+([\s,]+\d+){3}\s*$",
            ),
        )
    ),
    Option(
        "flats",
        "switch",
        "One flat color for each area and no shading (painter colorize)",
        flags=("--flats/--shaded",),
    ),
    Option(
        "off",
        "words",
        "Steps of the chain that are switched off, whatever the other choices say",
        STEPS,
    ),
    Option(
        "weights",
        "text",
        f"Name of your own weights on that computer, of at most {MAX_NAME} characters; else the shipped ones",
        field="weights",
    ),
)
"""In the order in which they are shown."""

BY_NAME = {option.name: option for option in OPTIONS}


def changed(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """The settings with the choices that somebody made.

    Args:
        settings: those of the document, or `Settings()`.
        values: by the name of the option. None leaves things as they are, and so does an empty text, except
            that "" as `weights` are the shipped ones.

    Raises:
        InputError: a value that is out of its range, or cannot be read.
    """
    given = {
        name: value
        for name, value in values.items()
        if value is not None and (value != "" or name == "weights")
    }
    plain = {name: _read(BY_NAME[name], value) for name, value in given.items() if not BY_NAME[name].field}
    if "weights" in given:
        plain["weights"] = given["weights"]
    if "character" in given:
        plain["character"] = character_of(given["character"])
    if "character_seed" in given:
        who = plain.get("character", settings.character)
        plain["character"] = replace(who, seed=whole(given["character_seed"], "The character's seed"))
    if any(BY_NAME[name].field == "eyes" for name in given):
        plain["eyes"] = _eyes(settings, given)
    return replace(settings, **plain)


def check(values: Mapping[str, Any]) -> None:
    """Find what is wrong with choices whatever drawing they are for.

    Raises:
        InputError: as `changed`.
    """
    eyes = tuple(EyeWish(side, "#fff") for side in get_args(Side))
    changed(Settings(upscaler="cunet", eyes=eyes), values)  # with these, every choice has a meaning


def character_of(value: Any) -> Character:
    """A character from its JSON, or from wishes like "hair=twin_tails, top=#3a7bd5"; None and "" are nobody
    in particular.

    Raises:
        InputError: it is neither, or wishes for something that there is not.
    """
    if value is None or value == "":
        return ANYBODY
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise InputError(UNREADABLE)
    if not value.lstrip().startswith("{"):
        return Character.parse(value)
    try:
        values = json.loads(value)
    except (ValueError, RecursionError):
        raise InputError(UNREADABLE) from None
    return Character.from_json(values)


def steps_of(value: Any) -> tuple[StepName, ...]:
    """Names of steps in their order, of a text like "upscale, eyes" or a list of them; None is none.

    Raises:
        InputError: there is no such step.
    """
    names = value.split(",") if isinstance(value, str) else value or ()
    if not isinstance(names, (list, tuple)):
        raise InputError("The steps have to be a list of names; give their names.")
    given = tuple(name.strip().lower() if isinstance(name, str) else name for name in names)
    return check_names(tuple(name for name in given if name != ""), "The steps")


def whole(value: Any, what: str) -> int:
    """A whole number from a door whose numbers may arrive as 3.0.

    Raises:
        InputError: anything else. `what` begins the sentence.
    """
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not math.isfinite(value) or value != int(value):
        raise InputError(f"{what} has to be a whole number; type one in.")
    return int(value)


def _read(option: Option, value: Any) -> Any:
    """The value for `Settings`, which checks it; numbers that count are made whole."""
    if option.kind in ("whole", "level"):
        return whole(value, f"The value of '{option.name}'")
    if option.kind == "words":
        return steps_of(value)
    return value


def _eyes(settings: Settings, given: Mapping[str, Any]) -> tuple[EyeWish, ...]:
    """The wishes for eyes, each side changed on its own."""
    from anigen_core.intake import read_box

    wishes = {wish.side: wish for wish in settings.eyes}
    for side in get_args(Side):
        color, box = given.get(f"{side}_eye"), given.get(f"{side}_box")
        if color == NO_EYE:
            wishes.pop(side, None)
            continue
        before = wishes.get(side)
        if box is not None and color is None and before is None:
            raise InputError("An eye has a box but no color; give both.")
        if color is not None or box is not None:
            place = read_box(box) if box is not None else before and before.box
            wishes[side] = EyeWish(side, color or before.color, place)  # type: ignore[union-attr]
    return tuple(wishes[side] for side in get_args(Side) if side in wishes)
