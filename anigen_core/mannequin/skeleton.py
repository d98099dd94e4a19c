"""Depth for a flat pose: which limb is near, which is far, which way the head looks.

A pose has no depth. A bone drawn shorter than the body's proportions allow must point toward the viewer or
away, and anatomy says which: knees fold backward, elbows forward, thighs swing forward further than back.
That is enough to draw limbs in front of or behind each other. Space: x right, y down, z toward the viewer,
pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anigen_core.errors import InputError
from anigen_core.pose import (
    FACE_JOINTS,
    L_ANKLE,
    L_ELBOW,
    L_HIP,
    L_KNEE,
    L_SHOULDER,
    L_WRIST,
    NECK,
    NOSE,
    R_ANKLE,
    R_ELBOW,
    R_HIP,
    R_KNEE,
    R_SHOULDER,
    R_WRIST,
    Pose,
)

# Lengths in heads (chin to crown) of a figure 6.3 heads tall.
SHOULDER, HIP, SPINE = 0.43, 0.27, 1.83  # half width, half width, neck to middle of the hips
UPPER_ARM, FOREARM, THIGH, SHIN = 1.07, 0.95, 1.43, 1.40

# Face points in head space: x to her left, y up from the chin, z to the front; in heads.
_FACE_MODEL = np.array(
    [[0, 0.25, 0.36], [-0.18, 0.36, 0.31], [0.18, 0.36, 0.31], [-0.39, 0.37, -0.02], [0.39, 0.37, -0.02]]
)
_NECK_MODEL = np.array([0.0, -0.30, -0.02])

_ARMS = ((R_SHOULDER, R_ELBOW, R_WRIST, -1), (L_SHOULDER, L_ELBOW, L_WRIST, 1))
_LEGS = ((R_HIP, R_KNEE, R_ANKLE, -1), (L_HIP, L_KNEE, L_ANKLE, 1))


@dataclass(frozen=True)
class Skeleton:
    """A pose with depth.

    points: (18, 3) float64. shown: (18,) bool; more than the pose shows where a joint can be told from
        others.
    head: size of the head in pixels. forward, left, up: (3,) unit vectors of the trunk (her own left).
    chin: (3,) and face: (3, 3) whose columns are her left, up and front in picture space; None without a
        head.
    behind: numbers of wrists that are hidden behind the trunk.
    """

    points: np.ndarray
    shown: np.ndarray
    head: float
    forward: np.ndarray
    left: np.ndarray
    up: np.ndarray
    chin: np.ndarray | None
    face: np.ndarray | None
    behind: tuple[int, ...]


def lift(pose: Pose) -> Skeleton:
    """Give a pose depth; InputError when too little of it is shown to be a figure."""
    points = np.zeros((18, 3))
    points[:, :2] = pose.joints[:, :2]
    shown = pose.visible.copy()
    head = pose.head_size()
    _complete_trunk(points, shown, head)
    has_head = int(shown[list(FACE_JOINTS)].sum()) >= 2 or bool(shown[NOSE] and shown[NECK])
    if int(pose.visible.sum()) < 4 or not (has_head or shown[NECK] or shown[R_HIP]):
        raise InputError(
            "The pose shows too little of the body; show at least the head and shoulders, or hips and a leg."
        )

    up = np.array([0.0, -1.0])
    if shown[NECK] and shown[R_HIP]:
        spine = points[NECK, :2] - (points[R_HIP, :2] + points[L_HIP, :2]) / 2
        up = spine / max(float(np.hypot(*spine)), 1e-6)
    across = np.array([-up[1], up[0]])  # to the right of the picture for an upright figure
    chin, face = _fit_head(pose, points, shown, head, up) if has_head else (None, None)
    cosine, sine = _turn(points, shown, head, across, face)
    forward = np.array([*(sine * across), cosine])
    left = np.array([*(cosine * across), -sine])

    _place_trunk(points, shown, head, left, cosine)
    behind = _arms(pose, points, shown, head, across, cosine, sine, left)
    for hip, knee, ankle, side in _LEGS:
        if not (shown[hip] and shown[knee]):
            continue
        thigh = points[knee, :2] - points[hip, :2]
        ahead = float(np.sign(thigh @ across * sine)) if abs(thigh @ across * sine) > 0.12 * head else 1.0
        sign = _sign(cosine * ahead + 0.6 * side * left[2])
        points[knee, 2] = points[hip, 2] + sign * _depth(thigh, THIGH * head)
        if shown[ankle]:
            shin = points[ankle, :2] - points[knee, :2]
            # A straight leg keeps its direction; a bent one folds backward.
            straight = thigh @ shin > 0.82 * np.hypot(*thigh) * np.hypot(*shin)
            fold = (
                sign
                if straight and points[knee, 2] != points[hip, 2]
                else _sign(-cosine - 0.3 * left[2] * side)
            )
            points[ankle, 2] = points[knee, 2] + fold * _depth(shin, SHIN * head)
    if chin is not None:
        chin[2] = points[NECK, 2] + (0.05 * head * forward[2] if shown[NECK] else 0.0)
    return Skeleton(points, shown, head, forward, left, np.array([*up, 0.0]), chin, face, behind)


def _complete_trunk(points: np.ndarray, shown: np.ndarray, head: float) -> None:
    """Fill in the neck from the shoulders, and a single hidden shoulder or hip from its twin."""
    if not shown[NECK] and shown[R_SHOULDER] and shown[L_SHOULDER]:
        points[NECK] = (points[R_SHOULDER] + points[L_SHOULDER]) / 2
        shown[NECK] = True
    for a, b in ((R_SHOULDER, L_SHOULDER), (L_SHOULDER, R_SHOULDER)):
        if shown[NECK] and shown[a] and not shown[b]:
            points[b] = 2 * points[NECK] - points[a]
            shown[b] = True
    side = 1.0
    if shown[R_SHOULDER] and shown[L_SHOULDER]:
        side = float(np.clip((points[L_SHOULDER, 0] - points[R_SHOULDER, 0]) / (2 * SHOULDER * head), -1, 1))
    for a, b, sign in ((R_HIP, L_HIP, 1.0), (L_HIP, R_HIP, -1.0)):
        if shown[a] and not shown[b]:
            points[b] = points[a] + (sign * side * 2 * HIP * head, 0, 0)
            shown[b] = True
            return


def _turn(
    points: np.ndarray, shown: np.ndarray, head: float, across: np.ndarray, face: np.ndarray | None
) -> tuple[float, float]:
    """Cosine and sine of the trunk's turn: (1, 0) faces the viewer, (0, 1) the right of the picture."""
    shares = [
        float((points[left, :2] - points[right, :2]) @ across) / (2 * half * head)
        for right, left, half in ((R_SHOULDER, L_SHOULDER, SHOULDER), (R_HIP, L_HIP, HIP))
        if shown[right] and shown[left]
    ]
    # Raised arms pull the shoulders together, so the broader of shoulders and hips tells the turn.
    looks = float(face[2, 2]) if face is not None else 1.0
    cosine = float(np.clip(max(shares, key=abs), -1, 1)) if shares else looks
    if abs(cosine) > 0.94:
        return (1.0, 0.0) if cosine > 0 else (-1.0, 0.0)
    toward = float(face[:2, 2] @ across) if face is not None else 0.0
    if abs(toward) < 0.1:  # no help from the head: knees bend forward
        for hip, knee, ankle, _ in _LEGS:
            if shown[[hip, knee, ankle]].all():
                toward += (
                    float((points[knee, :2] - (points[hip, :2] + points[ankle, :2]) / 2) @ across) / head
                )
    return cosine, _sign(toward) * float(np.sqrt(1 - cosine**2))


def _place_trunk(points: np.ndarray, shown: np.ndarray, head: float, left: np.ndarray, cosine: float) -> None:
    if shown[NECK] and shown[R_HIP]:
        spine = points[NECK, :2] - (points[R_HIP, :2] + points[L_HIP, :2]) / 2
        points[NECK, 2] = 0.8 * _sign(cosine) * _depth(spine, SPINE * head)  # the trunk bends forward
    for joint, half in ((R_SHOULDER, -SHOULDER), (L_SHOULDER, SHOULDER), (R_HIP, -HIP), (L_HIP, HIP)):
        base = points[NECK, 2] if joint in (R_SHOULDER, L_SHOULDER) else 0.0
        points[joint, 2] = base + half * head * left[2]


def _arms(
    pose: Pose,
    points: np.ndarray,
    shown: np.ndarray,
    head: float,
    across: np.ndarray,
    cosine: float,
    sine: float,
    left: np.ndarray,
) -> tuple[int, ...]:
    behind = []
    for shoulder, elbow, wrist, side in _ARMS:
        if not (shown[shoulder] and shown[elbow]):
            continue
        upper = points[elbow, :2] - points[shoulder, :2]
        ahead = float(np.sign(upper @ across * sine)) if abs(upper @ across * sine) > 0.12 * head else 1.0
        outward = side * left[2]
        sign = _sign(cosine * ahead + 0.6 * outward)
        points[elbow, 2] = points[shoulder, 2] + sign * _depth(upper, UPPER_ARM * head)
        inside = _in_trunk(points, shown, wrist, 0.24)
        if not shown[wrist] and _in_trunk(points, shown, wrist, 0.34) and pose.joints[wrist, :2].any():
            # Hidden, but its kept place is on the trunk: the hand is behind the body.
            behind.append(wrist)
            shown[wrist] = True
            points[elbow, 2] = -_sign(cosine) * abs(points[elbow, 2])
            points[wrist, 2] = -_sign(cosine) * 0.45 * head
        elif shown[wrist]:
            fore = points[wrist, :2] - points[elbow, :2]
            points[wrist, 2] = points[elbow, 2] + _sign(cosine - 0.4 * outward) * _depth(fore, FOREARM * head)
            floor = _sign(cosine) * points[NECK, 2] * 0.5 + 0.42 * head
            if abs(cosine) > 0.25 and (inside or _near_face(points, shown, wrist, head)):
                points[wrist, 2] = _sign(cosine) * max(_sign(cosine) * points[wrist, 2], floor)
    # Arms hang outside hips and thighs: seen from the side, the near hand is nearer than the near thigh.
    for _, elbow, wrist, side in _ARMS:
        if wrist not in behind:
            points[elbow, 2] += 0.08 * head * side * left[2]
            points[wrist, 2] += 0.22 * head * side * left[2]
    # Of two crossed forearms the one that ends higher lies on top.
    arms = [(points[e], points[w], w) for _, e, w, _ in _ARMS if shown[e] and shown[w] and w not in behind]
    if len(arms) == 2 and _cross(arms[0][0], arms[0][1], arms[1][0], arms[1][1]):
        top, low = (R_WRIST, L_WRIST) if points[R_WRIST, 1] < points[L_WRIST, 1] else (L_WRIST, R_WRIST)
        gap = 0.2 * head - abs(points[top, 2] - points[low, 2])
        points[top, 2] = max(points[top, 2], points[low, 2]) + max(gap, 0.16 * head)
    return tuple(behind)


def _in_trunk(points: np.ndarray, shown: np.ndarray, joint: int, half: float) -> bool:
    """Whether a joint lies on the picture of the trunk, taken as `half` its own length to either side."""
    if not (shown[NECK] and shown[R_HIP]):
        return False
    hips = (points[R_HIP, :2] + points[L_HIP, :2]) / 2
    spine = hips - points[NECK, :2]
    length = max(float(spine @ spine), 1e-6)
    offset = points[joint, :2] - points[NECK, :2]
    along = float(offset @ spine) / length
    aside = abs(float(offset @ np.array([-spine[1], spine[0]]))) / length**0.5
    return -0.1 < along < 1.2 and aside < half * length**0.5


def _near_face(points: np.ndarray, shown: np.ndarray, joint: int, head: float) -> bool:
    seen = [i for i in FACE_JOINTS if shown[i]]
    if not seen:
        return False
    offset = points[joint, :2] - points[seen, :2].mean(axis=0)
    return bool(np.hypot(*offset) < 0.75 * head and offset[1] > -0.5 * head)


def _cross(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> bool:
    """Whether the segments ab and cd cross in the picture."""

    def side(p: np.ndarray, q: np.ndarray, r: np.ndarray) -> float:
        return float((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _depth(bone: np.ndarray, rest: float) -> float:
    """How far a bone of length `rest` leaves the picture plane when it is drawn as `bone`."""
    drawn = float(np.hypot(*bone)) * 1.05  # drawings are not measured to the percent
    return float(np.sqrt(max(rest**2 - drawn**2, 0.0)))


def _sign(value: float) -> float:
    return -1.0 if value < 0 else 1.0


def _fit_head(
    pose: Pose, points: np.ndarray, shown: np.ndarray, head: float, up: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Chin (3,) and frame (3, 3) of the head: the turn of a model face that best explains the drawn points.

    All turns on a grid are tried at once; for each the tilt, size and place in the picture have a closed
    form.
    """
    seen = [i for i, joint in enumerate(FACE_JOINTS) if shown[joint]]
    model = _FACE_MODEL[seen]
    drawn = points[[FACE_JOINTS[i] for i in seen], :2]
    weights = np.ones(len(seen))
    if shown[NECK]:
        model, drawn = np.vstack([model, _NECK_MODEL]), np.vstack([drawn, points[NECK, :2]])
        weights = np.append(weights, 0.12)
    weights = weights / weights.sum()
    upright = np.arctan2(up[0], -up[1])
    yaws, pitches = np.arange(-180.0, 180.0, 6.0), np.arange(-48.0, 49.0, 8.0)
    best = (0.0, 0.0)
    for spread in (1.0, 0.2):
        grid = np.stack(np.meshgrid(best[0] + yaws * spread, best[1] + pitches * spread), -1).reshape(-1, 2)
        turns = _rotations(grid[:, 0], grid[:, 1])
        cost, _, _ = _head_cost(turns, grid, model, drawn, weights, seen, head, upright)
        best = tuple(grid[int(cost.argmin())])
        yaws, pitches = np.arange(-6.0, 7.0) * 5, np.arange(-8.0, 9.0) * 5
    turn = _rotations(np.array([best[0]]), np.array([best[1]]))
    _, spin, shift = _head_cost(turn, np.array([best]), model, drawn, weights, seen, head, upright)
    angle = np.angle(spin[0])
    c, s = np.cos(angle), np.sin(angle)
    tilt = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
    face = tilt @ np.diag([1.0, -1.0, 1.0]) @ turn[0]
    # The size comes from the whole body: the face alone would let a noisy ear blow up the head.
    center = _FACE_MODEL.mean(axis=0)
    at = spin[0] * ((turn[0] @ center)[0] - 1j * (turn[0] @ center)[1]) + shift[0]
    middle = np.array([at.real, at.imag, 0.0])
    return middle - head * (face @ center) * [1, 1, 0], face


def _head_cost(
    turns: np.ndarray,
    grid: np.ndarray,
    model: np.ndarray,
    drawn: np.ndarray,
    weights: np.ndarray,
    seen: list[int],
    head: float,
    upright: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cost, spin (scale and tilt as a complex number) and shift for each turn of the head."""
    posed = np.einsum("gij,nj->gni", turns, model)
    flat = posed[..., 0] - 1j * posed[..., 1]
    wish = drawn[:, 0] + 1j * drawn[:, 1]
    flat_mean, wish_mean = flat @ weights, wish @ weights
    a, w = flat - flat_mean[:, None], wish - wish_mean
    spin = (a.conj() * w * weights).sum(1) / np.maximum((abs(a) ** 2 * weights).sum(1), 1e-6)
    error = (abs(w - spin[:, None] * a) ** 2 * weights).sum(1) / (0.02 * head) ** 2
    size = np.log(np.maximum(abs(spin), 1e-6) / head) / 0.25
    tilt = (np.angle(spin * np.exp(-1j * upright))) / np.radians(45)
    depth = np.einsum("gij,nj->gni", turns, _FACE_MODEL - [0, 0.37, 0])[..., 2]
    unseen = [i for i in range(5) if i not in seen]
    # A point that is drawn should be in front, one that is not should be behind the head.
    # A joint may also be missing from the drawing, so one that is there weighs more.
    against = (np.maximum(-0.12 - depth[:, seen], 0) ** 2).sum(1)
    facing = 12 * against + (np.maximum(depth[:, unseen] - 0.05, 0) ** 2).sum(1)
    pitch = (grid[:, 1] / 35) ** 2
    return error + size**2 + tilt**2 + 40 * facing + pitch, spin, wish_mean - spin * flat_mean


def _rotations(yaw: np.ndarray, pitch: np.ndarray) -> np.ndarray:
    """(n, 3, 3) turns of head space, degrees: pitch first (down positive), then yaw (to the right)."""
    cy, sy = np.cos(np.radians(yaw)), np.sin(np.radians(yaw))
    cp, sp = np.cos(np.radians(pitch)), np.sin(np.radians(pitch))
    zero = np.zeros_like(cy)
    rows = [[cy, sy * sp, sy * cp], [zero, cp, -sp], [-sy, cy * sp, cy * cp]]
    return np.moveaxis(np.array(rows), -1, 0)
