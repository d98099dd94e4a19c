"""How quick a library is: indexing, searching, memory; and the scan of many codes beside usearch and faiss.

    python -m tests.benchmarks.library [--pictures 200] [--folder FOLDER] [--codes 100000 1000000]

The pictures are mannequins of characters by chance in the named poses, drawn by this command; `--folder`
takes a folder of yours. Codes are synthetic. CPU seconds are printed beside wall seconds: on a busy machine
only they can be trusted. faiss is measured where it is installed; it is no dependency.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from anigen_core.character import Character
from anigen_core.library import Library, Query
from anigen_core.library.codes import Codes
from anigen_core.library.looking import Looker
from anigen_core.pose_library import named_poses
from anigen_core.runner import pick_runner
from anigen_core.stages.generate import Generate, GenerateOptions

BARS = {100_000: 10.0, 1_000_000: 50.0}
"""Milliseconds in which the nearest of so many codes should be found on two cores."""

SIZE = (256, 384)


def draw_pictures(folder: Path, count: int) -> None:
    """Mannequins: no weights are needed."""
    poses = list(named_poses().values())
    draw = Generate()
    for number in range(count):
        options = GenerateOptions(character=Character.parse("", seed=number // 4))
        picture = draw(poses[number * 7 % len(poses)].pose(SIZE), options)
        Image.fromarray(picture).save(folder / f"{number:05}.png", compress_level=1)


def times(work: Callable[[int], object], runs: int) -> str:
    """p50 and p95 of wall milliseconds, and the CPU's, of `runs` calls after one that warms up."""
    work(0)
    wall, cpu = [], []
    for run in range(runs):
        start, spent = time.perf_counter(), time.process_time()
        work(run)
        wall.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - spent))
    half, most = np.percentile(wall, (50, 95))
    return f"p50 {half:7.2f} ms, p95 {most:7.2f} ms, CPU {np.mean(cpu):7.2f} ms"


def memory() -> float:
    """Largest resident memory so far, MiB."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure_pictures(folder: Path, place: Path, *, poses: bool) -> None:
    """Index a folder and search it by each of its pictures."""
    looker = Looker(pick_runner(), poses=poses)
    library = Library.open(place)
    before, spent = memory(), time.process_time()
    done = library.add(folder, looker)
    spent = time.process_time() - spent
    count = max(done.new, 1)
    print(
        f"{done.new} pictures in {done.seconds:.1f} s: {count / max(done.seconds, 1e-9):.1f} a second,",
        end=" ",
    )
    print(f"{1000 * spent / count:.0f} ms CPU each; {len(done.unreadable)} unreadable; coder {looker.coder}")
    again = library.add(folder, looker)
    print(f"once more, nothing changed: {again.seconds:.2f} s")
    entries = [entry for entry in library.entries(library.columns.ids[:50]) if entry]
    for by in ("code", "palette", "style", "pose"):
        asked = [
            e.looked
            for e in entries
            if (by != "pose" or e.looked.pose) and (by != "palette" or len(e.looked.palette))
        ]
        if asked:
            queries = [Query.like(looked, (by,)) for looked in asked]
            print(f"search by {by:8} {times(lambda n, q=queries: library.search(q[n % len(q)]), 50)}")
    ends = [entry.looked.code for entry in entries]
    print(f"chain of four       {times(lambda n: library.between(ends[n], ends[-1 - n], 4), 5)}")
    start = time.perf_counter()
    print(f"{len(library.groups())} groups of copies in {time.perf_counter() - start:.1f} s")
    stats = library.stats()
    print(f"{stats.poses} poses known; {stats.bytes / 1e6:.1f} MB ({stats.bytes / count / 1e3:.1f} kB each)")
    print(f"memory {memory():.0f} MiB, before the pictures {before:.0f} MiB")


def measure_codes(count: int) -> None:
    """The nearest of synthetic codes: this program's scan, usearch, and faiss where it is installed."""
    codes = np.random.default_rng(0).integers(0, 256, (count, 64), np.uint8)
    index = Codes(codes)
    found = times(lambda n: index.nearest(codes[n], 10), 30)
    print(f"{count:8} codes, scan    {found}; bar {BARS.get(count, 0):.0f} ms")
    from usearch.compiled import MetricKind
    from usearch.index import search

    found = times(
        lambda n: search(codes, codes[n : n + 1], 10, MetricKind.Hamming, exact=True, threads=2), 15
    )
    print(f"{count:8} codes, usearch {found}")
    if importlib.util.find_spec("faiss"):
        import faiss  # pyright: ignore[reportMissingImports]

        flat = faiss.IndexBinaryFlat(512)
        flat.add(codes)  # pyright: ignore[reportCallIssue]
        print(f"{count:8} codes, faiss   {times(lambda n: flat.search(codes[n : n + 1], 10), 15)}")  # pyright: ignore[reportCallIssue]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.library")
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--codes", type=int, nargs="*", default=list(BARS))
    parser.add_argument("--no-poses", action="store_true")
    chosen = parser.parse_args()
    for count in chosen.codes:
        measure_codes(count)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or Path(scratch) / "pictures"
        if chosen.folder is None:
            folder.mkdir()
            draw_pictures(folder, chosen.pictures)
        measure_pictures(folder, Path(scratch) / "library.sqlite", poses=not chosen.no_poses)


if __name__ == "__main__":
    main()
