"""Costumes of forest, north and night: ranger, viking, vampire."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...cloth.cape import CAPES
from ...geometry.textures import Atlas, path, shade
from ...parts import Part
from .. import frills, tops
from ..armor import pauldrons
from ..costume import Costumes
from ..mantles import fur_mantle, jagged, standing_collar
from ..round_cloth import Round
from ..skirt_riders import frill, panel


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _ranger_family(self) -> None:
        self._iconic()
        c = self.palette
        tunic = c.second if self._chance(0.5) else c.light
        cloak = self._unlike(c.main, tunic)
        leather = c.leather
        girl = self._girl
        self._trunk(
            tunic,
            low=4.0,
            fit=0.034,
            neck=(4.94, 0.17, "v"),
            paint=lambda a: a.stripe(
                path([(-0.17, 5.26), (0, 4.94), (0.17, 5.26)], closed=False), cloak, 0.07
            ),
        )

        def hem(r: Round) -> None:
            r.band(0.86, 0.93, cloak, inked=0.008)

        self._gown(tunic, length=0.95 if girl else 0.85, flare=0.26, kind="flare", slack=0.05, paint=hem)

        def vest(atlas: Atlas) -> None:
            half = [(0.30, 5.6), (0.24, 5.14), (0.10, 4.75), (0.06, 4.0)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
            for side in ("front", "back"):
                for s in (1, -1):
                    hole = [
                        (s * 0.36, 5.30),
                        (s * 0.345, 5.0),
                        (s * 0.41, 4.78),
                        (s * 0.8, 4.74),
                        (s * 0.8, 5.3),
                    ]
                    atlas.hole(path(hole), side=side)
                    atlas.line(path(hole[:4], closed=False, soft=True), width=0.012, side=side)
            for y in np.linspace(4.62, 4.1, 5):
                for s in (1, -1):
                    atlas.stripe(
                        path([(s * 0.12, float(y)), (-s * 0.12, float(y) - 0.09)], closed=False), c.dark, 0.02
                    )
            for s in (1, -1):
                atlas.line(path([(s * (x + 0.05), y) for x, y in half], closed=False), width=0.007)

        self._trunk(
            leather,
            low=3.96,
            high=5.16,
            fit=0.058,
            part=Part.OUTER,
            name="leather vest",
            paint=vest,
            kind="leather",
            edge=224,
        )
        self._belt(4.04, c.dark, c.metal, inflate=0.085, pouches=int(self.dice.integers(1, 4)))
        if self._chance(0.6):  # a second belt, and a strap over the chest
            self._belt(3.92, shade(leather, 0.8), c.metal, inflate=0.10, high=0.06, buckle=False)
        self._sleeves(1.9 if self._chance(0.6) else 0.6, tunic, kind="loose", inflate=0.03)
        self._cover_top(0.6, 4.9)
        for side_gloves in (self._chance(0.75),):
            if side_gloves:
                self._gloves(
                    leather, start=1.45, fingers=self._chance(0.5), cuff=shade(leather, 0.75), kind="leather"
                )
        if girl and self._chance(0.45):
            self._wear(legs="skirt", sock=0.35)
        else:
            self._hose(c.dark, 1.29)
        hooded = self._chance(0.75)
        if hooded:
            self._cape(
                replace(
                    self._one(CAPES["cape"], CAPES["short cape"], CAPES["cloak"]),
                    low=self._between(1.7, 3.0),
                    over=0.08,
                    folds=7,
                ),
                cloak,
                lining=shade(cloak, 0.75),
            )
            self.add(tops.hood(self.body, cloak))
            self._clasp(5.06, c.metal, inflate=0.16)
        else:
            self._cape(
                replace(CAPES["poncho"], low=4.1),
                cloak,
                paint=lambda r: (r.band(0.8, 0.86, tunic), r.zigzag(0.9, 0.95, 40, tunic, 0.02)),
            )
        if self._chance(0.3):
            self.add(*pauldrons(self.body, shade(leather, 1.1), c.dark, lames=2, size=0.9, kind="leather"))
        sock = self.spec.sock
        self._boots(leather, start=1.15, cuff=shade(leather, 1.3), fold=self._one(0.0, 0.18))
        if self.spec.legs == "skirt":
            self._wear(sock=sock)
        self.extras.append("belt")
        self.top_name = "tunic"

    def _vampire_family(self) -> None:
        self._iconic(chance=0.75)
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
                    atlas.stripe(
                        path([(s * x, 4.8), (s * x * 0.9, 3.9)], closed=False), shade(red, 0.75), 0.016
                    )

        self._trunk(red, low=3.90, high=5.2, fit=0.05, name="vest", paint=vest, part=Part.OUTER)
        self.add(*frills.jabot(self.body, c.light, top=5.14, inflate=0.05))
        self._clasp(5.16, red, inflate=0.13, size=0.05)
        self._sleeves(1.88, c.light if self._chance(0.6) else main, kind="loose", inflate=0.035, flare=0.05)
        self.add(*frills.arm_ruffles(self.body, 1.86, 0.04, 0.10, c.light, edge=207))
        if girl:

            def hem(r: Round) -> None:
                r.hem(jagged(0.86, 0.98, 12, self.dice), trim=red, width=0.03)

            track = self._gown(
                main, length=self._between(1.3, 1.9), flare=0.42, kind="flare", paint=hem, margin=0.05
            )
            self.add(frill(track, red, at=0.90, long=0.13, waves=34, out=-0.03))
            self._wear(sock=self._one(0.35, 1.12))
        else:
            self._under(main, "straight")
        self.add(*self._sash(4.10, 3.98, main, 0.075))
        self._cape(
            replace(
                CAPES["cape"],
                low=self._between(0.8, 2.4),
                open=2.2,
                tattered=self._one(0.0, 0.7),
                flare=0.45,
                over=0.08,
            ),
            main,
            lining=red,
        )
        self.add(standing_collar(self, main, red))
        self._cover_top(1.8, 5.12)
        if girl:
            self._wear(shoe=self._one("pumps", "boots", "ankle_boots"))
        else:
            self._wear(shoe="loafers", sock=1.78)
        self.top_name = "vest"

    def _viking_family(self) -> None:
        self._iconic(chance=0.6)
        c = self.palette
        tunic, fur = (
            self._unlike(c.main, c.light),
            self._one(c.light, shade(c.second, 0.9), (0.60, 0.50, 0.42)),
        )
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
        track = self._gown(
            tunic, length=self._between(2.0, 2.9) if long else 1.0, flare=0.3, kind="flare", paint=hem
        )
        if long:  # an apron dress
            picture = Round(c.light, girth=0.8, length=1.4, width=160)
            picture.band(0.86, 0.93, c.accent)
            picture.zigzag(0.1, 0.14, 12, c.accent, 0.02)
            self.add(
                panel(
                    track,
                    "apron",
                    Part.APRON,
                    middle=0,
                    half=(32, 28),
                    top=0.0,
                    low=0.72,
                    out=0.03,
                    columns=13,
                    material=picture.material(),
                    edge=220,
                )
            )
            self._wear(sock=1.12)
        else:
            self._hose(c.dark, 1.39)
        self._belt(4.06, c.leather, c.metal, inflate=0.085, high=0.14, pouches=1)
        self._sleeves(1.86, self._one(tunic, c.light), kind="loose", inflate=0.03)
        self._wraps(c.leather, 1.4, 1.9)
        self.add(fur_mantle(self, fur))
        if self._chance(0.75):
            self._cape(
                replace(
                    CAPES["cape"],
                    low=self._between(1.2, 2.4),
                    open=2.0,
                    flare=0.4,
                    tattered=self._one(0.0, 0.5),
                    over=0.10,
                    folds=7,
                ),
                self._unlike(c.second, tunic),
                lining=shade(fur, 0.8),
            )
        for s in (1, -1):
            spot, share = (
                self.body.torso(5.0, 5.06, 0.17, rows=3, columns=40).rings[1],
                self.body.torso(5.0, 5.06, 0.1, rows=3, columns=40).shares[1],
            )
            k = 20 - 4 * s
            self.add(
                frills.pill(
                    spot[k],
                    share[k],
                    (0.07 * self.width, 0.07 * self.width, 0.025),
                    c.metal,
                    name="brooch",
                    part=Part.ORNAMENT,
                    kind="metal",
                )
            )
        self._cover_top(1.8, 4.9)
        self._boots(c.leather, start=1.25, cuff=fur, fold=0.2)
        if long:
            self._wear(sock=1.12)
        self.top_name = "tunic"
        self.bottom_name = "dress" if long else ""
