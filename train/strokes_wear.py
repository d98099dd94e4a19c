"""From lines to a drawing on paper: width and taper, pencil grain, paper, light, scan."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from train.strokes_chance import Chance, column
from train.strokes_filters import blur, soften, step, thinner
from train.strokes_levels import Hand

PENCILS = 0.65
"""Share of pencils; the rest draw with ink or on a tablet."""


def stroked(ink: Tensor, unit: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Thin ink (B, 1, H, W) drawn with a pen: its own width and a pressure that comes and goes.

    unit: (B,) px for a px of the hand; small figures are drawn with thinner pens, but not as much thinner.
    """
    height, width = ink.shape[2:]
    scale = height / 384
    ink = torch.where(column(chance.yes("even pen", 0.6)), thinner(ink), ink)
    # Most pens are thin: the square draws the lower half of the range three times out of four.
    low, high = hand.width
    wide = (low + (high - low) * chance.uniform("width").square()) * (scale * unit).sqrt()
    pressure = 0.5 + 0.5 * chance.field("pressure", 18, height, width)
    taper = column(chance.within("taper", hand.taper))
    # A line 1 px wide, blurred, stands above this level over `wide` px at full pressure, fewer at low.
    sigma = (0.5 * wide).clamp(min=0.45)
    level = column(0.55 / (sigma * math.sqrt(2 * math.pi) + 0.45))
    level = level * (0.75 + 0.75 * taper * (1 - pressure))
    soft = blur(ink, sigma)
    # The edge is about a pixel wide whatever the pen: the slope at the rim is the level over the radius.
    rim = level * column((0.5 / sigma).clamp(0.12, 0.8))
    return step(soft, level - rim, level + rim) * (1 - 0.45 * taper * (1 - pressure))


def penciled(ink: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Ink that takes to the tooth of the paper; light strokes show more of it."""
    pencil = chance.yes("pencil", PENCILS)
    index = (pencil & (hand.grain[1] > 0)).nonzero()[:, 0]
    height, width = ink.shape[2:]
    out = ink.clone()
    if len(index):
        luck, some = chance.of(index), ink[index]
        grain = column(luck.within("grain", hand.grain))
        tooth = soften(luck.white("tooth", height, width), 0.5) * 1.4 - 0.2
        streaks = 0.5 + 0.5 * luck.field("streaks", 3, height, width)
        bite = step(tooth * 0.7 + streaks * 0.3 + 0.35 * some, grain, grain + 0.5)
        out[index] = some * (1 - grain + grain * bite)
    index = (chance.yes("drops", 0.4) & (hand.dropout[1] > 0)).nonzero()[:, 0]
    if len(index):
        luck = chance.of(index)
        lost = luck.white("lost pixels", height, width) < column(luck.within("dropout", hand.dropout))
        out[index] = out[index] * ~lost
    return out


def on_paper(ink: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 1, H, W) brightness, 1 = white, of ink 0..1 on its paper, scanned or photographed."""
    height, width = ink.shape[2:]
    full = chance.within("ink", hand.ink)
    pencil = chance.yes("pencil", PENCILS)
    full = torch.where(pencil, full, full.clamp(min=0.8))
    # Colored pencils are brighter: what is left of the ink is about 0.65 for blue, 0.5 for red.
    colored = chance.yes("colored", 0.4 * hand.paper) & pencil
    full = torch.where(colored, full * chance.uniform("hue", 0.5, 0.65), full).clamp(min=0.4)
    shade = ink * column(full)
    picture = 1 - shade
    index = chance.yes("paper", hand.paper).nonzero()[:, 0]
    if len(index):
        luck, shade = chance.of(index), shade[index]
        ground = column(1 - luck.uniform("tone", 0.0, 0.42).square()).expand_as(shade)
        texture = luck.white("fibers", height, width) - 0.5
        rough = column(luck.uniform("texture", 0.0, 0.3).square())
        ground = ground + (soften(texture, 0.7) * 3 + texture * 0.6) * rough
        uneven = luck.field("light", max(height, width) / 1.5, height, width)
        ground = ground + uneven * column(luck.uniform("uneven light", 0.0, 0.4).square())
        smudge = (0.5 + 0.5 * luck.field("smudges", 40, height, width)).square()
        dirt = soften(ink[index], 4.0) * smudge * column(luck.uniform("dirt", 0.0, 0.3))
        picture[index] = (ground - dirt) * (1 - shade)
    low, high = hand.soft
    soft = low + (high - low) * chance.uniform("soft").square()
    return blur(picture, soft * height / 384).clamp(0, 1)


def rescanned(picture: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Some pictures through half, two thirds or one and a half of their size, lest thickness be a cue."""
    height, width = picture.shape[2:]
    which = chance.choice("resize", (1, 2, 2))
    wanted = chance.yes("resized", hand.resized)
    out = picture.clone()
    for number, factor in enumerate((0.5, 0.67, 1.5)):
        index = (wanted & (which == number)).nonzero()[:, 0]
        if not len(index):
            continue
        size = (max(8, round(height * factor)), max(8, round(width * factor)))
        small = functional.interpolate(picture[index], size, mode="area" if factor < 1 else "bilinear")
        out[index] = functional.interpolate(small, (height, width), mode="bilinear", align_corners=False)
    return out


def blocky(picture: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Some pictures as a JPEG file keeps them: blocks of 8 x 8 whose waves are rounded, fine ones coarser."""
    index = chance.yes("jpeg", hand.jpeg).nonzero()[:, 0]
    if not len(index):
        return picture
    height, width = picture.shape[2:]
    x = functional.pad(picture[index], (0, -width % 8, 0, -height % 8), mode="replicate")
    rows, columns = x.shape[2] // 8, x.shape[3] // 8
    k = torch.arange(8, device=x.device, dtype=torch.float32)
    basis = torch.cos((k[None] + 0.5) * k[:, None] * torch.pi / 8) * 0.5
    basis[0] *= 0.5**0.5
    blocks = x.view(len(index), rows, 8, columns, 8).transpose(2, 3)
    waves = basis @ blocks @ basis.T
    coarse = (1 + 0.6 * (k[:, None] + k[None])) * column(chance.of(index).uniform("quality", 0.02, 0.09))[
        ..., None
    ]
    blocks = basis.T @ ((waves / coarse).round() * coarse) @ basis
    out = picture.clone()
    out[index] = blocks.transpose(2, 3).reshape_as(x)[:, :, :height, :width].clamp(0, 1)
    return out
