"""The artist's color blocks, sorted: which paints there are, where each block lies, and how exact they are.

Blocks are compared with the ink: lines stand where the figure meets the paper and where unlike paints meet,
so the distance of such edges from the nearest ink says how carefully the blocks were placed, and a common
shift of all of them shows as a better fit elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.color import pack_rgb, srgb_to_oklab, unpack_rgb

INK = 150
"""Line pixels darker than this are ink. Lighter ones are anti-aliasing or pencil dust."""


@dataclass(frozen=True)
class Blocks:
    """The artist's paint, sorted.

    paint: (H, W) int32, index into colors, -1 where bare. colors: (K, 3) uint8.
    blob: (H, W) int32, number of the connected block from 1 up, 0 where bare. slack: pixels by which the
    edges of the blocks miss the ink. rim_slack: the same for the edges between paint and bare paper.
    """

    paint: np.ndarray
    colors: np.ndarray
    blob: np.ndarray
    slack: float
    rim_slack: float


def pairs(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Flat indices (first, second) of all horizontally and vertically adjacent pixels of unequal label."""
    index = np.arange(labels.size).reshape(labels.shape)
    across, down = labels[:, 1:] != labels[:, :-1], labels[1:] != labels[:-1]
    first = np.concatenate([index[:, :-1][across], index[:-1][down]])
    second = np.concatenate([index[:, 1:][across], index[1:][down]])
    return first, second


class Groups:
    """Numbers 0..count-1 joined into groups (union-find); a group goes by the name of one of its members."""

    def __init__(self, count: int) -> None:
        self._parent = np.arange(count)

    def name(self, number: int) -> int:
        """The name of the group that `number` is in."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = int(parent[number])
        return number

    def join(self, kept: int, given_up: int) -> None:
        """Put two groups, given by their names, together under the first name."""
        self._parent[given_up] = kept

    def names(self) -> np.ndarray:
        """(count,) int64: the name of every number's group."""
        return np.array([self.name(number) for number in range(len(self._parent))], np.int64)


def visible(lab: np.ndarray) -> np.ndarray:
    """(..., 3) OKLab with near-blacks drawn together: its cube root tells apart what no screen shows."""
    light = lab[..., :1]
    return np.concatenate(
        [np.maximum(light, 0.2 + 0.3 * (light - 0.2)), lab[..., 1:] * np.clip(light / 0.3, 0, 1)], -1
    )


def inner_distance(labels: np.ndarray) -> np.ndarray:
    """(H, W) float32: pixels from the border of the own label; the frame of the picture is no border."""
    edge = np.full(labels.shape, 255, np.uint8)
    first, second = pairs(labels)
    edge.reshape(-1)[first] = 0
    edge.reshape(-1)[second] = 0
    if edge.all():
        return np.full(labels.shape, float(max(labels.shape)), np.float32)
    return cv2.distanceTransform(edge, cv2.DIST_L2, 5) + 1


def sort_paint(colors: np.ndarray, painted: np.ndarray, lines: np.ndarray, fit: bool) -> Blocks:
    """Sort the paint.

    Args:
        colors: (H, W, 4) uint8. painted: (H, W) bool, not empty. lines: (H, W) uint8, 0 = ink.
        fit: move all blocks together by up to 1.5 % of the picture where that meets the ink clearly better.
    """
    paint, centers = _separate(colors, painted)
    room = _room(lines)
    edge = np.zeros(paint.shape, bool)
    first, second = pairs(paint)
    # Lines stand between the figure and the paper and between unlike paints, seldom between two tones.
    lab = np.concatenate([visible(srgb_to_oklab(centers)), np.full((1, 3), 9.0)]).astype(np.float32)
    step = lab[paint.reshape(-1)[first]] - lab[paint.reshape(-1)[second]]
    strong = (step**2).sum(-1) > 0.15**2
    edge.reshape(-1)[first[strong]] = True
    edge.reshape(-1)[second[strong]] = True
    if fit and edge.any() and np.isfinite(room).all():
        dx, dy = _offset(edge, room)
        paint = _shifted(paint, dx, dy)
    first, second = pairs(paint)
    miss = room.reshape(-1)[first]
    rim = (paint.reshape(-1)[first] < 0) | (paint.reshape(-1)[second] < 0)
    most = max(paint.shape) / 24
    slack, rim_slack = _middle(miss, most), _middle(miss[rim], most)
    blob = np.zeros(paint.shape, np.int32)
    count = 0
    for k in range(len(centers)):
        total, parts = cv2.connectedComponents(
            np.where(paint == k, np.uint8(1), np.uint8(0)), connectivity=8, ltype=cv2.CV_32S
        )
        blob += np.where(parts > 0, parts + count, 0)
        count += total - 1
    return Blocks(paint, centers, blob, slack, rim_slack)


def _middle(values: np.ndarray, most: float) -> float:
    """Median of some distances, between 1 and `most`; 1 where there is no distance to speak of."""
    middle = float(np.median(values)) if len(values) else 1.0
    return min(max(middle, 1.0), max(most, 1.0)) if np.isfinite(middle) else 1.0


def _separate(colors: np.ndarray, painted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell the paints apart: (H, W) int32 index or -1, and (K, 3) uint8 in the artist's exact values."""
    rgb = np.ascontiguousarray(colors[..., :3])
    box = np.ones((3, 3), np.uint8)
    # Anti-aliased rims between two blocks are mixtures, not paints: only even places found a color.
    even = (cv2.dilate(rgb, box).astype(np.int16) - cv2.erode(rgb, box)).max(axis=2) < 24
    even &= cv2.erode(painted.astype(np.uint8), box) > 0
    weight = np.where(even, 1.0, 0.05)[painted]
    pixels = rgb[painted]
    packed = pack_rgb(pixels)
    cell = (packed >> 19 & 31) << 10 | (packed >> 11 & 31) << 5 | packed >> 3 & 31
    mass = np.bincount(cell, weight, minlength=32768)
    used = np.flatnonzero(mass)
    used = used[np.argsort(-mass[used], kind="stable")]
    sums = np.stack([np.bincount(cell, weight * pixels[:, c], minlength=32768) for c in range(3)], axis=1)
    lab = visible(srgb_to_oklab((sums[used] / mass[used, None] + 0.5).astype(np.uint8)))
    least = max(3.0, 2e-5 * painted.size)
    # Hand-painted gradients hold many values, blocks few: as fine a distinction as 48 paints allow.
    for same in (0.012, 0.02, 0.03, 0.045, 0.065, 0.1):
        chosen = _spread_out(lab, mass[used] >= least, same)
        if len(chosen) <= 48:
            break
    centers = np.empty((len(chosen), 3), np.uint8)
    for k, i in enumerate(chosen):
        inside = cell == used[i]
        values, at = np.unique(packed[inside], return_inverse=True)
        centers[k] = unpack_rgb(values[np.argmax(np.bincount(at, weight[inside]))])
    own = visible(srgb_to_oklab(centers))
    table = np.zeros(32768, np.int32)
    table[used] = np.argmin(((lab[:, None] - own[None]) ** 2).sum(-1), axis=1)
    paint = np.full(painted.shape, -1, np.int32)
    paint[painted] = table[cell]
    return paint, centers


def _spread_out(lab: np.ndarray, enough: np.ndarray, same: float) -> list[int]:
    """Indices of colors, the first always taken, that are farther than `same` from all taken before."""
    chosen = [0]
    nearest = ((lab - lab[0]) ** 2).sum(1)
    for i in np.flatnonzero(enough):
        if nearest[i] > same**2:
            chosen.append(int(i))
            nearest = np.minimum(nearest, ((lab - lab[i]) ** 2).sum(1))
            if len(chosen) > 48:
                break
    return chosen


def _room(lines: np.ndarray) -> np.ndarray:
    """(H, W) float32 distance to the nearest ink, infinite where the drawing has none."""
    free = np.where(lines >= INK, np.uint8(255), np.uint8(0))
    if free.all():
        return np.full(lines.shape, np.inf, np.float32)
    return cv2.distanceTransform(free, cv2.DIST_L2, 5)


def _offset(edge: np.ndarray, room: np.ndarray) -> tuple[int, int]:
    """The (dx, dy) that brings the edges of the blocks onto the ink; (0, 0) unless it is clearly better."""
    reach = max(1, round(max(edge.shape) * 0.015))
    y, x = np.nonzero(edge)
    step = max(1, len(y) // 4000)
    y, x = y[::step], x[::step]
    height, width = edge.shape
    near = np.minimum(room, reach)
    cost: dict[tuple[int, int], float] = {}

    def price(dx: int, dy: int) -> float:
        if (dx, dy) not in cost:
            at = near[np.clip(y + dy, 0, height - 1), np.clip(x + dx, 0, width - 1)]
            cost[dx, dy] = float(at.mean())
        return cost[dx, dy]

    coarse = range(-reach // 2 * 2, reach + 1, 2)
    tries = [(dx, dy) for dx in coarse for dy in coarse]
    best = min(tries, key=lambda d: (price(*d), abs(d[0]) + abs(d[1])))
    around = [(best[0] + i, best[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    best = min(around, key=lambda d: (price(*d), abs(d[0]) + abs(d[1])))
    return best if price(*best) < 0.6 * price(0, 0) else (0, 0)


def _shifted(array: np.ndarray, dx: int, dy: int) -> np.ndarray:
    """Move the content by (dx, dy); what comes in from outside repeats the frame."""
    height, width = array.shape
    rows = np.clip(np.arange(height) - dy, 0, height - 1)
    columns = np.clip(np.arange(width) - dx, 0, width - 1)
    return array[rows[:, None], columns[None]]
