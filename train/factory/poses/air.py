"""Named poses in the air."""

from __future__ import annotations

from .shorthand import Rows, hand

ROWS: Rows = {
    "jump": ("air", {
        "bothUpperArm": (14, 132, -10), "bothLowerArm": 34, "leftUpperLeg": (58, 8, 0), "leftLowerLeg": 98,
        "rightUpperLeg": (10, 6, 0), "rightLowerLeg": 66, "bothFoot": -34, "chest": (-8, 0, 0), "head": -8,
        **hand("both", "open"), "offset": (0, 0.35, 0)}),
    "fly": ("air", {
        "hips": 62, "spine": -12, "neck": -24, "head": -22, "rightUpperArm": (150, 10, 0),
        "rightLowerArm": 6, **hand("right", "fist"), "leftUpperArm": (-24, 20, 0),
        "leftUpperLeg": (-12, 2, 0), "leftLowerLeg": 14, "rightUpperLeg": (8, 2, 0), "rightLowerLeg": 48,
        "bothFoot": -44, "offset": (0, 0.5, 0)}),
    "float": ("air", {
        "hips": (-14, 6, 0), "leftUpperLeg": (46, 4, 0), "leftLowerLeg": 72, "rightUpperLeg": (20, 6, 0),
        "rightLowerLeg": 42, "bothFoot": -38, "bothUpperArm": (10, 62, -20), "bothLowerArm": 36,
        "bothHand": (-24, 0, 0), **hand("both", "open"), "offset": (0, 0.4, 0)}),
    "jump_peace": ("air", {
        **hand("right", "peace"), "hips": (2, 8, 8), "spine": (-8, -8, -4), "chest": (-8, -6, -4),
        "leftUpperLeg": (20, 4, 0), "leftLowerLeg": 104, "rightUpperLeg": (-4, 6, 0), "rightLowerLeg": 88,
        "bothFoot": -40, "rightUpperArm": (30, 140, -30), "rightLowerArm": 20, "head": (-8, 12, 6),
        "leftUpperArm": (-49, 12, 15), "leftLowerArm": 104, "leftHand": (0, -1, -18),
        "offset": (0, 0.3, 0)}),
    "jump_tuck": ("air", {
        **hand("both", "open"), "hips": 6, "bothUpperLeg": (110, 8, 0), "bothLowerLeg": 128,
        "bothFoot": -30, "spine": 12, "head": (-10, 6, 0), "bothUpperArm": (30, 96, -10),
        "bothLowerArm": 30, "offset": (0, 0.45, 0)}),
    "grand_jete": ("air", {
        **hand("both", "graceful"), "hips": 2, "leftUpperLeg": (96, 2, -10), "leftLowerLeg": 2,
        "leftFoot": -46, "rightUpperLeg": (-30, 10, -30), "rightLowerLeg": 10, "rightFoot": -48,
        "spine": -14, "chest": -10, "head": (-10, 4, 0), "leftUpperArm": (80, 60, 0),
        "rightUpperArm": (10, 96, -20), "bothLowerArm": 12, "offset": (0, 0.35, 0)}),
    "fly_spread": ("air", {
        **hand("both", "flat"), "hips": (70, 10, 0), "spine": -16, "chest": -12, "neck": -22,
        "head": (-22, 6, 0), "bothUpperArm": (10, 92, -10), "bothLowerArm": 6, "bothHand": -10,
        "leftUpperLeg": (-14, 4, 0), "rightUpperLeg": (-6, 4, 0), "rightLowerLeg": 20, "bothFoot": -46,
        "offset": (0, 0.5, 0)}),
    "hover": ("air", {
        **hand("left", "graceful"), **hand("right", "flat"), "hips": (4, 6, 10), "spine": (-8, -8, -6),
        "chest": (-8, -5, -4), "leftUpperLeg": (54, 6, 6), "leftLowerLeg": 96, "rightUpperLeg": (6, 2, 0),
        "rightLowerLeg": 22, "bothFoot": -46, "leftUpperArm": (-20, 50, 0), "leftLowerArm": 20,
        "leftHand": -20, "head": (-4, 10, -8), "rightUpperArm": (17, 18, 51), "rightLowerArm": 139,
        "rightHand": (10, -2, -47), "offset": (0, 0.4, 0)}),
    "fall": ("air", {
        **hand("both", "open"), "hips": (-58, 6, 14), "spine": (12, -4, -4), "chest": 8, "neck": 18,
        "head": (10, 6, 0), "leftUpperLeg": (70, 10, 0), "leftLowerLeg": 60, "rightUpperLeg": (40, 12, -10),
        "rightLowerLeg": 30, "bothFoot": -30, "leftUpperArm": (76, 40, -10), "rightUpperArm": (60, 64, -20),
        "bothLowerArm": 24, "offset": (0, 0.5, 0)}),
    "flying_kick": ("air", {
        **hand("both", "fist"), "hips": (-30, 14, -30), "spine": (10, -8, 6), "chest": (6, -6, 6),
        "neck": (10, 0, 8), "head": (4, 0, 10), "rightUpperLeg": (104, 20, -10), "rightLowerLeg": 8,
        "rightFoot": 4, "leftUpperLeg": (70, 14, 0), "leftLowerLeg": 134, "leftFoot": -20,
        "rightUpperArm": (-20, 60, 0), "rightLowerArm": 20, "leftUpperArm": (60, 20, 30),
        "leftLowerArm": 100, "offset": (0, 0.45, 0)}),
    "air_slash": ("air", {
        **hand("both", "grip"), "hips": (18, 6, -20), "spine": (-12, -6, 8), "chest": (-12, -4, 8),
        "head": (-4, 0, 10), "leftUpperLeg": (80, 8, 0), "leftLowerLeg": 100,
        "rightUpperLeg": (-20, 8, -10), "rightLowerLeg": 60, "bothFoot": -40,
        "rightUpperArm": (155, 30, 65), "rightLowerArm": 91, "rightHand": (-27, -7, -3),
        "leftUpperArm": (154, 28, 71), "leftLowerArm": 97, "leftHand": (-31, -9, 1),
        "offset": (0, 0.5, 0)}),
    "dive": ("air", {
        **hand("both", "flat"), "hips": 118, "spine": -10, "chest": -8, "neck": -14, "head": -14,
        "bothUpperArm": (160, 10, 0), "bothLowerArm": 4, "bothUpperLeg": (-10, 2, 0), "leftLowerLeg": 10,
        "rightLowerLeg": 34, "bothFoot": -48, "offset": (0, 0.9, 0)}),
    "float_curl": ("air", {
        "hips": (-10, 10, 14), "bothUpperLeg": (96, 2, 0), "leftLowerLeg": 112, "rightLowerLeg": 92,
        "bothFoot": -36, "spine": (18, -4, 0), "chest": 8, "neck": (10, 4, 0), "head": (8, 12, 0),
        "rightUpperArm": (71, -11, 39), "rightLowerArm": 13, "rightHand": (31, 14, 5),
        "leftUpperArm": (76, -2, 41), "leftLowerArm": 5, "leftHand": (62, 14, 26), "offset": (0, 0.5, 0)}),
    "spread_wings": ("air", {
        **hand("both", "open"), "hips": -4, "spine": -10, "chest": -13, "upperChest": -6, "neck": 2,
        "head": (-14, 4, 0), "leftUpperLeg": (30, 4, 0), "leftLowerLeg": 50, "rightUpperLeg": (4, 4, 0),
        "rightLowerLeg": 16, "bothFoot": -46, "bothUpperArm": (-16, 84, -40), "bothLowerArm": 20,
        "bothHand": (-10, 0, -10), "offset": (0, 0.45, 0)}),
}  # fmt: skip
