"""A painted texture for clumps: soft streaks of brightness, and strand lines that taper from both ends."""

from __future__ import annotations

from functools import cache

import numpy as np

from ..geometry.mesh import Array, smooth
from ..render.material import Material

LANES = 8
"""Designs side by side; every clump takes one."""

_WIDE, _HIGH = 96, 256  # pixels of a lane


@cache
def strands() -> Material:
    """The material of hair, the same for everybody: the vertex colors give it its color."""
    rng = np.random.default_rng(20)
    light = np.empty((_HIGH, LANES * _WIDE), np.float32)
    ink = np.zeros_like(light)
    v = np.linspace(0, 1, _HIGH)[:, None]
    x = np.linspace(-1.08, 1.08, _WIDE)[None]
    for lane in range(LANES):
        tone = np.ones((_HIGH, _WIDE), np.float32)
        lines = np.zeros_like(tone)
        for _ in range(5):  # soft streaks
            at, wide = rng.uniform(-0.9, 0.9), rng.uniform(0.06, 0.22)
            start, stop = np.sort(rng.uniform(-0.2, 1.2, 2))
            fade = smooth(start, start + 0.2, v) * smooth(stop + 0.25, stop, v)
            bow = at + rng.uniform(-0.25, 0.25) * (v - 0.5)
            tone *= 1 + rng.choice([-0.075, 0.05]) * fade * np.exp(-(((x - bow) / wide) ** 2))
        for end in (0, 0, 1, 1, 1)[: 3 + lane % 3]:  # lines from the root, lines from the tip
            at, reach = rng.uniform(-0.62, 0.62), rng.uniform(0.14, 0.42)
            way = v if end == 0 else 1 - v
            start = rng.uniform(0.0, 0.10)
            weight = smooth(start, start + 0.05, way) * np.clip(1 - way / reach, 0, 1)
            bow = at * (1 + 0.25 * way) + 0.10 * np.sin(way * 5 + lane)
            half = 0.03 + 0.055 * weight
            stroke = np.clip((half - np.abs(x - bow)) / 0.03, 0, 1) * smooth(0.0, 0.25, weight)
            lines = np.maximum(lines, stroke * (0.55 + 0.45 * (end == 1)))
        tone *= 0.93 + 0.07 * smooth(0.0, 0.25, v)
        span = slice(lane * _WIDE, (lane + 1) * _WIDE)
        light[:, span], ink[:, span] = tone, lines
    color = light[..., None] * (1 - ink[..., None] * np.array([0.34, 0.40, 0.34]))
    alpha = np.full((_HIGH, LANES * _WIDE, 1), 255.0)
    texture = np.concatenate([np.clip(color * 247, 0, 255), alpha], -1).astype(np.uint8)
    return Material("hair", texture, lines=(ink * 150).astype(np.uint8))


BRIGHT = 255 / 247
"""What vertex colors are multiplied by so that the plain texture leaves them as they are."""


def clump_uv(across: Array, along: Array, lane: Array) -> Array:
    """(n, 2) places in the texture: across -1..1, along 0..1 from root to tip, lane 0..LANES - 1."""
    return np.stack([(lane % LANES + 0.5 + 0.5 * across / 1.08) / LANES, np.clip(along, 0.002, 0.998)], 1)
