"""What is remembered: by content alone, within bounds, and safe from whoever gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from anigen_core.pace import Pace, Task
from anigen_core.remembering import ENTRY, Memory, content
from anigen_core.settings import Settings


def test_a_key_is_the_content() -> None:
    array = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert content(array, Settings()) == content(array.copy(), Settings())
    assert content(array[:, ::2]) == content(array[:, ::2].copy())
    others = [
        array.reshape(4, 3),
        array.astype(np.int8),
        array + np.uint8(1),
        [array],
        (array, None),
        "array",
    ]
    assert len({content(array), *map(content, others)}) == len(others) + 1
    assert content("ab", "c") != content("a", "bc") and content(1) != content(True) != content("1")
    with pytest.raises(TypeError):
        content(object())


def test_what_was_used_last_is_kept_within_bounds() -> None:
    memory = Memory(3 * (1000 + ENTRY))
    for name in "abc":
        memory.keep(name, np.zeros(1000, np.uint8))
    assert memory.recall("a") is not None
    memory.keep("d", (np.zeros(1000, np.uint8), "words"))
    assert memory.recall("b") is None and all(memory.recall(name) is not None for name in "acd")
    memory.keep("large", np.zeros(10_000, np.uint8))
    assert memory.recall("large") is None and memory.size <= 3 * (1000 + ENTRY)


def test_a_cut_out_counts_with_all_that_it_keeps_in_memory() -> None:
    memory = Memory(1 << 20)
    memory.keep("cut", np.zeros((1000, 1000), np.uint8)[:10, :10])
    assert memory.size == 1_000_000 + ENTRY


def test_nobody_changes_what_others_get() -> None:
    memory = Memory()
    memory.keep("a", np.zeros(4))
    with pytest.raises(ValueError):
        memory.recall("a")[0] = 1


def test_many_threads_share_it() -> None:
    memory = Memory(50 * (100 + ENTRY))

    def use(number: int) -> bool:
        key = content(number % 80)
        found = memory.recall(key)
        memory.keep(key, np.full(100, number % 80, np.uint8))
        return found is None or bool((found == number % 80).all())

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(2000)))
    assert memory.size <= 50 * (100 + ENTRY)


def test_pace_is_learned_by_task_and_size() -> None:
    pace, small = Pace(), Task("paint", "pirec", 1000)
    assert pace.expected(small) is None
    for seconds in (9.0, 1.0, 1.2):
        pace.learn(small, seconds)
    assert pace.expected(small) == 1.2
    assert pace.expected(Task("paint", "pirec", 4000)) == pytest.approx(4.8)
    assert pace.expected(Task("paint", "fill", 1000)) is None


def test_room_is_made_before_something_large_comes() -> None:
    memory = Memory(3 * (1000 + ENTRY))
    for name in "abc":
        memory.keep(name, np.zeros(1000, np.uint8))
    memory.make_room(2 * (1000 + ENTRY))
    assert memory.recall("a") is None and memory.recall("b") is None and memory.recall("c") is not None
    memory.make_room(1 << 30)
    assert memory.size == 0
