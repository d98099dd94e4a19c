"""Skirts, dresses and coats: cloth that hangs from the trunk round both legs."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.color import srgb_to_oklab
from anigen_core.reposing.rig import Bone, Rig

_CLOTH = (8, 9)
"""Parts of the parser that a skirt may be: top (of a dress), bottom."""

_SHORTEST = 0.3
"""Share of the thigh that a skirt covers at least."""

_LINE = 0.12
"""How much darker (OKLab) than its surroundings the line is that parts trousers."""

_ALIKE = 0.05
"""How near in OKLab a color is to the face's that is skin."""

_HELD = 0.3
"""Share of the trunk in how the hem moves; the rest are the legs'."""


class Legs(NamedTuple):
    """Her right and left leg as far as a skirt reaches, as one bone each, and how many pieces of a leg that
    is: 1 thigh, 2 with the shin."""

    right: Bone
    left: Bone
    pieces: int


def legs_of(rig: Rig, pieces: int) -> Legs | None:
    """The legs as bones from the hips; None where the pose does not show them so far."""
    found = []
    for side in "rl":
        thigh, shin = rig.bones.get(f"{side}_thigh"), rig.bones.get(f"{side}_shin")
        last = thigh if pieces == 1 else shin
        if thigh is None or last is None:
            return None
        found.append(Bone(thigh.start, last.end, thigh.depth))
    return Legs(found[0], found[1], pieces)


def find_skirt(
    figure: np.ndarray, owner: np.ndarray, parts: np.ndarray, rig: Rig, legs: tuple[int, ...]
) -> tuple[np.ndarray, int]:
    """Where a skirt is: cloth that goes on from leg to leg, without the line that parts trousers.

    Args:
        figure: (H, W, 4) uint8 straight alpha.
        owner: (H, W) uint8 as of `owning.owners`.
        parts: (H, W) uint8 of `stages.parse.PARTS`.
        rig: the figure's bones.
        legs: numbers of trunk, thighs and shins in `owner`.

    Returns:
        (H, W) bool, and how many pieces of the legs it reaches along, 0 where there is none.
    """
    none = np.zeros(owner.shape, bool)
    thighs, trunk = legs_of(rig, 1), rig.bones.get("trunk")
    if thighs is None or trunk is None:
        return none, 0
    shins = legs_of(rig, 2)
    cloth = np.isin(parts, _CLOTH) & np.isin(owner, legs) & ~_skin(figure, parts)
    shares = np.linspace(0.2, 1.9 if shins else 0.95, 24)
    joined, apart = [], []
    for share in shares:
        a, b = (_down(rig, side, share) for side in "rl")
        joined.append(_joined(figure, cloth, a, b, rig.head))
        apart.append(float(np.hypot(*(a - b))))
    # Where the cloth parts for the first time is the hem, give or take a fold.
    parted = [i for i in range(len(shares) - 1) if not (joined[i] or joined[i + 1])]
    last = parted[0] if parted else len(shares)
    hem = float(shares[last - 1]) if last else 0.0
    if hem < _SHORTEST:
        return none, 0
    y, x = np.mgrid[: owner.shape[0], : owner.shape[1]] + 0.5
    spine = (trunk.end - trunk.start) / trunk.length
    below = (x - trunk.end[0]) * spine[0] + (y - trunk.end[1]) * spine[1] > -0.1 * rig.head
    pieces = 1 if hem < 1.15 or shins is None else 2
    bones = thighs if pieces == 1 or shins is None else shins
    ends = [_down(rig, side, min(hem + 0.12, 1.99 if shins else 1.3)) for side in "rl"]
    far = np.max([_along(bone, end) for bone, end in zip(bones[:2], ends, strict=True)])
    down = np.minimum(*(_share(bone, x, y) for bone in bones[:2]))
    skirt = (cloth & below & (down < far)).astype(np.uint8)
    size = 2 * max(1, round(0.04 * rig.head)) + 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    closed = cv2.morphologyEx(skirt, cv2.MORPH_CLOSE, brush) > 0
    return closed & np.isin(owner, legs) & below, pieces


def _down(rig: Rig, side: str, share: float) -> np.ndarray:
    """A place on a leg: 0 the hip, 1 the knee, 2 the ankle."""
    thigh, shin = rig.bones[f"{side}_thigh"], rig.bones.get(f"{side}_shin")
    if share <= 1 or shin is None:
        return thigh.start + share * (thigh.end - thigh.start)
    return shin.start + (share - 1) * (shin.end - shin.start)


def _joined(figure: np.ndarray, cloth: np.ndarray, a: np.ndarray, b: np.ndarray, head: float) -> bool:
    """Whether cloth goes on from leg to leg at a height. a, b: (2,) places on the two legs."""
    gap = float(np.hypot(*(b - a)))
    if gap > 0.45 * head:
        return float(_at(cloth, a + (b - a) * np.linspace(0, 1, 24)[:, None]).mean()) > 0.9
    # Legs that are close: cloth on either side, as wide as no two legs are, and no line between them.
    way = (b - a) / gap if gap > 0.05 * head else np.array([1.0, 0.0])
    across = (a + b) / 2 + way * (np.linspace(-1.2, 1.2, 97) * head)[:, None]
    on = _at(cloth, across)
    width = float(on.mean()) * 2.4 * head - gap
    near = np.abs(np.linspace(-1.2, 1.2, 97)) < max(0.12, 0.4 * gap / head)
    columns, rows = np.floor(across[near]).astype(int).T.clip(0)
    shown = figure[rows.clip(max=figure.shape[0] - 1), columns.clip(max=figure.shape[1] - 1)][None, :, :3]
    light = srgb_to_oklab(np.ascontiguousarray(shown))[0, :, 0]
    lined = float(np.median(light) - light.min()) > _LINE
    return bool(on[near].all()) and width > 0.5 * head and not lined


def _skin(figure: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """(H, W) bool: what has the face's color, whatever the parser says that it is."""
    face = (parts == 1) & (figure[..., 3] >= 128)
    if face.sum() < 24:
        return np.zeros(parts.shape, bool)
    lab = srgb_to_oklab(np.ascontiguousarray(figure[..., :3]))
    return ((lab - np.median(lab[face], 0)) ** 2).sum(2) < _ALIKE**2


def _along(bone: Bone, point: np.ndarray) -> float:
    return float((point - bone.start) @ (bone.end - bone.start)) / bone.length**2


def _share(bone: Bone, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    way = (bone.end - bone.start) / bone.length**2
    return (x - bone.start[0]) * way[0] + (y - bone.start[1]) * way[1]


def _at(mask: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Values of a mask at (n, 2) places in pixels; False outside."""
    columns, rows = np.floor(points).astype(int).T
    inside = (columns >= 0) & (rows >= 0) & (columns < mask.shape[1]) & (rows < mask.shape[0])
    out = np.zeros(len(points), bool)
    out[inside] = mask[rows[inside], columns[inside]]
    return out


def skirt_places(
    new: Legs,
    old: Legs,
    size: float,
    by_trunk: tuple[np.ndarray, np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Where in the old picture a skirt has what belongs at (x, y): at the belt where the trunk has it, toward
    the hem more and more where the legs have it.

    size: how much larger the new figure is. by_trunk: where the trunk would have it.
    """
    found, shares, downs = [], [], []
    for bone, before in zip(new[:2], old[:2], strict=True):
        along = float(np.clip(bone.length / before.length / size, 0.4, 2.5)) * size
        c, s = np.cos(bone.angle), np.sin(bone.angle)
        px, py = x - bone.start[0], y - bone.start[1]
        u, v = (c * px + s * py) / along, (c * py - s * px) / size
        c, s = np.cos(before.angle), np.sin(before.angle)
        found.append((before.start[0] + c * u - s * v, before.start[1] + s * u + c * v))
        shares.append(1 / (bone.distance(x, y) + 0.05 * bone.length) ** 2)
        downs.append(u / before.length)
    right = shares[0] / (shares[0] + shares[1])
    down = (right * downs[0] + (1 - right) * downs[1]).clip(0, 1)
    legs = (1 - _HELD) * down * down * (3 - 2 * down)
    out = []
    for axis in (0, 1):
        leg = right * found[0][axis] + (1 - right) * found[1][axis]
        out.append(by_trunk[axis] + legs * (leg - by_trunk[axis]))
    return out[0], out[1]
