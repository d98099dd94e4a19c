"""Pictures for tests of the library: a small figure drawn by code, in colors, stances and sizes."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image

PINK, BLUE, GREEN, GRAY = (236, 130, 170), (60, 90, 190), (60, 150, 90), (130, 130, 130)
SKIN = (250, 219, 196)


def small_figure(hair: tuple, dress: tuple, arm: int = 40, size: tuple[int, int] = (96, 144)) -> np.ndarray:
    """(H, W, 3) uint8: a figure on white. arm: how far a hand is lifted, in pixels."""
    picture = np.full((144, 96, 3), 255, np.uint8)
    cv2.ellipse(picture, (48, 34), (22, 26), 0, 0, 360, hair, -1)
    cv2.ellipse(picture, (48, 40), (15, 18), 0, 0, 360, SKIN, -1)
    cv2.fillPoly(picture, [np.array([(40, 58), (56, 58), (72, 112), (24, 112)])], dress)
    cv2.line(picture, (56, 64), (84, 100 - arm), SKIN, 6)
    for x in (40, 56):
        cv2.line(picture, (x, 112), (x, 138), SKIN, 7)
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS))


def write_figures(folder: Path, count: int) -> list[Path]:
    """`count` files 00.png, 01.png ... of figures that all differ."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(5)
    paths = []
    for number in range(count):
        colors = rng.integers(20, 236, (2, 3))
        picture = small_figure(
            *(tuple(int(v) for v in color) for color in colors), arm=int(rng.integers(0, 80))
        )
        paths.append(folder / f"{number:02}.png")
        Image.fromarray(picture).save(paths[-1])
    return paths
