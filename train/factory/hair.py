"""Hair: a spec drawn from a seed, and the meshes of cap, fringe, side locks, back, tails and bun."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body
from .hair_backs import back, crown
from .hair_mesh import BANDS, Maker
from .hair_shapes import FRINGES, fringe, sides
from .hair_strands import Strands
from .hair_tails import combed, gathers, ties
from .head import Head
from .mesh import Mesh
from .palette import Palette
from .parts import Part
from .seeds import Draw, Traits

HAIRS = {
    "crop": 0.075,
    "tousled": 0.07,
    "spiky": 0.075,
    "bob": 0.10,
    "wolf": 0.09,
    "medium": 0.10,
    "long": 0.12,
    "hime": 0.06,
    "very_long": 0.07,
    "half_up": 0.08,
    "ponytail": 0.09,
    "side_tail": 0.06,
    "twin_tails": 0.08,
    "drills": 0.045,
    "low_tail": 0.06,
    "braids": 0.06,
    "bun": 0.07,
}
_TIPS = {
    "crop": 0.10,
    "tousled": 0.09,
    "spiky": 0.10,
    "bob": 0.02,
    "wolf": -0.30,
    "medium": -0.55,
    "long": -1.35,
    "hime": -1.15,
    "half_up": -0.95,
    "very_long": -2.4,
}
_BOY = {
    "crop": 2.4,
    "tousled": 2.6,
    "spiky": 2.4,
    "bob": 0.5,
    "wolf": 2.0,
    "medium": 0.6,
    "long": 0.2,
    "low_tail": 0.9,
    "ponytail": 0.25,
    "very_long": 0.05,
    "hime": 0.02,
    "drills": 0.01,
}
_LENGTH = {
    "crop": "short",
    "tousled": "short",
    "spiky": "short",
    "bob": "short",
    "wolf": "medium",
    "medium": "medium",
}
_SHORT = ("crop", "tousled", "spiky")
UP = ("ponytail", "side_tail", "low_tail", "twin_tails", "drills", "braids", "bun")
"""Kinds with all the hair tied; "half_up" ties only what grows above the ears."""


@dataclass(frozen=True)
class HairSpec:
    """kind: name out of HAIRS. fringe: out of FRINGES; brow: height over the chin of its points; lean: -1..1
    to which side. sides: "short", "long" or "hime", ending at side_tip. tips: where the back (or the tails)
    ends. tie: 0..1, how high the hair is tied. streaks: "none", "front" or "some". chance: seed of the
    small irregularities. band: kind of highlight, out of BANDS; band_shift: radians it sits lower."""

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


@dataclass(frozen=True, eq=False)
class Hair:
    """Meshes, and tags hair_style, hair_length, fringe, and further words in hair_details."""

    meshes: list[Mesh]
    tags: dict[str, str]


def draw_hair(draw: Draw, traits: Traits) -> HairSpec:
    """The hair of a seed."""
    rng = draw.rng("hair")
    boy = traits.presentation == "boy"
    weights = {
        k: w * (_BOY.get(k, 0.1) if boy else {"spiky": 0.2, "tousled": 0.4}.get(k, 1.0))
        for k, w in HAIRS.items()
    }
    kind = draw.choose("hair", weights, rng)
    names = list(FRINGES)
    share = np.array([FRINGES[n] * (0.3 if boy and n == "blunt" else 1.0) for n in names])
    cut = str(rng.choice(names, p=share / share.sum()))
    if kind == "hime" and rng.random() < 0.7:
        cut = "blunt"
    longer = kind not in _SHORT
    side = "short"
    if longer and not boy:
        side = str(rng.choice(["short", "long", "hime"], p=[0.47, 0.43, 0.10]))
    side = "hime" if kind == "hime" else side
    tip = {"short": rng.uniform(0.10, 0.20), "long": rng.uniform(-0.55, -0.1), "hime": 0.03}[side]
    low = -min(1.9, traits.proportions.chin * 0.40)  # tails end above the knees of anybody
    tips = _TIPS.get(kind, 0.0) + rng.uniform(-0.05, 0.05) * (1 + abs(_TIPS.get(kind, 0.0)) * 2)
    if kind in UP:
        tips = rng.uniform(low, -0.25)
        if kind in ("braids", "drills"):
            tips = rng.uniform(max(low, -1.3), -0.45)
    tips = max(tips, -0.62 * traits.proportions.chin)
    return HairSpec(
        kind,
        cut,
        float(rng.uniform(0.42, 0.475)),
        float(rng.uniform(0.3, 1) * rng.choice([-1, 1])),
        side,
        float(tip),
        float(tips),
        float(rng.random()),
        bool(rng.random() < 0.22),
        str(rng.choice(["none", "front", "some"], p=[0.2, 0.4, 0.4])),
        int(rng.integers(2**31)),
        str(rng.choice(list(BANDS), p=np.array(list(BANDS.values())) / sum(BANDS.values()))),
        float(rng.uniform(-0.10, 0.12)),
    )


def length_of(spec: HairSpec) -> str:
    """The word for how long it is: short, medium, long, very long."""
    if spec.kind == "bun":
        return "medium"
    if spec.kind in UP:
        return "medium" if spec.tips > -0.8 else "long"
    return _LENGTH.get(spec.kind, "very long" if spec.kind == "very_long" else "long")


def build_hair(spec: HairSpec, palette: Palette, head: Head, body: Body, hat: str = "none") -> Hair:
    """The hair on a head. hat: what lies on it ("beret", "straw"), hair is pressed below its crown and tied
    below its brim."""
    rng = np.random.default_rng(spec.chance)
    lowest = -9.0 if spec.kind == "bun" else spec.tips  # up hair keeps its roots' color
    covered = hat in ("beret", "straw")
    maker = Maker(
        palette, head, body, spec.kind in UP, spec.streaks, lowest, rng, spec.band, spec.band_shift, hat
    )
    front = fringe(spec.fringe, spec.brow, spec.lean, rng)
    locks = sides(spec.sides, spec.side_tip, rng)
    meshes = [maker.cap()]
    meshes.append(maker.clumps("fringe", Part.HAIR_FRONT, front, 17))
    meshes.append(maker.clumps("sides", Part.HAIR_SIDE, locks, 18, falls=True))
    if spec.kind in UP or spec.kind == "half_up":
        anchors = gathers(spec.kind, spec.tie, spec.lean, hat=covered)
        half = spec.kind == "half_up"
        meshes.append(maker.bundle("combed", Part.HAIR_BACK, combed(anchors, head, rng, half=half)))
        tip = max(spec.tips * 0.6, -0.7) if half else spec.tips
        for number, bundle in enumerate(ties(spec.kind, anchors, tip, head, body, rng)):
            meshes.append(maker.bundle(f"tail{number}", Part.HAIR_TAIL, bundle))
        if spec.kind != "bun":
            meshes += maker.ties(anchors)
    if spec.kind not in UP:
        strands = back(spec.kind, spec.tips, rng)
        if spec.kind == "half_up":  # the rest grows below what is tied
            strands = strands.put(root=np.maximum(strands.root, 66.0), off=strands.off * 0.55)
        else:
            strands = Strands.join(crown(rng), strands)
        m = 14 if spec.kind in _SHORT else 23
        meshes.append(maker.clumps("back", Part.HAIR_BACK, strands, m, falls=spec.tips < 0.05))
    if spec.ahoge and not covered:
        meshes.append(maker.bundle("ahoge", Part.HAIR_AHOGE, maker.ahoge()))
    return Hair(
        meshes,
        {
            "hair_style": spec.kind,
            "hair_length": length_of(spec),
            "fringe": spec.fringe,
            "ahoge": "yes" if spec.ahoge and not covered else "no",
        },
    )
