"""Named poses ready to hold, to play, to write: what the hands are around is put there elsewhere."""

from __future__ import annotations

from .shorthand import CROSSED, KNEE_IN, PIGEON, REST, SHIFT, STRIDE, WIDE, Rows, hand

ROWS: Rows = {
    "hold_book": ("feet", {
        **REST, **hand("both", "flat"), "head": (14, 4, -4), "neck": 14, "rightUpperArm": (3, 25, 41),
        "rightHand": (-23, 0, -56), "leftUpperArm": (-1, 18, 35), "leftHand": (-19, 6, -63),
        "bothLowerArm": 125}),
    "hold_box": ("feet", {
        **REST, **hand("both", "flat"), "hips": (-4, 6, -3), "chest": (-8, -5, 3),
        "rightUpperArm": (-14, 21, 20), "rightHand": (-25, -19, -32), "leftUpperArm": (-16, 14, 15),
        "leftHand": (-14, -19, -43), "bothLowerArm": 121}),
    "hold_bag_front": ("feet", {
        **PIGEON, **hand("both", "grip"), "head": (2, 9, -6), "rightUpperArm": (23, 29, 94),
        "rightLowerArm": 76, "rightHand": (8, -19, -29), "leftUpperArm": (22, 19, 94), "leftLowerArm": 70,
        "leftHand": (8, -19, -30)}),
    "hold_cup": ("feet", {
        **CROSSED, **hand("both", "bent"), "head": (6, 10, -4), "bothShoulder": (3, 8, 0),
        "rightUpperArm": (13, 9, 42), "rightLowerArm": 144, "rightHand": (-24, -10, 7),
        "leftUpperArm": (7, 2, 39), "leftLowerArm": 142, "leftHand": (-23, -2, 2)}),
    "hold_staff": ("feet", {
        **SHIFT, **hand("right", "grip"), "head": (-4, 9, 10), "rightUpperArm": (8, 51, 33),
        "rightLowerArm": 138, "rightHand": (-39, -19, 14), "leftUpperArm": (-47, 4, 14), "leftLowerArm": 99,
        "leftHand": (4, 5, -18)}),
    "hold_staff_both": ("feet", {
        **STRIDE, **hand("both", "grip"), "spine": (2, 0, 8), "head": (-4, 4, 4),
        "leftUpperLeg": (46, 8, -8), "leftLowerLeg": 51, "rightUpperLeg": (-16, 14, -20),
        "rightLowerLeg": 4, "leftFoot": (11, 1, 0), "rightFoot": (20, -12, 0),
        "rightUpperArm": (24, 30, 35), "rightLowerArm": 139, "rightHand": (9, -14, -42),
        "leftUpperArm": (-8, 18, 30), "leftLowerArm": 111, "leftHand": (7, 9, -6)}),
    "hold_umbrella": ("feet", {
        **KNEE_IN, **hand("right", "grip"), "head": (-4, 10, 8), "rightUpperArm": (9, 24, 42),
        "rightLowerArm": 147, "rightHand": (-30, -19, 5), "leftUpperArm": (-26, 26, 70), "leftLowerArm": 97,
        "leftHand": (11, -4, 20)}),
    "hold_tray": ("feet", {
        **SHIFT, **hand("right", "open"), "head": (-3, 9, 10), "rightUpperArm": (24, -11, -4),
        "rightLowerArm": 147, "rightHand": (-60, 14, -21), "leftUpperArm": (-47, 4, 14), "leftLowerArm": 99,
        "leftHand": (4, 5, -18)}),
    "hold_lantern": ("feet", {
        **STRIDE, **hand("right", "grip"), "head": (-2, 6, -8), "spine": (2, -5, 8),
        "leftUpperLeg": (46, 8, -8), "leftLowerLeg": 51, "rightUpperLeg": (-16, 14, -20),
        "rightLowerLeg": 4, "leftFoot": (11, 1, 0), "rightFoot": (20, -12, 0),
        "rightUpperArm": (54, 31, 38), "rightLowerArm": 121, "rightHand": (-3, -19, 13),
        "leftUpperArm": (-44, 7, 6), "leftLowerArm": 89, "leftHand": (0, -19, -1)}),
    "hold_phone_selfie": ("feet", {
        **KNEE_IN, **hand("right", "grip"), **hand("left", "peace"), "head": (-8, 14, -8),
        "neck": (6, 5, -4), "rightUpperArm": (55, 38, 24), "rightLowerArm": 107, "rightHand": (-7, 14, -84),
        "leftUpperArm": (65, 14, 14), "leftLowerArm": 141, "leftHand": (-26, -19, 84)}),
    "hold_flower": ("feet", {
        **REST, **hand("right", "pinch"), **hand("left", "flat"), "head": (8, 12, -8), "neck": (10, 3, -3),
        "rightUpperArm": (27, 13, 47), "rightLowerArm": 143, "rightHand": (-13, -17, -22),
        "leftUpperArm": (5, 30, 50), "leftLowerArm": 123, "leftHand": (15, 5, -50)}),
    "bag_on_shoulder": ("feet", {
        **SHIFT, **hand("right", "grip"), "head": (-2, 8, 8), "rightUpperArm": (64, 58, 94),
        "rightLowerArm": 147, "rightHand": (-54, 14, -67), "leftUpperArm": (-31, 4, 23), "leftLowerArm": 72,
        "leftHand": (9, -15, -24)}),
    "carry_on_shoulder": ("feet", {
        **WIDE, **hand("right", "grip"), "head": (-6, -6, -6), "rightUpperArm": (11, 44, -5),
        "rightLowerArm": 147, "rightHand": (-20, 14, 40), "leftUpperArm": (-49, 25, 25),
        "leftLowerArm": 109, "leftHand": (-17, -8, -27)}),
    "sing": ("feet", {
        **STRIDE, **hand("right", "grip"), **hand("left", "graceful"), "hips": (-2, 4, -14),
        "head": (-12, -8, 6), "chest": (-8, -4, 8), "leftUpperLeg": (29, 8, -8), "leftLowerLeg": 18,
        "rightUpperLeg": (-14, 14, -20), "rightLowerLeg": 8, "leftFoot": (-14, 1, 0),
        "rightFoot": (13, -12, 0), "rightUpperArm": (69, 2, 33), "rightLowerArm": 124,
        "rightHand": (-8, -19, -37), "leftUpperArm": (67, -11, -73), "leftLowerArm": 122,
        "leftHand": (-3, -19, 3)}),
    "guitar": ("feet", {
        **WIDE, **hand("left", "grip"), **hand("right", "bent"), "head": (10, -8, 16), "hips": (0, 4, 4),
        "rightUpperArm": (31, 49, 81), "rightLowerArm": 124, "rightHand": (28, -19, -45),
        "leftUpperArm": (1, 10, -34), "leftLowerArm": 130, "leftHand": (43, 14, -84)}),
    "flute": ("feet", {
        **REST, **hand("both", "bent"), "head": (2, 6, -14), "neck": (6, 2, -6),
        "rightUpperArm": (75, 36, -9), "rightLowerArm": 137, "rightHand": (-2, -19, -84),
        "leftUpperArm": (96, -8, 60), "leftLowerArm": 117, "leftHand": (2, -19, 84)}),
    "violin": ("feet", {
        **SHIFT, **hand("left", "grip"), **hand("right", "pinch"), "head": (4, 14, 22), "neck": (8, 8, 10),
        "rightUpperArm": (77, 42, 93), "rightLowerArm": 135, "rightHand": (7, -19, -19),
        "leftUpperArm": (31, 9, -29), "leftLowerArm": 136, "leftHand": (46, -19, -84)}),
    "drum": ("feet", {
        **STRIDE, **hand("both", "fist"), "head": (6, -8, -6), "hips": (2, 4, -8),
        "leftUpperLeg": (41, 8, -8), "leftLowerLeg": 43, "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": (3, 3, 0), "rightFoot": (17, -12, 0), "rightUpperArm": (-13, 8, 14),
        "rightLowerArm": 132, "rightHand": (-1, -14, 72), "leftUpperArm": (49, 57, 46), "leftLowerArm": 147,
        "leftHand": (-18, -19, 28)}),
    "write_board": ("feet", {
        **SHIFT, **hand("right", "pinch"), **hand("left", "flat"), "head": (-6, 8, -10), "neck": (4, 3, -6),
        "hips": (2, 11, -8), "rightUpperArm": (98, 35, 25), "rightLowerArm": 109, "rightHand": (33, -19, 3),
        "leftUpperArm": (-10, 24, 40), "leftLowerArm": 122, "leftHand": (12, 9, -51)}),
    "drink": ("feet", {
        **REST, **hand("right", "grip"), "head": (-14, 4, -6), "neck": (0, 2, 0),
        "rightUpperArm": (81, 10, 26), "rightLowerArm": 125, "rightHand": (-14, -19, -26),
        "leftUpperArm": (-46, 10, 12), "leftLowerArm": 105, "leftHand": (3, -5, -15)}),
    "eat_stand": ("feet", {
        **KNEE_IN, **hand("both", "pinch"), "head": (4, 10, 4), "rightUpperArm": (62, 4, 35),
        "rightLowerArm": 131, "rightHand": (-15, -19, -46), "leftUpperArm": (49, -1, 33),
        "leftLowerArm": 138, "leftHand": (-19, -19, -41)}),
    "aim_gun": ("feet", {
        **STRIDE, **hand("right", "gun"), **hand("left", "grip"), "hips": (2, 0, -22), "head": (4, 8, 2),
        "leftUpperLeg": (37, 8, -8), "leftLowerLeg": 35, "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": (-1, -1, 0), "rightFoot": (19, -12, 0),
        "rightUpperArm": (48, -7, 17), "rightLowerArm": 81, "rightHand": (0, -19, -7),
        "leftUpperArm": (40, -11, 10), "leftLowerArm": 89, "leftHand": (-33, -19, -3)}),
    "aim_bow": ("feet", {
        **WIDE, **hand("left", "grip"), **hand("right", "bent"), "hips": (0, 4, -6), "spine": (-6, -4, -2),
        "chest": (-7, -3, -4), "neck": (4, 0, 33), "head": (-2, 4, 33), "rightUpperArm": (106, 9, 74),
        "rightLowerArm": 122, "rightHand": (8, -18, -84), "leftUpperArm": (19, 30, -73),
        "leftLowerArm": 106, "leftHand": (-10, -7, 59)}),
    "toast": ("feet", {
        **SHIFT, **hand("right", "grip"), "head": (-6, 10, 4), "rightUpperArm": (115, 45, 59),
        "rightLowerArm": 109, "rightHand": (16, -19, -56), "leftUpperArm": (-47, 4, 14), "leftLowerArm": 99,
        "leftHand": (4, 5, -18)}),
}  # fmt: skip
