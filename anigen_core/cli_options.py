"""The choices of `options.OPTIONS` as options of commands, so that they are written down once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from anigen_core.cli_support import Weights, own_weights
from anigen_core.options import OPTIONS, Option, changed

if TYPE_CHECKING:
    from anigen_core.settings import Settings

Choices = dict[str, Any]
"""A parameter of this type becomes all of the options; values by name, None where somebody chose nothing."""

_NUMBERS = {"fraction": float, "whole": int, "level": int}
_TYPES: dict[str, Any] = _NUMBERS | {"switch": bool, "text": str, "words": list[str]}


def takes_choices(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter `choices` stands for every option of the table.

    Typer reads the signature, which is therefore built here: the options take the place of that parameter.
    """
    written = inspect.signature(command, eval_str=True)
    parameters = []
    for parameter in written.parameters.values():
        parameters += _parameters() if parameter.name == "choices" else [parameter]

    @wraps(command)
    def called(**values: Any) -> None:
        choices = {option.name: values.pop(option.name) for option in OPTIONS}
        command(**values, choices=choices)

    keyword = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    called.__signature__ = written.replace(parameters=keyword)  # type: ignore[attr-defined]
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in keyword}
    return called


def chosen(settings: Settings, choices: Choices) -> tuple[list[Path], Settings]:
    """Files of one's own weights that `--weights` names, and the settings with what was chosen.

    Raises:
        InputError: a value that is out of its range, or weights that there are not.
    """
    files, own = own_weights(choices["weights"])
    # Several files have no name together, and then none that a document has counts.
    return files, changed(settings, {**choices, "weights": own if choices["weights"] else None})


def _parameters() -> list[inspect.Parameter]:
    kind = inspect.Parameter.KEYWORD_ONLY
    return [
        inspect.Parameter(option.name, kind, default=None, annotation=_annotation(option))
        for option in OPTIONS
    ]


def _annotation(option: Option) -> Any:
    if option.name == "weights":
        return Weights  # files, too: whoever types a command may read them
    kind: Any = Literal[option.choices] if option.kind == "word" else _TYPES[option.kind]
    told = typer.Option(*option.flags, help=_help(option), show_default=_default(option))
    return Annotated[kind | None, told]


def _help(option: Option) -> str:
    match option.kind:
        case "level":
            *first, last = map(str, option.choices)
            return f"{option.words}: {', '.join(first)} or {last}."
        case "words":
            return f"{option.words}: {', '.join(option.choices)}; may be given several times."
        case "fraction" | "whole":
            return f"{option.words}; {option.low} to {option.high}."
    return f"{option.words}."


def _default(option: Option) -> str | bool:
    """What the help says happens without it. A document that is given has the word before."""
    if option.default is None or option.kind in ("switch", "words"):
        return False
    return str(option.default)
