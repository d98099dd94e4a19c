"""Strategies that damage valid files: their bytes, the JSON in them, what lies in archives and PNGs."""

from __future__ import annotations

import copy
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

EXTREMES = (0, 1, 2, 15, 16, 127, 128, 255, 256, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
"""Whole numbers at which parsers go wrong."""

PNG = b"\x89PNG\r\n\x1a\n"

_ODD = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        0.5,
        -0.0,
        1e308,
        -1e308,
        float("nan"),
        float("inf"),
        2**31,
        2**63,
        10**40,
    ),
    *("", "0", "null", "\0", "é", "\ud800", "../../etc/passwd", "<script>alert(1)</script>", "a" * 300),
    *([], {}, [[]], [None], {"": None}, [0] * 40, [[[[[[[[]]]]]]]]),
)

json_values = st.one_of(
    st.sampled_from(_ODD),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=8,
    ),
)
"""Anything that JSON can say, odd things more often."""


@st.composite
def damaged(draw: st.DrawFn, seeds: Sequence[bytes], most: int = 6) -> bytes:
    """A seed with up to `most` wounds: bytes changed, numbers put in, pieces cut out, doubled or added."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(("byte", "number", "float", "cut", "double", "add", "end"))):
            case "byte":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "number":
                size, code = draw(st.sampled_from(((1, "B"), (2, "H"), (4, "I"))))
                order = draw(st.sampled_from("<>"))
                number = draw(st.sampled_from(EXTREMES)) & (256**size - 1)
                data[at : at + size] = struct.pack(order + code, number)
            case "float":
                value = draw(st.sampled_from((float("nan"), float("inf"), -1e38, 1e38, 1e-45, -0.0)))
                data[at : at + 4] = struct.pack("<f", value)
            case "cut":
                del data[at : at + draw(st.integers(1, 64))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 64))]
            case "add":
                data[at:at] = draw(st.binary(max_size=16))
            case "end":
                del data[at:]
    return bytes(data)


@st.composite
def changed_json(draw: st.DrawFn, seeds: Sequence[Any], most: int = 4) -> Any:
    """A value as JSON holds it, with up to `most` changes: a part replaced, left out, renamed or doubled."""
    value = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, most))):
        places = [*_places(value)]
        if not places:
            return draw(json_values)
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        match draw(st.sampled_from(("replace", "replace", "replace", "drop", "rename", "double"))):
            case "replace":
                holder[key] = copy.deepcopy(draw(json_values))
            case "drop":
                del holder[key]
            case "rename" if isinstance(holder, dict):
                holder[draw(st.text(max_size=12))] = holder.pop(key)
            case _ if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(holder[key]))
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Everywhere in a value where something can be put: (list or dict, index or key)."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)


@st.composite
def damaged_png(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """A PNG whose chunks are damaged, their checksums right: damage that gets past the first check."""
    out = bytearray(PNG)
    chunks = list(_chunks(draw(st.sampled_from(seeds))))
    hurt = draw(st.integers(0, len(chunks) - 1))
    for number, (name, content) in enumerate(chunks):
        if number == hurt:
            match draw(st.sampled_from(("damage", "rename", "twice", "drop"))):
                case "damage":
                    content = draw(damaged([content])) if content else draw(st.binary(max_size=32))
                case "rename":
                    name = draw(
                        st.sampled_from((b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"IDAT", b"IEND", b"acTL"))
                    )
                case "twice":
                    out += _chunk(name, content)
                case "drop":
                    continue
        out += _chunk(name, content)
    return bytes(out)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
