"""PI-REC in the tool, with a tiny network made on the spot: planes, passes, seeds, layers, odd drawings."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from anigen_core import runner as runners
from anigen_core.calibration import calibration_drawing, calibration_picture
from anigen_core.document import Document
from anigen_core.errors import Cancelled, InputError
from anigen_core.layers import composite
from anigen_core.networks import pirec
from anigen_core.painting.fill import BARE, PAINTED
from anigen_core.painting.keeping import clean_ink, inked, kept_colors
from anigen_core.painting.learned import (
    CELL,
    CHANNELS,
    NAME,
    STRIDE,
    generate,
    input_planes,
    refine,
    seed_noise,
    unblended,
)
from anigen_core.pipeline import Studio
from anigen_core.settings import Settings
from anigen_core.stages.reconstruct import Reconstruct, ReconstructOptions, paint
from anigen_core.tidying import tidied
from tests.figure import draw_figure
from tests.tiny_painter import write_tiny_painter

FIGURE = draw_figure(scale=1)
HEIGHT, WIDTH = FIGURE.lines.shape


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_painter(tmp_path_factory.mktemp("weights"))


@pytest.fixture(scope="module")
def runner(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> runners.OpenVinoRunner:
    return runners.OpenVinoRunner(precision="float32", folder=folder, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def studio(folder: Path) -> Studio:
    return Studio("torch", weights=folder)


def document(**settings: object) -> Document:
    return Document.compose(FIGURE.lines, FIGURE.colors, settings=Settings(**settings))  # type: ignore[arg-type]


# ---- planes, passes, noise


def test_the_planes_are_those_of_the_network() -> None:
    rng = np.random.default_rng(1)
    lines = rng.integers(0, 256, (64, 96), dtype=np.uint8)
    colors = rng.integers(0, 256, (64, 96, 4), dtype=np.uint8)
    draft, noise = rng.random((4, 64, 96), np.float32), rng.standard_normal((3, 64, 96), np.float32)
    ink = torch.from_numpy(1 - lines.astype(np.float32) / 255)[None, None]
    painted = colors[..., 3:] >= 128
    given = np.concatenate([colors[..., :3] * painted / np.float32(255), painted], 2).transpose(2, 0, 1)
    for old in (None, draft):
        mine = input_planes(lines, colors, strength=0.3, draft=old, noise=noise)
        theirs = pirec.planes(
            ink,
            torch.from_numpy(given)[None].float(),
            "generate" if old is None else "refine",
            0.3,
            draft=None if old is None else torch.from_numpy(old)[None],
            noise=torch.from_numpy(noise)[None],
        )
        assert mine.dtype == np.float32
        np.testing.assert_allclose(mine, theirs.numpy(), atol=1e-6)
    assert (CHANNELS, STRIDE, CELL) == (pirec.CHANNELS, pirec.STRIDE, pirec.CELL)


def test_a_seed_s_noise_is_a_grid_enlarged_as_in_training() -> None:
    assert seed_noise(0, 64, 96) is None
    noise = seed_noise(5, 64, 96)
    assert noise is not None and noise.shape == (3, 64, 96) and noise.dtype == np.float32
    cells = np.random.default_rng(5).standard_normal((2, 3, 3), np.float32).transpose(2, 0, 1)
    large = torch.nn.functional.interpolate(torch.from_numpy(cells.copy())[None], (64, 96), mode="bilinear")
    np.testing.assert_allclose(noise, large[0].numpy(), atol=1e-5)
    again, other = seed_noise(5, 64, 96), seed_noise(6, 64, 96)
    assert again is not None and other is not None
    assert np.array_equal(noise, again) and not np.array_equal(noise, other)


@pytest.mark.parametrize("size", [(64, 64), (96, 160), (70, 45), (33, 16)])
def test_both_engines_paint_any_size_alike(
    size: tuple[int, int], runner: runners.OpenVinoRunner, folder: Path
) -> None:
    lines = calibration_picture(160)[: size[0], : size[1], 0]
    colors = np.dstack([calibration_picture(160)[: size[0], : size[1]], np.full(size, 255, np.uint8)])
    colors[: size[0] // 2, :, 3] = 0
    seen: list[float] = []

    def imagined(who: runners.Runner) -> np.ndarray:
        draft = generate(who, lines, colors, strength=0.6, seed=3, progress=seen.append)
        made = refine(who, draft, lines, colors, strength=0.6, passes=2, progress=seen.append)
        return made.cut(*size)

    mine, theirs = imagined(runner), imagined(runners.TorchRunner(folder=folder, device="cpu"))
    assert mine.shape == (*size, 4) and mine.min() >= 0 and mine.max() <= 1
    np.testing.assert_allclose(mine, theirs, atol=2e-3)
    assert seen[:4] == pytest.approx([1 / 2, 1, 1 / 2, 1])  # a seed takes one pass more


def test_bfloat16_is_judged_on_a_drawing(folder: Path, tmp_path: Path) -> None:
    drawing = calibration_drawing(64)
    assert drawing.shape == (1, CHANNELS, 64, 64) and drawing.dtype == np.float32
    assert 0.02 < drawing[0, 0].mean() < 0.5 and 0 < drawing[0, 4].mean() < 1
    chooses = runners.OpenVinoRunner(folder=folder, cache=tmp_path)
    chooses.run(NAME, drawing)
    assert chooses.describe(NAME).split(", ")[1] in ("float32", "bfloat16")
    card = chooses.card(NAME)
    assert card is not None and card.architecture == "pirec" and chooses.card("nothing") is None


# ---- what the network's picture becomes


def test_white_is_taken_out_where_it_shines_through() -> None:
    color, alpha = np.array([0.8, 0.3, 0.1]), np.linspace(0, 1, 64, dtype=np.float32)
    over = color * alpha[:, None] + 1 - alpha[:, None]
    straight = unblended(np.concatenate([over, alpha[:, None]], 1)[None].astype(np.float32).repeat(8, 0))
    assert (straight[:, alpha < 0.04] == 0).all() and (straight[:, alpha > 0.97, 3] == 255).all()
    inner = (alpha > 0.3) & (alpha < 0.97)
    assert np.abs(straight[:, inner, :3] - color * 255).max() < 26
    paint = np.random.default_rng(3).random((16, 16, 4), np.float32)
    paint[..., 3] = np.maximum(paint[..., 3], 0.05)
    straight = unblended(paint).astype(float)
    again = straight[..., :3] * straight[..., 3:] / 255 + 255 - straight[..., 3:]
    assert np.abs(again - paint[..., :3] * 255).max() < 2


def test_a_small_drift_from_a_block_is_taken_back_and_a_large_one_is_not() -> None:
    flats = np.zeros((40, 80, 4), np.uint8)
    flats[:, :40], flats[:, 40:] = (200, 120, 90, 255), (60, 80, 200, 255)
    picture = flats.copy()
    picture[:, :40, :3] = (190, 126, 98)
    picture[25:, :40, :3] = (150, 86, 58)  # its shadow
    picture[:, 40:, :3] = (240, 220, 60)
    labels = (np.arange(80) // 40)[None].repeat(40, 0).astype(np.int32)
    lines, kind = np.full((40, 80), 255, np.uint8), np.full((40, 80), PAINTED, np.uint8)
    kept, ground = kept_colors(picture, flats, kind, labels, lines, strength=0.6)
    assert np.abs(kept[5, 10, :3].astype(int) - (200, 120, 90)).max() <= 2
    assert np.abs(kept[35, 10, :3].astype(int) - (160, 80, 50)).max() <= 2
    assert tuple(kept[5, 70, :3]) == (240, 220, 60) == tuple(ground[5, 70, :3])
    assert np.abs(ground[5, 10, :3].astype(int) - (200, 120, 90)).max() <= 2
    loose, _ = kept_colors(picture, flats, kind, labels, lines, strength=0.0)
    assert np.array_equal(loose, picture)


def test_beside_clean_lines_stains_and_smoke_go_and_shade_stays() -> None:
    skin, bare = (240, 205, 180), slice(60, 80)
    flats = np.zeros((60, 80, 4), np.uint8)
    flats[:, :60] = (*skin, 255)
    kind = np.full((60, 80), BARE, np.uint8)
    kind[:, :60] = PAINTED
    labels = (np.arange(80) // 60)[None].repeat(60, 0).astype(np.int32)
    lines = np.full((60, 80), 255, np.uint8)
    picture = flats.copy()
    picture[40:, :60, :3] = (216, 184, 162)  # a broad shadow
    picture[5:30, 20, :3] = 90  # a line of the network's
    picture[5:12, 30:42, :3] = (200, 200, 235)  # a stain
    picture[20:30, 2:8] = 0  # a hole
    picture[10:20, 65:75] = (120, 120, 120, 160)  # smoke on bare ground
    kept, _ = kept_colors(picture, flats, kind, labels, lines, strength=0.6, blocks=flats)
    apart = np.abs(kept[..., :3].astype(int) - skin).max(axis=2)
    assert apart[:28, :60].max() <= 14 and (kept[:, :60, 3] == 255).all()
    assert np.abs(kept[50, 30, :3].astype(int) - (216, 184, 162)).max() <= 3
    assert not kept[:, bare, 3].any()
    sketch, _ = kept_colors(picture, flats, kind, labels, lines, strength=0.6)
    assert sketch[15, 70, 3] == 160 and sketch[10, 20, :3].max() < 130


@pytest.mark.parametrize(("color", "flat"), [((180, 210, 230), True), ((250, 250, 250), False)])
def test_a_painted_ground_stays_flat_and_white_may_be_cloth(color: tuple[int, ...], flat: bool) -> None:
    """A ground, a figure on it with a hole that shows the ground, and an unlike color beside."""
    labels = np.zeros((60, 60), np.int32)
    labels[10:, 15:45] = 1
    labels[20:30, 25:35] = 2  # the hole
    flats = np.array([(*color, 255), (200, 90, 60, 255), (*color, 255)], np.uint8)[labels]
    kind = np.full((60, 60), PAINTED, np.uint8)
    picture = flats.copy()
    picture[15:40, :10, :3] = picture[15:40, :10, :3] * 0.93  # broad, like a shadow
    picture[22:28, 26:34, :3] = picture[22:28, 26:34, :3] * 0.93
    picture[40:, 20:40, :3] = picture[40:, 20:40, :3] * 0.85
    lines = np.full((60, 60), 255, np.uint8)
    kept, _ = kept_colors(picture, flats, kind, labels, lines, strength=0.6, blocks=flats)
    apart = np.abs(kept[..., :3].astype(int) - flats[..., :3]).max(axis=2)
    for place in (labels == 0, labels == 2):
        assert (apart[place].max() <= 1) == flat
    assert apart[50, 30] > 15, "the shade of the figure stays"


def test_clean_lines_are_told_from_a_sketch() -> None:
    assert clean_ink(FIGURE.lines)
    paper = np.random.default_rng(0).normal(225, 12, FIGURE.lines.shape).clip(0, 255)
    assert not clean_ink(np.minimum(FIGURE.lines, paper.astype(np.uint8)))
    assert not clean_ink((255 - (255 - FIGURE.lines.astype(int)) // 3).astype(np.uint8))
    assert not clean_ink(np.full((32, 32), 255, np.uint8))


def test_clean_lines_come_back_crisp_and_rough_ones_do_not(runner: runners.OpenVinoRunner) -> None:
    strict = paint(FIGURE.lines, FIGURE.colors, ReconstructOptions(ink="black"), runner=runner)
    assert strict.own and np.array_equal(strict.lines, FIGURE.lines)
    assert (strict.picture[FIGURE.lines == 0] == (0, 0, 0, 255)).all()
    loose = paint(FIGURE.lines, FIGURE.colors, ReconstructOptions(strength=0.3), runner=runner)
    assert not loose.own and not np.array_equal(loose.picture, strict.picture)
    half = inked(strict.picture, np.full_like(FIGURE.lines, 128), np.zeros((HEIGHT, WIDTH, 3), np.uint8))
    assert half[..., 3].min() >= 127


def test_settings_change_the_picture_and_the_same_ones_do_not(runner: runners.OpenVinoRunner) -> None:
    stage = Reconstruct(runner)
    first = stage(FIGURE.lines, FIGURE.colors)
    assert first.shape == FIGURE.colors.shape and first.dtype == np.uint8
    assert np.array_equal(first, stage(FIGURE.lines, FIGURE.colors))
    for other in ({"seed": 1}, {"seed": 2}, {"refine": 0}, {"strength": 0.9}, {"painter": "fill"}):
        assert not np.array_equal(first, stage(FIGURE.lines, FIGURE.colors, ReconstructOptions(**other)))  # type: ignore[arg-type]
    fill = stage(FIGURE.lines, FIGURE.colors, ReconstructOptions(painter="fill"))
    assert np.array_equal(fill, Reconstruct()(FIGURE.lines, FIGURE.colors))


# ---- the chain


@pytest.mark.parametrize("transparent", [False, True])
def test_the_network_s_picture_is_its_layers_too(studio: Studio, transparent: bool) -> None:
    for strength in (0.3, 0.8):
        result = studio.finish(document(transparent=transparent, strength=strength))
        laid = composite(result.layers)
        assert np.array_equal(laid if transparent else laid[..., :3], result.picture)
    assert "painted by PI-REC (weights pirec 20" in result.engine.lower().replace("pi-rec", "PI-REC")
    assert "torch on the CPU, float32" in result.engine and "refined once" in result.engine
    again = Document.from_png(result.to_bytes(".png"))
    assert np.array_equal(studio.finish(again).picture, result.picture)


def test_a_rough_drawing_is_enlarged_with_the_network_s_lines(studio: Studio) -> None:
    result = studio.finish(document(strength=0.2, upscale=2, upscaler="lanczos"))
    assert result.picture.shape == (2 * HEIGHT, 2 * WIDTH, 3)
    assert np.array_equal(composite(result.layers)[..., :3], result.picture)


def test_a_preview_is_small_and_one_layer(studio: Studio) -> None:
    large = cv2.resize(FIGURE.lines, (400, 600)), cv2.resize(FIGURE.colors, (400, 600), interpolation=0)
    given = Document.compose(*large, settings=Settings(upscale=4, refine=3))
    result = studio.finish(given, preview=True)
    assert result.picture.shape == (384, 256, 3) and "not refined" in result.engine
    assert np.array_equal(composite(result.layers)[..., :3], result.picture)


def test_without_weights_the_fill_paints_and_says_why(tmp_path: Path) -> None:
    result = Studio("torch", weights=tmp_path).finish(document())
    assert "segment fill" in result.engine and "weights of PI-REC are not here" in result.engine
    with pytest.raises(InputError, match="no colors"):
        Studio("torch", weights=tmp_path).finish(Document.compose(FIGURE.lines))


def test_it_stops_between_passes(studio: Studio) -> None:
    cancel, fractions = threading.Event(), []

    def stop(event: object) -> None:
        fractions.append(event)
        if len(fractions) == 3:
            cancel.set()

    with pytest.raises(Cancelled):
        studio.finish(document(refine=3), progress=stop, cancel=cancel)
    assert len(fractions) < 6


# ---- odd drawings


def test_what_is_missing_the_network_chooses(studio: Studio) -> None:
    result = studio.finish(Document.compose(FIGURE.lines))
    assert result.picture.shape == (HEIGHT, WIDTH, 3) and "no colors" in " ".join(result.notes)
    result = studio.finish(Document.compose(colors=FIGURE.colors))
    assert "no lines" in " ".join(result.notes)
    with pytest.raises(InputError, match="empty"):
        studio.finish(Document.compose(np.full((64, 64), 255, np.uint8)))


def test_one_pixel_of_ink_is_no_drawing(studio: Studio) -> None:
    dot = np.full((64, 64), 255, np.uint8)
    dot[30, 30] = 0
    with pytest.raises(InputError, match="empty"):
        studio.finish(Document.compose(dot))
    colors = np.zeros((64, 64, 4), np.uint8)
    colors[10:50, 10:50] = (200, 60, 60, 255)
    assert studio.finish(Document.compose(dot, colors)).picture.shape == (64, 64, 3)


def test_black_all_over_is_refused(studio: Studio) -> None:
    black = replace(document(), lines=np.zeros_like(FIGURE.lines))
    with pytest.raises(InputError, match="dark all over"):
        studio.finish(black)


def test_light_lines_on_dark_are_turned_round(studio: Studio) -> None:
    result = studio.finish(replace(document(), lines=255 - FIGURE.lines))
    assert any("turned round" in note for note in result.notes)
    assert np.array_equal(result.picture, studio.finish(document()).picture)


def test_lines_are_taken_from_a_photo() -> None:
    photo = cv2.GaussianBlur(calibration_picture(256), (0, 0), 2).mean(axis=2).astype(np.uint8)
    meant = tidied(photo, None)
    assert meant.lines is not None and (meant.lines == 255).mean() > 0.6
    assert any("photo" in note for note in meant.notes)
    assert tidied(FIGURE.lines, FIGURE.colors).notes == []


def test_faint_and_half_transparent_strokes_count() -> None:
    faint = (255 - (255 - FIGURE.lines.astype(int)) // 4).astype(np.uint8)
    meant = tidied(faint, None)
    assert meant.lines is not None and meant.lines.min() == 0 and "faint" in meant.notes[0]
    thin = FIGURE.colors.copy()
    thin[..., 3] //= 3
    meant = tidied(None, thin)
    assert meant.colors is not None and set(np.unique(meant.colors[..., 3])) == {0, 255}
    assert "half transparent" in meant.notes[0]
    painted = meant.colors[..., 3] > 0
    expected = 255 - (255 - thin[painted][:, :3].astype(int)) * (thin[painted][:, 3:] / 255)
    assert np.abs(meant.colors[painted][:, :3] - expected).max() <= 1


@pytest.mark.parametrize("size", [(64, 64), (64, 2048), (2048, 96)])
def test_small_and_large_canvases(studio: Studio, size: tuple[int, int]) -> None:
    lines = cv2.resize(FIGURE.lines, size, interpolation=cv2.INTER_AREA)
    colors = cv2.resize(FIGURE.colors, size, interpolation=cv2.INTER_NEAREST)
    given = Document.compose(lines, colors, settings=Settings(upscaler="lanczos", refine=0))
    assert studio.finish(given).picture.shape == (size[1], size[0], 3)
