"""Every figure of the evaluation against cases whose answer is known."""

from __future__ import annotations

import json

import numpy as np
import pytest

from train.evaluate import metrics, statistics
from train.evaluate.bars import Bar
from train.evaluate.grids import Grids, strip
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
        assert metrics.block_errors(picture, blocks).tolist() == [0]
        blocks[4:28, 18:30] = (200, 40, 40, 255)  # half of what is painted came out in another color
        far = metrics.region_delta_e(
            picture[:, 16:], np.full((32, 16, 3), (200, 40, 40), np.uint8), np.ones((32, 16), bool)
        )
        assert sorted(metrics.block_errors(picture, blocks)) == pytest.approx([0, far])
        left = np.arange(32)[None].repeat(32, 0) < 16
        assert metrics.block_errors(picture, blocks, left).tolist() == [0]  # the other lies beside the figure

    def test_shadow_and_lines_are_forgiven(self):
        blocks = np.zeros((32, 32, 4), np.uint8)
        blocks[4:28, 4:28] = (200, 40, 40, 255)
        picture = blocks[..., :3].copy()
        picture[4:28, 4:14] = (120, 20, 60)
        picture[15] = 0
        assert metrics.block_errors(picture, blocks).tolist() == [0]

    def test_nothing_painted_and_specks(self):
        blocks = np.zeros((48, 40, 4), np.uint8)
        assert not len(metrics.block_errors(_picture(), blocks))
        blocks[:6, :6] = 255
        assert not len(metrics.block_errors(_picture(), blocks))


def test_ssim_is_that_of_the_paper():
    from skimage.metrics import structural_similarity

    one, two = _picture(), np.roll(_picture(), 3, 0)
    same = structural_similarity(
        one, two, channel_axis=2, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
    )
    assert metrics.ssim(one, two) == pytest.approx(np.ravel(same)[0], abs=1e-4)


def test_edges_are_both_sides_of_a_step_and_no_noise():
    picture = np.full((40, 40, 3), 240, np.uint8)
    picture[:, 20:] = (60, 60, 200)
    step = np.full((40, 40), 255, np.uint8)
    step[:, 20] = 0
    assert metrics.line_f1(metrics.edges(picture), step, 3) > 0.95
    grain = np.random.default_rng(0).integers(-1, 2, picture.shape)
    assert metrics.line_f1(metrics.edges((picture + grain).astype(np.uint8)), step, 3) > 0.95


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

    def test_kernel_distance_of_equal_sets_is_near_nothing(self):
        pictures = np.random.default_rng(0).normal(0, 1, (80, 8))
        assert abs(_one(statistics.kernel_distance, list(zip(pictures, pictures, strict=True)))) < 1e-9

    def test_quantiles_count_every_number_once(self):
        items = [np.array([1.0, 2, 3]), np.zeros(0), np.array([4.0, 5, 6, 7, 8, 9, 10])]
        assert _one(statistics.quantile(0.5), items) == 5
        assert _one(statistics.quantile(0.9), items) == 9
        assert statistics.quantile(0.5)(items)(np.array([1.0, 1, 0])) == 2
        assert np.isnan(_one(statistics.quantile(0.5), [np.zeros(0)]))

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

    def test_differences_are_paired(self, tmp_path):
        report = Report("reconstruct")
        rng = np.random.default_rng(0)
        for i in range(30):
            base = float(rng.normal(20, 5))  # pictures differ much, the two methods always by one
            report.add("ours", "psnr:figure", base + 1, f"c{i}", "new_draw")
            report.add("good", "psnr:figure", base, f"c{i}", "new_draw")
            report.add("bad", "psnr:figure", base - 9, f"c{i}", "new_draw")
        report.best_of("fallback", ("bad", "good"))
        report.compare("ours", "fallback")
        report.record("peer", {"psnr:figure": {"value": 10.0, "low": 9.0, "high": 11.0}})
        report.compare("ours", "peer")
        rows = report.figures()
        gain = rows["ours-fallback"]["psnr:figure"]
        assert gain["value"] == pytest.approx(1) and gain["high"] - gain["low"] < 1e-9
        assert rows["ours-fallback/new_draw"]["psnr:figure"] == gain
        loose = rows["ours-peer (recorded)"]["psnr:figure"]
        assert loose["low"] < 9 < loose["value"] < loose["high"]

    def test_bars_are_met_or_not(self, tmp_path):
        report = Report("reconstruct")
        for i in range(4):
            report.add("ours", "psnr:figure", float(20 + i), f"c{i}")
        report.bars = (
            Bar("enough", "ours", "psnr:figure", "at least", 21),
            Bar("surely enough", "ours", "psnr:figure", "at least", 21, sure=True),
            Bar("little", "none or ours", "psnr:figure", "at most", 21),
            Bar("lost", "theirs", "psnr:figure", "at least", 1),
        )
        text = report.write(tmp_path)
        written = json.loads((tmp_path / "metrics.json").read_text())["bars"]
        assert [bar["met"] for bar in written] == [True, False, False, False]
        assert written[3]["value"] is None and "not measured" in text
        assert text.endswith("1 of 4 bars are met.")


class TestGrids:
    def test_few_are_kept_and_the_right_ones(self):
        grids = Grids(cell=(8, 8), columns=4)
        for i in range(300):
            grids.show(np.full((8, 8, 3), i % 200, np.uint8), float(i), "", "rough" if i == 5 else "")
        drawn = grids.drawn()
        assert set(drawn) == {"random", "best", "worst", "rough"}
        assert drawn["worst"][2, 2, 0] == 0 and drawn["best"][2, 2, 0] == 99
        assert len(grids._cells[""]) <= 128

    def test_strips_stand_side_by_side(self):
        assert strip([np.zeros((6, 4, 3), np.uint8)] * 3).shape == (6, 20, 3)


def test_features_tell_pictures_apart():
    pytest.importorskip("efficientnet_lite_pytorch")
    from train.evaluate.features import features

    one, two, other = features([_picture(0), np.clip(_picture(0) + 3, 0, 255), _picture(5, (80, 40))])
    assert one.shape == (1280,)
    assert np.linalg.norm(one - two) < np.linalg.norm(one - other)
