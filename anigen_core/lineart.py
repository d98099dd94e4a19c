"""Lines out of pictures, and two line drawings made one.

XDoG: Winnemoeller, Kyprianidis and Olsen 2012. Canny 1986, on the color gradient of Di Zenzo 1986.
Thinning and redrawing are in thinning.py, scans in pencil.py, lines of finished pictures in extraction.py.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import nearest_known, srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.imaging import to_rgb
from anigen_core.inking.pencil import clean_pencil
from anigen_core.inking.thinning import distance_to, grow, normalize_width, prune, remove_specks, thin

__all__ = [
    "canny",
    "clean_pencil",
    "ink_density",
    "is_inverted",
    "merge_lines",
    "normalize_width",
    "prune",
    "remove_specks",
    "thin",
    "xdog",
]


def xdog(
    picture: np.ndarray,
    sigma: float = 1.0,
    *,
    k: float = 1.6,
    sharpness: float = 20.0,
    threshold: float = 0.985,
    slope: float = 60.0,
    tone: float = 0.0,
) -> np.ndarray:
    """Extended difference of Gaussians on OKLab lightness.

    The paper's form, (1 + p) G_sigma - p G_k.sigma cut softly by 1 + tanh(slope (u - threshold)), with one
    switch added: `tone` is the share of the picture's own brightness that stays in u. At 1 this is the
    paper's operator, which fills dark areas black; at 0 flat areas are paper whatever their brightness, and
    lines remain. A stroke up to about 4 sigma wide comes out as one line, a step as one on its dark side.

    Args:
        picture: (H, W) or (H, W, 3) uint8.
        sigma: of the inner Gaussian in px; half the stroke width is a good value.
        k: ratio of the two Gaussians.
        sharpness: p of the paper.
        threshold: of u; below 1 by how much darker than its surroundings ink has to be.
        slope: phi of the paper; steeper is harder.
        tone: 0 (lines only) to 1 (the paper's).

    Returns:
        (H, W) uint8, 0 = ink.
    """
    light = lightness(picture)
    inner = cv2.GaussianBlur(light, (0, 0), sigma)
    outer = cv2.GaussianBlur(light, (0, 0), sigma * k)
    u = 1.0 + tone * (inner - 1.0) + sharpness * (inner - outer)
    soft = np.where(u >= threshold, 1.0, 1.0 + np.tanh(slope * np.minimum(u - threshold, 0)))
    return (255.0 * np.clip(soft, 0, 1) + 0.5).astype(np.uint8)


def canny(
    picture: np.ndarray, sigma: float = 1.5, *, low: float = 0.03, high: float = 0.08, scale: float = 1.0
) -> np.ndarray:
    """Canny's edges of a color picture, one pixel wide.

    Args:
        picture: (H, W) or (H, W, 3) uint8; or (H, W, C) float32 in OKLab units, taken as it is.
        sigma: of the smoothing, px.
        low, high: hysteresis, as the height of an ideal step in OKLab units (black to white is 1).
        scale: multiplies the channels before, for channels of another range.

    Returns:
        (H, W) bool, True on edges.
    """
    if picture.dtype == np.uint8:
        lab = srgb_to_oklab(picture) if picture.ndim == 3 else lightness(picture)
    else:
        lab = picture
    smooth = cv2.GaussianBlur(np.ascontiguousarray(lab, np.float32), (0, 0), sigma) * scale
    dx, dy = color_gradient(smooth)
    # A step of height 1 has slope 1 / (sigma sqrt(2 pi)); Sobel's kernel weighs 8.
    unit = 8192.0 * sigma * np.sqrt(2 * np.pi)
    dx = np.clip(dx * unit, -32767, 32767).astype(np.int16)
    dy = np.clip(dy * unit, -32767, 32767).astype(np.int16)
    return cv2.Canny(dx, dy, 8192.0 * low, 8192.0 * high, L2gradient=True) > 0


def color_gradient(lab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(H, W, C) float32 to the direction and strength of its strongest change (Di Zenzo), as dx and dy."""
    planes = lab[..., None] if lab.ndim == 2 else lab
    gx = [cv2.Sobel(planes[..., c], cv2.CV_32F, 1, 0, scale=0.125) for c in range(planes.shape[2])]
    gy = [cv2.Sobel(planes[..., c], cv2.CV_32F, 0, 1, scale=0.125) for c in range(planes.shape[2])]
    xx, yy = sum(g * g for g in gx), sum(g * g for g in gy)
    xy = sum(a * b for a, b in zip(gx, gy, strict=True))
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    strength = np.sqrt(np.maximum(0.5 * (xx + yy + np.hypot(xx - yy, 2 * xy)), 0))
    return strength * np.cos(angle), strength * np.sin(angle)


def lightness(picture: np.ndarray) -> np.ndarray:
    """(H, W) float32 OKLab lightness in [0, 1]."""
    return srgb_to_oklab(to_rgb(picture))[..., 0]


def merge_lines(
    first: np.ndarray,
    second: np.ndarray,
    *,
    region: np.ndarray | None = None,
    radius: float = 6.0,
    threshold: int = 200,
) -> np.ndarray:
    """Two line drawings in one; where the first has something to say the second is silent.

    The ink of the first is never changed. Within `radius` px of it, and in `region`, the second is left out;
    over the next half radius it fades in; from there on it is whole. Stubs that this leaves are removed.

    Args:
        first: (H, W) uint8 lines that go first (the artist's).
        second: (H, W) uint8 lines that fill what is missing (the posed body's).
        region: (H, W) bool, where only the first counts even if it is empty there.
        radius: how far an inked pixel of the first keeps the second away, px.
        threshold: darker than this counts as ink of the first.

    Returns:
        (H, W) uint8 lines.

    Raises:
        InputError: sizes differ.
    """
    if first.shape != second.shape or (region is not None and region.shape != first.shape):
        raise InputError("The two line drawings must have the same size; scale one of them first.")
    distance = distance_to(first < threshold)
    if region is not None:
        # The region is a border by itself: right outside it the second may begin at once, faded.
        distance = np.minimum(distance, distance_to(region) + np.where(region, 0, radius))
    fade = max(radius / 2, 1.0)
    weight = np.clip((distance - radius) / fade, 0, 1)
    if region is not None:
        weight[region] = 0
    before = second < threshold
    middle = thin(before)
    if middle.any():
        # A stroke is left out or faded over its whole breadth, so that none is split lengthwise.
        weight = np.where(
            grow(before, 1), np.minimum(weight, weight.reshape(-1)[nearest_known(middle)]), weight
        )
    shown = (255.0 - second) * weight

    after = before & (weight > 0)
    _, found, stats, _ = cv2.connectedComponentsWithStats(after.astype(np.uint8), connectivity=8)
    labels = np.asarray(found, np.int32)
    cut = np.zeros(len(stats), bool)
    cut[np.unique(labels[after & (weight < 1)])] = True
    stub = cut & (stats[:, 2:4].max(axis=1) < 2 * radius)
    stub[0] = False
    shown[grow(stub[labels], 2) & ~grow(after & ~stub[labels], 1)] = 0
    return np.minimum(first, (255.5 - shown).astype(np.uint8))


def ink_density(lines: np.ndarray, threshold: int = 128) -> float:
    """Share of pixels darker than `threshold`, 0..1."""
    return float((lines < threshold).mean()) if lines.size else 0.0


def is_inverted(lines: np.ndarray) -> bool:
    """True for light strokes on dark paper: most is dark, and the light part is thin."""
    light = lines >= 128
    if light.mean() > 0.35 or not light.any():
        return False
    thick = max(3, round(np.sqrt(light.size) * 0.03)) | 1
    solid = cv2.morphologyEx(light.astype(np.uint8), cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    return bool(solid.sum() < 0.25 * light.sum())
