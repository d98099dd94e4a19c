"""Where the lines of two drawings meet: the second is bent until its lines run into those of the first, and
what was cut off too early runs on.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.inking.thinning import distance_to, end_points, grow, prune, thin, tips_of

REACH = 0.035
"""How far apart an open end of the first drawing and the line of the second that continues it may be, in
units of the longer side."""

ALONG = 0.8
"""Least cosine between the directions of the two."""

CALM = 0.07
"""How far the bending spreads, in units of the longer side."""


def beside(lines: np.ndarray) -> float:
    """How far the artist's ink keeps the body's away, px: lines so near are the same line."""
    return max(2.0, 6.0 * max(lines.shape) / 768)


class Match(NamedTuple):
    """An open end (x, y) and the place (x, y) on the other's line that belongs there."""

    end: np.ndarray
    place: np.ndarray


def bend(first: np.ndarray, second: np.ndarray, room: np.ndarray, covered: np.ndarray) -> np.ndarray | None:
    """A field that carries lines of the second drawing onto the open ends of the first.

    Args:
        first, second: (H, W) uint8 lines, 0 = ink.
        room: (H, W) bool, where the second is drawn. covered: (H, W) bool, where the first is.

    Returns:
        (H, W, 2) float32, how far (x, y) each pixel moves; None where nothing is to be bent.
    """
    side = max(first.shape)
    matches = _matches(first, second, room, covered, REACH * side)
    if not matches:
        return None
    moves = np.array([match.end - match.place for match in matches], np.float32)
    spread = max(CALM * side, 1.5 * float(np.hypot(*moves.T).max()))
    y, x = _grid(first.shape)
    total, most = np.full(first.shape, 1e-9, np.float32), np.zeros(first.shape, np.float32)
    field = np.zeros((*first.shape, 2), np.float32)
    for match, move in zip(matches, moves, strict=True):
        apart = (x - match.place[0]) ** 2 + (y - match.place[1]) ** 2
        calm = np.exp(-apart / (2 * spread * spread))
        # By nearness, so that of two ends side by side each gets its own.
        weight = calm / (apart + 1)
        field += weight[..., None] * move
        total += weight
        most = np.maximum(most, calm)
    return (field * (most / total)[..., None]).astype(np.float32)


def carried(layer: np.ndarray, field: np.ndarray, *, soft: bool = False) -> np.ndarray:
    """A layer (H, W) or (H, W, 4) uint8 moved by a field. soft: lines, which stay smooth and come from paper;
    else every value stays one that was there, and 0 comes in from outside."""
    y, x = _grid(layer.shape[:2])
    # The field says where a pixel goes; asked is where one comes from. Going round again finds it.
    back = field
    for _ in range(3):
        back = cv2.remap(
            field, x - back[..., 0], y - back[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    how, edge = (cv2.INTER_CUBIC, 255) if soft else (cv2.INTER_NEAREST, 0)
    source = x - back[..., 0], y - back[..., 1]
    return cv2.remap(layer, *source, how, borderMode=cv2.BORDER_CONSTANT, borderValue=(edge,) * 4)


def joined_ends(first: np.ndarray, second: np.ndarray, merged: np.ndarray, radius: float) -> np.ndarray:
    """`merged` with what was cut off of the second drawing run on to the lines of the first.

    Args:
        first, second, merged: (H, W) uint8 lines, 0 = ink; merged holds the first and what is left of the
            second. radius: how near to the first the second was cut off, px.

    A line follows its own course for up to 4 radii; where that does not arrive, straight on for two.
    """
    ink, whole = first < 128, thin(second < 128)
    if not ink.any() or not whole.any():
        return merged
    left = whole & (merged < 160) & ~grow(ink, 1)
    tips, back = tips_of(left, 9)
    old = grow(end_points(whole), 2)
    distance = distance_to(ink)
    result, course = merged.copy(), np.zeros(first.shape, bool)
    width = _stroke_width(second)
    for tip, before in zip(tips, back, strict=True):
        if old[tip[0], tip[1]] or distance[tip[0], tip[1]] > 3 * radius:
            continue
        path = _follow(whole & ~left, tip, distance, round(4 * radius))
        if path is not None:
            course[tuple(np.array(path).T)] = True
            continue
        away = (tip - before) / max(float(np.hypot(*(tip - before))), 1e-6)
        straight = np.rint(tip + np.arange(1, round(2 * radius) + 1)[:, None] * away).astype(int)
        straight = straight[((straight >= 0) & (straight < first.shape)).all(1)]
        hit = np.flatnonzero(distance[tuple(straight.T)] <= 1.5)
        if len(hit) and np.hypot(*(tip - before)) >= 3:
            start, end = tip[::-1].tolist(), straight[hit[0]][::-1].tolist()
            cv2.line(result, start, end, 0, width, cv2.LINE_AA)
    own = grow(course, max(1, round(width / 2)))
    return np.minimum(result, np.where(own, second, np.uint8(255)))


def _matches(
    first: np.ndarray, second: np.ndarray, room: np.ndarray, covered: np.ndarray, reach: float
) -> list[Match]:
    """Open ends of the first beside the room, each with the line of the second that would continue it."""
    skeleton = prune(thin(first < 128), max(2, round(reach / 4)))
    line = thin(second < 128)
    points = np.argwhere(line)
    if not len(points) or not room.any():
        return []
    tips, back = tips_of(skeleton, 9)
    near, off = distance_to(room), distance_to(line)
    found = []
    for tip, inner in zip(tips, back, strict=True):
        away = (tip - inner).astype(float)
        length = float(np.hypot(*away))
        ahead = np.rint(tip + away / max(length, 1e-6) * reach / 2).astype(int)
        inside = ((ahead >= 0) & (ahead < first.shape)).all()
        # It has to look out into the empty.
        if length < 4 or near[tip[0], tip[1]] > reach or not inside or covered[ahead[0], ahead[1]]:
            continue
        gap = np.hypot(*(points - tip).T)
        for i in np.argsort(gap, kind="stable"):
            if gap[i] > reach:
                break
            # The line has to go on in both ways: what begins here anew is none that was cut in two.
            before = np.rint(points[i] - away / length * reach).astype(int)
            behind = ((before >= 0) & (before < first.shape)).all() and off[tuple(before)] <= reach / 3
            if behind and abs(float(_direction(points, points[i]) @ (away / length))) >= ALONG:
                found.append((float(gap[i]), tip, points[i]))
                break
    found.sort(key=lambda item: item[0])
    matches: list[Match] = []
    for _, tip, place in found:
        match = Match(tip[::-1].astype(float), place[::-1].astype(float))
        if all(_side_by_side(match, other) for other in matches):
            matches.append(match)
    return matches


def _side_by_side(match: Match, other: Match) -> bool:
    """Whether two ends keep their order: neither shares the other's line, nor do they cross."""
    ends, places = match.end - other.end, match.place - other.place
    return float(np.hypot(*places)) > 0.4 * float(np.hypot(*ends)) and float(ends @ places) > 0


def _direction(points: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """The unit direction of a line, given by its points (N, 2), about one of them."""
    near = points[np.abs(points - middle).max(1) <= 6] - middle
    _, _, axes = np.linalg.svd(near - near.mean(0), full_matrices=False)
    return axes[0]


def _follow(
    free: np.ndarray, start: np.ndarray, distance: np.ndarray, steps: int
) -> list[tuple[int, int]] | None:
    """The way along the free pixels to where the distance is nothing; None where it is longer."""
    height, width = free.shape
    come: dict[tuple[int, int], tuple[int, int] | None] = {(int(start[0]), int(start[1])): None}
    front = list(come)
    for _ in range(steps):
        ahead = []
        for here in front:
            if distance[here] <= 1.5:
                path = [here]
                while (before := come[path[-1]]) is not None:
                    path.append(before)
                return path
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    to = here[0] + dy, here[1] + dx
                    if 0 <= to[0] < height and 0 <= to[1] < width and free[to] and to not in come:
                        come[to] = here
                        ahead.append(to)
        front = ahead
    return None


def _stroke_width(lines: np.ndarray) -> int:
    """The usual width of the strokes of a line drawing, px."""
    ink = lines < 128
    return max(1, round(float(ink.sum()) / max(int(thin(ink).sum()), 1)))


def _grid(shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    return y, x
