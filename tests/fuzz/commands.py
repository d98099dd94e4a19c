"""Command lines: every command and option of `anigen`, read from its own table, with values that fit, that
nearly fit, and that are odd.

A case is a JSON list of arguments. It runs in this process, in a folder of its own with a few small files.
`anigen app` is left out, because it serves until somebody ends it.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin
from unittest.mock import patch

import typer
from hypothesis import strategies as st

from anigen_core.cli import app, main
from anigen_core.errors import InputError

# fmt: off
ODD = (
    "", " ", "-", "--", "-1", "0", "nan", "1e999", "é", "\uff11", "\ud800", "\x1b[2J", "a" * 300, "\0", "%s",
    "{", "[]", "null", "../../x.png", "no/such/o.png", "lines.png/x.png", "<script>alert(1)</script>", ".",
    "2" * 5000, "1.5", "True", "#12345", "hair=", "=pink", "16x0", "1,2,3", "\n", "o.png\n", "\u202egnp.o",
)
# fmt: on
"""Values that fit nothing. None is a folder outside that exists: all of it would be read."""

FITTING: dict[str, tuple[str, ...]] = {
    "pose": ("standing", "waving", "pose.json"),
    "poses": ("standing", "waving", "pose.json"),
    "reference_pose": ("pose.json", "sitting_front"),
    "size": ("16x24", "24x16"),
    "character": ("hair=twin_tails,hair_color=pink", "{}", '{"seed": 3}', "top=#2060e0"),
    "wish": ("hair=twin_tails,hair_color=pink", "outfit=sailor"),
    "palette": ("hair=#7a4fb5,top=#c0392b", "#ffffff,#000000"),
    "left_box": ("2,2,9,9",),
    "right_box": ("3,3,9,9",),
    "off": ("eyes", "upscale"),
    "weights": ("", "nobody"),
    "hair": ("pink twin_tails",),
    "tags": ("1girl",),
    "by": ("pose", "color"),
}
"""Texts that mean something, by the name of the parameter; all others are colors, like "#3a7bd5"."""

GIVEN = ("lines.png", "colors.png", "girl.anigen", "girl.png", "pose.json", "text.png", "empty.png")
MADE = ("o.png", "o.psd", "o.ora", "o.json", "o.svg", "o.webp", "o.gif", "o.anigen", "out")
SLOW = {"ray", "workers", "frames"}
"""Options that start other processes or make many pictures."""

SECONDS = 60.0
"""Of a core, at most, for a command: some have a network to load."""


@cache
def _commands() -> dict[tuple[str, ...], Any]:
    """Every command by its words."""
    found: dict[tuple[str, ...], Any] = {}

    def walk(command: Any, words: tuple[str, ...]) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            walk(inner, (*words, name))
        if not hasattr(command, "commands") and words != ("app",):
            found[words] = command

    walk(typer.main.get_command(app), ())
    return found


@cache
def _kinds(words: tuple[str, ...]) -> dict[str, Any]:
    """The type of each parameter of a command, without what says whether it may be missing or repeated."""
    signature = inspect.signature(_commands()[words].callback, eval_str=True)
    return {name: _bare(parameter.annotation) for name, parameter in signature.parameters.items()}


def _bare(kind: Any) -> Any:
    if get_origin(kind) is not None and hasattr(kind, "__metadata__"):
        return _bare(get_args(kind)[0])
    inner = [one for one in get_args(kind) if one is not type(None)]
    if get_origin(kind) is list or (len(inner) == 1 and type(None) in get_args(kind)):
        return _bare(inner[0])
    return kind


def _values(name: str, kind: Any) -> tuple[str, ...]:
    """What fits a parameter."""
    if kind is int:
        return ("1", "2", "3", "4")
    if kind is float:
        return ("0", "0.5", "1")
    if kind is Path:
        return (*GIVEN, *MADE, "pictures")
    if get_args(kind):  # a word out of a list
        return tuple(map(str, get_args(kind)))
    return FITTING.get(name, ("#3a7bd5", "red"))


@st.composite
def command_lines(draw: st.DrawFn) -> bytes:
    """The arguments of a command, in JSON."""
    words = draw(st.sampled_from(sorted(_commands())))
    arguments = [*words]
    kinds = _kinds(words)
    for parameter in _commands()[words].params:
        kind = kinds.get(parameter.name, bool)
        likely = 9 if parameter.required or parameter.name in ("out", "size") else 1
        if parameter.name in SLOW or draw(st.integers(0, 9)) >= likely:
            continue
        flags = [*parameter.opts, *parameter.secondary_opts]
        if parameter.param_type_name == "option":
            arguments.append(draw(st.sampled_from(flags)))
        if kind is not bool:
            fitting = draw(st.integers(0, 4)) > 0
            arguments.append(draw(st.sampled_from(_values(parameter.name, kind) if fitting else ODD)))
    if words == ("batch",):
        arguments.append("--dry-run")
    elif draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(arguments)))
        match draw(st.sampled_from(("odd", "text", "drop", "double", "json"))):
            case "odd":
                arguments.insert(at, draw(st.sampled_from(ODD)))
            case "text":
                arguments.insert(at, draw(st.text(max_size=12)).replace("/", "|"))
            case "drop":
                del arguments[at:]
            case "double":
                arguments[at:at] = arguments[at : at + 2]
            case "json":
                arguments.append("--json")
    return json.dumps(arguments).encode()


def run_command(data: bytes) -> str:
    """What a command line prints.

    Raises:
        InputError: the one sentence of a command that ended with status 2.
    """
    arguments = json.loads(data)
    out, err = _terminal(), _terminal(errors="backslashreplace")
    asked = patch.object(sys, "argv", ["anigen", *arguments])
    with _own_folder(), asked, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            status = ended.code
    printed, complained = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    assert status in (0, 1, 2), f"status {status}"
    assert "\x1b" not in printed + complained, "something that terminals obey is printed"
    if status != 2:
        return printed
    if "--json" in arguments and printed:
        raise InputError(json.loads(printed)["error"])
    last = complained.rstrip("\n").rpartition("anigen: ")[2]
    raise InputError("Say which command is meant." if complained.startswith("Usage:") else last)


def _terminal(errors: str = "strict") -> io.TextIOWrapper:
    """A stream as strict as that of a terminal whose encoding is UTF-8."""
    return io.TextIOWrapper(io.BytesIO(), "utf-8", errors, write_through=True)


@contextlib.contextmanager
def _own_folder() -> Iterator[None]:
    """Work in a new folder with the files of `GIVEN`, which is also the user's home."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in _files().items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
        with patch.dict(os.environ, {"ANIGEN_HOME": name}):
            os.chdir(folder)
            try:
                yield
            finally:
                os.chdir(before)


@cache
def _files() -> dict[str, bytes]:
    import numpy as np

    from anigen_core.document import Document
    from anigen_core.imaging import encode_png
    from anigen_core.pose_library import named_pose
    from anigen_core.recipe import embed_recipe
    from anigen_core.settings import Settings

    colors = np.random.default_rng(1).integers(0, 256, (24, 16, 4), np.uint8)
    lines, pose = colors[..., 0], named_pose("waving", (16, 24))
    document = Document.compose(lines, colors, pose, Settings(painter="fill")).to_bytes()
    pictures = {"lines.png": encode_png(lines), "colors.png": encode_png(colors)}
    return {
        **pictures,
        **{f"pictures/{name}": content for name, content in pictures.items()},
        "girl.anigen": document,
        "girl.png": embed_recipe(encode_png(colors), document),
        "pose.json": pose.to_json().encode(),
        "text.png": b"Once upon a time.",
        "empty.png": b"",
    }
