"""Grounds that a picture may stand on: mostly white, else flats, gradients, blotches, stripes, paper."""

from __future__ import annotations

import torch
from torch import Tensor

from train.strokes_chance import Chance, column

KINDS = (
    ("white", 0.4),
    ("flat", 0.15),
    ("gradient", 0.13),
    ("blotches", 0.14),
    ("stripes", 0.08),
    ("paper", 0.1),
)
"""Most drawings stand on white; the rest keeps networks from taking white for the ground."""


def grounds(height: int, width: int, seeds: Tensor) -> Tensor:
    """(B, 3, H, W) float32 in 0..1."""
    chance = Chance(seeds)
    kind = chance.choice("ground", [share for _, share in KINDS])
    first, second, third = (chance.many(f"color {i}", 3).sqrt()[:, :, None, None] for i in range(3))
    y = torch.linspace(-1, 1, height, device=seeds.device)[:, None]
    x = torch.linspace(-1, 1, width, device=seeds.device)[None]
    angle = column(chance.uniform("angle", 0, 6.2832))
    along = x * angle.cos() + y * angle.sin()
    picture = torch.ones(len(seeds), 3, height, width, device=seeds.device)
    for number, (name, _) in enumerate(KINDS):
        index = (kind == number).nonzero()[:, 0]
        if name == "white" or not len(index):
            continue
        luck, a, b, c, way = chance.of(index), first[index], second[index], third[index], along[index]
        if name == "flat":
            made = a.expand(-1, -1, height, width)
        elif name == "gradient":
            made = a + (b - a) * (way * 0.4 + 0.5).clamp(0, 1)
        elif name == "blotches":
            cell = max(height, width) / 6
            one = (0.5 + 0.9 * luck.field("blotch", cell, height, width)).clamp(0, 1)
            two = (0.5 + 0.9 * luck.field("blotch two", cell / 2, height, width)).clamp(0, 1)
            made = (a + (b - a) * one) * (1 - 0.5 * two) + 0.5 * two * c
        elif name == "stripes":
            waves = (way * column(luck.uniform("stripes", 6, 60))).sin()
            made = a + (b - a) * (0.5 + 4 * waves).clamp(0, 1)
        else:
            grain = luck.white("grain", height, width) - 0.5
            light = luck.field("light", max(height, width) / 2, height, width)
            tone = luck.uniform("tone", 0.75, 1.0)[:, None] * torch.tensor(
                [1.0, 0.98, 0.93], device=seeds.device
            )
            made = tone[:, :, None, None] + 0.08 * grain + 0.06 * light
        picture[index] = made.expand(-1, 3, -1, -1).clamp(0, 1)
    return picture


def behind(beauty: Tensor, seeds: Tensor) -> Tensor:
    """(B, 3, H, W) float32 in 0..1: pictures (B, 4, H, W) uint8 straight RGBA on their seeds' grounds."""
    straight = beauty.float() / 255
    alpha = straight[:, 3:]
    return straight[:, :3] * alpha + grounds(beauty.shape[2], beauty.shape[3], seeds.to(beauty.device)) * (
        1 - alpha
    )
