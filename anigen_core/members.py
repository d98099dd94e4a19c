"""The members of an `.anigen` file, JSON and pictures, read without trusting them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PIL import Image

from anigen_core.errors import InputError
from anigen_core.imaging import MAX_PIXELS, Extent, open_image

_MAX_DEPTH = 16


def read_file(source: str | Path | bytes, limit: int) -> bytes:
    """A file's bytes, given as its path or as they are.

    Raises:
        InputError: it cannot be read, or is larger than `limit` bytes.
    """
    if isinstance(source, bytes):
        data, name = source, "The document"
    else:
        path = Path(source)
        name = f"'{path.name}'"
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except (OSError, ValueError):
            raise InputError(f"{name} cannot be read; check that the file exists and try again.") from None
    if len(data) > limit:
        raise InputError(f"{name} is larger than {limit >> 20} MiB, too large to be an AniGen document.")
    return data


def read_picture(
    members: dict[str, bytes], name: str, extent: Extent | None, limit: int = MAX_PIXELS
) -> Image.Image | None:
    """The picture of a member, checked to be of this size; None takes any with up to `limit` pixels.

    Returns:
        None where there is no such member.

    Raises:
        InputError: damaged, larger, or of another size.
    """
    if name not in members:
        return None
    try:
        picture = open_image(members[name], max_pixels=extent.width * extent.height if extent else limit)
    except InputError:
        raise unreadable(f"'{name}' in it is damaged or too large") from None
    if extent is not None and picture.size != extent:
        raise unreadable(f"'{name}' in it is not {extent} pixels")
    return picture


def encode_json(value: Any) -> bytes:
    """UTF-8, indented by one; equal values give equal bytes."""
    return json.dumps(value, indent=1, allow_nan=False).encode()


def decode_json(data: bytes, what: str) -> Any:
    """JSON without NaN and infinity, nested no deeper than `_MAX_DEPTH`.

    what: its name, in words, for the sentence.

    Raises:
        InputError: it is no such JSON.
    """

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        text = data.decode("utf-8")
        depth = deepest = 0
        # What stands outside of strings, found in linear time whatever the text is.
        outside = "".join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2])
        for character in outside:
            depth += (character in "[{") - (character in "]}")
            deepest = max(deepest, depth)
        if deepest > _MAX_DEPTH:
            raise ValueError("too deep")
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise unreadable(f"{what} is not valid JSON") from None


def unreadable(reason: str) -> InputError:
    """What is said of a document that cannot be opened. reason: words that fit behind "because"."""
    return InputError(f"The document cannot be opened because {reason}; open an earlier copy of it.")
