"""The one SQLite file of a library: its tables, and rows that become entries.

Every change is a transaction in a write-ahead log, so that a killed program leaves what was there before. A
file of a newer program, or one that is damaged, is refused with a sentence and never touched.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from anigen_core.errors import InputError
from anigen_core.library.entries import CODE_BYTES, FORM, Entry, Looked
from anigen_core.pose import Pose
from anigen_core.tagging import Tag

VERSION = 2
"""Of the tables; `PRAGMA user_version` of the file. 1 had no forms."""

APPLICATION = 0x414E4942  # "ANIB"
"""`PRAGMA application_id` of the file, so that other databases are not taken for libraries."""

WAIT = 15.0
"""Seconds to wait while another program writes."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE folders (path TEXT PRIMARY KEY);
CREATE TABLE pictures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT UNIQUE,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0,
    coder TEXT NOT NULL,
    posed INTEGER NOT NULL,
    code BLOB NOT NULL,
    palette BLOB NOT NULL,
    style BLOB NOT NULL,
    pose BLOB,
    tags TEXT NOT NULL,
    form BLOB
);
CREATE INDEX pictures_by_content ON pictures (sha256);
CREATE TABLE thumbnails (id INTEGER PRIMARY KEY REFERENCES pictures ON DELETE CASCADE, data BLOB NOT NULL);
CREATE TABLE kept (id INTEGER PRIMARY KEY REFERENCES pictures ON DELETE CASCADE, data BLOB NOT NULL);
CREATE TABLE unreadable (path TEXT PRIMARY KEY, sentence TEXT NOT NULL);
"""

COLUMNS = "id, path, name, width, height, coder, code, palette, style, pose, tags, form"
"""What `read_entry` reads, in this order."""


class Execute(Protocol):
    """`sqlite3.Connection.execute`."""

    def __call__(self, sql: str, parameters: Any = ..., /) -> sqlite3.Cursor: ...


class Store:
    """A connection that several threads may use, one at a time.

    Args:
        path: the file, made where there is none; None keeps everything in memory.

    Raises:
        InputError: the file is damaged, newer than this program, no library, or cannot be opened.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lock = threading.RLock()
        name = "The library" if path is None else f"The library '{path}'"
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path or ":memory:", timeout=WAIT, check_same_thread=False, isolation_level=None
            )
        except (OSError, sqlite3.Error):
            raise InputError(
                f"{name} cannot be opened; check the folder's rights, or name another file."
            ) from None
        try:
            self._prepare(name)
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise InputError(
                f"{name} cannot be used now ({error}); close other programs that use it and try again."
            ) from None
        except sqlite3.DatabaseError:
            self._connection.close()
            raise InputError(f"{name} is damaged; move it away and add your folders anew.") from None
        except InputError:
            self._connection.close()
            raise

    def _prepare(self, name: str) -> None:
        sql = self._connection.execute
        sql("PRAGMA foreign_keys = ON")
        version = sql("PRAGMA user_version").fetchone()[0]
        tables = sql("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version > VERSION:
            raise InputError(f"{name} is of a newer AniGen; update this one, or name another file.")
        if tables and sql("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise InputError(f"{name} is another program's file; name another one.")
        sql("PRAGMA journal_mode = WAL")
        sql("PRAGMA synchronous = NORMAL")  # with a log this loses nothing when the program is killed
        if not tables:
            with self.change() as change:
                if not change("SELECT count(*) FROM sqlite_master").fetchone()[0]:  # nobody was quicker
                    for statement in _TABLES.split(";\n"):
                        change(statement)
                    change(f"PRAGMA application_id = {APPLICATION}")
                    change(f"PRAGMA user_version = {VERSION}")
        elif version < VERSION:
            with self.change() as change:
                if change("PRAGMA user_version").fetchone()[0] < VERSION:
                    change("ALTER TABLE pictures ADD COLUMN form BLOB")  # told when they are looked at again
                    change(f"PRAGMA user_version = {VERSION}")
        sql("SELECT count(*) FROM pictures").fetchone()

    @contextlib.contextmanager
    def change(self) -> Iterator[Execute]:
        """A transaction: all of it is kept, or nothing.

        Raises:
            InputError: the file cannot be written.
        """
        with self.lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection.execute
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise InputError(
                    f"The library cannot be written ({error}); make room or close other programs that use it."
                ) from None

    def read(self, sql: str, values: tuple = ()) -> list[tuple]:
        """All rows of a question.

        Raises:
            InputError: the file is damaged.
        """
        with self.lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.DatabaseError:
                raise InputError("The library is damaged; move it away and add your folders anew.") from None

    def revision(self) -> tuple[int, int]:
        """Another value whenever the content may have changed, by this program or another one."""
        with self.lock:
            return self.read("PRAGMA data_version")[0][0], self._connection.total_changes

    def bytes(self) -> int:
        """Size of what the library holds; room that was freed is not counted."""
        pages, freed, size = (
            self.read(f"PRAGMA {name}")[0][0] for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - freed) * size

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self._connection.close()


def looked_values(looked: Looked) -> dict[str, object]:
    """What was seen, as the values of its columns."""
    pose = None
    if looked.pose is not None:
        canvas = np.array([[looked.pose.width, looked.pose.height, 0]])
        pose = np.concatenate([canvas, looked.pose.joints]).astype("<f4").tobytes()
    tags = [[tag.group, tag.word, round(tag.chance, 3)] for tag in looked.tags]
    return {
        "coder": looked.coder,
        "code": looked.code.tobytes(),
        "palette": looked.palette.astype("<f4").tobytes(),
        "style": looked.style.astype("<f4").tobytes(),
        "pose": pose,
        "tags": json.dumps(tags),
        "form": looked.form.astype("<f2").tobytes(),
    }


def read_entry(row: tuple) -> Entry:
    """An entry from a row of `COLUMNS`."""
    number, path, name, width, height, coder, code, palette, style, pose, tags, form = row
    looked = Looked(
        np.frombuffer(code, np.uint8, CODE_BYTES),
        coder,
        [Tag(group, word, chance) for group, word, chance in json.loads(tags)],
        np.frombuffer(palette, "<f4").reshape(-1, 4),
        read_pose(pose),
        np.frombuffer(style, "<f4"),
        read_form(form),
    )
    return Entry(number, name, None if path is None else Path(path), width, height, looked)


def read_form(data: bytes | None) -> np.ndarray:
    """(540,) float32 from the bytes that `looked_values` made; all 0 where the form was not told yet."""
    return np.zeros(FORM, np.float32) if data is None else np.frombuffer(data, "<f2").astype(np.float32)


def read_pose(data: bytes | None) -> Pose | None:
    """A pose from the bytes that `looked_values` made."""
    if data is None:
        return None
    rows = np.frombuffer(data, "<f4").reshape(19, 3)
    return Pose(rows[1:], int(rows[0, 0]), int(rows[0, 1]))
