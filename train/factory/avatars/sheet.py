"""A page of one avatar: poses, views and colors by chance."""

from __future__ import annotations

import numpy as np

from ..poses.poses import named
from ..render.camera import frame
from ..render.renderer import Renderer
from ..sheet import grid, over_paper
from .avatars import Avatar
from .shots import Guise

POSES = (
    *("attention", "contrapposto", "walk", "akimbo", "peace", "cheer", "sit", "wave", "run", "arms_crossed"),
    *(
        "t_pose",
        "hand_on_heart",
        "look_back",
        "kneel",
        "thinking",
        "star_jump",
        "bow",
        "point",
        "shrug",
        "lunge",
    ),
)
YAWS = (0, -30, 35, 0, -15, 20, 45, -60, 0, 25, 180, -35, 140, 60, -20, 0, 90, -45, 15, -120)


def avatar_sheet(
    renderer: Renderer, avatar: Avatar, count: int, *, seed: int = 0, columns: int = 8
) -> np.ndarray:
    """(H, W, 3) uint8: `count` pictures. The first is the avatar as it is, each other one has a pose, a view
    and colors of its own."""
    cells = []
    for i in range(count):
        figure = avatar.original if i == 0 else Guise(avatar, seed + i, hair=i % 3 == 2).figure
        posed = avatar.pose(figure, named(POSES[i % len(POSES)]))
        camera = frame(posed.positions, posed.frames, "full", yaw=YAWS[i % len(YAWS)], size=(320, 480))
        loaded = renderer.load(figure)
        try:
            picture = renderer.render(loaded, posed, camera, None, ("beauty",))
        finally:
            loaded.release()
        assert picture.beauty is not None
        cells.append(over_paper(picture.beauty))
    return grid(cells, columns)
