"""Workers of a batch as processes of this computer, which share its cores.

A worker that dies, for want of memory or whatever else, takes nothing with it but the drawing it was at.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from anigen_core.batch.finishing import Answer, Order
from anigen_core.batch.jobs import Job
from anigen_core.batch.worker import read_message, write_message
from anigen_core.errors import InputError

DIED = "The worker that drew it ended without a word, perhaps for want of memory; try it with fewer workers."


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Processes:
    """A crew of `count` processes, each with its share of the cores. Use it as a context."""

    def __init__(self, order: Order, count: int) -> None:
        self._order, self._count = order, count
        self._threads = max(1, cores() // count)
        self._todo: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[Job, Answer]] = queue.SimpleQueue()
        self._workers: set[_Worker] = set()

    def __enter__(self) -> Processes:
        for _ in range(self._count):
            threading.Thread(target=self._serve, name="anigen-batch", daemon=True).start()
        return self

    def __exit__(self, *_reason: object) -> None:
        for _thread in range(self._count):
            self._todo.put(None)
        for worker in list(self._workers):
            worker.end()

    def answers(self, queue: deque[Job], stop: threading.Event) -> Iterator[tuple[Job, Answer]]:
        """See `running.Crew`."""
        busy = 0
        while busy or (queue and not stop.is_set()):
            while queue and busy < self._count and not stop.is_set():
                self._todo.put(queue.popleft())
                busy += 1
            answer = self._done.get()
            busy -= 1
            yield answer

    def _serve(self) -> None:
        """One worker after the other, as long as there are drawings for it."""
        worker: _Worker | None = None
        while (job := self._todo.get()) is not None:
            try:
                sources = job.read()
                if worker is None:
                    worker = _Worker(self._order, self._threads)
                    self._workers.add(worker)
                answer = worker.ask(sources)
            except InputError as error:
                answer = Answer(error=str(error))
            except (EOFError, OSError, ValueError):
                answer = Answer(error=DIED, again=True)
                if worker is not None:
                    worker.end()
                    self._workers.discard(worker)
                    worker = None
            self._done.put((job, answer))


class _Worker:
    """A process with its own engines, that ends when we do, however we do."""

    def __init__(self, order: Order, threads: int) -> None:
        self._process: Any = subprocess.Popen(
            [sys.executable, "-m", "anigen_core.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": str(threads)},
        )
        write_message(self._process.stdin, asdict(order), {})

    def ask(self, sources: dict[str, bytes]) -> Answer:
        """What becomes of a drawing. Raises OSError or EOFError where the process has died."""
        write_message(self._process.stdin, {}, sources)
        head, files = read_message(self._process.stdout)
        return Answer(files, tuple(head["notes"]), head["engine"], head["error"], head["again"])

    def end(self) -> None:
        self._process.kill()
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
