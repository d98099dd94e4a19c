"""What somebody wears on the head or carries: hats, glasses, ears, and what the hands hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..body.body import Body, Cover
from ..clothes.outfit import ACCESSORIES as WORN
from ..clothes.outfit import OutfitSpec
from ..clothes.plans import PLANS
from ..face.head import Head
from ..geometry.mesh import Mesh
from ..geometry.textures import shade
from ..palette import RGB, Palette, to_lch
from ..parts import Part
from ..poses.poses import DrawnPose, draw_pose, named
from ..seeds import Draw, Traits
from . import animal, facewear, neckwear, tails, wings
from .bags import BAGS
from .gloves import gloves
from .headwear import hat
from .headwear_fit import COVERS
from .headwear_parts import GOLD, Dyes
from .holding import Grip, hold, upright
from .props import HELD, carry
from .tables import ALIASES, FOREIGN_HATS, PLANNED, TIED_HIGH, TIMES_BOY, USUAL, WORDS

__all__ = ["ACCESSORIES", "Things", "ThingsSpec", "build_things", "draw_things"]

ACCESSORIES = tuple(word for word in dict.fromkeys(WORDS.values()) if word not in WORN)
"""Words that `Things.words` may hold, besides those that clothes have as well."""


@dataclass(frozen=True)
class ThingsSpec:
    """Names out of things.tables.USUAL for each slot, "none" where there is nothing; left: the left hand
    leads; turns: 0..1 for each slot, in the order of the fields, for colors and details."""

    hat: str = "none"
    face: str = "none"
    ears: str = "none"
    horns: str = "none"
    halo: str = "none"
    tail: str = "none"
    back: str = "none"
    bag: str = "none"
    held: str = "none"
    ear: str = "none"
    neck: str = "none"
    gloves: str = "none"
    left: bool = False
    turns: tuple[float, ...] = (0.5,) * 12

    @property
    def on_hair(self) -> str:
        """What presses the hair down."""
        if self.hat == "none" and self.ear == "headphones":
            return self.ear
        return self.face if self.hat == "none" and self.face in ("goggles", "fox_mask") else self.hat

    def named(self) -> dict[str, str]:
        """What there is, by slot."""
        return {slot: name for slot in USUAL if (name := getattr(self, slot)) != "none"}


@dataclass(frozen=True, eq=False)
class Things:
    """Meshes, what they hide of the skin, and the words (`ACCESSORIES`) for them. grips: the hands on what
    they hold; stands: that is as long as a leg, so they are only held standing."""

    meshes: list[Mesh] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    grips: tuple[Grip, ...] = ()
    body: Body | None = None
    stands: bool = False

    def held(self, pose: DrawnPose, rng: np.random.Generator) -> DrawnPose:
        """The pose with the hands on what they hold. Where that cannot be (lying, crawling) another pose."""
        if not self.grips or self.body is None:
            return pose
        for _ in range(8):
            if upright(pose.stance, standing=self.stands):
                break
            pose = draw_pose(rng, self.body)
        else:
            pose = DrawnPose("stand", False, named("stand"), named("stand"))
        return hold(pose, self.body, self.grips, rng)


def draw_things(draw: Draw, traits: Traits, hair_kind: str, outfit: OutfitSpec) -> ThingsSpec:
    """The things of a seed. Its outfit's plan says what goes with it (`Plan.things`)."""
    boy = traits.presentation == "boy"
    asked: dict[str, dict[str, float]] = {}
    for slot, options in PLANS[outfit.kind].things.items():
        for name, w in options.items():
            place, name_ = ALIASES.get(f"{slot} {name}", (slot, name))
            if name_ in USUAL.get(place, {}):
                asked.setdefault(place, {})[name_] = w
    found: dict[str, str] = {}
    turns = []
    for slot, usual in USUAL.items():
        rng = draw.rng(f"things {slot}")
        weights = {name: w * (TIMES_BOY.get(name, 1.0) if boy else 1.0) for name, w in usual.items()}
        for name, w in asked.get(slot, {}).items():
            weights[name] = weights.get(name, 0.0) + w * PLANNED.get(slot, 1.0)
        share = np.array(list(weights.values()))
        found[slot] = str(rng.choice(list(weights), p=share / share.sum()))
        turns.append(float(rng.random()))
    rng = draw.rng("things together")
    # an animal's ears bring its tail
    kin = {"cat": "cat", "fox": "fox", "wolf": "wolf", "rabbit": "rabbit", "lop": "rabbit", "dog": "dog"}
    if found["ears"] in kin and found["tail"] == "none" and rng.random() < 0.62:
        found["tail"] = kin[found["ears"]]
    if found["horns"] in ("demon", "small") and found["tail"] == "none" and rng.random() < 0.5:
        found["tail"] = "demon"
    if found["horns"] == "dragon" and rng.random() < 0.7:
        found["tail"] = "dragon"
    if found["hat"] in COVERS and hair_kind in TIED_HIGH:
        found["hat"] = "none"  # hair tied on top would stand through it
    if hair_kind in ("afro", "mohawk") and found["hat"] not in ("none", "flower_crown"):
        found["hat"] = "none"
    if PLANS[outfit.kind].builder == "tradition" and found["hat"] not in asked.get("hat", {}):
        found["hat"] = "none" if found["hat"] in FOREIGN_HATS else found["hat"]
    if found["hat"] != "none":
        found["ears"] = found["horns"] = found["halo"] = "none"
        if found["ear"] == "headphones":
            found["ear"] = "none"
        if found["face"] in ("goggles", "fox_mask"):
            found["face"] = "none"
    if found["ear"] == "headphones" and found["face"] in ("goggles", "fox_mask"):
        found["face"] = "none"
    if found["ears"] != "none":
        found["horns"] = "none"
        if found["ear"] == "headphones":
            found["ear"] = "none"
    if found["horns"] != "none":
        found["halo"] = "none"
    if found["ear"] == "neck_phones":
        found["neck"] = "none"
    if found["back"] != "none" and found["bag"] != "shoulder_bag":
        found["bag"] = "none"
    if found["tail"] not in ("none", "rabbit") and found["bag"] == "sword_hip":
        found["bag"] = "none"
    if found["held"] == "guitar" and found["bag"] in ("guitar_case", "shoulder_bag"):
        found["bag"] = "none"
    tall_hair = hair_kind in ("afro", "mohawk", "spiky", "topknot")
    if found["held"] == "umbrella_open" and (
        tall_hair or found["hat"] in ("witch", "straw", "feather_hat", "top_hat", "chef")
    ):
        found["held"] = "umbrella_closed"
    return ThingsSpec(**found, left=bool(rng.random() < 0.25), turns=tuple(turns))  # type: ignore[arg-type]


def _stands_off(
    body: Body, worn: Sequence[Mesh], low: float, high: float, way: tuple[float, float], least: float
) -> float:
    """How far (heads) clothes stand off the trunk between two reference heights towards a side: `way` is its
    direction along x and z."""
    p = body.proportions
    y0, y1 = float(p.y(low)), float(p.y(high))
    ring = body.torso(low, high, 0.0, rows=4, columns=16).rings.reshape(-1, 3)
    x, z = way
    bare = (ring[:, 0] * x + ring[:, 2] * z).max()
    out = least
    for mesh in worn:
        q = mesh.positions
        near = (q[:, 1] > y0) & (q[:, 1] < y1)
        near &= np.abs(q[:, 0] * z - q[:, 2] * x) < 0.22 * p.width
        if near.any():
            out = max(out, float((q[near, 0] * x + q[near, 2] * z).max() - bare))
    return float(min(out, 0.30))


def _dyes(c: Palette, turn: float) -> Dyes:
    """The palette's colors for a thing."""
    options: tuple[RGB, ...] = (c.second, c.main, c.accent, c.dark)
    main = options[int(turn * 3.999)]
    light = to_lch(main)[0]
    trim = next(
        (o for o in (c.light, c.accent, c.dark) if abs(to_lch(o)[0] - light) > 0.18), shade(main, 0.75)
    )
    accent = c.accent if c.accent != main else c.light
    return Dyes(main, trim, accent, c.dark, c.light, c.metal, (turn * 4) % 1)


def build_things(
    spec: ThingsSpec, palette: Palette, body: Body, head: Head, worn: Sequence[Mesh] = ()
) -> Things:
    """The things on a body. worn: the meshes of the clothes, for what lies on them."""
    c = palette
    out = Things(body=body)
    has = spec.named()
    if any(
        int(part) in (Part.LEFT_GLOVE, Part.RIGHT_GLOVE) for mesh in worn for part in np.ravel(mesh.part)[:1]
    ):
        has.pop("gloves", None)  # the clothes have some
    if any(mesh.name.startswith("cape") for mesh in worn):  # it lies where these would be
        for slot in ("back", "bag", "tail"):
            has.pop(slot, None)
    turn = dict(zip(USUAL, spec.turns, strict=True))
    out.words.extend(dict.fromkeys(WORDS[f"{slot} {name}"] for slot, name in has.items()))
    grips: tuple[Grip, ...] = ()
    for slot, name in has.items():
        d = _dyes(c, turn[slot])
        more: list[Mesh] = []
        if slot == "hat":
            more = hat(name, head, d)
        elif slot == "face":
            rim = (c.dark, c.metal, c.accent, c.dark)[int(turn[slot] * 3.999)]
            more = facewear.ON_FACE[name](
                head, replace(d, main=rim) if name in ("round", "square", "half", "sun") else d
            )
        elif slot == "ears":
            tip = shade(c.hair, 0.5) if to_lch(c.hair)[0] > 0.5 else (0.94, 0.92, 0.90)
            inner = (shade(c.skin, 0.88), (0.95, 0.90, 0.86))[int(turn[slot] > 0.6)]
            more = animal.ears(name, head, c.hair, inner, tip)
        elif slot == "horns":
            more = animal.horns(name, head, *animal.horn_colors(d, turn[slot]))
        elif slot == "halo":
            more = animal.halo(head, (1.0, 0.88, 0.50) if turn[slot] < 0.6 else c.accent)
        elif slot == "tail":
            more = _tail(name, body, c, d, _stands_off(body, worn, 3.5, 3.8, (0, -1), 0.05))
        elif slot == "back":
            more = _wings(name, body, d, turn[slot], _stands_off(body, worn, 4.75, 5.0, (0, -1), 0.05))
        elif slot == "bag":
            off = min(_stands_off(body, worn, 4.3, 4.95, (0, 1), 0.05), 0.15)
            behind = _stands_off(body, worn, 4.3, 4.7, (0, -1), 0.05)
            more = BAGS[name](body, d, off + 0.015, behind)
        elif slot == "held":
            built = carry(
                name, body, d, left=spec.left, out=_stands_off(body, worn, 4.3, 5.0, (0, 1), 0.06) + 0.02
            )
            more, grips = built.meshes, built.grips
        elif slot == "ear":
            if name == "headphones":
                more = neckwear.headphones(head, body, d)
            elif name == "neck_phones":
                more = neckwear.neck_phones(head, body, d)
            else:
                more = neckwear.earrings(head, d)
        elif slot == "neck":
            if name == "choker":
                more = neckwear.choker(body, d)
            else:
                more = neckwear.necklace(body, d, _stands_off(body, worn, 4.7, 5.1, (0, 1), 0.04) + 0.012)
        elif slot == "gloves":
            more, covers = gloves(name, body, (c.dark, c.light, c.accent, c.main)[int(turn[slot] * 3.999)])
            out.covers.extend(covers)
        out.meshes.extend(more)
    return replace(out, grips=grips, stands=spec.held != "none" and HELD[spec.held].stands)


def _tail(name: str, body: Body, c: Palette, d: Dyes, off: float) -> list[Mesh]:
    if name in ("demon", "dragon"):
        color = (c.dark, (0.34, 0.44, 0.38), (0.52, 0.18, 0.22))[int(d.turn * 2.999)]
        return tails.tail(name, body, color, shade(color, 1.4), out=off)
    tip = (0.95, 0.93, 0.91) if name in ("fox", "rabbit") or d.turn < 0.5 else shade(c.hair, 0.7)
    return tails.tail(name, body, c.hair, tip, out=off)


def _wings(name: str, body: Body, d: Dyes, turn: float, off: float) -> list[Mesh]:
    kind, _, size = name.partition("_")
    if kind == "bird":
        color = wings.FEATHERS[int(turn * 3.999)]
        color = d.light if color == GOLD else color
        second = shade(color, 0.93)
    elif kind == "bat":
        color, second = d.dark, (shade(d.dark, 1.25), shade(d.accent, 0.8))[int(turn > 0.5)]
    else:
        pale, second = np.array((0.80, 0.92, 0.95)), (0.97, 0.86, 0.93)
        r, g, b = np.minimum(0.55 * pale + 0.45 * np.array(shade(d.accent, 1.3)), 1.0)
        color = (float(r), float(g), float(b))
    return wings.wings(kind, body, color, second, big=size == "big", out=off)
