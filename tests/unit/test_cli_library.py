"""`anigen library` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from anigen_core import cli_library
from anigen_core.cli import app
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.library.looking import Looker
from tests.shelf import PINK, small_figure, write_figures


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pictures, looked at by rules: quick, and the same whatever weights are there."""
    monkeypatch.setenv("ANIGEN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(cli_library, "_looker", lambda *, poses: Looker(poses=poses))
    write_figures(tmp_path / "p", 8)
    return tmp_path


def run(*arguments: object) -> dict:
    done = CliRunner().invoke(app, ["library", *map(str, arguments), "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    return json.loads(done.stdout)


def test_add_search_morph_duplicates_stats_and_forget(home: Path) -> None:
    (home / "p" / "broken.png").write_bytes(b"broken")
    (home / "p" / "copy.png").write_bytes((home / "p" / "03.png").read_bytes())
    added = run("add", home / "p")
    assert (added["new"], added["stopped"]) == (9, False)
    assert [Path(row["path"]).name for row in added["unreadable"]] == ["broken.png"]
    assert (home / "home" / "library.sqlite").is_file()

    found = run("search", home / "p" / "05.png", "--top", 3, "--sheet", home / "s.png")
    assert Path(found["hits"][0]["path"]).name == "05.png"
    assert found["hits"][0]["distance"] == 0
    assert found["waiting"] == 0
    assert Image.open(home / "s.png").width > 200

    chain = run("morph", home / "p" / "00.png", home / "p" / "07.png", "--count", 2)
    assert len(chain["hits"]) <= 2
    assert 0 <= chain["monotonicity"] <= 1
    groups = run("duplicates")["groups"]
    assert [[Path(path).name for path in group] for group in groups] == [["03.png", "copy.png"]]
    told = run("stats")
    assert (told["pictures"], told["folders"]) == (9, [str(home / "p")])
    assert len(told["unreadable"]) == 1
    assert run("forget", home / "p")["forgotten"] == 10
    assert (home / "p" / "05.png").is_file()


def test_search_by_canvas_colors_and_pose(home: Path) -> None:
    place = ("--library", home / "own.sqlite")
    run("add", home / "p", *place)
    figure = small_figure(PINK, PINK)
    colors = np.dstack([figure, np.where((figure == 255).all(2), 0, 255).astype(np.uint8)])
    Document.compose(colors=colors).save(home / "d.anigen")
    by_canvas = run("search", "--canvas", home / "d.anigen", "--by", "code,palette", *place)
    assert len(by_canvas["hits"]) == 8
    assert len(run("search", "--palette", "#ec82aa", "--weight", "palette=2", *place)["hits"]) == 8
    assert {hit["distance"] for hit in run("search", "--pose", "standing", *place)["hits"]} == {1.0}
    assert not (home / "home").exists()


def test_words_for_people(home: Path) -> None:
    runner = CliRunner()
    assert "8 new" in runner.invoke(app, ["library", "add", str(home / "p")]).output
    assert "8 unchanged" in runner.invoke(app, ["library", "add", str(home / "p")]).output
    assert "8 pictures" in runner.invoke(app, ["library", "stats"]).output
    assert "No two pictures" in runner.invoke(app, ["library", "duplicates"]).output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "nowhere"), "There is no folder"),
        (("search",), "Nothing is looked for"),
        (("search", "--tags", "pink"), "is empty"),
        (("search", "--palette", "x"), "not a color"),
        (("search", "--palette", "#fff", "--weight", "palette"), "not a weight"),
        (("search", "nowhere.png"), "cannot be read"),
        (("forget", "nowhere"), "no pictures of"),
    ],
)
def test_wrong_input_is_one_sentence(home: Path, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        CliRunner().invoke(app, ["library", *arguments], catch_exceptions=False)
