"""Designs of fringes, side locks and backs: which clumps there are, how wide, and where their points lie."""

from __future__ import annotations

import numpy as np

from .hair_strands import Strands
from .mesh import Array

Rng = np.random.Generator

FRINGES = {"blunt": 0.2, "parted": 0.18, "swept": 0.24, "messy": 0.2, "center": 0.18}


def _near(rng: Rng, values: Array | list[float], spread: float) -> Array:
    values = np.asarray(values, float)
    return values + rng.normal(0, spread, values.shape).clip(-2 * spread, 2 * spread)


def fringe(kind: str, brow: float, lean: float, rng: Rng) -> Strands:
    """The fringe. brow: height over the chin its points reach about. lean: -1..1, to which side."""
    sign = 1.0 if lean >= 0 else -1.0
    if kind == "blunt":
        stop = _near(rng, [-56, -41, -25, -9, 7, 24, 40, 56], 1.5)
        tip = brow + _near(rng, [-0.05, -0.02, 0.0, 0.01, 0.0, 0.005, -0.02, -0.05], 0.008)
        main = Strands(
            stop * 0.8,
            stop,
            tip,
            _near(rng, np.full(8, 0.088), 0.009),
            root=12.0,
            off=_layers(8, 0.072),
            belly=0.72,
            base=0.30,
            sharp=3.4,
            thick=0.036,
            tuck=0.55,
            flare=0.0,
        )
        return Strands.join(main, _slivers(main, rng, [0, 2, 3, 5, 7], 0.028, 0.0))
    if kind == "parted":
        out = []
        part = lean * 14
        for side in (1.0, -1.0):
            start = part + side * np.array([7, 8, 10, 16, 24])
            stop = side * _near(rng, [30, 46, 60, 72, 80], 2) + part * 0.3
            tip = _near(rng, [0.56, 0.40, 0.27, 0.16, 0.06], 0.02) + (brow - 0.44)
            out.append(
                Strands(
                    start,
                    stop,
                    tip,
                    _near(rng, [0.075, 0.09, 0.095, 0.085, 0.075], 0.006),
                    root=26.0,
                    bend=1.25,
                    off=np.array([0.078, 0.088, 0.075, 0.088, 0.07]),
                    belly=0.5,
                    base=0.35,
                    sharp=1.7,
                    thick=0.036,
                    tuck=0.45,
                    flare=0.02,
                )
            )
        main = Strands.join(*out)
        return Strands.join(main, _slivers(main, rng, [0, 2, 5, 7], 0.022, 5.0))
    if kind == "swept":
        start = sign * np.array([34, 31, 29, 27, 25, 36, 39])
        stop = sign * _near(rng, [-58, -40, -21, -3, 15, 46, 62], 2)
        tip = brow + _near(rng, [-0.10, -0.045, -0.01, 0.005, 0.02, -0.03, -0.12], 0.012)
        main = Strands(
            start,
            stop,
            tip,
            _near(rng, [0.095, 0.105, 0.10, 0.092, 0.075, 0.08, 0.085], 0.008),
            root=24.0,
            bend=0.95,
            off=np.array([0.075, 0.09, 0.082, 0.096, 0.084, 0.09, 0.072]),
            belly=0.56,
            base=0.3,
            sharp=1.9,
            thick=0.038,
            tuck=0.6,
        )
        return Strands.join(main, _slivers(main, rng, [1, 2, 3, 5], 0.026, -6.0 * sign))
    if kind == "messy":
        stop = _near(rng, [-60, -43, -30, -13, 4, 15, 34, 52, 62], 3)
        pull = sign * np.array([-14, 10, -12, 14, -8, 18, -10, 12, 10])
        tip = brow + _near(rng, [-0.12, -0.02, -0.06, 0.02, -0.07, 0.02, -0.03, -0.08, -0.13], 0.015)
        main = Strands(
            stop * 0.75 - pull * 0.3,
            stop + pull * 0.5,
            tip,
            _near(rng, [0.08, 0.095, 0.075, 0.10, 0.07, 0.095, 0.075, 0.09, 0.075], 0.008),
            root=14.0,
            bend=1.6,
            off=_layers(9, 0.08, 0.022),
            belly=0.5,
            base=0.32,
            sharp=1.45,
            thick=0.042,
            tuck=0.45,
            flare=0.03,
        )
        return Strands.join(main, _slivers(main, rng, [1, 3, 5, 7], 0.024, 8.0))
    # "center": one long lock between the eyes, curtains beside it
    stop = _near(rng, [-64, -50, -34, -20, 2, 22, 36, 51, 64], 1.5)
    tip = brow + _near(rng, [-0.20, -0.10, -0.02, 0.05, -0.115, 0.05, -0.02, -0.10, -0.20], 0.012)
    main = Strands(
        stop * 0.55 + lean * 4,
        stop + lean * 3,
        tip,
        _near(rng, [0.08, 0.09, 0.09, 0.075, 0.085, 0.075, 0.09, 0.09, 0.08], 0.006),
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


def _layers(n: int, low: float, step: float = 0.016) -> Array:
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
            _near(rng, [66, 76, 88], 1),
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
            _near(rng, [60, 75, 90], 2),
            tip + _near(rng, [0.0, 0.1, 0.22], 0.03),
            [0.07, 0.078, 0.08],
            root=14.0,
            off=[0.084, 0.076, 0.07],
            tuck=_near(rng, [0.3, 0.25, 0.3], 0.04),
            belly=0.5,
            base=0.4,
            sharp=1.7,
            thick=0.038,
            bend=1.2,
        )
    else:
        one = Strands(
            [60.0, 72, 86],
            _near(rng, [62, 74, 90], 2),
            tip + _near(rng, [0.0, 0.06, 0.04], 0.02),
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


def crown(rng: Rng) -> Strands:
    """Big clumps over the back of the skull, so that no cap shows."""
    at = _near(rng, np.linspace(84, 276, 9), 3)
    return Strands(
        at,
        at,
        _near(rng, np.full(9, 0.30), 0.05),
        0.13,
        root=5.0,
        off=0.05,
        tuck=0.9,
        belly=0.5,
        base=0.2,
        sharp=1.6,
        thick=0.035,
        shade=0.95,
        bias=-0.08,
    )


def back(kind: str, tip: float, rng: Rng) -> Strands:
    """The back of a kind that hangs loose; tip: height over the chin where it ends."""
    u = rng.uniform
    if kind in ("crop", "spiky"):
        wild = kind == "spiky"
        layers = []
        for row, (n, height, off) in enumerate(((9, 0.14, 0.055), (9, 0.33, 0.075), (8, 0.52, 0.095))):
            at = _near(rng, np.linspace(80, 280, n) + (row % 2) * 9, 4)
            layers.append(
                Strands(
                    at,
                    at + u(-14, 14, n) * (1.3 if wild else 0.8),
                    height + (tip - 0.10) + u(-0.05, 0.05, n),
                    u(0.10, 0.135, n),
                    root=6.0 + 4 * row,
                    off=off + u(0, 0.02, n),
                    tuck=0.85 if not wild else 0.6,
                    flare=(u(0.08, 0.17, n) if wild else u(0.0, 0.05, n)),
                    belly=0.5,
                    base=0.25,
                    sharp=1.35,
                    thick=0.05,
                    bend=1.8,
                )
            )
        return Strands.join(*layers)
    if kind == "bob":
        at = _near(rng, np.linspace(92, 268, 9), 2)
        outer = Strands(
            at,
            at + u(-5, 5, 9),
            tip + _near(rng, 0.05 * np.sin(np.arange(9) * 2.1), 0.012),
            u(0.115, 0.14, 9),
            root=6.0,
            off=_layers(9, 0.085, 0.02),
            tuck=u(0.34, 0.46, 9),
            flare=0.0,
            belly=0.66,
            base=0.2,
            sharp=2.3,
            thick=0.052,
            bend=1.5,
        )
        under = _under(tip + 0.03, rng, 9, 0.13)
        return Strands.join(under, outer)
    if kind == "wolf":
        at = _near(rng, np.linspace(90, 270, 9), 3)
        outer = Strands(
            at,
            at + u(-12, 12, 9),
            0.22 + u(-0.07, 0.07, 9),
            u(0.12, 0.15, 9),
            root=7.0,
            off=_layers(9, 0.092, 0.02),
            tuck=0.45,
            flare=u(0.04, 0.12, 9),
            belly=0.5,
            base=0.22,
            sharp=1.5,
            thick=0.052,
            bend=1.6,
        )
        low = np.linspace(112, 248, 8)
        tails = Strands(
            low,
            low + u(-8, 8, 8),
            tip + u(-0.12, 0.12, 8),
            u(0.08, 0.11, 8),
            root=8.0,
            off=0.05,
            tuck=0.95,
            flare=u(0.05, 0.12, 8),
            belly=0.5,
            base=0.3,
            sharp=1.5,
            thick=0.042,
            bend=1.4,
            back=0.03,
        )
        return Strands.join(tails, outer)
    # medium, long, very long: a cloak of few broad clumps, gathered a little towards the back
    long = np.clip(-tip / 2.0, 0, 1)
    n = 10
    at = _near(rng, np.linspace(96, 264, n), 2)
    gather = 0.80 - 0.14 * long
    outer = Strands(
        at,
        180 + (at - 180) * gather + u(-6, 6, n),
        tip + (0.08 + 0.14 * long) * np.sin(np.arange(n) * 2.3 + u(0, 6)),
        u(0.12, 0.165, n),
        root=6.0,
        off=_layers(n, 0.08, 0.022),
        tuck=u(0.16, 0.26, n),
        flare=u(-0.02, 0.10, n),
        belly=u(0.5, 0.68, n),
        base=0.2,
        sharp=u(1.5, 2.0, n),
        thick=0.055,
        bend=1.3,
        back=0.07,
        twist=u(-0.5, 0.5, n),
        wave=u(0.0, 0.03, n),
    )
    m = 6
    thin = np.linspace(104, 256, m) + u(-8, 8, m)
    wisps = Strands(
        thin,
        180 + (thin - 180) * gather + u(-10, 10, m),
        tip + u(-0.2, 0.12, m),
        u(0.03, 0.05, m),
        root=10.0,
        off=0.115,
        tuck=0.18,
        flare=u(0.0, 0.10, m),
        belly=0.5,
        base=0.3,
        sharp=1.4,
        thick=0.03,
        bend=1.4,
        back=0.07,
        wave=u(0.0, 0.04, m),
    )
    return Strands.join(_under(tip + 0.1, rng, 9, 0.14), outer, wisps)


def _under(tip: float, rng: Rng, n: int, width: float) -> Strands:
    """The inner layer, in its own shadow: closes the gaps."""
    at = np.linspace(88, 272, n)
    return Strands(
        at,
        180 + (at - 180) * 0.84,
        tip + rng.uniform(-0.04, 0.04, n),
        width,
        root=30.0,
        off=0.04,
        tuck=0.38,
        belly=0.55,
        base=0.4,
        sharp=2.4,
        thick=0.03,
        shade=0.80,
        bias=-0.25,
        back=0.05,
    )


def ahoge(rng: Rng) -> Array:
    """(k, 24, 3) curves of one or two hairs that stand up, in heads from the top of the skull."""
    u = np.linspace(0, 1, 24)
    out = []
    for i in range(int(rng.integers(1, 3))):
        side, high, reach = (
            rng.choice([-1, 1]) if i == 0 else -np.sign(out[0][-1, 0]),
            *rng.uniform(0.12, 0.2, 2),
        )
        x = side * (reach * 1.1 * u**1.4)
        y = (high if i == 0 else high * 0.6) * np.sin(u * rng.uniform(2.2, 2.75)) - 0.02
        z = 0.02 + 0.10 * u - 0.05 * u * u
        out.append(np.stack([x, y, z], 1))
    return np.array(out)
