"""What a task is to reach, and whether it does: every bar with its figure, met or not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Figures = dict[str, dict[str, dict[str, float]]]
"""Row to metric to value, low, high."""


@dataclass(frozen=True)
class Bar:
    """One demand. row, metric: of the table. sure: the whole 95 % interval must be on the right side, not
    only the value. Two rows may be named with " or ": the first that was measured counts."""

    words: str
    row: str
    metric: str
    sense: Literal["at least", "at most"]
    limit: float
    sure: bool = False

    def judge(self, figures: Figures) -> dict[str, Any]:
        """The demand, what was measured (None: nothing) and whether it is met."""
        rows = self.row.split(" or ")
        figure = next((figures[r][self.metric] for r in rows if self.metric in figures.get(r, {})), None)
        out: dict[str, Any] = {"bar": self.words, "wanted": f"{self.sense} {self.limit:g}", "met": False}
        if figure is None:
            return {**out, "value": None}
        side = {"at least": "low", "at most": "high"}[self.sense] if self.sure else "value"
        judged = figure[side]
        met = judged >= self.limit if self.sense == "at least" else judged <= self.limit
        return {**out, **figure, "met": bool(met) and math.isfinite(judged)}


def told(verdicts: Iterable[dict[str, Any]]) -> list[str]:
    """Verdicts as lines of text, the figure with its interval, and how many are met."""
    verdicts = list(verdicts)
    width = max((len(v["bar"]) for v in verdicts), default=0)
    lines = []
    for v in verdicts:
        measured = "not measured"
        if v["value"] is not None:
            digits = 4 if abs(v["value"]) < 0.1 else 2
            measured = f"{v['value']:.{digits}f} [{v['low']:.{digits}f}, {v['high']:.{digits}f}]"
        lines.append(
            f"{v['bar']:<{width}}  {v['wanted']:<15} {measured:<26} {'met' if v['met'] else 'NOT MET'}"
        )
    if lines:
        lines.append(f"{sum(v['met'] for v in verdicts)} of {len(verdicts)} bars are met.")
    return lines
