"""Dress of Japan: kimono, yukata, miko."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...geometry.textures import Atlas, path, shade
from ...palette import RGB, shifted
from ...parts import Part
from .. import ties, tops
from ..costume import Costumes
from ..dyes import WHITE
from ..kimono import back_bow, crossed, disc, obi
from ..kimono_sleeves import wide_sleeves
from ..round_cloth import Round
from ..skirt_riders import panel


class Builder(Costumes):
    """Puts one outfit together: one method for each family."""

    def _robe_body(
        self,
        color: RGB,
        trim: RGB,
        *,
        under: RGB | None = None,
        motif=None,
        low: float = 4.0,
        part: int = Part.TOP,
    ) -> None:
        """The upper half of a kimono; motif(atlas): its pattern."""
        inner = self._atlas(5.24, 4.5, WHITE if under is None else under)
        tops.neck_atlas(inner, 5.02, 0.15, kind="v")
        loft = self.body.torso(4.5, 5.24, 0.022, rows=10, columns=tops.COLUMNS)
        self.add(inner.mesh(loft, "under robe", Part.INNER, self.width))

        def paint(atlas: Atlas) -> None:
            if motif:
                motif(atlas)
            crossed(atlas, trim, under=under)

        self._trunk(color, low=low, fit=0.045, loose=0.02, part=part, name="kimono", paint=paint)

    def _dyed(self, color: RGB, one: RGB, two: RGB, *, rich: bool):
        """A motif for a kimono: painters of its skirt and of its sleeve."""
        kind = (
            self._one("flowers", "flowers", "bands", "lattice", "stripes")
            if rich
            else self._one("flowers", "stripes", "dots", "rings", "plain")
        )
        dice = self.dice
        spots = [
            (float(x), float(y), float(r))
            for x, y, r in zip(
                dice.uniform(-180, 180, 26),
                dice.uniform(0.25, 0.97, 26),
                dice.uniform(0.07, 0.13, 26),
                strict=True,
            )
        ]

        def skirt(r: Round) -> None:
            if kind == "flowers":
                for i, (x, y, size) in enumerate(spots):
                    if rich:
                        y = 0.45 + 0.53 * y**0.8
                    r.flower(x, y, size * 1.15, one if i % 3 else two, two if i % 3 else one)
            elif kind == "bands":
                edge = [(x, 0.72 + 0.07 * np.sin(np.radians(x) * 3)) for x in np.linspace(-180, 180, 60)]
                r.fill([*edge, (190, 1.1), (-190, 1.1)], one)
                r.line(edge, 0.012)
                for x, _y, size in spots[:14]:
                    r.flower(x, 0.87, size, two, WHITE)
            elif kind == "lattice":
                for k in range(-9, 9):
                    r.stripe([(k * 20, 0.0), (k * 20 + 50, 1.0)], one, 0.014, 0.8)
                    r.stripe([(k * 20 + 50, 0.0), (k * 20, 1.0)], one, 0.014, 0.8)
                for x, y, size in spots[:9]:
                    r.flower(x, y, size, two, WHITE)
            elif kind == "stripes":
                for k in range(-13, 14):
                    r.stripe([(k * 14, 0), (k * 14, 1)], one, 0.05, 0.85)
            elif kind == "dots":
                for j in range(9):
                    r.dots(0.06 + j * 0.11, 16, 0.045, one, 0.5 * (j % 2))
            elif kind == "rings":
                for x, y, size in spots:
                    r.star(x, y, size * 1.2, one, 8)
                    r.star(x, y, size * 0.7, color, 8)

        def trunk(atlas: Atlas) -> None:
            if kind in ("flowers", "rings", "lattice"):
                for x, y in ((0.30, 4.85), (-0.34, 4.62), (0.28, 4.45), (-0.3, 4.95)):
                    for side in ("front", "back"):
                        for k in range(5):
                            a = k * 2 * np.pi / 5
                            atlas.fill(
                                path(disc(x + 0.05 * np.cos(a), y + 0.05 * np.sin(a), 0.045)),
                                one,
                                side=side,
                                alpha=0.99,
                            )
                        atlas.fill(path(disc(x, y, 0.03)), two, side=side, alpha=0.99)
            elif kind == "stripes":
                atlas.rows(one, 0.17, 0.05, upright=True)
            elif kind == "dots":
                atlas.dots(one, 0.2, 0.04)

        def sleeve() -> Round:
            r = Round(color, girth=1.1, length=0.9, width=256)
            if kind in ("flowers", "bands", "rings", "lattice"):
                if kind == "bands":
                    r.band(0.66, 1.0, one, inked=0.01)
                for i, (x, y, size) in enumerate(spots[:9]):
                    r.flower(x, y, size * 1.1, one if i % 3 and kind != "bands" else two, WHITE)
            elif kind == "stripes":
                for k in range(-3, 4):
                    r.stripe([(k * 52, 0), (k * 52, 1)], one, 0.05, 0.85)
            elif kind == "dots":
                for j in range(5):
                    r.dots(0.1 + j * 0.2, 5, 0.045, one, 0.5 * (j % 2))
            r.line([(-190, 0.97), (190, 0.97)], 0.008)
            return r

        return skirt, trunk, sleeve

    def _zori(self, color: RGB, *, tabi: RGB | None) -> None:
        """Sandals: split-toed socks or bare feet with a strap on a flat sole."""
        self.palette = replace(self.palette, leather=color, sock=tabi or self.palette.sock)
        self._wear(
            shoe="sandals" if tabi else self._one("geta", "sandals"),
            sock=1.80 if tabi else 2.1,
            stripes=False,
        )

    def _kimono_family(self) -> None:
        self._iconic()
        c = self.palette
        color = c.main
        one = self._unlike(c.second, color)
        two = self._unlike(c.accent, one)
        girl = self._girl
        skirt, trunk, sleeve = self._dyed(color, one, two, rich=girl)
        if not girl:
            skirt, trunk = (lambda r: None), (lambda a: None)
        self._robe_body(
            color,
            shade(color, 0.8) if self._chance(0.4) else c.light,
            under=self._one(None, two),
            motif=trunk,
        )

        def hem(r: Round) -> None:
            skirt(r)
            r.line([(-14, 0.0), (-26, 1.0)], 0.012)
            r.stripe([(-16, 0.0), (-29, 1.0)], shade(color, 0.75), 0.03)

        self._gown(
            color,
            top=4.14,
            length=self._between(3.45, 3.75),
            flare=0.10,
            kind="straight",
            slack=0.055,
            margin=0.05,
            paint=hem,
            lap=None,
        )
        long = self._between(0.95, 1.7) if girl and self._chance(0.7) else self._between(0.55, 0.8)
        haori = not girl and self._chance(0.6)
        self.add(
            *wide_sleeves(
                self.body,
                color,
                drop=long,
                material=sleeve().material() if girl else None,
                lining=two,
                tube=not haori,
            )
        )
        sash = two if self._chance(0.6) else self._unlike(c.dark, color)
        if girl:
            self.add(
                *obi(self.body, sash, one, top=4.56, low=4.00, pattern=self._one(None, shade(sash, 1.5), one))
            )
            self.add(
                *back_bow(
                    self.body,
                    4.34,
                    sash,
                    size=self._between(2.0, 2.6),
                    tails=self._one(0.0, 0.55, 0.8),
                    inflate=0.12,
                )
            )
        else:
            self.add(*obi(self.body, sash, shade(sash, 0.7), top=4.16, low=3.94))
            if haori:
                self._haori(self._unlike(c.dark, color), sash)
        self._cover_top(1.6, 4.9)
        self._zori(self._one(sash, c.dark, shade(color, 0.6)), tabi=WHITE)
        self.extras.append("sash")
        self.top_name = self.bottom_name = "kimono"

    def _haori(self, color: RGB, cord: RGB) -> None:
        """An open coat over a kimono."""

        def paint(atlas: Atlas) -> None:
            half = [(0.28, 5.6), (0.21, 5.2), (0.13, 4.6), (0.13, 3.2)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
            for s in (1, -1):
                line = path([(s * (x + 0.035), y) for x, y in half], closed=False)
                atlas.stripe(line, shade(color, 0.8), 0.07)
                atlas.line(path([(s * (x + 0.075), y) for x, y in half], closed=False), width=0.008)
            atlas.stripe(path([(-0.13, 4.5), (0.0, 4.46), (0.13, 4.5)], closed=False), cord, 0.03)

        self._trunk(
            color,
            low=3.45,
            high=5.24,
            fit=0.095,
            loose=0.04,
            hang=0.2,
            part=Part.OUTER,
            name="haori",
            paint=paint,
        )
        self.add(*wide_sleeves(self.body, color, drop=0.72, stop=1.72, inflate=0.09))

    def _yukata_family(self) -> None:
        self._iconic(chance=0.5)
        c = self.palette
        color = c.main
        one, two = self._unlike(c.second, color), self._unlike(c.accent, color)
        girl = self._girl
        skirt, trunk, sleeve = self._dyed(color, one, two, rich=False)
        self._robe_body(color, shade(color, 0.88), motif=trunk)

        def hem(r: Round) -> None:
            skirt(r)
            r.line([(-14, 0.0), (-24, 1.0)], 0.012)

        self._gown(
            color,
            top=4.14,
            length=self._between(3.2, 3.5),
            flare=0.12,
            kind="straight",
            slack=0.055,
            margin=0.05,
            paint=hem,
        )
        drop = self._between(0.5, 0.8)
        self.add(
            *wide_sleeves(self.body, color, drop=drop, start=0.6, stop=1.58, material=sleeve().material())
        )
        if girl:
            self.add(*obi(self.body, two, shade(two, 1.5), top=4.44, low=4.06))
            self.add(*back_bow(self.body, 4.26, two, size=self._between(1.5, 2.2), tails=0.4, inflate=0.12))
        else:
            self.add(*obi(self.body, two, shade(two, 0.7), top=4.12, low=3.95))
        self._cover_top(1.35, 4.9)
        self._zori(self._one((0.45, 0.3, 0.2), (0.2, 0.15, 0.15), two), tabi=None)
        self.extras.append("sash")
        self.top_name = self.bottom_name = "kimono"

    def _miko_family(self) -> None:
        girl = self._girl
        if girl:
            self._iconic(chance=0.65)
        else:
            self._iconic("miko boy")
        c = self.palette
        skirt = self._unlike(c.main, c.light)
        top = c.light
        self._robe_body(top, top if self._chance(0.5) else shade(top, 0.93), under=skirt)

        def pleat(r: Round) -> None:
            for x in (-42, -28, -14, 0, 14, 28, 42):
                r.line([(x * 0.7, 0.02), (x, 0.97)], 0.010)
            if not girl:
                r.fill([(-14, 0.02), (14, 0.02), (10, 0.1), (-10, 0.1)], shade(skirt, 0.8), inked=0.01)

        track = self._gown(
            skirt,
            top=4.34,
            length=self._between(3.5, 3.8),
            flare=0.30,
            kind="pleats",
            pleats=14,
            slack=0.07,
            margin=0.06,
            paint=pleat,
        )
        self.add(*self._sash(4.40, 4.26, skirt, 0.088))

        for s in (1, -1):  # the ends of the bow at the front
            self.add(
                panel(
                    track,
                    "bow end",
                    Part.BELT,
                    middle=s * 4,
                    half=(3, 4),
                    top=0.01,
                    low=0.24,
                    out=0.05,
                    rows=7,
                    columns=4,
                    colors=shade(skirt, 1.1),
                    edge=218 + (s > 0),
                )
            )

        self.add(*ties.bow(self.body, 4.32, shade(skirt, 1.08), inflate=0.13, size=1.0, tails=0.0))
        picture = Round(top, girth=1.1, length=0.9, width=256)
        picture.stripe([(-150, 0.0), (-150, 1.0)], skirt, 0.018)
        picture.stripe([(-130, 0.05), (-150, 0.95)], skirt, 0.014)
        picture.stripe([(150, 0.0), (150, 1.0)], skirt, 0.018)
        self.add(*wide_sleeves(self.body, top, drop=self._between(0.8, 1.15), material=picture.material()))
        if girl and self._chance(0.35):  # a thin white over-robe

            def paint(atlas: Atlas) -> None:
                half = [(0.28, 5.6), (0.21, 5.2), (0.15, 4.6), (0.17, 3.4)]
                atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))]))
                for s in (1, -1):
                    atlas.line(path([(s * (x + 0.06), y) for x, y in half], closed=False), width=0.008)
                    atlas.stripe(path([(s * (x + 0.1), y) for x, y in half[2:]], closed=False), skirt, 0.02)

            self._trunk(
                shifted(top, 0.01),
                low=3.55,
                high=5.24,
                fit=0.10,
                loose=0.05,
                hang=0.25,
                part=Part.OUTER,
                name="over-robe",
                paint=paint,
            )
        self._cover_top(1.6, 4.9)
        self._zori(self._one(skirt, (0.45, 0.3, 0.2)), tabi=WHITE)
        self.extras.append("sash")
        self.top_name, self.bottom_name = "kimono", "hakama"
