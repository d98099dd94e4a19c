"""What cloth does after skinning: skirts swing with the thighs, keep their length, hang, and let no leg
through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body
from .bones import BONE, SIDES
from .collide import ARMS, LEGS, NAMES, Cones, cones
from .mesh import Array, smooth, unit
from .skeleton import Frames

_DOWN = np.array([0.0, -1.0, 0.0], np.float32)


def push(points: Array, shapes: Cones, margin: Array | float) -> Array:
    """Points (n, 3) float32 out of the round cone each is deepest in, all cones at once."""
    d = shapes.b - shapes.a
    length2 = np.maximum((d * d).sum(1), 1e-8)
    # everything as (c, n) planes: far quicker than (n, c, 3)
    x, y, z = np.ascontiguousarray(points.T)
    ex, ey, ez = (v[None] - shapes.a[:, i, None] for i, v in enumerate((x, y, z)))
    t = np.clip((ex * d[:, :1] + ey * d[:, 1:2] + ez * d[:, 2:]) / length2[:, None], 0, 1)
    ex -= t * d[:, :1]
    ey -= t * d[:, 1:2]
    ez -= t * d[:, 2:]
    reach = shapes.ra[:, None] + (shapes.rb - shapes.ra)[:, None] * t + margin
    far = np.sqrt(ex * ex + ey * ey + ez * ez)
    depth = reach - far
    worst = np.argmax(depth, 0)
    every = np.arange(len(points))
    deep = np.maximum(depth[worst, every], 0)
    scale = deep / np.maximum(far[worst, every], 1e-4)
    out = np.stack([ex[worst, every], ey[worst, every], ez[worst, every]], 1)
    return points + out * scale[:, None]


def between(frames: Frames, width: float, *, calves: bool) -> Cones:
    """Cones that span the gap between both thighs (and calves): a skirt is a closed loop and lies on the hull
    of the legs."""
    a, b, ra = [], [], []
    for start, stop, first, last, places in (
        ("UpperLeg", "LowerLeg", 0.215, 0.128, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ("LowerLeg", "Foot", 0.128, 0.085, (0.2, 0.45, 0.7, 0.95)),
    ):
        if start == "LowerLeg" and not calves:
            continue
        for t in places:
            ends = [frames.joint(s + start) * (1 - t) + frames.joint(s + stop) * t for s in SIDES]
            a.append(ends[0])
            b.append(ends[1])
            ra.append((first + (last - first) * t) * width)
    r = np.array(ra, np.float32)
    return Cones(np.array(a, np.float32), np.array(b, np.float32), r, r)


def hands(frames: Frames) -> Cones:
    """Both hands, from the wrist to the middle finger."""
    a = np.array([frames.joint(s + "Hand") for s in SIDES], np.float32)
    b = np.array([frames.joint(s + "MiddleIntermediate") for s in SIDES], np.float32)
    size = np.linalg.norm(b - a, axis=1) / 0.36
    return Cones(a, b, (0.085 * size).astype(np.float32), (0.075 * size).astype(np.float32))


def joined(groups: list[Cones]) -> Cones:
    """Several groups of cones as one."""
    return Cones(*(np.concatenate([getattr(g, n) for g in groups]) for n in ("a", "b", "ra", "rb")))


def seat(body: Body, frames: Frames) -> Cones:
    """Thighs and seat as full as they become where a leg is lifted."""
    w = body.proportions.width
    a, b, ra, rb = [], [], [], []
    for side in SIDES:
        hip, knee = frames.joint(side + "UpperLeg"), frames.joint(side + "LowerLeg")
        for start, stop, first, last in ((0.0, 0.4, 0.256, 0.222), (0.4, 1.0, 0.222, 0.150)):
            a.append(hip + (knee - hip) * start)
            b.append(hip + (knee - hip) * stop)
            ra.append(first * w)
            rb.append(last * w)
    for x, y, z, r in ((0.21, 3.42, -0.045, 0.275), (0.13, 3.29, -0.03, 0.255), (0.16, 3.75, -0.01, 0.255)):
        place = np.array([x * w, body.proportions.y(y), z * w])
        a.append(frames.carry("hips", place))
        b.append(frames.carry("hips", place * (-1, 1, 1)))
        ra.append(r * w)
        rb.append(r * w)
    return Cones(*(np.array(v, np.float32) for v in (a, b, ra, rb)))


def turned(vectors: Array, start: Array, stop: Array) -> Array:
    """Vectors (..., 3) turned by the least rotation that takes unit `start` to unit `stop`."""
    c = np.cross(start, stop)
    dot = (start * stop).sum(-1, keepdims=True)
    once = np.cross(c, vectors)
    return vectors + once + np.cross(c, once) / np.maximum(1 + dot, 0.15)


@dataclass(frozen=True, eq=False)
class Hang:
    """The deform of a skirt: a grid of (rows, columns) vertices, row 0 at the waist.

    rest: (rows, columns, 3). angles: (columns,) as loft.around. Every column is a chain that keeps its
    lengths: its links turn from the direction of the hips to that of the thigh (the one that is further
    forward at the front, further back at the back), below the knee to the calf, and sink by gravity where
    they are not upright; then the hull of the legs pushes them out. margin: heads of air over the skin.
    arms: whether forearms push too (coats).
    """

    body: Body
    rest: Array
    angles: Array
    margin: float = 0.025
    arms: bool = False
    gravity: float = 0.55

    def __call__(self, positions: Array, frames: Frames) -> Array:
        rows, columns = self.rest.shape[:2]
        p = np.asarray(positions, np.float32).reshape(rows, columns, 3)
        hips = frames.turns[BONE["hips"]].astype(np.float32)
        links = np.diff(self.rest, axis=0).astype(np.float32)
        way = links @ hips.T
        axis = self._axes(frames, hips)
        down = -hips[:, 1]
        way = turned(way, np.broadcast_to(down, axis.shape), axis)
        length = np.linalg.norm(way, axis=-1, keepdims=True)
        tilt = np.clip(1 + axis[..., 1:2], 0, 1)  # 0 where the axis points down
        flat = (np.cos(self.angles) ** 2)[None, :, None]  # over and under lifted thighs cloth lies tight
        way = way / np.maximum(length, 1e-6)
        way = way + (axis - way) * (0.75 * tilt * flat)
        way = unit(way + _DOWN * (self.gravity * tilt * (1 - 0.85 * flat))) * length
        # the last two links are the hem turned inside: it stays across the cloth
        way[-2:] = turned(links[-2:] @ hips.T, np.broadcast_to(down, axis[-2:].shape), axis[-2:])
        hung = np.concatenate([p[:1], p[:1] + np.cumsum(way, 0)]).reshape(-1, 3)
        return self._collide(hung.astype(np.float32), frames)

    def _axes(self, frames: Frames, hips: Array) -> Array:
        """(rows - 1, columns, 3) the direction each link takes for "down"."""
        a = self.angles
        front = (1 - np.cos(a)) / 2
        forward = hips[:, 2]
        thigh, calf, length = [], [], 0.0
        for side in SIDES:
            hip, knee, foot = (frames.joint(side + n) for n in ("UpperLeg", "LowerLeg", "Foot"))
            thigh.append(unit(knee - hip))
            calf.append(unit(foot - knee))
            length = float(np.linalg.norm(knee - hip))
        ahead = [float(u @ forward) for u in thigh]
        lead = 2.2 * (2 * front - 1) * (ahead[0] - ahead[1])
        left = smooth(-0.6, 0.6, np.sin(a)) * np.exp(lead)
        right = smooth(-0.6, 0.6, -np.sin(a)) * np.exp(-lead)
        share = (left / np.maximum(left + right, 1e-6))[:, None]
        upper = unit(share * thigh[0] + (1 - share) * thigh[1])
        lower = unit(share * calf[0] + (1 - share) * calf[1] + 0.25 * _DOWN)
        down = -hips[:, 1]
        hip_height = frames.skeleton.rest[BONE["leftUpperLeg"], 1]
        w = self.body.proportions.width
        below = hip_height - (self.rest[1:, :, 1] + self.rest[:-1, :, 1]) / 2
        bend = smooth(0, 1, (below / w + 0.34 * front + 0.02) / 0.42)[..., None]
        knee = smooth(0.9, 1.12, below / length)[..., None]
        out = down * (1 - bend) + upper[None] * bend
        return unit(out * (1 - knee) + lower[None] * knee).astype(np.float32)

    def _collide(self, p: Array, frames: Frames) -> Array:
        rows, columns = self.rest.shape[:2]
        body, w = self.body.proportions, self.body.proportions.width
        hem = float(self.rest[-1, :, 1].min())
        long = hem < frames.skeleton.rest[BONE["leftLowerLeg"], 1] + 0.15
        shapes = cones(body, frames)
        calves = [i for i in LEGS if "Calf" in NAMES[i]] if long else []
        groups = [seat(self.body, frames), between(frames, w, calves=long), shapes.some(calves)]
        legs = joined(groups)
        start = columns * 3  # the band at the waist stays where the trunk takes it
        free = p[start:]
        shift = (push(free, legs, self.margin) - free).reshape(-1, columns, 3)
        for _ in range(2):  # neighbors give way together
            shift = (shift + np.roll(shift, 1, 1) + np.roll(shift, -1, 1)) / 3
            shift[1:-1] = (shift[:-2] + 2 * shift[1:-1] + shift[2:]) / 4
        free = push(free + shift.reshape(-1, 3), legs, self.margin)
        # over two lifted thighs the hem sinks into the gap between them
        down = [unit(frames.joint(s + "LowerLeg") - frames.joint(s + "UpperLeg"))[1] for s in SIDES]
        lift = float(np.clip(1 + min(down), 0, 1))
        if lift > 0.2 and not long:
            middle = np.exp(-((np.sin(self.angles) / 0.42) ** 2)) * (np.cos(self.angles) < 0)
            sink = smooth(0.35, 0.95, np.linspace(0, 1, rows - 3))[:, None] * middle
            free[:, 1] -= (0.40 * w * lift * sink).ravel().astype(np.float32)
            free = push(free, joined([groups[0], groups[2]]), self.margin * 0.8)
        if self.arms:  # arms press cloth in, but never through a leg
            pressed = push(free, joined([shapes.some(ARMS), hands(frames)]), 0.02)
            held = np.abs(push(pressed, legs, self.margin) - pressed).max(1) > 1e-4
            free = np.where(held[:, None], free, pressed)
        free[:, 1] = np.maximum(free[:, 1], 0.012)
        out = p.copy()
        out[start:] = free
        return out
