"""What a family of outfits may consist of."""

from __future__ import annotations

from dataclasses import dataclass, field

Weights = dict[str, float]


@dataclass(frozen=True)
class Plan:
    """What a family may consist of; a seed draws each part by itself.

    weight: how often the family is drawn. builder: the module whose `Builder` puts it together
    (`families/BUILDER.py`). boys, girls: factors on the weight. skirt: chance of a skirt for girls; boys
    wear trousers (or shorts) unless `gown`. skirts, trousers: cuts. length: of the skirt, heads on the
    reference body. shorts: chance of shorts where there are trousers. sleeves, necks, shoes, fabrics,
    patterns (of the skirt): options with their weights. things: what goes with it, for things/things.py: slot
    ("hat", "held" ...) to options with weights, which come on top of the usual ones. collars, hems, closures,
    pockets, motifs (clothes.top_builder.Top), layers (clothes.layers), legwear, tones (clothes.tones): more
    options.
    """

    weight: float
    builder: str = "classic"
    boys: float = 1.0
    girls: float = 1.0
    skirt: float = 0.85
    gown: bool = False
    skirts: Weights = field(
        default_factory=lambda: {
            "pleats": 0.20,
            "flare": 0.28,
            "gather": 0.22,
            "tiered": 0.13,
            "box": 0.10,
            "handkerchief": 0.07,
        }
    )
    trousers: Weights = field(
        default_factory=lambda: {"slim": 0.2, "tapered": 0.2, "straight": 0.28, "wide": 0.17, "jogger": 0.15}
    )
    length: tuple[float, float] = (1.24, 1.62)
    shorts: float = 0.2
    sleeves: Weights = field(default_factory=lambda: {"short": 0.3, "long": 0.5, "puff": 0.2})
    necks: Weights = field(default_factory=lambda: {"tie": 0.3, "bow": 0.4, "none": 0.3})
    shoes: Weights = field(default_factory=lambda: {"sneakers": 0.5, "loafers": 0.5})
    fabrics: Weights = field(
        default_factory=lambda: {"plain": 0.55, "thin_stripes": 0.14, "small_dots": 0.12, "bars": 0.19}
    )
    patterns: Weights = field(default_factory=lambda: {"plain": 1.0})
    things: dict[str, Weights] = field(default_factory=dict)
    collars: Weights = field(default_factory=lambda: {"none": 1.0})
    hems: Weights = field(default_factory=lambda: {"plain": 1.0})
    closures: Weights = field(default_factory=lambda: {"none": 1.0})
    pockets: Weights = field(default_factory=lambda: {"none": 1.0})
    motifs: Weights = field(default_factory=lambda: {"none": 1.0})
    layers: Weights = field(default_factory=lambda: {"none": 1.0})
    legwear: Weights = field(
        default_factory=lambda: {"socks": 0.72, "tights": 0.14, "bare": 0.09, "warmers": 0.05}
    )
    tones: Weights = field(
        default_factory=lambda: {"free": 0.5, "contrast": 0.22, "mono": 0.08, "pastel": 0.1, "dark": 0.1}
    )
