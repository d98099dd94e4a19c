"""Painted mouth, nose, brows and blush."""

from __future__ import annotations

import numpy as np

from .face_canvas import Array, FaceCanvas, oval, polar, polygon, radial, ribbon, tone, warm_ink
from .face_eyes import eye_shape
from .face_spec import FAMILIES, FaceSpec, through
from .mesh import smooth
from .palette import RGB, Palette, lch
from .parts import Part, sided

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
}
# expression: height of the inner end and of the outer end, arch (heads)
_BROWS = {
    "neutral": (0.0, 0.0, 0.014),
    "smile": (0.005, 0.003, 0.019),
    "open": (0.006, 0.004, 0.019),
    "angry": (-0.034, 0.014, 0.006),
    "sad": (0.026, -0.020, 0.008),
    "surprised": (0.024, 0.020, 0.020),
    "closed": (-0.002, -0.004, 0.013),
    "wink": (0.008, 0.004, 0.020),
}


def mouth_shape(spec: FaceSpec, expression: str) -> tuple[Array, Array]:
    """(21, 2) upper and lower edge of the mouth from the right corner to the left one, heads over the chin;
    the same where it is a line."""
    corner, middle, wide, gap = _MOUTHS[expression]
    if expression == "neutral":
        corner, middle = corner * (0.2 + spec.mood), middle * (0.2 + spec.mood)
    half, y = spec.mouth / 2 * wide, spec.mouth_y
    u = np.linspace(-1, 1, 21)
    top = np.stack([u * half, y + middle + (corner - middle) * np.abs(u) ** 2.0], 1)
    if expression == "sad":  # it trembles
        top[:, 1] += 0.0030 * np.cos(2 * np.pi * u)
    if expression == "angry" and spec.temper:  # clenched teeth
        top = np.stack([u * half, y + 0.012 - 0.008 * np.abs(u) ** 2], 1)
        low = 0.034 * (1 - np.abs(u) ** 5) ** 0.6
        return top, np.stack([u * half * 1.06, top[:, 1] - low - 0.008 * np.abs(u)], 1)
    if not gap:
        return top, top
    if expression == "surprised":
        a = np.pi * (1 - (u + 1) / 2)
        top = np.stack([half * np.cos(a), y - 0.012 + gap / 2 * np.sin(a)], 1)
        return top, top * (1, -1) + (0, 2 * (y - 0.012))
    depth = gap * (1 - np.abs(u) ** 2.6) ** 0.72
    bottom = np.stack([u * half * (1 - 0.06 * (1 - u**2)), top[:, 1] - depth], 1)
    return top, bottom


def opened(spec: FaceSpec, expression: str, x: Array, y: Array) -> Array | None:
    """(..., 3) how far an open mouth moves points of the face's front (x, y: heads over the chin): the
    lips part and the jaw drops. None for shut mouths."""
    gap = _MOUTHS[expression][3]
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


def brow_shape(spec: FaceSpec, expression: str) -> Array:
    """(17, 2) the brow of the left side, inner to outer end, heads over the chin."""
    inner, outer, arch = _BROWS[expression]
    slope = FAMILIES[spec.kind].slope
    w = spec.eye_width / 2 * (1.0, 0.84, 1.05)[spec.brow_kind]
    arch = arch + (0.0, -0.004, 0.008)[spec.brow_kind]
    slope = slope + {"tareme": -0.006, "tsurime": 0.006, "sleepy": -0.005}.get(spec.eye, 0.0)
    y = spec.eye_y + spec.eye_height / 2 + spec.brow_y
    x = spec.eye_x
    return through(
        (
            (x - w * 0.88, y + inner - slope * 0.6),
            (x - w * 0.10, y + (inner + outer) * 0.5 + arch * 0.85),
            (x + w * 0.45, y + inner * 0.15 + outer * 0.75 + arch + slope * 0.7),
            (x + w * 1.12, y + outer - 0.006 + slope),
        ),
        17,
    )


def paint_brow(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, side: str, expression: str) -> None:
    """A brow, thick inside and thin outside; the canvas is mirrored for its side."""
    lum, chroma, hue = polar(palette.hair)
    color = lch(float(np.clip(lum * 0.72, 0.22, 0.60)), min(chroma, 0.10), hue)
    u = np.linspace(0, 1, 17)
    width = spec.brow * np.sqrt(np.clip(u / 0.16 + 0.06, 0, 1)) * (1 - 0.72 * u**1.6)
    width = width * (1.0, 1.4, 0.72)[spec.brow_kind]
    if spec.brow_kind == 1:
        width = width * (1 - 0.35 * u)
    canvas.draw(ribbon(brow_shape(spec, expression), width), color, sided("BROW", side), line=True)


def paint_nose(canvas: FaceCanvas, spec: FaceSpec, palette: Palette) -> None:
    """A mark of the nose: its shaded underside, a dot or a short line, and a touch of light."""
    ink = warm_ink(palette.skin, 0.30)
    y = 0.232
    if spec.nose_mark == 0:
        canvas.draw(oval(0.002, y - 0.004, 0.0065, 0.0036), ink, Part.NOSE, line=True)
    elif spec.nose_mark == 1:
        line = np.array([[0.006, y + 0.010], [0.0085, y + 0.001], [0.005, y - 0.0055], [-0.002, y - 0.006]])
        bend = through(tuple((float(a), float(b)) for a, b in line), 12)
        width = np.interp(np.linspace(0, 3, 12), range(4), [0.001, 0.005, 0.006, 0.001])
        canvas.draw(ribbon(bend, width), ink, Part.NOSE, line=True)
    else:
        wedge = np.array([[-0.009, y - 0.006], [0.0, y - 0.003], [0.010, y + 0.001], [0.003, y - 0.012]])
        canvas.draw(polygon(wedge), ink, Part.NOSE, line=True, alpha=0.85)
    light = tone(palette.skin, 0.05, 0.5)
    canvas.draw(oval(-0.005, y + 0.019, 0.0045, 0.006), light, alpha=0.7)


def paint_blush(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, expression: str) -> None:
    """Blush of the left cheek; the canvas is mirrored for the other."""
    more = {"smile": 1.25, "open": 1.25, "wink": 1.4, "surprised": 1.1, "angry": 0.9}.get(expression, 1.0)
    alpha = min(spec.blush * more, 0.7)
    x, y = spec.eye_x + 0.052, spec.eye_y - spec.eye_height / 2 - 0.048
    for c in canvas.canvases:
        c.save()
        c.translate(x, y)
        c.scale(1.0, 0.52)
    canvas.draw(
        oval(0, 0, 0.095, 0.095),
        shader=radial(0, 0, 0.095, palette.blush, [alpha, alpha * 0.75, 0], [0, 0.45, 1]),
    )
    for c in canvas.canvases:
        c.restore()
    if spec.hatch == 2 and not spec.boy:  # the band over the nose, one half of it
        band = through(((0.0, y + 0.018), (x * 0.5, y + 0.012), (x, y)), 9)
        canvas.draw(ribbon(band, np.full(9, 0.05)), palette.blush, alpha=alpha * 0.55, blur=0.012)
    if spec.freckles:
        for i, (dx, dy) in enumerate(
            (
                (-0.062, 0.022),
                (-0.034, 0.010),
                (-0.048, -0.004),
                (-0.012, 0.020),
                (0.012, 0.004),
                (-0.020, -0.010),
            )
        ):
            r = 0.0032 + 0.0008 * (i % 3)
            canvas.draw(oval(x + dx, y + dy, r, r), tone(palette.skin, -0.14, 1.7, -6), alpha=0.7)
    if expression == "sad" and spec.tear:
        _tear(canvas, spec)
    if spec.hatch == 1 and not spec.boy:
        for i in (-1, 0, 1):
            line = np.array([[x + 0.024 * i + 0.006, y + 0.013], [x + 0.024 * i - 0.006, y - 0.011]])
            canvas.draw(
                ribbon(np.linspace(line[0], line[1], 5), np.array([0.001, 0.004, 0.0045, 0.004, 0.001])),
                tone(palette.blush, -0.08, 1.2), alpha=0.75,
            )  # fmt: skip


def _tear(canvas: FaceCanvas, spec: FaceSpec) -> None:
    """A drop under the outer corner of the left eye."""
    x, y = (float(v) for v in eye_shape(spec, "sad", (0.0, 0.0), "left").bottom[29])
    y += 0.003  # it hangs on the lid
    drop = through(((x, y), (x + 0.014, y - 0.030), (x, y - 0.044), (x - 0.014, y - 0.030), (x, y)), 25)
    canvas.draw(polygon(drop), (0.80, 0.91, 1.0), alpha=0.85)
    canvas.draw(polygon(drop), (0.45, 0.62, 0.82), stroke=0.0028, alpha=0.8)
    canvas.draw(oval(x - 0.004, y - 0.028, 0.0042, 0.007), (1.0, 1.0, 1.0))


def paint_mouth(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, expression: str) -> None:
    """The mouth: a line that swells in the middle, or an opening with teeth and tongue."""
    ink = warm_ink(palette.skin, 0.44, 0.105)
    top, bottom = mouth_shape(spec, expression)
    u = np.linspace(-1, 1, len(top))
    gap = float((top - bottom)[:, 1].max())
    lip: RGB = tone(palette.skin, -0.09, 1.8, -22)
    below = float(bottom[:, 1].min()) - (0.018 if gap == 0 else 0.014)
    if not spec.boy:
        canvas.draw(oval(0, below + 0.006, spec.mouth * 0.24, 0.0075), lip, alpha=0.30, blur=0.003)
    else:
        mark = np.stack([np.linspace(-0.014, 0.014, 7), np.full(7, below)], 1)
        canvas.draw(
            ribbon(mark, 0.0032 * np.sin(np.linspace(0, np.pi, 7))), tone(palette.skin, -0.18, 1.6, -8)
        )
    if gap > 0:
        path = polygon(np.concatenate([top, bottom[::-1]]))
        canvas.draw(path, lch(0.40, 0.115, 20), Part.MOUTH)
        with canvas.inside(path):
            low = float(bottom[:, 1].min())
            wide = spec.mouth * 0.44
            tongue = oval(0, low + gap * 0.10, wide * (0.6 if expression == "surprised" else 1.0), gap * 0.42)
            canvas.draw(tongue, lch(0.66, 0.13, 18), Part.TONGUE)
            if expression == "angry":
                canvas.draw(path, (0.99, 0.98, 0.98), Part.TEETH)
                between = (top + bottom) / 2
                canvas.draw(
                    ribbon(between, np.full(len(u), 0.003)), tone(palette.skin, -0.25, 1.2), alpha=0.7
                )
            elif expression != "surprised":
                teeth = np.concatenate([top + np.array([0, 0.01]), (top - (0, gap * 0.20))[::-1]])
                canvas.draw(polygon(teeth), (0.99, 0.98, 0.98), Part.TEETH)
                if spec.fang:
                    x = spec.mouth * 0.36
                    y = float(np.interp(x, top[:, 0], top[:, 1])) - gap * 0.18
                    fang = np.array([[x - 0.010, y], [x + 0.009, y], [x + 0.001, y - gap * 0.26]])
                    canvas.draw(polygon(fang), (0.99, 0.98, 0.98), Part.TEETH)
        width = 0.0055 * (0.55 + 0.45 * u**2)
        canvas.draw(ribbon(top, width), ink, Part.LIPS, line=True)
        canvas.draw(ribbon(bottom, 0.0042 * (1 - 0.45 * np.abs(u))), ink, Part.LIPS, line=True)
        return
    width = 0.0094 * (1 - 0.62 * np.abs(u) ** 1.5)
    canvas.draw(ribbon(top, width), ink, Part.LIPS, line=True)
    for x in (-1, 1):  # corners a little heavier
        end = top[0 if x < 0 else -1]
        canvas.draw(oval(float(end[0]), float(end[1]), 0.0036, 0.0026), ink, Part.LIPS, line=True)


def paint_mole(canvas: FaceCanvas, spec: FaceSpec, palette: Palette) -> None:
    """A mole under an eye."""
    if spec.mole and not spec.freckles:
        x = spec.mole * (spec.eye_x + spec.eye_width * 0.30)
        y = spec.eye_y - spec.eye_height / 2 - 0.028
        canvas.draw(oval(x, y, 0.0062, 0.0062), tone(palette.skin, -0.5, 0.8))
