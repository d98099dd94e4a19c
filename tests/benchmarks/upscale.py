"""Speed of enlarging 512x768 to 1024x1536, as ratios against eager torch and Lanczos in the same process.

    python -m tests.benchmarks.upscale [--runs 3] [--cunet]

CPU seconds are printed beside wall seconds: on a busy machine only they can be trusted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np
from PIL import Image

from anigen_core.calibration import calibration_picture
from anigen_core.runner import OpenVinoRunner, TorchRunner
from anigen_core.stages.upscale import Upscale, UpscaleOptions


def figure() -> np.ndarray:
    """A drawing with flat paper around it, as most are: 768x512x3."""
    page = np.full((768, 512, 3), 255, np.uint8)
    page[120:600, 16:496] = calibration_picture(480)
    return page


def texture() -> np.ndarray:
    """A page without one flat spot, the slowest there is: 768x512x3."""
    small = np.random.default_rng(0).integers(0, 256, (96, 64, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(small).resize((512, 768), Image.Resampling.BICUBIC))


def best(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Least wall and CPU seconds of `runs` runs, after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(t[0] for t in times), min(t[1] for t in times)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.upscale")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--cunet", action="store_true", help="measure cunet too; takes minutes")
    chosen = parser.parse_args()
    models = ["compact", "cunet"] if chosen.cunet else ["compact"]
    for label, page in (("figure on paper", figure()), ("no flat spot", texture())):
        print(f"{label}, 512x768 to 1024x1536")
        wall, cpu = best(lambda page=page: Upscale()(page), chosen.runs)
        print(f"  {'Lanczos with unsharp':42} {wall:7.2f} s {cpu:7.2f} CPU-s")
        for model in models:
            baseline = 0.0
            for runner in (
                TorchRunner(),
                OpenVinoRunner(precision="float32"),
                OpenVinoRunner(precision="bfloat16"),
            ):
                stage, options = Upscale(runner), UpscaleOptions(2, model)  # type: ignore[arg-type]
                wall, cpu = best(lambda s=stage, p=page, o=options: s(p, o), chosen.runs)
                baseline = baseline or cpu
                name = f"{model}, {runner.describe()}"
                print(f"  {name:42} {wall:7.2f} s {cpu:7.2f} CPU-s  {baseline / cpu:5.2f} x eager torch")
    if sys.platform == "linux":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory of this process, all engines together: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
