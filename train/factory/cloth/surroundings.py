"""What hanging cloth meets: the trunk, the arms it lies behind or on, and the air somebody runs through."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..body.body import Body
from ..body.bones import BONE, SIDES
from ..body.collide import Cones
from ..body.skeleton import Frames
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
    p, w = body.proportions, body.proportions.width
    a, b, r = [], [], []
    for bone, x, y, z, radius in TRUNK:
        place = np.array([x * w, p.y(y), z * w])
        a.append(frames.carry(bone, place))
        b.append(frames.carry(bone, place * (-1, 1, 1)))
        r.append(radius * w)
    radii = np.array(r, np.float32)
    return Cones(np.array(a, np.float32), np.array(b, np.float32), radii, radii)


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


def wind(frames: Frames) -> Array:
    """(3,) the air somebody meets, as a share of gravity: against the heading, and up in a jump."""
    way = -heading(frames, "hips")[:, 2] * stride(frames)
    lowest = min(float(frames.joint(s + "Foot")[1]) for s in SIDES)
    return way * 0.75 + np.array([0, 1.0, 0]) * 0.45 * float(smooth(0.4, 1.2, lowest))


def rear(p: Array, body: Body, frames: Frames, over: float) -> Array:
    """Points (m, k, 3) that lie in the trunk, or slipped through it, moved out at its back."""
    scale, w = body.proportions, body.proportions.width
    out = p
    for bone, half, y, z, radius in TRUNK:
        turn = frames.turns[BONE[bone]]
        middle = frames.carry(bone, np.array([0.0, scale.y(y), z * w]))
        local = (out - middle) @ turn
        reach = radius * w + over
        near = np.maximum(np.abs(local[..., 0]) - half * w, 0) / reach
        round_ = np.sqrt(np.clip(1 - (local[..., 1] / reach) ** 2 - near**2, 0, None))
        ahead = local[..., 2] + reach * round_
        move = np.where((round_ > 0) & (ahead > 0) & (ahead < 1.3 * w), ahead, 0)
        out = out - move[..., None] * turn[:, 2]
    out = out.astype(np.float32)
    out[0] = p[0]
    return out


def behind(local: Array, chain: Array, w: float, over: float, grow: Array) -> Array:
    """Points (m, k, 3) in the chest's frame moved backwards from the arm they are seen through."""
    out = local
    for a, b, r in zip(chain[:-1], chain[1:], (0.125 * w, 0.105 * w, 0.10 * w), strict=True):
        d = (b - a)[:2]
        long = max(float(d @ d), 1e-6)
        t = np.clip(((out[..., :2] - a[:2]) @ d) / long, 0, 1)
        gap = np.linalg.norm(out[..., :2] - a[:2] - t[..., None] * d, axis=-1)
        near = smooth((r + over) * 2.6, (r + over) * 1.2, gap)
        limit = a[2] + t * (b[2] - a[2]) - r - over - 0.02
        ahead = np.maximum(out[..., 2] - limit, 0)
        ahead = np.where(ahead < 0.8 * w, ahead, 0)  # what is far before the arm is another side of the cloth
        out = out.copy()
        out[..., 2] -= ahead * near * grow
    return out


def over_arms(local: Array, chain: Array, w: float, over: float, grow: Array) -> Array:
    """Points (m, k, 3) in the upright frame of the chest moved outwards, to lie on the arm."""
    out = local.copy()
    radius = np.hypot(out[..., 0], out[..., 2])
    angle = np.arctan2(out[..., 0], out[..., 2])
    for i, r in ((0, 0.13), (1, 0.11), (2, 0.09)):
        for t in (0.25, 0.6, 1.0):
            at = chain[i] + (chain[i + 1] - chain[i]) * t
            reach = float(np.hypot(at[0], at[2]))
            turn = np.abs((angle - np.arctan2(at[0], at[2]) + np.pi) % (2 * np.pi) - np.pi)
            wide = (r * w + over) / max(reach, 0.25) + 0.25
            near = smooth(1.9 * wide, 0.5 * wide, turn) * smooth(at[1] + 0.24, at[1] + 0.04, out[..., 1])
            near = near * smooth(0.55, 0.2, at[1] - chain[0, 1])  # raised arms come out of it
            need = (reach + r * w + over - radius) * near * grow
            radius = radius + np.maximum(need, 0)
    scale = radius / np.maximum(np.hypot(out[..., 0], out[..., 2]), 1e-5)
    out[..., 0] *= scale
    out[..., 2] *= scale
    return out
