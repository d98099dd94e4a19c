"""What somebody would wish for to get a picture of the factory: its tags as words, its albedo as colors."""

from __future__ import annotations

from typing import Any

import numpy as np

from anigen_core.character import PALETTE, SETS, Character, groups
from anigen_core.color import to_hex
from train.factory.parts import CLASS_OF, CLASSES, Part
from train.factory.render.style import GRAY_STYLES

LEAST = 24
"""Pixels of a part below which its color is not told: they may all lie on its border."""

MOST = 4096
"""Pixels of a part that are looked at, spread evenly: a median needs no more."""

TAG_OF = {"hair": "hair_style", "eyes": "eye_shape"}
"""The tags of groups that are called otherwise."""

_CLASSES = {"skin": "skin", "socks": "sock", "shoes": "shoe", "bottom": "bottom", "outer": "outer"}
_MEMBERS = {
    "hair": (Part.HAIR_FRONT, Part.HAIR_SIDE, Part.HAIR_BACK, Part.HAIR_TAIL, Part.HAIR_AHOGE),
    "eyes": (Part.LEFT_IRIS, Part.RIGHT_IRIS),
    # collars and cuffs are trimmings in another color more often than not
    "top": (Part.TOP, Part.LEFT_SLEEVE, Part.RIGHT_SLEEVE, Part.INNER),
}


def _table() -> np.ndarray:
    out = np.full(256, len(PALETTE), np.uint8)
    for i, part in enumerate(PALETTE):
        if part in _MEMBERS:
            out[list(_MEMBERS[part])] = i
        else:
            number = CLASSES.index(_CLASSES[part])
            out[np.isin(CLASS_OF, number)] = i
    return out


PALETTE_OF = _table()
"""(256,) for each factory part the place in `PALETTE` of what it is colored by; len(PALETTE): by nothing."""


def wishes_of(labels: dict[str, Any]) -> Character:
    """The words that fit a picture, and its character's seed; no colors.

    labels: of a picture (factory.labels.label) or of an avatar, of which less is known. What the picture does
    not show is wished for all the same, for it belongs to the character. Words that nobody can wish for,
    those of held-out kinds, are left open.
    """
    tags = labels["tags"]
    wishes: dict[str, tuple[str, ...]] = {}
    for group, words in groups().items():
        if group in SETS:
            given = list(tags.get(group, ()))
            if group == "details":
                given = [*(["ahoge"] if tags.get("ahoge") == "yes" else []), *tags.get("marks", ())]
        else:
            given = [tags.get(TAG_OF.get(group, group))]
        wishes[group] = tuple(w for w in (str(g).replace(" ", "_") for g in given) if w in words)
    return Character(tuple(wishes.items()), seed=int(labels.get("seed", 0)))


def palette_of(albedo: np.ndarray, part: np.ndarray, style: str = "") -> dict[str, str]:
    """The color of each part of `PALETTE` that is seen, "#rrggbb".

    It is that pixel's which lies nearest to the median of the part's: of two colors in equal shares one, and
    never what lies between them.

    Args:
        albedo: (H, W, 3) uint8, flat colors without light and lines.
        part: (H, W) uint8 factory part numbers.
        style: the tag; the colors of a gray style cannot be told from its pictures, so none are.
    """
    if style in GRAY_STYLES:
        return {}
    places = PALETTE_OF[part]
    out: dict[str, str] = {}
    for i, name in enumerate(PALETTE):
        at = np.flatnonzero(places == i)
        if len(at) < LEAST:
            continue
        pixels = albedo.reshape(-1, 3)[at[:: -(-len(at) // MOST)]].astype(np.int32)
        distance = ((pixels - np.median(pixels, 0)) ** 2).sum(1)
        red, green, blue = (int(v) for v in pixels[int(distance.argmin())])
        out[name] = to_hex((red, green, blue))
    return out
