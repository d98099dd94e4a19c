"""Contact sheets: many characters, or a test of the clothes, on one page to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .body.bones import BONE
from .character import Character, build_character, draw_character
from .face.face import EXPRESSIONS
from .hair.presets import Preset
from .penetration import Penetration, Probe
from .poses.named import FAMILIES, SUPPORT
from .poses.poses import DrawnPose, balanced, cleared, named, varied
from .poses.vmd import Motion
from .poses.vmd_stance import stance_at
from .render.camera import Camera, Framing
from .render.cameras import Outline, Shot, draw_shot, fit, suited
from .render.renderer import Renderer
from .render.style import draw_style
from .seeds import Draw

STRESS = ("sit", "run", "kneel", "arms_up")
STRESS_YAWS = (0, 45, 90, 180)

FAMILY_SHARES = {  # how often a whole figure on a sheet is of each family (poses.named.FAMILIES)
    "standing": 0.20,
    "gestures": 0.21,
    "holding": 0.07,
    "moving": 0.09,
    "action": 0.12,
    "dancing": 0.08,
    "seated": 0.11,
    "floor": 0.06,
    "air": 0.06,
}
_NEAR_SHARES = {"standing": 0.35, "gestures": 0.50, "holding": 0.15}
_UNSHOWN = ("t_pose", "bow", "bow_deep", "butler_bow", "toe_touch")  # nothing of who it is is seen in these
_LOWERED = ("look_back", "look_down", "slouch", "stand_tired", "facepalm", "dramatic")
_YAW_SHARES = ((20, 0.42), (50, 0.36), (95, 0.14), (180, 0.08))  # up to degrees, either way round
_USUAL = {"neutral": 3.0, "smile": 3.0, "open": 2.0}  # every other expression once
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


def _chosen(table: Mapping[str, float], rng: np.random.Generator) -> str:
    shares = np.array(list(table.values()))
    return str(rng.choice(list(table), p=shares / shares.sum()))


def _yaw(rng: np.random.Generator, near: bool) -> float:
    """Mostly from the front; faces from at most the side."""
    low, side = 0, 1.0 if rng.random() < 0.5 else -1.0
    luck = rng.random() * (0.9 if near else 1.0)
    for high, share in _YAW_SHARES:
        if luck < share:
            break
        luck, low = luck - share, high
    return side * float(rng.uniform(low, 70 if near and high > 70 else high))


def _pose(character: Character, near: bool, yaw: float, rng: np.random.Generator) -> DrawnPose:
    """A named pose with a little variation, either way round, the face turned half back to the camera."""
    family = _chosen(_NEAR_SHARES if near else FAMILY_SHARES, rng)
    hidden = (*_UNSHOWN, *_LOWERED) if near else _UNSHOWN
    name = str(rng.choice([n for n in FAMILIES[family] if n not in hidden]))
    stance = varied(named(name), rng, 0.03)
    mirrored = bool(rng.random() < 0.5)
    if mirrored:
        stance = stance.mirrored()
    angles = stance.angles.copy()
    if name not in _LOWERED:
        angles[[BONE["neck"], BONE["head"]], 2] += 0.22 * float(np.clip(yaw, -80, 80))
    stance = cleared(replace(stance, angles=angles).clamped(), character.body)
    if SUPPORT[name] == "feet":
        stance = balanced(stance, character.body)
    return DrawnPose(name, mirrored, stance, stance)


def sheet(
    renderer: Renderer,
    seeds: Sequence[int],
    framing: Framing = "full",
    *,
    columns: int = 8,
    styled: bool = True,
    hair: Preset | None = None,
    cameras: bool = False,
    grounds: bool = False,
) -> np.ndarray:
    """(H, W, 3) uint8: one picture of each seed, with poses, views and looks that vary by the seed. hair: a
    preset that all of them wear. cameras: shots as training has them (cameras.draw_shot). grounds: the
    pictures stand on grounds (train.backgrounds, which needs torch)."""
    cells = []
    near = framing in ("bust", "face")
    for seed in seeds:
        rng = Draw(seed).rng("sheet")
        if cameras:
            shot = draw_shot(rng, framing)
            shot = shot if abs(shot.yaw) < 110 else replace(shot, yaw=shot.yaw * 0.5)
        else:
            shot = Shot(framing, _yaw(rng, near), 2.0, margin=_MARGINS[framing], shift=(0.0, 0.04 * near))
        style = draw_style(rng) if styled else None
        character = build_character(seed, hair)
        pose = character.suited(_pose(character, near, shot.yaw, rng), rng)
        expression = _chosen({name: _USUAL.get(name, 1.0) for name in EXPRESSIONS}, rng)
        gaze = (float(np.clip(0.010 * shot.yaw, -0.5, 0.5)), 0.0)  # the eyes meet the viewer's
        posed = character.pose(pose.stance, expression=expression)
        camera = fit(suited(shot, posed.frames), Outline.of(character.figure), posed.frames, _SIZES[framing])
        loaded = renderer.load(character.figure)
        try:
            loaded.paint(character.face_material, character.face(expression, gaze))
            picture = renderer.render(loaded, posed, camera, style, ("beauty",))
        finally:
            loaded.release()
        assert picture.beauty is not None
        cells.append(_on_ground(picture.beauty, seed) if grounds else over_paper(picture.beauty))
    return grid(cells, columns)


def _on_ground(rgba: np.ndarray, seed: int) -> np.ndarray:
    """(H, W, 4) uint8 on the ground of a seed, (H, W, 3) uint8."""
    import torch

    from train.backgrounds import behind

    made = behind(torch.from_numpy(rgba.copy()).permute(2, 0, 1)[None], torch.tensor([seed]))
    return (made[0].permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)


def pose_sheet(
    renderer: Renderer, seeds: Sequence[int], names: Sequence[str], columns: int = 6
) -> np.ndarray:
    """(H, W, 3) uint8: named poses on each of the seeds, from the front and by 45 degrees; a pose's cells
    are beside each other."""
    cells: list[list[np.ndarray]] = [[] for _ in names]
    for seed in seeds:
        character = build_character(seed)
        loaded, outline = renderer.load(character.figure), Outline.of(character.figure)
        for i, name in enumerate(names):
            stance = cleared(named(name), character.body)
            posed = character.pose(balanced(stance, character.body) if SUPPORT[name] == "feet" else stance)
            for yaw in (0.0, 45.0):
                camera = fit(Shot("full", yaw, 3.0, margin=1.0), outline, posed.frames, (160, 220))
                picture = renderer.render(loaded, posed, camera, None, ("beauty",))
                assert picture.beauty is not None
                cells[i].append(over_paper(picture.beauty))
        loaded.release()
    return grid([np.hstack(row) for row in cells], columns)


def motion_sheet(renderer: Renderer, motion: Motion, frames: int, seed: int, columns: int = 8) -> np.ndarray:
    """(H, W, 3) uint8: a character at so many moments of a motion, first to last, before a camera that
    stands where it sees all of them."""
    character = build_character(seed)
    skeleton = character.body.skeleton
    times = np.linspace(0.0, motion.last, frames)
    stances = [stance_at(motion, float(t), skeleton) for t in times]
    outline = Outline.of(character.figure)
    places = np.concatenate([outline.posed(skeleton.pose(s)) for s in stances])
    low, high = places.min(0), places.max(0)
    half = max(high[1] - low[1], float(np.hypot(*(high - low)[[0, 2]]))) / 2 + 0.1
    camera = Camera((low + high) / 2, half / np.tan(np.radians(8.0)) + half, 15.0, 4.0, 0.0, 16.0, 300, 300)
    loaded, cells = renderer.load(character.figure), []
    for stance in stances:
        picture = renderer.render(loaded, character.pose(stance), camera, None, ("beauty",))
        assert picture.beauty is not None
        cells.append(over_paper(picture.beauty))
    loaded.release()
    return grid(cells, columns)


def stress_sheet(
    renderer: Renderer, seeds: Sequence[int], hair: Preset | None = None
) -> tuple[np.ndarray, list[Stressed]]:
    """Sitting, running, kneeling, arms up (rows) by four views; the seeds take turns, with nothing in their
    hands, for who holds a staff does not kneel. Returns the page (H, W, 3) uint8 and, for each cell, what
    shows through the clothes."""
    cells: list[np.ndarray | None] = [None] * (len(STRESS) * len(STRESS_YAWS))
    found: list[Stressed | None] = [None] * len(cells)
    plan = [(stance, yaw) for stance in STRESS for yaw in STRESS_YAWS]
    for turn, seed in enumerate(seeds[: len(plan)]):
        spec = draw_character(seed)
        character = build_character(replace(spec, things=replace(spec.things, held="none")), hair)
        probe, loaded = Probe(character, renderer), renderer.load(character.figure)
        outline = Outline.of(character.figure)
        for i in range(turn, len(plan), len(seeds)):
            stance, yaw = plan[i]
            drawn = DrawnPose(stance, False, named(stance), named(stance))
            posed = character.pose(character.suited(drawn, Draw(seed).rng("stress")).stance)
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
