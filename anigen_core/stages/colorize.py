"""Lines, and hints of their colors, to a finished picture: user-guided colorization.

Hints are dots and strokes, each saying "this thing has about this color"; a reference picture may say the
colors instead, or a color may be wished for a part. What nobody decides is chosen, and the seed decides how.

With the weights of networks/colorizer.py the network paints; its soft colors are kept to the cells of the
drawing, so that nothing bleeds over a line, and moved to the hints. Without weights cells take the color of
the nearest hint, else one of their part. The artist's own lines are laid over it in either case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeGuard

import numpy as np

from anigen_core.character import PALETTE
from anigen_core.errors import InputError
from anigen_core.imaging import to_rgba
from anigen_core.painting import guessing, obeying
from anigen_core.painting.cel import cel_shadow, ink_color
from anigen_core.painting.colorist import NAME, imagine_colors
from anigen_core.painting.composing import cel_picture, flat_picture, laid_lines
from anigen_core.painting.hints import (
    Marks,
    Meant,
    carried_on,
    hinted,
    meaning,
    read_marks,
    with_open_figures,
)
from anigen_core.painting.keeping import drawn_ink, inked
from anigen_core.painting.segments import segment
from anigen_core.progress import Progress, portion

if TYPE_CHECKING:
    from anigen_core.runner import Runner

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class ColorizeOptions:
    """How the picture is colored.

    seed: of what nobody decides. palette: color of parts of `character.PALETTE`. flats: one color for each
    cell, and no light and shade. ink: lines tinted by the colors beside them, or black. gap: widest hole in a
    stroke that is closed, in pixels; None fits it to the picture. painter: "colorize", the network, where the
    runner has its weights; "fill" and otherwise: by rule. shading, light (by rule only): depth of the cel
    shadow, 0 (flat) to 1; side of the picture the light comes from.

    Raises:
        InputError: a value out of its range.
    """

    seed: int = 0
    palette: Mapping[str, Rgb] = field(default_factory=dict)
    flats: bool = False
    ink: Literal["colored", "black"] = "colored"
    gap: int | None = None
    painter: Literal["colorize", "fill"] = "colorize"
    shading: float = 0.5
    light: Literal["left", "right"] = "left"

    def __post_init__(self) -> None:
        if self.painter not in ("colorize", "fill"):
            raise InputError("The painter must be 'colorize' or 'fill'.")
        if self.seed < 0:
            raise InputError("The seed must be 0 or more.")
        for part in self.palette:
            if part not in PALETTE:
                raise InputError(
                    f"There is no part '{part[:40]}' to color; choose from {', '.join(PALETTE)}."
                )
        if self.ink not in ("colored", "black"):
            raise InputError("The ink must be 'colored' or 'black'.")
        if self.gap is not None and self.gap < 0:
            raise InputError("The gap to close must be 0 pixels or more.")
        if not 0.0 <= self.shading <= 1.0:
            raise InputError("Shading must lie between 0 and 1.")
        if self.light not in ("left", "right"):
            raise InputError("The light must come from 'left' or 'right'.")


@dataclass(frozen=True, eq=False)
class Seen:
    """What is known of pictures beforehand: numbers of `stages.parse.PARTS` at each pixel, (H, W) uint8, of
    the drawing and of the reference. None: told by place."""

    lines: np.ndarray | None = None
    reference: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Colored:
    """A colored drawing and what it is made of.

    picture: (H, W, 4) uint8 straight alpha, as `Colorize` returns it. flats: (H, W, 4) uint8, one color for
    each cell, alpha 255 or 0. lines: (H, W) uint8, what is laid over it. parts: (H, W) uint8 numbers of
    `stages.parse.PARTS`, one for each cell, None where they are not known. own: whether the lines are the
    artist's to the pixel; of a sketch the paper's gray is left out.
    """

    picture: np.ndarray
    flats: np.ndarray
    lines: np.ndarray
    parts: np.ndarray | None
    own: bool = True


@dataclass(frozen=True, eq=False)
class _Drawing:
    """A drawing taken apart: cells, the marks of the hints, what they mean, and where each goes."""

    lines: np.ndarray
    labels: np.ndarray
    marks: Marks
    meant: Meant
    region: np.ndarray
    whole: np.ndarray


class Colorize:
    """The stage: (lines, hints) to picture. A runner without the weights colors by rule."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self,
        lines: np.ndarray,
        hints: np.ndarray,
        options: ColorizeOptions | None = None,
        *,
        reference: np.ndarray | None = None,
        progress: Progress | None = None,
    ) -> np.ndarray:
        """Color a drawing.

        Args:
            lines: (H, W) uint8, 0 = ink and 255 = paper.
            hints: (H, W, 4) uint8 straight alpha; alpha under 128 = no hint.
            options: see `ColorizeOptions`.
            reference: (h, w, 3 or 4) uint8 of any size, whose colors are wanted; or None.
            progress: called with the finished fraction; may raise `Cancelled`.

        Returns:
            (H, W, 4) uint8 straight alpha. Alpha 0 outside of the figure.

        Raises:
            InputError: lines and hints differ in size or kind, or the reference is no picture.
        """
        runner = self._runner
        return colorize(lines, hints, options, reference=reference, runner=runner, progress=progress).picture


def colorize(
    lines: np.ndarray,
    hints: np.ndarray,
    options: ColorizeOptions | None = None,
    *,
    reference: np.ndarray | None = None,
    seen: Seen | None = None,
    runner: Runner | None = None,
    progress: Progress | None = None,
) -> Colored:
    """Color a drawing, its flat colors and parts kept. Takes and raises what `Colorize` does.

    seen: parts that somebody has told already; of use where no network colors.
    """
    options, seen = options or ColorizeOptions(), seen or Seen()
    report = progress or (lambda fraction: None)
    _check(lines, hints, reference)
    if not lines.size:
        nothing = np.zeros((*lines.shape, 4), np.uint8)
        return Colored(nothing, nothing, lines, None)
    if reference is not None:
        reference = to_rgba(reference)
    labels = segment(lines, gap=options.gap)
    marks = read_marks(hints, lines)
    labels = with_open_figures(labels, marks, lines)
    meant = meaning(marks, labels, lines)
    region, whole = hinted(marks, meant, labels, lines)
    drawing = _Drawing(lines, labels, marks, meant, region, whole)
    report(0.15)
    if learned(runner, options):
        made = _by_network(drawing, hints, options, reference, runner, portion(report, 0.15, 0.95))
    else:
        made = _by_rule(drawing, options, reference, seen, report)
    report(1.0)
    return made


def learned(runner: Runner | None, options: ColorizeOptions) -> TypeGuard[Runner]:
    """Whether the network colors: it is wanted, and its weights are there."""
    return options.painter == "colorize" and runner is not None and runner.card(NAME) is not None


def by_whom(runner: Runner | None, options: ColorizeOptions) -> str:
    """Which method, weights and engine colored, in words; the precision is known once it has run."""
    flat = ", one color for each cell" if options.flats else ""
    if runner is not None and learned(runner, options):
        card = runner.card(NAME)
        assert card is not None
        words = f"weights {card.name} {card.date} {card.sha256[:8]}, {runner.describe(NAME)}"
        return f"colored by the colorizer ({words}{flat})"
    missing = ", for the weights of the colorizer are not here" if options.painter == "colorize" else ""
    return f"colored by segment fill (no trained network{flat}){missing}"


def undecided(palette: Mapping[str, Rgb], kinds: np.ndarray, spoken: np.ndarray) -> list[str]:
    """The parts of `PALETTE` that neither a wish nor a hint decides.

    kinds: (N,) uint8 what each cell shows. spoken: (N,) bool, whether a hint speaks of it.
    """
    said = {guessing.WORN[int(kind)] for kind in np.unique(kinds[spoken]) if int(kind) in guessing.WORN}
    if (kinds[spoken] == guessing.EYE).any():
        said.add("eyes")
    return [part for part in PALETTE if part not in palette and part not in said]


def _by_network(
    drawing: _Drawing,
    hints: np.ndarray,
    options: ColorizeOptions,
    reference: np.ndarray | None,
    runner: Runner,
    report: Progress | None,
) -> Colored:
    d = drawing
    palette = dict(options.palette)
    nothing = not len(d.marks) and reference is None and not palette
    card = runner.card(NAME)
    if nothing and not options.seed and card is not None and card.adapted_from:
        nothing = False  # somebody's own weights know whose colors these are
    if nothing:  # the seed chooses for all of it
        palette = guessing.wished(palette, options.seed)
    twice = options.seed > 0 and not nothing and reference is None
    tell = report or (lambda fraction: None)
    # The network knows figures on white: a hint on the paper is obeyed afterwards.
    paper = np.isin(d.marks.number, d.meant.mark[d.meant.outside[d.meant.cell]])
    hints = np.where(paper[..., None], np.uint8(0), hints)
    imagined = imagine_colors(runner, d.lines, hints, reference=reference, palette=palette)
    tell(0.4 if twice else 0.7)
    kinds = guessing.kinds_of(imagined.parts, d.labels, d.lines, d.meant.outside)
    open_ = undecided(palette, kinds, d.whole) if twice else []
    if open_:  # which parts the hints decide is known only now that the network has said where which part is
        chosen = guessing.wished(palette, options.seed)
        palette |= {part: chosen[part] for part in open_}
        imagined = imagine_colors(runner, d.lines, hints, reference=reference, palette=palette)
        tell(0.7)
    rgb = obeying.within_cells(obeying.straight(imagined.picture), d.labels, d.lines)
    alpha = obeying.coverage_of(imagined.picture[..., 3], d.labels, d.meant.outside)
    # Where the network saw nothing it chose no color either; a hint on the paper has the ground alone.
    rgb[d.meant.outside[d.labels] & (alpha < 128)] = 255
    shown = guessing.ALIKE[np.minimum(imagined.parts, guessing.THING)] == kinds[d.labels]
    area = np.bincount(d.labels.reshape(-1), minlength=len(kinds))
    sure = np.bincount(d.labels.reshape(-1), shown.reshape(-1), minlength=len(kinds)) / np.maximum(area, 1)
    worn = {
        kind: palette[part] for kind, part in guessing.WORN.items() if part in palette and part != "outer"
    }
    made = obeying.obeyed(rgb, alpha, d.labels, d.lines, kinds, d.marks, d.meant, d.region, worn, sure)
    lines = laid_lines(d.lines)
    if options.flats:
        picture = flat_picture(made.flats, lines, colored=options.ink == "colored")
    else:
        ink = np.zeros_like(made.flats[..., :3])
        if options.ink == "colored":
            ink = drawn_ink(made.picture, ink_color(made.flats, lines))
        picture = inked(made.picture, lines, ink)
    return Colored(picture, made.flats, lines, kinds[d.labels], lines is d.lines)


def _by_rule(
    drawing: _Drawing,
    options: ColorizeOptions,
    reference: np.ndarray | None,
    seen: Seen,
    report: Progress,
) -> Colored:
    d = drawing
    guided = bool(len(d.marks))
    parts, told = seen.lines, seen.lines is not None
    if parts is None and (not guided or options.palette or reference is not None):
        parts = guessing.parts_by_place(d.labels, d.meant.outside)
    kinds = None if parts is None else guessing.kinds_of(parts, d.labels, d.lines, d.meant.outside)
    region = d.region
    if guided:
        spread = kinds
        if kinds is not None:  # the white of an eye is not of the iris's color
            spread = np.where(kinds == guessing.EYE, 100 + np.arange(len(kinds)), kinds)
        region = carried_on(region, d.whole, d.labels, d.lines, d.meant.outside, spread)
    report(0.35)
    flats = np.zeros((*d.lines.shape, 4), np.uint8)
    if kinds is not None:
        look = None
        if reference is not None:
            known = seen.reference
            look = guessing.look_of(reference, guessing.parts_by_color(reference) if known is None else known)
        colors = guessing.wished(_said(options.palette, kinds, d), options.seed)
        if look is not None and options.palette:  # a wish counts more than the reference
            look = _without(look, options.palette)
        chosen = guessing.by_part(kinds, d.labels, colors, look)
        there = (kinds != guessing.GROUND)[d.labels]
        flats[there] = np.dstack([chosen[d.labels], np.full(d.labels.shape, 255, np.uint8)])[there]
    marked = region > 0
    flats[marked, :3] = d.marks.colors[region[marked]]
    flats[marked, 3] = 255
    report(0.6)
    colored, lines = options.ink == "colored", laid_lines(d.lines)
    if options.flats:
        picture = flat_picture(flats, lines, colored=colored)
    else:
        shade = cel_shadow(flats, lines, options.light)
        report(0.8)
        picture = cel_picture(flats, shade, lines, depth=options.shading, colored=colored)
    known = kinds[d.labels] if told and kinds is not None else None
    return Colored(picture, flats, lines, known, lines is d.lines)


def _said(palette: Mapping[str, Rgb], kinds: np.ndarray, d: _Drawing) -> dict[str, Rgb]:
    """The palette, with the color of an eye that a hint speaks of."""
    colors = dict(palette)
    for mark, cell in zip(d.meant.mark, d.meant.cell, strict=True):
        if kinds[cell] == guessing.EYE:
            red, green, blue = (int(v) for v in d.marks.colors[mark])
            if min(red, green, blue) < 225:
                colors["eyes"] = red, green, blue
    return colors


def _without(look: guessing.Look, palette: Mapping[str, Rgb]) -> guessing.Look:
    """A look that does not say what is wished for."""
    tones = {k: v for k, v in look.tones.items() if guessing.WORN.get(k) not in palette}
    return replace(look, tones=tones, eyes=None if "eyes" in palette else look.eyes)


def _check(lines: np.ndarray, hints: np.ndarray, reference: np.ndarray | None) -> None:
    if lines.ndim != 2 or lines.dtype != np.uint8:
        raise InputError("The lines must be one gray 8-bit picture, black ink on white.")
    if hints.ndim != 3 or hints.shape[2] != 4 or hints.dtype != np.uint8:
        raise InputError("The hints must be an 8-bit RGBA picture, transparent where nothing is said.")
    if lines.shape != hints.shape[:2]:
        raise InputError(
            f"The lines are {lines.shape[1]}x{lines.shape[0]} but the hints are "
            f"{hints.shape[1]}x{hints.shape[0]}; make both the same size."
        )
    if reference is not None and (
        reference.ndim != 3 or reference.shape[2] not in (3, 4) or reference.dtype != np.uint8
    ):
        raise InputError("The reference must be an 8-bit RGB or RGBA picture.")
