"""The same documents through all four doors: are the pictures the same to the bit?

    python -m tests.benchmarks.doors [--long 3072] [DOCUMENT ...]

Each document (default: those of assets/examples) is enlarged until its long side has `--long` pixels: from
Python, by `anigen draw`, by `anigen batch` and over HTTP, by a studio started for it. Prints what each
door took, and ends with status 1 where two pictures differ.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from anigen_core.document import Document

ROOT = Path(__file__).parents[2]
Pictures = dict[str, np.ndarray]


def by_python(paths: Sequence[Path], folder: Path) -> Pictures:
    from anigen_core import Studio

    studio = Studio()
    for path in paths:
        studio.finish(Document.load(path)).save(folder / f"{path.stem}.png")
    return _read(folder)


def by_draw(paths: Sequence[Path], folder: Path) -> Pictures:
    for path in paths:
        _anigen("draw", path, "--out", folder / f"{path.stem}.png")
    return _read(folder)


def by_batch(paths: Sequence[Path], folder: Path) -> Pictures:
    _anigen("batch", *paths, "--out", folder)
    return _read(folder)


def by_http(url: str) -> Callable[[Sequence[Path], Path], Pictures]:
    """The studio that runs at an address."""

    def finish(paths: Sequence[Path], folder: Path) -> Pictures:
        from gradio_client import Client, handle_file

        client = Client(url, verbose=False, analytics_enabled=False, download_files=folder / "files")
        for path in paths:
            picture, *_ = client.predict(handle_file(str(path)), api_name="/finish_document")
            Path(picture).rename(folder / f"{path.stem}.png")
        return _read(folder)

    return finish


def differences(made: dict[str, Pictures]) -> list[str]:
    """Sentences on what is not the same through all doors; none is as it should be."""
    first, *others = made
    found = []
    for door in others:
        for name, picture in made[first].items():
            other = made[door].get(name)
            if other is None or other.shape != picture.shape:
                found.append(f"{name}: {door} made another picture than {first}")
            elif not np.array_equal(other, picture):
                apart = np.abs(other.astype(int) - picture)
                share = (apart.max(axis=2) > 0).mean()
                found.append(f"{name}: {door} differs from {first} in {share:.2%}, by {apart.max()} at most")
    return found


def _anigen(*arguments: object) -> None:
    code = "from anigen_core.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _read(folder: Path) -> Pictures:
    return {path.stem: np.asarray(Image.open(path)) for path in sorted(folder.glob("*.png"))}


def main() -> int:
    from tests.ui.conftest import start_server

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--long", type=int, default=3072, help="pixels of the long side")
    given = parser.parse_args()
    made, spent = {}, {}
    with tempfile.TemporaryDirectory() as name:
        folder, paths = Path(name), []
        (folder / "in").mkdir()
        for path in given.documents or sorted((ROOT / "assets/examples").glob("*.anigen")):
            document = Document.open(path)
            factor = max(one for one in (1, 2, 4) if one * max(document.extent) <= given.long)
            paths.append(folder / "in" / f"{path.stem}.anigen")
            replace(document, settings=replace(document.settings, upscale=factor)).save(paths[-1])
        server = start_server(folder)
        doors = {"python": by_python, "draw": by_draw, "batch": by_batch, "http": by_http(server.url)}
        try:
            for door, finish in doors.items():
                (folder / door).mkdir()
                begun = time.monotonic()
                made[door] = finish(paths, folder / door)
                spent[door] = time.monotonic() - begun
        finally:
            server.stop()
    for name, picture in made["python"].items():
        print(f"{name:24} {picture.shape[1]}x{picture.shape[0]}")
    for door, seconds in spent.items():
        print(f"{door:8} {seconds:6.1f} s, {seconds / len(paths):5.1f} s each")
    found = differences(made)
    print("\n".join(found) or "the same to the bit through all doors")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
