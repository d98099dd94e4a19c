"""What can break on a computer, once each, and one kill. `python -m tests.faults --kills 50` kills more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.breaking import BREAKING
from tests.faults.killing import kill_batch


@pytest.mark.parametrize("name", BREAKING)
def test_nothing_is_lost_and_a_sentence_says_what_happened(name: str, tmp_path: Path) -> None:
    assert BREAKING[name](tmp_path) == []


def test_a_killed_batch_goes_on(tmp_path: Path) -> None:
    assert kill_batch(tmp_path, 1, random.Random(0)) == []
