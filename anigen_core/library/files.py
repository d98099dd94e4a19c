"""The picture files of a folder, found without trusting it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anigen_core.errors import InputError
from anigen_core.imaging import MAX_FILE_BYTES

ENDINGS = (".png", ".jpg", ".jpeg", ".jfif", ".webp", ".bmp", ".tif", ".tiff", ".gif")
"""Of files that are tried; everything else in a folder is none of our business."""


@dataclass(frozen=True)
class File:
    """A picture file as the folder tells it. size: bytes. mtime: nanoseconds."""

    path: str
    size: int
    mtime: int


@dataclass(frozen=True)
class Found:
    """The files of a folder, by path, and (path, sentence) of what cannot be looked into."""

    files: dict[str, File]
    refused: list[tuple[str, str]]


def find_files(folder: Path) -> Found:
    """All picture files under a folder, by name. Hidden files and folders are left out, links to folders are
    not followed (they may lead in circles), pipes and devices are not touched.

    Raises:
        InputError: there is no such folder, or nobody may look into it.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder '{folder}'; check its name.")
    try:
        os.scandir(folder).close()
    except OSError:
        raise InputError(f"The folder '{folder}' cannot be opened; ask for the right to read it.") from None
    refused: list[tuple[str, str]] = []

    def refuse(error: OSError) -> None:
        refused.append(
            (_shown(str(error.filename)), "The folder cannot be opened; ask for the right to read it.")
        )

    files: dict[str, File] = {}
    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or not name.lower().endswith(ENDINGS):
                continue
            path = os.path.join(place, name)
            if path != _shown(path):
                refused.append((_shown(path), "The file's name is no valid text; rename it."))
                continue
            try:
                about = os.stat(path)
            except OSError:
                refused.append((path, "The file cannot be read; it may be a link to nothing."))
                continue
            if stat.S_ISREG(about.st_mode):
                files[path] = File(path, about.st_size, about.st_mtime_ns)
    return Found(files, refused)


def content_hash(file: File) -> bytes:
    """SHA-256 of a file's bytes.

    Raises:
        InputError: it cannot be read, or is too large to be a picture.
    """
    name = os.path.basename(file.path)
    if file.size > MAX_FILE_BYTES:
        raise InputError(
            f"'{name}' is larger than {MAX_FILE_BYTES >> 20} MiB; save it smaller and try again."
        )
    try:
        with open(file.path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError:
        raise InputError(f"'{name}' cannot be read; check its rights and try again.") from None


def inside(folder: Path) -> tuple[str, str]:
    """First and last (not included) of the texts that paths inside of a folder lie between."""
    start = str(folder).rstrip(os.sep) + os.sep
    return start, start[:-1] + chr(ord(os.sep) + 1)


def _shown(path: str) -> str:
    """A path as text that can be stored and printed, whatever bytes it has."""
    return path.encode("utf-8", "replace").decode()


def in_blocks(items: list[File], size: int) -> Iterator[list[File]]:
    """`items`, `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
