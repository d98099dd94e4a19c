"""Pictures of a character by chance: pose, camera, style, expression; rendered with every label.

A picture is named by (seed, number): what is in it depends on these two alone.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from anigen_core.errors import InputError

from .body.bones import BONE
from .character import Character, build_character
from .face.face import EXPRESSIONS
from .labels import label
from .poses.poses import DrawnPose, draw_pose, reaching
from .poses.shorthand import AT_FACE, hand
from .poses.stance import Stance
from .render.camera import Camera
from .render.cameras import Outline, Shot, draw_shot, fit, suited
from .render.renderer import PASSES, Picture, Renderer
from .render.style import STYLES, RenderStyle, draw_style
from .seeds import Draw

_LOOKS = 4  # expressions with gaze that a character takes turns with; each costs a painted face
_NEUTRAL_SHARE = 0.22


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything that makes one picture of a character."""

    number: int
    pose: DrawnPose
    shot: Shot
    style: RenderStyle
    expression: str
    gaze: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Sample:
    """A picture and its labels (labels.py)."""

    picture: Picture
    labels: dict[str, Any]


@dataclass
class Clock:
    """CPU seconds by kind of work, for the bench."""

    spent: dict[str, float] = field(default_factory=dict)
    _last: float = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self._last = time.process_time()

    def lap(self, name: str) -> None:
        """Book the time since the last call under a name."""
        now = time.process_time()
        self.spent[name] = self.spent.get(name, 0.0) + now - self._last
        self._last = now


def check_passes(passes: Collection[str]) -> tuple[str, ...]:
    """The passes in their usual order; InputError for unknown ones or none."""
    unknown = set(passes) - set(PASSES)
    if unknown or not passes:
        raise InputError(f"Passes are some of {', '.join(PASSES)}, not {sorted(unknown) or 'none'}.")
    return tuple(name for name in PASSES if name in passes)


def _looks(draw: Draw) -> list[tuple[str, tuple[float, float]]]:
    rng = draw.rng("looks")
    others = [e for e in EXPRESSIONS if e != "neutral"]
    out = []
    for _ in range(_LOOKS):
        neutral = rng.random() < _NEUTRAL_SHARE
        expression = "neutral" if neutral else str(rng.choice(others))
        straight = rng.random() < 0.4
        x, y = np.clip(rng.normal(0, 0.45, 2), -1, 1)
        out.append((expression, (0.0, 0.0) if straight else (round(float(x), 2), round(float(y), 2))))
    return out


def plan(character: Character, number: int) -> Plan:
    """What picture `number` (0 and up) of a character is like."""
    draw = Draw(character.spec.seed)
    rng = draw.rng(f"picture {number}")
    shot = draw_shot(rng)
    more = draw.rng(f"camera {number}")
    handy = shot.framing == "face" and more.random() < 0.25  # a hand at the face
    pose = draw_pose(rng, character.body, AT_FACE if handy else ())
    if rng.random() < 0.35 and abs(shot.yaw) < 100:  # the face turns towards the camera
        pose = _turned(pose, float(np.clip(shot.yaw, -60, 60)) * rng.uniform(0.3, 0.9) / 2, 0.0)
    if abs(shot.pitch) > 18 and more.random() < 0.6:  # and looks up at it, or down
        pose = _turned(pose, 0.0, -shot.pitch * more.uniform(0.15, 0.4))
    if shot.fov > 38 and more.random() < 0.6:
        pose = _to_camera(pose, shot, character, more)
    pose = character.suited(pose, rng)
    looks = _looks(draw)
    expression, gaze = looks[int(rng.integers(len(looks)))]
    style = draw_style(rng, draw.choose("style", STYLES, rng))
    return Plan(number, pose, shot, style, expression, gaze)


def _turned(pose: DrawnPose, left: float, down: float) -> DrawnPose:
    """Neck and head turned further by degrees, each by as much."""

    def one(stance: Stance) -> Stance:
        angles = stance.angles.copy()
        angles[[BONE["neck"], BONE["head"]]] += (down, 0.0, left)
        return replace(stance, angles=angles).clamped()

    return replace(pose, stance=one(pose.stance), following=one(pose.following))


def _to_camera(pose: DrawnPose, shot: Shot, character: Character, rng: np.random.Generator) -> DrawnPose:
    """One arm reaches out towards the camera, the one that is nearer to it more often."""
    near = "left" if shot.yaw > 0 else "right"
    side = near if rng.random() < 0.75 else {"left": "right", "right": "left"}[near]
    way = Camera(np.zeros(3), 1.0, shot.yaw, shot.pitch).turn[2] + rng.normal(0.0, 0.18, 3)
    twist = float(rng.uniform(-40, 20))
    shape = Stance.of(hand(side, str(rng.choice(("open", "open", "peace", "point", "flat", "fist"))))).angles

    def one(stance: Stance) -> Stance:
        out = reaching(stance, character.body, side, way, twist)
        return replace(out, angles=np.where(shape != 0, shape, out.angles)).clamped()

    return replace(pose, stance=one(pose.stance), following=one(pose.following))


class Studio:
    """Takes pictures of one character after the other. `release` at the end."""

    def __init__(self, size: tuple[int, int], passes: Collection[str] = PASSES) -> None:
        self.size = size
        self.passes = check_passes(passes)
        self.clock = Clock()
        self.renderer = Renderer()

    def pictures(self, seed: int, numbers: Collection[int]) -> Iterator[Sample]:
        """The pictures of a seed by their numbers. Rendered one by one as they are asked for."""
        self.clock.start()
        yield from self.of(build_character(seed), numbers)

    def of(self, character: Character, numbers: Collection[int]) -> Iterator[Sample]:
        """Pictures of somebody who is built already: a character, or an avatar (avatar_shots.Guise)."""
        clock = self.clock
        outline = Outline.of(character.figure)
        clock.lap("build")
        loaded = self.renderer.load(character.figure)
        clock.lap("load")
        look = None
        try:
            for number in numbers:
                clock.start()
                p = plan(character, number)
                posed = character.pose(p.pose.stance, p.pose.following, expression=p.expression)
                camera = fit(suited(p.shot, posed.frames), outline, posed.frames, self.size)
                clock.lap("pose")
                if character.face_material is None:  # an avatar's face does not move
                    p = replace(p, expression="neutral", gaze=(0.0, 0.0))
                elif look != (p.expression, p.gaze):
                    look = (p.expression, p.gaze)
                    face = character.face(*look)
                    clock.lap("paint")
                    loaded.paint(character.face_material, face)
                    clock.lap("load")
                wanted = {*self.passes, "depth", "part"}
                picture = self.renderer.render(loaded, posed, camera, p.style, wanted)
                clock.lap("render")
                tags = {
                    "framing": p.shot.framing,
                    "pose": p.pose.name,
                    "mirrored": p.pose.mirrored,
                    "style": p.style.name,
                    "number": number,
                }
                labels = label(
                    character, posed, camera, picture, expression=p.expression, gaze=p.gaze, tags=tags
                )
                clock.lap("labels")
                yield Sample(picture, labels)
        finally:
            loaded.release()

    def release(self) -> None:
        """Give the device back."""
        self.renderer.release()
