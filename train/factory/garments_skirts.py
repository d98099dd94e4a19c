"""Skirts, and the skirts of dresses, coats and robes: pleated, flared, gathered, narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .body import Body
from .cloth import Hang
from .loft import Loft
from .material import Material
from .mesh import Array, Mesh, curve, smooth
from .palette import RGB
from .parts import Part


@dataclass(frozen=True)
class SkirtCut:
    """How a skirt is cut.

    top: reference height of its waist; length: heads on the reference body; flare: heads the hem stands out;
    kind: "pleats", "flare" (soft waves), "gather" (many small waves), "straight"; pleats: how many; slack:
    inflation at the waist; arms: arms press it in; lap: where the front edge of a coat lies, radians from the
    middle to the right (positive: the left side lies over the right).
    """

    top: float = 4.06
    length: float = 1.2
    flare: float = 0.26
    kind: str = "pleats"
    pleats: int = 20
    slack: float = 0.045
    arms: bool = False
    lap: float | None = None


def _waves(cut: SkirtCut, s: Array, angles: Array) -> tuple[Array, Array]:
    """(rows, columns) outward displacement, and a bias for the valleys."""
    wave, bias = _folds(cut, s, angles)
    if cut.lap is not None:  # the outer side stands off at its edge and fades into the round
        over = (np.pi + cut.lap - angles) * (1 if cut.lap > 0 else -1)
        step = (over >= 0) * np.exp(-np.maximum(over, 0) / 0.4)
        wave = wave + 0.030 * step[None] * (0.4 + 0.6 * smooth(0, 0.4, s))[:, None]
    return wave, bias


def _folds(cut: SkirtCut, s: Array, angles: Array) -> tuple[Array, Array]:
    grown = smooth(0.04, 0.55, s)[:, None]
    turn = angles / (2 * np.pi)
    if cut.kind == "pleats":
        phase = (turn * cut.pleats + 0.5) % 1
        saw = np.where(phase < 0.78, phase / 0.78, (1 - phase) / 0.22) - 0.5
        valley = smooth(0.80, 0.92, phase) * (1 - smooth(0.97, 1.0, phase) * 0.5)
        return 0.070 * grown * saw, -0.45 * valley[None] * smooth(0.02, 0.25, s)[:, None]
    if cut.kind == "straight":
        return 0.012 * grown * np.sin(_phase(cut, turn))[None], 0 * grown * turn
    wave = np.sin(_phase(cut, turn))[None]
    high = (0.052 if cut.kind == "flare" else 0.036) * smooth(0.1, 1.0, s)[:, None]
    return high * wave, -0.30 * smooth(0.45, 1.0, -wave) * smooth(0.25, 0.8, s)[:, None]


def _phase(cut: SkirtCut, turn: Array) -> Array:
    if cut.kind == "straight":
        return turn * 2 * np.pi * 7 + 1
    count = 9 if cut.kind == "flare" else 17
    return 2 * np.pi * count * turn + 1.05 * np.sin(2 * np.pi * 2 * turn + 0.7)


def valleys(cut: SkirtCut) -> list[float]:
    """Where around a waved skirt its valleys lie: u, 0..1. None for pleats."""
    if cut.kind == "pleats":
        return []
    turn = np.linspace(0, 1, 721)
    wave = np.sin(_phase(cut, turn))
    low = (wave[1:-1] < wave[:-2]) & (wave[1:-1] <= wave[2:])
    return [float(u) for u in turn[1:-1][low]]


def skirt(
    body: Body,
    cut: SkirtCut,
    color: RGB,
    *,
    part: int = Part.BOTTOM,
    material: Material | None = None,
    name: str = "skirt",
    edge: int | None = None,
    margin: float = 0.034,
) -> Mesh:
    """A skirt that swings (cloth.Hang)."""
    p, w = body.proportions, body.proportions.width
    rows = int(np.clip(10 + 7 * cut.length, 14, 26))
    columns = cut.pleats * 5 if cut.kind == "pleats" else 72 if cut.kind == "straight" else 84
    s = np.linspace(0, 1, rows) ** 1.0
    y = cut.top - cut.length * s
    shown = np.maximum(y, 3.50)
    trunk = body.torso(3.50, cut.top, cut.slack, rows=24, columns=columns)
    index = (cut.top - shown) / (cut.top - 3.50) * 23
    low = np.clip(index.astype(int), 0, 22)
    share = (index - low)[:, None, None]
    flat = np.stack([trunk.rings[..., 0], trunk.rings[..., 2]], -1)
    flat = flat[low] * (1 - share) + flat[low + 1] * share
    middle = np.array([0.0, -0.02 * w])
    out = flat - middle
    radius = np.linalg.norm(out, axis=-1)
    reach = np.maximum.accumulate(radius, axis=0)  # never narrower than above
    # towards the hem the outline becomes rounder
    mean = reach.mean(1, keepdims=True)
    reach = reach + (mean - reach) * 0.45 * smooth(0.2, 1.0, s)[:, None]
    open_ = curve([0, 0.12, 0.4, 1.0], [0, 0.05, 0.36, 1.0], s) * cut.flare
    wave, bias = _waves(cut, s, trunk.angles)
    reach = reach + (open_[:, None] + wave) * w
    flat = middle + out / radius[..., None] * reach[..., None]
    rings = np.stack([flat[..., 0], np.broadcast_to(p.y(y)[:, None], reach.shape), flat[..., 1]], -1)
    shares = body._torso_shares(rings, np.maximum(y, 3.62))  # the hips alone below 3.73
    loft = Loft(rings, shares, y).hemmed(0.018, depth=0.07)
    bias = np.concatenate([bias, bias[-1:] - 0.3, bias[-1:] - 0.5])
    closed = np.concatenate([loft.rings, loft.rings[:, :1]], 1)
    angles = np.concatenate([loft.angles, [2 * np.pi]])
    more: dict[str, Any] = {} if material is None else {"material": material}
    return loft.mesh(
        name, part, seam=True, colors=color if material is None else (1.0, 1.0, 1.0), bias=bias,
        deform=Hang(body, closed, angles, margin, cut.arms), edge=edge, **more,
    )  # fmt: skip
