"""The eight classic families: what goes with what, in which color."""

from __future__ import annotations

from ...geometry.textures import ink_of, path, shade
from ...palette import to_lch
from ...parts import Part
from .. import collars, legs, ties, tops
from ..layers import Layers
from ..motifs import motif
from ..skirts import SkirtCut
from ..sleeves import SLEEVES
from ..top_builder import Top
from ..wardrobe import ROUND


class Builder(Layers):
    """Puts one outfit together: one method for each family."""

    def _uniform_family(self) -> None:
        c = self.palette
        variant = self.spec.variant
        vest = variant < 0.45
        shirt = c.light if self.spec.turn else shade(c.main, 1.9)
        self._shirt(shirt, tucked=True, neck_inflate=0.066 if vest else 0.045, collar_lift=0.030 * vest)
        if vest:
            self._vest(c.main if variant < 0.3 else c.second)
        lower = c.second if vest or self.spec.legs != "skirt" else c.main
        self._bottom(self._unlike(lower, shirt), top=4.06)
        self.top_name = "vest" if vest else "shirt"

    def _sailor_family(self) -> None:
        c, spec = self.palette, self.spec
        dark_body = spec.turn == 3
        cloth, flap = (c.main, c.light) if dark_body else (c.light, c.main)
        low = 3.86 if spec.variant < 0.6 else 3.98
        atlas = self._atlas(5.24, low, cloth)
        tops.neck_atlas(atlas, 4.80, 0.30, kind="v")
        tops.folds(atlas, low)
        atlas.line(path([(0, 4.80), (0, low)], closed=False), width=0.006)
        self.add(
            atlas.mesh(
                tops.shell(self.body, low, 5.24, 0.034, loose=0.045, hang=0.2),
                "blouse",
                Part.TOP,
                self.width,
                edge=tops.TRUNK_LINE,
            )
        )
        # the inset of the neck, and the skin's neckline above it
        inset = self._atlas(5.24, 4.6, c.light if not dark_body else flap)
        tops.neck_atlas(inset, 5.02, 0.24)
        self.add(
            inset.mesh(
                self.body.torso(4.6, 5.24, 0.024, rows=12, columns=tops.COLUMNS),
                "inset",
                Part.INNER,
                self.width,
            )
        )
        self._sailor_collar(flap, c.light if not dark_body else c.main)
        stop = 0.55 if spec.sleeve != "long" else 1.88
        kind = "puff" if spec.sleeve == "puff" else "loose" if stop > 1 else "plain"
        self.add(*tops.sleeves(self.body, stop, cloth, kind=kind, flare=0.045))
        self.add(*tops.cuffs(self.body, stop - 0.14, stop + 0.02, flap, 0.034 if stop > 1 else 0.079))
        self._cover_top(stop, 4.93)
        if spec.neck != "none" or spec.variant < 0.7:
            self.add(*ties.bow(self.body, 4.80, c.accent, inflate=0.085, size=0.95, tails=0.30))
            self.extras.append("ribbon")
        self._bottom(flap if spec.legs == "skirt" else c.second, top=4.06, trim=c.light)
        self.top_name = "sailor blouse"

    def _blazer_family(self) -> None:
        c, spec = self.palette, self.spec
        self._shirt(c.light, tucked=True, sleeves=False, neck_inflate=0.08, collar_lift=0.035)
        self._bottom(self._unlike(c.second, c.main) if spec.variant < 0.7 else c.main, top=4.06)
        if spec.variant > 0.76:
            self._cardigan(c.main)
            self.top_name = "cardigan"
            return
        self._jacket(c.main, low=3.66, buttons=2 if spec.variant < 0.6 else 1)
        self.add(*tops.cuffs(self.body, 1.86, 2.0, c.light, 0.022))
        self.top_name = "blazer"

    def _street_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.main, c.second, c.dark, c.accent)[spec.turn]
        self._bottom(self._unlike(c.second if spec.turn != 1 else c.main, color), top=4.02)
        low = 3.56
        atlas = self._atlas(5.24, low, color)
        tops.folds(atlas, low, strength=0.13)
        ink = ink_of(color)
        atlas.line(path([(-2, low + 0.10), (2, low + 0.10)], closed=False), width=0.008, side="both")
        zipped = spec.closure == "zip"
        light = c.light if to_lch(color)[0] < 0.8 else c.dark
        if zipped:
            self._closure(atlas, Top(low=low, closure="zip"), color)
        if spec.motif != "none" and not zipped:
            motif(atlas, spec.motif, light, self.other(light), y=4.56, size=0.15, turn=spec.variant * 7 % 1)
        pocket = [(-0.20, 4.14), (0.20, 4.14), (0.30, 3.92), (0.30, 3.72), (-0.30, 3.72), (-0.30, 3.92)]
        atlas.line(path(pocket), width=0.010, color=ink)
        for s in (1, -1):  # strings of the hood
            atlas.line(path([(s * 0.075, 5.02), (s * 0.085, 4.68)], closed=False), width=0.022, color=c.light)
        self.add(
            atlas.mesh(
                tops.shell(
                    self.body, low, 5.24, 0.062, loose=0.085, hang=0.16 if spec.legs == "skirt" else 0.0
                ),
                "hoodie",
                Part.TOP,
                self.width,
                edge=tops.TRUNK_LINE,
            )
        )
        self.add(*tops.sleeves(self.body, 1.86, color, kind="loose", inflate=0.055, flare=0.035))
        self.add(*tops.cuffs(self.body, 1.83, 1.99, shade(color, 0.85), 0.030))
        self.add(tops.band_collar(self.body, c.light, high=5.32, inflate=0.016, part=Part.INNER))
        self.add(tops.hood(self.body, color))
        self._cover_top(1.86, 5.16)
        self.top_name = "hoodie"

    def _dress_family(self) -> None:
        c, spec = self.palette, self.spec
        color = c.main if spec.turn < 2 else c.second
        other = c.light if to_lch(color)[0] < 0.85 else c.accent
        atlas = self._atlas(5.24, 4.02, color)
        self._fabric(atlas, other)
        square = spec.collar == "square"
        if square:
            edge = path([(-0.23, 5.6), (-0.22, 4.96), (0.22, 4.96), (0.23, 5.6)])
            atlas.stripe(edge, other, 0.08)
            atlas.hole(edge)
            atlas.line(edge)
        elif spec.collar != "turtle":
            tops.neck_atlas(atlas, 5.02, 0.26)
        tops.folds(atlas, 4.0)
        if spec.variant < 0.4:
            for y in (4.85, 4.68, 4.51, 4.34):
                atlas.button(0, y, other)
        elif spec.variant < 0.7:
            bib = path([(-0.20, 5.04), (0.20, 5.04), (0.13, 4.16), (-0.13, 4.16)])
            atlas.fill(bib, other, outlined=0.008)
        self.add(
            atlas.mesh(
                tops.shell(self.body, 4.02, 5.24, 0.034), "bodice", Part.TOP, self.width, edge=tops.TRUNK_LINE
            )
        )
        arm = SLEEVES["puff" if spec.sleeve == "short" else spec.sleeve]
        stop = arm.stop
        self.arms(arm, color, other, fabric=spec.fabric, trim=other)
        if spec.collar == "frill":
            self.add(
                collars.leaf(
                    self.body, other, shape="frill", front=5.27, tip=5.08, gap=0.12, tip_gap=0.14, behind=0.15
                )
            )  # fmt: skip
        elif spec.collar == "turtle":
            self.add(collars.roll(self.body, color, high=5.42))
        elif spec.collar == "peter_pan":
            self.add(collars.leaf(self.body, other, **ROUND))
        if spec.legs == "skirt":
            cut = SkirtCut(
                4.14, max(spec.length, 1.3) + 0.1, 0.30 + 0.12 * spec.length, spec.cut, spec.pleats
            )
            self._skirt(cut, color, other, pattern=spec.fabric if spec.fabric != "plain" else None)
        else:  # a tunic
            self._skirt(SkirtCut(4.12, 1.0, 0.12, "flare", 12), color, other, margin=0.07)
            self._trousers(c.second if color is c.main else c.main)
        self._cover_top(stop, 4.92 if square else 5.0)
        self._cover_skirt()
        self.add(*self._sash(4.17, 4.02, c.accent if spec.variant < 0.6 else c.dark, 0.056))
        if spec.neck == "bow":
            self.add(*ties.bow(self.body, 5.0, c.accent, inflate=0.085, size=0.7, tails=0.16))
            self.extras.append("ribbon")
        self.top_name = "dress" if spec.legs == "skirt" else "tunic"
        self.bottom_name = "dress" if spec.legs == "skirt" else ""

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
        self.layer()

    def _coat_family(self) -> None:
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
        self.add(
            atlas.mesh(
                tops.shell(self.body, 3.98, 5.24, 0.070, loose=0.03),
                "coat",
                Part.OUTER,
                self.width,
                edge=tops.TRUNK_LINE,
            )
        )
        length = 1.35 + 1.15 * spec.variant
        cut = SkirtCut(
            4.13,
            length,
            0.12 + 0.12 * length,
            "straight" if spec.turn % 2 else "flare",
            9,
            0.092,
            True,
            -0.07,
        )
        self.add(self._coat_skirt(cut, color))
        self.add(*tops.sleeves(self.body, 1.92, color, inflate=0.052, flare=0.055, outer=True))
        self.add(*tops.cuffs(self.body, 1.66, 1.95, shade(color, 0.86), 0.118))
        self._cover_top(1.9, 5.1)
        self._cover_skirt()
        if spec.turn != 2:
            self.add(*self._sash(4.19, 4.07, shade(color, 0.72), 0.112))
        if spec.variant < 0.65:
            self.add(*ties.scarf(self.body, c.accent, c.light))
            self.extras.append("scarf")
        else:
            self.add(
                collars.leaf(
                    self.body,
                    shade(color, 0.93),
                    lift=0.05,
                    rise=5.38,
                    front=5.20,
                    tip=4.88,
                    gap=0.55,
                    tip_gap=0.62,
                    behind=0.20,
                    edge=152,
                )
            )
        self.top_name = "coat"
        self.bottom_name = "coat" if spec.legs == "skirt" else ""

    def _robe_family(self) -> None:
        c, spec = self.palette, self.spec
        color, trim = (c.main, c.accent) if spec.turn % 2 else (c.second, c.main)
        under = self._atlas(5.24, 4.4, c.light)
        tops.neck_atlas(under, 4.98, 0.16, kind="v")
        self.add(
            under.mesh(
                self.body.torso(4.4, 5.24, 0.022, rows=14, columns=tops.COLUMNS),
                "under robe",
                Part.INNER,
                self.width,
            )
        )
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
        self.add(
            atlas.mesh(
                tops.shell(self.body, 4.0, 5.26, 0.042, loose=0.02),
                "robe",
                Part.OUTER,
                self.width,
                edge=tops.TRUNK_LINE,
            )
        )
        self.add(*tops.sleeves(self.body, 1.82, color, kind="kimono", inflate=0.06, flare=0.06, outer=True))
        length = 2.2 + 1.1 * spec.variant
        cut = SkirtCut(
            4.14, length, 0.26 + 0.04 * length, "straight" if spec.turn < 2 else "flare", 9, 0.052, True, 0.6
        )
        self.add(self._coat_skirt(cut, color, trim=trim))
        self.add(*self._sash(4.34, 3.98, trim if spec.turn % 2 else c.accent, 0.066))
        self.add(*self._sash(4.19, 4.13, c.light, 0.078, edge=153))
        self.extras.append("sash")
        self._cover_top(1.6, 4.7)
        self._cover_skirt()
        if spec.legs != "skirt":
            self._trousers(c.dark)
        self.top_name = self.bottom_name = "robe"
