"""The body of the networks that paint: a U-Net on pixel-unshuffled input, steered by a few numbers.

What `blocks.UNet` is to the networks that see. It differs in three ways: any number of input planes, a few
numbers for the whole picture (a phase, a strength) that shift every level, and a thin path at full size that
carries lines of one pixel round the U, for features at half size alone stay soft for long.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, Residual, activate

DILATIONS = (1, 2, 4)
"""Of the deepest level's blocks, in turn: a face depends on all of the figure."""


class Trunk(nn.Module):
    """A U-Net with additive skips whose input is already at half size.

    inputs: planes at half size. controls: numbers for the whole picture. widths: channels from 1/2 on.
    blocks: residual blocks of the encoder at each level (the decoder has one at each, but for the deepest).

    forward: planes (B, inputs, h, w), control (B, controls, 1, 1) to (B, widths[0], h, w), not activated.
    h and w must be multiples of `stride / 2`.
    """

    def __init__(self, inputs: int, controls: int, widths: Sequence[int], blocks: Sequence[int]) -> None:
        super().__init__()
        self.stride = 2 ** len(widths)
        last = len(widths) - 1
        self.stem = Conv(inputs, widths[0])
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        self.controls = nn.ModuleList(nn.Conv2d(controls, w, 1) for w in widths)
        self.encoders = nn.ModuleList(
            nn.Sequential(*(Residual(w, DILATIONS[i % 3] if level == last else 1) for i in range(count)))
            for level, (w, count) in enumerate(zip(widths, blocks, strict=True))
        )
        self.ups = nn.ModuleList(Conv(b, a, 1) for a, b in pairwise(widths))
        self.decoders = nn.ModuleList(Residual(w) for w in widths[:-1])

    def forward(self, planes: Tensor, control: Tensor) -> Tensor:
        x = self.encoders[0](self.stem(planes) + self.controls[0](control))
        kept = [x]
        for down, told, encoder in zip(self.downs, self.controls[1:], self.encoders[1:], strict=True):
            x = encoder(down(activate(x)) + told(control))
            kept.append(x)
        for level in reversed(range(len(self.ups))):
            up = functional.interpolate(self.ups[level](x), scale_factor=2.0, mode="nearest")
            x = self.decoders[level]((up + kept[level]) * 0.7071)
        return x


class Finish(nn.Module):
    """Half size to full size: pixel-shuffled features meet a path of `thin` channels over `sharp` planes.

    forward: features (B, wide, H/2, W/2), planes (B, sharp, H, W) to (B, outputs, H, W).
    """

    def __init__(self, wide: int, sharp: int, thin: int, outputs: int) -> None:
        super().__init__()
        self.spread = Conv(wide, 4 * thin, 1)
        self.skip = Conv(sharp, thin)
        self.mix = Conv(thin, thin)
        self.last = nn.Conv2d(thin, outputs, 3, padding=1)
        nn.init.normal_(self.last.weight, std=0.1 * (9 * thin) ** -0.5)
        assert self.last.bias is not None
        nn.init.zeros_(self.last.bias)

    def forward(self, features: Tensor, planes: Tensor) -> Tensor:
        x = functional.pixel_shuffle(self.spread(activate(features)), 2)
        x = (x + self.skip(planes)) * 0.7071
        return self.last(activate(self.mix(activate(x))))
