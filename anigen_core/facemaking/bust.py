"""A head and shoulders by rule: the mannequin, with the face where the network's faces have it."""

from __future__ import annotations

import numpy as np

from anigen_core.character import Character, settled
from anigen_core.mannequin.costume import costume_of
from anigen_core.mannequin.drawing import Look, mannequin
from anigen_core.pose import JOINTS, Pose

_HEADS = {
    "nose": (0, 0.23), "neck": (0, -0.25),
    "r_shoulder": (-0.62, -0.42), "l_shoulder": (0.62, -0.42),
    "r_elbow": (-0.8, -1.7), "l_elbow": (0.8, -1.7), "r_wrist": (-0.85, -2.9), "l_wrist": (0.85, -2.9),
    "r_hip": (-0.35, -2.2), "l_hip": (0.35, -2.2), "r_knee": (-0.36, -4), "l_knee": (0.36, -4),
    "r_ankle": (-0.36, -5.8), "l_ankle": (0.36, -5.8),
    "r_eye": (-0.184, 0.348), "l_eye": (0.184, 0.348), "r_ear": (-0.42, 0.33), "l_ear": (0.42, 0.33),
}  # fmt: skip


def draw_bust(character: Character, size: int) -> tuple[np.ndarray, np.ndarray]:
    """(size, size, 4) uint8 straight alpha, and its lines (size, size) uint8, 0 = ink."""
    head = 0.52 * size
    joints = np.ones((18, 3))
    for name, (x, y) in _HEADS.items():
        joints[JOINTS.index(name), :2] = size / 2 + x * head, 0.56 * size - (y - 0.348) * head
    dressed = settled(character)
    names = {"skin": "skin", "hair": "hair", "eyes": "iris", "top": "top"}
    colors = {names[part]: color for part, color in dressed.colors if part in names}
    expression = character.word("expression") or "smile"
    look = Look(expression=expression, costume=costume_of(character), **colors)
    made = mannequin(Pose(joints, size, size), look)
    return made.picture, made.lines
