"""Costumes of service and of the night: maid, butler, gothic."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import skia

from ...geometry.textures import Atlas, path, shade
from ...parts import Part
from .. import frills, ties, tops
from ..costume import Costumes
from ..dyes import BLACK
from ..kimono import back_bow
from ..round_cloth import Round
from ..skirt_riders import frill, panel


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _maid_family(self) -> None:
        self._iconic()
        c = self.palette
        dress, white = self._unlike(c.main, c.light), c.light
        long = self._chance(0.4)
        length = self._between(2.7, 3.3) if long else self._between(1.25, 1.6)
        self._trunk(dress, low=4.0, neck=(5.12, 0.16, "round"))

        def paint(atlas: Atlas) -> None:
            bib = [(-0.22, 5.02), (0.22, 5.02), (0.16, 4.0), (-0.16, 4.0)]
            around = path([(-3, 6), (3, 6), (3, 3), (-3, 3)])
            around.addPath(path(bib))
            around.setFillType(skia.PathFillType.kEvenOdd)
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
            track,
            "apron",
            Part.APRON,
            middle=0,
            half=(44, 44),
            top=0.02,
            low=stop,
            out=0.04,
            away=0.01,
            rows=14,
            columns=17,
            wave=0.006,
            edge=205,
            material=picture.material(),
        )
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
        self.add(*ties.bow(self.body, 5.06, c.accent, inflate=0.1, size=0.8, tails=0.15))
        self._wear(sock=self._one(0.42, 0.55, 1.78), shoe="mary_janes", stripes=False)
        if self.spec.sock < 0.6:
            self.add(*frills.leg_ruffles(self.body, self.spec.sock, 0.02, 0.06, c.sock))
        self.extras += ["apron", "ribbon"]
        self.top_name = self.bottom_name = "dress"

    def _butler_family(self) -> None:
        own = self._iconic()
        c = self.palette
        coat = c.main if own else c.dark
        self._inner(c.light, neck=(5.12, 0.14, "v"))
        self.add(tops.collar(self.body, c.light, rise=5.335))
        if self.spec.neck == "tie":
            self.add(*ties.tie(self.body, 5.16, 4.55, c.accent, inflate=0.05))
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
            coat,
            top=4.10,
            length=self._between(1.5, 1.9),
            flare=0.22,
            kind="straight",
            slack=0.09,
            part=Part.OUTER,
            name="coat tails",
            paint=tails,
            edge=int(Part.OUTER),
            margin=0.07,
            arms=True,
        )
        self._sleeves(1.9, coat, inflate=0.046, flare=0.03, outer=True)
        self.add(*tops.cuffs(self.body, 1.86, 1.98, c.light, 0.036))
        self._gloves(c.light if self._chance(0.8) else coat, start=1.9)
        self._cover_top(1.86, 5.12)
        if self.spec.neck != "tie":
            self.add(*ties.bow(self.body, 5.12, c.accent, inflate=0.10, size=0.62, tails=0.0))
        self._wear(shoe="loafers", sock=1.78)
        self.palette = replace(self.palette, leather=BLACK)
        self.extras += ["tie"] if "tie" not in self.extras else []
        self.top_name = "coat"

    def _gothic_family(self) -> None:
        self._iconic(chance=0.7)
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
        self.add(*ties.bow(self.body, 5.14, c.accent, inflate=0.115, size=0.62, tails=0.22))
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
