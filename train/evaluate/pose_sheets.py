"""Sheets of bodies to look at: one character in many poses, many characters in one pose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from anigen_core.character import Character
from anigen_core.pose import Pose
from anigen_core.pose_library import named_pose, named_poses
from train.runs import write_picture
from train.wishes import palette_of, wishes_of

from . import frames

MANY = 16
EXTENT = (512, 768)
STYLE = "cel"
"""All of a sheet in one style: a pencil's grays would show no colors."""

Drawer = Callable[[Pose, Character], np.ndarray]
"""Pose and character to (H, W, 3) uint8."""


def characters(count: int, size: tuple[int, int] = (256, 384)) -> list[Character]:
    """The first test characters as wishes, with the colors of a standing picture."""
    standing = {"standing": frames.BODIES["standing"]}
    out = []
    for example in frames.framed("test", count, ("part", "albedo"), size, standing):
        colors = palette_of(example.passes["albedo"], example.passes["part"])
        wished = replace(wishes_of(example.labels), colors=tuple(colors.items()))
        out.append(wished.wishing("style", STYLE))
    return out


def poses(count: int, extent: tuple[int, int]) -> list[Pose]:
    """Named poses, spread over the library."""
    names = list(named_poses())
    return [named_pose(names[i * len(names) // count], extent) for i in range(count)]


def write_sheets(draw: Drawer, folder: Path) -> None:
    """Draw and write `one_character_16_poses.png` and `sixteen_characters_one_pose.png`."""
    people = characters(MANY)
    one = [draw(pose, people[0].wishing("expression", "neutral")) for pose in poses(MANY, EXTENT)]
    pose = named_pose(next(iter(named_poses())), EXTENT)
    many = [draw(pose, person) for person in people]
    folder.mkdir(parents=True, exist_ok=True)
    write_picture(folder / "one_character_16_poses.png", together(one))
    write_picture(folder / "sixteen_characters_one_pose.png", together(many))


def together(pictures: Sequence[np.ndarray], columns: int = 4) -> np.ndarray:
    """Pictures (H, W, 3) uint8 of one size in rows, white where one is missing."""
    rows = -(-len(pictures) // columns)
    height, width = pictures[0].shape[:2]
    out = np.full((rows * height, min(columns, len(pictures)) * width, 3), 255, np.uint8)
    for i, picture in enumerate(pictures):
        y, x = i // columns * height, i % columns * width
        out[y : y + height, x : x + width] = picture
    return out
