"""How the two pictures of a drawing and the boxes round eyes come in, the same through every door."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import open_image, to_lines, to_rgba


class Intake(NamedTuple):
    """lines (H, W) uint8 or None, colors (H, W, 4) uint8 or None, and sentences on what was assumed."""

    lines: np.ndarray | None
    colors: np.ndarray | None
    notes: list[str]


def read_drawing(lines: Path | bytes | None, colors: Path | bytes | None) -> Intake:
    """Open the line drawing and the color blocks, as paths or as the files' bytes.

    Raises:
        InputError: a file that is not a picture, is too large, damaged or animated.
    """
    notes: list[str] = []
    ink = None if lines is None else to_lines(open_image(lines, notes=notes))
    if colors is None:
        return Intake(ink, None, notes)
    picture = open_image(colors, notes=notes)
    if picture.mode == "RGB":
        notes.append("The colors picture has no transparency, so all of it counts as painted.")
    return Intake(ink, to_rgba(picture), notes)


def read_style(source: Path | bytes, *, notes: list[str] | None = None) -> np.ndarray:
    """(h, w, 4) uint8: the picture whose colors are wanted, as a path or as the file's bytes.

    Raises:
        InputError: it is no picture, or has more pixels than the largest canvas.
    """
    from anigen_core.document import MAX_EXTENT

    return to_rgba(open_image(source, max_pixels=MAX_EXTENT.width * MAX_EXTENT.height, notes=notes))


def read_box(text: str | None) -> tuple[int, int, int, int] | None:
    """(x, y, width, height) of '210, 140, 40, 30', with commas or blanks between; None of nothing.

    Raises:
        InputError: anything but four whole numbers.
    """
    if not text or not text.strip():
        return None
    numbers = re.fullmatch(r"(\d{1,5})" + 3 * r"[\s,]+(\d{1,5})", text.strip())
    if not numbers:
        raise InputError(
            f"'{text[:40]}' is not the place of an eye; write x, y, width and height like 210, 140, 40, 30."
        )
    x, y, width, height = map(int, numbers.groups())
    return x, y, width, height
