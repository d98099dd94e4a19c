"""Where the figure is, told without a network: by transparency or by the picture's border."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.imaging import Extent, resize, to_rgb

WORK = 512
"""Longer side at which flooding works; lines are still closed there, and it takes milliseconds."""


def silhouette(picture: np.ndarray) -> np.ndarray:
    """The figure of a picture.

    Args:
        picture: (H, W, 3) or (H, W, 4) uint8.

    Returns:
        (H, W) float32, 1 = figure, 0 = background; all 0 where nothing stands out from the border.
    """
    height, width = picture.shape[:2]
    if picture.shape[2] == 4 and (picture[..., 3] < 128).mean() > 0.005:
        return (picture[..., 3] / 255).astype(np.float32)
    rgb = to_rgb(picture)
    extent = Extent.of(rgb)
    small = resize(rgb, extent.fitted(Extent(WORK, WORK))) if max(height, width) > WORK else rgb
    lab = np.ascontiguousarray(srgb_to_oklab(small))
    edge = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    ground = np.median(edge, axis=0)
    near = np.linalg.norm(lab - ground, axis=2) < 0.07
    # Small gaps in an outline must not let the ground in.
    near = cv2.erode(near.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1)
    framed = np.pad(near, 1, constant_values=1)
    mask = np.zeros((framed.shape[0] + 2, framed.shape[1] + 2), np.uint8)
    cv2.floodFill(framed, mask, (0, 0), 2)
    outside = cv2.dilate((framed == 2).astype(np.uint8), np.ones((3, 3), np.uint8))[1:-1, 1:-1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - outside)
    figure = np.zeros(outside.shape, np.uint8)
    for i in range(1, count):
        if stats[i, cv2.CC_STAT_AREA] >= 0.002 * outside.size:
            figure[labels == i] = 1
    return cv2.resize(figure.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)


def refine(matte: np.ndarray, picture: np.ndarray, radius: int) -> np.ndarray:
    """A matte that follows the picture's own edges (guided filter, He et al. 2010, gray guide).

    matte (H, W) float32 0..1; picture (H, W, 3) uint8; radius in pixels. Returns (H, W) float32 0..1.
    """
    guide = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    size = (2 * radius + 1, 2 * radius + 1)

    def mean(values: np.ndarray) -> np.ndarray:
        return cv2.boxFilter(values, -1, size, borderType=cv2.BORDER_REFLECT)

    mean_guide, mean_matte = mean(guide), mean(matte)
    slope = (mean(guide * matte) - mean_guide * mean_matte) / (mean(guide * guide) - mean_guide**2 + 1e-4)
    offset = mean_matte - slope * mean_guide
    filtered = mean(slope) * guide + mean(offset)
    # Only near the border: inside, dark lines must not become holes.
    core = np.ones(size, np.uint8)
    low = cv2.erode(matte, core, borderType=cv2.BORDER_REFLECT)
    high = cv2.dilate(matte, core, borderType=cv2.BORDER_REFLECT)
    filtered = np.where(high - low > 0.5, filtered, matte)
    return np.clip((filtered - 0.08) / 0.84, 0, 1).astype(np.float32)


def mean_pose(figure: np.ndarray) -> np.ndarray:
    """(18, 3) joints of a standing figure seen from the front that fills the silhouette (H, W) bool; all
    hidden where it is empty. For figures cut off or in other poses it is a guess."""
    rows, columns = np.flatnonzero(figure.any(1)), np.flatnonzero(figure.any(0))
    if not len(rows):
        return np.zeros((18, 3))
    top, bottom = rows[0], rows[-1] + 1
    upper = np.flatnonzero(figure[top : top + max((bottom - top) // 6, 1)].any(0))
    middle = float(upper.mean()) if len(upper) else float(columns.mean())
    places = np.array(_STANDING)
    joints = np.ones((18, 3))
    joints[:, 0] = middle + places[:, 0] * (bottom - top)
    joints[:, 1] = top + places[:, 1] * (bottom - top)
    joints[:, 2] = 0.3
    return joints


_STANDING = (
    *((0.0, 0.115), (0.0, 0.20), (-0.065, 0.205), (-0.09, 0.36), (-0.10, 0.50), (0.065, 0.205)),
    *((0.09, 0.36), (0.10, 0.50), (-0.042, 0.49), (-0.045, 0.72), (-0.047, 0.94), (0.042, 0.49)),
    *((0.045, 0.72), (0.047, 0.94), (-0.028, 0.10), (0.028, 0.10), (-0.06, 0.10), (0.06, 0.10)),
)
"""(x from the middle, y from the top) of the 18 joints in heights of a figure 6.3 heads tall."""
