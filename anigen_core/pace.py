"""How long the steps of a run take on this machine, learned from the runs before."""

from __future__ import annotations

import threading
from collections import deque
from statistics import median
from typing import NamedTuple

REMEMBERED = 3
"""Runs of a task that count: their median is not moved by the first one, which loads a network."""


class Task(NamedTuple):
    """A step done one way (in words), over so many pixels."""

    step: str
    way: str
    pixels: int


class Pace:
    """Seconds that tasks took, the last few of each. Thread-safe."""

    def __init__(self) -> None:
        self._seconds: dict[Task, deque[float]] = {}
        self._lock = threading.Lock()

    def learn(self, task: Task, seconds: float) -> None:
        """A task took this long."""
        with self._lock:
            self._seconds.setdefault(task, deque(maxlen=REMEMBERED)).append(seconds)

    def expected(self, task: Task) -> float | None:
        """Seconds a task will take; one that was done at another size only, by the number of its pixels. None
        where nobody did such a task yet."""
        with self._lock:
            if task in self._seconds:
                return median(self._seconds[task])
            alike = [known for known in self._seconds if known[:2] == task[:2]]
            if not alike:
                return None
            nearest = min(alike, key=lambda known: abs(known.pixels - task.pixels))
            return median(self._seconds[nearest]) * task.pixels / nearest.pixels
