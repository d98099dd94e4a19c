"""The part of the HTTP API about drawings as such: `preview`, which takes the value of the drawing stage, and
`lines`.
"""

from __future__ import annotations

import threading
from typing import Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.options import BY_NAME, changed
from anigen_core.settings import Settings
from anigen_core.ui import files
from anigen_core.ui.components import Picture
from anigen_core.ui.drawing import read
from anigen_core.ui.engine import Engine
from anigen_core.ui.given import Given, add_event, number, word
from anigen_core.ui.guard import plain_errors
from anigen_core.ui.stage import DrawingStage

PREVIEW = (
    "A small, quick picture of a drawing, of as many pixels as 256x384 has. The drawing is a value of the "
    "page's stage; its pictures have to be of the size of its canvas."
)
LINES = "The clean lines of a picture, a line drawing or a scanned sketch, dark on white."


def add_drawing(engine: Engine, stage: DrawingStage) -> None:
    """Add the events to the page being built. Nothing of them is visible there."""
    _add_preview(engine, stage)
    _add_lines(engine)


def _add_preview(engine: Engine, stage: DrawingStage) -> None:
    def preview(drawing: Any = None, painter: Any = None, strength: Any = None, seed: Any = None) -> str:
        with plain_errors():
            choices = {"painter": painter, "strength": strength, "seed": seed}
            document = read(drawing, changed(Settings(), choices))
            result = engine.preview(document, threading.Event())
            if result is None:
                raise InputError("A picture is being finished right now; ask for the preview again later.")
            return files.write_picture(result.picture, "preview")

    with gr.Column(visible=False):
        choices = [Given(BY_NAME[name].schema()) for name in ("painter", "strength", "seed")]
        picture = gr.Image(label="Picture", type="filepath", format="png")
        add_event(
            PREVIEW,
            preview,
            [stage, *choices],
            picture,
            concurrency_limit=4,
        )


def _add_lines(engine: Engine) -> None:
    def lines(
        picture: Any = None, kind: Any = None, width: Any = None, detail: Any = None
    ) -> tuple[str, str]:
        with plain_errors():
            from anigen_core.imaging import open_image, to_rgb, to_rgba
            from anigen_core.stages.lines import LinesOptions

            if picture is None:
                raise InputError("There is no picture; send one to take its lines.")
            options = LinesOptions(kind=kind, width=width or None, detail=detail)
            source = open_image(picture)
            taken, words = engine.lines(to_rgba(source) if source.mode == "RGBA" else to_rgb(source), options)
            return files.write_picture(taken, "lines"), f"{words}."

    with gr.Column(visible=False):
        add_event(
            LINES,
            lines,
            [
                Picture(label="A picture, a drawing or a scan", image_mode=None, type="filepath"),
                word(["auto", "picture", "drawing", "pencil"], "auto", "What it is"),
                number(0, 64, 0.0, "Make every stroke this wide, in pixels; 0 keeps their own weight"),
                number(0, 1, 0.5, "Detail, 0 (the boldest lines) to 1 (all there are)"),
            ],
            [gr.Image(label="Lines", type="filepath", format="png"), gr.Textbox(label="How they were found")],
        )
