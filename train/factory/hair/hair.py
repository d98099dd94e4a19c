"""Hair: the meshes of a spec: cap, fringe, side locks, back, tails, braids, and what is worn in it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..body.body import Body
from ..face.head import Head
from ..geometry.mesh import Array, Mesh, unit
from ..palette import Palette
from ..parts import Part
from ..things.headwear_fit import COVERS
from . import ornaments as worn
from .backs import back, crown
from .braids import crown_braid, drill, hanging_braid
from .fringes import FRINGES, fringe
from .kinds import ACCESSORIES, BARE, DYES, HAIRS, SHORT, UP, HairSpec, draw_hair, length_of
from .locks import sides
from .mesh import Look, Maker
from .short import nape
from .standing import curls, mohawk, spikes, swept_up
from .strands import Strands
from .tails import bun, combed, gathers, tail

__all__ = [
    "ACCESSORIES",
    "DYES",
    "FRINGES",
    "HAIRS",
    "UP",
    "Hair",
    "HairSpec",
    "build_hair",
    "draw_hair",
    "length_of",
]


@dataclass(frozen=True, eq=False)
class Hair:
    """Meshes, tags hair_style, hair_length, fringe, ahoge, and words of ACCESSORIES for what is worn."""

    meshes: list[Mesh]
    tags: dict[str, str]
    words: list[str] = field(default_factory=list)


def look_of(spec: HairSpec, hat: str) -> Look:
    """What all the hair of a spec shares."""
    lowest = -9.0 if spec.kind in ("bun", "double_bun", "crown_braid") else spec.tips
    shaved, stubble = {"buzz": (1.2, 0.22), "mohawk": (0.95, 0.6), "undercut": (0.72, 0.62)}.get(
        spec.kind, (None, 0.0)
    )
    shape = (0.0, 0.0, 0.0, 0.0) if spec.kind in ("afro", "spiky") else spec.shape
    return Look(spec.streaks, lowest, spec.band, spec.band_shift, spec.dye, shape, hat, shaved, stubble)


def build_hair(spec: HairSpec, palette: Palette, head: Head, body: Body, hat: str = "none") -> Hair:
    """The hair on a head. hat: what lies on it ("beret", "straw", ...): hair is pressed below its crown and
    tied below its brim."""
    rng = np.random.default_rng(spec.chance)
    covered = hat in COVERS
    kind = spec.kind
    maker = Maker(palette, head, body, look_of(spec, hat), rng)
    meshes = [maker.cap()]
    if spec.fringe != "none":
        meshes.append(
            maker.clumps("fringe", Part.HAIR_FRONT, fringe(spec.fringe, spec.brow, spec.lean, rng), 13)
        )
    elif kind not in ("buzz", "mohawk", "afro"):
        meshes.append(maker.bundle("fringe", Part.HAIR_FRONT, swept_up(kind, spec.lean, head, rng)))
    if spec.sides != "none" and kind not in (*BARE, "slick", "undercut", "afro", "bowl", "topknot"):
        locks = sides(spec.sides, spec.side_tip, rng)
        if kind == "curly":
            locks = locks.put(coil=0.04, ripple=3.0, sharp=2.2, flare=0.05)
        elif kind == "wavy":
            locks = locks.put(wave=0.055, ripple=1.9, phase=0.3, flare=0.10, tuck=0.1)
        meshes.append(maker.clumps("sides", Part.HAIR_SIDE, locks, 24 if kind == "curly" else 18, falls=True))
    anchors = np.zeros((0, 3))
    spines: list[tuple[Array, int]] = []
    feet: list[tuple[Array, Array]] = []
    if kind in UP or kind == "half_up":
        anchors = gathers(kind, spec.tie, spec.lean, hat=covered)
        half = kind == "half_up"
        if not half:
            meshes.append(maker.clumps("under", Part.HAIR_BACK, crown(rng).put(off=0.02), 10))
        meshes.append(maker.bundle("combed", Part.HAIR_BACK, combed(anchors, head, rng, half=half)))
        tied, spines, feet = _tied(spec, anchors, maker, rng)
        meshes += tied
    if kind not in UP:
        strands = _loose(spec, rng)
        if strands is not None:
            m = 30 if kind == "curly" else 15 if kind in SHORT else 21 if kind == "mane" else 24
            falls = kind not in SHORT or kind == "bob"
            meshes.append(maker.clumps("back", Part.HAIR_BACK, strands, m, falls=falls))
        bundles = {"spiky": spikes, "mohawk": mohawk, "afro": curls}
        for number, bundle in enumerate(bundles[kind](head, spec.lean, rng) if kind in bundles else ()):
            meshes.append(maker.bundle(f"{kind}{number}", Part.HAIR_BACK, bundle))
    if spec.ahoge and not covered:
        meshes.append(maker.bundle("ahoge", Part.HAIR_AHOGE, maker.ahoge()))
    ornaments, words = _ornaments(spec, maker, meshes, anchors, spines, feet, covered)
    return Hair(
        meshes + ornaments,
        {
            "hair_style": kind,
            "hair_length": length_of(spec),
            "fringe": spec.fringe,
            "ahoge": "yes" if spec.ahoge and not covered else "no",
        },
        words,
    )


def _loose(spec: HairSpec, rng: np.random.Generator) -> Strands | None:
    """What hangs loose at the back, its crown included."""
    if spec.kind in (*BARE, "afro"):
        return None
    if spec.kind == "spiky":
        return Strands.join(crown(rng).put(tip=0.22, off=0.06), nape(rng))
    strands = back(spec.kind, spec.tips, spec.lean, rng)
    if spec.kind == "half_up":  # the rest grows below what is tied
        return strands.put(root=np.maximum(strands.root, 66.0), off=strands.off * 0.55)
    return strands if spec.kind == "undercut" else Strands.join(crown(rng), strands)


def _tied(
    spec: HairSpec, anchors: Array, maker: Maker, rng: np.random.Generator
) -> tuple[list[Mesh], list[tuple[Array, int]], list[tuple[Array, Array]]]:
    """Tails, braids, drills or buns at the anchors, the braids' spines with the point they are tied at, and
    where each begins with its direction there."""
    kind, head, body = spec.kind, maker.head, maker.body
    out: list[Mesh] = []
    spines = []
    bundles = []
    if kind == "bun":
        bundles = [bun(anchors[0], head, rng, rng.uniform(0.19, 0.24))]
    elif kind == "double_bun":
        size = rng.uniform(0.17, 0.22)
        bundles = [bun(a, head, rng, size) for a in anchors]
    elif kind in ("braids", "braid", "side_braid"):
        fat = {"braids": 1.0, "braid": 1.3, "side_braid": 1.25}[kind]
        for a in anchors:
            bundle, spine, tied = hanging_braid(
                a, spec.tips, head, body, rng, behind=kind == "braid", fat=fat
            )
            bundles.append(bundle)
            spines.append((spine, tied))
    elif kind == "crown_braid":
        bundles = [crown_braid(head, rng, spec.tie)]
    elif kind == "drills":
        pitch, size = rng.uniform(0.18, 0.27), rng.uniform(0.14, 0.19)
        bundles = [drill(a, spec.tips, head, body, pitch, size) for a in anchors]
    else:
        twin = len(anchors) > 1
        tip = max(spec.tips * 0.6, -0.7) if kind == "half_up" else spec.tips
        wavy = float(rng.choice([0.0, 0.0, 0.04]))
        forward = kind == "low_twins"
        slim = kind in ("half_up", "topknot")
        bundles = [
            tail(a, tip, head, body, rng, twin=twin, slim=slim, forward=forward, wavy=wavy) for a in anchors
        ]
    for number, bundle in enumerate(bundles):
        out.append(maker.bundle(f"tail{number}", Part.HAIR_TAIL, bundle))
    feet = []
    if "bun" not in kind and kind != "crown_braid":
        for bundle in bundles:
            path = bundle.spine if bundle.spine is not None else bundle.paths.mean(0)
            feet.append((path[1], unit(path[3] - path[0])))
    return out, spines, feet


def _ornaments(
    spec: HairSpec,
    maker: Maker,
    meshes: list[Mesh],
    anchors: Array,
    spines: list[tuple[Array, int]],
    feet: list[tuple[Array, Array]],
    covered: bool,
) -> tuple[list[Mesh], list[str]]:
    """What is worn in the hair, and words for it. Below a hat only what hangs."""
    rng = np.random.default_rng([spec.chance, 1])
    head, c = maker.head, maker.palette
    one, two = worn.colors(c, rng)
    points = np.concatenate(
        [
            maker.shaped(m.positions) if m.name == "cap" else m.positions
            for m in meshes
            if "tail" not in m.name and m.name != "ahoge"
        ]
    )
    side = 1.0 if rng.random() < 0.5 else -1.0
    out: list[Mesh] = []
    words = []
    at = head.center + anchors * (head.radii + 0.10)
    chosen = set(spec.ornaments)
    for place, way in feet:
        if "scrunchie" in chosen:
            tie = worn.ring(place, way, one, radius=0.088, tube=0.05, ruffle=7)
        else:
            tie = worn.ring(place, way, two, radius=0.075, tube=0.030)
        out.append(maker.worn(tie))
    for spine, tied in spines:
        way = spine[tied] - spine[tied - 1]
        out.append(maker.worn(worn.ring(spine[tied], way, one, radius=0.055, tube=0.030), spine, 2))
    for word in spec.ornaments:
        new: list[Mesh] = []
        if word == "scrunchie":
            words.append(word)
        elif word == "hair beads" and spines:
            for spine, tied in spines:
                for i, color in ((tied - 1, one), (tied - 5, two), (tied - 10, one)):
                    out.append(maker.worn(worn.bead(spine[i] + (0, 0, 0.1), 0.036, color), spine, 2))
            words.append(word)
        elif word == "hair beads" and len(anchors):
            for a, place in zip(anchors, at, strict=True):
                for turn in (-50, 0, 50):
                    d = worn.axes(a)
                    shift = (
                        d[0] * np.sin(np.radians(turn)) * 0.10
                        - d[1] * 0.02
                        + d[2] * 0.10 * np.cos(np.radians(turn))
                    )
                    new.append(worn.bead(place + shift, 0.042, one if turn else two))
        elif word == "hair bow":
            size = float(rng.choice([0.15, 0.20, 0.27]))
            if spines:
                for spine, tied in spines:
                    front = np.array([0, 0.1, -1.0 if spec.kind == "braid" else 1.0])
                    for m in worn.bow(spine[tied] + front * 0.06, front, one, 0.14, tails=0.7):
                        out.append(maker.worn(m, spine, 2))
                words.append(word)
            elif len(anchors) and spec.kind not in ("bun", "double_bun", "crown_braid"):
                for a, place in zip(anchors, at, strict=True):
                    if len(anchors) > 1:
                        aim = a * (1, 0.3, 1) + np.array([0, 0.25, 0.9])
                    else:
                        aim = a * (1, 0.2, 1) + np.array([0, 0.55, 0])
                    shift = worn.unit(aim) * (0.10 if len(anchors) > 1 else 0.15)
                    new += worn.bow(place + shift, aim, one, size, tails=0.9)
            elif not covered:
                d = worn.direction(*((side * 48, 46) if rng.random() < 0.6 else (180, 28)))
                new += worn.bow(
                    worn.surface(points, head, d) + 0.035 * d * (d[2] > 0),
                    d + np.array([0, 0, 0.3 * np.sign(d[2])]),
                    one,
                    size,
                    roll=-side * 18,
                    tails=0.5,
                )
        elif word == "hair stick":
            places = (
                at
                if spec.kind != "crown_braid"
                else [worn.surface(points, head, worn.direction(side * 130, 5))]
            )
            for place in places:
                new += worn.stick(
                    place + (place - head.center) * 0.14, place - head.center, one, c.metal, rng
                )
        elif covered or (word in ("hairband", "tiara") and maker.look.hat != "none"):
            continue
        elif word == "hairband":
            new += worn.hairband(points, head, one, rng)
        elif word == "tiara":
            new += worn.tiara(points, head, c.metal, two)
        elif word == "hair clip":
            style = str(rng.choice(["bars", "cross", "star"]))
            bare = 26.0 if spec.fringe in ("none", "thin") else 0.0
            d = worn.direction(side * rng.uniform(34, 50), rng.uniform(12, 24) + bare)
            new += worn.clip(worn.surface(points, head, d, 5), d, style, one, side * 28)
        elif word == "hair flower":
            d = worn.direction(side * rng.uniform(58, 72), rng.uniform(22, 36))
            new += worn.flower(worn.surface(points, head, d), d + np.array([0, 0, 0.35]), one, c.metal, rng)
        if new:
            out += [maker.worn(m) for m in new]
            words.append(word)
    return out, words
