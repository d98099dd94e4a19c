"""What the Library and the Faces panel ask for, and what they are told; the bounds of a visit."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio.data_classes import FileData
from gradio.exceptions import Error

from anigen_core.character import Character
from anigen_core.errors import InputError
from anigen_core.imaging import encode_png
from anigen_core.library import Library
from anigen_core.library.library import FILE
from anigen_core.library.looking import Looker
from anigen_core.ui import faces, finding, shelf
from anigen_core.ui.engine import Engine
from anigen_core.ui.form import character_of, written
from anigen_core.ui.library import LibraryData, LibraryPanel
from anigen_core.ui.shelf import HERE, OWN, Shelf, Shelves
from anigen_core.ui.stage import StageData

COLORS = {"red": (220, 60, 50), "rose": (225, 70, 60), "green": (60, 160, 80), "blue": (50, 90, 200)}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gradio's upload folder, and a home without a library."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setenv("ANIGEN_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("no_weights"))


def doll(color: tuple[int, int, int], width: int = 24) -> np.ndarray:
    """A figure of one color on white."""
    picture = np.full((96, 64, 3), 255, np.uint8)
    picture[10:90, 32 - width // 2 : 32 + width // 2] = color
    picture[10:34, 20:44] = (250, 220, 200)
    return picture


def upload(folder: Path, name: str, array: np.ndarray) -> FileData:
    path = folder / f"{name}.png"
    path.write_bytes(encode_png(array))
    return FileData(path=str(path), orig_name=f"{name}.png")


@pytest.fixture
def filled(cache: Path, engine: Engine) -> Shelf:
    made = Shelf()
    pictures = [upload(cache, name, doll(color)) for name, color in COLORS.items()]
    told = finding.add(engine, made, LibraryData(pictures=pictures), {"batch": 3})
    assert told["places"] == {HERE: 4} and told["batch"] == 3 and not told["words"]
    return made


def names(told: dict[str, Any]) -> list[str]:
    return [hit["name"] for hit in told["hits"]]


def key_of(made: Shelf, name: str) -> str:
    [key] = [view["key"] for view in made.newest(HERE) if view["name"] == f"{name}.png"]
    return key


def test_pictures_are_kept_and_found_by_picture_by_canvas_and_by_color(
    cache: Path, engine: Engine, filled: Shelf
):
    told = finding.look(filled)
    assert [view["name"] for view in told["entries"]] == ["blue.png", "green.png", "rose.png", "red.png"]
    assert all(view["url"].endswith("thumbnail.webp") for view in told["entries"])
    like = finding.search(engine, filled, None, {"by": "entry", "key": key_of(filled, "red")})
    assert names(like)[0] == "rose.png" and "red.png" not in names(like)
    query = LibraryData(query=upload(cache, "query", doll((60, 160, 80))))
    assert names(finding.search(engine, filled, query, {"by": "picture"}))[0] == "green.png"
    colors = np.dstack([doll((50, 90, 200)), np.full((96, 64), 255, np.uint8)])
    drawn = StageData(width=64, height=96, colors=upload(cache, "colors", colors))
    for by in ("canvas", "colors"):
        assert names(finding.search_drawing(engine, filled, drawn, {"by": by}))[0] == "blue.png"


def test_between_and_near_duplicates(cache: Path, engine: Engine, filled: Shelf):
    first, last = key_of(filled, "red"), key_of(filled, "blue")
    chain = finding.between(filled, {"first": first, "last": last})
    assert chain["kind"] == "chain" and chain["ends"] == [first, last]
    assert not {first, last} & {hit["key"] for hit in chain["hits"]}
    with pytest.raises(InputError, match="one picture"):
        finding.between(filled, {"first": first, "last": first})
    twin = doll(COLORS["red"])
    twin[0, 0] = 254
    finding.add(engine, filled, LibraryData(pictures=[upload(cache, "twin", twin)]), None)
    groups = finding.alike(filled, {})["groups"]
    assert any({first, key_of(filled, "twin")} <= set(group) for group in groups)


def test_a_picture_is_used(engine: Engine, filled: Shelf):
    key = key_of(filled, "green")
    told, wished = finding.use(engine, filled, {"key": key, "way": "lines"})
    assert wished is None and told["url"].endswith("picture.png") and told["name"] == "green.png"
    told, wished = finding.use(engine, filled, {"key": key, "way": "palette"})
    assert wished is not None and told["colors"] == dict(wished.colors) and "top" in told["colors"]
    kept = character_of(finding.recolored(written(Character((("hair", ("bob",)),), seed=9)), wished))
    assert kept.word("hair") == "bob" and kept.seed == 9 and kept.colors == wished.colors


def test_what_is_wrong_is_one_sentence(cache: Path, engine: Engine, filled: Shelf):
    (cache / "story.png").write_text("no picture")
    story = FileData(path=str(cache / "story.png"), orig_name="story.png")
    told = finding.add(engine, filled, LibraryData(pictures=[story]), {})
    assert told["kind"] == "error" and "story.png" in told["words"] and told["words"].endswith(".")
    empty = StageData(width=64, height=96)
    for ask, words in (
        (lambda: finding.search_drawing(engine, filled, empty, {"by": "canvas"}), "canvas is empty"),
        (lambda: finding.search_drawing(engine, filled, empty, {"by": "pose"}), "no pose on the stage"),
        (lambda: finding.search(engine, filled, None, {"by": "picture"}), "No picture came"),
        (lambda: finding.search(engine, filled, None, {"by": "words", "words": "pink"}), "Say 1 to"),
        (lambda: finding.search(engine, filled, None, "nonsense"), "did not arrive whole"),
        (lambda: finding.use(engine, filled, {"key": "here:1", "way": "delete"}), "can be used for"),
        (lambda: finding.use(engine, filled, {"key": "own:1", "way": "pose"}), "not here any more"),
        (lambda: finding.use(engine, filled, {"key": "/etc/passwd", "way": "pose"}), "not here any more"),
        (
            lambda: finding.search(engine, Shelf(), None, {"by": "words", "words": ["pink"]}),
            "no pictures yet",
        ),
    ):
        with pytest.raises(InputError, match=words):
            ask()


def test_only_uploaded_pictures_pass(cache: Path):
    passwords = FileData(path="/etc/passwd")
    for wrong in (LibraryData(pictures=[passwords]), LibraryData(query=passwords)):
        with pytest.raises(Error, match="Upload the file itself"):
            LibraryPanel().preprocess(wrong)


def test_a_visit_is_bounded_and_so_are_the_visits(
    cache: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shelf, "FEW", 2)
    monkeypatch.setattr(shelf, "VISITS", 2)
    shelves, made = Shelves(), Shelf()
    files = [upload(cache, name, doll(color)) for name, color in COLORS.items()]
    told = finding.add(engine, made, LibraryData(pictures=files[:3]), {})
    assert told["places"] == {HERE: 2} and "full with 2 pictures" in told["words"]
    with pytest.raises(InputError, match="come at once"):
        finding.add(engine, made, LibraryData(pictures=files * 3), {})
    shelves.open(made, local=False)
    others = [shelves.open(None, local=False) for _ in range(2)]
    assert len(made.here) == 0 and len(others) == 2


def test_the_own_library_is_seen_at_the_machine_alone(cache: Path):
    pictures = cache / "pictures"
    pictures.mkdir()
    (pictures / "mine.png").write_bytes(encode_png(doll(COLORS["red"])))
    library = Library.open(cache / "home" / FILE)
    library.add(pictures, Looker())
    library.close()
    assert finding.look(Shelf(local=False))["places"] == {HERE: 0}
    told = finding.look(Shelf(local=True))
    assert told["places"] == {HERE: 0, OWN: 1} and told["local"]
    assert told["entries"][0]["name"] == "mine.png" and str(cache) not in told["entries"][0]["name"]


def test_faces_are_made_morphed_and_wished_for(cache: Path, engine: Engine):
    wished = written(Character((("hair_color", ("pink",)),)))
    news = list(faces.make(engine, wished, {"run": 5, "count": 4, "seed": 3}, threading.Event()))
    told, sheet = news[-1]
    assert told["state"] == "done" and len(told["faces"]) == 4 and sheet is not None
    assert [face["seed"] for face in told["faces"]] == [3, 4, 5, 6]
    assert all(face["url"] and face["lines"] for face in told["faces"])
    chosen = character_of(faces.wished(sheet, {"run": 5, "face": 2}))
    assert chosen.seed == 5 and chosen.word("hair_color") == "pink" and chosen.color("hair")
    strip = list(faces.morph(engine, sheet, {"run": 5, "first": 0, "last": 3}, threading.Event()))[-1]
    assert strip["state"] == "done" and len(strip["faces"]) == faces.STEPS


@pytest.mark.parametrize(
    "wrong",
    [None, {}, {"count": 4}, {"count": 5, "seed": 0}, {"count": 4, "seed": -1}, {"count": "4", "seed": 0}],
)
def test_what_is_no_wish_for_faces(cache: Path, engine: Engine, wrong: Any):
    *_, (told, sheet) = faces.make(engine, None, wrong, threading.Event())
    assert told["state"] == "failed" and told["words"].endswith(".") and sheet is None


def test_faces_of_another_sheet_are_refused(cache: Path, engine: Engine):
    sheet = faces.Sheet(1, [])
    for known, data in ((None, {"run": 1, "face": 0}), (sheet, {"run": 2, "face": 0}), (sheet, None)):
        with pytest.raises(InputError, match="another sheet"):
            faces.wished(known, data)
    *_, told = faces.morph(engine, sheet, {"run": 1, "first": 0, "last": True}, threading.Event())
    assert told["state"] == "failed"
