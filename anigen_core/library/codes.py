"""Nearest codes by Hamming distance.

One code against all of them is a scan in blocks that stay in the processor's cache: a search that weighs
codes with colors, words and poses needs the distances of all pictures, not of the nearest alone. It is exact
and takes a third of the time of usearch's exact search (a million codes: 12 ms against 40 on two cores; faiss
takes 2.5, but brings an OpenMP of its own beside torch's; tests/benchmarks/library.py prints all of them).
What is near to what among all codes is told by usearch's graph when they are many (HNSW, Malkov and Yashunin
2018), for there the scan's cost grows with the square.
"""

from __future__ import annotations

import numpy as np

from anigen_core.library.entries import CODE_BYTES

BLOCK = 16384
"""Codes that are compared at a time: 128 KB for each of their eight words."""

EXACT = 10_000
"""Up to so many codes all pairs are compared; above, the graph tells."""

WORDS = CODE_BYTES // 8


class Codes:
    """Codes that are searched often.

    Args:
        codes: (N, 64) uint8.
    """

    def __init__(self, codes: np.ndarray) -> None:
        self._codes = np.ascontiguousarray(codes)
        # Word by word: the eight counts of a code are then added without any loop inside of it.
        self._words = np.ascontiguousarray(self._codes.view(np.uint64).T)

    def __len__(self) -> int:
        return len(self._codes)

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """(n, 64) uint8: the codes of these numbers."""
        return self._codes[numbers]

    def distances(self, code: np.ndarray) -> np.ndarray:
        """(N,) uint16: in how many bits each code differs from `code`, (64,) uint8."""
        words = np.frombuffer(code.tobytes(), np.uint64)
        out = np.empty(len(self), np.uint16)
        for start in range(0, len(self), BLOCK):
            part = out[start : start + BLOCK]
            part[:] = np.bitwise_count(self._words[0, start : start + BLOCK] ^ words[0])
            for word in range(1, WORDS):
                part += np.bitwise_count(self._words[word, start : start + BLOCK] ^ words[word])
        return out

    def nearest(self, code: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The `count` nearest codes, or all where there are fewer: their distances and their numbers, nearest
        first; among equals the smaller number."""
        distances = self.distances(code)
        rows = smallest(distances, count)
        return distances[rows], rows

    def neighbors(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """For each code the `count` nearest others (all, where there are fewer): distances (N, k) uint16 and
        numbers (N, k) int64. Up to `EXACT` codes exactly, above it a graph may miss one now and then."""
        count = min(count, len(self) - 1)
        if count < 1:
            return np.zeros((len(self), 0), np.uint16), np.zeros((len(self), 0), np.int64)
        if len(self) > EXACT:
            return self._by_graph(count)
        far = np.empty((len(self), count), np.uint16)
        who = np.empty((len(self), count), np.int64)
        for row, code in enumerate(self._codes):
            distances = self.distances(code)
            distances[row] = 1024  # not itself
            who[row] = smallest(distances, count)
            far[row] = distances[who[row]]
        return far, who

    def _by_graph(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        from usearch.compiled import MetricKind, ScalarKind
        from usearch.index import Index

        index = Index(ndim=8 * CODE_BYTES, metric=MetricKind.Hamming, dtype=ScalarKind.B1)
        numbers = np.arange(len(self))
        index.add(numbers, self._codes)
        found = index.search(self._codes, count + 1)
        who, far = found.keys.astype(np.int64), found.distances
        # Itself is one of those found, though not always the first among equals.
        own = who == numbers[:, None]
        own[~own.any(1), -1] = True
        others = ~own
        return (
            far[others].reshape(len(self), count).astype(np.uint16),
            who[others].reshape(len(self), count),
        )


def smallest(values: np.ndarray, count: int) -> np.ndarray:
    """Places of the `count` smallest values, smallest first; among equals the first place first."""
    if count < len(values):
        # The place is part of the value, so that who is cut off among equals does not depend on chance.
        bound = np.partition(values, count - 1)[count - 1]
        places = np.flatnonzero(values <= bound)
    else:
        places = np.arange(len(values))
    return places[np.argsort(values[places], kind="stable")][:count]
