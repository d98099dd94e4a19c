"""Colors that go with a color: schemes of hues in OKLCh, equally light, and as vivid as a screen can show.

Hue circles go back to Itten 1961; OKLCh (Ottosson 2020) keeps what is turned equally light to the eye.
`ui/static/stage/draft/harmony.js` does the same arithmetic; tests/vectors/color.json holds both to it.
"""

from __future__ import annotations

import numpy as np

from anigen_core.color import linear_to_srgb, oklab_to_linear, parse_color, srgb_to_oklab, to_hex

SCHEMES: dict[str, tuple[int, ...]] = {
    "complementary": (180,),
    "analogous": (-30, 30),
    "triad": (120, 240),
    "split": (150, 210),
    "tetrad": (90, 180, 270),
}
"""By name: how far the other hues are turned, degrees."""

STEPS = 20
"""Halvings in the search for the most vivid color that a screen can show."""


def harmonies(color: str) -> dict[str, tuple[str, ...]]:
    """For each of `SCHEMES` the other colors as "#rrggbb", by the hue of `color`.

    Raises:
        InputError: no color.
    """
    light, a, b = map(float, srgb_to_oklab(np.array(parse_color(color), np.uint8)))
    chroma, hue = float(np.hypot(a, b)), float(np.arctan2(b, a))
    return {
        name: tuple(_shown(light, chroma, hue + np.radians(turn)) for turn in turns)
        for name, turns in SCHEMES.items()
    }


def _shown(light: float, chroma: float, hue: float) -> str:
    """The color as "#rrggbb"; chroma gives way where the screen has no such color."""
    low, high = 0.0, chroma
    if not _on_screen(light, chroma, hue):
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _on_screen(light, middle, hue) else (low, middle)
        chroma = low
    return to_hex(linear_to_srgb(_linear(light, chroma, hue)))


def _on_screen(light: float, chroma: float, hue: float) -> bool:
    linear = _linear(light, chroma, hue)
    return bool((linear >= -1e-4).all() and (linear <= 1 + 1e-4).all())


def _linear(light: float, chroma: float, hue: float) -> np.ndarray:
    return oklab_to_linear(np.array([light, chroma * np.cos(hue), chroma * np.sin(hue)]))
