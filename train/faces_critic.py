"""The critic of the face maker (Jin et al. 2017): real or made, and which wishes a face fulfills.

Convolutions and residual pairs without batch statistics, as in the paper; only trained with, never shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.facemaking.wishing import COLORED


class _Pair(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(width, width, 3, 1, 1), nn.Conv2d(width, width, 3, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.second(functional.leaky_relu(self.first(x), 0.2))
        return functional.leaky_relu(x + 0.5 * y, 0.2)


class Critic(nn.Module):
    """(B, channels, 64, 64) to an opinion (B,), above 0 for real, and what it sees of the wishes (B,
    numbers): logits of the words, then the colors as in networks/faces.py, the fourth number unused."""

    def __init__(self, channels: int, numbers: int, widths: Sequence[int] = (32, 64, 96, 128)) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        wide = channels
        for i, width in enumerate(widths):
            layers += [nn.Conv2d(wide, width, 4, 2, 1), nn.LeakyReLU(0.2)]
            if i:
                layers.append(_Pair(width))
            wide = width
        self.look = nn.Sequential(*layers)
        self.opinion = nn.Linear(wide * 16, 1)
        self.tell = nn.Linear(wide * 16, numbers)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        seen = self.look(picture).flatten(1)
        return self.opinion(seen).float()[:, 0], self.tell(seen).float()

    @staticmethod
    def mistaken(told: Tensor, wish: Tensor) -> Tensor:
        """How far from the wishes what it saw is: cross-entropy of the words, a color's absolute difference.
        Words that are not wished for count little: they may have been left open."""
        count = wish.shape[1] - 4 * len(COLORED)
        words, truth = told[:, :count], wish[:, :count]
        wrong = functional.binary_cross_entropy_with_logits(words, truth, reduction="none")
        wrong = (wrong * (0.1 + 0.9 * truth)).sum(1).mean() / 10
        seen, wanted = told[:, count:].view(-1, len(COLORED), 4), wish[:, count:].view(-1, len(COLORED), 4)
        off = ((seen[..., :3] - wanted[..., :3]).abs() * wanted[..., 3:]).mean()
        return wrong + 4 * off


def dragan(opinion: Callable[[Tensor], Tensor], real: Tensor, generator: torch.Generator) -> Tensor:
    """DRAGAN's penalty (Kodali et al. 2017): the slope of the opinion around true pictures, moved by half
    their spread times uniform numbers, should be 1. In float32, also under autocast."""
    with torch.autocast(real.device.type, enabled=False):
        real = real.detach().float()
        spread = 0.5 * real.std(0, keepdim=True, correction=0)
        random = torch.rand(real.shape, generator=generator, device=generator.device).to(real.device)
        near = (real + spread * random).requires_grad_(True)
        (slope,) = torch.autograd.grad(opinion(near).sum(), near, create_graph=True)
        return (slope.flatten(1).norm(dim=1) - 1).square().mean()
