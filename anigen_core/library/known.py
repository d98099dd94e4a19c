"""Whether a picture is too close to one that the networks learned from, or to one of the user's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from anigen_core.library.codes import Codes
from anigen_core.library.entries import CODE_BYTES, Near

if TYPE_CHECKING:
    from anigen_core.library.library import Library

CLOSE_BITS = 48
"""Most bits in which two codes differ whose pictures are called too close, where the training renders do not
say it: of codes by colors and edges, no two of 600 different pictures were nearer than 52, and nine of ten
JPEG and resized copies of a picture were within 48."""

RENDERS = Path(__file__).parent / "renders.safetensors"
"""Codes of training renders, written by `python -m train.renders`: "codes" (N, 64) uint8, and in its header
whose codes they are and how many bits are too close."""


class Known(NamedTuple):
    """Training renders. coder: who coded them. close: bits up to which a picture is too close to one."""

    coder: str
    codes: Codes
    close: int


def too_close(code: np.ndarray, coder: str, *libraries: Library) -> Near | None:
    """The nearest training render, or else picture of a library, that a picture is too close to; mostly None.

    Args:
        code, coder: of the picture (`Looked`). Codes of another coder are not compared: nothing is said.
        libraries: the user's own, the first that has one too close is named; none compares with the training
            renders only.
    """
    known = shipped_codes()
    fits = known is not None and known.coder == coder
    most = known.close if known is not None and fits else CLOSE_BITS
    if known is not None and fits:
        distances, _ = known.codes.nearest(code, 1)
        if len(distances) and distances[0] <= most:
            return Near(
                int(distances[0]),
                "This is very close to a picture that the networks learned from; change the pose or the "
                "wishes for something of your own.",
            )
    for library in libraries:
        ids, codes = library.codes(coder)
        distances, rows = codes.nearest(code, 1)
        if len(distances) and distances[0] <= most:
            entry = library.entry(int(ids[rows[0]]))
            return Near(int(distances[0]), f"This is very close to '{entry.name}' of your library.", entry)
    return None


@cache
def shipped_codes(path: Path = RENDERS) -> Known | None:
    """The codes of training renders; None where the file is not there or is no such file."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy") as file:
            header, codes = file.metadata() or {}, file.get_tensor("codes")
            coder, close = header.get("coder", ""), int(header.get("close", CLOSE_BITS))
    except (OSError, ValueError, SafetensorError):
        return None
    fits = codes.dtype == np.uint8 and codes.ndim == 2 and codes.shape[1] == CODE_BYTES
    return Known(coder, Codes(codes), close) if fits and coder else None
