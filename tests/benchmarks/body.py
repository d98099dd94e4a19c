"""Speed of drawing a body at 512x768, beside the mannequin in the same process.

    python -m tests.benchmarks.body [--runs 20] [--threads 2] [--weights FOLDER]

Every run takes another of the named poses. Without weights a network of the shipped shape that has learned
nothing is measured; time does not depend on what was learned. CPU seconds are printed beside wall seconds: on
a busy machine only they can be trusted, and half of them is the wall time that two idle cores reach at best.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from anigen_core import bodies, weights
from anigen_core.character import ANYBODY, Character, labels
from anigen_core.mannequin.skeleton import lift
from anigen_core.pose import Pose
from anigen_core.pose_library import named_poses
from anigen_core.runner import OpenVinoRunner, Precision
from anigen_core.stages.generate import NAME, GenerateOptions, draw_body

SIZE = (512, 768)
WISHED = Character.parse("hair=twin_tails, hair_color=pink, outfit=sailor, top=#f4f4f8, skin=#ffe0cc", seed=3)
BAR = 0.5
"""Seconds in which a body should be there."""

MOST_PARAMETERS = 8_000_000


def untrained(folder: Path) -> None:
    """The network as it is before training, in `folder`."""
    import torch

    from anigen_core.networks.psgan import Psgan
    from train.runs import export

    torch.manual_seed(0)
    words = labels()
    card = {"architecture": NAME, "config": {"words": len(words)}, "labels": list(words), "scale": 0}
    export(folder / f"{NAME}.safetensors", Psgan(len(words)).state_dict(), card)


def timed(work: Callable[[Pose], object], poses: Sequence[Pose], runs: int) -> np.ndarray:
    """(runs, 2) wall and CPU seconds, after one run that warms up."""
    work(poses[0])
    times = []
    for run in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work(poses[run % len(poses)])
        times.append((time.perf_counter() - wall, time.process_time() - cpu))
    return np.array(times)


def told(label: str, times: np.ndarray, bar: float | None = None) -> float:
    """Print a row; returns the median of the CPU seconds."""
    (wall, cpu), late = np.median(times, 0), np.percentile(times, 95, 0)
    words = ""
    if bar is not None:
        words = f"  bar {bar:.2f} s: {'met' if wall <= bar else 'not met'}"
        if wall > bar >= cpu / 2:
            words += " here, within reach of two idle cores"
    row = f"{wall:7.3f} s {late[0]:7.3f} s {cpu:9.3f} {late[1]:9.3f}"
    print(f"  {label:44} {row}{words}", flush=True)
    return float(cpu)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.body")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--precision", choices=("auto", "float32", "bfloat16"), default="auto")
    parser.add_argument("--weights", type=Path, help="folder with psgan.safetensors and its card")
    chosen = parser.parse_args()
    cv2.setNumThreads(chosen.threads)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.weights
        if folder is None and NAME not in weights.list_weights():
            folder = Path(scratch)
            untrained(folder)
        measure(chosen.runs, chosen.precision, folder, Path(scratch) / "cache")


def measure(runs: int, precision: Precision, folder: Path | None, cache: Path) -> None:
    poses = [named.pose(SIZE) for named in named_poses().values()]
    runner = OpenVinoRunner(precision=precision, folder=folder, cache=cache)
    card = runner.card(NAME)
    assert card is not None
    before = peak()
    print(f"  {'512x768':44} {'median':>9} {'95 %':>9} {'CPU-s':>9} {'95 %':>9}")
    plain = timed(
        lambda pose: draw_body(pose, GenerateOptions(character=WISHED, figure="mannequin")), poses, runs
    )
    baseline = told("mannequin", plain)
    after = peak()
    wish = bodies.wish_of(WISHED, None, 0.0, tuple(card.labels))[None]

    def network(pose: Pose) -> object:
        return runner.run(NAME, bodies.points_of(pose, lift(pose), bodies.frame_of(pose))[None], wish)

    told("the network alone", timed(network, poses, runs))
    options = GenerateOptions(character=WISHED, figure="psgan")
    body = timed(lambda pose: draw_body(pose, options, runner=runner), poses, runs)
    ours = told("body: picture, flat colors, lines, parts", body, BAR)
    nobody = GenerateOptions(character=ANYBODY, figure="psgan")
    told("the same, nothing wished for", timed(lambda p: draw_body(p, nobody, runner=runner), poses, runs))
    print(f"  ({runner.describe(NAME)})")
    print(f"  a body takes {ours / baseline:.1f} times the mannequin's CPU seconds")
    few = "met" if card.params <= MOST_PARAMETERS else "not met"
    print(f"  {card.params / 1e6:.2f} M parameters  bar {MOST_PARAMETERS / 1e6:.0f}: {few}")
    if before is not None and after is not None:
        words = f"at the start {before:.0f}, with the mannequin {after:.0f}, with the network {peak():.0f}"
        print(f"  peak memory of this process in MiB: {words}")


def peak() -> float | None:
    """MiB of this process at most so far; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
