"""A frozen dataclass as a command line: every field is an option, nothing else is understood.

`batch: int = 16` is `--batch 16` or `--batch=16`; `Annotated[int, "words"]` adds a line of help. `compile:
bool = False` is `--compile` (and `--no-compile`); None as a default means "not given". Underscores are
written as dashes.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from anigen_core.errors import InputError

T = TypeVar("T")


def flag(name: str) -> str:
    """How a field is written on the command line."""
    return "--" + name.replace("_", "-")


def parse(kind: type[T], words: Sequence[str]) -> T:
    """The options that the words give, over the defaults.

    Raises:
        InputError: an unknown option (the sentence lists the valid ones), a missing or unreadable value.
    """
    hints = get_type_hints(kind)
    known: dict[str, Field[Any]] = {flag(f.name): f for f in fields(kind)}  # type: ignore[arg-type]
    got: dict[str, Any] = {}
    left = list(words)
    while left:
        word, _, given = left.pop(0).partition("=")
        negative = word.startswith("--no-") and word not in known
        entry = known.get("--" + word[5:] if negative else word)
        wanted = _plain(hints[entry.name]) if entry else None
        if entry is None or (negative and wanted is not bool):
            raise InputError(f"There is no option {word}; the options are {', '.join(sorted(known))}.")
        if wanted is bool:
            if given:
                raise InputError(f"The option {word} takes no value.")
            got[entry.name] = not negative
            continue
        if not given:
            if not left or left[0].startswith("--"):
                raise InputError(f"The option {word} needs a value.")
            given = left.pop(0)
        got[entry.name] = _read(word, wanted, given)
    missing = [f for f in known.values() if f.default is MISSING and f.default_factory is MISSING]
    for entry in missing:
        if entry.name not in got:
            raise InputError(f"The option {flag(entry.name)} must be given.")
    return kind(**got)


def describe(kind: type) -> str:
    """The options and their defaults, one a line."""
    hints = get_type_hints(kind, include_extras=True)
    out = []
    for f in fields(kind):  # type: ignore[arg-type]
        words = f.metadata.get("help", "")
        words = next((w for w in getattr(hints[f.name], "__metadata__", ()) if isinstance(w, str)), words)
        default = "" if f.default in (None, MISSING) else f" [{f.default}]"
        out.append(f"  {flag(f.name):18} {words}{default}")
    return "\n".join(out)


def _plain(hint: Any) -> Any:
    """`int | None` is int."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(a for a in get_args(hint) if a is not type(None))
    return hint


def _read(word: str, wanted: Any, text: str) -> Any:
    if get_origin(wanted) is Literal:
        if text not in get_args(wanted):
            raise InputError(f"{word} is one of {', '.join(get_args(wanted))}, not {text!r}.")
        return text
    if wanted not in (int, float, str, Path):
        raise TypeError(f"{word}: an option cannot be of the type {wanted}")
    try:
        return wanted(text)
    except ValueError:
        kind = "a whole number" if wanted is int else "a number"
        raise InputError(f"{word} takes {kind}, not {text!r}.") from None
