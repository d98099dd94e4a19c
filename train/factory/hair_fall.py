"""What hair does after skinning: it falls, follows the shoulders, and stays out of body and arms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bones import BONE
from .collide import ARMS, LEGS, TRUNK, cones, push_out
from .mesh import Array, smooth
from .skeleton import Frames, Proportions

_OBSTACLES = [*TRUNK, *ARMS]
_FLOOR = 0.03
_LAG = 0.5  # radians that hair streams behind a sprinter


def hanging(points: Array, frames: Frames) -> Array:
    """About where hair at rest places (n, 3) ends up: it hangs from the head, and streams behind who runs."""
    chest = upright(frames.turns[BONE["upperChest"]])
    relative = points - frames.skeleton.rest[BONE["head"]]
    drop = np.maximum(-relative[:, 1:2], 0)
    streams = hurry(frames) * _LAG
    out = frames.joint("head") + relative @ upright(frames.turns[BONE["head"]]).T
    out = out + drop * (chest @ (0.0, 1 - np.cos(streams), -np.sin(streams)))
    under = np.maximum(-out[:, 1:2], 0)
    return out + under * (chest @ (0.0, 1.0, -0.7))


def upright(turn: Array) -> Array:
    """The part of a rotation (3, 3) about the vertical: where the head looks once it is held upright."""
    angle = np.arctan2(turn[0, 2] - turn[2, 0], turn[0, 0] + turn[2, 2])
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def hurry(frames: Frames) -> float:
    """How fast a figure seems to run, 0..1: by the length of its stride along the way its chest faces."""
    chest = frames.turns[BONE["upperChest"]]
    if chest[1, 1] < 0.6:  # not upright: lies or crawls
        return 0.0
    gap = frames.joint("leftFoot") - frames.joint("rightFoot")
    stride = abs(float(gap @ upright(chest)[:, 2])) / (0.5 * (frames.skeleton.rest[BONE["head"], 1] - 0.10))
    knee = min(frames.joint("leftLowerLeg")[1], frames.joint("rightLowerLeg")[1]) / frames.skeleton.leg
    return float(smooth(0.55, 1.0, np.array(stride)) * smooth(0.12, 0.30, np.array(knee)))  # not on a knee


@dataclass(frozen=True, eq=False)
class Fall:
    """A mesh's deform. rest: (n, 3) vertices, clump by clump and ring by ring; paths (s, m, 3) the clumps'
    middles; pinned (s,) index of the last point of a path that lies on the head; margin (s, m) distance a
    path keeps from the body. together: a tail or a braid, which moves aside as one."""

    proportions: Proportions
    rest: Array
    paths: Array
    pinned: Array
    margin: Array
    together: bool = False

    def __post_init__(self) -> None:
        s, m = self.paths.shape[:2]
        pivot = self.paths[np.arange(s), self.pinned]
        far = np.linalg.norm(self.paths - pivot[:, None], axis=-1)
        free = np.where(np.arange(m)[None] > self.pinned[:, None], smooth(0.0, 0.45, far), 0.0)
        put = object.__setattr__
        put(self, "_free", (free * 0.95)[..., None])
        put(self, "_low", smooth(0.5, 1.4, far)[..., None] * (free > 0)[..., None])
        put(self, "_pivot", pivot)
        put(self, "_long", bool(self.paths[..., 1].min() < self.proportions.y(3.9)))
        put(self, "_offsets", (self.rest.reshape(s, m, -1, 3) - self.paths[:, :, None]).astype(np.float32))
        put(self, "_relative", self.paths - pivot[:, None])

    def __call__(self, positions: Array, frames: Frames) -> Array:
        turn = frames.turns[BONE["head"]]
        level = upright(turn)
        chest = upright(frames.turns[BONE["upperChest"]])
        free, low = self._free, self._low  # type: ignore[attr-defined]
        relative, offsets = self._relative, self._offsets  # type: ignore[attr-defined]
        pivot = frames.carry("head", self._pivot)[:, None]  # type: ignore[attr-defined]
        loose = (relative @ level.T) * (1 - 0.6 * low) + (relative @ chest.T) * (0.6 * low)
        middles = pivot + (relative @ turn.T) * (1 - free) + loose * free
        streams = hurry(frames) * _LAG
        if streams > 0.02:  # lags behind who runs
            drop = np.maximum(-relative[..., 1:2], 0) * free
            middles = middles + drop * (chest @ (0.0, 1 - np.cos(streams), -np.sin(streams)))
        middles = self._clear(middles, frames)
        under = np.maximum(_FLOOR - middles[..., 1:2], 0)  # what reaches the floor lies on it, backwards
        if under.max() > 0:
            middles = middles + under * (chest @ (0.0, 1.0, -0.7))
            aside = np.clip(relative[..., :1] * 2.2, -0.6, 0.6) * level[:, 0]
            middles = middles + under * aside  # and spreads there
        if np.abs(turn - level).max() < 0.02:
            around = offsets @ turn.T.astype(np.float32)
        else:
            f = free[:, :, None].astype(np.float32)
            around = (offsets @ turn.T.astype(np.float32)) * (1 - f) + (
                offsets @ level.T.astype(np.float32)
            ) * f
        return (middles[:, :, None] + around).reshape(-1, 3).astype(np.float32)

    def _clear(self, middles: Array, frames: Frames) -> Array:
        """Paths moved out of body and arms; what hangs below a moved point moves along, less and less."""
        body = cones(self.proportions, frames).some([*_OBSTACLES, *LEGS] if self._long else _OBSTACLES)  # type: ignore[attr-defined]
        paths, margin = middles, self.margin
        if self.together:
            paths = middles.mean(0, keepdims=True)
            around = np.linalg.norm(middles - paths, axis=-1).mean(0)
            margin = (around + 0.5 * self.margin.mean(0))[None]
        low = paths[..., 1] < frames.joint("head")[1] + 0.12
        low &= self._free[: len(paths), :, 0] > 0.02  # type: ignore[attr-defined]
        if not low.any():
            return middles
        s, m = paths.shape[:2]
        moved, shift = paths.astype(np.float32), np.zeros(paths.shape)
        for _ in range(2):
            moved[low] = push_out(moved[low], body, margin[low])
            shift = moved - paths
            carried = np.zeros((s, 3))
            for i in range(m):  # hangs on from what was pushed above
                own = shift[:, i]
                more = (own**2).sum(1) >= (carried**2).sum(1)
                carried = np.where(more[:, None], own, carried * 0.5 + own * 0.5)
                shift[:, i] = carried
                carried = carried * 0.93
            padded = np.concatenate([shift[:, :1], shift, shift[:, -1:]], 1)
            shift = 0.25 * padded[:, :-2] + 0.5 * padded[:, 1:-1] + 0.25 * padded[:, 2:]
            moved = (paths + shift).astype(np.float32)
        return middles + shift
