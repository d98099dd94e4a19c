"""A character's colors, by rules of harmony in OKLab: one scheme for the clothes, one accent, hair and eyes
apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anigen_core.color import oklab_to_srgb, srgb_to_oklab

from .seeds import Draw, Traits

RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Palette:
    """sRGB colors, 0..1. hair_tip and streak equal hair where there is no gradient or streak. dye: a second
    color for the hair; sheen: what dark hair adds where it shines. main: the
    largest garment; second: the other one; light: shirts and linings; dark: belts, socks, leather; accent:
    ribbons and trims."""

    skin: RGB
    blush: RGB
    hair: RGB
    hair_tip: RGB
    streak: RGB
    left_eye: RGB
    right_eye: RGB
    main: RGB
    second: RGB
    light: RGB
    dark: RGB
    accent: RGB
    sock: RGB
    leather: RGB
    metal: RGB
    names: tuple[tuple[str, str], ...] = ()
    dye: RGB = (0.9, 0.8, 0.85)
    sheen: RGB = (0.05, 0.06, 0.11)

    def name(self, what: str) -> str:
        """The word for a color: "hair", "eyes", "skin", "scheme"."""
        return dict(self.names)[what]


def lch(lightness: float, chroma: float, hue: float) -> RGB:
    """OKLab in polar form (hue in degrees) to sRGB 0..1; chroma is lowered until the color can be shown."""
    h = np.radians(hue)
    for share in np.linspace(1, 0, 24):
        lab = np.array([[[lightness, chroma * share * np.cos(h), chroma * share * np.sin(h)]]], np.float32)
        rgb = oklab_to_srgb(lab)
        back = srgb_to_oklab(rgb)
        if np.abs(back - lab).max() < 0.012:
            break
    return tuple(float(v) / 255 for v in rgb[0, 0])  # type: ignore[return-value]


def to_lch(rgb: RGB) -> tuple[float, float, float]:
    """Lightness, chroma, hue in degrees."""
    pixel = np.clip(np.rint(np.array(rgb) * 255), 0, 255).astype(np.uint8)[None, None]
    lightness, a, b = (float(v) for v in srgb_to_oklab(pixel)[0, 0])
    return lightness, float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360)


def shifted(rgb: RGB, lightness: float = 0.0, chroma: float = 1.0, hue: float = 0.0) -> RGB:
    """Another color: lightness added, chroma multiplied, hue turned by degrees."""
    lum, c, h = to_lch(rgb)
    return lch(float(np.clip(lum + lightness, 0.08, 0.985)), c * chroma, h + hue)


# name: weight, lightness range, chroma range, hue range (OKLab: red 25, orange 55, yellow 95, green 145,
# cyan 200, blue 260, violet 300, pink 350)
_HAIR = {
    "black": (0.13, (0.25, 0.33), (0.005, 0.03), (220, 320)),
    "brown": (0.17, (0.36, 0.54), (0.05, 0.085), (36, 58)),
    "blonde": (0.14, (0.85, 0.92), (0.075, 0.12), (74, 89)),
    "orange": (0.07, (0.62, 0.72), (0.12, 0.16), (45, 62)),
    "red": (0.08, (0.42, 0.56), (0.13, 0.18), (15, 30)),
    "pink": (0.09, (0.72, 0.84), (0.08, 0.13), (350, 370)),
    "purple": (0.08, (0.45, 0.65), (0.09, 0.14), (295, 318)),
    "blue": (0.09, (0.42, 0.66), (0.08, 0.13), (245, 272)),
    "aqua": (0.06, (0.70, 0.82), (0.07, 0.11), (190, 220)),
    "green": (0.05, (0.54, 0.76), (0.08, 0.13), (150, 172)),
    "silver": (0.05, (0.76, 0.84), (0.006, 0.025), (240, 300)),
    "white": (0.05, (0.91, 0.95), (0.004, 0.018), (60, 280)),
}
_EYES = {
    "blue": (0.18, (0.52, 0.66), (0.12, 0.17), (240, 265)),
    "brown": (0.15, (0.42, 0.54), (0.07, 0.11), (45, 65)),
    "green": (0.14, (0.55, 0.68), (0.12, 0.18), (138, 160)),
    "red": (0.12, (0.48, 0.58), (0.16, 0.21), (15, 28)),
    "purple": (0.13, (0.48, 0.60), (0.14, 0.20), (295, 315)),
    "yellow": (0.10, (0.76, 0.85), (0.13, 0.17), (75, 92)),
    "aqua": (0.10, (0.66, 0.76), (0.10, 0.14), (190, 212)),
    "pink": (0.08, (0.62, 0.70), (0.14, 0.18), (350, 368)),
}
_SKIN = {
    "fair": (0.35, (0.945, 0.958), (0.022, 0.030), (45, 62)),
    "light": (0.35, (0.915, 0.935), (0.034, 0.046), (48, 62)),
    "tan": (0.17, (0.82, 0.86), (0.058, 0.072), (54, 64)),
    "dark": (0.13, (0.62, 0.72), (0.062, 0.078), (50, 60)),
}
# scheme: weight; hue offsets of second and accent; lightness of main, second; chroma of main, second
_SCHEMES = {
    "navy": (0.19, (0, 15), ((0.30, 0.40), (0.90, 0.96)), ((0.05, 0.09), (0.004, 0.015))),
    "mono": (0.14, (8, 180), ((0.38, 0.60), (0.55, 0.85)), ((0.06, 0.12), (0.04, 0.08))),
    "neighbors": (0.16, (35, 150), ((0.45, 0.68), (0.35, 0.55)), ((0.08, 0.13), (0.05, 0.09))),
    "opposites": (0.14, (180, 15), ((0.40, 0.62), (0.60, 0.82)), ((0.08, 0.14), (0.04, 0.08))),
    "pastel": (0.19, (40, 200), ((0.82, 0.90), (0.74, 0.86)), ((0.04, 0.07), (0.05, 0.09))),
    "earth": (0.06, (25, 180), ((0.50, 0.66), (0.36, 0.48)), ((0.05, 0.08), (0.04, 0.07))),
    "dark": (0.12, (0, 20), ((0.24, 0.32), (0.28, 0.42)), ((0.01, 0.03), (0.02, 0.08))),
}


def _dye(lightness: float, chroma: float, hue: float) -> RGB:
    """A color of cloth: dull yellows and yellow greens, which look like mud, turn to brick or pine green."""
    hue = hue % 360
    if 58 < hue < 142 and lightness < 0.72:
        hue = 28 if hue < 98 else 158
    return lch(lightness, chroma, hue)


def _pick(rng: np.random.Generator, table: dict) -> str:
    weights = np.array([row[0] for row in table.values()])
    return str(rng.choice(list(table), p=weights / weights.sum()))


def _color(rng: np.random.Generator, row: tuple) -> RGB:
    return lch(*(float(rng.uniform(*span)) for span in row[1:]))


def draw_palette(draw: Draw, traits: Traits) -> Palette:
    """The palette of a seed."""
    rng = draw.rng("palette")
    hair_name, eye_name, skin_name = (_pick(rng, table) for table in (_HAIR, _EYES, _SKIN))
    hair, eye, skin = (
        _color(rng, table[name])
        for table, name in ((_HAIR, hair_name), (_EYES, eye_name), (_SKIN, skin_name))
    )
    tip = streak = hair
    if rng.random() < 0.28:
        turn = rng.normal(0, 35)
        if hair_name in ("blonde", "brown", "orange"):  # towards red and pink; towards green looks ill
            turn = -abs(turn)
        tip = shifted(hair, rng.uniform(-0.10, 0.14), rng.uniform(0.8, 1.5), turn)
    if rng.random() < 0.12:
        # lighter or darker and a neighbor's hue; a stranger's hue only pale
        streak = shifted(hair, rng.choice([-0.18, 0.20]), rng.uniform(0.8, 1.15), rng.choice([-45, 0, 45]))
        if rng.random() < 0.35:
            streak = lch(rng.uniform(0.80, 0.90), rng.uniform(0.02, 0.07), rng.uniform(0, 360))
    other = eye
    if rng.random() < 0.05:
        other = _color(rng, _EYES[_pick(rng, _EYES)])
    scheme = _pick(rng, _SCHEMES)
    _, (to_second, to_accent), lights, chromas = _SCHEMES[scheme]
    if scheme == "earth":
        hue = rng.uniform(35, 57)
    elif scheme == "navy":
        hue = rng.choice([262, 270, 285, 20, 160, 300]) + rng.normal(0, 4)
    else:  # clothes go with the hair, or with its opposite
        hue = (
            to_lch(hair)[2] + rng.choice([0, 40, -40, 150, 180, 210])
            if rng.random() < 0.6
            else rng.uniform(0, 360)
        )
    main = _dye(rng.uniform(*lights[0]), rng.uniform(*chromas[0]), hue)
    second = _dye(rng.uniform(*lights[1]), rng.uniform(*chromas[1]), hue + to_second)
    accent = _dye(rng.uniform(0.52, 0.74), rng.uniform(0.12, 0.18), hue + to_accent + rng.choice([0, 0, 120]))
    if rng.random() < 0.25 and scheme != "navy":
        main, second = second, main
    light = lch(rng.uniform(0.93, 0.975), rng.uniform(0.002, 0.022), hue + rng.uniform(-40, 40))
    dark = lch(rng.uniform(0.24, 0.34), rng.uniform(0.01, 0.035), hue)
    sock = [light, dark, dark, shifted(main, -0.05), lch(0.26, 0.01, hue)][rng.integers(5)]
    leather = [lch(0.34, 0.05, 50), lch(0.25, 0.012, 30), lch(0.45, 0.07, 55), dark, lch(0.93, 0.01, 80)][
        rng.integers(5)
    ]
    metal = lch(0.83, 0.09, 88) if rng.random() < 0.6 else lch(0.82, 0.008, 250)
    lum, chroma, _ = to_lch(skin)
    blush = lch(lum - 0.12, chroma + 0.09, 22)
    names = (("hair", hair_name), ("eyes", eye_name), ("skin", skin_name), ("scheme", scheme))
    del traits
    return Palette(
        skin,
        blush,
        hair,
        tip,
        streak,
        eye,
        other,
        main,
        second,
        light,
        dark,
        accent,
        sock,
        leather,
        metal,
        names,
        *_second(draw.rng("palette dye"), hair, hair_name),
    )


def _second(rng: np.random.Generator, hair: RGB, name: str) -> tuple[RGB, RGB]:
    """A dye that is clearly another color than the hair, and the sheen of dark hair, bluish or brown."""
    lum, chroma, hue = to_lch(hair)
    way = rng.choice(["bleached", "loud", "neighbor", "dark"], p=[0.22, 0.38, 0.26, 0.14])
    if way == "dark" and lum < 0.5:
        way = "loud"
    if way == "bleached" and lum > 0.75:
        way = "loud" if rng.random() < 0.6 else "dark"
    if way == "bleached":
        dye = lch(rng.uniform(0.86, 0.94), rng.uniform(0.01, 0.08), rng.uniform(60, 95))
    elif way == "dark":
        dye = lch(rng.uniform(0.24, 0.34), rng.uniform(0.01, 0.06), hue)
    elif way == "loud":
        dye = lch(
            rng.uniform(0.58, 0.80), rng.uniform(0.11, 0.17), rng.choice([5, 25, 60, 195, 255, 305, 350])
        )
    else:
        turn = rng.choice([-60, -45, 45, 60])
        dye = lch(
            lum + (0.22 if lum < 0.62 else -0.20), max(chroma, 0.09) * rng.uniform(0.9, 1.2), hue + turn
        )
    if abs(to_lch(dye)[0] - lum) < 0.12 and abs((to_lch(dye)[2] - hue + 180) % 360 - 180) < 40:
        dye = shifted(dye, 0.2 if lum < 0.6 else -0.2)
    warm = name == "brown" or name == "red" or rng.random() < 0.3
    sheen = (0.13, 0.075, 0.05) if warm else (0.05, 0.075, 0.16)
    if rng.random() < 0.2 and not warm:
        sheen = (0.10, 0.05, 0.14)
    return dye, sheen
