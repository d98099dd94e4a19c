"""The flesh of a posed figure: every part as a sweep of ellipsoids around the bones, all sizes in heads."""

from __future__ import annotations

import numpy as np

from anigen_core.mannequin.costume import Costume
from anigen_core.mannequin.skeleton import SPINE, Skeleton
from anigen_core.mannequin.solid import BOTTOM, FACE_SKIN, HAIR, SHOES, SKIN, TOP, Solid, sweep, unit
from anigen_core.mannequin.tailor import hair, skirt
from anigen_core.pose import (
    L_ANKLE,
    L_ELBOW,
    L_HIP,
    L_KNEE,
    L_SHOULDER,
    L_WRIST,
    NECK,
    R_ANKLE,
    R_ELBOW,
    R_HIP,
    R_KNEE,
    R_SHOULDER,
    R_WRIST,
    Pose,
)


def build(skeleton: Skeleton, pose: Pose, cut: Costume) -> Solid:
    """All ellipsoids of a figure, in pixels of the pose's canvas."""
    solid = Solid()
    _trunk(solid, skeleton)
    skirt(solid, skeleton, cut)
    for shoulder, elbow, wrist, side in (
        (R_SHOULDER, R_ELBOW, R_WRIST, "r"),
        (L_SHOULDER, L_ELBOW, L_WRIST, "l"),
    ):
        _arm(solid, skeleton, (shoulder, elbow, wrist), side, cut)
        if skeleton.shown[elbow] and skeleton.shown[wrist]:
            points = pose.right_hand if side == "r" else pose.left_hand
            if points is not None and (points[:, 2] > 0).all():
                _posed_hand(solid, skeleton, wrist, side, points)
            else:
                _relaxed_hand(solid, skeleton, elbow, wrist, side)
    for hip, knee, ankle, side in ((R_HIP, R_KNEE, R_ANKLE, "r"), (L_HIP, L_KNEE, L_ANKLE, "l")):
        _leg(solid, skeleton, (hip, knee, ankle), side, cut)
    if skeleton.chin is not None and skeleton.face is not None:
        _head(solid, skeleton, skeleton.chin, skeleton.face, cut)
        hair(solid, skeleton, cut)
    return solid


# Half width and half depth of the trunk from the neck joint (0) to the middle of the hip joints (1).
_TRUNK = np.array(
    [
        *([-0.03, 0.12, 0.10], [0.00, 0.20, 0.12], [0.035, 0.33, 0.15], [0.075, 0.415, 0.175]),
        *([0.13, 0.405, 0.22], [0.22, 0.375, 0.265], [0.30, 0.35, 0.275], [0.40, 0.315, 0.25]),
        *([0.52, 0.272, 0.215], [0.60, 0.262, 0.205], [0.70, 0.295, 0.225], [0.84, 0.385, 0.275]),
        *([0.94, 0.44, 0.295], [0.99, 0.425, 0.27], [1.02, 0.30, 0.20], [1.04, 0.15, 0.14]),
    ]
)
BELT = 0.66  # where the top ends and the bottom begins


def _trunk(solid: Solid, s: Skeleton) -> None:
    h = s.head
    if not s.shown[NECK] and not s.shown[R_HIP]:
        return
    has_hips, has_neck = bool(s.shown[R_HIP]), bool(s.shown[NECK])
    if has_neck and has_hips:
        neck, hips = s.points[NECK], (s.points[R_HIP] + s.points[L_HIP]) / 2
        low, high = -0.03, 1.04
    elif has_neck:  # a bust: down to under the chest
        neck, (low, high) = s.points[NECK], (-0.03, 0.62)
        hips = neck - s.up * SPINE * h
    else:  # legs alone: the pelvis, from the belt
        hips, (low, high) = (s.points[R_HIP] + s.points[L_HIP]) / 2, (BELT, 1.04)
        neck = hips + s.up * SPINE * h
    spine = hips - neck
    length = max(float(np.linalg.norm(spine)), 1e-6)
    down = spine / length
    top_axis, bottom_axis = side_axis(s, R_SHOULDER, L_SHOULDER, down), side_axis(s, R_HIP, L_HIP, down)
    # A strongly foreshortened trunk is still as long as a trunk, in depth; only its picture is short.
    solid.start()
    for t in np.linspace(low, high, int((high - low) * SPINE / 0.022)):
        share = float(np.clip((t - 0.3) / 0.5, 0, 1))
        side = (1 - share) * top_axis + share * bottom_axis
        side = side / np.linalg.norm(side)
        front = np.cross(side, down)
        front *= 1.0 if front @ s.forward >= 0 else -1.0
        width, depth = (float(np.interp(t, _TRUNK[:, 0], _TRUNK[:, k])) * h for k in (1, 2))
        # An upright spine is an S: chest to the front, seat to the back.
        sway = (
            0.045 * np.sin(np.pi * np.clip(t / 0.6, 0, 1)) - 0.06 * np.exp(-(((t - 0.97) / 0.16) ** 2))
        ) * h
        axes = np.stack([side * width, down * 0.12 * h, front * depth], axis=1)
        solid.add(neck + t * spine + front * sway, axes, "torso", TOP if t < BELT else BOTTOM)
    if has_neck:
        solid.start()
        end = (
            neck + s.up * 0.42 * h
            if s.chin is None or s.face is None
            else s.chin + s.face @ [0, 0.2 * h, -0.12 * h]
        )
        start = neck - down * 0.02 * h - s.forward * 0.03 * h
        sweep(solid, h, start, end, ((0, 0.155), (0.2, 0.128), (1, 0.125)), "neck", SKIN)


def side_axis(s: Skeleton, right: int, left: int, down: np.ndarray) -> np.ndarray:
    """Unit vector to her left along shoulders or hips, mostly squared to the spine."""
    axis = s.points[left] - s.points[right] if s.shown[right] and s.shown[left] else s.left
    tilt = axis - down * float(axis @ down) * 0.6
    norm = float(np.linalg.norm(tilt))
    return tilt / norm if norm > 0.1 * s.head else s.left


def _arm(solid: Solid, s: Skeleton, joints: tuple[int, int, int], side: str, cut: Costume) -> None:
    shoulder, elbow, wrist = joints
    if not s.shown[shoulder]:
        return
    h, a = s.head, s.points[shoulder]
    if not s.shown[elbow]:
        solid.start()
        solid.add(a, 0.15 * h, f"{side}_upper_arm", TOP)
        return
    b = s.points[elbow]
    # The flesh of the shoulder starts a little below and inside the joint, where the collarbone slopes to.
    a = a - s.up * 0.08 * h + (s.left if side == "r" else -s.left) * 0.05 * h
    solid.start()
    radii = ((0, 0.105), (0.14, 0.122), (0.4, 0.11), (0.8, 0.094), (1, 0.088))
    sleeve = (cut.sleeve, TOP, 0.028) if cut.sleeve > 0 else None
    sweep(solid, h, a, b, radii, f"{side}_upper_arm", SKIN, covered=sleeve)
    if s.shown[wrist]:
        solid.start()
        radii = ((0, 0.088), (0.22, 0.097), (0.55, 0.08), (0.9, 0.059), (1, 0.058))
        sleeve = (cut.sleeve - 1, TOP, 0.04) if cut.sleeve > 1 else None
        if sleeve:  # over the elbow as wide as above it
            radii = ((0, 0.116), *radii[1:])
        sweep(solid, h, b, s.points[wrist], radii, f"{side}_forearm", SKIN, covered=sleeve)


def _relaxed_hand(solid: Solid, s: Skeleton, elbow: int, wrist: int, side: str) -> None:
    """A loose hand that goes on where the forearm points, fingers a little curled, thumb to the front."""
    h, at = s.head, s.points[wrist]
    ahead = unit(at - s.points[elbow])
    inward = -s.left if side == "l" else s.left
    # The thumb's side: to the front for a hanging arm, upward for one that points forward.
    thumb = 0.6 * s.forward + 0.8 * inward + (0.7 * s.up if abs(ahead @ s.forward) > 0.6 else 0)
    thumb = unit(thumb - ahead * (thumb @ ahead))
    curl = np.cross(ahead, thumb)
    curl = unit(curl) * (1.0 if curl @ inward >= 0 else -1.0)
    solid.start()
    for t in np.linspace(0, 1, 18):
        width, thick = 0.065 + 0.06 * np.sin(np.pi * min(t + 0.1, 0.62)), 0.058
        axes = np.stack([ahead * 0.06 * h, thumb * width * h, curl * thick * h], axis=1)
        solid.add(at + ahead * 0.27 * t * h, axes, f"{side}_hand", SKIN)
    for number, (offset, length) in enumerate(((0.075, 0.25), (0.026, 0.275), (-0.024, 0.25), (-0.07, 0.2))):
        solid.start()
        start = at + (ahead * 0.28 + thumb * offset) * h
        bend = 0.35 + 0.12 * number
        middle = start + (ahead + curl * bend * 0.5) * length * 0.5 * h
        end = middle + unit(ahead + curl * bend * 1.4) * length * 0.5 * h
        sweep(solid, h, start, middle, ((0, 0.036), (1, 0.033)), f"{side}_hand", SKIN)
        sweep(solid, h, middle, end, ((0, 0.033), (1, 0.025)), f"{side}_hand", SKIN)
    solid.start()
    root = at + (ahead * 0.08 + thumb * 0.05) * h
    knuckle = root + unit(ahead + 0.75 * thumb) * 0.16 * h
    sweep(solid, h, root, knuckle, ((0, 0.05), (1, 0.038)), f"{side}_hand", SKIN)
    sweep(solid, h, knuckle, knuckle + ahead * 0.13 * h, ((0, 0.038), (1, 0.026)), f"{side}_hand", SKIN)


def _posed_hand(solid: Solid, s: Skeleton, wrist: int, side: str, points: np.ndarray) -> None:
    """A hand drawn from its 21 points: palm between wrist and knuckles, each finger a tube."""
    h = s.head
    spots = np.concatenate([points[:, :2], np.full((21, 1), s.points[wrist, 2])], axis=1)
    spots[0] = s.points[wrist]
    solid.start()
    for knuckle in (5, 9, 13, 17):
        sweep(solid, h, spots[0], spots[knuckle], ((0, 0.06), (1, 0.052)), f"{side}_hand", SKIN)
    for first in (5, 9, 13, 17, 1):
        solid.start()
        chain = [spots[first + k] + (0, 0, 0.012 * k * h) for k in range(4)]
        if first == 1:
            chain = [spots[0], *chain]
        radii = np.linspace(0.05 if first == 1 else 0.042, 0.029, len(chain))
        for k in range(len(chain) - 1):
            knots = ((0, radii[k]), (1, radii[k + 1]))
            sweep(solid, h, chain[k], chain[k + 1], knots, f"{side}_hand", SKIN)


def _leg(solid: Solid, s: Skeleton, joints: tuple[int, int, int], side: str, cut: Costume) -> None:
    hip, knee, ankle = joints
    if not (s.shown[hip] and s.shown[knee]):
        return
    h, a, b = s.head, s.points[hip], s.points[knee]
    thigh = unit(b - a)
    kneecap = s.forward - thigh * (s.forward @ thigh)
    if np.linalg.norm(kneecap) < 0.35:  # a thigh that points forward has its kneecap on top
        kneecap = s.up - thigh * (s.up @ thigh)
    kneecap = unit(kneecap)
    solid.start()
    radii = ((0, 0.185), (0.06, 0.208), (0.14, 0.22), (0.3, 0.222), (0.6, 0.182), (0.87, 0.135), (1, 0.126))
    outside = s.left if side == "l" else -s.left
    bow = (kneecap + 0.6 * outside, ((0, 0.0), (0.35, 0.035), (1, 0.0)))
    trouser = (cut.leg, BOTTOM, 0.03) if cut.leg > 0 else None
    sweep(
        solid,
        h,
        a,
        b,
        radii,
        f"{side}_thigh",
        SKIN,
        bow=bow,
        covered=trouser,
        stocking=max(0.0, cut.socks - 1),
    )
    if not s.shown[ankle]:
        return
    c = s.points[ankle]
    shin = unit(c - b)
    # The front of the shin is away from the thigh; a straight leg takes it from the trunk.
    front = thigh - shin * (thigh @ shin)
    bent = float(np.linalg.norm(front))
    ahead = s.forward - shin * (s.forward @ shin)
    front = (
        unit(front + ahead * max(0.5 - bent, 0.0) * 2)
        if bent > 0.5 or np.linalg.norm(ahead) > 0.2
        else kneecap
    )
    solid.start()
    radii = ((0, 0.126), (0.1, 0.124), (0.32, 0.143), (0.58, 0.11), (0.85, 0.074), (1, 0.07))
    bow = (0.6 * outside - front, ((0, 0.0), (0.3, 0.042), (0.6, 0.018), (1, 0.0)))
    trouser = (cut.leg - 1, BOTTOM, 0.045) if cut.leg > 1 else None
    if trouser:
        radii = ((0, 0.156), (0.32, 0.156), *radii[3:])
    sweep(solid, h, b, c, radii, f"{side}_shin", SKIN, bow=bow, covered=trouser, stocking=min(1.0, cut.socks))
    _foot(solid, s, c, shin, front, side)
    if cut.leg <= 1:
        _knee(
            solid, h, b, unit(c - a) if bent < 0.6 else shin, unit(kneecap + front) if bent < 0.6 else front
        )


def _knee(solid: Solid, h: float, knee: np.ndarray, down: np.ndarray, front: np.ndarray) -> None:
    """Two short strokes that hold the kneecap."""
    across = unit(np.cross(down, front))
    for turn in (-1.0, 1.0):
        angle = np.linspace(0.25, 0.95, 7)[:, None] * turn
        rim = across * np.sin(angle) + front * np.cos(angle)
        drop = np.linspace(0.105, 0.06, 7)[:, None]
        solid.marks.append(knee + (rim * 0.128 + down * drop) * h)


def _foot(
    solid: Solid, s: Skeleton, ankle: np.ndarray, shin: np.ndarray, front: np.ndarray, side: str
) -> None:
    """A low shoe. It stands flat under an upright shin; the toes point the more, the more the shin lies
    down."""
    h = s.head
    upright = float(np.clip(shin[1], 0, 1))
    point = np.radians(10 + 55 * (1 - upright))
    outward = (s.left if side == "l" else -s.left) * (0.28 if upright > 0.7 else 0.1)
    toe = unit(front * np.cos(point) + shin * np.sin(point) + outward)
    sole = unit(shin - toe * (shin @ toe))
    across = np.cross(toe, sole)
    solid.start()
    for t in np.linspace(0, 1, 4):  # the shaft around the ankle
        solid.add(ankle - shin * (0.09 - 0.13 * t) * h, (0.098 + 0.006 * t) * h, f"{side}_foot", SHOES)
    heel = ankle + (sole * 0.13 - toe * 0.06) * h
    for t in np.linspace(0, 1, 24):
        width = float(np.interp(t, (0, 0.3, 0.7, 1), (0.108, 0.1, 0.122, 0.085)))
        height = float(np.interp(t, (0, 0.3, 0.7, 1), (0.115, 0.115, 0.085, 0.065)))
        rise = 0.115 - height  # the sole stays flat while the toe box gets lower
        axes = np.stack([toe * 0.085 * h, sole * height * h, across * width * h], axis=1)
        solid.add(heel + (toe * 0.5 * t + sole * rise) * h, axes, f"{side}_foot", SHOES)


# The face below the brow: height over the chin, half width, front and back of the jaw; in heads.
_JAW = np.array(
    [
        *([0.045, 0.105, 0.325, 0.13], [0.075, 0.17, 0.345, 0.09], [0.11, 0.225, 0.36, 0.05]),
        *(
            [0.18, 0.295, 0.372, -0.05],
            [0.27, 0.352, 0.38, -0.16],
            [0.36, 0.382, 0.378, -0.30],
            [0.5, 0.4, 0.385, -0.4],
        ),
    ]
)


def _head(solid: Solid, s: Skeleton, chin: np.ndarray, face: np.ndarray, cut: Costume) -> None:
    h = s.head

    def put(
        y: float, z: float, radii: tuple[float, float, float], part: str, material: int, fringe: bool
    ) -> None:
        solid.add(
            chin + face @ np.array([0, y, z]) * h, face * np.array(radii) * h, part, material, fringe=fringe
        )

    solid.start()
    put(0.56, -0.01, (0.402, 0.40, 0.40), "head", FACE_SKIN, False)
    for y in np.arange(0.045, 0.5, 0.01):
        half, front, back = (float(np.interp(y, _JAW[:, 0], _JAW[:, k])) for k in (1, 2, 3))
        put(float(y), (front + back) / 2, (half, 0.05, (front - back) / 2), "head", FACE_SKIN, False)
    for t in np.linspace(0, 1, 9):  # the ridge of the nose
        put(0.335 - 0.09 * t, 0.355 + 0.035 * t, (0.022, 0.022, 0.022), "head", FACE_SKIN, False)
    solid.start()
    put(0.57, -0.03, (0.468, 0.47, 0.478), "hair", HAIR, True)
    for y in np.arange(cut.hem, 0.56, 0.012):  # the bob: sides and back, open in front
        t = float(y) / 0.56
        half = 0.468 - 0.012 * (1 - t) - 0.05 * max(0.3 - t, 0) / 0.3
        put(float(y), -0.03 - 0.05 * (1 - t), (half, 0.06, half + 0.01), "hair", HAIR, True)
