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
    violet to 1 orange. saturation: of the flat colors. gloss, rim: factors on highlight and rim light.
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
    saturation: float = 1.0
    gloss: float = 1.0
    rim: float = 1.0
    contact: float = 1.0
    wash: float = 0.0
    lift: float = 0.0
    light: tuple[float, float, float] = field(default=(-0.45, 0.6, 0.7))


KINDS = ("cel", "crisp", "soft", "painterly", "pastel", "bold", "flat")
"""Names of the kinds that `draw_style` knows."""


def draw_style(rng: np.random.Generator, kind: str | None = None) -> RenderStyle:
    """A style of a kind (drawn too where None), with its own numbers."""
    weights = np.array([0.24, 0.18, 0.14, 0.12, 0.12, 0.11, 0.09])
    kind = kind or str(rng.choice(KINDS, p=weights / weights.sum()))
    u = rng.uniform
    side = rng.choice([-1.0, 1.0], p=[0.6, 0.4])
    light = (side * u(0.15, 0.65), u(0.35, 0.8), u(0.45, 0.9))
    common = {"light": light, "warmth": u(-0.5, 0.5), "line_variation": u(0.3, 0.8), "contact": u(0.8, 1.0)}
    numbers = {
        "cel": {"line": u(0.85, 1.15), "softness": u(0.015, 0.03), "depth": u(0.85, 1.05)},
        "crisp": {
            "line": u(0.7, 1.0),
            "softness": 0.012,
            "depth": u(1.0, 1.2),
            "tones": 3,
            "rim": 1.6,
            "shadow_shift": u(0.0, 0.10),
            "gloss": 1.25,
            "saturation": 1.06,
        },
        "soft": {
            "line": u(0.6, 0.9),
            "softness": u(0.10, 0.22),
            "depth": u(0.75, 1.0),
            "ink": 1.0,
            "gloss": 0.8,
        },
        "painterly": {
            "line": u(0.45, 0.7),
            "softness": u(0.06, 0.14),
            "shadow_shift": u(0.05, 0.14),
            "depth": u(0.95, 1.2),
            "tones": 3,
            "ink": 1.0,
            "rim": 1.4,
        },
        "pastel": {
            "line": u(0.55, 0.8),
            "softness": u(0.05, 0.16),
            "depth": u(0.5, 0.75),
            "saturation": u(0.90, 1.05),
            "wash": u(0.6, 1.0),
            "lift": u(0.22, 0.38),
            "gloss": 0.6,
            "ink": 1.0,
        },
        "bold": {
            "line": u(1.45, 1.9),
            "softness": 0.014,
            "depth": u(1.0, 1.2),
            "ink": u(0.1, 0.4),
            "saturation": 1.1,
        },
        "flat": {
            "line": u(1.0, 1.35),
            "depth": u(0.0, 0.15),
            "gloss": 0.3,
            "rim": 0.0,
            "contact": 0.35,
            "ink": u(0.5, 1.0),
        },
    }[kind]
    return RenderStyle(name=kind, **{**common, **numbers})
