"""Hair: a spec drawn from a seed, and the meshes of cap, fringe, side locks, back, tails and bun."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body
from .hair_backs import back, crown
from .hair_mesh import Maker
from .hair_shapes import FRINGES, fringe, sides
from .hair_strands import Strands
from .hair_tails import combed, gathers, ties
from .head import Head
from .mesh import Mesh
from .palette import Palette
from .parts import Part
from .seeds import Draw, Traits

HAIRS = {
    "crop": 0.08,
    "spiky": 0.10,
    "bob": 0.12,
    "wolf": 0.09,
    "medium": 0.11,
    "long": 0.13,
    "very_long": 0.08,
    "ponytail": 0.10,
    "twin_tails": 0.09,
    "low_tail": 0.06,
    "braids": 0.07,
    "bun": 0.07,
}
_TIPS = {
    "crop": 0.10,
    "spiky": 0.10,
    "bob": 0.02,
    "wolf": -0.30,
    "medium": -0.55,
    "long": -1.35,
    "very_long": -2.4,
}
_BOY = {"crop": 3.0, "spiky": 3.5, "bob": 0.5, "wolf": 1.6, "medium": 0.3, "long": 0.12, "very_long": 0.05}
_LENGTH = {
    "crop": "short",
    "spiky": "short",
    "bob": "short",
    "wolf": "medium",
    "medium": "medium",
    "long": "long",
}
UP = ("ponytail", "low_tail", "twin_tails", "braids", "bun")


@dataclass(frozen=True)
class HairSpec:
    """kind: name out of HAIRS. fringe: out of FRINGES; brow: height over the chin of its points; lean: -1..1
    to which side. sides: "short", "long" or "hime", ending at side_tip. tips: where the back (or the tails)
    ends. tie: 0..1, how high the hair is tied. streaks: "none", "front" or "some". chance: seed of the
    small irregularities."""

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


@dataclass(frozen=True, eq=False)
class Hair:
    """Meshes, and tags hair_style, hair_length, fringe, and further words in hair_details."""

    meshes: list[Mesh]
    tags: dict[str, str]


def draw_hair(draw: Draw, traits: Traits) -> HairSpec:
    """The hair of a seed."""
    rng = draw.rng("hair")
    boy = traits.presentation == "boy"
    weights = {k: w * (_BOY.get(k, 0.1) if boy else 1.0 if k != "spiky" else 0.25) for k, w in HAIRS.items()}
    kind = draw.choose("hair", weights, rng)
    names = list(FRINGES)
    share = np.array([FRINGES[n] * (0.3 if boy and n == "blunt" else 1.0) for n in names])
    cut = str(rng.choice(names, p=share / share.sum()))
    longer = kind not in ("crop", "spiky")
    side = "short"
    if longer and not boy:
        side = str(rng.choice(["short", "long", "hime"], p=[0.45, 0.4, 0.15]))
    tip = {"short": rng.uniform(0.10, 0.20), "long": rng.uniform(-0.55, -0.1), "hime": 0.03}[side]
    low = -min(1.9, traits.proportions.chin * 0.40)  # tails end above the knees of anybody
    tips = _TIPS.get(kind, 0.0) + rng.uniform(-0.05, 0.05) * (1 + abs(_TIPS.get(kind, 0.0)) * 2)
    if kind in UP:
        tips = rng.uniform(low, -0.25) if kind != "braids" else rng.uniform(max(low, -1.3), -0.45)
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
    )


def build_hair(spec: HairSpec, palette: Palette, head: Head, body: Body) -> Hair:
    """The hair on a head."""
    rng = np.random.default_rng(spec.chance)
    lowest = -9.0 if spec.kind == "bun" else spec.tips  # up hair keeps its roots' color
    maker = Maker(palette, head, body, spec.kind in UP, spec.streaks, lowest, rng)
    front = fringe(spec.fringe, spec.brow, spec.lean, rng)
    locks = sides(spec.sides, spec.side_tip, rng)
    meshes = [maker.cap()]
    meshes.append(maker.clumps("fringe", Part.HAIR_FRONT, front, 17))
    meshes.append(maker.clumps("sides", Part.HAIR_SIDE, locks, 18, falls=True))
    if spec.kind in UP:
        anchors = gathers(spec.kind, spec.tie)
        meshes.append(maker.bundle("combed", Part.HAIR_BACK, combed(anchors, head, rng)))
        for number, bundle in enumerate(ties(spec.kind, anchors, spec.tips, head, body, rng)):
            meshes.append(maker.bundle(f"tail{number}", Part.HAIR_TAIL, bundle))
        if spec.kind != "bun":
            meshes += maker.ties(anchors)
    else:
        strands = Strands.join(crown(rng), back(spec.kind, spec.tips, rng))
        m = 14 if spec.kind in ("crop", "spiky") else 23
        meshes.append(maker.clumps("back", Part.HAIR_BACK, strands, m, falls=spec.tips < 0.05))
    if spec.ahoge:
        meshes.append(maker.bundle("ahoge", Part.HAIR_AHOGE, maker.ahoge()))
    length = _LENGTH.get(spec.kind, "very long" if spec.kind == "very_long" else "long")
    if spec.kind in UP:
        length = "medium" if spec.kind == "bun" or spec.tips > -0.8 else "long"
    return Hair(
        meshes,
        {
            "hair_style": spec.kind,
            "hair_length": length,
            "fringe": spec.fringe,
            "ahoge": "yes" if spec.ahoge else "no",
        },
    )
