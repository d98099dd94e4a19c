"""Drawn folds: tapered ink strokes with a wedge of shade beside them, which lie on a garment and open with
the bend of a joint.

Strokes are thin strips of triangles a hair above the cloth, not paint, so that a sleeve that is straight has
few of them and one whose elbow is bent has many. They belong to the garment's own mesh and follow whatever
its deform does. Where they lie is drawn from a seed; how wide they are follows from the stance alone.
fold_plans.py says where limbs and trunks have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import numpy as np

from ..body.bones import BONE, SIDES
from ..body.skeleton import Frames
from ..geometry.loft import Loft
from ..geometry.mesh import Array, Deform, Mesh, smooth, unit
from ..geometry.textures import ink_of, shade
from ..palette import RGB
from ..render.material import Material

POINTS = 5
"""Points along a stroke."""

LIFT = 0.012
"""Heads that strokes lie above the cloth."""

DRIVERS = (
    "still", "leftElbow", "rightElbow", "leftRaise", "rightRaise", "leftKnee", "rightKnee",
    "leftHip", "rightHip", "bow", "twist", "leftHang", "rightHang",
)  # fmt: skip
"""What opens a stroke: nothing (it is always there), bent elbows, raised arms, bent knees, lifted thighs, a
trunk that bends or turns, arms that hang."""


@lru_cache(maxsize=8)
def drives(frames: Frames) -> Array:
    """(len(DRIVERS),) how strongly each acts, 0 to 1."""

    def angle(a: str, b: str, c: str) -> float:
        u, v = unit(frames.joint(b) - frames.joint(a)), unit(frames.joint(c) - frames.joint(b))
        return float(np.degrees(np.arccos(np.clip(u @ v, -1, 1))))

    out = {"still": 1.0}
    chest, hips = frames.turns[BONE["upperChest"]], frames.turns[BONE["hips"]]
    for side in SIDES:
        out[side + "Elbow"] = float(
            smooth(15, 95, angle(side + "UpperArm", side + "LowerArm", side + "Hand"))
        )
        out[side + "Knee"] = float(smooth(15, 95, angle(side + "UpperLeg", side + "LowerLeg", side + "Foot")))
        arm = unit(frames.joint(side + "LowerArm") - frames.joint(side + "UpperArm"))
        lift = float(arm @ chest[:, 1])
        out[side + "Raise"] = float(smooth(-0.55, 0.55, lift))
        out[side + "Hang"] = float(smooth(-0.4, -0.9, lift))
        thigh = unit(frames.joint(side + "LowerLeg") - frames.joint(side + "UpperLeg"))
        out[side + "Hip"] = float(smooth(0.1, 0.9, 1 + thigh @ hips[:, 1]))
    out["bow"] = float(smooth(0.97, 0.65, chest[:, 1] @ hips[:, 1]))
    out["twist"] = float(smooth(0.985, 0.85, chest[:, 0] @ hips[:, 0]))
    out["bow"] = max(out["bow"], 0.7 * min(out["leftHip"], out["rightHip"]))
    return np.array([out[name] for name in DRIVERS], np.float32)


@dataclass(frozen=True)
class Stroke:
    """A fold on a tube.

    start, stop: (parameter of the loft, angle around it) of its two ends; curve: how far its middle is off
    the straight, share of its length; width: of the ink at its thickest, heads; wedge: of the shade beside it
    (negative: on the other side; 0: none); thick: where it is thickest, 0..1 of its length. by: what opens
    it; least: how wide it is when nothing does, 0..1.
    """

    start: tuple[float, float]
    stop: tuple[float, float]
    curve: float = 0.0
    width: float = 0.012
    wedge: float = 0.05
    thick: float = 0.25
    by: str = "still"
    least: float = 0.0


@dataclass(frozen=True, eq=False)
class Folded:
    """The deform of a garment with strokes: first what the garment's own does, then the strokes on it.

    count: vertices of the garment. rows (s, 2, POINTS, 4) and shares (the same) of the vertices between which
    each point of a stroke, and a point STEP beside it, lie. ink, wedge: (s, POINTS) widths in heads.
    """

    inner: Deform | None
    count: int
    rows: Array
    shares: Array
    ink: Array
    wedge: Array
    by: Array
    least: Array

    def __call__(self, positions: Array, frames: Frames) -> Array:
        cloth = self.cloth(positions[: self.count], frames)
        return np.concatenate([cloth, self.lines(cloth, self.opened(frames))])

    def cloth(self, positions: Array, frames: Frames) -> Array:
        """(count, 3) the garment without its strokes."""
        return positions if self.inner is None else self.inner(positions, frames)

    def opened(self, frames: Frames) -> Array:
        """(s,) how wide each stroke is, 0 to 1."""
        return self.least + (1 - self.least) * drives(frames)[self.by]

    @classmethod
    def together(cls, every: Sequence[Folded], starts: Sequence[int]) -> Folded:
        """The strokes of several garments as one's, to draw them at once. starts: the first vertex of each
        among those that `lines` gets."""

        def join(name: str) -> Array:
            return np.concatenate([getattr(fold, name) for fold in every])

        rows = np.concatenate([fold.rows + start for fold, start in zip(every, starts, strict=True)])
        more = [join(name) for name in ("shares", "ink", "wedge", "by", "least")]
        return cls(None, 0, rows, *more)

    def lines(self, cloth: Array, strength: Array) -> Array:
        """(s * POINTS * 4, 3) the two edges of the ink and of the wedge, opened by `strength` (s,)."""
        corners = np.asarray(cloth, np.float32).T.copy()[:, self._corners]  # (3, 4, 2, s, POINTS)
        corners *= self._parts
        at = corners[:, 0] + corners[:, 1] + corners[:, 2] + corners[:, 3]
        base = at[:, 0]
        aside = (at[:, 1] - base) / STEP
        along = np.empty_like(base)
        along[..., 1:-1] = (base[..., 2:] - base[..., :-2]) * 0.5
        along[..., 0], along[..., -1] = base[..., 1] - base[..., 0], base[..., -1] - base[..., -2]
        (ax, ay, az), (bx, by, bz) = along, aside
        up = np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])
        up *= LIFT / np.maximum(np.sqrt(up[0] * up[0] + up[1] * up[1] + up[2] * up[2]), 1e-9)
        s = strength.astype(np.float32)[:, None]
        ink = aside * (self.ink * s * 0.5)
        high, low = base + up, base + up * 0.8
        out = np.empty((*base.shape[1:], 4, 3), np.float32)
        for i, edge in enumerate((high - ink, high + ink, low, low + aside * (self.wedge * s))):
            out[..., i, :] = np.moveaxis(edge, 0, -1)
        return out.reshape(-1, 3)

    @cached_property
    def _corners(self) -> Array:
        return np.ascontiguousarray(self.rows.transpose(3, 1, 0, 2))

    @cached_property
    def _parts(self) -> Array:
        return np.ascontiguousarray(self.shares.transpose(3, 1, 0, 2), np.float32)


STEP = 0.05
"""Heads between a stroke's points and those beside them."""


@cache
def _plain() -> Material:
    return with_ink(Material("cloth", np.full((64, 64, 4), 255, np.uint8)))


def with_ink(material: Material) -> Material:
    """A material with a strip below its picture, white, its right half ink for the line pass."""
    texture = material.texture
    assert texture is not None
    h, w = texture.shape[:2]
    extra = max(8, h // 16)
    white = np.full((extra, w, 4), 255, np.uint8)
    parts = np.zeros((h, w), np.uint8) if material.parts is None else material.parts
    lines = np.zeros(parts.shape, np.uint8) if material.lines is None else material.lines
    k = round(extra * parts.shape[0] / h)
    strip = np.zeros((k, parts.shape[1]), np.uint8)
    strip[:, parts.shape[1] // 2 :] = 255
    return replace(
        material,
        texture=np.concatenate([texture, white]),
        parts=np.concatenate([parts, np.zeros_like(strip)]),
        lines=np.concatenate([lines, strip]),
    )


@dataclass(frozen=True, eq=False)
class Grid:
    """Where on a mesh the points of a loft are.

    along: parameter of each row, hems too; across: column of the mesh for each column of the loft; columns:
    how many the mesh has.
    """

    along: Array
    across: Array
    columns: int

    @classmethod
    def of(cls, loft: Loft, *, seam: bool = False) -> Grid:
        """Of `loft.mesh(seam=seam)`."""
        count = loft.rings.shape[1]
        return cls(loft.along, np.arange(count), count + seam)

    def at(self, t: Array, angle: Array) -> tuple[Array, Array]:
        """Rows (..., 4) of vertices and their shares at parameters and angles (...)."""
        along = self.along
        up = along[-1] > along[0]
        keys = along if up else -along
        row = np.interp(t if up else -t, keys + np.arange(len(keys)) * 1e-9, np.arange(len(keys)))
        i = np.clip(row.astype(int), 0, len(along) - 2)
        f = row - i
        count = len(self.across)
        column = (angle % (2 * np.pi)) / (2 * np.pi) * count
        low = np.floor(column).astype(int)
        g = column - low
        a, b = self.across[low % count], self.across[(low + 1) % count]
        c = self.columns
        rows = np.stack([i * c + a, i * c + b, (i + 1) * c + a, (i + 1) * c + b], -1)
        return rows, np.stack([(1 - f) * (1 - g), (1 - f) * g, f * (1 - g), f * g], -1).astype(np.float32)


def folded(
    mesh: Mesh,
    grid: Grid,
    plan: Sequence[Stroke],
    color: RGB,
    *,
    shaded: bool | None = True,
    strength: float = 1.0,
) -> Mesh:
    """A garment's mesh (whose vertices begin with the loft's) with strokes on it.

    color: of the cloth, for the ink; shaded: False leaves out the wedges (patterned
    cloth), None finds out; strength: factor
    on all widths. Points over holes of the texture drop their stroke. Example, on a tube around a limb::

        leg = body.leg(side, 0, 1.9, 0.06, rows=38, columns=20).hemmed(0.016)
        mesh = leg.mesh("left legging", part, colors=color)
        mesh = folded(mesh, Grid.of(leg), leg_plan(rng, side, 1.9, 0.3), color)
    """
    plan = [k for k in plan if not _over_hole(mesh, grid, k)]
    if not plan:
        return mesh
    shaded = _is_plain(mesh.material, color) if shaded is None else shaded
    n, s = len(plan), np.linspace(0, 1, POINTS)
    t, a = _path(plan, s)
    # beside each point: at right angles on the cloth at rest
    rest = mesh.positions

    def place(t: Array, a: Array) -> Array:
        rows, shares = grid.at(t, a)
        return (rest[rows] * shares[..., None]).sum(-2)

    long = np.linalg.norm(place(t + 0.01, a) - place(t - 0.01, a), axis=-1) / 0.02
    wide = np.linalg.norm(place(t, a + 0.05) - place(t, a - 0.05), axis=-1) / 0.1
    long, wide = np.maximum(long, 0.2), np.maximum(wide, 0.02)
    dt, da = np.gradient(t, axis=1) * long, np.gradient(a, axis=1) * wide
    size = np.maximum(np.hypot(dt, da), 1e-6)
    # loft: (along a row) x (down) is outside, so that (along, aside) = (dt, da) turned gives it too
    down = 1.0 if grid.along[-1] > grid.along[0] else -1.0
    side_t, side_a = t + STEP * down * da / size / long, a - STEP * down * dt / size / wide
    both = [grid.at(t, a), grid.at(side_t, side_a)]
    rows, shares = (np.stack([b[i] for b in both], 1) for i in (0, 1))
    thick = np.array([k.thick for k in plan])[:, None]
    rising = np.where(thick < 0.1, 1.0, s / np.maximum(thick, 1e-3))  # some begin at a seam, thick
    taper = np.where(s < thick, rising, (1 - s) / np.maximum(1 - thick, 1e-3)) ** 0.8
    ink = np.array([k.width for k in plan])[:, None] * taper * (1.15 * strength)
    soft = np.array([k.wedge for k in plan])[:, None] * taper * (1.6 * strength * shaded)
    count = len(rest)
    deform = Folded(
        mesh.deform, count, rows, shares, ink.astype(np.float32), soft.astype(np.float32),
        np.array([DRIVERS.index(k.by) for k in plan]), np.array([k.least for k in plan], np.float32),
    )  # fmt: skip
    lines = deform.lines(rest, np.ones(n, np.float32))
    near = rows[:, 0].reshape(-1, 4)[np.arange(n * POINTS), shares[:, 0].reshape(-1, 4).argmax(1)]
    near = np.repeat(near, 4)
    one = np.arange(POINTS - 1) * 4
    strips = []
    for k in (0, 2):
        x, y, z, u = one + k, one + k + 1, one + k + 4, one + k + 5
        strips.append(np.concatenate([np.stack([x, z, y], -1), np.stack([y, z, u], -1)]))
    ink_, soft_ = strips
    turned = np.array([k.wedge < 0 for k in plan])
    faces = [
        np.concatenate([ink_, soft_[:, ::-1] if turned[i] else soft_]) + count + i * POINTS * 4
        for i in range(n)
    ]
    plain = mesh.material.texture is None
    material = replace(_plain(), kind=mesh.material.kind) if plain else with_ink(mesh.material)
    if plain and mesh.material.kind == "cloth" and not mesh.material.double_sided:
        material = _plain()
    h = 64 if plain else mesh.material.texture.shape[0]  # type: ignore[union-attr]
    share = h / (h + max(8, h // 16))
    assert mesh.uv is not None and mesh.normals is not None and mesh.hull is not None
    uv = np.full_like(mesh.uv, 0.25) if plain else mesh.uv * (1, share)
    spot = np.array([(0.75, 0.5 + share / 2)] * 2 + [(0.25, 0.5 + share / 2)] * 2)
    tones = np.array(
        [ink_of(color)] * 2 + [shade(color, 0.86 if min(color) > 0.75 else 0.78)] * 2, np.float32
    )
    more: dict[str, Array] = {}
    for name in ("bones", "weights", "part", "normals", "hull", "bias", "shine"):
        value = np.asarray(getattr(mesh, name))
        more[name] = np.concatenate([value, value[near]])
    if isinstance(mesh.edge, np.ndarray):
        more["edge"] = np.concatenate([mesh.edge, mesh.edge[near]])
    return replace(
        mesh, positions=np.concatenate([rest, lines]), faces=np.concatenate([mesh.faces, *faces]),
        uv=np.concatenate([uv, np.tile(spot, (n * POINTS, 1))]), material=material, deform=deform,
        colors=np.concatenate([mesh.colors, np.tile(tones, (n * POINTS, 1))]),
        outline=np.concatenate([np.asarray(mesh.outline), np.zeros(len(lines), np.float32)]), **more,
    )  # fmt: skip


def _path(plan: Sequence[Stroke], s: Array) -> tuple[Array, Array]:
    """(strokes, points) parameters and angles."""
    ends = np.array([(*k.start, *k.stop) for k in plan])
    bow = np.array([k.curve for k in plan])[:, None] * 4 * s * (1 - s)
    dt, da = ends[:, 2, None] - ends[:, 0, None], ends[:, 3, None] - ends[:, 1, None]
    t = ends[:, 0, None] + dt * s - bow * da * 0.30
    return t, ends[:, 1, None] + da * s + bow * dt / 0.30


def _is_plain(material: Material, color: RGB) -> bool:
    """Most of a texture has the color: a wedge of shade would not cover a print."""
    if material.texture is None:
        return True
    few = material.texture[::8, ::8]
    there = few[..., 3] > 127
    same = np.abs(few[..., :3] / 255.0 - np.array(color)).max(-1) < 0.06
    return bool((same & there).sum() > 0.7 * max(there.sum(), 1))


def _over_hole(mesh: Mesh, grid: Grid, stroke: Stroke) -> bool:
    texture = mesh.material.texture
    if not mesh.material.cutout or texture is None or mesh.uv is None:
        return False
    t, a = _path([stroke], np.linspace(0, 1, POINTS))
    rows, _ = grid.at(t[0], a[0])
    u, v = mesh.uv[rows[:, 0]].T
    h, w = texture.shape[:2]
    alpha = texture[np.clip((v * h).astype(int), 0, h - 1), np.clip((u * w).astype(int), 0, w - 1), 3]
    return bool((alpha < 128).any())
