"""How large an avatar is, and what its loose cloth does when the legs move."""

from __future__ import annotations

import numpy as np

from anigen_core.errors import InputError

from ..body.bones import BONE, SIDES
from ..body.skeleton import Skeleton


def measure(
    points: np.ndarray, main: np.ndarray, joints: np.ndarray, found: dict[str, int]
) -> tuple[float, float, tuple[float, float]]:
    """Height of the ground, heads per unit of the file, and where the middle of the hips stands."""
    feet = np.isin(main, [BONE[s + b] for s in SIDES for b in ("Foot", "Toes")])
    low = float(points[feet, 1].min() if feet.any() else points[:, 1].min())
    head = joints[found["head"]]
    own = points[main == BONE["head"]]
    own = own[own[:, 1] > head[1]]
    tall = head[1] - low
    top = head[1] + 0.18 * tall
    if len(own):
        reach = own[:, 1].max() - head[1]
        # ears and buns stand beside the middle
        center = own[np.abs(own[:, 0] - head[0]) < 0.22 * reach]
        top = float(np.quantile(center[:, 1], 0.995)) if len(center) else head[1] + reach
    unit = (top - head[1]) / 0.95  # the joint is a tenth above the chin, hair a twentieth above the skull
    if not (tall > 1e-6 and 0.02 * tall < unit < 3 * tall):
        raise InputError("This avatar has no head above its feet, so it cannot be posed.")
    hips = (joints[found["leftUpperLeg"]] + joints[found["rightUpperLeg"]]) / 2
    return low, 1 / unit, (float(hips[0]), float(hips[2]))


def hang_on_legs(
    dense: np.ndarray, p: np.ndarray, nodes: np.ndarray, found: dict[str, int], skeleton: Skeleton
) -> None:
    """What hangs from hips or trunk on bones of its own (skirts, coats) goes part of the way with the leg
    that it is in front of or beside. In place."""
    hip = skeleton.rest[BONE["leftUpperLeg"]]
    knee = skeleton.rest[BONE["leftLowerLeg"]]
    trunk = dense[:, [BONE[b] for b in ("hips", "spine", "chest")]].sum(1)
    loose = ~np.isin(nodes, list(found.values())) & (trunk > 0.5) & (p[:, 2] > -1.6 * hip[0])
    loose &= np.abs(p[:, 0]) < 6 * hip[0]
    depth = np.clip((hip[1] + 0.15 - p[:, 1]) / max(hip[1] - knee[1], 1e-3), 0, 1) * loose
    share = 0.75 * depth * depth * (3 - 2 * depth)
    left = np.clip(0.5 + p[:, 0] / (1.6 * hip[0]), 0, 1)
    dense *= (1 - share)[:, None]
    dense[:, BONE["leftUpperLeg"]] += share * left
    dense[:, BONE["rightUpperLeg"]] += share * (1 - left)
