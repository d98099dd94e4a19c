"""The store of drawn pictures: order, resuming, sharing between processes, batches."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch

from anigen_core.errors import InputError
from tests.support import require
from train import pictures as store_module
from train.factory.render.renderer import Renderer
from train.factory.shots import Studio
from train.pictures import LANES, Pictures, index_of, place_of

ROOT = Path(__file__).resolve().parents[2]
SIZE = (64, 96)


@pytest.fixture(scope="module", autouse=True)
def _opengl() -> None:
    try:
        Renderer().release()
    except InputError as error:
        require("egl", False, str(error))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with eight pictures of four characters."""
    folder = tmp_path_factory.mktemp("pictures")
    with Pictures("val", SIZE, count=8, each=2, folder=folder) as store:
        store.need(8)
    return folder


def test_the_order_names_every_picture_once_and_neighbors_differ() -> None:
    for each in (1, 3, 16):
        places = [place_of(n, each) for n in range(4 * LANES * each)]
        assert len(set(places)) == len(places)
        assert [index_of(*place, each) for place in places] == list(range(len(places)))
        assert all(a[0] != b[0] for a, b in pairwise(places))


def test_pictures_are_those_of_the_factory(drawn: Path) -> None:
    with Pictures("val", SIZE, count=8, each=2, folder=drawn) as store:
        assert store.ready == 8 and store._drawing is None  # nothing is drawn twice
        labels = store.labels(5)
        studio = Studio(SIZE, ("beauty", "part", "lines"))
        (sample,) = studio.pictures(labels["seed"], [labels["tags"]["number"]])
        studio.release()
        batch = store.batch([5, 0])
        assert store.tags(5)["number"] == 1
    assert sample.labels == labels
    assert {n: (t.shape, t.dtype) for n, t in batch.items()} == {
        "beauty": ((2, 4, 96, 64), torch.uint8),
        "part": ((2, 1, 96, 64), torch.uint8),
        "lines": ((2, 1, 96, 64), torch.uint8),
    }
    for name in ("part", "lines"):
        assert np.array_equal(batch[name][0, 0].numpy(), getattr(sample.picture, name)), name
    assert sample.picture.beauty is not None
    assert np.array_equal(batch["beauty"][0].permute(1, 2, 0).numpy(), sample.picture.beauty)
    assert np.allclose(store.joints[5], labels["joints"], atol=1e-3)


def test_workers_do_not_change_the_order_and_a_killed_process_is_resumed(drawn: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from train.pictures import Pictures\n"
        f"s = Pictures('val', {SIZE}, count=8, each=2, workers=2, folder=Path(sys.argv[1])); s.need(8)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT)
    with Pictures("val", SIZE, count=8, each=2, folder=tmp_path) as store:
        path, until = store.folder / "labels.jsonl", time.monotonic() + 60
        while not path.stat().st_size and process.poll() is None and time.monotonic() < until:
            os.sched_yield()
        process.send_signal(signal.SIGKILL)
        process.wait()
        with path.open("ab") as file:
            file.write(b'{"n": 7, "lab')  # as if killed in the middle of a line
        store.need(8)
        mine = store.batch(range(8))
        seeds = [store.labels(n)["seed"] for n in range(8)]
    with Pictures("val", SIZE, count=8, each=2, folder=drawn) as other:
        theirs = other.batch(range(8))
        assert seeds == [other.labels(n)["seed"] for n in range(8)]
    assert all(torch.equal(mine[name], theirs[name]) for name in mine)
    lines = path.read_bytes().splitlines()
    assert sorted(json.loads(line)["n"] for line in lines) == list(range(8))


def test_a_larger_count_adds_to_the_store_and_others_follow(drawn: Path) -> None:
    with Pictures("val", SIZE, count=8, each=2, folder=drawn) as first:
        before = first.batch(range(8))["beauty"].clone()
    with Pictures("val", SIZE, count=16, each=2, folder=drawn) as more:
        follower = Pictures("val", SIZE, count=16, each=2, folder=drawn)
        assert more.folder == first.folder == follower.folder and more.ready == 8
        more.start()
        follower.need(16)
        assert torch.equal(follower.batch(range(8))["beauty"], before)
        follower.close()


def test_which_pictures_a_step_sees_is_a_matter_of_the_step(drawn: Path) -> None:
    with Pictures("val", SIZE, count=8, each=2, folder=drawn) as store:
        assert [store.visible(s, 4, 0.5) for s in (0, 1, 2, 7, 8, 100)] == [4, 4, 5, 7, 8, 8]
        first = store.pick(torch.Generator().manual_seed(3), 50, 4)
        assert first.max() < 4 and torch.equal(first, store.pick(torch.Generator().manual_seed(3), 50, 4))
        on_device = Pictures("val", SIZE, count=8, each=2, folder=drawn).to("meta")
        assert on_device.batch([1, 2])["beauty"].shape == (2, 4, 96, 64)


def test_other_sources_are_another_store(drawn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Pictures("val", SIZE, count=8, each=2, folder=drawn).folder
    assert Pictures("val", SIZE, count=8, each=2, folder=drawn, shuffle_seed=1).folder != here
    monkeypatch.setattr(store_module, "factory_hash", lambda: "0" * 64)
    assert Pictures("val", SIZE, count=8, each=2, folder=drawn).folder != here


def test_what_a_store_refuses(drawn: Path) -> None:
    for split, size, passes, count, sentence in (
        ("all", SIZE, ("part",), 1, "A split is one of"),
        ("val", SIZE, ("depth",), 1, "A store keeps the passes"),
        ("val", (8, 8), ("part",), 1, "out of range"),
        ("val", SIZE, ("part",), 0, "start at 1"),
        ("val", SIZE, ("part",), 10_000_000, "has 100000 characters only"),
    ):
        with pytest.raises(InputError, match=sentence):
            Pictures(cast(Any, split), size, passes, count=count, folder=drawn)
    store = Pictures("val", SIZE, count=8, each=2, folder=drawn)
    for bad in ([8], [-1], []):
        with pytest.raises(InputError):
            store.batch(bad)
