"""Our tagger with its code beside Illustration2Vec's tagger: parameters, multiplications, seconds.

    python -m tests.benchmarks.similar [--runs 5]

Both in eager torch on one thread in turns, one picture, random weights (theirs tells tags only; they have a
second network for codes). Then the stage as users get it, with and without weights, and how long one code
takes to be compared with 100,000.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from anigen_core.networks.tagger import BITS, SIDE, Tagger
from anigen_core.networks.tagger_peers import SIDE as THEIR_SIDE
from anigen_core.networks.tagger_peers import Illustration2Vec
from anigen_core.runner import pick_runner
from anigen_core.stages.similar import Similar, distance
from tests.benchmarks.seeing import example
from train.tags import LABELS

OURS, THEIRS = "ours, tags and code", "Illustration2Vec, tags"


def networks() -> dict[str, tuple[nn.Module, Tensor]]:
    """Each network with the input that it is made for."""
    ours, theirs = Tagger(len(LABELS), bits=BITS), Illustration2Vec()
    return {
        OURS: (ours.eval(), torch.rand(1, 3, SIDE, SIDE * 2 // 3)),
        THEIRS: (theirs.eval(), torch.rand(1, 3, THEIR_SIDE, THEIR_SIDE) * 255),
    }


def gmac(network: nn.Module, x: Tensor) -> float:
    """Multiplications of one picture, in thousand millions."""
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        network(x)
    return counter.get_total_flops() / 2e9


def least(works: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The least CPU seconds of each, taking turns, after a run that warms up."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs + 1):
        for name, work in works.items():
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    return {name: min(spent[1:]) for name, spent in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.similar")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    torch.set_num_threads(1)
    made = networks()
    with torch.inference_mode():
        spent = least({name: lambda pair=pair: pair[0](pair[1]) for name, pair in made.items()}, runs)
    print(f"{'':24} {'million':>8} {'GMAC':>7} {'seconds':>8} {'ratio':>6}")
    for name, (network, x) in made.items():
        size = sum(p.numel() for p in network.parameters()) / 1e6
        ratio = spent[name] / spent[OURS]
        print(f"{name:24} {size:8.1f} {gmac(network, x):7.2f} {spent[name]:8.3f} {ratio:6.1f}")
    picture = example()
    codes = np.random.default_rng(0).integers(0, 256, (100_000, BITS // 8), np.uint8)
    learned, by_rules = Similar(pick_runner()), Similar()
    works: dict[str, Callable[[], object]] = {
        f"tags, code by {learned.coder}": lambda: learned(picture),
        f"no weights: {by_rules.coder}": lambda: by_rules(picture),
        "one code to 100,000": lambda: distance(codes[0], codes),
    }
    for name, seconds in least(works, runs).items():
        print(f"{name:32} {seconds * 1000:8.1f} ms of CPU")


if __name__ == "__main__":
    main()
