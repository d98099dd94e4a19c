"""The network's half of painting: planes in, passes of PI-REC, a picture with coverage out. No torch here.

The planes are those of networks/pirec.py (`planes`); this file makes them in NumPy, so that a machine with
OpenVINO alone never loads torch. The noise of a seed is made as in training (train/pirec_views.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from anigen_core.imaging import to_rgb
from anigen_core.progress import Progress

if TYPE_CHECKING:
    from anigen_core.runner import Runner

NAME = "pirec"
"""Of the weights."""
CHANNELS, STRIDE, CELL = 15, 32, 32
"""As in networks/pirec.py."""
ON_PAINT, ON_BARE = 0.3, 0.8
"""How loud a seed's noise is where colors are given and where they are not. In training it is as loud as 1
but hints at the truth; noise that is only noise stains skin, and the ground round the figure most of all."""
FAINT, SOLID = 0.04, 0.97
"""Coverage up to which nothing is there, and from which all is: a network never says quite 0 or 1."""


def input_planes(
    lines: np.ndarray,
    colors: np.ndarray,
    *,
    strength: float,
    draft: np.ndarray | None = None,
    noise: np.ndarray | None = None,
) -> np.ndarray:
    """The network's input, (1, 15, H, W) float32, of a drawing whose sides are multiples of 32.

    lines: (H, W) uint8, 0 = ink. colors: (H, W, 4) uint8; alpha from 128 on = painted. draft: (4, H, W)
    float32 in 0..1; with it the phase is "refine", without it "generate". noise: (3, H, W) float32.
    """
    planes = np.zeros((1, CHANNELS, *lines.shape), np.float32)
    planes[0, 0] = (255 - lines) * np.float32(1 / 255)
    painted = colors[..., 3] >= 128
    planes[0, 1:4] = np.where(painted, colors[..., :3].transpose(2, 0, 1), 0) * np.float32(1 / 255)
    planes[0, 4] = painted
    if draft is not None:
        planes[0, 5:9] = draft
    if noise is not None:
        planes[0, 9:12] = noise
    planes[0, 12 if draft is None else 13] = 1
    planes[0, 14] = strength
    return planes


def seed_noise(seed: int, height: int, width: int) -> np.ndarray | None:
    """(3, height, width) float32: a normal number for every `CELL` pixels, enlarged bilinearly. None for
    seed 0, the likeliest picture. Sides are multiples of `CELL`."""
    if not seed:
        return None
    cells = np.random.default_rng(seed).standard_normal((height // CELL, width // CELL, 3), np.float32)
    return cv2.resize(cells, (width, height), interpolation=cv2.INTER_LINEAR).transpose(2, 0, 1)


class Draft(NamedTuple):
    """What the network painted so far, to be refined by it.

    picture: (4, H, W) float32 in 0..1: RGB over white, and coverage; sides are multiples of 32. noise:
    (3, H, W) float32 that a seed told it, or None.
    """

    picture: np.ndarray
    noise: np.ndarray | None = None

    def cut(self, height: int, width: int) -> np.ndarray:
        """(height, width, 4) float32: the picture without what it was extended by."""
        return np.ascontiguousarray(self.picture[:, :height, :width].transpose(1, 2, 0))


def generate(
    runner: Runner,
    lines: np.ndarray,
    colors: np.ndarray,
    *,
    strength: float,
    seed: int,
    progress: Progress,
) -> Draft:
    """The network's first picture: phase "generate". A seed takes one more pass: the first finds where the
    figure is.

    Any size: it is extended to multiples of 32 by bare paper. `progress` is called after each pass and may
    raise `Cancelled`.
    """
    lines, colors = _extended(lines, colors)
    planes = input_planes(lines, colors, strength=strength)
    made = np.clip(runner.run(NAME, planes)[0], 0, 1)
    progress(1 / (1 + (seed != 0)))
    noise = seed_noise(seed, *lines.shape)
    if noise is not None:  # within the likeliest picture's figure alone
        loud = np.where(colors[..., 3] >= 128, np.float32(ON_PAINT), np.float32(ON_BARE))
        noise = planes[0, 9:12] = noise * loud * (made[3] > 0.5)
        made = np.clip(runner.run(NAME, planes)[0], 0, 1)
        progress(1.0)
    return Draft(made, noise)


def refine(
    runner: Runner,
    draft: Draft,
    lines: np.ndarray,
    colors: np.ndarray,
    *,
    strength: float,
    passes: int,
    progress: Progress,
) -> Draft:
    """The network's picture after so many passes over a draft: phase "refine"; takes all else as `generate`
    does."""
    lines, colors = _extended(lines, colors)
    picture = draft.picture
    planes = input_planes(lines, colors, strength=strength, draft=picture, noise=draft.noise)
    for number in range(passes):
        planes[0, 5:9] = picture
        picture = np.clip(runner.run(NAME, planes)[0], 0, 1)
        progress((number + 1) / passes)
    return Draft(picture, draft.noise)


def _extended(lines: np.ndarray, colors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A drawing whose sides are multiples of the network's stride."""
    below, right = _missing(lines)
    lines = np.pad(lines, ((0, below), (0, right)), constant_values=255)
    return lines, np.pad(colors, ((0, below), (0, right), (0, 0)))


def _missing(array: np.ndarray) -> tuple[int, int]:
    return -array.shape[0] % STRIDE, -array.shape[1] % STRIDE


def imitate(
    runner: Runner,
    lines: np.ndarray,
    colors: np.ndarray,
    picture: np.ndarray,
    hole: np.ndarray,
    *,
    strength: float,
    seed: int,
    progress: Progress,
) -> np.ndarray:
    """The network's picture where a finished one has a hole: its phase "imitate", told just what it learned.

    Outside of the hole it is given the picture over white, as if all of it were paint; inside the blocks,
    where there are any. A seed takes a second pass and changes what lies in the hole alone.

    lines (H, W) uint8 and colors (H, W, 4) uint8 of the drawing; picture (H, W, 3 or 4) uint8; hole (H, W)
    bool. Any size. Returns (H, W, 4) float32 in 0..1: RGB over white, and coverage.
    """
    height, width = lines.shape
    below, right = -height % STRIDE, -width % STRIDE
    blocks = np.where(colors[..., 3:] >= 128, colors, np.uint8(0))
    known = np.dstack([to_rgb(picture), np.full(lines.shape, 255, np.uint8)])
    given = np.pad(np.where(hole[..., None], blocks, known), ((0, below), (0, right), (0, 0)))
    planes = input_planes(
        np.pad(lines, ((0, below), (0, right)), constant_values=255), given, strength=strength
    )
    planes[0, 12:14] = 0
    passes = 1 + (seed != 0)
    made = np.clip(runner.run(NAME, planes)[0], 0, 1)
    progress(1 / passes)
    noise = seed_noise(seed, *planes.shape[2:])
    if noise is not None:
        inside = np.pad(hole, ((0, below), (0, right)))
        loud = np.where(given[..., 3] >= 128, np.float32(ON_PAINT), np.float32(ON_BARE))
        planes[0, 9:12] = noise * loud * (made[3] > 0.5) * inside
        made = np.clip(runner.run(NAME, planes)[0], 0, 1)
        progress(1.0)
    return np.ascontiguousarray(made[:, :height, :width].transpose(1, 2, 0))


def unblended(picture: np.ndarray) -> np.ndarray:
    """RGB over white and coverage, (H, W, 4) float32 in 0..1, as straight alpha (H, W, 4) uint8.

    Over white it is the same picture again, but for haze where the network says that nothing is there. A
    color darker than its coverage allows raises the coverage: what is seen is there.
    """
    rgb, said = picture[..., :3], picture[..., 3:]
    alpha = np.clip((said - FAINT) / (SOLID - FAINT), 0, 1)
    alpha = np.where(said > FAINT, np.maximum(alpha, 1 - rgb.min(axis=2, keepdims=True)), 0)
    straight = np.concatenate([(rgb - 1 + alpha) / np.maximum(alpha, 1e-3), alpha], 2)
    straight[alpha[..., 0] == 0] = 0
    return (straight * 255 + 0.5).clip(0, 255).astype(np.uint8)
