"""From one picture to another over pictures that exist: semantic morphing.

Saito and Matsui (2015) move a query between two codes and take the nearest picture of each step. Here every
step is a short one between existing pictures: the shortest path on the graph of each code's ten nearest,
where a step costs its squared distance, so that many small steps are cheaper than a large one.
"""

from __future__ import annotations

import heapq
from itertools import pairwise

import numpy as np

from anigen_core.library.codes import Codes, smallest

NEAREST = 10
POWERS = (2, 4, 8, 16)

MOST = 4000
"""Pictures a path may go over. In a larger library these are the ones with the least sum of distances to both
ends, so that the time does not grow with the library."""


def walk(first: np.ndarray, last: np.ndarray, codes: Codes, count: int) -> list[int]:
    """Rows of pictures between two codes.

    Args:
        first, last: (64,) uint8, the ends; they need not be codes of pictures.
        codes: of the pictures.
        count: how many pictures are wanted.

    Returns:
        At most `count` different rows in order, at equal distances along the path where there are more;
        neither end, nor a picture whose code is that of an end.
    """
    to_first, to_last = codes.distances(first).astype(np.int64), codes.distances(last).astype(np.int64)
    between = np.flatnonzero((to_first > 0) & (to_last > 0))
    if not len(between) or count < 1:
        return []
    near = between[smallest((to_first + to_last)[between], MOST)]
    points = np.concatenate([codes.rows(near), first[None], last[None]])
    path = shortest_path(Codes(points), len(near), len(near) + 1, count)
    steps = np.cumsum([0, *(_apart(points[a], points[b]) for a, b in pairwise(path))])
    inner = path[1:-1]
    if len(inner) > count:
        inner = [path[1 + i] for i in _spread(steps[1:-1] / max(int(steps[-1]), 1), count)]
    return [int(near[point]) for point in inner]


def shortest_path(codes: Codes, start: int, end: int, wanted: int = 0) -> list[int]:
    """Numbers of the codes on the cheapest way from `start` to `end`, both included (Dijkstra 1959). It is
    never the one step from end to end unless there is nothing else.

    Where the two are in parts of the graph that hang together by nothing, each code gets twice as many
    neighbors, and so on. Where fewer than `wanted` codes lie on the way, a step costs a higher power of its
    distance, which prefers even more small steps; the longest way is taken.
    """
    count, found = NEAREST, [start, end]
    while True:
        far, who = codes.neighbors(count)
        for power in POWERS:
            ways = _ways(far.astype(np.float64) ** power, who, start, end)
            path = _cheapest(ways, start, end)
            if not path:
                break
            found = max(found, path, key=len)
            if len(found) - 2 >= wanted:
                return found
        else:
            return found
        if count >= len(codes) - 1:
            return found
        count *= 2


def _ways(costs: np.ndarray, who: np.ndarray, start: int, end: int) -> list[dict[int, float]]:
    ways: list[dict[int, float]] = [{} for _ in range(len(who))]
    for one, (row, others) in enumerate(zip(costs.tolist(), who.tolist(), strict=True)):
        for other, cost in zip(others, row, strict=True):
            ways[one][other] = ways[other][one] = cost
    ways[start].pop(end, None)
    ways[end].pop(start, None)
    return ways


def _cheapest(ways: list[dict[int, float]], start: int, end: int) -> list[int]:
    before = {start: -1}
    best = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        cost, at = heapq.heappop(queue)
        if at == end:
            path = [end]
            while path[-1] != start:
                path.append(before[path[-1]])
            return path[::-1]
        if cost > best[at]:
            continue
        for other, step in ways[at].items():
            if cost + step < best.get(other, np.inf):
                best[other], before[other] = cost + step, at
                heapq.heappush(queue, (cost + step, other))
    return []


def _spread(places: np.ndarray, count: int) -> list[int]:
    """`count` different numbers of rising `places` (0..1) that lie nearest to equal steps."""
    chosen: list[int] = []
    for number in range(count):
        low = chosen[-1] + 1 if chosen else 0
        high = len(places) - (count - number) + 1
        wanted = (number + 1) / (count + 1)
        chosen.append(low + int(np.abs(places[low:high] - wanted).argmin()))
    return chosen


def monotonicity(first: np.ndarray, chain: np.ndarray, last: np.ndarray) -> float:
    """Share of a chain's steps, those from and to the ends included, in which the distance to the first code
    grows and that to the last one falls, 0..1.

    Args:
        first, last: (64,) uint8. chain: (n, 64) uint8.
    """
    whole = np.concatenate([first[None], chain, last[None]])
    to_first = np.array([_apart(first, code) for code in whole])
    to_last = np.array([_apart(last, code) for code in whole])
    return float(((np.diff(to_first) > 0) & (np.diff(to_last) < 0)).mean())


def _apart(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.bitwise_count(one ^ other).sum())
