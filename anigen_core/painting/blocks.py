"""The colors of a finished picture as blocks: what an artist would have thrown on the canvas for it.

PI-REC's color domain (`color.color_domain`) blurs so much that eyes, mouth and ribbons vanish, and nothing
downstream can guess them. Here ink is taken out, tones of one color are joined, and small parts that stand
out from what surrounds them keep a block of their own.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import nearest_known, pack_rgb, palette, srgb_to_oklab, unpack_rgb
from anigen_core.errors import InputError
from anigen_core.painting.paint import Groups, pairs, visible

_SAME = 0.02  # Distance (as `_apart` has it) under which two colors are one paint anywhere.
_TONE = 0.068  # The same, where one runs softly into the other.
_HUE = 0.04  # Part of it that may come from hue: shadows change lightness, seldom hue.
_SOFT = 0.07  # OKLab step over five pixels under which a border is soft.
_STANDS_OUT = 0.09  # OKLab distance at which a small part is a part and not a tone.


def color_blocks(picture: np.ndarray, k: int = 24, *, seed: int = 0) -> np.ndarray:
    """Reduce a picture to flat color blocks without lines.

    Transparent parts stay unpainted. Of an opaque picture, plain paper is left unpainted too: one nearly
    even light color that touches at least two sides of the frame, and all of it that hangs together. White
    clothes are kept because an outline parts them from the paper, or because they touch one side only. A
    picture of nothing but paper is one block.

    Args:
        picture: (H, W, 3) or (H, W, 4) uint8.
        k: most colors for large areas, 2 to 64; small parts may add half as many.
        seed: of the clustering.

    Returns:
        (H, W, 4) uint8, alpha 255 where painted and 0 elsewhere.

    Raises:
        InputError: k out of range, or nothing opaque in the picture.
    """
    if not 2 <= k <= 64:
        raise InputError("The number of colors must lie between 2 and 64.")
    rgb = np.ascontiguousarray(picture[..., :3])
    painted = _figure(picture)
    if not painted.any():
        raise InputError("The picture is fully transparent; choose one with something on it.")
    known = painted & ~_ink(rgb, painted)
    if not known.any():
        known = painted
    clean = rgb.reshape(-1, 3)[nearest_known(known)]
    longest = max(painted.shape)
    kernel = 2 * max(1, round(longest / 450)) + 1
    smooth = cv2.medianBlur(clean, kernel)
    # OpenCV 5.0 writes past its buffers where the filter (1.5 sigma to each side) is wider than the picture.
    smooth = cv2.bilateralFilter(smooth, -1, 22, min(longest / 250, min(painted.shape) / 2))
    centers, label = palette(smooth, 64, weights=known, seed=seed)
    centers = np.concatenate([centers, _small_parts(smooth, centers[label], known, max(4, k // 2), seed)])
    label = _nearest(smooth, centers)
    label = _join_tones(label, centers, smooth, known)
    label = _fewer(label, centers, known, k)
    label = _tidy(np.where(painted, label, -1), centers)
    return np.dstack([centers[label], np.where(painted, np.uint8(255), np.uint8(0))])


def _figure(picture: np.ndarray) -> np.ndarray:
    """(H, W) bool: what is painted; see `color_blocks` for what counts as paper."""
    if picture.shape[2] == 4 and (picture[..., 3] < 128).any():
        return picture[..., 3] >= 128
    rgb = picture[..., :3]
    frame = np.concatenate([rgb[0], rgb[-1], rgb[:, 0], rgb[:, -1]])
    paper = np.median(frame, axis=0).astype(np.uint8)
    lab = srgb_to_oklab(cv2.GaussianBlur(np.ascontiguousarray(rgb), (0, 0), 0.8))
    base = srgb_to_oklab(paper)
    plain = ((lab - base) ** 2).sum(-1) < 0.035**2
    on_frame = np.concatenate([plain[0], plain[-1], plain[:, 0], plain[:, -1]])
    everything = np.ones(plain.shape, bool)
    if base[0] < 0.8 or on_frame.mean() < 0.5:
        return everything
    count, parts = cv2.connectedComponents(plain.astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    sides = np.zeros(count, int)
    for rim in (parts[0], parts[-1], parts[:, 0], parts[:, -1]):
        sides[np.unique(rim)] += 1
    sides[0] = 0
    figure = ~(sides >= 2)[parts]
    return figure if figure.any() else everything


def _ink(rgb: np.ndarray, painted: np.ndarray) -> np.ndarray:
    """(H, W) bool: thin dark strokes and their anti-aliasing."""
    reach = 1 + max(1, round(max(painted.shape) / 280))
    lab = srgb_to_oklab(rgb)
    light = np.where(painted, lab[..., 0], 1.0).astype(np.float32)
    disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    around = cv2.morphologyEx(light, cv2.MORPH_CLOSE, disk)
    stroke = (around - light > 0.09) & (light < 0.68 * around)
    # A small iris is dark and thin, too, but ink is hardly ever that colorful.
    stroke &= (light < 0.4) | (np.hypot(lab[..., 1], lab[..., 2]) < 0.075)
    return cv2.dilate(stroke.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def _apart(lab: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How much two (..., 3) OKLab colors are different paints: the whole distance, and its part in hue.

    Lightness counts half, because a shadow is the same paint; hue counts more, and more still between pale
    colors, where skin, white cloth and fair hair lie close together.
    """
    lab, other = visible(lab), visible(other)
    light = 0.5 * (lab[..., 0] - other[..., 0])
    own, its = np.hypot(lab[..., 1], lab[..., 2]), np.hypot(other[..., 1], other[..., 2])
    chord = (lab[..., 1] - other[..., 1]) ** 2 + (lab[..., 2] - other[..., 2]) ** 2
    pale = 1 + np.exp(-np.minimum(own, its) / 0.03)
    hue = 1.5 * pale * np.sqrt(np.maximum(chord - (own - its) ** 2, 0))
    return np.sqrt(light**2 + (pale * (own - its)) ** 2 + hue**2), hue


def _fewer(label: np.ndarray, centers: np.ndarray, known: np.ndarray, k: int) -> np.ndarray:
    """Join like colors, and the likest ones until k are left; the more frequent one stands for both."""
    mass = np.sqrt(np.bincount(label[known], minlength=len(centers)).astype(np.float64))
    lab = srgb_to_oklab(centers)
    alive = np.flatnonzero(mass)
    name = np.arange(len(centers))
    while len(alive) > 1:
        distance = _apart(lab[alive, None], lab[None, alive])[0]
        distance[np.eye(len(alive), dtype=bool)] = np.inf
        light = np.minimum(mass[alive, None], mass[None, alive]) / mass[alive].sum()
        cost = distance * (0.01 + light) ** 0.5 if len(alive) > k else distance
        i, j = np.unravel_index(int(np.argmin(cost)), cost.shape)
        if len(alive) <= k and distance[i, j] > _SAME:
            break
        big, small = (alive[i], alive[j]) if mass[alive[i]] >= mass[alive[j]] else (alive[j], alive[i])
        mass[big] = np.hypot(mass[big], mass[small])
        name[name == small] = big
        alive = alive[alive != small]
    return name[label]


def _nearest(rgb: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """(H, W) int32 index of the center nearest in OKLab."""
    packed = pack_rgb(rgb)
    values = np.unique(packed)
    lab = visible(srgb_to_oklab(unpack_rgb(values)))
    best = np.full(len(values), np.inf, np.float32)
    choice = np.zeros(len(values), np.int32)
    for i, center in enumerate(visible(srgb_to_oklab(centers))):
        distance = ((lab - center) ** 2).sum(1)
        nearer = distance < best
        choice[nearer] = i
        best[nearer] = distance[nearer]
    return choice[np.searchsorted(values, packed)]


def _join_tones(label: np.ndarray, centers: np.ndarray, rgb: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Give soft shadows and lights the color of the area they run into. Returns labels like `label`."""
    part, color = _parts(label)
    lab = srgb_to_oklab(rgb)
    box = np.ones((5, 5), np.uint8)
    step = np.sqrt(((cv2.dilate(lab, box) - cv2.erode(lab, box)) ** 2).sum(-1))
    soft = ((step < _SOFT) & known).reshape(-1)
    count = len(color)
    top = np.bincount(part.reshape(-1), minlength=count)
    first, second = pairs(part)
    a, b = part.reshape(-1)[first], part.reshape(-1)[second]
    pair = np.minimum(a, b).astype(np.int64) * count + np.maximum(a, b)
    key, where = np.unique(pair, return_inverse=True)
    length = np.bincount(where)
    share = np.bincount(where, soft[first] & soft[second]) / length
    low, high = key // count, key % count
    own = srgb_to_oklab(centers)
    distance, hue = _apart(own[:, None], own[None])
    like = (distance < _TONE) & (hue < _HUE)

    groups = Groups(count)
    for n in np.argsort(-(share * np.sqrt(length)), kind="stable"):
        if share[n] < 0.6:
            continue
        i, j = groups.name(int(low[n])), groups.name(int(high[n]))
        if i == j or not like[color[i], color[j]]:
            continue
        # The largest single tone names the paint, not the sum of what has joined so far.
        if top[j] > top[i]:
            i, j = j, i
        groups.join(i, j)
    return color[groups.names()][part]


def _parts(label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Connected parts of a label picture: (H, W) int32 from 0, and the (N,) label of each."""
    part, color, count = np.zeros(label.shape, np.int32), [], 0
    for value in np.unique(label):
        total, inside = cv2.connectedComponents(
            (label == value).astype(np.uint8), connectivity=4, ltype=cv2.CV_32S
        )
        part += np.where(inside > 0, inside - 1 + count, 0)
        color += [value] * (total - 1)
        count += total - 1
    return part, np.array(color, np.int32)


def _small_parts(rgb: np.ndarray, flat: np.ndarray, known: np.ndarray, most: int, seed: int) -> np.ndarray:
    """(N, 3) uint8: colors of compact places that the large colors miss."""
    lab = srgb_to_oklab(rgb)
    missed = (((lab - srgb_to_oklab(flat)) ** 2).sum(-1) > _STANDS_OUT**2) & known
    missed = cv2.morphologyEx(missed.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    if missed.sum() < 6:
        return np.zeros((0, 3), np.uint8)
    centers, label = palette(rgb, most, weights=missed, seed=seed)
    enough = np.bincount(label[missed > 0], minlength=len(centers)) >= 6
    return centers[enough]


def _tidy(label: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Give specks to what surrounds them, unless they stand out. `label` is -1 where nothing is painted."""
    size, speck = label.size, np.zeros(label.shape, bool)
    lab = srgb_to_oklab(centers)
    around = cv2.medianBlur(
        np.where(label < 0, 255, label).astype(np.uint8), 2 * max(2, round(size**0.5 / 90)) + 1
    )
    around_lab = lab[np.minimum(around, len(lab) - 1)]
    contrast = np.sqrt(((lab[label] - around_lab) ** 2).sum(-1))
    for index in range(len(centers)):
        count, parts, stats, _ = cv2.connectedComponentsWithStats(
            (label == index).astype(np.uint8), connectivity=4
        )
        area = stats[:, cv2.CC_STAT_AREA]
        strong = np.bincount(parts.reshape(-1), contrast.reshape(-1), minlength=count) / np.maximum(area, 1)
        drop = (area < max(5, size * 1e-5)) | ((area < size * 2.5e-4) & (strong < 0.11))
        drop[0] = False
        speck |= drop[parts]
    keep = (label >= 0) & ~speck
    if not keep.any():
        return label
    return np.where(label >= 0, label.reshape(-1)[nearest_known(keep)], 0)
