"""Lessons of the page: what may be learned from, a process that pauses and goes on, who may begin one."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.imaging import encode_png
from anigen_core.ui import adapting
from anigen_core.ui.adapting import DONE, FAILED, PAUSED, RUNNING, Lesson, Teacher
from anigen_core.ui.guard import is_local

PATIENCE = 3000
"""Questions, 0.02 s apart, until something does not happen any more."""

PUPIL = """
import json, signal, sys
from pathlib import Path
words = dict(zip(sys.argv[1::2], sys.argv[2::2]))
told = Path(words["--out"]).with_suffix(".run") / "progress.json"
told.parent.mkdir(exist_ok=True)
def tell(state, fraction, message, left=None):
    news = {"state": state, "fraction": fraction, "message": message, "seconds_left": left}
    told.write_text(json.dumps(news))
def pause(*_):
    tell("paused", 0.25, "Paused.")
    sys.exit(0)
if "broken" in words["--out"]:
    print("a warning\\nThese drawings show two characters.", file=sys.stderr)
    sys.exit(2)
signal.signal(signal.SIGTERM, pause)
if "quick" in words["--out"]:
    tell("done", 1.0, "Learned.")
    sys.exit(0)
tell("learning", 0.25, "Step 5.", 300)
signal.pause()
"""
"""Stands where train.adapt does, and speaks as it does."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANIGEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ANIGEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "home"


@pytest.fixture
def teacher(home: Path, tmp_path: Path) -> Iterator[Teacher]:
    script = tmp_path / "pupil.py"
    script.write_text(PUPIL)
    made = Teacher([sys.executable, str(script)])
    yield made
    made.close()


@pytest.fixture
def drawings(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.PNG" for number in range(4)]
    for path in paths:
        path.write_bytes(encode_png(np.zeros((20, 20, 3), np.uint8)))
    return paths


def until(holds: Callable[[], bool]) -> None:
    """Ask until it is so."""
    for _ in range(PATIENCE):
        if holds():
            return
        threading.Event().wait(0.02)
    raise AssertionError("it did not become so")


def state(teacher: Teacher) -> str:
    status = teacher.status()
    return "" if status is None else status.state


def test_a_lesson_pauses_and_goes_on_even_in_another_session(teacher: Teacher, drawings: list[Path]):
    assert teacher.status() is None
    lesson = Lesson("Rin 2", "pirec", 20, "drawings")
    teacher.start(lesson, drawings)
    until(
        lambda: lesson.progress.is_file() and (teacher.status() or SimpleNamespace(fraction=0)).fraction > 0
    )
    status = teacher.status()
    assert status is not None and (status.state, status.seconds_left, status.preparing) == (
        RUNNING,
        300,
        False,
    )
    with pytest.raises(InputError, match="already"):
        teacher.start(Lesson("other", "pirec", 20, "drawings"), drawings)
    teacher.pause()
    until(lambda: state(teacher) == PAUSED)
    assert sorted(path.name for path in (lesson.folder / "drawings").iterdir())[0] == "000.png"

    later = Teacher(teacher._command)
    status = later.status()
    assert status is not None and status.lesson == lesson and status.fraction == 0.25
    later.resume("Rin 2.pirec", 40)
    until(lambda: lesson.progress.is_file() and state(later) == RUNNING)
    later.close()
    assert state(later) == PAUSED
    kept = json.loads((lesson.folder / "lesson.json").read_text())
    assert kept["minutes"] == 40
    with pytest.raises(InputError, match="not here any more"):
        later.resume("../Rin 2.pirec")


def test_how_lessons_end(teacher: Teacher, drawings: list[Path]):
    teacher.start(Lesson("quick", "psgan", 5, "drawings"), drawings)
    until(lambda: state(teacher) == DONE)
    teacher.start(Lesson("broken", "pirec", 5, "drawings"), drawings)
    until(lambda: state(teacher) == FAILED)
    status = teacher.status()
    assert status is not None and status.words == "These drawings show two characters."


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "../x"},
        {"name": "a.b"},
        {"name": "a/b"},
        {"name": " a"},
        {"name": "x" * 41},
        {"model": "waifu2x"},
        {"minutes": 0},
        {"minutes": 2.5},
        {"source": "video"},
    ],
)
def test_lessons_that_there_are_not(wrong: Any):
    with pytest.raises(InputError):
        Lesson(**{"name": "rin", "model": "pirec", "minutes": 20, "source": "drawings"} | wrong)


def test_files_that_nothing_can_be_learned_from(teacher: Teacher, drawings: list[Path], home: Path):
    few = [
        ("drawings", drawings[:3], "There are 3 drawings"),
        ("drawings", [*drawings, Path("a.txt")], "PNG, JPEG or WebP"),
        ("drawings", drawings * 51, "4 to 200"),
        ("avatar", [Path("a.vrm"), Path("b.vrm")], "one avatar"),
    ]
    for source, files, words in few:
        with pytest.raises(InputError, match=words):
            teacher.start(Lesson("rin", "pirec", 20, source), files)
    assert not home.exists(), "nothing is written of what is refused"


def test_a_damaged_lesson_is_passed_over(teacher: Teacher, home: Path):
    for name, text in (("a.pirec", "{"), ("b.pirec", '{"name": "../b", "model": "pirec"}')):
        (home / "lessons" / name).mkdir(parents=True)
        (home / "lessons" / name / "lesson.json").write_text(text)
    assert adapting.lessons() == [] and teacher.status() is None


def request(host: str = "127.0.0.1:7860", client: str = "127.0.0.1", **headers: str) -> Any:
    return SimpleNamespace(headers={"host": host, **headers}, client=SimpleNamespace(host=client))


def test_processes_are_begun_for_nobody_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("GRADIO_SERVER_NAME", raising=False)
    assert is_local(request()) and is_local(request("localhost:7860", "::1"))
    for other in (
        request("studio.example:7860"),
        request(client="192.168.0.7"),
        request(**{"x-forwarded-for": "1.2.3.4"}),
        None,
    ):
        assert not is_local(other)
    monkeypatch.setenv("GRADIO_SERVER_NAME", "0.0.0.0")
    assert not is_local(request())
    monkeypatch.delenv("GRADIO_SERVER_NAME")
    monkeypatch.setenv("SPACE_ID", "somebody/studio")
    assert not is_local(request())
