"""The line before the drawing board: one picture is drawn at a time, and everybody is told the place."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from anigen_core.errors import Cancelled, InputError
from anigen_core.ui.updates import Waiting

PLACES = 32
"""Pictures that are waited for at once. Whoever comes then is asked to come back; nobody waits long."""

FULL = "Too many pictures are waited for right now; your drawing is kept, so try again in a minute."

WAITS = 0.5
"""Seconds between two looks at the cancel switch."""


class Line:
    """Those who wait, in the order of arrival; true while somebody draws. Thread-safe."""

    def __init__(self) -> None:
        self._places: deque[object] = deque()
        self._moved = threading.Condition()

    def __len__(self) -> int:
        return len(self._places)

    @contextmanager
    def place(self, cancel: threading.Event, tell: Callable[[Waiting], None]) -> Iterator[None]:
        """The one place at the drawing board, from when it is reached to the end of the block.

        tell: hears how many are before, each time that changes.

        Raises:
            InputError: the line is as long as anybody should wait.
            Cancelled: `cancel` was set.
        """
        place = object()
        with self._moved:
            if len(self._places) >= PLACES:
                raise InputError(FULL)
            self._places.append(place)
        try:
            self._wait(place, cancel, tell)
            yield
        finally:
            with self._moved:
                self._places.remove(place)
                self._moved.notify_all()

    def _wait(self, place: object, cancel: threading.Event, tell: Callable[[Waiting], None]) -> None:
        told = 0
        with self._moved:
            while (before := self._places.index(place)) > 0:
                if before != told:
                    pictures = "1 other picture" if before == 1 else f"{before} other pictures"
                    tell(Waiting(f"Waiting for {pictures} to be finished first."))
                    told = before
                self._moved.wait(WAITS)
                stop_if(cancel)


def stop_if(cancel: threading.Event) -> None:
    """Raise `Cancelled` where the event is set."""
    if cancel.is_set():
        raise Cancelled("stopped before the picture was begun")
