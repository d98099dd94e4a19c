"""What a face is before it is drawn: its kind, its proportions, and how seeds draw them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .seeds import Draw, Traits

FACES = {"round": 0.28, "cool": 0.26, "classic": 0.26, "gentle": 0.20, "sharp": 0.25}
EYES = {"plain": 0.26, "tareme": 0.18, "tsurime": 0.20, "round": 0.14, "jito": 0.10, "sleepy": 0.12}
"""Eye shapes: as the kind of face has them, drooping, rising, rounder, half shut with a flat lid, heavy."""
EXPRESSIONS = ("neutral", "smile", "open", "angry", "sad", "surprised", "closed", "wink")

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Family:
    """How a kind of face is drawn. Eye shapes run from the inner corner to the outer one in half widths and
    half heights of the eye, x positive outwards.

    top, bottom: the opening's edges. lid: thickness of the lid line at 0, .15, .45, .75 and 1 of its length,
    half heights. wing: where its outer tip lies, from the outer corner. lashes: how many stand out. height,
    width: of the eye, factors. iris: size factor. streaks: rays in the iris. pupil: size against the iris.
    slope: of the brow, rise to the outside, heads. jaw, chin: relative width there.
    """

    top: Points
    bottom: Points
    lid: tuple[float, float, float, float, float]
    wing: tuple[float, float]
    lashes: int
    height: float
    width: float
    iris: float
    streaks: int
    pupil: float
    slope: float
    jaw: float
    chin: float


FAMILIES = {
    "round": Family(
        ((-1, -0.14), (-0.88, 0.36), (-0.54, 0.81), (-0.02, 1.0), (0.50, 0.87), (0.85, 0.42), (1.0, -0.06)),
        ((-1, -0.14), (-0.86, -0.6), (-0.48, -0.91), (0.04, -1.0), (0.52, -0.9), (0.84, -0.54), (1.0, -0.06)),
        (0.03, 0.07, 0.18, 0.24, 0.16),
        (0.20, 0.02), 1, 1.0, 0.98, 1.04, 0, 0.42, 0.004, 0.025, 0.08,
    ),
    "cool": Family(
        ((-1, -0.34), (-0.80, 0.20), (-0.40, 0.70), (0.14, 0.95), (0.62, 0.86), (0.92, 0.54), (1.06, 0.26)),
        ((-1, -0.34), (-0.8, -0.7), (-0.38, -0.95), (0.1, -1.0), (0.56, -0.82), (0.90, -0.32), (1.06, 0.26)),
        (0.03, 0.07, 0.17, 0.23, 0.20),
        (0.22, 0.20), 1, 0.90, 1.04, 0.98, 0, 0.38, 0.009, -0.02, -0.06,
    ),
    "classic": Family(
        ((-1, -0.10), (-0.90, 0.44), (-0.60, 0.86), (-0.05, 1.0), (0.50, 0.92), (0.87, 0.50), (1.0, 0.0)),
        ((-1, -0.10), (-0.86, -0.54), (-0.52, -0.90), (0.02, -1.0), (0.50, -0.92), (0.82, -0.56), (1.0, 0.0)),
        (0.03, 0.07, 0.20, 0.27, 0.19),
        (0.22, 0.06), 2, 1.12, 1.0, 1.05, 14, 0.40, 0.004, 0.0, 0.0,
    ),
    "gentle": Family(
        ((-1, 0.02), (-0.84, 0.48), (-0.46, 0.88), (0.0, 1.0), (0.50, 0.80), (0.88, 0.26), (1.05, -0.28)),
        ((-1, 0.02), (-0.84, -0.46), (-0.42, -0.9), (0.1, -1), (0.60, -0.93), (0.91, -0.66), (1.05, -0.28)),
        (0.03, 0.06, 0.15, 0.21, 0.17),
        (0.18, -0.08), 1, 0.96, 1.0, 1.0, 0, 0.40, -0.008, 0.01, 0.02,
    ),
    "sharp": Family(
        ((-1.02, -0.36), (-0.74, 0.22), (-0.3, 0.62), (0.2, 0.84), (0.66, 0.84), (0.98, 0.60), (1.12, 0.40)),
        ((-1.02, -0.36), (-0.74, -0.7), (-0.3, -0.9), (0.2, -0.96), (0.6, -0.7), (0.94, -0.16), (1.12, 0.4)),
        (0.03, 0.08, 0.18, 0.24, 0.21),
        (0.26, 0.26), 1, 0.84, 1.08, 0.94, 8, 0.34, 0.016, -0.035, -0.12,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class FaceSpec:
    """kind: name out of FACES. Lengths in heads. width, chin: relative change of the width of the jaw and
    of the chin; boy: drawn plainer; iris: size factor; brow: thickness; brow_y: height over the eye's top;
    lash: thickness factor of the lid line; nose: size factor; nose_mark: 0 dot, 1 line, 2 wedge;
    eye: name out of EYES; pupil: 0 tall, 1 small and round, 2 soft; lash_kind: 0 a wing, 1 with two lashes, 2
    with three fine ones; temper: 0 a frown, 1 clenched teeth when angry; freckles; tear: when sad;
    brow_kind: 0 long, 1 short and thick, 2 thin and arched; mouth: width; mouth_y: height over the chin;
    mood: of the neutral mouth, -1 sullen to 1 smiling; blush: opacity; hatch: 0 soft blush, 1 strokes on it,
    2 a band over the nose; mole: 0 none, -1 and 1 under the right and left eye; fang: a tooth shows in
    the open mouth; shine: 0 round highlights,
    1 tall ones, 2 a third small one; iris_kind: 0 plain, 1 light
    rim below, 2 ring around the pupil.
    """

    kind: str
    boy: bool
    width: float
    chin: float
    eye_x: float
    eye_y: float
    eye_width: float
    eye_height: float
    iris: float
    tilt: float
    brow: float
    brow_y: float
    lash: float
    nose: float
    nose_mark: int
    mouth: float
    mouth_y: float
    mood: float
    blush: float
    hatch: int
    mole: int
    fang: bool
    shine: int
    iris_kind: int
    eye: str = "plain"
    pupil: int = 0
    lash_kind: int = 0
    temper: int = 0
    freckles: bool = False
    tear: bool = False
    brow_kind: int = 0


def draw_face(draw: Draw, traits: Traits) -> FaceSpec:
    """The face of a seed."""
    rng = draw.rng("face")
    kind = draw.choose("face", FACES, rng)
    family = FAMILIES[kind]
    u = rng.uniform
    boy, child = traits.presentation == "boy", traits.age == "child"
    adult = traits.age == "adult"
    height = u(0.172, 0.206) * family.height
    return FaceSpec(
        kind=kind,
        boy=boy,
        width=u(-0.055, 0.03)
        + family.jaw
        + (0.035 if child else 0.0)
        - ((0.035 if boy else 0.015) if adult else 0.0),
        chin=min(u(-0.06, 0.06) + family.chin + (0.07 if boy else 0.0) + (0.03 if child else 0.0), 0.13),
        eye_x=u(0.178, 0.194),
        eye_y=u(0.338, 0.356) - (0.014 if child else 0.0) + ((0.022 if boy else 0.012) if adult else 0.0),
        eye_width=u(0.210, 0.240) * family.width * (0.93 if boy else 1) * (0.97 if adult else 1),
        eye_height=height
        * (0.72 if boy else 1)
        * (1.06 if child else 1)
        * ((0.84 if boy else 0.92) if adult else 1),
        iris=family.iris * (0.93 if boy else 1.0) * u(0.95, 1.07),
        tilt=u(-2.0, 3.0),
        brow=u(0.011, 0.018) * (1.45 if boy else 1.0),
        brow_y=u(0.052, 0.068) - (0.018 if boy else 0.0),
        lash=u(0.92, 1.1) * (0.72 if boy else 1.0),
        nose=u(0.85, 1.06) * (1.08 if boy else 1.0) * (0.8 if child else 1.0),
        nose_mark=int(rng.choice(3, p=[0.3, 0.4, 0.3])),
        mouth=u(0.076, 0.104) * (1.1 if boy else 1.0),
        mouth_y=u(0.138, 0.148),
        mood=u(-0.3, 1.2) - (0.3 if family.slope > 0.005 else 0.0),
        blush=(u(0.10, 0.24) if boy else u(0.24, 0.44)) + (0.08 if child else 0.0),
        hatch=int(rng.choice(3, p=[0.70, 0.22, 0.08])),
        mole=int(rng.choice([0, -1, 1], p=[0.9, 0.05, 0.05])),
        fang=bool(rng.random() < 0.14),
        shine=int(rng.choice(3, p=[0.4, 0.25, 0.35])),
        iris_kind=int(rng.choice(3)),
        eye=str(rng.choice(list(EYES), p=list(EYES.values()))),
        pupil=int(rng.choice(3, p=[0.5, 0.25, 0.25])),
        lash_kind=int(rng.choice(3, p=[0.35, 0.40, 0.25])),
        temper=int(rng.random() < 0.5),
        freckles=bool(rng.random() < 0.05),
        tear=bool(rng.random() < 0.25),
        brow_kind=int(rng.choice(3, p=[0.60, 0.18, 0.22])),
    )


def through(points: Points, count: int) -> np.ndarray:
    """(count, 2) a smooth curve (Catmull-Rom, by chord length) through points."""
    p = np.asarray(points, np.float64)
    t = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    slope = np.gradient(p, t, axis=0)
    x = np.linspace(0, t[-1], count)
    i = np.clip(np.searchsorted(t, x, side="right") - 1, 0, len(t) - 2)
    h = (t[i + 1] - t[i])[:, None]
    s = ((x - t[i])[:, None]) / h
    return (
        (2 * s**3 - 3 * s**2 + 1) * p[i]
        + (s**3 - 2 * s**2 + s) * h * slope[i]
        + (3 * s**2 - 2 * s**3) * p[i + 1]
        + (s**3 - s**2) * h * slope[i + 1]
    )
