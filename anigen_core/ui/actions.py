"""What the page does when a picture is asked for: finished, in part anew, shown again, or as a quick preview.

All of them yield or return changes by name; `results.Results` turns those into updates of components. None of
them raises: what goes wrong is one sentence among the changes.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from anigen_core.errors import Cancelled, InputError, is_disk_full
from anigen_core.imaging import Extent
from anigen_core.settings import MAX_SEED
from anigen_core.ui import drawing, files, panels, steps, variations
from anigen_core.ui.engine import Engine, Waiting
from anigen_core.ui.form import Choices, steps_of
from anigen_core.ui.guard import UNEXPECTED
from anigen_core.ui.parking import Parked
from anigen_core.ui.speed import PREVIEW_SECONDS
from anigen_core.ui.stage import prop

if TYPE_CHECKING:
    from pathlib import Path

    from anigen_core.document import Document
    from anigen_core.pipeline import Event, Result
    from anigen_core.ui.shelf import Shelf
    from anigen_core.ui.stage import StageData

log = logging.getLogger(__name__)

PARTIAL = Extent(768, 768)
"""Partial results are shown up to this size: they are for looking at while waiting."""

NO_ROOM = "The disk of the server is full; your drawing is kept in the browser. Make room, then try again."
NO_PICTURE = "There is no finished picture yet; press Finish first."

Changes = Iterator[dict[str, Any]]


class Stop:
    """The cancel switch of one session, over all of its runs; lives in that session's state. Thread-safe."""

    def __init__(self) -> None:
        self._runs: list[threading.Event] = []

    @property
    def running(self) -> bool:
        return bool(self._runs)

    def press(self) -> None:
        """Stop everything this session has running."""
        for cancel in list(self._runs):
            cancel.set()

    @contextmanager
    def run(self) -> Iterator[threading.Event]:
        """A run, from here to the end of the block; the event is set to stop it."""
        cancel = threading.Event()
        self._runs.append(cancel)
        try:
            yield cancel
        finally:
            self._runs.remove(cancel)


def press_stop(stop: Stop | None) -> None:
    """Stop what a session has running, if it has begun anything yet."""
    if stop is not None:
        stop.press()


def finish(
    engine: Engine, stop: Stop, value: StageData | None, choices: Choices, shelf: Shelf | None = None
) -> Changes:
    """A picture of what is on the stage. shelf: libraries that it is compared with.

    Keys: panel (html), pair (before, after), notes (html), files (four paths), busy (bool), result (for the
    stage), settings (of the result, None where its painter makes no other one), made (the result itself, to
    be packed), steps and running (props of the strip of steps).
    """

    def work(cancel: threading.Event) -> Changes:
        document = drawing.read(value, choices.settings())
        again = steps_of(((value and value.asked) or {}).get("again"))
        if (keep := variations.regions(value)) is not None:
            return _draw(document, _compared(engine, shelf, engine.keep(document, *keep, cancel)))
        return _draw(document, _compared(engine, shelf, engine.run(document, cancel, again)))

    return _guarded(stop, "Reading your drawing", work)


def choose(engine: Engine, stop: Stop, value: StageData | None, choices: Choices) -> Changes:
    """Candidates of what is on the stage. Keys: panel (html), busy (bool), sheet (prop of the sheet), offered
    (what the sheet shows, to be picked from)."""

    def work(cancel: threading.Event) -> Changes:
        document = drawing.read(value, choices.settings())
        planned = ["candidates", "ranking"]
        count, wanted = variations.asked(value)
        for update in engine.variations(document, count, wanted, cancel):
            if isinstance(update, tuple):
                offered = variations.Offered(document, update, wanted)
                yield {"sheet": offered.told(), "offered": offered, "panel": ""}
            else:
                fraction, step = getattr(update, "fraction", 0.0), getattr(update, "step", "")
                left = getattr(update, "left", None)
                yield {"panel": panels.progress(update.message, fraction, planned, step, left)}

    return _guarded(stop, "Reading your drawing", work)


def redo(
    engine: Engine, stop: Stop, value: StageData | None, choices: Choices, shelf: Shelf | None = None
) -> Changes:
    """The selected part of a finished picture painted anew, with the next seed. Keys as in `finish`."""

    def work(cancel: threading.Event) -> Changes:
        document = drawing.read(value, choices.settings())
        assert value is not None
        picture, data = drawing.read_picture(value, NO_PICTURE)
        seed = _next_seed(document, data)
        document = replace(document, settings=replace(document.settings, seed=seed))
        updates = engine.redo(document, picture, drawing.read_selection(value), seed, cancel)
        return _draw(document, _compared(engine, shelf, updates))

    return _guarded(stop, "Reading the selection", work)


def repose(
    engine: Engine, stop: Stop, value: StageData | None, choices: Choices, shelf: Shelf | None = None
) -> Changes:
    """The character of the drawing's references, in the pose on the stage. Keys as in `finish`."""

    def work(cancel: threading.Event) -> Changes:
        document = drawing.read(value, choices.settings())
        assert value is not None
        return _draw(
            document,
            _compared(engine, shelf, engine.repose(document, cancel, anyway=value.same)),
            ["references", "repose", "layers", "files"],
        )

    return _guarded(stop, "Reading the pictures", work)


def sheet(engine: Engine, stop: Stop, value: StageData | None, choices: Choices) -> Changes:
    """The model sheet of the character. Keys as in `finish`, but for what belongs to a drawing: no result for
    the stage, no settings and nothing made, as a sheet is no picture of the canvas."""

    def work(cancel: threading.Event) -> Changes:
        document = drawing.read(value, choices.settings())
        for change in _draw(document, engine.sheet(document, cancel), ["references", "sheet", "files"]):
            if "pair" in change and "notes" in change:
                change["pair"] = (change["pair"][1], change["pair"][1])  # there is no "before"
            yield {key: change[key] for key in change.keys() - {"result", "settings", "made"}} | (
                {"settings": None, "no_eyes": True} if "files" in change else {}
            )

    return _guarded(stop, "Reading the character", work)


def recall(engine: Engine, stop: Stop, value: StageData | None) -> Changes:
    """A picture that was made here before, with its files and notes.

    Keys as in `finish`, but neither result, for the stage has it already, nor settings: the buttons that vary
    a picture are about the drawing on the stage.
    """
    from anigen_core.document import Document

    def work(cancel: threading.Event) -> Changes:
        picture, data = drawing.read_picture(value, NO_PICTURE)
        document = Document.open(data)
        for change in _draw(document, engine.reopen(document, picture, cancel)):
            yield {key: change[key] for key in change.keys() - {"result", "settings"}}

    return _guarded(stop, "Opening the picture", work)


def preview(engine: Engine, stop: Stop | None, sketch: Document | None, revision: int) -> dict[str, Any]:
    """The stage's prop "preview": a quick picture of a small drawing, or why there is none."""
    none: dict[str, Any] = {"revision": revision, "url": None, "words": ""}
    if sketch is None or (stop is not None and stop.running):
        return none
    start = time.perf_counter()
    try:
        result = engine.preview(sketch, threading.Event())
    except InputError as error:
        return none | {"words": str(error)}
    except Exception:
        log.exception("a preview could not be made")
        return none | {"words": UNEXPECTED}
    if result is None or (stop is not None and stop.running):
        return none
    seconds = time.perf_counter() - start
    url = files.inline(files.on_checks(result.picture))
    return none | {"url": url, "words": panels.preview_words(result, seconds)}


def live(engine: Engine) -> dict[str, Any]:
    """The stage's prop "live": whether previews come by themselves on this machine, and what one takes."""
    try:
        seconds = engine.preview_seconds()
    except Exception:
        log.exception("the speed of previews could not be measured")
        return {"on": False, "words": "The live preview is off: the drawing engine could not be loaded."}
    if seconds < PREVIEW_SECONDS:
        return {"on": True, "seconds": seconds, "words": f"A preview takes {1000 * seconds:.0f} ms here."}
    return {
        "on": False,
        "seconds": seconds,
        "words": f"The live preview is off: one takes {seconds:.1f} s here. Switch it on if that is fine.",
    }


def _next_seed(document: Document, picture: bytes) -> int:
    """One more than that of the picture, so that every time gives another one; else than that of the page."""
    from anigen_core.document import Document as Opened

    try:
        seed = Opened.open(picture).settings.seed
    except InputError:
        seed = document.settings.seed
    return min(seed + 1, MAX_SEED)


def _guarded(stop: Stop, words: str, work: Callable[[threading.Event], Changes]) -> Changes:
    """The changes of `work`, between a first and a last one that say whether the page is busy."""
    last: dict[str, Any] = {}
    with stop.run() as cancel:
        yield {"busy": True, "panel": panels.progress(words, 0.0, ["paint"], "")}
        try:
            for change in work(cancel):
                # When all buttons are switched on again, it is the result that says which are of use.
                last |= {key: change[key] for key in change.keys() & {"settings"}}
                yield change
        except Cancelled as cancelled:
            yield from _stopped(getattr(cancelled, "partial", None))
        except InputError as error:
            yield {"panel": panels.message("error", str(error)), "running": prop(step=None)}
        except Exception as error:
            log.exception("a picture could not be finished")
            words = NO_ROOM if is_disk_full(error) else UNEXPECTED
            yield {"panel": panels.message("error", words), "running": prop(step=None)}
    yield {"busy": stop.running} | last


def _compared(
    engine: Engine, shelf: Shelf | None, updates: Iterator[Waiting | Event | Result]
) -> Iterator[Waiting | Event | Result]:
    """The news of a run, its result with a sentence where it is too close to a picture of the visitor's."""
    from anigen_core.pipeline import Result as Made

    libraries = [library for library in shelf.libraries().values() if len(library)] if shelf else []
    for update in updates:
        if libraries and isinstance(update, Made):
            words = engine.too_close(update.picture, *libraries)
            if words and words not in update.notes:
                update = replace(update, notes=(*update.notes, words))
        yield update


def _draw(
    document: Document, updates: Iterator[Waiting | Event | Result], planned: list[str] | None = None
) -> Changes:
    """planned: the steps of the run; None: those of a finish."""
    from anigen_core.pipeline import Event

    planned = planned or panels.planned_steps(document.settings, document.pose is not None)
    before = files.draft(document)
    for update in updates:
        if isinstance(update, Waiting):
            yield {"panel": panels.progress(update.message, 0.0, planned, "")}
        elif isinstance(update, Event):
            change: dict[str, Any] = {
                "panel": panels.progress(
                    update.message, 0.97 * update.fraction, planned, update.step, update.left
                ),
                "running": prop(step=update.step),
            }
            if update.picture is not None:
                change["pair"] = files.write_pair(before, update.picture, PARTIAL)
            yield change
        else:
            yield {
                "pair": files.write_pair(before, update.picture),
                "notes": panels.notes(update),
                "panel": panels.progress("Writing the files", 0.98, planned, "files"),
                "running": prop(step=None),
            }
            yield delivered(update) | {"panel": ""}


def delivered(result: Result, *, stopped: bool = False) -> dict[str, Any]:
    """The files of a result, and what the stage and the page should know about it. stopped: it is as far as a
    run came."""
    paths = files.write_result(result)
    return {
        "made": Parked(result),
        "files": paths,
        "steps": steps.told(result, stopped=stopped),
        "settings": panels.varies(result),
        "result": _for_stage(result, paths[0]),
    }


def _for_stage(result: Result, png: Path) -> dict[str, Any]:
    extent = Extent.of(result.picture)
    return {
        "url": files.address(png),
        "width": extent.width,
        "height": extent.height,
        "seed": result.document.settings.seed,
        "words": panels.which(result),
    }


def _stopped(partial: Result | None) -> Changes:
    if partial is None:
        words = panels.message("stopped", "Stopped. Nothing of your drawing was changed.")
        yield {"panel": words, "running": prop(step=None)}
        return
    yield {
        "panel": panels.message("stopped", "Stopped. This is how far it came; the files hold this picture."),
        "pair": files.write_pair(files.draft(partial.document), partial.picture),
        "notes": panels.notes(partial),
    }
    yield delivered(partial, stopped=True)
