"""AniGen Studio's page: its layout. What its events lead to is in `wiring`."""

from __future__ import annotations

from typing import Any

import gradio as gr

from anigen_core.pose_library import named_poses, pose_documents
from anigen_core.ui import examples, panels, texts, visitors
from anigen_core.ui.adapting import Teacher
from anigen_core.ui.api import add_api
from anigen_core.ui.colorize import ColorizePanel
from anigen_core.ui.engine import Engine
from anigen_core.ui.guard import PRIVATE, Page
from anigen_core.ui.inputs import Inputs
from anigen_core.ui.lines_page import LinesPage
from anigen_core.ui.results import Results, own_html
from anigen_core.ui.stage import DrawingStage, serve_static
from anigen_core.ui.texts import say
from anigen_core.ui.wiring import Parts, wire

TITLE = "AniGen Studio"
CACHE_SECONDS = (3600, 6 * 3600)  # look every hour, delete what is older than six


def create(engine: Engine | None = None) -> gr.Blocks:
    """Build the page. Imports neither torch nor openvino; `engine` loads them once the page is up."""
    engine = engine or Engine()
    serve_static()
    with Page(title=TITLE, fill_width=True, delete_cache=CACHE_SECONDS, analytics_enabled=False) as page:
        header = own_html(panels.header(texts.words("en")), "masthead-holder")
        with gr.Tabs(elem_classes=["tools"]) as tabs:
            with gr.Tab(say("studio"), id="studio"), gr.Row(elem_classes=["studio"]):
                with gr.Column(scale=1, min_width=480, elem_classes=["middle"]):
                    stage = DrawingStage(poses=pose_documents(), elem_classes=["stage-holder"])
                with gr.Column(scale=0, min_width=360, elem_classes=["side"]):
                    with gr.Row(elem_classes=["go"]):
                        finish = gr.Button(say("finish"), variant="primary", scale=3, min_width=120)
                        choose = gr.Button(say("choose"), scale=2, min_width=90)
                        cancel = gr.Button(say("cancel"), scale=1, min_width=80, interactive=False)
                    painter = own_html(panels.painter_now(texts.words("en")), "painter-now-holder")
                    colorize = ColorizePanel(elem_classes=["colorize-holder"])
                    results = Results()
                    inputs = Inputs(engine, colorize, results.steps, Teacher())
            with gr.Tab(say("lines_tab"), id="lines"):
                lines = LinesPage(engine)
        wire(Parts(engine, stage, inputs, colorize, results, lines, tabs, finish, choose, cancel))
        inputs.adapt.wire(page, inputs)
        if results.examples is not None:
            page.load(examples.shown, None, results.examples, **PRIVATE)
        _speak(page, header, painter, inputs, results, lines)
        add_api(engine, stage, list(named_poses()))
        visitors.forget_closed(page)
    page.queue(max_size=visitors.EVENTS)
    visitors.full_in_words(page)
    return page


def _speak(
    page: gr.Blocks, header: Any, painter: Any, inputs: Inputs, results: Results, lines: LinesPage
) -> None:
    """Put our own HTML and the words of choices into the language of the browser; gradio does the rest."""
    language = gr.Textbox(visible=False)

    def translate(wish: str | None) -> dict[Any, Any]:
        code = texts.language_of(wish)
        if code == "en":
            return {inputs["weights"]: inputs.weights("")}  # there may be new ones
        words = texts.words(code)
        made = {header: panels.header(words), painter: panels.painter_now(words)}
        return made | inputs.translated(code) | results.translated(code) | lines.translated(code)

    translated = [
        header,
        painter,
        *inputs.translated("en"),
        *results.translated("en"),
        *lines.translated("en"),
    ]
    page.load(
        translate, language, translated, js="() => document.documentElement.lang", queue=False, **PRIVATE
    )
