"""Joining a drawing with a generated body: where the artist drew, the artist wins; the body fills the rest.

The research plan's "take the color off, keep the lines, join with the other lines". What of a drawing
gives way to the body is decided in yielding.py; how the lines of the two meet, in seams.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.color import nearest_known
from anigen_core.inking.thinning import distance_to, grow
from anigen_core.lineart import merge_lines
from anigen_core.painting.segments import segment
from anigen_core.seams import bend, beside, carried, joined_ends
from anigen_core.yielding import agreeing, given_up, outside, whole_parts

DEEP = 0.14
"""How far from the drawing what is left of a drawn part must reach to be filled in, in units of the body's
size: a body that is wider than the drawing looks out by less, a half-drawn torso is missing more."""

PAINTED_SHARE = 0.05
"""Share of a drawn cell from which on it counts as colored by the artist."""

GROUND = 0.02
"""Share of the canvas from which on one color outside of all lines may be the ground behind the figure."""

BEYOND = 0.15
"""Share of such a color that must lie outside of the convex hull of the ink."""


@dataclass(frozen=True)
class Joined:
    """A drawing with a body filled in.

    Attributes:
        lines: (H, W) uint8, 0 = ink.
        colors: (H, W, 4) uint8, alpha 0 = not painted.
        parts: the body parts of which anything was used; empty when the artist had drawn them all.
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
    *,
    mix: float = 0.5,
) -> Joined:
    """Fill in what the artist left out.

    Args:
        lines: (H, W) uint8 of the artist, all 255 where there are none.
        colors: (H, W, 4) uint8 of the artist, all 0 where there are none.
        body_lines, body_colors: the same of the body.
        body_parts: (H, W) uint8, number of the body part at each pixel, 0 = none.
        mix: 0..1 moves the border between the two. Toward 0 the body adds only parts of which nothing is
            drawn; at 0.5 it adds what is missing; toward 1 it takes over parts that are drawn, those
            drawn by half first, then from the feet up, until of the drawing only strokes are left that
            agree with the body's.
    """
    cells = segment(lines)
    ground = _ground(lines, colors, cells)
    covered = _covered(lines, np.where(ground[..., None], np.uint8(0), colors), cells)
    shares = _shares(covered, body_parts)
    dropped = given_up(lines, colors, cells, covered, body_parts, shares, mix)
    kept_lines, kept_colors = lines, colors
    if dropped.any():
        kept_lines = np.where(dropped & ~agreeing(lines, body_lines), np.uint8(255), lines)
        kept_colors = np.where(dropped[..., None], np.uint8(0), colors)
        covered &= ~dropped

    room, parts = _room(covered, body_parts, shares, mix)
    field = bend(kept_lines, body_lines, room, covered)
    if field is not None:
        body_lines = carried(body_lines, field, soft=True)
        body_colors, body_parts = carried(body_colors, field), carried(body_parts, field)
        room, parts = _room(covered, body_parts, shares, mix)
    allowed = np.where(room, body_lines, np.uint8(255))
    merged = merge_lines(kept_lines, allowed, region=covered, radius=beside(lines))
    # Not a pixel of the artist changes.
    merged = np.where(covered, merged, joined_ends(kept_lines, body_lines, merged, beside(lines)))

    painted = kept_colors[..., 3:] > 0
    own = painted & ~ground[..., None]
    fill = room | (covered & _uncolored(cells, own[..., 0]))
    if not own.any():
        fill = np.ones_like(room)  # an uncolored drawing takes its colors from the body that it covers
    filled = np.where(fill[..., None], body_colors, np.uint8(0))
    filled = np.where(filled[..., 3:] > 0, filled, kept_colors)
    if ground.any():  # what is gone leaves no hole in it
        holes = grow(dropped, 4) & ~covered & (filled[..., 3] == 0)
        filled[holes] = colors.reshape(-1, 4)[nearest_known(ground)[holes]]
    return Joined(merged, np.where(own, kept_colors, filled), parts)


def silhouette(lines: np.ndarray, colors: np.ndarray) -> np.ndarray:
    """(H, W) bool: what a drawing covers: paint, ink, and every cell that the frame does not touch."""
    return _covered(lines, colors, segment(lines))


def _covered(lines: np.ndarray, colors: np.ndarray, cells: np.ndarray) -> np.ndarray:
    covered = (colors[..., 3] >= 128) | (lines < 200)
    return covered | ~outside(cells) if covered.any() else covered


def _ground(lines: np.ndarray, colors: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """(H, W) bool: paint behind the figure: a color, outside of closed cells, that reaches round all ink."""
    ground = np.zeros(lines.shape, bool)
    points = cv2.findNonZero((lines < 200).astype(np.uint8))
    loose = (colors[..., 3] >= 128) & outside(cells)
    if points is None or not loose.any():
        return ground
    hull = np.zeros(lines.shape, np.uint8)
    cv2.fillConvexPoly(hull, cv2.convexHull(points), 1)
    x, y, width = cv2.boundingRect(points)[:3]
    near = 0.05 * max(lines.shape)  # a foot or a hand may stick out of it
    packed = colors[..., :3].astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    found, counts = np.unique(packed[loose], return_counts=True)
    for color in found[counts >= GROUND * lines.size]:
        mask = loose & (packed == color)
        left, top, across = cv2.boundingRect(mask.astype(np.uint8))[:3]
        wide = left <= x + near and left + across >= x + width - near and top <= y + near
        # The color of a figure that is open below reaches as far as its outline, but hardly beyond.
        if wide and (mask & (hull == 0)).sum() >= BEYOND * mask.sum():
            ground |= mask
    return ground


def _shares(covered: np.ndarray, body_parts: np.ndarray) -> np.ndarray:
    """(256,) the share of each part that is covered; NaN for a part that is not there."""
    area = np.bincount(body_parts.ravel(), minlength=256).astype(float)
    area[0], area[area == 0] = np.nan, np.nan
    return np.bincount(body_parts[covered], minlength=256) / area


def _room(
    covered: np.ndarray, body_parts: np.ndarray, shares: np.ndarray, mix: float
) -> tuple[np.ndarray, tuple[int, ...]]:
    """(H, W) bool where the body is drawn, and the parts of it that are."""
    mine = np.isin(body_parts, whole_parts(shares, mix))
    # What is missing of a part that is drawn by half.
    rest = (body_parts > 0) & ~mine & ~covered
    size = float(np.sqrt((body_parts > 0).sum()))
    deep = DEEP * size * (0.5 / max(mix, 0.01) if mix <= 0.5 else 2 - 2 * mix)
    far = rest & (distance_to(covered) > deep)
    if far.any() and covered.any():
        missing = rest & _toward(covered, far) & (distance_to(far) <= 1.1 * deep)
        brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(0.02 * size) + 1,) * 2)
        mine |= cv2.morphologyEx(missing.astype(np.uint8), cv2.MORPH_OPEN, brush) > 0
    # An outline lies half outside its part, so the room is a little wider.
    room = cv2.dilate(mine.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    seen = np.bincount(body_parts[mine & ~covered], minlength=256) > 0
    return room & ~covered, tuple(int(part) for part in np.flatnonzero(seen) if part)


def _toward(covered: np.ndarray, far: np.ndarray) -> np.ndarray:
    """(H, W) bool: what lies between the drawing and what is far from it, and not beside the drawing."""
    here = np.indices(covered.shape)
    come = here - np.array(np.unravel_index(nearest_known(covered), covered.shape))
    go = np.array(np.unravel_index(nearest_known(far), far.shape)) - here
    return far | ((come * go).sum(0) >= 0.5 * np.hypot(*come) * np.hypot(*go))


def _uncolored(cells: np.ndarray, painted: np.ndarray) -> np.ndarray:
    """(H, W) bool: cells in which the artist painted next to nothing."""
    area = np.bincount(cells.ravel())
    share = np.bincount(cells[painted], minlength=len(area)) / np.maximum(area, 1)
    return (share < PAINTED_SHARE)[cells]
