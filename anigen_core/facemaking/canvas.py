"""A small canvas for drawing by rule: smooth closed shapes and tapered strokes, finer than the picture."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

FINE = 512
"""Pixels of a side while drawing."""

_SHIFT = 6


class Canvas:
    """color (FINE, FINE, 3) float32 0..255, cover and ink (FINE, FINE) float32 0..1. Points are sides of the
    picture from `origin`."""

    def __init__(self, origin: tuple[float, float]) -> None:
        self.origin = np.array(origin)
        self.color = np.zeros((FINE, FINE, 3), np.float32)
        self.cover = np.zeros((FINE, FINE), np.float32)
        self.ink = np.zeros((FINE, FINE), np.float32)

    def grid(self) -> tuple[np.ndarray, np.ndarray]:
        """x (1, FINE) and y (FINE, 1) of the pixels' middles."""
        at = (np.arange(FINE, dtype=np.float32) + 0.5) / FINE
        return at[None] - np.float32(self.origin[0]), at[:, None] - np.float32(self.origin[1])

    def mask(self, points: np.ndarray) -> np.ndarray:
        """(FINE, FINE) float32: 1 inside of a polygon (N, 2)."""
        out = np.zeros((FINE, FINE), np.uint8)
        cv2.fillPoly(out, [self._fixed(points)], 255, cv2.LINE_AA, _SHIFT)
        return out.astype(np.float32) / 255

    def lay(self, mask: np.ndarray, color: np.ndarray | list[float] | float, share: float = 1.0) -> None:
        """Color over what is there; it hides the ink below."""
        box = _box(mask)
        part = mask[box] * np.float32(share)
        self.color[box] += (np.asarray(color, np.float32) - self.color[box]) * part[..., None]
        self.ink[box] *= 1 - part
        self.cover[box] = np.maximum(self.cover[box], part)

    def tint(self, mask: np.ndarray, factor: np.ndarray, share: float = 1.0) -> None:
        """Multiply what is there, a shadow; the ink stays."""
        box = _box(mask)
        part = (mask[box] * np.float32(share))[..., None]
        self.color[box] *= 1 + (np.asarray(factor, np.float32) - 1) * part

    def draw(self, mask: np.ndarray, color: np.ndarray, share: float = 1.0) -> None:
        """Ink: color that is also a line of the line drawing."""
        box = _box(mask)
        part = mask[box] * np.float32(share)
        self.color[box] += (np.asarray(color, np.float32) - self.color[box]) * part[..., None]
        self.ink[box] = np.maximum(self.ink[box], part)
        self.cover[box] = np.maximum(self.cover[box], part)

    def stroke(
        self, points: np.ndarray, width: float, taper: tuple[float, float] = (0.25, 0.25)
    ) -> np.ndarray:
        """(FINE, FINE) a line along points (N, 2), thin at its ends. taper: width at the first and the last
        end as shares of `width`, which is in sides."""
        points = smooth(points, closed=False)
        along = np.linspace(0, 1, len(points))
        swell = np.sin(np.pi * along.clip(0.02, 0.98)) ** 0.5
        ends = taper[0] + (taper[1] - taper[0]) * along
        half = 0.5 * width * (ends + (1 - ends) * swell)
        way = np.gradient(points, axis=0)
        normal = np.column_stack([-way[:, 1], way[:, 0]])
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        side = normal * half[:, None]
        return self.mask(np.vstack([points + side, (points - side)[::-1]]))

    def outline(self, points: np.ndarray, width: float) -> np.ndarray:
        """(FINE, FINE) an even line round a polygon, or along an open line whose ends differ."""
        out = np.zeros((FINE, FINE), np.uint8)
        thick = max(1, round(width * FINE))
        cv2.polylines(out, [self._fixed(points)], True, 255, thick, cv2.LINE_AA, _SHIFT)
        return out.astype(np.float32) / 255

    def _fixed(self, points: np.ndarray) -> np.ndarray:
        pixels = (np.asarray(points) + self.origin) * FINE - 0.5
        return np.round(pixels.clip(-FINE, 2 * FINE) * 2**_SHIFT).astype(np.int32)

    def shrunk(self, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Picture (size, size, 4) uint8 straight alpha, and lines (size, size) uint8, 0 = ink."""
        cover = cv2.resize(self.cover, (size, size), interpolation=cv2.INTER_AREA)
        color = cv2.resize(self.color * self.cover[..., None], (size, size), interpolation=cv2.INTER_AREA)
        color /= np.maximum(cover, 1e-4)[..., None]
        picture = np.dstack([color * (cover[..., None] > 0), cover * 255])
        lines = 255 - 255 * cv2.resize(self.ink, (size, size), interpolation=cv2.INTER_AREA)
        return (picture + 0.5).clip(0, 255).astype(np.uint8), (lines + 0.5).clip(0, 255).astype(np.uint8)


def _box(mask: np.ndarray) -> tuple[slice, slice]:
    """What of a canvas a mask touches."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return slice(0), slice(0)
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def smooth(
    points: np.ndarray | Sequence[tuple[float, float]], closed: bool = True, fine: int = 8
) -> np.ndarray:
    """A curve through points (N, 2): centripetal enough for ours (Catmull-Rom)."""
    points = np.asarray(points, np.float64)
    if len(points) > 60:
        return points
    if closed:
        before, here, after, later = (np.roll(points, k, 0) for k in (1, 0, -1, -2))
    else:
        padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
        before, here, after, later = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = np.linspace(0, 1, fine, endpoint=False)[None, :, None]
    a, b, c, d = (p[:, None] for p in (before, here, after, later))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    curve = curve.reshape(-1, 2)
    return curve if closed else np.vstack([curve, points[-1]])


def mirrored(points: np.ndarray) -> np.ndarray:
    """The right half (N, 2), from top to bottom, with its left twin: a closed outline."""
    return np.vstack([points, (points * [-1, 1])[::-1]])
