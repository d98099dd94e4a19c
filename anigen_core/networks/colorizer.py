"""Colorizer: a line drawing becomes a colored picture, as hints, a reference picture or a palette say.

Paper     Zhang, Ji, Lin 2017, "Style Transfer for Anime Sketches with Enhanced Residual U-net and Auxiliary
          Classifier GAN" (networks/colorizer_peers.py has its plain form).
Differs   Style is not one vector of a classifier's but has four sources, each of which may be missing: a
          vector of the reference steers all levels; attention from every place of the drawing to every place
          of the reference fetches the color of what corresponds to it (after Lee et al. 2020,
          "Reference-Based Sketch Image Colorization using Augmented-Self Reference"), since a vector alone
          sprays colors about; hints flow from their place to the lines, as in networks/pirec.py; and a
          palette is laid on the parts that the network tells. The paper's two guide decoders hang at the
          entry and the exit of the middle level while it learns (train/colorize.py); they are not shipped.
Input     drawing (B, 5, H, W) float32, H and W multiples of 32: `INPUTS`. reference (B, 5, h, w), h and w
          multiples of 16, about the drawing's size: RGB over white, coverage, and 1 everywhere where there
          is one, else all 0. palette (B, 32): red, green, blue and "given" of each part of `PALETTE`.
Output    (B, 19, H/2, W/2) float32: RGB over white in about [0, 1], not clipped; coverage in (0, 1);
          logits of the 15 `PARTS`. Half size: colors are smooth, and the lines are laid over them as they
          were drawn.
Size      2.49 M parameters, 7.7 GMAC at 512x768.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, Residual, activate, head
from anigen_core.networks.pirec import guess, nearness, places, strokes_of
from anigen_core.networks.psgan import PALETTE, PARTS, owners

INPUTS = (
    "ink",  # 0 = paper, 1 = ink
    *("red", "green", "blue"),  # of the hints, 0..1; ignored where there is none
    "hinted",  # 1 = a hint lies here
)
STRIDE = 32

COLORS = 4 * len(PALETTE)
OUTPUTS = 4 + len(PARTS)
STYLE = 64
KEY = 32


class Painting(NamedTuple):
    """What the network gives on the way, for its losses.

    picture (B, 4, H/2, W/2); parts (B, 15, H/4, W/4) logits; draft (B, 4, H/8, W/8): the reference's colors
    where they correspond, 0..1, and how much of a reference there is; entry and exit: features before and
    behind the middle level, (B, widths[-1], H/32, W/32).
    """

    picture: Tensor
    parts: Tensor
    draft: Tensor
    entry: Tensor
    exit: Tensor


class Reference(nn.Module):
    """Looks at the reference. forward: (B, 5, h, w) to features (B, widths[-1], h/16, w/16) and colors
    (B, 4, h/16, w/16): mean RGB of the figure there, and how much of the place it covers."""

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        self.stem = Conv(5 * 4, widths[0])
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        self.blocks = nn.ModuleList(Residual(w) for w in widths)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        y = self.blocks[0](self.stem(functional.pixel_unshuffle(x * 2 - 1, 2)))
        for down, block in zip(self.downs, self.blocks[1:], strict=True):
            y = block(down(activate(y)))
        alpha = x[:, 3:4]
        cover = functional.avg_pool2d(alpha, 2 ** (len(self.downs) + 1))
        mean = functional.avg_pool2d(x[:, :3] * alpha, 2 ** (len(self.downs) + 1))
        return activate(y), torch.cat([mean / cover.clamp_min(1e-3), cover], 1)


class Colorizer(nn.Module):
    """See the head of this file. widths: channels from 1/2 on; the last level is the middle. blocks: residual
    blocks of the encoder by level; the decoder has one at each but the middle. look: the reference's."""

    def __init__(
        self,
        widths: Sequence[int] = (16, 40, 80, 128, 144),
        blocks: Sequence[int] = (1, 1, 2, 1, 2),
        look: Sequence[int] = (16, 32, 64, 96),
    ) -> None:
        super().__init__()
        # Ink and hints unshuffled; nearness, guess, reached and place are smooth: half size will do.
        self.stem = Conv(5 * 4 + 7, widths[0])
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        self.told = nn.ModuleList(nn.Conv2d(STYLE, w, 1) for w in widths)
        self.encoders = nn.ModuleList(
            nn.Sequential(
                *(Residual(w, (1, 2, 4)[i % 3] if level == len(widths) - 1 else 1) for i in range(n))
            )
            for level, (w, n) in enumerate(zip(widths, blocks, strict=True))
        )
        self.ups = nn.ModuleList(Conv(b, a, 1) for a, b in pairwise(widths))
        self.decoders = nn.ModuleList(Residual(w) for w in widths[:-1])
        self.reference = Reference(look)
        self.style = nn.Linear(2 * look[-1] + COLORS + 1, STYLE)
        # Correspondence at 1/8: what is asked, what is answered, and where in the figure both are.
        self.query = Conv(widths[2] + 2, KEY, 1)
        self.key = Conv(look[-1] + 2, KEY, 1)
        self.sharpness = nn.Parameter(torch.tensor(1.0))
        self.fetched = Conv(look[-1] + 4, widths[2], 1)
        self.parts = head(widths[1], len(PARTS))
        self.laid = Conv(8, widths[1], 3)
        self.last = nn.Conv2d(widths[0], 4, 3, padding=1)
        nn.init.normal_(self.last.weight, std=0.1 * (9 * widths[0]) ** -0.5)
        assert self.last.bias is not None
        nn.init.zeros_(self.last.bias)
        self.register_buffer("owner", owners(), persistent=False)

    def painted(self, drawing: Tensor, reference: Tensor, palette: Tensor) -> Painting:
        """What `forward` gives, and what leads to it."""
        ink, hints, hinted = drawing[:, :1], drawing[:, 1:4], drawing[:, 4:5]
        strokes = strokes_of(ink)
        near = nearness(strokes)
        flown, reached = guess(hints, hinted, strokes)
        far = functional.interpolate(torch.cat([flown, reached], 1), scale_factor=2.0, mode="nearest")
        sharp = torch.cat([ink * 2 - 1, (hints * 2 - 1) * hinted, hinted * 2 - 1], 1)
        place = places(near)
        planes = torch.cat([functional.pixel_unshuffle(sharp, 2), near, far, place], 1)

        seen, colors = self.reference(reference)
        given = reference[:, 4:5].mean((2, 3))
        style = self.style(torch.cat([seen.mean((2, 3)), seen.amax((2, 3)) * 0.25, palette, given], 1))
        style = activate(style)[:, :, None, None]

        x = self.encoders[0](self.stem(planes) + self.told[0](style))
        kept = [x]
        entry = x
        for down, told, encoder in zip(self.downs, self.told[1:], self.encoders[1:], strict=True):
            entry = down(activate(x)) + told(style)
            x = encoder(entry)
            kept.append(x)
        middle = x
        draft = x.new_zeros(1)
        parts = x.new_zeros(1)
        laid = x.new_zeros(1)
        for level in reversed(range(len(self.ups))):
            up = functional.interpolate(self.ups[level](x), scale_factor=2.0, mode="nearest")
            x = (up + kept[level]) * 0.7071
            if level == 2:
                value, draft = self._corresponding(x, functional.avg_pool2d(place, 4), seen, colors, given)
                x = x + self.fetched(torch.cat([value, draft], 1))
            x = self.decoders[level](x)
            if level == 1:
                parts = self.parts(activate(x))
                laid = self._laid(parts, palette, draft)
                x = x + self.laid(laid)
        # The picture begins with the colors that are wished for, laid where they belong, on white: what hints
        # reach without crossing a line, else the palette's, else the reference's, else the nearest hint's.
        ground = parts.float().softmax(1)[:, :1]
        rest = laid[:, 4:7] + flown * (1 - laid[:, 7:]) * (1 - ground)
        rest = laid[:, :3] + rest * (1 - laid[:, 3:4])
        base = rest + (flown * (1 - ground) - rest) * reached + ground
        base = functional.interpolate(base, scale_factor=2.0, mode="bilinear")
        out = self.last(activate(x))
        rgb = (out[:, :3] + base) * 0.5 + 0.5
        return Painting(torch.cat([rgb, out[:, 3:].sigmoid()], 1), parts, draft, entry, middle)

    def forward(self, drawing: Tensor, reference: Tensor, palette: Tensor) -> Tensor:
        """See the head of this file."""
        made = self.painted(drawing, reference, palette)
        parts = functional.interpolate(made.parts, scale_factor=2.0, mode="bilinear")
        return torch.cat([made.picture, parts], 1)

    def _corresponding(
        self, x: Tensor, place: Tensor, seen: Tensor, colors: Tensor, given: Tensor
    ) -> tuple[Tensor, Tensor]:
        """What the reference shows where it corresponds to each place: features, and `Painting.draft`."""
        count, _, height, width = x.shape
        where = torch.cat([activate(x), place], 1)
        queries = functional.normalize(self.query(where).flatten(2), dim=1)
        keys = functional.normalize(self.key(torch.cat([seen, places(seen)], 1)).flatten(2), dim=1)
        # Bare ground of the reference has no color to give.
        bare = (1 - colors[:, 3:].flatten(2)).clamp(0, 1) * -8
        scores = queries.transpose(1, 2) @ keys * (8 * self.sharpness.exp()) + bare
        values = torch.cat([seen, colors[:, :3]], 1).flatten(2).transpose(1, 2)
        found = (scores.softmax(2) @ values).transpose(1, 2).reshape(count, -1, height, width)
        there = given[:, :, None, None].expand(-1, -1, height, width)
        found = found * there
        return found[:, :-3], torch.cat([found[:, -3:], there], 1)

    def _laid(self, parts: Tensor, palette: Tensor, draft: Tensor) -> Tensor:
        """(B, 8, h, w): the palette's colors on their parts (-1..1, times how surely) and that, then the
        reference's the same way, at a quarter of the size."""
        told = palette.view(len(palette), len(PALETTE), 4)
        values = torch.cat([told[..., :3] * 2 - 1, torch.ones_like(told[..., :1])], 2) * told[..., 3:]
        # (B, 15, 4): by part instead of by color.
        of = torch.einsum("pc,bcv->bpv", self.owner.to(values.dtype), values)  # type: ignore[union-attr,operator]
        chance = parts.float().softmax(1).to(values.dtype)
        by_palette = torch.einsum("bphw,bpv->bvhw", chance, of)
        other = functional.interpolate(draft, scale_factor=2.0, mode="bilinear")
        figure = 1 - chance[:, :1]
        by_reference = torch.cat([(other[:, :3] * 2 - 1) * other[:, 3:], other[:, 3:]], 1) * figure
        return torch.cat([by_palette, by_reference], 1)
