"""Side locks, the lock that stands up, and small tools for designs."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Array
from .strands import Strands

Rng = np.random.Generator


def near(rng: Rng, values: Array | list[float], spread: float) -> Array:
    """Values with a little chance, at most two standard deviations."""
    values = np.asarray(values, float)
    return values + rng.normal(0, spread, values.shape).clip(-2 * spread, 2 * spread)


def layers(n: int, low: float, step: float = 0.016) -> Array:
    """Clumps alternately under and over their neighbors."""
    return low + step * (np.arange(n) % 2) + 0.004 * (np.arange(n) % 3)


def slivers(main: Strands, rng: Rng, rows: list[int], width: float, aside: float) -> Strands:
    """Thin clumps that part from big ones: they break the outline's rhythm."""
    n = len(rows)
    some = Strands(**{name: getattr(main, name)[rows] for name in main.__dataclass_fields__})
    return some.put(
        stop=some.stop + aside + rng.choice([-1, 1], n) * rng.uniform(5, 8, n),
        tip=some.tip - rng.uniform(-0.03, 0.035, n),
        width=width * rng.uniform(0.8, 1.2, n),
        off=some.off + 0.012,
        thick=0.02,
        sharp=1.3,
        belly=0.55,
        base=0.5,
    )


def sides(kind: str, tip: float, rng: Rng) -> Strands:
    """Locks before the ears that frame the face; kind "short", "long" or "hime" (cut straight)."""
    if kind == "hime":
        one = Strands(
            [66.0, 76.0, 88.0],
            near(rng, [66, 76, 88], 1),
            [0.03, 0.02, 0.03],
            0.075,
            root=14.0,
            off=[0.078, 0.085, 0.075],
            tuck=0.22,
            belly=0.8,
            base=0.4,
            sharp=6.0,
            thick=0.034,
        )
    elif kind == "long":
        one = Strands(
            [62.0, 74, 86],
            near(rng, [60, 75, 90], 2),
            tip + near(rng, [0.0, 0.1, 0.22], 0.03),
            [0.07, 0.078, 0.08],
            root=14.0,
            off=[0.084, 0.076, 0.07],
            tuck=near(rng, [0.3, 0.25, 0.3], 0.04),
            belly=0.5,
            base=0.4,
            sharp=1.7,
            thick=0.038,
            bend=1.2,
        )
    else:
        one = Strands(
            [60.0, 72, 86],
            near(rng, [62, 74, 90], 2),
            tip + near(rng, [0.0, 0.06, 0.04], 0.02),
            [0.065, 0.08, 0.085],
            root=14.0,
            off=[0.076, 0.088, 0.078],
            tuck=0.5,
            belly=0.5,
            base=0.35,
            sharp=1.45,
            thick=0.04,
            bend=1.2,
            flare=[0.0, 0.015, 0.03],
        )
    other = one.mirrored().put(tip=one.tip + rng.normal(0, 0.02, len(one)), off=one.off + 0.004)
    return Strands.join(one, other)


def ahoge(rng: Rng) -> tuple[Array, Array]:
    """(k, 20, 3) curves of one or two locks that leave the crown, in heads from the top of the skull, and
    (k, 20) their half widths: they rise out of the hair, bend over and end in a fine point."""
    u = np.linspace(0, 1, 20)
    out, wide = [], []
    side = float(rng.choice([-1, 1]))
    hook = rng.uniform(1.9, 3.9)  # how far round it bends, radians
    for i in range(int(rng.integers(1, 3))):
        size = rng.uniform(0.20, 0.30) * (1.0 if i == 0 else 0.55)
        aim = np.cumsum(np.sin(0.25 + hook * u**1.2)) / 20, np.cumsum(np.cos(0.25 + hook * u**1.2)) / 20
        x, y = side * size * aim[0] * 1.25, size * aim[1] * 1.1
        z = size * (0.10 * u + 0.55 * u * u)
        out.append(np.stack([x, y - 0.03, z], 1))
        wide.append(
            (0.030 if i == 0 else 0.018) * np.sqrt(np.sin(np.clip(0.12 + 0.88 * u, 0, 1) * np.pi)) + 1e-3
        )
        side = -side
    return np.array(out), np.array(wide)
