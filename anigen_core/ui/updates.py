"""News of a run on their way from the thread that draws to the one that tells the page."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from anigen_core.progress import Event


@dataclass(frozen=True)
class Waiting:
    """The picture has not been begun. `message` says what for, in plain words."""

    message: str


def showing(
    take: Callable[[np.ndarray], None], tell: Callable[[Waiting | Event], None]
) -> Callable[[Event], None]:
    """A listener that hands over every picture, and tells the news."""

    def listen(event: Event) -> None:
        if event.picture is not None:
            take(event.picture)
        tell(event)

    return listen


def more_follows(update: object) -> bool:
    return isinstance(update, Waiting) or hasattr(update, "fraction")


def newest(updates: queue.SimpleQueue) -> Any:
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
