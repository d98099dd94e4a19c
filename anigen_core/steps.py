"""The steps of the chain, and what became of each of them in a run: what a person sees, switches off, runs
again, or paints over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from anigen_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np

StepName = Literal["body", "lines", "paint", "refine", "upscale", "eyes"]
STEPS: tuple[StepName, ...] = get_args(StepName)
"""In the order in which they run."""

StepState = Literal["made", "kept", "replaced", "off", "idle"]


@dataclass(frozen=True, eq=False)
class StepResult:
    """One step of a run.

    Attributes:
        name: "body" draws the posed body. "lines" joins its lines with the drawing's. "paint" is the first
            picture of PI-REC, or that of the colorizer or of segment fill. "refine" is PI-REC over its own
            picture. "upscale" enlarges. "eyes" colors the eyes.
        state: "made" in this run; "kept" from an earlier one, whose inputs were the same; "replaced" by what
            a person painted; "off": switched off (`Settings.off`); "idle": of no use to this drawing.
        picture: what the step hands on, uint8: "body" (h, w, 4) straight alpha, "lines" (h, w) with 0 = ink,
            the others (h, w, 3), or (h, w, 4) straight alpha where the settings ask for transparency. All
            are of the size at which the drawing is painted, but "upscale" and "eyes", which are of the
            finished picture's. None where the step made nothing; lines are shown always.
        seconds: what it took in this run.
    """

    name: StepName
    state: StepState
    picture: np.ndarray | None = None
    seconds: float = 0.0


def check_names(names: Iterable[Any], what: str) -> tuple[StepName, ...]:
    """The names of steps, each once, in the order of `STEPS`.

    Raises:
        InputError: one is no step. what: the names, in words, to begin the sentence with.
    """
    given: Collection[Any] = names if isinstance(names, (tuple, list, set, frozenset)) else (names,)
    if not all(isinstance(name, str) and name in STEPS for name in given):
        raise InputError(f"{what} must be some of: {', '.join(STEPS)}.")
    return tuple(step for step in STEPS if step in given)
