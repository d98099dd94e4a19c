"""Jackets and coats: parka, duffle, raincoat, trench, leather, denim, poncho."""

from __future__ import annotations

import numpy as np

from ...geometry.textures import Atlas, path, shade
from ...palette import RGB, lch
from ...parts import Part
from .. import collars, legs, ties, tops
from ..layers import Layers
from ..leg_cloth import LegLook
from ..shoulders import fur
from ..skirts import SkirtCut
from ..sleeves import cuffs
from ..tones import BEIGE, BLACKS, DENIM, KHAKI, NAVY
from ..top_builder import Top

_RAIN = (lch(0.86, 0.15, 92), lch(0.66, 0.12, 235), lch(0.70, 0.15, 25), lch(0.80, 0.09, 160))
_FUR = (lch(0.90, 0.03, 80), lch(0.72, 0.05, 65), lch(0.55, 0.05, 55), lch(0.95, 0.01, 90))


class Builder(Layers):
    """Puts jackets and coats together."""

    def _legs(self, color: RGB) -> None:
        """A skirt, or jeans or trousers that go with a jacket."""
        c, spec = self.palette, self.spec
        if spec.legs == "skirt":
            self._bottom(self._unlike(c.second, color), top=4.06)
        elif spec.variant < 0.5 and color not in DENIM:
            self._trousers(DENIM[spec.turn], look=LegLook("jeans"), waist=0.10)
            self.bottom_name = "jeans"
        else:
            self._trousers(self._unlike(c.dark if spec.turn % 2 else c.second, color), waist=0.10)

    def _long(
        self,
        atlas: Atlas,
        cut: Top,
        color: RGB,
        *,
        length: float,
        flare: float = 0.12,
        kind="straight",
        lap=-0.07,
    ) -> None:
        """A coat: its upper part to the waist, and the swinging skirt below; longer over bare legs."""
        if self.spec.legs != "trousers":
            length = max(length, 1.52 + 0.3 * self.spec.variant)
        self.finish(cut, atlas, color)
        self.add(
            self._coat_skirt(
                SkirtCut(4.13, length, flare + 0.08 * length, kind, 9, cut.fit + 0.024, True, lap),
                color,
                fabric=None if cut.fabric == "plain" else (cut.fabric, self.other(color)),
            )
        )
        self._cover_skirt()
        if self.spec.legs == "skirt":
            self.bottom_name = "coat"

    def _under(
        self, color: RGB, *, collar: str = "none", neck: str = "crew", closure: str = "none", low: float = 4.3
    ) -> None:
        """What shows in the opening of a jacket."""
        cut = Top(
            "under",
            low=low,
            fit=0.026,
            loose=0.0,
            hang=0,
            neck=neck,
            sleeve="none",
            collar=collar,
            part=Part.INNER,
            hem="none",
            closure=closure,
        )
        self.top(cut, color, covers=False)

    def _parka_family(self) -> None:
        c, spec = self.palette, self.spec
        down = spec.variant < 0.5
        color = (
            (KHAKI[2], c.main, NAVY[0], c.accent)[spec.turn]
            if not down
            else (c.main, c.accent, c.second, c.dark)[spec.turn]
        )
        self._legs(color)
        cut = Top(
            "parka",
            low=3.72 if down else 3.40,
            fit=0.105 if down else 0.085,
            loose=0.05,
            hang=0.05,
            part=Part.OUTER,
            neck="none",
            sleeve="wide" if not down else "long",
            closure="zip" if down else "snaps",
            seams="quilt" if down else "none",
            hem="ribbed" if down else "plain",
            pockets="slant" if down else "flaps",
            collar="high",
        )
        atlas = self.begin(cut, color)
        if not down:
            atlas.line(
                path([(-2, 4.10), (2, 4.10)], closed=False), width=0.020, color=shade(color, 0.6), side="both"
            )
        self.finish(cut, atlas, color)
        self.add(tops.hood(self.body, color))
        if not down or spec.turn % 2:
            self.add(*fur(self.body, _FUR[spec.turn]))
        self.top_name = "parka"

    def _duffle_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (
            (BEIGE[1], NAVY[0], lch(0.42, 0.10, 25), KHAKI[3])[spec.turn] if spec.variant < 0.75 else c.main
        )
        if spec.legs != "skirt":
            self._trousers(self._unlike(c.dark, color))
        cut = Top(
            "duffle coat",
            low=3.98,
            fit=0.082,
            loose=0.03,
            part=Part.OUTER,
            neck="none",
            sleeve="wide",
            closure="toggles",
        )
        atlas = self.begin(cut, color)
        atlas.line(
            path([(-2, 4.86), (-0.30, 4.84), (0.30, 4.84), (2, 4.86)], closed=False), width=0.008, side="both"
        )
        self._long(atlas, cut, color, length=0.95 + 0.35 * spec.variant, flare=0.06)
        self.add(tops.hood(self.body, color))
        scarf = self._unlike(c.accent, color)
        self.add(*ties.scarf(self.body, scarf, self.other(scarf)))
        self.extras.append("scarf")
        self.top_name = "coat"

    def _raincoat_family(self) -> None:
        spec = self.spec
        color = _RAIN[spec.turn] if spec.variant < 0.8 else (0.93, 0.95, 0.96)
        if spec.legs != "skirt":
            self._trousers(self._unlike(self.palette.dark, color), cut="slim")
        self.shoe = "rain_boots"
        self.leather = color if spec.variant < 0.4 else self.other(color)
        cut = Top(
            "raincoat",
            low=3.98,
            fit=0.088,
            loose=0.05,
            part=Part.OUTER,
            neck="none",
            sleeve="wide",
            fabric=spec.fabric,
            closure="snaps",
        )
        atlas = self.begin(cut, color)
        self._long(atlas, cut, color, length=1.0 + 0.4 * spec.variant, flare=0.20, kind="flare")
        self.add(collars.stand(self.body, color, high=5.44, front=5.36, inflate=0.05, gap=0.06))
        self.add(tops.hood(self.body, color))
        self.top_name = "coat"

    def _trench_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (BEIGE[0], BEIGE[1], BLACKS[1], KHAKI[1])[spec.turn]
        self._under(
            c.light if spec.turn == 2 else c.dark,
            collar="turtle" if spec.variant < 0.5 else "none",
            neck="none" if spec.variant < 0.5 else "crew",
        )
        if spec.legs != "skirt":
            self._trousers(self._unlike(c.dark, color), cut="slim")
        cut = Top(
            "trench coat",
            low=3.98,
            fit=0.078,
            loose=0.02,
            part=Part.OUTER,
            neck="none",
            sleeve="wide",
            closure="double",
        )
        atlas = self.begin(cut, color)
        self._lapels(atlas, color, 4.66, 0.21)
        for side in ("front", "back"):  # the storm flap
            flap = (
                [(-0.46, 5.1), (-0.44, 4.62), (-0.17, 4.60), (-0.12, 4.9)]
                if side == "front"
                else [(-0.7, 4.72), (0.0, 4.60), (0.7, 4.72)]
            )
            atlas.line(path(flap, closed=False, soft=side == "back"), width=0.010, side=side)
        for y in (4.52, 4.30):
            for x in (-0.13, 0.13):
                atlas.button(x, y, c.metal if spec.turn == 2 else shade(color, 0.5), 0.028)
        length = 1.2 + 0.8 * spec.variant
        self._long(
            atlas, cut, color, length=length, flare=0.12, kind="flare" if spec.turn % 2 else "straight"
        )
        self.add(
            collars.leaf(
                self.body,
                shade(color, 0.95),
                lift=0.055,
                rise=5.38,
                front=5.20,
                tip=4.90,
                gap=0.55,
                tip_gap=0.66,
                behind=0.20,
                edge=152,
            )
        )
        self.add(*cuffs(self.body, 1.66, 1.73, shade(color, 0.8), 0.122))
        for s in (1, -1):
            self.add(
                collars.strap(
                    self.body,
                    [(np.pi - s * 1.35, 5.12), (np.pi - s * 0.95, 5.20)],
                    shade(color, 0.9),
                    width=0.09,
                    inflate=0.10,
                    rows=6,
                    part=Part.OUTER,
                    edge=167,
                )
            )
        self.add(*legs.belt(self.body, 4.18, shade(color, 0.72), c.metal, inflate=0.120, height=0.10))
        self.extras.append("belt")
        self.top_name = "coat"

    def _leather_family(self) -> None:
        """A biker's jacket."""
        c, spec = self.palette, self.spec
        color = (BLACKS[0], lch(0.36, 0.06, 45), BLACKS[2], lch(0.36, 0.11, 22))[spec.turn]
        inner = c.light if spec.variant < 0.5 else c.accent
        self._under(inner)
        if spec.legs == "skirt":
            self._bottom(self._unlike(c.second, color), top=4.06)
        else:
            self._trousers(
                DENIM[(spec.turn + 1) % 4] if spec.variant < 0.5 else BLACKS[1],
                look=LegLook("ripped" if spec.turn % 2 else "jeans"),
                cut="slim",
                waist=0.1,
            )
            self.bottom_name = "jeans"
        cut = Top(
            "leather jacket",
            low=3.86,
            fit=0.064,
            loose=0.03,
            hang=0.02,
            part=Part.OUTER,
            neck="none",
            sleeve="wide",
            seams="none",
            hem="none",
        )
        atlas = self.begin(cut, color, inner)
        glow = shade(color, 1.5)
        atlas.hole(path([(-0.26, 5.6), (-0.23, 5.24), (0.04, 4.44), (0.22, 5.24), (0.26, 5.6)]))
        for s in (1, -1):  # wide lapels with studs
            lapel = [(s * 0.23, 5.28), (s * 0.36, 5.10), (s * 0.30, 4.98), (s * 0.38, 4.86), (0.04, 4.40)]
            atlas.fill(path(lapel), shade(color, 1.18))
            atlas.line(path(lapel), width=0.011, color=glow)
            atlas.button(s * 0.31, 4.89, c.metal, 0.016)
        zip_ = path([(0.04, 4.40), (0.10, 3.84)], closed=False)
        atlas.stripe(zip_, shade(color, 0.6), 0.05)
        atlas.line(zip_, width=0.020, color=c.metal)
        for pts in (
            ((-0.36, 4.42), (-0.14, 4.34)),
            ((-0.33, 4.16), (-0.16, 4.02)),
            ((0.33, 4.16), (0.19, 4.02)),
        ):
            atlas.line(path(pts, closed=False), width=0.024, color=shade(color, 0.55))
            atlas.line(path(pts, closed=False), width=0.013, color=c.metal)
        for side in ("front", "back"):
            atlas.line(path([(-2, 3.99), (2, 3.99)], closed=False), width=0.010, color=glow, side=side)
        atlas.line(path([(-0.5, 4.9), (0.5, 4.9)], closed=False), width=0.009, color=glow, side="back")
        self.finish(cut, atlas, color)
        self.add(
            collars.leaf(
                self.body,
                shade(color, 1.12),
                lift=0.04,
                rise=5.40,
                front=5.24,
                tip=5.06,
                gap=0.62,
                tip_gap=0.74,
                behind=0.15,
                edge=152,
            )
        )
        self.add(*legs.belt(self.body, 3.975, shade(color, 0.9), c.metal, inflate=0.092))
        self.top_name = "jacket"

    def _denim_family(self) -> None:
        c, spec = self.palette, self.spec
        color = DENIM[spec.turn]
        inner = (c.light, c.accent, c.main, c.light)[spec.turn]
        self.top(
            Top(
                "t-shirt",
                low=3.70,
                fit=0.030,
                loose=0.03,
                hang=0,
                neck="crew",
                sleeve="none",
                part=Part.INNER,
                fabric=spec.fabric,
                motif=spec.motif,
            ),
            inner,
            covers=False,
        )
        if spec.legs == "skirt":
            self._bottom(self._unlike(c.second, color), top=4.06)
        else:
            self._trousers(
                (KHAKI[1], BLACKS[1], c.second, BEIGE[1])[spec.turn]
                if spec.variant < 0.7
                else shade(color, 0.7),
                look=LegLook("jeans" if spec.variant > 0.7 else "plain"),
                waist=0.1,
            )
        cut = Top(
            "denim jacket",
            low=3.80,
            fit=0.064,
            loose=0.03,
            hang=0.02,
            part=Part.OUTER,
            neck="open",
            sleeve="rolled" if spec.turn == 3 else "wide",
            collar="shirt",
            pockets="two_chest",
            hem="band",
        )
        atlas = self.begin(cut, color, shade(color, 0.9), trim=shade(color, 0.92))
        stitch = (0.85, 0.68, 0.42)
        for side in ("front", "back"):
            atlas.line(path([(-2, 4.84), (2, 4.84)], closed=False), width=0.009, side=side)
            atlas.stripe(path([(-2, 4.825), (2, 4.825)], closed=False), stitch, 0.008, side=side)
            for s in (1, -1):
                seam = path([(s * 0.24, 4.82), (s * 0.19, cut.low + 0.13)], closed=False)
                atlas.line(seam, width=0.007, side=side)
        for y in np.arange(4.95, 3.9, -0.21):
            atlas.button(0.175, float(y), (0.80, 0.66, 0.40), 0.019)
        self.finish(cut, atlas, color)
        self.top_name = "jacket"

    def _poncho_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.main, c.accent, c.second, BEIGE[0])[spec.turn]
        second = self.other(color)
        shirt = self._unlike(c.light, color)
        self.top(
            Top(
                "shirt",
                low=3.9,
                fit=0.026,
                loose=0.02,
                tuck=True,
                neck="none",
                sleeve="slim",
                collar="turtle" if spec.variant < 0.5 else "none",
            ),
            shirt,
        )
        if spec.legs == "skirt":
            self._bottom(self._unlike(c.second, color), top=4.06)
        else:
            self._trousers(DENIM[spec.turn], look=LegLook("jeans"), cut="slim")
            self.bottom_name = "jeans"
        self.add(
            self.draped(
                color,
                low=3.92 if spec.variant < 0.6 else 4.12,
                trim=self.third(color, second),
                name="poncho",
                part=Part.OUTER,
                fabric=spec.fabric,
                second=second,
                point=0.16 if spec.turn % 2 else 0.0,
            )
        )
        if spec.variant > 0.5:
            self.add(collars.roll(self.body, shade(color, 0.9), high=5.40))
        self.top_name = "poncho"
