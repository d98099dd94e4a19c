"""Drawn frames as files: animated WebP and GIF, a zip of PNGs, and a sprite sheet with its JSON.

The JSON is the array form of TexturePacker, which Phaser, PixiJS, Godot and Unity importers read.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from anigen_core.archive import write_archive
from anigen_core.document import write_atomically
from anigen_core.errors import InputError
from anigen_core.export import SOFTWARE
from anigen_core.imaging import Extent, encode_png, to_rgb, to_rgba
from anigen_core.pose import Pose

MAX_PIXELS = 64 << 20
"""Of all pictures of an animation together: a quarter of a gigabyte in memory."""

MAX_SHEET = 8192
"""Longest side of a sprite sheet: what graphics cards take."""

FPS = (1, 50)
"""Slowest and quickest. GIF counts in hundredths of a second, and browsers slow down what is quicker."""

SUFFIXES = (".webp", ".gif", ".zip", ".png")

ORIGIN = "Drawn by AniGen Studio from poses: the work of a program (algorithm or AI generated)."
"""Said in every file, so that nobody, and no search engine, has to guess."""

_CUT = 128  # GIF knows no half transparency: alpha from here on is drawn
_CLEAR = 255  # the palette's place for what is not drawn


@dataclass(frozen=True, eq=False)
class Animation:
    """Pictures in time.

    Attributes:
        pictures: (H, W, 4) uint8 straight alpha, or (H, W, 3), all alike; each is drawn once.
        order: numbers into `pictures` in the order of time; one may come again.
        fps: frames a second.
        repeats: whether it begins anew after the last frame.
        poses: of the pictures, where they were drawn from poses.
        engine: what drew it, in words.
        seconds: how long that took.

    Raises:
        InputError: no frames, pictures of several sizes, or a speed out of `FPS`.
    """

    pictures: tuple[np.ndarray, ...]
    order: tuple[int, ...]
    fps: float = 12.0
    repeats: bool = True
    poses: tuple[Pose, ...] = field(default=(), repr=False)
    engine: str = ""
    seconds: float = 0.0

    def __post_init__(self) -> None:
        check_fps(self.fps)
        if not self.order or not all(0 <= number < len(self.pictures) for number in self.order):
            raise InputError("An animation needs frames; draw at least one.")
        if len({picture.shape for picture in self.pictures}) != 1:
            raise InputError("The frames of an animation must be of one size; draw them on one canvas.")

    @property
    def extent(self) -> Extent:
        return Extent.of(self.pictures[0])

    @property
    def frames(self) -> Iterator[np.ndarray]:
        """The pictures in the order of time."""
        return (self.pictures[number] for number in self.order)

    def on_paper(self, gray: int = 255) -> Animation:
        """On paper of this gray (255 is white) in place of transparency."""
        return replace(self, pictures=tuple(to_rgb(picture, gray) for picture in self.pictures))

    def to_bytes(self, suffix: str) -> bytes:
        """The file of a kind: ".webp", ".gif", ".zip" (PNGs), or ".png" (sprite sheet, without its JSON).

        Raises:
            InputError: any other ending, or frames too large or too many for it.
        """
        match suffix.lower():
            case ".webp":
                return webp_bytes(self)
            case ".gif":
                return gif_bytes(self)
            case ".zip":
                return zip_bytes(self)
            case ".png":
                return sprite_sheet(self)[0]
        raise InputError(f"'{suffix}' cannot be written; use {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}.")

    def save(self, path: str | Path) -> list[Path]:
        """Write the file that the ending names; a sprite sheet's JSON goes beside it. The paths written."""
        path = Path(path)
        if path.suffix.lower() != ".png":
            write_atomically(path, self.to_bytes(path.suffix))
            return [path]
        sheet, about = sprite_sheet(self, path.name)
        beside = path.with_suffix(".json")
        write_atomically(path, sheet)
        write_atomically(beside, about)
        return [path, beside]


def check_fps(fps: float) -> None:
    """Refuse a speed that no file can have.

    Raises:
        InputError: out of `FPS`.
    """
    if not FPS[0] <= fps <= FPS[1]:
        raise InputError(f"An animation has {FPS[0]} to {FPS[1]} frames a second; choose such a number.")


def check_amount(count: int, extent: tuple[int, int]) -> None:
    """Refuse, before anything is drawn, what would not fit into memory.

    Raises:
        InputError: `count` pictures of (width, height) have more than `MAX_PIXELS` together.
    """
    width, height = extent
    if count * width * height > MAX_PIXELS:
        most = MAX_PIXELS // (width * height)
        raise InputError(
            f"{count} frames of {width}x{height} pixels are too much at once; "
            + (f"choose at most {most} frames or a smaller size." if most > 1 else "choose a smaller size.")
        )


def webp_bytes(animation: Animation, quality: int = 90) -> bytes:
    """An animated WebP file with soft transparency."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0131] = ORIGIN, SOFTWARE  # image description, software
    first, *others = (Image.fromarray(picture) for picture in animation.frames)
    buffer = io.BytesIO()
    first.save(
        buffer,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=_durations(animation, 1),
        loop=0 if animation.repeats else 1,
        quality=quality,
        method=2,  # less than half the time of method 4 for a few percent more bytes
        exif=exif.tobytes(),
    )
    return buffer.getvalue()


def gif_bytes(animation: Animation) -> bytes:
    """A GIF file. All frames share one palette of up to 255 colors, so that still parts do not flicker."""
    palette = _common_palette(animation.pictures)
    drawn = [_indexed(picture, palette) for picture in animation.pictures]
    first, *others = (drawn[number] for number in animation.order)
    clear = animation.pictures[0].shape[2] == 4
    buffer = io.BytesIO()
    options = {"transparency": _CLEAR, "disposal": 2} if clear else {"disposal": 1}
    if animation.repeats:
        options["loop"] = 0
    first.save(
        buffer,
        "GIF",
        save_all=True,
        append_images=others,
        duration=_durations(animation, 10),
        optimize=False,
        comment=ORIGIN.encode(),
        **options,
    )
    return buffer.getvalue()


def zip_bytes(animation: Animation) -> bytes:
    """A zip of 0001.png, 0002.png ... in the order of time."""
    pictures = [encode_png(picture, compress=4) for picture in animation.pictures]
    digits = max(4, len(str(len(animation.order))))
    return write_archive({f"{n:0{digits}d}.png": pictures[i] for n, i in enumerate(animation.order, 1)})


def sprite_sheet(animation: Animation, name: str = "animation.png") -> tuple[bytes, bytes]:
    """A PNG with all pictures in rows, cut to the box that holds the figure in all of them, and its JSON.

    name: the PNG's file name, for the JSON. A frame that is shown twice is there once and named twice.

    Raises:
        InputError: the sheet would be larger than `MAX_SHEET` a side.
    """
    left, top, width, height = _box(animation.pictures)
    columns, rows = _grid(len(animation.pictures), width, height)
    channels = animation.pictures[0].shape[2]
    sheet = np.zeros((rows * height, columns * width, channels), np.uint8)
    places = []
    for number, picture in enumerate(animation.pictures):
        x, y = number % columns * width, number // columns * height
        sheet[y : y + height, x : x + width] = picture[top : top + height, left : left + width]
        places.append({"x": x, "y": y, "w": width, "h": height})
    durations = _durations(animation, 1)
    source = {"w": animation.extent.width, "h": animation.extent.height}
    frames = [
        {
            "filename": f"{position:04d}",
            "frame": places[number],
            "rotated": False,
            "trimmed": (width, height) != animation.extent,
            "spriteSourceSize": {"x": left, "y": top, "w": width, "h": height},
            "sourceSize": source,
            "duration": durations[position - 1],
        }
        for position, number in enumerate(animation.order, 1)
    ]
    meta = {
        "app": SOFTWARE,
        "image": name,
        "format": "RGBA8888" if channels == 4 else "RGB888",
        "size": {"w": sheet.shape[1], "h": sheet.shape[0]},
        "scale": "1",
        "about": ORIGIN,
    }
    png = encode_png(sheet, {"Software": SOFTWARE, "Source": ORIGIN}, compress=4)
    return png, json.dumps({"frames": frames, "meta": meta}, indent=1).encode()


def _durations(animation: Animation, unit: int) -> list[int]:
    """Milliseconds of each frame, multiples of `unit` that stay on time over the whole."""
    ends = [round(1000 * n / animation.fps / unit) * unit for n in range(len(animation.order) + 1)]
    return [end - start for start, end in pairwise(ends)]


def _box(pictures: Sequence[np.ndarray]) -> tuple[int, int, int, int]:
    """(x, y, width, height) round everything drawn in any of the pictures."""
    height, width, channels = pictures[0].shape
    drawn = np.zeros((height, width), bool)
    for picture in pictures:
        drawn |= picture[..., 3] > 0 if channels == 4 else True
    if not drawn.any():
        return 0, 0, width, height
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def _grid(count: int, width: int, height: int) -> tuple[int, int]:
    """(columns, rows) of a sheet that is about square."""
    columns = min(count, max(1, math.ceil(math.sqrt(count * height / width))), max(1, MAX_SHEET // width))
    rows = -(-count // columns)
    if max(columns * width, rows * height) > MAX_SHEET:
        raise InputError(
            f"A sprite sheet of {count} frames would be larger than {MAX_SHEET} pixels a side; "
            "choose fewer frames, a smaller size, or PNGs in a zip."
        )
    return columns, rows


def _common_palette(pictures: Sequence[np.ndarray]) -> Image.Image:
    """A picture that carries 255 colors for all pictures, found on a thinned-out sample of what is drawn."""
    stride = max(1, sum(picture.shape[0] * picture.shape[1] for picture in pictures) // (1 << 20))
    colors = []
    for picture in pictures:
        flat = picture.reshape(-1, picture.shape[2])
        seen = flat[flat[:, 3] >= _CUT] if picture.shape[2] == 4 else flat
        colors.append(seen[::stride, :3])
    sample = np.concatenate(colors)
    if not len(sample):
        sample = np.zeros((1, 3), np.uint8)
    return Image.fromarray(sample[None]).quantize(_CLEAR, Image.Quantize.MEDIANCUT)


def _indexed(picture: np.ndarray, palette: Image.Image) -> Image.Image:
    """A picture in the colors of a palette; what is not drawn gets the number `_CLEAR`."""
    plain = np.ascontiguousarray(to_rgba(picture)[..., :3])
    indexed = Image.fromarray(plain).quantize(palette=palette, dither=Image.Dither.NONE)
    numbers = np.array(indexed)
    if picture.shape[2] == 4:
        numbers[picture[..., 3] < _CUT] = _CLEAR
    made = Image.fromarray(numbers, "P")
    known = palette.getpalette() or []
    made.putpalette((known + [0] * 768)[:768])
    return made
