"""Lid lines, lashes, folds and shut eyes, by their design.

Lashes: wing, split (a few strong spikes), fine (many hairs), long_wing, long (all along, curved), fan (strong
ones at both ends), droop (downwards at the corner), block (a thick lid cut off blunt), hook (bent down at its
end), flick (one long stroke upwards), wisp (thin with pale ends), plain, dot (two strokes by a dot eye).
Lower lids: thin, lashes, full, long, dash, flick, bag, wisp, none. Folds: arc, long, double, short, crease,
none. Inks: hair (its hue, dark), black, brown, pale (colored, fading to its ends).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from ..geometry.mesh import curve, smooth
from ..palette import RGB, Palette, lch
from ..parts import sided
from .canvas import Array, FaceCanvas, polar, polygon, ribbon, tone, vertical, warm_ink
from .spec import FaceSpec

# lashes: their places along the lid, length in half heights, thickness at the foot (half heights)
_LASHES = {
    "wing": ((0.93,), 0.50, 0.20),
    "split": ((0.97, 0.87, 0.76), 0.50, 0.26),
    "fine": ((0.98, 0.92, 0.86, 0.80, 0.73, 0.65), 0.36, 0.09),
    "long_wing": ((0.97, 0.90), 0.62, 0.15),
    "long": ((0.99, 0.93, 0.86, 0.78, 0.69, 0.59, 0.48), 0.50, 0.12),
    "fan": ((1.0, 0.94, 0.87, 0.79, 0.26, 0.18), 0.42, 0.16),
    "droop": ((0.99, 0.93, 0.86), 0.40, 0.16),
    "block": ((0.80,), 0.30, 0.26),
    "hook": ((0.90, 0.78), 0.30, 0.22),
    "flick": ((0.86,), 0.44, 0.20),
    "wisp": ((0.97, 0.89, 0.80, 0.70), 0.34, 0.07),
    "dot": ((0.80, 0.66), 0.62, 0.16),
}
_REACH = {"long_wing": 1.7, "flick": 1.7, "plain": 0.5, "wisp": 0.9, "block": 1.0, "hook": 1.2, "fine": 1.0}


def lid_color(spec: FaceSpec, palette: Palette) -> RGB:
    """Ink of lids and lashes."""
    lum, chroma, hue = polar(palette.hair)
    if spec.ink == "black":
        return lch(0.17, min(chroma, 0.03), hue)
    if spec.ink == "brown":
        return lch(float(np.clip(lum * 0.4, 0.18, 0.28)), 0.04, 45)
    if lum > 0.7 and chroma < 0.05:  # white and silver hair: a warm gray
        return lch(0.42 if spec.ink == "pale" else 0.30, 0.03, 20)
    if spec.ink == "pale":
        return lch(float(np.clip(lum * 0.52, 0.24, 0.40)), min(max(chroma * 0.8, 0.05), 0.11), hue)
    return lch(float(np.clip(lum * 0.42, 0.15, 0.29)), min(chroma * 0.55, 0.07), hue)


def _normals(line: Array) -> Array:
    tangent = np.gradient(line, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1)
    return normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)


def _lash(base: Array, angle: float, length: float, foot: float, bend: float) -> tuple[Array, Array]:
    """The way and widths of a lash from its base. angle: over the horizontal outwards, degrees; bend: how far
    it turns up on its way."""
    t = np.linspace(0, 1, 9)
    a = np.radians(angle + bend * t)
    steps = np.stack([np.cos(a), np.sin(a)], 1) * (length / 8)
    line = base + np.cumsum(steps, 0) - steps[0]
    return line, foot * (1 - t) ** 0.8


def paint_lid(
    canvas: FaceCanvas, spec: FaceSpec, palette: Palette, top: Array, bottom: Array, side: str
) -> None:
    """The lid line over an open eye with its lashes, the lower lid and the fold. top, bottom: (n, 2)."""
    family, lash = spec.family, sided("LASH", side)
    ink, warm = lid_color(spec, palette), warm_ink(palette.skin, 0.25, 0.075)
    w, h = spec.eye_width / 2, max(spec.eye_height / 2, 0.062)
    n, style = len(top), spec.lash_kind
    u = np.linspace(0, 1, n)
    high, low = float(top[:, 1].max()) + 0.02, float(top[:, 1].min()) - 0.01
    if spec.ink == "pale":
        colors, stops = [tone(ink, 0.16, 1.2, 10), ink, tone(ink, 0.20, 1.3, 14)], [0.0, 0.35, 1.0]
    else:
        colors, stops = [ink, ink, tone(ink, 0.10, 1.5, 8)], [0.0, 0.6, 1.0]
    draw = partial(canvas.draw, part=lash, line=True, shader=vertical(high, low, colors, stops))
    normal = _normals(top)
    if spec.makeup in ("shadow", "both") and family.sclera:
        _shadow(canvas, spec, top, normal, h)
    thick = curve([0, 0.15, 0.45, 0.75, 1], list(family.lid), u) * h * spec.lash * (1 + 0.15 * spec.simple)
    if family.sclera:
        boyish = 1 - 0.6 * min(family.boy * 1.6, 1.0) if spec.boy else 1.0
        wing = np.array(family.wing) * (w, h) * _REACH.get(style, 1.2) * boyish
        wing *= float(np.clip((0.350 - top[-1, 0]) / max(wing[0], 1e-6), 0.2, 1.0))
        edge, tip = top + normal * thick[:, None], top[-1] + wing
        if style in ("block", "hook"):
            blunt = top[-1] + np.array([wing[0], 0.4 * wing[1] + thick[-1]])
            last = blunt if style == "block" else tip
            body = np.concatenate([top, tip[None], last[None], edge[::-1]])
        else:
            pull = smooth(0.72, 1.0, u)[:, None]
            edge = edge * (1 - pull) + (tip + (top[-1] - top) * (-0.15)) * pull
            body = np.concatenate([top, tip[None], edge[::-1]])
        draw(polygon(body), ink)
    if not spec.boy and style in _LASHES:
        places, length, foot = _LASHES[style]
        if spec.simple > 0.4:  # small figures: two strong lashes, if any
            places, length, foot = places[:2], length * 0.8, max(foot, 0.16)
        for i, at in enumerate(places):
            j = round(at * (n - 1))
            inner = at < 0.4
            angle = 112.0 if inner else 14.0 + (1 - at) * 150
            bend, size = 34.0 if not inner else -10.0, length * (1 - 0.09 * i) * (0.7 if inner else 1.0)
            if style == "droop":
                angle, bend = -34.0 + 34 * i, 26.0
            base = top[j] + normal[j] * thick[j] * 0.45
            size = min(h * size, 0.045 + 1.2 * (0.350 - top[-1, 0]))
            line, widths = _lash(base, angle, size, h * foot, bend)
            draw(ribbon(line, widths), ink)
    _lower(canvas, spec, bottom, ink, warm, lash, h)
    _fold(canvas, spec, top, normal, thick, ink, warm, lash, h)


def _lower(
    canvas: FaceCanvas, spec: FaceSpec, bottom: Array, ink: RGB, warm: RGB, lash: int, h: float
) -> None:
    style, n = spec.lower, len(bottom)
    if style == "none":
        return
    soft = tone(ink, 0.10, 1.5, 8)
    boy = 0.8 if spec.boy else 1.0
    first, last = {
        "full": (0.05, 0.97), "bag": (0.08, 0.97), "dash": (0.52, 0.88), "flick": (0.50, 1.0),
        "wisp": (0.42, 0.90), "long": (0.25, 0.96),
    }.get(style, (0.40 if spec.boy else 0.30, 0.95))  # fmt: skip
    part = bottom[int(n * first) : int(n * last) + 1]
    v = np.linspace(0, 1, len(part))
    width = {"dash": 0.0085, "flick": 0.011, "wisp": 0.0040, "full": 0.0058, "bag": 0.0066}.get(style, 0.0062)
    widths = width * np.sin(np.pi * np.clip(0.12 + 0.80 * v, 0, 1)) * boy
    if style == "flick":
        part = np.concatenate([part, part[-1:] + np.array([[0.016, 0.010]])])
        widths = width * np.append(v, 0.1) * boy
    color = warm if style == "wisp" else soft
    canvas.draw(ribbon(part, widths, side=-1), color, lash, line=True)
    if style == "bag":
        under = bottom[int(n * 0.22) : int(n * 0.74)] - np.array([0, h * 0.30])
        canvas.draw(
            ribbon(under, 0.0045 * np.sin(np.linspace(0, np.pi, len(under)))), warm, alpha=0.8, part=0
        )
    if spec.boy or style not in ("lashes", "long") or spec.simple > 0.4:
        return
    places, size = ((0.90, 0.81, 0.71, 0.60, 0.48), 0.28) if style == "long" else ((0.84, 0.74), 0.20)
    for at in places:
        base = bottom[int(at * (n - 1))]
        t = np.linspace(0, 1, 5)[:, None]
        line = base + np.array([0.7 * (at - 0.35) / 0.5, -0.72]) * h * size * t
        canvas.draw(ribbon(line, 0.0065 * (1 - t[:, 0])), ink, lash, line=True)


def _fold(
    canvas: FaceCanvas, spec: FaceSpec, top: Array, normal: Array, thick: Array, ink: RGB, warm: RGB,
    lash: int, h: float,
) -> None:  # fmt: skip
    """The line of the upper lid's fold."""
    style, n = spec.fold, len(top)
    if style == "none" or (spec.simple > 0.4 and style != "arc"):
        return
    first, last, width = {
        "long": (0.06, 0.98, 0.0056),
        "double": (0.14, 0.95, 0.0050),
        "short": (0.46, 0.96, 0.0054),
        "crease": (0.04, 1.0, 0.0070),
    }.get(style, (0.16, 0.93, 0.0052))
    a, b = int(n * first), int(n * last)
    gap = h * (0.34 if spec.eye == "sleepy" else 0.20)
    gap = gap + h * 0.16 * np.sin(np.linspace(0.2, np.pi * 0.85, b - a))
    if style == "crease":
        gap = gap * 0.9
    up = (thick[a:b] + gap)[:, None] * (0.75 if spec.boy else 1.0)
    v = np.linspace(0, 1, b - a)
    widths = width * np.sin(np.pi * v) ** 0.6
    color = tone(warm, -0.10, 1.0) if style == "crease" else warm
    canvas.draw(ribbon(top[a:b] + normal[a:b] * up, widths), color, lash, line=True, alpha=0.9)
    if style == "double":
        second = (top[a:b] + normal[a:b] * (up + h * 0.15))[5:-8]
        canvas.draw(ribbon(second, widths[5:-8] * 0.7), warm, lash, line=True, alpha=0.7)


TINTS: tuple[tuple[float, float, float], ...] = (
    (0.62, 0.16, 15), (0.55, 0.13, 345), (0.52, 0.10, 300), (0.58, 0.10, 50), (0.55, 0.10, 240),
)  # fmt: skip
"""Colors of eye shadow (lightness, chroma, hue)."""


def _shadow(canvas: FaceCanvas, spec: FaceSpec, top: Array, normal: Array, h: float) -> None:
    """Eye shadow over the lid, strongest outside."""
    n = len(top)
    u = np.linspace(0, 1, n)
    rise = h * (0.42 * np.sin(np.pi * np.clip(0.90 * u**1.4, 0, 1)) + 0.10 * u)
    area = np.concatenate([top, (top + normal * rise[:, None])[::-1]])
    canvas.draw(polygon(area), lch(*TINTS[spec.tint]), alpha=0.42, blur=0.006)
    wing = np.concatenate([top[n * 2 // 3 :], (top + normal * rise[:, None] * 1.25)[n * 2 // 3 :][::-1]])
    canvas.draw(polygon(wing), lch(*TINTS[spec.tint]), alpha=0.45, blur=0.006)


def paint_shut(
    canvas: FaceCanvas, spec: FaceSpec, palette: Palette, top: Array, bottom: Array, way: int, side: str
) -> None:
    """A shut eye. way: 1 = an arc upwards, -1 downwards, 0 = two strokes that meet inside."""
    family, lash = spec.family, sided("LASH", side)
    ink, warm = lid_color(spec, palette), warm_ink(palette.skin, 0.25, 0.075)
    h = max(spec.eye_height / 2, 0.062)
    n = len(top)
    u = np.linspace(0, 1, n)
    heavy = float(np.clip(max(family.lid) / 0.24, 0.55, 1.3)) if family.sclera else 1.0
    width = min(h, 0.10) * 0.24 * heavy * max(spec.lash, 0.85)
    if way == 0:
        for line in (top, bottom):
            canvas.draw(ribbon(line, width * (1 - 0.55 * u)), ink, lash, line=True)
        return
    taper = 0.5 if family.angular > 0.6 else 0.7
    widths = width * np.sin(np.pi * np.clip(0.06 + 0.86 * u, 0, 1)) ** taper
    canvas.draw(ribbon(top, widths), ink, lash, line=True)
    count = {"plain": 0, "dot": 0, "wisp": 3, "fine": 4, "long": 5, "fan": 4, "droop": 3}.get(
        spec.lash_kind, 2
    )
    for i in range(0 if spec.boy or spec.simple > 0.6 else count):
        j = int((0.92 - (0.10 if count < 4 else 0.075) * i) * (n - 1))
        t = np.linspace(0, 1, 6)[:, None]
        direction = np.array([0.9, 0.25] if way > 0 else [0.9, -0.42]) - np.array([0.08 * i, 0.04 * i * -way])
        line = top[j] + direction * h * (0.34 - 0.03 * i) * t
        canvas.draw(ribbon(line, 0.012 * heavy * (1 - t[:, 0])), ink, lash, line=True)
    if spec.fold == "none" or not family.sclera:
        return
    fold = top[6:-5] + np.array([0, h * (0.46 if way > 0 else 0.62)])
    v = np.linspace(0, 1, len(fold))
    canvas.draw(ribbon(fold, 0.0050 * np.sin(np.pi * v) ** 0.6), warm, lash, line=True, alpha=0.8)
