"""Ruled and squared paper under a drawing: found by its period, removed along its lines only.

A printed line crosses most of the sheet, a drawn stroke does not: the median over many strips of the sheet,
each shifted along the line's slant, shows the first and hides the second. Where a stroke crosses a ruled line
it is darker than the line alone, and stays as it is.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

_STRIPS = 48
_HALF_WIDTH = 5


class Ruling(NamedTuple):
    """A family of at least five parallel, equally spaced lines that cross the sheet."""

    upright: bool
    """False: the lines run along the rows; True: along the columns."""
    slope: float
    """Rows (columns where upright) gained per pixel along a line."""
    period: float
    """Distance of neighboring lines, px."""
    middles: np.ndarray
    """(N,) row (column) of each line in the middle of its way across the picture, px."""


def find_rulings(dark: np.ndarray) -> list[Ruling]:
    """Families of ruled lines on a page: none, one (ruled) or two (squared).

    Args:
        dark: (H, W) float32, 0 = paper, 1 = black.
    """
    found = [_find(dark, False), _find(dark.T, True)]
    return [ruling for ruling in found if ruling is not None]


def remove_ruling(dark: np.ndarray, ruling: Ruling) -> np.ndarray:
    """(H, W) float32 darkness without one family of lines; strokes that cross them keep their darkness."""
    result = np.ascontiguousarray(dark.T if ruling.upright else dark).copy()
    height, width = result.shape
    x = np.arange(width)
    lines = _follow(result, ruling)
    for line in lines:
        wanted = np.rint(line).astype(int) + np.arange(-_HALF_WIDTH, _HALF_WIDTH + 1)[:, None]
        inside = (wanted >= 0) & (wanted < height)
        rows = np.clip(wanted, 0, height - 1)
        band = result[rows, x]
        level = _level(band, wanted - line)
        rest = band - level
        # What is clearly darker than the line alone is a stroke across it, and keeps all of its darkness.
        grain = 1.4826 * float(np.median(np.abs(rest)))
        excess = cv2.blur(rest, (3, 3)) - 0.3 * level - max(0.03, 1.5 * grain)
        stroke = np.clip(excess / max(0.05, grain), 0, 1)
        clean = np.maximum(rest - grain * (level > 0.02), 0) * (1 - stroke) + band * stroke
        result[rows[inside], np.broadcast_to(x, rows.shape)[inside]] = clean[inside]
    return result.T if ruling.upright else result


def _find(dark: np.ndarray, upright: bool) -> Ruling | None:
    height, width = dark.shape
    if min(height, width) < 96:
        return None
    strip = width // _STRIPS
    clipped = np.minimum(dark[:, : strip * _STRIPS], 0.4)
    profiles = clipped.reshape(height, _STRIPS, strip).mean(axis=2)
    profiles -= cv2.blur(profiles, (1, 31))
    centers = (np.arange(_STRIPS) + 0.5) * strip - width / 2

    best = 0.0
    for reach, tries in ((0.09, 91), (0.002, 17)):
        slopes = best + np.linspace(-reach, reach, tries)
        best = float(slopes[np.argmax([_sheared(profiles, centers, slope).std() for slope in slopes])])
    profile = _sheared(profiles, centers, best)

    noise = 1.4826 * np.median(np.abs(profile - np.median(profile))) + 1e-4
    peak = (profile > np.roll(profile, 1)) & (profile >= np.roll(profile, -1))
    rows = np.flatnonzero(peak & (profile > max(4 * noise, 0.01)))
    rows = rows[(rows > 1) & (rows < height - 2)]
    period = _period(rows)
    if period is None:
        return None
    left, here, right = profile[rows - 1], profile[rows], profile[rows + 1]
    exact = rows + 0.5 * (left - right) / np.minimum(left - 2 * here + right, -1e-6)
    # Lines that only cut a corner never pass the middle.
    corner = np.arange(1, 1 + int(abs(best) * width / 2 / period + 0.5)) * period
    return Ruling(upright, best, period, np.concatenate([exact[0] - corner, exact, exact[-1] + corner]))


def _sheared(profiles: np.ndarray, centers: np.ndarray, slope: float) -> np.ndarray:
    """(H,) the median over all strips, each moved up by what the slope gained until there."""
    height = len(profiles)
    rows = np.arange(height, dtype=np.float32)[:, None] + (slope * centers).astype(np.float32)
    columns = np.broadcast_to(np.arange(len(centers), dtype=np.float32), rows.shape)
    moved = cv2.remap(profiles, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.median(moved, axis=1)


def _period(rows: np.ndarray) -> float | None:
    """The distance of equally spaced rows; None where they are too few or not equally spaced."""
    if len(rows) < 5:
        return None
    period = float(np.median(np.diff(rows)))
    if period < 6:
        return None
    # Drift is allowed (a photograph is not a scan): each step is judged by itself, in whole periods.
    steps = np.diff(rows) / period
    regular = np.abs(steps - np.maximum(np.rint(steps), 1)) < 0.2
    return period if regular.mean() >= 0.7 and regular.sum() >= 4 else None


def _follow(dark: np.ndarray, ruling: Ruling) -> np.ndarray:
    """(N, W) row of every line at every column, led back to the line where the page is a little bent."""
    width = dark.shape[1]
    strip = max(8, width // _STRIPS)
    centers = np.arange(strip / 2, width - strip / 2 + 1, strip)
    lines = ruling.middles[:, None] + ruling.slope * (centers - width / 2)
    offsets = np.arange(-3, 3.01, 0.5)
    smooth = cv2.blur(np.minimum(dark, 0.5), (strip | 1, 1))
    rows = lines[..., None] + offsets
    columns = np.broadcast_to(centers[:, None], rows.shape)
    flat_shape = (-1, len(offsets))
    sampled = cv2.remap(
        smooth,
        columns.reshape(flat_shape).astype(np.float32),
        rows.reshape(flat_shape).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).reshape(rows.shape)
    # All lines of a family bend alike, so strokes on some of them do not lead astray.
    shift = offsets[np.argmax(np.median(sampled, axis=0), axis=1)]
    kernel = np.ones(5) / 5
    shift = np.convolve(np.pad(shift, 2, mode="edge"), kernel, mode="valid")
    bent = np.interp(np.arange(width), centers, shift)
    return ruling.middles[:, None] + ruling.slope * (np.arange(width) - width / 2) + bent


def _level(band: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """Darkness of the printed line alone under each pixel of a band along it.

    The median over a long piece of the line, for each half pixel of distance from its middle.
    """
    width = band.shape[1]
    pieces = max(1, width // 160)
    edges = np.linspace(0, width, pieces + 1).astype(int)
    bins = np.rint((distance + _HALF_WIDTH + 1) * 2).astype(int)
    level = np.zeros_like(band)
    for start, end in pairwise(edges):
        part, which = band[:, start:end], bins[:, start:end]
        table = np.zeros(which.max() + 1, band.dtype)
        for b in range(which.min(), which.max() + 1):
            chosen = part[which == b]
            if len(chosen):
                table[b] = np.median(chosen)
        level[:, start:end] = table[which]
    # The paper's own level is not the line's.
    return np.maximum(level - np.minimum(level[0], level[-1]), 0)
