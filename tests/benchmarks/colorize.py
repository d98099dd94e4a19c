"""Speed of colorization at 512x768: the network, the stage with hints, a reference or nothing, and the chain.

    python -m tests.benchmarks.colorize [--runs 5] [--threads 2] [--weights FOLDER]

Without weights a network of the same shape that has learned nothing is measured; time does not depend on what
was learned. p50 and p95 of wall seconds, and of CPU seconds beside them: on a busy machine only those can be
trusted, and half of them is the wall time that two idle cores can reach at best.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from anigen_core.document import Document
from anigen_core.painting.colorist import NAME, imagine_colors
from anigen_core.pipeline import Studio
from anigen_core.runner import OpenVinoRunner
from anigen_core.settings import Settings
from anigen_core.stages.colorize import Colorize, ColorizeOptions
from anigen_core.weights import list_weights
from tests.figure import draw_figure

SIZE = (512, 768)
BAR = 0.6
"""Seconds in which a drawing is to be colored."""

SPOTS = ((256, 42), (256, 190), (250, 350), (220, 690), (300, 690), (220, 184), (292, 184), (170, 400))
"""Where the hints lie, each in the color of the figure there."""


def drawing() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lines (768, 512) uint8, hints and a reference (768, 512, 4) uint8."""
    figure = draw_figure(scale=2)
    lines = cv2.resize(figure.lines, SIZE, interpolation=cv2.INTER_AREA)
    colors = cv2.resize(figure.colors, SIZE, interpolation=cv2.INTER_NEAREST)
    hints = np.zeros_like(colors)
    for x, y in SPOTS:
        cv2.circle(hints, (x, y), 5, (*(int(v) for v in colors[y, x, :3]), 255), -1)
    return lines, hints, np.ascontiguousarray(colors[:, ::-1])


def times(work: Callable[[], object], runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Wall and CPU seconds of each run, after one that does not count."""
    work()
    wall, cpu = [], []
    for _ in range(runs):
        start, spent = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - spent)
    return np.array(wall), np.array(cpu)


def untrained(folder: Path) -> Path:
    """Weights of the colorizer as they are before training, in `folder`."""
    import torch

    from anigen_core.networks.colorizer import Colorizer
    from train.runs import export

    torch.manual_seed(0)
    card = {"architecture": "colorizer", "scale": 0}
    export(folder / f"{NAME}.safetensors", Colorizer().state_dict(), card)
    return folder


def measure(runs: int, folder: Path | None, cache: Path) -> None:
    """Print the table."""
    lines, hints, reference = drawing()
    none, runner = np.zeros_like(hints), OpenVinoRunner(folder=folder, cache=cache)

    def told(label: str, work: Callable[[], object], bar: float | None = None) -> None:
        wall, cpu = times(work, runs)
        p50, p95 = np.percentile(wall, (50, 95))
        words = f"  {label:44} {p50:7.3f} s p50 {p95:7.3f} s p95 {np.median(cpu):7.3f} CPU-s"
        if bar is not None:
            words += f"  bar {bar:.1f} s: {'met' if p50 <= bar else 'not met'}"
            if p50 > bar >= np.median(cpu) / 2:
                words += " here, within reach of two idle cores"
        print(words, flush=True)

    told("the network alone", lambda: imagine_colors(runner, lines, hints, reference=reference))
    print(f"  ({runner.describe(NAME)})")
    stage, flat = Colorize(runner), ColorizeOptions(flats=True)
    told("hints", lambda: stage(lines, hints), BAR)
    told("a reference", lambda: stage(lines, none, reference=reference), BAR)
    told("nothing", lambda: stage(lines, none), BAR)
    told("hints, flats", lambda: stage(lines, hints, flat), BAR)
    told("hints, and a seed for the rest (two passes)", lambda: stage(lines, hints, ColorizeOptions(seed=1)))
    told("hints, without a network", lambda: Colorize()(lines, hints))
    studio = Studio("openvino", weights=folder)
    document = Document.compose(lines, hints, settings=Settings(painter="colorize"))
    told("Studio: preview, from document to picture", lambda: studio.finish(document, preview=True))
    told("Studio: finished, with layers", lambda: studio.finish(document))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.colorize")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--weights", type=Path, help="folder with colorize.safetensors and its card")
    chosen = parser.parse_args()
    cv2.setNumThreads(chosen.threads)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.weights
        if folder is None and NAME not in list_weights():
            folder = untrained(Path(scratch))
        measure(chosen.runs, folder, Path(scratch) / "cache")


if __name__ == "__main__":
    main()
