"""What is worn over a top: open shirts, vests, shawls, ponchos, aprons, suspenders."""

from __future__ import annotations

import numpy as np

from ..geometry.loft import Loft, around
from ..geometry.mesh import bind_dense, smooth
from ..geometry.textures import around_pattern, ink_of, path, shade, trimmed
from ..palette import RGB
from ..parts import Part
from ..render.material import Material
from . import collars, tops
from .skirts import SkirtCut, skirt
from .ties import bow, closed
from .top_builder import Pieces, Top


class Layers(Pieces):
    """Adds the layers, each by itself."""

    def layer(self) -> None:
        """The spec's layer: "none", "open_shirt", "vest", "shawl", "waist_sweater", "suspenders" or
        "cardigan"."""
        kind, c, spec = self.spec.layer, self.palette, self.spec
        color = (c.second, c.main, c.accent, c.dark)[(spec.turn + 1) % 4]
        if kind == "open_shirt":
            self.open_front(color, "tartan" if spec.variant < 0.6 else "plain")
        elif kind == "cardigan":
            self.open_front(color, "plain", knitted=True)
        elif kind == "vest":
            self.sleeveless_vest(color)
        elif kind == "waist_sweater":
            self.waist_sweater(color)
        elif kind == "shawl":
            self.shawl(color)
        elif kind == "suspenders":
            self.suspenders(c.dark if spec.turn % 2 else c.accent)

    def open_front(
        self, color: RGB, fabric: str = "plain", *, knitted: bool = False, low: float = 3.56
    ) -> None:
        """An open shirt or cardigan over what is there."""
        second = self.other(color)
        cut = Top(
            "open shirt",
            low=low,
            fit=0.066,
            loose=0.04,
            hang=0.08,
            part=Part.OUTER,
            neck="open",
            sleeve="ribbed" if knitted else "rolled" if self.spec.variant < 0.5 else "long",
            collar="none" if knitted else "shirt",
            fabric=fabric,
            hem="ribbed" if knitted else "plain",
            pockets="patch" if knitted else "chest",
        )
        self.top(cut, color, second)
        self.top_name = "cardigan" if knitted else self.top_name

    def sleeveless_vest(self, color: RGB, *, low: float = 3.80) -> None:
        """An open vest."""
        cut = Top(
            "vest",
            low=low,
            fit=0.066,
            loose=0.03,
            part=Part.OUTER,
            neck="open",
            sleeve="none",
            pockets="welt",
        )
        self.top(cut, color, covers=False)

    def suspenders(self, color: RGB, *, top: float = 4.04, inflate: float = 0.075) -> None:
        """Two straps over the shoulders, crossed behind."""
        for i, s in enumerate((1, -1)):
            front = np.pi - s * 0.52
            path_ = [
                (front, top - 0.02),
                (front, 4.55),
                (np.pi - s * 0.62, 4.95),
                (np.pi - s * 1.0, 5.13),
                (np.pi / 2 if s > 0 else 3 * np.pi / 2, 5.19),
            ]
            if s < 0:
                path_ = [(2 * np.pi - a if a < np.pi else a, y) for a, y in path_]
                end = [
                    (2 * np.pi - 0.95, 5.12),
                    (2 * np.pi - 0.5, 4.85),
                    (2 * np.pi + 0.1, 4.5),
                    (2 * np.pi + 0.45, top - 0.02),
                ]
            else:
                end = [(0.95, 5.12), (0.5, 4.85), (-0.1, 4.5), (-0.45, top - 0.02)]
            self.add(
                collars.strap(
                    self.body,
                    [*path_, *end],
                    color,
                    width=0.062,
                    inflate=inflate,
                    edge=155 + i,
                    name="suspender",
                    rows=34,
                )
            )
        if "suspenders" not in self.extras:
            self.extras.append("suspenders")

    def bib(self, color: RGB, *, low: float = 3.95, high: float = 4.86, inflate: float = 0.062) -> None:
        """The bib of overalls, its pocket and straps with buckles."""
        c = self.palette
        atlas = self._atlas(5.24, low, color)
        bib = [
            (-0.25, high),
            (0.25, high),
            (0.30, 4.45),
            (0.42, 4.22),
            (0.70, 4.16),
            (0.70, low),
            (-0.70, low),
        ]
        bib += [(-0.70, 4.16), (-0.42, 4.22), (-0.30, 4.45)]
        keep_only(atlas, bib, "front")
        keep_only(atlas, [(-0.70, 4.16), (0.70, 4.16), (0.70, low), (-0.70, low)], "back")
        atlas.line(path(bib), width=0.010)
        pocket = [(-0.13, 4.72), (0.13, 4.72), (0.13, 4.52), (0, 4.48), (-0.13, 4.52)]
        atlas.fill(path(pocket), shade(color, 1.12), outlined=0.009)
        atlas.line(path([(-0.25, high - 0.05), (0.25, high - 0.05)], closed=False), width=0.006)
        atlas.line(path([(-0.7, 4.10), (0.7, 4.10)], closed=False), width=0.007, side="both")
        for s in (1, -1):
            atlas.button(s * 0.195, high - 0.09, c.metal, 0.034)
        loft = tops.shell(self.body, low, 5.24, inflate, loose=0.012)
        self.add(trimmed(atlas.mesh(loft, "bib", Part.BOTTOM, self.width)))
        self._straps(color, high, inflate + 0.006)

    def _straps(self, color: RGB, high: float, inflate: float) -> None:
        for i, s in enumerate((1, -1)):
            half = [
                (np.pi - 0.50, high - 0.12),
                (np.pi - 0.56, 4.95),
                (np.pi - 0.85, 5.12),
                (np.pi / 2, 5.19),
            ]
            half += [(0.85, 5.12), (0.5, 4.85), (0.22, 4.5), (0.2, 4.1)]
            places = half if s > 0 else [(2 * np.pi - a, y) for a, y in half]
            self.add(
                collars.strap(
                    self.body, places, color, width=0.085, inflate=inflate, edge=155 + i, part=Part.BOTTOM
                )
            )

    def apron(
        self,
        color: RGB,
        *,
        second: RGB | None = None,
        length: float = 1.2,
        bib: bool = True,
        high: float = 4.86,
        frill: bool = False,
        pocket: bool = True,
        top: float = 4.10,
    ) -> None:
        """An apron over everything: a bib with straps, a front that hangs and swings, a bow behind."""
        second = second or self.other(color)
        if bib:
            atlas = self._atlas(5.24, 3.98, color)
            shape = [(-0.22, high), (0.22, high), (0.27, 4.5), (0.36, 3.9), (-0.36, 3.9), (-0.27, 4.5)]
            keep_only(atlas, shape, "front")
            atlas.hole(path([(-2, 5.6), (2, 5.6), (2, 3.0), (-2, 3.0)]), side="back")
            atlas.line(path([*shape[4:], *shape[:4]], closed=False), width=0.010)
            atlas.line(path([(-0.21, high - 0.045), (0.21, high - 0.045)], closed=False), width=0.006)
            loft = tops.shell(self.body, 3.98, 5.24, 0.080, loose=0.02)
            self.add(trimmed(atlas.mesh(loft, "apron bib", Part.APRON, self.width, edge=158)))
            for i, s in enumerate((1, -1)):
                half = [
                    (np.pi - 0.46, high - 0.04),
                    (np.pi - 0.60, 4.97),
                    (np.pi - 0.9, 5.12),
                    (np.pi / 2, 5.20),
                ]
                half += [(0.9, 5.13), (0.5, 4.85), (0.15, 4.5), (-0.15, 4.12)]
                places = half if s > 0 else [(2 * np.pi - a, y) for a, y in half]
                self.add(
                    collars.strap(
                        self.body,
                        places,
                        color,
                        width=0.07,
                        inflate=0.088,
                        edge=159 + i,
                        part=Part.APRON,
                        rows=32,
                    )
                )
        wide = 0.27 if self.spec.legs == "skirt" else 0.12  # it lies on the waves of the skirt below
        cut = SkirtCut(top, length, wide + 0.10 * length, "straight", 9, 0.085, False)
        lower = around_pattern("lace" if frill else "plain", color, second, second, repeats=8)
        self.add(
            skirt(
                self.body,
                cut,
                color,
                part=Part.APRON,
                material=front_only(lower, 0.21, pocket),
                name="apron",
                edge=158,
                margin=0.095,
            )
        )
        self.add(*self._sash(top + 0.03, top - 0.06, shade(color, 0.92), 0.098, edge=161))
        back = self.body.torso(top - 0.05, top + 0.05, 0.11, rows=3, columns=8)
        spot = back.rings[1, 0]
        front = self.body.torso(top - 0.05, top + 0.05, 0.11, rows=3, columns=8).rings[1, 4]
        for mesh in bow(self.body, top, color, inflate=0.11, size=0.9, tails=0.5):
            turned = (mesh.positions - front) * (-1, 1, -1) + spot
            self.add(mesh_at(mesh, turned))
        self.extras.append("apron")

    def waist_sweater(self, color: RGB) -> None:
        """A sweater tied round the waist by its sleeves."""
        cut = SkirtCut(4.06, 0.85, 0.16, "straight", 9, 0.075, False)
        material = back_only(around_pattern("plain", color, color, color, repeats=8), 0.33)
        self.add(
            skirt(
                self.body,
                cut,
                color,
                part=Part.OUTER,
                material=material,
                name="tied sweater",
                edge=162,
                margin=0.06,
            )
        )
        self.add(*self._sash(4.09, 3.95, shade(color, 0.95), 0.085, edge=163))
        self.add(*bow(self.body, 3.99, color, inflate=0.13, size=0.62, tails=0.0))
        front, share = self._spot(3.98, 0.13)
        for s in (1, -1):
            u = np.linspace(0, 1, 8)[:, None]
            a = around(10)[None]
            wide, x = 0.065 + 0.02 * u, s * (0.03 + 0.10 * u)
            rings = np.stack(
                [x + np.sin(a) * wide, -0.46 * u + 0 * a, -np.cos(a) * 0.045 + 0.03 * np.sin(u * 3)], -1
            )
            rings = front + rings * self.width
            dense = np.repeat(share[None], rings.shape[0] * 10 + 2, 0)
            self.add(
                closed(
                    rings, "tied sleeve", Part.OUTER, lambda n, d=dense: bind_dense(d), colors=color, edge=164
                )
            )

    def _spot(self, y: float, inflate: float):
        ring = self.body.torso(y - 0.03, y + 0.03, inflate, rows=3, columns=8)
        return ring.rings[1, 4], ring.shares[1, 4]

    def shawl(self, color: RGB, *, low: float = 4.62, trim: RGB | None = None) -> None:
        """A shawl over shoulders and upper arms, closed in front with a brooch."""
        self.add(self.draped(color, low=low, trim=trim or shade(color, 0.8), name="shawl", part=Part.SCARF))

    def draped(
        self,
        color: RGB,
        *,
        low: float,
        trim: RGB,
        name: str,
        part: int,
        fabric: str = "plain",
        second: RGB | None = None,
        point: float = 0.0,
    ):
        """A cloth that hangs from the neck over the shoulders and the upper arms down to height `low`; longer
        in front and behind by `point`."""
        w, p = self.width, self.body.proportions
        rows, columns = 24, 72
        s = np.linspace(0, 1, rows)[:, None]
        a = around(columns)[None]
        x, z = np.sin(a), -np.cos(a)
        depth = 5.25 - low + point * (np.abs(z) ** 3)
        way = s * depth
        # in front and behind it goes over the chest and falls; at the sides it lies along the arms
        wide = 0.30 * p.shoulders
        fall_out = 0.165 + 0.62 * np.minimum(way, 0.22) + 0.13 * np.clip(way - 0.22, 0, None)
        fall_down = 0.50 * np.minimum(way, 0.22) + 0.98 * np.clip(way - 0.22, 0, None)
        arm_out = 0.185 + 0.96 * np.minimum(way, wide) + 0.74 * np.clip(way - wide, 0, None)
        arm_down = 0.30 * np.minimum(way, wide) + 0.67 * np.clip(way - wide, 0, None)
        side = np.abs(x) ** 1.6
        wave = 0.024 * smooth(0.35, 1.0, s) * np.sin(11 * a + 0.6)
        reach = fall_out + (arm_out - fall_out) * side + wave
        y = 5.285 + 0.02 * side - (fall_down + (arm_down - fall_down) * side)
        deep = np.maximum(reach * np.abs(z), 0.0) + 0.13 * smooth(0.1, 0.4, way) * side * np.abs(z) ** 0.5
        rings = np.stack([x * reach * w, p.y(y), (np.sign(z) * deep - 0.05 * (1 - 0.6 * side)) * w], -1)
        shares = self._draped_shares(rings, y)
        loft = Loft(rings, shares, y.mean(1)).hemmed(0.018)
        material = around_pattern(
            fabric, color, second or trim, trim, repeats=10, size=(640, 256), extent=(3.4, 5.45 - low)
        )
        return loft.mesh(name, part, seam=True, material=material, edge=165)

    def _draped_shares(self, rings, y):
        from ..body.bones import SKIN_BONE

        body, w = self.body, self.width
        middle = np.clip(y.mean(1), 4.45, 5.25)
        shares = body._torso_shares(rings * np.array([0.35, 1, 1]), middle)
        x = rings[..., 0] / w
        wide = 0.36 * body.proportions.shoulders
        for side, sign in (("left", 1), ("right", -1)):
            arm = 0.80 * smooth(wide - 0.02, wide + 0.28, x * sign)
            half = 0.55 * smooth(wide - 0.14, wide + 0.10, x * sign) * (1 - arm)
            shares *= (1 - arm - half)[..., None]
            shares[..., SKIN_BONE[f"{side}UpperArm"]] += arm
            shares[..., SKIN_BONE[f"{side}UpperArmHalf"]] += half
        return shares


def keep_only(atlas, shape, side: str) -> None:
    """Cuts everything but a shape out of one side."""
    import skia

    clear = path([(-2, 5.8), (2, 5.8), (2, 2.8), (-2, 2.8)])
    clear.addPath(path(shape))
    clear.setFillType(skia.PathFillType.kEvenOdd)
    atlas.hole(clear, side=side)


def front_only(material: Material, start: float, pocket: bool = False) -> Material:
    """Only the front of what runs around: u from `start` to 1 - `start`, with a line along its edges."""
    return _window(material, start, 1 - start, pocket)


def back_only(material: Material, reach: float) -> Material:
    """Only the back: u up to `reach` and from 1 - `reach`."""
    return _window(material, 1 - reach, reach, False)


def _window(material: Material, start: float, stop: float, pocket: bool) -> Material:
    from dataclasses import replace

    assert material.texture is not None
    texture = material.texture.copy()
    h, w = texture.shape[:2]
    lines = np.zeros((h, w), np.uint8) if material.lines is None else material.lines.copy()
    a, b = int(start * w), int(stop * w)
    ink = (np.array(ink_of(tuple(texture[h // 2, (a + 6) % w, :3] / 255))) * 255).astype(np.uint8)
    if pocket:
        for x0, x1, y0, y1 in ((0.43, 0.57, 0.30, 0.305), (0.43, 0.57, 0.58, 0.588)):
            texture[int(y0 * h) : int(y1 * h) + 2, int(x0 * w) : int(x1 * w), :3] = ink
        for x in (0.43, 0.57):
            texture[int(0.30 * h) : int(0.588 * h), int(x * w) : int(x * w) + 3, :3] = ink
    keep = np.zeros(w, bool)
    keep[a:b] = True
    if a > b:
        keep[:] = True
        keep[b:a] = False
    texture[:, ~keep] = 0
    for x in (a, b - 3):
        texture[:, x : x + 3, :3] = ink
        texture[:, x : x + 3, 3] = 255
        lines[:, x : x + 3] = 255
    texture[-5:-2, keep, :3] = ink
    return replace(
        material,
        texture=texture,
        lines=lines,
        parts=np.zeros((h, w), np.uint8),
        cutout=True,
        double_sided=True,
        inner=0.86,
    )


def mesh_at(mesh, positions):
    """A mesh moved to other places."""
    from dataclasses import replace

    return replace(mesh, positions=positions)
