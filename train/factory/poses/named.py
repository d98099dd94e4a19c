"""Named poses: all families in one table, from which random poses start."""

from __future__ import annotations

from . import action as poses_action
from . import air as poses_air
from . import dancing as poses_dancing
from . import floor as poses_floor
from . import gestures as poses_gestures
from . import holding as poses_holding
from . import moving as poses_moving
from . import seated as poses_seated
from . import standing as poses_standing
from .hands import Rows, Support
from .stance import BASIC, Stance, relaxed

FAMILIES: dict[str, Rows] = {
    "standing": poses_standing.ROWS,
    "gestures": poses_gestures.ROWS,
    "holding": poses_holding.ROWS,
    "moving": poses_moving.ROWS,
    "action": poses_action.ROWS,
    "dancing": poses_dancing.ROWS,
    "seated": poses_seated.ROWS,
    "floor": poses_floor.ROWS,
    "air": poses_air.ROWS,
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
