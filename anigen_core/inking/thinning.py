"""Line drawings as skeletons: thinning, pruning, joining, and redrawing with one stroke width.

Everything here works on (H, W) uint8 line drawings, 0 = ink and 255 = paper, or on bool masks of ink.
Thinning: Guo and Hall 1989 (algorithm A1), run on a worklist of pixels whose neighborhood has changed, then
a sequential pass over 2x2 subfields that removes the corners A1 leaves, so that the result is one pixel wide
and has the same topology (8-connected ink, 4-connected paper).
"""

from __future__ import annotations

from math import erf

import cv2
import numpy as np

from anigen_core.errors import InputError

# Neighbors clockwise from north, as (dy, dx); bit i of a neighborhood code is neighbor i.
_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def _tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which of the 256 neighborhoods may be deleted: A1's first and second step, and redundant corners."""
    codes = np.arange(256)
    p = [(codes >> i & 1).astype(bool) for i in range(8)]  # p2, p3, ... p9 of the papers
    n, ne, e, se, s, sw, w, nw = p
    parts = sum((~a & (b | c)).astype(int) for a, b, c in ((n, ne, e), (e, se, s), (s, sw, w), (w, nw, n)))
    n1 = sum((a | b).astype(int) for a, b in ((nw, n), (ne, e), (se, s), (sw, w)))
    n2 = sum((a | b).astype(int) for a, b in ((n, ne), (e, se), (s, sw), (w, nw)))
    few = np.minimum(n1, n2)
    body = (parts == 1) & (few >= 2) & (few <= 3)
    first = body & ~((n | ne | ~se) & e)
    second = body & ~((s | sw | ~nw) & w)
    # Yokoi number 1: the pixel joins nothing that its neighbors do not join themselves.
    count = sum(q.astype(int) for q in p)
    yokoi = sum(
        (~a).astype(int) - (~a & ~b & ~c).astype(int)
        for a, b, c in ((n, ne, e), (e, se, s), (s, sw, w), (w, nw, n))
    )
    return first, second, np.asarray((yokoi == 1) & (count >= 2))


_FIRST, _SECOND, _CORNER = _tables()
_COUNT = np.array([bin(code).count("1") for code in range(256)], np.uint8)
_BESIDE_STEP = np.array(
    [any(code >> i & 1 and code >> (i + 2) % 8 & 1 for i in (0, 2, 4, 6)) for code in range(256)]
)
_CODE_KERNEL = np.array([[128, 1, 2], [64, 0, 4], [32, 16, 8]], np.float32)


def neighborhood(mask: np.ndarray) -> np.ndarray:
    """(H, W) bool to (H, W) uint8: bit i is set where neighbor i (clockwise from north) is ink."""
    return cv2.filter2D(mask.astype(np.uint8), cv2.CV_8U, _CODE_KERNEL, borderType=cv2.BORDER_CONSTANT)


def thin(mask: np.ndarray) -> np.ndarray:
    """Skeleton of a mask, one pixel wide, with the same pieces and the same holes.

    Args:
        mask: (H, W) bool, True = ink; or (H, W) uint8 lines, where darker than 128 is ink.

    Returns:
        (H, W) bool skeleton, a subset of the mask.
    """
    ink = mask if mask.dtype == bool else mask < 128
    height, width = ink.shape
    grid = np.zeros((height + 2, width + 2), np.uint8)
    grid[1:-1, 1:-1] = ink
    flat, stride = grid.reshape(-1), width + 2
    around = np.array([dy * stride + dx for dy, dx in _AROUND], np.int64)

    writer = np.empty(flat.size, np.int32)
    border = grid.astype(bool) & (cv2.erode(grid, np.ones((3, 3), np.uint8)) == 0)
    waiting = [np.flatnonzero(border)] * 2
    # queued[k] marks what already waits for step k; the last writer of a cell keeps it, so each waits once.
    queued = np.repeat(border.reshape(1, -1), 2, axis=0)
    step = 0
    while len(waiting[0]) or len(waiting[1]):
        pixels, waiting[step] = waiting[step], np.empty(0, np.int64)
        queued[step, pixels] = False
        gone = _delete(flat, pixels, around, _FIRST if step == 0 else _SECOND)
        if len(gone):
            near = (gone[:, None] + around).reshape(-1)
            near = near[flat[near] > 0]
            for k in range(2):
                new = near[~queued[k, near]]
                queued[k, new] = True
                writer[new] = np.arange(len(new), dtype=np.int32)
                new = new[writer[new] == np.arange(len(new), dtype=np.int32)]
                waiting[k] = np.concatenate([waiting[k], new])
        step = 1 - step

    # Pixels of one subfield never touch, so deleting them together is deleting them one by one.
    changed = True
    while changed:
        rows, columns = np.divmod(np.flatnonzero(flat), stride)
        every, parity = rows * stride + columns, rows % 2 * 2 + columns % 2
        gone = [_delete(flat, every[parity == p], around, _CORNER) for p in range(4)]
        changed = any(map(len, gone))
    return grid[1:-1, 1:-1].astype(bool)


def _delete(flat: np.ndarray, pixels: np.ndarray, around: np.ndarray, table: np.ndarray) -> np.ndarray:
    """Clear those of `pixels` whose neighborhood is in `table`; returns the cleared ones."""
    code = np.zeros(len(pixels), np.uint8)
    for bit, offset in enumerate(around):
        code |= flat[pixels + offset] << np.uint8(bit)
    gone = pixels[table[code]]
    flat[gone] = 0
    return gone


def grow(mask: np.ndarray, pixels: int) -> np.ndarray:
    """(H, W) bool: the mask and `pixels` px around it (a square)."""
    return cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=pixels) > 0


def distance_to(mask: np.ndarray) -> np.ndarray:
    """(H, W) float32: px to the nearest True pixel; infinite where there is none."""
    if not mask.any():
        return np.full(mask.shape, np.inf, np.float32)
    return cv2.distanceTransform(np.where(mask, np.uint8(0), np.uint8(1)), cv2.DIST_L2, 5)


def end_points(skeleton: np.ndarray) -> np.ndarray:
    """(H, W) bool: pixels of a skeleton that have exactly one neighbor."""
    return skeleton & (_COUNT[neighborhood(skeleton)] == 1)


def prune(skeleton: np.ndarray, length: int) -> np.ndarray:
    """Remove side branches shorter than `length` px; the ends of longer strokes stay where they are.

    Short strokes of their own are lost as well; `remove_specks` before or after says which of them to keep.
    """
    kept = skeleton.copy()
    for _ in range(length):
        kept &= ~end_points(kept)
    tips = end_points(kept) | (kept & (neighborhood(kept) == 0))
    cross = np.ones((3, 3), np.uint8)
    for _ in range(length):
        tips = (cv2.dilate(tips.astype(np.uint8), cross) > 0) & skeleton & ~kept | tips
    return kept | tips


def remove_specks(mask: np.ndarray, pixels: int, *, sure: np.ndarray | None = None) -> np.ndarray:
    """(H, W) bool without its 8-connected pieces of fewer than `pixels` pixels.

    Pieces that hold a pixel of `sure`, (H, W) bool, stay whatever their size.
    """
    if pixels <= 1 or not mask.any():
        return mask.copy()
    _, found, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    labels = np.asarray(found, np.int32)
    keep = stats[:, cv2.CC_STAT_AREA] >= pixels
    if sure is not None:
        keep[labels[sure & mask]] = True
    keep[0] = False
    return keep[labels]


def bridge(skeleton: np.ndarray, gap: float, *, spread: float = 0.6, look_back: int = 7) -> np.ndarray:
    """Join strokes across small gaps: ends that point at each other, and ends that point at a stroke.

    Args:
        skeleton: (H, W) bool, one pixel wide.
        gap: largest distance between two ends, px; an end runs on to another stroke over half of it.
        spread: cosine that the two directions must at least have with the joining line.
        look_back: px of a stroke that tell its direction.

    Returns:
        (H, W) bool, the skeleton with the joining lines.
    """
    tips, back = tips_of(skeleton, look_back)
    if gap <= 0 or not len(tips):
        return skeleton.copy()
    away = (tips - back).astype(np.float64)
    length = np.hypot(*away.T)
    away /= np.maximum(length, 1e-9)[:, None]

    a, b = _near_pairs(tips, gap).T
    join = (tips[b] - tips[a]).astype(np.float64)
    distance = np.hypot(*join.T)
    join /= np.maximum(distance, 1e-9)[:, None]
    agree = np.minimum((away[a] * join).sum(1), -(away[b] * join).sum(1))
    _, labels = cv2.connectedComponents(skeleton.astype(np.uint8), connectivity=8)
    own = labels[tips[a, 0], tips[a, 1]] == labels[tips[b, 0], tips[b, 1]]
    # One stroke's two ends may close a loop only if it is long beside the gap; dots have no direction.
    good = (distance > 1.5) & (agree >= spread) & (length[a] >= 3) & (length[b] >= 3)
    good &= ~own | (np.hypot(*(back[a] - back[b]).T) > distance)
    taken = np.zeros(len(tips), bool)
    near_ink = cv2.dilate(skeleton.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    canvas = skeleton.astype(np.uint8)
    for i in np.flatnonzero(good)[np.argsort(distance[good] - 2 * agree[good], kind="stable")]:
        if taken[a[i]] or taken[b[i]]:
            continue
        taken[a[i]] = taken[b[i]] = True
        start, end = tips[a[i]][::-1].tolist(), tips[b[i]][::-1].tolist()
        cv2.line(canvas, start, end, 1)

    # What found no partner runs on until it meets another stroke. Strokes may well stop short of one, so
    # less far than two that face each other.
    free = np.flatnonzero(~taken & (length >= 3))
    reach = np.arange(2, int(gap / 2) + 1)
    path = np.rint(tips[free, None] + away[free, None] * reach[:, None]).astype(int)
    inside = (path >= 0).all(-1) & (path < skeleton.shape).all(-1)
    path = np.clip(path, 0, np.array(skeleton.shape) - 1)
    hit = inside & near_ink[path[..., 0], path[..., 1]]
    for i in np.flatnonzero(hit.any(1)) if len(reach) else ():
        end = path[i, np.argmax(hit[i])]
        cv2.line(canvas, tips[free[i]][::-1].tolist(), end[::-1].tolist(), 1)
    return canvas > 0


def tips_of(skeleton: np.ndarray, look_back: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """The open ends of a skeleton, and where each stroke is `look_back` px before or branches: (N, 2) int,
    both as (row, column)."""
    tips = np.argwhere(end_points(skeleton))
    return tips, _walk_back(skeleton, tips, look_back)


def _walk_back(skeleton: np.ndarray, tips: np.ndarray, steps: int) -> np.ndarray:
    """Follow all strokes from their ends at once; (N, 2) positions `steps` px inside or at a branch."""
    padded = np.pad(skeleton, 1)
    here, before = tips + 1, tips + 1
    moving = np.ones(len(tips), bool)
    order = np.array([_AROUND[i] for i in (0, 2, 4, 6, 1, 3, 5, 7)])
    for _ in range(steps):
        near = here[:, None] + order
        free = padded[near[..., 0], near[..., 1]] & (np.abs(near - before[:, None]).max(-1) > 0)
        # A neighbor of the pixel we came from is a way back, not a way on.
        free &= (np.abs(near - before[:, None]).max(-1) > 1) | (before == here).all(1)[:, None]
        moving &= free.sum(1) == 1
        on = near[np.arange(len(near)), np.argmax(free, axis=1)]
        before = np.where(moving[:, None], here, before)
        here = np.where(moving[:, None], on, here)
    return here - 1


def _near_pairs(points: np.ndarray, gap: float) -> np.ndarray:
    """(M, 2) index pairs a < b of points at most `gap` apart; sorted rows keep it out of N squared."""
    pairs = []
    rows = points[:, 0]
    last = np.searchsorted(rows, rows + gap, side="right")
    for i, end in enumerate(last):
        others = np.arange(i + 1, end)
        if len(others):
            close = np.hypot(*(points[others] - points[i]).T) <= gap
            pairs.extend((i, j) for j in others[close])
    return np.array(pairs, np.int64).reshape(-1, 2)


_SMOOTHING = 0.8


def _smoothed_distance() -> tuple[np.ndarray, np.ndarray]:
    """What a distance from a straight line becomes when it is blurred (the folded normal's mean), and it."""
    true = np.linspace(0, 4, 65)
    z = true / _SMOOTHING
    bell = _SMOOTHING * np.sqrt(2 / np.pi) * np.exp(-z * z / 2)
    return bell + true * np.array([erf(v / np.sqrt(2)) for v in z]), true


_SMOOTHED, _TRUE = _smoothed_distance()


def draw_skeleton(skeleton: np.ndarray, width: float = 2.0) -> np.ndarray:
    """Anti-aliased strokes of one width along a skeleton; (H, W) uint8 lines.

    The distance to the skeleton is smoothed before it is cut at half the width, which takes the staircase
    out of slanted strokes; what the smoothing adds to a straight line is taken off again.
    """
    if not skeleton.any():
        return np.full(skeleton.shape, 255, np.uint8)
    distance = np.minimum(distance_to(skeleton), 4.0 + width)
    # Measured to pixels. Beside a diagonal step the line itself is nearer than either of them: 0.71 px on a
    # true diagonal, 1 px on a flat stroke's staircase.
    distance[_BESIDE_STEP[neighborhood(skeleton)] & ~skeleton] = 0.85
    smooth = cv2.GaussianBlur(distance, (0, 0), _SMOOTHING, borderType=cv2.BORDER_REPLICATE)
    near = smooth < 4.0
    smooth[near] = np.interp(smooth[near], _SMOOTHED, _TRUE)
    ink = np.clip(width / 2 + 0.5 - smooth, 0, min(1.0, width))
    return (255.5 - 255 * ink).astype(np.uint8)


def normalize_width(
    lines: np.ndarray,
    width: float = 2.0,
    *,
    speck: int = 6,
    gap: float = 4.0,
    solid: float | None = None,
    threshold: int = 128,
) -> np.ndarray:
    """Redraw a line drawing with strokes of one width.

    Args:
        lines: (H, W) uint8, 0 = ink.
        width: of the new strokes, px, 0.5 to 64.
        speck: strokes whose skeleton is shorter than this many px are left out.
        gap: stroke ends this far apart (px) are joined where they point at each other; 0 joins nothing.
        solid: ink that holds a disc of this radius (px) is an area, not a stroke: its outline is drawn. None
            takes four times the new width, at least 6.
        threshold: darker than this is ink.

    Returns:
        (H, W) uint8 lines, anti-aliased, paper exactly 255.

    Raises:
        InputError: a width out of range.
    """
    if not 0.5 <= width <= 64:
        raise InputError("The line width must lie between 0.5 and 64 pixels.")
    ink = lines < threshold
    skeleton = stroke_skeleton(ink, max(6.0, 4 * width) if solid is None else solid)
    skeleton = remove_specks(skeleton, speck)
    return draw_skeleton(thin(bridge(skeleton, gap)), width)


def stroke_skeleton(ink: np.ndarray, solid: float) -> np.ndarray:
    """(H, W) bool: skeleton of the strokes, outline of the areas (what holds a disc of radius `solid`)."""
    depth = cv2.distanceTransform(np.pad(ink, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    core = depth >= solid
    if not core.any():
        return thin(ink)
    # Growing the cores back by their radius is an opening with a disc; a pixel less keeps the rim.
    reach = cv2.distanceTransform(np.where(core, np.uint8(0), np.uint8(1)), cv2.DIST_L2, 5)
    area = reach < solid - 1.5
    return thin(ink & ~area)
