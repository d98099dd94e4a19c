"""Flat colors for the cells of a line drawing, from color blocks that hardly ever fit the lines.

Artists throw blocks, they do not fill cells: blocks are shifted, bleed over lines, miss cells, or hold two
colors where no line is drawn. How exact the blocks are is measured first (how far do their edges lie from
the ink?), and decides how much of the paint in a cell is taken for a neighbor's bleeding.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.color import nearest_known, srgb_to_oklab

INK = 150
"""Line pixels darker than this are ink. Lighter ones are anti-aliasing or pencil dust."""

PAINTED, GUESSED, BARE = 255, 128, 0
"""The three kinds of flat color: the artist's paint, inferred from neighbors, none."""


@dataclass(frozen=True)
class _Blocks:
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


def fill_flats(
    labels: np.ndarray, lines: np.ndarray, colors: np.ndarray, *, fit: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Fill every cell with the artist's color for it.

    Args:
        labels: (H, W) int32 cells from `segments.segment`.
        lines: (H, W) uint8, 0 = ink and 255 = paper.
        colors: (H, W, 4) uint8 straight alpha; where alpha is under 128 nothing is painted.
        fit: shift the blocks as a whole by up to 1.5 % of the picture where that makes their edges meet the
            ink clearly better.

    Returns:
        flats: (H, W, 4) uint8, alpha 255 or 0; only colors the artist used; color borders lie in the middle
            of the ink, or follow the blocks where there is no ink.
        kind: (H, W) uint8, PAINTED, GUESSED or BARE.
    """
    height, width = labels.shape
    flats = np.zeros((height, width, 4), np.uint8)
    kind = np.zeros((height, width), np.uint8)
    painted = colors[..., 3] >= 128
    if not painted.any():
        return flats, kind
    blocks = _sort_paint(colors, painted, lines, fit)
    region = _paint_cells(labels, blocks)
    region, guessed = _guess(labels, region, lines, blocks)
    filled = region >= 0
    flats[filled, :3] = blocks.colors[region[filled]]
    flats[filled, 3] = 255
    kind[filled] = np.where(guessed, GUESSED, PAINTED)[filled]
    return flats, kind


def pairs(labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Flat indices (first, second) of all horizontally and vertically adjacent pixels of unequal label."""
    index = np.arange(labels.size).reshape(labels.shape)
    across, down = labels[:, 1:] != labels[:, :-1], labels[1:] != labels[:-1]
    first = np.concatenate([index[:, :-1][across], index[:-1][down]])
    second = np.concatenate([index[:, 1:][across], index[1:][down]])
    return first, second


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


# --- the artist's paint ------------------------------------------------------------------------------------


def _sort_paint(colors: np.ndarray, painted: np.ndarray, lines: np.ndarray, fit: bool) -> _Blocks:
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
    return _Blocks(paint, centers, blob, slack, rim_slack)


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
    packed = pixels.astype(np.int32) @ np.array([65536, 256, 1], np.int32)
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
        top = int(values[np.argmax(np.bincount(at, weight[inside]))])
        centers[k] = top >> 16, top >> 8 & 255, top & 255
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


# --- paint to cells ----------------------------------------------------------------------------------------


def _paint_cells(labels: np.ndarray, blocks: _Blocks) -> np.ndarray:
    """(H, W) int32 paint of every pixel by the blocks over its cell, -1 where the cell holds none."""
    count, paints = int(labels.max()) + 1, len(blocks.colors)
    slack = blocks.slack
    depth = np.minimum(inner_distance(labels), 2 * slack + 2)
    flat = labels.reshape(-1)
    total = np.bincount(flat, depth.reshape(-1), minlength=count)
    size = np.bincount(flat, minlength=count)

    # A patch is the part of one block that lies in one cell.
    on = blocks.blob.reshape(-1) > 0
    blob_area = np.bincount(blocks.blob.reshape(-1))
    key = flat[on].astype(np.int64) * len(blob_area) + blocks.blob.reshape(-1)[on]
    keys, patch_of = np.unique(key, return_inverse=True)
    cell, blob = keys // len(blob_area), keys % len(blob_area)
    weight = np.bincount(patch_of, depth.reshape(-1)[on])
    area = np.bincount(patch_of)
    patch = np.full(labels.size, -1, np.int32)
    patch[on] = patch_of
    patch = patch.reshape(labels.shape)
    radius = np.zeros(len(keys), np.float32)
    np.maximum.at(radius, patch_of, inner_distance(patch).reshape(-1)[on])
    paint = np.zeros(len(keys), np.int32)
    paint[patch_of] = blocks.paint.reshape(-1)[on]

    # Slivers are what anti-aliasing and the neighbors leave behind.
    weight *= np.clip((radius - 0.5) / 2, 0.1, 1)
    # A block that lies mostly here means this cell, even where a big neighbor bleeds over more of it.
    share = area / blob_area[blob]
    votes = np.zeros((count, paints))
    np.add.at(votes, (cell, paint), weight * (1 + 2 * share))
    main = np.where(votes.any(axis=1), votes.argmax(axis=1), -1)
    covered = np.bincount(cell, weight, minlength=count) / np.maximum(total, 1e-6)
    meant = np.zeros(count)
    own = (share > 0.6) & (radius >= 2) & (area >= 8)
    np.maximum.at(meant, cell, np.where((radius >= 2) | (area > 0.5 * size[cell]), share, 0))
    main[(covered < 0.12) & (meant < 0.3)] = -1
    owner = np.bincount(cell, own, minlength=count) > 0
    outside = _outside(labels, covered, owner)
    # Bleeding is as deep as the blocks are inexact; deeper paint, or a block of this cell alone, is meant.
    bleeding = np.where(outside[cell], 4 * slack + 6, 2 * slack + 2)
    keep = (radius > bleeding) | own
    keep &= main[cell] >= 0
    keep |= (paint == main[cell]) & ~outside[cell]
    region = np.where(outside, -1, main)[labels].astype(np.int32)
    kept_paints = np.zeros((count, paints), bool)
    kept_paints[cell[keep], paint[keep]] = True
    several = np.flatnonzero(kept_paints.sum(axis=1) + outside > 1)
    if len(several):
        mark = np.where(patch >= 0, np.where(keep, paint, -1)[patch], -1)
        _split(region, labels, mark, outside, several, slack)
    return region


def _outside(labels: np.ndarray, covered: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """(N,) bool: cells at the frame that are background, where only real blocks count as painted.

    covered: (N,) share of the cell that is painted. owner: (N,) bool, a block lies in this cell alone.
    """
    rims = [labels[0], labels[-1], labels[:, 0], labels[:, -1]]
    lengths = np.stack([np.bincount(rim, minlength=len(covered)) / len(rim) for rim in rims])
    sides = (lengths > 0).sum(axis=0)
    # Hair or a skirt cut off by the frame lies at one side and is painted at least in part.
    cut_off = (sides == 1) & (lengths.max(axis=0) < 0.5) & ((covered > 0.12) | owner)
    return (sides > 0) & (covered < 0.65) & ~cut_off


def _split(
    region: np.ndarray,
    labels: np.ndarray,
    mark: np.ndarray,
    outside: np.ndarray,
    several: np.ndarray,
    slack: float,
) -> None:
    """Divide cells of several paints along the blocks, with smooth borders. Writes into `region`."""
    chosen = np.zeros(len(outside), bool)
    chosen[several] = True
    inside = chosen[labels]
    bare = inside & outside[labels] & (mark < 0)
    known = (inside & (mark >= 0)) | bare
    if not known.any():
        return
    source = nearest_known(known)
    near = mark.reshape(-1)[source]
    reachable = inside & (labels.reshape(-1)[source] == labels)
    region[reachable] = near[reachable]

    boxes = _boxes(labels, several)
    sigma = 0.7 + slack / 3
    pad = int(np.ceil(2 * sigma))
    for cell, (top, bottom, left, right) in zip(several, boxes, strict=True):
        window = np.s_[max(0, top - pad) : bottom + pad, max(0, left - pad) : right + pad]
        here, part = labels[window] == cell, region[window]
        values = np.unique(part[here])
        if len(values) < 2:
            continue
        best = np.full(part.shape, -1.0, np.float32)
        winner = part.copy()
        for value in values:
            amount = cv2.GaussianBlur((here & (part == value)).astype(np.float32), (0, 0), sigma)
            better = amount > best
            winner[better] = value
            best[better] = amount[better]
        part[here] = winner[here]


def _boxes(labels: np.ndarray, wanted: np.ndarray) -> list[tuple[int, int, int, int]]:
    """(top, bottom, left, right) of each wanted label."""
    index = np.full(int(labels.max()) + 1, -1)
    index[wanted] = np.arange(len(wanted))
    which = index[labels]
    y, x = np.nonzero(which >= 0)
    which = which[y, x]
    low = np.full((len(wanted), 2), 1 << 30)
    high = np.zeros((len(wanted), 2), int)
    np.minimum.at(low[:, 0], which, y)
    np.minimum.at(low[:, 1], which, x)
    np.maximum.at(high[:, 0], which, y + 1)
    np.maximum.at(high[:, 1], which, x + 1)
    return [(int(a[0]), int(b[0]), int(a[1]), int(b[1])) for a, b in zip(low, high, strict=True)]


# --- cells without paint -----------------------------------------------------------------------------------


def _guess(
    labels: np.ndarray, region: np.ndarray, lines: np.ndarray, blocks: _Blocks
) -> tuple[np.ndarray, np.ndarray]:
    """Give bare cells inside the figure a neighbor's paint; also (H, W) bool, where that was done."""
    count, paints = int(labels.max()) + 1, len(blocks.colors)
    flat = region.reshape(-1)
    painted = np.bincount(labels.reshape(-1), flat >= 0, minlength=count) > 0
    rim = np.zeros(count, bool)
    rim[np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])] = True
    bare = ~painted
    nowhere = np.zeros(region.shape, bool)
    if not bare.any():
        return region, nowhere
    size = np.bincount(labels.reshape(-1), minlength=count)
    within = size[~rim].sum()
    if within and blocks.rim_slack <= 2.0 and size[bare & ~rim].sum() < 0.1 * within:
        # Blocks that fit the ink everywhere and cover nearly all: what they leave out was left out.
        return region, nowhere

    first, second = pairs(labels)
    ink = lines.reshape(-1) < INK
    force = np.where(ink[first] | ink[second], 1.0, 8.0)
    # An edge table in both directions: cell, neighbor cell, neighbor's paint (last column: background).
    cell = np.concatenate([labels.reshape(-1)[first], labels.reshape(-1)[second]])
    other = np.concatenate([second, first])
    force = np.concatenate([force, force])
    wanted = bare[cell] & ~rim[cell]
    cell, other, force = cell[wanted], other[wanted], force[wanted]
    neighbor, give = labels.reshape(-1)[other], flat[other]
    border = np.bincount(cell, force, minlength=count)

    fixed = np.full(count, -2)
    fixed[bare & rim] = -1
    todo = bare & ~rim
    while todo.any():
        paint = np.where(painted[neighbor], give, fixed[neighbor])
        sure = paint > -2
        votes = np.zeros((count, paints + 1))
        np.add.at(votes, (cell[sure], paint[sure]), force[sure])
        # The background wins only where it surrounds; a figure part in a broken outline is not background.
        votes[:, -1] -= 0.5 * border
        best = votes.max(axis=1)
        best[~todo] = 0
        ready = todo & (best >= 0.5 * best.max()) & (best > 0)
        if not ready.any():
            break
        choice = votes.argmax(axis=1)
        fixed[ready] = np.where(choice == paints, -1, choice)[ready]
        todo &= ~ready
    guessed = (fixed >= 0)[labels] & (region < 0) & bare[labels]
    return np.where(guessed, fixed[labels], region).astype(np.int32), guessed
