"""The file of a library: what is no library, what is damaged or newer, and visitors' ones in memory."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest

from anigen_core.errors import InputError
from anigen_core.library import Library, Query
from anigen_core.library.looking import Looker
from anigen_core.library.store import Store
from tests.shelf import BLUE, GRAY, GREEN, PINK, small_figure, write_figures

LOOKER = Looker()


def test_everything_comes_back_from_the_file(tmp_path: Path) -> None:
    write_figures(tmp_path / "p", 3)
    first = Library.open(tmp_path / "l.sqlite")
    first.add(tmp_path / "p", LOOKER)
    before = first.entry(2)
    first.close()
    after = Library.open(tmp_path / "l.sqlite").entry(2)
    assert (before.name, before.path, before.width, before.height) == (
        "01.png",
        tmp_path / "p" / "01.png",
        96,
        144,
    )
    assert after.path == before.path
    assert np.array_equal(after.looked.code, before.looked.code)
    assert np.array_equal(after.looked.palette, before.looked.palette)
    assert after.looked.tags == before.looked.tags
    assert after.looked.coder == LOOKER.coder


def test_the_users_own_library_is_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANIGEN_HOME", str(tmp_path / "home"))
    Library.open().close()
    assert (tmp_path / "home" / "library.sqlite").is_file()


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "l.sqlite"
    place.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    content = place.read_bytes()
    with pytest.raises(InputError, match="damaged"):
        Library.open(place)
    assert place.read_bytes() == content
    place.write_bytes(b"some text that is long enough to be no database at all" * 50)
    with pytest.raises(InputError, match="damaged"):
        Library.open(place)


def test_a_newer_file_and_another_programs_file_are_refused(tmp_path: Path) -> None:
    newer, other = tmp_path / "newer.sqlite", tmp_path / "other.sqlite"
    Library.open(newer).close()
    for place, sql in ((newer, "PRAGMA user_version = 99"), (other, "CREATE TABLE bookmarks (name TEXT)")):
        with sqlite3.connect(place) as connection:
            connection.execute(sql)
        connection.close()
        content = place.read_bytes()
        with pytest.raises(InputError, match=r"newer AniGen|another program"):
            Library.open(place)
        assert place.read_bytes() == content


def test_an_older_file_is_taken_over_and_filled_when_its_folder_is_added_again(tmp_path: Path) -> None:
    write_figures(tmp_path / "p", 2)
    place = tmp_path / "l.sqlite"
    library = Library.open(place)
    library.add(tmp_path / "p", LOOKER)
    library.close()
    with sqlite3.connect(place) as connection:
        connection.execute("ALTER TABLE pictures DROP COLUMN form")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    library = Library.open(place)
    assert (len(library), library.stats().waiting) == (2, 2)
    assert not library.entry(1).looked.form.any()
    assert library.search(Query.like(library.entry(1).looked))[0].entry.id == 1
    assert library.add(tmp_path / "p", LOOKER).recoded == 2
    assert library.stats().waiting == 0
    assert library.entry(1).looked.form.any()


def test_a_place_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be"):
        Library.open(tmp_path / "file" / "l.sqlite")
    with pytest.raises(InputError, match="cannot be"):
        Library.open(tmp_path)


def test_a_change_that_fails_is_no_change(tmp_path: Path) -> None:
    store = Store(tmp_path / "l.sqlite")
    with pytest.raises(RuntimeError), store.change() as change:
        change("INSERT INTO folders VALUES ('a')")
        raise RuntimeError
    assert store.read("SELECT * FROM folders") == []


def test_what_another_program_adds_is_found(tmp_path: Path) -> None:
    write_figures(tmp_path / "p", 3)
    mine, other = (Library.open(tmp_path / "l.sqlite") for _ in range(2))
    mine.add(tmp_path / "p", LOOKER)
    assert len(other) == 3
    mine.forget(tmp_path / "p")
    assert len(other) == 0


def test_in_memory_pictures_are_kept_and_the_limit_is_said() -> None:
    library = Library.in_memory(limit=2)
    drawn = small_figure(PINK, BLUE)
    entry = library.add_picture(drawn, "mine.png", LOOKER)
    assert entry.path is None
    assert library.add_picture(drawn, "again.png", LOOKER).id == entry.id
    assert np.abs(library.picture(entry).astype(int) - drawn).mean() < 6
    library.add_picture(small_figure(GREEN, GRAY), "b.png", LOOKER)
    with pytest.raises(InputError, match="full with 2 pictures"):
        library.add_picture(small_figure(BLUE, GRAY), "c.png", LOOKER)
    library.forget_entry(entry)
    library.add_picture(small_figure(BLUE, GRAY), "c.png", LOOKER)
    assert len(library) == 2
    with pytest.raises(InputError, match="no longer in the library"):
        library.picture(entry)


def test_in_memory_bytes_are_bounded_and_large_pictures_kept_small() -> None:
    library = Library.in_memory(most_bytes=150_000)
    rng = np.random.default_rng(1)
    with pytest.raises(InputError, match="is full"):
        for _ in range(20):
            library.add_picture(rng.integers(0, 256, (200, 200, 3), np.uint8), "noise.png", LOOKER)
    large = Library.in_memory().add_picture(small_figure(PINK, BLUE, size=(1400, 2100)), "large.png", LOOKER)
    assert (large.width, large.height) == (1400, 2100)


def test_a_library_in_memory_takes_no_folder_and_no_tiny_picture(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="single pictures"):
        Library.in_memory().add(tmp_path, LOOKER)
    with pytest.raises(InputError, match="at least 16"):
        Library.in_memory().add_picture(np.zeros((8, 8, 3), np.uint8), "dot.png", LOOKER)


def test_threads_share_a_library() -> None:
    library = Library.in_memory()
    library.add_picture(small_figure(GRAY, GRAY), "first.png", LOOKER)
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(6):
                color = (10 + 30 * number, 20 + 30 * step, 100)
                looked = library.add_picture(small_figure(color, BLUE), f"{number}-{step}.png", LOOKER).looked
                assert library.search(Query.like(looked), 3)[0].distance == 0
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(library) == 25
