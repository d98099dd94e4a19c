"""What the colorizer is told while it learns: hints by dots and strokes, a reference picture, a palette.

Everything is batched on the pictures' device. Hints and references are taken from the truth, and are wrong in
the ways in which people's are: a hint lies a little beside what it means, a reference shows the character in
another pose, or is the same picture bent out of shape (Lee et al. 2020's augmented self-reference).
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from anigen_core.networks.psgan import PALETTE
from train.strokes_filters import displaced
from train.views import Chance, constant
from train.wishes import PALETTE_OF

HINTED, REFERENCED, PALETTED = 0.5, 0.45, 0.35
"""Shares of the samples that are told these. Nearly a fifth is told nothing."""

MOST = 32
"""Hints in one picture."""

STROKES, BY_PART, FLAT = 0.5, 0.7, 0.3
"""Shares of the hints that are strokes and not dots; that are spread over parts and not over pixels, as by
people who want every part colored; and of the pictures whose hints say colors without light and shade."""

OFFSET = 4 / 768
"""How far beside its meaning a hint lies, over the height."""

SELF, BEND, LEAST = 0.35, 0.06, 24
"""Share of the references that are the picture itself, bent by this much of the height; pixels from which a
part's color is told."""


def hints(
    colors: Tensor, flat: Tensor, part: Tensor, figure: Tensor, chance: Chance, *, most: int | None = None
) -> Tensor:
    """(B, 4, H, W) in 0..1: red, green, blue and presence of the hints of each picture; the rest is 0.

    colors, flat: (B, 3, H, W) the truth over white, and the same without light, 0..1. part: (B, 1, H, W)
    uint8. figure: (B, 1, H, W) 0..1, where hints are worth most. most: so many dots for every picture,
    instead of a number by chance.
    """
    count, _, height, width = colors.shape
    # How many: few are as likely as many.
    many = (MOST ** chance.uniform(count, 1)).round()
    if most is not None:
        many = torch.full_like(many, most)
    table = MOST if most is None else most
    flat_part = part.flatten(1).long()
    area = torch.zeros(count, 256, device=part.device).scatter_add_(
        1, flat_part, torch.ones_like(flat_part, dtype=torch.float32)
    )
    evenly = (1 / area.clamp_min(60)).gather(1, flat_part)  # a speck is not hinted at as often as a coat
    inside = figure.flatten(1)
    by_part = chance.yes(count, BY_PART)[:, None]
    weight = torch.where(by_part, evenly, torch.ones_like(evenly)) * (inside > 0.5) + 1e-9
    # Gumbel's trick: `table` different pixels, the likelier the heavier.
    luck = weight.log() - (-chance.uniform(*weight.shape, low=1e-6, high=1 - 1e-6).log()).log()
    spot = luck.topk(table, 1).indices
    place = torch.stack([spot % width, spot // width], 2).float()
    drawn = (torch.arange(table, device=part.device) < many).float() * weight.gather(1, spot).gt(1e-8)
    # A stroke goes on from there as long as it stays in its part.
    way = chance.uniform(count, table, high=6.2832)
    far = (
        chance.uniform(count, table, high=0.05) * height * chance.yes(count * table, STROKES).view(count, -1)
    )
    far = far * (0.0 if most is not None else 1.0)
    end = place + torch.stack([way.cos(), way.sin()], 2) * far[..., None]
    for share in (0.5, 1.0):
        there = place + (end - place) * share
        x, y = there[..., 0].round().long(), there[..., 1].round().long()
        out = (x < 0) | (x >= width) | (y < 0) | (y >= height)
        at = y.clamp(0, height - 1) * width + x.clamp(0, width - 1)
        stays = (flat_part.gather(1, at) == flat_part.gather(1, spot)) & ~out
        end = torch.where(stays[..., None], end, place)
    soft = functional.avg_pool2d(colors, 3, 1, 1)
    plain = chance.yes(count, FLAT if most is None else 0.0).view(-1, 1, 1, 1)
    table_of = torch.where(plain, flat, soft).flatten(2)
    rgb = table_of.gather(2, spot[:, None].expand(-1, 3, -1))
    reach = OFFSET * height * (0.0 if most is not None else 1.0)
    shift = chance.uniform(count, table, 2, low=-reach, high=reach)
    wide = chance.uniform(count, table, low=0.5, high=3.0) * height / 384
    return _stamped(place + shift, end + shift, wide, rgb, drawn, (height, width))


def _stamped(a: Tensor, b: Tensor, wide: Tensor, rgb: Tensor, drawn: Tensor, size: tuple[int, int]) -> Tensor:
    """Segments a to b (B, K, 2) px, `wide` px to each side, in their colors (B, 3, K), where drawn."""
    height, width = size[0] // 2, size[1] // 2  # at half size: four times as quick
    y, x = torch.meshgrid(
        torch.arange(height, device=a.device) * 2.0 + 0.5,
        torch.arange(width, device=a.device) * 2.0 + 0.5,
        indexing="ij",
    )
    along = b - a
    square = along.square().sum(2).clamp_min(1e-3)
    best = torch.full((len(a), height, width), 1e9, device=a.device)
    which = torch.zeros(len(a), height, width, dtype=torch.long, device=a.device)
    for k in range(a.shape[1]):
        dx, dy = x - a[:, k, 0, None, None], y - a[:, k, 1, None, None]
        vx, vy = along[:, k, 0, None, None], along[:, k, 1, None, None]
        t = ((dx * vx + dy * vy) / square[:, k, None, None]).clamp(0, 1)
        gap = (dx - t * vx).square() + (dy - t * vy).square()
        # At least its own pixel; what is not drawn is far from everything.
        gap = gap / wide[:, k, None, None].clamp_min(1.0).square() + (1 - drawn[:, k, None, None]) * 1e6
        nearer = gap < best
        best = torch.where(nearer, gap, best)
        which = torch.where(nearer, torch.full_like(which, k), which)
    there = (best <= 1.0).float()[:, None]
    colors = rgb.gather(2, which.flatten(1)[:, None].expand(-1, 3, -1)).view(len(a), 3, height, width)
    out = torch.cat([colors * there, there], 1)
    return functional.interpolate(out, scale_factor=2.0, mode="nearest")


def reference(own: Tensor, other: Tensor, chance: Chance) -> Tensor:
    """(B, 5, H, W) as the network sees a reference: another picture of the character, or this one, bent.

    own, other: (B, 4, H, W) straight RGBA in 0..1.
    """
    count, _, height, width = own.shape
    same = chance.yes(count, SELF).view(-1, 1, 1, 1)
    bend = functional.interpolate(chance.normal(count, 2, 5, 4), (height, width), mode="bicubic")
    bent = displaced(torch.cat([own[:, :3] * own[:, 3:], own[:, 3:]], 1), bend * (BEND * height * 0.5))
    bent = torch.cat([bent[:, :3] / bent[:, 3:].clamp_min(1e-3), bent[:, 3:]], 1)
    chosen = torch.where(same, bent, other)
    turned = torch.where(chance.yes(count, 0.5).view(-1, 1, 1, 1), chosen.flip(3), chosen)
    return looked_at(turned)


def looked_at(picture: Tensor) -> Tensor:
    """(B, 5, H, W) the network's reference of straight RGBA (B, 4, H, W) in 0..1."""
    alpha = picture[:, 3:]
    return torch.cat([picture[:, :3] * alpha + 1 - alpha, alpha, torch.ones_like(alpha)], 1)


def palette(flat: Tensor, part: Tensor) -> Tensor:
    """(B, 8, 4): the mean color of each part of `PALETTE`, 0..1, and 1 where the picture shows enough of it.

    flat: (B, 3, H, W) colors without light, 0..1. part: (B, 1, H, W) uint8.
    """
    owner = constant(tuple(float(v) for v in PALETTE_OF), part.device).long()[part.long()]
    out = []
    for i in range(len(PALETTE)):
        mask = (owner == i).float()
        area = mask.sum((2, 3))
        mean = (flat * mask).sum((2, 3)) / area.clamp_min(1)
        out.append(torch.cat([mean, torch.ones_like(area)], 1) * (area >= LEAST))
    return torch.stack(out, 1)


def left_open(told: dict[str, Tensor], chance: Chance) -> dict[str, Tensor]:
    """The same with hints, references and colors of the palette left out by chance."""
    count = len(told["hints"])
    column = (count, 1, 1, 1)
    few = (chance.uniform(count, len(PALETTE)) > chance.uniform(count, 1) ** 2).float()
    few = few * chance.yes(count, PALETTED).float()[:, None]
    return {
        "hints": told["hints"] * chance.yes(count, HINTED).float().view(column),
        "reference": told["reference"] * chance.yes(count, REFERENCED).float().view(column),
        "palette": told["palette"] * few[..., None],
    }
