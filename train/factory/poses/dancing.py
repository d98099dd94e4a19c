"""Named poses of dances and of exercise."""

from __future__ import annotations

from .shorthand import CROSSED, KNEE_IN, REST, SHIFT, STRIDE, WIDE, Rows, hand

ROWS: Rows = {
    "one_leg": ("feet", {
        "rightUpperLeg": (38, 52, -34), "rightLowerLeg": 108, "rightFoot": -30, "hips": (0, -4, 0),
        "leftUpperLeg": (0, -4, 0), "bothUpperArm": (8, 158, 10), "bothLowerArm": 26}),
    "ballet": ("step", {
        "leftUpperArm": (24, 130, 10), "leftLowerArm": 46, "rightUpperArm": (26, 70, 10),
        "rightLowerArm": 40, "rightUpperLeg": (10, 42, -36), "rightFoot": -44, "leftFoot": -44,
        "leftToes": 40, "head": (-4, 0, 16)}),
    "arabesque": ("feet", {
        **hand("both", "graceful"), "hips": (34, 4, -8), "leftUpperLeg": (36, -4, -8), "leftLowerLeg": 2,
        "rightUpperLeg": (-30, 16, -26), "rightLowerLeg": 4, "rightFoot": -48, "spine": (-18, -2, 4),
        "chest": (-13, -2, 4), "upperChest": -8, "neck": (-6, 3, 0), "head": (-14, 6, 6),
        "leftUpperArm": (110, 26, -10), "rightUpperArm": (-24, 86, -20), "bothLowerArm": 10,
        "leftHand": (-10, 0, -10)}),
    "twirl": ("feet", {
        **CROSSED, **hand("both", "graceful"), "hips": (0, 8, 20), "chest": (-8, -6, -10),
        "head": (-8, 14, 10), "rightFoot": -30, "rightToes": 30, "rightLowerLeg": 4,
        "leftUpperArm": (24, 92, -20), "leftLowerArm": 34, "rightUpperArm": (-10, 74, -10),
        "rightLowerArm": 26, "bothHand": -16}),
    "dance_swing": ("feet", {
        **SHIFT, **hand("both", "graceful"), "hips": (4, 18, 14), "rightUpperLeg": (6, -24, -8),
        "leftUpperLeg": (26, 24, -24), "leftLowerLeg": 40, "leftFoot": -8, "leftToes": 20,
        "leftUpperArm": (30, 110, -20), "leftLowerArm": 70, "leftHand": -20, "rightUpperArm": (10, 52, 20),
        "rightLowerArm": 84, "head": (-6, 14, 10)}),
    "disco": ("feet", {
        **SHIFT, **hand("right", "point"), "hips": (2, 16, -10), "rightUpperLeg": (3, -20, -8),
        "leftUpperLeg": (18, 28, -22), "leftLowerLeg": 30, "leftFoot": -10, "leftToes": 20,
        "rightUpperArm": (26, 146, -10), "rightLowerArm": 6, "chest": (-8, -10, -6), "head": (-8, -10, -18),
        "leftUpperArm": (-49, 3, 17), "leftLowerArm": 99, "leftHand": (-11, -4, -24)}),
    "idol_pose": ("feet", {
        **KNEE_IN, **hand("right", "peace"), **hand("left", "open"), "hips": (2, 12, 8),
        "leftUpperLeg": (60, 6, 10), "leftLowerLeg": 98, "leftFoot": -34, "head": (-6, 14, 6),
        "leftUpperArm": (8, 112, -20), "leftLowerArm": 30, "leftHand": -20, "rightUpperArm": (97, 50, 43),
        "rightLowerArm": 131, "rightHand": (10, -6, 49)}),
    "idol_reach": ("feet", {
        **STRIDE, **hand("right", "open"), **hand("left", "flat"), "hips": (-2, 8, -12),
        "spine": (-6, -8, 8), "chest": (-8, -6, 8), "head": (-12, 8, -6), "rightUpperArm": (92, 36, -20),
        "rightLowerArm": 14, "rightHand": (-24, 0, -40), "leftUpperLeg": (36, 8, -8), "leftLowerLeg": 31,
        "rightUpperLeg": (-14, 14, -20), "rightLowerLeg": 8, "leftFoot": (-7, 6, 0),
        "rightFoot": (11, -12, 0), "leftUpperArm": (10, 22, 53), "leftLowerArm": 138,
        "leftHand": (11, 7, -51)}),
    "hip_hop": ("feet", {
        **WIDE, **hand("both", "fist"), "hips": (10, -8, -10), "leftUpperLeg": (42, 22, -24),
        "leftLowerLeg": 56, "rightUpperLeg": (26, 26, -20), "rightLowerLeg": 30, "spine": (6, 10, 6),
        "chest": (2, 8, 6), "head": (8, -12, -12), "rightUpperArm": (40, 52, 30), "rightLowerArm": 96,
        "leftUpperArm": (20, 80, 10), "leftLowerArm": 110, "leftFoot": (16, -10, 0),
        "rightFoot": (9, -12, 0)}),
    "hula": ("feet", {
        **SHIFT, **hand("both", "graceful"), "hips": (2, 18, 8), "rightUpperLeg": (14, -25, -4),
        "rightLowerLeg": 22, "leftUpperLeg": (26, 16, -6), "leftLowerLeg": 36, "spine": (-8, -18, -4),
        "head": (-2, 10, 18), "neck": (8, 4, 10), "rightUpperArm": (65, 27, 87), "rightLowerArm": 129,
        "rightHand": (4, -19, 32), "leftUpperArm": (-41, 48, -51), "leftLowerArm": 130,
        "leftHand": (-9, -19, 13)}),
    "waltz": ("step", {
        **STRIDE, **hand("both", "graceful"), "hips": (-4, 6, -10), "chest": (-12, -4, 4),
        "head": (-6, 10, 16), "leftUpperLeg": (20, 4, -8), "leftLowerLeg": 14,
        "rightUpperLeg": (-22, 6, -10), "rightLowerLeg": 12, "rightFoot": -30, "rightToes": 36,
        "rightUpperArm": (18, 42, 29), "rightLowerArm": 127, "rightHand": (13, 0, -70),
        "leftUpperArm": (-24, 51, -55), "leftLowerArm": 122, "leftHand": (-5, -19, 25)}),
    "ballet_fifth": ("feet", {
        **hand("both", "graceful"), "hips": -2, "bothUpperLeg": (2, -4, -44), "leftUpperLeg": (6, -8, -44),
        "bothFoot": -46, "bothToes": 44, "bothLowerLeg": 2, "chest": -8, "neck": (6, 0, 8),
        "head": (-6, 8, 12), "rightUpperArm": (156, 14, 64), "rightLowerArm": 64,
        "rightHand": (29, 14, -65), "leftUpperArm": (147, 26, 37), "leftLowerArm": 70,
        "leftHand": (55, 14, -53)}),
    "passe": ("feet", {
        **hand("both", "graceful"), "hips": (-2, -4, 10), "leftUpperLeg": (2, 0, -24), "leftFoot": -44,
        "leftToes": 44, "rightUpperLeg": (62, 46, -40), "rightLowerLeg": 128, "rightFoot": -48,
        "spine": (-6, 3, -4), "chest": (-7, 2, -4), "head": (-6, 8, -14), "leftUpperArm": (24, 134, 0),
        "leftLowerArm": 44, "rightUpperArm": (31, 47, 60), "rightLowerArm": 121,
        "rightHand": (2, -8, -76)}),
    "plie": ("feet", {
        **hand("both", "graceful"), "hips": 0, "spine": -5, "head": (-2, 8, -14),
        "leftUpperArm": (30, 82, -10), "leftLowerArm": 30, "rightUpperArm": (27, 31, 89),
        "rightLowerArm": 83, "rightHand": (-5, 14, -74), "bothUpperLeg": (38, 44, -50), "bothLowerLeg": 66,
        "bothFoot": (11, 7, 0)}),
    "curtain_call": ("step", {
        **CROSSED, **hand("left", "graceful"), **hand("right", "flat"), "hips": (22, 8, 0),
        "leftUpperLeg": (44, -9, -14), "leftLowerLeg": 50, "rightUpperLeg": (40, -10, -6),
        "rightLowerLeg": 44, "rightFoot": 20, "spine": (8, -6, 0), "head": (10, 10, -6),
        "leftUpperArm": (-6, 88, -20), "leftLowerArm": 24, "rightUpperArm": (30, 28, 66),
        "rightLowerArm": 138, "rightHand": (16, 7, -18)}),
    "yoga_tree": ("feet", {
        **hand("both", "flat"), "hips": (0, -4, 0), "leftUpperLeg": (0, -4, -4),
        "rightUpperLeg": (46, 66, -60), "rightLowerLeg": 138, "rightFoot": -30, "chest": (-8, 2, 0),
        "head": (-4, 2, 0), "rightUpperArm": (147, 6, 40), "rightLowerArm": 66,
        "rightHand": (-14, -19, -29), "leftUpperArm": (145, 9, 37), "leftLowerArm": 68,
        "leftHand": (-16, -19, -25)}),
    "yoga_warrior": ("step", {
        **hand("both", "flat"), "hips": (0, 0, -60), "leftUpperLeg": (70, 34, -40), "leftLowerLeg": 78,
        "rightUpperLeg": (-16, 44, -30), "rightLowerLeg": 2, "rightFoot": (0, 12, 0),
        "leftUpperArm": (8, 90, 0), "rightUpperArm": (-4, 90, 0), "bothLowerArm": 2, "neck": (6, 0, 34),
        "head": (-2, 0, 30), "leftFoot": (7, 12, 0)}),
    "yoga_triangle": ("step", {
        **hand("both", "open"), "hips": (0, 22, 0), "leftUpperLeg": (0, 46, -40),
        "rightUpperLeg": (0, 10, -12), "spine": (0, 17, 0), "chest": (-4, 13, 0), "upperChest": (0, 9, 0),
        "leftUpperArm": (0, 68, 0), "rightUpperArm": (0, 100, 0), "bothLowerArm": 4, "neck": (4, 6, -24),
        "head": (-8, 4, -28), "leftFoot": (-16, -12, 0), "rightFoot": (-7, -12, 0), "bothLowerLeg": 0}),
    "toe_touch": ("step", {
        "hips": 76, "bothUpperLeg": (80, 0, -4), "bothLowerLeg": 8, "spine": 32, "chest": 22,
        "upperChest": 12, "neck": -4, "head": (-14, 6, 6), "bothUpperArm": (118, -5, 92), "bothLowerArm": 1,
        "bothHand": (-25, 14, 53)}),
    "side_stretch": ("feet", {
        **WIDE, **hand("right", "open"), "hips": (0, 6, 0), "leftUpperLeg": (3, 14, -18),
        "rightUpperLeg": (-2, 20, -14), "spine": (-4, 16, 0), "chest": (-6, 13, 0), "upperChest": (2, 9, 0),
        "neck": (6, 8, 0), "head": (-4, 12, -6), "rightUpperArm": (10, 162, 0), "rightLowerArm": 36,
        "leftUpperArm": (-49, 53, 34), "leftLowerArm": 129, "leftHand": (-60, -19, 13)}),
    "arm_stretch": ("feet", {
        **REST, **hand("right", "flat"), **hand("left", "grip"), "head": (2, 8, -14), "chest": (-6, -5, -8),
        "rightUpperArm": (64, -11, 89), "rightLowerArm": 108, "rightHand": (-1, -19, -84),
        "leftUpperArm": (33, 15, 61), "leftLowerArm": 132, "leftHand": (-32, 7, -66)}),
}  # fmt: skip
