"""Candidates of whole drawings, with a tiny painter made on the spot."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from anigen_core.character import Character
from anigen_core.choosing import MAX_CANDIDATES, seeded, seeds
from anigen_core.document import Document
from anigen_core.errors import Cancelled, InputError
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.progress import Event
from anigen_core.settings import MAX_SEED, Settings
from tests.figure import draw_figure
from tests.tiny_body import write_tiny_body
from tests.tiny_painter import write_tiny_painter

FIGURE = draw_figure(scale=1)
DRAWING = Document.compose(FIGURE.lines, FIGURE.colors, settings=Settings(seed=5))
POSE = named_pose("standing", (128, 192))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio("torch", weights=write_tiny_painter(tmp_path_factory.mktemp("weights")))


def test_a_drawing_varies_by_its_own_seed(studio: Studio) -> None:
    found = studio.candidates(DRAWING, 5)
    assert sorted(one.seed for one in found) == [5, 6, 7, 8, 9]
    assert [one.shown for one in found] == [True] * 4 + [False]
    assert all(one.owner == "drawing" and one.words.endswith(".") for one in found)
    assert all(one.scores.lines is not None and one.scores.pose is None for one in found)
    assert len({one.picture.tobytes() for one in found}) == 5
    first = found[0]
    again = replace(DRAWING, settings=seeded(DRAWING.settings, first.owner, first.seed))
    assert np.array_equal(studio.finish(again, preview=True).picture, first.picture)


def test_progress_brings_every_picture(studio: Studio) -> None:
    events: list[Event] = []
    found = studio.candidates(DRAWING, 3, progress=events.append)
    pictures = [event.picture for event in events if event.picture is not None]
    assert {picture.tobytes() for picture in pictures} == {one.picture.tobytes() for one in found}
    fractions = [event.fraction for event in events]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1)


def test_they_can_be_stopped(studio: Studio) -> None:
    cancel = threading.Event()

    def stop_after_one(event: Event) -> None:
        if event.picture is not None:
            cancel.set()

    with pytest.raises(Cancelled) as stopped:
        studio.candidates(DRAWING, 3, progress=stop_after_one, cancel=cancel)
    assert stopped.value.partial is None


def test_a_mannequin_has_no_seed_but_a_drawing_with_one_has(studio: Studio) -> None:
    with pytest.raises(InputError, match="mannequin"):
        studio.candidates(Document.compose(pose=POSE), 4)
    hair = Document.compose(FIGURE.lines, FIGURE.colors, named_pose("standing", FIGURE.lines.shape[::-1]))
    assert {one.owner for one in studio.candidates(hair, 2)} == {"drawing"}


def test_a_body_varies_by_its_character_s_seed(tmp_path: Path) -> None:
    studio = Studio("torch", weights=write_tiny_body(tmp_path))
    settings = Settings(seed=7, painter="fill", figure="psgan", character=Character(seed=3))
    found = studio.candidates(Document.compose(pose=POSE, settings=settings), 3)
    assert sorted(one.seed for one in found) == [3, 4, 5] and {one.owner for one in found} == {"character"}
    assert found[0].picture.shape == (192, 128, 4)
    assert len({one.picture.tobytes() for one in found}) == 3
    assert all(one.scores.lines is None for one in found), "no artist's lines to agree with"
    # The mannequin is drawn for somebody of whom nothing is wished for in words.
    with pytest.raises(InputError, match="wish for something in words"):
        studio.candidates(Document.compose(pose=POSE, settings=replace(settings, figure="auto")), 3)
    # Where a drawing leaves no room for a body, its seed would change nothing.
    whole = Document.compose(colors=np.full((192, 128, 4), 255, np.uint8), pose=POSE, settings=settings)
    with pytest.raises(InputError, match="PI-REC"):
        studio.candidates(whole, 3)


def test_what_cannot_vary_is_said(studio: Studio) -> None:
    by_rule = replace(DRAWING, settings=Settings(painter="fill"))
    with pytest.raises(InputError, match="PI-REC"):
        studio.candidates(by_rule, 4)
    with pytest.raises(InputError, match="empty"):
        studio.candidates(Document.compose(size=(64, 64)), 4)
    for count in (0, MAX_CANDIDATES + 1):
        with pytest.raises(InputError, match="1 to 16"):
            studio.candidates(DRAWING, count)


def test_seeds_follow_the_one_there_and_come_round() -> None:
    assert seeds(Settings(), "drawing", 3) == [1, 2, 3]
    assert seeds(Settings(seed=MAX_SEED), "drawing", 3) == [MAX_SEED, 1, 2]
    assert seeds(Settings(), "character", 2) == [0, 1]
    settings = seeded(Settings(seed=4), "character", MAX_SEED)
    assert settings.character.seed == MAX_SEED and settings.seed == 4
    assert seeds(settings, "character", 2) == [MAX_SEED, 0]
    assert seeded(settings, "drawing", 9).seed == 9
