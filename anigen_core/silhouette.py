"""Where the figure is, told without a network: by transparency or by the picture's border."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.imaging import Extent, resize, to_rgb

WORK = 512
"""Longer side at which flooding works; lines are still closed there, and it takes milliseconds."""


def is_blank(rgb: np.ndarray) -> bool:
    """Whether (H, W, 3) uint8 is one color all over, give or take what JPEG leaves."""
    if int(np.ptp(rgb[::16, ::16].reshape(-1, 3), axis=0).max()) >= 8:
        return False  # a few pixels tell of most pictures
    spans = [cv2.minMaxLoc(channel)[:2] for channel in cv2.split(rgb)]
    return max(high - low for low, high in spans) < 8


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
    size = Extent.of(rgb).fitted(Extent(WORK, WORK))
    small = resize(rgb, size) if max(height, width) > WORK else rgb
    lab = np.ascontiguousarray(srgb_to_oklab(small))
    edge = np.concatenate([lab[0], lab[-1], lab[:, 0], lab[:, -1]])
    ground = np.median(edge, axis=0)
    apart = (lab - ground) ** 2
    near = apart[..., 0] + apart[..., 1] + apart[..., 2] < 0.07**2
    # Small gaps in an outline must not let the ground in.
    near = cv2.erode(near.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1)
    framed = np.pad(near, 1, constant_values=1)
    mask = np.zeros((framed.shape[0] + 2, framed.shape[1] + 2), np.uint8)
    cv2.floodFill(framed, mask, (0, 0), 2)
    outside = cv2.dilate((framed == 2).astype(np.uint8), np.ones((3, 3), np.uint8))[1:-1, 1:-1]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - outside)
    large = stats[:, cv2.CC_STAT_AREA] >= 0.002 * outside.size
    large[0] = False
    figure = large[labels.astype(np.intp)].astype(np.uint8)
    rim = np.concatenate([figure[0], figure[-1], figure[:, 0], figure[:, -1]])
    if rim.mean() > 0.7 or figure.mean() > 0.95:  # noise, a landscape: nothing stands out
        figure[:] = 0
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


def mean_pose(figure: np.ndarray, face: np.ndarray | None = None) -> np.ndarray:
    """(18, 3) joints of a figure seen from the front, standing as its silhouette (H, W) bool says; all hidden
    where it is empty.

    face: its box (x0, y0, x1, y1), where known: it tells the head's place and the body's size, so that a
    figure that is cut off has the right proportions. Hands and feet go where the silhouette reaches out.
    """
    height, width = figure.shape
    rows, columns = np.flatnonzero(figure.any(1)), np.flatnonzero(figure.any(0))
    if not len(rows):
        return np.zeros((18, 3))
    top, bottom = float(rows[0]), float(rows[-1] + 1)
    upper = np.flatnonzero(figure[rows[0] : rows[0] + max((rows[-1] + 1 - rows[0]) // 6, 1)].any(0))
    middle = float(np.median(upper)) if len(upper) else float(columns.mean())
    places = np.array(_STANDING)
    ends = bottom < 0.985 * height  # or the figure goes on below the picture
    if face is not None:
        tall = 0.75 * float(face[3] - face[1]) / _FACE[1] + 0.25 * float(face[2] - face[0]) / _FACE[0]
        middle = float(face[0] + face[2]) / 2
        top = float(face[1] + face[3]) / 2 - _FACE[2] * tall
        if ends and 0.42 * tall < bottom - top < 1.6 * tall:  # the feet are where it ends
            tall = bottom - top
    else:
        tall = bottom - top
    joints = np.ones((18, 3))
    joints[:, 0] = middle + places[:, 0] * tall
    joints[:, 1] = top + places[:, 1] * tall
    joints[:, 2] = 0.3
    for limb, low in (((2, 3, 4), 0.12), ((5, 6, 7), 0.12)):
        _reach(joints, figure, limb, (top + low * tall, top + 0.62 * tall), tall)
    if ends:
        _stand(joints, figure, bottom, tall)
    inside = (joints[:, 0] >= 0) & (joints[:, 0] < width) & (joints[:, 1] >= 0) & (joints[:, 1] < height)
    joints[~inside, 2] = 0
    return joints


def _reach(
    joints: np.ndarray,
    figure: np.ndarray,
    limb: tuple[int, int, int],
    between: tuple[float, float],
    tall: float,
) -> None:
    """Move an arm to where the silhouette sticks out to its side, if it does."""
    shoulder, elbow, wrist = limb
    y0, y1 = max(int(between[0]), 0), max(int(between[1]), 0)
    side = -1 if joints[shoulder, 0] < joints[1, 0] else 1
    rows, columns = np.nonzero(figure[y0:y1])
    if not len(rows):
        return
    far = int((columns * side).argmax())
    x, y = float(columns[far]), float(rows[far] + y0)
    # Skirts and hair are wide too, arms are wider.
    if side * (x - joints[1, 0]) < 0.19 * tall:
        return
    hand = np.array([x, y])
    start = joints[shoulder, :2]
    hand = start + (hand - start) * 0.88
    joints[wrist, :2] = hand
    joints[elbow, :2] = (start + hand) / 2


def _stand(joints: np.ndarray, figure: np.ndarray, bottom: float, tall: float) -> None:
    """Put the ankles over the feet: the two ends of what stands lowest."""
    low = figure[max(int(bottom - 0.07 * tall), 0) : int(bottom)]
    columns = np.flatnonzero(low.any(0))
    if not len(columns):
        return
    x0, x1 = np.percentile(columns, (12, 88))
    if x1 - x0 > 0.5 * tall:
        return  # somebody sits or lies
    for hip, knee, ankle, x in ((8, 9, 10, x0), (11, 12, 13, x1)):
        joints[ankle, 0] = x
        joints[knee, 0] = (joints[hip, 0] + x) / 2


_FACE = (0.124, 0.10, 0.105)
"""Width and height of the face's box and its middle's distance from the top, in heights of the figure."""

_STANDING = (
    *((0.0, 0.115), (0.0, 0.20), (-0.065, 0.205), (-0.09, 0.36), (-0.10, 0.50), (0.065, 0.205)),
    *((0.09, 0.36), (0.10, 0.50), (-0.042, 0.49), (-0.045, 0.72), (-0.047, 0.94), (0.042, 0.49)),
    *((0.045, 0.72), (0.047, 0.94), (-0.028, 0.10), (0.028, 0.10), (-0.06, 0.10), (0.06, 0.10)),
)
"""(x from the middle, y from the top) of the 18 joints in heights of a figure 6.3 heads tall."""
