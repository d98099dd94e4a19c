"""Designs of short hair: cropped, swept, swept aside, cut round, combed back."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import smooth
from .locks import layers, near
from .strands import Strands

Rng = np.random.Generator


def short(kind: str, tip: float, lean: float, rng: Rng) -> Strands:
    """The back and the crown of a short kind; tip: height over the chin at the nape; lean: its sign is the
    side it is swept to."""
    sign = 1.0 if lean >= 0 else -1.0
    if kind == "bowl":
        return _bowl(tip, rng)
    if kind == "pixie":
        return _pixie(tip, rng)
    if kind in ("side_swept", "undercut"):
        return _swept(kind, sign, rng)
    if kind == "slick":
        return _slick(tip, rng)
    if kind == "bob":
        raise ValueError("a bob is no short crop")
    return _cropped(kind, tip, rng)


def _cropped(kind: str, tip: float, rng: Rng) -> Strands:
    """Cropped: "crop" lies close, "tousled" turns every way, "bedhead" stands off in points everywhere."""
    u = rng.uniform
    flare = {"crop": (0.0, 0.05), "tousled": (0.02, 0.11), "bedhead": (0.09, 0.20)}[kind]
    turn = {"crop": 11, "tousled": 26, "bedhead": 40}[kind]
    rows = []
    for row, (n, height, off) in enumerate(((9, 0.14, 0.055), (8, 0.33, 0.075), (8, 0.54, 0.095))):
        at = near(rng, np.linspace(80, 280, n) + (row % 2) * 9, 4)
        trim = smooth(52.0, 92.0, np.abs(at - 180)) * (0.20 if kind == "crop" and row == 0 else 0.0)
        rows.append(
            Strands(
                at,
                at + u(-turn, turn, n),
                height + trim + (tip - 0.10) + u(-0.06, 0.06, n),
                u(0.085, 0.135, n),
                root=6.0 + 4 * row,
                off=off + u(0, 0.02, n),
                tuck={"bedhead": 0.6, "crop": 1.0}.get(kind, 0.85),
                flare=u(*flare, n),
                belly=u(0.4, 0.55, n),
                base=0.25,
                sharp=u(1.2, 1.6, n),
                thick=0.05,
                bend=u(1.3, 2.4, n),
                twist=u(-0.5, 0.5, n),
            )
        )
    if kind in ("tousled", "bedhead"):  # points that leave the outline over the crown and at the sides
        n = 13
        at = near(rng, np.arange(n) * 360 / n, 7)
        ahead = 0.5 + 0.5 * np.cos(np.radians(at))
        sweep = rng.choice([-1, 1])
        wild = kind == "bedhead"
        rows.append(
            Strands(
                at - sweep * 10,
                at + sweep * u(4, 30, n),
                u(0.60, 0.80, n) * (1 - ahead) + u(0.84, 0.93, n) * ahead,
                u(0.05, 0.10, n),
                root=u(3, 12, n),
                off=u(0.08, 0.11, n),
                tuck=0.9,
                lift=u(0.06, 0.30, n) if wild else u(0.03, 0.13, n),
                belly=0.4,
                base=0.6,
                sharp=1.2,
                thick=0.045,
                bend=1.6,
                twist=u(-0.4, 0.4, n),
            )
        )
    return Strands.join(nape(rng), *rows)


def _bowl(tip: float, rng: Rng) -> Strands:
    """Round as a mushroom: cut level all the way round, short hair at the nape below."""
    u = rng.uniform
    n = 20
    at = near(rng, np.linspace(48, 312, n), 1.5)
    height = tip + 0.08
    over = Strands(
        at,
        at + u(-3, 3, n),
        height + u(-0.012, 0.012, n) - 0.03 * smooth(90, 180, np.minimum(at, 360 - at)),
        u(0.10, 0.125, n),
        root=5.0,
        off=layers(n, 0.135, 0.016),
        tuck=0.75,
        flare=-0.03,
        belly=0.82,
        base=0.2,
        sharp=u(4.0, 7.0, n),
        thick=0.055,
    )
    inside = Strands(
        np.linspace(80, 280, 9),
        np.linspace(80, 280, 9),
        tip,
        0.13,
        root=30.0,
        off=0.05,
        tuck=0.9,
        sharp=3.0,
        shade=0.8,
        bias=-0.25,
    )
    return Strands.join(nape(rng), inside, over)


def _pixie(tip: float, rng: Rng) -> Strands:
    """Close at the nape, feathered forward at the ears, a soft full crown."""
    u = rng.uniform
    rows = []
    for n, height, off, root in ((10, 0.16, 0.05, 10.0), (9, 0.36, 0.075, 7.0), (8, 0.52, 0.11, 5.0)):
        at = near(rng, np.linspace(76, 284, n), 4)
        forward = np.sign(at - 180) * np.where(np.abs(at - 180) > 30, 1.0, 0.3) * u(8, 26, n)
        rows.append(
            Strands(
                at,
                at + forward,
                height + (tip - 0.1) + u(-0.05, 0.05, n),
                u(0.07, 0.12, n),
                root=root,
                off=off + u(0, 0.015, n),
                tuck=0.85,
                flare=u(0.0, 0.03, n),
                belly=u(0.4, 0.6, n),
                base=0.25,
                sharp=u(1.2, 1.6, n),
                thick=0.042,
                bend=u(1.4, 2.4, n),
                wave=u(-0.015, 0.015, n),
                ripple=1.5,
            )
        )
    ears = Strands(
        [64.0, 72, 80, -64, -72, -80],
        [58.0, 64, 72, -58, -64, -72],
        u(0.16, 0.30, 6),
        u(0.03, 0.055, 6),
        root=16.0,
        off=0.075,
        tuck=0.7,
        sharp=1.3,
        thick=0.03,
        bend=2.0,
    )
    return Strands.join(nape(rng), *rows, ears)


def _swept(kind: str, sign: float, rng: Rng) -> Strands:
    """Everything combed over from a part at one side in long sweeping clumps; the undercut has only the
    upper hair."""
    u = rng.uniform
    n = 13
    at = np.linspace(-60, 250, n) * sign + u(-5, 5, n)
    under = kind == "undercut"
    away = np.abs((at + 180) % 360 - 180)
    low = np.where(away < 70, 0.66, 0.56) if under else np.where(away < 70, 0.60, 0.40)
    over = Strands(
        at,
        at + sign * u(34, 62, n),
        low + u(-0.05, 0.05, n),
        u(0.10, 0.135, n),
        root=near(rng, np.full(n, 10.0), 3),
        off=layers(n, 0.10, 0.024) + u(0, 0.015, n),
        tuck=0.7,
        lift=u(0.0, 0.10, n),
        belly=0.5,
        base=0.35,
        sharp=u(1.2, 1.6, n),
        thick=0.05,
        bend=u(0.8, 1.2, n),
        wave=u(0.01, 0.03, n),
        ripple=1.4,
        twist=u(-0.3, 0.3, n),
    )
    if under:
        k = 9
        hind = near(rng, np.linspace(96, 264, k), 4)
        rim = Strands(
            hind,
            hind + sign * u(6, 24, k),
            0.58 + u(-0.04, 0.04, k),
            0.12,
            root=8.0,
            off=0.06,
            tuck=0.8,
            sharp=1.5,
            thick=0.04,
        )
        return Strands.join(rim, over)
    rows = [_cropped("crop", 0.12, rng), over]
    return Strands.join(*rows)


def _slick(tip: float, rng: Rng) -> Strands:
    """Combed straight back to the nape, the ends turned up a little."""
    u = rng.uniform
    n = 14
    at = near(rng, np.linspace(74, 286, n), 2)
    hind = Strands(
        at,
        180 + (at - 180) * u(0.62, 0.8, n),
        tip + 0.42 * smooth(50.0, 100.0, np.abs(at - 180)) + u(-0.04, 0.04, n),
        u(0.08, 0.11, n),
        root=7.0,
        off=layers(n, 0.045, 0.014),
        tuck=0.92,
        flip=u(0.03, 0.12, n) * smooth(80.0, 40.0, np.abs(at - 180)),
        belly=0.45,
        base=0.3,
        sharp=u(1.3, 1.7, n),
        thick=0.042,
        bend=0.8,
    )
    return Strands.join(nape(rng), hind)


def nape(rng: Rng) -> Strands:
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
