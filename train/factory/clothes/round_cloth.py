"""A painter for cloth that runs around: skirts, coat skirts, sleeves, capes; hems may be cut to a shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import skia

from ..geometry.mesh import Mesh
from ..geometry.textures import Points, brush, ink_of, shade
from ..palette import RGB
from ..render.material import Kind, Material

_RGBA = skia.kRGBA_8888_ColorType


class Round:
    """A picture that runs once around. Coordinates: x in degrees from the middle of the front (-180 to 180,
    + = the character's left), y from 0 (top) to 1 (hem). girth, length: heads at the hem and downwards, so
    that strokes are as wide in both directions.
    """

    def __init__(self, color: RGB, *, girth: float = 4.0, length: float = 1.3, width: int = 768) -> None:
        self.color = color
        self.w, self.h = width, int(np.clip(width * length / girth, 64, 640))
        self.per_head = width / girth
        self._colors, self._marks = skia.Surface(self.w, self.h), skia.Surface(self.w, self.h)
        self._colors.getCanvas().clear(skia.Color4f(*color, 1))
        self._marks.getCanvas().clear(skia.Color4f(0, 0, 0, 1))
        self._holes: list[skia.Path] = []

    def _path(self, points: Points, closed: bool) -> skia.Path:
        out = skia.Path()
        # u falls towards the character's left of the front
        put = [skia.Point((0.5 - x / 360) * self.w, y * self.h) for x, y in points]
        out.addPoly(put, closed)
        return out

    def fill(self, points: Points, color: RGB, *, alpha: float = 1.0, inked: float = 0.0) -> None:
        """A polygon; inked: width of an ink line around it, heads."""
        shape = self._path(points, True)
        self._colors.getCanvas().drawPath(shape, brush(color, alpha))
        if alpha == 1:
            self._marks.getCanvas().drawPath(shape, brush((0, 0, 0)))
        if inked:
            self.line([*points, points[0]], inked, ink_of(color))

    def line(self, points: Points, width: float = 0.009, color: RGB | None = None) -> None:
        """Drawn ink, heads wide."""
        shape, px = self._path(points, False), max(1.2, width * self.per_head)
        self._colors.getCanvas().drawPath(shape, brush(color or ink_of(self.color), 1, px))
        self._marks.getCanvas().drawPath(shape, brush((1, 1, 1), 1, px))

    def stripe(self, points: Points, color: RGB, width: float, alpha: float = 1.0) -> None:
        """A colored stroke that is no line art, heads wide."""
        self._colors.getCanvas().drawPath(
            self._path(points, False), brush(color, alpha, width * self.per_head)
        )

    def band(self, top: float, low: float, color: RGB, *, inked: float = 0.0) -> None:
        """A band all around between two y; inked: lines at its edges, heads."""
        self.fill([(-190, top), (190, top), (190, low), (-190, low)], color)
        if inked:
            for y in (top, low) if low < 0.99 else (top,):
                self.line([(-190, y), (190, y)], inked, ink_of(color))

    def dots(self, y: float, count: int, r: float, color: RGB, phase: float = 0.0) -> None:
        """A row of dots around, radius in heads."""
        px = r * self.per_head
        for i in range(count):
            self._colors.getCanvas().drawCircle(
                (i + 0.5 + phase) / count * self.w, y * self.h, px, brush(color)
            )

    def zigzag(self, high: float, low: float, count: int, color: RGB, width: float) -> None:
        """A zigzag line around."""
        x = np.linspace(-180, 180, 2 * count + 1)
        y = np.where(np.arange(2 * count + 1) % 2, low, high)
        self.stripe(list(zip(x, y, strict=True)), color, width)

    def scallops(self, top: float, depth: float, count: int, color: RGB, *, inked: float = 0.008) -> None:
        """A lace edge: a band of arcs that ends at top + depth, painted on the cloth."""
        x = np.linspace(-180, 180, count * 8 + 1)
        y = top + depth * (0.45 + 0.55 * np.abs(np.sin(np.radians(x) * count / 2)))
        edge = list(zip(x, y, strict=True))
        self.fill([(-190, top), *edge, (190, top)], color)
        if inked:
            self.line(edge, inked)
            self.line([(-190, top), (190, top)], inked * 0.8)
        self.dots(top + depth * 0.5, count, 0.35 * depth * self.h / self.per_head, shade(color, 0.8), 0.0)

    def flower(self, x: float, y: float, r: float, color: RGB, heart: RGB, petals: int = 5) -> None:
        """A flower with round petals, radius in heads."""
        canvas, px = self._colors.getCanvas(), r * self.per_head
        cx, cy = (0.5 - x / 360) * self.w, y * self.h
        for i in range(petals):
            a = 2 * np.pi * (i / petals) + 0.3
            canvas.drawCircle(cx + 0.55 * px * np.cos(a), cy + 0.55 * px * np.sin(a), 0.5 * px, brush(color))
        canvas.drawCircle(cx, cy, 0.28 * px, brush(heart))

    def star(self, x: float, y: float, r: float, color: RGB, points: int = 5) -> None:
        """A star, radius in heads."""
        px = r * self.per_head
        a = np.arange(2 * points) * np.pi / points - np.pi / 2
        far = np.where(np.arange(2 * points) % 2, 0.45, 1.0) * px
        cx, cy = (0.5 - x / 360) * self.w, y * self.h
        shape = skia.Path()
        shape.addPoly(
            [
                skia.Point(float(cx + f * np.cos(t)), float(cy + f * np.sin(t)))
                for f, t in zip(far, a, strict=True)
            ],
            True,
        )
        self._colors.getCanvas().drawPath(shape, brush(color))

    def hole(self, points: Points) -> None:
        """Cut out, whatever is painted there later."""
        self._holes.append(self._path(points, True))

    def hem(self, points: Points, *, trim: RGB | None = None, width: float = 0.05) -> None:
        """Cuts everything below a line from x = -180 to 180, with a border of a color along it."""
        if trim is not None:
            self.stripe(points, trim, 2 * width)
            inner = [(x, y - width * self.per_head / self.h) for x, y in points]
            self.line(inner, 0.008, ink_of(trim))
        self.line(points, 0.016)
        self.hole([*points, (190, 1.2), (-190, 1.2)])

    def folds(self, at: Sequence[float], strength: float = 1.0) -> None:
        """Soft folds that rise from the hem; at: u, 0..1."""
        canvas = self._colors.getCanvas()
        for i, u in enumerate(at):
            x, top = u * self.w, (0.30, 0.62, 0.46, 0.70)[i % 4] * self.h
            lean = (0.004, -0.003, 0.0)[i % 3] * self.w
            wide = 0.26 / max(len(at), 1) * self.w
            for wedge, alpha, color in (
                (
                    [(x - lean, top), (x + wide, self.h), (x - 0.1 * wide, self.h)],
                    0.16,
                    shade(self.color, 0.42),
                ),
                (
                    [(x - lean, top + 0.12 * self.h), (x + 1, self.h), (x - 1, self.h)],
                    0.55,
                    ink_of(self.color),
                ),
            ):
                shape = skia.Path()
                shape.addPoly([skia.Point(*p) for p in wedge], True)
                paint = brush(color, alpha * strength)
                paint.setBlendMode(skia.BlendMode.kSrcATop)
                canvas.drawPath(shape, paint)

    def pleats(self, count: int, top: float = 0.07, strength: float = 1.0) -> None:
        """Lines and shades of so many pleats (the phase of clothes.skirts' pleats)."""
        canvas, marks = self._colors.getCanvas(), self._marks.getCanvas()
        for i in range(count):
            x = (i + 0.29) / count * self.w
            rect = skia.Rect.MakeXYWH(x, top * self.h, 0.22 / count * self.w, self.h)
            canvas.drawRect(rect, brush(shade(self.color, 0.5), 0.22 * strength))
            rect = skia.Rect.MakeXYWH(x, top * self.h, 1.6, self.h)
            canvas.drawRect(rect, brush(ink_of(self.color), 0.75 * strength))
            if strength > 0.6:
                marks.drawRect(rect, brush((1, 1, 1)))

    def material(self, kind: Kind = "cloth") -> Material:
        """The finished material."""
        clear = brush((0, 0, 0))
        clear.setBlendMode(skia.BlendMode.kClear)
        for shape in self._holes:
            self._colors.getCanvas().drawPath(shape, clear)
            self._marks.getCanvas().drawPath(shape, brush((0, 0, 0)))
        cut = bool(self._holes)
        texture = np.ascontiguousarray(self._colors.makeImageSnapshot().toarray(colorType=_RGBA))
        lines = np.ascontiguousarray(self._marks.makeImageSnapshot().toarray(colorType=_RGBA)[..., 0])
        parts = np.zeros(lines.shape, np.uint8)
        return Material(kind, texture, parts, lines, cutout=cut, double_sided=cut)


def repainted(mesh: Mesh, picture: Round | Material, rows: int) -> Mesh:
    """A mesh that runs around (rows of vertices, the last two of them the hem turned in) with a picture whose
    y = 1 is the hem."""
    material = picture.material() if isinstance(picture, Round) else picture
    grid = mesh.uv.reshape(rows, -1, 2).copy()  # type: ignore[union-attr]
    grid[..., 1] = np.clip(grid[..., 1] / max(float(grid[-3, 0, 1]), 1e-6), 0, 0.998)
    return replace(mesh, material=material, uv=grid.reshape(-1, 2), colors=(1.0, 1.0, 1.0))
