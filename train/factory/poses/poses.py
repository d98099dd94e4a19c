"""Stances by chance: named poses with variation, poses between two, and free ones; in balance, within the
joints' limits, and with the hands outside the body."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from anigen_core.errors import InputError

from ..body.body import Body
from ..body.bones import BONE, BONES, LIMITS, SIDES
from ..body.collide import TRUNK, Cones, cones
from ..body.skeleton import Frames
from .named import NAMED, SUPPORT
from .shorthand import SHAPES, Support, hand
from .stance import Stance, aiming, angles_of, relaxed

_MASSES = (  # from, to, share of the body's mass (both sides together for limbs)
    ("hips", "chest", 0.27),
    ("chest", "neck", 0.17),
    ("UpperArm", "LowerArm", 0.055),
    ("LowerArm", "Hand", 0.045),
    ("UpperLeg", "LowerLeg", 0.25),
    ("LowerLeg", "Foot", 0.10),
)
_HEAD_MASS = 0.11
_SPREAD = {  # how far free poses and variations reach: share of the way from relaxed to the limit, 1 sigma
    "UpperArm": 0.34,
    "LowerArm": 0.45,
    "Hand": 0.30,
    "UpperLeg": 0.30,
    "LowerLeg": 0.34,
    "Foot": 0.30,
    "Toes": 0.05,
    "Shoulder": 0.25,
    "Eye": 0.0,
}
_LOWER = np.array([name == "hips" or "Leg" in name or "Foot" in name or "Toes" in name for name in BONES])
_TRUNK_UP = np.array([name in ("spine", "chest", "upperChest", "neck", "head") for name in BONES])
_FINGER = np.array([any(f in name for f in ("Thumb", "Index", "Middle", "Ring", "Little")) for name in BONES])
_REACH = np.array([next((s for key, s in _SPREAD.items() if name.endswith(key)), 0.22) for name in BONES])
_REACH[_FINGER] = 0.10
_REACH[BONE["hips"]] = 0.0
_RELAXED = relaxed()
_FALLS = 0.15  # imbalance in heads that nobody stands with


@dataclass(frozen=True, eq=False)
class DrawnPose:
    """A stance by chance.

    name: the named pose it started from; "free" and "between" for the other kinds. mirrored: left and right
    of the named pose changed places. following: the stance at the next frame.
    """

    name: str
    mirrored: bool
    stance: Stance
    following: Stance


def named(name: str) -> Stance:
    """The stance of a name.

    Raises:
        InputError: unknown name.
    """
    if name not in NAMED:
        raise InputError(f"There is no pose {name!r}; use one of {', '.join(sorted(NAMED))}.")
    return NAMED[name]


def between(names: list[str], steps: int) -> list[Stance]:
    """Stances along a smooth path through named poses, `steps` from each to the next, the last included:
    each starts and ends its way slowly."""
    stances = [named(name) for name in names]
    out = []
    for a, b in itertools.pairwise(stances):
        share = np.arange(steps) / steps
        out += [a.blended(b, float(s)) for s in share * share * (3 - 2 * share)]
    return [*out, stances[-1]]


def center_of_mass(frames: Frames) -> np.ndarray:
    """(3,) of a posed skeleton; the head's share grows for small figures."""
    head = _HEAD_MASS * (5.5 / max(frames.skeleton.rest[BONE["head"], 1], 1.5)) ** 2
    total = head
    out = head * frames.carry("head", frames.skeleton.rest[BONE["head"]] + (0, 0.35, 0.03))
    for a, b, mass in _MASSES:
        sides = SIDES if a[0].isupper() else ("",)
        for side in sides:
            out = out + mass / len(sides) * (frames.joint(side + a) + frames.joint(side + b)) / 2
        total += mass
    return out / total


def imbalance(frames: Frames) -> np.ndarray:
    """(2,) how far (heads, along x and z) the center of mass lies outside the feet on the ground; 0 within
    them."""
    points = []
    for side in SIDES:
        ankle = frames.carry(
            side + "Foot", frames.skeleton.rest[BONE[side + "Foot"]] * (1, 0, 1) - (0, 0, 0.12)
        )
        points += [ankle, frames.joint(side + "Toes"), frames.joint(side + "ToesTip")]
    feet = np.array(points)
    height = feet[:, 1].reshape(2, 3).min(1)
    ground = feet[np.repeat(height < height.min() + 0.12, 3)]
    low, high = ground.min(0), ground.max(0)
    low[0], high[0] = low[0] - 0.06, high[0] + 0.06
    mass = center_of_mass(frames)
    return (mass - np.clip(mass, low, high))[[0, 2]]


def balanced(stance: Stance, body: Body, *, rounds: int = 3, most: float = 14.0) -> Stance:
    """Lean the whole figure about its ankles (at most `most` degrees) until it stands in balance."""
    angles = stance.angles.copy()
    hips, feet = BONE["hips"], [BONE[s + "Foot"] for s in SIDES]
    leaned = np.zeros(2)
    for _ in range(rounds):
        frames = body.skeleton.pose(replace(stance, angles=angles))
        off = imbalance(frames)
        if np.abs(off).max() < 0.02:
            break
        height = max(center_of_mass(frames)[1], 0.5)
        lean = np.clip(leaned + 1.1 * np.degrees(np.arctan2(off, height)), -most, most) - leaned
        leaned += lean
        angles[hips, 0] -= lean[1]
        angles[hips, 1] -= lean[0]
        angles[feet, 0] -= lean[1]
        angles[feet, 1] += lean[0] * np.array([1, -1])  # feet stay flat
    return planted(replace(stance, angles=angles).clamped(), body)


def planted(stance: Stance, body: Body) -> Stance:
    """Both feet set on the ground where they nearly are: soles level, and where one leg is a little too long
    or too short its knee bends or straightens. Heels and feet that are meant to be up stay up."""
    skeleton = body.skeleton
    angles = stance.angles.copy()
    legs, knees, feet = ([BONE[s + n] for s in SIDES] for n in ("UpperLeg", "LowerLeg", "Foot"))
    signs = np.array([1.0, -1.0])
    for _ in range(2):
        frames = skeleton.pose(replace(stance, angles=angles))
        turns = frames.turns[feet]
        pitch = np.degrees(np.arcsin(np.clip(turns[:, 1, 2], -1, 1)))
        roll = np.degrees(np.arcsin(np.clip(turns[:, 1, 0] * signs, -1, 1)))
        flat = (np.abs(pitch) < 18) & (np.abs(roll) < 18)
        angles[feet, 0] -= np.where(flat, pitch, 0)
        angles[feet, 1] -= np.where(flat, roll, 0)
        heights = frames.joints[feet, 1]
        gap = float(np.abs(heights[0] - heights[1]))
        if not flat.all() or gap < 0.004 or gap > 0.05 * skeleton.rest[BONE["head"], 1]:
            break
        up = int(np.argmax(heights))
        for i, more in ((up, gap), (1 - up, -gap)):  # the raised leg reaches down, else the other one bends
            hip, knee, ankle = (frames.joints[rows[i]] for rows in (legs, knees, feet))
            thigh, shank = np.linalg.norm(knee - hip), np.linalg.norm(ankle - knee)
            reach = np.linalg.norm(ankle - hip)
            wanted = np.clip(reach + more, 0.5 * reach, (thigh + shank) * 0.9995)
            cosine = (wanted**2 - thigh**2 - shank**2) / (2 * thigh * shank)
            change = np.degrees(np.arccos(np.clip(cosine, -1, 1))) - angles[knees[i], 0]
            angles[knees[i], 0] += change
            angles[legs[i], 0] += 0.5 * change
            angles[feet[i], 0] += 0.5 * change
            gap -= float(abs(wanted - reach))
            if gap < 0.004:
                break
    return replace(stance, angles=angles).clamped()


def _depth_in(points: np.ndarray, shapes: Cones) -> float:
    """How deep the deepest of points (k, 3) lies within round cones, heads; negative outside."""
    way = shapes.b - shapes.a
    rel = points[:, None] - shapes.a
    t = np.clip((rel * way).sum(-1) / np.maximum((way * way).sum(-1), 1e-9), 0, 1)
    gap = np.linalg.norm(rel - t[..., None] * way, axis=-1) - (shapes.ra + (shapes.rb - shapes.ra) * t)
    return float(-gap.min())


def intrusion(frames: Frames, body: Body, sides: tuple[str, ...] = SIDES) -> float:
    """How deep (heads) a hand or forearm lies within the trunk or the head; negative when all are clear."""
    shapes = cones(body.proportions, frames).some(TRUNK)
    points = []
    for side in sides:
        elbow, wrist, tip = (frames.joint(side + n) for n in ("LowerArm", "Hand", "MiddleDistal"))
        points += [wrist, tip, elbow * 0.4 + wrist * 0.6, (wrist + tip) / 2]
    hands = np.array(points)
    head = frames.carry("head", frames.skeleton.rest[BONE["head"]] + (0, 0.38, 0.0))
    return max(_depth_in(hands, shapes), 0.52 - float(np.linalg.norm(hands - head, axis=1).min()))


_WAYS = (  # bone, column, degrees: how an arm gets out of the body
    ("UpperArm", 1, 9),
    ("UpperArm", 0, 10),
    ("UpperArm", 0, -10),
    ("LowerArm", 0, -14),
)


def cleared(stance: Stance, body: Body) -> Stance:
    """Arms moved, step by step, until no hand lies within the trunk or the head of this body."""
    frames = body.skeleton.pose(stance)
    for side in SIDES:
        depth = intrusion(frames, body, (side,))
        for _ in range(4):
            if depth < 0.01:
                break
            tries = []
            for bone, column, step in _WAYS:
                angles = stance.angles.copy()
                angles[BONE[side + bone], column] += step
                other = replace(stance, angles=angles).clamped()
                tries.append((intrusion(body.skeleton.pose(other), body, (side,)), other))
            best = min(tries, key=lambda t: t[0])
            if best[0] >= depth:
                break
            depth, stance = best
    return stance


def varied(stance: Stance, rng: np.random.Generator, amount: float) -> Stance:
    """Every joint moved by chance towards its limits; amount 1 leaves little of the stance, 0.1 most."""
    step = np.clip(rng.normal(0.0, 1.0, stance.angles.shape), -2.2, 2.2) * (amount * _REACH[:, None])
    low, high = LIMITS[..., 0], LIMITS[..., 1]
    angles = np.clip(stance.angles, low, high)
    room = np.where(step < 0, angles - low, high - angles)
    return replace(stance, angles=angles + step * room)


_SWAY = {  # what one degree of the hips' lean asks of the trunk: column, share
    "hips": ((1, 1.0),),
    "spine": ((1, -1.1),),
    "chest": ((1, -0.65),),
    "upperChest": ((1, -0.3),),
    "neck": ((1, 0.25),),
    "head": ((1, 0.5),),
}
_SWAY_LEGS = (  # and of the legs: of the low side, of the high side
    {"UpperLeg": (1.1, 1.6, -0.5), "LowerLeg": (1.8, 0.0, 0.0), "Foot": (0.7, 0.0, 0.0)},
    {"UpperLeg": (0.0, -1.4, 0.0), "LowerLeg": (0.0, 0.0, 0.0), "Foot": (0.0, 0.0, 0.0)},
)


def swayed(stance: Stance, lean: float) -> Stance:
    """The weight on one leg: the hips lean to the left by `lean` degrees (negative: to the right), so that
    the right hip is high and carries; shoulders lean the other way, the free knee bends. Stances that do not
    stand on two nearly straight legs stay as they are."""
    legs = stance.angles[[BONE[s + "UpperLeg"] for s in SIDES], 0]
    if np.abs(legs - stance.angles[BONE["hips"], 0]).max() > 32:
        return stance
    angles = stance.angles.copy()
    for name, changes in _SWAY.items():
        for column, share in changes:
            angles[BONE[name], column] += share * lean
    low, high = SIDES if lean > 0 else SIDES[::-1]
    for side, table in ((low, _SWAY_LEGS[0]), (high, _SWAY_LEGS[1])):
        for name, shares in table.items():
            angles[BONE[side + name]] += np.array(shares) * abs(lean)
    return replace(stance, angles=angles).clamped()


def reaching(stance: Stance, body: Body, side: str, way: np.ndarray, twist: float = 0.0) -> Stance:
    """The arm of a side nearly straight in a direction of the world (3,), its hand open; as far as the joint
    allows. twist: degrees about the arm."""
    frames = body.skeleton.pose(stance)
    row = BONE[side + "UpperArm"]
    within = frames.turns[BONE["upperChest"]].T @ way
    angles = stance.angles.copy()
    angles[row] = angles_of(aiming(np.array([0.0, -1.0, 0.0]), within), row)
    angles[row, 2] += twist
    angles[BONE[side + "LowerArm"], 0] = 14
    angles[BONE[side + "Hand"]] = (-28, 0, 0)
    return replace(stance, angles=angles).clamped()


def modest(pose: DrawnPose) -> DrawnPose:
    """The pose with the knees together where the thighs are raised: for who wears a skirt."""

    def closed(stance: Stance) -> Stance:
        angles = stance.angles.copy()
        for side in SIDES:
            flex, spread, twist = angles[BONE[side + "UpperLeg"]]
            much = float(np.clip((flex - 35) / 30, 0, 1))
            angles[BONE[side + "UpperLeg"], 1] = spread - much * max(spread - 2.0, 0.0)
            angles[BONE[side + "UpperLeg"], 2] = twist - much * min(twist + 2.0, 0.0)
        return replace(stance, angles=angles)

    return replace(pose, stance=closed(pose.stance), following=closed(pose.following))


def _with_hands(stance: Stance, rng: np.random.Generator) -> Stance:
    """Other hand shapes, each side for itself."""
    angles = stance.angles.copy()
    for side in SIDES:
        if rng.random() < 0.6:
            shape = Stance.of(hand(side, str(rng.choice(tuple(SHAPES))))).angles
            rows = _FINGER & np.array([name.startswith(side) for name in BONES])
            angles[rows] += (shape[rows] - angles[rows]) * rng.uniform(0.4, 1.0)
    return replace(stance, angles=angles)


def _free(rng: np.random.Generator, body: Body) -> tuple[Stance, Support]:
    """A pose of no name: legs like a named pose or any, arms and trunk anywhere within the limits (the trunk
    stays as it is in poses that lie or fly: they look up for a reason). Out of four the first
    whose hands are outside the body, else the one in which they are least inside."""
    best: tuple[float, Stance, Support] | None = None
    for _ in range(4):
        legs = str(rng.choice(tuple(NAMED)))
        support: Support = SUPPORT[legs]
        if rng.random() < 0.12:
            base, support = replace(varied(_RELAXED, rng, 1.0), offset=np.array([0.0, 0.3, 0.0])), "air"
        else:
            upper = varied(_RELAXED, rng, 1.0).angles
            lower = varied(NAMED[legs], rng, 0.25).angles
            kept = _LOWER | _TRUNK_UP if abs(NAMED[legs].angles[BONE["hips"], 0]) > 45 else _LOWER
            base = Stance(np.where(kept[:, None], lower, upper), NAMED[legs].offset)
        depth = intrusion(body.skeleton.pose(base), body)
        if best is None or depth < best[0]:
            best = depth, base, support
        if depth < -0.01:
            break
    assert best is not None
    return _with_hands(best[1], rng), best[2]


def draw_pose(rng: np.random.Generator, body: Body, among: Sequence[str] = ()) -> DrawnPose:
    """A pose for a body: of ten about six named ones (varied, either way round), two between two named ones
    and two free ones; or one of the names `among`. Who stands on both feet has the weight on one of them more
    often than not. Figures that stand on their feet stand in balance."""
    kind = 0.0 if among else rng.random()
    names = tuple(among or NAMED)
    mirrored = bool(rng.random() < 0.5)
    name = str(rng.choice(names))
    support: Support = SUPPORT[name]
    if kind < 0.62:
        stance = varied(NAMED[name], rng, rng.uniform(0.02, 0.16))
    elif kind < 0.80:
        other = str(rng.choice([n for n in names if SUPPORT[n] == support]))
        stance = varied(NAMED[name].blended(NAMED[other], rng.uniform(0.2, 0.8)), rng, 0.08)
        name = "between"
    else:
        stance, support = _free(rng, body)
        name = "free"
    if mirrored:
        stance = stance.mirrored()
    if support == "feet" and rng.random() < 0.6:
        already = stance.angles[BONE["hips"], 1]
        stance = swayed(stance, float(np.clip(rng.normal(0.0, 6.0), -13 - already, 13 - already)))
    stance = cleared(stance.clamped(), body)
    if support == "feet":
        free = stance
        stance = balanced(free, body)
        if np.abs(imbalance(body.skeleton.pose(stance))).max() > _FALLS:  # no leaning helps: other legs do
            legs = np.where(_LOWER[:, None], NAMED["stand"].angles, free.angles)
            stance = balanced(replace(free, angles=legs), body)
    share = 0.0 if rng.random() < 0.12 else rng.uniform(0.01, 0.08)
    following = stance.blended(NAMED[str(rng.choice(tuple(NAMED)))], share)
    drift = rng.normal(0.0, 0.012, 3) if share else np.zeros(3)
    return DrawnPose(name, mirrored, stance, replace(following, offset=following.offset + drift))
