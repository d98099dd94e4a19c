"""The colors a figure is made of, and how far two palettes are apart."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import palette, parse_color, srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.imaging import Extent, resize
from anigen_core.library.entries import COLORS

SIDE = 192
"""Longer side at which colors are counted: what is smaller there than a pixel is no color of the figure."""

FLAT = 0.02
"""Slope of the lightness a pixel at which it counts half: ink and soft edges are mixtures, no colors."""

TONE = 0.5
"""How much a step in lightness counts against one in a and b: a color and its shadow are one."""

SAME = 0.05
"""Two colors closer than this are one."""

FAR = 0.2
"""Colors this far apart have nothing in common; distances are cut here."""

LEAST = 0.02
"""Colors of a smaller share are left out."""

LACKING = 0.1
"""What is added to the distance of a color of which there is none, and in part where there is less than
wished: a pink ribbon is no pink dress."""

STRANGE = 0.3
"""How much the colors count that a palette has and the wished one does not."""

GRAYS = 0.35
"""How much a color without chroma counts against a vivid one: nearly every figure has white, skin and ink."""

_VIVID = 0.1

NAMES = (
    *(("black", 0.15, 0, 0), ("gray", 0.5, 0, 0), ("light gray", 0.78, 0, 0), ("white", 0.97, 0, 0)),
    *(("brown", 0.45, 0.05, 0.07), ("skin", 0.86, 0.03, 0.05), ("beige", 0.87, 0.0, 0.06)),
    *(("red", 0.55, 0.19, 0.09), ("orange", 0.73, 0.1, 0.13), ("yellow", 0.9, -0.03, 0.16)),
    *(("green", 0.6, -0.12, 0.08), ("dark green", 0.35, -0.07, 0.03), ("teal", 0.65, -0.1, -0.03)),
    *(
        ("mint", 0.88, -0.07, 0.02),
        ("light blue", 0.82, -0.03, -0.07),
        ("blue", 0.5, -0.03, -0.16),
        ("navy", 0.28, 0.0, -0.08),
    ),
    *(("purple", 0.45, 0.1, -0.13), ("lilac", 0.75, 0.05, -0.08), ("pink", 0.78, 0.13, 0.01)),
    *(("rose", 0.62, 0.1, 0.03), ("maroon", 0.33, 0.09, 0.03)),
)
"""Words for colors, each with an OKLab it stands for."""


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
    slope = np.hypot(cv2.Sobel(lab[..., 0], -1, 1, 0) / 8, cv2.Sobel(lab[..., 0], -1, 0, 1) / 8)
    weight = weight / (1 + (slope / FLAT) ** 2)
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
        near = [row for row in found if np.linalg.norm(even(row[:3] - middle)) < SAME]
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
    """How far palettes are from a wanted one: for each wanted color the nearest that the other has, vivid
    colors before gray ones, and a little of the same the other way round.

    Args:
        wanted: (n, 4) float32 OKLab and share. palettes: (N, k, 4) float32, share 0 = no color there.

    Returns:
        (N,) float32 0..1; 1 where a palette is empty.
    """
    there = palettes[..., 3] > 0
    apart = np.stack(
        [np.linalg.norm(even(palettes[..., :3] - color[:3]), axis=-1) for color in wanted], axis=-1
    )
    lacking = 1 - palettes[..., 3:] / np.maximum(wanted[:, 3], 1e-6)
    found = np.where(there[..., None], apart + LACKING * np.clip(lacking, 0, 1), FAR).min(1)
    asked = _weights(wanted)
    total = np.minimum(found / FAR, 1) @ asked / max(float(asked.sum()), 1e-6)
    strange = _weights(palettes)
    back = (np.minimum(apart.min(2) / FAR, 1) * strange).sum(1) / np.maximum(strange.sum(1), 1e-6)
    mixed = (total + STRANGE * back) / (1 + STRANGE)
    return np.where(there.any(1), mixed, 1).astype(np.float32)


def even(steps: np.ndarray) -> np.ndarray:
    """Steps (..., 3) in OKLab as they count between two colors of figures."""
    return steps * np.array([TONE, 1, 1], np.float32)


def color_name(lab: np.ndarray) -> str:
    """A word for an OKLab color, such as "navy"."""
    known = np.array([row[1:] for row in NAMES])
    # Hue says more about the name of a color than how light it is.
    apart = (known - lab[:3]) * (0.5, 2, 2)
    return NAMES[int((apart**2).sum(1).argmin())][0]


def _weights(palettes: np.ndarray) -> np.ndarray:
    """How much each color (..., 4) counts, (...) float."""
    chroma = np.hypot(palettes[..., 1], palettes[..., 2])
    return palettes[..., 3] * (GRAYS + (1 - GRAYS) * np.minimum(chroma / _VIVID, 1))
