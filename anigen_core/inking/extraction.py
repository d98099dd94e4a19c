"""The lines an illustrator would keep of a finished picture.

A picture is split by a morphological closing into ink (strokes darker than both their sides, each of them
once, whatever its width) and the flat colors without it, whose borders are traced by Canny only where no ink
already draws them. Single strokes matter more than their thickness to everything that works on lines later:
an edge detector alone draws every stroke twice, a difference of Gaussians alone misses borders without ink.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.imaging import to_rgb
from anigen_core.inking.thinning import bridge, distance_to, grow, remove_specks, thin
from anigen_core.lineart import canny, color_gradient, lightness


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
    opaque = None
    if alpha is not None and (alpha < 255).any():
        opaque = alpha >= 128
        rgb = to_rgb(np.dstack([rgb, alpha]))
    smooth = cv2.bilateralFilter(np.ascontiguousarray(rgb), 5, 12, 2)
    flat = srgb_to_oklab(without_strokes(smooth, radius))
    lab = srgb_to_oklab(smooth)
    # Dim and misty pictures are looked at with wider eyes.
    bottom, top = np.quantile(lab[::4, ::4, 0], (0.01, 0.99))
    reach = float(np.clip((top - bottom) / 0.8, 0.4, 1.0))

    edges, slope = _borders(flat, opaque, stroke, (0.2 - 0.14 * detail) * reach)
    ink, darkness = _ink(lab, flat, opaque, np.where(edges, slope, 0), stroke, (0.16 - 0.12 * detail) * reach)
    if opaque is None:
        frame = _frame(ink | edges, radius)
        ink, edges = ink & ~frame, edges & ~frame

    edges = thin(edges & (distance_to(ink) > 0.2 * stroke + 1))
    joined = bridge(thin(ink | edges), 1.5 * stroke)
    whole = remove_specks(joined | ink, round(2.5 * stroke))
    return Extracted(np.where(grow(ink, 1), darkness, 0).astype(np.float32), whole & ~grow(ink, 1))


def _borders(
    flat: np.ndarray, opaque: np.ndarray | None, stroke: float, step: float
) -> tuple[np.ndarray, np.ndarray]:
    """Borders of the colors without ink, (H, W) bool, and the height of the step there, (H, W) float32."""
    sigma = 0.12 * stroke
    edges = canny(flat, sigma, low=0.5 * step, high=step)
    slope = np.hypot(*color_gradient(cv2.GaussianBlur(flat, (0, 0), sigma)))
    if opaque is not None:
        inner = cv2.erode(opaque.astype(np.uint8), _square(1))
        # The paper behind the figure is no color of its own: along the silhouette only its rim counts.
        inside = cv2.erode(inner, _square(max(1, round(stroke / 2)))) > 0
        edges = (edges & inside) | (opaque & (inner == 0))
    return edges, slope * (sigma * np.sqrt(2 * np.pi))


def _ink(
    lab: np.ndarray,
    flat: np.ndarray,
    opaque: np.ndarray | None,
    steps: np.ndarray,
    stroke: float,
    high: float,
) -> tuple[np.ndarray, np.ndarray]:
    """The picture's own strokes: (H, W) bool where they are, (H, W) float32 0..1 how dark to draw them.

    lab, flat: the picture and its colors without strokes, OKLab. steps: heights of the borders of colors.
    high: OKLab difference that makes a stroke; what hangs on to one may be fainter by half.
    """
    radius = max(1, round(stroke / 2))
    # Ink is dark first and of another color second: a blush on a cheek is no stroke.
    depth = (flat - lab) * np.array([1.0, 0.5, 0.5], np.float32)
    contrast = np.minimum(np.sqrt((depth**2).sum(-1)), 2 * np.maximum(depth[..., 0], 0))
    if opaque is not None:
        contrast[~grow(opaque, 1)] = 0
    low = 0.45 * high

    # A stroke ends where it falls to a fraction of its own darkness, so that soft ones do not smear.
    peak = cv2.dilate(contrast, _square(max(1, radius // 2)))
    share = contrast / np.maximum(peak, 1e-6)
    # Strokes have flanks; what darkens slowly is shading.
    flank = np.hypot(*color_gradient(cv2.GaussianBlur(lab[..., 0], (0, 0), 0.05 * stroke)))
    sharp = cv2.dilate(flank, _square(radius)) * max(1.0, 0.1 * stroke) > 0.2 * peak
    ink = _hysteresis(np.where((share > 0.4) & sharp, contrast, 0), low, high)
    # What is wide has to be dark as well: a broad faint stroke is a brush's shading.
    half = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 3)
    broad = cv2.dilate(half, _square(radius)) / (0.25 * stroke)
    ink &= contrast > low * np.maximum(1.0, broad**2)
    # Beside a far stronger border of colors, what looks like a faint stroke is the border's own fringe.
    # Judged over a stretch, so that a line does not change sides at every other pixel.
    border = cv2.dilate(steps.astype(np.float32), _square(radius))
    stretch = (4 * radius + 1,) * 2
    fringe = cv2.blur(peak * ink, stretch) < 0.5 * cv2.blur(border * ink, stretch)
    ink = remove_specks(ink & ~fringe, round(2 * stroke), sure=contrast > 2.5 * high)
    # Small things have to be dark: a freckle is drawn, a blot of water color is not.
    ink = remove_specks(ink, round(stroke**2), sure=contrast > 1.5 * high)
    weight = np.clip(0.45 + 0.55 * (peak - low) / (2 * high), 0, 1)
    return ink, np.clip((share - 0.2) / 0.4, 0, 1) * weight


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
    light = lightness(rgb)
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
    light = lightness(rgb)
    black = (light < 0.32) & (lightness(areas) - light > 0.3)
    return np.where(grow(black, 1)[..., None], areas, np.minimum(areas, _close(rgb, radius)))


def _close(rgb: np.ndarray, radius: int) -> np.ndarray:
    """Closing with a disc: dark parts that hold no such disc take the darkest color beside them."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2)
    return cv2.morphologyEx(rgb, cv2.MORPH_CLOSE, disc)


def _hysteresis(strength: np.ndarray, low: float, high: float) -> np.ndarray:
    """(H, W) bool: what exceeds `low` and hangs together with something that exceeds `high`."""
    weak = (strength > low).astype(np.uint8)
    count, found = cv2.connectedComponents(weak, connectivity=8)
    labels = np.asarray(found, np.int32)
    strong = np.zeros(count, bool)
    strong[labels[strength > high]] = True
    strong[0] = False
    return strong[labels]


def _square(radius: int) -> np.ndarray:
    return np.ones((2 * radius + 1,) * 2, np.uint8)
