"""Costumes of service, stage and feast: maid, butler, gothic, idol, magical girl, cheer, band, santa."""

from __future__ import annotations

import numpy as np

from . import garments_extras as extras
from . import garments_frills as frills
from . import garments_tops as tops
from .cape import CapeCut
from .garments_armor import epaulettes
from .garments_costume import BLACK, GOLD, WHITE, Costumes, braid
from .garments_kimono import back_bow
from .garments_riders import frill, panel
from .garments_round import Round
from .palette import RGB
from .parts import Part
from .textures import Atlas, path, shade


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    # ---- service

    def _maid_family(self) -> None:
        self._iconic(
            {"main": BLACK, "light": WHITE, "accent": (0.75, 0.12, 0.16), "leather": BLACK, "sock": WHITE},
            {"main": (0.16, 0.19, 0.33), "light": WHITE, "accent": (0.2, 0.3, 0.6), "sock": WHITE},
            {"main": (0.40, 0.25, 0.20), "light": (0.98, 0.95, 0.90), "accent": (0.82, 0.55, 0.2)},
        )
        c = self.palette
        dress, white = self._unlike(c.main, c.light), c.light
        long = self._chance(0.4)
        length = self._between(2.7, 3.3) if long else self._between(1.25, 1.6)
        self._trunk(dress, low=4.0, neck=(5.12, 0.16, "round"))

        def paint(atlas: Atlas) -> None:
            bib = [(-0.22, 5.02), (0.22, 5.02), (0.16, 4.0), (-0.16, 4.0)]
            around = path([(-3, 6), (3, 6), (3, 3), (-3, 3)])
            around.addPath(path(bib))
            around.setFillType(frills_even())
            atlas.line(path([(-0.19, 4.96), (0.19, 4.96)], closed=False), width=0.01)
            atlas.hole(around)
            atlas.hole(path([(-3, 6), (3, 6), (3, 3), (-3, 3)]), side="back")

        self._trunk(
            white, low=4.02, high=5.06, fit=0.058, part=Part.APRON, name="bib", paint=paint, edge=204, rows=10
        )
        self.add(*frills.bib_ruffles(self.body, white, inflate=0.062, inner=0.23, width=0.15))

        def hem(r: Round) -> None:
            if not long:
                r.scallops(0.90, 0.07, 30, white)

        track = self._gown(
            dress, length=length, flare=0.34 if long else 0.42, kind="gather", margin=0.06, paint=hem
        )
        self.add(frill(track, white, at=0.97, long=0.10, waves=36, part=Part.BOTTOM))

        def lace(r: Round) -> None:
            r.line([(-150, 0.82), (150, 0.82)], 0.01)

        picture = Round(white, girth=2.0, length=1.0, width=384)
        picture.folds([0.3, 0.5, 0.7])
        lace(picture)
        stop = 0.80 if long else 0.74
        apron = panel(
            track, "apron", Part.APRON, middle=0, half=(44, 44), top=0.02, low=stop, out=0.04, away=0.01,
            rows=14, columns=17, wave=0.006, edge=205, material=picture.material(),
        )  # fmt: skip
        self.add(apron)
        self.add(
            frill(
                track,
                white,
                at=stop - 0.01,
                long=0.10,
                waves=14,
                span=46,
                out=0.052,
                part=Part.APRON,
                edge=206,
            )
        )
        self.add(*self._sash(4.15, 4.02, white, 0.085))
        self.add(*back_bow(self.body, 4.06, white, size=2.0, tails=0.75, part=Part.APRON))
        puff = self._chance(0.6)
        if puff:
            self._sleeves(0.5, dress, kind="puff")
            self.add(*tops.cuffs(self.body, 0.44, 0.55, white, 0.075))
            self.add(*frills.arm_ruffles(self.body, 0.55, 0.05, 0.07, white, edge=207))
            if self._chance(0.5):  # cuffs of their own
                self.add(*tops.cuffs(self.body, 1.80, 1.95, white, 0.03))
        else:
            self._sleeves(1.9, dress, kind="loose")
            self.add(*tops.cuffs(self.body, 1.78, 1.97, white, 0.036))
            self.add(*frills.arm_ruffles(self.body, 1.80, 0.04, -0.06, white, edge=207))
        self._cover_top(0.5 if puff else 1.86, 5.0)
        self.add(tops.collar(self.body, white, fall=0.12, tips=0.06, rise=5.30))
        self.add(*extras.bow(self.body, 5.06, c.accent, inflate=0.1, size=0.8, tails=0.15))
        self._wear(sock=self._one(0.42, 0.55, 1.78), shoe="mary_janes", stripes=False)
        if self.spec.sock < 0.6:
            self.add(*frills.leg_ruffles(self.body, self.spec.sock, 0.02, 0.06, c.sock))
        self.extras += ["apron", "ribbon"]
        self.top_name = self.bottom_name = "dress"

    def _butler_family(self) -> None:
        own = self._iconic(
            {
                "main": BLACK,
                "second": (0.34, 0.35, 0.40),
                "light": WHITE,
                "accent": (0.16, 0.15, 0.2),
                "dark": BLACK,
            },
            {
                "main": (0.14, 0.16, 0.28),
                "second": (0.55, 0.12, 0.18),
                "light": WHITE,
                "dark": (0.14, 0.16, 0.28),
            },
        )
        c = self.palette
        coat = c.main if own else c.dark
        self._inner(c.light, neck=(5.12, 0.14, "v"))
        self.add(tops.collar(self.body, c.light, rise=5.335))
        if self.spec.neck == "tie":
            self.add(*extras.tie(self.body, 5.16, 4.55, c.accent, inflate=0.05))
        double = self._chance(0.5)

        def vest(atlas: Atlas) -> None:
            v = [(-0.20, 5.5), (-0.16, 5.2), (0, 4.60), (0.16, 5.2), (0.20, 5.5)]
            atlas.hole(path(v))
            atlas.line(path([(-0.18, 5.2), (0, 4.56), (0.18, 5.2)], closed=False), width=0.008)
            for y in (4.48, 4.33, 4.18, 4.03):
                for x in (-0.07, 0.07) if double else (0.0,):
                    atlas.button(x, y, c.metal, 0.022)
            atlas.hole(path([(0.02, 3.8), (0.16, 3.95), (0.5, 3.8)]))

        self._trunk(
            self._unlike(c.second, coat),
            low=3.82,
            high=5.2,
            fit=0.055,
            part=Part.OUTER,
            name="vest",
            paint=vest,
        )

        def tailcoat(atlas: Atlas) -> None:
            half = [(0.30, 5.6), (0.22, 5.18), (0.17, 4.7), (0.20, 4.25), (0.42, 3.98)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
            for s in (1, -1):
                lapel = [
                    (s * 0.20, 5.3),
                    (s * 0.31, 5.2),
                    (s * 0.36, 4.98),
                    (s * 0.27, 4.93),
                    (s * 0.18, 4.5),
                    (s * 0.16, 4.75),
                ]
                atlas.fill(
                    path(lapel), shade(coat, 1.25) if max(coat) < 0.4 else shade(coat, 0.85), outlined=0.010
                )
                for y in (4.42, 4.30):
                    atlas.button(s * 0.27, y, c.metal, 0.022)
            atlas.line(path([(0, 4.6), (0, 3.9)], closed=False), width=0.008, side="back")

        self._trunk(
            coat,
            low=4.04,
            high=5.2,
            fit=0.082,
            part=Part.OUTER,
            name="tailcoat",
            paint=tailcoat,
            edge=tops.TRUNK_LINE,
        )

        def tails(r: Round) -> None:
            r.hem(
                [
                    (-180, 0.55),
                    (-176, 0.98),
                    (-138, 0.99),
                    (-95, 0.22),
                    (-70, -0.1),
                    (70, -0.1),
                    (95, 0.22),
                    (138, 0.99),
                    (176, 0.98),
                    (180, 0.55),
                ]
            )

        self._under(coat, "straight" if self._chance(0.5) else "slim")
        self._gown(
            coat, top=4.10, length=self._between(1.5, 1.9), flare=0.22, kind="straight", slack=0.09, part=Part.OUTER,
            name="coat tails", paint=tails, edge=int(Part.OUTER), margin=0.07, arms=True,
        )  # fmt: skip
        self._sleeves(1.9, coat, inflate=0.046, flare=0.03, outer=True)
        self.add(*tops.cuffs(self.body, 1.86, 1.98, c.light, 0.036))
        self._gloves(c.light if self._chance(0.8) else coat, start=1.9)
        self._cover_top(1.86, 5.12)
        if self.spec.neck != "tie":
            self.add(*extras.bow(self.body, 5.12, c.accent, inflate=0.10, size=0.62, tails=0.0))
        self._wear(shoe="loafers", sock=1.78)
        self.palette = replace_leather(self.palette, BLACK)
        self.extras += ["tie"] if "tie" not in self.extras else []
        self.top_name = "coat"

    def _gothic_family(self) -> None:
        self._iconic(
            {"main": BLACK, "second": (0.30, 0.08, 0.16), "light": (0.92, 0.90, 0.92), "accent": (0.62, 0.08, 0.16), "sock": BLACK, "leather": BLACK},
            {"main": (0.17, 0.13, 0.25), "second": (0.45, 0.30, 0.60), "light": (0.90, 0.86, 0.95), "accent": (0.52, 0.3, 0.75), "sock": BLACK, "leather": BLACK},
            {"main": (0.93, 0.90, 0.93), "second": BLACK, "light": BLACK, "accent": BLACK, "sock": WHITE, "leather": BLACK},
            chance=0.7,
        )  # fmt: skip
        c = self.palette
        dress = self._unlike(c.main, c.light)
        lace = c.light if self._chance(0.55) else self._unlike(c.second, dress)

        def corset(atlas: Atlas) -> None:
            if self._chance(0.6):
                bib = path([(-0.2, 5.1), (0.2, 5.1), (0.10, 4.02), (-0.10, 4.02)])
                atlas.fill(bib, lace, outlined=0.01)
            y = np.linspace(4.72, 4.08, 7)
            for i in range(6):
                for s in (1, -1):
                    cross = path([(s * 0.075, y[i]), (-s * 0.075, y[i + 1])], closed=False)
                    atlas.stripe(cross, c.accent, 0.020)
                    atlas.line(path([(s * 0.085, y[i]), (s * 0.085, y[i + 1])], closed=False), width=0.008)
            for s in (1, -1):
                for x in (0.17, 0.27):
                    atlas.line(
                        path([(s * x * 1.2, 4.72), (s * x, 4.3), (s * x, 4.0)], closed=False, soft=True),
                        width=0.007,
                    )
                    atlas.line(
                        path([(s * x * 1.2, 4.72), (s * x, 4.3), (s * x, 4.0)], closed=False, soft=True),
                        width=0.007,
                        side="back",
                    )

        self._trunk(dress, low=3.98, fit=0.040, neck=(5.14, 0.15, "round"), paint=corset)
        self._high_collar(dress, high=5.40, low=5.10, inflate=0.03)
        self.add(frills.trunk_ruffle(self.body, 5.37, 0.05, 0.09, lace, up=True, spread=0.55, waves=16))
        self.add(*frills.jabot(self.body, lace, top=5.10))
        self.add(*extras.bow(self.body, 5.14, c.accent, inflate=0.115, size=0.62, tails=0.22))
        layers = int(self.dice.integers(2, 4))
        length = self._between(1.35, 1.7) if self._chance(0.7) else self._between(2.4, 3.0)

        def hem(r: Round) -> None:
            for i in range(layers - 1):
                y = (i + 1) / layers
                r.scallops(y - 0.01, 0.06, 26, lace)
            r.zigzag(0.93, 0.97, 60, lace, 0.012)
            for k in range(-4, 5):
                r.stripe([(k * 40, 0.1), (k * 40, 0.95)], shade(dress, 0.6), 0.012, 0.6)

        track = self._gown(dress, length=length, flare=0.5, kind="gather", paint=hem, margin=0.05)
        self.add(frill(track, lace, at=0.97, long=0.13, waves=36, depth=0.05, tip=c.accent))
        self.add(
            frill(track, dress, at=0.62, long=0.16, waves=30, depth=0.05, stand=0.08, edge=208, tip=lace)
        )
        self.add(*self._sash(4.16, 4.03, c.accent, 0.066))
        self.add(*back_bow(self.body, 4.10, c.accent, size=1.7, tails=0.6))
        self._sleeves(1.9, dress, kind="mutton", inflate=0.03)
        self.add(*frills.arm_ruffles(self.body, 0.66, 0.07, 0.07, lace, edge=207))
        self.add(
            *frills.arm_ruffles(self.body, 1.84, 0.09 if self._chance(0.5) else 0.05, 0.12, lace, edge=209)
        )
        self._cover_top(1.86, 5.1)
        self._wear(shoe=self._one("boots", "mary_janes", "ankle_boots"), sock=self._one(0.42, 0.22, 1.12))
        self.extras.append("ribbon")
        self.top_name = self.bottom_name = "dress"

    # ---- stage

    def _idol_family(self) -> None:
        self._iconic(
            {"main": (0.96, 0.55, 0.70), "second": WHITE, "accent": (0.35, 0.65, 0.95), "light": WHITE, "metal": GOLD, "sock": WHITE, "leather": WHITE},
            {"main": (0.35, 0.55, 0.92), "second": WHITE, "accent": (0.98, 0.80, 0.30), "light": WHITE, "metal": GOLD, "sock": WHITE, "leather": WHITE},
            {"main": (0.85, 0.22, 0.30), "second": BLACK, "accent": GOLD, "light": WHITE, "metal": GOLD, "sock": BLACK, "leather": BLACK},
        )  # fmt: skip
        c = self.palette
        main, white = self._unlike(c.main, c.light), c.light
        girl = self._girl

        def paint(atlas: Atlas) -> None:
            center = path([(-0.13, 5.3), (0.13, 5.3), (0.09, 3.9), (-0.09, 3.9)])
            atlas.fill(center, white, outlined=0.010)
            for s in (1, -1):
                atlas.stripe(path([(s * 0.15, 5.2), (s * 0.105, 3.9)], closed=False), c.metal, 0.03)
                atlas.stripe(
                    path([(s * 0.30, 5.2), (s * 0.24, 4.5), (s * 0.26, 3.9)], closed=False), c.accent, 0.05
                )
            braid(atlas, c.metal, [4.86, 4.70, 4.54, 4.38], half=0.14)
            atlas.stripe(path([(-2, 4.02), (2, 4.02)], closed=False), c.metal, 0.04, side="both")

        self._trunk(main, low=3.98, fit=0.042, neck=(5.10, 0.17, "round"), paint=paint)
        self._high_collar(main, high=5.37, low=5.14, inflate=0.03)
        self.add(frills.trunk_ruffle(self.body, 5.12, 0.06, 0.11, white, spread=0.65, waves=20))
        spot, share = extras.chest_spot(self.body, 4.98, 0.12)
        w = self.width
        self.add(*extras.bow(self.body, 5.0, c.accent, inflate=0.10, size=1.0, tails=0.3))
        self.add(
            frills.star_badge(
                spot + np.array([0, 0, 0.06]) * w, share, 0.085 * w, c.metal, part=Part.ORNAMENT
            )
        )
        if girl:

            def hem(r: Round) -> None:
                for k in range(-5, 6):
                    r.star(k * 36, 0.52 if k % 2 else 0.68, 0.075, c.metal)
                r.band(0.86, 0.89, c.metal)

            track = self._gown(main, length=1.25, flare=0.52, kind="flare", paint=hem, margin=0.05)
            self.add(frill(track, white, at=0.95, long=0.16, waves=34, depth=0.055))
            self.add(frill(track, c.accent, at=0.93, long=0.10, waves=30, depth=0.045, stand=0.09, edge=208))
            self.add(
                frill(
                    track,
                    white,
                    at=0.05,
                    long=0.26,
                    waves=26,
                    depth=0.04,
                    stand=0.10,
                    out=0.03,
                    edge=210,
                    tip=c.metal,
                )
            )
            self.add(
                *(
                    panel(
                        track, "ribbon", Part.BELT, middle=180 + s * 16, half=(7, 15), top=0.0, low=1.0, out=0.09,
                        away=0.06, further=0.35 * self.body.proportions.scale, rows=12, columns=7, wave=0.01,
                        colors=c.accent, edge=211 + (s > 0),
                    )
                    for s in (1, -1)
                )
            )  # fmt: skip
            self.add(*back_bow(self.body, 4.10, c.accent, size=2.3, tails=0.0))
            self._wear(sock=self._one(0.30, 0.45), stripes=True)
        else:
            self._hose(white if self._chance(0.5) else main, 1.39)
            self._gown(
                main, top=4.08, length=0.8, flare=0.26, slack=0.06, part=Part.OUTER, name="peplum",
                paint=lambda r: r.hem([(-180, 0.95), (-60, 0.9), (-14, 0.5), (0, 0.1), (14, 0.5), (60, 0.9), (180, 0.95)], trim=c.metal),
            )  # fmt: skip
        self.add(*self._sash(4.12, 4.0, c.metal, 0.07))
        self._sleeves(0.42, main, kind="puff", inflate=0.06)
        self.add(*frills.arm_ruffles(self.body, 0.44, 0.06, 0.12, white, edge=207, tip=c.accent))
        self._gloves(white, start=1.45, fingers=False, cuff=c.accent)
        self.add(*frills.arm_ruffles(self.body, 1.46, 0.05, -0.09, c.accent, edge=209))
        self._cover_top(0.4, 5.08)
        self._boots(c.leather, start=1.25, cuff=c.accent)
        self.extras += ["ribbon"]
        self.top_name = "dress" if girl else "jacket"
        self.bottom_name = "dress" if girl else ""

    def _magical_family(self) -> None:
        self._iconic(
            {"main": (0.97, 0.60, 0.74), "second": WHITE, "accent": (0.95, 0.25, 0.45), "light": WHITE, "leather": (0.95, 0.35, 0.52), "metal": GOLD},
            {"main": (0.48, 0.70, 0.96), "second": WHITE, "accent": (0.20, 0.35, 0.80), "light": WHITE, "leather": (0.25, 0.4, 0.82), "metal": GOLD},
            {"main": (0.98, 0.86, 0.42), "second": WHITE, "accent": (0.95, 0.50, 0.20), "light": WHITE, "leather": WHITE, "metal": GOLD},
            {"main": (0.70, 0.55, 0.90), "second": WHITE, "accent": (0.40, 0.22, 0.62), "light": WHITE, "leather": (0.45, 0.28, 0.66), "metal": GOLD},
        )  # fmt: skip
        c = self.palette
        white, main = c.light, self._unlike(c.main, c.light)

        def paint(atlas: Atlas) -> None:
            for s in (1, -1):
                atlas.stripe(path([(s * 0.30, 5.1), (s * 0.13, 4.5), (0, 4.02)], closed=False), main, 0.055)
                atlas.line(path([(s * 0.27, 5.1), (s * 0.10, 4.5), (0, 4.1)], closed=False), width=0.008)
                atlas.stripe(path([(s * 0.38, 4.6), (s * 0.05, 3.98)], closed=False), main, 0.05, side="back")

        self._trunk(white, low=3.98, fit=0.040, neck=(5.06, 0.22, "round"), paint=paint)
        if self._chance(0.5):
            self._sailor_collar(main, white)
        else:
            self.add(frills.trunk_ruffle(self.body, 5.14, 0.05, 0.20, main, spread=0.45, waves=18, tip=white))
        self.add(*extras.bow(self.body, 4.94, c.accent, inflate=0.105, size=1.35, tails=0.34))
        spot, share = extras.chest_spot(self.body, 4.94, 0.165)
        w = self.width
        gem = frills.star_badge if self._chance(0.5) else None
        if gem:
            self.add(gem(spot, share, 0.08 * w, c.metal, part=Part.ORNAMENT))
        else:
            self.add(
                frills.pill(
                    spot,
                    share,
                    (0.06 * w, 0.06 * w, 0.03),
                    c.metal,
                    name="gem",
                    part=Part.ORNAMENT,
                    kind="metal",
                )
            )
        petal = self._chance(0.5)

        def hem(r: Round) -> None:
            if petal:
                x = np.linspace(-180, 180, 97)
                y = 0.80 + 0.19 * np.abs(np.sin(np.radians(x) * 4))
                r.hem(list(zip(x, y, strict=True)), trim=white, width=0.05)
            else:
                r.band(0.82, 0.90, white)
                r.band(0.93, 0.96, c.accent)

        under = self._gown(white, length=1.38, flare=0.50, kind="gather", margin=0.035, name="petticoat")
        self.add(
            frill(under, c.accent if self._chance(0.4) else white, at=0.95, long=0.10, waves=38, depth=0.05)
        )
        if petal:
            over = self._gown(
                main,
                top=4.10,
                length=1.15,
                flare=0.50,
                kind="flare",
                slack=0.06,
                margin=0.09,
                paint=hem,
                name="overskirt",
                edge=212,
            )
        else:
            over = self._gown(
                main,
                top=4.10,
                length=1.2,
                flare=0.50,
                kind="pleats",
                pleats=16,
                slack=0.06,
                margin=0.09,
                paint=hem,
                name="overskirt",
                edge=212,
            )
        for s in (1, -1):
            self.add(
                panel(
                    over, "tail", Part.BELT, middle=180 + s * 20, half=(9, 22), top=0.0, low=1.0, out=0.09, away=0.10,
                    further=0.8 * self.body.proportions.scale, rows=14, columns=8, wave=0.012, colors=c.accent,
                    edge=213 + (s > 0),
                )
            )  # fmt: skip
        self.add(*back_bow(self.body, 4.12, c.accent, size=2.4, tails=0.0))
        self.add(*self._sash(4.15, 4.02, main, 0.08))
        self._sleeves(0.38, white, kind="puff", inflate=0.075)
        self.add(*tops.cuffs(self.body, 0.34, 0.44, main, 0.07))
        self._gloves(white, start=1.2 if self._chance(0.6) else 1.65, cuff=main)
        self._cover_top(0.38, 5.04)
        if self._chance(0.3):
            self._cape(CapeCut(low=3.3, open=2.9, flare=0.3), main, lining=white)
        self._boots(c.leather, start=self._one(0.75, 1.15), cuff=white)
        self.extras += ["ribbon"]
        self.top_name = self.bottom_name = "dress"

    def _cheer_family(self) -> None:
        self._iconic(
            {"main": (0.88, 0.16, 0.20), "light": WHITE, "accent": (0.98, 0.82, 0.2)},
            {"main": (0.12, 0.30, 0.72), "light": WHITE, "accent": (0.98, 0.82, 0.2)},
            {"main": (0.98, 0.78, 0.2), "light": WHITE, "accent": (0.1, 0.5, 0.35)},
            chance=0.45,
        )
        c = self.palette
        main, white = self._unlike(c.main, c.light), c.light
        girl = self._girl
        letter = int(self.dice.integers(3))

        def paint(atlas: Atlas) -> None:
            for side in ("front", "back"):
                for y, color in ((4.98, white), (4.90, c.accent), (4.82, white)):
                    v = path(
                        [(-2, y + 0.5), (-0.45, y), (0, y - 0.28), (0.45, y), (2, y + 0.5)], closed=False
                    )
                    if side == "front":
                        atlas.stripe(v, color, 0.05)
                atlas.stripe(path([(-2, 4.06), (2, 4.06)], closed=False), white, 0.05, side=side)
            shape = (
                [(-0.11, 4.45), (0, 4.16), (0.11, 4.45), (0.05, 4.45), (0, 4.30), (-0.05, 4.45)],
                [
                    (-0.10, 4.45),
                    (0.10, 4.45),
                    (0.10, 4.39),
                    (0.03, 4.39),
                    (0.03, 4.17),
                    (-0.03, 4.17),
                    (-0.03, 4.39),
                    (-0.10, 4.39),
                ],
                [(-0.09, 4.45), (-0.03, 4.45), (-0.03, 4.24), (0.09, 4.24), (0.09, 4.17), (-0.09, 4.17)],
            )[letter]
            atlas.fill(path([(x * 1.3, (y - 4.3) * 1.3 + 4.32) for x, y in shape]), white, outlined=0.012)

        self._trunk(main, low=3.92, fit=0.038, loose=0.02, neck=(4.98, 0.2, "v"), paint=paint)
        self._sleeves(0.30 if self._chance(0.5) else 1.88, white if self._chance(0.5) else main)
        self._cover_top(0.3, 5.0)
        self._inner(white)
        if girl:

            def hem(r: Round) -> None:
                r.band(0.84, 0.89, white)
                r.band(0.93, 0.97, c.accent)

            self._gown(main, top=4.02, length=1.1, flare=0.34, kind="pleats", pleats=14, paint=hem)
        else:
            self._under(white, "straight")
        self._wear(shoe="sneakers", sock=self._one(1.5, 1.78, 1.12), stripes=True)
        self.top_name = "vest"

    def _band_family(self) -> None:
        self._iconic(
            {"main": (0.78, 0.12, 0.16), "second": WHITE, "accent": (0.16, 0.18, 0.30), "metal": GOLD, "light": WHITE, "leather": BLACK},
            {"main": (0.13, 0.20, 0.45), "second": WHITE, "accent": (0.85, 0.15, 0.2), "metal": GOLD, "light": WHITE, "leather": WHITE},
            {"main": WHITE, "second": (0.12, 0.15, 0.30), "accent": (0.2, 0.3, 0.7), "metal": GOLD, "light": WHITE, "leather": WHITE},
        )  # fmt: skip
        c = self.palette
        main, other = c.main, self._unlike(c.second, c.main)
        plastron = self._chance(0.5)

        def paint(atlas: Atlas) -> None:
            if plastron:
                front = path([(-0.30, 5.2), (0.30, 5.2), (0.16, 4.1), (-0.16, 4.1)])
                atlas.fill(front, other, outlined=0.012)
            braid(atlas, c.metal, [5.0, 4.86, 4.72, 4.58, 4.44, 4.30], half=0.22, width=0.03)
            atlas.line(path([(0, 5.25), (0, 4.0)], closed=False), width=0.01)
            atlas.stripe(path([(-2, 4.0), (2, 4.0)], closed=False), c.metal, 0.05, side="both")
            atlas.line(path([(0, 5.1), (0, 4.0)], closed=False), width=0.009, side="back")

        self._trunk(main, low=3.95, high=5.24, fit=0.06, part=Part.OUTER, name="band jacket", paint=paint)
        self._high_collar(main, high=5.40, inflate=0.05)
        self._buttons([0.0], [5.0, 4.86, 4.72, 4.58, 4.44, 4.30], 0.068, c.metal, 0.026)
        self._sleeves(1.92, main, inflate=0.045, outer=True)
        self.add(*tops.cuffs(self.body, 1.70, 1.95, other, 0.075))
        self.add(*tops.cuffs(self.body, 1.66, 1.72, c.metal, 0.082))
        self.add(*epaulettes(self.body, c.metal, c.metal))
        if self._girl:

            def hem(r: Round) -> None:
                r.band(0.86, 0.91, c.metal)

            self._gown(other, top=4.06, length=1.2, flare=0.34, kind="pleats", pleats=16, paint=hem)
        else:
            self._hose(other, 1.39)
        self._belt(4.02, WHITE, c.metal, inflate=0.085)
        self._gloves(c.light, start=1.88)
        self._cover_top(1.86, 5.12)
        self._boots(c.leather, start=1.25, cuff=c.metal)
        self.top_name = "jacket"

    def _santa_family(self) -> None:
        self._iconic(
            {"main": (0.82, 0.10, 0.14), "light": (0.98, 0.97, 0.96), "dark": BLACK, "leather": (0.25, 0.15, 0.12), "metal": GOLD, "accent": (0.15, 0.45, 0.25)},
            {"main": (0.14, 0.42, 0.26), "light": (0.98, 0.97, 0.96), "dark": (0.4, 0.22, 0.12), "leather": (0.4, 0.22, 0.12), "metal": GOLD, "accent": (0.8, 0.1, 0.15)},
            chance=0.8,
        )  # fmt: skip
        c = self.palette
        main, fur = self._unlike(c.main, c.light), c.light
        girl = self._girl
        self._trunk(
            main, low=4.0, fit=0.05, loose=0.0 if girl else 0.05, part=Part.OUTER, name="coat",
            paint=lambda atlas: atlas.line(path([(0.03, 5.2), (0.03, 4.0)], closed=False), width=0.009),
        )  # fmt: skip
        self._fur(fur, 5.17, 0.09)
        self._buttons([0.0], [4.86, 4.64, 4.42], 0.075, fur, 0.055)
        if girl:
            track = self._gown(
                main,
                length=1.3,
                flare=0.45,
                kind="flare",
                part=Part.OUTER,
                name="coat skirt",
                edge=int(Part.OUTER),
            )
        else:
            track = self._gown(
                main,
                length=0.8,
                flare=0.24,
                kind="straight",
                part=Part.OUTER,
                name="coat skirt",
                slack=0.06,
                edge=int(Part.OUTER),
            )
            self._hose(main, 1.34)
        self.add(fur_hem(track, fur))
        self._belt(4.06, c.dark, c.metal, inflate=0.085, high=0.13)
        self._sleeves(1.9, main, kind="plain", inflate=0.05, flare=0.05, outer=True)
        self.add(*(fluffy(m) for m in tops.cuffs(self.body, 1.78, 1.98, fur, 0.11)))
        self._gloves(fur if self._chance(0.5) else c.accent, start=1.9)
        self._cover_top(1.86, 5.1)
        if self._chance(0.55):
            self._cape(
                CapeCut(low=4.35, open=0.35, flare=0.16, folds=12, deep=0.02, over=0.08, arms="over"), main,
                paint=lambda r: r.band(0.78, 1.0, fur), lining=fur,
            )  # fmt: skip
            self.add(*extras.bow(self.body, 5.1, c.accent, inflate=0.15, size=0.9, tails=0.3))
        self._boots(c.leather, start=1.2, cuff=fur, fold=0.16)
        self.top_name = "coat"
        self.bottom_name = "coat" if girl else ""

    def _fur(self, color: RGB, y: float, thick: float) -> None:
        ring = self.body.torso(y - 0.08, y + 0.08, 0.06, rows=8, columns=48)
        s = np.linspace(0, np.pi, 8)[:, None]
        saw = 0.02 * np.abs(np.sin(np.arange(48) * 2.4))[None]
        self.add(
            ring.inflated(np.sin(s) * (thick + saw)).mesh("fur collar", Part.COLLAR, colors=color, edge=215)
        )


def fur_hem(track, color: RGB):
    """A thick band of fur at a skirt's hem."""
    return frill(
        track,
        color,
        at=0.94,
        long=0.16,
        waves=44,
        depth=0.014,
        out=0.03,
        stand=0.02,
        part=Part.OUTER,
        edge=216,
        name="fur",
    )


def fluffy(mesh):
    """A band as thick fur: its edge in small teeth."""
    from dataclasses import replace

    p = mesh.positions + mesh.hull * (0.012 * np.sin(np.arange(len(mesh.positions)) * 2.1))[:, None]
    return replace(mesh, positions=p, hull=None, normals=None)


def frills_even():
    """Skia's even-odd filling."""
    import skia

    return skia.PathFillType.kEvenOdd


def replace_leather(palette, color: RGB):
    """A palette with other leather."""
    from dataclasses import replace

    return replace(palette, leather=color)
