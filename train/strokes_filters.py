"""Filters whose strength is a tensor: every picture of the batch has its own.

All of them are sums and maxima of shifted copies, so a picture comes out the same to the bit in any batch.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from train.strokes_chance import column


def _padded(x: Tensor, left: int, right: int, axis: int) -> Tensor:
    sides = (left, right, 0, 0) if axis == 3 else (0, 0, left, right)
    return functional.pad(x, sides, mode="replicate")


def blur(x: Tensor, sigma: Tensor) -> Tensor:
    """Gaussian blur of (B, C, H, W). sigma: (B,) px; 0 leaves a picture as it is."""
    reach = max(1, min(int(2.5 * float(sigma.max()) + 0.5), min(x.shape[2:]) - 1))
    steps = torch.arange(-reach, reach + 1, device=x.device, dtype=x.dtype)
    spread = sigma.to(x.dtype).clamp(min=0.05)[:, None]
    # Cut where the narrowest of all batches would be cut: the reach must not depend on the batch.
    weights = torch.exp(-0.5 * (steps / spread) ** 2) * (
        steps.abs() <= (2.5 * spread + 0.5).floor().clamp(min=1)
    )
    weights = weights / weights.sum(1, keepdim=True)
    for axis in (3, 2):
        size = x.shape[axis]
        wide = _padded(x, reach, reach, axis)
        total = wide.narrow(axis, reach, size) * column(weights[:, reach])
        for k in range(1, reach + 1):
            pair = wide.narrow(axis, reach - k, size) + wide.narrow(axis, reach + k, size)
            total.addcmul_(pair, column(weights[:, reach + k]).expand_as(pair))
        x = total
    return x


def soften(x: Tensor, sigma: float) -> Tensor:
    """The same with one strength for all."""
    return blur(x, torch.full((len(x),), sigma, device=x.device))


def grow(x: Tensor, radius: int = 1) -> Tensor:
    """Maximum over a square of 2 radius + 1."""
    for axis in (3, 2):
        size = x.shape[axis]
        wide = _padded(x, radius, radius, axis)
        out = wide.narrow(axis, 0, size)
        for k in range(1, 2 * radius + 1):
            out = torch.maximum(out, wide.narrow(axis, k, size))
        x = out
    return x


def shrink(x: Tensor, radius: int = 1) -> Tensor:
    """Minimum over a square of 2 radius + 1."""
    return -grow(-x, radius)


def slopes(x: Tensor) -> tuple[Tensor, Tensor]:
    """Change a pixel to the right and down, smoothed across (Sobel's weights, a step of 1 gives 1)."""
    wide = functional.pad(x, (1, 1, 1, 1), mode="replicate")
    height, width = x.shape[2:]

    def at(row: int, col: int) -> Tensor:
        return wide[:, :, row : row + height, col : col + width]

    right = (at(0, 2) - at(0, 0) + at(2, 2) - at(2, 0)) * 0.25 + (at(1, 2) - at(1, 0)) * 0.5
    down = (at(2, 0) - at(0, 0) + at(2, 2) - at(0, 2)) * 0.25 + (at(2, 1) - at(0, 1)) * 0.5
    return right, down


def total(x: Tensor) -> Tensor:
    """Sums over each picture (B, C, 1, 1), in double: single precision would depend on the batch's shape."""
    return x.double().sum((2, 3), keepdim=True).float()


def thinner(ink: Tensor) -> Tensor:
    """Strokes of 2 to 4 px as lines of about 1.5, without teeth: their middle stands out."""
    return ((soften(ink, 0.6) - 0.75 * soften(ink, 1.7)) * 3.5).clamp(0, 1)


def normalized(x: Tensor, dim: int = -1) -> Tensor:
    """Vectors of length 1 (the library's own norm over a short dimension is ten times slower on a CPU)."""
    return x * (x.square().sum(dim, keepdim=True) + 1e-12).rsqrt()


def displaced(x: Tensor, shift: Tensor, mode: str = "bilinear") -> Tensor:
    """What (B, C, H, W) looks like when each place shows that `shift` (B, 2, H, W) px (x, y) further."""
    height, width = x.shape[2:]
    across = torch.arange(width, device=x.device, dtype=shift.dtype) + 0.5
    down = torch.arange(height, device=x.device, dtype=shift.dtype) + 0.5
    grid = torch.stack(
        [
            (shift[:, 0] + across) * (2 / width) - 1,
            (shift[:, 1] + down[:, None]) * (2 / height) - 1,
        ],
        -1,
    )
    return functional.grid_sample(x, grid, mode=mode, padding_mode="border", align_corners=False)


def step(x: Tensor, low: float | Tensor, high: float | Tensor) -> Tensor:
    """0 below low, 1 above high, straight between."""
    return ((x - low) / (high - low)).clamp(0, 1)
