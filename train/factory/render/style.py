"""Render styles: how a picture is drawn, apart from what is in it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np

from ..geometry.mesh import unit

RGB = tuple[float, float, float]
Medium = Literal[
    "cel", "film", "watercolor", "gouache", "screentone", "pencil", "crayon", "riso", "sketch", "sticker"
]

MEDIA: dict[Medium, set[str]] = {
    "cel": set(),
    "film": {"FILM", "BLUR"},
    "watercolor": {"WATERCOLOR", "PAPER", "BLUR", "GRAINY"},
    "gouache": {"GOUACHE", "PAPER"},
    "screentone": {"SCREENTONE"},
    "pencil": {"PENCIL", "PAPER", "GRAINY"},
    "crayon": {"CRAYON", "PAPER", "GRAINY"},
    "riso": {"RISO", "PAPER", "SHIFTED"},
    "sketch": {"SKETCH", "PAPER", "SHIFTED", "GRAINY"},
    "sticker": {"STICKER"},
}
"""What finish.frag does for each medium."""


@dataclass(frozen=True)
class RenderStyle:
    """One way of drawing. Only `beauty` and `shading` depend on it; `albedo` times `shading` is the beauty
    where no line, highlight or rim lies as long as the numbers below say nothing else about color (the
    defaults; kinds "cel", "bold" and "crisp" but for their saturation).

    name: the kind it belongs to (a tag). medium: what the colors are laid down with.

    Lines. line: width factor. line_variation: 0 (even) and up: thin in light, thick in shade and under
    overlaps, and with the hand's pressure. wobble: pixels at 768 rows. strokes: 1, or 2 and up for a second
    line beside the first, the further the higher. gaps: 0..1, lines that end in the light. crease: of folds,
    0..1. outline: strength of the outer line beside the inner ones. ink: 0 = `ink_tone`, 1 = a darker shade
    of the surface, or, by `ink_light`, a lighter one.

    Shade. softness: half width of the shadow's edge in N.L (0.018 crisp, 0.2 airbrush). depth: strength,
    0..1. tones: 2 or 3. shadow_shift: moves all thresholds (more shade when positive). blob: by how much the
    shadows' shapes are rounded, heads. waver: 0 and up, how far their edges stray. warmth: tints shadows, -1
    violet to 1 orange. tint: what shadows are multiplied by besides. shadow_color, shadow_mix: one color for
    all shadows, and its share. ember: warmth at the shadow's edge. sheen: soft light towards the light.
    contact: strength of contact shadows, 0..1. gloss, rim: factors on highlight and rim light; rim_color.

    Colors. saturation, lift (towards white, 0..1), blush, fade_color and fade (towards the feet), paper.
    wash: unevenness of watercolor, 0..1; how much a pencil hatches, 0..1; a screen's coarseness, about 1.
    grit: grain. bloom: light that spreads. offset: pixels by which colors miss the lines. see_through: how
    clearly eyes and brows show through hair. veil: how much hair over a face takes its color. phase: where
    the noises start. light: (3,) direction towards the light as the camera sees it: right, up, towards the
    viewer.
    """

    name: str = "cel"
    medium: Medium = "cel"
    line: float = 1.0
    line_variation: float = 0.5
    wobble: float = 0.0
    strokes: float = 1.0
    gaps: float = 0.0
    crease: float = 0.0
    outline: float = 1.0
    ink: float = 0.85
    ink_tone: RGB = (0.07, 0.05, 0.07)
    ink_light: float = 0.0
    softness: float = 0.02
    depth: float = 1.0
    tones: int = 2
    shadow_shift: float = 0.0
    blob: float = 0.0
    waver: float = 0.0
    warmth: float = 0.0
    tint: RGB = (1.0, 1.0, 1.0)
    shadow_color: RGB = (0.6, 0.5, 0.7)
    shadow_mix: float = 0.0
    ember: float = 0.0
    sheen: float = 0.0
    contact: float = 1.0
    gloss: float = 1.0
    rim: float = 1.0
    rim_color: RGB = (1.0, 1.0, 1.0)
    saturation: float = 1.0
    lift: float = 0.0
    blush: float = 0.0
    fade_color: RGB = (1.0, 1.0, 1.0)
    fade: float = 0.0
    paper: RGB = (1.0, 1.0, 1.0)
    wash: float = 0.0
    grit: float = 0.0
    bloom: float = 0.0
    offset: float = 0.0
    see_through: float = 0.0
    veil: float = 0.0
    phase: tuple[float, float] = (0.0, 0.0)
    light: RGB = (-0.45, 0.6, 0.7)

    @property
    def shadow_tint(self) -> RGB:
        """What shadows are multiplied by, `warmth` and `tint` together."""
        r, g, b = self.tint
        return r * (1 + 0.03 * self.warmth), g, b * (1 - 0.05 * self.warmth)

    def uniforms(self) -> dict[str, Any]:
        """Its numbers by the shaders' names for them, which are the fields'."""
        out = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("name", "medium")}
        out["tones"] = float(self.tones)
        return out | {"tint": self.shadow_tint, "light": tuple(unit(np.array(self.light)).tolist())}


STYLES = {
    "cel": 0.11,
    "crisp": 0.09,
    "soft": 0.09,
    "lineart": 0.07,
    "flat": 0.07,
    "bold": 0.06,
    "lineless": 0.06,
    "pastel": 0.06,
    "watercolor": 0.07,
    "retro": 0.06,
    "sketch": 0.06,
    "pencil": 0.05,
    "crayon": 0.04,
    "poster": 0.04,
    "sticker": 0.04,
    "painterly": 0.07,
    "screentone": 0.05,
}
"""Kinds of render style, and how often each is drawn (before kinds are held out)."""

GRAY_STYLES = ("pencil", "screentone")
"""Kinds whose pictures have no colors."""


def draw_style(rng: np.random.Generator, kind: str | None = None) -> RenderStyle:
    """A style of a kind (drawn too where None), with its own numbers."""
    from .style_kinds import numbers

    weights = np.array(list(STYLES.values()))
    kind = kind or str(rng.choice(list(STYLES), p=weights / weights.sum()))
    return RenderStyle(name=kind, **numbers(rng)[kind])
