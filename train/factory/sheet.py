"""Contact sheets: many characters, or one stance test, on one page to look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .camera import Framing, frame
from .character import Character, build_character
from .renderer import Picture, Renderer
from .seeds import Draw
from .stance import BASIC
from .style import RenderStyle, draw_style

STRESS = ("sit", "run", "kneel", "arms_up")
STRESS_YAWS = (0, 45, 90, 180)
_SIZES: dict[Framing, tuple[int, int]] = {
    "full": (300, 480),
    "knees": (320, 440),
    "bust": (360, 400),
    "face": (400, 400),
}


def shot(
    renderer: Renderer,
    character: Character,
    stance: str = "stand",
    *,
    framing: Framing = "full",
    yaw: float = 0.0,
    pitch: float = 0.0,
    size: tuple[int, int] = (512, 768),
    style: RenderStyle | None = None,
    expression: str = "neutral",
    passes: Sequence[str] = ("beauty",),
) -> Picture:
    """One picture of a character."""
    posed = character.pose(BASIC[stance])
    camera = frame(posed.positions, posed.frames, framing, yaw=yaw, pitch=pitch, size=size)
    loaded = renderer.load(character.figure)
    try:
        if expression != "neutral":
            loaded.paint(character.face_material, character.face(expression))
        return renderer.render(loaded, posed, camera, style, passes)
    finally:
        loaded.release()


def over_paper(rgba: np.ndarray, paper: tuple[int, int, int] = (255, 255, 255)) -> np.ndarray:
    """(H, W, 4) uint8 straight alpha on a flat ground, (H, W, 3) uint8."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] * alpha + np.array(paper, np.float32) * (1 - alpha)).astype(np.uint8)


def sheet(
    renderer: Renderer,
    seeds: Sequence[int],
    framing: Framing = "full",
    *,
    columns: int = 8,
    styled: bool = True,
) -> np.ndarray:
    """(H, W, 3) uint8: one picture of each seed, with stances and views that vary by the seed."""
    cells = []
    for seed in seeds:
        rng = Draw(seed).rng("sheet")
        stance = str(rng.choice(["stand", "stand", "walk", "wave", "hand_on_hip"]))
        yaw = float(rng.choice([0, 0, -25, 25, -40, 40, 15]))
        style = draw_style(rng) if styled else None
        character = build_character(seed)
        picture = shot(
            renderer, character, stance, framing=framing, yaw=yaw, size=_SIZES[framing], style=style
        )
        assert picture.beauty is not None
        cells.append(over_paper(picture.beauty))
    return grid(cells, columns)


def stress_sheet(renderer: Renderer, seeds: Sequence[int]) -> np.ndarray:
    """(H, W, 3) uint8: sitting, running, kneeling, arms up (rows) by four views; the seeds take turns."""
    cells = []
    characters: dict[int, Character] = {}
    for i, (stance, yaw) in enumerate((s, y) for s in STRESS for y in STRESS_YAWS):
        seed = seeds[i % len(seeds)]
        character = characters.setdefault(seed, build_character(seed))
        picture = shot(renderer, character, stance, yaw=yaw, size=(320, 400))
        assert picture.beauty is not None
        cells.append(over_paper(picture.beauty))
    return grid(cells, len(STRESS_YAWS))


def grid(cells: Sequence[np.ndarray], columns: int) -> np.ndarray:
    """Equal pictures in rows; the last row is filled with white."""
    cells = list(cells)
    blank = np.full_like(cells[0], 255)
    cells += [blank] * (-len(cells) % columns) if len(cells) > columns else []
    rows = [np.hstack(cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return np.vstack(rows)
