"""What hanging cloth meets: the trunk, the arms it lies behind or on, and the air somebody runs through."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from ..body.body import Body
from ..body.bones import BONE, SIDES
from ..body.collide import Cones
from ..body.skeleton import Frames, Proportions
from ..geometry.mesh import Array, smooth, unit

TRUNK = (
    ("hips", 0.22, 3.36, -0.02, 0.29),
    ("hips", 0.21, 3.62, -0.02, 0.29),
    ("spine", 0.17, 3.92, 0.00, 0.245),
    ("spine", 0.13, 4.18, 0.01, 0.205),
    ("chest", 0.15, 4.44, 0.01, 0.215),
    ("upperChest", 0.17, 4.68, 0.01, 0.240),
    ("upperChest", 0.22, 4.90, -0.03, 0.205),
    ("upperChest", 0.20, 5.05, -0.05, 0.160),
)
"""Of the trunk's cones: bone, half length, height, z, radius, on the reference body."""


@lru_cache(maxsize=8)
def trunk(body: Body, frames: Frames) -> Cones:
    """The trunk as eight cones across, without gaps between them."""
    rows, places, radii = _trunk_rest(body.proportions)
    a = frames.carry_each(rows, places).astype(np.float32)
    b = frames.carry_each(rows, places * (-1, 1, 1)).astype(np.float32)
    return Cones(a, b, radii, radii)


@cache
def _trunk_rest(p: Proportions) -> tuple[Array, Array, Array]:
    """Bones (8,), rest places of the left ends (8, 3), radii (8,)."""
    w = p.width
    places = np.array([(x * w, p.y(y), z * w) for _, x, y, z, _ in TRUNK], np.float64)
    rows = np.array([BONE[bone] for bone, *_ in TRUNK])
    return rows, places, np.array([r * w for *_, r in TRUNK], np.float32)


@lru_cache(maxsize=8)
def heading(frames: Frames, bone: str = "upperChest") -> Array:
    """(3, 3) the turn of a bone about the vertical alone: where somebody looks who bows."""
    turn = frames.turns[BONE[bone]]
    ahead = turn[:, 2] * (1, 0, 1)
    if np.linalg.norm(ahead) < 0.35:  # lies on the back or the front: the top of the trunk tells
        ahead = ahead - turn[:, 1] * (1, 0, 1) * np.sign(turn[1, 2] + 1e-9)
    z = unit(ahead)
    return np.stack([np.cross([0, 1, 0], z), [0, 1, 0], z], 1)


@lru_cache(maxsize=8)
def stride(frames: Frames) -> float:
    """0 for somebody who stands or sits, 1 for somebody in full run: thighs far apart, or off the ground."""
    hips = frames.turns[BONE["hips"]]
    thighs = [unit(frames.joint(s + "LowerLeg") - frames.joint(s + "UpperLeg")) for s in SIDES]
    apart = abs(float((thighs[0] - thighs[1]) @ hips[:, 2]))
    upright = smooth(0.3, 0.8, hips[1, 1])
    lowest = min(float(frames.joint(s + n)[1]) for s in SIDES for n in ("Foot", "LowerLeg"))
    free = smooth(0.35, 0.9, lowest)
    kneels = smooth(0.45, 0.2, min(float(frames.joint(s + "LowerLeg")[1]) for s in SIDES))
    sits = smooth(-0.75, -0.45, max(float(t[1]) for t in thighs)) * smooth(0.5, 0.25, apart)
    return float(np.clip(smooth(0.25, 1.25, apart) + 0.7 * free, 0, 1) * upright * (1 - kneels) * (1 - sits))


@lru_cache(maxsize=8)
def wind(frames: Frames) -> Array:
    """(3,) the air somebody meets, as a share of gravity: against the heading, and up in a jump."""
    way = -heading(frames, "hips")[:, 2] * stride(frames)
    lowest = min(float(frames.joint(s + "Foot")[1]) for s in SIDES)
    return way * 0.75 + np.array([0, 1.0, 0]) * 0.45 * float(smooth(0.4, 1.2, lowest))


@lru_cache(maxsize=8)
def arms_seen(frames: Frames, leans: bool) -> tuple[Array, Array, tuple[Array, Array]]:
    """The chest's turn (3, 3), upright unless it `leans`, its joint (3,), and seen from there both arms from
    the shoulder to the fingers (4, 3)."""
    turn = frames.turns[BONE["upperChest"]] if leans else heading(frames)
    origin = frames.joint("upperChest")
    names = ("UpperArm", "LowerArm", "Hand", "MiddleDistal")
    left, right = (
        ((np.array([frames.joint(s + n) for n in names]) - origin) @ turn).astype(np.float32) for s in SIDES
    )
    return turn, origin, (left, right)


def behind(local: Array, chains: Sequence[Array], w: float, over: float, grow: Array) -> Array:
    """Points (m, k, 3) in the chest's frame moved backwards from the arms they are seen through."""
    a = np.concatenate([chain[:-1] for chain in chains])[:, None, None]
    b = np.concatenate([chain[1:] for chain in chains])[:, None, None]
    r = np.array((0.125 * w, 0.105 * w, 0.10 * w) * len(chains), np.float32)[:, None, None]
    x, y, z = local[..., 0], local[..., 1], local[..., 2].copy()
    dx, dy = b[..., 0] - a[..., 0], b[..., 1] - a[..., 1]
    ex, ey = x - a[..., 0], y - a[..., 1]
    t = np.minimum(np.maximum((ex * dx + ey * dy) / np.maximum(dx * dx + dy * dy, 1e-6), 0), 1)
    gap = np.hypot(ex - t * dx, ey - t * dy)
    reach = r + over
    near = np.minimum(np.maximum((gap - reach * 2.6) / (reach * -1.4), 0), 1)
    near = near * near * (3 - 2 * near) * grow
    limit = a[..., 2] + t * (b[..., 2] - a[..., 2]) - reach - 0.02
    for stop, share in zip(limit, near, strict=True):
        ahead = np.maximum(z - stop, 0)
        # what is far before the arm is another side of the cloth
        z -= np.where(ahead < 0.8 * w, ahead, 0) * share
    return np.stack([x, y, z], -1)


def over_arms(local: Array, chain: Array, w: float, over: float, grow: Array) -> Array:
    """Points (m, k, 3) in the upright frame of the chest moved outwards, to lie on the arm."""
    out = local.copy()
    before = np.hypot(out[..., 0], out[..., 2])
    angle = np.arctan2(out[..., 0], out[..., 2])
    t = np.array((0.25, 0.6, 1.0), np.float32)[:, None]
    at = np.concatenate([chain[i] + (chain[i + 1] - chain[i]) * t for i in range(3)])
    rise = smooth(0.55, 0.2, at[:, 1] - chain[0, 1])  # raised arms come out of it
    kept = np.flatnonzero(rise > 0)
    if not len(kept):
        return out
    thick = (np.repeat((0.13, 0.11, 0.09), 3) * w + over)[kept]
    at, rise = at[kept], rise[kept]
    far = np.hypot(at[:, 0], at[:, 2])
    wide = (thick / np.maximum(far, 0.25) + 0.25)[:, None, None]
    turn = np.abs((angle - np.arctan2(at[:, 0], at[:, 2])[:, None, None] + np.pi) % (2 * np.pi) - np.pi)
    # 1 within half of its width, 0 beyond twice that
    near = smooth(0.0, 1.0, (turn / wide - 1.9) / -1.4) * rise[:, None, None] * grow
    near *= smooth(0.0, 1.0, (out[..., 1] - (at[:, 1] + 0.24)[:, None, None]) / -0.20)
    radius = before
    for reach, share in zip(far + thick, near, strict=True):
        radius = radius + np.maximum((reach - radius) * share, 0)
    scale = radius / np.maximum(before, 1e-5)
    out[..., 0] *= scale
    out[..., 2] *= scale
    return out
