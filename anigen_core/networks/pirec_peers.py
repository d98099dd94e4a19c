"""What our PI-REC is compared with: the paper's own generator, and a plain pix2pix U-Net of equal cost.

Both take the input of `networks/pirec.py` and give RGB over white, so that one trainer and one evaluation
serve all three. They are trained to be measured, never shipped.

Paper     Original: You, You, Pan 2019 (the layers as published). Pix2Pix: Isola et al. 2017, "Image-to-Image
          Translation with Conditional Adversarial Networks".
Differs   Original: its one color input holds blocks (white where nothing is painted), or in the phase
          "refine" the draft, as in the paper; strength, noise and masks are not seen. Pix2Pix: six levels
          instead of eight (sides need only be multiples of 64), instance norm (as with the paper's batches
          of one), no dropout, a width that brings its cost to ours.
Output    B4HW float32: RGB in about [0, 1], alpha 1.
Size      Original: 10.55 M parameters, 308 GMAC at 512x768. Pix2Pix: 7.67 M, 20.7 GMAC.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.pirec import CHANNELS


def _opaque(rgb: Tensor) -> Tensor:
    return torch.cat([rgb, torch.ones_like(rgb[:, :1])], 1)


class _Dilated(nn.Module):
    """The paper's residual block: dilation 2, then 1; nothing after the sum."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *(nn.ReflectionPad2d(2), nn.Conv2d(width, width, 3, dilation=2), nn.InstanceNorm2d(width)),
            *(nn.ReLU(), nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), nn.InstanceNorm2d(width)),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class Original(nn.Module):
    """The paper's generator. width: channels of the first layer. Sides: multiples of 4, at least 16."""

    def __init__(self, width: int = 64, blocks: int = 8) -> None:
        super().__init__()
        a, b, c = width, width * 2, width * 4
        self.body = nn.Sequential(
            *(nn.ReflectionPad2d(3), nn.Conv2d(4, a, 7), nn.InstanceNorm2d(a), nn.ReLU()),
            *(nn.Conv2d(a, b, 4, 2, 1), nn.InstanceNorm2d(b), nn.ReLU()),
            *(nn.Conv2d(b, c, 4, 2, 1), nn.InstanceNorm2d(c), nn.ReLU()),
            *(_Dilated(c) for _ in range(blocks)),
            *(nn.Upsample(scale_factor=2, mode="bilinear"), nn.ReflectionPad2d(1), nn.Conv2d(c, b, 3)),
            *(nn.InstanceNorm2d(b), nn.ReLU()),
            *(nn.ConvTranspose2d(b, a, 4, 2, 1), nn.InstanceNorm2d(a), nn.ReLU()),
            *(nn.ReflectionPad2d(3), nn.Conv2d(a, 3, 7), nn.Tanh()),
        )

    def forward(self, x: Tensor) -> Tensor:
        ink, painted, refine = x[:, :1], x[:, 4:5], x[:, 13:14]
        blocks = x[:, 1:4] * painted + 1 - painted
        colors = blocks + (x[:, 5:8] - blocks) * refine
        return _opaque((self.body(torch.cat([colors, ink], 1)) + 1) / 2)


class Pix2Pix(nn.Module):
    """A U-Net of 4x4 convolutions with concatenated skips. width: channels of the first level, which double
    up to fourfold. Sides: multiples of 64, and 128 at least (an instance norm needs more than one pixel)."""

    def __init__(self, width: int = 55, levels: int = 6) -> None:
        super().__init__()
        widths = [min(width * 2**i, width * 4) for i in range(levels)]
        self.downs = nn.ModuleList(nn.Conv2d(a, b, 4, 2, 1) for a, b in pairwise([CHANNELS, *widths]))
        self.norms = nn.ModuleList(nn.InstanceNorm2d(w, affine=True) for w in widths[1:])
        backward = list(reversed(widths))
        ins = [backward[0], *(2 * w for w in backward[1:])]
        outs = [*backward[1:], 3]
        self.ups = nn.ModuleList(nn.ConvTranspose2d(a, b, 4, 2, 1) for a, b in zip(ins, outs, strict=True))
        self.up_norms = nn.ModuleList(nn.InstanceNorm2d(w, affine=True) for w in outs[:-1])

    def forward(self, x: Tensor) -> Tensor:
        kept = [self.downs[0](x)]
        for down, norm in zip(self.downs[1:], self.norms, strict=True):
            kept.append(norm(down(functional.leaky_relu(kept[-1], 0.2))))
        y = kept.pop()
        for up, norm in zip(self.ups[:-1], self.up_norms, strict=True):
            y = torch.cat([norm(up(functional.relu(y))), kept.pop()], 1)
        return _opaque((torch.tanh(self.ups[-1](functional.relu(y))) + 1) / 2)
