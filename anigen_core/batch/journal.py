"""What a batch has finished: a line a drawing, beside the results.

A line is written, and is on the disk, before the results that it names, and each result appears under its
name all at once. So a drawing is finished exactly when a line names it with its content and the files of that
line are there with the content that the line says, at whatever moment a batch was killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from anigen_core.document import write_atomically
from anigen_core.errors import InputError

NAME = "batch.jsonl"
State = Literal["done", "open", "taken"]

_PART = re.compile(r"\..+\.[0-9a-f]{8}\.part")
"""What `write_atomically` leaves behind where it is killed."""


class Journal:
    """The journal of one folder of results; one batch at a time may have it.

    Raises:
        InputError: the folder cannot be written to, or another batch is at work in it.
    """

    def __init__(self, folder: Path, *, look: bool = False) -> None:
        """look: only see what is finished; nothing is written, and other batches may go on."""
        self._folder = folder
        self._lines: dict[tuple[str, str], dict[str, str]] = {}
        self._ours: dict[str, set[str]] = {}
        self._file: Any = None
        path = folder / NAME
        if look:
            self._read(path.read_bytes() if path.is_file() else b"")
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
        except OSError:
            raise InputError(f"The folder '{folder}' cannot be written to; choose another place.") from None
        if not _lock(self._file):
            self._file.close()
            raise InputError(f"Another batch is at work in '{folder}'; wait for it, or choose another place.")
        self._file.seek(0)
        text = self._file.read()
        self._read(text)
        if text and not text.endswith(b"\n"):
            self._file.write(b"\n")  # it was killed in the middle of a line

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def state(self, name: str, key: str, suffixes: Iterable[str]) -> State:
        """Whether a drawing is done, is yet to be made, or would take the place of somebody else's file."""
        files = [name + suffix for suffix in suffixes]
        line = self._lines.get((name, key), {})
        content = {file: _sha256(self._folder / file) for file in files}
        if all(content[file] is not None and content[file] == line.get(file) for file in files):
            return "done"
        foreign = (one and one not in self._ours.get(file, ()) for file, one in content.items())
        return "taken" if any(foreign) else "open"

    def write(self, name: str, key: str, results: Mapping[str, bytes]) -> list[Path]:
        """Keep the results of a drawing, by suffix; returns their files."""
        files = {name + suffix: hashlib.sha256(data).hexdigest() for suffix, data in results.items()}
        line = json.dumps({"name": name, "key": key, "files": files})
        paths = [self._folder / file for file in files]
        try:
            paths[0].parent.mkdir(parents=True, exist_ok=True)
            self._file.write(line.encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            raise InputError(
                f"'{self._folder}' cannot be written to; make room or choose another place."
            ) from None
        self._learn(name, key, files)
        for path, data in zip(paths, results.values(), strict=True):
            write_atomically(path, data)
        return paths

    def sweep(self, names: Iterable[str]) -> None:
        """Remove the half-written files that a killed batch left behind."""
        for folder in {(self._folder / name).parent for name in names}:
            for path in folder.glob(".*.part"):
                if _PART.fullmatch(path.name):
                    path.unlink(missing_ok=True)

    def _read(self, text: bytes) -> None:
        for line in text.splitlines():
            try:
                entry = json.loads(line)
                self._learn(str(entry["name"]), str(entry["key"]), dict(entry["files"]))
            except (ValueError, KeyError, TypeError):
                continue  # cut off by a kill; what it would have named is made again

    def _learn(self, name: str, key: str, files: dict[str, str]) -> None:
        self._lines[name, key] = files
        for file, content in files.items():
            self._ours.setdefault(file, set()).add(content)


def _sha256(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lock(file: Any) -> bool:
    """Whether nobody else has the file; it is ours until it is closed or the process ends, however."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(1 << 30)  # a byte that is never written: locked ones cannot be read by others
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
