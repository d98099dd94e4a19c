"""Every number that the program promises, in one table.

    python -m tests.benchmarks [--quick] [--only promises sizes batches users] [--out FOLDER]

- promises: preview, painting, body, whole chain, start of the page, memory with everything loaded; each with
  its bar on two idle cores, and as a ratio to a named baseline (how many times the CPU seconds that takes);
- sizes: a drawing of 256 to 2048 pixels' length, finished at its own size;
- batches: pictures that the painter's network paints at once, for each of them;
- users: people who wait for a preview at the same time, for each of them.

Memory is read before the baselines are loaded. --out writes table.md and table.json. --quick: few runs, no
baselines in eager torch but the painter's, and the small half of sizes, batches and users.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from anigen_core.document import Document
from anigen_core.imaging import encode_png
from anigen_core.painting.learned import NAME, generate, input_planes, refine
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_poses
from anigen_core.runner import OpenVinoRunner, Runner
from anigen_core.settings import EyeWish, Settings
from anigen_core.stages.generate import GenerateOptions, draw_body
from anigen_core.steps import STEPS
from tests.benchmarks.body import WISHED, peak
from tests.benchmarks.chain import EXAMPLES, MEMORY, changed, everything
from tests.benchmarks.measuring import Row, measured, row_of, table
from tests.benchmarks.reconstruct import drawing, untrained

SIZE = (512, 768)
PREVIEW, PAINTED, BODY, CHAIN, START = 0.3, 0.6, 0.5, 8.0, 6.0
"""Bars: seconds on two idle cores."""


def example() -> Document:
    """A drawing with lines, colors and a pose, 512x768, whose eyes are to be colored."""
    document = Document.load(EXAMPLES / "sailor_girl.anigen")
    eyes = (EyeWish("left", "#c0392b"), EyeWish("right", "#2e8b57"))
    return changed(document, eyes=eyes, upscale=2)


def stroked(document: Document, run: int) -> Document:
    """The drawing with one more stroke, another for each run, so that nothing of it is remembered."""
    assert document.lines is not None
    lines = document.lines.copy()
    cv2.line(lines, (60, 40 + 3 * run), (200, 60 + 3 * run), 0, 2)
    return replace(document, lines=lines)


def previewed(studio: Studio, document: Document) -> bytes:
    """From arrays to the file that the page shows."""
    return encode_png(studio.finish(document, preview=True).picture)


def painted(runner: Runner) -> object:
    lines, colors = drawing()
    how = {"strength": 0.6, "progress": lambda fraction: None}
    draft = generate(runner, lines, colors, seed=0, **how)  # type: ignore[arg-type]
    return refine(runner, draft, lines, colors, passes=1, **how)  # type: ignore[arg-type]


def bodies(runner: Runner) -> Callable[[int], object]:
    poses = [named.pose(SIZE) for named in named_poses().values()]
    options = GenerateOptions(character=WISHED, figure="psgan")
    return lambda run: draw_body(poses[run % len(poses)], options, runner=runner)


def promises(quick: bool) -> Iterator[Row]:
    part, runs, few = "promises", 5 if quick else 20, 1 if quick else 3
    studio, document = Studio(), example()
    ours = studio.runner()
    work: list[tuple[str, Callable[[int], object], int, float]] = [
        ("preview, 256x384", lambda run: previewed(studio, stroked(document, run)), runs, PREVIEW),
        ("PI-REC, generate and refine, 512x768", lambda run: painted(ours), runs, PAINTED),
        ("pose to body, 512x768", bodies(ours), runs, BODY),
        ("whole chain to 1024x1536, with eyes", lambda run: studio.finish(document, again=STEPS), few, CHAIN),
    ]
    rows = [measured(part, name, each, count, bar=bar) for name, each, count, bar in work]
    everything(studio)
    rows.append(row_of(part, f"everything loaded (bar {MEMORY} MiB)", np.zeros((0, 0))))
    eager = Studio("torch")
    torch = eager.runner()
    baselines: list[tuple[str, Callable[[int], object]]] = [
        ("eager torch", lambda run: previewed(eager, stroked(document, run))),
        ("the paper's generator, twice", lambda run: None),
        ("eager torch", bodies(torch)),
        ("eager torch", lambda run: eager.finish(document, again=STEPS)),
    ]
    with tempfile.TemporaryDirectory() as scratch:
        untrained(Path(scratch), "pirec_original")
        peer = OpenVinoRunner(folder=Path(scratch), cache=Path(scratch) / "cache")
        planes = input_planes(*drawing(), strength=0.6)
        baselines[1] = (baselines[1][0], lambda run: [peer.run("pirec_original", planes) for _ in range(2)])
        for number, (row, (words, each)) in enumerate(zip(rows, baselines, strict=False)):
            if quick and number != 1:
                yield row
                continue
            slow = measured(part, words, each, 1 if quick else 2)
            assert slow.cpu and row.cpu
            yield replace(row, baseline=words, ratio=slow.cpu / row.cpu)
    yield rows[-1]
    yield started(1 if quick else 3)


def started(runs: int) -> Row:
    """From the start of the program to the first page, beside the import of what serves it."""
    from tests.ui.conftest import start_server

    starts, imports = [], []
    for _ in range(runs + 1):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            server = start_server(Path(folder))
            starts.append(time.perf_counter() - began)
            server.stop()
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import gradio"], check=True)
        imports.append(time.perf_counter() - began)
    row = row_of("promises", "start to first page", np.array(starts[1:])[:, None], bar=START)
    return replace(row, baseline="import gradio", ratio=float(np.median(imports[1:]) / np.median(starts[1:])))


def sizes(quick: bool) -> Iterator[Row]:
    lines, colors = drawing()
    studio = Studio()
    studio.warm_up()
    for length in (256, 512, 768) if quick else (256, 512, 768, 1024, 1536, 2048):
        extent = (2 * length // 3 // 2 * 2, length)
        planes = [cv2.resize(plane, extent, interpolation=cv2.INTER_NEAREST) for plane in (lines, colors)]
        document = Document.compose(planes[0], planes[1], settings=Settings())
        name = f"{extent[0]}x{extent[1]}, finished with its layers"
        yield measured(
            "sizes", name, lambda run, d=document: studio.finish(d, again=STEPS), 1 if quick else 3
        )


def batches(quick: bool) -> Iterator[Row]:
    runner = OpenVinoRunner()
    planes = input_planes(*drawing(), strength=0.6)
    alone = 0.0
    for count in (1, 2) if quick else (1, 2, 4, 8):
        given = np.repeat(planes, count, 0)
        row = measured("batches", f"{count} at once", lambda run, g=given: runner.run(NAME, g), 3)
        assert row.p50 and row.p95 and row.cpu
        alone = alone or row.cpu
        each = replace(row, p50=row.p50 / count, p95=row.p95 / count, cpu=row.cpu / count)
        yield replace(each, baseline="one alone", ratio=alone / (row.cpu / count))


def users(quick: bool) -> Iterator[Row]:
    studio, document = Studio(), example()
    previewed(studio, document)
    strokes = 3 if quick else 8
    for count in (1, 2, 4) if quick else (1, 2, 4, 8, 16):

        def visit(user: int) -> list[float]:
            spent = []
            for stroke in range(strokes):
                began = time.perf_counter()
                previewed(studio, stroked(document, 1 + user * strokes + stroke))
                spent.append(time.perf_counter() - began)
            return spent

        began = time.process_time()
        with ThreadPoolExecutor(count) as pool:
            waits = [wait for waited in pool.map(visit, range(count)) for wait in waited]
        cpu = (time.process_time() - began) / len(waits)
        words = f"{count} waiting for previews at once"
        yield row_of("users", words, np.array([(wait, cpu) for wait in waits]))


PARTS = {"promises": promises, "sizes": sizes, "batches": batches, "users": users}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    cv2.setNumThreads(chosen.threads)
    rows: list[Row] = []
    for part in chosen.only:
        for row in PARTS[part](chosen.quick):
            rows.append(row)
            print(f"{row.part}: {row.name}", "" if row.p50 is None else f"{row.p50:.3f} s", flush=True)
    print("\n" + table(rows))
    if chosen.out is not None:
        chosen.out.mkdir(parents=True, exist_ok=True)
        (chosen.out / "table.md").write_text(table(rows) + "\n", "utf-8")
        entries = {"threads": chosen.threads, "peak": peak(), "rows": [row.entry() for row in rows]}
        (chosen.out / "table.json").write_text(json.dumps(entries, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
