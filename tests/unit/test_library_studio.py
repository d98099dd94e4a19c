"""A studio looks at pictures, makes faces, and says what is too close to a picture that is there."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from anigen_core.character import Character
from anigen_core.document import Document, Settings
from anigen_core.errors import Cancelled, InputError
from anigen_core.library import Library
from anigen_core.pipeline import Studio
from anigen_core.pose_library import named_pose
from anigen_core.progress import Event

CLOSE = "very close to 'mine' of your library"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.in_memory(8)


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Studio:
    """Without weights, and with a library to compare with."""
    return Studio(weights=tmp_path_factory.mktemp("none"), library=library)


def drawing() -> Document:
    lines, colors = np.full((144, 96), 255, np.uint8), np.zeros((144, 96, 4), np.uint8)
    lines[20:120, 30:32] = lines[20:120, 64:66] = lines[20:22, 30:66] = lines[118:120, 30:66] = 0
    colors[22:118, 32:64] = (200, 90, 80, 255)
    return Document.compose(lines, colors, settings=Settings(painter="fill"))


def test_a_finished_picture_that_is_in_the_library_is_told_and_a_preview_is_not(
    studio: Studio, library: Library
):
    first = studio.finish(drawing())
    assert not any(CLOSE in note for note in first.notes)
    library.add_picture(first.picture, "mine", studio.looker())
    again = studio.finish(drawing())
    assert [note for note in again.notes if CLOSE in note]
    assert not studio.finish(drawing(), preview=True).notes
    assert CLOSE in studio.too_close(first.picture) and CLOSE in studio.too_close(first.picture, library)
    assert studio.too_close(first.picture, Library.in_memory(2)) == ""


def test_bodies_and_faces_are_told_too(studio: Studio, library: Library):
    body = studio.body(named_pose("waving", (96, 144)))
    [face] = studio.faces(Character(seed=4))
    assert not body.notes and not face.notes
    for made in (body, face):
        library.add_picture(made.picture, "mine", studio.looker())
    assert CLOSE in studio.body(named_pose("waving", (96, 144))).notes[0]
    assert CLOSE in studio.faces(Character(seed=4))[0].notes[0]


def test_faces_come_one_by_one_from_a_seed_on_and_can_be_stopped(studio: Studio):
    seen: list[Event] = []
    made = studio.faces(Character(seed=2**32 - 1), 3, progress=seen.append)
    assert [face.character.seed for face in made] == [2**32 - 1, 0, 1]
    shown = [event.picture for event in seen if event.picture is not None]
    assert len(shown) == 3 and all((a == b.picture).all() for a, b in zip(shown, made, strict=True))
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        studio.faces(Character(), 3, cancel=stop)
    for count in (0, 65):
        with pytest.raises(InputError, match="1 to 64 faces"):
            studio.faces(Character(), count)


def test_two_faces_are_joined_by_a_strip(studio: Studio):
    first, last = Character(seed=1), Character(seed=2)
    strip = studio.morph_faces(first, last, 5)
    ends = studio.faces(first)[0], studio.faces(last)[0]
    assert len(strip) == 5
    assert (strip[0].picture == ends[0].picture).all() and (strip[-1].picture == ends[1].picture).all()


def test_looking_finds_the_code_and_the_colors(studio: Studio, tmp_path: Path):
    looked = studio.look(studio.finish(drawing()).picture)
    assert looked.code.shape == (64,) and looked.coder and len(looked.palette)
