"""Designed clumps become meshes: colors, light, line groups, weights, falling."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .body import Body
from .garments_hats import press
from .hair_fall import Fall
from .hair_shapes import ahoge
from .hair_strands import SECTION, Strands, Tubes, mass_normals, tubes
from .hair_tails import Bundle
from .head import Head
from .material import plain
from .mesh import Array, Mesh, bind, grid_faces, rigid, smooth, unit
from .palette import Palette
from .parts import Part

CAP_EDGE = 249
"""Line group of the cap."""

BANDS = {"zigzag": 0.34, "thin": 0.2, "double": 0.16, "soft": 0.18, "none": 0.12}
"""Kinds of highlight with their weights; all but "none" in the order of the shader's numbers."""


@dataclass(eq=False)
class Maker:
    """Clumps into meshes: colors, normals, line groups, weights, falling.

    band: kind of highlight, out of BANDS; band_shift: radians it sits lower. hat: what presses the hair down
    ("beret", "straw" or anything else for nothing).
    """

    palette: Palette
    head: Head
    body: Body
    tied: bool
    streaks: str
    lowest: float
    rng: np.random.Generator
    band: str = "zigzag"
    band_shift: float = 0.0
    hat: str = "none"
    groups: int = 0

    @property
    def chin(self) -> float:
        return self.body.proportions.chin

    def cap(self) -> Mesh:
        """What covers the skull below all clumps, down to the hairline."""
        azimuth = np.linspace(0, 360, 48, endpoint=False)
        away = np.abs((azimuth + 180) % 360 - 180)
        line = np.interp(
            away,
            [0, 30, 52, 66, 80, 88, 98, 112, 140, 180],
            [0.80, 0.765, 0.66, 0.53, 0.37, 0.37, 0.46, 0.32, 0.25, 0.25],
        )
        s = Strands(azimuth, azimuth, line, 0.1, root=0.0, off=0.012, tuck=1.0)
        rings = s.paths(self.head, self.chin, 16).transpose(1, 0, 2)
        points = rings.reshape(-1, 3)
        bones, weights = rigid(len(points), "head")
        # rings run by growing azimuth (towards the left, then back) and downwards
        faces = grid_faces(16, 48)[:, ::-1]
        d = unit((points - self.head.center) / self.head.radii**2)
        return Mesh(
            "cap",
            points,
            faces,
            bones,
            weights,
            Part.HAIR_BACK,
            plain("hair"),
            normals=d.astype(np.float32),
            colors=tuple(np.array(self.palette.hair) * 0.95),
            outline=0.0,
            edge=CAP_EDGE,
        )

    def clumps(self, name: str, part: Part, s: Strands, m: int, *, falls: bool = False) -> Mesh:
        """A mesh of designed strands."""
        paths = s.paths(self.head, self.chin, m)
        widths, thick = s.sizes(m)
        streak = s.streak
        if self.streaks != "none" and self.palette.streak != self.palette.hair:
            n = len(s)
            if self.streaks == "front":
                streak = ((part == Part.HAIR_FRONT) & (np.arange(n) % 5 == 2)).astype(float)
                streak = np.maximum(streak, (part == Part.HAIR_SIDE) & (np.arange(n) % 3 == 0))
            else:
                streak = (self.rng.random(n) < 0.22) * (s.width < 0.1)
        return self._mesh(name, part, paths, widths, thick, s.twist, s.shade, s.bias, streak, falls)

    def bundle(self, name: str, part: Part, b: Bundle) -> Mesh:
        """A mesh of ready curves."""
        n = len(b.paths)
        zero = np.zeros(n)
        mesh = self._mesh(
            name,
            part,
            b.paths,
            b.widths,
            b.thick,
            zero,
            np.ones(n),
            zero,
            zero,
            b.falls,
            b.out,
            b.pinned,
            b.center,
        )
        m = b.paths.shape[1]
        if b.parting is not None and b.parting.any():  # no lines where roots meet: they would read as teeth
            start = np.repeat(np.arange(m) < 0.4 * m, len(SECTION))
            soft = (b.parting[:, None] & start[None]).ravel()
            edge, outline = np.where(soft, CAP_EDGE, mesh.edges), np.where(soft, 0.06, mesh.outline)
            mesh = replace(mesh, edge=edge.astype(np.uint8), outline=outline)
        if b.tied < 0:
            return mesh
        ring = np.repeat(np.abs(np.linspace(0, 1, m) - b.tied) < 1.0 / m, len(SECTION))
        band = np.tile(ring, n)
        return replace(
            mesh,
            part=np.where(band, int(Part.HAIR_ORNAMENT), int(part)),
            colors=np.where(band[:, None], np.array(self.palette.accent), mesh.colors),
        )

    def ahoge(self) -> Bundle:
        """The hair that stands up, rooted a little behind the top of the skull."""
        curves, wide = ahoge(self.rng)
        paths = curves + self.head.center + (0, self.head.radii[1] + 0.045, -0.05)
        return Bundle(paths, np.array([0, 0.35, 1.0]), wide, wide * 0.5)

    def ties(self, anchors: Array) -> list[Mesh]:
        """Hair ties."""
        a = np.arange(14) / 14 * 2 * np.pi
        b = np.arange(6) / 6 * 2 * np.pi
        out = []
        for d in anchors:
            normal = unit(d)
            side = unit(np.cross((0.0, 1.0, 0.01), normal))
            up = np.cross(normal, side)
            r = 0.078 + 0.03 * np.cos(b)[None, :, None]
            p = (np.cos(a)[:, None, None] * side + np.sin(a)[:, None, None] * up) * r
            p = p + normal * (0.034 * np.sin(b))[None, :, None]
            points = (p + self.head.center + d * (self.head.radii + 0.10)).reshape(-1, 3)
            faces = grid_faces(14, 6)
            last = np.arange(6)
            i, j = 13 * 6 + last, 13 * 6 + (last + 1) % 6
            k, w = last, (last + 1) % 6
            faces = np.concatenate([faces, np.stack([i, j, w], 1), np.stack([i, w, k], 1)])[:, ::-1]
            bones, weights = rigid(len(points), "head")
            out.append(
                Mesh(
                    "tie",
                    points,
                    faces,
                    bones,
                    weights,
                    Part.HAIR_ORNAMENT,
                    plain("cloth"),
                    colors=self.palette.accent,
                    outline=0.7,
                )
            )
        return out

    def _shine(self, polar: Array, points: Array, t: Tubes, s: int) -> Array:
        """(n, 2) where the highlight lies, as the shader reads it."""
        rng = self.rng
        kind = list(BANDS).index(self.band)
        shift = rng.uniform(-0.03, 0.03, s)
        if self.band == "thin":
            around = np.arctan2(points[:, 0] - self.head.center[0], points[:, 2] - self.head.center[2])
            wave = 0.03 * np.sin(around * 5 + self.band_shift * 40) + 0.012 * np.sin(around * 13)
            shift = shift * 0.15
        else:
            wave = 0.0
        polar = np.maximum(polar - self.band_shift + wave + shift[t.number], 1e-3)
        dull = rng.random(s) < {"soft": 0.45, "none": 2.0}.get(self.band, 0.08)
        polar = np.where(t.inner | dull[t.number], 0.0, polar)
        return np.stack([t.across + 4.0 * min(kind, 3), polar], 1)

    def _mesh(
        self,
        name,
        part,
        paths,
        widths,
        thick,
        twist,
        shade,
        bias,
        streak,
        falls,
        out=None,
        pinned=None,
        center=None,
    ) -> Mesh:
        s, m = paths.shape[:2]
        outside = mass_normals(paths, self.head) if out is None else np.broadcast_to(out, paths.shape)
        t: Tubes = tubes(paths, outside, widths, thick, twist, mass_normals(paths, self.head))
        points = press(t.points.reshape(-1, 3), self.head, self.hat)
        n = len(points)
        p = self.palette
        # tips are where the whole hair ends, not where each clump does
        far = smooth(self.chin + 0.5, self.chin + min(self.lowest, 0.1), points[:, 1])[:, None]
        base = np.where(streak[t.number][:, None] > 0.5, np.array(p.streak), np.array(p.hair))
        tip = np.where(streak[t.number][:, None] > 0.5, np.array(p.streak), np.array(p.hair_tip))
        color = base * (1 - far) + tip * far
        jitter = 1 + self.rng.uniform(-0.035, 0.035, s)
        color = color * (shade * jitter)[t.number][:, None] * (0.95 + 0.09 * far)
        color = color * np.where(t.inner, 0.78, 1.0)[:, None]
        ball = (points - self.head.center) / self.head.radii if center is None else points - center
        polar = np.arccos(np.clip(unit(ball)[:, 1], -1, 1))
        shine = self._shine(polar, points, t, s)
        edge = 100 + (self.groups + t.number * 7) % 149
        self.groups += s * 7
        outline = 0.8 * np.clip((1 - t.along) * 5, 0.25, 1) * np.clip(0.3 + t.along * 6, 0, 1)
        bones, weights = rigid(n, "head")
        deform = None
        if falls:
            if pinned is None:
                low = paths[..., 1] < self.head.center[1] - 0.05
                pinned = np.where(low.any(1), low.argmax(1), m - 1)
            deform = Fall(
                self.body.proportions, points, paths, pinned, 0.055 + thick, together=part == Part.HAIR_TAIL
            )
            low = smooth(self.chin - 0.2, self.chin - 1.2, points[:, 1])
            bones, weights = bind(n, {"head": 1 - low, "upperChest": low})
        return Mesh(
            name,
            points,
            t.faces,
            bones,
            weights,
            part,
            plain("hair"),
            normals=t.normals,
            colors=np.clip(color, 0, 1),
            edge=edge.astype(np.uint8),
            outline=outline,
            bias=bias[t.number] - 0.12 * t.inner,
            shine=shine,
            deform=deform,
            renormal=0.3,
        )
