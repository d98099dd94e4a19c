"""Draws the studio's icon, an anime eye, into anigen_core/ui/static/icon.png: `python assets/draw_icon.py`.

All that matters lies in the circle of 80% that every platform leaves of an icon.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from anigen_core.imaging import encode_png

SIDE, FINE = 512, 4
OUT = Path(__file__).parents[1] / "anigen_core" / "ui" / "static" / "icon.png"


def blend(top: tuple[int, int, int], bottom: tuple[int, int, int], rows: np.ndarray) -> np.ndarray:
    """(n, 3) colors between two, by rows in 0..1."""
    return np.asarray(top) * (1 - rows[:, None]) + np.asarray(bottom) * rows[:, None]


def main() -> None:
    side = SIDE * FINE
    y, x = np.mgrid[0:side, 0:side] / side
    picture = np.repeat(blend((244, 114, 182), (79, 70, 229), y[:, 0])[:, None], side, 1)

    def paint(mask: np.ndarray, color: np.ndarray | tuple[int, int, int]) -> None:
        picture[mask] = color[mask] if isinstance(color, np.ndarray) else color

    def oval(cx: float, cy: float, rx: float, ry: float) -> np.ndarray:
        return ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1

    # Between two arcs lies the white; the iris stands in it and is cut by the upper lid.
    white = oval(0.5, 0.62, 0.36, 0.30) & oval(0.5, 0.40, 0.40, 0.33)
    lid = oval(0.5, 0.62, 0.40, 0.36) & ~oval(0.5, 0.66, 0.37, 0.335) & (y < 0.56)
    rows = np.clip((y - 0.30) / 0.42, 0, 1)
    iris = np.asarray((30, 27, 75)) * (1 - rows[..., None]) + np.asarray((103, 232, 249)) * rows[..., None]
    paint(white, (255, 255, 255))
    ring = oval(0.5, 0.51, 0.175, 0.225) & white
    paint(ring, (30, 27, 75))
    paint(oval(0.5, 0.51, 0.158, 0.208) & white, iris)
    paint(oval(0.5, 0.50, 0.07, 0.105) & white, (23, 20, 60))
    paint(oval(0.5, 0.35, 0.36, 0.05) & ring, (30, 27, 75))
    paint(lid, (30, 27, 75))
    paint(oval(0.435, 0.425, 0.052, 0.066), (255, 255, 255))
    paint(oval(0.565, 0.605, 0.03, 0.038), (255, 255, 255))
    small = cv2.resize(picture.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    OUT.write_bytes(encode_png(np.clip(small + 0.5, 0, 255).astype(np.uint8)))


if __name__ == "__main__":
    main()
