"""Strokes that no line of the picture asks for: hatching of dark places, the circle and cross of a head."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from train.strokes_chance import Chance, column
from train.strokes_detail import HEAD, among
from train.strokes_filters import soften, total
from train.strokes_trace import STEP, Strokes

ROUND = 200
"""Points of a construction circle."""


def hatching(straight: Tensor, part: Tensor, chance: Chance) -> Strokes:
    """Parallel strokes over dark parts of a picture (B, 4, H, W) in 0..1; faces stay free."""
    height, width = straight.shape[2:]
    light = (straight[:, :3] * straight.new_tensor([0.3, 0.55, 0.15])[:, None, None]).sum(1, keepdim=True)
    dark = soften(((light < 0.3) & (straight[:, 3:] > 0.5)).float() * (part != 1), 1.0)
    tile = 6
    rows, columns = height // tile, width // tile
    y, x = torch.meshgrid(
        torch.arange(rows, device=part.device) + 0.5,
        torch.arange(columns, device=part.device) + 0.5,
        indexing="ij",
    )
    places = (torch.stack([x, y], -1).view(1, -1, 2) * tile).expand(len(part), -1, -1)
    count = rows * columns
    places = places + (chance.many("hatch places", 2 * count).view(-1, count, 2) - 0.5) * tile * 0.8
    angle = (chance.uniform("hatch way", 0.5, 1.1) + 1.57 * chance.yes("hatch left", 0.3))[:, None]
    angle = angle + chance.many("hatch turn", count, -0.06, 0.06)
    way = torch.stack([angle.cos(), angle.sin()], -1)
    reach = chance.uniform("hatch reach", 5, 14)[:, None] * chance.many("hatch reaches", count, 0.5, 1.0)
    room = torch.arange(-7, 8, device=part.device)
    points = places[:, :, None] + way[:, :, None] * (room * STEP)[:, None]
    grid = points / points.new_tensor([width / 2, height / 2]) - 1
    inside = functional.grid_sample(dark, grid, align_corners=False)[:, 0] > 0.5
    alive = inside & ((room * STEP).abs() <= reach[..., None])
    # One run through the middle: what lies behind a gap belongs to another stroke.
    for k in range(6, -1, -1):
        alive[:, :, k] &= alive[:, :, k + 1]
        alive[:, :, 14 - k] &= alive[:, :, 13 - k]
    alive &= (chance.many("hatch kept", count) < chance.uniform("hatch dense", 0.4, 0.9)[:, None])[..., None]
    return Strokes(points, alive & alive[:, :, 7:8])


def construction(part: Tensor, chance: Chance) -> Strokes:
    """A circle around the head and a cross on the face, as one starts a drawing."""
    height, width = part.shape[2:]
    x = torch.arange(width, device=part.device) + 0.5
    y = torch.arange(height, device=part.device)[:, None] + 0.5
    found = []
    for mask in (among(part, HEAD), among(part, (1, *range(16, 33)))):
        area = total(mask)
        cx, cy = (total(mask * way) / area.clamp(min=1) for way in (x, y))
        spread = (total(mask * (x - cx).square()) / area.clamp(min=1)).sqrt().clamp(2, 36)
        found.append([value.flatten() for value in (cx, cy, spread, area)])
    (hx, hy, hs, ha), (fx, fy, fs, fa) = found
    turn = (
        torch.linspace(0, 7.2, ROUND, device=part.device) + chance.uniform("round from", 0, 6.2832)[:, None]
    )
    flat = chance.many("round shape", 2, 1.5, 2.0) * hs[:, None]
    circle = torch.stack([hx[:, None] + flat[:, :1] * turn.cos(), hy[:, None] + flat[:, 1:] * turn.sin()], -1)
    run = torch.linspace(-1, 1, ROUND, device=part.device)
    bow = chance.many("cross bow", 2, -0.3, 0.3) * fs[:, None]
    lean = chance.uniform("cross lean", -0.2, 0.2)[:, None]
    reach = 2.0 * fs[:, None]
    across = torch.stack(
        [fx[:, None] + reach * run, fy[:, None] + bow[:, :1] * (1 - run.square()) + lean * reach * run], -1
    )
    down = torch.stack(
        [fx[:, None] + bow[:, 1:] * (1 - run.square()) - lean * reach * run, fy[:, None] + 1.2 * reach * run],
        -1,
    )
    points = torch.stack([circle, across, down], 1)
    there = torch.stack([ha > 150, fa > 80, fa > 80], 1) & (chance.many("construction", 3) < 0.75)
    return Strokes(points, there[..., None].expand(-1, -1, ROUND))


def faint(chance: Chance) -> Tensor:
    """(B, 1, 1, 1) how dark such strokes are."""
    return column(chance.uniform("construction ink", 0.25, 0.6))
