"""Where clothes fold: on sleeves, trouser legs and trunks, differently for every seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..palette import RGB
from .folds import Stroke

_PI = float(np.pi)


def _jitter(rng: np.random.Generator, size: float) -> float:
    return float(rng.uniform(-size, size))


def handed(rng: np.random.Generator, plan: list[Stroke]) -> list[Stroke]:
    """A plan by one hand: finer or bolder lines, more or less shade, a few strokes left out."""
    ink, soft, kept = rng.uniform(0.75, 1.35), rng.uniform(0.5, 1.25), rng.uniform(0.7, 1.0)
    kept_ = [k for k in plan if rng.random() < kept]
    return [replace(k, width=k.width * ink, wedge=k.wedge * soft) for k in kept_]


def crook(rng: np.random.Generator, at: float, middle: float, by: str, *, tight: float = 1.0) -> list[Stroke]:
    """Folds that gather in the crook of a joint at parameter `at`, whose inner side is at angle `middle`, and
    run out to both sides."""
    out = []
    for up in (-1, 1):
        for round_ in (-1, 1):
            for i in range(2 if rng.random() < 0.65 else 1):
                near = up * (0.015 + 0.055 * i + _jitter(rng, 0.012)) * tight
                far = up * (0.05 + 0.13 * i + _jitter(rng, 0.03)) * tight
                a = middle + round_ * (0.10 + 0.12 * i + _jitter(rng, 0.08))
                b = middle + round_ * (1.35 + 0.5 * rng.random() - 0.15 * i)
                out.append(
                    Stroke(
                        (at + near, a), (at + far, b), 0.12 * up * round_, 0.013 + 0.004 * rng.random(),
                        -up * round_ * (0.045 + 0.02 * rng.random()), 0.2, by, 0.14 if i == 0 else 0.0,
                    )
                )  # fmt: skip
    return out


def zigzag(
    rng: np.random.Generator, low: float, high: float, count: int, *, by: str = "still", least: float = 0.6
) -> list[Stroke]:
    """Half rings of bunched cloth between two parameters (above a cuff or a shoe)."""
    out = []
    turn = rng.uniform(0, 2 * _PI)
    for i in range(count):
        t = low + (high - low) * (i + 0.5) / count + _jitter(rng, 0.02)
        a = turn + i * 2.4 + _jitter(rng, 0.4)
        wide = rng.uniform(0.8, 1.5)
        slope = _jitter(rng, 0.05)
        out.append(
            Stroke(
                (t - slope, a),
                (t + slope, a + wide),
                0.08,
                0.011 + 0.003 * rng.random(),
                0.035,
                0.35,
                by,
                least,
            )
        )
    return out


def sleeve_plan(rng: np.random.Generator, side: str, stop: float, loose: float) -> list[Stroke]:
    """Strokes of a sleeve down to t = stop. loose: 0 tight to 1 wide."""
    inner = 1.5 * _PI if side == "left" else 0.5 * _PI  # towards the trunk
    out = []
    # from the armpit: forward and back
    for round_ in (-1, 1):
        for i in range(int(rng.integers(1, 3))):
            a = inner + round_ * (0.25 + 0.2 * i)
            far = min(0.24 + 0.16 * i + _jitter(rng, 0.05), stop - 0.08)
            out.append(
                Stroke((0.03 + 0.05 * i, a), (far, inner + round_ * (1.25 + _jitter(rng, 0.2))), 0.1 * round_,
                       0.013, 0.04 * round_, 0.2, side + "Hang", 0.25)
            )  # fmt: skip
    outer = inner + _PI
    for _ in range(int(rng.integers(1, 3))):  # over the shoulder of a raised arm
        a = outer + _jitter(rng, 0.7)
        out.append(
            Stroke((-0.06, a), (0.16, a + _jitter(rng, 0.5)), 0.1, 0.012, 0.04, 0.3, side + "Raise", 0.0)
        )
    if stop > 1.25:
        out += crook(rng, 1.0, _PI, side + "Elbow", tight=0.9 + 0.5 * loose)
        a = rng.choice([-1.0, 1.0])
        out.append(  # drawn tight over the elbow
            Stroke(
                (0.62 + _jitter(rng, 0.1), 0.9 * a),
                (0.96, 0.2 * a),
                0.1,
                0.011,
                0.035 * a,
                0.7,
                side + "Elbow",
            )
        )
        out += zigzag(
            rng, max(1.45, stop - 0.45 - 0.2 * loose), stop - 0.12, int(rng.integers(2, 4) + 2 * loose)
        )
    return handed(rng, out)


def leg_plan(rng: np.random.Generator, side: str, stop: float, loose: float) -> list[Stroke]:
    """Strokes of a trouser leg down to t = stop."""
    inner = 1.5 * _PI if side == "left" else 0.5 * _PI
    sign = -1.0 if side == "left" else 1.0  # from the inner side towards the front
    out = []
    for i in range(int(rng.integers(2, 4))):  # the star of the crotch
        far = 0.10 + 0.10 * i + _jitter(rng, 0.03)
        out.append(
            Stroke((0.09 + 0.05 * i, inner + sign * 0.35), (far, inner + sign * (1.4 + _jitter(rng, 0.25))),
                   -0.08 * sign, 0.012, 0.035 * sign, 0.15, side + "Hip", 0.28)
        )  # fmt: skip
    for i in range(2):  # the crease of a lifted thigh
        a = inner + sign * (0.7 + 0.25 * i)
        out.append(
            Stroke(
                (0.04 + 0.07 * i, a), (-0.02 + 0.10 * i, a + sign * 1.5), 0.08, 0.016, 0.05, 0.4, side + "Hip"
            )
        )
    if stop > 1.3:
        out += crook(rng, 1.02, 2 * _PI, side + "Knee", tight=0.9 + 0.4 * loose)
        for round_ in (-1, 1):  # beside the kneecap
            if rng.random() < 0.75:
                t = 1.02 + _jitter(rng, 0.05)
                out.append(
                    Stroke((t, _PI + round_ * 1.2), (t + 0.06, _PI + round_ * 0.45), 0.1, 0.011, 0.03, 0.3,
                           side + "Knee", 0.5)
                )  # fmt: skip
    if stop > 1.75:
        out += zigzag(
            rng, stop - 0.38 - 0.12 * loose, stop - 0.06, int(rng.integers(3, 5) + 2 * loose), least=0.8
        )
    elif stop < 1.2:
        a = inner + sign * 2.4
        out.append(
            Stroke((stop - 0.02, a), (stop - 0.24, a + _jitter(rng, 0.4)), 0.05, 0.011, 0.035, 0.1, least=0.7)
        )
    return handed(rng, out)


def trunk_plan(
    rng: np.random.Generator, low: float, *, loose: float = 0.4, tucked: bool = False
) -> list[Stroke]:
    """Strokes of a top down to reference height `low`. The middle of its front is left free."""
    out = []
    for side, left in (("left", 1.0), ("right", -1.0)):

        def at(share: float, left=left) -> float:
            """0: the back, .5: the side, 1: the front."""
            return left * _PI * share

        for front in (True, False):
            for i in range(int(rng.integers(1, 3))):  # from the armpit
                a, b = (0.60, 0.80) if front else (0.40, 0.20)
                out.append(
                    Stroke((4.84 - 0.06 * i, at(a)), (4.62 - 0.14 * i + _jitter(rng, 0.06), at(b - 0.03 * i)),
                           0.06, 0.013, 0.045 * (left if front else -left), 0.15, "still", 0.9)
                )  # fmt: skip
            if rng.random() < 0.8:  # a raised arm pulls it up
                a = 0.62 if front else 0.40
                out.append(
                    Stroke((4.80, at(a)), (4.30 + _jitter(rng, 0.1), at(a + (0.06 if front else -0.06))),
                           0.05, 0.013, 0.05 * left, 0.2, side + "Raise")
                )  # fmt: skip
        waist = max(low + 0.10, 4.12)
        for i in range(int(rng.integers(2, 4) + 2 * loose)):  # gathers about the waist
            share = rng.uniform(0.30, 0.86)
            rise = rng.uniform(0.10, 0.24)
            out.append(
                Stroke((waist - 0.06, at(share)), (waist + rise, at(share + _jitter(rng, 0.05))), 0.04, 0.011,
                       0.018 * float(rng.choice([-1, 1])), 0.1, "still", 0.75 if tucked or i < 2 else 0.4)
            )  # fmt: skip
        for i in range(2):  # across the belly of who sits or bows
            y = 4.20 + 0.12 * i + _jitter(rng, 0.03)
            if y > low + 0.08:
                out.append(
                    Stroke((y, at(0.55)), (y - 0.05, at(0.90)), 0.08 * left, 0.014, 0.05 * left, 0.3, "bow")
                )
        out.append(  # a turned trunk
            Stroke((4.30, at(0.55)), (4.68, at(0.84)), 0.05, 0.013, 0.05 * left, 0.3, "twist")
        )
        if low < 3.95:  # the hem rides on the hips
            a = rng.uniform(0.55, 0.75)
            out.append(
                Stroke(
                    (low + 0.02, at(a)),
                    (low + 0.22, at(a + _jitter(rng, 0.08))),
                    0.05,
                    0.011,
                    0.04,
                    0.15,
                    "still",
                    0.7,
                )
            )
            out.append(
                Stroke((4.02, at(0.52)), (3.92, at(0.80)), 0.08 * left, 0.014, 0.05, 0.3, side + "Hip")
            )
    return handed(rng, out)


def key_of(color: RGB, *more: float) -> int:
    """A seed for folds from what a garment is like: colors and measures differ between characters."""
    return int(
        abs(sum(v * k for v, k in zip((*color, *more), (9973, 7919, 6151, 4409, 3301), strict=False))) * 1000
    )
