"""Drawing on a face: every shape goes into the picture, and hard-edged into the part numbers and lines.

The square looks straight at the face: u = x / SPAN + 0.5 and v = (SPAN - y) / SPAN, x and y in heads over
the chin. Outside of it a face is plain skin.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np

from ..palette import RGB, lch, shifted, to_lch

SIZE = 896
SPAN = 0.78
Array = np.ndarray
tone = lru_cache(maxsize=4096)(shifted)
polar = lru_cache(maxsize=4096)(to_lch)


def uv_of(x: Array, y: Array) -> Array:
    """(..., 2) place on the picture of a point of the face; outside, the nearest one on its border."""
    return np.clip(np.stack([x / SPAN + 0.5, (SPAN - y) / SPAN], -1), 0.002, 0.998)


def warm_ink(skin: RGB, darker: float, chroma: float = 0.09) -> RGB:
    """Ink of lines on skin: darker than it by `darker` in lightness, reddish, no more colorful than
    `chroma`."""
    lum, c, _hue = polar(skin)
    return lch(max(lum - darker, 0.12), min(max(c * 2.2, 0.6 * chroma), chroma), 34)


def color4(rgb: RGB, alpha: float = 1.0) -> Any:
    """A color of skia."""
    import skia

    return skia.Color4f(*(min(max(float(c), 0.0), 1.0) for c in rgb), float(alpha))


def vertical(top: float, bottom: float, colors: list[RGB], stops: list[float]) -> Any:
    """A gradient from the height `top` down to `bottom`."""
    import skia

    return skia.GradientShader.MakeLinear(
        [skia.Point(0, top), skia.Point(0, bottom)], [color4(c).toColor() for c in colors], stops
    )


def radial(x: float, y: float, radius: float, rgb: RGB, alphas: list[float], stops: list[float]) -> Any:
    """One color that changes its opacity from a middle outwards."""
    import skia

    return skia.GradientShader.MakeRadial(
        skia.Point(x, y), radius, [color4(rgb, a).toColor() for a in alphas], stops
    )


def polygon(points: Array, *, close: bool = True) -> Any:
    """A path through points (n, 2)."""
    import skia

    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points.tolist()], close)
    return path


def oval(x: float, y: float, rx: float, ry: float) -> Any:
    """A path around an ellipse."""
    import skia

    path = skia.Path()
    path.addOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))
    return path


def ribbon(points: Array, widths: Array, *, side: float = 0.0) -> Any:
    """A stroke whose width changes: points (n, 2), widths (n,). side: -1 lies all on the right of its way, 1
    all on the left, 0 on both."""
    tangent = np.gradient(points, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    half = normal * np.asarray(widths)[:, None]
    left, right = points + half * (0.5 + side / 2), points - half * (0.5 - side / 2)
    return polygon(np.concatenate([left, right[::-1]]))


class FaceCanvas:
    """A picture of a face with its part numbers and lines."""

    def __init__(self, skin: RGB) -> None:
        import skia

        # skia draws straight into these arrays; they keep the surfaces' memory
        self._picture = np.empty((SIZE, SIZE, 4), np.uint8)
        self._picture.view(np.uint32)[:] = _packed(skin)
        self._marks = np.zeros((SIZE, SIZE, 4), np.uint8)  # red: part, green: line
        self._marks.view(np.uint32)[:] = _packed((0.0, 0.0, 0.0))
        kind = skia.kRGBA_8888_ColorType
        self._surfaces = [skia.Surface(a, colorType=kind) for a in (self._picture, self._marks)]
        self.canvases = tuple(s.getCanvas() for s in self._surfaces)
        for c in self.canvases:
            c.scale(SIZE / SPAN, -SIZE / SPAN)
            c.translate(SPAN / 2, -SPAN)

    def draw(
        self,
        path: Any,
        color: RGB = (0.0, 0.0, 0.0),
        part: int = 0,
        *,
        alpha: float = 1.0,
        shader: Any = None,
        stroke: float = 0.0,
        line: bool = False,
        blur: float = 0.0,
    ) -> None:
        """Fill a path (or stroke it). part 0 leaves numbers and lines alone; line: it counts as drawn ink."""
        import skia

        paint = skia.Paint(AntiAlias=True, Color4f=color4(color, alpha))
        if shader is not None:
            paint.setShader(shader)
        hard = skia.Paint(AntiAlias=False, Color=skia.Color(part, 255 if line else 0, 0))
        if stroke:
            for p in (paint, hard):
                p.setStyle(skia.Paint.kStroke_Style)
                p.setStrokeWidth(stroke)
                p.setStrokeCap(skia.Paint.kRound_Cap)
        if blur:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        self.canvases[0].drawPath(path, paint)
        if part:
            self.canvases[1].drawPath(path, hard)

    @contextmanager
    def mirrored(self, sign: float) -> Iterator[None]:
        """Draw with x positive to the outside of the side that `sign` names."""
        for c in self.canvases:
            c.save()
            c.scale(sign, 1.0)
        yield
        for c in self.canvases:
            c.restore()

    @contextmanager
    def inside(self, path: Any) -> Iterator[None]:
        """Draw only inside a path."""
        import skia

        for i, c in enumerate(self.canvases):
            c.save()
            c.clipPath(path, skia.ClipOp.kIntersect, i == 0)
        yield
        for c in self.canvases:
            c.restore()

    @contextmanager
    def outside(self, path: Any) -> Iterator[None]:
        """Draw only outside a path."""
        import skia

        for i, c in enumerate(self.canvases):
            c.save()
            c.clipPath(path, skia.ClipOp.kDifference, i == 0)
        yield
        for c in self.canvases:
            c.restore()

    def arrays(self) -> tuple[Array, Array, Array]:
        """Picture (SIZE, SIZE, 4), parts and lines (SIZE, SIZE), uint8."""
        for surface in self._surfaces:
            surface.flushAndSubmit()
        marks = self._marks.view(np.uint32)[..., 0]
        return self._picture, marks.astype(np.uint8), (marks >> 8).astype(np.uint8)


def _packed(rgb: RGB) -> np.uint32:
    return np.array([*(round(min(max(c, 0.0), 1.0) * 255) for c in rgb), 255], np.uint8).view(np.uint32)[0]
