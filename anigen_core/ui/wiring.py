"""Which event of the page leads to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from anigen_core.errors import InputError
from anigen_core.settings import MAX_REFINE, MAX_SEED
from anigen_core.ui import (
    actions,
    colorize,
    drawing,
    examples,
    eyes,
    imports,
    own,
    steps,
    variations,
)
from anigen_core.ui.actions import Stop
from anigen_core.ui.form import Choices, shown
from anigen_core.ui.guard import PRIVATE, one_sentence, plain_sentence
from anigen_core.ui.parking import Parked
from anigen_core.ui.stage import StageData, send
from anigen_core.ui.texts import say
from anigen_core.ui.visitors import AT_ONCE
from anigen_core.ui.wiring_drafting import wire_drafting
from anigen_core.ui.wiring_film import wire_film, with_event
from anigen_core.ui.wiring_finding import wire_faces, wire_library

if TYPE_CHECKING:
    from anigen_core.ui.engine import Engine
    from anigen_core.ui.inputs import Inputs
    from anigen_core.ui.lines_page import LinesPage
    from anigen_core.ui.results import Results
    from anigen_core.ui.shelf import Shelf

ASK_TO_FINISH = "() => { window.anigen?.showResults?.(); window.anigen?.stage?.request?.('finish'); }"
ASK_TO_CHOOSE = (
    "() => { window.anigen?.showResults?.(); document.querySelector('.variation-sheet').panel.make(); }"
)
TAKE_CANDIDATE = "() => document.querySelector('.variation-sheet').panel.picked()"
TELL_PAINTER = "(name) => { window.anigen?.stage?.act?.('painter:' + name); }"
SHOW_SHEET = "() => window.anigen?.show?.('sheet')"
SHOW_RESULT = "() => window.anigen?.show?.('result')"


@dataclass(frozen=True)
class Parts:
    """What the page is made of."""

    engine: Engine
    stage: Any
    inputs: Inputs
    colorize: Any
    results: Results
    lines: LinesPage
    tabs: Any
    finish: Any
    choose: Any
    cancel: Any


def wire(parts: Parts) -> None:
    """Connect everything. Called once, inside the page being built."""
    stop = gr.State(None)
    _wire_runs(parts, stop, wire_library(parts))
    wire_faces(parts, stop)
    _wire_palette(parts, _wire_previews(parts, stop))
    wire_film(parts, stop)
    _wire_imports(parts)
    wire_drafting(parts)
    ready = parts.stage.ready(parts.engine.start, None, None, queue=False, **PRIVATE)
    # Cheap after the first visitor's: the measurement is kept.
    ready.then(
        lambda: send(live=actions.live(parts.engine)), None, parts.stage, concurrency_limit=8, **PRIVATE
    )


def _wire_runs(parts: Parts, stop: Any, shelf: Any) -> None:
    """Finish, redo and recall: the stage sends the drawing, a run answers. shelf: of a visit's libraries."""
    engine, stage, inputs, results = parts.engine, parts.stage, parts.inputs, parts.results

    def finish(stop: Stop, value: StageData | None, shelf: Shelf | None, *values: Any) -> actions.Changes:
        return actions.finish(engine, stop, value, Choices(*values), shelf)

    def choose(stop: Stop, value: StageData | None, shelf: Shelf | None, *values: Any) -> actions.Changes:
        return actions.choose(engine, stop, value, Choices(*values))

    def redo(stop: Stop, value: StageData | None, shelf: Shelf | None, *values: Any) -> actions.Changes:
        return actions.redo(engine, stop, value, Choices(*values), shelf)

    def repose(stop: Stop, value: StageData | None, shelf: Shelf | None, *values: Any) -> actions.Changes:
        return actions.repose(engine, stop, value, Choices(*values), shelf)

    def sheet(stop: Stop, value: StageData | None, shelf: Shelf | None, *values: Any) -> actions.Changes:
        return actions.sheet(engine, stop, value, Choices(*values))

    def recall(stop: Stop, value: StageData | None, shelf: Shelf | None, *values: Any) -> actions.Changes:
        return actions.recall(engine, stop, value)

    def answering(work: Callable[..., actions.Changes]) -> Callable[..., Iterator[dict[Any, Any]]]:
        def run(*given: Any) -> Iterator[dict[Any, Any]]:
            for change in work(*given):
                states = {"made": made, "offered": offered}
                yield _updates(parts, change) | {
                    state: change[name] for name, state in states.items() if name in change
                }
                if "made" in change:
                    change["made"].pack()  # now that it is on its way

        return run

    eyed, made = _wire_eyes(parts)
    _wire_steps(parts, made)
    offered = gr.State(None)
    # What was sent is taken down at once: until a run begins the stage may have sent something else.
    sent = gr.State(None)

    def begin(
        data: gr.EventData, stop: Stop | None, value: StageData | None
    ) -> tuple[Stop, StageData | None]:
        try:
            return stop or Stop(), drawing.arrived(value, getattr(data, "_data", None))
        except InputError as error:
            raise plain_sentence(str(error)) from None

    # "once", which is usual, drops what is asked for in the moment between a result and the end of its run.
    every: dict[str, Any] = {"trigger_mode": "multiple", **PRIVATE}
    runs = [(stage.finish, finish), (stage.choose, choose), (stage.redo, redo), (stage.recall, recall)]
    runs += [(stage.repose, repose), (stage.sheet, sheet)]
    for event, work in runs:
        asked = event(begin, [stop, stage], [stop, sent], queue=False, **every)
        ended = asked.success(
            answering(work),
            [stop, sent, shelf, *inputs.all],
            [stage, *results.all, made, offered, parts.finish, parts.choose, parts.cancel],
            concurrency_id="engine",
            concurrency_limit=AT_ONCE,
            **every,
        )
        ended.then(None, None, None, js=SHOW_SHEET if work is choose else SHOW_RESULT, **PRIVATE)
        if work not in (choose, sheet):
            eyed(ended)

    parts.finish.click(None, None, None, js=ASK_TO_FINISH, **PRIVATE)
    parts.choose.click(None, None, None, js=ASK_TO_CHOOSE, **PRIVATE)
    parts.cancel.click(actions.press_stop, stop, None, queue=False, **PRIVATE)
    # The same drawing once more: each of these turns one control, as the artist could, and asks for Finish.
    seed, refine = inputs["seed"], inputs["refine"]
    for button, control, value in (
        (results.refine, refine, lambda passes: min((passes or 0) + 1, MAX_REFINE)),
        (results.vary, seed, lambda number: min((number or 0) + 1, MAX_SEED)),
        (results.first, seed, lambda number: 0),
    ):
        turned = button.click(value, control, control, queue=False, **PRIVATE)
        turned.then(None, None, None, js=ASK_TO_FINISH, **PRIVATE)

    def pick(known: variations.Offered | None, data: gr.EventData) -> dict[Any, Any]:
        try:
            controls = variations.picked(known, getattr(data, "_data", None))
        except InputError as error:
            raise plain_sentence(str(error)) from None
        return {inputs[name]: value for name, value in controls.items()}

    chosen = results.sheet.pick(pick, offered, [seed, inputs["character"]], queue=False, **PRIVATE)
    chosen.success(None, None, None, js=TAKE_CANDIDATE, **PRIVATE)

    def keep(known: variations.Offered | None, data: gr.EventData) -> Any:
        return gr.update(kept=variations.kept(known, getattr(data, "_data", None)))

    results.sheet.keep(keep, offered, results.sheet, concurrency_limit=4, **PRIVATE)


def _wire_eyes(parts: Parts) -> tuple[Callable[[Any], Any], Any]:
    """The eyes of every result, to be colored. What is returned has them looked for behind an event; and the
    state that holds the result."""
    engine, panel, inputs = parts.engine, parts.results.eyes, parts.inputs
    made, kept = gr.State(None), gr.State(None)

    def look(result: Parked | None, known: eyes.Kept | None) -> tuple[Any, eyes.Kept | None]:
        found = eyes.look(engine, result, known)
        return (gr.skip() if found is None or found is known else gr.update(eyes=found.told())), found

    def recolor(known: eyes.Kept | None, data: gr.EventData) -> Any:
        return gr.update(eye=eyes.recolored(known, getattr(data, "_data", None)))

    def place(known: eyes.Kept | None, data: gr.EventData) -> Any:
        return gr.update(eye=eyes.placed(engine, known, getattr(data, "_data", None)))

    def settle(known: eyes.Kept | None, data: gr.EventData) -> dict[Any, Any]:
        change = eyes.settled(known, getattr(data, "_data", None))
        if change is None or known is None:
            return {made: gr.skip()}
        controls = shown(known.eyes.result.document.settings)
        names = ("left_eye", "right_eye", "left_box", "right_box")
        del change["settings"]  # the buttons that vary a picture are about the drawing, as they were
        return (
            _updates(parts, change)
            | {inputs[name]: controls[name] for name in names}
            | {made: change["made"]}
        )

    quick: dict[str, Any] = {"queue": False, **PRIVATE}
    panel.recolor(recolor, kept, panel, trigger_mode="multiple", **quick)
    panel.place(place, kept, panel, trigger_mode="multiple", concurrency_limit=4, **PRIVATE)
    outputs = [parts.stage, *parts.results.all, made]
    outputs += [inputs[name] for name in ("left_eye", "right_eye", "left_box", "right_box")]
    panel.settle(settle, kept, outputs, trigger_mode="always_last", concurrency_limit=4, **PRIVATE)

    def behind(event: Any) -> Any:
        return event.then(look, [made, kept], [panel, kept], concurrency_limit=4, **PRIVATE)

    return behind, made


def _wire_steps(parts: Parts, made: Any) -> None:
    """The whole picture of a step, to be painted over or saved. made: the state of the newest result."""
    panel = parts.results.steps

    def whole(result: Parked | None, data: gr.EventData) -> Any:
        return gr.update(whole=steps.whole(result, getattr(data, "_data", None)))

    panel.whole(whole, made, panel, concurrency_limit=4, **PRIVATE)


def _updates(parts: Parts, change: dict[str, Any]) -> dict[Any, Any]:
    """What a run yields, as updates of the page and of the stage."""
    made = parts.results.updates(change)
    if change.get("result"):
        made[parts.stage] = send(result=change["result"])
    if "busy" in change:
        words = say("finishing" if change["busy"] else "finish")
        made |= {
            parts.finish: gr.update(interactive=not change["busy"], value=words),
            parts.choose: gr.update(interactive=not change["busy"]),
            parts.cancel: gr.update(interactive=change["busy"]),
        }
    return made


def _wire_previews(parts: Parts, stop: Any) -> Callable[[Any], Any]:
    """A quick picture after every edit and every choice of the painter; the newest wins. What is returned has
    one follow another event, too."""
    engine, stage = parts.engine, parts.stage
    sketch = gr.State(None)  # the last small drawing, for a preview of it with other choices

    def look(stop: Stop | None, *values: Any, data: gr.EventData) -> tuple[Any, Any]:
        sent = getattr(data, "_data", None)
        try:
            small, revision = drawing.read_small(sent, Choices(*values).settings())
        except InputError as error:
            none = {"revision": drawing.revision(sent), "url": None, "words": str(error)}
            return send(preview=none), None
        return send(preview=actions.preview(engine, stop, small, revision)), (small, revision)

    def look_again(stop: Stop | None, kept: Any, *values: Any) -> Any:
        if kept is None:
            return gr.skip()
        small, revision = kept
        try:
            small = drawing.with_settings(small, Choices(*values).settings())
        except InputError:
            return gr.skip()
        return send(preview=actions.preview(engine, stop, small, revision))

    # Past gradio's queue, which costs 20 ms; the engine makes one preview at a time anyway.
    quick: dict[str, Any] = {"trigger_mode": "always_last", "queue": False, **PRIVATE}
    stage.preview(with_event(look), [stop, *parts.inputs.all], [stage, sketch], **quick)
    gr.on(parts.inputs.of_painter, look_again, [stop, sketch, *parts.inputs.all], stage, **quick)
    return lambda event: event.then(look_again, [stop, sketch, *parts.inputs.all], stage, **quick)


def _wire_palette(parts: Parts, previewed: Callable[[Any], Any]) -> None:
    """The colors of the Colorize panel are those of the character; and who paints is known to the stage."""
    panel, character, painter = parts.colorize, parts.inputs["character"], parts.inputs["painter"]

    def recolor(known: str | None, data: gr.EventData) -> str:
        try:
            return colorize.recolored(known, getattr(data, "_data", None))
        except InputError as error:
            raise plain_sentence(str(error)) from None

    private: dict[str, Any] = {"queue": False, **PRIVATE}
    previewed(panel.recolor(recolor, character, character, **private))
    panel.swap(recolor, character, character, **private).success(
        None, None, None, js=ASK_TO_CHOOSE, **PRIVATE
    )
    character.input(colorize.told, character, panel, **private)
    painter.change(None, painter, None, js=TELL_PAINTER, **PRIVATE)


def _wire_imports(parts: Parts) -> None:
    """Files onto the stage. What goes wrong is one sentence on the stage, which stays as it is."""
    engine, stage, inputs, results, lines = (
        parts.engine, parts.stage, parts.inputs, parts.results, parts.lines
    )  # fmt: skip

    def shown(taken: Callable[[], dict[str, Any]]) -> dict[Any, Any]:
        try:
            with one_sentence():
                made = taken()
        except InputError as error:
            return {stage: send(message={"text": str(error), "kind": "error"})}
        controls = inputs.restored(made.get("controls", {}))
        if controls:
            controls[parts.colorize] = colorize.told(made["controls"]["character"], made["controls"]["flats"])
        return {stage: send(drawing=made["drawing"])} | controls

    def take(data: gr.EventData, value: StageData | None) -> dict[Any, Any]:
        asked = getattr(data, "_data", None)
        kind = asked.get("kind") if isinstance(asked, dict) else None
        return shown(lambda: imports.take(engine, value, kind))

    stage.take(take, stage, [stage, *inputs.all], concurrency_limit=4, **PRIVATE)

    def find(data: gr.EventData, value: StageData | None) -> Any:
        return send(found=own.find(engine, value, getattr(data, "_data", None)))

    # every picture is asked for by itself, however close behind one another
    stage.find(find, stage, stage, concurrency_limit=4, trigger_mode="multiple", **PRIVATE)

    def begin_with(data: gr.EventData) -> dict[Any, Any]:
        return shown(lambda: imports.example(examples.chosen(getattr(data, "_data", None))))

    if results.examples is not None:
        results.examples.open(begin_with, None, [stage, *inputs.all], **PRIVATE)

    def use(path: str | None) -> dict[Any, Any]:
        return shown(lambda: imports.use_lines(path)) | {parts.tabs: gr.Tabs(selected="studio")}

    lines.use.click(use, lines.taken, [stage, parts.tabs], **PRIVATE)
