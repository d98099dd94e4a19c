"""The face of a drawn figure: eyes, brows, nose and mouth in an expression.

Everything is a signed distance in head space (`Surface.local`, in heads), so that the face turns with the
head and is as sharp at any size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from anigen_core.mannequin.croquis import box_of, soft
from anigen_core.mannequin.skeleton import Skeleton
from anigen_core.mannequin.solid import FACE_SKIN, HAIR
from anigen_core.mannequin.surface import Surface

EYE_X, EYE_Y = 0.184, 0.348  # middle of the eye in head space, in heads
_MOUTH_Y, _TONGUE, _MOUTH, _BLUSH, _TEAR = (
    0.126,
    (232, 120, 120),
    (120, 38, 46),
    (236, 110, 110),
    (190, 224, 246),
)


@dataclass(frozen=True)
class Expression:
    """What a face does.

    right, left: how far each of her eyes is open, 0 to 1.15. arc: what a closed eye looks like, 1 the arch of
    a laugh, -1 the bow of sleep. iris: its size. raise_, tilt: of the brows, in heads; tilt > 0 lifts the
    inner ends (sorrow), < 0 lowers them (anger). curve: of the mouth, 1 a smile, -1 the contrary. width: half
    of the mouth, open: its height, in heads. skew: lifts one corner of it. blush, tears: 0 to 1.
    """

    right: float = 1.0
    left: float = 1.0
    arc: float = -1.0
    iris: float = 1.0
    raise_: float = 0.0
    tilt: float = 0.0
    curve: float = 1.0
    width: float = 0.052
    open: float = 0.0
    skew: float = 0.0
    blush: float = 0.0
    tears: float = 0.0


EXPRESSIONS = {
    "neutral": Expression(curve=0.35, width=0.045),
    "smile": Expression(curve=1.15, width=0.07, raise_=0.006, blush=0.25),
    "open": Expression(curve=0.8, width=0.062, open=0.062),
    "angry": Expression(right=0.84, left=0.84, raise_=-0.035, tilt=-0.05, curve=-1.2, width=0.056),
    "sad": Expression(right=0.8, left=0.8, tilt=0.042, raise_=-0.004, curve=-0.9, width=0.045),
    "surprised": Expression(
        right=1.13, left=1.13, iris=0.8, raise_=0.04, curve=-0.2, width=0.036, open=0.085
    ),
    "closed": Expression(right=0.0, left=0.0, curve=0.6, width=0.042),
    "wink": Expression(right=0.0, arc=1.0, curve=1.15, width=0.075, raise_=0.008, blush=0.3),
    "laugh": Expression(
        right=0.0, left=0.0, arc=1.0, raise_=0.018, curve=1.1, width=0.095, open=0.105, blush=0.45
    ),
    "smug": Expression(right=0.7, left=0.7, raise_=0.006, tilt=-0.022, curve=0.7, width=0.07, skew=0.03),
    "embarrassed": Expression(
        right=0.92, left=0.92, tilt=0.03, curve=-0.6, width=0.05, skew=0.012, blush=1.0
    ),
    "crying": Expression(
        right=0.62, left=0.62, tilt=0.048, curve=-1.0, width=0.06, open=0.045, blush=0.5, tears=1.0
    ),
    "shouting": Expression(
        right=1.0, left=1.0, iris=0.9, raise_=-0.02, tilt=-0.04, curve=-0.35, width=0.085, open=0.14
    ),
}
"""The words of the wish "expression"."""


def paint_face(
    surface: Surface,
    skeleton: Skeleton,
    flat: np.ndarray,
    iris: tuple[int, int, int],
    light: str,
    expression: Expression = EXPRESSIONS["smile"],
) -> np.ndarray:
    """Paint the eyes and the mouth into `flat` ((3, h, w) float32, in place); returns the ink of lids, brows,
    nose and mouth."""
    ink = np.zeros(surface.depth.shape, np.float32)
    box = box_of(np.isin(surface.material, (FACE_SKIN, HAIR)))
    if skeleton.face is None or box is None or not (surface.material == FACE_SKIN).any():
        return ink
    x, y, z = np.moveaxis(surface.local[box], -1, 0)
    face = (surface.material[box] == FACE_SKIN) & (z > 0.08)
    blur = 1.2 / (skeleton.head * surface.scale)  # about one sample, in heads
    area = flat[:, *box]

    def lay(color: np.ndarray | float | tuple[int, ...], cover: np.ndarray) -> None:
        for plane, value in zip(area, np.broadcast_to(color, 3), strict=True):
            plane += (np.float32(value) - plane) * (cover * face)

    _cheeks(lay, x, y, expression)
    marks = [*_eyes(lay, x, y, blur, np.array(iris, np.float32), light, expression)]
    marks += _mouth(lay, x, y, blur, abs(float(skeleton.face[0, 2])), expression)
    u = (np.abs(x) - EYE_X) / 0.108
    brow = 0.498 + expression.raise_ - 0.016 * u - 0.022 * u**2 - expression.tilt * u
    marks.append(0.5 * soft(np.hypot(x, (y - 0.232) * 0.8) - 0.007, blur))
    ink[box] = np.max(marks, axis=0) * face
    # Brows are drawn through the fringe, as is the custom: without them hardly a mood can be told.
    brows = soft(np.abs(y - brow) - 0.0075 * (1.2 - np.abs(u)).clip(0.4, 1), blur) * (np.abs(u) < 0.95)
    through = (surface.material[box] == HAIR) & (z > 0.2)
    ink[box] = np.maximum(ink[box], brows * (0.85 * face + 0.6 * through))
    return ink


def _eyes(
    lay: Callable[..., None],
    x: np.ndarray,
    y: np.ndarray,
    blur: float,
    iris: np.ndarray,
    light: str,
    expression: Expression,
) -> Iterator[np.ndarray]:
    """Paint both eyes; yields their ink."""
    u = (np.abs(x) - EYE_X) / 0.108  # across the eye: -1 at the inner corner, 1 at the outer
    opened = np.where(x < 0, np.float32(expression.right), np.float32(expression.left))
    shut = opened < 0.15
    upper = 0.092 - 0.042 * (u - 0.12) ** 2 - 0.02 * np.maximum(-u, 0) ** 3
    lower = -0.096 + 0.04 * (u + 0.1) ** 2
    # The upper lid comes down to where the lower one hardly rises, and slants with the brow.
    opened = np.where(shut, opened, opened - 4.0 * expression.tilt * u.clip(-1, 1))
    lower += 0.02 * (1 - opened)
    upper = EYE_Y + lower + (upper - lower) * opened
    lower = EYE_Y + lower
    eye = soft(np.maximum(np.maximum(y - upper, lower - y), (np.abs(u) - 1) * 0.1), blur) * ~shut
    dx = np.abs(x) - EYE_X + 0.004
    rim = (np.hypot(dx / 0.074, (y - EYE_Y - 0.002) / 0.1) / expression.iris - 1) * 0.08
    lay(249, eye)
    lay(iris, eye * soft(rim, blur))
    lay(iris * 0.62, eye * soft(rim, blur) * soft(EYE_Y + 0.02 - y, blur))
    pupil = (np.hypot(dx / 0.03, (y - EYE_Y) / 0.045) / expression.iris - 1) * 0.035
    lay(iris * 0.32, eye * soft(pupil, blur))
    side = -1.0 if light == "left" else 1.0
    glint = np.hypot(x - (np.sign(x) * (EYE_X - 0.004) + side * 0.03), (y - EYE_Y - 0.045) * 0.8) - 0.023
    lay(255, eye * soft(glint, blur))
    if expression.tears:
        # A drop below each eye, toward the cheek.
        drop = np.hypot((np.abs(x) - EYE_X - 0.05) / 0.6, y - EYE_Y + 0.115 + 0.03 * expression.tears) - 0.032
        lay(_TEAR, soft(drop, blur))
        yield 0.45 * soft(np.abs(drop) - 0.003, blur)
    lash = np.abs(y - upper - 0.003) - (0.013 + 0.008 * u.clip(-0.7, 1.05))
    yield soft(lash, blur) * (np.abs(u) < 1.1) * ~shut
    yield 0.5 * soft(np.abs(y - lower) - 0.003, blur) * (np.abs(u - 0.25) < 0.5) * ~shut
    yield 0.75 * eye * soft(np.abs(rim) - 0.004, blur)
    bow = EYE_Y - 0.028 + expression.arc * 0.035 * (0.5 - u**2)
    yield soft(np.abs(y - bow) - 0.011 * (1.15 - np.abs(u)).clip(0.3, 1), blur) * (np.abs(u) < 1) * shut


def _mouth(
    lay: Callable[..., None],
    x: np.ndarray,
    y: np.ndarray,
    blur: float,
    turned: float,
    expression: Expression,
) -> Iterator[np.ndarray]:
    """Paint the mouth; yields its ink. turned: how far the head looks aside, 0 to 1: from the side a mouth
    would vanish."""
    half = expression.width + 0.035 * turned
    across = (x / half).clip(-1.2, 1.2)
    line = _MOUTH_Y + expression.curve * 0.02 * (across**2 - 0.4) + expression.skew * across
    if expression.open:
        # The jaw takes two thirds of it; a smile is flat above and round below, a cry the other way.
        round_ = np.sqrt((1 - across**2).clip(0, 1))
        flat = 0.5 - 0.3 * np.clip(expression.curve, -1, 1)
        over = line + expression.open * 0.5 * flat * round_
        under = line - expression.open * (1.1 - 0.5 * flat) * round_
        hole = np.maximum(np.maximum(y - over, under - y), (np.abs(x) - half))
        lay(_MOUTH, soft(hole, blur))
        tongue = (np.hypot(x / (0.75 * half), (y - under.min()) / (0.55 * expression.open)) - 1) * 0.04
        lay(_TONGUE, soft(hole + 0.004, blur) * soft(tongue, blur))
        yield 0.8 * soft(np.abs(hole) - 0.004, blur)
    else:
        yield 0.8 * soft(np.abs(y - line) - 0.0045, blur) * (np.abs(x) < half)


def _cheeks(lay: Callable[..., None], x: np.ndarray, y: np.ndarray, expression: Expression) -> None:
    if expression.blush:
        far = np.hypot((np.abs(x) - EYE_X - 0.03) / 0.1, (y - 0.2) / 0.05)
        lay(_BLUSH, 0.5 * expression.blush * (1 - far**2).clip(0, 1))
