"""Every figure of the evaluation against cases whose answer is known."""

from __future__ import annotations

import json

import numpy as np
import pytest

from train.evaluate import metrics, statistics
from train.evaluate.report import Report


def _picture(seed: int = 0, size: tuple[int, int] = (48, 40)) -> np.ndarray:
    coarse = np.random.default_rng(seed).integers(0, 256, (size[0] // 8, size[1] // 8, 3))
    return np.kron(coarse, np.ones((8, 8, 1))).astype(np.uint8)


def _circle(radius: float, offset: float = 0.0) -> np.ndarray:
    y, x = np.mgrid[:64, :64]
    ring = np.abs(np.hypot(x - 32 - offset, y - 32) - radius) < 0.8
    return np.where(ring, 0, 255).astype(np.uint8)


class TestPictures:
    def test_a_picture_equals_itself(self):
        picture = _picture()
        assert metrics.psnr(picture, picture) == 100.0
        assert metrics.ssim(picture, picture) == pytest.approx(1)
        assert metrics.gradient_ssim(picture, picture) == pytest.approx(1)

    def test_psnr_of_a_known_error(self):
        dark, light = np.full((9, 9, 3), 100, np.uint8), np.full((9, 9, 3), 110, np.uint8)
        assert metrics.psnr(dark, light) == pytest.approx(20 * np.log10(25.5))
        assert np.isnan(metrics.psnr(dark, light, np.zeros((9, 9), bool)))

    def test_structure_outweighs_brightness(self):
        picture = _picture()
        brighter = np.clip(picture.astype(int) + 12, 0, 255).astype(np.uint8)
        assert metrics.ssim(brighter, picture) > 0.9 > metrics.ssim(_picture(1), picture)
        assert metrics.gradient_ssim(brighter, picture) > metrics.gradient_ssim(
            np.roll(picture, 4, 1), picture
        )

    def test_sizes_must_agree(self):
        with pytest.raises(ValueError, match="one size"):
            metrics.psnr(_picture(), _picture(size=(48, 48)))


class TestLines:
    def test_lines_within_tolerance_count(self):
        assert metrics.line_f1(_circle(20), _circle(20)) == 1
        assert metrics.line_f1(_circle(21), _circle(20)) == 1
        assert metrics.line_f1(_circle(27), _circle(20)) == 0

    def test_half_of_the_lines(self):
        half = _circle(20)
        half[:32] = 255
        assert metrics.line_recall(half, _circle(20)) == pytest.approx(0.5, abs=0.06)
        assert metrics.line_recall(_circle(20), half) == 1

    def test_no_ink(self):
        blank = np.full((64, 64), 255, np.uint8)
        assert np.isnan(metrics.line_recall(_circle(20), blank))
        assert metrics.line_recall(blank, _circle(20)) == 0
        assert metrics.line_f1(blank, blank) == 1


class TestBlocks:
    def test_each_block_against_its_own_color(self):
        picture = np.zeros((32, 32, 3), np.uint8)
        picture[:, :16], picture[:, 16:] = (200, 40, 40), (40, 40, 200)
        blocks = np.zeros((32, 32, 4), np.uint8)
        blocks[4:28, 2:14] = (200, 40, 40, 255)
        assert metrics.block_delta_e(picture, blocks) == 0
        blocks[4:28, 18:30] = (200, 40, 40, 255)  # half of what is painted came out in another color
        far = metrics.region_delta_e(
            picture[:, 16:], np.full((32, 16, 3), (200, 40, 40), np.uint8), np.ones((32, 16), bool)
        )
        assert metrics.block_delta_e(picture, blocks) == pytest.approx(far / 2, rel=0.01)

    def test_nothing_painted(self):
        assert np.isnan(metrics.block_delta_e(_picture(), np.zeros((48, 40, 4), np.uint8)))


def _one(statistic: statistics.Statistic, items: list) -> float:
    return statistic(items)(np.ones(len(items)))


class TestStatistics:
    def test_miou_adds_up_before_it_divides(self):
        truth, found = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])
        matrix = statistics.confusion(truth, found, 3)
        assert _one(statistics.miou, [matrix]) == pytest.approx((1 / 2 + 2 / 3) / 2)
        assert _one(statistics.miou, [matrix, matrix]) == pytest.approx((1 / 2 + 2 / 3) / 2)

    def test_average_precision_of_a_known_ranking(self):
        items = [(np.array([s]), np.array([t])) for s, t in ((0.9, 1), (0.8, 0), (0.7, 1), (0.6, np.nan))]
        assert _one(statistics.mean_average_precision, items) == pytest.approx((1 + 2 / 3) / 2)

    def test_weights_are_repetitions(self):
        rng = np.random.default_rng(0)
        items = [(rng.random(4), (rng.random(4) < 0.4).astype(float)) for _ in range(12)]
        weights = np.array([2, 0, 1, 1, 3, 1, 1, 0, 1, 1, 1, 2])
        again = [item for item, n in zip(items, weights, strict=True) for _ in range(n)]
        weighted = statistics.mean_average_precision(items)(weights.astype(float))
        assert weighted == pytest.approx(_one(statistics.mean_average_precision, again))

    def test_boxes(self):
        truth = np.array([[0, 0, 10, 10], [20, 20, 30, 30]])
        found = np.array([[0, 0, 10, 9], [1, 0, 10, 10], [21, 20, 30, 30], [50, 50, 60, 60]])
        hits = statistics.match_boxes(found, truth)
        assert hits.tolist() == [True, False, True, False]
        items = [(np.array([0.9, 0.8, 0.7, 0.6]), hits, 2)]
        assert _one(statistics.box_average_precision, items) == pytest.approx((1 + 2 / 3) / 2)
        none = [(np.zeros(0), np.zeros(0, bool), 2)]
        assert _one(statistics.box_average_precision, none) == 0
        assert np.isnan(_one(statistics.box_average_precision, [(np.zeros(0), np.zeros(0, bool), 0)]))

    def test_kernel_distance_knows_the_difference(self):
        rng = np.random.default_rng(0)
        one, two, far = (
            rng.normal(0, 1, (80, 8)),
            rng.normal(0, 1, (80, 8)),
            rng.normal(1, 1, (80, 8)),
        )
        alike = _one(statistics.kernel_distance, list(zip(one, two, strict=True)))
        apart = _one(statistics.kernel_distance, list(zip(one, far, strict=True)))
        assert abs(alike) < 0.3 < apart

    def test_bootstrap_resamples_characters(self):
        values = [0.0] * 50 + [1.0] * 50
        owners = [str(i // 50) for i in range(100)]  # two characters: the figure is very unsure
        value, low, high = statistics.bootstrap(statistics.mean(values), owners)
        assert value == 0.5 and (low, high) == pytest.approx((0.0, 1.0), abs=0.08)
        value, low, high = statistics.bootstrap(statistics.mean(values), [str(i) for i in range(100)])
        assert 0.35 < low < value < high < 0.65


class TestReport:
    def test_rows_split_into_kinds(self, tmp_path):
        report = Report("parse")
        for i in range(8):
            report.add("ours", "psnr", float(20 + i), f"c{i}", "new_kind" if i % 2 else "new_draw")
            report.show(_picture(i), float(i), f"c{i}")
        report.add("ours", "ssim", float("nan"), "c0", "new_draw")
        text = report.write(tmp_path)
        whole = json.loads((tmp_path / "metrics.json").read_text())
        assert whole["task"] == "parse" and whole["count"] == 8
        rows = whole["rows"]
        assert set(rows) == {"ours", "ours/new_draw", "ours/new_kind"}
        assert rows["ours"]["psnr"]["value"] == pytest.approx(23.5)
        assert rows["ours/new_kind"]["psnr"]["value"] == pytest.approx(24)
        assert rows["ours"]["psnr"]["low"] < 23.5 < rows["ours"]["psnr"]["high"]
        assert "ssim" not in rows["ours"]
        assert "23.50" in text
        assert {p.name for p in tmp_path.glob("*.png")} == {"random.png", "best.png", "worst.png"}


def test_features_tell_pictures_apart():
    pytest.importorskip("efficientnet_lite_pytorch")
    from train.evaluate.features import features

    one, two, other = features([_picture(0), np.clip(_picture(0) + 3, 0, 255), _picture(5, (80, 40))])
    assert one.shape == (1280,)
    assert np.linalg.norm(one - two) < np.linalg.norm(one - other)
