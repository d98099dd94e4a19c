"""Building blocks of the networks that see: convolutions without batch statistics, one small U-Net.

Weights are standardized per output channel (Brock et al. 2021, "Characterizing signal propagation to close
the performance gap in unnormalized ResNets"): training is as steady as with batch normalization, but there
are no running means to average, to synchronize between machines or to go wrong on a picture of another
kind. Engines fold the standardization into constants.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

GAIN = 1.70
"""Makes the activation below keep the variance of a standard normal input, about."""


def activate(x: Tensor) -> Tensor:
    """Leaky ReLU that keeps the variance."""
    return functional.leaky_relu(x, 0.1) * GAIN


class Conv(nn.Module):
    """A convolution (odd kernel, same padding); weights have mean 0 and variance 1/fan-in, times a gain."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, dilation: int = 1
    ) -> None:
        super().__init__()
        fan = inputs * kernel * kernel
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel) * fan**-0.5)
        self.gain = nn.Parameter(torch.ones(outputs, 1, 1, 1))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.stride, self.dilation = stride, dilation
        self.padding = dilation * (kernel // 2)
        self.fan = fan

    def forward(self, x: Tensor) -> Tensor:
        w = self.weight.float()
        mean = w.mean((1, 2, 3), keepdim=True)
        deviation = (w - mean).square().mean((1, 2, 3), keepdim=True).add(1e-6).sqrt()
        w = (w - mean) * (self.gain * self.fan**-0.5) / deviation
        return functional.conv2d(
            x, w.to(x.dtype), self.bias.to(x.dtype), self.stride, self.padding, self.dilation
        )


class Residual(nn.Module):
    """Two 3x3 convolutions on a side path. The path starts at a fifth, so that deep stacks start shallow."""

    def __init__(self, width: int, dilation: int = 1) -> None:
        super().__init__()
        self.first = Conv(width, width, dilation=dilation)
        self.second = Conv(width, width)
        self.share = nn.Parameter(torch.tensor(0.2))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.share.to(x.dtype) * self.second(activate(self.first(activate(x))))


class UNet(nn.Module):
    """Pixel-unshuffle by 2, then levels at 1/2, 1/4, 1/8 ...; additive skips; features at level `out`.

    widths: channels of each level from 1/2 on. blocks: residual blocks of the encoder at each level (the
    decoder has one at each). out: level whose features come back, 0 for 1/2, 1 for 1/4. Height and width of
    the input must be multiples of `stride`.

    forward: (B, 3, H, W) to (features (B, widths[out], H / 2^(out+1), ...), deepest (B, widths[-1], ...)).
    """

    def __init__(self, widths: Sequence[int], blocks: Sequence[int], out: int = 0) -> None:
        super().__init__()
        self.stride = 2 ** len(widths)
        self.out = out
        self.stem = Conv(12, widths[0])
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        last = len(widths) - 1
        # Dilation at the deepest level: a figure's joints depend on all of it.
        self.encoders = nn.ModuleList(
            nn.Sequential(*(Residual(w, (2 if i % 2 else 1) if level == last else 1) for i in range(count)))
            for level, (w, count) in enumerate(zip(widths, blocks, strict=True))
        )
        self.ups = nn.ModuleList(Conv(widths[i + 1], widths[i], 1) for i in range(out, last))
        self.decoders = nn.ModuleList(Residual(widths[i]) for i in range(out, last))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = self.encoders[0](self.stem(functional.pixel_unshuffle(x * 2 - 1, 2)))
        kept = [x]
        for down, encoder in zip(self.downs, self.encoders[1:], strict=True):
            x = encoder(down(activate(x)))
            kept.append(x)
        deepest = x
        for i in reversed(range(len(self.ups))):
            up = functional.interpolate(self.ups[i](x), scale_factor=2.0, mode="nearest")
            x = self.decoders[i]((up + kept[self.out + i]) * 0.7071)
        return activate(x), activate(deepest)


def head(inputs: int, outputs: int) -> nn.Conv2d:
    """A 1x1 convolution to logits, small at the start so that the first losses are those of chance."""
    layer = nn.Conv2d(inputs, outputs, 1)
    nn.init.normal_(layer.weight, std=0.1 * inputs**-0.5)
    assert layer.bias is not None
    nn.init.zeros_(layer.bias)
    return layer
