"""Lines of finished pictures against the factory's: boundary F1 within 2 px, skeleton against skeleton.

Rows: `ours`, `fallback` (the stage without weights), `xdog` (Winnemoeller et al. 2012) and `dog` (the same
without the picture's brightness, so that dark areas are not filled; the rules' own form). These two are at
the one threshold that is best for all pictures measured, which only helps them. `error_ratio` is (1 - F1) of
a row over XDoG's, `error_ratio:dog` over that of the other.
With --drawings nothing is known; the grids show picture, ours, fallback, XDoG.
"""

from __future__ import annotations

import time

import numpy as np

from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.inking.thinning import thin
from anigen_core.lineart import xdog
from anigen_core.runner import Runner
from anigen_core.stages.lines import KINDS, Lines, LinesOptions
from anigen_core.weights import list_weights

from . import sources
from .bars import Bar
from .metrics import line_f1, line_recall
from .options import Options
from .report import Report

WITHIN = 2.0
PEERS = {"xdog": (1.0, (-0.3, 0.0, 0.3, 0.6)), "dog": (0.0, (0.55, 0.7, 0.85))}
"""Row to how much brightness is left in, and the thresholds that are tried."""

LONGEST = 1200
"""Drawings are looked at no larger than this."""

BARS = (
    Bar("(1 - F1) over XDoG's, all", "ours", "error_ratio", "at most", 0.7),
    Bar("(1 - F1) over XDoG's, new draws", "ours/new_draw", "error_ratio", "at most", 0.7),
    Bar("(1 - F1) over XDoG's, new kinds", "ours/new_kind", "error_ratio", "at most", 0.7),
    Bar("(1 - F1) over XDoG's, avatars", "ours/avatar", "error_ratio", "at most", 0.7),
)


def measure(options: Options, report: Report) -> None:
    """See the module."""
    report.grids.cell = (960, 360)
    report.grids.columns = 1
    stages = stages_of(options)
    first = next(iter(stages))
    scores: dict[str, list[float]] = {row: [] for row in stages}
    tried: dict[str, list[list[float]]] = {row: [] for row in PEERS}
    owners: list[tuple[str, str]] = []
    for example in sources.examples(options, ("beauty", "lines")):
        who, kind = example.who, example.kind
        picture = sources.on_paper(example.picture)
        if not example.passes:
            picture = resize(picture, Extent.of(picture).fitted(Extent(LONGEST, LONGEST)))
        known = "lines" in example.passes
        truth = skeleton(example.passes["lines"]) if known else None
        made = {}
        for row, stage in stages.items():
            start = time.perf_counter()
            made[row] = stage(picture, LinesOptions("picture" if known else "auto"))
            report.add(row, "seconds", time.perf_counter() - start, who, kind)
            if truth is not None:
                found = skeleton(made[row])
                scores[row].append(line_f1(found, truth, WITHIN))
                report.add(row, "line_f1", scores[row][-1], who, kind)
                report.add(row, "line_recall", line_recall(found, truth, WITHIN), who, kind)
        drawn = {
            row: [xdog(picture, tone=tone, threshold=t) for t in ts] for row, (tone, ts) in PEERS.items()
        }
        columns = [*made.values(), drawn["dog"][1]]
        score = float("nan")
        if truth is not None:
            owners.append((who, kind))
            for row, tries in drawn.items():
                tried[row].append([line_f1(skeleton(d), truth, WITHIN) for d in tries])
            score = scores[first][-1]
            columns.append(example.passes["lines"])
        report.show(side_by_side(picture, columns), score, who)
    if not owners:
        return
    for peer, (_, thresholds) in PEERS.items():
        best = int(np.mean(tried[peer], 0).argmax())
        report.notes.append(f"The best threshold of {peer} is {thresholds[best]}.")
        name = "error_ratio" if peer == "xdog" else f"error_ratio:{peer}"
        for i, (who, kind) in enumerate(owners):
            report.add(peer, "line_f1", tried[peer][i][best], who, kind)
            for row in stages:
                report.add(row, name, (1 - scores[row][i], 1 - tried[peer][i][best]), who, kind)
        report.compare(first, peer)
    report.compare("ours", "fallback")
    # Bars of what was not measured would only say so.
    kinds = {kind for _, kind in owners}
    report.bars = [b for b in BARS if "/" not in b.row or b.row.split("/")[1] in kinds]


def stages_of(options: Options) -> dict[str, Lines]:
    """Rows and their stages: ours where there are weights of it, and the rules."""
    rules = {"fallback": Lines(None)}
    if options.weights is None and "lines" not in list_weights():
        return rules
    return {"ours": Lines(network(options), KINDS), **rules}


def network(options: Options) -> Runner:
    """The engine with the weights to measure.

    Raises:
        InputError: there are none.
    """
    runner = sources.runner(options, "lines")
    if runner.card("lines") is None:
        raise InputError("There are no weights for lines; train them with train.lines and give --weights.")
    return runner


def skeleton(lines: np.ndarray) -> np.ndarray:
    """(H, W) uint8 lines one pixel wide, so that nobody wins by the thickness of the pen."""
    return np.where(thin(np.ascontiguousarray(lines)), np.uint8(0), np.uint8(255))


def side_by_side(picture: np.ndarray, columns: list[np.ndarray]) -> np.ndarray:
    """HW3 uint8: the picture and gray ones of its size."""
    return np.hstack([picture, *(np.repeat(c[..., None], 3, 2) for c in columns)])
