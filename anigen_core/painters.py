"""Who paints a drawing: the stage that the settings mean, and the networks that it has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.artwork import Art
from anigen_core.color import parse_color
from anigen_core.document import Document
from anigen_core.imaging import to_rgb, to_rgba
from anigen_core.lineart import xdog
from anigen_core.painting.composing import flat_picture
from anigen_core.painting.fill import fill_flats
from anigen_core.painting.keeping import USUAL, clean_ink, kept_colors
from anigen_core.painting.segments import segment
from anigen_core.planning import paint_options
from anigen_core.progress import Progress, portion
from anigen_core.remembering import content, identity
from anigen_core.settings import Settings

if TYPE_CHECKING:
    from anigen_core.painting.learned import Draft
    from anigen_core.runner import Runner
    from anigen_core.stages.colorize import ColorizeOptions, Seen
    from anigen_core.stages.reconstruct import Painted

SEER = "parse"
"""The weights that see parts and joints."""

FLAT = "flat colors and ink (the painter is switched off)"
GIVEN = "painted by hand"


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


@dataclass(frozen=True, eq=False)
class First:
    """The first picture of a drawing. draft: for the network that refines it, None where none does."""

    painting: Painting
    draft: Draft | None = None


def refines(document: Document, art: Art, painters: Painters) -> bool:
    """Whether the painter of a drawing goes over its own picture."""
    from anigen_core.stages import reconstruct

    settings = document.settings
    how = paint_options(settings, refine=settings.refine)
    return (
        settings.painter == "pirec"
        and settings.refine > 0
        and reconstruct.learned(painters.runner, how, art.colors)
    )


def asked(document: Document, art: Art, painters: Painters) -> str:
    """A key of everything that the first picture of a drawing depends on."""
    from anigen_core.stages import colorize, reconstruct

    settings = document.settings
    if settings.painter == "colorize":
        how = color_options(settings)
        own = colorize.learned(painters.runner, how)
        who = identity(painters.runner, "colorize") if own else identity(painters.seer, SEER)
        inputs = (how, document.style)
    else:
        how = paint_options(settings, refine=0)
        own = reconstruct.learned(painters.runner, how, art.colors)
        who, inputs = (identity(painters.runner, "pirec") if own else "-"), (how,)
    if own:  # light and shade are the network's own
        inputs = (replace(how, shading=0.5, light="left"), *inputs[1:])
    return content("paint", art.lines, art.colors, inputs, who)


def first(document: Document, art: Art, painters: Painters, report: Progress | None = None) -> First:
    """A drawing painted, and not refined yet."""
    settings = document.settings
    if settings.painter == "colorize":
        return First(_colored(document, art, painters, color_options(settings), report))
    from anigen_core.stages import reconstruct

    how = paint_options(settings, refine=0)
    runner = painters.runner
    if not reconstruct.learned(runner, how, art.colors):
        made = reconstruct.by_rule(art.lines, art.colors, how, progress=report)
        return First(_painting(made, reconstruct.by_whom(runner, how, art.colors)))
    draft = reconstruct.draft(art.lines, art.colors, how, runner=runner, progress=portion(report, 0, 0.7))
    made = reconstruct.refined(
        draft, art.lines, art.colors, how, runner=runner, progress=portion(report, 0.7, 1)
    )
    return First(_painting(made, reconstruct.by_whom(runner, how, art.colors)), draft)


def refined(
    document: Document, art: Art, draft: Draft, painters: Painters, report: Progress | None = None
) -> Painting:
    """The finished picture of a drawing whose first picture is there, where its painter `refines`."""
    from anigen_core.stages import reconstruct

    assert painters.runner is not None
    how = paint_options(document.settings, refine=document.settings.refine)
    made = reconstruct.refined(draft, art.lines, art.colors, how, runner=painters.runner, progress=report)
    return _painting(made, reconstruct.by_whom(painters.runner, how, art.colors))


def painted(document: Document, art: Art, painters: Painters) -> Painting:
    """A drawing through all that its settings ask of a painter."""
    if "paint" in document.settings.off:
        return flat(document, art)
    made = first(document, art, painters)
    if made.draft is None or not refines(document, art, painters):
        return made.painting
    return refined(document, art, made.draft, painters)


def flat(document: Document, art: Art, report: Progress | None = None) -> Painting:
    """A drawing that nobody paints: one color for each cell, and its lines."""
    settings = document.settings
    if settings.painter == "colorize":
        how = replace(color_options(settings), painter="fill", flats=True)
        return replace(_colored(document, art, Painters(), how, report), method=FLAT)
    cells = segment(art.lines)
    flats, _ = fill_flats(cells, art.lines, art.colors)
    picture = flat_picture(flats, art.lines, colored=settings.ink == "colored")
    return Painting(picture, flats, art.lines, True, None, FLAT)


def given(document: Document, art: Art, picture: np.ndarray, parts: np.ndarray | None = None) -> Painting:
    """A picture that is there already, (h, w, 3 or 4) uint8, as a painting of a drawing of its size."""
    settings = document.settings
    cells = segment(art.lines)
    hinted = settings.painter == "colorize"  # then the colors are no blocks
    flats, kind = fill_flats(cells, art.lines, art.colors * np.uint8(not hinted))
    seen = to_rgba(picture)
    there = (flats[..., 3] > 0) | (to_rgb(seen).min(axis=2) < 250)
    covered = np.dstack([seen[..., :3], np.where(there, seen[..., 3], np.uint8(0))])
    _, flats = kept_colors(covered, flats, kind, cells, art.lines, strength=settings.strength)
    clean = settings.strength >= USUAL and clean_ink(art.lines)
    own = settings.painter != "pirec" or clean
    lines = art.lines if own else xdog(to_rgb(seen), max(0.6, max(art.lines.shape) / 768))
    return Painting(seen, flats, lines, own, parts, GIVEN)


def _colored(
    document: Document, art: Art, painters: Painters, how: ColorizeOptions, report: Progress | None
) -> Painting:
    from anigen_core.stages import colorize

    seen = None if colorize.learned(painters.runner, how) else _seen(document, art, painters)
    made = colorize.colorize(
        art.lines,
        art.colors,
        how,
        reference=document.style,
        seen=seen,
        runner=painters.runner,
        progress=report,
    )
    words = colorize.by_whom(painters.runner, how)
    return Painting(made.picture, made.flats, made.lines, made.own, made.parts, words)


def _painting(made: Painted, words: str) -> Painting:
    return Painting(made.picture, made.flats, made.lines, made.own, None, words)


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
        return first(document, art, painters, report).painting
    from anigen_core.stages import reconstruct

    how = paint_options(settings, refine=0)
    painted = reconstruct.repaint(
        art.lines, art.colors, picture, hole, how, runner=painters.runner, progress=report
    )
    return _painting(painted, reconstruct.by_whom(painters.runner, how, art.colors))


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
