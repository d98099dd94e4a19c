"""Colors and edges of a figure as plain numbers, by which pictures are compared where no network helps.

Colors  A histogram in OKLab (Ottosson 2020) of the figure's upper third, where hair and face are, and one of
        the rest; roots of the shares, so that the scalar product is the Bhattacharyya coefficient.
Edges   Histograms of oriented gradients (Dalal and Triggs 2005) of the figure brought to 64x96.
Bits    Signs of random projections (Charikar 2002) on rows of +1 and -1 (Achlioptas 2003). The rows come from
        SHAKE-256 and not from a library's generator, for codes are kept: they must be the same for good.
"""

from __future__ import annotations

import functools
import hashlib

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.imaging import to_rgb
from anigen_core.silhouette import silhouette
from anigen_core.tagging import is_line_drawing

WORK = 192
"""Longer side at which the figure is looked for."""

WIDTH, HEIGHT, CELL = 64, 96, 16
ANGLES = 9
BINS = (4, 6, 6)
"""Steps of OKLab's L, a and b."""

REACH = 0.2
"""Largest |a| and |b| that is told apart; hardly any sRGB color lies beyond."""

EDGE_BITS, COLOR_BITS = 128, 192
"""Colors tell more of who somebody is than edges, which change with every pose."""


def figure_of(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The figure alone: (h, w, 3) uint8 RGB on white, cut to its box, and (h, w) bool, where it is. The whole
    picture where nothing stands out.

    picture: as `imaging.to_rgb` takes it; at most 192 pixels of the longer side are looked at.
    """
    scale = min(1.0, WORK / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    rgb = to_rgb(small)
    figure = silhouette(small if small.ndim == 3 else rgb) > 0.5
    if figure.sum() < 32:
        return rgb, np.ones(rgb.shape[:2], bool)
    x, y, w, h = cv2.boundingRect(figure.astype(np.uint8))
    rgb = np.where(figure[..., None], rgb, np.uint8(255))
    return rgb[y : y + h, x : x + w], figure[y : y + h, x : x + w]


def colors_of(rgb: np.ndarray, figure: np.ndarray) -> np.ndarray:
    """(288,) float32 of length 1: see the module. All 0 for a line drawing, which has no colors.

    rgb: (H, W, 3) uint8. figure: (H, W) bool.
    """
    if is_line_drawing(rgb):
        return np.zeros(2 * int(np.prod(BINS)), np.float32)
    lab = srgb_to_oklab(rgb)
    share = (lab - (0, -REACH, -REACH)) / (1, 2 * REACH, 2 * REACH)
    steps = np.clip((share * BINS).astype(int), 0, np.array(BINS) - 1)
    places = (steps[..., 0] * BINS[1] + steps[..., 1]) * BINS[2] + steps[..., 2]
    upper = np.zeros(figure.shape, bool)
    upper[: max(1, len(rgb) // 3)] = True
    out = []
    for region in (upper & figure, ~upper & figure):
        found = places[region]
        counts = np.bincount(found, minlength=int(np.prod(BINS))).astype(np.float32)
        out.append(np.sqrt(counts / max(counts.sum(), 1)))
    return _unit(np.concatenate(out))


def edges_of(rgb: np.ndarray) -> np.ndarray:
    """(540,) float32 of length 1 (0 where nothing is drawn): see the module. rgb: (H, W, 3) uint8."""
    scale = min(WIDTH / rgb.shape[1], HEIGHT / rgb.shape[0])
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    gray = np.full((HEIGHT, WIDTH), 255, np.float32)
    x, y = (WIDTH - size[0]) // 2, (HEIGHT - size[1]) // 2
    gray[y : y + size[1], x : x + size[0]] = small @ np.array([0.299, 0.587, 0.114], np.float32)
    dx = cv2.Sobel(gray, cv2.CV_32F, 1, 0, ksize=3)
    dy = cv2.Sobel(gray, cv2.CV_32F, 0, 1, ksize=3)
    strength = np.hypot(dx, dy)
    place = (np.arctan2(dy, dx) % np.pi) * (ANGLES / np.pi)
    planes = np.arange(ANGLES)
    # An edge between two angles counts for both, by nearness.
    away = np.abs((place[..., None] - planes + ANGLES / 2) % ANGLES - ANGLES / 2)
    votes = np.clip(1 - away, 0, None) * strength[..., None]
    cells = votes.reshape(HEIGHT // CELL, CELL, WIDTH // CELL, CELL, ANGLES).sum((1, 3))
    windows = np.lib.stride_tricks.sliding_window_view(cells, (2, 2), (0, 1))
    blocks = windows.reshape(-1, 4 * ANGLES)
    blocks = blocks / np.sqrt(np.square(blocks).sum(1, keepdims=True) + 1e3)
    return _unit(np.minimum(blocks, 0.2).ravel().astype(np.float32))


def bits_of(colors: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """(512,) bool: 128 of edges, filled up by `with_colors`."""
    return with_colors(_rows("edges", EDGE_BITS, len(edges)) @ edges > 0, COLOR_BITS, colors)


def with_colors(form: np.ndarray, count: int, colors: np.ndarray) -> np.ndarray:
    """Bits of a figure's form (N,) bool, followed by `count` of its colors and by the opposites of these:
    (N + 2 * count,) bool.

    Whoever has no colors has there twice the parities of three bits of the form: half of these agree with any
    colors, so that a sketch is compared with pictures by its form alone. Parities of two sketches agree by
    chance, unless the sketches are nearly the same.
    """
    if not colors.any():
        third = len(form) // 3
        parities = np.resize(form ^ np.roll(form, third) ^ np.roll(form, 2 * third), count)
        return np.concatenate([form, parities, parities])
    tones = _rows("colors", count, len(colors)) @ colors > 0
    return np.concatenate([form, tones, ~tones])


@functools.cache
def _rows(name: str, count: int, length: int) -> np.ndarray:
    """(count, length) float32 rows of +1 and -1 less their mean: what all pictures have in common, that
    histograms are nowhere negative, decides no bit."""
    made = hashlib.shake_256(name.encode()).digest(-(-count * length // 8))
    signs = np.unpackbits(np.frombuffer(made, np.uint8))[: count * length].reshape(count, length)
    rows = signs.astype(np.float32) * 2 - 1
    return rows - rows.mean(1, keepdims=True)


def _unit(values: np.ndarray) -> np.ndarray:
    return values / max(float(np.linalg.norm(values)), 1e-6)
