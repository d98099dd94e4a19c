"""The colorizer's planes, and what its network makes of each way to say a color, by both engines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anigen_core.networks import colorizer
from anigen_core.painting import colorist
from anigen_core.runner import OpenVinoRunner, TorchRunner
from tests.tiny_colorizer import write_tiny_colorizer


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> TorchRunner:
    return TorchRunner(folder=write_tiny_colorizer(tmp_path_factory.mktemp("weights")), device="cpu")


def drawing(height: int = 150, width: int = 100) -> tuple[np.ndarray, np.ndarray]:
    """A box drawn with one hint in it."""
    lines = np.full((height, width), 255, np.uint8)
    lines[20:130, [20, 21, 80, 81]] = 0
    lines[[20, 21, 130, 131], 20:82] = 0
    hints = np.zeros((height, width, 4), np.uint8)
    hints[60:64, 50:54] = (200, 30, 40, 255)
    return lines, hints


def test_the_planes_are_those_the_network_names() -> None:
    lines, hints = drawing()
    planes, (tall, wide) = colorist.drawing_planes(lines, hints, colorist.LOOKS[0])
    assert planes.shape[1] == len(colorizer.INPUTS) and planes.dtype == np.float32
    assert planes.shape[2] % colorizer.STRIDE == planes.shape[3] % colorizer.STRIDE == 0
    assert (tall, wide) == (150, 100)
    there = planes[0, 4] == 1
    assert there.sum() == 16 and np.allclose(planes[0, 1:4, there], np.array([200, 30, 40]) / 255, atol=0.01)
    assert planes[0, 0, 60, 20] == 1 and planes[0, 0, 60, 50] == 0


def test_large_drawings_are_looked_at_small_and_keep_their_hints() -> None:
    lines, hints = np.full((2400, 1600), 255, np.uint8), np.zeros((2400, 1600, 4), np.uint8)
    lines[:, 800:806] = 0
    hints[1000:1006, 300:306] = (10, 200, 90, 255)
    planes, (tall, wide) = colorist.drawing_planes(lines, hints, colorist.LOOKS[0])
    assert (tall, wide) == (384, 256)
    there = planes[0, 4] == 1
    assert 1 <= there.sum() <= 4
    assert np.allclose(planes[0, 1:4, there], np.array([10, 200, 90]) / 255, atol=0.01)
    assert planes[0, 0].max() > 0.9


def test_a_reference_on_paper_is_cut_out_and_fitted() -> None:
    picture = np.full((300, 500, 4), 255, np.uint8)
    picture[50:250, 200:300, :3] = (40, 90, 160)
    planes = colorist.reference_planes(picture)
    assert planes.shape == (1, 5, *colorist.REFERENCE) and (planes[0, 4] == 1).all()
    cover = planes[0, 3]
    assert cover[192, 128] == 1 and cover[192, 20] == 0 and cover[5].max() == 0
    assert np.allclose(planes[0, :3, 192, 128], np.array([40, 90, 160]) / 255, atol=0.01)
    assert not colorist.reference_planes(None).any()


def test_palettes_name_their_parts() -> None:
    numbers = colorist.palette_numbers({"hair": (255, 0, 51)}).reshape(8, 4)
    assert np.allclose(numbers[1], (1, 0, 0.2, 1)) and numbers.sum() == pytest.approx(2.2)


def test_each_way_to_say_a_color_changes_the_picture(runner: TorchRunner) -> None:
    lines, hints = drawing()
    reference = np.full((90, 60, 4), (250, 40, 200, 255), np.uint8)
    reference[..., 3] = 0
    reference[20:70, 10:50, 3] = 255
    empty = np.zeros_like(hints)
    plain = colorist.imagine_colors(runner, lines, empty)
    again = colorist.imagine_colors(runner, lines, empty)
    assert plain.picture.shape == (150, 100, 4) and plain.parts.shape == (150, 100)
    assert plain.picture.min() >= 0 and plain.picture.max() <= 1 and plain.parts.max() <= 12
    assert (plain.picture == again.picture).all()
    others = (
        colorist.imagine_colors(runner, lines, hints),
        colorist.imagine_colors(runner, lines, empty, reference=reference),
        colorist.imagine_colors(runner, lines, empty, palette={"hair": (255, 0, 0), "top": (0, 0, 255)}),
    )
    for other in others:
        assert np.abs(other.picture - plain.picture).max() > 0.01


def test_both_engines_paint_the_same(runner: TorchRunner, tmp_path: Path) -> None:
    lines, hints = drawing()
    reference = np.full((90, 60, 4), (250, 40, 200, 255), np.uint8)
    other = OpenVinoRunner(folder=runner._folder, cache=tmp_path)
    first = colorist.imagine_colors(runner, lines, hints, reference=reference)
    for size in (150, 200):  # the second is traced for another size
        lines, hints = drawing(size)
        first = colorist.imagine_colors(runner, lines, hints, reference=reference)
        second = colorist.imagine_colors(other, lines, hints, reference=reference)
        assert np.abs(first.picture - second.picture).max() < 1 / 255
