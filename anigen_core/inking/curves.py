"""Cubic Bezier curves through points, after Schneider's "Automatically Fitting Digitized Curves" (1990).

Least squares with the two ends and their tangents given, the points' places along the curve improved by
Newton's method, and a cut at the worst point where that is not enough.
"""

from __future__ import annotations

import numpy as np

TURNS = 8
"""How often the places along a curve are improved before it is cut."""


def fit(points: np.ndarray, tolerance: float) -> np.ndarray:
    """Control points of a smooth chain of cubics along points.

    Args:
        points: (N, 2) float, at least one.
        tolerance: largest distance of a point from its place on the curve.

    Returns:
        (3 n + 1, 2) float: an end, two handles, an end, two handles ...; one row for a single point.
    """
    points = points[np.concatenate([[True], np.abs(np.diff(points, axis=0)).sum(1) > 1e-9])]
    if len(points) == 1:
        return points.astype(float)
    pieces = _fit(points.astype(float), _tangent(points[:8]), _tangent(points[::-1][:8]), tolerance)
    return np.concatenate([pieces[0][:1], *(piece[1:] for piece in pieces)])


def at(curve: np.ndarray, t: np.ndarray) -> np.ndarray:
    """(N, 2) places of a cubic (4, 2) at t (N,) in 0..1."""
    s = 1 - t
    return np.stack([s**3, 3 * s * s * t, 3 * s * t * t, t**3], 1) @ curve


def _fit(points: np.ndarray, start: np.ndarray, end: np.ndarray, tolerance: float) -> list[np.ndarray]:
    if len(points) == 2:
        third = np.hypot(*(points[1] - points[0])) / 3
        return [np.stack([points[0], points[0] + start * third, points[1] + end * third, points[1]])]
    steps = np.hypot(*np.diff(points, axis=0).T)
    t = np.concatenate([[0.0], np.cumsum(steps)]) / steps.sum()
    worst, curve = 0, points[:1]
    for _ in range(TURNS):
        curve = _least(points, t, start, end)
        off = np.hypot(*(at(curve, t) - points).T)
        worst = int(off.argmax())
        if off[worst] <= tolerance:
            return [curve]
        if off[worst] > 6 * tolerance:
            break
        t = _improved(curve, points, t)
    # Not near an end, where a piece would be too short to have a direction of its own.
    quarter = max(1, len(points) // 4)
    cut = min(max(worst, quarter), len(points) - 1 - quarter)
    back = _tangent(points[max(0, cut - 4) : cut + 5][::-1])
    return [
        *_fit(points[: cut + 1], start, back, tolerance),
        *_fit(points[cut:], -back, end, tolerance),
    ]


def _tangent(points: np.ndarray) -> np.ndarray:
    """(2,) unit direction in which points set out: of the parabola from the first one through the others."""
    away = points[1:] - points[0]
    far = np.cumsum(np.hypot(*np.diff(points, axis=0).T))
    terms = np.stack([far, far**2], 1)[:, : 2 if len(away) > 3 else 1]
    way = np.linalg.lstsq(terms, away, rcond=None)[0][0]
    size = float(np.hypot(*way))
    return way / size if size > 1e-9 else np.array([1.0, 0.0])


def _least(points: np.ndarray, t: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The cubic with these ends and tangents that lies nearest to the points at t."""
    s = 1 - t
    first, second = (3 * s * s * t)[:, None] * start, (3 * s * t * t)[:, None] * end
    ends = (s**3 + 3 * s * s * t)[:, None] * points[0] + (t**3 + 3 * s * t * t)[:, None] * points[-1]
    rest = points - ends
    a, b, c = (first * first).sum(), (first * second).sum(), (second * second).sum()
    x, y = (first * rest).sum(), (second * rest).sum()
    det = a * c - b * b
    chord = float(np.hypot(*(points[-1] - points[0])))
    long = float(np.hypot(*np.diff(points, axis=0).T).sum())
    alpha, beta = ((x * c - y * b) / det, (a * y - b * x) / det) if abs(det) > 1e-12 else (0.0, 0.0)
    # Handles of no length or far too long ones would make a kink or a loop.
    if not (1e-3 * long < alpha < long and 1e-3 * long < beta < long):
        alpha = beta = max(chord, 1e-6) / 3
    return np.stack([points[0], points[0] + start * alpha, points[-1] + end * beta, points[-1]])


def _improved(curve: np.ndarray, points: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Newton's step of every t towards the place of the curve nearest to its point, kept in order."""
    d1, d2 = np.diff(curve, axis=0) * 3, np.diff(curve, n=2, axis=0) * 6
    s = (1 - t)[:, None]
    u = t[:, None]
    off = at(curve, t) - points
    slope = s * s * d1[0] + 2 * s * u * d1[1] + u * u * d1[2]
    bend = s * d2[0] + u * d2[1]
    below = (slope * slope).sum(1) + (off * bend).sum(1)
    moved = t - np.where(np.abs(below) > 1e-9, (off * slope).sum(1) / np.where(below == 0, 1, below), 0)
    moved = np.clip(np.maximum.accumulate(np.clip(moved, 0, 1)), 0, 1)
    moved[0], moved[-1] = 0.0, 1.0
    return moved
