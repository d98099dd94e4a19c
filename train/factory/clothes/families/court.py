"""Costumes of court: prince and princess."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import skia

from ...cloth.cape import CAPES
from ...geometry.textures import Atlas, path, shade
from ...palette import RGB
from ...parts import Part
from .. import frills, ties, tops
from ..costume import Costumes, braid, scroll
from ..dyes import WHITE
from ..kimono import back_bow
from ..round_cloth import Round
from ..shoulders import epaulettes
from ..skirt_riders import frill, panel


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _prince_family(self) -> None:
        self._iconic()
        c = self.palette
        main, gold, sash = c.main, c.metal, self._unlike(c.accent, c.main)
        girl = self._girl
        style = int(self.dice.integers(3))

        def paint(atlas: Atlas) -> None:
            atlas.line(path([(0.0, 5.25), (0.0, 4.0)], closed=False), width=0.010)
            if style == 0:
                braid(atlas, gold, [4.98, 4.80, 4.62, 4.44, 4.26], half=0.24, width=0.03)
            elif style == 1:
                front = path([(-0.27, 5.2), (0.27, 5.2), (0.15, 4.05), (-0.15, 4.05)])
                atlas.fill(front, sash, outlined=0.01)
                for s in (1, -1):
                    atlas.stripe(path([(s * 0.27, 5.2), (s * 0.15, 4.05)], closed=False), gold, 0.035)
            else:
                for s in (1, -1):
                    scroll(atlas, s, gold)
                atlas.stripe(path([(0.0, 5.25), (0.0, 4.0)], closed=False), gold, 0.03)
            atlas.stripe(path([(-2, 4.0), (2, 4.0)], closed=False), gold, 0.05, side="both")
            for s in (1, -1):
                atlas.stripe(
                    path([(s * 0.16, 5.0), (s * 0.12, 4.0)], closed=False, soft=True),
                    gold,
                    0.018,
                    side="back",
                )

        self._trunk(main, low=3.96, high=5.24, fit=0.062, part=Part.OUTER, name="uniform", paint=paint)
        if style == 1:
            self._buttons([-0.13, 0.13], [4.92, 4.72, 4.52, 4.32], 0.072, gold, 0.028)
        self._high_collar(main, high=5.42, inflate=0.045)
        self.add(tops.band_collar(self.body, gold, high=5.432, low=5.385, inflate=0.060))
        if self._chance(0.5):
            self.add(*frills.jabot(self.body, c.light, top=5.24, inflate=0.08, tiers=2))
        self.add(*epaulettes(self.body, gold, gold))

        def tails(r: Round) -> None:
            r.hem(
                [
                    (-180, 0.97),
                    (-100, 0.9),
                    (-40, 0.55),
                    (-12, 0.16),
                    (0, 0.05),
                    (12, 0.16),
                    (40, 0.55),
                    (100, 0.9),
                    (180, 0.97),
                ],
                trim=gold,
                width=0.035,
            )

        long = self._between(0.85, 1.7)
        if girl and self._chance(0.5):
            skirt = self._unlike(c.second, main) if style == 1 else c.second
            self._gown(
                skirt,
                length=1.3,
                flare=0.38,
                kind="pleats",
                pleats=16,
                paint=lambda r: r.band(0.88, 0.93, gold),
            )
            long = self._between(1.4, 1.9)
            self._wear(legs="skirt", sock=self._one(0.35, 0.5))
        else:
            self._hose(self._one(c.second, c.dark, shade(main, 0.85)), 1.26)
        self._gown(
            main,
            top=4.06,
            length=long,
            flare=0.26,
            kind="straight",
            slack=0.075,
            arms=True,
            margin=0.075,
            part=Part.OUTER,
            name="coat tails",
            paint=tails,
            edge=int(Part.OUTER),
        )
        if self._chance(0.7):
            self._sash_across(sash, gold)
        self._belt(4.04, c.leather if style else WHITE, gold, inflate=0.095)
        self._sleeves(1.92, main, inflate=0.045, flare=0.03, outer=True)
        self.add(*tops.cuffs(self.body, 1.66, 1.95, sash if self._chance(0.6) else shade(main, 0.85), 0.078))
        self.add(*tops.cuffs(self.body, 1.63, 1.68, gold, 0.085))
        self._gloves(WHITE, start=1.88)
        self._cover_top(1.86, 5.12)
        cape = self._one("short", "side", "long", "none")
        if cape == "short":
            self._cape(
                replace(CAPES["short cape"], low=self._between(3.0, 3.9), over=0.14),
                sash,
                lining=shade(main, 0.9),
            )
        elif cape == "side":
            self._cape(
                replace(CAPES["short cape"], open=3.4, lopsided=0.9, low=3.3, over=0.14), sash, lining=gold
            )
        elif cape == "long":
            self._cape(replace(CAPES["cape"], low=0.9, over=0.14), sash, lining=shade(main, 0.9))
        self._boots(c.leather, start=1.12, cuff=self._one(gold, None, shade(c.leather, 1.4)))
        if self.spec.legs == "skirt":
            self._wear(sock=0.4)
        self.top_name = "jacket"
        self.extras.append("sash")

    def _sash_across(self, color: RGB, edge: RGB) -> None:
        """A broad ribbon from one shoulder to the other hip."""
        atlas = self._atlas(5.22, 4.0, color)
        keep = [(0.34, 5.3), (0.20, 5.3), (-0.50, 4.16), (-0.44, 4.0), (-0.34, 4.0)]
        for side in ("front", "back"):
            all_ = path([(-3, 6), (3, 6), (3, 3), (-3, 3)])
            all_.addPath(path(keep))
            all_.setFillType(skia.PathFillType.kEvenOdd)
            for a, b in ((keep[0], keep[4]), (keep[1], keep[2])):
                atlas.stripe(path([a, b], closed=False), edge, 0.05, side=side)
            atlas.hole(all_, side=side)
        loft = self.body.torso(4.0, 5.22, 0.082, rows=18, columns=tops.COLUMNS)
        self.add(atlas.mesh(loft, "shoulder sash", Part.BELT, self.width, edge=233))

    def _princess_family(self) -> None:
        self._iconic()
        c = self.palette
        main, pale, gold = c.main, c.light, c.metal
        style = int(self.dice.integers(3))

        def paint(atlas: Atlas) -> None:
            front = path([(-0.24, 5.1), (0.24, 5.1), (0, 3.90)])
            atlas.fill(front, pale, outlined=0.01)
            for s in (1, -1):
                atlas.stripe(path([(s * 0.25, 5.1), (0, 3.94)], closed=False), gold, 0.03)
                scroll(atlas, s, gold)
            if style == 1:
                for y in np.linspace(4.8, 4.2, 6):
                    half = 0.2 * (float(y) - 3.9) / 1.2
                    for s in (1, -1):
                        atlas.stripe(
                            path([(s * half, float(y)), (-s * half, float(y) - 0.1)], closed=False),
                            c.accent,
                            0.018,
                        )
            for y in np.linspace(4.85, 4.1, 7):
                for s in (1, -1):
                    atlas.stripe(
                        path([(s * 0.07, float(y)), (-s * 0.07, float(y) - 0.08)], closed=False),
                        c.accent,
                        0.018,
                        side="back",
                    )

        self._trunk(main, low=3.92, fit=0.036, neck=(4.98, 0.26, "round"), paint=paint)
        self.add(frills.trunk_ruffle(self.body, 5.05, 0.05, 0.13, pale, spread=0.6, waves=22, tip=gold))
        spot, share = ties.chest_spot(self.body, 4.92, 0.09)
        w = self.width
        self.add(
            frills.pill(
                spot,
                share,
                (0.05 * w, 0.065 * w, 0.03),
                c.accent,
                name="gem",
                part=Part.ORNAMENT,
                kind="metal",
            )
        )
        length = 3.82

        def under(r: Round) -> None:
            r.band(0.90, 0.93, gold)
            for k in range(-8, 9):
                r.flower(k * 21, 0.965, 0.07, c.accent, gold)
            for k in range(-3, 4):
                r.star(k * 8, 0.45 + 0.07 * (k % 3), 0.05, gold, 4)

        inner = self._gown(
            pale, length=length, flare=0.78, kind="flare", margin=0.05, paint=under, name="gown"
        )
        self.add(frill(inner, pale, at=0.955, long=0.16, waves=40, depth=0.05, tip=gold))

        def over(r: Round) -> None:
            if style == 0:
                x = np.linspace(-180, 180, 121)
                y = 0.78 + 0.16 * np.abs(np.sin(np.radians(x) * 3.5))
                r.hem(list(zip(x, y, strict=True)), trim=gold, width=0.05)
                for k in range(-3, 4):
                    r.flower(k * 51.4, 0.74, 0.11, c.accent, gold)
            else:
                r.hem(
                    [
                        (-180, 0.97),
                        (-60, 0.97),
                        (-34, 0.8),
                        (-12, 0.3),
                        (0, 0.0),
                        (12, 0.3),
                        (34, 0.8),
                        (60, 0.97),
                        (180, 0.97),
                    ],
                    trim=gold,
                    width=0.06,
                )
                for k in range(3, 10):
                    for s in (1, -1):
                        r.flower(s * k * 18, 0.87, 0.10, pale, gold)

        outer = self._gown(
            main,
            top=4.10,
            length=3.3,
            flare=0.76,
            kind="flare",
            slack=0.055,
            margin=0.09,
            paint=over,
            name="overskirt",
            edge=212,
        )
        self.add(*back_bow(self.body, 4.08, c.accent, size=2.6, tails=0.0))
        for s in (1, -1):
            self.add(
                panel(
                    outer,
                    "bow tail",
                    Part.BELT,
                    middle=180 + s * 9,
                    half=(4, 10),
                    top=0.01,
                    low=0.55,
                    out=0.07,
                    away=0.02,
                    rows=10,
                    columns=7,
                    colors=c.accent,
                    edge=234 + (s > 0),
                )
            )
        self._sleeves(0.42, main, kind="puff", inflate=0.085)
        self.add(*tops.cuffs(self.body, 0.37, 0.47, gold, 0.07))
        if self._chance(0.75):
            self._gloves(
                WHITE if self._chance(0.7) else c.accent, start=0.85 if self._chance(0.7) else 1.6, cuff=pale
            )
        else:
            self._sleeves(1.9, pale, kind="bell", inflate=0.02)
        if self._chance(0.3):
            self._cape(replace(CAPES["cape"], low=0.35, open=2.9, flare=0.95), c.accent, lining=pale)
        self._cover_top(0.4, 4.94)
        self.palette = replace(self.palette, leather=self._one(gold, pale, c.accent), sock=pale)
        self._wear(shoe="pumps", sock=1.5)
        self.extras.append("ribbon")
        self.top_name = self.bottom_name = "dress"
