"""The drawings of a batch: documents, finished pictures with a recipe, and pictures that belong together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from anigen_core.errors import InputError
from anigen_core.recipe import extract_recipe

ROLES = {"_lines": "lines", "_colors": "colors", "_pose": "pose"}
"""Ends of names of files that are one drawing together: girl_lines.png, girl_colors.png, girl_pose.json."""

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif")

APART = {"recipe": "_recipe", "parts": "_drawing"}
"""What is added to a name that a document of the same folder has already."""


@dataclass(frozen=True)
class Job:
    """One drawing of a batch.

    Attributes:
        name: where its results go, below the folder of all results and without an ending: "day 1/girl".
        sources: (role, file): "document" alone, or some of "lines", "colors" and "pose".
    """

    name: str
    sources: tuple[tuple[str, Path], ...]

    def read(self) -> dict[str, bytes]:
        """The content of its files by role.

        Raises:
            InputError: one cannot be read.
        """
        return {role: _content(path) for role, path in self.sources}

    def key(self, order: bytes) -> str:
        """What tells it from every other one by content. order: the same for what is to be done with it."""
        digest = hashlib.sha256(order)
        for role, path in self.sources:
            digest.update(f"\n{role} {hashlib.sha256(_content(path)).hexdigest()}".encode())
        return digest.hexdigest()


def find_jobs(inputs: Iterable[Path], out: Path) -> list[Job]:
    """Every drawing in files and folders, the folders searched to their bottom, in the order of the names.

    out: the folder of the results, which is passed over, as hidden files and all that are no drawings are.

    Raises:
        InputError: an input that is not there, nothing to draw in all of them, or two of one name.
    """
    jobs: list[Job] = []
    for given in inputs:
        if given.is_dir():
            files = [path for path in sorted(given.rglob("*")) if _counts(path, given, out)]
            jobs += _named(files, given)
        elif given.is_file():
            jobs += _named([given, *_partners(given)], given.parent, surely=given)
        else:
            raise InputError(f"There is no file or folder '{given}'; check its name.")
    known: dict[str, Job] = {}
    for job in jobs:
        other = known.setdefault(job.name.casefold(), job)
        if other.sources != job.sources:
            paths = [str(one.sources[0][1]) for one in (other, job)]
            raise InputError(
                f"'{paths[0]}' and '{paths[1]}' would both become {job.name}; give the folder above them, "
                "or rename one."
            )
    if not known:
        raise InputError(
            "There is nothing to draw; give .anigen documents, pictures with a recipe, or files that are "
            "called like girl_lines.png, girl_colors.png and girl_pose.json."
        )
    return list(known.values())


def _named(files: Iterable[Path], root: Path, surely: Path | None = None) -> list[Job]:
    """The drawings among files below a folder. surely: one that is a document, whatever is in it."""
    found: dict[tuple[str, str], Job] = {}
    for path in files:
        place, role = _role(path)
        if role == "document" and path.suffix.lower() == ".png":
            if path != surely and not _has_recipe(path):
                continue
            kind = "recipe"
        elif role:
            kind = "document" if role == "document" else "parts"
        else:
            if path == surely:
                raise InputError(
                    f"'{path.name}' is no drawing; give .anigen, a PNG with its recipe, or parts."
                )
            continue
        name = place.relative_to(root).as_posix()
        job = found.setdefault((name, kind), Job(name, ()))
        if role in dict(job.sources):
            raise InputError(f"There are several {role} of '{name}' in '{path.parent}'; keep one of them.")
        found[name, kind] = replace(job, sources=tuple(sorted((*job.sources, (role, path)))))
    taken = {name for name, kind in found if kind == "document"}
    taken |= {f"{name}/recipe" for name, kind in found if kind == "recipe"}
    return [replace(job, name=name + _apart(name, kind, taken)) for (name, kind), job in found.items()]


def _apart(name: str, kind: str, taken: set[str]) -> str:
    """What keeps the result of this drawing from taking the place of another one's."""
    if kind == "recipe":
        return APART[kind] if name in taken else ""
    if kind == "parts":
        return APART[kind] if name in taken or f"{name}/recipe" in taken else ""
    return ""


def _role(path: Path) -> tuple[Path, str]:
    """The path without its ending, and what the file is in a drawing; "" where it is nothing."""
    suffix, place = path.suffix.lower(), path.with_suffix("")
    if suffix == ".anigen":
        return place, "document"
    for end, role in ROLES.items():
        fits = suffix == ".json" if role == "pose" else suffix in PICTURES
        if fits and place.name.endswith(end) and len(place.name) > len(end):
            return place.with_name(place.name.removesuffix(end)), role
    return place, "document" if suffix == ".png" else ""


def _partners(path: Path) -> Iterator[Path]:
    """The other files of the drawing that this one is a part of."""
    place, role = _role(path)
    if role not in ROLES.values():
        return
    for other in sorted(path.parent.iterdir()):
        if other != path and other.is_file() and _role(other) in [(place, one) for one in ROLES.values()]:
            yield other


def _counts(path: Path, root: Path, out: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.is_file() and not hidden and not path.resolve().is_relative_to(out.resolve())


def _has_recipe(path: Path) -> bool:
    try:
        extract_recipe(_content(path))
    except InputError:
        return False
    return True


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise InputError(f"'{path}' cannot be read; check that the file exists and try again.") from None
