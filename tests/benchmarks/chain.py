"""The whole chain on the examples, from the drawing to the picture and its layers, with everything loaded.

    python -m tests.benchmarks.chain [--threads 2] [--examples NAME ...] [--quick]

Each example is finished to twice and to four times its size (512x768 gives 1024x1536 and 2048x3072), with the
default upscaler and with CUNet beside it; then again after one change: another eye color, a moved joint, a
joint moved in a drawing of which the body fills the lower half. What did not change is not run again, and its
steps are named. CPU seconds are printed beside wall seconds: on a busy machine only they can be trusted, and
half of them is the wall time that two idle cores reach at best. --quick leaves CUNet at the large size out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2

from anigen_core.character import Character
from anigen_core.document import Document
from anigen_core.imaging import to_rgba
from anigen_core.pipeline import Studio
from anigen_core.result import Result
from anigen_core.settings import EyeWish
from anigen_core.stages.faces import FacesOptions
from anigen_core.stages.landmarks import Landmarks
from anigen_core.stages.lines import Lines
from anigen_core.stages.parse import Parse
from anigen_core.stages.tags import Tags
from anigen_core.stages.upscale import Upscale, UpscaleOptions
from anigen_core.steps import STEPS
from tests.benchmarks.body import peak

EXAMPLES = Path(__file__).parents[2] / "assets" / "examples"
BARS = {2: 8.0, 4: 20.0}
"""Seconds on two idle cores, by enlargement."""
MEMORY = 1536
"""MiB that the whole process may take."""


def timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """What it makes, wall seconds, CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def told(label: str, made: tuple[Result, float, float], bar: float | None = None) -> None:
    """Print a row: the times, and the share of each step."""
    result, wall, cpu = made
    total = max(sum(result.seconds.values()), 1e-9)
    shares = {step: spent / total for step, spent in result.seconds.items()}
    words = ", ".join(f"{step} {share:.0%}" for step, share in shares.items() if share >= 0.005)
    judged = ""
    if bar is not None:
        judged = f"  bar {bar:.0f} s: {'met' if wall <= bar else 'not met'}"
        if wall > bar >= cpu / 2:
            judged += " here, within reach of two idle cores"
    print(f"  {label:44} {wall:7.2f} s {cpu:7.2f} CPU-s{judged}", flush=True)
    print(f"      {words}", flush=True)


def kept(result: Result) -> None:
    """Print what was run again, and what was not."""
    by_state: dict[str, list[str]] = {}
    for step in result.steps:
        by_state.setdefault(step.state, []).append(step.name)
    words = "; ".join(f"{state}: {', '.join(steps)}" for state, steps in by_state.items())
    print(f"      {words}", flush=True)


def everything(studio: Studio) -> None:
    """Use every network that is shipped once, as a server has after a day."""
    runner, drawing = studio.runner(), Document.load(EXAMPLES / "sailor_girl.anigen")
    studio.warm_up()
    studio.warm_up_rest()
    picture = studio.finish(drawing).picture
    for stage in (Parse(runner), Landmarks(runner), Lines(runner), Tags(runner)):
        stage(picture)
    wished = Character.parse("hair=twin_tails")
    assert drawing.pose is not None
    studio.body(drawing.pose, wished, figure="psgan")
    studio.faces(wished, 1, FacesOptions(maker="network"))
    studio.repose(replace(drawing, references=((to_rgba(picture), None),)), anyway=True)
    for denoise in (0, 1, 3):
        Upscale(runner)(picture[:64, :64], UpscaleOptions(2, "cunet", denoise))


def measure(names: list[str], quick: bool) -> None:
    studio = Studio()
    everything(studio)
    print(f"  with everything loaded {peak():.0f} MiB at most")
    for name in names:
        drawing = Document.load(EXAMPLES / f"{name}.anigen")
        eyes = (EyeWish("left", "#c0392b"), EyeWish("right", "#2e8b57"))
        drawing = replace(drawing, settings=replace(drawing.settings, eyes=eyes))
        for factor, bar in BARS.items():
            _measure_one(studio, name, changed(drawing, upscale=factor), bar)
            if factor == 2 or not quick:
                cunet = changed(drawing, upscale=factor, upscaler="cunet")
                told(
                    "the same by CUNet, everything anew", timed(lambda d=cunet: studio.finish(d, again=STEPS))
                )
    most = peak()
    assert most is not None
    print(f"  peak memory {most:.0f} MiB  bar {MEMORY}: {'met' if most <= MEMORY else 'not met'}")


def _measure_one(studio: Studio, name: str, drawing: Document, bar: float) -> None:
    size = drawing.extent.scaled(drawing.settings.upscale)
    told(f"{name} to {size}", timed(lambda: studio.finish(drawing, again=STEPS)), bar)
    eyes = (replace(drawing.settings.eyes[0], color="#2a52be"), *drawing.settings.eyes[1:])
    _told_again(studio, "  another color for one eye", changed(drawing, eyes=eyes))
    half = replace(_lower_half_gone(drawing), settings=replace(drawing.settings, mix=0.5))
    for label, document in (("  a joint moved", drawing), ("  a joint moved, half of her by the body", half)):
        studio.finish(document)
        _told_again(studio, label, _moved(document))


def _told_again(studio: Studio, label: str, document: Document) -> None:
    """Finish a drawing after a change. The result is let go of at once: a held one would count as memory."""
    made = timed(lambda: studio.finish(document))
    told(label, made)
    kept(made[0])


def changed(drawing: Document, **settings: object) -> Document:
    """The same drawing with other settings."""
    return replace(drawing, settings=replace(drawing.settings, **settings))  # type: ignore[arg-type]


def _moved(drawing: Document) -> Document:
    assert drawing.pose is not None
    x, y = (float(value) for value in drawing.pose.joints[10, :2])
    return replace(drawing, pose=drawing.pose.with_joint("r_ankle", x + 12, y - 8))


def _lower_half_gone(drawing: Document) -> Document:
    """Without what is drawn there: of a pose alone nothing goes."""
    given = {"lines": drawing.lines, "colors": drawing.colors}
    half = {name: plane.copy() for name, plane in given.items() if plane is not None}
    for name, plane in half.items():
        plane[drawing.height // 2 :] = 255 if name == "lines" else 0
    return replace(drawing, **half)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.chain")
    parser.add_argument("--threads", type=int, default=2)
    every = sorted(path.stem for path in EXAMPLES.glob("*.anigen"))
    parser.add_argument("--examples", nargs="+", choices=every, default=every)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    cv2.setNumThreads(chosen.threads)
    measure(chosen.examples, chosen.quick)


if __name__ == "__main__":
    main()
