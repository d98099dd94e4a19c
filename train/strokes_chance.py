"""Chance that belongs to a seed: hashed numbers instead of a generator.

A number follows from the picture's seed, a name and an index alone, so the same seed draws the same hand
whatever else is in the batch and on whatever device. The hash is a 32-bit mixer of two multiplications.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional


def _mix(x: Tensor) -> Tensor:
    """int32 in, int32 out; every input bit turns half of the output bits."""
    x = x ^ ((x >> 16) & 0xFFFF)
    x = x * 0x7FEB352D
    x = x ^ ((x >> 15) & 0x1FFFF)
    x = x * -0x7B935975  # 0x846CA68B as a signed number
    return x ^ ((x >> 16) & 0xFFFF)


def _signed(value: int) -> int:
    return value - (1 << 32) if value >= 1 << 31 else value


def column(x: Tensor) -> Tensor:
    """(B,) as (B, 1, 1, 1)."""
    return x[:, None, None, None]


class Chance:
    """Random numbers of pictures. seeds: (B,) int64."""

    def __init__(self, seeds: Tensor) -> None:
        self.seeds = seeds.to(torch.int64)
        self.device = seeds.device

    def __len__(self) -> int:
        return len(self.seeds)

    def of(self, index: Tensor) -> Chance:
        """The same chance for some of the pictures."""
        return Chance(self.seeds[index])

    def _numbers(self, name: str, count: int) -> Tensor:
        """(B, count) float32 in [0, 1)."""
        low = (self.seeds & 0x7FFFFFFF).to(torch.int32)
        high = ((self.seeds >> 31) & 0x7FFFFFFF).to(torch.int32)
        state = _mix(_mix(low ^ _signed(zlib.crc32(name.encode()))) ^ high)
        index = torch.arange(count, dtype=torch.int32, device=self.device) * _signed(0x9E3779B9)
        return (_mix(_mix(state[:, None] + index) ^ state[:, None]) & 0xFFFFFF).float() * (1 / (1 << 24))

    def many(self, name: str, count: int, low: float = 0.0, high: float = 1.0) -> Tensor:
        """(B, count) evenly between the two."""
        return self._numbers(name, count) * (high - low) + low

    def uniform(self, name: str, low: float = 0.0, high: float = 1.0) -> Tensor:
        """(B,)."""
        return self.many(name, 1, low, high)[:, 0]

    def within(self, name: str, limits: tuple[float, float]) -> Tensor:
        """(B,) out of a range of a level."""
        return self.uniform(name, *limits)

    def yes(self, name: str, share: float) -> Tensor:
        """(B,) bool, true for about `share` of the seeds."""
        return self.uniform(name) < share

    def choice(self, name: str, weights: Sequence[float]) -> Tensor:
        """(B,) int64 index, as often as the weights say."""
        edges = torch.tensor(weights, dtype=torch.float32).cumsum(0) / sum(weights)
        return torch.bucketize(self.uniform(name), edges[:-1].to(self.device), right=True)

    def white(self, name: str, height: int, width: int) -> Tensor:
        """(B, 1, H, W) noise in [0, 1), each pixel for itself."""
        return self._numbers(name, height * width).view(len(self), 1, height, width)

    def field(self, name: str, cell: float, height: int, width: int, channels: int = 1) -> Tensor:
        """(B, channels, H, W) smooth noise, about -1 to 1, waves of two cells. cell: px."""
        rows, columns = math.ceil(height / cell) + 1, math.ceil(width / cell) + 1
        grid = self._numbers(name, channels * rows * columns).view(len(self), channels, rows, columns) * 2 - 1
        coarse = max(1, int(cell // 4))
        if coarse > 1:
            inner = (max(rows, height // coarse), max(columns, width // coarse))
            grid = functional.interpolate(grid, inner, mode="bicubic", align_corners=True)
            return functional.interpolate(grid, (height, width), mode="bilinear", align_corners=True)
        return functional.interpolate(grid, (height, width), mode="bicubic", align_corners=True)
