"""Named poses on the floor."""

from __future__ import annotations

from .shorthand import Rows, hand

ROWS: Rows = {
    "sit_floor": ("floor", {
        "bothUpperLeg": (84, 6, -4), "bothLowerLeg": 4, "hips": -6, "bothFoot": -12,
        "bothUpperArm": (-40, 22, -10), "bothLowerArm": 4, "bothHand": (-58, 0, 0)}),
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
    "sit_hugging_knees": ("floor", {
        "hips": (-4, 4, 0), "bothUpperLeg": (116, 0, 2), "bothLowerLeg": 126, "bothFoot": -8,
        "spine": (22, -3, 0), "chest": 10, "neck": (8, 4, 0), "head": (4, 16, 8),
        "rightUpperArm": (64, 4, 47), "rightLowerArm": 67, "rightHand": (45, 14, -15),
        "leftUpperArm": (64, 3, 44), "leftLowerArm": 59, "leftHand": (47, 14, -8)}),
    "sit_floor_side": ("floor", {
        **hand("left", "flat"), "hips": (-2, 14, -16), "spine": (-4, -14, 6), "chest": (-5, -10, 6),
        "upperChest": (3, -5, 4), "leftUpperLeg": (98, -8, 45), "leftLowerLeg": 142,
        "rightUpperLeg": (98, 36, -64), "rightLowerLeg": 138, "neck": (6, 8, 8), "head": (-4, 12, 10),
        "rightUpperArm": (-49, 82, 26), "rightLowerArm": 113, "rightHand": (3, 3, 10),
        "leftUpperArm": (-18, -4, 25), "leftLowerArm": 39, "leftHand": (-60, 14, 37), "bothFoot": -40}),
    "sit_floor_knee": ("floor", {
        **hand("right", "flat"), "hips": (-10, 0, 6), "leftUpperLeg": (112, 8, -4), "leftLowerLeg": 120,
        "leftFoot": -2, "rightUpperLeg": (80, 14, -20), "rightLowerLeg": 14, "rightFoot": -10,
        "spine": (8, 0, -4), "head": (-4, 10, -12), "rightUpperArm": (-34, -11, -25), "rightLowerArm": 57,
        "rightHand": (-60, -19, 17), "leftUpperArm": (62, 26, 68), "leftLowerArm": 44,
        "leftHand": (37, 1, 7)}),
    "sit_floor_v": ("floor", {
        **hand("both", "flat"), "hips": 4, "bothUpperLeg": (84, 34, -30), "bothLowerLeg": 12,
        "bothFoot": -16, "spine": 8, "head": (-6, 12, 0), "bothShoulder": (4, 8, 0),
        "bothUpperArm": (25, -11, 86), "bothLowerArm": 3, "bothHand": (-36, 5, 18)}),
    "sit_lotus": ("floor", {
        **hand("both", "pinch"), "hips": 0, "bothUpperLeg": (92, 52, -65), "bothLowerLeg": 148,
        "bothFoot": -20, "spine": -4, "chest": -6, "head": 2, "bothUpperArm": (34, 29, -61),
        "bothLowerArm": 1, "bothHand": (15, 5, -55)}),
    "sit_waking": ("floor", {
        **hand("both", "fist"), "hips": (-4, 6, 0), "leftUpperLeg": (110, 12, -10),
        "rightUpperLeg": (94, 14, -14), "leftLowerLeg": 46, "rightLowerLeg": 16, "bothFoot": -14,
        "spine": (-8, -8, 0), "chest": (-10, -8, 0), "head": (-12, 12, 4), "rightUpperArm": (10, 156, 0),
        "rightLowerArm": 24, "leftUpperArm": (10, 140, -20), "leftLowerArm": 92}),
    "lie_side": ("floor", {
        "hips": (0, 88, 0), "leftUpperLeg": 40, "leftLowerLeg": 50, "rightUpperLeg": (64, 10, 0),
        "rightLowerLeg": 76, "bothFoot": -26, "spine": (8, -6, 0), "neck": (6, -12, 0), "head": (2, -16, 0),
        "leftUpperArm": (110, 20, 0), "leftLowerArm": 96, "rightUpperArm": (50, -6, 20),
        "rightLowerArm": 50}),
    "lie_curl": ("floor", {
        **hand("both", "flat"), "hips": (0, 86, 0), "leftUpperLeg": 100, "leftLowerLeg": 112,
        "rightUpperLeg": (88, 6, 0), "rightLowerLeg": 104, "bothFoot": -26, "spine": (26, -3, 0),
        "chest": 14, "neck": (16, -8, 0), "head": (10, -10, 0), "rightUpperArm": (60, 6, 51),
        "rightLowerArm": 130, "rightHand": (-60, 14, -26), "leftUpperArm": (98, 40, 53),
        "leftLowerArm": 134, "leftHand": (20, -3, -6)}),
    "lie_prop": ("floor", {
        "hips": (0, 72, 0), "leftUpperLeg": 10, "leftLowerLeg": 20, "rightUpperLeg": (44, 14, -20),
        "rightLowerLeg": 86, "bothFoot": -26, "spine": (0, -16, 0), "chest": (-4, -12, 0),
        "upperChest": (2, -8, 0), "neck": (6, -10, 0), "head": (0, -4, 0), "rightUpperArm": (30, 0, 10),
        "rightLowerArm": 20, "leftUpperArm": (119, 42, 33), "leftLowerArm": 135,
        "leftHand": (-5, -19, -45)}),
    "lie_star": ("floor", {
        **hand("both", "open"), "hips": -88, "bothUpperLeg": (4, 28, -14), "bothLowerLeg": 6,
        "bothFoot": -24, "bothUpperArm": (4, 104, -50), "bothLowerArm": 24, "neck": (10, 0, 6),
        "head": (2, 0, 14)}),
    "lie_knees_up": ("floor", {
        "hips": -88, "leftUpperLeg": (58, 4, 4), "leftLowerLeg": 104, "rightUpperLeg": (62, 2, 6),
        "rightLowerLeg": 112, "bothFoot": -8, "neck": (14, 0, 8), "head": (4, 0, 16),
        "rightUpperArm": (-1, 23, 44), "rightLowerArm": 126, "rightHand": (62, 8, -84),
        "leftUpperArm": (41, 143, -42), "leftLowerArm": 117, "leftHand": (62, 14, -81)}),
    "lie_read": ("floor", {
        **hand("both", "flat"), "hips": 82, "spine": -20, "chest": -14, "upperChest": -10, "neck": -10,
        "head": (-4, 8, 4), "leftUpperLeg": (-6, 6, 0), "rightUpperLeg": (-4, 4, 0), "leftLowerLeg": 96,
        "rightLowerLeg": 60, "bothFoot": -40, "bothUpperArm": (51, 41, 94), "bothLowerArm": 115,
        "bothHand": (-60, 14, -53)}),
    "lie_chin": ("floor", {
        **hand("both", "bent"), "hips": 82, "spine": -20, "chest": -15, "upperChest": -11, "neck": -18,
        "head": (-16, 12, 0), "leftLowerLeg": 110, "rightLowerLeg": 78, "bothFoot": -44,
        "rightUpperArm": (94, 3, 16), "rightLowerArm": 139, "rightHand": (-31, -12, -13),
        "leftUpperArm": (86, 5, 21), "leftLowerArm": 140, "leftHand": (-34, -4, -12),
        "bothUpperLeg": (-4, 4, 0)}),
    "lie_cobra": ("floor", {
        **hand("both", "flat"), "hips": 70, "spine": -20, "chest": -15, "upperChest": -12, "neck": -20,
        "head": -20, "bothUpperLeg": (-16, 4, 0), "bothLowerLeg": 4, "bothFoot": -48,
        "bothUpperArm": (19, 10, 13), "bothLowerArm": 81, "bothHand": (-13, 9, 77)}),
    "crawl_cat": ("floor", {
        **hand("right", "paw"), "hips": (72, 4, 0), "spine": -16, "chest": -10, "bothUpperLeg": (80, 4, 0),
        "bothLowerLeg": 92, "bothFoot": -46, "neck": (-20, 6, 4), "head": (-20, 14, 8),
        "leftUpperArm": (92, 8, 0), "leftLowerArm": 6, "leftHand": -58, "rightUpperArm": (37, 20, 43),
        "rightLowerArm": 147, "rightHand": (-39, 14, 84)}),
    "sit_look_up": ("floor", {
        **hand("both", "flat"), "hips": -12, "bothUpperLeg": (88, 50, -65), "leftLowerLeg": 150,
        "rightLowerLeg": 142, "bothFoot": -20, "chest": -10, "neck": (-12, 0, 4), "head": (-20, 6, 8),
        "bothUpperArm": (-17, 33, 94), "bothLowerArm": 71, "bothHand": (62, 3, 84)}),
}  # fmt: skip
