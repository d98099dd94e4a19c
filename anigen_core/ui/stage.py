"""The drawing stage as a gradio component: lines, colors and a pose on one canvas, drawn in the browser.

What draws is in `static/stage`, plain modules that the browser loads as they are; the element they draw in is
never rendered again by gradio. Upwards go events, those in `EVENTS`. Those in `DRAWN` come with a value whose
pictures have been uploaded, or with small ones inside the event (`drawing.arrived`), "preview" always with
small pictures inside the event, "animate" with key poses and perhaps a drawing (`film.read`), "open_frame"
with a frame's number, "halt" with nothing. Downwards go props, each a dict with a fresh "id", so that equal
ones in a row arrive too:

    drawing  {width, height, lines, colors, pose, reference, style, references, replaced, parts, label,
             note}: what replaces the drawing
    result   {url, width, height, seed, words}: a finished picture
    preview  {revision, url, words}: a quick picture
    live     {on, words, seconds}: whether a preview follows every edit
    message  {text, kind}: one sentence, "info" or "error"
    found    {reference, pose, words}: the pose in a picture of the artist's own character
    animation  {run, state, ...}: how far an animation has come, see `film`
    guide    {revision, url, words}: a faint figure in the pose, see `drafting`
    strays   {revision, limbs}: limbs of the pose that the sketch has elsewhere
    palette  {parts, colors}: colors of a picture

`poses`, the named poses as [{name, label, pose}], is there from the beginning and has no id.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components.base import Component
from gradio.data_classes import FileData, GradioModel
from pydantic import Field

from anigen_core.ui.guard import UPLOAD_IT, plain_sentence, uploaded

STATIC = Path(__file__).parent / "static"
I18N = Path(__file__).parent / "i18n"

DRAWN = (
    "finish",
    "choose",
    "redo",
    "repose",
    "sheet",
    "recall",
    "take",
    "find",
    "between",
    "search",
    "fit",
    "palette",
)
EVENTS = (*DRAWN, "ready", "preview", "animate", "halt", "open_frame", "guide", "check")
FILES = ("lines", "colors", "style", "selection", "picture")
EXAMPLE = {"width": 512, "height": 768, "revision": 0}


class ReferenceData(GradioModel):
    """A picture of a character of the artist's own."""

    picture: FileData = Field(description="the picture, of any size")
    pose: dict[str, Any] | None = Field(
        default=None, description="OpenPose JSON in pixels of the picture; without it the pose is looked for"
    )


class StepData(GradioModel):
    """A picture of the artist's own in the place of a step of the chain."""

    step: str = Field(description="body, lines, paint, refine, upscale or eyes")
    picture: FileData = Field(description="the picture; brought to the step's size where it has another")


class KeyData(GradioModel):
    """One of two drawings between which others are drawn."""

    width: int = Field(description="canvas, pixels")
    height: int = Field(description="canvas, pixels")
    lines: FileData | None = Field(default=None, description="as in the drawing itself")
    colors: FileData | None = Field(default=None, description="as in the drawing itself")
    pose: dict[str, Any] | None = Field(default=None, description="OpenPose JSON in pixels of its canvas")


class StageData(GradioModel):
    """A drawing: its canvas, its two layers, and the pose. Its layers are of the canvas's size."""

    width: int = Field(description="canvas, pixels")
    height: int = Field(description="canvas, pixels")
    revision: int = Field(default=0, description="counts the edits in the browser; of no meaning elsewhere")
    lines: FileData | None = Field(default=None, description="gray PNG, 0 = ink, 255 = paper")
    colors: FileData | None = Field(default=None, description="RGBA PNG, alpha 0 = not painted")
    pose: dict[str, Any] | None = Field(default=None, description="OpenPose JSON in pixels of the canvas")
    style: FileData | None = Field(
        default=None,
        description="a picture of any size whose colors are wanted; read by the painter colorize",
    )
    references: list[ReferenceData] | None = Field(
        default=None, description="up to four pictures of a character of one's own; only to pose it"
    )
    replaced: list[StepData] | None = Field(
        default=None, description="pictures of one's own in the place of steps of the chain"
    )
    asked: dict[str, Any] | None = Field(
        default=None, description="what the page asks for beside the drawing; of no meaning elsewhere"
    )
    same: bool = Field(
        default=False, description="the references show one character, whatever they look like"
    )
    keys: list[KeyData] | None = Field(
        default=None, description="two drawings of one character; only to draw what lies between them"
    )
    selection: FileData | None = Field(
        default=None, description="gray PNG, 255 = inside; only to paint a part anew"
    )
    picture: FileData | None = Field(default=None, description="a finished picture, or a file to be read")


class DrawingStage(gr.HTML):
    """The canvas. Its value in Python is a `StageData` whose files were uploaded, or None."""

    data_model = StageData

    def __init__(
        self,
        value: Any = None,
        *,
        drawing: dict[str, Any] | None = None,
        result: dict[str, Any] | None = None,
        preview: dict[str, Any] | None = None,
        live: dict[str, Any] | None = None,
        found: dict[str, Any] | None = None,
        message: dict[str, Any] | None = None,
        animation: dict[str, Any] | None = None,
        guide: dict[str, Any] | None = None,
        strays: dict[str, Any] | None = None,
        palette: dict[str, Any] | None = None,
        poses: Any = None,
        **options: Any,
    ) -> None:
        options |= {"html_template": '<div class="drawing-stage"></div>', "js_on_load": _bootstrap()}
        options["apply_default_css"] = False
        props = {"drawing": drawing, "result": result, "preview": preview, "live": live}
        props |= {"message": message, "animation": animation, "found": found}
        props |= {"guide": guide, "strays": strays, "palette": palette}
        super().__init__(value, **props, poses=poses, **options)

    def preprocess(self, payload: StageData | None) -> StageData | None:  # type: ignore[override]
        """The value as it came, if every file in it was uploaded."""
        if payload is None:
            return None
        files = [getattr(payload, name) for name in FILES]
        files += [reference.picture for reference in payload.references or ()]
        files += [step.picture for step in payload.replaced or ()]
        files += [file for key in payload.keys or () for file in (key.lines, key.colors)]
        if not all(file is None or uploaded(file) for file in files):
            raise plain_sentence(UPLOAD_IT)
        return payload

    def postprocess(self, value: Any) -> None:  # type: ignore[override]
        """Nothing: what is drawn belongs to the browser. Python sends props, never a value."""
        return

    def api_info(self) -> dict[str, Any]:
        """The schema of `StageData`; that of `gr.HTML` says "string" whatever the data model."""
        return Component.api_info(self)

    def example_payload(self) -> dict[str, Any]:
        file = {"path": "lines.png", "meta": {"_type": "gradio.FileData"}}
        return {**EXAMPLE, "lines": file, "colors": {**file, "path": "colors.png"}, "pose": None}

    def example_value(self) -> dict[str, Any]:
        return {**EXAMPLE, "lines": "lines.png", "colors": "colors.png", "pose": None}


def prop(**values: Any) -> dict[str, Any]:
    """A prop for the stage; the id tells it from an equal one before it."""
    return {"id": uuid.uuid4().hex, **values}


def send(**props: dict[str, Any] | None) -> Any:
    """An update of the stage: `send(message={"text": ...})`. Props that are None are left as they are."""
    given: dict[str, Any] = {name: prop(**values) for name, values in props.items() if values is not None}
    return gr.update(**given) if given else gr.skip()


def serve_static() -> None:
    """Let browsers fetch the modules, the styles and the texts. Nothing else lies in these folders."""
    gr.set_static_paths([STATIC, I18N])


def _bootstrap() -> str:
    """JavaScript that loads the modules. Gradio finds the names of custom events in it, in quotes."""
    names = " ".join(f"'{name}'" for name in EVENTS)
    return (
        "import((window.gradio_config?.root ?? '') + '/gradio_api/file="
        f"{(STATIC / 'stage' / 'stage.js').as_posix()}')"
        ".then((stage) => stage.mount(element, { props, trigger, watch, upload }))"
        f".catch((error) => console.error(error)); // {names}"
    )
