"""How clothes use the palette: contrast, one color, pastel, dark; and colors that cloth simply has."""

from __future__ import annotations

from dataclasses import replace

from ..palette import RGB, Palette, lch, shifted, to_lch

TONES = ("free", "contrast", "mono", "pastel", "dark", "vivid")
"""Ways to use a palette; "free" leaves it as it was drawn."""

DENIM = (lch(0.42, 0.075, 262), lch(0.56, 0.07, 256), lch(0.33, 0.055, 268), lch(0.70, 0.045, 250))
KHAKI = (lch(0.56, 0.045, 100), lch(0.70, 0.05, 85), lch(0.46, 0.045, 120), lch(0.40, 0.02, 90))
BLACKS = (lch(0.24, 0.008, 280), lch(0.27, 0.012, 250), lch(0.22, 0.008, 20), lch(0.30, 0.02, 265))
NAVY = (lch(0.31, 0.065, 265), lch(0.27, 0.05, 270), lch(0.35, 0.07, 258), lch(0.29, 0.03, 255))
WHITE = (lch(0.965, 0.005, 90), lch(0.955, 0.010, 230), lch(0.97, 0.008, 60), lch(0.94, 0.015, 85))
BEIGE = (lch(0.78, 0.05, 80), lch(0.70, 0.06, 70), lch(0.84, 0.035, 85), lch(0.62, 0.05, 65))
GRAYS = (lch(0.62, 0.008, 260), lch(0.75, 0.006, 250), lch(0.48, 0.010, 265), lch(0.85, 0.005, 90))


def _at(color: RGB, lightness: float, chroma: float | None = None, hue: float | None = None) -> RGB:
    _, c, h = to_lch(color)
    return lch(lightness, c if chroma is None else chroma, h if hue is None else hue)


def toned(palette: Palette, tone: str) -> Palette:
    """The palette as clothes of a tone use it. Skin, hair, eyes and metal stay."""
    p = palette
    light, chroma, hue = to_lch(p.main)
    second = to_lch(p.second)
    if tone == "contrast":  # one light, one dark
        if abs(light - second[0]) > 0.28:
            return p
        if light > 0.55:
            return replace(p, second=_at(p.second, 0.30, min(second[1], 0.06)))
        return replace(p, second=_at(p.second, 0.88, min(max(second[1], 0.02), 0.06)))
    if tone == "mono":
        return replace(
            p, second=lch(0.30 if light > 0.6 else 0.86, chroma * 0.6, hue), light=lch(0.96, 0.012, hue),
            dark=lch(0.25, min(chroma, 0.03), hue), accent=shifted(p.main, 0.16 if light < 0.6 else -0.24),
        )  # fmt: skip
    if tone == "pastel":
        return replace(
            p, main=lch(0.88, 0.055, hue), second=lch(0.93, 0.03, second[2]), light=lch(0.98, 0.008, hue),
            accent=lch(0.80, 0.09, to_lch(p.accent)[2]), dark=lch(0.55, 0.05, hue),
        )  # fmt: skip
    if tone == "dark":
        return replace(
            p, main=lch(0.26, min(chroma, 0.03), hue), second=lch(0.34, min(second[1], 0.05), second[2]),
            light=lch(0.80, 0.01, hue), dark=lch(0.20, 0.01, hue),
        )  # fmt: skip
    if tone == "vivid":
        return replace(
            p, main=_at(p.main, min(max(light, 0.55), 0.72), 0.17), second=lch(0.94, 0.01, hue),
            accent=lch(0.66, 0.17, hue + 150),
        )  # fmt: skip
    return p
