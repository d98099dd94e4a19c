"""How much of what clothes hide shows through them: a figure for every picture.

In the rest stance each vertex of the body is covered or not: cloth lies outward of it, or nearly all around
it. A pixel penetrates where covered skin is seen while the outside of a garment lies just behind it: the
garment should hide the skin there, and the skin stands through. The share is of the garments' pixels. The
second figure is the same for what the limbs wear under something else: trousers and socks through skirts
and coats, shirtsleeves through coat sleeves.

A probe is a copy of the figure whose parts are the codes below and whose colors tell front from back, and
where the surface faces at rest; two or three small label passes of it make the figure of a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from .body.body import base_layer, skin
from .character import Character
from .geometry.mesh import Array, Mesh, weld
from .geometry.skinning import Figure, Posed
from .parts import CLOTH_PARTS, Part
from .render.camera import Camera
from .render.material import Material, plain
from .render.renderer import Renderer

OTHER, OPEN, COVERED, OUTSIDE, TURNED, UNDER = 1, 2, 3, 4, 5, 6
"""Codes: what only stands in front (hair, face, hands, accessories), skin that shows at rest, skin that is
covered at rest, a garment's outside, its hem turned inside, and a limb's garment covered by another."""

JUST_BEHIND = 0.3
"""Heads that the garment may lie behind what stands through it."""

NEAR_AT_REST = 0.6
"""Heads between the places of both at rest: a hand in front of a skirt is no fault."""

_CELL = 0.05
_LIGHT = 0.76
_BODY = {Part.TORSO, *range(Part.LEFT_ARM, Part.RIGHT_ARM + 1), *range(Part.LEFT_LEG, Part.RIGHT_FOOT + 1)}
_GARMENTS = {*CLOTH_PARTS, Part.BELT, Part.SCARF, Part.LEFT_GLOVE, Part.RIGHT_GLOVE}
_LEGWEAR = {Part.LEFT_TROUSER, Part.RIGHT_TROUSER, Part.LEFT_SOCK, Part.RIGHT_SOCK}
_SLEEVES = {Part.LEFT_SLEEVE, Part.RIGHT_SLEEVE}
_OUTER = {Part.OUTER, Part.LEFT_OUTER_SLEEVE, Part.RIGHT_OUTER_SLEEVE}
_AROUND = np.array([(np.cos(a), 0.0, np.sin(a)) for a in np.arange(8) * np.pi / 4])


@dataclass(frozen=True)
class Penetration:
    """Of one picture: shares (0..1) of the garments' pixels where skin, or a limb's own garment, stands
    through a garment; mask (H, W) bool: where either does. garments: how many pixels of garments there are
    (0 makes both shares 0)."""

    skin: float
    limbs: float
    garments: int
    mask: Array

    def words(self) -> str:
        """For people."""
        return _percent(self.skin, self.limbs)


def _percent(skin: float, limbs: float) -> str:
    return f"skin {100 * skin:.2f} %, limbs' clothes {100 * limbs:.2f} % of the garments' pixels"


def summary(found: Sequence[Penetration], which: Literal["median", "worst"]) -> str:
    """Both figures over some pictures, for people."""
    shares = np.array([(f.skin, f.limbs) for f in found])
    return _percent(*(np.median(shares, 0) if which == "median" else shares.max(0)))


class _Cells:
    """Points of triangles in a sparse grid, for rays that stop at them."""

    def __init__(self, meshes: Sequence[Mesh]) -> None:
        points = np.concatenate([np.zeros((0, 3)), *(_scattered(mesh) for mesh in meshes)])
        self.keys, first = np.unique(self._key(points), return_index=True)
        self.points = points[first]

    @staticmethod
    def _key(points: Array) -> Array:
        q = np.floor(np.asarray(points, np.float64) / _CELL).astype(np.int64) + 1000
        return (q[..., 0] * 4096 + q[..., 1]) * 4096 + q[..., 2]

    def first(self, origins: Array, ways: Array, reach: float, nearest: float = 0.004) -> Array:
        """(n,) how far rays (n, 3) go before they meet a cell whose point lies at least `nearest` ahead; inf
        where they meet none within `reach`."""
        out = np.full(len(origins), np.inf)
        if not len(self.keys):
            return out
        for distance in np.arange(0.0, reach + 1e-9, 0.7 * _CELL):
            rows = np.flatnonzero(np.isinf(out))
            keys = self._key(origins[rows] + ways[rows] * distance)
            at = np.clip(np.searchsorted(self.keys, keys), 0, len(self.keys) - 1)
            ahead = ((self.points[at] - origins[rows]) * ways[rows]).sum(1)
            hit = (self.keys[at] == keys) & (ahead > nearest)
            out[rows[hit]] = ahead[hit]
        return out


def _scattered(mesh: Mesh) -> Array:
    """(k, 3) points all over a mesh's triangles, closer together than a cell; none in the holes."""
    assert mesh.uv is not None
    corners = np.concatenate([mesh.positions, mesh.uv], 1).astype(np.float64)[mesh.faces]
    longest = np.linalg.norm((corners - np.roll(corners, 1, 1))[..., :3], axis=-1).max(1)
    steps = np.clip(np.ceil(longest / (0.6 * _CELL)).astype(int), 1, 16)
    out = []
    for n in np.unique(steps):
        i, j = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
        keep = i + j <= n
        u, v = i[keep] / n, j[keep] / n
        shares = np.stack([1 - u - v, u, v], 1)
        out.append(np.einsum("ks,nsd->nkd", shares, corners[steps == n]).reshape(-1, 5))
    points = np.concatenate(out)
    texture = mesh.material.texture
    if mesh.material.cutout and texture is not None:
        h, w = texture.shape[:2]
        columns, rows = (points[:, 3:] % 1 * (w, h)).astype(int).T
        points = points[texture[rows, columns, 3] > 127]
    return points[:, :3]


def _parts(mesh: Mesh) -> set[int]:
    return set(np.unique(mesh.part).tolist())


def _is_skirt(mesh: Mesh) -> bool:
    return mesh.deform is not None and Part.BOTTOM in _parts(mesh)


def _is_base(mesh: Mesh) -> bool:
    return mesh.name == "base" or mesh.name.endswith(" base")


def _is_body(mesh: Mesh) -> bool:
    return _is_base(mesh) or (mesh.material.kind == "skin" and _parts(mesh) <= _BODY)


def _is_garment(mesh: Mesh) -> bool:
    return not _is_base(mesh) and _parts(mesh) <= _GARMENTS


def _is_legwear(mesh: Mesh) -> bool:
    parts = _parts(mesh)
    return parts <= _LEGWEAR or (parts <= {Part.BOTTOM, *_LEGWEAR} and not _is_skirt(mesh))


def _covered(mesh: Mesh, over: _Cells, reach: float) -> Array:
    """(n,) bool: cloth lies within `reach` along the normal, or within .8 head in 6 of 8 directions around;
    and so it is with the vertices next to it (what is seen into a sleeve or a shoe is no fault)."""
    assert mesh.hull is not None
    at = mesh.positions.astype(np.float64)
    hidden = np.isfinite(over.first(at, mesh.hull.astype(np.float64), reach))
    rest = np.flatnonzero(~hidden)
    count = np.zeros(len(rest), int)
    for way in _AROUND:
        count += np.isfinite(over.first(at[rest], np.broadcast_to(way, (len(rest), 3)), 0.8))
    hidden[rest] = count >= 6
    return ~_spread(mesh, ~hidden)


def _turned(mesh: Mesh, body: _Cells) -> Array:
    """(n,) bool: the vertex faces the body it lies on, or the next one does: the inside of a hem."""
    assert mesh.hull is not None
    at, normal = mesh.positions.astype(np.float64), mesh.hull.astype(np.float64)
    turned = body.first(at, normal, 0.5, 0.012) < body.first(at, -normal, 0.5, -0.004)
    return _spread(mesh, turned)


def _spread(mesh: Mesh, marked: Array, rings: int = 1) -> Array:
    """(n,) bool: `marked` and the vertices next to it; seams are closed."""
    welded = weld(mesh.positions)
    out = np.bincount(welded, marked) > 0
    faces = welded[mesh.faces]
    for _ in range(rings):
        out[faces[out[faces].any(1)]] = True
    return out[welded]


def _white(material: Material, kind: str) -> Material:
    """The material of a probe: holes stay holes; back faces come out black."""
    if not material.cutout or material.texture is None:
        return _SOLID if kind == "garment" else plain("flat")
    texture = material.texture.copy()
    texture[..., :3] = 255
    return Material("flat", texture, cutout=True, double_sided=True, inner=0.0)


_SOLID = Material("flat", double_sided=True, inner=0.0)


class Probe:
    """Measures pictures of one character. `release` at the end."""

    def __init__(self, character: Character, renderer: Renderer) -> None:
        figure = character.figure
        body = character.body
        whole = [*skin(body, (1.0, 1.0, 1.0)), *base_layer(body, (1.0, 1.0, 1.0))]
        flesh = _Cells(whole)
        cloth = [m for m in figure.meshes if _is_garment(m)]
        over_all = _Cells(cloth)
        upper = [m for m in cloth if not _is_legwear(m) and not _parts(m) & _SLEEVES]
        over_legs = _Cells(upper)
        over_arms = _Cells([m for m in cloth if _parts(m) <= _OUTER])
        meshes, materials = [], {}
        self._skin = np.zeros(figure.size, bool)
        self._worn = np.zeros(figure.size, bool)
        for mesh, rows in zip(figure.meshes, figure.slices, strict=True):
            code = np.full(len(mesh.positions), OTHER, np.uint8)
            kind = "other"
            if _is_body(mesh):
                code[:] = np.where(_covered(mesh, over_all, 0.15), COVERED, OPEN)
                self._skin[rows] = True
            elif _is_garment(mesh):
                kind = "garment"
                code[:] = np.where(_turned(mesh, flesh), TURNED, OUTSIDE)
                if _is_legwear(mesh) or _parts(mesh) <= _SLEEVES:
                    over = over_legs if _is_legwear(mesh) else over_arms
                    code[_covered(mesh, over, 0.15)] = UNDER
                    self._worn[rows] = True
            key = (id(mesh.material), kind)
            materials.setdefault(key, _white(mesh.material, kind))
            colors = _LIGHT + (1 - _LIGHT) * np.asarray(mesh.hull)  # light in front, its normal in the tint
            meshes.append(replace(mesh, part=code, material=materials[key], deform=None, colors=colors))
        self.covered = np.concatenate([m.part for m in meshes]) == COVERED
        self._renderer = renderer
        self._loaded = renderer.load(Figure(meshes))

    def measure(self, posed: Posed, camera: Camera) -> Penetration:
        """The figure of a stance of the same character, seen by a camera."""

        def seen(without: Array | None = None) -> tuple[Array, Array, Array, Array, Array]:
            positions = posed.positions
            if without is not None:  # triangles without extent leave no pixel
                positions = np.where(without[:, None], posed.positions[:1], positions)
            shown = replace(posed, positions=positions)
            p = self._renderer.render(self._loaded, shown, camera, passes=("part", "albedo", "depth", "rest"))
            assert p.part is not None and p.albedo is not None and p.depth is not None and p.rest is not None
            front = (p.albedo[..., 0] > 127) & (p.part >= OUTSIDE) & (p.part != TURNED)
            return p.part, front, p.depth, p.rest, p.albedo

        code, _, depth, rest, tint = seen()
        normal = (tint / 255.0 - _LIGHT) / (1 - _LIGHT)
        dressed, outside, behind, there, _ = seen(self._skin)

        def through(mask: Array, outside: Array, behind: Array, there: Array) -> Array:
            mask = mask & outside
            gap = np.where(mask, behind, 0) - np.where(mask, depth, 0)
            way = np.where(mask[..., None], there - rest, 9.0)
            over = (way * normal).sum(-1) > 0  # at rest it lies outward of what stands through it now
            return mask & over & (gap < JUST_BEHIND) & (np.linalg.norm(way, axis=-1) < NEAR_AT_REST)

        skin_through = through(code == COVERED, outside, behind, there)
        limbs_through = np.zeros_like(skin_through)
        if (code == UNDER).any():
            _, outside, behind, there, _ = seen(self._skin | self._worn)
            limbs_through = through(code == UNDER, outside, behind, there)
        garments = int((dressed >= OUTSIDE).sum())
        share = 1 / max(garments, 1)
        return Penetration(
            float(skin_through.sum() * share),
            float(limbs_through.sum() * share),
            garments,
            skin_through | limbs_through,
        )

    def release(self) -> None:
        """Give its buffers back."""
        self._loaded.release()
