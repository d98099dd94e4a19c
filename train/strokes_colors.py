"""Color blocks as a user throws them on: few, coarse, shifted, bleeding, missing.

The figure is cut into at most `GROUPS` groups by part or by cluster; each group is one blob that is moved,
grown or left out on its own. Eyes, mouth and brows keep blobs of their own: nothing downstream can guess
their colors. White ground is not painted.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from train.factory.parts import CLASS_OF, CLASSES
from train.strokes_chance import Chance, column
from train.strokes_detail import among, eye, proportion
from train.strokes_filters import blur, displaced, total
from train.strokes_levels import Hand

GROUPS = 8
_NAMES = {name: number for number, name in enumerate(CLASSES)}


def _folded(*groups: str) -> list[int]:
    """Group of each class; skin is 0, and so is what no group names."""
    table = [0] * len(CLASSES)
    for number, names in enumerate(groups):
        for name in names.split():
            table[_NAMES[name]] = number
    return table


_FOLDS = (
    _folded("skin", "hair_front hair_back", "top", "bottom", "outer", "sock", "shoe", "accessory"),
    # Someone who sees a dress, and shoes with the socks.
    _folded("skin", "hair_front", "hair_back", "top bottom", "outer", "sock shoe", "accessory"),
    # Hair, skin, clothes: a first throw.
    _folded("skin", "hair_front hair_back accessory", "top bottom outer", "sock shoe"),
)
_MOUTH = (28, 29, 30, 31)
_BROWS = (16, 17)


def _oklab(rgb: Tensor) -> Tensor:
    """(..., 3) sRGB 0..1 to OKLab (Ottosson 2020)."""
    linear = torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_cones = rgb.new_tensor([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    to_lab = rgb.new_tensor([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])
    return (linear @ to_cones.T).clamp(min=0) ** (1 / 3) @ to_lab.T


def clusters(rgb: Tensor, inside: Tensor, count: Tensor, chance: Chance) -> Tensor:
    """(B, N) int64 labels of (B, N, 3) colors: K-means in OKLab, started at far-apart colors.

    inside (B, N) bool: pixels that count. count (B,): clusters wanted, at most `GROUPS`.
    """
    lab = _oklab(rgb)
    weight = inside.float()
    first = (weight * chance.many("first", lab.shape[1], 0.5, 1.0)).argmax(1)
    centers = lab.gather(1, first[:, None, None].expand(-1, 1, 3))
    for turn in range(GROUPS - 1):
        far = torch.cdist(lab, centers, compute_mode="donot_use_mm_for_euclid_dist").amin(2) * weight
        # Not the farthest pixel of all, which is an odd one, but a far one that chance picks.
        pick = (far * chance.many(f"far {turn}", lab.shape[1], 0.7, 1.0)).argmax(1)
        centers = torch.cat([centers, lab.gather(1, pick[:, None, None].expand(-1, 1, 3))], 1)
    unused = torch.arange(GROUPS, device=rgb.device)[None] >= count[:, None]
    labels = torch.zeros(lab.shape[:2], dtype=torch.int64, device=rgb.device)
    for _ in range(5):
        gap = torch.cdist(lab, centers, compute_mode="donot_use_mm_for_euclid_dist")
        labels = gap.masked_fill(unused[:, None], 9).argmin(2)
        member = functional.one_hot(labels, GROUPS).float() * weight[..., None]
        total = member.sum(1)[..., None]
        mean = torch.stack([(member * lab[..., c : c + 1]).sum(1) for c in range(3)], -1) / total.clamp(min=1)
        centers = torch.where(total > 0, mean, centers)
    return labels


def blocks(straight: Tensor, part: Tensor, ink: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 4, H, W) straight RGBA blocks of a picture.

    straight: (B, 4, H, W) in 0..1. part: (B, 1, H, W) numbers. ink: (B, 1, H, W), 1 where the picture has
    lines, which are no color of any block.
    """
    height, width = straight.shape[2:]
    size = (height // 2, width // 2)
    unit = proportion(straight[:, 3:], hand)
    half = functional.interpolate(straight, size, mode="area")
    half_part = part[:, :, : size[0] * 2 : 2, : size[1] * 2 : 2]
    rgb, alpha = half[:, :3], half[:, 3:]
    pure = (alpha > 0.95) & (functional.interpolate(ink, size, mode="area") < 0.15)
    labels = _labels(rgb, half_part, pure, chance, hand)
    member = functional.one_hot(labels[:, 0], GROUPS).permute(0, 3, 1, 2).float() * pure
    area = member.sum((2, 3))
    colors = torch.stack([total(member * rgb[:, c : c + 1])[:, :, 0, 0] for c in range(3)], -1)
    colors = colors / area.clamp(min=1)[..., None]
    # Lines inside the figure belong to no blob, so the blurred blobs beside them close over them.
    ground = (alpha < 0.5).float()
    rough = (chance.within("coarse", hand.coarse) * unit / 2).clamp(min=0.8)
    field = blur(torch.cat([member, ground], 1), rough)
    field = torch.cat([_wandered(field[:, :GROUPS], unit, chance, hand), field[:, GROUPS:]], 1)
    # A bias widens or narrows a blob by so many px: a blurred edge's slope is 0.4 / sigma.
    wider = chance.many("bleed", GROUPS, *hand.bleed) * (0.2 * unit / rough)[:, None]
    field[:, :GROUPS] += wider.clamp(-0.4, 0.4)[:, :, None, None] * (field[:, :GROUPS] > 0.02)
    gone = chance.many("missing", GROUPS) < chance.within("missing", hand.missing)[:, None]
    # Something is always painted: the largest blob stays.
    gone = (gone & (area < area.amax(1, keepdim=True))) | (area < 3)
    strength, best = field[:, :GROUPS].max(1, keepdim=True)
    margin = torch.minimum(strength - field[:, GROUPS:], strength - 0.04)
    missing = gone.gather(1, best.flatten(1)).view_as(best)
    margin = torch.where(missing, -margin.abs() - 0.05, margin)
    # The edge towards paper is smooth at full size; borders between colors keep steps of 2 px.
    margin = functional.interpolate(margin, (height, width), mode="bilinear", align_corners=False)
    painted = (margin > 0).float()
    colors = (colors + chance.many("tint", GROUPS * 3, -0.03, 0.03).view(-1, GROUPS, 3)).clamp(0, 1)
    index = best.flatten(1)[..., None].expand(-1, -1, 3)
    flat = colors.gather(1, index).view(-1, *size, 3).permute(0, 3, 1, 2)
    flat = functional.interpolate(flat, (height, width), mode="nearest")
    out = torch.cat([flat * painted, painted], 1)
    return _features(out, straight, part, unit, chance, hand)


def _labels(rgb: Tensor, part: Tensor, pure: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """(B, 1, h, w) int64 blob of each pixel: by part or by color, as chance has it."""
    low, high = hand.clusters
    count = chance.uniform("clusters", low, high + 0.99).long().clamp(2, GROUPS)
    folds = torch.stack([torch.tensor(fold) for fold in _FOLDS]).to(part.device)
    fold = folds[chance.choice("fold", (2, 1, 1))]
    group = torch.from_numpy(CLASS_OF).to(part.device).long()[part.long()]
    labels = fold.gather(1, group.flatten(1)).view_as(group)
    index = chance.yes("by color", 0.5).nonzero()[:, 0]
    if len(index):
        few = rgb[index].permute(0, 2, 3, 1).flatten(1, 2)
        labels[index] = clusters(few, pure[index].flatten(1), count[index], chance.of(index)).view(
            -1, 1, *rgb.shape[2:]
        )
    return labels


def _wandered(field: Tensor, unit: Tensor, chance: Chance, hand: Hand) -> Tensor:
    """Each blob moved on its own, its outline wandering as a brush does."""
    batch, groups, height, width = field.shape
    scale = height / 192
    reach = chance.within("shifted", hand.shifted) * unit / 2
    angle = chance.many("blob way", groups, 0, 6.2832)
    far = chance.many("blob far", groups, 0.2, 1.0) * reach[:, None]
    off = torch.stack([far * angle.cos(), far * angle.sin()], 2)[..., None, None]
    wander = chance.field("blob wander", 14 * scale, height, width, 2)
    wander = wander * column(chance.within("coarse", hand.coarse) * 0.18 * unit)
    shift = (off + wander[:, None]).flatten(0, 1)
    return displaced(field.reshape(batch * groups, 1, height, width), shift).view_as(field)


def _features(
    out: Tensor, straight: Tensor, part: Tensor, unit: Tensor, chance: Chance, hand: Hand
) -> Tensor:
    """Eyes, mouth and brows as blobs of their own over the blocks."""
    scale = out.shape[2] / 384
    reach = chance.within("shifted", hand.shifted) * unit * 0.25
    color, alpha = out[:, :3], out[:, 3:]
    for name, share in (("LEFT", 0.9), ("RIGHT", 0.9), ("mouth", 0.8), ("brows", 0.4)):
        mask = eye(part, name) if name.isupper() else among(part, _MOUTH if name == "mouth" else _BROWS)
        area = total(mask)
        there = chance.yes(f"{name} there", share) & (area.flatten() > 3)
        index = there.nonzero()[:, 0]
        if not len(index):
            continue
        luck, mask = chance.of(index), mask[index]
        mean = total(straight[index, :3] * mask) / area[index]
        off = luck.many(f"{name} off", 2, -1, 1) * reach[index, None]
        shift = off[:, :, None, None].expand(-1, -1, *mask.shape[2:])
        spot = displaced(blur(mask, luck.uniform(f"{name} soft", 0.5, 2.0) * scale), shift)
        spot = (spot > column(luck.uniform(f"{name} size", 0.2, 0.5))).float()
        color[index] = color[index] * (1 - spot) + mean * spot
        alpha[index] = torch.maximum(alpha[index], spot)
    return torch.cat([color, alpha], 1)
