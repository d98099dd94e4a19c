"""Layers: what they are, how they lie over one another, and how a picture comes apart into them.

`composite` follows the W3C/SVG compositing formulas, which are also those of PSD and OpenRaster. `decompose`
is its inverse and serves every engine alike: whatever painted the picture, the artist gets paper, one layer
per region, a shadow, light and lines that, laid over one another, are the picture again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from anigen_core.imaging import Extent, to_rgba
from anigen_core.layering.flats import blocks, enlarge_flats, spread_under_ink
from anigen_core.layering.naming import color_name
from anigen_core.layering.peel import Peeled, peel
from anigen_core.layering.regions import GROUPS, Region, regions

__all__ = ["Layer", "composite", "decompose", "enlarge_flats", "flats_of", "repainted", "sketch_layers"]

Blend = Literal["normal", "multiply", "screen"]

STRIP = 512
"""Rows worked on at once, so that a picture of the largest size needs no float copy of itself."""
HALO = 48
"""Rows around a strip that may tell what lies under the lines in it."""
MAX_FLATS = 24
FLAT_GROUP, SKETCH_GROUP = "flats", "sketch"
PAPER = "background"
"""Name of the layer of the paper."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer of a picture.

    Attributes:
        name: shown to the artist; any Unicode.
        image: (h, w, 4) uint8 straight alpha. It may be smaller than the canvas (see `offset`) and may be a
            read-only view that repeats one pixel.
        blend: how it changes what lies below.
        opacity: 0..1, times the image's alpha.
        visible: hidden layers are kept in files and left out of the picture.
        group: name of the folder it lies in; neighbors with the same name share one.
        offset: (x, y) of the image's upper left corner on the canvas, not negative.
    """

    name: str
    image: np.ndarray
    blend: Blend = "normal"
    opacity: float = 1.0
    visible: bool = True
    group: str | None = None
    offset: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if self.image.dtype != np.uint8 or self.image.ndim != 3 or self.image.shape[2] != 4:
            raise TypeError(f"a layer is an HW4 uint8 array, not {self.image.dtype} {self.image.shape}")
        if self.blend not in get_args(Blend) or not 0 <= self.opacity <= 1 or min(self.offset) < 0:
            raise ValueError(
                f"layer {self.name!r}: blend {self.blend!r}, opacity {self.opacity}, {self.offset}"
            )

    def on(self, extent: Extent) -> np.ndarray:
        """(H, W, 4) uint8: the image on a transparent canvas of this size, cut off at its borders."""
        if self.offset == (0, 0) and Extent.of(self.image) == extent:
            return self.image
        canvas = np.zeros((*extent.shape, 4), np.uint8)
        x, y = self.offset
        part = self.image[: max(0, extent.height - y), : max(0, extent.width - x)]
        canvas[y : y + part.shape[0], x : x + part.shape[1]] = part
        return canvas

    def cropped(self) -> Layer:
        """The same layer without the transparent margins of its image; an empty one keeps a single pixel."""
        seen = self.image[..., 3] > 0
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
        if not len(rows):
            return replace(self, image=self.image[:1, :1])
        top, left = int(rows[0]), int(columns[0])
        image = self.image[top : rows[-1] + 1, left : columns[-1] + 1]
        return replace(self, image=image, offset=(self.offset[0] + left, self.offset[1] + top))


def canvas_extent(layers: Sequence[Layer]) -> Extent:
    """The smallest canvas, from the origin, that holds all layers, hidden ones too."""
    return Extent(
        max(layer.offset[0] + layer.image.shape[1] for layer in layers),
        max(layer.offset[1] + layer.image.shape[0] for layer in layers),
    )


def composite(layers: Sequence[Layer], extent: Extent | None = None) -> np.ndarray:
    """Lay the visible layers over one another, bottom first, on a transparent canvas.

    With source color S and alpha s over backdrop color B and alpha b (W3C Compositing Level 1):
    alpha = s + b - s*b, and alpha*color = (1-s)*b*B + s*((1-b)*S + b*blend(B, S)).

    Args:
        layers: bottom first.
        extent: size of the canvas; None takes the smallest that holds every layer.

    Returns:
        (H, W, 4) uint8 straight alpha; computed in float32 and rounded once.
    """
    extent = extent or canvas_extent(layers)
    result = np.empty((*extent.shape, 4), np.uint8)
    for top in range(0, extent.height, STRIP):
        strip = result[top : top + STRIP]
        color = np.zeros((*strip.shape[:2], 3), np.float32)  # premultiplied, 0..255
        alpha = np.zeros((*strip.shape[:2], 1), np.float32)
        for layer in layers:
            if layer.visible and layer.opacity > 0:
                _lay(layer, top, color, alpha)
        color /= np.maximum(alpha, 1e-6)
        strip[..., :3] = np.minimum(color + 0.5, 255)
        strip[..., 3:] = alpha * 255 + 0.5
        strip[strip[..., 3] == 0] = 0
    return result


def _lay(layer: Layer, top: int, color: np.ndarray, alpha: np.ndarray) -> None:
    """Lay one layer over rows `top`.. of the canvas, in place."""
    x, y = layer.offset[0], layer.offset[1] - top
    image = layer.image[max(0, -y) : max(0, color.shape[0] - y), : max(0, color.shape[1] - x)]
    if not image.size or not image[..., 3].any():
        return
    area = slice(max(0, y), max(0, y) + image.shape[0]), slice(x, x + image.shape[1])
    under, below = color[area], alpha[area]
    source = image[..., :3].astype(np.float32)
    cover = image[..., 3:] * np.float32(layer.opacity / 255)
    if layer.blend == "multiply":
        # blend(B, S) = B*S/255; b*B is what `under` holds.
        source *= under / 255 + (1 - below)
    elif layer.blend == "screen":
        # blend(B, S) = B + S - B*S/255, so (1-b)*S + b*blend(B, S) = S + b*B - b*B*S/255.
        source += under - source * under / 255
    source -= under
    source *= cover
    under += source
    below += cover * (1 - below)


def decompose(
    picture: np.ndarray,
    flats: np.ndarray,
    lines: np.ndarray,
    *,
    paper: tuple[int, int, int] = (255, 255, 255),
    parts: np.ndarray | None = None,
) -> tuple[Layer, ...]:
    """Take a picture apart into layers that composite to it again, within 1/255 in every channel.

    Bottom first: "background" (the paper; hidden when the picture is transparent), groups with one
    hard-edged flat layer per region, "shadow" (multiply; what is darker than its flat), "light" (screen; what
    is brighter), "details", "lines" (alpha exactly the ink's coverage, 255 - lines) and "eyes", an empty
    place to paint. Where the picture is translucent neither flats nor shadow nor light can help without
    adding alpha, so there the details hold the color; elsewhere there are none. Layers with nothing in them
    are left out, but for "lines" and "eyes".

    Args:
        picture: (H, W, 3), or (H, W, 4) straight alpha. Where it is more transparent than the lines are, the
            lines win and the composite is as opaque as they.
        flats: (H, W, 4) uint8, the one color of each region; alpha 0 = none, then the paper is the ground.
        lines: (H, W) uint8, 0 = ink.
        paper: color of the background.
        parts: (H, W) uint8, the part number of each pixel (stages.parse.PARTS, or layering.regions.OTHER);
            then a region is one color of one part and lies in that part's group ("skin", "clothes", "hair",
            "eyes", "things", "other", "background"). None: each color is a region of the group "flats".

    Returns:
        The layers. "lines" and "eyes" have the size of the canvas, others are cropped to what they cover.
        Colors differ by at most 1/255 over any backdrop.
    """
    picture, shape = to_rgba(picture), lines.shape
    if picture.shape[:2] != shape or flats.shape != (*shape, 4):
        raise ValueError(f"sizes differ: picture {picture.shape}, flats {flats.shape}, lines {shape}")
    opaque = bool((picture[..., 3] == 255).all())
    flats = spread_under_ink(flats, lines)
    shadow, light, details, ink = (np.zeros((*shape, 4), np.uint8) for _ in range(4))
    cover = np.where(flats[..., 3] >= 128, np.uint8(255), np.uint8(0))
    for top in range(0, shape[0], STRIP):
        halo = slice(max(0, top - HALO), top + STRIP + HALO)
        ground = flats[halo].copy()
        ground[..., 3] = cover[halo]
        if opaque:
            ground[ground[..., 3] == 0] = (*paper, 255)
        part: Peeled = peel(picture[halo], ground, 255 - lines[halo])
        rows, inner = slice(top, top + STRIP), slice(top - halo.start, top - halo.start + STRIP)
        shadow[rows], light[rows] = part.shadow[inner], part.light[inner]
        details[rows] = part.details[inner]
        ink[rows, :, :3] = part.ink[inner]
        if not opaque:
            # The halo of the next strip reads `cover` again, but only its own rows come out of it.
            cover[rows] = np.minimum(cover[rows], part.ground_alpha[inner])
    ink[..., 3] = 255 - lines

    regional = _flat_layers(flats, cover, parts)
    # What is painted behind the figure lies in one folder with the paper.
    folder = PAPER if regional and regional[0].group == PAPER else None
    layers = [Layer(PAPER, _solid((*paper, 255), shape), visible=opaque, group=folder), *regional]
    blended = (
        Layer("shadow", shadow, "multiply"),
        Layer("light", light, "screen"),
        Layer("details", details),
    )
    layers += [layer.cropped() for layer in blended if layer.image[..., 3].any()]
    layers.append(Layer("lines", ink))
    layers.append(Layer("eyes", _solid((0, 0, 0, 0), shape)))
    return tuple(layers)


def flats_of(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """The flat layers that `decompose` made, bottom first."""
    return tuple(layer for layer in layers if layer.group in (FLAT_GROUP, *GROUPS) and layer.name != PAPER)


def _flat_layers(flats: np.ndarray, cover: np.ndarray, parts: np.ndarray | None) -> list[Layer]:
    if parts is None:
        labels, colors = blocks(flats, MAX_FLATS)
        found = [
            Region(f"flat {number}, {color_name(color)}", FLAT_GROUP)
            for number, color in enumerate(colors, start=1)
        ]
    else:
        labels, found = regions(flats, parts)
    layers = []
    for number, (name, group) in enumerate(found, start=1):
        mask = labels == number
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        y, x = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        image = flats[y, x].copy()
        image[..., 3] = cover[y, x]
        image[~mask[y, x]] = 0
        layers.append(Layer(name, image, group=group, offset=(int(columns[0]), int(rows[0]))))
    return layers


def sketch_layers(lines: np.ndarray | None, colors: np.ndarray | None) -> tuple[Layer, ...]:
    """The artist's own drawing, pixel for pixel, as hidden layers for the top of the stack.

    Args:
        lines: (H, W) uint8, 0 = ink, at the size of the canvas the layers are for; or None.
        colors: (H, W, 4) uint8; or None.
    """
    layers = []
    if colors is not None:
        layers.append(Layer("sketch colors", colors, visible=False, group=SKETCH_GROUP))
    if lines is not None:
        ink = np.zeros((*lines.shape, 4), np.uint8)
        ink[..., 3] = 255 - lines
        layers.append(Layer("sketch lines", ink, visible=False, group=SKETCH_GROUP))
    return tuple(layers)


def repainted(layers: Sequence[Layer], picture: np.ndarray, name: str = "eyes") -> tuple[Layer, ...]:
    """The layers with the one called `name` changed so that they composite to `picture`.

    It is covered, opaquely, wherever the other layers alone do not give the picture. Meant for a late change
    on top of everything; where the picture is translucent nothing is changed, as a layer can only add.

    Raises:
        ValueError: there is no such layer.
    """
    if all(layer.name != name for layer in layers):
        raise ValueError(f"no layer is called {name!r}")
    picture = to_rgba(picture)
    extent = Extent.of(picture)
    plain = composite([layer for layer in layers if layer.name != name], extent)
    changed = (plain != picture).any(axis=2) & (picture[..., 3] == 255)
    image = np.zeros_like(picture)
    image[changed] = picture[changed]
    return tuple(
        replace(layer, image=image, offset=(0, 0), visible=True) if layer.name == name else layer
        for layer in layers
    )


def _solid(color: tuple[int, ...], shape: tuple[int, int]) -> np.ndarray:
    """One pixel that poses as a picture: no memory, whatever the size. Read-only."""
    return np.broadcast_to(np.array(color, np.uint8), (*shape, 4))
