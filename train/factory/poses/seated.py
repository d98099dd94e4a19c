"""Named poses on chairs, edges, heels and knees."""

from __future__ import annotations

from .shorthand import BENT, HIP_LEFT, KNEEL, Rows, hand

ROWS: Rows = {
    "sit_prim": ("seat", {
        **BENT, "bothUpperLeg": (86, -3, 3), "bothUpperArm": (12, 11, 48), "bothLowerArm": 72,
        "bothHand": (-6, 7, 58), "spine": (-3, 0, 0), "head": (-2, 6, -4)}),
    "sit_legs_crossed": ("seat", {
        **BENT, "leftUpperLeg": (98, -12, 4), "leftLowerLeg": 70, "leftFoot": -18,
        "rightUpperLeg": (84, 4, 0), "bothUpperArm": (15, 13, 52), "bothLowerArm": 83,
        "bothHand": (-13, 3, 59),
        "spine": (-2, 3, 0), "head": (-3, 6, 6)}),
    "sit_leaning": ("seat", {
        **BENT, "bothUpperLeg": (70, 16, -6), "hips": -14, "bothUpperArm": (-34, 16, 0), "bothLowerArm": 8,
        "head": (6, 8, 0)}),
    "kneel_up": ("seat", {"bothLowerLeg": 98, "bothFoot": -48, "bothUpperLeg": (2, 6, 0), **HIP_LEFT}),
    "kneel_one": ("seat", {
        "leftUpperLeg": (88, 4, 0), "leftLowerLeg": 88, "rightUpperLeg": (0, 6, 0), "rightLowerLeg": 100,
        "rightFoot": 10, "rightToes": 50, "leftUpperArm": (46, 6, 20), "leftLowerArm": 48}),
    "seiza_bow": ("seat", {
        **KNEEL, "hips": 12, "spine": 20, "chest": (8, 0, 0), "head": -6, "bothUpperArm": (48, 2, 20),
        "bothLowerArm": 24}),
    "squat": ("feet", {
        "bothUpperLeg": (104, 14, -12), "bothLowerLeg": 128, "bothFoot": 24, "hips": 8, "spine": 18,
        "bothUpperArm": (48, 8, 12), "bothLowerArm": 62, "head": -8}),
    "half_squat": ("feet", {
        "bothUpperLeg": (62, 12, -8), "bothLowerLeg": 78, "bothFoot": 22, "hips": 12, "spine": 14,
        "bothUpperArm": (34, 12, 14), "bothLowerArm": 38, "head": -12}),
    "sit_chin_in_hand": ("seat", {
        **BENT, **hand("right", "bent"), "hips": (24, 4, 0), "spine": (16, -2, 0), "chest": 6,
        "neck": (4, -2, 0), "head": (-10, -12, 6), "leftUpperLeg": (112, 6, 0),
        "rightUpperLeg": (108, 8, 0), "rightUpperArm": (67, 12, 41), "rightLowerArm": 136,
        "rightHand": (-29, 14, -51), "leftUpperArm": (44, -11, 59), "leftLowerArm": 75,
        "leftHand": (14, 12, -79)}),
    "sit_edge": ("seat", {
        **BENT, **hand("both", "flat"), "hips": (10, 5, -4), "spine": (-4, -6, 0), "chest": (-6, -5, 4),
        "bothShoulder": (2, 14, 0), "leftUpperLeg": (94, 4, 4), "leftLowerLeg": 58, "leftFoot": -26,
        "rightUpperLeg": (92, 2, 2), "rightLowerLeg": 104, "rightFoot": -18, "head": (-6, 12, 8),
        "rightUpperArm": (-28, 17, 44), "rightLowerArm": 76, "rightHand": (-60, 14, 46),
        "leftUpperArm": (-16, 5, 55), "leftLowerArm": 58, "leftHand": (-60, 14, 34)}),
    "sit_slouch": ("seat", {
        "hips": (-28, 0, 6), "bothUpperLeg": (62, 18, -16), "leftLowerLeg": 64, "rightLowerLeg": 44,
        "rightFoot": -6, "spine": (14, 0, -4), "chest": (12, 0, -4), "neck": 16, "head": (6, -10, -6),
        "rightUpperArm": (7, 38, 55), "rightLowerArm": 106, "rightHand": (14, -4, 6),
        "leftUpperArm": (-2, 42, 48), "leftLowerArm": 109, "leftHand": (12, -4, 9)}),
    "sit_knee_up": ("seat", {
        "hips": (-4, 0, 8), "leftUpperLeg": (118, 6, 0), "leftLowerLeg": 138, "leftFoot": -6,
        "rightUpperLeg": (86, 8, -4), "rightLowerLeg": 84, "spine": (10, 0, -4), "head": (-2, 12, -8),
        "rightUpperArm": (53, -11, 44), "rightLowerArm": 37, "rightHand": (41, 14, -10),
        "leftUpperArm": (50, 25, 37), "leftLowerArm": 61, "leftHand": (62, 14, -13)}),
    "sit_side": ("seat", {
        **BENT, "hips": (-2, 6, 30), "spine": (-4, -8, -8), "chest": (-5, -6, -10),
        "leftUpperLeg": (92, -8, 14), "rightUpperLeg": (88, 4, -14), "leftLowerLeg": 96,
        "rightLowerLeg": 92, "bothFoot": -22, "neck": (6, 4, -8), "head": (-4, 10, -12),
        "rightUpperArm": (40, 36, 94), "rightLowerArm": 91, "rightHand": (20, -19, -28),
        "leftUpperArm": (-47, -11, 0), "leftLowerArm": 72, "leftHand": (-60, -7, 26)}),
    "sit_legs_out": ("floor", {
        **hand("both", "flat"), "hips": (-16, 4, 0), "leftUpperLeg": (76, 4, -4), "leftLowerLeg": 10,
        "rightUpperLeg": (98, 4, 0), "rightLowerLeg": 62, "bothFoot": -24, "spine": (-4, -4, 0),
        "chest": (-8, -4, 0), "head": (4, 10, 10), "rightUpperArm": (-16, 36, 94), "rightLowerArm": 69,
        "rightHand": (62, 8, 84), "leftUpperArm": (-15, 24, 94), "leftLowerArm": 56,
        "leftHand": (62, 9, 84)}),
    "sit_write": ("seat", {
        **BENT, **hand("right", "pinch"), **hand("left", "flat"), "hips": 16, "bothUpperLeg": (102, 6, 0),
        "spine": (14, 4, 0), "chest": (8, 4, 0), "neck": 12, "head": (12, 10, 6),
        "rightUpperArm": (18, 25, 54), "rightLowerArm": 103, "rightHand": (-39, 14, 58),
        "leftUpperArm": (31, 39, 75), "leftLowerArm": 107, "leftHand": (-17, 14, 84)}),
    "sit_read": ("seat", {
        **BENT, **hand("both", "flat"), "hips": (-6, 4, -4), "leftUpperLeg": (94, -10, 6),
        "leftLowerLeg": 72, "leftFoot": -20, "rightUpperLeg": (90, 4, 0), "spine": (6, -4, 0), "neck": 16,
        "head": (12, 6, 4), "rightUpperArm": (-7, 6, 20), "rightHand": (8, 12, -53),
        "leftUpperArm": (-9, 2, 17), "leftHand": (4, 11, -48), "bothLowerArm": 120}),
    "sit_eat": ("seat", {
        **BENT, **hand("right", "pinch"), **hand("left", "bent"), "hips": 10, "bothUpperLeg": (96, 6, 0),
        "spine": (6, 2, 0), "head": (0, 8, 4), "rightUpperArm": (74, 19, 39), "rightLowerArm": 132,
        "rightHand": (0, -19, -41), "leftUpperArm": (-2, 15, 27), "leftLowerArm": 124,
        "leftHand": (8, -9, -72)}),
    "sit_piano": ("seat", {
        **BENT, **hand("both", "bent"), "hips": 8, "bothUpperLeg": (94, 6, 0), "spine": (2, -3, 0),
        "neck": 10, "head": (10, 10, 0), "rightUpperArm": (4, 11, 11), "rightLowerArm": 113,
        "rightHand": (-5, -19, 84), "leftUpperArm": (8, 6, 21), "leftLowerArm": 111,
        "leftHand": (-15, -19, 84)}),
    "sit_nap": ("seat", {
        **BENT, "hips": 36, "bothUpperLeg": (122, 6, 0), "spine": (24, 4, 0), "chest": (12, 4, 0),
        "neck": (4, 14, 10), "head": (0, 18, 20), "rightUpperArm": (48, 31, 67), "rightLowerArm": 135,
        "rightHand": (10, -2, 84), "leftUpperArm": (55, 42, 79), "leftLowerArm": 132,
        "leftHand": (11, -1, 84)}),
    "sit_crossed_arms": ("seat", {
        **hand("both", "flat"), "hips": -8, "leftUpperLeg": (104, 28, -30), "leftLowerLeg": 104,
        "leftFoot": -14, "rightUpperLeg": (84, 10, -6), "rightLowerLeg": 84, "leftUpperArm": (38, 6, 62),
        "leftLowerArm": 98, "rightUpperArm": (32, 4, 66), "rightLowerArm": 92, "head": (6, -8, 8)}),
    "sit_cheer": ("seat", {
        **BENT, **hand("both", "fist"), "hips": (-4, 4, 0), "leftUpperLeg": (92, 4, 0), "leftLowerLeg": 50,
        "leftFoot": -30, "rightUpperLeg": (88, 4, 0), "rightLowerLeg": 98, "rightUpperArm": (20, 140, -10),
        "leftUpperArm": (30, 120, -20), "rightLowerArm": 24, "leftLowerArm": 50, "chest": (-9, -4, 0),
        "head": (-10, 10, 0)}),
    "sit_shy": ("seat", {
        **BENT, "bothUpperLeg": (88, -3, 12), "bothLowerLeg": 94, "leftFoot": -10, "rightFoot": -20,
        "bothShoulder": (4, 12, 0), "spine": (4, 3, 0), "neck": (12, 2, 0), "head": (10, 10, -10),
        "rightUpperArm": (6, 13, 54), "rightLowerArm": 89, "rightHand": (9, -4, 18),
        "leftUpperArm": (7, 14, 55), "leftLowerArm": 90, "leftHand": (8, -9, 19)}),
    "kneel_pray": ("seat", {
        **hand("both", "flat"), "hips": 2, "bothUpperLeg": (2, 5, 0), "bothLowerLeg": 96, "bothFoot": -48,
        "spine": 6, "neck": 16, "head": (12, 4, 0), "bothUpperArm": (20, 17, 54), "bothLowerArm": 142,
        "bothHand": (-37, 14, 24)}),
    "kneel_propose": ("seat", {
        **hand("right", "graceful"), **hand("left", "flat"), "hips": 0, "leftUpperLeg": (90, 8, -4),
        "leftLowerLeg": 90, "rightUpperLeg": (0, 6, 0), "rightLowerLeg": 98, "rightFoot": 10,
        "rightToes": 50, "chest": -6, "head": (-14, 6, 0), "neck": 0, "rightUpperArm": (23, -11, 17),
        "rightLowerArm": 110, "rightHand": (-33, -19, -49), "leftUpperArm": (13, 23, 57),
        "leftLowerArm": 137, "leftHand": (12, -1, -42)}),
    "kneel_summon": ("seat", {
        **hand("both", "open"), "hips": (42, -10, -10), "leftUpperLeg": (124, 24, -6), "leftFoot": 14,
        "rightUpperLeg": (42, 12, 0), "rightFoot": 10, "rightToes": 50, "spine": (22, -12, 0),
        "chest": (12, -10, 0), "upperChest": (6, -6, 0), "neck": -22, "head": (-22, 4, 4),
        "rightUpperArm": (81, -3, 94), "rightLowerArm": 1, "rightHand": (-37, 14, 37),
        "leftUpperArm": (-49, 113, 74), "leftLowerArm": 146, "leftHand": (62, -19, 25),
        "bothLowerLeg": 100}),
    "kneel_dogeza": ("seat", {
        **hand("both", "flat"), "hips": 56, "bothUpperLeg": (106, 4, 0), "bothLowerLeg": 148,
        "bothFoot": -48, "spine": 24, "chest": 12, "neck": 8, "head": 0, "bothUpperArm": (81, 26, 56),
        "bothLowerArm": 93, "bothHand": (-44, 14, 70)}),
    "kneel_reach": ("seat", {
        **hand("right", "open"), **hand("left", "graceful"), "hips": (4, 6, 0), "bothUpperLeg": (6, 6, 0),
        "bothLowerLeg": 96, "bothFoot": -48, "spine": (-8, -8, -4), "chest": (-10, -6, -4),
        "head": (-18, 6, 0), "rightUpperArm": (130, 20, -10), "rightLowerArm": 14,
        "rightHand": (-20, 0, -30), "leftUpperArm": (-20, 30, 0), "leftLowerArm": 20}),
    "seiza_tea": ("seat", {
        **KNEEL, **hand("right", "bent"), **hand("left", "flat"), "hips": 2, "spine": 4, "neck": 12,
        "head": (6, 6, 0), "rightUpperArm": (-4, 8, 36), "rightLowerArm": 135, "rightHand": (-15, 1, 8),
        "leftUpperArm": (-10, 12, 36), "leftLowerArm": 133, "leftHand": (6, -19, -78)}),
    "crouch_hug": ("feet", {
        "hips": (10, 0, 4), "bothUpperLeg": (118, 0, 2), "bothLowerLeg": 140, "bothFoot": 24,
        "spine": (22, 2, 0), "chest": (8, 2, 0), "neck": -2, "head": (-4, 14, 6),
        "rightUpperArm": (68, 11, 53), "rightLowerArm": 78, "rightHand": (30, 14, -18),
        "leftUpperArm": (68, 5, 55), "leftLowerArm": 66, "leftHand": (43, 14, -6)}),
    "crouch_ready": ("step", {
        **hand("right", "open"), **hand("left", "fist"), "hips": (58, 0, -10),
        "leftUpperLeg": (124, 44, -20), "leftLowerLeg": 138, "rightUpperLeg": (72, 66, -40),
        "rightLowerLeg": 14, "spine": (20, 0, 4), "chest": (10, 0, 6), "neck": (-20, 0, 6),
        "head": (-22, 4, 8), "leftUpperArm": (-34, 50, 0), "leftLowerArm": 40, "leftFoot": (28, 12, 0),
        "rightFoot": (-50, -12, 0), "rightUpperArm": (75, 21, 72), "rightLowerArm": 60,
        "rightHand": (-60, 14, 50)}),
    "crouch_pick": ("feet", {
        **hand("right", "pinch"), "hips": 24, "leftUpperLeg": (112, 8, -8), "leftLowerLeg": 116,
        "leftFoot": 16, "rightUpperLeg": (88, 6, -4), "rightLowerLeg": 146, "rightFoot": -10,
        "rightToes": 46, "spine": (20, -4, 0), "neck": 8, "head": (4, 8, -6), "rightUpperArm": (47, -6, 5),
        "rightLowerArm": 2, "rightHand": (-17, 2, -10), "leftUpperArm": (51, 27, 25), "leftLowerArm": 74,
        "leftHand": (46, 14, 39)}),
    "squat_chin": ("feet", {
        **hand("both", "bent"), "hips": 8, "bothUpperLeg": (108, 8, -8), "bothLowerLeg": 132,
        "bothFoot": 24, "spine": 18, "chest": 8, "neck": -4, "head": (-10, 8, 0),
        "rightUpperArm": (80, 4, 16), "rightLowerArm": 137, "rightHand": (-28, 4, -19),
        "leftUpperArm": (75, 5, 20), "leftLowerArm": 139, "leftHand": (-31, 8, -18)}),
}  # fmt: skip
