"""Named poses of walking, running and jumping."""

from __future__ import annotations

from .shorthand import HIP_LEFT, HIP_RIGHT, Rows, hand

ROWS: Rows = {
    "lunge": ("step", {
        "leftUpperLeg": (74, 4, 0), "leftLowerLeg": 78, "leftFoot": 4, "rightUpperLeg": (-28, 4, 0),
        "rightLowerLeg": 20, "rightFoot": -20, "rightToes": 40, **HIP_LEFT, **HIP_RIGHT}),
    "sprint": ("step", {
        "hips": 22, "spine": 10, "head": -14, "neck": -12, "leftUpperLeg": (92, 0, 0), "leftLowerLeg": 96,
        "rightUpperLeg": (-12, 0, 0), "rightLowerLeg": 26, "rightFoot": -36, "leftUpperArm": (-48, 16, 0),
        "leftLowerArm": 86, "rightUpperArm": (62, 8, 8), "rightLowerArm": 92, **hand("both", "flat")}),
    "tiptoe": ("feet", {
        "bothFoot": -42, "bothToes": 38, "leftUpperArm": (-16, 32, 0), "rightUpperArm": (-14, 26, 0),
        "bothHand": (-38, 0, 0), "head": (-8, 5, 0), "neck": -2, "chest": (-8, 0, 0),
        "bothUpperLeg": (0, -1, -4)}),
    "crawl": ("floor", {
        "hips": 76, "bothUpperLeg": (78, 4, 0), "bothLowerLeg": 88, "bothFoot": -44,
        "bothUpperArm": (84, 6, 0), "bothLowerArm": 4, "bothHand": (-60, 0, 0), "neck": -24, "head": -24}),
    "star_jump": ("air", {
        "bothUpperArm": (4, 128, 0), "bothLowerArm": 6, "bothUpperLeg": (4, 36, -10), "bothFoot": -36,
        **hand("both", "open"), "offset": (0, 0.3, 0)}),
    "leap": ("air", {
        "hips": 14, "leftUpperLeg": (84, 0, 0), "leftLowerLeg": 24, "leftFoot": -34,
        "rightUpperLeg": (-30, 4, 0), "rightLowerLeg": 44, "rightFoot": -44, "rightUpperArm": (78, 20, 0),
        "leftUpperArm": (-42, 34, 0), "bothLowerArm": 24, "head": -14, "offset": (0, 0.3, 0)}),
    "catwalk": ("step", {
        **hand("left", "graceful"), "hips": (0, 8, -10), "spine": (-8, -10, 4), "chest": (-6, -7, 8),
        "leftUpperLeg": (26, -14, -2), "leftLowerLeg": 6, "rightUpperLeg": (-18, 4, -4),
        "rightLowerLeg": 22, "rightFoot": -22, "rightToes": 28, "leftUpperArm": (-26, 16, 6),
        "leftLowerArm": 16, "head": (-4, 6, 4), "rightUpperArm": (-49, 39, 32), "rightLowerArm": 118,
        "rightHand": (-33, -15, -24)}),
    "stroll": ("step", {
        "hips": (0, 5, 6), "spine": (-6, -6, -5), "chest": (-6, -4, -6), "leftUpperLeg": (-18, 2, -6),
        "leftLowerLeg": 20, "leftFoot": -20, "leftToes": 26, "rightUpperLeg": (24, 0, -6),
        "rightLowerLeg": 4, "rightFoot": 8, "head": (-10, 8, 10), "rightUpperArm": (-28, 39, 67),
        "rightLowerArm": 104, "rightHand": (12, -11, 16), "leftUpperArm": (-29, 24, 67), "leftLowerArm": 96,
        "leftHand": (10, -4, 18)}),
    "march": ("step", {
        **hand("both", "fist"), "hips": (-3, 0, 8), "spine": (-6, 0, -6), "chest": (-9, 0, -8),
        "leftUpperLeg": (72, 2, 0), "leftLowerLeg": 76, "leftFoot": -10, "rightUpperLeg": -6,
        "leftUpperArm": (-38, 8, 0), "leftLowerArm": 20, "rightUpperArm": (66, 8, 0), "rightLowerArm": 40,
        "head": -10}),
    "sneak": ("step", {
        "hips": (26, 4, -10), "spine": 12, "chest": (6, 0, 6), "neck": -14, "head": (-16, 4, 10),
        "leftUpperLeg": (82, 4, 0), "leftLowerLeg": 70, "leftFoot": -34, "leftToes": 10,
        "rightUpperLeg": (32, 4, -6), "rightLowerLeg": 44, "rightFoot": 14, "rightUpperArm": (52, 16, 10),
        "rightLowerArm": 72, "rightHand": -30, "leftUpperArm": (20, 30, 20), "leftLowerArm": 96,
        "leftHand": 40}),
    "skip": ("air", {
        **hand("both", "open"), "hips": (-4, 5, 8), "spine": (-6, -6, -6), "leftUpperLeg": (66, 2, 0),
        "leftLowerLeg": 88, "leftFoot": -34, "rightUpperLeg": (-10, 2, -4), "rightLowerLeg": 14,
        "rightFoot": -44, "leftUpperArm": (-40, 24, 0), "leftLowerArm": 16, "rightUpperArm": (54, 22, -10),
        "rightLowerArm": 34, "head": (-10, 10, 6), "offset": (0, 0.1, 0)}),
    "jog": ("step", {
        **hand("both", "fist"), "hips": (10, 3, -6), "spine": (2, -3, 6), "chest": (0, 0, 8),
        "leftUpperLeg": 44, "leftLowerLeg": 66, "leftFoot": -4, "rightUpperLeg": (-20, 2, -2),
        "rightLowerLeg": 36, "rightFoot": -34, "rightToes": 30, "leftUpperArm": (-34, 18, 10),
        "leftLowerArm": 92, "rightUpperArm": (34, 12, 24), "rightLowerArm": 96, "head": (-8, 4, 0)}),
    "ninja_run": ("step", {
        **hand("both", "flat"), "hips": (36, 4, -10), "spine": (10, 0, 4), "chest": (4, 0, 6), "neck": -20,
        "head": (-22, 0, 4), "leftUpperLeg": (92, 2, 0), "leftLowerLeg": 74, "leftFoot": -4,
        "rightUpperLeg": (2, 2, 0), "rightLowerLeg": 64, "rightFoot": -40, "bothUpperArm": (-48, 24, 30),
        "bothLowerArm": 6, "bothHand": -20}),
    "run_arms_open": ("step", {
        **hand("both", "open"), "hips": (4, 6, -6), "spine": (-8, -6, 4), "chest": (-10, -4, 4),
        "leftUpperLeg": (54, 2, 0), "leftLowerLeg": 50, "leftFoot": -10, "rightUpperLeg": (-22, 2, 0),
        "rightLowerLeg": 70, "rightFoot": -38, "leftUpperArm": (-10, 96, -20),
        "rightUpperArm": (10, 82, -20), "bothLowerArm": 14, "head": (-12, 8, 4)}),
    "sprint_start": ("step", {
        "hips": 78, "leftUpperLeg": (116, 4, 0), "leftLowerLeg": 114, "leftFoot": -4, "leftToes": 36,
        "rightUpperLeg": (78, 4, 0), "rightLowerLeg": 104, "rightFoot": -12, "rightToes": 50, "spine": 8,
        "chest": 2, "neck": -24, "head": -24, "bothUpperArm": (92, 9, 68), "bothLowerArm": 21,
        "bothHand": (-60, 14, 20)}),
    "skid": ("step", {
        **hand("both", "open"), "hips": (-20, 8, 24), "spine": (6, -10, -6), "chest": (2, -6, -8),
        "leftUpperLeg": (72, 8, -8), "leftLowerLeg": 14, "leftFoot": 6, "rightUpperLeg": (40, 12, -20),
        "rightLowerLeg": 96, "rightFoot": 10, "leftUpperArm": (50, 40, -10), "rightUpperArm": (-30, 60, 0),
        "bothLowerArm": 30, "head": (6, 6, -20)}),
    "stumble": ("step", {
        **hand("both", "open"), "hips": (34, -10, 10), "spine": (-6, 8, -4), "chest": (-10, 8, 0),
        "neck": (-14, 6, 0), "head": (-14, 8, 0), "leftUpperLeg": (70, 4, 0), "leftLowerLeg": 66,
        "leftFoot": 6, "rightUpperLeg": (-4, 10, 0), "rightLowerLeg": 64, "rightFoot": -30,
        "leftUpperArm": (96, 40, -20), "rightUpperArm": (60, 86, -20), "leftLowerArm": 30,
        "rightLowerArm": 20, "bothHand": -40}),
    "climb": ("step", {
        **hand("both", "grip"), "hips": (4, -10, 6), "spine": (-6, 6, 0), "chest": (-6, 4, 0),
        "leftUpperLeg": (96, 14, -10), "leftLowerLeg": 104, "leftFoot": 4, "rightUpperLeg": (-4, 4, 0),
        "rightLowerLeg": 8, "rightFoot": -34, "rightToes": 30, "rightUpperArm": (150, 14, 0),
        "rightLowerArm": 20, "leftUpperArm": (112, 20, 0), "leftLowerArm": 60, "neck": -8,
        "head": (-18, 4, 0)}),
}  # fmt: skip
