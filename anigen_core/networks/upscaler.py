"""A compact network that doubles a picture, made for the softness of our own results.

Paper     The shape is that of SRVGGNetCompact (Wang et al. 2021, Real-ESRGAN's small network): plain 3x3
          convolutions at low resolution, one pixel-shuffle, the enlarged input added.
Differs   The body works on pixel-unshuffled input, so that twice the channels cost half the time. The input
          is enlarged bilinearly, which has no steps for the network to mend. What the network adds counts
          only where the input changes within two pixels: a flat area keeps its color to the bit. Nothing
          goes further than `SLACK` beyond the input's range within two pixels: without that soft gray strokes
          took dark rims (half a dB on our sharper results, a quarter lost where all is very soft).
Input     B3HW float32, RGB in 0..1, H and W even.
Output    B3(2H)(2W) float32, about 0..1, not clipped. Each pixel depends on `margin` input pixels each way.
Size      0.33 M parameters, 32.4 GMAC at 512x768 (upconv_7 of waifu2x: 218).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

STEEP = 64.0
"""A change of 4/255 within a cell's surroundings lets through all that the network adds, 0 nothing."""

SLACK = 8 / 255
"""How far the result may leave the range that the input has round a pixel. Some is needed: a line thinner
than a pixel was darker than any pixel of it."""


class Upscaler(nn.Module):
    """See the head of this file."""

    scale = 2
    margin = 20
    """Input pixels by which tiles should overlap: ten convolutions at half size."""

    def __init__(self, width: int = 64, depth: int = 8) -> None:
        super().__init__()
        self.first = nn.Conv2d(12, width, 3, padding=1)
        self.body = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(depth))
        self.slopes = nn.ModuleList(nn.PReLU(width, 0.2) for _ in range(depth + 1))
        self.last = nn.Conv2d(width, 48, 3, padding=1)
        # The enlarged input alone at first: the network learns what it lacks.
        nn.init.normal_(self.last.weight, std=0.01 * (9 * width) ** -0.5)
        assert self.last.bias is not None
        nn.init.zeros_(self.last.bias)

    def forward(self, x: Tensor) -> Tensor:
        y = self.slopes[0](self.first(functional.pixel_unshuffle(x, 2)))
        for i, layer in enumerate(self.body):
            # Every second layer starts anew from what was there: eight plain layers learn slowly.
            made = self.slopes[i + 1](layer(y))
            y = made + y if i % 2 else made
        made = twice(x) + functional.pixel_shuffle(self.last(y) * busy(x), 4)
        if self.training:
            return made
        low, high = -functional.max_pool2d(-x, 5, 1, 2) - SLACK, functional.max_pool2d(x, 5, 1, 2) + SLACK
        return made.maximum(repeated(low)).minimum(repeated(high))


def busy(x: Tensor) -> Tensor:
    """(B, 1, H/2, W/2), 0 to 1: whether anything changes in each cell of 2x2 and two pixels round it."""
    high, low = functional.max_pool2d(x, 6, 2, 2), -functional.max_pool2d(-x, 6, 2, 2)
    return ((high - low).amax(1, keepdim=True) * STEEP).clamp(max=1)


def repeated(x: Tensor) -> Tensor:
    """Every pixel four times: (B, C, 2H, 2W)."""
    count, channels, height, width = x.shape
    wide = x[:, :, :, None, :, None].expand(-1, -1, -1, 2, -1, 2)
    return wide.reshape(count, channels, 2 * height, 2 * width)


def twice(x: Tensor) -> Tensor:
    """Bilinear enlarging to (B, 3, 2H, 2W), by sums: an engine may round an interpolation to bfloat16."""
    for dim in (2, 3):
        size = x.shape[dim]
        before = torch.cat([x.narrow(dim, 0, 1), x.narrow(dim, 0, size - 1)], dim)
        after = torch.cat([x.narrow(dim, 1, size - 1), x.narrow(dim, size - 1, 1)], dim)
        pair = torch.stack([x + (before - x) * 0.25, x + (after - x) * 0.25], dim + 1)
        x = pair.flatten(dim, dim + 1)
    return x
