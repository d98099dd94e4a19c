"""What each pixel shows, and where the joints are. About 2.9 million parameters, 5.4 GMAC at 512x352."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from anigen_core.networks.blocks import UNet, head

CLASSES = (
    *("background", "face", "skin", "brow", "eye", "mouth", "hair_front", "hair_back", "top", "bottom"),
    *("sock", "shoe", "accessory"),
)
"""Names of the part numbers. "face" is its skin and nose, "skin" all other skin; "top" includes jackets."""

JOINTS = 18
CHANNELS = len(CLASSES) + 2 * JOINTS
STRIDE = 32


class Parse(nn.Module):
    """(B, 3, H, W) in 0..1 on an opaque ground, sides multiples of 32, to (B, 49, H/2, W/2) logits.

    Channels: 13 parts (softmax), 18 joint heat-maps (sigmoid; a Gaussian of 1.5 to 2 output pixels), 18
    visibilities (sigmoid; the same number at every pixel).
    """

    def __init__(
        self, widths: tuple[int, ...] = (32, 64, 96, 128, 160), blocks: tuple[int, ...] = (0, 1, 2, 2, 2)
    ):
        super().__init__()
        self.body = UNet(widths, blocks)
        self.head = head(widths[0], len(CLASSES) + JOINTS)
        # A joint's map is nearly everywhere 0: sigmoid(-5) from the start saves the first hundred steps.
        assert self.head.bias is not None
        nn.init.constant_(self.head.bias[len(CLASSES) :], -5.0)
        self.visible = head(widths[-1], JOINTS)

    def forward(self, x: Tensor) -> Tensor:
        features, deepest = self.body(x)
        maps = self.head(features)
        visible = self.visible(deepest.mean((2, 3), keepdim=True))
        return torch.cat([maps, visible.expand(-1, -1, maps.shape[2], maps.shape[3])], 1)
