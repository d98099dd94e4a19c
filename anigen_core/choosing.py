"""Many pictures of one drawing, to choose from: which seed makes them, and what each is measured by."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.artwork import Art, drawn, reduced
from anigen_core.errors import InputError
from anigen_core.planning import has_colors, has_lines, preview_extent, wants_body, working_extent
from anigen_core.progress import Run
from anigen_core.settings import MAX_SEED, Settings

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.imaging import Extent
    from anigen_core.runner import Runner
    from anigen_core.stages.pick import Candidate, Owner

STEPS = {"candidates": 9.0, "ranking": 1.0}
"""Steps of the run that makes candidates."""

MAX_CANDIDATES = 16
"""Most pictures that are made at once."""


def owner(document: Document, drawer: Runner | None, *, paints: bool) -> Owner:
    """Whose seed makes other pictures of a document: the character's where the network draws a body and there
    is room for one, else the drawing's.

    drawer: has the weights of the body, or None. paints: whether the network is to paint and can.

    Raises:
        InputError: no seed would make another picture.
    """
    from anigen_core.stages.generate import GenerateOptions, learned

    settings = document.settings
    options = GenerateOptions(settings.character, figure=settings.figure)
    if wants_body(document) and learned(drawer, options):
        art = drawn(document, preview_extent(document.extent), quiet(None), drawer)
        if art.figure is not None or art.body is not None:
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


def seeds(settings: Settings, whose: Owner, count: int) -> list[int]:
    """The seeds of `count` candidates: the one there and those that follow it. 0 is the drawing without
    variation, so a drawing's begin at 1.

    Raises:
        InputError: not 1 to 16 candidates.
    """
    if not 1 <= count <= MAX_CANDIDATES:
        raise InputError(f"There can be 1 to {MAX_CANDIDATES} candidates or variations; give such a number.")
    if whose == "character":
        return [(settings.character.seed + i) % (MAX_SEED + 1) for i in range(count)]
    first = max(1, settings.seed)
    return [1 + (first - 1 + i) % MAX_SEED for i in range(count)]


def seeded(settings: Settings, whose: Owner, seed: int) -> Settings:
    """The settings that make a candidate."""
    if whose == "character":
        return replace(settings, character=replace(settings.character, seed=seed))
    return replace(settings, seed=seed)


def quiet(cancel: threading.Event | None) -> Run:
    """The run of one candidate, of which nobody is told."""
    return Run({"body": 1.0, "paint": 4.0, "layers": 1.0}, cancel=cancel)


def ranked(
    document: Document,
    whose: Owner,
    count: int,
    make: Callable[[Document, Extent], tuple[np.ndarray, Art]],
    judge: Runner | None,
    run: Run,
) -> tuple[Candidate, ...]:
    """Candidates of a document, best first.

    make: paints a document at a size, and says from what. judge: has the weights that see joints, or None.
    """
    from anigen_core.stages.parse import Parse
    from anigen_core.stages.pick import Entry, Pick, PickOptions

    settings = document.settings
    drawing = document.lines if has_lines(document) else None
    bare = drawing is None and not has_colors(document)
    work = (working_extent if bare else preview_extent)(document.extent)
    entries = []
    with run.step("candidates", f"Making {count} candidates") as report:
        for number, seed in enumerate(seeds(settings, whose, count), start=1):
            picture, art = make(replace(document, settings=seeded(settings, whose, seed)), work)
            sees = document.pose is not None and judge is not None
            pose = Parse(judge)(picture).pose if sees else None
            # The artist's own lines are in every picture that a body was joined into; the body's may differ.
            entries.append(Entry(picture, seed, whose, pose, art.body))
            report(number / count)
            run.tell("candidates", f"Candidate {number} of {count}", picture=picture)
    with run.step("ranking", "Ranking them") as report:
        lines = None if drawing is None else reduced(drawing, work)
        return Pick()(entries, PickOptions(document.pose, lines), progress=report)
