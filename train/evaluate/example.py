"""One picture to measure on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False)
class Example:
    """A picture to measure on.

    who: the character or file, by which figures are resampled. kind: "new_draw", "new_kind", "avatar" or
    "drawing". picture: (H, W, 4) uint8 straight RGBA. passes: the factory's (renderer.Picture), by name.
    labels: the factory's (labels.py); empty where nothing is known.
    """

    who: str
    kind: str
    picture: np.ndarray
    passes: dict[str, np.ndarray] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
