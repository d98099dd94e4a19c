"""Costumes of the stage: idol and magical girl."""

from __future__ import annotations

import numpy as np

from ...cloth.cape import CapeCut
from ...geometry.textures import Atlas, path
from ...parts import Part
from .. import frills, ties, tops
from ..costume import Costumes, braid
from ..kimono import back_bow
from ..round_cloth import Round
from ..shoulders import epaulettes
from ..skirt_riders import frill, panel


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _idol_family(self) -> None:
        self._iconic()
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
        spot, share = ties.chest_spot(self.body, 4.98, 0.12)
        w = self.width
        self.add(*ties.bow(self.body, 5.0, c.accent, inflate=0.10, size=1.0, tails=0.3))
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
                        track,
                        "ribbon",
                        Part.BELT,
                        middle=180 + s * 16,
                        half=(7, 15),
                        top=0.0,
                        low=1.0,
                        out=0.09,
                        away=0.06,
                        further=0.35 * self.body.proportions.scale,
                        rows=12,
                        columns=7,
                        wave=0.01,
                        colors=c.accent,
                        edge=211 + (s > 0),
                    )
                    for s in (1, -1)
                )
            )
            self.add(*back_bow(self.body, 4.10, c.accent, size=2.3, tails=0.0))
            self._wear(sock=self._one(0.30, 0.45), stripes=True)
        else:
            self._hose(white if self._chance(0.5) else main, 1.39)
            self._gown(
                main,
                top=4.08,
                length=0.8,
                flare=0.26,
                slack=0.06,
                part=Part.OUTER,
                name="peplum",
                paint=lambda r: r.hem(
                    [(-180, 0.95), (-60, 0.9), (-14, 0.5), (0, 0.1), (14, 0.5), (60, 0.9), (180, 0.95)],
                    trim=c.metal,
                ),
            )
        self.add(*self._sash(4.12, 4.0, c.metal, 0.07))
        if girl:
            self._sleeves(0.42, main, kind="puff", inflate=0.06)
            self.add(*frills.arm_ruffles(self.body, 0.44, 0.06, 0.12, white, edge=207, tip=c.accent))
        else:
            self._sleeves(0.62, main, inflate=0.045, flare=0.06, outer=True)
            self.add(*tops.cuffs(self.body, 0.54, 0.64, c.metal, 0.115))
            self.add(*epaulettes(self.body, c.metal, c.metal))
        self._gloves(white, start=1.45, fingers=False, cuff=c.accent)
        self.add(*frills.arm_ruffles(self.body, 1.46, 0.05, -0.09, c.accent, edge=209))
        self._cover_top(0.4, 5.08)
        self._boots(c.leather, start=1.25, cuff=c.accent)
        self.extras += ["ribbon"]
        self.top_name = "dress" if girl else "jacket"
        self.bottom_name = "dress" if girl else ""

    def _magical_family(self) -> None:
        self._iconic()
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
        self.add(*ties.bow(self.body, 4.94, c.accent, inflate=0.105, size=1.35, tails=0.34))
        spot, share = ties.chest_spot(self.body, 4.94, 0.165)
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
                    over,
                    "tail",
                    Part.BELT,
                    middle=180 + s * 20,
                    half=(9, 22),
                    top=0.0,
                    low=1.0,
                    out=0.09,
                    away=0.10,
                    further=0.8 * self.body.proportions.scale,
                    rows=14,
                    columns=8,
                    wave=0.012,
                    colors=c.accent,
                    edge=213 + (s > 0),
                )
            )
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
