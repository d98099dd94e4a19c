"""Layered files laid together by three readers, each of them the picture within 1/255.

Ourselves, psd-tools, and a compositor of OpenRaster that is written down here from its specification: stacks,
offsets, opacity, visibility and the composite operators by the W3C formulas, in float64.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
import zipfile

import cv2
import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage
from psd_tools.composite import composite as composite_psd

from anigen_core.export import ora_bytes, psd_bytes
from anigen_core.imaging import Extent, resize, to_rgba
from anigen_core.layering.flats import enlarge_regions
from anigen_core.layers import composite, decompose, sketch_layers

BLENDS = {
    "svg:src-over": lambda below, source: source,
    "svg:multiply": lambda below, source: below * source,
    "svg:screen": lambda below, source: below + source - below * source,
}


def merged(data: bytes) -> np.ndarray:
    """(H, W, 4) float64 straight alpha 0..255: what an OpenRaster file shows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "mimetype" and archive.read("mimetype") == b"image/openraster"
        image = ElementTree.fromstring(archive.read("stack.xml"))
        canvas = np.zeros((int(image.attrib["h"]), int(image.attrib["w"]), 4))
        [root] = image
        lay_stack(canvas, root, archive)
    return canvas * 255


def lay_stack(canvas: np.ndarray, stack: ElementTree.Element, archive: zipfile.ZipFile) -> None:
    """Lay a plain stack (normal, opaque), in the file the top one first, onto the canvas, in place."""
    for item in reversed(stack):
        if item.get("visibility", "visible") != "visible":
            continue
        if item.tag == "stack":
            assert (
                item.get("composite-op", "svg:src-over") == "svg:src-over"
                and float(item.attrib["opacity"]) == 1
            )
            lay_stack(canvas, item, archive)
            continue
        source = np.asarray(Image.open(archive.open(item.attrib["src"])).convert("RGBA")) / 255.0
        x, y = int(item.attrib.get("x", 0)), int(item.attrib.get("y", 0))
        under = canvas[y : y + source.shape[0], x : x + source.shape[1]]
        alpha, below = source[..., 3:] * float(item.get("opacity", 1)), under[..., 3:]
        blended = BLENDS[item.get("composite-op", "svg:src-over")](under[..., :3], source[..., :3])
        total = alpha + below - alpha * below
        mixed = (1 - alpha) * below * under[..., :3] + alpha * (
            (1 - below) * source[..., :3] + below * blended
        )
        under[..., :3] = mixed / np.where(total > 0, total, 1)
        under[..., 3:] = total


def drawing(extent: Extent) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A figure of circles with shadow and light on a painted ground: picture, flats, lines, parts."""
    height, width = extent.shape
    rng = np.random.default_rng(width)
    flats = np.full((height, width, 4), (200, 220, 240, 255), np.uint8)
    lines, parts = np.full((height, width), 255, np.uint8), np.zeros((height, width), np.uint8)
    places = [(0.5, 0.3, 0.25, 6), (0.5, 0.35, 0.18, 1), (0.45, 0.33, 0.04, 4), (0.5, 0.75, 0.3, 8)]
    for x, y, radius, part in places:
        place = round(x * width), round(y * height)
        color = tuple(int(value) for value in rng.integers(30, 250, 3))
        for image, value in ((flats, (*color, 255)), (parts, part)):
            cv2.circle(image, place, max(1, round(radius * width)), value, -1)  # type: ignore[call-overload]
        cv2.circle(lines, place, max(1, round(radius * width)), 20, max(1, width // 100), cv2.LINE_AA)
    soft = cv2.GaussianBlur(rng.normal(0, 1, (height, width, 3)), (0, 0), max(1, width / 20))
    tone = 60 * soft / max(float(np.abs(soft).max()), 1e-9)
    ink = (255 - lines[..., None]) / 255
    picture = np.clip((flats[..., :3] + tone) * (1 - ink) + ink * (60, 30, 40), 0, 255).astype(np.uint8)
    return picture, flats, lines, parts


@pytest.mark.parametrize("transparent", [False, True], ids=["opaque", "transparent"])
@pytest.mark.parametrize(
    ("size", "factor"), [((96, 144), 1), ((96, 144), 2), ((96, 144), 4), ((5, 7), 1), ((1, 1), 1)]
)
def test_three_readers_see_the_picture(size: tuple[int, int], factor: int, transparent: bool) -> None:
    picture, flats, lines, parts = drawing(Extent(*size))
    if transparent:
        there = np.maximum(np.where(parts > 0, 255, 0).astype(np.uint8), 255 - lines)
        picture = np.dstack([picture, there])
        flats[parts == 0] = 0
    if factor > 1:
        large = Extent(size[0] * factor, size[1] * factor)
        picture, lines = resize(picture, large), resize(lines, large)
        flats, grown = enlarge_regions(flats, parts, large)
        assert grown is not None
        parts = grown
    layers = (*decompose(picture, flats, lines, parts=parts), *sketch_layers(lines, flats))
    extent = Extent.of(picture)
    shown = composite([layer for layer in layers if layer.visible], extent)
    shown = shown if transparent else shown[..., :3]
    if not transparent:
        assert np.abs(shown.astype(int) - picture).max() <= 1
        assert all(layer.name != "details" for layer in layers)
    ora = merged(ora_bytes(layers, shown))
    psd = PSDImage.open(io.BytesIO(psd_bytes(layers, shown)))
    # Before it is cut to whole numbers: psd-tools rounds down, which is one of the 255 by itself.
    color, _, alpha = composite_psd(psd, force=True)
    for seen in (ora, np.dstack([color, alpha]) * 255.0):
        assert_same(seen, shown)
    names = {layer.group for layer in layers} - {None}
    assert {item.name for item in psd if item.is_group()} == names >= {"sketch"}


def assert_same(seen: np.ndarray, shown: np.ndarray) -> None:
    """Within one step of 255, colors by what they add to the picture."""
    expected = to_rgba(shown).astype(np.float64)
    for image in (seen, expected):
        image[..., :3] *= image[..., 3:] / 255
    assert np.abs(seen - expected).max() <= 1.0 + 1e-6
