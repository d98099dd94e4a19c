"""Enlarge a picture two or four times: our compact network, waifu2x CUNet, or Lanczos with unsharp masking.

The picture is padded by reflection and worked off in tiles that overlap by the network's margin; each tile is
written into the uint8 result at once, and memory does not grow with the picture beyond input and output.
Tiles equal the whole picture for the compact network; CUNet averages over its tile (squeeze-and-excitation),
so its tiles are larger: from 192 pixels on, the step at a seam is no larger than between any two pixels (99 %
within 1/255; at 128 it reached 9/255 on test pictures).
A tile of one color is not run: the network's answer to that color, found once on a small patch, is exact. Nor
is the paper around a figure, for the compact network: only the box of what is drawn is cut into tiles.
Four times is two times twice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np
from PIL import Image

from anigen_core.errors import InputError
from anigen_core.progress import Progress, portion

if TYPE_CHECKING:
    from anigen_core.runner import Runner

MAX_OUTPUT_PIXELS = 8192 * 12288
"""Largest result: twice the largest canvas. As RGB it takes 288 MiB."""

MIN_TILE, MAX_TILE = 32, 1024
UNSHARP_SIGMA, UNSHARP_AMOUNT = 1.0, 1.0


@dataclass(frozen=True)
class _Network:
    """What the stage must know of a network without loading it. Sizes in input pixels.

    names: of the weights, by strength of noise removal. padded: whether the network pads its input itself;
    the others give back less than they saw, by the margin on every side.
    """

    margin: int
    tile: int
    names: dict[int, str]
    padded: bool = False


NETWORKS = {
    "compact": _Network(margin=20, tile=256, names={0: "upscale"}, padded=True),
    # Not offered and not shipped, only measured against (train/evaluate/upscale.py).
    "upconv_7": _Network(margin=7, tile=96, names={0: "waifu2x_upconv_7_scale2x"}),
    "cunet": _Network(
        margin=18,
        tile=192,
        names={
            0: "waifu2x_cunet_scale2x",
            1: "waifu2x_cunet_noise1_scale2x",
            3: "waifu2x_cunet_noise3_scale2x",
        },
    ),
}


def weights_of(model: str, denoise: int = 0) -> tuple[str, ...]:
    """The names of the weights that a model doubles with: first, and from the second time on."""
    return (NETWORKS[model].names[denoise], NETWORKS[model].names[0]) if model in NETWORKS else ()


@dataclass(frozen=True)
class UpscaleOptions:
    """How to enlarge.

    factor    1 (unchanged), 2 or 4
    model     "compact" (ours, fast), "cunet" (waifu2x, slower), or "lanczos" (no network)
    denoise   strength of noise removal: 0, 1 or 3; cunet only
    tile      side of a tile in input pixels; 0 leaves the choice to the model

    Raises:
        InputError: any other value.
    """

    factor: int = 2
    model: Literal["lanczos", "compact", "cunet"] = "compact"
    denoise: int = 0
    tile: int = 0

    def __post_init__(self) -> None:
        if self.factor not in (1, 2, 4):
            raise InputError(
                f"A picture can be enlarged 1, 2 or 4 times, not {self.factor}; choose one of these."
            )
        if self.model not in ("lanczos", "compact", "cunet"):
            raise InputError(f"There is no upscaler {self.model!r}; choose lanczos, compact or cunet.")
        if self.denoise not in (0, 1, 3):
            raise InputError(
                f"Noise removal has the strengths 0, 1 and 3, not {self.denoise}; choose one of these."
            )
        if self.denoise and self.model != "cunet":
            raise InputError("Only the upscaler cunet removes noise; choose it, or set noise removal to 0.")
        if self.tile and not MIN_TILE <= self.tile <= MAX_TILE:
            raise InputError(f"A tile has {MIN_TILE} to {MAX_TILE} pixels a side; choose one of these, or 0.")


class Upscale:
    """Enlarges pictures. Without a runner every model falls back on Lanczos."""

    def __init__(self, runner: Runner | None = None) -> None:
        self._runner = runner

    def __call__(
        self,
        picture: np.ndarray,
        options: UpscaleOptions = UpscaleOptions(),
        *,
        progress: Progress | None = None,
    ) -> np.ndarray:
        """Enlarge `picture`, HW (lines), HW3 RGB or HW4 straight-alpha RGBA, uint8; returns the same kind.

        `progress` is called after every tile. Fully transparent pixels take the color of what they border on.

        Raises:
            InputError: not such an array, or the result would exceed `MAX_OUTPUT_PIXELS`.
        """
        if picture.dtype != np.uint8 or picture.size == 0 or (picture.shape[2:] not in ((), (3,), (4,))):
            raise InputError("Give the picture to enlarge as 8-bit gray, RGB or RGBA.")
        height, width = picture.shape[:2]
        if height * width * options.factor**2 > MAX_OUTPUT_PIXELS:
            size = f"{width * options.factor}x{height * options.factor}"
            raise InputError(f"The enlarged picture would have {size} pixels; choose a smaller factor.")
        result = picture.copy() if options.factor == 1 else picture
        passes = int(math.log2(options.factor))
        for index in range(passes):
            # The second doubling has four times the pixels of the first.
            start, end = (0.0, 1.0) if passes == 1 else ((0.0, 0.2), (0.2, 1.0))[index]
            denoise = options.denoise if index == 0 else 0
            result = self._double(result, options, denoise, portion(progress, start, end))
        return result

    def _double(
        self, picture: np.ndarray, options: UpscaleOptions, denoise: int, progress: Progress | None
    ) -> np.ndarray:
        """Twice the size: color, and alpha on its own."""
        if picture.ndim == 2:
            return self._double_plane(picture, options, denoise, progress)
        if picture.shape[2] == 3:
            return self._double_rgb(picture, options, denoise, progress)
        alpha = np.ascontiguousarray(picture[..., 3])
        result = np.empty((picture.shape[0] * 2, picture.shape[1] * 2, 4), np.uint8)
        color = self._double_rgb(bleed(picture), options, denoise, portion(progress, 0.0, 0.6))
        result[..., :3] = color
        result[..., 3] = self._double_plane(alpha, options, 0, portion(progress, 0.6, 1.0))
        # The network answers "nearly" 0 and 255; solid stays solid and empty stays empty.
        around = np.ones((3, 3), np.uint8)
        solid, empty = cv2.erode(alpha, around) == 255, cv2.dilate(alpha, around) == 0
        result[..., 3][solid.repeat(2, 0).repeat(2, 1)] = 255
        result[..., 3][empty.repeat(2, 0).repeat(2, 1)] = 0
        return result

    def _double_plane(
        self, plane: np.ndarray, options: UpscaleOptions, denoise: int, progress: Progress | None
    ) -> np.ndarray:
        """Twice the size of an HW array, which the networks see as a gray picture."""
        color = self._double_rgb(np.repeat(plane[..., None], 3, 2), options, denoise, progress)
        return cv2.cvtColor(color, cv2.COLOR_RGB2GRAY)

    def _double_rgb(
        self, picture: np.ndarray, options: UpscaleOptions, denoise: int, progress: Progress | None
    ) -> np.ndarray:
        if self._runner is None or options.model == "lanczos":
            return lanczos(picture, progress=progress)
        network = NETWORKS[options.model]
        return tiled(self._runner, network.names[denoise], network, picture, options.tile, progress)


def tiled(
    runner: Runner,
    name: str,
    network: _Network,
    picture: np.ndarray,
    tile: int = 0,
    progress: Progress | None = None,
) -> np.ndarray:
    """HW3 uint8 to (2H)(2W)3 uint8 with the weights `name`. All tiles of a picture have one even size."""
    if network.padded:
        box = drawn_box(picture, network.margin)
        if box != (slice(0, picture.shape[0]), slice(0, picture.shape[1])):
            blank = _flat_answer(runner, name, network, picture[0, 0])
            result = np.tile(blank, (*picture.shape[:2], 1))
            rows, columns = (slice(2 * side.start, 2 * side.stop) for side in box)
            if picture[box].size:
                result[rows, columns] = _in_tiles(runner, name, network, picture[box], tile, progress)
            return result
    return _in_tiles(runner, name, network, picture, tile, progress)


def drawn_box(picture: np.ndarray, margin: int) -> tuple[slice, slice]:
    """Rows and columns of an HW3 uint8 picture outside of which it has the color of its first pixel, and
    twice `margin` pixels within too, where the picture goes on; empty slices where it has one color.

    Twice: what a tile is padded with at the border of the box then is what lies there, and no pixel within
    the network's reach of what is drawn is left out.
    """
    unlike = np.zeros(picture.shape[:2], bool)
    for channel in range(3):
        unlike |= picture[..., channel] != picture[0, 0, channel]
    sides = []
    for axis, length in ((1, picture.shape[0]), (0, picture.shape[1])):
        seen = np.flatnonzero(unlike.any(axis=axis))
        if len(seen):
            first, last = max(0, int(seen[0]) - 2 * margin), min(length, int(seen[-1]) + 1 + 2 * margin)
            sides.append(slice(first, last))
        else:
            sides.append(slice(0, 0))
    return sides[0], sides[1]


def _in_tiles(
    runner: Runner,
    name: str,
    network: _Network,
    picture: np.ndarray,
    tile: int,
    progress: Progress | None,
) -> np.ndarray:
    height, width = picture.shape[:2]
    rows, tall = split_evenly(height, tile or network.tile)
    columns, wide = split_evenly(width, tile or network.tile)
    margin = network.margin
    bottom, right = rows * tall - height, columns * wide - width
    padded = np.pad(picture, ((margin, margin + bottom), (margin, margin + right), (0, 0)), "reflect")
    result = np.empty((height * 2, width * 2, 3), np.uint8)
    answers: dict[bytes, np.ndarray] = {}
    for index in range(rows * columns):
        y, x = index // columns * tall, index % columns * wide
        window = padded[y : y + tall + 2 * margin, x : x + wide + 2 * margin]
        if (window == window[0, 0]).all():
            color = window[0, 0].tobytes()
            if color not in answers:
                answers[color] = _flat_answer(runner, name, network, window[0, 0])
            large = np.tile(answers[color], (tall, wide, 1))
        else:
            large = _run(runner, name, network, window)
        target = result[2 * y : 2 * (y + tall), 2 * x : 2 * (x + wide)]
        target[:] = large[: target.shape[0], : target.shape[1]]
        if progress is not None:
            progress((index + 1) / (rows * columns))
    return result


def split_evenly(length: int, tile: int) -> tuple[int, int]:
    """How many tiles of at most `tile` cover `length`, and their common side, even and small."""
    count = math.ceil(length / tile)
    side = math.ceil(length / count)
    return count, side + side % 2


def _flat_answer(runner: Runner, name: str, network: _Network, color: np.ndarray) -> np.ndarray:
    """What the network makes of one flat color: the 2x2x3 uint8 block that repeats."""
    side = 2 * network.margin + 4
    return _run(runner, name, network, np.full((side, side, 3), color, np.uint8))[2:4, 2:4]


def _run(runner: Runner, name: str, network: _Network, window: np.ndarray) -> np.ndarray:
    """The inside of a window, HW3 uint8, doubled: 2(H - 2 margin) and so on, uint8."""
    large = _to_bytes(runner.run(name, _to_tensor(window)))
    edge = 2 * network.margin if network.padded else 0
    return large[edge : large.shape[0] - edge, edge : large.shape[1] - edge]


def _to_tensor(picture: np.ndarray) -> np.ndarray:
    """HW3 uint8 to 13HW float32 in [0, 1]."""
    return np.ascontiguousarray(picture.transpose(2, 0, 1)[None], np.float32) / np.float32(255)


def _to_bytes(tensor: np.ndarray) -> np.ndarray:
    return np.clip(tensor[0].transpose(1, 2, 0) * 255 + 0.5, 0, 255).astype(np.uint8)


def bleed(picture: np.ndarray, reach: int = 16) -> np.ndarray:
    """The color of an RGBA picture with transparent pixels painted over, so that edges take no fringe.

    Within `reach` pixels of something visible they take the nearest visible color; farther away, where
    nothing can be seen, the average color, which costs no work. Returns HW3 uint8.
    """
    color = np.ascontiguousarray(picture[..., :3])
    hidden = (picture[..., 3] == 0).astype(np.uint8)
    if not hidden.any() or hidden.all():
        return color
    distance, labels = cv2.distanceTransformWithLabels(
        hidden, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    visible = hidden == 0
    by_label = np.zeros((int(labels.max()) + 1, 3), np.uint8)
    by_label[labels[visible]] = color[visible]
    spread = by_label[labels]
    spread[distance > reach] = color[visible].mean(0).astype(np.uint8)
    return spread


def lanczos(picture: np.ndarray, *, progress: Progress | None = None) -> np.ndarray:
    """HW3 uint8 to (2H)(2W)3 uint8: Lanczos, then unsharp masking of the luminance without halos.

    The sharpened luminance is kept within the range of its 3x3 neighborhood, which steepens edges and draws
    no light rims around lines. Works in strips of 256 rows.
    """
    height, width = picture.shape[:2]
    plain = np.asarray(Image.fromarray(picture).resize((width * 2, height * 2), Image.Resampling.LANCZOS))
    result = np.empty_like(plain)
    around, overlap, strip = np.ones((3, 3), np.uint8), 8, 256
    for top in range(0, height * 2, strip):
        first = max(top - overlap, 0)
        rows = plain[first : top + strip + overlap].astype(np.float32)
        luminance = rows @ np.array([0.299, 0.587, 0.114], np.float32)
        soft = cv2.GaussianBlur(luminance, (0, 0), UNSHARP_SIGMA)
        sharp = luminance + UNSHARP_AMOUNT * (luminance - soft)
        sharp = np.clip(sharp, cv2.erode(luminance, around), cv2.dilate(luminance, around))
        rows += (sharp - luminance)[..., None]
        keep = np.clip(rows + 0.5, 0, 255).astype(np.uint8)[top - first :]
        result[top : top + strip] = keep[: result[top : top + strip].shape[0]]
        if progress is not None:
            progress(min((top + strip) / (height * 2), 1.0))
    return result
