"""How long work reports back, and how it is stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from anigen_core.errors import Cancelled

Progress = Callable[[float], None]
"""Called with the finished fraction, 0 to 1. It may raise `Cancelled`, which stages let through."""


def portion(progress: Progress | None, start: float, end: float) -> Progress | None:
    """A callback for a sub-task that fills `start`..`end` of `progress`; None stays None."""
    if progress is None:
        return None
    return lambda fraction: progress(start + (end - start) * fraction)


@dataclass(frozen=True)
class Event:
    """News of a run.

    Attributes:
        step: one of `steps.STEPS`, or "layers"; of candidates "candidates" or "ranking"; and other runs have
            their own.
        fraction: of the whole run, 0 to 1; never goes back.
        message: what is being done, in plain words.
        picture: (H, W, 3 or 4) uint8, the best picture so far, when this event brings a new one.
        left: seconds until the end of the run, as well as can be told; None while that is unknown.
    """

    step: str
    fraction: float
    message: str
    picture: np.ndarray | None = None
    left: float | None = None


class Run:
    """The bookkeeping of one run of the chain: events, cancelling, times, notes.

    Args:
        steps: the steps that will run, each with its share of the work in any unit.
        listener: called with every event.
        cancel: checked at every report; once set, `Cancelled` is raised.
    """

    def __init__(
        self,
        steps: Mapping[str, float],
        listener: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> None:
        total = sum(steps.values())
        self._share = {step: weight / total for step, weight in steps.items()}
        self._listener = listener
        self._cancel = cancel
        self._fraction = 0.0
        self.seconds: dict[str, float] = {}
        self.notes: list[str] = []
        self.methods: list[str] = []

    @contextmanager
    def step(self, name: str, message: str) -> Iterator[Progress]:
        """Time one step and yield the callback that reports from inside it."""
        start, clock = self._fraction, time.perf_counter()

        def report(fraction: float) -> None:
            self.tell(name, message, start + self._share[name] * min(max(fraction, 0.0), 1.0))

        report(0.0)
        yield report
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - clock
        self._fraction = start + self._share[name]

    def tell(self, step: str, message: str, fraction: float = 0.0, picture: np.ndarray | None = None) -> None:
        """Send an event; raise `Cancelled` if the user asked to stop."""
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled
        self._fraction = max(self._fraction, fraction)
        if self._listener is not None:
            self._listener(Event(step, self._fraction, message, picture))
