"""How fast the factory is here: pictures per second, CPU time by kind of work, memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from .character import build_character
from .poses.stance import relaxed
from .render.cameras import Outline, Shot, fit
from .render.renderer import PASSES
from .render.style import STYLES, draw_style
from .shots import Clock, Studio


@dataclass(frozen=True)
class Figures:
    """One way of working, measured.

    pictures: of each character. count: pictures made. seconds: wall clock. cpu: milliseconds a picture by
    kind of work (build, load, pose, paint, render, labels). peak: MB of memory of the process so far.
    """

    pictures: int
    count: int
    seconds: float
    cpu: dict[str, float]
    peak: float

    @property
    def rate(self) -> float:
        """Pictures per second."""
        return self.count / self.seconds

    @property
    def without_rendering(self) -> float:
        """CPU milliseconds a picture that a graphics card would not take over."""
        return sum(ms for name, ms in self.cpu.items() if name not in ("render", "load"))

    @property
    def rate_per_core(self) -> float:
        """Pictures per CPU second: what a core makes that nothing else works on."""
        return 1000 / sum(self.cpu.values())

    def lines(self) -> str:
        """For people."""
        who = "a new character each" if self.pictures == 1 else f"{self.pictures} pictures of each character"
        work = ", ".join(f"{name} {ms:.0f}" for name, ms in self.cpu.items())
        return (
            f"{who}: {self.rate:.2f} pictures/s ({self.count} in {self.seconds:.1f} s), "
            f"{self.rate_per_core:.2f} per CPU second, peak {self.peak:.0f} MB\n"
            f"  CPU ms a picture: {work}; without rendering and uploads {self.without_rendering:.0f}"
        )


def peak_memory() -> float:
    """MB of memory this process has held at most."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / 1024


def _warm(studio: Studio, seed: int) -> None:
    """Compile what pictures need: one picture as usual, and a small one in each style."""
    for _ in studio.pictures(seed, [0]):
        pass
    character = build_character(seed)
    loaded, posed = studio.renderer.load(character.figure), character.pose(relaxed())
    camera = fit(Shot("full"), Outline.of(character.figure), posed.frames, (64, 96))
    for kind in STYLES:
        for number in range(3):  # what a style uses varies a little
            style = draw_style(np.random.default_rng(number), kind)
            studio.renderer.render(loaded, posed, camera, style, ("beauty",))
    loaded.release()


def measure(
    seconds: float,
    size: tuple[int, int],
    pictures: int,
    *,
    first: int = 0,
    passes: Collection[str] = PASSES,
) -> Figures:
    """Make pictures for about `seconds`, after some that do not count (they compile the shaders)."""
    studio = Studio(size, passes)
    _warm(studio, first)
    studio.clock = clock = Clock()
    count, seed, start = 0, first, time.perf_counter()
    while time.perf_counter() - start < seconds:
        seed += 1
        for _ in studio.pictures(seed, range(pictures)):
            count += 1
            if time.perf_counter() - start >= seconds and pictures == 1:
                break
    spent = time.perf_counter() - start
    studio.release()
    cpu = {name: 1000 * s / count for name, s in clock.spent.items()}
    return Figures(pictures, count, spent, cpu, peak_memory())
