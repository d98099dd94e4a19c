"""The shape of a head as numbers: its rings, and the depth of the face at any place."""

from __future__ import annotations

import numpy as np

from .face_spec import FaceSpec
from .mesh import Array, curve, smooth

# height over the chin, half width, front z, back z (heads)
_PROFILE = np.array(
    [
        (0.000, 0.000, 0.278, 0.278),
        (0.010, 0.052, 0.312, 0.248),
        (0.045, 0.118, 0.330, 0.185),
        (0.105, 0.205, 0.334, 0.080),
        (0.175, 0.288, 0.338, -0.060),
        (0.265, 0.354, 0.342, -0.230),
        (0.360, 0.386, 0.344, -0.335),
        (0.460, 0.401, 0.360, -0.405),
        (0.560, 0.408, 0.372, -0.442),
        (0.680, 0.396, 0.358, -0.442),
        (0.800, 0.340, 0.300, -0.388),
        (0.900, 0.250, 0.203, -0.292),
        (0.965, 0.148, 0.112, -0.192),
        (1.000, 0.000, -0.030, -0.030),
    ]
)


def rings(spec: FaceSpec, y: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Half width, front z, middle z, back z and superellipse exponent at heights y (any shape)."""
    half, front, back = np.moveaxis(curve(_PROFILE[:, 0], _PROFILE[:, 1:], np.ravel(y)), -1, 0)
    half, front, back = (v.reshape(np.shape(y)) for v in (half, front, back))
    half = half * (1 + spec.width * (1 - smooth(0.40, 0.65, y)))
    half = half * (1 + spec.chin * np.exp(-(((y - 0.045) / 0.06) ** 2)))
    middle = (front + back) / 2 - 0.05 * smooth(0.1, 0.4, y)
    exponent = 1.80 + 0.55 * smooth(0.06, 0.30, y) - 0.35 * smooth(0.70, 0.90, y)
    return half, front, middle, back, exponent


def features(spec: FaceSpec, x: Array, y: Array) -> Array:
    """Forward displacement of the front: sockets, cheeks, nose, lips, chin. Heads."""

    def g(cx: float, cy: float, wx: float, wy: float) -> Array:
        return np.exp(-(((np.abs(x) - cx) / wx) ** 2) - ((y - cy) / wy) ** 2)

    sockets = -0.024 * g(0.20, 0.370, 0.13, 0.085) + 0.016 * g(0.20, 0.205, 0.11, 0.065)
    k = spec.nose
    wide = 0.016 + 0.022 * smooth(0.30, 0.22, y)
    tip = np.where(y < 0.238, np.exp(-(((y - 0.238) / 0.021) ** 2)), np.exp(-(((y - 0.238) / 0.055) ** 2)))
    nose = 0.046 * k * tip * np.exp(-((np.abs(x) / wide) ** 1.8))
    nose = nose + 0.010 * np.exp(-((x / 0.05) ** 2) - ((y - 0.26) / 0.07) ** 2)
    m = spec.mouth_y
    muzzle = 0.014 * np.exp(-((x / 0.075) ** 2) - ((y - m) / 0.045) ** 2)
    lips = np.exp(-((x / 0.046) ** 2)) * (
        0.012 * np.exp(-(((y - m - 0.016) / 0.012) ** 2))
        + 0.010 * np.exp(-(((y - m + 0.018) / 0.013) ** 2))
        - 0.008 * np.exp(-(((y - m) / 0.006) ** 2))
        - 0.008 * np.exp(-(((y - m + 0.048) / 0.016) ** 2))
    )
    chin = 0.012 * np.exp(-((x / 0.06) ** 2) - ((y - 0.042) / 0.03) ** 2)
    return sockets + nose + muzzle + lips + chin


def depth(spec: FaceSpec, x: Array, y: Array) -> Array:
    """z of the face's front over (x, y), heads."""
    x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    half, front, middle, _back, e = rings(spec, y)
    inside = 1 - np.minimum(np.abs(x) / np.maximum(half, 1e-6), 1) ** e
    sz = np.maximum(inside, 0) ** (1 / e)
    return middle + (front - middle) * sz + np.sqrt(sz) * features(spec, x, y)
