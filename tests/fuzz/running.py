"""Running one target: every case within its time, no memory but what a file may take, and nothing but a
result or one plain sentence."""

from __future__ import annotations

import resource
import signal
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings

from anigen_core.errors import InputError
from tests.fuzz.targets import Target

ROOM = 3 << 30
"""Bytes of address space that a run may take beyond what it has at its start."""


class TooSlow(BaseException):
    """A case took longer than its target allows. No `Exception`: readers turn those into sentences."""


@dataclass
class Crash:
    """A kind of failure: where it happened, how often, and the smallest file that makes it happen."""

    words: str
    data: bytes
    count: int = 1


@dataclass
class Summary:
    """What a run found. read: files that were read after all; refused: those that got a sentence."""

    cases: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    crashes: dict[str, Crash] = field(default_factory=dict)

    def line(self, name: str) -> str:
        """The summary in one line."""
        return (
            f"{name}: {self.cases} cases, {self.read} read, {self.refused} refused, "
            f"slowest {self.slowest:.2f} s, {self.seconds:.0f} s in all; crashes: {len(self.crashes)}"
        )


def fuzz(target: Target, cases: int, start: int = 0) -> Summary:
    """Run so many cases. start: another seed, other cases."""
    summary, begun = Summary(), time.perf_counter()

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=tuple(HealthCheck),  # type: ignore[arg-type]
    )
    @seed(start)
    @given(target.files())
    def case(data: bytes) -> None:
        summary.cases += 1
        clock = time.perf_counter()
        try:
            with _in_time(target.seconds):
                target.read(data)
            summary.read += 1
        except InputError as error:
            summary.refused += 1
            if not _is_sentence(str(error)):
                _note(summary, f"not one plain sentence: {str(error)[:200]!r}", data)
        except (Exception, TooSlow) as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            _note(summary, f"{type(error).__name__} in {place.name}, line {place.lineno}: {error}", data)
        summary.slowest = max(summary.slowest, time.perf_counter() - clock)

    with warnings.catch_warnings(), _in_room():
        warnings.simplefilter("ignore")
        case()
    summary.seconds = time.perf_counter() - begun
    return summary


def _note(summary: Summary, words: str, data: bytes) -> None:
    kind = words.split(":")[0]
    known = summary.crashes.get(kind)
    if known is None:
        summary.crashes[kind] = Crash(words, data)
        return
    known.count += 1
    if len(data) < len(known.data):
        known.words, known.data = words, data


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and 10 < len(text) < 600 and text.isprintable()


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    def late(_signal: int, _frame: object) -> None:
        raise TooSlow(f"longer than {seconds} s of a core")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _in_room() -> Iterator[None]:
    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
