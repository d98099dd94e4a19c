"""docs/architecture.md says the truth: its picture has the arrows of the code, and its table every module."""

from __future__ import annotations

import re
from collections import defaultdict
from fnmatch import fnmatch
from functools import cache

import pytest

from tests.unit.test_architecture import CORE, ROOT, SOURCES, imports

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ARROWS = {(start, end) for start, end in re.findall(r"^ +(\w+) --> (\w+)$", PAGE, re.MULTILINE)}
ROOMS = {
    room: re.findall(r"`([^`]+)`", modules)
    for room, modules in re.findall(r"^\| (\w+) \| (`[^|]+) \|", PAGE, re.MULTILINE)
}
UNITS = sorted({path.relative_to(CORE).parts[0].removesuffix(".py") for path in SOURCES} - {"__init__"})


def rooms_of(unit: str) -> list[str]:
    return [room for room, patterns in ROOMS.items() if any(fnmatch(unit, pattern) for pattern in patterns)]


def reachable(room: str) -> set[str]:
    """The room, and all that its arrows lead to."""
    found, ahead = {room}, [room]
    while ahead:
        here = ahead.pop()
        for start, end in ARROWS:
            if start == here and end not in found:
                found.add(end)
                ahead.append(end)
    return found


@cache
def used() -> dict[tuple[str, str], set[str]]:
    """Every pair of rooms of which one imports the other, with who does."""
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    files = [(path, rooms_of(path.relative_to(CORE).parts[0].removesuffix(".py"))) for path in SOURCES]
    files += [(path, ["training"]) for path in (ROOT / "train").rglob("*.py")]
    for path, rooms in files:
        for name in imports(path):
            top, _, rest = name.partition(".")
            target = rooms_of(rest.partition(".")[0]) if top == "anigen_core" else []
            target = ["training"] if top == "train" else target
            for start, end in zip(rooms, target, strict=False):
                if start != end:
                    pairs[start, end].add(f"{path.relative_to(ROOT)}: {name}")
    return pairs


@pytest.mark.parametrize("unit", UNITS)
def test_every_module_has_one_room(unit: str) -> None:
    assert len(rooms_of(unit)) == 1, f"docs/architecture.md has {unit} in {rooms_of(unit) or 'no room'}"


def test_every_name_of_the_table_is_a_module() -> None:
    patterns = {pattern for room, patterns in ROOMS.items() if room != "training" for pattern in patterns}
    assert not [pattern for pattern in patterns if not any(fnmatch(unit, pattern) for unit in UNITS)]


def test_nothing_is_imported_against_the_arrows() -> None:
    against = {pair: who for pair, who in used().items() if pair[1] not in reachable(pair[0])}
    assert not against


def test_every_arrow_is_used_and_none_goes_round() -> None:
    assert {room for arrow in ARROWS for room in arrow} == ROOMS.keys()
    assert not ARROWS - used().keys()
    assert not [(start, end) for start, end in ARROWS if start in reachable(end)]
