"""Designs of loose hair with a shape of its own: flipped ends, two lengths, one long side, curls, a mane."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import smooth
from .locks import layers, near
from .short import nape
from .strands import Strands

Rng = np.random.Generator


def under_layer(tip: float, rng: Rng, n: int, width: float) -> Strands:
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


def flipped(tip: float, rng: Rng) -> Strands:
    """To the shoulders, the ends thrown outwards all round."""
    u = rng.uniform
    n = 13
    at = near(rng, np.linspace(88, 272, n), 3)
    wide = np.arange(n) % 2 == 0
    outer = Strands(
        at,
        at + u(-7, 7, n),
        tip + np.where(wide, 0.0, u(0.03, 0.12, n)) + u(-0.03, 0.03, n),
        np.where(wide, u(0.115, 0.14, n), u(0.07, 0.09, n)),
        root=6.0,
        off=np.where(wide, 0.085, 0.104),
        tuck=u(0.55, 0.66, n),
        flip=np.where(wide, u(0.20, 0.30, n), u(0.16, 0.34, n)),
        belly=u(0.45, 0.6, n),
        base=0.22,
        sharp=u(1.5, 2.0, n),
        thick=0.05,
        bend=1.5,
        twist=u(-0.3, 0.3, n),
        bias=u(-0.08, 0.05, n),
    )
    k = 7
    high = near(rng, np.linspace(100, 260, k), 6)
    upper = Strands(
        high,
        high + u(-10, 10, k),
        tip + u(0.16, 0.30, k),
        u(0.08, 0.12, k),
        root=5.0,
        off=layers(k, 0.118, 0.014),
        tuck=0.5,
        flip=u(0.14, 0.24, k),
        belly=0.5,
        base=0.2,
        sharp=1.5,
        thick=0.04,
        bend=1.6,
    )
    under = under_layer(tip + 0.08, rng, 9, 0.13)
    return Strands.join(nape(rng), under.put(tuck=0.6, flip=0.12), outer, upper)


def layered(tip: float, rng: Rng) -> Strands:
    """Two lengths: a round bob cut level over thin long straight hair."""
    u = rng.uniform
    n = 12
    at = near(rng, np.linspace(84, 276, n), 2)
    level = u(-0.02, 0.10)
    over = Strands(
        at,
        at + u(-3, 3, n),
        level + u(-0.015, 0.015, n),
        u(0.115, 0.14, n),
        root=6.0,
        off=layers(n, 0.112, 0.018),
        tuck=0.22,
        flare=u(0.03, 0.06, n),
        belly=0.78,
        base=0.2,
        sharp=u(4.0, 6.0, n),
        thick=0.05,
        bend=1.4,
    )
    k = 12
    low = near(rng, np.linspace(92, 268, k), 3)
    aim = 180 + (low - 180) * u(0.55, 0.8)
    below = Strands(
        low,
        aim + u(-6, 6, k),
        tip + u(-0.12, 0.30, k) + 0.25 * np.abs(low - 180) / 90,
        u(0.055, 0.10, k),
        root=40.0,
        off=0.05,
        tuck=u(0.40, 0.5, k),
        flare=u(-0.02, 0.08, k),
        belly=0.5,
        base=0.4,
        sharp=u(1.2, 1.8, k),
        thick=0.04,
        bend=1.5,
        back=0.06,
        wave=u(0.005, 0.02, k),
        bias=-0.22,
        shade=0.95,
    )
    return Strands.join(under_layer(tip + 0.5, rng, 7, 0.12), below, over)


def asymmetric(tip: float, sign: float, rng: Rng) -> Strands:
    """Short over one ear and growing longer all the way round to the other side."""
    u = rng.uniform
    n = 14
    at = near(rng, np.linspace(86, 274, n), 3)
    share = smooth(-70.0, 85.0, sign * (180 - at))
    ends = 0.14 + (tip - 0.14) * share**1.3
    outer = Strands(
        at,
        at + u(-8, 8, n) + sign * 8 * share,
        ends + u(-0.05, 0.05, n),
        u(0.09, 0.135, n),
        root=6.0,
        off=layers(n, 0.085, 0.02),
        tuck=0.62 - 0.35 * share,
        flare=u(0.0, 0.05, n),
        belly=0.5,
        base=0.22,
        sharp=u(1.3, 1.9, n),
        thick=0.05,
        bend=u(1.1, 1.9, n),
        wave=u(0.0, 0.02, n),
        bias=u(-0.1, 0.05, n),
    )
    lock = sign * near(rng, [62.0, 70, 79, 88, 97], 1.5)
    long = Strands(
        lock,
        lock + sign * u(-4, 4, 5),
        tip + np.array([0.12, -0.04, 0.02, -0.02, 0.08]) + u(-0.04, 0.04, 5),
        u(0.07, 0.10, 5),
        root=12.0,
        off=layers(5, 0.08, 0.02),
        tuck=0.25,
        belly=0.5,
        base=0.35,
        sharp=1.5,
        thick=0.042,
        bend=1.2,
        wave=u(0.0, 0.02, 5),
    )
    inner = under_layer(0.12, rng, 8, 0.13)
    inner = inner.put(tip=0.16 + (tip + 0.12 - 0.16) * smooth(-70.0, 85.0, sign * (180 - inner.start)) ** 1.3)
    return Strands.join(nape(rng), inner, outer, long)


def ringlets(tip: float, rng: Rng) -> Strands:
    """Corkscrew curls that stand off the head, at two heights."""
    u = rng.uniform
    rows = []
    for n, low, off, root in ((10, tip, 0.10, 8.0), (6, tip + 0.24, 0.15, 6.0)):
        at = near(rng, np.linspace(76, 284, n), 4)
        rows.append(
            Strands(
                at,
                at + u(-8, 8, n),
                low + u(-0.10, 0.10, n),
                u(0.09, 0.115, n),
                root=root,
                off=off + u(0.0, 0.03, n),
                tuck=0.05,
                flare=u(0.05, 0.16, n),
                belly=0.35,
                base=0.4,
                sharp=2.2,
                thick=0.055,
                coil=u(0.05, 0.07, n),
                ripple=u(2.6, 3.6, n) * rng.choice([-1, 1], n),
                phase=u(0, 1, n),
                bias=u(-0.1, 0.05, n),
            )
        )
    return Strands.join(under_layer(tip + 0.2, rng, 10, 0.13).put(tuck=0.1, wave=0.03, ripple=2.5), *rows)


def mane(tip: float, rng: Rng) -> Strands:
    """A great mass of it: broad locks that stand far off, shaggy points at every height."""
    u = rng.uniform
    span = 0.5 - tip
    rows = []
    for n, share, off, wide in ((12, 0.0, 0.12, 0.165), (10, 0.28, 0.17, 0.13), (8, 0.52, 0.19, 0.125)):
        at = near(rng, np.linspace(84, 276, n), 5)
        rows.append(
            Strands(
                at,
                180 + (at - 180) * u(0.86, 1.05, n) + u(-9, 9, n),
                tip + span * (share + u(-0.08, 0.08, n)),
                u(0.75, 1.1, n) * wide,
                root=6.0,
                off=off + u(0.0, 0.03, n),
                tuck=u(0.05, 0.2, n),
                flare=u(0.08, 0.30, n),
                belly=u(0.35, 0.5, n),
                base=0.22,
                sharp=u(1.1, 1.5, n),
                thick=0.06,
                bend=u(1.1, 2.0, n),
                back=0.10,
                wave=u(0.02, 0.055, n),
                ripple=u(0.8, 1.2, n),
                phase=u(0, 1, n),
                twist=u(-0.7, 0.7, n),
                bias=u(-0.12, 0.05, n),
            )
        )
    under = under_layer(tip + 0.2 * span, rng, 9, 0.15)
    return Strands.join(under.put(tuck=0.2, off=0.07), *rows)
