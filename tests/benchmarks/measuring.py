"""What is measured of a piece of work, beside a named baseline in the same process; and the table of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np

from tests.benchmarks.body import peak


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        part: which table it stands in. name: of the work.
        p50, p95: wall seconds, over `runs`; None where only memory counts. cpu: median of CPU seconds of
            this process, all its threads; None where another process works.
        peak: MiB of this process at most so far; None where the system does not tell.
        load: programs that waited for a core when it was measured; above the number of cores, wall seconds
            say more about the others than about this program.
        bar: seconds that p50 (of previews p95) may take. baseline: what it is compared with, in words.
        ratio: CPU seconds of the baseline (its wall seconds where another process works) to ours.
    """

    part: str
    name: str
    p50: float | None
    p95: float | None
    cpu: float | None
    runs: int
    peak: float | None
    load: float
    bar: float | None = None
    baseline: str = ""
    ratio: float | None = None

    def entry(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def measured(
    part: str, name: str, work: Callable[[int], object], runs: int, *, bar: float | None = None
) -> Row:
    """Do `work` once to warm up, with 0, and then `runs` times, with 1 and on."""
    work(0)
    times = []
    for run in range(1, runs + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        work(run)
        times.append((time.perf_counter() - wall, time.process_time() - cpu))
    return row_of(part, name, np.array(times), bar=bar)


def row_of(part: str, name: str, times: np.ndarray, *, bar: float | None = None) -> Row:
    """times: (runs, 2) wall and CPU seconds; (runs, 1) without the latter; (0, 0) for memory alone."""
    halves = [float(half) for half in np.median(times, 0)] if times.size else []
    half, cpu = [*halves, None, None][:2]
    late = float(np.percentile(times[:, 0], 95)) if times.size else None
    return Row(part, name, half, late, cpu, len(times), peak(), os.getloadavg()[0], bar)


def table(rows: list[Row]) -> str:
    """Markdown, a table for each part."""
    lines: list[str] = []
    for part in dict.fromkeys(row.part for row in rows):
        lines += [
            "",
            f"**{part}**",
            "",
            "| what | p50 s | p95 s | CPU-s | bar s | against | peak MiB | load |",
        ]
        lines.append("|---|--:|--:|--:|--:|---|--:|--:|")
        for row in (row for row in rows if row.part == part):
            bar = "" if row.bar is None else f"{row.bar:g}"
            against = "" if row.ratio is None else f"{row.ratio:.2f} x {row.baseline}"
            most = "" if row.peak is None else f"{row.peak:.0f}"
            times = " | ".join("" if one is None else f"{one:.3f}" for one in (row.p50, row.p95, row.cpu))
            lines.append(f"| {row.name} | {times} | {bar} | {against} | {most} | {row.load:.1f} |")
    return "\n".join(lines).strip()
