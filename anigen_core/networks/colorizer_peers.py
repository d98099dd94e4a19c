"""What our colorizer is compared with: the paper's plain form, and a plain pix2pix U-Net of equal cost.

Both take the inputs of `networks/colorizer.py` and give its output, so that one trainer and one evaluation
serve all three. They are trained to be measured, never shipped.

Paper     Original: Zhang, Ji, Lin 2017: a residual U-Net whose style is one vector added at its bottom.
          Pix2Pix: Isola et al. 2017, "Image-to-Image Translation with Conditional Adversarial Networks".
Differs   Original: the vector is looked at by a small network that learns along, instead of VGG-19's first
          full layer (no downloaded networks here); widths that bring its cost to ours. Hints and palette are
          not seen, as in the paper. Pix2Pix: five levels; it sees lines and hints, no reference, no palette.
Output    (B, 19, H/2, W/2) float32: RGB in about [0, 1]; coverage 1; parts that say nothing.
Size      Original: 2.60 M parameters, 8.4 GMAC at 512x768. Pix2Pix: 4.65 M, 7.5 GMAC.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, Residual, activate
from anigen_core.networks.colorizer import OUTPUTS, Painting


def _plain(rgb: Tensor, entry: Tensor, middle: Tensor) -> Painting:
    """A picture without coverage, parts and draft."""
    count, _, height, width = rgb.shape
    small = (count, OUTPUTS - 4, height // 2, width // 2)
    draft = rgb.new_zeros(count, 4, height // 4, width // 4)
    return Painting(
        torch.cat([rgb, torch.ones_like(rgb[:, :1])], 1), rgb.new_zeros(small), draft, entry, middle
    )


def _output(made: Painting) -> Tensor:
    parts = made.picture.new_zeros(1, OUTPUTS - 4, 1, 1).expand(
        len(made.picture), -1, *made.picture.shape[2:]
    )
    return torch.cat([made.picture, parts], 1)


class Original(nn.Module):
    """A residual U-Net with concatenated skips and one style vector. widths: channels from 1/2 on."""

    def __init__(self, widths: Sequence[int] = (16, 40, 72, 112, 160), style: int = 160) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, widths[0], 4, 2, 1)
        self.downs = nn.ModuleList(nn.Conv2d(a, b, 4, 2, 1) for a, b in pairwise(widths))
        self.encoders = nn.ModuleList(Residual(w) for w in widths)
        looks = [nn.Conv2d(a, b, 4, 2, 1) for a, b in pairwise((3, 24, 48, 96, style))]
        self.looks = nn.ModuleList(looks)
        self.hint = nn.Linear(style, widths[-1])
        self.ups = nn.ModuleList(Conv(a + b, a) for a, b in pairwise(widths))
        self.decoders = nn.ModuleList(Residual(w) for w in widths[:-1])
        self.last = nn.Conv2d(widths[0], 3, 3, padding=1)

    def painted(self, drawing: Tensor, reference: Tensor, palette: Tensor) -> Painting:
        """As `Colorizer.painted`. The palette is not looked at."""
        del palette
        y = (reference[:, :3] * 2 - 1) * reference[:, 4:]
        for look in self.looks:
            y = functional.leaky_relu(look(y), 0.1)
        hint = self.hint(y.mean((2, 3)))[:, :, None, None]
        x = self.encoders[0](self.stem(drawing[:, :1] * 2 - 1))
        kept = [x]
        for down, encoder in zip(self.downs, self.encoders[1:], strict=True):
            x = encoder(down(activate(x)))
            kept.append(x)
        entry = kept.pop()
        x = middle = entry + hint
        for level in reversed(range(len(self.ups))):
            up = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            x = self.decoders[level](self.ups[level](torch.cat([kept.pop(), activate(up)], 1)))
        return _plain(self.last(activate(x)) * 0.5 + 0.5, entry, middle)

    def forward(self, drawing: Tensor, reference: Tensor, palette: Tensor) -> Tensor:
        return _output(self.painted(drawing, reference, palette))


class Pix2Pix(nn.Module):
    """A U-Net of 4x4 convolutions with concatenated skips and instance norms. width: channels of the first
    level, which double up to fourfold. Sides: multiples of 32, and 64 at least."""

    def __init__(self, width: int = 34, levels: int = 5) -> None:
        super().__init__()
        widths = [min(width * 2**i, width * 4) for i in range(levels)]
        self.downs = nn.ModuleList(nn.Conv2d(a, b, 4, 2, 1) for a, b in pairwise([5, *widths]))
        self.norms = nn.ModuleList(nn.InstanceNorm2d(w, affine=True) for w in widths[1:])
        backward = list(reversed(widths))
        ins = [backward[0], *(2 * w for w in backward[1:-1])]
        self.ups = nn.ModuleList(
            nn.ConvTranspose2d(a, b, 4, 2, 1) for a, b in zip(ins, backward[1:], strict=True)
        )
        self.up_norms = nn.ModuleList(nn.InstanceNorm2d(w, affine=True) for w in backward[1:])
        self.last = nn.Conv2d(2 * widths[0], 3, 3, padding=1)

    def painted(self, drawing: Tensor, reference: Tensor, palette: Tensor) -> Painting:
        """As `Colorizer.painted`. Reference and palette are not looked at."""
        del reference, palette
        ink, hinted = drawing[:, :1], drawing[:, 4:5]
        x = torch.cat([ink * 2 - 1, (drawing[:, 1:4] * 2 - 1) * hinted, hinted * 2 - 1], 1)
        kept = [self.downs[0](x)]
        for down, norm in zip(self.downs[1:], self.norms, strict=True):
            kept.append(norm(down(functional.leaky_relu(kept[-1], 0.2))))
        y = middle = kept.pop()
        for up, norm in zip(self.ups, self.up_norms, strict=True):
            y = torch.cat([norm(up(functional.relu(y))), kept.pop()], 1)
        return _plain(self.last(functional.relu(y)) * 0.5 + 0.5, middle, middle)

    def forward(self, drawing: Tensor, reference: Tensor, palette: Tensor) -> Tensor:
        return _output(self.painted(drawing, reference, palette))
