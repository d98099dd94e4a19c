"""The steps of the chain: seen, kept where nothing changed, switched off, run again, replaced by hand."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from anigen_core.document import Document
from anigen_core.errors import Cancelled, InputError
from anigen_core.layers import composite
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.progress import Event
from anigen_core.result import Result
from anigen_core.runner import TorchRunner
from anigen_core.settings import EyeWish, Settings
from anigen_core.steps import STEPS
from tests.figure import draw_figure
from tests.tiny_painter import write_tiny_painter

FIGURE = draw_figure(scale=0.5)
HEIGHT, WIDTH = FIGURE.lines.shape
BOXES = {"right": (46, 38, 16, 16), "left": (66, 38, 16, 16)}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each network ran since it was last cleared."""
    counted: Counter[str] = Counter()
    run = TorchRunner.run

    def counting(self: TorchRunner, name: str, *arrays: np.ndarray) -> np.ndarray:
        counted[name] += 1
        return run(self, name, *arrays)

    monkeypatch.setattr(TorchRunner, "run", counting)
    return counted


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio("torch", weights=write_tiny_painter(tmp_path))


def document(**settings: Any) -> Document:
    eyes = tuple(EyeWish(side, "#c0392b", box) for side, box in BOXES.items())  # type: ignore[arg-type]
    chosen = Settings(**{"upscaler": "lanczos", "upscale": 2, "eyes": eyes, **settings})
    pose = named_pose("standing", (WIDTH, HEIGHT))
    return Document.compose(FIGURE.lines, FIGURE.colors, pose, chosen)


def changed(drawing: Document, **settings: Any) -> Document:
    return replace(drawing, settings=replace(drawing.settings, **settings))


def states(result: Result) -> dict[str, str]:
    return {step.name: step.state for step in result.steps}


def pictures(result: Result) -> dict[str, np.ndarray | None]:
    return {step.name: step.picture for step in result.steps}


def test_every_step_is_seen(studio: Studio) -> None:
    result = studio.finish(document())
    assert tuple(step.name for step in result.steps) == STEPS
    assert set(states(result).values()) == {"made"}
    seen = pictures(result)
    for step in ("body", "lines", "paint", "refine"):
        assert seen[step] is not None and seen[step].shape[:2] == (HEIGHT, WIDTH)  # type: ignore[union-attr]
    assert np.array_equal(seen["eyes"], result.picture)  # type: ignore[arg-type]
    assert not np.array_equal(seen["upscale"], seen["eyes"])  # type: ignore[arg-type]
    assert not np.array_equal(seen["paint"], seen["refine"])  # type: ignore[arg-type]
    plain = states(studio.finish(Document.compose(FIGURE.lines, FIGURE.colors)))
    assert [plain[step] for step in ("body", "lines", "upscale", "eyes")] == ["idle"] * 4


def test_what_did_not_change_is_not_run_again(studio: Studio, calls: Counter[str]) -> None:
    drawing = document()
    first = studio.finish(drawing)
    assert calls["pirec"] == 2
    calls.clear()
    again = studio.finish(Document.load(drawing.to_bytes()))
    assert not calls and set(states(again).values()) == {"kept"}
    assert np.array_equal(first.picture, again.picture) and first.engine == again.engine
    assert [layer.name for layer in first.layers] == [layer.name for layer in again.layers]

    blue = replace(drawing.settings.eyes[1], color="#2a52be")
    other = studio.finish(changed(drawing, eyes=(drawing.settings.eyes[0], blue)))
    assert not calls and states(other)["eyes"] == "made"
    assert {states(other)[step] for step in STEPS[:-1]} == {"kept"}
    fresh = Studio("torch", weights=studio._runners._folder).finish(other.document)
    assert np.array_equal(fresh.picture, other.picture)  # remembered or not
    calls.clear()

    large = studio.finish(changed(drawing, upscale=4))
    assert not calls and states(large)["refine"] == "kept" and states(large)["upscale"] == "made"
    passes = studio.finish(changed(drawing, refine=2))
    assert (
        calls["pirec"] == 2 and states(passes)["paint"] == "kept"
    )  # two passes over the picture that is kept


def test_moving_a_joint_colors_no_eyes_again(studio: Studio, calls: Counter[str]) -> None:
    drawing = document(mix=0.0)
    assert drawing.pose is not None
    studio.finish(drawing)
    calls.clear()
    result = studio.finish(replace(drawing, pose=drawing.pose.with_joint("r_wrist", 20, 90)))
    assert not calls and states(result)["paint"] == states(result)["eyes"] == "kept"

    half = document(painter="fill")  # which changes nothing far from what is moved
    assert half.lines is not None and half.colors is not None and half.pose is not None
    half.lines[110:], half.colors[110:] = 255, 0
    before = studio.finish(half)
    assert states(before)["eyes"] == "made"
    x, y = half.pose.joints[10, :2]
    moved = studio.finish(replace(half, pose=half.pose.with_joint("r_ankle", x - 8, y - 4)))
    assert states(moved)["paint"] == "made" and states(moved)["eyes"] == "kept"
    assert not np.array_equal(before.picture, moved.picture)


def test_a_step_can_be_run_again(studio: Studio, calls: Counter[str]) -> None:
    first = studio.finish(document())
    calls.clear()
    again = studio.finish(document(), again=("paint",))
    assert calls["pirec"] == 1 and states(again)["paint"] == "made" and states(again)["refine"] == "kept"
    assert np.array_equal(first.picture, again.picture)
    with pytest.raises(InputError, match="steps to run again"):
        studio.finish(document(), again=("polish",))  # type: ignore[arg-type]


def test_steps_can_be_switched_off(studio: Studio, calls: Counter[str]) -> None:
    off = {step: studio.finish(document(off=(step,))) for step in STEPS}
    assert all(states(result)[step] == "off" for step, result in off.items())
    same = {
        "body": document(mix=0.0),
        "refine": document(refine=0),
        "upscale": document(upscale=1),
        "eyes": document(eyes=()),
    }
    for step, drawing in same.items():
        assert np.array_equal(off[step].picture, studio.finish(drawing).picture), step
        assert off[step].document.settings.off == (step,)  # and the values are kept
    calls.clear()
    flat = studio.finish(document(off=("paint", "upscale", "eyes")))
    assert not calls and "switched off" in flat.engine
    inked = FIGURE.lines < 255
    assert np.array_equal(flat.picture[~inked & (FIGURE.part == "dress")][0], (60, 90, 160))
    half = document()
    assert half.lines is not None
    half.lines[150:] = 255
    apart = studio.finish(changed(half, off=("lines",)))
    assert np.array_equal(pictures(apart)["lines"], half.lines)  # type: ignore[arg-type]


@pytest.mark.parametrize("step", ["paint", "refine", "upscale", "eyes"])
def test_what_a_person_paints_is_used(studio: Studio, calls: Counter[str], step: str) -> None:
    drawing = document()
    before = pictures(studio.finish(drawing))[step]
    assert before is not None
    mine = before.copy()
    size = mine.shape[0] // 8
    mine[-size:, :size] = (10, 200, 30)
    calls.clear()
    given = Document.load(replace(drawing, replaced={step: mine}).to_bytes())  # type: ignore[dict-item]
    result = studio.finish(given)
    assert states(result)[step] == "replaced" and not calls["pirec"]
    inside = result.picture[-size // 2 :, : size // 2]
    assert np.abs(inside.astype(int) - (10, 200, 30)).max() <= 2
    assert np.abs(composite(result.layers)[..., :3].astype(int) - result.picture).max() <= 1
    assert Document.open(result.to_bytes(".png")) == given
    if step != "paint":  # for then nothing of it is left that anybody would paint
        assert states(result)["paint"] == "idle"


def test_lines_and_bodies_painted_by_hand_are_drawing(studio: Studio) -> None:
    drawing = Document.compose(
        pose=named_pose("standing", (WIDTH, HEIGHT)), settings=Settings(painter="fill")
    )
    plain = studio.finish(drawing)
    lines = pictures(plain)["lines"]
    assert lines is not None
    mine = lines.copy()
    cv2.circle(mine, (20, 20), 12, 0, 2)
    result = studio.finish(replace(drawing, replaced={"lines": mine}))
    assert states(result)["lines"] == "replaced" and states(result)["paint"] == "made"
    assert result.picture[20, 8].max() < 128 < plain.picture[20, 8].min()

    body = pictures(plain)["body"]
    assert body is not None
    painted = body.copy()
    painted[10:30, 10:30] = (200, 30, 30, 255)
    result = studio.finish(replace(drawing, replaced={"body": painted}))
    assert tuple(result.picture[20, 20]) == (200, 30, 30)


def test_stopping_early_keeps_the_body_and_goes_on_from_there(studio: Studio, calls: Counter[str]) -> None:
    half = document()
    assert half.lines is not None and half.colors is not None
    half.lines[150:], half.colors[150:] = 255, 0
    stop = threading.Event()

    def listen(event: Event) -> None:
        if event.step == "paint":
            stop.set()

    with pytest.raises(Cancelled) as caught:
        studio.finish(half, progress=listen, cancel=stop)
    partial = caught.value.partial
    assert partial is not None and (partial.picture[150:] < 200).any() and states(partial)["body"] == "made"
    calls.clear()
    assert states(studio.finish(half))["body"] == "kept"


def test_the_time_left_is_told_once_it_is_known(studio: Studio) -> None:
    first: list[Event] = []
    studio.finish(document(), progress=first.append)
    assert first[0].left is None
    second: list[Event] = []
    result = studio.finish(document(seed=0, strength=0.5), progress=second.append)
    left = [event.left for event in second]
    assert None not in left and left[-1] == pytest.approx(0, abs=1)
    assert left[0] is not None and left[0] > 0
    spent = {step.name: step.seconds for step in result.steps}
    assert spent["refine"] > 0 and spent["body"] == 0


def test_frames_are_painted_as_a_drawing_is(studio: Studio, calls: Counter[str]) -> None:
    poses = [named_pose(name, (96, 144)) for name in ("standing", "waving")]
    plain = studio.animate(poses, frames=2)
    calls.clear()
    made = studio.animate(poses, frames=2, painted=document())
    assert made.extent == plain.extent and "PI-REC" in made.engine and calls["pirec"] >= 4
    assert not np.array_equal(made.pictures[0], plain.pictures[0])
    again = studio.animate(poses, frames=2, painted=document())
    assert all(np.array_equal(a, b) for a, b in zip(made.pictures, again.pictures, strict=True))
