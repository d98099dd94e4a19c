"""A batch: what it finds, what it keeps, and that it goes on where it was killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, deque
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anigen_core.batch.finishing import Answer, Finisher, Order
from anigen_core.batch.jobs import Job, find_jobs
from anigen_core.batch.journal import NAME, Journal
from anigen_core.batch.processes import Processes
from anigen_core.batch.running import TAKEN, plan, run
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.settings import Settings

ROOT = Path(__file__).parents[2]
FILL = Order({"painter": "fill", "weights": None})


def doll(seed: int = 0) -> Document:
    """A small drawing of two boxes."""
    lines, colors = np.full((96, 64), 255, np.uint8), np.zeros((96, 64, 4), np.uint8)
    for top, color in ((8, (240, 200, 180, 255)), (50, (60, 110, 200, 255))):
        lines[top : top + 36, 12:52] = 0
        lines[top + 2 : top + 34, 14:50] = 255
        colors[top + 2 : top + 34, 14:50] = color
    return Document.compose(lines, colors, settings=Settings(painter="fill", seed=seed))


def folder_of(path: Path, count: int) -> Path:
    path.mkdir()
    for number in range(count):
        doll(number).save(path / f"doll_{number:02}.anigen")
    return path


def names(jobs: list[Job]) -> list[str]:
    return [job.name for job in jobs]


def finish(jobs: list[Job], out: Path, order: Order = FILL) -> Any:
    """All of it in this process."""

    class Here:
        def answers(self, queue: deque[Job], stop: Any) -> Any:
            finisher = Finisher(order)
            while queue:
                job = queue.popleft()
                yield job, finisher(job.read())

    with Journal(out) as journal:
        return run(plan(jobs, order, journal), Here(), journal)


# ---- what is found


def test_folders_are_searched_to_the_bottom_for_documents_recipes_and_parts(tmp_path: Path) -> None:
    given = folder_of(tmp_path / "in", 1)
    (given / "day" / ".hidden").mkdir(parents=True)
    (given / "out").mkdir()
    drawing, made = doll(), Studio().finish(doll())
    for path in ("day/girl.png", "out/made.png", "day/.hidden/no.png"):
        made.save(given / path)
    for name in ("girl", "boy"):
        Image.fromarray(drawing.lines).save(given / "day" / f"{name}_lines.png")  # type: ignore[arg-type]
    Image.fromarray(drawing.colors).save(given / "day" / "boy_colors.png")  # type: ignore[arg-type]
    (given / "day" / "pose_pose.json").write_text(named_pose("standing").to_json())
    Image.new("RGB", (64, 64)).save(given / "photo.png")
    (given / "notes.txt").write_text("buy ink")
    jobs = find_jobs([given], given / "out")
    assert sorted(names(jobs)) == ["day/boy", "day/girl", "day/girl_drawing", "day/pose", "doll_00"]
    by_name = {job.name: dict(job.sources) for job in jobs}
    assert set(by_name["day/boy"]) == {"lines", "colors"} and set(by_name["day/pose"]) == {"pose"}
    assert names(find_jobs([given / "day" / "boy_lines.png"], given / "out")) == ["boy"]


def test_a_document_keeps_its_name_and_the_picture_beside_it_gets_another(tmp_path: Path) -> None:
    given = folder_of(tmp_path / "in", 1)
    Studio().finish(doll()).save(given / "doll_00.png")
    assert sorted(names(find_jobs([given], tmp_path / "out"))) == ["doll_00", "doll_00_recipe"]


def test_what_cannot_be_a_batch_is_said(tmp_path: Path) -> None:
    one, two = folder_of(tmp_path / "one", 1), folder_of(tmp_path / "two", 1)
    doll(9).save(two / "doll_00.anigen")
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("buy ink")
    for inputs, word in (
        ([one, two], "would both become"),
        ([tmp_path / "empty"], "nothing to draw"),
        ([tmp_path / "nowhere"], "no file or folder"),
        ([tmp_path / "notes.txt"], "no drawing"),
    ):
        with pytest.raises(InputError, match=word):
            find_jobs(inputs, tmp_path / "out")
    assert len(find_jobs([one, one], tmp_path / "out")) == 1, "the same folder twice is the same drawing"


# ---- what is kept


def test_finished_drawings_are_known_by_content(tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 3), tmp_path / "out"
    jobs = find_jobs([given], out)
    assert len(finish(jobs, out).made) == 3
    assert finish(jobs, out).done == names(jobs)
    os.utime(given / "doll_00.anigen")  # another date is no other drawing
    doll(77).save(given / "doll_01.anigen")
    (out / "doll_02.png").unlink()
    report = finish(jobs, out)
    assert [name for name, *_ in report.made] == ["doll_01", "doll_02"] and report.done == ["doll_00"]
    assert Document.from_png(out / "doll_01.png").settings.seed == 77
    assert len(finish(jobs, out, Order({"painter": "fill", "shading": 0.1})).made) == 3, "other choices"


def test_a_line_that_was_cut_off_is_no_harm_and_half_a_result_is_swept_up(tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 2), tmp_path / "out"
    jobs = find_jobs([given], out)
    finish(jobs, out)
    journal = out / NAME
    journal.write_bytes(journal.read_bytes()[:-40])
    (out / ".doll_01.png.0123abcd.part").write_bytes(b"half")
    (out / ".doll_01.png.mine.part").write_bytes(b"whole")
    with Journal(out) as opened:
        opened.sweep(names(jobs))
    assert sorted(path.name for path in out.glob(".*")) == [".doll_01.png.mine.part"]
    (out / "doll_01.png").unlink()
    assert len(finish(jobs, out).made) == 1
    assert len(finish(jobs, out).done) == 2


def test_a_file_of_somebody_else_is_never_written_over(tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 2), tmp_path / "out"
    out.mkdir()
    (out / "doll_01.png").write_bytes(b"my own")
    report = finish(find_jobs([given], out), out)
    assert report.failed == [("doll_01", TAKEN)] and len(report.made) == 1
    assert (out / "doll_01.png").read_bytes() == b"my own"
    (out / "doll_00.png").write_bytes(b"retouched by hand")
    assert ("doll_00", TAKEN) in finish(find_jobs([given], out), out).failed


def test_two_batches_do_not_share_a_folder(tmp_path: Path) -> None:
    with Journal(tmp_path / "out"):
        with pytest.raises(InputError, match="Another batch"):
            Journal(tmp_path / "out")
        assert Journal(tmp_path / "out", look=True).state("girl", "key", [".png"]) == "open"


# ---- who works


def test_what_fails_for_no_fault_of_its_own_is_tried_again(tmp_path: Path) -> None:
    jobs = find_jobs([folder_of(tmp_path / "in", 3)], tmp_path / "out")
    tried: Counter[str] = Counter()

    class Unsteady:
        def answers(self, queue: deque[Job], stop: Any) -> Any:
            while queue:
                job = queue.popleft()
                tried[job.name] += 1
                if job.name == "doll_00":
                    yield job, Answer(error="It is no picture.")
                elif job.name == "doll_01" and tried[job.name] < 3:
                    yield job, Answer(error="It died.", again=True)
                elif job.name == "doll_02":
                    yield job, Answer(error="It dies.", again=True)
                else:
                    yield job, Answer({".png": b"made"})

    with Journal(tmp_path / "out") as journal:
        report = run(plan(jobs, FILL, journal), Unsteady(), journal, retries=2)
    assert tried == {"doll_00": 1, "doll_01": 3, "doll_02": 3}
    assert report.failed == [("doll_00", "It is no picture."), ("doll_02", "It dies.")]
    assert [name for name, *_ in report.made] == ["doll_01"]


def test_processes_make_the_pictures_that_python_makes(tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 3), tmp_path / "out"
    (given / "broken.anigen").write_bytes(b"PK")
    jobs = find_jobs([given], out)
    with Journal(out) as journal, Processes(FILL, 2) as crew:
        report = run(plan(jobs, FILL, journal), crew, journal)
    [(name, sentence)] = report.failed
    assert name == "broken" and sentence.startswith("The document cannot be opened")
    assert len(report.made) == 3
    expected = Studio().finish(doll(2)).picture
    assert np.array_equal(np.asarray(Image.open(out / "doll_02.png")), expected)


def test_a_worker_that_dies_takes_only_its_drawing_with_it(tmp_path: Path) -> None:
    jobs = find_jobs([folder_of(tmp_path / "in", 6)], tmp_path / "out")
    killed = []
    with Journal(tmp_path / "out") as journal, Processes(FILL, 1) as crew:

        def kill_once(done: int, name: str) -> None:
            if not killed:
                [worker] = crew._workers
                killed.append(worker._process.pid)
                os.kill(worker._process.pid, signal.SIGKILL)

        report = run(plan(jobs, FILL, journal), crew, journal, tell=kill_once)
    assert killed and len(report.made) == 6 and max(report.tries.values()) == 2


# ---- the command


def batch(folder: Path, *options: object) -> subprocess.Popen[str]:
    code = "from anigen_core.cli import main; main()"
    command = [sys.executable, "-c", code, "batch", folder / "in", "--out", folder / "out", *options]
    return subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def told(folder: Path, *options: object, expect: int = 0) -> dict[str, Any]:
    running = batch(folder, "--json", *options)
    out, errors = running.communicate()
    assert running.returncode == expect, out + errors
    return json.loads(out)


def test_killed_at_any_moment_none_is_lost_and_none_is_made_twice(tmp_path: Path) -> None:
    count, chance = 8, random.Random(0)
    folder_of(tmp_path / "in", count)
    for _ in range(2):
        before = len(list((tmp_path / "out").glob("*.png")))
        running = batch(tmp_path, "--psd", "--workers", 2, "--json")
        while len(list((tmp_path / "out").glob("*.png"))) <= before and running.poll() is None:
            time.sleep(0.001 * chance.random())
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
    there = {path.stem: path.stat() for path in (tmp_path / "out").glob("*.png")}
    report = told(tmp_path, "--psd", "--workers", 2)
    made = {entry["name"] for entry in report["made"]}
    assert len(made) + len(report["done"]) == count and made.isdisjoint(report["done"])
    for name in report["done"]:
        now = (tmp_path / "out" / f"{name}.png").stat()
        assert (now.st_ino, now.st_mtime_ns) == (there[name].st_ino, there[name].st_mtime_ns)
    lines = [json.loads(line)["name"] for line in (tmp_path / "out" / NAME).read_text().splitlines() if line]
    # Only the one drawing that was being written when it was killed may have been made again.
    assert set(lines) == {f"doll_{number:02}" for number in range(count)} and len(lines) <= count + 2
    again = told(tmp_path, "--psd", "--workers", 2)
    assert again["made"] == [] and len(again["done"]) == count
    for path in (tmp_path / "in").glob("*.anigen"):
        assert Document.from_png(tmp_path / "out" / f"{path.stem}.png") == Document.load(path)


def test_failures_come_last_and_the_status_says_so(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", 2)
    (tmp_path / "in" / "broken.anigen").write_bytes(b"PK")
    planned = told(tmp_path, "--dry-run", expect=1)
    assert (planned["to do"], planned["failed"]) == (2, 1) and not (tmp_path / "out").exists()
    running = batch(tmp_path, "--transparent")
    out, _ = running.communicate()
    assert running.returncode == 1
    first, last = out.splitlines()
    assert first.startswith("2 made in ") and first.endswith("1 failed.")
    assert last.startswith("broken: The document cannot be opened") and last.endswith(".")
    assert Image.open(tmp_path / "out" / "doll_00.png").mode == "RGBA"


def test_wrong_choices_are_told_before_anything_is_done(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", 1)
    for wrong, word in (
        (("--refine", 9), "0 to 3"),
        (("--workers", 0), "--workers"),
        (("--off", "hat"), "body"),
    ):
        assert word in told(tmp_path, *wrong, expect=2)["error"]
    assert not (tmp_path / "out").exists()


def test_a_ray_cluster_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", 1)
    said = told(tmp_path, "--ray", "127.0.0.1:9", expect=2)["error"]
    assert said.endswith(".") and ("no Ray cluster" in said or "not installed" in said)
