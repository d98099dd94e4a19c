"""What a mannequin wears, by the words that are wished for: hair styles, sleeves, skirts, trousers, socks.

A guide figure needs no more than the silhouette: how long the hair and what is tied of it, where cloth ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anigen_core.character import Character

SHORT, BOB = 0.2, -0.02
"""Lower end of the hair round the head, in heads over the chin."""

_HAIR = {
    "crop": (SHORT, 0.0, ""),
    "tousled": (SHORT, 0.0, "spikes"),
    "spiky": (SHORT, 0.0, "spikes"),
    "pixie": (SHORT, 0.0, ""),
    "slick": (SHORT, 0.0, ""),
    "bedhead": (SHORT, 0.0, "spikes"),
    "buzz": (SHORT, 0.0, ""),
    "mohawk": (SHORT, 0.0, "spikes"),
    "medium": (BOB, 0.5, ""),
    "wavy": (BOB, 0.9, ""),
    "layered": (BOB, 0.8, ""),
    "long": (BOB, 1.6, ""),
    "hime": (BOB, 1.7, ""),
    "very_long": (BOB, 2.8, ""),
    "mane": (BOB, 1.7, ""),
    "half_up": (BOB, 1.4, "bun"),
    "ponytail": (SHORT, 0.0, "ponytail"),
    "side_tail": (SHORT, 0.0, "side_tail"),
    "low_tail": (SHORT, 0.0, "low_tail"),
    "twin_tails": (SHORT, 0.0, "twin_tails"),
    "low_twins": (SHORT, 0.0, "low_twins"),
    "drills": (BOB, 0.0, "drills"),
    "braids": (SHORT, 0.0, "braids"),
    "braid": (SHORT, 0.0, "low_tail"),
    "side_braid": (SHORT, 0.0, "side_braid"),
    "crown_braid": (SHORT, 0.0, ""),
    "topknot": (SHORT, 0.0, "bun"),
}
"""Word to: lower end of the hair, how far it hangs down the back in heads, what is tied."""

_LENGTHS = {"short": 0.7, "medium": 0.85, "long": 1.0, "very_long": 1.6}

# Sleeve, leg, skirt and socks, as in `Costume`.
_SHORT_SKIRT, _LONG_SKIRT, _TROUSERS, _SHORTS = (0.0, 0.85), (0.0, 2.3), (1.95, 0.0), (0.36, 0.0)
_BOTTOMS = {
    "skirt": _SHORT_SKIRT,
    "dress": (0.0, 1.1),
    "trousers": _TROUSERS,
    "jeans": _TROUSERS,
    "jumpsuit": _TROUSERS,
    "shorts": _SHORTS,
    "coat": (1.95, 1.2),
    "kimono": _LONG_SKIRT,
    "hakama": _LONG_SKIRT,
    "robe": _LONG_SKIRT,
}
"""Word to: covered share of the leg, length of the skirt."""

_SLEEVELESS, _SHORT_SLEEVE, _LONG_SLEEVE = 0.0, 0.42, 1.92
_TOPS = {"tank_top": _SLEEVELESS, "t-shirt": _SHORT_SLEEVE, "apron": _SHORT_SLEEVE, "vest": _SHORT_SLEEVE}
"""Word to the covered share of the arm; all others have long sleeves."""

_SKIRTS = frozenset(
    (
        "maid",
        "gothic",
        "magical",
        "cheer",
        "sailor",
        "blazer",
        "uniform",
        "dress",
        "sundress",
        "witch",
        "princess",
        "apron",
        "knit",
        "china",
    )
)
_GOWNS = frozenset(("kimono", "yukata", "miko", "mage", "cleric"))
_BARE = frozenset(("tank", "sundress"))
_SHORT_SLEEVED = frozenset(("tee", "cheer", "gym", "sports", "dress", "maid", "apron", "scrubs"))
_IN_SHORTS = frozenset(("gym", "sports"))


@dataclass(frozen=True)
class Costume:
    """sleeve, leg: covered share of the arm and of the leg, 0 to 2 (1 = to elbow and knee). skirt: its length
    from the belt in heads, 0 = none. socks: covered share of the leg from the ankle up, 0 to 2. hem: lower
    end of the hair round the head, in heads over the chin. hangs: how far it hangs down the back, in heads.
    tied: what is tied of it, "" = nothing; tail: length of that, 1 = usual."""

    sleeve: float = 0.42
    leg: float = 0.36
    skirt: float = 0.0
    socks: float = 0.0
    hem: float = BOB
    hangs: float = 0.0
    tied: str = ""
    tail: float = 1.0


PLAIN = Costume()


def costume_of(character: Character) -> Costume:
    """What the words of a character say; what they leave open is as a mannequin has it."""
    worn = PLAIN
    outfit = character.word("outfit")
    if outfit is not None:
        bare, short = outfit in _BARE, outfit in _SHORT_SLEEVED
        leg, skirt = _TROUSERS
        if outfit in _SKIRTS:
            leg, skirt = _SHORT_SKIRT
        elif outfit in _GOWNS:
            leg, skirt = _LONG_SKIRT
        elif outfit in _IN_SHORTS:
            leg, skirt = _SHORTS
        if skirt and character.word("presentation") == "boy" and outfit in _SKIRTS:
            leg, skirt = _TROUSERS
        sleeve = _SLEEVELESS if bare else _SHORT_SLEEVE if short else _LONG_SLEEVE
        worn = replace(worn, sleeve=sleeve, leg=leg, skirt=skirt, socks=0.75 if leg < 1 else 0.2)
    top, bottom = character.word("top"), character.word("bottom")
    if top is not None:
        worn = replace(worn, sleeve=_TOPS.get(top, _LONG_SLEEVE))
    if bottom is not None:
        leg, skirt = _BOTTOMS[bottom]
        worn = replace(worn, leg=leg, skirt=skirt, socks=worn.socks or (0.75 if leg < 1 else 0.2))
    style = character.word("hair")
    length = character.word("hair_length")
    if style is not None:
        hem, hangs, tied = _HAIR.get(style, (BOB, 0.0, ""))
        worn = replace(worn, hem=hem, hangs=hangs, tied=tied)
    elif length is not None:
        hem, hangs, _ = _HAIR[{"short": "crop"}.get(length, length)]
        worn = replace(worn, hem=hem, hangs=hangs)
    if length is not None:
        far = _LENGTHS[length]
        worn = replace(worn, hangs=worn.hangs * (far if style else 1), tail=far)
    return worn
