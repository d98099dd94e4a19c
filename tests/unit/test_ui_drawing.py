"""What the stage sends, as documents and back: to the bit, and never more than what was declared."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio.data_classes import FileData
from gradio.exceptions import Error
from PIL import Image

from anigen_core.document import Document, Settings
from anigen_core.errors import InputError
from anigen_core.imaging import encode_png
from anigen_core.pose_library import named_pose
from anigen_core.ui import drawing
from anigen_core.ui.stage import EVENTS, DrawingStage, StageData, prop, send

SIZE = (96, 144)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gradio's upload folder."""
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(folder))
    return folder


@pytest.fixture
def pixels() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5)
    lines = random.integers(0, 256, SIZE[::-1]).astype(np.uint8)
    colors = random.integers(0, 256, (*SIZE[::-1], 4)).astype(np.uint8)
    colors[..., 3] = np.where(colors[..., 3] > 127, 255, 0)
    return lines, colors


def upload(folder: Path, name: str, array: np.ndarray) -> FileData:
    path = folder / f"{name}.png"
    path.write_bytes(encode_png(array))
    return FileData(path=str(path))


def url(array: np.ndarray) -> str:
    return "data:image/png;base64," + base64.b64encode(encode_png(array)).decode()


def test_a_document_holds_the_drawing_exactly(cache: Path, pixels: Any):
    lines, colors = pixels
    pose = named_pose("waving", SIZE).hidden(4)
    value = StageData(
        width=SIZE[0],
        height=SIZE[1],
        lines=upload(cache, "lines", lines),
        colors=upload(cache, "colors", colors),
        pose=pose.to_dict(),
    )
    document = Document.load(drawing.read(value, Settings(seed=3)).to_bytes())
    assert document.lines is not None and np.array_equal(document.lines, lines)
    assert document.colors is not None and np.array_equal(document.colors, colors)
    assert document.settings.seed == 3 and document.extent == SIZE
    assert document.pose is not None and np.allclose(document.pose.joints, pose.joints, atol=1e-6)
    assert document.pose.joints[4, 2] == 0 and document.pose.joints[4, :2].any(), "hidden, its place is kept"


@pytest.mark.parametrize(
    "bad",
    [
        "",
        5,
        {"url": "data:image/png;base64,AAAA"},
        "data:image/png;base64,AAA",
        "data:image/png;base64,!!!!",
        "data:image/jpeg;base64,AAAA",
        "http://127.0.0.1/lines.png",
        drawing.PNG_URL + "A" * drawing.MAX_INLINE,
    ],
)
def test_a_bad_picture_inside_an_event_is_refused_and_nothing_is_written(cache: Path, pixels: Any, bad: Any):
    value = StageData(width=SIZE[0], height=SIZE[1])
    with pytest.raises(InputError, match="did not arrive whole"):
        drawing.arrived(value, {"pictures": {"lines": url(pixels[0]), "colors": bad}})
    assert not list(cache.rglob("*.png"))


def test_a_picture_inside_an_event_arrives_and_others_are_passed_over(cache: Path, pixels: Any):
    value = StageData(width=SIZE[0], height=SIZE[1])
    sent = {"lines": url(pixels[0]), "colors": None, "picture": "not looked at"}
    found = drawing.arrived(value, {"pictures": sent})
    assert found is not None and found.lines is not None and found.colors is None
    assert np.array_equal(np.asarray(Image.open(found.lines.path)), pixels[0])
    for data in (None, "words", {}, {"pictures": None}, {"pictures": {"lines": None}}):
        assert drawing.arrived(value, data) is value


def test_nothing_drawn_is_a_document_too():
    assert drawing.read(StageData(width=64, height=64)).lines is None


@pytest.mark.parametrize("size", [(95, 144), (96, 145), (480, 720)])
def test_layers_have_the_size_that_is_declared(cache: Path, pixels: Any, size: tuple[int, int]):
    value = StageData(width=size[0], height=size[1], lines=upload(cache, "lines", pixels[0]))
    with pytest.raises(InputError, match=r"canvas .*\.$"):
        drawing.read(value)


def test_a_picture_of_more_pixels_is_not_even_decoded(cache: Path):
    path = cache / "bomb.png"
    whole = encode_png(np.zeros((4000, 4000), np.uint8))
    path.write_bytes(whole[:200])  # decoding this would say that it is cut short
    with pytest.raises(InputError, match="more pixels than the canvas"):
        drawing.read(StageData(width=64, height=64, lines=FileData(path=str(path))))


def test_a_small_drawing_of_an_event():
    lines, colors = np.full((144, 96), 255, np.uint8), np.zeros((144, 96, 4), np.uint8)
    lines[20:30] = 0
    data = {
        "revision": 7,
        "width": 960,
        "height": 1440,
        "lines": url(lines),
        "colors": url(colors),
        "pose": named_pose("standing", (960, 1440)).to_dict(),
    }
    document, revision = drawing.read_small(data, Settings())
    assert revision == 7 and document.extent == (96, 144)
    assert document.pose is not None and document.pose.extent == (96, 144)
    assert document.lines is not None and np.array_equal(document.lines, lines)


def test_a_pose_alone_is_previewed_at_the_size_of_a_preview():
    pose = named_pose("standing", (512, 768))
    document, _ = drawing.read_small({"width": 512, "height": 768, "pose": pose.to_dict()}, Settings())
    assert document.extent == (256, 384)


def blank(size: tuple[int, int]) -> str:
    data = io.BytesIO()
    Image.new("L", size).save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


@pytest.mark.parametrize(
    "change",
    [
        {"lines": "/etc/passwd"},
        {"lines": "http://127.0.0.1:9/lines.png"},
        {"lines": "file:///etc/passwd"},
        {"lines": {"path": "/etc/passwd"}},
        {"lines": "data:image/png;base64,"},
        {"lines": "data:image/png;base64,%%%"},
        {"lines": "data:image/svg+xml;base64,AAAA"},
        {"lines": "data:image/png;base64," + "A" * (2 << 20)},
        {"lines": blank((500, 500))},
        {"colors": blank((3000, 3000))},
        {"width": "512"},
        {"width": True},
        {"width": None},
        {"width": 10**9},
        {"height": -4},
        {"pose": "standing"},
        {"pose": {"people": "x"}},
        {"pose": {"people": [{"pose_keypoints_2d": ["a"] * 54}]}},
    ],
    ids=lambda change: str(change)[:60],
)
def test_events_are_believed_nothing(change: dict[str, Any]):
    with pytest.raises(InputError, match=r"\.$"):
        drawing.read_small({"revision": 1, "width": 512, "height": 768, **change}, Settings())


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_events_that_are_no_drawing(data: Any):
    with pytest.raises(InputError):
        drawing.read_small(data, Settings())
    assert drawing.revision(data) == 0


def test_only_uploaded_files_pass(cache: Path, tmp_path: Path, pixels: Any):
    stage = DrawingStage()
    inside = upload(cache, "lines", pixels[0])
    assert stage.preprocess(StageData(width=96, height=144, lines=inside)) is not None
    outside = upload(tmp_path, "outside", pixels[0])
    link = cache / "link.png"
    link.symlink_to(outside.path)
    for path in (
        outside.path,
        str(link),
        "/etc/passwd",
        f"{cache}/../outside.png",
        "http://a/b.png",
        "",
        "\0",
    ):
        for name in ("lines", "colors", "selection", "picture"):
            with pytest.raises(Error, match="Upload the file itself"):
                stage.preprocess(StageData.model_validate({"width": 9, "height": 9, name: {"path": path}}))
    with pytest.raises(Error, match="Upload the file itself"):
        streamed = FileData(path=inside.path, is_stream=True)
        stage.preprocess(StageData(width=96, height=144, lines=streamed))


def test_python_never_sends_a_value():
    stage = DrawingStage()
    assert stage.preprocess(None) is None and stage.postprocess({"width": 5}) is None


def test_events_can_be_listened_to_and_props_have_ids_of_their_own():
    stage = DrawingStage()
    assert all(callable(getattr(stage, name)) for name in EVENTS)
    with pytest.raises(AttributeError):
        stage.explode  # noqa: B018
    assert prop(text="a")["id"] != prop(text="a")["id"]
    update = send(message={"text": "a", "kind": "info"}, drawing=None)
    assert update["message"]["text"] == "a" and "drawing" not in update
