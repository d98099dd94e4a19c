"""What is inside of an eye: iris, pupil and highlights, by their design.

Irises: gradient, rim (light below), ring, rays (strands), halo (a bright ring around the pupil), soft (pale,
another hue below), glow (dark with a lit bottom), deep (nearly one dark), facets (cut like a gem), star and
flower (petals around the pupil), hard and hard_rays (two flat tones), bean and ink (all dark; bean
with no white around).
Pupils: tall, round, soft, slit, small, dot, wide, star, none. Highlights: round, tall, three, many, stars,
one, tiny, bar, soft, hard (a slanted pane), window (a pane with bars), pie (a wedge cut out).
"""

from __future__ import annotations

import numpy as np

from ..palette import RGB, Palette, lch
from ..parts import sided
from .canvas import Array, FaceCanvas, oval, polar, polygon, radial, ribbon, tone, vertical
from .spec import FaceSpec

Iris = tuple[float, float, float, float]
_RAYS = {"gradient": 10, "rays": 16, "hard_rays": 9, "star": 12, "flower": 0}


def star(x: float, y: float, rx: float, ry: float, points: int, waist: float, turn: float = 0.0) -> Array:
    """(2 * points, 2) a star; waist: how far in its inner corners lie."""
    a = np.arange(2 * points) * np.pi / points + np.pi / 2 + turn
    r = np.where(np.arange(2 * points) % 2 == 0, 1.0, waist)
    return np.stack([x + rx * r * np.cos(a), y + ry * r * np.sin(a)], 1)


def _color(palette: Palette, side: str) -> RGB:
    return palette.left_eye if side == "left" else palette.right_eye


def paint_iris(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, iris: Iris, side: str) -> None:
    """The iris with its pupil. iris: x, y, half width, half height."""
    kind, color = spec.iris_kind, _color(palette, side)
    lum = polar(color)[0]
    part = sided("IRIS", side)
    ring = tone(color, -0.27 if lum > 0.55 else -0.22, 0.85, -6)
    if kind in ("bean", "ink"):
        _bean(canvas, color, iris, side)
        return
    x, y, rx, ry = iris
    deep = tone(color, -0.17, 1.0, -8)
    glow = tone(color, 0.16 if lum > 0.55 else 0.22, 1.0, 12)
    rim, k = (ring, 0.91) if kind != "soft" else (tone(color, -0.14, 1.0, -4), 0.95)
    if kind.startswith("hard"):
        rim, k = tone(color, -0.42, 0.5), 0.89
    canvas.draw(oval(x, y, rx, ry), rim, part, line=True)
    colors, stops = {
        "soft": ([deep, color, glow, tone(color, 0.34, 0.7, 46)], [0.05, 0.34, 0.64, 1.0]),
        "glow": ([ring, ring, color, tone(color, 0.30, 1.0, 24)], [0.10, 0.50, 0.74, 1.0]),
        "deep": ([tone(color, -0.34, 0.7), ring, deep, color], [0.10, 0.45, 0.75, 1.0]),
        "hard": ([color, color], [0.0, 1.0]),
        "hard_rays": ([color, color], [0.0, 1.0]),
        "halo": ([ring, deep, color, color], [0.10, 0.40, 0.66, 1.0]),
    }.get(kind, ([ring, deep, color, glow], [0.10, 0.40, 0.66, 1.0]))
    inside = oval(x, y, rx * k, ry * k)
    canvas.draw(inside, part=part, shader=vertical(y + ry, y - ry, colors, stops))
    with canvas.inside(inside):
        _design(canvas, kind, color, iris, (ring, deep, glow))
    _pupil(canvas, spec, color, iris, side)


def _design(canvas: FaceCanvas, kind: str, color: RGB, iris: Iris, tones: tuple[RGB, RGB, RGB]) -> None:
    x, y, rx, ry = iris
    ring, deep, glow = tones
    if kind.startswith("hard"):
        # flat shade above, flat light below, no soft edge
        canvas.draw(oval(x, y + ry * 0.74, rx * 1.3, ry * 0.86), tone(color, -0.24, 0.9, -8))
        bow = np.linspace(np.pi * 1.10, np.pi * 1.90, 17)
        arc = np.stack([x + rx * 0.70 * np.cos(bow), y + ry * 0.72 * np.sin(bow)], 1)
        canvas.draw(ribbon(arc, ry * 0.20 * np.sin(np.linspace(0.05, np.pi - 0.05, 17))), glow)
    n = _RAYS.get(kind, 0)
    rays = np.linspace(np.pi * 1.02, np.pi * 1.98, n)
    for i, d in enumerate(np.stack([np.cos(rays) * rx, np.sin(rays) * ry], 1)):
        line = np.array([x, y]) + d * np.linspace(0.40, (0.90, 0.76, 0.84)[i % 3], 4)[:, None]
        canvas.draw(ribbon(line, np.array([0.001, 0.005, 0.005, 0.0])), glow, alpha=0.45)
    if kind.startswith("hard"):
        return
    if kind not in ("deep", "glow"):  # a bow of light below, brightest at its rim
        light = tone(color, 0.28, 0.75, 16)
        shader = radial(x, y - ry * 0.74, rx * 0.8, light, [0.85, 0.35, 0], [0, 0.5, 1])
        canvas.draw(oval(x, y - ry * 0.66, rx * 0.84, ry * 0.52), shader=shader)
    if kind == "rim":
        with canvas.outside(oval(x, y + ry * 0.12, rx * 0.80, ry * 0.84)):
            canvas.draw(oval(x, y - ry * 0.24, rx * 0.82, ry * 0.62), glow, alpha=0.85)
    elif kind == "ring":
        canvas.draw(oval(x, y, rx * 0.62, ry * 0.62), deep, stroke=rx * 0.10, alpha=0.6)
    elif kind == "halo":
        canvas.draw(oval(x, y + ry * 0.04, rx * 0.60, ry * 0.60), glow, stroke=rx * 0.13, alpha=0.9)
        canvas.draw(oval(x, y, rx * 0.80, ry * 0.80), deep, stroke=rx * 0.06, alpha=0.6)
    elif kind == "flower":
        for a in np.arange(6) * np.pi / 3 + np.pi / 6:
            px, py = x + rx * 0.50 * np.cos(a), y + ry * 0.50 * np.sin(a)
            canvas.draw(oval(px, py, rx * 0.25, ry * 0.25), glow, alpha=0.75)
    elif kind == "star":
        canvas.draw(polygon(star(x, y, rx * 0.86, ry * 0.86, 5, 0.52)), glow, alpha=0.55)
    elif kind == "facets":
        _facets(canvas, color, iris)
    elif kind == "glow":
        crescent = np.linspace(np.pi * 1.08, np.pi * 1.92, 15)
        arc = np.stack([x + rx * 0.72 * np.cos(crescent), y + ry * 0.74 * np.sin(crescent)], 1)
        width = ry * 0.15 * np.sin(np.linspace(0.05, np.pi - 0.05, 15))
        canvas.draw(ribbon(arc, width), tone(color, 0.38, 0.8, 20), alpha=0.9, blur=0.002)
    # the lid's shade: the upper third is dark
    alpha = 0.40 if kind == "soft" else 0.62
    canvas.draw(oval(x, y + ry * 0.86, rx * 1.1, ry * 0.62), ring, alpha=alpha, blur=0.004)


def _facets(canvas: FaceCanvas, color: RGB, iris: Iris) -> None:
    """Shards from a ring around the pupil to the rim, by turns lighter and darker."""
    x, y, rx, ry = iris
    a = np.linspace(0, 2 * np.pi, 11) + 0.2
    for i in range(10):
        out = [(x + rx * np.cos(t), y + ry * np.sin(t)) for t in (a[i], a[i + 1])]
        mid = (a[i] + a[i + 1]) / 2
        tip = (x + rx * 0.42 * np.cos(mid), y + ry * 0.42 * np.sin(mid))
        lift = 0.18 if (i % 2 == 0) else -0.08
        lift = lift - 0.14 * np.sin(mid)
        canvas.draw(polygon(np.array([*out, tip])), tone(color, round(float(lift), 2), 1.0, 8), alpha=0.7)


def _pupil(canvas: FaceCanvas, spec: FaceSpec, color: RGB, iris: Iris, side: str) -> None:
    x, y, rx, ry = iris
    kind = spec.pupil
    if kind == "none":
        return
    dark = tone(color, -0.38, 0.6) if not spec.iris_kind.startswith("hard") else lch(0.14, 0.02, 280)
    deep = tone(color, -0.17, 1.0, -8)
    p = 0.40
    px, py = {
        "round": (p * 0.84, p * 0.84 * rx / ry), "slit": (0.13, 0.70), "small": (0.26, 0.26),
        "dot": (0.34, 0.34 * rx / ry), "star": (0.50, 0.46),
    }.get(kind, (p, p))  # fmt: skip
    y = y + ry * 0.04
    part = sided("PUPIL", side)
    if kind == "slit":
        t = np.linspace(0, np.pi, 13)
        edge = np.stack([rx * px * np.sin(t), ry * py * np.cos(t)], 1)
        slit = np.concatenate([edge, edge[::-1] * (-1, 1)]) + np.array([x, y])
        canvas.draw(polygon(slit), dark, part, line=True)
        return
    if kind == "star":
        canvas.draw(polygon(star(x, y, rx * px, ry * py, 5, 0.46)), dark, part, line=True)
        return
    if kind == "soft":
        canvas.draw(oval(x, y, rx * px * 1.15, ry * py * 1.15), dark, alpha=0.55, blur=0.005)
    canvas.draw(oval(x, y, rx * px, ry * py), dark, part, line=True)
    if kind != "dot" and not spec.iris_kind.startswith("hard"):
        shader = radial(x, y - ry * py * 0.5, rx * px * 0.7, deep, [0.8, 0.0], [0.0, 1.0])
        canvas.draw(oval(x, y - ry * py * 0.3, rx * px * 0.6, ry * py * 0.5), shader=shader)


def _bean(canvas: FaceCanvas, color: RGB, iris: Iris, side: str) -> None:
    """An eye that is one dark drop, with a breath of its color at the bottom."""
    x, y, rx, ry = iris
    dark, warm = lch(0.20, 0.03, polar(color)[2]), tone(color, -0.18, 0.8)
    colors = vertical(y + ry, y - ry, [dark, dark, warm], [0.0, 0.55, 1.0])
    canvas.draw(oval(x, y, rx * 1.05, ry * 1.05), part=sided("IRIS", side), shader=colors)
    canvas.draw(oval(x, y + ry * 0.12, rx * 0.70, ry * 0.62), dark, sided("PUPIL", side), line=True)


def paint_highlights(canvas: FaceCanvas, spec: FaceSpec, palette: Palette, iris: Iris, side: str) -> None:
    """Lights in an eye: on the same side of the picture in both eyes."""
    # x runs outwards here: the same side of the picture for both eyes needs the sign
    s = 1.0 if side == "left" else -1.0
    x, y, rx, ry = iris
    ry = min(ry, spec.eye_height * 0.52)  # where lids cover the iris, lights lie in what is open
    part = sided("HIGHLIGHT", side)
    white: RGB = (1.0, 1.0, 1.0)
    kind = spec.shine if not spec.simple or spec.shine not in ("tiny", "bar", "window") else "round"

    def spot(dx: float, dy: float, kx: float, ky: float, alpha: float = 1.0) -> None:
        canvas.draw(oval(x + dx * s * rx, y + dy * ry, rx * kx, ry * ky * 0.92), white, part, alpha=alpha)

    if kind == "pie":
        a = np.radians(np.linspace(108, 168, 9))
        rim = np.stack([x + s * 1.02 * rx * np.cos(a), y + 1.02 * ry * np.sin(a)], 1)
        wedge = np.concatenate([rim, [[x - 0.16 * s * rx, y + 0.16 * ry]]])
        canvas.draw(polygon(wedge), white, part)
        return
    if kind in ("hard", "window"):
        # a pane of light, slanted, with a second one below
        pane = np.array([[-0.62, 0.66], [-0.12, 0.80], [-0.08, 0.16], [-0.60, 0.06]])
        low = np.array([[0.20, -0.26], [0.54, -0.18], [0.44, -0.58], [0.22, -0.60]])
        for shape in (pane, low) if kind == "hard" else (pane * (0.9, 1.0), low):
            canvas.draw(polygon(shape * (s * rx, ry) + (x, y)), white, part)
        if kind == "window":
            bar = np.array([[-0.62, 0.40], [-0.08, 0.48]]) * (s * rx, ry) + (x, y)
            canvas.draw(ribbon(bar, np.full(2, ry * 0.07)), tone(_color(palette, side), -0.2))
        return
    glint = tone(_color(palette, side), 0.34, 0.5)
    if kind not in ("tiny", "one", "bar") and spec.family.sclera:
        # the sky's reflection opposite the main highlight
        canvas.draw(oval(x + 0.38 * s * rx, y + 0.44 * ry, rx * 0.27, ry * 0.13), glint, alpha=0.42)
    big = 0.29 - (0.05 * spec.family.boy if spec.boy else 0.0)
    if kind == "tiny":
        spot(-0.30, 0.38, 0.21, 0.21)
    elif kind == "one":
        spot(-0.34, 0.42, 0.30, 0.26)
    elif kind == "bar":
        canvas.draw(oval(x - 0.22 * s * rx, y + 0.40 * ry, rx * 0.40, ry * 0.15), white, part)
        spot(0.40, -0.44, 0.12, 0.10)
    elif kind == "stars":
        first = star(x - 0.36 * s * rx, y + 0.40 * ry, rx * 0.42, ry * 0.40, 4, 0.34)
        canvas.draw(polygon(first), white, part)
        spot(-0.36, 0.40, 0.19, 0.18)
        canvas.draw(
            polygon(star(x + 0.42 * s * rx, y - 0.40 * ry, rx * 0.25, ry * 0.24, 4, 0.30)), white, part
        )
        spot(-0.42, -0.36, 0.10, 0.10)
        spot(0.10, -0.68, 0.08, 0.07)
        spot(0.46, 0.34, 0.08, 0.08)
    elif kind == "many":
        spot(-0.38, 0.42, big * 1.05, big)
        for dx, dy, k in ((0.40, -0.40, 0.15), (-0.48, -0.28, 0.09), (0.10, -0.66, 0.07), (0.06, 0.52, 0.09)):
            spot(dx, dy, k, k)
    elif kind == "soft":
        shader = radial(x - 0.3 * s * rx, y + 0.4 * ry, rx * 0.5, white, [1.0, 0.8, 0.0], [0.0, 0.55, 1.0])
        canvas.draw(oval(x - 0.30 * s * rx, y + 0.40 * ry, rx * 0.40, ry * 0.34), part=part, shader=shader)
        spot(0.40, -0.46, 0.10, 0.10)
    else:
        spot(-0.38, 0.42, big, big * 0.98 * (1.25 if kind == "tall" else 1.0))
        spot(0.42, -0.42, 0.14, 0.14)
        if kind == "three":
            spot(-0.50, -0.22, 0.075, 0.075)
            spot(0.22, -0.64, 0.06, 0.06)
