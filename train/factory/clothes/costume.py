"""What all costume families share: a costume's own colors, trunks, gowns that others ride on, gloves, boots,
belts and capes."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..cloth.cape import CapeCut, cape
from ..geometry.textures import Atlas, path, shade
from ..palette import RGB
from ..parts import Part
from ..render.material import Kind, plain
from . import legs, ties, tops
from .costume_limbs import Limbs
from .dyes import GOLD, ICONIC
from .frills import on_trunk, pill
from .outfit import Outfit
from .round_cloth import Round, repainted
from .skirt_riders import Track, draped
from .skirts import SkirtCut, drawn_folds, skirt


class Costumes(Limbs):
    """Adds what costumes are made of. Families call `_iconic` first, then the pieces."""

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.spec = replace(self.spec, legwear="socks")
        self.dice = np.random.default_rng(zlib.crc32(f"{self.spec.kind} {self.spec.variant:.9f}".encode()))
        self.below: tuple[float, float] | None = None

    def outfit(self) -> Outfit:
        """Everything; the base layer stays below what has no trousers."""
        out = super().outfit()
        tags = {**out.tags, "accessories": sorted(set(self.extras))}
        return replace(out, tags=tags, covers_base=self.trousered)

    # ---- choices

    def _iconic(self, kind: str | None = None, *, chance: float = 0.55) -> bool:
        """Half of the time the costume's own colors, one set of clothes.dyes.ICONIC, in place of the
        palette's."""
        sets = ICONIC[kind or self.spec.kind]
        own = self.dice.random() < chance
        chosen = sets[int(self.dice.integers(len(sets)))]
        tilt = 1 + 0.06 * (self.dice.random() - 0.5)
        if own:
            colors = {k: tuple(min(1.0, v * tilt) for v in color) for k, color in chosen.items()}
            self.palette = replace(self.palette, **colors)  # type: ignore[arg-type]
        return own

    def _chance(self, share: float) -> bool:
        return bool(self.dice.random() < share)

    def _one(self, *options):
        return options[int(self.dice.integers(len(options)))]

    def _between(self, low: float, high: float) -> float:
        return float(self.dice.uniform(low, high))

    @property
    def _girl(self) -> bool:
        return self.spec.legs == "skirt"

    # ---- the trunk

    def _trunk(
        self,
        color: RGB,
        *,
        low: float = 4.0,
        high: float = 5.26,
        fit: float = 0.036,
        loose: float = 0.0,
        hang: float = 0.0,
        neck: tuple[float, float, str] | None = None,
        part: int = Part.TOP,
        name: str = "bodice",
        paint: Callable[[Atlas], object] | None = None,
        edge: int | None = tops.TRUNK_LINE,
        kind: Kind = "cloth",
        rows: int = 14,
    ) -> None:
        """A trunk's garment; paint: what is drawn on it."""
        atlas = self._atlas(high, low, color)
        tops.folds(atlas, low)
        if paint:
            paint(atlas)
        if neck:
            tops.neck_atlas(atlas, neck[0], neck[1], kind=neck[2])
        mesh = atlas.mesh(
            tops.shell(self.body, low, high, fit, loose=loose, hang=hang, rows=rows),
            name,
            part,
            self.width,
            edge=edge,
        )
        if kind != "cloth":
            mesh = replace(mesh, material=replace(mesh.material, kind=kind))
        self.add(mesh)

    def _inner(
        self, color: RGB, *, high: float = 5.26, neck: tuple[float, float, str] = (5.0, 0.2, "v")
    ) -> None:
        """What shows in a jacket's opening."""
        atlas = self._atlas(high, 4.0, color)
        for y in (4.9, 4.7, 4.5, 4.3):
            atlas.button(0, y, shade(color, 0.8), 0.014)
        tops.neck_atlas(atlas, neck[0], neck[1], kind=neck[2])
        loft = self.body.torso(4.0, high, 0.022, rows=9, columns=tops.COLUMNS)
        self.add(atlas.mesh(loft, "inner", Part.INNER, self.width))

    # ---- skirts

    def _gown(
        self,
        color: RGB,
        *,
        length: float,
        flare: float,
        top: float = 4.12,
        kind: str = "flare",
        pleats: int = 20,
        slack: float = 0.045,
        arms: bool = False,
        lap: float | None = None,
        margin: float = 0.04,
        part: int = Part.BOTTOM,
        name: str = "skirt",
        paint: Callable[[Round], object] | None = None,
        edge: int | None = None,
        cloth: Kind = "cloth",
    ) -> Track:
        """A skirt with a painted picture, on which others may ride."""
        cut = SkirtCut(top, length, flare, kind, pleats, slack, arms, lap)
        mesh = skirt(self.body, cut, color, part=part, margin=margin, edge=edge, name=name, drawn=False)
        picture = Round(color, girth=2 * np.pi * (0.42 + 0.8 * flare), length=length)
        if kind == "pleats":
            picture.pleats(pleats)
        if paint:
            paint(picture)
        assert mesh.deform is not None
        rows = mesh.deform.rest.shape[0]  # type: ignore[attr-defined]
        mesh = draped(repainted(mesh, picture.material(cloth), rows))
        self.add(drawn_folds(mesh, cut, color))
        self._cover_skirt()
        low, wide = self.below or (top - length, flare)
        self.below = (min(low, top - length), max(wide, flare))
        return Track(mesh)

    def _under(self, color: RGB, cut: str = "slim", stop: float = 1.965) -> None:
        """Trousers of a cut, down to t = stop."""
        meshes, covers = legs.trousers(self.body, cut, color, stop=stop)
        self.add(*meshes)
        self.covers += covers
        self.trousered = True
        if self.spec.legs == "skirt" or (self.spec.legs == "shorts") != (stop < 1.2):
            self._wear(legs="shorts" if stop < 1.2 else "trousers")

    # ---- belts, capes

    def _belt(
        self,
        y: float,
        color: RGB,
        metal: RGB,
        *,
        inflate: float = 0.08,
        high: float = 0.1,
        pouches: int = 0,
        buckle: bool = True,
    ) -> None:
        """A belt, with a buckle and pouches at the hips."""
        w = self.width
        band = self.body.torso(y - high / 2, y + high / 2, inflate, rows=3, columns=32).hemmed(
            0.02, start=True
        )
        self.add(band.mesh("belt", Part.BELT, material=plain("leather"), colors=color))
        if buckle:
            spot, share = ties.chest_spot(self.body, y, inflate + 0.015)
            for size, tint in ((1.0, metal), (0.6, color)):
                self.add(
                    pill(
                        spot + np.array([0, 0, 0.012 * (size < 1)]),
                        share,
                        (0.085 * size * w, 0.075 * size * w, 0.014),
                        tint,
                        name="buckle",
                        part=Part.BELT,
                        kind="metal",
                        square=5.0,
                        edge=192 + (size < 1),
                    )
                )
        for i in range(pouches):
            ring = self.body.torso(y - 0.13, y - 0.07, inflate + 0.05, rows=3, columns=40)
            k = (13, 27, 9, 31)[i]
            p, n, share = ring.rings[1, k], ring.outward()[1, k], ring.shares[1, k]
            n = n * np.array([1, 0, 1])
            for up, size, tint in (
                (0.0, (0.12, 0.12, 0.06), shade(color, 1.15)),
                (0.055, (0.128, 0.062, 0.068), shade(color, 0.85)),
            ):
                self.add(
                    pill(
                        p + np.array([0, up * w, 0]),
                        share,
                        (size[0] * w, size[1] * w, size[2] * w),
                        tint,
                        name="pouch",  # type: ignore[arg-type]
                        part=Part.BAG,
                        kind="leather",
                        normal=n,
                        square=4.0,
                        edge=194 + i * 2 + (up > 0),
                    )
                )
        self.extras.append("belt")

    def _cape(
        self,
        cut: CapeCut,
        color: RGB,
        *,
        lining: RGB | None = None,
        paint: Callable[[Round], object] | None = None,
        part: int = Part.OUTER,
        name: str = "cape",
    ) -> None:
        """A cape; paint: on it, x = 0 the middle of the back, y = 1 the hem."""
        material = None
        if paint is not None:
            picture = Round(color, girth=4.4, length=cut.top - cut.low)
            picture.folds(self.dice.random(9).tolist())
            paint(picture)
            material = picture.material()
        seed = int(self.dice.integers(1 << 16))
        self.add(
            cape(
                self.body,
                cut,
                color if material is None else (1.0, 1.0, 1.0),
                lining=lining,
                part=part,
                name=name,
                edge=217,
                material=material,
                seed=seed,
                skirt=self.below,
            )
        )
        self.extras.append("cape")

    def _clasp(self, y: float, color: RGB, *, size: float = 0.06, inflate: float = 0.11) -> None:
        """A round brooch at the throat."""
        spot, share = ties.chest_spot(self.body, y, inflate)
        w = self.width
        self.add(
            pill(
                spot, share, (size * w, size * w, 0.02), GOLD, name="brooch", part=Part.ORNAMENT, kind="metal"
            ),
            pill(
                spot + np.array([0, 0, 0.018]),
                share,
                (0.62 * size * w, 0.62 * size * w, 0.018),
                color,
                name="gem",
                part=Part.ORNAMENT,
                kind="metal",
                edge=203,
            ),
        )

    def _buttons(
        self, xs: list[float], ys: list[float], inflate: float, color: RGB, r: float = 0.032
    ) -> None:
        """Round metal buttons on the front."""
        x, y = (np.array(v, float).ravel() for v in np.meshgrid(xs, ys))
        points, normals, shares = on_trunk(self.body, x, y, inflate)
        for p, n, s in zip(points, normals, shares, strict=True):
            self.add(
                pill(p, s, (r, r, 0.014), color, name="button", part=Part.ORNAMENT, kind="metal", normal=n)
            )

    def _lapel_collar(self, color: RGB, *, rise: float = 5.34, fall: float = 0.2, **more) -> None:
        self.add(tops.collar(self.body, color, rise=rise, fall=fall, **more))

    def _high_collar(
        self, color: RGB, *, high: float = 5.43, low: float = 5.12, inflate: float = 0.045
    ) -> None:
        self.add(tops.band_collar(self.body, color, high=high, low=low, inflate=inflate))


def braid(atlas: Atlas, color: RGB, ys: list[float], *, half: float = 0.22, width: float = 0.026) -> None:
    """Rows of braid across the chest of a uniform."""
    for y in ys:
        for s in (1, -1):
            row = path(
                [(0, y), (s * half, y + 0.035), (s * (half + 0.03), y), (s * half, y - 0.03), (0, y - 0.012)],
                closed=False,
            )
            atlas.line(row, width=width + 0.012)
            atlas.stripe(row, color, width)


def scroll(atlas: Atlas, s: float, color: RGB) -> None:
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
