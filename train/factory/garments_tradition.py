"""Dress of Japan and China, and what tales make of it: kimono, yukata, miko, china dress, ninja."""

from __future__ import annotations

import numpy as np

from . import garments_tops as tops
from .cape import ribbon_end
from .garments_armor import gauntlets, pauldrons
from .garments_costume import BLACK, GOLD, WHITE, Costumes
from .garments_hanging import wide_sleeves
from .garments_kimono import back_bow, crossed, frogs, obi
from .garments_round import Round
from .palette import RGB, shifted
from .parts import Part
from .textures import Atlas, path, shade

INDIGO: RGB = (0.20, 0.25, 0.45)


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _robe_body(
        self, color: RGB, trim: RGB, *, under: RGB | None = None, motif=None, low: float = 4.0, part: int = Part.TOP
    ) -> None:
        """The upper half of a kimono; motif(atlas): its pattern."""
        inner = self._atlas(5.24, 4.5, WHITE if under is None else under)
        tops.neck_atlas(inner, 5.02, 0.15, kind="v")
        loft = self.body.torso(4.5, 5.24, 0.022, rows=10, columns=tops.COLUMNS)
        self.add(inner.mesh(loft, "under robe", Part.INNER, self.width))

        def paint(atlas: Atlas) -> None:
            if motif:
                motif(atlas)
            crossed(atlas, trim, under=under)

        self._trunk(color, low=low, fit=0.045, loose=0.02, part=part, name="kimono", paint=paint)

    def _dyed(self, color: RGB, one: RGB, two: RGB, *, rich: bool):
        """A motif for a kimono: painters of its skirt and of its sleeve."""
        kind = self._one("flowers", "flowers", "bands", "lattice", "stripes") if rich else self._one(
            "flowers", "stripes", "dots", "rings", "plain"
        )
        dice = self.dice
        spots = [(float(x), float(y), float(r)) for x, y, r in zip(dice.uniform(-180, 180, 26), dice.uniform(0.25, 0.97, 26), dice.uniform(0.07, 0.13, 26), strict=True)]

        def skirt(r: Round) -> None:
            if kind == "flowers":
                for i, (x, y, size) in enumerate(spots):
                    if rich:
                        y = 0.45 + 0.53 * y**0.8
                    r.flower(x, y, size * 1.15, one if i % 3 else two, two if i % 3 else one)
            elif kind == "bands":
                edge = [(x, 0.72 + 0.07 * np.sin(np.radians(x) * 3)) for x in np.linspace(-180, 180, 60)]
                r.fill([*edge, (190, 1.1), (-190, 1.1)], one)
                r.line(edge, 0.012)
                for x, _y, size in spots[:14]:
                    r.flower(x, 0.87, size, two, WHITE)
            elif kind == "lattice":
                for k in range(-9, 9):
                    r.stripe([(k * 20, 0.0), (k * 20 + 50, 1.0)], one, 0.014, 0.8)
                    r.stripe([(k * 20 + 50, 0.0), (k * 20, 1.0)], one, 0.014, 0.8)
                for x, y, size in spots[:9]:
                    r.flower(x, y, size, two, WHITE)
            elif kind == "stripes":
                for k in range(-13, 14):
                    r.stripe([(k * 14, 0), (k * 14, 1)], one, 0.05, 0.85)
            elif kind == "dots":
                for j in range(9):
                    r.dots(0.06 + j * 0.11, 16, 0.045, one, 0.5 * (j % 2))
            elif kind == "rings":
                for x, y, size in spots:
                    r.star(x, y, size * 1.2, one, 8)
                    r.star(x, y, size * 0.7, color, 8)

        def trunk(atlas: Atlas) -> None:
            if kind in ("flowers", "rings", "lattice"):
                for x, y in ((0.30, 4.85), (-0.34, 4.62), (0.28, 4.45), (-0.3, 4.95)):
                    for side in ("front", "back"):
                        for k in range(5):
                            a = k * 2 * np.pi / 5
                            atlas.fill(path(_disc(x + 0.05 * np.cos(a), y + 0.05 * np.sin(a), 0.045)), one, side=side, alpha=0.99)
                        atlas.fill(path(_disc(x, y, 0.03)), two, side=side, alpha=0.99)
            elif kind == "stripes":
                atlas.rows(one, 0.17, 0.05, upright=True)
            elif kind == "dots":
                atlas.dots(one, 0.2, 0.04)

        def sleeve() -> Round:
            r = Round(color, girth=1.1, length=0.9, width=256)
            if kind in ("flowers", "bands", "rings", "lattice"):
                if kind == "bands":
                    r.band(0.66, 1.0, one, inked=0.01)
                for i, (x, y, size) in enumerate(spots[:9]):
                    r.flower(x, y, size * 1.1, one if i % 3 and kind != "bands" else two, WHITE)
            elif kind == "stripes":
                for k in range(-3, 4):
                    r.stripe([(k * 52, 0), (k * 52, 1)], one, 0.05, 0.85)
            elif kind == "dots":
                for j in range(5):
                    r.dots(0.1 + j * 0.2, 5, 0.045, one, 0.5 * (j % 2))
            r.line([(-190, 0.97), (190, 0.97)], 0.008)
            return r

        return skirt, trunk, sleeve

    def _zori(self, color: RGB, *, tabi: RGB | None) -> None:
        """Sandals: split-toed socks or bare feet with a strap on a flat sole."""
        self.palette = _with(self.palette, leather=color, sock=tabi or self.palette.sock)
        self._wear(shoe="sandals" if tabi else self._one("geta", "sandals"), sock=1.80 if tabi else 2.1, stripes=False)

    def _kimono_family(self) -> None:
        self._iconic(
            {"main": (0.78, 0.15, 0.22), "second": (0.98, 0.86, 0.6), "accent": GOLD, "light": WHITE, "dark": (0.15, 0.12, 0.2)},
            {"main": (0.20, 0.18, 0.35), "second": (0.95, 0.70, 0.78), "accent": (0.82, 0.25, 0.35), "light": WHITE, "dark": BLACK},
            {"main": (0.96, 0.72, 0.78), "second": (0.85, 0.3, 0.42), "accent": (0.45, 0.62, 0.42), "light": WHITE, "dark": (0.5, 0.15, 0.3)},
            {"main": (0.22, 0.42, 0.40), "second": (0.97, 0.93, 0.80), "accent": (0.86, 0.42, 0.25), "light": WHITE, "dark": BLACK},
        )  # fmt: skip
        c = self.palette
        color = c.main
        one = self._unlike(c.second, color)
        two = self._unlike(c.accent, one)
        girl = self._girl
        skirt, trunk, sleeve = self._dyed(color, one, two, rich=girl)
        if not girl:
            skirt, trunk = (lambda r: None), (lambda a: None)
        self._robe_body(color, shade(color, 0.8) if self._chance(0.4) else c.light, under=self._one(None, two), motif=trunk)

        def hem(r: Round) -> None:
            skirt(r)
            r.line([(-14, 0.0), (-26, 1.0)], 0.012)
            r.stripe([(-16, 0.0), (-29, 1.0)], shade(color, 0.75), 0.03)

        self._gown(color, top=4.14, length=self._between(3.45, 3.75), flare=0.10, kind="straight", slack=0.055, margin=0.05, paint=hem, lap=None)
        long = self._between(0.95, 1.7) if girl and self._chance(0.7) else self._between(0.55, 0.8)
        haori = not girl and self._chance(0.6)
        self.add(
            *wide_sleeves(
                self.body, color, drop=long, material=sleeve().material() if girl else None, lining=two, tube=not haori
            )
        )
        sash = two if self._chance(0.6) else self._unlike(c.dark, color)
        if girl:
            self.add(*obi(self.body, sash, one, top=4.56, low=4.00, pattern=self._one(None, shade(sash, 1.5), one)))
            self.add(*back_bow(self.body, 4.34, sash, size=self._between(2.0, 2.6), tails=self._one(0.0, 0.55, 0.8), inflate=0.12))
        else:
            self.add(*obi(self.body, sash, shade(sash, 0.7), top=4.16, low=3.94))
            if haori:
                self._haori(self._unlike(c.dark, color), sash)
        self._cover_top(1.6, 4.9)
        self._zori(self._one(sash, c.dark, shade(color, 0.6)), tabi=WHITE)
        self.extras.append("sash")
        self.top_name = self.bottom_name = "kimono"

    def _haori(self, color: RGB, cord: RGB) -> None:
        """An open coat over a kimono."""

        def paint(atlas: Atlas) -> None:
            half = [(0.28, 5.6), (0.21, 5.2), (0.13, 4.6), (0.13, 3.2)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
            for s in (1, -1):
                line = path([(s * (x + 0.035), y) for x, y in half], closed=False)
                atlas.stripe(line, shade(color, 0.8), 0.07)
                atlas.line(path([(s * (x + 0.075), y) for x, y in half], closed=False), width=0.008)
            atlas.stripe(path([(-0.13, 4.5), (0.0, 4.46), (0.13, 4.5)], closed=False), cord, 0.03)

        self._trunk(color, low=3.45, high=5.24, fit=0.095, loose=0.04, hang=0.2, part=Part.OUTER, name="haori", paint=paint)
        self.add(*wide_sleeves(self.body, color, drop=0.72, stop=1.72, inflate=0.09))

    def _yukata_family(self) -> None:
        self._iconic(
            {"main": INDIGO, "second": (0.92, 0.94, 0.98), "accent": (0.92, 0.72, 0.25), "light": WHITE},
            {"main": WHITE, "second": (0.35, 0.5, 0.85), "accent": (0.85, 0.25, 0.35), "light": WHITE},
            {"main": (0.72, 0.87, 0.93), "second": WHITE, "accent": (0.95, 0.45, 0.5), "light": WHITE},
            {"main": (0.98, 0.88, 0.90), "second": (0.90, 0.42, 0.55), "accent": (0.55, 0.35, 0.65), "light": WHITE},
            chance=0.5,
        )
        c = self.palette
        color = c.main
        one, two = self._unlike(c.second, color), self._unlike(c.accent, color)
        girl = self._girl
        skirt, trunk, sleeve = self._dyed(color, one, two, rich=False)
        self._robe_body(color, shade(color, 0.88), motif=trunk)

        def hem(r: Round) -> None:
            skirt(r)
            r.line([(-14, 0.0), (-24, 1.0)], 0.012)

        self._gown(color, top=4.14, length=self._between(3.2, 3.5), flare=0.12, kind="straight", slack=0.055, margin=0.05, paint=hem)
        drop = self._between(0.5, 0.8)
        self.add(*wide_sleeves(self.body, color, drop=drop, start=0.6, stop=1.58, material=sleeve().material()))
        if girl:
            self.add(*obi(self.body, two, shade(two, 1.5), top=4.44, low=4.06))
            self.add(*back_bow(self.body, 4.26, two, size=self._between(1.5, 2.2), tails=0.4, inflate=0.12))
        else:
            self.add(*obi(self.body, two, shade(two, 0.7), top=4.12, low=3.95))
        self._cover_top(1.35, 4.9)
        self._zori(self._one((0.45, 0.3, 0.2), (0.2, 0.15, 0.15), two), tabi=None)
        self.extras.append("sash")
        self.top_name = self.bottom_name = "kimono"

    def _miko_family(self) -> None:
        red: RGB = (0.82, 0.14, 0.16)
        girl = self._girl
        if girl:
            self._iconic({"main": red, "light": WHITE, "accent": red, "dark": (0.3, 0.1, 0.1)}, chance=0.65)
        else:
            self._iconic(
                {"main": (0.18, 0.20, 0.32), "light": WHITE, "accent": (0.35, 0.38, 0.5), "dark": BLACK},
                {"main": (0.55, 0.45, 0.62), "light": WHITE, "accent": (0.3, 0.2, 0.4), "dark": BLACK},
                {"main": (0.22, 0.22, 0.24), "light": (0.40, 0.45, 0.60), "accent": WHITE, "dark": BLACK},
            )  # fmt: skip
        c = self.palette
        skirt = self._unlike(c.main, c.light)
        top = c.light
        self._robe_body(top, top if self._chance(0.5) else shade(top, 0.93), under=skirt)

        def pleat(r: Round) -> None:
            for x in (-42, -28, -14, 0, 14, 28, 42):
                r.line([(x * 0.7, 0.02), (x, 0.97)], 0.010)
            if not girl:
                r.fill([(-14, 0.02), (14, 0.02), (10, 0.1), (-10, 0.1)], shade(skirt, 0.8), inked=0.01)

        track = self._gown(skirt, top=4.34, length=self._between(3.5, 3.8), flare=0.30, kind="pleats", pleats=14, slack=0.07, margin=0.06, paint=pleat)
        self.add(*self._sash(4.40, 4.26, skirt, 0.088))
        from .garments_riders import panel

        for s in (1, -1):  # the ends of the bow at the front
            self.add(
                panel(
                    track, "bow end", Part.BELT, middle=s * 4, half=(3, 4), top=0.01, low=0.24, out=0.05, rows=7,
                    columns=4, colors=shade(skirt, 1.1), edge=218 + (s > 0),
                )
            )  # fmt: skip
        from . import garments_extras as extras

        self.add(*extras.bow(self.body, 4.32, shade(skirt, 1.08), inflate=0.13, size=1.0, tails=0.0))
        picture = Round(top, girth=1.1, length=0.9, width=256)
        picture.stripe([(-150, 0.0), (-150, 1.0)], skirt, 0.018)
        picture.stripe([(-130, 0.05), (-150, 0.95)], skirt, 0.014)
        picture.stripe([(150, 0.0), (150, 1.0)], skirt, 0.018)
        self.add(*wide_sleeves(self.body, top, drop=self._between(0.8, 1.15), material=picture.material()))
        if girl and self._chance(0.35):  # a thin white over-robe

            def paint(atlas: Atlas) -> None:
                half = [(0.28, 5.6), (0.21, 5.2), (0.15, 4.6), (0.17, 3.4)]
                atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
                for s in (1, -1):
                    atlas.line(path([(s * (x + 0.06), y) for x, y in half], closed=False), width=0.008)
                    atlas.stripe(path([(s * (x + 0.1), y) for x, y in half[2:]], closed=False), skirt, 0.02)

            self._trunk(shifted(top, 0.01), low=3.55, high=5.24, fit=0.10, loose=0.05, hang=0.25, part=Part.OUTER, name="over-robe", paint=paint)
        self._cover_top(1.6, 4.9)
        self._zori(self._one(skirt, (0.45, 0.3, 0.2)), tabi=WHITE)
        self.extras.append("sash")
        self.top_name, self.bottom_name = "kimono", "hakama"

    def _china_family(self) -> None:
        self._iconic(
            {"main": (0.78, 0.10, 0.14), "accent": GOLD, "second": BLACK, "light": WHITE},
            {"main": (0.12, 0.30, 0.52), "accent": (0.85, 0.88, 0.92), "second": WHITE, "light": WHITE},
            {"main": (0.14, 0.45, 0.36), "accent": GOLD, "second": (0.95, 0.9, 0.8), "light": WHITE},
            {"main": (0.17, 0.15, 0.20), "accent": (0.85, 0.2, 0.25), "second": (0.3, 0.3, 0.35), "light": WHITE},
            {"main": (0.97, 0.80, 0.84), "accent": (0.75, 0.2, 0.35), "second": WHITE, "light": WHITE},
        )  # fmt: skip
        c = self.palette
        color, trim = c.main, self._unlike(c.accent, c.main)
        girl = self._girl
        dice = self.dice
        cloud = [(float(x), float(y)) for x, y in zip(dice.uniform(-0.35, 0.35, 6), dice.uniform(4.15, 4.85, 6), strict=True)]

        def figured(atlas: Atlas) -> None:
            for x, y in cloud:
                for side in ("front", "back"):
                    _cloud(atlas, x, y, trim, side)

        def dress(atlas: Atlas) -> None:
            figured(atlas)
            lap = [(0.0, 5.24), (-0.10, 5.02), (-0.30, 4.86), (-0.42, 4.70), (-0.44, 3.9)]
            atlas.line(path(lap, closed=False, soft=True), width=0.062)
            atlas.stripe(path(lap, closed=False, soft=True), trim, 0.046)
            frogs(atlas, [(-0.02, 5.16), (-0.17, 4.94), (-0.34, 4.80)], trim, size=0.075)

        def jacket(atlas: Atlas) -> None:
            figured(atlas)
            atlas.line(path([(0, 5.25), (0, 3.4)], closed=False), width=0.012)
            frogs(atlas, [(0, y) for y in (5.10, 4.82, 4.54, 4.26, 3.98, 3.72)], trim, size=0.12)
            atlas.stripe(path([(-2, 3.50), (2, 3.50)], closed=False), trim, 0.04, side="both")
            for s in (1, -1):
                atlas.hole(path([(s * 0.42, 3.4), (s * 0.46, 3.78), (s * 0.8, 3.4)]), side="both")

        if girl:
            self._trunk(color, low=3.98, fit=0.036, paint=dress)
        else:
            self._trunk(color, low=3.46, fit=0.05, loose=0.035, hang=0.12, paint=jacket, name="tang jacket")
        self._high_collar(color, high=5.44, low=5.14, inflate=0.028)
        self.add(tops.band_collar(self.body, trim, high=5.452, low=5.41, inflate=0.040))
        if girl:
            length = self._between(1.3, 1.7) if self._chance(0.5) else self._between(2.6, 3.2)
            gap = 0.42 if length > 2 else 0.5

            def slit(r: Round) -> None:
                for i in range(9):
                    x, y = float(dice.uniform(-170, 170)), float(dice.uniform(0.15, 0.85))
                    r.flower(x, y, 0.085, trim, color, 6)
                top = 1 - gap
                for x in (-90, 90):
                    for s in (1, -1):
                        edge = [(x, top), (x + s * 5, top + 0.2), (x + s * 11, 1.0)]
                        r.stripe(edge, trim, 0.07)
                r.band(0.955, 1.0, trim)
                for x in (-90, 90):
                    r.hole([(x, top), (x + 4, top + 0.2), (x + 9, 1.1), (x - 9, 1.1), (x - 4, top + 0.2)])

            self._under(self._one(c.light, shade(color, 0.7), self._unlike(c.second, color)), self._one("slim", "straight"))
            self._wear(legs="trousers")
            self._gown(color, top=4.1, length=length, flare=0.14, kind="straight", slack=0.05, margin=0.05, paint=slit)
        else:
            self._under(self._unlike(c.second, color), self._one("wide", "straight", "jogger"))
        if girl and self._chance(0.6):
            self._sleeves(0.34, color, kind="puff" if self._chance(0.3) else "plain")
            self.add(*tops.cuffs(self.body, 0.30, 0.37, trim, 0.062))
            stop = 0.34
        else:
            self._sleeves(1.86, color, kind="bell" if self._chance(0.5) else "plain", inflate=0.035, flare=0.05)
            if self._chance(0.6):
                self.add(*tops.cuffs(self.body, 1.72, 1.9, c.light, 0.10))
            stop = 1.8
        self._cover_top(stop, 5.12)
        self.palette = _with(self.palette, leather=self._one(BLACK, trim, shade(color, 0.6)))
        self._wear(shoe="pumps" if girl else "loafers", sock=1.78)
        self.top_name = "china dress"
        self.bottom_name = "dress" if girl else ""

    def _ninja_family(self) -> None:
        self._iconic(
            {"main": (0.17, 0.18, 0.25), "second": (0.28, 0.29, 0.36), "accent": (0.78, 0.14, 0.16), "light": (0.75, 0.74, 0.72), "dark": BLACK},
            {"main": (0.20, 0.17, 0.30), "second": (0.35, 0.28, 0.48), "accent": (0.88, 0.6, 0.2), "light": (0.8, 0.78, 0.75), "dark": BLACK},
            {"main": (0.45, 0.10, 0.14), "second": BLACK, "accent": (0.95, 0.85, 0.6), "light": (0.85, 0.82, 0.8), "dark": BLACK},
            chance=0.6,
        )  # fmt: skip
        c = self.palette
        color = c.main
        other = self._unlike(c.second, color)
        wrap = self._one(c.light, other)
        girl = self._girl

        def mesh_shirt(atlas: Atlas) -> None:
            for k in range(-14, 15):
                for s in (1, -1):
                    line = path([(k * 0.08, 5.4), (k * 0.08 + s * 0.6, 4.4)], closed=False)
                    atlas.stripe(line, shade(c.dark, 0.6), 0.012, side="both")

        inner = self._atlas(5.26, 4.4, shade(c.dark, 1.5))
        mesh_shirt(inner)
        loft = self.body.torso(4.4, 5.26, 0.020, rows=12, columns=tops.COLUMNS)
        self.add(inner.mesh(loft, "mesh shirt", Part.INNER, self.width))

        def wrapped(atlas: Atlas) -> None:
            crossed(atlas, self._one(other, shade(color, 0.7)), width=0.085)

        self._trunk(color, low=3.98, fit=0.040, loose=0.015, name="jacket", paint=wrapped)
        track = self._gown(
            color, top=4.10, length=0.95 if girl else 0.7, flare=0.28 if girl else 0.2, kind="flare", slack=0.05,
            paint=lambda r: r.hem([(-180, 0.9), (-105, 0.98), (-90, 0.3), (-75, 0.98), (-16, 0.98), (-8, 0.1), (30, 0.9), (75, 0.98), (90, 0.3), (105, 0.98), (180, 0.9)], trim=other, width=0.03),
        )  # fmt: skip
        del track
        self._under(shade(color, 0.85), "jogger" if self._chance(0.6) else "tapered", stop=1.5)
        self._wraps(wrap, 1.25, 1.95, limb="leg")
        self._sleeves(0.35 if girl and self._chance(0.6) else 1.2, color, inflate=0.03)
        if self._chance(0.5):
            self._wraps(wrap, 1.15, 1.95)
        else:
            self.add(*gauntlets(self.body, shade(c.dark, 1.3), c.accent, start=1.3))
            self._inner_arms(shade(c.dark, 1.2), 1.95)
        if self._chance(0.4):
            self.add(*pauldrons(self.body, shade(c.dark, 1.4), c.accent, lames=2, size=0.8))
        self.add(*obi(self.body, c.accent, shade(c.accent, 0.65), top=4.24, low=4.02, inflate=0.075))
        self.add(*back_bow(self.body, 4.13, c.accent, size=1.1, tails=0.7, inflate=0.1))
        self._scarf(c.accent)
        self._cover_top(0.4 if girl else 1.1, 4.8)
        self.palette = _with(self.palette, leather=c.dark)
        self._wear(shoe="ankle_boots" if self._chance(0.5) else "loafers", sock=1.78)
        self.extras += ["sash", "scarf"]
        self.top_name = "ninja"

    def _scarf(self, color: RGB) -> None:
        from . import garments_extras as extras

        made = extras.scarf(self.body, color, color)
        self.add(made[0])
        p, w = self.body.proportions, self.width
        for s in (0.0, 1.0):
            at = np.array([(0.10 - 0.16 * s) * w, p.y(5.20), -0.26 * w])
            self.add(
                ribbon_end(
                    self.body, at, "upperChest", shade(color, 1 - 0.1 * s), length=(1.5 - 0.35 * s) * (0.4 + 0.6 * p.scale),
                    width=0.24 * w, out=(0, 0, -1), way=(0.25 - 0.4 * s, -1, -0.45), part=Part.SCARF, name="scarf end",
                    edge=219 + int(s),
                )
            )  # fmt: skip


def _disc(x: float, y: float, r: float) -> list[tuple[float, float]]:
    a = np.linspace(0, 2 * np.pi, 12)
    return [(x + r * float(np.cos(v)), y + r * float(np.sin(v))) for v in a]


def _cloud(atlas: Atlas, x: float, y: float, color: RGB, side: str) -> None:
    """A curl of embroidery."""
    a = np.linspace(0, 5, 18)
    for s in (1, -1):
        curl = [(x + s * 0.055 + 0.05 * float(np.cos(v)) * (1 - v / 8), y + 0.05 * float(np.sin(v)) * (1 - v / 8)) for v in a]
        atlas.stripe(path(curl, closed=False), color, 0.014, side=side)
    atlas.stripe(path([(x - 0.12, y - 0.05), (x + 0.12, y - 0.05)], closed=False), color, 0.014, side=side)


def _with(palette, **colors):
    from dataclasses import replace

    return replace(palette, **colors)
