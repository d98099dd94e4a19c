"""Clothes: families of outfits, drawn from a seed and put together on a body.

clothes.plans says what a family may consist of. The pieces are made in clothes.tops, clothes.skirts,
clothes.legs and clothes.extras; a family's builder (`Plan.builder`) puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import numpy as np

from ..body.body import Body, Cover
from ..face.head import Head
from ..geometry.mesh import Mesh
from ..palette import Palette
from ..seeds import Draw, Traits
from .plan import Weights
from .plans import PLANS

OUTFITS = {name: plan.weight for name, plan in PLANS.items()}
"""Families of outfits, and how often each is drawn."""

TOPS = (
    *("sailor blouse", "blazer", "shirt", "vest", "cardigan", "hoodie", "dress", "tunic", "coat", "t-shirt"),
    *("tank top", "sweater", "jersey", "jacket", "parka", "uniform jacket", "apron", "jumpsuit", "poncho"),
    *("kimono", "robe", "china dress", "ninja", "suit"),
)
BOTTOMS = ("skirt", "trousers", "shorts", "dress", "coat", "jeans", "jumpsuit", "kimono", "hakama", "robe")
SHOES = (
    *("loafers", "sneakers", "high_tops", "ankle_boots", "boots", "mary_janes", "pumps", "sandals"),
    *("slippers", "barefoot"),
)
ACCESSORIES = (
    *("ribbon", "tie", "scarf", "belt", "suspenders", "apron", "epaulettes", "sash", "cape", "gloves"),
)
"""Words of the tags top, bottom, shoes and accessories that clothes may have (held-out families apart)."""


SHOE_WORDS = {"runners": "sneakers", "rain_boots": "boots", "geta": "sandals"}
"""Kinds of shoes that share another's word."""

_SKIRT_SOCKS = {0.42: 0.22, 0.86: 0.2, 1.12: 0.24, 1.5: 0.14, 1.78: 0.2}
_TROUSER_SOCKS = {1.2: 0.3, 1.55: 0.3, 1.78: 0.4}
"""Where socks begin (parameter of the leg), with weights."""


@dataclass(frozen=True)
class OutfitSpec:
    """What somebody wears.

    kind: name out of OUTFITS. legs: "trousers", "shorts" or "skirt"; cut: of trousers ("slim", "tapered",
    "straight", "wide", "jogger") or skirts (clothes.skirts.SkirtCut); length: of the skirt
    in heads on the reference body; pleats; sleeve: "short", "long", "puff" or a name in
    clothes.sleeves.SLEEVES; sock: parameter of the leg where socks begin (2.1 = none); stripes: striped
    socks; shoe; neck: "tie", "bow" or "none"; pattern of the skirt; fabric: pattern of the top; turn: which
    of the palette's colors goes where; variant: 0..1, details of the family. collar, hem, closure, pockets,
    motif: as in clothes.top_builder.Top; layer: what is worn over it (clothes.layers); legwear: "socks",
    "tights", "warmers" or "bare"; tone: how the palette is used (clothes.tones).
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
    collar: str = "none"
    hem: str = "plain"
    closure: str = "none"
    pockets: str = "none"
    motif: str = "none"
    layer: str = "none"
    legwear: str = "socks"
    tone: str = "free"


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
        for frilly in ("puff", "bishop", "mutton", "flared", "bell"):
            sleeves[frilly] = 0.0
    if boy and necks.get("tie"):
        necks["bow"] = 0.12 * necks.get("bow", 0.0)
    shoe = pick(plan.shoes)
    if boy and shoe in ("pumps", "boots", "mary_janes"):
        shoe = "ankle_boots"
    pleats, sleeve, striped = int(rng.integers(15, 25)), pick(sleeves), bool(rng.random() < 0.18)
    neck, pattern, fabric = pick(necks), pick(plan.patterns), pick(plan.fabrics)
    turn, variant = int(rng.integers(4)), float(rng.random())
    rng = draw.rng("outfit pieces")
    legwear = pick(plan.legwear)
    if boy and legwear == "tights":
        legwear = "socks"
    if not skirted and legwear in ("tights", "warmers"):
        legwear = "socks"
    collar, hem, closure = pick(plan.collars), pick(plan.hems), pick(plan.closures)
    pockets, motif, layer = pick(plan.pockets), pick(plan.motifs), pick(plan.layers)
    tone = pick(plan.tones)
    return OutfitSpec(
        kind, legs, cut, length, pleats, sleeve, sock, striped, shoe, neck, pattern, fabric,
        turn, variant, collar, hem, closure, pockets, motif, layer, legwear, tone,
    )  # fmt: skip


def pick_number(rng: np.random.Generator, options: dict[float, float]) -> float:
    """One of some numbers by their weights."""
    share = np.array(list(options.values()))
    return float(rng.choice(list(options), p=share / share.sum()))


def build_outfit(spec: OutfitSpec, palette: Palette, body: Body, head: Head) -> Outfit:
    """The clothes on a body. palette: as clothes.tones.toned gives it for them."""
    module = import_module(f".families.{PLANS[spec.kind].builder}", __package__)
    return module.Builder(spec, palette, body, head).outfit()
