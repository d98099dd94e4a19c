"""Painted eyes: opening, lid line, lashes, iris, highlights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .face_canvas import Array, FaceCanvas, oval, polar, polygon, radial, ribbon, tone, vertical, warm_ink
from .face_spec import FAMILIES, FaceSpec, through
from .mesh import curve, smooth
from .palette import RGB, Palette, lch
from .parts import sided

_N = 41
_GAZE = (0.034, 0.026)


@dataclass(frozen=True, eq=False)
class EyeShape:
    """An eye of the left side in heads over the chin (the right one is its mirror image). top, bottom: (41,
    2) edges of the opening, inner to outer corner; shut: the two are one. iris: x, y, half width, half
    height."""

    top: Array
    bottom: Array
    shut: bool
    iris: tuple[float, float, float, float]


def is_shut(expression: str, side: str) -> bool:
    """Whether an eye is closed."""
    return expression == "closed" or (expression == "wink" and side == "left")


def eye_shape(spec: FaceSpec, expression: str, gaze: tuple[float, float], side: str) -> EyeShape:
    """Where an eye's edges and iris lie. gaze: -1..1 to the character's left and up."""
    family = FAMILIES[spec.kind]
    w, h = spec.eye_width / 2, spec.eye_height / 2
    top, bottom = through(family.top, _N), through(family.bottom, _N)
    x = top[:, 0]
    shut = is_shut(expression, side)
    if shut:
        happy = expression == "wink"
        u = np.linspace(-1, 1, _N)
        y = (0.30 - 0.62 * u**2) if happy else (-0.62 + 0.46 * np.abs(u) ** 2.2)
        y = y + 0.10 * u * (family.wing[1] + 0.2)
        top = bottom = np.stack([u * 1.02, y], 1)
    elif expression in ("angry", "sad"):
        tilt = 0.36 if expression == "angry" else -0.30
        cut = 0.60 + tilt * x
        low = np.minimum(top[:, 1], cut)
        top[:, 1] = np.where(np.abs(x) < 0.99, 0.8 * low + 0.2 * top[:, 1], top[:, 1])
    elif expression == "smile":
        bottom[:, 1] *= 0.86
        top[:, 1] *= 0.97
    elif expression == "surprised":
        top[:, 1] *= 1.12
        bottom[:, 1] *= 1.05
    angle = np.radians(spec.tilt)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array([spec.eye_x, spec.eye_y])
    top, bottom = ((p * (w, h)) @ turn + middle for p in (top, bottom))
    sign = 1.0 if side == "left" else -1.0
    small = {"surprised": 0.80, "angry": 0.93}.get(expression, 1.0) * spec.iris
    rx, ry = spec.eye_width * 0.345 * small, spec.eye_height * 0.54 * small
    ry = max(ry, rx * 0.98)
    ix = spec.eye_x - 0.003 + sign * _GAZE[0] * float(np.clip(gaze[0], -1, 1))
    iy = spec.eye_y + 0.004 + _GAZE[1] * float(np.clip(gaze[1], -1, 1))
    return EyeShape(top, bottom, shut, (ix, iy, rx, ry))


def lid_color(palette: Palette) -> RGB:
    """Ink of lids and lashes: the hair's hue, dark."""
    lum, chroma, hue = polar(palette.hair)
    if lum > 0.7 and chroma < 0.05:  # white and silver hair: a warm gray
        return lch(0.30, 0.03, 20)
    return lch(float(np.clip(lum * 0.42, 0.15, 0.29)), min(chroma * 0.55, 0.07), hue)


def paint_eye(
    canvas: FaceCanvas,
    spec: FaceSpec,
    palette: Palette,
    side: str,
    expression: str,
    gaze: tuple[float, float],
) -> None:
    """Draw an eye; the canvas is mirrored for its side."""
    shape = eye_shape(spec, expression, gaze, side)
    ink = lid_color(palette)
    lash = sided("LASH", side)
    warm = warm_ink(palette.skin, 0.25, 0.075)
    if shape.shut:
        _shut(canvas, spec, shape, ink, warm, lash, expression)
        return
    h = spec.eye_height / 2
    # a breath of warm color under the fold
    lift = np.stack([np.zeros(_N), h * 0.34 * np.sin(np.linspace(0, np.pi, _N)) ** 0.7], 1)
    canvas.draw(polygon(np.concatenate([shape.top, (shape.top + lift)[::-1]])), warm, alpha=0.16, blur=0.006)
    opening = polygon(np.concatenate([shape.top, shape.bottom[::-1]]))
    white: RGB = (0.985, 0.978, 0.985)
    canvas.draw(opening, white, sided("SCLERA", side))
    with canvas.inside(opening):
        _iris(canvas, spec, palette, shape, side)
        drop = np.array([0, -h * 0.30])
        strip = np.concatenate([shape.top + np.array([0, 0.03]), (shape.top + drop)[::-1]])
        canvas.draw(polygon(strip), (0.20, 0.14, 0.32), alpha=0.25)
        _highlights(canvas, spec, palette, shape, side)
    _lid(canvas, spec, shape, ink, warm, lash)


def _iris(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, shape: EyeShape, side: str) -> None:
    family = FAMILIES[spec.kind]
    color = palette.left_eye if side == "left" else palette.right_eye
    lum = polar(color)[0]
    x, y, rx, ry = shape.iris
    part = sided("IRIS", side)
    ring = tone(color, -0.24 if lum > 0.55 else -0.19, 0.85, -6)
    deep = tone(color, -0.20, 0.95, -8)
    glow = tone(color, 0.17 if lum > 0.55 else 0.23, 1.0, 10)
    canvas.draw(oval(x, y, rx, ry), ring, part, line=True)
    k = 0.90
    canvas.draw(
        oval(x, y, rx * k, ry * k),
        part=part,
        shader=vertical(y + ry, y - ry, [ring, deep, color, glow], [0.0, 0.28, 0.62, 1.0]),
    )
    with canvas.inside(oval(x, y, rx * k, ry * k)):
        canvas.draw(
            oval(x, y - ry * 0.62, rx * 0.80, ry * 0.55),
            shader=radial(x, y - ry * 0.62, rx * 0.8, tone(color, 0.25, 0.8, 14), [0.75, 0.0], [0.1, 1.0]),
        )
        if spec.iris_kind == 1:
            rim = oval(x, y + ry * 0.10, rx * 0.84, ry * 0.86)
            with canvas.outside(rim):
                canvas.draw(oval(x, y - ry * 0.28, rx * 0.80, ry * 0.58), glow, alpha=0.8)
        elif spec.iris_kind == 2 and not family.streaks:
            canvas.draw(oval(x, y + ry * 0.03, rx * 0.60, ry * 0.60), deep, stroke=rx * 0.09, alpha=0.55)
        if family.streaks:
            n = family.streaks
            a = np.linspace(np.pi * 1.06, np.pi * 1.94, n)
            way = np.stack([np.cos(a) * rx, np.sin(a) * ry], 1)
            for i, d in enumerate(way):
                start, end = (0.50, 0.84 if i % 2 else 0.74)
                line = np.linspace(np.array([x, y]) + d * start, np.array([x, y]) + d * end, 4)
                canvas.draw(ribbon(line, np.array([0.006, 0.005, 0.003, 0.0])), glow, alpha=0.55)
    pupil = tone(color, -0.36, 0.6)
    p = family.pupil
    canvas.draw(oval(x, y + ry * 0.06, rx * p, ry * p), pupil, sided("PUPIL", side), line=True)
    canvas.draw(
        oval(x, y + ry * 0.06, rx * p * 0.55, ry * p * 0.55),
        shader=radial(x, y - ry * 0.10, rx * p * 0.7, deep, [0.55, 0.0], [0.0, 1.0]),
    )


def _highlights(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, shape: EyeShape, side: str) -> None:
    # x runs outwards here: the same side of the picture for both eyes needs the sign
    s = 1.0 if side == "left" else -1.0
    x, y, rx, ry = shape.iris
    part = sided("HIGHLIGHT", side)
    tall = 1.25 if spec.shine == 1 else 1.0
    big = 0.27 if not spec.boy else 0.22
    spots = [(-0.40, 0.40, big, big * 0.98 * tall), (0.40, -0.44, 0.15, 0.15)]
    if spec.shine == 2:
        spots.append((-0.46, -0.30, 0.075, 0.075))
    glint = tone(palette.left_eye if side == "left" else palette.right_eye, 0.30, 0.5)
    canvas.draw(oval(x + 0.30 * s * rx, y + 0.52 * ry, rx * 0.20, ry * 0.11), glint, alpha=0.5)
    for dx, dy, kx, ky in spots:
        canvas.draw(oval(x + dx * s * rx, y + dy * ry, rx * kx, ry * ky * 0.92), (1.0, 1.0, 1.0), part)


def _lid(canvas: FaceCanvas, spec: FaceSpec, shape: EyeShape, ink: RGB, warm: RGB, lash: int) -> None:
    family = FAMILIES[spec.kind]
    w, h = spec.eye_width / 2, max(spec.eye_height / 2, 0.062)
    top, bottom = shape.top, shape.bottom
    u = np.linspace(0, 1, _N)
    thick = curve([0, 0.15, 0.45, 0.75, 1], list(family.lid), u) * h * spec.lash
    tangent = np.gradient(top, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    reach = 0.45 if spec.boy else 1.0
    wing = np.array(family.wing) * (w, h) * reach
    edge = top + normal * thick[:, None]
    pull = smooth(0.72, 1.0, u)[:, None]
    tip = top[-1] + wing
    edge = edge * (1 - pull) + (tip + (top[-1] - top) * (-0.15)) * pull
    shader = vertical(
        float(top[:, 1].max()) + 0.02,
        float(top[:, 1].min()) - 0.01,
        [ink, ink, tone(ink, 0.10, 1.5, 8)],
        [0, 0.6, 1],
    )
    canvas.draw(polygon(np.concatenate([top, tip[None], edge[::-1]])), ink, lash, shader=shader, line=True)
    if not spec.boy:
        for i in range(family.lashes + 1):
            j = int((0.90 - 0.11 * i) * (_N - 1))
            base = edge[j] * 0.55 + top[j] * 0.45
            length = h * (0.46 - 0.04 * i)
            t = np.linspace(0, 1, 9)[:, None]
            line = base + length * (np.array([1.0, -0.05]) * t + np.array([-0.12, 0.50 + 0.16 * i]) * t**2)
            canvas.draw(ribbon(line, h * 0.21 * (1 - t[:, 0])), ink, lash, shader=shader, line=True)
    # lower lid: only its outer part is drawn, thin
    start = int(_N * (0.40 if spec.boy else 0.30))
    part = bottom[start : _N - 2]
    v = np.linspace(0, 1, len(part))
    width = 0.0062 * np.sin(np.pi * np.clip(0.12 + 0.80 * v, 0, 1)) * (0.8 if spec.boy else 1.0)
    canvas.draw(ribbon(part, width, side=-1), tone(ink, 0.10, 1.5, 8), lash, line=True)
    if not spec.boy:
        for at in (0.84, 0.74)[: family.lashes]:
            base = bottom[int(at * (_N - 1))]
            t = np.linspace(0, 1, 5)[:, None]
            line = base + np.array([0.7, -0.72]) * h * 0.20 * t
            canvas.draw(ribbon(line, 0.006 * (1 - t[:, 0])), ink, lash, line=True)
    # double lid
    a, b = int(_N * 0.16), int(_N * 0.93)
    gap = h * (0.20 + 0.16 * np.sin(np.linspace(0.2, np.pi * 0.85, b - a)))
    fold = top[a:b] + normal[a:b] * (thick[a:b] + gap)[:, None] * (0.75 if spec.boy else 1.0)
    v = np.linspace(0, 1, b - a)
    canvas.draw(ribbon(fold, 0.0052 * np.sin(np.pi * v) ** 0.6), warm, lash, line=True, alpha=0.9)


def _shut(
    canvas: FaceCanvas, spec: FaceSpec, shape: EyeShape, ink: RGB, warm: RGB, lash: int, expression: str
) -> None:
    family = FAMILIES[spec.kind]
    h = max(spec.eye_height / 2, 0.062)
    u = np.linspace(0, 1, _N)
    width = h * 0.24 * max(spec.lash, 0.85) * np.sin(np.pi * np.clip(0.06 + 0.86 * u, 0, 1)) ** 0.7
    canvas.draw(ribbon(shape.top, width), ink, lash, line=True)
    happy = expression == "wink"
    for i in range(0 if spec.boy else max(family.lashes, 2)):
        j = int((0.92 - 0.10 * i) * (_N - 1))
        t = np.linspace(0, 1, 6)[:, None]
        way = np.array([0.9, -0.25 if happy else -0.42]) if not happy else np.array([0.9, 0.25])
        line = shape.top[j] + way * h * (0.34 - 0.05 * i) * t
        canvas.draw(ribbon(line, 0.012 * (1 - t[:, 0])), ink, lash, line=True)
    fold = shape.top[6:-5] + np.array([0, h * (0.46 if happy else 0.62)])
    v = np.linspace(0, 1, len(fold))
    canvas.draw(ribbon(fold, 0.0050 * np.sin(np.pi * v) ** 0.6), warm, lash, line=True, alpha=0.8)
