"""Costumes with plates: knight and space suit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...body.bones import SIDES
from ...cloth.cape import CAPES
from ...geometry.textures import Atlas, path, shade
from ...palette import RGB
from ...parts import Part, sided
from ...render.material import plain
from .. import frills, tops
from ..armor import breastplate, gauntlets, greaves, hard, pauldrons
from ..costume import Costumes
from ..round_cloth import Round
from ..skirt_riders import panel


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _knight_family(self) -> None:
        self._iconic()
        c = self.palette
        plate, rim, cloth = c.metal, self._unlike(c.accent, c.metal), c.main
        girl = self._girl
        self._trunk(shade(c.dark, 1.2), low=3.98, fit=0.03, name="gambeson", rows=9)
        self.add(tops.band_collar(self.body, c.dark, high=5.36, low=5.1, inflate=0.03))
        self._high_collar(plate, high=5.30, low=5.08, inflate=0.075)
        self.meshes[-1] = hard(self.meshes[-1])
        self.meshes[-1] = replace(self.meshes[-1], part=np.full_like(self.meshes[-1].part, int(Part.ARMOR)))
        self.add(
            *breastplate(
                self.body, plate, rim, style=int(self.dice.integers(3)), emblem=self._one(cloth, None)
            )
        )
        self.add(
            *pauldrons(
                self.body,
                plate,
                rim,
                lames=int(self.dice.integers(2, 4)),
                size=self._between(0.9, 1.25),
                spike=self._chance(0.5),
            )
        )
        self._inner_arms(c.dark, 1.5)
        self._gloves(c.leather, start=1.85, kind="leather")
        self.add(*gauntlets(self.body, plate, rim, start=self._between(1.2, 1.4)))
        self._cover_top(1.6, 5.1)
        length = self._between(1.2, 1.7) if girl else self._between(0.9, 1.3)

        def hem(r: Round) -> None:
            r.band(0.88, 0.95, rim, inked=0.008)

        track = self._gown(
            cloth,
            length=length,
            flare=0.36 if girl else 0.24,
            kind="pleats" if girl and self._chance(0.4) else "flare",
            pleats=14,
            paint=hem,
            slack=0.05,
        )
        self.add(*(self._tasset(track, middle, plate, rim) for middle in (-62, -24, 24, 62, 118, -118)))
        if self._chance(0.4):
            picture = Round(c.light, girth=0.5, length=1.2, width=128)
            picture.band(0.92, 1.0, rim)
            picture.star(0, 0.55, 0.12, cloth if cloth != c.light else rim, 4)
            self.add(
                panel(
                    track,
                    "tabard",
                    Part.APRON,
                    middle=0,
                    half=(14, 12),
                    top=0.0,
                    low=0.95,
                    out=0.03,
                    columns=9,
                    material=picture.material(),
                    edge=228,
                )
            )
        if girl and self._chance(0.5):
            self._wear(legs="skirt")
        else:
            self._hose(c.dark)
        self._belt(4.06, c.leather, rim, inflate=0.095)
        self.palette = replace(self.palette, leather=plate)
        sock = self._one(0.35, 0.6) if self.spec.legs == "skirt" else 1.78
        self._wear(shoe="ankle_boots", sock=sock if self.spec.legs == "skirt" else 2.1, stripes=False)
        self.booted = True
        self.add(*greaves(self.body, plate, rim))
        if self._chance(0.6):
            self._cape(
                replace(
                    self._one(CAPES["cape"], CAPES["short cape"]), low=self._between(0.9, 2.6), over=0.13
                ),
                cloth,
                lining=shade(rim, 0.9),
                paint=None,
            )
        self.top_name = "armor"

    def _feet(self) -> None:
        super()._feet()
        if self.spec.kind == "knight":  # shoes of plates
            self.meshes = [
                replace(m, material=replace(m.material, kind="metal"))
                if "shoe" in m.name or "shaft" in m.name
                else m
                for m in self.meshes
            ]

    def _tasset(self, track, middle: float, plate: RGB, rim: RGB):
        picture = Round(plate, girth=0.42, length=0.5, width=96)
        picture.band(0.86, 1.0, rim, inked=0.012)
        for y in (0.30, 0.58):
            picture.band(y, y + 0.05, shade(plate, 0.6))
            picture.band(y + 0.05, y + 0.10, shade(plate, 1.4))
        return panel(
            track,
            "tasset",
            Part.ARMOR,
            middle=middle,
            half=(17, 15),
            top=0.0,
            low=0.45 / max(track.rest()[0, 0, 1] - track.rest()[-1, 0, 1], 0.5) * self.body.proportions.scale,
            out=0.05,
            away=0.035,
            rows=7,
            columns=7,
            thickness=0.03,
            material=picture.material("metal"),
            edge=229 + (middle > 0) * 2 + (abs(middle) > 40),
        )

    def _scifi_family(self) -> None:
        self._iconic()
        c = self.palette
        plate, suit, glow = c.main, self._unlike(c.second, c.main), c.accent
        girl = self._girl

        def lines(atlas: Atlas) -> None:
            for s in (1, -1):
                line = path(
                    [(s * 0.12, 5.3), (s * 0.26, 4.9), (s * 0.20, 4.4), (s * 0.30, 3.6)], closed=False
                )
                atlas.stripe(line, glow, 0.03, side="both")
                atlas.line(
                    path([(s * 0.40, 4.7), (s * 0.28, 4.3), (s * 0.36, 3.7)], closed=False, soft=True),
                    width=0.010,
                    side="both",
                )

        self._trunk(suit, low=3.60, fit=0.026, name="suit", paint=lines)
        self._high_collar(suit, high=5.42, inflate=0.03)
        self.add(tops.band_collar(self.body, glow, high=5.432, low=5.39, inflate=0.045))
        self._hose(suit)
        jacket = self._chance(0.55)
        if jacket:
            low = self._between(3.75, 4.35)

            def paint(atlas: Atlas) -> None:
                half = [(0.30, 5.6), (0.22, 5.2), (0.10, 4.7), (0.14, 3.6)]
                atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
                for s in (1, -1):
                    atlas.stripe(path([(s * (x + 0.02), y) for x, y in half], closed=False), glow, 0.035)
                    atlas.fill(
                        path([(s * 0.20, 4.95), (s * 0.40, 4.95), (s * 0.40, 4.70), (s * 0.24, 4.66)]),
                        suit,
                        outlined=0.010,
                    )
                    atlas.line(
                        path([(s * 0.45, 4.5), (s * 0.2, 4.36), (s * 0.16, 3.6)], closed=False), width=0.010
                    )
                atlas.stripe(path([(-2, low + 0.05), (2, low + 0.05)], closed=False), suit, 0.10, side="both")
                atlas.fill(
                    path([(-0.22, 4.98), (0.22, 4.98), (0.16, 4.6), (-0.16, 4.6)]),
                    suit,
                    side="back",
                    outlined=0.010,
                )
                atlas.stripe(path([(-0.1, 4.8), (0.1, 4.8)], closed=False), glow, 0.04, side="back")

            self._trunk(
                plate, low=low, high=5.22, fit=0.075, loose=0.03, part=Part.OUTER, name="jacket", paint=paint
            )
            self._lapel_collar(plate, rise=5.38, fall=0.14, tips=0.04, spread=0.10, gap=0.35, lift=0.03)
            self._sleeves(1.86, plate, kind="loose", inflate=0.055, flare=0.05, outer=True)
            self.add(*tops.cuffs(self.body, 0.55, 0.68, glow, 0.10))
            self.add(*tops.cuffs(self.body, 1.72, 1.9, suit, 0.06))
        else:
            self.add(
                *breastplate(
                    self.body, plate, glow, low=4.12, style=0, emblem=glow, kind="leather", inflate=0.06
                )
            )
            self._inner_arms(suit, 1.5, 0.016)
            self.add(
                *pauldrons(self.body, plate, glow, lames=2, size=self._between(0.8, 1.1), kind="leather")
            )
            self.add(*gauntlets(self.body, plate, glow, kind="leather"))
        if girl and self._chance(0.5):
            self._gown(
                plate,
                top=4.04,
                length=1.0,
                flare=0.34,
                kind="pleats",
                pleats=12,
                paint=lambda r: r.band(0.86, 0.92, glow),
            )
        else:
            w = self.width
            for s in (1, -1):  # plates on the hips
                ring = self.body.torso(3.62, 3.80, 0.075, rows=3, columns=40)
                k = 20 - 8 * s
                self.add(
                    frills.pill(
                        ring.rings[1, k],
                        ring.shares[1, k],
                        (0.14 * w, 0.17 * w, 0.04 * w),
                        plate,
                        name="hip plate",
                        part=Part.ARMOR,
                        kind="leather",
                        normal=ring.outward()[1, k] * (1, 0, 1),
                        square=4.0,
                        edge=236,
                    )
                )
        self._belt(3.98, c.dark, glow, inflate=0.085, pouches=self._one(0, 2))
        for side in SIDES:
            for at, thick in ((0.42, 0.05), (0.54, 0.05)) if not girl or self._chance(0.4) else ():
                band = self.body.leg(side, at, at + 0.05, thick, rows=3, columns=20).hemmed(0.02, start=True)
                self.add(
                    band.mesh(
                        f"{side} thigh strap",
                        sided("TROUSER", side),
                        material=plain("leather"),
                        colors=c.dark,
                        edge=237,
                    )
                )
        self._gloves(c.dark, start=1.75, cuff=glow, kind="leather")
        self._cover_top(1.84, 5.12)
        self.add(*greaves(self.body, plate, glow, kind="leather"))
        self.palette = replace(self.palette, leather=plate)
        self._wear(shoe="ankle_boots", sock=2.1)
        self.booted = True
        self.top_name = "suit" if not jacket else "jacket"
