"""Hands that hold things: fingers closed round a grip, and arms that bring it where it belongs.

A thing's own axes in the hand: y along the fist towards the thumb, z where the fingers would point, x to the
character's left when the forearm points forwards and the thumb up. So a staff lies along y, and what hangs
from a handle lies along z while the arm hangs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..body.body import Body
from ..body.bones import AXES, BONE, FINGERS, LIMITS
from ..body.hands import _THICK
from ..body.skeleton import _HAND, Skeleton
from ..geometry.mesh import Array, unit
from ..poses.poses import DrawnPose
from ..poses.stance import Stance, rotation
from .holding_aims import AIMS

FRAME = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""A thing's axes (columns x, y, z) in the hanging hand."""


@dataclass(frozen=True, eq=False)
class Hand:
    """A closed hand.

    side; center (3,) of the grip and axis, from the wrist in the hanging stance (left: palm towards -x);
    fingers: angles of its bones.
    """

    side: str
    center: Array
    fingers: Mapping[str, tuple[float, float, float]]


def hand_size(body: Body) -> float:
    """Size of a body's hands against the reference."""
    return 0.98 * body.proportions.hands * body.proportions.extremity


def closed_hand(body: Body, side: str, radius: float, shape: str = "grip") -> Hand:
    """Fingers round a bar of a radius (heads) that lies across the palm. shape: "grip" (a fist), "pinch"
    (between thumb and two fingers), "flat" (a plate on the palm)."""
    size = hand_size(body)
    sign = 1.0 if side == "left" else -1.0
    knuckle = -0.245 * size
    out: dict[str, tuple[float, float, float]] = {}
    if shape == "flat":
        for finger, flexes in zip(
            FINGERS[1:], ((10, 12, 6), (8, 12, 6), (10, 14, 8), (14, 18, 10)), strict=True
        ):
            for joint, flex in zip(("Proximal", "Intermediate", "Distal"), flexes, strict=True):
                out[f"{side}{finger}{joint}"] = (flex, 0.0, 0.0)
        for joint, angles in (
            ("Metacarpal", (4.0, 18.0, 0.0)),
            ("Proximal", (10.0, 0.0, 0.0)),
            ("Distal", (20.0, 0.0, 0.0)),
        ):
            out[f"{side}Thumb{joint}"] = angles
        return Hand(side, np.array([-sign * (0.046 * size + radius), knuckle, 0.0]), out)
    if shape == "cradle":  # loosely bent below an edge
        for finger in FINGERS[1:]:
            for joint, flex in zip(("Proximal", "Intermediate", "Distal"), (38.0, 58.0, 34.0), strict=True):
                out[f"{side}{finger}{joint}"] = (flex, 0.0, 0.0)
        for joint, angles in (
            ("Metacarpal", (8.0, 4.0, 0.0)),
            ("Proximal", (14.0, 0.0, 0.0)),
            ("Distal", (22.0, 0.0, 0.0)),
        ):
            out[f"{side}Thumb{joint}"] = angles
        return Hand(side, np.array([-sign * (0.046 * size + radius), knuckle - 0.07 * size, 0.0]), out)
    lower = 1.3 * max(
        0.0, radius - 0.055 * size
    )  # a thick thing lies further out, for the thumb to get round
    center = np.array([-(0.040 * size + radius), knuckle - 0.012 * size + 0.25 * radius - lower])
    for finger in FINGERS[1:]:
        start, _, lengths = _HAND[finger]
        place = np.array(start[:2]) * size
        before = 0.0
        loose = shape == "pinch" and finger in ("Ring", "Little")
        for joint, length in zip(("Proximal", "Intermediate", "Distal"), lengths, strict=True):
            d = center - place
            far = float(np.hypot(*d))
            clear = radius + 0.92 * _THICK[finger] * size
            whole = np.degrees(np.arctan2(-d[0], -d[1]) - np.arcsin(min(clear / far, 1.0)))
            low, high = LIMITS[BONE[f"{side}{finger}{joint}"], 0]
            flex = float(np.clip((whole - before + 90) % 360 - 90, max(low, 4.0), high))
            flex = flex * 0.75 + 22 if loose else flex
            before += flex
            a = np.radians(before)
            place = place + length * size * np.array([-np.sin(a), -np.cos(a)])
            out[f"{side}{finger}{joint}"] = (min(flex, high), 0.0, 0.0)
    for joint, angles in zip(("Metacarpal", "Proximal", "Distal"), _thumb(size, center, radius), strict=True):
        out[f"{side}Thumb{joint}"] = angles
    return Hand(side, np.array([sign * center[0], center[1], 0.0]), out)


def _thumb(size: float, center: Array, radius: float) -> list[tuple[float, float, float]]:
    """The left thumb laid round the bar: the best of some hundred ways."""
    choices = np.stack(
        np.meshgrid(
            [-10, 0, 12, 24, 34], [-14, -4, 8, 20, 30], [0, 16, 32, 48], [4, 24, 44, 66], indexing="ij"
        ),
        -1,
    ).reshape(-1, 4)
    start, way, lengths = _HAND["Thumb"]
    axes = AXES[[BONE["leftThumb" + n] for n in ("Metacarpal", "Proximal", "Distal")]]
    turn = rotation(axes[0, 0], choices[:, 0]) @ rotation(axes[0, 1], choices[:, 1])
    place = np.broadcast_to(np.array(start) * size, (len(choices), 3))
    way = np.array(way) / np.linalg.norm(way)
    points = []
    for i, length in enumerate(lengths):
        if i:
            turn = turn @ rotation(axes[i, 0], choices[:, 1 + i])
        end = place + turn @ way * length * size
        points += [(place + end) / 2, end]
        place = end
    p = np.stack(points, 1)
    far = np.hypot(p[..., 0] - center[0], p[..., 1] - center[1]) - (radius + 0.9 * _THICK["Thumb"] * size)
    wrong = (
        np.abs(far[:, 3:]).sum(1) + 4 * np.clip(-far, 0, None).sum(1) + 0.25 * np.clip(far, 0, None).sum(1)
    )
    wrong = wrong + 0.6 * np.clip(p[:, 5, 0] - center[0] + 0.3 * radius, 0, None)  # its tip lies over the bar
    wrong = wrong + 0.4 * np.clip(0.03 * size - p[:, 4, 2], 0, None)
    best = choices[int(np.argmin(wrong))].astype(float)
    return [(best[0], best[1], 0.0), (best[2], 0.0, 0.0), (best[3], 0.0, 0.0)]


# ---- arms


@dataclass(frozen=True, eq=False)
class Arm:
    """One arm's chain in the trunk's frame: everything but the angles."""

    side: str
    collar: Array
    to_arm: Array
    upper: Array
    lower: Array
    rows: tuple[int, int, int, int]

    @classmethod
    def of(cls, skeleton: Skeleton, side: str) -> Arm:
        """An arm of a skeleton; places are measured from the upper chest's joint."""
        rows = BONE[side + "Shoulder"], BONE[side + "UpperArm"], BONE[side + "LowerArm"], BONE[side + "Hand"]
        rest, hang = skeleton.rest, skeleton.neutral[rows[1]]
        shoulder, upper, lower, hand = (rest[i] for i in rows)
        return cls(
            side,
            shoulder - rest[BONE["upperChest"]],
            upper - shoulder,
            hang @ (lower - upper),
            hang @ (hand - lower),
            rows,
        )

    @property
    def length(self) -> float:
        """From shoulder to wrist."""
        return float(np.linalg.norm(self.upper) + np.linalg.norm(self.lower))

    def joints(self, angles: Array, collar: Array) -> tuple[Array, Array, Array]:
        """Shoulder joint (b, 3), wrist (b, 3) and the hand's turn (b, 3, 3) for angles (b, 7): upper arm,
        forearm flex, hand. collar (3,): angles of the collarbone."""
        _, upper, lower, hand = self.rows
        axes = np.concatenate([AXES[self.rows[0]], AXES[upper], AXES[lower, :1], AXES[hand]])
        count = len(angles)
        turns = rotation(axes, np.concatenate([np.broadcast_to(collar, (count, 3)), angles], 1))
        base = turns[0, 0] @ turns[0, 1] @ turns[0, 2]
        arm = turns[:, 3] @ turns[:, 4] @ turns[:, 5]
        rise = np.degrees(np.arccos(np.minimum(np.maximum(arm[:, 1, 1], -1), 1)))
        lift = rotation(AXES[self.rows[0], 1], 0.36 * np.maximum(0.0, rise - 45))
        lifted = lift @ base
        place = self.collar + lifted @ self.to_arm
        # the collarbone lifts the arm, and the arm turns back by as much
        whole = lifted @ np.swapaxes(lift, 1, 2) @ arm
        elbow = place + whole @ self.upper
        whole = whole @ turns[:, 6]
        wrist = elbow + whole @ self.lower
        return place, wrist, whole @ (turns[:, 7] @ turns[:, 8] @ turns[:, 9])

    def reach(
        self,
        stance: Stance,
        center: Array,
        place: Array,
        up: Array,
        ahead: Array,
        prior: Array,
        weights: tuple[float, float, float] = (6.0, 0.9, 0.3),
        rounds: int = 9,
    ) -> Array:
        """(7,) angles that bring a grip (from the wrist, hanging) to a place with its axes up and ahead, all
        in the trunk's frame, within the joints' limits."""
        _, upper, lower, hand = self.rows
        low = np.concatenate([LIMITS[upper, :, 0], LIMITS[lower, :1, 0], LIMITS[hand, :, 0]])
        high = np.concatenate([LIMITS[upper, :, 1], LIMITS[lower, :1, 1], LIMITS[hand, :, 1]])
        collar = stance.angles[self.rows[0]]
        size = self.length / 2.0
        ease = np.array([0.0016, 0.0022, 0.0022, 0.0012, 0.0035, 0.006, 0.0026])

        def wrong(angles: Array) -> Array:
            _, wrist, turn = self.joints(angles, collar)
            grip = wrist + turn @ center
            parts = [
                (grip - place) * (weights[0] / max(size, 0.3)),
                (turn @ FRAME[:, 1] - up) * weights[1],
                (turn @ FRAME[:, 2] - ahead) * weights[2],
                (angles - prior) * ease,
            ]
            return np.concatenate(parts, 1)

        x = np.clip(prior, low, high)
        damping = 0.02
        error = wrong(x[None])[0]
        for _ in range(rounds):
            step = wrong(x[None] + np.eye(7))  # one degree each
            jacobian = (step - error).T
            square = jacobian.T @ jacobian
            move = np.linalg.solve(square + damping * np.diag(np.diag(square) + 1e-5), -jacobian.T @ error)
            new = np.clip(x + np.clip(move, -35, 35), low, high)
            after = wrong(new[None])[0]
            if after @ after < error @ error:
                done = float(np.abs(new - x).max()) < 0.4
                x, error, damping = new, after, damping * 0.35
                if done:
                    break
            else:
                damping = min(damping * 6, 30.0)
        return x


@dataclass(frozen=True, eq=False)
class Grip:
    """A hand on a thing.

    hand: how it closes. aims: names out of AIMS for the hand that leads, or ("follow",) for one that follows
    to `place`, with the thing's axis there along `up` and the fingers roughly `ahead`: in the thing's axes as
    the leading hand holds it, heads. fixed: `place`, `up` and `ahead` are in the trunk's frame at rest (a
    thing that hangs on the trunk). tall: what is held rises past the head.
    """

    hand: Hand
    aims: tuple[str, ...]
    tilt: Array
    place: Array | None = None
    up: Array | None = None
    ahead: Array | None = None
    fixed: bool = False
    tall: bool = False
    prior: tuple[float, ...] = (14, 20, 30, 90, 0, 0, 0)


def _clear_of_head(place: Array, body: Body, tall: bool, near: bool, sign: float) -> Array:
    """A place in the trunk's frame outside the head with its hair; tall things keep beside it."""
    base = body.skeleton.rest[BONE["upperChest"]]
    if tall:
        out = max(abs(place[0]), 0.80)
        return np.array([sign * out, place[1], max(place[2], 0.12)])
    middle = np.array([0.0, body.proportions.chin + 0.42, -0.02]) - base
    away = place - middle
    far, least = float(np.linalg.norm(away)), 0.60 if near else 0.86
    return place if far > least else middle + away / max(far, 1e-6) * least


def upright(stance: Stance, *, standing: bool = False) -> bool:
    """Whether somebody stands, sits or kneels: the hands are free to hold something. standing: on at least
    one straight leg."""
    hips = stance.angles[BONE["hips"]]
    free = abs(hips[0]) < 40 and abs(hips[1]) < 35 and stance.angles[BONE["spine"], 0] < 22
    legs = [(BONE[s + "UpperLeg"], BONE[s + "LowerLeg"]) for s in ("left", "right")]
    straight = min(abs(stance.angles[hip, 0]) + stance.angles[knee, 0] for hip, knee in legs) < 60
    return bool(free and (straight or not standing))


def hold(pose: DrawnPose, body: Body, grips: tuple[Grip, ...], rng: np.random.Generator) -> DrawnPose:
    """The pose with the hands on what they hold; the next frame changes alike."""
    stance = pose.stance
    angles = stance.angles.copy()
    led: tuple[Array, Array] | None = None  # origin and axes of the thing in the trunk's frame
    touched: list[int] = []
    for grip in grips:
        side = grip.hand.side
        sign = 1.0 if side == "left" else -1.0
        mirror = np.array([sign, 1.0, 1.0])
        arm = Arm.of(body.skeleton, side)
        if grip.aims == ("follow",):
            assert grip.place is not None and grip.up is not None and grip.ahead is not None
            if grip.fixed:
                place, up, ahead = grip.place, grip.up, grip.ahead
            else:
                assert led is not None
                origin, axes = led
                place, up, ahead = origin + axes @ grip.place, axes @ grip.up, axes @ grip.ahead
            found = arm.reach(
                stance,
                grip.hand.center,
                place,
                unit(up),
                unit(ahead),
                np.array(grip.prior, float),
                (12.0, 0.5, 0.2),
                14,
            )
        else:
            name = str(rng.choice(grip.aims))
            aim = AIMS[name]
            shoulder = arm.collar + arm.to_arm
            place = shoulder + np.array(aim.place) * mirror * arm.length
            near = name in ("mouth", "sip", "eye")
            place = _clear_of_head(
                place, body, grip.tall and name not in ("low", "down", "shoulder"), near, sign
            )
            up, ahead = unit(np.array(aim.up) * mirror), unit(np.array(aim.ahead) * mirror)
            found = arm.reach(
                stance,
                grip.hand.center,
                place,
                up,
                ahead,
                np.array(aim.prior, float),
                (5.0, 1.2, 0.45 * (1 - aim.loose)),
            )
            found = found + rng.normal(0, 1.0, 7) * (1.2, 1.2, 1.5, 1.5, 0.5, 0.5, 1.0)
            _, wrist, turn = arm.joints(found[None], stance.angles[arm.rows[0]])
            led = (wrist[0] + turn[0] @ grip.hand.center, turn[0] @ FRAME @ grip.tilt)
        _, upper, lower, wrist_row = arm.rows
        angles[upper], angles[lower], angles[wrist_row] = found[:3], (found[3], 0, 0), found[4:]
        touched += [upper, lower, wrist_row]
        for bone, triple in grip.hand.fingers.items():
            angles[BONE[bone]] = triple
            touched.append(BONE[bone])
    rows = np.array(touched)
    new = replace(stance, angles=angles).clamped()
    after = pose.following.angles.copy()
    after[rows] = new.angles[rows]
    return replace(pose, stance=new, following=replace(pose.following, angles=after))
