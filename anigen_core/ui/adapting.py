"""Teaching a network one's own character from the page: train.adapt as a process of this machine.

For the person at this machine alone: a page that others can reach, or a hosted one, does not offer it (see
`guard.is_local`). One run at a time. What it learns from, and how it was asked for, lies in the user's folder
beside the weights, so that a run that was paused goes on after the studio was closed.

    ANIGEN_HOME/weights/NAME.MODEL.safetensors   the weights, which the studio offers under NAME
    ANIGEN_HOME/weights/NAME.MODEL.run           the run's state, and progress.json
    ANIGEN_HOME/lessons/NAME.MODEL               lesson.json, and the pictures or the avatar
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from anigen_core.adapted import ENDING, NETWORKS, own_folder
from anigen_core.errors import InputError
from anigen_core.folders import cache_folder, data_folder
from anigen_core.weights import list_weights

log = logging.getLogger(__name__)

MODELS = tuple(NETWORKS)
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
AVATARS = (".vrm", ".glb")
"""Avatars in one file; PMX comes as a folder, which a page cannot send."""

LEAST_PICTURES, MOST_PICTURES = 4, 200
MINUTES = (2, 240)
ENDS_IN = 20.0
"""Seconds that a run has to write its state when the studio is closed."""

PAUSING = "It finishes its step and writes down what it has learned; then it pauses."

RUNNING, PAUSED, DONE, FAILED = "running", "paused", "done", "failed"
_NAME = re.compile(r"\w[\w -]{0,39}")


@dataclass(frozen=True)
class Lesson:
    """What is to be learned. name: of the weights. model: of `MODELS`. minutes: in all. source: "avatar" or
    "drawings".

    Raises:
        InputError: a value out of its range.
    """

    name: str
    model: str
    minutes: int
    source: str

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name) or self.name != self.name.strip():
            raise InputError("Give your character a name of letters and digits, at most 40 of them.")
        if self.model not in MODELS:
            raise InputError(f"A network that can learn is one of {', '.join(MODELS)}.")
        if type(self.minutes) is not int or not MINUTES[0] <= self.minutes <= MINUTES[1]:
            raise InputError(f"The time must be {MINUTES[0]} to {MINUTES[1]} minutes.")
        if self.source not in ("avatar", "drawings"):
            raise InputError("A network learns from drawings or from an avatar.")

    @property
    def folder(self) -> Path:
        return data_folder() / "lessons" / f"{self.name}.{self.model}"

    @property
    def out(self) -> Path:
        return own_folder() / f"{self.name}.{self.model}{ENDING}"

    @property
    def progress(self) -> Path:
        return self.out.with_suffix(".run") / "progress.json"

    def words(self) -> list[str]:
        """The options of train.adapt."""
        [*files] = sorted(path for path in (self.folder / self.source).iterdir() if path.is_file())
        if not files:
            raise InputError("What is to be learned from is not there any more; give the pictures again.")
        source = (
            ["--avatar", str(files[0])] if self.source == "avatar" else ["--drawings", str(files[0].parent)]
        )
        given = ["--model", self.model, "--minutes", str(self.minutes), "--out", str(self.out)]
        return [*source, *given, "--store", str(cache_folder() / "pictures")]


@dataclass(frozen=True)
class Status:
    """How far a lesson is. state: RUNNING, PAUSED, DONE or FAILED. fraction: 0 to 1. words: one sentence.
    seconds_left: None while nobody knows. preparing: it has not begun to learn."""

    lesson: Lesson
    state: str
    fraction: float
    words: str
    seconds_left: int | None
    preparing: bool = False


def can_teach() -> bool:
    """Whether this installation has train.adapt and what it needs."""
    return all(map(importlib.util.find_spec, ("train", "accelerate", "moderngl")))


def models() -> list[str]:
    """The networks that are here and can learn."""
    known = list_weights()
    return [model for model in MODELS if model in known]


class Teacher:
    """Owns the one run of this process. Thread-safe.

    command: begins the words of the process; None runs train.adapt.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command or (*_nicely(), sys.executable, "-m", "train.adapt"))
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._lesson: Lesson | None = None
        self._errors: Path | None = None
        self._pausing = False
        atexit.register(self.close)

    def start(self, lesson: Lesson, files: Sequence[Path]) -> None:
        """Begin a lesson. files: pictures, or one avatar, each where gradio put it.

        Raises:
            InputError: the files are not what can be learned from, or another lesson is running.
        """
        _check_files(lesson, files)
        with self._lock:
            self._refuse_two()
            shutil.rmtree(lesson.out.with_suffix(".run"), ignore_errors=True)  # an older lesson of this name
            shutil.rmtree(lesson.folder, ignore_errors=True)
            target = lesson.folder / lesson.source
            target.mkdir(parents=True)
            for number, path in enumerate(files):
                shutil.copyfile(path, target / f"{number:03}{path.suffix.lower()}")
            (lesson.folder / "lesson.json").write_text(json.dumps(asdict(lesson)), encoding="utf-8")
            self._run(lesson)

    def resume(self, name: str, minutes: int | None = None) -> None:
        """Go on with a lesson, called "NAME.MODEL". minutes: in all, where it is to learn longer.

        Raises:
            InputError: there is no such lesson, or one is running.
        """
        with self._lock:
            self._refuse_two()
            lesson = next((one for one in lessons() if f"{one.name}.{one.model}" == name), None)
            if lesson is None:
                raise InputError("This lesson is not here any more; start a new one.")
            if minutes is not None and minutes > lesson.minutes:
                lesson = replace(lesson, minutes=minutes)
                (lesson.folder / "lesson.json").write_text(json.dumps(asdict(lesson)), encoding="utf-8")
            self._run(lesson)

    def pause(self) -> None:
        """Ask the run to write its state and to end; `status` says when it has."""
        with self._lock:
            if self._running():
                assert self._process is not None
                self._process.send_signal(signal.SIGTERM)
                self._pausing = True

    def close(self) -> None:
        """Pause, and wait until the state is written; for the end of the studio."""
        self.pause()
        process = self._process
        if process is None:
            return
        try:
            process.wait(ENDS_IN)
        except subprocess.TimeoutExpired:
            process.kill()

    def status(self) -> Status | None:
        """Of the lesson that runs, or of the newest one; None where there is none."""
        with self._lock:
            if self._lesson is None:
                known = lessons()
                return _read(known[0], False, "") if known else None
            if not self._running():
                return _read(self._lesson, False, self._complaint())
            status = _read(self._lesson, True, "")
            return replace(status, words=PAUSING, seconds_left=None) if self._pausing else status

    def _running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _refuse_two(self) -> None:
        if self._running():
            raise InputError("A network is learning already; pause it or wait until it is done.")

    def _run(self, lesson: Lesson) -> None:
        own_folder().mkdir(parents=True, exist_ok=True)
        self._errors = lesson.folder / "errors.txt"
        lesson.progress.unlink(missing_ok=True)  # what it says is of the time before
        with self._errors.open("wb") as errors:
            # A group of its own: Ctrl+C in the studio's terminal reaches it once, through `close`.
            self._process = subprocess.Popen(
                [*self._command, *lesson.words()],
                cwd=Path(__file__).parents[2],
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=os.environ | {"OMP_NUM_THREADS": "1"},
                start_new_session=True,
            )
        self._lesson, self._pausing = lesson, False

    def _complaint(self) -> str:
        """The sentence that a run which failed ended with."""
        if self._process is None or self._process.returncode != 2 or self._errors is None:
            return ""
        lines = self._errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""


def lessons() -> list[Lesson]:
    """Those that were begun here, the newest first."""
    found = []
    for path in (data_folder() / "lessons").glob("*/lesson.json"):
        try:
            found.append((path.stat().st_mtime, Lesson(**json.loads(path.read_text(encoding="utf-8")))))
        except (OSError, ValueError, TypeError) as error:
            log.warning("a lesson in %s cannot be read: %s", path, error)
    return [lesson for _, lesson in sorted(found, key=lambda pair: -pair[0])]


def _check_files(lesson: Lesson, files: Sequence[Path]) -> None:
    kinds = {path.suffix.lower() for path in files}
    if lesson.source == "avatar" and (len(files) != 1 or not kinds <= {*AVATARS}):
        raise InputError("Give one avatar, a .vrm or .glb file.")
    if lesson.source == "drawings":
        if not kinds <= {*PICTURES}:
            raise InputError("Give drawings as PNG, JPEG or WebP files, or one .vrm or .glb file.")
        if not LEAST_PICTURES <= len(files) <= MOST_PICTURES:
            raise InputError(
                f"There are {len(files)} drawings; give {LEAST_PICTURES} to {MOST_PICTURES} of the same "
                "character, best a dozen."
            )


def _read(lesson: Lesson, running: bool, complaint: str) -> Status:
    """The status of a lesson by what its process says."""
    told: dict[str, Any] = {}
    with suppress(OSError, ValueError):  # it has said nothing yet
        told = json.loads(lesson.progress.read_text(encoding="utf-8"))
    said = told.get("state")
    words, fraction = str(told.get("message", "")), float(told.get("fraction", 0.0))
    left = told.get("seconds_left")
    if running:
        preparing = said != "learning"
        return Status(lesson, RUNNING, fraction, words or "Starting.", left, preparing)
    if said in (PAUSED, DONE):
        return Status(lesson, said, fraction, words, None)
    if said == FAILED or complaint:
        return Status(lesson, FAILED, fraction, words if said == FAILED else complaint, None)
    stopped = (
        "It was stopped before it began to learn; it can go on."
        if said != "learning"
        else "Stopped; it can go on."
    )
    return Status(lesson, PAUSED, fraction, stopped, None)


def _nicely() -> list[str]:
    """Drawing goes before learning."""
    nice = shutil.which("nice")
    return [nice, "-n", "10"] if nice else []
