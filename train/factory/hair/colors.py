"""Colors along hair: roots, tips, inner layers, halves, streaks, and the sheen of dark hair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..face.head import Head
from ..geometry.mesh import Array, smooth
from ..palette import Palette, to_lch
from ..parts import Part


@dataclass(frozen=True, eq=False)
class Place:
    """Where vertices lie, all (n,): part of their mesh; x, y: beside the head's middle and over the chin;
    along 0..1 from root to tip; polar: angle from the crown, radians; root: x of their clump's root; streak
    and deep: 0..1 whether the clump is a streak, and whether it belongs to the inner layer; inner: whether
    it faces the head."""

    part: Part
    x: Array
    y: Array
    along: Array
    polar: Array
    root: Array
    streak: Array
    deep: Array
    inner: Array


def painted(palette: Palette, dye: str, lowest: float, at: Place) -> Array:
    """(n, 3) colors before light. lowest: height over the chin where the longest hair ends."""
    hair, other = np.array(palette.hair), np.array(palette.dye)
    tip = np.array(palette.hair_tip)
    fringe = at.part == Part.HAIR_FRONT
    far = smooth(0.5, min(lowest, 0.1), at.y)
    share = np.zeros(len(at.x))
    if dye == "ombre":
        share = smooth(0.45, min(lowest, 0.0) * 0.85, at.y)
    elif dye == "tips":
        start = 0.66 if lowest > -0.4 else 0.74
        share = smooth(start, start + 0.10, at.along + 0.05 * np.sin(at.x * 40)) * (
            0.0 if fringe and lowest < -0.4 else 1.0
        )
    elif dye == "inner":
        share = np.maximum(at.deep, at.inner * (0.0 if fringe else 1.0))
    elif dye == "split":
        share = (at.root > 0).astype(float)
    elif dye == "roots":
        return _mixed(
            hair, np.array(palette.hair) * 0.52, smooth(0.95, 0.35, at.polar + 0.05 * np.sin(at.x * 31))
        )
    elif dye == "fringe":
        share = np.full(len(at.x), float(fringe or at.part == Part.HAIR_AHOGE))
    elif dye == "streaks":
        share = at.streak
        other = np.array(palette.dye if palette.streak == palette.hair else palette.streak)
    base = hair * (1 - far[:, None]) + tip * far[:, None]
    color = _mixed(base, other, share)
    return color + _sheen(hair, at)[:, None] * np.array(palette.sheen) * (1 - share[:, None])


def _mixed(one: Array, other: Array, share: Array) -> Array:
    return one * (1 - share[:, None]) + other * share[:, None]


def _sheen(hair: Array, at: Place) -> Array:
    """(n,) how strongly dark hair shines in a second color in a soft ring around the head and lower down."""
    lightness = to_lch(tuple(float(v) for v in hair))[0]  # type: ignore[arg-type]
    strength = float(smooth(0.50, 0.30, np.array(lightness)))
    ring = smooth(0.55, 0.85, at.polar) * smooth(1.35, 1.0, at.polar)
    lower = 0.5 * smooth(0.2, -0.2, at.y) * (0.5 + 0.5 * np.sin(at.y * 3.2 + 1.0))
    return strength * (1.5 * ring + lower + 0.15) * (1 - at.inner)


def cap_colors(palette: Palette, dye: str, head: Head, points: Array) -> Array:
    """(n, 3) of what covers the skull below all clumps."""
    rel = (points - head.center) / head.radii
    zero = np.zeros(len(rel))
    polar = np.arccos(np.clip(rel[:, 1] / np.linalg.norm(rel, axis=1), -1, 1))
    front = rel[:, 2] > 0.3
    place = Place(Part.HAIR_BACK, rel[:, 0], zero + 0.5, zero, polar, rel[:, 0], zero, zero, zero)
    color = painted(palette, dye, 0.1, place)
    if dye == "fringe":
        color = np.where(front[:, None], np.array(palette.dye), color)
    return color * 0.93
