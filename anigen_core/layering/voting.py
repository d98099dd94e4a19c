"""Which part each flat region of a picture shows: whoever looked at the pixels is outvoted by the region.

Somebody who looks at a picture is wrong about many pixels and right about most places. The flats know where
things end, so every connected piece of one color is one thing, and its pixels vote. Two colors are surer than
any vote: what covers most of a face is the color of skin wherever it is seen, bare legs too, and what covers
most of the hair over a face is the color of hair.
"""

from __future__ import annotations

import cv2
import numpy as np

from anigen_core.color import delta_e
from anigen_core.layering.flats import blocks, spread_under_ink
from anigen_core.layering.regions import OTHER

(GROUND, FACE, SKIN, _, EYE, MOUTH, HAIR, HAIR_BACK, TOP, BOTTOM, SOCK, SHOE, THING) = range(13)
"""Part numbers, those of stages.parse.PARTS."""

KINDS = np.array([0, 1, 1, 2, 2, 1, 3, 3, 4, 4, 4, 4, 5])
"""What a part is as a group: ground, skin, eyes, hair, clothes, things."""

INK = 128
WEAK = 0.5
"""Share of a piece's votes below which nobody has won."""
MOSTLY = 0.4
"""Share of the face, and of the hair, that a color covers which is called its color."""
SAME = 4.0
"""Difference of color (CIEDE2000) up to which two flats are one color."""
HOLE = 0.85
"""Share of a closed piece that must be ground to be so."""
WHITISH = 240
"""Least channel of a color from which it is almost white."""
SMALL = 2e-4
"""Share of the picture below which a piece is what most of its color is."""
LARGE = 0.05
"""Share of the picture from which a piece that lies on the ground is part of it."""


def voted_parts(flats: np.ndarray, lines: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """(H, W) uint8: the part of each piece of flat color, `OTHER` where the vote is weak.

    Args:
        flats: (H, W, 4) uint8; alpha under 128 = nothing there, which stays ground.
        lines: (H, W) uint8, 0 = ink; what lies under it votes less.
        parts: (H, W) uint8 numbers of stages.parse.PARTS, as somebody saw them.
    """
    flats = spread_under_ink(flats, lines)
    labels, colors = blocks(flats)
    result = np.zeros(parts.shape, np.uint8)
    if not colors:
        return result
    weight = np.where(lines >= INK, 1.0, 0.05).ravel()
    table = _tally(labels, parts, weight, len(colors) + 1)
    skin, hair = _anchors(table, colors)
    pieces, color_of, boxes = _pieces(labels, len(colors))
    votes = _tally(pieces, parts, weight, len(color_of))
    area = np.bincount(pieces.ravel(), minlength=len(color_of))
    edge = np.zeros(len(color_of), bool)
    edge[np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]])] = True
    rgb = np.array([(255, 255, 255), *colors], np.uint8)[color_of]
    ground = _ground(votes, edge, color_of, rgb)
    told = np.array(
        [
            _part_of(votes[i], area[i] / labels.size, color_of[i] in skin, color_of[i] in hair, ground[i])
            for i in range(len(color_of))
        ],
        np.uint8,
    )
    _round_the_eyes(told, boxes, rgb, area, np.isin(color_of, list(skin)))
    for color in np.unique(color_of):
        own = (color_of == color).nonzero()[0]
        large = own[area[own] >= SMALL * labels.size]
        if len(large):
            most = int(np.bincount(told[large], area[large]).argmax())
            few = own[(area[own] < SMALL * labels.size) & (told[own] == OTHER)]
            told[few] = most
    told[0] = GROUND
    return told[pieces]


def _tally(labels: np.ndarray, parts: np.ndarray, weight: np.ndarray, count: int) -> np.ndarray:
    """(count, 13) float64: votes for each part in each label."""
    keys = labels.ravel().astype(np.int64) * 13 + np.minimum(parts, THING).ravel()
    return np.bincount(keys, weight, minlength=count * 13).reshape(count, 13)


def _anchors(table: np.ndarray, colors: list[tuple[int, int, int]]) -> tuple[set[int], set[int]]:
    """The labels that have the color of the skin, and of the hair. table: votes of each label."""
    rgb = np.array([(0, 0, 0), *colors], np.uint8)
    found: list[set[int]] = []
    for where in ([FACE], [HAIR]):
        seen = table[:, where].sum(1)
        seen[0] = 0
        seen[list(found[0]) if found else []] = 0
        first = int(seen.argmax())
        if seen[first] < MOSTLY * table[:, where].sum() or seen[first] == 0:
            found.append(set())
            continue
        near = delta_e(rgb, np.broadcast_to(rgb[first], rgb.shape)) <= SAME
        near[0] = False
        found.append({int(i) for i in near.nonzero()[0]} - (found[0] if found else set()))
    return found[0], found[1]


def _pieces(labels: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(H, W) int32 connected pieces of one label each, 0 = nothing; the label of each piece; and its box
    (N, 4): x, y, width, height."""
    pieces, color_of, boxes = np.zeros(labels.shape, np.int32), [0], [np.zeros((1, 4), np.int32)]
    for label in range(1, count + 1):
        number, found, stats, _ = cv2.connectedComponentsWithStats((labels == label).astype(np.uint8))
        here = found > 0
        pieces[here] = found[here] + len(color_of) - 1
        color_of += [label] * (number - 1)
        boxes.append(stats[1:, :4])
    return pieces, np.array(color_of), np.concatenate(boxes)


def _ground(votes: np.ndarray, edge: np.ndarray, color_of: np.ndarray, rgb: np.ndarray) -> np.ndarray:
    """(N,) bool: pieces that are ground: at the border of the picture, or holes in its color. A ground that
    is almost white says nothing: a shirt may be as white."""
    share = votes[:, GROUND] / np.maximum(votes.sum(1), 1e-9)
    outer = edge & (share >= WEAK)
    same = np.isin(color_of, color_of[outer])
    return outer | (same & ((share >= HOLE) | (rgb.min(axis=1) < WHITISH)))


def _round_the_eyes(
    told: np.ndarray, boxes: np.ndarray, rgb: np.ndarray, area: np.ndarray, skin: np.ndarray
) -> None:
    """What lies on an eye belongs to it, and a red eye below the others is a mouth; in place."""
    eyes = np.flatnonzero(told == EYE)
    if not len(eyes):
        return
    x, y, width, height = boxes.T.astype(float)
    middle = np.stack([x + width / 2, y + height / 2])
    first = eyes[area[eyes].argmax()]
    red = rgb[:, 0] > np.maximum(rgb[:, 1], rgb[:, 2]) * 1.25
    below = middle[1, eyes] - middle[1, first] > 0.8 * height[first]
    told[eyes[below & red[eyes]]] = MOUTH
    for eye in eyes[told[eyes] == EYE]:
        near = (np.abs(middle[0] - middle[0, eye]) < 0.8 * width[eye]) & (
            np.abs(middle[1] - middle[1, eye]) < 0.8 * height[eye]
        )
        pale = (rgb.min(axis=1) > 200) | (area < area[eye])
        told[near & pale & ~skin & (area < 1.5 * area[eye]) & np.isin(told, (FACE, SKIN, OTHER))] = EYE


def _part_of(votes: np.ndarray, size: float, skin: bool, hair: bool, ground: bool) -> int:
    if ground:
        return GROUND
    votes = votes.copy()
    total = max(votes.sum(), 1e-9)
    if votes[GROUND] >= HOLE * total:
        return GROUND if size >= LARGE else THING  # a shape of its own beside the figure
    votes[GROUND] = 0
    total = max(votes.sum(), 1e-9)
    kinds = np.bincount(KINDS, votes, minlength=6) / total
    best = int(kinds.argmax())
    if skin and not (best == 2 and kinds[2] >= WEAK):
        return SKIN
    # Dark hair over a dark jacket: a piece that has nothing of the head about it is what it looks like.
    of_head = kinds[3] >= 0.1 or (size < LARGE and votes[TOP] + votes[THING] >= 0.9 * total)
    if hair and best != 2 and of_head and votes[SHOE] < 0.3 * total:
        return HAIR
    if kinds[best] < WEAK:
        return OTHER
    return int(np.where(best == KINDS, votes, -1).argmax())
