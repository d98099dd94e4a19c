"""Materials: how a mesh takes light, and the pictures on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

Kind = Literal["skin", "face", "hair", "cloth", "leather", "metal", "eye", "flat"]


@dataclass(frozen=True)
class Response:
    """How a kind of material answers light.

    shadow: what the main shadow multiplies the color by, sRGB 0..1. threshold: N.L at the shadow's edge.
    gloss: strength of the highlight (hair: the band; leather, metal: a spot). rim: strength of the light at
    the edge. receives: how strongly it takes contact shadows of what is in front of it.
    """

    shadow: tuple[float, float, float]
    threshold: float = 0.06
    gloss: float = 0.0
    rim: float = 0.06
    receives: float = 1.0


RESPONSES: dict[Kind, Response] = {
    "skin": Response((0.945, 0.80, 0.785), rim=0.03),
    "face": Response((0.945, 0.80, 0.785), threshold=-0.30, rim=0.0),
    "hair": Response((0.70, 0.645, 0.745), gloss=1.0, rim=0.05),
    "cloth": Response((0.745, 0.735, 0.85)),
    "leather": Response((0.66, 0.62, 0.72), gloss=0.55),
    "metal": Response((0.62, 0.60, 0.70), gloss=1.0, rim=0.10),
    "eye": Response((0.80, 0.78, 0.86), threshold=-0.6, rim=0.0, receives=0.6),
    "flat": Response((1.0, 1.0, 1.0), threshold=-2.0, rim=0.0, receives=0.0),
}
KINDS: tuple[Kind, ...] = tuple(RESPONSES)


@dataclass(frozen=True, eq=False)
class Material:
    """What a mesh is made of.

    texture: (h, w, 4) uint8 straight-alpha RGBA or None (white); multiplied by the vertex colors. Row 0 is v
    = 0. parts: (h, w) uint8 part number of each texel, 0 = the mesh's own part; any size; or None.
    lines: (h, w) uint8 drawn lines of the texture for the line pass, 255 = ink; the size of `parts`; or None.
    cutout: texels with alpha under a half are holes. double_sided: seen from behind too (then never give it
    an outline with thickness inside; hulls of open cloth are drawn all the same). shadow: overrides the
    kind's. ink: color of its outline, None = the surface's color, darkened. inner: what back faces are
    multiplied by.
    """

    kind: Kind = "cloth"
    texture: np.ndarray | None = None
    parts: np.ndarray | None = None
    lines: np.ndarray | None = None
    cutout: bool = False
    double_sided: bool = False
    shadow: tuple[float, float, float] | None = None
    inner: float = 0.72

    @property
    def response(self) -> Response:
        return RESPONSES[self.kind]

    def row(self) -> np.ndarray:
        """(3, 4) float32: shadow rgb and threshold; gloss, rim, receives, kind; 0, 0, 0 and inner."""
        r = self.response
        shadow = self.shadow or r.shadow
        return np.array(
            [
                [*shadow, r.threshold],
                [r.gloss, r.rim, r.receives, KINDS.index(self.kind)],
                [0.0, 0.0, 0.0, self.inner],
            ],
            np.float32,
        )


@cache
def plain(kind: Kind) -> Material:
    """The material of a kind without a texture."""
    return Material(kind)
