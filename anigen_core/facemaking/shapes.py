"""Measures and strokes that all of a face drawn by rule has in common."""

from __future__ import annotations

import numpy as np

from anigen_core.facemaking.canvas import Canvas

LINE = 0.0085
"""Width of an outline, in sides."""

CROWN, SKULL = -0.335, 0.205
"""Top of the skull and half of its width, from the middle between the eyes, in sides."""


def pen(color: np.ndarray) -> np.ndarray:
    """The color of lines round a color: a dark one of its own hue."""
    return 0.16 * color + np.array([26.0, 16.0, 26.0])


def shape(canvas: Canvas, points: np.ndarray, color: np.ndarray, width: float = LINE) -> np.ndarray:
    """Fill a polygon and draw its outline; gives its mask."""
    mask = canvas.mask(points)
    canvas.lay(mask, color)
    canvas.draw(canvas.outline(points, width), pen(color))
    return mask


def ring(place: tuple[float, float], radius: float) -> np.ndarray:
    """(32, 2) points of a circle."""
    turn = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    return np.array(place) + radius * np.column_stack([np.cos(turn), np.sin(turn)])
