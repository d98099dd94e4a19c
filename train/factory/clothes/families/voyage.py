"""Costumes of sea and machine: pirate, steampunk."""

from __future__ import annotations

import numpy as np

from ...geometry.textures import Atlas, path, shade
from ...palette import RGB
from ...parts import Part
from .. import frills, ties, tops
from ..armor import pauldrons
from ..costume import Costumes
from ..round_cloth import Round
from ..shoulders import epaulettes
from ..skirt_riders import frill


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _pirate_family(self) -> None:
        self._iconic()
        c = self.palette
        coat, gold, vest = self._unlike(c.main, c.light), c.metal, self._unlike(c.second, c.main)
        girl = self._girl
        self._inner(c.light, neck=(5.02, 0.17, "v"))

        def waistcoat(atlas: Atlas) -> None:
            atlas.hole(path([(-0.24, 5.5), (-0.20, 5.2), (0, 4.58), (0.20, 5.2), (0.24, 5.5)]))
            for y in (4.46, 4.32, 4.18):
                atlas.button(0.0, y, gold, 0.024)
            atlas.line(path([(0, 4.6), (0, 3.9)], closed=False), width=0.009)

        self._trunk(vest, low=3.92, high=5.2, fit=0.05, name="waistcoat", paint=waistcoat)
        self.add(*frills.jabot(self.body, c.light, top=5.16, inflate=0.06))

        def paint(atlas: Atlas) -> None:
            half = [(0.30, 5.6), (0.25, 5.2), (0.20, 4.7), (0.26, 3.9)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
            for s in (1, -1):
                flap = [
                    (s * 0.22, 5.3),
                    (s * 0.32, 5.2),
                    (s * 0.40, 4.95),
                    (s * 0.36, 4.1),
                    (s * 0.26, 3.95),
                    (s * 0.20, 4.7),
                ]
                atlas.fill(path(flap), vest, outlined=0.011)
                atlas.stripe(path(flap[1:4], closed=False), gold, 0.03)
                for y in (4.9, 4.72, 4.54, 4.36, 4.18):
                    atlas.button(s * 0.31, y, gold, 0.026)
            atlas.line(path([(0, 5.0), (0, 3.9)], closed=False), width=0.009, side="back")

        self._trunk(coat, low=3.98, high=5.22, fit=0.085, part=Part.OUTER, name="captain's coat", paint=paint)
        self._lapel_collar(coat, rise=5.36, fall=0.18, tips=0.14, spread=0.125, gap=0.42, lift=0.03)
        length = self._between(2.0, 2.7)

        def tails(r: Round) -> None:
            r.hole([(-24, -0.1), (24, -0.1), (52, 1.2), (-52, 1.2)])
            for s in (1, -1):
                r.stripe([(s * 27, -0.05), (s * 56, 1.0)], vest, 0.11)
                r.stripe([(s * 33, -0.05), (s * 62, 1.0)], gold, 0.03)
                r.fill(
                    [(s * 78, 0.10), (s * 112, 0.10), (s * 108, 0.2), (s * 95, 0.24), (s * 82, 0.2)],
                    shade(coat, 0.85),
                    inked=0.010,
                )
                for x in (84, 95, 106):
                    r.dots(0.0, 1, 0.0, gold)
                    r.star(s * x, 0.16, 0.03, gold, 8)
            r.band(0.95, 0.975, gold)

        if girl and self._chance(0.55):
            self._gown(
                c.light,
                length=1.25,
                flare=0.16,
                kind="pleats",
                pleats=12,
                slack=0.03,
                margin=0.03,
                paint=lambda r: r.scallops(0.6, 0.08, 26, shade(c.light, 0.93)),
            )
            self._wear(legs="skirt", sock=0.35)
        else:
            self._hose(self._one(c.dark, c.light), 1.23)
        self._gown(
            coat,
            top=4.08,
            length=length,
            flare=0.52,
            kind="straight",
            slack=0.088,
            arms=True,
            margin=0.10,
            part=Part.OUTER,
            name="coat skirts",
            paint=tails,
            edge=int(Part.OUTER),
        )
        self.add(*self._sash(4.14, 3.98, self._one(vest, c.accent), 0.07))
        self._belt(4.04, c.leather, gold, inflate=0.082, high=0.11)
        self._sleeves(1.9, coat, inflate=0.05, flare=0.05, outer=True)
        self.add(*tops.cuffs(self.body, 1.52, 1.86, vest, 0.115))
        self.add(*tops.cuffs(self.body, 1.50, 1.56, gold, 0.122))
        self.add(*frills.arm_ruffles(self.body, 1.88, 0.04, 0.12, c.light, edge=207))
        if self.spec.legs != "skirt" and self._chance(0.5):
            self.add(*epaulettes(self.body, gold, gold))
        self._cover_top(1.84, 4.98)
        sock = self.spec.sock
        self._boots(c.leather, start=1.08, cuff=shade(c.leather, 1.4), fold=0.22)
        if self.spec.legs == "skirt":
            self._wear(sock=sock)
        self.top_name = "coat"
        self.bottom_name = ""

    def _steampunk_family(self) -> None:
        self._iconic(chance=0.7)
        c = self.palette
        main, shirt, metal = self._unlike(c.main, c.light), c.light, c.metal
        girl = self._girl
        self._inner(shirt, neck=(5.12, 0.14, "v"))
        coat = self._chance(0.6)
        if not coat:
            self.add(tops.collar(self.body, shirt, rise=5.335))
        if self.spec.neck == "tie":
            self.add(*ties.tie(self.body, 5.16, 4.6, c.accent, inflate=0.05))
        elif self.spec.neck == "bow":
            self.add(*ties.bow(self.body, 5.10, c.accent, inflate=0.075, size=0.8, tails=0.2))

        def corset(atlas: Atlas) -> None:
            top = [(-2, 4.78), (-0.3, 4.80), (0, 4.70), (0.3, 4.80), (2, 4.78)]
            atlas.hole(path([*top, (2, 6), (-2, 6)]))
            atlas.hole(path([*((x, 4.80) for x, _ in top), (2, 6), (-2, 6)]), side="back")
            atlas.stripe(path(top, closed=False), c.dark, 0.05)
            for s in (1, -1):
                for x in (0.13, 0.24, 0.34):
                    atlas.line(
                        path([(s * x * 1.15, 4.8), (s * x, 3.8)], closed=False), width=0.008, side="both"
                    )
            for y in (4.62, 4.47, 4.32, 4.17):
                atlas.stripe(path([(-0.14, y), (0.14, y)], closed=False), c.dark, 0.05)
                atlas.fill(
                    path([(-0.045, y - 0.035), (0.045, y - 0.035), (0.045, y + 0.035), (-0.045, y + 0.035)]),
                    metal,
                    outlined=0.009,
                )

        self._trunk(
            c.leather,
            low=3.88,
            high=5.0,
            fit=0.062,
            part=Part.OUTER,
            name="corset",
            paint=corset,
            kind="leather",
            edge=224,
        )
        if coat:

            def jacket(atlas: Atlas) -> None:
                half = [(0.30, 5.6), (0.26, 5.16), (0.22, 4.66), (0.34, 4.36), (0.6, 4.34)]
                atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
                for s in (1, -1):
                    atlas.stripe(
                        path([(s * (x + 0.02), y) for x, y in half[1:4]], closed=False), c.dark, 0.05
                    )
                    for y in (4.8, 4.66, 4.52):
                        atlas.button(s * 0.33, y, metal, 0.028)

            self._trunk(
                main, low=4.34, high=5.2, fit=0.09, part=Part.OUTER, name="short jacket", paint=jacket
            )
            self._lapel_collar(main, rise=5.35, fall=0.17, tips=0.1, spread=0.12, gap=0.4, lift=0.03)
            self._sleeves(1.86, main, inflate=0.05, flare=0.03, outer=True)
            self.add(*tops.cuffs(self.body, 1.70, 1.9, c.leather, 0.08))
        else:
            self._sleeves(1.9, shirt, kind="loose", inflate=0.03, flare=0.05)
            self.add(*tops.cuffs(self.body, 1.80, 1.96, c.dark, 0.03))
        if girl and self._chance(0.7):
            skirt = self._unlike(c.second, c.leather)

            def hem(r: Round) -> None:
                r.hem(
                    [(-180, 0.97), (-90, 0.95), (-40, 0.72), (0, 0.55), (40, 0.72), (90, 0.95), (180, 0.97)],
                    trim=c.dark,
                    width=0.03,
                )

            under = self._gown(
                shirt,
                length=1.15,
                flare=0.36,
                kind="pleats",
                pleats=12,
                slack=0.03,
                margin=0.035,
                name="petticoat",
            )
            self.add(frill(under, shirt, at=0.94, long=0.12))
            self._gown(
                skirt,
                length=self._between(1.7, 2.6),
                flare=0.46,
                kind="flare",
                paint=hem,
                margin=0.07,
                edge=212,
            )
            self._wear(legs="skirt", sock=self._one(0.4, 1.12), stripes=self._chance(0.6))
        else:
            self._under(self._unlike(c.second, c.leather), self._one("tapered", "slim"), stop=1.29)
            if coat and self._chance(0.6):
                self._gown(
                    main,
                    top=4.1,
                    length=1.6,
                    flare=0.26,
                    kind="straight",
                    slack=0.088,
                    arms=True,
                    margin=0.08,
                    part=Part.OUTER,
                    name="coat tails",
                    edge=int(Part.OUTER),
                    paint=lambda r: r.hem(
                        [
                            (-180, 0.97),
                            (-110, 0.9),
                            (-80, 0.3),
                            (-60, -0.1),
                            (60, -0.1),
                            (80, 0.3),
                            (110, 0.9),
                            (180, 0.97),
                        ],
                        trim=c.dark,
                        width=0.03,
                    ),
                )
        self._belt(4.02, c.dark, metal, inflate=0.1, high=0.12, pouches=int(self.dice.integers(1, 4)))
        self._gear(metal, c.dark)
        self._gloves(c.leather, start=1.72, fingers=self._chance(0.4), cuff=c.dark, kind="leather")
        if not coat and self._chance(0.7):
            self.add(
                *pauldrons(self.body, c.leather, metal, lames=3, size=0.85, kind="leather")[
                    : self._one(6, 12)
                ]
            )
        self._cover_top(1.8 if coat else 1.86, 5.12)
        sock = self.spec.sock
        self._boots(c.leather, start=1.15, cuff=metal)
        if self.spec.legs == "skirt":
            self._wear(sock=sock)
        self.top_name = "jacket" if coat else "vest"

    def _gear(self, metal: RGB, dark: RGB) -> None:
        """A cogwheel at the hip, and a chain of small ones on the chest."""
        w = self.width
        ring = self.body.torso(3.86, 3.92, 0.16, rows=3, columns=40)
        k = 16
        star = frills.star_badge(
            ring.rings[1, k], ring.shares[1, k], 0.11 * w, metal, part=Part.ORNAMENT, points=9
        )
        self.add(star)
        self.add(
            frills.pill(
                ring.rings[1, k] + np.array([0, 0, 0.03]) * w,
                ring.shares[1, k],
                (0.045 * w, 0.045 * w, 0.02),
                dark,
                name="axle",
                part=Part.ORNAMENT,
                kind="metal",
            )
        )
