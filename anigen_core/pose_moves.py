"""Moving a pose: two-bone inverse kinematics with locked limb lengths, dragging, in-betweens.

The vectors in tests/vectors/pose.json pin this arithmetic down, so that the page's editor can share it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from anigen_core.errors import InputError
from anigen_core.pose import (
    HAND_PARENTS,
    L_ELBOW,
    L_WRIST,
    NECK,
    PARENTS,
    R_ELBOW,
    R_WRIST,
    Pose,
    joint_index,
)

Easing = Literal["linear", "smooth", "in", "out"]

_STRAIGHT = 1e-9  # sine of the bend below which a limb counts as straight and has no bend side of its own


def solve_ik(
    root: ArrayLike,
    middle: ArrayLike,
    end: ArrayLike,
    target: ArrayLike,
    bend: int = 1,
) -> tuple[np.ndarray, np.ndarray]:
    """Bring the end of a two-bone limb to a target with both bone lengths kept.

    root, middle, end: (2,) pixels, e.g. shoulder, elbow, wrist. target: where the end should go.
    bend: which way a limb bends that is exactly straight now, +1 or -1 (the sign of
        cross(end - root, middle - root), y down). A bent limb keeps its own side.
    Returns (middle, end), (2,) float64 each. For a target out of reach the limb stretches straight
    toward it; for one nearer than the difference of the bone lengths it folds as far as it goes.
    """
    a, b, c, goal = (np.asarray(p, dtype=np.float64) for p in (root, middle, end, target))
    upper, lower = math.dist(a, b), math.dist(b, c)
    reach = c - a
    cross = reach[0] * (b - a)[1] - reach[1] * (b - a)[0]
    if abs(cross) > _STRAIGHT * max(upper * float(np.hypot(*reach)), 1e-12):
        bend = 1 if cross > 0 else -1

    wish = goal - a
    distance = float(np.hypot(*wish))
    if distance < 1e-9:  # no direction to go in: keep the present one
        wish = reach if np.hypot(*reach) > 1e-9 else b - a
        if np.hypot(*wish) < 1e-9:
            return b.copy(), c.copy()
    direction = wish / np.hypot(*wish)
    distance = min(max(distance, abs(upper - lower)), upper + lower)
    if distance < 1e-9:  # equal bones folded flat: the middle joint stays where it was
        spread = (b - a) / max(upper, 1e-12)
        return a + upper * spread, a.copy()
    along = (upper**2 - lower**2 + distance**2) / (2 * distance)
    aside = math.sqrt(max(upper**2 - along**2, 0.0))
    normal = np.array([-direction[1], direction[0]])
    return a + along * direction + bend * aside * normal, a + distance * direction


def drag_joint(pose: Pose, joint: int | str, x: float, y: float, *, lock: bool = True) -> Pose:
    """Drag a joint to a pixel as an editor does.

    lock=False moves this joint alone. lock=True keeps limb lengths: a wrist or ankle is solved with
    `solve_ik`; an elbow or knee turns about its parent and carries what hangs on it; any other joint carries
    what hangs on it, the neck thus the whole figure. Hands follow their wrists.
    """
    index = joint_index(joint)
    goal = np.array([x, y], dtype=np.float64)
    if not lock:
        return carried(pose, pose.with_joint(index, x, y))
    middle = PARENTS[index]
    root = PARENTS[middle] if middle >= 0 else -1
    shown = pose.visible
    is_end = index in _ENDS
    if is_end and shown[[index, middle, root]].all():
        bent, end = solve_ik(
            pose.joints[root, :2], pose.joints[middle, :2], pose.joints[index, :2], goal, _ENDS[index]
        )
        return carried(pose, pose.with_joint(middle, *bent).with_joint(index, *end))
    if index in _MIDDLES and shown[[index, middle]].all():
        base, now = pose.joints[middle, :2], pose.joints[index, :2]
        length, wish = float(np.hypot(*(now - base))), goal - base
        if np.hypot(*wish) < 1e-9:
            return pose
        goal = base + length * wish / np.hypot(*wish)
    return drag_chain(pose, index, *(goal - pose.joints[index, :2]))


def drag_chain(pose: Pose, joint: int | str, dx: float, dy: float) -> Pose:
    """Move a joint by pixels together with everything that hangs on it (a whole arm, a whole figure)."""
    moving = {joint_index(joint)}
    while True:
        more = {i for i, parent in enumerate(PARENTS) if parent in moving} - moving
        if not more:
            break
        moving |= more
    joints = pose.joints.copy()
    joints[sorted(moving), :2] += (dx, dy)
    return carried(pose, replace(pose, joints=joints))


def interpolate(a: Pose, b: Pose, t: float) -> Pose:
    """The pose between `a` (t = 0) and `b` (t = 1), swung by joint angles, not along straight lines.

    The neck moves in a straight line; every bone turns the short way round (exactly half a turn: clockwise)
    while its length changes evenly. A joint hidden in one pose rides along with its parent as it stands in
    the other and switches at the middle; hidden in both, it stays hidden. `b` is brought to `a`'s canvas.
    """
    if not 0.0 <= t <= 1.0:
        raise InputError("An in-between needs a position from 0 to 1.")
    b = b if b.extent == a.extent else b.resized(a.extent)
    if t in (0.0, 1.0):
        return b if t else a
    joints = _blend(a.joints, b.joints, PARENTS, NECK, t)
    hands = {
        "left_hand": _blend_hand(a, b, joints, "left_hand", L_WRIST, t),
        "right_hand": _blend_hand(a, b, joints, "right_hand", R_WRIST, t),
    }
    return replace(a, joints=joints, **hands)


def frames(keys: Sequence[Pose], count: int, easing: Easing = "smooth") -> list[Pose]:
    """`count` poses that run through the key poses, first and last included, eased between each two keys."""
    if len(keys) < 2 or count < 2:
        raise InputError("A movement needs at least two key poses and two frames.")
    if easing not in _EASINGS:
        raise InputError(f"There is no easing {easing!r}; use one of {', '.join(_EASINGS)}.")
    shots = []
    for position in np.linspace(0.0, len(keys) - 1, count):
        at = min(int(position), len(keys) - 2)
        shots.append(interpolate(keys[at], keys[at + 1], ease(float(position) - at, easing)))
    return shots


def ease(t: float, easing: Easing = "smooth") -> float:
    """Position in time (0..1) to position in movement: even, slow at both ends, at the start, at the end."""
    return _EASINGS[easing](t)


_EASINGS = {
    "linear": lambda t: t,
    "smooth": lambda t: t * t * (3.0 - 2.0 * t),
    "in": lambda t: t * t,
    "out": lambda t: t * (2.0 - t),
}

# Side to which a dead straight limb starts to bend: elbows outward and down, knees outward, for a figure that
# faces the viewer.
_ENDS = {4: 1, 7: -1, 10: 1, 13: -1}
_MIDDLES = (R_ELBOW, L_ELBOW, 9, 12)


def carried(before: Pose, after: Pose) -> Pose:
    """Move and turn the hands of `after` as its forearms moved since `before`."""
    hands = {}
    for name, elbow, wrist in (("right_hand", R_ELBOW, R_WRIST), ("left_hand", L_ELBOW, L_WRIST)):
        hand = getattr(before, name)
        if hand is None:
            continue
        old, new = (pose.joints[wrist, :2] - pose.joints[elbow, :2] for pose in (before, after))
        angle = 0.0
        if before.visible[elbow] and np.hypot(*old) > 1e-9 and np.hypot(*new) > 1e-9:
            angle = math.atan2(new[1], new[0]) - math.atan2(old[1], old[0])
        c, s = math.cos(angle), math.sin(angle)
        points = hand.copy()
        points[:, :2] = (hand[:, :2] - before.joints[wrist, :2]) @ np.array([[c, s], [-s, c]])
        points[:, :2] += after.joints[wrist, :2]
        hands[name] = points
    return replace(after, **hands) if hands else after


def _blend(a: np.ndarray, b: np.ndarray, parents: Sequence[int], root: int, t: float) -> np.ndarray:
    """(n, 3) points between two sets of points that hang on one tree; see `interpolate`."""
    in_a, in_b = a[:, 2] > 0, b[:, 2] > 0
    out = np.zeros_like(a)
    placed: set[int] = set()

    def place(i: int) -> None:
        if i in placed:
            return
        placed.add(i)
        if not (in_a[i] or in_b[i]):
            return
        parent = parents[i]
        # Hang on the nearest ancestor that both poses show; without one the point itself moves in a line.
        while parent >= 0 and not (in_a[parent] and in_b[parent]):
            parent = parents[parent]
        first, second = (a if in_a[i] else b), (b if in_b[i] else a)
        if parent < 0:
            out[i, :2] = (1 - t) * first[i, :2] + t * second[i, :2]
        else:
            place(parent)
            # Where only one pose shows the joint, both ends of the swing are that pose's own bone.
            from_bone = first[i, :2] - (a if in_a[i] else b)[parent, :2]
            to_bone = second[i, :2] - (b if in_b[i] else a)[parent, :2]
            out[i, :2] = out[parent, :2] + _swing(from_bone, to_bone, t)
        out[i, 2] = (a if t < 0.5 else b)[i, 2]

    place(root)
    for index in range(len(a)):
        place(index)
    return out


def _swing(a: np.ndarray, b: np.ndarray, t: float) -> np.ndarray:
    """The vector between two vectors: angle by the short way, length evenly."""
    length_a, length_b = float(np.hypot(*a)), float(np.hypot(*b))
    if length_a < 1e-9 or length_b < 1e-9:
        return (1 - t) * a + t * b
    start = math.atan2(a[1], a[0])
    turn = math.atan2(a[0] * b[1] - a[1] * b[0], float(a @ b))
    angle, length = start + t * turn, (1 - t) * length_a + t * length_b
    return length * np.array([math.cos(angle), math.sin(angle)])


def _blend_hand(a: Pose, b: Pose, joints: np.ndarray, name: str, wrist: int, t: float) -> np.ndarray | None:
    """A hand between two poses, on the blended wrist; a hand that only one pose has switches halfway."""
    hands = getattr(a, name), getattr(b, name)
    if hands[0] is None or hands[1] is None:
        source, chosen = (a, hands[0]) if t < 0.5 else (b, hands[1])
        if chosen is None:
            return None
        hand = chosen.copy()
        hand[:, :2] += joints[wrist, :2] - source.joints[wrist, :2]
        return hand
    local = []
    for pose, points in zip((a, b), hands, strict=True):
        moved = points.copy()
        moved[:, :2] -= pose.joints[wrist, :2]
        local.append(moved)
    hand = _blend(local[0], local[1], HAND_PARENTS, 0, t)
    hand[:, :2] += joints[wrist, :2]
    return hand
