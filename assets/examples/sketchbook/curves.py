"""Curves through points that a person wrote down.

A path is text: points "x y" between commas. "!" after a point makes it a corner,
"~" lifts the pen until the
next point, "^0.2" bows the way to the next point by 0.2 of its length,
to the right of someone walking there.
Everything else is a smooth curve through the points (centripetal Catmull-Rom, Yuksel et al. 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

STEP = 0.7
"""Distance of samples along a curve, in the units of the drawing."""


@dataclass(frozen=True)
class Path:
    """points (N, 2) float64; corner (N,) bool; lifted (N,) bool: no ink from this point to the next."""

    points: np.ndarray
    corner: np.ndarray
    lifted: np.ndarray


@dataclass(frozen=True)
class Curve:
    """A sampled path: points (M, 2) float64, and the same cut into the pieces that one stroke each draws."""

    points: np.ndarray
    strokes: tuple[np.ndarray, ...]


def path(text: str) -> Path:
    """Read the notation of this module."""
    points, corner, lifted, bows = [], [], [], []
    for item in text.split(","):
        plain, _, bow = item.replace("!", " ").replace("~", " ").partition("^")
        points.append(np.array([float(n) for n in plain.split()]))
        corner.append("!" in item)
        lifted.append("~" in item)
        bows.append(float(bow or 0))
    for i in reversed([i for i, bow in enumerate(bows) if bow]):
        way = points[(i + 1) % len(points)] - points[i]
        points.insert(i + 1, points[i] + way / 2 + bows[i] * np.array([-way[1], way[0]]))
        corner.insert(i + 1, False)
        lifted.insert(i + 1, lifted[i])
    return Path(np.array(points), np.array(corner), np.array(lifted))


def sample(source: Path, closed: bool = False) -> Curve:
    """Walk along a path in small steps; `closed` goes back to the first point."""
    points, corner, lifted = source.points, source.corner, source.lifted
    count = len(points)
    if closed:
        # Start at a corner if there is one, so that no stroke begins in the middle of a smooth stretch.
        start = int(np.flatnonzero(corner | lifted)[0]) if (corner | lifted).any() else 0
        points, corner, lifted = (np.roll(a, -start, axis=0) for a in (points, corner, lifted))
        points = np.concatenate([points, points[:1]])
        lifted = np.append(lifted, lifted[0])
        wrap = not corner[0]
        corner = np.append(corner, corner[0])
    else:
        wrap = False
    breaks = [0, *(i for i in range(1, len(points) - 1) if corner[i]), len(points) - 1]
    pieces: list[np.ndarray] = []
    strokes: list[list[np.ndarray]] = [[]]
    for low, high in pairwise(breaks):
        ring = wrap and low == 0 and high == count
        for offset, piece in enumerate(_spans(points[low : high + 1], ring)):
            pieces.append(piece[:-1])
            if lifted[low + offset]:
                strokes.append([])
            else:
                strokes[-1].append(piece)
        strokes.append([])
    pieces.append(points[-1:])
    whole = tuple(
        np.concatenate([p[: None if i == len(s) - 1 else -1] for i, p in enumerate(s)]) for s in strokes if s
    )
    return Curve(np.concatenate(pieces), whole)


def _spans(points: np.ndarray, ring: bool) -> list[np.ndarray]:
    """One sampled array per pair of neighbors, both ends included."""
    gaps = np.maximum(np.hypot(*np.diff(points, axis=0).T), 1e-6) ** 0.5
    slope = np.diff(points, axis=0) / gaps[:, None]
    tangent = np.zeros_like(points)
    if len(points) == 2:
        tangent[:] = slope[0]
    else:
        before, after = gaps[:-1, None], gaps[1:, None]
        tangent[1:-1] = slope[:-1] + slope[1:] - (points[2:] - points[:-2]) / (before + after)
        if ring:
            tangent[0] = tangent[-1] = slope[-1] + slope[0] - (points[1] - points[-2]) / (gaps[-1] + gaps[0])
        else:
            tangent[0] = 1.5 * slope[0] - 0.5 * tangent[1]
            tangent[-1] = 1.5 * slope[-1] - 0.5 * tangent[-2]
    spans = []
    for i, gap in enumerate(gaps):
        t = np.linspace(0, 1, max(3, int(gap**2 / STEP) + 2))[:, None]
        p, q, m, n = points[i], points[i + 1], tangent[i] * gap, tangent[i + 1] * gap
        spans.append(
            (2 * t**3 - 3 * t**2 + 1) * p
            + (t**3 - 2 * t**2 + t) * m
            + (3 * t**2 - 2 * t**3) * q
            + (t**3 - t**2) * n
        )
    return spans


def lock(spine: str, width: float, tip: float = 0.0, belly: float = 0.4) -> Path:
    """A strand of hair as a closed path that is open at the root.

    Args:
        spine: path from the root to the tip.
        width: at the broadest place.
        tip: width left at the end; 0 ends in a point.
        belly: where it is broadest, as a share of the length.
    """
    middle = sample(path(spine)).points
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(middle, axis=0).T))])
    share = along / along[-1]
    rise = np.sin(np.clip(share / belly, 0, 1) * np.pi / 2) * 0.45 + 0.55
    fall = np.cos(np.clip((share - belly) / (1 - belly), 0, 1) * np.pi / 2) ** 0.85
    half = 0.5 * np.maximum(width * np.where(share < belly, rise, fall), tip)
    half[-1] = tip / 2
    forward = np.gradient(middle, axis=0)
    forward /= np.maximum(np.hypot(*forward.T), 1e-9)[:, None]
    side = np.stack([-forward[:, 1], forward[:, 0]], axis=1)
    pick = np.unique(np.round(np.linspace(0, len(middle) - 1, max(5, int(along[-1] / 9)))).astype(int))
    left, right = (middle + side * half[:, None])[pick], (middle - side * half[:, None])[pick]
    points = np.concatenate([left, right[::-1][1:] if tip == 0 else right[::-1]])
    corner = np.zeros(len(points), bool)
    corner[0] = corner[-1] = corner[len(left) - 1] = True
    lifted = np.zeros(len(points), bool)
    lifted[-1] = True
    return Path(points, corner, lifted)
