"""Clumps of hair: many at once as curves over a skull and tubes along them.

A clump's curve runs in skull coordinates: azimuth around the head (degrees, 0 = front, positive to the
character's left) and height over the chin. Over the upper half of the skull's ellipsoid it lies on it, below
it falls, tucked in towards the neck or flared out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from ..face.head import Head
from ..geometry.mesh import Array, along, grid_faces, smooth, unit

Values = Any  # numbers as an array, a list or one for all; arrays once they are a field

TILT = 24.0
"""Degrees the whorl lies behind the top of the skull."""

SECTION = np.array(
    [(1, 0), (0.62, 0.62), (0, 1), (-0.62, 0.62), (-1, 0), (-0.6, -0.3), (0, -0.42), (0.6, -0.3)], float
)
"""(8, 2) a clump's section: arched outside, nearly flat inside."""


@dataclass(frozen=True, eq=False)
class Strands:
    """s clumps; every field is given as (s,) or as one number for all, and is a (s,) array then.

    start, stop: azimuth at root and tip. bend: exponent of the way between (over 1 = turns late). root:
    degrees from the whorl where it begins. tip: height of its end over the chin. off: how far it stands off
    the skull. tuck: 1 follows the skull's lower half, 0 falls straight. flare: outward throw of the tip;
    flip: the same of the last third, turned up. width, thick: half sizes. belly: where along it it is
    widest; base: its share of the width at the root. sharp: exponent of the taper (small = long point).
    twist: radians it turns about itself. wave: sideways amplitude, ripple: waves in a head's length, phase:
    of the wave, turns. coil: radius of a corkscrew with `ripple` turns in a head's length. shade: brightness
    factor; bias: added to N.L; -0.2 or less marks the inner layer. back: how far lengths below the chin move
    backwards. streak: 1 = in the streak's color. lift: how far the tip stands off the skull's surface.
    """

    start: Values
    stop: Values
    tip: Values
    width: Values
    bend: Values = 1.0
    root: Values = 8.0
    off: Values = 0.07
    tuck: Values = 0.3
    flare: Values = 0.0
    flip: Values = 0.0
    thick: Values = 0.045
    belly: Values = 0.5
    base: Values = 0.35
    sharp: Values = 1.5
    twist: Values = 0.0
    wave: Values = 0.0
    ripple: Values = 1.0
    phase: Values = 0.0
    coil: Values = 0.0
    shade: Values = 1.0
    bias: Values = 0.0
    back: Values = 0.0
    streak: Values = 0.0
    lift: Values = 0.0

    def __post_init__(self) -> None:
        n = len(np.atleast_1d(self.start))
        for f in fields(self):
            value = np.broadcast_to(np.asarray(getattr(self, f.name), np.float64), (n,))
            object.__setattr__(self, f.name, value)

    def __len__(self) -> int:
        return len(np.atleast_1d(self.start))

    def put(self, **changes: Values) -> Strands:
        """The same with other fields."""
        return replace(self, **changes)

    def mirrored(self) -> Strands:
        """On the other side of the head."""
        return self.put(start=-self.start, stop=-self.stop, twist=-self.twist, wave=-self.wave)

    @staticmethod
    def join(*parts: Strands) -> Strands:
        """Several as one."""
        return Strands(
            **{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Strands)}
        )

    def spacing(self, m: int) -> Array:
        """(s, m) where the rings lie between root and tip: long clumps have more of them on the skull."""
        power = 1 + 0.5 * np.clip((0.1 - self.tip) / 1.5, 0, 1)
        return np.linspace(0, 1, m)[None] ** power[:, None]

    def paths(self, head: Head, chin: float, m: int) -> Array:
        """(s, m, 3) curves at rest."""
        u = self.spacing(m)
        c = {f.name: getattr(self, f.name)[:, None] for f in fields(self)}
        ry, cy = head.radii[1], head.center[1] - chin
        end = np.where(
            c["tip"] > cy,
            np.arccos(np.clip((c["tip"] - cy) / ry, -1, 1)),
            np.pi / 2 + (cy - c["tip"]) / ry,
        )
        start = np.radians(c["root"])
        q = start + (end - start) * u
        phi = np.radians(c["start"] + (c["stop"] - c["start"]) * u ** c["bend"])
        polar = np.minimum(q, np.pi / 2)
        fall = np.maximum(q - np.pi / 2, 0)
        d = np.stack([np.sin(phi) * np.sin(polar), np.cos(polar) + 0 * phi, np.cos(phi) * np.sin(polar)], -1)
        turn = -np.radians(TILT) * np.cos(polar) ** 1.5
        cos, sin = np.cos(turn), np.sin(turn)
        d = np.stack([d[..., 0], d[..., 1] * cos - d[..., 2] * sin, d[..., 1] * sin + d[..., 2] * cos], -1)
        off = c["off"] * (0.42 + 0.58 * smooth(0, 0.75, q - 0.75 * start)) + 0.012
        t = 0.92 * np.tanh(fall / 0.92)
        narrow = 1 - c["tuck"] * (1 - np.sqrt(1 - t * t))
        reach = head.radii + off[..., None]
        p = d * reach
        p[..., [0, 2]] *= narrow[..., None]
        p[..., 1] -= fall * ry
        p += d * (c["lift"] * smooth(0.35, 1.0, u) * u)[..., None]
        radial = np.stack([np.sin(phi), 0 * phi, np.cos(phi)], -1)
        side = np.stack([np.cos(phi), 0 * phi, -np.sin(phi)], -1)
        below = smooth(0.15, -0.55, p[..., 1] + cy)
        p += radial * (c["flare"] * smooth(0.45, 1.0, u) * u)[..., None]
        turned = smooth(0.62, 1.0, u)
        p += radial * (c["flip"] * turned**1.3)[..., None]
        p[..., 1] += c["flip"] * 0.45 * turned**2.5
        turns = 2 * np.pi * (c["phase"] + c["ripple"] * (q - start) * ry)
        p += side * (c["wave"] * np.sin(turns) * smooth(0.15, 0.6, u))[..., None]
        if c["coil"].any():
            radius = c["coil"] * smooth(0.26, 0.55, u) * (1 - 0.35 * u)
            p += side * (radius * np.cos(turns))[..., None] + radial * (radius * np.sin(turns))[..., None]
        p[..., 2] -= c["back"] * below
        return p + head.center

    def sizes(self, m: int) -> tuple[Array, Array]:
        """(s, m) half width and half thickness: from the base to the belly, then to a point."""
        u = self.spacing(m)
        belly, base = self.belly[:, None], self.base[:, None]
        rise = base + (1 - base) * np.sin(np.clip(u / belly, 0, 1) * np.pi / 2) ** 1.3
        after = np.clip((u - belly) / (1 - belly), 0, 1)
        taper = np.maximum(rise * (1 - after ** self.sharp[:, None]), 0.012)
        return taper * self.width[:, None], np.minimum(taper * 1.15, 1.0) * self.thick[:, None]


@dataclass(frozen=True, eq=False)
class Tubes:
    """Clumps as geometry: paths (s, m, 3), points (s, m, 8, 3), faces (f, 3), and for each vertex: normals
    (n, 3), across (n,) over the clump, along (n,) from root to tip, inner (n,) bool,
    number (n,) of its clump."""

    paths: Array
    points: Array
    faces: Array
    normals: Array
    across: Array
    along: Array
    inner: Array
    number: Array


def tubes(
    paths: Array, out: Array, widths: Array, thick: Array, twist: Array, smoothed: Array, share: float = 0.64
) -> Tubes:
    """Tubes with the clump's section along paths (s, m, 3).

    out: (s, m, 3) outside. smoothed: (s, m, 3) unit normals of the whole mass of hair, which the light
    normals follow by `share`.
    """
    s, m = paths.shape[:2]
    k = len(SECTION)
    _, side, up = along(paths, out)
    angle = (twist[:, None] * np.linspace(0, 1, m)[None])[..., None]
    side, up = side * np.cos(angle) + up * np.sin(angle), up * np.cos(angle) - side * np.sin(angle)
    w, h = widths[..., None, None], thick[..., None, None]
    rings = paths[:, :, None] + side[:, :, None] * w * SECTION[:, :1] + up[:, :, None] * h * SECTION[:, 1:]
    one = grid_faces(m, k)
    start = np.arange(k - 2)
    ends = [np.stack([0 * start, start + 2, start + 1], 1), None]
    ends[1] = ends[0][:, ::-1] + (m - 1) * k
    one = np.concatenate([one, *ends])
    faces = (one[None] + (np.arange(s) * m * k)[:, None, None]).reshape(-1, 3)
    across = np.broadcast_to(SECTION[:, 0], (s, m, k))
    local = unit(side[:, :, None] * SECTION[:, :1] * 0.9 + up[:, :, None] * SECTION[:, 1:])
    normals = unit(share * smoothed[:, :, None] + (1.24 - share) * local)
    inner = np.broadcast_to(SECTION[:, 1] < -0.1, (s, m, k))
    u = np.broadcast_to(np.linspace(0, 1, m)[None, :, None], (s, m, k))
    number = np.broadcast_to(np.arange(s)[:, None, None], (s, m, k))
    return Tubes(
        paths,
        rings,
        faces,
        normals.reshape(-1, 3).astype(np.float32),
        across.ravel(),
        u.ravel(),
        inner.ravel(),
        number.ravel(),
    )


def mass_normals(paths: Array, head: Head) -> Array:
    """(s, m, 3) normals of the whole mass of hair: the ellipsoid's above, level below."""
    d = (paths - head.center) / head.radii**2
    d[..., 1] = np.maximum(d[..., 1], -0.3)
    return unit(d)
