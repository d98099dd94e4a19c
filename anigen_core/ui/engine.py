"""The drawing engine behind the page: loaded once, in the background, and drawing one picture at a time."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from anigen_core.ui.queue import WAITS, Line, stop_if
from anigen_core.ui.speed import warm_seconds
from anigen_core.ui.updates import Waiting, more_follows, newest, showing
from anigen_core.ui.zero_gpu import on_lent_gpu
from anigen_core.weights import list_weights

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.animation import Animation
    from anigen_core.character import Character
    from anigen_core.document import Document
    from anigen_core.finished_eyes import FinishedEyes
    from anigen_core.inbetween import Inbetweens
    from anigen_core.library import Library
    from anigen_core.library.looking import Looker
    from anigen_core.pipeline import Event, Result, Studio
    from anigen_core.runner import Runner
    from anigen_core.split import Split
    from anigen_core.stages.faces import Face
    from anigen_core.stages.lines import LinesOptions
    from anigen_core.stages.parse import Parsed
    from anigen_core.stages.pick import Candidate
    from anigen_core.steps import StepName
    from anigen_core.ui.between import Between
    from anigen_core.ui.film import Film
    from anigen_core.varying import Lock, Wanted

log = logging.getLogger(__name__)

Made = TypeVar("Made")

LOOKERS = 4  # previews that are waited for at once


class Engine:
    """Owns the one `Studio` of this process. Thread-safe.

    weights: folder with trained weights; None takes those that come with the program.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self._weights = weights
        self._lent_gpu = on_lent_gpu(
            lambda document: self._wait_for_studio(threading.Event()).finish(document)
        )
        self._studio: Studio | None = None
        self._failure: Exception | None = None
        self._loaded = threading.Event()
        self._starting = threading.Lock()
        self._started = False
        self._line = Line()
        self._previewing = threading.Lock()
        self._looking = threading.BoundedSemaphore(LOOKERS)
        self._measured: float | None = None

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
        self._load_rest()

    def _load_rest(self) -> None:
        """What nobody waits for: converting a network takes half a minute at its first use."""
        if self._studio is None or self._failure is not None:
            return
        try:
            self._studio.warm_up_rest()
        except Exception:
            log.exception("the colorizer could not be loaded; using it will say why")

    def has(self, name: str) -> bool:
        """Whether there are trained weights of this name."""
        return name in list_weights(self._weights)

    @property
    def ready(self) -> bool:
        return self._loaded.is_set()

    def run(
        self, document: Document, cancel: threading.Event, again: Collection[StepName] = ()
    ) -> Iterator[Waiting | Event | Result]:
        """Finish a drawing, with the steps `again` made anew whatever changed. Yields what is being waited
        for, then the pipeline's events, and last the result.

        Work happens on a thread of its own, so that the caller can be left at any time: closing this
        iterator or setting `cancel` stops the work at its next step. Events that the caller is too slow for
        are dropped, except that a later one keeps the newest picture. Errors of the pipeline are raised here,
        `Cancelled` too.
        """

        def work(studio: Studio, tell: Callable[[Waiting | Event], None]) -> Result:
            if self._lent_gpu is not None:
                return self._lent_gpu(document)
            return studio.finish(document, again=again, progress=tell, cancel=cancel)

        return self._run(work, cancel)

    def redo(
        self,
        document: Document,
        picture: np.ndarray,
        selection: np.ndarray,
        seed: int,
        cancel: threading.Event,
    ) -> Iterator[Waiting | Event | Result]:
        """Paint a part of a finished picture anew; as `run` in everything else. See `Studio.redo`."""
        return self._run(
            lambda studio, tell: studio.redo(
                document, picture, selection, seed=seed, progress=tell, cancel=cancel
            ),
            cancel,
        )

    def variations(
        self, document: Document, count: int, wanted: Wanted, cancel: threading.Event
    ) -> Iterator[Waiting | Event | tuple[Candidate, ...]]:
        """Pictures of a drawing to choose from, the best first; as `run` in everything else."""
        return self._run(
            lambda studio, tell: studio.variations(document, count, wanted, progress=tell, cancel=cancel),
            cancel,
        )

    def keep(
        self, document: Document, picture: np.ndarray, locks: Collection[Lock], cancel: threading.Event
    ) -> Iterator[Waiting | Event | Result]:
        """A variation of a finished picture that keeps regions of it; as `run` in everything else."""
        return self._run(
            lambda studio, tell: studio.finish_keeping(
                document, picture, locks, progress=tell, cancel=cancel
            ),
            cancel,
        )

    def reopen(
        self, document: Document, picture: np.ndarray, cancel: threading.Event
    ) -> Iterator[Waiting | Event | Result]:
        """The result that a picture finished before belongs to, in line with the other work."""
        return self._run(lambda studio, tell: studio.reopen(document, picture), cancel)

    def repose(
        self, document: Document, cancel: threading.Event, *, anyway: bool = False
    ) -> Iterator[Waiting | Event | Result]:
        """A document's own character in its pose; as `run` in everything else. See `Studio.repose`."""
        return self._run(
            lambda studio, tell: studio.repose(document, anyway=anyway, progress=tell, cancel=cancel), cancel
        )

    def sheet(self, document: Document, cancel: threading.Event) -> Iterator[Waiting | Event | Result]:
        """The model sheet of a document's character; as `run` in everything else. See `Studio.sheet`."""
        return self._run(lambda studio, tell: studio.sheet(document, progress=tell, cancel=cancel), cancel)

    def animate(
        self, film: Film, cancel: threading.Event, take: Callable[[np.ndarray], None]
    ) -> Iterator[Waiting | Event | Animation]:
        """Draw a character that moves; as `run` in everything else. See `Studio.animate`.

        take: gets every frame, on the working thread; none is dropped.
        """

        def work(studio: Studio, tell: Callable[[Waiting | Event], None]) -> Animation:
            return studio.animate(
                film.keys,
                film.character,
                film.frames,
                easing=film.easing,
                course=film.course,
                toward=film.toward,
                figure=film.figure,
                size=film.size,
                fps=film.fps,
                painted=film.painted,
                progress=showing(take, tell),
                cancel=cancel,
            )

        return self._run(work, cancel)

    def between(
        self, wanted: Between, cancel: threading.Event, take: Callable[[np.ndarray], None]
    ) -> Iterator[Waiting | Event | Inbetweens]:
        """The frames between two drawings; `take` and all else as of `animate`. See `Studio.between`."""

        def work(studio: Studio, tell: Callable[[Waiting | Event], None]) -> Inbetweens:
            return studio.between(
                wanted.first,
                wanted.last,
                wanted.frames,
                easing=wanted.easing,
                anyway=wanted.anyway,
                progress=showing(take, tell),
                cancel=cancel,
            )

        return self._run(work, cancel)

    def faces(
        self, character: Character, count: int, cancel: threading.Event, take: Callable[[np.ndarray], None]
    ) -> Iterator[Waiting | Event | list[Face]]:
        """Faces of a character; `take` and all else as of `animate`. See `Studio.faces`."""
        return self._run(
            lambda studio, tell: studio.faces(character, count, progress=showing(take, tell), cancel=cancel),
            cancel,
        )

    def morph_faces(
        self, first: Character, last: Character, count: int, cancel: threading.Event
    ) -> Iterator[Waiting | Event | list[Face]]:
        """Faces from one character to another; as `run` in everything else. See `Studio.morph_faces`."""
        return self._run(lambda studio, tell: studio.morph_faces(first, last, count), cancel)

    def too_close(self, picture: np.ndarray, *libraries: Library) -> str:
        """As `Studio.too_close`, in line with the other work."""
        studio = self._wait_for_studio(threading.Event())
        with self._line.place(threading.Event(), lambda update: None):
            return studio.too_close(picture, *libraries)

    @contextmanager
    def looker(self) -> Iterator[Looker]:
        """What looks at pictures for a library, in line with the other work."""
        looker = self._wait_for_studio(threading.Event()).looker()
        with self._line.place(threading.Event(), lambda update: None):
            yield looker

    def preview(self, document: Document, cancel: threading.Event) -> Result | None:
        """A quick small picture. None while a picture is being finished for anybody, or while several
        others look: a preview that comes late is of an older drawing.

        Raises:
            InputError: as `Studio.finish`.
            Cancelled: `cancel` was set.
        """
        studio = self._wait_for_studio(cancel)
        if self._line or not self._looking.acquire(blocking=False):
            return None
        try:
            with self._previewing:
                return None if self._line else studio.finish(document, preview=True, cancel=cancel)
        finally:
            self._looking.release()

    def preview_seconds(self) -> float:
        """How long a warm preview takes on this machine; measured once, of a figure with everything drawn."""
        studio = self._wait_for_studio(threading.Event())
        with self._previewing:
            if self._measured is None:
                self._measured = warm_seconds(studio)
            return self._measured

    def lines(self, picture: np.ndarray, options: LinesOptions) -> tuple[np.ndarray, str]:
        """(H, W) uint8 lines of a picture, in line with the other work, and words on how they were found."""
        from anigen_core.stages.lines import Lines

        with self._alone("lines") as runner:
            lines = Lines(runner)(picture, options)
        if runner is None:
            return lines, "Lines found by rules (no trained network)"
        return lines, f"Lines drawn by the line network ({runner.describe('lines')})"

    def split(self, picture: np.ndarray) -> Split:
        """Lines and color blocks of a picture, in line with the other work."""
        from anigen_core.split import split_picture

        with self._alone("lines"):
            return split_picture(picture)

    def parse(self, picture: np.ndarray) -> Parsed:
        """What the pixels of a picture show and where the joints are, in line with the other work."""
        from anigen_core.stages.parse import Parse

        with self._alone("parse") as runner:
            return Parse(runner)(picture)

    def eyes(self, result: Result) -> FinishedEyes:
        """The eyes of a finished picture, looked for in line with the other work."""
        from anigen_core.finished_eyes import FinishedEyes

        with self._alone("face_finder") as runner:
            return FinishedEyes(result, runner)

    def place_eye(self, eyes: FinishedEyes, side: str, box: tuple[int, int, int, int]) -> None:
        """As `FinishedEyes.place`, in line with the other work."""
        with self._alone("iris") as runner:
            eyes.place(side, box, runner)

    @contextmanager
    def _alone(self, weights: str) -> Iterator[Runner | None]:
        """The place at the drawing board for a stage of its own, and the engine if it has these weights."""
        studio = self._wait_for_studio(threading.Event())
        runner = studio.runner() if self.has(weights) else None
        with self._line.place(threading.Event(), lambda update: None):
            yield runner

    def _run(
        self,
        work: Callable[[Studio, Callable[[Waiting | Event], None]], Made],
        cancel: threading.Event,
    ) -> Iterator[Waiting | Event | Made]:
        updates: queue.SimpleQueue[Waiting | Event | Made | BaseException] = queue.SimpleQueue()

        def draw() -> None:
            try:
                updates.put(self._draw(work, cancel, updates.put))
            except BaseException as error:
                updates.put(error)

        threading.Thread(target=draw, name="anigen-draw", daemon=True).start()
        try:
            while True:
                update = newest(updates)
                if isinstance(update, BaseException):
                    raise update
                yield update
                if not more_follows(update):
                    return
        finally:
            cancel.set()

    def _draw(
        self,
        work: Callable[[Studio, Callable[[Waiting | Event], None]], Made],
        cancel: threading.Event,
        tell: Callable[[Waiting | Event], None],
    ) -> Made:
        self.start()
        if not self.ready:
            tell(Waiting("Loading the drawing engine. This happens once, after the start."))
        studio = self._wait_for_studio(cancel)
        with self._line.place(cancel, tell):
            return work(studio, tell)

    def _loaded_studio(self) -> Studio:
        return self._wait_for_studio(threading.Event())

    def _wait_for_studio(self, cancel: threading.Event) -> Studio:
        self.start()
        while not self._loaded.wait(WAITS):
            stop_if(cancel)
        if self._studio is None:
            raise RuntimeError("the drawing engine could not be loaded") from self._failure
        return self._studio
