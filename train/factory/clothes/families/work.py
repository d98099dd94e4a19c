"""Clothes of work: suit, lab coat, apron, chef, scrubs, mechanic's jumpsuit."""

from __future__ import annotations

import numpy as np

from ...geometry.textures import path, shade
from ...palette import RGB, lch
from ...parts import Part
from .. import legs, ties
from ..layers import Layers
from ..leg_cloth import LegLook
from ..skirts import SkirtCut
from ..tones import BLACKS, GRAYS, KHAKI, NAVY, WHITE
from ..top_builder import Top

_SCRUBS = (lch(0.72, 0.075, 195), lch(0.80, 0.07, 350), lch(0.62, 0.09, 255), lch(0.95, 0.01, 200))
_SUITS = (NAVY[1], GRAYS[2], BLACKS[0], BLACKS[3])
_JUMPSUITS = (NAVY[0], lch(0.62, 0.15, 50), KHAKI[2], lch(0.52, 0.03, 250))


class Builder(Layers):
    """Puts clothes of work together."""

    def _suit_family(self) -> None:
        c, spec = self.palette, self.spec
        color = _SUITS[spec.turn] if spec.variant < 0.7 else (c.main, c.dark, c.second, WHITE[1])[spec.turn]
        shirt = c.light if spec.turn != 2 or spec.variant < 0.4 else BLACKS[1]
        self._shirt(shirt, tucked=True, sleeves=False, neck_inflate=0.08, collar_lift=0.02)
        if spec.legs == "skirt":
            self._skirt(
                SkirtCut(4.06, min(max(spec.length, 1.35), 1.7), 0.02, "straight", 9),
                color,
                shade(color, 0.8),
            )
            self._cover_skirt()
        else:
            self._trousers(
                color,
                look=LegLook(crease=True, fabric=spec.fabric, second=shade(color, 1.5)),
                cut="straight" if spec.cut == "wide" else None,
                cuffed=False,
            )
        if spec.layer == "vest":
            self._waistcoat(shade(color, 0.85) if spec.variant < 0.5 else self._unlike(c.second, shirt))
            cut = Top(
                "shirt",
                low=4.0,
                fit=0.034,
                loose=0.04,
                tuck=True,
                sleeve="rolled" if spec.turn % 2 else "long",
                neck="none",
                hem="none",
            )
            self.arms(cut.arms, shirt, shirt)
            self._cover_top(cut.arms.stop, 5.12)
            self.top_name = "vest"
            return
        self._jacket(color, low=3.60, buttons=2 if spec.variant < 0.5 else 1)
        self.top_name = "blazer"

    def _waistcoat(self, color: RGB) -> None:
        cut = Top(
            "waistcoat",
            low=3.86,
            fit=0.052,
            loose=0.052,
            hang=0.02,
            part=Part.OUTER,
            neck="deep_v",
            sleeve="none",
            pockets="welt",
            seams="princess",
            hem="none",
        )
        atlas = self.begin(cut, color)
        for y in np.arange(4.52, 4.0, -0.13):
            atlas.button(0.0, float(y), self.palette.metal, 0.02)
        atlas.line(path([(0.02, 4.6), (0.02, 3.9)], closed=False), width=0.007)
        atlas.hole(path([(-0.14, 3.7), (0.0, 3.97), (0.14, 3.7)]))
        self.finish(cut, atlas, color, covers=False)

    def _labcoat_family(self) -> None:
        c, spec = self.palette, self.spec
        white = WHITE[spec.turn]
        if spec.variant < 0.5:
            self._shirt(
                self._unlike(c.main, white), tucked=True, sleeves=False, collar_lift=0.0, neck_inflate=0.05
            )
        else:
            self.top(
                Top(
                    "knit",
                    low=3.9,
                    fit=0.028,
                    loose=0.02,
                    hang=0,
                    neck="none",
                    sleeve="none",
                    collar="turtle",
                    part=Part.INNER,
                ),
                self._unlike(c.dark, white),
                covers=False,
            )
        lower = self._unlike(c.second if spec.legs == "skirt" else c.dark, white)
        if spec.legs == "skirt":  # a narrow one, as it must stay under the coat
            self._skirt(SkirtCut(4.06, spec.length, 0.03, "straight", 9), lower, self.other(lower))
            self._cover_skirt()
        else:
            self._trousers(lower)
        cut = Top(
            "lab coat",
            low=3.98,
            fit=0.076,
            loose=0.02,
            part=Part.OUTER,
            neck="none",
            sleeve="wide",
            pockets="none",
            hem="none",
        )
        atlas = self.begin(cut, white)
        half = [(0.30, 5.6), (0.24, 5.18), (0.10, 4.6), (0.11, 4.2), (0.13, 3.9)]
        atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
        for s in (1, -1):
            lapel = [(s * 0.24, 5.26), (s * 0.33, 5.08), (s * 0.27, 5.0), (s * 0.34, 4.92), (s * 0.10, 4.56)]
            atlas.fill(path(lapel), shade(white, 0.96), outlined=0.009)
        atlas.line(path([(0.17, 4.72), (0.33, 4.72), (0.33, 4.54), (0.17, 4.54)]), width=0.008)
        atlas.fill(path([(0.20, 4.78), (0.23, 4.78), (0.23, 4.66), (0.20, 4.66)]), c.accent)
        for y in (4.42, 4.22, 4.02):
            atlas.button(0.15, y, shade(white, 0.75), 0.022)
        self.finish(cut, atlas, white)
        length = 1.45 + 0.65 * spec.variant
        material = self._open_coat(white)
        from ..skirts import skirt

        coat = SkirtCut(4.13, length, 0.14 + 0.12 * length, "straight", 9, 0.105, True)
        self.add(
            skirt(
                self.body,
                coat,
                white,
                part=Part.OUTER,
                material=material,
                name="coat skirt",
                edge=int(Part.OUTER),
                margin=0.10,
            )
        )
        self._cover_skirt()
        self.top_name = "coat"

    def _open_coat(self, color: RGB):
        """The skirt of a coat that stands open in front."""
        from ...geometry.textures import around_pattern
        from ..layers import back_only

        base = around_pattern("plain", color, color, color, repeats=8)
        material = back_only(base, 0.47)
        assert material.texture is not None
        h, w = material.texture.shape[:2]
        ink = (np.array(shade(color, 0.62)) * 255).astype(np.uint8)
        for x0, x1 in ((0.30, 0.40), (0.60, 0.70)):  # pockets
            y0, y1 = int(0.14 * h), int(0.34 * h)
            for y in (y0, y1):
                material.texture[y : y + 2, int(x0 * w) : int(x1 * w), :3] = ink
            for x in (x0, x1):
                material.texture[y0:y1, int(x * w) : int(x * w) + 3, :3] = ink
        return material

    def _apron_family(self) -> None:
        """A baker's or barista's apron over shirt and trousers or skirt."""
        c, spec = self.palette, self.spec
        shirt = (c.light, c.light, BLACKS[1], c.main)[spec.turn]
        cloth = self._unlike((c.second, c.dark, lch(0.48, 0.07, 50), c.accent)[spec.turn], shirt)
        self._bottom(self._unlike(c.dark if spec.turn != 2 else c.second, cloth), top=4.06)
        cut = Top(
            "shirt",
            low=3.94,
            fit=0.034,
            loose=0.045,
            tuck=True,
            neck="shirt",
            sleeve=spec.sleeve,
            collar="shirt",
            closure="buttons",
            fabric=spec.fabric,
            hem="none",
        )
        self.top(cut, shirt)
        if spec.neck == "bow":
            self.add(*ties.bow(self.body, 5.06, c.accent, inflate=0.09, size=0.6, tails=0.0))
            self.extras.append("ribbon")
        elif spec.neck == "tie":
            self.add(*ties.tie(self.body, 5.16, 4.3, c.accent, inflate=0.045))
            self.extras.append("tie")
        self.apron(cloth, bib=spec.variant < 0.72, length=0.95 + 0.7 * spec.variant)
        self.top_name = "apron"

    def _chef_family(self) -> None:
        c, spec = self.palette, self.spec
        white = WHITE[spec.turn] if spec.variant < 0.8 else BLACKS[1]
        trim = self._unlike(c.accent, white)
        checked = spec.variant < 0.5
        self._trousers(
            c.light if checked else BLACKS[spec.turn],
            look=LegLook(fabric="houndstooth" if checked else "plain", second=BLACKS[0]),
            cut="straight",
            cuffed=False,
            stop=1.965,
        )
        cut = Top(
            "chef jacket",
            low=3.62,
            fit=0.050,
            loose=0.04,
            hang=0.05,
            part=Part.OUTER,
            neck="none",
            sleeve="rolled" if spec.turn % 2 else "long",
            collar="stand",
            hem="plain",
        )
        atlas = self.begin(cut, white, trim)
        flap = [(0.21, 5.2), (0.23, 4.6), (0.19, 3.6)]
        atlas.line(path(flap, closed=False), width=0.011, color=trim if spec.turn < 2 else None)
        for y in np.arange(4.98, 4.0, -0.22):
            for x in (-0.15, 0.15):
                atlas.button(x, float(y), trim if spec.turn % 2 else BLACKS[1], 0.026)
        self.finish(cut, atlas, white, trim=trim if spec.turn < 2 else None)
        self.add(*ties.bow(self.body, 5.17, trim, inflate=0.075, size=0.62, tails=0.16))
        self.extras.append("ribbon")
        if spec.layer == "apron":
            self.apron(white if spec.turn else BLACKS[1], bib=False, length=1.1, top=4.0, pocket=False)
        self.top_name = "uniform jacket"

    def _scrubs_family(self) -> None:
        c, spec = self.palette, self.spec
        color = _SCRUBS[spec.turn]
        trim = shade(color, 0.75) if spec.variant < 0.5 else WHITE[0]
        if spec.legs == "skirt":
            self._skirt(SkirtCut(4.06, 1.55, 0.10, "straight", 9), color, trim)
            self._cover_skirt()
        else:
            self._trousers(
                color,
                cut="straight",
                cuffed=False,
                stop=1.965,
                look=LegLook("piping" if spec.variant > 0.5 else "plain", second=trim),
            )
        self.top(
            Top(
                "under",
                low=4.4,
                fit=0.020,
                loose=0,
                hang=0,
                neck="crew",
                sleeve="slim" if spec.variant > 0.75 else "none",
                part=Part.INNER,
                hem="none",
            ),
            WHITE[0] if spec.turn != 3 else c.dark,
            covers=False,
        )
        cut = Top(
            "scrubs",
            low=3.44,
            fit=0.044,
            loose=0.055,
            hang=0.08,
            neck="v",
            sleeve="short",
            pockets="patch",
            closure="none" if spec.variant < 0.6 else "wrap",
        )
        atlas = self.begin(cut, color, trim)
        atlas.line(path([(0.14, 4.74), (0.30, 4.74), (0.30, 4.56), (0.14, 4.56)]), width=0.008)
        atlas.fill(path([(0.15, 4.70), (0.25, 4.70), (0.25, 4.63), (0.15, 4.63)]), (1, 1, 1), outlined=0.006)
        if spec.turn == 3:
            red = lch(0.60, 0.18, 22)
            for box in (
                [(-0.25, 4.66), (-0.15, 4.66), (-0.15, 4.62), (-0.25, 4.62)],
                [(-0.22, 4.69), (-0.18, 4.69), (-0.18, 4.59), (-0.22, 4.59)],
            ):
                atlas.fill(path(box), red)
        self.finish(cut, atlas, color, trim=trim)
        self.shoe = "sneakers" if spec.shoe == "sneakers" else "slippers"
        self.leather = WHITE[0]
        self.top_name = "tunic"

    def _mechanic_family(self) -> None:
        """A jumpsuit; one in three wears its upper half tied round the waist."""
        c, spec = self.palette, self.spec
        color = _JUMPSUITS[spec.turn] if spec.variant < 0.75 else c.accent
        second = self.other(color)
        look = LegLook("cargo" if spec.turn % 2 else "patched", second=shade(color, 0.75))
        self._trousers(
            color,
            look=look,
            cut="baggy" if spec.cut in ("wide", "jogger") else "straight",
            cuffed=False,
            stop=1.965,
        )
        if spec.layer == "waist_sweater":
            self.top(
                Top(
                    "t-shirt", low=3.94, tuck=True, loose=0.04, sleeve="short", neck="crew", motif=spec.motif
                ),
                self._unlike(c.light, color),
            )
            self.waist_sweater(color)
            self.top_name = "t-shirt"
            self.bottom_name = "jumpsuit"
            return
        cut = Top(
            "jumpsuit",
            low=3.90,
            fit=0.046,
            loose=0.05,
            tuck=True,
            neck="shirt",
            sleeve="rolled" if spec.variant < 0.4 else "long",
            collar="shirt",
            closure="zip",
            pockets="two_chest",
            seams="yoke",
            hem="none",
        )
        atlas = self.begin(cut, color, second)
        atlas.fill(path([(0.13, 4.86), (0.29, 4.86), (0.29, 4.79), (0.13, 4.79)]), c.light, outlined=0.007)
        if spec.turn < 2:
            atlas.fill(path([(-2, 4.42), (2, 4.42), (2, 4.34), (-2, 4.34)]), second, side="both")
        self.finish(cut, atlas, color, second)
        self.add(*legs.belt(self.body, 4.10, shade(color, 0.6), c.metal, inflate=0.062))
        self.extras.append("belt")
        self.top_name = self.bottom_name = "jumpsuit"
