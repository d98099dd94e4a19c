"""A folder into a library: what is new, changed, moved, gone or broken, and what a kill leaves behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.library import Library, Looked, Query
from anigen_core.library.looking import Looker
from anigen_core.pose_library import named_pose
from tests.shelf import BLUE, GREEN, PINK, small_figure, write_figures

ROOT = Path(__file__).parents[2]
LOOKER = Looker()


def add(library: Library, folder: Path, **more: object) -> dict[str, int]:
    """What `Library.add` has counted, without the zeros."""
    done = library.add(folder, LOOKER, **more)  # type: ignore[arg-type]
    names = ("new", "changed", "moved", "missing", "unchanged", "recoded")
    return {name: getattr(done, name) for name in names if getattr(done, name)}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "home" / "library.sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_figures(tmp_path / "pictures", 5)
    return tmp_path / "pictures"


def test_only_what_is_new_or_has_changed_is_looked_at(library: Library, folder: Path) -> None:
    (folder / "more" / "deep").mkdir(parents=True)
    Image.fromarray(small_figure(PINK, BLUE)).save(folder / "more" / "deep" / "a.jpg")
    assert add(library, folder) == {"new": 6}
    assert add(library, folder) == {"unchanged": 6}

    Image.fromarray(small_figure(PINK, GREEN)).save(folder / "02.png")
    Image.fromarray(small_figure(BLUE, GREEN)).save(folder / "new.webp")
    assert add(library, folder) == {"new": 1, "changed": 1, "unchanged": 5}
    assert len(library) == 7


def test_a_file_that_was_only_touched_keeps_its_entry(library: Library, folder: Path) -> None:
    add(library, folder)
    os.utime(folder / "01.png", ns=(1, 1))
    assert add(library, folder) == {"unchanged": 5}


def test_moved_files_keep_their_number_and_missing_ones_come_back(library: Library, folder: Path) -> None:
    add(library, folder)
    number = next(e for e in library.entries(library.columns.ids) if e and e.name == "03.png").id
    (folder / "sub").mkdir()
    (folder / "03.png").rename(folder / "sub" / "renamed.png")
    (folder / "04.png").rename(folder.parent / "04.png")
    assert add(library, folder) == {"moved": 1, "missing": 1, "unchanged": 3}
    assert library.entry(number).path == folder / "sub" / "renamed.png"
    assert len(library) == 4
    assert library.stats().missing == 1

    (folder.parent / "04.png").rename(folder / "04.png")
    assert add(library, folder) == {"unchanged": 5}
    assert len(library) == 5


def test_a_file_moved_to_another_folder_is_known(library: Library, folder: Path, tmp_path: Path) -> None:
    add(library, folder)
    (tmp_path / "other").mkdir()
    (folder / "00.png").rename(tmp_path / "other" / "00.png")
    assert add(library, tmp_path / "other") == {"moved": 1}
    assert len(library) == 5


def test_copies_are_pictures_of_their_own(library: Library, folder: Path) -> None:
    (folder / "copy.png").write_bytes((folder / "00.png").read_bytes())
    assert add(library, folder) == {"new": 6}
    assert [sorted(e.name for e in group) for group in library.groups()] == [["00.png", "copy.png"]]


def test_two_files_that_change_places(library: Library, folder: Path) -> None:
    add(library, folder)
    first, second = (folder / "00.png").read_bytes(), (folder / "01.png").read_bytes()
    (folder / "00.png").write_bytes(second)
    (folder / "01.png").write_bytes(first)
    os.utime(folder / "00.png", ns=(5, 5))
    os.utime(folder / "01.png", ns=(6, 6))
    add(library, folder)
    assert len(library) == 5
    for name, data in (("00.png", second), ("01.png", first)):
        entry = next(e for e in library.entries(library.columns.ids) if e and e.name == name)
        seen = LOOKER(np.asarray(Image.open(folder / name)))
        assert (folder / name).read_bytes() == data
        assert np.array_equal(entry.looked.code, seen.code)


def test_broken_files_are_listed_each_with_a_sentence(library: Library, folder: Path) -> None:
    (folder / "cut.png").write_bytes((folder / "00.png").read_bytes()[:200])
    (folder / "text.jpg").write_text("no picture")
    (folder / "empty.png").touch()
    (folder / "link.png").symlink_to(folder / "nowhere.png")
    Image.new("RGB", (4, 4)).save(folder / "dot.png")
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x02\x00\x00\x00"
    (folder / "huge.png").write_bytes(header + b"\x00\x00\x00\x00")
    done = library.add(folder, LOOKER)
    assert done.new == 5
    names = {Path(path).name: sentence for path, sentence in done.unreadable}
    assert set(names) == {"cut.png", "text.jpg", "empty.png", "link.png", "dot.png", "huge.png"}
    assert all(sentence.endswith(".") for sentence in names.values())
    assert dict(library.unreadable()) == dict(done.unreadable)
    assert library.stats().unreadable == 6


def test_a_picture_that_breaks_later_is_no_longer_found(library: Library, folder: Path) -> None:
    add(library, folder)
    (folder / "00.png").write_bytes(b"broken")
    done = library.add(folder, LOOKER)
    assert len(done.unreadable) == 1
    assert len(library) == 4


def test_hidden_files_loops_and_pipes_are_left_alone(library: Library, folder: Path) -> None:
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "a.png").write_bytes((folder / "00.png").read_bytes())
    (folder / "._00.png").write_bytes(b"resource fork")
    (folder / "circle").symlink_to(folder, target_is_directory=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.png")
    assert add(library, folder) == {"new": 5}


def test_of_an_animation_the_first_frame_is_seen(library: Library, folder: Path) -> None:
    frames = [Image.fromarray(small_figure(PINK, color)) for color in (BLUE, GREEN)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    assert add(library, folder) == {"new": 6}
    seen = LOOKER(small_figure(PINK, BLUE))
    assert library.search(Query.like(seen), 1)[0].entry.name == "moving.gif"


def test_a_large_picture_keeps_its_size_and_its_pose_its_place(library: Library, folder: Path) -> None:
    class Posed(Looker):
        def __call__(self, picture: np.ndarray, **_: object) -> Looked:
            height, width = picture.shape[:2]
            return replace(super().__call__(picture), pose=named_pose("standing", (width, height)))

    Image.fromarray(small_figure(PINK, BLUE, size=(1200, 1800))).save(folder / "large.png")
    library.add(folder, Posed())
    entry = next(e for e in library.entries(library.columns.ids) if e and e.name == "large.png")
    assert (entry.width, entry.height) == (1200, 1800)
    assert entry.looked.pose is not None
    assert entry.looked.pose.extent == (1200, 1800)
    assert library.picture(entry).shape == (1800, 1200, 3)


def test_folders_that_cannot_be_added(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        library.add(tmp_path / "nowhere", LOOKER)
    (tmp_path / "bare").mkdir()
    with pytest.raises(InputError, match="There is no picture in"):
        library.add(tmp_path / "bare", LOOKER)
    assert library.stats().folders == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights another way")
def test_a_folder_without_the_right_to_read(library: Library, folder: Path) -> None:
    locked = folder / "locked"
    write_figures(locked, 2)
    locked.chmod(0)
    try:
        if os.access(locked, os.R_OK):
            pytest.skip("this user may read everything (root)")
        done = library.add(folder, LOOKER)
        assert done.new == 5
        assert done.unreadable == (
            (str(locked), "The folder cannot be opened; ask for the right to read it."),
        )
        with pytest.raises(InputError, match="cannot be opened"):
            library.add(locked, LOOKER)
    finally:
        locked.chmod(0o700)


def test_what_the_system_refuses_is_listed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for whoever may read everything: the system's answer is put in by hand."""
    write_figures(folder / "locked", 2)
    scan = os.scandir

    def refuse(place: str) -> object:
        if Path(place).name == "locked":
            raise PermissionError(13, "Permission denied", str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", refuse)
    done = library.add(folder, LOOKER)
    assert done.new == 5
    assert [path for path, _ in done.unreadable] == [str(folder / "locked")]
    with pytest.raises(InputError, match="cannot be opened; ask for the right"):
        library.add(folder / "locked", LOOKER)


def test_other_weights_code_anew(library: Library, folder: Path) -> None:
    add(library, folder)
    write_figures(folder.parent / "others", 7)
    looker = Looker()
    looker.coder = "other 2"  # as after new weights
    library.add(folder.parent / "others", looker)
    stats = library.stats()
    assert (stats.coder, stats.waiting, stats.pictures) == ("other 2", 5, 12)
    done = library.add(folder, looker)
    assert done.recoded == 5
    assert library.stats().waiting == 0


def test_cancelled_it_goes_on_where_it_was(library: Library, tmp_path: Path) -> None:
    write_figures(tmp_path / "many", 20)
    stop = threading.Event()
    seen: list[float] = []

    def report(fraction: float) -> None:
        seen.append(fraction)
        stop.set()

    done = library.add(tmp_path / "many", LOOKER, progress=report, cancel=stop)
    assert done.stopped
    assert 0 < done.new < 20
    assert seen == sorted(seen)
    again = library.add(tmp_path / "many", LOOKER)
    assert (again.unchanged, again.new) == (done.new, 20 - done.new)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_in_the_middle_it_loses_nothing(tmp_path: Path) -> None:
    write_figures(tmp_path / "many", 64)
    place = tmp_path / "library.sqlite"
    code = (
        "import sys; from pathlib import Path; from anigen_core.library import Library\n"
        "from anigen_core.library.looking import Looker\n"
        "Library.open(Path(sys.argv[1])).add(Path(sys.argv[2]), Looker())"
    )
    arguments = [sys.executable, "-c", code, str(place), str(tmp_path / "many")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(arguments, env=environment)
    kept = 0
    while kept < 8 and process.poll() is None:
        time.sleep(0.005)  # no test of time: it only waits until a few pictures are written
        if place.exists():
            with sqlite3.connect(place, timeout=30) as reader:
                tables = reader.execute(
                    "SELECT count(*) FROM sqlite_master WHERE name = 'pictures'"
                ).fetchone()
                kept = reader.execute("SELECT count(*) FROM pictures").fetchone()[0] if tables[0] else 0
            reader.close()
    process.send_signal(signal.SIGKILL)
    process.wait()

    library = Library.open(place)
    before = {e.id: e.looked.code.tobytes() for e in library.entries(library.columns.ids) if e}
    assert len(before) >= 8
    done = library.add(tmp_path / "many", LOOKER)
    assert done.unchanged == len(before)
    assert done.new == 64 - len(before)
    after = {e.id: e.looked.code.tobytes() for e in library.entries(library.columns.ids) if e}
    assert {number: after[number] for number in before} == before
    assert all(library.thumbnail(library.entry(number)) for number in after)


def test_forgetting_a_folder_leaves_its_files(library: Library, folder: Path) -> None:
    write_figures(folder.parent / "pictures2", 3)
    add(library, folder)
    add(library, folder.parent / "pictures2")
    assert library.forget(folder) == 5
    assert len(list(folder.glob("*.png"))) == 5
    assert len(library) == 3
    assert library.stats().folders == (str(folder.parent / "pictures2"),)
    with pytest.raises(InputError, match="no pictures of"):
        library.forget(folder)
