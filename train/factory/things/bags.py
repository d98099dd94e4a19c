"""What hangs on the trunk: bags with their straps, instrument cases, sheathed swords."""

from __future__ import annotations

import numpy as np

from ..body.body import Body
from ..geometry.mesh import Array, Mesh, bind_dense, circle, rigid, sweep
from ..geometry.textures import shade
from ..palette import RGB
from ..parts import Part
from .headwear_parts import GOLD, Dyes
from .kit import Kit, rotated, smoothed
from .props_long import DARK_WOOD, WOOD
from .props_weapons import blade


def _size(body: Body) -> float:
    return 0.55 + 0.45 * min(1.05, body.proportions.scale)


def strap(body: Body, way: list[tuple[float, float]], out: float, half: float, color: RGB) -> Mesh:
    """A flat strap over the clothes. way: (reference height, degrees from the back over the left around) of
    points along it; out: how far clothes stand off the body; half: half its width."""
    m = 34
    points = smoothed(way, m)
    rows, columns = 48, 48
    low, high = float(points[:, 0].min()) - 0.02, float(points[:, 0].max()) + 0.02
    grid = body.torso(low, high, out, rows=rows, columns=columns)
    r = (high - points[:, 0]) / (high - low) * (rows - 1)
    c = (points[:, 1] / 360 * columns) % columns
    i, j = np.clip(np.floor(r).astype(int), 0, rows - 2), np.floor(c).astype(int)
    u, v = (r - i)[:, None], (c - j)[:, None]

    def at(values: Array) -> Array:
        a, b = values[i, j % columns], values[i, (j + 1) % columns]
        d, e = values[i + 1, j % columns], values[i + 1, (j + 1) % columns]
        return (a * (1 - v) + b * v) * (1 - u) + (d * (1 - v) + e * v) * u

    path, normal, shares = at(grid.rings), at(grid.outward()), at(grid.shares)
    section = circle(8, 4.0)
    flat, faces = sweep(path, normal, section, np.full(m, half), np.full(m, 0.016))
    dense = np.repeat(shares, 8, 0)
    from ..geometry.mesh import outward

    if outward(flat, faces) < 0:
        faces = faces[:, ::-1]
    return Mesh("strap", flat, faces, *bind_dense(dense), Part.BAG, colors=color, outline=0.6)


def _back(body: Body, y: float, out: float, part: int) -> Kit:
    """Axes on the back at a reference height: y up, z backwards, x to the right."""
    ring = body.torso(y - 0.05, y + 0.05, out, rows=3, columns=8)
    return Kit(part, lambda n: rigid(n, "upperChest"), ring.rings[1, 0], rotated(y=180), _size(body))


def _straps(body: Body, out: float, color: RGB) -> list[Mesh]:
    """Two straps of a pack, over the shoulders and under the arms."""
    left = [
        (4.75, 24.0),
        (5.00, 34.0),
        (5.145, 62.0),
        (5.16, 95.0),
        (5.08, 128.0),
        (4.86, 140.0),
        (4.62, 128.0),
        (4.42, 96.0),
        (4.30, 50.0),
        (4.28, 24.0),
    ]
    return [strap(body, [(y, a if s > 0 else 360 - a) for y, a in left], out, 0.055, color) for s in (1, -1)]


def backpack(body: Body, d: Dyes, out: float, behind: float) -> list[Mesh]:
    """A pack on the back."""
    k = _back(body, 4.62, behind, Part.BAG)
    cloth = (d.accent, d.main, d.dark, (0.45, 0.42, 0.32))[int(d.turn * 3.99)]
    trim = shade(cloth, 0.78)
    b = k.moved((0, -0.02, 0.17))
    b.box((0.37, 0.48, 0.18), cloth, round_=0.8)
    b.box((0.29, 0.20, 0.09), shade(cloth, 1.06), at=(0, -0.22, 0.17), round_=0.7, detail=True)
    b.tube(
        [(-0.26, -0.08, 0.262), (0, -0.075, 0.272), (0.26, -0.08, 0.262)],
        0.012,
        trim,
        columns=5,
        detail=True,
        outline=0.2,
    )
    a = np.radians(np.linspace(0, 180, 15))
    b.tube(
        np.stack([np.cos(a) * 0.35, 0.16 + np.sin(a) * 0.30, 0.10 + 0.05 * np.sin(a)], 1),
        0.014,
        trim,
        columns=5,
        detail=True,
        outline=0.2,
    )
    b.tube(
        np.stack([np.cos(a) * 0.10, 0.47 + np.sin(a) * 0.09, -0.05 + 0 * a], 1),
        0.024,
        trim,
        columns=6,
        detail=True,
    )
    for s in (1, -1):
        b.box((0.07, 0.16, 0.10), trim, at=(0.39 * s, -0.24, 0.0), round_=0.8, detail=True)
    if d.turn % 0.5 < 0.25:
        charm = b.moved((0.20, -0.30, 0.29))
        charm.ball((0.07, 0.07, 0.04), d.light, detail=True)
        for s in (1, -1):
            charm.moved((0.045 * s, 0.06, 0)).ball(0.03, d.light, rows=4, columns=8, detail=True)
    return k.meshes + _straps(body, out, trim)


def randoseru(body: Body, d: Dyes, out: float, behind: float) -> list[Mesh]:
    """A stiff school satchel on the back."""
    k = _back(body, 4.62, behind, Part.BAG)
    hide = ((0.74, 0.14, 0.17), (0.15, 0.15, 0.18), (0.45, 0.26, 0.16), (0.86, 0.50, 0.62))[
        int(d.turn * 3.99)
    ]
    b = k.moved((0, -0.06, 0.17))
    b.box((0.37, 0.44, 0.17), hide, round_=0.45, kind="leather")
    flap = np.array(
        [
            (-0.385, 0.36),
            (-0.385, -0.34),
            (-0.33, -0.44),
            (0.33, -0.44),
            (0.385, -0.34),
            (0.385, 0.36),
            (0.30, 0.46),
            (-0.30, 0.46),
        ]
    )
    b.moved((0, 0, 0.185)).plate(
        flap, 0.03, shade(hide, 1.05), kind="leather", rows=0, bevel=0.94, detail=True
    )
    b.moved((0, 0, 0.204)).plate(
        flap * (0.86, 0.88), 0.008, shade(hide, 0.88), kind="leather", rows=0, detail=True, outline=0.0
    )
    b.moved((0, 0, 0.208)).plate(
        flap * (0.83, 0.85), 0.008, shade(hide, 1.05), kind="leather", rows=0, detail=True, outline=0.0
    )
    b.box((0.05, 0.04, 0.02), GOLD, at=(0, -0.45, 0.17), round_=0.4, kind="metal", detail=True)
    return k.meshes + _straps(body, out, shade(hide, 0.85))


def shoulder_bag(body: Body, d: Dyes, out: float, behind: float) -> list[Mesh]:
    """A bag at the left hip on a strap over the right shoulder."""
    del behind
    color = ((0.50, 0.32, 0.20), d.accent, d.dark, d.light)[int(d.turn * 3.99)]
    way = [
        (3.92, 88.0),
        (4.20, 122.0),
        (4.62, 165.0),
        (5.00, 212.0),
        (5.15, 250.0),
        (5.165, 278.0),
        (5.06, 312.0),
        (4.70, 355.0),
        (4.25, 410.0),
        (3.92, 448.0),
    ]
    meshes = [strap(body, way, out + 0.012, 0.036, shade(color, 0.85))]
    ring = body.torso(3.85, 3.98, out + 0.06, rows=3, columns=8)
    k = Kit(Part.BAG, lambda n: rigid(n, "hips"), ring.rings[1, 2], rotated(y=90), _size(body))
    b = k.moved((0, -0.30, 0.09), rotated(x=-8))
    b.box((0.33, 0.25, 0.10), color, round_=0.5, kind="leather")
    o = np.array(
        [(-0.335, 0.25), (-0.335, -0.02), (-0.25, -0.10), (0.25, -0.10), (0.335, -0.02), (0.335, 0.25)]
    )
    b.moved((0, 0.005, 0.105)).plate(
        o, 0.02, shade(color, 1.08), kind="leather", rows=0, bevel=0.95, detail=True
    )
    b.box((0.04, 0.035, 0.02), GOLD, at=(0, -0.09, 0.115), round_=0.4, kind="metal", detail=True)
    return meshes + k.meshes


def guitar_case(body: Body, d: Dyes, out: float, behind: float) -> list[Mesh]:
    """A guitar's soft case on the back."""
    k = _back(body, 4.55, behind, Part.BAG)
    color = ((0.16, 0.16, 0.19), d.dark, d.accent, (0.42, 0.27, 0.18))[int(d.turn * 3.99)]
    b = k.moved((0, 0.0, 0.15), rotated(z=14))
    o = smoothed(
        [
            (0, -1.0),
            (0.30, -0.95),
            (0.40, -0.65),
            (0.31, -0.35),
            (0.32, -0.1),
            (0.27, 0.08),
            (0.13, 0.24),
            (0.10, 0.85),
            (0.14, 1.05),
            (0.12, 1.32),
            (0, 1.36),
            (-0.12, 1.32),
            (-0.14, 1.05),
            (-0.10, 0.85),
            (-0.13, 0.24),
            (-0.27, 0.08),
            (-0.32, -0.1),
            (-0.31, -0.35),
            (-0.40, -0.65),
            (-0.30, -0.95),
            (0, -1.0),
        ],
        55,
    )[:-1]
    b.plate(o, 0.20, color, middle=(0, -0.1), rows=1, bevel=0.93)
    edge = np.concatenate([o * (0.95, 0.985), o[:2] * (0.95, 0.985)])
    b.tube(
        np.concatenate([edge, np.full((len(edge), 1), 0.088)], 1),
        0.010,
        shade(color, 1.5),
        columns=4,
        detail=True,
        outline=0.0,
    )
    b.moved((0, -0.62, 0.098)).box((0.22, 0.20, 0.02), shade(color, 1.12), round_=0.5, detail=True)
    return k.meshes + _straps(body, out, shade(color, 0.85))


def sword_back(body: Body, d: Dyes, out: float, behind: float) -> list[Mesh]:
    """A sheathed sword across the back."""
    k = _back(body, 4.62, behind, Part.PROP)
    s = k.moved((-0.46, 0.60, 0.08), rotated(z=-148) @ rotated(y=90), 0.86)
    blade(s, d, katana=d.turn < 0.4, drawn=False)
    way = [
        (3.98, 100.0),
        (4.35, 132.0),
        (4.70, 170.0),
        (5.00, 215.0),
        (5.15, 250.0),
        (5.165, 278.0),
        (5.06, 312.0),
        (4.70, 355.0),
        (4.30, 410.0),
        (3.98, 460.0),
    ]
    return [*k.meshes, strap(body, way, out + 0.01, 0.034, DARK_WOOD if d.turn < 0.7 else d.accent)]


def sword_hip(body: Body, d: Dyes, out: float, behind: float) -> list[Mesh]:
    """A sheathed sword at the left hip."""
    del behind
    ring = body.torso(3.82, 3.96, out + 0.075, rows=3, columns=8)
    k = Kit(
        Part.PROP,
        lambda n: rigid(n, "hips"),
        ring.rings[1, 2],
        rotated(y=8) @ rotated(x=-62) @ rotated(x=180),
        _size(body) * 0.9,
    )
    blade(k.moved((0, -0.18, 0)), d, katana=d.turn < 0.5, drawn=False)
    belt = body.torso(3.86, 3.96, out + 0.01, rows=4, columns=40).hemmed(0.02, start=True)
    return [*k.meshes, belt.mesh("sword belt", Part.BELT, colors=DARK_WOOD, outline=0.6)]


def quiver(body: Body, d: Dyes, out: float, behind: float) -> list[Mesh]:
    """Arrows on the back."""
    k = _back(body, 4.70, behind, Part.BAG)
    q = k.moved((-0.06, 0.02, 0.13), rotated(z=24))
    q.turned(
        [
            (-0.62, 0.02),
            (-0.62, 0.10),
            (-0.55, 0.12),
            (0.42, 0.145),
            (0.46, 0.15),
            (0.45, 0.12),
            (0.30, 0.11),
        ],
        (0.45, 0.30, 0.20),
        columns=16,
        kind="leather",
    )
    for y in (-0.45, 0.34):
        q.turned(
            [(y, 0.11), (y, 0.15 + 0.02 * (y > 0)), (y + 0.08, 0.155 + 0.02 * (y > 0)), (y + 0.08, 0.11)],
            d.accent,
            columns=16,
            caps=(False, False),
            detail=True,
        )
    for i in range(5):
        a = i * 2.4
        f = q.moved((np.cos(a) * 0.07, 0.46, np.sin(a) * 0.07), rotated(z=4 * np.cos(a), x=4 * np.sin(a)))
        f.tube([(0, -0.1, 0), (0, 0.36, 0)], 0.012, WOOD, columns=5, detail=True)
        for turn in (0, 90):
            f.moved((0, 0.26, 0), rotated(y=turn + 20 * i)).plate(
                [(-0.05, -0.08), (0.05, -0.08), (0.05, 0.05), (0, 0.10), (-0.05, 0.05)],
                0.008,
                (d.light, d.accent)[i % 2],
                rows=0,
                detail=True,
                outline=0.5,
            )
    way = [
        (4.20, 100.0),
        (4.45, 132.0),
        (4.75, 170.0),
        (5.00, 215.0),
        (5.15, 250.0),
        (5.165, 278.0),
        (5.06, 312.0),
        (4.75, 355.0),
        (4.45, 410.0),
        (4.20, 460.0),
    ]
    return [*k.meshes, strap(body, way, out + 0.01, 0.034, DARK_WOOD)]


BAGS = {
    "backpack": backpack,
    "randoseru": randoseru,
    "shoulder_bag": shoulder_bag,
    "guitar_case": guitar_case,
    "sword_back": sword_back,
    "sword_hip": sword_hip,
    "quiver": quiver,
}
"""What hangs on the trunk, by name: made for a body, in colors; out and behind: heads that clothes stand off
the shoulders and the back."""
