"""What our PSGAN is compared with: the paper's own form, which knows a character by a latent alone.

It takes the input of `networks/psgan.py`, of which it reads the joints and the latent, and gives a picture on
white. It is trained to be measured, never shipped.

Paper     Hamada et al. 2018, "Full-body High-resolution Anime Generation with Progressive
          Structure-conditional Generative Adversarial Networks"; layers as in Karras et al. 2018,
          "Progressive Growing of GANs".
Differs   Half the channels and a latent of 64 numbers (the layer table is not published; this brings it near
          to ours), 18 joints instead of 20, pictures of 2:3 from 6x4 on.
Output    (B, 20, H, W) float32 as ours: RGB in about [0, 1], coverage 1, all else 0.
Size      5.1 M parameters, 15.3 GMAC at 512x768.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.psgan import LATENT, OUTPUTS

SMALLEST = (6, 4)


class Equalized(nn.Module):
    """A convolution whose weights are scaled as it runs, so that all layers learn at one speed."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.scale = (2 / (inputs * kernel * kernel)) ** 0.5

    def forward(self, x: Tensor) -> Tensor:
        weight = (self.weight * self.scale).to(x.dtype)
        return functional.conv2d(x, weight, self.bias.to(x.dtype), padding=self.weight.shape[-1] // 2)


def pixel_norm(x: Tensor) -> Tensor:
    """Every pixel's channels to a mean square of 1."""
    return x * (x.float().square().mean(1, keepdim=True) + 1e-8).rsqrt().to(x.dtype)


def keypoint_maps(points: Tensor, height: int, largest: int) -> Tensor:
    """(B, 18, height, height * 2 / 3): 1 at a joint that is there, -1 elsewhere; drawn at the height
    `largest` and taken down by the maximum of 2x2, as in the paper."""
    width = largest * 2 // 3
    y = torch.arange(largest, device=points.device)[:, None]
    x = torch.arange(width, device=points.device)[None]
    place = (points[:, :18, :2] * width).floor().long()[..., None, None]
    there = (points[:, :18, 2] > 0)[..., None, None]
    maps = ((place[:, :, 0] == x) & (place[:, :, 1] == y) & there).float()
    return functional.max_pool2d(maps, largest // height) * 2 - 1


class Original(nn.Module):
    """The generator. words: as in ours, unused. widths: channels from 6x4 on, two levels more than ours, for
    its pictures are as large as their levels."""

    WIDTHS = (256, 256, 256, 256, 128, 64, 32, 16)

    def __init__(self, words: int, widths: Sequence[int] = WIDTHS) -> None:
        super().__init__()
        del words
        self.levels = len(widths)
        self.largest = SMALLEST[0] * 2 ** (len(widths) - 1)
        wide = [LATENT, *widths]
        self.enter = nn.ModuleList(Equalized(a + 18, b) for a, b in zip(wide, widths, strict=False))
        self.second = nn.ModuleList(Equalized(w, w) for w in widths)
        self.heads = nn.ModuleList(Equalized(w, 3, 1) for w in widths)

    def forward(self, points: Tensor, wish: Tensor) -> Tensor:
        return self.grown(points, wish, self.levels - 2)[-1]

    def grown(self, points: Tensor, wish: Tensor, levels: int, fade: float = 1.0) -> list[Tensor]:
        """The picture of the size that ours has at `levels` levels, alone in a list. fade: how far its size
        has faded in over the one before."""
        last = levels + 1
        latent = pixel_norm(wish[:, -LATENT:])[..., None, None]
        x = latent.expand(-1, -1, *SMALLEST)
        before = None
        for i in range(last + 1):
            height = SMALLEST[0] * 2**i
            if i:
                if i == last and fade < 1:
                    before = self.heads[i - 1](x)
                x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            maps = keypoint_maps(points, height, self.largest)
            x = self.enter[i](torch.cat([x, maps.to(x.dtype)], 1))
            x = pixel_norm(functional.leaky_relu(x, 0.2))
            x = pixel_norm(functional.leaky_relu(self.second[i](x), 0.2))
        rgb = self.heads[last](x).float()
        if before is not None:
            old = functional.interpolate(before.float(), scale_factor=2.0, mode="nearest")
            rgb = old + (rgb - old) * fade
        out = rgb.new_zeros(len(rgb), OUTPUTS, *rgb.shape[2:])
        out[:, :3], out[:, 3] = rgb * 0.5 + 0.5, 1
        return [out]
