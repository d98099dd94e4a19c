"""Pictures of one's own character and two drawings, as the stage sends them; and the sentences about them."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio.data_classes import FileData
from gradio.exceptions import Error

from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.imaging import encode_png
from anigen_core.pose_library import named_pose
from anigen_core.settings import Settings
from anigen_core.stages.generate import draw_body
from anigen_core.ui import actions, between, drawing, own
from anigen_core.ui.engine import Engine
from anigen_core.ui.stage import DrawingStage, KeyData, ReferenceData, StageData
from tests.unit.test_ui_form import EMPTY

SIZE = (96, 144)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gradio's upload folder."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("no_weights"))


@pytest.fixture(scope="module")
def bodies() -> dict[str, Any]:
    return {name: draw_body(named_pose(name, SIZE)) for name in ("standing", "waving")}


def upload(folder: Path, name: str, array: np.ndarray) -> FileData:
    path = folder / f"{name}.png"
    path.write_bytes(encode_png(array))
    return FileData(path=str(path))


def stage_with(cache: Path, bodies: Any, **more: Any) -> StageData:
    shown = [
        ReferenceData(picture=upload(cache, name, body.picture), pose=named_pose(name, SIZE).to_dict())
        for name, body in bodies.items()
    ]
    pose = named_pose("arms_up", SIZE).to_dict()
    return StageData(width=SIZE[0], height=SIZE[1], pose=pose, references=shown, **more)


def keys(cache: Path, bodies: Any) -> list[KeyData]:
    return [
        KeyData(
            width=SIZE[0],
            height=SIZE[1],
            lines=upload(cache, f"{name}_lines", body.lines),
            colors=upload(cache, f"{name}_colors", body.colors),
            pose=named_pose(name, SIZE).to_dict(),
        )
        for name, body in bodies.items()
    ]


# ---- what the stage sends


def test_references_come_to_the_document_and_back(cache: Path, bodies: Any):
    value = stage_with(cache, bodies)
    assert value.references is not None
    value.references[1].pose = None
    document = drawing.read(value, Settings())
    assert len(document.references) == 2
    (picture, pose), (_, none) = document.references
    assert (picture == bodies["standing"].picture).all() and none is None
    assert pose is not None and pose.extent == SIZE
    told = drawing.sent_document(document, "")
    assert "references" in told["parts"] and [one["pose"] is None for one in told["references"]] == [
        False,
        True,
    ]
    assert drawing.with_settings(document, Settings(seed=3)).references == document.references


def test_references_are_refused_by_number_and_size_before_they_are_read(cache: Path):
    missing = ReferenceData(picture=FileData(path=str(cache / "nothing.png")))
    with pytest.raises(InputError, match="at most 4"):
        drawing.read(StageData(width=96, height=144, references=[missing] * 5))
    large = ReferenceData(picture=upload(cache, "large", np.zeros((4096, 3073), np.uint8)))
    with pytest.raises(InputError, match="megapixels"):
        drawing.read(StageData(width=96, height=144, references=[large]))


def test_only_uploaded_files_pass_wherever_they_stand(cache: Path, tmp_path: Path):
    stage = DrawingStage()
    passwords = FileData(path="/etc/passwd")
    key = KeyData(width=9, height=9)
    for wrong in (
        StageData(width=9, height=9, references=[ReferenceData(picture=passwords)]),
        StageData(width=9, height=9, keys=[key, key.model_copy(update={"lines": passwords})]),
        StageData(width=9, height=9, keys=[key.model_copy(update={"colors": passwords})]),
    ):
        with pytest.raises(Error, match="Upload the file itself"):
            stage.preprocess(wrong)


# ---- the character in other poses


def test_the_pose_of_a_picture_or_why_there_is_none(cache: Path, engine: Engine):
    paper = upload(cache, "paper", np.full((96, 64, 3), 255, np.uint8))
    told = own.find(engine, StageData(width=9, height=9, picture=paper), {"reference": 7})
    assert told["reference"] == 7 and told["pose"] is None and told["words"].endswith(".")
    assert own.find(engine, None, "nonsense") == {"reference": None, "pose": None, "words": own.NOTHING}


def test_the_character_is_posed_with_layers_and_files(cache: Path, bodies: Any, engine: Engine):
    changes = list(actions.repose(engine, actions.Stop(), stage_with(cache, bodies), EMPTY))
    assert not [change["panel"] for change in changes if "told error" in change.get("panel", "")]
    [last] = [change for change in changes if "files" in change]
    png, psd, ora, kept = last["files"]
    assert psd.suffix == ".psd" and ora.suffix == ".ora"
    assert Document.open(png.read_bytes()) == Document.load(kept)
    assert len(Document.load(kept).references) == 2
    assert last["result"]["width"], last["settings"] == (SIZE[0], None)
    assert "no trained network" in last["made"].light.engine


def test_what_is_missing_is_one_sentence(cache: Path, bodies: Any, engine: Engine):
    for value, words in (
        (StageData(width=96, height=144, pose=named_pose("waving", SIZE).to_dict()), "no picture of your"),
        (stage_with(cache, bodies).model_copy(update={"pose": None}), "no pose"),
    ):
        said = [change.get("panel", "") for change in actions.repose(engine, actions.Stop(), value, EMPTY)]
        assert any("told error" in panel and words in panel for panel in said)


def test_a_sheet_is_delivered_but_is_no_picture_of_the_canvas(cache: Path, engine: Engine):
    value = StageData(width=SIZE[0], height=SIZE[1])
    changes = list(actions.sheet(engine, actions.Stop(), value, EMPTY))
    assert not any(change.keys() & {"result", "made"} for change in changes)
    [last] = [change for change in changes if "files" in change]
    assert last["no_eyes"] and last["settings"] is None
    [pair] = [change["pair"] for change in changes if "notes" in change]
    assert pair[0] == pair[1]


# ---- between two drawings


def test_frames_are_drawn_told_and_opened(cache: Path, bodies: Any, engine: Engine):
    value = StageData(width=9, height=9, keys=keys(cache, bodies))
    asked = {"run": 4, "frames": 3, "easing": "linear", "fps": 12}
    wanted = between.read(value, asked, Settings(painter="fill"))
    news = list(between.draw(engine, wanted, threading.Event()))
    assert [message["state"] for message, _ in news][-2:] == ["drawn", "files"], news[-1]
    [(told, kept)] = [(message, kept) for message, kept in news if kept is not None]
    assert len(told["urls"]) == len(told["frames"]) == 3 and told["order"] == [0, 1, 2]
    assert [frame["sure"] for frame in told["frames"]][::2] == [1.0, 1.0]
    assert 0 <= told["frames"][1]["sure"] <= 1 and type(told["frames"][1]["flagged"]) is bool
    assert set(news[-1][0]["files"]) == {"webp", "gif", "zip", "sheet"}

    opened = between.opened(kept, {"run": 4, "frame": 1})
    assert (opened["width"], opened["height"]) == SIZE and opened["parts"] == ["lines", "colors", "pose"]
    assert opened["lines"] and opened["colors"] and opened["pose"]["people"]
    for wrong in ({"run": 3, "frame": 1}, {"run": 4, "frame": 3}, {"run": 4, "frame": "1"}, None):
        with pytest.raises(InputError, match="not here any more"):
            between.opened(kept, wrong)


@pytest.mark.parametrize(
    "wrong",
    [None, {}, {"run": 1, "frames": 500, "fps": 12}, {"run": 1, "frames": "x"}, {"run": 1, "frames": 3}],
)
def test_what_is_no_question_for_frames(cache: Path, bodies: Any, wrong: Any):
    with pytest.raises(InputError):
        between.read(StageData(width=9, height=9, keys=keys(cache, bodies)), wrong, Settings())
    with pytest.raises(InputError):
        between.read(StageData(width=9, height=9), {"run": 1, "frames": 3, "fps": 12}, Settings())


def test_drawings_without_a_pose_are_told(cache: Path, bodies: Any, engine: Engine):
    both = keys(cache, bodies)
    both[1].pose = None
    wanted = between.read(
        StageData(width=9, height=9, keys=both),
        {"run": 1, "frames": 3, "fps": 12, "easing": "smooth"},
        Settings(),
    )
    *_, (message, _) = between.draw(engine, wanted, threading.Event())
    assert message["state"] == "failed" and "last drawing has no pose" in message["words"]
