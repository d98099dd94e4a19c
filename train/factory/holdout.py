"""Which seeds are for what, and which kinds training never sees.

Seeds 0 to 799,999 train, 800,000 to 899,999 validate, 900,000 to 999,999 test. Some hairstyles, outfit
families, faces and render styles and a tenth of the pairs of hairstyle and outfit occur only in every second
test seed: results on the other test seeds are on new draws of known kinds, results on these are on new kinds.
"""

from __future__ import annotations

import zlib
from typing import Literal

from anigen_core.errors import InputError

Split = Literal["train", "val", "test"]
Novelty = Literal["hair", "outfit", "face", "style", "pair"]

RANGES: dict[Split, range] = {
    "train": range(800_000),
    "val": range(800_000, 900_000),
    "test": range(900_000, 1_000_000),
}
HELD_OUT: dict[str, tuple[str, ...]] = {
    "hair": ("bun", "double_bun", "undercut"),
    "outfit": ("robe", "knight", "overalls", "idol"),
    "face": ("sharp", "dot"),
    "style": ("painterly", "screentone"),
}
"""For each dimension the kinds that training never sees."""

NOVELTIES: tuple[Novelty, ...] = ("hair", "outfit", "face", "style", "pair")


def split_of(seed: int) -> Split:
    """The split a seed belongs to.

    Raises:
        InputError: the seed lies in no range.
    """
    for split, seeds in RANGES.items():
        if seed in seeds:
            return split
    raise InputError(
        f"Seed {seed} belongs to no split; "
        "use 0 to 799999 (train), 800000 to 899999 (val) or 900000 to 999999 (test)."
    )


def novelty_of(seed: int) -> Novelty | None:
    """What is new about a character: None for new draws of known kinds, else the dimension with a held-out
    kind."""
    if split_of(seed) != "test" or seed % 2 == 0:
        return None
    return NOVELTIES[(seed // 2) % len(NOVELTIES)]


def held_pair(hair: str, outfit: str) -> bool:
    """Whether a pair of hairstyle and outfit family is among the tenth that training never sees."""
    return zlib.crc32(f"{hair}|{outfit}".encode()) % 1000 < 100


def allowed(seed: int, dimension: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds out of `kinds` that a character of this seed may have in a dimension."""
    held = HELD_OUT.get(dimension, ())
    new = novelty_of(seed) == dimension
    return tuple(kind for kind in kinds if (kind in held) == new) or kinds


def allowed_outfits(seed: int, hair: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """`allowed` for outfits, with the pairs: held pairs only where the seed's novelty is the pair. A
    hairstyle without held pairs leaves such a seed any outfit."""
    kinds = allowed(seed, "outfit", kinds)
    if novelty_of(seed) == "pair":
        return tuple(kind for kind in kinds if held_pair(hair, kind)) or kinds
    return tuple(kind for kind in kinds if not held_pair(hair, kind)) or kinds
