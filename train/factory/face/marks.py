"""What lies on the skin of a face: blush, tears, freckles, moles, scars, paint, a plaster, lines of age."""

from __future__ import annotations

import numpy as np

from ..palette import RGB, Palette, lch
from .canvas import FaceCanvas, oval, polygon, radial, ribbon, tone, warm_ink
from .eyes import eye_shape
from .spec import FaceSpec, through

_BLUSH = {
    "smile": 1.25, "open": 1.25, "wink": 1.4, "surprised": 1.1, "angry": 0.9, "laugh": 1.4, "crying": 1.3,
    "embarrassed": 2.1, "shouting": 1.1,
}  # fmt: skip
_WATER: tuple[RGB, RGB] = ((0.80, 0.91, 1.0), (0.45, 0.62, 0.82))


def paint_blush(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, expression: str) -> None:
    """Blush, freckles and tears of the left cheek; the canvas is mirrored for the other."""
    shy = expression == "embarrassed"
    alpha = spec.blush * _BLUSH.get(expression, 1.0)
    alpha = min(max(alpha, 0.42) if shy else alpha, 0.7)
    x, y = spec.eye_x + 0.052, spec.eye_y - spec.eye_height / 2 - 0.048
    y = max(y, 0.165)
    hatched = spec.family.angular > 0.6 and not spec.simple
    if hatched:  # drawn with the pen: strokes in place of a soft spot
        for i in range(-2, 3):
            top = np.array([x + 0.020 * i + 0.010, y + 0.014 - 0.003 * abs(i)])
            low = np.array([x + 0.020 * i - 0.010, y - 0.014 + 0.003 * abs(i)])
            widths = np.array([0.001, 0.0034, 0.0040, 0.0034, 0.001])
            canvas.draw(
                ribbon(np.linspace(top, low, 5), widths), tone(palette.blush, -0.06, 1.2), alpha=alpha + 0.3
            )
    elif not spec.family.sclera or spec.simple > 0.5:  # a round spot of color
        y = max(y, 0.185)
        canvas.draw(oval(x, y, 0.042, 0.030), palette.blush, alpha=alpha, blur=0.004)
    else:
        for c in canvas.canvases:
            c.save()
            c.translate(x, y)
            c.scale(1.0, 0.52)
        shader = radial(0, 0, 0.095, palette.blush, [alpha, alpha * 0.75, 0], [0, 0.45, 1])
        canvas.draw(oval(0, 0, 0.095, 0.095), shader=shader)
        for c in canvas.canvases:
            c.restore()
    if "blush_band" in spec.marks or shy:  # over the nose, one half of it
        band = through(((0.0, y + 0.018), (x * 0.5, y + 0.012), (x, y)), 9)
        canvas.draw(ribbon(band, np.full(9, 0.05)), palette.blush, alpha=alpha * 0.55, blur=0.012)
    if spec.family.weight < 0.8 and spec.family.sclera:  # drawn softly: color on the tip of the nose, too
        canvas.draw(oval(0.0, spec.nose_y, 0.020, 0.014), palette.blush, alpha=alpha * 0.40, blur=0.009)
    if "freckles" in spec.marks:
        spots = ((-0.062, 0.022), (-0.034, 0.010), (-0.048, -0.004), (-0.012, 0.020), (0.012, 0.004))
        for i, (dx, dy) in enumerate((*spots, (-0.020, -0.010), (-0.100, 0.016), (0.030, 0.016))):
            r = 0.0032 + 0.0008 * (i % 3)
            canvas.draw(oval(x + dx, y + dy, r, r), tone(palette.skin, -0.14, 1.7, -6), alpha=0.7)
    if ("blush_lines" in spec.marks or shy) and not hatched:
        for i in (-1, 0, 1):
            line = np.array([[x + 0.024 * i + 0.006, y + 0.013], [x + 0.024 * i - 0.006, y - 0.011]])
            widths = np.array([0.001, 0.004, 0.0045, 0.004, 0.001])
            color = tone(palette.blush, -0.08, 1.2)
            canvas.draw(ribbon(np.linspace(line[0], line[1], 5), widths), color, alpha=0.75)


def paint_tears(canvas: FaceCanvas, spec: FaceSpec, side: str, expression: str) -> None:
    """Water of an eye; the canvas is mirrored for its side."""
    crying = expression == "crying"
    if not (crying or (spec.tear and expression == "sad") or (spec.tear and expression == "laugh")):
        return
    shape = eye_shape(spec, expression, (0.0, 0.0), side)
    fill, edge = _WATER
    if expression == "laugh":
        x, y = (float(v) for v in (shape.top[-1] + shape.bottom[-1]) / 2)
        x, y = x + 0.008, y - 0.004
        drop = through(((x - 0.010, y + 0.014), (x + 0.014, y), (x + 0.004, y - 0.014), (x - 0.006, y)), 15)
        canvas.draw(polygon(drop), fill, alpha=0.9)
        canvas.draw(polygon(drop), edge, stroke=0.0026, alpha=0.8)
        return
    if not crying:
        if side == "left":
            x, y = (float(v) for v in shape.bottom[29])
            _drop(canvas, x, y + 0.003)
        return
    low = shape.bottom
    pool = low[6:37]
    lift = 0.016 * np.sin(np.linspace(0.1, np.pi - 0.1, len(pool)))
    canvas.draw(
        polygon(np.concatenate([pool, (pool + np.stack([0 * lift, lift], 1))[::-1]])), fill, alpha=0.8
    )
    for at, end, wide in ((26, 0.128, 0.023), (13, 0.165, 0.015)):
        x, y = (float(v) for v in low[at])
        t = np.linspace(0, 1, 13)
        # down the cheek, and inwards as it turns away
        line = np.stack(
            [x - (max(x - 0.170, 0.0) + 0.006) * t**1.5, y + 0.004 + (min(end, y - 0.05) - y) * t], 1
        )
        widths = wide * (0.75 + 0.35 * t) * np.sqrt(np.clip((1.02 - t) / 0.12, 0, 1))
        canvas.draw(ribbon(line, widths), fill, alpha=0.78)
        for s in (-0.5, 0.5):
            side_line = line + np.stack([s * widths, 0 * t], 1)
            canvas.draw(ribbon(side_line, np.full(13, 0.0022)), edge, alpha=0.65)
        x, y = line[-2]
        canvas.draw(oval(float(x) - 0.002, float(y) + 0.012, 0.003, 0.007), (1.0, 1.0, 1.0), alpha=0.9)


def _drop(canvas: FaceCanvas, x: float, y: float) -> None:
    """A drop that hangs on a lid."""
    fill, edge = _WATER
    drop = through(((x, y), (x + 0.014, y - 0.030), (x, y - 0.044), (x - 0.014, y - 0.030), (x, y)), 25)
    canvas.draw(polygon(drop), fill, alpha=0.85)
    canvas.draw(polygon(drop), edge, stroke=0.0028, alpha=0.8)
    canvas.draw(oval(x - 0.004, y - 0.028, 0.0042, 0.007), (1.0, 1.0, 1.0))


def paint_lines(canvas: FaceCanvas, spec: FaceSpec, palette: Palette) -> None:
    """Lines of age of the left side: under the eye, beside it, from nose to mouth; mirrored for the other."""
    if not spec.lines:
        return
    ink = warm_ink(palette.skin, 0.22, 0.07)
    n = spec.lines

    def stroke(points: tuple[tuple[float, float], ...], width: float) -> None:
        line = through(points, 11)
        shape = width * np.sin(np.linspace(0, np.pi, 11)) ** 0.7
        canvas.draw(ribbon(line, shape), ink, alpha=0.3 + 0.35 * n)

    x, y = spec.eye_x, spec.eye_y - spec.eye_height / 2
    w = spec.eye_width / 2
    stroke(((x - w * 0.75, y + 0.006), (x - w * 0.3, y - 0.016), (x + w * 0.25, y - 0.019)), 0.0042)
    nose, mouth = spec.nose_y - 0.010, spec.mouth_y
    half = spec.mouth * 0.55 + 0.022
    # from the wing of the nose towards the corner of the mouth, and only the middle of that
    stroke(
        ((0.046, nose), (0.040 + (half - 0.040) * 0.55, nose - 0.020), (half, (nose + mouth) / 2 - 0.006)),
        0.004,
    )
    if n > 0.6:
        corner = x + w * 1.16
        for rise in (0.020, -0.004, -0.024):
            ends = (
                (corner, spec.eye_y + rise * 0.5),
                (corner + 0.015, spec.eye_y + rise),
                (corner + 0.028, spec.eye_y + rise * 1.5),
            )
            stroke(ends, 0.0034)


def paint_marks(canvas: FaceCanvas, spec: FaceSpec, palette: Palette) -> None:
    """Moles, scars, paint and a plaster, over everything but the eyes."""
    s, skin = float(spec.side), palette.skin
    eye = (spec.eye_x, spec.eye_y - spec.eye_height / 2)
    moles = {
        "mole_eye": (eye[0] + spec.eye_width * 0.28, max(eye[1] - 0.026, 0.15)),
        "mole_mouth": (spec.mouth * 0.55 + 0.014, spec.mouth_y - 0.026),
        "mole_cheek": (0.235, spec.nose_y - 0.028),
    }
    for name, (x, y) in moles.items():
        if name in spec.marks:
            canvas.draw(oval(s * x, y, 0.0058, 0.0058), tone(skin, -0.5, 0.8))
    scar: RGB = tone(skin, -0.15, 1.7, -14)
    if "scar_cheek" in spec.marks:
        _scar(canvas, s * 0.250, 0.215, -s * 0.105, -0.055, scar)
    if "scar_nose" in spec.marks:
        _scar(canvas, 0.085, spec.nose_y + 0.052, -0.17, -0.004, scar)
    if "scar_eye" in spec.marks:
        x = s * (spec.eye_x + 0.01)
        high = spec.eye_y + spec.eye_height / 2
        _scar(canvas, x + s * 0.020, min(high + 0.105, 0.62), -s * 0.014, -0.085, scar, ticks=0)
        _scar(canvas, x + s * 0.002, eye[1] - 0.006, -s * 0.012, -0.075, scar, ticks=0)
    if "plaster" in spec.marks:
        _plaster(canvas, s, spec)
    color = palette.accent
    if "teardrop" in spec.marks:
        x, y = s * spec.eye_x, max(eye[1] - 0.020, 0.17)
        drop = through(((x, y), (x + 0.011, y - 0.026), (x, y - 0.036), (x - 0.011, y - 0.026), (x, y)), 25)
        canvas.draw(polygon(drop), tone(color, -0.08, 1.2))
    y = max(eye[1] - 0.030, 0.17)
    for sign in (1.0, -1.0):
        if "whiskers" in spec.marks:
            for i in (-1, 0, 1):
                start, end = (0.170, y - 0.004 + 0.026 * i), (0.262, y + 0.040 * i - 0.004)
                line = through(
                    (
                        (sign * start[0], start[1]),
                        (sign * 0.215, (start[1] + end[1]) / 2 + 0.003),
                        (sign * end[0], end[1]),
                    ),
                    9,
                )
                canvas.draw(
                    ribbon(line, np.linspace(0.009, 0.003, 9)), tone(skin, -0.30, 1.4, -10), alpha=0.85
                )
        if "war_paint" in spec.marks:
            for i in (0, 1):
                x = spec.eye_x + 0.026 - 0.0 * i
                low = y - 0.026 * i
                bar = np.array([[sign * (x - 0.062), low], [sign * (x + 0.060), low + 0.010]])
                canvas.draw(
                    ribbon(np.linspace(bar[0], bar[1], 7), np.linspace(0.016, 0.010, 7)), color, alpha=0.9
                )


def _scar(canvas: FaceCanvas, x: float, y: float, dx: float, dy: float, color: RGB, ticks: int = 3) -> None:
    """A healed cut from a place along a way, with stitches across."""
    t = np.linspace(0, 1, 11)
    bow = 0.006 * np.sin(np.pi * t)
    line = np.stack([x + dx * t, y + dy * t + bow], 1)
    canvas.draw(ribbon(line, 0.0075 * np.sin(np.pi * np.clip(0.04 + 0.92 * t, 0, 1)) ** 0.6), color)
    light = line + np.array([0.0015, 0.0025])
    canvas.draw(ribbon(light, 0.0022 * np.sin(np.pi * t)), tone(color, 0.22, 0.6), alpha=0.7)
    across = np.array([-dy, dx]) / max(float(np.hypot(dx, dy)), 1e-9) * 0.013
    for at in np.linspace(0.25, 0.75, ticks) if ticks else ():
        p = np.array([x + dx * at, y + dy * at + 0.006 * np.sin(np.pi * at)])
        bar = np.stack([p - across, p + across])
        canvas.draw(ribbon(bar, np.full(2, 0.0036)), color, alpha=0.9)


def _plaster(canvas: FaceCanvas, s: float, spec: FaceSpec) -> None:
    """A plaster over the nose or on a cheek."""
    nose = spec.tint % 2 == 0
    x, y = (0.0, spec.nose_y + 0.030) if nose else (s * 0.215, spec.nose_y - 0.030)
    a = np.radians(4 if nose else 24 * s)
    t = np.linspace(-1, 1, 17)
    half = 0.020 * (1 - np.abs(t) ** 8) ** 0.4
    edge = np.concatenate([np.stack([t * 0.056, half], 1), np.stack([t * 0.056, -half], 1)[::-1]])
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    tape, dark = lch(0.84, 0.06, 65), lch(0.62, 0.09, 50)
    canvas.draw(polygon(edge @ turn + (x, y)), tape)
    canvas.draw(polygon(edge @ turn + (x, y)), dark, stroke=0.003)
    pad = np.array([[-0.017, 0.020], [0.017, 0.020], [0.017, -0.020], [-0.017, -0.020]])
    canvas.draw(polygon(pad @ turn + (x, y)), tone(tape, 0.06, 0.7))
    canvas.draw(polygon(pad @ turn + (x, y)), dark, stroke=0.002, alpha=0.7)
