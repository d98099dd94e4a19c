"""Room on the disk: files of the page are for somebody who looks at them now, and the oldest give way."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MOST = 160 << 20
"""Bytes of all files of the page. What is made while room is being made comes on top."""

YOUNG = 60.0
"""Seconds for which a file stays, however full it is: a browser is about to fetch it."""


def make_room(folder: Path, most: int = MOST, young: float = YOUNG) -> int:
    """Delete the files below a folder that were written longest ago, until the others take `most` bytes.

    A drawing is in its browser, and so is every picture in the strip, from which all files are made again.

    Returns:
        How many bytes of files stay.
    """
    found = [(state.st_mtime, state.st_size, path) for path, state in files_below(folder)]
    total, now = sum(size for _, size, _ in found), time.time()
    for written, size, path in sorted(found):
        if total <= most or now - written < young:
            break
        with suppress(OSError):
            path.unlink()
            total -= size
            path.parent.rmdir()  # where it was the last one
    return total


def files_below(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """All files below a folder, while others write and delete there: what is gone by now is left out."""
    for place, _, names in os.walk(folder):  # Path.rglob raises where a folder goes while it looks
        for name in names:
            path = Path(place, name)
            with suppress(OSError):
                yield path, path.stat()
