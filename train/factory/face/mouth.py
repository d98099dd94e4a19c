"""Mouths: line, small, wide, full (with lips), cat, tri (opens to a triangle), wave, smirk and soft."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import smooth
from ..palette import RGB, Palette, lch
from ..parts import Part
from .canvas import Array, FaceCanvas, oval, polygon, ribbon, tone, warm_ink
from .spec import FaceSpec

# expression: corner height, middle height, half width factor, opening (0 = a line); heads but the factor
_MOUTHS = {
    "neutral": (0.003, -0.005, 1.0, 0.0),
    "smile": (0.011, -0.012, 1.35, 0.0),
    "open": (0.009, 0.003, 1.30, 0.070),
    "angry": (-0.012, 0.006, 1.25, 0.0),
    "sad": (-0.004, 0.002, 0.80, 0.0),
    "surprised": (0.0, 0.010, 0.58, 0.056),
    "closed": (0.006, -0.007, 1.0, 0.0),
    "wink": (0.013, 0.001, 1.30, 0.058),
    "laugh": (0.018, 0.008, 1.55, 0.086),
    "smug": (0.009, -0.009, 1.20, 0.0),
    "embarrassed": (0.0, 0.0, 0.95, 0.0),
    "crying": (-0.014, 0.010, 1.20, 0.048),
    "shouting": (0.004, 0.020, 1.40, 0.092),
}
# kind: half width, opening, and two powers of the lower edge of an open mouth: the second one small = square
_KINDS = {
    "line": (1.0, 1.0, 2.6, 0.72),
    "small": (0.74, 0.92, 2.0, 0.55),
    "wide": (1.28, 0.96, 4.5, 0.60),
    "full": (1.02, 0.92, 2.2, 0.62),
    "cat": (0.96, 0.95, 2.0, 0.62),
    "tri": (0.98, 1.12, 1.45, 1.0),
    "wave": (0.95, 0.92, 2.4, 0.66),
    "smirk": (1.04, 0.95, 2.6, 0.72),
    "soft": (0.86, 0.84, 2.0, 0.58),
}
_ROUND = ("surprised",)


def _gap(spec: FaceSpec, expression: str) -> float:
    """How far the mouth opens, heads; it stays over the chin."""
    _corner, middle, _wide, gap = _MOUTHS[expression]
    return min(gap * _KINDS[spec.mouth_kind][1], spec.mouth_y + middle - 0.034) if gap else 0.0


def mouth_shape(spec: FaceSpec, expression: str) -> tuple[Array, Array]:
    """(21, 2) upper and lower edge of the mouth from the right corner to the left one, heads over the chin;
    the same where it is a line."""
    corner, middle, wide, _ = _MOUTHS[expression]
    kind = spec.mouth_kind
    factor, _, power, root = _KINDS[kind]
    gap = _gap(spec, expression)
    if expression == "neutral":
        corner, middle = corner * (0.2 + spec.mood), middle * (0.2 + spec.mood)
    half, y = spec.mouth / 2 * wide * factor, spec.mouth_y
    u = np.linspace(-1, 1, 21)
    top = np.stack([u * half, y + middle + (corner - middle) * np.abs(u) ** 2.0], 1)
    cheerful = expression in ("neutral", "smile", "closed", "open", "wink", "laugh", "smug")
    if kind == "cat" and (cheerful or gap):
        top[:, 1] += (0.013 if not gap else 0.008) * (0.5 - np.abs(np.sin(np.pi * u))) * (half / 0.05)
    elif kind == "wave" and not gap and cheerful:
        top[:, 1] += 0.0035 * np.cos(2.5 * np.pi * u)
    if (kind == "smirk" and cheerful) or expression == "smug":
        top[:, 1] += (0.009 if expression == "smug" else 0.005) * u
    if expression == "sad":  # it trembles
        top[:, 1] += 0.0030 * np.cos(2 * np.pi * u)
    elif expression == "embarrassed":
        top[:, 1] += 0.0055 * np.sin(3 * np.pi * u) * (1 - 0.3 * np.abs(u))
    if expression == "angry" and spec.temper:  # clenched teeth
        top = np.stack([u * half, y + 0.012 - 0.008 * np.abs(u) ** 2], 1)
        low = 0.034 * (1 - np.abs(u) ** 5) ** 0.6
        return top, np.stack([u * half * 1.06, top[:, 1] - low - 0.008 * np.abs(u)], 1)
    if not gap:
        return top, top
    if expression in _ROUND:
        a = np.pi * (1 - (u + 1) / 2)
        top = np.stack([half * np.cos(a), y - 0.012 + gap / 2 * np.sin(a)], 1)
        return top, top * (1, -1) + (0, 2 * (y - 0.012))
    if expression == "shouting":
        power, root = max(power, 3.0), min(root, 0.66)
    depth = gap * (1 - np.abs(u) ** power) ** root
    if expression == "crying":
        depth = depth * (1 + 0.05 * np.cos(3 * np.pi * u))
    bottom = np.stack([u * half * (1 - 0.06 * (1 - u**2)), top[:, 1] - depth], 1)
    return top, bottom


def opened(spec: FaceSpec, expression: str, x: Array, y: Array) -> Array | None:
    """(..., 3) how far an open mouth moves points of the face's front (x, y: heads over the chin): the
    lips part and the jaw drops. None for shut mouths."""
    gap = _gap(spec, expression)
    if not gap:
        return None
    top, bottom = mouth_shape(spec, expression)
    high, low = float(top[10, 1]), float(bottom[10, 1])
    half = max(float(np.abs(top[:, 0]).max()), 0.03)
    x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    wide = np.exp(-((x / half) ** 4))
    middle, reach = (high + low) / 2, (high - low) / 2
    hollow = np.clip(1 - ((y - middle) / (reach * 0.98)) ** 2, 0, 1) ** 0.5
    lip = np.exp(-(((y - low + 0.007) / 0.012) ** 2)) + 0.7 * np.exp(-(((y - high - 0.010) / 0.011) ** 2))
    jaw = smooth(middle + 0.6 * reach, low - 0.02, y) * np.exp(-((x / 0.22) ** 4))
    z = -0.030 * min(half / 0.055, 1.2) ** 1.3 * hollow * wide + 0.008 * lip * wide - 0.012 * jaw
    return np.stack([np.zeros_like(z), -0.26 * gap * jaw, z], -1)


LIPS: tuple[tuple[float, float, float], ...] = (
    (0.56, 0.17, 22), (0.60, 0.13, 8), (0.48, 0.14, 20), (0.62, 0.11, 40), (0.50, 0.13, 350),
)  # fmt: skip
"""Colors of lipstick (lightness, chroma, hue)."""


def paint_mouth(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, expression: str) -> None:
    """The mouth: a line that swells in the middle, or an opening with teeth and tongue; lips around it where
    the face has them or wears color on them."""
    weight = spec.family.weight
    ink = warm_ink(palette.skin, 0.44 if weight > 0.7 else 0.36, 0.105)
    top, bottom = mouth_shape(spec, expression)
    u = np.linspace(-1, 1, len(top))
    gap = float((top - bottom)[:, 1].max())
    painted = spec.makeup in ("lips", "both")
    if (spec.mouth_kind == "full" or painted) and spec.simple < 0.6:
        _lips(canvas, spec, palette, top, bottom, painted)
    else:
        _below(canvas, spec, palette, float(bottom[:, 1].min()) - (0.018 if gap == 0 else 0.014))
    if gap > 0:
        _inside(canvas, spec, palette, expression, top, bottom, gap)
        width = 0.0055 * weight * (0.55 + 0.45 * u**2)
        canvas.draw(ribbon(top, width), ink, Part.LIPS, line=True)
        low = 0.0042 * weight * (1 - 0.45 * np.abs(u))
        canvas.draw(ribbon(bottom, low), ink, Part.LIPS, line=True)
        return
    width = 0.0094 * weight * (1 - 0.62 * np.abs(u) ** 1.5)
    if spec.mouth_kind == "soft":  # the line breathes: only its middle is drawn strong
        width = width * (0.35 + 0.65 * np.exp(-((u / 0.5) ** 2)))
    if spec.mouth_kind == "wide":
        width = width * 0.85
    canvas.draw(ribbon(top, width), ink, Part.LIPS, line=True)
    if spec.mouth_kind in ("cat", "soft", "small"):
        pass
    else:
        for end in (top[0], top[-1]):  # corners a little heavier
            canvas.draw(
                oval(float(end[0]), float(end[1]), 0.0036 * weight, 0.0026), ink, Part.LIPS, line=True
            )
    if spec.fang and spec.mouth_kind in ("cat", "smirk") and expression != "angry":
        i = 15
        x, y = (float(v) for v in top[i])
        tooth = np.array([[x - 0.007, y - 0.001], [x + 0.006, y - 0.001], [x, y - 0.015]])
        canvas.draw(polygon(tooth), (0.99, 0.98, 0.98), Part.TEETH)
        canvas.draw(polygon(tooth), ink, stroke=0.0018, alpha=0.7)


def _below(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, y: float) -> None:
    """The lower lip: a touch of color, or a short line."""
    if spec.boy or spec.family.weight > 1.1:
        wide = 0.014 * spec.family.weight
        mark = np.stack([np.linspace(-wide, wide, 7), np.full(7, y)], 1)
        width = 0.0032 * spec.family.weight * np.sin(np.linspace(0, np.pi, 7))
        canvas.draw(ribbon(mark, width), tone(palette.skin, -0.18, 1.6, -8))
    else:
        lip: RGB = tone(palette.skin, -0.09, 1.8, -22)
        canvas.draw(oval(0, y + 0.006, spec.mouth * 0.24, 0.0075), lip, alpha=0.30, blur=0.003)


def _lips(
    canvas: FaceCanvas, spec: FaceSpec, palette: Palette, top: Array, bottom: Array, painted: bool
) -> None:
    """An upper lip with its bow and a fuller lower lip with a light on it."""
    u = np.linspace(-1, 1, len(top))
    size = 0.0135 * float(np.clip(spec.lips, 0.7, 1.5)) * (0.75 if spec.boy else 1.0)
    if spec.mouth_kind != "full":
        size *= 0.72
    bow = size * 0.80 * (1 - np.abs(u) ** 1.6) * (1 - 0.26 * np.exp(-((u / 0.16) ** 2)))
    full = size * 1.15 * (1 - np.abs(u) ** 2.2) ** 0.8
    color = lch(*LIPS[spec.tint]) if painted else tone(palette.skin, -0.10, 1.9, -18)
    alpha = 0.88 if painted else (0.40 if spec.boy else 0.66)
    upper = np.concatenate([top, (top + np.stack([0 * u, bow], 1))[::-1]])
    lower = np.concatenate([bottom, (bottom - np.stack([0 * u, full], 1))[::-1]])
    canvas.draw(polygon(upper), tone(color, -0.05, 1.0), Part.LIPS, alpha=alpha, blur=0.0012)
    canvas.draw(polygon(lower), color, Part.LIPS, alpha=alpha * 0.92, blur=0.0016)
    y = float(bottom[10, 1]) - float(full[10]) * 0.45
    x = -spec.mouth * 0.06
    canvas.draw(oval(x, y, spec.mouth * 0.13, size * 0.16), (1.0, 1.0, 1.0), alpha=0.45, blur=0.001)
    below = np.stack([u * 0.016, np.full_like(u, float(bottom[10, 1]) - float(full[10]) - 0.004)], 1)
    canvas.draw(ribbon(below, 0.004 * (1 - u**2)), tone(palette.skin, -0.12, 1.5, -8), alpha=0.6)


def _inside(
    canvas: FaceCanvas,
    spec: FaceSpec,
    palette: Palette,
    expression: str,
    top: Array,
    bottom: Array,
    gap: float,
) -> None:
    u = np.linspace(-1, 1, len(top))
    path = polygon(np.concatenate([top, bottom[::-1]]))
    hard = spec.family.angular > 0.3
    canvas.draw(path, lch(0.36, 0.09, 20) if hard else lch(0.40, 0.115, 20), Part.MOUTH)
    white: RGB = (0.99, 0.98, 0.98)
    with canvas.inside(path):
        low = float(bottom[:, 1].min())
        half = float(np.abs(top[:, 0]).max())
        wide = half * (0.85 if expression not in _ROUND else 0.7)
        canvas.draw(oval(0, low + gap * 0.10, wide, gap * 0.42), lch(0.66, 0.13, 18), Part.TONGUE)
        if expression == "angry":
            canvas.draw(path, white, Part.TEETH)
            between = (top + bottom) / 2
            canvas.draw(ribbon(between, np.full(len(u), 0.003)), tone(palette.skin, -0.25, 1.2), alpha=0.7)
            if spec.mouth_kind == "wide":
                for x in np.linspace(-half, half, 8)[1:-1]:
                    bar = np.array([[x, top[10, 1] + 0.01], [x, low - 0.01]])
                    canvas.draw(ribbon(bar, np.full(2, 0.0022)), tone(palette.skin, -0.25, 1.2), alpha=0.5)
            return
        if expression in _ROUND:
            return
        small = spec.mouth_kind in ("small", "soft") and expression != "shouting"
        if not small:
            share = 0.26 if expression == "shouting" else 0.20
            teeth = np.concatenate([top + np.array([0, 0.01]), (top - (0, gap * share))[::-1]])
            canvas.draw(polygon(teeth), white, Part.TEETH)
        if expression == "shouting" and spec.mouth_kind == "wide":
            lower = np.concatenate([bottom - np.array([0, 0.01]), (bottom + np.array([0, gap * 0.14]))[::-1]])
            canvas.draw(polygon(lower), white, Part.TEETH)
        if spec.fang:
            for x in (half * 0.62,) if spec.mouth_kind != "cat" else (half * 0.55, -half * 0.55):
                y = float(np.interp(x, top[:, 0], top[:, 1])) - (gap * 0.18 if not small else -0.004)
                fang = np.array([[x - 0.010, y], [x + 0.009, y], [x + 0.001, y - gap * 0.26]])
                canvas.draw(polygon(fang), white, Part.TEETH)
