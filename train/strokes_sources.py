"""Where lines come from: the line-source lottery. Everything here is (B, 1, H, W) ink, 1 = ink."""

from __future__ import annotations

import torch
from torch import Tensor

from train.strokes_chance import Chance, column
from train.strokes_filters import blur, grow, shrink, slopes, soften, step
from train.strokes_levels import Hand

SOURCES = ("canny", "structure", "xdog", "network")


def lightness(straight: Tensor) -> Tensor:
    """(B, 1, H, W) out of (B, 4, H, W) RGBA in 0..1. The ground is brighter than white, so that a white
    blouse has an outline."""
    alpha = straight[:, 3:]
    light = 0.3 * straight[:, :1] + 0.55 * straight[:, 1:2] + 0.15 * straight[:, 2:3]
    return light * alpha + 1.25 * (1 - alpha)


def canny(light: Tensor, sigma: Tensor, strong: Tensor) -> Tensor:
    """Canny's edges, 1 px wide. sigma, strong: (B,); strong is a step's height that surely is an edge."""
    right, down = slopes(blur(light, sigma))
    # A step blurred by sigma has the slope height / (sigma sqrt(2 pi)).
    steep = (right.square() + down.square()).sqrt() * column(2.5 * sigma.clamp(min=0.4))
    wide = torch.nn.functional.pad(steep, (1, 1, 1, 1))
    height, width = steep.shape[2:]

    def ridge(dx: int, dy: int) -> Tensor:
        one = wide[:, :, 1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width]
        other = wide[:, :, 1 - dy : 1 - dy + height, 1 - dx : 1 - dx + width]
        return (steep >= one) & (steep > other)

    flat, tall = right.abs() > 2.414 * down.abs(), down.abs() > 2.414 * right.abs()
    slanted = torch.where(right * down > 0, ridge(1, 1), ridge(1, -1))
    crest = torch.where(flat, ridge(1, 0), torch.where(tall, ridge(0, 1), slanted))
    weak = (crest & (steep > column(strong * 0.4))).float()
    edge = weak * (steep > column(strong))
    for _ in range(3):
        edge = grow(edge, 2) * weak
    return edge


def xdog(light: Tensor, sigma: Tensor, least: Tensor) -> Tensor:
    """Difference of Gaussians with a threshold: lines stay lines, and dark areas do not fill."""
    inner = blur(light, sigma)
    dark = blur(inner, sigma * 1.25) - inner
    return step(dark, column(least), column(least) * 2.5)


def unfilled(ink: Tensor, keep: Tensor) -> Tensor:
    """Ink without solid black areas, of which the rim stays; keep (B,) bool: leave them."""
    solid = grow(shrink(ink, 3), 2)
    return torch.where(column(keep), ink, ink * (1 - solid))


def lines_of(straight: Tensor, structure: Tensor, chance: Chance, hand: Hand, source: Tensor) -> Tensor:
    """Ink by each picture's own source. straight (B, 4, H, W) 0..1; structure (B, 1, H, W) the factory's
    ink; source (B,) index of `SOURCES`."""
    out = torch.zeros_like(structure)
    light = lightness(straight)
    for number, name in enumerate(SOURCES):
        index = (source == number).nonzero()[:, 0]
        if not len(index):
            continue
        part, luck = light[index], chance.of(index)
        if name == "canny":
            # Drawn outlines have two edges; most hands draw one line there, so most pictures lose them first.
            bare = column(luck.yes("bare", 0.7)).float() * grow(structure[index], 1)
            near = soften(torch.cat([part * (1 - bare), 1 - bare], 1), 1.6)
            part = torch.lerp(part, near[:, :1] / near[:, 1:].clamp(min=0.02), bare)
            ink = canny(part, luck.within("canny", hand.canny), luck.uniform("strong", 0.06, 0.2))
        elif name == "structure":
            ink = structure[index]
        elif name == "xdog":
            ink = xdog(part, luck.uniform("xdog", 0.6, 1.4), luck.uniform("least", 0.008, 0.03))
        else:
            # A network that is not sure: lines melt where they are close, and faint ones come and go.
            both = torch.maximum(
                structure[index],
                0.7 * xdog(part, luck.uniform("xdog", 0.8, 1.6), luck.uniform("least", 0.01, 0.03)),
            )
            soft = blur(both, luck.uniform("melt", 0.7, 1.6))
            level = column(luck.uniform("sure", 0.12, 0.35)) + 0.1 * luck.field("doubt", 24, *part.shape[2:])
            ink = step(soft, level, level + 0.15)
        out[index] = ink
    return unfilled(out, chance.yes("fills", 0.3))


def silhouette(straight: Tensor) -> Tensor:
    """(B, 1, H, W) the line around the figure, 1-2 px inside it."""
    alpha = straight[:, 3:]
    return (soften(alpha, 0.5) - shrink(alpha, 1)).clamp(0, 1) * (alpha > 0.5)
