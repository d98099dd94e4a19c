"""From many pictures to one figure, and how sure it is: bootstrap over characters.

A statistic is made from the list of what was seen (its items, one per picture or face) and is then asked for
its value under weights, one for each item. So every figure, a mean, an mIoU over a summed confusion matrix
or an average precision, can be asked again for resampled characters without being computed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Weighted = Callable[[np.ndarray], float]
"""Weights (n,) float64, one for each item, to the figure; NaN where it has none."""

Statistic = Callable[[Sequence[Any]], Weighted]

REPEATS = 500


def mean(items: Sequence[float]) -> Weighted:
    """Of numbers."""
    values = np.asarray(items, np.float64)
    return lambda w: float(values @ w / w.sum()) if w.sum() else float("nan")


def quantile(share: float) -> Statistic:
    """Of arrays of numbers, any many of each: the value below which a share of them all lies."""

    def statistic(items: Sequence[np.ndarray]) -> Weighted:
        values = np.concatenate([np.asarray(item, np.float64) for item in items])
        owner = np.repeat(np.arange(len(items)), [len(item) for item in items])
        order = np.argsort(values, kind="stable")
        values, owner = values[order], owner[order]

        def value(w: np.ndarray) -> float:
            mass = np.cumsum(w[owner])
            if not len(mass) or not mass[-1]:
                return float("nan")
            return float(values[min(int(np.searchsorted(mass, share * mass[-1])), len(values) - 1)])

        return value

    return statistic


def difference(first: Weighted, second: Weighted) -> Weighted:
    """First minus second, of the same pictures under the same weights: what a paired bootstrap asks for."""
    return lambda w: first(w) - second(w)


def ratio(items: Sequence[tuple[float, float]]) -> Weighted:
    """Of (part, whole): sum of parts over sum of wholes; PCK, for one."""
    part, whole = np.asarray(items, np.float64).reshape(-1, 2).T
    return lambda w: float(part @ w / (whole @ w)) if whole @ w else float("nan")


def miou(items: Sequence[np.ndarray]) -> Weighted:
    """Of confusion matrices (C, C), rows the truth: intersection over union of each class over all pictures,
    mean over the classes that occur in the truth."""
    flat = np.stack([np.asarray(m, np.float64).ravel() for m in items])
    classes = np.asarray(items[0]).shape[0]

    def value(w: np.ndarray) -> float:
        iou = class_iou((w @ flat).reshape(classes, classes))
        return float(np.nanmean(iou)) if np.isfinite(iou).any() else float("nan")

    return value


def class_iou(confusion: np.ndarray) -> np.ndarray:
    """(C,) intersection over union from a confusion matrix (rows the truth); NaN for absent classes."""
    both = np.diag(confusion)
    union = confusion.sum(0) + confusion.sum(1) - both
    return np.where(confusion.sum(1) > 0, both / np.maximum(union, 1e-12), np.nan)


def confusion(truth: np.ndarray, found: np.ndarray, classes: int) -> np.ndarray:
    """(C, C) int64 counts of pixels, rows the truth; maps of any one shape, values below `classes`."""
    joined = truth.astype(np.int64).ravel() * classes + found.astype(np.int64).ravel()
    return np.bincount(joined, minlength=classes**2).reshape(classes, classes)


def mean_average_precision(items: Sequence[tuple[np.ndarray, np.ndarray]]) -> Weighted:
    """Of (scores (T,), truths (T,) of 1, 0 or NaN = cannot be known): average precision of each tag, mean
    over the tags that occur."""
    scores = np.stack([np.asarray(s, np.float64) for s, _ in items])
    truths = np.stack([np.asarray(t, np.float64) for _, t in items])
    order = np.argsort(-scores, axis=0, kind="stable")
    truths = np.take_along_axis(truths, order, 0)
    last = _tie_ends(np.take_along_axis(scores, order, 0))
    known, true = np.isfinite(truths), truths == 1

    def value(w: np.ndarray) -> float:
        each = w[order] * known
        hits = each * true
        precision = np.cumsum(hits, 0) / np.maximum(np.cumsum(each, 0), 1e-12)
        precision = np.take_along_axis(precision, last, 0)
        positive = hits.sum(0)
        precisions = (precision * hits).sum(0)[positive > 0] / positive[positive > 0]
        return float(precisions.mean()) if len(precisions) else float("nan")

    return value


def _tie_ends(ranked: np.ndarray) -> np.ndarray:
    """(N, T) row of the last equal score, for scores that fall down each column: equal scores are one step,
    whatever order they happen to stand in."""
    rows = np.broadcast_to(np.arange(len(ranked))[:, None], ranked.shape)
    ends = np.vstack([ranked[1:] != ranked[:-1], np.ones((1, ranked.shape[1]), bool)])
    marked = np.where(ends, rows, len(ranked))
    return np.minimum.accumulate(marked[::-1], 0)[::-1]


def box_average_precision(items: Sequence[tuple[np.ndarray, np.ndarray, int]]) -> Weighted:
    """Of (scores (k,), hits (k,) bool, number of true boxes): area under the precision envelope over recall
    (all points, as in PASCAL VOC 2010)."""
    owner = np.repeat(np.arange(len(items)), [len(s) for s, _, _ in items])
    scores = np.concatenate([np.asarray(s, np.float64) for s, _, _ in items] or [np.zeros(0)])
    hits = np.concatenate([np.asarray(h, np.float64) for _, h, _ in items] or [np.zeros(0)])
    faces = np.array([n for _, _, n in items], np.float64)
    order = np.argsort(-scores, kind="stable")
    owner, hits = owner[order], hits[order]

    def value(w: np.ndarray) -> float:
        total = faces @ w
        if not total:
            return float("nan")
        each = w[owner]
        true = np.cumsum(each * hits)
        precision = true / np.maximum(np.cumsum(each), 1e-12)
        envelope = np.maximum.accumulate(precision[::-1])[::-1]
        return float((envelope * each * hits).sum() / total)

    return value


def match_boxes(found: np.ndarray, truth: np.ndarray, iou: float = 0.5) -> np.ndarray:
    """(k,) bool: which found boxes (k, 4), best first, hit a true box (n, 4) no better one has hit. Boxes
    are x0, y0, x1, y1."""
    free = np.ones(len(truth), bool)
    hits = np.zeros(len(found), bool)
    for i, box in enumerate(np.asarray(found, np.float64).reshape(-1, 4)):
        if not free.any():
            break
        overlap = np.where(free, box_iou(box, truth), -1)
        best = int(overlap.argmax())
        if overlap[best] >= iou:
            free[best], hits[i] = False, True
    return hits


def box_iou(box: np.ndarray, others: np.ndarray) -> np.ndarray:
    """(n,) intersection over union of one box (4,) with others (n, 4)."""
    others = np.asarray(others, np.float64).reshape(-1, 4)
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    both = np.clip(high - low, 0, None).prod(1)
    areas = np.prod(box[2:] - box[:2]) + (others[:, 2:] - others[:, :2]).prod(1)
    return both / np.maximum(areas - both, 1e-12)


def kernel_distance(items: Sequence[tuple[np.ndarray, np.ndarray]]) -> Weighted:
    """Of (feature of ours (d,), feature of the truth (d,)): the kernel inception distance (Binkowski 2018),
    unbiased MMD^2 under the kernel (x.y / d + 1)^3. A picture is never held against its own truth (Gretton
    2012's U-statistic of pairs): that would reward likeness, which other figures measure. Whose features
    they are is the caller's to say."""
    ours = np.stack([np.asarray(a, np.float64) for a, _ in items])
    truth = np.stack([np.asarray(b, np.float64) for _, b in items])

    def kernel(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return (a @ b.T / a.shape[1] + 1) ** 3

    between = kernel(ours, truth)
    whole = kernel(ours, ours) + kernel(truth, truth) - between - between.T
    np.fill_diagonal(whole, 0)

    def value(w: np.ndarray) -> float:
        pairs = w.sum() ** 2 - (w**2).sum()
        return float(w @ whole @ w / pairs) if pairs > 0 else float("nan")

    return value


def bootstrap(
    weighted: Weighted, owners: Sequence[str], *, repeats: int = REPEATS, seed: int = 0
) -> tuple[float, float, float]:
    """(value, low, high): the figure and its 95 % interval, resampling owners (characters), not pictures.
    owners: whose each item is. With a single owner the interval is the value itself."""
    names, index = np.unique(np.asarray(owners), return_inverse=True)
    value = weighted(np.ones(len(index)))
    if len(names) < 2:
        return value, value, value
    rng = np.random.default_rng(seed)
    draws = []
    for _ in range(repeats):
        times = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))
        draws.append(weighted(times[index].astype(np.float64)))
    known = np.array([d for d in draws if np.isfinite(d)])
    if not len(known):
        return value, value, value
    # Rare tags and classes drop out of some draws, which lifts their mean: the interval is moved back.
    low, high = np.percentile(known, [2.5, 97.5]) + value - known.mean()
    return value, float(min(low, value)), float(max(high, value))
