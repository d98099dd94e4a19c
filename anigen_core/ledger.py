"""The book of a run: what each step made, whether it had to, and where it is found the next time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

from anigen_core.progress import Progress, Run
from anigen_core.remembering import Memory
from anigen_core.steps import STEPS, StepName, StepResult, StepState

if TYPE_CHECKING:
    import numpy as np

Made = TypeVar("Made")


class Ledger:
    """Runs steps, or finds what they made of the same before.

    Args:
        run: who is told, and who stops.
        memory: where things are found; shared by many runs.
        again: steps that are run even if what they make is there already.
        off: steps that the artist has switched off.
    """

    def __init__(
        self,
        run: Run,
        memory: Memory | None = None,
        *,
        again: Collection[StepName] = (),
        off: Collection[StepName] = (),
    ) -> None:
        self.run = run
        self.memory = memory or Memory(0)
        self.again, self.off = again, off
        self._states: dict[StepName, StepState] = dict.fromkeys(off, "off")
        self._pictures: dict[StepName, np.ndarray] = {}

    def take(
        self,
        step: StepName,
        message: str,
        key: str,
        make: Callable[[Progress], Made],
        *,
        keep: bool = True,
    ) -> Made:
        """What a step makes of inputs that have this key. keep: whether it is worth remembering."""
        made, fresh = self.remembered(step, message, key, make, keep=keep)
        self.mark(step, "made" if fresh else "kept")
        return made

    def remembered(
        self,
        step: str,
        message: str,
        key: str,
        make: Callable[[Progress], Made],
        *,
        keep: bool = True,
    ) -> tuple[Made, bool]:
        """As `take` for any work, and whether it had to be done. What is no step of its own is done again
        with any of them."""
        anew = step in self.again if step in STEPS else bool(self.again)
        found = None if anew else self.memory.recall(key)
        if found is not None:
            self.run.skip(step, message)
            return found, False
        with self.run.step(step, message) as report:
            made = make(report)
            if keep:
                self.memory.keep(key, made)
        return made, True

    def mark(self, step: StepName, state: StepState) -> None:
        """What became of a step; one that is switched off stays so."""
        self._states.setdefault(step, state)

    def replace(self, step: StepName, picture: np.ndarray) -> None:
        """A step in whose place a person's picture is used."""
        self._states[step] = "replaced"
        self._pictures[step] = picture

    def show(self, step: StepName, picture: np.ndarray) -> None:
        """What a step hands on, unless a person's picture is there already."""
        self._pictures.setdefault(step, picture)

    def steps(self) -> tuple[StepResult, ...]:
        """Every step, those that nobody spoke of idle."""
        return tuple(
            StepResult(
                step,
                self._states.get(step, "idle"),
                self._pictures.get(step),
                self.run.seconds.get(step, 0.0),
            )
            for step in STEPS
        )
