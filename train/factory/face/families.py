"""The kinds of faces: how each of them draws a head, eyes, nose, mouth and brows."""

from __future__ import annotations

from dataclasses import dataclass

Points = tuple[tuple[float, float], ...]
Pool = tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """How a kind of face is drawn. Eye shapes run from the inner corner to the outer one in half widths and
    half heights of the eye, x positive outwards. What is a tuple of names is a pool that a face draws from;
    a name may stand in it several times.

    top, bottom: the opening's edges. angular: 0 smooth to 1 straight between those points. lid: thickness of
    the lid line at 0, .15, .45, .75 and 1 of its length, half heights. wing: where its outer tip lies, from
    the outer corner. height, width: of the eye, factors; eye_x, eye_y, nose_y, mouth_y: heads; iris: size
    factor, tall: height factor of the iris, iris_y: how far it lies over the middle, half heights; sclera:
    False = the eye is all iris; natural: the eye shape (face.spec.EYES) that the edges are.
    lash, lower, fold, ink: see face.lids. irises, pupils, shines: see face.iris. noses: see face.nose;
    mouths: see face.mouth; brows: see face.brows. slope: of the brow, rise to the outside, heads; brow:
    thickness factor; brow_gap: height factor over the eye. weight: of the lines of nose and mouth.
    jaw, angle, cheek, chin: relative width at these heights. nose: length in profile, bridge: how high its
    root is (0..1), upturn: of its tip, lips: how far they stand out, chin_out, brow_out: how far chin and
    brow stand forward, heads. blush: factor. mouth: width factor. boy: how much of the usual flattening a
    boy's eye gets. ages: weights for child, teen, adult.
    """

    top: Points
    bottom: Points
    lid: tuple[float, float, float, float, float]
    wing: tuple[float, float]
    angular: float = 0.0
    height: float = 1.0
    width: float = 1.0
    eye_x: float = 0.186
    eye_y: float = 0.347
    nose_y: float = 0.238
    mouth_y: float = 0.143
    iris: float = 1.0
    tall: float = 1.0
    iris_y: float = 0.05
    sclera: bool = True
    natural: str = "plain"
    lash: Pool = ("wing", "split", "fine")
    lower: Pool = ("thin", "lashes")
    fold: Pool = ("arc",)
    ink: Pool = ("hair",)
    irises: Pool = ("gradient", "rim", "ring")
    pupils: Pool = ("tall", "tall", "round", "soft")
    shines: Pool = ("round", "tall", "three")
    noses: Pool = ("dot", "line", "wedge")
    mouths: Pool = ("line",)
    brows: Pool = ("long", "long", "short", "thin")
    slope: float = 0.0
    brow: float = 1.0
    brow_gap: float = 1.0
    weight: float = 1.0
    jaw: float = 0.0
    angle: float = 0.0
    cheek: float = 0.0
    chin: float = 0.0
    nose: float = 1.0
    bridge: float = 0.25
    upturn: float = 0.3
    lips: float = 1.0
    chin_out: float = 0.0
    brow_out: float = 0.0
    blush: float = 1.0
    mouth: float = 1.0
    boy: float = 1.0
    ages: tuple[float, float, float] = (1.0, 1.0, 1.0)


FAMILIES = {
    "round": Family(
        ((-1, -0.14), (-0.88, 0.36), (-0.54, 0.81), (-0.02, 1), (0.5, 0.87), (0.85, 0.42), (1, -0.06)),
        ((-1, -0.14), (-0.86, -0.6), (-0.48, -0.91), (0.04, -1), (0.52, -0.9), (0.84, -0.54), (1, -0.06)),
        (0.03, 0.07, 0.18, 0.24, 0.16), (0.20, 0.02),
        width=0.98, iris=1.04, slope=0.004, jaw=0.04, cheek=0.06, chin=0.14, nose=0.8, upturn=0.6, lips=0.8,
        nose_y=0.228, mouth_y=0.140, eye_y=0.338, mouths=("line", "line", "small", "cat"),
        ages=(1.5, 1, 0.6), noses=("dot", "button", "shade"), blush=1.2,
    ),
    "cool": Family(
        ((-1, -0.34), (-0.8, 0.2), (-0.4, 0.7), (0.14, 0.95), (0.62, 0.86), (0.92, 0.54), (1.06, 0.26)),
        ((-1, -0.34), (-0.8, -0.7), (-0.38, -0.95), (0.1, -1), (0.56, -0.82), (0.9, -0.32), (1.06, 0.26)),
        (0.03, 0.07, 0.17, 0.23, 0.20), (0.22, 0.20),
        natural="tsurime", height=0.88, width=1.04, iris=0.98, slope=0.009, jaw=-0.03, angle=0.0, chin=-0.12,
        nose=1.08, bridge=0.35, eye_y=0.354, noses=("line", "wedge", "line"), lash=("wing", "split"),
        mouths=("line", "wide", "line"), irises=("gradient", "rim", "halo"), ages=(0.6, 1, 1.2),
    ),
    "classic": Family(
        ((-1, -0.1), (-0.9, 0.44), (-0.6, 0.86), (-0.05, 1), (0.5, 0.92), (0.87, 0.5), (1, 0)),
        ((-1, -0.1), (-0.86, -0.54), (-0.52, -0.9), (0.02, -1), (0.5, -0.92), (0.82, -0.56), (1, 0)),
        (0.03, 0.07, 0.20, 0.27, 0.19), (0.22, 0.06),
        height=1.12, iris=1.05, slope=0.004, noses=("dot", "line", "wedge"), irises=("rays", "rays", "rim"),
        mouths=("line", "line", "tri"), lash=("wing", "split"),
    ),
    "gentle": Family(
        ((-1, 0.02), (-0.84, 0.48), (-0.46, 0.88), (0, 1), (0.5, 0.8), (0.88, 0.26), (1.05, -0.28)),
        ((-1, 0.02), (-0.84, -0.46), (-0.42, -0.9), (0.1, -1), (0.6, -0.93), (0.91, -0.66), (1.05, -0.28)),
        (0.03, 0.06, 0.15, 0.21, 0.17), (0.18, -0.08),
        natural="tareme", height=0.92, iris=1.0, slope=-0.008, jaw=0.01, cheek=0.02, chin=0.02,
        mouths=("line", "full", "small"), brows=("long", "thin", "thin"), noses=("line", "shade", "dot"),
        lash=("wing", "fine"), nose=0.92,
    ),
    "sharp": Family(
        ((-1.02, -0.36), (-0.74, 0.22), (-0.3, 0.62), (0.2, 0.84), (0.66, 0.84), (0.98, 0.6), (1.12, 0.4)),
        ((-1.02, -0.36), (-0.74, -0.7), (-0.3, -0.9), (0.2, -0.96), (0.6, -0.7), (0.94, -0.16), (1.12, 0.4)),
        (0.03, 0.08, 0.18, 0.24, 0.21), (0.26, 0.26),
        natural="tsurime", height=0.80, width=1.08, iris=0.90, slope=0.016, jaw=-0.05, angle=-0.01,
        chin=-0.22, nose=1.2, bridge=0.5, chin_out=0.008, eye_y=0.362, irises=("ring", "rays"),
        pupils=("round", "slit"), noses=("wedge", "line", "bridge"), mouths=("wide", "line"),
        brows=("straight", "long"),
    ),
    "almond": Family(
        ((-1.08, -0.52), (-0.8, 0.06), (-0.4, 0.6), (0.1, 0.9), (0.58, 0.92), (0.94, 0.7), (1.14, 0.52)),
        ((-1.08, -0.52), (-0.7, -0.74), (-0.25, -0.9), (0.2, -0.94),
         (0.65, -0.7), (0.95, -0.1), (1.14, 0.52)),
        (0.05, 0.12, 0.26, 0.34, 0.30), (0.30, 0.26),
        natural="tsurime", height=0.62, width=1.16, eye_x=0.190, eye_y=0.376, nose_y=0.236, mouth_y=0.138,
        iris=0.86, iris_y=0.10, lash=("long_wing", "fine", "long_wing"), lower=("full", "lashes"),
        fold=("long", "double"), ink=("black", "hair"), irises=("gradient", "deep", "ring"),
        shines=("round", "tiny", "bar"), noses=("bridge", "line", "shade"), mouths=("full", "full", "wide"),
        brows=("arched", "thin", "arched"), slope=0.010, brow_gap=1.35, jaw=-0.06, angle=-0.01, cheek=-0.02,
        chin=-0.14, nose=1.15, bridge=0.55, upturn=0.1, lips=1.35, chin_out=0.006, blush=0.5, boy=0.25,
        ages=(0.15, 0.8, 2.0),
    ),
    "droopy": Family(
        ((-1, 0.26), (-0.82, 0.68), (-0.42, 0.96), (0.06, 0.94), (0.52, 0.58), (0.86, -0.02), (1.08, -0.58)),
        ((-1, 0.26), (-0.86, -0.28), (-0.46, -0.78), (0.1, -1), (0.56, -1.04), (0.88, -0.88), (1.08, -0.58)),
        (0.05, 0.12, 0.22, 0.26, 0.24), (0.14, -0.20),
        natural="tareme", height=0.98, width=1.05, eye_x=0.196, eye_y=0.332, nose_y=0.226, mouth_y=0.136,
        iris=1.06, lash=("droop", "droop", "split"), lower=("lashes", "full"), fold=("long", "arc"),
        irises=("soft", "rim", "gradient"), pupils=("soft", "tall", "none"),
        shines=("round", "three", "bar"), noses=("shade", "button", "dot"), mouths=("small", "cat", "wave"),
        brows=("short", "maro", "thin"), slope=-0.020, brow_gap=1.25, jaw=0.03, cheek=0.09, chin=0.10,
        nose=0.78, upturn=0.5, lips=0.9, chin_out=-0.004, blush=1.35, mouth=0.86,
    ),
    "sparkling": Family(
        ((-1, -0.2), (-0.92, 0.4), (-0.62, 0.86), (-0.05, 1.04), (0.5, 0.97), (0.89, 0.6), (1.06, 0.1)),
        ((-1, -0.2), (-0.88, -0.62), (-0.5, -0.95), (0.05, -1.02), (0.55, -0.95), (0.88, -0.5), (1.06, 0.1)),
        (0.05, 0.10, 0.17, 0.20, 0.17), (0.22, 0.12),
        height=1.28, width=1.14, eye_x=0.196, eye_y=0.336, nose_y=0.208, mouth_y=0.122, iris=1.08,
        lash=("long", "long", "fan"), lower=("long", "lashes"), fold=("double", "arc"),
        ink=("black", "hair"), irises=("star", "flower", "facets", "rays"), pupils=("tall", "soft", "star"),
        shines=("stars", "many", "stars"), noses=("dot", "none", "dot"), mouths=("small", "tri", "small"),
        brows=("thin", "arched", "thin"), brow_gap=0.8, weight=0.8, jaw=0.0, angle=0.02, cheek=0.03,
        chin=-0.20, nose=0.78, upturn=0.6, lips=0.7, blush=1.1, mouth=0.85, boy=0.55, ages=(1.0, 1.2, 0.7),
    ),
    "dot": Family(
        ((-1, 0), (-0.86, 0.52), (-0.5, 0.87), (0, 1), (0.5, 0.87), (0.86, 0.52), (1, 0)),
        ((-1, 0), (-0.86, -0.52), (-0.5, -0.87), (0, -1), (0.5, -0.87), (0.86, -0.52), (1, 0)),
        (0.0, 0.0, 0.0, 0.0, 0.0), (0.2, 0.2),
        height=0.66, width=0.39, eye_x=0.176, eye_y=0.286, nose_y=0.216, mouth_y=0.158, iris_y=0.0,
        sclera=False, natural="round", lash=("dot",), lower=("none",), fold=("none",), ink=("black",),
        irises=("bean",), pupils=("wide",), shines=("tiny", "one"), noses=("none", "dot", "button"),
        mouths=("small", "cat", "line"), brows=("short", "maro", "thin"), brow_gap=1.5, jaw=0.07, cheek=0.10,
        chin=0.20, nose=0.5, bridge=0.0, upturn=0.8, lips=0.4, chin_out=-0.006, blush=1.7, mouth=0.85,
        boy=0.1,
    ),
    "retro": Family(
        ((-1, -0.34), (-0.86, 0.46), (-0.46, 0.98), (0.28, 1.02), (0.88, 0.66), (1.1, 0.16)),
        ((-1, -0.34), (-0.74, -0.86), (-0.22, -1.02), (0.42, -1), (0.86, -0.58), (1.1, 0.16)),
        (0.10, 0.22, 0.29, 0.31, 0.20), (0.26, -0.14),
        angular=0.72, height=1.12, width=0.98, eye_x=0.188, eye_y=0.372, nose_y=0.226, mouth_y=0.128,
        iris=0.84, tall=1.06, lash=("block", "hook", "block"), lower=("full", "dash"), fold=("short", "arc"),
        ink=("black",), irises=("hard", "hard", "hard_rays"), pupils=("tall", "tall", "round"),
        shines=("hard", "window"), noses=("big_wedge", "big_wedge", "profile"),
        mouths=("tri", "tri", "wide"), brows=("angled", "angled", "straight"), slope=0.008, brow=1.25,
        brow_gap=0.7, weight=1.25, jaw=-0.07, angle=-0.02, cheek=-0.02, chin=-0.24, nose=1.45, bridge=0.45,
        upturn=0.15, lips=0.7, chin_out=0.014, blush=0.55, mouth=0.95, boy=0.8,
    ),
    "realistic": Family(
        ((-1.12, -0.44), (-0.78, 0.2), (-0.35, 0.74), (0.1, 0.94), (0.55, 0.78), (0.9, 0.28), (1.08, -0.1)),
        ((-1.12, -0.44), (-0.72, -0.66), (-0.2, -0.9), (0.3, -0.94),
         (0.7, -0.7), (0.95, -0.36), (1.08, -0.1)),
        (0.06, 0.14, 0.24, 0.26, 0.16), (0.10, 0.00),
        height=0.60, width=0.94, eye_x=0.172, eye_y=0.404, nose_y=0.252, mouth_y=0.150, iris=0.80,
        iris_y=0.12, lash=("plain", "fine"), lower=("full",), fold=("crease", "crease"),
        ink=("brown", "black"), irises=("ring", "rays"), pupils=("round",), shines=("tiny", "round"),
        noses=("modeled",), mouths=("full",), brows=("bushy", "arched", "bushy"), slope=0.003, brow=1.2,
        brow_gap=0.85, weight=1.0, jaw=-0.07, angle=0.06, cheek=-0.04, chin=0.06, nose=1.5, bridge=1.0,
        upturn=0.0, lips=1.6, chin_out=0.014, brow_out=0.010, blush=0.4, mouth=1.25, boy=0.25,
        ages=(0.25, 0.8, 1.9),
    ),
    "fierce": Family(
        ((-1.06, -0.46), (-0.7, 0.04), (-0.3, 0.4), (0.2, 0.72), (0.68, 0.88), (0.98, 0.74), (1.16, 0.44)),
        ((-1.06, -0.46), (-0.76, -0.76), (-0.3, -0.98), (0.2, -1), (0.64, -0.82), (0.98, -0.3), (1.16, 0.44)),
        (0.12, 0.22, 0.28, 0.30, 0.24), (0.24, 0.14),
        angular=0.4, natural="tsurime", height=0.80, width=1.08, eye_x=0.190, eye_y=0.360, nose_y=0.236,
        mouth_y=0.136, iris=0.64, iris_y=0.13, lash=("hook", "plain", "split"), lower=("full", "bag"),
        fold=("short", "arc"), ink=("black",), irises=("ring", "hard", "halo"),
        pupils=("dot", "slit", "round"), shines=("tiny", "one"), noses=("wedge", "profile", "bridge"),
        mouths=("wide", "wide", "tri"), brows=("thick", "thick", "angled"), slope=0.020, brow=1.5,
        brow_gap=0.42, weight=1.2, jaw=-0.03, angle=0.07, cheek=-0.03, chin=-0.05, nose=1.2, bridge=0.6,
        lips=0.9, chin_out=0.012, brow_out=0.006, blush=0.5, mouth=1.2, boy=0.35,
    ),
    "feline": Family(
        ((-1.12, -0.78), (-0.88, -0.1), (-0.5, 0.56), (0, 0.94), (0.5, 1.02), (0.92, 0.82), (1.14, 0.56)),
        ((-1.12, -0.78), (-0.8, -0.76), (-0.4, -0.94), (0.1, -1), (0.58, -0.74), (0.95, -0.04), (1.14, 0.56)),
        (0.06, 0.14, 0.22, 0.30, 0.30), (0.30, 0.34),
        natural="tsurime", height=0.94, width=1.06, eye_x=0.198, eye_y=0.338, nose_y=0.218, mouth_y=0.140,
        iris=0.98, iris_y=0.0, lash=("flick", "flick", "wing"), lower=("flick", "thin"),
        fold=("short", "none"), ink=("black", "hair"), irises=("halo", "rays", "glow"),
        pupils=("slit", "slit", "tall"), shines=("round", "one", "tall"), noses=("button", "dot", "shade"),
        mouths=("cat", "cat", "smirk"), brows=("angled", "short", "straight"), slope=0.016, brow_gap=0.9,
        jaw=0.01, angle=0.0, cheek=0.08, chin=-0.16, nose=0.72, upturn=0.7, lips=1.0, chin_out=-0.002,
        mouth=0.95, boy=0.8,
    ),
    "modern": Family(
        ((-0.96, -0.16), (-0.86, 0.34), (-0.52, 0.82), (0, 1), (0.5, 0.88), (0.84, 0.48), (0.98, 0.04)),
        ((-0.96, -0.16), (-0.82, -0.6), (-0.42, -0.92), (0.1, -1), (0.54, -0.9), (0.83, -0.5), (0.98, 0.04)),
        (0.03, 0.07, 0.13, 0.15, 0.13), (0.16, 0.08),
        height=1.04, width=1.02, eye_x=0.198, eye_y=0.322, nose_y=0.210, mouth_y=0.128, iris=1.03,
        lash=("wisp", "wisp", "fine"), lower=("wisp", "none"), fold=("arc", "none"), ink=("pale",),
        irises=("soft", "soft", "glow", "facets"), pupils=("none", "soft", "small"),
        shines=("many", "three", "soft"), noses=("shade", "none", "shade"),
        mouths=("small", "soft", "small"), brows=("thin", "faint", "thin"), brow=0.8, brow_gap=1.15,
        weight=0.62, jaw=0.0, angle=-0.02, cheek=0.06, chin=-0.12, nose=0.66, bridge=0.1, upturn=0.6,
        lips=0.8, chin_out=-0.006, blush=1.5, mouth=0.72, boy=0.75,
    ),
    "vintage": Family(
        ((-1, -0.1), (-0.92, 0.44), (-0.56, 0.88), (0, 1.04), (0.56, 0.9), (0.93, 0.44), (1.02, -0.1)),
        ((-1, -0.1), (-0.9, -0.58), (-0.52, -0.92), (0.02, -1.02), (0.54, -0.92), (0.9, -0.56), (1.02, -0.1)),
        (0.09, 0.12, 0.14, 0.15, 0.12), (0.10, 0.06),
        height=1.22, width=0.84, eye_x=0.150, eye_y=0.346, nose_y=0.222, mouth_y=0.140, iris=0.80, tall=1.16,
        iris_y=-0.10, natural="round", lash=("fan", "split"), lower=("full",), fold=("none",),
        ink=("black",), irises=("ink",), pupils=("wide",), shines=("pie",), noses=("ball", "ball", "button"),
        mouths=("wide", "line", "cat"), brows=("arched", "thin", "short"), brow_gap=1.2, weight=1.15,
        jaw=0.02, angle=0.02, cheek=0.08, chin=0.02, nose=1.05, bridge=0.0, upturn=1.0, lips=0.6,
        chin_out=-0.004, blush=1.2, boy=0.3,
    ),
}  # fmt: skip
