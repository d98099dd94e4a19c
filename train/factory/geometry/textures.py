"""Painted cloth: an atlas with a front and a back half, and patterns that run around (skia)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import skia

from ..palette import RGB
from ..parts import Part
from ..render.material import Material
from .loft import Loft
from .mesh import Mesh, bind_dense, grid_faces, smooth

Points = Sequence[tuple[float, float]]
SPAN = 0.68
"""Half the width of each half of an atlas, in heads of the reference body."""


def shade(color: RGB, factor: float) -> RGB:
    """Darker (below 1) or lighter."""
    if factor <= 1:
        return (color[0] * factor, color[1] * factor**1.08, color[2] * factor**0.96)
    return tuple(1 - (1 - c) / factor for c in color)  # type: ignore[return-value]


def ink_of(color: RGB) -> RGB:
    """The line color on a cloth."""
    return (color[0] ** 2 * 0.5 + 0.03, color[1] ** 2 * 0.42 + 0.02, color[2] ** 2 * 0.45 + 0.04)


def brush(color: RGB, alpha: float = 1.0, stroke: float = 0.0) -> skia.Paint:
    """What skia draws a shape with: filled, or with a stroke of that width (pixels)."""
    paint = skia.Paint(AntiAlias=True, Color4f=skia.Color4f(*color, alpha))
    if stroke:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(stroke)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def path(points: Points, *, closed: bool = True, soft: bool = False) -> skia.Path:
    """A polygon, or with `soft` a curve through the middles of its sides."""
    out = skia.Path()
    if not soft:
        out.addPoly([skia.Point(*p) for p in points], closed)
        return out
    p = np.array(points, float)
    middle = (p + np.roll(p, -1, 0)) / 2
    if closed:
        out.moveTo(*middle[-1])
        for corner, stop in zip(p, middle, strict=True):
            out.quadTo(*corner, *stop)
        out.close()
        return out
    out.moveTo(*p[0])
    for corner, stop in zip(p[1:-1], middle[1:-1], strict=True):
        out.quadTo(*corner, *stop)
    out.lineTo(*p[-1])
    return out


class Atlas:
    """A picture of a garment's front (left half) and back (right half).

    Coordinates: x in heads of the reference body (+x the character's left), y the reference height; from
    `top` down to `low`. density: pixels per head.
    """

    def __init__(self, top: float, low: float, color: RGB, *, density: int = 170) -> None:
        self.top, self.low, self.color = top, low, color
        self.half = int(2 * SPAN * density)
        self.height = max(8, int((top - low) * density))
        self.density = density
        self._colors = skia.Surface(2 * self.half, self.height)
        self._marks = skia.Surface(2 * self.half, self.height)
        self._colors.getCanvas().clear(skia.Color4f(*color, 1))
        self._marks.getCanvas().clear(skia.Color4f(0, 0, 0, 1))
        self._parts: list[tuple[skia.Path, str, int]] = []

    def _each(self, side: str, surface: skia.Surface):
        canvas = surface.getCanvas()
        for name, middle, sign in (("front", 0.5, 1), ("back", 1.5, -1)):
            if side not in (name, "both"):
                continue
            canvas.save()
            canvas.clipRect(skia.Rect.MakeXYWH((middle - 0.5) * self.half, 0, self.half, self.height))
            canvas.translate(middle * self.half, 0)
            canvas.scale(sign * self.density, -self.height / (self.top - self.low))
            canvas.translate(0, -self.top)
            yield canvas
            canvas.restore()

    def fill(
        self,
        shape: skia.Path,
        color: RGB,
        *,
        side: str = "front",
        outlined: float = 0.0,
        part: int = 0,
        alpha: float = 1.0,
    ) -> None:
        """A filled shape, with an ink line of `outlined` heads around it."""
        for canvas in self._each(side, self._colors):
            canvas.drawPath(shape, brush(color, alpha))
        for canvas in self._each(side, self._marks) if alpha == 1 else ():
            canvas.drawPath(shape, brush((0, 0, 0)))
        if part:
            self._parts.append((shape, side, part))
        if outlined:
            self.line(shape, width=outlined, color=ink_of(color), side=side)

    def line(
        self, shape: skia.Path, *, width: float = 0.009, color: RGB | None = None, side: str = "front"
    ) -> None:
        """Drawn ink: in the picture and in the line pass."""
        for canvas in self._each(side, self._colors):
            canvas.drawPath(shape, brush(color or ink_of(self.color), 1, width))
        for canvas in self._each(side, self._marks):
            canvas.drawPath(shape, brush((1, 1, 1), 1, width))

    def stripe(self, shape: skia.Path, color: RGB, width: float, *, side: str = "front", alpha=1.0) -> None:
        """A colored stroke that is no line art."""
        for canvas in self._each(side, self._colors):
            canvas.drawPath(shape, brush(color, alpha, width))

    def hole(self, shape: skia.Path, *, side: str = "front") -> None:
        """Cut out."""
        for canvas in self._each(side, self._colors):
            paint = brush((0, 0, 0))
            paint.setBlendMode(skia.BlendMode.kClear)
            canvas.drawPath(shape, paint)

    def button(self, x: float, y: float, color: RGB, r: float = 0.020, *, side: str = "front") -> None:
        """A button."""
        disc = skia.Path.Circle(x, y, r)
        self.fill(disc, color, side=side, outlined=0.007)

    def fold(self, points: Points, *, side: str = "front", width: float = 0.03, alpha: float = 0.10) -> None:
        """A faint fold: a soft dark stroke."""
        for canvas in self._each(side, self._colors):
            paint = brush(shade(self.color, 0.45), alpha, width)
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, width * 0.35))
            canvas.drawPath(path(points, closed=False, soft=len(points) > 2), paint)

    def print(self, kind: str, one: RGB, two: RGB | None = None, *, grain: float = 1.0, slant=0.0) -> None:
        """A print (clothes.prints) all over; "gradient" and "tie_dye" too."""
        from ..clothes.prints import lay_gradient, lay_print

        for canvas in self._each("both", self._colors):
            if kind == "gradient":
                lay_gradient(canvas, self.top - 0.25, self.low + 0.2, self.color, one)
            elif kind != "plain":
                lay_print(canvas, kind, self.color, one, two or one, grain=grain, slant=slant)

    def rows(self, color: RGB, step: float, width: float, *, upright: bool = False) -> None:
        """Stripes all over."""
        for i in range(int(2.4 / step)):
            if upright:
                x = (i // 2 + 0.5) * step * (1 if i % 2 else -1)
                line = [(x, self.low - 1), (x, self.top + 1)]
            else:
                line = [(-2, self.top - i * step), (2, self.top - i * step)]
            self.stripe(path(line, closed=False), color, width, side="both")

    def dots(self, color: RGB, step: float, r: float) -> None:
        """Dots all over."""
        shape = skia.Path()
        for i in range(-12, 13):
            for j in range(int((self.top - self.low) / step) + 2):
                shape.addCircle((i + 0.5 * (j % 2)) * step, self.top - j * step * 0.8, r)
        self.fill(shape, color, side="both", alpha=0.999)

    @cached_property
    def material(self) -> Material:
        """The finished material."""
        texture = np.array(self._colors.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))
        alpha = texture[..., 3:]
        cut = bool((alpha < 250).any())
        lines = np.array(self._marks.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))[..., 0]
        parts = None
        if self._parts:
            surface = skia.Surface(2 * self.half, self.height)
            surface.getCanvas().clear(skia.Color4f(0, 0, 0, 1))
            for shape, side, part in self._parts:
                for canvas in self._each(side, surface):
                    paint = brush((part / 255, part / 255, part / 255))
                    paint.setAntiAlias(False)
                    canvas.drawPath(shape, paint)
            parts = np.array(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))[..., 0]
        else:
            parts = np.zeros(lines.shape, np.uint8)
        return Material(
            "cloth", np.ascontiguousarray(texture), np.ascontiguousarray(parts),
            np.ascontiguousarray(lines), cutout=cut, double_sided=cut,
        )  # fmt: skip

    @staticmethod
    def _unrolled(loft: Loft, width: float) -> np.ndarray:
        """(m, k) x of each vertex in the picture, heads of the reference body: seen from the front, but
        towards the sides as long as the cloth, so that patterns keep their size there (below the
        shoulders)."""
        x = loft.rings[..., 0] / width
        step = np.linalg.norm(np.diff(loft.rings, axis=1, append=loft.rings[:, :1]), axis=-1) / width
        k = x.shape[1]
        around = np.concatenate([np.zeros((len(x), 1)), np.cumsum(step, 1)], 1)
        total = around[:, -1:]
        column = np.arange(k)
        front = np.abs(around[:, :k] - around[:, k // 2, None])
        back = np.minimum(around[:, :k], total - around[:, :k])
        long = np.where((column > k // 4) & (column < 3 * k // 4), front, back)
        far = smooth(0.45, 1.0, np.abs(x) / np.maximum(np.abs(x).max(1, keepdims=True), 1e-6))
        low = (1 - smooth(4.6, 4.9, loft.along))[:, None]
        return x + np.sign(x) * np.clip(long - np.abs(x), 0, 0.2) * far * low

    def mesh(self, loft: Loft, name: str, part: int, width: float, **more) -> Mesh:
        """A torso's loft (columns a multiple of 4) with this atlas. width: the body's width factor."""
        m, k = loft.rings.shape[:2]
        q = k // 4
        columns = np.concatenate([np.arange(3 * q, k), np.arange(0, q + 1), np.arange(q, 3 * q + 1)])
        back = np.arange(len(columns)) <= 2 * q
        rings = loft.rings[:, columns]
        x = np.clip(self._unrolled(loft, width)[:, columns] / (4 * SPAN), -0.2495, 0.2495)
        u = np.where(back[None], 0.75 - x, 0.25 + x)
        v = np.clip((self.top - loft.along) / (self.top - self.low), 0.002, 0.998)
        uv = np.stack(np.broadcast_arrays(u, v[:, None]), -1).reshape(-1, 2)
        bones, weights = bind_dense(loft.shares[:, columns].reshape(-1, loft.shares.shape[-1]))
        for key, value in more.items():
            if isinstance(value, np.ndarray) and value.shape[:2] == (m, k):
                more[key] = value[:, columns].reshape(-1, *value.shape[2:])
        faces = grid_faces(m, len(columns), wrap=False)
        mesh = Mesh(name, rings.reshape(-1, 3), faces, bones, weights, part, self.material, uv=uv, **more)
        return self._folded(mesh, loft, columns)

    def _folded(self, mesh: Mesh, loft: Loft, columns: np.ndarray) -> Mesh:
        """A top that covers the trunk gets the folds that open with its stance."""
        from ..cloth.fold_plans import key_of, trunk_plan
        from ..cloth.folds import Grid, folded

        low = float(loft.along.min())
        if np.max(mesh.part) not in (Part.TOP, Part.OUTER) or low > 4.3 or loft.along.max() < 4.9:
            return mesh
        across = np.array([int(np.flatnonzero(columns == j)[0]) for j in range(loft.rings.shape[1])])
        rng = np.random.default_rng(key_of(self.color, self.top, low))
        plan = trunk_plan(rng, low)
        return folded(mesh, Grid(loft.along, across, len(columns)), plan, self.color, shaded=None)


def trimmed(mesh: Mesh) -> Mesh:
    """A mesh without the triangles that lie wholly in holes of its picture."""
    texture = mesh.material.texture
    if texture is None or not mesh.material.cutout or mesh.uv is None or mesh.deform is not None:
        return mesh
    h, w = texture.shape[:2]
    there = texture[::4, ::4, 3] > 0
    spread = there.copy()
    for axis in (0, 1):  # a little wider, so that no edge is lost
        for step in (-2, -1, 1, 2):
            spread |= np.roll(there, step, axis)
    corner = mesh.uv[mesh.faces]
    spots = np.concatenate([corner, (corner + np.roll(corner, 1, 1)) / 2, corner.mean(1, keepdims=True)], 1)
    x = np.clip((spots[..., 0] * w / 4).astype(int), 0, spread.shape[1] - 1)
    y = np.clip((spots[..., 1] * h / 4).astype(int), 0, spread.shape[0] - 1)
    return mesh.kept(np.asarray(spread[y, x].any(1)))


def _edging(canvas: skia.Canvas, w: int, h: int, color: RGB, lace: bool, count: int) -> None:
    """Rows of bows at the hem, with holes of lace."""
    step = w / count
    for i in range(count):
        x = (i + 0.5) * step
        bow = skia.Rect.MakeLTRB(x - 0.56 * step, 0.80 * h, x + 0.56 * step, 1.1 * h)
        canvas.drawOval(bow, brush(color))
        canvas.drawArc(bow, 180, 180, False, brush(ink_of(color), 0.55, 1.3))
        if lace:
            canvas.drawCircle(x, 0.90 * h, 0.14 * step, brush(shade(color, 0.72)))
            canvas.drawCircle(x + 0.5 * step, 0.96 * h, 0.09 * step, brush(shade(color, 0.72)))
    canvas.drawRect(skia.Rect.MakeLTRB(0, 0.93 * h, w, h), brush(color, 0.0 if lace else 1.0))


def around_pattern(
    kind: str,
    color: RGB,
    second: RGB,
    third: RGB,
    *,
    repeats: int,
    pleats: int = 0,
    lap: float | None = None,
    trim: RGB | None = None,
    size: tuple[int, int] = (1024, 256),
    extent: tuple[float, float] = (4.0, 1.4),
) -> Material:
    """A picture that runs around a skirt: "plain", "plaid", "hem" (stripes over the hem), "band", "dots",
    "stripes", "rows", "lace", "scallop", "gradient" or a print of clothes.prints. extent: heads around and
    down, for prints. pleats: lines of so many pleats. lap: u of a front edge, with a
    border of the color `trim`."""
    w, h = size
    surface = skia.Surface(w, h)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color4f(*color, 1))

    def rect(x: float, y: float, width: float, height: float, ink: RGB, alpha: float = 1.0) -> None:
        canvas.drawRect(skia.Rect.MakeXYWH(x * w, y * h, width * w, height * h), brush(ink, alpha))

    if kind in ("lace", "scallop"):
        _edging(canvas, w, h, second, kind == "lace", round(extent[0] * 7))
    elif kind == "gradient":
        from ..clothes.prints import lay_gradient

        lay_gradient(canvas, 0.15 * h, h, color, second)
    elif kind == "plaid":
        step = 1 / repeats
        for i in range(repeats):
            rect(i * step + 0.1 * step, 0, 0.38 * step, 1, second, 0.42)
            rect(i * step + 0.72 * step, 0, 0.07 * step, 1, third, 0.75)
        for j in range(4):
            rect(0, 0.06 + j * 0.25, 1, 0.10, second, 0.42)
            rect(0, 0.21 + j * 0.25, 1, 0.02, third, 0.75)
    elif kind == "hem":
        rect(0, 0.84, 1, 0.035, second)
        rect(0, 0.90, 1, 0.035, second)
    elif kind == "band":
        rect(0, 0.86, 1, 0.14, second)
        rect(0, 0.83, 1, 0.015, third)
    elif kind == "stripes":
        for i in range(repeats * 2):
            rect((i + 0.25) / repeats / 2, 0, 0.3 / repeats / 2, 1, second, 0.85)
    elif kind == "rows":
        for i in range(repeats):
            rect(0, (i + 0.35) / repeats, 1, 0.32 / repeats, second)
    elif kind == "dots":
        rows = 9
        for j in range(rows):
            for i in range(repeats * 2 + 1):
                x = (i + 0.5 * (j % 2)) / (repeats * 2) * w
                r = (0.0065 if h > w else 0.0048) * w * 12 / repeats
                wide = r if h > w else 1.9 * r  # pictures of skirts have few pixels downwards
                oval = skia.Rect.MakeLTRB(
                    x - wide, (j + 0.5) / rows * h - r, x + wide, (j + 0.5) / rows * h + r
                )
                canvas.drawOval(oval, brush(second, 0.9))
    elif kind != "plain":
        from ..clothes.prints import PRINTS, lay_print

        if kind in PRINTS:
            canvas.save()
            canvas.scale(w / extent[0], -h / extent[1])  # prints stand upright where y goes up
            lay_print(canvas, kind, color, second, third)
            canvas.restore()
    lines = None
    if pleats:
        lines = np.zeros((h, w), np.uint8)
        for i in range(pleats):
            x = int((i + 0.29) / pleats * w) % w
            lines[int(0.07 * h) :, x : x + 2] = 255
            rect((i + 0.29) / pleats, 0.07, 2 / w, 1, ink_of(color), 0.75)
            rect((i + 0.29) / pleats, 0.07, 0.22 / pleats, 1, shade(color, 0.5), 0.22)
    if lap is not None:
        lines = np.zeros((h, w), np.uint8)
        x = int(lap * w)
        if trim is not None:
            rect(lap - 0.034 * np.sign(lap - 0.5), 0, 0.034 * np.sign(lap - 0.5), 1, trim)
            inner = int((lap - 0.034 * np.sign(lap - 0.5)) * w)
            rect(inner / w, 0, 2 / w, 1, ink_of(trim))
            lines[:, inner : inner + 2] = 255
        lines[:, x : x + 3] = 255
        rect(lap, 0, 3 / w, 1, ink_of(color))
        if trim is None:  # the seam of the hem
            rect(0, 0.955, 1, 1.6 / h, shade(color, 0.6), 0.8)
            lines[int(0.955 * h) : int(0.955 * h) + 2] = 255
    texture = np.array(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))
    parts = None if lines is None else np.zeros((h, w), np.uint8)
    return Material("cloth", np.ascontiguousarray(texture), parts, lines)
