"""The named poses that come with the program, read from data/poses.json.

The file keeps each pose on a canvas 1 wide and 1.5 high: `joints` 18 rows of x, y, visible (0 or 1), optional
`left_hand` and `right_hand` of 21 rows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import numpy as np

from anigen_core.errors import InputError
from anigen_core.pose import DEFAULT_EXTENT, Pose


@dataclass(frozen=True)
class NamedPose:
    """One pose of the library.

    name: what callers use ("hands_on_hips"). label: short English for people. tags: e.g. "standing".
    figure: the pose on a canvas of 512 x 768.
    """

    name: str
    label: str
    tags: tuple[str, ...]
    figure: Pose

    def pose(self, extent: tuple[int, int] = DEFAULT_EXTENT) -> Pose:
        """The pose on a canvas of this (width, height), scaled evenly and centered."""
        return self.figure.resized(extent)


@cache
def named_poses() -> MappingProxyType[str, NamedPose]:
    """All named poses by name, in the order in which to offer them. Read once; do not change it."""
    text = resources.files("anigen_core").joinpath("data/poses.json").read_text(encoding="utf-8")
    return MappingProxyType({entry["name"]: _named(entry) for entry in json.loads(text)["poses"]})


def named_pose(name: str, extent: tuple[int, int] = DEFAULT_EXTENT) -> Pose:
    """The named pose on a canvas of this size; InputError listing the names when there is none like it."""
    library = named_poses()
    if name not in library:
        raise InputError(f"There is no pose named {name!r}; use one of {', '.join(library)}.")
    return library[name].pose(extent)


def pose_documents() -> list[dict]:
    """The library as a page takes it: name, label and pose (an OpenPose document on 512 x 768) of each."""
    return [
        {"name": entry.name, "label": entry.label, "pose": entry.figure.to_dict()}
        for entry in named_poses().values()
    ]


def _named(entry: dict) -> NamedPose:
    def pixels(rows: list | None) -> np.ndarray | None:
        if rows is None:
            return None
        return np.array(rows, dtype=np.float64) * (DEFAULT_EXTENT[0], DEFAULT_EXTENT[0], 1.0)

    joints = pixels(entry["joints"])
    assert joints is not None
    pose = Pose(joints, *DEFAULT_EXTENT, pixels(entry.get("left_hand")), pixels(entry.get("right_hand")))
    return NamedPose(entry["name"], entry["label"], tuple(entry["tags"]), pose)
