"""The color of each part of a character in a finished picture: its hair, its eyes, its clothes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anigen_core.color import oklab_to_srgb, srgb_to_oklab, to_hex
from anigen_core.imaging import to_rgb

if TYPE_CHECKING:
    from anigen_core.stages.parse import Parsed

_SHOWN = {
    "skin": ("face", "skin"),
    "hair": ("hair_front", "hair_back"),
    "eyes": ("eye",),
    "top": ("top",),
    "bottom": ("bottom",),
    "socks": ("sock",),
    "shoes": ("shoe",),
}
"""Parts of `character.PALETTE`, and those of the part map that show them."""

LEAST = 0.0008
"""Share of the figure from which on a part counts as seen; an eye needs a tenth of it."""

LIT = 0.4
"""The darker share of a part is shadow and lines, and does not say its color."""

IRIS = 0.6
"""Of an eye the less vivid share is white, pupil and lashes."""


def shown_as() -> dict[str, list[int]]:
    """By part of `character.PALETTE`, the numbers of `stages.parse.PARTS` that show it."""
    from anigen_core.stages.parse import PARTS

    return {part: [PARTS.index(name) for name in names] for part, names in _SHOWN.items()}


def part_colors(picture: np.ndarray, parsed: Parsed) -> dict[str, str]:
    """(part of `character.PALETTE`, "#rrggbb") of each part that is seen; clothes worn over others count as
    top.

    Args:
        picture: (H, W), (H, W, 3) or (H, W, 4) uint8, the one that was parsed.
    """
    lab = srgb_to_oklab(to_rgb(picture))
    size = max(1, int((parsed.figure > 0.5).sum()))
    found = {}
    for part, numbers in shown_as().items():
        inside = np.isin(parsed.parts, numbers)
        if inside.sum() < LEAST * size * (0.1 if part == "eyes" else 1.0):
            continue
        seen = lab[inside]
        weight, share = (np.hypot(seen[:, 1], seen[:, 2]), IRIS) if part == "eyes" else (seen[:, 0], LIT)
        kept = seen[weight >= np.quantile(weight, share)]
        found[part] = to_hex(oklab_to_srgb(np.median(kept, axis=0)))
    return found
