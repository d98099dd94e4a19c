"""AniGen Studio's page: layout and wiring. What the buttons do is in `actions`."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from anigen_core.ui import actions, files, panels, theme
from anigen_core.ui.actions import Stop
from anigen_core.ui.api import add_api
from anigen_core.ui.engine import Engine
from anigen_core.ui.form import NO_POSE, Form
from anigen_core.ui.guard import Page, guarded
from anigen_core.ui.inputs import Inputs, pose_choices

TITLE = "AniGen Studio"
MAX_FILE = "128mb"
CACHE_SECONDS = (3600, 6 * 3600)  # look every hour, delete what is older than six
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
DOWNLOADS = (
    ("PNG", "The picture; drop it on “Open a document” to get your drawing back"),
    ("PSD", "Layers for Photoshop, Clip Studio Paint, Krita"),
    ("ORA", "Layers for Krita and GIMP"),
    ("document", "Your drawing with pose and settings"),
)


def create(engine: Engine | None = None) -> gr.Blocks:
    """Build the page. Imports neither torch nor openvino; `engine` loads them once the page is up."""
    engine = engine or Engine()
    with Page(title=TITLE, fill_width=True, delete_cache=CACHE_SECONDS, analytics_enabled=False) as page:
        gr.HTML(panels.HEADER, elem_classes=["masthead-holder"])
        with gr.Row(elem_classes=["studio"]):
            with gr.Column(scale=5, min_width=380, elem_classes=["left"]):
                inputs = Inputs()
                with gr.Row():
                    finish = gr.Button("Finish", variant="primary", size="lg", scale=4, min_width=160)
                    cancel = gr.Button("Cancel", size="lg", scale=1, min_width=90, interactive=False)
            with gr.Column(scale=7, min_width=380, elem_classes=["right"]):
                results = Results()
        _wire(engine, inputs, results, finish, cancel)
        loaded = None
        if results.examples is not None:
            loaded = page.load(files.example_views, None, results.examples, **PRIVATE)
        add_api(engine, [name for _, name in pose_choices()[1:]])
        # Last, because importing torch keeps a core busy for seconds.
        (loaded.then if loaded else page.load)(engine.start, None, None, queue=False, **PRIVATE)
    return page.queue(max_size=32)


def launch(host: str | None = None, port: int | None = None, **options: Any) -> None:
    """Open the studio and serve it until it is stopped.

    Without host and port Gradio's own rules and environment variables decide. Drawings are kept in a
    folder of their own inside Gradio's cache, which is deleted at the end even if a page is still open.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parent = os.environ.get("GRADIO_TEMP_DIR")
    if parent:
        Path(parent).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="anigen-", dir=parent, ignore_cleanup_errors=True) as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        create().launch(
            server_name=host,
            server_port=port,
            show_error=True,
            max_file_size=MAX_FILE,
            theme=theme.theme(),
            css=theme.css(),
            js=theme.script(),
            footer_links=["api"],
            run_history=False,
            ssr_mode=False,
            share=False,
            **options,
        )


class Results:
    """The right side of the page."""

    def __init__(self) -> None:
        self.panel = gr.HTML("", elem_classes=["panel"])
        self.examples = None
        with gr.Column(elem_classes=["invite-holder"]) as self.empty:
            gr.HTML(panels.invitation(bool(files.examples())))
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
            self.pair = gr.ImageSlider(
                label="Before and after",
                type="filepath",
                interactive=False,
                max_height=2000,
                slider_position=8,
                buttons=["fullscreen"],
                elem_classes=["pair"],
            )
            with gr.Row(visible=False, elem_classes=["downloads"]) as self.row:
                self.files = [
                    gr.DownloadButton(
                        f"Save {name}", size="md", min_width=90, variant="primary" if not i else "secondary"
                    )
                    for i, (name, _) in enumerate(DOWNLOADS)
                ]
            self.notes = gr.HTML("")

    @property
    def all(self) -> list[Any]:
        return [self.panel, self.empty, self.shown, self.pair, self.row, self.notes, *self.files]

    def updates(self, change: dict[str, Any]) -> dict[Any, Any]:
        """What `actions.finish` yields, as updates of these components."""
        made: dict[Any, Any] = {}
        if "panel" in change:
            made[self.panel] = change["panel"]
        if "pair" in change:
            made |= {
                self.pair: gr.ImageSlider(value=change["pair"]),
                self.empty: gr.update(visible=False),
                self.shown: gr.update(visible=True),
            }
        if "notes" in change:
            made[self.notes] = change["notes"]
        if "files" in change:
            made |= {button: str(path) for button, path in zip(self.files, change["files"], strict=True)}
            made[self.row] = gr.update(visible=True)
        return made


def _wire(engine: Engine, inputs: Inputs, results: Results, finish: Any, cancel: Any) -> None:
    stop = gr.State(None)

    def run(stop: Stop, *values: Any) -> Iterator[dict[Any, Any]]:
        for change in actions.finish(engine, stop, Form(*values)):
            updates = results.updates(change)
            if "busy" in change:
                updates |= {
                    finish: gr.update(interactive=not change["busy"]),
                    cancel: gr.update(interactive=change["busy"]),
                }
            # An error's sentence stands in the panel and stays there; a toast would only cover it.
            yield updates

    finish.click(Stop, None, stop, queue=False, js=SHOW_RESULTS, **PRIVATE).then(
        run,
        [stop, *inputs.all],
        [*results.all, finish, cancel],
        concurrency_id="engine",
        concurrency_limit=8,
        **PRIVATE,
    )
    cancel.click(actions.press_stop, stop, None, queue=False, **PRIVATE)

    for name in ("lines", "colors"):
        inputs[name].upload(guarded(actions.check_picture), inputs[name], None, **PRIVATE)

    _wire_pose(inputs)

    denoise, upscaler = inputs["denoise"], inputs["upscaler"]
    upscaler.change(
        lambda name: (
            gr.update(visible=name == "cunet") if name == "cunet" else gr.update(visible=False, value=0)
        ),
        upscaler,
        denoise,
        queue=False,
        **PRIVATE,
    )

    inputs.split.upload(
        guarded(actions.split),
        inputs.split,
        [inputs["lines"], inputs["colors"]],
        preprocess=False,
        api_visibility="private",
    )

    def open_document(data: bytes | None) -> dict[Any, Any]:
        return {inputs[name]: value for name, value in actions.restore(data).items()}

    inputs.open.upload(guarded(open_document), inputs.open, inputs.all, api_visibility="private")

    def open_example(chosen: gr.SelectData) -> dict[Any, Any]:
        return open_document(files.examples()[chosen.index].read_bytes())

    if results.examples is not None:
        results.examples.select(open_example, None, inputs.all, api_visibility="private")


def _wire_pose(inputs: Inputs) -> None:
    pose, mirror, file = inputs["pose"], inputs["mirror"], inputs["pose_file"]

    def look(*values: Any) -> tuple[Any, Any, Any]:
        given = values[2] is not None
        return (
            actions.look_at_pose(*values),
            gr.update(visible=given),
            gr.update(choices=pose_choices(file=given)),
        )

    gr.on(
        [pose.change, mirror.change, file.change, file.clear],
        look,
        [pose, mirror, file],
        [inputs.pose_view, file, pose],
        trigger_mode="always_last",
        **PRIVATE,
    )
    # One pose at a time: choosing either empties the other.
    inputs.pose_upload.upload(
        guarded(actions.take_pose_file), inputs.pose_upload, [pose, file], preprocess=False, **PRIVATE
    )
    pose.input(lambda name: gr.skip() if name == NO_POSE else None, pose, file, queue=False, **PRIVATE)


SHOW_RESULTS = "() => window.anigen?.showResults()"
