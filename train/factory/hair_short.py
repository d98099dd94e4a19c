"""Designs of short hair: cropped, swept, cut round, standing up in spikes or curls."""

from __future__ import annotations

import numpy as np

from .hair_shapes import layers, near
from .hair_strands import Strands
from .hair_tails import Bundle
from .head import Head
from .mesh import Array, smooth, unit

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
    """Cropped hair: "crop" lies close, "tousled" turns every way, "bedhead" stands off in points to every side."""
    u = rng.uniform
    flare = {"crop": (0.0, 0.05), "tousled": (0.02, 0.11), "bedhead": (0.09, 0.20)}[kind]
    turn = {"crop": 11, "tousled": 26, "bedhead": 40}[kind]
    rows = []
    for row, (n, height, off) in enumerate(((9, 0.14, 0.055), (8, 0.33, 0.075), (8, 0.54, 0.095))):
        at = near(rng, np.linspace(80, 280, n) + (row % 2) * 9, 4)
        rows.append(
            Strands(
                at,
                at + u(-turn, turn, n),
                height + (tip - 0.10) + u(-0.06, 0.06, n),
                u(0.085, 0.135, n),
                root=6.0 + 4 * row,
                off=off + u(0, 0.02, n),
                tuck=0.6 if kind == "bedhead" else 0.85,
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
    n = 18
    at = near(rng, np.linspace(62, 298, n), 1.5)
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
        tip + 0.10 * np.abs(at - 180) / 100 + u(-0.04, 0.04, n),
        u(0.09, 0.12, n),
        root=7.0,
        off=layers(n, 0.062, 0.016),
        tuck=0.8,
        flip=u(0.03, 0.13, n),
        belly=0.45,
        base=0.3,
        sharp=u(1.3, 1.7, n),
        thick=0.042,
        bend=0.8,
    )
    return Strands.join(nape(rng), hind)


def _spike(roots: Array, knees: Array, tips: Array, wide: Array, head: Head) -> Bundle:
    """Pointed clumps that lie on the skull first and then leave it: from roots by knees to tips, all (n, 3)
    places; wide (n,) half widths."""
    m = 12
    u = np.linspace(0, 1, m)
    v = (u**1.15)[None, :, None]
    paths = roots[:, None] * (1 - v) ** 2 + knees[:, None] * (2 * v * (1 - v)) + tips[:, None] * v**2
    taper = (0.35 + 0.65 * np.sin(np.minimum(u / 0.42, 1) * np.pi / 2)) * (
        1 - np.clip((u - 0.42) / 0.58, 0, 1) ** 1.35
    )
    widths = np.maximum(taper, 0.012) * wide[:, None]
    away = paths - head.center - (0, 0.0, 0)
    return Bundle(paths, unit(away), widths, widths * 0.5)


def spikes(head: Head, lean: float, rng: Rng) -> list[Bundle]:
    """Big spikes all over the head, upwards and outwards, small ones between them."""
    u = rng.uniform
    d, size = [], []
    for polar, n, half, long in (
        (14, 4, 180, 0.40),
        (42, 9, 180, 0.38),
        (66, 9, 138, 0.31),
        (88, 10, 114, 0.29),
        (108, 10, 84, 0.25),
    ):
        around = np.linspace(-half, half, n, endpoint=half < 180) + 180 + u(-8, 8, n) + polar
        if half < 180:
            around -= polar
        p, a = np.radians(polar + u(-5, 5, n)), np.radians(around)
        d.append(np.stack([np.sin(a) * np.sin(p), np.cos(p), np.cos(a) * np.sin(p)], 1))
        size.append(np.full(n, long))
    d, size = np.concatenate(d), np.concatenate(size)
    some = rng.choice(len(d), 12, replace=False)
    thin = np.concatenate([np.zeros(len(d), bool), np.ones(12, bool)])
    d = unit(np.concatenate([d, d[some] + rng.normal(0, 0.16, (12, 3))]))
    size = np.concatenate([size, size[some] * 0.8]) * u(0.75, 1.25, len(d))
    n = len(d)
    whorl = np.array([0.0, 0.94, -0.30])
    high = smooth(-0.3, 0.9, d[:, 1])[:, None]
    flow = unit(d - whorl * (d @ whorl)[:, None] + 1e-3)  # on along the skull, away from the whorl
    sweep = np.array([0.28 * lean, 0.55, -0.12]) * high
    aim = unit(d * (1.0, 0.3, 1.0) * 0.75 + 0.45 * flow + sweep + rng.normal(0, 0.09, (n, 3)))
    roots = head.center + unit(d * 0.55 + whorl * 0.55) * (head.radii + 0.02)
    knees = head.center + d * (head.radii + 0.13)
    aim = unit(aim - (1 - high) * (0.0, 0.35, 0.0))
    wide = np.where(thin, u(0.03, 0.05, n), u(0.08, 0.10, n) + 0.065 * high[:, 0])
    tips = head.center + d * (head.radii + 0.06) + aim * size[:, None]
    return [_spike(roots, knees, tips, wide, head)]


def mohawk(head: Head, lean: float, rng: Rng) -> list[Bundle]:
    """A ridge of spikes from the forehead to the nape."""
    n = 34
    p = np.radians(np.linspace(-52, 118, n))  # over the crown from front to back
    x = rng.uniform(0.05, 0.15, n) * np.where(np.arange(n) % 2, 1, -1)
    d = unit(np.stack([x, np.cos(p), -np.sin(p)], 1))
    aim = unit(d * (0.5, 1, 1) + np.array([0.1 * lean, 0.25, -0.30]) + rng.normal(0, 0.07, (n, 3)))
    length = np.interp(p, np.radians([-52, -20, 30, 118]), [0.34, 0.52, 0.48, 0.26]) * rng.uniform(
        0.85, 1.2, n
    )
    roots = head.center + d * head.radii
    tips = roots + aim * length[:, None]
    knees = roots + (d * 0.7 + aim * 0.3) * (0.5 * length)[:, None]
    return [_spike(roots, knees, tips, rng.uniform(0.10, 0.13, n), head)]


def curls(head: Head, lean: float, rng: Rng) -> list[Bundle]:
    """A ball of small curls around the head, and what fills it."""
    del lean
    n, m = 210, 8
    i = np.arange(n) + 0.5
    y = 1 - 2 * i / n
    a = i * np.pi * (3 - 5**0.5)
    d = np.stack([np.sin(a) * np.sqrt(1 - y * y), y, np.cos(a) * np.sqrt(1 - y * y)], 1)
    d = unit(d + rng.normal(0, 0.05, d.shape))
    away = np.degrees(np.abs(np.arctan2(d[:, 0], d[:, 2])))
    d = d[d[:, 1] > np.interp(away, [0, 40, 60, 72, 90, 110], [0.46, 0.40, 0.10, -0.10, -0.34, -0.62])]
    n = len(d)
    grow = rng.uniform(0.17, 0.25, n) * np.where(d[:, 2] > 0.3, 0.75, 1.0) * smooth(-0.9, 0.1, d[:, 1])
    middle = head.center + d * (head.radii + grow[:, None])
    side = unit(np.cross(d, rng.normal(size=(n, 3))))
    up = np.cross(d, side)
    w = (np.linspace(0, 1, m) * 5.4)[None, :, None] + rng.uniform(0, 6, n)[:, None, None]
    size = rng.uniform(0.045, 0.07, n)[:, None, None] * np.linspace(1.1, 0.4, m)[None, :, None]
    paths = middle[:, None] + (side[:, None] * np.cos(w) + up[:, None] * np.sin(w)) * size
    paths += d[:, None] * np.linspace(-0.03, 0.035, m)[None, :, None]
    taper = np.sin(np.clip(np.linspace(0.12, 0.95, m), 0, 1) * np.pi) ** 0.6
    widths = 0.052 * taper * np.ones((n, 1))
    outer = Bundle(paths, unit(d[:, None] + 0 * paths), widths, widths * 0.9, center=head.center)
    at = np.linspace(60, 300, 14)
    k = 10
    v = np.linspace(0.05, 1.0, k)
    low = np.interp(np.minimum(at, 360 - at), [60, 75, 95, 120], [84, 92, 104, 118])
    polar = np.radians(low)[:, None] * v
    phi = np.radians(at)[:, None]
    e = np.stack([np.sin(phi) * np.sin(polar), np.cos(polar) + 0 * phi, np.cos(phi) * np.sin(polar)], -1)
    fill = head.center + e * (head.radii + 0.12 * np.sin(np.clip(v * 1.1, 0, 1) * np.pi)[:, None] ** 0.5)
    wide = (0.05 + 0.11 * np.sin(v * np.pi * 0.9)) * np.ones((14, 1))
    inner = Bundle(fill, None, wide, wide * 0.4, shade=np.full(14, 0.72))
    return [inner, outer]


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
