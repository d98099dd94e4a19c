"""Export: files are opened again, by psd-tools and by a reader of our own, and say what went in."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
import zipfile

import numpy as np
import pytest
from psd_tools import PSDImage

from anigen_core.document import Document
from anigen_core.export import ora_bytes, png_bytes, psd_bytes
from anigen_core.imaging import Extent, open_image
from anigen_core.layers import Layer, composite, decompose, sketch_layers

EXTENT = Extent(70, 90)


def stack(transparent: bool = False) -> tuple[Layer, ...]:
    """Noise with large even parts, taken apart, with hidden sketch layers and names that try an exporter."""
    rng = np.random.default_rng(3)
    picture = np.full((*EXTENT.shape, 4), 255, np.uint8)
    picture[20:70, 10:60, :3] = rng.integers(0, 256, (50, 50, 3))
    flats = np.zeros_like(picture)
    flats[20:45, 10:60], flats[45:70, 10:60] = (243, 193, 167, 255), (30, 40, 90, 255)
    lines = np.full(EXTENT.shape, 255, np.uint8)
    lines[18:22, 8:62] = rng.integers(0, 256, (4, 54))
    if transparent:
        picture[..., 3] = np.maximum(np.where(flats[..., 3] > 0, 255, 0), 255 - lines)
        picture[60:70, 10:60, 3] = rng.integers(0, 256, (10, 50))
    layers = decompose(picture, flats, lines)
    odd = np.zeros((6, 5, 4), np.uint8)
    odd[1:4, 2:4] = (200, 100, 50, 180)
    extra = Layer('ライン <&> "é" \x07', odd, "multiply", 0.5, offset=(30, 40))
    return (*layers, extra, *sketch_layers(lines, flats))


def read_psd(data: bytes) -> tuple[PSDImage, list[Layer]]:
    """A PSD as our own layers, hidden folders resolved."""
    psd = PSDImage.open(io.BytesIO(data))
    layers = []
    for item in psd.descendants():
        if item.is_group():
            continue
        image = item.topil()
        array = np.zeros((1, 1, 4), np.uint8) if image is None else np.asarray(image.convert("RGBA"))
        layers.append(
            Layer(
                item.name,
                array,
                item.blend_mode.name.lower(),  # type: ignore[arg-type]
                item.opacity / 255,
                item.is_visible(),
                item.parent.name if item.parent is not psd else None,  # type: ignore[union-attr]
                (item.left, item.top),
            )
        )
    return psd, layers


def read_ora(data: bytes) -> tuple[dict[str, bytes], list[Layer]]:
    """An OpenRaster file as our own layers, hidden stacks resolved."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    layers: list[Layer] = []

    def walk(stack: ElementTree.Element, group: str | None, shown: bool) -> None:
        for item in reversed(stack):
            visible = shown and item.get("visibility") == "visible"
            if item.tag == "stack":
                walk(item, item.get("name"), visible)
                continue
            array = np.asarray(open_image(members[item.attrib["src"]]).convert("RGBA"))
            blend = {"svg:src-over": "normal", "svg:multiply": "multiply", "svg:screen": "screen"}[
                item.attrib["composite-op"]
            ]
            offset = int(item.attrib["x"]), int(item.attrib["y"])
            opacity = float(item.attrib["opacity"])
            layers.append(Layer(item.attrib["name"], array, blend, opacity, visible, group, offset))  # type: ignore[arg-type]

    image = ElementTree.fromstring(members["stack.xml"])
    assert image.tag == "image" and (image.get("w"), image.get("h")) == (
        str(EXTENT.width),
        str(EXTENT.height),
    )
    assert image.get("version") and len(image) == 1
    walk(image[0], None, True)
    return members, layers


def assert_same_layers(got: list[Layer], expected: tuple[Layer, ...], odd_name: str) -> None:
    names = [odd_name if layer.name.startswith("ライン") else layer.name for layer in expected]
    assert [layer.name for layer in got] == names
    for one, two in zip(got, expected, strict=True):
        assert (one.blend, one.visible, one.group) == (two.blend, two.visible, two.group)
        assert abs(one.opacity - two.opacity) <= 0.5 / 255
        first, second = one.on(EXTENT), two.on(EXTENT)
        seen = second[..., 3] > 0
        assert np.array_equal(first[..., 3], second[..., 3]) and np.array_equal(first[seen], second[seen])


@pytest.mark.parametrize("transparent", [False, True])
def test_psd_reopens_with_the_same_layers_and_picture(transparent: bool) -> None:
    layers = stack(transparent)
    picture = composite(layers, EXTENT)
    data = psd_bytes(layers, picture if transparent else picture[..., :3])
    assert data == psd_bytes(layers, picture if transparent else picture[..., :3])
    psd, again = read_psd(data)
    assert (psd.width, psd.height) == EXTENT and psd.has_preview()
    assert [item.name for item in psd][1] == "flats" and [item.name for item in psd][-1] == "sketch"
    assert_same_layers(again, layers, layers[-3].name)
    assert np.abs(composite(again, EXTENT).astype(int) - picture).max() <= 1
    merged = psd.topil()
    assert merged is not None
    if transparent:
        opaque = picture[..., 3] == 255
        preview = np.asarray(merged)
        assert np.array_equal(preview[..., 3], picture[..., 3])
        assert np.array_equal(preview[opaque], picture[opaque])
    else:
        assert np.array_equal(np.asarray(merged), picture[..., :3])


def test_psd_layers_are_cropped_and_small() -> None:
    layers = stack()
    psd, _ = read_psd(psd_bytes(layers, composite(layers, EXTENT)[..., :3]))
    boxes = {item.name: item.bbox for item in psd.descendants()}
    assert boxes["eyes"] == (0, 0, 0, 0)
    assert boxes["lines"] == (8, 18, 62, 22)
    assert boxes["flat 1, dark blue"] == (10, 45, 60, 70)


@pytest.mark.parametrize("transparent", [False, True])
def test_ora_reopens_with_the_same_layers_and_picture(transparent: bool) -> None:
    layers = stack(transparent)
    picture = composite(layers, EXTENT)
    data = ora_bytes(layers, picture if transparent else picture[..., :3])
    assert data == ora_bytes(layers, picture if transparent else picture[..., :3])
    members, again = read_ora(data)
    # A program may look at the first bytes alone to know the file: stored, first, without extra fields.
    assert data[30:54] == b"mimetypeimage/openraster"
    assert_same_layers(again, layers, 'ライン <&> "é" ?')
    assert np.abs(composite(again, EXTENT).astype(int) - picture).max() <= 1
    merged = np.asarray(open_image(members["mergedimage.png"]))
    assert np.array_equal(merged, picture if transparent else picture[..., :3])
    thumbnail = open_image(members["Thumbnails/thumbnail.png"])
    assert max(thumbnail.size) <= 256 and thumbnail.size == EXTENT


def test_thumbnail_of_a_large_picture_is_small() -> None:
    picture = np.zeros((1000, 300, 3), np.uint8)
    layers = [Layer("a", np.zeros((1, 1, 4), np.uint8))]
    with zipfile.ZipFile(io.BytesIO(ora_bytes(layers, picture))) as archive:
        assert open_image(archive.read("Thumbnails/thumbnail.png")).size == (77, 256)


def test_png_carries_the_recipe_and_says_where_it_comes_from() -> None:
    document = Document.compose(np.full((40, 30), 255, np.uint8))
    picture = np.random.default_rng(0).integers(0, 256, (40, 30, 4), np.uint8)
    data = png_bytes(picture, document, engine="segment fill")
    image = open_image(data)
    assert np.array_equal(np.asarray(image), picture)
    assert Document.open(data) == document
    assert image.info["Software"] == "AniGen Studio" and image.info["Comment"] == "segment fill"
    assert "AI generated" in image.info["Source"]
    assert b"anGn" not in png_bytes(picture)
