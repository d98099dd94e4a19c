"""Named poses: all families in one table, from which random poses start."""

from __future__ import annotations

from . import action, air, dancing, floor, gestures, holding, moving, seated, standing
from .shorthand import Rows, Support
from .stance import BASIC, Stance, relaxed

FAMILIES: dict[str, Rows] = {
    "standing": standing.ROWS,
    "gestures": gestures.ROWS,
    "holding": holding.ROWS,
    "moving": moving.ROWS,
    "action": action.ROWS,
    "dancing": dancing.ROWS,
    "seated": seated.ROWS,
    "floor": floor.ROWS,
    "air": air.ROWS,
}
"""Named poses by what they are about; those of `stance.BASIC` are in none."""

NAMED: dict[str, Stance] = {
    **BASIC,
    **{name: relaxed(**angles) for rows in FAMILIES.values() for name, (_, angles) in rows.items()},
}
"""All named poses; those of `stance.BASIC` among them."""

SUPPORT: dict[str, Support] = {
    **dict.fromkeys(BASIC, "feet"),
    "walk": "step",
    "run": "step",
    "sit": "seat",
    "kneel": "seat",
    **{name: support for rows in FAMILIES.values() for name, (support, _) in rows.items()},
}
"""What carries the figure in each named pose."""
