"""Designed clumps become meshes: colors, light, line groups, weights, falling."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..body.body import Body
from ..face.head import Head
from ..geometry.mesh import Array, Mesh, bind, grid_faces, rigid, smooth, unit
from ..palette import Palette
from ..parts import Part
from ..render.material import plain
from ..things.headwear_fit import press
from .colors import Place, cap_colors, painted
from .fall import Fall
from .kinds import BANDS
from .locks import ahoge
from .strands import SECTION, Strands, Tubes, mass_normals, tubes
from .tails import Bundle
from .texture import BRIGHT, LANES, clump_uv, strands

CAP_EDGE = 249
"""Line group of the cap."""


@dataclass(frozen=True)
class Look:
    """What all the hair of a head shares. streaks: which clumps a streak dye takes, "front" or "some".
    lowest: height over the chin where the longest hair ends. band: kind of highlight, out of BANDS;
    band_shift: radians it sits lower. dye: where the second color goes. shape: (4,) how far the hair stands
    off at top, back, sides and to one side, heads. hat: what presses the hair down. shaved: height over the
    chin up to which the sides are cropped to the skin, None = nowhere; stubble: how much of it is skin."""

    streaks: str = "some"
    lowest: float = 0.1
    band: str = "zigzag"
    band_shift: float = 0.0
    dye: str = "none"
    shape: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    hat: str = "none"
    shaved: float | None = None
    stubble: float = 0.62


@dataclass(eq=False)
class Maker:
    """Clumps into meshes: colors, normals, line groups, weights, falling."""

    palette: Palette
    head: Head
    body: Body
    look: Look
    rng: np.random.Generator
    groups: int = 0

    @property
    def chin(self) -> float:
        return self.body.proportions.chin

    def shaped(self, points: Array) -> Array:
        """Points (..., 3) with the head's own volume of hair; far below the head nothing changes."""
        top, back, side, aside = self.look.shape
        rel = points - self.head.center
        ball = rel / self.head.radii
        x, y, z = np.moveaxis(unit(ball), -1, 0)
        near = smooth(-1.6, -0.2, ball[..., 1])
        up, rear = np.maximum(y, 0), np.maximum(-z, 0)
        more = top * up**1.5 + back * rear * (0.4 + 0.6 * np.maximum(y + 0.4, 0)) + side * np.abs(x) ** 2
        more = more + aside * x * np.maximum(up, 0.2)
        grow = (near * more)[..., None]
        return points + unit(rel) * grow * smooth(0.35, 0.8, np.linalg.norm(ball, axis=-1))[..., None]

    def cap(self) -> Mesh:
        """What covers the skull below all clumps, down to the hairline."""
        azimuth = 180 + np.linspace(0, 360, 64, endpoint=False)
        far = np.abs((azimuth + 180) % 360 - 180)
        line = np.interp(
            far,
            [0, 30, 52, 62, 68, 76, 80, 88, 98, 112, 140, 180],
            [0.80, 0.775, 0.70, 0.62, 0.55, 0.50, 0.37, 0.37, 0.46, 0.32, 0.22, 0.20],
        )
        shaved = self.look.shaved
        bare = shaved is not None
        if not bare:  # no ruled edge at the nape
            line = line + 0.016 * np.sin(np.radians(azimuth) * 17) * smooth(105.0, 125.0, far)
        s = Strands(azimuth, azimuth, line, 0.1, root=0.0, off=0.006 if bare else 0.012, tuck=1.0)
        m = 30 if bare else 16
        rings = s.paths(self.head, self.chin, m).transpose(1, 0, 2)
        points = rings.reshape(-1, 3)
        bones, weights = rigid(len(points), "head")
        # rings run by growing azimuth (towards the left, then back) and downwards
        faces = grid_faces(m, 64)[:, ::-1]
        d = unit((points - self.head.center) / self.head.radii**2)
        colors = cap_colors(self.palette, self.look.dye, self.head, points)
        turn = np.tile(np.linspace(0, 1, 64), m)
        uv = np.stack([turn, np.repeat(np.linspace(0.45, 0.99, m), 64)], 1)
        if shaved is not None:  # cropped to the skin: its color shows, more of it towards the hairline
            height = points[:, 1] - self.chin
            low = np.repeat(np.linspace(0, 1, m), 64)
            share = self.look.stubble * (0.75 + 0.25 * smooth(0.4, 1.0, low))
            share = share * smooth(shaved + 0.02, shaved - 0.02, height)
            skin = np.array(self.palette.skin) * (0.86, 0.84, 0.86)
            colors = colors * (1 - share[:, None]) + skin * share[:, None]
        return Mesh(
            "cap",
            points,
            faces,
            bones,
            weights,
            Part.HAIR_BACK,
            strands() if bare else plain("hair"),
            normals=d.astype(np.float32),
            uv=uv if bare else None,
            colors=np.clip(colors, 0, 1),
            outline=0.0,
            edge=CAP_EDGE,
        )

    def clumps(self, name: str, part: Part, s: Strands, m: int, *, falls: bool = False) -> Mesh:
        """A mesh of designed strands."""
        paths = s.paths(self.head, self.chin, m)
        widths, thick = s.sizes(m)
        n = np.arange(len(s))
        if self.look.streaks == "front":
            streak = (part == Part.HAIR_FRONT) & (n % 5 == 2) | (part == Part.HAIR_SIDE) & (n % 3 == 0)
        else:
            streak = (self.rng.random(len(s)) < 0.34) & (s.width < 0.09)
        deep = s.bias <= -0.2
        return self._mesh(
            name, part, paths, widths, thick, s.twist, s.shade, s.bias, streak, falls, deep=deep
        )

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
            np.ones(n) if b.shade is None else b.shade,
            zero,
            (b.widths.max(1) < 0.06) & (np.arange(n) % 2 == 1) & (not b.plump),
            b.falls,
            out=b.out,
            b=b,
        )
        m = b.paths.shape[1]
        if b.parting is not None and b.parting.any():  # no lines where roots meet: they would read as teeth
            start = np.repeat(np.arange(m) < 0.4 * m, len(SECTION))
            soft = (b.parting[:, None] & start[None]).ravel()
            edge, outline = np.where(soft, CAP_EDGE, mesh.edges), np.where(soft, 0.06, mesh.outline)
            mesh = replace(mesh, edge=edge.astype(np.uint8), outline=outline)
        return mesh

    def ahoge(self) -> Bundle:
        """The hair that stands up, rooted a little behind the top of the skull."""
        curves, wide = ahoge(self.rng)
        paths = curves + self.head.center + (0, self.head.radii[1] + 0.045, -0.05)
        return Bundle(paths, np.array([0, 0.35, 1.0]), wide, wide * 0.5)

    def worn(self, mesh: Mesh, spine: Array | None = None, pinned: int = 1) -> Mesh:
        """An ornament that moves with the head, or with the tail around a spine (m, 3) that it is tied on."""
        n = len(mesh.positions)
        points = press(np.asarray(mesh.positions, float), self.head, self.look.hat)
        if spine is None:
            bones, weights = rigid(n, "head")
            return replace(mesh, positions=points, bones=bones, weights=weights, hull=None)
        at = np.argmin(((points[:, None] - spine[None]) ** 2).sum(-1).mean(0)) + np.zeros(n)
        fall = Fall(
            self.body.proportions,
            points,
            spine[None],
            np.array([pinned]),
            np.full((1, len(spine)), 0.1),
            at=at,
        )
        bones, weights = rigid(n, "head")
        return replace(mesh, positions=points, bones=bones, weights=weights, deform=fall, renormal=1.0)

    def _shine(self, polar: Array, points: Array, t: Tubes, s: int) -> Array:
        """(n, 2) where the highlight lies, as the shader reads it."""
        rng, look = self.rng, self.look
        kind = list(BANDS).index(look.band)
        shift = rng.uniform(-0.03, 0.03, s)
        around = np.arctan2(points[:, 0] - self.head.center[0], points[:, 2] - self.head.center[2])
        wave = np.zeros(len(points))
        if look.band == "thin":
            wave = 0.03 * np.sin(around * 5 + look.band_shift * 40) + 0.012 * np.sin(around * 13)
            shift = shift * 0.15
        elif look.band == "zigzag":  # the ring rises and falls from clump to clump
            shift = shift + np.where(np.arange(s) % 2, 0.035, -0.035)
        polar = np.maximum(polar - look.band_shift + wave + shift[t.number], 1e-3)
        dull = rng.random(s) < {"soft": 0.35, "none": 2.0, "streaks": 0.35, "dots": 0.45}.get(look.band, 0.08)
        polar = np.where(t.inner | dull[t.number], 0.0, polar)
        return np.stack([t.across + 4.0 * min(kind, 5), polar], 1)

    def _mesh(
        self,
        name: str,
        part: Part,
        paths: Array,
        widths: Array,
        thick: Array,
        twist: Array,
        shade: Array,
        bias: Array,
        streak: Array,
        falls: bool,
        *,
        deep: Array | None = None,
        out: Array | None = None,
        b: Bundle | None = None,
    ) -> Mesh:
        s, m = paths.shape[:2]
        center = b.center if b is not None else None
        if b is None or (b.spine is None and center is None):
            paths = self.shaped(paths)
        outside = mass_normals(paths, self.head) if out is None else np.broadcast_to(out, paths.shape)
        mass = mass_normals(paths, self.head)
        t: Tubes = tubes(
            paths, outside, widths, thick, twist, mass, 0.64 if b is None or not b.plump else 0.25
        )
        points = press(t.points.reshape(-1, 3), self.head, self.look.hat)
        n = len(points)
        ball = (points - self.head.center) / self.head.radii if center is None else points - center
        polar = np.arccos(np.clip(unit(ball)[:, 1], -1, 1))
        place = Place(
            part,
            points[:, 0] - self.head.center[0],
            points[:, 1] - self.chin,
            t.along,
            polar,
            paths[t.number, m // 3, 0] - self.head.center[0],
            streak[t.number].astype(float),
            np.zeros(n) if deep is None else deep[t.number].astype(float),
            t.inner.astype(float),
        )
        if (
            b is not None and b.spine is not None and b.at is not None
        ):  # dips by the tail's length, not each lobe's
            place = replace(place, along=np.repeat(b.at.ravel() / (len(b.spine) - 1), len(SECTION)))
        if center is not None or name in ("under", "combed"):  # these have no tips of their own
            place = replace(place, along=np.zeros(n))
        color = painted(self.palette, self.look.dye, self.look.lowest, place)
        jitter = 1 + self.rng.uniform(-0.035, 0.035, s)
        color = color * (shade * jitter)[t.number][:, None] * (0.95 + 0.08 * t.along)[:, None] * BRIGHT
        color = color * np.where(t.inner, 0.80, 1.0)[:, None]
        shine = self._shine(polar, points, t, s)
        edge = 100 + (self.groups + (t.number // 2) * 7) % 149
        self.groups += s * 7
        outline = 0.6 * np.clip((1 - t.along) * 5, 0.25, 1) * np.clip(0.25 + t.along * 4, 0, 1)
        bones, weights = rigid(n, "head")
        deform = None
        if falls:
            if b is not None and b.spine is not None:
                assert b.at is not None
                at = np.repeat(b.at.ravel(), len(SECTION))
                size = np.full((1, len(b.spine)), b.size)
                deform = Fall(self.body.proportions, points, b.spine[None], np.array([2]), size, at=at)
            else:
                pinned = b.pinned if b is not None else None
                if pinned is None:
                    low = paths[..., 1] < self.head.center[1] - 0.05
                    pinned = np.where(low.any(1), low.argmax(1), m - 1)
                together = part == Part.HAIR_TAIL
                deform = Fall(self.body.proportions, points, paths, pinned, 0.055 + thick, together=together)
            low = smooth(self.chin - 0.2, self.chin - 1.2, points[:, 1])
            bones, weights = bind(n, {"head": 1 - low, "upperChest": low})
        return Mesh(
            name,
            points,
            t.faces,
            bones,
            weights,
            part,
            strands(),
            normals=t.normals,
            uv=clump_uv(t.across, t.along, (t.number * 5 + self.groups) % LANES),
            colors=np.clip(color, 0, 1),
            edge=edge.astype(np.uint8),
            outline=outline,
            bias=bias[t.number] - 0.12 * t.inner,
            shine=shine,
            deform=deform,
            renormal=0.3,
        )
