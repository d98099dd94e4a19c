"""A network's colors made to obey: kept to the cells of the drawing, and to the hints that were given.

The network's picture is soft: near a line it holds some of what lies beyond. So every cell takes the colors
that its inside has, and no color comes from across a line. Where a hint says a color the picture is moved to
it in OKLab, all of that thing together, so that its light and shade stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from anigen_core.color import nearest_known, oklab_to_srgb, srgb_to_oklab
from anigen_core.painting.hints import Marks, Meant
from anigen_core.painting.keeping import lit_colors
from anigen_core.painting.paint import INK, inner_distance

BLUR = 1 / 75
"""How far a soft picture carries colors across a line, as a share of the longer side."""

THERE, HOLE = 0.75, 0.35
"""Coverage from which on the network has painted something; and under which a closed cell is a hole."""

CLOSED = 0.8
"""Share of the figure that lies in closed cells, from which on the outlines of a drawing have no gaps."""

CLOUD = 0.1
"""Distance in OKLab from a cell's median up to which a color is calmed."""

SURE = 0.7
"""How much a hint moves what lies in its cell and is nothing like what is under the hint: a cell that holds
several things is rarer than one of which the network was not sure."""

ALIKE = 0.14
"""Distance in OKLab from the color under a hint at which what lies in its cell is hardly the same thing."""

DOUBTED, PLAIN = 0.6, 0.9
"""Share of a cell that shows its kind, up to which a wished color does not move it, and from which it moves
it all the way: a face taken for hair is worse than hair of a faint color."""

REST = 0.015
"""What of the picture's own color may be left right under a hint, in OKLab."""

ONE = 0.055
"""Cells of one part whose colors are nearer than this in OKLab get one flat color."""


@dataclass(frozen=True, eq=False)
class Obeyed:
    """picture: (H, W, 4) uint8 straight alpha, without ink. flats: (H, W, 4) uint8, one color for each cell,
    alpha 255 or 0."""

    picture: np.ndarray
    flats: np.ndarray


def within_cells(soft: np.ndarray, labels: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Values (H, W, C) float32 of which those near a line are replaced by those of the inside of their cell.

    labels: (H, W) int32 cells, whose borders lie in the middle of the lines. lines: (H, W) uint8, 0 = ink:
    also of strokes that end within a cell the network has a shadow.
    """
    bare = cv2.distanceTransform((lines >= INK).astype(np.uint8), cv2.DIST_L2, 3)
    room = np.minimum(inner_distance(labels), bare)
    count = int(labels.max()) + 1
    peak = np.zeros(count, np.float32)
    np.maximum.at(peak, labels.reshape(-1), room.reshape(-1))
    reach = max(2.0, BLUR * max(labels.shape)) + 1
    deep = room >= np.minimum(reach, 0.7 * peak)[labels]
    source = nearest_known(deep)
    flat = labels.reshape(-1)
    same = flat[source] == labels
    size = np.maximum(np.bincount(flat[deep.reshape(-1)], minlength=count), 1)
    channels = soft.reshape(len(flat), -1)
    means = np.stack(
        [
            np.bincount(labels[deep], channels[:, c][deep.reshape(-1)], minlength=count) / size
            for c in range(channels.shape[1])
        ],
        1,
    ).astype(np.float32)
    own = np.where(same.reshape(-1, 1), channels[source.reshape(-1)], means[flat])
    return own.reshape(soft.shape)


def straight(picture: np.ndarray) -> np.ndarray:
    """(H, W, 3) float32 in 0..255: the colors of a picture (H, W, 4) in 0..1, RGB over white and coverage,
    without the white that shines through where the network was not sure that anything is there."""
    cover = np.clip(picture[..., 3:], HOLE, 1)
    return np.clip((picture[..., :3] - 1 + cover) / cover, 0, 1).astype(np.float32) * 255


def coverage_of(said: np.ndarray, labels: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """(H, W) uint8 alpha: a closed cell is there or it is a hole; in what is open to the frame the network's
    word, (H, W) float32 in 0..1, counts for each pixel, unless closed cells hold nearly all of the figure.
    outside: (N,) bool."""
    count = len(outside)
    mean = np.bincount(labels.reshape(-1), said.reshape(-1), minlength=count)
    mean /= np.maximum(np.bincount(labels.reshape(-1), minlength=count), 1)
    closed = np.where(mean >= HOLE, 255, 0).astype(np.uint8)[labels]
    bare = np.full(labels.shape, 255, np.uint8)  # coverage has no shadow of a line
    soft = np.clip((within_cells(said[..., None], labels, bare)[..., 0] - THERE) / 0.2 + 0.5, 0, 1)
    figure = said > THERE
    if (figure & ~outside[labels]).sum() > CLOSED * figure.sum():
        soft[outside[labels]] = 0  # a bay between the figure and what it holds
    return np.where(outside[labels], np.rint(255 * soft).astype(np.uint8), closed)


def obeyed(
    rgb: np.ndarray,
    alpha: np.ndarray,
    labels: np.ndarray,
    lines: np.ndarray,
    kinds: np.ndarray,
    marks: Marks,
    meant: Meant,
    region: np.ndarray,
    worn: Mapping[int, tuple[int, int, int]],
    sure: np.ndarray,
) -> Obeyed:
    """The picture with every hint met, and what is worn in its color; and its flats.

    Args:
        rgb: (H, W, 3) float32 in 0..255, of `within_cells`. alpha: (H, W) uint8.
        labels: (H, W) int32 cells. lines: (H, W) uint8, 0 = ink. kinds: (N,) uint8, what each cell shows.
        marks, meant, region: of hints.py.
        worn: colors that are wished for, by kind. sure: (N,) share of each cell that shows its kind.
    """
    lab = srgb_to_oklab(np.clip(rgb + 0.5, 0, 255).astype(np.uint8))
    medians = _medians(lab, labels, len(kinds))
    lab = _dyed(_calmed(lab, labels, medians), labels, medians, kinds, worn, sure)
    if len(marks):
        lab = _met(lab, labels, lines, marks, meant)
        alpha = np.where(np.isin(labels, meant.cell), np.uint8(255), alpha)
    made = oklab_to_srgb(lab)
    flats = _flats(made, alpha, labels, lines, kinds, marks, region)
    return Obeyed(np.dstack([made, alpha]), flats)


def _medians(lab: np.ndarray, labels: np.ndarray, count: int) -> np.ndarray:
    """(N, 3) float32: the median color of every cell."""
    order = np.argsort(labels, axis=None, kind="stable")
    ends = np.cumsum(np.bincount(labels.reshape(-1), minlength=count))
    flat = lab.reshape(-1, 3)
    out = np.zeros((count, 3), np.float32)
    for cell, (start, end) in enumerate(zip(np.r_[0, ends[:-1]], ends, strict=True)):
        if end > start:  # some hundreds of pixels tell it
            out[cell] = np.median(flat[order[start : end : max(1, (end - start) // 500)]], axis=0)
    return out


def _calmed(lab: np.ndarray, labels: np.ndarray, medians: np.ndarray) -> np.ndarray:
    """(H, W, 3) float32 OKLab without the clouds that a network leaves in what has one color: what differs
    little from its cell's median differs less. Light and shade, which differ more, stay."""
    off = lab - medians[labels]
    far = np.sqrt((off[..., 1:] ** 2).sum(2) + (0.6 * off[..., 0]) ** 2)[..., None]
    t = np.clip(far / CLOUD, 0, 1)
    return medians[labels] + off * (t * t * (3 - 2 * t))


def _dyed(
    lab: np.ndarray,
    labels: np.ndarray,
    medians: np.ndarray,
    kinds: np.ndarray,
    worn: Mapping[int, tuple[int, int, int]],
    sure: np.ndarray,
) -> np.ndarray:
    """(H, W, 3) float32 OKLab in which every cell of a kind that is worn in a color has about that color, if
    it is plain what it shows. What lies in it and is nothing like the rest is moved less."""
    much = np.clip((sure - DOUBTED) / (PLAIN - DOUBTED), 0, 1).astype(np.float32)
    shift = np.zeros_like(medians)
    for kind, color in worn.items():
        wanted = srgb_to_oklab(np.array([color], np.uint8))[0]
        here = kinds == kind
        shift[here] = (wanted - medians[here]) * much[here, None]
    off = lab - medians[labels]
    alike = np.exp(-((off[..., 1:] ** 2).sum(2) + 0.25 * off[..., 0] ** 2) / ALIKE**2)[..., None]
    return lab + shift[labels] * (SURE + (1 - SURE) * alike)


def _met(lab: np.ndarray, labels: np.ndarray, lines: np.ndarray, marks: Marks, meant: Meant) -> np.ndarray:
    """(H, W, 3) float32 OKLab in which each mark's cells have about its color, at the mark exactly.

    Where several marks speak of a cell, each pixel follows the nearer ones and those under which there was a
    color like its own.
    """
    wanted = srgb_to_oklab(marks.colors)
    # How far a thing is moved changes slowly; of a large picture every other pixel tells it.
    step = 2 if labels.size > 150_000 else 1
    small, cells = np.ascontiguousarray(lab[::step, ::step]), np.ascontiguousarray(labels[::step, ::step])
    moved, total = np.zeros_like(small), np.zeros((*cells.shape, 1), np.float32)
    most = np.zeros_like(total)
    boxes = _boxes(cells, len(meant.outside))
    speaks = np.zeros((len(marks) + 1, len(meant.outside)), bool)
    speaks[meant.mark, meant.cell] = True
    own = speaks[marks.number, labels] & (marks.number > 0)
    clear = own & (lines >= INK)
    for mark in np.unique(meant.mark):
        mine = meant.cell[meant.mark == mark]
        low, high = boxes[mine, :2].min(0), boxes[mine, 2:].max(0)
        place = np.s_[low[0] : high[0], low[1] : high[1]]
        area = speaks[mark][cells[place]]
        if not area.any():
            continue
        here = small[place][area]
        under = marks.number == mark
        under = under & clear if (under & clear).any() else under & own
        now = np.median(lab[under] if under.any() else here, axis=0)
        spot = np.zeros(cells.shape, np.uint8)
        rows, columns = np.nonzero(under)
        spot[rows // step, columns // step] = 1
        away = np.zeros((len(here), 1), np.float32)
        if spot[place].any():  # or it lies beside its cells, and as far from all of them
            away = cv2.distanceTransform(1 - spot[place], cv2.DIST_L2, 3)[area][:, None] * step
        off = here - now
        alike = np.exp(-((off[:, 1:] ** 2).sum(1) + 0.25 * off[:, 0] ** 2) / ALIKE**2)[:, None]
        # A dark thing has weaker shades than a light one.
        weaker = min(1.0, float(wanted[mark, 0] / max(now[0], 1e-3)))
        shift = wanted[mark] - now + off * np.array([weaker - 1, -0.6, -0.6], np.float32)
        alike = SURE + (1 - SURE) * alike
        weight = alike / (away + 2) ** 2
        for sums, value in ((moved, shift * weight), (total, weight)):
            sums[place][area] += value
        most[place][area] = np.maximum(most[place][area], alike)
    shifts = moved / np.maximum(total, 1e-9) * most
    height, width = labels.shape
    out = lab + shifts.repeat(step, 0).repeat(step, 1)[:height, :width]
    # Right under a hint the color is the hint's, but for a little of what the picture has there.
    exact = marks.number[own]
    rest = out[own] - wanted[exact]
    far = np.linalg.norm(rest, axis=1, keepdims=True)
    out[own] = wanted[exact] + rest * np.minimum(1, REST / np.maximum(far, 1e-6))
    return out


def _boxes(labels: np.ndarray, count: int) -> np.ndarray:
    """(N, 4) int: top, left, bottom, right of each cell."""
    rows, columns = (np.ravel(v) for v in np.indices(labels.shape, dtype=np.int32))
    out = np.zeros((count, 4), np.int32)
    out[:, :2] = max(labels.shape)
    flat = labels.reshape(-1)
    for axis, at in enumerate((rows, columns)):
        np.minimum.at(out[:, axis], flat, at)
        np.maximum.at(out[:, axis + 2], flat, at + 1)
    return out


def _flats(
    made: np.ndarray,
    alpha: np.ndarray,
    labels: np.ndarray,
    lines: np.ndarray,
    kinds: np.ndarray,
    marks: Marks,
    region: np.ndarray,
) -> np.ndarray:
    """(H, W, 4) uint8: the color in the light of every cell; a hint's own where there is one."""
    key = labels.astype(np.int64) * (len(marks) + 1) + region
    used, first, groups = np.unique(key.reshape(-1), return_index=True, return_inverse=True)
    groups = groups.reshape(labels.shape)
    count = len(used)
    mark = (used % (len(marks) + 1)).astype(np.int64)
    use = (lines > 240) & (alpha >= 128)
    if use.size > 150_000:
        some = np.zeros_like(use)
        some[::2, ::2] = use[::2, ::2]
        use = some
    values = made.astype(np.float32)
    lit, seen = lit_colors(values, groups, use, count)
    if (seen == 0).any():  # wholly under ink, or of a few pixels
        every, _ = lit_colors(values, groups, (seen == 0)[groups], count)
        lit[seen == 0] = every[seen == 0]
    colors = np.clip(lit + 0.5, 0, 255).astype(np.uint8)
    area = np.bincount(groups.reshape(-1), minlength=count)
    kind = kinds[labels.reshape(-1)[first]]
    colors = unified(colors, area, kind)
    colors[mark > 0] = marks.colors[mark[mark > 0]]
    covered = np.bincount(groups.reshape(-1), (alpha >= 128).reshape(-1), minlength=count)
    flats = np.dstack([colors[groups], np.where((covered > 0.5 * area)[groups], np.uint8(255), np.uint8(0))])
    open_ = (covered > 0.02 * area) & (covered < 0.98 * area)
    if open_.any():  # of a cell that is figure and ground both, what is painted
        mixed = open_[groups]
        flats[mixed, 3] = np.where(alpha[mixed] >= 128, 255, 0)
    flats[flats[..., 3] == 0] = 0
    return flats


def unified(colors: np.ndarray, area: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """(K, 3) uint8 in which nearly equal colors of the same kind are one, that of the largest area."""
    lab = srgb_to_oklab(colors)
    out = colors.copy()
    for one in np.unique(kind):
        order = np.flatnonzero(kind == one)
        order = order[np.argsort(-area[order], kind="stable")]
        chosen: list[int] = []
        for i in order:
            if chosen:
                apart = np.linalg.norm(lab[chosen] - lab[i], axis=1)
                nearest = int(apart.argmin())
                if apart[nearest] <= ONE:
                    out[i] = colors[chosen[nearest]]
                    continue
            chosen.append(int(i))
    return out
