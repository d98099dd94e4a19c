"""Everything that lies on the head, by name."""

from __future__ import annotations

from collections.abc import Callable

from ..face.head import Head
from ..geometry.mesh import Mesh
from ..parts import Part
from . import headwear_casual as casual
from . import headwear_tales as tales
from . import headwear_work as work
from .headwear_fit import lie
from .headwear_parts import Dyes
from .kit import Kit

HATS: dict[str, Callable[[Kit, Dyes], None]] = {
    "beret": casual.beret,
    "straw": casual.straw,
    "witch": tales.witch,
    "cap": casual.cap,
    "cap_back": casual.cap_back,
    "helmet": tales.helmet,
    "crown": tales.crown,
    "tiara": tales.tiara,
    "maid": work.maid,
    "bandana": casual.bandana,
    "beanie": casual.beanie,
    "top_hat": tales.top_hat,
    "feather_hat": tales.feather_hat,
    "sailor_hat": work.sailor_hat,
    "peaked_cap": work.peaked_cap,
    "chef": work.chef,
    "santa": work.santa,
    "hard_hat": work.hard_hat,
    "flower_crown": casual.flower_crown,
    "nurse": work.nurse,
    "mini_hat": tales.mini_hat,
    "shako": work.shako,
    "horned_helmet": tales.horned_helmet,
    "turban": tales.turban,
    "tricorn": tales.tricorn,
    "hachimaki": casual.hachimaki,
    "mitre": tales.mitre,
    "flower": casual.blossom,
    "visor": casual.sun_visor,
}
"""Everything that lies on the head, by name."""


def hat(kind: str, head: Head, dyes: Dyes) -> list[Mesh]:
    """A hat on a head."""
    kit = Kit.on(Part.HAT, "head", head.center, lie(kind))
    HATS[kind](kit, dyes)
    return kit.meshes
