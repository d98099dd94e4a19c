"""A posed croquis mannequin, cel shaded, with clean outlines.

The figure is a heap of ellipsoids (body.py) on bones that were given depth (skeleton.py). Each pixel takes
the nearest one; outlines run where depth jumps, surfaces meet at an angle, or materials change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from anigen_core.color import parse_color
from anigen_core.errors import InputError
from anigen_core.mannequin import croquis
from anigen_core.mannequin.body import build
from anigen_core.mannequin.costume import PLAIN, Costume
from anigen_core.mannequin.face import EXPRESSIONS, paint_face
from anigen_core.mannequin.skeleton import Skeleton, lift
from anigen_core.mannequin.solid import MATERIALS
from anigen_core.mannequin.surface import Surface, sample
from anigen_core.pose import Pose
from anigen_core.progress import Progress


@dataclass(frozen=True)
class Look:
    """How the mannequin is drawn.

    extent: (width, height) of the picture; None = the pose's canvas.
    skin, hair, top, bottom, shoes, socks, iris, ink: colors as "#rrggbb".
    light: side of the picture the light comes from.
    shading: 0..1, how dark the second tone is.
    line_width: width of an outline in pixels; None = by the size of the figure.
    costume: hair style and clothes.
    expression: a word of `face.EXPRESSIONS`.
    """

    extent: tuple[int, int] | None = None
    skin: str = "#fbe0cf"
    hair: str = "#6d5a57"
    top: str = "#f3f1ec"
    bottom: str = "#5b6784"
    shoes: str = "#4a4247"
    socks: str = "#e9e6ea"
    iris: str = "#6b7fa3"
    ink: str = "#3a2d33"
    light: Literal["left", "right"] = "left"
    shading: float = 0.5
    line_width: float | None = None
    costume: Costume = PLAIN
    expression: str = "smile"

    def __post_init__(self) -> None:
        for name in ("skin", "hair", "top", "bottom", "shoes", "socks", "iris", "ink"):
            parse_color(getattr(self, name))
        if self.expression not in EXPRESSIONS:
            raise InputError(f"A face can look {', '.join(EXPRESSIONS)}; choose one of these.")
        if self.light not in ("left", "right"):
            raise InputError("The light comes from the left or the right; set light to one of the two.")
        if not 0 <= self.shading <= 1:
            raise InputError("The depth of the shading goes from 0 to 1.")
        if self.line_width is not None and not 0.3 <= self.line_width <= 20:
            raise InputError("A line width from 0.3 to 20 pixels can be drawn.")


@dataclass(frozen=True)
class Mannequin:
    """A drawn figure and what it is made of, all (height, width).

    picture: HW4 uint8, straight alpha, shaded and outlined on nothing. colors: HW4 uint8, flat colors without
    lines, alpha 255 inside. lines: HW uint8, 0 = ink, 255 = paper. parts: HW uint8 numbers into
    `anigen_core.mannequin.solid.PARTS`, 0 = none. materials: HW uint8, 1 + number into
    `anigen_core.mannequin.solid.MATERIALS`, 0 = none.
    """

    picture: np.ndarray
    colors: np.ndarray
    lines: np.ndarray
    parts: np.ndarray
    materials: np.ndarray


def mannequin(pose: Pose, options: Look = Look(), *, progress: Progress | None = None) -> Mannequin:
    """Draw the posed mannequin with its lines, flat colors and part numbers.

    Raises:
        InputError: the pose shows too little of a body.
    """
    report = progress or (lambda fraction: None)
    report(0.0)
    if options.extent is not None and tuple(options.extent) != pose.extent:
        pose = pose.resized(options.extent)
    skeleton = lift(pose)
    solid = build(skeleton, pose, options.costume)
    # Small figures get finer samples, so that a thumbnail is as clean as a poster.
    scale = 2 if skeleton.head >= 40 else 3
    surface = sample(solid, skeleton, pose.extent, scale)
    report(0.5)
    drawn = _draw(surface, skeleton, solid.marks, options)
    report(1.0)
    return drawn


def _draw(surface: Surface, skeleton: Skeleton, marks: list[np.ndarray], options: Look) -> Mannequin:
    head = skeleton.head
    named = [getattr(options, "skin" if name == "face" else name) for name in MATERIALS]
    palette = np.array([parse_color(color) for color in named], np.float32)
    # Colors are kept as three planes: arithmetic on (h, w, 3) arrays is several times slower.
    flat = np.stack([plane[surface.material] for plane in palette.T])
    line = (options.line_width or max(0.0135 * head, 0.7)) * surface.scale
    ink = np.maximum(croquis.outline(surface, head, line), croquis.strokes(surface, marks, head, line))
    face = EXPRESSIONS[options.expression]
    ink = np.maximum(ink, paint_face(surface, skeleton, flat, parse_color(options.iris), options.light, face))
    strands, shine = croquis.paint_hair(surface, head)
    ink = np.maximum(ink, strands)

    tone = croquis.shade(surface, head, options.light)
    shine = 0.28 * shine * (1 - tone)
    planes = []
    for plane, tint, wet in zip(flat, _shadow_tint(options.shading).T, parse_color(options.ink), strict=True):
        lit = plane * (1 - tone * (1 - tint)[surface.material])
        lit += (255 - lit) * shine
        lit += (wet - lit) * ink
        planes.append(lit)
    return Mannequin(
        picture=_place(surface, planes, np.maximum(surface.inside, ink).astype(np.float32)),
        colors=_pick(surface, np.stack([*(flat * surface.inside), surface.inside * 255.0], axis=2)),
        lines=255 - _plane(surface, ink),
        parts=_pick(surface, surface.part),
        materials=_pick(surface, (surface.material + 1) * surface.inside),
    )


def _shadow_tint(shading: float) -> np.ndarray:
    """Factor per material and channel: skin turns warm in the shadow, cloth and hair a little violet."""
    deep = np.array(
        [
            (0.93, 0.77, 0.75),
            (0.70, 0.64, 0.74),
            *[(0.74, 0.73, 0.83)] * 3,
            (0.94, 0.79, 0.77),
            (0.74, 0.73, 0.83),
        ],
        np.float32,
    )
    return deep ** np.float32(2 * shading)


def _place(surface: Surface, planes: list[np.ndarray], alpha: np.ndarray) -> np.ndarray:
    """Samples to an HW4 uint8 picture on the full canvas; straight alpha, colors averaged by their alpha."""
    cover = _shrink(surface, alpha)
    weight = np.where(cover > 0, 1 / np.maximum(cover, 1e-6), 0)
    small = [*(_shrink(surface, plane * alpha) * weight for plane in planes), cover * 255]
    return _on_canvas(surface, (np.stack(small, axis=2) + 0.5).clip(0, 255).astype(np.uint8))


def _shrink(surface: Surface, values: np.ndarray) -> np.ndarray:
    """Mean of the samples of each pixel."""
    size = (values.shape[1] // surface.scale, values.shape[0] // surface.scale)
    return cv2.resize(values, size, interpolation=cv2.INTER_AREA)


def _plane(surface: Surface, values: np.ndarray) -> np.ndarray:
    return _on_canvas(surface, (_shrink(surface, values) * 255 + 0.5).clip(0, 255).astype(np.uint8))


def _pick(surface: Surface, values: np.ndarray) -> np.ndarray:
    """One sample a pixel, unmixed, for numbers and flat colors."""
    middle = slice(surface.scale // 2, None, surface.scale)
    return _on_canvas(surface, values[middle, middle].astype(np.uint8))


def _on_canvas(surface: Surface, small: np.ndarray) -> np.ndarray:
    canvas = np.zeros((surface.extent[1], surface.extent[0], *small.shape[2:]), np.uint8)
    x, y = surface.origin
    canvas[y : y + small.shape[0], x : x + small.shape[1]] = small
    return canvas
