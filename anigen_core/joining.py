"""Joining a drawing with a generated body: where the artist drew, the artist wins; the body fills the rest.

The research plan's "take the color off, keep the lines, join with the other lines".
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.lineart import merge_lines
from anigen_core.painting.segments import segment

DRAWN_SHARE = 0.35
"""A body part that the artist's figure covers by more than this counts as drawn and is left out whole. An arm
that merely passes in front of a drawn dress overlaps less."""


@dataclass(frozen=True)
class Joined:
    """A drawing with a body filled in.

    Attributes:
        lines: (H, W) uint8, 0 = ink.
        colors: (H, W, 4) uint8, alpha 0 = not painted.
        parts: the body parts that were used; empty when the artist had drawn them all.
    """

    lines: np.ndarray
    colors: np.ndarray
    parts: tuple[int, ...]


def join_body(
    lines: np.ndarray,
    colors: np.ndarray,
    body_lines: np.ndarray,
    body_colors: np.ndarray,
    body_parts: np.ndarray,
) -> Joined:
    """Fill in what the artist left out.

    Args:
        lines: (H, W) uint8 of the artist, all 255 where there are none.
        colors: (H, W, 4) uint8 of the artist, all 0 where there are none.
        body_lines, body_colors: the same of the body.
        body_parts: (H, W) uint8, number of the body part at each pixel, 0 = none.
    """
    covered = silhouette(lines, colors)
    area = np.bincount(body_parts.ravel(), minlength=256)
    overlap = np.bincount(body_parts[covered], minlength=256)
    used = [part for part in range(1, 256) if area[part] and overlap[part] <= DRAWN_SHARE * area[part]]
    # An outline lies half outside its part, so the room is a little wider.
    room = cv2.dilate(np.isin(body_parts, used).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    room &= ~covered
    merged = merge_lines(lines, np.where(room, body_lines, np.uint8(255)), region=covered)

    painted = colors[..., 3:] > 0
    # An uncolored drawing takes its colors from the body that it covers: hair is hair in both.
    fill = room if painted.any() else np.ones_like(room)
    fill_colors = np.where(fill[..., None], body_colors, np.uint8(0))
    return Joined(merged, np.where(painted, colors, fill_colors), tuple(used))


def silhouette(lines: np.ndarray, colors: np.ndarray) -> np.ndarray:
    """(H, W) bool: what a drawing covers: paint, ink, and every cell that the frame does not touch."""
    covered = (colors[..., 3] >= 128) | (lines < 200)
    if not covered.any():
        return covered
    labels = segment(lines)
    frame = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    return covered | ~np.isin(labels, np.unique(frame))
