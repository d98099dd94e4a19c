"""A flame graph of the whole chain: where its time goes, as an SVG that a browser opens.

    python -m tests.benchmarks.flame --out chain.svg [--example sailor_girl] [--factor 2] [--runs 3]

Width is time of the thread that runs the chain, waiting for engines' own threads included. Needs py-spy (of
the extra "test"). Everything is loaded and run once before, so that loading does not show.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from anigen_core.document import Document
from anigen_core.pipeline import Studio
from anigen_core.settings import EyeWish
from anigen_core.steps import STEPS
from tests.benchmarks.chain import EXAMPLES, changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--example", default="sailor_girl")
    parser.add_argument("--factor", type=int, default=2, choices=(1, 2, 4))
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    eyes = (EyeWish("left", "#c0392b"), EyeWish("right", "#2e8b57"))
    document = Document.load(EXAMPLES / f"{chosen.example}.anigen")
    document = changed(document, eyes=eyes, upscale=chosen.factor)
    studio = Studio()
    studio.finish(document)
    spy = Path(sys.executable).with_name("py-spy")
    program = str(spy) if spy.exists() else "py-spy"
    command = [program, "record", "--pid", str(os.getpid()), "--rate", "200", "--output", str(chosen.out)]
    try:
        watching = subprocess.Popen([*command, "--nonblocking", "--duration", "3600"])
    except FileNotFoundError as error:
        raise SystemExit("This needs py-spy; install it with: pip install py-spy") from error
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(chosen.runs):
        studio.finish(document, again=STEPS)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    watching.send_signal(2)  # as Ctrl+C does: it writes what it has seen
    watching.wait(60)
    print(f"{chosen.runs} runs, {wall:.1f} s, {cpu:.1f} CPU-s: {chosen.out}")


if __name__ == "__main__":
    main()
