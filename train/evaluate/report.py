"""What an evaluation found: metrics.json, a table, and grids of pictures to look at."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image

from . import statistics
from .statistics import Statistic, bootstrap


@dataclass(frozen=True)
class Metric:
    """How a figure is made from its items, and which way is better."""

    better: Literal["higher", "lower"]
    statistic: Statistic = statistics.mean
    digits: int = 3


METRICS: dict[str, Metric] = {
    "psnr": Metric("higher", digits=2),
    "ssim": Metric("higher"),
    "gradient_ssim": Metric("higher"),
    "kid": Metric("lower", statistics.kernel_distance, 5),
    "line_recall": Metric("higher"),
    "line_f1": Metric("higher"),
    "block_delta_e": Metric("lower", digits=2),
    "eye_error": Metric("lower", digits=2),
    "map_tags": Metric("higher", statistics.mean_average_precision),
    "miou": Metric("higher", statistics.miou),
    "iou": Metric("higher", statistics.ratio),
    "pck": Metric("higher", statistics.ratio),
    "nme": Metric("lower", digits=4),
    "nme_eyes": Metric("lower", digits=4),
    "face_ap50": Metric("higher", statistics.box_average_precision),
    "alpha_iou": Metric("higher", statistics.ratio),
    "seconds": Metric("lower"),
}
"""Names are plain and stable; a suffix after a colon says of what: `map_tags:hair_color`, `miou:skin`."""

GRID = 16
CELL = (240, 320)
"""(width, height) of a picture in a grid, at most."""


@dataclass(frozen=True)
class _Cell:
    who: str
    score: float
    image: np.ndarray


class Report:
    """Collects figures by row and metric, and pictures; see `add`, `show`, `write`."""

    def __init__(self, task: str) -> None:
        self.task = task
        self.notes: list[str] = []
        self._items: dict[tuple[str, str], list[tuple[str, Any]]] = {}
        self._cells: list[_Cell] = []
        self._who: set[str] = set()
        self._recorded: dict[str, dict[str, dict[str, float]]] = {}

    def add(self, row: str, metric: str, item: Any, who: str, kind: str | None = None) -> None:
        """Book one item under a row, and under "row/kind" too. who: the character, for the bootstrap; NaN is
        left out."""
        statistic = METRICS[metric.partition(":")[0]]
        if isinstance(item, float) and math.isnan(item):
            return
        assert statistic is not None
        self._who.add(who)
        for name in (row, *([f"{row}/{kind}"] if kind else [])):
            self._items.setdefault((name, metric), []).append((who, item))

    def record(self, row: str, figures: dict[str, dict[str, float]]) -> None:
        """A row that was measured elsewhere and committed with its run; it is marked in the table."""
        self._recorded[f"{row} (recorded)"] = figures

    def show(self, image: np.ndarray, score: float, who: str) -> None:
        """Keep a picture (HW3 uint8) for the grids. score: higher is better; NaN: in no best or worst."""
        small = Image.fromarray(image)
        small.thumbnail(CELL, Image.Resampling.LANCZOS)
        self._cells.append(_Cell(who, score, np.asarray(small)))

    def figures(self) -> dict[str, dict[str, dict[str, float]]]:
        """Row to metric to value, low, high."""
        rows: dict[str, dict[str, dict[str, float]]] = {}
        for (row, metric), items in self._items.items():
            weighted = METRICS[metric.partition(":")[0]].statistic([item for _, item in items])
            value, low, high = bootstrap(weighted, [who for who, _ in items])
            if math.isfinite(value):
                rows.setdefault(row, {})[metric] = {"value": value, "low": low, "high": high}
        return {**rows, **self._recorded}

    def write(self, folder: Path) -> str:
        """Write metrics.json and the grids; returns the table."""
        folder.mkdir(parents=True, exist_ok=True)
        figures = self.figures()
        whole = {"task": self.task, "count": len(self._who), "rows": figures, "notes": self.notes}
        (folder / "metrics.json").write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
        for name, cells in self._chosen().items():
            if cells:
                Image.fromarray(_grid(cells)).save(folder / f"{name}.png")
        return "\n".join([table(figures), *self.notes])

    def _chosen(self) -> dict[str, list[np.ndarray]]:
        ranked = sorted((c for c in self._cells if math.isfinite(c.score)), key=lambda c: c.score)
        picks = np.random.default_rng(0).permutation(len(self._cells))[:GRID]
        return {
            "random": [self._cells[i].image for i in picks],
            "best": [c.image for c in ranked[::-1][:GRID]],
            "worst": [c.image for c in ranked[:GRID]],
        }


def table(figures: dict[str, dict[str, dict[str, float]]]) -> str:
    """The figures as text: metrics down, rows across."""
    rows = list(figures)
    metrics = list(dict.fromkeys(m for row in rows for m in figures[row]))
    lines = [["", *rows]]
    for metric in metrics:
        digits = METRICS[metric.partition(":")[0]].digits
        lines.append([metric, *(_cell(figures[row].get(metric), digits) for row in rows)])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(f"{c:<{w}}" for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cell(figure: dict[str, float] | None, digits: int) -> str:
    if figure is None:
        return "-"
    return f"{figure['value']:.{digits}f} [{figure['low']:.{digits}f}, {figure['high']:.{digits}f}]"


def _grid(cells: Sequence[np.ndarray], columns: int = 4) -> np.ndarray:
    height, width = max(c.shape[0] for c in cells), max(c.shape[1] for c in cells)
    rows = -(-len(cells) // columns)
    out = np.full((rows * (height + 4), columns * (width + 4), 3), 255, np.uint8)
    for i, cell in enumerate(cells):
        y, x = i // columns * (height + 4), i % columns * (width + 4)
        out[y : y + cell.shape[0], x : x + cell.shape[1]] = cell
    return out
