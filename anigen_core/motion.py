"""A movement through key poses: the pose of every frame, how far a change of character has come in it, and in
which order the frames are shown.

Bones turn by the short way from key to key (`pose_moves.interpolate`); each key is met exactly by one frame.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from anigen_core.errors import InputError
from anigen_core.pose import L_ELBOW, L_WRIST, R_ELBOW, R_WRIST, Pose
from anigen_core.pose_moves import Easing, ease, interpolate

Course = Literal["once", "loop", "pingpong"]

MIN_FRAMES = 2
MAX_FRAMES = 60
"""Most frames from one key to the next."""

MAX_KEYS = 24

_MARGIN = 0.02  # of the short side, left free where a movement is made smaller

_HANDS = (("right_hand", R_ELBOW, R_WRIST), ("left_hand", L_ELBOW, L_WRIST))


@dataclass(frozen=True)
class Motion:
    """What is to be drawn, and when it is shown.

    poses: one for each picture that is drawn. shares: for each of them how far the way from one character to
    another has been gone, 0 to 1. order: numbers into `poses` in the order of time. repeats: whether showing
    begins anew after the last.
    """

    poses: tuple[Pose, ...]
    shares: tuple[float, ...]
    order: tuple[int, ...]
    repeats: bool


def move(
    keys: Sequence[Pose],
    frames: int = 24,
    *,
    easing: Easing = "smooth",
    course: Course = "once",
    inside: bool = True,
) -> Motion:
    """The movement through key poses.

    Args:
        keys: one or more, the first one's canvas is that of all. Between two of them a joint that only one
            shows switches in the middle. A hand that only some keys have is lent to the others, turned with
            their forearm, so that it does not come and go. One key alone is held.
        frames: pictures that are drawn, the keys among them.
        easing: of the time between each two keys.
        course: "once" from the first key to the last; "pingpong" and back again with the same pictures;
            "loop" on from the last key to the first.
        inside: where a limb would swing out of a picture that the keys keep within, the whole movement is
            made smaller, the keys with it; else all stays as large as the keys are.

    Raises:
        InputError: no keys, too many of them, or too few or too many frames for them.
    """
    _check(keys, frames, easing, course)
    poses = _with_hands(
        [key if key.extent == keys[0].extent else key.resized(keys[0].extent) for key in keys]
    )
    closed = course == "loop"
    if closed:
        poses.append(poses[0])
    steps = frames if closed else frames - 1
    stretches = len(poses) - 1
    marks = [round(key * steps / stretches) for key in range(stretches + 1)] if stretches else [0]
    made, shares = [], []
    for frame in range(frames):
        made.append(_at(poses, marks, frame, easing))
        way = frame / steps
        shares.append(ease(1 - abs(1 - 2 * way) if closed else way, easing))
    back = range(frames - 2, 0, -1) if course == "pingpong" else ()
    if inside:
        made = _kept_inside(made, poses)
    return Motion(tuple(made), tuple(shares), (*range(frames), *back), course != "once")


def _at(poses: Sequence[Pose], marks: Sequence[int], frame: int, easing: Easing) -> Pose:
    """The pose of a frame; `marks` are the frames of the keys."""
    if len(poses) == 1:
        return poses[0]
    stretch = next(i for i in range(len(marks) - 1) if frame <= marks[i + 1])
    if poses[stretch] == poses[stretch + 1]:
        return poses[stretch]  # held: to the bit, so that it is drawn once
    start, end = marks[stretch], marks[stretch + 1]
    return interpolate(poses[stretch], poses[stretch + 1], ease((frame - start) / (end - start), easing))


def _kept_inside(made: list[Pose], keys: Sequence[Pose]) -> list[Pose]:
    """All poses by one scale and shift, so that no frame shows less of the figure than the keys do."""
    width, height = made[0].extent
    low, high = _reach(keys)
    low, high = np.minimum(low, 0.0), np.maximum(high, (width, height))
    start, end = _reach(made)
    if (start >= low).all() and (end <= high).all():
        return made
    gap = _MARGIN * min(width, height)
    room = high - low - 2 * gap
    scale = min(1.0, *(room / (end - start)))
    shift = np.clip(0.0, low + gap - scale * start, high - gap - scale * end)
    matrix = np.array([[scale, 0.0, shift[0]], [0.0, scale, shift[1]]])
    return [pose.transformed(matrix) for pose in made]


def _reach(poses: Sequence[Pose]) -> tuple[np.ndarray, np.ndarray]:
    """Left upper and right lower corner of the box round the figures, pixels."""
    boxes = np.array([pose.figure_box() for pose in poses])
    return boxes[:, :2].min(axis=0), (boxes[:, :2] + boxes[:, 2:]).max(axis=0)


def _check(keys: Sequence[Pose], frames: int, easing: str, course: str) -> None:
    if not keys:
        raise InputError("There is no key pose; give at least one.")
    if len(keys) > MAX_KEYS:
        raise InputError(f"These are {len(keys)} key poses; give at most {MAX_KEYS}.")
    if easing not in get_args(Easing):
        raise InputError(f"There is no easing '{easing}'; use one of {', '.join(get_args(Easing))}.")
    if course not in get_args(Course):
        raise InputError(f"There is no course '{course}'; use one of {', '.join(get_args(Course))}.")
    least = max(MIN_FRAMES, len(keys))
    stretches = len(keys) if course == "loop" else len(keys) - 1
    most = MAX_FRAMES * max(1, stretches)
    whole = isinstance(frames, int) and not isinstance(frames, bool)
    if not whole or not least <= frames <= most:
        poses = "one key pose" if len(keys) == 1 else f"{len(keys)} key poses"
        raise InputError(f"A movement through {poses} has {least} to {most} frames; choose such a number.")


def _with_hands(keys: list[Pose]) -> list[Pose]:
    """The keys, each with the hands that any of them has."""
    made = list(keys)
    for name, elbow, wrist in _HANDS:
        have = [i for i, key in enumerate(keys) if getattr(key, name) is not None]
        for i, key in enumerate(keys):
            if have and i not in have:
                nearest = min(have, key=lambda other: abs(other - i))
                lent = _carried(getattr(keys[nearest], name), keys[nearest], key, elbow, wrist)
                made[i] = replace(made[i], **{name: lent})
    return made


def _carried(hand: np.ndarray, source: Pose, target: Pose, elbow: int, wrist: int) -> np.ndarray:
    """(21, 3) points of the hand of one pose on the forearm of another, in that figure's size."""
    scale = target.body_height() / max(source.body_height(), 1e-6)
    bones = [pose.joints[wrist, :2] - pose.joints[elbow, :2] for pose in (source, target)]
    turn = 0.0
    if all(pose.visible[[elbow, wrist]].all() for pose in (source, target)):
        turn = math.atan2(*bones[1][::-1]) - math.atan2(*bones[0][::-1])
    cosine, sine = scale * math.cos(turn), scale * math.sin(turn)
    points = hand.copy()
    points[:, :2] = (hand[:, :2] - source.joints[wrist, :2]) @ np.array([[cosine, sine], [-sine, cosine]])
    points[:, :2] += target.joints[wrist, :2]
    if not target.visible[wrist]:
        points[:, 2] = 0.0
    return points
