"""What an evaluation found: metrics.json, a table, bars met or not, and grids of pictures to look at."""

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
from .bars import Bar, Figures, told
from .grids import Grids
from .statistics import Statistic, Weighted, bootstrap


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
    "error_ratio": Metric("lower", statistics.ratio),
    "block_delta_e": Metric("lower", statistics.quantile(0.5), 2),
    "block_delta_e_90": Metric("lower", statistics.quantile(0.9), 2),
    "hint_delta_e": Metric("lower", digits=2),
    "part_delta_e": Metric("lower", digits=2),
    "lines_gain": Metric("higher", digits=2),
    "shift_cost": Metric("lower", digits=2),
    "eye_error": Metric("lower", digits=2),
    "map_tags": Metric("higher", statistics.mean_average_precision),
    "miou": Metric("higher", statistics.miou),
    "iou": Metric("higher", statistics.ratio),
    "pck": Metric("higher", statistics.ratio),
    "nme": Metric("lower", digits=4),
    "nme_eyes": Metric("lower", digits=4),
    "face_ap50": Metric("higher", statistics.box_average_precision),
    "alpha_iou": Metric("higher", statistics.ratio),
    "pck_share": Metric("higher", statistics.ratio),
    "wish": Metric("higher"),
    "palette": Metric("lower", digits=2),
    "detail": Metric("higher", statistics.ratio),
    "flicker": Metric("lower", statistics.ratio, 2),
    "flicker_share": Metric("lower", statistics.ratio, 2),
    "found": Metric("higher", statistics.ratio),
    "iris_iou": Metric("higher"),
    "wish_delta_e": Metric("lower", statistics.quantile(0.5), 2),
    "light_rank": Metric("higher"),
    "stray": Metric("lower", statistics.ratio, 4),
    "identity": Metric("higher"),
    "sure_rank": Metric("higher"),
    "map_at_10": Metric("higher"),
    "sketch_form": Metric("higher"),
    "sketch_own": Metric("higher"),
    "first_hit": Metric("higher"),
    "diversity": Metric("higher"),
    "seconds": Metric("lower"),
}
"""Names are plain and stable. A suffix after a colon says of what: `map_tags:hair_color`, `psnr:head`; after
a slash, from what: `psnr:head/missing`, `line_recall/clean`."""


def metric_of(name: str) -> Metric:
    """The metric of a name with its suffixes."""
    return METRICS[name.partition("/")[0].partition(":")[0]]


class Report:
    """Collects figures by row and metric, and pictures; see `add`, `show`, `write`.

    grids: their cell and columns may be set. bars: what the task is to reach; may be set.
    """

    def __init__(self, task: str) -> None:
        self.task = task
        self.notes: list[str] = []
        self.grids = Grids()
        self.bars: Sequence[Bar] = ()
        self._items: dict[tuple[str, str], list[tuple[str, Any]]] = {}
        self._who: set[str] = set()
        self._recorded: Figures = {}
        self._pairs: list[tuple[str, str]] = []

    def add(self, row: str, metric: str, item: Any, who: str, kind: str | None = None) -> None:
        """Book one item under a row, and under "row/kind" too. who: the character, for the bootstrap; NaN is
        left out."""
        metric_of(metric)
        if isinstance(item, float) and math.isnan(item):
            return
        self._who.add(who)
        for name in (row, *([f"{row}/{kind}"] if kind else [])):
            self._items.setdefault((name, metric), []).append((who, item))

    def record(self, row: str, figures: dict[str, dict[str, float]]) -> None:
        """A row that was measured elsewhere and committed with its run; it is marked in the table."""
        self._recorded[f"{row} (recorded)"] = figures

    def show(self, image: Any, score: float, who: str, group: str = "") -> None:
        """Keep a picture (HW3 uint8) for the grids. score: higher is better; NaN: in no best or worst."""
        self.grids.show(image, score, who, group)

    def best_of(self, row: str, among: Sequence[str]) -> None:
        """A row that takes, for each figure and each kind by itself, the best of some others."""
        for name, metric in list(self._items):
            first, slash, kind = name.partition("/")
            if first != among[0]:
                continue
            rows = [f"{other}{slash}{kind}" for other in among]
            found = [self._items[r, metric] for r in rows if (r, metric) in self._items]
            sign = 1 if metric_of(metric).better == "higher" else -1
            best = max(found, key=lambda items: sign * _one(self._weighted(metric, items), len(items)))
            self._items[f"{row}{slash}{kind}", metric] = best

    def compare(self, first: str, second: str) -> None:
        """Ask for rows "first-second": the differences, by a bootstrap that draws the same characters for
        both. Where the second is only recorded, the intervals are put together as of independent figures."""
        self._pairs.append((first, second))

    @staticmethod
    def _weighted(metric: str, items: Sequence[tuple[str, Any]]) -> Weighted:
        return metric_of(metric).statistic([item for _, item in items])

    def figures(self) -> Figures:
        """Row to metric to value, low, high."""
        rows: Figures = {}
        for (row, metric), items in self._items.items():
            found = bootstrap(self._weighted(metric, items), [who for who, _ in items])
            if math.isfinite(found[0]):
                rows.setdefault(row, {})[metric] = dict(zip(("value", "low", "high"), found, strict=True))
        rows |= self._recorded
        for first, second in self._pairs:
            rows |= self._differences(first, second, rows)
        return rows

    def _differences(self, first: str, second: str, rows: Figures) -> Figures:
        out: Figures = {}
        for (row, metric), items in self._items.items():
            name, slash, kind = row.partition("/")
            others = self._items.get((f"{second}{slash}{kind}", metric))
            owners = [who for who, _ in items]
            if name != first or others is None or [who for who, _ in others] != owners:
                continue
            paired = statistics.difference(self._weighted(metric, items), self._weighted(metric, others))
            found = bootstrap(paired, owners)
            if math.isfinite(found[0]):
                at = out.setdefault(f"{first}-{second}{slash}{kind}", {})
                at[metric] = dict(zip(("value", "low", "high"), found, strict=True))
        recorded = self._recorded.get(f"{second} (recorded)", {}) if not out else {}
        for metric, there in recorded.items():
            ours = rows.get(first, {}).get(metric)
            if ours is not None:
                value = ours["value"] - there["value"]
                low = value - math.hypot(ours["value"] - ours["low"], there["high"] - there["value"])
                high = value + math.hypot(ours["high"] - ours["value"], there["value"] - there["low"])
                at = out.setdefault(f"{first}-{second} (recorded)", {})
                at[metric] = {"value": value, "low": low, "high": high}
        return out

    def write(self, folder: Path) -> str:
        """Write metrics.json and the grids; returns the table."""
        folder.mkdir(parents=True, exist_ok=True)
        figures = self.figures()
        verdicts = [bar.judge(figures) for bar in self.bars]
        whole = {"task": self.task, "count": len(self._who), "rows": figures, "notes": self.notes}
        if verdicts:
            whole["bars"] = verdicts
        (folder / "metrics.json").write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
        for name, grid in self.grids.drawn().items():
            Image.fromarray(grid).save(folder / f"{name}.png")
        return "\n".join([table(figures), *self.notes, *told(verdicts)])


def _one(weighted: Weighted, count: int) -> float:
    return weighted(np.ones(count))


def table(figures: Figures) -> str:
    """The figures as text: metrics down, rows across, one block for all pictures and one for each kind."""
    kinds = list(dict.fromkeys(row.partition("/")[2] for row in figures))
    blocks = []
    for kind in kinds:
        rows = [row for row in figures if row.partition("/")[2] == kind]
        metrics = list(dict.fromkeys(m for row in rows for m in figures[row]))
        lines = [[kind, *(row.partition("/")[0] for row in rows)]]
        for metric in metrics:
            digits = metric_of(metric).digits
            lines.append([metric, *(_cell(figures[row].get(metric), digits) for row in rows)])
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        text = ("  ".join(f"{c:<{w}}" for c, w in zip(line, widths, strict=True)) for line in lines)
        blocks.append("\n".join(line.rstrip() for line in text))
    return "\n\n".join(blocks) + ("\n" if len(blocks) > 1 else "")


def _cell(figure: dict[str, float] | None, digits: int) -> str:
    if figure is None:
        return "-"
    return f"{figure['value']:.{digits}f} [{figure['low']:.{digits}f}, {figure['high']:.{digits}f}]"
