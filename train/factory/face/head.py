"""The head: its shape from chin to crown, ears, and what the rest of a character must know about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..body.body import Body
from ..geometry.mesh import Array, Mesh, grid_faces, loft, outward, rigid, smooth, unit
from ..palette import RGB, Palette
from ..parts import Part
from ..render.material import Material, plain
from .beard import beard_color, cover, displaced
from .canvas import uv_of
from .face import FaceSpec, landmarks, paint_face
from .head_shape import depth, features, rings
from .mouth import opened

_COLUMNS = 76
_EAR_LINES = 131  # a free line group: a line where the rim stands off the head, none where they join


@dataclass(frozen=True, eq=False)
class Head:
    """A built head.

    meshes: `face` is the number of the painted one. points: rest places of nose, eyes and ears. center,
    radii: (3,) an ellipsoid at rest that hair must clear. paint, landmarks: see face.py; they close over the
    face's spec. shape: by how much an
    expression moves the vertices of meshes, number in `meshes` to (n, 3); empty where nothing moves.
    """

    meshes: list[Mesh]
    face: int
    points: dict[str, Array]
    center: Array
    radii: Array
    paint: Callable[[str, tuple[float, float]], Material]
    landmarks: Callable[[str, tuple[float, float]], dict[str, Array]]
    shape: Callable[[str], dict[int, Array]]


def build_head(spec: FaceSpec, palette: Palette, body: Body) -> Head:
    """The head of a character, neutral."""
    chin = np.array([0.0, body.proportions.chin, 0.0])
    rings_, y, sz = _grid(spec)
    x, yy, z = np.moveaxis(rings_, -1, 0)
    light = unit(np.stack([x / 0.40**2, (yy - 0.45) / 0.62**2 * 0.7, (z + 0.03) / 0.42**2 * 1.15], -1))
    n = x.size
    faces = grid_faces(len(y), _COLUMNS)
    bones, weights = rigid(n, "head")
    points = rings_.reshape(-1, 3) + chin
    uv = uv_of(x, yy).reshape(-1, 2)
    normals = light.reshape(-1, 3).astype(np.float32)
    facing = np.all(sz.ravel()[faces] > 0.12, axis=1)
    whole = Mesh("skull", points, faces, bones, weights, Part.FACE, plain("face"), normals=normals, uv=uv)
    skin = palette.skin
    # ears sit on the side of the head, however wide the face
    at = np.array([0.28, 0.345, 0.41])
    out = rings(spec, at)[0] - rings(replace(spec, width=0, angle=0, cheek=0, chin=0), at)[0]
    ear = float(out.max()) if out.max() > 0 else 0.5 * float(out[1])

    def paint(expression: str = "neutral", gaze: tuple[float, float] = (0.0, 0.0)) -> Material:
        return paint_face(spec, palette, expression, gaze)

    meshes = [
        replace(whole.kept(facing), name="face", material=paint()),
        _plain(whole.kept(~facing), skin),
        *(_ear(sign, chin, skin, ear) for sign in (1.0, -1.0)),
    ]
    bearded = _beard(spec, palette, whole, chin, sz.ravel())
    if bearded is not None:
        meshes.append(bearded[0])

    def shape(expression: str = "neutral") -> dict[int, Array]:
        moved = {}
        places = {0: meshes[0].positions, 1: meshes[1].positions}
        if bearded is not None:
            places[len(meshes) - 1] = bearded[1]
        for i, place in places.items():
            p = place.astype(np.float64) - chin
            move = opened(spec, expression, p[:, 0], p[:, 1])
            if move is not None:
                front = smooth(-0.02, 0.20, p[:, 2])
                moved[i] = (move * front[:, None]).astype(np.float32)
        return moved

    eye = np.array([spec.eye_x, spec.eye_y, float(depth(spec, spec.eye_x, spec.eye_y))])
    marks = {
        "nose": np.array([0, spec.nose_y, float(depth(spec, 0.0, spec.nose_y))]) + chin,
        "leftEye": eye + chin,
        "rightEye": eye * (-1, 1, 1) + chin,
        "leftEar": np.array([0.41 + ear, 0.36, -0.06]) + chin,
        "rightEar": np.array([-0.41 - ear, 0.36, -0.06]) + chin,
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
        shape,
    )


def _beard(
    spec: FaceSpec, palette: Palette, head: Mesh, chin: Array, front: Array
) -> tuple[Mesh, Array] | None:
    """The layer of hair of a beard and the places of the skin below its vertices (n, 3); None without one."""
    x, y, z = (head.positions.astype(np.float64) - chin).T
    share = cover(spec, x, y, z, front)
    lies = np.any(share[head.faces] > 0.03, axis=1)
    if not lies.any():
        return None
    rng = np.random.default_rng(len(x))
    shade = 1 + 0.09 * np.repeat(rng.normal(0, 1, _COLUMNS // 2), 2)[np.arange(len(x)) % _COLUMNS]
    shade = (shade - 0.10 * smooth(0.10, 0.0, y)).clip(0.7, 1.15)
    colors = np.clip(np.array(beard_color(palette)) * shade[:, None], 0, 1).astype(np.float32)
    raised = (head.positions + displaced(spec, x, y, share)).astype(np.float32)
    layer = replace(
        head,
        name="beard",
        positions=raised,
        part=Part.HAIR_SIDE,
        material=plain("face"),
        colors=colors,
        uv=None,
        hull=None,
        edge=int(Part.FACE),
        outline=0.8,
    )
    kept = layer.kept(lies)
    return kept, replace(layer, positions=head.positions).kept(lies).positions


def _plain(mesh: Mesh, color: RGB) -> Mesh:
    return replace(mesh, colors=np.tile(np.array(color, np.float32), (len(mesh.positions), 1)))


def _grid(spec: FaceSpec) -> tuple[Array, Array, Array]:
    """Rings (m, k, 3) over the chin from the crown down, their heights (m,), and the front share sz (m, k):
    1 in front, -1 behind. Rows are close at nose and mouth, columns close in front."""
    y = np.concatenate(
        [
            np.linspace(1, 0.94, 6)[:-1],
            np.linspace(0.94, 0.32, 26)[:-1],
            np.linspace(0.32, 0.08, 29)[:-1],
            0.08 * np.linspace(1, 0, 11) ** 2,
        ]
    )
    half, front, middle, back, exponent = (v[:, None] for v in rings(spec, y))
    a = np.arange(_COLUMNS) / _COLUMNS * 2 * np.pi
    a = a + 0.62 * np.sin(a)
    sx, sz = np.sin(a)[None], -np.cos(a)[None]
    r = (np.abs(sx) ** exponent + np.abs(sz) ** exponent) ** (-1 / exponent)
    sx, sz = sx * r, sz * r
    x = half * sx
    z = middle + np.where(sz > 0, front - middle, middle - back) * sz
    yy = np.broadcast_to(y[:, None], x.shape)
    z = z + np.sqrt(np.clip(sz, 0, 1)) * features(spec, x, yy)
    return np.stack([x, yy, z], -1), y, sz


# rings of an ear from behind outwards, then into its hollow: size, height over its plane, shade
_EAR = np.array(
    [
        (0.70, -0.050, 0.0),
        (0.96, -0.012, 0.0),
        (1.00, 0.006, 0.0),
        (0.93, 0.017, 0.0),
        (0.78, 0.014, 0.0),
        (0.74, 0.011, 0.95),
        (0.62, 0.005, 1.0),
        (0.38, 0.004, 0.55),
        (0.12, 0.006, 0.2),
    ]
)


def _ear(sign: float, chin: Array, skin: RGB, out_by: float) -> Mesh:
    """An ear: a shell with a rim and a shaded hollow, its front edge inside the head. out_by: how far it is
    moved outwards."""
    a = np.arange(22) / 22 * 2 * np.pi
    p = 0.060 * np.cos(a) * (1 + 0.22 * np.sin(a)) + 0.012 * np.sin(a)
    q = 0.108 * np.sin(a) * (1 - 0.10 * np.cos(a)) + 0.004
    back = unit(np.array([np.sin(np.radians(23)), 0.0, -np.cos(np.radians(23))]))
    up = unit(np.array([0.10, 1.0, -0.16]))
    out = unit(np.cross(back, up))
    out = out if out[0] > 0 else -out
    size, height, shade = _EAR.T
    flat = p[:, None] * back + q[:, None] * up
    # the hollow lies towards the front
    shift = (1 - size)[:, None, None] * (-0.012 * back)
    points = np.array([0.401 + out_by, 0.345, -0.045]) + size[:, None, None] * flat[None] + shift
    points = points + height[:, None, None] * out
    points, faces = loft(points, caps=(False, True))
    if outward(points, faces) < 0:
        faces = faces[:, ::-1]
    if sign < 0:
        points, faces = points * (-1, 1, 1), faces[:, ::-1]
    shades = np.append(np.repeat(shade, 22), 0.2)[:, None]
    colors = np.array(skin) * (1 - shades * (1 - np.array([0.90, 0.72, 0.70])))
    bones, weights = rigid(len(points), "head")
    return Mesh(
        "ear",
        points + chin,
        faces,
        bones,
        weights,
        Part.EAR,
        plain("skin"),
        colors=colors,
        outline=0.8,
        edge=_EAR_LINES,
    )
