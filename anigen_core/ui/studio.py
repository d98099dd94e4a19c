"""AniGen Studio's page: layout and wiring. What the buttons do is in `actions`."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from anigen_core.settings import MAX_REFINE, MAX_SEED
from anigen_core.ui import actions, files, panels, theme
from anigen_core.ui.actions import Stop
from anigen_core.ui.api import add_api
from anigen_core.ui.engine import Engine
from anigen_core.ui.form import NO_POSE, Form
from anigen_core.ui.guard import PRIVATE, Page, guarded
from anigen_core.ui.inputs import Inputs, pose_choices
from anigen_core.ui.lines_page import LinesPage
from anigen_core.ui.results import Results

TITLE = "AniGen Studio"
MAX_FILE = "128mb"
CACHE_SECONDS = (3600, 6 * 3600)  # look every hour, delete what is older than six


def create(engine: Engine | None = None) -> gr.Blocks:
    """Build the page. Imports neither torch nor openvino; `engine` loads them once the page is up."""
    engine = engine or Engine()
    with Page(title=TITLE, fill_width=True, delete_cache=CACHE_SECONDS, analytics_enabled=False) as page:
        gr.HTML(panels.HEADER, elem_classes=["masthead-holder"])
        with gr.Tabs(elem_classes=["tools"]) as tabs:
            with gr.Tab("Studio", id="studio"), gr.Row(elem_classes=["studio"]):
                with gr.Column(scale=5, min_width=340, elem_classes=["left"]):
                    inputs = Inputs(engine)
                    with gr.Row():
                        finish = gr.Button("Finish", variant="primary", size="lg", scale=4, min_width=160)
                        cancel = gr.Button("Cancel", size="lg", scale=1, min_width=90, interactive=False)
                with gr.Column(scale=7, min_width=340, elem_classes=["right"]):
                    results = Results()
            with gr.Tab("Lines from a picture", id="lines"):
                lines = LinesPage(engine)
        _wire(engine, inputs, results, finish, cancel)
        lines.use.click(
            lambda path: (path, gr.Tabs(selected="studio")), lines.taken, [inputs["lines"], tabs], **PRIVATE
        )
        loaded = None
        if results.examples is not None:
            loaded = page.load(files.example_views, None, results.examples, **PRIVATE)
        add_api(engine, [name for _, name in pose_choices()[1:]])
        # Last, because importing torch keeps a core busy for seconds.
        (loaded.then if loaded else page.load)(engine.start, None, None, queue=False, **PRIVATE)
    return page.queue(max_size=32)


def launch(
    host: str | None = None, port: int | None = None, *, weights: Path | None = None, **options: Any
) -> None:
    """Open the studio and serve it until it is stopped.

    Without host and port Gradio's own rules and environment variables decide. Drawings are kept in a
    folder of their own inside Gradio's cache, which is deleted at the end even if a page is still open.
    `weights` is a folder of trained weights in place of those that come with the program.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parent = os.environ.get("GRADIO_TEMP_DIR")
    if parent:
        Path(parent).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="anigen-", dir=parent, ignore_cleanup_errors=True) as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        create(Engine(weights)).launch(
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

    def then_run(pressed: Any) -> None:
        pressed.then(
            run,
            [stop, *inputs.all],
            [*results.all, finish, cancel],
            concurrency_id="engine",
            concurrency_limit=8,
            **PRIVATE,
        )

    then_run(finish.click(Stop, None, stop, queue=False, js=SHOW_RESULTS, **PRIVATE))
    # The same drawing once more: each of these turns one control, as the artist could, and presses Finish.
    seed, refine = inputs["seed"], inputs["refine"]
    for button, control, value in (
        (results.refine, refine, lambda passes: min((passes or 0) + 1, MAX_REFINE)),
        (results.vary, seed, lambda number: min((number or 0) + 1, MAX_SEED)),
        (results.first, seed, lambda number: 0),
    ):
        pressed = button.click(_stop_and(value), control, [stop, control], queue=False, **PRIVATE)
        then_run(pressed)
    cancel.click(actions.press_stop, stop, None, queue=False, **PRIVATE)

    for name in ("lines", "colors"):
        inputs[name].upload(guarded(actions.check_picture, outputs=False), inputs[name], None, **PRIVATE)

    _wire_pose(inputs)
    _wire_preview(engine, inputs, results, stop)

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
        **PRIVATE,
    )

    def fill_in(document: Path) -> dict[Any, Any]:
        return {inputs[name]: value for name, value in actions.restore(document).items()}

    def open_document(upload: dict[str, Any] | None) -> dict[Any, Any]:
        return fill_in(Path(actions.uploaded(upload, "Choose an .anigen document or a picture made here.")))

    inputs.open.upload(guarded(open_document), inputs.open, inputs.all, preprocess=False, **PRIVATE)

    def open_example(chosen: gr.SelectData) -> dict[Any, Any]:
        return fill_in(files.examples()[chosen.index])

    if results.examples is not None:
        results.examples.select(open_example, None, inputs.all, **PRIVATE)


def _stop_and(value: Callable[[Any], Any]) -> Callable[[Any], tuple[Stop, Any]]:
    """A handler that gives a run its cancel switch and a control its next value."""
    return lambda now: (Stop(), value(now))


def _wire_preview(engine: Engine, inputs: Inputs, results: Results, stop: Any) -> None:
    """A preview whenever the drawing or a choice of the painter has changed; the last change wins."""

    def look(stop: Stop | None, *values: Any) -> dict[Any, Any]:
        change = actions.preview(engine, stop, Form(*values))
        return gr.skip() if change is None else results.updates(change)

    drawing = [inputs[name].change for name in ("lines", "colors", "pose", "pose_file", "mirror")]
    choices = [
        inputs["painter"].input,
        inputs["strength"].release,
        inputs["seed"].input,
    ]
    gr.on(
        [*drawing, *choices],
        look,
        [stop, *inputs.all],
        results.all,
        trigger_mode="always_last",
        concurrency_limit=4,
        **PRIVATE,
    )


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
