"""Repose: pictures of a character in some poses become the same character in another pose.

Papers    CoNR (Lin et al. 2022): several references, features that are averaged over them. Talking Head Anime
          (Khungurn): appearance flow and a residual instead of painting from nothing.
Differs   Where a place comes from is first told by the joints, limb by limb (networks/limb_warps.py); the
          network chooses among the limbs, corrects the place, and says which reference knows it best, where
          none does (there it paints itself) and how far off it is likely to be. What it tells are places, not
          pixels: they may be applied to a reference of any size, so that detail stays as sharp as it was.
Input     references (N, 4, H, W) float32 RGBA, straight alpha, 0..1, H = 1.5 W, W a multiple of 64 (run
          at 256x384): N = B R, the R references of one character after each other, the same R for all of a
          batch (engines keep N and B free: run one character at a time). points (N, 60, 4): their poses as
          `bodies.points_of` gives them, in their own frames; target (B, 60, 4): the pose that is wished for.
Output    (B, 3 R + 6, H/2, W/2) float32. For each reference: x and y of where a place of the result comes
          from, in widths of the frame (its upper left corner is 0, 0; pixels' middles at + 0.5); and the
          logarithm of its share (they are softmaxed: shares sum to 1). Then: visibility 0..1, the share of
          what the references show; sureness 0..1; and what the network paints itself, premultiplied RGBA in
          about [0, 1]. The picture, premultiplied, is visibility * sum(share * reference at its place) +
          (1 - visibility) * painted: `composed` does it at any size.
Size      1.21 M parameters, 2.2 GMAC a reference at 256x384.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from anigen_core.networks.blocks import Conv, Residual, activate, head
from anigen_core.networks.limb_warps import CANDIDATES, sample, sample_all, warps
from anigen_core.networks.psgan import PLANES, pose_maps

SEEN = 6
"""Features of a reference that go with it, besides its colors."""
SHARED = 6
"""Planes behind those of the references."""


class Planes(NamedTuple):
    """What `forward` tells, taken apart: places (B, R, 2, h, w), shares (B, R, 1, h, w) that sum to 1,
    visible, sure (B, 1, h, w), painted (B, 4, h, w) premultiplied."""

    places: Tensor
    shares: Tensor
    visible: Tensor
    sure: Tensor
    painted: Tensor


def apart(told: Tensor) -> Planes:
    """The planes of the network's output."""
    count = (told.shape[1] - SHARED) // 3
    each = told[:, : 3 * count].unflatten(1, (count, 3))
    shared = told[:, 3 * count :]
    return Planes(each[:, :, :2], each[:, :, 2:].softmax(1), shared[:, :1], shared[:, 1:2], shared[:, 2:])


def premultiplied(pictures: Tensor) -> Tensor:
    """Of straight alpha (N, 4, H, W)."""
    return torch.cat([pictures[:, :3] * pictures[:, 3:], pictures[:, 3:]], 1)


def warped(references: Tensor, planes: Planes, size: tuple[int, int]) -> Tensor:
    """(B, 4, *size) premultiplied: what the references show, each at its share. references (B R, 4, H, W)
    premultiplied, of any size. size: height and width of the result."""
    places, shares = (
        functional.interpolate(p.flatten(0, 1), size=size, mode="bilinear")
        for p in (planes.places, planes.shares)
    )
    seen = sample(references, places) * shares
    return seen.unflatten(0, (len(planes.visible), -1)).sum(1)


def composed(references: Tensor, told: Tensor, size: tuple[int, int]) -> Tensor:
    """(B, 4, *size) premultiplied RGBA, not clipped: the picture. references (B R, 4, H, W) premultiplied, of
    any size; told: the network's output."""
    planes = apart(told)
    visible, painted = (
        functional.interpolate(p, size=size, mode="bilinear") for p in (planes.visible, planes.painted)
    )
    return painted + (warped(references, planes, size) - painted) * visible


class Look(nn.Module):
    """Looks at a reference and its pose, at a quarter of its size: (N, 64 + 39, h, w) to (N, 6, h, w)."""

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        self.stem = Conv(64 + PLANES, widths[0])
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        self.blocks = nn.ModuleList(Residual(w) for w in widths)
        self.ups = nn.ModuleList(Conv(b, a, 1) for a, b in pairwise(widths))
        self.last = Conv(widths[0], SEEN, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.blocks[0](self.stem(x))
        kept = [x]
        for down, block in zip(self.downs, self.blocks[1:], strict=True):
            x = block(down(activate(x)))
            kept.append(x)
        for i in reversed(range(len(self.ups))):
            x = (functional.interpolate(self.ups[i](x), scale_factor=2.0, mode="nearest") + kept[i]) * 0.7071
        return self.last(activate(x))


class Repose(nn.Module):
    """See the head of this file. widths: channels from 1/4 on; look: of the references' own network; detail:
    channels at half size."""

    def __init__(
        self,
        widths: Sequence[int] = (48, 72, 96, 104),
        look: Sequence[int] = (32, 40, 48),
        detail: int = 24,
    ) -> None:
        super().__init__()
        self.look = Look(look)
        self.stem = Conv(CANDIDATES * (4 + SEEN) + CANDIDATES + PLANES + 2, widths[0], 1)
        self.downs = nn.ModuleList(Conv(a, b, stride=2) for a, b in pairwise(widths))
        self.encoders = nn.ModuleList(
            Residual(w, 2 if i == len(widths) - 1 else 1) for i, w in enumerate(widths)
        )
        self.together = Conv(widths[-1], widths[-1], 1)
        self.ups = nn.ModuleList(Conv(b, a, 1) for a, b in pairwise(widths))
        self.decoders = nn.ModuleList(Residual(w) for w in widths[:-1])
        self.choose = head(widths[0], CANDIDATES + 2)
        self.enter = Conv(widths[0], detail, 1)
        self.detail = Conv(4 + 1, detail)
        self.sharpen = Residual(detail)
        self.each = head(detail, 3)
        self.merge = Conv(detail + 4, detail)
        self.paint = Residual(detail)
        self.last = nn.Conv2d(detail, SHARED, 3, padding=1)
        nn.init.normal_(self.last.weight, std=0.1 * (9 * detail) ** -0.5)
        assert self.last.bias is not None
        nn.init.zeros_(self.last.bias)

    def forward(self, references: Tensor, points: Tensor, target: Tensor) -> Tensor:
        count, batch = points.shape[0], target.shape[0]
        many = count // batch
        height, width = references.shape[2], references.shape[3]
        pictures = premultiplied(references)
        half = functional.avg_pool2d(pictures, 2)
        small = functional.avg_pool2d(half, 2)
        goal = target[:, None].expand(-1, many, -1, -1).reshape(-1, 60, 4)

        sharp = functional.pixel_unshuffle(pictures * 2 - 1, 4)
        features = self.look(torch.cat([sharp, pose_maps(points.float(), height // 4).to(sharp.dtype)], 1))
        where, prior, _ = warps(points, goal, height // 2, width // 2)
        # Of the four places of a quarter-sized pixel the mean.
        coarse = functional.avg_pool2d(where.flatten(1, 2), 2).unflatten(1, (CANDIDATES, 2))
        likely = functional.avg_pool2d(prior, 2).softmax(1)
        found = sample_all(torch.cat([small, features.float()], 1), coarse)
        rule = (coarse * likely[:, :, None]).sum(1)
        maps = pose_maps(target.float(), height // 4)
        maps = maps[:, None].expand(-1, many, -1, -1, -1).flatten(0, 1)
        x = self.encoders[0](self.stem(torch.cat([found, likely, maps, rule], 1)))
        kept = [x]
        for down, encoder in zip(self.downs, self.encoders[1:], strict=True):
            x = encoder(down(activate(x)))
            kept.append(x)
        mean = x.unflatten(0, (batch, many)).mean(1, keepdim=True)
        told = self.together(activate(mean[:, 0]))[:, None].expand(-1, many, -1, -1, -1).flatten(0, 1)
        x = (x + told) * 0.7071
        for i in reversed(range(len(self.ups))):
            up = functional.interpolate(self.ups[i](x), scale_factor=2.0, mode="nearest")
            x = self.decoders[i]((up + kept[i]) * 0.7071)
        x = activate(x)

        chosen = functional.interpolate(self.choose(x).float(), scale_factor=2.0, mode="bilinear")
        share = (prior + 4 * chosen[:, :CANDIDATES]).softmax(1)
        place = (where * share[:, :, None]).sum(1) + 0.1 * chosen[:, CANDIDATES:]
        seen = sample(half, place)
        y = functional.interpolate(self.enter(x), scale_factor=2.0, mode="nearest")
        known = share.amax(1, keepdim=True)
        y = activate(self.sharpen(y + self.detail(torch.cat([seen * 2 - 1, known], 1))))
        each = self.each(y).float()
        place = place + 0.05 * each[:, :2]
        weight = 4 * each[:, 2:]

        weights = weight.unflatten(0, (batch, many))
        shares = weights.softmax(1)
        seen = (sample(half, place).unflatten(0, (batch, many)) * shares).sum(1)
        y = (y.float().unflatten(0, (batch, many)) * shares).sum(1)
        y = activate(self.paint(self.merge(torch.cat([y, seen * 2 - 1], 1))))
        out = self.last(y).float()
        by_reference = torch.cat([place, weight], 1).unflatten(0, (batch, many)).flatten(1, 2)
        return torch.cat([by_reference, out[:, :2].sigmoid(), seen + out[:, 2:]], 1)
