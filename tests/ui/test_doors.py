"""The example documents through all four doors. In full size: `python -m tests.benchmarks.doors`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from anigen_core.document import Document
from anigen_core.imaging import Extent, resize
from tests.benchmarks.doors import by_batch, by_draw, by_http, by_python, differences
from tests.ui.conftest import ROOT, Server

SMALL = Extent(160, 240)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The examples on a small canvas, enlarged twice, some with other choices."""
    folder = tmp_path_factory.mktemp("examples")
    paths = []
    for number, path in enumerate(sorted((ROOT / "assets/examples").glob("*.anigen"))[:3]):
        document = Document.load(path)
        extent = document.extent.fitted(SMALL)
        settings = replace(
            document.settings, upscale=2 if number else 1, seed=number, transparent=number == 2, eyes=()
        )
        paths.append(folder / path.name)
        Document.compose(
            None if document.lines is None else resize(document.lines, extent),
            None if document.colors is None else resize(document.colors, extent),
            document.pose and document.pose.resized(extent),
            settings,
            extent,
        ).save(paths[-1])
    return paths


def test_all_doors_make_the_same_pictures(examples: list[Path], server: Server, tmp_path: Path) -> None:
    doors = {"python": by_python, "draw": by_draw, "batch": by_batch, "http": by_http(server.url)}
    made = {}
    for name, finish in doors.items():
        (tmp_path / name).mkdir()
        made[name] = finish(examples, tmp_path / name)
    assert len(made["python"]) == len(examples) and differences(made) == []
