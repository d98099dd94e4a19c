"""CUNet, waifu2x's best network: two cascaded U-Nets that double an anime picture.

Source    nagadomi, waifu2x (2018; weights MIT); the blocks are U-Net's (Ronneberger 2015) with
          squeeze-and-excitation (Hu 2018).
Differs   nothing in the mathematics; written anew from the layer graph of ncnn's .param file. Agrees with the
          ncnn runtime to more than 120 dB (tests/unit/test_cunet.py).
Input     B3HW float32, RGB in **[0, 1]** (not the [-1, 1] of our own networks), H and W even, at least 38.
Output    B3(2H-72)(2W-72) float32, about [0, 1], not clipped: every convolution is valid, so 18 input pixels
          are lost on each side. Pad by reflection first (`margin`).
Note      squeeze-and-excitation averages over all that the network sees, so a tile differs a little from the
          whole picture (stages/upscale.py).
Size      1.28 M parameters (1,284,598).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class SqueezeExcite(nn.Module):
    """Scales each channel by a gate in (0, 1) computed from the mean of all channels. BCHW to BCHW."""

    def __init__(self, channels: int, reduction: int = 8) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(channels, channels // reduction, 1)
        self.excite = nn.Conv2d(channels // reduction, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        gate = F.relu(self.squeeze(x.mean((2, 3), keepdim=True)))
        return x * torch.sigmoid(self.excite(gate))


class ConvPair(nn.Module):
    """Two valid 3x3 convolutions with LeakyReLU 0.1, optionally gated: BCHW to BC'(H-4)(W-4)."""

    def __init__(self, channels: int, hidden: int, out: int, *, gated: bool) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, hidden, 3)
        self.second = nn.Conv2d(hidden, out, 3)
        self.gate = SqueezeExcite(out) if gated else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        x = F.leaky_relu(self.first(x), 0.1)
        return self.gate(F.leaky_relu(self.second(x), 0.1))


def trim(x: Tensor, pixels: int) -> Tensor:
    """`x` (BCHW) without `pixels` rows and columns on every side."""
    return x[:, :, pixels:-pixels, pixels:-pixels]


class DoublingUNet(nn.Module):
    """One level deep, ends in a stride-2 deconvolution: B3HW to B3(2H-32)(2W-32)."""

    def __init__(self) -> None:
        super().__init__()
        self.encode = ConvPair(3, 32, 64, gated=False)
        self.down = nn.Conv2d(64, 64, 2, stride=2)
        self.bottom = ConvPair(64, 128, 64, gated=True)
        self.up = nn.ConvTranspose2d(64, 64, 2, stride=2)
        self.join = nn.Conv2d(64, 64, 3)
        self.tail = nn.ConvTranspose2d(64, 3, 4, stride=2, padding=3)

    def forward(self, x: Tensor) -> Tensor:
        skip = self.encode(x)
        x = self.bottom(F.leaky_relu(self.down(skip), 0.1))
        x = F.leaky_relu(self.up(x), 0.1) + trim(skip, 4)
        return self.tail(F.leaky_relu(self.join(x), 0.1))


class RefiningUNet(nn.Module):
    """Two levels deep, same resolution: B3HW to B3(H-40)(W-40), H and W multiples of 4."""

    def __init__(self) -> None:
        super().__init__()
        self.encode = ConvPair(3, 32, 64, gated=False)
        self.down = nn.Conv2d(64, 64, 2, stride=2)
        self.encode_half = ConvPair(64, 64, 128, gated=True)
        self.down_half = nn.Conv2d(128, 128, 2, stride=2)
        self.bottom = ConvPair(128, 256, 128, gated=True)
        self.up_half = nn.ConvTranspose2d(128, 128, 2, stride=2)
        self.decode_half = ConvPair(128, 64, 64, gated=True)
        self.up = nn.ConvTranspose2d(64, 64, 2, stride=2)
        self.join = nn.Conv2d(64, 64, 3)
        self.tail = nn.Conv2d(64, 3, 3)

    def forward(self, x: Tensor) -> Tensor:
        skip = self.encode(x)
        half = self.encode_half(F.leaky_relu(self.down(skip), 0.1))
        x = self.bottom(F.leaky_relu(self.down_half(half), 0.1))
        x = F.leaky_relu(self.up_half(x), 0.1) + trim(half, 4)
        x = F.leaky_relu(self.up(self.decode_half(x)), 0.1) + trim(skip, 16)
        return self.tail(F.leaky_relu(self.join(x), 0.1))


class CUNet(nn.Module):
    """Doubles a picture, the second U-Net correcting the first. Shapes and range: the head of this file."""

    scale = 2
    margin = 18

    def __init__(self) -> None:
        super().__init__()
        self.enlarge = DoublingUNet()
        self.refine = RefiningUNet()

    def forward(self, x: Tensor) -> Tensor:
        """`x`: B3HW float in [0, 1], H and W even and at least 38; returns B3(2H-72)(2W-72)."""
        doubled = self.enlarge(x)
        return trim(doubled, 20) + self.refine(doubled)
