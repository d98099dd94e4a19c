"""Line art: a picture becomes its structural lines, a rough sketch clean lines. One network, one flag.

Paper     The task of the second half is PI-REC's the other way round: from a rough edge map to the edges of
          the finished drawing (compare Li, Liu, Wong 2017, "Deep Extraction of Manga Structural Lines").
Differs   About a twentieth of that network's size. It is told whether it looks at a picture or at a sketch,
          for in a picture a dark stripe is no line, and in a sketch a faint stroke is one.
Input     B4HW float32, H and W multiples of 32: RGB in 0..1 on an opaque ground, and the flag, everywhere
          0 = picture, 1 = sketch or pencil (then RGB may be gray).
Output    B1HW float32 logits; their sigmoid is ink: 1 = line, about 1.5 pixels wide, 0 = none.
Size      2.01 M parameters, 8.2 GMAC at 512x768.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.trunk import Finish, Trunk

STRIDE = 32


class Lines(nn.Module):
    """See the head of this file. thin: channels of the path at full size."""

    def __init__(
        self,
        widths: Sequence[int] = (24, 48, 72, 96, 128),
        blocks: Sequence[int] = (1, 1, 2, 2, 3),
        thin: int = 8,
    ) -> None:
        super().__init__()
        self.trunk = Trunk(12, 1, widths, blocks)
        self.finish = Finish(widths[0], 3, thin, 1)
        # Lines are a pixel in twenty: sigmoid(-3) from the start.
        assert self.finish.last.bias is not None
        nn.init.constant_(self.finish.last.bias, -3.0)

    def forward(self, x: Tensor) -> Tensor:
        rgb = x[:, :3] * 2 - 1
        control = x[:, 3:].mean((2, 3), keepdim=True) * 2 - 1
        return self.finish(self.trunk(functional.pixel_unshuffle(rgb, 2), control), rgb)


def planes(rgb: Tensor, sketch: Tensor) -> Tensor:
    """The network's input (B, 4, H, W) of pictures (B, 3, H, W) in 0..1; sketch (B,): 1 = sketch."""
    flag = sketch.to(rgb.dtype)[:, None, None, None].expand(-1, 1, *rgb.shape[2:])
    return torch.cat([rgb, flag], 1)
