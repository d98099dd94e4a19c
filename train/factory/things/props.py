"""Everything that hands hold: how it is made, how the hand closes, where the arm brings it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..body.body import Body
from ..body.bones import BONE
from ..geometry.mesh import Mesh, rigid
from ..parts import Part
from . import props_carried as carried
from . import props_hugged as hugged
from . import props_long as long
from . import props_small as small
from . import props_weapons as weapons
from .headwear_parts import Dyes
from .holding import FRAME, Grip, closed_hand, hand_size
from .kit import Kit, rotated

Make = Callable[[Kit, Dyes, float], None]
Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Held:
    """Something to hold.

    word: out of things.ACCESSORIES. radius: of what the fingers close round, at adult size; shape: of the
    hand (holding.closed_hand). aims: what the arm may do. tilt: degrees about x, how far the thing leans
    forward in the fist. tall: it rises past the head; stands: it reaches the ground, so whoever holds it
    stands. on: "hand" or "chest".

    other: where the other hand goes, in the thing's axes ("chest": in the trunk's, from the chest's front,
    for the left and, mirrored or as `lead` says, the right one); its fist's axis and fingers' direction
    there, its radius and shape; chance that it does; both: what the leading arm does then. also: what the
    other hand holds.
    """

    make: Make
    word: str
    aims: tuple[str, ...]
    radius: float = 0.045
    shape: str = "grip"
    tilt: float = 0.0
    tall: bool = False
    stands: bool = False
    on: str = "hand"
    other: tuple[Triple, Triple, Triple] | None = None
    lead: tuple[Triple, Triple, Triple] | None = None
    other_radius: float = 0.045
    other_shape: str = "grip"
    chance: float = 1.0
    both: tuple[str, ...] = ()
    also: str = ""


HELD: dict[str, Held] = {
    "staff": Held(long.staff, "staff", ("side", "wide", "raised"), 0.042, tall=True, stands=True),
    "wand": Held(long.wand, "staff", ("sip", "raised", "ready", "chest"), 0.026, tilt=14),
    "sword": Held(weapons.sword, "sword", ("down", "ready", "shoulder", "raised"), 0.044, tilt=8),
    "katana": Held(
        weapons.katana,
        "sword",
        ("down", "ready", "shoulder"),
        0.044,
        tilt=8,
        other=((0.0, -0.27, 0.0), (0, 1, 0), (0, -0.2, 1)),
        chance=0.0,
    ),
    "spear": Held(weapons.spear, "held weapon", ("side", "wide"), 0.040, tall=True, stands=True),
    "bow": Held(weapons.bow, "held weapon", ("wide", "apart", "side"), 0.050),
    "shield": Held(weapons.shield, "held weapon", ("chest", "side"), 0.030, also="sword"),
    "broom": Held(
        long.broom,
        "broom",
        ("belly", "side", "wide"),
        0.042,
        stands=True,
        other=((0.0, -0.62, 0.0), (0.0, 1.0, 0.0), (-0.5, 0.0, 0.8)),
        chance=0.6,
        both=("belly",),
    ),
    "umbrella_open": Held(long.umbrella_open, "umbrella", ("parasol",), 0.038),
    "umbrella_closed": Held(long.umbrella_closed, "umbrella", ("stick", "side"), 0.042, stands=True),
    "book_closed": Held(small.book_closed, "book", ("clutch", "low"), 0.060, "cradle"),
    "book_open": Held(
        small.book_open,
        "book",
        ("reading",),
        0.030,
        "flat",
        other=((0.0, -0.48, 0.05), (0, -1, 0), (0, 0, 1)),
        other_radius=0.030,
        other_shape="flat",
        chance=0.6,
    ),
    "school_bag": Held(carried.school_bag, "bag", ("low",), 0.026),
    "tote": Held(carried.tote, "bag", ("low",), 0.030),
    "basket": Held(carried.basket, "basket", ("lift",), 0.030),
    "lantern": Held(carried.lantern, "held thing", ("lift",), 0.022),
    "microphone": Held(small.microphone, "microphone", ("mouth", "mouth", "raised", "ready"), 0.045),
    "phone": Held(small.phone, "phone", ("look", "sip"), 0.024, "cradle"),
    "cup": Held(small.cup, "cup", ("sip", "offer"), 0.096),
    "lollipop": Held(small.lollipop, "sweets", ("mouth", "sip"), 0.018, "pinch"),
    "ice_cream": Held(small.ice_cream, "sweets", ("sip", "sip", "offer"), 0.052),
    "bouquet": Held(
        carried.bouquet,
        "bouquet",
        ("sip", "chest", "offer"),
        0.060,
        other=((0.0, -0.16, 0.02), (0, 1, 0), (-0.6, 0.2, 0.8)),
        other_radius=0.070,
        chance=0.5,
    ),
    "fan": Held(small.fan, "fan", ("sip", "chest"), 0.026),
    "camera": Held(
        small.camera,
        "held thing",
        ("look",),
        0.070,
        other=((-0.40, 0.05, 0.0), (0, 1, 0), (0.5, 0.1, 0.7)),
        other_radius=0.070,
    ),
    "tray": Held(carried.tray, "tray", ("tray",), 0.012, "flat"),
    "sketchbook": Held(
        small.sketchbook,
        "held thing",
        ("reading",),
        0.016,
        "flat",
        also="pencil",
        other=((0.16, -0.22, 0.10), (0.0, -0.6, -0.6), (0.2, -0.5, 0.6)),
        other_radius=0.020,
        other_shape="pinch",
    ),
    "axe": Held(weapons.axe, "held weapon", ("shoulder", "ready", "side"), 0.044),
    "cane": Held(long.cane, "staff", ("stick",), 0.036, stands=True),
    "kunai": Held(weapons.kunai, "held weapon", ("ready", "raised", "chest"), 0.030, tilt=10),
    "gohei": Held(long.gohei, "staff", ("sip", "chest", "raised"), 0.026),
    "rose": Held(small.rose, "bouquet", ("sip", "mouth", "offer"), 0.018, "pinch"),
    "pompoms": Held(small.pompom, "held thing", ("raised", "hip", "chest"), 0.030, also="pompoms"),
    "gift": Held(
        hugged.gift,
        "held thing",
        (),
        0.05,
        on="chest",
        other=((0.30, -0.30, 0.42), (0.4, 0.7, 0.5), (-0.4, -0.2, 0.8)),
        lead=((-0.30, -0.30, 0.42), (-0.4, 0.7, 0.5), (0.4, -0.2, 0.8)),
        other_shape="flat",
        shape="flat",
    ),
    "plush": Held(
        hugged.plush,
        "plush toy",
        (),
        0.05,
        on="chest",
        other=((0.20, -0.26, 0.38), (0.2, 0.7, 0.4), (-0.85, -0.1, 0.3)),
        lead=((-0.16, -0.10, 0.42), (-0.2, 0.7, 0.4), (0.85, 0.0, 0.3)),
        other_shape="flat",
        shape="flat",
    ),
    "ball": Held(
        hugged.ball,
        "held thing",
        (),
        0.05,
        on="chest",
        other=((0.33, -0.20, 0.46), (0.3, 0.6, 0.6), (-0.2, -0.5, 0.8)),
        lead=((-0.33, -0.20, 0.46), (-0.3, 0.6, 0.6), (0.2, -0.5, 0.8)),
        other_shape="flat",
        shape="flat",
    ),
    "guitar": Held(
        hugged.guitar,
        "guitar",
        (),
        0.05,
        on="chest",
        other=(hugged.GUITAR_NECK, (0.8, 0.55, 0.0), (-0.3, 0.5, 0.8)),
        lead=(hugged.GUITAR_STRINGS, (-0.8, 0.4, 0.4), (0.75, -0.3, -0.2)),
        other_radius=0.05,
        shape="cradle",
    ),
}
"""Name to thing."""


@dataclass(frozen=True, eq=False)
class Carried:
    """A built thing to hold: its meshes and the hands on it, leading hand first."""

    meshes: list[Mesh]
    grips: tuple[Grip, ...]


def carry(kind: str, body: Body, dyes: Dyes, *, left: bool, out: float) -> Carried:
    """A thing in the hands of a body. left: the left hand leads; out: heads that clothes stand off the
    chest."""
    held = HELD[kind]
    if held.on == "chest":
        return _on_chest(held, body, dyes, out)
    size = hand_size(body)
    side, other = ("left", "right") if left else ("right", "left")
    meshes, grip = _in_hand(held.make, held, body, dyes, side, held.radius, held.shape, held.aims)
    joins = held.other is not None and (dyes.turn * 13) % 1 < held.chance
    grips = [replace(grip, aims=held.both) if joins and held.both else grip]
    sign = 1.0 if left else -1.0
    mirror = np.array([sign, 1.0, 1.0])
    if held.also in HELD:  # each hand has something
        pair = HELD[held.also]
        aims = ("down", "ready") if held.also == "sword" else pair.aims
        more, second = _in_hand(pair.make, pair, body, dyes, other, pair.radius, pair.shape, aims)
        return Carried([*meshes, *more], (grip, second))
    if joins:
        assert held.other is not None
        place, up, ahead = (np.array(v, float) for v in held.other)
        if held.shape == "flat":  # along the fist's axis the body's middle lies behind the little finger
            mirror = np.array([-sign, 1.0, 1.0])
        hand = closed_hand(body, other, held.other_radius * size, held.other_shape)
        prior = (14, 20, 30, 90, 0, 0, 0) if held.shape != "flat" else (26, 10, -10, 78, 0, 0, -50)
        grips.append(
            Grip(
                hand, ("follow",), np.eye(3), place * mirror * size, up * mirror, ahead * mirror, prior=prior
            )
        )
        if held.also == "pencil":
            pencil = Held(small.pencil, "", (), 0.020)
            more, _ = _in_hand(small.pencil, pencil, body, dyes, other, 0.020, "pinch", ())
            meshes = [*meshes, *more]
    return Carried(meshes, tuple(grips))


def _in_hand(
    make: Make,
    held: Held,
    body: Body,
    dyes: Dyes,
    side: str,
    radius: float,
    shape: str,
    aims: tuple[str, ...],
) -> tuple[list[Mesh], Grip]:
    size = hand_size(body)
    hand = closed_hand(body, side, radius * size, shape)
    tilt = rotated(x=held.tilt)
    row = BONE[side + "Hand"]
    hang = body.skeleton.neutral[row]
    kit = Kit(
        Part.BAG if held.word == "bag" else Part.PROP,
        lambda n: rigid(n, side + "Hand"),
        body.skeleton.rest[row] + hang.T @ hand.center,
        hang.T @ FRAME @ tilt,
        size,
        stretch=0.62 * body.proportions.heads / (4.0 * size),
        above=_above(body) / size,
    )
    make(kit, dyes, 1.0 if side == "left" else -1.0)
    return kit.meshes, Grip(hand, aims, tilt, tall=held.tall)


def _above(body: Body) -> float:
    """From a hand before the chest to the top of the hair, heads."""
    p = body.proportions
    return float(p.heads + 0.12 - p.y(4.985) + 0.36 * (p.y(4.985) - p.y(3.0)) * p.arms)


def _on_chest(held: Held, body: Body, dyes: Dyes, out: float) -> Carried:
    p = body.proportions
    size = 0.5 + 0.5 * min(1.05, p.scale)
    ring = body.torso(4.56, 4.70, out, rows=3, columns=8)
    front = ring.rings[1, 4]
    kit = Kit(Part.PROP, lambda n: rigid(n, "upperChest"), front, np.eye(3), size)
    held.make(kit, dyes, 1.0)
    base = body.skeleton.rest[BONE["upperChest"]]
    grips = []
    assert held.other is not None
    lead = held.lead or tuple((-v[0], v[1], v[2]) for v in held.other)
    for side, spot, radius, shape in (
        ("left", held.other, held.other_radius, held.other_shape),
        ("right", lead, held.radius, held.shape),
    ):
        place, up, ahead = (np.array(v, float) for v in spot)
        hand = closed_hand(body, side, radius * hand_size(body), shape)
        grips.append(
            Grip(
                hand,
                ("follow",),
                np.eye(3),
                front - base + place * size,
                up,
                ahead,
                fixed=True,
                prior=(12, 18, 36, 92, 0, 0, 0),
            )
        )
    return Carried(kit.meshes, tuple(grips))
