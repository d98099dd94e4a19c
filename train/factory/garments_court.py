"""Costumes of court, sea and machine: knight, prince, princess, pirate, steampunk, space suit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import garments_extras as extras
from . import garments_frills as frills
from . import garments_tops as tops
from .bones import SIDES
from .cape import CAPES
from .garments_armor import breastplate, epaulettes, gauntlets, greaves, hard, pauldrons
from .garments_costume import BLACK, GOLD, STEEL, WHITE, Costumes, braid
from .garments_kimono import back_bow
from .garments_riders import frill, panel
from .garments_round import Round
from .material import plain
from .palette import RGB
from .parts import Part, sided
from .textures import Atlas, path, shade


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _knight_family(self) -> None:
        self._iconic(
            {"main": (0.24, 0.34, 0.62), "light": WHITE, "metal": STEEL, "accent": GOLD, "leather": (0.4, 0.28, 0.2), "dark": (0.24, 0.25, 0.32)},
            {"main": (0.70, 0.14, 0.18), "light": WHITE, "metal": STEEL, "accent": GOLD, "leather": (0.35, 0.25, 0.2), "dark": (0.25, 0.22, 0.25)},
            {"main": (0.30, 0.16, 0.36), "light": WHITE, "metal": (0.38, 0.38, 0.46), "accent": (0.8, 0.25, 0.25), "leather": BLACK, "dark": BLACK},
            {"main": WHITE, "light": WHITE, "metal": (0.93, 0.80, 0.50), "accent": (0.25, 0.4, 0.7), "leather": (0.4, 0.28, 0.2), "dark": (0.35, 0.3, 0.3)},
        )  # fmt: skip
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
            track, "tasset", Part.ARMOR, middle=middle, half=(17, 15), top=0.0, low=0.45 / max(track.rest()[0, 0, 1] - track.rest()[-1, 0, 1], 0.5) * self.body.proportions.scale,
            out=0.05, away=0.035, rows=7, columns=7, thickness=0.03, material=picture.material("metal"),
            edge=229 + (middle > 0) * 2 + (abs(middle) > 40),
        )  # fmt: skip

    def _prince_family(self) -> None:
        self._iconic(
            {"main": WHITE, "second": WHITE, "accent": (0.20, 0.35, 0.72), "metal": GOLD, "dark": (0.18, 0.22, 0.4), "leather": BLACK, "light": WHITE},
            {"main": (0.72, 0.12, 0.18), "second": WHITE, "accent": WHITE, "metal": GOLD, "dark": BLACK, "leather": BLACK, "light": WHITE},
            {"main": (0.16, 0.22, 0.44), "second": WHITE, "accent": (0.75, 0.15, 0.22), "metal": GOLD, "dark": (0.16, 0.2, 0.4), "leather": BLACK, "light": WHITE},
            {"main": (0.15, 0.14, 0.18), "second": (0.15, 0.14, 0.18), "accent": (0.65, 0.1, 0.2), "metal": (0.85, 0.86, 0.9), "dark": BLACK, "leather": BLACK, "light": WHITE},
        )  # fmt: skip
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
                    _scroll(atlas, s, gold)
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
            under = self._gown(
                skirt,
                length=1.3,
                flare=0.38,
                kind="pleats",
                pleats=16,
                paint=lambda r: r.band(0.88, 0.93, gold),
            )
            del under
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
            all_.setFillType(_even_odd())
            for a, b in ((keep[0], keep[4]), (keep[1], keep[2])):
                atlas.stripe(path([a, b], closed=False), edge, 0.05, side=side)
            atlas.hole(all_, side=side)
        loft = self.body.torso(4.0, 5.22, 0.082, rows=18, columns=tops.COLUMNS)
        self.add(atlas.mesh(loft, "shoulder sash", Part.BELT, self.width, edge=233))

    def _princess_family(self) -> None:
        self._iconic(
            {"main": (0.97, 0.72, 0.80), "second": WHITE, "accent": (0.85, 0.35, 0.50), "metal": GOLD, "light": WHITE},
            {"main": (0.62, 0.78, 0.95), "second": WHITE, "accent": (0.30, 0.45, 0.80), "metal": (0.86, 0.88, 0.93), "light": WHITE},
            {"main": (0.98, 0.88, 0.55), "second": WHITE, "accent": (0.80, 0.55, 0.25), "metal": GOLD, "light": WHITE},
            {"main": (0.46, 0.24, 0.55), "second": (0.90, 0.80, 0.95), "accent": GOLD, "metal": GOLD, "light": WHITE},
            {"main": WHITE, "second": (0.93, 0.93, 0.97), "accent": (0.75, 0.82, 0.95), "metal": GOLD, "light": WHITE},
        )  # fmt: skip
        c = self.palette
        main, pale, gold = c.main, c.light, c.metal
        style = int(self.dice.integers(3))

        def paint(atlas: Atlas) -> None:
            front = path([(-0.24, 5.1), (0.24, 5.1), (0, 3.90)])
            atlas.fill(front, pale, outlined=0.01)
            for s in (1, -1):
                atlas.stripe(path([(s * 0.25, 5.1), (0, 3.94)], closed=False), gold, 0.03)
                _scroll(atlas, s, gold)
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
        spot, share = extras.chest_spot(self.body, 4.92, 0.09)
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
                    outer, "bow tail", Part.BELT, middle=180 + s * 9, half=(4, 10), top=0.01, low=0.55, out=0.07, away=0.02,
                    rows=10, columns=7, colors=c.accent, edge=234 + (s > 0),
                )
            )  # fmt: skip
        self._sleeves(0.42, main, kind="puff", inflate=0.085)
        self.add(*tops.cuffs(self.body, 0.37, 0.47, gold, 0.07))
        if self._chance(0.75):
            self._gloves(
                WHITE if self._chance(0.7) else c.accent, start=0.85 if self._chance(0.7) else 1.6, cuff=pale
            )
        else:
            self._sleeves(1.9, pale, kind="bell", inflate=0.02)
        if self._chance(0.3):
            self._cape(replace(CAPES["cape"], low=0.5, open=3.0, flare=0.5), c.accent, lining=pale)
        self._cover_top(0.4, 4.94)
        self.palette = replace(self.palette, leather=self._one(gold, pale, c.accent), sock=pale)
        self._wear(shoe="pumps", sock=1.5)
        self.extras.append("ribbon")
        self.top_name = self.bottom_name = "dress"

    def _pirate_family(self) -> None:
        self._iconic(
            {"main": (0.58, 0.12, 0.16), "second": (0.20, 0.17, 0.22), "accent": GOLD, "light": WHITE, "dark": (0.18, 0.16, 0.2), "metal": GOLD, "leather": (0.28, 0.18, 0.13)},
            {"main": (0.14, 0.20, 0.38), "second": (0.55, 0.14, 0.18), "accent": GOLD, "light": WHITE, "dark": (0.2, 0.18, 0.2), "metal": GOLD, "leather": (0.32, 0.2, 0.13)},
            {"main": (0.16, 0.14, 0.17), "second": (0.48, 0.10, 0.16), "accent": GOLD, "light": (0.94, 0.92, 0.88), "dark": BLACK, "metal": GOLD, "leather": (0.25, 0.16, 0.12)},
        )  # fmt: skip
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
            track = self._gown(
                c.light,
                length=1.25,
                flare=0.16,
                kind="pleats",
                pleats=12,
                slack=0.03,
                margin=0.03,
                paint=lambda r: r.scallops(0.6, 0.08, 26, shade(c.light, 0.93)),
            )
            del track
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
        brass: RGB = (0.80, 0.58, 0.28)
        self._iconic(
            {"main": (0.42, 0.27, 0.18), "second": (0.86, 0.76, 0.60), "accent": (0.55, 0.18, 0.15), "light": (0.95, 0.90, 0.80), "dark": (0.26, 0.19, 0.15), "metal": brass, "leather": (0.36, 0.22, 0.13)},
            {"main": (0.24, 0.33, 0.32), "second": (0.60, 0.42, 0.26), "accent": brass, "light": (0.94, 0.91, 0.84), "dark": (0.22, 0.2, 0.19), "metal": brass, "leather": (0.40, 0.25, 0.15)},
            {"main": (0.36, 0.16, 0.20), "second": (0.75, 0.62, 0.42), "accent": (0.22, 0.40, 0.42), "light": (0.95, 0.91, 0.85), "dark": (0.2, 0.17, 0.18), "metal": brass, "leather": (0.3, 0.2, 0.14)},
            chance=0.7,
        )  # fmt: skip
        c = self.palette
        main, shirt, metal = self._unlike(c.main, c.light), c.light, c.metal
        girl = self._girl
        self._inner(shirt, neck=(5.12, 0.14, "v"))
        coat = self._chance(0.6)
        if not coat:
            self.add(tops.collar(self.body, shirt, rise=5.335))
        if self.spec.neck == "tie":
            self.add(*extras.tie(self.body, 5.16, 4.6, c.accent, inflate=0.05))
        elif self.spec.neck == "bow":
            self.add(*extras.bow(self.body, 5.10, c.accent, inflate=0.075, size=0.8, tails=0.2))

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
                shirt, length=1.15, flare=0.36, kind="gather", slack=0.03, margin=0.035, name="petticoat"
            )
            self.add(frill(under, shirt, at=0.94, long=0.12))
            track = self._gown(
                skirt,
                length=self._between(1.7, 2.6),
                flare=0.46,
                kind="flare",
                paint=hem,
                margin=0.07,
                edge=212,
            )
            del track
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

    def _scifi_family(self) -> None:
        self._iconic(
            {"main": (0.93, 0.95, 0.98), "second": (0.20, 0.23, 0.30), "accent": (0.20, 0.75, 0.95), "light": WHITE, "dark": (0.17, 0.19, 0.26), "metal": STEEL},
            {"main": (0.20, 0.22, 0.28), "second": (0.13, 0.14, 0.18), "accent": (0.98, 0.50, 0.15), "light": WHITE, "dark": (0.13, 0.14, 0.18), "metal": (0.5, 0.53, 0.6)},
            {"main": (0.85, 0.20, 0.24), "second": (0.24, 0.24, 0.30), "accent": (0.98, 0.85, 0.3), "light": WHITE, "dark": (0.2, 0.2, 0.26), "metal": (0.9, 0.9, 0.93)},
            {"main": (0.30, 0.48, 0.85), "second": (0.92, 0.94, 0.97), "accent": (0.98, 0.82, 0.25), "light": WHITE, "dark": (0.18, 0.2, 0.3), "metal": STEEL},
        )  # fmt: skip
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


def _scroll(atlas: Atlas, s: float, color: RGB) -> None:
    """Embroidery: curls that climb one half of the chest."""
    a = np.linspace(0, 8, 24)
    for y, r in ((4.86, 0.085), (4.62, 0.07), (4.40, 0.055)):
        x = s * (0.20 if y > 4.5 else 0.16)
        curl = [
            (x + s * r * float(np.cos(v)) * (1 - v / 9), y + r * float(np.sin(v)) * (1 - v / 9)) for v in a
        ]
        atlas.stripe(path(curl, closed=False), color, 0.016)
    stem = path([(s * 0.30, 5.02), (s * 0.26, 4.6), (s * 0.16, 4.1)], closed=False, soft=True)
    atlas.stripe(stem, color, 0.018)


def _even_odd():
    import skia

    return skia.PathFillType.kEvenOdd
