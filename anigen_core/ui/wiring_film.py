"""Which event of the film strip leads to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.ui import actions, between, film
from anigen_core.ui.actions import Stop
from anigen_core.ui.form import Choices
from anigen_core.ui.guard import PRIVATE, one_sentence
from anigen_core.ui.stage import StageData, send
from anigen_core.ui.visitors import AT_ONCE

if TYPE_CHECKING:
    from anigen_core.settings import Settings
    from anigen_core.ui.wiring import Parts

Asked = TypeVar("Asked", film.Film, between.Between)


def wire_film(parts: Parts, stop: Any) -> None:
    """Key poses to an animation: frames go down as they are drawn."""
    engine, stage = parts.engine, parts.stage
    asked = gr.State(None)

    def draw(stop: Stop, wanted: film.Film | None) -> Iterator[Any]:
        if wanted is None:
            return
        with stop.run() as cancel:
            for message in film.draw(engine, wanted, cancel):
                yield send(animation={"run": wanted.run, **message})

    begun = stage.animate(
        with_event(_beginning(film.read)),
        [stop, stage, *parts.inputs.all],
        [stage, stop, asked],
        queue=False,
        **PRIVATE,
    )
    begun.then(draw, [stop, asked], stage, concurrency_id="engine", concurrency_limit=AT_ONCE, **PRIVATE)
    _wire_between(parts, stop)
    stage.halt(actions.press_stop, stop, None, queue=False, **PRIVATE)


def _wire_between(parts: Parts, stop: Any) -> None:
    """Two drawings, and the frames between them; each can be opened as a drawing."""
    engine, stage = parts.engine, parts.stage
    asked, kept = gr.State(None), gr.State(None)

    def draw(stop: Stop, wanted: between.Between | None) -> Iterator[Any]:
        if wanted is None:
            return
        with stop.run() as cancel:
            for message, made in between.draw(engine, wanted, cancel):
                yield send(animation={"run": wanted.run, **message}), gr.skip() if made is None else made

    def open_frame(known: between.Kept | None, data: gr.EventData) -> Any:
        try:
            with one_sentence():
                return send(drawing=between.opened(known, getattr(data, "_data", None)))
        except InputError as error:
            return send(message={"text": str(error), "kind": "error"})

    begun = stage.between(
        with_event(_beginning(between.read)),
        [stop, stage, *parts.inputs.all],
        [stage, stop, asked],
        queue=False,
        **PRIVATE,
    )
    begun.then(
        draw, [stop, asked], [stage, kept], concurrency_id="engine", concurrency_limit=AT_ONCE, **PRIVATE
    )
    stage.open_frame(open_frame, kept, stage, concurrency_limit=4, **PRIVATE)


def _beginning(read: Callable[[StageData | None, Any, Settings], Asked]) -> Callable[..., Any]:
    """The first handler of a run: what `read` makes of the event and the page's choices is drawn next, or the
    strip is told why it cannot be."""

    def begin(
        stop: Stop | None, value: StageData | None, *values: Any, data: gr.EventData
    ) -> tuple[Any, Stop, Asked | None]:
        sent = getattr(data, "_data", None)
        try:
            with one_sentence():
                return gr.skip(), stop or Stop(), read(value, sent, Choices(*values).settings())
        except InputError as error:
            run = sent.get("run") if isinstance(sent, dict) else None
            return send(animation={"run": run, "state": "failed", "words": str(error)}), stop or Stop(), None

    return begin


def with_event(function: Callable[..., Any]) -> Callable[..., Any]:
    """A handler with any number of inputs that gets the event as `data`; gradio finds it by its type."""

    def handler(data: gr.EventData, *values: Any) -> Any:
        return function(*values, data=data)

    return handler
