"""Prints of cloth: small tiles that repeat, painted in heads, so that they are as large on a sleeve as on a
chest."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import skia

from ..geometry.textures import brush, ink_of, path, shade
from ..palette import RGB

_DENSITY = 150.0
"""Pixels a head in tiles."""

Painter = Callable[[skia.Canvas, float, RGB, RGB, RGB], None]


def _rect(canvas: skia.Canvas, x: float, y: float, w: float, h: float, color: RGB, alpha=1.0) -> None:
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, w, h), brush(color, alpha))


def _over(canvas: skia.Canvas, size: float, shape: skia.Path, color: RGB, alpha: float = 1.0) -> None:
    """A shape, and again where it leaves the tile."""
    box = shape.getBounds()
    for dx in (-size, 0, size):
        for dy in (-size, 0, size):
            if box.right() + dx < 0 or box.left() + dx > size:
                continue
            if box.bottom() + dy < 0 or box.top() + dy > size:
                continue
            canvas.save()
            canvas.translate(dx, dy)
            canvas.drawPath(shape, brush(color, alpha))
            canvas.restore()


def star(x: float, y: float, r: float, *, points: int = 5, inner: float = 0.42) -> skia.Path:
    """A star."""
    a = np.arange(2 * points) * np.pi / points + np.pi / 2
    out = np.where(np.arange(2 * points) % 2 == 0, r, r * inner)
    return path([(float(x + q * np.cos(v)), float(y + q * np.sin(v))) for v, q in zip(a, out, strict=True)])


def heart(x: float, y: float, r: float) -> skia.Path:
    """A heart; its tip points to smaller y."""
    a = np.linspace(0, 2 * np.pi, 28)[:-1]
    px = 16 * np.sin(a) ** 3
    py = 13 * np.cos(a) - 5 * np.cos(2 * a) - 2 * np.cos(3 * a) - np.cos(4 * a)
    return path([(float(x + r * u / 16), float(y + r * v / 16)) for u, v in zip(px, py, strict=True)])


def _plaid(c, s, ground, one, two) -> None:
    for at, wide, tint, alpha in ((0.10, 0.36, one, 0.45), (0.70, 0.07, two, 0.8)):
        _rect(c, at * s, 0, wide * s, s, tint, alpha)
        _rect(c, 0, at * s, s, wide * s, tint, alpha)


def _tartan(c, s, ground, one, two) -> None:
    for at, wide, tint, alpha in (
        (0.0, 0.30, one, 0.5), (0.12, 0.05, two, 0.9), (0.5, 0.13, shade(ground, 0.55), 0.55),
        (0.76, 0.13, shade(ground, 0.55), 0.55), (0.67, 0.03, two, 0.9),
    ):  # fmt: skip
        _rect(c, at * s, 0, wide * s, s, tint, alpha)
        _rect(c, 0, at * s, s, wide * s, tint, alpha)


def _gingham(c, s, ground, one, two) -> None:
    _rect(c, 0, 0, 0.5 * s, s, one, 0.5)
    _rect(c, 0, 0, s, 0.5 * s, one, 0.5)


def _pane(c, s, ground, one, two) -> None:
    _rect(c, 0, 0, 0.07 * s, s, one, 0.9)
    _rect(c, 0, 0, s, 0.07 * s, one, 0.9)


def _stripes(c, s, ground, one, two) -> None:
    _rect(c, 0, 0.3 * s, s, 0.4 * s, one)


def _thin_stripes(c, s, ground, one, two) -> None:
    _rect(c, 0, 0.35 * s, s, 0.26 * s, one)


def _bars(c, s, ground, one, two) -> None:
    _rect(c, 0.3 * s, 0, 0.4 * s, s, one)


def _pinstripes(c, s, ground, one, two) -> None:
    _rect(c, 0.45 * s, 0, 0.12 * s, s, one, 0.8)


def _dots(c, s, ground, one, two) -> None:
    for x, y in ((0.25, 0.25), (0.75, 0.75)):
        c.drawCircle(x * s, y * s, 0.145 * s, brush(one))


def _argyle(c, s, ground, one, two) -> None:
    for x, tint in ((0.25, one), (0.75, two)):
        lozenge = [((x - 0.25) * s, 0.5 * s), (x * s, 0.0), ((x + 0.25) * s, 0.5 * s), (x * s, s)]
        c.drawPath(path(lozenge), brush(tint))
    thin = shade(ground, 0.6) if max(ground) > 0.5 else shade(ground, 1.5)
    for line in (((0, 0), (s, s * 2)), ((0, s), (s, -s)), ((0, s * 2), (s, 0)), ((0, -s), (s, s))):
        c.drawPath(path(line, closed=False), brush(thin, 0.8, 0.02 * s))


def _houndstooth(c, s, ground, one, two) -> None:
    q = s / 4
    tooth = [(0, 0), (2, 0), (2, 1), (3, 0), (4, 0), (2, 2), (2, 3), (1, 4), (0, 4), (1, 3), (1, 2), (0, 2)]
    _over(c, s, path([(x * q, y * q) for x, y in tooth]), one)


def _camouflage(c, s, ground, one, two) -> None:
    rng = np.random.default_rng(11)
    for tint in (shade(ground, 0.62), one, two):
        for _ in range(7):
            x, y = rng.random(2) * s
            a = np.sort(rng.random(9)) * 2 * np.pi
            r = s * rng.uniform(0.06, 0.17, 9)
            blob = [
                (float(x + 1.5 * q * np.cos(v)), float(y + q * np.sin(v))) for v, q in zip(a, r, strict=True)
            ]
            _over(c, s, path(blob, soft=True), tint)


def _flower(c, s, x: float, y: float, r: float, petals: RGB, middle: RGB) -> None:
    for v in np.arange(5) * 2 * np.pi / 5:
        leaf = skia.Path.Circle(float(x + 0.6 * r * np.cos(v)), float(y + 0.6 * r * np.sin(v)), 0.48 * r)
        _over(c, s, leaf, petals)
    _over(c, s, skia.Path.Circle(x, y, 0.34 * r), middle)


def _floral(c, s, ground, one, two) -> None:
    for x, y, r, tint, middle in (
        (0.24, 0.28, 0.19, one, two), (0.74, 0.70, 0.21, one, two), (0.74, 0.20, 0.10, two, one),
        (0.22, 0.78, 0.11, two, one), (0.48, 0.50, 0.07, two, one),
    ):  # fmt: skip
        leaf = skia.Path.Oval(skia.Rect.MakeXYWH((x + 0.06) * s, (y + 0.12) * s, 0.16 * s, 0.08 * s))
        _over(c, s, leaf, shade(ground, 0.62))
        _flower(c, s, x * s, y * s, r * s, tint, middle)


def _stars(c, s, ground, one, two) -> None:
    _over(c, s, star(0.25 * s, 0.28 * s, 0.17 * s), one)
    _over(c, s, star(0.75 * s, 0.75 * s, 0.13 * s), two)


def _hearts(c, s, ground, one, two) -> None:
    for x, y, r, tint in ((0.25, 0.30, 0.15, one), (0.75, 0.78, 0.15, two)):
        shape = heart(x * s, -y * s, r * s)
        shape.transform(skia.Matrix.Scale(1, -1))
        _over(c, s, shape, tint)


def _checker(c, s, ground, one, two) -> None:
    _rect(c, 0, 0, s / 2, s / 2, one)
    _rect(c, s / 2, s / 2, s / 2, s / 2, one)


def _zigzag(c, s, ground, one, two) -> None:
    for y, tint in ((0.25, one), (0.75, two)):
        line = [(-0.25 * s, (y + 0.12) * s)]
        line += [((i * 0.25) * s, (y + (-0.12 if i % 2 == 0 else 0.12)) * s) for i in range(6)]
        c.drawPath(path(line, closed=False), brush(tint, 1, 0.10 * s))


def _fairisle(c, s, ground, one, two) -> None:
    _rect(c, 0, 0.02 * s, s, 0.05 * s, one)
    _rect(c, 0, 0.43 * s, s, 0.05 * s, one)
    for i in range(4):
        x = (i + 0.5) * s / 4
        lozenge = [(x - 0.09 * s, 0.25 * s), (x, 0.13 * s), (x + 0.09 * s, 0.25 * s), (x, 0.37 * s)]
        c.drawPath(path(lozenge), brush(two))
        for dx, dy in ((0, 0.58), (0.125, 0.70), (0, 0.82)):
            _rect(c, (x / s + dx - 0.03) * s, dy * s, 0.06 * s, 0.06 * s, one)


def _cable(c, s, ground, one, two) -> None:
    dark = shade(ground, 0.72)
    for x in (0.0, 0.5):
        _rect(c, (x + 0.02) * s, 0, 0.035 * s, s, dark, 0.8)
    for y in (0.0, 0.5):
        for turn in (1, -1):
            a = [(0.28 - 0.12 * turn, y), (0.28 + 0.12 * turn, y + 0.5)]
            c.drawPath(path([(u * s, v * s) for u, v in a], closed=False), brush(dark, 0.8, 0.04 * s))


def _knit(c, s, ground, one, two) -> None:
    for x in (0.25, 0.75):
        for y in (0.0, 0.5, 1.0):
            v = [((x - 0.2) * s, (y - 0.2) * s), (x * s, y * s), ((x + 0.2) * s, (y - 0.2) * s)]
            c.drawPath(path(v, closed=False), brush(shade(ground, 0.78), 0.7, 0.09 * s))


def _quilt(c, s, ground, one, two) -> None:
    for line in (((0, 0), (s, s)), ((s, 0), (0, s))):
        c.drawPath(path(line, closed=False), brush(ink_of(ground), 0.55, 0.03 * s))


def _blots(c, s, ground, one, two) -> None:
    rng = np.random.default_rng(5)
    for i in range(16):
        x, y = rng.random(2) * s
        r = float(rng.uniform(0.06, 0.2) * s)
        shape = skia.Path.Circle(float(x), float(y), r)
        _over(c, s, shape, (one, two, shade(ground, 0.75))[i % 3], 0.35)


_TILES: dict[str, tuple[float, Painter]] = {
    "plaid": (0.30, _plaid), "tartan": (0.42, _tartan), "gingham": (0.13, _gingham), "pane": (0.24, _pane),
    "stripes": (0.15, _stripes), "thin_stripes": (0.11, _thin_stripes), "wide_stripes": (0.36, _stripes),
    "bars": (0.13, _bars), "pinstripes": (0.10, _pinstripes), "dots": (0.22, _dots),
    "small_dots": (0.13, _dots), "argyle": (0.32, _argyle), "houndstooth": (0.16, _houndstooth),
    "camouflage": (0.75, _camouflage), "floral": (0.42, _floral), "stars": (0.34, _stars),
    "hearts": (0.34, _hearts), "checker": (0.22, _checker), "zigzag": (0.30, _zigzag),
    "fairisle": (0.46, _fairisle), "cable": (0.30, _cable), "knit": (0.07, _knit), "quilt": (0.24, _quilt),
    "blots": (0.8, _blots),
}  # fmt: skip

PRINTS = tuple(_TILES)
"""Names of the prints that repeat. "gradient" and "tie_dye" go over a whole garment."""


@lru_cache(maxsize=48)
def _shader(kind: str, ground: RGB, one: RGB, two: RGB, grain: float) -> skia.Shader:
    heads, painter = _TILES[kind]
    pixels = max(8, round(heads * _DENSITY))
    surface = skia.Surface(pixels, pixels)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color4f(*ground, 1))
    painter(canvas, float(pixels), ground, one, two)
    matrix = skia.Matrix.Scale(heads / pixels * grain, heads / pixels * grain)
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    repeat = skia.TileMode.kRepeat
    return surface.makeImageSnapshot().makeShader(repeat, repeat, sampling, matrix)


def lay_print(
    canvas: skia.Canvas, kind: str, ground: RGB, one: RGB, two: RGB, *, grain: float = 1.0, slant: float = 0.0
) -> None:
    """Covers a canvas, whose units are heads, with a print. one, two: its colors on the `ground`; grain: size
    factor; slant: degrees it is turned."""
    paint = skia.Paint(Shader=_shader(kind, ground, one, two, grain))
    canvas.save()
    canvas.rotate(slant)
    canvas.drawPaint(paint)
    canvas.restore()


def lay_gradient(canvas: skia.Canvas, top: float, low: float, first: RGB, last: RGB) -> None:
    """Covers a canvas from `first` at y = top to `last` at y = low."""
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(0, top), skia.Point(0, low)],
        [skia.Color4f(*first, 1).toColor(), skia.Color4f(*last, 1).toColor()],
    )
    canvas.drawPaint(skia.Paint(Shader=shader))
