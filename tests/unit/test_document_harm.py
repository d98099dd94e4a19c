"""Document files that are damaged or mean harm: one sentence, and never more memory than they may take."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from anigen_core.archive import write_archive
from anigen_core.document import Document
from anigen_core.errors import InputError
from anigen_core.imaging import encode_png

LINES = np.random.default_rng(1).integers(0, 256, (48, 32), np.uint8)


def manifest(**changes: object) -> dict:
    return {"format": "anigen", "version": 1, "width": 32, "height": 48, "settings": {}} | changes


def archive(value: object, **members: bytes) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    return write_archive({"manifest.json": text.encode(), **members})


def sentence(error: pytest.ExceptionInfo[InputError]) -> str:
    text = str(error.value)
    assert (
        text.endswith(".")
        and "\n" not in text
        and (text[0].isupper() or text[0] == "'")
        and text.count(". ") == 0
    )
    return text


def test_every_truncation_and_every_flipped_byte_is_one_sentence_or_harmless() -> None:
    data = Document.compose(LINES[:16, :16], pose=None).to_bytes()
    for cut in range(0, len(data), 7):
        with pytest.raises(InputError) as error:
            Document.load(data[:cut])
        sentence(error)
    for position in range(len(data)):
        broken = bytearray(data)
        broken[position] ^= 0x55
        try:
            Document.load(bytes(broken))
        except InputError as error:
            assert str(error).endswith(".")


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x05\x06" + bytes(18), b"\x89PNG\r\n\x1a\n", bytes(100)])
def test_not_a_document(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        Document.open(data)
    sentence(error)


def test_another_kind_of_file_is_told_what_to_choose_instead() -> None:
    with pytest.raises(InputError, match=r"saved here as \.anigen or as PNG"):
        Document.open(b"Once upon a time there was a picture.")


def test_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.anigen", tmp_path, str(tmp_path) + "/a\0b"):
        with pytest.raises(InputError) as error:
            Document.load(path)
        assert "cannot be read" in sentence(error)


def plain_zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        file.writestr("manifest.json", json.dumps(manifest()))
        for name, content in members:
            file.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", "..", "C:/x", "c:x", "a\\x"])
def test_path_tricks_are_refused(name: str) -> None:
    data = plain_zip(("PLACEHOLDER"[: len(name)].ljust(len(name), "_"), b"x"))
    data = data.replace("PLACEHOLDER"[: len(name)].ljust(len(name), "_").encode(), name.encode())
    with pytest.raises(InputError) as error:
        Document.load(data)
    assert "name points outside" in sentence(error)


def test_unknown_plain_members_are_ignored_and_nested_zips_stay_shut() -> None:
    inner = plain_zip()
    assert (
        Document.load(plain_zip(("notes.txt", b"hi"), ("inner.zip", inner), ("a/b.png", b"?"))).lines is None
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicates_are_refused() -> None:
    with pytest.raises(InputError) as error:
        Document.load(plain_zip(("manifest.json", b"{}")))
    assert "twice" in sentence(error)


def test_too_many_members_are_refused() -> None:
    with pytest.raises(InputError) as error:
        Document.load(plain_zip(*((f"{n}", b"") for n in range(64))))
    assert "more than 64" in sentence(error)


def test_a_bomb_that_declares_itself_is_refused() -> None:
    bomb = plain_zip(("pose.json", bytes(40 << 20)))
    assert len(bomb) < 50_000
    with pytest.raises(InputError) as error:
        Document.load(bomb)
    assert "too large" in sentence(error)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    size = 8 << 20
    bomb = plain_zip(("pose.json", bytes(size)))
    lie = bomb.replace(struct.pack("<L", size), struct.pack("<L", 100))
    assert lie != bomb
    with pytest.raises(InputError):
        Document.load(lie)


def test_a_picture_larger_than_the_manifest_says_is_refused() -> None:
    with pytest.raises(InputError) as error:
        Document.load(archive(manifest(), **{"lines.png": encode_png(np.zeros((400, 400), np.uint8))}))
    assert "lines.png" in sentence(error)
    with pytest.raises(InputError):
        Document.load(archive(manifest(), **{"lines.png": encode_png(LINES.T.copy())}))
    with pytest.raises(InputError):
        Document.load(archive(manifest(), **{"colors.png": b"GIF89a"}))
    with pytest.raises(InputError) as error:
        Document.load(archive(manifest(), **{"style.png": encode_png(np.zeros((6000, 6000), np.uint8))}))
    assert "style.png" in sentence(error)
    with pytest.raises(InputError) as error:
        Document.load(archive(manifest(), **{"reference2.png": encode_png(np.zeros((4096, 3073), np.uint8))}))
    assert "reference2.png" in sentence(error)


def test_encrypted_and_oddly_packed_members_are_refused() -> None:
    data = bytearray(plain_zip())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1
    with pytest.raises(InputError) as error:
        Document.load(bytes(data))
    assert "encrypted" in sentence(error)
    with pytest.raises(InputError) as error:
        Document.load(plain_zip(method=zipfile.ZIP_LZMA))
    assert "unusual" in sentence(error)


def test_a_zip64_directory_cannot_overrule_the_count() -> None:
    data = plain_zip()
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    with pytest.raises(InputError):
        Document.load(data[:-22] + locator + data[-22:])


def test_what_a_sentence_quotes_can_do_nothing_to_a_terminal() -> None:
    settings = {"\x1b[2J\nseed": 1}
    with pytest.raises(InputError, match=r"'\?\[2J\?seed' is not one of the settings") as error:
        Document.load(archive(manifest(settings=settings)))
    assert str(error.value).isprintable()
