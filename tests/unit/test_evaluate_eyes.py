"""The evaluation of eyes on eyes that are drawn here, of which every pixel is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from anigen_core.color import delta_e, srgb_to_oklab
from anigen_core.runner import pick_runner
from tests.unit.test_eyes import IRISES, SKINS, draw_eye
from train.evaluate import eyes, metrics
from train.evaluate.example import Example
from train.evaluate.eyes_cases import Case, blackened, cases, emptied, whitened, wishes
from train.evaluate.eyes_sheets import drawings, emptied_strip, strip_of
from train.evaluate.report import Report
from train.factory.parts import Part

SIZE = 56


def example() -> Example:
    """A face whose left eye is open, with the factory's labels of it."""
    eye = draw_eye(SIZE, IRISES["blue"], SKINS["fair"])
    height, width = eye.image.shape[:2]
    picture = np.full((4 * height, 4 * width, 4), (*SKINS["fair"], 255), np.uint8)
    part = np.full(picture.shape[:2], Part.FACE, np.uint8)
    place = (slice(height, 2 * height), slice(width, 2 * width))
    picture[place][..., :3] = eye.image
    view = part[place]
    view[eye.opening] = Part.LEFT_SCLERA
    view[eye.body] = Part.LEFT_IRIS
    view[eye.pupil] = Part.LEFT_PUPIL
    view[eye.highlight] = Part.LEFT_HIGHLIGHT
    corners = [
        [width + x, height + y, 1] for x, y in ((0, 10), (width, 10), (0, height - 10), (width, height - 10))
    ]
    labels = {
        "tags": {"eyes_seen": ["left"]},
        "landmarks": {"left_eye": corners, "left_iris": corners[:1], "right_eye": [], "right_iris": []},
    }
    return Example("one", "new_draw", picture, {"part": part}, labels)


@pytest.fixture
def case() -> Case:
    (found,) = cases(example())
    return found


@pytest.fixture(scope="module")
def runner():
    return pick_runner("torch")


def test_a_case_is_an_open_eye_with_its_truth(case: Case):
    assert case.side == "left" and case.height > 25
    assert case.opening.sum() > case.iris.sum() > case.body.sum() > 0
    assert (case.iris & ~case.opening).sum() == (case.body & ~case.iris).sum() == 0
    x, y, width, height = case.box
    inside = np.zeros_like(case.iris)
    inside[y : y + height, x : x + width] = True
    assert not (case.iris & ~inside).any()
    closed = example()
    closed.labels["tags"]["eyes_seen"] = []
    assert not list(cases(closed))


def test_other_irises_change_nothing_else(case: Case):
    light = srgb_to_oklab(case.picture)[..., 0][case.body].mean()
    black, white, empty = blackened(case), whitened(case), emptied(case)
    for other in (black, white, empty):
        assert (other.picture[~case.iris] == case.picture[~case.iris]).all()
    assert srgb_to_oklab(black.picture)[..., 0][case.body].mean() < 0.5 * light
    assert np.median(srgb_to_oklab(white.picture)[..., 0][case.body]) > 0.85
    assert len(np.unique(empty.picture[case.iris], axis=0)) == 1


def test_fifty_wishes_of_all_kinds():
    found = np.array(wishes())
    assert found.shape == (50, 3) and len(np.unique(found, axis=0)) == 50
    light = srgb_to_oklab(found)[:, 0]
    assert light.min() < 0.2 and light.max() > 0.95
    assert len(eyes.GROUPS["/black"]) >= 5 and len(eyes.GROUPS["/white"]) >= 5
    assert min(float(np.sort(delta_e(one, found))[1]) for one in found) > 2


def test_rank_correlation():
    up = np.arange(20.0)
    assert metrics.rank_correlation(up, up**3) == pytest.approx(1)
    assert metrics.rank_correlation(up, -up) == pytest.approx(-1)
    assert np.isnan(metrics.rank_correlation(up, up * 0))


@pytest.mark.parametrize("network", [True, False])
def test_an_eye_is_judged(case: Case, runner, network: bool):
    report = Report("eyes")
    eyes._judge(case, "ours", runner if network else None, report)
    figures = report.figures()["ours"]
    assert figures["found"]["value"] == 1 and figures["iou:tall"]["value"] > 0.5
    assert figures["wish_delta_e"]["value"] < 6 and figures["light_rank"]["value"] > 0.8
    assert {"wish_delta_e/black", "light_rank/white", "stray/black", "seconds"} <= figures.keys()


def test_an_eye_that_is_not_found_keeps_its_color_and_that_counts(case: Case):
    report = Report("eyes")
    eyes._colors(case, None, wishes()[:10], "ours", "", report)
    figures = report.figures()["ours"]
    assert figures["wish_delta_e"]["value"] > 15 and "stray" not in figures


def test_sheets_show_eyes(case: Case, runner, tmp_path: Path):
    shown = strip_of(case, runner, wishes()[:2])
    assert shown.shape[2] == 3 and shown.shape[1] > 3 * shown.shape[0]
    assert emptied_strip(emptied(case), case, runner).shape[0] == shown.shape[0]
    from PIL import Image

    Image.fromarray(example().picture[..., :3]).save(tmp_path / "one.png")
    report = Report("eyes")
    drawings(tmp_path, runner, runner, report)
    assert "random" in report.grids.drawn()
