"""The hanging part of a kimono's sleeves: sheets that fall from the forearms, behind and beside the body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..body.body import Body
from ..body.bones import BONE, SIDES
from ..body.collide import TRUNK, cones, push
from ..body.skeleton import Frames
from ..cloth.cloth import joined, seat
from ..geometry.mesh import Array, Mesh, bind_dense, smooth, unit
from ..palette import RGB
from ..parts import sided
from ..render.material import Material, plain
from . import tops
from .skirt_riders import slab


@dataclass(frozen=True, eq=False)
class Pouch:
    """The deform of a hanging sleeve: a sheet (rows, columns) of two layers; its first row goes with the
    arm, the others fall from it, a little behind the arm and away from the body.

    drop (rows, columns): heads below the arm; thick (rows, columns): half thickness, its sign by the side.
    """

    body: Body
    side: str
    drop: Array
    thick: Array

    def __call__(self, positions: Array, frames: Frames) -> Array:
        rows, columns = self.drop.shape
        p = np.asarray(positions, np.float32).reshape(2, rows, columns, 3).mean(0)
        top, back = p[0], unit(p[-1] - p[0])
        chest = frames.turns[BONE["upperChest"]]
        out = chest[:, 0] * (1.0 if self.side == "left" else -1.0)
        fall = unit(back * 0.55 + out * 0.18 + np.array([0, -1.0, 0]))
        p = top[None] + fall[None] * self.drop[..., None]
        solid = joined([cones(self.body.proportions, frames).some(TRUNK), seat(self.body, frames)])
        low = p[1:].reshape(-1, 3).astype(np.float32)
        p[1:] = push(low, solid, 0.09 * self.body.proportions.width).reshape(p[1:].shape)
        p[..., 1] = np.maximum(p[..., 1], 0.04)
        normal = unit(np.cross(np.gradient(p, axis=1), np.gradient(p, axis=0)))
        off = normal * self.thick[..., None]
        return np.stack([p + off, p - off]).reshape(-1, 3).astype(np.float32)


def wide_sleeves(
    body: Body,
    color: RGB,
    *,
    drop: float = 0.9,
    start: float = 0.66,
    stop: float = 1.84,
    material: Material | None = None,
    lining: RGB | None = None,
    inflate: float = 0.05,
    tube: bool = True,
) -> list[Mesh]:
    """Wide sleeves whose lower part hangs from the forearm by `drop` heads. material: a picture of the bag (u
    along the arm to the wrist, v down); lining: color of the edge at the wrist; tube: with the sleeve about
    the arm."""
    out = []
    if tube:
        out += tops.sleeves(body, stop, color, kind="kimono", inflate=inflate, flare=0.06, outer=True)
    w = body.proportions.width
    size = 0.40 + 0.60 * min(body.proportions.scale, 1.05)
    rows, columns = 11, 13
    for side in SIDES:
        t = np.linspace(start, stop, columns)
        arm = body.arm(side, start, stop, 0.0, rows=columns, columns=20)
        anchor = arm.rings.mean(1)
        anchor[:, 1] -= 0.04 * w
        shares = arm.shares[:, 5 if side == "right" else 15]
        grow = smooth(start - 0.10, start + 0.42, t) ** 0.7
        s = np.linspace(0, 1, rows)[:, None]
        round_ = 1 - 0.12 * smooth(stop - 0.10, stop, t)  # the corner at the wrist
        fall = s * (drop * size * grow * round_)[None]
        radius = np.linalg.norm(arm.rings - arm.rings.mean(1, keepdims=True), axis=-1).mean(1)
        full = (radius + inflate * w)[None] * (1 - smooth(0, 0.5, s)) * 0.9
        thick = (full + 0.034 * w) * (1 - 0.6 * smooth(0.88, 1.0, s))
        rest = anchor[None] + np.array([0, -0.12, -0.99]) * fall[..., None]
        faces, _ = slab(rows, columns)
        side_way = unit(np.cross(np.gradient(rest, axis=1), np.gradient(rest, axis=0)))
        both = np.concatenate([(rest + k * side_way * thick[..., None]).reshape(-1, 3) for k in (1, -1)])
        f = faces[: 2 * (rows - 1) * (columns - 1)]
        n = np.cross(both[f[:, 1]] - both[f[:, 0]], both[f[:, 2]] - both[f[:, 0]])
        if float((n * side_way.reshape(-1, 3)[f[:, 0]]).sum()) < 0:
            faces = faces[:, ::-1]
        dense = np.tile(shares[None], (2 * rows, 1, 1)).reshape(-1, shares.shape[-1])
        uv = np.stack(np.broadcast_arrays(np.linspace(0, 1, columns)[None], s * 0.998), -1).reshape(-1, 2)
        tint = np.tile(
            np.array(color if material is None else (1.0, 1.0, 1.0), np.float32), (rows, columns, 1)
        )
        if lining is not None and material is None:
            tint[:, -1] = lining
        out.append(
            Mesh(
                f"{side} hanging sleeve",
                both,
                faces,
                *bind_dense(dense),
                sided("OUTER_SLEEVE", side),
                colors=np.concatenate([tint.reshape(-1, 3)] * 2),
                uv=np.concatenate([uv, uv]),
                edge={"left": 186, "right": 187}[side],
                deform=Pouch(body, side, fall.astype(np.float32), thick.astype(np.float32)),
                material=material or plain("cloth"),
            )
        )
    return out
