"""Named poses of fights, magic and sports."""

from __future__ import annotations

from .shorthand import SHIFT, STRIDE, WIDE, Rows, hand

ROWS: Rows = {
    "guard": ("feet", {
        "bothUpperArm": (44, 10, 20), "bothLowerArm": 118, **hand("both", "fist"), "spine": (8, 0, -10),
        "leftUpperLeg": (34, 10, -8), "leftLowerLeg": 32, "rightUpperLeg": (-8, 12, -18),
        "rightLowerLeg": 22, "rightFoot": 8, "head": (2, 0, 10)}),
    "punch": ("step", {
        **STRIDE, **hand("both", "fist"), "hips": (8, 0, 6), "spine": (6, -3, 12), "chest": (6, -3, 14),
        "upperChest": (3, 0, 8), "neck": (2, 0, -16), "head": (2, 4, -18), "leftUpperLeg": (60, 10, -12),
        "leftLowerLeg": 70, "rightUpperLeg": (-27, 14, -24), "rightLowerLeg": 4, "leftFoot": (17, 3, 0),
        "rightFoot": (28, -12, 0), "rightUpperArm": (56, -11, 28), "rightLowerArm": 54,
        "rightHand": (-60, 1, 77), "leftUpperArm": (-28, 28, 10), "leftLowerArm": 147,
        "leftHand": (20, 14, -16)}),
    "uppercut": ("step", {
        **STRIDE, **hand("both", "fist"), "hips": (-6, 6, 14), "spine": (-8, -10, 8), "chest": (-8, -6, 8),
        "head": (-16, 6, -8), "rightUpperLeg": (-16, 10, -4), "rightFoot": -30, "rightToes": 34,
        "rightUpperArm": (112, 26, -10), "rightLowerArm": 66, "leftFoot": (-4, 7, 0),
        "leftUpperArm": (-29, 19, 18), "leftLowerArm": 142, "leftHand": (12, 14, -22)}),
    "block": ("feet", {
        **STRIDE, **hand("both", "fist"), "hips": (8, 0, -10), "head": 10, "neck": 12, "spine": 10,
        "leftLowerLeg": 53, "leftUpperLeg": (50, 10, -8), "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": (11, -1, 0), "rightFoot": (25, -12, 0),
        "rightUpperArm": (69, 7, 32), "rightLowerArm": 115, "rightHand": (-5, 14, -84),
        "leftUpperArm": (69, 24, 46), "leftLowerArm": 119, "leftHand": (-19, 10, -72)}),
    "kick": ("step", {
        **hand("both", "fist"), "hips": (-18, -14, 10), "spine": (12, 10, -6), "chest": (6, 8, -8),
        "rightUpperLeg": (96, 8, 0), "rightLowerLeg": 6, "rightFoot": -20, "leftUpperLeg": (-16, -12, -16),
        "leftLowerLeg": 10, "leftFoot": 2, "head": (4, 6, -2), "rightUpperArm": (-24, 50, 0),
        "rightLowerArm": 40, "leftUpperArm": (-7, 13, 31), "leftLowerArm": 141, "leftHand": (4, 14, -4)}),
    "high_kick": ("step", {
        **hand("both", "fist"), "hips": (-6, 46, -20), "spine": (4, -14, 4), "chest": (2, -12, 4),
        "neck": (4, -12, 6), "head": (2, -12, 14), "rightUpperLeg": (40, 74, -40), "rightLowerLeg": 4,
        "rightFoot": -30, "leftUpperLeg": (6, 36, -20), "leftLowerLeg": 8, "leftFoot": (2, 10, 0),
        "rightUpperArm": (6, 60, 0), "rightLowerArm": 30, "leftUpperArm": (40, 30, 20),
        "leftLowerArm": 90}),
    "side_kick": ("step", {
        **hand("both", "fist"), "hips": (0, 36, -50), "spine": (2, -10, 10), "chest": (0, -8, 10),
        "neck": (4, -8, 14), "head": (0, -10, 20), "rightUpperLeg": (52, 66, -20), "rightLowerLeg": 10,
        "rightFoot": 10, "leftUpperLeg": (4, 30, -26), "leftLowerLeg": 16, "leftFoot": (6, 10, 0),
        "rightUpperArm": (10, 40, 0), "rightLowerArm": 60, "leftUpperArm": (40, 20, 30),
        "leftLowerArm": 118}),
    "sword_guard": ("feet", {
        **STRIDE, **hand("both", "grip"), "hips": (4, 0, -14), "spine": (0, 0, 8), "head": (4, 0, 6),
        "leftUpperLeg": (41, 8, -8), "leftLowerLeg": 45, "rightUpperLeg": (-16, 14, -20),
        "rightLowerLeg": 4, "leftFoot": (7, -1, 0), "rightFoot": (18, -12, 0), "rightUpperArm": (-4, 7, 32),
        "rightLowerArm": 122, "rightHand": (-20, -19, 39), "leftUpperArm": (-10, 12, 38),
        "leftLowerArm": 117, "leftHand": (-40, -13, 32)}),
    "sword_high": ("step", {
        **STRIDE, **hand("both", "grip"), "hips": (-4, 0, -8), "chest": (-12, 0, 6), "spine": (-10, 0, 4),
        "head": 2, "leftUpperLeg": (40, 8, -8), "leftLowerLeg": 40, "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": (-5, -1, 0), "rightFoot": (13, -12, 0),
        "rightUpperArm": (146, 22, 61), "rightLowerArm": 82, "rightHand": (-17, -9, -3),
        "leftUpperArm": (139, 25, 58), "leftLowerArm": 91, "leftHand": (-17, -7, -4)}),
    "sword_low": ("step", {
        **STRIDE, **hand("both", "grip"), "hips": (10, -4, -34), "spine": (8, 4, 4), "head": (2, 4, 26),
        "neck": (4, 2, 14), "leftUpperLeg": (56, 12, -10), "leftLowerLeg": 58,
        "rightUpperLeg": (-10, 22, -30), "rightLowerLeg": 26, "leftFoot": (12, 1, 0),
        "rightFoot": (28, -12, 0), "rightUpperArm": (10, 44, 94), "rightLowerArm": 85,
        "rightHand": (21, -19, -44), "leftUpperArm": (11, 17, 80), "leftLowerArm": 81,
        "leftHand": (-20, -11, -36)}),
    "sword_slash": ("step", {
        **STRIDE, **hand("both", "grip"), "hips": (16, 6, 24), "spine": (10, 0, 12), "chest": (8, 0, 14),
        "upperChest": (4, 0, 8), "neck": (-6, 0, -22), "head": (-8, 4, -24), "leftUpperLeg": (76, 10, -14),
        "leftLowerLeg": 70, "rightUpperLeg": (-16, 16, -30), "rightLowerLeg": 16, "leftFoot": (11, 6, 0),
        "rightFoot": (28, -12, 0), "rightUpperArm": (-1, -11, 20), "rightLowerArm": 92,
        "rightHand": (-33, 13, 77), "leftUpperArm": (12, 21, 39), "leftLowerArm": 89,
        "leftHand": (2, 1, 55)}),
    "sword_draw": ("step", {
        **STRIDE, **hand("both", "grip"), "hips": (24, 0, -24), "spine": (14, 0, -6), "chest": (6, 0, -8),
        "neck": (-14, 0, 18), "head": (-14, 6, 20), "leftUpperLeg": (62, 20, -18), "leftLowerLeg": 70,
        "rightUpperLeg": (24, 24, -34), "rightLowerLeg": 51, "leftFoot": (28, 6, 0),
        "rightFoot": (28, -12, 0), "rightUpperArm": (27, 13, 79), "rightLowerArm": 96,
        "rightHand": (17, 12, 30), "leftUpperArm": (-31, 27, 28), "leftLowerArm": 104,
        "leftHand": (-60, 14, -22)}),
    "sword_one_hand": ("feet", {
        **SHIFT, **hand("right", "grip"), **hand("left", "fist"), "hips": (0, 11, -16),
        "chest": (-6, -8, 6), "head": (-4, 6, 14), "rightUpperArm": (-38, 46, 3), "rightLowerArm": 110,
        "rightHand": (-11, -19, -19), "leftUpperArm": (-49, 14, 36), "leftLowerArm": 102,
        "leftHand": (49, 14, 24)}),
    "spear_thrust": ("step", {
        **STRIDE, **hand("both", "grip"), "hips": (12, 4, -30), "spine": (8, 0, 14), "chest": (4, 0, 14),
        "neck": (0, 0, 8), "head": (-4, 4, 8), "leftUpperLeg": (74, 10, -10), "leftLowerLeg": 72,
        "rightUpperLeg": (-16, 22, -34), "rightLowerLeg": 10, "leftFoot": (8, 12, 0),
        "rightFoot": (15, -12, 0), "rightUpperArm": (-39, 6, 10), "rightLowerArm": 133,
        "rightHand": (-1, 14, 32), "leftUpperArm": (29, -11, 15), "leftLowerArm": 92,
        "leftHand": (0, -11, -46)}),
    "power_up": ("step", {
        **WIDE, **hand("both", "fist"), "hips": (0, 0, 4), "spine": 6, "chest": -10, "head": -20,
        "neck": -12, "bothShoulder": (-4, 10, 0), "leftUpperLeg": (3, 17, -18), "leftLowerLeg": 44,
        "rightUpperLeg": (-5, 13, -14), "rightLowerLeg": 39, "rightUpperArm": (-33, 39, 36),
        "rightLowerArm": 124, "rightHand": (-51, 12, -83), "leftUpperArm": (-30, 43, 40),
        "leftLowerArm": 123, "leftHand": (-50, 14, -84), "bothFoot": (28, -12, 0)}),
    "cast_forward": ("feet", {
        **STRIDE, **hand("right", "open"), **hand("left", "open"), "hips": (4, 0, -20),
        "spine": (0, -4, 12), "chest": (-2, -2, 12), "head": (0, 6, 4), "leftUpperArm": (-30, 36, 10),
        "leftLowerArm": 30, "leftUpperLeg": (40, 8, -8), "leftLowerLeg": 40,
        "rightUpperLeg": (-14, 14, -20), "rightLowerLeg": 8, "leftFoot": 3, "rightFoot": (20, -12, 0),
        "rightUpperArm": (70, 17, 65), "rightLowerArm": 67, "rightHand": (-60, 14, 61)}),
    "cast_two": ("step", {
        **STRIDE, **hand("both", "open"), "hips": (10, 0, -8), "spine": (4, 0, 6), "head": (-4, 0, 2),
        "leftUpperLeg": (55, 10, -8), "leftLowerLeg": 53, "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": 7, "rightFoot": (27, -12, 0), "rightUpperArm": (56, 16, 50),
        "rightLowerArm": 76, "rightHand": (-60, 14, 41), "leftUpperArm": (36, -11, 11), "leftLowerArm": 78,
        "leftHand": (-60, -19, -7)}),
    "cast_up": ("feet", {
        **SHIFT, **hand("right", "open"), **hand("left", "graceful"), "hips": (-2, 11, 10),
        "chest": (-11, -8, -4), "head": (-18, -4, -8), "rightUpperArm": (30, 150, -10), "rightLowerArm": 16,
        "rightHand": -30, "leftUpperArm": (-7, -11, -59), "leftLowerArm": 124, "leftHand": (-2, -19, 81)}),
    "cast_circle": ("step", {
        **WIDE, **hand("both", "graceful"), "hips": (2, 6, -14), "leftUpperLeg": (30, 18, -20),
        "leftLowerLeg": 37, "head": (6, 6, 10), "spine": (-6, -8, 6), "rightUpperLeg": (-1, 13, -14),
        "rightLowerLeg": 4, "leftFoot": (7, 1, 0), "rightFoot": (0, -12, 0), "rightUpperArm": (128, 29, 63),
        "rightLowerArm": 90, "rightHand": (19, -12, -4), "leftUpperArm": (-12, -11, -5), "leftLowerArm": 81,
        "leftHand": (19, -19, -84)}),
    "cast_staff": ("step", {
        **STRIDE, **hand("right", "grip"), **hand("left", "open"), "hips": (2, 6, -18),
        "spine": (-4, -6, 10), "chest": (-6, -4, 10), "head": (-6, 8, 6), "leftUpperLeg": (41, 8, -8),
        "leftLowerLeg": 43, "rightUpperLeg": (-14, 14, -20), "rightLowerLeg": 8, "leftFoot": (2, 6, 0),
        "rightFoot": (15, -12, 0), "rightUpperArm": (57, 3, 6), "rightLowerArm": 100,
        "rightHand": (-1, -19, 24), "leftUpperArm": (-35, -2, -74), "leftLowerArm": 145,
        "leftHand": (-11, -19, 38)}),
    "throw": ("step", {
        **STRIDE, **hand("right", "grip"), **hand("left", "open"), "hips": (-12, -6, -30),
        "spine": (-8, -6, -10), "chest": (-10, -6, -12), "neck": (4, 0, 20), "head": (-2, 4, 24),
        "leftUpperLeg": (64, 8, -6), "leftLowerLeg": 30, "leftFoot": -4, "rightUpperLeg": (-4, 14, -30),
        "rightLowerLeg": 34, "rightUpperArm": (103, 54, 0), "rightLowerArm": 118,
        "rightHand": (18, -19, -26), "leftUpperArm": (44, -11, -8), "leftLowerArm": 95,
        "leftHand": (-54, -19, 84)}),
    "catch": ("step", {
        **STRIDE, **hand("both", "open"), "hips": (-6, -8, 8), "chest": (-9, 4, 0), "head": (-20, 4, -6),
        "neck": -6, "leftUpperLeg": (40, 8, -8), "leftLowerLeg": 40, "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": (-9, -6, 0), "rightFoot": (12, -9, 0),
        "rightUpperArm": (148, 24, 48), "rightLowerArm": 88, "rightHand": (3, -19, 25),
        "leftUpperArm": (126, -11, 3), "leftLowerArm": 91, "leftHand": (-3, -19, 63)}),
    "kick_ball": ("step", {
        **hand("both", "open"), "hips": (-12, -14, -18), "spine": (6, 8, 12), "chest": (4, 6, 14),
        "rightUpperLeg": (-22, 14, -20), "rightLowerLeg": 86, "rightFoot": -44,
        "leftUpperLeg": (16, -12, -10), "leftLowerLeg": 26, "leftFoot": 4, "leftUpperArm": (30, 76, -10),
        "leftLowerArm": 20, "rightUpperArm": (-30, 40, 0), "rightLowerArm": 30, "neck": 12,
        "head": (12, 4, 6)}),
    "bat_ready": ("step", {
        **WIDE, **hand("both", "grip"), "hips": (10, 0, -50), "spine": (6, 0, -6), "chest": (2, 0, -4),
        "neck": (2, 0, 30), "head": (0, 2, 30), "leftUpperLeg": (14, 17, -18), "leftLowerLeg": 62,
        "rightUpperLeg": (-20, 13, -14), "rightLowerLeg": 4, "leftFoot": (28, -6, 0),
        "rightFoot": (26, -12, 0), "rightUpperArm": (22, 40, 13), "rightLowerArm": 147,
        "rightHand": (-15, 14, -19), "leftUpperArm": (50, 2, 79), "leftLowerArm": 127,
        "leftHand": (-45, -19, 58)}),
    "bat_swing": ("step", {
        **WIDE, **hand("both", "grip"), "hips": (2, -8, 30), "spine": (-2, 4, 14), "chest": (-4, 4, 14),
        "upperChest": (0, 0, 8), "neck": (6, 0, -20), "head": (2, 6, -20), "leftUpperLeg": (24, 20, -20),
        "leftLowerLeg": 8, "rightUpperLeg": (-4, 16, 10), "rightLowerLeg": 44, "rightFoot": -20,
        "rightToes": 34, "leftFoot": (-27, -12, 0), "rightUpperArm": (35, -11, 59), "rightLowerArm": 101,
        "rightHand": (-60, -19, 82), "leftUpperArm": (10, 18, -15), "leftLowerArm": 125,
        "leftHand": (62, 4, -84)}),
    "tennis": ("step", {
        **STRIDE, **hand("right", "grip"), **hand("left", "open"), "hips": (6, 6, -24),
        "spine": (-2, -6, -10), "chest": (-4, -6, -10), "neck": (4, 0, 18), "head": (-4, 6, 20),
        "leftUpperLeg": (50, 10, -8), "leftLowerLeg": 43, "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": (-2, 7, 0), "rightFoot": (18, -12, 0),
        "rightUpperArm": (-49, 2, -74), "rightLowerArm": 126, "rightHand": (-45, 2, -68),
        "leftUpperArm": (43, 5, 13), "leftLowerArm": 100, "leftHand": (-49, -19, 84)}),
    "shoot_ball": ("air", {
        **hand("both", "open"), "hips": (-4, 4, 6), "chest": (-9, -4, 0), "leftUpperLeg": (10, 2, -4),
        "leftLowerLeg": 34, "rightUpperLeg": (22, 2, -4), "rightLowerLeg": 52, "bothFoot": -44,
        "head": (-16, 4, 0), "rightUpperArm": (136, 5, 35), "rightLowerArm": 76,
        "rightHand": (-25, -11, 75), "leftUpperArm": (119, 4, 12), "leftLowerArm": 86,
        "leftHand": (-12, -19, -3), "offset": (0, 0.25, 0)}),
    "spike": ("air", {
        **hand("right", "open"), **hand("left", "flat"), "hips": (-16, 8, -24), "spine": (-14, -8, -8),
        "chest": (-12, -6, -10), "head": (-6, 6, 24), "leftUpperLeg": (10, 6, 0), "leftLowerLeg": 84,
        "rightUpperLeg": (-18, 8, 0), "rightLowerLeg": 96, "bothFoot": -44,
        "rightUpperArm": (-10, 150, -60), "rightLowerArm": 70, "leftUpperArm": (110, 40, 0),
        "leftLowerArm": 10, "offset": (0, 0.4, 0)}),
    "dodge": ("step", {
        **hand("both", "open"), "hips": (-18, -14, 10), "spine": (-14, -16, 0), "chest": (-10, -12, 0),
        "neck": (18, -4, 0), "head": (12, -4, -10), "leftUpperLeg": (12, 14, -16), "leftLowerLeg": 4,
        "rightUpperLeg": (33, 32, -20), "rightLowerLeg": 70, "leftUpperArm": (50, 30, 0),
        "leftLowerArm": 60, "rightUpperArm": (0, 90, 0), "rightLowerArm": 30, "bothHand": -30,
        "leftFoot": (-35, -11, 0), "rightFoot": (16, 5, 0)}),
}  # fmt: skip
