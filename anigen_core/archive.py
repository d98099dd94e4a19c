"""Zip files from strangers, read without trusting them, and zip files of ours, always the same bytes.

A zip lies easily: about its sizes (bombs), its names (paths that climb out of a folder), the number of its
members. So the directory is measured before `zipfile` parses it, names are held against a list, sizes against
caps, and while reading the caps are held against what really comes out. A zip in a zip stays shut.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MAX_MEMBERS = 64
MAX_DIRECTORY_BYTES = 64 * 1024
_CHUNK = 1 << 20
_END = struct.Struct("<4s4H2LH")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1


class ArchiveError(ValueError):
    """The zip is damaged or dishonest. The message is the reason, in words that fit behind "because"."""


def read_archive(data: bytes, limits: Mapping[str, int]) -> dict[str, bytes]:
    """Read the members named in `limits`; other members with plain names are left alone.

    Args:
        data: the zip file; the caller has capped its length.
        limits: name to the largest number of bytes the member may unpack to.

    Returns:
        Name to content, for the members that are there.

    Raises:
        ArchiveError: anything wrong, whether by damage or by intent.
    """
    _measure_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise ArchiveError(f"it holds more than {MAX_MEMBERS} files")
            names = [member.filename for member in members]
            for name in names:
                _check_name(name)
            if len(set(names)) < len(names):
                raise ArchiveError("it holds the same file twice")
            wanted = [member for member in members if member.filename in limits]
            return {member.filename: _read(archive, member, limits[member.filename]) for member in wanted}
    except ArchiveError:
        raise
    # zipfile documents BadZipFile, but a hostile file can make it raise most other things as well.
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError):
        raise ArchiveError("it is not a whole zip file") from None


def write_archive(members: Mapping[str, bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A zip whose bytes depend on nothing but `members` and their order.

    Args:
        members: name to content.
        stored: names kept uncompressed; PNG files always are, they do not shrink twice.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # else the byte tells which system wrote the file
            info.external_attr = 0o644 << 16
            plain = name in stored or name.endswith(".png")
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def _measure_directory(data: bytes) -> None:
    """The last record tells how much there is to parse. Ours has no comment, so it sits at the very end."""
    if len(data) < _END.size:
        raise ArchiveError("it is not a whole zip file")
    signature, _, _, _, count, size, start, comment = _END.unpack(data[-_END.size :])
    if signature != b"PK\x05\x06" or comment:
        raise ArchiveError("it is not a whole zip file")
    # A ZIP64 record would overrule the numbers just read; nothing of ours is ever that large.
    if data[-_END.size - 20 : -_END.size - 16] == b"PK\x06\x07":
        raise ArchiveError("it is a ZIP64 file")
    if count > MAX_MEMBERS:
        raise ArchiveError(f"it holds more than {MAX_MEMBERS} files")
    if size > MAX_DIRECTORY_BYTES or start + size + _END.size != len(data):
        raise ArchiveError("its table of contents is wrong")


def _check_name(name: str) -> None:
    parts = name.split("/")
    drive = len(parts[0]) > 1 and parts[0][1] == ":"
    if not name or name.startswith("/") or "\\" in name or "\0" in name or drive or ".." in parts:
        raise ArchiveError("it holds a file whose name points outside of it")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        raise ArchiveError("it is encrypted")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError("it is packed in an unusual way")
    if member.file_size > limit:
        raise ArchiveError(f"'{member.filename}' in it is too large")
    content = bytearray()
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            if len(content) > limit:
                raise ArchiveError(f"'{member.filename}' in it is too large")
    if len(content) != member.file_size:
        raise ArchiveError(f"'{member.filename}' in it is cut short")
    return bytes(content)
