"""Designs of the hair at the back that hangs loose, from cropped to very long."""

from __future__ import annotations

import numpy as np

from .hair_shapes import layers, near
from .hair_strands import Strands

Rng = np.random.Generator


def crown(rng: Rng) -> Strands:
    """Big clumps over the back of the skull, so that no cap shows."""
    at = near(rng, np.linspace(84, 276, 9), 3)
    return Strands(
        at,
        at,
        near(rng, np.full(9, 0.30), 0.05),
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
        rows = []
        for row, (n, height, off) in enumerate(((9, 0.14, 0.055), (9, 0.33, 0.075), (8, 0.52, 0.095))):
            at = near(rng, np.linspace(80, 280, n) + (row % 2) * 9, 4)
            rows.append(
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
        return Strands.join(_nape(rng), *rows)
    if kind == "bob":
        at = near(rng, np.linspace(92, 268, 9), 2)
        outer = Strands(
            at,
            at + u(-5, 5, 9),
            tip + near(rng, 0.05 * np.sin(np.arange(9) * 2.1), 0.012),
            u(0.115, 0.14, 9),
            root=6.0,
            off=layers(9, 0.085, 0.02),
            tuck=u(0.34, 0.46, 9),
            flare=0.0,
            belly=0.66,
            base=0.2,
            sharp=2.3,
            thick=0.052,
            bend=1.5,
        )
        under = _under(tip + 0.03, rng, 9, 0.13)
        return Strands.join(_nape(rng), under, outer)
    if kind == "wolf":
        at = near(rng, np.linspace(90, 270, 9), 3)
        outer = Strands(
            at,
            at + u(-12, 12, 9),
            0.22 + u(-0.07, 0.07, 9),
            u(0.12, 0.15, 9),
            root=7.0,
            off=layers(9, 0.092, 0.02),
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
    # medium, long, very long: a cloak of few broad clumps over an inner layer, a shorter cut on top of it
    long = float(np.clip(-tip / 2.0, 0, 1))
    cut = str(rng.choice(["point", "level", "layered", "layered"]))
    wavy = u(0.035, 0.07) if u() < 0.3 else u(0.0, 0.02)
    n = 10
    at = near(rng, np.linspace(96, 264, n), 2)
    gather = 0.82 - 0.16 * long
    middle = 1 - np.abs(at - 180) / 90
    ends = tip + (0.06 + 0.12 * long) * np.sin(np.arange(n) * 2.3 + u(0, 6))
    if cut == "point":
        ends = ends + (0.10 + 0.35 * long) * (0.7 - middle)
    outer = Strands(
        at,
        180 + (at - 180) * gather + u(-9, 9, n),
        ends,
        u(0.10, 0.17, n),
        root=6.0,
        off=layers(n, 0.08, 0.026),
        tuck=u(0.16, 0.30, n),
        flare=u(-0.02, 0.06 + 0.10 * long, n),
        belly=u(0.45, 0.66, n),
        base=0.2,
        sharp=u(1.4, 1.9, n) if cut != "level" else u(2.4, 3.4, n),
        thick=0.058,
        bend=u(1.2, 1.9, n),
        back=0.07,
        twist=u(-0.7, 0.7, n),
        wave=wavy * u(0.7, 1.2, n),
    )
    m = 7
    thin = np.linspace(104, 256, m) + u(-8, 8, m)
    wisps = Strands(
        thin,
        180 + (thin - 180) * gather + u(-10, 10, m),
        tip * u(0.6, 1.05, m),
        u(0.03, 0.055, m),
        root=10.0,
        off=0.125,
        tuck=0.18,
        flare=u(0.0, 0.12, m),
        belly=0.45,
        base=0.3,
        sharp=1.3,
        thick=0.03,
        bend=1.4,
        back=0.08,
        wave=0.015 + wavy,
    )
    parts = [_under(tip + 0.1, rng, 9, 0.14), outer, wisps]
    if cut == "layered":
        k = 7
        high = near(rng, np.linspace(98, 262, k), 4)
        parts.append(
            Strands(
                high,
                high + u(-12, 12, k),
                np.clip(tip * 0.42, -0.75, -0.12) + 0.14 * np.sin(np.arange(k) * 2.6 + u(0, 6)),
                u(0.11, 0.16, k),
                root=5.0,
                off=layers(k, 0.118, 0.02),
                tuck=u(0.28, 0.38, k),
                flare=u(0.0, 0.10, k),
                belly=0.5,
                base=0.2,
                sharp=1.45,
                thick=0.05,
                bend=1.8,
                back=0.07,
                wave=wavy * 0.8,
                shade=1.02,
            )
        )
    return Strands.join(*parts)


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


def _nape(rng: Rng) -> Strands:
    """Short points close to the neck, where the hair grows down to."""
    at = near(rng, [128, 150, 172, 190, 211, 233], 4)
    return Strands(
        at,
        180 + (at - 180) * 0.85,
        near(rng, [0.16, 0.11, 0.07, 0.06, 0.11, 0.17], 0.02),
        0.075,
        root=60.0,
        off=0.022,
        tuck=1.0,
        belly=0.5,
        base=0.6,
        sharp=1.4,
        thick=0.022,
        shade=0.92,
        bias=-0.1,
    )
