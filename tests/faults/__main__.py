"""Faults: SIGKILLs at moments by chance, and what can be broken on a computer.

    python -m tests.faults --kills 50

Prints a line for each kind; exit status 1 where anything was lost, or was not told in a sentence.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults.breaking import BREAKING
from tests.faults.killing import kill_batch, kill_server, kill_trainer


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50, help="shared among batch, trainer and server")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    chance, lost = random.Random(given.seed), 0
    server = given.kills // 5
    trainer = given.kills * 2 // 5
    kills = {"server": server, "trainer": trainer, "batch": given.kills - server - trainer}
    killing = {"server": kill_server, "trainer": kill_trainer, "batch": kill_batch}
    for name, times in kills.items():
        lost += _told(f"{name}, killed {times} times", partial(killing[name], kills=times, chance=chance))
    for name, work in BREAKING.items():
        lost += _told(name, work)
    print(f"{given.kills} kills, {len(BREAKING)} kinds of breakage; losses: {lost}")
    return int(lost > 0)


def _told(name: str, work: Callable[[Path], list[str]]) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        troubles = work(Path(folder))
    print(f"{name}: {time.monotonic() - begun:.0f} s, losses: {len(troubles)}", flush=True)
    for trouble in troubles:
        print(f"  {trouble}")
    return len(troubles)


if __name__ == "__main__":
    sys.exit(main())
