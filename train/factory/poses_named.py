"""Named poses: the table that random poses start from.

Angles are (flex, spread, twist) in degrees, see bones.py; `relaxed` hands lie under every entry.
"""

from __future__ import annotations

from typing import Literal

from .bones import FINGERS, SIDES
from .stance import BASIC, Stance, relaxed

Support = Literal["feet", "step", "seat", "floor", "air"]
"""What carries a figure: its feet (it must be in balance), a stride (balance along it is free), a chair or
its heels, the floor, or nothing."""

_SHAPES = {  # flex of the fingers' three joints from index to little finger, then of the thumb's
    "fist": (((84, 96, 58),) * 4, (32, 40, 48)),
    "open": (((-4, 4, 2),) * 4, (-4, 0, 0)),
    "flat": (((2, 3, 2),) * 4, (14, 8, 6)),
    "grip": (((52, 62, 34),) * 4, (18, 22, 26)),
    "point": (((0, 4, 2), (80, 94, 56), (84, 96, 58), (86, 96, 58)), (34, 44, 50)),
    "peace": (((-4, 2, 2), (-4, 2, 2), (84, 96, 58), (86, 96, 58)), (34, 46, 54)),
    "thumb": (((84, 96, 58),) * 4, (-14, -4, -6)),
}


def hand(side: str, shape: str) -> dict[str, tuple[float, float, float]]:
    """Angles of the fingers of one hand ("left", "right" or "both") in a shape: fist, open, flat, grip,
    point, peace or thumb."""
    fingers, thumb = _SHAPES[shape]
    wide = {"open": (9, 2, -5, -11), "peace": (9, -7, 0, 0)}.get(shape, (0, 0, 0, 0))
    out: dict[str, tuple[float, float, float]] = {}
    for name in SIDES if side == "both" else (side,):
        for finger, flexes, spread in zip(FINGERS[1:], fingers, wide, strict=True):
            for joint, flex in zip(("Proximal", "Intermediate", "Distal"), flexes, strict=True):
                out[f"{name}{finger}{joint}"] = (flex, spread if joint == "Proximal" else 0, 0)
        for joint, flex in zip(("Metacarpal", "Proximal", "Distal"), thumb, strict=True):
            abroad = {"open": 22.0, "thumb": 22.0, "fist": -8.0, "point": -10.0, "peace": -10.0}.get(
                shape, 4.0
            )
            out[f"{name}Thumb{joint}"] = (flex, abroad if joint == "Metacarpal" else 0, 0)
    return out


_BENT = {"bothUpperLeg": (86, 6, 0), "bothLowerLeg": 86}
_KNEEL = {"bothUpperLeg": (52, 4, 0), "bothLowerLeg": 148, "bothFoot": -48}
_HIP_LEFT = {"leftUpperArm": (-18, 46, 52), "leftLowerArm": 96, "leftHand": (10, -10, 30)}
_HIP_RIGHT = {"right" + name[4:]: value for name, value in _HIP_LEFT.items()}
_SHIFT = {  # weight on the right leg: that hip is high and out, the shoulders lean the other way
    "hips": (3, 7, 4),
    "spine": (-7, -8, -3),
    "chest": (-4, -5, -3),
    "rightUpperLeg": (3, -11, -6),
    "rightLowerLeg": 1,
    "leftUpperLeg": (16, 12, -16),
    "leftLowerLeg": 23,
    "leftFoot": 10,
}
_REST = {  # the same, hardly
    "hips": (2, 4, -2),
    "spine": (-6, -5, 0),
    "chest": (-4, -3, 2),
    "rightUpperLeg": (2, -6, -5),
    "leftUpperLeg": (10, 7, -12),
    "leftLowerLeg": 15,
    "leftFoot": 7,
}
_KNEE_IN = {  # weight on the right leg, the left knee turned in, its heel up
    "hips": (3, 5, 3), "spine": (-7, -6, -2), "chest": (-4, -3, 0), "rightUpperLeg": (2, -7, -4),
    "leftUpperLeg": (20, 1, 10), "leftLowerLeg": 42, "leftFoot": -6, "leftToes": 22,
}  # fmt: skip

_TABLE: dict[str, tuple[Support, dict]] = {
    "attention": ("feet", {
        "spine": -3, "chest": -4, "bothUpperArm": (0, 6, 0), "bothLowerArm": 5, **hand("both", "flat"),
        "bothUpperLeg": (0, 0, -9), "bothLowerLeg": 0, "bothFoot": 0}),
    "contrapposto": ("feet", {
        **_SHIFT, "neck": (8, 3, 4), "head": (-2, 6, 8), "leftUpperArm": (9, 12, 10), "leftLowerArm": 30,
        "rightUpperArm": (-10, 15, 6), "rightLowerArm": 22}),
    "akimbo": ("feet", {
        **_HIP_LEFT, **_HIP_RIGHT, "leftUpperLeg": (8, 13, -16), "leftLowerLeg": 11,
        "rightUpperLeg": (0, 5, -10),
        "hips": (2, 3, 0), "spine": (-8, -3, 0), "chest": (-6, -2, 3), "head": (-6, 4, -4)}),
    "arms_crossed": ("feet", {
        "leftUpperArm": (38, 6, 62), "leftLowerArm": 98, "rightUpperArm": (32, 4, 66), "rightLowerArm": 92,
        "bothHand": (4, 0, 0), **hand("both", "flat"), **_REST, "head": (2, 4, -5)}),
    "hands_behind_back": ("feet", {
        "bothUpperArm": (-34, 10, 58), "bothLowerArm": 62, "bothHand": (16, 0, 30), **_REST,
        "chest": (-8, -3, 2), "neck": (10, 2, 0), "head": (-4, 7, -5)}),
    "hands_behind_head": ("feet", {
        "bothUpperArm": (24, 112, -72), "bothLowerArm": 134, "bothHand": (20, 0, 0), **_REST,
        "chest": (-9, -3, 0)}),
    "hands_clasped": ("feet", {
        "leftUpperArm": (2, 27, 59), "leftLowerArm": 98, "leftHand": (35, -7, -18),
        "rightUpperArm": (4, 24, 57), "rightLowerArm": 92, "rightHand": (36, -5, -17),
        "bothUpperLeg": (1, 0, 1), "head": (2, 5, -4)}),
    "pray": ("feet", {
        "bothUpperArm": (19, 24, 52), "bothLowerArm": 119, "bothHand": (-50, 15, 3), **hand("both", "flat"),
        "head": 10, "neck": 10, "bothUpperLeg": (1, 0, 1)}),
    "thinking": ("feet", {
        "rightUpperArm": (34, 4, 24), "rightLowerArm": 134, "rightHand": (10, 0, 0), **hand("right", "grip"),
        "leftUpperArm": (11, 20, 61), "leftLowerArm": 108, "leftHand": (20, 4, -38), **_SHIFT,
        "head": (6, -6, -8)}),
    "shy": ("feet", {
        "leftUpperArm": (5, 17, 56), "leftLowerArm": 66, "leftHand": (37, -6, -17),
        "rightUpperArm": (7, 14, 55), "rightLowerArm": 61, "rightHand": (37, -5, -16), "head": (10, 9, -12),
        "bothShoulder": (4, 6, 0), "leftUpperLeg": (14, -2, 16), "leftLowerLeg": 24, "leftFoot": 10,
        "rightUpperLeg": (6, -2, 10), "rightLowerLeg": 10, "rightFoot": 4, "spine": (2, -4, 0)}),
    "shrug": ("feet", {
        "bothShoulder": (0, 16, 0), "bothUpperArm": (12, 32, -48), "bothLowerArm": 92,
        "bothHand": (-34, 0, -60), **hand("both", "open"), **_REST, "head": (0, 12, -4)}),
    "salute": ("feet", {
        "rightUpperArm": (36, 76, -40), "rightLowerArm": 134, "rightHand": (0, 6, 0), **hand("right", "flat"),
        "chest": (-4, 0, 0), "leftUpperArm": (0, 7, 0)}),
    "peace": ("feet", {
        "rightUpperArm": (42, 44, -52), "rightLowerArm": 128, "rightHand": (-14, 0, -20),
        **hand("right", "peace"), **_HIP_LEFT, **_SHIFT, "neck": (8, 3, 0), "head": (-2, 9, 4)}),
    "double_peace": ("feet", {
        "bothUpperArm": (40, 46, -48), "bothLowerArm": 126, "bothHand": (-12, 0, -20),
        **hand("both", "peace"), **_KNEE_IN, "head": (-2, 10, 3)}),
    "thumbs_up": ("feet", {
        "rightUpperArm": (44, 10, 6), "rightLowerArm": 62, "rightHand": (0, 8, 10), **hand("right", "thumb"),
        "leftUpperArm": (-10, 16, 6), "leftLowerArm": 26, **_REST, "head": (0, 8, 4)}),
    "point": ("feet", {
        "rightUpperArm": (84, 8, 10), "rightLowerArm": 8, "rightHand": (4, 0, 60), **hand("right", "point"),
        **_HIP_LEFT, "spine": (-6, 0, 5), "chest": (-5, 0, 8), "leftUpperLeg": (-6, 10, -20),
        "rightUpperLeg": (12, 7, -4), "rightLowerLeg": 12, "rightFoot": 2, "neck": (8, 0, -5),
        "head": (-2, 4, -8)}),
    "point_up": ("feet", {
        "rightUpperArm": (44, 26, -20), "rightLowerArm": 118, **hand("right", "point"), **_HIP_LEFT, **_REST,
        "head": (0, -7, -3)}),
    "point_aside": ("feet", {
        "leftUpperArm": (8, 88, 0), "leftLowerArm": 8, "leftHand": (0, 0, 40), **hand("left", "point"),
        **_SHIFT, "neck": (6, 0, 16), "head": (-2, 4, 24), **_HIP_RIGHT}),
    "reach_out": ("feet", {
        "rightUpperArm": (74, 6, -10), "rightLowerArm": 18, "rightHand": (-12, 0, -50),
        **hand("right", "open"), "spine": (0, 0, 6), "chest": (4, 0, 9), "leftUpperArm": (-16, 18, 10),
        "leftLowerArm": 30, "rightUpperLeg": (20, 3, -6), "rightLowerLeg": 20, "leftUpperLeg": (-12, 5, -14),
        "leftLowerLeg": 6, "leftFoot": 16}),
    "offer": ("feet", {
        "bothUpperArm": (42, 6, -14), "bothLowerArm": 58, "bothHand": (-6, 0, -70), **hand("both", "flat"),
        **_REST, "spine": (2, -4, 0), "head": (4, 6, 0)}),
    "hold_book": ("feet", {
        "bothUpperArm": (30, 5, 20), "bothLowerArm": 92, "bothHand": (10, 0, -50), **hand("both", "grip"),
        **_REST, "head": 14, "neck": 12}),
    "phone": ("feet", {
        "rightUpperArm": (32, 34, -50), "rightLowerArm": 142, "rightHand": (20, 0, 10),
        **hand("right", "grip"), "head": (4, -8, 0), **_SHIFT, "leftUpperArm": (14, 8, 46),
        "leftLowerArm": 74}),
    "hair_touch": ("feet", {
        "leftUpperArm": (40, 64, -50), "leftLowerArm": 140, "leftHand": (26, 0, 20), **_SHIFT,
        "head": (4, -12, -8), "rightUpperArm": (-8, 16, 8), "rightLowerArm": 26}),
    "hand_on_heart": ("feet", {
        "rightUpperArm": (10, 37, 45), "rightLowerArm": 135, "rightHand": (16, 15, -46),
        **hand("right", "flat"),
        **_REST, "head": (2, 8, -3)}),
    "cheer": ("feet", {
        "leftUpperArm": (10, 148, -10), "rightUpperArm": (14, 138, -10), "leftLowerArm": 22,
        "rightLowerArm": 36,
        **hand("both", "fist"), "spine": (-8, 4, 0), "chest": (-8, 3, 0), "head": (-10, -4, 0),
        "leftUpperLeg": (4, 12, -14), "rightUpperLeg": (0, 6, -10)}),
    "fist_up": ("feet", {
        "rightUpperArm": (20, 152, 0), "rightLowerArm": 14, **hand("right", "fist"), **_HIP_LEFT,
        **_SHIFT, "chest": (-8, 3, -4), "spine": (-8, 2, 0), "head": (-8, -6, -6)}),
    "stretch": ("feet", {
        "leftUpperArm": (6, 166, 0), "leftLowerArm": 30, "rightUpperArm": (6, 164, 0), "rightLowerArm": 58,
        "spine": (-6, 8, 0), "chest": (-8, 8, 0), "head": (-10, 8, 0)}),
    "t_pose": ("feet", {"bothUpperArm": (0, 90, 0), "bothLowerArm": 2, **hand("both", "flat")}),
    "bow": ("feet", {
        "hips": 24, "bothUpperLeg": (24, 0, 0), "spine": 16, "chest": (6, 0, 0), "head": -8,
        "bothUpperArm": (34, 6, 0), "bothLowerArm": 16}),
    "curtsy": ("feet", {
        "bothUpperArm": (6, 36, -16), "bothLowerArm": 40, **hand("both", "grip"), "leftUpperLeg": (22, 0, 0),
        "leftLowerLeg": 34, "leftFoot": 12, "rightUpperLeg": (-6, -10, 0), "rightLowerLeg": 44,
        "rightFoot": -30, "head": 12, "spine": 6}),
    "look_back": ("feet", {
        "spine": (-6, 0, 16), "chest": (-4, 0, 16), "upperChest": (3, 0, 10), "neck": (6, 3, 28),
        "head": (-2, 4, 29), "leftUpperArm": (-18, 18, 10), "leftLowerArm": 24, "rightUpperArm": (14, 12, 6),
        "leftUpperLeg": (-6, 3, -4), "rightUpperLeg": (12, 2, -6), "rightLowerLeg": 14, "rightFoot": 3}),
    "look_up": ("feet", {
        **_REST, "head": -16, "neck": -8, "chest": (-8, -3, 0), "bothUpperArm": (-14, 18, 8),
        "bothLowerArm": 14}),
    "look_down": ("feet", {
        **_REST, "head": 14, "neck": 12, "spine": (0, -4, 0), "bothUpperArm": (4, 9, 12)}),
    "lean_forward": ("feet", {
        "hips": 24, "bothUpperLeg": (24, 2, 0), "spine": 12, "neck": -14, "head": -18,
        "bothUpperArm": (-22, 8, 50), "bothLowerArm": 58}),
    "tiptoe": ("feet", {
        "bothFoot": -42, "bothToes": 38, "leftUpperArm": (-16, 32, 0), "rightUpperArm": (-14, 26, 0),
        "bothHand": (-38, 0, 0), "head": (-8, 5, 0), "neck": -2, "chest": (-8, 0, 0),
        "bothUpperLeg": (0, -1, -4)}),
    "one_leg": ("feet", {
        "rightUpperLeg": (38, 52, -34), "rightLowerLeg": 108, "rightFoot": -30, "hips": (0, -4, 0),
        "leftUpperLeg": (0, -4, 0), "bothUpperArm": (8, 158, 10), "bothLowerArm": 26}),
    "arabesque": ("feet", {
        "hips": 22, "leftUpperLeg": (22, 0, 0), "rightUpperLeg": (-28, 6, -20), "rightFoot": -46,
        "leftUpperArm": (70, 40, 0), "rightUpperArm": (-20, 80, 0), "spine": -10, "head": -12}),
    "guard": ("feet", {
        "bothUpperArm": (44, 10, 20), "bothLowerArm": 118, **hand("both", "fist"), "spine": (8, 0, -10),
        "leftUpperLeg": (34, 10, -8), "leftLowerLeg": 32, "rightUpperLeg": (-8, 12, -18),
        "rightLowerLeg": 22, "rightFoot": 8, "head": (2, 0, 10)}),
    "squat": ("feet", {
        "bothUpperLeg": (104, 14, -12), "bothLowerLeg": 128, "bothFoot": 24, "hips": 8, "spine": 18,
        "bothUpperArm": (48, 8, 12), "bothLowerArm": 62, "head": -8}),
    "half_squat": ("feet", {
        "bothUpperLeg": (62, 12, -8), "bothLowerLeg": 78, "bothFoot": 22, "hips": 12, "spine": 14,
        "bothUpperArm": (34, 12, 14), "bothLowerArm": 38, "head": -12}),
    "lunge": ("step", {
        "leftUpperLeg": (74, 4, 0), "leftLowerLeg": 78, "leftFoot": 4, "rightUpperLeg": (-28, 4, 0),
        "rightLowerLeg": 20, "rightFoot": -20, "rightToes": 40, **_HIP_LEFT, **_HIP_RIGHT}),
    "catwalk": ("step", {
        "leftUpperLeg": (24, -6, 0), "leftLowerLeg": 4, "rightUpperLeg": (-18, -5, 0), "rightLowerLeg": 14,
        "rightFoot": -18, "rightToes": 24, "hips": (0, 4, -6), "leftUpperArm": (-16, 12, 0),
        "chest": (-3, -3, 8), **_HIP_RIGHT}),
    "sprint": ("step", {
        "hips": 22, "spine": 10, "head": -14, "neck": -12, "leftUpperLeg": (92, 0, 0), "leftLowerLeg": 96,
        "rightUpperLeg": (-12, 0, 0), "rightLowerLeg": 26, "rightFoot": -36, "leftUpperArm": (-48, 16, 0),
        "leftLowerArm": 86, "rightUpperArm": (62, 8, 8), "rightLowerArm": 92, **hand("both", "flat")}),
    "punch": ("step", {
        "rightUpperArm": (82, 12, 20), "rightLowerArm": 6, "leftUpperArm": (10, 14, 20), "leftLowerArm": 128,
        **hand("both", "fist"), "chest": (4, 0, 14), "spine": (6, 0, 10), "neck": (4, 0, -10),
        "head": (0, 0, -12),
        "leftUpperLeg": (40, 8, 0), "leftLowerLeg": 42, "rightUpperLeg": (-22, 10, -14),
        "rightLowerLeg": 12, "rightFoot": -8}),
    "throw": ("step", {
        "rightUpperArm": (-20, 96, -70), "rightLowerArm": 92, **hand("right", "grip"),
        "leftUpperArm": (70, 24, 0), "leftLowerArm": 12, "chest": (-8, 0, -16), "leftUpperLeg": (40, 6, 0),
        "leftLowerLeg": 34, "rightUpperLeg": (-14, 8, -16), "rightLowerLeg": 20}),
    "kick": ("step", {
        "rightUpperLeg": (84, 6, 0), "rightLowerLeg": 12, "rightFoot": -24, "hips": -12,
        "leftUpperLeg": (-12, 2, -10), "bothUpperArm": (10, 34, 0), "bothLowerArm": 92,
        **hand("both", "fist"), "spine": 12}),
    "ballet": ("step", {
        "leftUpperArm": (24, 130, 10), "leftLowerArm": 46, "rightUpperArm": (26, 70, 10),
        "rightLowerArm": 40, "rightUpperLeg": (10, 42, -36), "rightFoot": -44, "leftFoot": -44,
        "leftToes": 40, "head": (-4, 0, 16)}),
    "sit_prim": ("seat", {
        **_BENT, "bothUpperLeg": (86, -3, 3), "bothUpperArm": (12, 11, 48), "bothLowerArm": 72,
        "bothHand": (-6, 7, 58), "spine": (-3, 0, 0), "head": (-2, 6, -4)}),
    "sit_legs_crossed": ("seat", {
        **_BENT, "leftUpperLeg": (98, -12, 4), "leftLowerLeg": 70, "leftFoot": -18,
        "rightUpperLeg": (84, 4, 0), "bothUpperArm": (15, 13, 52), "bothLowerArm": 83,
        "bothHand": (-13, 3, 59),
        "spine": (-2, 3, 0), "head": (-3, 6, 6)}),
    "sit_leaning": ("seat", {
        **_BENT, "bothUpperLeg": (70, 16, -6), "hips": -14, "bothUpperArm": (-34, 16, 0), "bothLowerArm": 8,
        "head": (6, 8, 0)}),
    "sit_chin_in_hand": ("seat", {
        **_BENT, "hips": 18, "spine": 16, "rightUpperArm": (52, 4, 22), "rightLowerArm": 138,
        **hand("right", "grip"), "leftUpperArm": (50, 2, 40), "leftLowerArm": 66, "head": (-10, -6, 0)}),
    "kneel_up": ("seat", {"bothLowerLeg": 98, "bothFoot": -48, "bothUpperLeg": (2, 6, 0), **_HIP_LEFT}),
    "kneel_one": ("seat", {
        "leftUpperLeg": (88, 4, 0), "leftLowerLeg": 88, "rightUpperLeg": (0, 6, 0), "rightLowerLeg": 100,
        "rightFoot": 10, "rightToes": 50, "leftUpperArm": (46, 6, 20), "leftLowerArm": 48}),
    "seiza_bow": ("seat", {
        **_KNEEL, "hips": 12, "spine": 20, "chest": (8, 0, 0), "head": -6, "bothUpperArm": (48, 2, 20),
        "bothLowerArm": 24}),
    "sit_floor": ("floor", {
        "bothUpperLeg": (84, 6, -4), "bothLowerLeg": 4, "hips": -6, "bothFoot": -12,
        "bothUpperArm": (-40, 22, -10), "bothLowerArm": 4, "bothHand": (-58, 0, 0)}),
    "sit_hugging_knees": ("floor", {
        "bothUpperLeg": (118, 2, 0), "bothLowerLeg": 122, "hips": -10, "spine": 24, "head": 12,
        "bothFoot": -8, "bothUpperArm": (62, 10, 34), "bothLowerArm": 62}),
    "sit_crossed_floor": ("floor", {
        "bothUpperLeg": (88, 50, -65), "leftLowerLeg": 150, "rightLowerLeg": 142, "bothFoot": -20,
        "bothUpperArm": (4, 34, 10),
        "bothLowerArm": 57, "bothHand": (-34, -10, 38)}),
    "w_sit": ("floor", {
        "bothUpperLeg": (76, 22, 34), "bothLowerLeg": 146, "bothFoot": -46, "bothUpperArm": (14, 16, 47),
        "bothLowerArm": 56, "bothHand": (-28, -6, 35), "head": (-2, 6, 0)}),
    "lie_on_back": ("floor", {
        "hips": -88, "leftUpperLeg": (28, 4, 0), "leftLowerLeg": 52, "rightUpperLeg": (2, 8, -10),
        "leftUpperArm": (0, 48, -30), "rightUpperArm": (10, 108, -60), "rightLowerArm": 96,
        "head": (0, 0, 18)}),
    "lie_on_front": ("floor", {
        "hips": 84, "spine": -20, "chest": (-15, 0, 0), "upperChest": (-10, 0, 0), "neck": -22, "head": -18,
        "bothUpperArm": (52, 12, 20), "bothLowerArm": 110, "leftLowerLeg": 80, "rightLowerLeg": 20,
        "bothFoot": -40}),
    "crawl": ("floor", {
        "hips": 76, "bothUpperLeg": (78, 4, 0), "bothLowerLeg": 88, "bothFoot": -44,
        "bothUpperArm": (84, 6, 0), "bothLowerArm": 4, "bothHand": (-60, 0, 0), "neck": -24, "head": -24}),
    "jump": ("air", {
        "bothUpperArm": (14, 132, -10), "bothLowerArm": 34, "leftUpperLeg": (58, 8, 0), "leftLowerLeg": 98,
        "rightUpperLeg": (10, 6, 0), "rightLowerLeg": 66, "bothFoot": -34, "chest": (-8, 0, 0), "head": -8,
        **hand("both", "open"), "offset": (0, 0.35, 0)}),
    "star_jump": ("air", {
        "bothUpperArm": (4, 128, 0), "bothLowerArm": 6, "bothUpperLeg": (4, 36, -10), "bothFoot": -36,
        **hand("both", "open"), "offset": (0, 0.3, 0)}),
    "leap": ("air", {
        "hips": 14, "leftUpperLeg": (84, 0, 0), "leftLowerLeg": 24, "leftFoot": -34,
        "rightUpperLeg": (-30, 4, 0), "rightLowerLeg": 44, "rightFoot": -44, "rightUpperArm": (78, 20, 0),
        "leftUpperArm": (-42, 34, 0), "bothLowerArm": 24, "head": -14, "offset": (0, 0.3, 0)}),
    "fly": ("air", {
        "hips": 62, "spine": -12, "neck": -24, "head": -22, "rightUpperArm": (150, 10, 0),
        "rightLowerArm": 6, **hand("right", "fist"), "leftUpperArm": (-24, 20, 0),
        "leftUpperLeg": (-12, 2, 0), "leftLowerLeg": 14, "rightUpperLeg": (8, 2, 0), "rightLowerLeg": 48,
        "bothFoot": -44, "offset": (0, 0.5, 0)}),
    "float": ("air", {
        "hips": (-14, 6, 0), "leftUpperLeg": (46, 4, 0), "leftLowerLeg": 72, "rightUpperLeg": (20, 6, 0),
        "rightLowerLeg": 42, "bothFoot": -38, "bothUpperArm": (10, 62, -20), "bothLowerArm": 36,
        "bothHand": (-24, 0, 0), **hand("both", "open"), "offset": (0, 0.4, 0)}),
}  # fmt: skip

NAMED: dict[str, Stance] = {
    **BASIC,
    **{name: relaxed(**angles) for name, (_, angles) in _TABLE.items()},
}
"""All named poses; those of `stance.BASIC` among them."""

SUPPORT: dict[str, Support] = {
    **dict.fromkeys(BASIC, "feet"),
    "walk": "step",
    "run": "step",
    "sit": "seat",
    "kneel": "seat",
    **{name: support for name, (support, _) in _TABLE.items()},
}
"""What carries the figure in each named pose."""
