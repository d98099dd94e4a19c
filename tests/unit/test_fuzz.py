"""The fuzzing of `tests.fuzz`, a few hundred cases of each target: nothing crashes, nothing is refused
without a sentence. And that it would notice: a reader that breaks is found."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from anigen_core.errors import InputError
from tests.fuzz.running import fuzz
from tests.fuzz.targets import TARGETS, Target

CASES = {name: 40 if name == "commands" else 200 for name in TARGETS if name != "calls"}
"""Calls have a server to start: `tests/ui/test_fuzz_calls.py` makes some to one that is there."""


@pytest.mark.parametrize("name", CASES)
def test_nothing_that_reads_files_crashes(name: str) -> None:
    summary = fuzz(TARGETS[name], CASES[name])
    assert not summary.crashes, [crash.words for crash in summary.crashes.values()]
    assert summary.cases >= 0.75 * CASES[name]  # there may be no more that differ
    assert summary.read and summary.cases == summary.read + summary.refused


def test_crashes_are_found_and_the_smallest_is_kept() -> None:
    def read(data: bytes) -> bytes:
        if b"\0" in data:
            raise IndexError("out of range")
        if len(data) > 3:
            raise InputError("too long")  # no sentence: it neither begins nor ends as one
        return data

    summary = fuzz(Target(lambda: st.binary(max_size=8), read), 500)
    kinds = {words.split(" ")[0]: crash for words, crash in summary.crashes.items()}
    assert set(kinds) == {"IndexError", "not"}
    assert kinds["IndexError"].data == b"\0"
    assert kinds["IndexError"].count > 1
