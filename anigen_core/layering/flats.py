"""Flat color blocks as a thing of their own: which there are, how they meet under the ink, how they grow."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import nearest_known, pack_rgb, palette, unpack_rgb
from anigen_core.imaging import Extent

_NOTHING = 0xFFFFFFFF
"""Stands for "no color here" among colors packed as 0xRRGGBB."""


def blocks(flats: np.ndarray, most: int = 24) -> tuple[np.ndarray, list[tuple[int, int, int]]]:
    """Sort the pixels into color blocks.

    Args:
        flats: (H, W, 4) uint8; alpha under 128 = nothing there.
        most: with more colors than this, near ones (in OKLab) share a block; pixels keep their own color.

    Returns:
        labels (H, W) uint8, 0 = nothing, else the block counted from 1, largest first; and the main color
        (r, g, b) of each block.
    """
    codes, inverse = distinct_runs(_packed(flats))
    labels_of = np.zeros(len(codes), np.int64)
    real = codes != _NOTHING
    counts = np.bincount(inverse[0], inverse[1], minlength=len(codes))
    colors = unpack_rgb(codes)
    if real.sum() > most:
        labels_of[real] = palette(colors[real], most, weights=counts[real])[1] + 1
    else:
        labels_of[real] = np.arange(1, real.sum() + 1)
    area = np.bincount(labels_of, counts)
    area[0] = np.inf  # nothing stays number 0
    order = [label for label in np.argsort(-area, kind="stable") if area[label] > 0]
    rank = np.zeros(len(area), np.uint8)
    rank[order] = np.arange(len(order))
    main = [np.flatnonzero(labels_of == label) for label in order[1:]]
    names = [colors[members[np.argmax(counts[members])]] for members in main]
    labels = np.repeat(rank[labels_of][inverse[0]], inverse[1]).reshape(flats.shape[:2])
    return labels, [(int(r), int(g), int(b)) for r, g, b in names]


def spread_under_ink(flats: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Let flats meet under the lines: unpainted inked pixels take what the nearest pixel without ink has.

    Flats that already reach the middle of a line stay as they are, since beyond it the other side is nearer.

    Args:
        flats: (H, W, 4) uint8.
        lines: (H, W) uint8, 0 = ink.

    Returns:
        (H, W, 4) uint8; the same array when there is nothing to do.
    """
    gap = (flats[..., 3] < 128) & (lines < 255)
    clear = lines == 255
    if not gap.any() or not clear.any():
        return flats
    spread = flats.copy()
    spread[gap] = flats.reshape(-1, 4)[nearest_known(clear)[gap]]
    return spread


def enlarge_flats(flats: np.ndarray, extent: Extent, *, strip: int = 256) -> np.ndarray:
    """Flats at a larger size: still hard edged and in the same colors, the borders smooth curves, not stairs.

    Each color's mask is blurred a little and enlarged with a cubic kernel, and every pixel takes the color
    whose mask is strongest there. Parts so thin that the blur would lose them are strengthened first.

    Args:
        flats: (H, W, 4) uint8; alpha under 128 = nothing.
        extent: the new size.
        strip: rows of the result worked on at once.

    Returns:
        (extent.height, extent.width, 4) uint8, alpha 0 or 255.
    """
    height, width = flats.shape[:2]
    packed = _packed(flats)
    codes, (index, lengths) = distinct_runs(packed)
    labels = np.repeat(index, lengths).reshape(height, width).astype(np.int32)
    kept = _winner_after_blur(labels, len(codes)) == labels
    scale_y, scale_x = extent.height / height, extent.width / width
    result = np.empty((extent.height, extent.width), np.uint32)
    margin = 8
    for top in range(0, extent.height, strip):
        bottom = min(top + strip, extent.height)
        first = max(0, int(top / scale_y) - margin)
        last = min(height, int(np.ceil(bottom / scale_y)) + margin)
        # Where row `top`.. of the result lies in the source, for pixel centers.
        matrix = np.array(
            [[1 / scale_x, 0, 0.5 / scale_x - 0.5], [0, 1 / scale_y, (top + 0.5) / scale_y - 0.5 - first]]
        )
        best = np.full((bottom - top, extent.width), -1.0, np.float32)
        winner = np.zeros((bottom - top, extent.width), np.int32)
        for label in np.unique(labels[first:last]):
            mask = labels[first:last] == label
            columns = np.flatnonzero(mask.any(axis=0))
            left, right = max(0, columns[0] - margin), min(width, columns[-1] + 1 + margin)
            score = _score(mask[:, left:right], kept[first:last, left:right])
            out_left, out_right = int(left * scale_x), min(extent.width, int(np.ceil(right * scale_x)))
            shifted = matrix.copy()
            shifted[0, 2] += out_left / scale_x - left
            grown = cv2.warpAffine(
                score,
                shifted,
                (out_right - out_left, bottom - top),
                flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
                borderMode=cv2.BORDER_REPLICATE,
            )
            better = grown > best[:, out_left:out_right]
            best[:, out_left:out_right][better] = grown[better]
            winner[:, out_left:out_right][better] = label
        result[top:bottom] = codes[winner]
    unpacked = unpack_rgb(result)
    alpha = np.where(result == _NOTHING, np.uint8(0), np.uint8(255))
    unpacked[alpha == 0] = 0
    return np.dstack([unpacked, alpha])


def enlarge_regions(
    flats: np.ndarray, parts: np.ndarray | None, extent: Extent
) -> tuple[np.ndarray, np.ndarray | None]:
    """Flats and the part number of each pixel, enlarged together so that both end at the same curves.

    Args:
        flats: (H, W, 4) uint8; alpha under 128 = nothing.
        parts: (H, W) uint8, or None where they are not known.
        extent: the new size.

    Returns:
        The two at the new size; parts are 0 where there is nothing.
    """
    if parts is None:
        return enlarge_flats(flats, extent), None
    pairs = _packed(flats).astype(np.int64) << 8 | parts.ravel()
    there = flats[..., 3].ravel() >= 128
    known, index = np.unique(np.where(there, pairs, -1), return_inverse=True)
    coded = np.dstack([unpack_rgb(index.reshape(parts.shape)), flats[..., 3]])
    large = enlarge_flats(coded, extent)
    known = np.maximum(known, 0)
    color = np.concatenate([unpack_rgb(known >> 8), np.full((len(known), 1), 255, np.uint8)], axis=1)
    pair = pack_rgb(large[..., :3])
    seen = large[..., 3] > 0
    large[:] = color[pair]
    large[~seen] = 0
    return large, np.where(seen, (known & 255).astype(np.uint8)[pair], np.uint8(0))


_SIGMA = 1.2


def _score(mask: np.ndarray, kept: np.ndarray) -> np.ndarray:
    score = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), _SIGMA, borderType=cv2.BORDER_REPLICATE)
    lost = mask & ~kept
    if lost.any():
        score += cv2.GaussianBlur(lost.astype(np.float32), (0, 0), 0.6, borderType=cv2.BORDER_REPLICATE)
    return score


def _winner_after_blur(labels: np.ndarray, count: int) -> np.ndarray:
    """(H, W) int32: the label that is strongest after the blur, at the size the labels have."""
    best = np.full(labels.shape, -1.0, np.float32)
    winner = np.zeros_like(labels)
    for label in range(count):
        mask = labels == label
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        area = (
            slice(max(0, rows[0] - 8), rows[-1] + 9),
            slice(max(0, columns[0] - 8), columns[-1] + 9),
        )
        blurred = cv2.GaussianBlur(
            mask[area].astype(np.float32), (0, 0), _SIGMA, borderType=cv2.BORDER_REPLICATE
        )
        better = blurred > best[area]
        best[area][better] = blurred[better]
        winner[area][better] = label
    return winner


def _packed(flats: np.ndarray) -> np.ndarray:
    """(H*W,) uint32 0xRRGGBB, or `_NOTHING`."""
    code = flats[..., 0].astype(np.uint32) << 16
    code |= flats[..., 1].astype(np.uint32) << 8
    code |= flats[..., 2]
    code[flats[..., 3] < 128] = _NOTHING
    return code.ravel()


def distinct_runs(codes: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """The distinct codes, and the array as runs: (index into them, length) of each run.

    Flats are made of long runs, and sorting runs is a hundred times faster than sorting pixels.
    """
    starts = np.concatenate([[0], np.flatnonzero(codes[1:] != codes[:-1]) + 1])
    lengths = np.diff(np.append(starts, len(codes)))
    distinct, index = np.unique(codes[starts], return_inverse=True)
    return distinct, (index, lengths)
