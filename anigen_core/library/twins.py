"""Near duplicates: copies of a picture in other sizes, files and colors' last bits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from anigen_core.library.codes import Codes

TWIN_BITS = 24
"""Most bits in which the codes of a picture and its copy differ."""

NEAREST = 16
"""Copies of a picture that are looked at each; a chain of copies joins any number of them."""


def groups_of(codes: Codes, same: Callable[[int, int], bool]) -> list[list[int]]:
    """Rows of pictures that are nearly the same, the largest group first.

    Args:
        codes: of the pictures. same: whether two rows whose codes are close show the same, too.
    """
    far, who = codes.neighbors(NEAREST)
    leader = list(range(len(codes)))

    def find(row: int) -> int:
        while leader[row] != row:
            leader[row] = row = leader[leader[row]]
        return row

    for one, place in zip(*np.nonzero(far <= TWIN_BITS), strict=True):
        other = int(who[one, place])
        a, b = find(int(one)), find(other)
        if a != b and same(int(one), other):
            leader[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = {}
    for row in range(len(codes)):
        groups.setdefault(find(row), []).append(row)
    found = [rows for rows in groups.values() if len(rows) > 1]
    return sorted(found, key=lambda rows: (-len(rows), rows[0]))
