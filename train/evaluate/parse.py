"""Parts, joints and alpha against the factory's labels; of avatars and drawings whatever can be known.

Joints count as right within 0.05 of the body's height (labels.py: the height that the body would have,
standing, at the camera's scale), over the joints that are visible.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from anigen_core.runner import Runner
from anigen_core.stages.parse import PARTS, Parse, Parsed
from train.parse import part_table

from . import sources, statistics
from .options import Options
from .report import Report

NEAR = 0.05


def measure(options: Options, report: Report) -> None:
    """See the module."""
    runner = sources.runner(options, "parse")
    stages = {"ours": Parse(runner), "fallback": Parse(None)}
    table = part_table()
    for example, picture in _pictures(options, runner):
        found: dict[str, Parsed] = {}
        for row, stage in stages.items():
            start = time.perf_counter()
            found[row] = stage(picture)
            report.add(row, "seconds", time.perf_counter() - start, example.who, example.kind)
            if example.labels:
                _judge(report, row, found[row], example, table)
        score = float("nan")
        if example.labels:
            matrix = statistics.confusion(table[example.passes["part"]], found["ours"].parts, len(PARTS))
            score = float(np.nanmean(statistics.class_iou(matrix)))
        report.show(_side_by_side(picture, found["ours"]), score, example.who)


def _pictures(options: Options, runner: Runner) -> Iterator[tuple[sources.Example, np.ndarray]]:
    for example in sources.examples(options, ("beauty", "part", "lines")):
        yield example, sources.seen(example, options.level)


def _judge(report: Report, row: str, found: Parsed, example: sources.Example, table: np.ndarray) -> None:
    who, kind = example.who, example.kind
    truth = table[example.passes["part"]]
    matrix = statistics.confusion(truth, found.parts, len(PARTS))
    report.add(row, "miou", matrix, who, kind)
    for i, name in enumerate(PARTS):
        union = matrix[i].sum() + matrix[:, i].sum() - matrix[i, i]
        report.add(row, f"iou:{name}", (matrix[i, i], union), who, kind)
    figure, alpha = found.parts > 0, example.picture[..., 3] >= 128
    report.add(row, "alpha_iou", ((figure & alpha).sum(), (figure | alpha).sum()), who, kind)
    joints = np.asarray(example.labels["joints"])
    visible = joints[:, 2] > 0
    distance = np.linalg.norm(found.pose.joints[:, :2] - joints[:, :2], axis=1)
    near = (distance <= NEAR * example.labels["body_height"]) & (found.pose.joints[:, 2] > 0)
    report.add(row, "pck", (int(near[visible].sum()), int(visible.sum())), who, kind)


def _side_by_side(picture: np.ndarray, found: Parsed) -> np.ndarray:
    """The picture, and its parts in colors with the pose's joints as red dots, HW3 uint8."""
    wheel = np.arange(len(PARTS))[:, None] * (67, 113, 181) % 200 + 40
    wheel[0] = 255
    colors = wheel[found.parts].astype(np.uint8)
    size = max(2, max(colors.shape[:2]) // 160)
    for x, y, confidence in found.pose.joints:
        if confidence > 0:
            r, c = int(y), int(x)
            colors[max(r - size, 0) : r + size + 1, max(c - size, 0) : c + size + 1] = (230, 20, 20)
    return np.hstack([picture, colors])
