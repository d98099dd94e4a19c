"""What hair does after skinning: it falls, follows the shoulders, and stays out of head, body and arms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..body.bones import BONE
from ..body.collide import ARMS, LEGS, TRUNK, Cones, cones, push_out
from ..body.skeleton import Frames, Proportions
from ..geometry.mesh import Array, smooth, unit

_OBSTACLES = [*TRUNK, *ARMS]
_FLOOR = 0.03
_LAG = 0.5  # radians that hair streams behind a sprinter
_SKULL = 0.44


def hanging(points: Array, frames: Frames) -> Array:
    """About where hair at rest places (n, 3) ends up: it hangs from the head, and streams behind who runs."""
    chest = upright(frames.turns[BONE["upperChest"]])
    relative = points - frames.skeleton.rest[BONE["head"]]
    drop = np.maximum(-relative[:, 1:2], 0)
    streams = hurry(frames) * _LAG
    out = frames.joint("head") + relative @ upright(frames.turns[BONE["head"]]).T
    out = out + drop * (chest @ (0.0, 1 - np.cos(streams), -np.sin(streams)))
    under = np.maximum(-out[:, 1:2], 0)
    return out + under * (np.array([0.0, 1.0, 0.0]) + 0.7 * away(frames))


def upright(turn: Array) -> Array:
    """The part of a rotation (3, 3) about the vertical: where the head looks once it is held upright."""
    angle = np.arctan2(turn[0, 2] - turn[2, 0], turn[0, 0] + turn[2, 2])
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


@lru_cache(maxsize=8)
def away(frames: Frames) -> Array:
    """(3,) the level way that hair on the floor takes: behind who sits or kneels, past the head of who
    lies."""
    turn = frames.turns[BONE["upperChest"]]
    up = turn[:, 1] * (1, 0, 1)
    lying = float(smooth(0.75, 0.35, np.array(turn[1, 1])))
    return unit((upright(turn) @ (0.0, 0.0, -1.0)) * (1 - lying) + up * lying + 1e-9)


@lru_cache(maxsize=8)
def hurry(frames: Frames) -> float:
    """How fast a figure seems to run, 0..1: by the length of its stride along the way its chest faces."""
    chest = frames.turns[BONE["upperChest"]]
    if chest[1, 1] < 0.6:  # not upright: lies or crawls
        return 0.0
    gap = frames.joint("leftFoot") - frames.joint("rightFoot")
    stride = abs(float(gap @ upright(chest)[:, 2])) / (0.5 * (frames.skeleton.rest[BONE["head"], 1] - 0.10))
    knee = min(frames.joint("leftLowerLeg")[1], frames.joint("rightLowerLeg")[1]) / frames.skeleton.leg
    return float(smooth(0.55, 1.0, np.array(stride)) * smooth(0.12, 0.30, np.array(knee)))  # not on a knee


@lru_cache(maxsize=8)
def rests(frames: Frames) -> float:
    """How much of the hair behind stays on the back, 0..1: of who bends forward, unless so far that it slides
    off."""
    turn = frames.turns[BONE["upperChest"]]
    forward = float(turn[:, 1] @ upright(turn)[:, 2])
    return float(smooth(0.12, 0.40, np.array(forward)) * smooth(0.28, 0.60, np.array(turn[1, 1])))


@dataclass(frozen=True, eq=False)
class Fall:
    """A mesh's deform. rest: (n, 3) vertices, clump by clump and ring by ring; paths (s, m, 3) the clumps'
    middles; pinned (s,) index of the last point of a path that lies on the head; margin (s, m) distance a
    path keeps from the body. together: a tail, which moves aside as one. at: (n,) for a braid, a drill and
    what is tied on them: there is one path, and every vertex keeps its place beside this point of it."""

    proportions: Proportions
    rest: Array
    paths: Array
    pinned: Array
    margin: Array
    together: bool = False
    at: Array | None = None

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
        put(self, "_relative", self.paths - pivot[:, None])
        behind = self.paths[:, m // 2 :, 2].mean(1)
        put(self, "_behind", smooth(-0.10, -0.24, behind)[:, None, None])
        if self.at is None:
            put(
                self, "_offsets", (self.rest.reshape(s, m, -1, 3) - self.paths[:, :, None]).astype(np.float32)
            )
            return
        first = np.clip(self.at.astype(int), 0, m - 2)
        put(self, "_first", first)
        put(self, "_share", np.clip(self.at - first, 0, 1).astype(np.float32)[:, None])
        put(self, "_offsets", (self.rest - self._beside(self.paths[0])).astype(np.float32))

    def _beside(self, along: Array) -> Array:
        """(n, ...) what each vertex finds at its place of (m, ...) values along the path."""
        first, share = self._first, self._share  # type: ignore[attr-defined]
        return along[first] * (1 - share) + along[first + 1] * share

    def __call__(self, positions: Array, frames: Frames) -> Array:
        turn = frames.turns[BONE["head"]]
        level = upright(turn)
        chest = upright(frames.turns[BONE["upperChest"]])
        free, low = self._free, self._low  # type: ignore[attr-defined]
        relative, offsets = self._relative, self._offsets  # type: ignore[attr-defined]
        pivot = frames.carry("head", self._pivot)[:, None]  # type: ignore[attr-defined]
        loose = (relative @ level.T) * (1 - 0.6 * low) + (relative @ chest.T) * (0.6 * low)
        tilt = float(smooth(0.92, 0.30, np.array(turn[1, 1])))
        if tilt > 0:  # what stood off the head sinks, and the more the head is bent the plainer it falls
            sink = np.linalg.norm(relative[..., [0, 2]], axis=-1, keepdims=True) * 0.6 * tilt
            loose = loose * (1 - tilt * np.array([0.5, 0.0, 0.5])) - sink * (0.0, 1.0, 0.0)
        on_back = rests(frames)
        if on_back > 0:  # what hangs behind lies on a bent back, more of it the farther down
            share = on_back * self._behind * (0.35 + 0.65 * low)  # type: ignore[attr-defined]
            loose = loose * (1 - share) + (relative @ frames.turns[BONE["upperChest"]].T) * share
        middles = pivot + (relative @ turn.T) * (1 - free) + loose * free
        streams = hurry(frames) * _LAG
        if streams > 0.02:  # lags behind who runs
            drop = np.maximum(-relative[..., 1:2], 0) * free
            middles = middles + drop * (chest @ (0.0, 1 - np.cos(streams), -np.sin(streams)))
        middles = self._clear(middles, frames, tilt, 0.06 * on_back)
        under = np.maximum(_FLOOR - middles[..., 1:2], 0)  # what reaches the floor lies on it
        if under.max() > 0:
            middles = middles + under * (np.array([0.0, 1.0, 0.0]) + 0.7 * away(frames))
            aside = np.clip(relative[..., :1] * 2.2, -0.6, 0.6) * level[:, 0]
            middles = middles + under * aside  # and spreads there
        stiff, hung = turn.T.astype(np.float32), level.T.astype(np.float32)
        if self.at is not None:
            share = self._beside(free[0].astype(np.float32))
            around = (offsets @ stiff) * (1 - share) + (offsets @ hung) * share
            return (self._beside(middles[0]) + around).astype(np.float32)
        if np.abs(turn - level).max() < 0.02:
            around = offsets @ stiff
        else:
            f = free[:, :, None].astype(np.float32)
            around = (offsets @ stiff) * (1 - f) + (offsets @ hung) * f
        return (middles[:, :, None] + around).reshape(-1, 3).astype(np.float32)

    def _clear(self, middles: Array, frames: Frames, tilt: float, more: float) -> Array:
        """Paths moved out of body and arms; what hangs below a moved point moves along, less and less.
        more: added to the margin."""
        body = cones(self.proportions, frames).some([*_OBSTACLES, *LEGS] if self._long else _OBSTACLES)  # type: ignore[attr-defined]
        if tilt > 0.05:  # a bent head is in the way of its own hair
            head = frames.carry("head", frames.skeleton.rest[BONE["head"]] + (0, 0.45, 0.0)).astype(
                np.float32
            )
            r = np.array([_SKULL], np.float32)
            body = Cones(
                np.vstack([body.a, head]),
                np.vstack([body.b, head + np.float32(1e-3)]),
                np.append(body.ra, r),
                np.append(body.rb, r),
            )
        paths, margin = middles, self.margin + more
        if self.together:
            paths = middles.mean(0, keepdims=True)
            around = np.linalg.norm(middles - paths, axis=-1).mean(0)
            margin = (around + 0.5 * margin.mean(0))[None]
        low = paths[..., 1] < frames.joint("head")[1] + (0.12 if tilt < 0.05 else 1.5)
        low &= self._free[: len(paths), :, 0] > 0.02  # type: ignore[attr-defined]
        if not low.any():
            return middles
        s, m = paths.shape[:2]
        moved, shift = paths.astype(np.float32), np.zeros((m, s, 3))
        for turn in range(2):
            before = moved[low]
            after = push_out(before, body, margin[low])
            if turn == 0 and np.array_equal(before, after):
                return middles
            moved[low] = after
            shift = np.swapaxes(moved - paths, 0, 1).copy()
            size = (shift * shift).sum(-1, keepdims=True)
            carried = shift[0]
            for i in range(1, m):  # hangs on from what was pushed above
                carried = carried * 0.93
                wins = size[i] >= (carried * carried).sum(1, keepdims=True)
                carried = np.where(wins, shift[i], (carried + shift[i]) * 0.5)
                shift[i] = carried
            padded = np.concatenate([shift[:1], shift, shift[-1:]])
            shift = np.swapaxes(0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:], 0, 1)
            moved = (paths + shift).astype(np.float32)
        return middles + shift
