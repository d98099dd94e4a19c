"""Pose to full body without learned weights: a croquis mannequin, cel shaded, with clean outlines.

The figure is a heap of ellipsoids (mannequin.py) on bones that were given depth (skeleton.py). Each pixel takes
the nearest one; outlines run where depth jumps, surfaces meet at an angle, or materials change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np

from ..color import parse_color
from ..errors import InputError
from ..mannequin import FACE_SKIN, HAIR, MATERIALS, Cut, Solid, build
from ..pose import Pose
from ..progress import Progress
from ..skeleton import Skeleton, lift


@dataclass(frozen=True)
class GenerateOptions:
    """How the mannequin is drawn.

    extent: (width, height) of the picture; None = the pose's canvas.
    skin, hair, top, bottom, shoes, iris, ink: colors as "#rrggbb".
    light: side of the picture the light comes from.
    shading: 0..1, how dark the second tone is.
    line_width: width of an outline in pixels; None = by the size of the figure.
    sleeve, leg: covered share of the upper arm and of the thigh, 0.1..1.
    """

    extent: tuple[int, int] | None = None
    skin: str = "#fbe0cf"
    hair: str = "#6d5a57"
    top: str = "#f3f1ec"
    bottom: str = "#5b6784"
    shoes: str = "#4a4247"
    iris: str = "#6b7fa3"
    ink: str = "#3a2d33"
    light: Literal["left", "right"] = "left"
    shading: float = 0.5
    line_width: float | None = None
    sleeve: float = 0.42
    leg: float = 0.36

    def __post_init__(self) -> None:
        for name in ("skin", "hair", "top", "bottom", "shoes", "iris", "ink"):
            parse_color(getattr(self, name))
        if self.light not in ("left", "right"):
            raise InputError("The light comes from the left or the right; set light to one of the two.")
        if not 0 <= self.shading <= 1:
            raise InputError("The depth of the shading goes from 0 to 1.")
        if not (0.1 <= self.sleeve <= 1 and 0.1 <= self.leg <= 1):
            raise InputError("Sleeve and leg are shares of the limb from 0.1 to 1.")
        if self.line_width is not None and not 0.3 <= self.line_width <= 20:
            raise InputError("A line width from 0.3 to 20 pixels can be drawn.")


@dataclass(frozen=True)
class Mannequin:
    """A drawn figure and what it is made of, all (height, width).

    picture: HW4 uint8, straight alpha, shaded and outlined on nothing. colors: HW4 uint8, flat colors without
    lines, alpha 255 inside. lines: HW uint8, 0 = ink, 255 = paper. parts: HW uint8 numbers into
    `anigen_core.mannequin.PARTS`, 0 = none.
    """

    picture: np.ndarray
    colors: np.ndarray
    lines: np.ndarray
    parts: np.ndarray


class Generate:
    """The stage: pose in, RGBA picture of a full body out."""

    def __init__(self, runner: Any = None) -> None:
        if runner is not None:
            raise InputError("There are no learned weights for the body yet; make Generate without a runner.")

    def __call__(
        self, pose: Pose, options: GenerateOptions | None = None, *, progress: Progress | None = None
    ) -> np.ndarray:
        """(height, width, 4) uint8 RGBA, straight alpha, empty around the figure.

        Errors: InputError when the pose shows too little of a body.
        """
        return mannequin(pose, options, progress=progress).picture


def mannequin(
    pose: Pose, options: GenerateOptions | None = None, *, progress: Progress | None = None
) -> Mannequin:
    """Draw the posed mannequin with its lines, flat colors and part numbers. Errors as in `Generate`."""
    options = options or GenerateOptions()
    report = progress or (lambda fraction: None)
    report(0.0)
    if options.extent is not None and tuple(options.extent) != pose.extent:
        pose = pose.resized(options.extent)
    skeleton = lift(pose)
    solid = build(skeleton, pose, Cut(options.sleeve, options.leg))
    # Small figures get finer samples, so that a thumbnail is as clean as a poster.
    scale = 2 if skeleton.head >= 40 else 3
    surface = _Surface.sample(solid, skeleton, pose.extent, scale)
    report(0.5)
    drawn = _draw(surface, skeleton, options)
    report(1.0)
    return drawn


@dataclass
class _Surface:
    """Visible surface on the sample grid, cut to the figure's box. Arrays are (h, w).

    depth: float32 pixels, -inf outside. index: int32 ellipsoid, -1 outside. normal: (h, w, 3) float32 unit.
    local: (h, w, 3) float32 head space in heads, for the face and hair (zeros without a head).
    """

    extent: tuple[int, int]
    scale: int
    origin: tuple[int, int]
    depth: np.ndarray
    index: np.ndarray
    normal: np.ndarray
    local: np.ndarray
    part: np.ndarray
    material: np.ndarray
    piece: np.ndarray

    @classmethod
    def sample(cls, solid: Solid, skeleton: Skeleton, extent: tuple[int, int], scale: int) -> _Surface:
        centers, axes = np.array(solid.centers), np.array(solid.axes)
        reach = np.sqrt((axes**2).sum(axis=2))  # half size of each ellipsoid's box
        low = np.floor((centers - reach).min(axis=0)[:2]) - 4
        high = np.ceil((centers + reach).max(axis=0)[:2]) + 4
        low, high = np.maximum(low, 0).astype(int), np.minimum(high, extent).astype(int)
        width, height = np.maximum(high - low, 1) * scale
        depth = np.full((height, width), -np.inf, np.float32)
        index = np.full((height, width), -1, np.int32)
        forms = np.linalg.inv(axes @ axes.transpose(0, 2, 1))
        to_head = None
        if skeleton.chin is not None and skeleton.face is not None:
            to_head = (skeleton.chin, skeleton.face.T / skeleton.head)
        for number in range(len(centers)):
            x0, y0 = np.floor((centers[number, :2] - reach[number, :2] - low) * scale).astype(int)
            x1, y1 = np.ceil((centers[number, :2] + reach[number, :2] - low) * scale).astype(int) + 1
            x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
            if x0 >= x1 or y0 >= y1:
                continue
            q = forms[number].astype(np.float32)
            dx = ((np.arange(x0, x1) + 0.5) / scale + low[0] - centers[number, 0]).astype(np.float32)[None]
            dy = ((np.arange(y0, y1) + 0.5) / scale + low[1] - centers[number, 1]).astype(np.float32)[:, None]
            b = q[0, 2] * dx + q[1, 2] * dy
            c = (q[0, 0] * dx * dx - 1) + (2 * q[0, 1]) * (dy * dx) + q[1, 1] * dy * dy
            root = b * b - q[2, 2] * c
            z = (np.sqrt(np.maximum(root, 0)) - b) / q[2, 2] + np.float32(centers[number, 2])
            window = (slice(y0, y1), slice(x0, x1))
            nearer = (root > 0) & (z > depth[window])
            if solid.fringe[number] and to_head is not None:
                nearer &= _is_hair(_to_local(to_head, dx, dy, z, centers[number]))
            depth[window][nearer] = z[nearer]
            index[window][nearer] = number
        inside = index >= 0
        at = index[inside]
        ys, xs = np.nonzero(inside)
        spots = np.stack([(xs + 0.5) / scale + low[0], (ys + 0.5) / scale + low[1], depth[inside]], axis=1)
        offset = (spots - centers[at]).astype(np.float32)
        normal = np.zeros((height, width, 3), np.float32)
        slope = np.einsum("nij,nj->ni", forms[at].astype(np.float32), offset)
        normal[inside] = slope / np.linalg.norm(slope, axis=1, keepdims=True)
        local = np.zeros((height, width, 3), np.float32)
        if to_head is not None:
            local[inside] = (spots - to_head[0]) @ to_head[1].T
        tables = (np.array([0, *values], np.uint8) for values in (solid.parts, solid.materials))
        part, material = (table[index + 1] for table in tables)
        piece = np.array([0, *solid.pieces], np.int32)[index + 1]
        return cls(extent, scale, (low[0], low[1]), depth, index, normal, local, part, material, piece)


def _to_local(
    to_head: tuple[np.ndarray, np.ndarray], dx: np.ndarray, dy: np.ndarray, z: np.ndarray, center: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chin, turn = to_head
    px, py, pz = dx + (center[0] - chin[0]), dy + (center[1] - chin[1]), z - np.float32(chin[2])
    x, y, depth = (turn[k, 0] * px + turn[k, 1] * py + turn[k, 2] * pz for k in range(3))
    return x, y, depth


def _fringe(x: np.ndarray) -> np.ndarray:
    """Lower edge of the fringe over the chin, in heads: five strands, longer toward the temples."""
    strand = np.abs(((x + 0.03) / 0.17) % 1.0 - 0.42)
    strand = np.minimum(strand / 0.58, 1.0)
    return 0.435 + 0.085 * strand - 0.35 * np.maximum(np.abs(x) - 0.27, 0.0)


def _is_hair(local: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    x, y, z = local
    open_face = (z > 0.1 - 0.16 * (0.5 - y)) & (y < _fringe(x))
    return ~open_face


def _draw(surface: _Surface, skeleton: Skeleton, options: GenerateOptions) -> Mannequin:
    scale, head = surface.scale, skeleton.head
    inside = surface.index >= 0
    palette = np.array([parse_color(getattr(options, name)) for name in (*MATERIALS[:5], "skin")], np.float32)
    flat = palette[surface.material]
    shade = _shade(surface, head, options.light)
    face_ink = _paint_face(surface, skeleton, flat, options)
    tinted = flat * (1 - shade[..., None] * (1 - _shadow_tint(palette, options.shading)[surface.material]))
    line = (options.line_width or max(0.0135 * head, 0.7)) * scale
    ink = np.maximum(_outline(surface, head, line), face_ink)

    picture = tinted + (np.array(parse_color(options.ink), np.float32) - tinted) * ink[..., None]
    alpha = np.maximum(inside.astype(np.float32), ink)
    return Mannequin(
        picture=_place(surface, picture, alpha),
        colors=_place(surface, flat, inside.astype(np.float32), crisp=True),
        lines=255 - _plane(surface, ink),
        parts=_parts(surface),
    )


def _shade(surface: _Surface, head: float, light: str) -> np.ndarray:
    """0..1: how far each sample lies in the second tone (form shadow and the shadow one part casts on another)."""
    towards = np.array([-0.62 if light == "left" else 0.62, -0.55, 0.56], np.float32)
    facing = surface.normal @ towards
    soft = 0.018 * head * surface.scale
    facing = cv2.GaussianBlur(facing, (0, 0), soft)
    edge = np.where(surface.material == FACE_SKIN, -0.42, np.where(surface.material == HAIR, -0.12, -0.05))
    shade = ((edge - facing) / 0.03 + 0.5).clip(0, 1)

    # Cast shadow: look up toward the light; something clearly nearer there throws its shadow here.
    dx, dy = (int(round(v * head * surface.scale)) for v in (0.07 if light == "left" else -0.07, 0.10))
    moved = np.full_like(surface.depth, -np.inf)
    height, width = moved.shape
    ys, xs = (
        (slice(dy, height), slice(0, height - dy)),
        (
            slice(max(dx, 0), width + min(dx, 0)),
            slice(max(-dx, 0), width - max(dx, 0)),
        ),
    )
    moved[ys[0], xs[0]] = surface.depth[ys[1], xs[1]]
    # A finite floor far behind everything keeps empty samples out of the sum.
    floor = np.float32(-1e6)
    step = np.maximum(moved, floor) - np.where(surface.index >= 0, surface.depth, -floor)
    cast = ((step > 0.10 * head) & (step < 1.6 * head)).astype(np.float32)
    cast = cv2.GaussianBlur(cast, (0, 0), 0.01 * head * surface.scale)
    return np.maximum(shade, ((cast - 0.5) / 0.3 + 0.5).clip(0, 1)).astype(np.float32)


def _shadow_tint(palette: np.ndarray, shading: float) -> np.ndarray:
    """Factor per material and channel: skin turns warm in the shadow, cloth and hair a little violet."""
    deep = np.array(
        [(0.93, 0.77, 0.75), (0.70, 0.64, 0.74), *[(0.74, 0.73, 0.83)] * 3, (0.94, 0.79, 0.77)], np.float32
    )
    return deep ** np.float32(2 * shading)


def _outline(surface: _Surface, head: float, line: float) -> np.ndarray:
    """0..1 ink: full width on silhouettes, thinner where parts meet inside."""
    strong = np.zeros(surface.depth.shape, bool)
    fine = np.zeros(surface.depth.shape, bool)
    for first, second in (
        ((slice(None), slice(1, None)), (slice(None), slice(None, -1))),
        ((slice(1, None), slice(None)), (slice(None, -1), slice(None))),
    ):
        a, b = surface.index[first], surface.index[second]
        outside = (a < 0) != (b < 0)
        both = (a >= 0) & (b >= 0)
        with np.errstate(invalid="ignore"):
            jump = np.abs(surface.depth[first] - surface.depth[second]) > 0.085 * head
        other = both & (surface.piece[first] != surface.piece[second])
        crease = other & ((surface.normal[first] * surface.normal[second]).sum(-1) < 0.55)
        cloth = both & (surface.material[first] != surface.material[second])
        strong[first] |= outside | (both & jump & (surface.part[first] != surface.part[second]))
        fine[first] |= (both & jump) | crease | cloth
    return np.maximum(_thick(strong, line), _thick(fine, 0.62 * line))


def _thick(edge: np.ndarray, width: float) -> np.ndarray:
    """Ink of a width in samples around an edge mask, its steps smoothed away."""
    distance = cv2.distanceTransform((~edge).astype(np.uint8), cv2.DIST_L2, 5)
    distance = cv2.GaussianBlur(distance, (0, 0), 0.8)
    return (width / 2 + 0.75 - distance).clip(0, 1)


def _paint_face(
    surface: _Surface, skeleton: Skeleton, flat: np.ndarray, options: GenerateOptions
) -> np.ndarray:
    """Eyes, brows, nose and mouth painted onto the face in head space; colors into `flat`, returns the ink."""
    ink = np.zeros(surface.depth.shape, np.float32)
    if skeleton.face is None:
        return ink
    on_face = surface.material == FACE_SKIN
    if not on_face.any():
        return ink
    ys, xs = np.nonzero(on_face)
    box = (slice(ys.min(), ys.max() + 1), slice(xs.min(), xs.max() + 1))
    x, y, z = np.moveaxis(surface.local[box], -1, 0)
    on_face = on_face[box] & (z > 0.08)
    blur = 1.2 / (skeleton.head * surface.scale)  # one sample, in heads

    def soft(distance: np.ndarray) -> np.ndarray:
        return (0.5 - distance / blur).clip(0, 1)

    marks = np.zeros(x.shape, np.float32)
    u = (np.abs(x) - 0.185) / 0.105  # across the eye, -1 inner to 1 outer corner
    lid = 0.435 - 0.045 * (u - 0.15) ** 2
    low = 0.262 + 0.03 * u**2
    opening = np.maximum(np.maximum(y - lid, low - y), (np.abs(u) - 1) * 0.105)
    eye = soft(opening) * on_face
    area = flat[box]
    area += (np.float32(250) - area) * eye[..., None]
    iris = np.hypot((np.abs(x) - 0.182) / 0.068, (y - 0.345) / 0.092) - 1
    inside_iris = eye * soft(iris * 0.075)
    color = np.array(parse_color(options.iris), np.float32)
    shaded = color * np.where(y > 0.37, 0.62, 1.0)[..., None]
    area += (shaded - area) * inside_iris[..., None]
    pupil = np.hypot((np.abs(x) - 0.182) / 0.027, (y - 0.345) / 0.042) - 1
    area += (color * 0.35 - area) * (eye * soft(pupil * 0.035))[..., None]
    side = -1.0 if options.light == "left" else 1.0
    glint = np.hypot(x - (np.sign(x) * 0.182 + side * 0.028), (y - 0.385) * 0.8) - 0.02
    area += (np.float32(255) - area) * (eye * soft(glint))[..., None]

    width = np.abs(u) < 1.12
    marks = np.maximum(marks, soft(np.abs(y - lid - 0.004) - (0.013 + 0.009 * u.clip(-0.6, 1))) * width)
    marks = np.maximum(marks, 0.55 * soft(np.abs(y - low) - 0.003) * (np.abs(u - 0.2) < 0.55))
    marks = np.maximum(marks, 0.8 * eye * soft(np.abs(iris) * 0.075 - 0.004))
    brow = 0.515 - 0.03 * (u - 0.1) ** 2
    marks = np.maximum(marks, 0.8 * soft(np.abs(y - brow) - 0.006) * (np.abs(u) < 0.95))
    mouth = 0.128 + 2.2 * x**2
    marks = np.maximum(marks, 0.85 * soft(np.abs(y - mouth) - 0.0045) * (np.abs(x) < 0.055))
    marks = np.maximum(marks, 0.6 * soft(np.hypot(x, (y - 0.228) * 0.8) - 0.008))
    ink[box] = marks * on_face
    return ink


def _place(surface: _Surface, rgb: np.ndarray, alpha: np.ndarray, crisp: bool = False) -> np.ndarray:
    """Samples to an HW4 uint8 picture on the full canvas; straight alpha, colors averaged by their alpha."""
    size = (rgb.shape[1] // surface.scale, rgb.shape[0] // surface.scale)
    cover = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    mean = cv2.resize(rgb * alpha[..., None], size, interpolation=cv2.INTER_AREA)
    mean = mean / np.maximum(cover, 1e-6)[..., None]
    if crisp:
        cover = (cover >= 0.5).astype(np.float32)
    small = np.concatenate([mean, cover[..., None] * 255], axis=2)
    small = (small + 0.5).clip(0, 255).astype(np.uint8)
    small[small[..., 3] == 0] = 0
    return _on_canvas(surface, small)


def _plane(surface: _Surface, values: np.ndarray) -> np.ndarray:
    size = (values.shape[1] // surface.scale, values.shape[0] // surface.scale)
    small = cv2.resize(values.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return _on_canvas(surface, (small * 255 + 0.5).clip(0, 255).astype(np.uint8))


def _parts(surface: _Surface) -> np.ndarray:
    offset = surface.scale // 2
    return _on_canvas(
        surface, np.ascontiguousarray(surface.part[offset :: surface.scale, offset :: surface.scale])
    )


def _on_canvas(surface: _Surface, small: np.ndarray) -> np.ndarray:
    canvas = np.zeros((surface.extent[1], surface.extent[0], *small.shape[2:]), np.uint8)
    x, y = surface.origin
    canvas[y : y + small.shape[0], x : x + small.shape[1]] = small
    return canvas
