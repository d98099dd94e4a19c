"""Tags of a picture or a line drawing. 3.6 million parameters, 0.7 GMAC at 192x128; the judge 1.4 million."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, Residual, activate, head

SIDE = 192
"""Longer side of the picture the network is made for; both sides are padded with white to multiples of 16."""

STRIDE = 16

WIDTHS = (64, 128, 256)
"""Channels at 1/4, 1/8 and 1/16."""

JUDGE_WIDTHS = (48, 96, 144)
"""The same of the network that only measures: it need not know every word, and every wheel carries it."""


class Tagger(nn.Module):
    """(B, 3, H, W) in 0..1 on white, H and W multiples of 16, to logits (B, tags, 1, 1)."""

    def __init__(self, tags: int, widths: Sequence[int] = WIDTHS) -> None:
        super().__init__()
        self.stem = Conv(12, 32)
        widths, blocks = (32, *widths), (1, 2, 2)
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        self.stages = nn.ModuleList(
            nn.Sequential(*(Residual(w) for _ in range(count)))
            for w, count in zip(widths[1:], blocks, strict=True)
        )
        # Mean and maximum: the mean tells colors and views, the maximum small things such as glasses.
        self.head = head(2 * widths[-1], tags)

    def features(self, x: Tensor) -> list[Tensor]:
        """Features at 1/4, 1/8 and 1/16 (`widths` channels), after the activation."""
        x = self.stem(functional.pixel_unshuffle(x * 2 - 1, 2))
        out = []
        for down, stage in zip(self.downs, self.stages, strict=True):
            x = stage(down(activate(x)))
            out.append(activate(x))
        return out

    def forward(self, x: Tensor) -> Tensor:
        last = self.features(x)[-1]
        mean, most = last.mean((2, 3), keepdim=True), last.amax((2, 3), keepdim=True)
        return self.head(torch.cat([mean, most * 0.25], 1))
