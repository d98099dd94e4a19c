"""What is drawn on trouser legs: seams, creases, folds, pockets, stripes, worn knees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import skia

from ..geometry.textures import brush, ink_of, path, shade
from ..palette import RGB
from ..render.material import Material
from .prints import lay_print

_SIZE = 256
_STITCH: RGB = (0.83, 0.66, 0.40)


@dataclass(frozen=True)
class LegLook:
    """How trouser legs look.

    kind: "plain", "jeans" (stitched, worn pale in front), "cargo" (pockets at the thighs), "track" (stripes
    of `second` at the outer sides), "patched" (patches of `second` on the knees), "ripped" (holes with paler
    threads), "piping" (a line of `second` at the outer sides). crease: pressed, no side seams. fabric: a
    print of `second` and `third`.
    """

    kind: str = "plain"
    crease: bool = False
    fabric: str = "plain"
    second: RGB | None = None
    third: RGB | None = None


def leg_cloth(color: RGB, look: LegLook, *, stop: float, start: float = -0.12) -> dict[str, Material]:
    """The pictures of both legs, which run around from the back; the right is the left mirrored. stop, start:
    where the leg ends and begins (clothes.legs.trousers)."""
    size, long = _SIZE, stop > 1.2
    surface, marks = skia.Surface(size, size), skia.Surface(size, size)
    canvas, ink = surface.getCanvas(), marks.getCanvas()
    canvas.clear(skia.Color4f(*color, 1))
    ink.clear(skia.Color4f(0, 0, 0, 1))
    high = 1.45 * (stop - start) / 2  # heads

    def v(t: float) -> float:
        return (t - start) / (stop - start) * size

    if look.fabric != "plain" and look.second is not None:
        canvas.save()
        canvas.scale(size / 1.15, -size / high)
        lay_print(canvas, look.fabric, color, look.second, look.third or look.second)
        canvas.restore()
    if look.kind in ("jeans", "ripped"):  # paler where it is worn
        for t, r, alpha in ((0.45, 0.34, 0.5), (1.0, 0.22, 0.4)):
            if t < stop:
                pale = brush(shade(color, 1.5), alpha)
                pale.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 14))
                box = skia.Rect.MakeLTRB(0.40 * size, v(t - r), 0.60 * size, v(min(t + r, stop)))
                canvas.drawOval(box, pale)
    outer = 0.25
    if look.second is not None and look.kind in ("track", "piping"):
        for shift in (-0.035, 0.035) if look.kind == "track" else (0.0,):
            wide = 0.034 if look.kind == "track" else 0.024
            box = skia.Rect.MakeXYWH((outer + shift - wide / 2) * size, 0, wide * size, size)
            canvas.drawRect(box, brush(look.second))

    def line(points: list[tuple[float, float]], *, thick: float = 1.7, tint: RGB | None = None, drawn=True):
        shape = path([(x * size, y) for x, y in points], closed=False)
        canvas.drawPath(shape, brush(tint or shade(color, 0.58), 0.85, thick))
        if drawn:
            ink.drawPath(shape, brush((1, 1, 1), 1, thick))

    if long and look.kind not in ("track",):
        _folds(canvas, color, v, stop)
    hem = v(stop - (0.05 if long else 0.06))
    line([(0, hem), (1, hem)])
    if look.crease:
        line([(0.5, v(0.22)), (0.5, size)])
    else:
        for u in (outer, 0.75):
            line([(u, v(-0.04)), (u, size)])
    if look.kind in ("jeans", "ripped"):
        for u in (outer - 0.02, outer + 0.02):
            line([(u, v(0.0)), (u, size)], thick=1.1, tint=_STITCH, drawn=False)
        for y in (hem - 3, hem + 3):
            line([(0, y), (1, y)], thick=1.1, tint=_STITCH, drawn=False)
    if look.kind == "cargo":
        x, w, top, low = outer, 0.11, v(0.52), v(0.86 if long else min(0.86, stop - 0.08))
        box = path(
            [((x - w) * size, top), ((x + w) * size, top), ((x + w) * size, low), ((x - w) * size, low)]
        )
        flap = [
            (x - w - 0.012, top - 3),
            (x + w + 0.012, top - 3),
            (x + w + 0.012, top + 9),
            (x - w - 0.012, top + 9),
        ]
        canvas.drawPath(box, brush(shade(color, 1.08)))
        canvas.drawPath(path([(a * size, b) for a, b in flap]), brush(shade(color, 0.9)))
        for shape in (box, path([(a * size, b) for a, b in flap])):
            canvas.drawPath(shape, brush(ink_of(color), 0.9, 1.8))
            ink.drawPath(shape, brush((1, 1, 1), 1, 1.8))
    if look.kind == "patched" and long:
        tint = look.second or shade(color, 0.7)
        box = path(
            [(0.39 * size, v(0.86)), (0.61 * size, v(0.86)), (0.61 * size, v(1.16)), (0.39 * size, v(1.16))]
        )
        canvas.drawPath(box, brush(tint))
        canvas.drawPath(box, brush(ink_of(tint), 0.9, 1.8))
        ink.drawPath(box, brush((1, 1, 1), 1, 1.8))
    if look.kind == "ripped" and long:
        for t, du in ((0.62, 0.05), (0.98, 0.08), (1.08, 0.06)):
            tear = path(
                [
                    ((0.5 - du) * size, v(t)),
                    (0.5 * size, v(t - 0.03)),
                    ((0.5 + du) * size, v(t)),
                    (0.5 * size, v(t + 0.035)),
                ]
            )
            canvas.drawPath(tear, brush(shade(color, 1.9)))
            canvas.drawPath(tear, brush(ink_of(color), 0.8, 1.3))
            ink.drawPath(tear, brush((1, 1, 1), 1, 1.3))
    form = skia.kRGBA_8888_ColorType
    texture = np.array(surface.makeImageSnapshot().toarray(colorType=form))
    drawn = np.array(marks.makeImageSnapshot().toarray(colorType=form)[..., 0])
    zero = np.zeros((size, size), np.uint8)
    out = {}
    for side, step in (("left", 1), ("right", -1)):
        pictures = (np.ascontiguousarray(p[:, ::step]) for p in (texture, drawn))
        out[side] = Material("cloth", next(pictures), zero, next(pictures))
    return out


def _folds(canvas: skia.Canvas, color: RGB, v, stop: float) -> None:
    """Wedges that begin thick and run out: at the crotch, behind and beside the knee, over the shoe."""
    size = _SIZE
    low = min(stop, 1.97)
    for u, t, du, dt, wide in (
        (0.80, 0.16, -0.20, 0.05, 3.6), (0.80, 0.28, -0.16, 0.10, 3.0), (0.84, 0.10, -0.20, -0.02, 3.0),
        (0.30, 0.96, 0.15, 0.06, 3.4), (0.70, 1.05, -0.14, 0.05, 3.2), (0.30, 1.14, 0.11, -0.04, 2.8),
        (0.72, 0.88, -0.12, -0.05, 2.8), (0.08, 0.98, 0.15, -0.03, 3.2), (0.92, 1.06, -0.15, -0.03, 3.2),
        (0.28, low - 0.14, 0.20, 0.03, 3.8), (0.74, low - 0.23, -0.19, 0.04, 3.4),
        (0.62, low - 0.08, -0.16, 0.02, 3.0), (0.95, low - 0.18, -0.15, -0.02, 3.0),
    ):  # fmt: skip
        a, b = (u * size, v(t)), ((u + du) * size, v(t + dt))
        m = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        wedge = [(a[0], a[1] - 0.8 * wide), (m[0], m[1] + 0.9 * wide), b, (a[0], a[1] + 0.8 * wide)]
        canvas.drawPath(path(wedge), brush(shade(color, 0.45), 0.22))
