"""Clothes: eight outfit families, drawn from a seed and put together on a body.

The pieces are made in garments_tops, garments_skirts, garments_legs and garments_extras; the families in
garments_families say what goes with what.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body, Cover
from .head import Head
from .mesh import Mesh
from .palette import Palette
from .seeds import Draw, Traits

OUTFITS = {
    "uniform": 0.14, "sailor": 0.13, "blazer": 0.13, "street": 0.14,
    "dress": 0.13, "shirt": 0.13, "coat": 0.11, "robe": 0.09,
}  # fmt: skip


@dataclass(frozen=True)
class OutfitSpec:
    """What somebody wears.

    kind: name out of OUTFITS. legs: "trousers", "shorts" or "skirt"; cut: of trousers ("slim", "tapered",
    "straight", "wide", "jogger") or skirts ("pleats", "flare", "gather", "straight"); length: of the skirt
    in heads on the reference body; pleats; sleeve: "short", "long" or "puff"; sock: parameter of the leg
    where socks begin (2.1 = none); stripes: striped socks; shoe; neck: "tie", "bow" or "none"; pattern of
    the skirt; fabric: pattern of the top; hat: "none", "beret", "straw" or "cat_ears"; glasses: "none",
    "round" or "square"; turn: which of the palette's colors goes where; variant: 0..1, details of the
    family.
    """

    kind: str
    legs: str
    cut: str
    length: float
    pleats: int
    sleeve: str
    sock: float
    stripes: bool
    shoe: str
    neck: str
    pattern: str
    fabric: str
    hat: str
    glasses: str
    turn: int
    variant: float


@dataclass(frozen=True, eq=False)
class Outfit:
    """Meshes, what they hide of the skin, and tags top, bottom, shoes, accessories, outfit."""

    meshes: list[Mesh]
    covers: list[Cover]
    tags: dict[str, str | list[str]]
    covers_base: bool = False


_PATTERNS = {
    "uniform": ("plaid", "plaid", "plain", "hem"),
    "sailor": ("hem", "hem", "plain", "band"),
    "blazer": ("plaid", "plaid", "plain", "band"),
    "street": ("plain", "plaid", "stripes", "plain"),
    "dress": ("plain", "band", "dots", "hem"),
    "shirt": ("plain", "dots", "plaid", "stripes"),
    "coat": ("plain", "plaid", "plain", "plain"),
    "robe": ("plain", "band", "plain", "hem"),
}
_SHOES = {
    "uniform": ("loafers", "loafers", "sneakers", "loafers"),
    "sailor": ("loafers", "loafers", "sneakers", "pumps"),
    "blazer": ("loafers", "ankle_boots", "loafers", "pumps"),
    "street": ("sneakers", "sneakers", "ankle_boots", "boots"),
    "dress": ("pumps", "boots", "ankle_boots", "pumps"),
    "shirt": ("sneakers", "loafers", "ankle_boots", "loafers"),
    "coat": ("boots", "ankle_boots", "boots", "loafers"),
    "robe": ("ankle_boots", "boots", "loafers", "pumps"),
}


def draw_outfit(draw: Draw, traits: Traits, hair_kind: str) -> OutfitSpec:
    """The clothes of a seed."""
    rng = draw.rng("outfit")
    kind = draw.choose("outfit", OUTFITS, rng, hair=hair_kind)

    def pick(options: tuple, weights: tuple | None = None):
        p = None if weights is None else np.array(weights) / sum(weights)
        return options[int(rng.choice(len(options), p=p))]

    boy = traits.presentation == "boy"
    trousered = boy or rng.random() < {"dress": 0.0, "shirt": 0.5, "street": 0.5, "coat": 0.4}.get(kind, 0.15)
    legs = pick(("trousers", "shorts"), (0.8, 0.2) if kind not in ("coat", "robe", "blazer") else (1, 0))
    if kind == "dress" and boy:
        legs = "trousers"  # a long tunic over trousers
    if not trousered:
        legs = "skirt"
    if legs == "skirt":
        cut = pick(("pleats", "flare", "gather"), (0.3, 0.4, 0.3))
        if kind in ("uniform", "sailor", "blazer"):
            cut = pick(("pleats", "flare"), (0.88, 0.12))
        length = float(rng.uniform(1.24, 1.62))
        if kind in ("dress", "shirt") and rng.random() < 0.5:
            length = float(rng.uniform(1.5, 2.7))
    else:
        cut = pick(("slim", "tapered", "straight", "wide", "jogger"), (0.2, 0.2, 0.28, 0.17, 0.15))
        if kind in ("uniform", "sailor", "blazer", "coat"):
            cut = pick(("slim", "tapered", "straight"), (0.35, 0.25, 0.4))
        length = float(rng.uniform(1.0, 1.3))
    sleeve = pick(("short", "long", "puff"), (0.4, 0.6, 0.0) if boy else (0.3, 0.45, 0.25))
    if kind in ("coat", "robe", "blazer"):
        sleeve = "long"
    shoe = _SHOES[kind][int(rng.integers(4))]
    if boy and shoe in ("pumps", "boots"):
        shoe = "ankle_boots"
    sock = float(pick((0.42, 0.86, 1.12, 1.5, 1.78), (0.22, 0.2, 0.24, 0.14, 0.2)))
    if legs != "skirt":
        sock = float(pick((1.2, 1.55, 1.78), (0.3, 0.3, 0.4)))
    neck = pick(("tie", "bow", "none"), (0.7, 0.08, 0.22) if boy else (0.24, 0.50, 0.26))
    hat = pick(("none", "beret", "straw", "cat_ears"), (0.76, 0.07, 0.06, 0.11 if not boy else 0.04))
    if traits.presentation == "boy" and hat == "straw" and kind != "shirt":
        hat = "none"
    if hair_kind in ("bun", "ponytail") and hat in ("beret", "straw"):
        hat = "none"  # hair tied on top would stand through it
    return OutfitSpec(
        kind, legs, cut, length, int(rng.integers(15, 25)), sleeve, sock,
        bool(rng.random() < 0.18), shoe, neck, _PATTERNS[kind][int(rng.integers(4))],
        pick(("plain", "stripes", "dots", "bars"), (0.55, 0.18, 0.12, 0.15)),
        hat, pick(("none", "round", "square"), (0.82, 0.1, 0.08)),
        int(rng.integers(4)), float(rng.random()),
    )  # fmt: skip


def build_outfit(spec: OutfitSpec, palette: Palette, body: Body, head: Head) -> Outfit:
    """The clothes on a body."""
    from .garments_families import Family

    return Family(spec, palette, body, head).outfit()
