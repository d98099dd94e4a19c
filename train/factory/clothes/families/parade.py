"""Costumes of the parade and the feast: cheer, marching band, santa."""

from __future__ import annotations

import numpy as np

from ...cloth.cape import CapeCut
from ...geometry.textures import Atlas, path
from ...palette import RGB
from ...parts import Part
from .. import ties, tops
from ..costume import Costumes, braid
from ..dyes import WHITE
from ..frills import fluffy, fur_hem
from ..round_cloth import Round
from ..shoulders import epaulettes


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _cheer_family(self) -> None:
        self._iconic(chance=0.45)
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
        self._iconic()
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
        self._iconic(chance=0.8)
        c = self.palette
        main, fur = self._unlike(c.main, c.light), c.light
        girl = self._girl
        self._trunk(
            main,
            low=4.0,
            fit=0.05,
            loose=0.0 if girl else 0.05,
            part=Part.OUTER,
            name="coat",
            paint=lambda atlas: atlas.line(path([(0.03, 5.2), (0.03, 4.0)], closed=False), width=0.009),
        )
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
                CapeCut(low=4.35, open=0.35, flare=0.16, folds=12, deep=0.02, over=0.08, arms="over"),
                main,
                paint=lambda r: r.band(0.78, 1.0, fur),
                lining=fur,
            )
            self.add(*ties.bow(self.body, 5.1, c.accent, inflate=0.15, size=0.9, tails=0.3))
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
