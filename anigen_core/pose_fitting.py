"""A skeleton moved onto a sketch: joints that were found are a start, then each limb is turned until it lies
in the middle between lines, inside the figure.

The score of a bone is how well its distance to the nearest ink agrees with half a limb's width, all along it:
on the medial axis (Blum 1967) of a drawn limb it does, across a line or outside the figure it does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from anigen_core.imaging import Extent, resize, to_rgb
from anigen_core.inking.thinning import distance_to
from anigen_core.pose import LIMBS, NECK, PARENTS, Pose
from anigen_core.pose_moves import carried
from anigen_core.silhouette import silhouette

SIDE = 576
"""Longer side in pixels at which bones are laid between lines."""

INK = 205
"""Pixels darker than this are ink, also of a thin line that was made smaller."""

CHAINS = ((2, 3, 4), (5, 6, 7), (8, 9, 10), (11, 12, 13))
"""Root, middle and end of each limb, as joint numbers."""

ARM_RADII, LEG_RADII = (0.16, 0.12), (0.25, 0.17)
"""Half the width of a limb's two bones, heads."""

FOUND, SETTLED = 0.42, 0.62
"""Confidence from which on a found joint is believed where it is near, and anywhere."""

NEAR = 0.1
"""How far from the pose a found joint may be to be believed, body heights."""

STIFF = 0.5
"""What turning a bone by `TURN` costs: as much as half of it fitting perfectly."""

TURN = np.radians(40.0)
LONGER = 0.1
"""Another length of this share costs a twentieth of a bone that fits."""

ALONG = np.linspace(0.1, 1.0, 12)
"""Where on a bone is looked."""


def fitted(pose: Pose, lines: np.ndarray, found: Pose | None = None) -> Pose:
    """The skeleton on the figure of a sketch.

    Args:
        pose: the skeleton before; its hands go with their wrists, its hidden joints stay hidden.
        lines: (H, W) uint8, 0 = ink, with the proportions of the pose's canvas.
        found: joints that the parser found in the sketch, in pixels of any canvas of these proportions; None
            where nothing looked for them.

    Returns:
        The pose on its own canvas; as it is where there is no ink.
    """
    extent = Extent.of(lines)
    small = extent.fitted(Extent(SIDE, SIDE))
    sketch = resize(lines, small) if small.width < extent.width else lines
    if not (sketch < INK).any():
        return pose
    size = Extent.of(sketch)
    start = pose.resized(size)
    if found is not None:
        start = _begun(start, found.resized(size))
    room = _Room.of(sketch, start.head_size())
    joints = start.joints.copy()
    for span, step, lengths in ((70, 7, (1.0,)), (12, 3, (0.92, 1.0, 1.08))):
        turns = np.radians(np.arange(-span, span + 1, step))
        for chain in CHAINS:
            if start.visible[list(chain)].all():
                _turn(joints, chain, room, turns, lengths)
    return carried(pose, replace(start, joints=joints).resized(pose.extent))


def _begun(pose: Pose, found: Pose) -> Pose:
    """The pose moved and scaled onto the joints that were found, and those that are believed put where they
    are; what hangs on them goes along."""
    joints, there = pose.joints.copy(), found.joints.copy()
    tall = pose.body_height()
    sure = (there[:, 2] >= 0.5) & pose.visible
    if sure.sum() >= 4:
        weights = there[sure, 2] ** 4 / (there[sure, 2] ** 4).sum()
        own, other = joints[sure, :2], there[sure, :2]
        middle, goal = weights @ own, weights @ other
        spread = float(weights @ ((own - middle) ** 2).sum(1))
        scale = float(weights @ ((own - middle) * (other - goal)).sum(1)) / max(spread, 1e-6)
        scale = min(max(scale, 0.7), 1.4)
        joints[:, :2] = (joints[:, :2] - middle) * scale + goal
        tall *= scale
    for right, left in ((3, 6), (4, 7), (9, 12), (10, 13)):
        # Her left and her right are what is most often mixed up: the pose knows better.
        kept = _apart(joints, there)[[right, left]].sum()
        swapped = np.hypot(*(there[[left, right], :2] - joints[[right, left], :2]).T).sum()
        if swapped < kept:
            there[[right, left]] = there[[left, right]]
    near = _apart(joints, there) < NEAR * tall
    believed = pose.visible & (there[:, 2] >= np.where(near, FOUND, SETTLED))
    shift = np.zeros((18, 2))
    for joint in (NECK, *(child for _, child in LIMBS)):
        parent = PARENTS[joint]
        shift[joint] = (
            there[joint, :2] - joints[joint, :2] if believed[joint] else shift[parent] * (parent >= 0)
        )
    joints[:, :2] += shift
    return replace(pose, joints=joints)


def _apart(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """(18,) distance in pixels of each two joints."""
    return np.hypot(*(first[:, :2] - second[:, :2]).T)


@dataclass(frozen=True, eq=False)
class _Room:
    """The room that a sketch leaves for limbs: distances to ink and to the figure, (H, W) float in heads."""

    ink: np.ndarray
    outside: np.ndarray
    head: float

    @classmethod
    def of(cls, sketch: np.ndarray, head: float) -> _Room:
        figure = silhouette(to_rgb(sketch)) > 0.5
        outside = distance_to(figure) if figure.any() else np.zeros(sketch.shape)
        return cls(distance_to(sketch < INK) / head, outside / head, head)

    def score(self, start: np.ndarray, end: np.ndarray, radius: float) -> np.ndarray:
        """How well bones (..., 2) to (..., 2) lie in limbs of this radius: 1 perfectly, below 0 outside."""
        points = start[..., None, :] + ALONG[:, None] * (end - start)[..., None, :]
        column, row = np.moveaxis(np.floor(points).astype(int), -1, 0)
        height, width = self.ink.shape
        beyond = (column < 0) | (column >= width) | (row < 0) | (row >= height)
        place = row.clip(0, height - 1), column.clip(0, width - 1)
        fits = 1 - np.abs(self.ink[place] / radius - 1).clip(0, 1)
        out = self.outside[place]
        fits = np.where(out > 0.02, -0.6 - out.clip(0, 1.5), fits)
        return np.where(beyond, -0.5, fits).mean(-1)


def _turn(
    joints: np.ndarray,
    chain: tuple[int, int, int],
    room: _Room,
    turns: np.ndarray,
    lengths: tuple[float, ...],
) -> None:
    """Turn both bones of a limb to where they score best; in place. turns: (n,) radians that are tried."""
    root, middle, end = (joints[joint, :2] for joint in chain)
    upper, lower = ARM_RADII if chain[0] in (2, 5) else LEG_RADII
    cost = STIFF * (turns / TURN) ** 2
    best = -np.inf
    for first, second in product(lengths, lengths):
        bends = root + first * _turned(middle - root, turns)
        tips = bends[:, None] + second * _turned(end - middle, turns[:, None] + turns)
        scores = (room.score(np.broadcast_to(root, bends.shape), bends, upper) - cost)[:, None]
        scores = scores + room.score(np.broadcast_to(bends[:, None], tips.shape), tips, lower) - cost
        scores -= 0.05 * sum(((length - 1) / LONGER) ** 2 for length in (first, second))
        i, k = np.unravel_index(int(scores.argmax()), scores.shape)
        if scores[i, k] > best:
            best, found = scores[i, k], (bends[i], tips[i, k])
    joints[chain[1], :2], joints[chain[2], :2] = found


def _turned(vector: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """(..., 2): a vector (2,) turned by angles (...) in radians."""
    cosine, sine = np.cos(angles), np.sin(angles)
    return np.stack([vector[0] * cosine - vector[1] * sine, vector[0] * sine + vector[1] * cosine], axis=-1)
