"""The colors a figure is made of, and how far two palettes are apart."""

from __future__ import annotations

import numpy as np

from anigen_core.color import palette, parse_color, srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.library.entries import COLORS

SIDE = 128
"""Longer side at which colors are counted: what is smaller there than a pixel is no color of the figure."""

SAME = 0.06
"""Two colors closer than this in OKLab are one."""

FAR = 0.3
"""Colors this far apart in OKLab have nothing in common; distances are cut here."""

LEAST = 0.02
"""Colors of a smaller share are left out."""

MISSING = 0.1
"""A color of the query whose share in the entry is under this fraction of the wished one counts as missing
in part."""


def palette_of(rgb: np.ndarray, figure: np.ndarray) -> np.ndarray:
    """The main colors of a figure.

    Args:
        rgb: (H, W, 3) uint8. figure: (H, W) float32 0..1, how surely a pixel is figure; all 0 = count all.

    Returns:
        (n, 4) float32 OKLab and share, largest share first; n from 0 to `COLORS`. Black ink and white paper
        of a drawing without colors are no palette: n is 0.
    """
    size = Extent.of(rgb).fitted(Extent(SIDE, SIDE))
    small = resize(rgb, size)
    inside = resize(np.rint(figure * 255).astype(np.uint8), size).astype(np.float32) / 255
    weight = np.where(inside > 0.5, inside, 0.0)
    if weight.sum() < 16:
        weight = np.ones(small.shape[:2], np.float32)
    lab = srgb_to_oklab(small)
    if float(((np.hypot(lab[..., 1], lab[..., 2]) > 0.03) * weight).sum()) < 0.02 * float(weight.sum()):
        return np.zeros((0, 4), np.float32)
    _, labels = palette(small, COLORS + 2, weights=weight)
    found: list[np.ndarray] = []
    for number in range(int(labels.max()) + 1):
        mass = weight * (labels == number)
        share = float(mass.sum() / weight.sum())
        if share < LEAST:
            continue
        middle = (lab * mass[..., None]).sum((0, 1)) / mass.sum()
        near = [row for row in found if np.linalg.norm(row[:3] - middle) < SAME]
        if near:
            both = near[0][3] + share
            near[0][:3] += (middle - near[0][:3]) * share / both
            near[0][3] = both
        else:
            found.append(np.array([*middle, share]))
    found.sort(key=lambda row: -row[3])
    rows = np.array(found[:COLORS], np.float32).reshape(-1, 4)
    rows[:, 3] /= max(float(rows[:, 3].sum()), 1e-6)
    return rows


def parse_palette(text: str) -> np.ndarray:
    """'#f4a0c0,#203050' to a palette of equal shares, (n, 4) float32 OKLab and share.

    Raises:
        InputError: no color, or more than `COLORS`.
    """
    words = [word for word in text.replace(",", " ").split() if word]
    if not 1 <= len(words) <= COLORS:
        raise InputError(f"Give one to {COLORS} colors, like #f4a0c0,#203050.")
    lab = srgb_to_oklab(np.array([parse_color(word) for word in words], np.uint8))
    return np.column_stack([lab, np.full(len(words), 1 / len(words))]).astype(np.float32)


def palette_distances(wanted: np.ndarray, palettes: np.ndarray) -> np.ndarray:
    """How far palettes are from a wanted one: for each wanted color, by its share, the nearest color that
    the other has. That the other has more colors does not count.

    Args:
        wanted: (n, 4) float32 OKLab and share. palettes: (N, k, 4) float32, share 0 = no color there.

    Returns:
        (N,) float32 0..1; 1 where a palette is empty.
    """
    total = np.zeros(len(palettes), np.float32)
    there = palettes[..., 3] > 0
    for color in wanted:
        apart = np.sqrt(((palettes[..., :3] - color[:3]) ** 2).sum(-1))
        # Little of the right color is not the right color: a pink ribbon is no pink dress.
        lacking = MISSING * np.clip(1 - palettes[..., 3] / max(float(color[3]), 1e-6), 0, 1)
        best = np.where(there, apart + lacking, FAR).min(1)
        total += float(color[3]) * np.minimum(best / FAR, 1)
    return total / max(float(wanted[:, 3].sum()), 1e-6)
