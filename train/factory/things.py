"""What somebody wears on the head or carries: hats, glasses, ears, and what the hands hold."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from . import garments_hats as hats
from .body import Body, Cover
from .garments import OutfitSpec
from .garments_plans import PLANS
from .head import Head
from .mesh import Mesh
from .palette import RGB, Palette
from .poses import DrawnPose
from .seeds import Draw, Traits
from .textures import shade

ACCESSORIES = ("cat ears", "straw hat", "beret", "glasses")
"""Words that `Things.words` may hold."""

_HATS = {"none": 0.76, "beret": 0.07, "straw": 0.06, "cat_ears": 0.11}
_STRAW: RGB = (0.90, 0.80, 0.58)


@dataclass(frozen=True)
class ThingsSpec:
    """hat: "none", "beret", "straw" or "cat_ears"; glasses: "none", "round" or "square"; turn: which of the
    palette's colors go where."""

    hat: str = "none"
    glasses: str = "none"
    turn: int = 0


@dataclass(frozen=True, eq=False)
class Things:
    """Meshes, what they hide of the skin, and the words (`ACCESSORIES`) for them."""

    meshes: list[Mesh] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def held(self, pose: DrawnPose, rng: np.random.Generator) -> DrawnPose:
        """The pose with the hands on what they hold."""
        del rng
        return pose


def draw_things(draw: Draw, traits: Traits, hair_kind: str, outfit: OutfitSpec) -> ThingsSpec:
    """The things of a seed. Its outfit's plan says what goes with it (`Plan.things`)."""
    rng = draw.rng("things")
    boy = traits.presentation == "boy"
    weights = {**_HATS, **PLANS[outfit.kind].things.get("hat", {})}
    if boy:
        weights["cat_ears"] *= 0.4
    share = np.array(list(weights.values()))
    hat = str(rng.choice(list(weights), p=share / share.sum()))
    if boy and hat == "straw" and outfit.kind != "shirt":
        hat = "none"
    if hair_kind in ("bun", "ponytail") and hat in ("beret", "straw"):
        hat = "none"  # hair tied on top would stand through it
    glasses = str(rng.choice(["none", "round", "square"], p=[0.82, 0.1, 0.08]))
    return ThingsSpec(hat, glasses, int(rng.integers(4)))


def build_things(spec: ThingsSpec, palette: Palette, body: Body, head: Head) -> Things:
    """The things on a body."""
    del body
    c, out = palette, Things()
    if spec.glasses != "none":
        rim = (c.dark, c.metal, c.accent, c.dark)[spec.turn]
        out.meshes.extend(hats.glasses(head, rim, round_=spec.glasses == "round"))
        out.words.append("glasses")
    if spec.hat in ("beret", "straw"):
        felt = (c.second, c.main, c.accent, c.dark)[spec.turn]
        out.meshes.extend(hats.hat(head, spec.hat, felt if spec.hat == "beret" else _STRAW, c.accent))
        out.words.append(spec.hat + (" hat" if spec.hat == "straw" else ""))
    elif spec.hat == "cat_ears":
        out.meshes.extend(hats.cat_ears(head, c.hair, shade(c.skin, 0.86)))
        out.words.append("cat ears")
    return out
