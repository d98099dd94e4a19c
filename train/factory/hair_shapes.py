"""Designs of fringes and side locks: which clumps there are, how wide, and where their points lie."""

from __future__ import annotations

import numpy as np

from .hair_strands import Strands
from .mesh import Array

Rng = np.random.Generator

FRINGES = {"blunt": 0.2, "parted": 0.18, "swept": 0.24, "messy": 0.2, "center": 0.18}


def near(rng: Rng, values: Array | list[float], spread: float) -> Array:
    """Values with a little chance, at most two standard deviations."""
    values = np.asarray(values, float)
    return values + rng.normal(0, spread, values.shape).clip(-2 * spread, 2 * spread)


def fringe(kind: str, brow: float, lean: float, rng: Rng) -> Strands:
    """The fringe. brow: height over the chin its points reach about. lean: -1..1, to which side."""
    sign = 1.0 if lean >= 0 else -1.0
    if kind == "blunt":
        stop = near(rng, [-58, -43, -27, -8, 12, 29, 44, 58], 2.5)
        tip = brow + near(rng, [-0.06, -0.02, 0.0, 0.012, 0.0, 0.008, -0.02, -0.06], 0.008)
        main = Strands(
            stop * 0.8,
            stop,
            tip,
            near(rng, [0.085, 0.075, 0.1, 0.105, 0.095, 0.08, 0.1, 0.08], 0.008),
            root=12.0,
            off=layers(8, 0.072),
            belly=0.74,
            base=0.30,
            sharp=rng.uniform(3.4, 6.0, 8),
            thick=0.036,
            tuck=0.55,
        )
        return Strands.join(main, _slivers(main, rng, [0, 2, 3, 5, 7], 0.026, 0.0))
    if kind == "parted":
        out = []
        part = lean * 14
        for side in (1.0, -1.0):
            start = part + side * np.array([7, 7, 8, 14, 24, 30, 50])
            stop = side * near(rng, [37, 51, 63, 74, 82, 58, 68], 1.5) + part * 0.25
            tip = near(rng, [0.57, 0.42, 0.28, 0.17, 0.06, 0.22, 0.24], 0.02) + (brow - 0.44)
            out.append(
                Strands(
                    start,
                    stop,
                    tip,
                    near(rng, [0.06, 0.08, 0.09, 0.085, 0.075, 0.035, 0.10], 0.005),
                    root=[58.0, 45, 32, 20, 12, 26, 10],
                    bend=[0.85, 0.9, 1.0, 1.1, 1.2, 0.9, 1.0],
                    off=np.array([0.06, 0.082, 0.066, 0.09, 0.07, 0.10, 0.058]),
                    belly=[0.4, 0.45, 0.5, 0.5, 0.5, 0.45, 0.5],
                    base=0.35,
                    sharp=[1.5, 1.5, 1.6, 1.6, 1.6, 1.3, 1.7],
                    thick=0.036,
                    tuck=[0.5, 0.5, 0.42, 0.45, 0.4, 0.35, 0.6],
                    flare=[0.0, 0.0, 0.01, 0.02, 0.02, 0.03, 0.0],
                )
            )
        return Strands.join(*out)
    if kind == "swept":
        start = sign * np.array([-54, -22, 8, 19, 24, 26, 34, 40, 48])
        stop = sign * near(rng, [-74, -60, -42, -22, -4, 14, 38, 54, 68], 2)
        tip = brow + near(rng, [-0.20, -0.11, -0.05, -0.015, 0.005, 0.035, 0.0, -0.09, -0.17], 0.012)
        main = Strands(
            start,
            stop,
            tip,
            near(rng, [0.09, 0.105, 0.108, 0.10, 0.092, 0.07, 0.085, 0.095, 0.09], 0.006),
            root=[9.0, 10, 16, 26, 36, 42, 34, 22, 12],
            bend=[1.0, 1.0, 0.95, 0.9, 0.9, 1.1, 1.2, 1.2, 1.2],
            off=np.array([0.068, 0.078, 0.092, 0.084, 0.098, 0.078, 0.072, 0.086, 0.074]),
            belly=0.54,
            base=0.42,
            sharp=[1.7, 1.8, 1.9, 1.9, 1.8, 1.5, 1.5, 1.6, 1.6],
            thick=0.038,
            tuck=0.55,
        )
        return Strands.join(main, _slivers(main, rng, [2, 3, 4, 7], 0.026, -5.0 * sign))
    if kind == "messy":
        stop = near(rng, [-60, -43, -30, -13, 4, 15, 34, 52, 62], 3)
        pull = sign * np.array([-14, 10, -12, 14, -8, 18, -10, 12, 10])
        tip = brow + near(rng, [-0.12, -0.02, -0.06, 0.02, -0.07, 0.02, -0.03, -0.08, -0.13], 0.015)
        main = Strands(
            stop * 0.75 - pull * 0.3,
            stop + pull * 0.5,
            tip,
            near(rng, [0.08, 0.095, 0.075, 0.10, 0.07, 0.095, 0.075, 0.09, 0.075], 0.008),
            root=14.0,
            bend=1.6,
            off=layers(9, 0.08, 0.022),
            belly=0.5,
            base=0.32,
            sharp=1.45,
            thick=0.042,
            tuck=0.45,
            flare=0.03,
        )
        temples = Strands(
            [-46.0, 46.0], [-66.0, 66.0], 0.33, 0.10, root=10.0, off=0.056, tuck=0.6, thick=0.036
        )
        return Strands.join(temples, main, _slivers(main, rng, [1, 3, 5, 7], 0.024, 8.0))
    # "center": one long lock between the eyes, curtains beside it
    stop = near(rng, [-64, -50, -34, -20, 2, 22, 36, 51, 64], 1.5)
    tip = brow + near(rng, [-0.20, -0.10, -0.02, 0.05, -0.115, 0.05, -0.02, -0.10, -0.20], 0.012)
    main = Strands(
        stop * 0.55 + lean * 4,
        stop + lean * 3,
        tip,
        near(rng, [0.08, 0.09, 0.09, 0.075, 0.085, 0.075, 0.09, 0.09, 0.08], 0.006),
        root=16.0,
        bend=1.3,
        off=np.array([0.07, 0.085, 0.076, 0.088, 0.10, 0.086, 0.075, 0.085, 0.07]),
        belly=0.5,
        base=0.32,
        sharp=1.55,
        thick=0.04,
        tuck=0.5,
    )
    return Strands.join(main, _slivers(main, rng, [1, 4, 7], 0.024, 4.0))


def layers(n: int, low: float, step: float = 0.016) -> Array:
    """Clumps alternately under and over their neighbors."""
    return low + step * (np.arange(n) % 2) + 0.004 * (np.arange(n) % 3)


def _slivers(main: Strands, rng: Rng, rows: list[int], width: float, aside: float) -> Strands:
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
