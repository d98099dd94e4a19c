"""Animations as files, read back by Pillow and by the words of their JSON."""

import io
import json
import zipfile

import numpy as np
import pytest
from PIL import Image, ImageSequence

from anigen_core.animation import MAX_PIXELS, SUFFIXES, Animation, check_amount, sprite_sheet
from anigen_core.errors import InputError

INK, DRESS = (20, 20, 30), (200, 60, 90)


def picture(x: int, width: int = 40, height: int = 60) -> np.ndarray:
    """A dress with an outline on nothing, `x` pixels from the left; its edges are half transparent."""
    made = np.zeros((height, width, 4), np.uint8)
    made[10:50, x : x + 14] = (*INK, 100)
    made[11:49, x + 1 : x + 13] = (*INK, 255)
    made[13:47, x + 3 : x + 11] = (*DRESS, 255)
    return made


@pytest.fixture
def animation() -> Animation:
    return Animation(tuple(picture(x) for x in (2, 8, 14)), (0, 1, 2, 1), fps=12)


def read(data: bytes) -> list[np.ndarray]:
    return [
        np.asarray(frame.convert("RGBA")) for frame in ImageSequence.Iterator(Image.open(io.BytesIO(data)))
    ]


def off(frame: np.ndarray, drawn: np.ndarray, where: np.ndarray) -> np.ndarray:
    """How far the colors of two pictures are apart, 0 to 255."""
    return np.abs(frame[..., :3].astype(int) - drawn[..., :3])[where]


def lasting(data: bytes) -> list[int]:
    image = Image.open(io.BytesIO(data))
    times = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        image.load()
        times.append(image.info["duration"])
    return times


def test_webp(animation):
    data = animation.to_bytes(".webp")
    frames = read(data)
    assert len(frames) == 4 and Image.open(io.BytesIO(data)).info["loop"] == 0
    for frame, drawn in zip(frames, animation.frames, strict=True):
        assert np.array_equal(frame[..., 3], drawn[..., 3])  # soft edges too
        assert (
            np.abs(frame[20:40, :, :3].astype(int) - drawn[20:40, :, :3])[drawn[20:40, :, 3] == 255].mean()
            < 12
        )
    assert sum(lasting(data)) == 333


def test_gif_has_one_palette_exact_edges_and_keeps_time(animation):
    data = animation.to_bytes(".gif")
    frames = read(data)
    assert len(frames) == 4 and Image.open(io.BytesIO(data)).info["loop"] == 0
    for frame, drawn in zip(frames, animation.frames, strict=True):
        solid = drawn[..., 3] >= 128
        assert np.array_equal(frame[..., 3] == 255, solid) and set(np.unique(frame[..., 3])) == {0, 255}
        assert off(frame, drawn, solid).max() <= 4
    assert lasting(data) == [80, 90, 80, 80]

    once = Animation(animation.pictures, (0, 1, 2), repeats=False).on_paper().to_bytes(".gif")
    frames = read(once)
    assert "loop" not in Image.open(io.BytesIO(once)).info
    assert (frames[1][0, 0] == 255).all() and np.abs(frames[1][30, 15, :3].astype(int) - DRESS).max() <= 4


def test_zip_holds_the_frames_in_the_order_of_time(animation):
    with zipfile.ZipFile(io.BytesIO(animation.to_bytes(".zip"))) as archive:
        assert archive.namelist() == ["0001.png", "0002.png", "0003.png", "0004.png"]
        for name, drawn in zip(archive.namelist(), animation.frames, strict=True):
            assert np.array_equal(np.asarray(Image.open(io.BytesIO(archive.read(name)))), drawn)


def test_sprite_sheet_and_its_json_give_the_frames_back(animation, tmp_path):
    paths = animation.save(tmp_path / "walk.png")
    assert [path.name for path in paths] == ["walk.png", "walk.json"]
    sheet = np.asarray(Image.open(paths[0]))
    about = json.loads(paths[1].read_text())
    assert about["meta"]["image"] == "walk.png"
    assert about["meta"]["size"] == {"w": sheet.shape[1], "h": sheet.shape[0]}
    assert [frame["filename"] for frame in about["frames"]] == ["0001", "0002", "0003", "0004"]
    for frame, drawn in zip(about["frames"], animation.frames, strict=True):
        place, own = frame["frame"], frame["spriteSourceSize"]
        whole = np.zeros((frame["sourceSize"]["h"], frame["sourceSize"]["w"], 4), np.uint8)
        cell = sheet[place["y"] : place["y"] + place["h"], place["x"] : place["x"] + place["w"]]
        whole[own["y"] : own["y"] + own["h"], own["x"] : own["x"] + own["w"]] = cell
        assert np.array_equal(whole, drawn)
    assert about["frames"][1]["frame"] == about["frames"][3]["frame"]  # drawn once, shown twice
    assert sum(frame["duration"] for frame in about["frames"]) == 333


def test_sheets_are_about_square_and_never_too_large():
    wide = Animation(tuple(np.full((200, 100, 3), 255, np.uint8) for _ in range(18)), tuple(range(18)))
    sheet = np.asarray(Image.open(io.BytesIO(sprite_sheet(wide)[0])))
    assert sheet.shape[:2] == (600, 600)
    huge = Animation(tuple(np.zeros((5000, 5000, 3), np.uint8) for _ in range(2)), (0, 1))
    with pytest.raises(InputError, match="sprite sheet"):
        huge.to_bytes(".png")


def test_nothing_drawn_at_all_still_makes_files():
    blank = Animation((np.zeros((24, 16, 4), np.uint8),), (0, 0))
    for suffix in SUFFIXES:
        assert blank.to_bytes(suffix)


@pytest.mark.parametrize(
    "wrong",
    [
        {"order": ()},
        {"order": (3,)},
        {"fps": 0},
        {"fps": 90},
        {"pictures": (picture(2), picture(2, 50))},
    ],
)
def test_what_cannot_be_is_one_sentence(wrong, animation):
    values = {"pictures": animation.pictures, "order": (0, 1), "fps": 12} | wrong
    with pytest.raises(InputError, match=r"^[^.]*\.$"):
        Animation(**values)
    with pytest.raises(InputError, match=r"\.mp4"):
        animation.to_bytes(".mp4")


def test_too_much_is_refused_before_it_is_drawn():
    check_amount(MAX_PIXELS // (512 * 768), (512, 768))
    with pytest.raises(InputError, match="at most 42 frames"):
        check_amount(60, (1024, 1536))
    with pytest.raises(InputError, match="choose a smaller size"):
        check_amount(4, (8192, 8192))
