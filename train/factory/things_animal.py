"""What only some people grow: ears of animals, horns, a halo, tails and wings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .body import Body
from .bones import BONE
from .collide import LEGS, NAMES, cones, push
from .head import Head
from .headwear import GOLD, WHITE, Dyes
from .mesh import Array, Mesh, circle, rigid, smooth, unit
from .palette import RGB
from .parts import Part
from .skeleton import Frames, Proportions
from .textures import shade
from .things_kit import Kit, rotated, smoothed

# ---- ears

_EARS: dict[str, tuple[list[tuple[float, float, float]], list[float], float, float]] = {
    # path over the skull's middle (left), half widths along it, thickness against width, share of the tip
    "cat": ([(0.25, 0.33, 0.02), (0.32, 0.53, 0.03), (0.405, 0.76, 0.03)], [0.185, 0.165, 0.10, 0.006], 0.52, 1.0),
    "fox": ([(0.23, 0.31, 0.0), (0.30, 0.56, 0.02), (0.40, 0.95, 0.0)], [0.185, 0.20, 0.135, 0.006], 0.52, 0.66),
    "wolf": ([(0.24, 0.32, -0.02), (0.31, 0.56, 0.0), (0.36, 0.86, -0.04)], [0.165, 0.175, 0.11, 0.006], 0.58, 0.8),
    "rabbit": (
        [(0.12, 0.42, 0.0), (0.16, 0.72, -0.02), (0.22, 1.05, -0.05), (0.30, 1.42, -0.04)],
        [0.085, 0.115, 0.135, 0.10, 0.012], 0.62, 1.0,
    ),
    "lop": (
        [(0.22, 0.47, 0.0), (0.42, 0.66, 0.02), (0.66, 0.50, 0.04), (0.75, 0.08, 0.06), (0.74, -0.36, 0.08)],
        [0.075, 0.10, 0.13, 0.165, 0.14, 0.012], 0.40, 0.74,
    ),
    "dog": (
        [(0.24, 0.42, 0.02), (0.42, 0.60, 0.05), (0.62, 0.46, 0.09), (0.69, 0.12, 0.13)],
        [0.12, 0.15, 0.19, 0.16, 0.012], 0.36, 0.55,
    ),
    "bear": ([(0.28, 0.36, 0.0), (0.34, 0.48, 0.01), (0.395, 0.64, 0.02)], [0.15, 0.175, 0.16, 0.02], 0.5, 1.0),
    "mouse": ([(0.30, 0.34, 0.0), (0.40, 0.52, 0.01), (0.50, 0.80, 0.02)], [0.14, 0.25, 0.235, 0.02], 0.28, 1.0),
}  # fmt: skip


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
                + front[:, None] * ((a[None, :, 1] * 0.05 - 0.22 * (1 - a[None, :, 0] ** 2) + 0.30) * flat * wide[:, None])[..., None]
            )
            # flat on the front, sunk behind where the ear is rounder
            inside = inside + front[:, None] * (wide * flat * (0.42 if not round_ else 0.80))[:, None, None] * pad[:, None, None]
            kit.rings(inside[1:-1], inner, outline=0.25, detail=True)
            if kind in ("fox", "wolf", "cat"):  # a tuft
                for t in (-0.35, 0.0, 0.4):
                    root = path[1] + side[1] * wide[1] * t + front[1] * wide[1] * flat * 0.75
                    top = path[5] + side[5] * wide[5] * t * 1.5 + front[5] * (wide[5] * flat * 1.15)
                    way = np.linspace(root, top, 5)
                    kit.tube(way, np.array([0.05, 0.045, 0.035, 0.02, 0.003]), shade(inner, 1.1), columns=5, flat=0.4, out=front[3],
                             detail=True, outline=0.5)  # fmt: skip
    return kit.meshes


# ---- horns and halo


def horns(kind: str, head: Head, color: RGB, tip: RGB) -> list[Mesh]:
    """ "small", "ram", "demon" or "dragon"."""
    kit = Kit.on(Part.HORNS, "head", head.center)
    for sign in (1.0, -1.0):
        if kind == "ram":
            t = np.linspace(0, 1, 22)
            turn = 1.9 + t * 6.2
            r = 0.23 * (1 - 0.62 * t)
            path = np.stack([0.40 + 0.20 * t + 0.10 * np.sin(t * 3), 0.22 + np.sin(turn) * r, -0.06 + np.cos(turn) * r * 1.05], 1)
            wide = np.interp(t, [0, 0.2, 1], [0.11, 0.10, 0.012]) * (1 + 0.06 * np.cos(np.arange(22) * np.pi))
        elif kind == "demon":
            path = smoothed([(0.24, 0.38, 0.16), (0.36, 0.56, 0.18), (0.44, 0.75, 0.12), (0.40, 0.98, 0.06)], 16)
            wide = np.interp(np.linspace(0, 1, 16), [0, 0.5, 1], [0.10, 0.062, 0.005])
        elif kind == "dragon":
            path = smoothed([(0.26, 0.36, 0.06), (0.38, 0.52, -0.08), (0.46, 0.60, -0.32), (0.50, 0.78, -0.55)], 16)
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
    kit = Kit.on(Part.HALO, "head", head.center + (0, 0.86, -0.05), rotated(x=-12))
    kit.ring(0.31, 0.034, color, columns=32, flat=0.6, kind="flat", outline=0.6)
    return kit.meshes


# ---- tails


@dataclass(frozen=True, eq=False)
class Dangle:
    """Keeps a tail half upright where the hips lean, and outside the legs. root (3,) at rest; rest (n, 3)
    the tail at rest; share (n,) how freely each vertex hangs; margin (n,) its thickness."""

    proportions: Proportions
    root: Array
    rest: Array
    share: Array
    margin: Array

    def __call__(self, positions: Array, frames: Frames) -> Array:
        turn = frames.turns[BONE["hips"]]
        ahead = turn[:, 2] * (1, 0, 1)
        length = float(np.linalg.norm(ahead))
        p = positions
        if length > 0.25:
            ahead = ahead / length
            level = np.stack([[ahead[2], 0, -ahead[0]], [0, 1, 0], ahead], 1)
            root = frames.carry("hips", self.root)
            upright = (self.rest - self.root) @ level.T + root
            p = p + (upright - p) * self.share[:, None]
        shapes = cones(self.proportions, frames).some([*LEGS, NAMES.index("pelvis")])
        return push(p.astype(np.float32), shapes, self.margin.astype(np.float32)).astype(np.float32)


_TAILS: dict[str, tuple[list[tuple[float, float, float]], list[float], float]] = {
    # path from the root (y up, z backwards is negative), radii, where the tip's color begins (2 = nowhere)
    "cat": (
        [(0, 0, 0.05), (0, -0.06, -0.20), (0.10, -0.28, -0.50), (0.26, -0.36, -0.80), (0.48, -0.10, -1.00),
         (0.52, 0.32, -0.98), (0.34, 0.58, -0.92), (0.16, 0.50, -0.92)], [0.05, 0.055, 0.06, 0.062, 0.06, 0.055, 0.045, 0.02], 2.0,
    ),
    "fox": (
        [(0, 0, 0.05), (0.02, -0.04, -0.22), (0.14, -0.30, -0.55), (0.34, -0.46, -0.86), (0.58, -0.20, -1.12), (0.66, 0.32, -1.16),
         (0.52, 0.72, -1.05)], [0.05, 0.085, 0.18, 0.26, 0.285, 0.21, 0.01], 0.70,
    ),
    "wolf": (
        [(0, 0, 0.05), (0.03, -0.04, -0.26), (0.12, -0.32, -0.58), (0.24, -0.70, -0.82), (0.40, -0.98, -1.08)],
        [0.05, 0.12, 0.20, 0.18, 0.01], 0.8,
    ),
    "dog": (
        [(0, 0, 0.05), (0, 0.04, -0.28), (0.03, 0.30, -0.52), (0.12, 0.56, -0.50), (0.22, 0.54, -0.30)],
        [0.06, 0.10, 0.13, 0.12, 0.02], 0.8,
    ),
    "demon": (
        [(0, 0, 0.05), (0, -0.06, -0.22), (-0.10, -0.36, -0.52), (-0.34, -0.48, -0.78), (-0.58, -0.18, -0.92), (-0.56, 0.26, -0.92),
         (-0.70, 0.52, -0.90)], [0.045, 0.042, 0.036, 0.032, 0.030, 0.028, 0.02], 2.0,
    ),
    "dragon": (
        [(0, -0.02, 0.10), (0, -0.16, -0.25), (0.06, -0.52, -0.55), (0.24, -0.86, -0.86), (0.56, -0.90, -1.12), (0.86, -0.66, -1.20)],
        [0.17, 0.17, 0.14, 0.105, 0.065, 0.006], 2.0,
    ),
}  # fmt: skip


def tail(kind: str, body: Body, color: RGB, tip: RGB, *, out: float = 0.07) -> list[Mesh]:
    """A tail at the small of the back. out: heads that clothes stand off there."""
    p = body.proportions
    size = 0.55 + 0.45 * min(1.05, p.scale)
    ring = body.torso(3.60, 3.72, out, rows=3, columns=8)
    root = ring.rings[1, 0]
    kit = Kit.on(Part.TAIL, "hips", root, size=size)
    if kind == "rabbit":
        kit.moved((0, 0.0, -0.09)).turned(
            [(-0.16, 0.03), (-0.13, 0.10), (-0.04, 0.165), (0.06, 0.155), (0.13, 0.09), (0.16, 0.02)], tip, columns=24, waves=(8, 0.06)
        )
        return kit.meshes
    points, radii, tipped = _TAILS[kind]
    m = 24
    u = np.linspace(0, 1, m)
    path = smoothed(points, m)
    wide = np.interp(u, np.linspace(0, 1, len(radii)), radii)
    wide[1:-1] = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
    furry = kind in ("fox", "wolf", "dog")
    if furry:  # tufts along it
        wide = wide * (1 + 0.07 * np.sin(u * 26))
    share = smooth(tipped - 0.02, tipped + 0.02, u)[:, None]
    dyes = np.array(color) * (1 - share) + np.array(tip) * share
    kit.tube(path, wide, dyes, columns=14 if furry or kind == "dragon" else 9, out=(0.2, 1.0, 0.1), outline=0.9,
             kind="leather" if kind == "dragon" else "cloth")  # fmt: skip
    if kind == "demon":
        end = kit.moved(path[-1], rotated(z=28))
        end.plate([(0, -0.06), (0.17, -0.10), (0.10, 0.06), (0.0, 0.22), (-0.10, 0.06), (-0.17, -0.10)], 0.05, color, bulge=0.02,
                  middle=(0, 0.02))  # fmt: skip
    if kind == "dragon":
        for i in range(2, 21, 3):
            up = unit(np.cross(np.cross(path[i + 1] - path[i - 1], [0, 1.0, 0.1]), path[i + 1] - path[i - 1]))
            spike = np.linspace(path[i] + up * wide[i] * 0.7, path[i] + up * wide[i] * 1.9 + (path[i] - path[i + 1]) * -0.8, 4)
            kit.tube(spike, wide[i] * np.array([0.45, 0.36, 0.2, 0.02]), tip, columns=6, detail=True, kind="leather")
    out_ = []
    for mesh in kit.meshes:
        rest = mesh.positions.astype(np.float64)
        far = np.linalg.norm(rest - root, axis=1) / size
        near = np.linalg.norm(rest[:, None] - (path * size + root)[None], axis=2).argmin(1)
        hang = 0.7 * smooth(0.0, 0.7, far)
        margin = (wide[near] * 0.4 * size + 0.03) * smooth(0.1, 0.4, far)
        deform = Dangle(p, root, rest, hang, margin)
        out_.append(_with(mesh, deform))
    return out_


def _with(mesh: Mesh, deform: Dangle) -> Mesh:
    from dataclasses import replace

    return replace(mesh, deform=deform)


# ---- wings


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


def _feather(kit: Kit, base: Array, degrees: float, length: float, wide: float, color: RGB, depth: float, sign: float) -> None:
    o = np.array([(-0.02, -0.32), (0.30, -0.5), (0.72, -0.5), (0.96, -0.22), (1.0, 0.1), (0.78, 0.46), (0.35, 0.44), (0.0, 0.25)])
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
        _feather(kit, on(t), -6 - 80 * (i / 8) ** 0.8, 0.86 - 0.34 * (i / 8), 0.20, shade(second, 0.97 + 0.02 * (i % 2)), -0.01 - 0.008 * i, sign)
    for i, t in enumerate(np.linspace(0.9, 0.15, 6)):
        _feather(kit, on(t) + (0, 0.01), -30 - 54 * (i / 5), 0.42 - 0.10 * (i / 5), 0.16, color, 0.022 + 0.006 * i, sign)
    for i, t in enumerate(np.linspace(0.86, 0.2, 5)):
        _feather(kit, on(t) + (0, 0.02), -46 - 40 * (i / 4), 0.22, 0.12, shade(color, 1.03), 0.05 + 0.004 * i, sign)
    bone = np.concatenate([arm, np.zeros((9, 1))], 1) * (sign, 1, 1)
    kit.tube(bone, np.interp(np.linspace(0, 1, 9), [0, 0.5, 1], [0.05, 0.06, 0.03]), color, columns=8, detail=True)


def _bat(kit: Kit, sign: float, color: RGB, second: RGB) -> None:
    wrist = np.array([0.42, 0.44])
    ends = np.array([(1.12, 0.40), (0.98, -0.10), (0.66, -0.42), (0.30, -0.50), (0.04, -0.22)])
    rim = [np.array([0.0, 0.02]), np.array([0.2, 0.26]), wrist]
    for a, b in zip(ends[:-1], ends[1:], strict=True):
        middle = (a + b) / 2 * 0.84 + wrist * 0.12
        rim += [a, a * 0.5 + middle * 0.42 + b * 0.08, middle, b * 0.5 + middle * 0.42 + a * 0.08]
    rim.append(ends[-1])
    kit.plate(np.array(rim) * (sign, 1), 0.02, second, rows=1, middle=np.array([0.36 * sign, 0.12]), bend=-0.08, outline=0.8)
    kit.tube([(0, 0, 0.01), (0.2 * sign, 0.27, 0.01), (0.42 * sign, 0.45, 0.01)], [0.05, 0.042, 0.035], color, columns=7, detail=True)
    for x, y in ends[:-1]:
        way = smoothed([(*wrist, 0.01), (*((wrist + (x, y)) / 2 + (0.03, 0.05)), 0.01), (x, y, 0.01)], 7) * (sign, 1, 1)
        kit.tube(way, np.linspace(0.030, 0.010, 7), color, columns=6, detail=True)
    kit.tube(np.array([(0.42, 0.43, 0.01), (0.41, 0.53, 0.02), (0.46, 0.60, 0.03)]) * (sign, 1, 1), [0.03, 0.022, 0.003], color, columns=6, detail=True)


def _fairy(kit: Kit, sign: float, color: RGB, second: RGB) -> None:
    upper = smoothed([(0, 0.0), (0.22, 0.36), (0.62, 0.74), (0.95, 0.76), (1.0, 0.46), (0.74, 0.10), (0.30, -0.05)], 22) * (sign, 1)
    lower = smoothed([(0, -0.02), (0.34, -0.05), (0.66, -0.22), (0.74, -0.52), (0.52, -0.66), (0.22, -0.42)], 18) * (sign, 1)
    for o, middle, depth in ((upper, (0.55 * sign, 0.34), 0.02), (lower, (0.44 * sign, -0.34), -0.02)):
        layer = kit.moved((0, 0, depth))
        layer.plate(o, 0.014, color, rows=0, middle=middle, kind="leather", outline=0.6)
        for i in range(3, len(o) - 2, 4):
            way = smoothed([(0, 0, 0.009), (*(np.array(middle) * 0.5 + o[i] * 0.22), 0.009), (*(o[i] * 0.93), 0.009)], 6)
            layer.tube(way, np.linspace(0.012, 0.006, 6), second, columns=4, detail=True, outline=0.0)
        m = np.array(middle)
        layer.moved((0, 0, 0.004)).plate(m + (o[len(o) // 2] - m) * 0.35 + (o - m) * 0.22, 0.014, second, rows=0, detail=True, outline=0.0)


_WINGS: dict[str, Callable[[Kit, float, RGB, RGB], None]] = {"bird": _bird, "bat": _bat, "fairy": _fairy}
EARS = tuple(_EARS)
TAILS = (*_TAILS, "rabbit")
WINGS = tuple(_WINGS)
HORNS = ("small", "ram", "demon", "dragon")


def horn_colors(dyes: Dyes, turn: float) -> tuple[RGB, RGB]:
    """Of horns, and of their tips."""
    bone, night, red = (0.90, 0.84, 0.72), (0.24, 0.21, 0.26), (0.62, 0.16, 0.20)
    base = (bone, night, red, dyes.dark)[int(turn * 3.99)]
    return base, shade(base, 0.72) if base is bone else shade(base, 1.5)


FEATHERS: tuple[RGB, ...] = (WHITE, WHITE, (0.30, 0.29, 0.34), GOLD)
"""Colors of birds' wings."""
