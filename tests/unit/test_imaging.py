"""Imaging: pictures from strangers, and exactness of every conversion."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pytest
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.imaging import (
    MAX_PIXELS,
    Extent,
    encode_png,
    from_tensor,
    open_image,
    pad_to_multiple,
    resize,
    to_lines,
    to_rgb,
    to_rgba,
    to_tensor,
)

RNG = np.random.default_rng(0)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def noise(*shape: int) -> np.ndarray:
    return RNG.integers(0, 256, shape, dtype=np.uint8)


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and then holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = b""
    for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")):
        chunks += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return b"\x89PNG\r\n\x1a\n" + chunks


# --- what opens --------------------------------------------------------------------------------------------


def test_plain_files_come_back_to_the_bit() -> None:
    for channels in (3, 4):
        array = noise(7, 11, channels)
        for kind, options in (("PNG", {}), ("WEBP", {"lossless": True, "exact": True}), ("TIFF", {})):
            picture = open_image(saved(Image.fromarray(array), kind, **options))
            assert np.array_equal(np.asarray(picture), array), kind
    grey = noise(5, 6)
    assert np.array_equal(to_lines(open_image(saved(Image.fromarray(grey), "PNG"))), grey)


def test_a_path_opens_too(tmp_path: Path) -> None:
    file = tmp_path / "drawing.png"
    file.write_bytes(encode_png(noise(3, 4, 3)))
    assert open_image(file).size == (4, 3)
    assert open_image(str(file)).size == (4, 3)


def test_one_pixel() -> None:
    assert to_rgba(open_image(encode_png(np.array([[[1, 2, 3, 4]]], np.uint8)))).tolist() == [[[1, 2, 3, 4]]]


def test_cmyk_jpeg_becomes_rgb() -> None:
    data = saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=95)
    picture = open_image(data)
    assert picture.mode == "RGB"
    red, green, blue = np.asarray(picture)[4, 4].tolist()
    assert red > 240
    assert max(green, blue) < 15


def test_sixteen_bit_grey_keeps_its_whole_range() -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    done, data = cv2.imencode(".png", ramp)
    assert done
    expected = np.arange(256).reshape(16, 16)
    opened = to_lines(open_image(data.tobytes()))
    assert np.abs(opened.astype(int) - expected).max() <= 1
    dark = np.full((4, 4), 200, np.uint16)  # nearly black, though every value would fit into 8 bits
    assert to_lines(open_image(cv2.imencode(".png", dark)[1].tobytes())).max() <= 1


def test_sixteen_bit_color() -> None:
    color = np.zeros((4, 4, 3), np.uint16)
    color[...] = 0x4000, 0x8000, 0xFFFF  # OpenCV writes blue, green, red
    rgb = to_rgb(open_image(cv2.imencode(".png", color)[1].tobytes()))
    assert np.abs(rgb.astype(int) - [255, 128, 64]).max() <= 1


def test_palette_with_alpha() -> None:
    picture = Image.new("P", (4, 2), 0)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.putpixel((3, 1), 1)
    rgba = to_rgba(open_image(saved(picture, "PNG", transparency=0)))
    assert rgba[0, 0, 3] == 0
    assert rgba[1, 3].tolist() == [0, 0, 255, 255]
    partial = to_rgba(open_image(saved(picture, "PNG", transparency=bytes([100, 255]))))
    assert partial[0, 0].tolist() == [255, 0, 0, 100]


def test_palette_without_alpha_and_grey_with_alpha() -> None:
    assert open_image(saved(Image.new("P", (3, 3), 0), "PNG")).mode == "RGB"
    assert to_rgba(open_image(saved(Image.new("LA", (3, 3), (90, 40)), "PNG")))[0, 0].tolist() == [
        90,
        90,
        90,
        40,
    ]
    assert to_lines(open_image(saved(Image.new("1", (3, 3), 1), "PNG"))).tolist() == [[255] * 3] * 3


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_rotation_is_applied(orientation: int) -> None:
    upright = np.zeros((16, 24, 3), np.uint8)
    upright[:8, :8] = 255  # a mark in the upper left corner
    turn = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.transpose(1, 0, 2),
        6: lambda a: np.rot90(a),
        7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
        8: lambda a: np.rot90(a, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(turn(upright)))
    opened = np.asarray(open_image(saved(stored, "PNG", exif=exif.tobytes())))
    assert np.array_equal(opened, upright)


def test_a_photograph_with_a_second_picture_inside_opens() -> None:
    first, second = Image.new("RGB", (16, 16), (200, 10, 10)), Image.new("RGB", (8, 8))
    data = saved(first, "MPO", save_all=True, append_images=[second])
    assert open_image(data).size == (16, 16)


def test_one_frame_gif_opens() -> None:
    assert open_image(saved(Image.new("P", (5, 4), 3), "GIF")).size == (5, 4)


# --- what is refused ---------------------------------------------------------------------------------------


def refusal(source: bytes | Path, max_pixels: int = MAX_PIXELS) -> str:
    with pytest.raises(InputError) as caught:
        open_image(source, max_pixels=max_pixels)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animation_is_refused(kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), (n * 90, 0, 0)) for n in range(3)]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert "animated" in refusal(data)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # pytest drops the program's filter
@pytest.mark.parametrize("size", [(20_000, 20_000), (12_000, 12_000), (200_000, 200_000)])
def test_huge_pictures_are_refused_before_decoding(size: tuple[int, int]) -> None:
    # The data behind this header is cut short: had it been decoded, the sentence would say "damaged".
    assert "megapixels" in refusal(png_header(*size))


@pytest.mark.parametrize("set_to", ["error", "ignore"])
def test_pillow_warns_of_large_pictures_to_nobody(set_to: Literal["error", "ignore"]) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings(set_to, category=Image.DecompressionBombWarning)  # "ignore" is this program's
        before = list(warnings.filters)
        assert "megapixels" in refusal(png_header(12_000, 12_000))
        assert list(warnings.filters) == before, "other threads have them too"
    assert not caught


def test_the_cap_can_be_lowered() -> None:
    data = encode_png(noise(20, 20, 3))
    assert open_image(data, max_pixels=400).size == (20, 20)
    assert "megapixels" in refusal(data, max_pixels=399)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_truncated_files_are_refused(kind: str, share: float) -> None:
    data = saved(Image.fromarray(noise(64, 64, 3)), kind)
    sentence = refusal(data[: int(len(data) * share)])
    assert "damaged" in sentence or "not a picture" in sentence


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow tells about each broken tag
@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF", "BMP", "JPEG"])
def test_damaged_files_open_or_are_refused_and_nothing_else(kind: str) -> None:
    frames = [Image.fromarray(noise(24, 24, 3)) for _ in range(3)]
    several = (
        {"save_all": True, "append_images": frames[1:]} if kind in ("GIF", "PNG", "WEBP", "TIFF") else {}
    )
    data = saved(frames[0], kind, **several)
    random = np.random.default_rng(1)
    for _ in range(60):
        broken = bytearray(data[: random.integers(1, len(data) + 1)])
        for at in random.integers(0, len(broken), 4):
            broken[at] = random.integers(0, 256)
        try:
            assert open_image(bytes(broken), max_pixels=10_000).mode in ("RGB", "RGBA")
        except InputError as error:
            assert str(error).endswith(".")


def test_text_named_png_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "notes.png"
    file.write_text("this is no picture")
    assert refusal(file).startswith("'notes.png' is not a picture")


def test_missing_empty_and_unlisted_files(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "nowhere.png")
    assert "cannot be read" in refusal(tmp_path)
    assert "not a picture" in refusal(b"")
    # Formats that Pillow could read but that are none of ours.
    assert "not a picture" in refusal(saved(Image.new("RGB", (4, 4)), "PPM"))
    assert "not a picture" in refusal(saved(Image.new("RGB", (4, 4)), "EPS"))


# --- arrays ------------------------------------------------------------------------------------------------


def test_to_lines_is_exact_for_grey_in_every_dress() -> None:
    grey = np.arange(256, dtype=np.uint8).reshape(16, 16)
    assert np.array_equal(to_lines(grey), grey)
    rgb = np.repeat(grey[..., None], 3, axis=2)
    assert np.array_equal(to_lines(rgb), grey)
    assert np.array_equal(to_lines(Image.fromarray(rgb)), grey)
    assert np.array_equal(to_lines(Image.fromarray(grey)), grey)


def test_to_lines_reads_black_ink_from_alpha() -> None:
    ink = np.zeros((16, 16, 4), np.uint8)
    ink[..., 3] = np.arange(256).reshape(16, 16)
    assert np.array_equal(to_lines(ink), 255 - ink[..., 3])


def test_to_rgb_lays_over_paper_with_right_rounding() -> None:
    color, alpha = np.meshgrid(np.arange(256), np.arange(256))
    rgba = np.dstack([color, color, color, alpha]).astype(np.uint8)
    for paper in (255, 0, 77):
        exact = (color * alpha + paper * (255 - alpha)) / 255
        assert np.abs(to_rgb(rgba, paper)[..., 0] - exact).max() <= 0.5 + 1e-9


def test_to_rgba_keeps_or_adds_alpha() -> None:
    rgba = noise(4, 5, 4)
    assert np.array_equal(to_rgba(rgba), rgba)
    rgb = noise(4, 5, 3)
    assert np.array_equal(to_rgba(rgb), np.dstack([rgb, np.full((4, 5), 255, np.uint8)]))
    with pytest.raises(TypeError):
        to_rgba(np.zeros((4, 4, 3), np.float32))


def test_png_round_trip_with_text() -> None:
    array = noise(6, 7, 4)
    data = encode_png(array, {"anigen": '{"name": "Ame 雨"}'})
    picture = Image.open(io.BytesIO(data))
    assert picture.info["anigen"] == '{"name": "Ame 雨"}'
    assert np.array_equal(np.asarray(picture), array)


def test_resize_leaves_no_fringe_of_hidden_color() -> None:
    picture = np.zeros((64, 64, 4), np.uint8)
    picture[...] = 255, 0, 0, 0  # red, but fully transparent
    picture[16:48, 16:48] = 0, 0, 255, 255
    for size in (Extent(32, 32), Extent(23, 41), Extent(150, 150)):
        small = resize(picture, size)
        seen = small[small[..., 3] > 8]
        assert seen[:, 0].max() <= 8, size
        assert seen[:, 2].min() >= 240, size


def test_resize_sizes_and_identity() -> None:
    array = noise(9, 5)
    assert resize(array, Extent(5, 9)) is array
    assert resize(array, Extent(1, 1)).shape == (1, 1)
    assert resize(noise(9, 5, 3), Extent(10, 3)).shape == (3, 10, 3)
    labels = np.array([[0, 200], [100, 50]], np.uint8)
    enlarged = resize(labels, Extent(6, 6), Image.Resampling.NEAREST)
    assert set(np.unique(enlarged)) == {0, 50, 100, 200}


def test_extent() -> None:
    assert Extent.of(np.zeros((3, 4, 4), np.uint8)) == (4, 3)
    assert Extent(4, 3).shape == (3, 4)
    assert str(Extent(512, 768)) == "512x768"
    assert Extent(1024, 4000).fitted(Extent(1024, 1536)) == (393, 1536)
    assert Extent(10, 10).fitted(Extent(1024, 1536)) == (10, 10)
    assert Extent(5000, 1).fitted(Extent(100, 100)) == (100, 1)


@pytest.mark.parametrize("shape", [(1, 1), (31, 33), (64, 32), (31, 33, 4)])
def test_padding_repeats_the_rim_and_crops_back(shape: tuple[int, ...]) -> None:
    array = noise(*shape)
    padded, extent = pad_to_multiple(array)
    assert padded.shape[0] % 32 == 0
    assert padded.shape[1] % 32 == 0
    assert np.array_equal(padded[: extent.height, : extent.width], array)
    assert np.array_equal(padded[-1, -1], array[-1, -1])


def test_tensor_round_trip_is_exact() -> None:
    grey = np.arange(256, dtype=np.uint8).reshape(16, 16)
    tensor = to_tensor(grey)
    assert tuple(tensor.shape) == (1, 1, 16, 16)
    assert float(tensor.min()) == -1.0
    assert float(tensor.max()) == 1.0
    assert np.array_equal(from_tensor(tensor), grey)
    for channels in (3, 4):
        array = noise(5, 7, channels)
        assert tuple(to_tensor(array).shape) == (1, channels, 5, 7)
        assert np.array_equal(from_tensor(to_tensor(array)), array)
    assert from_tensor(to_tensor(grey) * 3).min() == 0
    with pytest.raises(ValueError, match="batch of 2"):
        from_tensor(to_tensor(grey).repeat(2, 1, 1, 1))


def test_changes_are_named(tmp_path: Path) -> None:
    deep, cmyk, turned, plain = (
        tmp_path / name for name in ("deep.png", "cmyk.tif", "turned.jpg", "plain.png")
    )
    Image.fromarray(np.full((20, 30), 40000, np.uint16)).save(deep)
    Image.new("CMYK", (30, 20), (10, 200, 30, 0)).save(cmyk)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20), "red").save(turned, exif=exif)
    Image.new("RGB", (30, 20), "red").save(plain)
    for path, word in ((deep, "8 bits"), (cmyk, "converted to RGB"), (turned, "upright")):
        notes: list[str] = []
        open_image(path, notes=notes)
        assert len(notes) == 1 and word in notes[0] and path.name in notes[0]
    assert open_image(turned).size == (20, 30)
    nothing: list[str] = []
    open_image(plain, notes=nothing)
    Image.new("RGB", (16, 1016), "red").save(plain)
    open_image(plain, notes=nothing)
    assert not nothing
