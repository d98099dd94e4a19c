"""Flat colors for the cells of a line drawing, from color blocks that hardly ever fit the lines.

Artists throw blocks, they do not fill cells: blocks are shifted, bleed over lines, miss cells, or hold two
colors where no line is drawn. How exact the blocks are is measured first (how far do their edges lie from
the ink?), and decides how much of the paint in a cell is taken for a neighbor's bleeding.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import nearest_known
from anigen_core.painting.paint import INK, Blocks, inner_distance, pairs, sort_paint

PAINTED, GUESSED, BARE = 255, 128, 0
"""The three kinds of flat color: the artist's paint, inferred from neighbors, none."""


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
    blocks = sort_paint(colors, painted, lines, fit)
    region = _paint_cells(labels, lines, blocks)
    region, guessed = _guess(labels, region, lines, blocks)
    filled = region >= 0
    flats[filled, :3] = blocks.colors[region[filled]]
    flats[filled, 3] = 255
    kind[filled] = np.where(guessed, GUESSED, PAINTED)[filled]
    return flats, kind


def _paint_cells(labels: np.ndarray, lines: np.ndarray, blocks: Blocks) -> np.ndarray:
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
    keys, patch_of = _numbered(key, count * len(blob_area))
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

    share_painted = np.bincount(cell, weight, minlength=count) / np.maximum(total, 1e-6)
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
    outside = _outside(labels, share_painted, owner)
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
        split_cells(region, labels, lines, mark, outside, several, slack)
    return region


def _numbered(key: np.ndarray, top: int) -> tuple[np.ndarray, np.ndarray]:
    """`np.unique` with its inverse, of integers under `top`; without sorting where a table will do."""
    if top > 1 << 23:
        return np.unique(key, return_inverse=True)
    used = np.zeros(top, bool)
    used[key] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[key]


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


def split_cells(
    region: np.ndarray,
    labels: np.ndarray,
    lines: np.ndarray,
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
    # Blocks grow over the paper, and stop at faint strokes: the watershed crosses the lightest ones first.
    wall = int(mark.max()) + 3
    seeds = np.where(mark >= 0, mark + 2, np.where(bare, 1, 0))
    first, second = pairs(labels)
    open_ = inside.copy()
    open_.reshape(-1)[first] = open_.reshape(-1)[second] = False
    seeds[~open_] = wall
    if not (inside & open_ & (seeds > 0)).any():
        return
    picture = np.where(open_, np.maximum(lines, 40), 0).astype(np.uint8)
    grown = cv2.copyMakeBorder(seeds.astype(np.int32), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=wall)
    framed = cv2.copyMakeBorder(picture, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.watershed(cv2.cvtColor(framed, cv2.COLOR_GRAY2BGR), grown)
    grown = grown[1:-1, 1:-1]
    source = nearest_known((grown > 0) & (grown < wall))
    reachable = inside & (labels.reshape(-1)[source] == labels)
    # 1 stands for bare paper, which is -1 in a region.
    region[reachable] = grown.reshape(-1)[source][reachable] - 2

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
    labels: np.ndarray, region: np.ndarray, lines: np.ndarray, blocks: Blocks
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

    fixed = np.full(count, -2)
    fixed[bare & rim] = -1
    todo = bare & ~rim
    while todo.any():
        paint = np.where(painted[neighbor], give, fixed[neighbor])
        sure = paint > -2
        votes = np.zeros((count, paints + 1))
        np.add.at(votes, (cell[sure], paint[sure]), force[sure])
        # Background is what reaches the frame. What only touches it, an arm or a leg, is a part like others.
        votes[:, -1] *= 1e-6
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
