"""Prints on a chest: stars, hearts, numbers, marks, faces of animals."""

from __future__ import annotations

import numpy as np
import skia

from ..geometry.textures import Atlas, path
from ..palette import RGB
from .prints import heart, star

MOTIFS = (
    *("star", "heart", "number", "mark", "cat", "bear", "bolt", "moon", "flower", "box", "band", "peaks"),
    *("smile", "paw", "chevron"),
)
"""Names of motifs."""

_STROKES = {
    0: [[(0, 0), (1, 0), (1, 2), (0, 2), (0, 0)]],
    1: [[(0.2, 1.6), (0.6, 2), (0.6, 0)]],
    2: [[(0, 2), (1, 2), (1, 1.1), (0, 0.9), (0, 0), (1, 0)]],
    3: [[(0, 2), (1, 2), (1, 0), (0, 0)], [(0.3, 1), (1, 1)]],
    4: [[(0, 2), (0, 0.9), (1, 0.9)], [(1, 2), (1, 0)]],
    5: [[(1, 2), (0, 2), (0, 1.1), (1, 1.1), (1, 0), (0, 0)]],
    6: [[(1, 2), (0, 2), (0, 0), (1, 0), (1, 1.05), (0, 1.05)]],
    7: [[(0, 2), (1, 2), (0.4, 0)]],
    8: [[(0, 0), (1, 0), (1, 2), (0, 2), (0, 0)], [(0, 1), (1, 1)]],
    9: [[(0, 0), (1, 0), (1, 2), (0, 2), (0, 0.95), (1, 0.95)]],
}
_MARKS = (
    [[(0, 0), (0.5, 2), (1, 0)], [(0.2, 0.7), (0.8, 0.7)]],
    [[(0, 0), (0, 2), (1, 0), (1, 2)]],
    [[(1, 1.7), (0.5, 2), (0, 1.5), (1, 0.5), (0.5, 0), (0, 0.3)]],
    [[(0, 2), (0.5, 0), (1, 2)]],
    [[(0, 0), (0, 2), (0.5, 1), (1, 2), (1, 0)]],
    [[(0, 2), (0, 0.4), (0.5, 0), (1, 0.4), (1, 2)]],
)


def _figures(strokes, x: float, y: float, wide: float, high: float) -> skia.Path:
    out = skia.Path()
    for stroke in strokes:
        out.addPoly([skia.Point(x + u * wide, y + v * high / 2) for u, v in stroke], False)
    return out


def number(
    atlas: Atlas, digits: int, color: RGB, *, x: float = 0.0, y: float = 4.55, size: float = 0.36,
    side: str = "front", border: RGB | None = None,
) -> None:  # fmt: skip
    """A number of one or two digits, `size` heads high."""
    text = [int(d) for d in str(digits)]
    wide, gap = 0.42 * size, 0.22 * size
    left = x - (len(text) * wide + (len(text) - 1) * gap) / 2
    for tint, thick in ((border, 0.24), (color, 0.15)):
        if tint is None:
            continue
        for i, d in enumerate(text):
            shape = _figures(_STROKES[d], left + i * (wide + gap), y - size / 2, wide, size)
            if side == "back":  # there, +x is on the left of who looks
                shape.transform(skia.Matrix.Scale(-1, 1))
            atlas.stripe(shape, tint, thick * size, side=side)


def _face(atlas: Atlas, x: float, y: float, r: float, color: RGB, ink: RGB, round_ears: bool) -> None:
    for s in (-1, 1):
        if round_ears:
            atlas.fill(skia.Path.Circle(x + s * 0.72 * r, y + 0.72 * r, 0.36 * r), color)
        else:
            ear = [
                (x + s * 0.95 * r, y + 0.2 * r),
                (x + s * 0.86 * r, y + 1.25 * r),
                (x + s * 0.2 * r, y + 0.8 * r),
            ]
            atlas.fill(path(ear), color)
    atlas.fill(skia.Path.Oval(skia.Rect.MakeLTRB(x - r, y - 0.82 * r, x + r, y + 0.86 * r)), color)
    for s in (-1, 1):
        atlas.fill(skia.Path.Circle(x + s * 0.42 * r, y + 0.08 * r, 0.13 * r), ink)
    mouth = [(-0.3, -0.25), (-0.15, -0.40), (0, -0.2), (0.15, -0.40), (0.3, -0.25)]
    atlas.stripe(path([(x + u * r, y + v * r) for u, v in mouth], closed=False, soft=True), ink, 0.09 * r)


def motif(
    atlas: Atlas, kind: str, color: RGB, ink: RGB, *, x: float = 0.0, y: float = 4.58, size: float = 0.17,
    turn: float = 0.0, side: str = "front",
) -> None:  # fmt: skip
    """Paints a motif of radius `size` heads. ink: what is drawn on it; turn: 0..1, which number or mark."""
    r = size
    if kind == "star":
        atlas.fill(star(x, y, r * 1.05), color, side=side)
    elif kind == "heart":
        atlas.fill(heart(x, y, r), color, side=side)
    elif kind == "number":
        number(atlas, int(1 + turn * 98), color, x=x, y=y, size=r * 2, side=side)
    elif kind == "mark":
        strokes = _MARKS[int(turn * 5.99)]
        atlas.stripe(
            _figures(strokes, x - 0.6 * r, y - 0.9 * r, 1.2 * r, 1.8 * r), color, 0.36 * r, side=side
        )
    elif kind in ("cat", "bear"):
        _face(atlas, x, y, r, color, ink, kind == "bear")
    elif kind == "bolt":
        bolt = [(0.2, 1.1), (-0.6, -0.1), (-0.05, -0.1), (-0.3, -1.1), (0.6, 0.25), (0.05, 0.25), (0.5, 1.1)]
        atlas.fill(path([(x + u * r, y + v * r) for u, v in bolt]), color, side=side)
    elif kind == "moon":
        disc = skia.Path.Circle(x, y, r)
        bite = skia.Path.Circle(x + 0.45 * r, y + 0.2 * r, 0.82 * r)
        moon = skia.Op(disc, bite, skia.PathOp.kDifference_PathOp)
        atlas.fill(moon, color, side=side)
    elif kind == "flower":
        for v in np.arange(5) * 2 * np.pi / 5 + 0.3:
            petal = skia.Path.Circle(
                x + 0.58 * r * float(np.cos(v)), y + 0.58 * r * float(np.sin(v)), 0.42 * r
            )
            atlas.fill(petal, color, side=side)
        atlas.fill(skia.Path.Circle(x, y, 0.34 * r), ink, side=side)
    elif kind == "box":
        atlas.fill(
            path(
                [
                    (x - 1.5 * r, y + 0.6 * r),
                    (x + 1.5 * r, y + 0.6 * r),
                    (x + 1.5 * r, y - 0.6 * r),
                    (x - 1.5 * r, y - 0.6 * r),
                ]
            ),
            color,
            side=side,
        )
        for i in range(4):
            strokes = _MARKS[(int(turn * 6) + i) % 6]
            shape = _figures(strokes, x + (-1.2 + 0.66 * i) * r, y - 0.3 * r, 0.4 * r, 0.6 * r)
            atlas.stripe(shape, ink, 0.11 * r, side=side)
    elif kind == "band":
        atlas.fill(
            path([(-2, y + r * 0.6), (2, y + r * 0.6), (2, y - r * 0.6), (-2, y - r * 0.6)]),
            color,
            side="both",
        )
    elif kind == "peaks":
        far = [(-1.5, -0.8), (-0.5, 0.7), (0.1, -0.1), (0.55, 0.5), (1.5, -0.8)]
        atlas.fill(path([(x + u * r, y + v * r) for u, v in far]), color, side=side)
        atlas.fill(skia.Path.Circle(x + 0.9 * r, y + 0.75 * r, 0.3 * r), ink, side=side)
    elif kind == "smile":
        atlas.fill(skia.Path.Circle(x, y, r), color, side=side)
        for s in (-1, 1):
            atlas.fill(skia.Path.Circle(x + s * 0.36 * r, y + 0.25 * r, 0.13 * r), ink, side=side)
        grin = [(-0.55, -0.15), (-0.3, -0.62), (0.3, -0.62), (0.55, -0.15)]
        atlas.stripe(
            path([(x + u * r, y + v * r) for u, v in grin], closed=False, soft=True), ink, 0.13 * r, side=side
        )
    elif kind == "paw":
        atlas.fill(
            skia.Path.Oval(skia.Rect.MakeLTRB(x - 0.6 * r, y - 0.8 * r, x + 0.6 * r, y + 0.15 * r)),
            color,
            side=side,
        )
        for u, v in ((-0.75, 0.25), (-0.28, 0.68), (0.28, 0.68), (0.75, 0.25)):
            atlas.fill(skia.Path.Circle(x + u * r, y + v * r, 0.26 * r), color, side=side)
    elif kind == "chevron":
        line = path([(-2, y + 2.2 * r), (0, y - 0.4 * r), (2, y + 2.2 * r)], closed=False)
        atlas.stripe(line, color, 0.7 * r, side=side)
