"""Skirts, and the skirts of dresses, coats and robes: pleated, flared, gathered, narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..body.body import Body
from ..cloth.cloth import Hang
from ..cloth.fold_plans import handed
from ..cloth.folds import Grid, Stroke, folded
from ..geometry.loft import Loft
from ..geometry.mesh import Array, Mesh, curve, smooth
from ..palette import RGB
from ..parts import Part
from ..render.material import Material


@dataclass(frozen=True)
class SkirtCut:
    """How a skirt is cut.

    top: reference height of its waist; length: heads on the reference body; flare: heads the hem stands out;
    kind: "pleats", "box" (wide pleats), "flare" (soft waves), "gather" (many small waves), "tiered" (three
    ruffles), "handkerchief" (a hem with four points), "straight"; pleats: how many, or which waves; slack:
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
    if cut.kind in ("pleats", "box"):
        phase = (turn * cut.pleats + 0.5) % 1
        if cut.kind == "pleats":
            fold = np.where(phase < 0.78, phase / 0.78, (1 - phase) / 0.22) - 0.5
            valley = smooth(0.80, 0.92, phase) * (1 - smooth(0.97, 1.0, phase) * 0.5)
            return 0.070 * grown * fold, -0.45 * valley[None] * smooth(0.02, 0.25, s)[:, None]
        fold = smooth(0.02, 0.12, phase) * (1 - smooth(0.68, 0.78, phase)) - 0.6
        valley = smooth(0.72, 0.82, phase) * (1 - smooth(0.96, 1.0, phase) * 0.6)
        return 0.060 * grown * fold, -0.45 * valley[None] * smooth(0.02, 0.25, s)[:, None]
    if cut.kind == "straight":
        return 0.012 * grown * np.sin(_phase(cut, turn))[None], 0 * grown * turn
    # ridges are round and valleys narrow, as cloth falls that is gathered above
    wave = 1.5 * np.abs(np.cos(_phase(cut, turn) / 2 + np.pi / 4)) ** 0.85 - 0.95
    wave = wave[None]
    full = 0.85 + 0.5 * min(cut.flare, 1.0)
    if cut.kind == "tiered":
        step, place = _tiers(s)
        full_ = (0.014 + 0.042 * place + 0.010 * step) * full
        stand = 0.020 * step + 0.075 * place
        bias = -0.30 * smooth(0.2, 0.95, -wave) * smooth(0.0, 0.6, place)[:, None]
        bias = bias - 0.30 * np.exp(-place / 0.08)[:, None] * (step > 0)[:, None]
        return full_[:, None] * wave + stand[:, None], bias
    deep = {"flare": 0.060, "gather": 0.042, "handkerchief": 0.070}[cut.kind] * full
    high = deep * smooth(0.02, 1.0, s)[:, None] ** 0.8
    return high * wave, -0.36 * smooth(0.3, 0.95, -wave) * smooth(0.1, 0.7, s)[:, None]


def _tiers(s: Array) -> tuple[Array, Array]:
    """(rows,) number of the ruffle that each row is in, 0 to 2, and how far down in it, 0..1."""
    step = np.minimum(np.floor(s * 3 * 0.999), 2)
    return step, s * 3 - step


def _waves_of(cut: SkirtCut) -> int:
    """How many waves run around: fewer and bigger ones for some."""
    if cut.kind in ("flare", "handkerchief"):
        return 7 + cut.pleats % 5
    return 13 + cut.pleats % 5


def _phase(cut: SkirtCut, turn: Array) -> Array:
    if cut.kind == "straight":
        return turn * 2 * np.pi * 7 + 1
    own = 0.7 + 1.3 * (cut.pleats % 7)
    return 2 * np.pi * _waves_of(cut) * turn + 1.05 * np.sin(2 * np.pi * 2 * turn + own)


def _low(cut: SkirtCut) -> list[float]:
    """Where around a waved skirt its valleys lie: u, 0..1."""
    turn = np.linspace(0, 1, 721)
    wave = np.abs(np.cos(_phase(cut, turn) / 2 + np.pi / 4))
    low = (wave[1:-1] < wave[:-2]) & (wave[1:-1] <= wave[2:])
    return [float(u) for u in turn[1:-1][low]]


def skirt_plan(rng: np.random.Generator, cut: SkirtCut) -> list[Stroke]:
    """Drawn folds of a skirt: up from the hem in its valleys, down from the waist, across the lap of who
    sits."""
    out: list[Stroke] = []
    top, low, long = cut.top, cut.top - cut.length, cut.length
    if cut.kind in ("flare", "gather", "handkerchief"):
        for u in _low(cut):
            a, rise = 2 * np.pi * u, long * rng.uniform(0.28, 0.86)
            lean = float(rng.uniform(-0.06, 0.06))
            way = float(rng.choice([-1.0, 1.0]))
            soft = 0.030 + 0.040 * min(cut.flare, 0.8)
            out.append(
                Stroke((low + 0.005, a), (low + rise, a + lean), 0.03, 0.013, way * soft, 0.03, least=1.0)
            )
    if cut.kind == "tiered":
        for step in range(3):
            above = top - long * step / 3
            for u in _low(cut):
                a = 2 * np.pi * (u + 0.31 * step)
                fall = long / 3 * rng.uniform(0.3, 0.7)
                out.append(Stroke((above - 0.04, a), (above - fall, a), 0.03, 0.011, 0.025, 0.05, least=1.0))
            for i in range(12 if step else 0):  # the edge of the ruffle above, and its shadow
                a = 2 * np.pi * i / 12
                edge = (above + 0.012, a + 0.60), (above + 0.012, a - 0.06)
                out.append(Stroke(*edge, 0.0, 0.014, 0.05, 0.5, least=1.0))
    if cut.kind in ("flare", "gather", "handkerchief", "straight"):
        count = {"gather": 16, "flare": 9, "handkerchief": 9, "straight": 5}[cut.kind]
        for i in range(count):  # gathers below the waistband
            a = 2 * np.pi * (i + rng.uniform(0.1, 0.9)) / count
            fall = rng.uniform(0.07, 0.30) * (1.0 if cut.kind == "gather" else 0.8)
            out.append(
                Stroke((top - 0.03, a), (top - 0.03 - fall, a + float(rng.uniform(-0.08, 0.08))), 0.03, 0.010,
                       0.016, 0.05, least=1.0)
            )  # fmt: skip
    for side, sign in (("left", 1.0), ("right", -1.0)):
        for i in range(2 if cut.kind != "tiered" else 1):  # the hip creases
            y = min(top - 0.28, 3.74) - 0.12 * i
            if y > low + 0.15:
                a = np.pi - sign * (1.25 - 0.1 * i)
                b = np.pi - sign * (0.25 + 0.2 * i)
                out.append(Stroke((y, a), (y - 0.10, b), 0.08 * sign, 0.014, -0.05 * sign, 0.3, side + "Hip"))
    return handed(rng, out) if cut.kind != "tiered" else out


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
    drawn: bool = True,
) -> Mesh:
    """A skirt that swings (cloth.Hang). drawn: with `drawn_folds`; who paints or changes it first adds them
    afterwards."""
    p, w = body.proportions, body.proportions.width
    rows = int(np.clip(10 + 7 * cut.length, 14, 26))
    columns = 72 if cut.kind == "straight" else 6 * _waves_of(cut) if cut.kind != "flare" else 84
    if cut.kind in ("pleats", "box"):
        columns = cut.pleats * (5 if cut.kind == "pleats" else 6)
    columns = max(72, columns + columns % 2)
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
    height = np.broadcast_to(y[:, None], reach.shape)
    if cut.kind == "handkerchief":  # four points
        corner = np.abs(np.sin(2 * trunk.angles)) ** 1.5
        height = height + (0.30 * cut.length * (s[:, None] ** 2) * (0.55 - corner))
    rings = np.stack([flat[..., 0], p.y(height), flat[..., 1]], -1)
    shares = body._torso_shares(rings, np.maximum(y, 3.62))  # the hips alone below 3.73
    loft = Loft(rings, shares, y).hemmed(0.018, depth=0.07)
    bias = np.concatenate([bias, bias[-1:] - 0.3, bias[-1:] - 0.5])
    closed = np.concatenate([loft.rings, loft.rings[:, :1]], 1)
    angles = np.concatenate([loft.angles, [2 * np.pi]])
    more: dict[str, Any] = {} if material is None else {"material": material}
    mesh = loft.mesh(
        name, part, seam=True, colors=color if material is None else (1.0, 1.0, 1.0), bias=bias,
        deform=Hang(body, closed, angles, margin, cut.arms, spare=_spare(loft.rings[:-2], w)), edge=edge,
        **more,
    )  # fmt: skip
    return drawn_folds(mesh, cut, color) if drawn else mesh


def drawn_folds(mesh: Mesh, cut: SkirtCut, color: RGB) -> Mesh:
    """A skirt's mesh (rows from the waist down, a seam, two rows of hem) with the folds of its cut."""
    hang = mesh.deform
    assert isinstance(hang, Hang)
    rows, columns = hang.rest.shape[:2]
    along = cut.top - cut.length * np.linspace(0, 1, rows - 2)
    grid = Grid(np.append(along, along[[-1, -1]]), np.arange(columns - 1), columns)
    plan = skirt_plan(np.random.default_rng([cut.pleats, int(1000 * cut.length)]), cut)
    return folded(mesh, grid, plan, color, shaded=None)


def _spare(rings: Array, w: float) -> Array:
    """(rows,) heads that a skirt is wider than one that just goes around the legs."""
    radius = np.linalg.norm(rings[..., [0, 2]], axis=-1).mean(1)
    return np.maximum(radius - 0.62 * w, 0)
