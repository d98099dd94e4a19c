"""Grounds that a picture may stand on: mostly white, else flats, gradients, blotches, stripes, paper, and
shapes: circles, dots, stars, checks, rays, bands, a window, a horizon."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from train.strokes_chance import Chance, column

KINDS = (
    ("white", 0.36),
    ("flat", 0.13),
    ("gradient", 0.12),
    ("blotches", 0.11),
    ("stripes", 0.06),
    ("paper", 0.08),
    ("shapes", 0.14),
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
        elif name == "shapes":
            made = _shapes(luck, a, b, c, height, width)
        else:
            grain = luck.white("grain", height, width) - 0.5
            light = luck.field("light", max(height, width) / 2, height, width)
            tone = luck.uniform("tone", 0.75, 1.0)[:, None] * torch.tensor(
                [1.0, 0.98, 0.93], device=seeds.device
            )
            made = tone[:, :, None, None] + 0.08 * grain + 0.06 * light
        picture[index] = made.expand(-1, 3, -1, -1).clamp(0, 1)
    return picture


def _edge(inside: Tensor, soft: Tensor | float) -> Tensor:
    """0 to 1 over a seam of width `soft` about 0."""
    return (inside / soft + 0.5).clamp(0, 1)


def _lattice(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Within each unit square: distance from its middle, angle about it; and the square's row, whole."""
    row = y.floor()
    x = x + 0.5 * row  # rows stand between each other
    u, v = x - x.floor() - 0.5, y - row - 0.5
    return (u * u + v * v).sqrt(), torch.atan2(u, v), row


def _shapes(luck: Chance, a: Tensor, b: Tensor, c: Tensor, height: int, width: int) -> Tensor:
    """(B, 3, H, W) flat shapes on a ground: a, b, c are colors (B, 3, 1, 1), b and c moved towards a by
    chance. Every kind is drawn for every picture and one of them chosen, so nothing waits for the device."""
    device, size = luck.device, max(height, width)
    y = torch.arange(height, device=device, dtype=torch.float32)[:, None].expand(height, width) / size
    x = torch.arange(width, device=device, dtype=torch.float32)[None].expand(height, width) / size
    near = column(luck.uniform("faint", 0.25, 1.0))
    b, c = a + (b - a) * near, a + (c - a) * near
    turn = column(luck.uniform("turn", -0.9, 0.9))
    across, along = x * turn.cos() - y * turn.sin(), x * turn.sin() + y * turn.cos()
    cells = column(luck.uniform("cells", 2.5, 9.0))
    pixel = cells * 1.5 / size
    far, angle, row = _lattice(across * cells, along * cells)
    wide = column(luck.uniform("wide", 0.16, 0.44))
    fine, _, _ = _lattice(across * cells * 5, along * cells * 5)
    middle_x, middle_y = column(luck.uniform("x", 0.1, 0.6)), column(luck.uniform("y", 0.1, 0.8))
    about = torch.atan2(y - middle_y, x - middle_x)
    sector = (angle % (2 * math.pi / 5)) / (math.pi / 5) - 1
    level = column(luck.uniform("level", 0.55, 0.9)) * height / size
    half_w, half_h = column(luck.uniform("w", 0.12, 0.3)), column(luck.uniform("h", 0.15, 0.4))
    pane_x, pane_y = (x - middle_x).abs(), (y - middle_y * 0.6).abs()
    pane = torch.minimum(half_w - pane_x, half_h - pane_y)
    bar = torch.minimum(pane_x, pane_y) - 0.006
    ring = 0.4 * wide - (far - 0.36).abs()
    checks = ((across * cells).floor() + (along * cells).floor()) % 2
    masks = torch.cat(
        [
            _edge(wide - far, pixel),  # circles
            _edge(ring, pixel),  # rings
            _edge(0.75 * (x * turn.cos() + (y + 0.1) * turn.sin().abs()).clamp(0, 1) - fine, 5 * pixel),
            _edge(wide * (0.42 + 0.58 * sector.abs() ** 1.6) - far, pixel),  # stars
            checks.expand_as(far),
            _edge((about * (3 + (cells * 2).floor())).sin(), 0.05).expand_as(far),  # rays
            _edge(0.5 * wide - (along * cells * 0.4 % 1 - 0.5).abs(), 0.4 * pixel),  # bands
            _edge(torch.minimum(pane, bar), 0.003).expand_as(far),  # a window
            _edge(y - level, 0.003).expand_as(far),  # a horizon
        ],
        1,
    )
    kind = luck.choice("shape", [1, 0.6, 1.4, 0.8, 0.6, 1, 1, 1, 1.2])
    mask = masks.gather(1, kind[:, None, None, None].expand(-1, 1, height, width))
    rows = (kind == 0) | (kind == 1) | (kind == 3)  # kinds whose rows may take turns in color
    second = column(luck.yes("two", 0.4) & rows) & (row % 2 == 0)
    shape = torch.where(second, c, b)
    sky = a + (c - a) * column(luck.yes("sky", 0.4).float()) * 0.5 * (1 - y)
    return sky + (shape - sky) * mask


def behind(beauty: Tensor, seeds: Tensor) -> Tensor:
    """(B, 3, H, W) float32 in 0..1: pictures (B, 4, H, W) uint8 straight RGBA on their seeds' grounds."""
    straight = beauty.float() / 255
    alpha = straight[:, 3:]
    return straight[:, :3] * alpha + grounds(beauty.shape[2], beauty.shape[3], seeds.to(beauty.device)) * (
        1 - alpha
    )
