"""How long a preview takes on this machine, on which hangs whether previews come by themselves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from anigen_core.steps import STEPS

if TYPE_CHECKING:
    from anigen_core.document import Document
    from anigen_core.pipeline import Studio

PREVIEW_SECONDS = 0.3
"""Previews come by themselves on machines where one takes less than this."""

TRIES = 6
"""A machine that is starting a browser and an engine at once is slower for that moment than it is."""


def warm_seconds(studio: Studio) -> float:
    """The shortest of a few previews of a figure with everything drawn; fewer where it is quick at once."""
    document = _sample()
    studio.finish(document, preview=True)  # the first one of a size prepares the engine for it
    least = float("inf")
    for _ in range(1 + TRIES):
        start = time.perf_counter()
        studio.finish(document, preview=True, again=STEPS)
        least = min(least, time.perf_counter() - start)
        if least < PREVIEW_SECONDS / 2:
            break  # whatever else the machine is doing, it is quick enough
    return least


def _sample() -> Document:
    """A drawing for measuring: lines and colors of 256x384 pixels."""
    import numpy as np

    from anigen_core.document import Document

    lines, colors = np.full((384, 256), 255, np.uint8), np.zeros((384, 256, 4), np.uint8)
    lines[60:330, 80:83] = lines[60:330, 175:178] = lines[60:63, 80:178] = lines[327:330, 80:178] = 0
    colors[62:328, 82:176] = (200, 120, 110, 255)
    return Document.compose(lines, colors)
