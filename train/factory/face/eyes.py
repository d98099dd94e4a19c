"""Painted eyes: the opening, what an expression and an eye shape make of it, and everything inside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..geometry.mesh import smooth
from ..palette import RGB, Palette
from ..parts import sided
from .canvas import Array, FaceCanvas, polygon, ribbon, tone, warm_ink
from .iris import paint_highlights, paint_iris
from .lids import lid_color, paint_lid, paint_shut
from .spec import FaceSpec, through

_N = 41
_GAZE = (0.034, 0.026)
# expression: height at which the upper lid is cut (half heights), how the cut rises to the outside
_CUTS = {
    "angry": (0.60, 0.36),
    "shouting": (0.74, 0.34),
    "sad": (0.60, -0.30),
    "crying": (0.46, -0.34),
    "embarrassed": (0.62, -0.12),
    "smug": (0.26, -0.06),
}
_WHITES: dict[str, RGB] = {
    "modern": (0.935, 0.950, 0.990),
    "realistic": (0.955, 0.945, 0.940),
    "droopy": (0.985, 0.965, 0.970),
    "vintage": (1.0, 1.0, 0.99),
}
_IRISES = {"surprised": 0.86, "angry": 0.93, "shouting": 0.82}


@dataclass(frozen=True, eq=False)
class EyeShape:
    """An eye of the left side in heads over the chin (the right one is its mirror image). top, bottom: (41,
    2) edges of the opening, inner to outer corner; shut: the two are one line, or two that meet inside.
    iris: x, y, half width, half height. lashes: 1 = it is shut upwards, as when laughing, -1 downwards, 0
    squeezed."""

    top: Array
    bottom: Array
    shut: bool
    iris: tuple[float, float, float, float]
    lashes: int = -1


def is_shut(expression: str, side: str) -> bool:
    """Whether an eye is closed."""
    return expression in ("closed", "laugh") or (expression == "wink" and side == "left")


def eye_shape(spec: FaceSpec, expression: str, gaze: tuple[float, float], side: str) -> EyeShape:
    """Where an eye's edges and iris lie. gaze: -1..1 to the character's left and up."""
    family = spec.family
    w, h = spec.eye_width / 2, spec.eye_height / 2
    top, bottom = (through(p, _N, family.angular) for p in (family.top, family.bottom))
    x = top[:, 0]
    top, bottom, turned = _lids(spec, top, bottom)
    shut, lashes = is_shut(expression, side), -1
    if shut:
        top, bottom, lashes = _closed(spec, expression)
    elif expression in _CUTS:
        cut, tilt = _CUTS[expression]
        cut = cut + tilt * x
        low = 0.5 * (top[:, 1] + cut - np.sqrt((top[:, 1] - cut) ** 2 + 0.012))
        edge = smooth(0.0, 0.16, 1 - np.abs(np.linspace(-1, 1, _N)))
        top[:, 1] += 0.88 * (np.minimum(low, top[:, 1]) - top[:, 1]) * edge
        if expression in ("crying", "smug"):
            bottom[:, 1] *= 0.84
    elif expression == "smile":
        bottom[:, 1] *= 0.86
        top[:, 1] *= 0.97
    elif expression == "surprised":
        top[:, 1] *= 1.12
        bottom[:, 1] *= 1.05
    angle = np.radians(spec.tilt + turned)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array([spec.eye_x, spec.eye_y])
    sign = 1.0 if side == "left" else -1.0
    look = np.array([sign * _GAZE[0], _GAZE[1]]) * np.clip(gaze, -1, 1)
    if not family.sclera:  # the whole eye looks, it has no white to look in
        look = look * 0.45
        if not shut:
            middle = middle + look
    top, bottom = ((p * (w, h)) @ turn + middle for p in (top, bottom))
    small = _IRISES.get(expression, 1.0) * spec.iris
    if not family.sclera:
        return EyeShape(top, bottom, shut, (float(middle[0]), float(middle[1]), w, h), lashes)
    rx, ry = spec.eye_width * 0.365 * small, spec.eye_height * 0.55 * small
    ry = max(ry * family.tall, rx * 0.98)
    ix = spec.eye_x - 0.003 + look[0]
    iy = spec.eye_y + family.iris_y * h + look[1]
    return EyeShape(top, bottom, shut, (float(ix), float(iy), rx, ry), lashes)


def _closed(spec: FaceSpec, expression: str) -> tuple[Array, Array, int]:
    """Both edges of a shut eye in half widths and heights, and which way it is shut."""
    family = spec.family
    u = np.linspace(-1, 1, _N)
    wide, high = (1.02, 1.0) if family.sclera else (1.75, 0.9)
    if family.height < 0.7 and family.sclera:
        high = 1.35  # a low eye shuts in as round an arc as a high one
    if expression == "laugh" and spec.temper and family.eye_y < 0.37:
        # squeezed: two strokes that meet inside
        t = np.linspace(0, 1, _N)
        x = (0.62 - 1.36 * t[::-1]) * wide
        tall = max(0.085 / spec.eye_height, 0.42) * 2
        return np.stack([x, 0.46 * tall * t], 1), np.stack([x, -0.46 * tall * t], 1), 0
    happy = expression in ("wink", "laugh")
    y = (0.30 - 0.66 * np.abs(u) ** 2.1) if happy else (-0.62 + 0.46 * np.abs(u) ** 2.2)
    y = (y + 0.10 * u * (family.wing[1] + 0.2)) * high
    line = np.stack([u * wide, y], 1)
    return line, line, 1 if happy else -1


def _lids(spec: FaceSpec, top: Array, bottom: Array) -> tuple[Array, Array, float]:
    """The opening's edges bent to an eye shape, in half widths and heights, and how far it turns, degrees."""
    x, eye = top[:, 0], spec.eye
    if eye == spec.family.natural:
        return top, bottom, 0.0
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
    if shape.shut:
        paint_shut(canvas, spec, palette, shape.top, shape.bottom, shape.lashes, side)
        return
    family, h = spec.family, spec.eye_height / 2
    opening = polygon(np.concatenate([shape.top, shape.bottom[::-1]]))
    if not family.sclera:
        canvas.draw(opening, (0.1, 0.08, 0.1), sided("IRIS", side))
        with canvas.inside(opening):
            paint_iris(canvas, spec, palette, shape.iris, side)
            paint_highlights(canvas, spec, palette, shape.iris, side)
        if expression in _CUTS:  # a lid that shows only when it comes down
            width = 0.010 * np.sin(np.linspace(0.15, np.pi - 0.15, _N)) ** 0.5
            line = shape.top + (shape.top - shape.top.mean(0)) * (0.22, 0.0)
            canvas.draw(ribbon(line, width), lid_color(spec, palette), sided("LASH", side), line=True)
        paint_lid(canvas, spec, palette, shape.top, shape.bottom, side)
        return
    # a breath of warm color under the fold
    warm = warm_ink(palette.skin, 0.25, 0.075)
    lift = outer(h * 0.34 * np.sin(np.linspace(0, np.pi, _N)) ** 0.7)
    canvas.draw(polygon(np.concatenate([shape.top, (shape.top + lift)[::-1]])), warm, alpha=0.16, blur=0.006)
    white: RGB = _WHITES.get(spec.kind, (0.985, 0.978, 0.985))
    canvas.draw(opening, white, sided("SCLERA", side))
    hard = family.angular > 0.6
    with canvas.inside(opening):
        paint_iris(canvas, spec, palette, shape.iris, side)
        # the upper lid's shade, with a hard edge where everything is drawn hard
        drop = np.array([0, -h * (0.20 if hard else 0.30)])
        strip = np.concatenate([shape.top + np.array([0, 0.03]), (shape.top + drop)[::-1]])
        canvas.draw(polygon(strip), tone(palette.skin, -0.42, 1.3, -60), alpha=0.26 if hard else 0.34)
        if spec.kind == "realistic":  # the corner by the nose, and a shaded ball
            x, y = (float(v) for v in shape.top[0])
            duct = np.array([[x, y], [x + 0.020, y + 0.006], [x + 0.022, y - 0.007]])
            canvas.draw(polygon(duct), tone(palette.blush, -0.04), alpha=0.8)
        paint_highlights(canvas, spec, palette, shape.iris, side)
    paint_lid(canvas, spec, palette, shape.top, shape.bottom, side)
