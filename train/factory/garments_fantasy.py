"""Costumes of tales: witch, mage, cleric, ranger, vampire, viking, desert, pirate."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import garments_extras as extras
from . import garments_frills as frills
from . import garments_tops as tops
from .cape import CAPES
from .garments_armor import pauldrons
from .garments_costume import BLACK, GOLD, WHITE, Costumes
from .garments_riders import frill, panel
from .garments_round import Round
from .palette import RGB, to_lch
from .parts import Part
from .textures import Atlas, path, shade

Line = list[tuple[float, float]]


def jagged(low: float, high: float, count: int, dice: np.random.Generator) -> Line:
    """A torn hem: points around, y between low and high."""
    x = np.linspace(-180, 180, 2 * count + 1)
    y = np.where(np.arange(2 * count + 1) % 2, high, low) + dice.uniform(-0.02, 0.02, 2 * count + 1)
    y[-1] = y[0]
    return list(zip(x.tolist(), y.tolist(), strict=True))


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _witch_family(self) -> None:
        self._iconic(
            {"main": (0.24, 0.16, 0.34), "second": (0.45, 0.26, 0.62), "accent": (0.95, 0.62, 0.20), "light": (0.93, 0.90, 0.97), "leather": (0.20, 0.14, 0.20), "metal": GOLD, "sock": BLACK},
            {"main": (0.16, 0.15, 0.19), "second": (0.36, 0.12, 0.20), "accent": (0.80, 0.16, 0.28), "light": (0.93, 0.92, 0.9), "leather": BLACK, "metal": GOLD, "sock": BLACK},
            {"main": (0.16, 0.24, 0.28), "second": (0.22, 0.50, 0.45), "accent": (0.90, 0.78, 0.38), "light": WHITE, "leather": (0.35, 0.22, 0.15), "metal": GOLD, "sock": BLACK},
        )  # fmt: skip
        c = self.palette
        main, other = c.main, self._unlike(c.second, c.main)
        girl, robe = self._girl, self._chance(0.4)
        lacing = self._chance(0.6)

        def paint(atlas: Atlas) -> None:
            if lacing:
                atlas.fill(path([(-0.36, 4.62), (0.36, 4.62), (0.30, 4.0), (-0.30, 4.0)]), other, side="both", outlined=0.01)
                for y in np.linspace(4.55, 4.1, 5):
                    for s in (1, -1):
                        atlas.stripe(path([(s * 0.07, float(y)), (-s * 0.07, float(y) - 0.09)], closed=False), c.accent, 0.018)
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
            main, length=length, flare=0.38 if length > 2.5 else 0.46, kind="flare" if robe else "gather", paint=hem,
            part=Part.OUTER if robe else Part.BOTTOM, margin=0.055,
        )  # fmt: skip
        if girl and length < 2.2:
            self.add(frill(track, c.accent if self._chance(0.5) else c.light, at=0.90, long=0.06 + 0.1 * length, waves=32, out=-0.03))
        self._sleeves(1.9, main, kind="bell", inflate=0.04, flare=0.08, outer=robe)
        self.add(*frills.arm_ruffles(self.body, 1.84, 0.23, 0.05, other, edge=207, waves=14))
        self._cover_top(1.7, 5.02)
        self._belt(4.06, c.leather, c.metal, pouches=self._one(0, 1, 2))
        style = self._one("shawl", "cape", "capelet", "none")
        if style == "shawl":
            self._cape(CAPES["shawl"], other, paint=lambda r: (r.zigzag(0.80, 0.9, 40, c.accent, 0.02), r.band(0.95, 1.0, c.accent)))
        elif style == "cape":
            self._cape(replace(CAPES["short cape"], low=2.2, tattered=0.5 * ragged), main, lining=other)
        elif style == "capelet":
            self._cape(CAPES["capelet"], other, paint=lambda r: r.band(0.86, 1.0, c.accent, inked=0.01), lining=main)
        if style != "none":
            self._clasp(5.06, c.accent, inflate=0.16)
        else:
            self.add(*extras.bow(self.body, 5.04, c.accent, inflate=0.09, size=1.0, tails=0.3))
        if girl:
            self._wear(shoe=self._one("ankle_boots", "pumps", "boots"), sock=self._one(0.3, 0.42, 1.12), stripes=self._chance(0.6))
        else:
            self._wear(shoe="ankle_boots", sock=1.12)
        self.top_name = "robe" if robe or not girl else "dress"
        self.bottom_name = self.top_name

    def _mage_family(self) -> None:
        self._iconic(
            {"main": (0.18, 0.24, 0.50), "second": (0.92, 0.92, 0.96), "accent": GOLD, "light": WHITE, "metal": GOLD, "leather": (0.4, 0.27, 0.17)},
            {"main": (0.94, 0.93, 0.95), "second": (0.35, 0.45, 0.80), "accent": GOLD, "light": WHITE, "metal": GOLD, "leather": (0.45, 0.3, 0.2)},
            {"main": (0.45, 0.13, 0.20), "second": (0.20, 0.16, 0.20), "accent": (0.95, 0.75, 0.35), "light": WHITE, "metal": GOLD, "leather": (0.3, 0.2, 0.15)},
            {"main": (0.16, 0.34, 0.28), "second": (0.90, 0.87, 0.76), "accent": (0.85, 0.72, 0.35), "light": WHITE, "metal": GOLD, "leather": (0.35, 0.23, 0.15)},
        )  # fmt: skip
        c = self.palette
        main, inner = c.main, self._unlike(c.second, c.main)
        gold = c.accent
        opened = self._chance(0.55)

        def under(atlas: Atlas) -> None:
            atlas.stripe(path([(0, 5.2), (0, 3.9)], closed=False), gold, 0.05)
            for y in (4.9, 4.6, 4.3):
                atlas.fill(path([(0, y + 0.09), (0.05, y), (0, y - 0.09), (-0.05, y)]), main, outlined=0.008)

        self._trunk(inner, low=3.98, fit=0.036, neck=(5.1, 0.16, "v"), paint=under, name="under robe", part=Part.INNER, rows=9)

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
            self._gown(inner, length=length - 0.15, flare=0.24, kind="pleats", pleats=9, slack=0.03, margin=0.035, paint=lambda r: r.band(0.93, 0.96, gold), name="under skirt")

        def robe(r: Round) -> None:
            r.band(0.905, 0.99, self._unlike(shade(main, 0.7), main) if to_lch(main)[0] > 0.4 else shade(main, 1.3))
            r.band(0.895, 0.91, gold)
            r.zigzag(0.925, 0.975, 46, gold, 0.018)
            if opened:
                r.hole([(-9, -0.1), (9, -0.1), (26, 1.2), (-26, 1.2)])
                for s in (1, -1):
                    r.stripe([(s * 11, 0), (s * 29, 1)], gold, 0.06)
                    r.line([(s * 13, 0), (s * 32, 1)], 0.008)
            else:
                r.stripe([(0, 0), (0, 1)], gold, 0.08)

        track = self._gown(main, length=length, flare=0.36, kind="flare", slack=0.072, margin=0.075, part=Part.OUTER, name="robe skirt", paint=robe, edge=int(Part.OUTER))
        if self._chance(0.45):
            picture = Round(inner, girth=0.5, length=1.4, width=128)
            picture.stripe([(-150, 0), (-150, 1)], gold, 0.03)
            picture.stripe([(150, 0), (150, 1)], gold, 0.03)
            picture.band(0.9, 0.94, gold)
            picture.star(0, 0.75, 0.1, gold, 4)
            self.add(
                panel(
                    track, "tabard", Part.APRON, middle=0, half=(17, 15), top=0.0, low=0.8, out=0.05, rows=14, columns=9,
                    material=picture.material(), edge=220,
                )
            )  # fmt: skip
        self._sleeves(1.88, main, kind="bell", inflate=0.055, flare=0.11, outer=True)
        self.add(*tops.cuffs(self.body, 1.76, 1.92, gold, 0.275))
        self.add(*tops.cuffs(self.body, 1.35, 1.95, inner, 0.02))
        self._cover_top(1.7, 5.0)
        self._belt(4.08, c.leather, c.metal, inflate=0.095, pouches=self._one(0, 1, 2))
        style = self._one("capelet", "hood", "hood", "cloak")
        if style == "capelet":
            self._cape(replace(CAPES["capelet"], low=4.4), inner, paint=lambda r: (r.band(0.84, 1.0, gold), r.band(0.87, 0.93, inner)))
        elif style == "cloak":
            self._cape(replace(CAPES["cape"], low=1.6, over=0.10), main, lining=inner)
        self.add(tops.hood(self.body, main if style != "capelet" else inner))
        self._clasp(5.04, self._one(inner, (0.3, 0.7, 0.9), (0.85, 0.2, 0.3)), inflate=0.17, size=0.075)
        self._wear(shoe="loafers" if length > 2.5 else "boots", sock=1.6)
        self.top_name = self.bottom_name = "robe"

    def _cleric_family(self) -> None:
        self._iconic(
            {"main": WHITE, "second": GOLD, "accent": (0.25, 0.42, 0.75), "light": WHITE, "metal": GOLD, "leather": (0.85, 0.75, 0.55)},
            {"main": WHITE, "second": GOLD, "accent": (0.72, 0.15, 0.22), "light": WHITE, "metal": GOLD, "leather": (0.5, 0.35, 0.2)},
            {"main": (0.15, 0.15, 0.18), "second": WHITE, "accent": WHITE, "light": WHITE, "metal": GOLD, "leather": BLACK},
            chance=0.75,
        )
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
                    atlas.stripe(path([(s * 0.13, y + 0.06), (s * 0.13, y - 0.07)], closed=False), gold, 0.022)
            atlas.stripe(path([(-0.24, 5.2), (0.24, 5.2)], closed=False), stole, 0.11, side="back")

        self._trunk(main, low=3.98, fit=0.046, loose=0.02, paint=paint)
        self._high_collar(main, high=5.40, low=5.12, inflate=0.03)
        self.add(tops.band_collar(self.body, gold, high=5.41, low=5.36, inflate=0.045))

        def hem(r: Round) -> None:
            r.band(0.90, 0.95, gold, inked=0.008)
            r.dots(0.925, 40, 0.018, main)
            for s in (1, -1):
                r.stripe([(s * 22, 0), (s * 20, 0.9)], trim, 0.02)

        track = self._gown(main, length=self._between(3.3, 3.7), flare=0.30, kind="flare", margin=0.05, paint=hem)
        for s in (1, -1):
            picture = Round(stole, girth=0.3, length=1.6, width=64)
            picture.band(0.90, 0.98, gold)
            picture.stripe([(0, 0.66), (0, 0.84)], gold, 0.03)
            picture.stripe([(-110, 0.73), (110, 0.73)], gold, 0.03)
            self.add(
                panel(
                    track, "stole", Part.OUTER, middle=s * 17, half=(9, 7), top=0.0, low=0.5, out=0.03, rows=12, columns=6,
                    material=picture.material(), edge=221 + (s > 0),
                )
            )  # fmt: skip
        self._sleeves(1.88, main, kind="bell", inflate=0.045, flare=0.10)
        self.add(*tops.cuffs(self.body, 1.78, 1.91, gold, 0.27))
        self.add(*tops.cuffs(self.body, 1.35, 1.95, self._one(stole, main), 0.018))
        self.add(*self._sash(4.13, 4.03, gold, 0.072))
        if self._chance(0.55):
            self._cape(
                replace(CAPES["capelet"], low=4.32), main,
                paint=lambda r: (r.band(0.83, 1.0, stole, inked=0.01), r.band(0.80, 0.835, gold)), lining=stole,
            )  # fmt: skip
        spot, share = extras.chest_spot(self.body, 4.76, 0.09)
        w = self.width
        for half in ((0.022, 0.11, 0.016), (0.075, 0.022, 0.016)):
            self.add(
                frills.pill(
                    spot + np.array([0, 0.03 * (half[0] > 0.05), 0.03]) * w, share, tuple(v * w for v in half), gold,  # type: ignore[arg-type]
                    name="cross", part=Part.ORNAMENT, kind="metal", square=6.0, edge=223,
                )
            )  # fmt: skip
        self._cover_top(1.7, 5.12)
        self._wear(shoe="pumps" if self._girl else "loafers", sock=1.12)
        self.extras.append("sash")
        self.top_name = self.bottom_name = "robe"

    def _ranger_family(self) -> None:
        self._iconic(
            {"main": (0.28, 0.42, 0.25), "second": (0.86, 0.80, 0.66), "accent": (0.55, 0.20, 0.15), "light": (0.93, 0.89, 0.80), "leather": (0.42, 0.27, 0.16), "dark": (0.27, 0.20, 0.16), "metal": GOLD},
            {"main": (0.55, 0.18, 0.17), "second": (0.90, 0.86, 0.76), "accent": (0.25, 0.36, 0.5), "light": (0.95, 0.92, 0.85), "leather": (0.36, 0.23, 0.14), "dark": (0.24, 0.22, 0.25), "metal": GOLD},
            {"main": (0.22, 0.35, 0.55), "second": (0.90, 0.88, 0.82), "accent": (0.82, 0.55, 0.2), "light": (0.95, 0.93, 0.88), "leather": (0.45, 0.3, 0.18), "dark": (0.25, 0.2, 0.2), "metal": GOLD},
        )  # fmt: skip
        c = self.palette
        tunic = c.second if self._chance(0.5) else c.light
        cloak = self._unlike(c.main, tunic)
        leather = c.leather
        girl = self._girl
        self._trunk(tunic, low=4.0, fit=0.034, neck=(4.94, 0.17, "v"), paint=lambda a: a.stripe(path([(-0.17, 5.26), (0, 4.94), (0.17, 5.26)], closed=False), cloak, 0.07))

        def hem(r: Round) -> None:
            r.band(0.86, 0.93, cloak, inked=0.008)

        self._gown(tunic, length=0.95 if girl else 0.85, flare=0.26, kind="flare", slack=0.05, paint=hem)

        def vest(atlas: Atlas) -> None:
            half = [(0.30, 5.6), (0.24, 5.14), (0.10, 4.75), (0.06, 4.0)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
            for side in ("front", "back"):
                for s in (1, -1):
                    hole = [(s * 0.36, 5.30), (s * 0.345, 5.0), (s * 0.41, 4.78), (s * 0.8, 4.74), (s * 0.8, 5.3)]
                    atlas.hole(path(hole), side=side)
                    atlas.line(path(hole[:4], closed=False, soft=True), width=0.012, side=side)
            for y in np.linspace(4.62, 4.1, 5):
                for s in (1, -1):
                    atlas.stripe(path([(s * 0.12, float(y)), (-s * 0.12, float(y) - 0.09)], closed=False), c.dark, 0.02)
            for s in (1, -1):
                atlas.line(path([(s * (x + 0.05), y) for x, y in half], closed=False), width=0.007)

        self._trunk(leather, low=3.96, high=5.16, fit=0.058, part=Part.OUTER, name="leather vest", paint=vest, kind="leather", edge=224)
        self._belt(4.04, c.dark, c.metal, inflate=0.085, pouches=int(self.dice.integers(1, 4)))
        if self._chance(0.6):  # a second belt, and a strap over the chest
            self._belt(3.92, shade(leather, 0.8), c.metal, inflate=0.10, high=0.06, buckle=False)
        self._sleeves(1.9 if self._chance(0.6) else 0.6, tunic, kind="loose", inflate=0.03)
        self._cover_top(0.6, 4.9)
        for side_gloves in (self._chance(0.75),):
            if side_gloves:
                self._gloves(leather, start=1.45, fingers=self._chance(0.5), cuff=shade(leather, 0.75), kind="leather")
        if girl and self._chance(0.45):
            self._wear(legs="skirt", sock=0.35)
        else:
            self._hose(c.dark, 1.29)
        hooded = self._chance(0.75)
        if hooded:
            self._cape(replace(self._one(CAPES["cape"], CAPES["short cape"], CAPES["cloak"]), low=self._between(1.7, 3.0), over=0.08, folds=7), cloak, lining=shade(cloak, 0.75))
            self.add(tops.hood(self.body, cloak))
            self._clasp(5.06, c.metal, inflate=0.16)
        else:
            self._cape(replace(CAPES["poncho"], low=4.1), cloak, paint=lambda r: (r.band(0.8, 0.86, tunic), r.zigzag(0.9, 0.95, 40, tunic, 0.02)))
        if self._chance(0.3):
            self.add(*pauldrons(self.body, shade(leather, 1.1), c.dark, lames=2, size=0.9, kind="leather"))
        sock = self.spec.sock
        self._boots(leather, start=1.15, cuff=shade(leather, 1.3), fold=self._one(0.0, 0.18))
        if self.spec.legs == "skirt":
            self._wear(sock=sock)
        self.extras.append("belt")
        self.top_name = "tunic"

    def _vampire_family(self) -> None:
        self._iconic(
            {"main": (0.15, 0.13, 0.16), "second": (0.68, 0.08, 0.14), "accent": (0.68, 0.08, 0.14), "light": WHITE, "metal": GOLD, "leather": BLACK, "sock": BLACK},
            {"main": (0.22, 0.15, 0.30), "second": (0.45, 0.12, 0.40), "accent": (0.75, 0.1, 0.3), "light": WHITE, "metal": (0.82, 0.83, 0.88), "leather": BLACK, "sock": BLACK},
            chance=0.75,
        )  # fmt: skip
        c = self.palette
        main, red = self._unlike(c.main, c.light), self._unlike(c.second, c.main)
        girl = self._girl
        self._inner(c.light, neck=(5.14, 0.14, "round"))

        def vest(atlas: Atlas) -> None:
            atlas.hole(path([(-0.24, 5.5), (-0.20, 5.2), (0, 4.62), (0.20, 5.2), (0.24, 5.5)]))
            atlas.line(path([(-0.215, 5.2), (0, 4.58), (0.215, 5.2)], closed=False), width=0.01)
            for y in (4.5, 4.35, 4.2):
                for x in (-0.09, 0.09):
                    atlas.button(x, y, c.metal, 0.024)
            for x in (0.2, 0.32):
                for s in (1, -1):
                    atlas.stripe(path([(s * x, 4.8), (s * x * 0.9, 3.9)], closed=False), shade(red, 0.75), 0.016)

        self._trunk(red, low=3.90, high=5.2, fit=0.05, name="vest", paint=vest, part=Part.OUTER)
        self.add(*frills.jabot(self.body, c.light, top=5.14, inflate=0.05))
        self._clasp(5.16, red, inflate=0.13, size=0.05)
        self._sleeves(1.88, c.light if self._chance(0.6) else main, kind="loose", inflate=0.035, flare=0.05)
        self.add(*frills.arm_ruffles(self.body, 1.86, 0.04, 0.10, c.light, edge=207))
        if girl:

            def hem(r: Round) -> None:
                r.hem(jagged(0.86, 0.98, 12, self.dice), trim=red, width=0.03)

            track = self._gown(main, length=self._between(1.3, 1.9), flare=0.42, kind="flare", paint=hem, margin=0.05)
            self.add(frill(track, red, at=0.90, long=0.13, waves=34, out=-0.03))
            self._wear(sock=self._one(0.35, 1.12))
        else:
            self._under(main, "straight")
        self.add(*self._sash(4.10, 3.98, main, 0.075))
        self._cape(replace(CAPES["cape"], low=self._between(0.8, 2.4), open=2.2, tattered=self._one(0.0, 0.7), flare=0.45, over=0.08), main, lining=red)
        self.add(standing_collar(self, main, red))
        self._cover_top(1.8, 5.12)
        if girl:
            self._wear(shoe=self._one("pumps", "boots", "ankle_boots"))
        else:
            self._wear(shoe="loafers", sock=1.78)
        self.top_name = "vest"

    def _viking_family(self) -> None:
        self._iconic(
            {"main": (0.32, 0.40, 0.52), "second": (0.62, 0.50, 0.38), "accent": (0.70, 0.25, 0.18), "light": (0.88, 0.82, 0.72), "leather": (0.36, 0.24, 0.16), "metal": (0.80, 0.80, 0.82), "dark": (0.26, 0.2, 0.17)},
            {"main": (0.55, 0.24, 0.20), "second": (0.40, 0.32, 0.28), "accent": (0.9, 0.75, 0.4), "light": (0.92, 0.90, 0.86), "leather": (0.3, 0.2, 0.14), "metal": GOLD, "dark": (0.22, 0.18, 0.17)},
            chance=0.6,
        )  # fmt: skip
        c = self.palette
        tunic, fur = self._unlike(c.main, c.light), self._one(c.light, shade(c.second, 0.9), (0.60, 0.50, 0.42))
        girl = self._girl

        def paint(atlas: Atlas) -> None:
            atlas.stripe(path([(-0.2, 5.26), (0, 4.86), (0.2, 5.26)], closed=False), c.accent, 0.1)
            atlas.stripe(path([(-0.2, 5.26), (0, 4.86), (0.2, 5.26)], closed=False), c.metal, 0.03)
            atlas.stripe(path([(0.42, 4.95), (-0.4, 4.1)], closed=False), c.leather, 0.09, side="both")
            atlas.line(path([(0.37, 4.97), (-0.45, 4.12)], closed=False), width=0.008, side="both")

        self._trunk(tunic, low=3.98, fit=0.042, loose=0.02, neck=(4.98, 0.15, "v"), paint=paint)

        def hem(r: Round) -> None:
            r.band(0.80, 0.92, c.accent, inked=0.009)
            r.zigzag(0.82, 0.90, 40, c.metal, 0.02)

        long = girl and self._chance(0.6)
        track = self._gown(tunic, length=self._between(2.0, 2.9) if long else 1.0, flare=0.3, kind="flare", paint=hem)
        if long:  # an apron dress
            picture = Round(c.light, girth=0.8, length=1.4, width=160)
            picture.band(0.86, 0.93, c.accent)
            picture.zigzag(0.1, 0.14, 12, c.accent, 0.02)
            self.add(panel(track, "apron", Part.APRON, middle=0, half=(32, 28), top=0.0, low=0.72, out=0.03, columns=13, material=picture.material(), edge=220))
            self._wear(sock=1.12)
        else:
            self._hose(c.dark, 1.39)
        self._belt(4.06, c.leather, c.metal, inflate=0.085, high=0.14, pouches=1)
        self._sleeves(1.86, self._one(tunic, c.light), kind="loose", inflate=0.03)
        self._wraps(c.leather, 1.4, 1.9)
        self.add(fur_mantle(self, fur))
        if self._chance(0.75):
            self._cape(replace(CAPES["cape"], low=self._between(1.2, 2.4), open=2.0, flare=0.4, tattered=self._one(0.0, 0.5), over=0.10, folds=7), self._unlike(c.second, tunic), lining=shade(fur, 0.8))
        for s in (1, -1):
            spot, share = self.body.torso(5.0, 5.06, 0.17, rows=3, columns=40).rings[1], self.body.torso(5.0, 5.06, 0.1, rows=3, columns=40).shares[1]
            k = 20 - 4 * s
            self.add(frills.pill(spot[k], share[k], (0.07 * self.width, 0.07 * self.width, 0.025), c.metal, name="brooch", part=Part.ORNAMENT, kind="metal"))
        self._cover_top(1.8, 4.9)
        self._boots(c.leather, start=1.25, cuff=fur, fold=0.2)
        if long:
            self._wear(sock=1.12)
        self.top_name = "tunic"
        self.bottom_name = "dress" if long else ""

    def _desert_family(self) -> None:
        self._iconic(
            {"main": (0.42, 0.20, 0.50), "second": (0.96, 0.92, 0.84), "accent": (0.78, 0.16, 0.20), "light": (0.97, 0.94, 0.88), "metal": GOLD, "leather": (0.6, 0.38, 0.2)},
            {"main": (0.66, 0.14, 0.20), "second": (0.16, 0.50, 0.56), "accent": GOLD, "light": (0.97, 0.93, 0.85), "metal": GOLD, "leather": (0.5, 0.3, 0.18)},
            {"main": (0.12, 0.26, 0.52), "second": (0.55, 0.80, 0.86), "accent": (0.94, 0.52, 0.18), "light": WHITE, "metal": GOLD, "leather": (0.5, 0.3, 0.18)},
            {"main": (0.16, 0.15, 0.20), "second": (0.74, 0.15, 0.21), "accent": (0.95, 0.82, 0.50), "light": WHITE, "metal": GOLD, "leather": (0.3, 0.2, 0.15)},
            chance=0.65,
        )  # fmt: skip
        c = self.palette
        vest, loose = self._unlike(c.main, c.light), self._unlike(c.second, c.main)
        gold = c.metal
        shirt = c.light
        self._trunk(shirt, low=3.98, fit=0.03, neck=(5.0, 0.18, "v"), paint=lambda a: a.stripe(path([(-0.18, 5.26), (0, 5.0), (0.18, 5.26)], closed=False), gold, 0.06))

        def short(atlas: Atlas) -> None:
            half = [(0.30, 5.6), (0.24, 5.14), (0.17, 4.7), (0.24, 4.26), (0.5, 4.2)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
            for side in ("front", "back"):
                for s in (1, -1):
                    hole = [(s * 0.36, 5.30), (s * 0.345, 5.0), (s * 0.41, 4.78), (s * 0.8, 4.74), (s * 0.8, 5.3)]
                    atlas.stripe(path(hole[:4], closed=False, soft=True), gold, 0.06, side=side)
                    atlas.hole(path(hole), side=side)
            for s in (1, -1):
                line = path([(s * (x + 0.03), y + 0.03 * (y < 4.4)) for x, y in half], closed=False, soft=True)
                atlas.line(line, width=0.07)
                atlas.stripe(line, gold, 0.055)
                _curl(atlas, s * 0.30, 4.62, gold)
            atlas.stripe(path([(-2, 4.23), (2, 4.23)], closed=False), gold, 0.05, side="back")

        self._trunk(vest, low=4.20, high=5.16, fit=0.055, part=Part.OUTER, name="short vest", paint=short)
        self._sleeves(1.9, shirt, kind="loose", inflate=0.05, flare=0.09)
        self.add(*tops.cuffs(self.body, 1.78, 1.98, gold, 0.035))
        self._under(loose, "jogger" if self._chance(0.25) else "baggy", stop=1.9)
        for side in ("left", "right"):  # they are gathered at the ankles
            from .parts import sided

            band = self.body.leg(side, 1.82, 1.94, 0.03, rows=4, columns=20).hemmed(0.02, start=True)
            self.add(band.mesh(f"{side} ankle band", sided("TROUSER", side), colors=gold, edge=225))
        sash = self._unlike(c.accent, loose) if self._chance(0.75) else vest
        track = self._gown(
            sash, top=4.14, length=0.8 if not self._girl else self._between(0.9, 1.5), flare=0.26, kind="flare", slack=0.055,
            name="hip cloth", part=Part.OUTER, edge=int(Part.OUTER),
            paint=lambda r: r.hem([(-180, 0.6), (-120, 0.97), (-60, 0.5), (-30, 0.2), (0, 0.15), (30, 0.3), (80, 0.97), (130, 0.7), (180, 0.6)], trim=gold, width=0.03),
        )  # fmt: skip
        del track
        self.add(*self._sash(4.20, 3.98, sash, 0.085))
        self._belt(4.09, gold, gold, inflate=0.098, high=0.05)
        if self._chance(0.5):
            self._cape(replace(CAPES["short cape"], low=2.6, open=2.6, folds=7), shade(shirt, 0.95), lining=vest)
        else:
            self.add(extras.scarf(self.body, vest, gold)[0])
            self.extras.append("scarf")
        self._cover_top(1.8, 4.95)
        self.palette = replace(self.palette, leather=self._one(gold, c.leather, vest))
        self._wear(shoe="pumps" if self._girl else "loafers", sock=2.1 if self._girl else 1.85)
        self.extras.append("sash")
        self.top_name = "vest"


def _curl(atlas: Atlas, x: float, y: float, color: RGB) -> None:
    a = np.linspace(0, 9, 26)
    line = [(x + 0.07 * float(np.cos(v)) * (1 - v / 10), y + 0.09 * float(np.sin(v)) * (1 - v / 10)) for v in a]
    atlas.stripe(path(line, closed=False), color, 0.016)
    atlas.stripe(path(line, closed=False), color, 0.016, side="back")


def standing_collar(costume: Costumes, color: RGB, inside: RGB):
    """The collar of a vampire's cape, that stands up behind the head."""
    from .garments_riders import slab
    from .mesh import Mesh, bind_dense, smooth

    body, w = costume.body, costume.width
    columns, rows = 29, 7
    a = np.linspace(-2.35, 2.35, columns)
    s = np.linspace(0, 1, rows)[:, None]
    high = 0.40 * (0.55 + 0.45 * np.abs(np.sin(a / 2.35 * np.pi * 0.5)) ** 1.5)[None]
    rx, rz = 0.24 + 0.15 * s**1.3, 0.20 + 0.17 * s**1.3
    rest = np.stack(
        [np.sin(a) * rx * w, body.proportions.y(5.14) + s * high * (0.5 + 0.5 * w) + 0 * a, (-np.cos(a) * rz - 0.055) * w], -1
    )
    inner = rest - 0.016 * np.stack([np.sin(a), 0 * a, -np.cos(a)], -1)[None]
    faces, _ = slab(rows, columns)
    p = np.concatenate([rest.reshape(-1, 3), inner.reshape(-1, 3)])
    f = faces[: 2 * (rows - 1) * (columns - 1)]
    n = np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]])
    if float((n * (p[f[:, 0]] - p[f[:, 0] + rows * columns])).sum()) < 0:
        faces = faces[:, ::-1]
    shares = body._torso_shares(rest[:1], np.array([5.05]))[0]
    dense = np.tile(shares[None], (2 * rows, 1, 1)).reshape(-1, shares.shape[-1])
    tint = np.repeat(np.array([color, inside], np.float32), rows * columns, 0)
    del smooth
    return Mesh("standing collar", p, faces, *bind_dense(dense), Part.COLLAR, colors=tint, edge=226)


def fur_mantle(costume: Costumes, color: RGB):
    """A thick fur over the shoulders."""
    ring = costume.body.torso(4.86, 5.26, 0.10, rows=12, columns=64)
    s = np.linspace(0, 1, 12)[:, None]
    a = np.arange(64)[None]
    tuft = 0.030 * np.abs(np.sin(a * 1.9 + 9 * s)) + 0.014 * np.sin(a * 4.1 + 17 * s)
    round_ = np.sin(np.clip(s * 1.08, 0, 1) * np.pi) ** 0.7
    return ring.inflated(round_ * 0.06 + tuft).hemmed(0.05, start=True).mesh(
        "fur mantle", Part.COLLAR, colors=color, edge=227
    )


