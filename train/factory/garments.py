"""Clothes: families of outfits, drawn from a seed and put together on a body.

garments_plans says what a family may consist of. The pieces are made in garments_tops, garments_skirts,
garments_legs and garments_extras; a family's builder (`Plan.builder`) puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import numpy as np

from .body import Body, Cover
from .garments_plans import PLANS, Weights
from .head import Head
from .mesh import Mesh
from .palette import Palette
from .seeds import Draw, Traits

OUTFITS = {name: plan.weight for name, plan in PLANS.items()}
"""Families of outfits, and how often each is drawn."""

TOPS = ("sailor blouse", "blazer", "shirt", "vest", "cardigan", "hoodie", "dress", "tunic", "coat")
BOTTOMS = ("skirt", "trousers", "shorts", "dress", "coat")
SHOES = ("loafers", "sneakers", "ankle_boots", "boots", "pumps")
ACCESSORIES = ("ribbon", "tie", "scarf", "belt")
"""Words of the tags top, bottom, shoes and accessories that clothes may have (held-out families apart)."""


_SKIRT_SOCKS = {0.42: 0.22, 0.86: 0.2, 1.12: 0.24, 1.5: 0.14, 1.78: 0.2}
_TROUSER_SOCKS = {1.2: 0.3, 1.55: 0.3, 1.78: 0.4}
"""Where socks begin (parameter of the leg), with weights."""


@dataclass(frozen=True)
class OutfitSpec:
    """What somebody wears.

    kind: name out of OUTFITS. legs: "trousers", "shorts" or "skirt"; cut: of trousers ("slim", "tapered",
    "straight", "wide", "jogger") or skirts ("pleats", "flare", "gather", "straight"); length: of the skirt
    in heads on the reference body; pleats; sleeve: "short", "long" or "puff"; sock: parameter of the leg
    where socks begin (2.1 = none); stripes: striped socks; shoe; neck: "tie", "bow" or "none"; pattern of
    the skirt; fabric: pattern of the top; turn: which of the palette's colors goes where; variant: 0..1,
    details of the family.
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
    turn: int
    variant: float


@dataclass(frozen=True, eq=False)
class Outfit:
    """Meshes, what they hide of the skin, and tags top, bottom, shoes, accessories, outfit."""

    meshes: list[Mesh]
    covers: list[Cover]
    tags: dict[str, str | list[str]]
    covers_base: bool = False


def draw_outfit(draw: Draw, traits: Traits, hair_kind: str) -> OutfitSpec:
    """The clothes of a seed."""
    rng = draw.rng("outfit")
    boy = traits.presentation == "boy"
    weights = {n: p.weight * (p.boys if boy else p.girls) for n, p in PLANS.items()}
    kind = draw.choose("outfit", weights, rng, hair=hair_kind)
    plan = PLANS[kind]

    def pick(options: Weights) -> str:
        share = np.array(list(options.values()))
        return str(rng.choice(list(options), p=share / share.sum()))

    skirted = rng.random() < plan.skirt and (not boy or plan.gown)
    if skirted:
        legs, cut, length = "skirt", pick(plan.skirts), float(rng.uniform(*plan.length))
        sock = float(pick_number(rng, _SKIRT_SOCKS))
    else:
        legs = "shorts" if rng.random() < plan.shorts else "trousers"
        cut, length = pick(plan.trousers), float(rng.uniform(1.0, 1.3))
        sock = float(pick_number(rng, _TROUSER_SOCKS))
    sleeves, necks = dict(plan.sleeves), dict(plan.necks)
    if boy and len(sleeves) > 1:
        sleeves["puff"] = 0.0
    if boy and necks.get("tie"):
        necks["bow"] = 0.12 * necks.get("bow", 0.0)
    shoe = pick(plan.shoes)
    if boy and shoe in ("pumps", "boots"):
        shoe = "ankle_boots"
    return OutfitSpec(
        kind, legs, cut, length, int(rng.integers(15, 25)), pick(sleeves), sock,
        bool(rng.random() < 0.18), shoe, pick(necks), pick(plan.patterns), pick(plan.fabrics),
        int(rng.integers(4)), float(rng.random()),
    )  # fmt: skip


def pick_number(rng: np.random.Generator, options: dict[float, float]) -> float:
    """One of some numbers by their weights."""
    share = np.array(list(options.values()))
    return float(rng.choice(list(options), p=share / share.sum()))


def build_outfit(spec: OutfitSpec, palette: Palette, body: Body, head: Head) -> Outfit:
    """The clothes on a body."""
    module = import_module(f".garments_{PLANS[spec.kind].builder}", __package__)
    return module.Builder(spec, palette, body, head).outfit()
