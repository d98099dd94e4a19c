"""Wings of birds, bats and fairies."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from ..body.body import Body
from ..geometry.mesh import Array, Mesh, rigid
from ..geometry.textures import shade
from ..palette import RGB
from ..parts import Part
from .headwear_parts import GOLD, WHITE
from .kit import Kit, rotated, smoothed


def wings(kind: str, body: Body, color: RGB, second: RGB, *, big: bool, out: float = 0.06) -> list[Mesh]:
    """ "bird", "bat" or "fairy" wings between the shoulder blades."""
    p = body.proportions
    ring = body.torso(4.80, 4.95, out, rows=3, columns=8)
    root = ring.rings[1, 0]
    size = (0.6 + 0.4 * min(1.05, p.scale)) * (1.35 if big else 0.8)
    kit = Kit(Part.WINGS, lambda n: rigid(n, "upperChest"), root, np.eye(3), size)
    for sign in (1.0, -1.0):
        wing = kit.moved((0.11 * sign, 0, -0.03), rotated(y=34.0 * sign))
        _WINGS[kind](wing, sign, color, second)
    return kit.meshes


def _feather(
    kit: Kit, base: Array, degrees: float, length: float, wide: float, color: RGB, depth: float, sign: float
) -> None:
    o = np.array(
        [
            (-0.02, -0.32),
            (0.30, -0.5),
            (0.72, -0.5),
            (0.96, -0.22),
            (1.0, 0.1),
            (0.78, 0.46),
            (0.35, 0.44),
            (0.0, 0.25),
        ]
    )
    o = o * (length, wide)
    a = np.radians(degrees)
    o = o @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]) + base
    o = o * (sign, 1)
    mid = np.array([np.cos(a), np.sin(a)]) * length * 0.5 + base
    kit.moved((0, 0, depth)).plate(o, 0.02, color, rows=0, middle=mid * (sign, 1), detail=True, outline=0.7)


def _bird(kit: Kit, sign: float, color: RGB, second: RGB) -> None:
    arm = smoothed([(0.0, 0.0), (0.22, 0.34), (0.52, 0.60), (0.86, 0.66)], 9)

    def on(t: float) -> Array:
        return np.array([np.interp(t, np.linspace(0, 1, 9), arm[:, i]) for i in (0, 1)])

    for i, t in enumerate(np.linspace(0.98, 0.12, 9)):  # flight feathers, the outermost first and lowest
        _feather(
            kit,
            on(t),
            -6 - 80 * (i / 8) ** 0.8,
            0.86 - 0.34 * (i / 8),
            0.20,
            shade(second, 0.97 + 0.02 * (i % 2)),
            -0.01 - 0.008 * i,
            sign,
        )
    for i, t in enumerate(np.linspace(0.9, 0.15, 6)):
        _feather(
            kit,
            on(t) + np.array([0, 0.01]),
            -30 - 54 * (i / 5),
            0.42 - 0.10 * (i / 5),
            0.16,
            color,
            0.022 + 0.006 * i,
            sign,
        )
    for i, t in enumerate(np.linspace(0.86, 0.2, 5)):
        _feather(
            kit,
            on(t) + np.array([0, 0.02]),
            -46 - 40 * (i / 4),
            0.22,
            0.12,
            shade(color, 1.03),
            0.05 + 0.004 * i,
            sign,
        )
    bone = np.concatenate([arm, np.zeros((9, 1))], 1) * (sign, 1, 1)
    kit.tube(
        bone, np.interp(np.linspace(0, 1, 9), [0, 0.5, 1], [0.05, 0.06, 0.03]), color, columns=8, detail=True
    )


def _bat(kit: Kit, sign: float, color: RGB, second: RGB) -> None:
    wrist = np.array([0.42, 0.44])
    ends = np.array([(1.12, 0.40), (0.98, -0.10), (0.66, -0.42), (0.30, -0.50), (0.04, -0.22)])
    rim = [np.array([0.0, 0.02]), np.array([0.2, 0.26]), wrist]
    for a, b in itertools.pairwise(ends):
        middle = (a + b) / 2 * 0.84 + wrist * 0.12
        rim += [a, a * 0.5 + middle * 0.42 + b * 0.08, middle, b * 0.5 + middle * 0.42 + a * 0.08]
    rim.append(ends[-1])
    kit.plate(
        np.array(rim) * (sign, 1),
        0.02,
        second,
        rows=1,
        middle=np.array([0.36 * sign, 0.12]),
        bend=-0.08,
        outline=0.8,
    )
    kit.tube(
        [(0, 0, 0.01), (0.2 * sign, 0.27, 0.01), (0.42 * sign, 0.45, 0.01)],
        [0.05, 0.042, 0.035],
        color,
        columns=7,
        detail=True,
    )
    for x, y in ends[:-1]:
        way = smoothed(
            [
                (*wrist, 0.01),
                (*((wrist + np.array([x, y])) / 2 + np.array([0.03, 0.05])), 0.01),
                (x, y, 0.01),
            ],
            7,
        ) * (
            sign,
            1,
            1,
        )
        kit.tube(way, np.linspace(0.030, 0.010, 7), color, columns=6, detail=True)
    kit.tube(
        np.array([(0.42, 0.43, 0.01), (0.41, 0.53, 0.02), (0.46, 0.60, 0.03)]) * (sign, 1, 1),
        [0.03, 0.022, 0.003],
        color,
        columns=6,
        detail=True,
    )


def _fairy(kit: Kit, sign: float, color: RGB, second: RGB) -> None:
    upper = smoothed(
        [(0, 0.0), (0.22, 0.36), (0.62, 0.74), (0.95, 0.76), (1.0, 0.46), (0.74, 0.10), (0.30, -0.05)], 22
    ) * (sign, 1)
    lower = smoothed(
        [(0, -0.02), (0.34, -0.05), (0.66, -0.22), (0.74, -0.52), (0.52, -0.66), (0.22, -0.42)], 18
    ) * (sign, 1)
    for o, middle, depth in ((upper, (0.55 * sign, 0.34), 0.02), (lower, (0.44 * sign, -0.34), -0.02)):
        layer = kit.moved((0, 0, depth))
        layer.plate(o, 0.014, color, rows=0, middle=middle, kind="leather", outline=0.6)
        for i in range(3, len(o) - 2, 4):
            way = smoothed(
                [(0, 0, 0.009), (*(np.array(middle) * 0.5 + o[i] * 0.22), 0.009), (*(o[i] * 0.93), 0.009)], 6
            )
            layer.tube(way, np.linspace(0.012, 0.006, 6), second, columns=4, detail=True, outline=0.0)
        m = np.array(middle)
        layer.moved((0, 0, 0.004)).plate(
            m + (o[len(o) // 2] - m) * 0.35 + (o - m) * 0.22, 0.014, second, rows=0, detail=True, outline=0.0
        )


_WINGS: dict[str, Callable[[Kit, float, RGB, RGB], None]] = {"bird": _bird, "bat": _bat, "fairy": _fairy}


WINGS = tuple(_WINGS)


FEATHERS: tuple[RGB, ...] = (WHITE, WHITE, (0.30, 0.29, 0.34), GOLD)
"""Colors of birds' wings."""
