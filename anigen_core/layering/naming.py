"""Words for colors, for the names of layers: "light blue" finds a layer quicker than "#bcd4ee"."""

from __future__ import annotations

import numpy as np

from anigen_core.color import srgb_to_oklab

GRAYS = ((0.27, "black"), (0.5, "dark gray"), (0.75, "gray"), (0.93, "light gray"), (np.inf, "white"))
"""Lightness in OKLab under which a color without chroma has a name."""

HUES = (
    *((12, "pink"), (40, "red"), (70, "orange"), (112, "yellow"), (155, "green"), (215, "teal")),
    *((285, "blue"), (330, "purple"), (361, "pink")),
)
"""Hue angle in OKLab, in degrees, under which a color has a name."""

COLORLESS, PALE = 0.02, 0.03


def color_name(rgb: tuple[int, int, int]) -> str:
    """A plain English name of a color, such as "dark blue"; near colors share one."""
    lightness, a, b = (float(value) for value in srgb_to_oklab(np.array([rgb], np.uint8))[0])
    chroma, hue = float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a))) % 360
    if chroma < COLORLESS or (lightness > 0.95 and chroma < PALE):
        return next(word for limit, word in GRAYS if lightness < limit)
    word = next(word for limit, word in HUES if hue < limit)
    if 12 <= hue < 90 and lightness < 0.55 and chroma < 0.13:
        return "brown" if lightness > 0.33 else "dark brown"
    if 30 <= hue < 100 and lightness > 0.75 and chroma < 0.09:
        return "beige"
    if word == "red" and lightness > 0.7:
        return "pink"
    shade = "dark " if lightness < 0.42 else "light " if lightness > 0.8 and word != "yellow" else ""
    return shade + word
