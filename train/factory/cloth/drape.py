"""How a skirt settles on lifted thighs: a start that is wrapped about the legs, then cloth that keeps its
lengths, on a coarse grid."""

from __future__ import annotations

import numpy as np

from ..body.bones import SIDES
from ..body.collide import Cones, push_planes
from ..body.skeleton import Frames
from ..geometry.loft import around
from ..geometry.mesh import Array, cross, smooth, unit

_DOWN = np.array([0.0, -1.0, 0.0])


def columns_up(fine: Array, coarse: int) -> Array:
    """(len(fine), coarse) weights that carry values at `coarse` even angles to the angles `fine`
    (Catmull-Rom, periodic)."""
    place = np.asarray(fine) / (2 * np.pi) * coarse
    low = np.floor(place).astype(int)
    f = place - low
    shares = (
        ((2 - f) * f - 1) * f / 2,
        ((3 * f - 5) * f * f + 2) / 2,
        ((4 - 3 * f) * f + 1) * f / 2,
        (f - 1) * f * f / 2,
    )
    out = np.zeros((len(place), coarse))
    for i, share in enumerate(shares):
        np.add.at(out, (np.arange(len(place)), (low + i - 1) % coarse), share)
    return out.astype(np.float32)


def columns_down(fine: Array, coarse: int) -> Array:
    """(coarse, len(fine)) weights of local means about `coarse` even angles."""
    gap = np.abs((np.asarray(fine)[None] - around(coarse)[:, None] + np.pi) % (2 * np.pi) - np.pi)
    weight = np.clip(1 - gap / (2 * np.pi / coarse), 0, 1)
    return (weight / weight.sum(1, keepdims=True)).astype(np.float32)


def rows_up(fine: int, coarse: int) -> Array:
    """(fine, coarse) linear weights from even rows to even rows."""
    place = np.linspace(0, coarse - 1, fine)
    low = np.clip(place.astype(int), 0, coarse - 2)
    out = np.zeros((fine, coarse), np.float32)
    out[np.arange(fine), low] = 1 - (place - low)
    out[np.arange(fine), low + 1] = place - low
    return out


def wrapped(
    frames: Frames,
    angles: Array,
    below: Array,
    length: float,
    width: float,
    margin: float,
    spare: Array | float = 0.0,
) -> Array:
    """(rows, columns, 3) cloth about both thighs and, further than their `length`, about the calves.

    angles (columns,); below (rows, columns): way from the hip joints along the legs, in heads. spare (rows,
    1): how much wider than the legs it is, which it shows below the knees. Over the thighs it lies flat from
    one to the other, at the sides it hangs, below it is flat again.
    """
    a, s = np.asarray(angles), below[..., None]
    x, z = np.sin(a)[None, :, None], -np.cos(a)[None, :, None]
    left = smooth(-0.85, 0.85, np.sin(a))[None, :, None]
    lateral = unit(frames.joint("leftUpperLeg") - frames.joint("rightUpperLeg"))
    loose = (0.75 * np.asarray(spare) * smooth(0.75, 1.5, below / length))[..., None]
    parts, inward = [], []
    for side in SIDES:
        hip, knee, foot = (frames.joint(side + n) for n in ("UpperLeg", "LowerLeg", "Foot"))
        thigh, calf = unit(knee - hip), unit(foot - knee)
        middle = hip + thigh * np.minimum(s, length) + calf * np.maximum(s - length, 0)
        turn = smooth(0.85, 1.15, s / length)
        axis = unit(thigh * (1 - turn) + calf * turn)
        ahead = unit(cross(axis, lateral))  # over a thigh, before a calf
        radius = (0.235 - 0.085 * np.clip(s / length, 0, 1)) * width + margin + loose
        parts.append(middle + (ahead * z + lateral * x) * radius)
        inward.append(_DOWN * 0.5 - ahead * 0.5)
    out = parts[0] * left + parts[1] * (1 - left)
    grown = smooth(0.1, 0.7, s / length) * x * x
    out = out + lateral * (0.05 * width * grown * x)
    out[..., 1] -= (0.22 * width * grown * np.clip(1 - s / length, 0.15, 1))[..., 0]
    # between the thighs it sinks, the more the further they are apart
    apart = np.linalg.norm(parts[0] - parts[1], axis=-1, keepdims=True)
    middle = np.exp(-((x / 0.5) ** 2)) * (z > 0) * smooth(0.2, 0.75, s / length)
    middle = middle * (1 - 0.8 * smooth(0.8, 1.1, s / length))
    out = out + (inward[0] + inward[1]) * (0.5 * np.clip(0.52 * apart, 0.19 * width, 0.33 * width) * middle)
    return out.astype(np.float32)


def settled(
    start: Array,
    links: Array,
    gaps: Array,
    shapes: Cones,
    margin: float,
    *,
    rounds: int = 5,
    hold: float = 0.12,
) -> Array:
    """Cloth (rows, columns, 3), closed around, from a start to where it keeps its lengths outside of the
    shapes.

    links (rows - 1, columns, 1): lengths downwards, kept; gaps (rows, columns, 1): most to the next column;
    hold: how strongly it wants to stay at the start. Row 0 stays.
    """
    p = np.ascontiguousarray(np.moveaxis(start, -1, 0))  # planes (3, rows, columns)
    first, begin = p[:, :1].copy(), p.copy()
    flat = p.reshape(3, -1)  # the same memory
    lengths, most = links[..., 0], gaps[..., 0]
    for _ in range(rounds):
        p += (begin - p) * hold
        for _ in range(2):
            d = _next(p)
            d -= p
            far = np.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2])
            d *= 0.5 * np.minimum(np.maximum(1 - most / np.maximum(far, 1e-6), 0), 1)
            p += d
            p[..., 1:] -= d[..., :-1]
            p[..., 0] -= d[..., -1]
        push_planes(flat, shapes, margin)
        p[:, :1] = first
        way = p[:, 1:] - p[:, :-1]
        far = np.sqrt(way[0] * way[0] + way[1] * way[1] + way[2] * way[2])
        way *= lengths / np.maximum(far, 1e-6)
        np.cumsum(way, 1, out=p[:, 1:])
        p[:, 1:] += first
    push_planes(flat, shapes, margin)
    return np.ascontiguousarray(np.moveaxis(p, 0, -1))


def _next(p: Array) -> Array:
    """Each column's neighbor, around."""
    out = np.empty_like(p)
    out[..., :-1], out[..., -1] = p[..., 1:], p[..., 0]
    return out


def sheet_normals(p: Array) -> Array:
    """(rows, columns, 3) outward unit normals of cloth that is closed around (columns as loft.around)."""
    wide = np.concatenate([p[:, -1:], p, p[:, :1]], 1)
    across = wide[:, 2:] - wide[:, :-2]
    down = np.empty_like(p)
    down[1:-1], down[0], down[-1] = p[2:] - p[:-2], p[1] - p[0], p[-1] - p[-2]
    return unit(cross(across, down))
