"""Everyday clothes: T-shirts, tank tops, knits, summer dresses, pyjamas, overalls."""

from __future__ import annotations

from ...geometry.textures import path, shade
from ...palette import RGB, to_lch
from ...parts import Part
from .. import collars, legs, ties
from ..layers import Layers
from ..leg_cloth import LegLook
from ..skirts import SkirtCut
from ..tones import DENIM, KHAKI
from ..top_builder import Top


class Builder(Layers):
    """Puts everyday outfits together."""

    def _jeans(self, color: RGB | None = None) -> None:
        """Jeans or jeans shorts; girls' skirts of denim."""
        spec = self.spec
        color = color or DENIM[spec.turn]
        if spec.legs == "skirt":
            cut = SkirtCut(4.06, min(spec.length, 1.3), 0.16, "straight", 9)
            self._skirt(cut, color, shade(color, 1.4))
            self._cover_skirt()
            self.add(*self._sash(4.075, 3.975, shade(color, 0.9), 0.058, edge=154))
            return
        kind = "ripped" if spec.variant > 0.82 and spec.legs == "trousers" else "jeans"
        self._trousers(
            color,
            look=LegLook(kind),
            waist=0.10,
            cuffed=spec.turn in (0, 3) and spec.cut != "wide",
            stop=None if spec.legs == "trousers" else 0.55 + 0.3 * spec.variant,
        )
        self.bottom_name = "jeans"

    def _tee_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.light, c.main, c.accent, c.dark)[spec.turn]
        self._jeans()
        ringer = spec.fabric == "plain" and spec.variant < 0.3
        raglan = spec.sleeve == "raglan"
        second = self.other(color)
        tucked = 0.45 < spec.variant < 0.6
        cut = Top(
            "t-shirt",
            low=3.94 if tucked else 3.62,
            neck="v" if spec.variant > 0.88 else "crew",
            sleeve=spec.sleeve,
            fabric="plain" if raglan else spec.fabric,
            tuck=tucked,
            motif=spec.motif if spec.fabric == "plain" else "none",
            seams="raglan" if raglan else "none",
            pockets="chest" if spec.motif == "none" and spec.variant > 0.6 else "none",
            loose=0.06,
            hang=0.05,
        )
        self.top(cut, color, second, trim=second if ringer else None, sleeve_color=second if raglan else None)
        self.top_name = "t-shirt"
        self.layer()
        if tucked and spec.legs != "skirt":
            self.add(*legs.belt(self.body, 4.07, c.leather, c.metal))
            self.extras.append("belt")

    def _tank_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.dark, c.light, c.main, c.accent)[spec.turn]
        cloth = (KHAKI[spec.turn], KHAKI[spec.turn], c.dark, c.second)[int(spec.variant * 4)]
        camouflage = spec.pattern == "camouflage"
        look = LegLook(
            "cargo",
            fabric="camouflage" if camouflage else "plain",
            second=KHAKI[(spec.turn + 2) % 4],
            third=KHAKI[3] if spec.turn != 3 else KHAKI[1],
        )
        self._trousers(
            cloth,
            look=look,
            waist=0.10,
            stop=None if spec.legs == "trousers" else 0.95,
            cut="baggy" if spec.cut == "wide" else None,
        )
        under = self.third(color, cloth)
        self.top(
            Top(
                "under",
                low=3.9,
                fit=0.022,
                loose=0.0,
                hang=0,
                neck="crew",
                sleeve="cap",
                part=Part.INNER,
                hem="none",
            ),
            under,
        )
        tucked = spec.variant > 0.6
        tank = Top(
            "tank top",
            low=3.95 if tucked else 3.68,
            fit=0.040,
            loose=0.045,
            neck="round",
            sleeve="none",
            motif=spec.motif,
            fabric=spec.fabric,
            tuck=tucked,
        )
        self.top(tank, color, trim=self.other(color) if spec.variant < 0.5 else None, covers=False)
        if tucked:
            self.add(*legs.belt(self.body, 4.06, c.leather, c.metal, inflate=0.062))
            self.extras.append("belt")
        self.top_name = "tank top"
        self.layer()

    def _knit_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.main, c.light, c.accent, c.second)[spec.turn]
        self._bottom(self._unlike(c.second if spec.turn != 3 else c.main, color), top=4.06)
        fabric = spec.fabric
        shirt = spec.collar == "shirt"
        if shirt:
            self.top(
                Top(
                    "shirt",
                    low=4.4,
                    fit=0.022,
                    loose=0,
                    hang=0,
                    neck="shirt",
                    sleeve="none",
                    part=Part.INNER,
                    hem="none",
                ),
                c.light,
                covers=False,
            )
        cut = Top(
            "sweater",
            low=3.60,
            fit=0.052,
            loose=0.07,
            hang=0.06,
            neck="v" if shirt else "crew",
            sleeve=spec.sleeve,
            collar="none" if shirt else spec.collar,
            hem="ribbed",
            fabric=fabric,
            motif=spec.motif if fabric in ("plain", "knit") else "none",
        )
        self.top(cut, color)
        if shirt:
            self.add(collars.leaf(self.body, c.light, lift=0.012))
            if spec.neck == "tie":
                self.add(*ties.tie(self.body, 5.15, 4.7, c.accent, inflate=0.05))
                self.extras.append("tie")
        self.top_name = "sweater"
        self.layer()

    def _turtleneck_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.dark, c.light, c.main, c.second)[spec.turn]
        lower = self._unlike(c.second if spec.turn != 3 else c.main, color)
        self.top(
            Top(
                "turtleneck",
                low=3.94,
                fit=0.028,
                loose=0.02,
                tuck=True,
                neck="none",
                sleeve="slim",
                collar="turtle",
                fabric=spec.fabric,
            ),
            color,
            shade(color, 0.8),
        )
        if spec.legs == "skirt":
            cut = SkirtCut(4.10, max(spec.length, 1.9), 0.34, spec.cut, spec.pleats)
            self._skirt(cut, lower, self.other(lower))
            self._cover_skirt()
            self.add(*self._sash(4.12, 3.99, shade(lower, 0.85), 0.056, edge=154))
        else:
            self._trousers(lower, waist=0.09)
        if spec.variant < 0.6:
            self.add(*legs.belt(self.body, 4.11, c.leather, c.metal, inflate=0.066))
            self.extras.append("belt")
        self.top_name = "sweater"
        self.layer()

    def _sundress_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.main, c.accent, c.light, c.second)[spec.turn]
        tee = c.light if to_lch(color)[0] < 0.86 else c.accent if spec.turn == 3 else c.second
        second, third = self.other(color), self.third(color, self.other(color))
        sleeve = "short" if spec.sleeve == "puff" else spec.sleeve
        under = Top(
            "tee",
            low=4.2,
            fit=0.024,
            loose=0,
            hang=0,
            neck="crew",
            sleeve=sleeve,
            part=Part.INNER,
            hem="none",
        )
        self.top(under, tee, second if spec.variant < 0.5 else None)
        atlas = self._atlas(5.24, 4.02, color)
        if spec.fabric != "plain":
            atlas.print(spec.fabric, second, third)
        for side in ("front", "back"):  # straps over the shoulders, a straight edge above the chest
            for s in (1, -1):
                edge = [(s * 0.17, 5.5), (s * 0.185, 4.86), (0, 4.84), (0, 5.5)]
                atlas.hole(path(edge), side=side)
                outside = [
                    (s * 0.27, 5.5),
                    (s * 0.285, 4.96),
                    (s * 0.42, 4.76),
                    (s * 0.9, 4.72),
                    (s * 0.9, 5.5),
                ]
                atlas.hole(path(outside), side=side)
                atlas.line(path(edge[:3], closed=False), side=side)
                atlas.line(path(outside[:4], closed=False), side=side)
        if spec.closure == "buttons":
            for y in (4.74, 4.58, 4.42, 4.26):
                atlas.button(0, y, second, 0.022)
        elif spec.closure == "lacing":
            for y in (4.74, 4.62, 4.50, 4.38):
                for s in (1, -1):
                    atlas.line(
                        path([(s * 0.07, y), (-s * 0.07, y - 0.1)], closed=False), width=0.013, color=second
                    )
        from .. import tops

        self.add(
            atlas.mesh(
                tops.shell(self.body, 4.02, 5.24, 0.040), "bodice", Part.TOP, self.width, edge=tops.TRUNK_LINE
            )
        )
        if spec.legs == "skirt":
            cut = SkirtCut(
                4.14,
                max(spec.length, 1.4),
                0.34 + 0.1 * spec.length,
                "flare" if spec.cut == "pleats" else spec.cut,
                17,
            )
            self._skirt(cut, color, second, pattern=spec.fabric if spec.fabric != "plain" else None)
            self._cover_skirt()
        else:
            self._trousers(color)
        self.add(*self._sash(4.18, 4.05, second if spec.variant < 0.6 else shade(color, 0.8), 0.056))
        self.top_name = self.bottom_name = "dress"

    def _pyjamas_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.light, c.main, c.second, c.accent)[spec.turn]
        if to_lch(color)[0] < 0.55:
            color = shade(color, 1.8)
        second = self.other(color)
        look = LegLook(fabric=spec.fabric, second=second, third=self.third(color, second))
        self._trousers(
            color,
            look=look,
            cut="wide" if spec.cut in ("wide", "straight") else "baggy",
            cuffed=False,
            stop=None if spec.legs == "trousers" else 0.8,
        )
        cut = Top(
            "pyjamas",
            low=3.52,
            fit=0.046,
            loose=0.075,
            hang=0.06,
            neck="v",
            sleeve=spec.sleeve,
            collar="wide" if spec.variant < 0.7 else "peter_pan",
            closure="buttons",
            pockets="chest",
            fabric=spec.fabric,
        )
        self.top(cut, color, second, trim=second if spec.variant < 0.5 else None)
        self.top_name = "shirt"

    def _overalls_family(self) -> None:
        c, spec = self.palette, self.spec
        color = DENIM[spec.turn] if spec.variant < 0.6 else (c.main, c.second, c.dark, c.accent)[spec.turn]
        shirt = self._unlike((c.light, c.accent, c.light, c.main)[spec.turn], color)
        self.top(
            Top(
                "t-shirt", low=3.95, fit=0.034, loose=0.03, tuck=True, sleeve=spec.sleeve, fabric=spec.fabric
            ),
            shirt,
        )
        if spec.legs == "skirt":
            self._skirt(SkirtCut(4.06, spec.length, 0.3, "flare", 17), color, shade(color, 1.4))
            self._cover_skirt()
        else:
            self._trousers(
                color,
                look=LegLook("jeans"),
                stop=None if spec.legs == "trousers" else 0.6,
                cut="straight" if spec.cut == "slim" else None,
            )
        self.bib(color, low=3.90)
        self.top_name = "t-shirt"
        self.bottom_name = "" if spec.legs == "skirt" else "jumpsuit"
