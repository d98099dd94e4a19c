"""Speed of painting with PI-REC at 512x768, beside the paper's generator in the same process and engine.

    python -m tests.benchmarks.reconstruct [--runs 3] [--threads 2] [--weights FOLDER]

Without weights a network of the same shape that has learned nothing is measured; time does not depend on what
was learned. CPU seconds are printed beside wall seconds: on a busy machine only they can be trusted, and half
of them is the wall time that two idle cores can reach at best.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

from anigen_core.document import Document
from anigen_core.painting.learned import NAME, generate, input_planes, refine
from anigen_core.pipeline import Studio
from anigen_core.runner import OpenVinoRunner, Precision
from anigen_core.settings import Settings
from anigen_core.stages.reconstruct import Reconstruct, ReconstructOptions
from anigen_core.steps import STEPS
from anigen_core.weights import ARCHITECTURES, list_weights
from tests.benchmarks.upscale import best
from tests.figure import draw_figure

SIZE = (512, 768)
REFINED, PREVIEW, RATIO = 0.6, 0.12, 5.0
"""Bars: seconds of generating and refining, of a preview's painting; times faster than the original."""


def untrained(folder: Path, *names: str) -> None:
    """Weights of these architectures as they are before training, in `folder`."""
    import importlib

    import torch

    from train.runs import export

    for name in names:
        torch.manual_seed(0)
        module, kind = ARCHITECTURES[name]
        network = getattr(importlib.import_module(module), kind)()
        export(folder / f"{name}.safetensors", network.state_dict(), {"architecture": name})


def drawing() -> tuple[np.ndarray, np.ndarray]:
    """Lines (768, 512) uint8 and colors (768, 512, 4) uint8."""
    figure = draw_figure(scale=2)
    lines = cv2.resize(figure.lines, SIZE, interpolation=cv2.INTER_AREA)
    return lines, cv2.resize(figure.colors, SIZE, interpolation=cv2.INTER_NEAREST)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reconstruct")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--precision", choices=("auto", "float32", "bfloat16"), default="auto")
    parser.add_argument("--weights", type=Path, help="folder with pirec.safetensors and its card")
    chosen = parser.parse_args()
    cv2.setNumThreads(chosen.threads)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.weights
        if folder is None and NAME not in list_weights():
            folder = Path(scratch)
            untrained(folder, NAME)
        measure(chosen.runs, chosen.precision, folder, Path(scratch))


def measure(runs: int, precision: Precision, folder: Path | None, scratch: Path) -> None:
    lines, colors = drawing()
    small = [cv2.resize(a, (256, 384), interpolation=cv2.INTER_NEAREST) for a in (lines, colors)]
    ours = OpenVinoRunner(precision=precision, folder=folder, cache=scratch / "cache")

    def told(label: str, work: object, bar: float | None = None) -> float:
        wall, cpu = best(work, runs)  # type: ignore[arg-type]
        words = "" if bar is None else f"  bar {bar:.2f} s: {'met' if wall <= bar else 'not met'}"
        if bar is not None and wall > bar >= cpu / 2:
            words += " here, within reach of two idle cores"
        print(f"  {label:52} {wall:7.3f} s {cpu:7.3f} CPU-s{words}", flush=True)
        return cpu

    plain = input_planes(lines, colors, strength=0.6)
    once = told("one pass of the network", lambda: ours.run(NAME, plain))
    print(f"  ({ours.describe(NAME)})")

    def both() -> object:
        how = {"strength": 0.6, "progress": lambda fraction: None}
        draft = generate(ours, lines, colors, seed=0, **how)  # type: ignore[arg-type]
        return refine(ours, draft, lines, colors, passes=1, **how)  # type: ignore[arg-type]

    told("generate and refine", both, REFINED)
    options = ReconstructOptions()
    told("the whole stage (colors kept, lines laid over)", lambda: Reconstruct(ours)(lines, colors, options))
    quick = ReconstructOptions(refine=0)
    told("preview, 256x384, the whole stage", lambda: Reconstruct(ours)(small[0], small[1], quick), PREVIEW)
    told("segment fill, without a network", lambda: Reconstruct()(lines, colors))
    studio = Studio("openvino", weights=folder)
    document = Document.compose(lines, colors, settings=Settings())
    told("Studio: preview, from document to picture", lambda: studio.finish(document, preview=True))
    told("Studio: finished, with layers", lambda: studio.finish(document, again=STEPS))
    _memory("ours")

    precise: Precision = "bfloat16" if ours.describe(NAME).endswith("bfloat16") else "float32"
    peers = scratch / "peers"
    peers.mkdir()
    untrained(peers, "pirec_original")
    original = OpenVinoRunner(precision=precise, folder=peers, cache=scratch / "cache")
    slow = told(f"the paper's generator, one pass, {precise}", lambda: original.run("pirec_original", plain))
    met = "met" if slow / once >= RATIO else "not met"
    print(f"  ours is {slow / once:.1f} times faster (CPU seconds)  bar {RATIO:.0f}: {met}")
    _memory("both")


def _memory(whose: str) -> None:
    if sys.platform == "linux":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  peak memory of this process so far ({whose}): {peak:.0f} MiB")


if __name__ == "__main__":
    main()
