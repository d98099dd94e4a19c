"""What is worn on a head drawn by rule: hats, ears, ribbons, glasses."""

from __future__ import annotations

import numpy as np

from anigen_core.facemaking.canvas import Canvas, mirrored, smooth
from anigen_core.facemaking.features import APART
from anigen_core.facemaking.form import Form
from anigen_core.facemaking.shapes import CROWN, LINE, pen, ring, shape

_GOLD, _BLACK, _WHITE = np.array([238.0, 190, 80]), np.array([52.0, 48, 58]), np.array([248.0, 247, 250])
_STRAW, _PINK = np.array([232.0, 200, 140]), np.array([246.0, 176, 186])

_BRIMMED = ("straw_hat", "witch_hat", "hat", "top_hat")
_CAPS = ("beret", "beanie", "cap", "uniform_hat", "helmet")


def behind(canvas: Canvas, form: Form) -> None:
    """What stands out behind the hair: ears, horns, a halo, large ribbons."""
    worn, trim, hair = form.worn, form.colors["trim"], form.colors["hair"]
    top = CROWN - form.hair["volume"]
    grown = {word: amount for word, amount in worn.items() if amount > 0.05}
    for word in ("cat_ears", "animal_ears"):
        if word in grown:
            _ears(canvas, hair, top, grown[word])
    if "rabbit_ears" in grown:
        tall = grown["rabbit_ears"]
        for s in (-1, 1):
            ear = np.array([(0.05, 0.04), (0.03, -0.1), (0.07, -0.2 * tall), (0.12, -0.1), (0.11, 0.05)])
            outline = smooth(np.add(ear, (0, top)) * [s, 1])
            shape(canvas, outline, _WHITE)
            canvas.lay(canvas.mask(outline * [0.6, 1] + [s * 0.03, 0.005]), _PINK, 0.8)
    if "horns" in grown:
        for s in (-1, 1):
            horn = np.array([(0.09, 0.05), (0.12, -0.03), (0.19, -0.11), (0.17, -0.02), (0.15, 0.08)])
            shape(canvas, smooth((horn * [1, grown["horns"]] + [0, top]) * [s, 1]), _BLACK + 30)
    if "halo" in grown:
        turn = np.linspace(0, 2 * np.pi, 60)
        band = np.column_stack([0.14 * np.cos(turn), top - 0.035 + 0.028 * np.sin(turn)])
        canvas.draw(canvas.outline(band, 0.02), pen(_GOLD), grown["halo"])
        canvas.lay(canvas.outline(band, 0.011), _GOLD + 12, grown["halo"])
    for word in ("hair_bow", "ribbon"):
        if word in grown:
            _bow(canvas, (0.0, top + 0.015), 0.13 * grown[word], trim)


def before(canvas: Canvas, form: Form) -> None:
    """What is worn over hair and face."""
    worn, trim = form.worn, form.colors["trim"]
    volume = form.hair["volume"]
    for word, amount in worn.items():
        if amount <= 0.05:
            continue
        if word in ("glasses", "sunglasses", "goggles"):
            _glasses(canvas, word, amount, trim)
        elif word in _BRIMMED or word in _CAPS or word in ("crown", "tiara"):
            _hat(canvas, word, amount, volume, trim)
        elif word in ("hairband", "headband", "maid_headdress", "flower_crown", "headphones"):
            _band(canvas, word, amount, volume, trim)
        elif word == "mask":
            points = smooth(mirrored(np.array([(0.1, 0.07), (0.16, 0.085), (0.14, 0.15), (0.06, 0.188)])))
            canvas.lay(canvas.mask(points), _WHITE, amount)
            canvas.draw(canvas.outline(points, LINE), pen(_WHITE), amount)
        elif word == "eye_patch":
            patch = np.array([(-0.165, -0.05), (-0.035, -0.045), (-0.04, 0.03), (-0.1, 0.07), (-0.16, 0.03)])
            shape(canvas, smooth(patch), _BLACK)
            canvas.draw(canvas.stroke(np.array([(0.2, -0.14), (0.0, -0.09), (-0.14, -0.045)]), 0.01), _BLACK)
        elif word == "hair_clip":
            for dy in (0.0, 0.026):
                bar = np.add([(0.105, -0.15), (0.165, -0.135), (0.163, -0.12), (0.103, -0.135)], (0, dy))
                shape(canvas, bar, trim, 0.005)
        elif word == "hair_flower":
            _flower(canvas, (0.165, -0.19), 0.05 * amount, trim)
        elif word == "earrings":
            for s in (-1, 1):
                shape(canvas, ring((s * 0.205, 0.078), 0.014 * amount), _GOLD, 0.005)
        elif word in ("choker", "scarf"):
            y, wide = form.face["jaw"] + 0.04, 0.062 if word == "choker" else 0.13
            tall = 0.02 if word == "choker" else 0.07
            band = np.array([(0.0, y + 0.012), (wide, y), (wide + 0.004, y + tall), (0.0, y + tall + 0.018)])
            shape(canvas, smooth(mirrored(band)), _BLACK if word == "choker" else trim)


def _ears(canvas: Canvas, color: np.ndarray, top: float, amount: float) -> None:
    for s in (-1, 1):
        ear = np.array([(0.055, 0.05), (0.1, -0.05), (0.155, -0.085 * amount), (0.19, 0.0), (0.205, 0.11)])
        outline = np.add(ear, (0, top)) * [s, 1]
        shape(canvas, outline, color)
        inner = np.add([(0.1, 0.03), (0.15, -0.05 * amount), (0.178, 0.07)], (0, top)) * [s, 1]
        canvas.lay(canvas.mask(inner), _PINK, 0.9)


def _bow(canvas: Canvas, place: tuple[float, float], size: float, color: np.ndarray) -> None:
    for s in (-1, 1):
        wing = np.array([(0.05, 0.0), (0.5, -0.55), (1.0, -0.6), (1.05, 0.0), (0.95, 0.45), (0.45, 0.3)])
        shape(canvas, smooth(wing * [s * size, size] + place), color)
        fold = np.array([(0.15, 0.0), (0.4, -0.1), (0.6, -0.12)]) * [s * size, size] + place
        canvas.draw(canvas.stroke(fold, 0.006), pen(color))
    shape(canvas, ring(place, 0.24 * size), color)


def _flower(canvas: Canvas, place: tuple[float, float], size: float, color: np.ndarray) -> None:
    for turn in np.linspace(0, 2 * np.pi, 5, endpoint=False):
        at = (place[0] + 0.6 * size * np.cos(turn), place[1] + 0.6 * size * np.sin(turn))
        shape(canvas, ring(at, 0.52 * size), color, 0.005)
    shape(canvas, ring(place, 0.35 * size), _GOLD, 0.004)


def _glasses(canvas: Canvas, word: str, amount: float, trim: np.ndarray) -> None:
    dark = word == "sunglasses"
    raised = -0.2 if word == "goggles" else 0.0
    for s in (-1, 1):
        lens = np.array(
            [(-0.07, -0.05), (0.0, -0.06), (0.07, -0.05), (0.076, 0.02), (0.0, 0.066), (-0.074, 0.03)]
        )
        outline = smooth(lens * 1.06 + [s * APART, 0.012 + raised])
        if raised:
            canvas.lay(canvas.mask(outline), [150.0, 190, 214], amount)
        canvas.lay(canvas.mask(outline), _BLACK if dark else _WHITE, amount * (0.85 if dark else 0.12))
        canvas.draw(canvas.outline(outline, 0.011), _BLACK, amount)
        arm = np.add([(APART + 0.078, 0.0), (APART + 0.1, -0.006), (0.205, -0.012)], (0, raised))
        canvas.draw(canvas.stroke(arm * [s, 1], 0.011, (1, 1)), _BLACK, amount)
    bridge = np.add([(-0.03, -0.005), (0.0, -0.014), (0.03, -0.005)], (0, raised))
    canvas.draw(canvas.stroke(bridge, 0.01, (1, 1)), _BLACK, amount)


def _hat(canvas: Canvas, word: str, amount: float, volume: float, trim: np.ndarray) -> None:
    wide, top = 0.215 + volume, CROWN - volume
    low = -0.17 - 0.08 * (1 - amount)
    color = {
        "straw_hat": _STRAW,
        "witch_hat": _BLACK + 14,
        "top_hat": _BLACK,
        "uniform_hat": np.array([52.0, 60, 92]),
    }
    paint = color.get(word, trim)
    if word in ("crown", "tiara"):
        base = top + 0.09
        x = np.linspace(-0.13, 0.13, 7)
        y = np.where(np.arange(7) % 2, base - 0.1, base - 0.035)
        points = np.vstack(
            [np.column_stack([x, y]), [(0.13, base + 0.02), (0.0, base + 0.035), (-0.13, base + 0.02)]]
        )
        shape(canvas, points, _GOLD)
        shape(canvas, ring((0, base - 0.01), 0.018), trim, 0.005)
        return
    crown = {
        "straw_hat": [(0.0, top - 0.04), (0.13, top - 0.03), (0.19, low - 0.05)],
        "hat": [(0.0, top - 0.04), (0.13, top - 0.04), (0.19, low - 0.05)],
        "witch_hat": [(0.02, top - 0.17), (0.05, top - 0.1), (0.12, top), (0.19, low - 0.04)],
        "top_hat": [(0.0, top - 0.13), (0.17, top - 0.13), (0.175, low - 0.05)],
        "beret": [(0.0, top - 0.05), (0.16, top - 0.045), (0.29, top + 0.05), (0.24, low)],
        "helmet": [(0.0, top - 0.03), (0.15, top - 0.01), (0.25, top + 0.13), (wide + 0.02, low + 0.02)],
    }.get(word, [(0.0, top - 0.03), (0.14, top - 0.015), (wide, top + 0.1), (wide + 0.005, low)])
    right = np.vstack([np.array(crown), [(0.0, low + 0.02)]])
    outline = smooth(mirrored(right))
    shape(canvas, outline, paint)
    if word in _BRIMMED:
        far = 0.36 if word != "top_hat" else 0.29
        brim = np.array(
            [(0.0, low - 0.07), (0.2, low - 0.06), (far, low + 0.01), (0.2, low + 0.035), (0.0, low + 0.045)]
        )
        shape(canvas, smooth(mirrored(brim)), paint)
        band = np.array([(0.0, low - 0.085), (0.19, low - 0.075), (0.195, low - 0.045), (0.0, low - 0.05)])
        shape(canvas, smooth(mirrored(band)), trim if word != "hat" else _BLACK, 0.005)
    if word in ("cap", "uniform_hat"):
        visor = np.array([(0.0, low - 0.02), (0.17, low - 0.015), (0.19, low + 0.035), (0.0, low + 0.06)])
        shape(canvas, smooth(mirrored(visor)), paint * 0.75)
    if word == "beanie":
        fold = np.array(
            [(0.0, low - 0.045), (wide + 0.01, low - 0.055), (wide + 0.015, low + 0.02), (0.0, low + 0.035)]
        )
        shape(canvas, smooth(mirrored(fold)), paint * 0.85)


def _band(canvas: Canvas, word: str, amount: float, volume: float, trim: np.ndarray) -> None:
    turn = np.linspace(np.radians(200), np.radians(340), 40)
    wide, tall = 0.21 + volume, -CROWN + 0.01 + volume
    if word in ("headband", "flower_crown"):
        arc = np.column_stack(
            [np.linspace(-wide + 0.005, wide - 0.005, 40), -0.135 - 0.03 * np.cos(np.linspace(-1.4, 1.4, 40))]
        )
    else:
        arc = np.column_stack([np.cos(turn) * wide, np.sin(turn) * tall + 0.03])
    if word == "flower_crown":
        for i, (x, y) in enumerate(arc[2:-1:5]):
            _flower(canvas, (float(x), float(y)), 0.04 * amount, (trim, _WHITE, _PINK)[i % 3])
        return
    if word == "maid_headdress":
        for x, y in arc[6:-5:3]:
            shape(canvas, ring((float(x), float(y) - 0.02), 0.032 * amount), _WHITE, 0.005)
    thick = 0.03 if word in ("hairband", "headband") else 0.022
    paint = {"maid_headdress": _BLACK, "headphones": _BLACK}.get(word, trim)
    canvas.draw(canvas.stroke(arc, thick + 2 * 0.006, (0.8, 0.8)), pen(paint), amount)
    canvas.lay(canvas.stroke(arc, thick, (0.8, 0.8)), paint, amount)
    if word == "headphones":
        for s in (-1, 1):
            shape(canvas, ring((s * (wide + 0.0), -0.01), 0.055 * amount), trim)
            shape(canvas, ring((s * (wide + 0.008), -0.01), 0.032 * amount), _BLACK, 0.005)
