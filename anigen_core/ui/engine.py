"""The drawing engine behind the page: loaded once, in the background, and drawing one picture at a time."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from anigen_core.errors import Cancelled
from anigen_core.weights import list_weights

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.document import Document
    from anigen_core.pipeline import Event, Result, Studio
    from anigen_core.stages.lines import LinesOptions

log = logging.getLogger(__name__)

WAITS = 0.5  # seconds between two looks at the cancel switch while standing in line
PREVIEW_SECONDS = 1.0
"""A preview that takes longer is no preview."""


@dataclass(frozen=True)
class Waiting:
    """The picture has not been begun. `message` says what for, in plain words."""

    message: str


class Engine:
    """Owns the one `Studio` of this process. Thread-safe.

    weights: folder with trained weights; None takes those that come with the program.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        self._studio: Studio | None = None
        self._failure: Exception | None = None
        self._loaded = threading.Event()
        self._starting = threading.Lock()
        self._started = False
        self._line: deque[object] = deque()
        self._moved = threading.Condition()
        self._previewing = threading.Lock()
        self._slow = 0

    def start(self) -> None:
        """Begin to load torch, OpenVINO and the weights on a background thread; once, returns at once."""
        with self._starting:
            if self._started:
                return
            self._started = True
        threading.Thread(target=self._load, name="anigen-load", daemon=True).start()

    def _load(self) -> None:
        try:
            from anigen_core.pipeline import Studio

            self._studio = Studio(weights=self._weights)
            self._studio.warm_up()
        except Exception as error:
            # What works without the missing part still works; the pipeline says what does not.
            log.exception("the drawing engine could not be loaded")
            self._failure = error
        finally:
            self._loaded.set()

    def has(self, name: str) -> bool:
        """Whether there are trained weights of this name."""
        return name in list_weights(self._weights)

    @property
    def ready(self) -> bool:
        return self._loaded.is_set()

    def run(self, document: Document, cancel: threading.Event) -> Iterator[Waiting | Event | Result]:
        """Draw. Yields what is being waited for, then the pipeline's events, and last the result.

        Work happens on a thread of its own, so that the caller can be left at any time: closing this
        iterator or setting `cancel` stops the work at its next step. Events that the caller is too slow for
        are dropped, except that a later one keeps the newest picture. Errors of the pipeline are raised here,
        `Cancelled` too.
        """
        updates: queue.SimpleQueue[Waiting | Event | Result | BaseException] = queue.SimpleQueue()

        def work() -> None:
            try:
                updates.put(self._draw(document, cancel, updates.put))
            except BaseException as error:
                updates.put(error)

        threading.Thread(target=work, name="anigen-draw", daemon=True).start()
        try:
            while True:
                update = _newest(updates)
                if isinstance(update, BaseException):
                    raise update
                yield update
                if not _more_follows(update):
                    return
        finally:
            cancel.set()

    def preview(self, document: Document, cancel: threading.Event) -> Result | None:
        """A quick small picture. None while a picture is being finished for anybody: previews never wait.

        Two that take more than `PREVIEW_SECONDS` turn previews off for good (`previews`).

        Raises:
            InputError: as `Studio.finish`.
            Cancelled: `cancel` was set.
        """
        studio = self._wait_for_studio(cancel)
        with self._previewing:
            if self._line or not self.previews:
                return None
            start = time.perf_counter()
            result = studio.finish(document, preview=True, cancel=cancel)
            self._slow += time.perf_counter() - start > PREVIEW_SECONDS
        return result

    @property
    def previews(self) -> bool:
        """Whether this machine is quick enough for previews, as far as it is known."""
        return self._slow < 2

    def lines(self, picture: np.ndarray, options: LinesOptions) -> tuple[np.ndarray, str]:
        """(H, W) uint8 lines of a picture, in line with the other work, and words on how they were found."""
        from anigen_core.stages.lines import Lines

        studio = self._wait_for_studio(threading.Event())
        runner = studio.runner() if self.has("lines") else None
        with self._place(threading.Event(), lambda update: None):
            lines = Lines(runner)(picture, options)
        if runner is None:
            return lines, "Lines found by rules (no trained network)"
        return lines, f"Lines drawn by the line network ({runner.describe('lines')})"

    def _draw(
        self, document: Document, cancel: threading.Event, tell: Callable[[Waiting | Event], None]
    ) -> Result:
        self.start()
        if not self.ready:
            tell(Waiting("Loading the drawing engine. This happens once, after the start."))
        studio = self._wait_for_studio(cancel)
        with self._place(cancel, tell):
            return studio.finish(document, progress=tell, cancel=cancel)

    def _wait_for_studio(self, cancel: threading.Event) -> Studio:
        self.start()
        while not self._loaded.wait(WAITS):
            _stop_if(cancel)
        if self._studio is None:
            raise RuntimeError("the drawing engine could not be loaded") from self._failure
        return self._studio

    @contextmanager
    def _place(self, cancel: threading.Event, tell: Callable[[Waiting], None]) -> Iterator[None]:
        """The one place at the drawing board, waited for in the order of arrival."""
        place = object()
        try:
            self._wait_in_line(place, cancel, tell)
            yield
        finally:
            with self._moved:
                self._line.remove(place)
                self._moved.notify_all()

    def _wait_in_line(self, place: object, cancel: threading.Event, tell: Callable[[Waiting], None]) -> None:
        told = 0
        with self._moved:
            self._line.append(place)
            while (before := self._line.index(place)) > 0:
                if before != told:
                    pictures = "1 other picture" if before == 1 else f"{before} other pictures"
                    tell(Waiting(f"Waiting for {pictures} to be finished first."))
                    told = before
                self._moved.wait(WAITS)
                _stop_if(cancel)


def _stop_if(cancel: threading.Event) -> None:
    if cancel.is_set():
        raise Cancelled("stopped before the picture was begun")


def _more_follows(update: object) -> bool:
    return isinstance(update, Waiting) or hasattr(update, "fraction")


def _newest(updates: queue.SimpleQueue) -> Waiting | Event | Result | BaseException:
    """Wait for an update, then skip to the newest one, keeping the newest picture."""
    update = updates.get()
    while True:
        try:
            later = updates.get_nowait()
        except queue.Empty:
            return update
        picture = getattr(update, "picture", None)
        if hasattr(later, "fraction") and later.picture is None and picture is not None:
            later = replace(later, picture=picture)
        update = later
