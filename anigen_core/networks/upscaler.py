"""A compact network that doubles a picture, made for the softness of our own results.

Paper     The shape is that of SRVGGNetCompact (Wang et al. 2021, Real-ESRGAN's small network): plain 3x3
          convolutions at low resolution, one pixel-shuffle, the enlarged input added.
Differs   The body works on pixel-unshuffled input, so that twice the channels cost half the time; the input
          is enlarged bilinearly, which has no steps for the network to mend.
Input     B3HW float32, RGB in 0..1, H and W even.
Output    B3(2H)(2W) float32, about 0..1, not clipped. Each pixel depends on `margin` input pixels each way.
Size      0.33 M parameters, 32.4 GMAC at 512x768.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional


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
        plain = functional.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)
        return plain + functional.pixel_shuffle(self.last(y), 4)
