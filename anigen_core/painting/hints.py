"""Hints: dots and strokes, each saying "this thing has about this color", and which cells they speak of.

A hint is a mark of one color. Nobody draws it exactly: a stroke crosses the line it runs along, a dot lies
half beside its button. So a mark speaks of the cells that its core, the middle of the pen's way, mainly lies
in, and one that has slipped just off the figure means what it touches. Cells that no mark speaks of take the
color of the nearest one that shows the same part, where parts are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.color import nearest_known, pack_rgb, srgb_to_oklab, unpack_rgb
from anigen_core.painting.fill import split_cells
from anigen_core.painting.paint import INK, inner_distance, pairs, sort_paint

CORE = 0.5
"""Of the largest distance from its rim inside a mark: what lies deeper is the mark's core."""

MEANT = 0.25
"""Share of a mark's core from which on it speaks of a cell, the one that it mainly lies in aside."""

SLIPS = 0.03
"""Half the width, as a share of the longer side, up to which a mark beside the figure may have slipped."""

SAME, LIGHT = 0.05, 0.35
"""Colors nearer to each other than this in OKLab are one paint; how much of a step in lightness counts, for
somebody who dots a thing twice may hit its light and its shade."""

ENCLOSED = 0.75
"""Share of the directions in which a pixel of paper sees ink, from which it is inside an open figure."""

OPEN = 0.3
"""Share of the border between two cells that has no ink, from which they are one thing."""

BLOCKS, FILLS, SHARD = 0.25, 0.5, 1 / 30
"""Share of the canvas from which on what is painted is color blocks and not hints; share of a cell from
which on a block fills it; size of a shard, beside the largest mark of its color or beside the cell."""


@dataclass(frozen=True)
class Marks:
    """Every mark of a hint plane. number: (H, W) int32, counted from 1, 0 = none. colors: (K + 1, 3) uint8 by
    number; the first is of no mark."""

    number: np.ndarray
    colors: np.ndarray

    def __len__(self) -> int:
        return len(self.colors) - 1


@dataclass(frozen=True)
class Meant:
    """What marks speak of. mark, cell: (M,) int, every pair of a mark and a cell that belong together.
    outside: (N,) bool, cells that are paper round the figure."""

    mark: np.ndarray
    cell: np.ndarray
    outside: np.ndarray


def read_marks(hints: np.ndarray, lines: np.ndarray) -> Marks:
    """The marks of a hint plane (H, W, 4) uint8, alpha under 128 = none; lines (H, W) uint8, 0 = ink."""
    painted = hints[..., 3] >= 128
    number = np.zeros(painted.shape, np.int32)
    if not painted.any():
        return Marks(number, np.zeros((1, 3), np.uint8))
    packed = pack_rgb(hints[..., :3])
    values, counts = np.unique(packed[painted], return_counts=True)
    real = values[counts >= 4] if (counts >= 4).any() else values
    if len(real) <= 64:  # of a pen; rims that another program softened belong to the color beside them
        own = unpack_rgb(real).astype(np.int32)
        near = ((unpack_rgb(values).astype(np.int32)[:, None] - own[None]) ** 2).sum(-1).argmin(1)
        paint = np.full(painted.shape, -1, np.int32)
        paint[painted] = near[np.searchsorted(values, packed[painted])]
        tones = unpack_rgb(real)
    else:
        blocks = sort_paint(hints, painted, lines, fit=False)
        paint, tones = blocks.paint, blocks.colors
    colors = [np.zeros(3, np.uint8)]
    for tone in range(len(tones)):
        count, found = cv2.connectedComponents((paint == tone).astype(np.uint8), connectivity=8)
        number += np.where(found > 0, found + len(colors) - 1, 0).astype(np.int32)
        colors += [tones[tone]] * (count - 1)
    return Marks(number, np.array(colors, np.uint8))


def paper_of(labels: np.ndarray) -> np.ndarray:
    """(N,) bool: cells that are paper round the figure: those at two sides of the frame and more, and those
    that take up most of one."""
    rims = [labels[0], labels[-1], labels[:, 0], labels[:, -1]]
    count = int(labels.max()) + 1
    share = np.stack([np.bincount(rim, minlength=count) / len(rim) for rim in rims])
    # Hair at the upper rim or a skirt at the lower one is cut off, not paper; so is a whole bust below.
    low = share[1] > 0
    sides = (share > 0).sum(0)
    return (sides >= 2) & ~(low & (share[0] == 0) & (share[2:].max(0) < 0.34)) | (share.max(0) > 0.5) & ~low


def enclosure(lines: np.ndarray) -> np.ndarray:
    """(H, W) float32: in what share of eight directions there is ink between a pixel and the frame."""
    height, width = lines.shape
    size = (max(8, -(-width // 4)), max(8, -(-height // 4)))
    ink = cv2.resize((lines < INK).astype(np.uint8), size, interpolation=cv2.INTER_AREA)
    ink = np.maximum(ink, cv2.resize(_thick(lines), size, interpolation=cv2.INTER_NEAREST)) > 0
    seen = np.zeros(ink.shape, np.float32)
    for turned in range(4):
        grid = np.rot90(ink, turned)
        straight = np.maximum.accumulate(grid, axis=0)
        slanted = grid.copy()
        for row in range(1, len(slanted)):
            slanted[row, 1:] |= slanted[row - 1, :-1]
        seen += np.rot90(straight.astype(np.float32) + slanted, -turned)
    return cv2.resize(seen / 8, (width, height), interpolation=cv2.INTER_LINEAR)


def _thick(lines: np.ndarray) -> np.ndarray:
    """(H, W) uint8 ink so wide that none is lost when it is looked at in steps of four pixels."""
    return cv2.dilate((lines < INK).astype(np.uint8), np.ones((5, 5), np.uint8))


def with_open_figures(labels: np.ndarray, marks: Marks, lines: np.ndarray) -> np.ndarray:
    """(H, W) int32: the cells, and one more for every place inside a figure whose outline is open, where a
    mark lies: else its color would run over all of the paper."""
    outside = paper_of(labels)
    paper = outside[labels]
    if not (paper & (marks.number > 0)).any():
        return labels
    within = paper & (enclosure(lines) >= ENCLOSED)
    brush = np.ones((2 * max(1, max(labels.shape) // 256) + 1,) * 2, np.uint8)
    within = cv2.morphologyEx(within.astype(np.uint8), cv2.MORPH_OPEN, brush)
    _, found = cv2.connectedComponents(within, connectivity=4)
    held = np.zeros((int(found.max()) + 1, len(marks) + 1), np.int64)
    np.add.at(held, (np.asarray(found, np.int32).reshape(-1), marks.number.reshape(-1)), 1)
    held[:, 0] = 0
    # A place is hit by the mark that covers most of it, unless only a part of that lies here: of the ground.
    most = held.argmax(1)
    size = np.bincount(marks.number.reshape(-1), minlength=len(marks) + 1)
    places = np.arange(1, len(held))
    hit = places[(held[places, most[1:]] > 0) & (held[places, most[1:]] >= 0.5 * size[most[1:]])]
    out = labels.copy()
    for number, place in enumerate(hit, start=int(labels.max()) + 1):
        out[found == place] = number
    return out


def meaning(marks: Marks, labels: np.ndarray, lines: np.ndarray) -> Meant:
    """Which cells (H, W) int32 each mark speaks of."""
    count = int(labels.max()) + 1
    outside = paper_of(labels)
    depth = inner_distance(marks.number)
    deepest = np.zeros(len(marks) + 1, np.float32)
    np.maximum.at(deepest, marks.number.reshape(-1), depth.reshape(-1))
    core = (marks.number > 0) & (depth >= CORE * deepest[marks.number])
    on_paper = core & (lines >= INK)
    votes = np.zeros((len(marks) + 1, count), np.int64)
    np.add.at(votes, (marks.number[on_paper], labels[on_paper]), 1)
    blind = votes.sum(1) == 0  # wholly on ink
    again = core & blind[marks.number]
    np.add.at(votes, (marks.number[again], labels[again]), 1)
    # A mark that has slipped off the figure means what lies within its own width of it.
    reach = 2 * deepest + 2
    for mark in range(1, len(marks) + 1):
        main = int(votes[mark].argmax())
        slipped = deepest[mark] <= SLIPS * max(labels.shape)  # a broad one is meant for the ground
        if outside[main] and slipped and not outside.all():
            votes[mark] = _beside(marks.number == mark, labels, outside, float(reach[mark]), votes[mark])
    share = votes / np.maximum(votes.sum(1, keepdims=True), 1)
    share[np.arange(len(share)), votes.argmax(1)] += 1
    share[0] = 0
    mark, cell = np.nonzero(share >= MEANT)
    # What reaches from the figure into the paper is of the figure.
    figured = np.zeros(len(marks) + 1, bool)
    figured[mark[~outside[cell]]] = True
    keep = ~(outside[cell] & figured[mark])
    mark, cell = mark[keep], cell[keep]
    if (marks.number > 0).mean() >= BLOCKS:
        mark, cell = _of_blocks(marks, labels, mark, cell, outside)
    return Meant(mark, cell, outside)


def _of_blocks(
    marks: Marks, labels: np.ndarray, mark: np.ndarray, cell: np.ndarray, outside: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of a mark and a cell where the marks are color blocks: one means every cell that it fills,
    and what comes of painting over the lines says nothing."""
    size = np.bincount(marks.number.reshape(-1), minlength=len(marks) + 1)
    size[0] = 0
    tones, tone = np.unique(pack_rgb(marks.colors), return_inverse=True)
    largest = np.zeros(len(tones), np.int64)
    np.maximum.at(largest, tone, size)
    area = np.bincount(labels.reshape(-1), minlength=len(outside))
    share = np.zeros((len(marks) + 1, len(area)))
    np.add.at(share, (marks.number.reshape(-1), labels.reshape(-1)), 1)
    share /= np.maximum(area, 1)
    share[0] = 0
    fills = share >= FILLS
    fills[:, outside] = False
    means = np.zeros_like(fills)
    means[mark, cell] = True
    shard = (size < SHARD * largest[tone])[:, None] | fills.any(0) & (share < SHARD)
    mark, cell = np.nonzero(fills | means & ~(shard & ~fills))
    return mark, cell


def _beside(
    mark: np.ndarray, labels: np.ndarray, outside: np.ndarray, reach: float, votes: np.ndarray
) -> np.ndarray:
    """Votes of one mark that lies on paper: for the nearest cell of the figure, if that is near enough."""
    rows, columns = np.flatnonzero(mark.any(1)), np.flatnonzero(mark.any(0))
    pad = int(reach) + 1
    window = np.s_[
        max(0, rows[0] - pad) : rows[-1] + pad + 1, max(0, columns[0] - pad) : columns[-1] + pad + 1
    ]
    here, cells = mark[window], labels[window]
    away = cv2.distanceTransform((~here).astype(np.uint8), cv2.DIST_L2, 3)
    figure = ~outside[cells] & (away <= reach)
    near = np.bincount(cells[figure], minlength=len(votes))
    if near.sum() < 0.15 * here.sum():
        return votes
    return near


def hinted(
    marks: Marks, meant: Meant, labels: np.ndarray, lines: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Cells filled from the marks that speak of them.

    Returns:
        region: (H, W) int32, number of the mark whose color is here, 0 where no mark says anything. A cell
        of which marks of several colors speak is divided between them.
        whole: (N,) bool, the cells that marks speak of.
    """
    count = int(labels.max()) + 1
    whole = np.zeros(count, bool)
    whole[meant.cell] = True
    first = np.zeros(count, np.int32)
    size = np.bincount(marks.number.reshape(-1), minlength=len(marks) + 1)
    order = np.argsort(size[meant.mark], kind="stable")
    first[meant.cell[order]] = meant.mark[order]
    region = first[labels]
    lab = srgb_to_oklab(marks.colors) * np.array([LIGHT, 1, 1], np.float32)
    unlike = np.linalg.norm(lab[meant.mark] - lab[first[meant.cell]], axis=1) > SAME
    several = np.unique(meant.cell[unlike])
    if len(several):
        speaks = np.zeros((len(marks) + 1, count), bool)
        speaks[meant.mark, meant.cell] = True
        mark = np.where(speaks[marks.number, labels] & (marks.number > 0), marks.number, 0)
        divided = region - 1
        slack = max(1.0, max(labels.shape) / 512)
        split_cells(divided, labels, lines, mark - 1, np.zeros(count, bool), several, slack)
        region = np.where(np.isin(labels, several), divided, region - 1) + 1
        region = np.where(region > 0, region, first[labels]).astype(np.int32)
    return region, whole


def carried_on(
    region: np.ndarray,
    whole: np.ndarray,
    labels: np.ndarray,
    lines: np.ndarray,
    outside: np.ndarray,
    kinds: np.ndarray | None = None,
) -> np.ndarray:
    """(H, W) int32: `region` with a mark for cells that none speaks of, 0 where nothing can be told.

    Args:
        region, whole: of `hinted`. labels: (H, W) int32. lines: (H, W) uint8. outside: (N,) bool.
        kinds: (N,) int, what each cell shows; a color is then carried on to cells of the same kind only, but
            for those that no line divides. None carries on to all.
    """
    bare = ~whole & ~outside
    if not bare.any() or not (region > 0).any():
        return region
    result = region.copy()
    spoken = whole & ~outside
    for cell, mark in _undivided(region, spoken, bare, labels, lines):
        result[labels == cell] = mark
        bare[cell] = False
    groups = [None] if kinds is None else [int(kind) for kind in np.unique(kinds[bare])]
    for kind in groups:
        of_kind = np.ones(len(whole), bool) if kind is None else kinds == kind  # type: ignore[operator]
        known = (result > 0) & (of_kind & ~bare & ~outside)[labels]
        todo = (of_kind & bare)[labels]
        if not known.any() or not todo.any():
            continue
        away = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 5)
        nearest = result.reshape(-1)[nearest_known(known)]
        cells, marks = labels[todo], nearest[todo]
        votes = np.zeros((len(whole), int(result.max()) + 1))
        np.add.at(votes, (cells, marks), 1 / (1 + away[todo]) ** 2)
        choice = votes.argmax(1).astype(np.int32)
        result[todo] = choice[labels[todo]]
    return result


def _undivided(
    region: np.ndarray, spoken: np.ndarray, bare: np.ndarray, labels: np.ndarray, lines: np.ndarray
) -> list[tuple[int, int]]:
    """Bare cells that no line divides from one that a mark speaks of, with that mark."""
    first, second = pairs(labels)
    flat, ink = labels.reshape(-1), lines.reshape(-1) < INK
    free = ~(ink[first] | ink[second])
    cell = np.concatenate([flat[first], flat[second]])
    other = np.concatenate([second, first])
    free = np.concatenate([free, free])
    border = np.bincount(cell, minlength=len(bare))
    use = bare[cell] & spoken[flat[other]] & free
    if not use.any():
        return []
    key, length = np.unique(
        cell[use].astype(np.int64) * (int(region.max()) + 1) + region.reshape(-1)[other[use]],
        return_counts=True,
    )
    found: dict[int, tuple[int, int]] = {}
    for pair, meeting in zip(key.tolist(), length.tolist(), strict=True):
        which, mark = divmod(pair, int(region.max()) + 1)
        if mark and meeting >= OPEN * border[which] and meeting > found.get(which, (0, 0))[0]:
            found[which] = (meeting, mark)
    return [(which, mark) for which, (_, mark) in found.items()]
