"""Many visitors at one server.

    python -m tests.load --clients 32 --minutes 10

Starts `app.py` and as many visitors as asked for. Each draws a stroke every 3 seconds and looks at its
preview, presses Finish once a minute, and now and then closes the tab while it waits. Every drawing tells
whose it is, and every picture is compared with the drawing it is of. Prints one line; exit status 1 where
anything was lost or mixed up, somebody waited without a word, or a limit was passed. Linux and macOS.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from tests.load.crowd import Habits, Tally, crowd
from tests.load.watch import Taken, watched
from tests.ui.conftest import start_server

MEMORY = 2 << 30
DISK = 200 << 20
FINISH = 60.0
"""Seconds from the press to the picture, of 95 in 100."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--minutes", type=float, default=10.0)
    given = parser.parse_args()
    habits = Habits(60 * given.minutes)
    with tempfile.TemporaryDirectory() as folder:
        server = start_server(Path(folder))
        with watched(server.process.pid, server.cache) as taken:
            tally = asyncio.run(crowd(server.url, given.clients, habits))
        server.stop()
    print(summary(given.clients, habits, tally, taken))
    troubles = found(tally, taken)
    troubles += [line for line in server.output if "Error" in line or "Traceback" in line][:10]
    for trouble in troubles:
        print(f"  {trouble.rstrip()}")
    return int(bool(troubles))


def summary(clients: int, habits: Habits, tally: Tally, taken: Taken) -> str:
    """The run in one line."""
    finish, preview = tally.finish_seconds or [0.0], tally.preview_seconds or [0.0]
    return (
        f"{clients} clients, {habits.seconds / 60:g} minutes: {tally.strokes} strokes, "
        f"{tally.previews} previews and {tally.dropped} dropped (p95 {np.percentile(preview, 95):.1f} s), "
        f"{len(tally.finish_seconds)} pictures (p50 {np.median(finish):.1f} s, "
        f"p95 {np.percentile(finish, 95):.1f} s), {tally.left} left while waiting, "
        f"{tally.refused.total()} refused; lost: {tally.lost}, mixed up: {tally.mixed}, "
        f"without a word: {tally.silent}, failed: {tally.failed.total()}; "
        f"memory {taken.memory / 2**20:.0f} MiB, disk {taken.disk / 2**20:.0f} MiB, "
        f"CPU {taken.processor:.0f} s, load {os.getloadavg()[0]:.1f}"
    )


def found(tally: Tally, taken: Taken) -> list[str]:
    """What is not as it should be, in words."""
    troubles = [f"{times}x refused: {words}" for words, times in tally.refused.items()]
    troubles += [f"{times}x failed: {words}" for words, times in tally.failed.items()]
    troubles += [f"lost strokes in {tally.lost} pictures"] if tally.lost else []
    troubles += [f"{tally.mixed} pictures of somebody else"] if tally.mixed else []
    troubles += [f"{tally.silent} waited and were not told their place"] if tally.silent else []
    if tally.finish_seconds and np.percentile(tally.finish_seconds, 95) > FINISH:
        troubles.append(f"more than {FINISH:.0f} s until the picture was there (p95)")
    if taken.memory > MEMORY:
        troubles.append("more than 2 GB of memory")
    if taken.disk > DISK:
        troubles.append("more than 200 MB on the disk")
    return troubles


if __name__ == "__main__":
    sys.exit(main())
