"""UpConv7, waifu2x's fast network: six valid convolutions, then one deconvolution doubles the picture.

Source    nagadomi, waifu2x, "upconv_7" (2016; weights MIT), a descendant of SRCNN (Dong 2014).
Differs   nothing in the mathematics; written anew from the layer graph of ncnn's .param file. Agrees with the
          ncnn runtime to more than 120 dB (tests/unit/test_cunet.py).
Input     B3HW float32, RGB in **[0, 1]** (not the [-1, 1] of our own networks), H and W at least 15.
Output    B3(2H-28)(2W-28) float32, about [0, 1], not clipped: every convolution is valid, so 7 input pixels
          are lost on each side. Pad by reflection first (`margin`). Tiles equal the whole picture.
Size      0.55 M parameters (552,483).
"""

from __future__ import annotations

from itertools import pairwise

import torch.nn.functional as F
from torch import Tensor, nn


class UpConv7(nn.Module):
    """Doubles a picture. Shapes and range: the head of this file."""

    scale = 2
    margin = 7

    def __init__(self) -> None:
        super().__init__()
        widths = (3, 16, 32, 64, 128, 128, 256)
        self.body = nn.ModuleList(nn.Conv2d(before, after, 3) for before, after in pairwise(widths))
        self.tail = nn.ConvTranspose2d(256, 3, 4, stride=2, padding=3)

    def forward(self, x: Tensor) -> Tensor:
        """`x`: B3HW float in [0, 1], H and W at least 15; returns B3(2H-28)(2W-28)."""
        for conv in self.body:
            x = F.leaky_relu(conv(x), 0.1)
        return self.tail(x)
