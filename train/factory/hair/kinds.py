"""Hairstyles as data: how common each is, how long, how it may be worn, and the spec drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..seeds import Draw, Traits
from .fringes import FRINGES

BANDS = {
    "zigzag": 0.24,
    "thin": 0.17,
    "double": 0.12,
    "soft": 0.14,
    "streaks": 0.13,
    "dots": 0.08,
    "none": 0.12,
}
"""Kinds of highlight with their weights; all but "none" in the order of the shader's numbers."""

DYES = {
    "none": 0.56,
    "tips": 0.10,
    "inner": 0.07,
    "split": 0.03,
    "streaks": 0.10,
    "roots": 0.06,
    "fringe": 0.03,
    "ombre": 0.05,
}
"""Where a second color goes, with weights."""

ACCESSORIES = (
    *("hair bow", "hairband", "hair clip", "hair flower", "scrunchie", "hair stick", "hair beads"),
    "tiara",
)
"""Words for ornaments in the hair."""


@dataclass(frozen=True)
class Kind:
    """A hairstyle. girl, boy: weights. length: its word, None = by where it ends. tip: height over the chin
    where it ends. worn: "loose", "tied" (all of it), "half" or "bare" (next to nothing of it). fringe: which
    fringes go with it and how much likelier or rarer than usual they are; a kind with `only` has no others.
    side: whether it may have side locks."""

    girl: float
    boy: float
    length: str | None
    tip: float = 0.1
    worn: str = "loose"
    fringe: tuple[tuple[str, float], ...] = ()
    only: bool = False
    side: bool = True


_SWEPT_UP = (("none", 1.0),)
_YOUNG = (("messy", 1.6), ("choppy", 1.8), ("m_shape", 1.6), ("blunt", 0.2), ("thin", 0.5), ("curtain", 0.6))

KINDS: dict[str, Kind] = {
    "crop": Kind(1.4, 8.0, "short", 0.10, side=False),
    "tousled": Kind(1.6, 8.0, "short", 0.08, fringe=_YOUNG, side=False),
    "spiky": Kind(0.6, 10.0, "short", 0.10, fringe=(*_YOUNG, ("none", 3.0)), side=False),
    "pixie": Kind(
        3.4, 1.5, "short", 0.12, fringe=(("swept", 2.5), ("choppy", 2.0), ("blunt", 0.3)), side=False
    ),
    "bowl": Kind(1.6, 4.5, "short", 0.24, fringe=(("blunt", 1.0),), only=True, side=False),
    "side_swept": Kind(
        1.4,
        7.0,
        "short",
        0.12,
        fringe=(("swept", 3.0), ("over_eye", 2.0), ("none", 2.0)),
        only=True,
        side=False,
    ),
    "slick": Kind(1.0, 7.0, "short", 0.10, fringe=_SWEPT_UP, only=True, side=False),
    "bedhead": Kind(2.4, 6.0, "short", 0.02, fringe=_YOUNG, side=False),
    "buzz": Kind(0.4, 4.2, "short", 0.1, "bare", fringe=_SWEPT_UP, only=True, side=False),
    "mohawk": Kind(0.9, 3.8, "short", 0.1, "bare", fringe=_SWEPT_UP, only=True, side=False),
    "undercut": Kind(
        1.0,
        1.5,
        "short",
        0.30,
        fringe=(("swept", 2.0), ("over_eye", 1.0), ("none", 1.0)),
        only=True,
        side=False,
    ),
    "afro": Kind(1.6, 4.0, "short", 0.0, fringe=_SWEPT_UP, only=True, side=False),
    "bob": Kind(5.6, 1.5, "short", 0.02),
    "flipped": Kind(3.6, 0.8, "medium", -0.22),
    "curly": Kind(3.6, 3.4, "medium", -0.28, fringe=(("blunt", 0.3), ("thin", 0.4))),
    "wolf": Kind(3.6, 6.0, "medium", -0.30, fringe=(("choppy", 2.0), ("messy", 1.5))),
    "asymmetric": Kind(2.8, 2.6, "medium", -0.55, fringe=(("over_eye", 3.0), ("swept", 2.5), ("blunt", 0.4))),
    "medium": Kind(4.4, 2.4, "medium", -0.55),
    "wavy": Kind(4.6, 2.6, "long", -0.95, fringe=(("curtain", 2.0), ("parted", 1.6))),
    "layered": Kind(3.6, 0.6, "long", -1.35, fringe=(("blunt", 1.6),)),
    "long": Kind(5.0, 1.0, "long", -1.35),
    "hime": Kind(3.8, 0.2, "long", -1.15, fringe=(("blunt", 9.0),)),
    "very_long": Kind(3.2, 0.3, "very long", -2.4),
    "mane": Kind(2.6, 2.8, "very long", -1.9, fringe=(("messy", 2.0), ("choppy", 2.0), ("none", 1.5))),
    "half_up": Kind(3.8, 1.6, "long", -0.95, "half"),
    "ponytail": Kind(4.2, 2.6, None, worn="tied"),
    "side_tail": Kind(2.8, 0.3, None, worn="tied"),
    "low_tail": Kind(2.2, 4.0, None, worn="tied"),
    "twin_tails": Kind(4.6, 0.2, None, worn="tied"),
    "low_twins": Kind(3.2, 0.1, None, worn="tied"),
    "drills": Kind(3.2, 0.1, None, worn="tied"),
    "braids": Kind(3.2, 0.3, None, worn="tied"),
    "braid": Kind(2.2, 1.8, None, worn="tied"),
    "side_braid": Kind(2.8, 0.5, None, worn="tied"),
    "crown_braid": Kind(2.4, 0.1, "medium", worn="tied"),
    "topknot": Kind(1.2, 4.2, "medium", 0.42, "tied", (("none", 6.0),)),
    "bun": Kind(6.0, 2.0, "medium", worn="tied"),
    "double_bun": Kind(6.0, 0.5, "medium", worn="tied"),
}

HAIRS = {name: round(0.68 * k.girl + 0.32 * k.boy, 4) for name, k in KINDS.items()}
"""Kinds of hair with their weights over all characters."""

UP = tuple(name for name, k in KINDS.items() if k.worn == "tied")
"""Kinds with all the hair tied; "half_up" ties only what grows above the ears."""

SHORT = tuple(name for name, k in KINDS.items() if k.length == "short")
BARE = ("buzz", "mohawk")
"""Kinds with shaved sides and no fringe."""


@dataclass(frozen=True)
class HairSpec:
    """kind: name out of HAIRS. fringe: out of FRINGES; brow: height over the chin of its points; lean: -1..1
    to which side. sides: "none", "short", "long" or "hime", ending at side_tip. tips: where the back (or the
    tails) ends. tie: 0..1, how high the hair is tied. streaks: "none", "front" or "some". chance: seed of the
    small irregularities. band: kind of highlight, out of BANDS; band_shift: radians it sits lower. dye: where
    the palette's second hair color goes, out of DYES. ornaments: words out of ACCESSORIES. shape: (4,) how
    much the hair stands off at top, back, sides and to one side, heads."""

    kind: str
    fringe: str
    brow: float
    lean: float
    sides: str
    side_tip: float
    tips: float
    tie: float
    ahoge: bool
    streaks: str
    chance: int
    band: str = "zigzag"
    band_shift: float = 0.0
    dye: str = "none"
    ornaments: tuple[str, ...] = ()
    shape: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def _pick(rng: np.random.Generator, table: dict[str, float]) -> str:
    share = np.array(list(table.values()))
    return str(rng.choice(list(table), p=share / share.sum()))


def draw_hair(draw: Draw, traits: Traits, kind: str | None = None) -> HairSpec:
    """The hair of a seed; of a certain kind if one is given."""
    rng = draw.rng("hair")
    boy = traits.presentation == "boy"
    drawn = draw.choose("hair", {name: k.boy if boy else k.girl for name, k in KINDS.items()}, rng)
    kind = kind or drawn
    plan = KINDS[kind]
    liked = dict(plan.fringe)
    cuts = liked if plan.only else {n: w * liked.get(n, 1.0) for n, w in FRINGES.items()}
    if boy and not plan.only:
        cuts = {n: w * {"blunt": 0.3, "thin": 0.3, "choppy": 1.4}.get(n, 1.0) for n, w in cuts.items()}
    cut = _pick(rng, cuts)
    side = "short"
    share = [0.12, 0.45, 0.33, 0.10] if not boy else [0.3, 0.62, 0.08, 0.0]
    if plan.side:
        side = str(rng.choice(["none", "short", "long", "hime"], p=share))
    side = "long" if kind in ("wavy", "curly") and side in ("none", "hime") else side
    side = "hime" if kind == "hime" else side
    tip = {"none": 0.3, "short": rng.uniform(0.10, 0.20), "long": rng.uniform(-0.55, -0.1), "hime": 0.03}[
        side
    ]
    low = -min(1.9, traits.proportions.chin * 0.40)  # tails end above the knees of anybody
    tips = plan.tip + rng.uniform(-0.05, 0.05) * (1 + abs(plan.tip) * 2)
    if plan.worn == "tied" and kind != "topknot":
        tips = rng.uniform(low, -0.25)
        if kind in ("braids", "braid", "side_braid", "drills"):
            tips = rng.uniform(max(low, -1.5), -0.5)
    tips = max(tips, -0.62 * traits.proportions.chin)
    spec = HairSpec(
        kind,
        cut,
        float(rng.uniform(0.42, 0.475)),
        float(rng.uniform(0.3, 1) * rng.choice([-1, 1])),
        side,
        float(tip),
        float(tips),
        float(rng.random()),
        bool(rng.random() < (0.0 if kind in (*BARE, "slick", "afro", "topknot") else 0.22)),
        str(rng.choice(["front", "some"])),
        int(rng.integers(2**31)),
        _pick(rng, BANDS),
        float(rng.uniform(-0.10, 0.12)),
        _pick(draw.rng("hair dye"), DYES),
    )
    more = draw.rng("hair shape")
    u = more.uniform
    shape = tuple(
        float(v)
        for v in (u(-0.02, 0.13), u(-0.03, 0.14), u(-0.03, 0.09), u(-0.07, 0.07) * (more.random() < 0.5))
    )
    if kind in BARE:
        shape = (0.0, 0.0, 0.0, 0.0)
    return HairSpec(
        **{**spec.__dict__, "ornaments": _ornaments(draw.rng("hair ornaments"), kind, boy), "shape": shape}
    )


_WORN = {  # word: weight, kinds it goes with (() = any that has hair)
    "hair bow": (0.13, ()),
    "hairband": (0.10, ()),
    "hair clip": (0.13, ()),
    "hair flower": (0.05, ()),
    "tiara": (0.025, ()),
    "scrunchie": (
        0.30,
        ("ponytail", "side_tail", "low_tail", "twin_tails", "low_twins", "half_up", "topknot"),
    ),
    "hair stick": (0.28, ("bun", "double_bun", "topknot", "half_up", "low_tail", "crown_braid")),
    "hair beads": (0.35, ("braids", "braid", "side_braid", "low_twins")),
}
_BOYS = {"hair clip": 0.5, "hairband": 0.25, "scrunchie": 0.3, "hair stick": 0.3, "hair beads": 0.6}


def _ornaments(rng: np.random.Generator, kind: str, boy: bool) -> tuple[str, ...]:
    """Words of what is worn in the hair, none to two."""
    out = []
    for word in ACCESSORIES:
        weight, kinds = _WORN[word]
        weight = weight * _BOYS.get(word, 0.0) if boy else weight
        if rng.random() < weight and (not kinds or kind in kinds) and kind not in (*BARE, "slick"):
            out.append(word)
    if "tiara" in out and "hairband" in out:
        out.remove("hairband")
    return tuple(out[:2])


def length_of(spec: HairSpec) -> str:
    """The word for how long it is: short, medium, long, very long."""
    return KINDS[spec.kind].length or ("medium" if spec.tips > -0.8 else "long")
