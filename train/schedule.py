"""How a budget of steps or minutes shapes a run, and the seeds that a step draws from."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

WARM_UP = 300
"""Steps in which a fresh optimizer's rate rises: without it AdamW wrecks a network that has no norms."""

WARM_SHARE = 0.1
"""A short budget warms up for this share of itself instead."""

LAST_RATE = 0.05
"""The rate at the end over the rate at the top."""


@dataclass(frozen=True)
class Budget:
    """A run of `steps` steps, or of `minutes` minutes; exactly one is given."""

    steps: int | None = None
    minutes: float | None = None

    def progress(self, step: int, seconds: float) -> float:
        """How far a run is, 0 to 1, before it takes step number `step` (from 0), `seconds` after its start,
        the time before a resume included."""
        if self.steps is not None:
            return min(1.0, step / max(self.steps, 1))
        assert self.minutes is not None
        return min(1.0, seconds / max(self.minutes * 60, 1e-9))

    def done(self, step: int, seconds: float) -> bool:
        """Whether no further step is due."""
        return self.progress(step, seconds) >= 1


def rate_factor(step: int, progress: float, *, began: float = 0.0) -> float:
    """What the top rate is multiplied by: a linear rise over `WARM_UP` steps or `WARM_SHARE` of what the
    budget has left, whichever ends first, then a cosine down to `LAST_RATE`.

    step: steps that this optimizer has taken. progress: of the run. began: the progress at its first step."""
    share = (progress - began) / max(1 - began, 1e-9)
    warm = min(1.0, max((step + 1) / WARM_UP, share / WARM_SHARE))
    return warm * (LAST_RATE + (1 - LAST_RATE) * (1 + math.cos(math.pi * min(max(share, 0), 1))) / 2)


def step_seed(seed: int, rank: int, step: int) -> int:
    """A seed below 2**63 for one step of one process."""
    return int.from_bytes(hashlib.blake2b(f"{seed} {rank} {step}".encode(), digest_size=8).digest()) >> 1


class Stopwatch:
    """Seconds of a run, those before a resume included. clock: seconds from any start."""

    def __init__(self, clock: Callable[[], float], before: float = 0.0) -> None:
        self._clock, self._before, self._start = clock, before, clock()

    def seconds(self) -> float:
        """Spent so far."""
        return self._before + self._clock() - self._start
