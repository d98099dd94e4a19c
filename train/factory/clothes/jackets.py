"""What goes over a shirt: vests, blazers, coats, sailor collars."""

from __future__ import annotations

import numpy as np
import skia

from ..geometry.mesh import Mesh
from ..geometry.textures import Atlas, around_pattern, path, shade, trimmed
from ..palette import RGB, to_lch
from ..parts import Part
from . import tops
from .skirts import SkirtCut, skirt
from .wardrobe import Wardrobe


class Jackets(Wardrobe):
    """Adds outer layers."""

    def _vest(self, color: RGB) -> None:
        c = self.palette
        low = 3.84
        atlas = self._atlas(5.18, low, color)
        v = [(-0.24, 5.5), (-0.21, 5.2), (0, 4.66), (0.21, 5.2), (0.24, 5.5)]
        atlas.hole(path(v))
        trim = c.light if to_lch(color)[0] < 0.75 else c.accent
        atlas.stripe(path(v, closed=False), trim, 0.05)
        atlas.line(path([(-0.245, 5.2), (0, 4.62), (0.245, 5.2)], closed=False), width=0.007)
        for side in ("front", "back"):
            for s in (1, -1):  # armholes
                hole = [(s * 0.36, 5.30), (s * 0.345, 5.0), (s * 0.41, 4.78), (s * 0.8, 4.74), (s * 0.8, 5.3)]
                atlas.hole(path(hole), side=side)
                atlas.line(path(hole[:4], closed=False, soft=True), width=0.008, side=side)
        atlas.line(path([(-2, low + 0.1), (2, low + 0.1)], closed=False), width=0.007, side="both")
        tops.folds(atlas, low)
        self.add(
            atlas.mesh(
                tops.shell(self.body, low, 5.18, 0.056, loose=0.045, hang=0.16),
                "vest",
                Part.OUTER,
                self.width,
            )
        )

    def _inner_knit(self, color: RGB) -> None:
        atlas = self._atlas(5.26, 4.2, color)
        self.add(atlas.mesh(tops.shell(self.body, 4.2, 5.26, 0.028, rows=12), "knit", Part.INNER, self.width))
        self.add(tops.band_collar(self.body, color, high=5.42))

    def _lapels(self, atlas: Atlas, color: RGB, depth: float, wide: float) -> None:
        """Cuts the front to a V with turned lapels down to `depth`, and the line of closing below."""
        # at the neck it ends under the shirt's collar, and does not stand through it
        atlas.hole(path([(-0.27, 5.6), (-0.235, 5.2), (0, depth), (0.235, 5.2), (0.27, 5.6)]))
        tone = shade(color, 0.90)
        for s in (-1, 1):
            lapel = [
                (s * 0.24, 5.28),
                (s * 0.30, 5.28),
                (s * 0.31, 5.02),
                (s * 0.235, 4.99),
                (s * (0.13 + wide), 4.94),
                (s * 0.012, depth - 0.02),
                (s * 0.0, depth),
            ]
            atlas.fill(path(lapel), tone, outlined=0.009)
        atlas.line(path([(0.012, depth), (0.02, atlas.low)], closed=False), width=0.009)

    def _jacket(self, color: RGB, *, low: float, buttons: int) -> None:
        c = self.palette
        atlas = self._atlas(5.20, low, color)
        self._lapels(atlas, color, 4.46, 0.19)
        for i in range(buttons):
            atlas.button(0.012, 4.36 - 0.19 * i, c.metal, 0.026)
        for s in (1, -1):
            flap = [(s * 0.19, 3.98), (s * 0.38, 4.0), (s * 0.38, 3.92), (s * 0.19, 3.90)]
            atlas.line(path(flap), width=0.008)
            atlas.line(
                path([(s * 0.27, 4.68), (s * 0.25, 4.32), (s * 0.28, 4.02)], closed=False, soft=True),
                width=0.005,
            )
        atlas.line(path([(0.15, 4.66), (0.29, 4.68), (0.29, 4.62), (0.15, 4.60)]), width=0.007)
        if self.spec.variant < 0.5:
            crest = path([(0.17, 4.80), (0.27, 4.80), (0.27, 4.72), (0.22, 4.67), (0.17, 4.72)])
            atlas.fill(crest, c.accent, outlined=0.007)
        atlas.line(path([(0, 3.98), (0, low)], closed=False), width=0.008, side="back")
        atlas.hole(path([(-0.10, low - 0.1), (0.02, low + 0.12), (0.14, low - 0.1)]))
        tops.folds(atlas, low)
        loft = tops.shell(
            self.body, low, 5.20, 0.064, loose=0.028, hang=0.24 if self.spec.legs == "skirt" else 0.06
        )
        self.add(atlas.mesh(loft, "blazer", Part.OUTER, self.width, edge=tops.TRUNK_LINE))
        self.add(*tops.sleeves(self.body, 1.9, color, inflate=0.046, flare=0.040, outer=True))
        self._cover_top(1.86, 5.12)

    def _cardigan(self, color: RGB) -> None:
        """An open knitted jacket: the shirt shows between its borders."""
        low = 3.62
        atlas = self._atlas(5.20, low, color)
        tone, rib = shade(color, 0.88), 0.12
        half = [(0.27, 5.6), (0.235, 5.16), (0.14, 4.66), (0.12, 4.2), (0.15, low - 0.1)]
        atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
        for s in (1, -1):
            border = path([(s * (x + 0.03), y) for x, y in half], closed=False, soft=True)
            atlas.stripe(border, tone, 0.06)
            inner = path([(s * (x + 0.065), y) for x, y in half], closed=False, soft=True)
            atlas.line(inner, width=0.006)
            for y in (4.52, 4.28, 4.04):
                if s > 0:
                    atlas.button(0.158, y, self.palette.metal, 0.016)
            pocket = [(s * 0.24, 4.02), (s * 0.40, 4.02), (s * 0.40, 3.80), (s * 0.24, 3.80)]
            atlas.line(path(pocket), width=0.007)
        atlas.line(path([(-2, low + rib), (2, low + rib)], closed=False), width=0.007, side="both")
        tops.folds(atlas, low)
        loft = tops.shell(
            self.body, low, 5.20, 0.064, loose=0.036, hang=0.24 if self.spec.legs == "skirt" else 0.06
        )
        self.add(atlas.mesh(loft, "cardigan", Part.OUTER, self.width, edge=tops.TRUNK_LINE))
        self.add(*tops.sleeves(self.body, 1.88, color, kind="loose", inflate=0.044, flare=0.03, outer=True))
        self.add(*tops.cuffs(self.body, 1.78, 1.92, tone, 0.034))
        self._cover_top(1.84, 5.12)

    def _coat_skirt(
        self, cut: SkirtCut, color: RGB, trim: RGB | None = None, fabric: tuple[str, RGB] | None = None
    ) -> Mesh:
        """The swinging part of a coat. trim: a border; fabric: a print and its color."""
        lap = None if cut.lap is None else 0.5 + cut.lap / (2 * np.pi)
        kind = "plain" if trim is None else "band"
        other = color if trim is None else trim
        if fabric is not None:
            kind, other = fabric
        material = around_pattern(kind, color, other, shade(other, 0.7), repeats=9, lap=lap, trim=trim)
        return skirt(
            self.body,
            cut,
            color,
            part=Part.OUTER,
            name="coat skirt",
            material=material,
            edge=int(Part.OUTER),
            margin=0.075,
        )

    def _sailor_collar(self, color: RGB, trim: RGB) -> None:
        atlas = self._atlas(5.27, 4.52, color)
        front = [(-0.30, 5.5), (-0.21, 5.27), (0, 4.80), (0.21, 5.27), (0.30, 5.5)]
        clear = [(-2, 5.6), (2, 5.6), (2, 4.0), (-2, 4.0)]
        keep_front = [(-0.46, 5.6), (-0.41, 5.0), (-0.02, 4.70), (0.02, 4.70), (0.41, 5.0), (0.46, 5.6)]
        shape = path(clear)
        shape.addPath(path(keep_front))
        shape.setFillType(skia.PathFillType.kEvenOdd)
        atlas.hole(shape)
        atlas.hole(path(front))
        back = path(clear)
        back.addPath(path([(-0.40, 5.6), (-0.38, 4.56), (0.38, 4.56), (0.40, 5.6)]))
        back.setFillType(skia.PathFillType.kEvenOdd)
        atlas.hole(back, side="back")
        for inset in (0.035, 0.065):
            k = 1 - inset * 2.2
            lines = [
                (-0.46 * k, 5.4),
                (-0.415 * k, 5.02),
                (0, 4.71 + inset * 1.3),
                (0.415 * k, 5.02),
                (0.46 * k, 5.4),
            ]
            atlas.line(path(lines, closed=False), width=0.014, color=trim)
            x, y = 0.385 - inset, 4.56 + inset
            atlas.line(
                path([(-x - 0.02, 5.4), (-x, y), (x, y), (x + 0.02, 5.4)], closed=False),
                width=0.014,
                color=trim,
                side="back",
            )
        y = np.linspace(5.27, 4.52, 22)
        loft = self.body.torso(4.52, 5.27, 0.062 + 0.012 * (5.27 - y), rows=22, columns=tops.COLUMNS)
        self.add(trimmed(atlas.mesh(loft, "sailor collar", Part.COLLAR, self.width)))
