"""Cloth that hangs from a line of attachment: capes, tails of coats, hanging sleeves, ends of ribbons.

A sheet is a grid whose first row is sewn to the body. After skinning, which takes all of it along rigidly, it
is let down on a coarse grid: link by link it turns to where it would hang, keeps its lengths, stays out of
the body and above the ground, and trails behind somebody who runs. Nothing depends on what was before: the
same stance gives the same cloth.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from ..body.body import Body
from ..body.bones import BONE
from ..body.collide import ARMS, LEGS, Cones, cones, push
from ..body.skeleton import Frames
from ..geometry.mesh import Array, Mesh, bind_dense, grid_faces, smooth, unit
from ..palette import RGB
from ..render.material import Material
from .grid import grid_normals, sampled, spread
from .surroundings import arms_seen, behind, heading, over_arms, trunk, wind

Arms = Literal["behind", "over", "off"]
GROUND = 0.014
"""Height of the lowest cloth, heads."""


@dataclass(frozen=True, eq=False)
class SheetCloth:
    """The deform of a sheet of two layers, each (rows, columns) vertices: first the outer, then the inner.

    rest: (rows, columns, 3), row 0 sewn on; closed: the last column is the first again. over: heads of other
    clothes between it and the skin. arms: "behind": it stays behind the arms (a cape), "over": it lies on
    them (a cloak, a shawl), "off": they do not matter. legs: whether they push. stiff: 0..1, how much it
    keeps the direction its seam has instead of hanging. air: how much running moves it. thickness: between
    the layers, heads, a number or (rows, columns). fall: whether it hangs straight down (ribbons, hanging
    sleeves) instead of as it stands at rest. skirt: (height of the hem, how far it stands out) of a skirt
    below, which keeps the sheet away from the legs.
    """

    body: Body
    rest: Array
    closed: bool = False
    over: float = 0.07
    arms: Arms = "behind"
    legs: bool = True
    stiff: float = 0.0
    air: float = 1.0
    thickness: float | Array = 0.018
    fall: bool = False
    skirt: tuple[float, float] | None = None
    rounds: int = 7

    @cached_property
    def _shape(self) -> tuple[int, int]:
        rows, columns = self.rest.shape[:2]
        count = columns - 1 if self.closed else columns
        return int(np.clip(round(rows * 0.6), 4, 10)), int(np.clip(round(count * 0.45), 3, 14))

    @cached_property
    def _maps(self) -> tuple[Array, Array, Array, Array]:
        rows, columns = self.rest.shape[:2]
        m, k = self._shape
        return (
            spread(rows, m), spread(columns, k, self.closed),
            sampled(rows, m), sampled(columns, k, self.closed),
        )  # fmt: skip

    def _coarse(self, fine: Array) -> Array:
        _, _, down, across = self._maps
        return np.matmul(across, np.tensordot(down, fine, 1)).astype(np.float32)

    def _fine(self, coarse: Array) -> Array:
        down, across, _, _ = self._maps
        return np.matmul(across, np.tensordot(down, coarse, 1)).astype(np.float32)

    @cached_property
    def _links(self) -> tuple[Array, Array, Array]:
        """Rest of the coarse grid: links down as unit vectors and their lengths, gaps across."""
        p = self._coarse(self.rest.astype(np.float32))
        way = np.diff(p, axis=0)
        length = np.linalg.norm(way, axis=-1, keepdims=True)
        after = np.roll(p, -1, 1) if self.closed else np.concatenate([p[:, 1:], p[:, -1:]], 1)
        gaps = np.linalg.norm(after - p, axis=-1, keepdims=True)
        return way / np.maximum(length, 1e-6), length.astype(np.float32), gaps.astype(np.float32)

    @cached_property
    def _detail(self) -> Array:
        """(rows, columns, 1) what folds stand off from the coarse grid."""
        rest = self.rest.astype(np.float32)
        smoothed = self._fine(self._coarse(rest))
        return ((rest - smoothed) * grid_normals(smoothed, self.closed)).sum(-1, keepdims=True)

    def __call__(self, positions: Array, frames: Frames) -> Array:
        rows, columns = self.rest.shape[:2]
        outer = np.asarray(positions, np.float32).reshape(2, rows, columns, 3)[0]
        shapes = self._shapes(frames)
        coarse = self._settled(self._coarse(outer), frames, shapes)
        shell = self._fine(coarse)
        normals = grid_normals(shell, self.closed)
        shell = shell + normals * self._detail
        shell[0] = outer[0]
        thick = np.broadcast_to(np.asarray(self.thickness, np.float32), (rows, columns))[..., None]
        if shapes is not None:
            free = push(shell[1:].reshape(-1, 3), shapes, self.over + 0.008)
            shell[1:] = free.reshape(-1, columns, 3)
            shell = self._aside(shell, frames, 0.999)
            if self.arms == "behind":
                arms = cones(self.body.proportions, frames).some(ARMS)
                shell[2:] = push(shell[2:].reshape(-1, 3), arms, self.over).reshape(-1, columns, 3)
        shell[1:, :, 1] = np.maximum(shell[1:, :, 1], GROUND + thick[1:, :, 0])
        inner = shell - normals * thick
        inner[..., 1] = np.maximum(inner[..., 1], GROUND)
        return np.concatenate([shell.reshape(-1, 3), inner.reshape(-1, 3)])

    def _shapes(self, frames: Frames) -> Cones | None:
        p = self.body.proportions
        groups = [trunk(self.body, frames)]
        whole = cones(p, frames)
        if self.legs:
            groups.append(whole.some(LEGS))
        if self.arms == "over":
            groups.append(whole.some(ARMS))
        if self.skirt is not None:
            groups.append(self._bell(frames, *self.skirt))
        return Cones(*(np.concatenate([getattr(g, n) for g in groups]) for n in ("a", "b", "ra", "rb")))

    def _bell(self, frames: Frames, hem: float, flare: float) -> Cones:
        p, w = self.body.proportions, self.body.proportions.width
        y = np.linspace(3.7, hem, 5)
        place = np.stack([np.full(5, 0.2 * w), p.y(y), np.full(5, -0.02 * w)], 1)
        a, b = (frames.carry("hips", place * (s, 1, 1)).astype(np.float32) for s in (1, -1))
        r = ((0.29 + flare * np.linspace(0, 1, 5)) * w).astype(np.float32)
        return Cones(a, b, r, r)

    def _settled(self, start: Array, frames: Frames, shapes: Cones | None) -> Array:
        rest, length, gaps = self._links
        way = np.diff(start, axis=0) / length
        turned = rest @ heading(frames).T.astype(np.float32)
        goal = np.broadcast_to(np.array([0, -1.0, 0], np.float32), way.shape) if self.fall else turned
        air = wind(frames).astype(np.float32) * self.air
        depth = np.linspace(0.25, 1.0, len(way), dtype=np.float32)[:, None, None]
        if np.abs(air).max() > 1e-3:  # the hem flies highest, in waves
            columns = np.linspace(0, 2 * np.pi, way.shape[1], endpoint=not self.closed)
            beat = (
                4.0 * np.arange(len(way)) / len(way)
                + 2.2 * np.sin(columns[:, None])
                + 3 * frames.joints[0, 1]
            )
            lift = 0.14 * np.sin(beat.T)[..., None] * np.linalg.norm(air)
            goal = goal + air * depth + grid_normals(start, False)[1:] * lift.astype(np.float32)
        goal = unit(goal).astype(np.float32)
        goal = self._along_back(goal, frames)
        keep = unit(way).astype(np.float32)
        goal = unit(goal + (keep - goal) * self.stiff).astype(np.float32)
        p, size = start, start.shape
        for turn in range(self.rounds):
            share = 0.45 if turn < self.rounds - 1 else 0.15
            way = p[1:] - p[:-1]
            way /= np.maximum(np.sqrt(np.einsum("...i,...i->...", way, way)), 1e-6)[..., None]
            way += (goal - way) * share
            way *= length / np.maximum(np.sqrt(np.einsum("...i,...i->...", way, way)), 1e-6)[..., None]
            p = np.concatenate([start[:1], start[:1] + np.cumsum(way, 0)])
            p = self._drawn(p, gaps)
            p = self._aside(p, frames, 1.0)
            if shapes is not None:
                p = push(p.reshape(-1, 3), shapes, self.over + 0.02).reshape(size)
            p[..., 1] = np.maximum(p[..., 1], GROUND + 0.02)
            p[0] = start[0]
            way = p[1:] - p[:-1]
            far = np.sqrt(np.einsum("...i,...i->...", way, way))[..., None]
            way *= np.minimum(1, 1.06 * length / np.maximum(far, 1e-6))
            p = np.concatenate([start[:1], start[:1] + np.cumsum(way, 0)])
        return p

    def _along_back(self, goal: Array, frames: Frames) -> Array:
        """Directions that do not lead into the back of somebody who bows."""
        if self.arms == "off":
            return goal
        p = self._coarse(self.rest.astype(np.float32))
        p = (p[1:] + p[:-1]) / 2
        scale, w = self.body.proportions, self.body.proportions.width
        high = smooth(float(scale.y(3.7)), float(scale.y(4.7)), p[..., 1])[..., None]
        turns = [frames.turns[BONE[n]] for n in ("hips", "upperChest")]
        ahead = unit(turns[0][:, 2] * (1 - high) + turns[1][:, 2] * high)
        down = -unit(turns[0][:, 1] * (1 - high) + turns[1][:, 1] * high)
        on = smooth(0.0, -0.2 * w, p[..., 2]) * smooth(float(scale.y(3.2)), float(scale.y(3.6)), p[..., 1])
        into = np.maximum((goal * ahead).sum(-1, keepdims=True) + 0.05, 0) * on[..., None]
        return unit(goal - into * ahead + 1.2 * into * down).astype(np.float32)

    def _drawn(self, p: Array, gaps: Array) -> Array:
        """Neighbors no further apart than cloth allows."""
        for _ in range(2):
            last = p[:, :1] if self.closed else p[:, -1:]
            d = np.concatenate([p[:, 1:], last], 1) - p
            far = np.sqrt(np.einsum("...i,...i->...", d, d))[..., None]
            d *= 0.5 * np.minimum(np.maximum(1 - 1.04 * gaps / np.maximum(far, 1e-6), 0), 1)
            p = p + d
            p[:, 1:] -= d[:, :-1]
            p[:, 0] -= d[:, -1]
        return p

    def _aside(self, p: Array, frames: Frames, share: float) -> Array:
        """Behind the arms, or lifted by them."""
        if self.arms == "off":
            return p
        w = self.body.proportions.width
        turn, origin, chains = arms_seen(frames, self.arms == "behind")
        local = (((p - origin).reshape(-1, 3) @ turn).astype(np.float32)).reshape(p.shape)
        grow = smooth(0.0, 0.22, np.arange(len(p)) / len(p))[:, None]
        if self.arms == "behind":
            local = behind(local, chains, w, self.over, grow * share)
        elif share == 1.0:  # the fine cloth follows the coarse one
            for chain in chains:
                local = over_arms(local, chain, w, self.over, grow)
        return (local.reshape(-1, 3) @ turn.T + origin).astype(np.float32).reshape(p.shape)


def sheet(
    body: Body,
    name: str,
    rest: Array,
    shares: Array,
    part: int,
    color: RGB,
    *,
    lining: RGB | None = None,
    thickness: float | Array = 0.018,
    bias: Array | float = 0.0,
    material: Material | None = None,
    edge: int | Array | None = None,
    closed: bool = False,
    **hang: Any,
) -> Mesh:
    """A mesh that hangs (SheetCloth takes `hang`).

    rest: (rows, columns, 3) at rest, row 0 the seam; rows run down, columns so that (along a row) x (down) is
    outside (for a cape: from the character's right by the back to its left). shares: (columns, 64) weights by
    `SKIN_BONES` of the seam (the rest of a column hangs on them too). lining: color inside. material: with a
    texture whose u runs along the rows (0..1) and v down; then color is its factor.

    Example, a veil of 0.5 by 1.2 heads behind the head::

        x = np.linspace(-0.25, 0.25, 13)
        y = np.linspace(0, -1.2, 14)
        rest = np.stack(np.broadcast_arrays(x, y[:, None] + body.proportions.chin + 0.6, -0.45), -1)
        shares = np.zeros((13, len(SKIN_BONES)), np.float32)
        shares[:, SKIN_BONE["head"]] = 1
        veil = sheet(body, "veil", rest, shares, Part.HAT, (1, 1, 1), legs=False, arms="behind")
    """
    rest = np.asarray(rest, np.float64)
    rows, columns = rest.shape[:2]
    normals = grid_normals(rest.astype(np.float32), closed)
    thick = np.broadcast_to(np.asarray(thickness, np.float32), (rows, columns))[..., None]
    points = np.concatenate([rest.reshape(-1, 3), (rest - normals * thick).reshape(-1, 3)])
    one = grid_faces(rows, columns, wrap=False)
    count = rows * columns
    rim = np.arange(count).reshape(rows, columns)
    around = (rim[-1], rim[::-1, -1][1:], rim[0, ::-1][1:], rim[:, 0][1:])
    border = [rim[0, ::-1], rim[-1]] if closed else [np.concatenate(around)]
    sides = []
    for line in border:
        a, b = line[:-1], line[1:]
        sides += [np.stack([a, b, a + count], -1), np.stack([b, b + count, a + count], -1)]
    faces = np.concatenate([one, one[:, ::-1] + count, *sides])
    dense = np.tile(np.asarray(shares, np.float32), (2 * rows, 1))
    inside = color if lining is None else lining
    if material is not None and lining is None:
        inside = tuple(0.8 * c for c in color)
    colors = np.repeat(np.array([color, inside], np.float32), count, 0)
    flat = np.broadcast_to(np.asarray(bias, np.float32), (rows, columns)).reshape(-1)
    u, v = np.linspace(0, 1, columns), np.linspace(0, 1, rows)
    uv = np.stack(np.broadcast_arrays(u, v[:, None]), -1).reshape(-1, 2)
    more: dict[str, Any] = {} if material is None else {"material": material}
    hang.setdefault("thickness", thickness)
    return Mesh(
        name, points, faces, *bind_dense(dense), part, colors=colors, uv=np.tile(uv, (2, 1)),
        bias=np.concatenate([flat, flat - 0.22]), edge=edge,
        deform=SheetCloth(body, rest, closed, **hang), **more,
    )  # fmt: skip
