"""What of a drawing gives way to a body as the slider goes from "my drawing only" to "all yours"."""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.inking.thinning import distance_to, grow, neighborhood, thin
from anigen_core.mannequin.solid import PARTS
from anigen_core.painting.paint import Groups, pairs
from anigen_core.seams import beside

DRAWN_SHARE = 0.35
"""A body part that the artist's figure covers by more than this counts as drawn and is left out whole. An arm
that merely passes in front of a drawn dress overlaps less."""

YIELDS = {
    **dict.fromkeys(("r_foot", "l_foot"), 0.2),
    **dict.fromkeys(("r_shin", "l_shin"), 0.3),
    **dict.fromkeys(("r_thigh", "l_thigh"), 0.4),
    **dict.fromkeys(("r_hand", "l_hand"), 0.5),
    **dict.fromkeys(("r_forearm", "l_forearm"), 0.55),
    **dict.fromkeys(("r_upper_arm", "l_upper_arm"), 0.6),
    "torso": 0.75,
    "neck": 0.9,
}
"""How far from the middle to the end of the slider a part that is drawn whole stays the artist's. The head,
by which one knows a character, stays to the end."""

AGREES = 0.8
"""Share of a stroke that must run along one of the body's for the two to be meant as the same."""

_NEIGHBORS = np.array([bin(code).count("1") for code in range(256)], np.uint8)


def whole_parts(shares: np.ndarray, mix: float) -> np.ndarray:
    """Numbers of the body parts that are the body's altogether.

    shares: (256,) how much of each the drawing covers, NaN for what is not there.
    """
    if mix <= 0.5:
        return np.flatnonzero(shares <= DRAWN_SHARE * mix / 0.5)
    way = 2 * mix - 1
    names = np.array([YIELDS.get(name, 1.0) for name in PARTS] + [1.0] * (len(shares) - len(PARTS)))
    return np.flatnonzero((shares <= DRAWN_SHARE + (1 - DRAWN_SHARE) * way) | (names <= way) & (shares >= 0))


def given_up(
    lines: np.ndarray,
    colors: np.ndarray,
    cells: np.ndarray,
    covered: np.ndarray,
    body_parts: np.ndarray,
    shares: np.ndarray,
    mix: float,
) -> np.ndarray:
    """(H, W) bool: what of the drawing the body takes over. Every pixel goes with the nearest drawn part, and
    what is closed and of one color goes whole, with most of its pixels.

    Args:
        lines (H, W), colors (H, W, 4): uint8 of the artist. cells: (H, W) int, as `segment` cuts the lines.
        covered: (H, W) bool, what the drawing covers.
        body_parts: (H, W) uint8. shares: (256,) how much of each is covered, NaN for what is not there.
    """
    if mix >= 1:
        return covered.copy()
    drawn = np.flatnonzero(shares > DRAWN_SHARE)
    taken = np.intersect1d(drawn, whole_parts(shares, mix))
    if mix <= 0.5 or not len(taken):
        return np.zeros_like(covered)
    away = np.where(np.isin(body_parts, drawn), np.uint8(0), np.uint8(1))
    _, found = cv2.distanceTransformWithLabels(away, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    nearest = np.asarray(found, np.int32)
    names = np.zeros(int(nearest.max()) + 1, np.uint8)
    names[nearest[away == 0]] = body_parts[away == 0]
    gone = covered & np.isin(names[nearest], taken)
    blocks = _blocks(cells, colors)
    area = np.bincount(blocks.ravel())
    lost = np.bincount(blocks[gone], minlength=len(area)) > 0.5 * area
    gone = np.where(outside(cells), gone, lost[blocks]) & covered
    # Ink between what stays and what goes is the outline of what stays.
    ink = lines < 200
    return gone & ~(ink & grow(covered & ~ink & ~gone, 3))


def agreeing(lines: np.ndarray, body_lines: np.ndarray) -> np.ndarray:
    """(H, W) bool: the artist's strokes, from branch to branch, that run along one of the body's."""
    radius = beside(lines)
    skeleton = thin(lines < 128)
    branches = skeleton & (_NEIGHBORS[neighborhood(skeleton)] > 2)
    strokes = skeleton & ~grow(branches, 1)
    labels = np.asarray(cv2.connectedComponents(strokes.astype(np.uint8), connectivity=8)[1], np.int32)
    length = np.bincount(labels.ravel())
    near = strokes & (distance_to(body_lines < 128) <= 0.6 * radius)
    along = np.bincount(labels[near], minlength=len(length))
    same = (along >= AGREES * length) & (length >= 4 * radius)
    same[0] = False
    return grow(same[labels], round(radius / 2)) & (lines < 255)


def outside(cells: np.ndarray) -> np.ndarray:
    """(H, W) bool: the cells that the frame touches."""
    frame = np.concatenate([cells[0], cells[-1], cells[:, 0], cells[:, -1]])
    return np.isin(cells, np.unique(frame))


def _blocks(cells: np.ndarray, colors: np.ndarray) -> np.ndarray:
    """(H, W) int: cells (H, W) int of a line drawing, those that touch and are painted (H, W, 4) in one color
    joined: the pleats of a skirt, the locks of the hair."""
    flat, painted = cells.ravel(), colors[..., 3].ravel() >= 128
    area = np.bincount(flat)
    packed = colors[..., :3].reshape(-1, 3).astype(np.int64) @ np.array([65536, 256, 1])
    keys, counts = np.unique(flat[painted] * np.int64(1 << 24) + packed[painted], return_counts=True)
    color = -1 - np.arange(len(area), dtype=np.int64)  # an unpainted cell is like no other
    by_count = np.argsort(counts, kind="stable")
    owner = keys[by_count] >> 24
    most = counts[by_count] > 0.5 * area[owner]
    color[owner[most]] = keys[by_count][most] & 0xFFFFFF
    first, second = (flat[index] for index in pairs(cells))
    same = color[first] == color[second]
    groups = Groups(len(area))
    for a, b in np.unique(np.stack([first[same], second[same]], 1), axis=0).tolist():
        a, b = groups.name(a), groups.name(b)
        if a != b:
            groups.join(a, b)
    return groups.names()[cells]
