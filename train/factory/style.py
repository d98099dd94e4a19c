"""Render styles: how a picture is drawn, apart from what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class RenderStyle:
    """One way of drawing.

    name: the kind it belongs to (a tag). line: outline width factor. line_variation: 0 (even) to 1 (thin in
    light, thick in shade). ink: 0 = black lines, 1 = lines in a darker shade of the surface. softness: half
    width of the shadow's edge in N.L (0.018 crisp, 0.2 airbrush). depth: strength of the shadow, 0..1.
    tones: 2 or 3. shadow_shift: moves all thresholds (more shade when positive). warmth: tints shadows, -1
    violet to 1 orange. tint: what shadows are multiplied by besides. ink_tone: color of lines where ink is 0.
    saturation: of the flat colors. gloss, rim: factors on highlight and rim light.
    contact: strength of contact shadows, 0..1. wash: unevenness of
    watercolor, 0..1. lift: of all colors towards white, 0..1. light: (3,) direction towards the light as the
    camera sees it: right, up, towards the viewer.
    """

    name: str = "cel"
    line: float = 1.0
    line_variation: float = 0.5
    ink: float = 0.85
    softness: float = 0.02
    depth: float = 1.0
    tones: int = 2
    shadow_shift: float = 0.0
    warmth: float = 0.0
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    ink_tone: tuple[float, float, float] = (0.07, 0.05, 0.07)
    saturation: float = 1.0
    gloss: float = 1.0
    rim: float = 1.0
    contact: float = 1.0
    wash: float = 0.0
    lift: float = 0.0
    light: tuple[float, float, float] = field(default=(-0.45, 0.6, 0.7))

    @property
    def shadow_tint(self) -> tuple[float, float, float]:
        """What shadows are multiplied by, `warmth` and `tint` together."""
        r, g, b = self.tint
        return r * (1 + 0.03 * self.warmth), g, b * (1 - 0.05 * self.warmth)


STYLES = {
    "cel": 0.24,
    "crisp": 0.18,
    "soft": 0.14,
    "painterly": 0.12,
    "pastel": 0.12,
    "bold": 0.11,
    "flat": 0.09,
}
"""Kinds of render style, and how often each is drawn (before kinds are held out)."""


def draw_style(rng: np.random.Generator, kind: str | None = None) -> RenderStyle:
    """A style of a kind (drawn too where None), with its own numbers."""
    weights = np.array(list(STYLES.values()))
    kind = kind or str(rng.choice(list(STYLES), p=weights / weights.sum()))
    u = rng.uniform
    side = rng.choice([-1.0, 1.0], p=[0.6, 0.4])
    light = (side * u(0.15, 0.65), u(0.35, 0.8), u(0.45, 0.9))
    common = {"light": light, "warmth": u(-0.5, 0.5), "line_variation": u(0.3, 0.8), "contact": u(0.8, 1.0)}
    brown, sepia = (0.24, 0.11, 0.08), (0.33, 0.20, 0.17)
    numbers = {
        "cel": {"line": u(0.9, 1.2), "softness": u(0.015, 0.03), "depth": u(0.9, 1.1)},
        "crisp": {  # hard three-tone shadows towards blue, bright rims
            "line": u(0.65, 0.95),
            "softness": 0.010,
            "depth": u(1.15, 1.35),
            "tones": 3,
            "tint": (u(0.94, 0.98), u(0.95, 0.99), u(1.05, 1.12)),
            "rim": u(2.6, 4.0),
            "shadow_shift": u(0.08, 0.22),
            "gloss": 1.6,
            "saturation": u(1.06, 1.16),
            "ink": u(0.3, 0.7),
        },
        "soft": {  # airbrush: wide warm edges, thin lines in the parts' colors
            "line": u(0.5, 0.75),
            "softness": u(0.28, 0.42),
            "depth": u(0.85, 1.1),
            "tint": (u(1.0, 1.05), u(0.95, 1.0), u(0.95, 1.0)),
            "shadow_shift": u(0.10, 0.22),
            "ink": 1.0,
            "gloss": 0.7,
            "contact": u(0.5, 0.7),
            "lift": u(0.0, 0.08),
        },
        "painterly": {  # deep colored shade, hardly a line
            "line": u(0.25, 0.45),
            "softness": u(0.08, 0.16),
            "shadow_shift": u(0.16, 0.28),
            "depth": u(1.0, 1.2),
            "tones": 3,
            "tint": ((0.98, 0.94, 1.06), (1.03, 0.95, 0.96), (0.95, 0.98, 1.03))[int(rng.integers(3))],
            "saturation": u(0.95, 1.15),
            "wash": u(0.15, 0.35),
            "ink": 1.0,
            "rim": u(2.0, 3.0),
        },
        "pastel": {
            "line": u(0.55, 0.8),
            "softness": u(0.05, 0.16),
            "depth": u(0.55, 0.8),
            "saturation": u(0.95, 1.15),
            "wash": u(0.5, 0.85),
            "lift": u(0.20, 0.32),
            "gloss": 0.5,
            "ink": u(0.4, 0.8),
            "ink_tone": sepia,
        },
        "bold": {  # comic: heavy black lines, one hard shadow
            "line": u(1.6, 2.1),
            "line_variation": u(0.8, 1.1),
            "softness": 0.012,
            "depth": u(1.15, 1.35),
            "ink": u(0.0, 0.15),
            "saturation": u(1.12, 1.22),
        },
        "flat": {
            "line": u(1.0, 1.4),
            "depth": u(0.0, 0.12),
            "gloss": 0.0,
            "rim": 0.0,
            "contact": 0.25,
            "ink": u(0.0, 0.4),
            "ink_tone": brown,
            "saturation": u(0.9, 1.1),
        },
    }[kind]
    return RenderStyle(name=kind, **{**common, **numbers})
