"""How a picture looks to eyes that tell fewer colors apart: Machado, Oliveira and Fernandes 2009, severity 1.

The matrices act on linear light. `ui/static/stage/draft/seeing.js` has the same ones for a filter of the
browser; tests/vectors/color.json holds both to it.
"""

from __future__ import annotations

import numpy as np

from anigen_core.color import linear_to_srgb, srgb_to_linear
from anigen_core.errors import InputError

MATRICES: dict[str, tuple[tuple[float, float, float], ...]] = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""By the kind of cone that is missing: red, green, blue. Linear light (r, g, b) in, the same out."""


def seen_as(picture: np.ndarray, deficiency: str) -> np.ndarray:
    """A picture (..., 3) or (..., 4) uint8 as it is seen without one kind of cones; alpha stays.

    Raises:
        InputError: no such deficiency.
    """
    if deficiency not in MATRICES:
        raise InputError(f"Colors can be seen as by {', '.join(MATRICES)}; choose one of these.")
    seen = linear_to_srgb(srgb_to_linear(picture[..., :3]) @ np.array(MATRICES[deficiency], np.float32).T)
    return np.concatenate([seen, picture[..., 3:]], axis=-1)
