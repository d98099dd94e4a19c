"""Drawings as people bring them, made into what the painters expect; every change is said in a note."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize, to_rgb
from anigen_core.lineart import is_inverted

GLANCE = Extent(512, 512)
"""Size at which a drawing is judged."""

BUSY = 0.15
"""Share of dark pixels under which a picture is a line drawing without a second look."""

FAINT, DARK = 150, 245
"""The darkest ink of a faint drawing lies between these grays."""

THIN_PAINT = 0.2
"""Share of the paint that is half transparent, edges left out, from which that is no accident."""


class Tidied(NamedTuple):
    """lines (H, W) uint8 or None, colors (H, W, 4) uint8 or None, and sentences on what was changed."""

    lines: np.ndarray | None
    colors: np.ndarray | None
    notes: list[str]


def tidied(lines: np.ndarray | None, colors: np.ndarray | None) -> Tidied:
    """What the artist meant: ink dark on light, lines and no photograph, paint that covers.

    Raises:
        InputError: the lines are black all over.
    """
    notes: list[str] = []
    return Tidied(
        None if lines is None else _lines(lines, notes),
        None if colors is None else _colors(colors, notes),
        notes,
    )


def _lines(lines: np.ndarray, notes: list[str]) -> np.ndarray:
    from anigen_core.stages.lines import Lines, LinesOptions, recognize

    extent = Extent.of(lines).fitted(GLANCE)
    small = cv2.resize(lines, extent, interpolation=cv2.INTER_AREA)
    if (small < 215).mean() > BUSY:
        if small.max() < 128 and small.std() < 8:
            raise InputError("The lines are dark all over; draw dark lines on white or transparent paper.")
        kind = recognize(to_rgb(small))
        if kind == "picture":
            notes.append("The lines look like a finished picture or a photo, so lines were taken from it.")
            return Lines()(to_rgb(lines), LinesOptions(kind="picture"))
        if is_inverted(small):
            notes.append("The lines were light on dark, so they were turned round.")
            lines = 255 - lines
    darkest = int(lines.min())
    if FAINT < darkest < DARK:
        notes.append("The lines are faint, so they were darkened.")
        stretched = 255 - (255 - lines.astype(np.float32)) * (255 / (255 - darkest))
        lines = (stretched + 0.5).astype(np.uint8)
    return lines


def _colors(colors: np.ndarray, notes: list[str]) -> np.ndarray:
    small = resize(colors, Extent.of(colors).fitted(GLANCE), Image.Resampling.NEAREST)
    paint = small[..., 3] >= 26
    inner = cv2.erode(paint.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if not inner.any() or (small[..., 3][inner] < 230).mean() <= THIN_PAINT:
        return colors
    notes.append("Some of the color is half transparent; it counts as that color on white paper.")
    alpha = np.where(colors[..., 3] >= 26, np.uint8(255), np.uint8(0))
    return np.dstack([np.where(alpha[..., None] > 0, to_rgb(colors), np.uint8(0)), alpha])
