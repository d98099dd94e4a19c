"""The chain from a drawing to a layered picture, on small drawings made here and with the real engines."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from anigen_core.document import Document
from anigen_core.errors import Cancelled, InputError
from anigen_core.imaging import Extent, resize
from anigen_core.layers import composite, flats_of
from anigen_core.pipeline import Studio
from anigen_core.planning import output_extent, working_extent
from anigen_core.pose_library import named_pose, named_poses
from anigen_core.progress import Event
from anigen_core.settings import EyeWish, Settings

EXAMPLES = Path(__file__).parents[2] / "assets" / "examples"


def drawing(width: int = 128, height: int = 192, **settings: object) -> Document:
    """A face with two eyes; blocks that do not quite fit the lines."""
    lines, colors = np.full((height, width), 255, np.uint8), np.zeros((height, width, 4), np.uint8)
    middle, unit = (width // 2, height // 2), width / 128
    cv2.ellipse(
        lines, middle, (int(45 * unit), int(60 * unit)), 0, 0, 360, 0, max(2, int(2 * unit)), cv2.LINE_AA
    )
    cv2.ellipse(colors, middle, (int(40 * unit), int(54 * unit)), 0, 0, 360, (244, 206, 180, 255), -1)
    for side in (-1, 1):
        eye = (middle[0] + int(side * 18 * unit), middle[1])
        cv2.circle(lines, eye, int(9 * unit), 0, max(1, int(2 * unit)), cv2.LINE_AA)
        cv2.circle(colors, eye, int(7 * unit), (50, 90, 190, 255), -1)
    settings = {"painter": "fill", **settings}
    return Document.compose(lines, colors, settings=Settings(**settings))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio()


@pytest.mark.parametrize("transparent", [False, True])
@pytest.mark.parametrize("upscale", [1, 2])
def test_the_picture_is_its_visible_layers(studio: Studio, upscale: int, transparent: bool) -> None:
    document = drawing(upscale=upscale, transparent=transparent)
    result = studio.finish(document)
    assert result.picture.shape == (192 * upscale, 128 * upscale, 4 if transparent else 3)
    laid = composite(result.layers)
    assert np.array_equal(laid if transparent else laid[..., :3], result.picture)
    names = [layer.name for layer in result.layers]
    for name in ("background", "shadow", "lines", "eyes", "sketch lines", "sketch colors"):
        assert name in names
    assert len(flats_of(result.layers)) >= 2
    assert next(layer for layer in result.layers if layer.name == "shadow").blend == "multiply"
    assert not next(layer for layer in result.layers if layer.name == "sketch lines").visible


def test_lines_and_colors_are_kept(studio: Studio) -> None:
    document = drawing(shading=0.0, ink="black")
    assert document.lines is not None
    result = studio.finish(document)
    lines = next(layer for layer in result.layers if layer.name == "lines")
    assert np.array_equal(lines.image[..., 3], 255 - document.lines)
    assert (result.picture[document.lines == 0].max(axis=1) < 60).mean() > 0.95
    assert tuple(result.picture[96 + 40, 64]) == (244, 206, 180)
    assert tuple(result.picture[96, 64 - 18]) == (50, 90, 190)


def test_the_sketch_is_in_the_layers_pixel_for_pixel(studio: Studio) -> None:
    document = drawing(upscale=2)
    assert document.lines is not None and document.colors is not None
    layers = {layer.name: layer for layer in studio.finish(document).layers}
    assert np.array_equal(255 - layers["sketch lines"].image[::2, ::2, 3], document.lines)
    assert np.array_equal(layers["sketch colors"].image[1::2, 1::2], document.colors)


def test_a_large_drawing_keeps_its_own_lines(studio: Studio) -> None:
    document = drawing(1280, 1920, upscaler="lanczos")
    assert document.lines is not None
    assert working_extent(document.extent) == (1024, 1536)
    result = studio.finish(document)
    assert result.picture.shape == (1920, 1280, 3)
    assert any("1024x1536" in note for note in result.notes)
    lines = next(layer for layer in result.layers if layer.name == "lines")
    assert np.array_equal(lines.image[..., 3], 255 - document.lines)
    assert np.array_equal(composite(result.layers)[..., :3], result.picture)


def test_same_document_same_picture(studio: Studio) -> None:
    document = drawing(upscale=2)
    again = Document.load(document.to_bytes())
    assert np.array_equal(studio.finish(document).picture, studio.finish(again).picture)


def test_the_png_says_what_made_it(studio: Studio) -> None:
    result = studio.finish(drawing())
    picture = Image.open(io.BytesIO(result.to_bytes(".png")))
    assert "segment fill" in result.engine
    assert picture.info["Comment"] == result.engine
    with pytest.raises(InputError, match=r"use \.png"):
        result.to_bytes(".jpg")


def test_eyes_change_inside_their_boxes_only(studio: Studio) -> None:
    boxes = {"right": (34, 84, 24, 24), "left": (70, 84, 24, 24)}
    wishes = (EyeWish("right", "#c0392b", boxes["right"]), EyeWish("left", "#1fa055", boxes["left"]))
    document = drawing()
    before = studio.finish(document)
    after = studio.finish(replace(document, settings=replace(document.settings, eyes=wishes)))
    changed = (before.picture != after.picture).any(axis=2)
    inside = np.zeros_like(changed)
    for x, y, width, height in boxes.values():
        inside[y : y + height, x : x + width] = True
    assert changed.any() and not changed[~inside].any()
    assert np.array_equal(composite(after.layers)[..., :3], after.picture)
    red, green = after.picture[96, 64 - 18].astype(int), after.picture[96, 64 + 18].astype(int)
    assert red[0] > red[2] and green[1] > green[0]


def test_a_body_beside_the_drawing_is_told_and_one_that_fits_is_not(studio: Studio) -> None:
    example = Document.load(EXAMPLES / "jumper.anigen")
    assert example.lines is not None and example.pose is not None
    small = Extent(192, 288)
    lines = resize(example.lines, small)
    for pose, told in ((example.pose.resized(small), False), (named_pose("lying", small), True)):
        result = studio.finish(Document.compose(lines=lines, pose=pose, settings=Settings(painter="fill")))
        assert any("beside the posed body" in note for note in result.notes) == told


def test_an_eye_that_is_not_there_costs_a_note_and_not_the_picture(studio: Studio) -> None:
    wish = EyeWish("left", "#1fa055", (50, 130, 24, 20))
    plain = drawing()
    result = studio.finish(replace(plain, settings=replace(plain.settings, eyes=(wish,))))
    assert any("left eye" in note for note in result.notes)
    assert np.array_equal(result.picture, studio.finish(plain).picture)


def test_without_a_box_eyes_are_looked_for(studio: Studio, tmp_path: Path) -> None:
    plain = drawing()
    settings = replace(plain.settings, eyes=(EyeWish("left", "#1fa055"),))
    wished = replace(plain, settings=settings)
    # In this drawing the networks may see a face or not; either way the picture is finished.
    result = studio.finish(wished)
    changed = (result.picture != studio.finish(plain).picture).any()
    assert changed or any("left eye" in note for note in result.notes)
    # Nobody would find them without weights, so that is said before any work.
    with pytest.raises(InputError, match="left eye"):
        Studio("torch", weights=tmp_path).finish(wished)


def test_a_pose_fills_what_is_missing(studio: Studio) -> None:
    pose = next(iter(named_poses().values())).pose((128, 192))
    full = drawing()
    for document in (
        Document.compose(pose=pose),
        Document.compose(lines=full.lines, pose=pose),
        Document.compose(colors=full.colors, pose=pose),
    ):
        result = studio.finish(document)
        assert (result.picture != 255).any(axis=2).mean() > 0.03
        assert "mannequin" in result.engine


@pytest.mark.parametrize(
    ("parts", "word"),
    [((), "empty"), (("lines",), "no colors"), (("colors",), "no lines")],
)
def test_what_is_missing_is_said(studio: Studio, parts: tuple[str, ...], word: str) -> None:
    full = drawing()
    given = {part: getattr(full, part) for part in parts}
    with pytest.raises(InputError, match=word):
        studio.finish(Document.compose(**given, settings=Settings(painter="fill")))
    off = Settings(mix=0.0, painter="fill")
    pose = next(iter(named_poses().values())).pose((128, 192))
    with pytest.raises(InputError, match=word):
        studio.finish(Document.compose(**given, pose=pose, settings=off))


def test_too_large_an_enlargement_is_refused() -> None:
    with pytest.raises(InputError, match="4096x6144"):
        output_extent(drawing(1280, 1920, upscale=4))
    assert output_extent(drawing(upscale=4)) == Extent(512, 768)


def test_progress_goes_forward_and_brings_pictures(studio: Studio) -> None:
    events: list[Event] = []
    result = studio.finish(drawing(upscale=2), progress=events.append)
    fractions = [event.fraction for event in events]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1.0)
    assert [event.step for event in events if event.picture is not None] == ["layers", "upscale"]
    assert set(result.seconds) == {"paint", "layers", "upscale"}


def test_cancel_keeps_what_is_done(studio: Studio) -> None:
    cancel = threading.Event()

    def stop_after_painting(event: Event) -> None:
        if event.picture is not None:
            cancel.set()

    with pytest.raises(Cancelled) as caught:
        studio.finish(drawing(upscale=2), progress=stop_after_painting, cancel=cancel)
    partial = caught.value.partial
    assert partial is not None and partial.picture.shape == (192, 128, 3)

    with pytest.raises(Cancelled) as caught:
        studio.finish(drawing(), cancel=cancel)
    assert caught.value.partial is None
