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

from .options import Options
from .report import Report

TASKS = {
    "tags": "which tags a picture has: average precision of each group",
    "similar": "similar pictures: mAP@10 by character, pose and style, sketches, beside colors and edges",
    "parse": "part map and joints: mIoU, PCK at 0.05 of the body's height, alpha",
    "landmarks": "face boxes and face landmarks: AP50, NME",
    "lines": "lines of finished pictures: boundary F1 beside XDoG",
    "cleanup": "rough sketches to clean lines: F1 beside adaptive threshold and thinning",
    "upscale": "our own results at twice the size: PSNR beside Lanczos and waifu2x",
    "reconstruct": "lines and color blocks to a picture: PSNR, KID, lines, blocks, beside weight-free forms",
    "colorize": "lines and hints, a reference or nothing to a picture: PSNR, delta E, KID, beside fills",
    "pose": "pose and wishes to a full body: PCK, KID, wish accuracy, palette, beside the mannequin",
    "faces": "wishes to a face: wish accuracy by a judge, KID, diversity, beside the rule",
    "repose": "a character's pictures in another pose: PSNR, KID, identity, beside a copy and limbs by rule",
    "eyes": "irises found and recolored: IoU, delta E to the wish, order of light and dark",
    "adapt": "adapted weights beside the shipped ones, on one's own character and on others: PSNR",
    "motion": "two poses in a row: what flickers beside the render's own, and detail, beside the mannequin",
}


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
        print(f"python -m train.evaluate TASK --out DIR [options]\n\n{tasks}\n\n{describe(Options)}")
        return 0
    try:
        print(run(words[0], parse(Options, words[1:])))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
