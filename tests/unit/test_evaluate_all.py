"""The report of all tasks: resumed, told what failed, and held against what is written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.errors import InputError
from train.evaluate import agreement, everything
from train.evaluate.__main__ import main
from train.evaluate.document import Section
from train.evaluate.options import Options
from train.evaluate.plan import PLANS, TASKS
from train.evaluate.report import Report, metric_of


class Bench:
    """Measures nothing but chance, and keeps who asked."""

    def __init__(self, broken: str = "") -> None:
        self.asked: list[str] = []
        self.broken = broken

    def __call__(self, task: str, options: Options) -> str:
        self.asked.append(options.out.name)
        if task == self.broken:
            raise RuntimeError("a <b>broken</b> task")
        report = Report(task)
        for who in range(4):
            kind = ("new_draw", "new_kind")[who % 2]
            report.add("ours", "psnr", 20.0 + who, str(who), kind)
            report.add("lanczos", "psnr", 19.0 + who, str(who), kind)
            report.show(np.full((20, 30, 3), 40 * who, np.uint8), float(who), str(who))
        report.notes.append("a note")
        return report.write(options.out)


def test_every_plan_is_a_task_with_a_known_figure() -> None:
    assert set(PLANS) <= set(TASKS)
    assert set(TASKS) - set(PLANS) == {"adapt"}  # it needs somebody's own weights
    for plan in PLANS.values():
        assert metric_of(plan.metric) and 1 <= plan.quick <= plan.count


def test_one_failing_task_costs_no_other_and_is_tried_again(tmp_path: Path) -> None:
    options = everything.AllOptions(out=tmp_path, only="upscale, motion")
    bench = Bench(broken="motion")
    assert everything.make(options, bench) == 1 and bench.asked == ["upscale", "motion"]
    page, text = (tmp_path / "report.html").read_text(), (tmp_path / "report.md").read_text()
    assert "a &lt;b&gt;broken&lt;/b&gt; task" in page and "<b>broken" not in page
    assert "21.50 [" in text and "New kinds" in text and "a note" in text
    assert page.count("data:image/webp;base64,") == 3 and "(upscale/worst.png)" in text
    read = Section.read("upscale", "characters", tmp_path / "upscale")
    assert read.told["asked"] == PLANS["upscale"].count and read.told["count"] == 4
    again = Bench()
    assert everything.make(options, again) == 0 and again.asked == ["motion"]
    assert "broken" not in (tmp_path / "report.html").read_text()
    other = Bench()
    everything.make(everything.AllOptions(out=tmp_path, only="upscale", quick=True), other)
    assert other.asked == ["upscale"]  # fewer pictures are another measurement


def test_avatars_and_drawings_are_asked_of_the_tasks_that_use_them(tmp_path: Path) -> None:
    options = everything.AllOptions(tmp_path, "parse,tags", avatars=tmp_path, drawings=tmp_path)
    found = [(task, place) for task, place, _ in everything.asked(options)]
    assert found == [("tags", "characters"), *(("parse", p) for p in ("characters", "avatars", "drawings"))]


def test_wrong_words_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["all", "--out", str(tmp_path), "--only", "smell"]) == 2
    assert "no task 'smell'" in capsys.readouterr().err
    with pytest.raises(InputError, match="no folder"):
        everything.make(everything.AllOptions(tmp_path, avatars=tmp_path / "none"), Bench())


def test_every_claim_is_written_where_it_says() -> None:
    missing = [v.claim.place for v in agreement.judged([]) if v.written is None]
    assert not missing


def test_a_figure_that_differs_from_what_is_written_is_listed(tmp_path: Path) -> None:
    claim = agreement.CLAIMS[0]
    written = float(claim.written(agreement.README.read_text("utf-8")) or "nan")

    def section(value: float, count: int) -> Section:
        figure = {"value": value, "low": value, "high": value}
        told = {"count": count, "rows": {claim.row: {claim.metric: figure}}}
        (tmp_path / "metrics.json").write_text(json.dumps(told))
        return Section.read(claim.task, "characters", tmp_path)

    def listed(value: float, count: int = claim.count) -> bool:
        return len(agreement.table([section(value, count)])) > 1

    assert not listed(written) and not listed(written + 0.0004)
    assert listed(written + 0.002)
    assert not listed(written + 0.002, claim.count - 1)  # other characters, other figures


def test_grids_are_read_back_whole(tmp_path: Path) -> None:
    Bench()("upscale", Options(out=tmp_path))
    names = [p.stem for p in Section.read("upscale", "characters", tmp_path).pictures()]
    assert names == ["random", "best", "worst"]
    with Image.open(tmp_path / "best.png") as picture:
        assert picture.width >= 30
