"""Faces of a picture or a line drawing, and the landmarks of each."""

from __future__ import annotations

import numpy as np

from anigen_core.networks.landmarks import LARGEST


def decode_faces(out: np.ndarray, least: float) -> list[tuple[float, np.ndarray]]:
    """Scores and boxes (x0, y0, x1, y1) in input pixels of the finder's (5, h, w) output, best first.

    A cell counts where it is the highest of its neighborhood and its score is at least `least`; boxes that
    overlap a better one by more than 0.45 are left out.
    """
    import cv2

    score = 1 / (1 + np.exp(-out[0]))
    highest = cv2.dilate(score, np.ones((3, 3), np.uint8))
    rows, columns = np.nonzero((score >= highest) & (score >= least))
    order = np.argsort(-score[rows, columns])[:100]
    kept: list[tuple[float, np.ndarray]] = []
    for row, column in zip(rows[order], columns[order], strict=True):
        w, h = np.exp(np.clip(out[1:3, row, column], -5, 3)) * LARGEST
        x, y = (np.array([column, row]) + 0.5 + np.clip(out[3:5, row, column], -1, 1)) * 4
        box = np.array([x - w / 2, y - h / 2, x + w / 2, y + h / 2])
        if all(overlap(box, other) < 0.45 for _, other in kept):
            kept.append((float(score[row, column]), box))
    return kept


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two boxes."""
    both = np.prod(np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None))
    return float(both / max(np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - both, 1e-6))
