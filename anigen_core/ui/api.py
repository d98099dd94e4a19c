"""The HTTP API: `finish` and `lines`, with inputs of their own so that the page can change and clients need
not; and `preview`, which takes the value of the drawing stage.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.settings import Settings
from anigen_core.ui import files, panels
from anigen_core.ui.api_finding import add_finding
from anigen_core.ui.components import Picture, PoseFile
from anigen_core.ui.drawing import read
from anigen_core.ui.engine import Engine, Waiting
from anigen_core.ui.form import NO_POSE, Form, whole
from anigen_core.ui.guard import plain_errors
from anigen_core.ui.stage import DrawingStage

DEFAULTS = Settings()
DESCRIPTION = (
    "Turn lines, color blocks and a pose into a finished picture. Give at least lines and colors, or a pose. "
    "Returns the picture, notes in plain sentences, and the files anigen.png, .psd, .ora and .anigen."
)


PREVIEW_DESCRIPTION = (
    "A small, quick picture of a drawing, of as many pixels as 256x384 has. The drawing is a value of the "
    "page's stage; its pictures have to be of the size of its canvas."
)


LINES_DESCRIPTION = "The clean lines of a picture, a line drawing or a scanned sketch, dark on white."


def add_api(engine: Engine, stage: DrawingStage, pose_names: list[str]) -> None:
    """Add the events to the page being built. Nothing of them is visible there."""
    _add_finish(engine, pose_names)
    _add_preview(engine, stage)
    _add_lines(engine)
    add_finding(engine)


def _add_preview(engine: Engine, stage: DrawingStage) -> None:
    def preview(drawing: Any = None, painter: Any = None, strength: Any = None, seed: Any = None) -> str:
        with plain_errors():
            choices = Settings(painter=painter, strength=strength, seed=whole(seed, "The seed"))
            document = read(drawing, choices)
            result = engine.preview(document, threading.Event())
            if result is None:
                raise InputError("A picture is being finished right now; ask for the preview again later.")
            return files.write_picture(result.picture, "preview")

    with gr.Column(visible=False):
        choices = _painting()
        picture = gr.Image(label="Picture", type="filepath", format="png")
        gr.Button().click(
            preview,
            [stage, choices["painter"], choices["strength"], choices["seed"]],
            picture,
            api_name="preview",
            api_description=PREVIEW_DESCRIPTION,
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
        gr.Button().click(
            lines,
            [
                Picture(label="A picture, a drawing or a scan", image_mode=None, type="filepath"),
                gr.Dropdown(["auto", "picture", "drawing", "pencil"], value="auto", label="What it is"),
                gr.Number(0, label="Make every stroke this wide, in pixels; 0 keeps their own weight"),
                gr.Number(0.5, label="Detail, 0 (the boldest lines) to 1 (all there are)"),
            ],
            [gr.Image(label="Lines", type="filepath", format="png"), gr.Textbox(label="How they were found")],
            api_name="lines",
            api_description=LINES_DESCRIPTION,
            concurrency_id="engine",
            concurrency_limit=8,
        )


def _painting() -> dict[str, Any]:
    """The choices of the painter, of which every event has its own."""
    return {
        "painter": gr.Dropdown(
            ["pirec", "colorize", "fill"],
            value=DEFAULTS.painter,
            label="Painter: the network PI-REC; colorize, which takes colors as hints; or segment fill, "
            "which needs no weights",
        ),
        "strength": gr.Number(
            DEFAULTS.strength, label="How strictly PI-REC follows lines and colors, 0 to 1"
        ),
        "refine": gr.Number(
            DEFAULTS.refine, label="Passes in which PI-REC refines its picture, 0 to 3", precision=0
        ),
        "seed": gr.Number(
            DEFAULTS.seed, label="Seed: 0 is the likeliest picture, others vary it", precision=0
        ),
    }


def _add_finish(engine: Engine, pose_names: list[str]) -> None:

    def finish(
        lines: Any = None,
        colors: Any = None,
        pose: Any = None,
        pose_file: Any = None,
        mirror: Any = None,
        painter: Any = None,
        strength: Any = None,
        refine: Any = None,
        seed: Any = None,
        shading: Any = None,
        light: Any = None,
        ink: Any = None,
        mix: Any = None,
        transparent: Any = None,
        upscale: Any = None,
        upscaler: Any = None,
        denoise: Any = None,
        left_eye: Any = None,
        left_box: Any = None,
        right_eye: Any = None,
        right_box: Any = None,
        figure: Any = None,
        character: Any = None,
        flats: Any = None,
        weights: Any = None,
        off: Any = None,
        style: Any = None,
        progress: Any = gr.Progress(),  # noqa: B008 gradio's own convention
    ) -> tuple[str, str, list[str]]:
        form = Form(
            painter, strength, refine, seed, shading, light, ink, mix, transparent, upscale, upscaler,
            denoise, left_eye, left_box, right_eye, right_box, figure, character, flats, weights, off,
            lines, colors, pose, pose_file, mirror, style,
        )  # fmt: skip
        with plain_errors():
            from anigen_core.pipeline import Event

            document, assumed = form.document()
            result: Any = None
            for update in engine.run(document, threading.Event()):
                result = update
                if isinstance(update, (Waiting, Event)):
                    progress(getattr(update, "fraction", 0.0), desc=update.message)
            paths: list[Path] = files.write_result(result)
            return str(paths[0]), panels.plain_notes(result, assumed), [str(path) for path in paths]

    with gr.Column(visible=False):
        inputs: list[Any] = [
            Picture(label="Line drawing: dark on white or transparent", image_mode=None, type="filepath"),
            Picture(label="Color blocks: transparent = not painted", image_mode=None, type="filepath"),
            gr.Dropdown([NO_POSE, *pose_names], value=NO_POSE, label="Name of a pose"),
            PoseFile(label="OpenPose JSON file, in place of a name", type="binary"),
            gr.Checkbox(False, label="Mirror the pose"),
            *_painting().values(),
            gr.Number(0.5, label="Depth of the cel shadow, 0 to 1"),
            gr.Dropdown(["left", "right"], value="left", label="Side of the picture the light comes from"),
            gr.Dropdown(["colored", "black"], value="colored", label="Ink"),
            gr.Number(DEFAULTS.mix, label="Posed body, from 0 (my drawing only) to 1 (all yours)"),
            gr.Checkbox(False, label="Transparent background"),
            gr.Number(1, label="Enlarge 1, 2 or 4 times", precision=0),
            gr.Dropdown(["compact", "cunet", "lanczos"], value="compact", label="Enlarged by"),
            gr.Number(0, label="Denoise 0, 1 or 3 (cunet only)", precision=0),
            gr.Textbox("", label="Her left eye (right in the picture) as #rrggbb; empty leaves it"),
            gr.Textbox(
                "", label="Place of her left eye as x, y, width, height; empty takes it from the pose"
            ),
            gr.Textbox("", label="Her right eye (left in the picture) as #rrggbb; empty leaves it"),
            gr.Textbox(
                "", label="Place of her right eye as x, y, width, height; empty takes it from the pose"
            ),
            gr.Dropdown(["auto", "psgan", "mannequin"], value="auto", label="Who draws the posed body"),
            gr.Textbox(
                "", label="Character: wishes like hair=twin_tails, hair_color=pink, top=#3a7bd5, or its JSON"
            ),
            gr.Checkbox(False, label="One flat color for each area and no shading (painter colorize only)"),
            gr.Textbox("", label="Name of weights of your own on that machine; empty takes the shipped ones"),
            gr.Textbox(
                "", label="Steps that are switched off, some of body, lines, paint, refine, upscale, eyes"
            ),
            Picture(
                label="A picture whose colors are wanted (painter colorize only)",
                image_mode=None,
                type="filepath",
            ),
        ]
        outputs = [
            gr.Image(label="Picture", type="filepath", format="png"),
            gr.Textbox(label="Notes, one sentence a line"),
            gr.File(label="Files: PNG, PSD, ORA, .anigen", file_count="multiple"),
        ]
        gr.Button().click(
            finish,
            inputs,
            outputs,
            api_name="finish",
            api_description=DESCRIPTION,
            concurrency_id="engine",
            concurrency_limit=8,
        )
