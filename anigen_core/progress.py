"""How long work reports back: one callback type shared by every stage."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called with the finished fraction, 0 to 1. It may raise `Cancelled`, which stages let through."""


def portion(progress: Progress | None, start: float, end: float) -> Progress | None:
    """A callback for a sub-task that fills `start`..`end` of `progress`; None stays None."""
    if progress is None:
        return None
    return lambda fraction: progress(start + (end - start) * fraction)
