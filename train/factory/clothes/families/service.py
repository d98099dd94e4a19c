"""Uniforms: gakuran, military dress, police, bellhop and band."""

from __future__ import annotations

import numpy as np

from ...geometry.textures import Atlas, path, shade
from ...palette import RGB, lch
from ...parts import Part
from .. import collars, legs, ties
from ..layers import Layers
from ..leg_cloth import LegLook
from ..shoulders import boards
from ..skirts import SkirtCut
from ..sleeves import cuffs
from ..tones import BLACKS, KHAKI, NAVY, WHITE
from ..top_builder import Top

GOLD = lch(0.80, 0.13, 85)
_DRESS = (WHITE[0], NAVY[1], lch(0.40, 0.14, 22), BLACKS[0])
_BELLHOP = (lch(0.48, 0.17, 24), lch(0.40, 0.09, 160), NAVY[0], lch(0.44, 0.12, 305))


class Builder(Layers):
    """Puts uniforms together."""

    def _lower(self, color: RGB, stripe: RGB | None = None, *, length: float = 1.4) -> None:
        """Trousers with a stripe down the side, or a plain skirt."""
        spec = self.spec
        if spec.legs == "skirt":
            cut = SkirtCut(
                4.06,
                length,
                0.22 if spec.cut == "pleats" else 0.08,
                "pleats" if spec.cut == "pleats" else "straight",
                spec.pleats,
            )
            self._skirt(cut, color, stripe or shade(color, 0.8))
            self._cover_skirt()
        else:
            look = LegLook("piping" if stripe else "plain", crease=stripe is None, second=stripe)
            self._trousers(
                color,
                look=look,
                cut="straight" if spec.cut in ("wide", "jogger", "baggy") else None,
                cuffed=False,
                stop=1.965,
            )

    def _gakuran_family(self) -> None:
        """The stand-collar jacket of a school; worn open over a shirt, or a long one."""
        c, spec = self.palette, self.spec
        color = (BLACKS[0], BLACKS[0], NAVY[1], WHITE[1])[spec.turn]
        metal = GOLD if spec.turn != 3 else c.metal
        self._lower(color, length=1.35)
        open_ = spec.variant > 0.72
        if open_:
            inner = c.light if spec.turn != 3 else c.accent
            self.top(
                Top(
                    "shirt",
                    low=3.72,
                    fit=0.028,
                    loose=0.02,
                    neck="crew",
                    sleeve="none",
                    part=Part.INNER,
                    motif=spec.motif,
                ),
                inner,
                covers=False,
            )
        cut = Top(
            "gakuran",
            low=3.52 if spec.variant > 0.12 else 3.2,
            fit=0.060,
            loose=0.03,
            hang=0.06,
            part=Part.OUTER,
            neck="open" if open_ else "none",
            sleeve="wide",
            pockets="welt",
            hem="none",
        )
        atlas = self.begin(cut, color)
        glow = shade(color, 1.4) if spec.turn != 3 else None
        x = 0.19 if open_ else 0.0
        if not open_:
            atlas.line(path([(0.05, 5.3), (0.05, cut.low)], closed=False), width=0.009, color=glow)
        for y in np.arange(4.96, cut.low + 0.2, -0.26):
            atlas.button(x, float(y), metal, 0.034)
        self.finish(cut, atlas, color)
        self.add(
            collars.stand(
                self.body, color, high=5.42, front=5.35, inflate=0.045, gap=0.42 if open_ else 0.045
            )
        )
        if not open_:
            self.add(
                collars.stand(
                    self.body,
                    WHITE[0],
                    high=5.435,
                    front=5.365,
                    inflate=0.026,
                    gap=0.05,
                    part=Part.INNER,
                    low=5.3,
                    name="collar liner",
                )
            )
        for y in (1.78, 1.86):
            self.add(
                *cuffs(self.body, y, y + 0.012, metal if spec.variant < 0.4 else shade(color, 1.3), 0.118)
            )
            if spec.variant >= 0.4:
                break
        self.top_name = "uniform jacket"

    def _military_family(self) -> None:
        """A dress uniform: epaulettes, two rows of buttons, cords, a belt or a sash."""
        c, spec = self.palette, self.spec
        color = _DRESS[spec.turn] if spec.variant < 0.6 else (c.main, c.second, c.dark, c.accent)[spec.turn]
        trim = GOLD if spec.turn != 1 or spec.variant < 0.5 else c.metal
        accent = self._unlike(c.accent, color)
        lower = color if spec.variant < 0.35 else self._unlike(WHITE[0] if spec.turn else c.dark, color)
        self.shoe = "boots" if spec.shoe == "boots" else self.shoe
        self._lower(lower, trim)
        cut = Top(
            "dress uniform",
            low=3.62,
            fit=0.060,
            loose=0.02,
            hang=0.14,
            part=Part.OUTER,
            neck="none",
            sleeve="wide",
            seams="princess",
            hem="none",
        )
        atlas = self.begin(cut, color)
        plate = [(-0.25, 5.2), (0.25, 5.2), (0.21, 4.2), (-0.21, 4.2)]
        if spec.variant % 0.3 < 0.15:
            atlas.fill(path(plate), accent, outlined=0.012)
        for y in np.arange(4.94, 4.2, -0.17):
            if spec.turn % 2:  # braid from button to button
                atlas.line(path([(-0.17, float(y)), (0.17, float(y))], closed=False), width=0.020, color=trim)
            for x in (-0.17, 0.17):
                atlas.button(x, float(y), trim, 0.027)
        atlas.line(path([(0, 5.3), (0, cut.low)], closed=False), width=0.009)
        for side in ("front", "back"):
            atlas.line(
                path([(-2, cut.low + 0.035), (2, cut.low + 0.035)], closed=False),
                width=0.022,
                color=trim,
                side=side,
            )
        self.finish(cut, atlas, color)
        self.add(
            collars.stand(
                self.body,
                accent if spec.variant % 0.3 < 0.15 else color,
                high=5.43,
                front=5.35,
                inflate=0.045,
                gap=0.06,
            )
        )
        self.add(
            *cuffs(self.body, 1.68, 1.95, accent if spec.variant % 0.3 < 0.15 else shade(color, 0.85), 0.112)
        )
        self.add(*cuffs(self.body, 1.655, 1.685, trim, 0.120))
        self.add(*boards(self.body, trim, accent, fringed=spec.variant > 0.3))
        if spec.neck == "none":
            self._cord(trim)
        if spec.variant < 0.5:
            self._baldric(WHITE[0] if color != WHITE[0] else accent)
        self.add(
            *legs.belt(
                self.body, 4.16, BLACKS[0] if spec.turn % 2 else WHITE[2], trim, inflate=0.104, height=0.10
            )
        )
        self.extras += ["belt", "epaulettes"]
        self.top_name = "uniform jacket"

    def _cord(self, color: RGB) -> None:
        """Two cords from the right shoulder to the buttons."""
        for i, low in enumerate((4.70, 4.55)):
            places = [
                (np.pi + 1.25, 5.10),
                (np.pi + 0.9, low + 0.06),
                (np.pi + 0.5, low),
                (np.pi + 0.10, 4.92 - 0.05 * i),
            ]
            self.add(
                collars.strap(
                    self.body,
                    places,
                    color,
                    width=0.022,
                    inflate=0.082 + 0.006 * i,
                    part=Part.ORNAMENT,
                    edge=169 + i,
                    rows=18,
                    kind="metal",
                )
            )

    def _baldric(self, color: RGB) -> None:
        """A band from the left shoulder to the right hip, and up again behind."""
        front = [
            (np.pi - 1.05, 5.16),
            (np.pi - 0.55, 4.88),
            (np.pi, 4.55),
            (np.pi + 0.75, 4.22),
            (np.pi + np.pi / 2, 4.10),
        ]
        back = [
            (2 * np.pi - 0.75, 4.22),
            (2 * np.pi, 4.55),
            (2 * np.pi + 0.55, 4.9),
            (2 * np.pi + 1.05, 5.16),
        ]
        for i, places in enumerate((front, [(np.pi + np.pi / 2, 4.10), *back])):
            self.add(
                collars.strap(self.body, places, color, width=0.11, inflate=0.080, rows=26, edge=171 + i)
            )

    def _police_family(self) -> None:
        c, spec = self.palette, self.spec
        navy = (NAVY[0], NAVY[1], BLACKS[3], KHAKI[2])[spec.turn]
        summer = spec.variant < 0.5
        shirt = lch(0.84, 0.045, 245) if spec.turn != 3 else KHAKI[1]
        self._lower(navy, None if summer else shade(navy, 1.5))
        if summer:
            cut = Top(
                "guard shirt",
                low=3.94,
                fit=0.034,
                loose=0.045,
                tuck=True,
                neck="shirt",
                sleeve=spec.sleeve,
                collar="shirt",
                closure="buttons",
                pockets="two_chest",
                hem="none",
            )
            atlas = self.begin(cut, shirt)
            self._badge(atlas, c.metal)
            self.finish(cut, atlas, shirt)
        else:
            self._shirt(lch(0.95, 0.01, 240), tucked=True, sleeves=False, collar_lift=0.03, neck_inflate=0.07)
            cut = Top(
                "guard jacket",
                low=3.62,
                fit=0.064,
                loose=0.03,
                hang=0.06,
                part=Part.OUTER,
                neck="none",
                sleeve="wide",
                pockets="cargo",
                hem="none",
            )
            atlas = self.begin(cut, navy)
            self._lapels(atlas, navy, 4.62, 0.19)
            for y in (4.5, 4.3, 4.0, 3.8):
                atlas.button(0.0, y, GOLD, 0.026)
            self._badge(atlas, GOLD)
            self.finish(cut, atlas, navy)
        if summer or spec.neck == "tie":
            self.add(
                *ties.tie(
                    self.body, 5.15, 4.3, BLACKS[1] if summer else navy, inflate=0.048 if summer else 0.062
                )
            )
            self.extras.append("tie")
        for s in (1, -1):
            self.add(
                collars.strap(
                    self.body,
                    [(np.pi - s * 1.45, 5.09), (np.pi - s * 0.90, 5.20)],
                    navy,
                    width=0.11,
                    inflate=0.062 if summer else 0.09,
                    rows=7,
                    part=Part.OUTER,
                    edge=167,
                )
            )
        self.add(
            *legs.belt(
                self.body,
                4.07 if summer else 4.20,
                BLACKS[0],
                GOLD,
                inflate=0.066 if summer else 0.116,
                height=0.11,
            )
        )
        if summer:  # pouches at the belt
            for a in (np.pi - 1.15, np.pi + 1.15, np.pi + 1.6):
                self.add(
                    collars.strap(
                        self.body,
                        [(a, 4.09), (a, 3.86)],
                        BLACKS[1],
                        width=0.13,
                        inflate=0.085,
                        rows=5,
                        edge=173,
                    )
                )
        self.extras.append("belt")
        self.top_name = "shirt" if summer else "uniform jacket"

    def _badge(self, atlas: Atlas, metal: RGB) -> None:
        from ..prints import star

        atlas.fill(star(0.21, 4.80, 0.065), metal, outlined=0.007)
        atlas.fill(path([(-0.29, 4.81), (-0.14, 4.81), (-0.14, 4.77), (-0.29, 4.77)]), metal, outlined=0.005)

    def _bellhop_family(self) -> None:
        """A short jacket with rows of round buttons and braid: bellhop, or marching band."""
        c, spec = self.palette, self.spec
        color = _BELLHOP[spec.turn] if spec.variant < 0.75 else c.accent
        lower = (
            BLACKS[0]
            if spec.variant < 0.5
            else WHITE[0]
            if spec.variant < 0.75
            else self._unlike(c.dark, color)
        )
        self._lower(lower, GOLD, length=1.25)
        cut = Top(
            "bellhop jacket",
            low=3.88,
            fit=0.056,
            loose=0.02,
            hang=0.0,
            part=Part.OUTER,
            neck="none",
            sleeve="wide",
            hem="none",
            seams="darts",
        )
        atlas = self.begin(cut, color)
        band = spec.variant > 0.4
        rows = np.arange(5.0, 4.02, -0.14)
        for i, y in enumerate(rows):
            wide = 0.26 - 0.12 * i / len(rows)
            if band:
                atlas.line(
                    path([(-wide, float(y)), (0, float(y) - 0.03), (wide, float(y))], closed=False),
                    width=0.026,
                    color=GOLD,
                )
            for s in (1, -1):
                atlas.button(s * wide, float(y), GOLD, 0.027)
            if band or spec.turn % 2:
                atlas.button(0, float(y) - 0.03 * band, GOLD, 0.024)
        if not band:
            for s in (1, -1):
                edge = path([(s * 0.30, 5.2), (s * 0.20, 4.0)], closed=False)
                atlas.line(edge, width=0.018, color=GOLD)
        atlas.line(path([(0, 5.3), (0, cut.low)], closed=False), width=0.008)
        for side in ("front", "back"):
            atlas.line(
                path([(-2, cut.low + 0.02), (2, cut.low + 0.02)], closed=False),
                width=0.04,
                color=GOLD,
                side=side,
            )
        atlas.hole(path([(-0.16, 3.7), (0.0, 3.99), (0.16, 3.7)]))
        self.finish(cut, atlas, color)
        self.add(collars.stand(self.body, color, high=5.42, front=5.35, inflate=0.042, gap=0.06))
        self.add(
            collars.stand(
                self.body,
                GOLD,
                high=5.43,
                front=5.36,
                inflate=0.047,
                gap=0.06,
                low=5.375,
                name="collar braid",
            )
        )
        self.add(*cuffs(self.body, 1.80, 1.95, self._unlike(lower, color), 0.112))
        self.add(*cuffs(self.body, 1.775, 1.80, GOLD, 0.118))
        self.add(
            *self._sash(
                4.06, 3.93, self._unlike(c.light if lower != c.light else c.dark, color), 0.052, edge=154
            )
        )
        if spec.turn % 2 == 0:
            self.add(*boards(self.body, GOLD, color, fringed=band))
            self.extras.append("epaulettes")
        self.top_name = "uniform jacket"
