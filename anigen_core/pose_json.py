"""OpenPose JSON in all the shapes in which tools write it, into and out of `Pose`.

Read: the standard document (`{"people": [...], "canvas_width": ..., "canvas_height": ...}`), a list of such
frames (ControlNet), a bare person, a bare list of people, and a bare list of numbers or points; pixel or
normalized coordinates; 18 points (COCO) or 25 (BODY_25); missing, null or empty hands; face points are
ignored.
Written: the standard document in pixels. Coordinates are rounded to 6 decimals, so a round trip is exact to
1e-6 pixel and writing what was read gives the same text.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from anigen_core.errors import InputError
from anigen_core.pose import DEFAULT_EXTENT, MAX_SIDE, Pose

MAX_BYTES = 1_000_000
"""Largest JSON accepted; a person is about 2 kB."""

NORMALIZED_LIMIT = 1.5
"""When no visible coordinate is larger, the coordinates are shares of the canvas, not pixels."""

# OpenPose's BODY_25 has a mid-hip at 8 and six foot points at the end; the rest is COCO-18 in another order.
_FROM_BODY_25 = (0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)
_BODY_KEYS = ("pose_keypoints_2d", "pose_keypoints", "body_keypoints", "keypoints")
_HAND_KEYS = {"left": "hand_left_keypoints_2d", "right": "hand_right_keypoints_2d"}


def load_pose(path: str | Path, *, person: int = 0, extent: tuple[int, int] | None = None) -> Pose:
    """Read a file of OpenPose JSON (see `read_pose`); InputError when the file cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        raise InputError(
            f"The pose file {Path(path).name} cannot be opened; check its name and place."
        ) from None
    return read_pose(data, person=person, extent=extent)


def read_pose(
    data: str | bytes | dict | list,
    *,
    person: int = 0,
    frame: int = 0,
    extent: tuple[int, int] | None = None,
) -> Pose:
    """Read one person from OpenPose JSON.

    data: text, bytes, or what `json.loads` gave.
    person, frame: which one, counted from 0.
    extent: canvas (width, height) to assume where the data names none. Without it 512 x 768, or, for pixel
        coordinates beyond that, the smallest canvas with sides divisible by 32 that holds all visible joints.
    A joint that is null, at (-1, -1) or of confidence 0 or less is hidden; one without a confidence is not.
    Errors: InputError with one sentence for anything else.
    """
    document = _parse(data) if isinstance(data, (str, bytes, bytearray)) else data
    people, canvas = _people(document, frame)
    if not people:
        raise InputError("The pose file contains no people; export it again with at least one figure.")
    if not 0 <= person < len(people):
        have = "1 person" if len(people) == 1 else f"{len(people)} people"
        raise InputError(f"The pose file holds {have}; choose a person number from 0 to {len(people) - 1}.")
    return _person(people[person], canvas, extent)


def pose_to_dict(pose: Pose) -> dict[str, Any]:
    """The pose as a standard OpenPose document; a hand that is not there is an empty list, as in OpenPose."""

    def flat(points: np.ndarray | None) -> list[float]:
        return [] if points is None else [round(float(v), 6) for v in points.ravel()]

    person = {
        "pose_keypoints_2d": flat(pose.joints),
        "face_keypoints_2d": [],
        _HAND_KEYS["left"]: flat(pose.left_hand),
        _HAND_KEYS["right"]: flat(pose.right_hand),
    }
    return {"people": [person], "canvas_width": pose.width, "canvas_height": pose.height}


def write_pose(pose: Pose, indent: int | None = None) -> str:
    """The pose as standard OpenPose JSON text."""
    return json.dumps(pose_to_dict(pose), indent=indent)


def _parse(data: str | bytes | bytearray) -> Any:
    if len(data) > MAX_BYTES:
        raise InputError("The pose file is larger than 1 MB; export only the figure's OpenPose JSON.")
    try:
        return json.loads(data)
    # RecursionError: thousands of nested brackets. ValueError: bad JSON, bad UTF-8, absurdly long integers.
    except (ValueError, RecursionError):
        raise InputError("The pose is not valid JSON; export it again as OpenPose JSON.") from None


def _people(document: Any, frame: int) -> tuple[list[Any], tuple[int | None, int | None]]:
    """The people of one frame and the canvas size (None where not given), whatever wraps them."""
    if isinstance(document, list) and any(isinstance(d, dict) and "people" in d for d in document):
        if not 0 <= frame < len(document):
            raise InputError(
                f"The pose file holds {len(document)} frames; choose a frame from 0 to {len(document) - 1}."
            )
        document = document[frame]
    if isinstance(document, list):
        nested = (
            document and isinstance(document[0], list) and document[0] and isinstance(document[0][0], list)
        )
        if nested or any(isinstance(d, dict) for d in document):
            return document, (None, None)  # people without a wrapper
        return ([document] if document else []), (None, None)
    if not isinstance(document, dict):
        raise InputError(
            "The pose is not OpenPose JSON; it needs a list named people with one entry a figure."
        )
    canvas = (
        _side(document.get("canvas_width", document.get("width")), "width"),
        _side(document.get("canvas_height", document.get("height")), "height"),
    )
    if "people" not in document:
        return [document], canvas
    people = document["people"]
    if people is None:
        return [], canvas
    if not isinstance(people, list):
        raise InputError("The pose file's people must be a list; export it again as OpenPose JSON.")
    return people, canvas


def _side(value: Any, what: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value <= MAX_SIDE:
        raise InputError(
            f"The pose's canvas {what} must be a number of pixels from 1 to {MAX_SIDE}; correct it."
        )
    return round(value)


def _person(person: Any, canvas: tuple[int | None, int | None], extent: tuple[int, int] | None) -> Pose:
    if isinstance(person, dict):
        values = next((person[key] for key in _BODY_KEYS if person.get(key) is not None), None)
        if values is None:
            raise InputError(
                "This person has no body joints; the JSON needs pose_keypoints_2d with 54 numbers."
            )
        hands = {side: person.get(key) for side, key in _HAND_KEYS.items()}
    else:
        values, hands = person, {"left": None, "right": None}
    joints = _points(values, (18, 25), "body")
    if len(joints) == 25:
        joints = joints[list(_FROM_BODY_25)]
    left, right = (_hand(hands[side], side) for side in ("left", "right"))

    visible = joints[joints[:, 2] > 0, :2]
    if not len(visible):
        raise InputError("All joints of this person are hidden; show at least the head or the torso.")
    normalized = float(np.abs(visible).max()) <= NORMALIZED_LIMIT
    width, height = _extent(canvas, extent, None if normalized else visible.max(axis=0))
    if normalized:
        for points in (joints, left, right):
            if points is not None:
                points[:, :2] *= (width, height)
    return Pose(joints, width, height, left, right)


def _hand(values: Any, side: str) -> np.ndarray | None:
    """(21, 3) points, or None for a hand that is missing, null, empty or hidden throughout."""
    if values is None or values == []:
        return None
    points = _points(values, (21,), f"{side} hand")
    return points if (points[:, 2] > 0).any() else None


def _extent(
    canvas: tuple[int | None, int | None], extent: tuple[int, int] | None, reach: np.ndarray | None
) -> tuple[int, int]:
    """Canvas size: the file's own, else the caller's, else 512 x 768 grown to hold `reach` (pixels)."""
    sides = []
    for axis in (0, 1):
        given = canvas[axis] or (extent[axis] if extent else None)
        grown = 0 if reach is None else math.ceil(min(float(reach[axis]), MAX_SIDE - 32) / 32) * 32
        sides.append(given or max(DEFAULT_EXTENT[axis], grown))
    return sides[0], sides[1]


def _points(values: Any, counts: tuple[int, ...], what: str) -> np.ndarray:
    """A fresh (n, 3) float64 array from flat numbers or rows of 2 or 3; hidden points get confidence 0."""
    wanted = " or ".join(str(count) for count in counts)
    wrong = InputError(
        f"The {what} must have {wanted} joints of x, y and confidence; export it as OpenPose JSON."
    )
    if not isinstance(values, list):
        raise wrong
    if values and all(isinstance(row, list) for row in values):
        if any(len(row) not in (2, 3) for row in values):
            raise wrong
        rows = [[*row, 1.0] if len(row) == 2 else row for row in values]
    else:
        rows = [values[i : i + 3] for i in range(0, len(values), 3)]
    if len(rows) not in counts or any(len(row) != 3 for row in rows):
        raise wrong
    points = np.zeros((len(rows), 3))
    for point, row in zip(points, rows, strict=True):
        if any(value is None for value in row):
            continue  # null: hidden
        if any(isinstance(value, bool) or not isinstance(value, (int, float)) for value in row):
            raise InputError(f"The {what} of the pose holds something that is not a number; correct it.")
        try:
            point[:] = [float(value) for value in row]
        except OverflowError:
            point[:] = math.inf
        if not np.isfinite(point).all():
            raise InputError(f"The {what} of the pose holds a value that is not a finite number; correct it.")
        if point[0] == -1 and point[1] == -1:
            point[:] = 0.0
        point[2] = max(point[2], 0.0)
    return points
