"""A library's pictures as arrays, so that a search reads no rows."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.library.codes import Codes
from anigen_core.library.entries import CODE_BYTES, COLORS, FORM
from anigen_core.library.figures import NUMBERS, describe
from anigen_core.library.store import read_pose
from anigen_core.library.styles import NAMES

if TYPE_CHECKING:
    from anigen_core.library.store import Store


class Columns:
    """All pictures that can be found, one row each, in the order of their numbers.

    ids: (N,) int64. coders: names; coder: (N,) int32 places in it. codes: (N, 64) uint8.
    """

    def __init__(self, store: Store) -> None:
        rows = store.read("SELECT id, coder, code FROM pictures WHERE NOT missing ORDER BY id")
        self._store = store
        self.ids = np.array([row[0] for row in rows], np.int64)
        self.coders = sorted({row[1] for row in rows})
        places = {name: place for place, name in enumerate(self.coders)}
        self.coder = np.array([places[row[1]] for row in rows], np.int32)
        self.codes = np.frombuffer(b"".join(row[2] for row in rows), np.uint8).reshape(-1, CODE_BYTES)
        self._indexes: dict[str, tuple[np.ndarray, Codes]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def coded_by(self, coder: str) -> tuple[np.ndarray, Codes]:
        """The rows whose code is of this coder, and their codes."""
        if coder not in self._indexes:
            place = self.coders.index(coder) if coder in self.coders else -1
            rows = np.flatnonzero(self.coder == place)
            self._indexes[coder] = rows, Codes(self.codes[rows])
        return self._indexes[coder]

    def _column(self, name: str) -> list:
        rows = self._store.read(f"SELECT id, {name} FROM pictures WHERE NOT missing ORDER BY id")
        values = dict(rows)  # somebody may have added or removed some since
        return [values.get(int(number)) for number in self.ids]

    @cached_property
    def palettes(self) -> np.ndarray:
        """(N, `COLORS`, 4) float32 OKLab and share; share 0 = no color there."""
        out = np.zeros((len(self), COLORS, 4), np.float32)
        for row, data in zip(out, self._column("palette"), strict=True):
            colors = np.frombuffer(data or b"", "<f4").reshape(-1, 4)[:COLORS]
            row[: len(colors)] = colors
        return out

    @cached_property
    def figures(self) -> np.ndarray:
        """(N, 26) float32 of `figures.describe`."""
        made = [describe(read_pose(data)) for data in self._column("pose")]
        return np.array(made, np.float32).reshape(-1, NUMBERS)

    @cached_property
    def styles(self) -> np.ndarray:
        """(N, 7) float32 of `styles.style_of`."""
        empty = np.zeros(len(NAMES), "<f4").tobytes()
        return np.frombuffer(b"".join(d or empty for d in self._column("style")), "<f4").reshape(
            -1, len(NAMES)
        )

    @cached_property
    def forms(self) -> np.ndarray:
        """(N, 540) float16 of `Looked.form`; all 0 where it is not known."""
        empty = bytes(2 * FORM)
        return np.frombuffer(b"".join(d or empty for d in self._column("form")), "<f2").reshape(-1, FORM)

    @cached_property
    def tags(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """For each "group:word" the rows that have it, and how sure each of them is."""
        found: dict[str, tuple[list[int], list[float]]] = {}
        for row, text in enumerate(self._column("tags")):
            for group, word, chance in json.loads(text or "[]"):
                rows, chances = found.setdefault(f"{group}:{word}", ([], []))
                rows.append(row)
                chances.append(chance)
        return {
            name: (np.array(rows, np.int64), np.array(chances, np.float32))
            for name, (rows, chances) in found.items()
        }
