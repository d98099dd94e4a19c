"""Cameras by chance: framings fitted to a posed skeleton, all round but mostly from the front.

Everything here is computed from joints and rest places in float64 and moves continuously with them, so the
same seed gives the same camera on every machine (to far less than a thousandth of a pixel).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..body.bones import BONE, SIDES
from ..body.skeleton import Frames
from ..geometry.skinning import Figure
from ..hair.fall import hanging
from .camera import FRAMINGS, Camera, Framing

WEIGHTS: dict[Framing, float] = {"full": 0.37, "knees": 0.21, "bust": 0.22, "face": 0.20}
"""How often each framing is drawn."""

VIEWS = ("front", "three_quarter", "side", "three_quarter_back", "back")
"""Names of views: the trunk (or face) turned away from the camera by up to 20, 65, 110, 155, 180 degrees."""

_DIRECTIONS = np.array([(x, y, z) for x in (-1, 0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1) if x or y or z])


@dataclass(frozen=True, eq=False)
class Outline:
    """The outermost vertices of a figure, bone by bone: points (k, 3) at rest, bones (k,) they move with."""

    points: np.ndarray
    bones: np.ndarray

    @classmethod
    def of(cls, figure: Figure) -> Outline:
        """Of each bone the vertices that lie farthest out in 26 directions."""
        bones = np.concatenate([m.bones for m in figure.meshes])
        weights = np.concatenate([m.weights for m in figure.meshes])
        main = bones[np.arange(len(bones)), weights.argmax(1)]
        rest = figure.rest.astype(np.float64)
        rows = []
        for bone in np.unique(main):
            mine = np.flatnonzero(main == bone)
            rows.append(mine[np.unique((rest[mine] @ _DIRECTIONS.T).argmax(0))])
        chosen = np.concatenate(rows)
        return cls(rest[chosen], main[chosen].astype(np.int64))

    def posed(self, frames: Frames) -> np.ndarray:
        """(k, 3) in the world; of long hair also where it hangs."""
        m = frames.matrices[self.bones]
        out = np.einsum("kij,kj->ki", m[..., :3], self.points) + m[..., 3]
        low = (self.bones == BONE["head"]) & (
            self.points[:, 1] < frames.skeleton.rest[BONE["head"], 1] - 0.25
        )
        return np.concatenate([out, hanging(self.points[low], frames)]) if low.any() else out

    def top(self, frames: Frames, most: float) -> np.ndarray:
        """(k, 3) what stands on the head in the world: hat, ears, tufts, up to `most` heads over the chin."""
        rest = frames.skeleton.rest[BONE["head"]]
        points = self.points[(self.bones == BONE["head"]) & (self.points[:, 1] > rest[1] + 0.7)]
        points = np.minimum(points, [np.inf, rest[1] + most, np.inf])
        m = frames.matrices[BONE["head"]]
        return points @ m[:, :3].T + m[:, 3]


@dataclass(frozen=True)
class Shot:
    """How a picture is taken, before it is fitted to a pose.

    yaw, pitch, roll, fov: degrees (camera.py). margin: room around what the framing shows, 1 = none.
    shift: (right, down) displacement of the figure as a share of the free room (full) or of the picture.
    """

    framing: Framing
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    fov: float = 14.0
    margin: float = 1.06
    shift: tuple[float, float] = (0.0, 0.0)


DYNAMIC = 0.20
"""Share of shots from unusual places (`_dynamic`)."""

_KINDS = {"low": 0.24, "high": 0.22, "dutch": 0.18, "wide": 0.36}
_CROPS = {"cowboy": 0.3, "aside": 0.3, "head cut": 0.25, "leaving": 0.15}


def draw_shot(rng: np.random.Generator, framing: Framing | None = None) -> Shot:
    """A shot by chance: nearly 3 in 10 from the front, 4 three-quarter, the rest from anywhere; of ten two
    from an unusual place (low, high, tilted, or wide from near by), and one with the figure cropped."""
    weights = np.array([WEIGHTS[f] for f in FRAMINGS])
    drawn: Framing = framing or FRAMINGS[int(rng.choice(len(FRAMINGS), p=weights / weights.sum()))]
    side = 1.0 if rng.random() < 0.5 else -1.0
    kind = rng.random()
    if kind < 0.30:
        yaw = rng.normal(0.0, 7.0)
    elif kind < 0.66:
        yaw = side * rng.uniform(15, 58)
    elif kind < 0.82 or (drawn == "face" and kind < 0.97):
        yaw = side * rng.uniform(58, 100)
    else:
        yaw = side * rng.uniform(100, 180)
    pitch = rng.normal(4.0, 6.0) if rng.random() < 0.75 else rng.uniform(-14, 24)
    pitch = float(np.clip(pitch, -14, 24))
    roll = float(np.clip(rng.normal(0.0, 3.0), -8, 8)) if rng.random() < 0.2 else 0.0
    margin = rng.uniform(1.05, 1.35) if drawn == "full" else rng.uniform(0.98, 1.2)
    reach = 0.8 if drawn == "full" else 0.05
    shift = (float(rng.uniform(-reach, reach)), float(rng.uniform(-reach, reach)))
    shot = Shot(drawn, float(yaw), pitch, roll, float(rng.uniform(9, 26)), float(margin), shift)
    if rng.random() < DYNAMIC:
        shot = _dynamic(shot, rng)
    elif drawn != "full" and rng.random() < 0.16:
        shot = _cropped(shot, rng)
    return shot


def _dynamic(shot: Shot, rng: np.random.Generator) -> Shot:
    """From below, from above, tilted, or near with a wide angle. Whole figures are seen from below by a
    little only, and not from near."""
    kind = str(rng.choice(list(_KINDS), p=list(_KINDS.values())))
    near = shot.framing in ("bust", "face")
    side = 1.0 if rng.random() < 0.5 else -1.0
    share = float(rng.random())
    if kind == "low":
        pitch, fov = (-14 - 26 * share, 20 + 20 * share) if near else (-10 - 14 * share, 14 + 12 * share)
        return replace(shot, pitch=pitch, fov=fov, roll=side * float(rng.uniform(0, 8)))
    if kind == "high":
        return replace(shot, pitch=22 + 28 * share, fov=float(rng.uniform(16, 44)))
    if kind == "dutch":
        return replace(shot, roll=side * (8 + 12 * share))
    pitch = float(rng.uniform(-8 if near else 0, 30))
    yaw = shot.yaw if abs(shot.yaw) < 60 else side * 60 * share
    return replace(shot, pitch=pitch, fov=40 + 20 * share, yaw=yaw, roll=side * float(rng.uniform(0, 6)))


def _cropped(shot: Shot, rng: np.random.Generator) -> Shot:
    """A part of what the framing shows is cut off, or stands to one side."""
    kind = str(rng.choice(list(_CROPS), p=list(_CROPS.values())))
    side = 1.0 if rng.random() < 0.5 else -1.0
    share = float(rng.random())
    if kind == "cowboy":
        return replace(shot, margin=0.80 + 0.08 * share, shift=(shot.shift[0], 0.10))
    if kind == "aside":
        return replace(shot, shift=(side * (0.16 + 0.14 * share), shot.shift[1]))
    if kind == "head cut":
        return replace(shot, margin=0.80 + 0.1 * share, shift=(shot.shift[0], -0.20))
    return replace(shot, margin=1.0, shift=(side * (0.38 + 0.16 * share), shot.shift[1]))


def suited(shot: Shot, frames: Frames) -> Shot:
    """The shot for who lies: on the back never from the feet or the crown, and from above."""
    if frames.turns[BONE["hips"], 1, 2] < 0.7:  # the trunk's front does not face the sky
        return shot
    side = 1.0 if shot.yaw >= 0 else -1.0
    return replace(shot, yaw=side * (45 + abs(shot.yaw) / 2), pitch=min(abs(shot.pitch) + 18, 50))


def _shown(framing: Framing, outline: Outline, frames: Frames, turn: np.ndarray) -> np.ndarray:
    """(k, 3) places that a framing must show. turn: (3, 3) world to view."""
    if framing == "full":
        return outline.posed(frames)
    head = frames.carry("head", frames.skeleton.rest[BONE["head"]] + (0, 0.38, 0.02))
    around = 0.66 if framing == "face" else 0.72
    ring = np.array([(-around, 0, 0), (around, 0, 0), (0, around, 0), (0, -around * 0.9, 0)])
    places: list[Any] = [head + ring @ turn, outline.top(frames, 1.04 if framing == "face" else 1.5)]
    if framing != "face":
        places.append([frames.joint(s + "UpperArm") for s in SIDES] + [frames.joint("chest")])
    if framing == "knees":
        names = [s + n for s in SIDES for n in ("LowerLeg", "UpperLeg", "LowerArm")]
        places.append([frames.joint(n) for n in names])
    return np.concatenate([np.asarray(p) for p in places])


_WIDE = 30.0  # degrees from which on something may come too near to the camera
_CLEAR = 1.1  # heads between the camera and the nearest point


def _wide(shot: Shot, outline: Outline, frames: Frames, camera: Camera) -> float:
    """The distance of a wide camera: of a whole figure every point is just seen (its nearer parts are large),
    and nothing of any comes nearer to the camera than `_CLEAR`."""
    points = (outline.posed(frames) - camera.target) @ camera.turn.T
    distance = float(points[:, 2].max()) + _CLEAR
    if shot.framing == "full":
        slope = np.tan(np.radians(shot.fov / 2)) * np.array([camera.width / camera.height, 1.0])
        needed = (np.abs(points[:, :2]) + 0.06) * shot.margin / slope + points[:, 2:]
        return max(distance, float(needed.max()))
    return max(distance, camera.distance)


def fit(shot: Shot, outline: Outline, frames: Frames, size: tuple[int, int] = (512, 768)) -> Camera:
    """The camera of a shot for a posed figure. size: (width, height) in pixels."""
    width, height = size
    turn = Camera(np.zeros(3), 1.0, shot.yaw, shot.pitch, shot.roll).turn
    slope = float(np.tan(np.radians(shot.fov / 2)))
    seen = _shown(shot.framing, outline, frames, turn) @ turn.T
    low, high = seen.min(0), seen.max(0)
    center = (low + high) / 2
    extent = (high - low)[:2] / 2 + (0.06 if shot.framing == "full" else 0.0)
    half = max(extent[1], extent[0] * height / width)
    if shot.framing != "full":  # in an upright picture what room is left goes below the head, not above
        center[1] -= 0.5 * max(half - extent[1], 0.0)
    room = np.array([half * shot.margin * width / height, half * shot.margin])
    if shot.framing == "full":
        center[:2] -= np.array([shot.shift[0], -shot.shift[1]]) * np.maximum(room - extent, 0)
        near = high[2] - center[2]  # the nearest point must fit too
    else:
        center[:2] -= np.array([shot.shift[0], -shot.shift[1]]) * room
        near = 0.3
    distance = half * shot.margin / slope + near
    camera = Camera(
        turn.T @ center, float(distance), shot.yaw, shot.pitch, shot.roll, shot.fov, width, height
    )
    return replace(camera, distance=_wide(shot, outline, frames, camera)) if shot.fov > _WIDE else camera


def view_of(camera: Camera, frames: Frames, bone: str = "upperChest") -> tuple[str, float]:
    """The name of the view (see `VIEWS`), and degrees by which a bone's front is turned to the right of the
    picture (negative: to the left)."""
    front = camera.turn @ frames.turns[BONE[bone], :, 2]
    yaw = float(np.degrees(np.arctan2(front[0], front[2])))
    index = int(np.searchsorted([20.0, 65.0, 110.0, 155.0], abs(yaw), side="right"))
    return VIEWS[index], yaw
