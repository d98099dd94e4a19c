"""Wishes and a latent become a face.

Paper     Jin, Zhang, Li, Tian, Zhu, Fang 2017, "Towards the Automatic Anime Characters Creation with
          Generative Adversarial Networks" (arXiv 1708.05509): an SRResNet-like generator from 16x16 to
          128x128 by pixel shuffles, attributes beside the noise.
Differs   A fifth of its size, for a CPU: the start is few channels at 8x8 on a learned constant, and wishes
          also scale and shift every block. The network does not paint pixels, which while little has been
          learned means fog. It says of each pixel which part is there, how dark the tone and the ink are, and
          for the whole face two colors for each part; a fixed composition makes the picture of that. The
          fields can be enlarged and sharpened before they are put together, so that borders stay crisp at 128
          and 256 pixels alike and lines follow them, and wished colors are obeyed as they are. The fields of
          64 pixels are learned first; those of 128 add to them. The latent's normal distribution is that
          which the wishes imply (learned), so that a random latent does not speak against them.
Input     (B, words + 4 x 3 + 48) float32: words 0 or 1; red, green, blue in 0..1 and "given" of skin, hair
          and eyes; standard normal numbers (zeros: the likeliest).
Output    (B, 5, 256, 256) float32 in [0, 1]: straight RGB, coverage, ink. Smaller: `drawn`.
Size      0.83 M parameters, 0.37 GMAC.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, activate, head
from anigen_core.networks.psgan import Block

PARTS = (
    *("background", "skin", "brow", "sclera", "iris", "pupil", "highlight", "lash", "mouth"),
    *("hair_front", "hair_back", "cloth", "accessory"),
)
"""What a pixel of a face can be."""

COLORED = {"skin": ("skin",), "hair": ("hair_front", "hair_back"), "eyes": ("iris",)}
"""The parts of the palette and what of `PARTS` is of that color."""

SIDE = 128
"""Pixels of the fields, and of the pictures that teach them."""

LATENT = 48
FIRST = 8
"""Channels that the wishes are turned into at 8x8."""

BASE = 24
"""Channels of what all faces begin with, at 16x16."""

SHARP, INK_SHARP = 6.0, 4.0
"""How much surer the shipped picture is of its parts and of its ink than the fields are."""

EVEN, GRAIN = 9, 5
"""Pixels of the shipped picture over which borders, and tones, are evened: a pixel shuffle leaves a grain."""

DOUBT = 1.0
"""How much surer of an accessory than of other parts the network has to be: torn ones spoil a face."""

OUTLINED = (
    ("background",),
    ("skin", "brow", "sclera", "iris", "pupil", "highlight", "lash", "mouth"),
    *(("hair_front", "hair_back"), ("cloth",), ("accessory",)),
)
"""What is outlined against one another."""

PEN = (0.1, 0.06, 0.1)
"""What is added to a sixth of a color where its outline is."""

_FIELDS = len(PARTS) + 3
"""Parts' logits, tone, shine, ink."""


class Fields(NamedTuple):
    """What is said of a face: parts (B, 13, S, S) logits; tone, shine, ink (B, 1, S, S) logits; rest (B, 3,
    S, S), what is added to the colors; lit, shade (B, 13, 3) colors and what shade multiplies them by;
    pen (B, 4), the ink's color and how much of it shows."""

    parts: Tensor
    tone: Tensor
    shine: Tensor
    ink: Tensor
    rest: Tensor
    lit: Tensor
    shade: Tensor
    pen: Tensor


class Faces(nn.Module):
    """See the head of this file. words: how many there are. widths: channels at 16, 32, 64 and 128 pixels.
    blocks: residual blocks at the first three."""

    def __init__(
        self,
        words: int,
        widths: Sequence[int] = (72, 56, 32, 16),
        blocks: Sequence[int] = (4, 2, 1),
        control: int = 128,
    ) -> None:
        super().__init__()
        self.words, self.told = words, words + 4 * len(COLORED)
        self.prior = nn.Linear(self.told, 2 * LATENT)
        nn.init.zeros_(self.prior.weight)
        nn.init.zeros_(self.prior.bias)
        self.read = nn.Sequential(
            nn.Linear(self.told + LATENT, 160), nn.LeakyReLU(0.1), nn.Linear(160, control), nn.LeakyReLU(0.1)
        )
        self.base = nn.Parameter(torch.randn(1, BASE, 16, 16))
        self.start = nn.Linear(control, FIRST * 8 * 8)
        self.enter = Conv(BASE + FIRST, widths[0])
        self.blocks = nn.ModuleList(
            nn.ModuleList(Block(width, control) for _ in range(count))
            for width, count in zip(widths[:-1], blocks, strict=True)
        )
        self.grow = nn.ModuleList(Conv(a, 4 * b, 1) for a, b in pairwise(widths))
        self.rest = head(widths[2], 3)
        self.fields = Conv(widths[2], _FIELDS)
        self.finer = Conv(widths[3], _FIELDS)
        nn.init.zeros_(self.finer.gain)  # what has learned nothing yet adds nothing
        self.tints = nn.Linear(control, 6 * len(PARTS) + 4)
        owner = torch.zeros(len(PARTS), len(COLORED))
        for i, names in enumerate(COLORED.values()):
            owner[[PARTS.index(name) for name in names], i] = 1
        self.register_buffer("owner", owner, persistent=False)

    def forward(self, told: Tensor) -> Tensor:
        wish, noise = told[:, : self.told], told[:, self.told :]
        return composed(self.said(wish, self.latent(wish, noise)), 2 * SIDE, SHARP, outlined=True)

    def expected(self, wish: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance (B, 48) of the latents of faces with these wishes."""
        mean, spread = self.prior(wish).chunk(2, 1)
        return mean, spread.clamp(-8, 4)

    def latent(self, wish: Tensor, noise: Tensor) -> Tensor:
        """(B, 48) the latent that standard normal numbers stand for."""
        mean, spread = self.expected(wish)
        return mean + (0.5 * spread).exp() * noise

    def said(self, wish: Tensor, latent: Tensor, *, fine: bool = True) -> Fields:
        """The fields at 128 pixels; those at 64 where they shall not be fine."""
        control = self.read(torch.cat([wish, latent], 1))
        fresh = self.start(control).view(-1, FIRST, 8, 8)
        fresh = functional.interpolate(fresh, scale_factor=2.0, mode="bilinear")
        x = self.enter(torch.cat([self.base.expand(len(wish), -1, -1, -1).to(fresh.dtype), fresh], 1))
        for i, blocks in enumerate(self.blocks):
            if i:
                x = functional.pixel_shuffle(self.grow[i - 1](activate(x)), 2)
            for block in blocks:  # type: ignore[union-attr]
                x = block(x, control)
        x = activate(x)
        rest, out = self.rest(x).float(), self.fields(x).float()
        if fine:
            rest = functional.interpolate(rest, scale_factor=2.0, mode="bilinear")
            out = functional.interpolate(out, scale_factor=2.0, mode="bicubic")
            out = out + self.finer(activate(functional.pixel_shuffle(self.grow[-1](x), 2))).float()
        count = len(PARTS)
        tints = self.tints(control).float()
        lit = (tints[:, : 3 * count] + 0.5).sigmoid().view(-1, count, 3)
        shade = (tints[:, 3 * count : 6 * count] + 1).sigmoid().view(-1, count, 3)
        given = torch.einsum("pc,bcd->bpd", self.owner, self._palette(wish))  # type: ignore[arg-type]
        lit = lit * (1 - given[..., 3:]) + given[..., :3] * given[..., 3:]
        tone, shine, ink = (out[:, count + i : count + i + 1] - (1, 2, 1)[i] for i in range(3))
        return Fields(out[:, :count], tone, shine, ink, rest, lit, shade, (tints[:, -4:] - 1).sigmoid())

    def _palette(self, wish: Tensor) -> Tensor:
        """(B, 3, 4): wished colors, black where not given, and whether they are."""
        rows = wish[:, self.words :].float().view(-1, len(COLORED), 4)
        return torch.cat([rows[..., :3] * rows[..., 3:], rows[..., 3:]], 2)


def composed(fields: Fields, side: int, sharp: float = 1.0, *, outlined: bool = False) -> Tensor:
    """(B, 5, side, side): straight RGB, coverage and ink in [0, 1], of fields enlarged to that side.

    sharp: factor of the parts' and the ink's logits; 1 shows how sure the network is. outlined: borders of
    parts are evened, and lines drawn along them, as a network that has learned long would do itself.
    """

    def sized(field: Tensor) -> Tensor:
        if field.shape[-1] == side:
            return field
        return functional.interpolate(field, size=(side, side), mode="bicubic")

    def evened(field: Tensor, wide: int) -> Tensor:
        field = sized(field)
        if not outlined:
            return field
        return functional.avg_pool2d(field, wide, 1, wide // 2, count_include_pad=False)

    logits = evened(fields.parts, EVEN)
    if outlined:
        logits = logits - DOUBT * logits.new_tensor([name == "accessory" for name in PARTS])[:, None, None]
    parts = (logits * sharp).softmax(1)
    tone, shine = evened(fields.tone, GRAIN).sigmoid(), evened(fields.shine, GRAIN).sigmoid()
    ink = (sized(fields.ink) * min(sharp, INK_SHARP)).sigmoid()
    there = parts[:, 1:].sum(1, keepdim=True)
    share = parts[:, 1:] / there.clamp_min(1e-4)
    lit, shade = fields.lit[:, 1:], fields.shade[:, 1:]
    color = torch.einsum("bphw,bpc->bchw", share, lit)
    dark = torch.einsum("bphw,bpc->bchw", share, lit * shade)
    color = color + (dark - color) * tone
    color = color + (1 - color) * shine + evened(fields.rest, GRAIN)
    pen, shown = fields.pen[:, :3, None, None], ink * fields.pen[:, 3:, None, None]
    if outlined:
        ink = torch.maximum(ink, _borders(parts))
        # A dark color of the hue that it borders on, as the lines of the rule have.
        pen, shown = 0.16 * color + color.new_tensor(PEN)[:, None, None], 0.9 * ink
    color = color + (pen - color) * shown
    return torch.cat([color.clamp(0, 1), torch.maximum(there, shown), ink], 1)


def _borders(parts: Tensor) -> Tensor:
    """(B, 1, H, W) lines where two outlined parts meet: there neither is sure (Gini impurity of parts (B, 13,
    H, W)). What is painted on a face is the face."""
    kinds = [parts[:, [PARTS.index(name) for name in names]].sum(1) for names in OUTLINED]
    sure = torch.stack(kinds, 1).square().sum(1, keepdim=True)
    return (2 * (1 - sure)).clamp(0, 1).square()
