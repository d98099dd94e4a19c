"""What the families of named poses are made of: shapes of hands, and how the weight is carried.

Angles are (flex, spread, twist) in degrees, see bones.py; `relaxed` hands lie under every entry.
"""

from __future__ import annotations

from typing import Any, Literal

from ..body.bones import FINGERS, SIDES

Support = Literal["feet", "step", "seat", "floor", "air"]
"""What carries a figure: its feet (it must be in balance), a stride (balance along it is free), a chair or
its heels, the floor, or nothing."""

Rows = dict[str, tuple[Support, dict[str, Any]]]
"""Named poses: what carries the figure, and the angles that differ from `stance.relaxed`."""

SHAPES = {  # flex of the fingers' three joints from index to little finger, then of the thumb's
    "fist": (((84, 96, 58),) * 4, (32, 40, 48)),
    "open": (((-4, 4, 2),) * 4, (-4, 0, 0)),
    "flat": (((2, 3, 2),) * 4, (14, 8, 6)),
    "grip": (((52, 62, 34),) * 4, (18, 22, 26)),
    "point": (((0, 4, 2), (80, 94, 56), (84, 96, 58), (86, 96, 58)), (34, 44, 50)),
    "peace": (((-4, 2, 2), (-4, 2, 2), (84, 96, 58), (86, 96, 58)), (34, 46, 54)),
    "thumb": (((84, 96, 58),) * 4, (-14, -4, -6)),
    "gun": (((0, 4, 2), (80, 94, 56), (84, 96, 58), (86, 96, 58)), (-14, -4, -6)),
    "pinch": (((46, 44, 22), (52, 54, 28), (62, 66, 36), (66, 68, 38)), (30, 20, 16)),
    "bent": (((50, 44, 20),) * 4, (-6, 4, 4)),
    "graceful": (((-4, 6, 4), (12, 16, 8), (22, 22, 12), (2, 10, 6)), (16, 12, 10)),
    "paw": (((46, 88, 58),) * 4, (26, 30, 30)),
}


def hand(side: str, shape: str) -> dict[str, tuple[float, float, float]]:
    """Angles of the fingers of one hand ("left", "right" or "both") in a shape: fist, open, flat, grip,
    point, peace, thumb (up), gun (finger and thumb), pinch (as on a pen), bent (half a heart), graceful or
    paw."""
    fingers, thumb = SHAPES[shape]
    wide = {"open": (9, 2, -5, -11), "peace": (9, -7, 0, 0)}.get(shape, (0, 0, 0, 0))
    out: dict[str, tuple[float, float, float]] = {}
    for name in SIDES if side == "both" else (side,):
        for finger, flexes, spread in zip(FINGERS[1:], fingers, wide, strict=True):
            for joint, flex in zip(("Proximal", "Intermediate", "Distal"), flexes, strict=True):
                out[f"{name}{finger}{joint}"] = (flex, spread if joint == "Proximal" else 0, 0)
        for joint, flex in zip(("Metacarpal", "Proximal", "Distal"), thumb, strict=True):
            abroad = {
                "open": 22.0,
                "thumb": 22.0,
                "gun": 22.0,
                "bent": 18.0,
                "fist": -8.0,
                "point": -10.0,
                "peace": -10.0,
            }.get(shape, 4.0)
            out[f"{name}Thumb{joint}"] = (flex, abroad if joint == "Metacarpal" else 0, 0)
    return out


BENT = {"bothUpperLeg": (86, 6, 0), "bothLowerLeg": 86}
KNEEL = {"bothUpperLeg": (52, 4, 0), "bothLowerLeg": 148, "bothFoot": -48}
HIP_LEFT = {"leftUpperArm": (-18, 46, 52), "leftLowerArm": 96, "leftHand": (10, -10, 30)}
HIP_RIGHT = {"right" + name[4:]: value for name, value in HIP_LEFT.items()}
SHIFT = {  # weight on the right leg: that hip is high and out, the shoulders lean the other way
    "hips": (3, 11, 6), "spine": (-8, -13, -4), "chest": (-5, -8, -4), "upperChest": (4, -4, -2),
    "neck": (8, 4, 3), "head": (-3, 7, 6), "rightUpperLeg": (3, -17, -7), "rightLowerLeg": 0,
    "leftUpperLeg": (22, 27, -24), "leftLowerLeg": 33, "leftFoot": 13,
}  # fmt: skip
REST = {  # the same, by half
    "hips": (2, 7, -3), "spine": (-7, -8, 0), "chest": (-4, -5, 3), "neck": (8, 2, 0), "head": (-3, 5, -4),
    "rightUpperLeg": (2, -11, -5), "leftUpperLeg": (15, 18, -18), "leftLowerLeg": 23, "leftFoot": 9,
}  # fmt: skip
KNEE_IN = {  # weight on the right leg, the left knee turned in, its heel up
    "hips": (3, 8, 4), "spine": (-8, -9, -3), "chest": (-4, -5, -2), "neck": (8, 3, 0), "head": (-3, 8, 4),
    "rightUpperLeg": (2, -11, -4), "leftUpperLeg": (22, 4, 12), "leftLowerLeg": 48, "leftFoot": -8,
    "leftToes": 24,
}  # fmt: skip
WIDE = {  # feet apart: somebody who stays where they are
    "hips": (1, 2, 3), "spine": (-8, -2, -4), "chest": (-7, -2, -4), "upperChest": (3, 0, 0),
    "leftUpperLeg": (3, 17, -18), "rightUpperLeg": (-2, 13, -14), "bothLowerLeg": 2,
}  # fmt: skip
CROSSED = {  # weight on the right leg, the left foot crosses before it on its toes
    "hips": (2, 8, 5), "spine": (-7, -9, -3), "chest": (-4, -5, -3), "neck": (8, 3, 0), "head": (-3, 6, 4),
    "rightUpperLeg": (-2, -12, -4), "leftUpperLeg": (20, -9, -14), "leftLowerLeg": 34, "leftFoot": -16,
    "leftToes": 20,
}  # fmt: skip
PIGEON = {  # knees together, toes in
    "hips": (3, 5, 0), "spine": (-2, -6, 0), "chest": (-2, -3, 0), "neck": (8, 2, 0),
    "leftUpperLeg": (14, -1, 18), "leftLowerLeg": 24, "leftFoot": 10, "rightUpperLeg": (7, -7, 13),
    "rightLowerLeg": 12, "rightFoot": 5,
}  # fmt: skip
STRIDE = {  # the left foot before, both knees soft: ready
    "hips": (6, 0, -16), "spine": (2, 0, 4), "leftUpperLeg": (40, 8, -8), "leftLowerLeg": 40,
    "rightUpperLeg": (-14, 14, -20), "rightLowerLeg": 8, "rightFoot": 26,
}  # fmt: skip
AT_FACE = (
    *(
        "thinking",
        "think_chin",
        "hush",
        "cover_mouth",
        "cheeks",
        "eye_peace",
        "peace",
        "double_peace",
        "shout",
    ),
    *(
        "adjust_glasses",
        "hair_tuck",
        "hair_touch",
        "hair_flip",
        "blow_kiss",
        "cry",
        "cat_paws",
        "listen",
        "idea",
    ),
    *(
        "salute",
        "peer",
        "yawn",
        "squat_chin",
        "sit_chin_in_hand",
        "lie_chin",
        "wave",
        "phone",
        "drink",
        "flute",
    ),
)
"""Poses with a hand at the face: for pictures from near by."""
