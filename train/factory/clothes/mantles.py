"""What lies on the shoulders: furs and standing collars; torn hems."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Mesh, bind_dense
from ..palette import RGB
from ..parts import Part
from .costume import Costumes
from .skirt_riders import slab

Line = list[tuple[float, float]]


def jagged(low: float, high: float, count: int, dice: np.random.Generator) -> Line:
    """A torn hem: points around, y between low and high."""
    x = np.linspace(-180, 180, 2 * count + 1)
    y = np.where(np.arange(2 * count + 1) % 2, high, low) + dice.uniform(-0.02, 0.02, 2 * count + 1)
    y[-1] = y[0]
    return list(zip(x.tolist(), y.tolist(), strict=True))


def standing_collar(costume: Costumes, color: RGB, inside: RGB):
    """The collar of a vampire's cape, that stands up behind the head."""

    body, w = costume.body, costume.width
    columns, rows = 29, 7
    a = np.linspace(-2.35, 2.35, columns)
    s = np.linspace(0, 1, rows)[:, None]
    high = 0.40 * (0.55 + 0.45 * np.abs(np.sin(a / 2.35 * np.pi * 0.5)) ** 1.5)[None]
    rx, rz = 0.24 + 0.15 * s**1.3, 0.20 + 0.17 * s**1.3
    rest = np.stack(
        [
            np.sin(a) * rx * w,
            body.proportions.y(5.14) + s * high * (0.5 + 0.5 * w) + 0 * a,
            (-np.cos(a) * rz - 0.055) * w,
        ],
        -1,
    )
    inner = rest - 0.016 * np.stack([np.sin(a), 0 * a, -np.cos(a)], -1)[None]
    faces, _ = slab(rows, columns)
    p = np.concatenate([rest.reshape(-1, 3), inner.reshape(-1, 3)])
    f = faces[: 2 * (rows - 1) * (columns - 1)]
    n = np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]])
    if float((n * (p[f[:, 0]] - p[f[:, 0] + rows * columns])).sum()) < 0:
        faces = faces[:, ::-1]
    shares = body._torso_shares(rest[:1], np.array([5.05]))[0]
    dense = np.tile(shares[None], (2 * rows, 1, 1)).reshape(-1, shares.shape[-1])
    tint = np.repeat(np.array([color, inside], np.float32), rows * columns, 0)
    return Mesh("standing collar", p, faces, *bind_dense(dense), Part.COLLAR, colors=tint, edge=226)


def fur_mantle(costume: Costumes, color: RGB):
    """A thick fur over the shoulders."""
    ring = costume.body.torso(4.86, 5.26, 0.10, rows=12, columns=64)
    s = np.linspace(0, 1, 12)[:, None]
    a = np.arange(64)[None]
    tuft = 0.030 * np.abs(np.sin(a * 1.9 + 9 * s)) + 0.014 * np.sin(a * 4.1 + 17 * s)
    round_ = np.sin(np.clip(s * 1.08, 0, 1) * np.pi) ** 0.7
    return (
        ring.inflated(round_ * 0.06 + tuft)
        .hemmed(0.05, start=True)
        .mesh("fur mantle", Part.COLLAR, colors=color, edge=227)
    )
