"""Which wishes a face obeys, and the numbers that its network reads: words, colors, a latent.

The words are those of everywhere (`character.groups()`); a face passes over the ones that it does not show,
such as shoes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from anigen_core.character import PALETTE, Character, groups, settled, wish_numbers

LATENT = 48
"""Random numbers that a seed stands for."""

TRUNCATED = 0.7
"""Deviation of these numbers."""

COLORED = ("skin", "hair", "eyes")
"""The parts of `character.PALETTE` whose color a face shows."""

_ON_A_HEAD = (
    *("ribbon", "scarf", "beret", "straw_hat", "witch_hat", "cap", "helmet", "crown", "hat", "beanie"),
    *("top_hat", "uniform_hat", "headband", "flower_crown", "maid_headdress", "glasses", "sunglasses"),
    *("eye_patch", "mask", "goggles", "cat_ears", "animal_ears", "rabbit_ears", "horns", "halo"),
    *("headphones", "earrings", "choker", "hair_bow", "hairband", "hair_clip", "hair_flower", "tiara"),
)

_WHOLE = (
    *("presentation", "age", "hair", "hair_color", "hair_length", "fringe", "eyes", "eye_color", "face"),
    *("expression", "skin", "style"),
)


_USUAL: dict[str, dict[str, float]] = {
    "presentation": {"girl": 3, "boy": 1},
    "hair": {},
    "fringe": dict.fromkeys(
        ("blunt", "parted", "swept", "messy", "center", "m_shape", "curtain", "choppy"), 1
    ),
    "eyes": dict.fromkeys(("plain", "tareme", "tsurime", "round"), 1),
    "expression": {"neutral": 3, "smile": 4, "open": 2},
    "style": {"cel": 1},
}
"""What is chosen where nothing is wished for, and how often."""

_LENGTH_OF = {
    **dict.fromkeys(
        ("crop", "tousled", "spiky", "pixie", "bowl", "side_swept", "bedhead", "topknot"), "short"
    ),
    **dict.fromkeys(("bob", "flipped", "wolf", "asymmetric", "medium", "layered"), "medium"),
    **dict.fromkeys(("wavy", "long", "hime", "very_long", "half_up", "ponytail", "side_tail"), "long"),
    **dict.fromkeys(("low_tail", "twin_tails", "low_twins", "drills", "braids", "side_braid"), "long"),
}
_BOYS = ("crop", "tousled", "spiky", "side_swept", "bedhead", "wolf")


@cache
def face_groups() -> Mapping[str, tuple[str, ...]]:
    """The groups of wishes that a face obeys and their words, in the order of `character.groups()`."""
    known = groups()
    shown = {name: known[name] for name in known if name in _WHOLE}
    shown["accessories"] = tuple(w for w in known["accessories"] if w in _ON_A_HEAD)
    shown["details"] = known["details"]
    return shown


@cache
def face_labels() -> tuple[str, ...]:
    """Every word that a face obeys as "group:word", in order."""
    return tuple(f"{group}:{word}" for group, words in face_groups().items() for word in words)


def face_numbers(character: Character, known: tuple[str, ...]) -> np.ndarray:
    """(len(known) + 12,) float32 as networks/faces.py reads them: 1 for each word wished for, then red,
    green, blue in 0..1 and 1 = given for each part of `COLORED`.

    known: the network's words as "group:word"; others are passed over.
    """
    told = wish_numbers(character, known)
    rows = told[len(known) :].reshape(-1, 4)[[PALETTE.index(part) for part in COLORED]]
    return np.concatenate([told[: len(known)], rows.ravel()])


def latent(seed: int) -> np.ndarray:
    """(48,) float32 that a seed stands for: normal numbers, nearer to the middle than those learned with, for
    out there are faces that were hardly seen (the truncation of Brock et al. 2019)."""
    numbers = np.random.default_rng([seed, 0xFACE]).standard_normal(LATENT)
    return (TRUNCATED * numbers).astype(np.float32)


def filled(character: Character) -> Character:
    """With a word by the seed in each group that makes a face somebody's, where none is wished for, and every
    color chosen. Accessories and details are nobody's unless they are wished for."""
    rng = np.random.default_rng([character.seed, 0xF111])
    for group, chances in _USUAL.items():
        names = list(chances)
        if group == "hair":
            names = _styles(character)
        weights = np.array([chances.get(name, 1.0) for name in names])
        # Drawn in any case: a wish for one group leaves the others as they are.
        word = names[int(rng.choice(len(names), p=weights / weights.sum()))]
        if character.word(group) is None:
            character = character.wishing(group, word)
    return settled(character)


def _styles(character: Character) -> list[str]:
    """Hair styles that go with the wished length and presentation."""
    length = character.word("hair_length")
    wanted = {"medium": "medium", "long": "long", "very_long": "long", "short": "short"}.get(length or "")
    boy = character.word("presentation") == "boy"
    fits = {name for name, kind in _LENGTH_OF.items() if wanted is None or kind == wanted}
    theirs = {name for name in fits if (name in _BOYS) == boy}
    return sorted(theirs or fits)


def told(character: Character, known: tuple[str, ...]) -> np.ndarray:
    """All that the network is told of a character of whom nothing is open (`filled`): wishes, and the latent
    of its seed."""
    return np.concatenate([face_numbers(character, known), latent(character.seed)])


def between(first: np.ndarray, last: np.ndarray, share: float) -> np.ndarray:
    """Part of the way from one face's numbers to another's, 0 to 1. Words and colors are mixed; the latent
    turns on the sphere (Shoemake 1985), for halfway between two random points lies no likely face."""
    mixed = first + (last - first) * np.float32(share)
    a, b = first[-LATENT:].astype(np.float64), last[-LATENT:].astype(np.float64)
    cosine = float(a @ b / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-9))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle > 1e-3:
        mixed[-LATENT:] = (np.sin((1 - share) * angle) * a + np.sin(share * angle) * b) / np.sin(angle)
    return mixed
