"""What is worn on the face."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..face.head import Head
from ..geometry.mesh import Array, Mesh, smooth
from ..geometry.textures import shade
from ..palette import RGB
from ..parts import Part
from .headwear_fit import lie
from .headwear_parts import GOLD, WHITE, Dyes
from .kit import Kit, rotated, smoothed

INK: RGB = (0.14, 0.13, 0.17)


def surface(head: Head, x: Array, y: Array) -> Array:
    """z of the face (from the head's own origin, chin at 0) at places of the same shape."""
    chin = head.center[1] - 0.555
    points = head.meshes[head.face].positions.astype(np.float64)
    points = points[points[:, 2] > 0.0]
    d = (points[None, :, 0] - np.ravel(x)[:, None]) ** 2 + (
        points[None, :, 1] - chin - np.ravel(y)[:, None]
    ) ** 2
    w = 1 / (d + 4e-5) ** 2
    return ((w * points[None, :, 2]).sum(1) / w.sum(1)).reshape(np.shape(x))


def face_kit(head: Head, part: int) -> Kit:
    """Axes fixed to the head with the chin at the origin."""
    return Kit.on(part, "head", head.center - (0, 0.555, -0.035))


def _rim(round_: float, wide: float, high: float, count: int = 25) -> Array:
    a = np.linspace(0, 2 * np.pi, count)
    c, s = np.cos(a), np.sin(a)
    x, y = (np.sign(v) * np.abs(v) ** (2 / round_) for v in (c, s))
    return np.stack([x * wide, y * high], 1)


def _curve_z(x: Array, front: float = 0.412) -> Array:
    return front - 1.1 * np.clip(np.abs(x) - 0.07, 0, 1) ** 2


def glasses(kind: str, head: Head, color: RGB) -> list[Mesh]:
    """ "round", "square", "half" (a rim below only) or "sun" (dark lenses)."""
    kit = face_kit(head, Part.GLASSES)
    chin = head.center[1] - 0.555
    power, wide, high = {
        "round": (2.0, 0.120, 0.110),
        "square": (3.6, 0.126, 0.088),
        "half": (3.0, 0.124, 0.085),
        "sun": (2.8, 0.135, 0.105),
    }[kind]
    ends = []
    for sign in (1.0, -1.0):
        eye = head.points["leftEye" if sign > 0 else "rightEye"]
        middle = np.array([eye[0], eye[1] - chin - 0.012])
        o = _rim(power, wide, high) + middle
        if kind == "sun":
            lens = o[:-1]
            layers = [(0.2, 0.006), (0.7, 0.006), (1.0, 0.002), (1.0, -0.006), (0.6, -0.006)]
            m = middle
            rings = np.array(
                [
                    np.concatenate(
                        [m + (lens - m) * s, (_curve_z((m + (lens - m) * s)[:, 0]) + dz)[:, None]], 1
                    )
                    for s, dz in layers
                ]
            )
            kit.rings(rings, shade(INK, 1.25), kind="leather", outline=0.5)
        if kind == "half":
            o = np.concatenate([o[12:], o[:1]])
        path = np.concatenate([o, _curve_z(o[:, 0])[:, None]], 1)
        kit.tube(path, 0.0095 if kind != "half" else 0.0085, color, columns=6, kind="metal", outline=0.4)
        ends.append(np.array([sign * (abs(middle[0]) - wide), middle[1] + 0.02, 0.41]))
        outer = np.array(
            [
                sign * (abs(middle[0]) + wide),
                middle[1] + 0.02,
                float(_curve_z(np.array(abs(middle[0]) + wide))),
            ]
        )
        ear = np.array([sign * 0.425, head.points["leftEar"][1] - chin + 0.05, -0.06])
        u = np.linspace(0, 1, 6)[:, None]
        line = outer * (1 - u) + ear * u + np.array([sign * 0.045, 0, 0]) * np.sin(u * np.pi)
        kit.tube(line, 0.008, color, columns=6, out=(0, 1, 0), kind="metal", outline=0.4)
    u = np.linspace(0, 1, 5)[:, None]
    line = ends[0] * (1 - u) + ends[1] * u + np.array([0, 0.016, 0.006]) * np.sin(u * np.pi)
    kit.tube(line, 0.008, color, columns=6, out=(0, 1, 0), kind="metal", outline=0.4)
    return kit.meshes


def monocle(head: Head, dyes: Dyes) -> list[Mesh]:
    """A round glass before the left eye, on a chain."""
    kit = face_kit(head, Part.GLASSES)
    eye = head.points["leftEye"] - (0, head.center[1] - 0.555, 0)
    size = 0.10
    a = np.linspace(0, 2 * np.pi, 25)
    o = np.stack([np.cos(a), np.sin(a), -0.45 * np.cos(a)], 1) * size  # turned with the cheek
    o += (eye[0], eye[1], eye[2] + 0.055)
    kit.tube(o, 0.010, GOLD, columns=6, kind="metal", outline=0.5)
    chain = smoothed([o[23], (0.37, 0.21, 0.21), (head.points["leftEar"][0] + 0.01, 0.30, -0.02)], 12)
    kit.tube(chain, 0.006, GOLD, columns=5, out=(0, 1, 0), kind="metal", outline=0.3)
    del dyes
    return kit.meshes


def eye_patch(head: Head, dyes: Dyes) -> list[Mesh]:
    """A patch over one eye with a strap around the head. Medical (white) or black."""
    kit = face_kit(head, Part.MASK)
    left = dyes.turn < 0.5
    sign = 1.0 if left else -1.0
    white = (dyes.turn * 7) % 1 < 0.45
    eye = head.points["leftEye" if left else "rightEye"] - (0, head.center[1] - 0.555, 0)
    o = _rim(2.6 if white else 2.2, 0.125, 0.10, 21)[:-1]
    o[:, 1] -= 0.02 * (o[:, 1] < 0) * (0 if white else 1)
    color = WHITE if white else INK
    middle = np.array([eye[0] * 1.02, eye[1]])
    rings = []
    for s, lift in ((0.1, 0.055), (0.6, 0.05), (0.9, 0.038), (1.0, 0.022), (0.97, -0.01)):
        p = middle + o * s
        rings.append(np.concatenate([p, (surface(head, p[:, 0], p[:, 1]) + lift)[:, None]], 1))
    kit.rings(np.array(rings), color, outline=0.7, kind="cloth" if white else "leather")
    a = np.radians(np.linspace(-180, 180, 37))
    high = eye[1] + 0.175 - sign * 0.19 * np.sin(a)
    r = np.interp(np.abs(np.degrees(a)), [0, 40, 90, 180], [0.375, 0.415, 0.445, 0.47])
    path = np.stack([np.sin(a) * r, high, np.cos(a) * r - 0.03 + 0.075 * np.cos(a / 2) ** 8], 1)
    kit.tube(path, 0.014, color, columns=6, flat=0.5, out=(0, 1, 0), detail=True, outline=0.5)
    return kit.meshes


def mask(head: Head, dyes: Dyes) -> list[Mesh]:
    """A mask over nose and mouth with loops around the ears."""
    kit = face_kit(head, Part.MASK)
    color = (WHITE, WHITE, (0.72, 0.83, 0.90), INK)[int(dyes.turn * 3.99)]
    y = np.linspace(0.265, -0.035, 9)
    half = np.interp(y, [-0.035, 0.03, 0.12, 0.2, 0.265], [0.10, 0.20, 0.285, 0.29, 0.21])
    t = np.linspace(-1, 1, 17)
    x = t[None] * half[:, None]
    yy = np.broadcast_to(y[:, None] - 0.02 * (t**2)[None] * (y[:, None] > 0.15), x.shape)
    z = surface(head, x, np.maximum(yy, 0.012))
    ridge = (
        0.03
        + 0.055 * np.exp(-((x / 0.12) ** 2)) * np.exp(-(((yy - 0.14) / 0.10) ** 2))
        - 0.012 * np.abs(t[None]) ** 4
    )
    ridge = ridge - 0.055 * smooth(0.03, -0.04, yy)
    front = np.stack([x, yy, z + ridge], -1)
    back = np.stack([x, yy, z + ridge - 0.016], -1)
    kit.rings(np.concatenate([front, back[:, ::-1]], 1), color, outline=0.7)
    for level in (3, 5):  # pleats
        kit.tube(
            front[level, 2:-2] + (0, 0, 0.003), 0.006, shade(color, 0.82), columns=4, detail=True, outline=0.0
        )
    for s in (1, -1):
        for start, cheek, ear in ((1, (0.40, 0.29, 0.13), 0.36), (5, (0.37, 0.17, 0.14), 0.28)):
            first = front[start, -1 if s > 0 else 0]
            last = (s * (head.points["leftEar"][0] - 0.02), ear, -0.06)
            way = smoothed([first, (s * cheek[0], *cheek[1:]), last], 7)  # close along the jaw
            kit.tube(way, 0.008, color, columns=5, out=(0, 1, 0), detail=True, outline=0.4)
    return kit.meshes


def fox_mask(head: Head, dyes: Dyes) -> list[Mesh]:
    """A painted fox's mask, pushed to the side of the head."""
    side = 1.0 if dyes.turn < 0.5 else -1.0
    base = face_kit(head, Part.MASK)
    kit = base.moved((0.51 * side, 0.76, 0.20), rotated(y=64 * side) @ rotated(x=-16, z=-14 * side))
    o = smoothed(
        [
            (0, -0.24),
            (0.11, -0.19),
            (0.22, -0.02),
            (0.26, 0.12),
            (0.20, 0.22),
            (0.0, 0.20),
            (-0.20, 0.22),
            (-0.26, 0.12),
            (-0.22, -0.02),
            (-0.11, -0.19),
            (0, -0.24),
        ],
        27,
    )[:-1]
    kit.plate(o, 0.03, WHITE, bulge=0.07, bend=1.2, middle=(0, 0.0), rows=3)
    red = (0.78, 0.20, 0.22)
    for s in (1, -1):
        kit.moved((0.17 * s, 0.26, -0.05), rotated(z=-16 * s)).plate(
            [(-0.075, -0.09), (0.075, -0.09), (0.03, 0.11), (0, 0.17), (-0.04, 0.10)],
            0.03,
            WHITE,
            bulge=0.01,
            detail=True,
        )
        kit.moved((0.17 * s, 0.25, -0.025), rotated(z=-16 * s)).plate(
            [(-0.04, -0.06), (0.04, -0.06), (0, 0.10)], 0.02, red, detail=True, outline=0.3
        )
        eye = kit.moved((0.115 * s, 0.05, 0.062), rotated(y=18 * s, z=24 * s))
        eye.plate(
            [(-0.065, 0), (0, 0.028), (0.065, 0.008), (0, -0.022)], 0.016, INK, detail=True, outline=0.0
        )
        eye.moved((0, 0.05, -0.002)).plate(
            [(-0.05, 0), (0, 0.014), (0.055, 0.005), (0, -0.010)], 0.016, red, detail=True, outline=0.0
        )
        for i in range(2):
            kit.moved((0.13 * s, -0.07 - 0.035 * i, 0.045), rotated(y=20 * s, z=(6 - 16 * i) * s)).plate(
                [(-0.05, 0), (0, 0.009), (0.05, 0), (0, -0.009)], 0.014, red, detail=True, outline=0.0
            )
    kit.moved((0, -0.14, 0.06)).ball((0.03, 0.022, 0.02), INK, rows=4, columns=8, detail=True)
    kit.moved((0, 0.13, 0.072), rotated(x=-6)).plate(
        [(-0.02, 0), (0, 0.05), (0.02, 0), (0, -0.04)], 0.014, red, detail=True, outline=0.0
    )
    a = np.radians(np.linspace(-180, 180, 33))
    away = np.stack([np.sin(a), 0 * a, np.cos(a)], 1)
    cord = (away * 0.538 + np.array([0, 0.20, 0])) @ lie("fox_mask").T + np.array([0, 0.555, -0.035])
    base.tube(cord, 0.016, red, columns=6, out=away, detail=True, outline=0.5)
    return base.meshes


def goggles(head: Head, dyes: Dyes) -> list[Mesh]:
    """Goggles pushed up to the forehead."""
    kit = face_kit(head, Part.GLASSES)
    lens = ((0.95, 0.62, 0.25), (0.42, 0.70, 0.80), (0.55, 0.80, 0.55))[int(dyes.turn * 2.99)]
    for s in (1, -1):
        eye = kit.moved((0.165 * s, 0.845, 0.475), rotated(y=20 * s) @ rotated(x=-24))
        o = _rim(2.3, 0.145, 0.105, 19)[:-1]
        rings = np.array(
            [
                [(x * f, y * f, z) for x, y in o]
                for f, z in ((0.95, -0.10), (1.05, -0.04), (1.05, 0.035), (0.92, 0.05), (0.84, 0.03))
            ]
        )
        eye.rings(rings, dyes.dark, kind="leather")
        eye.plate(o * 0.84, 0.03, lens, bulge=0.03, kind="leather", detail=True, outline=0.3)
        eye.moved((-0.03, 0.03, 0.046), rotated(z=35)).plate(
            [(-0.012, -0.04), (0.012, -0.04), (0.012, 0.04), (-0.012, 0.04)],
            0.008,
            WHITE,
            detail=True,
            outline=0.0,
        )
    kit.moved((0, 0.84, 0.505), rotated(x=-24)).box(
        (0.04, 0.022, 0.03), dyes.metal, kind="metal", detail=True
    )
    a = np.radians(np.linspace(30, 330, 33))
    away = np.stack([np.sin(a), 0 * a, np.cos(a)], 1)
    strap = (away * 0.515 + np.array([0, 0.20, 0])) @ lie("goggles").T + np.array([0, 0.555, -0.035])
    kit.tube(strap, 0.045, dyes.accent, columns=8, flat=0.3, out=away, detail=True)
    return kit.meshes


ON_FACE: dict[str, Callable[[Head, Dyes], list[Mesh]]] = {
    **{k: (lambda head, dyes, k=k: glasses(k, head, dyes.main)) for k in ("round", "square", "half", "sun")},
    "monocle": monocle,
    "eye_patch": eye_patch,
    "mask": mask,
    "fox_mask": fox_mask,
    "goggles": goggles,
}
"""What is worn on the face, by name; its main color is the frame's."""
