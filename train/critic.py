"""The critic of our generators: a small patch critic that looks at two sizes, spectrally normalized.

It is only trained with, never shipped, so it lives here and not among the networks.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm


class PatchCritic(nn.Module):
    """One scale: every output pixel judges a patch of 54 pixels. No norms but the spectral one."""

    def __init__(self, channels: int, widths: Sequence[int] = (48, 96, 192, 256)) -> None:
        super().__init__()
        layers, wide = [], channels
        for i, width in enumerate(widths):
            stride = 2 if i < len(widths) - 1 else 1
            layers.append(spectral_norm(nn.Conv2d(wide, width, 4 if stride == 2 else 3, stride, 1)))
            wide = width
        self.layers = nn.ModuleList(layers)
        self.last = spectral_norm(nn.Conv2d(wide, 1, 3, 1, 1))

    def forward(self, x: Tensor) -> tuple[Tensor, list[Tensor]]:
        """(B, channels, H, W) to the opinions (B, 1, about H/8, W/8) and every layer's output."""
        features = []
        for layer in self.layers:
            x = functional.leaky_relu(layer(x), 0.2)
            features.append(x)
        return self.last(x), features


class Critic(nn.Module):
    """Two patch critics, at full and at half size. channels: of the picture and its conditions together,
    given as one tensor or as several of the same size. Sides of at least 32 pixels."""

    def __init__(self, channels: int, widths: Sequence[int] = (48, 96, 192, 256), scales: int = 2) -> None:
        super().__init__()
        self.scales = nn.ModuleList(PatchCritic(channels, widths) for _ in range(scales))

    def judge(self, *parts: Tensor) -> tuple[list[Tensor], list[list[Tensor]]]:
        """Opinions by scale, and each scale's features (for losses.feature_matching)."""
        x = torch.cat(parts, 1)
        opinions, features = [], []
        for i, critic in enumerate(self.scales):
            if i:
                x = functional.avg_pool2d(x, 2)
            opinion, layers = critic(x)
            opinions.append(opinion)
            features.append(layers)
        return opinions, features

    def forward(self, *parts: Tensor) -> list[Tensor]:
        """Opinions by scale."""
        return self.judge(*parts)[0]


class StyleCritic(Critic):
    """A critic that also tells the style of a picture as `style` numbers: the auxiliary classifier of Zhang,
    Ji and Lin (2017), whose classes are a descriptor of the true picture."""

    def __init__(
        self,
        channels: int,
        style: int,
        widths: Sequence[int] = (48, 96, 192, 256),
        scales: int = 2,
    ) -> None:
        super().__init__(channels, widths, scales)
        self.style = nn.Linear(widths[-1] * scales, style)

    def told(self, features: Sequence[Sequence[Tensor]]) -> Tensor:
        """(B, style) from each scale's features, as `judge` gives them."""
        return self.style(torch.cat([layers[-1].mean((2, 3)) for layers in features], 1))
