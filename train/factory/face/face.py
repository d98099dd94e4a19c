"""The painted face and its landmarks.

Landmarks are rows of points in heads over the chin, fixed to the head, all on its surface. Left and right
are the character's own:
  left_eye, right_eye (8): inner corner, three on the upper edge of the opening, outer corner, three on the
    lower edge back to the inner corner; on the lash line where the eye is shut.
  left_iris, right_iris (5): middle, then its outer, upper, inner and lower end, whether a lid covers them or
    not (middle only where the eye is shut: five times the same point).
  left_brow, right_brow (3): inner end, middle, outer end.
  mouth (4): left corner, upper middle, right corner, lower middle. nose (1): its tip. chin (1): its lowest
    point. jaw (7): contour from the right ear over the chin to the left one.
"""

from __future__ import annotations

import numpy as np

from ..palette import Palette
from ..parts import Part
from ..render.material import Material
from .beard import paint_beard
from .brows import brow_shape, paint_brow
from .canvas import FaceCanvas
from .eyes import eye_shape, paint_eye
from .head_shape import depth, rings
from .marks import paint_blush, paint_lines, paint_marks, paint_tears
from .mouth import mouth_shape, opened, paint_mouth
from .nose import paint_nose
from .spec import EXPRESSIONS, FACES, FaceSpec, draw_face

__all__ = ["EXPRESSIONS", "FACES", "FaceSpec", "draw_face", "landmarks", "paint_face", "visible_eyes"]

SEEN_SHARE = 0.35
SEEN_PIXELS = 6
SEEN_ASPECT = 0.30


def landmarks(spec: FaceSpec, expression: str, gaze: tuple[float, float]) -> dict[str, np.ndarray]:
    """Named points over the chin (k, 3), heads, fixed to the head; the module says which."""
    flat: dict[str, np.ndarray] = {}
    for side, sign in (("left", 1.0), ("right", -1.0)):
        shape = eye_shape(spec, expression, gaze, side)
        n = len(shape.top) - 1
        i = np.array([0, n // 4, n // 2, 3 * n // 4, n])
        eye = np.concatenate([shape.top[i], shape.bottom[i[3:0:-1]]])
        x, y, rx, ry = shape.iris
        if shape.shut:
            iris = np.repeat(shape.top[n // 2][None], 5, 0)
        else:
            iris = np.array([(x, y), (x + rx, y), (x, y + ry), (x - rx, y), (x, y - ry)])
        brow = brow_shape(spec, expression, side)[[0, 8, 16]]
        for name, points in (("eye", eye), ("iris", iris), ("brow", brow)):
            flat[f"{side}_{name}"] = points * (sign, 1.0)
    top, bottom = mouth_shape(spec, expression)
    flat["mouth"] = np.array([top[-1], top[10], top[0], bottom[10]])
    flat["nose"] = np.array([[0.0, spec.nose_y]])
    out = {name: np.column_stack([p, depth(spec, p[:, 0], p[:, 1])]) for name, p in flat.items()}
    out["chin"] = np.array([[0.0, 0.0, 0.262]])
    for name in ("mouth", "nose", "chin"):
        move = opened(spec, expression, out[name][:, 0], out[name][:, 1])
        if move is not None:
            out[name] = out[name] + move
    y = np.array([0.27, 0.15, 0.05])
    half, _front, middle, _back, _e = rings(spec, y)
    side_points = np.column_stack([half, y, middle])
    out["jaw"] = np.concatenate([side_points * (-1, 1, 1), out["chin"], side_points[::-1]])
    return out


def paint_face(spec: FaceSpec, palette: Palette, expression: str, gaze: tuple[float, float]) -> Material:
    """The face's picture, part numbers and drawn lines for an expression.

    expression: out of EXPRESSIONS. gaze: -1..1 to the character's left and up.
    """
    canvas = FaceCanvas(palette.skin)
    for sign in (1.0, -1.0):
        with canvas.mirrored(sign):
            paint_blush(canvas, spec, palette, expression)
            paint_lines(canvas, spec, palette)
    paint_nose(canvas, spec, palette)
    paint_beard(canvas, spec, palette)
    paint_mouth(canvas, spec, palette, expression)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        with canvas.mirrored(sign):
            paint_eye(canvas, spec, palette, side, expression, gaze)
            paint_brow(canvas, spec, palette, side, expression)
            paint_tears(canvas, spec, side, expression)
    paint_marks(canvas, spec, palette)
    picture, parts, lines = canvas.arrays()
    return Material("face", picture, parts=parts, lines=lines)


def visible_eyes(part: np.ndarray, corners: dict[str, np.ndarray]) -> dict[str, bool]:
    """Which eyes count as visible in a picture, "left" and "right".

    part: (H, W) uint8 part numbers, or how many pixels each of them has (256,). corners: side to its (8, 2)
    eye landmarks in pixels. An eye counts when it is open, its opening is seen at least 0.30 as wide as high,
    and at least 0.35 of the opening's area, and no fewer than 6 pixels, show sclera, iris, pupil or
    highlight: neither hair nor the head's own turn hides it.
    """
    count = part if part.ndim == 1 else np.bincount(part.ravel(), minlength=256)
    out = {}
    for side, p in corners.items():
        s = side.upper()
        members = [Part[f"{s}_{name}"] for name in ("SCLERA", "IRIS", "PUPIL", "HIGHLIGHT")]
        x, y = np.asarray(p, np.float64)[:, :2].T
        area = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
        wide, high = float(np.ptp(x)), float(np.ptp(y))
        seen = int(count[members].sum())
        out[side] = high > 0 and wide >= SEEN_ASPECT * high and seen >= max(SEEN_SHARE * area, SEEN_PIXELS)
    return out
