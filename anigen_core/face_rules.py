"""Where faces are, told without a network: by the color of skin. And what overlapping boxes are."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.imaging import to_rgb
from anigen_core.silhouette import silhouette


def skin_faces(picture: np.ndarray) -> list[tuple[float, np.ndarray]]:
    """Skin-colored blobs with something like eyes in them and something like hair over them.

    picture: (H, W), (H, W, 3) or (H, W, 4) uint8. Returns up to ten scores 0..0.6 and boxes (x0, y0, x1, y1)
    in pixels, best first. Line drawings have no skin color: no faces.
    """
    rgb = to_rgb(picture)
    height, width = rgb.shape[:2]
    scale = min(1.0, 384 / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    lab = srgb_to_oklab(small)
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    skin = (lab[..., 0] > 0.45) & (lab[..., 1] > 0.006) & (chroma > 0.018) & (chroma < 0.12)
    skin &= lab[..., 2] > 0.25 * lab[..., 1]
    figure = silhouette(small) > 0.5
    mask = cv2.morphologyEx((skin & figure).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    rows = np.flatnonzero(figure.any(1))
    found = []
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        if area < 0.0008 * mask.size or w < 8 or h < 8:
            continue
        box = _head_of(labels[y : y + h, x : x + w] == i)
        if box is None:
            continue
        x0, y0, x1, y1 = box + np.array([x, y, x, y])
        share = _likeness(labels == i, skin, figure, (x0, y0, x1, y1))
        # Heads are high up: the brows one to two faces under the figure's top.
        depth = (y0 - rows[0]) / (y1 - y0)
        share *= 1.0 if 0.3 < depth < 2.5 else 0.4
        share *= 1.0 if y0 - rows[0] < 0.4 * (rows[-1] + 1 - rows[0]) else 0.15  # knees, and what skirts show
        if share > 0.1:
            found.append((float(min(0.6, share)), np.array([x0, y0, x1, y1], np.float64) / scale))
    return best_of(found)[:10]


def _head_of(blob: np.ndarray) -> np.ndarray | None:
    """x0, y0, x1, y1 of the face in a blob (H, W) bool that may go on as neck and chest."""
    spans = np.array([np.ptp(np.flatnonzero(row)) + 1 if row.any() else 0 for row in blob], np.float64)
    widest = np.maximum.accumulate(spans)
    narrow = np.flatnonzero((spans < 0.55 * widest) & (np.arange(len(spans)) > 0.45 * widest))
    chin = int(narrow[0]) if len(narrow) else len(spans)
    chin = min(chin, round(1.1 * widest[max(chin - 1, 0)]))
    if chin < 6:
        return None
    columns = np.flatnonzero(blob[:chin].any(0))
    x0, x1 = int(columns[0]), int(columns[-1]) + 1
    return np.array([x0, 0, x1, chin]) if 0.6 < (x1 - x0) / chin < 2.2 else None


def _likeness(
    blob: np.ndarray, skin: np.ndarray, figure: np.ndarray, box: tuple[int, int, int, int]
) -> float:
    """0..1: two eyes leave holes in the middle of a face, and hair lies over it."""
    x0, y0, x1, y1 = box
    h, w = y1 - y0, x1 - x0
    band = ~skin[y0 + h // 5 : y0 + 4 * h // 5, x0 + w // 10 : x1 - w // 10]
    left, right = np.array_split(band, 2, axis=1)
    holes = min(float(left.mean()), float(right.mean())), float(band.mean())
    eyes = min(1.0, holes[0] / 0.10) * min(1.0, holes[1] / 0.15) * (1.0 if holes[1] < 0.6 else 0.3)
    above = np.s_[max(y0 - h // 2, 0) : max(y0, 1), x0:x1]
    hair = float((figure[above] & ~blob[above]).mean())
    return eyes * hair * 0.6


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two boxes."""
    both = np.prod(np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None))
    return float(both / max(np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - both, 1e-6))


def best_of(found: list[tuple[float, np.ndarray]]) -> list[tuple[float, np.ndarray]]:
    """Best first, without those that overlap a better one by more than 0.4 or lie in its middle."""
    kept: list[tuple[float, np.ndarray]] = []
    for score, box in sorted(found, key=lambda entry: -entry[0]):
        middle = (box[:2] + box[2:]) / 2
        if all(
            overlap(box, other) < 0.4
            and np.abs(middle - (other[:2] + other[2:]) / 2).max() > 0.25 * (other[2:] - other[:2]).max()
            for _, other in kept
        ):
            kept.append((score, box))
    return kept
