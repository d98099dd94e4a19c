"""Tails, and how they hang."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..body.body import Body
from ..body.bones import BONE
from ..body.collide import LEGS, NAMES, cones, push
from ..body.skeleton import Frames, Proportions
from ..geometry.mesh import Array, Mesh, smooth, unit
from ..palette import RGB
from ..parts import Part
from .kit import Kit, rotated, smoothed


@dataclass(frozen=True, eq=False)
class Dangle:
    """Keeps a tail half upright where the hips lean, and outside the legs. root (3,) at rest; rest (n, 3)
    the tail at rest; share (n,) how freely each vertex hangs; margin (n,) its thickness."""

    proportions: Proportions
    root: Array
    rest: Array
    share: Array
    margin: Array

    def __call__(self, positions: Array, frames: Frames) -> Array:
        turn = frames.turns[BONE["hips"]]
        ahead = turn[:, 2] * (1, 0, 1)
        length = float(np.linalg.norm(ahead))
        p = positions
        if length > 0.25:
            ahead = ahead / length
            level = np.stack([[ahead[2], 0, -ahead[0]], [0, 1, 0], ahead], 1)
            root = frames.carry("hips", self.root)
            upright = (self.rest - self.root) @ level.T + root
            p = p + (upright - p) * self.share[:, None]
        shapes = cones(self.proportions, frames).some([*LEGS, NAMES.index("pelvis")])
        return push(p.astype(np.float32), shapes, self.margin.astype(np.float32)).astype(np.float32)


_TAILS: dict[str, tuple[list[tuple[float, float, float]], list[float], float]] = {
    # path from the root (y up, z backwards is negative), radii, where the tip's color begins (2 = nowhere)
    "cat": (
        [
            (0, 0, 0.05),
            (0, -0.06, -0.20),
            (0.10, -0.28, -0.50),
            (0.26, -0.36, -0.80),
            (0.48, -0.10, -1.00),
            (0.52, 0.32, -0.98),
            (0.34, 0.58, -0.92),
            (0.16, 0.50, -0.92),
        ],
        [0.05, 0.055, 0.06, 0.062, 0.06, 0.055, 0.045, 0.02],
        2.0,
    ),
    "fox": (
        [
            (0, 0, 0.05),
            (0.02, -0.04, -0.22),
            (0.14, -0.30, -0.55),
            (0.34, -0.46, -0.86),
            (0.58, -0.20, -1.12),
            (0.66, 0.32, -1.16),
            (0.52, 0.72, -1.05),
        ],
        [0.05, 0.085, 0.18, 0.26, 0.285, 0.21, 0.01],
        0.70,
    ),
    "wolf": (
        [
            (0, 0, 0.05),
            (0.03, -0.04, -0.26),
            (0.12, -0.32, -0.58),
            (0.24, -0.70, -0.82),
            (0.40, -0.98, -1.08),
        ],
        [0.05, 0.12, 0.20, 0.18, 0.01],
        0.8,
    ),
    "dog": (
        [(0, 0, 0.05), (0, 0.04, -0.28), (0.03, 0.30, -0.52), (0.12, 0.56, -0.50), (0.22, 0.54, -0.30)],
        [0.06, 0.10, 0.13, 0.12, 0.02],
        0.8,
    ),
    "demon": (
        [
            (0, 0, 0.05),
            (0, -0.06, -0.22),
            (-0.10, -0.36, -0.52),
            (-0.34, -0.48, -0.78),
            (-0.58, -0.18, -0.92),
            (-0.56, 0.26, -0.92),
            (-0.70, 0.52, -0.90),
        ],
        [0.045, 0.042, 0.036, 0.032, 0.030, 0.028, 0.02],
        2.0,
    ),
    "dragon": (
        [
            (0, -0.02, 0.10),
            (0, -0.16, -0.25),
            (0.06, -0.52, -0.55),
            (0.24, -0.86, -0.86),
            (0.56, -0.90, -1.12),
            (0.86, -0.66, -1.20),
        ],
        [0.17, 0.17, 0.14, 0.105, 0.065, 0.006],
        2.0,
    ),
}


def tail(kind: str, body: Body, color: RGB, tip: RGB, *, out: float = 0.07) -> list[Mesh]:
    """A tail at the small of the back. out: heads that clothes stand off there."""
    p = body.proportions
    size = 0.55 + 0.45 * min(1.05, p.scale)
    ring = body.torso(3.60, 3.72, out, rows=3, columns=8)
    root = ring.rings[1, 0]
    kit = Kit.on(Part.TAIL, "hips", root, size=size)
    if kind == "rabbit":
        kit.moved((0, 0.0, -0.09)).turned(
            [(-0.16, 0.03), (-0.13, 0.10), (-0.04, 0.165), (0.06, 0.155), (0.13, 0.09), (0.16, 0.02)],
            tip,
            columns=24,
            waves=(8, 0.06),
        )
        return kit.meshes
    points, radii, tipped = _TAILS[kind]
    m = 24
    u = np.linspace(0, 1, m)
    path = smoothed(points, m)
    wide = np.interp(u, np.linspace(0, 1, len(radii)), radii)
    wide[1:-1] = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
    furry = kind in ("fox", "wolf", "dog")
    if furry:  # tufts along it
        wide = wide * (1 + 0.07 * np.sin(u * 26))
    share = smooth(tipped - 0.02, tipped + 0.02, u)[:, None]
    dyes = np.array(color) * (1 - share) + np.array(tip) * share
    kit.tube(
        path,
        wide,
        dyes,
        columns=14 if furry or kind == "dragon" else 9,
        out=(0.2, 1.0, 0.1),
        outline=0.9,
        kind="leather" if kind == "dragon" else "cloth",
    )
    if kind == "demon":
        end = kit.moved(path[-1], rotated(z=28))
        end.plate(
            [(0, -0.06), (0.17, -0.10), (0.10, 0.06), (0.0, 0.22), (-0.10, 0.06), (-0.17, -0.10)],
            0.05,
            color,
            bulge=0.02,
            middle=(0, 0.02),
        )
    if kind == "dragon":
        for i in range(2, 21, 3):
            up = unit(np.cross(np.cross(path[i + 1] - path[i - 1], [0, 1.0, 0.1]), path[i + 1] - path[i - 1]))
            spike = np.linspace(
                path[i] + up * wide[i] * 0.7, path[i] + up * wide[i] * 1.9 + (path[i] - path[i + 1]) * -0.8, 4
            )
            kit.tube(
                spike,
                wide[i] * np.array([0.45, 0.36, 0.2, 0.02]),
                tip,
                columns=6,
                detail=True,
                kind="leather",
            )
    out_ = []
    for mesh in kit.meshes:
        rest = mesh.positions.astype(np.float64)
        far = np.linalg.norm(rest - root, axis=1) / size
        near = np.linalg.norm(rest[:, None] - (path * size + root)[None], axis=2).argmin(1)
        hang = 0.7 * smooth(0.0, 0.7, far)
        margin = (wide[near] * 0.4 * size + 0.03) * smooth(0.1, 0.4, far)
        deform = Dangle(p, root, rest, hang, margin)
        out_.append(_with(mesh, deform))
    return out_


def _with(mesh: Mesh, deform: Dangle) -> Mesh:
    return replace(mesh, deform=deform)


TAILS = (*_TAILS, "rabbit")
