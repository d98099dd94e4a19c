"""Which piece of a body each pixel of a drawn figure belongs to.

Every bone starts to spread from its place, over even color quickly and over lines slowly; a pixel belongs to
the bone that reaches it first (multi-source Dijkstra). So an arm that hangs beside the trunk ends at its
outline, wherever a drawing has one. What a parser says of hair, face, clothes and shoes is kept to.
"""

from __future__ import annotations

import heapq

import cv2
import numpy as np

from anigen_core.color import nearest_known, srgb_to_oklab
from anigen_core.reposing.rig import PIECES, Bone, Rig, kind_of

HEAD = 36
"""Pixels that a head is high while owners are sought; more would take time and change little."""

_SLOW = 22.0
"""How many pixels of way a border from black to white is worth."""

_ODD = 6.0
"""How much slower a piece spreads over parts that are not its own."""

_THICK = {
    "trunk": 0.2,
    "neck": 0.1,
    "head": 0.36,
    "upper_arm": 0.07,
    "forearm": 0.06,
    "thigh": 0.1,
    "shin": 0.07,
}
"""Half of the width, in heads, in which a bone is sure of its pixels."""

_BORDER = 0.07
"""Step in OKLab that is a border: a line, or another color."""

_FOREIGN = 0.12
"""Share of its sure pixels below which a part of the parser is foreign to a piece."""

_ARM = 0.22
"""Half width of an arm with its sleeve, in heads, from which on it spreads more slowly."""

_HAND = 0.25
"""How far from the wrist a hand is sure, in heads."""

_REACH = 0.6
"""How far from the wrist a hand, and what it holds, reaches at most, in heads."""

_HEADS = (1, 3, 4, 5, 6, 7)
"""Parts of the parser that are a head's: face, brows, eyes, mouth, hair."""

_OWN = {
    2: ("trunk", "neck", "upper_arm", "forearm", "thigh", "shin", "head"),
    8: ("trunk", "neck", "upper_arm", "forearm", "thigh"),
    9: ("trunk", "thigh", "shin"),
    10: ("thigh", "shin"),
    11: ("shin",),
}
"""Pieces that may be made of a part: skin, top, bottom, socks, shoes."""

_AROUND = tuple((dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx)


def owners(figure: np.ndarray, rig: Rig, parts: np.ndarray | None) -> np.ndarray:
    """Number into `PIECES` plus 1 of every pixel, 0 outside of the figure.

    Args:
        figure: (H, W, 4) uint8 straight alpha.
        rig: its bones, in its pixels.
        parts: (H, W) uint8 of `stages.parse.PARTS`, or None.

    Returns:
        (H, W) uint8.
    """
    height, width = figure.shape[:2]
    scale = min(1.0, HEAD / rig.head, 512 / max(height, width))
    small = max(1, round(width * scale)), max(1, round(height * scale))
    seen = cv2.resize(figure, small, interpolation=cv2.INTER_AREA)
    inside = seen[..., 3] >= 128
    lab = srgb_to_oklab(np.ascontiguousarray(seen[..., :3])) * np.float32(_SLOW)
    told = None
    if parts is not None:
        told = cv2.resize(parts, small, interpolation=cv2.INTER_NEAREST)
    seeds = _seeds(inside, rig, scale, told, lab)
    found = _spread(seeds, inside, lab, told, _costs(told, seeds), _far(rig, inside.shape, scale))
    found = _without_ends(found, rig, scale)
    if scale == 1.0:
        return found
    # Each piece enlarged softly, the strongest one taken: borders come out smooth.
    best, owner = np.full((height, width), 1e-3, np.float32), np.zeros((height, width), np.uint8)
    for number in np.unique(found[found > 0]):
        share = cv2.GaussianBlur((found == number).astype(np.float32), (0, 0), 0.8)
        share = cv2.resize(share, (width, height), interpolation=cv2.INTER_LINEAR)
        np.copyto(owner, number, where=share > best)
        np.maximum(best, share, out=best)
    owner[figure[..., 3] == 0] = 0
    return owner


def _seeds(
    inside: np.ndarray, rig: Rig, scale: float, told: np.ndarray | None, lab: np.ndarray
) -> np.ndarray:
    """(h, w) uint8: pixels that are sure, as `owners` numbers them."""
    height, width = inside.shape
    y, x = (np.mgrid[:height, :width] + 0.5) / scale
    seeds = np.zeros((height, width), np.uint8)
    if told is not None and "head" in rig.bones:
        seeds[np.isin(told, _HEADS) & inside] = PIECES.index("head") + 1
    # What lies nearer comes later and wins.
    for name in sorted(rig.bones, key=lambda piece: rig.bones[piece].depth):
        bone, kind = rig.bones[name], kind_of(name)
        number = PIECES.index(name) + 1
        thick = _THICK[kind] * rig.head
        if kind in ("upper_arm", "forearm") and not _shows(bone, kind, rig, lab, inside, scale):
            continue
        if kind == "head":
            middle = (bone.start + bone.end) / 2
            near = np.hypot(x - middle[0], y - middle[1]) < thick
            if told is not None:  # the parser knows better
                near &= ~np.isin(told, (2, 8, 9, 10, 11))
        elif kind == "trunk":
            near = bone.distance(x, y) < min(thick, 0.6 * rig.breadth)
            near |= _box(rig, bone, x.shape, scale)
        else:
            near = _shortened(bone, kind, rig.head).distance(x, y) < thick
            if kind == "neck" and told is not None:
                near &= ~np.isin(told, _HEADS)
        seeds[near & inside] = number
    return seeds


def _shows(bone: Bone, kind: str, rig: Rig, lab: np.ndarray, inside: np.ndarray, scale: float) -> bool:
    """Whether an arm's piece can be seen where its bone is: it is if it leaves the trunk, or has a border on
    both of its sides; else it is behind."""
    trunk = rig.bones.get("trunk")
    if trunk is None:
        return True
    short = _shortened(bone, kind, rig.head)
    spots = short.start + (short.end - short.start) * np.linspace(0.15, 0.85, 9)[:, None]
    over = trunk.distance(spots[:, 0], spots[:, 1]) < 0.9 * rig.breadth
    if over.mean() < 0.6:
        return True
    way = (short.end - short.start) / short.length
    aside = np.array([-way[1], way[0]]) * rig.head
    borders = []
    for side in (-1, 1):
        reach = spots[:, None] + side * aside * np.linspace(0.02, 0.3, 12)[:, None]
        columns, rows = np.floor(reach * scale).astype(int).transpose(2, 0, 1)
        columns, rows = columns.clip(0, lab.shape[1] - 1), rows.clip(0, lab.shape[0] - 1)
        steps = np.sqrt((np.diff(lab[rows, columns], axis=1) ** 2).sum(2))
        ends = ~inside[rows, columns].all(1)
        borders.append(np.where(ends, np.inf, steps.max(1)))
    return float(np.median(np.minimum(*borders))) > _BORDER * _SLOW


def _shortened(bone: Bone, kind: str, head: float) -> Bone:
    """A limb's bone without the end that lies within the piece it hangs on, and with the hand."""
    way = bone.end - bone.start
    if kind in ("upper_arm", "thigh"):
        return bone._replace(start=bone.start + 0.22 * way)
    if kind == "forearm":
        return bone._replace(end=bone.end + _HAND * head / bone.length * way)
    return bone


def _box(rig: Rig, bone: Bone, shape: tuple[int, ...], scale: float) -> np.ndarray:
    """(h, w) bool: what lies well within shoulders and hips."""
    corners = np.array([rig.shoulders[0], rig.shoulders[1], rig.hips[1], rig.hips[0]])
    known = np.abs(corners).sum(1) > 0
    if not known.all():
        return np.zeros(shape, bool)
    middle = corners.mean(0)
    drawn = np.zeros(shape, np.uint8)
    inner = (middle + 0.72 * (corners - middle)) * scale
    cv2.fillPoly(drawn, [np.round(inner).astype(np.int32)], 1)
    return drawn > 0


def _costs(told: np.ndarray | None, seeds: np.ndarray) -> list[list[float]] | None:
    """For each piece and each part of the parser how slowly it spreads there: what it cannot be made of, and
    what a limb is not made of where it is surely itself."""
    if told is None:
        return None
    table = [[1.0] * 13 for _ in range(len(PIECES) + 1)]
    for number, name in enumerate(PIECES, 1):
        kind = kind_of(name)
        own = np.bincount(told[seeds == number], minlength=13)
        share = own / max(int(own.sum()), 1)
        for part in range(13):
            fits = part in (0, 12) or (kind == "head" if part in _HEADS else kind in _OWN[part])
            limb = kind in ("upper_arm", "forearm") and own.sum() >= 12
            table[number][part] = 1.0 if fits else _ODD
            if fits and limb and part not in (0, 12) and share[part] < _FOREIGN:
                table[number][part] = _ODD
    return table


def _without_ends(found: np.ndarray, rig: Rig, scale: float) -> np.ndarray:
    """Owners without what an arm has taken far beyond its hand; it goes to whom it lies beside."""
    y, x = (np.mgrid[: found.shape[0], : found.shape[1]] + 0.5) / scale
    for number, name in enumerate(PIECES, 1):
        if kind_of(name) != "forearm" or name not in rig.bones:
            continue
        bone = rig.bones[name]
        way = (bone.end - bone.start) / bone.length
        past = (x - bone.end[0]) * way[0] + (y - bone.end[1]) * way[1] > _REACH * rig.head
        others = (found > 0) & (found != number)
        lost = (found == number) & past
        if lost.any() and others.any():
            found = np.where(lost, found.ravel()[nearest_known(others)], found)
    return found


def _far(rig: Rig, shape: tuple[int, ...], scale: float) -> dict[int, list[float]]:
    """For each arm's piece how much slower it spreads where it is far from its bone: what is as wide as a
    skirt is none. Frame of one pixel included."""
    y, x = (np.mgrid[-1 : shape[0] + 1, -1 : shape[1] + 1] + 0.5) / scale
    slow = {}
    for name, bone in rig.bones.items():
        if kind_of(name) in ("upper_arm", "forearm"):
            away = _shortened(bone, kind_of(name), rig.head).distance(x, y) / (_ARM * rig.head)
            slow[PIECES.index(name) + 1] = (1 + 4 * np.maximum(away - 1, 0)).ravel().tolist()
    return slow


def _spread(
    seeds: np.ndarray,
    inside: np.ndarray,
    lab: np.ndarray,
    told: np.ndarray | None,
    costs: list[list[float]] | None,
    far: dict[int, list[float]],
) -> np.ndarray:
    """The seeds grown over the whole figure; what no seed reaches takes the nearest piece."""
    height, width = inside.shape
    wide = width + 2
    room = np.pad(inside, 1).ravel()
    owner = np.pad(seeds, 1).ravel().tolist()
    steps = [(dy * wide + dx, _steps(lab, dy, dx)) for dy, dx in _AROUND]
    part = None if told is None else np.pad(told, 1).ravel().tolist()
    spent = np.where(np.array(owner) > 0, 0.0, np.where(room, np.inf, -1.0)).tolist()
    queue = [(0.0, place) for place in np.flatnonzero(np.array(owner)).tolist()]
    while queue:
        cost, here = heapq.heappop(queue)
        if cost > spent[here]:
            continue
        mine = owner[here]
        slow = None if costs is None else costs[mine]
        away = far.get(mine)
        for move, price in steps:
            there = here + move
            before = spent[there]
            if before <= cost:
                continue
            step = price[here]
            if slow is not None and part is not None:
                step *= slow[part[there]]
            if away is not None:
                step *= away[there]
            if cost + step < before:
                spent[there], owner[there] = cost + step, mine
                heapq.heappush(queue, (cost + step, there))
    found = np.array(owner, np.uint8).reshape(height + 2, wide)[1:-1, 1:-1]
    lost = inside & (found == 0)
    if lost.any() and found.any():
        found = np.where(lost, found.ravel()[nearest_known(found > 0)], found)
    return found


def _steps(lab: np.ndarray, dy: int, dx: int) -> list[float]:
    """What a step costs from every pixel, a frame of one pixel round them included."""
    padded = np.pad(lab, ((2, 2), (2, 2), (0, 0)), mode="edge")
    height, width = lab.shape[0] + 2, lab.shape[1] + 2
    there = padded[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width]
    apart = np.sqrt(((there - padded[1:-1, 1:-1]) ** 2).sum(2))
    return (float(np.hypot(dy, dx)) + apart).ravel().tolist()
