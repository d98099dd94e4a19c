"""Part numbers: what a pixel shows. One byte each; 0 is the background."""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Part(IntEnum):
    """What a surface is. Left and right are the character's own."""

    NONE = 0
    FACE, EAR, NECK, TORSO = 1, 2, 3, 4
    LEFT_ARM, RIGHT_ARM, LEFT_HAND, RIGHT_HAND = 5, 6, 7, 8
    LEFT_LEG, RIGHT_LEG, LEFT_FOOT, RIGHT_FOOT = 9, 10, 11, 12
    LEFT_BROW, RIGHT_BROW = 16, 17
    LEFT_SCLERA, RIGHT_SCLERA = 18, 19
    LEFT_IRIS, RIGHT_IRIS = 20, 21
    LEFT_PUPIL, RIGHT_PUPIL = 22, 23
    LEFT_HIGHLIGHT, RIGHT_HIGHLIGHT = 24, 25
    LEFT_LASH, RIGHT_LASH = 26, 27
    MOUTH, LIPS, TEETH, TONGUE, NOSE = 28, 29, 30, 31, 32
    HAIR_FRONT, HAIR_SIDE, HAIR_BACK, HAIR_TAIL, HAIR_AHOGE = 40, 41, 42, 43, 44
    TOP, LEFT_SLEEVE, RIGHT_SLEEVE, INNER = 50, 51, 52, 53
    BOTTOM, LEFT_TROUSER, RIGHT_TROUSER = 54, 55, 56
    LEFT_SOCK, RIGHT_SOCK, LEFT_SHOE, RIGHT_SHOE = 57, 58, 59, 60
    OUTER, LEFT_OUTER_SLEEVE, RIGHT_OUTER_SLEEVE = 61, 62, 63
    COLLAR, LEFT_CUFF, RIGHT_CUFF, BELT, HOOD = 64, 65, 66, 67, 68
    NECKWEAR, HAIR_ORNAMENT, HAT, GLASSES, ANIMAL_EARS, TAIL, ORNAMENT = 70, 71, 72, 73, 74, 75, 76
    LEFT_GLOVE, RIGHT_GLOVE, SCARF = 77, 78, 79
    PROP, BAG, WINGS, MASK, HEADPHONES, HORNS, HALO, APRON, ARMOR = 80, 81, 82, 83, 84, 85, 86, 87, 88


_CLASSES = {
    "background": {Part.NONE},
    "skin": set(range(Part.FACE, Part.RIGHT_FOOT + 1)) | {Part.NOSE},
    "brow": {Part.LEFT_BROW, Part.RIGHT_BROW},
    "sclera": {Part.LEFT_SCLERA, Part.RIGHT_SCLERA},
    "iris": {Part.LEFT_IRIS, Part.RIGHT_IRIS},
    "pupil": {Part.LEFT_PUPIL, Part.RIGHT_PUPIL},
    "highlight": {Part.LEFT_HIGHLIGHT, Part.RIGHT_HIGHLIGHT},
    "lash": {Part.LEFT_LASH, Part.RIGHT_LASH},
    "mouth": {Part.MOUTH, Part.LIPS, Part.TEETH, Part.TONGUE},
    "hair_front": {Part.HAIR_FRONT, Part.HAIR_SIDE, Part.HAIR_AHOGE},
    "hair_back": {Part.HAIR_BACK, Part.HAIR_TAIL},
    "top": {
        Part.TOP,
        Part.LEFT_SLEEVE,
        Part.RIGHT_SLEEVE,
        Part.INNER,
        Part.COLLAR,
        Part.LEFT_CUFF,
        Part.RIGHT_CUFF,
    },
    "bottom": {Part.BOTTOM, Part.LEFT_TROUSER, Part.RIGHT_TROUSER},
    "outer": {Part.OUTER, Part.LEFT_OUTER_SLEEVE, Part.RIGHT_OUTER_SLEEVE, Part.HOOD, Part.APRON, Part.ARMOR},
    "sock": {Part.LEFT_SOCK, Part.RIGHT_SOCK},
    "shoe": {Part.LEFT_SHOE, Part.RIGHT_SHOE},
    "accessory": {
        *(Part.BELT, Part.NECKWEAR, Part.HAIR_ORNAMENT, Part.HAT, Part.GLASSES, Part.ANIMAL_EARS, Part.TAIL),
        *(Part.ORNAMENT, Part.LEFT_GLOVE, Part.RIGHT_GLOVE, Part.SCARF),
        *(Part.PROP, Part.BAG, Part.WINGS, Part.MASK, Part.HEADPHONES, Part.HORNS, Part.HALO),
    },
}

CLASSES = tuple(_CLASSES)
"""Names of the coarse classes, in order; a part's class is `CLASSES[CLASS_OF[part]]`."""

CLASS_OF = np.zeros(256, np.uint8)
for _i, _members in enumerate(_CLASSES.values()):
    CLASS_OF[list(_members)] = _i

SKIN_PARTS = tuple(sorted(_CLASSES["skin"]))
CLOTH_PARTS = tuple(sorted(set().union(*(_CLASSES[c] for c in ("top", "bottom", "outer", "sock", "shoe")))))

EDGE_OF = np.arange(256, dtype=np.uint8)
"""Which line group a part belongs to where nothing else is said: interior lines run where groups meet. Skin
meets skin without a line (the outline draws the limbs), and what is painted on the face is the face."""
EDGE_OF[[Part.NECK, Part.TORSO, *range(Part.LEFT_ARM, Part.RIGHT_FOOT + 1)]] = Part.TORSO
EDGE_OF[[Part.EAR, *range(Part.LEFT_BROW, Part.NOSE + 1)]] = Part.FACE


def sided(name: str, side: str) -> Part:
    """`sided("ARM", "left")` is `Part.LEFT_ARM`."""
    return Part[f"{side.upper()}_{name}"]
