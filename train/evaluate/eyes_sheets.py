"""Pictures of eyes to look at: what is taken for an iris, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from anigen_core.color import to_hex
from anigen_core.eye_coloring import eyes_in
from anigen_core.imaging import Extent, resize
from anigen_core.painting.seen_iris import Seen
from anigen_core.runner import Runner
from anigen_core.stages.eyes import Box, find_eye, painted_eye

from . import sources
from .eyes_cases import Case
from .grids import strip
from .report import Report

HIGH = 112
"""Pixels: height of an eye in a sheet."""

PAGE = Extent(300, 300)
"""Largest size of a whole drawing in a sheet."""

_FOUND, _BOX = (255, 0, 90), (0, 160, 255)


def strip_of(case: Case, runner: Runner | None, colors: Sequence[np.ndarray]) -> np.ndarray:
    """The eye, what is taken for its iris, and the eye in other colors, side by side."""
    seen = find_eye(case.picture, case.box, runner)
    made = [_outlined(case.picture, seen, case.box)]
    made += [_painted(case.picture, seen, to_hex(color)) for color in colors]
    return strip([_near(picture, case.box) for picture in (case.picture, *made)])


def emptied_strip(empty: Case, case: Case, runner: Runner | None) -> np.ndarray:
    """The eye as it was; with a blank iris; with details in its own color, and in blue."""
    seen = find_eye(empty.picture, empty.box, runner)
    made = [_painted(empty.picture, seen, color) for color in (None, "#3a7bd5")]
    return strip([_near(picture, case.box) for picture in (case.picture, empty.picture, *made)])


def _painted(picture: np.ndarray, seen: Seen | None, color: str | None) -> np.ndarray:
    out = picture.copy()
    if seen is not None:
        out[seen.piece] = painted_eye(picture[seen.piece], seen, color)
    return out


def _outlined(picture: np.ndarray, seen: Seen | None, box: Box) -> np.ndarray:
    out = picture.copy()
    x, y, width, height = box
    cv2.rectangle(out, (x, y), (x + width, y + height), _BOX, 1)
    if seen is not None:
        inside = np.zeros(picture.shape[:2], np.uint8)
        inside[seen.piece] = seen.iris.weight > 0
        edge = cv2.dilate(inside, np.ones((3, 3), np.uint8)) - inside
        out[edge > 0] = _FOUND
    return out


def _near(picture: np.ndarray, box: Box) -> np.ndarray:
    """The box and a quarter of it round it, `HIGH` pixels high."""
    x, y, width, height = box
    room = round(0.25 * max(width, height))
    piece = picture[max(0, y - room) : y + height + room, max(0, x - room) : x + width + room]
    wide = max(1, round(piece.shape[1] * HIGH / piece.shape[0]))
    small = piece.shape[0] < HIGH
    return cv2.resize(piece, (wide, HIGH), interpolation=cv2.INTER_CUBIC if small else cv2.INTER_AREA)


def drawings(folder: Path, runner: Runner, finder: Runner, report: Report) -> None:
    """Every picture of a folder with its eyes found, and each eye near by and in two other colors.

    runner: has the weights for irises. finder: those for faces and landmarks.
    """
    report.grids.cell, report.grids.columns = (760, PAGE.height), 2
    for example in sources.drawings(folder):
        picture = sources.on_paper(example.picture)
        boxes = eyes_in(picture, finder)
        shown, near = picture, []
        for side in ("right", "left"):  # as they lie in the picture
            if side not in boxes:
                continue
            box = boxes[side]
            seen = find_eye(picture, box, runner, by_rule=False)
            shown = _outlined(shown, seen, box)
            looks = [
                _outlined(picture, seen, box),
                *(_painted(picture, seen, c) for c in ("#3a7bd5", "#c0392b")),
            ]
            near.append(strip([_near(look, box) for look in looks]))
        report.add("ours", "found", (float(bool(boxes)), 1.0), example.who, example.kind)
        page = resize(shown, Extent.of(shown).fitted(PAGE))
        report.show(_beside(page, near), float("nan"), example.who)


def _beside(page: np.ndarray, near: Sequence[np.ndarray]) -> np.ndarray:
    """A page with strips to its right, on white."""
    width = max((part.shape[1] for part in near), default=0)
    out = np.full((max(page.shape[0], (HIGH + 8) * len(near)), page.shape[1] + 8 + width, 3), 255, np.uint8)
    out[: page.shape[0], : page.shape[1]] = page
    for n, part in enumerate(near):
        top = n * (HIGH + 8)
        out[top : top + HIGH, page.shape[1] + 8 : page.shape[1] + 8 + part.shape[1]] = part
    return out
