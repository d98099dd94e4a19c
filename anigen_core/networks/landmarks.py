"""Faces and their landmarks: a finder for whole pictures, and points on a 128-pixel crop of one face.

Also the study's baseline, a regression network after Tadao Yamaoka's blog posts of February 2017 (kernel
sizes and widths as published; number of points and input size are not, so they are ours).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from anigen_core.networks.blocks import UNet, head

GROUPS = {
    **{
        f"{side}_{name}": count
        for side in ("left", "right")
        for name, count in (("eye", 8), ("iris", 5), ("brow", 3))
    },
    "mouth": 4,
    "nose": 1,
    "chin": 1,
    "jaw": 7,
}
"""The groups of points in order, and how many points each has. Left and right are the character's own.

eye: inner corner, three on the upper edge, outer corner, three on the lower edge back to the inner corner.
iris: middle, outer, upper, inner, lower end. brow: inner end, middle, outer end. mouth: left corner, upper
middle, right corner, lower middle. jaw: contour from the right ear over the chin to the left one.
"""

POINTS = sum(GROUPS.values())
CROP = 128
FINDER_STRIDE = 16
LARGEST = 64.0
"""The finder says a face's sides as shares of this many pixels, on a logarithmic scale."""


class FaceFinder(nn.Module):
    """The finder: (B, 3, H, W) in 0..1, sides multiples of 16, to (B, 5, H/4, W/4).

    Channels: logit of "a face's middle is in this cell", log of width and of height over `LARGEST` pixels,
    and the middle's offset from the cell's own middle in cells (x, y).
    """

    def __init__(
        self, widths: tuple[int, ...] = (24, 48, 80, 112), blocks: tuple[int, ...] = (0, 1, 2, 2)
    ) -> None:
        super().__init__()
        self.body = UNet(widths, blocks, out=1)
        self.head = head(widths[1], 5)
        assert self.head.bias is not None
        nn.init.constant_(self.head.bias[:1], -4.0)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(x)[0])


class Landmarks(nn.Module):
    """(B, 3, 128, 128) in 0..1 to (B, 3 * POINTS, 1, 1): all x, all y (0..1 of the crop), visibilities."""

    def __init__(
        self,
        widths: tuple[int, ...] = (32, 64, 96, 128),
        blocks: tuple[int, ...] = (0, 1, 2, 2),
        points: int = POINTS,
    ) -> None:
        super().__init__()
        self.body = UNet(widths, blocks)
        self.head = head(widths[0], points)
        self.visible = head(widths[-1], points)

    def maps(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Where each point is (B, P, H/2, W/2), a softmax over all pixels; visibility logits (B, P)."""
        features, deepest = self.body(x)
        return self.head(features), self.visible(deepest.mean((2, 3), keepdim=True)).flatten(1)

    def forward(self, x: Tensor) -> Tensor:
        maps, visible = self.maps(x)
        return torch.cat([soft_argmax(maps), visible], 1)[:, :, None, None]


class Yamaoka(nn.Module):
    """Coordinates by plain regression: (B, 3, H, W), scaled to 96 and gray, to the same (B, 3P, 1, 1).

    Convolutions without padding, ReLU, He initialization, two dense layers. It tells no visibility: those
    logits are 0.
    """

    def __init__(self, points: int = POINTS) -> None:
        super().__init__()
        self.points = points
        layers: list[nn.Module] = []
        for inputs, outputs, kernel in ((1, 16, 4), (16, 32, 5), (32, 64, 5)):
            layers += [nn.Conv2d(inputs, outputs, kernel), nn.ReLU(), nn.MaxPool2d(2)]
        layers += [nn.Flatten(), nn.Linear(64 * 8 * 8, 400), nn.ReLU(), nn.Linear(400, 2 * points)]
        self.layers = nn.Sequential(*layers)
        for layer in layers:
            if isinstance(layer, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(layer.weight)
                assert layer.bias is not None
                nn.init.zeros_(layer.bias)

    def forward(self, x: Tensor) -> Tensor:
        gray = nn.functional.interpolate(x.mean(1, keepdim=True), (96, 96), mode="area")
        places = self.layers(gray) + 0.5
        return torch.cat([places, torch.zeros_like(places[:, : self.points])], 1)[:, :, None, None]


def soft_argmax(maps: Tensor) -> Tensor:
    """(B, P, h, w) logits to the mean place under their softmax: (B, 2P), all x, all y, 0..1 of the crop."""
    height, width = maps.shape[2:]
    share = maps.flatten(2).float().softmax(2).unflatten(2, (height, width))
    x = (torch.arange(width, device=maps.device) + 0.5) / width
    y = (torch.arange(height, device=maps.device) + 0.5) / height
    return torch.cat([(share.sum(2) * x).sum(2), (share.sum(3) * y).sum(2)], 1)
