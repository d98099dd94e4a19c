"""Workers of a batch as actors of a Ray cluster (Moritz et al. 2018). Only here is `ray` imported.

The drawings travel to the workers and the results back, so that the machines need to share no folder; only
this process writes. Every machine of the cluster needs AniGen installed, of the same version.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

from anigen_core.batch.finishing import Answer, Finisher, Order
from anigen_core.batch.jobs import Job
from anigen_core.batch.processes import DIED
from anigen_core.errors import InputError

LOOKS = 0.5  # seconds between two looks at whether to stop
MISSING = "Ray is not installed; install it with: pip install 'anigen[ray]'."

NO_CLUSTER = "There is no Ray cluster at '{}'; start one with: ray start --head."


class OnRay:
    """A crew of actors, one for each CPU of a cluster unless `count` says how many. Use it as a context.

    Raises:
        InputError: Ray is not installed, or there is no cluster at the address.
    """

    def __init__(self, order: Order, address: str, count: int | None = None) -> None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is sent to anybody
        try:
            import ray
        except ImportError:
            raise InputError(MISSING) from None
        self._ray: Any = ray
        if order.weights:
            raise InputError("A cluster knows your own weights by name; save them under one on each machine.")
        if not _answers(address):
            raise InputError(NO_CLUSTER.format(address))
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError, RuntimeError):
            raise InputError(NO_CLUSTER.format(address)) from None
        self._count = count or max(1, int(ray.cluster_resources().get("CPU", 1)))
        self._order = ray.put(order)
        self._actor = ray.remote(num_cpus=1)(Finisher)
        self._idle: list[Any] = []
        self._busy: dict[Any, tuple[Any, Job]] = {}

    def __enter__(self) -> OnRay:
        return self

    def __exit__(self, *_: object) -> None:
        self._ray.shutdown()

    def answers(self, queue: deque[Job], stop: threading.Event) -> Iterator[tuple[Job, Answer]]:
        """See `running.Crew`."""
        while self._busy or (queue and not stop.is_set()):
            while queue and len(self._busy) < self._count and not stop.is_set():
                job = queue.popleft()
                try:
                    sources = job.read()
                except InputError as error:
                    yield job, Answer(error=str(error))
                    continue
                actor = self._idle.pop() if self._idle else self._actor.remote(self._order)
                self._busy[actor.__call__.remote(sources)] = actor, job
            if not self._busy:
                continue
            ready, _ = self._ray.wait(list(self._busy), timeout=LOOKS)
            for reference in ready:
                actor, job = self._busy.pop(reference)
                yield job, self._answer(reference, actor)

    def _answer(self, reference: Any, actor: Any) -> Answer:
        try:
            answer = self._ray.get(reference)
        except self._ray.exceptions.RayError:
            self._ray.kill(actor)
            return Answer(error=DIED, again=True)
        self._idle.append(actor)
        return answer


def _answers(address: str) -> bool:
    """Whether somebody listens there; Ray itself goes on asking for minutes."""
    host, found, port = address.rpartition("://")[2].partition(":")
    if not found:
        return True  # a word of Ray's own, like "auto"
    try:
        with socket.create_connection((host, int(port)), timeout=10):
            return True
    except (OSError, ValueError):
        return False
