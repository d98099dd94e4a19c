"""Lines out of pictures, and two line drawings made one.

XDoG: Winnemoeller, Kyprianidis and Olsen 2012. Canny 1986, on the color gradient of Di Zenzo 1986.
`extract_lines` is ours: a picture is split by a morphological closing into ink (strokes darker than both
their sides, each of them once, whatever its width) and the flat colors without it, whose borders are traced
by Canny only where no ink already draws them. Single strokes matter more than their thickness to everything
that works on lines later.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.errors import InputError
from anigen_core.imaging import to_rgb
from anigen_core.pencil import clean_pencil
from anigen_core.thinning import bridge, normalize_width, prune, remove_specks, thin

__all__ = [
    "canny",
    "clean_pencil",
    "extract_lines",
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
    light = _lightness(picture)
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
        lab = srgb_to_oklab(picture) if picture.ndim == 3 else _lightness(picture)
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


class Extracted(NamedTuple):
    """What `extract_lines` found."""

    ink: np.ndarray
    """(H, W) float32 0..1: darkness of the picture's own strokes."""
    edges: np.ndarray
    """(H, W) bool: borders of colors that no stroke draws, one pixel wide."""


def extract_lines(
    rgb: np.ndarray, alpha: np.ndarray | None = None, *, stroke: float = 7.0, detail: float = 0.5
) -> Extracted:
    """Find the lines an illustrator would keep of a finished picture.

    Args:
        rgb: (H, W, 3) uint8.
        alpha: (H, W) uint8; the silhouette's edge is a line, what is transparent has none.
        stroke: what is darker than both sides and at most this wide (px) is a stroke; wider is an area.
        detail: 0 only the boldest lines, 1 everything that can be told from noise.

    Returns:
        ink and edges, apart.
    """
    radius = max(1, round(stroke / 2))
    sigma = stroke / 10.0
    opaque = None
    if alpha is not None and (alpha < 255).any():
        opaque = alpha >= 128
        rgb = to_rgb(np.dstack([rgb, alpha]))
    smooth = cv2.bilateralFilter(np.ascontiguousarray(rgb), 5, 12, 2)
    flat = srgb_to_oklab(without_strokes(smooth, radius))
    # Ink is dark first and of another color second: a blush on a cheek is no stroke.
    lab = srgb_to_oklab(smooth)
    light = lab[..., 0]
    depth = (flat - lab) * np.array([1.0, 0.5, 0.5], np.float32)
    contrast = np.minimum(np.sqrt((depth**2).sum(-1)), 2 * np.maximum(depth[..., 0], 0))
    if opaque is not None:
        contrast[~_grow(opaque, 1)] = 0

    # Dim and misty pictures are looked at with wider eyes.
    bottom, top = np.quantile(light[::4, ::4], (0.01, 0.99))
    range_ = float(np.clip((top - bottom) / 0.8, 0.4, 1.0))
    step = (0.2 - 0.14 * detail) * range_
    edges = canny(flat, 1.2 * sigma, low=0.5 * step, high=step)
    slope = np.hypot(*color_gradient(cv2.GaussianBlur(flat, (0, 0), 1.2 * sigma))) * (3.0 * sigma)
    if opaque is not None:
        inner = cv2.erode(opaque.astype(np.uint8), np.ones((3, 3), np.uint8))
        inside = cv2.erode(inner, np.ones((3, 3), np.uint8), iterations=radius) > 0
        edges = (edges & inside) | (opaque & (inner == 0))

    high = (0.16 - 0.12 * detail) * range_
    # A stroke ends where it falls to a fraction of its own darkness, so that soft ones do not smear.
    peak = cv2.dilate(contrast, _square(max(1, radius // 2)))
    share = contrast / np.maximum(peak, 1e-6)
    # Strokes have flanks; what darkens slowly is shading.
    flank = np.hypot(*color_gradient(cv2.GaussianBlur(light, (0, 0), 0.5 * sigma)))
    sharp = cv2.dilate(flank, _square(radius)) * max(1.0, sigma) > 0.25 * peak
    ink = _hysteresis(np.where((share > 0.4) & sharp, contrast, 0), 0.45 * high, high)
    # What is wide has to be dark as well: a broad faint stroke is a brush's shading.
    half = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 3)
    broad = cv2.dilate(half, _square(radius)) / (0.25 * stroke)
    ink &= contrast > 0.45 * high * np.maximum(1.0, broad**2)
    # Beside a far stronger border of colors, what looks like a faint stroke is the border's own fringe.
    # Judged over a stretch, so that a line does not change sides at every other pixel.
    border = cv2.dilate(np.where(edges, slope, 0).astype(np.float32), _square(radius))
    stretch = (4 * radius + 1,) * 2
    fringe = cv2.blur(peak * ink, stretch) < 0.5 * cv2.blur(border * ink, stretch)
    ink = remove_specks(ink & ~fringe, round(2 * stroke))
    if opaque is None:
        frame = _frame(ink | edges, radius)
        ink, edges = ink & ~frame, edges & ~frame
    weight = np.clip(0.45 + 0.55 * (peak - 0.45 * high) / (2 * high), 0, 1)
    darkness = np.where(_grow(ink, 1), np.clip((share - 0.2) / 0.4, 0, 1) * weight, 0)

    edges = thin(edges & ~_within(ink, 2.0 * sigma + 1))
    joined = bridge(thin(ink | edges), 1.5 * stroke)
    whole = remove_specks(joined | ink, round(2.5 * stroke)) & ~_grow(ink, 1)
    return Extracted(darkness.astype(np.float32), (joined | edges) & whole)


def _frame(lines: np.ndarray, depth: int) -> np.ndarray:
    """(H, W) bool: the sides of the picture along which a line runs: what a scan or a crop has left there."""
    frame = np.zeros(lines.shape, bool)
    for turn in range(4):
        band = np.rot90(frame, turn)[:depth]
        band |= np.rot90(lines, turn)[:depth].any(axis=0).mean() > 0.4
    return frame


def stroke_width(rgb: np.ndarray, widest: float) -> float:
    """How wide the strokes of a picture typically are, px; `widest` bounds what counts as a stroke."""
    radius = max(1, round(widest / 2))
    light = _lightness(rgb)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2)
    hat = cv2.morphologyEx(light, cv2.MORPH_BLACKHAT, disc)
    ink = hat > max(0.1, 0.5 * float(np.quantile(hat, 0.98)))
    skeleton = thin(ink)
    if not skeleton.any():
        return widest
    return 2.0 * float(np.median(cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 5)[skeleton]))


def without_strokes(rgb: np.ndarray, radius: int) -> np.ndarray:
    """The colors under the strokes: a picture without what is dark and thin.

    Everything dark that holds no disc of `radius` px goes (a closing), and what is nearly black may be wider
    by 70 %, so that lashes and brows stay in one piece. Corners and tips of wide dark areas, as thin as
    strokes but of the area's own color, are given back by a few steps of reconstruction.

    Args:
        rgb: (H, W, 3) uint8.
        radius: of the closing's disc, px.

    Returns:
        (H, W, 3) uint8, nowhere darker than `rgb`.
    """
    areas = _close(rgb, round(1.7 * radius))
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    for _ in range(2 * radius):
        areas = np.maximum(cv2.erode(areas, cross), rgb)
    light = _lightness(rgb)
    black = (light < 0.32) & (_lightness(areas) - light > 0.3)
    return np.where(_grow(black, 1)[..., None], areas, np.minimum(areas, _close(rgb, radius)))


def _close(rgb: np.ndarray, radius: int) -> np.ndarray:
    """Closing with a disc: dark parts that hold no such disc take the darkest color beside them."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2)
    return cv2.morphologyEx(rgb, cv2.MORPH_CLOSE, disc)


def _hysteresis(strength: np.ndarray, low: float, high: float) -> np.ndarray:
    """(H, W) bool: what exceeds `low` and hangs together with something that exceeds `high`."""
    weak = (strength > low).astype(np.uint8)
    count, labels = cv2.connectedComponents(weak, connectivity=8)
    strong = np.zeros(count, bool)
    strong[labels[strength > high]] = True
    strong[0] = False
    return strong[labels]


def _square(radius: int) -> np.ndarray:
    return np.ones((2 * radius + 1,) * 2, np.uint8)


def _grow(mask: np.ndarray, pixels: int) -> np.ndarray:
    return cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=pixels) > 0


def _within(mask: np.ndarray, radius: float) -> np.ndarray:
    """(H, W) bool: at most `radius` px from a True pixel."""
    return _distance(mask) <= radius


def _distance(mask: np.ndarray) -> np.ndarray:
    """(H, W) float32: px to the nearest True pixel; infinite where there is none."""
    if not mask.any():
        return np.full(mask.shape, np.inf, np.float32)
    return cv2.distanceTransform(np.where(mask, np.uint8(0), np.uint8(1)), cv2.DIST_L2, 5)


def _lightness(picture: np.ndarray) -> np.ndarray:
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

    The first is never changed. Within `radius` px of its ink, and in `region`, the second is left out; over
    the next half radius it fades in; from there on it is whole. Stubs of a stroke that are left are removed.

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
    distance = _distance(first < threshold)
    if region is not None:
        # The region is a border by itself: right outside it the second may begin at once, faded.
        distance = np.minimum(distance, _distance(region) + np.where(region, 0, radius))
    fade = max(radius / 2, 1.0)
    weight = np.clip((distance - radius) / fade, 0, 1)
    if region is not None:
        weight[region] = 0
    ink = 255.0 - second
    shown = ink * weight

    before = second < threshold
    after = before & (weight > 0)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(after.astype(np.uint8), connectivity=8)
    cut = np.zeros(len(stats), bool)
    cut[np.unique(labels[after & (weight < 1)])] = True
    stub = cut & (stats[:, 2:4].max(axis=1) < 2 * radius)
    stub[0] = False
    shown[_grow(stub[labels], 2) & ~_grow(after & ~stub[labels], 1)] = 0
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
