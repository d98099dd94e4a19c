"""Rough sketches to clean lines: F1 within 3 px of the true lines, skeleton against skeleton.

A simulated hand (--level, or rough) draws each character; where its strokes lie off, the truth is what was
meant. Rows: `ours` (the network, whether or not the stage already uses it for sketches), `fallback` (the
stage without weights), `threshold` (adaptive threshold and thinning).
With --drawings nothing is known; the grids show sketch, ours, fallback, threshold.
"""

from __future__ import annotations

import time
from dataclasses import replace

import cv2
import numpy as np

from anigen_core.imaging import Extent, resize
from anigen_core.stages.lines import LinesOptions, recognize

from . import sources
from .bars import Bar
from .lines import LONGEST, side_by_side, skeleton, stages_of
from .metrics import line_f1, line_recall
from .options import Options
from .report import Report

WITHIN = 3.0

BARS = (
    Bar(
        "F1 from rough hands above adaptive threshold + thinning",
        "ours-threshold",
        "line_f1",
        "at least",
        0.15,
    ),
)


def measure(options: Options, report: Report) -> None:
    """See the module."""
    report.grids.cell = (960, 360)
    report.grids.columns = 1
    options = replace(options, level=options.level or "rough")
    stages = stages_of(options)
    first = next(iter(stages))
    for example in sources.examples(options, ("beauty", "part", "lines")):
        who, kind = example.who, example.kind
        sketch = np.ascontiguousarray(sources.seen(example, options.level))
        known = "lines" in example.passes
        if not known:
            sketch = resize(sketch, Extent.of(sketch).fitted(Extent(LONGEST, LONGEST)))
            if recognize(sketch) == "picture":
                continue
        truth = skeleton(example.passes["lines"]) if known else None
        made = {}
        for row, stage in stages.items():
            start = time.perf_counter()
            made[row] = stage(sketch, LinesOptions("pencil"))
            report.add(row, "seconds", time.perf_counter() - start, who, kind)
        made["threshold"] = threshold(sketch)
        score = float("nan")
        columns = list(made.values())
        if truth is not None:
            for row, lines in made.items():
                found = skeleton(lines)
                report.add(row, "line_f1", line_f1(found, truth, WITHIN), who, kind)
                report.add(row, "line_recall", line_recall(found, truth, WITHIN), who, kind)
            score = line_f1(skeleton(made[first]), truth, WITHIN)
            columns.append(example.passes["lines"])
            report.bars = BARS
        report.show(side_by_side(sketch, columns), score, who)
    if report.bars:
        report.compare(first, "threshold")
        report.compare("ours", "fallback")


def threshold(sketch: np.ndarray) -> np.ndarray:
    """(H, W) uint8: what is darker than its surroundings (Gaussian, 31 px), thinned to a pixel."""
    gray = cv2.cvtColor(sketch, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, 31, 12)
    return skeleton(ink)
