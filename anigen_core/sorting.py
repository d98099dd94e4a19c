"""Which part of the character each flat region of a painted picture shows, told by the network that sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anigen_core.layering.voting import voted_parts

if TYPE_CHECKING:
    from anigen_core.runner import Runner

SIDE = 384
"""Longer side at which the network looks: regions vote, so half of its usual pixels tell as much."""


def parts_of(
    picture: np.ndarray, flats: np.ndarray, lines: np.ndarray, seer: Runner | None
) -> np.ndarray | None:
    """The part of each region of a painted picture, for `layers.decompose`.

    Args:
        picture: (H, W, 3 or 4) uint8 as painted. flats: (H, W, 4) uint8. lines: (H, W) uint8, 0 = ink.
        seer: has the weights of stages.parse; without them nobody can tell.

    Returns:
        (H, W) uint8 numbers of stages.parse.PARTS, layering.regions.OTHER for regions nobody is sure of; None
        where there is no seer or no figure.
    """
    from anigen_core.stages.parse import Parse

    if seer is None:
        return None
    parsed = Parse(seer, side=SIDE)(picture)
    return None if parsed.empty else voted_parts(flats, lines, parsed.parts)
