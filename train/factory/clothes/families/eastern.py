"""Dress of China, and what tales make of the East: china dress, ninja, desert."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...cloth.cape import CAPES, ribbon_end
from ...geometry.textures import Atlas, path, shade
from ...palette import RGB
from ...parts import Part, sided
from .. import ties, tops
from ..armor import gauntlets, pauldrons
from ..costume import Costumes
from ..dyes import BLACK
from ..kimono import back_bow, cloud, crossed, curl, frogs, obi
from ..round_cloth import Round


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _china_family(self) -> None:
        self._iconic()
        c = self.palette
        color, trim = c.main, self._unlike(c.accent, c.main)
        girl = self._girl
        dice = self.dice
        clouds = [
            (float(x), float(y))
            for x, y in zip(dice.uniform(-0.35, 0.35, 6), dice.uniform(4.15, 4.85, 6), strict=True)
        ]

        def figured(atlas: Atlas) -> None:
            for x, y in clouds:
                for side in ("front", "back"):
                    cloud(atlas, x, y, trim, side)

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
                for _ in range(9):
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

            self._under(
                self._one(c.light, shade(color, 0.7), self._unlike(c.second, color)),
                self._one("slim", "straight"),
            )
            self._wear(legs="trousers")
            self._gown(
                color,
                top=4.1,
                length=length,
                flare=0.14,
                kind="straight",
                slack=0.05,
                margin=0.05,
                paint=slit,
            )
        else:
            self._under(self._unlike(c.second, color), self._one("wide", "straight", "jogger"))
        if girl and self._chance(0.6):
            self._sleeves(0.34, color, kind="puff" if self._chance(0.3) else "plain")
            self.add(*tops.cuffs(self.body, 0.30, 0.37, trim, 0.062))
            stop = 0.34
        else:
            self._sleeves(
                1.86, color, kind="bell" if self._chance(0.5) else "plain", inflate=0.035, flare=0.05
            )
            if self._chance(0.6):
                self.add(*tops.cuffs(self.body, 1.72, 1.9, c.light, 0.10))
            stop = 1.8
        self._cover_top(stop, 5.12)
        self.palette = replace(self.palette, leather=self._one(BLACK, trim, shade(color, 0.6)))
        self._wear(shoe="pumps" if girl else "loafers", sock=1.78)
        self.top_name = "china dress"
        self.bottom_name = "dress" if girl else ""

    def _ninja_family(self) -> None:
        self._iconic(chance=0.6)
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
        self._gown(
            color,
            top=4.10,
            length=0.95 if girl else 0.7,
            flare=0.28 if girl else 0.2,
            kind="flare",
            slack=0.05,
            paint=lambda r: r.hem(
                [
                    (-180, 0.9),
                    (-105, 0.98),
                    (-90, 0.3),
                    (-75, 0.98),
                    (-16, 0.98),
                    (-8, 0.1),
                    (30, 0.9),
                    (75, 0.98),
                    (90, 0.3),
                    (105, 0.98),
                    (180, 0.9),
                ],
                trim=other,
                width=0.03,
            ),
        )
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
        self.palette = replace(self.palette, leather=c.dark)
        self._wear(shoe="ankle_boots" if self._chance(0.5) else "loafers", sock=1.78)
        self.extras += ["sash", "scarf"]
        self.top_name = "ninja"

    def _scarf(self, color: RGB) -> None:

        made = ties.scarf(self.body, color, color)
        self.add(made[0])
        p, w = self.body.proportions, self.width
        for s in (0.0, 1.0):
            at = np.array([(0.10 - 0.16 * s) * w, p.y(5.20), -0.26 * w])
            self.add(
                ribbon_end(
                    self.body,
                    at,
                    "upperChest",
                    shade(color, 1 - 0.1 * s),
                    length=(1.5 - 0.35 * s) * (0.4 + 0.6 * p.scale),
                    width=0.24 * w,
                    out=(0, 0, -1),
                    way=(0.25 - 0.4 * s, -1, -0.45),
                    part=Part.SCARF,
                    name="scarf end",
                    edge=219 + int(s),
                )
            )

    def _desert_family(self) -> None:
        self._iconic(chance=0.65)
        c = self.palette
        vest, loose = self._unlike(c.main, c.light), self._unlike(c.second, c.main)
        gold = c.metal
        shirt = c.light
        self._trunk(
            shirt,
            low=3.98,
            fit=0.03,
            neck=(5.0, 0.18, "v"),
            paint=lambda a: a.stripe(path([(-0.18, 5.26), (0, 5.0), (0.18, 5.26)], closed=False), gold, 0.06),
        )

        def short(atlas: Atlas) -> None:
            half = [(0.30, 5.6), (0.24, 5.14), (0.17, 4.7), (0.24, 4.26), (0.5, 4.2)]
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
                    atlas.stripe(path(hole[:4], closed=False, soft=True), gold, 0.06, side=side)
                    atlas.hole(path(hole), side=side)
            for s in (1, -1):
                line = path(
                    [(s * (x + 0.03), y + 0.03 * (y < 4.4)) for x, y in half], closed=False, soft=True
                )
                atlas.line(line, width=0.07)
                atlas.stripe(line, gold, 0.055)
                curl(atlas, s * 0.30, 4.62, gold)
            atlas.stripe(path([(-2, 4.23), (2, 4.23)], closed=False), gold, 0.05, side="back")

        self._trunk(vest, low=4.20, high=5.16, fit=0.055, part=Part.OUTER, name="short vest", paint=short)
        self._sleeves(1.9, shirt, kind="loose", inflate=0.05, flare=0.09)
        self.add(*tops.cuffs(self.body, 1.78, 1.98, gold, 0.035))
        self._under(loose, "jogger" if self._chance(0.25) else "baggy", stop=1.9)
        for side in ("left", "right"):  # they are gathered at the ankles
            band = self.body.leg(side, 1.82, 1.94, 0.03, rows=4, columns=20).hemmed(0.02, start=True)
            self.add(band.mesh(f"{side} ankle band", sided("TROUSER", side), colors=gold, edge=225))
        sash = self._unlike(c.accent, loose) if self._chance(0.75) else vest
        self._gown(
            sash,
            top=4.14,
            length=0.8 if not self._girl else self._between(0.9, 1.5),
            flare=0.26,
            kind="flare",
            slack=0.055,
            name="hip cloth",
            part=Part.OUTER,
            edge=int(Part.OUTER),
            paint=lambda r: r.hem(
                [
                    (-180, 0.6),
                    (-120, 0.97),
                    (-60, 0.5),
                    (-30, 0.2),
                    (0, 0.15),
                    (30, 0.3),
                    (80, 0.97),
                    (130, 0.7),
                    (180, 0.6),
                ],
                trim=gold,
                width=0.03,
            ),
        )
        self.add(*self._sash(4.20, 3.98, sash, 0.085))
        self._belt(4.09, gold, gold, inflate=0.098, high=0.05)
        if self._chance(0.5):
            self._cape(
                replace(CAPES["short cape"], low=2.6, open=2.6, folds=7), shade(shirt, 0.95), lining=vest
            )
        else:
            self.add(ties.scarf(self.body, vest, gold)[0])
            self.extras.append("scarf")
        self._cover_top(1.8, 4.95)
        self.palette = replace(self.palette, leather=self._one(gold, c.leather, vest))
        self._wear(shoe="pumps" if self._girl else "loafers", sock=2.1 if self._girl else 1.85)
        self.extras.append("sash")
        self.top_name = "vest"
