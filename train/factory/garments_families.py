"""The eight families: what goes with what, in which color."""

from __future__ import annotations

import numpy as np

from . import garments_extras as extras
from . import garments_legs as legs
from . import garments_tops as tops
from .body import Body, Cover
from .bones import SIDES
from .garments import Outfit, OutfitSpec
from .garments_skirts import SkirtCut, skirt
from .head import Head
from .mesh import Mesh
from .palette import RGB, Palette, to_lch
from .parts import Part
from .textures import Atlas, around_pattern, ink_of, path, shade

_SLEEVE = {"short": 0.52, "puff": 0.5, "long": 1.9}


class Wardrobe:
    """Puts one outfit together."""

    def __init__(self, spec: OutfitSpec, palette: Palette, body: Body, head: Head) -> None:
        self.spec, self.palette, self.body, self.head = spec, palette, body, head
        self.meshes: list[Mesh] = []
        self.covers: list[Cover] = []
        self.extras: list[str] = []
        self.top_name = "shirt"
        self.width = body.proportions.width

    def outfit(self) -> Outfit:
        """Everything."""
        spec = self.spec
        getattr(self, "_shirt_family" if spec.kind == "shirt" else "_" + spec.kind)()
        self._feet()
        self._head()
        bottom = spec.legs if spec.kind != "dress" else "dress"
        if spec.kind == "robe" or (spec.kind == "coat" and bottom == "skirt"):
            bottom = spec.kind
        tags: dict[str, str | list[str]] = {
            "outfit": spec.kind,
            "top": self.top_name,
            "bottom": bottom,
            "shoes": spec.shoe,
            "accessories": self.extras or ["none"],
        }
        return Outfit(self.meshes, self.covers, tags)

    def add(self, *meshes: Mesh) -> None:
        """More meshes."""
        self.meshes += meshes

    # ---- families

    def _uniform(self) -> None:
        c = self.palette
        variant = self.spec.variant
        vest = variant < 0.45
        shirt = c.light if self.spec.turn else shade(c.main, 1.9)
        self._shirt(shirt, tucked=True, neck_inflate=0.066 if vest else 0.045, collar_lift=0.022 * vest)
        if vest:
            self._vest(c.main if variant < 0.3 else c.second)
        lower = c.second if vest or self.spec.legs != "skirt" else c.main
        self._bottom(self._unlike(lower, shirt), top=4.06)
        self.top_name = "vest" if vest else "shirt"

    def _sailor(self) -> None:
        c, spec = self.palette, self.spec
        dark_body = spec.turn == 3
        cloth, flap = (c.main, c.light) if dark_body else (c.light, c.main)
        low = 3.86 if spec.variant < 0.6 else 3.98
        atlas = self._atlas(5.24, low, cloth)
        tops.neck_atlas(atlas, 4.80, 0.30, kind="v")
        tops.folds(atlas, low)
        atlas.line(path([(0, 4.80), (0, low)], closed=False), width=0.006)
        self.add(atlas.mesh(tops.shell(self.body, low, 5.24, 0.034, loose=0.045, hang=0.2), "blouse", Part.TOP, self.width, edge=tops.TRUNK_LINE))
        # the inset of the neck, and the skin's neckline above it
        inset = self._atlas(5.24, 4.6, c.light if not dark_body else flap)
        tops.neck_atlas(inset, 5.02, 0.24)
        self.add(inset.mesh(self.body.torso(4.6, 5.24, 0.018, rows=12, columns=44), "inset", Part.INNER, self.width))
        self._sailor_collar(flap, c.light if not dark_body else c.main)
        stop = 0.55 if spec.sleeve != "long" else 1.88
        kind = "puff" if spec.sleeve == "puff" else "loose" if stop > 1 else "plain"
        self.add(*tops.sleeves(self.body, stop, cloth, kind=kind, flare=0.045))
        self.add(*tops.cuffs(self.body, stop - 0.14, stop + 0.02, flap, 0.034 if stop > 1 else 0.079))
        self._cover_top(stop, 4.55)
        if spec.neck != "none" or spec.variant < 0.7:
            self.add(*extras.bow(self.body, 4.80, c.accent, inflate=0.085, size=0.95, tails=0.30))
            self.extras.append("ribbon")
        self._bottom(flap if spec.legs == "skirt" else c.second, top=4.06, trim=c.light)
        self.top_name = "sailor blouse"

    def _blazer(self) -> None:
        c, spec = self.palette, self.spec
        self._shirt(c.light, tucked=True, sleeves=False, neck_inflate=0.08, collar_lift=0.035)
        self._bottom(self._unlike(c.second, c.main) if spec.variant < 0.7 else c.main, top=4.06)
        self._jacket(c.main, low=3.66, buttons=2 if spec.variant < 0.6 else 1)
        self.add(*tops.cuffs(self.body, 1.86, 2.0, c.light, 0.022))
        self.top_name = "blazer"

    def _street(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.main, c.second, c.dark, c.accent)[spec.turn]
        self._bottom(self._unlike(c.second if spec.turn != 1 else c.main, color), top=4.02)
        low = 3.56
        atlas = self._atlas(5.24, low, color)
        tops.folds(atlas, low, strength=0.13)
        ink = ink_of(color)
        atlas.line(path([(-2, low + 0.10), (2, low + 0.10)], closed=False), width=0.008, side="both")
        if spec.variant < 0.5:  # a band across the chest
            band = path([(-2, 4.62), (2, 4.62), (2, 4.42), (-2, 4.42)])
            atlas.fill(band, c.light if to_lch(color)[0] < 0.8 else c.dark, side="both")
        elif spec.variant < 0.75:
            atlas.fill(path([(-0.17, 4.62), (0.17, 4.62), (0.0, 4.36)]), c.accent if spec.turn != 3 else c.light)
        pocket = [(-0.20, 4.14), (0.20, 4.14), (0.30, 3.92), (0.30, 3.72), (-0.30, 3.72), (-0.30, 3.92)]
        atlas.line(path(pocket), width=0.010, color=ink)
        for s in (1, -1):  # strings of the hood
            atlas.line(path([(s * 0.075, 5.02), (s * 0.085, 4.68)], closed=False), width=0.022, color=c.light)
        self.add(
            atlas.mesh(tops.shell(self.body, low, 5.24, 0.062, loose=0.085, hang=0.16 if spec.legs == "skirt" else 0.0), "hoodie", Part.TOP, self.width, edge=tops.TRUNK_LINE)
        )
        self.add(*tops.sleeves(self.body, 1.86, color, kind="loose", inflate=0.055, flare=0.035))
        self.add(*tops.cuffs(self.body, 1.83, 1.99, shade(color, 0.85), 0.030))
        self.add(tops.band_collar(self.body, c.light, high=5.32, inflate=0.016, part=Part.INNER))
        self.add(tops.hood(self.body, color))
        self._cover_top(1.86, 5.16)
        self.top_name = "hoodie"

    def _dress(self) -> None:
        c, spec = self.palette, self.spec
        color = c.main if spec.turn < 2 else c.second
        other = c.light if to_lch(color)[0] < 0.85 else c.accent
        atlas = self._atlas(5.24, 4.02, color)
        self._fabric(atlas, other)
        tops.neck_atlas(atlas, 5.02, 0.26)
        tops.folds(atlas, 4.0)
        if spec.variant < 0.4:
            for y in (4.85, 4.68, 4.51, 4.34):
                atlas.button(0, y, other)
        elif spec.variant < 0.7:
            bib = path([(-0.20, 5.04), (0.20, 5.04), (0.13, 4.16), (-0.13, 4.16)])
            atlas.fill(bib, other, outlined=0.008)
        self.add(atlas.mesh(tops.shell(self.body, 4.02, 5.24, 0.034), "bodice", Part.TOP, self.width, edge=tops.TRUNK_LINE))
        sleeve = "puff" if spec.sleeve == "short" else spec.sleeve
        stop = _SLEEVE[sleeve]
        self.add(*tops.sleeves(self.body, stop, color, kind="puff" if sleeve == "puff" else "loose", flare=0.03))
        trim = 0.046 if stop > 1 else 0.062
        self.add(*tops.cuffs(self.body, stop - 0.07, stop + 0.03, other, trim))
        self.add(tops.collar(self.body, other, fall=0.15, tips=0.05, rise=5.27, gap=0.10))
        if spec.legs == "skirt":
            cut = SkirtCut(4.14, max(spec.length, 1.3) + 0.1, 0.30 + 0.12 * spec.length, spec.cut, spec.pleats)
            self._skirt(cut, color, other)
            length = cut.length
        else:  # a tunic
            self._skirt(SkirtCut(4.12, 1.0, 0.12, "flare", 12), color, other, margin=0.07)
            self._trousers(c.second if color is c.main else c.main)
            length = 1.0
        self._cover_top(stop, 5.0)
        self._cover_skirt(4.12 - length)
        self.add(*self._sash(4.17, 4.02, c.accent if spec.variant < 0.6 else c.dark, 0.056))
        if spec.neck == "bow":
            self.add(*extras.bow(self.body, 5.0, c.accent, inflate=0.085, size=0.7, tails=0.16))
            self.extras.append("ribbon")
        self.top_name = "dress" if spec.legs == "skirt" else "tunic"

    def _shirt_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.light, c.main, c.light, c.accent)[spec.turn]
        tucked = spec.variant < 0.6 or spec.legs == "skirt"
        self._bottom(self._unlike(c.second, color), top=4.06)
        self._shirt(color, tucked=tucked, fabric=True)
        if tucked and spec.legs != "skirt":
            self.add(*legs.belt(self.body, 4.07, c.leather, c.metal))
            self.extras.append("belt")
        self.top_name = "shirt"

    def _coat(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.main, c.second, c.dark, c.main)[spec.turn]
        self._inner_knit(c.light if spec.variant < 0.5 else c.accent)
        if spec.legs != "skirt":  # the coat is longer than any skirt below
            self._trousers(c.dark if color is not c.dark else c.second)
        atlas = self._atlas(5.24, 3.98, color)
        self._lapels(atlas, color, 4.56, 0.20)
        for y in (4.38, 4.16):
            for x in (-0.15, 0.15):
                atlas.button(x, y, c.metal, 0.028)
        tops.folds(atlas, 4.0, strength=0.08)
        self.add(atlas.mesh(tops.shell(self.body, 3.98, 5.24, 0.070, loose=0.03), "coat", Part.OUTER, self.width, edge=tops.TRUNK_LINE))
        length = 1.35 + 1.15 * spec.variant
        cut = SkirtCut(4.13, length, 0.12 + 0.12 * length, "straight" if spec.turn % 2 else "flare", 9, 0.092, True)
        self.add(self._coat_skirt(cut, color))
        self.add(*tops.sleeves(self.body, 1.92, color, inflate=0.052, flare=0.055, outer=True))
        self.add(*tops.cuffs(self.body, 1.66, 1.95, shade(color, 0.86), 0.118))
        self._cover_top(1.9, 5.1)
        self._cover_skirt(4.1 - length)
        if spec.turn != 2:
            self.add(*self._sash(4.19, 4.07, shade(color, 0.72), 0.112))
        if spec.variant < 0.65:
            self.add(*extras.scarf(self.body, c.accent, c.light))
            self.extras.append("scarf")
        else:
            self.add(tops.collar(self.body, color, fall=0.20, tips=0.14, spread=0.115, rise=5.34, gap=0.30, edge=152))
        self.top_name = "coat"

    def _robe(self) -> None:
        c, spec = self.palette, self.spec
        color, trim = (c.main, c.accent) if spec.turn % 2 else (c.second, c.main)
        under = self._atlas(5.24, 4.4, c.light)
        tops.neck_atlas(under, 4.98, 0.16, kind="v")
        self.add(under.mesh(self.body.torso(4.4, 5.24, 0.022, rows=14, columns=44), "under robe", Part.INNER, self.width))
        atlas = self._atlas(5.26, 4.0, color)
        atlas.hole(path([(-0.27, 5.5), (-0.20, 5.24), (0.0, 4.80), (0.20, 5.24), (0.27, 5.5)]))
        for s in (-1, 1):  # the left side lies over the right
            edge = [(s * 0.21, 5.28), (s * 0.02, 4.78), (-s * 0.30, 4.06)]
            if s < 0:
                edge = [(s * 0.21, 5.28), (0.0, 4.84)]
            line = path(edge, closed=False)
            atlas.line(line, width=0.115, color=ink_of(trim))
            atlas.stripe(line, trim, 0.098)
        atlas.stripe(path([(-0.24, 5.22), (0.24, 5.22)], closed=False), trim, 0.1, side="back")
        tops.folds(atlas, 4.0)
        self.add(atlas.mesh(tops.shell(self.body, 4.0, 5.26, 0.042, loose=0.02), "robe", Part.OUTER, self.width, edge=tops.TRUNK_LINE))
        self.add(*tops.sleeves(self.body, 1.82, color, kind="kimono", inflate=0.06, flare=0.06, outer=True))
        length = 2.2 + 1.1 * spec.variant
        cut = SkirtCut(4.14, length, 0.26 + 0.04 * length, "straight" if spec.turn < 2 else "flare", 9, 0.052, True)
        self.add(self._coat_skirt(cut, color, trim=trim))
        self.add(*self._sash(4.34, 3.98, trim if spec.turn % 2 else c.accent, 0.066))
        self.add(*self._sash(4.19, 4.13, c.light, 0.078, edge=153))
        self.extras.append("sash")
        self._cover_top(1.6, 4.7)
        self._cover_skirt(4.14 - length)
        if spec.legs != "skirt":
            self._trousers(c.dark)
        self.top_name = "robe"

    # ---- pieces

    def _unlike(self, color: RGB, other: RGB) -> RGB:
        """A color, or another of the palette if it is too near to `other`."""
        c = self.palette
        options = (color, c.second, c.main, c.dark)
        far = [float(np.linalg.norm(np.subtract(o, other))) for o in options]
        return next((o for o, d in zip(options, far, strict=True) if d > 0.28), c.dark)

    def _atlas(self, top: float, low: float, color: RGB) -> Atlas:
        return Atlas(top, low, color)

    def _fabric(self, atlas: Atlas, color: RGB) -> None:
        kind = self.spec.fabric
        if kind == "stripes":
            atlas.rows(color, 0.11, 0.035)
        elif kind == "bars":
            atlas.rows(color, 0.10, 0.018, upright=True)
        elif kind == "dots":
            atlas.dots(color, 0.13, 0.024)

    def _shirt(
        self, color: RGB, *, tucked: bool, sleeves: bool = True, neck_inflate: float = 0.045, fabric: bool = False,
        collar_lift: float = 0.0,
    ) -> None:
        c, spec = self.palette, self.spec
        low = 3.94 if tucked else 3.60
        atlas = self._atlas(5.26, low, color)
        if fabric:
            self._fabric(atlas, c.accent if spec.turn != 3 else c.light)
        tops.neck_atlas(atlas, 5.10, 0.13, kind="v")
        for s in (0.035, -0.035):
            atlas.line(path([(s, 5.14), (s, low)], closed=False), width=0.006)
        for y in np.arange(5.0, low + 0.05, -0.19):
            atlas.button(0, float(y), shade(color, 0.80), 0.014)
        if spec.variant < 0.5:
            x = 0.20
            atlas.line(path([(x - 0.09, 4.74), (x + 0.09, 4.74), (x + 0.09, 4.60), (x, 4.55), (x - 0.09, 4.60)]), width=0.007)
        tops.folds(atlas, low)
        fit = 0.034 if not tucked else 0.032
        loft = tops.shell(self.body, low, 5.26, fit, loose=0.055 if not tucked else 0.045, tuck=tucked, hang=0.06)
        self.add(atlas.mesh(loft, "shirt", Part.TOP, self.width, edge=tops.TRUNK_LINE))
        stop = _SLEEVE[spec.sleeve]
        if sleeves:
            kind = {"puff": "puff", "short": "plain", "long": "loose"}[spec.sleeve]
            self.add(*tops.sleeves(self.body, stop, color, kind=kind, flare=0.04))
            if stop > 1:
                self.add(*tops.cuffs(self.body, 1.84, 1.99, color, 0.026))
            elif spec.sleeve == "puff":
                self.add(*tops.cuffs(self.body, stop - 0.05, stop + 0.04, shade(color, 0.92), 0.06))
        fall = 0.13 if collar_lift < 0.03 else 0.085
        self.add(tops.collar(self.body, color, rise=5.335, fall=fall, lift=collar_lift, spread=0.075 - 2 * (0.13 - fall) / 5))
        self._cover_top(stop if sleeves else 0.2, 5.12)
        if spec.neck == "tie":
            low = 4.12 if tucked else 4.2
            self.add(*extras.tie(self.body, 5.16, low, c.accent, inflate=neck_inflate))
            self.extras.append("tie")
        elif spec.neck == "bow":
            self.add(*extras.bow(self.body, 5.07, c.accent, inflate=neck_inflate + 0.025, size=0.75, tails=0.20))
            self.extras.append("ribbon")

    def _vest(self, color: RGB) -> None:
        c = self.palette
        low = 3.84
        atlas = self._atlas(5.22, low, color)
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
        self.add(atlas.mesh(tops.shell(self.body, low, 5.22, 0.056, loose=0.045, hang=0.16), "vest", Part.OUTER, self.width))

    def _inner_knit(self, color: RGB) -> None:
        atlas = self._atlas(5.26, 4.2, color)
        self.add(atlas.mesh(tops.shell(self.body, 4.2, 5.26, 0.028), "knit", Part.INNER, self.width))
        self.add(tops.band_collar(self.body, color, high=5.42))

    def _lapels(self, atlas: Atlas, color: RGB, depth: float, wide: float) -> None:
        """Cuts the front to a V with turned lapels down to `depth`, and the line of closing below."""
        atlas.hole(path([(-0.20, 5.6), (-0.17, 5.2), (0, depth), (0.17, 5.2), (0.20, 5.6)]))
        tone = shade(color, 0.90)
        for s in (-1, 1):
            lapel = [(s * 0.17, 5.28), (s * 0.30, 5.28), (s * 0.31, 5.02), (s * 0.235, 4.99), (s * (0.13 + wide), 4.94), (s * 0.012, depth - 0.02), (s * 0.0, depth)]
            atlas.fill(path(lapel), tone, outlined=0.009)
        atlas.line(path([(0.012, depth), (0.02, atlas.low)], closed=False), width=0.009)

    def _jacket(self, color: RGB, *, low: float, buttons: int) -> None:
        c = self.palette
        atlas = self._atlas(5.25, low, color)
        self._lapels(atlas, color, 4.46, 0.19)
        for i in range(buttons):
            atlas.button(0.012, 4.36 - 0.19 * i, c.metal, 0.026)
        for s in (1, -1):
            flap = [(s * 0.19, 3.98), (s * 0.38, 4.0), (s * 0.38, 3.92), (s * 0.19, 3.90)]
            atlas.line(path(flap), width=0.008)
            atlas.line(path([(s * 0.27, 4.68), (s * 0.25, 4.32), (s * 0.28, 4.02)], closed=False, soft=True), width=0.005)
        atlas.line(path([(0.15, 4.66), (0.29, 4.68), (0.29, 4.62), (0.15, 4.60)]), width=0.007)
        if self.spec.variant < 0.5:
            crest = path([(0.17, 4.80), (0.27, 4.80), (0.27, 4.72), (0.22, 4.67), (0.17, 4.72)])
            atlas.fill(crest, c.accent, outlined=0.007)
        atlas.line(path([(0, 3.98), (0, low)], closed=False), width=0.008, side="back")
        atlas.hole(path([(-0.10, low - 0.1), (0.02, low + 0.12), (0.14, low - 0.1)]))
        tops.folds(atlas, low)
        loft = tops.shell(self.body, low, 5.25, 0.064, loose=0.028, hang=0.24 if self.spec.legs == "skirt" else 0.06)
        self.add(atlas.mesh(loft, "blazer", Part.OUTER, self.width, edge=tops.TRUNK_LINE))
        self.add(*tops.sleeves(self.body, 1.9, color, inflate=0.046, flare=0.040, outer=True))
        self._cover_top(1.86, 5.12)

    def _coat_skirt(self, cut: SkirtCut, color: RGB, trim: RGB | None = None) -> Mesh:
        material = None
        if trim is not None:
            material = around_pattern("band", color, trim, shade(trim, 0.7), repeats=1)
        mesh = skirt(
            self.body, cut, color, part=Part.OUTER, name="coat skirt", material=material, edge=int(Part.OUTER), margin=0.075
        )
        return mesh

    def _sailor_collar(self, color: RGB, trim: RGB) -> None:
        atlas = self._atlas(5.27, 4.52, color)
        front = [(-0.30, 5.5), (-0.21, 5.27), (0, 4.80), (0.21, 5.27), (0.30, 5.5)]
        clear = [(-2, 5.6), (2, 5.6), (2, 4.0), (-2, 4.0)]
        keep_front = [(-0.46, 5.6), (-0.41, 5.0), (-0.02, 4.70), (0.02, 4.70), (0.41, 5.0), (0.46, 5.6)]
        shape = path(clear)
        shape.addPath(path(keep_front))
        import skia

        shape.setFillType(skia.PathFillType.kEvenOdd)
        atlas.hole(shape)
        atlas.hole(path(front))
        back = path(clear)
        back.addPath(path([(-0.40, 5.6), (-0.38, 4.56), (0.38, 4.56), (0.40, 5.6)]))
        back.setFillType(skia.PathFillType.kEvenOdd)
        atlas.hole(back, side="back")
        for inset in (0.035, 0.065):
            k = 1 - inset * 2.2
            lines = [(-0.46 * k, 5.4), (-0.415 * k, 5.02), (0, 4.71 + inset * 1.3), (0.415 * k, 5.02), (0.46 * k, 5.4)]
            atlas.line(path(lines, closed=False), width=0.014, color=trim)
            x, y = 0.385 - inset, 4.56 + inset
            atlas.line(path([(-x - 0.02, 5.4), (-x, y), (x, y), (x + 0.02, 5.4)], closed=False), width=0.014, color=trim, side="back")
        y = np.linspace(5.27, 4.52, 22)
        loft = self.body.torso(4.52, 5.27, 0.062 + 0.012 * (5.27 - y), rows=22, columns=44)
        self.add(atlas.mesh(loft, "sailor collar", Part.COLLAR, self.width))

    def _sash(self, top: float, low: float, color: RGB, inflate: float, edge: int | None = None) -> list[Mesh]:
        band = self.body.torso(low, top, inflate, rows=6, columns=44).hemmed(0.03, start=True)
        return [band.mesh("sash", Part.BELT, colors=color, edge=edge)]

    def _bottom(self, color: RGB, *, top: float, trim: RGB | None = None) -> None:
        spec, c = self.spec, self.palette
        if spec.legs == "skirt":
            cut = SkirtCut(top, spec.length, 0.20 + 0.10 * spec.length, spec.cut, spec.pleats)
            self._skirt(cut, color, trim or c.light)
            self._cover_skirt(top - spec.length)
            self.add(*self._sash(top + 0.015, top - 0.085, shade(color, 0.9), 0.058, edge=154))
        else:
            self._trousers(color)

    def _skirt(self, cut: SkirtCut, color: RGB, second: RGB, margin: float = 0.034) -> None:
        c, pattern = self.palette, self.spec.pattern
        material = None
        if pattern != "plain":
            repeats = cut.pleats // 2 if cut.kind == "pleats" else 9
            third = c.accent if to_lch(color)[0] < 0.9 else c.main
            material = around_pattern(pattern, color, second, third, repeats=repeats)
        self.add(skirt(self.body, cut, color, material=material, margin=margin))

    def _trousers(self, color: RGB) -> None:
        spec = self.spec
        stop = 1.965 if spec.legs != "shorts" else 0.62 + 0.25 * spec.variant
        boots = spec.shoe == "boots" and spec.legs == "trousers"
        stop = 1.52 if boots else stop
        cut = spec.cut if spec.cut in ("slim", "straight", "wide", "jogger") else "straight"
        if boots or spec.kind in ("robe", "dress"):
            cut = "slim"
        meshes, covers = legs.trousers(self.body, cut, color, stop=stop, cuffed=spec.turn == 1 and cut == "slim" and stop > 1)
        self.add(*meshes)
        self.covers += covers

    def _cover_top(self, sleeve: float, neck: float) -> None:
        self.covers.append(Cover("torso", 3.0, neck))
        for side in SIDES:
            self.covers.append(Cover(f"{side}Arm", -0.4, sleeve - 0.12))

    def _cover_skirt(self, low: float) -> None:
        del low
        for side in SIDES:  # legs show where a skirt swings: only what the base layer hides goes
            self.covers.append(Cover(f"{side}Leg", -0.3, 0.2))

    def _feet(self) -> None:
        spec, c = self.spec, self.palette
        leather = c.leather if spec.shoe != "sneakers" else (c.light, c.accent, c.dark, c.main)[spec.turn]
        lum = to_lch(leather)[0]
        sole = shade(leather, 0.55) if spec.shoe != "sneakers" else (c.light if lum < 0.9 else shade(c.light, 0.9))
        trim = c.light if spec.shoe == "sneakers" and lum < 0.85 else shade(leather, 0.75)
        start = spec.sock
        if spec.legs == "trousers":
            start = max(start, 1.78)
        for side in SIDES:
            if start < 2.0:
                stripes = (c.accent if spec.turn % 2 else c.light) if spec.stripes else None
                self.add(*legs.sock(self.body, side, start, c.sock, stripes=stripes, loose=1.1 < start < 1.2 and spec.stripes))
                self.covers.append(Cover(f"{side}Leg", start + 0.09, 2.2))
            self.add(*legs.shoe(self.body, side, spec.shoe, leather, sole, trim))
            self.covers.append(Cover(f"{side}Foot", -1, 3))
            self.covers.append(Cover(f"{side}Leg", {"boots": 1.55, "ankle_boots": 1.9}.get(spec.shoe, 1.99), 2.2))

    def _head(self) -> None:
        spec, c = self.spec, self.palette
        if spec.glasses != "none":
            self.add(*extras.glasses(self.head, (c.dark, c.metal, c.accent, c.dark)[spec.turn], round_=spec.glasses == "round"))
            self.extras.append("glasses")
        if spec.hat in ("beret", "straw"):
            color = (c.second, c.main, c.accent, c.dark)[spec.turn] if spec.hat == "beret" else (0.90, 0.80, 0.58)
            self.add(*extras.hat(self.head, spec.hat, color, c.accent))
            self.extras.append(spec.hat + (" hat" if spec.hat == "straw" else ""))
        elif spec.hat == "cat_ears":
            self.add(*extras.cat_ears(self.head, c.hair, shade(c.skin, 0.86)))
            self.extras.append("cat ears")
