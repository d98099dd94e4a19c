"""Skirts and hair of a mannequin: ellipsoids that hang on its bones."""

from __future__ import annotations

import numpy as np

from anigen_core.mannequin.costume import Costume
from anigen_core.mannequin.skeleton import Skeleton
from anigen_core.mannequin.solid import BOTTOM, HAIR, Solid, unit
from anigen_core.pose import L_HIP, L_KNEE, NECK, R_HIP, R_KNEE

_DOWN = np.array([0.0, 1.0, 0.0])
_WAIST = 0.62  # of the way from the neck to the hips

# Where a tail begins in head space (her left, up from the chin, front), which way it leaves, its length,
# thickness, and how much it swells and pinches on its way; in heads.
_TAILS = {
    "ponytail": (((0.0, 0.72, -0.46), (0.0, 0.35, -1.0), 1.7, 0.17, 0),),
    "side_tail": (((0.42, 0.66, -0.15), (1.0, 0.15, -0.2), 1.5, 0.16, 0),),
    "low_tail": (((0.0, 0.1, -0.42), (0.0, -0.3, -0.6), 1.6, 0.14, 5),),
    "twin_tails": tuple(((s * 0.44, 0.66, -0.12), (s * 1.0, 0.2, -0.1), 1.9, 0.17, 0) for s in (-1, 1)),
    "low_twins": tuple(((s * 0.4, 0.08, -0.14), (s * 0.7, -0.5, 0.1), 1.3, 0.14, 0) for s in (-1, 1)),
    "drills": tuple(((s * 0.46, 0.5, -0.08), (s * 1.0, 0.0, 0.1), 1.4, 0.17, 6) for s in (-1, 1)),
    "braids": tuple(((s * 0.36, 0.05, -0.05), (s * 0.55, -0.5, 0.5), 1.5, 0.11, 9) for s in (-1, 1)),
    "side_braid": (((0.36, 0.05, -0.05), (0.55, -0.5, 0.5), 1.6, 0.13, 9),),
}
_SPIKES = 13


def skirt(solid: Solid, s: Skeleton, costume: Costume) -> None:
    """A bell from the waist: down the thighs, and straight down where they part from each other."""
    if not costume.skirt or not (s.shown[R_HIP] and s.shown[L_HIP]):
        return
    h = s.head
    hips = (s.points[R_HIP] + s.points[L_HIP]) / 2
    neck = s.points[NECK] if s.shown[NECK] else hips + s.up * 1.83 * h
    knees = [
        s.points[knee] - s.points[hip] for hip, knee in ((R_HIP, R_KNEE), (L_HIP, L_KNEE)) if s.shown[knee]
    ]
    thighs = unit(np.mean(knees, axis=0)) if knees else -s.up
    apart = np.linalg.norm(unit(knees[0]) - unit(knees[1])) / 2 if len(knees) == 2 else 0.0
    start = neck + (hips - neck) * _WAIST
    side = unit(s.left - s.up * float(s.left @ s.up))
    solid.start()
    count = int(np.ceil(costume.skirt / 0.02))
    at, way = start, unit(hips - neck)
    for i in range(count + 1):
        t = i / count
        # Loosely over the seat, along the thighs to the knees, from there on down.
        if t * costume.skirt < 0.85:
            way = unit(way + 0.05 * (0.75 * thighs + 0.25 * _DOWN))
        else:
            way = unit(way + 0.12 * (thighs if t * costume.skirt < 1.5 else _DOWN))
        at = at + way * 0.02 * h
        grown = costume.skirt * t
        width = (
            0.3 + 0.3 * min(grown, 0.5) / 0.5 * (0.7 + 0.3 * grown / 0.5) * 0.75 + 0.10 * max(grown - 0.5, 0)
        )
        width += 0.55 * apart * t * min(costume.skirt, 1.2)
        depth = 0.24 + 0.34 * min(grown, 0.7) + 0.08 * max(grown - 0.7, 0)
        front = np.cross(side, way)
        across = unit(side - way * float(side @ way))
        axes = np.stack([across * width * h, way * 0.05 * h, unit(front) * depth * h], axis=1)
        solid.add(at, axes, "torso", BOTTOM)


def hair(solid: Solid, s: Skeleton, costume: Costume) -> None:
    """What hangs down the back, tails, buns and spikes."""
    assert s.chin is not None and s.face is not None
    h, chin, face = s.head, s.chin, s.face

    def place(x: float, y: float, z: float) -> np.ndarray:
        return chin + face @ np.array([x, y, z]) * h

    if costume.hangs:
        solid.start()
        at, way = place(0, 0.3, -0.16), unit(_DOWN - 0.25 * face[:, 2])
        behind = unit(-s.forward - _DOWN * float(-s.forward @ _DOWN))
        count = int(np.ceil((0.4 + costume.hangs) / 0.03))
        for i in range(count + 1):
            t = i / count
            at = at + (way + 0.22 * behind * (t < 0.35)) * 0.03 * h
            width = float(np.interp(t, (0, 0.25, 0.7, 1), (0.45, 0.47, 0.43, 0.24)))
            axes = np.stack(
                [face[:, 0] * width * h, way * 0.06 * h, unit(np.cross(face[:, 0], way)) * 0.15 * h], 1
            )
            solid.add(at, axes, "hair", HAIR)
    for start, leave, length, thick, beads in _TAILS.get(costume.tied, ()):
        solid.start()
        at, way = place(*start), unit(face @ np.array(leave))
        far = length * costume.tail
        count = int(np.ceil(far / 0.03))
        for i in range(count + 1):
            t = i / count
            way = unit(way + 0.13 * _DOWN)
            at = at + way * 0.03 * h
            radius = float(np.interp(t, (0, 0.08, 0.35, 0.75, 1), (0.45, 0.75, 1.0, 0.8, 0.12))) * thick
            if beads:
                radius *= 0.82 + 0.18 * abs(np.sin(np.pi * beads * t))
            solid.add(at, radius * h, "hair", HAIR)
    if costume.tied == "bun":
        solid.start()
        solid.add(place(0, 1.06, -0.14), 0.2 * h, "hair", HAIR)
    if costume.tied == "spikes":
        for i in range(_SPIKES):
            turn = 2 * np.pi * i / _SPIKES
            out = np.array([np.sin(turn) * 0.8, 0.75 + 0.25 * np.cos(2.6 * i), np.cos(turn) * 0.55 - 0.35])
            out /= np.linalg.norm(out)
            solid.start()
            for t in np.linspace(0, 1, 9):
                spot = np.array([0, 0.55, -0.03]) + out * (0.38 + 0.28 * t)
                solid.add(place(*spot), 0.13 * (1 - 0.85 * t) * h, "hair", HAIR)
