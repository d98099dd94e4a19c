"""Which event of the Library and of the Faces panel leads to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.ui import colorize, faces, finding
from anigen_core.ui.actions import Stop, press_stop
from anigen_core.ui.guard import PRIVATE, is_local, one_sentence
from anigen_core.ui.shelf import Shelf, Shelves
from anigen_core.ui.stage import prop
from anigen_core.ui.visitors import AT_ONCE

if TYPE_CHECKING:
    from anigen_core.ui.wiring import Parts

SHOW_CHARACTER = "() => window.anigen?.unfold?.('character')"


def wire_library(parts: Parts) -> Any:
    """Connect the Library panel. Returns the state that holds a visit's `Shelf`."""
    engine, stage, inputs = parts.engine, parts.stage, parts.inputs
    panel, character = inputs.library, inputs["character"]
    shelves, kept = Shelves(), gr.State(None)

    def answering(name: str, work: Callable[..., dict[str, Any]]) -> Callable[..., dict[Any, Any]]:
        """A handler that sends the prop `name`, or says what is wrong."""

        def handler(
            request: gr.Request, data: gr.EventData, shelf: Shelf | None, *values: Any
        ) -> dict[Any, Any]:
            shelf = shelves.open(shelf, local=is_local(request))
            try:
                with one_sentence():
                    told: dict[str, Any] = {name: prop(**work(shelf, *values, getattr(data, "_data", None)))}
            except InputError as error:
                told = {"shelf": prop(words=str(error), kind="error")}
            return {panel: gr.update(**told), kept: shelf}

        return handler

    def use(
        request: gr.Request, data: gr.EventData, shelf: Shelf | None, known: str | None
    ) -> dict[Any, Any]:
        shelf = shelves.open(shelf, local=is_local(request))
        try:
            with one_sentence():
                told, wished = finding.use(engine, shelf, getattr(data, "_data", None))
        except InputError as error:
            return {panel: gr.update(shelf=prop(words=str(error), kind="error")), kept: shelf}
        made: dict[Any, Any] = {panel: gr.update(used=prop(**told)), kept: shelf}
        if wished is not None:
            value = finding.recolored(known, wished) if told["way"] == "palette" else finding.written(wished)
            made |= {character: value, parts.colorize: colorize.told(value)}
        return made

    def clear(shelf: Shelf, data: Any) -> dict[str, Any]:
        shelf.clear()
        return finding.look(shelf)

    every: dict[str, Any] = {"trigger_mode": "multiple", **PRIVATE}
    shown, quick = [panel, kept], {"queue": False, **every}
    slow = {"concurrency_limit": 4, **every}
    panel.look(answering("shelf", lambda shelf, data: finding.look(shelf)), kept, shown, **quick)
    panel.empty(answering("shelf", clear), kept, shown, **quick)
    panel.keep(
        answering("shelf", lambda shelf, value, data: finding.add(engine, shelf, value, data)),
        [kept, panel], shown, **slow,
    )  # fmt: skip
    panel.search(
        answering("found", lambda shelf, value, data: finding.search(engine, shelf, value, data)),
        [kept, panel], shown, **slow,
    )  # fmt: skip
    stage.search(
        answering("found", lambda shelf, value, data: finding.search_drawing(engine, shelf, value, data)),
        [kept, stage], shown, **slow,
    )  # fmt: skip
    panel.between(answering("found", finding.between), kept, shown, **slow)
    panel.alike(answering("found", finding.alike), kept, shown, **slow)
    panel.use(use, [kept, character], [*shown, character, parts.colorize], **slow)
    return kept


def wire_faces(parts: Parts, stop: Any) -> None:
    """Connect the Faces panel. stop: the state that holds the session's `Stop`."""
    engine, inputs = parts.engine, parts.inputs
    panel, character = inputs.faces, inputs["character"]
    sheet = gr.State(None)
    asked = gr.State(None)

    def begin(stop: Stop | None, data: gr.EventData) -> tuple[Stop, Any]:
        return stop or Stop(), getattr(data, "_data", None)

    def make(stop: Stop, data: Any, character: Any) -> Iterator[tuple[Any, Any]]:
        with stop.run() as cancel:
            for told, made in faces.make(engine, character, data, cancel):
                yield gr.update(faces=told), gr.skip() if made is None else made

    def morph(stop: Stop, data: Any, known: faces.Sheet | None) -> Iterator[Any]:
        with stop.run() as cancel:
            for told in faces.morph(engine, known, data, cancel):
                yield gr.update(morph=told)

    def wish(known: faces.Sheet | None, data: gr.EventData) -> dict[Any, Any]:
        try:
            value = faces.wished(known, getattr(data, "_data", None))
        except InputError as error:
            return {
                panel: gr.update(morph=prop(run=None, state="failed", fraction=0, words=str(error), faces=[]))
            }
        return {character: value, parts.colorize: colorize.told(value)}

    drawing: dict[str, Any] = {"concurrency_id": "engine", "concurrency_limit": AT_ONCE, **PRIVATE}
    begun = panel.make(begin, stop, [stop, asked], queue=False, **PRIVATE)
    begun.then(make, [stop, asked, character], [panel, sheet], **drawing)
    begun = panel.morph(begin, stop, [stop, asked], queue=False, **PRIVATE)
    begun.then(morph, [stop, asked, sheet], panel, **drawing)
    panel.wish(wish, sheet, [panel, character, parts.colorize], queue=False, **PRIVATE).success(
        None, None, None, js=SHOW_CHARACTER, **PRIVATE
    )
    panel.halt(press_stop, stop, None, queue=False, **PRIVATE)
