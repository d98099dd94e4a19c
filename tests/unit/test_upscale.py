"""Enlarging: sizes, kinds, tiles, alpha, progress; the networks beat Lanczos."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from anigen_core.calibration import calibration_picture
from anigen_core.errors import Cancelled, InputError
from anigen_core.runner import Runner, pick_runner
from anigen_core.stages import upscale
from anigen_core.stages.upscale import Upscale, UpscaleOptions

MODELS = ("lanczos", "compact", "cunet")


@pytest.fixture(scope="module")
def runner() -> Runner:
    return pick_runner("torch")


def psnr(first: np.ndarray, second: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / np.square(first.astype(float) - second).mean()))


def sprite(size: int = 48) -> np.ndarray:
    """A head cut out of the calibration picture: RGBA with a soft edge, green under the transparent part."""
    color = calibration_picture(size)
    y, x = np.mgrid[0:size, 0:size] / size
    edge = (0.35 - np.hypot(x - 0.5, y - 0.45)) * size
    alpha = (np.clip(edge + 0.5, 0, 1) * 255).astype(np.uint8)
    color[alpha == 0] = (0, 255, 0)
    return np.dstack([color, alpha])


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("shape", [(17, 23), (1, 30), (1, 1), (16, 16, 3), (5, 1, 4), (33, 20, 4)])
def test_every_size_and_kind(model: str, shape: tuple[int, ...], runner: Runner) -> None:
    picture = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    for factor in (1, 2, 4):
        result = Upscale(runner)(picture, UpscaleOptions(factor, model))  # type: ignore[arg-type]
        assert result.shape == (shape[0] * factor, shape[1] * factor, *shape[2:])
        assert result.dtype == np.uint8 and result is not picture
    assert np.array_equal(Upscale(runner)(picture, UpscaleOptions(1)), picture)


def test_networks_beat_lanczos_and_that_beats_plain_lanczos(runner: Runner) -> None:
    target = calibration_picture(144)
    small = np.asarray(Image.fromarray(target).resize((72, 72), Image.Resampling.LANCZOS))
    plain = np.asarray(Image.fromarray(small).resize((144, 144), Image.Resampling.LANCZOS))
    quality = {m: psnr(Upscale(runner)(small, UpscaleOptions(2, m)), target) for m in MODELS}
    assert quality["cunet"] > quality["lanczos"] + 2
    assert quality["lanczos"] > psnr(plain, target) + 0.1


def test_the_compact_network_mends_what_our_painters_leave(runner: Runner) -> None:
    target = calibration_picture(288)[:236]  # without the finest hatching
    soft = cv2.GaussianBlur(target, (0, 0), 1.3)
    small = np.ascontiguousarray(cv2.resize(soft, (144, 118), interpolation=cv2.INTER_AREA))
    quality = {m: psnr(Upscale(runner)(small, UpscaleOptions(2, m)), target) for m in MODELS}
    assert quality["compact"] > max(quality["lanczos"], quality["cunet"]) + 1


@pytest.mark.parametrize("tile", [32, 33, 50])
def test_compact_tiles_equal_the_whole(tile: int, runner: Runner) -> None:
    picture = calibration_picture(96)[:75, :90]
    whole = Upscale(runner)(picture, UpscaleOptions(2, tile=1024)).astype(int)
    tiled = Upscale(runner)(picture, UpscaleOptions(2, tile=tile)).astype(int)
    assert abs(whole - tiled).max() <= 1
    assert (whole != tiled).mean() < 1e-3


def test_flat_areas_keep_their_color_in_both_engines(runner: Runner) -> None:
    picture = np.full((64, 96, 3), (250, 219, 196), np.uint8)
    picture[:, 40:56] = (44, 28, 40)
    for engine in (runner, pick_runner("openvino")):
        large = Upscale(engine)(picture)
        assert np.array_equal(large[:, :72], np.broadcast_to(picture[0, 0], (128, 72, 3)))
        assert np.array_equal(large[:, 90:102], np.broadcast_to(picture[0, 48], (128, 12, 3)))


def test_cunet_seams_do_not_show(runner: Runner) -> None:
    picture = calibration_picture(240)[90:138]
    network = upscale.NETWORKS["cunet"]
    whole = upscale.tiled(runner, network.names[0], network, picture, 240).astype(int)
    tiled = upscale.tiled(runner, network.names[0], network, picture, 120).astype(int)
    error = tiled - whole
    step = abs(error[:, 240] - error[:, 239])
    assert np.percentile(step, 95) <= 2 and step.max() <= 8


def test_a_flat_tile_is_what_the_network_would_have_drawn(runner: Runner) -> None:
    for key in ("compact", "cunet"):
        network = upscale.NETWORKS[key]
        picture = np.full((48, 48, 3), (250, 219, 196), np.uint8)
        skipped = upscale.tiled(runner, network.names[0], network, picture).astype(int)
        side = 48 + 2 * network.margin
        window = np.full((side, side, 3), (250, 219, 196), np.uint8)
        run = upscale._run(runner, network.names[0], network, window)
        assert abs(skipped - run).max() <= 1
        assert abs(skipped - picture[0, 0]).max() <= (0 if key == "compact" else 3)


def test_alpha_stays_solid_empty_and_without_fringe(runner: Runner) -> None:
    for model in MODELS:
        result = Upscale(runner)(sprite(), UpscaleOptions(2, model)).astype(int)
        assert (result[..., 3] == 255).mean() > 0.2 and (result[..., 3] == 0).mean() > 0.4
        edge = (result[..., 3] > 8) & (result[..., 3] < 248)
        assert edge.any()
        # The green that lay under the transparent pixels appears nowhere.
        greenish = result[..., 1] - np.maximum(result[..., 0], result[..., 2])
        assert greenish[edge].max() < 60


def test_an_opaque_picture_with_alpha_is_the_picture(runner: Runner) -> None:
    color = calibration_picture(40)
    opaque = np.dstack([color, np.full((40, 40), 255, np.uint8)])
    result = Upscale(runner)(opaque, UpscaleOptions(2))
    assert (result[..., 3] == 255).all()
    assert np.array_equal(result[..., :3], Upscale(runner)(color, UpscaleOptions(2)))


def test_compression_noise_is_removed(runner: Runner) -> None:
    target = calibration_picture(128)
    buffer = io.BytesIO()
    small = Image.fromarray(target).resize((64, 64), Image.Resampling.LANCZOS)
    small.save(buffer, "JPEG", quality=60)
    noisy = np.asarray(Image.open(buffer))
    kept, little, much = (Upscale(runner)(noisy, UpscaleOptions(2, "cunet", d)) for d in (0, 1, 3))
    assert psnr(little, target) > psnr(kept, target) + 1
    assert psnr(much, target) > psnr(kept, target) + 1


def test_a_picture_without_a_runner_is_enlarged_by_lanczos() -> None:
    picture = calibration_picture(300)
    result = Upscale()(picture)
    assert np.array_equal(result, upscale.lanczos(picture))
    assert np.array_equal(Upscale()(np.full((9, 9), 137, np.uint8)), np.full((18, 18), 137, np.uint8))


def test_lanczos_draws_no_halo() -> None:
    picture = np.full((32, 32, 3), 200, np.uint8)
    picture[:, 16:] = 60
    plain = np.asarray(Image.fromarray(picture).resize((64, 64), Image.Resampling.LANCZOS))
    result = upscale.lanczos(picture)
    assert result.max() <= plain.max() and result.min() >= plain.min()


@pytest.mark.parametrize("model", MODELS)
def test_progress_rises_to_one_and_cancel_passes(model: str, runner: Runner) -> None:
    seen: list[float] = []
    picture = np.random.default_rng(0).integers(0, 256, (70, 40, 4), dtype=np.uint8)
    options = UpscaleOptions(2 if model == "cunet" else 4, model, tile=40)  # type: ignore[arg-type]
    Upscale(runner)(picture, options, progress=seen.append)
    assert seen == sorted(seen) and seen[-1] == pytest.approx(1.0) and len(seen) >= 2

    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        Upscale(runner)(picture, options, progress=stop)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"factor": 3}, "1, 2 or 4 times, not 3"),
        ({"model": "magic"}, "choose lanczos, compact or cunet"),
        ({"denoise": 2, "model": "cunet"}, "strengths 0, 1 and 3"),
        ({"denoise": 1}, "Only the upscaler cunet removes noise"),
        ({"tile": 5}, "A tile has 32 to 1024 pixels"),
    ],
)
def test_wrong_options_get_a_sentence(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        UpscaleOptions(**values)  # type: ignore[arg-type]


def test_wrong_pictures_get_a_sentence() -> None:
    for wrong in (np.zeros((4, 4, 2), np.uint8), np.zeros((4, 4)), np.zeros((0, 4), np.uint8)):
        with pytest.raises(InputError, match="8-bit gray, RGB or RGBA"):
            Upscale()(wrong)
    huge = np.broadcast_to(np.uint8(0), (20_000, 20_000))
    with pytest.raises(InputError, match="40000x40000 pixels; choose a smaller factor"):
        Upscale()(huge)


def test_tiles_cover_evenly() -> None:
    assert upscale.split_evenly(130, 128) == (2, 66)
    assert upscale.split_evenly(1, 96) == (1, 2)
    for length in range(1, 300, 7):
        count, side = upscale.split_evenly(length, 64)
        assert count * side >= length and side % 2 == 0 and side <= 64


def test_paper_around_a_figure_is_left_out_and_nothing_changes(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = np.full((150, 170, 3), 250, np.uint8)
    page[60:90, 70:110] = calibration_picture(40)[:30]
    rows, columns = upscale.drawn_box(page, 20)
    assert (rows, columns) == (slice(20, 130), slice(30, 150))
    cut = Upscale(runner)(page)
    monkeypatch.setattr(upscale, "drawn_box", lambda picture, margin: (slice(0, 150), slice(0, 170)))
    assert np.array_equal(cut, Upscale(runner)(page))
