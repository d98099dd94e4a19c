"""Drawing on a GPU that a Hugging Face Space lends for some seconds (ZeroGPU), and as usual everywhere else.

`spaces` is imported only on such a Space, and before it starts, as it wants. There what is decorated runs in
a process that is forked for the call: the drawing goes in, the result comes out, and no news in between.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anigen_core.document import Document

SECONDS, MOST = 10, 60
"""What is asked for: so much for a drawing that is not enlarged, and never more than the second."""


def on_lent_gpu(finish: Callable[..., Any]) -> Callable[..., Any] | None:
    """A function of a document, to be run on the lent GPU; None where none is lent."""
    if not os.environ.get("SPACES_ZERO_GPU"):
        return None
    import spaces  # type: ignore[import-not-found]

    return spaces.GPU(duration=_seconds)(finish)


def _seconds(document: Document) -> int:
    return min(MOST, SECONDS * document.settings.upscale)
