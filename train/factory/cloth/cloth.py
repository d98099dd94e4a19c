"""What cloth does after skinning: skirts swing with the thighs, keep their length, hang, and let no leg
through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from ..body.body import Body
from ..body.bones import BONE, SIDES
from ..body.collide import ARMS, LEGS, NAMES, Cones, cones, push
from ..body.skeleton import Frames
from ..geometry.loft import around
from ..geometry.mesh import Array, cross, smooth, unit
from .drape import columns_down, columns_up, rows_up, settled, sheet_normals, wrapped
from .surroundings import stride, wind

_DOWN = np.array([0.0, -1.0, 0.0], np.float32)


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


@lru_cache(maxsize=8)
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
        a.append(knee)  # a bent knee stands out of its thigh
        b.append(knee + (frames.joint(side + "Foot") - knee) * 0.2)
        ra.append(0.166 * w)
        rb.append(0.150 * w)
    for x, y, z, r in ((0.21, 3.42, -0.045, 0.275), (0.13, 3.29, -0.03, 0.255), (0.16, 3.75, -0.01, 0.255)):
        place = np.array([x * w, body.proportions.y(y), z * w])
        a.append(frames.carry("hips", place))
        b.append(frames.carry("hips", place * (-1, 1, 1)))
        ra.append(r * w)
        rb.append(r * w)
    return Cones(*(np.array(v, np.float32) for v in (a, b, ra, rb)))


def turned(vectors: Array, start: Array, stop: Array) -> Array:
    """Vectors (..., 3) turned by the least rotation that takes unit `start` to unit `stop`."""
    c = cross(start, stop)
    dot = (start * stop).sum(-1, keepdims=True)
    once = cross(c, vectors)
    return vectors + once + cross(c, once) / np.maximum(1 + dot, 0.15)


def _over_limb(
    p: Array, start: Array, stop: Array, lateral: Array, share: Array, radii: tuple[float, float], air: float
) -> Array:
    """Points (rows, columns, 3) that are behind the front of a limb (limb x lateral) moved before it, each
    column by its share."""
    length = float(np.linalg.norm(stop - start))
    u = (stop - start) / length
    side = unit(lateral - (lateral @ u) * u)
    n = np.cross(u, side)
    t, x, h = np.stack([u / length, side, n]) @ (p.reshape(-1, 3) - start).T
    t, x, h = (v.reshape(p.shape[:2]) for v in (t, x, h))
    reach = radii[0] + (radii[1] - radii[0]) * np.clip(t, 0, 1) + air
    high = np.sqrt(np.maximum(reach**2 - x**2, 0))
    # by the joint at its end cloth may hang, which is not to be taken up again
    near = h > -reach * (0.8 + 3.2 * smooth(1.0, 0.82, t))
    on = smooth(-0.05, 0.2, t) * smooth(1.2, 1.06, t) * (high > 0) * near
    move = np.maximum(high - h, 0) * on * share[None]
    return p + (move[..., None] * n).astype(np.float32)


_COARSE = 24
"""Columns of the grid on which a skirt is draped; its pleats and waves follow."""


@dataclass(frozen=True, eq=False)
class Hang:
    """The deform of a skirt: a grid of (rows, columns) vertices, row 0 at the waist, the last two the hem
    turned inside, the last column the first again.

    rest: (rows, columns, 3). angles: (columns,) as loft.around. Draped on a coarse grid: every column is a
    chain whose links turn from the direction of the hips to that of the thigh (the one that is further
    forward at the front, further back at the back), below the knee to the calf, and sink by gravity; about
    two lifted thighs it is wrapped instead; then it keeps its lengths and stays out of the legs
    (drape.settled). Pleats and waves follow its normals. margin: heads of air over the skin. arms: whether
    forearms and hands push too (coats). spare: (rows - 2,) heads that it is wider than the legs need; a wide
    gown stays wide on somebody who sits.
    """

    body: Body
    rest: Array
    angles: Array
    margin: float = 0.025
    arms: bool = False
    gravity: float = 0.55
    spare: Array | None = None

    @cached_property
    def _cut(self) -> _Cut:
        return _Cut(self.rest[:-2].astype(np.float32), self.angles)

    def __call__(self, positions: Array, frames: Frames) -> Array:
        rows, columns = self.rest.shape[:2]
        cut = self._cut
        p = np.asarray(positions, np.float32).reshape(rows, columns, 3)
        hips = frames.turns[BONE["hips"]].astype(np.float32)
        way = cut.links @ hips.T
        axis = self._axes(frames, hips)
        down = -hips[:, 1]
        way = turned(way, np.broadcast_to(down, axis.shape), axis)
        tilt = np.clip(1 + axis[..., 1:2], 0, 1)  # 0 where the axis points down
        flat = (np.cos(cut.angles) ** 2)[None, :, None]  # over and under lifted thighs cloth lies tight
        way = way / np.maximum(cut.lengths, 1e-6)
        way = way + (axis - way) * (0.75 * tilt * flat)
        lies = self._lies(frames)
        fall = self.gravity * tilt * (1 - 0.85 * flat) * (1 - 0.6 * lies)
        way = way + (axis - way) * (0.7 * lies)  # who lies keeps it close about the thighs
        way = unit(way + _DOWN * fall) * cut.lengths
        way = way + self._blown(frames, hips) * cut.lengths
        trunk = cut.coarse(p[:-2])
        step = np.diff(trunk, axis=0)
        held = self._held((cut.rest[1:, :1, 1] + cut.rest[:-1, :1, 1]) / 2, cut.angles, frames)
        way = way + (step - way) * held  # about the waist it lies on the trunk
        first = trunk[:1]
        hung = np.concatenate([first, first + np.cumsum(way, 0)]).astype(np.float32)
        return self._fine(self._drape(hung, frames), p[:-2], frames)

    def _blown(self, frames: Frames, hips: Array) -> Array:
        """(coarse rows - 1, coarse columns, 3) how running carries the hem back, in waves."""
        air = wind(frames).astype(np.float32)
        speed = float(np.linalg.norm(air))
        a = self._cut.angles
        depth = np.linspace(0.15, 1.0, len(self._cut.links), dtype=np.float32)[:, None]
        if speed < 0.02:
            return np.zeros((len(depth), len(a), 3), np.float32)
        beat = 3 * a + 5.0 * depth + 9.0 * float(frames.joint("leftFoot")[2] - frames.joint("hips")[2])
        out = np.stack([np.sin(a), 0 * a, -np.cos(a)], -1) @ hips.T
        wave = (0.26 * speed * depth * np.sin(beat))[..., None]
        behind = ((1 + np.cos(a)) / 2)[None, :, None]  # in front it lies on the legs
        return ((0.55 * depth[..., None] * air) * behind + wave * out * (0.3 + 0.7 * behind)).astype(
            np.float32
        )

    def _held(self, height: Array, angles: Array, frames: Frames) -> Array:
        """(rows, columns, 1) how far cloth at heights (rows, 1) stays where the trunk takes it: all of it
        about the waist, but over the lap of somebody who sits not for long."""
        low, high = (float(self.body.proportions.y(y)) for y in (3.62, 3.86))
        lap = self._lift(frames) * smooth(0.45, 0.8, (1 - np.cos(angles)) / 2)
        return (smooth(low, high, height) * (1 - lap))[..., None].astype(np.float32)

    def _lift(self, frames: Frames, low: float = 0.22, high: float = 0.75) -> float:
        """0 for somebody who stands, 1 where both thighs are lifted (1 - the cosine of `low` to `high`)."""
        down = -frames.turns[BONE["hips"]][:, 1]
        thighs = [unit(frames.joint(s + "LowerLeg") - frames.joint(s + "UpperLeg")) for s in SIDES]
        return float(smooth(low, high, 1 - max(float(t @ down) for t in thighs)))

    @staticmethod
    def _lies(frames: Frames) -> float:
        """1 for somebody who lies on the back or a side."""
        hips = frames.turns[BONE["hips"]]
        return float(smooth(0.7, 0.3, hips[1, 1]) * smooth(-0.6, 0.0, hips[1, 2]))

    def _axes(self, frames: Frames, hips: Array) -> Array:
        """(coarse rows - 1, coarse columns, 3) the direction each link takes for "down"."""
        cut = self._cut
        a = cut.angles
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
        lower = share * calf[0] + (1 - share) * calf[1] + 0.25 * _DOWN
        # in front it does not follow a calf that is drawn up behind
        lower = unit(lower - np.minimum(lower @ forward, 0)[:, None] * front[:, None] * forward)
        down = -hips[:, 1]
        below = (self._below(frames)[1:] + self._below(frames)[:-1]) / 2
        w = self.body.proportions.width
        bend = smooth(0, 1, (below / w + 0.34 * front + 0.02) / 0.42)[..., None]
        knee = smooth(0.9, 1.12, below / length)[..., None]
        out = down * (1 - bend) + upper[None] * bend
        return unit(out * (1 - knee) + lower[None] * knee).astype(np.float32)

    def _below(self, frames: Frames) -> Array:
        """(coarse rows, coarse columns) heads below the hip joints at rest."""
        return frames.skeleton.rest[BONE["leftUpperLeg"], 1] - self._cut.rest[..., 1]

    def _drape(self, hung: Array, frames: Frames) -> Array:
        cut, w = self._cut, self.body.proportions.width
        long = self._long
        length = float(np.linalg.norm(frames.joint("leftLowerLeg") - frames.joint("leftUpperLeg")))
        lift = self._lift(frames)
        start = hung
        if lift > 0:
            below = self._below(frames) + (0.12 - 0.36 * np.cos(cut.angles)) * w * lift
            about = wrapped(frames, cut.angles, below, length, w, self.margin + 0.02, self._spare)
            share = (lift * smooth(0.0, 0.35 * w, below))[..., None]
            start = (hung + (about - hung) * share).astype(np.float32)
        groups = [seat(self.body, frames)]
        if lift < 0.5:
            groups.append(between(frames, w, calves=long))
        if long:
            calves = [i for i in LEGS if "Calf" in NAMES[i]]
            groups.append(cones(self.body.proportions, frames).some(calves))
        # the way about the hip is longer at the sides: bias cut cloth gives there, or knees would stand out
        give = 0.10 * lift + 0.14 * self._lift(frames, 1.0, 1.5)
        links = cut.lengths * (1 + give * np.sin(cut.angles) ** 2)[None, :, None].astype(np.float32)
        legs = joined(groups)
        gaps = cut.gaps * (1 + 0.9 * stride(frames))  # a narrow skirt gives before a knee comes through
        out = settled(self._across(start, cut.angles, frames), links, gaps, legs, self.margin + 0.01)
        over = self._across(out, cut.angles, frames)
        return out if over is out else push(over.reshape(-1, 3), legs, self.margin + 0.01).reshape(out.shape)

    def _across(self, p: Array, a: Array, frames: Frames) -> Array:
        """Cloth (rows, columns, 3), columns at angles a, that slipped under a lifted thigh is laid over it:
        its front over one that is lifted forwards, its back over one that is lifted backwards."""
        w = self.body.proportions.width
        down, ahead = -frames.turns[BONE["hips"]][:, 1], frames.turns[BONE["hips"]][:, 2]
        lateral = unit(frames.joint("leftUpperLeg") - frames.joint("rightUpperLeg"))
        out = p
        for side, sign in zip(SIDES, (1, -1), strict=True):
            hip, knee = frames.joint(side + "UpperLeg"), frames.joint(side + "LowerLeg")
            length = float(np.linalg.norm(knee - hip))
            u = (knee - hip) / length
            lift = float(smooth(0.12, 0.5, 1 - u @ down))
            if lift == 0:
                continue
            front = 1.0 if u @ ahead > 0 else -1.0
            share = smooth(-0.1, 0.5, -front * np.cos(a)) * smooth(-0.75, 0.0, sign * np.sin(a)) * lift
            out = _over_limb(
                out, hip, knee, front * lateral, share, (0.25 * w, 0.165 * w), self.margin + 0.02
            )
            foot = frames.joint(side + "Foot")
            hangs = float(smooth(0.12, 0.45, (knee - foot)[1] / np.linalg.norm(foot - knee)))
            if self._long and front > 0 and hangs > 0:  # and before its shin
                share = share * hangs
                out = _over_limb(out, knee, foot, lateral, share, (0.175 * w, 0.10 * w), self.margin + 0.03)
        return out

    @cached_property
    def _long(self) -> bool:
        """Whether it reaches the calves."""
        knee = self.body.skeleton.rest[BONE["leftLowerLeg"], 1]
        return float(self._cut.rest[-1, :, 1].min()) < knee + 0.15

    @cached_property
    def _spare(self) -> Array:
        """(coarse rows, 1) heads."""
        rows = len(self._cut.rest)
        if self.spare is None:
            return np.zeros((rows, 1), np.float32)
        place = np.linspace(0, len(self.spare) - 1, rows)
        return np.interp(place, np.arange(len(self.spare)), self.spare)[:, None].astype(np.float32)

    def _fine(self, coarse: Array, skinned: Array, frames: Frames) -> Array:
        rows, columns = self.rest.shape[:2]
        cut = self._cut

        def up(values: Array) -> Array:
            across = np.matmul(cut.across_up, values)  # (coarse rows, columns, 3)
            return (cut.rows_up @ across.reshape(len(values), -1)).reshape(rows - 2, columns, -1)

        both = up(np.concatenate([sheet_normals(coarse), coarse], -1))
        normals = both[..., :3]
        shell = both[..., 3:] + normals * cut.detail
        shell += (skinned - shell) * self._held(self.rest[:-2, :1, 1], self.angles, frames)
        shell[0] = skinned[0]
        shell[3:] = self._across(shell[3:], self.angles, frames)
        free = shell[3:].reshape(-1, 3)  # the band at the waist stays where the trunk takes it
        body = self.body.proportions
        legs, air = seat(self.body, frames), self.margin * 0.7 + 0.008
        if self._long:
            calves = [i for i in LEGS if "Calf" in NAMES[i]]
            legs = joined([legs, cones(body, frames).some(calves)])
        free = push(push(free, legs, air), legs, air)
        if self.arms:  # arms press cloth in, but never through a leg
            shapes = cones(body, frames)
            pressed = push(free, joined([shapes.some(ARMS), hands(frames)]), 0.02)
            held = np.abs(push(pressed, legs, air) - pressed).max(1) > 1e-4
            free = np.where(held[:, None], free, pressed)
        shell[3:] = free.reshape(-1, columns, 3)
        out = np.empty((rows, columns, 3), np.float32)
        out[:-2] = shell
        inward = normals[-1] * cut.thickness
        out[-2] = shell[-1] - inward
        out[-1] = out[-2] + unit(shell[-2] - shell[-1]) * cut.depth
        out[..., 1] = np.maximum(out[..., 1], 0.012)
        return out.reshape(-1, 3)


class _Cut:
    """What of a skirt's rest its drape needs: rest (rows, _COARSE, 3) is coarse and smooth, detail
    (fine rows, columns, 1) what pleats stand off from it."""

    thickness = 0.018
    depth = 0.07

    def __init__(self, shell: Array, angles: Array) -> None:
        fine, count = len(shell), _COARSE
        rows = int(np.clip(round(fine * 0.6), 8, 15))
        self.angles = around(count)
        self.across_up = columns_up(angles, count)
        self.across_down = columns_down(angles[:-1], count)
        self.across_down = np.concatenate([self.across_down, np.zeros((count, 1), np.float32)], 1)
        self.rows_up = rows_up(fine, rows)
        place = np.linspace(0, fine - 1, rows)
        self.low = np.clip(place.astype(int), 0, fine - 2)
        self.share = (place - self.low)[:, None, None].astype(np.float32)
        self.rest = self.coarse(shell)
        self.links = np.diff(self.rest, axis=0)
        self.lengths = np.linalg.norm(self.links, axis=-1, keepdims=True)
        self.gaps = np.linalg.norm(np.roll(self.rest, -1, 1) - self.rest, axis=-1, keepdims=True) * 1.02

        def up(values: Array) -> Array:
            return np.tensordot(self.rows_up, np.matmul(self.across_up, values), 1)

        normals = up(sheet_normals(self.rest))
        self.detail = ((shell - up(self.rest)) * normals).sum(-1, keepdims=True).astype(np.float32)

    def coarse(self, shell: Array) -> Array:
        """(coarse rows, _COARSE, 3) means of a fine grid."""
        some = shell[self.low] * (1 - self.share) + shell[self.low + 1] * self.share
        return np.matmul(self.across_down, some)


@dataclass(frozen=True, eq=False)
class Seat:
    """The deform of the seat of trousers: under a lifted thigh it is flat and does not hang as a bag.

    rest: (n, 3). from_y: height at rest below which it gives way.
    """

    rest: Array
    from_y: float
    width: float

    def __call__(self, positions: Array, frames: Frames) -> Array:
        hips = frames.turns[BONE["hips"]]
        lifts = []
        for side in SIDES:
            thigh = unit(frames.joint(side + "LowerLeg") - frames.joint(side + "UpperLeg"))
            lifts.append(float(smooth(0.15, 1.0, 1 + thigh @ hips[:, 1])))
        if max(lifts) == 0:
            return positions
        left = smooth(-0.12, 0.12, self.rest[:, 0] / self.width)
        lift = left * lifts[0] + (1 - left) * lifts[1]
        rise = np.maximum(self.from_y - self.rest[:, 1], 0) * 0.72 * lift
        return (positions + rise[:, None] * hips[:, 1]).astype(np.float32)
