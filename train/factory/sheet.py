"""Contact sheets: many characters, or a test of the clothes, on one page to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .bones import BONE
from .camera import Framing
from .cameras import Outline, Shot, fit
from .character import Character, build_character
from .hair_presets import Preset
from .penetration import Penetration, Probe
from .poses import balanced, named, varied
from .poses_named import SUPPORT
from .renderer import Renderer
from .seeds import Draw
from .stance import Stance
from .style import draw_style

STRESS = ("sit", "run", "kneel", "arms_up")
STRESS_YAWS = (0, 45, 90, 180)

STANDING = (
    *("contrapposto", "akimbo", "hands_behind_back", "hands_clasped", "shy", "peace", "thinking", "wave"),
    *("hand_on_hip", "hand_on_heart", "hair_touch", "walk", "catwalk", "arms_crossed", "curtsy", "stand"),
    *("salute", "point_up", "cheer", "tiptoe", "double_peace", "shrug"),
)
"""Named poses that a figure is shown in."""

CLOSE = (
    *("contrapposto", "hands_behind_back", "stand", "hand_on_heart", "hands_clasped", "arms_crossed"),
    *("peace", "wave", "thinking", "shy", "akimbo", "point_up"),
)
"""Named poses for pictures from near by."""

_YAWS = (0.0, 0.0, -14.0, 14.0, -28.0, 28.0, -42.0, 42.0)
_LOOKS = {
    "near": (
        ("neutral", 0.24), ("smile", 0.20), ("open", 0.12), ("surprised", 0.05), ("wink", 0.06),
        ("angry", 0.06), ("sad", 0.05), ("closed", 0.04), ("laugh", 0.05), ("smug", 0.04),
        ("embarrassed", 0.04), ("crying", 0.02), ("shouting", 0.03),
    ),
    "far": (("neutral", 0.45), ("smile", 0.38), ("open", 0.17)),
}  # fmt: skip
_SIZES: dict[Framing, tuple[int, int]] = {
    "full": (270, 480),
    "knees": (320, 440),
    "bust": (360, 400),
    "face": (400, 400),
}
_MARGINS: dict[Framing, float] = {"full": 1.0, "knees": 1.0, "bust": 1.04, "face": 1.0}


@dataclass(frozen=True, eq=False)
class Stressed:
    """One cell of the stress sheet, and what shows through its clothes."""

    seed: int
    stance: str
    yaw: float
    found: Penetration


def over_paper(rgba: np.ndarray, paper: tuple[int, int, int] = (255, 255, 255)) -> np.ndarray:
    """(H, W, 4) uint8 straight alpha on a flat ground, (H, W, 3) uint8."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] * alpha + np.array(paper, np.float32) * (1 - alpha)).astype(np.uint8)


def _stance(character: Character, framing: Framing, yaw: float, rng: np.random.Generator) -> Stance:
    """A named pose with a little variation, either way round, the face turned half back to the camera."""
    name = str(rng.choice(CLOSE if framing in ("bust", "face") else STANDING))
    stance = varied(named(name), rng, 0.03)
    if rng.random() < 0.5:
        stance = stance.mirrored()
    angles = stance.angles.copy()
    angles[[BONE["neck"], BONE["head"]], 2] += 0.22 * yaw
    stance = replace(stance, angles=angles).clamped()
    return balanced(stance, character.body) if SUPPORT[name] == "feet" else stance


def sheet(
    renderer: Renderer,
    seeds: Sequence[int],
    framing: Framing = "full",
    *,
    columns: int = 8,
    styled: bool = True,
    hair: Preset | None = None,
) -> np.ndarray:
    """(H, W, 3) uint8: one picture of each seed, with poses, views and looks that vary by the seed. hair: a
    preset that all of them wear."""
    cells = []
    near = framing in ("bust", "face")
    looks, weights = zip(*_LOOKS["near" if near else "far"], strict=True)
    for seed in seeds:
        rng = Draw(seed).rng("sheet")
        yaw = float(rng.choice(_YAWS))
        style = draw_style(rng) if styled else None
        character = build_character(seed, hair)
        stance = _stance(character, framing, yaw, rng)
        expression = str(rng.choice(looks, p=weights))
        gaze = (float(np.clip(0.010 * yaw, -0.5, 0.5)), 0.0)  # the eyes meet the viewer's
        posed = character.pose(stance, expression=expression)
        shot = Shot(framing, yaw=yaw, pitch=2.0, margin=_MARGINS[framing], shift=(0.0, 0.04 * near))
        camera = fit(shot, Outline.of(character.figure), posed.frames, _SIZES[framing])
        loaded = renderer.load(character.figure)
        try:
            loaded.paint(character.face_material, character.face(expression, gaze))
            picture = renderer.render(loaded, posed, camera, style, ("beauty",))
        finally:
            loaded.release()
        assert picture.beauty is not None
        cells.append(over_paper(picture.beauty))
    return grid(cells, columns)


def stress_sheet(
    renderer: Renderer, seeds: Sequence[int], hair: Preset | None = None
) -> tuple[np.ndarray, list[Stressed]]:
    """Sitting, running, kneeling, arms up (rows) by four views; the seeds take turns. Returns the page
    (H, W, 3) uint8 and, for each cell, what shows through the clothes."""
    cells: list[np.ndarray | None] = [None] * (len(STRESS) * len(STRESS_YAWS))
    found: list[Stressed | None] = [None] * len(cells)
    plan = [(stance, yaw) for stance in STRESS for yaw in STRESS_YAWS]
    for turn, seed in enumerate(seeds[: len(plan)]):
        character = build_character(seed, hair)
        probe, loaded = Probe(character, renderer), renderer.load(character.figure)
        outline = Outline.of(character.figure)
        for i in range(turn, len(plan), len(seeds)):
            stance, yaw = plan[i]
            posed = character.pose(named(stance))
            camera = fit(Shot("full", yaw=yaw, pitch=2.0, margin=1.0), outline, posed.frames, (320, 400))
            picture = renderer.render(loaded, posed, camera, None, ("beauty",))
            assert picture.beauty is not None
            cells[i] = over_paper(picture.beauty)
            found[i] = Stressed(seed, stance, yaw, probe.measure(posed, camera))
        loaded.release()
        probe.release()
    return grid([c for c in cells if c is not None], len(STRESS_YAWS)), [f for f in found if f is not None]


def grid(cells: Sequence[np.ndarray], columns: int) -> np.ndarray:
    """Equal pictures in rows; the last row is filled with white."""
    cells = list(cells)
    blank = np.full_like(cells[0], 255)
    cells += [blank] * (-len(cells) % columns) if len(cells) > columns else []
    rows = [np.hstack(cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return np.vstack(rows)
