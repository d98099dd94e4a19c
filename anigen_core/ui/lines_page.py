"""The second tab: the lines of any picture, to draw on or to take into another program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from anigen_core.ui import imports, panels, texts
from anigen_core.ui.components import Picture
from anigen_core.ui.engine import Engine
from anigen_core.ui.guard import PRIVATE, guarded
from anigen_core.ui.results import before_and_after, own_html
from anigen_core.ui.texts import say
from anigen_core.ui.visitors import AT_ONCE

KINDS = ("auto", "picture", "drawing", "pencil")


class LinesPage:
    """Built inside a `gr.Tab`. `taken` holds the path of the lines once there are some."""

    def __init__(self, engine: Engine) -> None:
        with gr.Row(elem_classes=["two"]):
            with gr.Column(scale=5, min_width=340, elem_classes=["left"]):
                self.source = Picture(
                    label=say("picture"),
                    placeholder=say("picture_drop"),
                    sources=["upload", "clipboard"],
                    height=300,
                    format="png",
                    type="filepath",
                    image_mode=None,
                    buttons=["fullscreen"],
                    elem_classes=["lines-source"],
                )
                self.kind = gr.Radio(_kinds("en"), value="auto", label=say("kind"), min_width=180)
                detail = gr.Slider(
                    0, 1, 0.5, step=0.05, label=say("detail"), info=say("detail_info"), min_width=180
                )
                take = gr.Button(say("take_lines"), variant="primary", size="lg")
            with gr.Column(scale=7, min_width=340, elem_classes=["right"]):
                self.panel = own_html("", "panel")
                self.empty = own_html(panels.lines_invitation(texts.words("en")))
                with gr.Column(visible=False, elem_classes=["result"]) as self.shown:
                    self.pair = before_and_after()
                    with gr.Row(elem_classes=["downloads"]):
                        self.use = gr.Button(say("use_lines"), variant="primary", size="md", min_width=150)
                        self.png = gr.DownloadButton(say("save_lines_png"), size="md", min_width=170)
                        self.svg = gr.DownloadButton(say("save_lines_svg"), size="md", min_width=90)
                    self.notes = own_html("")
        self.taken = gr.State(None)

        def run(picture: Any, kind: Any, detail: Any) -> Iterator[dict[Any, Any]]:
            for change in imports.take_lines(engine, picture, kind, detail):
                yield self._updates(change) | {take: gr.update(interactive="busy" not in change)}

        take.click(
            run,
            [self.source, self.kind, detail],
            [self.panel, self.empty, self.shown, self.pair, self.png, self.svg, self.notes, self.taken, take],
            concurrency_id="engine",
            concurrency_limit=AT_ONCE,
            **PRIVATE,
        )
        self.source.upload(guarded(imports.check_picture, outputs=False), self.source, None, **PRIVATE)

    def translated(self, language: str) -> dict[Any, Any]:
        """Updates for what gradio does not translate."""
        invitation = panels.lines_invitation(texts.words(language))
        return {self.kind: gr.update(choices=_kinds(language)), self.empty: invitation}

    def _updates(self, change: dict[str, Any]) -> dict[Any, Any]:
        made: dict[Any, Any] = {self.panel: change.get("panel", "")}
        if "pair" in change:
            png, svg = map(str, change["files"])
            made |= {
                self.pair: gr.ImageSlider(value=change["pair"]),
                self.empty: gr.update(visible=False),
                self.shown: gr.update(visible=True),
                self.png: png,
                self.svg: svg,
                self.taken: change["lines"],
                self.notes: change["notes"],
            }
        return made


def _kinds(language: str) -> list[tuple[str, str]]:
    words = texts.words(language)
    return [(words[f"kind_{kind}"], kind) for kind in KINDS]
