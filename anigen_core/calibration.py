"""A drawn picture on which engines, precisions and conversions are compared.

It has what anime pictures have and what numerical shortcuts damage first: thin dark lines at many angles,
flat color beside flat color, a slow gradient, small highlights, fine hatching. Made by arithmetic, so it is
the same everywhere and belongs to nobody.
"""

from __future__ import annotations

import numpy as np

PAPER = (250, 246, 238)
SKIN = (250, 219, 196)
HAIR = (92, 64, 128)
IRIS = (38, 132, 168)
INK = (44, 28, 40)

SIZE = 128
"""Side in pixels of the picture that networks see."""


def calibration_picture(size: int = 96) -> np.ndarray:
    """A face, some hair, hatching and a gradient: (size, size, 3) uint8 RGB, anti-aliased."""
    fine = size * 4
    y, x = np.mgrid[0:fine, 0:fine].astype(np.float32) / fine
    picture = np.empty((fine, fine, 3), np.float32)
    picture[:] = PAPER
    picture[..., 0] -= 90 * y
    picture[..., 2] -= 60 * x * y
    thin = 1.6 / size

    def paint(mask: np.ndarray, color: tuple[int, int, int]) -> None:
        picture[mask] = color

    def distance(cx: float, cy: float, rx: float, ry: float) -> np.ndarray:
        """Signed distance to an ellipse in picture widths, roughly: negative inside."""
        return (np.hypot((x - cx) / rx, (y - cy) / ry) - 1) * min(rx, ry)

    hair, face = distance(0.5, 0.42, 0.34, 0.36), distance(0.5, 0.5, 0.24, 0.29)
    paint(hair < 0, HAIR)
    paint((hair < -0.02) & (hair > -0.05) & (y < 0.3), (150, 118, 186))
    paint(abs(hair) < thin / 2, INK)
    paint(face < 0, SKIN)
    paint((face < 0) & (x > 0.62 - 0.1 * y), (232, 184, 168))
    paint(abs(face) < thin / 2, INK)
    for side in (0.4, 0.6):
        eye = distance(side, 0.5, 0.06, 0.08)
        paint(eye < 0, (255, 255, 255))
        paint(distance(side, 0.51, 0.045, 0.065) < 0, IRIS)
        paint(distance(side, 0.52, 0.02, 0.03) < 0, INK)
        paint(distance(side - 0.015, 0.48, 0.012, 0.014) < 0, (255, 255, 255))
        paint((abs(eye) < thin / 2) & (y < 0.5), INK)
    for lean in np.linspace(-0.5, 0.5, 9):
        strand = abs(x - 0.5 - lean * (0.12 + y)) < thin / 3
        paint(strand & (hair < 0) & (face > 0), INK)
    paint((np.sin((x + y) * np.pi * size / 3) > 0.6) & (y > 0.84) & (x > 0.5), INK)
    paint((np.sin((x * 3 - y) * np.pi * size / 5) > 0.7) & (y > 0.84) & (x < 0.4), (200, 60, 70))
    small = picture.reshape(size, 4, size, 4, 3).mean((1, 3))
    return np.clip(small + 0.5, 0, 255).astype(np.uint8)


def calibration_drawing(size: int = 256) -> np.ndarray:
    """The same as a drawing, for networks that paint: (1, 15, size, size) float32.

    The planes of networks/pirec.py in the phase "generate": dark pixels are the ink; blocks of 16 pixels of
    their median color are painted, all but those of the lower right quarter. `size`: a multiple of 32.
    """
    picture = calibration_picture(size).astype(np.float32) / 255
    blocks = np.median(picture.reshape(size // 16, 16, size // 16, 16, 3), axis=(1, 3))
    planes = np.zeros((1, 15, size, size), np.float32)
    planes[0, 0] = np.clip((0.5 - picture.mean(axis=2)) * 4, 0, 1)
    planes[0, 4] = 1
    planes[0, 4, size // 2 :, size // 2 :] = 0
    planes[0, 1:4] = blocks.repeat(16, 0).repeat(16, 1).transpose(2, 0, 1) * planes[0, 4]
    planes[0, 12], planes[0, 14] = 1, 0.6
    return planes


def calibration_input(channels: int, low: float) -> np.ndarray:
    """The calibration picture as 1CHW float32 in `low`..1, its channels repeated as often as needed."""
    picture = calibration_picture(SIZE).astype(np.float32) / 255
    planes = picture.transpose(2, 0, 1)[np.arange(channels) % 3]
    return np.ascontiguousarray(planes[None] * (1 - low) + low, np.float32)


def compare(exact: np.ndarray, other: np.ndarray, low: float) -> tuple[float, float]:
    """Share of 8-bit samples that differ by at most 1, and PSNR in dB, of two outputs in `low`..1."""
    exact, other = (np.clip((array - low) / (1 - low), 0, 1) for array in (exact, other))
    steps = np.abs(np.rint(exact * 255) - np.rint(other * 255))
    error = float(np.square(exact - other, dtype=np.float64).mean())
    return float((steps <= 1).mean()), float(-10 * np.log10(max(error, 1e-12)))
