"""Textures of chance that tile: smooth clouds, paper and pencil strokes, the same everywhere."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

SIDE = 256
CELLS = 16

Array = np.ndarray


def _tiled(make: Array, sigma: float) -> Array:
    """A blurred picture that still tiles."""
    pad = int(4 * sigma) + 1
    wide = np.pad(make, ((pad, pad), (pad, pad)), mode="wrap")
    return cv2.GaussianBlur(wide, (0, 0), sigma)[pad:-pad, pad:-pad]


def _even(values: Array) -> Array:
    """Ranks, 0..1: every value equally often."""
    ranks = np.empty(values.size, np.float32)
    ranks[np.argsort(values.ravel(), kind="stable")] = np.linspace(0, 1, values.size, dtype=np.float32)
    return ranks.reshape(values.shape)


def _strokes(rng: np.random.Generator, count: int, length: tuple[int, int], width: float) -> Array:
    """Pencil strokes along x: 0..1, the darkness from which on each pixel is drawn on."""
    out = np.full((SIDE, SIDE), 1.0, np.float32)
    x = np.arange(SIDE)
    for rank in np.linspace(0.97, 0.0, count):
        span = rng.integers(*length)
        start, row = rng.integers(SIDE), rng.uniform(0, SIDE)
        slope, bow = rng.normal(0, 0.025), rng.normal(0, 2.2)
        t = np.arange(span) / span
        y = row + slope * span * t + bow * (t - t * t) * 4
        press = width * np.clip(6 * t * (1 - t) + 0.25, 0, 1) * rng.uniform(0.7, 1.15)
        columns = x[(start + np.arange(span)) % SIDE]
        for d in range(-2, 4):
            rows = np.floor(y).astype(int) + d
            off = np.abs(rows + 0.5 - y)
            cover = np.clip(press + 0.5 - off, 0, 1)
            at = (rows % SIDE, columns)
            out[at] = np.minimum(out[at], 1 - (1 - rank) * cover)
    return out


@cache
def clouds() -> Array:
    """(256, 256, 4) uint8: four smooth noises of 16 cells a side."""
    rng = np.random.default_rng(20)
    layers = []
    for _ in range(4):
        white = rng.random((SIDE, SIDE)).astype(np.float32)
        rough = _tiled(white, SIDE / CELLS * 0.42)
        fine = _tiled(rng.random((SIDE, SIDE)).astype(np.float32), SIDE / CELLS * 0.16)
        mixed = (rough - rough.mean()) / rough.std() + 0.3 * (fine - fine.mean()) / fine.std()
        layers.append(1 / (1 + np.exp(-1.5 * mixed)))
    return np.rint(np.stack(layers, -1) * 255).astype(np.uint8)


@cache
def grain() -> Array:
    """(256, 256, 4) uint8: white noise; the tooth of paper; strokes; finer strokes, all for thresholds."""
    rng = np.random.default_rng(21)
    white = rng.random((SIDE, SIDE)).astype(np.float32)
    tooth = _even(_tiled(rng.random((SIDE, SIDE)).astype(np.float32), 0.75))
    strokes = _strokes(rng, 900, (50, 130), 0.95)
    fine = _strokes(rng, 1400, (30, 90), 0.6)
    return np.rint(np.stack([white, tooth, strokes, fine], -1) * 255).astype(np.uint8)
