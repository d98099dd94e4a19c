"""A library: a user's own pictures in one file, found by what they show."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.errors import InputError
from anigen_core.folders import data_folder
from anigen_core.imaging import Extent, check_size, encode_webp, open_image, resize, to_rgb
from anigen_core.library.adding import Adding, insert_picture, make_thumbnail
from anigen_core.library.codes import Codes
from anigen_core.library.columns import Columns
from anigen_core.library.entries import Added, Entry, Hit, Query, Stats
from anigen_core.library.files import inside
from anigen_core.library.reasons import why
from anigen_core.library.searching import rank
from anigen_core.library.store import COLUMNS, Store, looked_values, read_entry
from anigen_core.library.twins import groups_of, is_copy
from anigen_core.library.walking import walk

if TYPE_CHECKING:
    from anigen_core.library.looking import Looker
    from anigen_core.progress import Progress

FILE = "library.sqlite"
VISITOR_PICTURES = 200
VISITOR_BYTES = 64 << 20
"""What a library in memory holds at most."""

KEPT = Extent(1024, 1024)
"""Largest size in which a library keeps a picture that is no file of the user's."""

MOST_HITS = 1000


class Library:
    """Open it with `open` or `in_memory`; several threads may use it."""

    def __init__(self, store: Store, most_pictures: int | None = None, most_bytes: int | None = None) -> None:
        self._store = store
        self._most_pictures, self._most_bytes = most_pictures, most_bytes
        self._columns: tuple[tuple[int, int], Columns] | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path | None = None) -> Library:
        """The library in a file, which is made where there is none; None is the user's own.

        Raises:
            InputError: the file is damaged, newer than this program, no library, or cannot be opened.
        """
        return cls(Store(data_folder() / FILE if path is None else Path(path).expanduser()))

    @classmethod
    def in_memory(cls, limit: int = VISITOR_PICTURES, most_bytes: int = VISITOR_BYTES) -> Library:
        """A library for a visitor of a server: nothing is written to the disk, at most `limit` pictures in at
        most `most_bytes`. What is more is refused, nothing is dropped."""
        return cls(Store(None), limit, most_bytes)

    def close(self) -> None:
        """Let go of the file. In memory: forget everything."""
        self._store.close()

    def add(
        self,
        folder: Path,
        looker: Looker,
        *,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> Added:
        """Index the pictures of a folder and of the folders in it.

        Files of the same size and time as before are not read again; moved ones are known by their content;
        those whose code is of another coder are coded anew. A few pictures at a time are written: whoever
        stops it, and however, finds them there and the next call goes on.

        Args:
            progress: called with the finished fraction of what has to be looked at.
            cancel: stops it after the pictures at hand once it is set.

        Raises:
            InputError: no such folder, no right to read it, no picture in it, or this library is in memory.
        """
        if self._store.path is None:
            raise InputError("A library in memory takes single pictures; drop them instead of a folder.")
        return Adding(self._store, folder, looker).run(progress, cancel)

    def add_picture(self, picture: np.ndarray, name: str, looker: Looker) -> Entry:
        """Take in a picture that is no file; a copy of at most 1024 pixels a side is kept.

        Args:
            picture: (H, W), (H, W, 3) or (H, W, 4) uint8.

        Raises:
            InputError: it is too small, or the library is full.
        """
        check_size((picture.shape[1], picture.shape[0]), f"'{name}'")
        content = hashlib.sha256(
            str(picture.shape).encode() + np.ascontiguousarray(picture).tobytes()
        ).digest()
        if found := self._store.read("SELECT id FROM pictures WHERE sha256 = ?", (content,)):
            return self.entry(found[0][0])
        self._check_room(0)
        looked = looker(picture)
        kept = encode_webp(resize(picture, Extent.of(picture).fitted(KEPT)))
        seen = looked_values(looked)
        values = [None, name, len(kept), 0, content, *Extent.of(picture), looked.coder, int(looker.poses)]
        values += [seen[column] for column in ("code", "palette", "style", "pose", "tags", "form")]
        with self._store.change() as change:
            self._check_room(len(kept))
            number = insert_picture(change, values, make_thumbnail(picture))
            change("INSERT INTO kept VALUES (?, ?)", (number, kept))
            change("INSERT OR REPLACE INTO about VALUES ('coder', ?)", (looked.coder,))
        return self.entry(number)

    def _check_room(self, size: int) -> None:
        count = self._store.read("SELECT count(*) FROM pictures")[0][0]
        if self._most_pictures is not None and count >= self._most_pictures:
            raise InputError(
                f"The library is full with {self._most_pictures} pictures; forget some to add others."
            )
        if self._most_bytes is not None and self._store.bytes() + size > self._most_bytes:
            raise InputError(
                f"The library is full with {self._most_bytes >> 20} MiB; forget some pictures to add others."
            )

    @property
    def columns(self) -> Columns:
        """All that can be found, as arrays; read anew when the library has changed."""
        with self._lock:
            revision = self._store.revision()
            if self._columns is None or self._columns[0] != revision:
                self._columns = revision, Columns(self._store)
            return self._columns[1]

    def __len__(self) -> int:
        return len(self.columns)

    def search(self, query: Query, top: int = 10) -> list[Hit]:
        """The pictures that fit a query best, best first.

        Args:
            top: how many at most, 1 to 1000.

        Raises:
            InputError: the library is empty, `top` is out of range, no picture has a wished tag, or none
                was coded by the query's coder.
        """
        if not 1 <= top <= MOST_HITS:
            raise InputError(f"A search gives 1 to {MOST_HITS} pictures, not {top}.")
        columns = self._filled()
        ranked = rank(columns, query, top)
        hits = []
        for place, entry in enumerate(self.entries(columns.ids[ranked.rows])):
            if entry is not None:
                aspects = {name: float(part[place]) for name, part in ranked.aspects.items()}
                flipped = bool(ranked.mirrored[place])
                words = why(query, entry.looked, aspects, flipped)
                hits.append(Hit(entry, float(ranked.distances[place]), words, flipped))
        return hits

    def between(
        self, first: np.ndarray, last: np.ndarray, count: int = 4, coder: str | None = None
    ) -> list[Hit]:
        """A chain of pictures that leads from one code to another; see `walking.walk`.

        Args:
            first, last: (64,) uint8; the pictures they belong to need not be in the library.
            count: how many pictures at most, 1 to 100. coder: of both; None is the latest.

        Raises:
            InputError: the library is empty, or `count` is out of range.
        """
        if not 1 <= count <= 100:
            raise InputError(f"A chain has 1 to 100 pictures, not {count}.")
        columns = self._filled()
        rows, codes = columns.coded_by(self.coder if coder is None else coder)
        places = walk(first, last, codes, count)
        to_first, to_last = codes.distances(first), codes.distances(last)
        hits = []
        for entry, place in zip(self.entries(columns.ids[rows[places]]), places, strict=True):
            if entry is not None:
                share = int(to_first[place]) / max(int(to_first[place]) + int(to_last[place]), 1)
                hits.append(Hit(entry, min(int(to_first[place]) / 256, 1.0), f"{share:.0%} of the way"))
        return hits

    def groups(self) -> list[list[Entry]]:
        """Pictures that are nearly the same, such as copies in other sizes; the largest group first."""
        columns = self.columns
        rows, codes = columns.coded_by(self.coder)
        ids = columns.ids[rows]

        def same(one: int, other: int) -> bool:
            pictures = [to_rgb(open_image(self._thumbnail(int(ids[row])))) for row in (one, other)]
            return is_copy(*pictures)

        found = groups_of(codes, same)
        return [[entry for entry in self.entries(ids[group]) if entry is not None] for group in found]

    def codes(self, coder: str) -> tuple[np.ndarray, Codes]:
        """Numbers of the entries (N,) int64 that this coder coded, and their codes."""
        columns = self.columns
        rows, codes = columns.coded_by(coder)
        return columns.ids[rows], codes

    @property
    def coder(self) -> str:
        """The latest coder, "" of an empty library."""
        rows = self._store.read("SELECT value FROM about WHERE name = 'coder'")
        return rows[0][0] if rows else ""

    def entry(self, number: int) -> Entry:
        """An entry by its number.

        Raises:
            InputError: there is none.
        """
        rows = self._store.read(f"SELECT {COLUMNS} FROM pictures WHERE id = ?", (int(number),))
        if not rows:
            raise InputError("This picture is no longer in the library; search once more.")
        return read_entry(rows[0])

    def entries(self, numbers: Sequence[int] | np.ndarray) -> list[Entry | None]:
        """Entries by their numbers; None where one has been forgotten since."""
        found: dict[int, Entry] = {}
        for number in {int(n) for n in numbers}:
            for row in self._store.read(f"SELECT {COLUMNS} FROM pictures WHERE id = ?", (number,)):
                found[number] = read_entry(row)
        return [found.get(int(n)) for n in numbers]

    def picture(self, entry: Entry) -> np.ndarray:
        """The picture itself, (H, W, 3) or (H, W, 4) uint8.

        Raises:
            InputError: its file is gone or damaged.
        """
        if entry.path is not None:
            return np.asarray(open_image(entry.path, first_frame=True))
        rows = self._store.read("SELECT data FROM kept WHERE id = ?", (entry.id,))
        if not rows:
            raise InputError("This picture is no longer in the library; search once more.")
        return np.asarray(open_image(rows[0][0]))

    def thumbnail(self, entry: Entry) -> bytes:
        """A WebP file of at most 256 pixels a side.

        Raises:
            InputError: the entry has been forgotten.
        """
        return self._thumbnail(entry.id)

    def _thumbnail(self, number: int) -> bytes:
        rows = self._store.read("SELECT data FROM thumbnails WHERE id = ?", (number,))
        if not rows:
            raise InputError("This picture is no longer in the library; search once more.")
        return rows[0][0]

    def forget(self, folder: Path) -> int:
        """Take a folder's pictures out of the library; the files stay. How many there were.

        Raises:
            InputError: the library has nothing of this folder.
        """
        place = Path(folder).expanduser().resolve()
        low, high = inside(place)
        with self._store.change() as change:
            count = change("DELETE FROM pictures WHERE path > ? AND path < ?", (low, high)).rowcount
            count += change("DELETE FROM unreadable WHERE path > ? AND path < ?", (low, high)).rowcount
            known = change(
                "DELETE FROM folders WHERE path = ? OR (path > ? AND path < ?)", (str(place), low, high)
            ).rowcount
        if not count and not known:
            raise InputError(f"The library has no pictures of '{place}'; `stats` lists its folders.")
        return count

    def forget_entry(self, entry: Entry) -> None:
        """Take one picture out of the library; a file stays."""
        with self._store.change() as change:
            change("DELETE FROM pictures WHERE id = ?", (entry.id,))

    def stats(self) -> Stats:
        """What is in the library."""
        count = self._store.read(
            "SELECT count(*), coalesce(sum(missing), 0), "
            "coalesce(sum((coder <> ? OR form IS NULL) AND NOT missing), 0), "
            "coalesce(sum(pose IS NOT NULL AND NOT missing), 0) FROM pictures",
            (self.coder,),
        )[0]
        folders = tuple(row[0] for row in self._store.read("SELECT path FROM folders ORDER BY path"))
        refused = self._store.read("SELECT count(*) FROM unreadable")[0][0]
        missing = int(count[1])
        return Stats(
            int(count[0]) - missing,
            missing,
            refused,
            int(count[2]),
            int(count[3]),
            self.coder,
            folders,
            self._store.bytes(),
        )

    def unreadable(self) -> list[tuple[str, str]]:
        """Files that could not be read when their folder was added last, and why."""
        return [
            (row[0], row[1])
            for row in self._store.read("SELECT path, sentence FROM unreadable ORDER BY path")
        ]

    def _filled(self) -> Columns:
        columns = self.columns
        if not len(columns):
            raise InputError("The library is empty; add a folder with pictures first.")
        return columns
