"""Ranking the pictures of a library by what was asked, and why in words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.errors import InputError
from anigen_core.library.codes import smallest
from anigen_core.library.figures import describe, figure_distances, flipped
from anigen_core.library.palettes import palette_distances
from anigen_core.library.styles import style_distances

if TYPE_CHECKING:
    from anigen_core.library.columns import Columns
    from anigen_core.library.entries import Query

UNRELATED = 256
"""Bits in which two codes differ that have nothing to do with one another: half of them."""

FORMS = 8192
"""Forms that are compared at a time."""

MIRRORED = 0.03
"""What a mirrored pose loses against one as good that is not."""


@dataclass(frozen=True, eq=False)
class Ranked:
    """The best rows of `Columns`, best first, each with its distance 0..1, its distance in each aspect, and
    whether its pose is that of the mirror."""

    rows: np.ndarray
    distances: np.ndarray
    aspects: dict[str, np.ndarray]
    mirrored: np.ndarray


def rank(columns: Columns, query: Query, top: int) -> Ranked:
    """The `top` rows that fit a query best: by the mean of the distances in what was asked, weighted.

    Raises:
        InputError: no picture has a code of the query's coder, or nobody has such a tag.
    """
    asked = query.asked
    total = sum(asked.values())
    count = min(top + len(query.without), len(columns))
    mirrored = np.zeros(len(columns), bool)
    parts: dict[str, np.ndarray] = {}
    for name in asked:
        if name == "code":
            parts[name] = _by_code(columns, query)
        elif name == "tags":
            parts[name] = _by_tags(columns, query)
        elif name == "palette" and query.palette is not None:
            parts[name] = palette_distances(query.palette, columns.palettes)
        elif name == "style" and query.style is not None:
            parts[name] = style_distances(query.style, columns.styles)
        elif name == "form" and query.form is not None:
            parts[name] = _by_form(columns, query.form)
        elif query.pose is not None:
            wanted = describe(query.pose)
            parts[name] = figure_distances(wanted, columns.figures)
            if query.mirrored:
                other = figure_distances(flipped(wanted), columns.figures) + MIRRORED
                mirrored = other < parts[name]
                parts[name] = np.minimum(np.minimum(other, parts[name]), 1)
    shares = np.array([asked[name] / total for name in asked], np.float32)
    mean = shares @ np.stack([parts[name] for name in asked])
    rows = smallest(mean, count)
    rows = rows[~np.isin(columns.ids[rows], list(query.without))][:top]
    return Ranked(rows, mean[rows], {name: part[rows] for name, part in parts.items()}, mirrored[rows])


def _by_code(columns: Columns, query: Query) -> np.ndarray:
    assert query.code is not None
    rows, codes = columns.coded_by(query.coder)
    if not len(rows):
        raise InputError(
            "No picture of the library has been looked at by what looks now; add its folders once more."
        )
    out = np.ones(len(columns), np.float32)
    out[rows] = np.minimum(codes.distances(query.code) / np.float32(UNRELATED), 1)
    return out


def _by_form(columns: Columns, form: np.ndarray) -> np.ndarray:
    """One less the cosine; blocks, for in float32 a hundred thousand forms take 200 MB."""
    out = np.empty(len(columns), np.float32)
    for start in range(0, len(out), FORMS):
        out[start : start + FORMS] = columns.forms[start : start + FORMS].astype(np.float32) @ form
    return np.clip(1 - out, 0, 1)


def _by_tags(columns: Columns, query: Query) -> np.ndarray:
    """The mean over the wished words of how sure each is not there."""
    out = np.zeros(len(columns), np.float32)
    for wish in query.tags:
        word = wish.removeprefix("-").strip().lower().replace("=", ":")
        names = [name for name in columns.tags if word in (name, name.split(":", 1)[1])]
        if not names and not wish.startswith("-"):
            raise InputError(_no_such_tag(wish, columns))
        chance = np.zeros(len(columns), np.float32)
        for name in names:
            rows, chances = columns.tags[name]
            chance[rows] = np.maximum(chance[rows], chances)
        out += chance if wish.startswith("-") else 1 - chance
    return out / len(query.tags)


def _no_such_tag(wish: str, columns: Columns) -> str:
    words = {name.split(":", 1)[1]: name for name in columns.tags}
    near = get_close_matches(wish.removeprefix("-").split(":")[-1], words, 3, 0.5)
    hint = f"; there are {', '.join(near)}" if near else ""
    return f"No picture of the library is tagged '{wish}'{hint}; use other words."
