"""Hair that is tied: combed to a point, ponytail, twin tails, bun."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..body.body import Body
from ..face.head import Head
from ..geometry.mesh import Array, smooth, unit

Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Bundle:
    """Ready curves: paths (s, m, 3), out broadcastable to them or None (away from the skull), widths and
    thick (s, m) half sizes; falls: whether they hang; pinned (s,) last fixed point of each; center: of a
    bun, for its own highlight; parting (s,) bool: clumps whose roots meet at a parting; shade (s,)
    brightness. spine (k, 3): a braid's or a drill's middle, `at` (s, m) which point of it each point of the
    paths lies beside, size: how thick all of it is; plump: clumps take light singly, like lobes."""

    paths: Array
    out: Array | None
    widths: Array
    thick: Array
    falls: bool = False
    pinned: Array | None = None
    center: Array | None = None
    parting: Array | None = None
    shade: Array | None = None
    spine: Array | None = None
    at: Array | None = None
    size: float = 0.1
    plump: bool = False


def gathers(kind: str, tie: float, lean: float = 1.0, *, hat: bool = False) -> Array:
    """(k, 3) unit directions from the skull's middle where the hair is tied. tie: 0 low to 1 high; lean: its
    sign is the side of a single tail; hat: no higher than a brim."""
    low, top, away, twin = {
        "ponytail": (8, 50, 180, False),
        "half_up": (14, 34, 180, False),
        "low_tail": (-46, -34, 180, False),
        "side_tail": (-28, 24, 142, False),
        "bun": (12, 60, 180, False),
        "topknot": (50, 64, 180, False),
        "braid": (-40, -20, 180, False),
        "side_braid": (-38, -30, 140, False),
        "crown_braid": (-34, -28, 180, False),
        "twin_tails": (12, 38, 120, True),
        "low_twins": (-42, -26, 126, True),
        "double_bun": (30, 42, 118, True),
        "drills": (4, 30, 112, True),
        "braids": (-42, -26, 122, True),
    }[kind]
    high = np.radians(min(low + (top - low) * tie, -4.0 if hat else 90.0))
    around = np.radians(away) * (1.0 if lean >= 0 else -1.0)
    one = np.array([np.cos(high) * np.sin(around), np.sin(high), np.cos(high) * np.cos(around)])
    return np.array([one, one * (-1, 1, 1)]) if twin else one[None]


def combed(anchors: Array, head: Head, rng: Rng, *, half: bool = False) -> Bundle:
    """Broad clumps from the hairline over the skull to the ties. half: only from above the ears."""
    m = 12
    u = np.linspace(0, 1, m)
    starts, goals = [], []
    for a in anchors:
        alone = len(anchors) == 1
        # around the head: temple, ear, nape, ear, temple; twin tails share it at the middle
        around = np.linspace(64, 296, 17) if alone else np.linspace(60, 176, 9)
        if half:
            around = np.array([62, 72, 84, 97, 263, 276, 288, 298.0])
        away = np.abs((around + 180) % 360 - 180)
        y = np.interp(away, [60, 72, 84, 98, 120, 150, 180], [0.15, -0.18, -0.34, -0.20, -0.50, -0.70, -0.72])
        y = np.maximum(y, 0.05 - 0.004 * (away - 60)) if half else y
        sign = 1.0 if alone or a[0] > 0 else -1.0
        r = np.sqrt(1 - y * y)
        phi = np.radians(around)
        starts.append(np.stack([sign * np.sin(phi) * r, y, np.cos(phi) * r], 1))
        # and from the crown and the part
        low = a[1] < 0  # a low tie leaves more of the crown to cover
        top = np.linspace(-62, 62, 6) if alone else np.linspace(12, 58, 4)
        if low:
            top = np.array([-160, -120, -84, -52, 52, 84, 120, 160, 14]) if alone else np.linspace(8, 150, 7)
        phi = np.radians(top)
        y = np.cos(np.radians(30.0 if low else 48.0))
        r = np.sqrt(1 - y * y)
        starts.append(np.stack([sign * np.sin(phi) * r, y + 0 * phi, np.cos(phi) * r], 1))
        if not alone:  # the parting at the back
            down = np.radians(np.linspace(-42, 62, 5) + rng.uniform(-7, 7, 5))
            starts.append(np.stack([np.full(5, sign * 0.045), np.sin(down), -np.cos(down)], 1))
        goals.append(np.broadcast_to(a, (sum(len(s) for s in starts) - sum(len(g) for g in goals), 3)))
    start, goal = unit(np.concatenate(starts)), np.concatenate(goals)
    angle = np.arccos(np.clip((start * goal).sum(1), -1, 1))[:, None, None]
    t = u[None, :, None]
    d = (np.sin((1 - t) * angle) * start[:, None] + np.sin(t * angle) * goal[:, None]) / np.maximum(
        np.sin(angle), 1e-4
    )
    n = len(start)
    off = (
        0.02
        + (0.030 + 0.018 * (np.arange(n) % 2) + rng.uniform(0, 0.01, n))[:, None]
        * np.sin(np.clip(u * 1.15, 0, 1) * np.pi) ** 0.7
        + 0.035 * smooth(0.8, 1.0, u)
    )
    paths = head.center + unit(d) * (head.radii + off[..., None])
    parting = ((np.abs(start[:, 0]) < 0.06) & (start[:, 2] < 0))[:, None]  # fine roots, or they interlock
    rise = np.sin(np.clip(u / np.where(parting, 0.75, 0.45), 0, 1) * np.pi / 2)
    taper = np.where(parting, 0.03 + 0.97 * rise, 0.2 + 0.8 * rise) * (1 - 0.58 * smooth(0.4, 1, u))
    widths = (rng.uniform(0.085, 0.115, n) + 0.03 * (goal[:, 1] < 0))[:, None] * taper
    thick = 0.034 * np.broadcast_to(taper, widths.shape)
    return Bundle(paths, None, widths, thick, parting=parting[:, 0])


def tail(
    anchor: Array,
    tip: float,
    head: Head,
    body: Body,
    rng: Rng,
    *,
    twin: bool = False,
    slim: bool = False,
    forward: bool = False,
    wavy: float = 0.0,
) -> Bundle:
    """Hair that hangs from a tie in clumps which end at different heights. twin: one of two; slim: only a
    part of the hair; forward: over the shoulder to the front; wavy: sideways amplitude."""
    m, n = 22, 6 if slim else 10 if twin else 12
    u = np.linspace(0, 1, m)
    root = head.center + anchor * (head.radii + 0.07)
    drop = root[1] - (body.proportions.chin + tip)
    throw = (0.30 if twin else 0.16 if slim else 0.36) + 0.05 * drop
    level = unit(anchor * (1, 0, 1))
    outward = throw * (1 - np.exp(-u * 4.5)) - 0.10 * drop * u**2 * (0.6 if twin else 1.0)
    rise = (0.05 if forward else 0.16) * np.sin(np.clip(u * 4.2, 0, 1) * np.pi) * (0.6 if twin else 1)
    middle = root + level * outward[:, None] + np.stack([0 * u, rise - drop * u**1.25, 0 * u], 1)
    if forward:
        middle[:, 2] += 0.52 * smooth(0.05, 0.6, u * drop)
        middle[:, 0] -= np.sign(anchor[0]) * 0.12 * smooth(0.05, 0.6, u * drop)
    angle = np.arange(n) / n * 2 * np.pi + rng.uniform(-0.2, 0.2, n)
    big = np.arange(n) < (5 if slim else 8)
    ring = (
        np.stack([np.cos(angle), np.sin(angle)], 1) * np.where(big, 1.0, rng.uniform(0.7, 1.15, n))[:, None]
    )
    bulge = (0.16 if twin else 0.10 if slim else 0.19) * (0.6 + 0.25 * min(drop, 2))
    spread = 0.035 + bulge * (np.sin(np.clip(u / 0.9, 0, 1) ** 0.8 * np.pi * 0.86)) ** 1.1
    tangent = unit(np.gradient(middle, axis=0))
    side = unit(np.cross(tangent, level + np.array([0, 0.2, 0])))
    up = np.cross(side, tangent)
    s_curve = rng.uniform(0.02, 0.06) * rng.choice([-1, 1]) * min(drop, 1.6)
    middle = middle + side * (s_curve * np.sin(u * 5.2) * smooth(0.1, 0.5, u))[:, None]
    ends = np.where(big, rng.uniform(0.66, 1.0, n), rng.uniform(0.45, 0.95, n))
    ends[0] = 1.0
    curl = rng.uniform(0.0, 0.16, n) * np.where(big, 1.0, 1.5) * min(drop, 1.5)
    lag = rng.uniform(0, 0.25)
    paths = np.empty((n, m, 3))
    for i in range(n):
        v = u * ends[i]
        at = np.stack([np.interp(v, u, middle[:, c]) for c in range(3)], 1)
        s = np.interp(v, u, spread)[:, None] + (curl[i] * smooth(0.68, 1.0, u) * u)[:, None]
        swirl = 0.5 * u
        x = (ring[i, 0] * np.cos(swirl) - ring[i, 1] * np.sin(swirl))[:, None]
        y = (ring[i, 0] * np.sin(swirl) + ring[i, 1] * np.cos(swirl))[:, None]
        wave = wavy * np.sin(2 * np.pi * (1.5 * v * drop + lag + 0.1 * (i % 3))) * smooth(0.1, 0.35, u)
        paths[i] = at + (side * x + up * y * 0.75) * s + side * wave[:, None]
    taper = (0.3 + 0.7 * np.sin(np.clip(u / 0.35, 0, 1) * np.pi / 2)) * (
        1 - np.clip((u - 0.35) / 0.65, 0, 1) ** 1.6
    )
    widths = np.where(big, rng.uniform(0.08, 0.125, n), rng.uniform(0.02, 0.045, n))[:, None]
    widths = widths * np.maximum(taper, 0.012) * (0.8 + 0.2 * min(drop, 2))
    out = paths - middle[None] + 1e-4 + level * 0.02
    return Bundle(paths, unit(out), widths, 0.5 * widths, True, np.full(n, 1))


def bun(anchor: Array, head: Head, rng: Rng, size: float) -> Bundle:
    """A ball of clumps wound around each other. size: its radius."""
    m, n = 16, 9
    normal = unit(anchor)
    side = unit(np.cross((0, 1.0, 0.01), normal))
    up = np.cross(normal, side)
    middle = head.center + anchor * (head.radii + 0.04 + size * 0.55)
    u = np.linspace(0.0, 1, m)
    paths, widths = [], []
    for i in range(n):  # each clump winds round the ball from its foot to its top
        turn = i / n * 2 * np.pi + u * 2.6
        polar = np.radians(118) * (1 - u) ** 0.9 + 0.05
        r = size * (0.76 + 0.11 * (i % 2))
        d = (
            np.cos(turn)[:, None] * side * np.sin(polar)[:, None]
            + np.sin(turn)[:, None] * up * np.sin(polar)[:, None]
            + normal * np.cos(polar)[:, None]
        )
        paths.append(middle + d * r)
        widths.append(size * (0.52 * np.sin(polar) + 0.10) * (1 - 0.85 * u**3))
    paths = np.array(paths)
    return Bundle(
        paths, unit(paths - middle), np.array(widths), np.full((n, m), 0.06) * (1 - 0.8 * u**3), center=middle
    )
