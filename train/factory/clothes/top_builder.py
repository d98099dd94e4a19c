"""Tops put together from independent pieces: neck, sleeves, collar, closing, pockets, hem, print."""

from __future__ import annotations

import numpy as np

from ..geometry.textures import Atlas, path, shade
from ..palette import RGB, to_lch
from ..parts import Part
from . import collars, motifs, tops
from .jackets import Jackets
from .top_details import NECKS, Details, Top, drawn_folds


class Pieces(Details, Jackets):
    """Adds tops that are put together from pieces."""

    def top(
        self,
        cut: Top,
        color: RGB,
        second: RGB | None = None,
        *,
        trim: RGB | None = None,
        sleeve_color: RGB | None = None,
        stripes: tuple[RGB, ...] = (),
        covers: bool = True,
    ) -> None:
        """A whole top. second: of prints, motifs and bands; trim: of collar and cuffs; sleeve_color: of
        sleeves in another color; stripes: along the sleeves."""
        atlas = self.begin(cut, color, second, trim=trim)
        if cut.seams == "raglan":
            self._raglan(atlas, sleeve_color or second or color)
        self.finish(
            cut, atlas, color, second, trim=trim, sleeve_color=sleeve_color, stripes=stripes, covers=covers
        )

    def begin(self, cut: Top, color: RGB, second: RGB | None = None, *, trim: RGB | None = None) -> Atlas:
        """The trunk's picture, to be painted on before `finish`."""
        c = self.palette
        second = second or self.other(color)
        atlas = self._atlas(cut.high, cut.low, color)
        if cut.fabric != "plain":
            atlas.print(cut.fabric, second, self.third(color, second))
        self._hem(atlas, cut, color, trim or second)
        self._seams(atlas, cut)
        tops.folds(atlas, cut.low, strength=0.11)
        drawn_folds(atlas, cut)
        self._closure(atlas, cut, color)
        self._pockets(atlas, cut, color)
        if cut.motif != "none":
            light = to_lch(second)[0] > 0.6
            motifs.motif(
                atlas,
                cut.motif,
                second,
                c.dark if light else c.light,
                turn=self.spec.variant * 7 % 1,
                y=4.56 if cut.motif != "box" else 4.62,
                size=0.10 + 0.08 * ((self.spec.variant * 13) % 1)
                if cut.motif not in ("band", "chevron", "box")
                else 0.13,
            )
        return atlas

    def finish(
        self,
        cut: Top,
        atlas: Atlas,
        color: RGB,
        second: RGB | None = None,
        *,
        trim: RGB | None = None,
        sleeve_color: RGB | None = None,
        stripes: tuple[RGB, ...] = (),
        covers: bool = True,
    ) -> None:
        """Neck, trunk, sleeves and collar of a top."""
        second = second or self.other(color)
        arm = cut.arms
        rim = trim or shade(color, 0.86)
        self._neck(atlas, cut, rim)
        if arm.stop <= 0:
            self._armholes(atlas, rim if trim else None)
        rows = 25 if cut.part != Part.INNER else max(8, round(13 * (cut.high - cut.low)))
        loft = tops.shell(
            self.body,
            cut.low,
            cut.high,
            cut.fit,
            loose=cut.loose,
            tuck=cut.tuck,
            hang=self._hang(cut),
            rows=rows,
        )
        self.add(atlas.mesh(loft, cut.name, cut.part, self.width, edge=tops.TRUNK_LINE))
        self.arms(
            arm,
            sleeve_color or color,
            second,
            fit=cut.fit,
            trim=trim,
            outer=cut.outer or cut.part == Part.OUTER,
            fabric=cut.fabric if sleeve_color is None else "plain",
            stripes=stripes,
        )
        self._collar(cut, color, trim)
        if covers:
            depth = NECKS.get(cut.neck, (5.12, 0.2))[0]
            if cut.neck == "open":
                depth = 3.0
            self._cover_top(max(arm.stop, 0.05), min(depth - 0.03, 5.12))

    def _neck(self, atlas: Atlas, cut: Top, rim: RGB) -> None:
        if cut.neck == "none":
            return
        if cut.neck == "open":
            half = [(0.30, 5.6), (0.235, 5.16), (0.13, 4.66), (0.14, 4.2), (0.20, cut.low - 0.1)]
            atlas.hole(path([*half, *((-x, y) for x, y in reversed(half))], soft=False))
            for s in (1, -1):
                inner = path([(s * (x + 0.055), y) for x, y in half], closed=False, soft=True)
                atlas.line(inner, width=0.006)
            return
        depth, width = NECKS[cut.neck]
        if cut.neck in ("v", "deep_v", "shirt"):
            shape = [(-width - 0.05, 5.6), (-width, 5.26), (0, depth), (width, 5.26), (width + 0.05, 5.6)]
        elif cut.neck == "square":
            shape = [(-width, 5.6), (-width, depth), (width, depth), (width, 5.6)]
        else:
            a = np.linspace(0, np.pi, 19)
            arc = [(float(width * np.cos(v)), float(5.26 - (5.26 - depth) * np.sin(v) ** 0.8)) for v in a]
            shape = [(width, 5.6), *arc, (-width, 5.6)]
        if cut.collar in ("none", "rib", "hood") and cut.neck != "shirt":  # a border along the edge
            atlas.stripe(path(shape, closed=False), rim, 0.085)
            wide = [(x * (1 + 0.045 / width) if abs(x) > 0.01 else x, y - 0.045) for x, y in shape]
            atlas.line(path(wide, closed=False), width=0.007)
        atlas.hole(path(shape))
        atlas.line(path(shape, closed=False), width=0.010)

    def _collar(self, cut: Top, color: RGB, trim: RGB | None) -> None:
        body, tint = self.body, trim or color
        lift = max(0.0, cut.fit - 0.036)
        kind = cut.collar
        part = Part.COLLAR
        if kind == "shirt":
            self.add(collars.leaf(body, tint, lift=lift, part=part))
        elif kind == "wide":
            self.add(
                collars.leaf(body, tint, lift=lift, gap=0.5, front=5.22, tip=4.93, tip_gap=0.50, behind=0.16)
            )
        elif kind == "polo":
            self.add(
                collars.leaf(body, tint, lift=lift, rise=5.33, front=5.22, tip=5.05, gap=0.5, tip_gap=0.46)
            )
        elif kind == "peter_pan":
            self.add(
                collars.leaf(
                    body,
                    tint,
                    lift=lift,
                    shape="round",
                    rise=5.32,
                    front=5.21,
                    tip=4.99,
                    gap=0.16,
                    tip_gap=0.16,
                    behind=0.17,
                )
            )
        elif kind == "frill":
            self.add(
                collars.leaf(
                    body,
                    tint,
                    lift=lift,
                    shape="frill",
                    rise=5.36,
                    front=5.27,
                    tip=5.08,
                    gap=0.12,
                    tip_gap=0.14,
                    behind=0.15,
                )
            )
        elif kind == "lapel":
            self.add(
                collars.leaf(
                    body,
                    shade(tint, 0.93),
                    lift=lift + 0.01,
                    rise=5.34,
                    front=5.17,
                    tip=4.84,
                    gap=0.62,
                    tip_gap=0.62,
                    behind=0.19,
                    edge=152,
                )
            )
        elif kind == "stand":
            self.add(collars.stand(body, tint, inflate=0.022 + lift * 0.5))
        elif kind == "high":
            self.add(collars.stand(body, tint, high=5.50, front=5.44, inflate=0.035 + lift, gap=0.05))
        elif kind == "turtle":
            self.add(collars.roll(body, tint))
        elif kind == "hood":
            self.add(tops.hood(body, tint))
