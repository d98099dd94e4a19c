"""The network's half of colorization: a drawing and what says its colors in, a smooth picture out. No torch.

The planes are those of networks/colorizer.py; this file makes them in NumPy, so that a machine with OpenVINO
alone never loads torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anigen_core.character import PALETTE
from anigen_core.silhouette import silhouette

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "colorize"
"""Of the weights."""

STRIDE = 32
LOOKS = (256 * 384, 384 * 576)
"""Pixels of the drawing as the network looks at it, twice, and the mean of both counts: small it knows large
things such as a bust, for so it learned, larger the faces of whole figures. Colors are smooth, and the lines
are laid over them at the drawing's own size."""

REFERENCE = (384, 256)
"""Height and width into which a reference is fitted."""

HINTED = 0.05
"""Least share of a pixel of the small drawing that a hint must cover."""

PARTS = np.array([0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12], np.uint8)
"""The part (`stages.parse.PARTS`) of each of the network's: an iris is an eye, a coat a top."""


@dataclass(frozen=True, eq=False)
class Imagined:
    """picture: (H, W, 4) float32 in 0..1, RGB over white and coverage. parts: (H, W) uint8 numbers of
    `stages.parse.PARTS`."""

    picture: np.ndarray
    parts: np.ndarray


def imagine_colors(
    runner: Runner,
    lines: np.ndarray,
    hints: np.ndarray,
    *,
    reference: np.ndarray | None = None,
    palette: Mapping[str, tuple[int, int, int]] | None = None,
) -> Imagined:
    """The network's picture of a drawing, smooth: colors are to be kept to cells, and lines to be laid over.

    Args:
        runner: has the weights `NAME`.
        lines: (H, W) uint8, 0 = ink; any size.
        hints: (H, W, 4) uint8 straight alpha; alpha from 128 on is a hint.
        reference: (h, w, 4) uint8 straight alpha, any size; an opaque one's ground is told from its figure by
            the color of its border. None: no reference.
        palette: colors of parts of `character.PALETTE`; parts that are missing are left open.
    """
    height, width = lines.shape
    style, colors = reference_planes(reference), palette_numbers(palette or {})
    seen: dict[tuple[int, int], np.ndarray] = {}
    for area in LOOKS:
        drawing, size = drawing_planes(lines, hints, area)
        if size not in seen:  # a small drawing is never enlarged
            seen[size] = runner.run(NAME, drawing, style, colors)[0]
    picture, parts = (np.zeros((height, width, count), np.float32) for count in (4, len(PARTS)))
    for (tall, wide), out in seen.items():
        out = out[:, : tall // 2, : wide // 2].transpose(1, 2, 0)
        picture += _resized(out[..., :4], (width, height), cv2.INTER_LINEAR) / len(seen)
        parts += _resized(out[..., 4:], (width, height), cv2.INTER_LINEAR)
    return Imagined(np.clip(picture, 0, 1), PARTS[parts.argmax(2)])


def drawing_planes(lines: np.ndarray, hints: np.ndarray, area: int) -> tuple[np.ndarray, tuple[int, int]]:
    """(1, 5, h, w) float32 ink and hints at `area` pixels or less, extended by bare paper to multiples of 32;
    and the height and width without that, even."""
    height, width = lines.shape
    scale = min(1.0, (area / (height * width)) ** 0.5)
    tall, wide = (max(2, 2 * round(side * scale / 2)) for side in (height, width))
    painted = (hints[..., 3] >= 128).astype(np.float32)
    planes = np.dstack(
        [(255 - lines) * np.float32(1 / 255), hints[..., :3] * (painted[..., None] / 255), painted]
    )
    small = _resized(planes, (wide, tall), cv2.INTER_AREA)
    if scale < 0.75:
        small[..., 0] = np.minimum(small[..., 0] * 1.5, 1)  # as in training: thin lines would fade
    share = small[..., 4]
    hinted = share > HINTED
    small[..., 1:4] *= (hinted / np.maximum(share, 1e-3))[..., None]
    small[..., 4] = hinted
    padded = np.pad(small, ((0, -tall % STRIDE), (0, -wide % STRIDE), (0, 0)))
    return np.ascontiguousarray(padded.transpose(2, 0, 1)[None]), (tall, wide)


def reference_planes(reference: np.ndarray | None) -> np.ndarray:
    """(1, 5, 384, 256) float32: the reference over white, its coverage, and ones; zeros without one."""
    planes = np.zeros((1, 5, *REFERENCE), np.float32)
    if reference is None:
        return planes
    if reference[..., 3].min() == 255:
        figure = silhouette(reference[..., :3])
        if figure.mean() > 0.02:
            reference = np.dstack([reference[..., :3], (figure * 255).astype(np.uint8)])
    height, width = reference.shape[:2]
    scale = min(REFERENCE[0] / height, REFERENCE[1] / width)
    tall, wide = (
        max(1, min(most, round(side * scale))) for side, most in zip((height, width), REFERENCE, strict=True)
    )
    alpha = reference[..., 3:].astype(np.float32) / 255
    over = np.dstack([reference[..., :3] * (alpha / 255) + 1 - alpha, alpha])
    small = cv2.resize(over, (wide, tall), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    y, x = (REFERENCE[0] - tall) // 2, (REFERENCE[1] - wide) // 2
    planes[0, :3] = 1
    planes[0, :4, y : y + tall, x : x + wide] = small.transpose(2, 0, 1)
    planes[0, 4] = 1
    return planes


def palette_numbers(palette: Mapping[str, tuple[int, int, int]]) -> np.ndarray:
    """(1, 32) float32: red, green, blue in 0..1 and "given" of each part of `character.PALETTE`."""
    numbers = np.zeros((len(PALETTE), 4), np.float32)
    for part, color in palette.items():
        numbers[PALETTE.index(part)] = (*(value / 255 for value in color), 1)
    return numbers.reshape(1, -1)


def _resized(planes: np.ndarray, size: tuple[int, int], how: int) -> np.ndarray:
    """(H, W, C) float32 in another size (width, height); OpenCV takes four channels at a time."""
    some = [planes[..., i : i + 4] for i in range(0, planes.shape[2], 4)]
    return np.dstack([cv2.resize(np.ascontiguousarray(p), size, interpolation=how) for p in some])
