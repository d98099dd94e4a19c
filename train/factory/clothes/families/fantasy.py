"""Costumes of magic: witch, mage, cleric."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...cloth.cape import CAPES
from ...geometry.textures import Atlas, path, shade
from ...palette import to_lch
from ...parts import Part
from .. import frills, ties, tops
from ..costume import Costumes
from ..mantles import jagged
from ..round_cloth import Round
from ..skirt_riders import frill, panel


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _witch_family(self) -> None:
        self._iconic()
        c = self.palette
        main, other = c.main, self._unlike(c.second, c.main)
        girl, robe = self._girl, self._chance(0.4)
        lacing = self._chance(0.6)

        def paint(atlas: Atlas) -> None:
            if lacing:
                atlas.fill(
                    path([(-0.36, 4.62), (0.36, 4.62), (0.30, 4.0), (-0.30, 4.0)]),
                    other,
                    side="both",
                    outlined=0.01,
                )
                for y in np.linspace(4.55, 4.1, 5):
                    for s in (1, -1):
                        atlas.stripe(
                            path([(s * 0.07, float(y)), (-s * 0.07, float(y) - 0.09)], closed=False),
                            c.accent,
                            0.018,
                        )
            else:
                atlas.stripe(path([(0, 5.2), (0, 4.0)], closed=False), other, 0.14)
                for y in (4.9, 4.68, 4.46, 4.24):
                    atlas.button(0, y, c.metal, 0.026)

        self._trunk(main, low=3.98, fit=0.042, neck=(5.06, 0.2, "round"), paint=paint)
        self.add(tops.collar(self.body, c.light, fall=0.15, tips=0.07, rise=5.3))
        moon = self._chance(0.5)

        def hem(r: Round) -> None:
            for k in range(-7, 8):
                if k % 2:
                    r.star(k * 25, 0.80, 0.07, c.accent)
                elif moon:
                    r.star(k * 25, 0.70, 0.04, c.metal, 4)
            if robe or not ragged:
                r.band(0.90, 0.95, other, inked=0.008)
            else:
                r.hem(jagged(0.80, 0.97, 13, self.dice), trim=other, width=0.035)

        ragged = self._chance(0.5)
        length = self._between(3.0, 3.6) if robe or not girl else self._between(1.35, 2.1)
        track = self._gown(
            main,
            length=length,
            flare=0.38 if length > 2.5 else 0.46,
            kind="flare" if robe else "gather",
            paint=hem,
            part=Part.OUTER if robe else Part.BOTTOM,
            margin=0.055,
        )
        if girl and length < 2.2:
            self.add(
                frill(
                    track,
                    c.accent if self._chance(0.5) else c.light,
                    at=0.90,
                    long=0.06 + 0.1 * length,
                    waves=32,
                    out=-0.03,
                )
            )
        self._sleeves(1.9, main, kind="bell", inflate=0.04, flare=0.08, outer=robe)
        self.add(*frills.arm_ruffles(self.body, 1.84, 0.23, 0.05, other, edge=207, waves=14))
        self._cover_top(1.7, 5.02)
        self._belt(4.06, c.leather, c.metal, pouches=self._one(0, 1, 2))
        style = self._one("shawl", "cape", "capelet", "none")
        if style == "shawl":
            self._cape(
                CAPES["shawl"],
                other,
                paint=lambda r: (r.zigzag(0.80, 0.9, 40, c.accent, 0.02), r.band(0.95, 1.0, c.accent)),
            )
        elif style == "cape":
            self._cape(replace(CAPES["short cape"], low=2.2, tattered=0.5 * ragged), main, lining=other)
        elif style == "capelet":
            self._cape(
                CAPES["capelet"], other, paint=lambda r: r.band(0.86, 1.0, c.accent, inked=0.01), lining=main
            )
        if style != "none":
            self._clasp(5.06, c.accent, inflate=0.16)
        else:
            self.add(*ties.bow(self.body, 5.04, c.accent, inflate=0.09, size=1.0, tails=0.3))
        if girl:
            self._wear(
                shoe=self._one("ankle_boots", "pumps", "boots"),
                sock=self._one(0.3, 0.42, 1.12),
                stripes=self._chance(0.6),
            )
        else:
            self._wear(shoe="ankle_boots", sock=1.12)
        self.top_name = "robe" if robe or not girl else "dress"
        self.bottom_name = self.top_name

    def _mage_family(self) -> None:
        self._iconic()
        c = self.palette
        main, inner = c.main, self._unlike(c.second, c.main)
        gold = c.accent
        opened = self._chance(0.55)

        def under(atlas: Atlas) -> None:
            atlas.stripe(path([(0, 5.2), (0, 3.9)], closed=False), gold, 0.05)
            for y in (4.9, 4.6, 4.3):
                atlas.fill(path([(0, y + 0.09), (0.05, y), (0, y - 0.09), (-0.05, y)]), main, outlined=0.008)

        self._trunk(
            inner,
            low=3.98,
            fit=0.036,
            neck=(5.1, 0.16, "v"),
            paint=under,
            name="under robe",
            part=Part.INNER,
            rows=9,
        )

        def paint(atlas: Atlas) -> None:
            half = [(0.30, 5.6), (0.24, 5.2), (0.12, 4.6), (0.14, 3.9)]
            if opened:
                atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
                for s in (1, -1):
                    line = path([(s * (x + 0.035), y) for x, y in half], closed=False)
                    atlas.line(line, width=0.085)
                    atlas.stripe(line, gold, 0.065)
            else:
                atlas.hole(path([(-0.27, 5.5), (-0.22, 5.24), (0, 4.9), (0.22, 5.24), (0.27, 5.5)]))
                for s in (1, -1):
                    line = path([(s * 0.24, 5.3), (0, 4.86), (0, 3.9)], closed=False)
                    atlas.line(line, width=0.10)
                    atlas.stripe(line, gold, 0.082)

        self._trunk(main, low=3.98, fit=0.062, part=Part.OUTER, name="robe", paint=paint)
        length = self._between(3.2, 3.7) if self._chance(0.75) else self._between(1.6, 2.1)

        def front(r: Round) -> None:
            r.band(0.90, 1.0, inner)
            r.zigzag(0.92, 0.98, 40, gold, 0.02)
            r.band(0.885, 0.905, gold)

        if opened:
            self._gown(
                inner,
                length=length - 0.15,
                flare=0.24,
                kind="pleats",
                pleats=9,
                slack=0.03,
                margin=0.035,
                paint=lambda r: r.band(0.93, 0.96, gold),
                name="under skirt",
            )

        def robe(r: Round) -> None:
            r.band(
                0.905,
                0.99,
                self._unlike(shade(main, 0.7), main) if to_lch(main)[0] > 0.4 else shade(main, 1.3),
            )
            r.band(0.895, 0.91, gold)
            r.zigzag(0.925, 0.975, 46, gold, 0.018)
            if opened:
                r.hole([(-9, -0.1), (9, -0.1), (26, 1.2), (-26, 1.2)])
                for s in (1, -1):
                    r.stripe([(s * 11, 0), (s * 29, 1)], gold, 0.06)
                    r.line([(s * 13, 0), (s * 32, 1)], 0.008)
            else:
                r.stripe([(0, 0), (0, 1)], gold, 0.08)

        track = self._gown(
            main,
            length=length,
            flare=0.36,
            kind="flare",
            slack=0.072,
            margin=0.075,
            part=Part.OUTER,
            name="robe skirt",
            paint=robe,
            edge=int(Part.OUTER),
        )
        if self._chance(0.45):
            picture = Round(inner, girth=0.5, length=1.4, width=128)
            picture.stripe([(-150, 0), (-150, 1)], gold, 0.03)
            picture.stripe([(150, 0), (150, 1)], gold, 0.03)
            picture.band(0.9, 0.94, gold)
            picture.star(0, 0.75, 0.1, gold, 4)
            self.add(
                panel(
                    track,
                    "tabard",
                    Part.APRON,
                    middle=0,
                    half=(17, 15),
                    top=0.0,
                    low=0.8,
                    out=0.05,
                    rows=14,
                    columns=9,
                    material=picture.material(),
                    edge=220,
                )
            )
        self._sleeves(1.88, main, kind="bell", inflate=0.055, flare=0.11, outer=True)
        self.add(*tops.cuffs(self.body, 1.76, 1.92, gold, 0.275))
        self.add(*tops.cuffs(self.body, 1.35, 1.95, inner, 0.02))
        self._cover_top(1.7, 5.0)
        self._belt(4.08, c.leather, c.metal, inflate=0.095, pouches=self._one(0, 1, 2))
        style = self._one("capelet", "hood", "hood", "cloak")
        if style == "capelet":
            self._cape(
                replace(CAPES["capelet"], low=4.4),
                inner,
                paint=lambda r: (r.band(0.84, 1.0, gold), r.band(0.87, 0.93, inner)),
            )
        elif style == "cloak":
            self._cape(replace(CAPES["cape"], low=1.6, over=0.10), main, lining=inner)
        self.add(tops.hood(self.body, main if style != "capelet" else inner))
        self._clasp(5.04, self._one(inner, (0.3, 0.7, 0.9), (0.85, 0.2, 0.3)), inflate=0.17, size=0.075)
        self._wear(shoe="loafers" if length > 2.5 else "boots", sock=1.6)
        self.top_name = self.bottom_name = "robe"

    def _cleric_family(self) -> None:
        self._iconic(chance=0.75)
        c = self.palette
        main, trim, stole = c.main, self._unlike(c.second, c.main), self._unlike(c.accent, c.main)
        gold = c.metal

        def paint(atlas: Atlas) -> None:
            for s in (1, -1):
                line = path([(s * 0.22, 5.3), (s * 0.13, 4.8), (s * 0.13, 3.9)], closed=False)
                atlas.line(line, width=0.135)
                atlas.stripe(line, stole, 0.118)
                for y in (4.72, 4.2):
                    atlas.stripe(path([(s * 0.09, y), (s * 0.17, y)], closed=False), gold, 0.022)
                    atlas.stripe(
                        path([(s * 0.13, y + 0.06), (s * 0.13, y - 0.07)], closed=False), gold, 0.022
                    )
            atlas.stripe(path([(-0.24, 5.2), (0.24, 5.2)], closed=False), stole, 0.11, side="back")

        self._trunk(main, low=3.98, fit=0.046, loose=0.02, paint=paint)
        self._high_collar(main, high=5.40, low=5.12, inflate=0.03)
        self.add(tops.band_collar(self.body, gold, high=5.41, low=5.36, inflate=0.045))

        def hem(r: Round) -> None:
            r.band(0.90, 0.95, gold, inked=0.008)
            r.dots(0.925, 40, 0.018, main)
            for s in (1, -1):
                r.stripe([(s * 22, 0), (s * 20, 0.9)], trim, 0.02)

        track = self._gown(
            main, length=self._between(3.3, 3.7), flare=0.30, kind="flare", margin=0.05, paint=hem
        )
        for s in (1, -1):
            picture = Round(stole, girth=0.3, length=1.6, width=64)
            picture.band(0.90, 0.98, gold)
            picture.stripe([(0, 0.66), (0, 0.84)], gold, 0.03)
            picture.stripe([(-110, 0.73), (110, 0.73)], gold, 0.03)
            self.add(
                panel(
                    track,
                    "stole",
                    Part.OUTER,
                    middle=s * 17,
                    half=(9, 7),
                    top=0.0,
                    low=0.5,
                    out=0.03,
                    rows=12,
                    columns=6,
                    material=picture.material(),
                    edge=221 + (s > 0),
                )
            )
        self._sleeves(1.88, main, kind="bell", inflate=0.045, flare=0.10)
        self.add(*tops.cuffs(self.body, 1.78, 1.91, gold, 0.27))
        self.add(*tops.cuffs(self.body, 1.35, 1.95, self._one(stole, main), 0.018))
        self.add(*self._sash(4.13, 4.03, gold, 0.072))
        if self._chance(0.55):
            self._cape(
                replace(CAPES["capelet"], low=4.32),
                main,
                paint=lambda r: (r.band(0.83, 1.0, stole, inked=0.01), r.band(0.80, 0.835, gold)),
                lining=stole,
            )
        spot, share = ties.chest_spot(self.body, 4.76, 0.09)
        w = self.width
        for half in ((0.022, 0.11, 0.016), (0.075, 0.022, 0.016)):
            self.add(
                frills.pill(
                    spot + np.array([0, 0.03 * (half[0] > 0.05), 0.03]) * w,
                    share,
                    (half[0] * w, half[1] * w, half[2] * w),
                    gold,
                    name="cross",
                    part=Part.ORNAMENT,
                    kind="metal",
                    square=6.0,
                    edge=223,
                )
            )
        self._cover_top(1.7, 5.12)
        self._wear(shoe="pumps" if self._girl else "loafers", sock=1.12)
        self.extras.append("sash")
        self.top_name = self.bottom_name = "robe"
