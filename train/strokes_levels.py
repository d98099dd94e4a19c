"""How a hand draws, as ranges: three named levels. Lengths are px of a picture 384 high."""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[float, float]


@dataclass(frozen=True)
class Hand:
    """Ranges of one level; a share is how many of the pictures, a range what each picture draws from.

    Sources are in the order canny, structure, xdog, network. The others are said beside them.
    """

    sources: tuple[float, float, float, float]
    canny: Range  # sigma; PI-REC draws 2.5-5.4 at 128-512 px, less here, for eyes are small
    redrawn: float  # share whose lines are traced and drawn anew stroke by stroke
    length: Range  # of a stroke
    jitter: Range  # how far a stroke as a whole lies off
    wobble: Range  # smooth wandering along all lines
    overshoot: Range  # past the end of a line; below 0 falls short
    figure: float  # distances shrink with figures smaller than this side of a square, px
    hatched: float  # share of redrawn pictures whose dark places are hatched
    construction: float  # share of redrawn pictures with a circle and a cross under the head
    doubles: Range  # share of strokes that are drawn twice or three times
    lost: Range  # share of strokes or pieces left out
    details: float  # chance of each small part to be left out
    folds: Range  # how much of the lines inside one part is left out
    emptied: float  # share of pictures whose irises are empty
    uneven: float  # share of pictures with one eye drawn otherwise
    bent: Range  # wrong proportions: largest smooth displacement; 6 is the ceiling
    head: Range  # size of the head
    width: Range  # of a stroke; 1 to 6
    taper: Range  # how much thinner the ends and light places are, 0-1
    ink: Range  # darkness of the darkest stroke
    grain: Range  # how much of the pencil's ink the paper's tooth leaves out
    paper: float  # share on paper that is seen: texture, tone, uneven light
    soft: Range  # blur of the scan
    jpeg: float  # share with blocks
    dropout: Range  # share of pixels lost; PI-REC 0.08
    resized: float  # share scanned at another size
    clusters: Range  # colors of the blocks
    shifted: Range  # how far blocks lie off
    coarse: Range  # how coarse their outlines are
    missing: Range  # share of blocks that are not painted
    bleed: Range  # px that blocks grow; below 0 shrink


LEVELS = {
    # A tablet drawing by a practiced hand, and what our own line extraction gives: single, closed, on white.
    "clean": Hand(
        sources=(0.15, 0.5, 0.2, 0.15),
        canny=(0.8, 1.6),
        redrawn=0.25,
        length=(30, 90),
        jitter=(0.0, 0.4),
        wobble=(0.0, 0.6),
        overshoot=(0.0, 2.0),
        figure=110,
        hatched=0.03,
        construction=0.0,
        doubles=(0.0, 0.05),
        lost=(0.0, 0.03),
        details=0.05,
        folds=(0.0, 0.4),
        emptied=0.25,
        uneven=0.0,
        bent=(0.0, 1.0),
        head=(0.98, 1.02),
        width=(1.0, 2.2),
        taper=(0.1, 0.6),
        ink=(0.85, 1.0),
        grain=(0.0, 0.1),
        paper=0.05,
        soft=(0.0, 0.4),
        jpeg=0.1,
        dropout=(0.0, 0.0),
        resized=0.1,
        clusters=(6, 8),
        shifted=(0.0, 2.0),
        coarse=(0.5, 2.0),
        missing=(0.0, 0.05),
        bleed=(-1.0, 1.0),
    ),
    # What most people make: strokes that wander by a pixel or two, some gaps, a pencil now and then.
    "usual": Hand(
        sources=(0.2, 0.45, 0.2, 0.15),
        canny=(1.0, 2.4),
        redrawn=0.6,
        length=(18, 70),
        jitter=(0.2, 1.0),
        wobble=(0.3, 1.5),
        overshoot=(-1.0, 5.0),
        figure=110,
        hatched=0.12,
        construction=0.1,
        doubles=(0.0, 0.35),
        lost=(0.0, 0.12),
        details=0.15,
        folds=(0.2, 0.8),
        emptied=0.45,
        uneven=0.15,
        bent=(0.5, 3.0),
        head=(0.95, 1.07),
        width=(1.0, 3.2),
        taper=(0.2, 0.9),
        ink=(0.6, 1.0),
        grain=(0.0, 0.4),
        paper=0.3,
        soft=(0.0, 0.8),
        jpeg=0.25,
        dropout=(0.0, 0.04),
        resized=0.25,
        clusters=(4, 8),
        shifted=(0.0, 6.0),
        coarse=(1.0, 5.0),
        missing=(0.0, 0.2),
        bleed=(-3.0, 3.0),
    ),
    # A hasty draft, photographed: searching strokes over each other, proportions off, half of it gone.
    "rough": Hand(
        sources=(0.25, 0.4, 0.15, 0.2),
        canny=(1.4, 3.4),
        redrawn=0.85,
        length=(12, 60),
        jitter=(0.6, 2.0),
        wobble=(1.0, 3.0),
        overshoot=(-2.0, 12.0),
        figure=110,
        hatched=0.3,
        construction=0.35,
        doubles=(0.3, 0.95),
        lost=(0.05, 0.35),
        details=0.35,
        folds=(0.5, 1.0),
        emptied=0.55,
        uneven=0.35,
        bent=(2.0, 6.0),
        head=(0.9, 1.15),
        width=(1.0, 5.0),
        taper=(0.3, 1.0),
        ink=(0.45, 1.0),
        grain=(0.1, 0.65),
        paper=0.6,
        soft=(0.0, 1.2),
        jpeg=0.4,
        dropout=(0.0, 0.08),
        resized=0.4,
        clusters=(2, 8),
        shifted=(1.0, 12.0),
        coarse=(2.0, 9.0),
        missing=(0.0, 0.45),
        bleed=(-6.0, 6.0),
    ),
}

_NEVER = (0.0, 0.0)

TRACED = Hand(
    sources=(0.25, 0.5, 0.25, 0.0),
    canny=(0.8, 1.6),
    redrawn=0.0,
    length=(30, 90),
    jitter=_NEVER,
    wobble=_NEVER,
    overshoot=_NEVER,
    figure=110,
    hatched=0.0,
    construction=0.0,
    doubles=_NEVER,
    lost=_NEVER,
    details=0.0,
    folds=_NEVER,
    emptied=0.0,
    uneven=0.0,
    bent=_NEVER,
    head=(1.0, 1.0),
    width=(1.0, 1.6),
    taper=_NEVER,
    ink=(1.0, 1.0),
    grain=_NEVER,
    paper=0.0,
    soft=_NEVER,
    jpeg=0.0,
    dropout=_NEVER,
    resized=0.0,
    clusters=(6, 8),
    shifted=_NEVER,
    coarse=(0.5, 0.5),
    missing=_NEVER,
    bleed=_NEVER,
)
"""No hand: the edges and the flat colors of the picture itself, as PI-REC's authors learned from. Not among
`LEVELS`, for nobody draws so; the ablation asks for it."""
