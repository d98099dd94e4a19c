"""The engine behind the page: one picture at a time, and stopping at any moment. Real, small pictures."""

from __future__ import annotations

import queue
import threading
from typing import Any

import numpy as np
import pytest

from anigen_core.document import Document
from anigen_core.errors import Cancelled, InputError
from anigen_core.pipeline import Event, Result
from anigen_core.pose_library import named_pose
from anigen_core.ui.actions import live
from anigen_core.ui.engine import Engine, Waiting
from anigen_core.ui.queue import PLACES
from anigen_core.ui.updates import newest


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture
def document() -> Document:
    return Document.compose(pose=named_pose("standing", (128, 192)))


def test_news_come_first_and_the_result_last(engine: Engine, document: Document):
    updates = list(engine.run(document, threading.Event()))
    assert isinstance(updates[-1], Result)
    assert all(isinstance(update, (Waiting, Event)) for update in updates[:-1])
    fractions = [update.fraction for update in updates if isinstance(update, Event)]
    assert fractions == sorted(fractions)


def test_the_first_picture_says_that_the_engine_is_loading(document: Document):
    first = next(iter(Engine().run(document, threading.Event())))
    assert isinstance(first, Waiting) and "Loading" in first.message


def test_what_is_wrong_with_the_drawing_is_raised_to_the_caller(engine: Engine):
    with pytest.raises(InputError):
        list(engine.run(Document.compose(size=(64, 64)), threading.Event()))


def test_a_stopped_run_never_begins(engine: Engine, document: Document):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        list(engine.run(document, stop))


def test_leaving_the_iterator_stops_the_work(engine: Engine, document: Document):
    stop = threading.Event()
    run: Any = engine.run(document, stop)
    next(run)
    run.close()
    assert stop.is_set()
    assert isinstance(list(engine.run(document, threading.Event()))[-1], Result), "the place is free again"


def test_several_users_at_once_all_get_their_picture(engine: Engine):
    sizes = [(96, 144), (128, 192), (64, 96), (112, 168)]
    found: dict[tuple[int, int], Any] = {}

    def draw(size: tuple[int, int]) -> None:
        document = Document.compose(pose=named_pose("waving", size))
        found[size] = list(engine.run(document, threading.Event()))[-1]

    threads = [threading.Thread(target=draw, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {size: result.document.extent for size, result in found.items()} == {size: size for size in sizes}


def test_one_who_waits_is_told_and_can_leave(engine: Engine, document: Document):
    """Stands in line behind a place that is held, is told so, and stops waiting when asked to."""
    engine.start()
    stop, told = threading.Event(), queue.SimpleQueue()
    with engine._line.place(threading.Event(), print):
        run = engine.run(document, stop)
        update = next(run)
        while isinstance(update, Waiting) and "Loading" in update.message:
            update = next(run)
        told.put(update)
        stop.set()
        with pytest.raises(Cancelled):
            next(run)
    waiting = told.get()
    assert isinstance(waiting, Waiting) and "1 other picture" in waiting.message


def test_a_slow_reader_skips_to_the_newest_news_and_keeps_the_picture(document: Document):
    picture = np.zeros((2, 2, 3), np.uint8)
    updates: queue.SimpleQueue = queue.SimpleQueue()
    for update in (Event("body", 0.1, "a", picture), Event("layers", 0.5, "b"), Event("layers", 0.6, "c")):
        updates.put(update)
    later = newest(updates)
    assert isinstance(later, Event) and later.message == "c" and later.picture is picture


def test_a_preview_is_small_and_comes_at_once(engine: Engine):
    large = Document.compose(pose=named_pose("standing", (512, 768)))
    result = engine.preview(large, threading.Event())
    assert result is not None and result.picture.shape[:2] == (384, 256)


def test_no_preview_while_a_picture_is_being_finished(engine: Engine, document: Document):
    with engine._line.place(threading.Event(), print):
        assert engine.preview(document, threading.Event()) is None


def test_a_line_that_is_full_refuses_in_a_sentence_and_is_empty_again(engine: Engine, document: Document):
    stop = threading.Event()
    with engine._line.place(threading.Event(), print):
        waiting: list[Any] = [engine.run(document, stop) for _ in range(PLACES - 1)]
        assert all(isinstance(next(run), Waiting) for run in waiting)
        with pytest.raises(InputError, match="try again in a minute"):
            list(engine.run(document, threading.Event()))
        for run in waiting:
            run.close()  # as gradio does with those whose clients have gone
    assert isinstance(list(engine.run(document, threading.Event()))[-1], Result)


def test_the_speed_of_previews_is_measured_once(engine: Engine):
    seconds = engine.preview_seconds()
    assert 0 < seconds == engine.preview_seconds()


@pytest.mark.parametrize(("seconds", "on"), [(0.12, True), (0.4, False)])
def test_previews_come_by_themselves_only_where_they_are_quick(seconds: float, on: bool):
    engine = Engine()
    engine._measured = seconds
    said = live(engine)
    assert said["on"] is on and said["words"].endswith(".")
    assert on or "Switch it on" in said["words"], "the artist decides"


def test_a_part_is_painted_anew_and_a_picture_is_opened_again(engine: Engine, document: Document):
    result = list(engine.run(document, threading.Event()))[-1]
    assert isinstance(result, Result)
    again = list(engine.reopen(document, result.picture, threading.Event()))[-1]
    assert isinstance(again, Result) and np.array_equal(again.picture, result.picture)
    inside = np.zeros((192, 128), np.uint8)
    inside[40:90, 40:90] = 255
    new = list(engine.redo(document, result.picture, inside, 1, threading.Event()))[-1]
    assert isinstance(new, Result) and np.array_equal(new.picture[inside == 0], result.picture[inside == 0])
