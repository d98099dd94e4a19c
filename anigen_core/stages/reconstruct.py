"""Lines and color blocks to a finished cel picture: PI-REC's task (You et al. 2019).

With the weights of networks/pirec.py the network paints: it generates, then refines its own picture; small
drifts from the blocks' colors are taken back, and clean lines laid over it as the artist drew them.

Without weights, cells are filled from the blocks, every area of one color is inflated like a cushion and lit
from one upper side in two tones, and the lines are laid on top, tinted by what they enclose. That is the
baseline every network for this task is measured against.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeGuard

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import to_rgb
from anigen_core.lineart import xdog
from anigen_core.painting.cel import cel_shadow, ink_color
from anigen_core.painting.composing import cel_picture
from anigen_core.painting.fill import fill_flats
from anigen_core.painting.gaps import closed_gaps
from anigen_core.painting.keeping import USUAL, clean_ink, drawn_ink, inked, kept_colors
from anigen_core.painting.learned import NAME, Draft, generate, imitate, refine, unblended
from anigen_core.painting.segments import segment
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.runner import Runner


CHOOSES_COLORS = False
"""Whether the network paints drawings without any color. The shipped weights answer them with brown smoke, so
that they are inked on white instead; single parts that are not painted are chosen all the same."""


@dataclass(frozen=True)
class ReconstructOptions:
    """How the picture is finished.

    painter: "pirec", the network, where the runner has its weights; "fill" and otherwise: by rule.
    strength: how strictly the network follows lines and colors, 0 to 1. refine: its passes over its own
    picture, 0 to 3. seed: 0 is the likeliest picture, others are variations of what is left open.
    shading, light (of "fill" only): depth of the cel shadow, 0 (flat) to 1; side of the picture the light
    comes from. ink: lines tinted by the colors beside them, or black. gap: widest hole in a stroke that is
    closed, in pixels; None fits it to the picture.

    Raises:
        InputError: a value out of its range.
    """

    painter: Literal["pirec", "fill"] = "pirec"
    strength: float = 0.6
    refine: int = 1
    shading: float = 0.5
    light: Literal["left", "right"] = "left"
    ink: Literal["colored", "black"] = "colored"
    seed: int = 0
    gap: int | None = None

    def __post_init__(self) -> None:
        if self.painter not in ("pirec", "fill"):
            raise InputError("The painter must be 'pirec' or 'fill'.")
        if not 0.0 <= self.strength <= 1.0:
            raise InputError("The strength must lie between 0 and 1.")
        if self.refine not in (0, 1, 2, 3):
            raise InputError("The passes of refinement must be 0 to 3.")
        if not 0.0 <= self.shading <= 1.0:
            raise InputError("Shading must lie between 0 and 1.")
        if self.light not in ("left", "right"):
            raise InputError("The light must come from 'left' or 'right'.")
        if self.ink not in ("colored", "black"):
            raise InputError("The ink must be 'colored' or 'black'.")
        if self.gap is not None and self.gap < 0:
            raise InputError("The gap to close must be 0 pixels or more.")


@dataclass(frozen=True)
class Painted:
    """A finished drawing and what is under its shadow and ink, both (H, W, 4) uint8 straight alpha.

    picture: as `Reconstruct` returns it. flats: one color per cell, alpha 255 where there is paint, else 0.
    lines: (H, W) uint8, 0 = ink, what counts as ink in the picture. own: whether those are the artist's own
    lines, laid over the picture, and not the network's.
    """

    picture: np.ndarray
    flats: np.ndarray
    lines: np.ndarray
    own: bool = True


class Reconstruct:
    """PI-REC's task: (lines, color blocks) to picture. A runner without the weights paints by rule."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self,
        lines: np.ndarray,
        colors: np.ndarray,
        options: ReconstructOptions = ReconstructOptions(),
        *,
        progress: Progress | None = None,
    ) -> np.ndarray:
        """Finish a drawing.

        Args:
            lines: (H, W) uint8, 0 = ink and 255 = paper.
            colors: (H, W, 4) uint8 straight alpha; alpha under 128 = not painted.
            options: see `ReconstructOptions`.
            progress: called with the finished fraction; may raise `Cancelled`.

        Returns:
            (H, W, 4) uint8 straight alpha. Alpha 0 outside the figure, where nothing was painted or drawn.

        Raises:
            InputError: lines and colors differ in size or kind.
        """
        return paint(lines, colors, options, runner=self._runner, progress=progress).picture


def paint(
    lines: np.ndarray,
    colors: np.ndarray,
    options: ReconstructOptions = ReconstructOptions(),
    *,
    runner: Runner | None = None,
    progress: Progress | None = None,
) -> Painted:
    """Finish a drawing, the flat colors under its shadow kept. Takes and raises what `Reconstruct` does."""
    report = progress or (lambda fraction: None)
    _check(lines, colors)
    if lines.size and learned(runner, options, colors):
        share = 0.8 / (1 + (options.seed != 0) + options.refine)
        drafted = 0.8 - share * options.refine
        made = draft(lines, colors, options, runner=runner, progress=lambda f: report(drafted * f))
        return refined(
            made,
            lines,
            colors,
            options,
            runner=runner,
            progress=lambda f: report(drafted + (1 - drafted) * f),
        )
    return by_rule(lines, colors, options, progress=progress)


def by_rule(
    lines: np.ndarray,
    colors: np.ndarray,
    options: ReconstructOptions = ReconstructOptions(),
    *,
    progress: Progress | None = None,
) -> Painted:
    """Fill cells from the blocks, shade and ink them. Takes and raises what `Reconstruct` does."""
    report = progress or (lambda fraction: None)
    _check(lines, colors)
    if not lines.size:
        nothing = np.zeros((*lines.shape, 4), np.uint8)
        return Painted(nothing, nothing, lines)
    labels = segment(lines, gap=options.gap)
    report(0.3)
    flats, _ = fill_flats(labels, lines, colors)
    report(0.6)
    shade = cel_shadow(flats, lines, options.light)
    report(0.85)
    picture = cel_picture(flats, shade, lines, depth=options.shading, colored=options.ink == "colored")
    report(1.0)
    return Painted(picture, flats, lines)


def draft(
    lines: np.ndarray,
    colors: np.ndarray,
    options: ReconstructOptions,
    *,
    runner: Runner,
    progress: Progress | None = None,
) -> Draft:
    """The first picture of a network that has `learned` to paint this; raises what `Reconstruct` does."""
    _check(lines, colors)
    report = progress or (lambda fraction: None)
    colors = _told(lines, colors, options)
    return generate(runner, lines, colors, strength=options.strength, seed=options.seed, progress=report)


def refined(
    first: Draft,
    lines: np.ndarray,
    colors: np.ndarray,
    options: ReconstructOptions,
    *,
    runner: Runner,
    progress: Progress | None = None,
) -> Painted:
    """A finished drawing from the network's first picture of it, after `options.refine` more passes."""
    report = progress or (lambda fraction: None)
    if options.refine:
        strength, passes = options.strength, options.refine
        first = refine(
            runner,
            first,
            lines,
            _told(lines, colors, options),
            strength=strength,
            passes=passes,
            progress=lambda f: report(0.7 * f),
        )
    return _kept(first.cut(*lines.shape), lines, colors, options, report)


def learned(runner: Runner | None, options: ReconstructOptions, colors: np.ndarray) -> TypeGuard[Runner]:
    """Whether the network will paint: it is wanted, its weights are there, and some color is given."""
    if options.painter != "pirec" or runner is None or runner.card(NAME) is None:
        return False
    return CHOOSES_COLORS or _any_paint(colors)


def by_whom(runner: Runner | None, options: ReconstructOptions, colors: np.ndarray) -> str:
    """Which method, weights and engine painted, in words; the precision is known once it has run."""
    card = runner.card(NAME) if runner is not None and learned(runner, options, colors) else None
    if runner is None or card is None:
        here = runner is not None and runner.card(NAME) is not None
        missing = "" if here or options.painter != "pirec" else ", for the weights of PI-REC are not here"
        return f"painted by segment fill and cel shading (no trained network){missing}"
    passes = ("not refined", "refined once", "refined twice", "refined three times")[options.refine]
    weights = f"weights {card.name} {card.date} {card.sha256[:8]}"
    return f"painted by PI-REC ({weights}, {runner.describe(NAME)}, {passes})"


def repaint(
    lines: np.ndarray,
    colors: np.ndarray,
    picture: np.ndarray,
    hole: np.ndarray,
    options: ReconstructOptions = ReconstructOptions(),
    *,
    runner: Runner | None = None,
    progress: Progress | None = None,
) -> Painted:
    """Paint a hole in a finished picture. Only the hole's pixels are of use; the picture is not refined.

    Where the network does not paint (`learned`) the whole drawing is finished afresh. Raises what `paint`
    does.

    Args:
        lines, colors, options, runner, progress: as `paint` takes them.
        picture: (H, W, 3), or (H, W, 4) straight alpha, uint8.
        hole: (H, W) bool.
    """
    report = progress or (lambda fraction: None)
    _check(lines, colors)
    if not learned(runner, options, colors):
        return paint(lines, colors, options, runner=runner, progress=progress)
    made = imitate(
        runner,
        lines,
        colors,
        picture,
        hole,
        strength=options.strength,
        seed=options.seed,
        progress=lambda fraction: report(0.8 * fraction),
    )
    return _kept(made, lines, colors, options, report, hole)


def _told(lines: np.ndarray, colors: np.ndarray, options: ReconstructOptions) -> np.ndarray:
    """The blocks that the network is given: without gaps where the ink says how far each was meant to go."""
    exact = options.strength >= USUAL and clean_ink(lines)
    return closed_gaps(lines, colors, gap=options.gap) if exact else colors


def _kept(
    imagined: np.ndarray,
    lines: np.ndarray,
    colors: np.ndarray,
    options: ReconstructOptions,
    report: Progress,
    hole: np.ndarray | None = None,
) -> Painted:
    """A network's picture, (H, W, 4) float32 in 0..1, with what the artist gave kept."""
    strength = options.strength
    labels = segment(lines, gap=options.gap)
    cells, kind = fill_flats(labels, lines, colors)
    if hole is not None:  # its drift is measured inside alone
        labels = 2 * labels + hole
    report(0.9)
    own = strength >= USUAL and clean_ink(lines)
    painted = unblended(imagined)
    picture, flats = kept_colors(
        painted, cells, kind, labels, lines, strength=strength, blocks=colors if own else None
    )
    if own:
        ink = np.zeros_like(flats[..., :3])
        if options.ink == "colored":
            ink = drawn_ink(painted, ink_color(flats, lines))
        picture = inked(picture, lines, ink)
    else:
        lines = xdog(to_rgb(picture), max(0.6, max(lines.shape) / 768))
    report(1.0)
    return Painted(picture, flats, lines, own)


def _any_paint(colors: np.ndarray) -> bool:
    return bool((colors[..., 3] >= 128).any())


def _check(lines: np.ndarray, colors: np.ndarray) -> None:
    if lines.ndim != 2 or lines.dtype != np.uint8:
        raise InputError("The lines must be one grey 8-bit picture, black ink on white.")
    if colors.ndim != 3 or colors.shape[2] != 4 or colors.dtype != np.uint8:
        raise InputError("The colors must be an 8-bit RGBA picture, transparent where nothing is painted.")
    if lines.shape != colors.shape[:2]:
        raise InputError(
            f"The lines are {lines.shape[1]}x{lines.shape[0]} but the colors are "
            f"{colors.shape[1]}x{colors.shape[0]}; make both the same size."
        )
