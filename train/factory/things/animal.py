"""Ears of animals, horns, a halo."""

from __future__ import annotations

import numpy as np

from ..face.head import Head
from ..geometry.mesh import Mesh, circle, smooth, unit
from ..geometry.textures import shade
from ..palette import RGB
from ..parts import Part
from .headwear_parts import Dyes
from .kit import Kit, rotated, smoothed

_EARS: dict[str, tuple[list[tuple[float, float, float]], list[float], float, float]] = {
    # path over the skull's middle (left), half widths along it, thickness against width, share of the tip
    "cat": (
        [(0.25, 0.33, 0.02), (0.32, 0.53, 0.03), (0.405, 0.76, 0.03)],
        [0.185, 0.165, 0.10, 0.006],
        0.52,
        1.0,
    ),
    "fox": (
        [(0.23, 0.31, 0.0), (0.30, 0.56, 0.02), (0.40, 0.95, 0.0)],
        [0.185, 0.20, 0.135, 0.006],
        0.52,
        0.66,
    ),
    "wolf": (
        [(0.24, 0.32, -0.02), (0.31, 0.56, 0.0), (0.36, 0.86, -0.04)],
        [0.165, 0.175, 0.11, 0.006],
        0.58,
        0.8,
    ),
    "rabbit": (
        [(0.12, 0.42, 0.0), (0.16, 0.72, -0.02), (0.22, 1.05, -0.05), (0.30, 1.42, -0.04)],
        [0.085, 0.115, 0.135, 0.10, 0.012],
        0.62,
        1.0,
    ),
    "lop": (
        [(0.22, 0.47, 0.0), (0.42, 0.66, 0.02), (0.66, 0.50, 0.04), (0.75, 0.08, 0.06), (0.74, -0.36, 0.08)],
        [0.075, 0.10, 0.13, 0.165, 0.14, 0.012],
        0.40,
        0.74,
    ),
    "dog": (
        [(0.24, 0.42, 0.02), (0.42, 0.60, 0.05), (0.62, 0.46, 0.09), (0.69, 0.12, 0.13)],
        [0.12, 0.15, 0.19, 0.16, 0.012],
        0.36,
        0.55,
    ),
    "bear": (
        [(0.28, 0.36, 0.0), (0.34, 0.48, 0.01), (0.395, 0.64, 0.02)],
        [0.15, 0.175, 0.16, 0.02],
        0.5,
        1.0,
    ),
    "mouse": (
        [(0.30, 0.34, 0.0), (0.40, 0.52, 0.01), (0.50, 0.80, 0.02)],
        [0.14, 0.25, 0.235, 0.02],
        0.28,
        1.0,
    ),
}


def ears(kind: str, head: Head, color: RGB, inner: RGB, tip: RGB) -> list[Mesh]:
    """Two ears of an animal: hair's color outside, another inside, some with another tip."""
    points, widths, flat, tipped = _EARS[kind]
    m, k = 11, 16
    u = np.linspace(0, 1, m)
    a = circle(k)
    kit = Kit.on(Part.ANIMAL_EARS, "head", head.center)
    hanging = kind in ("lop", "dog")
    round_ = kind in ("bear", "mouse")
    for sign in (1.0, -1.0):
        path = smoothed(points, m) * (sign, 1, 1)
        wide = np.interp(u, np.linspace(0, 1, len(widths)), widths)
        wide = np.maximum(np.convolve(np.pad(wide, 1, "edge"), [0.25, 0.5, 0.25], "valid"), 0.004)
        if round_:
            wide = max(widths) * np.sqrt(np.clip(1 - (np.clip(u - 0.42, 0, 1) / 0.59) ** 2, 0.004, 1))
        along = unit(np.gradient(path, axis=0))
        # the hollow looks forwards, a hanging ear's looks at the head
        front = np.array([0.0, 0.0, 1.0]) if not hanging else np.array([-0.35 * sign, 0.1, 1.0])
        side = unit(np.cross(along, front))
        front = unit(np.cross(side, along))
        hollow = 0.30 * np.sin(u * np.pi)[:, None] * (1 - a[None, :, 0] ** 2) * (a[None, :, 1] > 0)
        rings = (
            path[:, None]
            + side[:, None] * (a[None, :, 0] * wide[:, None])[..., None]
            + front[:, None] * ((a[None, :, 1] * flat - hollow * flat * 2) * wide[:, None])[..., None]
        )
        share = smooth(tipped - 0.06, tipped + 0.04, u)[:, None] if tipped < 1 else np.zeros((m, 1))
        kit.rings(rings, np.array(color) * (1 - share) + np.array(tip) * share, outline=0.9, kind="cloth")
        pad = np.sin(np.clip((u - 0.04) / 0.9, 0, 1) * np.pi) ** 0.45
        if not hanging:
            inside = (
                path[:, None]
                + side[:, None] * (a[None, :, 0] * wide[:, None] * 0.66)[..., None]
                + front[:, None]
                * ((a[None, :, 1] * 0.05 - 0.22 * (1 - a[None, :, 0] ** 2) + 0.30) * flat * wide[:, None])[
                    ..., None
                ]
            )
            # flat on the front, sunk behind where the ear is rounder
            inside = (
                inside
                + front[:, None]
                * (wide * flat * (0.42 if not round_ else 0.80))[:, None, None]
                * pad[:, None, None]
            )
            kit.rings(inside[1:-1], inner, outline=0.25, detail=True)
            if kind in ("fox", "wolf", "cat"):  # a tuft
                for t in (-0.35, 0.0, 0.4):
                    root = path[1] + side[1] * wide[1] * t + front[1] * wide[1] * flat * 0.75
                    top = path[5] + side[5] * wide[5] * t * 1.5 + front[5] * (wide[5] * flat * 1.15)
                    way = np.linspace(root, top, 5)
                    kit.tube(
                        way,
                        np.array([0.05, 0.045, 0.035, 0.02, 0.003]),
                        shade(inner, 1.1),
                        columns=5,
                        flat=0.4,
                        out=front[3],
                        detail=True,
                        outline=0.5,
                    )
    return kit.meshes


def horns(kind: str, head: Head, color: RGB, tip: RGB) -> list[Mesh]:
    """ "small", "ram", "demon" or "dragon"."""
    kit = Kit.on(Part.HORNS, "head", head.center)
    for sign in (1.0, -1.0):
        if kind == "ram":
            t = np.linspace(0, 1, 22)
            turn = 1.9 + t * 6.2
            r = 0.23 * (1 - 0.62 * t)
            path = np.stack(
                [
                    0.40 + 0.20 * t + 0.10 * np.sin(t * 3),
                    0.22 + np.sin(turn) * r,
                    -0.06 + np.cos(turn) * r * 1.05,
                ],
                1,
            )
            wide = np.interp(t, [0, 0.2, 1], [0.11, 0.10, 0.012]) * (1 + 0.06 * np.cos(np.arange(22) * np.pi))
        elif kind == "demon":
            path = smoothed(
                [(0.24, 0.38, 0.16), (0.36, 0.56, 0.18), (0.44, 0.75, 0.12), (0.40, 0.98, 0.06)], 16
            )
            wide = np.interp(np.linspace(0, 1, 16), [0, 0.5, 1], [0.10, 0.062, 0.005])
        elif kind == "dragon":
            path = smoothed(
                [(0.26, 0.36, 0.06), (0.38, 0.52, -0.08), (0.46, 0.60, -0.32), (0.50, 0.78, -0.55)], 16
            )
            wide = np.interp(np.linspace(0, 1, 16), [0, 0.5, 1], [0.095, 0.06, 0.005])
        else:
            path = smoothed([(0.17, 0.44, 0.24), (0.20, 0.58, 0.28), (0.215, 0.76, 0.27)], 10)
            wide = np.interp(np.linspace(0, 1, 10), [0, 0.6, 1], [0.078, 0.045, 0.004])
        n = len(path)
        share = smooth(0.25, 1.0, np.linspace(0, 1, n))[:, None]
        dyes = np.array(color) * (1 - share) + np.array(tip) * share
        dyes = dyes * (1 - 0.10 * (np.arange(n) % 2 == 1))[:, None]  # growth rings
        kit.tube(path * (sign, 1, 1), wide, dyes, columns=10, out=(0.3, 0.2, 1), kind="leather")
    return kit.meshes


def halo(head: Head, color: RGB) -> list[Mesh]:
    """A ring of light over the head."""
    kit = Kit.on(Part.HALO, "head", head.center + np.array([0, 0.86, -0.05]), rotated(x=-12))
    kit.ring(0.31, 0.034, color, columns=32, flat=0.6, kind="flat", outline=0.6)
    return kit.meshes


EARS = tuple(_EARS)


HORNS = ("small", "ram", "demon", "dragon")


def horn_colors(dyes: Dyes, turn: float) -> tuple[RGB, RGB]:
    """Of horns, and of their tips."""
    bone, night, red = (0.90, 0.84, 0.72), (0.24, 0.21, 0.26), (0.62, 0.16, 0.20)
    base = (bone, night, red, dyes.dark)[int(turn * 3.99)]
    return base, shade(base, 0.72) if base is bone else shade(base, 1.5)
