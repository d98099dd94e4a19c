"""What an eye is made of: sclera, iris, pupil, highlight and lash in a crop of one eye.

Paper     Akita, Morimoto, Tsuruno 2019, "Fully Automatic Colorization for Anime Character Considering
          Accurate Eye Colors", and 2020, "Deep-Eyes": networks that find the eyes, whose colors can then be
          accurate.
Differs   Theirs find the places of eyes; ours says of every pixel what it is, so that the color itself is a
          matter of arithmetic (stages/eyes.py).
Input     (B, 3, 128, 128) float32 in 0..1: a crop with the eye in its middle, about half of it wide.
Output    (B, 6, 64, 64) float32: logits of `CLASSES`.
Size      0.50 M parameters, 0.22 GMAC.
"""

from __future__ import annotations

from torch import Tensor, nn

from anigen_core.networks.blocks import UNet, head

CLASSES = ("outside", "sclera", "iris", "pupil", "highlight", "lash")
CROP = 128


class Iris(nn.Module):
    """See the head of this file. widths: channels from half size on. blocks: of the encoder at each level."""

    def __init__(
        self, widths: tuple[int, ...] = (24, 40, 56, 80), blocks: tuple[int, ...] = (1, 1, 1, 2)
    ) -> None:
        super().__init__()
        self.body = UNet(widths, blocks)
        self.head = head(widths[0], len(CLASSES))

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(x)[0])
