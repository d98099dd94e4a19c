"""The trainer: one loop for every network, on a CPU, a GPU or several, that can be killed and goes on.

A script subclasses `Recipe` and ends with `main(ItsRecipe)`. `python -m train.NAME --steps N` (or
`--minutes M`) `--out FOLDER` trains; the same line again goes on where the folder's state stands.
`torchrun --nproc_per_node N -m train.NAME ...` uses N processes.

What happens in a step depends on (seed, rank, step number) and on the progress alone: all random numbers,
torch's global ones too, start anew with every step. On one machine, with one thread of the CPU, a run of
`--steps` that was killed therefore ends with the weights of an unbroken one, bit for bit.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from anigen_core.errors import InputError

from .engine import Run
from .options import describe, flag, parse
from .recipe import Options, Recipe, Step, option
from .schedule import Budget

__all__ = ["Options", "Recipe", "Step", "main", "option", "run"]


def main(kind: type[Recipe], argv: Sequence[str] | None = None) -> None:
    """Run a script: read the options, train, say in one sentence what was wrong with what was given."""
    words = list(sys.argv[1:] if argv is None else argv)
    if "--help" in words or "-h" in words:
        print(f"Options of {kind.name}:\n{describe(kind.Options)}")
        return
    try:
        run(kind, parse(kind.Options, words))
    except InputError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def run(kind: type[Recipe], options: Options, *, clock: Callable[[], float] = time.monotonic) -> Path:
    """Train as the options say; returns the run folder. clock: seconds, for the minutes.

    Raises:
        InputError: options that make no sense, or another run's folder. RuntimeError: the loss is not a
        number, or processes drifted apart.
    """
    if (options.steps is None) == (options.minutes is None):
        raise InputError("Give a budget: either --steps N or --minutes M.")
    for name in ("steps", "minutes", "batch", "rate", "pictures", "each", "workers", "save_every"):
        value = getattr(options, name)
        if value is not None and not value > 0:
            raise InputError(f"The option {flag(name)} must be above 0.")
    return Run(kind, options, Budget(options.steps, options.minutes), clock).go()
