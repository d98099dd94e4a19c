"""The body: a torso, arms and legs lofted over the skeleton, with anatomy in the profiles and smooth weights.

`Body` is a surface that can be asked for at any place and inflation (clothes ask for it); `skin` builds the
meshes of what may be seen. The profiles are those of the reference body of 6.5 heads (skeleton.Proportions)
in heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..geometry.loft import Loft, section
from ..geometry.mesh import Array, Mesh, curve, smooth
from ..parts import Part, sided
from ..render.material import plain
from .bones import BONE, SIDES, SKIN_BONE, SKIN_BONES
from .skeleton import Proportions, Skeleton, make_skeleton

# height, half width, front, back, middle z, exponent
_TORSO = np.array(
    [
        (3.08, 0.08, 0.11, 0.11, 0.000, 2.0),
        (3.16, 0.25, 0.17, 0.19, 0.000, 2.0),
        (3.30, 0.40, 0.215, 0.262, -0.008, 2.15),
        (3.48, 0.462, 0.235, 0.288, -0.015, 2.2),
        (3.68, 0.470, 0.235, 0.280, -0.012, 2.25),
        (3.92, 0.405, 0.225, 0.222, 0.002, 2.2),
        (4.15, 0.335, 0.215, 0.185, 0.012, 2.2),
        (4.42, 0.360, 0.232, 0.205, 0.015, 2.25),
        (4.70, 0.410, 0.250, 0.238, 0.000, 2.35),
        (4.93, 0.425, 0.218, 0.242, -0.028, 2.35),
        (5.06, 0.392, 0.180, 0.218, -0.048, 2.25),
        (5.16, 0.315, 0.155, 0.190, -0.060, 2.15),
        (5.25, 0.222, 0.140, 0.166, -0.068, 2.05),
        (5.33, 0.160, 0.130, 0.150, -0.070, 2.0),
        (5.45, 0.134, 0.122, 0.138, -0.064, 2.0),
        (5.60, 0.128, 0.120, 0.132, -0.056, 2.0),
        (5.90, 0.128, 0.120, 0.132, -0.050, 2.0),
    ]
)
# t (0 shoulder, 1 elbow, 2 wrist), front, back, outer, inner
_ARM = np.array(
    [
        (-0.30, 0.020, 0.020, 0.014, 0.020),
        (-0.22, 0.070, 0.070, 0.052, 0.064),
        (-0.10, 0.112, 0.112, 0.094, 0.104),
        (0.03, 0.128, 0.126, 0.117, 0.120),
        (0.16, 0.126, 0.122, 0.118, 0.116),
        (0.42, 0.115, 0.112, 0.105, 0.101),
        (0.70, 0.102, 0.102, 0.094, 0.093),
        (0.92, 0.092, 0.096, 0.091, 0.090),
        (1.02, 0.090, 0.097, 0.093, 0.090),
        (1.20, 0.100, 0.097, 0.102, 0.093),
        (1.42, 0.097, 0.090, 0.093, 0.084),
        (1.70, 0.081, 0.075, 0.072, 0.068),
        (1.92, 0.069, 0.067, 0.055, 0.053),
        (2.10, 0.070, 0.068, 0.052, 0.052),
    ]
)
# t (0 hip, 1 knee, 2 ankle), front, back, outer, inner
_LEG = np.array(
    [
        (-0.16, 0.16, 0.17, 0.16, 0.14),
        (-0.06, 0.205, 0.235, 0.212, 0.185),
        (0.06, 0.226, 0.254, 0.232, 0.205),
        (0.20, 0.222, 0.240, 0.228, 0.207),
        (0.45, 0.198, 0.200, 0.198, 0.184),
        (0.70, 0.166, 0.160, 0.164, 0.154),
        (0.88, 0.146, 0.130, 0.136, 0.131),
        (1.00, 0.146, 0.118, 0.130, 0.129),
        (1.10, 0.127, 0.128, 0.121, 0.122),
        (1.24, 0.116, 0.158, 0.137, 0.138),
        (1.38, 0.113, 0.168, 0.144, 0.136),
        (1.58, 0.101, 0.134, 0.118, 0.108),
        (1.78, 0.081, 0.094, 0.083, 0.078),
        (1.92, 0.072, 0.078, 0.066, 0.066),
        (2.06, 0.076, 0.084, 0.068, 0.068),
    ]
)
_CHAIN = (("hips", 0), ("spine", 3.95), ("chest", 4.32), ("upperChest", 4.66), ("neck", 5.28), ("head", 5.62))
_SOFT = {"spine": 0.22, "chest": 0.22, "upperChest": 0.22, "neck": 0.14, "head": 0.10}


def _bump(x: Array, at: float, width: float) -> Array:
    return np.exp(-(((x - at) / width) ** 2))


@dataclass(frozen=True)
class Cover:
    """Where a garment hides the body, so that the skin below can be left out.

    limb: "torso", "leftArm", "rightArm", "leftLeg", "rightLeg" or "leftFoot", "rightFoot"; from `low` to
    `high` of the limb's parameter (loft.Loft.along). Leave a margin of about 0.08 to the garment's open ends.
    """

    limb: str
    low: float
    high: float


class Body:
    """A body's surface at rest.

    proportions, skeleton: whose. torso, arm and leg return lofts at any rows, columns and inflation.
    """

    def __init__(self, proportions: Proportions) -> None:
        self.proportions = proportions
        self.skeleton: Skeleton = make_skeleton(proportions)

    # ---- torso

    def torso(
        self, low: float, high: float, inflate: Array | float = 0.0, *, rows: int = 40, columns: int = 40
    ) -> Loft:
        """The torso from reference height `high` down to `low` (5.9 inside the head, 5.33 neck, 5.1 shoulder
        line, 4.7 chest, 4.15 waist, 3.68 hip, 3.1 crotch). inflate: heads, a number or one for each row, top
        first."""
        p, w = self.proportions, self.proportions.width
        y = np.linspace(high, low, rows)
        _, half, front, back, middle, exponent = curve(
            _TORSO[:, 0], np.hstack([_TORSO[:, :1], _TORSO[:, 1:]]), y
        ).T
        half = half * (1 + (p.hips - 1) * _bump(y, 3.45, 0.45)) * (1 + (p.waist - 1) * _bump(y, 4.15, 0.35))
        half = half * (1 + (p.shoulders - 1) * _bump(y, 4.95, 0.35))
        neck = smooth(5.2, 5.36, y)
        half, front, back = (v * (1 + (p.neck - 1) * neck) for v in (half, front, back))
        ring = section(columns, exponent)
        depth = np.where(ring[..., 1] > 0, front[:, None], back[:, None])
        x = half[:, None] * ring[..., 0]
        bulge = 0.075 * p.chest * _bump(y[:, None], 4.66, 0.20) * _bump(np.abs(x), 0.16, 0.19)
        seat = 0.03 * _bump(y[:, None], 3.42, 0.20) * _bump(np.abs(x), 0.18, 0.17)
        blade = 0.012 * _bump(y[:, None], 4.85, 0.16) * _bump(np.abs(x), 0.18, 0.12)
        extra = np.where(ring[..., 1] > 0, bulge, -(seat + blade)) * np.abs(ring[..., 1]) ** 0.5
        z = middle[:, None] + depth * ring[..., 1] + extra
        rings = np.stack([x * w, np.broadcast_to(p.y(y)[:, None], x.shape), z * w], -1)
        return Loft(rings, self._torso_shares(rings, y), y).inflated(inflate)

    def _torso_shares(self, rings: Array, y: Array) -> Array:
        """(m, k, 64) weights of points of the torso at reference heights (m,)."""
        p, w = self.proportions, self.proportions.width
        m, k = rings.shape[:2]
        left, chain = np.ones(m), {}
        for name, at in reversed(_CHAIN[1:]):
            share = smooth(at - _SOFT[name], at + _SOFT[name], y)
            chain[name] = left * share
            left = left * (1 - share)
        chain["hips"] = left
        rest = np.ones((m, k))  # what the limbs leave of the chain
        limbs: dict[str, Array] = {}
        for side, sign in zip(SIDES, (1, -1), strict=True):
            x = rings[..., 0] * sign / w
            level = smooth(4.55, 4.9, y) * (1 - smooth(5.10, 5.30, y))
            collar = 0.7 * smooth(4.75, 5.0, y) * (1 - smooth(5.18, 5.34, y))
            leg = 0.85 * (1 - smooth(3.16, 3.62, y))
            for bone, low, high, along in (
                (f"{side}Shoulder", 0.10, 0.34, collar),
                (f"{side}UpperArmHalf", 0.24 * p.shoulders, 0.50 * p.shoulders, 0.62 * level),
                (f"{side}UpperLegHalf", -0.03, 0.16, leg),
            ):
                if not along.any():
                    continue
                share = smooth(low, high, x) * along[:, None]
                rest *= 1 - share
                for other in limbs:
                    limbs[other] = limbs[other] * (1 - share)
                limbs[bone] = share
        shares = np.zeros((m, k, len(SKIN_BONES)), np.float32)
        for name, value in chain.items():
            if value.any():
                shares[..., SKIN_BONE[name]] = value[:, None] * rest
        for name, value in limbs.items():
            shares[..., SKIN_BONE[name]] = value
        return shares

    # ---- limbs

    @cached_property
    def _hang(self) -> dict[str, Array]:
        """(3, 3) rest to hanging for each side."""
        return {side: self.skeleton.neutral[BONE[side + "UpperArm"]] for side in SIDES}

    def arm(
        self,
        side: str,
        low: float,
        high: float,
        inflate: Array | float = 0.0,
        *,
        rows: int | Array = 40,
        columns: int = 20,
    ) -> Loft:
        """An arm from t = low (shoulder 0, down to -0.3 inside it) to t = high (elbow 1, wrist 2, at most
        2.1). rows: how many, or the t of each."""
        t = np.linspace(low, high, rows) if isinstance(rows, int) else rows
        p = self.proportions
        radii = curve(_ARM[:, 0], _ARM[:, 1:], t)
        muscle = 0.024 * (p.muscle - 0.5)
        radii[:, 0] += muscle * _bump(t, 0.5, 0.25)
        radii[:, 2] += muscle * (_bump(t, 0.12, 0.2) + 0.6 * _bump(t, 1.25, 0.25))
        thick = p.width * (0.5 + 0.5 * p.shoulders)
        shape = np.array([0.012 * _bump(t, 0.5, 0.3), -0.0 * t]).T  # forward bow of the upper arm
        rings = self._limb(side, ("UpperArm", "LowerArm", "Hand"), t, radii * thick, columns, shape)
        shares = np.zeros((*rings.shape[:2], len(SKIN_BONES)), np.float32)
        # the joint turns half as far on itself: chest, shoulder, half, arm, half elbow, forearm, its twist,
        # hand
        stops = (
            (f"{side}Shoulder", -0.26, 0.10),
            (f"{side}UpperArmHalf", -0.10, 0.17),
            (f"{side}UpperArm", 0.20, 0.24),
            (f"{side}LowerArmHalf", 0.93, 0.07),
            (f"{side}LowerArm", 1.07, 0.07),
            (f"{side}LowerArmTwist", 1.45, 0.25),
            (f"{side}Hand", 1.96, 0.09),
        )
        _chain(shares, "upperChest", stops, t)
        return Loft(rings, shares, t).inflated(inflate)

    def leg(
        self,
        side: str,
        low: float,
        high: float,
        inflate: Array | float = 0.0,
        *,
        rows: int | Array = 48,
        columns: int = 24,
    ) -> Loft:
        """A leg from t = low (hip 0, from -0.16 inside the torso) to t = high (knee 1, ankle 2, at most
        2.06). rows: how many, or the t of each."""
        t = np.linspace(low, high, rows) if isinstance(rows, int) else rows
        p = self.proportions
        radii = curve(_LEG[:, 0], _LEG[:, 1:], t)
        muscle = 0.024 * (p.muscle - 0.5)
        radii[:, 1] += muscle * _bump(t, 1.32, 0.2)
        radii[:, 0] += muscle * _bump(t, 0.45, 0.3)
        thick = p.width * (0.6 + 0.4 * p.hips)
        shape = np.array(
            [0.022 * _bump(t, 0.42, 0.3) - 0.032 * _bump(t, 1.36, 0.3), 0.006 * _bump(t, 1.3, 0.3)]
        ).T
        rings = self._limb(side, ("UpperLeg", "LowerLeg", "Foot"), t, radii * thick, columns, shape)
        shares = np.zeros((*rings.shape[:2], len(SKIN_BONES)), np.float32)
        stops = (
            (f"{side}UpperLegHalf", -0.07, 0.10),
            (f"{side}UpperLeg", 0.14, 0.10),
            (f"{side}LowerLegHalf", 0.93, 0.07),
            (f"{side}LowerLeg", 1.07, 0.07),
            (f"{side}Foot", 1.98, 0.07),
        )
        _chain(shares, "hips", stops, t)
        return Loft(rings, shares, t).inflated(inflate)

    def _limb(
        self, side: str, names: Sequence[str], t: Array, radii: Array, columns: int, shape: Array
    ) -> Array:
        """Rings about the chain of joints, built in the hanging stance and turned to rest. shape (m, 2):
        forward and outward shift of the middle, in heads."""
        joints = np.array([self.skeleton.rest[BONE[side + n]] for n in names])
        sign = 1.0 if side == "left" else -1.0
        turn = self._hang[side] if names[0] == "UpperArm" else np.eye(3)
        start = joints[0]
        hanging = (joints - start) @ turn.T
        i = np.clip(np.floor(t).astype(int), 0, 1)
        middle = hanging[i] + (hanging[i + 1] - hanging[i]) * (t - i)[:, None]
        w = self.proportions.width
        middle += np.stack([sign * shape[:, 1], 0 * t, shape[:, 0]], 1) * w
        # the bend of the middle line must not kink: smooth it over a few rows
        if len(t) > 8:
            middle[1:-1] = 0.25 * middle[:-2] + 0.5 * middle[1:-1] + 0.25 * middle[2:]
        front, back, outer, inner = radii.T
        ring = section(columns, 2.0)
        x, z = ring[..., 0], ring[..., 1]
        side_radius = np.where(x * sign > 0, outer[:, None], inner[:, None])
        deep = np.where(z > 0, front[:, None], back[:, None])
        rings = middle[:, None] + np.stack([x * side_radius, np.zeros(deep.shape), z * deep], -1)
        return rings @ turn + start


def _chain(shares: Array, first: str, stops: Sequence[tuple[str, float, float]], t: Array) -> None:
    """Weights along a limb: from bone `first` over each (bone, place, half width of the blend)."""
    left = np.ones(len(t))
    for name, at, soft in reversed(stops):
        share = smooth(at - soft, at + soft, t)
        shares[..., SKIN_BONE[name]] += (left * share)[:, None]
        left = left * (1 - share)
    shares[..., SKIN_BONE[first]] += left[:, None]


def skin(body: Body, color: Sequence[float], covers: Sequence[Cover] = ()) -> list[Mesh]:
    """The meshes of the bare skin: neck and chest, arms, legs, hands, feet, without what `covers` hide. The
    pelvis is no part of it: a base layer of short trousers is always worn (see `base_layer`)."""
    from .hands import foot, hand

    material = plain("skin")
    tint = (float(color[0]), float(color[1]), float(color[2]))
    out: list[Mesh] = []

    def add(mesh: Mesh, along: Array, limb: str) -> None:
        hidden = np.zeros(len(along), bool)
        for cover in covers:
            if cover.limb == limb:
                hidden |= (along >= cover.low) & (along <= cover.high)
        keep = ~np.all(hidden[mesh.faces], axis=1)
        if keep.any():
            out.append(mesh if keep.all() else mesh.kept(keep))

    def place(loft: Loft, name: str, part: int, limb: str) -> None:
        colors = np.tile(np.array(tint, np.float32), (*loft.rings.shape[:2], 1))
        if limb != "torso":  # knees and elbows are a little redder
            ahead = -np.cos(loft.angles)[None] * (1 if "Leg" in limb else -1)
            spot = np.exp(-(((loft.along - 1.02) / 0.10) ** 2))[:, None] * np.clip(ahead, 0, 1)
            colors *= 1 - spot[..., None] * np.array([0.0, 0.085, 0.075], np.float32)
        mesh = loft.mesh(name, part, material=material, colors=colors)
        add(mesh, np.repeat(loft.along, loft.rings.shape[1]), limb)

    place(body.torso(5.22, 5.9, rows=14, columns=28), "neck", Part.NECK, "torso")
    place(body.torso(3.6, 5.22, rows=36), "torso", Part.TORSO, "torso")
    for side in SIDES:
        place(body.arm(side, -0.28, 2.06), f"{side} arm", sided("ARM", side), f"{side}Arm")
        place(body.leg(side, -0.10, 2.04), f"{side} leg", sided("LEG", side), f"{side}Leg")
        hidden = {(c.limb, at) for c in covers for at in (0.0, 2.0) if c.low <= at <= c.high}
        if (f"{side}Hand", 2.0) not in hidden:
            out.extend(hand(body, side, tint))
        if (f"{side}Foot", 0.0) not in hidden:
            out.append(foot(body, side, tint))
    return out


def base_layer(body: Body, color: Sequence[float], *, thigh: float = 0.30) -> list[Mesh]:
    """Short trousers under everything: pelvis, and thighs to t = `thigh`. Worn by every character."""
    tint = tuple(float(c) for c in color)
    out = [body.torso(3.06, 3.98, 0.012, rows=22).mesh("base", Part.BOTTOM, caps=(False, True), colors=tint)]
    for side in SIDES:
        leg = body.leg(side, -0.12, thigh, 0.014, rows=12).hemmed(0.012)
        out.append(leg.mesh(f"{side} base", Part.BOTTOM, colors=tint))
    return out
