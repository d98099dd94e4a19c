"""Average precision of every tag, group by group. What a picture cannot tell (train/tags.py) is left out.

Rows: `ours` is the tagger, `judge` its separately trained copy (where its weights are), `chance` says each
tag as often as it occurs (all pictures tie), which is what a tagger without eyes would reach. Words that
some of these weights never learned are left out for all of them, and named.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

import numpy as np

from anigen_core import weights
from anigen_core.tagging import scores
from train.tags import LABELS, SLICES, colorless, targets

from . import sources
from .options import Options
from .report import Report

_log = logging.getLogger(__name__)

NAMES = {"ours": "tagger", "judge": "tagger_judge"}


def measure(options: Options, report: Report) -> None:
    """See the module."""
    name = options.weights.stem if options.weights is not None else "tagger"
    runner = sources.runner(options, name)
    folder = options.weights.parent if options.weights is not None else None
    here = weights.list_weights()
    names = {row: file for row, file in NAMES.items() if file in here}
    if options.weights is not None:
        names = {"ours": name}
    cards = {row: weights.load_card(file, folder).labels for row, file in names.items()}
    strange = [i for i, word in enumerate(LABELS) if any(word not in labels for labels in cards.values())]
    if strange:
        _log.warning(
            "Not judged, for some weights never learned it: %s.", ", ".join(LABELS[i] for i in strange)
        )
    orders = {row: _order(labels) for row, labels in cards.items()}
    blind = colorless()
    for example in sources.examples(options, ("beauty", "part", "lines")):
        picture = sources.seen(example, options.level)
        found = {}
        for row, file in names.items():
            start = time.perf_counter()
            found[row] = scores(runner, picture, file)[orders[row]]
            report.add(row, "seconds", time.perf_counter() - start, example.who, example.kind)
        if not example.labels or "hair_style" not in example.labels["tags"]:
            continue
        truth, told = targets(example.labels)
        truth = np.where(told > 0, truth, np.nan)
        truth[strange] = np.nan
        if options.level is not None:
            truth[blind] = np.nan
        found["chance"] = np.zeros(len(LABELS), np.float32)
        for row, logits in found.items():
            _judge(report, row, logits, truth, example)
        known = np.isfinite(truth)
        report.show(picture, -float(np.abs(truth - _sigmoid(found["ours"]))[known].mean()), example.who)


def _judge(report: Report, row: str, logits: np.ndarray, truth: np.ndarray, example: sources.Example) -> None:
    report.add(row, "map_tags", (logits, truth), example.who, example.kind)
    for group, at in SLICES.items():
        if np.isfinite(truth[at]).any():
            report.add(row, f"map_tags:{group}", (logits[at], truth[at]), example.who, example.kind)


def _order(labels: Sequence[str]) -> list[int]:
    """Where each of our labels stands in the weights' own order; 0 for those that do not stand there."""
    places = {label: i for i, label in enumerate(labels)}
    return [places.get(label, 0) for label in LABELS]


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
