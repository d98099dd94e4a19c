"""A drawing as the artist left it: lines, colors, pose and settings, in memory and as an `.anigen` file.

An `.anigen` file is a zip. Version 1, the current one:

    manifest.json   {"format": "anigen", "version": 1, "width": 512, "height": 768, "settings": {...}}
    lines.png       grey, 0 = ink (only if there are lines)
    colors.png      RGBA, alpha 0 = not painted (only if there are colors)
    pose.json       OpenPose JSON in pixels of the canvas (only if there is a pose)
    style.png       RGBA, the picture whose colors are wanted, of any size (only if there is one)
    reference1.png  RGBA, a picture of the artist's own character, of any size; up to reference4.png
    reference1.json OpenPose JSON in pixels of reference1.png (only if its pose is known)
    step_body.png   RGBA, what a person painted over a step of the chain; one for each of steps.STEPS, that of
                    "lines" grey (only of those that were painted over)

Version 0 is the form of the first experiments: its manifest has `"size": [512, 768]` in place of width and
height, and `"seed"` in place of the settings. It is still read. Other members are ignored.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.archive import ArchiveError, read_archive, write_archive
from anigen_core.errors import InputError, is_disk_full
from anigen_core.imaging import MAX_PIXELS, Extent, check_size, encode_png, to_lines, to_rgba
from anigen_core.members import decode_json, encode_json, read_file, read_picture, unreadable
from anigen_core.pose import Pose
from anigen_core.recipe import PNG_SIGNATURE, extract_recipe
from anigen_core.settings import EyeWish, Settings
from anigen_core.steps import STEPS, StepName, check_names

__all__ = ["DEFAULT_EXTENT", "MAX_EXTENT", "Document", "EyeWish", "Settings", "write_atomically"]

VERSION = 1
MAX_EXTENT = Extent(4096, 6144)
"""Largest canvas, upright; a landscape canvas may be 6144x4096."""
DEFAULT_EXTENT = Extent(512, 768)

MAX_REFERENCES = 4
"""Most pictures of a character of one's own."""
MAX_REFERENCE_PIXELS = 3072 * 4096
MAX_STEP_PIXELS = 2048 * 3072
"""Of a picture in place of a step before the enlarging one: twice as wide as any that is made there."""
_REFERENCES = [(f"reference{n}.png", f"reference{n}.json") for n in range(1, MAX_REFERENCES + 1)]

MAX_DOCUMENT_BYTES = 256 << 20
MAX_PNG_BYTES = 448 << 20
# The largest canvas unpacked takes 24 MiB of lines and 96 MiB of colors; noise makes a PNG a little larger.
_LIMITS = {
    "manifest.json": 1 << 20,
    "pose.json": 1 << 20,
    "lines.png": 26 << 20,
    "colors.png": 100 << 20,
    "style.png": 100 << 20,
    **{picture: 52 << 20 for picture, _ in _REFERENCES},  # 48 MiB unpacked
    **{pose: 1 << 20 for _, pose in _REFERENCES},
    **{f"step_{step}.png": (100 if step in ("upscale", "eyes") else 26) << 20 for step in STEPS},
}

References = tuple[tuple[np.ndarray, Pose | None], ...]


@dataclass(eq=False)
class Document:
    """One drawing. Make it with `compose` or `load`, which check everything.

    Attributes:
        width, height: the canvas in pixels.
        lines: (height, width) uint8, 0 = ink and 255 = paper; or None.
        colors: (height, width, 4) uint8 straight alpha, 0 = not painted; or None.
        pose: in pixels of this canvas; or None.
        settings: every other choice.
        style: (h, w, 4) uint8 straight alpha of any size, the picture whose colors are wanted; or None.
        references: up to four pictures of the artist's own character, (h, w, 4) uint8 straight alpha of any
            size, each with its pose in pixels of itself; None where the pose is yet to be found.
        replaced: what a person painted over steps of the chain, used in their place: (h, w) uint8 of "lines",
            (h, w, 4) uint8 straight alpha of the others; fitted to the step's size where it differs.
    """

    width: int
    height: int
    lines: np.ndarray | None = None
    colors: np.ndarray | None = None
    pose: Pose | None = None
    settings: Settings = field(default_factory=Settings)
    style: np.ndarray | None = None
    references: References = ()
    replaced: dict[StepName, np.ndarray] = field(default_factory=dict)

    @property
    def extent(self) -> Extent:
        return Extent(self.width, self.height)

    def __eq__(self, other: object) -> bool:
        """Same canvas, settings and pose, and the same pixels to the bit."""
        if not isinstance(other, Document):
            return NotImplemented
        same = (self.extent, self.settings, self.pose) == (other.extent, other.settings, other.pose)
        pairs = [(getattr(self, name), getattr(other, name)) for name in ("lines", "colors", "style")]
        pairs += [(a, b) for (a, _), (b, _) in zip(self.references, other.references, strict=False)]
        poses = [[pose for _, pose in document.references] for document in (self, other)]
        same = same and poses[0] == poses[1] and self.replaced.keys() == other.replaced.keys()
        pairs += [(picture, other.replaced.get(step)) for step, picture in self.replaced.items()]
        return same and all(_same(*pair) for pair in pairs)

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def compose(
        cls,
        lines: np.ndarray | None = None,
        colors: np.ndarray | None = None,
        pose: Pose | None = None,
        settings: Settings | None = None,
        size: tuple[int, int] | None = None,
        style: np.ndarray | None = None,
        references: Sequence[tuple[np.ndarray, Pose | None]] = (),
        replaced: Mapping[StepName, np.ndarray] | None = None,
    ) -> Document:
        """Join what the artist has into a document.

        Args:
            lines: HW, or HW3/HW4, which become grey over white paper.
            colors: HW4, or HW3, which counts as painted everywhere.
            pose: one from another canvas is scaled to this one, proportions kept.
            settings: None takes the defaults.
            size: (width, height); None takes the drawing's own, else the pose's, else 512x768.
            style: HW4, or HW3; its size has nothing to do with the canvas, but may not pass its cap.
            references: pictures HW4, or HW3, each with its pose or None.
            replaced: pictures by step, HW of "lines" and HW4, or HW3, of the others, of any size.

        Raises:
            InputError: sizes that differ, a canvas or picture too small or too large, too many references, an
                eye's box outside of the canvas, a step that does not exist.
        """
        settings = settings or Settings()
        lines = None if lines is None else to_lines(lines)
        colors = None if colors is None else to_rgba(colors)
        style = None if style is None else to_rgba(style)
        if style is not None:
            _check_extent(Extent.of(style), "The style reference")
        sizes = [Extent.of(array) for array in (lines, colors) if array is not None]
        if len(sizes) == 2 and sizes[0] != sizes[1]:
            raise InputError(
                f"The lines are {sizes[0]} pixels and the colors {sizes[1]}; save both at the same size."
            )
        extent = Extent(*(size or (sizes[0] if sizes else pose.extent if pose else DEFAULT_EXTENT)))
        _check_extent(extent)
        if sizes and sizes[0] != extent:
            raise InputError(f"The canvas is {extent} pixels and the drawing {sizes[0]}; make them the same.")
        for eye in settings.eyes:
            if eye.box and (eye.box[0] >= extent.width or eye.box[1] >= extent.height):
                raise InputError(f"The box of the {eye.side} eye lies outside the {extent} picture; move it.")
        if pose is not None:
            pose = _on_canvas(pose, extent)
        pictures = _checked_references(references)
        return cls(*extent, lines, colors, pose, settings, style, pictures, _checked_steps(replaced or {}))

    def to_bytes(self) -> bytes:
        """The `.anigen` file. Equal documents give equal bytes (with the same Pillow and zlib)."""
        manifest = {"format": "anigen", "version": VERSION, "width": self.width, "height": self.height}
        members = {"manifest.json": encode_json({**manifest, "settings": self.settings.to_json()})}
        if self.lines is not None:
            members["lines.png"] = encode_png(self.lines)
        if self.colors is not None:
            members["colors.png"] = encode_png(self.colors)
        if self.pose is not None:
            members["pose.json"] = self.pose.to_json().encode()
        if self.style is not None:
            members["style.png"] = encode_png(self.style)
        for (name, pose_name), (picture, pose) in zip(_REFERENCES, self.references, strict=False):
            members[name] = encode_png(picture)
            if pose is not None:
                members[pose_name] = pose.to_json().encode()
        members |= {f"step_{step}.png": encode_png(picture) for step, picture in self.replaced.items()}
        return write_archive(members)

    def save(self, path: str | Path) -> None:
        """Write the `.anigen` file; the old file stays whole until the new one is complete."""
        write_atomically(path, self.to_bytes())

    @classmethod
    def load(cls, source: str | Path | bytes) -> Document:
        """Read an `.anigen` file, given as a path or as its bytes.

        Raises:
            InputError: too large, damaged, dishonest, or made by a newer program.
        """
        data = read_file(source, MAX_DOCUMENT_BYTES)
        try:
            members = read_archive(data, _LIMITS)
        except ArchiveError as reason:
            raise unreadable(str(reason)) from None
        if "manifest.json" not in members:
            raise InputError("This zip is not an AniGen document; open a file that AniGen saved as .anigen.")
        manifest = _migrate(decode_json(members["manifest.json"], "its manifest"))
        extent = _manifest_extent(manifest)
        lines, colors = (read_picture(members, name, extent) for name in ("lines.png", "colors.png"))
        pose = None
        if "pose.json" in members:
            pose = Pose.from_json(decode_json(members["pose.json"], "its pose"), extent=extent)
        settings = Settings.from_json(manifest.get("settings", {}))
        style = read_picture(members, "style.png", None)
        return cls.compose(
            lines=None if lines is None else to_lines(lines),
            colors=None if colors is None else to_rgba(colors),
            pose=pose,
            settings=settings,
            size=extent,
            style=None if style is None else to_rgba(style),
            references=_read_references(members),
            replaced=_read_steps(members),
        )

    @classmethod
    def from_png(cls, source: str | Path | bytes) -> Document:
        """The document inside a finished PNG.

        Raises:
            InputError: not a PNG, one without a recipe, or with a damaged one.
        """
        return cls.load(extract_recipe(read_file(source, MAX_PNG_BYTES)))

    @classmethod
    def open(cls, source: str | Path | bytes) -> Document:
        """Either of the two: an `.anigen` file or a finished PNG with its recipe."""
        data = read_file(source, MAX_PNG_BYTES)
        if data.startswith(PNG_SIGNATURE):
            return cls.from_png(data)
        if not data.startswith(b"PK"):
            raise InputError(
                "This file is neither a document nor a finished picture of AniGen; choose one that was saved "
                "here as .anigen or as PNG."
            )
        return cls.load(data)


def write_atomically(path: str | Path, data: bytes) -> None:
    """Write a file so that nobody, at no moment, finds half of it under its name.

    Raises:
        InputError: the folder is missing or may not be written to, or the disk is full.
    """
    path = Path(path)
    temporary = path.with_name(f".{path.name[:32]}.{secrets.token_hex(4)}.part")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        if is_disk_full(error):
            raise InputError(f"There is no room for '{path.name}'; make room, then save again.") from None
        raise InputError(
            f"'{path.name}' cannot be written; choose a folder that exists and allows it."
        ) from None


def _from_version_0(manifest: dict[str, Any]) -> dict[str, Any]:
    size = manifest.get("size")
    width, height = size if isinstance(size, list) and len(size) == 2 else (None, None)
    return {"format": "anigen", "version": 1, "width": width, "height": height} | {
        "settings": {"seed": manifest.get("seed", 0)}
    }


_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {0: _from_version_0}
"""From each older version to the next one."""


def _migrate(manifest: Any) -> dict[str, Any]:
    if not isinstance(manifest, dict) or manifest.get("format") != "anigen":
        raise InputError("This zip is not an AniGen document; open a file that AniGen saved as .anigen.")
    version = manifest.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise unreadable("its version is not a number")
    if version > VERSION:
        raise InputError("This document was made by a newer AniGen; update the program to open it.")
    for step in range(version, VERSION):
        manifest = _MIGRATIONS[step](manifest)
    return manifest


def _manifest_extent(manifest: dict[str, Any]) -> Extent:
    sides = manifest.get("width"), manifest.get("height")
    if not all(isinstance(side, int) and not isinstance(side, bool) for side in sides):
        raise unreadable("its size is not two whole numbers")
    extent = Extent(*sides)  # type: ignore[arg-type]
    _check_extent(extent)
    return extent


def _check_extent(extent: Extent, what: str = "The canvas") -> None:
    check_size(extent, what)
    short, long = sorted(extent)
    if short > MAX_EXTENT.width or long > MAX_EXTENT.height:
        raise InputError(f"{what} is {extent} pixels; scale it down to {MAX_EXTENT} (or 6144x4096) or less.")


def _on_canvas(pose: Pose, extent: Extent) -> Pose:
    """The pose on a canvas of this size, through JSON and back: in memory is what a file will give."""
    return Pose.from_json((pose if pose.extent == extent else pose.resized(extent)).to_json())


def _checked_references(references: Sequence[tuple[np.ndarray, Pose | None]]) -> References:
    """
    Raises:
        InputError: there are too many, or one is too small or too large.
    """
    if len(references) > MAX_REFERENCES:
        raise InputError(
            f"These are {len(references)} pictures of a character; give at most {MAX_REFERENCES}."
        )
    made = []
    for number, (picture, pose) in enumerate(references, 1):
        extent = Extent.of(picture)
        check_size(extent, f"Picture {number} of the character")
        if extent.width * extent.height > MAX_REFERENCE_PIXELS:
            raise InputError(
                f"Picture {number} of the character is {extent} pixels; scale it down to 3072x4096."
            )
        made.append((to_rgba(picture), None if pose is None else _on_canvas(pose, extent)))
    return tuple(made)


def _read_references(members: dict[str, bytes]) -> list[tuple[np.ndarray, Pose | None]]:
    made = []
    for name, pose_name in _REFERENCES:
        picture = read_picture(members, name, None, MAX_REFERENCE_PIXELS)
        if picture is None:
            continue
        pose = None
        if pose_name in members:
            own = Extent(*picture.size)
            pose = Pose.from_json(decode_json(members[pose_name], "the pose of a reference"), extent=own)
        made.append((to_rgba(picture), pose))
    return made


def _checked_steps(replaced: Mapping[StepName, np.ndarray]) -> dict[StepName, np.ndarray]:
    """
    Raises:
        InputError: a step does not exist, or its picture is too small or too large.
    """
    made: dict[StepName, np.ndarray] = {}
    for step in check_names(tuple(replaced), "The steps that were painted over"):
        extent = Extent.of(replaced[step])
        check_size(extent, f"The picture in place of the step '{step}'")
        if extent.width * extent.height > _step_pixels(step):
            raise InputError(
                f"The picture in place of the step '{step}' is {extent} pixels; the step makes smaller ones, "
                "so scale it down."
            )
        made[step] = to_lines(replaced[step]) if step == "lines" else to_rgba(replaced[step])
    return made


def _step_pixels(step: StepName) -> int:
    return MAX_PIXELS if step in ("upscale", "eyes") else MAX_STEP_PIXELS


def _read_steps(members: dict[str, bytes]) -> dict[StepName, np.ndarray]:
    made: dict[StepName, np.ndarray] = {}
    for step in STEPS:
        picture = read_picture(members, f"step_{step}.png", None, _step_pixels(step))
        if picture is not None:
            made[step] = to_lines(picture) if step == "lines" else to_rgba(picture)
    return made


def _same(first: np.ndarray | None, second: np.ndarray | None) -> bool:
    if first is None or second is None:
        return first is second
    return np.array_equal(first, second)
