"""From lines to a drawing on paper: width and taper, pencil grain, paper, light, scan."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from train.strokes_chance import Chance, column
from train.strokes_filters import blur, soften, step
from train.strokes_levels import Hand


def stroked(ink: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Thin ink (B, 1, H, W) drawn with a pen: its own width and a pressure that comes and goes."""
    height, width = ink.shape[2:]
    scale = height / 384
    # Most pens are thin: the square draws the lower half of the range three times out of four.
    low, high = hand.width
    wide = (low + (high - low) * chance.uniform("width").square()) * scale
    pressure = 0.5 + 0.5 * chance.field("pressure", 18, height, width)
    taper = column(chance.within("taper", hand.taper))
    # A line 1 px wide, blurred, stands above this level over `wide` px at full pressure and over fewer at low.
    sigma = (0.5 * wide).clamp(min=0.45)
    level = column(0.55 / (sigma * math.sqrt(2 * math.pi) + 0.45))
    level = level * (0.75 + 0.75 * taper * (1 - pressure))
    soft = blur(ink, sigma)
    # The edge is about a pixel wide whatever the pen: the slope at the rim is the level over the radius.
    rim = level * column((0.5 / sigma).clamp(0.12, 0.8))
    return step(soft, level - rim, level + rim) * (1 - 0.45 * taper * (1 - pressure))


def penciled(ink: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Ink that takes to the tooth of the paper; light strokes show more of it."""
    height, width = ink.shape[2:]
    grain = column(chance.within("grain", hand.grain) * chance.yes("pencil", 0.65))
    tooth = chance.white("tooth", height, width)
    tooth = soften(tooth, 0.45) * 1.6 - 0.3
    streaks = 0.5 + 0.5 * chance.field("streaks", 3, height, width)
    bite = step(tooth * 0.7 + streaks * 0.3, grain - 0.3, grain + 0.15)
    ink = ink * (1 - grain + grain * bite)
    dropout = column(chance.within("dropout", hand.dropout) * chance.yes("drops", 0.4))
    return ink * (chance.white("lost pixels", height, width) >= dropout)


def on_paper(ink: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 1, H, W) brightness, 1 = white, of ink 0..1 on its paper, scanned or photographed."""
    height, width = ink.shape[2:]
    full = chance.within("ink", hand.ink)
    pencil = chance.yes("pencil", 0.65)
    full = torch.where(pencil, full, full.clamp(min=0.8))
    # Colored pencils are brighter: blue about 0.55, red 0.45.
    colored = chance.yes("colored", 0.4 * hand.paper) & pencil
    full = torch.where(colored, full * chance.uniform("hue", 0.45, 0.65), full)
    seen = chance.yes("paper", hand.paper)
    tone = torch.where(seen, chance.uniform("tone", 0.72, 1.0), 1.0)
    texture = soften(chance.white("fibers", height, width), 0.7) - 0.5
    texture = texture * column(chance.uniform("texture", 0.0, 0.16) * seen)
    uneven = chance.field("light", max(height, width) / 1.5, height, width)
    uneven = uneven * column(chance.uniform("uneven light", 0.0, 0.22).square() * 4.5 * seen)
    smudge = (0.5 + 0.5 * chance.field("smudges", 40, height, width)).square()
    dirt = blur(ink, torch.full((len(ink),), 4.0, device=ink.device)) * smudge
    dirt = dirt * column(chance.uniform("dirt", 0.0, 0.5) * (seen & pencil))
    ground = column(tone) + texture + uneven * 0.5 - dirt * 0.4
    picture = ground * (1 - ink * column(full))
    picture = blur(picture, chance.within("soft", hand.soft) * height / 384)
    noise = chance.white("scan", height, width) - 0.5
    picture = picture + noise * column(chance.uniform("noise", 0.0, 0.12) * seen)
    return picture.clamp(0, 1)


def rescanned(picture: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Some pictures through half, two thirds or one and a half of their size, so that thickness tells little."""
    height, width = picture.shape[2:]
    which = chance.choice("resize", (1, 1, 1))
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
