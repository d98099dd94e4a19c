"""Many pictures of one drawing, to choose from: which seed makes them, and what each is measured by."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.artwork import Art, drawn, reduced
from anigen_core.errors import InputError
from anigen_core.imaging import Extent
from anigen_core.ledger import Ledger
from anigen_core.planning import has_colors, has_lines, preview_extent, wants_body, working_extent
from anigen_core.progress import Run
from anigen_core.remembering import Memory
from anigen_core.settings import MAX_SEED, Settings
from anigen_core.varying import Variant

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.runner import Runner
    from anigen_core.stages.pick import Candidate, Owner

STEPS = {"candidates": 9.0, "ranking": 1.0}
"""Steps of the run that makes candidates."""

MAX_CANDIDATES = 16
"""Most pictures that are made at once."""


def owner(document: Document, drawer: Runner | None, *, paints: bool, memory: Memory | None = None) -> Owner:
    """Whose seed makes other pictures of a document: the character's where the network draws a body and there
    is room for one, else the drawing's.

    drawer: has the weights of the body, or None. paints: whether the network is to paint and can. memory: may
    know the body.

    Raises:
        InputError: no seed would make another picture.
    """
    from anigen_core.stages.generate import GenerateOptions, learned

    settings = document.settings
    options = GenerateOptions(settings.character, figure=settings.figure)
    if learned(drawer, options) and shows_body(document, drawer, memory):
        return "character"
    if not has_lines(document) and not has_colors(document):
        wish = "wish for something in words, or " if drawer is not None else ""
        raise InputError(f"The posed mannequin has no variations; {wish}draw lines or colors to get some.")
    if settings.painter == "colorize":
        if document.style is not None:
            raise InputError(
                "The style reference says all colors, so there are no variations; remove it to get some."
            )
    elif not paints:
        raise InputError(
            "Only the network PI-REC and colorizing make variations; choose one of them as painter."
        )
    return "drawing"


def shows_body(document: Document, drawer: Runner | None, memory: Memory | None = None) -> bool:
    """Whether the posed body is seen in the picture of a document: the drawing leaves room for it. memory:
    may know the body."""
    if not wants_body(document):
        return False
    ledger = Ledger(quiet(None), memory, off=document.settings.off)
    art = drawn(document, preview_extent(document.extent), ledger, drawer)
    return art.figure is not None or art.body is not None


def seeds(settings: Settings, whose: Owner, count: int) -> list[int]:
    """The seeds of `count` candidates: the one there and those that follow it. 0 is the drawing without
    variation, so a drawing's begin at 1.

    Raises:
        InputError: not 1 to 16 candidates.
    """
    check_count(count)
    if whose == "character":
        return [(settings.character.seed + i) % (MAX_SEED + 1) for i in range(count)]
    first = max(1, settings.seed)
    return [1 + (first - 1 + i) % MAX_SEED for i in range(count)]


def check_count(count: int) -> None:
    """
    Raises:
        InputError: not 1 to 16 candidates.
    """
    if not 1 <= count <= MAX_CANDIDATES:
        raise InputError(f"There can be 1 to {MAX_CANDIDATES} candidates or variations; give such a number.")


def seeded(settings: Settings, whose: Owner, seed: int) -> Settings:
    """The settings that make a candidate."""
    if whose == "character":
        return replace(settings, character=replace(settings.character, seed=seed))
    return replace(settings, seed=seed)


def quiet(cancel: threading.Event | None) -> Run:
    """The run of one candidate, of which nobody is told."""
    return Run({"body": 1.0, "lines": 1.0}, cancel=cancel)


def ranked(
    document: Document,
    whose: Owner,
    count: int,
    make: Callable[[Document, Extent], tuple[np.ndarray, Art]],
    judge: Runner | None,
    run: Run,
) -> tuple[Candidate, ...]:
    """Candidates of a document that differ by their seed, best first.

    make: paints a document at a size, and says from what. judge: has the weights that see joints, or None.
    """
    settings = document.settings
    variants = [
        Variant(replace(document, settings=seeded(settings, whose, seed)), seed, whose)
        for seed in seeds(settings, whose, count)
    ]
    work = candidate_extent(document)

    def made(variant: Document) -> tuple[np.ndarray, np.ndarray | None]:
        picture, art = make(variant, work)
        # The artist's own lines are in every picture that a body was joined into; the body's may differ.
        return picture, art.body

    return rank(document, variants, made, judge, run)


def candidate_extent(document: Document) -> Extent:
    """The size of a document's candidates: a body alone is seen whole, a drawing as a preview."""
    bare = not has_lines(document) and not has_colors(document)
    return (working_extent if bare else preview_extent)(document.extent)


def rank(
    document: Document,
    variants: Sequence[Variant],
    make: Callable[[Document], tuple[np.ndarray, np.ndarray | None]],
    judge: Runner | None,
    run: Run,
) -> tuple[Candidate, ...]:
    """Candidates of a document, best first.

    make: the picture of a variant, and which of its lines may differ from the artist's (None: find them).
    """
    from anigen_core.stages.parse import Parse
    from anigen_core.stages.pick import Entry, Pick, PickOptions

    entries, count = [], len(variants)
    with run.step("candidates", f"Making {count} candidates") as report:
        for number, variant in enumerate(variants, start=1):
            picture, lines = make(variant.document)
            wanted = variant.document.pose
            pose = Parse(judge)(picture).pose if wanted is not None and judge is not None else None
            entries.append(Entry(picture, variant.seed, variant.whose, pose, lines, variant=variant))
            report(number / count)
            run.tell("candidates", f"Candidate {number} of {count}", picture=picture)
    with run.step("ranking", "Ranking them") as report:
        drawing = document.lines if has_lines(document) else None
        artist = None if drawing is None else reduced(drawing, Extent.of(entries[0].picture))
        poses = {id(variant.document.pose) for variant in variants}
        same = document.pose if len(poses) == 1 else None  # of other poses none is the wanted one
        return Pick()(entries, PickOptions(same, artist), progress=report)
