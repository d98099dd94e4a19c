"""Worker processes that make pictures without torch, and the parent's end of their pipes.

A worker is `python -m train.factory.stream`: its orders are one line of JSON on its standard input, its
pictures go to its standard output (a line of JSON that says what follows, then raw arrays). It ends when
its orders are done, or when the parent closes the pipe or is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

_ROOT = Path(__file__).resolve().parents[2]


def _write(out: BinaryIO, head: dict[str, Any], arrays: Sequence[np.ndarray] = ()) -> None:
    out.write(json.dumps(head).encode() + b"\n")
    for array in arrays:
        out.write(memoryview(np.ascontiguousarray(array)).cast("B"))  # type: ignore[arg-type]
    out.flush()


def work(orders: dict[str, Any], out: BinaryIO) -> None:
    """Make every ordered picture and write it. orders: seeds, numbers (pictures of each), size, passes, and
    avatars (files) that take the place of a share (avatar_share) of the seeds."""
    from .avatars.shots import Wardrobe
    from .shots import Studio

    wardrobe, share = Wardrobe(orders.get("avatars", ())), orders.get("avatar_share", 0.0)
    studio = Studio(tuple(orders["size"]), orders["passes"])
    try:
        for seed in orders["seeds"]:
            try:
                guise: Any = wardrobe.chosen(seed, share) if wardrobe.files else None
                numbers = range(orders["numbers"])
                taken = studio.pictures(seed, numbers) if guise is None else studio.of(guise, numbers)
                for sample in taken:
                    arrays = [getattr(sample.picture, name) for name in studio.passes]
                    kinds = [(n, a.dtype.str, a.shape) for n, a in zip(studio.passes, arrays, strict=True)]
                    _write(out, {"arrays": kinds, "labels": sample.labels}, arrays)
            except BrokenPipeError:
                raise
            except Exception as error:
                _write(out, {"error": f"Seed {seed}: {type(error).__name__}: {error}"})
                return
        _write(out, {"end": True, "torch": "torch" in sys.modules})
    finally:
        studio.release()


class Worker:
    """The parent's end of one worker process."""

    def __init__(self, orders: dict[str, Any]) -> None:
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        threads = {"LP_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `close`)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "train.factory.stream"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env={**threads, **os.environ, "PYTHONPATH": path},
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self._in: BinaryIO = self.process.stdin  # type: ignore[assignment]
        self._out: BinaryIO = self.process.stdout  # type: ignore[assignment]
        _widen(self._out.fileno())
        try:
            self._in.write(json.dumps(orders).encode() + b"\n")
            self._in.flush()
        except BrokenPipeError:
            raise RuntimeError(self._why()) from None

    def read(self) -> tuple[dict[str, np.ndarray], dict[str, Any]] | None:
        """The next picture's arrays and labels, or None after the last.

        Raises:
            RuntimeError: the worker failed; its own words are in the message.
        """
        line = self._out.readline()
        if not line:
            raise RuntimeError(self._why())
        head = json.loads(line)
        if "error" in head:
            raise RuntimeError(head["error"])
        if "end" in head:
            return None
        arrays = {}
        for name, kind, shape in head["arrays"]:
            array = np.empty(shape, kind)
            view = memoryview(array).cast("B")  # type: ignore[arg-type]
            done = 0
            while done < len(view):
                got = self._out.readinto(view[done:])  # type: ignore[attr-defined]
                if not got:
                    raise RuntimeError(self._why())
                done += got
            arrays[name] = array
        return arrays, head["labels"]

    def _why(self) -> str:
        self.process.wait(timeout=10)
        self._complaints.seek(0)
        words = self._complaints.read().decode(errors="replace").strip().splitlines()
        return f"A worker of the character factory ended early: {words[-1] if words else 'no reason given'}"

    def close(self) -> None:
        """End the process; returns when it is gone."""
        self._out.close()  # a worker that is writing notices
        with contextlib.suppress(BrokenPipeError):
            self._in.close()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._complaints.close()


def _widen(descriptor: int) -> None:
    """A pipe of 1 MiB where the system allows it: fewer switches between the processes."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, 1031, 1 << 20)  # F_SETPIPE_SZ


def read_round(workers: Sequence[Worker]) -> Iterator[tuple[dict[str, np.ndarray], dict[str, Any]]]:
    """Pictures of several workers by turns, until all are done."""
    left = list(workers)
    while left:
        for worker in list(left):
            got = worker.read()
            if got is None:
                left.remove(worker)
            else:
                yield got


def main() -> None:
    """Run as a worker."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not get among the pictures
    line = sys.stdin.buffer.readline()
    if not line:
        return
    try:
        work(json.loads(line), _Whole(out))  # type: ignore[arg-type]
    except BrokenPipeError:
        os._exit(0)


class _Whole:
    """An unbuffered file whose `write` writes everything."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def write(self, data: Any) -> None:
        view = memoryview(data)
        done = 0
        while done < len(view):
            done += self._raw.write(view[done:]) or 0

    def flush(self) -> None:
        """Nothing is held back."""


if __name__ == "__main__":
    main()
