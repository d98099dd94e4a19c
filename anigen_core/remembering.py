"""What was made before, found again by the content of what it was made from."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from anigen_core.runner import Runner

LIMIT = 192 << 20
"""Bytes of arrays that are kept: a picture of 2048x3072 with its layers and steps takes 170 MiB."""

ENTRY = 1 << 10
"""Bytes that are counted for what is no array."""


def content(*things: Any) -> str:
    """A key that two calls share only if everything given is the same: arrays to the bit, with their shape
    and type; dataclasses by their fields; sequences, mappings, strings, numbers and None.

    Raises:
        TypeError: anything else, of which nobody knows what makes it the same.
    """
    total = hashlib.sha256()
    for part in _parts(things):
        total.update(len(part).to_bytes(8, "little"))
        total.update(part)
    return total.hexdigest()


def identity(runner: Runner | None, *names: str) -> str:
    """Whose weights a runner has under these names: the same words, the same pictures on the same engine."""
    cards = [None if runner is None else runner.card(name) for name in names]
    return " ".join("-" if card is None else card.sha256 for card in cards)


def _parts(thing: Any) -> Iterator[bytes | memoryview]:
    match thing:
        case np.ndarray():
            yield f"{thing.shape}{thing.dtype}".encode()
            yield np.ascontiguousarray(thing).reshape(-1).view(np.uint8).data
        case None | bool() | int() | float() | str():
            yield f"{type(thing).__name__} {thing!r}".encode()
        case Mapping():
            yield b"{"
            for name, value in thing.items():
                yield from _parts((name, value))
            yield b"}"
        case tuple() | list():
            yield b"("
            for one in thing:
                yield from _parts(one)
            yield b")"
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            yield type(thing).__qualname__.encode()
            yield from _parts([getattr(thing, field.name) for field in fields(thing)])
        case _:
            raise TypeError(f"nobody knows what makes two of {type(thing)} the same")


class Memory:
    """Values by key, those used last, as long as their arrays take no more than `limit` bytes. Thread-safe.

    It may be shared by people who must not see one another's pictures: only who brings the same content gets
    what was made from it. Arrays that are kept become read-only, so that nobody changes what others get; the
    values must not hold arrays of somebody else's.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._values: OrderedDict[str, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def recall(self, key: str) -> Any:
        """What is kept under a key, or None."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def keep(self, key: str, value: Any) -> None:
        """Keep a value: an array, or a dataclass or tuple of some; one that is too large alone is not."""
        size = ENTRY
        bases: set[int] = set()
        for array in _arrays(value):
            array.flags.writeable = False
            whole = _whole(array)
            if id(whole) not in bases:
                bases.add(id(whole))
                size += whole.nbytes
        if size > self._limit:
            return
        with self._lock:
            if key in self._values:
                self._bytes -= self._values.pop(key)[1]
            self._values[key] = value, size
            self._bytes += size
            while self._bytes > self._limit:
                self._bytes -= self._values.popitem(last=False)[1][1]

    def make_room(self, size: int) -> None:
        """Forget what keeping `size` bytes more would push out, before they are made and not after."""
        with self._lock:
            while self._values and self._bytes > max(0, self._limit - size):
                self._bytes -= self._values.popitem(last=False)[1][1]

    @property
    def size(self) -> int:
        """Bytes of the arrays that are kept now."""
        return self._bytes


def _arrays(value: Any) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _arrays(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _arrays(one)


def _whole(array: np.ndarray) -> np.ndarray:
    """The array that holds the memory: a cut-out keeps all of what it was cut from."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array
