"""Painted noses: dot, line, wedge, button, ball, shade (only a shaded underside), none (only a light), bridge
(a long line and the tip), profile (drawn from the side), big_wedge (a hard shadow beside it) and modeled
(wings, nostrils and a shaded side)."""

from __future__ import annotations

import numpy as np

from ..palette import Palette
from ..parts import Part
from .canvas import Array, FaceCanvas, oval, polygon, ribbon, tone, warm_ink
from .spec import FaceSpec, through


def _stroke(points: list[tuple[float, float]], widths: list[float], count: int = 14) -> tuple[Array, Array]:
    line = through(tuple(points), count)
    at = np.linspace(0, len(widths) - 1, count)
    return line, np.interp(at, range(len(widths)), widths)


def paint_nose(canvas: FaceCanvas, spec: FaceSpec, palette: Palette) -> None:
    """The mark of a nose: what is drawn of it from the front."""
    family, skin = spec.family, palette.skin
    ink = warm_ink(skin, 0.30 if family.weight < 1.1 else 0.36)
    y, k = spec.nose_y - 0.006, family.weight
    kind = spec.nose_kind if spec.simple < 0.5 else "dot"

    def stroke(points: list[tuple[float, float]], widths: list[float], alpha: float = 1.0) -> None:
        line, width = _stroke([(a, y + b) for a, b in points], [w * k for w in widths])
        canvas.draw(ribbon(line, width), ink, Part.NOSE, line=True, alpha=alpha)

    shade = tone(skin, -0.10, 1.6, -10)
    if kind == "dot":
        canvas.draw(oval(0.002, y - 0.004, 0.0065 * k**0.5, 0.0036), ink, Part.NOSE, line=True)
    elif kind == "line":
        stroke(
            [(0.006, 0.010), (0.0085, 0.001), (0.005, -0.0055), (-0.002, -0.006)],
            [0.001, 0.005, 0.006, 0.001],
        )
    elif kind == "wedge":
        wedge = np.array([[-0.009, y - 0.006], [0.0, y - 0.003], [0.010, y + 0.001], [0.003, y - 0.012]])
        canvas.draw(polygon(wedge), ink, Part.NOSE, line=True, alpha=0.85)
    elif kind == "button":
        stroke([(-0.014, -0.001), (-0.008, -0.009), (0.0, -0.011), (0.008, -0.009), (0.013, -0.002)],
               [0.0, 0.004, 0.0055, 0.004, 0.0])  # fmt: skip
    elif kind == "ball":
        canvas.draw(oval(0.0, y + 0.004, 0.017, 0.014), tone(skin, -0.05, 1.6, -8), Part.NOSE, alpha=0.8)
        stroke(
            [
                (-0.016, 0.008),
                (-0.013, -0.006),
                (0.0, -0.011),
                (0.013, -0.006),
                (0.017, 0.006),
                (0.01, 0.016),
            ],
            [0.0, 0.004, 0.005, 0.005, 0.0],
        )
    elif kind == "shade":
        low = np.array([[-0.015, y - 0.001], [0.0, y + 0.003], [0.015, y - 0.001], [0.0, y - 0.016]])
        canvas.draw(polygon(low), shade, Part.NOSE, alpha=0.75, blur=0.0016)
    elif kind == "bridge":
        stroke([(0.020, 0.125), (0.0135, 0.080), (0.012, 0.040)], [0.0, 0.0036, 0.0], 0.55)
        stroke(
            [(0.013, 0.008), (0.0125, -0.003), (0.004, -0.009), (-0.006, -0.007)], [0.0, 0.005, 0.0055, 0.0]
        )
    elif kind == "profile":
        stroke([(0.009, 0.052), (0.012, 0.022), (0.017, 0.002), (0.012, -0.009), (-0.002, -0.010)],
               [0.0, 0.0035, 0.0060, 0.0065, 0.0])  # fmt: skip
    elif kind == "big_wedge":
        shadow = np.array([[0.004, y + 0.052], [0.025, y - 0.002], [0.006, y - 0.012], [-0.002, y - 0.006]])
        canvas.draw(polygon(shadow), shade, alpha=0.9)
        stroke([(0.024, -0.002), (0.010, -0.012), (-0.008, -0.008)], [0.001, 0.0062, 0.0008])
    elif kind == "modeled":
        _modeled(canvas, spec, palette, y)
    if kind in ("modeled", "big_wedge"):
        return
    light = tone(skin, 0.05, 0.5)
    part = Part.NOSE if kind == "none" else 0
    canvas.draw(oval(-0.005, y + 0.019, 0.0045, 0.006), light, part, alpha=0.7)


def _modeled(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, y: float) -> None:
    """A nose as a body: a shaded side and underside, wings and nostrils."""
    skin = palette.skin
    ink, shade = warm_ink(skin, 0.34), tone(skin, -0.09, 1.5, -10)
    top = spec.eye_y + 0.035
    side = np.array(
        [[0.028, top], [0.014, top - 0.03], [0.013, y + 0.05], [0.020, y + 0.006], [0.034, y - 0.004],
         [0.036, y + 0.012], [0.026, y + 0.04], [0.024, top - 0.05]]
    )  # fmt: skip
    canvas.draw(polygon(side), shade, alpha=0.55, blur=0.004)
    under = np.array(
        [[-0.026, y - 0.006], [0.0, y - 0.003], [0.028, y - 0.006], [0.010, y - 0.020], [-0.010, y - 0.020]]
    )
    canvas.draw(polygon(under), shade, Part.NOSE, alpha=0.65, blur=0.003)
    for s in (1.0, -1.0):
        hole = through(((s * 0.006, y - 0.008), (s * 0.013, y - 0.0055), (s * 0.020, y - 0.008)), 9)
        canvas.draw(ribbon(hole, 0.0062 * np.sin(np.linspace(0.1, 3.0, 9))), ink, Part.NOSE, line=True)
        wing = through(((s * 0.026, y + 0.016), (s * 0.033, y + 0.004), (s * 0.026, y - 0.007)), 9)
        canvas.draw(
            ribbon(wing, 0.0042 * np.sin(np.linspace(0, np.pi, 9))), ink, Part.NOSE, line=True, alpha=0.7
        )
    light = tone(skin, 0.05, 0.6)
    canvas.draw(oval(-0.003, y + 0.012, 0.008, 0.009), light, alpha=0.75, blur=0.002)
    canvas.draw(oval(-0.003, y + 0.07, 0.005, 0.04), light, alpha=0.5, blur=0.003)
