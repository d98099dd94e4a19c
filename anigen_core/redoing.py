"""A finished picture again: taken into layers, or painted anew within a selection and nowhere else.

What lies outside of the selection is never computed, only copied, at the picture's own size: not a bit of it
can change. The blend between old and new lies inside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from PIL import Image

from anigen_core import painters
from anigen_core.artwork import Art, lay_ink, on_ground
from anigen_core.document import Document
from anigen_core.enlarging import PLAIN_RESIZE, Enlarger
from anigen_core.errors import InputError
from anigen_core.eye_coloring import eyed
from anigen_core.imaging import Extent, resize, to_rgba
from anigen_core.layering.flats import enlarge_regions
from anigen_core.layers import Layer, composite, decompose
from anigen_core.painters import Painters
from anigen_core.progress import Progress, Run, portion
from anigen_core.result import Result, arranged
from anigen_core.sorting import parts_of

if TYPE_CHECKING:
    from anigen_core.runner import Runner

FACTORS = (1, 2, 4)
FEATHER = 1 / 64
"""Width of the blend inside a selection's border, as a share of the longer side. A selection that is
narrower than four of these is blended over a quarter of its width."""
MARGIN = 24
"""Pixels round a selection that are enlarged with it: what its edge looks like depends on them."""
CHANGED_NOTE = (
    "A part was painted anew, so finishing the drawing again gives the picture before that; keep this file."
)


class Box(NamedTuple):
    """Part of an array: rows top..bottom, columns left..right."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def place(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def extent(self) -> Extent:
        return Extent(self.right - self.left, self.bottom - self.top)

    def scaled(self, across: float, down: float) -> tuple[float, float, float, float]:
        return self.left * across, self.top * down, self.right * across, self.bottom * down


@dataclass(frozen=True)
class Engines:
    """painters: who paints. enlarger: for the picture's settings. seer: the runner that has the weights that
    find eyes, else None."""

    painters: Painters
    enlarger: Enlarger
    seer: Runner | None = None


def checked(document: Document, picture: np.ndarray) -> Document:
    """The document as it belongs to a finished picture: its enlargement and its ground are the picture's.

    Raises:
        InputError: the array is not a picture, or it was not made from a drawing of this size.
    """
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] not in (3, 4):
        raise InputError("The finished picture must be 8-bit RGB or RGBA; open the file that was saved.")
    size = Extent.of(picture)
    for factor in FACTORS:
        if size == (document.width * factor, document.height * factor):
            settings = replace(document.settings, upscale=factor, transparent=picture.shape[2] == 4)
            return replace(document, settings=settings)
    raise InputError(
        f"The picture is {size} pixels and the drawing {document.extent}; open the picture that was finished "
        "from this drawing."
    )


def checked_selection(document: Document, selection: np.ndarray) -> np.ndarray:
    """(H, W) bool of a selection (H, W) uint8, inside from 128 on.

    Raises:
        InputError: nothing is selected, or the selection is of another canvas.
    """
    if selection.ndim != 2 or selection.dtype != np.uint8:
        raise InputError("The selection must be one gray 8-bit picture, white inside.")
    if Extent.of(selection) != document.extent:
        raise InputError(
            f"The selection is {Extent.of(selection)} pixels and the drawing {document.extent}; "
            "select the part again."
        )
    inside = selection >= 128
    if not inside.any():
        raise InputError("Nothing is selected; draw a loop with the lasso round what is to be painted anew.")
    return inside


def repaint(
    document: Document,
    picture: np.ndarray,
    inside: np.ndarray,
    art: Art,
    engines: Engines,
    run: Run,
) -> np.ndarray:
    """The picture with what is `inside` painted anew; it is not written to.

    Args:
        document: as `checked` gives it; its seed paints. art: its drawing at working size.
        picture: (H, W, 3 or 4) uint8. inside: (h, w) bool at the canvas's size.
    """
    output, work = Extent.of(picture), Extent.of(art.lines)
    with run.step("paint", "Painting the selection") as report:
        small, ink, art = _painted(document, picture, inside, art, engines, run, report)
    mask = _sized(inside, output)
    part = _bounds(mask)
    with run.step("upscale", "Fitting it in") as report:
        if output == work:
            fresh = small[part.place]
        else:
            own = (art.full_lines, ink) if document.extent != work and art.own else None
            fresh = _enlarged(small, part, output, own, engines.enlarger, report)
            run.methods.append(engines.enlarger.method)
    share = feathered(mask)[part.place]
    result = picture.copy()
    result[part.place] = blended(picture[part.place], fresh, share)
    if document.settings.eyes:
        with run.step("eyes", "Coloring the eyes"):
            result, _ = eyed(document, result, mask, run, engines.seer)
    return result


def _painted(
    document: Document,
    picture: np.ndarray,
    inside: np.ndarray,
    art: Art,
    engines: Engines,
    run: Run,
    report: Progress,
) -> tuple[np.ndarray, np.ndarray, Art]:
    """The new picture at working size, of the old one's kind, the color of its ink (h, w, 3), and the drawing
    with what counts as its lines."""
    from anigen_core.painting.cel import ink_color

    settings, work = document.settings, Extent.of(art.lines)
    black = np.zeros((*work.shape, 3), np.uint8)
    if art.figure is not None:
        run.methods.append("painted anew as the posed mannequin (no trained network)")
        return on_ground(art.figure, settings), black, art
    hole = resize(np.where(inside, np.uint8(255), np.uint8(0)), work, Image.Resampling.BOX) > 0
    painted = painters.repaint(document, art, resize(picture, work), hole, engines.painters, report)
    run.methods.append(f"within the selection {painted.method}")
    if not painted.own:
        art = replace(art, lines=painted.lines, own=False)
    ink = ink_color(painted.flats, painted.lines) if settings.ink == "colored" else black
    return on_ground(painted.picture, settings), ink, art


def _sized(inside: np.ndarray, extent: Extent) -> np.ndarray:
    return resize(inside.astype(np.uint8), extent, Image.Resampling.NEAREST) > 0


def _bounds(mask: np.ndarray) -> Box:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _enlarged(
    small: np.ndarray,
    part: Box,
    output: Extent,
    own: tuple[np.ndarray, np.ndarray] | None,
    enlarger: Enlarger,
    report: Progress,
) -> np.ndarray:
    """`part` (in pixels of `output`) of a picture at working size, enlarged without the rest of it.

    own: the artist's lines at the canvas's size and their color at working size, to be laid over it.
    """
    fresh = _part(small, part, output, enlarger, portion(report, 0.0, 0.6))
    if own is not None:
        lines, ink = own
        lines = _part(lines, part, output, enlarger, portion(report, 0.6, 1.0))
        fresh = lay_ink(fresh, lines, _part(ink, part, output, None, None))
    return fresh


def _part(
    array: np.ndarray, part: Box, output: Extent, enlarger: Enlarger | None, progress: Progress | None
) -> np.ndarray:
    """What `part` of `output` shows of an array (h, w, ...) that covers the same canvas."""
    width, height = Extent.of(array)
    across, down = width / output.width, height / output.height
    left, top, right, bottom = part.scaled(across, down)
    near = Box(
        max(0, int(left) - MARGIN),
        max(0, int(top) - MARGIN),
        min(width, int(np.ceil(right)) + MARGIN),
        min(height, int(np.ceil(bottom)) + MARGIN),
    )
    piece = np.ascontiguousarray(array[near.place])
    factor = 1
    if enlarger is not None and 1 / across > PLAIN_RESIZE:
        factor = 2 if 1 / across <= 2.5 else 4
        extent = Extent(near.extent.width * factor, near.extent.height * factor)
        piece = enlarger(piece, extent, progress)
    box = (
        (left - near.left) * factor,
        (top - near.top) * factor,
        (right - near.left) * factor,
        (bottom - near.top) * factor,
    )
    if all(value == int(value) for value in box) and round(box[2] - box[0]) == part.extent.width:
        return piece[int(box[1]) : int(box[3]), int(box[0]) : int(box[2])]
    rgba = piece.ndim == 3 and piece.shape[2] == 4
    image = Image.fromarray(piece).convert("RGBa") if rgba else Image.fromarray(piece)
    image = image.resize(part.extent, Image.Resampling.LANCZOS, box=box)
    return np.asarray(image.convert("RGBA") if rgba else image)


def feathered(mask: np.ndarray) -> np.ndarray:
    """(H, W) float32: 0 outside of a mask (H, W) bool, above 0 inside, 1 from `FEATHER` inwards."""
    room = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5)
    count, found = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    blobs = np.asarray(found, np.int32)
    widest = np.zeros(count, np.float32)
    np.maximum.at(widest, np.ravel(blobs), np.ravel(room))
    wide = np.clip(widest / 2, 1, max(mask.shape) * FEATHER)[blobs]
    share = np.clip((room - 0.5) / wide, 0, 1)
    return (share * share * (3 - 2 * share)).astype(np.float32) * mask


def blended(old: np.ndarray, new: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Two pictures (H, W, 3 or 4) uint8, `share` (H, W) in 0..1 of the new one; where it is 0 the old one to
    the bit."""
    much = share[..., None]
    if old.shape[2] == 3:
        mixed = old + (new.astype(np.float32) - old) * much
    else:
        before, after = old[..., 3:] * (1 - much), new[..., 3:] * much
        alpha = before + after
        color = (old[..., :3] * before + new[..., :3] * after) / np.maximum(alpha, 1e-6)
        mixed = np.dstack([color, alpha])
    return np.where(much > 0, (mixed + 0.5).clip(0, 255).astype(np.uint8), old)


def around(document: Document, picture: np.ndarray, art: Art, run: Run, seer: Runner | None = None) -> Result:
    """Layers that composite to a finished picture to the bit, made from the picture and its drawing.

    seer: has the weights that tell parts; None: nobody can tell.
    """
    work, output = Extent.of(art.lines), Extent.of(picture)
    with run.step("layers", "Sorting into layers"):
        seen = painters.given(document, art, resize(picture, work))
        lines = art.full_lines if seen.own else seen.lines
        flats, parts = seen.flats, seen.parts
        if parts is None:
            parts = parts_of(seen.picture, flats, seen.lines, seer)
        if output != work:
            flats, parts = enlarge_regions(flats, parts, output)
        layers = decompose(picture, flats, resize(lines, output), parts=parts)
        # The colors of what is fully transparent are in no layer; the picture keeps them.
        return replace(arranged(document, exact(layers, picture)), picture=picture)


def exact(layers: tuple[Layer, ...], picture: np.ndarray) -> tuple[Layer, ...]:
    """The layers, with one "corrections" above them where they miss the picture by a rounding.

    A pixel that is not opaque cannot be mended from above: there the layers below give way to it.
    """
    picture = to_rgba(picture)
    made = composite(layers, Extent.of(picture))
    off = (made != picture).any(axis=2) & ((made[..., 3] > 0) | (picture[..., 3] > 0))
    if not off.any():
        return layers
    through = off & (picture[..., 3] < 255)
    if through.any():
        layers = tuple(_without(layer, through) for layer in layers)
    mended = np.where(off[..., None], picture, np.uint8(0))
    return (*layers, Layer("corrections", mended).cropped())


def _without(layer: Layer, where: np.ndarray) -> Layer:
    if not layer.visible:
        return layer
    x, y = layer.offset
    height, width = layer.image.shape[:2]
    gone = where[y : y + height, x : x + width]
    if not (gone & (layer.image[..., 3] > 0)).any():
        return layer
    return replace(layer, image=np.where(gone[..., None], np.uint8(0), layer.image))
