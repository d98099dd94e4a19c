"""SIGKILL at moments by chance: of a batch with its workers, of a training, of the server of a page.

Each function kills so many times and returns what was lost, in words; an empty list is what is wanted.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx

from anigen_core.document import Document
from anigen_core.settings import Settings
from tests.load.drawing import Drawing
from tests.load.visitor import Page, Visitor
from tests.ui.conftest import ROOT, start_server

SIZE = (128, 192)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def kill_batch(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """A batch of drawings that differ by their seed, killed with its workers again and again."""
    given, out, count = folder / "in", folder / "out", 6 + kills
    given.mkdir(parents=True)
    document = drawn(0)
    for number in range(count):
        settings = replace(document.settings, seed=number)
        replace(document, settings=settings).save(given / f"drawing_{number:03}.anigen")
    code = "from anigen_core.cli import main; main()"
    command = [sys.executable, "-c", code, "batch", str(given), "--out", str(out), "--workers", "2", "--json"]
    for _ in range(kills):
        before = len(list(out.glob("*.png")))
        running = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, start_new_session=True)
        until = time.monotonic() + 60
        while len(list(out.glob("*.png"))) <= before and running.poll() is None and time.monotonic() < until:
            time.sleep(0.02 * chance.random())
        time.sleep(0.3 * chance.random())
        _kill(running)
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=600)
    lost = [] if done.returncode == 0 else [f"the batch did not go on: {done.stdout} {done.stderr[-300:]}"]
    for path in given.glob("*.anigen"):
        made = out / f"{path.stem}.png"
        if not made.is_file() or Document.from_png(made) != Document.load(path):
            lost.append(f"{made.name} is not of its drawing")
    return lost


def kill_trainer(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """A training that is killed while it learns and while it saves, and one that is not."""

    def command(out: Path) -> list[str]:
        words = [
            "--steps",
            str(200 + 100 * kills),
            "--save-every",
            "5",
            "--device",
            "cpu",
            "--no-tensorboard",
        ]
        return [sys.executable, "-m", "tests.unit.train_toy", *words, "--out", str(out)]

    for _ in range(kills):
        running = subprocess.Popen(
            command(folder / "killed"),
            cwd=ROOT,
            env=ENVIRONMENT,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        state, until = folder / "killed" / "state.safetensors", time.monotonic() + 60
        before = state.stat().st_mtime_ns if state.exists() else 0
        while running.poll() is None and time.monotonic() < until:
            if state.exists() and state.stat().st_mtime_ns != before:
                break
            time.sleep(0.01)
        time.sleep(0.5 * chance.random())
        _kill(running)
    for name in ("killed", "whole"):
        done = subprocess.run(
            command(folder / name), cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=600
        )
        if done.returncode:
            return [f"the training did not go on: {done.stderr[-300:]}"]
    made = [(folder / name / "toy.safetensors").read_bytes() for name in ("killed", "whole")]
    return [] if made[0] == made[1] else ["the weights are not those of a training that was not killed"]


def kill_server(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """The server of a page is killed while it draws; the page, which has the drawing, finds it again."""
    lost, drawing = [], Drawing(1, SIZE)
    server = start_server(folder)
    for _ in range(kills):
        drawing.stroke()
        asyncio.run(_finish(server.url, drawing, chance.random()))
        server.kill()
        server = start_server(folder, port=server.port)
        file = asyncio.run(_finish(server.url, drawing))
        if file is None or not drawing.same_as(Document.open(file)):
            lost.append(f"the picture after a kill has not all {drawing.strokes} strokes")
    server.stop()
    return lost


async def _finish(url: str, drawing: Drawing, seconds: float | None = None) -> bytes | None:
    """The picture's file; None where it takes longer than so many seconds."""
    page = Page(httpx.get(f"{url}/config").json())
    async with Visitor(url, page, drawing.owner, drawing.size) as visitor:
        visitor.drawing = drawing
        begun = time.monotonic()
        async for word in visitor.finish():
            if isinstance(word, bytes):
                return word
            if seconds is not None and time.monotonic() - begun > seconds:
                return None
    return None


def drawn(owner: int) -> Document:
    """A small document of that owner's blocks, painted without a network."""
    import numpy as np

    drawing = Drawing(owner, SIZE)
    lines, colors = np.asarray(drawing.lines), np.asarray(drawing.colors)
    return Document.compose(lines, colors, settings=Settings(painter="fill"))


def _kill(running: subprocess.Popen[bytes]) -> None:
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
