"""The right side of the page: the live picture, the finished one, and what can be done with it."""

from __future__ import annotations

from typing import Any

import gradio as gr

from anigen_core.settings import MAX_REFINE, Settings
from anigen_core.ui import files, panels, texts
from anigen_core.ui.examples import ExamplesShelf
from anigen_core.ui.eyes import NO_EYES, EyesPanel
from anigen_core.ui.stage import prop
from anigen_core.ui.steps import StepsPanel
from anigen_core.ui.texts import say
from anigen_core.ui.variations import VariationSheet

DOWNLOADS = ("save_png", "save_psd", "save_ora", "save_document")
"""In the order of `files.write_result`."""


class Results:
    """Built inside a `gr.Blocks`. `updates` turns what `actions` yields into updates of these components.

    One place for three pictures: drawings to begin with, the live picture, the finished one. Which of them is
    seen is up to `static/studio.js`. The stage fills the live picture and the strip of earlier results.
    """

    def __init__(self) -> None:
        words = texts.words("en")
        self.panel = own_html("", "panel")
        self.switch = own_html(panels.view_switch(words), "views-holder")
        self.examples = None
        with gr.Column(elem_classes=["begin"]):
            self.invitation = own_html(panels.invitation(words))
            if files.examples():
                self.examples = ExamplesShelf(elem_classes=["examples"])
        own_html('<div class="live-view"></div>', "live-holder")
        self.nothing = own_html(panels.nothing_yet(words), "nothing-holder")
        self.sheet = VariationSheet(elem_classes=["sheet-holder"])
        with gr.Column(visible=False, elem_classes=["result"]) as self.shown:
            self.pair = before_and_after()
            self.steps = StepsPanel(elem_classes=["steps-holder"])
            self.eyes = EyesPanel(elem_classes=["eyes-holder"])
            with gr.Row(visible=False, elem_classes=["again"]) as self.again:
                self.refine = gr.Button(say("refine_again"), size="sm", min_width=60)
                self.vary = gr.Button(say("another"), size="sm", min_width=60)
                self.first = gr.Button(say("first"), size="sm", min_width=60)
            # There but unseen before it has files: a button that appears with its file may miss it.
            with gr.Row(visible="hidden", elem_classes=["downloads"]) as self.row:
                self.files = [
                    gr.DownloadButton(
                        say(name), size="sm", min_width=60, variant="primary" if not i else "secondary"
                    )
                    for i, name in enumerate(DOWNLOADS)
                ]
        own_html('<div class="history-strip"></div>', "history-holder")
        with gr.Column(visible="hidden", elem_classes=["result-notes"]) as self.told:
            self.notes = own_html("")

    @property
    def all(self) -> list[Any]:
        return [
            self.panel, self.shown, self.pair, self.again, self.refine, self.vary, self.first, self.row,
            self.told, self.notes, *self.files, self.sheet, self.eyes, self.steps,
        ]  # fmt: skip

    def translated(self, language: str) -> dict[Any, Any]:
        """Updates for our own HTML."""
        words = texts.words(language)
        return {
            self.switch: panels.view_switch(words),
            self.invitation: panels.invitation(words),
            self.nothing: panels.nothing_yet(words),
        }

    def updates(self, change: dict[str, Any]) -> dict[Any, Any]:
        """What `actions` yields, as updates of these components."""
        made: dict[Any, Any] = {}
        if "panel" in change:
            made[self.panel] = change["panel"]
        if "pair" in change:
            made |= {
                self.pair: gr.ImageSlider(value=change["pair"]),
                self.shown: gr.update(visible=True),
            }
        if "notes" in change:
            made |= {self.notes: change["notes"], self.told: gr.update(visible=True)}
        if "files" in change:
            made |= {button: str(path) for button, path in zip(self.files, change["files"], strict=True)}
            made[self.row] = gr.update(visible=True)
        if change.get("sheet"):
            made[self.sheet] = gr.update(sheet=prop(**change["sheet"]))
        news = {name: change[name] for name in ("steps", "running") if name in change}
        if news:
            made[self.steps] = gr.update(**news)
        if change.get("no_eyes"):
            made[self.eyes] = gr.update(eyes=prop(**NO_EYES))
        if "busy" in change:
            ways = (self.refine, self.vary, self.first)
            made |= {button: gr.update(interactive=not change["busy"]) for button in ways}
        if "settings" in change:
            made |= self._ways_on(change["settings"])
        return made

    def _ways_on(self, settings: Settings | None) -> dict[Any, Any]:
        """What else the painter could make of the drawing; None: it makes one picture and that is it."""
        if settings is None:
            return {self.again: gr.update(visible=False)}
        return {
            self.again: gr.update(visible=True),
            self.refine: gr.update(
                interactive=settings.refine < MAX_REFINE, visible=settings.painter == "pirec"
            ),
            self.first: gr.update(interactive=settings.seed > 0),
        }


def own_html(html: str, *classes: str) -> gr.HTML:
    """HTML that is styled by our own stylesheets alone; gradio's would change its buttons and lists."""
    return gr.HTML(html, elem_classes=list(classes), apply_default_css=False)


def before_and_after() -> gr.ImageSlider:
    """A picture with the drawing it came from under its left edge."""
    return gr.ImageSlider(
        label=say("pair"),
        type="filepath",
        interactive=False,
        max_height=2000,
        slider_position=8,
        buttons=["fullscreen"],
        elem_classes=["pair"],
    )
