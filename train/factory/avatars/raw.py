"""What every avatar file becomes first: nodes, surfaces and materials, and a reader that never leaves the
file."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field

import numpy as np

from anigen_core.errors import InputError

MAX_BYTES = 256 << 20
MAX_VERTICES = 400_000
MAX_TRIANGLES = 800_000
MAX_NODES = 4000
MAX_MATERIALS = 256
MAX_PIXELS = 4096 * 4096
TEXTURE = 1024
"""Textures are brought down to this many pixels a side."""


@dataclass(eq=False)
class RawMaterial:
    """A material of the file.

    color: sRGB 0..1, multiplies the texture. alpha: 0..1. texture: (h, w, 4) uint8 or None. cutout: its
    alpha matters. double_sided: seen from both sides. parts: (h, w)
    uint8 part number of each texel, where known.
    """

    name: str
    color: tuple[float, float, float] = (1.0, 1.0, 1.0)
    alpha: float = 1.0
    texture: np.ndarray | None = None
    cutout: bool = False
    double_sided: bool = False
    parts: np.ndarray | None = None


@dataclass(eq=False)
class RawSurface:
    """Triangles of one material, in the file's units, right-handed, y up, as they stand in the file.

    positions (n, 3), uv (n, 2) v down, faces (m, 3) counter-clockwise outside, nodes (n, k) rows of the
    nodes, weights (n, k) that sum to 1, material: row, name: the mesh's name.
    """

    positions: np.ndarray
    uv: np.ndarray
    faces: np.ndarray
    nodes: np.ndarray
    weights: np.ndarray
    material: int
    name: str = ""


@dataclass(eq=False)
class RawAvatar:
    """A file's content. parents: row of each node's parent, -1 for none. follows: row of the node whose
    turns a node takes (the parent, or the bone that it is coupled with). humanoid: VRM bone name to node,
    where the file says so."""

    names: list[str]
    parents: np.ndarray
    places: np.ndarray
    materials: list[RawMaterial]
    surfaces: list[RawSurface]
    follows: np.ndarray | None = None
    humanoid: dict[str, int] = field(default_factory=dict)


class Bytes:
    """Reads little-endian values out of a block; running off its end is an `InputError`."""

    def __init__(self, data: bytes, what: str) -> None:
        self.data, self.at, self.what = data, 0, what

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        if count < 0 or self.at + count > len(self.data):
            raise InputError(f"The {self.what} file is damaged: it ends before its {self.what} data does.")
        self.at += count
        return self.data[self.at - count : self.at]

    def read(self, form: str) -> tuple:
        """Values of a struct format."""
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))

    def one(self, form: str):
        """One value."""
        return self.read(form)[0]

    def count(self, limit: int, thing: str) -> int:
        """A number of things that follow, between 0 and `limit`."""
        n = self.one("i")
        if not 0 <= n <= limit:
            raise InputError(f"The {self.what} file says it has {n} {thing}; at most {limit} are read.")
        return n


def picture(data: bytes, what: str) -> np.ndarray | None:
    """An encoded picture (PNG, JPEG, WebP) as (h, w, 4) uint8, at most `TEXTURE` a side; None where it
    cannot be read.

    Raises:
        InputError: it has too many pixels.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "BMP")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise InputError(f"A texture of the {what} file is larger than 4096 x 4096; make it smaller.")
            image.draft("RGB", (TEXTURE, TEXTURE))
            image = image.convert("RGBA")
            image.thumbnail((TEXTURE, TEXTURE))
            return np.asarray(image, np.uint8)
    except InputError:
        raise
    except Exception:
        return None


def check_surface(surface: RawSurface, nodes: int, what: str) -> None:
    """Refuse numbers that point outside and places that are not numbers.

    Raises:
        InputError: with what is wrong.
    """
    n = len(surface.positions)
    if surface.faces.size and (surface.faces.min() < 0 or surface.faces.max() >= n):
        raise InputError(
            f"The {what} file is damaged: a triangle of {surface.name!r} names a missing vertex."
        )
    if surface.nodes.size and (surface.nodes.min() < 0 or surface.nodes.max() >= nodes):
        raise InputError(f"The {what} file is damaged: a vertex of {surface.name!r} names a missing bone.")
    if not (np.isfinite(surface.positions).all() and np.isfinite(surface.weights).all()):
        raise InputError(f"The {what} file is damaged: {surface.name!r} has vertices that are not numbers.")
    surface.uv = np.nan_to_num(surface.uv)
