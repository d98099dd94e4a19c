"""Eyes, brows, nose and mouth of a face drawn by rule, in the expressions of the mannequin."""

from __future__ import annotations

import numpy as np

from anigen_core.facemaking.canvas import FINE, Canvas
from anigen_core.facemaking.form import Form
from anigen_core.mannequin.croquis import soft

APART, HALF, TALL = 0.101, 0.066, 0.064
"""Middle of an eye from the face's, half of its width, half of its height; in sides."""

_MOUTH_Y = 0.128
_BLUR = 1.2 / FINE
_WHITE, _LASH = np.array([252.0, 251, 252]), np.array([44.0, 28, 36])
_BLUSH, _TEAR = np.array([240.0, 110, 110]), np.array([190.0, 224, 246])
_INSIDE, _TONGUE = np.array([124.0, 40, 50]), np.array([236.0, 126, 126])


def paint_features(canvas: Canvas, form: Form, face: np.ndarray) -> None:
    """Everything on the skin of a face. face: its mask."""
    x, y = canvas.grid()
    mood = form.mood
    if mood.blush > 0.02:
        far = np.hypot((np.abs(x) - APART - 0.022) / 0.055, (y - 0.075) / 0.028)
        canvas.lay(_kept(canvas, (1 - far**2).clip(0, 1)), _BLUSH, 0.5 * mood.blush)
    _details(canvas, form, x, y)
    for side in (-1.0, 1.0):
        _eye(canvas, form, face, side, mood.right if side < 0 else mood.left)
    nose = np.array([(0.004, 0.068), (-0.004, 0.078), (-0.001, 0.082)])
    canvas.draw(canvas.stroke(nose, 0.006), _dark(form), 0.7)
    _mouth(canvas, form, x, y)


def _kept(canvas: Canvas, mask: np.ndarray) -> np.ndarray:
    return np.broadcast_to(mask, canvas.cover.shape).astype(np.float32)


def _dark(form: Form) -> np.ndarray:
    return 0.42 * form.colors["skin"] * [1.0, 0.72, 0.72]


def _eye(canvas: Canvas, form: Form, face: np.ndarray, side: float, opened: float) -> None:
    look, mood = form.face, form.mood
    x, y = canvas.grid()
    wide, tall = HALF * look["wide"], TALL * look["tall"]
    u = (x * side - APART) / wide  # -1 at the inner corner, 1 at the outer
    near = np.abs(u) < 1.5
    curve = u.clip(-1.3, 1.3)
    shut = opened < 0.15
    lifted = -0.011 * look["slant"] * curve  # y down: outer corners rise
    round_ = look["round"]
    upper = -tall * (1.0 - (0.62 - 0.1 * round_) * (curve - 0.08) ** 2 - 0.12 * (-curve).clip(0) ** 3)
    lower = tall * (0.92 - (0.42 + 0.16 * round_) * (curve + 0.08) ** 2)
    upper = upper + lifted + tall * 0.9 * look["lid"] * (1 - 0.2 * curve**2)
    lower = lower + 0.7 * lifted
    tilt = mood.tilt * curve.clip(-1, 1)
    part = opened - 4.0 * tilt
    upper = lower + (upper - lower) * part
    inside = soft(np.maximum(np.maximum(upper - y, y - lower), (np.abs(u) - 1.02) * wide), _BLUR)
    inside = _kept(canvas, inside * near * (0.0 if shut else 1.0)) * face
    dark = _LASH * 0.8 + 0.12 * form.colors["hair"]
    if not shut:
        _iris(canvas, form, inside, x, y, side, upper)
        thick = (0.0115 + 0.006 * curve.clip(-0.9, 1)) * look["lash"] ** 0.5
        lash = soft(np.abs(y - upper + 0.3 * thick) - 0.7 * thick, _BLUR) * (np.abs(u) < 1.12)
        wing = soft(
            np.abs(y - upper - 0.008 * (curve - 0.7)) - 0.011 * look["lash"] * (1.28 - curve).clip(0, 0.5),
            _BLUR,
        )
        lash = np.maximum(lash, wing * (u > 0.75) * (u < 1.3))
        canvas.draw(_kept(canvas, lash), dark)
        under = soft(np.abs(y - lower) - 0.0026, _BLUR) * (u > -0.35) * (u < 0.98)
        canvas.draw(_kept(canvas, under), dark, 0.75)
        crease = soft(np.abs(y - upper + 0.02 + 0.003 * curve) - 0.0019, _BLUR) * (u > -0.5) * (u < 0.95)
        canvas.draw(_kept(canvas, crease), _dark(form), 0.75)
    else:
        bow = 0.02 - mood.arc * 0.026 * (0.6 - curve**2) + lifted
        thick = 0.008 * (1.25 - np.abs(curve)).clip(0.25, 1) * look["lash"] ** 0.5
        canvas.draw(_kept(canvas, soft(np.abs(y - bow) - thick, _BLUR) * (np.abs(u) < 1.02)), dark)
    if mood.tears > 0.02:
        drop = np.hypot((x * side - APART - 0.02) / 0.6, y - tall - 0.02) - 0.018 * mood.tears
        canvas.lay(_kept(canvas, soft(drop, _BLUR)), _TEAR)
        canvas.draw(_kept(canvas, soft(np.abs(drop) - 0.002, _BLUR)), _dark(form), 0.5)
    brow = -0.102 - 0.55 * mood.raise_ + 0.55 * mood.tilt * curve + 0.007 * curve + 0.012 * curve**2
    thick = 0.0042 * look["brow"] * (1.25 - np.abs(curve)).clip(0.35, 1)
    form_brow = soft(np.abs(y - brow + 0.006 * look["slant"] * curve) - thick, _BLUR) * (np.abs(u) < 0.95)
    canvas.draw(_kept(canvas, form_brow), 0.45 * form.colors["hair"] + 0.4 * dark, 0.9)


def _iris(
    canvas: Canvas,
    form: Form,
    inside: np.ndarray,
    x: np.ndarray,
    y: np.ndarray,
    side: float,
    upper: np.ndarray,
) -> None:
    look, color = form.face, form.colors["eyes"]
    size = form.mood.iris * look["iris"]
    wide, tall = 0.044 * size * look["wide"], 0.058 * size * look["tall"]
    dx, dy = x * side - APART + 0.004, y - 0.002
    far = np.hypot(dx / wide, dy / tall)
    iris = inside * soft((far - 1) * wide, _BLUR)
    canvas.lay(inside, _WHITE)
    canvas.lay(iris, color)
    bright = color + (255 - color) * 0.42
    glow = np.clip(1.1 - np.hypot(dx / (0.75 * wide), (dy - 0.5 * tall) / (0.48 * tall)), 0, 1) * 1.6
    canvas.lay(iris * glow.clip(0, 1), bright, 0.75)
    canvas.lay(iris * np.clip((0.05 * tall - dy) / (0.5 * tall), 0, 1), color * 0.5, 0.85)
    canvas.lay(inside * soft((np.abs(far - 0.96) - 0.07) * wide, _BLUR), color * 0.38, 0.9)
    pupil = np.hypot(dx / (0.4 * wide), (dy + 0.05 * tall) / (0.42 * tall))
    canvas.lay(iris * soft((pupil - 1) * 0.4 * wide, _BLUR), color * 0.22, 0.95)
    canvas.tint(inside * np.clip(1.2 - (y - upper) / 0.016, 0, 1), np.array([0.72, 0.7, 0.8]))
    shine = look["shine"] ** 0.5
    # Both eyes mirror the same light, so that it is on the same side of both.
    spot = np.hypot((x - side * (APART - 0.004) + 0.4 * wide) / 0.85, y + 0.42 * tall) - 0.0125 * shine
    canvas.lay(inside * soft(spot, _BLUR), 255.0)
    small = np.hypot(x - side * (APART - 0.004) - 0.36 * wide, y - 0.45 * tall) - 0.0065 * shine
    canvas.lay(inside * soft(small, _BLUR), 255.0, 0.9)


def _mouth(canvas: Canvas, form: Form, x: np.ndarray, y: np.ndarray) -> None:
    mood, scale = form.mood, 0.53
    half = scale * mood.width * 1.15
    across = (x / half).clip(-1.2, 1.2)
    place = _MOUTH_Y * form.face["jaw"] / 0.2
    line = place - mood.curve * scale * 0.022 * (across**2 - 0.4) - scale * mood.skew * across
    if mood.open > 0.012:
        height = scale * mood.open * 1.1
        round_ = np.sqrt((1 - across**2).clip(0, 1))
        flat = 0.5 - 0.3 * np.clip(mood.curve, -1, 1)
        over, under = line - height * 0.5 * flat * round_, line + height * (1.1 - 0.5 * flat) * round_
        hole = np.maximum(np.maximum(over - y, y - under), np.abs(x) - half)
        canvas.lay(_kept(canvas, soft(hole, _BLUR)), _INSIDE)
        tongue = np.hypot(x / (0.72 * half), (y - float(under.max())) / (0.55 * height)) - 1
        canvas.lay(_kept(canvas, soft(hole + 0.003, _BLUR) * soft(tongue * 0.03, _BLUR)), _TONGUE)
        canvas.draw(_kept(canvas, soft(np.abs(hole) - 0.0028, _BLUR)), _dark(form) * 0.8, 0.9)
    else:
        thick = 0.0034 * (1.3 - np.abs(across)).clip(0.3, 1)
        canvas.draw(
            _kept(canvas, soft(np.abs(y - line) - thick, _BLUR) * (np.abs(x) < half)), _dark(form) * 0.75
        )


def _details(canvas: Canvas, form: Form, x: np.ndarray, y: np.ndarray) -> None:
    worn, dark = form.worn, _dark(form)
    if worn.get("freckles"):
        for i, (dx, dy) in enumerate(((-0.024, 0.07), (0.0, 0.078), (0.022, 0.068), (-0.01, 0.088))):
            spot = np.hypot(np.abs(x) - APART - dx, y - dy - 0.002 * (i % 2)) - 0.004
            canvas.lay(_kept(canvas, soft(spot, _BLUR)), dark, 0.5 * worn["freckles"])
    if worn.get("mole"):
        canvas.lay(
            _kept(canvas, soft(np.hypot(x - APART - 0.012, y - 0.085) - 0.005, _BLUR)), _LASH, worn["mole"]
        )
    if worn.get("make-up"):
        lid = np.hypot((np.abs(x) - APART - 0.01) / 0.065, (y + 0.045) / 0.03)
        canvas.lay(_kept(canvas, (1 - lid**2).clip(0, 1)), [200.0, 90, 130], 0.5 * worn["make-up"])
    for word, color, share in (("scar", [168.0, 84, 80], 0.9), ("face_paint", [206.0, 60, 70], 0.85)):
        if worn.get(word):
            marks = [((0.07, 0.072), (0.14, 0.062))] if word == "scar" else [
                ((0.115, 0.075), (0.16, 0.068)), ((0.115, 0.093), (0.16, 0.09))
            ]  # fmt: skip
            for a, b in marks:
                middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 0.002)
                canvas.lay(
                    canvas.stroke(np.array([a, middle, b]), 0.012), np.array(color), share * worn[word]
                )
    if worn.get("plaster"):
        band = np.array([(-0.15, 0.07), (-0.1, 0.084), (-0.104, 0.1), (-0.154, 0.086)])
        canvas.lay(canvas.mask(band), [240.0, 206, 160], worn["plaster"])
        canvas.draw(canvas.outline(band, 0.004), dark, 0.7 * worn["plaster"])
    if worn.get("beard"):
        jaw = form.face["jaw"]
        chin = np.hypot(x / 0.075, (y - jaw + 0.03) / 0.05) - 1
        canvas.lay(
            _kept(canvas, soft(chin * 0.05, 6 * _BLUR) * (y > _MOUTH_Y + 0.018)),
            0.7 * form.colors["hair"],
            0.6 * worn["beard"],
        )
