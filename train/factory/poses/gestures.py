"""Named poses that stand and say something with the hands."""

from __future__ import annotations

from .shorthand import CROSSED, HIP_LEFT, HIP_RIGHT, KNEE_IN, PIGEON, REST, SHIFT, STRIDE, WIDE, Rows, hand

ROWS: Rows = {
    "pray": ("feet", {
        "bothUpperArm": (19, 24, 52), "bothLowerArm": 119, "bothHand": (-50, 15, 3), **hand("both", "flat"),
        "head": 10, "neck": 10, "bothUpperLeg": (1, 0, 1)}),
    "salute": ("feet", {
        "rightUpperArm": (36, 76, -40), "rightLowerArm": 134, "rightHand": (0, 6, 0), **hand("right", "flat"),
        "chest": (-4, 0, 0), "leftUpperArm": (0, 7, 0)}),
    "thumbs_up": ("feet", {
        "rightUpperArm": (44, 10, 6), "rightLowerArm": 62, "rightHand": (0, 8, 10), **hand("right", "thumb"),
        "leftUpperArm": (-10, 16, 6), "leftLowerArm": 26, **REST, "head": (0, 8, 4)}),
    "point_up": ("feet", {
        "rightUpperArm": (44, 26, -20), "rightLowerArm": 118, **hand("right", "point"), **HIP_LEFT, **REST,
        "head": (0, -7, -3)}),
    "point_aside": ("feet", {
        "leftUpperArm": (8, 88, 0), "leftLowerArm": 8, "leftHand": (0, 0, 40), **hand("left", "point"),
        **SHIFT, "neck": (6, 0, 16), "head": (-2, 4, 24), **HIP_RIGHT}),
    "offer": ("feet", {
        "bothUpperArm": (42, 6, -14), "bothLowerArm": 58, "bothHand": (-6, 0, -70), **hand("both", "flat"),
        **REST, "spine": (2, -4, 0), "head": (4, 6, 0)}),
    "phone": ("feet", {
        "rightUpperArm": (32, 34, -50), "rightLowerArm": 142, "rightHand": (20, 0, 10),
        **hand("right", "grip"), "head": (4, -8, 0), **SHIFT, "leftUpperArm": (14, 8, 46),
        "leftLowerArm": 74}),
    "hair_touch": ("feet", {
        "leftUpperArm": (40, 64, -50), "leftLowerArm": 140, "leftHand": (26, 0, 20), **SHIFT,
        "head": (4, -12, -8), "rightUpperArm": (-8, 16, 8), "rightLowerArm": 26}),
    "hand_on_heart": ("feet", {
        "rightUpperArm": (10, 37, 45), "rightLowerArm": 135, "rightHand": (16, 15, -46),
        **hand("right", "flat"),
        **REST, "head": (2, 8, -3)}),
    "cheer": ("feet", {
        "leftUpperArm": (10, 148, -10), "rightUpperArm": (14, 138, -10), "leftLowerArm": 22,
        "rightLowerArm": 36,
        **hand("both", "fist"), "spine": (-8, 4, 0), "chest": (-8, 3, 0), "head": (-10, -4, 0),
        "leftUpperLeg": (4, 12, -14), "rightUpperLeg": (0, 6, -10)}),
    "curtsy": ("feet", {
        "bothUpperArm": (6, 36, -16), "bothLowerArm": 40, **hand("both", "grip"), "leftUpperLeg": (22, 0, 0),
        "leftLowerLeg": 34, "leftFoot": 12, "rightUpperLeg": (-6, -10, 0), "rightLowerLeg": 44,
        "rightFoot": -30, "head": 12, "spine": 6}),
    "bow": ("feet", {
        "hips": 24, "bothUpperLeg": (24, 0, 0), "spine": 16, "chest": (6, 0, 0), "head": -8,
        "bothUpperArm": (34, 6, 0), "bothLowerArm": 16}),
    "thinking": ("feet", {
        **SHIFT, **hand("right", "bent"), "head": (6, -8, -8), "neck": (10, -2, -4),
        "rightUpperArm": (47, 2, 32), "rightLowerArm": 147, "rightHand": (-14, -12, -29),
        "leftUpperArm": (5, -11, 35), "leftLowerArm": 91, "leftHand": (31, 3, -84)}),
    "shrug": ("feet", {
        **REST, **hand("both", "open"), "bothShoulder": (2, 18, 0), "head": (2, 14, -4),
        "rightLowerArm": 137, "rightHand": (-50, -19, -68), "leftLowerArm": 136,
        "leftHand": (-51, -19, -70), "bothUpperArm": (-32, -11, -17)}),
    "peace": ("feet", {
        **SHIFT, **hand("right", "peace"), "head": (-3, 12, 4), "rightUpperArm": (93, 42, 26),
        "rightLowerArm": 134, "rightHand": (-8, -19, 49), "leftUpperArm": (-47, 4, 14), "leftLowerArm": 99,
        "leftHand": (4, 5, -18)}),
    "double_peace": ("feet", {
        **KNEE_IN, **hand("both", "peace"), "head": (-3, 12, 3), "rightUpperArm": (78, 34, 15),
        "rightLowerArm": 139, "rightHand": (-13, -19, 65), "leftUpperArm": (58, 23, -5),
        "leftLowerArm": 147, "leftHand": (-9, -18, 61)}),
    "eye_peace": ("feet", {
        **CROSSED, **hand("right", "peace"), "head": (-4, 14, 6), "rightUpperArm": (100, 46, 47),
        "rightLowerArm": 129, "rightHand": (12, -1, 49), "leftUpperArm": (-48, 9, 12), "leftLowerArm": 104,
        "leftHand": (3, 0, -15)}),
    "point": ("feet", {
        **SHIFT, **hand("right", "point"), "head": (-2, -6, -10), "chest": (-5, -6, 8),
        "leftUpperLeg": (-4, 18, -22), "rightUpperLeg": (12, -6, -6), "rightUpperArm": (82, 16, 75),
        "rightLowerArm": 55, "rightHand": (0, -19, 7), "leftUpperArm": (-43, 13, 20), "leftLowerArm": 101,
        "leftHand": (6, 0, -17)}),
    "point_viewer": ("feet", {
        **STRIDE, **hand("right", "point"), **hand("left", "fist"), "hips": (4, 4, -14),
        "spine": (2, -6, 12), "chest": (2, -6, 14), "upperChest": (2, 0, 8), "neck": (0, 4, -6),
        "head": (-4, 12, -8), "leftUpperLeg": (45, 8, -8), "leftLowerLeg": 49,
        "rightUpperLeg": (-16, 14, -20), "rightLowerLeg": 4, "leftFoot": (8, 4, 0),
        "rightFoot": (16, -12, 0), "rightUpperArm": (68, -11, 22), "rightLowerArm": 50,
        "rightHand": (-33, -19, 74), "leftUpperArm": (-48, 2, 4), "leftLowerArm": 107,
        "leftHand": (23, 14, 4)}),
    "reach_out": ("feet", {
        **STRIDE, **hand("right", "open"), "spine": (6, -5, 12), "chest": (6, -4, 14),
        "upperChest": (3, 0, 8), "neck": (2, 4, -8), "head": (-6, 8, -10), "leftUpperArm": (-24, 26, 10),
        "leftLowerArm": 34, "leftUpperLeg": (46, 8, -8), "leftLowerLeg": 51,
        "rightUpperLeg": (-16, 14, -20), "rightLowerLeg": 4, "leftFoot": (11, 1, 0),
        "rightFoot": (20, -12, 0), "rightUpperArm": (57, -11, 7), "rightLowerArm": 58,
        "rightHand": (-34, -7, -46)}),
    "reach_camera": ("feet", {
        **SHIFT, **hand("right", "open"), "hips": (10, 9, 8), "rightUpperLeg": (12, -15, -7),
        "spine": (6, -10, 10), "chest": (4, -6, 14), "upperChest": (4, -4, 8), "neck": (-4, 4, -6),
        "head": (-10, 12, -6), "rightUpperArm": (86, 18, 85), "rightLowerArm": 55,
        "rightHand": (-60, 14, 84), "leftUpperArm": (0, 28, 93), "leftLowerArm": 91,
        "leftHand": (18, 2, 41)}),
    "stop": ("feet", {
        **WIDE, **hand("right", "open"), **hand("left", "fist"), "hips": (2, 2, -12), "head": (2, -4, 6),
        "chest": (-4, -2, 10), "rightUpperArm": (67, 19, 57), "rightLowerArm": 73,
        "rightHand": (-60, 14, 51), "leftUpperArm": (-49, -6, -12), "leftLowerArm": 96,
        "leftHand": (-1, -19, 51)}),
    "present": ("feet", {
        **REST, **hand("left", "graceful"), **hand("right", "flat"), "head": (-4, 10, 16),
        "neck": (8, 2, 10), "rightUpperArm": (5, 37, 52), "rightLowerArm": 126, "rightHand": (16, 8, -49),
        "leftUpperArm": (39, -11, -72), "leftLowerArm": 121, "leftHand": (-8, -19, -28)}),
    "butler_bow": ("feet", {
        **hand("right", "flat"), **hand("left", "flat"), "hips": 28, "bothUpperLeg": (28, 0, -8),
        "spine": 14, "chest": 6, "neck": 10, "head": (6, 5, 0), "leftUpperLeg": (26, -2, -8),
        "rightUpperLeg": (32, 2, -12), "rightLowerLeg": 12, "rightUpperArm": (35, 22, 70),
        "rightLowerArm": 134, "rightHand": (14, -2, -1), "leftUpperArm": (-33, 23, 48), "leftLowerArm": 100,
        "leftHand": (44, 14, 80)}),
    "bow_deep": ("step", {
        "hips": 52, "bothUpperLeg": (52, -1, -4), "spine": 16, "chest": 4, "neck": 8, "head": 4,
        "bothUpperArm": (9, 16, 38), "bothLowerArm": 73, "bothHand": (-3, 9, 64)}),
    "hush": ("feet", {
        **REST, **hand("right", "point"), "head": (4, 12, -4), "rightUpperArm": (50, 6, 42),
        "rightLowerArm": 141, "rightHand": (-26, -6, 21), "leftUpperArm": (-26, 29, 70), "leftLowerArm": 97,
        "leftHand": (12, -4, 18)}),
    "blow_kiss": ("feet", {
        **KNEE_IN, **hand("right", "flat"), "head": (-6, 10, 8), "rightUpperArm": (63, -11, 34),
        "rightLowerArm": 120, "rightHand": (-53, -19, -27), "leftUpperArm": (-26, 26, 70),
        "leftLowerArm": 97, "leftHand": (11, -4, 20)}),
    "heart_hands": ("feet", {
        **SHIFT, **hand("both", "bent"), "head": (-3, 12, 4), "rightUpperArm": (36, 35, 50),
        "rightLowerArm": 136, "rightHand": (4, -19, -35), "leftUpperArm": (16, 15, 30), "leftLowerArm": 135,
        "leftHand": (2, -10, -29)}),
    "heart_overhead": ("feet", {
        **KNEE_IN, **hand("both", "bent"), "head": (-2, 12, 4), "rightUpperArm": (152, 0, 39),
        "rightLowerArm": 51, "rightHand": (62, 14, -33), "leftUpperArm": (143, 27, 27), "leftLowerArm": 68,
        "leftHand": (62, 14, -40)}),
    "cover_mouth": ("feet", {
        **PIGEON, **hand("right", "flat"), "head": (6, 10, -6), "rightUpperArm": (68, 11, 31),
        "rightLowerArm": 131, "rightHand": (18, -19, -84), "leftUpperArm": (37, -11, 51),
        "leftLowerArm": 82, "leftHand": (15, -2, -84)}),
    "facepalm": ("feet", {
        **SHIFT, **hand("right", "flat"), "head": (16, -6, 6), "neck": (18, -2, 4),
        "rightUpperArm": (71, 15, 37), "rightLowerArm": 123, "rightHand": (9, -19, -84),
        "leftUpperArm": (-47, 4, 14), "leftLowerArm": 99, "leftHand": (4, 5, -18)}),
    "cry": ("feet", {
        **PIGEON, **hand("both", "fist"), "head": (12, 6, 0), "neck": (16, 2, 0), "spine": (6, -4, 0),
        "bothShoulder": (6, 12, 0), "rightUpperArm": (62, 31, 28), "rightLowerArm": 137,
        "rightHand": (-18, -11, -74), "leftUpperArm": (54, 31, 22), "leftLowerArm": 140,
        "leftHand": (-19, -9, -74)}),
    "cheeks": ("feet", {
        **KNEE_IN, **hand("both", "flat"), "head": (-6, 12, 5), "rightUpperArm": (82, 16, 20),
        "rightLowerArm": 136, "rightHand": (-25, -19, -20), "leftUpperArm": (69, 15, 11),
        "leftLowerArm": 147, "leftHand": (-32, -19, -15)}),
    "cat_paws": ("feet", {
        **KNEE_IN, **hand("both", "paw"), "head": (-4, 14, 4), "hips": (8, 9, 4),
        "rightUpperArm": (101, 49, 43), "rightLowerArm": 125, "rightHand": (22, -19, 27),
        "leftUpperArm": (-3, 19, 28), "leftLowerArm": 147, "leftHand": (-29, -19, 84)}),
    "bunny_ears": ("feet", {
        **KNEE_IN, **hand("both", "peace"), "head": (-2, 12, 3), "rightUpperArm": (145, 10, 49),
        "rightLowerArm": 82, "rightHand": (-7, -19, 51), "leftUpperArm": (149, 42, 56), "leftLowerArm": 97,
        "leftHand": (-3, -19, 27)}),
    "shout": ("feet", {
        **WIDE, **hand("both", "flat"), "head": (-8, 3, 0), "hips": 6, "chest": -8,
        "rightUpperArm": (67, -11, 18), "rightLowerArm": 129, "rightHand": (-45, -19, -2),
        "leftUpperArm": (66, -11, 19), "leftLowerArm": 130, "leftHand": (-55, -19, 10)}),
    "listen": ("feet", {
        **SHIFT, **hand("right", "flat"), "head": (4, -14, 16), "neck": (8, -6, 8),
        "rightUpperArm": (81, 59, 22), "rightLowerArm": 144, "rightHand": (-15, -19, 15),
        "leftUpperArm": (-26, 19, 72), "leftLowerArm": 94, "leftHand": (11, 0, 20)}),
    "peer": ("feet", {
        **STRIDE, **hand("right", "flat"), "head": (-4, 6, 14), "neck": (4, 2, 8), "hips": (4, 6, -8),
        "leftUpperLeg": (47, 8, -8), "leftLowerLeg": 53, "rightUpperLeg": (-16, 14, -20),
        "rightLowerLeg": 4, "leftFoot": (10, 6, 0), "rightFoot": (16, -12, 0),
        "rightUpperArm": (126, 21, 58), "rightLowerArm": 104, "rightHand": (25, -7, -33),
        "leftUpperArm": (-48, 4, 4), "leftLowerArm": 111, "leftHand": (1, 0, -3)}),
    "adjust_glasses": ("feet", {
        **REST, **hand("right", "graceful"), "head": (8, 4, 8), "rightUpperArm": (60, 8, 32),
        "rightLowerArm": 137, "rightHand": (-23, -19, -25), "leftUpperArm": (-26, 20, 34),
        "leftLowerArm": 79, "leftHand": (4, -19, -35)}),
    "hair_flip": ("feet", {
        **SHIFT, **hand("left", "graceful"), "head": (-8, -14, -12), "neck": (2, -6, -6),
        "chest": (-9, -8, -4), "rightUpperArm": (-49, 37, 20), "rightLowerArm": 123,
        "rightHand": (-23, -19, -13), "leftUpperArm": (114, 1, -2), "leftLowerArm": 127,
        "leftHand": (-60, -18, -6)}),
    "hair_tuck": ("feet", {
        **REST, **hand("left", "graceful"), "head": (8, 10, 14), "neck": (10, 3, 6),
        "rightUpperArm": (5, 37, 69), "rightLowerArm": 92, "rightHand": (19, -3, 1),
        "leftUpperArm": (93, 40, 2), "leftLowerArm": 142, "leftHand": (-24, -19, -27)}),
    "scratch_head": ("feet", {
        **REST, **hand("right", "grip"), "head": (6, 10, -6), "neck": (10, 3, 0),
        "rightUpperArm": (27, 142, -74), "rightLowerArm": 113, "rightHand": (10, -19, -43),
        "leftUpperArm": (-26, 20, 34), "leftLowerArm": 79, "leftHand": (4, -19, -35)}),
    "wave_high": ("feet", {
        **SHIFT, **hand("right", "open"), "head": (-8, 10, 4), "rightShoulder": (0, 10, 0),
        "rightUpperArm": (14, 150, -20), "rightLowerArm": 18, "rightHand": (-16, -8, 20),
        "leftUpperArm": (-14, 26, 8), "leftLowerArm": 30}),
    "wave_both": ("feet", {
        **KNEE_IN, **hand("both", "open"), "head": (-6, 10, 3), "rightUpperArm": (24, 126, -30),
        "rightLowerArm": 40, "leftUpperArm": (20, 138, -24), "leftLowerArm": 30, "bothHand": (-14, 0, 14)}),
    "flex": ("feet", {
        **WIDE, **hand("right", "fist"), "head": (-4, -8, -18), "neck": (6, 0, -10),
        "rightUpperArm": (65, 65, -59), "rightLowerArm": 139, "rightHand": (39, -18, -84),
        "leftUpperArm": (-49, 25, 25), "leftLowerArm": 109, "leftHand": (-17, -8, -27)}),
    "idea": ("feet", {
        **KNEE_IN, **hand("right", "point"), "head": (-6, 10, -4), "rightUpperArm": (99, 37, 24),
        "rightLowerArm": 127, "rightHand": (-5, -19, 41), "leftUpperArm": (-48, 9, 11), "leftLowerArm": 104,
        "leftHand": (3, -1, -15)}),
    "clap": ("feet", {
        **KNEE_IN, **hand("both", "flat"), "head": (-4, 10, 6), "rightUpperArm": (24, 14, 51),
        "rightLowerArm": 133, "rightHand": (-43, -1, 21), "leftUpperArm": (17, 12, 39), "leftLowerArm": 136,
        "leftHand": (-41, 1, 10)}),
    "yawn": ("feet", {
        **SHIFT, **hand("left", "fist"), **hand("right", "flat"), "head": (-10, 10, 4),
        "leftUpperArm": (6, 158, 0), "leftLowerArm": 50, "leftHand": -20, "chest": (-10, -10, 0),
        "rightUpperArm": (82, 12, 41), "rightLowerArm": 124, "rightHand": (15, -19, -84)}),
    "beckon": ("feet", {
        **CROSSED, **hand("right", "bent"), "head": (-4, 12, 10), "rightUpperArm": (18, -10, 2),
        "rightLowerArm": 120, "rightHand": (1, -19, -67), "leftUpperArm": (-48, 9, 12), "leftLowerArm": 104,
        "leftHand": (3, 0, -15)}),
    "stretch": ("feet", {
        **REST, **hand("both", "flat"), "spine": (-9, -10, 0), "chest": (-10, -8, 0),
        "upperChest": (-6, -4, 0), "neck": (0, 6, 0), "head": (-8, 12, 0), "bothFoot": -6,
        "rightUpperArm": (169, -4, 50), "rightLowerArm": 55, "rightHand": (36, 14, 84),
        "leftUpperArm": (164, 32, 42), "leftLowerArm": 69, "leftHand": (44, 14, 84)}),
    "fist_up": ("feet", {
        **STRIDE, **hand("right", "fist"), "hips": (-2, 6, -10), "spine": (-8, -8, 6), "chest": (-8, -6, 6),
        "head": (-14, 6, 0), "rightUpperArm": (28, 152, 0), "rightLowerArm": 12,
        "leftUpperLeg": (34, 8, -8), "leftLowerLeg": 28, "rightUpperLeg": (-14, 14, -20),
        "rightLowerLeg": 8, "leftFoot": (-9, 4, 0), "rightFoot": (12, -12, 0),
        "leftUpperArm": (-44, 14, 15), "leftLowerArm": 106, "leftHand": (4, -15, -20)}),
    "think_chin": ("feet", {
        **CROSSED, **hand("right", "gun"), "head": (-8, -12, -6), "neck": (4, -4, -4),
        "rightUpperArm": (40, 5, 31), "rightLowerArm": 147, "rightHand": (-18, -4, -21),
        "leftUpperArm": (1, -11, 39), "leftLowerArm": 89, "leftHand": (30, -2, -84)}),
}  # fmt: skip
