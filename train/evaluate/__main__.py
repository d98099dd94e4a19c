"""`python -m train.evaluate TASK --out DIR`: measure what the stages make, through the engine users get.

Writes metrics.json (task, count, rows: row to metric to value, low, high; a 95 % bootstrap over characters),
the grids random.png, best.png and worst.png, and prints the table. Rows are `ours` and `fallback` (the same
stage without weights), each also for new draws of known kinds and for kinds that training never sees.
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Sequence

from anigen_core.errors import InputError
from train.options import describe, parse

from . import everything
from .options import Options
from .plan import TASKS
from .report import Report


def run(task: str, options: Options) -> str:
    """Measure, write the results, return the table.

    Raises:
        InputError: an unknown task, a folder without pictures, weights that are missing or damaged.
    """
    if task not in TASKS:
        raise InputError(f"There is no task {task!r}; the tasks are {', '.join(TASKS)}.")
    if options.avatars and options.drawings:
        raise InputError("Give --avatars or --drawings, not both.")
    if options.count < 1 or options.workers < 1:
        raise InputError("The numbers of pictures and of workers start at 1.")
    report = Report(task)
    importlib.import_module(f"train.evaluate.{task}").measure(options, report)
    return report.write(options.out)


def main(words: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if not words or words[0] in ("-h", "--help"):
        tasks = "\n".join(f"  {name:18} {what}" for name, what in TASKS.items())
        tasks += f"\n  {'all':18} every task in one report; see its own --help"
        print(f"python -m train.evaluate TASK --out DIR [options]\n\n{tasks}\n\n{describe(Options)}")
        return 0
    try:
        if words[0] == "all":
            return everything.main(words[1:], run)
        print(run(words[0], parse(Options, words[1:])))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
