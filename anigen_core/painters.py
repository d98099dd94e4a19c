"""Who paints a drawing: the stage that the settings mean, and the networks that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.artwork import Art
from anigen_core.color import parse_color
from anigen_core.document import Document
from anigen_core.planning import paint_options
from anigen_core.progress import Progress
from anigen_core.settings import Settings

if TYPE_CHECKING:
    from anigen_core.runner import Runner
    from anigen_core.stages.colorize import ColorizeOptions, Seen

SEER = "parse"
"""The weights that see parts and joints."""


@dataclass(frozen=True)
class Painters:
    """runner: where the network of the settings' painter is to paint and its weights are there, else None.
    seer: has the weights that tell parts, else None."""

    runner: Runner | None = None
    seer: Runner | None = None


@dataclass(frozen=True, eq=False)
class Painting:
    """A painted drawing.

    picture, flats: (H, W, 4) uint8 straight alpha. lines: (H, W) uint8, what counts as ink in it. own:
    whether those are the artist's. parts: (H, W) uint8 part numbers of each cell, None where not known.
    method: what painted, in words.
    """

    picture: np.ndarray
    flats: np.ndarray
    lines: np.ndarray
    own: bool
    parts: np.ndarray | None
    method: str


def weights_of(settings: Settings) -> str | None:
    """The name of the weights that the settings' painter needs; None of one that needs none."""
    return {"pirec": "pirec", "colorize": "colorize"}.get(settings.painter)


def paint(
    document: Document, art: Art, painters: Painters, *, refine: int, report: Progress | None = None
) -> Painting:
    """A drawing, painted. refine: passes of refinement of a painter that refines."""
    settings = document.settings
    if settings.painter == "colorize":
        from anigen_core.stages import colorize

        options = color_options(settings)
        seen = None if colorize.learned(painters.runner, options) else _seen(document, art, painters)
        made = colorize.colorize(
            art.lines,
            art.colors,
            options,
            reference=document.style,
            seen=seen,
            runner=painters.runner,
            progress=report,
        )
        words = colorize.by_whom(painters.runner, options)
        return Painting(made.picture, made.flats, made.lines, made.own, made.parts, words)
    from anigen_core.stages import reconstruct

    how = paint_options(settings, refine=refine)
    painted = reconstruct.paint(art.lines, art.colors, how, runner=painters.runner, progress=report)
    words = reconstruct.by_whom(painters.runner, how, art.colors)
    return Painting(painted.picture, painted.flats, painted.lines, painted.own, None, words)


def repaint(
    document: Document,
    art: Art,
    picture: np.ndarray,
    hole: np.ndarray,
    painters: Painters,
    report: Progress | None = None,
) -> Painting:
    """A drawing of which only the `hole` (H, W) bool is wanted; picture: the finished one, (H, W, 3 or 4)
    uint8 at the size of the drawing."""
    settings = document.settings
    if settings.painter == "colorize":
        return paint(document, art, painters, refine=0, report=report)
    from anigen_core.stages import reconstruct

    how = paint_options(settings, refine=0)
    painted = reconstruct.repaint(
        art.lines, art.colors, picture, hole, how, runner=painters.runner, progress=report
    )
    words = reconstruct.by_whom(painters.runner, how, art.colors)
    return Painting(painted.picture, painted.flats, painted.lines, painted.own, None, words)


def color_options(settings: Settings) -> ColorizeOptions:
    """How the settings ask for a drawing to be colored."""
    from anigen_core.stages.colorize import ColorizeOptions

    return ColorizeOptions(
        seed=settings.seed,
        palette={part: parse_color(color) for part, color in settings.character.colors},
        flats=settings.flats,
        ink=settings.ink,
        shading=settings.shading,
        light=settings.light,
    )


def _seen(document: Document, art: Art, painters: Painters) -> Seen | None:
    """The parts of the drawing and of its reference, where somebody is there who can tell."""
    from anigen_core.stages.colorize import Seen
    from anigen_core.stages.parse import Parse

    if painters.seer is None:
        return None
    look = Parse(painters.seer)
    lines = look(np.repeat(art.lines[..., None], 3, axis=2)).parts
    return Seen(lines, None if document.style is None else look(document.style).parts)
