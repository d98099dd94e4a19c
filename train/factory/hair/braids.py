"""Braids drawn as two rows of lobes, and drills: ribbons wound around a cone."""

from __future__ import annotations

import numpy as np

from ..body.body import Body
from ..face.head import Head
from ..geometry.mesh import Array, along, smooth, unit
from .tails import Bundle

Rng = np.random.Generator


def resampled(path: Array, at: Array) -> Array:
    """Points (...) + (3,) of a path (m, 3) at places `at` (...), counted in its points."""
    k = np.arange(len(path))
    return np.stack([np.interp(at, k, path[:, c]) for c in range(3)], -1)


def plait(
    spine: Array, out: Array, size: Array, rng: Rng, *, tuft: float, falls: bool = True, slack: float = 0.3
) -> Bundle:
    """A braid along a spine (m, 3): lobes left and right in turn, each from its outer edge down to the
    middle over the next, and the loose end below the tie. out: where its front looks; size (m,): half its
    width; tuft: length of the loose end, heads; slack: 0..1 how fat and uneven the lobes are."""
    m = len(spine)
    _, side, up = along(spine, out)
    step = np.linalg.norm(np.diff(spine, axis=0), axis=1)
    length = np.concatenate([[0], np.cumsum(step)])
    total, end = length[-1], length[-1] - tuft
    # lobes follow each other faster where the braid is thinner
    places, at, turn = [], 0.0, 0
    while at < end:
        places.append((at, turn))
        at += float(np.interp(at, length, size)) * (0.80 + 0.16 * slack)
        turn += 1
    k = 7
    u = np.linspace(0, 1, k)
    n = len(places)
    start = np.array([p for p, _ in places])
    sign = np.where(np.arange(n) % 2 == 0, 1.0, -1.0)
    wide = np.interp(start, length, size) * (1 + slack * rng.uniform(-0.07, 0.12, n))
    pull = wide * 2.5
    # from over the shoulder of the braid, round its edge, down to the middle
    across = np.array([0.26, 0.54, 0.68, 0.62, 0.42, 0.16, -0.10])
    down = np.array([-0.72, -0.56, -0.22, 0.20, 0.60, 0.95, 1.18])
    front = np.array([-0.16, 0.00, 0.12, 0.20, 0.20, 0.10, -0.10])
    body = np.array([0.30, 0.70, 0.95, 1.0, 0.88, 0.58, 0.10])
    reach = np.clip(start[:, None] + down[None] * pull[:, None] * 0.5, 0, total)
    index = np.interp(reach, length, np.arange(m))
    middle, s, o = resampled(spine, index), resampled(side, index), resampled(up, index)
    paths = (
        middle
        + s * (sign[:, None] * across * wide[:, None])[..., None]
        + o * (front * wide[:, None])[..., None]
    )
    widths = body * wide[:, None] * 0.54
    thick = body * wide[:, None] * 0.70
    if tuft > 0:  # the end: some pointed clumps
        t = 5
        first = end - 0.25 * float(size[-1])
        reach = first + (total - first) * u[None] * rng.uniform(0.75, 1.0, t)[:, None]
        reach[0] = first + (total - first) * u
        index2 = np.interp(reach, length, np.arange(m))
        fan = np.linspace(-1, 1, t) * 0.9
        w = float(np.interp(end, length, size))
        bulge = np.sin(np.clip(u * 1.1 + 0.08, 0, 1) * np.pi) ** 0.8
        tail = resampled(spine, index2) + resampled(side, index2) * (fan[:, None] * w * bulge)[..., None]
        tail += (
            resampled(up, index2) * (np.array([0.3, -0.2, 0.4, -0.2, 0.3])[:, None] * w * bulge)[..., None]
        )
        taper = np.minimum(0.45 + 1.6 * u, 1) * (1 - u**2.2)
        wide2 = np.maximum(taper * w * 0.62, 0.004) * np.ones((t, 1))
        paths, widths = np.concatenate([paths, tail]), np.concatenate([widths, wide2])
        thick, index = np.concatenate([thick, wide2 * 0.7]), np.concatenate([index, index2])
        n += t
    return Bundle(
        paths,
        np.broadcast_to(out, (3,)) + np.zeros((n, 1, 3)) if np.ndim(out) == 1 else resampled(up, index),
        np.maximum(widths, 0.003),
        np.maximum(thick, 0.003),
        falls,
        spine=spine if falls else None,
        at=index if falls else None,
        size=float(size.mean()) * 0.9,
        plump=True,
        center=None if falls else np.zeros(3) + np.inf,
    )


def hanging_braid(
    anchor: Array, tip: float, head: Head, body: Body, rng: Rng, *, behind: bool = False, fat: float = 1.0
) -> tuple[Bundle, Array, int]:
    """A braid from a tie: forward over the shoulder, or down the back. Returns it, its spine (m, 3) and the
    spine's point where the loose end is tied."""
    m = 44
    u = np.linspace(0, 1, m)
    slack = rng.uniform(0.0, 1.0)
    root = head.center + anchor * (head.radii + 0.05)
    drop = max(root[1] - (body.proportions.chin + tip), 0.5)
    sign = np.sign(anchor[0]) if abs(anchor[0]) > 0.05 else 0.0
    forth = np.zeros(m) if behind else smooth(0.05, 0.6, u * drop)
    bow = 0.025 * np.sin(u * rng.uniform(3, 5) + rng.uniform(0, 6)) * smooth(0.1, 0.5, u)
    x = sign * (0.03 * np.sin(forth * np.pi) - 0.10 * forth - 0.04 * u) + bow
    z = 0.50 * forth - (0.05 * smooth(0, 0.3, u) if behind else 0.0)
    spine = root + np.stack([x, -drop * u, z], 1)
    tuft = float(min(rng.uniform(0.18, 0.26), 0.3 * drop))
    size = (0.112 + 0.02 * slack) * fat * (1 - 0.32 * u) * (0.72 + 0.28 * smooth(0.0, 0.12, u))
    out = np.array([0.0, 0.15, -1.0]) if behind else unit(np.array([0.35 * sign, 0.15, 1.0]))
    tied = int((1 - tuft / drop) * (m - 1))
    return plait(spine, out, size, rng, tuft=tuft, slack=slack), spine, tied


def crown_braid(head: Head, rng: Rng, height: float) -> Bundle:
    """A braid laid around the head like a wreath. height: 0..1."""
    m = 90
    a = np.linspace(0, 2 * np.pi, m)
    up = np.radians(14 + 8 * height)
    tilt = np.radians(34)  # it lies high over the forehead and low at the nape
    d = np.stack([np.sin(a) * np.cos(up), np.full(m, np.sin(up)), -np.cos(a) * np.cos(up)], 1)
    c, s = np.cos(tilt), np.sin(tilt)
    d = unit(np.stack([d[:, 0], d[:, 1] * c + d[:, 2] * s, d[:, 2] * c - d[:, 1] * s], 1))
    spine = head.center + d * (head.radii + 0.105)
    size = np.full(m, 0.092)
    braid = plait(spine, d, size, rng, tuft=0.0, falls=False, slack=rng.uniform(0.2, 0.7))
    return Bundle(braid.paths, braid.out, braid.widths, braid.thick, False, center=head.center, plump=True)


def drill(anchor: Array, tip: float, head: Head, body: Body, pitch: float, size: float) -> Bundle:
    """A ringlet that tapers to a point: a ribbon wound around a cone, each turn flaring out over the next,
    and the dark core inside."""
    root = head.center + anchor * (head.radii + 0.05)
    drop = max(root[1] - (body.proportions.chin + tip), 0.5)
    turns = float(np.clip(drop / pitch, 3.0, 7.0))
    m = int(turns * 12) + 1
    u = np.linspace(0, 1, m)
    sign = np.sign(anchor[0])
    level = unit(anchor * (1, 0, 0.5))
    way = 0.17 * (1 - np.exp(-u * 6)) + 0.03 * u
    middle = root + level * way[:, None] + np.stack([0 * u, -drop * u, 0 * u], 1)
    # the ribbon's turns shorten towards the tip, as the cone does
    girth = size * (0.45 + 0.55 * smooth(0.0, 0.16, u)) * np.maximum(1 - u, 0) ** 0.62
    turn = sign * turns * 2 * np.pi * (0.82 * u + 0.18 * u**2.4)
    radial = np.stack([np.sin(turn), 0 * u, np.cos(turn)], 1)
    ribbon = middle + radial * (girth * 0.80)[:, None]
    rate = np.abs(np.gradient(turn)) / (2 * np.pi) * (m - 1)  # turns in the whole length
    high = 0.56 * drop / rate * np.minimum(1, (1 - u) * 7 + 0.02) * smooth(-0.05, 0.05, u)
    core = np.maximum(girth * 0.62, 1e-3)
    index = np.broadcast_to(np.arange(m, dtype=float), (2, m))
    return Bundle(
        np.stack([ribbon, middle]),
        np.stack([unit(radial + np.array([0, 0.40, 0])), np.broadcast_to((0.0, 0.2, 1.0), (m, 3))]),
        np.stack([high, core]),
        np.stack([np.maximum(high * 0.46, 2e-3), core]),
        True,
        shade=np.array([1.0, 0.68]),
        spine=middle,
        at=index,
        size=size * 0.8,
        plump=True,
    )
