"""Hair that leaves the skull: spikes, a mohawk, a ball of curls, and what is swept up from the forehead."""

from __future__ import annotations

import numpy as np

from ..face.head import Head
from ..geometry.mesh import Array, smooth, unit
from .tails import Bundle

Rng = np.random.Generator


def swept_up(kind: str, lean: float, head: Head, rng: Rng) -> Bundle:
    """No fringe: from the hairline up and back over the head, more or less high."""
    n, m = 21, 13
    u = np.linspace(0, 1, m)
    at = np.linspace(-56, 56, n) + rng.uniform(-2, 2, n)
    if kind == "undercut":
        at = at[np.abs(at) < 48]
        n = len(at)
    far = np.abs(at)
    low = (
        np.interp(far, [0, 12, 30, 52, 66, 72], [0.735, 0.73, 0.72, 0.60, 0.42, 0.34]) - 0.555
    )  # the hairline
    low = low + rng.uniform(-0.008, 0.008, n)
    y = low / head.radii[1]
    r = np.sqrt(np.clip(1 - y * y, 0.05, 1))
    phi = np.radians(at)
    start = unit(np.stack([np.sin(phi) * r, y, np.cos(phi) * r], 1))
    turn = np.radians(at * 0.9 + lean * 22)
    rise = np.radians(np.interp(far, [0, 70], [64, 22]))
    goal = np.stack([np.sin(turn) * np.cos(rise), np.sin(rise), -np.cos(turn) * np.cos(rise)], 1)
    goal = np.where(
        (far > 70)[:, None],
        np.stack([np.sin(np.radians(at * 1.75)), 0 * at + 0.1, np.cos(np.radians(at * 1.75))], 1),
        goal,
    )
    goal = unit(goal)
    angle = np.arccos(np.clip((start * goal).sum(1), -1, 1))[:, None, None]
    t = u[None, :, None]
    d = unit((np.sin((1 - t) * angle) * start[:, None] + np.sin(t * angle) * goal[:, None]) / np.sin(angle))
    high = {"slick": 0.03, "topknot": 0.02, "side_swept": 0.13, "undercut": 0.14}.get(
        kind, rng.uniform(0.03, 0.11)
    )
    arch = np.sin(np.clip(u * 1.25, 0, 1) * np.pi) ** 0.8
    share = np.interp(far, [0, 36, 52, 70], [1, 0.8, 0.15, 0.0])[:, None]
    off = (
        0.036 - 0.018 * (far > 50)[:, None] + 0.014 * (np.arange(n) % 2)[:, None] + high * arch[None] * share
    )
    off = (
        off * np.minimum(0.2 + u * 5, 1) - 0.05 * (1 - np.minimum(u * 7, 1)) ** 2
    )  # they grow out of the skin
    paths = head.center + d * (head.radii + off[..., None])
    taper = (0.55 + 0.45 * np.minimum(u * 3.5, 1)) * (1 - np.clip((u - 0.55) / 0.45, 0, 1) ** 1.8)
    widths = (rng.uniform(0.05, 0.095, n) * np.interp(far, [40, 62], [1.0, 0.65]))[:, None] * np.maximum(
        taper, 0.02
    )
    return Bundle(paths, None, widths, np.minimum(0.03, widths * 0.45))


def _spike(roots: Array, knees: Array, tips: Array, wide: Array, head: Head) -> Bundle:
    """Pointed clumps that lie on the skull first and then leave it: from roots by knees to tips, all (n, 3)
    places; wide (n,) half widths."""
    m = 12
    u = np.linspace(0, 1, m)
    v = (u**1.15)[None, :, None]
    paths = roots[:, None] * (1 - v) ** 2 + knees[:, None] * (2 * v * (1 - v)) + tips[:, None] * v**2
    taper = (0.35 + 0.65 * np.sin(np.minimum(u / 0.42, 1) * np.pi / 2)) * (
        1 - np.clip((u - 0.42) / 0.58, 0, 1) ** 1.35
    )
    widths = np.maximum(taper, 0.012) * wide[:, None]
    away = paths - head.center - (0, 0.0, 0)
    return Bundle(paths, unit(away), widths, widths * 0.5)


def spikes(head: Head, lean: float, rng: Rng) -> list[Bundle]:
    """Big spikes all over the head, upwards and outwards, small ones between them."""
    u = rng.uniform
    d, size = [], []
    for polar, n, half, long in (
        (14, 4, 180, 0.40),
        (42, 9, 180, 0.38),
        (66, 9, 138, 0.31),
        (88, 10, 114, 0.29),
        (108, 10, 84, 0.25),
    ):
        around = np.linspace(-half, half, n, endpoint=half < 180) + 180 + u(-8, 8, n) + polar
        if half < 180:
            around -= polar
        p, a = np.radians(polar + u(-5, 5, n)), np.radians(around)
        d.append(np.stack([np.sin(a) * np.sin(p), np.cos(p), np.cos(a) * np.sin(p)], 1))
        size.append(np.full(n, long))
    d, size = np.concatenate(d), np.concatenate(size)
    some = rng.choice(len(d), 12, replace=False)
    thin = np.concatenate([np.zeros(len(d), bool), np.ones(12, bool)])
    d = unit(np.concatenate([d, d[some] + rng.normal(0, 0.16, (12, 3))]))
    size = np.concatenate([size, size[some] * 0.8]) * u(0.75, 1.25, len(d))
    n = len(d)
    whorl = np.array([0.0, 0.94, -0.30])
    high = smooth(-0.3, 0.9, d[:, 1])[:, None]
    flow = unit(d - whorl * (d @ whorl)[:, None] + 1e-3)  # on along the skull, away from the whorl
    sweep = np.array([0.28 * lean, 0.55, -0.12]) * high
    aim = unit(d * (1.0, 0.3, 1.0) * 0.75 + 0.45 * flow + sweep + rng.normal(0, 0.09, (n, 3)))
    roots = head.center + unit(d * 0.55 + whorl * 0.55) * (head.radii + 0.02)
    knees = head.center + d * (head.radii + 0.13)
    aim = unit(aim - (1 - high) * (0.0, 0.35, 0.0))
    wide = np.where(thin, u(0.03, 0.05, n), u(0.08, 0.10, n) + 0.065 * high[:, 0])
    tips = head.center + d * (head.radii + 0.06) + aim * size[:, None]
    return [_spike(roots, knees, tips, wide, head)]


def mohawk(head: Head, lean: float, rng: Rng) -> list[Bundle]:
    """A ridge of spikes from the forehead to the nape."""
    n = 34
    p = np.radians(np.linspace(-52, 118, n))  # over the crown from front to back
    x = rng.uniform(0.05, 0.15, n) * np.where(np.arange(n) % 2, 1, -1)
    d = unit(np.stack([x, np.cos(p), -np.sin(p)], 1))
    aim = unit(d * (0.5, 1, 1) + np.array([0.1 * lean, 0.25, -0.30]) + rng.normal(0, 0.07, (n, 3)))
    length = np.interp(p, np.radians([-52, -20, 30, 118]), [0.34, 0.52, 0.48, 0.26]) * rng.uniform(
        0.85, 1.2, n
    )
    roots = head.center + d * head.radii
    tips = roots + aim * length[:, None]
    knees = roots + (d * 0.7 + aim * 0.3) * (0.5 * length)[:, None]
    return [_spike(roots, knees, tips, rng.uniform(0.10, 0.13, n), head)]


def curls(head: Head, lean: float, rng: Rng) -> list[Bundle]:
    """A ball of small curls around the head, and what fills it."""
    del lean
    n, m = 205, 8
    i = np.arange(n) + 0.5
    y = 1 - 2 * i / n
    a = i * np.pi * (3 - 5**0.5)
    d = np.stack([np.sin(a) * np.sqrt(1 - y * y), y, np.cos(a) * np.sqrt(1 - y * y)], 1)
    d = unit(d + rng.normal(0, 0.05, d.shape))
    away = np.degrees(np.abs(np.arctan2(d[:, 0], d[:, 2])))
    d = d[d[:, 1] > np.interp(away, [0, 40, 60, 72, 90, 110], [0.46, 0.40, 0.10, -0.10, -0.34, -0.62])]
    n = len(d)
    grow = rng.uniform(0.16, 0.215, n) * np.where(d[:, 2] > 0.3, 0.75, 1.0) * smooth(-0.9, 0.1, d[:, 1])
    middle = head.center + d * (head.radii + grow[:, None])
    side = unit(np.cross(d, rng.normal(size=(n, 3))))
    up = np.cross(d, side)
    w = (np.linspace(0, 1, m) * 5.4)[None, :, None] + rng.uniform(0, 6, n)[:, None, None]
    size = rng.uniform(0.042, 0.06, n)[:, None, None] * np.linspace(1.1, 0.15, m)[None, :, None]
    paths = middle[:, None] + (side[:, None] * np.cos(w) + up[:, None] * np.sin(w)) * size
    paths += d[:, None] * np.linspace(-0.03, 0.035, m)[None, :, None]
    taper = np.sin(np.clip(np.linspace(0.12, 0.95, m), 0, 1) * np.pi) ** 0.6
    widths = 0.056 * taper * np.ones((n, 1))
    outer = Bundle(paths, unit(d[:, None] + 0 * paths), widths, widths * 0.9, center=head.center)
    at = np.linspace(60, 300, 14)
    k = 10
    v = np.linspace(0.05, 1.0, k)
    low = np.interp(np.minimum(at, 360 - at), [60, 75, 95, 120], [84, 92, 104, 118])
    polar = np.radians(low)[:, None] * v
    phi = np.radians(at)[:, None]
    e = np.stack([np.sin(phi) * np.sin(polar), np.cos(polar) + 0 * phi, np.cos(phi) * np.sin(polar)], -1)
    fill = head.center + e * (head.radii + 0.145 * np.sin(np.clip(v * 1.1, 0, 1) * np.pi)[:, None] ** 0.5)
    wide = (0.05 + 0.11 * np.sin(v * np.pi * 0.9)) * np.ones((14, 1))
    inner = Bundle(fill, None, wide, wide * 0.4, shade=np.full(14, 0.72))
    return [inner, outer]
