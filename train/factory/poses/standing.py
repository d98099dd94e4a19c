"""Named poses that stand: what a figure does while it is looked at."""

from __future__ import annotations

from .shorthand import CROSSED, HIP_LEFT, HIP_RIGHT, KNEE_IN, PIGEON, REST, SHIFT, WIDE, Rows, hand

ROWS: Rows = {
    "attention": ("feet", {
        "spine": -3, "chest": -4, "bothUpperArm": (0, 6, 0), "bothLowerArm": 5, **hand("both", "flat"),
        "bothUpperLeg": (0, 0, -9), "bothLowerLeg": 0, "bothFoot": 0}),
    "akimbo": ("feet", {
        **HIP_LEFT, **HIP_RIGHT, "leftUpperLeg": (8, 13, -16), "leftLowerLeg": 11,
        "rightUpperLeg": (0, 5, -10),
        "hips": (2, 3, 0), "spine": (-8, -3, 0), "chest": (-6, -2, 3), "head": (-6, 4, -4)}),
    "hands_behind_head": ("feet", {
        "bothUpperArm": (24, 112, -72), "bothLowerArm": 134, "bothHand": (20, 0, 0), **REST,
        "chest": (-9, -3, 0)}),
    "t_pose": ("feet", {"bothUpperArm": (0, 90, 0), "bothLowerArm": 2, **hand("both", "flat")}),
    "contrapposto": ("feet", {
        **SHIFT, "leftUpperArm": (9, 14, 10), "leftLowerArm": 30, "rightUpperArm": (-10, 20, 6),
        "rightLowerArm": 24, "bothHand": (8, 4, 6)}),
    "arms_crossed": ("feet", {
        **SHIFT, **hand("both", "flat"), "head": (2, -8, 8), "rightUpperArm": (30, 20, 91),
        "rightLowerArm": 136, "rightHand": (6, -19, -57), "leftUpperArm": (25, -11, 90), "leftLowerArm": 82,
        "leftHand": (-7, 5, -62)}),
    "hands_behind_back": ("feet", {
        **REST, "chest": (-9, -5, 3), "upperChest": (2, -3, 0), "head": (-4, 9, -6),
        "rightUpperArm": (-37, 36, 63), "rightLowerArm": 105, "rightHand": (10, -14, 15),
        "leftUpperArm": (-28, 28, 73), "leftLowerArm": 98, "leftHand": (12, -4, 13)}),
    "hands_clasped": ("feet", {
        **REST, "head": (3, 7, -5), "rightUpperArm": (7, 35, 70), "rightLowerArm": 95,
        "rightHand": (19, -4, -2), "leftUpperArm": (9, 21, 70), "leftLowerArm": 83,
        "leftHand": (21, 5, 1)}),
    "shy": ("feet", {
        **PIGEON, "head": (12, 10, -14), "neck": (12, 4, -6), "spine": (2, -8, 0),
        "bothShoulder": (5, 8, 0), "rightUpperArm": (6, 21, 68), "rightLowerArm": 83,
        "rightHand": (8, -19, 11), "leftUpperArm": (7, 9, 63), "leftLowerArm": 71,
        "leftHand": (11, -9, 14)}),
    "look_up": ("feet", {
        **REST, "head": (-20, 4, 8), "neck": (-14, 3, 4), "chest": (-10, -5, 3), "upperChest": (-4, -3, 0),
        "rightUpperArm": (-20, 20, 8), "leftUpperArm": (-10, 16, 8), "rightLowerArm": 14,
        "leftLowerArm": 24}),
    "look_down": ("feet", {
        **SHIFT, "head": (16, 5, 10), "neck": (16, 3, 8), "spine": (0, -11, -4), "upperChest": (8, -4, 0),
        "rightUpperArm": (-32, 41, 57), "rightLowerArm": 105, "rightHand": (9, -10, 28),
        "leftUpperArm": (-23, 17, 68), "leftLowerArm": 91, "leftHand": (9, 0, 28)}),
    "lean_forward": ("feet", {
        "hips": (34, 5, 0), "bothUpperLeg": 32, "leftUpperLeg": (36, -3, 4), "leftLowerLeg": 14,
        "spine": (6, 6, 0), "chest": (-6, 4, 0), "neck": (-16, 4, 0), "head": (-20, 12, 6),
        "rightUpperArm": (-36, 20, 48), "rightLowerArm": 95, "rightHand": (62, 14, 81),
        "leftUpperArm": (-11, 37, 86), "leftLowerArm": 101, "leftHand": (19, 14, 54)}),
    "look_back": ("feet", {
        **SHIFT, "spine": (-6, -10, 14), "chest": (-5, -6, 16), "upperChest": (3, -4, 10),
        "neck": (4, 4, 28), "head": (-3, 9, 28), "leftUpperArm": (-20, 16, 10), "leftLowerArm": 30,
        "rightUpperArm": (10, 16, 6), "rightLowerArm": 20}),
    "proud": ("feet", {
        **WIDE, **hand("both", "fist"), "hips": (-2, 3, 5), "chest": (-13, -3, -5),
        "upperChest": (-4, 0, -2), "neck": (6, 2, 0), "head": (-14, 5, 6), "rightUpperArm": (-46, 45, 47),
        "rightLowerArm": 118, "rightHand": (-41, -8, -19), "leftUpperArm": (-49, 38, 53),
        "leftLowerArm": 112, "leftHand": (-51, -1, -26)}),
    "model_hip": ("feet", {
        **SHIFT, **hand("left", "graceful"), "hips": (3, 14, 14), "spine": (-8, -14, -8),
        "chest": (-6, -10, -6), "upperChest": (3, -6, -4), "neck": (6, 8, 4), "head": (-6, 10, 6),
        "rightUpperLeg": (0, -20, -8), "leftUpperLeg": (22, 18, -26), "leftUpperArm": (-16, 20, 10),
        "leftLowerArm": 20, "leftHand": (-20, 8, 10), "rightUpperArm": (-49, 29, 11), "rightLowerArm": 125,
        "rightHand": (-15, -19, -7)}),
    "model_turn": ("feet", {
        **CROSSED, **hand("left", "graceful"), "hips": (2, 9, -34), "spine": (-8, -9, 14),
        "chest": (-6, -6, 14), "upperChest": (2, -3, 8), "neck": (4, 3, 14), "head": (-6, 8, 14),
        "leftUpperArm": (-14, 18, 8), "leftLowerArm": 24, "rightUpperArm": (-49, 45, 49),
        "rightLowerArm": 115, "rightHand": (-51, -3, -30)}),
    "ankles_crossed": ("feet", {
        **CROSSED, "head": (-2, 10, -8), "chest": (-7, -6, -4), "rightUpperArm": (-33, 38, 63),
        "rightLowerArm": 105, "rightHand": (10, -12, 18), "leftUpperArm": (-34, -6, 94),
        "leftLowerArm": 123, "leftHand": (26, -19, 14)}),
    "hand_in_pocket": ("feet", {
        **SHIFT, "head": (4, -8, 10), "leftUpperArm": (4, 12, 8), "leftLowerArm": 22,
        "spine": (-2, -12, -4), "rightUpperArm": (-39, 28, 9), "rightLowerArm": 99,
        "rightHand": (0, -19, -17)}),
    "hands_in_pockets": ("feet", {
        **REST, "bothShoulder": (2, 7, 0), "spine": (3, -7, 0), "chest": (2, -5, 3), "neck": (14, 2, 0),
        "head": (4, -7, -8), "rightUpperArm": (-34, 8, 9), "rightLowerArm": 91, "rightHand": (2, -19, -12),
        "leftUpperArm": (-24, 3, 21), "leftLowerArm": 77, "leftHand": (5, -16, -20)}),
    "fidget": ("feet", {
        **PIGEON, **hand("both", "point"), "head": (10, -12, 10), "neck": (12, -3, 4),
        "bothShoulder": (4, 8, 0), "rightUpperArm": (-6, 43, 55), "rightLowerArm": 135,
        "rightHand": (-12, 3, 44), "leftUpperArm": (-9, 40, 53), "leftLowerArm": 132,
        "leftHand": (-12, 12, 41)}),
    "hold_elbow": ("feet", {
        **SHIFT, "head": (6, 10, 12), "rightUpperArm": (-3, 10, 8), "rightLowerArm": 12,
        "leftUpperArm": (-13, -9, 68), "leftLowerArm": 86, "leftHand": (34, -19, 21)}),
    "lean_side": ("feet", {
        "hips": (2, -6, 6), "spine": (-6, 15, -2), "chest": (-6, 12, -2), "upperChest": (2, 7, 0),
        "neck": (6, 8, 0), "head": (-4, 16, 4), "leftUpperLeg": (2, -2, -8), "rightUpperLeg": (12, 8, -12),
        "rightLowerLeg": 20, "rightFoot": -10, "rightToes": 18, "rightUpperArm": (-25, 19, 75),
        "rightLowerArm": 92, "rightHand": (16, 11, 16), "leftUpperArm": (-39, 43, 60), "leftLowerArm": 109,
        "leftHand": (4, -19, 17)}),
    "peek": ("feet", {
        **KNEE_IN, "hips": (20, 5, 0), "rightUpperLeg": (20, -6, -4), "leftUpperLeg": (38, 2, 12),
        "spine": (4, 10, 4), "chest": (-4, 8, 4), "neck": (-10, 6, 4), "head": (-14, 16, 8),
        "rightUpperArm": (-39, 10, 42), "rightLowerArm": 92, "rightHand": (62, 14, 69),
        "leftUpperArm": (-10, 42, 86), "leftLowerArm": 104, "leftHand": (22, 11, 39)}),
    "hands_on_knees": ("feet", {
        "hips": (54, 0, 4), "spine": (14, 3, 0), "chest": (2, 2, 0), "neck": (-22, 4, 0),
        "head": (-22, 8, 4), "leftFoot": (22, -6, 0), "rightFoot": 24, "rightUpperArm": (61, 10, 84),
        "rightLowerArm": 13, "rightHand": (-37, 14, 3), "leftUpperArm": (64, 18, 88), "leftLowerArm": 27,
        "leftHand": (-31, 14, 15), "bothUpperLeg": (80, 8, -10), "bothLowerLeg": 50}),
    "slouch": ("feet", {
        **REST, "spine": (12, -7, 0), "chest": (12, -4, 0), "upperChest": 8, "neck": (22, 2, 0),
        "head": (14, 8, 4), "bothShoulder": (14, -4, 0), "bothUpperArm": (14, 9, 10), "bothLowerArm": 12,
        "bothHand": (12, 0, 10), "leftUpperLeg": (16, 10, 4)}),
    "dramatic": ("feet", {
        **SHIFT, **hand("right", "open"), **hand("left", "open"), "hips": (-2, 13, 18),
        "spine": (-12, -15, -10), "chest": (-10, -8, -8), "upperChest": (-4, -6, -6), "neck": (0, 6, 10),
        "head": (-8, 12, 14), "rightUpperArm": (95, -11, 48), "rightLowerArm": 103,
        "rightHand": (-14, -19, -84), "leftUpperArm": (-18, 26, 94), "leftLowerArm": 87,
        "leftHand": (7, -19, -16)}),
    "lazy": ("feet", {
        **SHIFT, "head": (-3, -10, 8), "rightUpperArm": (-49, 32, 16), "rightLowerArm": 123,
        "rightHand": (-18, -19, -12), "leftUpperArm": (49, 147, -74), "leftLowerArm": 120,
        "leftHand": (18, -19, -52)}),
    "cold": ("feet", {
        **PIGEON, "spine": (8, -5, 0), "chest": 6, "head": (8, 8, 6), "neck": (14, 3, 0),
        "bothShoulder": (10, 14, 0), "rightUpperArm": (54, -5, 78), "rightLowerArm": 135,
        "rightHand": (13, -14, -51), "leftUpperArm": (47, -11, 92), "leftLowerArm": 120,
        "leftHand": (8, 9, -36)}),
    "hands_at_chest": ("feet", {
        **KNEE_IN, **hand("both", "fist"), "head": (-6, 10, 6), "bothShoulder": (3, 10, 0),
        "chest": (-8, -3, 0), "rightUpperArm": (-1, 12, 41), "rightHand": (-2, 14, -11),
        "leftUpperArm": (-4, 8, 39), "leftHand": (-1, 14, -15), "bothLowerArm": 143}),
    "stand_tired": ("feet", {
        **SHIFT, "hips": (10, 10, 6), "rightUpperLeg": (12, -15, -7), "spine": (14, -6, 0),
        "chest": (8, -5, 0), "neck": (10, 4, 0), "head": (6, 9, -8), "rightUpperArm": (14, 17, 45),
        "rightLowerArm": 42, "rightHand": (5, 8, 48), "leftUpperArm": (3, 45, 78), "leftLowerArm": 103,
        "leftHand": (49, -19, -84)}),
}  # fmt: skip
