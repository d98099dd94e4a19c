"""A folder's pictures into a library: only what is new or has changed, a few at a time, so that whoever stops
it loses nothing."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, check_size, encode_webp, open_image, resize, to_rgb
from anigen_core.library.entries import WORK, Added, Looked
from anigen_core.library.files import File, content_hash, find_files, in_blocks, inside
from anigen_core.library.store import Store, looked_values

if TYPE_CHECKING:
    from anigen_core.library.looking import Looker
    from anigen_core.progress import Progress

BLOCK = 8
"""Pictures of a transaction: what a kill costs at most."""

THUMBNAIL = Extent(256, 256)

_SEEN = "coder, posed, code, palette, style, pose, tags, form"
_SAME = f"sha256, width, height, {_SEEN}"
_ALL = f"path, name, size, mtime, {_SAME}"


@dataclass(frozen=True, eq=False)
class _Read:
    """A file that was read: content, its hash, and one of three. picture: (h, w, 3 or 4) uint8 to be looked
    at, made small, and its extent in full. twin: number, `_SAME` values and thumbnail of an entry with the
    same content. refused: why it cannot be read."""

    file: File
    content: bytes = b""
    picture: np.ndarray | None = None
    extent: Extent = THUMBNAIL
    twin: tuple[int, tuple, bytes] | None = None
    refused: str = ""


class Adding:
    """One run over one folder. See `Library.add`."""

    def __init__(self, store: Store, folder: Path, looker: Looker) -> None:
        self._store, self._looker = store, looker
        self._folder = Path(folder).expanduser().resolve()
        self._found = find_files(self._folder)
        self._done: Counter[str] = Counter()
        self._refused: dict[str, str] = dict(self._found.refused)
        low, high = inside(self._folder)
        rows = store.read(
            "SELECT path, id, size, mtime, missing, coder, posed, form NOT NULL FROM pictures "
            "WHERE path > ? AND path < ?",
            (low, high),
        )
        self._known = {row[0]: row[1:] for row in rows}
        self._lost = {path: row[0] for path, row in self._known.items() if path not in self._found.files}

    def run(self, progress: Progress | None, cancel: threading.Event | None) -> Added:
        """Do all of it, or as much as is done when `cancel` is set."""
        start = time.monotonic()
        files = self._found.files
        if not files and not self._known and not self._refused:
            raise InputError(
                f"There is no picture in '{self._folder}'; choose a folder with PNG, JPEG or WebP files."
            )
        todo = [file for file in files.values() if not self._is_unchanged(file)]
        with self._store.change() as change:
            change("INSERT OR IGNORE INTO folders VALUES (?)", (str(self._folder),))
            change("INSERT OR REPLACE INTO about VALUES ('coder', ?)", (self._looker.coder,))
            self._restore(change)
        stopped = False
        with ThreadPoolExecutor(1, "library") as ahead:  # reads the next pictures while these are looked at
            blocks = list(in_blocks(todo, BLOCK))
            waiting = ahead.submit(self._read_block, blocks[0]) if blocks else None
            for number, block in enumerate(blocks):
                assert waiting is not None
                made = waiting.result()
                waiting = (
                    ahead.submit(self._read_block, blocks[number + 1]) if number + 1 < len(blocks) else None
                )
                self._write([*map(self._look, made)])
                if progress is not None:
                    progress((number * BLOCK + len(block)) / len(todo))
                if stopped := cancel is not None and cancel.is_set() and waiting is not None:
                    break
        if not stopped:
            self._finish()
        return Added(
            **{
                name: self._done[name]
                for name in ("new", "changed", "moved", "missing", "unchanged", "recoded")
            },
            unreadable=tuple(sorted(self._refused.items())),
            seconds=time.monotonic() - start,
            stopped=stopped,
        )

    def _is_unchanged(self, file: File) -> bool:
        row = self._known.get(file.path)
        same = row is not None and (row[1], row[2]) == (file.size, file.mtime) and self._is_fresh(*row[4:])
        self._done["unchanged"] += same
        return same

    def _is_fresh(self, coder: str, posed: int, formed: int) -> bool:
        return coder == self._looker.coder and posed >= self._looker.poses and bool(formed)

    def _restore(self, change: Any) -> None:
        """Files that were gone and are there again."""
        for path, row in self._known.items():
            if row[3] and path in self._found.files:
                change("UPDATE pictures SET missing = 0 WHERE id = ?", (row[0],))

    def _read_block(self, block: list[File]) -> list[_Read]:
        return [self._read(file) for file in block]

    def _read(self, file: File) -> _Read:
        try:
            content = content_hash(file)
            if (twin := self._find_twin(content)) is not None:
                return _Read(file, content, twin=twin)
            picture = open_image(file.path, first_frame=True)
            check_size(picture.size, f"'{Path(file.path).name}'")
            array, extent = np.asarray(picture), Extent(*picture.size)
            # Made small at once: a block of pictures at the cap would take more than a gigabyte.
            return _Read(file, content, resize(array, extent.fitted(WORK)), extent)
        except InputError as error:
            return _Read(file, refused=str(error))

    def _find_twin(self, content: bytes) -> tuple[int, tuple, bytes] | None:
        """An entry with this content that needs no new look; one whose file is gone first."""
        rows = self._store.read(
            f"SELECT id, path, data, {_SAME} FROM pictures JOIN thumbnails USING (id) "
            "WHERE sha256 = ? AND coder = ? AND posed >= ? AND form NOT NULL AND path NOT NULL",
            (content, self._looker.coder, int(self._looker.poses)),
        )
        if not rows:
            return None
        number, _, thumbnail, *values = min(rows, key=lambda row: not self._is_gone(row[1]))
        return number, tuple(values), thumbnail

    def _is_gone(self, path: str) -> bool:
        return path in self._lost or not Path(path).exists()

    def _look(self, read: _Read) -> tuple[_Read, Looked | None, bytes]:
        if read.picture is None:
            return read, None, b""
        looked = self._looker(read.picture)
        if looked.pose is not None:
            looked = replace(looked, pose=looked.pose.resized(read.extent))
        return read, looked, make_thumbnail(read.picture)

    def _write(self, made: list[tuple[_Read, Looked | None, bytes]]) -> None:
        """One transaction."""
        with self._store.change() as change:
            for read, looked, thumbnail in made:
                if looked is not None and read.picture is not None:
                    seen = looked_values(looked) | {"posed": int(self._looker.poses)}
                    values = [seen[name] for name in _SEEN.split(", ")]
                    self._put(change, read, (read.content, *read.extent, *values), thumbnail)
                elif read.twin is not None:
                    self._take_over(change, read, *read.twin)
                else:
                    self._refused[read.file.path] = read.refused

    def _put(self, change: Any, read: _Read, same: tuple, thumbnail: bytes) -> None:
        """An entry of a file, with its `_SAME` values."""
        file, row = read.file, self._known.get(read.file.path)
        values = (file.path, Path(file.path).name, file.size, file.mtime, *same)
        if row is None:
            insert_picture(change, values, thumbnail)
            self._done["new"] += 1
            return
        columns = _ALL.replace(",", " = ?,")
        change(f"UPDATE pictures SET {columns} = ?, missing = 0 WHERE id = ?", (*values, row[0]))
        change("INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", (row[0], thumbnail))
        self._done["recoded" if (row[1], row[2]) == (file.size, file.mtime) else "changed"] += 1

    def _take_over(self, change: Any, read: _Read, number: int, same: tuple, thumbnail: bytes) -> None:
        """A file whose content is known already: it was moved or touched, or it is a copy."""
        file, row = read.file, self._known.get(read.file.path)
        found = change("SELECT path FROM pictures WHERE id = ?", (number,)).fetchone()
        path = found[0] if found else None  # an earlier file of this run may have taken it
        if path == file.path:
            change(
                "UPDATE pictures SET size = ?, mtime = ?, missing = 0 WHERE id = ?",
                (file.size, file.mtime, number),
            )
            self._done["unchanged"] += 1
        elif row is None and path is not None and self._is_gone(path):
            place = (file.path, Path(file.path).name, file.size, file.mtime, number)
            change(
                "UPDATE pictures SET path = ?, name = ?, size = ?, mtime = ?, missing = 0 WHERE id = ?", place
            )
            self._lost.pop(path, None)
            self._done["moved"] += 1
        else:
            self._put(change, read, same, thumbnail)

    def _finish(self) -> None:
        """Notes what is gone and what cannot be read. Nothing is removed: the drive may be back tomorrow."""
        low, high = inside(self._folder)
        gone = [
            *self._lost.values(),
            *(self._known[path][0] for path in self._refused if path in self._known),
        ]
        with self._store.change() as change:
            for number in gone:
                change("UPDATE pictures SET missing = 1 WHERE id = ?", (number,))
            change("DELETE FROM unreadable WHERE path > ? AND path < ?", (low, high))
            for refused in self._refused.items():
                change("INSERT OR REPLACE INTO unreadable VALUES (?, ?)", refused)
        self._done["missing"] = len(self._lost)


def insert_picture(change: Any, values: Sequence, thumbnail: bytes) -> int:
    """A new row of the values of path, name, size, mtime, sha256, width, height, coder, posed, code, palette,
    style, pose, tags and form; its number."""
    marks = ", ".join("?" * len(values))
    number = change(f"INSERT INTO pictures ({_ALL}) VALUES ({marks})", values).lastrowid
    change("INSERT INTO thumbnails VALUES (?, ?)", (number, thumbnail))
    return number


def make_thumbnail(picture: np.ndarray) -> bytes:
    """A WebP file of a picture on white, at most 256 pixels a side."""
    return encode_webp(to_rgb(resize(picture, Extent.of(picture).fitted(THUMBNAIL))), 80)
