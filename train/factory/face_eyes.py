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
    top, bottom, turned = _lids(spec.eye, top, bottom)
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
    angle = np.radians(spec.tilt + turned)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array([spec.eye_x, spec.eye_y])
    top, bottom = ((p * (w, h)) @ turn + middle for p in (top, bottom))
    sign = 1.0 if side == "left" else -1.0
    small = {"surprised": 0.80, "angry": 0.93}.get(expression, 1.0) * spec.iris
    rx, ry = spec.eye_width * 0.365 * small, spec.eye_height * 0.55 * small
    ry = max(ry, rx * 0.98)
    ix = spec.eye_x - 0.003 + sign * _GAZE[0] * float(np.clip(gaze[0], -1, 1))
    iy = spec.eye_y + 0.004 + _GAZE[1] * float(np.clip(gaze[1], -1, 1))
    return EyeShape(top, bottom, shut, (ix, iy, rx, ry))


def _lids(eye: str, top: Array, bottom: Array) -> tuple[Array, Array, float]:
    """The opening's edges bent to an eye shape, in half widths and heights, and how far it turns, degrees."""
    x = top[:, 0]
    outside = smooth(-0.2, 1.0, x)
    if eye == "tareme":
        top, bottom = top - outer(0.10 * outside), bottom - outer(0.16 * smooth(-0.2, 0.7, bottom[:, 0]))
        bottom[-1] = top[-1]
        return top, bottom, -4.5
    if eye == "tsurime":
        top = top + outer(0.14 * outside)
        bottom = bottom + outer(0.14 * smooth(-0.2, 1.0, bottom[:, 0]))
        return top, bottom, 4.5
    if eye == "round":
        return top * (0.95, 1.06), bottom * (0.95, 1.06), 0.0
    if eye in ("jito", "sleepy"):
        cut = 0.46 + 0.06 * x if eye == "jito" else 0.66 - 0.16 * x
        y = top[:, 1]  # a soft minimum: the flat lid runs into the round one
        bent = 0.5 * (y + cut - np.sqrt((y - cut) ** 2 + 0.03))
        edge = smooth(0.0, 0.2, 1 - np.abs(np.linspace(-1, 1, len(x))))
        top = np.stack([x, y + (bent - y) * edge], 1)
    return top, bottom, 0.0


def outer(y: Array) -> Array:
    """(n, 2) points that only differ in height."""
    return np.stack([np.zeros_like(y), y], 1)


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
        canvas.draw(polygon(strip), tone(palette.skin, -0.42, 1.3, -60), alpha=0.34)
        _highlights(canvas, spec, palette, shape, side)
    _lid(canvas, spec, shape, ink, warm, lash)


def _iris(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, shape: EyeShape, side: str) -> None:
    family = FAMILIES[spec.kind]
    color = palette.left_eye if side == "left" else palette.right_eye
    lum = polar(color)[0]
    x, y, rx, ry = shape.iris
    part = sided("IRIS", side)
    ring = tone(color, -0.27 if lum > 0.55 else -0.22, 0.85, -6)
    deep = tone(color, -0.17, 1.0, -8)
    glow = tone(color, 0.16 if lum > 0.55 else 0.22, 1.0, 12)
    k = 0.91
    canvas.draw(oval(x, y, rx, ry), ring, part, line=True)
    canvas.draw(
        oval(x, y, rx * k, ry * k),
        part=part,
        shader=vertical(y + ry, y - ry, [ring, deep, color, glow], [0.10, 0.40, 0.66, 1.0]),
    )
    with canvas.inside(oval(x, y, rx * k, ry * k)):
        # strands from the pupil outwards, lighter below
        n = family.streaks or (12 if spec.iris_kind == 0 else 0)
        rays = np.linspace(np.pi * 1.02, np.pi * 1.98, n)
        for i, d in enumerate(np.stack([np.cos(rays) * rx, np.sin(rays) * ry], 1)):
            line = np.array([x, y]) + d * np.linspace(0.40, (0.90, 0.76, 0.84)[i % 3], 4)[:, None]
            canvas.draw(ribbon(line, np.array([0.001, 0.005, 0.005, 0.0])), glow, alpha=0.45)
        # a bow of light below, brightest at its rim
        canvas.draw(
            oval(x, y - ry * 0.66, rx * 0.84, ry * 0.52),
            shader=radial(
                x, y - ry * 0.74, rx * 0.8, tone(color, 0.28, 0.75, 16), [0.85, 0.35, 0], [0, 0.5, 1]
            ),
        )
        if spec.iris_kind == 1:
            with canvas.outside(oval(x, y + ry * 0.12, rx * 0.80, ry * 0.84)):
                canvas.draw(oval(x, y - ry * 0.24, rx * 0.82, ry * 0.62), glow, alpha=0.85)
        elif spec.iris_kind == 2:
            canvas.draw(oval(x, y, rx * 0.62, ry * 0.62), deep, stroke=rx * 0.10, alpha=0.6)
        # the lid's shade: the upper third is dark
        canvas.draw(oval(x, y + ry * 0.86, rx * 1.1, ry * 0.62), ring, alpha=0.62, blur=0.004)
    pupil = tone(color, -0.38, 0.6)
    p = family.pupil
    px, py = (p, p) if spec.pupil != 1 else (p * 0.82, p * 0.82 * rx / ry)
    middle = y + ry * 0.04
    if spec.pupil == 2:
        canvas.draw(oval(x, middle, rx * px * 1.15, ry * py * 1.15), pupil, alpha=0.55, blur=0.005)
    canvas.draw(oval(x, middle, rx * px, ry * py), pupil, sided("PUPIL", side), line=True)
    canvas.draw(
        oval(x, middle - ry * py * 0.3, rx * px * 0.6, ry * py * 0.5),
        shader=radial(x, middle - ry * py * 0.5, rx * px * 0.7, deep, [0.8, 0.0], [0.0, 1.0]),
    )


def _highlights(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, shape: EyeShape, side: str) -> None:
    # x runs outwards here: the same side of the picture for both eyes needs the sign
    s = 1.0 if side == "left" else -1.0
    x, y, rx, ry = shape.iris
    part = sided("HIGHLIGHT", side)
    tall = 1.25 if spec.shine == 1 else 1.0
    big = 0.29 if not spec.boy else 0.23
    spots = [(-0.38, 0.42, big, big * 0.98 * tall), (0.42, -0.42, 0.14, 0.14)]
    if spec.shine == 2:
        spots += [(-0.50, -0.22, 0.075, 0.075), (0.22, -0.64, 0.06, 0.06)]
    glint = tone(palette.left_eye if side == "left" else palette.right_eye, 0.34, 0.5)
    # the sky's reflection opposite the main highlight
    canvas.draw(oval(x + 0.38 * s * rx, y + 0.44 * ry, rx * 0.27, ry * 0.13), glint, alpha=0.42)
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
    reach = 0.45 if spec.boy else 1.2
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
        # lashes stand on the outer third and bend up, long outside and short inside
        for i in range((1, 2, 3)[spec.lash_kind]):
            at = 0.93 - (0.10 if spec.lash_kind < 2 else 0.075) * i
            j = int(at * (_N - 1))
            base = top[j] + normal[j] * thick[j] * 0.45
            length = h * (0.56 - 0.09 * i)
            t = np.linspace(0, 1, 9)[:, None]
            way = np.array([0.86 - 0.16 * i, 0.10 + 0.12 * i])
            line = base + length * (way * t + np.array([-0.06, 0.42]) * t**2)
            foot = h * (0.20 if spec.lash_kind < 2 else 0.15)
            canvas.draw(ribbon(line, foot * (1 - t[:, 0]) ** 0.8), ink, lash, shader=shader, line=True)
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
    gap = h * (0.34 if spec.eye == "sleepy" else 0.20) + h * (
        0.16 * np.sin(np.linspace(0.2, np.pi * 0.85, b - a))
    )
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
