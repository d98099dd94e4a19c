"""The pieces of an outfit in the colors of a palette: what families are put together from."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..body.body import Body, Cover
from ..body.bones import SIDES
from ..face.head import Head
from ..geometry.mesh import Mesh
from ..geometry.textures import Atlas, around_pattern, path, shade
from ..palette import RGB, Palette, to_lch
from ..parts import Part, sided
from ..render.material import Material
from . import collars, legs, shoes, ties, tops
from .outfit import SHOE_WORDS, Outfit, OutfitSpec
from .prints import PRINTS
from .skirts import SkirtCut, skirt
from .sleeves import SLEEVES, SleeveCut, cuffs, frills, sleeve_cloth, sleeves

CLASSIC = ("uniform", "sailor", "blazer", "street", "dress", "shirt", "coat", "robe")
"""Families whose boots disappear under trousers."""
ROUND: dict[str, Any] = {
    "shape": "round",
    "rise": 5.32,
    "front": 5.21,
    "tip": 4.99,
    "gap": 0.16,
    "tip_gap": 0.16,
    "behind": 0.17,
}
WIDE: dict[str, Any] = {"gap": 0.5, "front": 5.22, "tip": 4.93, "tip_gap": 0.50, "behind": 0.16}
UNDER: dict[str, Any] = {"gap": 0.30, "front": 5.25, "tip": 5.06, "tip_gap": 0.27, "behind": 0.085}
"""Shapes of turned-down collars (clothes.collars.leaf)."""
_INTO_BOOTS = ("slim", "tapered", "jogger")


class Wardrobe:
    """Gathers the pieces of one outfit."""

    def __init__(self, spec: OutfitSpec, palette: Palette, body: Body, head: Head) -> None:
        self.spec, self.palette, self.body, self.head = spec, palette, body, head
        self.meshes: list[Mesh] = []
        self.covers: list[Cover] = []
        self.extras: list[str] = []
        self.top_name = "shirt"
        self.bottom_name = ""
        self.shoe = spec.shoe
        self.tucked = False  # trousers go into ankle boots
        self.leather: RGB | None = None  # color of the shoes, None = the palette's
        self.socks: float | None = None  # where socks begin, None = as the spec says
        if self.shoe == "ankle_boots" and spec.legs == "trousers" and spec.kind in CLASSIC:
            self.shoe = "loafers"
        self.width = body.proportions.width

    def outfit(self) -> Outfit:
        """Everything: the method named for the family, then the feet."""
        spec = self.spec
        getattr(self, f"_{spec.kind}_family")()
        self._feet()
        tags: dict[str, str | list[str]] = {
            "outfit": spec.kind,
            "top": self.top_name,
            "bottom": self.bottom_name or spec.legs,
            "shoes": SHOE_WORDS.get(self.shoe, self.shoe),
            "accessories": self.extras,
        }
        return Outfit(self.meshes, self.covers, tags, covers_base=spec.legs != "skirt")

    def add(self, *meshes: Mesh) -> None:
        """More meshes."""
        self.meshes += meshes

    # ---- pieces

    def _unlike(self, color: RGB, other: RGB) -> RGB:
        """A color, or another of the palette if it is too near to `other`."""
        c = self.palette
        options = (color, c.second, c.main, c.dark)
        far = [float(np.linalg.norm(np.subtract(o, other))) for o in options]
        return next((o for o, d in zip(options, far, strict=True) if d > 0.28), c.dark)

    def arms(
        self, arm: SleeveCut, color: RGB, second: RGB, *, fit: float = 0.036, trim: RGB | None = None,
        outer: bool = False, fabric: str = "plain", stripes: tuple[RGB, ...] = (), upper: RGB | None = None,
    ) -> None:  # fmt: skip
        """Both sleeves with their cuffs. fit: of the trunk they belong to."""
        if arm.stop <= 0:
            return
        inflate = max(0.024, fit - 0.010)
        cloth: Material = sleeve_cloth(
            color, arm.stop, fabric=fabric, second=second, third=self.third(color, second), stripes=stripes,
            gathered=arm.shape in ("puff", "bishop", "mutton"), upper=upper,
            hem=trim if arm.cuff == "plain" and trim is not None and arm.stop < 1.3 else None,
        )  # fmt: skip
        self.add(
            *sleeves(
                self.body, arm.stop, color, kind=arm.shape, inflate=inflate, flare=arm.flare, outer=outer,
                material=cloth,
            )
        )  # fmt: skip
        stop, tight = arm.stop, arm.tight + max(0.0, fit - 0.036) * 0.6
        if arm.cuff == "band":
            self.add(*cuffs(self.body, stop - 0.09, stop + 0.06, trim or shade(color, 0.93), tight))
        elif arm.cuff == "ribbed":
            self.add(
                *cuffs(self.body, stop - 0.06, stop + 0.11, trim or shade(color, 0.84), tight, ribbed=True)
            )
        elif arm.cuff == "turned":
            self.add(*cuffs(self.body, stop - 0.13, stop + 0.04, trim or shade(color, 1.12), tight + 0.02))
        elif arm.cuff == "frill":
            self.add(*frills(self.body, stop, trim or second, inflate=inflate + arm.flare + 0.01))

    def other(self, color: RGB) -> RGB:
        """A color of the palette that shows on another."""
        c = self.palette
        options = (c.accent, c.light, c.dark, c.second, c.main)
        far = [float(np.linalg.norm(np.subtract(o, color))) for o in options]
        return next((o for o, d in zip(options, far, strict=True) if d > 0.45), options[int(np.argmax(far))])

    def third(self, color: RGB, second: RGB) -> RGB:
        """A color that shows on `color` and is not `second`."""
        c = self.palette
        options = (c.light, c.accent, c.dark, c.main, c.second)
        far = [min(float(np.linalg.norm(np.subtract(o, x))) for x in (color, second)) for o in options]
        return options[int(np.argmax(far))]

    # ---- parts of the trunk

    def _atlas(self, top: float, low: float, color: RGB) -> Atlas:
        return Atlas(top, low, color)

    def _fabric(self, atlas: Atlas, color: RGB) -> None:
        atlas.print(self.spec.fabric, color, self.third(atlas.color, color))

    def _shirt(
        self,
        color: RGB,
        *,
        tucked: bool,
        sleeves: bool = True,
        neck_inflate: float = 0.045,
        fabric: bool = False,
        collar_lift: float = 0.0,
    ) -> None:
        c, spec = self.palette, self.spec
        low = 3.94 if tucked else 3.60
        atlas = self._atlas(5.26, low, color)
        second = c.accent if spec.turn != 3 else c.light
        if fabric:
            self._fabric(atlas, second)
        tops.neck_atlas(atlas, 5.10, 0.13, kind="v")
        for s in (0.035, -0.035):
            atlas.line(path([(s, 5.14), (s, low)], closed=False), width=0.006)
        for y in np.arange(5.0, low + 0.05, -0.19):
            atlas.button(0, float(y), shade(color, 0.80), 0.014)
        if spec.variant < 0.5:
            x = 0.20
            atlas.line(
                path([(x - 0.09, 4.74), (x + 0.09, 4.74), (x + 0.09, 4.60), (x, 4.55), (x - 0.09, 4.60)]),
                width=0.007,
            )
        tops.folds(atlas, low)
        fit = 0.034 if not tucked else 0.032
        loft = tops.shell(
            self.body, low, 5.26, fit, loose=0.055 if not tucked else 0.045, tuck=tucked, hang=0.06
        )
        self.add(
            atlas.mesh(loft, "shirt", Part.TOP if sleeves else Part.INNER, self.width, edge=tops.TRUNK_LINE)
        )
        stop = SLEEVES[spec.sleeve].stop
        if sleeves:
            self.arms(SLEEVES[spec.sleeve], color, second, fabric=spec.fabric if fabric else "plain")
        shape: dict[str, Any] | None = {"peter_pan": ROUND, "wide": WIDE, "stand": None}.get(spec.collar, {})
        if not sleeves:  # close to the neck, as a jacket comes over it
            shape = UNDER
        if shape is None:
            self.add(collars.stand(self.body, color))
        else:
            self.add(collars.leaf(self.body, color, lift=collar_lift, **shape))
        self._cover_top(stop if sleeves else 0.2, 5.12)
        if spec.neck == "tie":
            low = 4.52 if neck_inflate == 0.066 else 4.12 if tucked else 4.2  # a vest hides its end
            self.add(
                *ties.tie(
                    self.body, 5.16, low, c.accent, inflate=0.052 if neck_inflate == 0.066 else neck_inflate
                )
            )
            self.extras.append("tie")
        elif spec.neck == "bow":
            self.add(
                *ties.bow(self.body, 5.07, c.accent, inflate=neck_inflate + 0.025, size=0.75, tails=0.20)
            )
            self.extras.append("ribbon")

    def _sash(
        self, top: float, low: float, color: RGB, inflate: float, edge: int | None = None
    ) -> list[Mesh]:
        band = self.body.torso(low, top, inflate, rows=6, columns=tops.COLUMNS).hemmed(0.03, start=True)
        return [band.mesh("sash", Part.BELT, colors=color, edge=edge)]

    def _bottom(self, color: RGB, *, top: float, trim: RGB | None = None) -> None:
        spec, c = self.spec, self.palette
        if spec.legs == "skirt":
            cut = SkirtCut(top, spec.length, 0.20 + 0.10 * spec.length, spec.cut, spec.pleats)
            self._skirt(cut, color, trim or c.light)
            self._cover_skirt()
            self.add(*self._sash(top + 0.015, top - 0.085, shade(color, 0.9), 0.058, edge=154))
        else:
            self._trousers(color)

    def _skirt(
        self, cut: SkirtCut, color: RGB, second: RGB, margin: float = 0.034, pattern: str | None = None
    ) -> None:
        c, pattern = self.palette, pattern or self.spec.pattern
        repeats = cut.pleats // 2 if cut.kind == "pleats" else 9
        pleats = cut.pleats if cut.kind == "pleats" else 0
        third = c.accent if to_lch(color)[0] < 0.9 else c.main
        if pattern in PRINTS and pattern != "plaid":
            third = self.third(color, second)
        material = around_pattern(
            pattern, color, second, third, repeats=repeats, pleats=pleats,
            extent=(2 * np.pi * (0.44 + 0.75 * cut.flare), cut.length),
        )  # fmt: skip
        self.add(skirt(self.body, cut, color, material=material, margin=margin))

    def _trousers(
        self,
        color: RGB,
        *,
        look: legs.LegLook | None = None,
        stop: float | None = None,
        cut: str | None = None,
        waist: float = 0.0,
        cuffed: bool | None = None,
        top: float = 4.04,
    ) -> None:
        """Trousers or shorts. look, cut, stop, waist, cuffed: as clothes.legs.trousers; None = as the spec
        says."""
        spec = self.spec
        if stop is None:
            stop = 1.965 if spec.legs != "shorts" else 0.62 + 0.25 * spec.variant
        if self.shoe in ("boots", "rain_boots") and stop > 1.5:
            stop, cut = 1.52, "slim"
        cut = cut or (spec.cut if spec.cut in legs.CUTS else "straight")
        if self.shoe == "ankle_boots" and stop > 1.9 and spec.turn % 2 and cut in _INTO_BOOTS:
            stop, self.tucked = 1.86, True
        if spec.kind in ("robe", "dress"):
            cut = "slim"
        if cuffed is None:
            cuffed = spec.turn == 1 and cut in ("slim", "tapered") and stop > 1
        crease = spec.kind in ("uniform", "sailor", "blazer", "coat") and cut != "jogger"
        meshes, covers = legs.trousers(
            self.body, cut, color, stop=stop, cuffed=cuffed, crease=crease, look=look, waist=waist, top=top
        )
        self.add(*meshes)
        self.covers += covers

    def _cover_top(self, sleeve: float, neck: float) -> None:
        self.covers.append(Cover("torso", 3.0, neck))
        for side in SIDES:
            self.covers.append(Cover(f"{side}Arm", -0.4, sleeve - 0.12))

    def _cover_skirt(self) -> None:
        for side in SIDES:  # legs show where a skirt swings: only what the base layer hides goes
            self.covers.append(Cover(f"{side}Leg", -0.3, 0.2))

    def _feet(self) -> None:
        spec, c = self.spec, self.palette
        kind, cloth = self.shoe, self.shoe in ("sneakers", "high_tops", "runners", "slippers")
        leather = self.leather or ((c.light, c.accent, c.dark, c.main)[spec.turn] if cloth else c.leather)
        lum = to_lch(leather)[0]
        sole = shade(leather, 0.55 if lum > 0.42 else 1.35)
        if cloth:
            sole = c.light if lum < 0.9 else shade(c.light, 0.9)
        trim = c.light if cloth and lum < 0.85 else c.accent if kind == "runners" else shade(leather, 0.75)
        start, skirted = spec.sock, spec.legs == "skirt" or spec.legs == "shorts"
        if spec.legs == "trousers":
            start = max(start, 1.78)
        if spec.legwear == "tights" and spec.legs == "skirt":
            start = 0.02
        bare = spec.legwear == "bare" and kind not in ("boots", "rain_boots", "high_tops")
        if bare or kind in ("sandals", "geta", "barefoot"):
            start = 2.1
        warmers = spec.legwear == "warmers" and skirted and kind not in ("boots", "rain_boots")
        if warmers:
            start = 1.75
        if self.socks is not None:
            start = self.socks
        worn = start < 2.0
        if spec.legs == "trousers" and not self.tucked and kind in ("ankle_boots", "high_tops"):
            kind = {"ankle_boots": "low_boots", "high_tops": "sneakers"}[kind]  # trousers hide their shafts
        for side in SIDES:
            if worn:
                stripes = (c.accent if spec.turn % 2 else c.light) if spec.stripes and start > 0.3 else None
                loose = 1.1 < start < 1.2 and spec.stripes
                self.add(*legs.sock(self.body, side, start, c.sock, stripes=stripes, loose=loose))
                self.covers.append(Cover(f"{side}Leg", start + 0.09, 2.2))
            if warmers:
                self.add(*legs.warmer(self.body, side, c.accent if spec.turn % 2 else c.light))
            if kind == "barefoot":
                continue
            inside = (c.sock if worn else c.skin, int(sided("SOCK" if worn else "FOOT", side)))
            self.add(*shoes.shoe(self.body, side, kind, leather, sole, trim, inside=inside))
            if kind not in ("sandals", "geta"):
                self.covers.append(Cover(f"{side}Foot", -1, 3))
                shaft = {"boots": 1.55, "rain_boots": 1.55, "ankle_boots": 1.9, "high_tops": 1.93}
                self.covers.append(Cover(f"{side}Leg", shaft.get(kind, 1.99), 2.2))
