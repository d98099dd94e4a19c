"""Fuzz what reads files.

    python -m tests.fuzz                                  # every target, 1,000 cases each
    python -m tests.fuzz documents json --cases 100000 --out crashes

Prints a line for each target, and a line for each kind of crash; writes the smallest file of each into --out.
Exit status 1 when anything crashed. Linux and macOS.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.fuzz.running import fuzz
from tests.fuzz.targets import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", help=f"some of {', '.join(TARGETS)}; all where none is named")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="folder for files that crash something")
    options = parser.parse_args()
    crashed = False
    for name in options.targets or TARGETS:
        if name not in TARGETS:
            parser.error(f"there is no target '{name}'; use {', '.join(TARGETS)}")
        summary = fuzz(TARGETS[name], options.cases, options.seed)
        print(summary.line(name), flush=True)
        for number, crash in enumerate(summary.crashes.values(), start=1):
            crashed = True
            print(f"  {crash.count}x {crash.words}")
            if options.out is not None:
                options.out.mkdir(parents=True, exist_ok=True)
                (options.out / f"{name}_{number}.bin").write_bytes(crash.data)
    return int(crashed)


if __name__ == "__main__":
    sys.exit(main())
