"""The painted face: eyes, brows, mouth and blush as vector art on a square that looks straight at the face.

The picture's u is x + 0.5 and its v is 1 - y, with x and y in heads over the chin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .material import Material
from .palette import Palette, shifted
from .parts import Part
from .seeds import Draw, Traits

FACES = {"round": 0.4, "cool": 0.35, "sharp": 0.25}
EXPRESSIONS = ("neutral", "smile", "open", "angry", "sad", "surprised", "closed", "wink")
SIZE = 1024
_MARKS = 1024


@dataclass(frozen=True)
class FaceSpec:
    """kind: name out of FACES. All lengths in heads; width: relative change of the jaw's width."""

    kind: str
    width: float
    eye_x: float
    eye_y: float
    eye_width: float
    eye_height: float
    tilt: float
    brow: float
    lash: float


def draw_face(draw: Draw, traits: Traits) -> FaceSpec:
    """The face of a seed."""
    rng = draw.rng("face")
    kind = draw.choose("face", FACES, rng)
    u = rng.uniform
    boy = traits.presentation == "boy"
    child = traits.age == "child"
    return FaceSpec(
        kind=kind,
        width=u(-0.05, 0.04) + (0.03 if child else 0.0),
        eye_x=u(0.178, 0.192),
        eye_y=u(0.335, 0.358),
        eye_width=u(0.205, 0.232) * (0.93 if boy else 1),
        eye_height=u(0.165, 0.195)
        * (0.76 if boy else 1)
        * (1.08 if child else 1)
        * (0.86 if kind != "round" else 1),
        tilt=u(-0.01, 0.02) + (0.012 if kind == "sharp" else 0.0),
        brow=u(0.006, 0.011) * (1.4 if boy else 1.0),
        lash=0.6 if boy else 1.0,
    )


def landmarks(spec: FaceSpec, expression: str, gaze: tuple[float, float]) -> dict[str, np.ndarray]:
    """Named points over the chin (heads), fixed to the head: corners and lids of the eyes, irises, mouth,
    chin."""
    del expression
    out = {"chin": np.array([[0.0, 0.0, 0.33]])}
    for side, s in (("left", 1.0), ("right", -1.0)):
        x, y, w, h = spec.eye_x, spec.eye_y, spec.eye_width / 2, spec.eye_height / 2
        eye = np.array([(x - w, y), (x, y + h), (x + w, y + spec.tilt), (x, y - h)])
        out[f"{side}_eye"] = np.column_stack([eye[:, 0] * s, eye[:, 1], np.full(4, 0.325)])
        out[f"{side}_iris"] = np.array([[x * s + 0.03 * gaze[0], y + 0.02 * gaze[1], 0.33]])
    out["mouth"] = np.array(
        [[0.045, 0.143, 0.345], [0.0, 0.150, 0.36], [-0.045, 0.143, 0.345], [0.0, 0.135, 0.36]]
    )
    return out


def paint_face(spec: FaceSpec, palette: Palette, expression: str, gaze: tuple[float, float]) -> Material:
    """The face's picture, part numbers and drawn lines for an expression."""
    import skia

    surface = skia.Surface(SIZE, SIZE)
    canvas = surface.getCanvas()
    canvas.clear(_color(palette.skin))
    marks = skia.Surface(_MARKS, _MARKS)  # red: part, green: line
    ids = marks.getCanvas()
    ids.clear(skia.ColorBLACK)
    for c, size in ((canvas, SIZE), (ids, _MARKS)):
        c.scale(size, -size)
        c.translate(0.5, -1.0)

    def draw(
        path, color, part: int = 0, *, stroke: float = 0.0, line: bool = False, blur: float = 0.0, alpha=1.0
    ) -> None:
        paint = skia.Paint(AntiAlias=True, Color4f=_color4(color, alpha))
        hard = skia.Paint(AntiAlias=False, Color=skia.Color(part, 255 if line else 0, 0))
        if stroke:
            for p in (paint, hard):
                p.setStyle(skia.Paint.kStroke_Style)
                p.setStrokeWidth(stroke)
                p.setStrokeCap(skia.Paint.kRound_Cap)
        if blur:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        canvas.drawPath(path, paint)
        if part:
            ids.drawPath(path, hard)

    dark = shifted(palette.hair, -0.35, 0.6)
    dark = dark if sum(dark) < 0.9 else shifted(dark, -0.25, 0.8)
    lid = shifted(dark, -0.08)
    for s in (1.0, -1.0):
        blush = skia.Path()
        blush.addOval(skia.Rect.MakeXYWH(s * 0.235 - 0.07, 0.205 - 0.035, 0.14, 0.07))
        draw(blush, palette.blush, blur=0.025, alpha=0.4)
    nose = skia.Path()
    nose.moveTo(0.004, 0.236)
    nose.lineTo(-0.006, 0.229)
    draw(nose, shifted(palette.skin, -0.25, 1.6), Part.NOSE, stroke=0.006, line=True)
    for side, s in (("LEFT", 1.0), ("RIGHT", -1.0)):
        shut = expression == "closed" or (expression == "wink" and side == "LEFT")
        canvas.save()
        ids.save()
        for c in (canvas, ids):
            c.scale(s, 1.0)
        _eye(spec, palette, draw, (canvas, ids), side, s, gaze, shut, expression, lid)
        brow = skia.Path()
        x, y, w = spec.eye_x, spec.eye_y + spec.eye_height / 2 + 0.06, spec.eye_width * 0.45
        lift = {"angry": -0.03, "sad": 0.03, "surprised": 0.02}.get(expression, 0.0)
        brow.moveTo(x - w * 0.95, y + (lift if expression != "surprised" else 0.0) - 0.004)
        brow.quadTo(
            x + 0.01,
            y + 0.022 + abs(lift) * 0.3,
            x + w * 1.05,
            y - (lift if expression != "surprised" else 0) - 0.004,
        )
        draw(brow, dark, Part[f"{side}_BROW"], stroke=spec.brow, line=True)
        canvas.restore()
        ids.restore()
    _mouth(palette, draw, expression)
    texture = surface.toarray(colorType=skia.kRGBA_8888_ColorType)
    both = marks.toarray(colorType=skia.kRGBA_8888_ColorType)
    return Material(
        "face", texture, parts=np.ascontiguousarray(both[..., 0]), lines=np.ascontiguousarray(both[..., 1])
    )


def _eye(spec, palette, draw, canvases, side, s, gaze, shut, expression, lid) -> None:
    import skia

    x, y, w, h, tilt = spec.eye_x, spec.eye_y, spec.eye_width / 2, spec.eye_height / 2, spec.tilt
    if expression == "surprised":
        h *= 1.12
    lash = Part[f"{side}_LASH"]
    if shut:
        arc = skia.Path()
        arc.moveTo(x - w, y - 0.01)
        arc.quadTo(x, y - h * 0.9, x + w, y + tilt)
        draw(arc, lid, lash, stroke=0.016 * spec.lash + 0.006, line=True)
        return
    white = skia.Path()
    white.moveTo(x - w, y - 0.012)
    white.cubicTo(x - w * 0.75, y + h * 0.95, x + w * 0.35, y + h * 1.25, x + w, y + tilt + 0.01)
    white.cubicTo(x + w * 0.85, y - h * 0.7, x + w * 0.35, y - h * 1.06, x - w * 0.10, y - h)
    white.cubicTo(x - w * 0.55, y - h * 0.95, x - w * 0.85, y - h * 0.45, x - w, y - 0.012)
    for c in canvases:
        c.save()
        c.clipPath(white, True)
    draw(white, (0.985, 0.98, 0.985), Part[f"{side}_SCLERA"])
    color = palette.left_eye if side == "LEFT" else palette.right_eye
    ix, iy = x - 0.004 + s * 0.035 * gaze[0], y + 0.004 + 0.025 * gaze[1]
    rx, ry = spec.eye_width * 0.345, spec.eye_height * 0.53
    for part, k, dy, c in (
        ("IRIS", 1.0, 0.0, shifted(color, -0.22, 0.8)),
        ("IRIS", 0.88, -0.004, color),
        ("IRIS", 0.70, -0.030, shifted(color, 0.14, 1.0)),
        ("IRIS", 0.86, 0.030, shifted(color, -0.14, 0.95)),
        ("PUPIL", 0.42, 0.006, shifted(color, -0.34, 0.6)),
    ):
        oval = skia.Path()
        oval.addOval(skia.Rect.MakeLTRB(ix - rx * k, iy - ry * k + dy, ix + rx * k, iy + ry * k + dy))
        blur = 0.014 if dy in (-0.030, 0.030) else 0.0
        draw(oval, c, Part[f"{side}_{part}"] if not blur else 0, blur=blur, alpha=0.8 if blur else 1.0)
    shade = skia.Path()
    shade.addRect(skia.Rect.MakeLTRB(x - w, y + h * 0.45, x + w, y + h * 1.4))
    draw(shade, (0.55, 0.52, 0.65), blur=0.012, alpha=0.45)
    for dx, dy, k in ((-0.38 * s, 0.42, 0.27), (0.36 * s, -0.45, 0.14)):
        spot = skia.Path()
        cx, cy = ix + dx * rx, iy + dy * ry
        spot.addOval(skia.Rect.MakeLTRB(cx - rx * k, cy - ry * k, cx + rx * k, cy + ry * k))
        draw(spot, (1, 1, 1), Part[f"{side}_HIGHLIGHT"])
    for c in canvases:
        c.restore()
    upper = skia.Path()
    upper.moveTo(x - w * 1.02, y - 0.012)
    upper.cubicTo(x - w * 0.75, y + h * 0.95, x + w * 0.35, y + h * 1.25, x + w * 1.04, y + tilt + 0.005)
    flick = 0.024 * spec.lash
    upper.lineTo(x + w * 1.16, y + tilt + flick)
    upper.cubicTo(
        x + w * 0.4,
        y + h * 1.25 + 0.03 * spec.lash + 0.012,
        x - w * 0.6,
        y + h * 1.05 + 0.012,
        x - w * 1.02,
        y - 0.012,
    )
    draw(upper, lid, lash, line=True)
    lower = skia.Path()
    lower.moveTo(x - w * 0.2, y - h * 0.995)
    lower.cubicTo(x + w * 0.35, y - h * 1.06, x + w * 0.8, y - h * 0.7, x + w * 0.95, y - h * 0.2)
    draw(lower, lid, lash, stroke=0.0055, line=True)
    fold = skia.Path()
    fold.moveTo(x - w * 0.5, y + h * 1.25)
    fold.quadTo(x + w * 0.35, y + h * 1.62, x + w * 0.95, y + h * 0.75)
    draw(fold, shifted(palette.skin, -0.22, 1.6), stroke=0.004)


def _mouth(palette, draw, expression) -> None:
    import skia

    path = skia.Path()
    ink = shifted(palette.skin, -0.42, 1.5)
    if expression in ("open", "surprised"):
        path.moveTo(-0.05, 0.150)
        path.quadTo(0, 0.158, 0.05, 0.150)
        path.quadTo(0.035, 0.085, 0, 0.083)
        path.quadTo(-0.035, 0.085, -0.05, 0.150)
        draw(path, (0.62, 0.20, 0.22), Part.MOUTH)
        draw(path, ink, Part.LIPS, stroke=0.006, line=True)
        return
    bend = {"smile": -0.028, "angry": 0.016, "sad": 0.020, "closed": -0.022, "wink": -0.028}.get(
        expression, -0.010
    )
    path.moveTo(-0.045, 0.145 - bend / 3)
    path.quadTo(0, 0.143 + bend, 0.045, 0.145 - bend / 3)
    draw(path, ink, Part.LIPS, stroke=0.0065, line=True)


def _color4(rgb, alpha: float = 1.0):
    import skia

    return skia.Color4f(*(float(np.clip(c, 0, 1)) for c in rgb), float(alpha))


def _color(rgb):
    return _color4(rgb).toColor()
