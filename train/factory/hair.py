"""Hair: a spec drawn from a seed, and the meshes of cap, fringe, side locks, back, tails and bun."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body
from .hair_fall import Fall
from .hair_shapes import FRINGES, ahoge, back, crown, fringe, sides
from .hair_strands import Strands, Tubes, mass_normals, tubes
from .hair_tails import Bundle, combed, gathers, ties
from .head import Head
from .material import plain
from .mesh import Array, Mesh, bind, grid_faces, rigid, smooth, unit
from .palette import Palette
from .parts import Part
from .seeds import Draw, Traits

HAIRS = {
    "crop": 0.11,
    "spiky": 0.10,
    "bob": 0.14,
    "wolf": 0.08,
    "medium": 0.11,
    "long": 0.13,
    "very_long": 0.08,
    "ponytail": 0.10,
    "twin_tails": 0.09,
    "bun": 0.07,
}
_TIPS = {
    "crop": 0.10,
    "spiky": 0.10,
    "bob": 0.02,
    "wolf": -0.30,
    "medium": -0.55,
    "long": -1.35,
    "very_long": -2.4,
}
_BOY = {"crop": 3.0, "spiky": 3.5, "bob": 0.5, "wolf": 1.6, "medium": 0.3, "long": 0.12, "very_long": 0.05}
_LENGTH = {
    "crop": "short",
    "spiky": "short",
    "bob": "short",
    "wolf": "medium",
    "medium": "medium",
    "long": "long",
}
UP = ("ponytail", "twin_tails", "bun")


@dataclass(frozen=True)
class HairSpec:
    """kind: name out of HAIRS. fringe: out of FRINGES; brow: height over the chin of its points; lean: -1..1
    to which side. sides: "short", "long" or "hime", ending at side_tip. tips: where the back (or the tails)
    ends. tie: 0..1, how high the hair is tied. streaks: "none", "front" or "some". chance: seed of the
    small irregularities."""

    kind: str
    fringe: str
    brow: float
    lean: float
    sides: str
    side_tip: float
    tips: float
    tie: float
    ahoge: bool
    streaks: str
    chance: int


@dataclass(frozen=True, eq=False)
class Hair:
    """Meshes, and tags hair_style, hair_length, fringe, and further words in hair_details."""

    meshes: list[Mesh]
    tags: dict[str, str]


def draw_hair(draw: Draw, traits: Traits) -> HairSpec:
    """The hair of a seed."""
    rng = draw.rng("hair")
    boy = traits.presentation == "boy"
    weights = {k: w * (_BOY.get(k, 0.1) if boy else 1.0 if k != "spiky" else 0.25) for k, w in HAIRS.items()}
    kind = draw.choose("hair", weights, rng)
    names = list(FRINGES)
    share = np.array([FRINGES[n] * (0.3 if boy and n == "blunt" else 1.0) for n in names])
    cut = str(rng.choice(names, p=share / share.sum()))
    longer = kind not in ("crop", "spiky")
    side = "short"
    if longer and not boy:
        side = str(rng.choice(["short", "long", "hime"], p=[0.45, 0.4, 0.15]))
    tip = {"short": rng.uniform(0.10, 0.20), "long": rng.uniform(-0.55, -0.1), "hime": 0.03}[side]
    low = -min(1.9, traits.proportions.chin * 0.40)  # tails end above the knees of anybody
    tips = _TIPS.get(kind, 0.0) + rng.uniform(-0.05, 0.05) * (1 + abs(_TIPS.get(kind, 0.0)) * 2)
    if kind in ("ponytail", "twin_tails"):
        tips = rng.uniform(low, -0.25)
    tips = max(tips, -0.62 * traits.proportions.chin)
    return HairSpec(
        kind,
        cut,
        float(rng.uniform(0.42, 0.475)),
        float(rng.uniform(0.3, 1) * rng.choice([-1, 1])),
        side,
        float(tip),
        float(tips),
        float(rng.random()),
        bool(rng.random() < 0.22),
        str(rng.choice(["none", "front", "some"], p=[0.2, 0.4, 0.4])),
        int(rng.integers(2**31)),
    )


def build_hair(spec: HairSpec, palette: Palette, head: Head, body: Body) -> Hair:
    """The hair on a head."""
    rng = np.random.default_rng(spec.chance)
    maker = _Maker(palette, head, body, spec, rng)
    front = fringe(spec.fringe, spec.brow, spec.lean, rng)
    locks = sides(spec.sides, spec.side_tip, rng)
    meshes = [maker.cap()]
    meshes.append(maker.clumps("fringe", Part.HAIR_FRONT, front, 14))
    meshes.append(maker.clumps("sides", Part.HAIR_SIDE, locks, 16, falls=True))
    if spec.kind in UP:
        anchors = gathers(spec.kind, spec.tie)
        meshes.append(maker.bundle("combed", Part.HAIR_BACK, combed(anchors, head, rng)))
        for number, bundle in enumerate(ties(spec.kind, anchors, spec.tips, head, body, rng)):
            meshes.append(maker.bundle(f"tail{number}", Part.HAIR_TAIL, bundle))
        meshes += maker.ornaments(anchors)
    else:
        strands = Strands.join(crown(rng), back(spec.kind, spec.tips, rng))
        m = 14 if spec.kind in ("crop", "spiky") else 20
        meshes.append(maker.clumps("back", Part.HAIR_BACK, strands, m, falls=spec.tips < 0.05))
    if spec.ahoge:
        meshes.append(maker.bundle("ahoge", Part.HAIR_AHOGE, maker.ahoge()))
    length = _LENGTH.get(spec.kind, "very long" if spec.kind == "very_long" else "long")
    return Hair(
        meshes,
        {
            "hair_style": spec.kind,
            "hair_length": length,
            "fringe": spec.fringe,
            "ahoge": "yes" if spec.ahoge else "no",
        },
    )


@dataclass(eq=False)
class _Maker:
    """Clumps into meshes: colors, normals, line groups, weights, falling."""

    palette: Palette
    head: Head
    body: Body
    spec: HairSpec
    rng: np.random.Generator
    groups: int = 0

    @property
    def chin(self) -> float:
        return self.body.proportions.chin

    def cap(self) -> Mesh:
        """What covers the skull below all clumps, down to the hairline."""
        azimuth = np.linspace(0, 360, 48, endpoint=False)
        away = np.abs((azimuth + 180) % 360 - 180)
        high = 0.20 if self.spec.kind not in UP else 0.17
        line = np.interp(
            away, [0, 30, 58, 74, 92, 112, 140, 180], [0.80, 0.78, 0.66, 0.47, 0.46, 0.30, high, high]
        )
        s = Strands(azimuth, azimuth, line, 0.1, root=0.0, off=0.012, tuck=1.0)
        rings = s.paths(self.head, self.chin, 16).transpose(1, 0, 2)
        points = rings.reshape(-1, 3)
        bones, weights = rigid(len(points), "head")
        # rings run by growing azimuth (towards the left, then back) and downwards
        faces = grid_faces(16, 48)[:, ::-1]
        d = unit((points - self.head.center) / self.head.radii**2)
        polar = np.arccos(np.clip(unit((points - self.head.center) / self.head.radii)[:, 1], -1, 1))
        shine = np.stack([np.full(len(points), 0.75), polar], 1)
        return Mesh(
            "cap",
            points,
            faces,
            bones,
            weights,
            Part.HAIR_BACK,
            plain("hair"),
            normals=d.astype(np.float32),
            colors=tuple(np.array(self.palette.hair) * 0.9),
            outline=0.0,
            edge=254,
            shine=shine,
        )

    def clumps(self, name: str, part: Part, s: Strands, m: int, *, falls: bool = False) -> Mesh:
        """A mesh of designed strands."""
        paths = s.paths(self.head, self.chin, m)
        widths, thick = s.sizes(m)
        streak = s.streak
        if self.spec.streaks != "none" and self.palette.streak != self.palette.hair:
            n = len(s)
            if self.spec.streaks == "front":
                streak = ((part == Part.HAIR_FRONT) & (np.arange(n) % 5 == 2)).astype(float)
                streak = np.maximum(streak, (part == Part.HAIR_SIDE) & (np.arange(n) % 3 == 0))
            else:
                streak = (self.rng.random(n) < 0.2).astype(float)
        return self._mesh(name, part, paths, widths, thick, s.twist, s.shade, s.bias, streak, falls)

    def bundle(self, name: str, part: Part, b: Bundle) -> Mesh:
        """A mesh of ready curves."""
        n = len(b.paths)
        zero = np.zeros(n)
        return self._mesh(
            name, part, b.paths, b.widths, b.thick, zero, np.ones(n), zero, zero, b.falls, b.out, b.pinned
        )

    def ahoge(self) -> Bundle:
        """The hair that stands up, rooted a little behind the top of the skull."""
        paths = ahoge(self.rng) + self.head.center + (0, self.head.radii[1] + 0.045, -0.05)
        u = np.linspace(0, 1, paths.shape[1])
        taper = np.broadcast_to((0.55 + 0.45 * np.sin(u * np.pi)) * (1 - u**1.8) + 0.01, paths.shape[:2])
        return Bundle(paths, np.array([0, 0.35, 1.0]), 0.030 * taper, 0.016 * taper)

    def ornaments(self, anchors: Array) -> list[Mesh]:
        """Hair ties."""
        if self.spec.kind == "bun":
            return []
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
            faces = np.concatenate([faces, faces + 0])[: len(faces)]
            last = np.arange(6)
            i, j = 13 * 6 + last, 13 * 6 + (last + 1) % 6
            k, w = last, (last + 1) % 6
            faces = np.concatenate([faces, np.stack([i, j, w], 1), np.stack([i, w, k], 1)])
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

    def _mesh(
        self, name, part, paths, widths, thick, twist, shade, bias, streak, falls, out=None, pinned=None
    ) -> Mesh:
        s, m = paths.shape[:2]
        outside = mass_normals(paths, self.head) if out is None else np.broadcast_to(out, paths.shape)
        t: Tubes = tubes(paths, outside, widths, thick, twist, mass_normals(paths, self.head))
        points = t.points.reshape(-1, 3)
        n = len(points)
        p = self.palette
        far = smooth(0.25, 1.0, t.along)[:, None]
        base = np.where(streak[t.number][:, None] > 0.5, np.array(p.streak), np.array(p.hair))
        tip = np.where(streak[t.number][:, None] > 0.5, np.array(p.streak), np.array(p.hair_tip))
        color = base * (1 - far) + tip * far
        jitter = 1 + self.rng.uniform(-0.035, 0.035, s)
        color = color * (shade * jitter)[t.number][:, None] * (0.95 + 0.09 * far)
        color = color * np.where(t.inner, 0.78, 1.0)[:, None]
        polar = np.arccos(np.clip(unit((points - self.head.center) / self.head.radii)[:, 1], -1, 1))
        shine = np.stack([t.across, np.where(t.inner, 0.0, polar)], 1)
        edge = 100 + (self.groups + t.number * 7) % 150
        self.groups += s * 7
        outline = 0.8 * np.clip((1 - t.along) * 5, 0.25, 1) * np.clip(0.3 + t.along * 6, 0, 1)
        bones, weights = rigid(n, "head")
        deform = None
        if falls:
            if pinned is None:
                low = paths[..., 1] < self.head.center[1] - 0.05
                pinned = np.where(low.any(1), low.argmax(1), m - 1)
            deform = Fall(self.body.proportions, points, paths, pinned, 0.035 + thick)
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
