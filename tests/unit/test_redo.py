"""Finished pictures again: reopened to the bit, and painted anew inside a selection and nowhere else."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from anigen_core.document import Document
from anigen_core.errors import Cancelled, InputError
from anigen_core.export import psd_bytes
from anigen_core.layers import Layer, composite
from anigen_core.networks import pirec
from anigen_core.painting.learned import NAME, imitate, input_planes
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.redoing import blended, exact, feathered
from anigen_core.settings import EyeWish, Settings
from tests.figure import draw_figure
from tests.tiny_painter import write_tiny_painter

FIGURE = draw_figure(scale=1)
HEIGHT, WIDTH = FIGURE.lines.shape


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_painter(tmp_path_factory.mktemp("weights"))


@pytest.fixture(scope="module")
def studio(folder: Path) -> Studio:
    return Studio("torch", weights=folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    """Without any weights."""
    return Studio("torch", weights=tmp_path_factory.mktemp("empty"))


def document(**settings: object) -> Document:
    chosen = Settings(**{"upscaler": "lanczos", **settings})  # type: ignore[arg-type]
    return Document.compose(FIGURE.lines, FIGURE.colors, settings=chosen)


def ellipse(height: int = HEIGHT, width: int = WIDTH) -> np.ndarray:
    selection = np.zeros((height, width), np.uint8)
    cv2.ellipse(selection, (width // 2, height // 3), (width // 5, height // 8), 20, 0, 360, 255, -1)
    return selection


def enlarged(selection: np.ndarray, picture: np.ndarray) -> np.ndarray:
    factor = picture.shape[0] // selection.shape[0]
    return selection.repeat(factor, 0).repeat(factor, 1) >= 128


# ---- what the network is told


class Listener:
    """Stands where the runner is and keeps what it is given; answers with what a network would: a picture."""

    def __init__(self) -> None:
        self.heard: list[np.ndarray] = []

    def run(self, name: str, planes: np.ndarray) -> np.ndarray:
        assert name == NAME
        self.heard.append(planes.copy())
        return np.ones((1, 4, *planes.shape[2:]), np.float32)


def test_a_hole_is_told_as_in_training() -> None:
    """Outside all is paint, in the picture's colors over white; inside are blocks; both flags are off."""
    rng = np.random.default_rng(2)
    lines = rng.integers(0, 256, (50, 70), dtype=np.uint8)
    colors = rng.integers(0, 256, (50, 70, 4), dtype=np.uint8)
    picture = rng.integers(0, 256, (50, 70, 4), dtype=np.uint8)
    hole = rng.random((50, 70)) < 0.4
    listener = Listener()
    made = imitate(
        listener,  # type: ignore[arg-type]
        lines,
        colors,
        picture,
        hole,
        strength=0.3,
        seed=0,
        progress=lambda f: None,
    )
    assert made.shape == (50, 70, 4) and len(listener.heard) == 1
    alpha = picture[..., 3:].astype(float) / 255
    white = (picture[..., :3] * alpha + 255 * (1 - alpha)) / 255
    painted = colors[..., 3] >= 128
    wanted = np.where(hole[..., None], np.where(painted[..., None], colors[..., :3] / 255, 0), white)
    theirs = pirec.planes(
        torch.from_numpy(1 - lines / 255)[None, None].float(),
        torch.from_numpy(np.dstack([wanted, np.where(hole, painted, 1)]).transpose(2, 0, 1))[None].float(),
        "imitate",
        0.3,
    )
    np.testing.assert_allclose(listener.heard[0][:, :, :50, :70], theirs.numpy(), atol=0.5 / 255 + 1e-6)
    told = input_planes(lines, colors, strength=0.3)
    assert told[0, 12].all() and not listener.heard[0][0, 12:14].any()


def test_a_seed_speaks_inside_the_hole_alone() -> None:
    listener, hole = Listener(), ellipse(64, 64) > 0
    lines, colors = np.full((64, 64), 255, np.uint8), np.zeros((64, 64, 4), np.uint8)
    imitate(
        listener,  # type: ignore[arg-type]
        lines,
        colors,
        colors[..., :3],
        hole,
        strength=0.6,
        seed=4,
        progress=lambda f: None,
    )
    first, second = listener.heard
    assert not first[0, 9:12].any()
    assert not second[0, 9:12, ~hole].any() and second[0, 9:12, hole].any()


# ---- redo


@pytest.mark.parametrize(
    "settings",
    [{}, {"transparent": True}, {"upscale": 2}, {"upscale": 4, "strength": 0.3}, {"painter": "fill"}],
    ids=str,
)
def test_nothing_changes_outside(studio: Studio, settings: dict) -> None:
    given = document(**settings)
    # Any picture of the right size will do; noise in every channel shows the smallest slip.
    factor, channels = given.settings.upscale, 4 if given.settings.transparent else 3
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (HEIGHT * factor, WIDTH * factor, channels), dtype=np.uint8)
    before = picture.copy()
    result = studio.redo(given, picture, ellipse(), seed=1)
    inside = enlarged(ellipse(), picture)
    assert np.array_equal(picture, before)
    assert np.array_equal(result.picture[~inside], picture[~inside])
    changed = (result.picture != picture).any(axis=2)
    assert changed[inside].mean() > 0.9
    seen = result.picture.copy()
    if channels == 4:
        seen[seen[..., 3] == 0] = 0  # a color under full transparency is in no layer
    assert np.array_equal(composite(result.layers)[..., :channels], seen)


def test_only_the_given_pixels_of_an_exact_selection_change(studio: Studio) -> None:
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[::2] = 255
    selection = np.zeros((HEIGHT, WIDTH), np.uint8)
    selection[40, 50] = 255  # a single pixel
    selection[100:140, :30] = 127  # not inside
    result = studio.redo(document(), picture, selection)
    changed = np.argwhere((result.picture != picture).any(axis=2))
    assert [tuple(place) for place in changed] in ([], [(40, 50)])


def test_another_seed_paints_another_picture_of_what_is_open(studio: Studio) -> None:
    colors = FIGURE.colors.copy()
    colors[HEIGHT // 4 : HEIGHT // 2] = 0
    given = replace(document(), colors=colors)
    picture = studio.finish(given).picture
    first, again, other = (studio.redo(given, picture, ellipse(), seed=seed).picture for seed in (1, 1, 2))
    assert np.array_equal(first, again) and not np.array_equal(first, other)
    own = studio.redo(replace(given, settings=replace(given.settings, seed=2)), picture, ellipse())
    assert np.array_equal(own.picture, other), "the document's own seed, where none is given"


def test_without_weights_it_is_the_fresh_picture_in_the_selection(plain: Studio) -> None:
    given = document()
    fresh = plain.finish(given).picture
    stained = fresh.copy()
    stained[50:150] = (255, 0, 255)
    result = plain.redo(given, stained, np.full((HEIGHT, WIDTH), 255, np.uint8))
    assert np.array_equal(result.picture, fresh), "all of it is selected, so nothing is left to blend with"
    assert "no trained network" in result.engine
    part = plain.redo(given, stained, ellipse())
    deep = feathered(ellipse() > 0) == 1
    assert deep.any() and np.array_equal(part.picture[deep], fresh[deep])


def test_a_block_changed_since_then_is_seen_inside_alone(plain: Studio) -> None:
    picture = plain.finish(document()).picture
    colors = np.where(FIGURE.colors[..., 3:] > 0, np.array([250, 10, 240, 255], np.uint8), FIGURE.colors)
    result = plain.redo(replace(document(), colors=colors), picture, ellipse())
    inside = ellipse() > 0
    assert np.array_equal(result.picture[~inside], picture[~inside])
    deep = (feathered(inside) == 1) & (colors[..., 3] > 0) & (FIGURE.lines > 250)
    assert np.median(result.picture[deep], axis=0).tolist() == pytest.approx([250, 10, 240], abs=60)


def test_a_large_canvas_is_painted_small_and_fitted_in(plain: Studio) -> None:
    large = (1200, 1700)
    lines = cv2.resize(FIGURE.lines, large, interpolation=cv2.INTER_AREA)
    colors = cv2.resize(FIGURE.colors, large, interpolation=cv2.INTER_NEAREST)
    given = Document.compose(lines, colors, settings=Settings(upscaler="lanczos"))
    picture = plain.finish(given).picture
    result = plain.redo(given, picture, ellipse(1700, 1200))
    inside = ellipse(1700, 1200) > 0
    assert np.array_equal(result.picture[~inside], picture[~inside])
    # The same drawing by the same rules: it lies where it lay.
    apart = np.abs(result.picture.astype(int) - picture).max(axis=2)
    assert (apart[inside] > 40).mean() < 0.01


def test_the_result_is_saved_and_said(studio: Studio, tmp_path: Path) -> None:
    from psd_tools import PSDImage

    given = document()
    picture = studio.finish(given).picture
    events = []
    result = studio.redo(given, picture, ellipse(), seed=3, progress=events.append)
    assert "within the selection painted by PI-REC" in result.engine[:1].lower() + result.engine[1:]
    assert any("painted anew" in note for note in result.notes)
    fractions = [event.fraction for event in events]
    assert fractions == sorted(fractions) and any(event.picture is not None for event in events)
    psd = PSDImage.open(io.BytesIO(psd_bytes(result.layers, result.picture)))
    merged = np.asarray(psd.composite().convert("RGB")).astype(int)
    assert np.abs(merged - result.picture).max() <= 1
    for suffix in (".png", ".ora", ".anigen"):
        result.save(tmp_path / f"x{suffix}")
    assert Document.open(tmp_path / "x.png") == given


def test_it_stops(studio: Studio) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        studio.redo(document(), np.zeros((HEIGHT, WIDTH, 3), np.uint8), ellipse(), cancel=cancel)


def test_eyes_are_colored_inside_the_selection_alone(plain: Studio) -> None:
    pose = named_pose("standing", (WIDTH, HEIGHT))
    wishes = (EyeWish("left", "#20c060"), EyeWish("right", "#20c060"))
    given = Document.compose(pose=pose, settings=Settings(upscaler="lanczos", eyes=wishes))
    bare = plain.finish(replace(given, settings=replace(given.settings, eyes=()))).picture
    whole = plain.finish(given).picture
    all_of_it = plain.redo(given, bare, np.full((HEIGHT, WIDTH), 255, np.uint8)).picture
    assert np.array_equal(all_of_it, whole)
    selection = np.zeros((HEIGHT, WIDTH), np.uint8)
    selection[HEIGHT // 2 :] = 255
    assert np.array_equal(plain.redo(given, bare, selection).picture, bare)


@pytest.mark.parametrize("call", ["redo", "reopen"])
def test_a_picture_of_another_drawing_is_refused(plain: Studio, call: str) -> None:
    picture = np.zeros((HEIGHT + 1, WIDTH, 3), np.uint8)
    with pytest.raises(InputError, match="finished from this drawing"):
        if call == "redo":
            plain.redo(document(), picture, ellipse())
        else:
            plain.reopen(document(), picture)


@pytest.mark.parametrize("shape", [(HEIGHT, WIDTH), (HEIGHT, WIDTH, 2)])
def test_an_array_that_is_no_picture_is_refused(plain: Studio, shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="RGB or RGBA"):
        plain.reopen(document(), np.zeros(shape, np.uint8))


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (np.zeros((HEIGHT, WIDTH), np.uint8), "Nothing is selected"),
        (np.full((HEIGHT, WIDTH), 127, np.uint8), "Nothing is selected"),
        (np.full((HEIGHT, WIDTH - 1), 255, np.uint8), "select the part again"),
        (np.full((HEIGHT, WIDTH, 3), 255, np.uint8), "one gray 8-bit picture"),
    ],
)
def test_wrong_selections_get_one_sentence(plain: Studio, selection: np.ndarray, words: str) -> None:
    with pytest.raises(InputError, match=words) as told:
        plain.redo(document(), np.zeros((HEIGHT, WIDTH, 3), np.uint8), selection)
    assert str(told.value).count(". ") == 0 and str(told.value).endswith(".")


# ---- reopen


@pytest.mark.parametrize("settings", [{}, {"transparent": True}, {"upscale": 2}, {"strength": 0.2}], ids=str)
def test_a_finished_picture_is_reopened_to_the_bit(studio: Studio, settings: dict) -> None:
    result = studio.finish(document(**settings))
    again = studio.reopen(document(), result.picture)
    assert np.array_equal(again.picture, result.picture)
    channels = result.picture.shape[2]
    assert np.array_equal(composite(again.layers)[..., :channels], result.picture)
    assert again.document.settings.upscale == result.document.settings.upscale
    names = {layer.name for layer in again.layers}
    assert {"background", "shadow", "lines", "sketch lines"} <= names


@pytest.mark.parametrize("channels", [3, 4])
def test_any_picture_is_reopened_to_the_bit(plain: Studio, channels: int) -> None:
    rng = np.random.default_rng(5)
    picture = rng.integers(0, 256, (HEIGHT, WIDTH, channels), dtype=np.uint8)
    if channels == 4:
        picture[picture[..., 3] == 0] = 0  # a color under full transparency is none
    again = plain.reopen(document(), picture)
    assert np.array_equal(again.picture, picture)
    assert np.array_equal(composite(again.layers)[..., :channels], picture)


# ---- the blend


def test_the_blend_lies_inside() -> None:
    mask = ellipse() > 0
    share = feathered(mask)
    assert not share[~mask].any() and (share[mask] > 0).all() and share.max() == 1
    thin = np.zeros((60, 60), bool)
    thin[20:24, 5:50] = True
    thin[40:58, 40:58] = True
    share = feathered(thin)
    assert share[20:24].max() > 0.8, "a thin selection is painted too"
    old, new = np.zeros((60, 60, 3), np.uint8), np.full((60, 60, 3), 255, np.uint8)
    mixed = blended(old, new, share)
    assert not mixed[~thin].any() and mixed[49, 49].tolist() == [255, 255, 255]


def test_transparent_pictures_blend_without_dark_rims() -> None:
    old, new = np.zeros((1, 5, 4), np.uint8), np.full((1, 5, 4), 200, np.uint8)
    share = np.linspace(0, 1, 5, dtype=np.float32)[None]
    mixed = blended(old, new, share)
    assert (mixed[0, 1:, :3] == 200).all() and mixed[0, :, 3].tolist() == [0, 50, 100, 150, 200]


def test_roundings_are_mended_where_nothing_is_opaque_too() -> None:
    rng = np.random.default_rng(9)
    picture = rng.integers(1, 256, (20, 30, 4), dtype=np.uint8)
    picture[:10, :, 3] = 255
    wrong = picture.copy()
    wrong[..., 0] ^= 1
    layers = exact((Layer("paint", wrong),), picture)
    assert np.array_equal(composite(layers), picture)
    assert exact((Layer("paint", picture),), picture)[-1].name == "paint"
