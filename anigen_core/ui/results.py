"""The right side of the page: what stands there before, while and after a picture is made."""

from __future__ import annotations

from typing import Any

import gradio as gr

from anigen_core.settings import MAX_REFINE, Settings
from anigen_core.ui import files, panels

DOWNLOADS = ("PNG", "PSD", "ORA", "document")
"""In the order of `files.write_result`."""


class Results:
    """Built inside a `gr.Blocks`. `updates` turns what `actions` yields into updates of these components."""

    def __init__(self) -> None:
        self.panel = gr.HTML("", elem_classes=["panel"])
        with gr.Column(visible=False, elem_classes=["preview-holder"]) as self.previewed:
            self.preview = gr.Image(
                label="Preview", type="filepath", interactive=False, buttons=[], elem_classes=["preview"]
            )
        self.preview_words = gr.HTML("", elem_classes=["preview-words"])
        self.examples = None
        with gr.Column(elem_classes=["invite-holder"]) as self.empty:
            self.invitation = gr.HTML(panels.invitation(bool(files.examples())))
            if files.examples():
                self.examples = gr.Gallery(
                    label="Drawings to begin with",
                    show_label=False,
                    columns=3,
                    rows=1,
                    height=322,
                    object_fit="contain",
                    allow_preview=False,
                    interactive=False,
                    buttons=[],
                    elem_classes=["examples"],
                )
        with gr.Column(visible=False, elem_classes=["result"]) as self.shown:
            self.pair = before_and_after()
            with gr.Row(visible=False, elem_classes=["again"]) as self.again:
                self.refine = gr.Button("Refine again", size="md", min_width=110)
                self.vary = gr.Button("Another variation", size="md", min_width=150)
                self.first = gr.Button("First result", size="md", min_width=100)
            with gr.Row(visible=False, elem_classes=["downloads"]) as self.row:
                self.files = [
                    gr.DownloadButton(
                        f"Save {name}", size="md", min_width=150, variant="primary" if not i else "secondary"
                    )
                    for i, name in enumerate(DOWNLOADS)
                ]
            self.notes = gr.HTML("")

    @property
    def all(self) -> list[Any]:
        return [
            self.panel, self.previewed, self.preview, self.preview_words, self.empty, self.invitation,
            self.shown, self.pair, self.again, self.refine, self.vary, self.first, self.row, self.notes,
            *self.files,
        ]  # fmt: skip

    def updates(self, change: dict[str, Any]) -> dict[Any, Any]:
        """What `actions.finish` and `actions.preview` yield, as updates of these components."""
        made: dict[Any, Any] = {}
        if "panel" in change:
            made[self.panel] = change["panel"]
        if "preview" in change:
            there = change["preview"] is not None
            made |= {
                self.preview: change["preview"],
                self.preview_words: change["words"],
                self.previewed: gr.update(visible=there),
                self.invitation: gr.update(visible=not there),
            }
        if "pair" in change:
            made |= {
                self.pair: gr.ImageSlider(value=change["pair"]),
                self.empty: gr.update(visible=False),
                self.shown: gr.update(visible=True),
                self.previewed: gr.update(visible=False),
                self.preview_words: "",
            }
        if "notes" in change:
            made[self.notes] = change["notes"]
        if "files" in change:
            made |= {button: str(path) for button, path in zip(self.files, change["files"], strict=True)}
            made[self.row] = gr.update(visible=True)
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
            self.refine: gr.update(interactive=settings.refine < MAX_REFINE),
            self.first: gr.update(interactive=settings.seed > 0),
        }


def before_and_after() -> gr.ImageSlider:
    """A picture with the drawing it came from under its left edge."""
    return gr.ImageSlider(
        label="Before and after",
        type="filepath",
        interactive=False,
        max_height=2000,
        slider_position=8,
        buttons=["fullscreen"],
        elem_classes=["pair"],
    )
