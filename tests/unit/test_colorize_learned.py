"""Colorization with a network, a tiny one that has learned nothing: what is kept whatever it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from anigen_core.color import delta_e
from anigen_core.document import Document, Settings
from anigen_core.painting.obeying import coverage_of, straight, unified, within_cells
from anigen_core.pipeline import Studio
from anigen_core.runner import Runner, TorchRunner
from anigen_core.stages.colorize import ColorizeOptions, by_whom, colorize, learned, undecided
from tests.figure import PAINTS
from tests.tiny_colorizer import write_tiny_colorizer
from tests.unit.test_colorize import LINES, NOTHING, SPOTS, hints


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_colorizer(tmp_path_factory.mktemp("colorize"))


@pytest.fixture(scope="module")
def runner(folder: Path) -> Runner:
    return TorchRunner(folder=folder, device="cpu")


def at_hints(picture: np.ndarray, given: np.ndarray) -> list[float]:
    """Delta E of the median color under each dot, where no ink is."""
    out = []
    for name in SPOTS:
        dot = (given[..., 3] > 0) & (given[..., :3] == PAINTS[name]).all(2) & (LINES == 255)
        color = np.median(picture[dot][:, :3], axis=0).astype(np.uint8)
        out.append(float(delta_e(color, np.array(PAINTS[name], np.uint8))))
    return out


def test_every_hint_is_met_and_the_lines_are_the_artist_s(runner: Runner) -> None:
    made = colorize(LINES, hints(), runner=runner)
    assert max(at_hints(made.picture, hints())) < 4
    assert made.lines is LINES and made.own and made.parts is not None
    ink = LINES < 60
    assert made.picture[ink][:, 3].min() > 190 and made.picture[ink][:, :3].mean() < 130


def test_flats_are_one_color_for_each_cell(runner: Runner) -> None:
    from anigen_core.painting.segments import segment

    made = colorize(LINES, hints(), ColorizeOptions(flats=True), runner=runner)
    labels = segment(LINES)
    for cell in range(labels.max() + 1):
        inside = (labels == cell) & (made.flats[..., 3] > 0)
        if inside.any() and labels[0, 0] != cell:
            assert len(np.unique(made.flats[inside], axis=0)) == 1
    clear = cv2.erode(LINES, np.ones((3, 3), np.uint8)) == 255
    assert np.array_equal(made.picture[clear], made.flats[clear])
    for name, (x, y) in SPOTS.items():
        assert tuple(made.flats[y, x, :3]) == PAINTS[name]


def test_seeds_choose_what_is_open_and_are_repeatable(runner: Runner) -> None:
    made = [colorize(LINES, NOTHING, ColorizeOptions(seed=seed), runner=runner).picture for seed in (0, 1, 1)]
    assert (made[0] != made[1]).any() and np.array_equal(made[1], made[2])
    dots = hints(dress=SPOTS["dress"])
    made = [colorize(LINES, dots, ColorizeOptions(seed=seed), runner=runner).picture for seed in (0, 5)]
    assert (made[0] != made[1]).any()
    x, y = SPOTS["dress"]
    for picture in made:
        assert delta_e(picture[y, x, :3], np.array(PAINTS["dress"], np.uint8)) < 4


def test_what_hints_and_wishes_decide_is_not_chosen_again() -> None:
    kinds, spoken = np.array([0, 6, 8, 4], np.uint8), np.array([False, True, False, True])
    assert undecided({"skin": (1, 2, 3)}, kinds, spoken) == ["top", "outer", "bottom", "socks", "shoes"]


def test_references_and_palettes_reach_the_network(runner: Runner) -> None:
    plain = colorize(LINES, hints(), runner=runner).picture
    style = np.full((40, 60, 4), 255, np.uint8)
    style[10:30, 20:40, :3] = (200, 20, 20)
    assert (colorize(LINES, hints(), reference=style, runner=runner).picture != plain).any()
    options = ColorizeOptions(palette={"hair": (250, 10, 10)})
    assert (colorize(LINES, hints(), options, runner=runner).picture != plain).any()


def test_odd_sizes_work(runner: Runner) -> None:
    lines, dots = LINES[:301, :211], hints()[:301, :211]
    assert colorize(lines, dots, runner=runner).picture.shape == (301, 211, 4)


def test_it_says_who_colored_and_the_chain_uses_it(folder: Path, runner: Runner) -> None:
    assert learned(runner, ColorizeOptions()) and not learned(runner, ColorizeOptions(painter="fill"))
    assert "weights colorize" in by_whom(runner, ColorizeOptions())
    studio = Studio("torch", weights=folder)
    document = Document.compose(LINES, hints(), settings=Settings(painter="colorize"))
    result = studio.finish(document)
    assert "colorizer (weights" in result.engine
    assert max(at_hints(result.picture, hints())) < 4
    small = studio.finish(document, preview=True)
    assert small.picture.shape == result.picture.shape
    found = studio.candidates(replace(document, colors=None), 2)
    assert (found[0].picture != found[1].picture).any()


def test_colors_do_not_cross_lines() -> None:
    labels = np.zeros((60, 80), np.int32)
    labels[:, 40:] = 1
    soft = np.where(labels[..., None] == 0, np.float32(10), np.float32(200)) * np.ones(3, np.float32)
    blurred = cv2.GaussianBlur(soft, (0, 0), 1.5)
    kept = within_cells(blurred, labels, np.full(labels.shape, 255, np.uint8))
    assert np.abs(kept - soft).max() < np.abs(blurred - soft).max() / 4


def test_white_that_shines_through_is_taken_out() -> None:
    color, cover = np.array([0.2, 0.5, 0.9], np.float32), 0.75
    picture = np.array([[[*(color * cover + 1 - cover), cover], [1, 1, 1, 0], [*color, 1]]], np.float32)
    made = straight(picture)
    assert np.abs(made[0, [0, 2]] - color * 255).max() < 0.01 and (made[0, 1] == 255).all()


def test_closed_cells_are_whole_or_holes() -> None:
    labels = np.zeros((40, 60), np.int32)
    labels[10:30, 5:25], labels[10:30, 35:55] = 1, 2
    said = np.zeros((40, 60), np.float32)
    said[12:30, 5:25], said[25:30, 35:55] = 0.8, 0.9
    alpha = coverage_of(said, labels, np.array([True, False, False]))
    assert (alpha[labels == 1] == 255).all() and (alpha[labels == 2] == 0).all() and (alpha[:4] == 0).all()


def test_nearly_equal_cells_of_a_part_are_one_color() -> None:
    colors = np.array([[200, 100, 50], [204, 102, 52], [20, 30, 200], [200, 100, 50]], np.uint8)
    out = unified(colors, np.array([10, 50, 30, 5]), np.array([6, 6, 6, 8]))
    assert out.tolist() == [[204, 102, 52], [204, 102, 52], [20, 30, 200], [200, 100, 50]]


def test_what_is_asked_for_later_is_loaded_ahead(folder: Path, tmp_path: Path) -> None:
    studio = Studio("torch", weights=folder)
    studio.warm_up_rest()
    assert studio.runner().card("colorize") is not None
    Studio("torch", weights=tmp_path).warm_up_rest()  # nothing to load
