"""Designs of the hair at the back that hangs loose, from cropped to very long."""

from __future__ import annotations

import numpy as np

from .cuts import asymmetric, flipped, layered, mane, ringlets, under_layer
from .kinds import SHORT
from .locks import layers, near
from .short import nape, short
from .strands import Strands

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


def back(kind: str, tip: float, lean: float, rng: Rng) -> Strands:
    """The back of a kind that hangs loose; tip: height over the chin where it ends; lean: its sign is the
    longer side of an asymmetric cut."""
    if kind == "bob":
        return _bob(tip, rng)
    if kind in SHORT:
        return short(kind, tip, lean, rng)
    if kind == "flipped":
        return flipped(tip, rng)
    if kind == "wolf":
        return _wolf(tip, rng)
    if kind == "hime":
        return _level(tip, rng)
    if kind == "layered":
        return layered(tip, rng)
    if kind == "curly":
        return ringlets(tip, rng)
    if kind == "asymmetric":
        return asymmetric(tip, 1.0 if lean >= 0 else -1.0, rng)
    if kind == "wavy":
        return _locks(tip, rng, wave=rng.uniform(0.06, 0.085), volume=0.08)
    if kind == "mane":
        return mane(tip, rng)
    return _locks(tip, rng)


def _wolf(tip: float, rng: Rng) -> Strands:
    """Full above and thin below: a short shaggy cut over tails at the neck."""
    u = rng.uniform
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


def _locks(tip: float, rng: Rng, *, wave: float | None = None, volume: float = 0.0) -> Strands:
    """Medium to very long: locks of some clumps each that end at different heights, so that the hem is a
    silhouette of points; a shorter cut on top of some."""
    u = rng.uniform
    long = float(np.clip(-tip / 2.0, 0, 1))
    cut = str(rng.choice(["point", "round", "layered"], p=[0.35, 0.3, 0.35]))
    wavy = u(0.004, 0.03) if wave is None else wave
    ripple = u(0.6, 1.1) if wave is None else u(1.5, 2.1)
    lag = u(0, 1)
    gather = 0.84 - 0.20 * long
    locks = np.linspace(99, 261, 6) + u(-6, 6, 6)
    span = abs(tip) + 0.4
    middle = 1 - np.abs(locks - 180) / 85
    fall = {"point": 0.42 * (1 - middle), "round": 0.16 * (1 - middle) ** 2, "layered": 0.10 * (1 - middle)}[
        cut
    ]
    ends = tip + span * (fall - 0.08 + u(-0.05, 0.07, 6))
    aim = 180 + (locks - 180) * gather + u(-5, 5, 6)
    # each lock: a leading clump, one that ends higher up beside it, a thin one that leaves it
    n = 12
    which = np.repeat(np.arange(6), 2)
    lead = np.arange(n) % 2 == 0
    side = np.where(lead, u(-4, 4, n), rng.choice([-1, 1], n) * u(9, 15, n))
    main = Strands(
        locks[which] + np.where(lead, -5, 9),
        aim[which] + side,
        ends[which] + np.where(lead, 0.0, span * u(0.10, 0.24, n)),
        np.where(lead, u(0.135, 0.17, n), u(0.085, 0.12, n)),
        root=6.0,
        off=np.where(lead, 0.078, 0.106) + u(0, 0.016, n) + volume,
        tuck=u(0.16, 0.28, n) * (0.5 if wave else 1),
        flare=u(-0.03, 0.04 + 0.12 * long, n) + volume * 2,
        belly=u(0.36, 0.5, n),
        base=0.22,
        sharp=u(1.15, 1.6, n),
        thick=0.055,
        bend=u(1.1, 1.9, n),
        back=0.07,
        twist=u(-0.8, 0.8, n),
        wave=wavy * u(0.6, 1.2, n),
        ripple=ripple * u(0.92, 1.08, n),
        phase=lag + (0.09 if wave else 0.5) * u(-1, 1, n),
        bias=u(-0.12, 0.05, n),
    )
    m = 7
    thin = np.array([92, 104, 130, 168, 205, 248, 267]) + u(-7, 7, m)
    wisps = Strands(
        thin,
        180 + (thin - 180) * (gather + 0.06) + u(-12, 12, m),
        tip + span * u(-0.06, 0.35, m),
        u(0.018, 0.042, m),
        root=10.0,
        off=u(0.115, 0.14, m),
        tuck=0.18,
        flare=u(0.03, 0.16, m),
        belly=0.4,
        base=0.3,
        sharp=1.2,
        thick=0.022,
        bend=1.3,
        back=0.08,
        wave=0.02 + wavy,
        ripple=ripple,
        phase=lag,
    )
    under = under_layer(tip + 0.22 * span, rng, 8, 0.135)
    under = under.put(tip=under.tip + span * u(-0.06, 0.10, 8), sharp=u(1.5, 2.1, 8))
    parts = [under, main, wisps]
    if cut == "layered" or long > 0.6:
        k = 6
        high = near(rng, np.linspace(98, 262, k), 6)
        parts.append(
            Strands(
                high,
                high + u(-16, 16, k),
                np.clip(tip * 0.42, -0.75, -0.12) + u(-0.16, 0.16, k),
                u(0.08, 0.15, k),
                root=5.0,
                off=layers(k, 0.12, 0.02),
                tuck=u(0.26, 0.38, k),
                flare=u(0.0, 0.12, k),
                belly=0.45,
                base=0.2,
                sharp=1.3,
                thick=0.045,
                bend=1.8,
                back=0.07,
                wave=wavy * 0.8,
                ripple=ripple,
                phase=lag,
                shade=1.02,
            )
        )
    return Strands.join(*parts)


def _bob(tip: float, rng: Rng) -> Strands:
    """Round at the nape: wide and narrow clumps in turn that sweep sideways a little, shorter ones of the
    crown above them, and a few single locks."""
    u = rng.uniform
    n = 10
    wide = np.arange(n) % 2 == 0
    at = near(rng, np.linspace(92, 268, n), 4)
    sweep = rng.choice([-1.0, 1.0])
    outer = Strands(
        at,
        at + np.where(wide, sweep * u(2, 9, n), u(-13, 13, n)),
        tip + 0.045 * np.sin(np.arange(n) * 2.1) + np.where(wide, 0.0, u(0.02, 0.09, n)),
        np.where(wide, u(0.125, 0.15, n), u(0.075, 0.10, n)),
        root=6.0,
        off=np.where(wide, 0.085, 0.104) + u(0, 0.012, n),
        tuck=u(0.36, 0.52, n),
        belly=u(0.55, 0.7, n),
        base=0.2,
        sharp=np.where(wide, u(2.0, 2.6, n), u(1.5, 2.0, n)),
        thick=0.052,
        bend=u(1.4, 2.2, n),
        twist=u(-0.5, 0.5, n),
        bias=u(-0.08, 0.05, n),
    )
    k = 6
    high = near(rng, np.linspace(104, 256, k), 7)
    crowning = Strands(
        high,
        high + sweep * u(6, 22, k),
        tip + u(0.22, 0.40, k),
        u(0.07, 0.12, k),
        root=5.0,
        off=u(0.118, 0.132, k),
        tuck=0.5,
        belly=0.5,
        base=0.2,
        sharp=u(1.2, 1.6, k),
        thick=0.04,
        bend=u(1.6, 2.4, k),
        twist=u(-0.4, 0.4, k),
        bias=u(-0.05, 0.05, k),
    )
    m = 5
    thin = near(rng, np.linspace(98, 262, m), 12)
    wisps = Strands(
        thin,
        thin + u(-16, 16, m),
        tip + u(-0.03, 0.12, m),
        u(0.018, 0.035, m),
        root=12.0,
        off=u(0.118, 0.13, m),
        tuck=0.34,
        flare=u(0.0, 0.05, m),
        base=0.3,
        sharp=1.2,
        thick=0.02,
        bend=2.0,
    )
    return Strands.join(nape(rng), under_layer(tip + 0.03, rng, 9, 0.13), outer, crowning, wisps)


def _level(tip: float, rng: Rng) -> Strands:
    """Straight and cut level: broad smooth clumps with narrow ones over the gaps, drawn in at the nape, and
    single locks that cross them."""
    u = rng.uniform
    n = 11
    wide = np.arange(n) % 2 == 0
    at = near(rng, np.linspace(94, 266, n), 3)
    arc = 0.05 * (np.abs(at - 180) / 86) ** 2  # the hem hangs lowest in the middle
    outer = Strands(
        at,
        180 + (at - 180) * u(0.66, 0.80, n) + np.where(wide, u(-3, 3, n), u(-9, 9, n)),
        tip + arc + np.where(wide, u(-0.03, 0.02, n), u(0.0, 0.16, n)),
        np.where(wide, u(0.13, 0.16, n), u(0.07, 0.10, n)),
        root=6.0,
        off=np.where(wide, 0.08, 0.102) + u(0, 0.012, n),
        tuck=u(0.28, 0.38, n),
        flare=u(0.02, 0.09, n),
        belly=u(0.4, 0.75, n),
        base=0.2,
        sharp=np.where(wide, u(3.6, 5.5, n), u(1.8, 2.6, n)),
        thick=0.05,
        bend=u(1.2, 2.0, n),
        back=0.07,
        twist=u(-0.5, 0.5, n),
        wave=u(0.006, 0.02, n),
        bias=u(-0.12, 0.04, n),
    )
    m = 6
    thin = near(rng, np.linspace(97, 263, m), 10)
    wisps = Strands(
        thin,
        180 + (thin - 180) * 0.75 + u(-14, 14, m),
        tip + u(-0.03, 0.35, m),
        u(0.018, 0.04, m),
        root=9.0,
        off=u(0.115, 0.135, m),
        tuck=0.3,
        flare=u(0.03, 0.12, m),
        base=0.3,
        sharp=1.3,
        thick=0.022,
        bend=1.5,
        back=0.08,
        wave=u(0.01, 0.03, m),
    )
    return Strands.join(under_layer(tip + 0.06, rng, 8, 0.14), outer, wisps)
