"""Bringing pictures and lines to another size: networks where they help, filters elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from anigen_core.imaging import Extent, resize
from anigen_core.progress import Progress
from anigen_core.settings import Settings

if TYPE_CHECKING:
    from anigen_core.runner import Runner

PLAIN_RESIZE = 1.25
"""Up to this factor an enlarging network adds nothing that a good filter does not."""

FLAT_REACH = 9
"""Width in pixels of the neighborhood that must have one color for its middle to count as flat."""


class Enlarger:
    """Brings pictures to an exact size: the upscale stage by 2 or 4, then a filter for the rest."""

    def __init__(self, settings: Settings, runner: Runner | None) -> None:
        from anigen_core.stages.upscale import Upscale

        self._settings = settings
        self._runner = runner
        self._stage = Upscale(runner)

    def __call__(self, array: np.ndarray, extent: Extent, progress: Progress | None) -> np.ndarray:
        """An HW, HW3 or HW4 uint8 array at `extent`; one that has this size already comes back untouched."""
        from anigen_core.stages.upscale import UpscaleOptions

        ratio = extent.width / array.shape[1]
        if ratio > PLAIN_RESIZE:
            factor = 2 if ratio <= 2.5 else 4
            options = UpscaleOptions(factor, self._settings.upscaler, self._settings.denoise)
            return keep_flat(array, resize(self._stage(array, options, progress=progress), extent))
        return resize(array, extent)

    @property
    def method(self) -> str:
        """What enlarged, in words; the engine's precision is known once it has run."""
        if self._runner is None:
            return "enlarged by Lanczos"
        name = "waifu2x CUNet" if self._settings.upscaler == "cunet" else "our compact network"
        return f"enlarged by {name} ({self._runner.describe()})"


def keep_flat(small: np.ndarray, large: np.ndarray) -> np.ndarray:
    """Give flat color back its exact value; the networks turn it into a faint grid of two or three values."""
    around = np.ones((FLAT_REACH, FLAT_REACH), np.uint8)
    uneven = cv2.dilate(small, around) != cv2.erode(small, around)
    flat = ~(uneven.any(axis=2) if small.ndim == 3 else uneven)
    extent = Extent.of(large)
    flat = resize(flat.astype(np.uint8), extent, Image.Resampling.NEAREST) > 0
    large = large.copy()
    large[flat] = resize(small, extent, Image.Resampling.NEAREST)[flat]
    return large


def reduced_lines(lines: np.ndarray, extent: Extent) -> np.ndarray:
    """Lines (H, W) uint8 at a smaller size. A stroke thinner than a pixel would fade to gray; half of that is
    given back."""
    ink = 255 - cv2.resize(lines, extent, interpolation=cv2.INTER_AREA)
    return 255 - cv2.convertScaleAbs(ink, alpha=1.5)
