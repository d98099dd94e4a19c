"""The one place where bytes, PIL pictures, arrays and tensors become one another.

Pictures come from strangers, so nothing is decoded before its size is known. Everything leaving this file
is plain: HWC uint8 RGB or straight-alpha RGBA, HW uint8 for lines (0 = ink, 255 = paper).
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import ExifTags, Image, ImageOps, PngImagePlugin

from anigen_core.errors import InputError

if TYPE_CHECKING:
    import torch

MAX_PIXELS = 4096 * 6144
"""Largest picture that is decoded: the cap of the canvas itself."""

MAX_FILE_BYTES = 128 * 1024 * 1024
"""Largest picture file that is read. An uncompressed 4096x6144 RGBA picture takes 96 MiB."""

MIN_SIDE = 16
"""Smallest side of a canvas or picture, in pixels: less holds no drawing."""

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")
"""Decoders that are tried. Pillow knows more, and each one more is one more way in."""


# Our own cap is stricter than Pillow's bomb warning and speaks plainly. Once for all: to silence it call by
# call (`catch_warnings`) would change the filters of every other thread too.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


class Extent(NamedTuple):
    """A size in pixels, width first, as people say it. Arrays have it the other way round."""

    width: int
    height: int

    @classmethod
    def of(cls, array: np.ndarray) -> Extent:
        return cls(array.shape[1], array.shape[0])

    @property
    def shape(self) -> tuple[int, int]:
        """(height, width), as numpy wants it."""
        return self.height, self.width

    def scaled(self, factor: float) -> Extent:
        """Both sides times `factor`, rounded, at least 1."""
        return Extent(max(1, round(self.width * factor)), max(1, round(self.height * factor)))

    def fitted(self, limit: Extent) -> Extent:
        """The largest size of the same proportions inside `limit`, never larger than this one."""
        return self.scaled(min(1.0, limit.width / self.width, limit.height / self.height))

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


def open_image(
    source: bytes | str | Path,
    *,
    max_pixels: int = MAX_PIXELS,
    notes: list[str] | None = None,
    first_frame: bool = False,
) -> Image.Image:
    """Open a picture file from an untrusted place.

    Args:
        source: the file's bytes or its path.
        max_pixels: refuse pictures with more pixels than this before decoding them.
        notes: takes a sentence for everything about the file that had to be changed.
        first_frame: take the first frame of an animation instead of refusing it.

    Returns:
        A picture of mode RGB, or RGBA when the file has transparency; upright (EXIF applied); 8 bits.

    Raises:
        InputError: not a picture, too large, damaged, or animated.
    """
    name = "The picture" if isinstance(source, bytes) else f"'{Path(source).name}'"
    data = source if isinstance(source, bytes) else _read(Path(source), name)
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"{name} is larger than {MAX_FILE_BYTES >> 20} MiB; save it smaller and try again.")
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InputError(_too_large(name, max_pixels)) from None
    except Exception:
        raise InputError(
            f"{name} is not a picture this program can read; save it as PNG, JPEG or WebP and try again."
        ) from None
    if picture.width * picture.height > max_pixels:
        raise InputError(_too_large(name, max_pixels))
    try:
        frames = getattr(picture, "n_frames", 1)  # walks through the file, which may end too soon
    except Exception:
        frames = 1
    # Phones put a second picture (depth, preview) behind a photograph; that is no animation.
    if frames > 1 and picture.format != "MPO" and not first_frame:
        raise InputError(f"{name} is animated; save the one frame you want as a PNG and try again.")
    changes = [f"{name} {change}" for change in _changes(picture)]
    try:
        picture.load()
        # Pillow copies the picture even where there is nothing to turn.
        turned = picture.getexif().get(ExifTags.Base.Orientation, 1) != 1
        plain = _plain(ImageOps.exif_transpose(picture) if turned else picture)
        if notes is not None:
            notes += changes
        return plain
    except Exception:
        raise InputError(f"{name} is damaged or cut short; save or send it again.") from None


def check_size(size: tuple[int, int], name: str = "The picture") -> None:
    """Refuse a (width, height) in which nothing can be drawn.

    Raises:
        InputError: a side under `MIN_SIDE`.
    """
    if min(size) < MIN_SIDE:
        raise InputError(
            f"{name} is {size[0]}x{size[1]} pixels; it needs at least {MIN_SIDE} a side, so make it larger."
        )


def _read(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(
                f"{name} is larger than {MAX_FILE_BYTES >> 20} MiB; save it smaller and try again."
            )
        return path.read_bytes()
    except OSError:
        raise InputError(f"{name} cannot be read; check that the file exists and try again.") from None


def _too_large(name: str, max_pixels: int) -> str:
    megapixels = max_pixels / 1e6
    return (
        f"{name} has more than {megapixels:.0f} megapixels; scale it down to 4096x6144 or less and try again."
    )


def _changes(picture: Image.Image) -> list[str]:
    """What opening this file, not yet decoded, will change about it."""
    changes = []
    deep = picture.mode.startswith(("I", "F")) or any(
        ";16" in str(tile[3]) for tile in getattr(picture, "tile", ())
    )
    if deep:
        changes.append("has more than 8 bits a channel; it was reduced to 8.")
    if picture.mode in ("CMYK", "LAB", "HSV"):
        changes.append(f"is {picture.mode}; its colors were converted to RGB.")
    try:
        turned = picture.getexif().get(ExifTags.Base.Orientation, 1) != 1
    except Exception:
        turned = False
    if turned:
        changes.append("was turned upright, as its camera noted.")
    return changes


def _plain(picture: Image.Image) -> Image.Image:
    """Any Pillow mode to 8-bit RGB, or RGBA where the file says something about transparency."""
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture, dtype=np.float64)
        # 16-bit files use the whole range; 32-bit and float ones may use any, so take their own top.
        top = 65535.0 if picture.mode.startswith("I;16") or values.max(initial=0) > 255 else 255.0
        if picture.mode == "F" and values.max(initial=0) <= 1.0:
            top = 1.0
        grey = np.clip(np.nan_to_num(values) / top * 255.0 + 0.5, 0, 255).astype(np.uint8)
        return Image.fromarray(grey).convert("RGB")
    if picture.mode in ("RGB", "RGBA") and "transparency" not in picture.info:
        return picture
    has_alpha = picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def to_rgb(picture: Image.Image | np.ndarray, background: int = 255) -> np.ndarray:
    """(H, W, 3) uint8 RGB; transparent parts are laid over a grey of `background` (255 = white paper)."""
    array = _array(picture)
    if array.ndim == 2:
        return np.repeat(array[..., None], 3, axis=2)
    if array.shape[2] == 3:
        return array
    alpha = array[..., 3:].astype(np.uint16)
    mixed = array[..., :3] * alpha + np.uint16(background) * (255 - alpha)
    return ((mixed + 127) // 255).astype(np.uint8)


def to_rgba(picture: Image.Image | np.ndarray) -> np.ndarray:
    """(H, W, 4) uint8 straight-alpha RGBA; pictures without transparency become opaque."""
    array = _array(picture)
    if array.ndim == 3 and array.shape[2] == 4:
        return array
    rgb = to_rgb(array)
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def to_lines(picture: Image.Image | np.ndarray) -> np.ndarray:
    """(H, W) uint8, 0 = ink and 255 = paper; transparency is paper, color becomes its luminance."""
    array = _array(picture)
    if array.ndim == 2:
        return array
    # Rounded, so that a line layer saved as grey RGB comes back to the bit.
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    return np.clip(to_rgb(array).astype(np.float32) @ weights + 0.5, 0, 255).astype(np.uint8)


def _array(picture: Image.Image | np.ndarray) -> np.ndarray:
    if isinstance(picture, Image.Image):
        if picture.mode == "L":
            return np.asarray(picture)
        return np.asarray(picture if picture.mode in ("RGB", "RGBA") else _plain(picture))
    if picture.dtype != np.uint8 or picture.ndim not in (2, 3):
        raise TypeError(f"expected an HW or HWC uint8 array, got {picture.dtype} {picture.shape}")
    return picture


def encode_png(array: np.ndarray, text: dict[str, str] | None = None, *, compress: int = 6) -> bytes:
    """A PNG file of an HW, HW3 or HW4 uint8 array, with `text` as UTF-8 (iTXt) entries."""
    info = PngImagePlugin.PngInfo()
    for key, value in (text or {}).items():
        info.add_itxt(key, value, zip=True)
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, "PNG", pnginfo=info, compress_level=compress)
    return buffer.getvalue()


def encode_webp(array: np.ndarray, quality: int = 90) -> bytes:
    """A lossy WebP file of an HW, HW3 or HW4 uint8 array; quality 0 to 100."""
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, "WEBP", quality=quality, method=2)
    return buffer.getvalue()


def resize(
    array: np.ndarray, extent: Extent, resample: Image.Resampling = Image.Resampling.LANCZOS
) -> np.ndarray:
    """An HW, HW3 or HW4 uint8 array at another size.

    RGBA is resized with premultiplied color, so that colors under full transparency do not bleed in.
    """
    if Extent.of(array) == extent:
        return array
    if array.ndim == 3 and array.shape[2] == 4 and resample != Image.Resampling.NEAREST:
        small = Image.fromarray(array).convert("RGBa").resize(extent, resample)
        return np.asarray(small.convert("RGBA"))
    return np.asarray(Image.fromarray(array).resize(extent, resample))


def pad_to_multiple(array: np.ndarray, multiple: int = 32) -> tuple[np.ndarray, Extent]:
    """Repeat the last row and column until both sides divide by `multiple`; also gives the old extent.

    Crop back with `array[:extent.height, :extent.width]`.
    """
    extent = Extent.of(array)
    below, right = -extent.height % multiple, -extent.width % multiple
    pad = [(0, below), (0, right)] + [(0, 0)] * (array.ndim - 2)
    return np.pad(array, pad, mode="edge"), extent


def to_tensor(array: np.ndarray) -> torch.Tensor:
    """HW or HWC uint8 to a (1, C, H, W) float32 tensor in [-1, 1]."""
    import torch

    planes = array[None] if array.ndim == 2 else np.moveaxis(array, 2, 0)
    return torch.from_numpy(np.ascontiguousarray(planes)).float()[None] / 127.5 - 1.0


def from_tensor(tensor: torch.Tensor) -> np.ndarray:
    """A (1, C, H, W) float tensor in [-1, 1] to HWC uint8, or HW where C is 1."""
    import torch

    if tensor.shape[0] != 1:
        raise ValueError(f"expected one picture, got a batch of {tensor.shape[0]}")
    bytes_ = ((tensor[0].float() + 1.0) * 127.5).round().clamp(0, 255).to(torch.uint8)
    planes = bytes_.cpu().numpy()
    return planes[0] if planes.shape[0] == 1 else np.ascontiguousarray(np.moveaxis(planes, 0, 2))
