"""What a server takes while it serves: memory and disk, looked at every second."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from anigen_core.ui.room import files_below

SECONDS = 1.0


@dataclass
class Taken:
    """The most that was seen: memory and disk in bytes."""

    memory: int = 0
    disk: int = 0
    processor: float = 0.0
    """CPU seconds of the whole time."""


@contextmanager
def watched(process: int, folder: Path) -> Iterator[Taken]:
    """Look at a process with its children, and at a folder, until the block ends."""
    taken, ended, root = Taken(), threading.Event(), psutil.Process(process)

    def look() -> None:
        with suppress(psutil.NoSuchProcess):
            family = [root, *root.children(recursive=True)]
            taken.memory = max(taken.memory, sum(one.memory_info().rss for one in family))
            times = root.cpu_times()
            taken.processor = times.user + times.system
        taken.disk = max(taken.disk, size_of(folder))

    def go_on() -> None:
        while not ended.wait(SECONDS):
            look()

    watching = threading.Thread(target=go_on, daemon=True)
    watching.start()
    try:
        yield taken
    finally:
        ended.set()
        watching.join()
        look()


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(state.st_size for _, state in files_below(folder))
