"""Drawings that tell whose they are: by their blocks of color, and by every stroke, to the pixel."""

from __future__ import annotations

import base64
import io
import random
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from anigen_core.document import Document
from anigen_core.imaging import Extent
from anigen_core.planning import preview_extent

COLORS = ((214, 60, 60), (240, 190, 60), (70, 160, 80), (60, 110, 210), (150, 80, 190), (235, 235, 230))
BLOCKS = (
    ("ellipse", (0.35, 0.06, 0.65, 0.26)),
    ("rectangle", (0.30, 0.28, 0.70, 0.42)),
    ("rectangle", (0.30, 0.44, 0.70, 0.58)),
    ("rectangle", (0.30, 0.60, 0.70, 0.74)),
    ("rectangle", (0.30, 0.76, 0.48, 0.94)),
    ("rectangle", (0.52, 0.76, 0.70, 0.94)),
)
"""Shapes, and their boxes as shares of the canvas."""


def colors_of(owner: int) -> list[tuple[int, int, int]]:
    """A color for each block; two owners differ in several of them."""
    chance = random.Random(f"owner {owner}")
    return [chance.choice(COLORS) for _ in BLOCKS]


@dataclass
class Drawing:
    """What a visitor has drawn so far, lines (H, W) uint8 and colors (H, W, 4) uint8."""

    owner: int
    size: tuple[int, int]
    strokes: int = 0
    finished: int = 0
    lines: Image.Image = field(init=False)
    colors: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        width, height = self.size
        self.lines, self.colors = Image.new("L", self.size, 255), Image.new("RGBA", self.size, (0, 0, 0, 0))
        pen, brush = ImageDraw.Draw(self.lines), ImageDraw.Draw(self.colors)
        for (shape, (left, top, right, bottom)), color in zip(BLOCKS, colors_of(self.owner), strict=True):
            box = (left * width, top * height, right * width, bottom * height)
            getattr(brush, shape)(box, fill=(*color, 255))
            getattr(pen, shape)(box, outline=0, width=4)
        self._chance = random.Random(f"strokes {self.owner}")

    def stroke(self) -> None:
        """One more, at the side of the figure, where nothing else is."""
        width, height = self.size
        column = self._chance.choice([0.02, 0.75]) * width
        places = [
            (column + self._chance.random() * 0.2 * width, self._chance.random() * height) for _ in "123"
        ]
        ImageDraw.Draw(self.lines).line(places, fill=0, width=3)
        self.strokes += 1

    def pictures(self) -> dict[str, str]:
        """As they go inside a "finish" event."""
        return {"lines": _address(self.lines), "colors": _address(self.colors)}

    def small(self) -> dict[str, object]:
        """As it goes inside a "preview" event."""
        extent = preview_extent(Extent(*self.size))
        lines = self.lines.resize(extent, Image.Resampling.BOX)
        colors = self.colors.resize(extent, Image.Resampling.NEAREST)
        pictures = {"lines": _address(lines), "colors": _address(colors), "style": None, "pose": None}
        return {"revision": self.strokes, "width": self.size[0], "height": self.size[1], **pictures}

    def same_as(self, document: Document) -> bool:
        """Whether a document holds exactly this: every stroke and every block."""
        return (
            document.lines is not None
            and document.colors is not None
            and np.array_equal(document.lines, np.asarray(self.lines))
            and np.array_equal(document.colors, np.asarray(self.colors))
        )


def owner_of(picture: Image.Image, owners: range) -> int:
    """Whose drawing a picture shows, judged by the middles of the blocks."""
    array = np.asarray(picture.convert("RGB"), np.float32)
    height, width = array.shape[:2]
    seen = []
    for _, (left, top, right, bottom) in BLOCKS:
        across, down = 0.3 * (right - left), 0.3 * (bottom - top)
        rows = slice(round((top + down) * height), round((bottom - down) * height))
        columns = slice(round((left + across) * width), round((right - across) * width))
        seen.append(array[rows, columns].mean(axis=(0, 1)))
    return min(owners, key=lambda owner: float(np.abs(np.asarray(seen) - colors_of(owner)).sum()))


def _address(picture: Image.Image) -> str:
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=1)
    return f"data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"
