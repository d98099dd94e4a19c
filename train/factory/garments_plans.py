"""What each outfit family may consist of: the table that clothes are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field

Weights = dict[str, float]


@dataclass(frozen=True)
class Plan:
    """What a family may consist of; a seed draws each part by itself.

    weight: how often the family is drawn. builder: the module whose `Builder` puts it together
    (`garments_BUILDER.py`). boys, girls: factors on the weight. skirt: chance of a skirt for girls; boys
    wear trousers (or shorts) unless `gown`. skirts, trousers: cuts. length: of the skirt, heads on the
    reference body. shorts: chance of shorts where there are trousers. sleeves, necks, shoes, fabrics,
    patterns (of the skirt): options with their weights. things: what goes with it, for things.py: slot
    ("hat", "held" ...) to options with weights, which come on top of the usual ones.
    """

    weight: float
    builder: str = "classic"
    boys: float = 1.0
    girls: float = 1.0
    skirt: float = 0.85
    gown: bool = False
    skirts: Weights = field(default_factory=lambda: {"pleats": 0.3, "flare": 0.4, "gather": 0.3})
    trousers: Weights = field(
        default_factory=lambda: {"slim": 0.2, "tapered": 0.2, "straight": 0.28, "wide": 0.17, "jogger": 0.15}
    )
    length: tuple[float, float] = (1.24, 1.62)
    shorts: float = 0.2
    sleeves: Weights = field(default_factory=lambda: {"short": 0.3, "long": 0.5, "puff": 0.2})
    necks: Weights = field(default_factory=lambda: {"tie": 0.3, "bow": 0.4, "none": 0.3})
    shoes: Weights = field(default_factory=lambda: {"sneakers": 0.5, "loafers": 0.5})
    fabrics: Weights = field(
        default_factory=lambda: {"plain": 0.55, "stripes": 0.18, "dots": 0.12, "bars": 0.15}
    )
    patterns: Weights = field(default_factory=lambda: {"plain": 1.0})
    things: dict[str, Weights] = field(default_factory=dict)


_FORMAL = {"slim": 0.35, "tapered": 0.25, "straight": 0.4}
_SCHOOL = {"pleats": 0.88, "flare": 0.12}
_LONG = {"long": 1.0}

PLANS: dict[str, Plan] = {
    "uniform": Plan(
        0.14, skirts=_SCHOOL, trousers=_FORMAL, shoes={"loafers": 0.75, "sneakers": 0.25},
        patterns={"plaid": 0.5, "plain": 0.25, "hem": 0.25},
    ),
    "sailor": Plan(
        0.13, skirts=_SCHOOL, trousers=_FORMAL, shoes={"loafers": 0.5, "sneakers": 0.25, "pumps": 0.25},
        patterns={"hem": 0.5, "plain": 0.25, "band": 0.25},
    ),
    "blazer": Plan(
        0.13, skirts=_SCHOOL, trousers=_FORMAL, shorts=0, sleeves=_LONG,
        shoes={"loafers": 0.5, "ankle_boots": 0.25, "pumps": 0.25},
        patterns={"plaid": 0.5, "plain": 0.25, "band": 0.25},
    ),
    "street": Plan(
        0.14, skirt=0.5, shoes={"sneakers": 0.5, "ankle_boots": 0.25, "boots": 0.25},
        patterns={"plain": 0.5, "plaid": 0.25, "stripes": 0.25},
    ),
    "dress": Plan(
        0.13, skirt=1.0, length=(1.3, 2.5), shorts=0,
        shoes={"pumps": 0.5, "boots": 0.25, "ankle_boots": 0.25},
        patterns={"plain": 0.25, "band": 0.25, "dots": 0.25, "hem": 0.25},
    ),
    "shirt": Plan(
        0.13, skirt=0.5, length=(1.3, 2.3),
        shoes={"sneakers": 0.25, "loafers": 0.5, "ankle_boots": 0.25},
        patterns={"plain": 0.25, "dots": 0.25, "plaid": 0.25, "stripes": 0.25},
    ),
    "coat": Plan(
        0.11, skirt=0.6, trousers=_FORMAL, shorts=0, sleeves=_LONG,
        shoes={"boots": 0.5, "ankle_boots": 0.25, "loafers": 0.25}, patterns={"plain": 0.75, "plaid": 0.25},
    ),
    "robe": Plan(
        0.09, shorts=0, sleeves=_LONG,
        shoes={"ankle_boots": 0.25, "boots": 0.25, "loafers": 0.25, "pumps": 0.25},
        patterns={"plain": 0.5, "band": 0.25, "hem": 0.25},
    ),
}  # fmt: skip
"""Name of a family to what it may consist of."""
