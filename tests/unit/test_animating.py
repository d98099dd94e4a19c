"""A character moving through key poses, by the studio, with the weight-free figure."""

import threading

import numpy as np
import pytest

from anigen_core.animation import MAX_PIXELS
from anigen_core.character import ANYBODY
from anigen_core.errors import Cancelled, InputError
from anigen_core.pipeline import Event, Studio
from anigen_core.pose_library import named_pose
from tests.tiny_body import write_tiny_body

SMALL = (96, 144)
STAND, WAVE = (named_pose(name, SMALL) for name in ("standing", "waving"))
RED = ANYBODY.colored("top", "#c02020")


def test_frames_are_the_bodies_of_their_poses(tmp_path):
    studio, events = Studio(weights=tmp_path), []
    made = studio.animate([STAND, WAVE], RED, 4, course="pingpong", fps=8, progress=events.append)
    assert made.extent == SMALL and made.order == (0, 1, 2, 3, 2, 1) and made.fps == 8 and made.repeats
    assert len(made.pictures) == len(made.poses) == 4
    for picture, pose in zip(made.pictures, made.poses, strict=True):
        assert np.array_equal(picture, studio.body(pose, RED).picture)
    assert "mannequin" in made.engine and made.seconds > 0

    fractions = [event.fraction for event in events]
    assert fractions == sorted(fractions) and fractions[-1] == 1
    shown = [event for event in events if event.picture is not None]
    assert [event.message for event in shown] == [f"Frame {n} of 4" for n in (1, 2, 3, 4)]
    assert all(event.picture is picture for event, picture in zip(shown, made.pictures, strict=True))


def test_another_size_is_the_same_movement(tmp_path):
    made = Studio(weights=tmp_path).animate([STAND, WAVE], frames=2, size=(48, 72))
    assert made.extent == (48, 72) and not made.repeats


def test_what_stays_the_same_is_drawn_once(tmp_path):
    studio = Studio(weights=tmp_path)
    made = studio.animate([STAND, STAND, WAVE], frames=7)
    assert made.order == (0, 0, 0, 0, 1, 2, 3) and len(made.pictures) == len(made.poses) == 4
    assert np.array_equal(made.poses[0].joints, STAND.joints)
    walk = studio.animate([STAND], RED, 3, toward=ANYBODY)  # one pose, on the way to somebody else
    assert walk.order == (0, 1, 2)


def test_a_walk_from_one_character_to_another(tmp_path):
    """By a tiny network: both ends are the two themselves, and what lies between is neither."""
    studio = Studio("torch", weights=write_tiny_body(tmp_path))
    one, other = RED, ANYBODY.wishing("hair_color", "black")  # of one no word is wished for
    walk = studio.animate([STAND], one, 3, toward=other)
    first, middle, last = walk.pictures
    assert np.array_equal(first, studio.body(STAND, one, figure="psgan").picture)
    assert np.array_equal(last, studio.body(STAND, other, figure="psgan").picture)
    assert not np.array_equal(middle, first) and not np.array_equal(middle, last)
    assert "PSGAN" in walk.engine


def test_stopping(tmp_path):
    stop, seen = threading.Event(), []

    def listen(event: Event) -> None:
        if event.picture is not None:
            seen.append(event)
            stop.set()

    with pytest.raises(Cancelled):
        Studio(weights=tmp_path).animate([STAND, WAVE], frames=8, progress=listen, cancel=stop)
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("poses", "options", "word"),
    [
        ([STAND], {}, "does not move"),
        ([], {}, "key pose"),
        ([STAND, WAVE.hidden(*range(3, 18))], {}, "too little of the body"),
        ([STAND, WAVE], {"size": (4096, 4096), "frames": 60}, "too much at once"),
        ([STAND, WAVE], {"fps": 100}, "frames a second"),
        ([STAND, WAVE], {"figure": "robot"}, "figure"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_drawn(poses, options, word, tmp_path):
    events: list[Event] = []
    with pytest.raises(InputError, match=word):
        Studio(weights=tmp_path).animate(poses, progress=events.append, **options)
    assert not events
    assert MAX_PIXELS < 60 * 4096 * 4096
