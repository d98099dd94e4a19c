"""A picture's code of 512 bits: pictures that show alike differ in few of them.

With the tagger's weights half of the bits are those that it learned (Saito and Matsui 2015,
"Illustration2Vec: A Semantic Vector Representation of Illustrations"), and half tell the figure's colors, of
which a network that has learned for an hour knows less than a histogram. Without weights, edges stand in for
the learned bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from anigen_core.descriptors import bits_of, colors_of, edges_of, figure_of, with_colors
from anigen_core.errors import InputError
from anigen_core.imaging import to_rgb
from anigen_core.progress import Progress
from anigen_core.tagging import NAME, Tag, chosen, code_bits, look, tags_by_rules

if TYPE_CHECKING:
    from anigen_core.runner import Runner

BITS = 512
LEARNED = 256
"""Of the tagger's bits so many are used; colors take the place of the others."""

BY_RULES = "colors and edges 1"
"""Counts up whenever `descriptors` gives other bits."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What one look at a picture tells. code: (64,) uint8, 512 bits packed by np.packbits. tags: as of
    `stages.tags.Tags`. form: (540,) float32 of length 1, the figure's edges as `descriptors.edges_of` tells
    them; all 0 where nothing is drawn."""

    code: np.ndarray
    tags: list[Tag]
    form: np.ndarray


class Similar:
    """Picture to code and tags. Without a runner, or with weights that know no code, by colors and edges.

    coder: who codes, such as "tagger 0936f6e7, colors 1"; codes of different coders are never compared.
    """

    def __init__(self, runner: Runner | None = None) -> None:
        self._card = runner.card(NAME) if runner is not None else None
        self._runner = runner if self._card is not None else None
        self._learned = self._runner is not None and code_bits(self._runner) == BITS
        self.coder = f"tagger {self._card.sha256[:8]}, colors 1" if self._learned and self._card else BY_RULES

    def __call__(self, picture: np.ndarray, *, progress: Progress | None = None) -> Seen:
        """See `Seen`. A line drawing, a rough one too, gets a code near those of pictures like it.

        Args:
            picture: (H, W), (H, W, 3) or (H, W, 4) uint8.
            progress: called with the finished fraction; may raise `Cancelled`.
        """
        report = progress or (lambda fraction: None)
        report(0.0)
        rgb, figure = figure_of(picture)
        colors, form = colors_of(rgb, figure), edges_of(rgb)
        if self._runner is None or self._card is None:
            seen = Seen(np.packbits(bits_of(colors, form)), tags_by_rules(picture), form)
        else:
            logits, values = look(self._runner, to_rgb(picture))
            code = code_of(values > 0, colors) if self._learned else np.packbits(bits_of(colors, form))
            seen = Seen(code, chosen(logits, self._card.labels), form)
        report(1.0)
        return seen


def code_of(learned: np.ndarray, colors: np.ndarray) -> np.ndarray:
    """(64,) uint8: the code of a picture of which the tagger tells `learned` (512,) bool and `colors_of` the
    colors."""
    return np.packbits(with_colors(learned[:LEARNED], (BITS - LEARNED) // 2, colors))


def distance(code: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """In how many bits a code (64,) uint8 differs from each of (N, 64) uint8: (N,) int64, 0 to 512.

    Raises:
        InputError: arrays of other kinds.
    """
    if code.shape != (BITS // 8,) or codes.shape[1:] != code.shape or {code.dtype, codes.dtype} != {_BYTE}:
        raise InputError(f"Codes are compared that have {BITS // 8} bytes each; index the pictures again.")
    apart = np.bitwise_xor(code, np.ascontiguousarray(codes)).view(np.uint64)
    return np.bitwise_count(apart).sum(1, dtype=np.int64)


_BYTE = np.dtype(np.uint8)
