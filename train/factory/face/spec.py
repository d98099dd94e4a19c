"""What a face is before it is drawn: its kind, its proportions, and how seeds draw them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..seeds import Draw, Traits
from .families import FAMILIES, Family, Points

FACES = {
    "round": 0.10, "cool": 0.11, "classic": 0.11, "gentle": 0.09, "sharp": 0.5,
    "almond": 0.09, "droopy": 0.08, "sparkling": 0.09, "dot": 0.5, "retro": 0.09,
    "realistic": 0.08, "fierce": 0.08, "feline": 0.09, "modern": 0.10,
    "vintage": 0.07,
}  # fmt: skip
"""Kinds of faces, each drawn by a hand of its own (face.families); "sharp" and "dot" are held out."""
EYES = {"plain": 0.36, "tareme": 0.15, "tsurime": 0.15, "round": 0.13, "jito": 0.10, "sleepy": 0.11}
"""Eye shapes: as the kind of face has them, drooping, rising, rounder, half shut with a flat lid, heavy. A
kind that droops or rises by itself counts as drooping or rising."""
EXPRESSIONS = (
    *("neutral", "smile", "open", "angry", "sad", "surprised", "closed", "wink"),
    *("laugh", "smug", "embarrassed", "crying", "shouting"),
)

MARKS = ("freckles", "mole", "scar", "face paint", "plaster", "beard", "make-up")
"""Words for what is on the skin of a face (`FaceSpec.words`)."""

_MARKS = {
    "freckles": 0.06, "mole_eye": 0.06, "mole_mouth": 0.035, "mole_cheek": 0.025,
    "scar_cheek": 0.018, "scar_eye": 0.014, "scar_nose": 0.014, "whiskers": 0.014, "war_paint": 0.014,
    "teardrop": 0.010, "plaster": 0.016, "blush_band": 0.07, "blush_lines": 0.16,
}  # fmt: skip


@dataclass(frozen=True)
class FaceSpec:
    """kind: name out of FACES. Lengths in heads. width, angle, cheek, chin: relative change of the width of
    the lower face, of the corner of the jaw, of the cheeks and of the chin; boy: drawn plainer; age: as in
    Traits; iris: size factor; brow: thickness; brow_y: height over the eye's top; lash: thickness factor of
    the lid line; nose: length in profile; nose_y, mouth_y: height over the chin; mouth: width.
    bridge, upturn, lips, chin_out, brow_out: the profile, see Family. mood: of the neutral mouth, -1 sullen
    to 1 smiling; blush: opacity; fang: a tooth shows in the open mouth; eye: name out of EYES; temper: 0 a
    frown, 1 clenched teeth when angry, and which way eyes are shut when laughing; tear: when sad.
    iris_kind, pupil, shine, lash_kind, lower, fold, ink, nose_kind, mouth_kind, brow_kind: names out of the
    family's pools. marks: on the skin, names of face.marks; side: the side (-1, 1) of those that have one.
    beard: "none", "stubble", "moustache", "goatee" or "full". lines: of age, 0..1. makeup: "none", "shadow",
    "lips" or "both"; tint: which of the make-up's colors. simple: 0..1, drawn plainly as on a small figure.
    """

    kind: str
    boy: bool
    age: str
    width: float
    angle: float
    cheek: float
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
    nose_y: float
    mouth: float
    mouth_y: float
    bridge: float
    upturn: float
    lips: float
    chin_out: float
    brow_out: float
    mood: float
    blush: float
    fang: bool
    iris_kind: str
    pupil: str
    shine: str
    lash_kind: str
    lower: str
    fold: str
    ink: str
    nose_kind: str
    mouth_kind: str
    brow_kind: str
    eye: str = "plain"
    temper: int = 0
    tear: bool = False
    marks: tuple[str, ...] = ()
    side: int = 1
    beard: str = "none"
    lines: float = 0.0
    makeup: str = "none"
    tint: int = 0
    simple: float = 0.0

    @property
    def words(self) -> list[str]:
        """Which of `MARKS` it has."""
        paint = {"whiskers", "war_paint", "teardrop"} & set(self.marks)
        has = {name.split("_")[0] for name in self.marks}
        has |= {"face paint"} if paint else set()
        has |= {"beard"} if self.beard != "none" else set()
        has |= {"make-up"} if self.makeup != "none" else set()
        return [word for word in MARKS if word in has]

    @property
    def family(self) -> Family:
        """How its kind is drawn."""
        return FAMILIES[self.kind]


def draw_face(draw: Draw, traits: Traits, kind: str | None = None) -> FaceSpec:
    """The face of a seed. kind: this one in place of its own."""
    rng = draw.rng("face")
    child, adult = traits.age == "child", traits.age == "adult"
    at = ("child", "teen", "adult").index(traits.age)
    chosen = draw.choose("face", {k: w * FAMILIES[k].ages[at] for k, w in FACES.items()}, rng)
    kind = kind or chosen
    f = FAMILIES[kind]
    u = rng.uniform
    boy = traits.presentation == "boy"
    small = float(np.clip((4.6 - traits.proportions.heads) / 0.8, 0, 1))  # a figure of few heads
    # a few draw faces with more of everything: huge eyes, or a very long face
    distort = draw.rng("face distortion")
    wild = float(distort.uniform(0.4, 1.0)) if distort.random() < 0.16 and not small else 0.0
    long = wild if adult or f.eye_y > 0.35 else 0.0
    big = wild - long
    flat = 1 - f.boy * 0.28 if boy else 1.0
    aged = 1 - ((0.16 if boy else 0.08) if adult else 0.0) * f.boy
    height = u(0.162, 0.212) * f.height * flat * aged * (1.06 if child else 1.0)
    width = u(0.206, 0.246) * f.width * (1 - 0.07 * f.boy if boy else 1) * (0.97 if adult else 1)
    height *= (1 + (0.28 if f.height < 1.1 else 0.12) * small) * (1 + 0.16 * big) * (1 - 0.12 * long)
    width *= (1 + 0.14 * small) * (1 + 0.10 * big)
    if not f.sclera:
        height, width = height * (1 + 0.25 * small), width * (1 + 0.25 * small)
    eye_y = (
        u(-0.013, 0.013) + f.eye_y - (0.014 if child else 0.0) + ((0.020 if boy else 0.010) if adult else 0)
    )
    eye_y += 0.030 * long - 0.030 * small - 0.008 * big
    # the lower lid keeps clear of nose and cheek, the brow of the hairline
    eye_y = float(np.clip(eye_y, 0.19 + height / 2 - 0.04 * small, 0.60 - height / 2))
    plan = draw.rng("face design")

    def one(pool: tuple[str, ...]) -> str:
        return str(plan.choice(pool))

    jitter = plan.normal(0, 1, 9)
    eye = str(rng.choice(list(EYES), p=list(EYES.values())))
    against = {"tareme": "tsurime", "tsurime": "tareme"}.get(f.natural)
    if eye in ("plain", against) or not f.sclera or (eye == "jito" and f.angular > 0.6):
        eye = f.natural
    eye_x = u(0.960, 1.050) * f.eye_x + 0.010 * small + 0.006 * big
    # eyes keep clear of each other and of the temples
    last = max(1.0, f.top[-1][0])
    width = min(width, (0.318 - 0.040) / (last + 1.0) * 2)
    eye_x = float(np.clip(eye_x, width * 0.5 + 0.040, 0.318 - width * 0.5 * last))
    return FaceSpec(
        kind=kind,
        boy=boy,
        age=traits.age,
        width=u(-0.055, 0.045)
        + f.jaw
        + (0.03 if child else 0.0)
        - ((0.03 if boy else 0.015) if adult else 0.0)
        - 0.03 * long,
        angle=min(
            f.angle + 0.024 * jitter[0] + (0.05 if boy and adult else 0.02 if boy else 0.0) + 0.06 * small,
            0.10,
        ),
        cheek=f.cheek + 0.020 * jitter[1] + 0.07 * small - 0.03 * long,
        chin=min(u(-0.08, 0.08) + f.chin + (0.07 if boy else 0.0) + (0.03 if child else 0.0), 0.22)
        - 0.06 * long
        - 0.04 * big
        + 0.09 * small,
        eye_x=eye_x,
        eye_y=eye_y,
        eye_width=width,
        eye_height=height,
        iris=f.iris * (1 - 0.07 * f.boy if boy else 1.0) * u(0.92, 1.09),
        tilt=u(-3.0, 4.0),
        brow=u(0.009, 0.020) * f.brow * (1.35 if boy else 1.0),
        brow_y=u(0.048, 0.074) * f.brow_gap - (0.016 if boy else 0.0) * min(f.brow_gap, 1.0),
        lash=u(0.92, 1.1) * (1 - 0.28 * f.boy if boy else 1.0),
        nose=u(0.88, 1.08) * f.nose * (1.08 if boy else 1.0) * (0.8 if child else 1.0) * (1 - 0.4 * small),
        nose_y=f.nose_y + 0.006 * jitter[2] - 0.012 * small - 0.006 * big,
        mouth=u(0.072, 0.112)
        * f.mouth
        * (1.1 if boy else 1.0)
        * (1 - 0.15 * small - 0.12 * big + 0.2 * long),
        mouth_y=float(np.clip(f.mouth_y + 0.005 * jitter[3] - 0.004 * long, 0.120, 0.165)),
        bridge=float(np.clip(f.bridge + 0.12 * jitter[4] + (0.15 if adult else -0.2 * child), 0, 1.2)),
        upturn=float(np.clip(f.upturn + 0.2 * jitter[5] + 0.2 * child, 0, 1.2)),
        lips=max(f.lips * (1 + 0.12 * jitter[6]) * (1 - 0.5 * small), 0.2),
        chin_out=f.chin_out + 0.004 * jitter[7] + (0.005 if boy and adult else 0.0) - 0.004 * child,
        brow_out=f.brow_out + (0.006 if boy and adult else 0.0),
        mood=u(-0.3, 1.2) - (0.3 if f.slope > 0.005 else 0.0),
        blush=((u(0.10, 0.24) if boy else u(0.24, 0.44)) + (0.08 if child else 0.0)) * f.blush,
        fang=bool(rng.random() < (0.55 if f.mouths[0] == "cat" else 0.14)),
        iris_kind=one(f.irises),
        pupil=one(f.pupils),
        shine=one(f.shines),
        lash_kind=one(f.lash),
        lower=one(f.lower),
        fold=one(f.fold),
        ink=one(f.ink),
        nose_kind=one(f.noses),
        mouth_kind=one(f.mouths),
        brow_kind=one(f.brows),
        eye=eye,
        temper=int(rng.random() < 0.5),
        tear=bool(rng.random() < 0.25),
        simple=small,
        **_marks(draw, traits, f),
    )


def _marks(draw: Draw, traits: Traits, family: Family) -> dict:
    """Marks, beard, age lines and make-up, each a chance of its own."""
    rng = draw.rng("face marks")
    boy, adult = traits.presentation == "boy", traits.age == "adult"
    factor = {"scar": 1.6 if boy else 0.7, "blush": 0.3 if boy else 1.0, "plaster": 1.6 if boy else 0.8}
    marks = tuple(
        name for name, chance in _MARKS.items() if rng.random() < chance * factor.get(name.split("_")[0], 1.0)
    )
    side = int(rng.choice([-1, 1]))
    beard = str(
        rng.choice(["none", "stubble", "moustache", "goatee", "full"], p=[0.40, 0.20, 0.08, 0.15, 0.17])
    )
    if family.eye_y < 0.345 and rng.random() < 0.7:  # hardly on faces drawn young
        beard = "none"
    makeup = str(rng.choice(["none", "shadow", "lips", "both"], p=[0.66, 0.13, 0.12, 0.09]))
    lines = float(rng.uniform(0.35, 1.0)) if rng.random() < (0.40 if family.eye_y > 0.35 else 0.06) else 0.0
    grown = traits.age != "child" and not boy
    if grown and family.eye_y > 0.37 and makeup == "none" and rng.random() < 0.5:
        makeup = "lips"
    return {
        "marks": marks,
        "side": side,
        "beard": beard if boy and adult else "none",
        "lines": lines if adult else 0.0,
        "makeup": makeup if grown else "none",
        "tint": int(rng.integers(5)),
    }


def through(points: Points, count: int, angular: float = 0.0) -> np.ndarray:
    """(count, 2) a smooth curve (Catmull-Rom, by chord length) through points; angular: 1 = straight between
    them."""
    p = np.asarray(points, np.float64)
    t = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
    slope = np.gradient(p, t, axis=0)
    x = np.linspace(0, t[-1], count)
    i = np.clip(np.searchsorted(t, x, side="right") - 1, 0, len(t) - 2)
    h = (t[i + 1] - t[i])[:, None]
    s = ((x - t[i])[:, None]) / h
    out = (
        (2 * s**3 - 3 * s**2 + 1) * p[i]
        + (s**3 - 2 * s**2 + s) * h * slope[i]
        + (3 * s**2 - 2 * s**3) * p[i + 1]
        + (s**3 - s**2) * h * slope[i + 1]
    )
    if angular:
        straight = np.stack([np.interp(x, t, p[:, k]) for k in (0, 1)], 1)
        out = out + (straight - out) * angular
    return out
