"""Chance: one stream of random numbers for every part of a character, so that parts never disturb each
other."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .body.skeleton import Proportions
from .holdout import Novelty, Split, allowed, allowed_outfits, novelty_of, split_of


@dataclass(frozen=True)
class Draw:
    """All of a seed's chance."""

    seed: int

    def __post_init__(self) -> None:
        split_of(self.seed)  # refuses seeds of no split

    @property
    def split(self) -> Split:
        return split_of(self.seed)

    @property
    def novelty(self) -> Novelty | None:
        return novelty_of(self.seed)

    def rng(self, name: str) -> np.random.Generator:
        """A stream of its own for each name."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def choose(
        self, dimension: str, kinds: Mapping[str, float], rng: np.random.Generator, *, hair: str | None = None
    ) -> str:
        """One kind out of {kind: weight}, by weight, obeying the held-out kinds. Outfits need the
        hairstyle."""
        names = tuple(kinds)
        able = allowed(self.seed, dimension, names)
        if dimension == "outfit" and hair is not None:
            able = allowed_outfits(self.seed, hair, names)
        p = np.array([max(kinds[name], 1e-9) for name in able])
        return str(rng.choice(able, p=p / p.sum()))


@dataclass(frozen=True)
class Traits:
    """What all parts of a character agree on. presentation: "girl" or "boy"; age: "child", "teen" or
    "adult"."""

    presentation: str
    age: str
    proportions: Proportions


def draw_traits(draw: Draw) -> Traits:
    """Body and age of a seed."""
    rng = draw.rng("traits")
    presentation = "boy" if rng.random() < 0.32 else "girl"
    u = rng.uniform
    size = rng.random()
    if size < 0.08:
        age, heads = "child", u(3.0, 4.2)  # chibi
    elif size < 0.20:
        age, heads = "child", u(4.6, 5.5)
    elif size < 0.75:
        age, heads = "teen", u(5.7, 6.5)
    else:
        age, heads = "adult", u(6.4, 7.5)
    boy = presentation == "boy"
    grown = float(np.clip((heads - 4.5) / 1.5, 0, 1))
    p = Proportions(
        heads=heads,
        build=float(np.clip(rng.normal(1.0, 0.055), 0.88, 1.16)),
        shoulders=1 + grown * (u(0.06, 0.17) if boy else u(-0.04, 0.04)),
        hips=1 - grown * (u(0.04, 0.12) if boy else u(-0.04, 0.05)),
        waist=1 + grown * (u(0.08, 0.16) if boy else u(-0.05, 0.05)) + (1 - grown) * 0.10,
        legs=u(0.97, 1.04),
        arms=u(0.97, 1.03),
        hands=u(0.95, 1.05) * (1.08 if boy else 1.0),
        feet=u(0.95, 1.05) * (1.08 if boy else 1.0),
        neck=1 + grown * (u(0.06, 0.18) if boy else u(-0.05, 0.04)),
        chest=0.0 if boy or grown < 0.5 else u(0.15, 0.9),
        muscle=u(0.5, 1.0) if boy else u(0.1, 0.6),
    )
    return Traits(presentation, age, p)
