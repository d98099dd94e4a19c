"""Pieces of figures carried to where the bones of another pose are.

Every place of the new picture asks where each piece comes from: back along the bone, as long as the bone is
and as wide as the head is large. Round a joint the two bones' turns are mixed about the joint, by the side of
its bisector on which the place lies; both pieces do so alike, so that elbows and knees bend without a seam.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from anigen_core.reposing.cutting import Piece, Puppet
from anigen_core.reposing.rig import HANGS_ON, PIECES, Bone, Rig, from_behind
from anigen_core.reposing.skirts import legs_of, skirt_places

_SOFT = 0.2
"""Half of how far a joint is bent round, in heads."""

_STRETCH = (0.15, 2.5)
"""Shortest and longest that a bone is made, as a share of what it was."""

_SMEARED = 0.12
"""Area of what is shown, of that which it is shown on, below which it is a smear."""

_CHILDREN = {
    "neck": "head",
    **{f"{side}_upper_arm": f"{side}_forearm" for side in "rl"},
    **{f"{side}_thigh": f"{side}_shin" for side in "rl"},
}

_TURNS_OVER = {
    "upper_arm": ("upper_arm", "forearm"),
    "forearm": ("upper_arm", "forearm"),
    "thigh": ("thigh", "shin"),
    "shin": ("thigh", "shin"),
}
"""Limbs that are turned over where they bend to the other side: their two pieces."""

_STAYS = np.radians(40)
"""By how much less such a limb must then be bent anew."""


class Carried(NamedTuple):
    """rgba: (H, W, 4) float32 0..1 premultiplied. sure: (H, W) float32. ink: (H, W) float32 0..1 or None.
    parts: (H, W) uint8 of `stages.parse.PARTS`, 0 where nothing is, or None."""

    rgba: np.ndarray
    sure: np.ndarray
    ink: np.ndarray | None
    parts: np.ndarray | None


class _Turn(NamedTuple):
    """The way back from a bone of the new pose to its bone of the old one: a turn by `angle`, after the
    symmetric stretch `stretch` (2, 2). flipped: the limb is turned over first, by mirroring y; `bone` is then
    the new bone in that mirror. size: how much larger the new figure is;
    along: how much longer the bone."""

    bone: Bone
    angle: float
    stretch: np.ndarray
    flipped: bool
    size: float
    along: float


def turns_of(new: Rig, old: Rig) -> dict[str, _Turn]:
    """The way back for each piece that both figures have."""
    size = new.head / old.head
    turns: dict[str, _Turn] = {}
    for name in PIECES:
        if name not in new.bones or name not in old.bones:
            continue
        bone, before = new.bones[name], old.bones[name]
        flipped = name[2:] in _TURNS_OVER and _turns_over(name, new, old)
        bone = _over(bone) if flipped else bone
        along = float(np.clip(bone.length / before.length / size, *_STRETCH)) * size
        across = size
        if name == "head":
            along = size
        elif name == "trunk":
            across = float(np.clip(new.breadth / old.breadth / size, 0.6, 1.6)) * size
        parent = HANGS_ON.get(name)
        angle = before.angle - bone.angle
        if parent in turns and turns[parent].flipped == flipped:
            # Counted from the piece that it hangs on, so that the way from one to the other is known.
            base = turns[parent]
            angle = base.angle + _bend(name, before, old.bones[parent]) - _bend(name, bone, base.bone)
        elif parent is None:
            angle = (angle + np.pi) % (2 * np.pi) - np.pi
        c, s = np.cos(bone.angle), np.sin(bone.angle)
        frame = np.array([[c, -s], [s, c]])
        stretch = frame @ np.diag([1 / along, 1 / across]) @ frame.T
        turns[name] = _Turn(bone, float(angle), stretch, flipped, size, along)
    return turns


def _over(bone: Bone) -> Bone:
    return bone._replace(start=bone.start * (1, -1), end=bone.end * (1, -1))


def _bend(name: str, bone: Bone, parent: Bone) -> float:
    """Angle of a piece against the one that it hangs on. Limbs that hang on the trunk are counted from
    straight down, and outward further than inward."""
    angle = bone.angle - parent.angle
    middle = 0.0
    if name.endswith(("upper_arm", "thigh")):
        # Seen from the front her right arm goes up through the left of the picture, which is clockwise.
        middle = np.radians(60 if name.endswith("arm") else 30) * (1 if name.startswith("r_") else -1)
    return float((angle - middle + np.pi) % (2 * np.pi) - np.pi + middle)


def _turns_over(name: str, new: Rig, old: Rig) -> bool:
    """Whether a limb bends to the other side than before."""
    side = name[:2]
    upper, lower = (side + piece for piece in _TURNS_OVER[name[2:]])
    if not all(piece in rig.bones for piece in (upper, lower) for rig in (new, old)):
        return False
    after, before = (_bend(lower, rig.bones[lower], rig.bones[upper]) for rig in (new, old))
    return abs(before + after) + _STAYS < abs(before - after)


def places(
    name: str, new: Rig, old: Rig, turns: dict[str, _Turn], x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where in the old picture a piece has what belongs at (x, y) of the new one, pixels, both (h, w)."""
    turn, before = turns[name], old.bones[name]
    bone = turn.bone
    if turn.flipped:
        y = -y
    soft = min(_SOFT * new.head, 0.45 * bone.length)
    start = end = _about(bone.start, before.start, turn, x, y)
    parent, child = HANGS_ON.get(name), _CHILDREN.get(name)
    # A head is stiff: where it is large for its body, its chin lies lower than a neck begins.
    if name != "head" and parent in turns and turns[parent].flipped == turn.flipped:
        way = _toward(turns[parent].bone, parent, bone.start, name)
        joint, ahead = (bone.start, before.start), bone.end - bone.start
        start = _bent(joint, (turn, turns[parent]), ahead, way, soft, x, y)
    if child in turns:
        way = turns[child].bone.end - turns[child].bone.start
        end = _bent((bone.end, before.end), (turn, turns[child]), bone.start - bone.end, way, soft, x, y)
    elif name not in ("trunk", "head"):
        end = _past(bone, before, turn, start, x, y)
    middle, way = _plain((bone.start + bone.end) / 2), _plain((bone.end - bone.start) / bone.length)
    late = (x - middle[0]) * way[0] + (y - middle[1]) * way[1] > 0
    return np.where(late, end[0], start[0]), np.where(late, end[1], start[1])


def _past(
    bone: Bone,
    before: Bone,
    turn: _Turn,
    found: tuple[np.ndarray, np.ndarray],
    x: np.ndarray,
    y: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """The same for what goes on past the end of a limb: hands and feet are not stretched with it."""
    (x0, y0), way = _plain(bone.start), _plain((bone.end - bone.start) / bone.length)
    over = np.maximum((x - x0) * way[0] + (y - y0) * way[1] - float(bone.length), 0)
    more = over * float(1 / turn.size - 1 / turn.along)
    back = _plain((before.end - before.start) / before.length)
    return found[0] + back[0] * more, found[1] + back[1] * more


def _plain(numbers: np.ndarray) -> list[float]:
    """Python's own numbers: NumPy's would make float64 of all that they are multiplied with."""
    return [float(number) for number in numbers.ravel()]


def _toward(parent: Bone, kind: str, joint: np.ndarray, name: str) -> np.ndarray:
    """The way from a joint into the piece that hangs there."""
    if kind != "trunk":
        return parent.start - parent.end
    if name == "neck":
        return parent.end - parent.start
    spine = parent.end - parent.start
    return parent.start + (0.12 if name.endswith("arm") else 0.5) * spine - joint


def _about(
    joint: np.ndarray, before: np.ndarray, turn: _Turn, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    c, s = np.cos(turn.angle), np.sin(turn.angle)
    a, b, d, e = _plain(np.array([[c, -s], [s, c]]) @ turn.stretch)
    (x0, y0), (x1, y1) = _plain(joint), _plain(before)
    px, py = x - x0, y - y0
    return x1 + a * px + b * py, y1 + d * px + e * py


def _bent(
    joint: tuple[np.ndarray, np.ndarray],
    turns: tuple[_Turn, _Turn],
    way: np.ndarray,
    others_way: np.ndarray,
    soft: float,
    x: np.ndarray,
    y: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """`_about` with the turn mixed by the side of the joint's bisector.

    joint: its new and its old place. turns: of the piece and its neighbor. way, others_way: from the joint
    into the two.
    """
    (own, other), ((x0, y0), (x1, y1)) = turns, map(_plain, joint)
    ahead = way / max(float(np.hypot(*way)), 1e-6)
    apart = ahead - others_way / max(float(np.hypot(*others_way)), 1e-6)
    long = float(np.hypot(*apart))
    side = _plain(apart / long if long > 1e-3 else ahead)
    px, py = x - x0, y - y0
    share = (px * (0.5 * side[0] / soft) + py * (0.5 * side[1] / soft) + 0.5).clip(0, 1)
    share = 1 - share * share * (3 - 2 * share)
    angle = own.angle + share * (other.angle - own.angle)
    a, b, d, e = (
        mine + share * (theirs - mine)
        for mine, theirs in zip(_plain(own.stretch), _plain(other.stretch), strict=True)
    )
    qx, qy = a * px + b * py, d * px + e * py
    cosine, sine = np.cos(angle), np.sin(angle)
    return x1 + cosine * qx - sine * qy, y1 + sine * qx + cosine * qy


def carry(chosen: list[tuple[str, Piece, Puppet, float]], new: Rig, extent: tuple[int, int]) -> Carried:
    """The pieces laid over one another, those that lie far first.

    chosen: name of each piece, the piece, whose it is, and how sure it is in this pose. extent: (width,
    height) of the picture.
    """
    width, height = extent
    rgba = np.zeros((height, width, 4), np.float32)
    sure = np.ones((height, width), np.float32)
    inked = any(piece.ink is not None for _, piece, _, _ in chosen)
    ink = np.zeros((height, width), np.float32) if inked else None
    known = bool(chosen) and all(piece.parts is not None for _, piece, _, _ in chosen)
    parts = np.zeros((height, width), np.uint8) if known else None
    for name, piece, puppet, certain in sorted(chosen, key=lambda one: _depth(one[0], one[1], new)):
        window = _window(piece, new, puppet.rig, extent)
        if window is None:
            continue
        turns = turns_of(new, puppet.rig)
        y, x = np.mgrid[window].astype(np.float32) + np.float32(0.5)
        qx, qy = places(piece.bone, new, puppet.rig, turns, x, y)
        if name == "skirt":
            qx, qy = _hanging(new, puppet, (qx, qy), x, y)
        map_x = (qx - 0.5 - piece.corner[0]).astype(np.float32)
        map_y = (qy - 0.5 - piece.corner[1]).astype(np.float32)
        taken = cv2.remap(piece.planes, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
        taken = taken.clip(0, 1)
        if name == "skirt":
            taken *= _whole(map_x, map_y, new.head / puppet.rig.head)[..., None]
        taken[..., :3] = np.minimum(taken[..., :3], taken[..., 3:])
        bare = 1 - taken[..., 3]
        rgba[window] = rgba[window] * bare[..., None] + taken
        trust = cv2.remap(piece.sure, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        sure[window] = sure[window] * bare + np.minimum(trust, taken[..., 3]) * certain
        if ink is not None:
            own = piece.ink if piece.ink is not None else np.zeros_like(piece.sure)
            own = cv2.remap(own, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT)
            ink[window] = ink[window] * bare + own.clip(0, 1)
        if parts is not None and piece.parts is not None:
            own = cv2.remap(piece.parts, map_x, map_y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT)
            np.copyto(parts[window], own, where=(taken[..., 3] >= 0.5) & (own > 0))
    return Carried(rgba, sure, ink, parts)


def _hanging(
    new: Rig, puppet: Puppet, by_trunk: tuple[np.ndarray, np.ndarray], x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Places of a skirt, see `skirt_places`; with the trunk alone where the new pose shows no legs."""
    before = legs_of(puppet.rig, puppet.reaches)
    after = legs_of(new, puppet.reaches)
    if before is None or after is None:
        return by_trunk
    return skirt_places(after, before, new.head / puppet.rig.head, by_trunk, x, y)


def _whole(map_x: np.ndarray, map_y: np.ndarray, size: float) -> np.ndarray:
    """(h, w) float32: 0 where cloth is turned inside out or smeared over many times its area, else 1."""
    across, down = np.gradient(map_x, axis=(1, 0)), np.gradient(map_y, axis=(1, 0))
    area = (across[0] * down[1] - across[1] * down[0]) * np.float32(size * size)
    return ((area - _SMEARED) / _SMEARED).clip(0, 1)


def _depth(name: str, piece: Piece, new: Rig) -> float:
    if name == "hair":
        return 0.8 if from_behind(new) else -0.9
    if name == "crown":
        return 0.9
    if name == "skirt":  # over both thighs
        thighs = [new.bones[thigh].depth for thigh in ("r_thigh", "l_thigh") if thigh in new.bones]
        return max([0.02, *(depth + 0.01 for depth in thighs)])
    return new.bones[piece.bone].depth


def _window(piece: Piece, new: Rig, old: Rig, extent: tuple[int, int]) -> tuple[slice, slice] | None:
    """The part of the picture that a piece can reach; None where it is off it."""
    bone, before = new.bones[piece.bone], old.bones[piece.bone]
    h, w = piece.sure.shape
    corners = np.array([(x, y) for x in (0, w) for y in (0, h)]) + piece.corner
    far = np.hypot(*(corners - (before.start + before.end) / 2).T).max()
    grown = max(new.head / old.head * 1.6, bone.length / before.length)
    low = np.floor((bone.start + bone.end) / 2 - far * grown).astype(int)
    high = np.ceil((bone.start + bone.end) / 2 + far * grown).astype(int)
    x0, y0 = (int(v) for v in np.maximum(low, 0))
    x1, y1 = (int(v) for v in np.minimum(high, extent))
    return (slice(y0, y1), slice(x0, x1)) if x0 < x1 and y0 < y1 else None
