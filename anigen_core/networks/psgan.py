"""PSGAN: a pose and wishes become a full body; the picture and its pose condition grow together.

Paper     Hamada, Tachibana, Li, Honda, Uchida 2018, "Full-body High-resolution Anime Generation with
          Progressive Structure-conditional Generative Adversarial Networks".
Differs   The paper's character is a latent vector alone; ours is wishes (words, each of which may be left
          open), a color for each part (which may be left open) and a latent for all the rest. Pose maps hold
          limbs, hands and what lies in front besides joints. Each size adds to the enlarged picture of the
          one before, so that a size can be learned or left out without fading in by hand. Besides the picture
          each size tells its parts, and the next one sees the wished colors laid out on them: colors are
          obeyed where they belong. Supervised pairs teach most of it, the critic the rest (train/psgan.py).
Input     points (B, 60, 4) float32: 18 joints (COCO order), her right hand's 21, her left hand's 21; x and y
          in widths of the picture from its upper left corner, presence 0 or 1, and how far in front of the
          neck in heads (0 = unknown). wish (B, words + 4 x 8 + 64): words 0 or 1; red, green, blue and
          "given" of each part of `PALETTE`; latent, standard normal (zeros: the likeliest).
Output    (B, 20, H, W) float32: RGB over white in about [0, 1], not clipped; coverage and ink in (0, 1);
          logits of the 15 `PARTS`. H, W: 768, 512 or, with fewer levels, half of it and so on.
Size      6.2 M parameters, 11.3 GMAC at 512x768, 8.1 at 256x384, 5.5 at 128x192.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, activate, head

PARTS = (
    *("background", "face", "skin", "brow", "eye", "iris", "mouth", "hair_front", "hair_back", "top"),
    *("outer", "bottom", "sock", "shoe", "accessory"),
)
PALETTE = ("skin", "hair", "eyes", "top", "outer", "bottom", "socks", "shoes")
"""Those of `anigen_core.character`, which a test compares."""

_COLORED = {
    "skin": ("face", "skin"),
    "hair": ("hair_front", "hair_back"),
    "eyes": ("iris",),
    "top": ("top",),
    "outer": ("outer",),
    "bottom": ("bottom",),
    "socks": ("sock",),
    "shoes": ("shoe",),
}
"""Parts that a color of the palette belongs to."""

LATENT = 64
POINTS = 60
PLANES = 18 + 17 + 2 + 2
OUTPUTS = 5 + len(PARTS)
FIRST = 32
"""Channels that the wishes are turned into, before the first level."""

START = (12, 8)
"""Height and width of the first level; each next one is twice as large, and its picture twice that."""

LIMBS = (
    *((1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12), (12, 13)),
    *((1, 0), (0, 14), (14, 16), (0, 15), (15, 17)),
)
"""Those of `anigen_core.pose`, which a test compares."""
_BONES = tuple((0 if i % 4 == 1 else i - 1, i) for i in range(1, 21))
"""Of a hand, OpenPose's order."""

FINEST = 192
"""Height up to which pose maps are drawn; finer ones are enlarged, for they are smooth."""


def owners() -> Tensor:
    """(15, 8) float32: 1 where a part of `PARTS` has the color of that part of `PALETTE`."""
    owner = torch.zeros(len(PARTS), len(PALETTE))
    for i, name in enumerate(PALETTE):
        owner[[PARTS.index(part) for part in _COLORED[name]], i] = 1
    return owner


def _distance(a: Tensor, b: Tensor, y: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    """Of every pixel (y (h, 1), x (1, w)) from the segments a to b, (B, K, 2) each: (B, K, h, w), and how far
    along the segment its nearest point is, 0 to 1."""
    ax, ay = a[..., :1, None], a[..., 1:, None]
    dx, dy = b[..., :1, None] - ax, b[..., 1:, None] - ay
    px, py = x - ax, y - ay
    along = ((px * dx + py * dy) / (dx * dx + dy * dy).clamp_min(1e-8)).clamp(0, 1)
    return ((px - along * dx).square() + (py - along * dy).square()), along


def pose_maps(points: Tensor, height: int) -> Tensor:
    """(B, 39, height, height * 2 / 3): 18 joints and 17 limbs as soft spots and strokes, what is in front of
    the neck and what behind it, and her right and left hand's fingers."""
    width = height * 2 // 3
    # Sums of ones, so that engines trace them; pixels' middles, in widths of the picture.
    y = ((torch.arange(height, device=points.device, dtype=points.dtype) + 0.5) / width)[:, None]
    x = ((torch.arange(width, device=points.device, dtype=points.dtype) + 0.5) / width)[None]
    place, here, near = points[..., :2], points[..., 2], points[..., 3]
    spread = (0.75 + 0.006 * height) / width
    joints = place[:, :18]
    square = (x - joints[..., :1, None]).square() + (y - joints[..., 1:, None]).square()
    spots = torch.exp(square * (-0.5 / spread**2)) * here[:, :18, None, None]
    first, last = [a for a, _ in LIMBS], [b for _, b in LIMBS]
    square, along = _distance(place[:, first], place[:, last], y, x)
    shown = (here[:, first] * here[:, last])[..., None, None]
    strokes = torch.exp(square * (-0.5 / (1.5 * spread) ** 2)) * shown
    depth = near[:, first, None, None] * (1 - along) + near[:, last, None, None] * along
    front = (strokes * depth.clamp(0, 2)).amax(1, keepdim=True)
    behind = (strokes * (-depth).clamp(0, 2)).amax(1, keepdim=True)
    hands = []
    for start in (18, 39):
        a, b = [start + i for i, _ in _BONES], [start + j for _, j in _BONES]
        square, _ = _distance(place[:, a], place[:, b], y, x)
        finger = torch.exp(square * (-0.5 / (0.6 * spread) ** 2)) * (here[:, a] * here[:, b])[..., None, None]
        hands.append(finger.amax(1, keepdim=True))
    return torch.cat([spots, strokes, front, behind, *hands], 1)


class Block(nn.Module):
    """Two 3x3 convolutions on a side path, scaled and shifted by what is wished for."""

    def __init__(self, width: int, control: int) -> None:
        super().__init__()
        self.first, self.second = Conv(width, width), Conv(width, width)
        self.told = nn.Linear(control, 2 * width)
        nn.init.normal_(self.told.weight, std=0.3 * control**-0.5)
        nn.init.zeros_(self.told.bias)
        self.share = nn.Parameter(torch.tensor(0.4))

    def forward(self, x: Tensor, control: Tensor) -> Tensor:
        scale, shift = self.told(control)[..., None, None].chunk(2, 1)
        y = self.first(activate(x)) * (1 + scale) + shift
        return x + self.share.to(x.dtype) * self.second(activate(y))


class Psgan(nn.Module):
    """See the head of this file. words: how many there are. widths: channels of each level from 8x12 on; the
    picture of a level is twice as large as the level."""

    WIDTHS = (192, 192, 144, 96, 48, 24)

    def __init__(self, words: int, widths: Sequence[int] = WIDTHS, control: int = 192) -> None:
        super().__init__()
        self.words, self.levels = words, len(widths)
        inputs = words + 4 * len(PALETTE) + LATENT
        self.read = nn.Sequential(
            nn.Linear(inputs, 384), nn.LeakyReLU(0.1), nn.Linear(384, control), nn.LeakyReLU(0.1)
        )
        self.start = nn.Linear(control, FIRST * START[0] * START[1])
        wide = [FIRST, *widths]
        # Besides the features of the level before: the pose, and the wished colors where their parts are.
        self.enter = nn.ModuleList(
            Conv(a + PLANES + (4 if i >= 3 else 0), b) for i, (a, b) in enumerate(pairwise(wide))
        )
        self.blocks = nn.ModuleList(
            nn.ModuleList(Block(w, control) for _ in range(2 if w > 64 else 1)) for w in widths
        )
        # Pictures from the third level on: 64x96 and larger.
        heads = [head(w, 4 * OUTPUTS) for w in widths[2:]]
        # A size that has learned nothing yet adds nothing to the one before.
        for later in heads[1:]:
            nn.init.zeros_(later.weight)
        self.heads = nn.ModuleList(heads)
        self.register_buffer("owner", owners(), persistent=False)

    def forward(self, points: Tensor, wish: Tensor) -> Tensor:
        return self.grown(points, wish, self.levels)[-1]

    def grown(self, points: Tensor, wish: Tensor, levels: int) -> list[Tensor]:
        """The pictures of all sizes, smallest first, up to that of `levels` levels (3: 64x96, 6: 512x768)."""
        control = self.read(wish)
        x = self.start(control).view(-1, FIRST, *START)
        palette = wish[:, self.words : self.words + 4 * len(PALETTE)].view(-1, len(PALETTE), 4)
        out: Tensor | None = None
        made: list[Tensor] = []
        for i in range(levels):
            height = START[0] * 2**i
            if i:
                x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            maps = pose_maps(points.float(), min(height, FINEST))
            if height > FINEST:
                maps = functional.interpolate(maps, scale_factor=height / FINEST, mode="bilinear")
            told = [x, maps.to(x.dtype)]
            if out is not None:
                told.append(self._laid_out(out, palette).to(x.dtype))
            x = self.enter[i](torch.cat(told, 1))
            for block in self.blocks[i]:  # type: ignore[union-attr]
                x = block(x, control)
            if i >= 2:
                fresh = functional.pixel_shuffle(self.heads[i - 2](activate(x)), 2).float()
                if out is not None:
                    fresh = fresh + functional.interpolate(out, scale_factor=2.0, mode="bilinear")
                out = fresh
                made.append(self._bounded(out, self._laid_out(out, palette)))
        return made

    def _laid_out(self, out: Tensor, palette: Tensor) -> Tensor:
        """(B, 4, h, w): the wished colors where their parts are, -1 to 1, and how much is given there."""
        parts = out[:, 5:].detach().softmax(1)
        owned = torch.einsum("bphw,pc->bchw", parts, self.owner)  # type: ignore[arg-type]
        rgb = (palette[..., :3] * 2 - 1) * palette[..., 3:]
        return torch.einsum("bchw,bcd->bdhw", owned, torch.cat([rgb, palette[..., 3:]], 2))

    @staticmethod
    def _bounded(out: Tensor, wished: Tensor) -> Tensor:
        """The picture, which begins with the wished colors: light, shade and lines are what is added."""
        rgb = (out[:, :3] + wished[:, :3]) * 0.5 + 0.5
        return torch.cat([rgb, out[:, 3:5].sigmoid(), out[:, 5:]], 1)
