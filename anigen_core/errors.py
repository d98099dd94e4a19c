"""The two exceptions that callers are meant to catch."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EFBIG)

if TYPE_CHECKING:
    from anigen_core.pipeline import Result


MAX_SENTENCE = 500
"""Most characters of a sentence; of longer ones, which quote somebody at length, the middle is left out."""


class InputError(ValueError):
    """A wrong input. The message is one plain sentence that says what to do about it.

    Every door shows the same sentence: the page as a notice, the command line as one line with exit
    status 2, the HTTP API as the event's error. What it quotes may come from a stranger's file: characters
    that are no text, such as those that a terminal obeys, become question marks.
    """

    def __init__(self, sentence: str = "") -> None:
        if len(sentence) > MAX_SENTENCE:
            sentence = f"{sentence[: MAX_SENTENCE // 2]} ... {sentence[-MAX_SENTENCE // 2 :]}"
        super().__init__("".join(sign if sign.isprintable() else "?" for sign in sentence))


class Cancelled(Exception):
    """The user asked to stop. Raised by a progress callback; stages let it pass through.

    Attributes:
        partial: what was finished before the stop, or None.
    """

    partial: Result | None = None


def is_disk_full(error: BaseException) -> bool:
    """Whether an error says that a disk, or the user's share of it, has no room."""
    return isinstance(error, OSError) and error.errno in FULL
