"""A batch from its plan to its end: what is to do, who does it, what is tried again, and what failed."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from anigen_core.batch.finishing import Answer, Order
from anigen_core.batch.jobs import Job
from anigen_core.batch.journal import Journal
from anigen_core.errors import InputError

TAKEN = "A file is where its result would go, and it is not of this batch; move it, or choose another place."


class Crew(Protocol):
    """Who works on a batch."""

    def answers(self, queue: deque[Job], stop: threading.Event) -> Iterator[tuple[Job, Answer]]:
        """Take drawings from the queue as workers get free, and give what became of each, until the queue is
        empty and all are done. Whoever iterates may put some back. After `stop` no more are begun."""
        ...


@dataclass(frozen=True)
class Task:
    """A drawing of a batch, what tells its content from others, and how far it is."""

    job: Job
    key: str
    state: str


@dataclass
class Report:
    """What became of a batch.

    Attributes:
        made: (name, files, notes, engine) of every drawing finished now.
        done: names that were finished before. failed: (name, sentence). left: names not begun, or not ended.
        tries: how often each drawing that was handed out was tried.
        seconds: from the first to the last drawing.
    """

    made: list[tuple[str, list[Path], tuple[str, ...], str]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def plan(jobs: Iterable[Job], order: Order, journal: Journal) -> list[Task]:
    """What of the drawings is done, and what is to do.

    Raises:
        InputError: a file that cannot be read.
    """
    fingerprint = order.fingerprint()
    tasks = []
    for job in jobs:
        key = job.key(fingerprint)
        tasks.append(Task(job, key, journal.state(job.name, key, order.suffixes)))
    return tasks


def run(
    tasks: Sequence[Task],
    crew: Crew | None,
    journal: Journal,
    *,
    retries: int = 1,
    tell: Callable[[int, str], None] = lambda done, name: None,
    stop: threading.Event | None = None,
) -> Report:
    """Finish what is to do; what is finished is kept at once.

    Args:
        crew: None where nothing is to do.
        retries: how often a drawing is tried again that failed for no fault of its own.
        tell: called with how many are through, and the name of the last one.
        stop: set it to end early: nothing more is begun, what was begun is ended and kept.
    """
    begun, report = time.monotonic(), Report()
    keys = {task.job.name: task.key for task in tasks}
    report.done = [task.job.name for task in tasks if task.state == "done"]
    report.failed = [(task.job.name, TAKEN) for task in tasks if task.state == "taken"]
    queue = deque(task.job for task in tasks if task.state == "open")
    waiting = {job.name for job in queue}
    answers = crew.answers(queue, stop or threading.Event()) if crew else ()
    for job, answer in answers:
        report.tries[job.name] += 1
        if answer.error and answer.again and report.tries[job.name] <= retries:
            queue.append(job)
            continue
        waiting.discard(job.name)
        error = answer.error
        if not error:
            try:
                files = journal.write(job.name, keys[job.name], answer.files)
                report.made.append((job.name, files, answer.notes, answer.engine))
            except InputError as refused:
                error = str(refused)
        if error:
            report.failed.append((job.name, error))
        tell(len(tasks) - len(waiting), job.name)
    report.left = sorted(waiting)
    report.seconds = time.monotonic() - begun
    return report
