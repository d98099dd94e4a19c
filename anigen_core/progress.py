"""How long work reports back, and how it is stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from anigen_core.errors import Cancelled
from anigen_core.pace import Pace, Task

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


SHOWN = 0.2
"""Finished share of a step from which on its own speed tells how long the rest of it takes."""


class Run:
    """The bookkeeping of one run of the chain: events, cancelling, times, notes.

    Args:
        steps: the steps that will run, each with its share of the work in any unit.
        listener: called with every event.
        cancel: checked at every report; once set, `Cancelled` is raised.
        pace: knows how long the `tasks` of steps take, and learns it.
    """

    def __init__(
        self,
        steps: Mapping[str, float],
        listener: Callable[[Event], None] | None = None,
        cancel: threading.Event | None = None,
        *,
        pace: Pace | None = None,
        tasks: Mapping[str, Task] | None = None,
    ) -> None:
        self._pace, self._tasks = pace or Pace(), tasks or {}
        self._expected = {
            step: self._pace.expected(self._tasks[step]) if step in self._tasks else None for step in steps
        }
        known = [seconds for seconds in self._expected.values() if seconds is not None]
        if len(known) == len(steps):  # then the bar moves as time does
            steps = {step: (self._expected[step] or 0.0) + 0.01 for step in steps}
        total = sum(steps.values())
        self._share = {step: weight / total for step, weight in steps.items()}
        self._listener = listener
        self._cancel = cancel
        self._fraction = 0.0
        self._done: set[str] = set()
        self._now: tuple[str, float, float] | None = None
        self.seconds: dict[str, float] = {}
        self.notes: list[str] = []
        self.methods: list[str] = []

    @contextmanager
    def step(self, name: str, message: str) -> Iterator[Progress]:
        """Time one step and yield the callback that reports from inside it."""
        start, clock = self._fraction, time.perf_counter()

        def report(fraction: float) -> None:
            fraction = min(max(fraction, 0.0), 1.0)
            self._now = name, clock, fraction
            self.tell(name, message, start + self._share[name] * fraction)

        report(0.0)
        yield report
        spent = time.perf_counter() - clock
        if name in self._tasks:
            self._pace.learn(self._tasks[name], spent)
        self._finish(name, start, spent)

    def skip(self, name: str, message: str) -> None:
        """A step that need not run, for what it makes is there."""
        self.tell(name, message)
        self._finish(name, self._fraction, 0.0)

    def drop(self, *names: str) -> None:
        """Steps that turned out not to be needed, where they have not run."""
        for name in names:
            if name in self._share and name not in self._done:
                self._done.add(name)
                self._fraction += self._share[name]

    def tell(self, step: str, message: str, fraction: float = 0.0, picture: np.ndarray | None = None) -> None:
        """Send an event; raise `Cancelled` if the user asked to stop."""
        if self._cancel is not None and self._cancel.is_set():
            raise Cancelled
        self._fraction = max(self._fraction, fraction)
        if self._listener is not None:
            self._listener(Event(step, self._fraction, message, picture, self.left()))

    def left(self) -> float | None:
        """Seconds until the end: of each step what it took before, of the one that runs what its own speed
        tells where that is all there is. None while nothing tells."""
        total = 0.0
        for step, seconds in self._expected.items():
            if step in self._done:
                continue
            if self._now is not None and self._now[0] == step:
                _, clock, fraction = self._now
                spent = time.perf_counter() - clock
                if fraction >= SHOWN and (seconds is None or spent > seconds):
                    seconds = spent / fraction
                seconds = None if seconds is None else max(0.0, seconds - spent)
            if seconds is None:
                return None
            total += seconds
        return total

    def _finish(self, name: str, start: float, seconds: float) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        self._fraction = max(self._fraction, start + self._share[name])
        self._done.add(name)
        self._now = None
