"""The HTTP API: `finish` and `finish_document`, with inputs of their own so that the page can change and
clients need not. Every choice comes from `options`, as it does on the command line.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.options import OPTIONS, changed
from anigen_core.settings import Settings
from anigen_core.ui import files, panels, visitors
from anigen_core.ui.api_drawing import add_drawing
from anigen_core.ui.api_finding import add_finding
from anigen_core.ui.api_parts import PARTS, composed
from anigen_core.ui.api_parts import inputs as parts
from anigen_core.ui.components import DocumentFile
from anigen_core.ui.engine import Engine, Waiting
from anigen_core.ui.given import Given, add_event, by_name
from anigen_core.ui.guard import plain_errors
from anigen_core.ui.stage import DrawingStage

RETURNS = "Returns the picture, notes in plain sentences, and the files anigen.png, .psd, .ora and .anigen."
FINISH = (
    "Turn lines, color blocks and a pose into a finished anime character. Give at least lines and colors, or "
    f"a pose. {RETURNS}"
)
FINISH_DOCUMENT = (
    "Finish a drawing that was saved: an .anigen document, or a PNG that AniGen made, its recipe inside. "
    f"Options that are given take the place of what the document says. {RETURNS}"
)


def add_api(engine: Engine, stage: DrawingStage, pose_names: list[str]) -> None:
    """Add the events to the page being built. Nothing of them is visible there."""
    _add_finish(engine, pose_names)
    _add_finish_document(engine)
    add_drawing(engine, stage)
    add_finding(engine)


def _add_finish(engine: Engine, pose_names: list[str]) -> None:
    def finish(values: dict[str, Any], progress: gr.Progress) -> tuple[str, str, list[str]]:
        with plain_errors():
            drawing = {name: values.pop(name) for name in PARTS}
            document, notes = composed(changed(Settings(), values), **drawing)
            return _finished(engine, document, notes, progress)

    with gr.Column(visible=False):
        inputs = [*parts(pose_names), *(Given(option.schema()) for option in OPTIONS)]
        _event(FINISH, by_name([*PARTS, *_names()], finish), inputs)


def _add_finish_document(engine: Engine) -> None:
    def finish_document(values: dict[str, Any], progress: gr.Progress) -> tuple[str, str, list[str]]:
        with plain_errors():
            from dataclasses import replace

            from anigen_core.document import Document

            path = values.pop("document")
            if path is None:
                raise InputError("There is no document; send an .anigen file, or a PNG that AniGen made.")
            document = Document.open(Path(path))
            document = replace(document, settings=changed(document.settings, values))
            return _finished(engine, document, [], progress)

    with gr.Column(visible=False):
        inputs = [
            DocumentFile(label="An .anigen document, or a PNG with its recipe", type="filepath"),
            *(Given(option.schema(optional=True)) for option in OPTIONS),
        ]
        event = by_name(["document", *_names()], finish_document)
        _event(FINISH_DOCUMENT, event, inputs)


def _names() -> list[str]:
    return [option.name for option in OPTIONS]


def _event(description: str, handler: Any, inputs: list[Any]) -> None:
    outputs = [
        gr.Image(label="Picture", type="filepath", format="png"),
        gr.Textbox(label="Notes, one sentence a line"),
        gr.File(label="Files: PNG, PSD, ORA, .anigen", file_count="multiple"),
    ]
    add_event(description, handler, inputs, outputs)


def _finished(
    engine: Engine, document: Any, notes: list[str], progress: gr.Progress
) -> tuple[str, str, list[str]]:
    """The picture, the notes and the files, as the outputs of the events take them."""
    from anigen_core.pipeline import Event

    result: Any = None
    left = threading.Event()
    for update in engine.run(document, left):
        result = update
        if visitors.has_left():
            left.set()  # its place is free for others
        if isinstance(update, (Waiting, Event)):
            progress(getattr(update, "fraction", 0.0), desc=update.message)
    paths = files.write_result(result)
    return str(paths[0]), panels.plain_notes(result, notes), [str(path) for path in paths]
