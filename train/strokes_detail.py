"""What a hand leaves out and gets wrong: empty irises, eyes that differ, small parts, folds, proportions."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from train.factory.parts import Part
from train.strokes_chance import Chance, column
from train.strokes_filters import grow, shrink, total
from train.strokes_levels import Hand

_EYES = ("LEFT", "RIGHT")
_SMALL = (
    *(Part.NOSE, Part.LIPS, Part.TEETH, Part.TONGUE, Part.LEFT_BROW, Part.RIGHT_BROW, Part.EAR),
    *(Part.COLLAR, Part.LEFT_CUFF, Part.RIGHT_CUFF, Part.BELT, Part.NECKWEAR, Part.HAIR_ORNAMENT),
    *(Part.ORNAMENT, Part.HAIR_AHOGE, Part.GLASSES, Part.INNER),
)
"""Parts that a hasty hand leaves out one by one."""

_FACIAL = frozenset(range(Part.LEFT_BROW, Part.NOSE + 1))
HEAD = frozenset({Part.FACE, Part.EAR, *range(Part.LEFT_BROW, Part.NOSE + 1), *range(40, 45)})


def looked_up(part: Tensor, table: Tensor) -> Tensor:
    """(B, 1, H, W) float values of (B, 1, H, W) uint8 parts by a table (256,) or (B, 256)."""
    index = part.long().flatten(1)
    table = table.to(device=part.device, dtype=torch.float32)
    if table.ndim == 1:
        return table[index].view_as(part)
    return table.gather(1, index).view_as(part)


def among(part: Tensor, parts: frozenset[int] | tuple[int, ...]) -> Tensor:
    """(B, 1, H, W) float: which pixels show one of the parts."""
    table = torch.zeros(256)
    table[[int(p) for p in parts]] = 1
    return looked_up(part, table)


def eye(part: Tensor, side: str, *, white: bool = False) -> Tensor:
    """(B, 1, H, W) float: iris, pupil and highlight of a side; with the white and lash on demand."""
    names = ("IRIS", "PUPIL", "HIGHLIGHT", *(("SCLERA", "LASH") if white else ()))
    return among(part, tuple(Part[f"{side}_{name}"] for name in names))


def empty_irises(
    straight: Tensor, ink: Tensor, part: Tensor, chance: Chance, hand: Hand
) -> tuple[Tensor, Tensor]:
    """Pupils and all inside an iris gone, as in drawings whose eyes are painted later (Akita et al. 2020).

    straight (B, 4, H, W) 0..1 gets irises of one flat color, or of the sclera's; ink loses the inside.
    """
    whole = chance.yes("emptied", hand.emptied)
    lopsided = chance.yes("lopsided", hand.uneven)
    left_only = chance.yes("left only", 0.5)
    for side in _EYES:
        this = left_only if side == "LEFT" else ~left_only
        wanted = column(whole ^ (lopsided & this)).float()
        iris = eye(part, side) * wanted
        count = total(iris).clamp(min=1)
        flat = total(straight[:, :3] * iris) / count
        flat = torch.where(column(chance.yes("iris line", 0.7)), flat, 0.9)
        straight = torch.cat([straight[:, :3] * (1 - iris) + flat * iris, straight[:, 3:]], 1)
        inside = shrink(grow(iris, 1), 2)
        ink = ink * (1 - inside)
    return straight, ink


def kept(part: Tensor, outline: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 1, H, W) how much of the ink stays, 0-1: the silhouette always, small parts and folds by chance."""
    height, width = part.shape[2:]
    gone = torch.zeros(len(part), 256, device=part.device)
    small = list(map(int, _SMALL))
    gone[:, small] = (chance.many("parts", len(small)) < hand.details).float()
    small_gone = grow(looked_up(part, gone), 1)
    values = part.float()
    fold = (grow(values, 2) == shrink(values, 2)).float()
    fold = fold * (1 - among(part, _FACIAL))
    amount = column(chance.within("folds", hand.folds))
    level = 0.5 + 0.5 * chance.field("fold places", 22, height, width)
    drop = fold * (level < amount * 1.1).float()
    # Whole garments stay without folds, others keep them.
    table = torch.zeros(len(part), 256, device=part.device)
    table[:] = (chance.many("plain parts", 256) < 0.5 * chance.within("folds", hand.folds)[:, None]).float()
    drop = torch.maximum(drop, fold * looked_up(part, table))
    keep = 1 - torch.maximum(drop, small_gone)
    return torch.maximum(keep, (grow(outline, 1) > 0.3).float())


def proportion(alpha: Tensor, hand: Hand) -> Tensor:
    """(B,) px of the picture for a px of the hand: a small figure is drawn with smaller errors."""
    side = total((alpha > 0.5).float()).flatten().sqrt()
    scale = alpha.shape[2] / 384
    return scale * (side / (hand.figure * scale)).clamp(0.35, 1)


def bend(part: Tensor, unit: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 2, H, W) px by which lines look elsewhere: smooth, the head larger or smaller, an eye out of place.

    unit: (B,) px for a px of the hand. Worked out at half the size: all of it is smooth.
    """
    full_height, full_width = part.shape[2:]
    part = part[:, :, ::2, ::2]
    height, width = part.shape[2:]
    amount = column(chance.within("bent", hand.bent) * unit)
    shift = 0.7 * chance.field("bent", height / 3.2, height, width, 2)
    shift = (shift + 0.3 * chance.field("bent less", height / 8, height, width, 2)) * amount
    # A photo taken at a slant: the corners wander by half of it.
    corners = chance.many("corners", 8, -0.5, 0.5).view(-1, 2, 2, 2) * amount
    shift = shift + functional.interpolate(corners, (height, width), mode="bilinear", align_corners=True)
    y = torch.arange(height, device=part.device, dtype=torch.float32)[:, None] * 2 + 1
    x = torch.arange(width, device=part.device, dtype=torch.float32)[None] * 2 + 1

    def center(mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        area = total(mask)
        safe = area.clamp(min=1)
        return total(mask * x) / safe, total(mask * y) / safe, area * 4

    cx, cy, area = center(among(part, HEAD))
    reach = (area / 2).sqrt().clamp(min=8)
    near = torch.exp(-0.5 * (((x - cx).square() + (y - cy).square()) / (1.3 * reach).square()).square())
    smaller = (1 / column(chance.within("head", hand.head)) - 1) * near * (area > 60)
    away_x, away_y = (x - cx) * smaller, (y - cy) * smaller
    # The ceiling holds for the head as well: a close-up's head would move by twenty pixels.
    less = 1 / (1 + (away_x.square() + away_y.square()).sqrt() / (8 * column(unit)))
    shift = shift + torch.cat([away_x * less, away_y * less], 1)
    uneven = chance.yes("uneven", hand.uneven)
    for side in _EYES:
        ex, ey, size = center(eye(part, side, white=True))
        wide = size.sqrt().clamp(min=2)
        close = torch.exp(-0.5 * ((x - ex).square() + (y - ey).square()) / (0.9 * wide).square())
        close = close * (size > 12) * column(uneven)
        off = chance.many(f"{side} eye", 4, -1, 1)
        shift[:, :1] += close * (column(off[:, 0]) * 0.12 * wide + (x - ex) * column(off[:, 2]) * 0.16)
        shift[:, 1:] += close * (column(off[:, 1]) * 0.12 * wide + (y - ey) * column(off[:, 3]) * 0.2)
    return functional.interpolate(shift, (full_height, full_width), mode="bilinear", align_corners=False)
