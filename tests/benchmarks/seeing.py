"""CPU and wall time of each stage that looks at a picture, for 512x768.

    python -m tests.benchmarks.seeing [--runs 5] [--picture FILE] [--engine openvino]

The picture is a finished one of the examples unless another is named. A row with weights is followed by the
networks' own share, run by run as the stage asks for them, and by what the rules take without any network.
On a busy machine wall seconds say more about the others than about this program: CPU time bounds what one
idle core needs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from anigen_core.imaging import open_image, to_rgb
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages.landmarks import Landmarks
from anigen_core.stages.parse import Parse, cutout
from anigen_core.stages.tags import Tags
from anigen_core.weights import WeightCard

EXAMPLE = Path(__file__).parents[2] / "assets" / "examples" / "before_after.png"
SIZE = (512, 768)


class Clock:
    """A runner that counts what its networks take: seconds of wall and CPU time since the last `reset`."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self.wall = self.cpu = 0.0

    def run(self, name: str, *arrays: np.ndarray) -> np.ndarray:
        """See `Runner`."""
        wall, cpu = time.perf_counter(), time.process_time()
        out = self._runner.run(name, *arrays)
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
        return out

    def describe(self, name: str | None = None) -> str:
        """See `Runner`."""
        return self._runner.describe(name)

    def card(self, name: str) -> WeightCard | None:
        """See `Runner`."""
        return self._runner.card(name)


def example() -> np.ndarray:
    """The right third of the examples' picture, which is finished: 768x512x3."""
    return to_rgb(Image.open(EXAMPLE))[:, -SIZE[0] :]


def best(work: Callable[[], object], clock: Clock, runs: int) -> tuple[float, float, float, float]:
    """Least wall and CPU milliseconds of `runs` runs after one that warms up, of all and of the networks."""
    work()
    times = []
    for _ in range(runs):
        clock.reset()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        spent = time.perf_counter() - wall, time.process_time() - cpu, clock.wall, clock.cpu
        times.append([1000 * t for t in spent])
    rows = np.array(times).min(0)
    return float(rows[0]), float(rows[1]), float(rows[2]), float(rows[3])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.seeing")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--picture", type=Path, help="another picture; it is brought to 512x768")
    parser.add_argument("--engine", choices=("auto", "torch", "openvino"), default="auto")
    chosen = parser.parse_args()
    picture = example()
    if chosen.picture is not None:
        picture = np.asarray(Image.fromarray(to_rgb(open_image(chosen.picture))).resize(SIZE))
    clock = Clock(pick_runner(chosen.engine))
    parsed = Parse(clock)(picture)
    faces = len(Landmarks(clock)(picture))
    print(f"512x768, {faces} faces found, milliseconds; {clock.describe()}")
    print(f"{'':24} {'wall':>7} {'CPU':>7} {'networks: wall':>15} {'CPU':>7}")
    stages: dict[str, Callable[[], object]] = {
        "tags": lambda: Tags(clock)(picture),
        "parts and pose": lambda: Parse(clock)(picture),
        "cutout of what is parsed": lambda: cutout(picture, parsed),
        "faces and landmarks": lambda: Landmarks(clock)(picture),
        "tags by rules": lambda: Tags()(picture),
        "parts and pose by rules": lambda: Parse()(picture),
        "faces by rules": lambda: Landmarks()(picture),
    }
    for name, work in stages.items():
        wall, cpu, network_wall, network_cpu = best(work, clock, chosen.runs)
        print(f"{name:24} {wall:7.0f} {cpu:7.0f} {network_wall:15.0f} {network_cpu:7.0f}")


if __name__ == "__main__":
    main()
