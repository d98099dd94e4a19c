"""A character drawn by code, with known truth: lines, exact colors, and where which part lies."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

PAINTS = {
    "hair": (92, 64, 128),
    "skin": (250, 219, 196),
    "white": (252, 252, 252),
    "iris": (38, 132, 168),
    "mouth": (196, 72, 84),
    "dress": (60, 90, 160),
    "boots": (70, 50, 40),
}


@dataclass(frozen=True)
class Figure:
    """lines: (H, W) uint8. colors: (H, W, 4) uint8 that meet in the middle of the lines. part: (H, W) str
    names of PAINTS, "" for the background."""

    lines: np.ndarray
    colors: np.ndarray
    part: np.ndarray


def draw_figure(scale: float = 1.0, gap: int = 0, ink: int = 1) -> Figure:
    """A standing girl, 256x384 times `scale`. `gap` px are missing in the outlines of dress and jaw."""
    height, width = round(384 * scale), round(256 * scale)
    colors = np.zeros((height, width, 4), np.uint8)
    part = np.full((height, width), "", dtype="<U8")
    lines = np.full((height, width), 255, np.uint8)

    def shape(name: str, mask: np.ndarray) -> None:
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        lines[mask > 0] = 255  # what lies in front hides the lines behind it
        colors[mask > 0] = (*PAINTS[name], 255)
        part[mask > 0] = name
        cv2.drawContours(lines, contours, -1, 0, ink, cv2.LINE_AA)

    def ellipse(name: str, x: float, y: float, rx: float, ry: float) -> None:
        mask = np.zeros((height, width), np.uint8)
        center, axes = (round(x * scale), round(y * scale)), (round(rx * scale), round(ry * scale))
        cv2.ellipse(mask, center, axes, 0, 0, 360, 255, -1)
        shape(name, mask)

    def polygon(name: str, *points: tuple[float, float]) -> None:
        mask = np.zeros((height, width), np.uint8)
        cv2.fillPoly(mask, [np.round(np.array(points) * scale).astype(np.int32)], 255)
        shape(name, mask)

    ellipse("hair", 128, 78, 62, 66)
    polygon("skin", (104, 250), (124, 250), (120, 330), (106, 330))
    polygon("skin", (132, 250), (152, 250), (150, 330), (136, 330))
    polygon("boots", (102, 326), (122, 326), (122, 366), (94, 366))
    polygon("boots", (134, 326), (154, 326), (162, 366), (134, 366))
    polygon("skin", (84, 150), (98, 146), (70, 240), (56, 236))
    polygon("skin", (172, 150), (158, 146), (186, 240), (200, 236))
    polygon("skin", (117, 120), (139, 120), (141, 152), (115, 152))
    polygon("dress", (96, 142), (160, 142), (154, 200), (188, 270), (68, 270), (102, 200))
    ellipse("skin", 128, 88, 42, 46)
    for x in (110, 146):
        ellipse("white", x, 92, 11, 9)
        ellipse("iris", x, 92, 6, 7)
    ellipse("mouth", 128, 116, 8, 4)
    polygon("hair", (84, 84), (88, 44), (128, 30), (168, 44), (172, 84), (158, 62), (128, 54), (98, 62))
    if gap:
        for x, y in ((92, 220), (128, 134)):
            half = np.array([gap / 2, 12])
            low, high = np.round(np.array([x, y]) * scale - half), np.round(np.array([x, y]) * scale + half)
            (left, top), (right, bottom) = low.astype(int), high.astype(int)
            lines[top:bottom, left:right] = 255
    return Figure(lines, colors, part)


def shifted(colors: np.ndarray, dx: int, dy: int) -> np.ndarray:
    """The blocks moved by (dx, dy), bare where nothing moves in."""
    matrix = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    return cv2.warpAffine(colors, matrix, (colors.shape[1], colors.shape[0]), flags=cv2.INTER_NEAREST)
