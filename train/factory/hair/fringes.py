"""Designs of fringes: which clumps there are, how wide, and where their points lie."""

from __future__ import annotations

import numpy as np

from .locks import layers, near, slivers
from .strands import Strands

Rng = np.random.Generator

FRINGES = {
    "blunt": 0.13,
    "parted": 0.09,
    "swept": 0.15,
    "messy": 0.13,
    "center": 0.09,
    "m_shape": 0.10,
    "curtain": 0.09,
    "none": 0.05,
    "over_eye": 0.08,
    "choppy": 0.08,
    "thin": 0.06,
}
"""Fringes with their weights."""


def fringe(kind: str, brow: float, lean: float, rng: Rng) -> Strands:
    """The fringe. brow: height over the chin its points reach about. lean: -1..1, to which side."""
    sign = 1.0 if lean >= 0 else -1.0
    if kind == "m_shape":
        return _m_shape(brow, lean, rng)
    if kind == "curtain":
        return _curtain(brow, lean, rng)
    if kind == "over_eye":
        return _over_eye(brow, sign, rng)
    if kind == "choppy":
        return _choppy(brow, lean, rng)
    if kind == "thin":
        return _thin(brow, lean, rng)
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
        under = Strands(
            np.linspace(-50, 50, 8),
            np.linspace(-58, 58, 8),
            brow + 0.05,
            0.09,
            root=14.0,
            off=0.048,
            sharp=3.0,
            thick=0.028,
            tuck=0.6,
        )
        return Strands.join(under, main, slivers(main, rng, [0, 2, 3, 5, 7], 0.026, 0.0))
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
        return Strands.join(_parting(part, rng), *out)
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
        return Strands.join(main, slivers(main, rng, [2, 3, 4, 7], 0.026, -5.0 * sign))
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
        return Strands.join(temples, main, slivers(main, rng, [1, 3, 5, 7], 0.024, 8.0))
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
    return Strands.join(main, slivers(main, rng, [1, 4, 7], 0.024, 4.0))


def _m_shape(brow: float, lean: float, rng: Rng) -> Strands:
    """Three big points, one between the eyes and one at each temple, arches free over the eyes."""
    stop = near(rng, [-66, -55, -45, -24, 0, 24, 45, 55, 66], 1.0) + lean * 2
    tip = brow + near(rng, [-0.26, -0.20, -0.06, 0.085, -0.125, 0.085, -0.06, -0.20, -0.26], 0.012)
    main = Strands(
        stop * np.array([0.8, 0.7, 0.5, 0.5, 1, 0.5, 0.5, 0.7, 0.8]),
        stop + np.array([0, -2, -6, 5, lean * 3, -5, 6, 2, 0]),
        tip,
        [0.07, 0.085, 0.105, 0.105, 0.115, 0.105, 0.105, 0.085, 0.07],
        root=[12.0, 12, 16, 18, 20, 18, 16, 12, 12],
        bend=1.7,
        off=[0.072, 0.088, 0.078, 0.088, 0.105, 0.088, 0.078, 0.088, 0.072],
        belly=0.42,
        base=0.34,
        sharp=[1.5, 1.35, 1.3, 1.6, 1.15, 1.6, 1.3, 1.35, 1.5],
        thick=0.042,
        tuck=0.5,
        wave=near(rng, [0.0] * 9, 0.012),
        ripple=1.6,
    )
    return Strands.join(main, slivers(main, rng, [2, 4, 6], 0.022, 5.0))


def _curtain(brow: float, lean: float, rng: Rng) -> Strands:
    """A middle parting and two curtains that swing out from it and in again beside the cheeks."""
    out = []
    part = lean * 4
    for side in (1.0, -1.0):
        start = part + side * np.array([3, 4, 6, 10, 18, 30])
        stop = part * 0.3 + side * near(rng, [44, 52, 60, 66, 72, 80], 1.2)
        tip = near(rng, [0.37, 0.24, 0.13, 0.02, -0.06, 0.10], 0.015) + (brow - 0.44)
        out.append(
            Strands(
                start,
                stop,
                tip,
                near(rng, [0.06, 0.085, 0.095, 0.09, 0.085, 0.10], 0.004),
                root=[60.0, 50, 38, 26, 16, 10],
                bend=[0.62, 0.64, 0.68, 0.74, 0.82, 1.0],
                off=[0.075, 0.10, 0.085, 0.11, 0.09, 0.07],
                belly=[0.5, 0.55, 0.6, 0.6, 0.6, 0.5],
                base=0.4,
                sharp=[1.6, 1.7, 1.8, 1.8, 1.7, 1.6],
                thick=0.042,
                tuck=[0.3, 0.25, 0.2, 0.2, 0.25, 0.5],
                flare=[0.02, 0.03, 0.05, 0.08, 0.08, 0.02],
                wave=side * np.array([0.015, 0.02, 0.028, 0.03, 0.03, 0.0]),
                ripple=1.25,
                phase=0.45,
            )
        )
    main = Strands.join(*out)
    return Strands.join(_parting(part, rng), main, slivers(main, rng, [2, 8], 0.022, 4.0))


def _parting(part: float, rng: Rng) -> Strands:
    """Beside a parting: clumps that close the crown from the whorl to the hairline, and the temples."""
    at = np.array([5.0, 17.0, 32.0, 48.0])
    start = np.concatenate([part + at, part - at])
    top = Strands(
        start,
        start + np.sign(start - part) * np.tile([14, 20, 22, 20], 2),
        np.tile([0.80, 0.76, 0.70, 0.60], 2),
        0.085 + 0 * start,
        root=np.tile([3.0, 4, 5, 6], 2),
        bend=1.3,
        off=np.tile([0.055, 0.065, 0.06, 0.055], 2),
        belly=0.55,
        base=0.5,
        sharp=2.2,
        thick=0.04,
        tuck=0.6,
    )
    low = near(rng, [56.0, 68, 80, -56, -68, -80], 1.0)
    temples = Strands(
        low * 0.85,
        low,
        np.tile([0.40, 0.30, 0.24], 2),
        0.085,
        root=12.0,
        off=0.045,
        tuck=0.6,
        sharp=1.7,
        thick=0.03,
        bias=-0.1,
    )
    return Strands.join(temples, top)


def _over_eye(brow: float, sign: float, rng: Rng) -> Strands:
    """A side parting whose long side falls over one eye."""
    start = sign * np.array([-56, -44, -30, -24, -20, -14, -4, 14, 34, 50.0])
    stop = sign * near(rng, [-76, -62, -52, -12, 14, 29, 40, 50, 62, 72], 1.2)
    tip = brow + near(rng, [-0.20, -0.10, 0.04, 0.05, -0.02, -0.18, -0.30, -0.33, -0.27, -0.22], 0.014)
    main = Strands(
        start,
        stop,
        tip,
        [0.08, 0.085, 0.08, 0.085, 0.10, 0.105, 0.105, 0.10, 0.09, 0.085],
        root=[10.0, 18, 32, 40, 36, 30, 24, 18, 14, 10],
        bend=[1.2, 1.2, 1.0, 0.85, 0.85, 0.9, 0.95, 1.0, 1.1, 1.1],
        off=[0.066, 0.076, 0.07, 0.088, 0.098, 0.09, 0.104, 0.088, 0.082, 0.07],
        belly=0.5,
        base=0.4,
        sharp=[1.6, 1.5, 1.5, 1.7, 1.8, 1.7, 1.5, 1.4, 1.4, 1.5],
        thick=0.038,
        tuck=[0.5, 0.5, 0.5, 0.45, 0.4, 0.34, 0.30, 0.32, 0.4, 0.5],
        wave=0.014,
        ripple=1.3,
    )
    return Strands.join(main, slivers(main, rng, [2, 4, 6], 0.022, -4.0 * sign))


def _choppy(brow: float, lean: float, rng: Rng) -> Strands:
    """Short and uneven: many narrow pointed clumps high over the brows."""
    n = 15
    stop = near(rng, np.linspace(-66, 66, n), 1.8)
    edge = np.abs(stop) / 66
    tip = (
        brow
        + 0.085
        - 0.17 * edge**2.2
        + np.where(np.arange(n) % 2, 0.035, -0.035)
        + rng.uniform(-0.03, 0.03, n)
    )
    main = Strands(
        stop * 0.7 - lean * 5,
        stop + lean * 6 + rng.uniform(-5, 5, n),
        tip,
        rng.uniform(0.045, 0.075, n),
        root=rng.uniform(10, 26, n),
        bend=rng.uniform(1.2, 2.2, n),
        off=layers(n, 0.074, 0.024),
        belly=0.55,
        base=0.4,
        sharp=rng.uniform(1.3, 2.0, n),
        thick=0.036,
        tuck=0.5,
        flare=rng.uniform(0.0, 0.06, n),
        twist=rng.uniform(-0.4, 0.4, n),
    )
    under = Strands(
        np.linspace(-52, 52, 7),
        np.linspace(-58, 58, 7),
        brow + 0.10,
        0.10,
        root=14.0,
        off=0.05,
        sharp=1.8,
        thick=0.03,
        tuck=0.6,
    )
    return Strands.join(under, main)


def _thin(brow: float, lean: float, rng: Rng) -> Strands:
    """Fine strands with the forehead seen between them, and fuller ones at the temples."""
    n = 10
    stop = near(rng, np.linspace(-38, 38, n), 1.5)
    main = Strands(
        stop * 0.72 + lean * 3,
        stop + lean * 4 + rng.uniform(-3, 3, n),
        brow + 0.02 + rng.uniform(-0.04, 0.035, n) - 0.02 * np.abs(stop) / 40,
        rng.uniform(0.015, 0.034, n),
        root=14.0,
        bend=1.3,
        off=layers(n, 0.075),
        belly=0.6,
        base=1.3,
        sharp=1.6,
        thick=0.024,
        tuck=0.5,
        wave=rng.uniform(-0.012, 0.012, n),
        ripple=1.8,
    )
    top = Strands(
        np.linspace(-44, 44, 8),
        np.linspace(-50, 50, 8),
        0.76,
        0.13,
        root=10.0,
        off=0.06,
        sharp=2.2,
        thick=0.034,
        belly=0.6,
    )
    at = near(rng, [46.0, 56, 66], 1.0)
    temples = Strands(
        np.concatenate([at, -at]) * 0.8,
        np.concatenate([at, -at]),
        brow + np.tile([-0.10, -0.18, -0.26], 2),
        0.07,
        root=12.0,
        off=np.tile([0.082, 0.072, 0.08], 2),
        belly=0.5,
        sharp=1.6,
        thick=0.036,
        tuck=0.45,
    )
    return Strands.join(top, main, temples)
