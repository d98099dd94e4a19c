"""What reads a generator's latent off a true picture while it learns, as in a conditional VAE (Sohn, Lee, Yan
2015); never shipped."""

from __future__ import annotations

from torch import Tensor, nn


class Observer(nn.Module):
    """A picture (B, 4, 16 h, 16 w), color over white and coverage, 0..1, to a latent: mean and log variance.

    places: (h, w). latent: numbers of the latent. widths: channels from 1/2 on.
    """

    def __init__(
        self, places: tuple[int, int], latent: int, widths: tuple[int, int, int, int] = (24, 48, 96, 128)
    ) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        wide = 4
        for width in widths:
            layers += [nn.Conv2d(wide, width, 4, 2, 1), nn.LeakyReLU(0.1)]
            wide = width
        self.look = nn.Sequential(*layers)
        self.tell = nn.Linear(wide * places[0] * places[1], 2 * latent)
        nn.init.normal_(self.tell.weight, std=0.03)
        nn.init.zeros_(self.tell.bias)

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        # It begins with something to say: latents that are mostly noise would be learned to be passed over.
        mean, spread = self.tell(self.look(picture * 2 - 1).flatten(1)).float().chunk(2, 1)
        return 4 * mean, (spread - 3).clamp(-6, 2)
