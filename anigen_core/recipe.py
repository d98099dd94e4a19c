"""The recipe of a picture, carried inside its PNG: drop the picture, get the drawing back.

The whole `.anigen` file sits in one chunk of our own, `anGn`. By the PNG specification's naming rules it is
ancillary (viewers skip it), private, and safe to copy. Unlike a text chunk it needs no base64 and no
inflating, so a reader meets no bomb; and it is the chunk's own checksum that says whether it is whole.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from anigen_core.errors import InputError

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
RECIPE_CHUNK = b"anGn"
MAX_CHUNKS = 65536
"""A picture at the canvas's cap has under 2,000 chunks as common programs write them."""

_DAMAGED = "The PNG is damaged or cut short; open another copy of it or the .anigen file."
_ABSENT = (
    "This PNG carries no recipe, perhaps because another program saved it again; "
    "open the PNG as it was first saved, or the .anigen file."
)


def embed_recipe(png: bytes, recipe: bytes) -> bytes:
    """A PNG file with `recipe` inside; one that was there before is replaced."""
    parts = [PNG_SIGNATURE]
    for kind, start, end in _chunks(png):
        if kind == b"IEND":
            parts += [struct.pack(">I", len(recipe)), RECIPE_CHUNK, recipe]
            parts.append(struct.pack(">I", zlib.crc32(recipe, zlib.crc32(RECIPE_CHUNK))))
        if kind != RECIPE_CHUNK:
            parts.append(png[start - 8 : end + 4])
    return b"".join(parts)


def extract_recipe(png: bytes) -> bytes:
    """The recipe inside a PNG file.

    Raises:
        InputError: not a whole PNG, or one without a recipe.
    """
    found = None
    for kind, start, end in _chunks(png):
        if kind == RECIPE_CHUNK:
            if struct.unpack_from(">I", png, end)[0] != zlib.crc32(png[start - 4 : end]):
                raise InputError(_DAMAGED)
            found = png[start:end]
    if found is None:
        raise InputError(_ABSENT)
    return found


def _chunks(png: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of every chunk's data, up to and with IEND."""
    if not png.startswith(PNG_SIGNATURE):
        raise InputError("This is not a PNG file; open a PNG made by AniGen or an .anigen file.")
    position = len(PNG_SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if position + 12 > len(png):
            raise InputError(_DAMAGED)
        length, kind = struct.unpack_from(">I4s", png, position)
        start, end = position + 8, position + 8 + length
        if end + 4 > len(png):
            raise InputError(_DAMAGED)
        yield kind, start, end
        if kind == b"IEND":
            return
        position = end + 4
    raise InputError(_DAMAGED)
