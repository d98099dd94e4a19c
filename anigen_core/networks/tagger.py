"""Tags of a picture or a line drawing, and a code of bits by which pictures are compared.

Paper     Saito and Matsui 2015, "Illustration2Vec: A Semantic Vector Representation of Illustrations": a
          convolutional trunk, pooled over the whole picture, and a sigmoid layer before the tags whose units
          above a half are the bits; `tagger_peers.py` has their layers.
Differs   A residual trunk at 192 pixels instead of VGG at 224, any aspect ratio, mean and maximum instead of
          the mean, 512 bits instead of 4,096, and one network for both instead of two.
Output    (B, tags + bits, 1, 1): the logits of the tags, then the values before the sigmoid; a bit is a value
          above 0. Without bits the tags are read from the pooled features.
Size      3.8 million parameters with 512 bits, 0.7 GMAC at 192x128; the judge, without bits, 1.4 million.
"""

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


BITS = 512
"""As many as there are pooled features, so that trained weights without a code can grow one (`with_code`)."""

SLOPE = 0.5
"""Deviation of a grown code's values: within it and a little beyond, the sigmoid is nearly a line."""


class Code(nn.Module):
    """The layer before the sigmoid: (B, features, 1, 1) to values (B, bits, 1, 1).

    middle, spread: (features,), of the features when the code was begun. Learning leaves them alone: what
    comes in is about 0, so that a step of learning turns few bits of many pictures at once.
    """

    middle: Tensor
    spread: Tensor

    def __init__(self, features: int, bits: int) -> None:
        super().__init__()
        self.register_buffer("middle", torch.zeros(features))
        self.register_buffer("spread", torch.ones(features))
        self.turn = nn.Conv2d(features, bits, 1)

    def forward(self, pooled: Tensor) -> Tensor:
        column = (-1, 1, 1)
        return self.turn((pooled - self.middle.view(column)) / self.spread.view(column))


class Tagger(nn.Module):
    """(B, 3, H, W) in 0..1 on white, H and W multiples of 16, to (B, tags + bits, 1, 1)."""

    def __init__(self, tags: int, widths: Sequence[int] = WIDTHS, bits: int = 0) -> None:
        super().__init__()
        self.stem = Conv(12, 32)
        widths, blocks = (32, *widths), (1, 2, 2)
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        self.stages = nn.ModuleList(
            nn.Sequential(*(Residual(w) for _ in range(count)))
            for w, count in zip(widths[1:], blocks, strict=True)
        )
        pooled = 2 * widths[-1]
        # Not `code`: a traced module has an attribute of that name, and OpenVINO would find that one.
        self.coder = Code(pooled, bits) if bits else None
        self.head = head(bits or pooled, tags)

    def features(self, x: Tensor) -> list[Tensor]:
        """Features at 1/4, 1/8 and 1/16 (`widths` channels), after the activation."""
        x = self.stem(functional.pixel_unshuffle(x * 2 - 1, 2))
        out = []
        for down, stage in zip(self.downs, self.stages, strict=True):
            x = stage(down(activate(x)))
            out.append(activate(x))
        return out

    def pooled(self, x: Tensor) -> Tensor:
        """(B, 2 * widths[-1], 1, 1): of each feature its mean, which tells colors and views, and its maximum,
        which tells small things such as glasses."""
        last = self.features(x)[-1]
        mean, most = last.mean((2, 3), keepdim=True), last.amax((2, 3), keepdim=True)
        return torch.cat([mean, most * 0.25], 1)

    def forward(self, x: Tensor) -> Tensor:
        pooled = self.pooled(x)
        if self.coder is None:
            return self.head(pooled)
        values = self.coder(pooled)
        return torch.cat([self.head(values.sigmoid()), values], 1)


def with_code(state: dict[str, Tensor], pooled: Tensor) -> dict[str, Tensor]:
    """Weights with a code of as many bits as there are pooled features, out of weights without one, that say
    nearly the same of the tags.

    A value is a standardized feature times `SLOPE`; what the sigmoid makes of it, about 1/2 + value / 4, is
    turned back by the head. So bits are balanced from the start.

    pooled: (N, features) of some pictures, by `Tagger.pooled`.
    """
    middle, spread = pooled.median(0).values, pooled.std(0).clamp_min(1e-2)
    weight = state["head.weight"]
    turned = weight * (spread * 4 / SLOPE)[None, :, None, None]
    return {
        **state,
        "coder.middle": middle,
        "coder.spread": spread,
        "coder.turn.weight": SLOPE * torch.eye(len(middle))[..., None, None],
        "coder.turn.bias": torch.zeros(len(middle)),
        "head.weight": turned,
        "head.bias": state["head.bias"] + weight.flatten(1) @ middle - turned.flatten(1).sum(1) / 2,
    }
