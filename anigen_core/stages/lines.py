"""Lines of any picture: a finished color picture, a line drawing, or a pencil scan.

With the weights `lines`, our network finds them (compare Li, Liu, Wong 2017; inking/learned.py). Weight-free:
`extract_lines` (strokes by morphology, color borders by Canny), thinning and redrawing; `pencil.clean_pencil`
for scans. The kind of picture is recognized by its colors and its histogram.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeGuard, get_args

import cv2
import numpy as np

from anigen_core import lineart
from anigen_core.color import srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize, to_lines, to_rgb
from anigen_core.inking import learned, thinning
from anigen_core.inking.extraction import extract_lines, stroke_width
from anigen_core.inking.pencil import outside_sheet
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.runner import Runner

Kind = Literal["auto", "picture", "drawing", "pencil"]

KINDS = ("picture", "drawing", "pencil")
"""What a picture may be."""

BY_NETWORK = ("picture",)
"""The kinds that the network draws where its weights are. Sketches join once it beats the rules on them
(`python -m train.evaluate cleanup`)."""

REFERENCE = 627.0
"""Square root of the pixels of the 512x768 canvas: stroke widths are said for this size."""

STROKE = 10.0
"""Widest stroke (px on the reference canvas) that counts as one line and not as an area with an outline."""


@dataclass(frozen=True)
class LinesOptions:
    """How lines are taken from a picture.

    kind: "picture" (finished colors), "drawing" (already lines), "pencil" (scan or photograph), or "auto".
    width: of every stroke in px; None keeps the strokes' own weight.
    detail: 0 (boldest lines) to 1 (everything that can be told from noise).
    """

    kind: Kind = "auto"
    width: float | None = None
    detail: float = 0.5

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise InputError(f"The kind must be one of {', '.join(get_args(Kind))}.")
        if self.width is not None and not 0.5 <= self.width <= 64:
            raise InputError("The line width must lie between 0.5 and 64 pixels.")
        if not 0 <= self.detail <= 1:
            raise InputError("The detail must lie between 0 and 1.")


class Lines:
    """Picture to line drawing.

    A runner without the weights goes by rules; so do other kinds than `by_network`.
    """

    def __init__(self, runner: Runner | None = None, by_network: Collection[str] = BY_NETWORK) -> None:
        self._runner = runner
        self._by_network = by_network

    def __call__(
        self,
        picture: np.ndarray,
        options: LinesOptions = LinesOptions(),
        *,
        progress: Progress | None = None,
    ) -> np.ndarray:
        """Lines of a picture.

        Args:
            picture: (H, W), (H, W, 3) or (H, W, 4) uint8; what is transparent is paper.
            options: kind, width and detail.
            progress: called with the finished fraction; may raise `Cancelled`.

        Returns:
            (H, W) uint8, 0 = ink, paper exactly 255.
        """
        report = progress or (lambda fraction: None)
        report(0.0)
        if picture.ndim == 2:
            picture = to_rgb(picture)
        kind = recognize(picture) if options.kind == "auto" else options.kind
        if kind in self._by_network and has_network(self._runner):
            result = _learned(self._runner, picture, kind, options)
        elif kind == "picture":
            result = _from_picture(picture, options, report)
        elif kind == "pencil":
            result = _from_pencil(picture, options)
        else:
            result = _from_drawing(picture, options)
        report(1.0)
        return result


def has_network(runner: Runner | None) -> TypeGuard[Runner]:
    """Whether the weights of the line network are here."""
    return runner is not None and runner.card(learned.NAME) is not None


def recognize(picture: np.ndarray) -> Literal["picture", "drawing", "pencil"]:
    """What kind of picture this is, by the share of colored and of half-dark pixels against the paper."""
    rgb = to_rgb(resize(picture, Extent.of(picture).fitted(Extent(512, 512))))
    lab = np.ascontiguousarray(srgb_to_oklab(rgb))
    # Areas, not lines: the blue rules of a page and a red pencil do not make a colored picture.
    areas = cv2.medianBlur(lab, 5)
    light = areas[..., 0]
    sheet = ~outside_sheet(rgb) if min(rgb.shape[:2]) >= 8 else np.ones(light.shape, bool)
    if sheet.mean() < 0.3:
        sheet = np.ones_like(sheet)
    paper = np.median(areas[sheet & (light >= np.quantile(light[sheet], 0.6) - 0.02)], axis=0)
    if picture.shape[2] == 4 and (picture[..., 3] < 128).mean() > 0.05:
        paper = np.array([1.0, 0.0, 0.0], np.float32)
    if (np.hypot(*np.moveaxis(areas[..., 1:] - paper[1:], -1, 0))[sheet] > 0.04).mean() > 0.01:
        return "picture"
    lines = to_lines(picture)
    if lineart.is_inverted(lines):
        # A blackboard is even; a night sky with stars is not.
        board = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((25, 25), np.uint8))
        return "drawing" if board.std() < 0.05 else "picture"
    # Flat grey areas wider than any stroke: a picture that happens to be grey.
    dark = paper[0] - cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    if (dark[sheet] > 0.12).mean() > 0.2:
        return "picture"
    ink = lines < 200
    if not ink.any():
        return "drawing" if (lines == 255).mean() > 0.9 else "pencil"
    # Clean line art is black or white but for its anti-aliasing; graphite and paper have every grey.
    rough = ((lines > 40) & (lines < 250)).mean() / ink.mean()
    return "pencil" if rough > 0.8 else "drawing"


def _from_picture(picture: np.ndarray, options: LinesOptions, report: Progress) -> np.ndarray:
    extent = Extent.of(picture)
    own = float(np.sqrt(extent.width * extent.height))
    # Small pictures have strokes of one pixel; twice as large, they can be told from their surroundings.
    factor = 2.0 if own < 0.75 * REFERENCE else min(1.0, 1536 / own)
    work = resize(picture, extent.scaled(factor)) if factor != 1 else picture
    scale = own * factor / REFERENCE
    alpha = work[..., 3] if work.shape[2] == 4 else None
    report(0.1)
    widest = max(4.0, STROKE * scale)
    typical = stroke_width(to_rgb(work), widest)
    stroke = min(widest, max(3.0 * typical, 0.5 * widest))
    found = extract_lines(work[..., :3], alpha, stroke=stroke, detail=options.detail)
    report(0.6)
    if options.width is None:
        pen = max(1.3 * factor, 1.6 * scale)
        edges = thinning.draw_skeleton(found.edges, pen)
        lines = np.minimum((255.5 - 255 * found.ink).astype(np.uint8), edges)
    else:
        skeleton = thinning.thin((found.ink > 0.4) | found.edges)
        lines = thinning.draw_skeleton(skeleton, options.width * factor)
    return resize(lines, extent)


def _learned(runner: Runner, picture: np.ndarray, kind: str, options: LinesOptions) -> np.ndarray:
    if kind == "picture":
        shown = to_rgb(picture)
    else:
        # Light, rulings and grain go first: a sketch is shown as gray strokes on white.
        gray = lineart.clean_pencil(picture) if kind == "pencil" else _on_white(to_lines(picture))
        shown = to_rgb(gray)
    ink = learned.find_ink(runner, shown, sketch=kind != "picture")
    return learned.drawn(ink, Extent.of(picture), width=options.width, detail=options.detail)


def _on_white(lines: np.ndarray) -> np.ndarray:
    """A drawing as dark strokes on white paper. Chalk on a blackboard is a drawing as well."""
    if lineart.is_inverted(lines):
        lines = 255 - lines
    bright = lines[lines >= 128]
    paper = float(np.median(bright)) if bright.size else 255.0
    return np.clip(lines * (255.0 / paper) + 0.5, 0, 255).astype(np.uint8)


def _from_drawing(picture: np.ndarray, options: LinesOptions) -> np.ndarray:
    lines = to_lines(picture)
    # Chalk on a blackboard is a drawing as well; its strokes are what is meant.
    if lineart.is_inverted(lines):
        lines = 255 - lines
    own = float(np.sqrt(lines.size))
    speck = max(2, round((1 - options.detail) * 12 * own / REFERENCE))
    if options.width is not None:
        return thinning.normalize_width(lines, options.width, speck=speck)
    bright = lines[lines >= 128]
    paper = float(np.median(bright)) if bright.size else 255.0
    clean = np.clip(lines * (255.0 / paper) + 0.5, 0, 255).astype(np.uint8)
    ink = clean < 240
    kept = thinning.remove_specks(ink, speck)
    # The anti-aliased rim of a stroke is lighter than any threshold; it stays with its stroke.
    return np.where(thinning.grow(kept, 1), clean, np.uint8(255))


def _from_pencil(picture: np.ndarray, options: LinesOptions) -> np.ndarray:
    lines = lineart.clean_pencil(picture, strength=1 - options.detail)
    return lines if options.width is None else thinning.normalize_width(lines, options.width, threshold=190)
