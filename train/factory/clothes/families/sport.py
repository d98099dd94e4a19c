"""Clothes for sport: tracksuits, kits with numbers, gym clothes."""

from __future__ import annotations

from ...geometry.textures import path
from ...palette import lch, to_lch
from ...parts import Part
from .. import motifs
from ..layers import Layers
from ..leg_cloth import LegLook
from ..tones import NAVY, WHITE
from ..top_builder import Top

_GYM = (NAVY[0], lch(0.42, 0.14, 22), lch(0.44, 0.10, 155), lch(0.46, 0.13, 260))


class Builder(Layers):
    """Puts outfits for sport together."""

    def _tracksuit_family(self) -> None:
        c, spec = self.palette, self.spec
        color = (c.main, c.dark, c.second, c.accent)[spec.turn]
        line = c.light if to_lch(color)[0] < 0.8 else self.other(color)
        full = spec.variant < 0.7
        lower = color if full else self._unlike(c.dark, color)
        self._trousers(
            lower,
            look=LegLook("track", second=line),
            cuffed=False,
            cut="jogger" if spec.turn % 2 else "tapered",
            stop=1.965 if spec.legs != "shorts" else 0.8,
        )
        under = Top("under", low=4.5, fit=0.022, loose=0, hang=0, sleeve="none", part=Part.INNER, hem="none")
        self.top(under, c.light if line != c.light else c.accent, covers=False)
        cut = Top(
            "track top",
            low=3.66,
            fit=0.052,
            loose=0.06,
            hang=0.04,
            neck="deep_v" if spec.variant < 0.4 else "shirt",
            sleeve="ribbed",
            collar="high" if spec.collar == "high" else "stand",
            closure="zip",
            hem="ribbed",
            pockets="slant",
        )
        atlas = self.begin(cut, color, line)
        if spec.variant > 0.35:  # a yoke of the other color
            for side in ("front", "back"):
                edge = [
                    (-0.9, 5.5),
                    (0.9, 5.5),
                    (0.9, 4.72),
                    (0.30, 4.74),
                    (0, 4.60),
                    (-0.30, 4.74),
                    (-0.9, 4.72),
                ]
                if spec.variant < 0.8:
                    atlas.fill(path(edge), line, side=side)
                    atlas.line(path(edge[2:], closed=False), width=0.008, side=side)
        self._closure(atlas, cut, color)
        atlas.fill(path([(0.16, 4.60), (0.27, 4.60), (0.27, 4.55), (0.16, 4.55)]), c.accent)
        upper = line if 0.35 < spec.variant < 0.8 else color
        self.finish(
            cut,
            atlas,
            color,
            line,
            sleeve_color=color,
            stripes=(line, line) if upper is color else (),
            trim=None,
        )
        self.top_name = "jersey"

    def _sports_family(self) -> None:
        """A kit: a shirt with a number, shorts. Basketball (sleeveless) or football."""
        c, spec = self.palette, self.spec
        color = (c.main, c.accent, c.second, c.light)[spec.turn]
        second = self.other(color)
        digits = 1 + int(spec.variant * 977) % 23
        basket = spec.sleeve == "none"
        lower = color if basket or spec.variant < 0.3 else second
        self._trousers(
            lower,
            look=LegLook("piping", second=self.other(lower)),
            stop=0.95 if basket else 0.72,
            cuffed=False,
            cut="wide",
        )
        if basket and spec.variant < 0.5:
            self.top(
                Top(
                    "under", low=3.9, fit=0.022, loose=0, hang=0, sleeve="short", part=Part.INNER, hem="none"
                ),
                c.light,
            )
        elif basket:
            self.top(
                Top("under", low=3.9, fit=0.022, loose=0, hang=0, sleeve="cap", part=Part.INNER, hem="none"),
                second,
            )
        cut = Top(
            "jersey",
            low=3.58,
            fit=0.042,
            loose=0.07,
            neck="v" if spec.turn % 2 else "round" if basket else "crew",
            sleeve=spec.sleeve,
            fabric=spec.fabric,
            collar="polo" if spec.collar == "polo" and not basket else "none",
        )
        atlas = self.begin(cut, color, second)
        if spec.hem == "band":
            for s in (1, -1):
                side_ = [(s * 0.44, 4.75), (s * 0.36, 4.2), (s * 0.42, 3.4), (s * 0.9, 3.4), (s * 0.9, 4.75)]
                for side in ("front", "back"):
                    atlas.fill(path(side_), second, side=side)
        ink, border = (
            (second, c.dark if to_lch(second)[0] > 0.6 else c.light)
            if spec.fabric == "plain"
            else (c.dark, c.light)
        )
        motifs.number(atlas, digits, ink, y=4.47, size=0.40, border=border)
        motifs.number(atlas, digits, ink, y=4.48, size=0.50, border=border, side="back")
        self.finish(cut, atlas, color, second, trim=second, covers=not basket)
        self.shoe = "high_tops" if basket else "runners"
        if not basket:
            self.socks = 1.16
        self.top_name = "jersey"

    def _gym_family(self) -> None:
        """The gym clothes of a school: a white top with colored edges, and shorts or long trousers; or the
        jersey jacket over it."""
        spec, c = self.spec, self.palette
        color = _GYM[spec.turn]
        long = spec.legs == "trousers" and spec.variant < 0.3
        self._trousers(
            color,
            look=LegLook("track" if spec.variant < 0.6 else "plain", second=WHITE[0]),
            cuffed=False,
            stop=1.965 if long else 0.60,
            cut="tapered",
        )
        self.bottom_name = "trousers" if long else "shorts"
        cut = Top(
            "gym shirt",
            low=3.62,
            fit=0.036,
            loose=0.06,
            sleeve="short",
            neck="crew",
            seams="raglan" if spec.variant > 0.7 else "none",
        )
        atlas = self.begin(cut, WHITE[0], color)
        if cut.seams == "raglan":
            self._raglan(atlas, color)
        if spec.variant < 0.75:  # a name tag
            box = path([(-0.15, 4.66), (0.15, 4.66), (0.15, 4.50), (-0.15, 4.50)])
            atlas.fill(box, (1.0, 1.0, 1.0), outlined=0.009)
            for x in (-0.07, 0.06):
                for pts in (
                    ((x - 0.03, 4.61), (x + 0.04, 4.60)),
                    ((x, 4.64), (x - 0.005, 4.53)),
                    ((x - 0.04, 4.56), (x + 0.04, 4.565)),
                ):
                    atlas.line(path(pts, closed=False), width=0.012, color=c.dark)
        self.finish(
            cut, atlas, WHITE[0], color, trim=color, sleeve_color=color if cut.seams == "raglan" else None
        )
        if spec.layer == "jacket":
            jacket = Top(
                "jersey",
                low=3.62,
                fit=0.062,
                loose=0.05,
                part=Part.OUTER,
                neck="open",
                sleeve="ribbed",
                collar="stand",
                hem="ribbed",
                pockets="slant",
            )
            self.top(jacket, color, WHITE[0], stripes=(WHITE[0], WHITE[0]))
            self.top_name = "jersey"
            return
        self.top_name = "t-shirt"
