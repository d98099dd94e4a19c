"""A batch that is killed again and again, and what is there in the end.

    python -m tests.benchmarks.batch --count 40 --kills 3           on processes of this computer
    python -m tests.benchmarks.batch --count 40 --kills 1 --ray 2   on a Ray cluster of two workers, made here

The drawings are those of assets/examples, each with other seeds. Every kill is a SIGKILL of the whole group
of processes at a moment by chance; of a cluster, also of a worker. Fails where a drawing is lost, and prints
what was begun to be written twice.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from anigen_core.document import Document

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(ROOT)}


def write_drawings(folder: Path, count: int) -> None:
    """Documents that differ by their seed."""
    examples = [Document.load(path) for path in sorted((ROOT / "assets/examples").glob("*.anigen"))]
    folder.mkdir()
    for number in range(count):
        document = examples[number % len(examples)]
        settings = replace(document.settings, seed=number)
        replace(document, settings=settings).save(folder / f"drawing_{number:03}.anigen")


def batch(folder: Path, *options: str) -> subprocess.Popen[str]:
    """`anigen batch` as a group of processes of its own."""
    code = "from anigen_core.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "batch",
        str(folder / "in"),
        "--out",
        str(folder / "out"),
        "--json",
    ]
    return subprocess.Popen(
        [*command, *options],
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def results(folder: Path) -> list[Path]:
    return sorted((folder / "out").glob("*.png"))


def finished(folder: Path) -> Counter[str]:
    """How often the journal says that each drawing was finished, by name."""
    journal = folder / "out" / "batch.jsonl"
    lines = journal.read_text().splitlines() if journal.exists() else []
    return Counter(json.loads(line)["name"] for line in lines if line.endswith("}"))


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A Ray cluster on this computer: a head without CPUs, and so many workers of one CPU each."""
    from ray.cluster_utils import Cluster

    os.environ |= ENVIRONMENT
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        for _ in range(workers):
            made.add_node(num_cpus=1)
        yield str(made.address)
    finally:
        made.shutdown()


def kill_a_worker() -> bool:
    """End one process of our cluster that is drawing."""
    import psutil

    drawing = [
        child
        for child in psutil.Process().children(recursive=True)
        if "Finisher" in " ".join(child.cmdline())
    ]
    if drawing:
        random.choice(drawing).kill()
    return bool(drawing)


def measure(folder: Path, count: int, kills: int, options: list[str], *, ray: bool) -> None:
    begun, ended = time.monotonic(), 0
    while ended < kills:
        running, before = batch(folder, *options), len(results(folder))
        wanted = before + random.randint(1, max(1, count // (kills + 2)))
        while len(results(folder)) < wanted and running.poll() is None:
            time.sleep(0.01)
        time.sleep(random.random())
        if running.poll() is not None:
            print("it was through before it could be killed")
            break
        if ray and kill_a_worker():
            print("killed a worker of the cluster")
            time.sleep(random.uniform(5, 10))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        ended += 1
        print(f"killed: {len(results(folder))} of {count} there, {finished(folder).total()} in the journal")
    running = batch(folder, *options)
    report = json.loads(running.communicate()[0])
    seconds = time.monotonic() - begun
    again = json.loads(batch(folder, *options).communicate()[0])
    print(
        f"then {len(report['made'])} made, {len(report['done'])} done before, {len(report['failed'])} failed"
    )
    print(f"once more: {len(again['made'])} made, {len(again['done'])} done before")
    print(
        f"{seconds:.0f} s in all; the last run {report['seconds'] / max(1, len(report['made'])):.2f} s each"
    )
    there, written = {path.stem for path in results(folder)}, finished(folder)
    twice = [name for name, times in written.items() if times > 1]
    print(f"{len(there)} results, {count - len(there)} lost, {len(twice)} begun to be written twice: {twice}")
    assert len(there) == count and not report["failed"] and len(again["done"]) == count
    documents = {path.stem: Document.load(path) for path in (folder / "in").glob("*.anigen")}
    assert all(Document.from_png(path) == documents[path.stem] for path in results(folder))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--ray", type=int, default=0, help="workers of a Ray cluster that is made for it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_drawings(folder / "in", given.count)
        options = ["--workers", str(given.workers)] if given.workers else []
        if not given.ray:
            measure(folder, given.count, given.kills, options, ray=False)
            return
        with cluster(given.ray) as address:
            measure(folder, given.count, given.kills, [*options, "--ray", address], ray=True)


if __name__ == "__main__":
    main()
