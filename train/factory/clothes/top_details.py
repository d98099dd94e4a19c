"""What is drawn on a top: its closing, pockets, seams, hem, folds; and how a top may be cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..geometry.textures import Atlas, ink_of, path, shade
from ..palette import RGB, to_lch
from ..parts import Part
from .sleeves import SLEEVES, SleeveCut
from .wardrobe import Wardrobe


@dataclass(frozen=True)
class Top:
    """How a top is cut; everything can be chosen by itself.

    name; low, high: reference heights of its hem and its upper end; fit: heads it stands off the body, loose:
    more below the chest, hang: more towards the hem; tuck: drawn in at the waist (hem in a skirt); part.
    neck: what is cut out: "crew", "round", "v", "deep_v", "square", "boat", "open" (all down the front),
    "none". sleeve: name in SLEEVES, or a cut; collar: "none", "shirt", "wide", "polo", "peter_pan", "stand",
    "turtle", "rib", "hood", "frill", "lapel". closure: "none", "buttons", "placket", "zip", "double",
    "lacing", "toggles", "snaps", "wrap". pockets: "none", "chest", "two_chest", "flaps", "kangaroo", "patch",
    "slant", "cargo", "welt". hem: "plain", "ribbed", "band", "scallop", "ragged", "frill", "none",
    "asymmetrical". motif: name in clothes.motifs or "none". fabric: a print or "plain". seams: "none",
    "darts", "yoke", "raglan", "princess", "quilt". outer: sleeves are those of an outer garment.
    """

    name: str = "top"
    low: float = 3.64
    high: float = 5.24
    fit: float = 0.036
    loose: float = 0.055
    hang: float = 0.08
    tuck: bool = False
    part: int = Part.TOP
    neck: str = "crew"
    sleeve: str | SleeveCut = "short"
    collar: str = "none"
    closure: str = "none"
    pockets: str = "none"
    hem: str = "plain"
    motif: str = "none"
    fabric: str = "plain"
    seams: str = "none"
    outer: bool = False

    @property
    def arms(self) -> SleeveCut:
        """How its sleeves are cut."""
        return SLEEVES[self.sleeve] if isinstance(self.sleeve, str) else self.sleeve


NECKS = {  # depth, half width at the top
    "crew": (5.11, 0.215), "round": (4.98, 0.25), "v": (4.92, 0.20), "deep_v": (4.62, 0.22),
    "square": (4.96, 0.22), "boat": (5.06, 0.33), "shirt": (5.04, 0.15),
}  # fmt: skip


class Details(Wardrobe):
    """Adds what is drawn on tops."""

    def _hang(self, cut: Top) -> float:
        return cut.hang + (0.14 if self.spec.legs == "skirt" and cut.low < 3.95 and not cut.tuck else 0.0)

    def _armholes(self, atlas: Atlas, trim: RGB | None, *, inner: float = 0.35) -> None:
        """Cuts the trunk to be sleeveless; straps are as wide as from the neck to x = `inner`."""
        for side in ("front", "back"):
            for s in (1, -1):
                hole = [
                    (s * (inner + 0.02), 5.4),
                    (s * inner, 5.0),
                    (s * 0.41, 4.76),
                    (s * 0.9, 4.72),
                    (s * 0.9, 5.4),
                ]
                if trim is not None:
                    atlas.stripe(path(hole[:4], closed=False, soft=True), trim, 0.07, side=side)
                atlas.hole(path(hole), side=side)
                atlas.line(path(hole[:4], closed=False, soft=False), width=0.009, side=side)

    def _raglan(self, atlas: Atlas, color: RGB) -> None:
        for side in ("front", "back"):
            for s in (1, -1):
                yoke = [
                    (s * 0.16, 5.5),
                    (s * 0.20, 5.22),
                    (s * 0.42, 4.70),
                    (s * 0.95, 4.70),
                    (s * 0.95, 5.5),
                ]
                atlas.fill(path(yoke), color, side=side)
                atlas.line(path(yoke[1:3], closed=False), width=0.008, side=side)

    def _seams(self, atlas: Atlas, cut: Top) -> None:
        ink = ink_of(atlas.color)
        low = cut.low
        if cut.seams == "darts":
            for s in (1, -1):
                for side in ("front", "back"):
                    dart = path([(s * 0.20, 4.50), (s * 0.17, 4.16), (s * 0.19, 3.96)], closed=False)
                    atlas.line(dart, width=0.006, side=side)
        elif cut.seams == "yoke":
            atlas.line(path([(-2, 4.93), (2, 4.93)], closed=False), width=0.007, side="back")
            for s in (1, -1):
                atlas.line(path([(s * 0.9, 4.97), (s * 0.2, 4.91)], closed=False), width=0.007)
        elif cut.seams == "princess":
            for s in (1, -1):
                for side in ("front", "back"):
                    line = [(s * 0.34, 5.0), (s * 0.21, 4.62), (s * 0.18, 4.16), (s * 0.26, low)]
                    atlas.line(path(line, closed=False, soft=True), width=0.006, side=side)
        elif cut.seams == "quilt":
            for i in range(1, int((cut.high - low) / 0.215) + 1):
                y = low + 0.10 + 0.215 * (i - 0.5)
                atlas.line(path([(-2, y), (2, y)], closed=False), width=0.010, color=ink, side="both")
                atlas.stripe(
                    path([(-2, y + 0.03), (2, y + 0.03)], closed=False), shade(atlas.color, 1.35), 0.03,
                    side="both", alpha=0.6,
                )  # fmt: skip

    def _closure(self, atlas: Atlas, cut: Top, color: RGB) -> None:
        c, low = self.palette, cut.low
        high = NECKS.get(cut.neck, (5.2, 0.2))[0]
        button = shade(color, 0.72) if to_lch(color)[0] > 0.7 else c.light
        middle = path([(0, high + 0.1), (0, low)], closed=False)
        if cut.closure in ("buttons", "snaps"):
            for s in (0.04, -0.04):
                atlas.line(path([(s, high + 0.1), (s, low)], closed=False), width=0.006)
            for y in np.arange(high - 0.10, low + 0.06, -0.20):
                atlas.button(0, float(y), c.metal if cut.closure == "snaps" else button, 0.018)
        elif cut.closure == "placket":
            box = [(-0.05, high + 0.1), (0.05, high + 0.1), (0.05, 4.72), (-0.05, 4.72)]
            atlas.line(path(box), width=0.007)
            for y in (high - 0.08, high - 0.22):
                atlas.button(0, y, button, 0.017)
        elif cut.closure == "zip":
            atlas.stripe(middle, shade(color, 0.7), 0.045)
            atlas.line(middle, width=0.016, color=c.metal)
            for s in (0.024, -0.024):
                atlas.line(path([(s, high + 0.1), (s, low)], closed=False), width=0.006)
            atlas.fill(
                path(
                    [(-0.014, high - 0.06), (0.014, high - 0.06), (0.02, high - 0.16), (-0.02, high - 0.16)]
                ),
                c.metal,
                outlined=0.005,
            )
        elif cut.closure == "double":
            atlas.line(path([(0.20, high), (0.17, 4.4), (0.17, low)], closed=False), width=0.008)
            for y in np.arange(4.74, low + 0.12, -0.22):
                for x in (-0.12, 0.12):
                    atlas.button(x, float(y), c.metal, 0.026)
        elif cut.closure == "lacing":
            for y in np.arange(high - 0.04, 4.30, -0.10):
                for s in (1, -1):
                    atlas.line(
                        path([(s * 0.07, y), (-s * 0.07, y - 0.10)], closed=False), width=0.014, color=button
                    )
                    atlas.button(s * 0.075, float(y), c.metal, 0.012)
        elif cut.closure == "toggles":
            atlas.line(middle, width=0.008)
            for y in np.arange(4.80, low + 0.35, -0.30):
                for s in (1, -1):
                    atlas.line(
                        path(
                            [(s * 0.17, float(y) + 0.02), (0, float(y)), (s * 0.17, float(y) - 0.02)],
                            closed=False,
                        ),
                        width=0.016,
                        color=c.dark,
                    )
                atlas.fill(
                    path(
                        [
                            (-0.075, float(y) - 0.024),
                            (0.075, float(y) - 0.024),
                            (0.085, float(y)),
                            (0.075, float(y) + 0.024),
                            (-0.075, float(y) + 0.024),
                            (-0.085, float(y)),
                        ]
                    ),
                    (0.90, 0.80, 0.60),
                    outlined=0.008,
                )
        elif cut.closure == "wrap":
            atlas.line(path([(0.20, 5.2), (-0.24, 4.25), (-0.30, low)], closed=False), width=0.010)

    def _pockets(self, atlas: Atlas, cut: Top, color: RGB) -> None:
        ink, low = ink_of(color), cut.low

        def patch(x: float, y: float, w: float, h: float, flap: bool) -> None:
            pocket = [(x - w, y), (x + w, y), (x + w, y - h + 0.04), (x, y - h), (x - w, y - h + 0.04)]
            atlas.line(path(pocket), width=0.007)
            if flap:
                top = [
                    (x - w - 0.01, y + 0.02),
                    (x + w + 0.01, y + 0.02),
                    (x + w + 0.01, y - 0.05),
                    (x, y - 0.09),
                    (x - w - 0.01, y - 0.05),
                ]
                atlas.fill(path(top), shade(color, 0.92), outlined=0.008)

        kind = cut.pockets
        if kind == "chest":
            patch(0.20, 4.74, 0.09, 0.20, False)
        elif kind == "two_chest":
            for s in (1, -1):
                patch(s * 0.21, 4.74, 0.095, 0.20, True)
        elif kind == "kangaroo":
            pocket = [
                (-0.18, low + 0.58),
                (0.18, low + 0.58),
                (0.29, low + 0.32),
                (0.29, low + 0.13),
                (-0.29, low + 0.13),
                (-0.29, low + 0.32),
            ]
            atlas.line(path(pocket), width=0.010, color=ink)
        elif kind in ("patch", "flaps", "cargo"):
            y = low + 0.45 if cut.low < 3.9 else low + 0.30
            for s in (1, -1):
                patch(s * 0.25, y, 0.11, 0.24, kind != "patch")
            if kind == "cargo":
                for s in (1, -1):
                    patch(s * 0.21, 4.78, 0.095, 0.20, True)
        elif kind == "slant":
            for s in (1, -1):
                line = path([(s * 0.20, low + 0.50), (s * 0.33, low + 0.22)], closed=False)
                atlas.line(line, width=0.020, color=shade(color, 0.7))
                atlas.line(line, width=0.008)
        elif kind == "welt":
            for s in (1, -1):
                box = [
                    (s * 0.18, low + 0.42),
                    (s * 0.36, low + 0.44),
                    (s * 0.36, low + 0.37),
                    (s * 0.18, low + 0.35),
                ]
                atlas.line(path(box), width=0.007)
            atlas.line(path([(0.15, 4.67), (0.29, 4.69), (0.29, 4.64), (0.15, 4.62)]), width=0.007)

    def _hem(self, atlas: Atlas, cut: Top, color: RGB, trim: RGB) -> None:
        low, kind = cut.low, cut.hem
        if kind == "plain" and not cut.tuck:
            line = path([(-2, low + 0.06), (2, low + 0.06)], closed=False)
            atlas.line(line, width=0.006, color=shade(color, 0.6), side="both")
        elif kind in ("ribbed", "band"):
            tone = shade(color, 0.86) if kind == "ribbed" else trim
            box = path([(-2, low + 0.13), (2, low + 0.13), (2, low - 0.1), (-2, low - 0.1)])
            atlas.fill(box, tone, side="both")
            atlas.line(path([(-2, low + 0.13), (2, low + 0.13)], closed=False), width=0.009, side="both")
            if kind == "ribbed":
                for i in range(-15, 16):
                    tick = path([(i * 0.042, low + 0.12), (i * 0.042, low)], closed=False)
                    atlas.stripe(tick, shade(tone, 0.72), 0.010, side="both", alpha=0.8)
        elif kind in ("scallop", "ragged"):
            n = 16 if kind == "scallop" else 22
            x = np.linspace(-0.8, 0.8, 4 * n + 1)
            if kind == "scallop":
                y = low + 0.07 - 0.06 * np.abs(np.sin(x * n * np.pi / 1.6))
            else:
                y = low + 0.02 + 0.13 * (np.abs((x * n * 0.83) % 2 - 1)) * (0.5 + 0.5 * np.sin(9 * x) ** 2)
            edge = list(zip(x.tolist(), y.tolist(), strict=True))
            for side in ("front", "back"):
                atlas.hole(path([*edge, (0.8, low - 0.3), (-0.8, low - 0.3)]), side=side)
                atlas.line(path(edge, closed=False), width=0.010, side=side)
        elif kind == "asymmetrical":
            edge = [(-0.8, low + 0.34), (0.8, low + 0.02)]
            atlas.hole(path([*edge, (0.8, low - 0.3), (-0.8, low - 0.3)]))
            atlas.hole(
                path([(-0.8, low + 0.02), (0.8, low + 0.34), (0.8, low - 0.3), (-0.8, low - 0.3)]),
                side="back",
            )
            atlas.line(path(edge, closed=False), width=0.012)
        elif kind == "frill":
            rows = 6
            s = np.linspace(0, 1, rows)[:, None]
            ring = self.body.torso(low - 0.10, low + 0.05, 0.0, rows=rows, columns=80)
            wave = cut.fit + 0.03 + cut.loose + self._hang(cut) * 0.4 + 0.05 * s
            ring = ring.inflated(wave + 0.020 * s * np.sin(18 * ring.angles)[None]).hemmed(0.012)
            self.add(ring.mesh("hem frill", cut.part, colors=trim, edge=139))


def drawn_folds(atlas: Atlas, cut: Top) -> None:
    """Drawn folds: short wedges from the armpits and over the hem; loose cloth has more of them."""
    deep = shade(atlas.color, 0.42)
    low = cut.low + (0.14 if cut.hem in ("ribbed", "band") else 0.04)
    wedges = [(0.40, 4.74, -0.11, -0.10), (0.42, 4.66, -0.09, -0.13)]
    if cut.loose > 0.03 and not cut.tuck:
        wedges += [(0.36, low + 0.02, -0.10, 0.16), (0.20, low, -0.03, 0.20), (0.43, low + 0.10, -0.12, 0.10)]
    if cut.tuck or cut.hem in ("ribbed", "band"):
        wedges += [
            (0.12, low + 0.02, 0.02, 0.12),
            (0.27, low + 0.02, -0.03, 0.15),
            (0.38, low + 0.03, -0.07, 0.12),
        ]
    for side in ("front", "back"):
        for s in (1, -1):
            for i, (x, y, dx, dy) in enumerate(wedges):
                wide = 0.011 if i % 2 else 0.014
                flat = abs(dx) > abs(dy)
                ox, oy = (0.0, wide) if flat else (wide, 0.0)
                mx, my = x + dx * 0.55 + 0.4 * oy, y + dy * 0.55 + 0.4 * ox
                shape = path(
                    [(s * (x - ox), y - oy), (s * mx, my), (s * (x + dx), y + dy), (s * (x + ox), y + oy)]
                )
                atlas.fill(shape, deep, side=side, alpha=0.38)
