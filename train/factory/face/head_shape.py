"""The shape of a head as numbers: its rings, and the depth of the face at any place."""

from __future__ import annotations

import numpy as np

from ..geometry.mesh import Array, curve, smooth
from .spec import FaceSpec

# height over the chin, half width, front z, back z (heads); over .52 the skull is a superellipsoid
_PROFILE = np.array(
    [
        (0.0000, 0.000, 0.262, 0.262),
        (0.0025, 0.028, 0.282, 0.252),
        (0.010, 0.056, 0.300, 0.236),
        (0.025, 0.088, 0.314, 0.208),
        (0.050, 0.131, 0.322, 0.165),
        (0.105, 0.216, 0.326, 0.065),
        (0.175, 0.299, 0.330, -0.078),
        (0.265, 0.357, 0.340, -0.240),
        (0.360, 0.385, 0.345, -0.358),
        (0.440, 0.402, 0.359, -0.416),
        (0.520, 0.408, 0.370, -0.440),
        (0.600, 0.408, 0.370, -0.440),
    ]
)


def rings(spec: FaceSpec, y: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Half width, front z, middle z, back z and superellipse exponent at heights y (any shape)."""
    half, front, back = np.moveaxis(curve(_PROFILE[:, 0], _PROFILE[:, 1:], np.ravel(y)), -1, 0)
    half, front, back = (v.reshape(np.shape(y)) for v in (half, front, back))
    dome = (1 - np.clip((np.asarray(y) - 0.52) / 0.48, 0, 1) ** 2.05) ** (1 / 2.05)
    half, front, back = half * dome, -0.035 + (front + 0.035) * dome, -0.035 + (back + 0.035) * dome
    half = half * (1 + spec.width * (1 - smooth(0.30, 0.52, y)))
    half = half * (
        1
        + spec.chin * np.exp(-(((y - 0.035) / 0.085) ** 2))
        + spec.angle * np.exp(-(((y - 0.12) / 0.068) ** 2))
        + spec.cheek * np.exp(-(((y - 0.215) / 0.085) ** 2))
    )
    front = front + spec.chin_out * np.exp(-(((y - 0.03) / 0.06) ** 2))
    middle = (front + back) / 2 - 0.05 * smooth(0.1, 0.4, y)
    exponent = 1.80 + 0.55 * smooth(0.06, 0.30, y) - 0.35 * smooth(0.45, 0.75, y)
    return half, front, middle, back, exponent


def features(spec: FaceSpec, x: Array, y: Array) -> Array:
    """Forward displacement of the front: sockets, cheeks, nose, lips, chin. Heads."""

    def g(cx: float, cy: float, wx: float, wy: float) -> Array:
        return np.exp(-(((np.abs(x) - cx) / wx) ** 2) - ((y - cy) / wy) ** 2)

    sockets = -0.024 * g(0.20, spec.eye_y + 0.02, 0.13, 0.085) + 0.016 * g(0.20, 0.205, 0.11, 0.065)
    sockets = sockets + spec.brow_out * g(0.0, spec.eye_y + 0.09, 0.22, 0.035)
    k, n = spec.nose, spec.nose_y
    wide = 0.016 + 0.022 * smooth(n + 0.062, n - 0.018, y)
    slope = 0.034 - 0.010 * spec.upturn
    root = 0.20 + 0.42 * spec.bridge
    tip = np.where(
        y < n,
        np.exp(-(((y - n) / (0.022 + 0.010 * spec.upturn)) ** 2)),
        (1 - root) * np.exp(-(((y - n) / slope) ** 2)) + root * np.exp(-(((y - n) / 0.10) ** 2)),
    )
    nose = 0.050 * k * tip * np.exp(-((np.abs(x) / wide) ** 1.8))
    nose = nose + 0.010 * min(k, 1.0) * np.exp(-((x / 0.05) ** 2) - ((y - n - 0.022) / 0.07) ** 2)
    # a strong bridge runs up between the brows
    nose = nose + 0.016 * spec.bridge * np.exp(-((x / 0.034) ** 2) - ((y - n - 0.11) / 0.06) ** 2)
    m = spec.mouth_y
    muzzle = 0.024 * np.exp(-((x / 0.058) ** 2) - ((y - m) / 0.055) ** 2)
    lips = np.exp(-((x / 0.046) ** 2)) * (
        0.007 * spec.lips * np.exp(-(((y - m - 0.015) / 0.013) ** 2))
        + 0.006 * spec.lips * np.exp(-(((y - m + 0.016) / 0.014) ** 2))
        - 0.005 * np.exp(-(((y - m) / 0.006) ** 2))
        - 0.003 * spec.lips * np.exp(-(((y - m + 0.048) / 0.016) ** 2))
    )
    chin = 0.006 * np.exp(-((x / 0.06) ** 2) - ((y - 0.042) / 0.03) ** 2)
    return sockets + nose + muzzle + lips + chin


def depth(spec: FaceSpec, x: Array | float, y: Array | float) -> Array:
    """z of the face's front over (x, y), heads."""
    x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    half, front, middle, _back, e = rings(spec, y)
    inside = 1 - np.minimum(np.abs(x) / np.maximum(half, 1e-6), 1) ** e
    sz = np.maximum(inside, 0) ** (1 / e)
    return middle + (front - middle) * sz + np.sqrt(sz) * features(spec, x, y)
