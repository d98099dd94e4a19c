"""The factory's tags as training targets: the vocabulary, and what a given picture cannot tell.

A group is single-choice (exactly one word) or a set of yes/no words. The words are those training characters
have; words of held-out kinds are unknown here, and a group with an unknown word is left out of the loss.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from train.factory.clothes.outfit import ACCESSORIES, BOTTOMS, OUTFITS, SHOES, TOPS
from train.factory.face.face import EXPRESSIONS, FACES
from train.factory.face.spec import EYES, MARKS
from train.factory.hair.hair import ACCESSORIES as WORN_IN_HAIR
from train.factory.hair.hair import FRINGES, HAIRS
from train.factory.holdout import HELD_OUT
from train.factory.render.style import GRAY_STYLES, STYLES
from train.factory.things.tables import SEEN
from train.factory.things.things import ACCESSORIES as THINGS


def _known(kinds: Iterable[str], dimension: str) -> tuple[str, ...]:
    """Kinds that training characters have."""
    return tuple(kind for kind in kinds if kind not in HELD_OUT[dimension])


SINGLE: dict[str, tuple[str, ...]] = {
    "presentation": ("girl", "boy"),
    "age": ("child", "teen", "adult"),
    "skin": ("fair", "light", "tan", "dark"),
    "hair_color": (
        *("black", "brown", "blonde", "orange", "red", "pink", "purple", "blue", "aqua", "green", "silver"),
        "white",
    ),
    "eye_color": ("blue", "brown", "green", "red", "purple", "yellow", "aqua", "pink"),
    "hair_style": _known(HAIRS, "hair"),
    "hair_length": ("short", "medium", "long", "very long"),
    "fringe": tuple(FRINGES),
    "face": _known(FACES, "face"),
    "eye_shape": tuple(EYES),
    "outfit": _known(OUTFITS, "outfit"),
    "top": TOPS,
    "bottom": BOTTOMS,
    "shoes": SHOES,
    "expression": tuple(EXPRESSIONS),
    "view": ("front", "three_quarter", "side", "three_quarter_back", "back"),
    "face_view": ("front", "three_quarter", "side", "three_quarter_back", "back"),
    "framing": ("full", "knees", "bust", "face"),
    "posture": ("standing", "sitting", "lying"),
    "style": _known(STYLES, "style"),
}
SETS: dict[str, tuple[str, ...]] = {
    "accessories": (*ACCESSORIES, *THINGS, *WORN_IN_HAIR),
    "details": ("ahoge", "left_eye_seen", "right_eye_seen", *MARKS),
}
COLOR_GROUPS = ("skin", "hair_color", "eye_color", "style")
"""Groups that line drawings and gray pictures cannot tell."""

SITTING = ("sit", "kneel", "seiza", "w_sit", "squat", "crouch", "crawl")
LYING = ("lie_",)
"""Beginnings of the names of poses that are not standing; "free" and "between" tell nothing."""

LABELS = tuple(f"{group}:{word}" for group, words in {**SINGLE, **SETS}.items() for word in words)
"""Names of the network's outputs, in order."""


def _slices() -> dict[str, slice]:
    out, at = {}, 0
    for group, words in {**SINGLE, **SETS}.items():
        out[group] = slice(at, at + len(words))
        at += len(words)
    return out


SLICES = _slices()


def targets(labels: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Truth and weight of a picture's tags, both (len(LABELS),) float32; weight 0 = the picture cannot tell.

    labels: of a picture (factory.labels.label).
    """
    tags = dict(labels["tags"])
    seen, eyes, framing = set(tags["seen"]), set(tags["eyes_seen"]), tags["framing"]
    pose = tags["pose"]
    if pose not in ("free", "between"):
        lying, sitting = pose.startswith(LYING), pose.startswith(SITTING)
        tags["posture"] = "lying" if lying else "sitting" if sitting else "standing"
    truth, weight = np.zeros(len(LABELS), np.float32), np.zeros(len(LABELS), np.float32)
    hair = {"hair_front", "hair_back"} & seen
    behind = tags["face_view"] in ("back", "three_quarter_back")
    knowable = {
        "skin": "skin" in seen,
        "hair_color": bool(hair),
        "eye_color": bool(eyes),
        "hair_style": bool(hair),
        "hair_length": bool(hair) and (framing != "face" or tags.get("hair_length") == "short"),
        "fringe": "hair_front" in seen and not behind,
        "face": bool(eyes) and framing in ("bust", "face"),
        "eye_shape": bool(eyes),
        "outfit": bool({"top", "outer"} & seen) and framing != "face",
        "top": bool({"top", "outer"} & seen) and framing != "face",
        "bottom": bool({"bottom", "top", "outer"} & seen) and framing in ("full", "knees"),
        "shoes": "shoe" in seen,
        # A shut eye is not "seen", so closed eyes count by the view alone.
        "expression": not behind and tags["face_view"] != "side" and "skin" in seen,
        "face_view": bool(hair) or "skin" in seen,
        "posture": framing in ("full", "knees"),
    }
    if tags.get("style") in GRAY_STYLES:
        knowable |= dict.fromkeys(("skin", "hair_color", "eye_color"), False)
    for group, words in SINGLE.items():
        word = tags.get(group)
        if word in words and knowable.get(group, True):
            weight[SLICES[group]] = 1
            truth[SLICES[group].start + words.index(word)] = 1
    accessories = set(tags.get("accessories", ()))
    low = framing in ("full", "knees")
    looks = {"front": not behind, "trunk": framing != "face", "legs": low}
    told = {
        **{word: looks[place] for word, place in SEEN.items()},
        "belt": low,
        "tie": tags["view"] not in ("back", "three_quarter_back") and framing != "face",
        "scarf": framing != "face",
        "ribbon": "accessory" in seen or "ribbon" not in accessories,
    }
    for i, word in enumerate(SETS["accessories"], SLICES["accessories"].start):
        truth[i], weight[i] = word in accessories, told.get(word, True) and "accessories" in tags
    at = SLICES["details"].start
    truth[at : at + 3] = tags.get("ahoge") == "yes", "left" in eyes, "right" in eyes
    # of somebody else's avatar only some words and no landmarks are known
    marked = bool(labels.get("landmarks", True))
    weight[at : at + 3] = bool(hair) and "ahoge" in tags, marked, marked
    # marks are small: they count where the face is near and not turned away
    near = framing in ("bust", "face") and not behind and tags["face_view"] != "side" and "skin" in seen
    for i, word in enumerate(MARKS, at + 3):
        truth[i], weight[i] = word in tags.get("marks", ()), near and "marks" in tags
    return truth, weight


def swapped() -> list[int]:
    """For each output the one it becomes when the picture is mirrored."""
    order = list(range(len(LABELS)))
    left, right = LABELS.index("details:left_eye_seen"), LABELS.index("details:right_eye_seen")
    order[left], order[right] = right, left
    return order


def colorless() -> list[int]:
    """Outputs that tell colors."""
    return [i for group in COLOR_GROUPS for i in range(SLICES[group].start, SLICES[group].stop)]
