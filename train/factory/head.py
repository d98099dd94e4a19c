"""The head: its shape from chin to crown, ears, and what the rest of a character must know about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .body import Body
from .face import FaceSpec, landmarks, paint_face
from .loft import section
from .material import Material, plain
from .mesh import Array, Mesh, curve, grid_faces, rigid, smooth, sweep, unit
from .palette import RGB, Palette
from .parts import Part

# height over the chin, half width, front z, back z (heads)
_PROFILE = np.array(
    [
        (0.000, 0.000, 0.285, 0.285),
        (0.012, 0.060, 0.318, 0.250),
        (0.050, 0.128, 0.335, 0.190),
        (0.110, 0.220, 0.340, 0.095),
        (0.180, 0.298, 0.342, -0.060),
        (0.270, 0.358, 0.346, -0.240),
        (0.360, 0.388, 0.350, -0.340),
        (0.460, 0.403, 0.362, -0.405),
        (0.560, 0.408, 0.370, -0.440),
        (0.680, 0.395, 0.355, -0.440),
        (0.800, 0.338, 0.297, -0.385),
        (0.900, 0.248, 0.200, -0.290),
        (0.965, 0.147, 0.110, -0.190),
        (1.000, 0.000, -0.030, -0.030),
    ]
)


@dataclass(frozen=True, eq=False)
class Head:
    """A built head.

    meshes: `face` is the number of the painted one. points: rest places of nose, eyes and ears. center,
    radii: (3,) an ellipsoid at rest that hair must clear. paint, landmarks: see face.py; they close over the
    face's spec.
    """

    meshes: list[Mesh]
    face: int
    points: dict[str, Array]
    center: Array
    radii: Array
    paint: Callable[[str, tuple[float, float]], Material]
    landmarks: Callable[[str, tuple[float, float]], dict[str, Array]]


def build_head(spec: FaceSpec, palette: Palette, body: Body) -> Head:
    """The head of a character, neutral."""
    chin = np.array([0.0, body.proportions.chin, 0.0])
    y = np.concatenate(
        [np.linspace(1, 0.94, 7)[:-1], np.linspace(0.94, 0.06, 46), np.linspace(0.06, 0, 7)[1:]]
    )
    half, front, back = curve(_PROFILE[:, 0], _PROFILE[:, 1:], y).T
    half = half * (1 + spec.width * (1 - smooth(0.45, 0.7, y)))
    exponent = 2.0 + (smooth(0.10, 0.25, y) - smooth(0.70, 0.90, y)) * 0.35
    ring = section(64, exponent)
    sx, sz = ring[..., 0], ring[..., 1]
    middle = (front + back) / 2 - 0.05 * smooth(0.1, 0.4, y)
    x = half[:, None] * sx
    z = middle[:, None] + np.where(sz > 0, (front - middle)[:, None], (middle - back)[:, None]) * sz
    yy = np.broadcast_to(y[:, None], x.shape)
    z = z + np.clip(sz, 0, 1) ** 0.5 * _features(x, yy)
    rings = np.stack([x, yy, z], -1)
    light = unit(np.stack([x / 0.40**2, (yy - 0.45) / 0.62**2 * 0.7, (z + 0.03) / 0.42**2 * 1.15], -1))
    n = x.size
    faces = grid_faces(len(y), 64)
    bones, weights = rigid(n, "head")
    points = rings.reshape(-1, 3) + chin
    uv = np.stack([x + 0.5, 1 - yy], -1).reshape(-1, 2)
    normals = light.reshape(-1, 3).astype(np.float32)
    facing = np.all(sz.ravel()[faces] > 0.12, axis=1)
    whole = Mesh("skull", points, faces, bones, weights, Part.FACE, plain("face"), normals=normals, uv=uv)
    skin = palette.skin

    def paint(expression: str = "neutral", gaze: tuple[float, float] = (0.0, 0.0)) -> Material:
        return paint_face(spec, palette, expression, gaze)

    meshes = [
        replace(whole.kept(facing), name="face", material=paint()),
        _plain(whole.kept(~facing), skin),
        *(_ear(sign, chin, skin) for sign in (1.0, -1.0)),
    ]
    eye = np.array([spec.eye_x, spec.eye_y, 0.325])
    marks = {
        "nose": np.array([0, 0.235, 0.385]) + chin,
        "leftEye": eye + chin,
        "rightEye": eye * (-1, 1, 1) + chin,
        "leftEar": np.array([0.41, 0.36, -0.06]) + chin,
        "rightEar": np.array([-0.41, 0.36, -0.06]) + chin,
    }
    return Head(
        meshes,
        0,
        marks,
        np.array([0, 0.555, -0.035]) + chin,
        np.array([0.425, 0.465, 0.425]),
        paint,
        lambda expression="neutral", gaze=(0.0, 0.0): {
            name: p + chin for name, p in landmarks(spec, expression, gaze).items()
        },
    )


def _plain(mesh: Mesh, color: RGB) -> Mesh:
    return replace(mesh, colors=np.tile(np.array(color, np.float32), (len(mesh.positions), 1)))


def _features(x: Array, y: Array) -> Array:
    """Forward displacement of the front: eye sockets, cheeks, nose, lips, chin."""

    def g(cx: float, cy: float, wx: float, wy: float) -> Array:
        return np.exp(-(((x - cx) / wx) ** 2) - ((y - cy) / wy) ** 2)

    both = sum(
        -0.022 * g(s * 0.19, 0.385, 0.12, 0.09) + 0.012 * g(s * 0.2, 0.215, 0.12, 0.07) for s in (1, -1)
    )
    bridge = np.exp(-((x / 0.028) ** 2)) * np.exp(-(((y - 0.240) / np.where(y < 0.240, 0.022, 0.075)) ** 2))
    nose = 0.032 * bridge + 0.012 * np.exp(-((x / 0.05) ** 2) - ((y - 0.27) / 0.09) ** 2)
    lips = np.exp(-((x / 0.05) ** 2)) * (
        0.012 * np.exp(-(((y - 0.158) / 0.013) ** 2))
        + 0.010 * np.exp(-(((y - 0.124) / 0.014) ** 2))
        + 0.010 * np.exp(-(((y - 0.05) / 0.03) ** 2))
        - 0.006 * np.exp(-(((y - 0.141) / 0.006) ** 2))
    )
    return both + nose + lips


def _ear(sign: float, chin: Array, skin: tuple[float, float, float]) -> Mesh:
    u = np.linspace(0, 1, 9)
    path = np.stack(
        [sign * (0.372 + 0.045 * np.sin(u * np.pi) + 0.03 * u), 0.28 + 0.19 * u, -0.03 - 0.06 * u], 1
    )
    grown = np.sin(np.linspace(0.06, 0.97, 9) * np.pi)
    ring = section(12, 2.0)[0][::-1]  # the path runs upwards
    points, faces = sweep(
        path, np.array([0.0, 0.0, 1.0]), ring, 0.028 * grown, 0.066 * grown * (0.7 + 0.5 * u)
    )
    bones, weights = rigid(len(points), "head")
    return Mesh(
        "ear", points + chin, faces, bones, weights, Part.EAR, plain("skin"), colors=skin, outline=0.8
    )
