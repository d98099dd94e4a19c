"""Parts that every character has, in their own units: eyes, mouths, hands.

Eyes: origin at the middle, half the width and half the height are 1, +x is the outer corner. Hands: origin at
the wrist, which is about one unit from the tip of the middle finger.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .curves import Path
from .pen import Sketch


def oval(x: float, y: float, rx: float, ry: float) -> Path:
    """A closed ellipse."""
    angle = np.linspace(0, 2 * np.pi, 12, endpoint=False) - 2.2
    points = np.stack([x + rx * np.cos(angle), y + ry * np.sin(angle)], axis=1)
    none = np.zeros(12, bool)
    return Path(points, none, none)


def spark(x: float, y: float, size: float, points: int = 4, deep: float = 0.32) -> Path:
    """A star; `deep` is how far its notches reach, as a share of its radius."""
    angle = np.linspace(0, 2 * np.pi, 2 * points, endpoint=False) - np.pi / 2
    radius = np.where(np.arange(2 * points) % 2 == 0, size, size * deep)
    star = np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)
    return Path(star, np.ones(2 * points, bool), np.zeros(2 * points, bool))


@dataclass(frozen=True)
class Eyes:
    """How a pair of eyes is drawn; sizes in the units of the face."""

    width: float = 19.0
    height: float = 21.0
    iris: float = 0.60  # half its width, as a share of half the eye's
    gaze: tuple[float, float] = (0.0, 0.0)
    sharp: float = 0.0  # 0 = round, 1 = narrow and pointed
    line: float = 1.2
    lashes: bool = True
    rich: bool = False  # more lashes and the drawing inside the iris, for large faces


def eye(
    sketch: Sketch, x: float, y: float, look: Eyes, *, mirrored: bool, narrow: float = 1.0, turn: float = 0.0
) -> None:
    """One open eye in the middle of (x, y); `mirrored` puts the outer corner to the left."""
    stretch = look.width / look.height * narrow
    with sketch.at(x, y, look.height, turn, flip=mirrored, stretch=stretch):
        side = -1.0 if sketch.mirrored else 1.0  # the light stays on one side of the picture
        low = 0.84 - 0.12 * look.sharp
        sketch.clear(
            f"-0.96 0.12, -0.72 -0.42, -0.1 -0.86, 0.55 -0.78, 0.98 -0.2, 0.92 0.3, 0.55 {low - 0.1}, "
            f"0 {low}, -0.6 {low - 0.16}",
            "white",
        )
        gx, gy = side * look.gaze[0], look.gaze[1]
        rx, ry = look.iris / narrow**0.5, 0.86
        cx, cy = 0.02 + gx, -0.02 + gy
        sketch.shape(oval(cx, cy, rx, ry), "iris", look.line)
        sketch.fill(oval(cx, cy - 0.02, rx * 0.42, ry * 0.46))
        if look.rich:
            for angle in np.radians((35, 55, 75, 95, 115, 135)):
                ux, uy = rx * np.cos(angle), ry * np.sin(angle)
                sketch.line(
                    f"{cx + 0.9 * ux} {cy + 0.9 * uy}, {cx + 0.62 * ux} {cy + 0.64 * uy}",
                    width=look.line * 0.6,
                    ends=0.1,
                )
        # The upper lid throws its shadow on the iris.
        sketch.fill(
            f"{cx - rx} {cy - 0.15}!, {cx - rx * 0.75} {cy - 0.95}, {cx + rx * 0.75} {cy - 0.95}, "
            f"{cx + rx} {cy - 0.15}!, "
            f"{cx + rx * 0.55} {cy - 0.43}, {cx} {cy - 0.52}, {cx - rx * 0.55} {cy - 0.43}"
        )
        sketch.clear(oval(cx - side * rx * 0.42, cy - 0.36, rx * 0.36, 0.23), "white")
        sketch.clear(oval(cx + side * rx * 0.45, cy + 0.42, rx * 0.2, 0.12))
        _lids(sketch, look, low)


def _lids(sketch: Sketch, look: Eyes, low: float) -> None:
    up = 0.12 * look.sharp
    # Nothing of the iris may stick out over the lid.
    sketch.clear(
        f"-1.1 {0.0}!, -0.78 -0.5, -0.15 {-0.9 + up}, 0.6 {-0.8 + up}, 1.1 -0.2!, 1.2 -1.25, 0 -1.5, "
        f"-1.1 -1.2",
        "skin",
    )
    sketch.fill(
        f"-1.02 0.14!, -0.86 -0.34, -0.42 {-0.84 + up}, 0.15 {-1.02 + up}, 0.68 {-0.86 + up}, "
        f"0.98 -0.5, 1.3 -0.44!, 1.1 -0.2, 1.0 0.1!, "
        f"0.9 -0.3, 0.6 {-0.66 + up}, 0.1 {-0.83 + up}, -0.4 {-0.7 + up}, -0.78 -0.26"
    )
    if look.lashes:
        sketch.fill(f"0.7 {-0.8 + up}!, 1.0 {-0.8 + up}, 1.24 -0.86!, 1.12 -0.62, 0.98 -0.4!")
    sketch.line(
        f"-0.5 {-1.14 + up}, 0.1 {-1.27 + up}, 0.66 {-1.14 + up}, 0.98 {-0.9 + up}",
        width=look.line * 0.8,
        ends=0.1,
    )
    sketch.line(f"0.96 0.28, 0.8 0.56, 0.45 {low - 0.02}, 0.05 {low + 0.05}", width=look.line, ends=0.15)
    sketch.line(f"-1.0 0.12, -0.9 0.4, -0.62 {low - 0.14}, -0.3 {low}", width=look.line * 0.6, ends=0.3)
    if look.rich:
        sketch.fill(
            f"0.36 {-0.92 + up}!, 0.66 {-1.02 + up}, 0.86 {-1.16 + up}!, 0.8 {-0.96 + up}, 0.72 {-0.78 + up}!"
        )
        sketch.fill("0.9 -0.5!, 1.2 -0.62, 1.42 -0.7!, 1.26 -0.48, 1.08 -0.3!")
        sketch.line("0.78 0.6, 0.92 0.72", "-0.98 0.1, -1.06 0.2", width=look.line * 0.8, ends=0.1)
    if look.lashes:
        sketch.line("0.92 0.36, 1.1 0.46", width=look.line * 0.8, ends=0.1)


def open_hand(
    sketch: Sketch, x: float, y: float, size: float, turn: float, *, flip: bool = False, width: float = 1.4
) -> None:
    """A right hand seen from the palm, fingers spread; `turn` 0 points them up, the wrist is at (x, y)."""
    with sketch.at(x, y, size, turn, flip=flip):
        sketch.shape(
            "-0.15 0.04!, -0.21 -0.16, -0.27 -0.42, -0.38 -0.60, -0.45 -0.71, -0.41 -0.77, "
            "-0.34 -0.72, -0.25 -0.57, -0.18 -0.50!,"
            "-0.21 -0.72, -0.25 -0.88, -0.19 -0.95, -0.12 -0.89, -0.08 -0.70, -0.055 -0.54!,"
            "-0.05 -0.75, -0.05 -0.94, 0.02 -1.01, 0.08 -0.95, 0.09 -0.75, 0.09 -0.54!,"
            "0.15 -0.72, 0.20 -0.88, 0.27 -0.93, 0.31 -0.86, 0.27 -0.68, 0.22 -0.46, 0.23 -0.33!,"
            "0.32 -0.42, 0.43 -0.55, 0.51 -0.57, 0.52 -0.48, 0.42 -0.28, 0.28 -0.12, 0.15 0.04!~",
            "skin", width,
        )  # fmt: skip
        sketch.line("0.2 -0.31, 0.08 -0.2, 0.07 -0.06", width=width * 0.7, ends=0.1)


def gripping_hand(
    sketch: Sketch, x: float, y: float, size: float, turn: float, *, flip: bool = False, width: float = 1.4
) -> None:
    """A left hand closed round a handle, from its back; `turn` 0 lets it hang, the wrist is at (x, y)."""
    with sketch.at(x, y, size, turn, flip=flip):
        sketch.shape(
            "-0.15 -0.04!, -0.2 0.16, -0.25 0.36, -0.25 0.52, -0.18 0.62, -0.1 0.58!, -0.04 0.66, "
            "0.03 0.6!, 0.09 0.66, 0.15 0.58!,"
            "0.21 0.6, 0.26 0.5, 0.24 0.3, 0.17 0.12, 0.14 -0.04!~",
            "skin", width,
        )  # fmt: skip
        sketch.line(
            "-0.1 0.58, -0.12 0.42",
            "0.03 0.6, 0.01 0.42",
            "0.15 0.58, 0.12 0.43",
            width=width * 0.7,
            ends=0.1,
        )
        sketch.shape(
            "-0.2 0.1~, -0.3 0.24, -0.3 0.42, -0.22 0.5, -0.15 0.42, -0.16 0.24~, -0.1 0.12~",
            "skin",
            width * 0.9,
        )
