"""The drawn character of tests/figure.py with its pose, as a picture of one's own character."""

from __future__ import annotations

from functools import cache

import numpy as np

from anigen_core.pose import L_ELBOW, L_WRIST, R_ELBOW, R_WRIST, Pose
from anigen_core.stages.repose import Reference
from tests.figure import PAINTS, draw_figure

PARTS = {"hair": 6, "skin": 2, "white": 4, "iris": 4, "mouth": 5, "dress": 8, "boots": 11}
"""Numbers of `stages.parse.PARTS`."""

JOINTS = (
    *((128, 98), (128, 144), (97, 154), (81, 195), (64, 238), (159, 154), (175, 195), (192, 238)),
    *((114, 246), (113, 290), (113, 344), (142, 246), (143, 290), (143, 344)),
    *((110, 92), (146, 92), (88, 92), (168, 92)),
)


def own_pose() -> Pose:
    """As the figure stands, on 256x384."""
    return Pose(np.array([(x, y, 1.0) for x, y in JOINTS]), 256, 384)


def waving() -> Pose:
    """Her right arm out to the side, straight."""
    return own_pose().with_joint(R_ELBOW, 52, 150).with_joint(R_WRIST, 8, 148)


def both_raised() -> Pose:
    """Both arms out to the sides."""
    return waving().with_joint(L_ELBOW, 204, 150).with_joint(L_WRIST, 248, 148)


@cache
def own_picture() -> np.ndarray:
    """(384, 256, 4) uint8: colors with lines over them, on nothing."""
    figure = draw_figure()
    picture = figure.colors.copy()
    ink = 255 - figure.lines.astype(np.float32)[..., None]
    picture[..., :3] = (picture[..., :3] * (1 - ink / 255)).astype(np.uint8)
    picture[..., 3] = np.maximum(picture[..., 3], 255 - figure.lines)
    return picture


def own_parts() -> np.ndarray:
    """(384, 256) uint8: the parts as a parser would say them, the face apart from other skin."""
    figure = draw_figure()
    parts = np.zeros(figure.lines.shape, np.uint8)
    for name in PAINTS:
        parts[figure.part == name] = PARTS[name]
    parts[:124][parts[:124] == PARTS["skin"]] = 1
    return parts


@cache
def own_reference() -> Reference:
    """The picture, its pose, parts and lines."""
    return Reference(own_picture(), own_pose(), own_parts(), draw_figure().lines)


def near(picture: np.ndarray, x: float, y: float, name: str, radius: int = 5) -> bool:
    """Whether a paint is seen at a place of (H, W, 4) uint8."""
    part = picture[int(y) - radius : int(y) + radius + 1, max(0, int(x) - radius) : int(x) + radius + 1]
    apart = np.abs(part[..., :3].astype(int) - np.array(PAINTS[name])).max(2)
    return bool(((apart < 12) & (part[..., 3] > 200)).mean() > 0.25)
