"""Hands with five fingers, and feet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..geometry.loft import Loft, section
from ..geometry.mesh import Array, Mesh, bind_dense, curve, smooth
from ..parts import sided
from ..render.material import plain
from .bones import BONE, FINGERS, SKIN_BONE, SKIN_BONES

if TYPE_CHECKING:
    from .body import Body

_THICK = {"Thumb": 0.036, "Index": 0.0285, "Middle": 0.0295, "Ring": 0.028, "Little": 0.0245}
# share of the way from wrist to knuckles, half width (thumb to little finger), half thickness
_PALM = np.array(
    [
        (-0.10, 0.068, 0.052),
        (0.10, 0.070, 0.050),
        (0.35, 0.086, 0.050),
        (0.65, 0.102, 0.046),
        (0.90, 0.106, 0.040),
        (1.02, 0.104, 0.034),
        (1.08, 0.098, 0.022),
    ]
)


def hand(
    body: Body, side: str, color: tuple[float, float, float], inflate: float = 0.0, part: int | None = None
) -> list[Mesh]:
    """Palm and fingers of one side; inflated, in another color and with another part number they are a
    glove."""
    skeleton = body.skeleton
    turn = skeleton.neutral[BONE[side + "Hand"]]  # rest to hanging
    wrist = skeleton.rest[BONE[side + "Hand"]]
    size = 0.98 * body.proportions.hands * body.proportions.extremity
    material = plain("skin" if part is None else "cloth")
    part = int(sided("HAND", side) if part is None else part)

    def hanging(name: str) -> Array:
        place = skeleton.tips[name] if name in skeleton.tips else skeleton.rest[BONE[name]]
        return turn @ (place - wrist)

    def to_rest(points: Array) -> Array:
        return points @ turn + wrist

    out = []
    knuckles = np.array([hanging(f"{side}{f}Proximal") for f in FINGERS[1:]])
    end = knuckles.mean(0)
    s = np.linspace(_PALM[0, 0], _PALM[-1, 0], 12)
    wide, thick = (curve(_PALM[:, 0], _PALM[:, 1:], s) * size).T
    ring = section(16, 2.5)
    middle = end * s[:, None]
    rings = middle[:, None] + np.stack(
        [
            ring[..., 0] * (thick[:, None] + inflate),
            np.zeros((12, 16)),
            ring[..., 1] * (wide[:, None] + inflate),
        ],
        -1,
    )
    # knuckles make an arc: the outer columns end sooner
    rings[..., 1] += 0.10 * size * smooth(0.5, 1.05, s)[:, None] * np.abs(ring[..., 1]) ** 2 * 0.3
    rings[..., 1] += 0.03 * size * smooth(0.4, 1.05, s)[:, None] * np.clip(-ring[..., 1], 0, 1)
    shares = np.zeros((12, 16, len(SKIN_BONES)), np.float32)
    shares[..., SKIN_BONE[side + "Hand"]] = 1
    palm = Loft(to_rest(rings), shares, s)
    out.append(
        palm.mesh(f"{side} palm", part, caps=(False, True), material=material, colors=color, outline=0.8)
    )
    for finger in FINGERS:
        out.append(_finger(side, finger, hanging, to_rest, size, inflate, part, material, color))
    return out


def _finger(side, finger, hanging, to_rest, size, inflate, part, material, color) -> Mesh:
    names = (
        ("Metacarpal", "Proximal", "Distal") if finger == "Thumb" else ("Proximal", "Intermediate", "Distal")
    )
    joints = np.array([hanging(f"{side}{finger}{n}") for n in (*names, "Tip")])
    t = np.array([-0.35, 0, 0.3, 0.7, 0.88, 1.0, 1.12, 1.45, 1.75, 1.9, 2.0, 2.12, 2.4, 2.7, 2.88, 2.97])
    i = np.clip(np.floor(t).astype(int), 0, 2)
    path = joints[i] + (joints[i + 1] - joints[i]) * (t - i)[:, None]
    base = _THICK[finger] * size
    radius = base * curve(
        [-0.35, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0], [1.0, 1.08, 1.0, 1.04, 0.94, 0.96, 0.86, 0.74], t
    )
    if finger == "Thumb":
        radius *= 1 + 0.45 * smooth(1.2, 0.2, t)
    radius *= np.sqrt(np.clip(1 - smooth(2.55, 3.0, t) ** 2 * 0.92, 0.02, 1))
    along = joints[3] - joints[0]
    along /= np.linalg.norm(along)
    forth = np.cross([1.0, 0, 0], along)
    forth /= np.linalg.norm(forth)
    side_way = np.cross(along, forth)
    ring = section(10, 2.1)[0]
    # a ring runs back, left, front, right when it goes down; keep that sense along the finger
    rings = (
        path[:, None]
        + (ring[:, 0, None] * side_way + ring[:, 1, None] * -forth)[None] * (radius + inflate)[:, None, None]
    )
    bones = [side + finger + n for n in names]
    shares = np.zeros((len(t), 10, len(SKIN_BONES)), np.float32)
    left = np.ones(len(t))
    for name, at in zip(reversed(bones[1:]), (2.0, 1.0), strict=True):
        share = smooth(at - 0.16, at + 0.16, t)
        shares[..., SKIN_BONE[name]] = (left * share)[:, None]
        left = left * (1 - share)
    root = smooth(-0.3, 0.12, t) if finger != "Thumb" else smooth(-0.2, 0.4, t)
    shares[..., SKIN_BONE[bones[0]]] = (left * root)[:, None]
    shares[..., SKIN_BONE[side + "Hand"]] = (left * (1 - root))[:, None]
    tube = Loft(to_rest(rings), shares, t)
    return tube.mesh(
        f"{side} {finger.lower()}", part, caps=(False, True), material=material, colors=color, outline=0.6
    )


# z, top, half width of the foot at size 1
_FOOT = np.array(
    [
        (-0.205, 0.075, 0.030),
        (-0.185, 0.140, 0.060),
        (-0.130, 0.225, 0.076),
        (-0.050, 0.275, 0.080),
        (0.030, 0.262, 0.080),
        (0.120, 0.205, 0.086),
        (0.220, 0.150, 0.097),
        (0.320, 0.115, 0.101),
        (0.400, 0.095, 0.093),
        (0.460, 0.075, 0.074),
        (0.500, 0.050, 0.035),
    ]
)


def foot_rings(
    body: Body, side: str, inflate: float = 0.0, *, rows: int = 22, columns: int = 20, sole: float = 0.0
) -> tuple[Array, Array]:
    """Rings (rows, columns, 3) of a foot from heel to toes, running counter-clockwise seen from the front,
    and their weights (rows, columns, 64). sole: the lowest height in heads (shoes have one)."""
    skeleton, p = body.skeleton, body.proportions
    size = p.feet * p.extremity
    ankle = skeleton.rest[BONE[side + "Foot"]]
    sign = 1.0 if side == "left" else -1.0
    z = np.linspace(_FOOT[0, 0], _FOOT[-1, 0], rows)
    top, half = (curve(_FOOT[:, 0], _FOOT[:, 1:], z) * size).T
    a = np.arange(columns) / columns * 2 * np.pi + np.pi / 2
    c, s = np.cos(a), np.sin(a)
    flat = np.sign(c) * np.abs(c) ** 0.8
    bottom = 0.012 * size - inflate + sole
    top = top + inflate
    x = flat * (half + inflate)[:, None]
    y = (top[:, None] + bottom) / 2 + np.where(s > 0, s, np.sign(s) * np.abs(s) ** 0.55) * (
        top[:, None] - bottom
    ) / 2
    inward = sign * 0.035 * smooth(0.1, 0.5, z) * size  # the big toe lies inside, the outline bows outwards
    rings = np.stack(
        [
            x + ankle[0] + sign * 0.012 - inward[:, None] * 0.6,
            y,
            np.broadcast_to(z[:, None] * size + ankle[2] + 0.05 * p.width - 0.05 * size, x.shape),
        ],
        -1,
    )
    stretch = 1 + 2 * inflate / (0.7 * size)
    center = rings[..., 2].mean()
    rings[..., 2] = center + (rings[..., 2] - center) * stretch
    shares = np.zeros((rows, columns, len(SKIN_BONES)), np.float32)
    bend = smooth(0.20, 0.34, z)[:, None]
    shares[..., SKIN_BONE[side + "Toes"]] = bend
    shares[..., SKIN_BONE[side + "Foot"]] = 1 - bend
    return rings, shares


def foot(body: Body, side: str, color: tuple[float, float, float]) -> Mesh:
    """A bare foot, toes together."""
    from ..geometry.mesh import loft

    rings, shares = foot_rings(body, side)
    positions, faces = loft(rings, caps=(True, True))
    dense = np.concatenate([shares.reshape(-1, shares.shape[-1]), shares[0, :1], shares[-1, :1]])
    bones, weights = bind_dense(dense)
    return Mesh(
        f"{side} foot", positions, faces, bones, weights, sided("FOOT", side), plain("skin"), colors=color
    )
